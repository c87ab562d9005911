//! `cargo xtask speed`: times, memory and sizes of the release build.

use std::path::Path;

/// Measures and writes ledger/speed.tsv.
pub fn write(_root: &Path) -> anyhow::Result<()> {
    anyhow::bail!("not yet")
}
