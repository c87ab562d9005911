//! The country a person acts for.
//!
//! From the person's posts first, then from words of nationality beside the name, then from those they belong to (kin,
//! `his minister`), and last from what the article is about. International officials act for no country.

use lexicon::{CountryForm, TitleKind};
use record::{CountryCode, Held};

use crate::apposition::{Links, owner_country};
use crate::chunks::Chunks;
use crate::offices::Holding;
use crate::people::Named;
use crate::runs::NameRun;
use crate::titles::TitlePhrase;
use crate::view::{Shape, View};

/// The side of a person with its ground.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    /// Nothing tells it yet.
    Unknown,
    /// Acts for a body of no country.
    International,
    /// Acts for a country; the words tell how it is known.
    Country(CountryCode, &'static str),
}

impl Side {
    /// The country, if there is one.
    pub fn country(self) -> Option<CountryCode> {
        match self {
            Side::Country(code, _) => Some(code),
            _ => None,
        }
    }
}

/// What a person's own words tell.
pub(crate) fn own_side(
    view: &View,
    chunks: &Chunks,
    phrases: &[TitlePhrase],
    links: &Links,
    runs: &[NameRun],
    named: &Named,
    holdings: &[Holding],
) -> Side {
    let of_country = |current: bool| {
        let mut fitting = holdings.iter().filter(|holding| (holding.office.held != Held::Former) == current);
        fitting.find_map(|holding| holding.office.country)
    };
    if let Some(code) = of_country(true) {
        return Side::Country(code, "country of the office");
    }
    let current_international =
        holdings.iter().any(|holding| holding.international && holding.office.held != Held::Former);
    if let Some(code) = of_country(false)
        && !(current_international && holdings.iter().any(|holding| holding.international && holding.head))
    {
        return Side::Country(code, "country of a former office");
    }
    // `X of Burundi, the chairman of the bloc`
    if let Some(code) = named.runs.iter().find_map(|run| of_country_after(view, chunks, &runs[*run])) {
        return Side::Country(code, "`of` a country after the name");
    }
    if current_international {
        return Side::International;
    }
    for run in &named.runs {
        if let Some(code) = nationality(view, chunks, &runs[*run], phrases, links, *run) {
            return Side::Country(code, "nationality beside the name");
        }
    }
    if holdings.iter().any(|holding| holding.international) { Side::International } else { Side::Unknown }
}

/// `X of Burundi`, `Senegal's X`, `X, himself a Chadian`, `two Americans, X`, `French-born X`.
fn nationality(
    view: &View,
    chunks: &Chunks,
    run: &NameRun,
    phrases: &[TitlePhrase],
    links: &Links,
    row: usize,
) -> Option<CountryCode> {
    let (start, end) = (run.units.start, run.units.end);
    if let Some(code) = links.of_run[row].iter().find_map(|link| {
        let phrase = &phrases[link.phrase];
        phrase
            .owner
            .as_ref()
            .and_then(owner_country)
            .or(link.country)
            .or_else(|| phrase.host.filter(|_| view.lower(phrase.head) == "counterpart"))
    }) {
        return Some(code);
    }
    // `Celso, who …, spoke for Brazil`
    let sentence = view.sentence_of(start);
    let speaks = (end..sentence.end).find(|unit| {
        matches!(view.lower(*unit), "spoke" | "speaks" | "speaking" | "represented" | "represents" | "representing")
    });
    if let Some(verb) = speaks {
        let at = verb + 1 + usize::from(view.lower(verb + 1) == "for");
        let names = view.lower(verb + 1) == "for" || view.lower(verb).starts_with("represent");
        if let Some(hit) = chunks.country(at).filter(|hit| names && hit.form == CountryForm::Name && verb < end + 25) {
            return Some(hit.code);
        }
    }
    // `X, himself a Chadian`, `X, a Chadian,`
    if view.text(end) == "," {
        let at = end + 1 + usize::from(matches!(view.lower(end + 1), "himself" | "herself"));
        let at = at + usize::from(matches!(view.lower(at), "a" | "an"));
        if at > end + 1
            && let Some(hit) = chunks.country(at)
        {
            return Some(hit.code);
        }
    }
    // What stands right before the name and its titles: `Senegal's X`, `the Turk X`, `Zambian official X`, `Americans, X`.
    let direct = links.of_run[row].iter().filter(|link| link.direct).map(|link| phrases[link.phrase].units.start).min();
    let mut before = direct.unwrap_or(start).min(start);
    for _ in 0..3 {
        let at = before.checked_sub(1)?;
        if view.shape(at) == Shape::Possessive || (view.text(at) == "," && is_people(chunks, at.checked_sub(1)?)) {
            before = at;
            continue;
        }
        if let Some(hit) = chunks.country(at) {
            return (hit.form != CountryForm::Capital && hit.form != CountryForm::Seat).then_some(hit.code);
        }
        if view.shape(at) == Shape::Lower
            && matches!(view.upos(at), record::Upos::Noun | record::Upos::Adj)
            && view.shape(before) != Shape::Possessive
        {
            before = at;
            continue;
        }
        return None;
    }
    None
}

/// `X of Burundi`
fn of_country_after(view: &View, chunks: &Chunks, run: &NameRun) -> Option<CountryCode> {
    let end = run.units.end;
    let at = if view.lower(end + 1) == "the" { end + 2 } else { end + 1 };
    let hit = chunks.country(at).filter(|hit| view.lower(end) == "of" && hit.form == CountryForm::Name)?;
    Some(hit.code)
}

fn is_people(chunks: &Chunks, unit: usize) -> bool {
    chunks.country(unit).is_some_and(|hit| hit.form == CountryForm::Demonym)
}

/// Whether a title without a country of its own is one of a state: the article's context then tells which.
pub(crate) fn is_state_title(holding: &Holding) -> bool {
    !holding.international
        && (holding.national || matches!(holding.kind, TitleKind::Rank | TitleKind::Royal))
        && holding.office.country.is_none()
}
