//! From [`Reading`] and [`Cast`] to [`Coding`]: events, modes, status, parties, subjects, statements.

use lexicon::Lexicon;
use record::{Article, Cast, Coding, Reading, Stamp, Trace};

/// Codes articles by the lexicon's frames.
#[derive(Debug)]
pub struct Coder<'l> {
    #[allow(dead_code)]
    lexicon: &'l Lexicon,
}

impl<'l> Coder<'l> {
    /// A coder over the lexicon's frames.
    pub fn new(lexicon: &'l Lexicon) -> Coder<'l> {
        Coder { lexicon }
    }

    /// The events and statements of an article.
    pub fn code(
        &self,
        _article: &Article,
        _reading: &Reading,
        _cast: &Cast,
        stamp: Stamp,
        _trace: &mut Trace,
    ) -> Coding {
        Coding { events: Default::default(), statements: Default::default(), stamp, findings: Vec::new() }
    }
}
