//! `attache train`

use crate::args::{TrainArguments, TrainParseArguments, TrainWhat};
use crate::exit::Done;

/// Trains what was asked for; what it is doing goes to standard error.
pub fn run(arguments: &TrainArguments) -> anyhow::Result<Done> {
    match &arguments.what {
        TrainWhat::Parse(arguments) => parse(arguments),
    }
}

fn parse(arguments: &TrainParseArguments) -> anyhow::Result<Done> {
    parse::manifest::train(&arguments.files, &arguments.out, &mut |line| anstream::eprintln!("{line}"))?;
    Ok(Done::All)
}
