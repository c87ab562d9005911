//! What a stage noticed about odd text.

use crate::Span;

/// Something odd in an article that a stage worked around. Odd text is never an error.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Where in the clean text, where it has a place.
    pub span: Option<Span>,
    /// One sentence that says what was found and what was done about it.
    pub message: String,
}
