//! The best sequence of tags under the model's scores.

use super::labels::{ALL_TAGS, N_TAGS, OUTSIDE, Tag, TagSet, continues, open, parts};
use super::words::N_CLASSES;

/// Scores of two tags in a row, by the shape of the second word.
pub(crate) type Transitions = Vec<i32>;

/// Room for [`Transitions`].
pub(crate) const N_TRANSITIONS: usize = N_CLASSES * N_TAGS * N_TAGS;

/// Where the score of `before` then `after` stands.
pub(crate) fn transition(class: usize, before: Tag, after: Tag) -> usize {
    (class * N_TAGS + usize::from(before)) * N_TAGS + usize::from(after)
}

/// Which tags may follow which, once for all.
#[derive(Clone, Debug)]
pub(crate) struct Decoder {
    /// For every tag, the tags that may stand before it.
    before: Vec<Vec<Tag>>,
    best: Vec<i32>,
    back: Vec<Tag>,
}

const NEVER: i32 = i32::MIN / 4;

impl Default for Decoder {
    fn default() -> Decoder {
        let before = (0..N_TAGS as Tag).map(|after| {
            let fits = |before: &Tag| match (open(*before), continues(after)) {
                (true, true) => parts(*before).map(|part| part.0) == parts(after).map(|part| part.0),
                (false, false) => true,
                _ => false,
            };
            (0..N_TAGS as Tag).filter(fits).collect()
        });
        Decoder { before: before.collect(), best: Vec::new(), back: Vec::new() }
    }
}

impl Decoder {
    /// The best tags for a sentence: `scores` holds [`N_TAGS`] a word, `classes` the shape of each word. Where
    /// `allowed` is given, each word keeps to its set, unless nothing is possible that way.
    pub fn decode(
        &mut self,
        scores: &[i32],
        transitions: &[i32],
        classes: &[u8],
        allowed: Option<&[TagSet]>,
        tags: &mut Vec<Tag>,
    ) {
        tags.clear();
        let n_words = classes.len();
        if n_words == 0 {
            return;
        }
        self.best.clear();
        self.best.resize(n_words * N_TAGS, NEVER);
        self.back.clear();
        self.back.resize(n_words * N_TAGS, OUTSIDE);
        for word in 0..n_words {
            let may = allowed.and_then(|sets| sets.get(word)).copied().unwrap_or(ALL_TAGS);
            let class = usize::from(classes[word]);
            let (done, rest) = self.best.split_at_mut(word * N_TAGS);
            let previous = word.checked_sub(1).map(|at| &done[at * N_TAGS..]);
            for after in 0..N_TAGS {
                if may >> after & 1 == 0 {
                    continue;
                }
                let (mut top, mut from) = (NEVER, OUTSIDE);
                match previous {
                    None if continues(after as Tag) => {}
                    None => top = transitions[transition(class, OUTSIDE, after as Tag)],
                    Some(previous) => {
                        for &before in &self.before[after] {
                            let score =
                                previous[usize::from(before)] + transitions[transition(class, before, after as Tag)];
                            if score > top {
                                (top, from) = (score, before);
                            }
                        }
                    }
                }
                if top > NEVER {
                    rest[after] = (top + scores[word * N_TAGS + after]).max(NEVER + 1);
                    self.back[word * N_TAGS + after] = from;
                }
            }
        }
        let last = &self.best[(n_words - 1) * N_TAGS..];
        let mut tag = OUTSIDE;
        for end in 0..N_TAGS as Tag {
            if !open(end) && last[usize::from(end)] > last[usize::from(tag)] {
                tag = end;
            }
        }
        tags.resize(n_words, OUTSIDE);
        for word in (0..n_words).rev() {
            tags[word] = tag;
            tag = self.back[word * N_TAGS + usize::from(tag)];
        }
    }
}
