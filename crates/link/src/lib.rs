//! From many codings to happenings: which reports tell of one thing that happened, which articles are copies of one
//! another, who is who across spellings.
//!
//! Pure: no database, no files, no clock; the same result whatever the order of the articles.
//!
//! Entry points: [`names::compare`] says whether two names can mean one person; [`copies::group`] finds copies.

pub mod copies;
pub mod happenings;
pub mod names;
pub mod people;
pub mod spelling;
