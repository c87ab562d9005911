//! The pages: each asks the archive, makes of the views what its template prints, and prints it.

pub mod about;
pub mod article;
pub mod happening;
pub mod happenings;
pub mod home;
pub mod names;
pub mod pair;
pub mod person;
pub mod said;
pub mod search;

use export::view::{ArticleRef, Ref, StatementView, TenureView, UnsureView};

use crate::query::{Query, path};
use crate::words;

/// How many happenings have something: the value of a filter, its name, the number.
#[derive(Clone, Debug, Default)]
pub struct Count {
    /// The value.
    pub key: String,
    /// Its name.
    pub label: String,
    /// How many.
    pub n: usize,
}

/// Counts of values that name themselves.
pub fn counts(rows: &[(String, usize)]) -> Vec<Count> {
    rows.iter().map(|(key, n)| Count { key: key.clone(), label: key.clone(), n: *n }).collect()
}

/// Counts of people and bodies.
pub fn named(rows: &[(Ref, usize)]) -> Vec<Count> {
    rows.iter().map(|(of, n)| Count { key: of.id.clone(), label: of.name.clone(), n: *n }).collect()
}

/// Counts of codes, with their words.
pub fn coded(rows: &[(String, usize)], label: impl Fn(&str) -> String) -> Vec<Count> {
    rows.iter().map(|(key, n)| Count { key: key.clone(), label: label(key), n: *n }).collect()
}

/// Counts of pairs of countries.
pub fn pairs(rows: &[(String, usize)]) -> Vec<Count> {
    coded(rows, |key| key.split(' ').map(words::country).collect::<Vec<_>>().join(" and "))
}

/// A line of a tally: a name, how often, where it leads.
#[derive(Clone, Debug, Default)]
pub struct Counted {
    /// What is counted.
    pub label: String,
    /// How many.
    pub count: usize,
    /// Where it leads.
    pub href: String,
    /// Whether it is chosen.
    pub on: bool,
}

/// Tallies of one kind.
#[derive(Clone, Debug, Default)]
pub struct Group {
    /// What they are of.
    pub name: &'static str,
    /// The lines.
    pub rows: Vec<Counted>,
    /// Whether they are shown at first.
    pub open: bool,
}

impl Group {
    /// The first lines of a count.
    pub fn new(name: &'static str, counts: &[Count], n: usize, href: impl Fn(&Count) -> String) -> Group {
        let line =
            |count: &Count| Counted { label: words::short(&count.label), count: count.n, href: href(count), on: false };
        Group { name, rows: counts.iter().take(n).map(line).collect(), open: false }
    }
}

/// The outlet of an article; where none is known, what it came from.
pub fn outlet(article: &ArticleRef) -> String {
    let known = article.publisher.as_deref().filter(|name| !name.trim().is_empty());
    known.map_or_else(|| origin(&article.origin), |name| words::cut(name, 80))
}

/// What an article came from, as it may be shown: an address's host, a file's name.
pub fn origin(origin: &str) -> String {
    let plain = origin.split(['?', '#']).next().unwrap_or_default();
    let shown = match words::link(plain) {
        Some(link) => link.split('/').nth(2).unwrap_or(link),
        None => plain.rsplit(['/', '\\']).next().filter(|name| !name.is_empty()).unwrap_or(plain),
    };
    words::cut(shown, 80)
}

/// A version of a field, in words.
pub fn version(field: &str, value: &str) -> String {
    match field {
        "date" => words::date(value),
        "subjects" | "status" => words::label(value),
        _ => words::cut(value, 300),
    }
}

/// The other identity of a pair.
pub fn other<'a>(pair: &'a UnsureView, id: &str) -> &'a str {
    if pair.a.id == id { &pair.b.id } else { &pair.a.id }
}

/// An office in words: `defence minister, Malawi`.
pub fn office_name(tenure: &TenureView) -> String {
    let country = tenure.country.as_deref().map(words::country);
    let of = tenure.body.as_deref().or(country).filter(|of| !tenure.title.contains(of));
    words::short(&of.map_or_else(|| tenure.title.clone(), |of| format!("{}, {of}", tenure.title)))
}

/// Address of an office's page.
pub fn office_href(tenure: &TenureView) -> String {
    let mut query = Query::default().set("title", &tenure.title);
    if let Some(country) = &tenure.country {
        query = query.set("country", country);
    }
    query.href("/office")
}

/// When somebody is seen in an office.
pub fn seen(tenure: &TenureView) -> String {
    let ended = tenure.ended_by.as_deref().map(|day| format!(", ended by {}", words::date(day))).unwrap_or_default();
    let seen = match (tenure.first_seen.as_deref(), tenure.last_seen.as_deref()) {
        (Some(first), Some(last)) if first == last => words::date(first),
        (Some(first), Some(last)) => format!("{} to {}", words::date(first), words::date(last)),
        (Some(day), None) | (None, Some(day)) => words::date(day),
        (None, None) => "no date".to_owned(),
    };
    seen + &ended
}

/// Address of the page of two people, bodies or countries.
pub fn pair_href(a: &str, b: &str) -> String {
    path(&["pair", a, b])
}

/// Address of a statement's words.
pub fn statement_href(row: &StatementView) -> String {
    format!("{}#n-{}", path(&["article", &row.article.id]), row.statement.id)
}

/// Address of the happenings that a filter finds.
pub fn happenings_href(key: &str, value: &str) -> String {
    Query::default().set(key, value).href("/happenings")
}

/// Address of a pair of countries, from the key of its count.
pub fn countries_href(key: &str) -> String {
    match key.split_once(' ') {
        Some((a, b)) => pair_href(a, b),
        None => happenings_href("country", key),
    }
}

/// The address of the same page as JSON.
pub fn json_href(segments: &[&str]) -> String {
    format!("{}.json", path(segments))
}

/// A name from an address, and whether it is asked for as JSON: `abc.json`.
pub fn name_of(segment: &str) -> (&str, bool) {
    segment.strip_suffix(".json").map_or((segment, false), |name| (name, true))
}
