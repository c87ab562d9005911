//! Who is who across articles.
//!
//! Every person of every article is a node. Pairs whose names share a skeleton are compared; a pair joins only when
//! name, side and office (or company) agree, strongest pairs first, and never so that two people of one article fall
//! together or that a pair judged different ends in one cluster. What could be the same but lacks a second sign stays
//! apart and is reported as unsure.

use std::collections::{BTreeMap, BTreeSet};

use record::{CountryCode, Person};

use crate::cluster::cluster;
use crate::names::{Fit, NameForm, compare};
use crate::spelling::skeleton;

/// A person as one article knows them.
#[derive(Clone, Debug)]
pub struct PersonSeen<'a> {
    /// Number of the article among those linked.
    pub article: usize,
    /// The person's row in the article's cast.
    pub row: usize,
    /// The person.
    pub person: &'a Person,
    /// Folded full names of the other people of the article, and their skeletons: the company.
    pub company: BTreeSet<String>,
}

/// People that were judged one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// Rows of the input, ascending.
    pub seen: Vec<usize>,
}

/// A pair that could be one person but was left apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unsure {
    /// Rows of the input, the lower first.
    pub pair: (usize, usize),
    /// What spoke for it and what was missing.
    pub because: String,
}

/// Joins people across articles. Identities come in the order of their first row; every row is in exactly one.
pub fn identify(seen: &[PersonSeen<'_>]) -> (Vec<Identity>, Vec<Unsure>) {
    let mut judged: Vec<(u32, usize, usize)> = Vec::new();
    let mut unsure = Vec::new();
    for (a, b) in candidates(seen) {
        match judge(&seen[a], &seen[b]) {
            Judgement::Same(strength) => judged.push((strength, a, b)),
            Judgement::Unsure(because) => unsure.push(Unsure { pair: (a, b), because }),
            Judgement::Different => {}
        }
    }
    judged.sort_by_key(|(strength, a, b)| (u32::MAX - strength, *a, *b));
    let pairs = judged.into_iter().map(|(_, a, b)| (a, b));
    let (cluster_of, clusters) = cluster(seen.len(), pairs, |a, b| compatible(seen, a, b));
    unsure.retain(|unsure| cluster_of[unsure.pair.0] != cluster_of[unsure.pair.1]);
    (clusters.into_iter().map(|seen| Identity { seen }).collect(), unsure)
}

enum Judgement {
    Same(u32),
    Unsure(String),
    Different,
}

/// Pairs of people of different articles whose names share a part's skeleton.
fn candidates(seen: &[PersonSeen<'_>]) -> BTreeSet<(usize, usize)> {
    let mut holders: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (row, one) in seen.iter().enumerate() {
        let keys: BTreeSet<String> = NameForm::new(&one.person.name).parts.iter().map(|part| skeleton(part)).collect();
        for key in keys {
            holders.entry(key).or_default().push(row);
        }
    }
    let mut pairs = BTreeSet::new();
    for rows in holders.values() {
        for (at, a) in rows.iter().enumerate() {
            let others = rows[at + 1..].iter().filter(|b| seen[**b].article != seen[*a].article);
            pairs.extend(others.map(|b| (*a, *b)));
        }
    }
    pairs
}

fn judge(a: &PersonSeen<'_>, b: &PersonSeen<'_>) -> Judgement {
    let verdict = compare(&a.person.name, &b.person.name);
    let side = side(a.person.country, b.person.country);
    let office = office_overlap(a.person, b.person);
    let company = a.company.intersection(&b.company).count() as u32;
    let signs = 100 * office + 40 * company.min(3);
    let strength = u32::from(verdict.closeness) + signs;
    match (verdict.fit, side) {
        (Fit::Different, _) | (_, Side::Other) if verdict.fit != Fit::Full => Judgement::Different,
        (Fit::Full, Side::Same) => Judgement::Same(4000 + strength),
        (Fit::Full, Side::Untold) => Judgement::Same(3000 + strength),
        (Fit::Full, Side::Other) if office >= 2 => Judgement::Same(2000 + strength),
        (Fit::Likely, Side::Same) if office + company > 0 => Judgement::Same(2500 + strength),
        (Fit::Likely, Side::Untold) if office > 0 && company > 0 => Judgement::Same(1500 + strength),
        (Fit::Partial, Side::Same) if office > 0 || company >= 2 => Judgement::Same(1000 + strength),
        (Fit::Partial, Side::Untold) if company >= 2 => Judgement::Same(500 + strength),
        _ => Judgement::Unsure(format!("{}; no shared office or company settles it", verdict.because)),
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Same,
    Untold,
    Other,
}

fn side(a: Option<CountryCode>, b: Option<CountryCode>) -> Side {
    match (a, b) {
        (Some(a), Some(b)) if a == b => Side::Same,
        (Some(_), Some(_)) => Side::Other,
        _ => Side::Untold,
    }
}

/// Words that the offices of two people share, without the small ones.
fn office_overlap(a: &Person, b: &Person) -> u32 {
    let words = |person: &Person| -> BTreeSet<String> {
        person.offices.iter().flat_map(|office| office_words(&office.title)).collect()
    };
    words(a).intersection(&words(b)).count() as u32
}

fn office_words(title: &str) -> Vec<String> {
    let folded = lexicon::fold(title);
    let words = folded.split(|c: char| !c.is_alphanumeric()).map(|word| match word {
        "defense" => "defence",
        "pm" | "premier" => "prime",
        other => other,
    });
    words.filter(|word| word.len() > 2 && !matches!(*word, "the" | "and" | "for")).map(str::to_owned).collect()
}

/// Two clusters may join when no article would hold two of their people and no two names exclude each other.
fn compatible(seen: &[PersonSeen<'_>], a: &[usize], b: &[usize]) -> bool {
    a.iter().all(|left| {
        b.iter().all(|right| {
            let (left, right) = (&seen[*left], &seen[*right]);
            left.article != right.article && compare(&left.person.name, &right.person.name).fit != Fit::Different
        })
    })
}
