//! The documentation names every format and column.

use export::formats::{Format, Options, Slice, write};

/// Protects those who look a format up: `docs/exports.md` has a section for each, and a row for each column.
#[test]
fn every_format_is_documented() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/exports.md");
    let text = std::fs::read_to_string(path).unwrap();
    for format in Format::ALL {
        assert!(
            text.contains(&format!("\n## {}\n", format.code())),
            "docs/exports.md has no section ## {}",
            format.code()
        );
    }
    for format in [Format::CsvEvents, Format::CsvParticipants] {
        let mut out = Vec::new();
        write(format, &Slice::default(), Options::default(), &mut out).unwrap();
        let head = String::from_utf8(out).unwrap();
        let section = text.split(&format!("\n## {}\n", format.code())).nth(1).unwrap();
        let section = section.split("\n## ").next().unwrap();
        for column in head.trim_end().split(',') {
            assert!(section.contains(&format!("`{column}`")), "{}: no word on the column {column}", format.code());
        }
    }
}
