//! Reads the text once from first word to last and says for every stretch that can be a party whom it means.
//!
//! Names and bodies are known by then; here titles alone, pronouns, `the two sides`, unnamed groups and countries get
//! their meaning, and people get the sides that only what was said before can tell (`his foreign minister`).

use std::ops::Range;

use lexicon::{CountryForm, NameGender};
use record::{CountryCode, Deprel, Group, Id, MentionForm, MentionUse, Referent, Resolved, Table, Trace, Upos};

use crate::apposition::Links;
use crate::bodies::BodyTable;
use crate::chunks::{ChunkKind, Chunks};
use crate::focus::Focus;
use crate::groups::{GroupPhrase, group_phrases};
use crate::history::{History, pronoun_gender};
use crate::lore::Lore;
use crate::offices::Holding;
use crate::people::People;
use crate::runs::NameRun;
use crate::sides::Side;
use crate::titles::TitlePhrase;
use crate::usage::country_use;
use crate::view::{Shape, View};
use crate::words::is_possessive_pronoun;

/// A person on the way to the cast.
#[derive(Clone, Debug)]
pub(crate) struct Character {
    /// Posts.
    pub holdings: Vec<Holding>,
    /// Rank as printed.
    pub rank: Option<String>,
    /// Side.
    pub side: Side,
    /// Gender as far as given name or title tell.
    pub gender: Option<NameGender>,
    /// Spans of titles and pronouns that mean the person.
    pub further: Vec<record::Span>,
    /// Somebody on whose side the person is: kin, minister, deputy.
    pub follows: Option<usize>,
    /// Whose countries are at hand where the person is first named, nearest first, and how much each says.
    pub at_hand: Vec<(Referent, i32)>,
    /// Whether the person stands across from the subject there: met, received or visited by it.
    pub opposite: bool,
}

/// Everything the pass works on.
pub(crate) struct Discourse<'r, 'v> {
    pub view: &'r View<'v>,
    pub lore: &'r Lore<'r>,
    pub chunks: &'r Chunks,
    pub phrases: &'r [TitlePhrase],
    pub runs: &'r [NameRun],
    pub links: &'r Links,
    pub people: &'r People,
    pub bodies: &'r BodyTable,
    pub focus: &'r Focus,
    pub characters: Vec<Character>,
    pub groups: Table<Group>,
    /// Rows of groups whose country is a guess from the article.
    pub guessed_groups: Vec<usize>,
    pub resolved: Vec<Resolved>,
    pub history: History,
    /// Title phrase that announced holders not named yet: `the presidents of A and B`.
    pub announced: Option<(usize, Vec<CountryCode>, usize)>,
    /// Where each person's given name is at home.
    homes: Vec<Vec<CountryCode>>,
}

/// What begins at a unit.
#[derive(Clone, Debug)]
enum Item {
    Run(usize),
    Phrase(usize),
    Chunk(usize),
    Group(GroupPhrase),
    Extra(usize),
    Pronoun,
    Several(Range<usize>, Wanted),
}

/// What `the two …` counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wanted {
    People,
    Sides,
}

#[allow(clippy::too_many_arguments)]
impl<'r, 'v> Discourse<'r, 'v> {
    /// Prepares the pass.
    pub(crate) fn new(
        view: &'r View<'v>,
        lore: &'r Lore<'r>,
        chunks: &'r Chunks,
        phrases: &'r [TitlePhrase],
        runs: &'r [NameRun],
        links: &'r Links,
        people: &'r People,
        bodies: &'r BodyTable,
        focus: &'r Focus,
        characters: Vec<Character>,
    ) -> Self {
        Discourse {
            view,
            lore,
            chunks,
            phrases,
            runs,
            links,
            people,
            bodies,
            focus,
            characters,
            groups: Table::new(),
            guessed_groups: Vec::new(),
            resolved: Vec::new(),
            history: History::default(),
            announced: None,
            homes: people
                .rows
                .iter()
                .map(|named| named.name.given().map_or(Vec::new(), |given| lore.lexicon.names().homes(&given.text)))
                .collect(),
        }
    }

    /// Whether a person's given name is at home in a country; `None` where nothing is known of it.
    pub(crate) fn at_home(&self, person: usize, code: CountryCode) -> Option<bool> {
        let homes = self.homes.get(person).filter(|homes| !homes.is_empty())?;
        Some(homes.contains(&code))
    }

    /// Runs the pass.
    pub(crate) fn read(&mut self, trace: &mut Trace) {
        for (unit, item) in self.items() {
            match item {
                Item::Run(row) => self.run(row, trace),
                Item::Phrase(row) => self.phrase(row, trace),
                Item::Chunk(row) => self.chunk(row),
                Item::Group(group) => self.group(group),
                Item::Extra(person) => {
                    let units = unit..unit + 1;
                    self.push(units, Referent::Person(Id::new(person)), MentionForm::ShortName, MentionUse::Party);
                }
                Item::Pronoun => self.pronoun(unit),
                Item::Several(units, wanted) => self.several(units, wanted),
            }
        }
        self.resolved.sort_by_key(|resolved| (resolved.span.start, std::cmp::Reverse(resolved.span.end)));
    }

    fn items(&self) -> Vec<(usize, Item)> {
        let mut items: Vec<(usize, Item)> = Vec::new();
        let mut taken = vec![false; self.view.len()];
        for (row, run) in self.runs.iter().enumerate() {
            if self.people.of_run[row].is_some() {
                run.units.clone().for_each(|unit| taken[unit] = true);
                items.push((run.units.start, Item::Run(row)));
            }
        }
        for (person, named) in self.people.rows.iter().enumerate() {
            for unit in &named.extra {
                taken[*unit] = true;
                items.push((*unit, Item::Extra(person)));
            }
        }
        for (row, phrase) in self.phrases.iter().enumerate() {
            if !taken[phrase.head] {
                phrase.core.clone().for_each(|unit| taken[unit] = true);
                // A title beside its name is read before the name, so that the name finds its posts known.
                items.push((phrase.core.start, Item::Phrase(row)));
            }
        }
        for group in group_phrases(self.view, self.lore, self.chunks) {
            if !group.units.clone().any(|unit| taken[unit] && unit >= group.head) {
                taken[group.head] = true;
                items.push((group.head, Item::Group(group)));
            }
        }
        for (row, chunk) in self.chunks.rows.iter().enumerate() {
            if !matches!(chunk.kind, ChunkKind::Title(_)) && !chunk.units.clone().any(|unit| taken[unit]) {
                chunk.units.clone().for_each(|unit| taken[unit] = true);
                items.push((chunk.units.start, Item::Chunk(row)));
            }
        }
        for unit in 0..self.view.len() {
            if let Some((units, wanted)) = self.counted(unit)
                && !units.clone().any(|unit| taken[unit])
            {
                units.clone().for_each(|unit| taken[unit] = true);
                items.push((unit, Item::Several(units, wanted)));
            } else if !taken[unit] && self.is_pronoun(unit) {
                items.push((unit, Item::Pronoun));
            }
        }
        items.sort_by_key(|(unit, _)| *unit);
        items
    }

    pub(crate) fn is_pronoun(&self, unit: usize) -> bool {
        matches!(
            self.view.lower(unit),
            "he" | "him"
                | "his"
                | "she"
                | "her"
                | "himself"
                | "herself"
                | "who"
                | "whom"
                | "whose"
                | "they"
                | "them"
                | "their"
                | "it"
                | "its"
        )
    }

    /// `the two`, `both sides`, `the two leaders`.
    fn counted(&self, unit: usize) -> Option<(Range<usize>, Wanted)> {
        let view = self.view;
        let mut at = unit;
        if view.lower(at) == "the" {
            at += 1;
        }
        if !matches!(view.lower(at), "two" | "both" | "pair") || (at == unit && view.lower(at) == "two") {
            return None;
        }
        at += 1;
        while view.upos(at) == Upos::Adj && view.shape(at) == Shape::Lower {
            at += 1;
        }
        let wanted = match view.lower(at) {
            "men" | "women" | "leaders" | "officials" | "diplomats" | "statesmen" | "figures" | "commanders"
            | "generals" => Wanted::People,
            "sides" | "countries" | "nations" | "states" | "governments" | "parties" | "neighbours" | "neighbors"
            | "delegations" | "peoples" | "armies" | "capitals" | "camps" | "allies" | "rivals" | "powers" => {
                Wanted::Sides
            }
            _ if view.lower(at - 1) == "two" || view.lower(at - 1) == "pair" || view.lower(at - 1) == "both" => {
                let alone =
                    !matches!(view.upos(at), Upos::Noun | Upos::Propn | Upos::Adj | Upos::Num | Upos::Det | Upos::Pron);
                return (alone && view.lower(at) != "of" && self.chunks.at(at).is_none())
                    .then_some((unit..at, Wanted::People));
            }
            _ => return None,
        };
        Some((unit..at + 1, wanted))
    }

    pub(crate) fn push(&mut self, units: Range<usize>, referent: Referent, form: MentionForm, usage: MentionUse) {
        let resolved = Resolved {
            span: self.view.span(&units),
            head: self.view.head(&units),
            sentence: self.view.sentence_id(units.start),
            referent,
            form,
            usage,
        };
        self.history.add(self.view, units.start, &resolved);
        if let Referent::Person(person) = resolved.referent
            && !matches!(form, MentionForm::Name | MentionForm::ShortName)
            && let Some(character) = self.characters.get_mut(person.row())
        {
            character.further.push(resolved.span);
        }
        self.resolved.push(resolved);
    }

    pub(crate) fn run(&mut self, row: usize, trace: &mut Trace) {
        let Some(person) = self.people.of_run[row] else { return };
        let units = self.runs[row].units.clone();
        self.learn_from_announcement(person, units.start);
        self.learn_side(person, row, trace);
        if self.characters[person].side == Side::Unknown && self.characters[person].at_hand.is_empty() {
            let start = self.start_with_titles(row);
            self.characters[person].at_hand = self.history.at_hand(self.view, start);
            self.characters[person].opposite = self.is_across(start);
        }
        let full = !self.runs[row].name.is_bare();
        let form = if full { MentionForm::Name } else { MentionForm::ShortName };
        self.push(units, Referent::Person(Id::new(person)), form, MentionUse::Party);
    }

    /// Who a possessive pronoun or `his counterpart` points at.
    pub(crate) fn pronoun_owner(&self, unit: usize, not: Option<usize>) -> Option<Referent> {
        let lower = self.view.lower(unit);
        let gender = pronoun_gender(lower);
        let neuter = matches!(lower, "its");
        // `members of the junta, among them its chief`: the body right before.
        if neuter {
            let near = self.history.said.iter().rev().take_while(|said| said.unit + 6 >= unit).find(|said| {
                said.unit < unit && matches!(said.referent, Referent::Body(_) | Referent::Group(_)) && !said.subject
            });
            if let Some(said) = near {
                return Some(said.referent.clone());
            }
        }
        self.history.antecedent(self.view, unit, |referent| match referent {
            Referent::Person(id) => !neuter && Some(id.row()) != not && self.gender_fits(id.row(), gender),
            Referent::Country(_) | Referent::Body(_) => neuter || (lower == "their"),
            _ => false,
        })
    }

    pub(crate) fn gender_fits(&self, person: usize, gender: Option<NameGender>) -> bool {
        match (gender, self.characters.get(person).and_then(|character| character.gender)) {
            (Some(wanted), Some(known)) => wanted == known,
            _ => true,
        }
    }

    pub(crate) fn country_of(&self, referent: &Referent) -> Option<CountryCode> {
        match referent {
            Referent::Country(code) => Some(*code),
            Referent::Person(id) => self.characters.get(id.row())?.side.country(),
            Referent::Body(id) => self.bodies.rows.get(id.row())?.country,
            Referent::Group(id) => self.groups.get(*id)?.country,
            Referent::Several(all) => all.first().and_then(|first| self.country_of(first)),
        }
    }

    pub(crate) fn chunk(&mut self, row: usize) {
        let chunk = &self.chunks.rows[row];
        let units = chunk.units.clone();
        match &chunk.kind {
            ChunkKind::Body(body) => {
                let Some(found) = self.bodies.of_chunk[row] else { return };
                let form = if body.named { MentionForm::Name } else { MentionForm::Nominal };
                let usage = self.modifier_or_party(&units);
                self.push(units, Referent::Body(Id::new(found)), form, usage);
            }
            ChunkKind::Country(hit) => {
                if let Some(person) = self.lone_national(&units, hit.code) {
                    self.push(units, person, MentionForm::Nominal, MentionUse::Party);
                    return;
                }
                let form = match hit.form {
                    CountryForm::Name => MentionForm::Name,
                    CountryForm::Adjective => MentionForm::Adjective,
                    CountryForm::Demonym => MentionForm::Nominal,
                    CountryForm::Capital | CountryForm::Seat => MentionForm::Metonym,
                };
                let usage = country_use(self.view, &units, hit.form);
                self.push(units, Referent::Country(hit.code), form, usage);
            }
            ChunkKind::Title(_) => {}
        }
    }

    pub(crate) fn modifier_or_party(&self, units: &Range<usize>) -> MentionUse {
        let token = self.view.reading.tokens.rows().get(self.view.head(units).row());
        match token.map(|token| token.deprel) {
            Some(Deprel::NmodPoss | Deprel::Compound | Deprel::Amod | Deprel::NmodDesc) => MentionUse::Modifier,
            _ => MentionUse::Party,
        }
    }

    pub(crate) fn group(&mut self, phrase: GroupPhrase) {
        let country = phrase.country.or_else(|| {
            let owner = phrase.pronoun?;
            self.pronoun_owner(owner, None).and_then(|owner| self.country_of(&owner))
        });
        let name = self.view.words(&phrase.name).to_owned();
        let domestic = country.or_else(|| if phrase.domestic { self.focus.main() } else { None });
        let id = self.groups.push(Group { name, country: domestic, sector: phrase.sector });
        if country.is_none() {
            self.guessed_groups.push(id.row());
        }
        // The country's word before it stays a mention of its own.
        let units = phrase.head..phrase.head + 1;
        self.push(units, Referent::Group(id), MentionForm::Nominal, MentionUse::Party);
    }

    pub(crate) fn pronoun(&mut self, unit: usize) {
        let lower = self.view.lower(unit);
        let referent = match lower {
            "who" | "whom" | "whose" => self.relative_antecedent(unit),
            "it" | "its" => self
                .history
                .antecedent(self.view, unit, |referent| matches!(referent, Referent::Country(_) | Referent::Body(_))),
            "they" | "them" | "their" => self.history.antecedent(self.view, unit, |referent| match referent {
                Referent::Several(_) | Referent::Group(_) => true,
                Referent::Body(id) => self.bodies.rows.get(id.row()).is_some_and(|body| body.name.ends_with('s')),
                _ => false,
            }),
            _ => {
                let gender = pronoun_gender(lower);
                self.history.antecedent(
                    self.view,
                    unit,
                    |referent| matches!(referent, Referent::Person(id) if self.gender_fits(id.row(), gender)),
                )
            }
        };
        let Some(referent) = referent else { return };
        if let (Referent::Person(id), Some(gender)) = (&referent, pronoun_gender(lower))
            && let Some(character) = self.characters.get_mut(id.row())
        {
            character.gender.get_or_insert(gender);
        }
        let possessive = is_possessive_pronoun(lower);
        let usage = if possessive { MentionUse::Modifier } else { MentionUse::Party };
        self.push(unit..unit + 1, referent, MentionForm::Pronoun, usage);
    }

    /// The noun a relative clause hangs on, else what stands right before.
    pub(crate) fn relative_antecedent(&self, unit: usize) -> Option<Referent> {
        let rows = self.view.reading.tokens.rows();
        let mut at = self.view.units.get(unit)?.tokens.start;
        for _ in 0..4 {
            let token = rows.get(at)?;
            let head = token.head?;
            if token.deprel == Deprel::AclRelcl {
                let noun = self.view.unit_of(head);
                let said = self.history.said.iter().rev().find(|said| said.head == head || said.unit == noun);
                if let Some(said) = said {
                    return Some(said.referent.clone());
                }
                break;
            }
            at = head.row();
        }
        let said = self.history.said.iter().rev().find(|said| said.unit < unit)?;
        let near = unit - said.unit <= 8 && said.sentence == self.view.units[unit].sentence;
        near.then(|| said.referent.clone())
    }

    fn several(&mut self, units: Range<usize>, wanted: Wanted) {
        let unit = units.start;
        let found = match wanted {
            Wanted::People => self.history.last_distinct(unit, 2, |referent| matches!(referent, Referent::Person(_))),
            Wanted::Sides => {
                let people = self.history.last_distinct(unit, 2, |referent| matches!(referent, Referent::Person(_)));
                let mut sides: Vec<Referent> = Vec::new();
                for code in people.iter().filter_map(|person| self.country_of(person)) {
                    if !sides.contains(&Referent::Country(code)) {
                        sides.push(Referent::Country(code));
                    }
                }
                if sides.len() < 2
                    && let Some((one, other)) = self.focus.pair()
                {
                    sides = vec![Referent::Country(one), Referent::Country(other)];
                }
                sides
            }
        };
        if found.len() == 2 {
            self.push(units, Referent::Several(found), MentionForm::Nominal, MentionUse::Party);
        }
    }
}
