//! Field by field, where reports of one happening differ.

use std::collections::{BTreeMap, BTreeSet};

use record::{Disagreement, Edtf, Field, PersonTold, Status, Version};

use super::agree::Told;
use super::seen::{Named, Seen};
use crate::days;
use crate::forms::posts_of;
use crate::names::Fit;
use crate::posts;

/// All disagreements, in the order of [`Field`].
pub(crate) fn disagreements(told: &Told<'_>, date: Vec<Version>, place: Vec<Version>) -> Vec<Disagreement> {
    let mut found: Vec<Disagreement> = Vec::new();
    let mut add = |field: Field, about: &str, versions: Vec<Version>| {
        found.push(Disagreement { field, about: about.to_owned(), versions });
    };
    if told.reports.len() < 2 {
        return found;
    }
    if days_differ(&date) {
        add(Field::Date, "", date);
    }
    if places_differ(&place) {
        add(Field::Place, "", place);
    }
    let status = told.versions(&|event| Some(event.status.code().to_owned()));
    let occurred =
        |version: &Version| matches!(Status::from_code(&version.value), Some(Status::Occurred | Status::Ongoing));
    if status.len() > 1 && !status.iter().all(occurred) {
        add(Field::Status, "", status);
    }
    for (kind, versions) in counts(told) {
        add(Field::Count, kind, versions);
    }
    let subjects = told.versions(&|event| {
        let codes: Vec<&str> = event.subjects.iter().map(|subject| subject.code()).collect();
        (!codes.is_empty()).then(|| codes.join(", "))
    });
    if subjects.len() > 1 {
        add(Field::Subjects, "", subjects);
    }
    if let Some(versions) = company(told) {
        add(Field::Parties, "", versions);
    }
    for person in people(told) {
        for (field, value) in [(Field::Rank, rank as Say), (Field::Office, office as Say), (Field::Label, label as Say)]
        {
            let versions = person.versions(told, value);
            if versions.len() > 1 {
                add(field, person.printed, versions);
            }
        }
    }
    found.sort_by(|a, b| (a.field, &a.about).cmp(&(b.field, &b.about)));
    found
}

/// Whether dates exclude each other: a month that holds the other's day does not.
fn days_differ(versions: &[Version]) -> bool {
    let dates: Vec<Edtf> = versions.iter().filter_map(|version| version.value.parse().ok()).collect();
    let apart = |a: Edtf, b: Edtf| {
        let ((a_from, a_to), (b_from, b_to)) = (days::days(a), days::days(b));
        let before =
            |end: Option<i32>, start: Option<i32>| matches!((end, start), (Some(end), Some(start)) if end < start);
        before(a_to, b_from) || before(b_to, a_from)
    };
    dates.iter().enumerate().any(|(idx, a)| dates[idx + 1..].iter().any(|b| apart(*a, *b)))
}

/// Whether names of places differ other than by length.
fn places_differ(versions: &[Version]) -> bool {
    let names: Vec<String> = versions.iter().map(|version| lexicon::fold(&version.value)).collect();
    let apart = |a: &str, b: &str| !a.contains(b) && !b.contains(a);
    names.iter().enumerate().any(|(idx, a)| names[idx + 1..].iter().any(|b| apart(a, b)))
}

/// Kinds of counted things with more than one number.
fn counts<'a>(told: &Told<'a>) -> Vec<(&'static str, Vec<Version>)> {
    let mut by_kind: BTreeMap<record::QuantityKind, Vec<(String, String)>> = BTreeMap::new();
    for seen in &told.reports {
        for quantity in &seen.event.quantities {
            if let Some(amount) = quantity.amount {
                let article = seen.account.article.clone();
                by_kind.entry(quantity.kind).or_default().push((amount.to_string(), article));
            }
        }
    }
    let versions = by_kind.into_iter().map(|(kind, told_of)| (kind.code(), told.ranked(told_of.into_iter())));
    versions.filter(|(_, versions)| versions.len() > 1).collect()
}

/// Who took part, where reports that name several people name others.
fn company(told: &Told<'_>) -> Option<Vec<Version>> {
    let named: Vec<&&Seen> = told.reports.iter().filter(|seen| seen.people().count() > 1).collect();
    let has = |seen: &Seen, name: &Named| seen.people().any(|other| name.fit(other) >= Fit::Partial);
    let covers = |one: &Seen, other: &Seen| one.people().all(|name| has(other, name));
    let differ =
        named.iter().enumerate().any(|(idx, a)| named[idx + 1..].iter().any(|b| !covers(a, b) || !covers(b, a)));
    if !differ {
        return None;
    }
    let list = |seen: &Seen| {
        let people = seen.parties.iter().filter(|who| who.name.is_some());
        people.map(|who| who.printed.clone()).collect::<BTreeSet<_>>().into_iter().collect::<Vec<_>>().join(", ")
    };
    Some(told.ranked(named.iter().map(|seen| (list(seen), seen.account.article.clone()))))
}

type Say = fn(&PersonTold) -> Option<(String, String)>;

/// One person as the reports of a happening know them.
struct Known<'a> {
    printed: &'a str,
    name: &'a Named,
    told: Vec<(&'a str, &'a PersonTold)>,
}

impl Known<'_> {
    fn versions(&self, told: &Told<'_>, say: Say) -> Vec<Version> {
        // Values that mean one are shown under the least printed form.
        let mut shown: BTreeMap<String, String> = BTreeMap::new();
        for (key, printed) in self.told.iter().filter_map(|(_, person)| say(person)) {
            let known = shown.entry(key).or_insert_with(|| printed.clone());
            if printed < *known {
                *known = printed;
            }
        }
        let values = self.told.iter().filter_map(|(article, person)| {
            let (key, _) = say(person)?;
            Some((shown.get(&key)?.clone(), (*article).to_owned()))
        });
        told.ranked(values)
    }
}

/// The people of all reports, each once.
fn people<'a>(told: &Told<'a>) -> Vec<Known<'a>> {
    let mut known: Vec<Known<'a>> = Vec::new();
    for seen in told.reports.iter().copied() {
        for who in &seen.parties {
            let Some(name) = &who.name else { continue };
            let Some(person) = who.person.and_then(|row| seen.account.people.get(row)) else { continue };
            let told = (seen.account.article.as_str(), person);
            match known.iter_mut().find(|one| name.fit(one.name) >= Fit::Partial) {
                Some(one) => {
                    if one.name.form.parts.len() < name.form.parts.len() {
                        (one.printed, one.name) = (&who.printed, name);
                    }
                    one.told.push(told);
                }
                None => known.push(Known { printed: &who.printed, name, told: vec![told] }),
            }
        }
    }
    known
}

fn rank(person: &PersonTold) -> Option<(String, String)> {
    person.rank.as_ref().map(|rank| (lexicon::fold(rank), rank.clone()))
}

fn office(person: &PersonTold) -> Option<(String, String)> {
    let office = posts_of(person).next()?;
    let words: Vec<String> = posts::words(&office.title).into_iter().collect();
    Some((words.join(" "), office.title.clone()))
}

/// How the person or the person's body is called.
fn label(person: &PersonTold) -> Option<(String, String)> {
    let body = posts_of(person).find_map(|office| office.body.clone());
    let label = person.labels.first().cloned().or(body)?;
    Some((lexicon::fold(&label), label))
}
