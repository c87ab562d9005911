//! What each format looks like.

use export::formats::{Format, Options, Slice, write};

use crate::sample::sample;
use crate::{parts, text, written};

/// Protects those who load our files: the form of each format, over the sample.
#[test]
fn formats_look_as_they_did() {
    // That the others come back is a test of its own.
    let has_form = |format: &Format| !matches!(format, Format::Parquet | Format::Sqlite);
    for format in Format::ALL.into_iter().filter(has_form) {
        let shown = match format {
            Format::Brat => {
                let files = parts::unzip(&written(format, &sample()));
                let part =
                    |(name, content): (&String, &Vec<u8>)| format!("== {name}\n{}", String::from_utf8_lossy(content));
                files.iter().map(part).collect::<Vec<_>>().join("\n")
            }
            _ => text(format, &sample()),
        };
        insta::assert_snapshot!(format.code(), shown);
    }
}

/// Protects comparisons: the same source gives the same bytes.
#[test]
fn the_same_source_gives_the_same_bytes() {
    for format in Format::ALL {
        assert_eq!(written(format, &sample()), written(format, &sample()), "{}", format.code());
    }
}

/// Protects those who export a question without an answer: every format writes a whole, empty file.
#[test]
fn an_empty_source_is_written() {
    let empty = Slice::default();
    for format in Format::ALL {
        let bytes = written(format, &empty);
        match format {
            Format::GeoJson | Format::TimelineJs | Format::WebAnnotation => {
                serde_json::from_slice::<serde_json::Value>(&bytes).expect("JSON");
            }
            Format::Gexf | Format::Atom | Format::Rss => {
                parts::elements(std::str::from_utf8(&bytes).unwrap());
            }
            _ => {}
        }
    }
}

/// Protects spreadsheets: the mark is written when asked for and not otherwise.
#[test]
fn a_byte_order_mark_is_an_option() {
    let mut out = Vec::new();
    write(Format::CsvEvents, &sample(), Options { byte_order_mark: true }, &mut out).unwrap();
    assert!(out.starts_with("\u{feff}event,".as_bytes()));
    assert!(written(Format::CsvEvents, &sample()).starts_with(b"event,"));
}

/// Protects analysts: a negative number is no formula and stays a number.
#[test]
fn numbers_are_untouched() {
    let table = written(Format::CsvEvents, &sample());
    let mut reader = csv::Reader::from_reader(table.as_slice());
    let column = reader.headers().unwrap().iter().position(|name| name == "score").unwrap();
    let lat = reader.headers().unwrap().iter().position(|name| name == "lat").unwrap();
    for row in reader.records() {
        let row = row.unwrap();
        assert_eq!((&row[column], &row[lat]), ("-2.5", "-13.967"));
    }
}

/// Protects GDELT's readers: the rows have as many columns as GDELT's.
#[test]
fn gdelt_rows_have_gdelts_columns() {
    for (format, n_columns) in [(Format::Gdelt, 61), (Format::Gdelt1, 58)] {
        for line in text(format, &sample()).lines() {
            assert_eq!(line.split('\t').count(), n_columns);
        }
    }
}

/// Protects callers: names are unique, lead back to their format, and fit a file name.
#[test]
fn names_lead_to_formats() {
    for format in Format::ALL {
        assert_eq!(Format::from_code(format.code()), Some(format));
        assert!(!format.title().is_empty() && !format.media_type().is_empty() && !format.extension().is_empty());
    }
    assert_eq!(Format::from_code("xlsx"), None);
}
