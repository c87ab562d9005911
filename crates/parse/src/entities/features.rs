//! From words to features: what the tagger weighs at each word.

use super::gazetteer::List;
use super::words::{Case, Sentence, Word};
use crate::weights::Feature;

/// What stands before the first and after the last word.
const EDGE: Word = Word {
    exact: 1,
    low: 1,
    shape: 1,
    class: super::words::Class::Mark,
    prefix: [1; 2],
    suffix: [1; 3],
    lists: super::gazetteer::Lists(0),
    begins: super::gazetteer::Lists(0),
    ends: super::gazetteer::Lists(0),
    memory: 0,
};

/// Writes the features of the word at `idx` into `out`, emptied first.
pub(crate) fn features(sentence: &Sentence, idx: usize, out: &mut Vec<u64>) {
    out.clear();
    let at = |offset: isize| idx.checked_add_signed(offset).and_then(|at| sentence.words.get(at)).unwrap_or(&EDGE);
    let (w, p, n, pp, nn) = (at(0), at(-1), at(1), at(-2), at(2));
    let mut template = 0;
    let mut add = |values: &[u64]| {
        let feature = values.iter().fold(Feature::new(template), |feature, value| feature.with(*value));
        out.push(feature.hash());
        template += 1;
    };
    let first = u64::from(idx == 0);
    let case = sentence.case as u64;
    let coarse = |word: &Word| word.class as u64 | u64::from(word.lists.has(List::Common)) << 8;
    let listed = |word: &Word| u64::from(word.lists.0) | u64::from(word.begins.0) << 16 | u64::from(word.ends.0) << 32;

    add(&[case]);
    add(&[w.exact]);
    add(&[w.low]);
    add(&[p.low]);
    add(&[n.low]);
    add(&[pp.low]);
    add(&[nn.low]);
    add(&[p.low, w.low]);
    add(&[w.low, n.low]);
    add(&[w.shape]);
    add(&[w.shape, case, first]);
    add(&[p.shape, w.shape]);
    add(&[w.shape, n.shape]);
    add(&[coarse(p), coarse(w), coarse(n)]);
    add(&[coarse(pp), coarse(p), coarse(w), coarse(n), coarse(nn)]);
    add(&[w.prefix[0]]);
    add(&[w.prefix[1]]);
    add(&[w.suffix[0], coarse(w)]);
    add(&[w.suffix[1], coarse(w)]);
    add(&[w.suffix[2], coarse(w)]);
    add(&[p.suffix[1], coarse(p), coarse(w)]);
    add(&[n.suffix[1], coarse(n), coarse(w)]);
    add(&[p.low, coarse(w), coarse(n)]);
    add(&[n.low, coarse(w), coarse(p)]);
    add(&[pp.low, p.low, coarse(w)]);
    add(&[n.low, nn.low, coarse(w)]);
    add(&[p.low, n.low, coarse(w)]);
    add(&[listed(w), coarse(w)]);
    add(&[listed(p), listed(w)]);
    add(&[listed(w), listed(n)]);
    add(&[u64::from(p.lists.0), u64::from(w.lists.0), u64::from(n.lists.0)]);
    add(&[u64::from(p.lists.0), coarse(w), coarse(n)]);
    add(&[u64::from(n.lists.0), coarse(w), coarse(p)]);
    add(&[u64::from(pp.lists.0), u64::from(p.lists.0), coarse(w)]);
    add(&[p.low, u64::from(w.lists.0)]);
    add(&[n.low, u64::from(w.lists.0)]);
    add(&[u64::from(w.memory), coarse(w)]);
    add(&[u64::from(w.memory), coarse(w), coarse(p), coarse(n), first]);
    add(&[u64::from(w.memory), u64::from(w.lists.0), case]);
    add(&[coarse(w), case, first, coarse(n)]);
    add(&[w.low, u64::from(sentence.case != Case::Prose), first]);
    // The nearest capitalised word of a run on each side: `Ministry of Foreign Affairs of …`.
    add(&[run_start(sentence, idx).low, coarse(w)]);
    add(&[run_end(sentence, idx).low, coarse(w)]);
    add(&[run_end(sentence, idx).suffix[1], coarse(w)]);
    let template_lists = 64;
    for list in List::ALL {
        if w.lists.has(*list) {
            let place = u64::from(w.begins.has(*list)) | u64::from(w.ends.has(*list)) << 1;
            out.push(Feature::new(template_lists).with(*list as u64).with(place).with(coarse(w)).hash());
        }
    }
}

/// The first word of the run of capitalised words that the word belongs to or follows.
fn run_start(sentence: &Sentence, idx: usize) -> &Word {
    let mut start = idx;
    while start > 0 && super::words::named(sentence.words[start - 1].class) {
        start -= 1;
    }
    sentence.words.get(start).unwrap_or(&EDGE)
}

/// The last word of the run of capitalised words that the word belongs to or precedes.
fn run_end(sentence: &Sentence, idx: usize) -> &Word {
    let mut end = idx;
    while sentence.words.get(end + 1).is_some_and(|word| super::words::named(word.class)) {
        end += 1;
    }
    sentence.words.get(end).unwrap_or(&EDGE)
}
