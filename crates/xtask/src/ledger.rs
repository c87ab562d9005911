//! `cargo xtask score`: the ledger of measures, written and checked by the room `score`.

use std::path::Path;

/// Measures and writes SCORES.md and ledger/scores.tsv.
pub fn write(root: &Path) -> anyhow::Result<()> {
    ledger(root, "write")
}

/// Measures, prints the ledger, and fails if the project's own gold gives less than the committed one says.
pub fn check(root: &Path) -> anyhow::Result<()> {
    ledger(root, "check")
}

fn ledger(root: &Path, what: &str) -> anyhow::Result<()> {
    let root_text = root.display().to_string();
    let arguments = ["run", "--quiet", "--locked", "--package", "score", "--bin", "ledger", "--", what, &root_text];
    crate::check::cargo(root, "score", &arguments, &[])
}
