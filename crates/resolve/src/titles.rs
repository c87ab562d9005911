//! Noun phrases headed by a title: `the former deputy commander of Libya's eastern forces`, `his foreign minister`,
//! `Deputy Prime Minister and Minister of Defense`.
//!
//! The grammar reads words, not the tree: titles are noun compounds with long complements, which parsers attach badly
//! and which a few rules over the tables read well.

use std::ops::Range;

use lexicon::{CountryForm, TitleId, TitleKind};
use record::{CountryCode, Held, MentionKind, Upos};

use crate::chunks::{ChunkKind, Chunks};
use crate::lore::Lore;
use crate::view::{Shape, View};
use crate::words::{LOOSE_ADJECTIVES, is_determiner, is_direction, is_possessive_pronoun, is_time_word};

/// A noun phrase headed by a title.
#[derive(Clone, Debug)]
pub(crate) struct TitlePhrase {
    /// The whole phrase, with determiner, possessor and complement.
    pub units: Range<usize>,
    /// The title's own words.
    pub core: Range<usize>,
    /// The unit that heads it: `Chief` in `Chief of Staff`.
    pub head: usize,
    /// The title of the tables; `None` for `counterpart`.
    pub id: TitleId,
    /// What it is.
    pub kind: TitleKind,
    /// How the words say it is held.
    pub held: Held,
    /// The title as an office prints it: without determiner, owner and `former`.
    pub title: String,
    /// Whom or what the post belongs to.
    pub owner: Option<Owner>,
    /// The country an envoy is sent to.
    pub host: Option<CountryCode>,
    /// `the` or a possessor before it.
    pub definite: bool,
    /// `a`, `an` before it.
    pub indefinite: bool,
    /// Several holders.
    pub plural: bool,
    /// The phrase before it that names a second post of the same holder: `president and commander`.
    pub joined: Option<usize>,
    /// Whether it lies inside another title phrase.
    pub inside: bool,
}

/// Whom or what a post belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Owner {
    /// A country, and the words for it.
    Country(CountryCode, Range<usize>),
    /// A body: a unit of its chunk, with the country that stands before it.
    Body(usize, Option<CountryCode>, Range<usize>),
    /// `his`, `its`: the unit.
    Pronoun(usize),
    /// Other words: `the junta`, `President Sandu`.
    Words(Range<usize>),
}

/// Reads every title phrase of a view, in text order.
pub(crate) fn title_phrases(view: &View, lore: &Lore, chunks: &Chunks) -> Vec<TitlePhrase> {
    let mut phrases: Vec<TitlePhrase> = Vec::new();
    for chunk in &chunks.rows {
        let ChunkKind::Title(hit) = chunk.kind else { continue };
        let sentence = view.sentence_of(chunk.units.start);
        let mut reader = PhraseReader { view, lore, chunks, sentence };
        let mut phrase = reader.read(chunk.units.clone(), hit.id, hit.plural, hit.held);
        if let Some(before) = phrases.last() {
            phrase.inside = before.units.contains(&phrase.head) && before.units.end >= phrase.core.end;
            let and = view.lower(before.units.end) == "and" && before.units.end + 1 == phrase.units.start;
            let slash = view.text(before.units.end) == "/" && before.units.end + 1 == phrase.units.start;
            let same = !before.plural && !phrase.plural && !phrase.definite && !phrase.indefinite;
            let own = phrase.units.start < phrase.core.start && matches!(phrase.owner, Some(Owner::Country(..)));
            if (and || slash) && same && !own {
                phrase.joined = Some(phrases.len() - 1);
            }
        }
        phrases.push(phrase);
    }
    phrases
}

struct PhraseReader<'r, 'v> {
    view: &'r View<'v>,
    lore: &'r Lore<'r>,
    chunks: &'r Chunks,
    sentence: Range<usize>,
}

impl PhraseReader<'_, '_> {
    fn read(&mut self, core: Range<usize>, id: TitleId, plural: bool, held: Option<Held>) -> TitlePhrase {
        let kind = self.lore.title_kind(id);
        let mut phrase = TitlePhrase {
            units: core.clone(),
            head: self.head_of(&core),
            core,
            id,
            kind,
            held: held.unwrap_or(Held::Current),
            title: String::new(),
            owner: None,
            host: None,
            definite: false,
            indefinite: false,
            plural,
            joined: None,
            inside: false,
        };
        let mut dropped = Vec::new();
        self.extend_left(&mut phrase, &mut dropped);
        if !matches!(kind, TitleKind::Honorific) {
            self.extend_right(&mut phrase);
        }
        let words: Vec<&str> =
            phrase.core.clone().filter(|unit| !dropped.contains(unit)).map(|unit| self.view.text(unit)).collect();
        let first = self.view.text(phrase.core.start);
        let ex = first.get(..3).is_some_and(|head| head.eq_ignore_ascii_case("ex-"));
        phrase.title = if dropped.iter().any(|unit| phrase.core.contains(unit)) {
            words.join(" ")
        } else {
            self.view.words(&phrase.core).to_owned()
        };
        if ex {
            phrase.title.replace_range(..3, "");
        }
        phrase
    }

    /// The first noun before a preposition: titles are head-last up to `of`.
    fn head_of(&self, core: &Range<usize>) -> usize {
        let stop = core.clone().find(|unit| *unit > core.start && matches!(self.view.upos(*unit), Upos::Adp));
        stop.unwrap_or(core.end) - 1
    }

    fn extend_left(&self, phrase: &mut TitlePhrase, dropped: &mut Vec<usize>) {
        let mut start = phrase.core.start;
        let mut n_absorbed = 0;
        while start > self.sentence.start {
            let before = start - 1;
            let lower = self.view.lower(before);
            if let Some(modifier) =
                self.lore.lexicon.titles().modifier(self.view.text(before)).filter(|modifier| !modifier.after)
            {
                if let Some(held) = modifier.held {
                    phrase.held = held;
                }
                if modifier.keeps_in_title && phrase.owner.is_none() {
                    phrase.core.start = before;
                } else {
                    dropped.push(before);
                }
                start = before;
                continue;
            }
            if is_possessive_pronoun(lower) {
                phrase.owner.get_or_insert(Owner::Pronoun(before));
                phrase.definite = true;
                start = before;
                break;
            }
            if is_determiner(lower) {
                phrase.definite = !matches!(lower, "a" | "an" | "one" | "another");
                phrase.indefinite = matches!(lower, "a" | "an" | "another");
                start = before;
                // `the two foreign ministers`
                if start > self.sentence.start && self.view.lower(start - 1) == "the" {
                    start -= 1;
                }
                break;
            }
            if self.view.shape(before) == Shape::Possessive {
                let Some(from) = self.possessor(before, phrase) else { break };
                phrase.definite = true;
                start = from;
                if start > self.sentence.start && is_determiner(self.view.lower(start - 1)) {
                    start -= 1;
                }
                break;
            }
            if phrase.owner.is_none()
                && let Some(from) = self.owner_before(start, phrase)
            {
                start = from;
                continue;
            }
            if LOOSE_ADJECTIVES.contains(&lower) || (self.view.upos(before) == Upos::Adj && phrase.owner.is_some()) {
                start = before;
                continue;
            }
            if phrase.owner.is_none() && n_absorbed < 3 && self.names_domain(before, phrase) {
                phrase.core.start = before;
                start = before;
                n_absorbed += 1;
                continue;
            }
            break;
        }
        phrase.units.start = start;
    }

    /// A country or body right before the title: `Egyptian`, `U.S.`, `Pentagon`, `army`.
    fn owner_before(&self, start: usize, phrase: &mut TitlePhrase) -> Option<usize> {
        let chunk = self.chunks.ending(start)?;
        match &chunk.kind {
            ChunkKind::Country(hit) if hit.form != CountryForm::Demonym || chunk.units.len() == 1 => {
                phrase.owner = Some(Owner::Country(hit.code, chunk.units.clone()));
                Some(chunk.units.start)
            }
            ChunkKind::Body(_) if phrase.kind == TitleKind::Rank => None,
            ChunkKind::Body(body) => {
                // `opposition leader`, `army chief`: without a name of its own the body's word is part of the title.
                if body.named {
                    phrase.owner = Some(Owner::Body(chunk.units.start, body.country, chunk.units.clone()));
                } else {
                    phrase.core.start = chunk.units.start;
                }
                Some(chunk.units.start)
            }
            _ => None,
        }
    }

    /// Whose, before `'s`: returns where the possessor begins.
    fn possessor(&self, mark: usize, phrase: &mut TitlePhrase) -> Option<usize> {
        if let Some(chunk) = self.chunks.ending(mark) {
            let units = chunk.units.clone();
            let owner = match &chunk.kind {
                ChunkKind::Country(hit) => Owner::Country(hit.code, units.clone()),
                ChunkKind::Body(body) => {
                    let country = body.country.or(self.country_before(units.start));
                    Owner::Body(units.start, country, units.clone())
                }
                ChunkKind::Title(_) => Owner::Words(units.clone()),
            };
            phrase.owner.get_or_insert(owner);
            return Some(units.start);
        }
        // A person or anything else: its capitalised words, or its noun.
        let mut from = mark;
        while from > self.sentence.start {
            let before = from - 1;
            let capital = matches!(self.view.shape(before), Shape::Capital | Shape::Acronym);
            let noun = from == mark && matches!(self.view.upos(before), Upos::Noun | Upos::Propn | Upos::Pron);
            if !(capital && self.chunks.at(before).is_none()) && !noun {
                break;
            }
            from = before;
            if !capital {
                break;
            }
        }
        (from < mark).then(|| {
            phrase.owner.get_or_insert(Owner::Words(from..mark));
            from
        })
    }

    fn country_before(&self, start: usize) -> Option<CountryCode> {
        let chunk = self.chunks.ending(start)?;
        match chunk.kind {
            ChunkKind::Country(hit) => Some(hit.code),
            _ => None,
        }
    }

    /// Whether a word narrows the title down: `royal` adviser, `Security` Minister, `enlargement` commissioner.
    fn names_domain(&self, unit: usize, phrase: &mut TitlePhrase) -> bool {
        let view = self.view;
        if self.chunks.at(unit).is_some()
            || matches!(phrase.kind, TitleKind::Honorific | TitleKind::Rank | TitleKind::Royal)
        {
            return false;
        }
        let upos = view.upos(unit);
        match view.shape(unit) {
            Shape::Lower => matches!(upos, Upos::Noun | Upos::Adj | Upos::Propn) && !view.lower(unit).ends_with("ing"),
            Shape::Capital | Shape::Acronym => {
                let mention = view.units[unit].mention.map(|(kind, _)| kind);
                if matches!(mention, Some(MentionKind::Person)) || is_time_word(view.lower(unit)) {
                    return false;
                }
                let title_capital = view.shape(phrase.core.start) != Shape::Lower;
                let first = unit == self.sentence.start;
                if matches!(mention, Some(MentionKind::Organisation | MentionKind::Place))
                    || view.shape(unit) == Shape::Acronym
                {
                    phrase.owner = Some(Owner::Words(unit..unit + 1));
                    return false;
                }
                title_capital
                    && matches!(upos, Upos::Propn | Upos::Adj | Upos::Noun)
                    && !(first && upos == Upos::Propn && self.lore.is_given(view.text(unit)))
                    && !self.lore.is_given(view.text(unit))
            }
            _ => false,
        }
    }

    fn extend_right(&self, phrase: &mut TitlePhrase) {
        let view = self.view;
        let mut end = phrase.core.end;
        if let Some(modifier) = self.lore.lexicon.titles().modifier(view.text(end)).filter(|modifier| modifier.after) {
            if let Some(held) = modifier.held {
                phrase.held = held;
            }
            end += 1;
        }
        // `Minister of State for Defence Affairs`
        if view.lower(end) == "affairs" && self.chunks.at(end).is_none() {
            end += 1;
            phrase.core.end = end;
        }
        if let Some(after) = self.more_portfolios(&phrase.core) {
            end = after;
            phrase.core.end = end;
        }
        for _ in 0..3 {
            let preposition = view.lower(end);
            if !matches!(preposition, "of" | "for" | "to" | "in" | "at" | "on" | "with" | "from") {
                break;
            }
            if phrase.kind == TitleKind::Rank && preposition != "of" {
                break;
            }
            let Some(after) = self.complement(phrase, preposition, end + 1) else { break };
            end = after;
        }
        phrase.units.end = phrase.units.end.max(end);
    }

    /// `Minister of Roads and Urban Development`: where the last of several portfolios ends.
    fn more_portfolios(&self, core: &Range<usize>) -> Option<usize> {
        let view = self.view;
        if !core.clone().any(|unit| matches!(view.lower(unit), "of" | "for")) {
            return None;
        }
        let portfolios = self.lore.lexicon.titles().portfolios();
        let mut end = core.end;
        while matches!(view.lower(end), "and" | "&" | ",") {
            let comma = usize::from(view.lower(end) == "," && view.lower(end + 1) == "and");
            let start = end + 1 + comma;
            if !matches!(view.shape(start), Shape::Capital) {
                break;
            }
            let Some((len, _)) = portfolios.longest(&self.texts(start)) else { break };
            // `the Minister of Defence and Foreign Minister X` names two posts.
            let titled = |unit| matches!(self.chunks.at(unit).map(|chunk| &chunk.kind), Some(ChunkKind::Title(_)));
            if titled(start) || titled(start + len) {
                break;
            }
            end = start + len;
        }
        (end > core.end).then_some(end)
    }

    /// Reads what follows a preposition after a title; returns where it ends.
    fn complement(&self, phrase: &mut TitlePhrase, preposition: &str, start: usize) -> Option<usize> {
        let view = self.view;
        let mut at = start;
        let determined = is_determiner(view.lower(at));
        if determined {
            at += 1;
        }
        // `of eastern Libya's forces`
        if is_direction(view.lower(at)) && self.chunks.country(at + 1).is_some() {
            at += 1;
        }
        let of = preposition == "of";
        if let Some((len, _)) = self.lore.lexicon.titles().portfolios().longest(&self.texts(at))
            && !determined
            && matches!(preposition, "of" | "for")
            && phrase.core.end + 1 == start
        {
            phrase.core.end = at + len;
            return Some(at + len);
        }
        let titled = matches!(self.chunks.starting(at).map(|chunk| &chunk.kind), Some(ChunkKind::Title(_)));
        if is_possessive_pronoun(view.lower(at)) && !titled {
            let noun = (at + 1..self.sentence.end)
                .find(|unit| !matches!(view.upos(*unit), Upos::Adj | Upos::Noun | Upos::Propn));
            let end = noun.unwrap_or(self.sentence.end);
            phrase.owner.get_or_insert(Owner::Pronoun(at));
            return (end > at + 1).then_some(end);
        }
        if let Some(chunk) = self.chunks.starting(at) {
            let end = chunk.units.end;
            return match &chunk.kind {
                ChunkKind::Country(hit) => {
                    Some(self.country_complement(phrase, hit.code, hit.form, chunk.units.clone(), of))
                }
                ChunkKind::Body(body) => {
                    let short = body.short.map_or(end, |short| short + 2);
                    let mut units = chunk.units.clone();
                    let mut country = body.country;
                    let mut after = short;
                    // `the committee of Kyrgyz Republic`, `the embassy in Libya`
                    if matches!(view.lower(short), "of" | "in" | "for")
                        && let Some((code, country_end)) = self.plain_country(short + 1)
                    {
                        if country.is_none() && !body.international {
                            country = Some(code);
                        }
                        units.end = country_end;
                        after = country_end;
                    }
                    // `of the UN mission MINUSMA`
                    if view.upos(after) == Upos::Noun
                        && view.shape(after) == Shape::Lower
                        && let Some(named) = self.chunks.starting(after + 1)
                        && let ChunkKind::Body(_) = named.kind
                    {
                        phrase.owner = Some(Owner::Body(named.units.start, country, named.units.clone()));
                        return Some(named.units.end);
                    }
                    if phrase.owner.is_none() || of {
                        phrase.owner =
                            Some(Owner::Body(chunk.units.start, country.or(self.owner_country(phrase)), units));
                    }
                    Some(after)
                }
                ChunkKind::Title(hit) if !hit.plural || determined => {
                    let mut after = end;
                    // `the head of the President's office`
                    if view.shape(after) == Shape::Possessive {
                        after += 1;
                        while after < self.sentence.end && matches!(view.upos(after), Upos::Noun | Upos::Adj) {
                            after += 1;
                        }
                    }
                    if phrase.core.end + 1 == start {
                        phrase.core.end = after;
                    }
                    Some(after)
                }
                ChunkKind::Title(_) => None,
            };
        }
        self.other_complement(phrase, determined, at)
    }

    fn owner_country(&self, phrase: &TitlePhrase) -> Option<CountryCode> {
        match phrase.owner {
            Some(Owner::Country(code, _)) => Some(code),
            _ => None,
        }
    }

    /// `of Kuwait`, `of Libya's eastern forces`, `of the Moroccan delegation`, `to France`.
    fn country_complement(
        &self,
        phrase: &mut TitlePhrase,
        code: CountryCode,
        form: CountryForm,
        units: Range<usize>,
        of: bool,
    ) -> usize {
        let view = self.view;
        let mut end = units.end;
        let possessive = view.shape(end) == Shape::Possessive;
        if possessive {
            end += 1;
        }
        if possessive || form == CountryForm::Adjective {
            if let Some(chunk) = self.chunks.starting(end)
                && let ChunkKind::Body(body) = &chunk.kind
            {
                let after = body.short.map_or(chunk.units.end, |short| short + 2);
                phrase.owner = Some(Owner::Body(chunk.units.start, Some(code), units.start..chunk.units.end));
                return after;
            }
            let noun_end = (end..self.sentence.end)
                .find(|unit| view.shape(*unit) != Shape::Lower || !matches!(view.upos(*unit), Upos::Adj | Upos::Noun))
                .unwrap_or(self.sentence.end);
            if noun_end > end || possessive {
                phrase.owner.get_or_insert(Owner::Country(code, units.start..noun_end.max(end)));
                return noun_end.max(end);
            }
        }
        let is_envoy = !of;
        if is_envoy {
            phrase.host = Some(code);
        } else if phrase.owner.is_none() || matches!(phrase.owner, Some(Owner::Words(_))) {
            phrase.owner = Some(Owner::Country(code, units));
        }
        end
    }

    /// A country's name at a unit, after `the` where it has one.
    fn plain_country(&self, start: usize) -> Option<(CountryCode, usize)> {
        let at = if self.view.lower(start) == "the" { start + 1 } else { start };
        let chunk = self.chunks.starting(at)?;
        match chunk.kind {
            ChunkKind::Country(hit) if matches!(hit.form, CountryForm::Name | CountryForm::Capital) => {
                (self.view.shape(chunk.units.end) != Shape::Possessive).then_some((hit.code, chunk.units.end))
            }
            _ => None,
        }
    }

    /// Words that no table knows: a domain (`foreign affairs`, `African Affairs`) or a body (`the junta`).
    fn other_complement(&self, phrase: &mut TitlePhrase, determined: bool, at: usize) -> Option<usize> {
        let view = self.view;
        if is_time_word(view.lower(at)) {
            return None;
        }
        let mut end = at;
        let lower = view.shape(at) == Shape::Lower;
        while end < self.sentence.end && end < at + 6 {
            let shape = view.shape(end);
            let person = view.units[end].mention.is_some_and(|(kind, _)| kind == MentionKind::Person);
            let starts_name = shape == Shape::Capital && end > at && self.lore.is_given(view.text(end));
            if person || starts_name || (self.chunks.at(end).is_some() && end > at) {
                break;
            }
            let nominal = matches!(view.upos(end), Upos::Noun | Upos::Adj | Upos::Propn);
            let fits =
                if lower { shape == Shape::Lower && nominal } else { matches!(shape, Shape::Capital | Shape::Acronym) };
            let joins = end > at
                && matches!(view.lower(end), "and" | "of" | "&")
                && !lower
                && matches!(view.shape(end + 1), Shape::Capital)
                && self.chunks.at(end + 1).is_none();
            if !fits && !joins {
                break;
            }
            end += 1;
        }
        // A complement ends in a noun: `for late September` is none.
        if end == at
            || !matches!(view.upos(end - 1), Upos::Noun | Upos::Propn)
            || (lower && is_time_word(view.lower(end)))
        {
            return None;
        }
        // `the Donetsk republic`
        while determined && !lower && view.shape(end) == Shape::Lower && view.upos(end) == Upos::Noun {
            end += 1;
        }
        if determined {
            phrase.owner.get_or_insert(Owner::Words(at..end));
        } else if phrase.core.end + 1 == at {
            phrase.core.end = end;
        }
        Some(end)
    }

    fn texts(&self, start: usize) -> Vec<&str> {
        (start..self.sentence.end.min(start + 8)).map(|unit| self.view.text(unit)).collect()
    }
}
