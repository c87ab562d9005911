//! Knowledge as data: `data/` turned into checked tables.
//!
//! [`DataFiles`] are the built-in files with any folder of the user's laid over them; [`Lexicon::load`] reads and
//! checks them all and reports every fault with file, line and remedy. Each kind of knowledge has a module of its own.
//!
//! **Invariant:** nothing here knows articles. A table's key order never depends on hashing.

mod error;
mod files;
mod page_words;
mod time_words;
mod tsv;

pub use error::{LexiconError, LexiconErrors};
pub use files::{DataFile, DataFiles};
pub use page_words::{ContainerRole, PageRole, PageWords, PhraseHit, PhrasePlace, fold_line};
pub use time_words::{
    Feast, FeastRule, NamedNumber, TimePart, TimeSense, TimeUnit, TimeWords, VagueTime, decimal_digit, is_apostrophe,
    split_time_words,
};
pub use tsv::{Row, Tsv};

/// All tables.
#[derive(Debug)]
pub struct Lexicon {
    digest: String,
    page_words: PageWords,
    time_words: TimeWords,
}

impl Lexicon {
    /// Reads and checks every table.
    ///
    /// # Errors
    /// Every fault found in the files, not only the first.
    pub fn load(files: &DataFiles) -> Result<Lexicon, LexiconErrors> {
        let mut errors = Vec::new();
        let page_words = PageWords::load(files, &mut errors);
        let time_words = TimeWords::load(files, &mut errors);
        if !errors.is_empty() {
            return Err(LexiconErrors(errors));
        }
        Ok(Lexicon { digest: files.digest(), page_words, time_words })
    }

    /// The words of page furniture.
    pub fn page_words(&self) -> &PageWords {
        &self.page_words
    }

    /// Digest of all data files, built-in and laid over; part of every record's stamp.
    pub fn digest(&self) -> &str {
        &self.digest
    }

    /// The words of dates.
    pub fn time_words(&self) -> &TimeWords {
        &self.time_words
    }
}
