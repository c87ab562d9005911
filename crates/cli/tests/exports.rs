//! Exports and briefs of an archive made by the program itself.

mod common;

use common::{out, root, run};

/// Protects the way from articles to other programs: an archive of the examples is written in every format, the same
/// bytes each time, and a brief of it has a note for what it says.
#[test]
fn an_archive_is_exported_in_every_format() {
    let folder = tempfile::tempdir().unwrap();
    let archive = folder.path().join("examples.db");
    let archive = archive.to_str().unwrap();
    let articles = root().join("examples/articles");
    assert!(run(["ingest", articles.to_str().unwrap(), "--archive", archive, "--quiet"]).status.success());
    for format in export::formats::Format::ALL {
        let files = ["one", "two"].map(|name| folder.path().join(format!("{name}.{}", format.extension())));
        for file in &files {
            let told = run(["export", "--archive", archive, "--format", format.code(), "-o", file.to_str().unwrap()]);
            assert!(told.status.success(), "{}: {}", format.code(), String::from_utf8_lossy(&told.stderr));
            assert!(told.stdout.is_empty());
        }
        let [one, two] = files.map(|file| std::fs::read(file).unwrap());
        assert!(!one.is_empty() && one == two, "{}", format.code());
    }
    let brief = out(&run(["brief", "--archive", archive]));
    assert!(brief.contains("<h2 id=\"what-happened\">") && brief.contains("id=\"n1\"") && brief.contains("<svg"));
    let file = folder.path().join("b.md");
    assert!(run(["brief", "--archive", archive, "--format", "md", "-o", file.to_str().unwrap()]).status.success());
    assert!(std::fs::read_to_string(file).unwrap().contains("(b-map.svg)"));
    assert!(folder.path().join("b-map.svg").exists());
}

/// Protects scripts: a filter that cannot be understood is wrong usage, and leaves no file.
#[test]
fn wrong_filters_leave_no_file() {
    let folder = tempfile::tempdir().unwrap();
    let (archive, file) = (folder.path().join("a.db"), folder.path().join("x.csv"));
    let page = root().join("examples/articles/05-readout-santiago.txt");
    let archive = archive.to_str().unwrap();
    assert!(run(["ingest", page.to_str().unwrap(), "--archive", archive, "--quiet"]).status.success());
    let written = ["--format", "csv-events", "-o", file.to_str().unwrap()];
    let asked = [["export", "--archive", archive].as_slice(), &written, &["--since", "soon"]].concat();
    assert_eq!(run(asked).status.code(), Some(2));
    assert!(!file.exists());
}
