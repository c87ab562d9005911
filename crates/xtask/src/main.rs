//! Chores of the project, as `cargo xtask CHORE`.
//!
//! `check` runs everything a change must pass; `ontology` writes the enums of the room `record` from
//! `data/ontology`; `score` measures and writes the ledger; `speed` times. Nothing here needs a tool beyond cargo with
//! rustfmt and clippy.

#![allow(clippy::disallowed_methods)] // A chore may look at the clock and the environment.

mod archive;
mod check;
mod generate;
mod ledger;
mod ontology;
mod speed;
mod wording;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

const USAGE: &str = "\
Usage: cargo xtask CHORE

  check [--quick]      format, generated files, lints, docs, data audit and all tests; --quick leaves out
                       docs and the tests that run the program
  ontology [--check]   writes crates/record/src/ontology.rs from data/ontology; --check only compares
  score [--check]      measures against all gold within reach, writes SCORES.md and ledger/scores.tsv;
                       --check prints them and fails if the project's own gold no longer gives the same
  generate N FILE      writes N made-up articles as JSON lines, to fill an archive with
  archive N            builds the release, fills an archive with N made-up articles and writes ledger/archive.tsv: how
                       fast it grows and answers
  speed                builds the release and writes ledger/speed.tsv: times, memory, sizes";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let root = root();
    let result = match words.as_slice() {
        ["check"] => check::run(&root, check::Extent::Whole),
        ["check", "--quick"] => check::run(&root, check::Extent::Quick),
        ["ontology"] => ontology::write(&root),
        ["ontology", "--check"] => ontology::check(&root),
        ["score"] => ledger::write(&root),
        ["score", "--check"] => ledger::check(&root),
        ["generate", n, file] => number(n).and_then(|n| generate::write(&root, n, Path::new(file))),
        ["archive", n] => number(n).and_then(|n| archive::write(&root, n)),
        ["speed"] => speed::write(&root),
        _ => {
            eprintln!("{USAGE}");
            return ExitCode::from(2);
        }
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\nxtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn number(text: &str) -> anyhow::Result<usize> {
    text.parse().map_err(|_| anyhow::anyhow!("{text:?} is no number of articles"))
}

/// The workspace's root, two folders above this crate.
fn root() -> PathBuf {
    let crate_folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    crate_folder.ancestors().nth(2).unwrap_or(crate_folder).to_owned()
}
