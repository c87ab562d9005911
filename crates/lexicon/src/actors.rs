//! Actors of a user's own knowledge: people, bodies, groups, roles and names of places with the sides they act for, and
//! from when to when. The table into which other projects' dictionaries are imported.
//!
//! [`Actors::load`] reads `actors/*.tsv`; the people among them then stand with the holders of offices, the bodies with
//! the known bodies, and so on. The tables that we keep outweigh these: an imported name is only added where it is new.

use std::collections::BTreeMap;

use record::{BodyKind, CountryCode, Sector};

use crate::load::{Faults, read_tsv, require};
use crate::ontology::code;
use crate::term::Term;
use crate::text::did_you_mean;
use crate::{Countries, DataFiles, Row};

/// The columns of `actors/*.tsv`, in the order in which importers write them.
pub const ACTOR_COLUMNS: &[&str] = &["name", "aliases", "kind", "country", "sector", "office", "from", "until", "code"];

/// What an actor is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ActorKind {
    /// A person.
    Person,
    /// A body of some kind.
    Body(BodyKind),
    /// A people, a faith, a community.
    Group,
    /// A noun for people in a role: `coast guard commander`.
    Role,
    /// A name for a country, its people or a place in it.
    Place,
}

impl ActorKind {
    /// As written in the table.
    pub fn code(self) -> &'static str {
        match self {
            ActorKind::Person => "person",
            ActorKind::Body(kind) => kind.code(),
            ActorKind::Group => "group",
            ActorKind::Role => "role",
            ActorKind::Place => "place",
        }
    }

    /// The kind that a word of the table stands for.
    pub fn from_code(code: &str) -> Option<ActorKind> {
        match code {
            "person" => Some(ActorKind::Person),
            "group" => Some(ActorKind::Group),
            "role" => Some(ActorKind::Role),
            "place" => Some(ActorKind::Place),
            other => BodyKind::from_code(other).map(ActorKind::Body),
        }
    }

    fn codes() -> impl Iterator<Item = &'static str> {
        ["person", "group", "role", "place"].into_iter().chain(BodyKind::ALL.iter().map(|kind| kind.code()))
    }
}

/// For whom an actor acted, and when.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ActorRole {
    /// The side.
    pub country: Option<CountryCode>,
    /// PLOVER sector.
    pub sector: Option<Sector>,
    /// The office; empty where the source names none.
    pub office: String,
    /// When.
    pub term: Term,
    /// The code of the source, as it stood there.
    pub code: String,
}

/// An actor with all its roles.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    /// Its name.
    pub name: String,
    /// Other names.
    pub aliases: Vec<String>,
    /// What it is.
    pub kind: ActorKind,
    /// For whom it acted, in the order of the file; at least one.
    pub roles: Vec<ActorRole>,
}

/// All actors, in the order of the files.
#[derive(Debug, Default)]
pub(crate) struct Actors(Vec<Actor>);

impl Actors {
    pub(crate) fn load(files: &DataFiles, countries: &Countries, faults: &mut Faults) -> Actors {
        let mut actors: Vec<Actor> = Vec::new();
        let mut rows: BTreeMap<(String, ActorKind), usize> = BTreeMap::new();
        read_tsv(files, "actors", &["name", "kind", "country"], faults, |row, faults| {
            let name = require(row, "name", faults)?;
            let kind = code(row, "kind", ActorKind::from_code, ActorKind::codes(), faults)?;
            let role = read_role(row, countries, faults)?;
            let at = *rows.entry((name.to_owned(), kind)).or_insert(actors.len());
            if at == actors.len() {
                actors.push(Actor { name: name.to_owned(), aliases: Vec::new(), kind, roles: Vec::new() });
            }
            let actor = &mut actors[at];
            for alias in row.list("aliases").filter(|alias| *alias != name) {
                if !actor.aliases.iter().any(|known| known == alias) {
                    actor.aliases.push(alias.to_owned());
                }
            }
            actor.roles.push(role);
            Some(())
        });
        Actors(actors)
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &Actor> {
        self.0.iter()
    }
}

fn read_role(row: &Row, countries: &Countries, faults: &mut Faults) -> Option<ActorRole> {
    let country = match row.get("country") {
        "" => None,
        written => match countries.check(written) {
            Ok(code) => Some(code),
            Err(remedy) => {
                faults.push(row.fault("country", format!("country {written:?} is not known"), remedy));
                return None;
            }
        },
    };
    let sector = match row.get("sector") {
        "" => None,
        written => match Sector::from_code(written) {
            Some(sector) => Some(sector),
            None => {
                let known = Sector::ALL.iter().map(|sector| sector.code());
                let remedy = did_you_mean(written, known, "data/ontology/sectors.tsv lists the sectors");
                faults.push(row.fault("sector", format!("sector {written:?} is not known"), remedy));
                return None;
            }
        },
    };
    Some(ActorRole {
        country,
        sector,
        office: row.get("office").to_owned(),
        term: Term::of_row(row, faults)?,
        code: row.get("code").to_owned(),
    })
}
