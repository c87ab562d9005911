//! The work behind each command.

mod ask;
mod code;
mod eval;
mod explain;
mod export;
mod frame;
mod ingest;
mod judge;
mod know;
mod parse;
mod read;
mod recode;
mod serve;
mod train;

use std::io::Write;

use clap::CommandFactory;

use crate::args::{Arguments, Command, Global};
use crate::exit::{Done, Usage};
use crate::input;

/// Runs what was typed.
pub fn run(arguments: &Arguments) -> anyhow::Result<Done> {
    let global = &arguments.global;
    if arguments.version {
        return version(global);
    }
    match &arguments.command {
        Some(Command::Read(arguments)) => read::run(global, arguments),
        Some(Command::Parse(arguments)) => parse::run(global, arguments),
        Some(Command::Code(arguments)) => code::run(global, arguments),
        Some(Command::Explain(arguments)) => explain::run(global, arguments),
        Some(Command::Frame(arguments)) => frame::run(global, arguments),
        Some(Command::Train(arguments)) => train::run(arguments),
        Some(Command::Eval(arguments)) => eval::run(global, arguments),
        Some(Command::Know(arguments)) => know::run(global, arguments),
        Some(Command::Ingest(arguments)) => ingest::run(global, arguments),
        Some(Command::Recode(arguments)) => recode::run(global, arguments),
        Some(Command::Serve(arguments)) => serve::serve(arguments),
        Some(Command::Open(arguments)) => serve::open(global, arguments),
        Some(Command::Same(arguments)) => judge::same(arguments),
        Some(Command::Different(arguments)) => judge::different(arguments),
        Some(Command::Undo(arguments)) => judge::undo(arguments),
        Some(Command::Export(arguments)) => export::run(global, arguments),
        Some(Command::Brief(arguments)) => export::brief(global, arguments),
        Some(command) => ask::run(global, command),
        None => Err(Usage(format!("a command is needed\n\n{}", Arguments::command().render_help())).into()),
    }
}

fn version(global: &Global) -> anyhow::Result<Done> {
    let stamp = input::engine(global, None)?.stamp();
    writeln!(std::io::stdout(), "attache {}\ndata    {}\nmodel   {}", stamp.engine, stamp.data, stamp.model)?;
    Ok(Done::All)
}
