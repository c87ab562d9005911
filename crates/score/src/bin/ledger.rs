//! Writes or checks the ledger; `cargo xtask score` runs it.
//!
//! `ledger write ROOT` measures and writes SCORES.md and ledger/scores.tsv; `ledger check ROOT` measures the same,
//! prints the page, and fails if the project's own gold gives less than the committed ledger says.
#![allow(clippy::disallowed_methods)] // A chore may look at the environment.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use engine::Engine;
use score::{Ledger, OWN_GOLD};

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let result = match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["write", root] => run(Path::new(root), true),
        ["check", root] => run(Path::new(root), false),
        _ => Err("usage: ledger write|check ROOT".to_owned()),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("ledger: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(root: &Path, write: bool) -> Result<(), String> {
    let table = root.join("ledger/scores.tsv");
    let before = match std::fs::read_to_string(&table) {
        Ok(text) => Ledger::from_tsv(&text).map_err(|error| format!("{}: {error}", table.display()))?,
        Err(_) => Ledger::default(),
    };
    let shared = shared(root);
    if shared.is_none() {
        eprintln!("The shared corpora are not there (ATTACHE_SHARED, or ../shared beside the project):");
        eprintln!("only the project's own gold is measured, other figures are those of the committed ledger.");
    }
    let engine = Engine::load(&[]).map_err(|errors| errors.to_string())?;
    let ledger = Ledger::measure(&engine, root, shared.as_deref(), &before, &mut |set| eprintln!("measuring {set}"))?;
    if write {
        let save = |path: PathBuf, text: String| {
            std::fs::write(&path, text).map_err(|error| format!("{}: {error}", path.display()))
        };
        std::fs::create_dir_all(root.join("ledger")).map_err(|error| error.to_string())?;
        save(table, ledger.to_tsv())?;
        return save(root.join("SCORES.md"), ledger.to_markdown());
    }
    println!("{}", ledger.to_markdown());
    if ledger.rows != before.rows {
        println!("The committed ledger is not of this state; renew it with: cargo xtask score");
    }
    match ledger.losses(&before, OWN_GOLD).as_slice() {
        [] => Ok(()),
        losses => Err(format!("the project's own gold gives less than the ledger says:\n{}", losses.join("\n"))),
    }
}

/// The folder with data from outside the project, where there is one.
fn shared(root: &Path) -> Option<PathBuf> {
    let folder = std::env::var_os("ATTACHE_SHARED").map_or_else(|| root.join("../shared"), PathBuf::from);
    folder.join("gold").is_dir().then_some(folder)
}
