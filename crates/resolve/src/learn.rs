//! What earlier words tell of a person when the name comes: announced posts, `his counterpart`, kin, whose minister.

use lexicon::TitleKind;
use record::{CountryCode, Decision, Deprel, Held, Id, Referent, Trace, Upos};

use crate::apposition::owner_country;
use crate::discourse::Discourse;
use crate::offices::{Holding, OfficeReader};
use crate::sides::Side;
use crate::titles::Owner;
use crate::view::Shape;
use crate::words::{is_kin, is_possessive_pronoun};

impl<'r, 'v> Discourse<'r, 'v> {
    /// Where a name begins with the titles before it.
    pub(crate) fn start_with_titles(&self, row: usize) -> usize {
        let links = self.links.of_run[row].iter();
        let start = links.map(|link| self.phrases[link.phrase].units.start).min().unwrap_or(usize::MAX);
        start.min(self.runs[row].units.start)
    }

    /// Whether who stands at a unit is met, received or visited by the subject, and so rather of another side.
    pub(crate) fn is_across(&self, start: usize) -> bool {
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

    /// Whether the text itself tells the country of a referent.
    pub(crate) fn is_told(&self, referent: &Referent) -> bool {
        match referent {
            Referent::Body(id) => !self.bodies.guessed.get(id.row()).copied().unwrap_or(true),
            Referent::Group(id) => !self.guessed_groups.contains(&id.row()),
            _ => true,
        }
    }

    /// The country that a person named without one most likely acts for by what stands near, and how much that says.
    pub(crate) fn country_at_hand(&self, person: usize) -> Option<(CountryCode, i32)> {
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
    pub(crate) fn learn_from_announcement(&mut self, person: usize, unit: usize) {
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

    pub(crate) fn give_post(&mut self, person: usize, row: usize, code: CountryCode) {
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

    pub(crate) fn office_reader(&self) -> OfficeReader<'r, 'v> {
        OfficeReader { view: self.view, lore: self.lore, chunks: self.chunks, phrases: self.phrases, links: self.links }
    }

    /// What only earlier words tell about a person's side: `his minister`, `her brother`, `his counterpart`.
    pub(crate) fn learn_side(&mut self, person: usize, row: usize, trace: &mut Trace) {
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

    pub(crate) fn set_side(&mut self, person: usize, side: Side, row: usize, trace: &mut Trace) {
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
    pub(crate) fn learn_counterpart(&mut self, person: usize, row: usize) {
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

    /// `his son, X`; `Castillo's wife, X`; `their late sister X`.
    pub(crate) fn kin(&self, row: usize, person: usize) -> Option<Referent> {
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
    pub(crate) fn possessor(&self, row: usize, person: usize) -> Option<Referent> {
        for link in &self.links.of_run[row] {
            let Some(Owner::Words(units)) = &self.phrases[link.phrase].owner else { continue };
            let owner = self.runs.iter().position(|run| units.contains(&run.units.start));
            if let Some(owner) = owner.and_then(|run| self.people.of_run[run]).filter(|owner| *owner != person) {
                return Some(Referent::Person(Id::new(owner)));
            }
        }
        None
    }
}
