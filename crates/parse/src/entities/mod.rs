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
pub mod knowledge;
mod labels;
mod memory;
mod mentions;
mod model;
pub mod recipe;
pub mod train;
mod words;

pub use eval::{Counts, Scores, eval, eval_by_guidelines};
pub use labels::Named;
pub use model::{EntityTagger, Guidelines};

/// The shipped weights.
static BUILT_IN: &[u8] = include_bytes!("../../../../models/entities.bin");

/// What single corpora mark differently; used for measuring only.
static GUIDELINES: &[u8] = include_bytes!("../../../../models/entities-guidelines.bin");

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::entities::labels::Named;
    use record::MentionKind::{Organisation, Person, Place};

    fn found(sentence: &str) -> Vec<(record::MentionKind, String)> {
        let words: Vec<&str> = sentence.split(' ').collect();
        let tagger = EntityTagger::built_in();
        let text = |named: &Named| (named.kind, words[named.start..named.end].join(" "));
        tagger.tag(&[&words[..]])[0].iter().map(text).collect()
    }

    /// Protects names from titles, ranks and possessives, and bodies from being cut at `of`.
    #[test]
    fn names_are_whole_and_bare() {
        let sentence =
            "Lieutenant General Idris Okello 's deputy met the head of the Ministry of Foreign Affairs in Harare .";
        let expected = [
            (Person, "Idris Okello".to_owned()),
            (Organisation, "Ministry of Foreign Affairs".to_owned()),
            (Place, "Harare".to_owned()),
        ];
        assert_eq!(found(sentence), expected);
        let sentence = "The talks with Colonel Yousef al - Tarhuni ended on Monday .";
        assert_eq!(found(sentence)[0], (Person, "Yousef al - Tarhuni".to_owned()));
    }

    /// Protects any input: nothing at all, odd letters, long runs.
    #[test]
    fn odd_sentences_are_tagged_without_a_stumble() {
        let tagger = EntityTagger::built_in();
        let long = vec!["Ä"; 20_000];
        let odd = [vec![], vec![""], vec!["\u{0}", "ﷺ", "𝔘", "-", "—"], long];
        assert_eq!(tagger.tag(&odd).len(), odd.len());
        assert!(tagger.tag::<Vec<&str>, &str>(&[]).is_empty());
    }

    /// Protects the shipped weights: our own held-out sentences keep being read well.
    #[test]
    fn own_test_sentences_are_read_well() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../training/entities");
        let mut counts = Counts::default();
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("test-")) {
                let text = std::fs::read_to_string(&path).unwrap();
                let scores = eval::eval_bracketed(&EntityTagger::built_in(), &text, &mut Vec::new());
                counts.right += scores.main().right;
                counts.invented += scores.main().invented;
                counts.missed += scores.main().missed;
            }
        }
        assert!(counts.f1() >= 9200, "{counts:?}");
    }
}
