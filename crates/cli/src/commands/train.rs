//! `attache train`

use anyhow::Context;

use crate::args::{TrainArguments, TrainParseArguments, TrainWhat};
use crate::exit::Done;

/// Trains what was asked for; what it is doing goes to standard error.
pub fn run(arguments: &TrainArguments) -> anyhow::Result<Done> {
    match &arguments.what {
        TrainWhat::Parse(arguments) => parse(arguments),
    }
}

fn parse(arguments: &TrainParseArguments) -> anyhow::Result<Done> {
    let mut treebanks = Vec::new();
    for path in &arguments.files {
        let text = std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
        treebanks.push(parse::conllu::read(&text).map_err(|error| anyhow::anyhow!("{}: {error}", path.display()))?);
    }
    let options = parse::train::Options::default();
    let model = parse::train::train_parser(&treebanks, &options, &mut |line| anstream::eprintln!("{line}"));
    std::fs::write(&arguments.out, model).with_context(|| format!("cannot write {}", arguments.out.display()))?;
    Ok(Done::All)
}
