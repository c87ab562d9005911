//! The command line, `attache`.
//!
//! Three steps: what was typed ([`args`]), what it means (each command's own settings), the work ([`commands`]).
//! Records go to standard output; words about the run (messages, progress) go to standard error.

#![allow(clippy::disallowed_methods)] // A face may look at the clock and the environment.

mod args;
mod commands;
mod decisions;

mod exit;
mod input;
mod linking;
mod logging;
mod progress;
mod view;

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    let arguments = args::Arguments::parse();
    logging::begin(arguments.global.verbose, arguments.global.quiet);
    exit::code_of(commands::run(&arguments))
}
