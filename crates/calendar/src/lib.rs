//! Date phrases and EDTF arithmetic, used by `read` (publication dates) and `resolve` (event dates).
//!
//! [`page_dates`] reads the dates that pages state; [`civil`] is the arithmetic.
//!
//! **Invariant:** nothing here asks the clock. What a phrase means depends on the text and the reference day given.

pub mod civil;
mod page;
mod phrase;
mod tokens;

pub use page::{PageDate, PageHints, page_dates, settle_order};
pub use phrase::{Amount, Clock, DatePhrase, Tense, WeekRef, When, YearRef};
