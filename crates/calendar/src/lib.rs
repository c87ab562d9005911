//! Date phrases and EDTF arithmetic, used by `read` (publication dates) and `resolve` (event dates).
//!
//! [`find_dates`] finds the date phrases of a text; [`DatePhrase::resolve`] places one against a [`Reference`].
//! [`page_dates`] reads the dates that pages state; [`civil`] is the arithmetic.
//!
//! **Invariant:** nothing here asks the clock. What a phrase means depends on the text and the reference day given.

pub mod civil;
mod find;
mod grammar;
mod page;
mod phrase;
mod tokens;
mod value;

pub use find::find_dates;
pub use page::{PageDate, PageHints, page_dates, settle_order};
pub use phrase::{Amount, Clock, DatePhrase, Tense, WeekRef, When, YearRef};
pub use value::{Reference, Resolved};
