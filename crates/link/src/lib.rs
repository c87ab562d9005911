//! From many codings to happenings: which reports tell of one thing that happened, which articles are copies of one
//! another, who is who across spellings, and who held which office when.
//!
//! Pure: no database, no files, no clock. [`account()`] makes of one article's layers what linking needs to know;
//! [`link()`] links accounts in memory; [`link_new`] links new accounts to those that somebody keeps ([`Shelf`]), with
//! the same result in any order and in any batches. What people have judged ([`Decisions`]) no score overrides.

mod account;
mod cluster;
pub mod copies;
mod days;
mod decisions;
pub mod forms;
mod happenings;
mod hash;
mod memory;
pub mod names;
pub mod people;
pub mod posts;
pub mod shelf;
pub mod tenures;
pub mod undated;

pub use account::account;
pub use decisions::Decisions;
pub use forms::Keys;
pub use happenings::explain;
pub use lexicon::spelling;
pub use memory::{Memory, link};
pub use shelf::{Linked, Shelf, keys, link_new};
