//! Who is who across articles.
//!
//! Forms ([`crate::forms`]) are the nodes. Two forms are tied only when name, side and office (or company) agree;
//! strongest ties first, forms are joined, and never so that two people of one article fall together or that a pair
//! judged different ends in one identity. What could be the same but lacks a second sign stays apart and is reported
//! as unsure.

use std::collections::{BTreeMap, BTreeSet};

use record::{CountryCode, Form, Row};

use crate::cluster::cluster;
use crate::decisions::{Decisions, fit_by_judgement};
use crate::forms::{best_name, keys};
use crate::hash::hash;
use crate::names::{Fit, NameForm, compare};
use crate::posts;

/// A person known across articles.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// Made of the least key of its forms.
    pub id: String,
    /// The name most articles print.
    pub name: String,
    /// Keys of its forms, ascending.
    pub forms: Vec<String>,
}

/// A pair of forms that could be one person but was left apart.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Unsure {
    /// Keys of the forms, the lower first.
    pub pair: (String, String),
    /// What spoke for it and what was missing.
    pub because: String,
}

/// What two forms are to one another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Judgement {
    /// One person, as strongly as this.
    Same(u32),
    /// Perhaps one.
    Unsure(String),
    /// Two.
    Different,
}

/// Joins forms. The result does not depend on their order; every form is in exactly one identity.
pub fn identify(forms: &[&Form], decisions: &Decisions) -> (Vec<Identity>, Vec<Unsure>) {
    let mut forms: Vec<&Form> = forms.to_vec();
    forms.sort_by(|a, b| a.key.cmp(&b.key));
    let names = forms.iter().map(|form| name_of(form)).collect();
    let together = decisions.together(&judged_rows(&forms));
    let people = Judge { decisions, names, together, forms: &forms };
    let mut judged: Vec<(u32, usize, usize)> = Vec::new();
    let mut unsure = Vec::new();
    for (a, b) in candidates(&forms, decisions) {
        match people.judge(a, b) {
            Judgement::Same(strength) => judged.push((strength, a, b)),
            Judgement::Unsure(because) => unsure.push((a, b, because)),
            Judgement::Different => {}
        }
    }
    judged.sort_by_key(|(strength, a, b)| (u32::MAX - strength, *a, *b));
    let pairs = judged.into_iter().map(|(_, a, b)| (a, b));
    let (group_of, groups) = cluster(forms.len(), pairs, |a, b| people.may_join(a, b));
    let unsure = unsure
        .into_iter()
        .filter(|(a, b, _)| group_of[*a] != group_of[*b])
        .map(|(a, b, because)| Unsure { pair: (forms[a].key.clone(), forms[b].key.clone()), because })
        .collect();
    (groups.iter().map(|group| identity(&forms, group)).collect(), unsure)
}

fn identity(forms: &[&Form], group: &[usize]) -> Identity {
    let own: Vec<&Form> = group.iter().map(|row| forms[*row]).collect();
    let keys: Vec<String> = own.iter().map(|form| form.key.clone()).collect();
    let first = keys.first().map_or("", String::as_str);
    Identity { id: format!("i{:012x}", hash(first) >> 16), name: best_name(&own), forms: keys }
}

/// The fullest name a form was printed under.
fn name_of(form: &Form) -> NameForm {
    form.names.keys().next().map_or(NameForm { parts: Vec::new() }, |name| NameForm::new(name))
}

/// The form of a judged row, by its key.
fn judged_row(form: &Form) -> Option<Row> {
    let mut parts = form.key.rsplit(';');
    let (id, article) = (parts.next()?, parts.next()?);
    (form.key.matches(';').count() >= 4).then(|| Row::new(article, id))
}

/// Where the forms of judged rows are.
fn judged_rows(forms: &[&Form]) -> BTreeMap<Row, usize> {
    forms.iter().enumerate().filter_map(|(at, form)| Some((judged_row(form)?, at))).collect()
}

/// Pairs of forms that meet under a key or in a judgement, the lower first.
pub(crate) fn candidates(forms: &[&Form], decisions: &Decisions) -> BTreeSet<(usize, usize)> {
    let mut holders: BTreeMap<u64, Vec<usize>> = BTreeMap::new();
    let all: Vec<_> = forms.iter().map(|form| keys(form)).collect();
    for (row, keys) in all.iter().enumerate() {
        for key in &keys.held {
            holders.entry(*key).or_default().push(row);
        }
    }
    let mut pairs = BTreeSet::new();
    for (row, keys) in all.iter().enumerate() {
        for other in keys.sought.iter().filter_map(|key| holders.get(key)).flatten().filter(|other| **other != row) {
            pairs.insert((row.min(*other), row.max(*other)));
        }
    }
    let rows = judged_rows(forms);
    for (one, other) in &decisions.same {
        if let (Some(a), Some(b)) = (rows.get(one), rows.get(other)) {
            pairs.insert((*a.min(b), *a.max(b)));
        }
    }
    pairs
}

/// Rows that somebody judged to be one person with this form's.
pub(crate) fn judged_same(form: &Form, decisions: &Decisions) -> Vec<Row> {
    // A judged row has a form of its own.
    let Some(row) = judged_row(form).filter(|_| !decisions.is_empty()) else { return Vec::new() };
    decisions.same_as(&row).cloned().collect()
}

/// Judges two forms.
pub(crate) fn judge_forms(a: &Form, b: &Form, decisions: &Decisions) -> Judgement {
    judge(a, b, &name_of(a), &name_of(b), decisions)
}

struct Judge<'a> {
    forms: &'a [&'a Form],
    names: Vec<NameForm>,
    decisions: &'a Decisions,
    /// Forms judged to be one with others, by group.
    together: BTreeMap<usize, usize>,
}

impl Judge<'_> {
    fn judge(&self, a: usize, b: usize) -> Judgement {
        judge(self.forms[a], self.forms[b], &self.names[a], &self.names[b], self.decisions)
    }

    /// Two groups may join when no article holds two of their people and no two names exclude each other.
    fn may_join(&self, a: &[usize], b: &[usize]) -> bool {
        let pairs = || a.iter().flat_map(|left| b.iter().map(move |right| (*left, *right)));
        let judged_same = pairs().any(|(left, right)| self.decided(left, right) == Some(true));
        if pairs().any(|(left, right)| self.decided(left, right) == Some(false)) {
            return false;
        }
        let all: Vec<usize> = a.iter().chain(b).copied().collect();
        let fits = |left: usize, right: usize| self.fits(left, right);
        judged_same || pairs().all(|pair| fits(pair.0, pair.1) || fit_by_judgement(&self.together, &all, pair, fits))
    }

    fn fits(&self, left: usize, right: usize) -> bool {
        !apart(self.forms[left], self.forms[right])
            && compare(&self.names[left], &self.names[right]).fit != Fit::Different
    }

    fn decided(&self, a: usize, b: usize) -> Option<bool> {
        decided(self.forms[a], self.forms[b], self.decisions)
    }
}

fn decided(a: &Form, b: &Form, decisions: &Decisions) -> Option<bool> {
    if decisions.is_empty() {
        return None;
    }
    let (one, other) = (judged_row(a)?, judged_row(b)?);
    if decisions.is_different(&one, &other) {
        return Some(false);
    }
    decisions.same_as(&one).any(|row| *row == other).then_some(true)
}

/// Whether articles hold both forms as two people: a fifth of the rarer one's articles, so that one slip in thousands
/// does not part a person for good.
fn apart(a: &Form, b: &Form) -> bool {
    let together = a.others.get(&b.key).max(b.others.get(&a.key)).copied().unwrap_or(0);
    together > 0 && together * 5 >= a.n_articles.min(b.n_articles)
}

pub(crate) fn judge(a: &Form, b: &Form, a_name: &NameForm, b_name: &NameForm, decisions: &Decisions) -> Judgement {
    match decided(a, b, decisions) {
        Some(true) => return Judgement::Same(u32::MAX),
        Some(false) => return Judgement::Different,
        None => {}
    }
    let verdict = compare(a_name, b_name);
    if verdict.fit == Fit::Different || apart(a, b) {
        return Judgement::Different;
    }
    let side = side(a.country, b.country);
    let office = office_overlap(a, b);
    let company = a.company.intersection(&b.company).count() as u32;
    let signs = 100 * office + 40 * company.min(3);
    let strength = u32::from(verdict.closeness) + signs;
    match (verdict.fit, side) {
        (Fit::Full, Side::Same) => Judgement::Same(4000 + strength),
        (Fit::Full, Side::Untold) => Judgement::Same(3000 + strength),
        // The side told of a person is now and then the host's.
        (Fit::Full, Side::Other) if office >= 2 || office + company >= 2 => Judgement::Same(2000 + strength),
        (Fit::Likely, Side::Same) if office + company > 0 => Judgement::Same(2500 + strength),
        (Fit::Likely, Side::Untold) if office > 0 && company > 0 => Judgement::Same(1500 + strength),
        (Fit::Partial, Side::Same) if office > 0 || company >= 2 => Judgement::Same(1000 + strength),
        (Fit::Partial, Side::Untold) if company >= 2 => Judgement::Same(500 + strength),
        (_, Side::Other) => Judgement::Different,
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

/// Words that the offices of two forms share, without the small ones.
fn office_overlap(a: &Form, b: &Form) -> u32 {
    let words = |form: &Form| -> BTreeSet<String> {
        form.holdings.iter().flat_map(|holding| posts::words(&holding.title)).collect()
    };
    words(a).intersection(&words(b)).count() as u32
}
