//! From [`record::Article`] to [`Reading`]: sentences, tokens, tags, lemmas, tree, mentions; the models and their
//! training.

pub mod entities;
pub mod weights;

use record::{Reading, Region};

/// A parser with its models.
#[derive(Debug, Default)]
pub struct Parser {}

impl Parser {
    /// The parser with the weights shipped in the program.
    pub fn built_in() -> Parser {
        Parser {}
    }

    /// Reads a text. Sentences never cross the borders of `regions`; where there are none, blank lines part it.
    pub fn parse(&self, _text: &str, _regions: &[Region]) -> Reading {
        Reading::default()
    }
}
