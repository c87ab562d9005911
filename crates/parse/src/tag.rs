//! Parts of speech: a greedy averaged perceptron over the words around, their letters, and the tags before.

use crate::lex::{Lex, feature};
use crate::weights::{Linear, ModelError, PreHashed, Reader, put_text, put_u32};
use record::{Upos, Xpos};
use std::collections::HashMap;

/// Assigns parts of speech and features.
#[derive(Debug)]
pub struct Tagger {
    weights: Linear,
    tags: TagSet,
    /// Which tags a frequent word has, as one number; words with the same set share it.
    ambiguity: HashMap<u64, Ambiguity, PreHashed>,
}

/// What is known of a frequent word: the set of its tags.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ambiguity {
    /// Number of the set, equal for words with the same tags.
    pub class: u32,
    /// The tag it always has, if it has but one.
    pub only: Option<u8>,
}

/// The pairs of parts of speech the tagger tells apart.
#[derive(Clone, Debug, Default)]
pub struct TagSet {
    /// By class.
    pub pairs: Vec<(Upos, Xpos)>,
}

impl TagSet {
    fn to_bytes(&self) -> Vec<u8> {
        let mut out = Vec::new();
        put_u32(&mut out, self.pairs.len() as u32);
        for (upos, xpos) in &self.pairs {
            put_text(&mut out, upos.code());
            put_text(&mut out, xpos.code());
        }
        out
    }

    fn from_bytes(bytes: &[u8]) -> Option<TagSet> {
        let mut reader = Reader::new(bytes);
        let n_pairs = reader.u32()?;
        let mut pairs = Vec::new();
        for _ in 0..n_pairs {
            pairs.push((Upos::from_code(reader.text()?)?, Xpos::from_code(reader.text()?)?));
        }
        (!pairs.is_empty()).then_some(TagSet { pairs })
    }
}

/// Buffers of the tagger.
#[derive(Clone, Debug, Default)]
pub struct TagScratch {
    pub(crate) features: Vec<u64>,
    pub(crate) classes: Vec<u32>,
    scores: Vec<i32>,
}

impl Tagger {
    /// From what training found.
    pub fn new(weights: Linear, tags: TagSet, ambiguity: HashMap<u64, Ambiguity, PreHashed>) -> Tagger {
        Tagger { weights, tags, ambiguity }
    }

    /// The pair of tags of a class.
    pub fn pair(&self, class: u8) -> (Upos, Xpos) {
        self.tags.pairs.get(usize::from(class)).copied().unwrap_or((Upos::X, Xpos::Xx))
    }

    pub(crate) fn only(&self, lex: &Lex) -> Option<u8> {
        self.ambiguity.get(&lex.form).and_then(|ambiguity| ambiguity.only)
    }

    /// Appends the class of each word of a sentence to `out`.
    pub fn tag(&self, lexes: &[Lex], scratch: &mut TagScratch, out: &mut Vec<u8>) {
        let first = out.len();
        scratch.scores.resize(self.tags.pairs.len(), 0);
        look_up(&self.ambiguity, lexes, &mut scratch.classes);
        for idx in 0..lexes.len() {
            let class = self.only(&lexes[idx]).unwrap_or_else(|| {
                features(lexes, &scratch.classes, &out[first..], idx, &mut scratch.features);
                scratch.scores.fill(0);
                self.weights.add_scores(&scratch.features, &mut scratch.scores);
                crate::weights::best(&scratch.scores) as u8
            });
            out.push(class);
        }
    }

    /// Sections of the model file.
    pub fn sections(&self) -> [(&'static str, Vec<u8>); 3] {
        #[allow(clippy::disallowed_methods)] // Sorted at once.
        let mut rows: Vec<_> = self.ambiguity.iter().collect();
        rows.sort_unstable_by_key(|(form, _)| **form);
        let mut words = Vec::new();
        put_u32(&mut words, rows.len() as u32);
        for (form, ambiguity) in rows {
            put_u32(&mut words, *form as u32);
            put_u32(&mut words, (*form >> 32) as u32);
            put_u32(&mut words, ambiguity.class << 9 | ambiguity.only.map_or(256, u32::from));
        }
        [("tag-weights", self.weights.to_bytes()), ("tag-set", self.tags.to_bytes()), ("tag-words", words)]
    }

    /// From the sections of a model file.
    pub fn from_sections(weights: &[u8], tags: &[u8], words: &[u8]) -> Result<Tagger, ModelError> {
        let weights = Linear::from_bytes(weights)?;
        let tags = TagSet::from_bytes(tags).ok_or_else(|| ModelError::Section("tag-set".to_owned()))?;
        let ambiguity = read_words(words).ok_or_else(|| ModelError::Section("tag-words".to_owned()))?;
        Ok(Tagger { weights, tags, ambiguity })
    }
}

fn read_words(bytes: &[u8]) -> Option<HashMap<u64, Ambiguity, PreHashed>> {
    let mut reader = Reader::new(bytes);
    let n_words = reader.u32()? as usize;
    let numbers = reader.u32s(n_words.checked_mul(3)?)?;
    let row = |chunk: &[u32; 3]| {
        let only = u8::try_from(chunk[2] & 0x1ff).ok();
        (u64::from(chunk[1]) << 32 | u64::from(chunk[0]), Ambiguity { class: chunk[2] >> 9, only })
    };
    Some(numbers.as_chunks::<3>().0.iter().map(row).collect())
}

/// The ambiguity class of each word; 0 for unknown words, told apart by capitals and digits.
pub(crate) fn look_up(ambiguity: &HashMap<u64, Ambiguity, PreHashed>, lexes: &[Lex], classes: &mut Vec<u32>) {
    classes.clear();
    classes.extend(lexes.iter().map(|lex| match ambiguity.get(&lex.form) {
        Some(ambiguity) => ambiguity.class + 16,
        None => u32::from(lex.case) + 8 * u32::from(lex.digit),
    }));
}

/// The features of word `idx`, whose left neighbours have the tags `before`.
pub(crate) fn features(lexes: &[Lex], classes: &[u32], before: &[u8], idx: usize, out: &mut Vec<u64>) {
    let outside = Lex { cased: 1, word: 1, ..Lex::default() };
    let at = |offset: isize| {
        let position = idx as isize + offset;
        if position < 0 { &outside } else { lexes.get(position as usize).unwrap_or(&outside) }
    };
    let class = |offset: isize| {
        let position = idx as isize + offset;
        if position < 0 { 999 } else { classes.get(position as usize).map_or(999, |class| u64::from(*class)) }
    };
    let tag = |back: usize| idx.checked_sub(back).and_then(|idx| before.get(idx)).map_or(999, |tag| u64::from(*tag));
    let (w, l1, l2, r1, r2) = (at(0), at(-1), at(-2), at(1), at(2));
    let (t1, t2, t3) = (tag(1), tag(2), tag(3));
    let (c, c1, c2) = (class(0), class(1), class(2));
    let first = u64::from(idx == 0);
    let case = u64::from(w.case);
    let s = w.suffixes;
    out.clear();
    let mut add = |template: u32, values: &[u64]| out.push(feature(template, values));
    add(100, &[]);
    add(101, &[w.cased]);
    add(102, &[w.word]);
    add(103, &[s[0]]);
    add(104, &[s[1]]);
    add(105, &[s[2]]);
    add(106, &[s[3]]);
    add(107, &[w.prefixes[0]]);
    add(108, &[w.prefixes[1]]);
    add(109, &[w.prefixes[2]]);
    add(110, &[w.prefixes[3]]);
    add(111, &[w.shape, first]);
    add(112, &[case, first, s[2]]);
    add(113, &[t1]);
    add(114, &[t1, t2]);
    add(115, &[t1, t2, t3]);
    add(116, &[t1, w.word]);
    add(117, &[t1, s[2], case]);
    add(118, &[l1.word]);
    add(119, &[l2.word]);
    add(120, &[r1.word]);
    add(121, &[r2.word]);
    add(122, &[l1.word, w.word]);
    add(123, &[w.word, r1.word]);
    add(124, &[l1.word, r1.word]);
    add(125, &[t1, r1.word]);
    add(126, &[r1.suffixes[2], u64::from(r1.case)]);
    add(127, &[l1.suffixes[2], u64::from(l1.case)]);
    add(128, &[c, c1]);
    add(129, &[c, c1, c2]);
    add(130, &[t1, c, c1]);
    add(131, &[t1, t2, c]);
    add(132, &[t1, t2, w.word]);
    add(133, &[case, u64::from(l1.case), u64::from(r1.case), first]);
    add(134, &[t2, t1, c, c1]);
    add(135, &[t1, c, c1, c2]);
    add(136, &[w.shape, t1]);
    add(137, &[r1.word, r2.word]);
    add(138, &[l2.word, l1.word]);
    add(139, &[c1, w.word]);
    add(140, &[c2, c1]);
    add(141, &[s[2], c1, t1]);
    add(142, &[s[1], case, c1, t1]);
    let fine = |lex: &Lex| u64::from(lex.class.fine);
    let coarse = |lex: &Lex| u64::from(lex.class.coarse);
    add(143, &[fine(w)]);
    add(144, &[fine(w), t1]);
    add(145, &[fine(l1)]);
    add(146, &[fine(r1)]);
    add(147, &[fine(r2)]);
    add(148, &[fine(l1), fine(w)]);
    add(149, &[fine(w), fine(r1)]);
    add(150, &[coarse(w), t1, coarse(r1)]);
    add(151, &[coarse(w), t1, t2]);
    add(152, &[s[2], coarse(w)]);
    add(153, &[case, coarse(l1), coarse(r1)]);
}
