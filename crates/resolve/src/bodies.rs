//! The bodies of an article: which chunks name the same one, and the country of each.

use std::ops::Range;

use record::{Body, BodyKind, CountryCode, Span};

use crate::chunks::{BodyChunk, ChunkKind, Chunks};
use crate::focus::Focus;
use crate::lore::Lore;
use crate::view::{Shape, View};
use crate::words::is_possessive_pronoun;

/// The bodies and which chunk means which.
#[derive(Debug, Default)]
pub(crate) struct BodyTable {
    /// Rows for the cast.
    pub rows: Vec<Body>,
    /// Body of each chunk row.
    pub of_chunk: Vec<Option<usize>>,
    /// Whether the country of a row is a guess from what stands near.
    pub guessed: Vec<bool>,
    keys: Vec<Key>,
}

#[derive(Debug)]
struct Key {
    id: Option<lexicon::BodyId>,
    /// Folded words without country and article.
    words: String,
    /// Folded head word.
    head: String,
    named: bool,
}

/// Finds the bodies of a view.
pub(crate) fn body_table(view: &View, lore: &Lore, chunks: &Chunks, focus: &Focus) -> BodyTable {
    let mut table = BodyTable { of_chunk: vec![None; chunks.rows.len()], ..BodyTable::default() };
    for (row, chunk) in chunks.rows.iter().enumerate() {
        if let ChunkKind::Body(body) = &chunk.kind {
            let found = table.place(view, lore, chunks, focus, &chunk.units, body);
            table.of_chunk[row] = Some(found);
        }
    }
    table
}

impl BodyTable {
    fn place(
        &mut self,
        view: &View,
        lore: &Lore,
        chunks: &Chunks,
        focus: &Focus,
        units: &Range<usize>,
        chunk: &BodyChunk,
    ) -> usize {
        let (prefix, outer) = prefix(view, chunks, units.start);
        let inner = chunks_country(lore, view, units);
        let country = chunk.country.or(prefix).or(inner.map(|(code, _)| code));
        let own = units.start + inner.map_or(0, |(_, len)| len)..units.end;
        let words = lexicon::fold(view.words(&if own.is_empty() { units.clone() } else { own }));
        let head = view.lower(chunk.head).to_owned();
        let name_units = if chunk.named { units.clone() } else { outer..units.end };
        let found = self.find(chunk, country, &words, &head);
        let row = found.unwrap_or_else(|| {
            let known = chunk.id.map(|id| lore.lexicon.bodies().get(id));
            let country = if chunk.international || known.is_some_and(|body| body.country.is_none()) {
                country.filter(|_| !chunk.international)
            } else {
                country.or_else(|| {
                    if domestic(chunk.kind) || !chunk.named { focus.near(view, chunks, units.start) } else { None }
                })
            };
            self.guessed.push(chunk.country.or(prefix).or(inner.map(|(code, _)| code)).is_none());
            self.rows.push(Body {
                name: view.words(&name_units).to_owned(),
                aliases: Vec::new(),
                country,
                kind: chunk.kind,
                sector: chunk.sector,
                mentions: Vec::new(),
            });
            self.keys.push(Key { id: chunk.id, words, head, named: chunk.named });
            self.rows.len() - 1
        });
        let body = &mut self.rows[row];
        if let Some(code) = country.filter(|_| !chunk.international)
            && (body.country.is_none() || self.guessed[row])
        {
            body.country = Some(code);
            self.guessed[row] = false;
        }
        let printed = view.words(&name_units);
        add_form(body, printed);
        if let Some(short) = chunk.short {
            add_form(body, view.text(short));
        }
        let span: Span = view.span(units);
        if body.mentions.last() != Some(&span) {
            body.mentions.push(span);
        }
        row
    }

    /// The body already met: the same known one, the same words for the same country, or for a bare `the council` the
    /// last one with that head.
    fn find(&self, chunk: &BodyChunk, country: Option<CountryCode>, words: &str, head: &str) -> Option<usize> {
        let agrees =
            |row: usize| country.is_none() || self.rows[row].country.is_none() || self.rows[row].country == country;
        if let Some(id) = chunk.id
            && let Some(row) = self.keys.iter().position(|key| key.id == Some(id))
        {
            return Some(row);
        }
        let same = (0..self.rows.len()).rev().find(|row| self.keys[*row].words == words && agrees(*row));
        if same.is_some() || chunk.id.is_some() {
            return same;
        }
        if !chunk.named && words == head {
            return (0..self.rows.len())
                .rev()
                .find(|row| self.keys[*row].head == head && self.keys[*row].named && agrees(*row));
        }
        let short = words.len() <= 10 && !words.contains(' ');
        if short {
            return (0..self.rows.len())
                .rev()
                .find(|row| self.rows[*row].aliases.iter().any(|alias| lexicon::fold(alias) == words));
        }
        None
    }
}

fn add_form(body: &mut Body, printed: &str) {
    if printed != body.name && !body.aliases.iter().any(|alias| alias == printed) {
        body.aliases.push(printed.to_owned());
    }
}

/// Bodies that belong to whatever country an article is about, when it does not say.
fn domestic(kind: BodyKind) -> bool {
    matches!(
        kind,
        BodyKind::Government
            | BodyKind::Ministry
            | BodyKind::Armed
            | BodyKind::Police
            | BodyKind::Intelligence
            | BodyKind::Legislature
    )
}

/// The country before a body (`Libya's`, `Egyptian`, `its`), and where the phrase with it begins.
fn prefix(view: &View, chunks: &Chunks, start: usize) -> (Option<CountryCode>, usize) {
    let mut at = start;
    // Over what stands between: `Egypt's powerful army`.
    while at > 0 && view.shape(at - 1) == Shape::Lower && view.upos(at - 1) == record::Upos::Adj && at + 3 > start {
        at -= 1;
    }
    if at == 0 {
        return (None, start);
    }
    if view.shape(at - 1) == Shape::Possessive
        && let Some(chunk) = chunks.ending(at - 1)
        && let Some(hit) = chunks.country(chunk.units.start)
    {
        return (Some(hit.code), chunk.units.start);
    }
    if let Some(chunk) = chunks.ending(at)
        && let ChunkKind::Country(hit) = chunk.kind
    {
        return (Some(hit.code), chunk.units.start);
    }
    if is_possessive_pronoun(view.lower(at - 1)) {
        let sentence = view.sentence_of(at);
        let before = (sentence.start..at - 1).rev().find_map(|unit| chunks.country(unit));
        return (before.map(|hit| hit.code), start);
    }
    (None, start)
}

/// A country's word at the beginning of a body's own name.
fn chunks_country(lore: &Lore, view: &View, units: &Range<usize>) -> Option<(CountryCode, usize)> {
    let hit = lore.country(view, units.start)?;
    (hit.len < units.len()).then_some((hit.code, hit.len))
}
