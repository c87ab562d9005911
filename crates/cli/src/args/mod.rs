//! What can be typed.

mod archive;
mod export;
mod serve;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use record::Edtf;

pub use archive::{
    AnswerArgs, AnswerFormat, ArchiveFile, DecisionsArguments, DiffArguments, FilterArgs, HappeningsArguments,
    IngestArguments, JudgeArguments, ListArguments, OfficeArguments, PairArguments, PersonArguments, RecodeArguments,
    SearchArguments, ShowArguments, StatsArguments, UndoArguments,
};
pub use export::{BriefArguments, BriefFormat, ExportArguments};
pub use serve::{OpenArguments, ServeArguments, ServeOptions};

/// Turns news articles into a sourced record of diplomatic and security events.
///
/// Each stage of the work has a command of its own: `read` finds the article in a page, `parse` its sentences and
/// trees, `code` who did what to whom, when and where. Nothing leaves the machine, and nothing is downloaded unless --fetch asks for it.
#[derive(Debug, Parser)]
#[command(name = "attache", disable_version_flag = true, max_term_width = 100)]
#[command(
    after_help = "Exit status: 0 all inputs were read; 1 some could not be (each is named with its reason, the rest \
                        are done); 2 wrong usage."
)]
pub struct Arguments {
    #[command(flatten)]
    pub global: Global,
    /// Prints the version of the program with the digests of its data and models.
    #[arg(short = 'V', long)]
    pub version: bool,
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// Options of every command.
#[derive(Clone, Debug, Args)]
pub struct Global {
    /// Lays the data files of DIR over the built-in ones; may be given several times.
    #[arg(long, global = true, value_name = "DIR", help_heading = "Common options")]
    pub data: Vec<PathBuf>,
    /// Number of threads; by default as many as the machine has cores. The output is the same for any number.
    #[arg(long, global = true, value_name = "N", help_heading = "Common options",
          value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub threads: Option<u16>,
    /// When to use colour; `auto` means on a terminal, and never where NO_COLOR is set.
    #[arg(long, global = true, value_enum, default_value_t = ColorWhen::Auto, value_name = "WHEN", help_heading = "Common options")]
    pub color: ColorWhen,
    /// Says more about the run on standard error: -v steps, -vv details, -vvv everything.
    #[arg(short, long, global = true, action = clap::ArgAction::Count, help_heading = "Common options")]
    pub verbose: u8,
    /// Says nothing on standard error but failures.
    #[arg(short, long, global = true, conflicts_with = "verbose", help_heading = "Common options")]
    pub quiet: bool,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Finds the article in each input: title, dates, clean text.
    Read(ReadArguments),
    /// Splits articles into sentences, words and trees.
    Parse(ParseArguments),
    /// Codes articles: people, offices, events, statements, each with its evidence.
    Code(CodeArguments),
    /// Shows why a record says what it says: sentences, trees, frames, and what was refused.
    Explain(ExplainArguments),
    /// Shows which event frames a sentence meets, and why others are refused.
    Frame(FrameArguments),
    /// Codes articles and adds them to an archive, linked with all that is there.
    Ingest(IngestArguments),
    /// Lists events of an archive: what each article tells.
    Events(ListArguments),
    /// Lists happenings of an archive: what happened, as all reports tell it.
    Happenings(HappeningsArguments),
    /// Shows a person across articles: names, offices over time, company.
    Person(PersonArguments),
    /// Lists who was seen in an office, and when.
    Office(OfficeArguments),
    /// Shows what passed between two countries, people or bodies.
    Pair(PairArguments),
    /// Lists what people said.
    Statements(ListArguments),
    /// Lists what was pledged, and by when.
    Promises(ListArguments),
    /// Lists where reports of one happening differ.
    Disagreements(ListArguments),
    /// Searches the articles of an archive for words.
    Search(SearchArguments),
    /// Shows anything of an archive by its id.
    Show(ShowArguments),
    /// Counts what an archive holds.
    Stats(StatsArguments),
    /// Writes part of an archive as a file for another program.
    Export(ExportArguments),
    /// Writes a brief: what happened, who met whom, offices, promises and disagreements, every sentence with its source.
    Brief(BriefArguments),
    /// Serves the pages and the JSON API over an archive.
    Serve(ServeArguments),
    /// Makes an archive of articles and serves it, in one step.
    Open(OpenArguments),
    /// Codes the articles of an archive anew with this program, in place.
    Recode(RecodeArguments),
    /// Lists what coding an archive anew has changed: new, changed, withdrawn.
    Diff(DiffArguments),
    /// Judges two people, events or happenings to be one.
    Same(JudgeArguments),
    /// Judges two people, events or happenings not to be one.
    Different(JudgeArguments),
    /// Takes a judgement back.
    Undo(UndoArguments),
    /// Lists judgements, and what waits for one.
    Decisions(DecisionsArguments),
    /// Trains a model from annotated text.
    Train(TrainArguments),
    /// Measures the program against annotated data.
    Eval(EvalArguments),
    /// Brings knowledge of yours into a folder for `--data`.
    Know(KnowArguments),
}

#[derive(Debug, Args)]
pub struct KnowArguments {
    #[command(subcommand)]
    pub what: KnowWhat,
}

#[derive(Debug, Subcommand)]
pub enum KnowWhat {
    /// Imports a dictionary of people and bodies into the folder given with --data, and says what was left and why.
    Import(KnowImportArguments),
}

#[derive(Debug, Args)]
pub struct KnowImportArguments {
    #[command(subcommand)]
    pub from: ImportFrom,
}

#[derive(Debug, Subcommand)]
pub enum ImportFrom {
    /// Actor and agent dictionaries of PETRARCH and TABARI, with their dates.
    Petrarch(ImportArguments),
    /// FollowTheMoney entities: people, positions and who held them when; one JSON object a line.
    Ftm(ImportArguments),
    /// A table with the columns name, aliases, kind, country, sector, office, from, until.
    Csv(ImportArguments),
}

#[derive(Debug, Args)]
pub struct ImportArguments {
    /// Files to import; each becomes a table in the folder's `actors`.
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// Lists everything that was left, not only the beginning.
    #[arg(long)]
    pub left: bool,
}

/// Articles to work on.
#[derive(Clone, Debug, Args)]
pub struct Articles {
    /// Files or folders with articles; `-` is standard input, and with --fetch addresses are asked for.
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Publication date for articles whose page states none: 2026-01-12, 2026-01, 2026 or an interval.
    #[arg(long, value_name = "DATE", value_parser = published)]
    pub published: Option<Edtf>,
    /// What the inputs are; `auto` tells by their content. `conllu` is for `parse`: its sentences and words are kept
    /// and all else is predicted anew.
    #[arg(long, value_enum, default_value_t = InputKind::Auto, value_name = "KIND")]
    pub input: InputKind,
    /// In tables and JSON lines, takes FIELD (title, text, date, url, publisher, authors, language) from the column or
    /// key NAME: `--columns text=Body,date=Day`.
    #[arg(long, visible_alias = "column", value_name = "FIELD=NAME", value_delimiter = ',', value_parser = column)]
    pub columns: Vec<(read::Field, String)>,
    /// Lets the program ask the web for inputs that are http or https addresses of pages, feeds or files. Robots are
    /// heeded, and each request is bounded in size and time.
    #[arg(long)]
    pub fetch: bool,
    /// With --fetch, lets addresses inside this machine and its networks be asked, too.
    #[arg(long, requires = "fetch")]
    pub allow_private: bool,
}

#[derive(Debug, Args)]
pub struct ReadArguments {
    #[command(flatten)]
    pub articles: Articles,
    /// `text` for people, `jsonl` for programs: one article a line.
    #[arg(long, value_enum, default_value_t = RecordFormat::Text)]
    pub format: RecordFormat,
}

#[derive(Debug, Args)]
pub struct ParseArguments {
    #[command(flatten)]
    pub articles: Articles,
    /// `text` shows trees to people, `conllu` is for programs. By default `text` on a terminal, else `conllu`.
    #[arg(long, value_enum)]
    pub format: Option<ParseFormat>,
}

#[derive(Debug, Args)]
pub struct CodeArguments {
    #[command(flatten)]
    pub articles: Articles,
    /// `text` for people, `jsonl` for programs: one record a line.
    #[arg(long, value_enum, default_value_t = RecordFormat::Text)]
    pub format: RecordFormat,
}

#[derive(Debug, Args)]
pub struct ExplainArguments {
    /// File with an article; `-` is standard input.
    #[arg(value_name = "ARTICLE")]
    pub article: PathBuf,
    /// Number or id of the event to explain; without it all events are, and the article with them.
    #[arg(value_name = "EVENT")]
    pub event: Option<String>,
    /// Publication date for an article whose page states none.
    #[arg(long, value_name = "DATE", value_parser = published)]
    pub published: Option<Edtf>,
}

#[derive(Debug, Args)]
pub struct FrameArguments {
    /// The sentence, in quotation marks.
    #[arg(value_name = "SENTENCE")]
    pub sentence: String,
}

#[derive(Debug, Args)]
pub struct TrainArguments {
    #[command(subcommand)]
    pub what: TrainWhat,
}

#[derive(Debug, Subcommand)]
pub enum TrainWhat {
    /// Sentence splitter, tagger, lemmatiser and tree model, from treebanks.
    Parse(TrainParseArguments),
}

#[derive(Debug, Args)]
pub struct TrainParseArguments {
    /// Treebanks in CoNLL-U; files in BIO format lend their words, files named `-dev.conllu` are only scored.
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// Where to write the model; the program is built with the one in `models/parse.bin`.
    #[arg(long, value_name = "MODEL")]
    pub out: PathBuf,
}

#[derive(Debug, Args)]
pub struct EvalArguments {
    #[command(subcommand)]
    pub what: EvalWhat,
}

#[derive(Debug, Subcommand)]
pub enum EvalWhat {
    /// Records against articles coded by hand, one JSON file an article.
    Records(EvalRecordsArguments),
    /// Which event type a sentence reports between two marked actors.
    Relation(EvalRelationArguments),
    /// Words, tags, lemmas and trees against a treebank: with gold words and from raw text.
    Parse(EvalFileArguments),
    /// Named entities against a BIO file: two columns, a blank line between sentences.
    Entities(EvalFileArguments),
    /// Names of places and where they lie against a corpus of articles with toponyms, one JSON object a line.
    Places(EvalPlacesArguments),
    /// Happenings, people and copies across articles against a folder with a links.json.
    Links(EvalLinksArguments),
    /// Events across documents, given the mentions: a corpus of one JSON document a line (ECB+, MEANTIME).
    Coreference(EvalFileArguments),
}

#[derive(Debug, Args)]
pub struct EvalPlacesArguments {
    /// Corpora, also compressed.
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// Lists what was missed, wrong or far away.
    #[arg(long)]
    pub misses: bool,
    /// `text` for people, `json` for programs.
    #[arg(long, value_enum, default_value_t = EvalFormat::Text)]
    pub format: EvalFormat,
}

#[derive(Debug, Args)]
pub struct EvalLinksArguments {
    /// Folder with articles and their links.json.
    #[arg(value_name = "DIR")]
    pub folder: PathBuf,
    /// Lists what was missed or wrong.
    #[arg(long)]
    pub misses: bool,
    /// `text` for people, `json` for programs.
    #[arg(long, value_enum, default_value_t = EvalFormat::Text)]
    pub format: EvalFormat,
}

#[derive(Debug, Args)]
pub struct EvalFileArguments {
    /// Annotated file.
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// `text` for people, `json` for programs.
    #[arg(long, value_enum, default_value_t = EvalFormat::Text)]
    pub format: EvalFormat,
}

#[derive(Debug, Args)]
pub struct EvalRelationArguments {
    /// Table with the columns sentence, marked_sentence, source, target, gold_root.
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// Writes the table with a further column `root`, the type found.
    #[arg(long, value_name = "OUT")]
    pub predictions: Option<PathBuf>,
    /// `text` for people, `json` for programs.
    #[arg(long, value_enum, default_value_t = EvalFormat::Text)]
    pub format: EvalFormat,
}

#[derive(Debug, Args)]
pub struct EvalRecordsArguments {
    /// Folder with gold files; each names its article.
    #[arg(value_name = "GOLD_DIR")]
    pub gold: PathBuf,
    /// Compares the records of FILE (lines of `attache code --format jsonl`) instead of coding the articles anew.
    #[arg(long, value_name = "FILE")]
    pub records: Option<PathBuf>,
    /// Lists what was missed or wrong, article by article.
    #[arg(long)]
    pub misses: bool,
    /// `text` for people, `json` for programs.
    #[arg(long, value_enum, default_value_t = EvalFormat::Text)]
    pub format: EvalFormat,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum EvalFormat {
    Text,
    Json,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum RecordFormat {
    Text,
    Jsonl,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ParseFormat {
    Text,
    Conllu,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum InputKind {
    Auto,
    Text,
    Html,
    Jsonl,
    Csv,
    Tsv,
    Feed,
    Warc,
    Parquet,
    Conllu,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ColorWhen {
    Auto,
    Always,
    Never,
}

fn published(text: &str) -> Result<Edtf, record::EdtfError> {
    text.parse()
}

fn column(text: &str) -> Result<(read::Field, String), String> {
    let (field, name) = text.split_once('=').ok_or("write FIELD=NAME, such as text=body")?;
    let known = || read::Field::ALL.iter().map(|field| field.code()).collect::<Vec<_>>().join(", ");
    let field = read::Field::from_code(field).ok_or_else(|| format!("the fields are {}", known()))?;
    Ok((field, name.to_owned()))
}
