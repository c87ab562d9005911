//! Which name runs name people, and which of them name the same person.
//!
//! Full names first: they found the people. Then every shorter run goes to the person who bears it, and what is left
//! founds a person only with strong evidence of its own. Two full names that differ in the given name never meet.

use lexicon::TitleKind;
use record::{Decision, Trace};

use crate::apposition::Links;
use crate::lore::Lore;
use crate::names::{BlockKind, Likeness, PersonName};
use crate::runs::{Evidence, NameRun};
use crate::titles::TitlePhrase;
use crate::view::{Shape, View};

/// A person as the article names them.
#[derive(Clone, Debug)]
pub(crate) struct Named {
    /// Fullest form.
    pub name: PersonName,
    /// Every run that names them, in text order.
    pub runs: Vec<usize>,
    /// Single units that name them otherwise: initials, nicknames.
    pub extra: Vec<usize>,
    /// Nicknames.
    pub aliases: Vec<String>,
}

/// The people of an article and whom each run means.
#[derive(Debug, Default)]
pub(crate) struct People {
    /// In order of first mention.
    pub rows: Vec<Named>,
    /// The person of each run.
    pub of_run: Vec<Option<usize>>,
}

/// Points from which a name of several parts founds a person.
const FULL: i32 = 2;
/// Points from which a single name founds a person.
const BARE: i32 = 4;
/// Points from which a run may be a shorter form of a person named elsewhere.
const SHORT: i32 = -3;

pub(crate) struct Finder<'r, 'v> {
    pub view: &'r View<'v>,
    pub lore: &'r Lore<'r>,
    pub phrases: &'r [TitlePhrase],
    pub links: &'r Links,
    pub runs: &'r [NameRun],
    pub evidence: &'r [Evidence],
}

impl Finder<'_, '_> {
    /// Founds the people and gives each its runs.
    pub fn find(&self, trace: &mut Trace) -> People {
        let mut people = People { rows: Vec::new(), of_run: vec![None; self.runs.len()] };
        self.full_names(&mut people, trace);
        self.nicknames(&mut people);
        self.short_names(&mut people, trace);
        self.bare_founders(&mut people, trace);
        self.short_names(&mut people, trace);
        self.initials(&mut people);
        for row in (0..self.runs.len()).filter(|row| people.of_run[*row].is_none()) {
            self.refuse(row, trace);
        }
        self.finish(people)
    }

    fn full_names(&self, people: &mut People, trace: &mut Trace) {
        for (row, run) in self.runs.iter().enumerate() {
            if run.name.is_bare() || self.evidence[row].points < FULL {
                continue;
            }
            let known = self.best(people, row, |likeness, person, run| match likeness {
                Likeness::Full => true,
                // `López Obrador` after `Andrés Manuel López Obrador`; but `Hussein Kamal` is no short form of his
                // son's name, since it begins with a given name.
                Likeness::Family => {
                    !run.starts_like_given(|word| self.lore.is_given(word)) && person.blocks.len() > run.blocks.len()
                }
                Likeness::Given => false,
            });
            match known {
                Some(person) => self.give(people, row, person),
                None => {
                    self.found(people, row);
                    self.note(row, "named in full", trace);
                }
            }
        }
    }

    fn short_names(&self, people: &mut People, trace: &mut Trace) {
        for (row, run) in self.runs.iter().enumerate() {
            if people.of_run[row].is_some() || self.evidence[row].points < SHORT {
                continue;
            }
            if let Some(person) = self.best(people, row, |likeness, _, _| likeness >= Likeness::Given) {
                self.give(people, row, person);
                let name = people.rows[person].name.full.clone();
                trace.note(|| Decision {
                    about: "person",
                    span: self.view.span(&run.units),
                    chosen: name,
                    because: "a shorter form of a name in this article".to_owned(),
                    refused: Vec::new(),
                });
            }
        }
    }

    fn bare_founders(&self, people: &mut People, trace: &mut Trace) {
        for (row, run) in self.runs.iter().enumerate() {
            let needed = if run.name.regnal.is_some() { 3 } else { BARE };
            let enough = self.evidence[row].points >= needed;
            if people.of_run[row].is_some() || !enough || !(run.name.is_bare() || run.name.regnal.is_some()) {
                continue;
            }
            match self.best(people, row, |_, _, _| true) {
                Some(person) => self.give(people, row, person),
                None => {
                    self.found(people, row);
                    self.note(row, "named once, with strong evidence", trace);
                }
            }
        }
    }

    /// The person whom a run fits best: by title, then by the part of the name, then the last named in full before it.
    fn best(
        &self,
        people: &People,
        row: usize,
        allowed: impl Fn(Likeness, &PersonName, &PersonName) -> bool,
    ) -> Option<usize> {
        let run = &self.runs[row];
        let mut best: Option<((i32, Likeness, bool, i64), usize)> = None;
        for (person, named) in people.rows.iter().enumerate() {
            let mut names = vec![&named.name];
            names.extend(named.runs.iter().map(|other| &self.runs[*other].name).filter(|name| !name.is_bare()));
            let likeness = names
                .iter()
                .filter_map(|name| Some((name.likeness(&run.name)?, *name)))
                .filter(|(likeness, name)| allowed(*likeness, name, &run.name))
                .map(|(likeness, _)| likeness)
                .max();
            let Some(mut likeness) = likeness else { continue };
            let title = self.title_fit(named, row);
            if likeness == Likeness::Given {
                // `Sheikh Tamim`, `King Felipe`: some titles go with the given name.
                if self.goes_with_given(row) {
                    likeness = Likeness::Family;
                } else if !self.given_alone(named, run) {
                    continue;
                }
            }
            let full = |other: &&usize| !self.runs[**other].name.is_bare();
            let last = named.runs.iter().filter(full).filter(|other| **other < row).max();
            let first = named.runs.iter().filter(full).filter(|other| **other > row).min();
            let place = last.map_or(-(first.copied().unwrap_or(usize::MAX / 4) as i64), |last| *last as i64);
            let rank = (title, likeness, last.is_some(), place);
            if best.is_none_or(|(held, _)| rank > held) {
                best = Some((rank, person));
            }
        }
        // A title that another bears and a name that only a title could decide: nobody.
        best.filter(|((title, ..), _)| *title >= 0).map(|(_, person)| person)
    }

    /// 1 where the run's title is one the person bears, 0 where nothing is known, -1 where titles of state disagree.
    fn title_fit(&self, named: &Named, row: usize) -> i32 {
        let titles = |row: usize| {
            self.links.of_run[row]
                .iter()
                .map(|link| &self.phrases[link.phrase])
                .filter(|phrase| !matches!(phrase.kind, TitleKind::Honorific | TitleKind::Descriptor))
        };
        let own: Vec<&TitlePhrase> = titles(row).collect();
        if own.is_empty() {
            return 0;
        }
        let theirs: Vec<&TitlePhrase> =
            named.runs.iter().filter(|run| !self.runs[**run].name.is_bare()).flat_map(|run| titles(*run)).collect();
        let same = |one: &TitlePhrase, other: &TitlePhrase| {
            one.id == other.id || self.view.lower(one.head) == self.view.lower(other.head)
        };
        if own.iter().any(|one| theirs.iter().any(|other| same(one, other))) { 1 } else { 0 }
    }

    /// Whether a title before the run goes with given names.
    fn goes_with_given(&self, row: usize) -> bool {
        self.links.of_run[row].iter().filter(|link| link.direct).any(|link| {
            let phrase = &self.phrases[link.phrase];
            let lower = self.view.lower(phrase.core.end.saturating_sub(1));
            let by_given = matches!(
                lower,
                "sheikh"
                    | "sheikha"
                    | "sayyid"
                    | "sayyed"
                    | "hajj"
                    | "haji"
                    | "mullah"
                    | "don"
                    | "dona"
                    | "dr"
                    | "dr."
                    | "sir"
                    | "dame"
                    | "pope"
                    | "patriarch"
                    | "father"
                    | "brother"
                    | "sister"
                    | "imam"
                    | "ayatollah"
            );
            by_given || phrase.kind == TitleKind::Royal || phrase.kind == TitleKind::Clergy
        })
    }

    /// Whether a bare given name can mean this person: nobody is called by a given name that the article only ever
    /// gives with a family name, unless it stands alone for them alone.
    fn given_alone(&self, named: &Named, run: &NameRun) -> bool {
        let bearers = self
            .runs
            .iter()
            .filter(|other| !other.name.is_bare() && other.name.likeness(&run.name) == Some(Likeness::Given))
            .filter(|other| other.name.likeness(&named.name).is_none() && named.name.likeness(&other.name).is_none())
            .count();
        bearers == 0
    }

    /// `Mohamed Hamdan Dagalo, known as Hemedti`; `Juan Antonio, better known as Tony`.
    fn nicknames(&self, people: &mut People) {
        for unit in 0..self.view.len() {
            let known = self.view.lower(unit) == "known" && self.view.lower(unit + 1) == "as";
            let named = matches!(self.view.lower(unit), "nicknamed" | "dubbed" | "alias" | "aka");
            let at = if known {
                unit + 2
            } else if named {
                unit + 1
            } else {
                continue;
            };
            let at = at + usize::from(self.view.shape(at) == Shape::Punct);
            if !matches!(self.view.shape(at), Shape::Capital | Shape::Acronym) {
                continue;
            }
            let sentence = self.view.sentence_of(unit);
            let bearer = (0..self.runs.len())
                .rev()
                .find(|row| self.runs[*row].units.end <= unit && sentence.contains(&self.runs[*row].units.start));
            let Some(person) =
                bearer.filter(|row| unit - self.runs[*row].units.end <= 3).and_then(|row| people.of_run[row])
            else {
                continue;
            };
            let alias = self.view.text(at).to_owned();
            let run = self.runs.iter().position(|run| run.units.start == at);
            if let Some(run) = run {
                match people.of_run[run] {
                    Some(other) if other != person => {}
                    _ => self.give(people, run, person),
                }
            } else {
                people.rows[person].extra.push(at);
            }
            self.join_bearers(people, person, &alias);
            people.rows[person].aliases.push(alias);
        }
    }

    /// Somebody named by the nickname and a family name is the same person.
    fn join_bearers(&self, people: &mut People, person: usize, alias: &str) {
        let Some(alias) = PersonName::from_text(alias) else { return };
        for row in 0..self.runs.len() {
            let Some(other) = people.of_run[row].filter(|other| *other != person) else { continue };
            let fits = self.runs[row].name.likeness(&alias) == Some(Likeness::Given);
            if fits && people.rows[other].runs.iter().all(|run| self.runs[*run].name.likeness(&alias).is_some()) {
                let moved = std::mem::take(&mut people.rows[other].runs);
                for run in moved {
                    self.give(people, run, person);
                }
            }
        }
        for row in 0..self.runs.len() {
            if people.of_run[row].is_none() && self.runs[row].name == alias {
                self.give(people, row, person);
            }
        }
    }

    /// `AMLO`, `MBS`: letters that begin the words of somebody's name.
    fn initials(&self, people: &mut People) {
        for unit in 0..self.view.len() {
            let text = self.view.text(unit);
            if self.view.shape(unit) != Shape::Acronym
                || !(3..=5).contains(&text.len())
                || self.view.units[unit].mention.is_some_and(|(kind, _)| {
                    kind == record::MentionKind::Organisation && text.len() == 3 && !self.explained(unit)
                })
            {
                continue;
            }
            let wanted = text.to_lowercase();
            let bearer = people.rows.iter().position(|named| {
                let words = named.name.full.split([' ', '-']).filter(|word| !word.is_empty());
                let all: String =
                    words.clone().filter_map(|word| word.chars().next()).flat_map(char::to_lowercase).collect();
                all == wanted
            });
            if let Some(person) = bearer.filter(|_| self.lore.body(self.view, unit).is_none()) {
                people.rows[person].extra.push(unit);
                let alias = text.to_owned();
                if !people.rows[person].aliases.contains(&alias) {
                    people.rows[person].aliases.push(alias);
                }
            }
        }
    }

    /// `AMLO, as the president is known`
    fn explained(&self, unit: usize) -> bool {
        self.view.text(unit + 1) == "," && self.view.lower(unit + 2) == "as"
    }

    fn found(&self, people: &mut People, row: usize) {
        let person = people.rows.len();
        people.rows.push(Named {
            name: self.runs[row].name.clone(),
            runs: Vec::new(),
            extra: Vec::new(),
            aliases: Vec::new(),
        });
        self.give(people, row, person);
    }

    fn give(&self, people: &mut People, row: usize, person: usize) {
        people.of_run[row] = Some(person);
        let named = &mut people.rows[person];
        named.runs.push(row);
        named.runs.sort_unstable();
        let name = &self.runs[row].name;
        let fuller = |name: &PersonName| {
            let full = name.blocks.iter().filter(|block| block.kind != BlockKind::Initial).count();
            (usize::from(name.regnal.is_some()), full, name.blocks.len())
        };
        if fuller(name) > fuller(&named.name) {
            named.name = name.clone();
        }
    }

    /// Drops people left without runs and puts the others in order of first mention.
    fn finish(&self, people: People) -> People {
        let mut order: Vec<usize> =
            (0..people.rows.len()).filter(|person| !people.rows[*person].runs.is_empty()).collect();
        order.sort_by_key(|person| people.rows[*person].runs.first().map(|run| self.runs[*run].units.start));
        let mut of_run = vec![None; self.runs.len()];
        let mut rows = Vec::new();
        for (new, old) in order.into_iter().enumerate() {
            for run in &people.rows[old].runs {
                of_run[*run] = Some(new);
            }
            rows.push(people.rows[old].clone());
        }
        People { rows, of_run }
    }

    fn note(&self, row: usize, how: &str, trace: &mut Trace) {
        let evidence = &self.evidence[row];
        trace.note(|| Decision {
            about: "person",
            span: self.view.span(&self.runs[row].units),
            chosen: self.runs[row].name.full.clone(),
            because: format!("{how}: {} ({} points)", evidence.reasons.join(", "), evidence.points),
            refused: Vec::new(),
        });
    }

    fn refuse(&self, row: usize, trace: &mut Trace) {
        let evidence = &self.evidence[row];
        trace.note(|| Decision {
            about: "person",
            span: self.view.span(&self.runs[row].units),
            chosen: "nobody".to_owned(),
            because: format!("too little speaks for a person ({} points)", evidence.points),
            refused: vec![(self.runs[row].name.full.clone(), evidence.reasons.join(", "))],
        });
    }
}
