//! The whole of linking: from codings to happenings, identities and tenures.

use std::collections::{BTreeMap, BTreeSet};

use record::{Article, Cast, Coding, Happening, Tenure};

use crate::agree::happening;
use crate::copies::{self, Print};
use crate::happenings::{self, EventSeen};
use crate::people::{Identity, PersonSeen, Unsure, identify};
use crate::tenures::tenures;

/// One coded article, as linking sees it.
#[derive(Clone, Copy, Debug)]
pub struct Coded<'a> {
    /// The article.
    pub article: &'a Article,
    /// Who it speaks of.
    pub cast: &'a Cast,
    /// What it tells.
    pub coding: &'a Coding,
}

/// What many articles tell together.
#[derive(Clone, Debug, Default)]
pub struct Linked {
    /// Happenings, by their id.
    pub happenings: Vec<Happening>,
    /// People across articles; `seen` numbers the rows of [`Linked::people`].
    pub identities: Vec<Identity>,
    /// Every person of every article: `(article, row in its cast)`.
    pub people: Vec<(usize, usize)>,
    /// Pairs of rows of [`Linked::people`] that could be one person and were left apart.
    pub unsure: Vec<Unsure>,
    /// The source each article goes back to: copies share the number of their first.
    pub source_of: Vec<usize>,
    /// Who was seen in which office when.
    pub tenures: Vec<Tenure>,
}

/// Links articles. Equal scores are decided by their order: sort them by id for one result whatever was read first.
pub fn link(articles: &[Coded<'_>]) -> Linked {
    let source_of = sources(articles);
    let people: Vec<(usize, usize)> = articles
        .iter()
        .enumerate()
        .flat_map(|(article, coded)| (0..coded.cast.people.len()).map(move |row| (article, row)))
        .collect();
    let seen = people_seen(articles, &people);
    let (identities, unsure) = identify(&seen);
    let identity_of: BTreeMap<(usize, usize), usize> = identities
        .iter()
        .enumerate()
        .flat_map(|(number, identity)| identity.seen.iter().map(move |row| (*row, number)))
        .map(|(row, number)| (people[row], number))
        .collect();
    let events = events_seen(articles, &identity_of);
    let mut found: Vec<Happening> = happenings::group(&events)
        .into_iter()
        .map(|rows| {
            let reports: Vec<&EventSeen<'_>> = rows.iter().map(|row| &events[*row]).collect();
            happening(articles, &reports, &source_of)
        })
        .collect();
    found.sort_by(|a, b| a.id.cmp(&b.id));
    let tenures = tenures(articles, &identity_of);
    Linked { happenings: found, identities, people, unsure, source_of, tenures }
}

fn sources(articles: &[Coded<'_>]) -> Vec<usize> {
    let prints: Vec<Print> = articles.iter().map(|coded| Print::new(&coded.article.text)).collect();
    let mut source_of: Vec<usize> = (0..articles.len()).collect();
    for group in copies::group(&prints) {
        for article in &group {
            source_of[*article] = group[0];
        }
    }
    source_of
}

fn people_seen<'a>(articles: &[Coded<'a>], people: &[(usize, usize)]) -> Vec<PersonSeen<'a>> {
    let names: Vec<BTreeSet<String>> = articles
        .iter()
        .map(|coded| coded.cast.people.iter().map(|person| lexicon::fold(&person.name)).collect())
        .collect();
    people
        .iter()
        .map(|&(article, row)| {
            let person = &articles[article].cast.people.rows()[row];
            let mut company = names[article].clone();
            company.remove(&lexicon::fold(&person.name));
            PersonSeen { article, row, person, company }
        })
        .collect()
}

fn events_seen<'a>(articles: &[Coded<'a>], identity_of: &BTreeMap<(usize, usize), usize>) -> Vec<EventSeen<'a>> {
    let mut events = Vec::new();
    for (article, coded) in articles.iter().enumerate() {
        let published = coded.article.published.as_ref().map(|published| published.value);
        let written = published.or_else(|| coded.cast.written.as_ref().map(|written| written.0));
        for (row, event) in coded.coding.events.iter().enumerate() {
            let identity = |person: usize| identity_of.get(&(article, person)).copied().unwrap_or(usize::MAX);
            events.push(EventSeen::new(article, row, event, written, identity));
        }
    }
    events
}
