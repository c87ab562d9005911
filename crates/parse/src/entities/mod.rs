//! Named mentions: people, bodies, places, nationalities, dates, events, weapons.
//!
//! A structured perceptron over hashed features ([`features`]) tags every word; the best sequence is found exactly
//! ([`decode`]). Lists of names travel in the model file ([`gazetteer`]), and what an article says of a word in one
//! place helps to read it in another ([`memory`]). [`EntityTagger`] is the entry; [`train`] makes its weights from the
//! corpora that [`corpora`] reads, [`eval()`] measures it.

pub mod corpora;
mod decode;
pub mod eval;
mod features;
pub mod gazetteer;
mod labels;
mod memory;
mod mentions;
mod model;
pub mod train;
mod words;

pub use eval::{Counts, Scores, eval};
pub use labels::Named;
pub use model::EntityTagger;

/// The shipped weights.
static BUILT_IN: &[u8] = include_bytes!("../../../../models/entities.bin");
