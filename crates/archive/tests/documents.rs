//! docs/archive.md says what is there, and nothing else.

mod common;

use std::collections::BTreeMap;
use std::path::Path;

/// Tables and views with their columns, as the document lists them: a heading, then the columns in back quotes.
fn documented() -> BTreeMap<String, Vec<String>> {
    let text = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/archive.md")).unwrap();
    let mut tables: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for section in text.split("\n### ").skip(1) {
        let (name, body) = section.split_once('\n').unwrap();
        let body = body.split("\n## ").next().unwrap();
        let words = body.split('`').skip(1).step_by(2).map(str::to_owned);
        tables.insert(name.trim().to_owned(), words.collect());
    }
    tables
}

/// Protects those who write SQL: every table, view and column is explained, and what is explained exists.
#[test]
fn every_table_and_column_is_documented() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.db");
    drop(common::small(&path));
    let db = rusqlite::Connection::open(&path).unwrap();
    let documented = documented();
    let mut statement = db.prepare("SELECT name FROM sqlite_schema WHERE type IN ('table', 'view')").unwrap();
    let names: Vec<String> = statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
    let own: Vec<&String> = names.iter().filter(|name| !name.starts_with("article_search_")).collect();
    for name in &own {
        let words = documented.get(*name).unwrap_or_else(|| panic!("{name} is not in docs/archive.md"));
        let mut statement = db.prepare(&format!("SELECT name FROM pragma_table_info('{name}')")).unwrap();
        for column in statement.query_map([], |row| row.get::<_, String>(0)).unwrap() {
            let column = column.unwrap();
            assert!(words.contains(&column), "{name}.{column} is not in docs/archive.md");
        }
    }
    for name in documented.keys() {
        assert!(own.contains(&name), "docs/archive.md explains {name}, which is not there");
    }
    // What the views promise can be selected.
    for name in own {
        let n: i64 =
            db.query_row(&format!("SELECT count(*) FROM (SELECT * FROM {name})"), [], |row| row.get(0)).unwrap();
        assert!(n >= 0);
    }
}
