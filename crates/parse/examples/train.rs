//! Trains the parser: `cargo run --release -p parse --example train -- OUT.bin FILE.conllu…`
//! or scores it: `… --example train -- --eval MODEL.bin FILE.conllu…`

#![allow(clippy::disallowed_methods)] // A chore may look at the clock.

use parse::conllu::{self, Sent};
use parse::eval::{self, Scores};
use parse::{Parser, train};
use std::time::Instant;

type Fallible<T> = Result<T, Box<dyn std::error::Error>>;

fn main() -> Fallible<()> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    match args.split_first() {
        Some((flag, [model, files @ ..])) if flag == "--eval" => score(model, files),
        Some((out, files)) if !files.is_empty() => build(out, files),
        _ => Err("wanted: OUT.bin FILE.conllu… or --eval MODEL.bin FILE.conllu…".into()),
    }
}

fn load(path: &str) -> Fallible<Vec<Sent>> {
    Ok(conllu::read(&std::fs::read_to_string(path)?).map_err(|error| format!("{path}: {error}"))?)
}

fn build(out: &str, files: &[String]) -> Fallible<()> {
    let corpora = files.iter().map(|path| load(path)).collect::<Fallible<Vec<_>>>()?;
    let started = Instant::now();
    let bytes = train::train_parser(&corpora, &train::Options::default(), &mut |line| {
        eprintln!("{:6.1} s  {line}", started.elapsed().as_secs_f64());
    });
    eprintln!("{} bytes", bytes.len());
    std::fs::write(out, bytes)?;
    Ok(())
}

fn score(model: &str, files: &[String]) -> Fallible<()> {
    let bytes = std::fs::read(model)?;
    let started = Instant::now();
    let parser = Parser::from_bytes(&bytes)?;
    println!("load {:.1} ms", started.elapsed().as_secs_f64() * 1e3);
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

fn report(parser: &Parser, name: &str, sents: &[Sent]) -> Fallible<()> {
    let gold = eval::of_treebank(sents);
    let (text, laid) = conllu::given(sents);
    let started = Instant::now();
    let reading = parser.parse_given(&text, &laid);
    let seconds = started.elapsed().as_secs_f64();
    println!("{name}: {} words", gold.words.len());
    print("given", &eval::score(&gold, &eval::of_reading(&text, &reading))?, gold.words.len() as f64 / seconds);
    let text = conllu::raw(sents);
    let started = Instant::now();
    let reading = parser.parse(&text, &[]);
    let seconds = started.elapsed().as_secs_f64();
    print("raw", &eval::score(&gold, &eval::of_reading(&text, &reading))?, gold.words.len() as f64 / seconds);
    if std::env::var_os("MISSES").is_some() {
        misses(&gold, &eval::of_reading(&text, &reading));
    }
    Ok(())
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

fn print(name: &str, s: &Scores, speed: f64) {
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
