//! FollowTheMoney: people, the positions there are, and who occupied them when.
//!
//! A file has one entity a line (`{"id": …, "schema": "Person", "properties": {"name": […]}}`), or is one list of them.
//! People are taken with the positions that their `Occupancy` entities give them; without one, with the words of their
//! `position` property, undated; bodies are taken with their country.

use std::collections::{BTreeMap, BTreeSet};

use record::{BodyKind, CountryCode, Sector};
use serde_json::Value;

use super::spelled::body_kind;
use super::table::country;
use super::{Import, ImportError};
use crate::term::Term;
use crate::{Actor, ActorKind, ActorRole, Lexicon};

struct Entity {
    line: usize,
    id: String,
    schema: String,
    properties: BTreeMap<String, Vec<String>>,
}

/// Reads entities.
///
/// # Errors
/// When no entity can be read at all.
pub fn ftm(lexicon: &Lexicon, text: &str) -> Result<Import, ImportError> {
    let mut import = Import::default();
    let entities = read(text, &mut import);
    if entities.is_empty() {
        let why = "no FollowTheMoney entity can be read; the file has one JSON object a line, with id, schema and \
                   properties";
        return Err(ImportError(why.to_owned()));
    }
    let by_id: BTreeMap<&str, &Entity> = entities.iter().map(|entity| (entity.id.as_str(), entity)).collect();
    let mut terms: BTreeMap<&str, Vec<&Entity>> = BTreeMap::new();
    for entity in entities.iter().filter(|entity| entity.schema == "Occupancy") {
        match (entity.first("holder").map(|id| by_id.get_key_value(id)), entity.first("post").map(|id| by_id.get(id))) {
            (Some(Some((holder, _))), Some(Some(_))) => terms.entry(holder).or_default().push(entity),
            (Some(None), _) => import.leave(entity.line, &entity.id, "its holder is not in the file"),
            (_, Some(None)) => import.leave(entity.line, &entity.id, "its post is not in the file"),
            _ => import.leave(entity.line, &entity.id, "an occupancy without holder or post"),
        }
    }
    let mut used: BTreeSet<&str> = BTreeSet::new();
    for entity in &entities {
        match entity.schema.as_str() {
            "Person" => {
                let own = terms.get(entity.id.as_str()).map_or(&[][..], Vec::as_slice);
                used.extend(own.iter().filter_map(|term| term.first("post")));
                person(lexicon, &by_id, entity, own, &mut import);
            }
            "Organization" | "PublicBody" | "Company" | "LegalEntity" => body(lexicon, entity, &mut import),
            "Occupancy" | "Position" => {}
            other => {
                let why = format!("a {other} is neither person, body, position nor occupancy");
                import.leave(entity.line, entity.caption(), why);
            }
        }
    }
    for entity in entities.iter().filter(|entity| entity.schema == "Position" && !used.contains(entity.id.as_str())) {
        import.leave(entity.line, entity.caption(), "a position that nobody in the file occupies");
    }
    import.left.sort_by_key(|left| left.line);
    Ok(import)
}

fn read(text: &str, import: &mut Import) -> Vec<Entity> {
    if text.trim_start().starts_with('[') {
        return match serde_json::from_str::<Vec<Value>>(text) {
            Ok(values) => values.iter().filter_map(|value| entity(1, value)).collect(),
            Err(_) => Vec::new(),
        };
    }
    let mut entities = Vec::new();
    for (line, written) in (1..).zip(text.lines()).filter(|(_, written)| !written.trim().is_empty()) {
        match serde_json::from_str::<Value>(written) {
            Ok(value) => match entity(line, &value) {
                Some(entity) => entities.push(entity),
                None => import.leave(line, written, "no id or no schema"),
            },
            Err(error) => import.leave(line, written, format!("no JSON: {error}")),
        }
    }
    entities
}

fn entity(line: usize, value: &Value) -> Option<Entity> {
    let mut properties = BTreeMap::new();
    for (name, values) in value.get("properties")?.as_object()? {
        // An entity may stand in full where another only names it.
        let one = |value: &Value| value.as_str().or_else(|| value.get("id")?.as_str()).map(str::to_owned);
        let values = match values {
            Value::Array(values) => values.iter().filter_map(one).collect(),
            value => one(value).into_iter().collect(),
        };
        properties.insert(name.clone(), values);
    }
    let text = |key: &str| value.get(key)?.as_str().map(str::to_owned);
    Some(Entity { line, id: text("id")?, schema: text("schema")?, properties })
}

impl Entity {
    fn all(&self, property: &str) -> impl Iterator<Item = &str> {
        self.properties.get(property).into_iter().flatten().map(String::as_str).filter(|value| !value.is_empty())
    }

    fn first(&self, property: &str) -> Option<&str> {
        self.all(property).next()
    }

    fn caption(&self) -> &str {
        self.first("name").unwrap_or(&self.id)
    }

    fn names(&self) -> (Option<String>, Vec<String>) {
        let written = ["name", "alias", "weakAlias", "previousName", "abbreviation"].into_iter();
        let mut names = written.flat_map(|property| self.all(property)).filter(|name| is_latin(name));
        let name = names.next().map(str::to_owned);
        let mut aliases: Vec<String> = Vec::new();
        for other in names {
            if Some(other) != name.as_deref() && !aliases.iter().any(|known| known == other) {
                aliases.push(other.to_owned());
            }
        }
        (name, aliases)
    }

    fn country(&self, lexicon: &Lexicon) -> Option<CountryCode> {
        let written = ["country", "nationality", "citizenship", "jurisdiction", "mainCountry"].into_iter();
        written.flat_map(|property| self.all(property)).find_map(|written| country(lexicon, written))
    }

    fn term(&self) -> Result<Term, String> {
        let day = |property: &str| self.first(property).map(|written| written.get(..10).unwrap_or(written));
        Term::read(day("startDate").unwrap_or(""), day("endDate").unwrap_or(""))
    }
}

/// Names in other scripts meet no word of an English article.
fn is_latin(name: &str) -> bool {
    crate::fold(name).chars().filter(|c| c.is_alphabetic()).all(|c| c.is_ascii_lowercase())
}

fn person(lexicon: &Lexicon, by_id: &BTreeMap<&str, &Entity>, entity: &Entity, terms: &[&Entity], import: &mut Import) {
    let (Some(name), aliases) = entity.names() else {
        return import.leave(entity.line, &entity.id, "no name in Latin letters");
    };
    let side = entity.country(lexicon);
    let mut roles = Vec::new();
    for occupancy in terms {
        let Some(post) = occupancy.first("post").and_then(|id| by_id.get(id)) else { continue };
        let term = match occupancy.term() {
            Ok(term) => term,
            Err(bad) => {
                import.leave(occupancy.line, &occupancy.id, format!("{bad:?} is no date after the start"));
                continue;
            }
        };
        let office = post.caption().to_owned();
        let sector = sector_of(lexicon, &office);
        let country = post.country(lexicon).or(side);
        roles.push(ActorRole { country, sector, office, term, code: occupancy.id.clone() });
    }
    if roles.is_empty() {
        let office = entity.first("position").unwrap_or("").to_owned();
        let sector = sector_of(lexicon, &office);
        roles.push(ActorRole { country: side, sector, office, term: Term::default(), code: entity.id.clone() });
    }
    import.actors.push(Actor { name, aliases, kind: ActorKind::Person, roles });
}

fn body(lexicon: &Lexicon, entity: &Entity, import: &mut Import) {
    let (Some(name), aliases) = entity.names() else {
        return import.leave(entity.line, &entity.id, "no name in Latin letters");
    };
    let usual = match entity.schema.as_str() {
        "Company" => BodyKind::Company,
        "PublicBody" => BodyKind::Government,
        _ => BodyKind::Other,
    };
    let kind = body_kind(lexicon, &name).unwrap_or(usual);
    let country = entity.country(lexicon);
    let role = ActorRole { country, sector: sector_of_kind(kind), code: entity.id.clone(), ..ActorRole::default() };
    import.actors.push(Actor { name, aliases, kind: ActorKind::Body(kind), roles: vec![role] });
}

/// The sector of the first title in the words of an office.
fn sector_of(lexicon: &Lexicon, office: &str) -> Option<Sector> {
    let words: Vec<&str> = office.split(|c: char| !c.is_alphanumeric() && c != '-').collect();
    (0..words.len()).find_map(|at| {
        let (_, ids) = lexicon.titles().phrases().longest(&words[at..])?;
        lexicon.titles().get(*ids.first()?).sector
    })
}

fn sector_of_kind(kind: BodyKind) -> Option<Sector> {
    Some(match kind {
        BodyKind::Government | BodyKind::Ministry | BodyKind::Embassy => Sector::Gov,
        BodyKind::Armed => Sector::Mil,
        BodyKind::ArmedGroup => Sector::Reb,
        BodyKind::Police => Sector::Cop,
        BodyKind::Intelligence => Sector::Spy,
        BodyKind::Legislature => Sector::Leg,
        BodyKind::Court => Sector::Jud,
        BodyKind::Party => Sector::Pty,
        BodyKind::Company => Sector::Bus,
        BodyKind::Media => Sector::Jrn,
        BodyKind::CivilSociety => Sector::Cvl,
        BodyKind::International | BodyKind::Other => return None,
    })
}
