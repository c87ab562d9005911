//! Knowledge as data: `data/` turned into checked tables.
//!
//! [`DataFiles`] are the built-in files with any folder of the user's laid over them; [`Lexicon::load`] reads and
//! checks them all and reports every fault with file, line and remedy. Each kind of knowledge has a module of its own.
//!
//! **Invariant:** nothing here knows articles. A table's key order never depends on hashing.

mod error;
mod files;
pub mod frames;
mod page_words;
mod subject_cues;
mod time_words;
mod tsv;

pub use error::{LexiconError, LexiconErrors};
pub use files::{DataFile, DataFiles};
pub use frames::Frames;
pub use page_words::{ContainerRole, PageRole, PageWords, PhraseHit, PhrasePlace, fold_line};
pub use subject_cues::{ContextRule, Cue, SubjectCues};
pub use time_words::{
    Feast, FeastRule, NamedNumber, TimePart, TimeSense, TimeUnit, TimeWords, VagueTime, decimal_digit, is_apostrophe,
    split_time_words,
};
pub use tsv::{Row, Tsv};

/// All tables.
#[derive(Debug)]
pub struct Lexicon {
    digest: String,
    frames: Frames,
    page_words: PageWords,
    subject_cues: SubjectCues,
    time_words: TimeWords,
}

impl Lexicon {
    /// Reads and checks every table.
    ///
    /// # Errors
    /// Every fault found in the files, not only the first.
    pub fn load(files: &DataFiles) -> Result<Lexicon, LexiconErrors> {
        let mut errors = Vec::new();
        let frames = Frames::load(files, &mut errors);
        let page_words = PageWords::load(files, &mut errors);
        let subject_cues = SubjectCues::load(files, &mut errors);
        let time_words = TimeWords::load(files, &mut errors);
        if !errors.is_empty() {
            return Err(LexiconErrors(errors));
        }
        Ok(Lexicon { digest: files.digest(), frames, page_words, subject_cues, time_words })
    }

    /// The words of page furniture.
    pub fn page_words(&self) -> &PageWords {
        &self.page_words
    }

    /// Digest of all data files, built-in and laid over; part of every record's stamp.
    pub fn digest(&self) -> &str {
        &self.digest
    }

    /// Event frames, operators, mode and stance rules.
    pub fn frames(&self) -> &Frames {
        &self.frames
    }

    /// Words that tell what an event is about.
    pub fn subject_cues(&self) -> &SubjectCues {
        &self.subject_cues
    }

    /// The words of dates.
    pub fn time_words(&self) -> &TimeWords {
        &self.time_words
    }
}
