//! The programs the formats are meant for open them.

use std::path::Path;
use std::process::Command;

use export::formats::Format;

use crate::sample::{sample, soiled};
use crate::written;

/// Protects those who use the files elsewhere: followthemoney, pandas, pyarrow, networkx, icalendar, feedparser and
/// jsonschema load them. Skips where `.ci/run` has not made the folder with these programs.
#[test]
fn other_programs_open_the_files() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let python = root.join("target/other-programs/bin/python");
    if !python.exists() {
        println!("skipped: bench/other-programs.sh makes target/other-programs, which this test needs");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let hostile = soiled(&|text| format!("{text} =\"<&>';\n]]>\u{202e}\u{7}é🇲🇼"));
    for (name, slice) in [("plain", sample()), ("hostile", hostile)] {
        for format in Format::ALL {
            let file = format!("{name}-{}.{}", format.code(), format.extension());
            std::fs::write(folder.path().join(file), written(format, &slice)).unwrap();
        }
    }
    let script = root.join("crates/export/tests/exports/other_programs.py");
    let schema = root.join("docs/schema/attache-1.schema.json");
    let run = Command::new(python).arg(script).arg(folder.path()).arg(schema).output().unwrap();
    assert!(run.status.success(), "{}{}", String::from_utf8_lossy(&run.stdout), String::from_utf8_lossy(&run.stderr));
}
