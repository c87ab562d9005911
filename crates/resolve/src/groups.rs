//! Unnamed people: `senior French officials`, `protesters`, `more than 40 opposition groups`.

use std::ops::Range;

use record::{CountryCode, Sector, Upos};

use crate::chunks::{BodyChunk, ChunkKind, Chunks};
use crate::lore::Lore;
use crate::view::{Shape, View};
use crate::words::{is_determiner, is_possessive_pronoun};

/// A noun phrase for unnamed people.
#[derive(Clone, Debug)]
pub(crate) struct GroupPhrase {
    /// All its words up to the noun.
    pub units: Range<usize>,
    /// The words that name it, without article and number.
    pub name: Range<usize>,
    /// The noun.
    pub head: usize,
    /// Country its words tell.
    pub country: Option<CountryCode>,
    /// A possessive pronoun before it.
    pub pronoun: Option<usize>,
    /// PLOVER sector.
    pub sector: Option<Sector>,
    /// Whether such people are of the country an article is about, when it does not say.
    pub domestic: bool,
}

/// Every such phrase of a view, in text order.
pub(crate) fn group_phrases(view: &View, lore: &Lore, chunks: &Chunks) -> Vec<GroupPhrase> {
    let mut found = Vec::new();
    for unit in 0..view.len() {
        let Some((len, sector)) = agent_at(view, lore, unit) else { continue };
        let head = unit + len - 1;
        let inside_body =
            |body: &BodyChunk, units: &Range<usize>| body.named || units.end > head + 1 || units.len() > 1;
        match chunks.at(head).map(|chunk| (&chunk.kind, &chunk.units)) {
            Some((ChunkKind::Title(_), _)) => continue,
            Some((ChunkKind::Body(body), units)) if inside_body(body, units) => continue,
            _ => {}
        }
        // `police station`, `rebel group`: a noun before a noun is no group of its own.
        if matches!(view.upos(head + 1), Upos::Noun) && view.shape(head + 1) == Shape::Lower {
            continue;
        }
        found.push(phrase(view, chunks, unit, head, sector));
    }
    found
}

/// A noun for people in a role, of one or two words.
fn agent_at(view: &View, lore: &Lore, unit: usize) -> Option<(usize, Sector)> {
    let end = view.sentence_of(unit).end.min(unit + 4);
    let words: Vec<&str> = (unit..end).map(|at| view.text(at)).collect();
    let (len, sectors) = lore.lexicon.bodies().agents().longest(&words)?;
    let noun = matches!(view.upos(unit + len - 1), Upos::Noun | Upos::Propn | Upos::Adj);
    noun.then_some((len, *sectors.first()?))
}

fn phrase(view: &View, chunks: &Chunks, first: usize, head: usize, sector: Sector) -> GroupPhrase {
    let sentence = view.sentence_of(head);
    let mut start = first;
    let mut country = None;
    let mut pronoun = None;
    let mut name_start = first;
    while start > sentence.start {
        let before = start - 1;
        if let Some(chunk) = chunks.ending(start) {
            match &chunk.kind {
                ChunkKind::Country(hit) => country = country.or(Some(hit.code)),
                ChunkKind::Body(body) => country = country.or(body.country),
                ChunkKind::Title(_) => break,
            }
            start = chunk.units.start;
            name_start = start;
        } else if view.shape(before) == Shape::Possessive && chunks.ending(before).is_some() {
            start = before;
        } else if is_possessive_pronoun(view.lower(before)) {
            pronoun = Some(before);
            start = before;
            break;
        } else if is_determiner(view.lower(before)) || view.shape(before) == Shape::Number {
            start = before;
        } else if view.shape(before) == Shape::Lower && matches!(view.upos(before), Upos::Adj | Upos::Noun) {
            start = before;
            name_start = before;
        } else {
            break;
        }
    }
    // `soldiers of Mali`
    if country.is_none()
        && matches!(view.lower(head + 1), "of" | "from")
        && let Some(chunk) = chunks.starting(if view.lower(head + 2) == "the" { head + 3 } else { head + 2 })
        && let ChunkKind::Country(hit) = chunk.kind
    {
        country = Some(hit.code);
    }
    let domestic = matches!(
        sector,
        Sector::Cop | Sector::Mil | Sector::Opp | Sector::Leg | Sector::Gov | Sector::Jud | Sector::Cvl | Sector::Reb
    );
    GroupPhrase {
        units: start..head + 1,
        name: name_start..head + 1,
        head,
        country,
        pronoun,
        sector: Some(sector),
        domestic,
    }
}
