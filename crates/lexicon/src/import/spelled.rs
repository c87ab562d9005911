//! Names printed in capitals only, as older dictionaries have them, in the letters of a newspaper; and what a name is of.

use record::BodyKind;

use crate::{ActorKind, Lexicon};

/// Words inside names that stay small.
const SMALL: &[&str] = &[
    "of", "the", "and", "for", "in", "on", "to", "at", "by", "de", "del", "des", "du", "da", "di", "dos", "la", "le",
    "el", "al", "bin", "ibn", "van", "von", "der", "y", "e", "et", "und",
];

/// `MINISTRY_OF_DEFENSE_` as `Ministry of Defense`; what has small letters already, dots or digits, keeps its letters.
pub(super) fn spelled(phrase: &str) -> String {
    let phrase = phrase.replace('_', " ");
    let words: Vec<&str> = phrase.split_whitespace().collect();
    if words.iter().any(|word| word.chars().any(char::is_lowercase)) {
        return words.join(" ");
    }
    let n_words = words.len();
    let word = |(idx, word): (usize, &&str)| {
        let letters = word.chars().filter(|c| c.is_alphabetic()).count();
        let vowels = word.chars().any(|c| "AEIOUYÀÁÂÃÄÅÈÉÊËÌÍÎÏÒÓÔÕÖÙÚÛÜ".contains(c));
        let lower = word.to_lowercase();
        if idx > 0 && SMALL.contains(&lower.as_str()) {
            lower
        } else if word.contains('.') || (letters > 1 && !vowels) || (n_words == 1 && letters <= 3) {
            // `U.N.`, `PLO`, `KGB`
            (*word).to_owned()
        } else {
            capitals(&lower)
        }
    };
    words.iter().enumerate().map(word).collect::<Vec<_>>().join(" ")
}

fn capitals(lower: &str) -> String {
    let mut out = String::with_capacity(lower.len());
    let mut start = true;
    for c in lower.chars() {
        if start {
            out.extend(c.to_uppercase());
        } else {
            out.push(c);
        }
        start = c == '-';
    }
    out
}

/// The kind of body whose head word stands in a name, the last before an `of`: `Ministry of Oil`, `Kurdish Workers Party`.
pub(super) fn body_kind(lexicon: &Lexicon, name: &str) -> Option<BodyKind> {
    let own = name.split(" of ").next().unwrap_or(name);
    let of_words = |text: &str| {
        let words: Vec<&str> = text.split(' ').collect();
        (0..words.len()).rev().find_map(|at| {
            let (_, heads) = lexicon.bodies().heads().longest(&words[at..])?;
            heads.first().map(|head| head.kind)
        })
    };
    of_words(own).or_else(|| of_words(name))
}

/// The office at the beginning of a name and the name after it: `Foreign Minister Ashraf Ghani`.
pub(super) fn titled<'n>(lexicon: &Lexicon, name: &'n str) -> Option<(&'n str, &'n str)> {
    let words: Vec<&str> = name.split(' ').collect();
    let mut at = 0;
    while let Some(len) = title_at(lexicon, &words[at..]) {
        at += len;
    }
    if at == 0 || at >= words.len() {
        return None;
    }
    let cut: usize = words[..at].iter().map(|word| word.len() + 1).sum();
    Some((name.get(..cut - 1)?, name.get(cut..)?))
}

fn title_at(lexicon: &Lexicon, words: &[&str]) -> Option<usize> {
    let first = words.first()?;
    if lexicon.titles().modifier(first).is_some() {
        return Some(1);
    }
    lexicon.titles().phrases().longest(words).map(|(len, _)| len)
}

/// Whether a name looks like a person's: two to five words, a known given name among the first or a known family name
/// last, and no word that heads the name of a body.
pub(super) fn is_person(lexicon: &Lexicon, name: &str, told: bool) -> bool {
    let words: Vec<&str> = name.split([' ', '-']).filter(|word| !word.is_empty()).collect();
    if words.len() > 7 || body_kind(lexicon, name).is_some() {
        return false;
    }
    if told {
        return true;
    }
    let names = lexicon.names();
    let (Some(first), Some(last)) = (words.first(), words.last()) else { return false };
    words.len() >= 2 && names.is_given(first) && (names.is_family(last) || names.is_given(last))
}

/// The kind of a body without a head word, by what its code said.
pub(super) fn kind_or(kind: Option<ActorKind>) -> ActorKind {
    kind.unwrap_or(ActorKind::Body(BodyKind::Other))
}
