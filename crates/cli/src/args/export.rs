//! What can be typed about exports and briefs.

use std::path::PathBuf;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Args, ValueEnum};
use export::formats::Format;

use super::{ArchiveFile, FilterArgs};

#[derive(Debug, Args)]
pub struct ExportArguments {
    #[command(flatten)]
    pub file: ArchiveFile,
    /// What to write.
    #[arg(long, value_name = "FORMAT", value_parser = format_parser())]
    pub format: Format,
    /// Where to; by default standard output. An existing file is replaced once the new one is whole.
    #[arg(short, long, value_name = "OUT")]
    pub out: Option<PathBuf>,
    /// At most so many happenings, the latest; events and statements are as many.
    #[arg(long, value_name = "N")]
    pub limit: Option<usize>,
    /// Begins tables with a byte order mark, for spreadsheet programs that do not see UTF-8 without.
    #[arg(long)]
    pub bom: bool,
    /// What the export is called, in formats that have a title.
    #[arg(long, value_name = "WORDS")]
    pub title: Option<String>,
    /// Address at which the archive is served; feeds link to its pages.
    #[arg(long, value_name = "URL")]
    pub address: Option<String>,
    #[command(flatten)]
    pub filter: FilterArgs,
}

fn format_parser() -> impl TypedValueParser<Value = Format> {
    let names = Format::ALL.into_iter().map(|format| PossibleValue::new(format.code()).help(format.title()));
    // Every name that gets past the first parser is one of a format.
    PossibleValuesParser::new(names).map(|name| Format::from_code(&name).unwrap_or(Format::Jsonl))
}

#[derive(Debug, Args)]
pub struct BriefArguments {
    #[command(flatten)]
    pub file: ArchiveFile,
    /// A page that needs nothing else, or Markdown with its pictures beside it.
    #[arg(long, value_enum, default_value_t = BriefFormat::Html)]
    pub format: BriefFormat,
    /// Where to; by default standard output. Pictures of Markdown are written beside it.
    #[arg(short, long, value_name = "OUT")]
    pub out: Option<PathBuf>,
    /// What the brief is called.
    #[arg(long, value_name = "WORDS")]
    pub title: Option<String>,
    #[command(flatten)]
    pub filter: FilterArgs,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum BriefFormat {
    Html,
    Md,
}
