//! The archive: records of many articles in one SQLite file, and every question one asks of them.
//!
//! [`Archive::open`] opens or makes one. [`Prepared::new`] packs a record, on any thread; a [`Batch`] adds packed
//! records and what linking says of them in one transaction, so that a killed run leaves whole articles only. The
//! questions take a [`Filter`] and give the views of [`export::view`].
//!
//! ```text
//! Prepared::new ─→ Batch::add ─→ Batch::link ─→ Batch::commit        Archive::happenings(&Filter, …) ─→ HappeningView
//! ```
//!
//! **Invariant:** nothing here decides what happened or who is who: linking is told from outside, as [`Links`]. The
//! questions read; only a [`Batch`] and judgements write.

#![allow(clippy::disallowed_methods)] // Files and times are this room's business.

mod account;
mod ask;
mod batch;
mod codec;
mod days;
mod decide;
mod error;
mod filter;
mod forms;
mod links;
mod open;
mod recode;
mod source;

pub use account::{Extra, account};
pub use ask::{Found, OfficeQuery, Order, Page, Shown};
pub use batch::{Batch, Prepared};
pub use decide::{Decision, DecisionKind, JudgedRows};
pub use error::ArchiveError;
pub use filter::{Filter, FilterError};
pub use forms::{BodyForm, form_from_text, form_to_text};
pub use links::{DisagreementTold, HappeningTold, IdentityKind, IdentityTold, Links, RelationTold, TenureTold};
pub use open::{Access, Archive, FORMAT};
pub use recode::Change;
pub use source::Selected;
