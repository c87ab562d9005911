//! Knowledge as data: `data/` turned into checked tables.
//!
//! [`DataFiles`] are the built-in files with any folder of the user's laid over them; [`Lexicon::load`] reads and
//! checks them all and reports every fault with file, line and remedy. Each kind of knowledge has a module of its own.
//!
//! **Invariant:** nothing here knows articles. A table's key order never depends on hashing.

mod error;
mod files;
mod tsv;

pub use error::{LexiconError, LexiconErrors};
pub use files::{DataFile, DataFiles};
pub use tsv::{Row, Tsv};

/// All tables.
#[derive(Debug)]
pub struct Lexicon {
    digest: String,
}

impl Lexicon {
    /// Reads and checks every table.
    ///
    /// # Errors
    /// Every fault found in the files, not only the first.
    pub fn load(files: &DataFiles) -> Result<Lexicon, LexiconErrors> {
        Ok(Lexicon { digest: files.digest() })
    }

    /// Digest of all data files, built-in and laid over; part of every record's stamp.
    pub fn digest(&self) -> &str {
        &self.digest
    }
}
