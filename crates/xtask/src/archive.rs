//! `cargo xtask archive N`: an archive of N made-up articles, how fast it grows and how fast it answers.
//!
//! The tenths are ingested one after the other, so that the first can be compared with the last. Times depend on the
//! machine; nothing fails because of them.

use std::fmt::Write;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::time::Duration;

use anyhow::Context;

use crate::speed::{processor, run};

/// Each question is asked so often, the median is kept.
const N_REPEATS: usize = 21;

/// The questions, as one types them.
const QUESTIONS: &[(&str, &[&str])] = &[
    ("happenings", &["happenings", "--limit", "20"]),
    ("happenings of a country", &["happenings", "--country", "Egypt", "--limit", "20"]),
    (
        "happenings of a pair and type",
        &["happenings", "--country", "EGY", "--with", "FRA", "--type", "CONSULT", "--limit", "20"],
    ),
    ("happenings most reported", &["happenings", "--order", "most-reports", "--limit", "20"]),
    ("events of a month", &["events", "--since", "2008-02", "--until", "2008-02", "--limit", "20"]),
    ("person", &["person", "Mohamed"]),
    ("office", &["office", "foreign minister of Egypt"]),
    ("pair", &["pair", "EGY", "FRA"]),
    ("statements", &["statements", "--country", "Egypt", "--limit", "20"]),
    ("promises", &["promises", "--limit", "20"]),
    ("disagreements", &["disagreements", "--limit", "20"]),
    ("search: a word", &["search", "delegation", "--limit", "20"]),
    ("search: a phrase", &["search", "\"joint committee\"", "--limit", "20"]),
    ("search: a beginning", &["search", "smugg*", "--limit", "20"]),
];

/// Measures and writes ledger/archive.tsv.
pub fn write(root: &Path, n: usize) -> anyhow::Result<()> {
    crate::check::cargo(root, "release build", &["build", "--release", "--locked", "--package", "attache"], &[])?;
    let program = root.join("target/release").join(format!("attache{}", std::env::consts::EXE_SUFFIX));
    let folder = root.join("target/archive");
    if folder.exists() {
        std::fs::remove_dir_all(&folder).context("cannot clear the folder of the last measurement")?;
    }
    std::fs::create_dir_all(&folder)?;
    let all = folder.join("articles.jsonl");
    crate::generate::write(root, n, &all)?;
    let archive = folder.join("archive.db").display().to_string();

    let mut rows = vec![("articles".to_owned(), n as u64, "")];
    let (mut rates, mut memory) = (Vec::new(), 0);
    let mut lines = BufReader::new(std::fs::File::open(&all)?).lines();
    let tenth = folder.join("tenth.jsonl");
    for part in 1..=10 {
        let size = n * part / 10 - n * (part - 1) / 10;
        let text: String = lines.by_ref().take(size).map(|line| Ok(line? + "\n")).collect::<std::io::Result<_>>()?;
        std::fs::write(&tenth, text)?;
        let (time, peak) = run(&program, &["ingest", "--quiet", "--archive", &archive, &tenth.display().to_string()])?;
        rates.push(size as u128 * 1000 / time.as_millis().max(1));
        memory = memory.max(peak.unwrap_or(0));
        eprintln!("tenth {part}: {} articles a second, {} KiB of memory", rates[part - 1], memory);
    }
    rows.push(("rate of the first tenth".to_owned(), rates[0] as u64, "a second"));
    rows.push(("rate of the last tenth".to_owned(), rates[9] as u64, "a second"));
    rows.push(("memory at most".to_owned(), memory, "KiB"));
    let text_bytes = text_bytes(&all)?;
    rows.push(("text".to_owned(), text_bytes / 1024, "KiB"));
    let size = std::fs::metadata(&archive)?.len();
    rows.push(("archive".to_owned(), size / 1024, "KiB"));
    rows.push(("archive in hundredths of the text".to_owned(), size * 100 / text_bytes.max(1), ""));
    for (name, question) in QUESTIONS {
        let arguments: Vec<&str> = question.iter().copied().chain(["--archive", &archive]).collect();
        rows.push(((*name).to_owned(), median(&program, &arguments)?.as_micros() as u64, "µs"));
    }
    let mut out =
        "# Written by `cargo xtask archive N`; times are of the machine below, medians with the program's start.\n"
            .to_owned();
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    let _ = writeln!(out, "# {cores} cores, {}\nmeasure\tvalue\tunit", processor());
    for (measure, value, unit) in &rows {
        let _ = writeln!(out, "{measure}\t{value}\t{unit}");
    }
    std::fs::write(root.join("ledger/archive.tsv"), &out)?;
    print!("{out}");
    Ok(())
}

/// Bytes of the texts in a file of JSON lines, as they are once read.
fn text_bytes(file: &Path) -> anyhow::Result<u64> {
    let mut bytes = 0;
    for line in BufReader::new(std::fs::File::open(file)?).lines() {
        let line = line?;
        let text = line.split("\"text\":\"").nth(1).and_then(|rest| rest.split("\",\"date\"").next()).unwrap_or("");
        bytes += (text.len() - text.matches('\\').count()) as u64;
    }
    Ok(bytes)
}

fn median(program: &Path, arguments: &[&str]) -> anyhow::Result<Duration> {
    let mut times = (0..N_REPEATS).map(|_| Ok(run(program, arguments)?.0)).collect::<anyhow::Result<Vec<_>>>()?;
    times.sort();
    Ok(times[N_REPEATS / 2])
}
