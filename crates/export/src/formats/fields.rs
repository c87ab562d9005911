//! What several formats make of the views.

use std::collections::BTreeMap;

use crate::days;
use crate::view::{ArticleRef, EventView, HappeningView, PartyView, Ref};
use crate::wire;

/// An address of the web, or nothing: never a path, a script or words.
pub(crate) fn web_address(origin: &str) -> Option<&str> {
    let web = origin.starts_with("https://") || origin.starts_with("http://");
    (web && !origin.chars().any(|c| c.is_whitespace() || c.is_control() || "<>\"{}|\\^`".contains(c))).then_some(origin)
}

/// An address for an article: its own where it is one of the web, else a name made of its id.
pub(crate) fn article_iri(article: &ArticleRef) -> String {
    web_address(&article.origin).map_or_else(|| urn("article", &article.id), str::to_owned)
}

/// A name for a thing that has no address.
pub(crate) fn urn(kind: &str, id: &str) -> String {
    let id: String = id.chars().map(|c| if c.is_ascii_alphanumeric() || c == '-' { c } else { '-' }).collect();
    format!("urn:attache:{kind}:{id}")
}

/// The last day an article can have been published on.
pub(crate) fn published(article: &ArticleRef) -> Option<i64> {
    let (first, last) = days::bounds(article.published.as_deref()?);
    last.or(first)
}

/// The latest publication date of a happening's reports.
pub(crate) fn updated(happening: &HappeningView) -> Option<i64> {
    happening.reports.iter().filter_map(|report| published(&report.view.article)).max()
}

/// First and last day of a happening, where both are known.
pub(crate) fn happening_days(happening: &HappeningView) -> Option<(i64, i64)> {
    let told = happening.days.as_ref();
    if let Some(days) = told.and_then(|(first, last)| Some((days::parse(first)?, days::parse(last)?))) {
        return Some(days);
    }
    match days::bounds(happening.date.as_deref()?) {
        (Some(first), Some(last)) => Some((first, last)),
        (Some(day), None) | (None, Some(day)) => Some((day, day)),
        (None, None) => None,
    }
}

/// The parties of a happening: with their role.
pub(crate) fn parties(happening: &HappeningView) -> impl Iterator<Item = (&'static str, &PartyView)> {
    let actors = happening.actor.iter().map(|party| ("actor", party));
    actors.chain(happening.recipient.iter().map(|party| ("recipient", party)))
}

/// What a party is known by across articles, with a letter for its kind.
pub(crate) fn party_key(party: &PartyView) -> (char, String) {
    if let Some(person) = &party.person {
        return ('p', person.clone());
    }
    if let Some(body) = &party.body {
        return ('b', body.clone());
    }
    match &party.country {
        Some(country) => ('c', country.clone()),
        None => ('n', short_hash(&party.name)),
    }
}

/// Sixteen hexadecimal digits of the hash of a text.
pub(crate) fn short_hash(text: &str) -> String {
    blake3::hash(text.as_bytes()).to_hex().chars().take(16).collect()
}

/// The identity of a party of an event: a person's or a body's id inside the article leads to it.
pub(crate) fn identity<'a>(party: &wire::Party, identities: &'a BTreeMap<String, Ref>) -> Option<&'a Ref> {
    identities.get(party.person.as_deref().or(party.body.as_deref())?)
}

/// Text on one line: tabs, line ends and control characters become spaces.
pub(crate) fn one_line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') { ' ' } else { c }).collect()
}

/// The outlet of an article; else the host of its address, or the name of its file: a whole path would tell where
/// things lie on somebody's machine.
pub(crate) fn outlet(article: &ArticleRef) -> &str {
    if let Some(name) = article.publisher.as_deref().filter(|name| !name.trim().is_empty()) {
        return name;
    }
    let origin = article.origin.as_str();
    let host = web_address(origin).and_then(|address| address.split("//").nth(1)?.split(['/', '?', '#']).next());
    host.unwrap_or_else(|| origin.trim_end_matches(['/', '\\']).rsplit(['/', '\\']).next().unwrap_or(origin))
}

/// The parties of an event: with their role, actors first.
pub(crate) fn event_parties(view: &EventView) -> impl Iterator<Item = (&'static str, &wire::Party)> {
    let actors = view.event.actor.iter().map(|party| ("actor", party));
    actors.chain(view.event.recipient.iter().map(|party| ("recipient", party)))
}

/// A decimal fraction without needless digits, `-0` as `0`.
pub(crate) fn decimal(value: f64) -> String {
    if value == 0.0 || !value.is_finite() { "0".to_owned() } else { format!("{value}") }
}
