//! What the reports of one happening agree on, and where they differ.

use std::collections::{BTreeMap, BTreeSet};

use record::{Edtf, EventTold, EventType, Happening, Mode, PlaceTold, Report, Row, State, Status, Version};

use super::differ;
use super::seen::{Named, Seen};
use crate::names::Fit;

/// The reports of one happening with the source of each.
pub(crate) struct Told<'a> {
    /// The reports, in the order of article and event ids; never empty.
    pub(crate) reports: Vec<&'a Seen>,
    /// The article each article goes back to; one that is missing goes back to itself.
    pub(crate) source_of: &'a BTreeMap<String, String>,
    /// Planned events of which something on another day came.
    pub(crate) put_off: &'a BTreeSet<Row>,
}

/// The happening that these reports tell of; `None` without reports.
pub(crate) fn happening(told: &Told<'_>) -> Option<Happening> {
    let first = told.reports.first()?;
    let date = told.versions(&|event| event.date.map(|date| date.to_string()));
    let place = told.versions(&|event| event.place.as_ref().map(|place| place.name.clone()));
    let event_type = told.versions(&|event| Some(event.event_type.code().to_owned()));
    let mode = told.versions(&|event| event.mode.map(|mode| mode.code().to_owned()));
    let sources: BTreeSet<&str> = told.reports.iter().map(|seen| told.source(&seen.account.article)).collect();
    Some(Happening {
        id: id(first),
        event_type: top(&event_type, EventType::from_code).unwrap_or(first.event.event_type),
        mode: top(&mode, Mode::from_code),
        state: state(told),
        date: top(&date, |text| text.parse::<Edtf>().ok()),
        place: place.first().and_then(|best| placed(told, &best.value)),
        parties: parties(told),
        reports: (told.reports.iter())
            .map(|seen| Report {
                article: seen.account.article.clone(),
                event: seen.event.id.clone(),
                source: told.source(&seen.account.article).to_owned(),
            })
            .collect(),
        n_sources: sources.len(),
        disagreements: differ::disagreements(told, date, place),
    })
}

/// The id of the happening whose first report this is.
fn id(first: &Seen) -> String {
    let article = &first.account.article;
    let head = article.char_indices().nth(12).map_or(article.as_str(), |(at, _)| &article[..at]);
    format!("h{head}-{}", first.event.id)
}

fn top<T>(versions: &[Version], read: impl Fn(&str) -> Option<T>) -> Option<T> {
    versions.first().and_then(|version| read(&version.value))
}

fn placed(told: &Told<'_>, name: &str) -> Option<PlaceTold> {
    let places = told.reports.iter().filter_map(|seen| seen.event.place.as_ref());
    places.filter(|place| place.name == name).max_by_key(|place| (place.country.is_some(), place.lat_milli)).cloned()
}

impl Told<'_> {
    /// The article an article goes back to.
    pub(crate) fn source<'s>(&'s self, article: &'s str) -> &'s str {
        self.source_of.get(article).map_or(article, String::as_str)
    }

    /// The values reports give for a field, those with most sources first; of equals the one that more articles give,
    /// the finer, then that of the least article id.
    pub(crate) fn versions(&self, value: &dyn Fn(&EventTold) -> Option<String>) -> Vec<Version> {
        let told = self.reports.iter().filter_map(|seen| Some((value(&seen.event)?, seen.account.article.clone())));
        self.ranked(told)
    }

    /// Versions from pairs of value and article.
    pub(crate) fn ranked(&self, told: impl Iterator<Item = (String, String)>) -> Vec<Version> {
        let mut by_value: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for (value, article) in told {
            by_value.entry(value).or_default().insert(article);
        }
        let mut versions: Vec<Version> = by_value
            .into_iter()
            .map(|(value, articles)| Version { value, articles: articles.into_iter().collect() })
            .collect();
        versions.sort_by_cached_key(|version| {
            let sources: BTreeSet<&str> = version.articles.iter().map(|article| self.source(article)).collect();
            // An interval or a month is less than a day.
            let vague = version.value.contains('/') || version.value.len() < 10;
            (usize::MAX - sources.len(), vague, usize::MAX - version.articles.len(), version.articles.first().cloned())
        });
        versions
    }
}

/// Whether it happened: what is told as done by one and denied by another is disputed; later reports know more of
/// what was still to come.
fn state(told: &Told<'_>) -> State {
    let has = |status: Status| told.reports.iter().any(|seen| seen.event.status == status);
    let done = has(Status::Occurred) || has(Status::Ongoing);
    match (done, has(Status::Denied)) {
        (true, true) => return State::Disputed,
        (false, true) => return State::Denied,
        _ => {}
    }
    if has(Status::Occurred) {
        return State::Occurred;
    }
    let latest = told.reports.iter().max_by_key(|seen| seen.account.published.and_then(crate::days::last));
    if !done && told.reports.iter().any(|seen| told.put_off.contains(&seen.row())) {
        return State::Postponed;
    }
    match latest.map(|seen| seen.event.status) {
        Some(Status::Ongoing) => State::Ongoing,
        Some(Status::Planned) => State::Planned,
        Some(Status::Hypothetical) => State::Hypothetical,
        _ if has(Status::Ongoing) => State::Ongoing,
        _ => State::Occurred,
    }
}

/// Names of the parties, each once, under the fullest name; what is no person by its folded name.
fn parties(told: &Told<'_>) -> Vec<String> {
    let mut people: Vec<(&Named, &String)> = Vec::new();
    let mut others: BTreeMap<String, &String> = BTreeMap::new();
    for who in told.reports.iter().flat_map(|seen| &seen.parties) {
        let Some(name) = &who.name else {
            others.entry(lexicon::fold(&who.printed)).or_insert(&who.printed);
            continue;
        };
        match people.iter_mut().find(|(known, _)| name.fit(known) >= Fit::Partial) {
            Some(known) if known.0.form.parts.len() < name.form.parts.len() => *known = (name, &who.printed),
            Some(_) => {}
            None => people.push((name, &who.printed)),
        }
    }
    let names: BTreeSet<&String> = people.into_iter().map(|(_, name)| name).chain(others.into_values()).collect();
    names.into_iter().cloned().collect()
}
