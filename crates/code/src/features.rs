//! What the trained decision sees of a pair of parties in a sentence: hashed features.

use lexicon::frames::Frames;
use record::{Id, Span, Token};

use crate::matching::Candidate;
use crate::view::View;

/// Buckets of the hashed features; a power of two.
pub(crate) const BUCKETS: usize = 1 << 16;

/// The features of a pair, as bucket numbers, sorted and without doubles.
pub(crate) struct Features(Vec<u32>);

impl Features {
    pub(crate) fn buckets(&self) -> &[u32] {
        &self.0
    }

    fn add(&mut self, parts: &[&str]) {
        let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
        for part in parts {
            for byte in part.bytes().chain(std::iter::once(0x1f)) {
                hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
            }
        }
        // The low bits of FNV mix least; fold the high ones in.
        let folded = hash ^ (hash >> 32) ^ (hash >> 17);
        self.0.push((folded as usize & (BUCKETS - 1)) as u32);
    }
}

/// How well the marked words stand where a candidate's parties stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Fit {
    pub(crate) source: u8,
    pub(crate) target: u8,
}

impl Fit {
    pub(crate) fn score(self) -> u32 {
        u32::from(self.source) + u32::from(self.target)
    }

    fn name(self) -> String {
        format!("{}{}", self.source, self.target)
    }
}

/// The features of `source` and `target` in the sentence, given the settled candidates with their fits.
pub(crate) fn features(
    view: &View,
    frames: &Frames,
    candidates: &[(Candidate, Fit)],
    source: &[Id<Token>],
    target: &[Id<Token>],
) -> Features {
    let mut features = Features(Vec::new());
    let best = candidates.iter().max_by_key(|(candidate, fit)| (fit.score(), candidate.confidence));
    for (candidate, fit) in candidates {
        let frame = frames.frame(candidate.frame);
        let name = frame.map_or("", |frame| frame.name.as_str());
        let kind = candidate.event_type.code();
        let fit = fit.name();
        features.add(&["frame", name, kind]);
        features.add(&["frame-fit", name, kind, &fit]);
        features.add(&["type-fit", kind, &fit]);
        features.add(&["trigger", view.lemma(candidate.anchor), kind]);
        for note in &candidate.notes {
            features.add(&["note", note, kind]);
        }
    }
    if let Some((candidate, fit)) = best {
        let kind = candidate.event_type.code();
        features.add(&["best", kind]);
        features.add(&["best-fit", kind, &fit.name()]);
        features.add(&["best-trigger", view.lemma(candidate.anchor), kind]);
        features.add(&["best-status", kind, candidate.status.code()]);
        features.add(&["best-mode", kind, candidate.mode.map_or("-", record::Mode::code)]);
    } else {
        features.add(&["no candidate"]);
    }
    words(view, source, target, &mut features);
    verbs(view, source, "source", &mut features);
    verbs(view, target, "target", &mut features);
    path(view, source, target, &mut features);
    features.0.sort_unstable();
    features.0.dedup();
    features
}

fn words(view: &View, source: &[Id<Token>], target: &[Id<Token>], features: &mut Features) {
    let (Some(s), Some(t)) = (source.first(), target.first()) else { return };
    let order = if s < t { "source first" } else { "target first" };
    features.add(&["order", order]);
    let (from, to) = (*s.min(t), *s.max(t));
    let mut previous = "^";
    for token in view.tokens() {
        if source.contains(&token) || target.contains(&token) {
            previous = "|";
            continue;
        }
        let lemma = view.lemma(token);
        let place = if token < from {
            "before"
        } else if token < to {
            "between"
        } else {
            "after"
        };
        if !lemma.chars().any(char::is_alphabetic) {
            continue;
        }
        features.add(&["word", lemma]);
        features.add(&["word", place, lemma]);
        features.add(&["pair", previous, lemma]);
        if place == "between" {
            features.add(&["between", order, previous, lemma]);
        }
        previous = lemma;
    }
}

/// The verbs above a marked phrase, with the way to them.
fn verbs(view: &View, marked: &[Id<Token>], role: &str, features: &mut Features) {
    let Some(head) = top(view, marked) else { return };
    let (mut at, mut way, mut seen) = (head, String::new(), 0);
    for _ in 0..10 {
        way.push_str(view.deprel(at).code());
        way.push('>');
        let Some(above) = view.head(at) else { break };
        if view.is_verb(above) {
            let lemma = view.lemma(above);
            features.add(&["verb above", role, lemma]);
            if seen == 0 {
                features.add(&["verb", role, lemma, &way, &view.preposition(head)]);
                features.add(&["negated", role, lemma, if view.negated(above) { "not" } else { "-" }]);
            }
            seen += 1;
            if seen == 3 {
                break;
            }
        } else if seen == 0 {
            features.add(&["noun above", role, view.lemma(above), &view.preposition(at)]);
        }
        at = above;
    }
}

/// The word of a stretch that governs it.
pub(crate) fn top(view: &View, marked: &[Id<Token>]) -> Option<Id<Token>> {
    marked.iter().copied().find(|token| view.head(*token).is_none_or(|head| !marked.contains(&head)))
}

fn path(view: &View, source: &[Id<Token>], target: &[Id<Token>], features: &mut Features) {
    let (Some(s), Some(t)) = (top(view, source), top(view, target)) else { return };
    let up = |from: Id<Token>| {
        let mut chain = vec![from];
        let mut at = from;
        while let Some(head) = view.head(at) {
            chain.push(head);
            at = head;
            if chain.len() > 20 {
                break;
            }
        }
        chain
    };
    let (above_s, above_t) = (up(s), up(t));
    let Some(meet) = above_s.iter().find(|token| above_t.contains(token)) else { return };
    let mut deprels = String::new();
    let mut lemmas = String::new();
    for token in above_s.iter().take_while(|token| *token != meet) {
        deprels.push_str(view.deprel(*token).code());
        deprels.push('<');
        lemmas.push_str(view.lemma(*token));
        lemmas.push('<');
    }
    for token in above_t.iter().take_while(|token| *token != meet) {
        deprels.push('>');
        deprels.push_str(view.deprel(*token).code());
    }
    features.add(&["meet", view.lemma(*meet)]);
    features.add(&["path", &deprels]);
    features.add(&["path", view.lemma(*meet), &deprels]);
    for token in above_t.iter().take_while(|token| *token != meet).skip(1) {
        features.add(&["on target path", view.lemma(*token)]);
    }
    for token in above_s.iter().take_while(|token| *token != meet).skip(1) {
        features.add(&["on source path", view.lemma(*token)]);
    }
}

/// The words under a span.
pub(crate) fn marked(view: &View, span: Span) -> Vec<Id<Token>> {
    view.tokens().filter(|token| span.overlaps(view.token(*token).span)).collect()
}
