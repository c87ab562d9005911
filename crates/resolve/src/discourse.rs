//! Reads the text once from first word to last and says for every stretch that can be a party whom it means.
//!
//! Names and bodies are known by then; here titles alone, pronouns, `the two sides`, unnamed groups and countries get
//! their meaning, and people get the sides that only what was said before can tell (`his foreign minister`).

use std::ops::Range;

use lexicon::{CountryForm, NameGender, TitleKind};
use record::{
    CountryCode, Decision, Deprel, Group, Held, Id, MentionForm, MentionUse, Referent, Resolved, Table, Trace, Upos,
};

use crate::apposition::{Links, owner_country};
use crate::bodies::BodyTable;
use crate::chunks::{ChunkKind, Chunks};
use crate::focus::Focus;
use crate::groups::{GroupPhrase, group_phrases};
use crate::history::{History, pronoun_gender};
use crate::lore::Lore;
use crate::offices::{Holding, OfficeReader, is_relation};
use crate::people::People;
use crate::runs::NameRun;
use crate::sides::{Side, is_state_title};
use crate::titles::{Owner, TitlePhrase};
use crate::usage::{country_use, is_name_like};
use crate::view::{Shape, View};
use crate::words::{is_determiner, is_kin, is_possessive_pronoun};

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
    announced: Option<(usize, Vec<CountryCode>, usize)>,
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
    pub fn new(
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
        }
    }

    /// Runs the pass.
    pub fn read(&mut self, trace: &mut Trace) {
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

    fn is_pronoun(&self, unit: usize) -> bool {
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

    fn push(&mut self, units: Range<usize>, referent: Referent, form: MentionForm, usage: MentionUse) {
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

    fn run(&mut self, row: usize, trace: &mut Trace) {
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

    /// Where a name begins with the titles before it.
    fn start_with_titles(&self, row: usize) -> usize {
        let links = self.links.of_run[row].iter();
        let start = links.map(|link| self.phrases[link.phrase].units.start).min().unwrap_or(usize::MAX);
        start.min(self.runs[row].units.start)
    }

    /// Whether who stands at a unit is met, received or visited by the subject, and so rather of another side.
    fn is_across(&self, start: usize) -> bool {
        let lower = |back: usize| start.checked_sub(back).map_or("", |unit| self.view.lower(unit));
        let receives = |word: &str| {
            matches!(
                word,
                "welcomed"
                    | "received"
                    | "hosted"
                    | "greeted"
                    | "met"
                    | "saw"
                    | "sees"
                    | "meets"
                    | "summoned"
                    | "visited"
                    | "congratulated"
                    | "invited"
                    | "expelled"
            )
        };
        lower(1) == "with"
            || receives(lower(1))
            || (lower(1) == "by" && (receives(lower(2)) || matches!(lower(2), "visit" | "trip" | "tour")))
            || (lower(1) == "by" && lower(2) == "in" && lower(3) == "called")
            || (lower(1) == "from" && lower(2) == "call")
    }

    /// The country that a person named without one most likely acts for by what stands near, and how much that says.
    /// Whether the text itself tells the country of a referent.
    fn is_told(&self, referent: &Referent) -> bool {
        match referent {
            Referent::Body(id) => !self.bodies.guessed.get(id.row()).copied().unwrap_or(true),
            Referent::Group(id) => !self.guessed_groups.contains(&id.row()),
            _ => true,
        }
    }

    fn country_at_hand(&self, person: usize) -> Option<(CountryCode, i32)> {
        let character = &self.characters[person];
        let me = Referent::Person(Id::new(person));
        let near = character.at_hand.iter().filter(|(referent, _)| *referent != me);
        let mut told = near.filter(|(referent, _)| self.is_told(referent));
        let (code, mut points) = told.find_map(|(referent, points)| Some((self.country_of(referent)?, *points)))?;
        // Whom the subject does something to is as often of another side.
        let head = self.people.rows[person].runs.first().map(|run| self.view.head(&self.runs[*run].units));
        if head.and_then(|head| self.view.reading.tokens.get(head)).is_some_and(|token| token.deprel == Deprel::Obj) {
            points -= 5;
        }
        if !character.opposite {
            return Some((code, points));
        }
        let (one, other) = self.focus.pair()?;
        let across = if code == one { other } else { one };
        (code == one || code == other).then_some((across, 7))
    }

    /// `The presidents of A and B met. X was welcomed … Y …`: who is named next and has no post holds the announced one.
    fn learn_from_announcement(&mut self, person: usize, unit: usize) {
        let Some((row, countries, sentence)) = self.announced.clone() else { return };
        let here = self.view.units.get(unit).map_or(0, |unit| unit.sentence);
        if here > sentence + 1 {
            self.announced = None;
            return;
        }
        let character = &self.characters[person];
        let other_post = |holding: &Holding| holding.kind == TitleKind::Office && !self.plural_fits(holding, row);
        let has_post = character.holdings.iter().any(other_post);
        if has_post || here == sentence {
            return;
        }
        // Who is known to be of one of the sides holds that side's post; who is not takes the first one free.
        let Some(code) = character.side.country().or(countries.first().copied()) else { return };
        let Some(at) = countries.iter().position(|country| *country == code) else { return };
        let mut rest = countries.clone();
        rest.remove(at);
        self.give_post(person, row, code);
        self.announced = if rest.is_empty() { None } else { Some((row, rest, sentence)) };
    }

    fn give_post(&mut self, person: usize, row: usize, code: CountryCode) {
        let reader = self.office_reader();
        let Some(mut holding) = reader.holding(row) else { return };
        holding.office.title = self.lore.lexicon.titles().get(self.phrases[row].id).title.clone();
        holding.office.country = Some(code);
        holding.office.body = self.lore.country_name(code);
        let known = self.characters[person].holdings.iter().position(|holding| self.plural_fits(holding, row));
        let character = &mut self.characters[person];
        match known.and_then(|known| character.holdings.get_mut(known)) {
            Some(known) => {
                known.office.country = Some(code);
                known.office.body = holding.office.body;
            }
            None => character.holdings.push(holding),
        }
        character.side = Side::Country(code, "one of the holders announced before");
    }

    fn office_reader(&self) -> OfficeReader<'r, 'v> {
        OfficeReader { view: self.view, lore: self.lore, chunks: self.chunks, phrases: self.phrases, links: self.links }
    }

    /// What only earlier words tell about a person's side: `his minister`, `her brother`, `his counterpart`.
    fn learn_side(&mut self, person: usize, row: usize, trace: &mut Trace) {
        self.learn_counterpart(person, row);
        let pronouns: Vec<(usize, usize)> = self.characters[person]
            .holdings
            .iter()
            .enumerate()
            .filter(|(_, holding)| holding.office.country.is_none() && !holding.international)
            .filter_map(|(at, holding)| Some((at, holding.pronoun?)))
            .collect();
        for (at, unit) in pronouns {
            let Some(owner) = self.pronoun_owner(unit, Some(person)) else { continue };
            if let Referent::Person(id) = owner
                && id.row() != person
            {
                self.characters[person].follows.get_or_insert(id.row());
            }
            let Some(code) = self.country_of(&owner).filter(|_| self.is_told(&owner)) else { continue };
            let holding = &mut self.characters[person].holdings[at];
            holding.office.country = Some(code);
            if self.characters[person].side == Side::Unknown {
                self.set_side(person, Side::Country(code, "post under somebody of that side"), row, trace);
            }
        }
        if self.characters[person].side != Side::Unknown {
            return;
        }
        let Some(owner) = self.kin(row, person).or_else(|| self.possessor(row, person)) else { return };
        if let Referent::Person(id) = owner {
            self.characters[person].follows.get_or_insert(id.row());
        }
        if let Some(code) = self.country_of(&owner) {
            self.set_side(person, Side::Country(code, "kin or aide of somebody of that side"), row, trace);
        }
    }

    fn set_side(&mut self, person: usize, side: Side, row: usize, trace: &mut Trace) {
        self.characters[person].side = side;
        let span = self.view.span(&self.runs[row].units);
        trace.note(|| Decision {
            about: "country",
            span,
            chosen: side.country().map_or("none".to_owned(), |code| code.to_string()),
            because: match side {
                Side::Country(_, why) => why.to_owned(),
                _ => "acts for a body of no country".to_owned(),
            },
            refused: Vec::new(),
        });
    }

    /// `his Libyan counterpart, X`: the same post on the other side.
    fn learn_counterpart(&mut self, person: usize, row: usize) {
        for link in &self.links.of_run[row] {
            let phrase = &self.phrases[link.phrase];
            let lower = self.view.lower(phrase.head);
            let is_counterpart = matches!(lower, "counterpart" | "counterparts" | "colleague" | "number" | "homologue");
            if !is_counterpart || phrase.plural {
                continue;
            }
            let code = phrase.owner.as_ref().and_then(owner_country).or(phrase.host).or(link.country);
            let unit = match phrase.owner {
                Some(Owner::Pronoun(unit)) => Some(unit),
                _ => (phrase.units.clone()).find(|unit| is_possessive_pronoun(self.view.lower(*unit))),
            };
            let from = unit.unwrap_or(phrase.units.start);
            let Some(Referent::Person(model)) = self.pronoun_owner(from, Some(person)) else { continue };
            // `his colleague at the defence ministry` has another post on the same side.
            if lower == "colleague" && code.is_none() {
                self.characters[person].follows.get_or_insert(model.row());
                continue;
            }
            let post = self.characters[model.row()].holdings.iter().find(|holding| {
                holding.kind == TitleKind::Office && holding.office.held != Held::Former && holding.phrase.is_some()
            });
            let Some(mut post) = post.cloned() else { continue };
            post.office.country = code;
            post.office.body = code.and_then(|code| self.lore.country_name(code));
            post.office.span = self.view.span(&phrase.units);
            post.pronoun = None;
            let character = &mut self.characters[person];
            if !character.holdings.iter().any(|holding| holding.office.title == post.office.title) {
                character.holdings.push(post);
            }
            if let Some(code) = code {
                character.side = Side::Country(code, "counterpart of somebody on another side");
            }
        }
    }

    /// Who a possessive pronoun or `his counterpart` points at.
    fn pronoun_owner(&self, unit: usize, not: Option<usize>) -> Option<Referent> {
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

    fn gender_fits(&self, person: usize, gender: Option<NameGender>) -> bool {
        match (gender, self.characters.get(person).and_then(|character| character.gender)) {
            (Some(wanted), Some(known)) => wanted == known,
            _ => true,
        }
    }

    fn country_of(&self, referent: &Referent) -> Option<CountryCode> {
        match referent {
            Referent::Country(code) => Some(*code),
            Referent::Person(id) => self.characters.get(id.row())?.side.country(),
            Referent::Body(id) => self.bodies.rows.get(id.row())?.country,
            Referent::Group(id) => self.groups.get(*id)?.country,
            Referent::Several(all) => all.first().and_then(|first| self.country_of(first)),
        }
    }

    /// `his son, X`; `Castillo's wife, X`; `their late sister X`.
    fn kin(&self, row: usize, person: usize) -> Option<Referent> {
        let view = self.view;
        let sentence = view.sentence_of(self.runs[row].units.start);
        let direct = self.links.of_run[row].iter().map(|link| self.phrases[link.phrase].units.start).min();
        let mut at = direct.unwrap_or(usize::MAX).min(self.runs[row].units.start);
        at = at.checked_sub(1)?;
        while at > sentence.start
            && (view.text(at) == "," || view.shape(at) == Shape::Lower && view.upos(at) == Upos::Adj)
        {
            at -= 1;
        }
        let after = self.runs[row].units.end;
        let behind = (after + 1..after + 6).find(|unit| view.text(after) == "," && is_kin(view.lower(*unit)));
        let kin = if is_kin(view.lower(at)) { at } else { behind? };
        let from = (sentence.start.max(kin.saturating_sub(4))..kin)
            .rev()
            .find(|unit| is_possessive_pronoun(view.lower(*unit)) || view.shape(*unit) == Shape::Possessive);
        match from {
            Some(unit) if view.shape(unit) == Shape::Possessive => {
                let owner = self.history.said.iter().rev().find(|said| said.unit < unit && said.unit + 6 > unit)?;
                Some(owner.referent.clone())
            }
            Some(unit) => self.pronoun_owner(unit, Some(person)),
            None if view.lower(kin + 1) == "of" || view.lower(kin.saturating_sub(1)) == "the" => {
                let owner = self.runs.iter().position(|run| run.units.start > kin && run.units.start <= kin + 4)?;
                Some(Referent::Person(Id::new(self.people.of_run[owner]?)))
            }
            None => None,
        }
    }

    /// `Burhan's deputy, X`: the owner is a person named right before.
    fn possessor(&self, row: usize, person: usize) -> Option<Referent> {
        for link in &self.links.of_run[row] {
            let Some(Owner::Words(units)) = &self.phrases[link.phrase].owner else { continue };
            let owner = self.runs.iter().position(|run| units.contains(&run.units.start));
            if let Some(owner) = owner.and_then(|run| self.people.of_run[run]).filter(|owner| *owner != person) {
                return Some(Referent::Person(Id::new(owner)));
            }
        }
        None
    }

    fn phrase(&mut self, row: usize, trace: &mut Trace) {
        let phrase = &self.phrases[row];
        let holders: Vec<usize> = self.links.of_phrase[row].iter().filter_map(|run| self.people.of_run[*run]).collect();
        if phrase.kind == TitleKind::Honorific && holders.is_empty() && !self.is_majesty(row) {
            return;
        }
        let units = self.own_units(row);
        if !holders.is_empty() {
            let mut referents: Vec<Referent> = Vec::new();
            for person in holders {
                let referent = Referent::Person(Id::new(person));
                if !referents.contains(&referent) {
                    referents.push(referent);
                }
            }
            let referent = if referents.len() == 1 { referents.remove(0) } else { Referent::Several(referents) };
            if phrase.kind != TitleKind::Honorific {
                self.push(units, referent, MentionForm::Title, MentionUse::Party);
            }
            return;
        }
        if phrase.plural {
            self.plural_phrase(row, units);
            return;
        }
        let referent = self
            .known_as(row)
            .or_else(|| self.title_alone(row))
            .or_else(|| self.title_of_unknown_side(row))
            .or_else(|| self.adopt(row));
        let chosen = referent.clone();
        let span = self.view.span(&units);
        trace.note(|| Decision {
            about: "person",
            span,
            chosen: match &chosen {
                Some(Referent::Person(id)) => {
                    self.people.rows.get(id.row()).map_or(String::new(), |named| named.name.full.clone())
                }
                _ => "somebody not named".to_owned(),
            },
            because: "a title alone means the last named holder that fits".to_owned(),
            refused: Vec::new(),
        });
        match referent {
            Some(referent) => self.push(units, referent, MentionForm::Title, MentionUse::Party),
            None if is_relation(&self.lore.lexicon.titles().get(phrase.id).title) => {}
            None => {
                let country = self.phrase_country(row);
                let sector = self.lore.lexicon.titles().get(phrase.id).sector;
                let name = self.group_name(row);
                let id = self.groups.push(Group { name, country, sector });
                self.push(units, Referent::Group(id), MentionForm::Nominal, MentionUse::Party);
            }
        }
    }

    /// `His Majesty`, `Her Excellency` standing alone.
    fn is_majesty(&self, row: usize) -> bool {
        matches!(self.view.lower(self.phrases[row].core.start), "his" | "her" | "their")
            && self.phrases[row].core.len() > 1
    }

    /// The words of a title phrase that are not a party of their own: from what narrows it to the end of the title.
    fn own_units(&self, row: usize) -> Range<usize> {
        let phrase = &self.phrases[row];
        phrase.core.clone()
    }

    fn group_name(&self, row: usize) -> String {
        let phrase = &self.phrases[row];
        let mut start = phrase.units.start;
        while start < phrase.core.start
            && (is_determiner(self.view.lower(start)) || is_possessive_pronoun(self.view.lower(start)))
        {
            start += 1;
        }
        self.view.words(&(start..phrase.units.end.max(phrase.core.end))).to_owned()
    }

    fn phrase_country(&self, row: usize) -> Option<CountryCode> {
        let phrase = &self.phrases[row];
        match &phrase.owner {
            Some(Owner::Pronoun(unit)) => self.pronoun_owner(*unit, None).and_then(|owner| self.country_of(&owner)),
            Some(Owner::Body(unit, country, _)) => country.or_else(|| {
                let chunk = self.chunks.rows.iter().position(|chunk| chunk.units.contains(unit))?;
                self.bodies.rows.get(self.bodies.of_chunk[chunk]?)?.country
            }),
            Some(owner) => owner_country(owner),
            None => None,
        }
    }

    /// Whom a title without a name means.
    fn title_alone(&self, row: usize) -> Option<Referent> {
        let phrase = &self.phrases[row];
        let view = self.view;
        let unit = phrase.core.start;
        let lower = view.lower(phrase.head);
        if phrase.indefinite {
            return None;
        }
        let country = self.phrase_country(row);
        if self.is_majesty(row) {
            // Who was first called so, else the last of royal title.
            let called = |person: usize| {
                let links = self.people.rows[person].runs.iter().flat_map(|run| &self.links.of_run[*run]);
                links.into_iter().any(|link| self.phrases[link.phrase].id == phrase.id)
            };
            let same = (0..self.people.rows.len()).find(|person| called(*person));
            return same.map(|person| Referent::Person(Id::new(person))).or_else(|| {
                self.last_person(unit, |character| {
                    character.holdings.iter().any(|holding| holding.kind == TitleKind::Royal)
                })
            });
        }
        match lower {
            "counterpart" | "number" | "homologue" => return self.counterpart(row, country),
            "host" | "guest" | "visitor" => return self.other_person(unit),
            "colleague" => return None,
            _ => {}
        }
        if !phrase.definite
            && phrase.owner.is_none()
            && view.shape(phrase.core.start) == Shape::Lower
            && phrase.core.start != view.sentence_of(unit).start
        {
            return None;
        }
        let bears =
            |character: &Character| character.holdings.iter().any(|holding| self.same_post(holding, row, country));
        self.last_person(unit, |character| {
            (country.is_none() || character.side.country() == country) && bears(character)
        })
    }

    /// A title with a country and somebody who bears the title, but of whose side nothing is known yet.
    fn title_of_unknown_side(&self, row: usize) -> Option<Referent> {
        let phrase = &self.phrases[row];
        let country = self.phrase_country(row)?;
        if phrase.indefinite {
            return None;
        }
        self.history.last(phrase.core.start, |referent| {
            let Referent::Person(id) = referent else { return false };
            let Some(character) = self.characters.get(id.row()) else { return false };
            let given = self.people.rows[id.row()].name.given().map_or("", |given| given.text.as_str());
            character.side == Side::Unknown
                && self.lore.lexicon.names().at_home(given, country) != Some(false)
                && character.holdings.iter().any(|holding| self.same_post(holding, row, Some(country)))
        })
    }

    /// `AMLO, as the Mexican president is known`: the title is that of whom the name before it means.
    fn known_as(&mut self, row: usize) -> Option<Referent> {
        let units = self.phrases[row].units.clone();
        let view = self.view;
        let known = (units.end..units.end + 4).any(|unit| view.lower(unit) == "known")
            && matches!(view.lower(units.end), "is" | "was");
        let as_word = units.start.checked_sub(1).filter(|unit| view.lower(*unit) == "as")?;
        if !known || view.text(as_word.checked_sub(1)?) != "," {
            return None;
        }
        let said = self.history.said.iter().rev().find(|said| said.unit < as_word && said.unit + 3 >= as_word)?;
        let Referent::Person(id) = said.referent else { return None };
        let country = self.phrase_country(row);
        let holding = self.office_reader().holding(row)?;
        let fitting = self.characters[id.row()].holdings.iter().position(|own| self.plural_fits(own, row));
        let character = &mut self.characters[id.row()];
        match fitting.and_then(|at| character.holdings.get_mut(at)) {
            Some(own) => own.office.country = own.office.country.or(country),
            None => character.holdings.push(holding),
        }
        if let Some(code) = country.filter(|_| character.side == Side::Unknown) {
            character.side = Side::Country(code, "known by that title");
        }
        Some(Referent::Person(id))
    }

    /// `X was there. The French minister said`: a title that nobody bears yet is that of somebody named just before
    /// without one.
    fn adopt(&mut self, row: usize) -> Option<Referent> {
        let phrase = &self.phrases[row];
        let unit = phrase.core.start;
        let office = matches!(phrase.kind, TitleKind::Office | TitleKind::Royal);
        if phrase.indefinite || !phrase.definite || !office || phrase.held == Held::Designate || phrase.inside {
            return None;
        }
        if is_relation(&self.lore.lexicon.titles().get(phrase.id).title)
            || matches!(phrase.owner, Some(Owner::Pronoun(_)))
        {
            return None;
        }
        let country = self.phrase_country(row);
        let person = self.nameless(unit, country, if country.is_some() { 3 } else { 1 })?;
        let mut holding = self.office_reader().holding(row)?;
        if holding.international {
            return None;
        }
        holding.office.country = country;
        let character = &mut self.characters[person];
        if let Some(code) = country
            && character.side == Side::Unknown
        {
            character.side = Side::Country(code, "meant by a title with that country");
        }
        if phrase.title != "leader" {
            character.holdings.push(holding);
        }
        Some(Referent::Person(Id::new(person)))
    }

    /// The last person named by name, some sentences back, of whom no post is known and whom a country fits; `None`
    /// where two are as near.
    fn nameless(&self, unit: usize, country: Option<CountryCode>, reach: usize) -> Option<usize> {
        let sentence = self.view.units.get(unit)?.sentence;
        let mut near: Option<(usize, usize)> = None;
        for said in self.history.said.iter().rev() {
            let Referent::Person(id) = said.referent else { continue };
            let given = self.people.rows[id.row()].name.given().map_or("", |given| given.text.as_str());
            let at_home = country.is_some_and(|code| self.lore.lexicon.names().at_home(given, code) == Some(true));
            if said.sentence + reach < sentence && !at_home {
                if country.is_none() {
                    break;
                }
                continue;
            }
            let named = self.runs.iter().any(|run| run.units.start == said.unit);
            if said.sentence == sentence || !named || !self.can_adopt(unit, id.row(), country) {
                continue;
            }
            match near {
                Some((person, _)) if person == id.row() => {}
                Some((_, back)) if back == said.sentence => return None,
                Some(_) => break,
                None => near = Some((id.row(), said.sentence)),
            }
        }
        near.map(|(person, _)| person)
    }

    fn can_adopt(&self, unit: usize, person: usize, country: Option<CountryCode>) -> bool {
        let character = &self.characters[person];
        let before = self.view.units.get(unit).map_or(0, |unit| unit.span.start);
        let free = !character.holdings.iter().any(|holding| {
            holding.office.span.start < before && matches!(holding.kind, TitleKind::Office | TitleKind::Royal)
        });
        let side = character.side == Side::Unknown || (country.is_some() && character.side.country() == country);
        let given = self.people.rows[person].name.given().map(|given| given.text.clone()).unwrap_or_default();
        let fits = country.is_none_or(|code| self.lore.lexicon.names().at_home(&given, code) != Some(false));
        free && side && fits
    }

    /// Whether a title alone can mean a post somebody holds.
    fn same_post(&self, holding: &Holding, row: usize, country: Option<CountryCode>) -> bool {
        let phrase = &self.phrases[row];
        if country.is_some() && holding.office.country.is_some() && holding.office.country != country {
            return false;
        }
        if (phrase.held == Held::Former) != (holding.office.held == Held::Former) && phrase.held == Held::Former {
            return false;
        }
        let theirs = synonyms(&holding.office.title);
        let listed = synonyms(&self.lore.lexicon.titles().get(phrase.id).title);
        let ours = synonyms(&phrase.title);
        let within = |words: &[String]| !words.is_empty() && words.iter().all(|word| theirs.contains(word));
        let deputy =
            |words: &[String]| words.iter().any(|word| matches!(word.as_str(), "deputy" | "vice" | "assistant"));
        if deputy(&theirs) && !deputy(&ours) && ours.len() > 1 {
            return false;
        }
        within(&ours) || within(&listed) || (ours == ["leader"] && holding.head && holding.kind != TitleKind::Rank)
    }

    /// The person spoken of before who fits: of several the one whom most sentences are about, of equals the last.
    fn last_person(&self, unit: usize, fits: impl Fn(&Character) -> bool) -> Option<Referent> {
        let fits = |referent: &Referent| match referent {
            Referent::Person(id) => self.characters.get(id.row()).is_some_and(&fits),
            _ => false,
        };
        let last = self.history.last(unit, fits)?;
        let mains = |referent: &Referent| {
            let about = |said: &&crate::history::Said| said.main && said.unit < unit && said.referent == *referent;
            self.history.said.iter().filter(about).count()
        };
        let known = self.history.said.iter().filter(|said| said.unit < unit && fits(&said.referent));
        let most = known.map(|said| mains(&said.referent)).max().unwrap_or(0);
        if most <= mains(&last) + 1 {
            return Some(last);
        }
        self.history.last(unit, |referent| fits(referent) && mains(referent) == most)
    }

    /// `his Libyan counterpart`, not named here: the last person of that side with a like post, else of that side.
    fn counterpart(&self, row: usize, country: Option<CountryCode>) -> Option<Referent> {
        let unit = self.phrases[row].core.start;
        let code = country.or_else(|| self.phrases[row].owner.as_ref().and_then(owner_country));
        let subject = self.pronoun_owner(unit.saturating_sub(1), None);
        let title = match &subject {
            Some(Referent::Person(id)) => {
                self.characters[id.row()].holdings.first().map(|holding| synonyms(&holding.office.title))
            }
            _ => None,
        };
        let other = |character: &Character| code.is_none() || character.side.country() == code;
        let like = self.history.last(unit, |referent| match referent {
            Referent::Person(id) => {
                Some(referent) != subject.as_ref()
                    && self.characters.get(id.row()).is_some_and(|character| {
                        other(character)
                            && character.holdings.iter().any(|holding| Some(synonyms(&holding.office.title)) == title)
                    })
            }
            _ => false,
        });
        like.or_else(|| {
            code?;
            self.history.last(unit, |referent| match referent {
                Referent::Person(id) => {
                    Some(referent) != subject.as_ref() && self.characters.get(id.row()).is_some_and(other)
                }
                _ => false,
            })
        })
    }

    /// `the host`, `his guest`: of the last two people the one who is not the subject here.
    fn other_person(&self, unit: usize) -> Option<Referent> {
        let subject = self.pronoun_owner(unit.saturating_sub(1), None);
        self.history
            .last(unit, |referent| matches!(referent, Referent::Person(_)) && Some(referent) != subject.as_ref())
    }

    fn plural_phrase(&mut self, row: usize, units: Range<usize>) {
        let phrase = &self.phrases[row];
        let unit = phrase.core.start;
        let countries = self.owner_countries(row);
        if countries.len() >= 2 {
            let sentence = self.view.units[unit].sentence;
            self.announced = Some((row, countries.clone(), sentence));
            let referents: Vec<Referent> = countries.iter().map(|code| self.post_of(row, *code)).collect();
            self.push(units, Referent::Several(referents), MentionForm::Title, MentionUse::Party);
            return;
        }
        let counted =
            (phrase.units.start..phrase.core.start).any(|unit| matches!(self.view.lower(unit), "two" | "both"));
        if counted || phrase.definite {
            let found = self.history.last_distinct(unit, 2, |referent| match referent {
                Referent::Person(id) => self
                    .characters
                    .get(id.row())
                    .is_some_and(|character| character.holdings.iter().any(|holding| self.plural_fits(holding, row))),
                _ => false,
            });
            if found.len() == 2 && countries.is_empty() {
                self.push(units, Referent::Several(found), MentionForm::Title, MentionUse::Party);
                return;
            }
        }
        let country = countries.first().copied().or_else(|| self.phrase_country(row));
        let sector = self.lore.lexicon.titles().get(phrase.id).sector;
        let name = self.group_name(row);
        let id = self.groups.push(Group { name, country, sector });
        self.push(units, Referent::Group(id), MentionForm::Nominal, MentionUse::Party);
    }

    fn plural_fits(&self, holding: &Holding, row: usize) -> bool {
        let listed = synonyms(&self.lore.lexicon.titles().get(self.phrases[row].id).title);
        let theirs = synonyms(&holding.office.title);
        listed.iter().all(|word| theirs.contains(word))
    }

    /// The person of a country with the post of a plural phrase, wherever in the article, else somebody unnamed.
    fn post_of(&mut self, row: usize, code: CountryCode) -> Referent {
        let bearer = self.characters.iter().position(|character| {
            character.side.country() == Some(code)
                && character.holdings.iter().any(|holding| self.plural_fits(holding, row))
        });
        if let Some(person) = bearer {
            return Referent::Person(Id::new(person));
        }
        let title = self.lore.lexicon.titles().get(self.phrases[row].id);
        let adjective =
            self.lore.lexicon.countries().by_code(code).and_then(|country| country.adjectives.first().cloned());
        let name = adjective.map_or(title.title.clone(), |adjective| format!("{adjective} {}", title.title));
        Referent::Group(self.groups.push(Group { name, country: Some(code), sector: title.sector }))
    }

    /// `of Greece and Macedonia`, `Greek and Turkish`: the countries a plural phrase belongs to.
    fn owner_countries(&self, row: usize) -> Vec<CountryCode> {
        let phrase = &self.phrases[row];
        let sentence = self.view.sentence_of(phrase.core.start);
        let mut found: Vec<CountryCode> = Vec::new();
        let mut at = phrase.units.end;
        if matches!(phrase.owner, Some(Owner::Country(..))) && phrase.units.end > phrase.core.end {
            found.extend(phrase.owner.as_ref().and_then(owner_country));
            while at < sentence.end {
                let skip = matches!(self.view.lower(at), "and" | "," | "the" | "&");
                match self.chunks.starting(at) {
                    Some(chunk) if self.chunks.country(at).is_some() => {
                        found.extend(self.chunks.country(at).map(|hit| hit.code));
                        at = chunk.units.end;
                    }
                    _ if skip => at += 1,
                    _ => break,
                }
            }
            // `of Mali, who arrived`: a comma alone does not make a list.
            return found;
        }
        let mut before = phrase.units.start;
        found.extend(phrase.owner.as_ref().and_then(owner_country));
        while before > sentence.start {
            let at = before - 1;
            let joint = matches!(self.view.lower(at), "and" | "," | "&");
            match self.chunks.ending(before) {
                Some(chunk) if self.chunks.country(at).is_some_and(|hit| hit.form == CountryForm::Adjective) => {
                    found.insert(0, self.chunks.country(at).map(|hit| hit.code).unwrap_or(found[0]));
                    before = chunk.units.start;
                }
                _ if joint && !found.is_empty() => before = at,
                _ => break,
            }
        }
        found
    }

    fn chunk(&mut self, row: usize) {
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

    fn modifier_or_party(&self, units: &Range<usize>) -> MentionUse {
        let token = self.view.reading.tokens.rows().get(self.view.head(units).row());
        match token.map(|token| token.deprel) {
            Some(Deprel::NmodPoss | Deprel::Compound | Deprel::Amod | Deprel::NmodDesc) => MentionUse::Modifier,
            _ => MentionUse::Party,
        }
    }

    /// `the Colombian`, `the Turk`: one person of that country spoken of before.
    fn lone_national(&mut self, units: &Range<usize>, code: CountryCode) -> Option<Referent> {
        let before = units.start.checked_sub(1)?;
        let next = units.end;
        let listed = matches!(self.view.lower(next), "and" | "or" | ",") && self.chunks.country(next + 1).is_some();
        let alone = self.view.lower(before) == "the"
            && !listed
            && !self.view.words(units).ends_with('s')
            && !is_name_like(self.view, next)
            && self.view.shape(next) != Shape::Possessive
            && !matches!(self.view.upos(next), Upos::Noun | Upos::Adj | Upos::Propn | Upos::Num);
        let form = self.chunks.country(units.start).map(|hit| hit.form);
        if !alone || !matches!(form, Some(CountryForm::Adjective | CountryForm::Demonym)) {
            return None;
        }
        let known = self.last_person(units.start, |character| character.side.country() == Some(code));
        if known.is_some() {
            return known;
        }
        let person = self.nameless(units.start, Some(code), 3)?;
        self.characters[person].side = Side::Country(code, "called by that nationality");
        Some(Referent::Person(Id::new(person)))
    }

    fn group(&mut self, phrase: GroupPhrase) {
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

    fn pronoun(&mut self, unit: usize) {
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
    fn relative_antecedent(&self, unit: usize) -> Option<Referent> {
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

    /// After the pass: posts of state without a country take it from companions, kin and the article.
    pub fn settle_sides(&mut self, trace: &mut Trace) {
        self.settle_known(trace);
        self.settle_pairs();
        self.settle_bare_pairs();
        // Those who follow others come after them.
        let n_people = self.characters.len();
        let mut order: Vec<usize> = (0..n_people).filter(|person| self.characters[*person].follows.is_none()).collect();
        order.extend((0..n_people).filter(|person| self.characters[*person].follows.is_some()));
        for person in order {
            let led = self.characters[person].follows.and_then(|leader| self.characters[leader].side.country());
            if let (Side::Unknown, Some(code)) = (self.characters[person].side, led) {
                self.characters[person].side = Side::Country(code, "kin or aide of somebody of that side");
            }
            if self.characters[person].side == Side::Unknown
                && let Some(code) = self.context_country(person, trace)
            {
                self.characters[person].side = Side::Country(code, "what the article is about");
            }
            let Side::Country(code, _) = self.characters[person].side else { continue };
            for holding in &mut self.characters[person].holdings {
                if is_state_title(holding) {
                    holding.office.country = Some(code);
                }
            }
        }
    }

    /// People whose side the article does not tell, and whom `data/holders` knows.
    fn settle_known(&mut self, trace: &mut Trace) {
        let lexicon = self.lore.lexicon;
        for person in 0..self.characters.len() {
            if self.characters[person].side != Side::Unknown {
                continue;
            }
            let Some(holder) = lexicon.holders().find(&self.people.rows[person].name.full, lexicon.names()) else {
                continue;
            };
            self.characters[person].side = match holder.country {
                Some(code) => Side::Country(code, "a holder of an office that data/holders knows"),
                None => Side::International,
            };
            if let Some(run) = self.people.rows[person].runs.first() {
                trace.note(|| Decision {
                    about: "country",
                    span: self.view.span(&self.runs[*run].units),
                    chosen: holder.country.map_or_else(|| "none".to_owned(), |code| code.to_string()),
                    because: format!("nothing here says it; data/holders knows {}, {}", holder.name, holder.office),
                    refused: Vec::new(),
                });
            }
        }
    }

    /// `Presidents X and Y` of the two countries an article is about, in the order in which those are named.
    fn settle_pairs(&mut self) {
        let Some((one, other)) = self.focus.pair() else { return };
        for row in 0..self.phrases.len() {
            let mut holders: Vec<usize> =
                self.links.of_phrase[row].iter().filter_map(|run| self.people.of_run[*run]).collect();
            holders.dedup();
            let [first, second] = holders.as_slice() else { continue };
            let (first, second) = (*first, *second);
            if !self.phrases[row].plural || first == second || self.phrases[row].kind != TitleKind::Office {
                continue;
            }
            let known = (self.characters[first].side.country(), self.characters[second].side.country());
            let (one, other) = match known {
                (None, None) => self.in_fitting_order(first, second, one, other),
                (Some(code), None) => (code, if code == one { other } else { one }),
                (None, Some(code)) => (if code == one { other } else { one }, code),
                _ => continue,
            };
            for (person, code) in [(first, one), (second, other)] {
                if self.characters[person].side == Side::Unknown {
                    self.characters[person].side =
                        Side::Country(code, "one of two holders, of the two countries spoken of");
                }
            }
        }
    }

    /// `X and Y agreed`, two names without titles as the subject: one of each of the two countries spoken of.
    fn settle_bare_pairs(&mut self) {
        for row in 0..self.runs.len().saturating_sub(1) {
            let (first, second) = (self.runs[row].units.clone(), self.runs[row + 1].units.clone());
            let joined = self.view.lower(first.end) == "and" && second.start == first.end + 1;
            let untitled = self.links.of_run[row].is_empty() && self.links.of_run[row + 1].is_empty();
            let token = self.view.reading.tokens.get(self.view.head(&first));
            let subject = token.is_some_and(|token| token.deprel == Deprel::Nsubj);
            let (Some(left), Some(right)) = (self.people.of_run[row], self.people.of_run[row + 1]) else { continue };
            let unknown = |person: usize| self.characters[person].side == Side::Unknown;
            if !joined || !untitled || !subject || left == right || !unknown(left) || !unknown(right) {
                continue;
            }
            let Some((one, other)) = self.pair_in_sentence(first.start).or(self.focus.pair()) else { continue };
            let (one, other) = self.in_fitting_order(left, right, one, other);
            for (person, code) in [(left, one), (right, other)] {
                self.characters[person].side = Side::Country(code, "one of two people, of the two countries spoken of");
            }
        }
    }

    /// `Guyana and Venezuela` in the sentence of a unit.
    fn pair_in_sentence(&self, unit: usize) -> Option<(CountryCode, CountryCode)> {
        self.view.sentence_of(unit).find_map(|at| {
            let one = self.chunks.starting(at).filter(|chunk| self.view.lower(chunk.units.end) == "and")?;
            let other = self.chunks.country(one.units.end + 1).filter(|hit| hit.form == CountryForm::Name)?;
            let one = self.chunks.country(at).filter(|hit| hit.form == CountryForm::Name)?;
            Some((one.code, other.code))
        })
    }

    /// Two countries in the order in which two people's given names fit them best.
    fn in_fitting_order(
        &self,
        first: usize,
        second: usize,
        one: CountryCode,
        other: CountryCode,
    ) -> (CountryCode, CountryCode) {
        let home = |person: usize, code: CountryCode| {
            let given = self.people.rows[person].name.given().map_or("", |given| given.text.as_str());
            match self.lore.lexicon.names().at_home(given, code) {
                Some(true) => 1,
                Some(false) => -1,
                None => 0,
            }
        };
        let straight = home(first, one) + home(second, other);
        let crossed = home(first, other) + home(second, one);
        if crossed > straight { (other, one) } else { (one, other) }
    }

    fn context_country(&self, person: usize, trace: &mut Trace) -> Option<CountryCode> {
        let family = self.people.rows[person].name.family();
        // A known person of the same family name.
        if let Some(family) = family {
            let kin = (0..self.characters.len()).filter(|other| *other != person).find_map(|other| {
                let same = self.people.rows[other].name.family().is_some_and(|name| name.key == family.key);
                self.characters[other].side.country().filter(|_| same)
            });
            if kin.is_some() {
                return kin;
            }
        }
        let run = self.people.rows[person].runs.first()?;
        if let Some(code) = self.companion_country(*run) {
            return Some(code);
        }
        let state: Vec<&Holding> =
            self.characters[person].holdings.iter().filter(|holding| is_state_title(holding)).collect();
        // One holder a country of a post of state: who comes second is of another country.
        let taken = |code: CountryCode| {
            state.iter().any(|holding| {
                holding.national
                    && holding.office.held == Held::Current
                    && self.characters.iter().enumerate().any(|(other, character)| {
                        other != person
                            && character.side.country() == Some(code)
                            && character.holdings.iter().any(|theirs| {
                                theirs.office.held == Held::Current
                                    && synonyms(&theirs.office.title) == synonyms(&holding.office.title)
                            })
                    })
            })
        };
        let given = self.people.rows[person].name.given().map(|given| given.text.clone()).unwrap_or_default();
        let whole = self.focus.ranked.iter().map(|(_, weight, _)| *weight).sum::<u32>().max(1);
        let nearby = self.nearby_countries(self.runs[*run].units.start);
        let after = self.place_after(self.runs[*run].units.end);
        let in_title = self.is_in_title(person);
        let before = self.side_before(*run);
        let beside = self.side_beside(*run);
        let at_hand = self.country_at_hand(person);
        let score = |code: CountryCode| {
            let share = (self.focus.weight(code) * 24 / whole) as i32;
            let mut points = share;
            points += match at_hand {
                Some((hand, near)) if hand == code => near,
                _ => 0,
            };
            points += match self.lore.lexicon.names().at_home(&given, code) {
                Some(true) => 6,
                Some(false) => -4,
                None => 0,
            };
            points += if after == Some(code) { 6 } else { 0 };
            points += if !state.is_empty() && self.focus.home == Some(code) { 8 } else { 0 };
            points += if in_title && self.focus.of_title == Some(code) { 8 } else { 0 };
            points += if !state.is_empty() && share >= 10 && self.focus.main() == Some(code) { 5 } else { 0 };
            let hand = at_hand.is_some_and(|(hand, _)| hand == code) || after == Some(code);
            points -= if hand || nearby.contains(&code) { 0 } else { 6 };
            points += if before == Some(code) { 5 } else { 0 };
            points -= if beside == Some(code) { 4 } else { 0 };
            points - if taken(code) { 20 } else { 0 }
        };
        let codes = self.focus.ranked.iter().map(|(code, ..)| *code).chain(at_hand.map(|(code, _)| code));
        let best = codes.map(|code| (score(code), code)).max_by_key(|(points, code)| {
            let home = self.lore.lexicon.names().at_home(&given, *code) == Some(true);
            (*points, home, std::cmp::Reverse(*code))
        })?;
        trace.note(|| {
            let others = self.focus.ranked.iter().filter(|(code, ..)| *code != best.1).take(5);
            let refused = others.map(|(code, ..)| (code.to_string(), format!("{} points", score(*code)))).collect();
            Decision {
                about: "country",
                span: self.view.span(&self.runs[*run].units),
                chosen: best.1.to_string(),
                because: format!(
                    "nothing says it; what the article is about, what stands near and the given name give {} points",
                    best.0
                ),
                refused,
            }
        });
        (best.0 > 0).then_some(best.1)
    }

    /// `X left Ukraine`, `received by X in Damascus`: the first country after a name in its sentence.
    fn place_after(&self, unit: usize) -> Option<CountryCode> {
        let end = self.view.sentence_of(unit).end.min(unit + 6);
        let places = self.lore.lexicon.places();
        (unit..end).find_map(|at| {
            if let Some(hit) = self.chunks.country(at) {
                let place = matches!(hit.form, CountryForm::Name | CountryForm::Capital | CountryForm::Seat);
                return place.then_some(hit.code);
            }
            let words: Vec<&str> = (at..end).map(|at| self.view.text(at)).collect();
            let (_, rows) = places.own_phrases().longest(&words)?;
            places.own().get(*rows.first()? as usize)?.country
        })
    }

    /// `met X of one side and the deputy minister, Y`: the side of whom the sentence named just before, its subject left out.
    fn side_before(&self, run: usize) -> Option<CountryCode> {
        let start = self.start_with_titles(run);
        let other = (0..run).next_back().filter(|other| {
            let units = &self.runs[*other].units;
            self.view.same_sentence(units.start, start) && start.saturating_sub(units.end) <= 12
        })?;
        let is_subject = self
            .view
            .reading
            .tokens
            .get(self.view.head(&self.runs[other].units))
            .is_some_and(|token| matches!(token.deprel, Deprel::Nsubj | Deprel::NsubjPass));
        self.people.of_run[other].filter(|_| !is_subject).and_then(|person| self.characters[person].side.country())
    }

    /// `with X and the German chancellor, Y`: X has no title, so is hardly of Y's side.
    fn side_beside(&self, run: usize) -> Option<CountryCode> {
        let end = self.runs[run].units.end;
        let untitled = self.links.of_run[run].is_empty() && self.view.lower(end) == "and";
        let next = self.runs.get(run + 1).filter(|_| untitled)?;
        let begins = self.start_with_titles(run + 1) <= end + 1 && next.units.start > end + 1;
        self.people.of_run[run + 1].filter(|_| begins).and_then(|person| self.characters[person].side.country())
    }

    /// Whether the headline names a person.
    fn is_in_title(&self, person: usize) -> bool {
        let Some(title) = &self.view.article.title else { return false };
        let title = lexicon::fold(title);
        let name = &self.people.rows[person].name;
        let words: Vec<&str> = title.split(|letter: char| !letter.is_alphanumeric()).collect();
        let bears = |key: &str| key.len() > 3 && words.contains(&key);
        name.family().is_some_and(|block| bears(&block.key)) || name.given().is_some_and(|block| bears(&block.key))
    }

    /// Countries named in the sentence of a unit or the two before it, and the two the article speaks of most.
    fn nearby_countries(&self, unit: usize) -> Vec<CountryCode> {
        let sentence = self.view.units.get(unit).map_or(0, |unit| unit.sentence);
        let start = self.view.sentences.get(sentence.saturating_sub(2)).map_or(0, |units| units.start);
        let end = self.view.sentence_of(unit).end;
        let mut found: Vec<CountryCode> = self.focus.prominent();
        found.extend((start..end).filter_map(|unit| self.chunks.country(unit)).map(|hit| hit.code));
        found
    }

    /// `Iraqi President X and Prime Minister Y`: the side of the name right before in the list.
    fn companion_country(&self, run: usize) -> Option<CountryCode> {
        let before = run.checked_sub(1)?;
        let start = self.links.of_run[run]
            .iter()
            .filter(|link| link.direct)
            .map(|link| self.phrases[link.phrase].units.start)
            .min();
        let start = start.unwrap_or(self.runs[run].units.start);
        let end = self.runs[before].units.end;
        let joined =
            end <= start && start - end <= 2 && (end..start).all(|unit| matches!(self.view.lower(unit), "and" | ","));
        let titled = self.links.of_run[run].iter().any(|link| link.direct);
        // `two Americans, X and Y`
        let people = self.runs[before].units.start.checked_sub(2).filter(|unit| self.view.text(*unit).ends_with('s'));
        let listed = people.is_some_and(|unit| self.chunks.country(unit).is_some());
        let person = self.people.of_run[before]
            .filter(|_| joined && (titled || listed) && self.view.same_sentence(end - 1, start))?;
        self.characters[person].side.country()
    }
}

/// Words of a title with those of like meaning made one: `premier` is `prime minister`.
pub(crate) fn synonyms(title: &str) -> Vec<String> {
    let folded =
        lexicon::fold(title).replace("head of state", "president").replace("head of government", "prime minister");
    let folded =
        folded.replace("foreign affairs", "foreign").replace("defence", "defense").replace("the interior", "interior");
    let mut words: Vec<String> = Vec::new();
    for word in folded.split([' ', '-']) {
        match word {
            "of" | "the" | "for" | "and" | "" | "in" | "to" | "'s" => {}
            "premier" | "pm" => words.extend(["prime".to_owned(), "minister".to_owned()]),
            "monarch" | "sovereign" => words.push("king".to_owned()),
            "spokesperson" | "spokeswoman" => words.push("spokesman".to_owned()),
            "chairwoman" | "chairperson" | "chair" => words.push("chairman".to_owned()),
            "fm" => words.extend(["foreign".to_owned(), "minister".to_owned()]),
            "foes" => {}
            word => words.push(word.to_owned()),
        }
    }
    words
}
