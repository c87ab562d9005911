//! What the rest of an article says about a word: `Burhan` alone is a person where `General Burhan` stands elsewhere.

use std::collections::HashMap;

use super::gazetteer::List;
use super::words::{Case, Class, Sentence, Word, named};

/// What can be seen of a word where it stands, a count each.
const N_SIGNS: usize = 6;
const CAPITAL: usize = 0;
const LOWER: usize = 1;
const AFTER_PERSON_WORD: usize = 2;
const AFTER_PLACE_WORD: usize = 3;
const IN_BODY: usize = 4;
const AFTER_NAME: usize = 5;

/// Counts of signs for each word of an article.
#[derive(Debug, Default)]
pub(crate) struct Memory {
    // Only looked up, never walked through, so that hash order cannot show.
    signs: HashMap<u64, [u16; N_SIGNS], std::hash::BuildHasherDefault<Direct>>,
    place_words: [u64; 5],
}

/// Words are hashes already.
#[derive(Debug, Default)]
pub(crate) struct Direct(u64);

impl std::hash::Hasher for Direct {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, _bytes: &[u8]) {}
    fn write_u64(&mut self, value: u64) {
        self.0 = value;
    }
}

impl Memory {
    /// Notes in every word of the sentences of one article what the other places say.
    pub fn remember(sentences: &mut [Sentence]) {
        let mut memory = Memory {
            place_words: ["in", "at", "from", "near", "to"].map(crate::weights::text_hash),
            ..Memory::default()
        };
        for sentence in sentences.iter() {
            for idx in 0..sentence.words.len() {
                let word = &sentence.words[idx];
                if counts(word.class) {
                    let seen = memory.seen(sentence, idx);
                    let sums = memory.signs.entry(word.low).or_default();
                    for (sum, sign) in sums.iter_mut().zip(seen) {
                        *sum = sum.saturating_add(u16::from(sign));
                    }
                }
            }
        }
        for sentence in sentences {
            for idx in 0..sentence.words.len() {
                if counts(sentence.words[idx].class) {
                    sentence.words[idx].memory = memory.elsewhere(sentence, idx);
                }
            }
        }
    }

    /// The signs seen at one place.
    fn seen(&self, sentence: &Sentence, idx: usize) -> [bool; N_SIGNS] {
        let mut signs = [false; N_SIGNS];
        let word = &sentence.words[idx];
        if word.class == Class::Lower {
            signs[LOWER] = sentence.case == Case::Prose;
            return signs;
        }
        let before = idx.checked_sub(1).map(|at| &sentence.words[at]);
        let after = sentence.words.get(idx + 1);
        let person_word =
            |word: &Word| [List::Office, List::Rank, List::Honorific].into_iter().any(|list| word.ends.has(list));
        let given = |word: &Word| word.lists.has(List::Given) && !word.lists.has(List::Common);
        signs[CAPITAL] =
            idx > 0 && sentence.case == Case::Prose && before.is_some_and(|word| word.class != Class::Mark);
        signs[AFTER_PERSON_WORD] = before.is_some_and(|word| person_word(word) && named(word.class))
            || after.is_some_and(|word| named(word.class)) && before.is_some_and(person_word);
        signs[AFTER_NAME] = before.is_some_and(|word| given(word) || word.class == Class::Particle);
        signs[AFTER_PLACE_WORD] = before.is_some_and(|word| self.place_words.contains(&word.low))
            && !after.is_some_and(|word| named(word.class));
        signs[IN_BODY] =
            word.lists.has(List::Body) || after.is_some_and(|word| word.lists.has(List::BodyWord) && named(word.class));
        signs
    }

    /// The signs seen at other places than this one, a bit each.
    fn elsewhere(&self, sentence: &Sentence, idx: usize) -> u8 {
        let here = self.seen(sentence, idx);
        let Some(sums) = self.signs.get(&sentence.words[idx].low) else { return 0 };
        let others = sums.iter().zip(here).map(|(sum, sign)| sum.saturating_sub(u16::from(sign)) > 0);
        others.enumerate().fold(0, |bits, (sign, seen)| bits | u8::from(seen) << sign)
    }
}

fn counts(class: Class) -> bool {
    named(class) || class == Class::Lower
}
