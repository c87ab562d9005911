//! What can be typed about archives.

use std::path::PathBuf;

use archive::{Filter, Order};
use clap::{Args, ValueEnum};

use super::Articles;
use crate::exit::Usage;

/// The archive a command works on.
#[derive(Clone, Debug, Args)]
pub struct ArchiveFile {
    /// The archive, one SQLite file.
    #[arg(long, value_name = "FILE", default_value = "attache.db")]
    pub archive: PathBuf,
}

#[derive(Debug, Args)]
pub struct IngestArguments {
    #[command(flatten)]
    pub articles: Articles,
    #[command(flatten)]
    pub file: ArchiveFile,
    /// Articles that are written at a time; what a killed run had not written is done by the next.
    #[arg(long, value_name = "N", default_value_t = 500, value_parser = clap::value_parser!(u32).range(1..=100_000))]
    pub batch: u32,
}

/// Which happenings are meant; the same for every question. Values of one option are alternatives, options must all
/// fit.
#[derive(Clone, Debug, Default, Args)]
#[command(next_help_heading = "Filters")]
pub struct FilterArgs {
    /// A person who takes part, under any spelling, or an id; may be given several times, as most filters.
    #[arg(long, value_name = "NAME")]
    pub person: Vec<String>,
    /// A body that takes part.
    #[arg(long, value_name = "NAME")]
    pub body: Vec<String>,
    /// Words of an office that somebody who takes part holds: `foreign minister`.
    #[arg(long, value_name = "TITLE")]
    pub office: Vec<String>,
    /// A country somebody acts for: a name, or a code of ISO 3166-1 alpha-3.
    #[arg(long, value_name = "COUNTRY")]
    pub country: Vec<String>,
    /// Who else takes part: a country, person or body; given several times, all of them.
    #[arg(long, value_name = "NAME")]
    pub with: Vec<String>,
    /// PLOVER event type: `CONSULT`, `AGREE`, …
    #[arg(long = "type", value_name = "TYPE")]
    pub event_type: Vec<String>,
    /// Mode: `meeting`, `visit`, `phone`, …
    #[arg(long, value_name = "MODE")]
    pub mode: Vec<String>,
    /// What it is about, a code of `data/ontology/subjects.tsv`.
    #[arg(long, value_name = "SUBJECT")]
    pub subject: Vec<String>,
    /// `occurred`, `ongoing`, `planned`, `postponed`, `hypothetical`, `denied` or `disputed`.
    #[arg(long, value_name = "STATUS")]
    pub status: Vec<String>,
    /// Not before: 2026-01-12, 2026-01 or 2026.
    #[arg(long, value_name = "DATE")]
    pub since: Option<String>,
    /// Not after.
    #[arg(long, value_name = "DATE")]
    pub until: Option<String>,
    /// Where: the name of a place, or the country it lies in.
    #[arg(long, value_name = "PLACE")]
    pub place: Vec<String>,
    /// An outlet that reports it.
    #[arg(long, value_name = "OUTLET")]
    pub source: Vec<String>,
    /// At least so many reports that do not depend on one another.
    #[arg(long, value_name = "N")]
    pub min_reports: Option<u32>,
    /// Words in an article that reports it.
    #[arg(long, value_name = "WORDS")]
    pub words: Option<String>,
}

impl FilterArgs {
    /// As the archive takes it; a value that means nothing is wrong usage.
    pub fn filter(&self) -> Result<Filter, Usage> {
        let mut filter = Filter {
            person: self.person.clone(),
            body: self.body.clone(),
            office: self.office.clone(),
            country: self.country.clone(),
            with: self.with.clone(),
            event_type: self.event_type.clone(),
            mode: self.mode.clone(),
            subject: self.subject.clone(),
            status: self.status.clone(),
            since: self.since.clone(),
            until: self.until.clone(),
            place: self.place.clone(),
            source: self.source.clone(),
            min_reports: self.min_reports,
            words: self.words.clone(),
        };
        filter.check().map_err(|error| Usage(error.to_string()))?;
        Ok(filter)
    }
}

/// How answers are printed.
#[derive(Clone, Debug, Args)]
pub struct AnswerArgs {
    /// A table for people, or CSV, JSON lines, one JSON array, or Markdown.
    #[arg(long, value_enum, default_value_t = AnswerFormat::Text)]
    pub format: AnswerFormat,
    /// At most so many rows; 0 means all. By default 50 on a terminal, else all.
    #[arg(long, value_name = "N")]
    pub limit: Option<usize>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum AnswerFormat {
    Text,
    Csv,
    Jsonl,
    Json,
    Md,
}

/// A question with filters only.
#[derive(Debug, Args)]
pub struct ListArguments {
    #[command(flatten)]
    pub file: ArchiveFile,
    #[command(flatten)]
    pub filter: FilterArgs,
    #[command(flatten)]
    pub answer: AnswerArgs,
}

#[derive(Debug, Args)]
pub struct HappeningsArguments {
    #[command(flatten)]
    pub list: ListArguments,
    /// What comes first.
    #[arg(long, value_enum, default_value_t = OrderChoice::Newest, value_name = "ORDER")]
    pub order: OrderChoice,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum OrderChoice {
    Newest,
    Oldest,
    MostReports,
}

impl OrderChoice {
    /// As the archive takes it.
    pub fn order(self) -> Order {
        match self {
            OrderChoice::Newest => Order::Newest,
            OrderChoice::Oldest => Order::Oldest,
            OrderChoice::MostReports => Order::MostReports,
        }
    }
}

#[derive(Debug, Args)]
pub struct PersonArguments {
    /// A name under any spelling, or an id.
    #[arg(value_name = "NAME")]
    pub name: String,
    #[command(flatten)]
    pub file: ArchiveFile,
    #[command(flatten)]
    pub answer: AnswerArgs,
}

#[derive(Debug, Args)]
pub struct OfficeArguments {
    /// Words of the title, the body or the country: `foreign minister of Egypt`.
    #[arg(value_name = "TITLE")]
    pub title: String,
    /// The country it belongs to.
    #[arg(long, value_name = "COUNTRY")]
    pub country: Option<String>,
    /// Who held it then: 2026-01-12, 2026-01 or 2026.
    #[arg(long, value_name = "DATE")]
    pub on: Option<String>,
    #[command(flatten)]
    pub file: ArchiveFile,
    #[command(flatten)]
    pub answer: AnswerArgs,
}

#[derive(Debug, Args)]
pub struct PairArguments {
    /// A country, person or body.
    #[arg(value_name = "A")]
    pub a: String,
    /// Another.
    #[arg(value_name = "B")]
    pub b: String,
    #[command(flatten)]
    pub file: ArchiveFile,
    #[command(flatten)]
    pub answer: AnswerArgs,
}

#[derive(Debug, Args)]
pub struct SearchArguments {
    /// Words; "words in quotation marks" stand together, `word*` begins so, `-word` must not occur; write `--` before
    /// words that begin with a hyphen.
    #[arg(required = true, value_name = "WORDS")]
    pub terms: Vec<String>,
    #[command(flatten)]
    pub file: ArchiveFile,
    #[command(flatten)]
    pub filter: FilterArgs,
    #[command(flatten)]
    pub answer: AnswerArgs,
}

#[derive(Debug, Args)]
pub struct ShowArguments {
    /// Id of an article, event, statement, happening, person or body.
    #[arg(value_name = "ID")]
    pub id: String,
    #[command(flatten)]
    pub file: ArchiveFile,
    #[command(flatten)]
    pub answer: AnswerArgs,
}

#[derive(Debug, Args)]
pub struct StatsArguments {
    #[command(flatten)]
    pub file: ArchiveFile,
    #[command(flatten)]
    pub answer: AnswerArgs,
}

#[derive(Debug, Args)]
pub struct JudgeArguments {
    /// Id of a person, or of an event or happening.
    #[arg(value_name = "A")]
    pub a: String,
    /// Id of another of the same kind.
    #[arg(value_name = "B")]
    pub b: String,
    /// Why, in a few words.
    #[arg(long, value_name = "WORDS")]
    pub reason: Option<String>,
    /// Who judges; by default the user's name.
    #[arg(long, value_name = "NAME")]
    pub author: Option<String>,
    #[command(flatten)]
    pub file: ArchiveFile,
}

#[derive(Debug, Args)]
pub struct UndoArguments {
    /// Number of the judgement, as `attache decisions` lists it; without it the last that stands.
    #[arg(value_name = "NUMBER")]
    pub number: Option<u64>,
    /// Who takes it back; by default the user's name.
    #[arg(long, value_name = "NAME")]
    pub author: Option<String>,
    #[command(flatten)]
    pub file: ArchiveFile,
}

#[derive(Debug, Args)]
pub struct DecisionsArguments {
    /// Lists the pairs of people that could be one and wait for a judgement.
    #[arg(long)]
    pub undecided: bool,
    #[command(flatten)]
    pub file: ArchiveFile,
    #[command(flatten)]
    pub answer: AnswerArgs,
}

#[derive(Debug, Args)]
pub struct RecodeArguments {
    /// Codes articles anew that this program with these data and models has coded already.
    #[arg(long)]
    pub all: bool,
    #[command(flatten)]
    pub file: ArchiveFile,
    /// Articles that are written at a time.
    #[arg(long, value_name = "N", default_value_t = 500, value_parser = clap::value_parser!(u32).range(1..=100_000))]
    pub batch: u32,
}

#[derive(Debug, Args)]
pub struct DiffArguments {
    #[command(flatten)]
    pub file: ArchiveFile,
    #[command(flatten)]
    pub answer: AnswerArgs,
}
