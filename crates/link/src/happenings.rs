//! One thing that happened, as many articles tell it.
//!
//! Events are compared within blocks (type family, a week around the day, a shared party); a pair joins when time,
//! parties and kind fit, strongest pairs first, and two events of one article never join (the coder of that article
//! held them apart). Where reports differ, every version is kept with its sources.

use std::collections::{BTreeMap, BTreeSet};

use record::{CountryCode, Edtf, Event, EventType, Mode, Referent, Status};

use crate::cluster::cluster;

/// A party, known across articles.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Who {
    /// A person, by the number of the identity.
    Person(usize),
    /// A body or group, by its folded name.
    Named(String),
    /// A country.
    Country(CountryCode),
}

/// An event as one article tells it.
#[derive(Clone, Debug)]
pub struct EventSeen<'a> {
    /// Number of the article among those linked.
    pub article: usize,
    /// Row of the event in the article's coding.
    pub row: usize,
    /// The event.
    pub event: &'a Event,
    /// Its parties.
    pub who: Vec<Who>,
    /// The countries its parties act for.
    pub sides: BTreeSet<CountryCode>,
    /// Day number of the article's publication, where known.
    pub published: Option<i32>,
}

impl<'a> EventSeen<'a> {
    /// An event with its parties made known across articles; `identity` gives the identity of the article's people.
    pub fn new(
        article: usize,
        row: usize,
        event: &'a Event,
        published: Option<Edtf>,
        identity: impl Fn(usize) -> usize,
    ) -> EventSeen<'a> {
        let parties = || event.actors.iter().chain(&event.recipients);
        let who = parties()
            .map(|party| match &party.referent {
                Referent::Person(person) => Who::Person(identity(person.row())),
                Referent::Country(code) => Who::Country(*code),
                _ => Who::Named(lexicon::fold(&party.name)),
            })
            .collect();
        let sides = parties().filter_map(|party| party.country).collect();
        EventSeen { article, row, event, who, sides, published: published.and_then(|date| span_of(date).1) }
    }

    /// Whether the report itself says on which day or two it was.
    fn is_dated(&self) -> bool {
        let told = self.event.date.as_ref().map(|date| span_of(date.value));
        matches!(told, Some((Some(from), Some(to))) if to - from <= 2)
    }

    /// First and last day it can have happened on, as day numbers.
    fn days(&self) -> Option<(i32, i32)> {
        let told = self.event.date.as_ref().map(|date| span_of(date.value));
        let (from, to) = match told {
            Some((from, to)) => (from, to.or(self.published)),
            None => (None, self.published),
        };
        // News without a day is news of the last days before it was printed.
        let to = to.or(from)?;
        Some((from.unwrap_or(to - UNDATED_DAYS), to))
    }
}

/// How far back an event without a day may lie.
const UNDATED_DAYS: i32 = 7;

/// Least score at which two events are one happening.
const JOIN: i32 = 60;

/// Groups events that tell of one happening: rows of the input, ascending; groups by their first row.
pub fn group(events: &[EventSeen<'_>]) -> Vec<Vec<usize>> {
    let mut pairs: Vec<(i32, usize, usize)> = Vec::new();
    for (a, b) in candidates(events) {
        let score = score(&events[a], &events[b]);
        if score >= JOIN {
            pairs.push((-score, a, b));
        }
    }
    pairs.sort_unstable();
    let pairs = pairs.into_iter().map(|(_, a, b)| (a, b));
    cluster(events.len(), pairs, |a, b| may_join(events, a, b)).1
}

/// Pairs of different articles that share a party or a pair of sides.
fn candidates(events: &[EventSeen<'_>]) -> BTreeSet<(usize, usize)> {
    let mut holders: BTreeMap<(Family, Key), Vec<usize>> = BTreeMap::new();
    for (row, seen) in events.iter().enumerate() {
        let people = seen.who.iter().map(|who| Key::Who(who.clone()));
        let sides = seen.sides.iter().map(|side| Key::Side(*side));
        for key in people.chain(sides) {
            holders.entry((family(seen.event), key)).or_default().push(row);
        }
    }
    let mut pairs = BTreeSet::new();
    for rows in holders.values() {
        for (at, a) in rows.iter().enumerate() {
            let near = |b: &&usize| events[**b].article != events[*a].article && gap(&events[*a], &events[**b]) <= 7;
            pairs.extend(rows[at + 1..].iter().filter(near).map(|b| (*a, *b)));
        }
    }
    pairs
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    Who(Who),
    Side(CountryCode),
}

/// Kinds of event that one happening can be told as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Family {
    Meeting,
    Visit,
    Phone,
    Other(EventType),
}

fn family(event: &Event) -> Family {
    let planned_meeting = event.event_type == EventType::Agree && event.status == Status::Planned;
    match (event.event_type, event.mode) {
        (EventType::Consult, Some(Mode::Visit)) => Family::Visit,
        (EventType::Consult, Some(Mode::Phone)) => Family::Phone,
        (EventType::Consult, _) => Family::Meeting,
        _ if planned_meeting => Family::Meeting,
        (EventType::Retreat | EventType::Concede, Some(Mode::Ceasefire)) => Family::Other(EventType::Retreat),
        (other, _) => Family::Other(other),
    }
}

/// Days between the two; 0 when they can be one day, a large number when nothing is known.
fn gap(a: &EventSeen<'_>, b: &EventSeen<'_>) -> i32 {
    let (Some(a), Some(b)) = (a.days(), b.days()) else { return 8 };
    (a.0 - b.1).max(b.0 - a.1).max(0)
}

fn score(a: &EventSeen<'_>, b: &EventSeen<'_>) -> i32 {
    let time = match gap(a, b) {
        0 if a.is_dated() && b.is_dated() => 40,
        // Two windows that touch prove little.
        0 => 20,
        1 => 25,
        2 => 5,
        _ => return 0,
    };
    let Some(parties) = party_score(a, b) else { return 0 };
    let mode = match (a.event.mode, b.event.mode) {
        (Some(a), Some(b)) if a == b => 10,
        (Some(_), Some(_)) => -5,
        _ => 0,
    };
    time + parties + mode + place_score(a, b)
}

/// How well the parties fit; `None` when they cannot be the same company.
fn party_score(a: &EventSeen<'_>, b: &EventSeen<'_>) -> Option<i32> {
    let people = |seen: &EventSeen<'_>| -> BTreeSet<usize> {
        seen.who.iter().filter_map(|who| if let Who::Person(id) = who { Some(*id) } else { None }).collect()
    };
    let (left, right) = (people(a), people(b));
    let shared = left.intersection(&right).count() as i32;
    let fewer = left.len().min(right.len()) as i32;
    let sides = a.sides.intersection(&b.sides).count() as i32;
    let all_sides = a.sides.union(&b.sides).count() as i32;
    if fewer > 0 {
        // Two meetings of one man with two others share him and nobody else.
        return match shared {
            0 => None,
            _ if shared == fewer => Some(20 + 10 * shared.min(3) + 10 * i32::from(all_sides == sides)),
            _ => Some(10 + 5 * shared),
        };
    }
    let named = a.who.iter().filter(|who| b.who.contains(who)).count() as i32;
    match (named, sides) {
        (0, 0) => None,
        _ if all_sides > 0 && sides == all_sides => Some(25 + 10 * named.min(2)),
        _ => Some(5 * sides + 10 * named),
    }
}

fn place_score(a: &EventSeen<'_>, b: &EventSeen<'_>) -> i32 {
    let (Some(a), Some(b)) = (&a.event.place, &b.event.place) else { return 0 };
    match (a.country, b.country) {
        (Some(left), Some(right)) if left != right => -30,
        _ if lexicon::fold(&a.name) == lexicon::fold(&b.name) => 10,
        _ => 0,
    }
}

fn may_join(events: &[EventSeen<'_>], a: &[usize], b: &[usize]) -> bool {
    a.iter().all(|left| {
        b.iter().all(|right| {
            events[*left].article != events[*right].article && party_score(&events[*left], &events[*right]).is_some()
        })
    })
}

/// First and last day of a date as day numbers from 1 March of year 0 (proleptic Gregorian; Hinnant, `days_from_civil`).
fn span_of(date: Edtf) -> (Option<i32>, Option<i32>) {
    let number = |(year, month, day): (i16, u8, u8)| {
        let (month, day) = (i32::from(month), i32::from(day));
        let year = i32::from(year) - i32::from(month <= 2);
        let shifted = (month + 9) % 12;
        365 * year + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400) + (153 * shifted + 2) / 5 + day
            - 1
    };
    let (from, to) = date.days();
    (from.map(number), to.map(number))
}
