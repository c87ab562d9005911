//! Running the program.
#![allow(dead_code)] // Each test file uses its own part of this.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// The program, with an environment that does not depend on who runs the test.
pub fn attache() -> Command {
    let mut command = Command::new(assert_cmd::cargo::cargo_bin!("attache"));
    command.env_clear().env("COLUMNS", "90");
    command
}

/// Runs the program and collects what it says.
pub fn run<I: IntoIterator<Item = S>, S: AsRef<std::ffi::OsStr>>(arguments: I) -> Output {
    attache().args(arguments).output().expect("the program starts")
}

/// The exit status.
pub fn status(output: &Output) -> i32 {
    output.status.code().expect("the program was not killed")
}

/// Standard output as text.
pub fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("UTF-8 on standard output")
}

/// Standard error as text.
pub fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("UTF-8 on standard error")
}

/// The workspace's root.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The example articles, by name.
pub fn articles() -> Vec<PathBuf> {
    let folder = root().join("examples/articles");
    let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}
