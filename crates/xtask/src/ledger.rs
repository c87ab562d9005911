//! `cargo xtask score`: the ledger of measures.

use std::path::Path;

/// Measures and writes SCORES.md and ledger/scores.tsv.
pub fn write(_root: &Path) -> anyhow::Result<()> {
    anyhow::bail!("not yet")
}

/// Prints the ledger and compares.
pub fn check(_root: &Path) -> anyhow::Result<()> {
    anyhow::bail!("not yet")
}
