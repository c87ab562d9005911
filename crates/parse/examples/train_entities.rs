//! Trains the entity tagger and measures it, until `attache train entities` does.
//!
//! `cargo run --release -p parse --example train_entities -- CORPORA [--out FOLDER] [--misses] [--passes N]
//! [--min-uses N] [--margin N] [--refresh-lists]`, where CORPORA is the folder of named-entity corpora (`gmb-kaggle/train.bio` and so on).

#![allow(clippy::disallowed_methods)] // A chore may look at the clock.

use std::path::Path;
use std::time::Instant;

use parse::entities::recipe::Recipe;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let option = |name: &str| args.iter().position(|arg| arg == name).and_then(|at| args.get(at + 1));
    let corpora = Path::new(args.first().ok_or("which folder of corpora?")?);
    let training = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../training/entities");
    if args.iter().any(|arg| arg == "--refresh-lists") {
        Recipe::refresh_lists(&training)?;
    }
    let mut recipe = Recipe::read(corpora, &training)?;
    if let Some(passes) = option("--passes") {
        recipe.options.passes = passes.parse()?;
    }
    if let Some(min_uses) = option("--min-uses") {
        recipe.options.min_uses = min_uses.parse()?;
    }
    if let Some(margin) = option("--margin") {
        recipe.options.margin = margin.parse()?;
    }
    let start = Instant::now();
    let trained = recipe.cook(&mut |message| eprintln!("{:6.1}s {message}", start.elapsed().as_secs_f32()))?;
    println!("model {} bytes, guidelines {} bytes", trained.model.len(), trained.guidelines.len());
    for (name, scores) in &trained.measured {
        let percent = |f1: usize| format!("{}.{:02}", f1 / 100, f1 % 100);
        let kinds = scores.kinds.iter().map(|(kind, counts)| format!("{kind} {}", percent(counts.f1())));
        let main = scores.main();
        println!(
            "{name}: {} (right {} invented {} missed {})  {}",
            percent(main.f1()),
            main.right,
            main.invented,
            main.missed,
            kinds.collect::<Vec<_>>().join("  ")
        );
    }
    for (name, digest) in &trained.digests {
        println!("{name} = {digest}");
    }
    if let Some(out) = option("--out") {
        std::fs::write(Path::new(out).join("entities.bin"), &trained.model)?;
        std::fs::write(Path::new(out).join("entities-guidelines.bin"), &trained.guidelines)?;
    }
    if args.iter().any(|arg| arg == "--misses") {
        for miss in recipe.own_misses(&trained.tagger) {
            println!("  {} {} [{}] in: {}", miss.sign, miss.kind, miss.words, miss.sentence);
        }
    }
    Ok(())
}
