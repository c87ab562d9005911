//! ARCHITECTURE.md says which room may know which; Cargo says which does.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use cargo_metadata::{DependencyKind, MetadataCommand, Package};

/// The rooms' table: what each room may know.
fn table(architecture: &str) -> BTreeMap<String, BTreeSet<String>> {
    let code_words = |cell: &str| cell.split('`').skip(1).step_by(2).map(str::to_owned).collect::<BTreeSet<_>>();
    let rows = architecture.lines().filter(|line| line.starts_with("| `"));
    rows.map(|row| {
        let cells: Vec<&str> = row.split('|').collect();
        let room = code_words(cells[1]).pop_first().expect("a room's name in back quotes");
        (room, code_words(cells[3]))
    })
    .collect()
}

/// The folder of a package under `crates/`.
fn room(package: &Package) -> String {
    package.manifest_path.parent().and_then(|folder| folder.file_name()).expect("a crate's folder").to_owned()
}

/// Protects the order of the rooms: a room that reaches for one it may not know makes everything depend on everything.
#[test]
fn rooms_know_only_what_the_table_says() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let architecture = std::fs::read_to_string(root.join("ARCHITECTURE.md")).unwrap();
    let table = table(&architecture);
    let metadata = MetadataCommand::new().current_dir(&root).no_deps().exec().unwrap();
    let packages = metadata.workspace_packages();
    let room_of: BTreeMap<&str, String> =
        packages.iter().map(|package| (package.name.as_str(), room(package))).collect();

    let rooms: BTreeSet<&String> = room_of.values().collect();
    assert_eq!(rooms, table.keys().collect(), "rooms in crates/ and in the table of ARCHITECTURE.md");
    for package in packages {
        let room = room(package);
        for dependency in package.dependencies.iter().filter(|d| d.kind != DependencyKind::Development) {
            match room_of.get(dependency.name.as_str()) {
                Some(known) => assert!(
                    table[&room].contains(known),
                    "crates/{room} depends on {known}, which the table of ARCHITECTURE.md does not allow"
                ),
                None => assert!(
                    room != "record" || dependency.name == "blake3",
                    "record depends on {}; it may know std and a hash only",
                    dependency.name
                ),
            }
        }
    }
}

/// Protects readers of ARCHITECTURE.md: every path it names exists.
#[test]
fn paths_in_the_documents_exist() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    for document in ["ARCHITECTURE.md", "CONTRIBUTING.md", "README.md"] {
        let text = std::fs::read_to_string(root.join(document)).unwrap();
        let words = text.split('`').skip(1).step_by(2);
        let paths = words.filter(|word| {
            let first = word.split('/').next().unwrap_or_default();
            word.contains('/')
                && !word.contains([' ', '…', '*', '<', '$'])
                && ["crates", "data", "models", "docs", "gold", "examples", "training", "ledger", "specs"]
                    .contains(&first)
                && word.chars().all(|c| !c.is_ascii_uppercase() || word.ends_with(".md"))
        });
        for path in paths {
            assert!(root.join(path).exists(), "{document} names {path}, which does not exist");
        }
    }
}
