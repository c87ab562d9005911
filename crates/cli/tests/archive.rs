//! Archives: made, killed, asked, judged and coded anew, as users do it.

mod common;

use std::path::{Path, PathBuf};
use std::time::Duration;

use common::{attache, err, out, root, run, status};

fn ingest(archive: &Path, paths: &[PathBuf], more: &[&str]) -> std::process::Output {
    let mut command = attache();
    command.arg("ingest").args(paths).arg("--archive").arg(archive).args(more);
    command.output().unwrap()
}

fn ask(archive: &Path, question: &[&str]) -> String {
    let output = attache().args(question).arg("--archive").arg(archive).output().unwrap();
    assert_eq!(status(&output), 0, "{question:?}: {}", err(&output));
    out(&output)
}

/// Everything there is to say of an archive, in an order of its own.
fn told(archive: &Path) -> Vec<String> {
    let mut lines = Vec::new();
    for question in ["happenings", "events", "statements", "disagreements"] {
        lines.extend(ask(archive, &[question, "--format", "jsonl", "--limit", "0"]).lines().map(str::to_owned));
    }
    lines.extend(ask(archive, &["office", "minister", "--format", "jsonl", "--limit", "0"]).lines().map(str::to_owned));
    lines.sort();
    lines
}

/// Articles of ours that tell of the same and of one another: copies, other spellings, other days.
fn wires(folder: &Path) -> Vec<PathBuf> {
    let texts = [
        "Malawian Foreign Minister Yusuf Banda met Zambian Ambassador Grace Phiri in Lilongwe on Monday. The two \
         discussed border security, the ministry said.\n\nBanda promised to open a second crossing by June 2026.",
        "Foreign Minister Yousuf Banda of Malawi received the Zambian ambassador, Grace Phiri, in Lilongwe on Monday \
         for talks on border security.\n\nPhiri said that Zambia would send experts.",
        "Malawian Foreign Minister Yusuf Banda met Zambian Ambassador Grace Phiri in Lilongwe on Monday. The two \
         discussed border security, the ministry said.",
        "Zambian President Mutale Chanda will visit Lilongwe next week, his office said on Tuesday. He will meet \
         Malawian President Joyce Mbewe.",
        "Zambian President Mutale Chanda met Malawian President Joyce Mbewe in Lilongwe on Monday. The two presidents \
         spoke of border security and of the railway, a spokesman for the Zambian president said.",
        "Malawi accused Zambia on Tuesday of closing a border crossing. Foreign Minister Yusuf Banda said that he was \
         concerned.",
    ];
    let days = ["2026-01-12", "2026-01-12", "2026-01-13", "2026-01-13", "2026-01-19", "2026-01-20"];
    texts
        .iter()
        .zip(days)
        .enumerate()
        .map(|(at, (text, day))| {
            let path = folder.join(format!("{at}.txt"));
            std::fs::write(&path, format!("Talks in Lilongwe, part {at}\n\nPublished {day}\n\n{text}\n")).unwrap();
            path
        })
        .collect()
}

/// Protects the promise that an archive depends on what was put in and not on how: another order, other batches, other
/// numbers of threads, and articles that were there already.
#[test]
fn the_order_of_ingestion_makes_no_difference() {
    let folder = tempfile::tempdir().unwrap();
    let mut paths = wires(folder.path());
    paths.extend(common::articles());
    let (one, other) = (folder.path().join("one.db"), folder.path().join("other.db"));
    let output = ingest(&one, &paths, &[]);
    assert_eq!(status(&output), 0, "{}", err(&output));
    assert!(err(&output).contains(&format!("{} added", paths.len())), "{}", err(&output));
    paths.reverse();
    let (first, rest) = paths.split_at(7);
    ingest(&other, first, &["--batch", "2", "--threads", "3"]);
    ingest(&other, &paths[3..9], &["--batch", "1"]);
    let output = ingest(&other, rest, &["--batch", "4", "--threads", "1"]);
    assert!(err(&output).contains("2 known already"), "{}", err(&output));
    assert_eq!(told(&one), told(&other));
    // Again: nothing is added, nothing changes.
    let output = ingest(&one, &paths, &[]);
    assert!(err(&output).contains(" 0 added"), "{}", err(&output));
    assert_eq!(told(&one), told(&other));
}

/// Protects archives from a kill at any moment: what is there is whole, and the next run does the rest.
#[test]
fn a_killed_run_leaves_whole_articles() {
    let folder = tempfile::tempdir().unwrap();
    let mut paths = wires(folder.path());
    paths.extend(common::articles());
    let (killed, whole) = (folder.path().join("killed.db"), folder.path().join("whole.db"));
    ingest(&whole, &paths, &[]);
    let mut wait: u64 = 13;
    for _ in 0..10 {
        let mut command = attache();
        command.arg("ingest").args(&paths).arg("--archive").arg(&killed).args(["--batch", "1", "--quiet"]);
        let mut child = command.spawn().unwrap();
        std::thread::sleep(Duration::from_millis(wait));
        let _ = child.kill();
        child.wait().unwrap();
        wait = (wait * 7 + 41) % 400;
        if killed.exists() && std::fs::metadata(&killed).unwrap().len() > 0 {
            // Either no table is there yet, or every article is whole.
            let output = attache().args(["events", "--format", "jsonl", "--archive"]).arg(&killed).output().unwrap();
            let said = err(&output);
            assert!(status(&output) == 0 || said.contains("no archive"), "{said}");
        }
    }
    let output = ingest(&killed, &paths, &[]);
    assert_eq!(status(&output), 0, "{}", err(&output));
    assert_eq!(told(&killed), told(&whole));
}

/// Two people judged one are found as one, by either name and either old id.
fn assert_one(archive: &Path, a: &serde_json::Value, b: &serde_json::Value) {
    let person = |name: &str| ask(archive, &["person", name, "--format", "jsonl"]);
    let found = person("Banda");
    assert_eq!(found, person("Phiri"));
    assert_eq!(found.lines().count(), 1, "{found}");
    let one: serde_json::Value = serde_json::from_str(&found).unwrap();
    for old in [a, b] {
        let shown = ask(archive, &["show", old["id"].as_str().unwrap()]);
        assert_eq!(shown, ask(archive, &["show", one["id"].as_str().unwrap()]));
    }
}

/// Protects those who judge: what they say goes before what was found, is kept with name and time, and can be undone.
#[test]
fn judgements_hold_and_can_be_taken_back() {
    let folder = tempfile::tempdir().unwrap();
    let archive = folder.path().join("a.db");
    ingest(&archive, &wires(folder.path()), &[]);
    let before = told(&archive);
    let people = ask(&archive, &["person", "Banda", "--format", "jsonl"]);
    let banda: serde_json::Value = serde_json::from_str(people.lines().next().unwrap()).unwrap();
    let phiri: serde_json::Value =
        serde_json::from_str(ask(&archive, &["person", "Phiri", "--format", "jsonl"]).lines().next().unwrap()).unwrap();
    let id = |person: &serde_json::Value| person["id"].as_str().unwrap().to_owned();
    let said = ask(&archive, &["same", &id(&banda), &id(&phiri), "--author", "A. Tester", "--reason", "a trial"]);
    assert!(said.contains("judgement 1"), "{said}");
    let listed = ask(&archive, &["decisions", "--format", "csv"]);
    assert!(listed.contains("A. Tester") && listed.contains("a trial"), "{listed}");
    let twice = attache().args(["same", &id(&banda), &id(&phiri), "--archive"]).arg(&archive).output().unwrap();
    assert_eq!(status(&twice), 1);
    // Both are in one article and in several, under several spellings; all of them are one now, under the old ids too.
    assert_one(&archive, &banda, &phiri);
    let later = folder.path().join("later.txt");
    let text = "Malawian Foreign Minister Yusuf Banda met Zambian Ambassador Grace Phiri in Blantyre on Monday. Banda \
                said that he was glad.";
    std::fs::write(&later, format!("Talks in Blantyre\n\nPublished 2026-02-09\n\n{text}\n")).unwrap();
    ingest(&archive, std::slice::from_ref(&later), &[]);
    assert_one(&archive, &banda, &phiri);
    let output = run(["recode", "--all", "--archive", archive.to_str().unwrap()]);
    assert_eq!(status(&output), 0, "{}", err(&output));
    assert_one(&archive, &banda, &phiri);
    ask(&archive, &["undo", "--author", "A. Tester"]);
    let whole = folder.path().join("whole.db");
    ingest(&whole, &[wires(folder.path()), vec![later]].concat(), &[]);
    assert_eq!(told(&archive), told(&whole));
    assert_ne!(told(&archive), before);
    assert!(ask(&archive, &["decisions"]).contains("A. Tester,"));
}

/// Protects archives from a newer program: coded anew in place, with what changed, and ids that stay.
#[test]
fn coding_anew_keeps_what_is_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let archive = folder.path().join("a.db");
    ingest(&archive, &wires(folder.path()), &[]);
    let before = told(&archive);
    let output = run(["recode", "--archive", archive.to_str().unwrap()]);
    assert!(err(&output).contains("already"), "{}", err(&output));
    let output = run(["recode", "--all", "--batch", "2", "--archive", archive.to_str().unwrap()]);
    assert_eq!(status(&output), 0, "{}", err(&output));
    assert!(err(&output).contains("0 changes"), "{}", err(&output));
    assert_eq!(told(&archive), before);
    assert!(ask(&archive, &["diff"]).contains("Nothing changed"));
    assert!(!folder.path().join("a.db.recode").exists());
}

/// Protects everything behind an archive from hostile text: quotes, formulas, controls, marks of direction, SQL,
/// markup and a name of a million letters go through every question and format as text.
#[test]
fn hostile_text_stays_text() {
    let folder = tempfile::tempdir().unwrap();
    let long = "Ab".repeat(500_000);
    let rows = [
        ("=HYPERLINK(\"http://x\")", "=cmd|' /C calc'!A0"),
        ("'; DROP TABLE article; --", "Robert'); DROP TABLE event;--"),
        ("<script>alert(1)</script>", "a\u{202e}b\u{2066}c\u{0}d\u{1b}[31m"),
        ("+1|2 [x](javascript:y)", "@SUM(1+1)"),
        (long.as_str(), "Delta Courier"),
    ];
    let lines: String = rows
        .iter()
        .map(|(title, outlet)| {
            let text = format!(
                "Malawian Foreign Minister {} met Zambian Ambassador Grace Phiri in Lilongwe on Monday. {title} said \
                 {outlet}: \"{title}\".",
                if title.len() > 1000 { title } else { "Yusuf Banda" }
            );
            format!(
                "{}\n",
                serde_json::json!({"title": title, "text": text, "date": "2026-01-12", "publisher": outlet})
            )
        })
        .collect();
    let file = folder.path().join("hostile.jsonl");
    std::fs::write(&file, lines).unwrap();
    let archive = folder.path().join("a.db");
    let output = ingest(&archive, &[file], &[]);
    assert!(err(&output).contains("5 added"), "{}", err(&output));
    let questions: &[&[&str]] = &[
        &["events"],
        &["happenings"],
        &["statements"],
        &["promises"],
        &["disagreements"],
        &["person", "Phiri"],
        &["office", "ambassador"],
        &["pair", "MWI", "ZMB"],
        &["search", "lilongwe"],
        &["search", "'; DROP TABLE article; --"],
        &["events", "--source", "=cmd|' /C calc'!A0"],
        &["stats"],
    ];
    for question in questions {
        for format in ["text", "csv", "jsonl", "json", "md"] {
            let told = ask(&archive, &[question, &["--format", format][..]].concat());
            match format {
                "csv" => {
                    for cell in told.split([',', '\n']) {
                        let cell = cell.trim_start_matches('"');
                        assert!(!cell.starts_with("=HYPER") && !cell.starts_with("@SUM"), "{question:?}: {cell}");
                    }
                }
                "md" => assert!(!told.contains("<script") && !told.contains("](javascript:"), "{question:?}"),
                "json" => drop(serde_json::from_str::<serde_json::Value>(&told).unwrap()),
                "jsonl" => told.lines().for_each(|line| drop(serde_json::from_str::<serde_json::Value>(line).unwrap())),
                _ => assert!(!told.contains(['\u{1b}', '\0', '\u{202e}']), "{question:?}"),
            }
        }
    }
    assert!(ask(&archive, &["stats"]).contains("articles"));
    assert!(root().join("docs/archive.md").exists());
}

/// Protects two who write at once: they take turns.
#[test]
fn two_at_once_take_turns() {
    let folder = tempfile::tempdir().unwrap();
    let archive = folder.path().join("a.db");
    let paths = common::articles();
    let (left, right) = paths.split_at(5);
    let start = |paths: &[PathBuf]| {
        let mut command = attache();
        command.arg("ingest").args(paths).arg("--archive").arg(&archive).args(["--batch", "1"]);
        command.stderr(std::process::Stdio::piped()).spawn().unwrap()
    };
    let (one, other) = (start(left), start(right));
    for child in [one, other] {
        let output = child.wait_with_output().unwrap();
        assert_eq!(status(&output), 0, "{}", err(&output));
    }
    let whole = folder.path().join("whole.db");
    ingest(&whole, &paths, &[]);
    assert_eq!(told(&archive), told(&whole));
}

/// Protects scripts: a filter whose value means nothing is wrong usage, with the field named, in every question.
#[test]
fn a_filter_that_means_nothing_is_wrong_usage() {
    let folder = tempfile::tempdir().unwrap();
    let archive = folder.path().join("a.db");
    ingest(&archive, &[root().join("examples/articles")], &["--quiet"]);
    for question in ["happenings", "events", "statements", "promises", "disagreements"] {
        let asked = run([question, "--archive", archive.to_str().unwrap(), "--since", "soon"]);
        assert_eq!(status(&asked), 2, "{question}");
        assert!(err(&asked).contains("since: \"soon\" is no date"), "{}", err(&asked));
    }
}
