//! Whatever is given as an article, the program works on it or says in one sentence why not, and goes on.

mod common;

use std::io::Write;
use std::path::Path;
use std::process::Stdio;

use common::{articles, attache, err, out, run, status};

const ARTICLE: &str = "Ministers meet in Tunis\n\nBy Leila Ferchichi\n\n12 January 2026\n\n\
    TUNIS - Algerian Foreign Minister Karim Benali met his Tunisian counterpart in Tunis on Sunday to discuss the \
    security of their common border, officials of both countries said.\n\n\
    The two ministers agreed to meet again in March. They also spoke about trade and the water of the Medjerda.\n";

fn write(folder: &Path, name: &str, bytes: &[u8]) -> String {
    let path = folder.join(name);
    std::fs::write(&path, bytes).unwrap();
    path.display().to_string()
}

/// Protects runs over collections: each bad input gives one line that names it, and the good ones are done.
#[test]
fn bad_inputs_are_named_and_the_rest_is_done() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let empty_folder = folder.join("empty-folder");
    std::fs::create_dir(&empty_folder).unwrap();
    let binary: Vec<u8> = (0..4000u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    let bad = [
        folder.join("missing.txt").display().to_string(),
        empty_folder.display().to_string(),
        write(folder, "binary.dat", &binary),
        write(folder, "empty.txt", b""),
        write(folder, "blank.txt", b" \n\n\t\n"),
    ];
    let good = write(folder, "good.txt", ARTICLE.as_bytes());
    for command in ["read", "parse", "code"] {
        for bad in &bad {
            let output = run([command, bad, &good]);
            assert_eq!(status(&output), 1, "{command} {bad}");
            let message = err(&output);
            assert_eq!(message.lines().count(), 1, "{command} {bad}: {message}");
            assert!(message.contains(bad.as_str()), "{command} {bad}: {message}");
            assert!(!out(&output).is_empty(), "{command} {bad}: the good article is done");
        }
        let output = run([command, &good]);
        assert_eq!((status(&output), err(&output)), (0, String::new()));
    }
}

/// Protects against texts that break what assumes well-formed ones: no panic, and records are still JSON.
#[test]
fn odd_texts_are_read() {
    let folder = tempfile::tempdir().unwrap();
    let long_line = "word and word ".repeat(4 * 1024 * 1024);
    let long_word = "x".repeat(2_000_000);
    let deep = format!("<html><body>{}{ARTICLE}{}</body></html>", "<div>".repeat(20_000), "</div>".repeat(20_000));
    let invalid = [ARTICLE.as_bytes(), b"\xff\xfe caf\xe9 \x80\x81", ARTICLE.as_bytes()].concat();
    let controls = format!("{ARTICLE}\x1b[31m\x07\u{202e}\u{2066}\x08{ARTICLE}");
    let utf16: Vec<u8> = [0xFEFF].into_iter().chain(ARTICLE.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let odd: [(&str, &[u8], bool); 8] = [
        ("long-line.txt", long_line.as_bytes(), false),
        ("long-word.txt", long_word.as_bytes(), false),
        ("deep.html", deep.as_bytes(), false),
        ("invalid.txt", &invalid, true),
        ("controls.txt", controls.as_bytes(), true),
        ("utf16.txt", &utf16, true),
        ("old-mac.txt", &ARTICLE.replace('\n', "\r").into_bytes(), true),
        ("windows.txt", &ARTICLE.replace('\n', "\r\n").into_bytes(), true),
    ];
    for (name, bytes, is_article) in odd {
        let path = write(folder.path(), name, bytes);
        let output = run(["code", "--format", "jsonl", &path]);
        let message = err(&output);
        assert!(matches!(status(&output), 0 | 1), "{name}: {message}");
        assert!(!message.contains("panicked") && !message.contains("bug in attache"), "{name}: {message}");
        assert!(message.lines().count() <= 1, "{name}: {message}");
        let printed = out(&output);
        assert_eq!(status(&output) == 0, printed.lines().count() == 1, "{name}: {message}");
        for line in printed.lines() {
            let record: export::wire::Record = serde_json::from_str(line).unwrap();
            assert!(!is_article || record.article.text.contains("Karim Benali"), "{name}");
        }
        assert!(!is_article || status(&output) == 0, "{name}: {message}");
    }
}

/// Protects terminals: nothing of an article can steer them.
#[test]
fn views_hold_no_control_characters() {
    let folder = tempfile::tempdir().unwrap();
    let text =
        ARTICLE.replace("Sunday", "\x1b]0;owned\x07\u{202e}Sunday\u{9b}31m").replace("Tunis\n", "Tunis \x1b[2J\n");
    let path = write(folder.path(), "evil.txt", text.as_bytes());
    for command in [vec!["read"], vec!["parse", "--format", "text"], vec!["code"], vec!["explain"]] {
        let output = attache().args(&command).arg(&path).output().unwrap();
        let shown = out(&output) + &err(&output);
        let steering = |c: char| (c.is_control() && c != '\n') || ('\u{202a}'..='\u{202e}').contains(&c);
        assert!(
            !shown.contains(steering),
            "{command:?}: {:?}",
            shown.chars().filter(|c| steering(*c)).collect::<Vec<_>>()
        );
    }
}

/// Protects pipelines: `-` is standard input, alone or among others, and colour never goes into a pipe.
#[test]
fn standard_input_is_an_article() {
    let mut child = attache()
        .args(["code", "--format", "jsonl", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(ARTICLE.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    let record: export::wire::Record = serde_json::from_str(&out(&output)).unwrap();
    assert_eq!(
        (record.article.origin.as_str(), record.article.title.as_deref()),
        ("-", Some("Ministers meet in Tunis"))
    );

    let path = articles()[0].display().to_string();
    for color in ["auto", "never"] {
        assert!(!out(&run(["code", "--color", color, &path])).contains('\x1b'));
    }
    assert!(out(&run(["code", "--color", "always", &path])).contains('\x1b'));
}

/// Protects a whole folder: every article in it once, by name.
#[test]
fn a_folder_gives_its_articles_in_order() {
    let folder = common::root().join("examples/articles").display().to_string();
    let output = run(["read", "--format", "jsonl", &folder]);
    assert_eq!((status(&output), err(&output)), (0, String::new()));
    let origins: Vec<String> = out(&output)
        .lines()
        .map(|line| serde_json::from_str::<export::wire::Article>(line).unwrap().origin)
        .map(|origin| Path::new(&origin).file_name().unwrap().to_string_lossy().into_owned())
        .collect();
    let names: Vec<String> =
        articles().iter().map(|path| path.file_name().unwrap().to_string_lossy().into_owned()).collect();
    assert_eq!(origins, names);
}

/// Protects scripts: wrong usage is told apart from inputs that could not be read.
#[test]
fn wrong_usage_is_status_two() {
    let path = articles()[0].display().to_string();
    let no_data = common::root().join("no-such-folder").display().to_string();
    for arguments in [
        vec![],
        vec!["code"],
        vec!["cod", &path],
        vec!["code", "--format", "xml", &path],
        vec!["code", "--published", "yesterday", &path],
        vec!["code", "--threads", "0", &path],
        vec!["code", "--data", &no_data, &path],
        vec!["explain", &path, "999"],
        vec!["eval", "records"],
    ] {
        let output = run(&arguments);
        assert_eq!(status(&output), 2, "{arguments:?}: {}", err(&output));
        assert!(!err(&output).is_empty() && out(&output).is_empty(), "{arguments:?}");
    }
}

/// Protects `--published`: a date is given only where the page states none.
#[test]
fn a_given_date_is_only_for_pages_without_one() {
    let folder = tempfile::tempdir().unwrap();
    let dated = write(folder.path(), "dated.txt", ARTICLE.as_bytes());
    let undated = write(folder.path(), "undated.txt", ARTICLE.replace("12 January 2026\n\n", "").as_bytes());
    let output = run(["read", "--format", "jsonl", "--published", "2020-02-02", &dated, &undated]);
    let published: Vec<(String, String)> = out(&output)
        .lines()
        .filter_map(|line| serde_json::from_str::<export::wire::Article>(line).unwrap().published)
        .map(|published| (published.value, published.basis))
        .collect();
    let pair = |value: &str, basis: &str| (value.to_owned(), basis.to_owned());
    assert_eq!(published, [pair("2026-01-12", "stated"), pair("2020-02-02", "given")]);
}
