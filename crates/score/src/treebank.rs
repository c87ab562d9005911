//! The parser against a treebank: with gold words, and from raw text.

use parse::Parser;
use parse::conllu;
use parse::eval::{Scores, of_reading, of_treebank, score};

use crate::tally::Count;

/// How a treebank was parsed.
#[derive(Clone, Copy, Debug)]
pub struct TreebankScores {
    /// With gold sentences and words.
    pub given: Scores,
    /// From raw text.
    pub raw: Scores,
}

/// Parses the text of a CoNLL-U file both ways and compares.
///
/// # Errors
/// A file that is no CoNLL-U.
pub fn score_treebank(parser: &Parser, text: &str) -> Result<TreebankScores, String> {
    let sentences = conllu::read(text).map_err(|error| error.to_string())?;
    let gold = of_treebank(&sentences);
    let (text, laid) = conllu::given(&sentences);
    let given = of_reading(&text, &parser.parse_given(&text, &laid));
    let raw_text = conllu::raw(&sentences);
    let raw = of_reading(&raw_text, &parser.parse(&raw_text, &[]));
    let compared = |layout| score(&gold, layout).map_err(|error| error.to_string());
    Ok(TreebankScores { given: compared(&given)?, raw: compared(&raw)? })
}

impl TreebankScores {
    /// The figures by name, each with its count and its F1 from 0 to 1.
    pub fn figures(&self) -> Vec<(&'static str, Count, f64)> {
        let (given, raw) = (&self.given, &self.raw);
        [
            ("given.upos", given.upos),
            ("given.xpos", given.xpos),
            ("given.lemma", given.lemmas),
            ("given.uas", given.uas),
            ("given.las", given.las),
            ("raw.tokens", raw.tokens),
            ("raw.sentences", raw.sentences),
            ("raw.words", raw.words),
            ("raw.upos", raw.upos),
            ("raw.lemma", raw.lemmas),
            ("raw.uas", raw.uas),
            ("raw.las", raw.las),
        ]
        .map(|(name, count)| {
            let hits = count.correct as u64;
            let (wrong, missed) = (count.system as u64 - hits.min(count.system as u64), count.gold as u64 - hits);
            (name, Count { hits, wrong, missed }, count.f1() / 100.0)
        })
        .to_vec()
    }
}
