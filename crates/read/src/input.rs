//! From paths to raw documents.

use std::io::Read;
use std::path::{Path, PathBuf};

use crate::source::{self, Documents};

/// Where documents come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// A file or a folder.
    Path(PathBuf),
    /// Standard input, `-`.
    Stdin,
}

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
}

/// How inputs are to be read, where that is not left to their content.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReadOptions {
    /// The kind of every input; told by content where `None`.
    pub kind: Option<InputKind>,
    /// Columns or keys to use for a field, before the known names: `(field, name)`.
    pub columns: Vec<(Field, String)>,
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
    }
}

fn of_file(path: &Path, options: &ReadOptions) -> Documents {
    let origin = path.display().to_string();
    match std::fs::File::open(path) {
        Ok(file) => source::open(origin, Box::new(file) as Box<dyn Read + Send>, options),
        Err(error) => source::fails(ReadError::new(origin, reason(&error))),
    }
}

fn of_folder(folder: &Path, options: &ReadOptions) -> Documents {
    let mut paths = Vec::new();
    let mut faults = Vec::new();
    for entry in walkdir::WalkDir::new(folder).sort_by_file_name() {
        match entry {
            Ok(entry) if entry.file_type().is_file() && is_candidate(entry.path()) => paths.push(entry.into_path()),
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

/// Endings of files that lie beside saved pages without being articles.
const OTHER_ENDINGS: &[&str] = &[
    "css", "js", "png", "jpg", "jpeg", "gif", "svg", "webp", "ico", "woff", "woff2", "ttf", "pdf", "zip", "md", "py",
    "rs", "toml", "db", "sqlite", "mp3", "mp4", "log", "map", "json",
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
