//! Knowledge of a user's own, from another project's dictionary to the record.

use std::fs;

use assert_cmd::Command;

const DICTIONARY: &str = "\
DRITAN_HOXHOLLI_
\t[ALBGOV 20050101-20091231]
\t[ALBELI >20100101]
SHALA_RIVER_FRONT_ [ALBREB]
MUTE_
";

fn attache(folder: &std::path::Path) -> Command {
    let mut command = Command::cargo_bin("attache").expect("the program is built");
    command.arg("--data").arg(folder);
    command
}

/// Protects the way from a dictionary to a record: side and sector follow the day of the article.
#[test]
fn an_imported_dictionary_is_used_by_date() {
    let folder = tempfile::tempdir().expect("a folder");
    let (data, file) = (folder.path().join("mine"), folder.path().join("My.Actors.txt"));
    fs::write(&file, DICTIONARY).expect("written");
    let done = attache(&data).args(["know", "import", "petrarch"]).arg(&file).assert().success();
    let report = String::from_utf8_lossy(&done.get_output().stdout).into_owned();
    assert!(report.contains("taken: 2 actors under 2 names, 3 roles, 2 of them dated"), "{report}");
    assert!(report.contains("line 5: MUTE_: no code says what it is"), "{report}");
    assert!(data.join("actors/my-actors.tsv").is_file());

    let article = folder.path().join("article.txt");
    fs::write(&article, "Dritan Hoxholli met the Italian president in Rome on Monday.\n").expect("written");
    for (published, sector) in [("2007-05-01", "GOV"), ("2015-05-01", "ELI")] {
        let done = attache(&data).args(["code", "--format", "jsonl", "--published", published]).arg(&article).assert();
        let out = String::from_utf8_lossy(&done.success().get_output().stdout).into_owned();
        let record: serde_json::Value = serde_json::from_str(&out).expect("a record");
        assert_eq!(record["people"][0]["country"], "ALB", "{out}");
        assert_eq!(record["people"][0]["sector"], sector, "{out}");
    }
}

/// Protects users from faults in their own tables: file, line and remedy, and status 2.
#[test]
fn faults_in_a_folder_name_line_and_remedy() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::create_dir(folder.path().join("actors")).expect("made");
    let table = "name\tkind\tcountry\tfrom\nMira Tolland\tperson\tNZX\t2011\nJan Oak\tperson\tNLD\t2011-13\n";
    fs::write(folder.path().join("actors/mine.tsv"), table).expect("written");
    let done = attache(folder.path()).args(["code", "-"]).write_stdin("Text.").assert().code(2);
    let said = String::from_utf8_lossy(&done.get_output().stderr).into_owned();
    assert!(said.contains("mine.tsv:2:21: country \"NZX\" is not known; did you mean"), "{said}");
    assert!(said.contains("mine.tsv:3:"), "{said}");
}

/// Protects scripts: no folder is wrong usage, a file of another kind is a failure with its reason.
#[test]
fn what_cannot_be_imported_says_why() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("verbs.txt");
    fs::write(&file, "--- PRAISE [051] ---\nPRAISE\n- * EFFORT [051]\n").expect("written");
    let done = attache(folder.path()).args(["know", "import", "petrarch"]).arg(&file).assert().code(1);
    assert!(String::from_utf8_lossy(&done.get_output().stderr).contains("verb dictionary"));
    let mut bare = Command::cargo_bin("attache").expect("the program is built");
    bare.args(["know", "import", "petrarch"]).arg(&file).assert().code(2);
}
