//! What the model sees of a word: its letters, its shape, the lists it stands on.

use super::gazetteer::{Gazetteer, List, Lists};
use crate::weights::{bytes_hash, text_hash};

/// What one word looks like. Computed once a word; features combine these.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Word {
    /// Hash of the word as written.
    pub exact: u64,
    /// Hash of the word without case.
    pub low: u64,
    /// Hash of its shape (`Xxx`, `XX`, `dd`).
    pub shape: u64,
    /// Its coarse shape.
    pub class: Class,
    /// Hashes of its first three and four letters.
    pub prefix: [u64; 2],
    /// Hashes of its last two, three and four letters.
    pub suffix: [u64; 3],
    /// Lists it stands on, alone or inside a phrase.
    pub lists: Lists,
    /// Lists on which a phrase begins with it.
    pub begins: Lists,
    /// Lists on which a phrase ends with it.
    pub ends: Lists,
    /// What the rest of the article says about the same word; see `memory`.
    pub memory: u8,
}

/// Coarse shape of a word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Class {
    /// Small letters.
    #[default]
    Lower,
    /// A capital first.
    Capital,
    /// Capitals only, two or more.
    Upper,
    /// One capital, or one with a stop.
    Initial,
    /// Digits.
    Number,
    /// `of`, `the`, `and`, `for`, `on`: words inside names of bodies.
    Link,
    /// `al`, `bin`, `de`, `van`: words inside names of people and places.
    Particle,
    /// `'s`.
    Possessive,
    /// A hyphen.
    Hyphen,
    /// Other marks.
    Mark,
}

/// Number of coarse shapes.
pub(crate) const N_CLASSES: usize = 10;

/// How a sentence uses capitals.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Case {
    /// As running text does.
    #[default]
    Prose,
    /// Every Longer Word Has One.
    Title,
    /// EVERY LETTER IS ONE.
    Upper,
}

/// A sentence as the model sees it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sentence {
    pub words: Vec<Word>,
    pub case: Case,
}

impl Sentence {
    /// Looks at every word of a sentence.
    pub fn look<S: AsRef<str>>(texts: &[S], gazetteer: &Gazetteer, letters: &mut String) -> Sentence {
        let case = case_of(texts);
        let mut words: Vec<Word> = texts.iter().map(|text| look(text.as_ref(), case, letters)).collect();
        gazetteer.mark(&mut words);
        for word in &mut words {
            if word.class == Class::Lower && word.lists.has(List::Particle) {
                word.class = Class::Particle;
            }
        }
        Sentence { words, case }
    }
}

/// How a sentence uses capitals. Needs four words of four letters, fewer tell nothing.
fn case_of<S: AsRef<str>>(texts: &[S]) -> Case {
    let (mut n_long, mut n_capital, mut n_upper) = (0, 0, 0);
    for text in texts {
        let text = text.as_ref();
        if text.len() >= 4 && text.chars().all(char::is_alphabetic) {
            n_long += 1;
            let upper = text.chars().all(char::is_uppercase);
            n_upper += usize::from(upper);
            n_capital += usize::from(upper || text.starts_with(char::is_uppercase));
        }
    }
    match () {
        () if n_long >= 3 && n_upper * 10 >= n_long * 9 => Case::Upper,
        () if n_long >= 4 && n_capital * 10 >= n_long * 9 => Case::Title,
        () => Case::Prose,
    }
}

/// Looks at one word. `letters` is room to work in.
fn look(text: &str, case: Case, letters: &mut String) -> Word {
    let class = class_of(text);
    // In a line of capitals, capitals say nothing: words are seen as if written with one.
    let cased = if case == Case::Upper && class == Class::Upper { titled(text) } else { String::new() };
    let written = if cased.is_empty() { text } else { &cased };
    fold_into(text, letters);
    let low = text_hash(letters);
    let ends: Vec<usize> = letters.char_indices().map(|(at, _)| at).chain([letters.len()]).collect();
    let n_letters = ends.len() - 1;
    let first = |n: usize| bytes_hash(&letters.as_bytes()[..ends[n.min(n_letters)]]);
    let last = |n: usize| bytes_hash(&letters.as_bytes()[ends[n_letters.saturating_sub(n)]..]);
    let prefix = [first(3), first(4)];
    let suffix = [last(2), last(3), last(4)];
    let exact = text_hash(written);
    shape_into(written, letters);
    Word { exact, low, shape: text_hash(letters), class, prefix, suffix, ..Word::default() }
}

fn titled(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().into_iter().chain(chars.flat_map(char::to_lowercase)).collect()
}

/// Small letters without marks, into `out`.
pub(crate) fn fold_into(text: &str, out: &mut String) {
    out.clear();
    if text.is_ascii() {
        out.push_str(text);
        out.make_ascii_lowercase();
    } else {
        out.push_str(&lexicon::fold(text));
    }
}

/// The shape of a word, runs cut at three.
fn shape_into(text: &str, out: &mut String) {
    out.clear();
    let (mut before, mut run) = (' ', 0);
    for letter in text.chars() {
        let sign = match letter {
            _ if letter.is_uppercase() => 'X',
            _ if letter.is_alphabetic() => 'x',
            _ if letter.is_numeric() => 'd',
            _ => letter,
        };
        run = if sign == before { run + 1 } else { 1 };
        before = sign;
        if run <= 3 {
            out.push(sign);
        }
    }
}

fn class_of(text: &str) -> Class {
    match text {
        "of" | "the" | "and" | "for" | "on" | "to" | "in" | "&" => return Class::Link,
        "'s" | "’s" | "'" | "’" => return Class::Possessive,
        "-" | "–" => return Class::Hyphen,
        _ => {}
    }
    let Some(first) = text.chars().next() else { return Class::Mark };
    if first.is_numeric() {
        return Class::Number;
    }
    if !text.contains(char::is_alphabetic) {
        return Class::Mark;
    }
    if !first.is_uppercase() {
        // `al-Qaida`, `iPhone`: a capital further in counts.
        return if text.contains(char::is_uppercase) { Class::Capital } else { Class::Lower };
    }
    let mut letters = text.chars().filter(|letter| letter.is_alphabetic());
    let n_letters = letters.clone().count();
    match () {
        () if n_letters == 1 && text.chars().count() <= 2 => Class::Initial,
        () if n_letters >= 2 && letters.all(char::is_uppercase) => Class::Upper,
        () => Class::Capital,
    }
}

/// Whether a word of this class may be (part of) a name by its letters.
pub(crate) fn named(class: Class) -> bool {
    matches!(class, Class::Capital | Class::Upper | Class::Initial)
}
