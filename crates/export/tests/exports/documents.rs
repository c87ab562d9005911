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

/// Protects those who use SQL: the section on SQLite names every table and column of the database.
#[test]
fn every_table_is_documented() {
    let text = std::fs::read_to_string(std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/exports.md"));
    let text = text.unwrap();
    let section = text.split("\n## sqlite\n").nth(1).unwrap().split("\n## ").next().unwrap();
    let file = tempfile::NamedTempFile::new().unwrap();
    export::formats::write_sqlite_file(&Slice::default(), file.path()).unwrap();
    let db = rusqlite::Connection::open(file.path()).unwrap();
    let mut columns = db
        .prepare(
            "SELECT m.name, c.name FROM sqlite_schema AS m JOIN pragma_table_info(m.name) AS c
             WHERE m.type = 'table' AND m.name NOT LIKE 'articles_fts%' ORDER BY m.name, c.cid",
        )
        .unwrap();
    let columns = columns.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
    for (table, column) in columns.map(Result::<(String, String), _>::unwrap) {
        let row = section.lines().find(|line| line.starts_with(&format!("| `{table}` |")));
        let row = row.unwrap_or_else(|| panic!("docs/exports.md: no row for the table {table}"));
        assert!(row.contains(&format!("`{column}`")), "docs/exports.md: {table} has the column {column}");
    }
}
