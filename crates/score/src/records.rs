//! Records against gold.
//!
//! People, events and statements of a record are paired with gold's, each at most once; what is compared then is
//! counted in a [`Tally`]. Background events of gold (`core: false`) may be found or not.

use std::collections::BTreeSet;

use export::wire;

use crate::gold::{Gold, GoldEvent, GoldParty, GoldPerson};
use crate::tally::{Measure, Tally};
use crate::text::{date_ok, mode_ok, norm, place_ok, same_person, squash, words};

/// How one record compares with its gold.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Comparison {
    /// The counts.
    pub tally: Tally,
    /// What was missed or wrong, one line each.
    pub misses: Vec<String>,
    /// How sure the record was of each of its events, and whether gold knows it.
    pub sureness: Vec<(f64, bool)>,
}

/// Compares an article's record with its gold; without a record everything counts as missed.
pub fn compare(gold: &Gold, record: Option<&wire::Record>) -> Comparison {
    let mut comparison = Comparison::default();
    comparison.article(gold, record.map(|record| &record.article));
    comparison.people(gold, record.map_or(&[], |record| &record.people));
    comparison.events(gold, record.map_or(&[], |record| &record.events));
    comparison.statements(gold, record.map_or(&[], |record| &record.statements));
    comparison
}

impl Comparison {
    /// Counts one case and notes it when it is not right.
    fn case(&mut self, measure: Measure, right: bool, miss: impl FnOnce() -> String) {
        self.tally.count_mut(measure).add(right);
        if !right {
            self.misses.push(miss());
        }
    }

    fn article(&mut self, gold: &Gold, article: Option<&wire::Article>) {
        let text = squash(article.map_or("", |article| &article.text));
        let title = article.and_then(|article| article.title.as_deref());
        if let Some(wanted) = gold.title.as_deref().filter(|title| !title.is_empty()) {
            let right = norm(wanted) == norm(title.unwrap_or_default());
            self.case(Measure::Title, right, || format!("title {title:?}"));
        }
        let published = article.and_then(|article| article.published.as_ref()).map(|published| &*published.value);
        let inferred = gold.published_inferred.as_deref();
        let right = match gold.published.as_deref() {
            Some(wanted) => published.is_some_and(|date| date.get(..10).unwrap_or(date) == wanted),
            None => published.is_none() || inferred.is_some_and(|wanted| date_ok(Some(wanted), published)),
        };
        self.case(Measure::Published, right, || {
            format!("published {published:?} want {:?}", gold.published.as_deref().or(inferred))
        });
        let (first, last) = (squash(&gold.body_first), squash(&gold.body_last));
        let n_before = text.find(&first).map(|at| text[..at].chars().count());
        let n_allowed = squash(gold.title.as_deref().unwrap_or_default()).chars().count() + 120;
        let right = n_before.is_some_and(|n_before| n_before <= n_allowed);
        self.case(Measure::BodyStart, right, || format!("body does not start at {:?}", gold.body_first));
        let n_after = text.rfind(&last).map(|at| text[at + last.len()..].chars().count());
        let right = n_after.is_some_and(|n_after| n_after <= 20);
        self.case(Measure::BodyEnd, right, || format!("body does not end at {:?}", gold.body_last));
        for furniture in &gold.furniture {
            let right = !text.contains(&squash(furniture));
            self.case(Measure::FurnitureOut, right, || format!("furniture kept {furniture:?}"));
        }
    }

    fn people(&mut self, gold: &Gold, people: &[wire::Person]) {
        let mut left: Vec<&wire::Person> = people.iter().collect();
        for wanted in &gold.people {
            let names = names_of(wanted);
            let is_meant = |person: &&wire::Person| {
                same_person(&person.name, &names) || person.aliases.iter().any(|alias| same_person(alias, &names))
            };
            let Some(at) = left.iter().position(is_meant) else {
                self.case(Measure::People, false, || format!("person missed {}", wanted.name));
                self.tally.count_mut(Measure::Offices).missed += wanted.offices.len() as u64;
                continue;
            };
            let person = left.remove(at);
            self.tally.count_mut(Measure::People).hits += 1;
            if wanted.country.is_some() {
                let right = person.country == wanted.country;
                self.case(Measure::PeopleCountry, right, || {
                    format!("country of {} {:?} want {:?}", wanted.name, person.country, wanted.country)
                });
            }
            self.offices(wanted, person);
        }
        self.tally.count_mut(Measure::People).wrong += left.len() as u64;
        self.misses.extend(left.iter().map(|person| format!("person invented {}", person.name)));
    }

    fn offices(&mut self, wanted: &GoldPerson, person: &wire::Person) {
        let mut left: Vec<&wire::Office> = person.offices.iter().collect();
        for office in &wanted.offices {
            let title = words(&office.title);
            let with_body = &title | &words(office.body.as_deref().unwrap_or_default());
            let is_meant = |given: &&wire::Office| {
                let given_title = words(&given.title);
                let given_with_body = &given_title | &words(given.body.as_deref().unwrap_or_default());
                !title.is_disjoint(&given_title)
                    && (title.is_subset(&given_with_body) || given_title.is_subset(&with_body))
            };
            let found = left.iter().position(is_meant);
            if let Some(at) = found {
                left.remove(at);
            }
            self.case(Measure::Offices, found.is_some(), || {
                format!("office missed {} - {}", wanted.name, office.title)
            });
        }
        self.tally.count_mut(Measure::Offices).wrong += left.len() as u64;
    }

    fn events(&mut self, gold: &Gold, events: &[wire::Event]) {
        let pairs = pair_events(gold, events);
        for (row, wanted) in gold.events.iter().enumerate().filter(|(_, event)| event.core) {
            let parties = gold_parties(gold, wanted);
            let found = pairs.iter().find(|(gold_row, _)| *gold_row == row).and_then(|(_, row)| events.get(*row));
            self.case(Measure::EventsRecall, found.is_some(), || {
                let mode = wanted.mode.as_deref().unwrap_or("-");
                let date = wanted.date.as_deref().unwrap_or("-");
                format!("event missed {} {mode} {date} {:?}", wanted.event_type, party_names(&parties))
            });
            match found {
                Some(event) => self.event(wanted, &parties, event),
                None => {
                    self.tally.count_mut(Measure::EventsStrict).missed += 1;
                    self.tally.count_mut(Measure::Parties).missed += parties.len() as u64;
                    self.tally.count_mut(Measure::Subjects).missed += wanted.subjects.len() as u64;
                }
            }
        }
        for (row, event) in events.iter().enumerate() {
            let known = pairs.iter().any(|(_, paired)| *paired == row);
            self.sureness.push((event.confidence, known));
            self.tally.count_mut(Measure::EventsStrict).wrong += u64::from(!known);
            self.case(Measure::EventsPrecision, known, || {
                let evidence: String =
                    event.evidence.first().into_iter().flat_map(|text| text.chars()).take(60).collect();
                let names: Vec<_> = event.actor.iter().chain(&event.recipient).map(|party| &party.name).collect();
                let mode = event.mode.as_deref().unwrap_or("-");
                format!("event not in gold {} {mode} {names:?} {evidence:?}", event.event_type)
            });
        }
    }

    fn event(&mut self, wanted: &GoldEvent, wanted_parties: &[Side], event: &wire::Event) {
        let parties = record_parties(event);
        let n_hits = n_pairs(wanted_parties, &parties);
        let count = self.tally.count_mut(Measure::Parties);
        count.hits += n_hits as u64;
        count.missed += (wanted_parties.len() - n_hits) as u64;
        count.wrong += (parties.len() - n_hits) as u64;
        let subjects: BTreeSet<&String> = event.subjects.iter().collect();
        let wanted_subjects: BTreeSet<&String> = wanted.subjects.iter().collect();
        let count = self.tally.count_mut(Measure::Subjects);
        count.hits += (&subjects & &wanted_subjects).len() as u64;
        count.missed += (&wanted_subjects - &subjects).len() as u64;
        count.wrong += (&subjects - &wanted_subjects).len() as u64;

        let of = |what: &str| {
            let evidence: String = wanted.evidence.chars().take(40).collect();
            format!("{what} of {} {evidence:?}", wanted.event_type)
        };
        let mode = event.mode.as_deref();
        self.case(Measure::EventsMode, mode_ok(wanted.mode.as_deref(), mode), || {
            format!("{} {mode:?} want {:?}", of("mode"), wanted.mode)
        });
        self.case(Measure::EventsStatus, wanted.status == event.status, || {
            format!("{} {} want {}", of("status"), event.status, wanted.status)
        });
        let date = event.date.as_ref().map(|date| &*date.value);
        let date_right = date_ok(wanted.date.as_deref(), date);
        self.case(Measure::EventsDate, date_right, || format!("{} {date:?} want {:?}", of("date"), wanted.date));
        let place = event.place.as_ref().map(|place| (&*place.name, place.country.as_deref()));
        let wanted_place = wanted.place.as_ref().map(|place| (&*place.name, place.country.as_deref()));
        self.case(Measure::EventsPlace, place_ok(wanted_place, place), || {
            format!("{} {place:?} want {wanted_place:?}", of("place"))
        });
        if n_hits != wanted_parties.len() || n_hits != parties.len() {
            let line = format!("{} {:?} want {:?}", of("parties"), party_names(&parties), party_names(wanted_parties));
            self.misses.push(line);
        }
        let place_country_right = wanted_place.and_then(|place| place.1) == place.and_then(|place| place.1);
        let strict = countries(wanted_parties) == countries(&parties) && date_right && place_country_right;
        self.tally.count_mut(Measure::EventsStrict).add(strict);
    }

    fn statements(&mut self, gold: &Gold, statements: &[wire::Statement]) {
        let mut left: Vec<&wire::Statement> = statements.iter().collect();
        for wanted in &gold.statements {
            let mut names = vec![wanted.speaker.as_str()];
            names.extend(gold.person(&wanted.speaker).into_iter().flat_map(|person| &person.aka).map(String::as_str));
            let found =
                (left.iter()).position(|given| given.stance == wanted.stance && same_person(&given.speaker, &names));
            if let Some(at) = found {
                left.remove(at);
            }
            self.tally.count_mut(Measure::Statements).add(found.is_some());
        }
    }
}

/// A party, from gold or from a record.
struct Side {
    names: Vec<String>,
    country: Option<String>,
    person: bool,
}

fn names_of(person: &GoldPerson) -> Vec<String> {
    std::iter::once(&person.name).chain(&person.aka).cloned().collect()
}

fn gold_parties(gold: &Gold, event: &GoldEvent) -> Vec<Side> {
    let side = |party: &GoldParty| match party {
        GoldParty::Person(name) => {
            let person = gold.person(name);
            let names = person.map_or_else(|| vec![name.clone()], names_of);
            Side { names, country: person.and_then(|person| person.country.clone()), person: true }
        }
        GoldParty::Other { name, country } => {
            let name = name.clone().unwrap_or_default();
            let person = gold.person(&name).is_some();
            Side { names: vec![name], country: country.clone(), person }
        }
    };
    event.actor.iter().chain(&event.recipient).map(side).collect()
}

fn record_parties(event: &wire::Event) -> Vec<Side> {
    let side =
        |party: &wire::Party| Side { names: vec![party.name.clone()], country: party.country.clone(), person: false };
    event.actor.iter().chain(&event.recipient).map(side).collect()
}

fn party_names(sides: &[Side]) -> Vec<&str> {
    sides.iter().filter_map(|side| side.names.first()).map(String::as_str).collect()
}

fn countries(sides: &[Side]) -> BTreeSet<&str> {
    sides.iter().filter_map(|side| side.country.as_deref()).collect()
}

fn is_same_party(gold: &Side, given: &Side) -> bool {
    given.names.iter().any(|name| same_person(name, &gold.names))
        || (!gold.person && gold.country.is_some() && gold.country == given.country)
}

/// How many parties of gold are among the given, each given party used once.
fn n_pairs(gold: &[Side], given: &[Side]) -> usize {
    let mut left: Vec<&Side> = given.iter().collect();
    let mut n_hits = 0;
    for wanted in gold {
        if let Some(at) = left.iter().position(|side| is_same_party(wanted, side)) {
            left.remove(at);
            n_hits += 1;
        }
    }
    n_hits
}

/// Pairs of gold's and the record's event rows, the most similar first, each row at most once.
fn pair_events(gold: &Gold, events: &[wire::Event]) -> Vec<(usize, usize)> {
    let mut candidates = Vec::new();
    for (gold_row, wanted) in gold.events.iter().enumerate() {
        for (row, event) in events.iter().enumerate() {
            let similarity = similarity(gold, wanted, event);
            if similarity > 0.0 {
                candidates.push((similarity, gold_row, row));
            }
        }
    }
    candidates.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)).then(a.2.cmp(&b.2)));
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    for (_, gold_row, row) in candidates {
        if pairs.iter().all(|pair| pair.0 != gold_row && pair.1 != row) {
            pairs.push((gold_row, row));
        }
    }
    pairs
}

/// How alike two events are; 0 when they cannot be the same. The weights and the order of the additions are those of
/// the scorer that the gold came with, so that both give the same pairs.
fn similarity(gold: &Gold, wanted: &GoldEvent, event: &wire::Event) -> f64 {
    if event.event_type != wanted.event_type && !wanted.also_type.contains(&event.event_type) {
        return 0.0;
    }
    let (wanted_parties, parties) = (gold_parties(gold, wanted), record_parties(event));
    let mut hits = n_pairs(&wanted_parties, &parties) as f64;
    if !wanted_parties.is_empty() && hits == 0.0 {
        if countries(&wanted_parties).is_disjoint(&countries(&parties)) {
            return 0.0;
        }
        hits = 0.3;
    }
    let one = |right: bool| if right { 1.0 } else { 0.0 };
    let (wanted_mode, mode) = (wanted.mode.as_deref(), event.mode.as_deref());
    let mut score = 1.0 + 3.0 * hits / wanted_parties.len().max(parties.len()).max(1) as f64;
    score += 0.8 * one(date_ok(wanted.date.as_deref(), event.date.as_ref().map(|date| &*date.value)));
    score += 0.8 * one(wanted_mode.is_some() && mode_ok(wanted_mode, mode)) + 0.2 * one(wanted_mode == mode);
    score += 0.5
        * one(place_ok(
            wanted.place.as_ref().map(|place| (&*place.name, place.country.as_deref())),
            event.place.as_ref().map(|place| (&*place.name, place.country.as_deref())),
        ));
    score
}
