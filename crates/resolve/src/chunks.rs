//! The words of a view marked by what the tables and a small grammar of names know: countries, titles, bodies.
//!
//! Longest phrase first, each word in one chunk: `Libyan National Army` is a body, not a country before a body;
//! `Minister of Defense` is a title, not a title of a body.

use std::ops::Range;

use lexicon::{BodyId, TitleKind};
use record::{BodyKind, CountryCode, Deprel, MentionKind, Sector, Upos};

use crate::known::published_days;
use crate::lore::{CountryHit, Lore, TitleHit};
use crate::view::{Shape, View};
use crate::words::{LOOSE_ADJECTIVES, is_determiner, is_kin, is_time_word};

/// A marked run of words.
#[derive(Clone, Debug)]
pub(crate) struct Chunk {
    /// Its words.
    pub units: Range<usize>,
    /// What it is.
    pub kind: ChunkKind,
}

/// What a chunk is.
#[derive(Clone, Debug)]
pub(crate) enum ChunkKind {
    /// A word for a country.
    Country(CountryHit),
    /// A title, in singular or plural.
    Title(TitleHit),
    /// A body.
    Body(BodyChunk),
}

/// A body as it is put at one place.
#[derive(Clone, Debug)]
pub(crate) struct BodyChunk {
    /// The known body.
    pub id: Option<BodyId>,
    /// Its country, where its own words tell it.
    pub country: Option<CountryCode>,
    /// Whether it is known to belong to no country.
    pub international: bool,
    /// What it is.
    pub kind: BodyKind,
    /// PLOVER sector.
    pub sector: Option<Sector>,
    /// Whether it has a name of its own; `the army` has not.
    pub named: bool,
    /// The unit that heads it: `Ministry` in `Ministry of Defense`.
    pub head: usize,
    /// An abbreviation given in brackets after it.
    pub short: Option<usize>,
}

/// All chunks of a view.
#[derive(Debug)]
pub(crate) struct Chunks {
    /// In text order, not overlapping.
    pub rows: Vec<Chunk>,
    at: Vec<Option<usize>>,
}

impl Chunks {
    /// Marks the words of a view.
    pub fn mark(view: &View, lore: &Lore) -> Chunks {
        let mut chunks = Chunks { rows: Vec::new(), at: vec![None; view.len()] };
        for sentence in &view.sentences {
            let mut at = sentence.start;
            while at < sentence.end {
                match longest(view, lore, at, sentence.end) {
                    Some(chunk) => {
                        let end = chunk.units.end.max(at + 1);
                        chunks.push(chunk);
                        at = end;
                    }
                    None => at += 1,
                }
            }
        }
        chunks.add_abbreviations(view);
        chunks.doubt_generic_names(view, lore);
        chunks
    }

    /// `Joint Chiefs of Staff`, `House of Representatives`: many countries have one, the table knows one; where the
    /// article never names that one's country, the name says nothing of the country.
    fn doubt_generic_names(&mut self, view: &View, lore: &Lore) {
        let named: Vec<CountryCode> = self
            .rows
            .iter()
            .filter_map(|chunk| match &chunk.kind {
                ChunkKind::Country(hit) => Some(hit.code),
                _ => None,
            })
            .collect();
        if named.is_empty() {
            return;
        }
        for chunk in &mut self.rows {
            let ChunkKind::Body(body) = &mut chunk.kind else { continue };
            let generic = matches!(
                body.kind,
                BodyKind::Government
                    | BodyKind::Ministry
                    | BodyKind::Armed
                    | BodyKind::Legislature
                    | BodyKind::Court
                    | BodyKind::Police
            );
            let Some(known) = body.id.map(|id| lore.lexicon.bodies().get(id)) else { continue };
            let says_it = lore.country(view, chunk.units.start).is_some();
            if generic && !says_it && chunk.units.len() > 1 && known.country.is_some_and(|code| !named.contains(&code))
            {
                body.id = None;
                body.country = None;
            }
        }
    }

    fn push(&mut self, chunk: Chunk) {
        for unit in chunk.units.clone() {
            if let Some(slot) = self.at.get_mut(unit) {
                *slot = Some(self.rows.len());
            }
        }
        self.rows.push(chunk);
    }

    /// The chunk a unit lies in.
    pub fn at(&self, unit: usize) -> Option<&Chunk> {
        self.rows.get(self.at.get(unit).copied()??)
    }

    /// The chunk that ends right before a unit.
    pub fn ending(&self, unit: usize) -> Option<&Chunk> {
        self.at(unit.checked_sub(1)?).filter(|chunk| chunk.units.end == unit)
    }

    /// The chunk that begins at a unit.
    pub fn starting(&self, unit: usize) -> Option<&Chunk> {
        self.at(unit).filter(|chunk| chunk.units.start == unit)
    }

    /// The country word that a unit lies in.
    pub fn country(&self, unit: usize) -> Option<CountryHit> {
        match self.at(unit)?.kind {
            ChunkKind::Country(hit) => Some(hit),
            _ => None,
        }
    }

    /// The body that a unit lies in.
    pub fn body(&self, unit: usize) -> Option<&BodyChunk> {
        match &self.at(unit)?.kind {
            ChunkKind::Body(body) => Some(body),
            _ => None,
        }
    }

    /// `Transitional Military Council (CMT)`: the short form belongs to the body, here and wherever it stands alone.
    fn add_abbreviations(&mut self, view: &View) {
        let mut defined: Vec<(String, BodyChunk)> = Vec::new();
        for row in 0..self.rows.len() {
            let end = self.rows[row].units.end;
            let short = bracketed(view, end);
            if let ChunkKind::Body(body) = &mut self.rows[row].kind {
                body.short = short;
                if let Some(short) = short {
                    defined.push((view.text(short).to_owned(), body.clone()));
                }
            }
        }
        let mut found = Vec::new();
        for unit in 0..view.len() {
            let known = self.at.get(unit).copied().flatten().and_then(|row| self.rows.get(row));
            let free =
                known.is_none_or(|chunk| chunk.units == (unit..unit + 1) && !matches!(chunk.kind, ChunkKind::Title(_)));
            if view.shape(unit) != Shape::Acronym || !free {
                continue;
            }
            if let Some((_, body)) = defined.iter().find(|(short, _)| short == view.text(unit)) {
                found.push((unit, BodyChunk { short: None, head: unit, named: true, ..body.clone() }));
            }
        }
        for (unit, body) in found {
            let chunk = Chunk { units: unit..unit + 1, kind: ChunkKind::Body(body) };
            match self.at.get(unit).copied().flatten() {
                Some(row) => self.rows[row] = chunk,
                None => self.push(chunk),
            }
        }
        self.rows.sort_by_key(|chunk| chunk.units.start);
        self.at = vec![None; view.len()];
        for (row, chunk) in self.rows.iter().enumerate() {
            for unit in chunk.units.clone() {
                if let Some(slot) = self.at.get_mut(unit) {
                    *slot = Some(row);
                }
            }
        }
    }
}

/// The abbreviation in brackets at a unit: `(CMT)`.
fn bracketed(view: &View, open: usize) -> Option<usize> {
    let is_short = matches!(view.shape(open + 1), Shape::Acronym | Shape::Capital) && view.text(open + 1).len() <= 10;
    let several_capitals = view.text(open + 1).chars().filter(|letter| letter.is_uppercase()).count() >= 2;
    (view.text(open) == "(" && view.text(open + 2) == ")" && is_short && several_capitals).then_some(open + 1)
}

/// The longest chunk that begins at a unit.
fn longest(view: &View, lore: &Lore, unit: usize, end: usize) -> Option<Chunk> {
    if matches!(view.shape(unit), Shape::Punct | Shape::Possessive) {
        return None;
    }
    let mut best: Option<Chunk> = None;
    let mut offer = |len: usize, kind: ChunkKind| {
        if len > 0 && best.as_ref().is_none_or(|chunk| len > chunk.units.len()) {
            best = Some(Chunk { units: unit..(unit + len).min(end), kind });
        }
    };
    // In this order, so that of equal length a title stands before a body and a body before a country.
    if let Some(hit) = title(view, lore, unit) {
        offer(hit.len, ChunkKind::Title(hit));
    }
    if let Some((len, body)) = known_body(view, lore, unit) {
        offer(len, ChunkKind::Body(body));
    }
    if let Some(hit) = lore.country(view, unit) {
        offer(hit.len, ChunkKind::Country(hit));
    }
    if let Some((len, body)) = named_body(view, lore, unit, end) {
        offer(len, ChunkKind::Body(body));
    }
    if let Some((len, body)) = abbreviated_body(view, unit, end) {
        offer(len, ChunkKind::Body(body));
    }
    if let Some((len, body)) = plain_body(view, lore, unit, end) {
        offer(len, ChunkKind::Body(body));
    }
    if let Some((len, body)) = tagged_body(view, lore, unit) {
        offer(len, ChunkKind::Body(body));
    }
    best
}

/// A title of the tables, where the words are nouns here.
fn title(view: &View, lore: &Lore, unit: usize) -> Option<TitleHit> {
    let hit = lore.title(view, unit)?;
    let last = unit + hit.len - 1;
    let capital = view.shape(unit) != Shape::Lower;
    let kind = lore.title_kind(hit.id);
    let noun = (unit..=last).any(|at| matches!(view.upos(at), Upos::Noun | Upos::Propn));
    // `his brother`, `her father`: kin, not clergy.
    if !capital && hit.len == 1 && is_kin(view.lower(unit)) {
        return None;
    }
    // `general elections`, `major powers`, `private visit`: a rank in small letters is one only before a name.
    let modifies = view.last_token(unit).is_some_and(|token| matches!(token.deprel, Deprel::Amod | Deprel::Compound));
    let before_noun = hit.len == 1 && modifies && view.shape(last + 1) == Shape::Lower;
    let odd = hit.len == 1 && !capital && matches!(kind, TitleKind::Rank | TitleKind::Honorific) && before_noun;
    (!odd && (noun || hit.held.is_some() || hit.len > 1 || (capital && view.shape(last + 1) == Shape::Capital)))
        .then_some(hit)
}

fn known_body(view: &View, lore: &Lore, unit: usize) -> Option<(usize, BodyChunk)> {
    let hit = lore.body(view, unit)?;
    let known = lore.lexicon.bodies().get(hit.id);
    let (country, sector) = lore.lexicon.bodies().on(hit.id, published_days(view.article));
    let body = BodyChunk {
        id: Some(hit.id),
        country,
        international: country.is_none(),
        kind: known.kind,
        sector,
        named: true,
        head: unit + hit.len - 1,
        short: None,
    };
    Some((hit.len, body))
}

/// A capitalised name around a head word: `Egyptian Interior Ministry`, `Ministry of Defense`, `State Committee for
/// National Security`.
fn named_body(view: &View, lore: &Lore, unit: usize, end: usize) -> Option<(usize, BodyChunk)> {
    if !is_capital(view, unit) || (begins_sentence_plainly(view, unit) && lore.head_word(view.lower(unit)).is_none()) {
        return None;
    }
    let country = lore.country(view, unit);
    let mut at = unit + country.map_or(0, |hit| hit.len);
    let mut head = None;
    let limit = end.min(unit + 9);
    while at < limit && is_capital(view, at) {
        // A title or given name inside means that two things stand side by side.
        if at > unit && view.units[at].mention.is_some_and(|(kind, _)| kind == MentionKind::Person) {
            break;
        }
        if let Some(found) = lore.head_word(view.lower(at)) {
            head = Some((at, found));
        }
        at += 1;
    }
    let (head, (kind, sector)) = head?;
    let mut body_end = head + 1;
    let mut of_country = None;
    if matches!(view.lower(body_end), "of" | "for" | "on" | "to") {
        let (after, found) = domain(view, lore, body_end + 1, limit.max(end.min(head + 10)));
        if after > body_end + 1 {
            body_end = after;
            of_country = found;
        }
    }
    let alone = head == unit && body_end == unit + 1;
    let body = BodyChunk {
        id: None,
        country: country.map(|hit| hit.code).or(of_country),
        international: kind == BodyKind::International,
        kind,
        sector,
        named: !alone,
        head,
        short: None,
    };
    Some((body_end - unit, body))
}

/// What stands after `of` or `for` in a body's name: capitalised words joined by `and`, `of`, `for`.
fn domain(view: &View, lore: &Lore, start: usize, end: usize) -> (usize, Option<CountryCode>) {
    let mut at = start;
    if view.lower(at) == "the" {
        at += 1;
    }
    if let Some(hit) = lore.country(view, at).filter(|hit| hit.form == lexicon::CountryForm::Name) {
        // `Bank of England`, `Government of the Republic of Benin`.
        return (at + hit.len, Some(hit.code));
    }
    let mut last = start;
    while at < end {
        let person = view.units[at].mention.is_some_and(|(kind, _)| kind == MentionKind::Person);
        let titled = lore.title(view, at).is_some_and(|hit| !hit.plural);
        if is_capital(view, at) && !person && !titled && lore.country(view, at).is_none() {
            at += 1;
            last = at;
        } else if last == at && matches!(view.lower(at), "and" | "of" | "for" | "&") && is_capital(view, at + 1) {
            if lore.title(view, at + 1).is_some_and(|hit| !hit.plural) || lore.country(view, at + 1).is_some() {
                break;
            }
            at += 1;
        } else {
            break;
        }
    }
    (last, None)
}

/// A capitalised name explained by an abbreviation made of its first letters: `Front for Change (FC)`.
fn abbreviated_body(view: &View, unit: usize, end: usize) -> Option<(usize, BodyChunk)> {
    let person = view.units[unit].mention.is_some_and(|(kind, _)| kind == MentionKind::Person);
    if !is_capital(view, unit) || person || is_determiner(view.lower(unit)) {
        return None;
    }
    let mut at = unit + 1;
    let mut n_capitals = 1;
    while at < end.min(unit + 12) {
        if view.text(at) == "(" {
            break;
        }
        if is_capital(view, at) {
            n_capitals += 1;
        } else if !matches!(
            view.lower(at),
            "of" | "for" | "and" | "the" | "in" | "on" | "to" | "&" | "de" | "du" | "des" | "la" | "el" | "al"
        ) {
            return None;
        }
        at += 1;
    }
    let short = bracketed(view, at)?;
    let first = view.lower(unit).chars().next()?;
    let fits = view.lower(short).starts_with(first) && n_capitals >= 2;
    fits.then(|| {
        let body = BodyChunk {
            id: None,
            country: None,
            international: false,
            kind: BodyKind::Other,
            sector: None,
            named: true,
            head: unit,
            short: None,
        };
        (at - unit, body)
    })
}

/// A head word in small letters with what tells it apart: `foreign ministry`, `eastern forces`, `armed forces`.
fn plain_body(view: &View, lore: &Lore, unit: usize, end: usize) -> Option<(usize, BodyChunk)> {
    if view.shape(unit) != Shape::Lower {
        return None;
    }
    let mut at = unit;
    let mut found = None;
    while at < end.min(unit + 4) && view.shape(at) == Shape::Lower {
        let noun_or_adjective = matches!(view.upos(at), Upos::Noun | Upos::Adj | Upos::Propn);
        if !noun_or_adjective || LOOSE_ADJECTIVES.contains(&view.lower(at)) || lore.agent(view.lower(at)).is_some() {
            break;
        }
        if at > unit && lore.title(view, at).is_some() {
            break;
        }
        if let Some(head) = lore.head_word(view.lower(at)).filter(|_| view.upos(at) != Upos::Adj) {
            found = Some((at, head));
        }
        at += 1;
    }
    let (head, (kind, sector)) = found?;
    let body = BodyChunk {
        id: None,
        country: None,
        international: kind == BodyKind::International,
        kind,
        sector,
        named: false,
        head,
        short: None,
    };
    Some((head + 1 - unit, body))
}

/// What the tagger takes for an organisation.
fn tagged_body(view: &View, lore: &Lore, unit: usize) -> Option<(usize, BodyChunk)> {
    let (kind, row) = view.units.get(unit)?.mention?;
    let begins = unit == 0 || view.units[unit - 1].mention.is_none_or(|(_, other)| other != row);
    if kind != MentionKind::Organisation || !begins || view.shape(unit) == Shape::Lower {
        return None;
    }
    let mut len = 1;
    while view.units.get(unit + len).is_some_and(|next| next.mention.is_some_and(|(_, other)| other == row)) {
        len += 1;
    }
    if len == 1 && view.shape(unit) != Shape::Acronym {
        return None;
    }
    // A name that begins like a person's is one, whatever the tagger says; the people have stricter judges.
    if lore.is_given(view.text(unit)) && len <= 4 && lore.head_word(view.lower(unit + len - 1)).is_none() {
        return None;
    }
    // `Egypt's Defense` before `Minister`: the tagger does not know titles.
    let odd = |at: usize| view.shape(at) == Shape::Possessive || lore.title(view, at).is_some();
    if (unit..unit + len).any(odd) {
        return None;
    }
    let body = BodyChunk {
        id: None,
        country: None,
        international: false,
        kind: BodyKind::Other,
        sector: None,
        named: true,
        head: unit + len - 1,
        short: None,
    };
    Some((len, body))
}

fn is_capital(view: &View, unit: usize) -> bool {
    matches!(view.shape(unit), Shape::Capital | Shape::Acronym) && !is_time_word(view.lower(unit))
}

/// Whether a word has its capital only from standing first.
fn begins_sentence_plainly(view: &View, unit: usize) -> bool {
    view.sentence_of(unit).start == unit && !matches!(view.upos(unit), Upos::Propn | Upos::Adj | Upos::Noun)
}
