//! The audit over the whole of `data/`.

use crate::{DataFiles, Lexicon, LexiconError};

/// Faults that loading tolerates but a clean data folder must not have.
pub fn audit(_lexicon: &Lexicon, _files: &DataFiles) -> Vec<LexiconError> {
    Vec::new()
}
