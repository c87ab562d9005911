//! Articles without a date, placed by what others tell.

use record::Edtf;

/// An article without a date and the time it must have been printed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed {
    /// Id of the article.
    pub article: String,
    /// The interval.
    pub value: Edtf,
    /// What shows it, in words, one reason each.
    pub because: Vec<String>,
}
