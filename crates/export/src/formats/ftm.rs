//! FollowTheMoney entities: Article, Person, PublicBody (and kin), Position, Occupancy, Event, Mention.
//!
//! Dates that are intervals are written as `startDate` and `endDate`, since the program cuts an interval in `date`
//! without a word. What FollowTheMoney has no place for (spans, status, disagreements) is in the other formats, under
//! the same ids.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;

use serde_json::{Map, Value, json};

use super::codes::iso2;
use super::fields::{parties, short_hash, web_address};
use super::{ExportError, Source};
use crate::view::{ArticleRef, ArticleView, HappeningView, PartyView, TenureView};
use crate::{days, json_line};

/// An entity under way: every value is a list of texts.
struct Entity {
    id: String,
    schema: &'static str,
    properties: Map<String, Value>,
}

impl Entity {
    fn new(id: String, schema: &'static str) -> Entity {
        Entity { id, schema, properties: Map::new() }
    }

    fn add(&mut self, property: &str, value: &str) -> &mut Entity {
        // The program drops values that are empty once cleaned; a NUL it refuses.
        let value = value.replace('\0', "\u{fffd}");
        if value.trim().is_empty() {
            return self;
        }
        if let Value::Array(values) = self.properties.entry(property).or_insert_with(|| json!([]))
            && !values.iter().any(|known| known.as_str() == Some(&value))
        {
            values.push(Value::String(value));
        }
        self
    }

    fn each<'t>(&mut self, property: &str, values: impl IntoIterator<Item = &'t String>) -> &mut Entity {
        for value in values {
            self.add(property, value);
        }
        self
    }

    fn optional(&mut self, property: &str, value: Option<&str>) -> &mut Entity {
        self.add(property, value.unwrap_or(""))
    }

    fn country(&mut self, property: &str, code: Option<&str>) -> &mut Entity {
        self.optional(property, code.and_then(iso2).map(str::to_lowercase).as_deref())
    }

    /// A name, which the program wants of these schemata: the id stands in for a name that is empty.
    fn name(&mut self, name: &str) -> &mut Entity {
        let id = self.id.clone();
        self.add("name", if name.trim().is_empty() { &id } else { name })
    }

    fn write(&self, out: &mut dyn Write) -> Result<(), ExportError> {
        let line = json!({ "id": self.id, "schema": self.schema, "properties": self.properties });
        Ok(out.write_all(json_line(&line)?.as_bytes())?)
    }
}

/// Ids that the program takes, of the things they stand for.
fn id(kind: &str, id: &str) -> String {
    let plain = !id.is_empty() && id.len() <= 100 && id.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    if plain { format!("{kind}-{id}") } else { format!("{kind}-{}", short_hash(id)) }
}

/// Writes the entities.
pub(super) fn write(source: &dyn Source, out: &mut dyn Write) -> Result<(), ExportError> {
    let mut known = Known::default();
    source.articles(&mut |view| {
        known.insert(id("article", &view.article.id));
        article(view, &mut known, out)
    })?;
    source.people(&mut |person| {
        let mut entity = Entity::new(id("person", &person.id), "Person");
        entity.name(&person.name).country("country", person.country.as_deref()).each("alias", &person.aliases);
        entity.each("position", &person.tenures.iter().map(post_name).collect::<Vec<_>>());
        known.insert(entity.id.clone());
        entity.write(out)?;
        person.tenures.iter().try_for_each(|tenure| occupancy(tenure, &mut known, out))
    })?;
    source.bodies(&mut |body| {
        let mut entity = Entity::new(id("body", &body.id), body_schema(&body.kind));
        entity.name(&body.name).country("country", body.country.as_deref()).add("classification", &body.kind);
        entity.each("alias", &body.aliases);
        known.insert(entity.id.clone());
        entity.write(out)
    })?;
    source.happenings(&mut |happening| event(happening, &mut known, out))?;
    // Who or what is only pointed at gets an entity of its own all the same.
    let Known { written, pending } = known;
    pending.iter().filter(|(id, _)| !written.contains(*id)).try_for_each(|(_, entity)| entity.write(out))
}

/// Which entities are written, and what to write of those that are only pointed at.
#[derive(Default)]
struct Known {
    written: BTreeSet<String>,
    pending: BTreeMap<String, Entity>,
}

impl Known {
    fn insert(&mut self, id: String) -> bool {
        self.pending.remove(&id);
        self.written.insert(id)
    }

    /// Notes that an entity is pointed at.
    fn point(&mut self, id: &str, entity: impl FnOnce() -> Entity) {
        if !self.written.contains(id) {
            self.pending.entry(id.to_owned()).or_insert_with(entity);
        }
    }
}

fn body_schema(kind: &str) -> &'static str {
    match kind {
        "company" | "media" => "Company",
        "armed-group" | "party" | "international" | "civil-society" | "other" => "Organization",
        _ => "PublicBody",
    }
}

/// An article as it is cited.
fn cited(article: &ArticleRef) -> Entity {
    let mut entity = Entity::new(id("article", &article.id), "Article");
    entity.optional("title", article.title.as_deref()).optional("publisher", article.publisher.as_deref());
    entity.optional("publishedAt", article.published.as_deref().and_then(one_date).as_deref());
    entity.optional("sourceUrl", web_address(&article.origin));
    entity
}

fn article(view: &ArticleView, known: &mut Known, out: &mut dyn Write) -> Result<(), ExportError> {
    let (article, record) = (&view.article, &view.record);
    let article_id = id("article", &article.id);
    let mut entity = cited(article);
    entity.optional("language", record.article.language.as_deref().and_then(iso3));
    entity.each("author", &record.article.byline).add("bodyText", &record.article.text);
    entity.write(out)?;
    let people = record.people.iter().map(|person| (&person.id, &person.name, "Person", "person"));
    let bodies = record.bodies.iter().map(|body| (&body.id, &body.name, body_schema(&body.kind), "body"));
    for (local, name, schema, kind) in people.chain(bodies) {
        let mut mention = Entity::new(id("mention", &format!("{}-{local}", article.id)), "Mention");
        mention.add("document", &article_id).name(name).add("detectedSchema", schema);
        if let Some(identity) = view.identities.get(local) {
            let resolved = id(kind, &identity.id);
            mention.add("resolved", &resolved);
            known.point(&resolved, || {
                let mut entity = Entity::new(resolved.clone(), schema);
                entity.name(&identity.name);
                entity
            });
        }
        mention.write(out)?;
    }
    Ok(())
}

/// The three letters of ISO 639-3, which the program wants, of a language the reader tells apart.
fn iso3(language: &str) -> Option<&'static str> {
    const CODES: [(&str, &str); 16] = [
        ("ar", "ara"),
        ("de", "deu"),
        ("en", "eng"),
        ("es", "spa"),
        ("fa", "fas"),
        ("fr", "fra"),
        ("he", "heb"),
        ("it", "ita"),
        ("ja", "jpn"),
        ("nl", "nld"),
        ("pl", "pol"),
        ("pt", "por"),
        ("ru", "rus"),
        ("tr", "tur"),
        ("uk", "ukr"),
        ("zh", "zho"),
    ];
    let primary = language.split('-').next().unwrap_or("");
    CODES.iter().find(|(short, _)| *short == primary).map(|(_, long)| *long)
}

/// A date the program reads whole: a year, a month or a day, never an interval.
fn one_date(edtf: &str) -> Option<String> {
    match edtf.parse().ok()? {
        record::Edtf::Date(date) if date.year().is_some() => Some(date.to_string()),
        _ => None,
    }
}

fn post_name(tenure: &TenureView) -> String {
    match tenure.body.as_deref().filter(|body| !body.trim().is_empty()) {
        Some(body) => format!("{}, {body}", tenure.title),
        None => tenure.title.clone(),
    }
}

fn occupancy(tenure: &TenureView, known: &mut Known, out: &mut dyn Write) -> Result<(), ExportError> {
    let key = format!("{}\0{}", post_name(tenure).to_lowercase(), tenure.country.as_deref().unwrap_or(""));
    let post = format!("position-{}", short_hash(&key));
    if known.insert(post.clone()) {
        let mut entity = Entity::new(post.clone(), "Position");
        entity.name(&post_name(tenure)).country("country", tenure.country.as_deref());
        entity.write(out)?;
    }
    let first = tenure.first_seen.as_deref().unwrap_or("");
    let mut entity = Entity::new(
        format!("occupancy-{}", short_hash(&format!("{}\0{key}\0{}\0{first}", tenure.person.id, tenure.held))),
        "Occupancy",
    );
    entity.add("holder", &id("person", &tenure.person.id)).add("post", &post).add("status", &tenure.held);
    let day = |edtf: &str, last: bool| {
        let (from, to) = days::bounds(edtf);
        if last { to.or(from) } else { from.or(to) }.map(days::iso)
    };
    // Seen from at least the one to at least the other day: known bounds of the holding, not its begin and end.
    entity.optional("startDate", tenure.first_seen.as_deref().and_then(|seen| day(seen, false)).as_deref());
    entity.optional("endDate", tenure.last_seen.as_deref().and_then(|seen| day(seen, true)).as_deref());
    entity.optional("periodEnd", tenure.ended_by.as_deref().and_then(|seen| day(seen, true)).as_deref());
    if let Some(before) = &tenure.replaces {
        entity.add("description", &format!("Replaces {}.", before.name));
    }
    proofs(&mut entity, tenure.articles.iter(), known);
    entity.write(out)
}

fn proofs<'a>(entity: &mut Entity, articles: impl Iterator<Item = &'a ArticleRef>, known: &mut Known) {
    for article in articles {
        known.point(&id("article", &article.id), || cited(article));
        entity.add("proof", &id("article", &article.id)).optional("sourceUrl", web_address(&article.origin));
        entity.optional("publisher", article.publisher.as_deref());
    }
}

fn event(happening: &HappeningView, known: &mut Known, out: &mut dyn Write) -> Result<(), ExportError> {
    let mut entity = Entity::new(id("event", &happening.id), "Event");
    entity.name(&happening.sentence);
    match happening.date.as_deref().and_then(one_date) {
        Some(date) => {
            entity.add("date", &date);
        }
        None => {
            let bounds = happening.date.as_deref().map_or((None, None), days::bounds);
            entity.optional("startDate", bounds.0.map(days::iso).as_deref());
            entity.optional("endDate", bounds.1.map(days::iso).as_deref());
        }
    }
    if let Some(place) = &happening.place {
        entity.add("location", &place.name).country("country", place.country.as_deref());
    }
    for (_, party) in parties(happening) {
        entity.country("country", party.country.as_deref());
        if let Some(party) = party_entity(party, known, out)? {
            entity.add("involved", &party);
        }
    }
    let codes = [Some(&happening.event_type), happening.mode.as_ref(), Some(&happening.status)];
    entity.each("keywords", codes.into_iter().flatten().chain(&happening.subjects));
    for report in &happening.reports {
        entity.each("summary", &report.view.event.evidence);
    }
    entity.add("recordId", &happening.id);
    proofs(&mut entity, happening.reports.iter().map(|report| &report.view.article), known);
    entity.write(out)
}

/// The entity of a party, written before it is pointed at where nobody has written it yet.
fn party_entity(party: &PartyView, known: &mut Known, out: &mut dyn Write) -> Result<Option<String>, ExportError> {
    let (id, schema) = match (&party.person, &party.body) {
        (Some(person), _) => (id("person", person), "Person"),
        (None, Some(body)) => (id("body", body), "Organization"),
        // A country or a group has no entity; the country is a property of the event.
        (None, None) => return Ok(None),
    };
    if known.insert(id.clone()) {
        let mut entity = Entity::new(id.clone(), schema);
        entity.name(&party.name).country("country", party.country.as_deref());
        entity.write(out)?;
    }
    Ok(Some(id))
}
