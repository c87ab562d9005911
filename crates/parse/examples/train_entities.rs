//! Trains the entity tagger and measures it, until `attache train entities` does.
//!
//! `cargo run --release -p parse --example train_entities -- CORPORA [--out FILE] [--passes N] [--min-uses N] [--misses NAME]`
//! where CORPORA is the folder of named-entity corpora (`gmb-kaggle/train.bio` and so on below it).

#![allow(clippy::disallowed_methods)] // A chore may look at the clock.

use std::path::Path;
use std::time::Instant;

use parse::entities::corpora::Scheme;
use parse::entities::eval::{eval_bracketed, eval_with_misses};
use parse::entities::train::{Options, Source, read_lists, train};
use parse::entities::{EntityTagger, Scores};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let option = |name: &str| args.iter().position(|arg| arg == name).and_then(|at| args.get(at + 1));
    let corpora = Path::new(args.first().ok_or("which folder of corpora?")?);
    let mut options = Options::default();
    if let Some(passes) = option("--passes") {
        options.passes = passes.parse()?;
    }
    if let Some(min_uses) = option("--min-uses") {
        options.min_uses = min_uses.parse()?;
    }
    if let Some(margin) = option("--margin") {
        options.margin = margin.parse()?;
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let own = root.join("training/entities");
    let tagger = if let Some(model) = option("--model") {
        EntityTagger::from_bytes(&std::fs::read(model)?)?
    } else {
        let skip = option("--skip").cloned().unwrap_or_default();
        let mut sources = Vec::new();
        for (name, scheme, times, titled_every) in [
            ("gmb-kaggle", Scheme::Gmb, 1, 12),
            ("gum", Scheme::Gum, 1, 0),
            ("wikigold", Scheme::WikiGold, 1, 0),
            ("meantime", Scheme::Meantime, 1, 0),
            ("crossner-politics", Scheme::CrossNer, 3, 0),
            ("wnut17", Scheme::Wnut, 1, 0),
            ("re3d", Scheme::Re3d, 1, 0),
        ] {
            if !skip.contains(name) {
                let text = std::fs::read_to_string(corpora.join(name).join("train.bio"))?;
                sources.push(Source { name: name.to_owned(), scheme, text, times, titled_every });
            }
        }
        for path in own_files(&own, false)? {
            let text = std::fs::read_to_string(&path)?;
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            sources.push(Source { name, scheme: Scheme::Own, text, times: 4, titled_every: 3 });
        }
        let phrases = read_lists(&std::fs::read_to_string(own.join("lists.tsv"))?)?;
        let start = Instant::now();
        let tagger = train(&sources, &phrases, options, &mut |message| {
            eprintln!("{:6.1}s {message}", start.elapsed().as_secs_f32())
        });
        let bytes = tagger.to_bytes();
        eprintln!("{} bytes", bytes.len());
        if let Some(out) = option("--out") {
            std::fs::write(out, &bytes)?;
        }
        EntityTagger::from_bytes(&bytes)?
    };
    let wanted = option("--misses").cloned().unwrap_or_default();
    for name in ["gmb-kaggle/dev", "crossner-politics/dev", "re3d/train", "gum/dev", "uner-ewt/dev", "wnut17/dev"] {
        let text = std::fs::read_to_string(corpora.join(format!("{name}.bio")))?;
        let (start, mut misses) = (Instant::now(), Vec::new());
        let scores = eval_with_misses(&tagger, &text, &mut misses);
        print(name, &scores, start.elapsed().as_secs_f64());
        show(&misses, !wanted.is_empty() && name.contains(&wanted));
    }
    let mut text = String::new();
    for path in own_files(&own, true)? {
        text.push_str(&std::fs::read_to_string(&path)?);
        text.push_str("\n\n");
    }
    let (start, mut misses) = (Instant::now(), Vec::new());
    let scores = eval_bracketed(&tagger, &text, &mut misses);
    print("own", &scores, start.elapsed().as_secs_f64());
    show(&misses, wanted == "own");
    Ok(())
}

fn own_files(folder: &Path, test: bool) -> std::io::Result<Vec<std::path::PathBuf>> {
    let mut paths = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if name.ends_with(".txt") && name.starts_with("test-") == test {
            paths.push(path);
        }
    }
    paths.sort();
    Ok(paths)
}

fn print(name: &str, scores: &Scores, seconds: f64) {
    let hundredths = |f1: usize| format!("{}.{:02}", f1 / 100, f1 % 100);
    let kinds: Vec<String> =
        scores.kinds.iter().map(|(kind, counts)| format!("{kind} {}", hundredths(counts.f1()))).collect();
    let main = scores.main();
    println!(
        "{name:24} PER+ORG+LOC {} (right {} invented {} missed {})  {}  {:.0} words/s",
        hundredths(main.f1()),
        main.right,
        main.invented,
        main.missed,
        kinds.join("  "),
        scores.n_words as f64 / seconds
    );
}

fn show(misses: &[parse::entities::eval::Miss], wanted: bool) {
    for miss in misses.iter().filter(|_| wanted) {
        println!("  {} {} [{}] in: {}", miss.sign, miss.kind, miss.words, miss.sentence);
    }
}
