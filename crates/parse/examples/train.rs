//! Trains the parser: `cargo run --release -p parse --example train -- OUT.bin FILE.conllu…`
//! or scores it: `… --example train -- --eval MODEL.bin FILE.conllu…`,
//! times it with `--bench`, or prints what it makes of plain texts with `--show`.

#![allow(clippy::disallowed_methods)] // A chore may look at the clock.

use parse::Parser;
use parse::conllu::{self, Sent};
use parse::eval::{self, Scores};
use std::path::{Path, PathBuf};
use std::time::Instant;

type Fallible<T> = Result<T, Box<dyn std::error::Error>>;

fn main() -> Fallible<()> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    match args.split_first() {
        Some((flag, [model, files @ ..])) if flag == "--eval" => score(model, files),
        Some((flag, [model, files @ ..])) if flag == "--show" => show(model, files),
        Some((flag, [model, files @ ..])) if flag == "--bench" => bench(model, files),
        Some((out, files)) if !files.is_empty() => build(out, files),
        _ => Err("wanted: OUT.bin FILE.conllu… or --eval MODEL.bin FILE.conllu…".into()),
    }
}

fn load(path: &str) -> Fallible<Vec<Sent>> {
    Ok(conllu::read(&std::fs::read_to_string(path)?).map_err(|error| format!("{path}: {error}"))?)
}

fn build(out: &str, files: &[String]) -> Fallible<()> {
    let paths: Vec<PathBuf> = files.iter().map(PathBuf::from).collect();
    let started = Instant::now();
    parse::manifest::train(&paths, Path::new(out), &mut |line| {
        eprintln!("{:6.1} s  {line}", started.elapsed().as_secs_f64());
    })?;
    Ok(())
}

fn score(model: &str, files: &[String]) -> Fallible<()> {
    let parser = Parser::from_bytes(&std::fs::read(model)?)?;
    for path in files {
        let mut sents = load(path)?;
        report(&parser, path, &sents)?;
        if path.contains("gum") {
            sents.retain(|sent| sent.id.contains("_news_"));
            report(&parser, &format!("{path} (news)"), &sents)?;
        }
    }
    Ok(())
}

/// Nanoseconds this thread has spent on a processor; the clock on the wall also counts what others do.
fn busy() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/schedstat").unwrap_or_default();
    stat.split(' ').next().and_then(|value| value.parse().ok()).unwrap_or(0.0)
}

/// Prints the trees of plain texts as CoNLL-U.
fn show(model: &str, files: &[String]) -> Fallible<()> {
    let parser = Parser::from_bytes(&std::fs::read(model)?)?;
    for path in files {
        let text = std::fs::read_to_string(path)?;
        print!("{}", conllu::write(&text, &parser.parse(&text, &[]), None));
    }
    Ok(())
}

fn bench(model: &str, files: &[String]) -> Fallible<()> {
    let bytes = std::fs::read(model)?;
    let started = Instant::now();
    let parser = Parser::from_bytes(&bytes)?;
    println!("load {:.1} ms", started.elapsed().as_secs_f64() * 1e3);
    for path in files {
        let sents = load(path)?;
        let text = conllu::raw(&sents);
        for _ in 0..3 {
            let started = busy();
            let reading = parser.parse(&text, &[]);
            let seconds = (busy() - started) / 1e9;
            println!("{path}: {:.0} words a second of processor time", reading.tokens.len() as f64 / seconds);
        }
    }
    Ok(())
}

fn report(parser: &Parser, name: &str, sents: &[Sent]) -> Fallible<()> {
    let gold = eval::of_treebank(sents);
    let (text, laid) = conllu::given(sents);
    let started = Instant::now();
    let reading = parser.parse_given(&text, &laid);
    let seconds = started.elapsed().as_secs_f64();
    println!("{name}: {} words", gold.words.len());
    line("given", &eval::score(&gold, &eval::of_reading(&text, &reading))?, gold.words.len() as f64 / seconds);
    if std::env::var_os("TAG_MISSES").is_some() {
        tag_misses(&gold, &eval::of_reading(&text, &reading));
    }
    let text = conllu::raw(sents);
    let started = Instant::now();
    let reading = parser.parse(&text, &[]);
    let seconds = started.elapsed().as_secs_f64();
    line("raw", &eval::score(&gold, &eval::of_reading(&text, &reading))?, gold.words.len() as f64 / seconds);
    if std::env::var_os("MISSES").is_some() {
        misses(&gold, &eval::of_reading(&text, &reading));
    }
    Ok(())
}

fn tag_misses(gold: &eval::Layout, system: &eval::Layout) {
    let mut counts = std::collections::BTreeMap::<String, (usize, Vec<String>)>::new();
    for (a, b) in gold.words.iter().zip(&system.words).filter(|(a, b)| a.upos != b.upos) {
        let row = counts.entry(format!("{}<-{}", a.upos, b.upos)).or_default();
        row.0 += 1;
        row.1.push(gold.characters[a.chars.0..a.chars.1].iter().collect());
    }
    let mut rows: Vec<_> = counts.into_iter().collect();
    rows.sort_by_key(|row| std::cmp::Reverse(row.1.0));
    for (name, (count, words)) in rows.iter().take(14) {
        println!("{name} {count}: {}", words.iter().step_by(1 + count / 25).cloned().collect::<Vec<_>>().join(" "));
    }
}

fn misses(gold: &eval::Layout, system: &eval::Layout) {
    let text = |layout: &eval::Layout, (a, b): (usize, usize)| layout.characters[a..b].iter().collect::<String>();
    for (a, b, name) in [(&gold.tokens, &system.tokens, "token"), (&gold.sentences, &system.sentences, "sentence")] {
        let other: std::collections::BTreeSet<_> = b.iter().collect();
        for span in a.iter().filter(|span| !other.contains(span)) {
            let near: Vec<_> = b.iter().filter(|s| s.0 < span.1 && s.1 > span.0).map(|s| text(system, *s)).collect();
            println!("{name}: {} <- {}", text(gold, *span), near.join(" "));
        }
    }
}

fn line(name: &str, s: &Scores, speed: f64) {
    println!(
        "  {name:6} tokens {:.2} sents {:.2} words {:.2} upos {:.2} xpos {:.2} feats {:.2} lemma {:.2} uas {:.2} las {:.2} (full {:.2})  {:.0} words/s",
        s.tokens.f1(),
        s.sentences.f1(),
        s.words.f1(),
        s.upos.f1(),
        s.xpos.f1(),
        s.feats.f1(),
        s.lemmas.f1(),
        s.uas.f1(),
        s.las.f1(),
        s.las_full.f1(),
        speed
    );
}
