//! From paths to raw documents.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

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
    /// Its bytes.
    pub bytes: Vec<u8>,
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
pub(crate) const MAX_DOCUMENT_BYTES: u64 = 32 * 1024 * 1024;

type Documents = Box<dyn Iterator<Item = Result<Document, ReadError>> + Send>;

/// The documents of an input, in order: a file's own, a folder's by path.
pub fn documents(input: &Input) -> Documents {
    match input {
        Input::Stdin => of_stream("-".to_owned(), std::io::stdin()),
        Input::Path(path) if path.is_dir() => of_folder(path),
        Input::Path(path) => of_file(path),
    }
}

fn of_file(path: &Path) -> Documents {
    let origin = path.display().to_string();
    match File::open(path) {
        Ok(file) => of_stream(origin, file),
        Err(error) => fails(ReadError::new(origin, reason(&error))),
    }
}

fn of_folder(folder: &Path) -> Documents {
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
        return fails(ReadError::new(folder.display().to_string(), "the folder holds no articles"));
    }
    Box::new(paths.into_iter().flat_map(|path| of_file(&path)).chain(faults))
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

fn of_stream(origin: String, stream: impl Read + Send + 'static) -> Documents {
    let mut bytes = Vec::new();
    if let Err(error) = stream.take(MAX_DOCUMENT_BYTES + 1).read_to_end(&mut bytes) {
        return fails(ReadError::new(origin, reason(&error)));
    }
    if bytes.len() as u64 > MAX_DOCUMENT_BYTES {
        let most = MAX_DOCUMENT_BYTES / (1024 * 1024);
        return fails(ReadError::new(origin, format!("is larger than {most} MiB, more than any article")));
    }
    Box::new(std::iter::once(Ok(Document { origin, bytes })))
}

fn fails(error: ReadError) -> Documents {
    Box::new(std::iter::once(Err(error)))
}

/// A system error as one plain sentence.
pub(crate) fn reason(error: &std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::NotFound => "no such file or folder".to_owned(),
        std::io::ErrorKind::PermissionDenied => "may not be read by this user".to_owned(),
        _ => format!("cannot be read: {error}"),
    }
}
