//! `cargo xtask check`: everything a change must pass.

use std::path::Path;
use std::process::Command;
use std::time::Instant;

use anyhow::{Context, bail};

/// How much to check.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// Everything.
    Whole,
    /// What fits between two edits.
    Quick,
}

/// A named step: a cargo command line, or a check of our own.
struct Step {
    name: &'static str,
    arguments: &'static [&'static str],
    environment: &'static [(&'static str, &'static str)],
    extent: Extent,
}

const STEPS: &[Step] = &[
    Step { name: "format", arguments: &["fmt", "--all", "--check"], environment: &[], extent: Extent::Quick },
    Step {
        name: "lints",
        arguments: &["clippy", "--workspace", "--all-targets", "--locked", "--quiet", "--", "-D", "warnings"],
        environment: &[],
        extent: Extent::Quick,
    },
    Step {
        name: "docs",
        arguments: &["doc", "--workspace", "--no-deps", "--locked", "--quiet"],
        environment: &[("RUSTDOCFLAGS", "-D warnings")],
        extent: Extent::Whole,
    },
];

/// Runs the steps one after the other and stops at the first that fails.
pub fn run(root: &Path, extent: Extent) -> anyhow::Result<()> {
    let begin = Instant::now();
    heading("generated files");
    crate::ontology::check(root)?;
    println!("crates/record/src/ontology.rs is what data/ontology says");
    for step in STEPS.iter().filter(|step| extent == Extent::Whole || step.extent == Extent::Quick) {
        heading(step.name);
        cargo(root, step.name, step.arguments, step.environment)?;
        println!("passed");
    }
    // The data audit and the frames' example sentences are tests of the rooms that own them; `data` tells them apart
    // so that an editor of data sees first what is wrong with it.
    heading("data audit");
    cargo(root, "data audit", &["test", "--locked", "--quiet", "-p", "lexicon"], &[])?;
    heading("tests");
    let all: &[&str] = match extent {
        Extent::Whole => &["test", "--workspace", "--locked", "--no-fail-fast"],
        Extent::Quick => &["test", "--workspace", "--locked", "--lib", "--quiet"],
    };
    cargo(root, "tests", all, &[])?;
    println!("\ncheck: all passed in {} s", begin.elapsed().as_secs());
    Ok(())
}

fn heading(name: &str) {
    println!("\n== {name}");
}

/// Runs cargo in the workspace; `name` is what the reader knows the step by.
pub fn cargo(root: &Path, name: &str, arguments: &[&str], environment: &[(&str, &str)]) -> anyhow::Result<()> {
    let program = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(program);
    command.current_dir(root).args(arguments).envs(environment.iter().copied());
    let status = command.status().with_context(|| format!("cannot start cargo for the step {name:?}"))?;
    if !status.success() {
        bail!("the step {name:?} failed; to repeat it alone: cargo {}", arguments.join(" "));
    }
    Ok(())
}
