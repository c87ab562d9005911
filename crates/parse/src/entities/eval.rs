//! Measuring the tagger on BIO files.

use std::collections::BTreeMap;

use record::MentionKind;

use super::corpora::{Annotated, Scheme, kind_of, parted, read_bio, read_bracketed};
use super::labels::Named;
use super::model::{EntityTagger, Guidelines};

/// Right, invented and missed mentions of a kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Found, with the right bounds and kind.
    pub right: usize,
    /// Found, but not in the file.
    pub invented: usize,
    /// In the file, but not found.
    pub missed: usize,
}

impl Counts {
    fn add(&mut self, other: Counts) {
        self.right += other.right;
        self.invented += other.invented;
        self.missed += other.missed;
    }

    /// F1 in hundredths of a per cent.
    pub fn f1(self) -> usize {
        20_000 * self.right / (2 * self.right + self.invented + self.missed).max(1)
    }
}

/// What was measured on one file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scores {
    /// By kind; only kinds the file marks.
    pub kinds: BTreeMap<MentionKind, Counts>,
    /// Words read.
    pub n_words: usize,
}

impl Scores {
    /// Persons, organisations and places together.
    pub fn main(&self) -> Counts {
        let mut sum = Counts::default();
        for kind in [MentionKind::Person, MentionKind::Organisation, MentionKind::Place] {
            sum.add(self.kinds.get(&kind).copied().unwrap_or_default());
        }
        sum
    }
}

/// A mention that was invented or missed, for a look at errors.
#[derive(Clone, Debug)]
pub struct Miss {
    /// `+` for invented, `-` for missed.
    pub sign: char,
    /// Its kind.
    pub kind: MentionKind,
    /// Its words.
    pub words: String,
    /// The sentence.
    pub sentence: String,
}

/// Measures a tagger on a BIO file with given words. The labels tell which corpus it is; see [`scheme_of`].
pub fn eval(tagger: &EntityTagger, text: &str) -> Scores {
    let articles = read_bio(text);
    eval_articles(tagger, &articles, scheme_of(&articles), &mut Vec::new())
}

/// Measures the shipped tagger on a BIO file by the guidelines of the file's own corpus, where its train part taught
/// them: GMB puts titles into persons, re3d marks unnamed groups and pronouns. `None` for corpora that need none.
pub fn eval_by_guidelines(tagger: &EntityTagger, text: &str) -> Option<(Scheme, Scores)> {
    let articles = read_bio(text);
    let scheme = scheme_of(&articles);
    let guidelines = Guidelines::from_file(super::GUIDELINES, scheme).ok()?;
    Some((scheme, eval_articles(&tagger.following(guidelines), &articles, scheme, &mut Vec::new())))
}

/// Measures a tagger on a file of our bracket notation.
pub fn eval_bracketed(tagger: &EntityTagger, text: &str, misses: &mut Vec<Miss>) -> Scores {
    eval_articles(tagger, &read_bracketed(text), Scheme::Own, misses)
}

/// Measures a tagger on a BIO file and keeps what went wrong.
pub fn eval_with_misses(tagger: &EntityTagger, text: &str, misses: &mut Vec<Miss>) -> Scores {
    let articles = read_bio(text);
    eval_articles(tagger, &articles, scheme_of(&articles), misses)
}

/// The corpus whose labels these are; our own where nothing betrays another.
pub fn scheme_of(articles: &[Vec<Annotated>]) -> Scheme {
    let has = |wanted: &[&str]| {
        articles.iter().flatten().flat_map(|s| &s.spans).any(|span| wanted.contains(&span.2.as_str()))
    };
    match () {
        () if has(&["geo", "gpe"]) => Scheme::Gmb,
        () if has(&["Organisation", "Location", "Person"]) => Scheme::Re3d,
        () if has(&["politician", "politicalparty"]) => Scheme::CrossNer,
        () if has(&["corporation", "creative-work"]) => Scheme::Wnut,
        () if has(&["NORP", "DATE", "WEAPON"]) => Scheme::Own,
        () if has(&["TIME"]) => Scheme::Gum,
        () if has(&["MISC"]) => Scheme::WikiGold,
        () => Scheme::Uner,
    }
}

fn eval_articles(tagger: &EntityTagger, articles: &[Vec<Annotated>], scheme: Scheme, misses: &mut Vec<Miss>) -> Scores {
    let mut scores = Scores::default();
    let mut marked: Vec<MentionKind> = Vec::new();
    for span in articles.iter().flatten().flat_map(|sentence| &sentence.spans) {
        marked.extend(kind_of(scheme, &span.2).filter(|kind| !marked.contains(kind)));
    }
    for article in articles {
        let parts: Vec<Vec<&str>> =
            article.iter().map(|s| s.words.iter().flat_map(|word| parted(word)).collect()).collect();
        for (sentence, named) in article.iter().zip(tagger.tag(&parts)) {
            scores.n_words += sentence.words.len();
            let gold = sentence.spans.iter().filter_map(|(start, end, label)| {
                kind_of(scheme, label).map(|kind| Named { start: *start, end: *end, kind })
            });
            let gold: Vec<Named> = gold.collect();
            let found = given_words(sentence, &named, scheme);
            let mut note = |sign, named: &Named| {
                let words = sentence.words[named.start..named.end].join(" ");
                misses.push(Miss { sign, kind: named.kind, words, sentence: sentence.words.join(" ") });
            };
            for named in found.iter().filter(|named| marked.contains(&named.kind)) {
                let counts = scores.kinds.entry(named.kind).or_default();
                if gold.contains(named) {
                    counts.right += 1;
                } else {
                    counts.invented += 1;
                    note('+', named);
                }
            }
            for named in gold.iter().filter(|named| !found.contains(named)) {
                scores.kinds.entry(named.kind).or_default().missed += 1;
                note('-', named);
            }
        }
    }
    scores
}

/// Mentions over our parted words as runs of the file's words.
fn given_words(sentence: &Annotated, named: &[Named], scheme: Scheme) -> Vec<Named> {
    let mut given = Vec::new();
    for (idx, word) in sentence.words.iter().enumerate() {
        given.extend(std::iter::repeat_n(idx, parted(word).len()));
    }
    let kind = |kind| if scheme == Scheme::Gmb && kind == MentionKind::Nationality { MentionKind::Place } else { kind };
    let at = |word: usize| given.get(word).copied().unwrap_or_default();
    let mut out: Vec<Named> = Vec::new();
    for named in named {
        let (start, end) = (at(named.start), at(named.end - 1) + 1);
        // `Israeli-Palestinian` is one word there and two names here.
        if out.last().is_none_or(|last| last.end <= start) {
            out.push(Named { start, end, kind: kind(named.kind) });
        }
    }
    out
}
