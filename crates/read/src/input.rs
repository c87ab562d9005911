//! From paths to raw documents.

use std::io::{Cursor, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::source::{self, Documents};

/// Where documents come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// A file or a folder.
    Path(PathBuf),
    /// Standard input, `-`.
    Stdin,
    /// An address on the web, for whoever [`ReadOptions::fetch`] knows to ask for it.
    Url(String),
}

impl Input {
    /// What was typed as an input: `-`, an http or https address, else a path.
    pub fn of_typed(typed: &Path) -> Input {
        let text = typed.to_string_lossy();
        let lower = text.to_ascii_lowercase();
        if typed == Path::new("-") {
            Input::Stdin
        } else if lower.starts_with("http://") || lower.starts_with("https://") {
            Input::Url(text.into_owned())
        } else {
            Input::Path(typed.to_owned())
        }
    }
}

/// What came back from the web.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fetched {
    /// Where it was found, after redirects.
    pub address: String,
    /// The charset that the server names.
    pub charset: Option<String>,
    /// Its bytes; compression may still be on.
    pub bytes: Vec<u8>,
}

/// Asks the web for an address; the reason, in words, where nothing comes back. This room opens no connections itself.
#[derive(Clone)]
pub struct Fetch(Arc<FetchFn>);

type FetchFn = dyn Fn(&str) -> Result<Fetched, String> + Send + Sync;

impl Fetch {
    /// A way to fetch.
    pub fn new(fetch: impl Fn(&str) -> Result<Fetched, String> + Send + Sync + 'static) -> Fetch {
        Fetch(Arc::new(fetch))
    }
}

impl std::fmt::Debug for Fetch {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Fetch")
    }
}

impl PartialEq for Fetch {
    fn eq(&self, other: &Fetch) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}
impl Eq for Fetch {}

/// One raw document, before anything is known about it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    /// Path as given, `-`, or `FILE#RECORD`.
    pub origin: String,
    /// Its bytes; empty where the text was given by the fields of a record.
    pub bytes: Vec<u8>,
    /// What the record around it says.
    pub given: Given,
}

/// What a record (a line of JSON, a row of a table, an entry of a feed, a WARC record) says about its article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Given {
    /// Headline.
    pub title: Option<String>,
    /// The article's text, clean or with markup.
    pub text: Option<String>,
    /// Publication date, as written.
    pub published: Option<String>,
    /// Address of the page.
    pub address: Option<String>,
    /// The outlet.
    pub publisher: Option<String>,
    /// Authors.
    pub authors: Vec<String>,
    /// Language tag.
    pub language: Option<String>,
    /// What the document is, where that was said and is not to be told by content.
    pub kind: Option<InputKind>,
    /// The charset that a server named.
    pub charset: Option<String>,
}

/// How inputs are to be read, where that is not left to their content.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReadOptions {
    /// The kind of every input; told by content where `None`.
    pub kind: Option<InputKind>,
    /// Columns or keys to use for a field, before the known names: `(field, name)`.
    pub columns: Vec<(Field, String)>,
    /// How to ask the web; addresses are refused where `None`.
    pub fetch: Option<Fetch>,
}

record::codes! {
    /// What an input is.
    pub enum InputKind {
        Text = "text",
        Html = "html",
        Jsonl = "jsonl",
        Csv = "csv",
        Tsv = "tsv",
        Feed = "feed",
        Warc = "warc",
        Parquet = "parquet",
    }
}

record::codes! {
    /// A field of a record.
    pub enum Field {
        Title = "title",
        Text = "text",
        Date = "date",
        Url = "url",
        Publisher = "publisher",
        Authors = "authors",
        Language = "language",
    }
}

/// An input that could not be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{origin}: {reason}")]
pub struct ReadError {
    /// The input, with the record where it is one of many.
    pub origin: String,
    /// Why, in words.
    pub reason: String,
}

impl ReadError {
    pub(crate) fn new(origin: impl Into<String>, reason: impl Into<String>) -> ReadError {
        ReadError { origin: origin.into(), reason: reason.into() }
    }
}

/// A single document larger than this is no article, and reading it would only cost memory.
pub(crate) const MAX_DOCUMENT_BYTES: usize = 32 * 1024 * 1024;

/// The documents of an input, in order: a file's own, a folder's by path. Kinds are told by content.
pub fn documents(input: &Input) -> Documents {
    documents_with(input, &ReadOptions::default())
}

/// The documents of an input, read as the options say.
pub fn documents_with(input: &Input, options: &ReadOptions) -> Documents {
    match input {
        Input::Stdin => source::open("-".to_owned(), Box::new(std::io::stdin()), options),
        Input::Path(path) if path.is_dir() => of_folder(path, options),
        Input::Path(path) => of_file(path, options),
        Input::Url(address) => of_web(address, options),
    }
}

fn of_web(address: &str, options: &ReadOptions) -> Documents {
    let Some(fetch) = &options.fetch else {
        let why = "is an address on the web; --fetch lets the program ask for it";
        return source::fails(ReadError::new(address, why));
    };
    let fetched = match (fetch.0)(address) {
        Ok(fetched) => fetched,
        Err(why) => return source::fails(ReadError::new(address, why)),
    };
    let Fetched { address: found_at, charset, bytes } = fetched;
    let documents = source::open(address.to_owned(), Box::new(Cursor::new(bytes)), options);
    Box::new(documents.map(move |document| {
        document.map(|mut document| {
            document.given.address.get_or_insert_with(|| found_at.clone());
            document.given.charset = document.given.charset.or_else(|| charset.clone());
            document
        })
    }))
}

fn of_file(path: &Path, options: &ReadOptions) -> Documents {
    let origin = path.display().to_string();
    match std::fs::File::open(path) {
        Ok(file) => source::open_file(origin, file, options),
        Err(error) => source::fails(ReadError::new(origin, reason(&error))),
    }
}

fn of_folder(folder: &Path, options: &ReadOptions) -> Documents {
    let mut paths = Vec::new();
    let mut faults = Vec::new();
    for entry in walkdir::WalkDir::new(folder).sort_by_file_name() {
        match entry {
            Ok(entry) if entry.file_type().is_file() && may_hold_articles(entry.path()) => {
                paths.push(entry.into_path())
            }
            Ok(_) => {}
            Err(error) => {
                let at = error.path().unwrap_or(folder).display().to_string();
                let why = error.io_error().map_or_else(|| error.to_string(), reason);
                faults.push(Err(ReadError::new(at, why)));
            }
        }
    }
    if paths.is_empty() && faults.is_empty() {
        return source::fails(ReadError::new(folder.display().to_string(), "the folder holds no articles"));
    }
    let options = options.clone();
    Box::new(paths.into_iter().flat_map(move |path| of_file(&path, &options)).chain(faults))
}

/// Files of a folder that may hold articles. Files named one by one are always tried.
fn is_candidate(path: &Path) -> bool {
    let name = path.file_name().map(|name| name.to_string_lossy().to_lowercase()).unwrap_or_default();
    let hidden = name.starts_with('.');
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    !hidden && !OTHER_ENDINGS.contains(&ending) && !OTHER_NAMES.contains(&name.as_str())
}

/// Files named `.json` are data of all kinds: only those that name a field of text hold articles.
fn may_hold_articles(path: &Path) -> bool {
    if !is_candidate(path) || path.extension().is_none_or(|ending| !ending.eq_ignore_ascii_case("json")) {
        return is_candidate(path);
    }
    let mut head = Vec::new();
    let read = std::fs::File::open(path).and_then(|file| file.take(JSON_HEAD_BYTES).read_to_end(&mut head));
    // What cannot be opened is said when it is read.
    read.is_err() || source::names_text(&head)
}

const JSON_HEAD_BYTES: u64 = 64 << 10;

/// Endings of files that lie beside saved pages without being articles.
const OTHER_ENDINGS: &[&str] = &[
    "css", "js", "mjs", "png", "jpg", "jpeg", "gif", "svg", "webp", "ico", "woff", "woff2", "ttf", "pdf", "zip", "md",
    "py", "rs", "toml", "db", "sqlite", "mp3", "mp4", "log", "map",
];
const OTHER_NAMES: &[&str] = &["license", "license.txt", "robots.txt", "sitemap.xml", "thumbs.db"];

/// A system error as one plain sentence.
pub(crate) fn reason(error: &std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::NotFound => "no such file or folder".to_owned(),
        std::io::ErrorKind::PermissionDenied => "may not be read by this user".to_owned(),
        std::io::ErrorKind::UnexpectedEof => "the compressed data ends too early; the file was cut off".to_owned(),
        std::io::ErrorKind::InvalidInput | std::io::ErrorKind::InvalidData => format!("is damaged: {error}"),
        _ => format!("cannot be read: {error}"),
    }
}
