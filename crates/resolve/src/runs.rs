//! Runs of capitalised words that may name a person, and what speaks for and against it.

use std::ops::Range;

use lexicon::CountryForm;
use record::{MentionKind, SentenceKind, Upos};

use crate::apposition::Links;
use crate::chunks::{ChunkKind, Chunks};
use crate::lore::Lore;
use crate::names::{PersonName, is_particle, is_roman};
use crate::titles::TitlePhrase;
use crate::view::{Shape, View};
use crate::words::{PLACE_NOUNS, is_determiner, is_kin, is_time_word};

/// A run of capitalised words outside countries, titles and bodies.
#[derive(Clone, Debug)]
pub(crate) struct NameRun {
    /// Its words.
    pub units: Range<usize>,
    /// The name they make.
    pub name: PersonName,
    /// Whether the tagger takes them for a person; `None` where it says nothing.
    pub tagged: Option<MentionKind>,
}

/// Every run of a view, in text order.
pub(crate) fn name_runs(view: &View, lore: &Lore, chunks: &Chunks) -> Vec<NameRun> {
    let mut runs = Vec::new();
    for sentence in &view.sentences {
        let mut at = sentence.start;
        while at < sentence.end {
            if !begins_name(view, lore, chunks, at, sentence.start) {
                at += 1;
                continue;
            }
            let end = run_end(view, chunks, at, sentence.end);
            let words: Vec<&str> = (at..end).map(|unit| view.text(unit)).collect();
            if let Some(name) = PersonName::parse(&words) {
                runs.push(NameRun { units: at..end, name, tagged: tagged(view, &(at..end)) });
            }
            at = end;
        }
    }
    runs
}

/// Kind of the mention that covers most of a run.
fn tagged(view: &View, units: &Range<usize>) -> Option<MentionKind> {
    let kinds: Vec<MentionKind> = units.clone().filter_map(|unit| Some(view.units.get(unit)?.mention?.0)).collect();
    let n_person = kinds.iter().filter(|kind| **kind == MentionKind::Person).count();
    if n_person > 0 && n_person * 2 >= kinds.len() { Some(MentionKind::Person) } else { kinds.last().copied() }
}

fn is_person_mention(view: &View, unit: usize) -> bool {
    view.units.get(unit).is_some_and(|unit| unit.mention.is_some_and(|(kind, _)| kind == MentionKind::Person))
}

/// Whether a unit can be part of a name at all.
fn is_name_word(view: &View, chunks: &Chunks, unit: usize, in_run: bool) -> bool {
    let capital = match view.shape(unit) {
        Shape::Capital => true,
        // `J.R. Smith`, headlines in capitals; other abbreviations are bodies.
        Shape::Acronym => view.text(unit).contains('.') || is_person_mention(view, unit),
        _ => false,
    };
    let month_name =
        matches!(view.lower(unit), "may" | "april" | "june" | "august" | "march") && is_person_mention(view, unit);
    if !capital || (is_time_word(view.lower(unit)) && !month_name) {
        return false;
    }
    match chunks.at(unit).map(|chunk| &chunk.kind) {
        None => true,
        // `Michael Jordan`, `Chad Smith`: a country's name inside what the tagger takes for a person's.
        Some(ChunkKind::Country(hit)) => {
            let name = matches!(hit.form, CountryForm::Name | CountryForm::Capital);
            let whole = chunks.at(unit).is_some_and(|chunk| chunk.units.len() == 1);
            name && whole && is_person_mention(view, unit) && (in_run || is_person_mention(view, unit + 1))
        }
        Some(ChunkKind::Title(_)) => false,
        Some(ChunkKind::Body(body)) => is_person_mention(view, unit) && body.id.is_none() && in_run,
    }
}

fn begins_name(view: &View, lore: &Lore, chunks: &Chunks, unit: usize, sentence_start: usize) -> bool {
    if !is_name_word(view, chunks, unit, false) {
        return false;
    }
    let quoted_start = unit > sentence_start && view.shape(unit - 1) == Shape::Punct && unit - 1 == sentence_start;
    if unit == sentence_start || quoted_start {
        // The first word has its capital from its place, unless the tagger or the tables know better.
        let known =
            is_person_mention(view, unit) || lore.is_given(view.text(unit)) || view.shape(unit) == Shape::Acronym;
        return known || view.upos(unit) == Upos::Propn;
    }
    true
}

fn run_end(view: &View, chunks: &Chunks, start: usize, limit: usize) -> usize {
    let mut end = start + 1;
    while end < limit {
        let roman = is_roman(view.text(end));
        if is_name_word(view, chunks, end, true) || roman {
            end += 1;
            continue;
        }
        // Particles in small letters, as many as stand between two capitalised words.
        let after = (end..limit.min(end + 3)).find(|unit| !is_particle(view.lower(*unit))).unwrap_or(end);
        let spoken = view.lower(end) == "la" || view.lower(end) == "e" || view.lower(end) == "y";
        if after > end
            && view.shape(end) == Shape::Lower
            && is_name_word(view, chunks, after, true)
            && !(spoken && after > end + 2)
        {
            end = after + 1;
            continue;
        }
        break;
    }
    end
}

/// What speaks for a run being a person's name, in points, with the reasons.
#[derive(Clone, Debug, Default)]
pub(crate) struct Evidence {
    /// Sum of the points.
    pub points: i32,
    /// Why, strongest first in reading order.
    pub reasons: Vec<&'static str>,
}

impl Evidence {
    fn add(&mut self, points: i32, reason: &'static str) {
        self.points += points;
        self.reasons.push(reason);
    }
}

/// Weighs a run.
pub(crate) fn evidence(
    view: &View,
    lore: &Lore,
    chunks: &Chunks,
    phrases: &[TitlePhrase],
    links: &Links,
    run_row: usize,
    run: &NameRun,
) -> Evidence {
    let mut evidence = Evidence::default();
    let (start, end) = (run.units.start, run.units.end);
    let linked = &links.of_run[run_row];
    let known = !linked.is_empty() || lore.is_given(view.text(start));
    match run.tagged {
        Some(MentionKind::Person) => evidence.add(3, "tagged as a person"),
        // The tagger errs most on rare names; a title or a known given name outweighs it.
        Some(MentionKind::Organisation | MentionKind::Place) if known => evidence.add(-1, "not tagged as a person"),
        Some(MentionKind::Organisation) => evidence.add(-2, "tagged as an organisation"),
        Some(MentionKind::Place) => evidence.add(-2, "tagged as a place"),
        Some(_) => evidence.add(-1, "tagged as something else"),
        None => {}
    }
    if linked.iter().any(|link| link.direct) {
        evidence.add(4, "title before it");
    } else if !linked.is_empty() {
        evidence.add(3, "title in apposition");
    }
    let first = view.text(start);
    if lore.is_given(first) {
        evidence.add(if run.units.len() > 1 { 2 } else { 1 }, "known given name");
    }
    if run.units.len() > 1 && lore.is_family(view.text(end - 1)) {
        evidence.add(1, "known family name");
    }
    if (start..end).any(|unit| matches!(view.lower(unit), "bin" | "bint" | "ibn" | "ould"))
        || first.to_lowercase().starts_with("abd")
    {
        evidence.add(2, "name particle");
    }
    if view.text(end) == "," && view.text(end + 2) == "," && is_age(view.text(end + 1)) {
        evidence.add(3, "age after it");
    }
    if is_kin(view.lower(start.wrapping_sub(1)))
        || (start > 1 && view.text(start - 1) == "," && is_kin(view.lower(start - 2)))
    {
        evidence.add(3, "kin of somebody");
    }
    if view.lower(end) == "of" && chunks.country(end + 1).is_some_and(|hit| hit.form == CountryForm::Name) {
        evidence.add(2, "`of` a country after it");
    }
    if start > 1 && view.shape(start - 1) == Shape::Possessive && chunks.country(start - 2).is_some() {
        evidence.add(2, "a country's");
    }
    let clan = matches!(
        view.lower(end),
        "government" | "administration" | "family" | "camp" | "brothers" | "clan" | "cabinet"
    );
    if clan && start > 0 && view.lower(start - 1) == "the" {
        evidence.add(4, "whose government or family");
    }
    if view.shape(end) == Shape::Possessive
        && run.tagged == Some(MentionKind::Person)
        && view.sentence_of(start).start != start
    {
        evidence.add(1, "owns something");
    }
    if speaks(view, end) {
        evidence.add(1, "verb of a person after it");
    }
    if view.text(end) == "," && matches!(view.lower(end + 1), "who" | "whose" | "himself" | "herself" | "whom") {
        evidence.add(3, "`who` after it");
    }
    against(view, lore, chunks, phrases, run, linked.is_empty(), &mut evidence);
    evidence
}

fn against(
    view: &View,
    lore: &Lore,
    chunks: &Chunks,
    phrases: &[TitlePhrase],
    run: &NameRun,
    untitled: bool,
    evidence: &mut Evidence,
) {
    let (start, end) = (run.units.start, run.units.end);
    let last = view.lower(end - 1);
    if PLACE_NOUNS.contains(&last)
        || lore.head_word(last).is_some_and(|_| run.units.len() > 1 && run.tagged != Some(MentionKind::Person))
    {
        evidence.add(-8, "ends like a place or body");
    }
    if PLACE_NOUNS.contains(&view.lower(end)) && view.shape(end) == Shape::Lower {
        evidence.add(-4, "names a place");
    }
    let before = if start == 0 { "" } else { view.lower(start - 1) };
    if untitled
        && matches!(
            before,
            "in" | "at" | "near" | "from" | "to" | "of" | "into" | "around" | "outside" | "across" | "through"
        )
    {
        let place = lore.is_place(view.words(&run.units));
        if place && matches!(before, "in" | "at" | "near" | "into" | "outside" | "around" | "across") {
            evidence.add(-4, "known place after a preposition of place");
        } else if matches!(before, "in" | "at" | "near" | "into" | "outside" | "around" | "across" | "through")
            && (run.units.len() == 1 || !lore.is_given(view.text(start)))
        {
            evidence.add(-2, "after a preposition of place");
        } else if place {
            evidence.add(-2, "known place");
        }
    }
    if untitled && is_determiner(before) {
        evidence.add(-2, "after an article");
    }
    if chunks.at(end).is_some_and(|chunk| matches!(chunk.kind, ChunkKind::Country(_))) && view.text(end) != "," {
        evidence.add(-1, "country right after it");
    }
    // `Security` in `Security Minister`: the word is part of a title.
    if phrases.iter().any(|phrase| phrase.core.start <= start && end <= phrase.core.end) {
        evidence.add(-9, "part of a title");
    }
    if matches!(view.kind_of(start), SentenceKind::Heading) && run.tagged != Some(MentionKind::Person) {
        evidence.add(-2, "in a heading");
    }
    // The outlet's own name, in a dateline or a credit line.
    let outlet = view.article.publisher.as_deref().is_some_and(|outlet| outlet == view.words(&run.units));
    if outlet {
        evidence.add(-9, "name of the outlet");
    }
    if matches!(view.kind_of(start), SentenceKind::Dateline) {
        evidence.add(-3, "in a dateline");
    }
    let lower_elsewhere =
        run.units.len() == 1 && view.sentence_of(start).start == start && view.upos(start) != Upos::Propn;
    if lower_elsewhere {
        evidence.add(-2, "first word of its sentence");
    }
}

fn is_age(text: &str) -> bool {
    text.parse::<u8>().is_ok_and(|age| (15..=110).contains(&age))
}

/// Whether a verb that people do follows: `said`, `told`, `met`, …
fn speaks(view: &View, unit: usize) -> bool {
    let at = if matches!(view.upos(unit), Upos::Aux | Upos::Adv) { unit + 1 } else { unit };
    matches!(
        view.lower(at),
        "said"
            | "says"
            | "told"
            | "met"
            | "added"
            | "announced"
            | "stressed"
            | "praised"
            | "thanked"
            | "visited"
            | "warned"
            | "urged"
            | "described"
            | "noted"
            | "discussed"
            | "received"
            | "expressed"
            | "arrived"
            | "called"
            | "spoke"
            | "travelled"
            | "traveled"
            | "resigned"
            | "signed"
            | "welcomed"
            | "affirmed"
            | "reiterated"
            | "condemned"
            | "tweeted"
            | "wrote"
            | "wants"
            | "thinks"
            | "swore"
            | "vowed"
            | "pledged"
            | "denied"
    )
}
