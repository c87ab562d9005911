//! Bodies: known ones by name, the head words that make a noun phrase a body, and nouns for unnamed people.

use std::collections::BTreeMap;

use record::{BodyKind, CountryCode, Id, Sector};

use crate::actors::{Actor, ActorKind, ActorRole, Actors};
use crate::countries::Countries;
use crate::load::{Faults, read_tsv, require};
use crate::ontology::code;
use crate::phrases::{Case, PhraseTable};
use crate::term::Ymd;
use crate::titles::plural;
use crate::{DataFiles, Row};

/// A body known by name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownBody {
    /// Usual full name.
    pub name: String,
    /// Abbreviations and other names.
    pub aliases: Vec<String>,
    /// The country it belongs to or acts in; `None` for international bodies.
    pub country: Option<CountryCode>,
    /// What it is.
    pub kind: BodyKind,
    /// PLOVER sector.
    pub sector: Option<Sector>,
}

/// The number of a known body.
pub type BodyId = Id<KnownBody>;

/// What a head word says of the body it names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BodyHead {
    /// What the body is.
    pub kind: BodyKind,
    /// PLOVER sector.
    pub sector: Option<Sector>,
}

/// All bodies.
#[derive(Debug)]
pub struct Bodies {
    bodies: Vec<KnownBody>,
    phrases: PhraseTable<BodyId>,
    heads: PhraseTable<BodyHead>,
    agents: PhraseTable<Sector>,
    /// Roles of bodies that a user's `actors` date.
    roles: BTreeMap<BodyId, Vec<ActorRole>>,
}

impl Bodies {
    /// Known bodies by every name. A name that several bodies bear has them all.
    pub fn phrases(&self) -> &PhraseTable<BodyId> {
        &self.phrases
    }

    /// The body of a number.
    pub fn get(&self, id: BodyId) -> &KnownBody {
        &self.bodies[id.row()]
    }

    /// Every known body.
    pub fn all(&self) -> &[KnownBody] {
        &self.bodies
    }

    /// What a head word says: `ministry`, `army`, `council`, `embassy`, singular or plural.
    pub fn head_word(&self, word: &str) -> Option<BodyHead> {
        self.heads.get(word).first().copied()
    }

    /// The head words, for matching over tokens (`armed forces`, `high court`).
    pub fn heads(&self) -> &PhraseTable<BodyHead> {
        &self.heads
    }

    /// The sector of a noun for people: `protesters`, `soldiers`, `official`.
    pub fn agent(&self, word: &str) -> Option<Sector> {
        self.agents.get(word).first().copied()
    }

    /// Side and sector of a body in an article of the days `when`: as the table says, or, for a body whose roles are
    /// dated, as in the role in force then, else the last before.
    pub fn on(&self, id: BodyId, when: Option<(Ymd, Ymd)>) -> (Option<CountryCode>, Option<Sector>) {
        let body = self.get(id);
        let role = self
            .roles
            .get(&id)
            .zip(when)
            .and_then(|(roles, (first, last))| roles.iter().min_by_key(|role| role.term.distance(first, last)));
        role.map_or((body.country, body.sector), |role| (role.country, role.sector))
    }

    /// The nouns for people, for matching over tokens (`security forces`, `opposition leaders`).
    pub fn agents(&self) -> &PhraseTable<Sector> {
        &self.agents
    }

    pub(crate) fn load(files: &DataFiles, countries: &Countries, actors: &Actors, faults: &mut Faults) -> Bodies {
        let mut bodies = Bodies {
            bodies: Vec::new(),
            phrases: PhraseTable::new(Case::Exact),
            heads: PhraseTable::new(Case::Fold),
            agents: PhraseTable::new(Case::Fold),
            roles: BTreeMap::new(),
        };
        bodies.add_sides(countries);
        let mut by_name: BTreeMap<String, BodyId> = BTreeMap::new();
        read_tsv(files, "bodies/known", &["name", "kind"], faults, |row, faults| {
            let body = read_body(row, countries, faults)?;
            match by_name.get(&body.name) {
                // A layer laid over gives a known body new facts and further names.
                Some(id) => {
                    body.aliases.iter().for_each(|alias| bodies.insert_phrase(alias, *id));
                    bodies.bodies[id.row()] = body;
                }
                None => {
                    let name = body.name.clone();
                    by_name.insert(name, bodies.add(body));
                }
            }
            Some(())
        });
        read_tsv(files, "bodies/heads.tsv", &["word", "kind", "sector"], faults, |row, faults| {
            let word = require(row, "word", faults)?;
            let kind = code(row, "kind", BodyKind::from_code, BodyKind::ALL.iter().map(|x| x.code()), faults)?;
            let head = BodyHead { kind, sector: sector(row, faults) };
            bodies.heads.replace(word, head);
            if let Some(plural) = plural_field(row, word) {
                bodies.heads.replace(&plural, head);
            }
            Some(())
        });
        read_tsv(files, "bodies/agents.tsv", &["word", "sector"], faults, |row, faults| {
            let word = require(row, "word", faults)?;
            let sector = code(row, "sector", Sector::from_code, Sector::ALL.iter().map(|x| x.code()), faults)?;
            bodies.agents.replace(word, sector);
            if let Some(plural) = plural_field(row, word) {
                bodies.agents.replace(&plural, sector);
            }
            Some(())
        });
        actors.iter().for_each(|actor| bodies.add_actor(actor));
        bodies
    }

    /// An actor of a user's own table, under those of its names that no other table has.
    fn add_actor(&mut self, actor: &Actor) {
        let Some(role) = actor.roles.first() else { return };
        let names = || std::iter::once(&actor.name).chain(&actor.aliases);
        match actor.kind {
            ActorKind::Body(kind) => {
                let id = Id::new(self.bodies.len());
                let new: Vec<&String> = names().filter(|name| !self.phrases.contains(name)).collect();
                if new.is_empty() {
                    return;
                }
                new.iter().for_each(|name| self.insert_phrase(name, id));
                let (country, sector) = (role.country, role.sector);
                let (name, aliases) = (actor.name.clone(), actor.aliases.clone());
                self.bodies.push(KnownBody { name, aliases, country, kind, sector });
                if actor.roles.len() > 1 && actor.roles.iter().any(|role| role.term.is_dated()) {
                    self.roles.insert(id, actor.roles.clone());
                }
            }
            ActorKind::Group | ActorKind::Role => {
                let sector = role.sector.unwrap_or(Sector::Soc);
                // Short words of older lists (`Han`, `San`) are words of English and parts of names too.
                let telling = |name: &str| actor.kind == ActorKind::Role || name.contains(' ') || name.len() > 4;
                let new: Vec<&String> = names().filter(|name| telling(name) && !self.agents.contains(name)).collect();
                for name in new {
                    self.agents.insert(name, sector);
                    let many = plural(name);
                    if actor.kind == ActorKind::Role && !self.agents.contains(&many) {
                        self.agents.insert(&many, sector);
                    }
                }
            }
            ActorKind::Person | ActorKind::Place => {}
        }
    }

    /// The sides of divided countries are bodies too.
    fn add_sides(&mut self, countries: &Countries) {
        for country in countries.all() {
            for side in &country.sides {
                self.add(KnownBody {
                    name: side.name.clone(),
                    aliases: side.aliases.clone(),
                    country: Some(country.code),
                    kind: side.kind(),
                    sector: side.sector(),
                });
            }
        }
    }

    fn add(&mut self, body: KnownBody) -> BodyId {
        let id = Id::new(self.bodies.len());
        self.insert_phrase(&body.name, id);
        body.aliases.iter().for_each(|alias| self.insert_phrase(alias, id));
        self.bodies.push(body);
        id
    }

    fn insert_phrase(&mut self, phrase: &str, id: BodyId) {
        if !self.phrases.get(phrase).contains(&id) {
            self.phrases.insert(phrase, id);
        }
    }
}

fn read_body(row: &Row, countries: &Countries, faults: &mut Faults) -> Option<KnownBody> {
    let name = require(row, "name", faults)?;
    let kind = code(row, "kind", BodyKind::from_code, BodyKind::ALL.iter().map(|x| x.code()), faults)?;
    let country = match row.get("country") {
        "" => None,
        written => match countries.check(written) {
            Ok(code) => Some(code),
            Err(remedy) => {
                faults.push(row.fault("country", format!("country {written:?} is not known"), remedy));
                None
            }
        },
    };
    let aliases = row.list("aliases").map(str::to_owned).collect();
    Some(KnownBody { name: name.to_owned(), aliases, country, kind, sector: sector(row, faults) })
}

fn sector(row: &Row, faults: &mut Faults) -> Option<Sector> {
    match row.get("sector") {
        "" => None,
        _ => code(row, "sector", Sector::from_code, Sector::ALL.iter().map(|x| x.code()), faults),
    }
}

/// The plural as given, by rule where the field is empty, none for `-`.
fn plural_field(row: &Row, word: &str) -> Option<String> {
    match row.get("plural") {
        "-" => None,
        "" => Some(plural(word)),
        given => Some(given.to_owned()),
    }
}
