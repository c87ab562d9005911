//! From many codings to happenings: which reports tell of one thing that happened, which articles are copies of one
//! another, who is who across spellings, and who held which office when.
//!
//! Pure: no database, no files, no clock. Equal scores are decided by the order of the articles, so callers that want
//! one result whatever the order of reading sort them by id first.
//!
//! Entry points: [`link()`] does it all; [`names::compare`] says whether two names can mean one person;
//! [`copies::group`] finds copies.

mod agree;
mod cluster;
pub mod copies;
pub mod happenings;
mod linked;
pub mod names;
pub mod people;
mod tenures;

pub use lexicon::spelling;
pub use linked::{Coded, Linked, link};
