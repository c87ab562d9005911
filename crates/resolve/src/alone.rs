//! Titles without a name beside them: whom `the minister`, `his Libyan counterpart`, `the two premiers` mean.

use std::ops::Range;

use lexicon::{CountryForm, TitleKind};
use record::{CountryCode, Decision, Deprel, Group, Held, Id, MentionForm, MentionUse, Referent, Trace, Upos};

use crate::apposition::owner_country;
use crate::discourse::{Character, Discourse};
use crate::offices::{Holding, is_relation};
use crate::sides::Side;
use crate::titles::Owner;
use crate::usage::is_name_like;
use crate::view::Shape;
use crate::words::{is_determiner, is_possessive_pronoun};

impl Discourse<'_, '_> {
    pub(crate) fn phrase(&mut self, row: usize, trace: &mut Trace) {
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
    pub(crate) fn is_majesty(&self, row: usize) -> bool {
        matches!(self.view.lower(self.phrases[row].core.start), "his" | "her" | "their")
            && self.phrases[row].core.len() > 1
    }

    /// The words of a title phrase that are not a party of their own: from what narrows it to the end of the title.
    pub(crate) fn own_units(&self, row: usize) -> Range<usize> {
        let phrase = &self.phrases[row];
        phrase.core.clone()
    }

    pub(crate) fn group_name(&self, row: usize) -> String {
        let phrase = &self.phrases[row];
        let mut start = phrase.units.start;
        while start < phrase.core.start
            && (is_determiner(self.view.lower(start)) || is_possessive_pronoun(self.view.lower(start)))
        {
            start += 1;
        }
        self.view.words(&(start..phrase.units.end.max(phrase.core.end))).to_owned()
    }

    pub(crate) fn phrase_country(&self, row: usize) -> Option<CountryCode> {
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
    pub(crate) fn title_alone(&self, row: usize) -> Option<Referent> {
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
    pub(crate) fn title_of_unknown_side(&self, row: usize) -> Option<Referent> {
        let phrase = &self.phrases[row];
        let country = self.phrase_country(row)?;
        if phrase.indefinite {
            return None;
        }
        self.history.last(phrase.core.start, |referent| {
            let Referent::Person(id) = referent else { return false };
            let Some(character) = self.characters.get(id.row()) else { return false };
            character.side == Side::Unknown
                && self.at_home(id.row(), country) != Some(false)
                && character.holdings.iter().any(|holding| self.same_post(holding, row, Some(country)))
        })
    }

    /// `AMLO, as the Mexican president is known`: the title is that of whom the name before it means.
    pub(crate) fn known_as(&mut self, row: usize) -> Option<Referent> {
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
    pub(crate) fn adopt(&mut self, row: usize) -> Option<Referent> {
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
    pub(crate) fn nameless(&self, unit: usize, country: Option<CountryCode>, reach: usize) -> Option<usize> {
        let sentence = self.view.units.get(unit)?.sentence;
        let mut near: Option<(usize, usize)> = None;
        for said in self.history.said.iter().rev() {
            let Referent::Person(id) = said.referent else { continue };
            let at_home = country.is_some_and(|code| self.at_home(id.row(), code) == Some(true));
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

    pub(crate) fn can_adopt(&self, unit: usize, person: usize, country: Option<CountryCode>) -> bool {
        let character = &self.characters[person];
        let before = self.view.units.get(unit).map_or(0, |unit| unit.span.start);
        let free = !character.holdings.iter().any(|holding| {
            holding.office.span.start < before && matches!(holding.kind, TitleKind::Office | TitleKind::Royal)
        });
        let side = character.side == Side::Unknown || (country.is_some() && character.side.country() == country);
        let fits = country.is_none_or(|code| self.at_home(person, code) != Some(false));
        free && side && fits
    }

    /// Whether a title alone can mean a post somebody holds.
    pub(crate) fn same_post(&self, holding: &Holding, row: usize, country: Option<CountryCode>) -> bool {
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
    pub(crate) fn last_person(&self, unit: usize, fits: impl Fn(&Character) -> bool) -> Option<Referent> {
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
    pub(crate) fn counterpart(&self, row: usize, country: Option<CountryCode>) -> Option<Referent> {
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
    pub(crate) fn other_person(&self, unit: usize) -> Option<Referent> {
        let subject = self.pronoun_owner(unit.saturating_sub(1), None);
        self.history
            .last(unit, |referent| matches!(referent, Referent::Person(_)) && Some(referent) != subject.as_ref())
    }

    pub(crate) fn plural_phrase(&mut self, row: usize, units: Range<usize>) {
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

    pub(crate) fn plural_fits(&self, holding: &Holding, row: usize) -> bool {
        let listed = synonyms(&self.lore.lexicon.titles().get(self.phrases[row].id).title);
        let theirs = synonyms(&holding.office.title);
        listed.iter().all(|word| theirs.contains(word))
    }

    /// The person of a country with the post of a plural phrase, wherever in the article, else somebody unnamed.
    pub(crate) fn post_of(&mut self, row: usize, code: CountryCode) -> Referent {
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
    pub(crate) fn owner_countries(&self, row: usize) -> Vec<CountryCode> {
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

    /// `the Colombian`, `the Turk`: one person of that country spoken of before.
    pub(crate) fn lone_national(&mut self, units: &Range<usize>, code: CountryCode) -> Option<Referent> {
        let before = units.start.checked_sub(1)?;
        let next = units.end;
        let listed = matches!(self.view.lower(next), "and" | "or" | ",") && self.chunks.country(next + 1).is_some();
        let subject = self.view.last_token(units.start).is_some_and(|token| token.deprel == Deprel::Nsubj);
        let alone = self.view.lower(before) == "the"
            && !listed
            && !self.view.words(units).ends_with('s')
            && !is_name_like(self.view, next)
            && self.view.shape(next) != Shape::Possessive
            && (subject || !matches!(self.view.upos(next), Upos::Noun | Upos::Adj | Upos::Propn | Upos::Num));
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
