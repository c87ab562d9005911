//! From a stored record back to the account that linking works with.
//!
//! Accounts are not kept: they follow from the record, the little it does not say ([`Extra`]) and the text. Only the
//! print of the text is left to the caller, since making it is linking's own business.

use std::collections::{BTreeMap, BTreeSet};

use export::wire;
use record::{
    Account, BodyKind, BodyTold, CountryCode, DateBasis, Edtf, EventTold, EventType, Held, Mode, OfficeTold, PartyTold,
    PersonTold, PlacePrecision, PlaceTold, QuantityKind, QuantityTold, Sector, Status, Subject,
};
use serde::{Deserialize, Serialize};

/// What the layers of an article say that its record does not.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Extra {
    /// How the article labels people and bodies, as printed, by their ids in the record.
    #[serde(default)]
    pub labels: BTreeMap<String, Vec<String>>,
    /// The day by which a pledge is due, EDTF, by the statement's id.
    #[serde(default)]
    pub due: BTreeMap<String, String>,
    /// What the stretches of the text are, in bytes: kind, start, end. For coding it anew.
    #[serde(default)]
    pub regions: Vec<(String, u32, u32)>,
}

impl Extra {
    /// What an account says that its record does not.
    pub fn of_account(account: &Account) -> Extra {
        let people = account.people.iter().map(|person| (&person.id, &person.labels));
        let bodies = account.bodies.iter().map(|body| (&body.id, &body.labels));
        let labels = people.chain(bodies).filter(|(_, labels)| !labels.is_empty());
        Extra { labels: labels.map(|(id, labels)| (id.clone(), labels.clone())).collect(), ..Extra::default() }
    }
}

/// The account of a record; its print is left empty.
pub fn account(record: &wire::Record, extra: &Extra) -> Account {
    let article = &record.article;
    let told = record.events.iter().filter_map(|event| event.attributed_to.as_ref());
    let credits: BTreeSet<&String> = article.byline.iter().chain(told).collect();
    Account {
        article: article.id.clone(),
        origin: article.origin.clone(),
        title: article.title.clone(),
        outlet: article.publisher.clone(),
        credits: credits.into_iter().cloned().collect(),
        published: article.published.as_ref().and_then(|published| published.value.parse().ok()),
        written: record.written.as_ref().and_then(|written| written.value.parse().ok()),
        written_why: record.written.as_ref().map(|written| written.why.clone()),
        print: record::Print::default(),
        people: record.people.iter().map(|person| self::person(person, extra)).collect(),
        bodies: record.bodies.iter().map(|body| self::body(body, extra)).collect(),
        events: record.events.iter().map(|event| self::event(event, &article.text)).collect(),
    }
}

fn labels(id: &str, extra: &Extra) -> Vec<String> {
    extra.labels.get(id).cloned().unwrap_or_default()
}

fn country(code: &Option<String>) -> Option<CountryCode> {
    code.as_ref().and_then(|code| CountryCode::new(code))
}

fn sector(code: &Option<String>) -> Option<Sector> {
    code.as_ref().and_then(|code| Sector::from_code(code))
}

fn person(person: &wire::Person, extra: &Extra) -> PersonTold {
    PersonTold {
        id: person.id.clone(),
        name: person.name.clone(),
        aliases: person.aliases.clone(),
        country: country(&person.country),
        sector: sector(&person.sector),
        rank: person.rank.clone(),
        background: person.background,
        offices: (person.offices.iter())
            .map(|office| OfficeTold {
                title: office.title.clone(),
                body: office.body.clone(),
                country: country(&office.country),
                held: Held::from_code(&office.held).unwrap_or(Held::Current),
            })
            .collect(),
        labels: labels(&person.id, extra),
    }
}

fn body(body: &wire::Body, extra: &Extra) -> BodyTold {
    BodyTold {
        id: body.id.clone(),
        name: body.name.clone(),
        aliases: body.aliases.clone(),
        country: country(&body.country),
        kind: BodyKind::from_code(&body.kind).unwrap_or(BodyKind::Other),
        labels: labels(&body.id, extra),
    }
}

fn event(event: &wire::Event, text: &str) -> EventTold {
    let first = event.spans.first().map_or(0, |span| span[0]);
    let start = text.char_indices().nth(first).map_or(text.len(), |(at, _)| at);
    let words = event.evidence.first().map_or("", String::as_str);
    let cut = (0..=EventTold::MAX_WORDS.min(words.len())).rev().find(|at| words.is_char_boundary(*at)).unwrap_or(0);
    EventTold {
        id: event.id.clone(),
        event_type: EventType::from_code(&event.event_type).unwrap_or(EventType::Consult),
        mode: event.mode.as_ref().and_then(|mode| Mode::from_code(mode)),
        status: Status::from_code(&event.status).unwrap_or(Status::Occurred),
        date: event.date.as_ref().and_then(|date| date.value.parse::<Edtf>().ok()),
        date_basis: (event.date.as_ref())
            .and_then(|date| DateBasis::from_code(&date.basis))
            .unwrap_or(DateBasis::Unknown),
        place: event.place.as_ref().map(|place| PlaceTold {
            name: place.name.clone(),
            country: country(&place.country),
            lat_milli: place.lat.map(|degrees| (degrees * 1000.0).round() as i32),
            lon_milli: place.lon.map(|degrees| (degrees * 1000.0).round() as i32),
            precision: PlacePrecision::from_code(&place.precision).unwrap_or(PlacePrecision::Wide),
        }),
        actors: event.actor.iter().map(self::party).collect(),
        recipients: event.recipient.iter().map(self::party).collect(),
        subjects: event.subjects.iter().filter_map(|code| Subject::from_code(code)).collect(),
        quantities: (event.quantities.iter())
            .filter_map(|quantity| {
                Some(QuantityTold {
                    kind: QuantityKind::from_code(&quantity.kind)?,
                    amount: quantity.amount,
                    at_least: quantity.at_least,
                    unit: quantity.unit.clone(),
                })
            })
            .collect(),
        attributed_to: event.attributed_to.clone(),
        confidence: (event.confidence * 1000.0).round().clamp(0.0, 1000.0) as u16,
        depth: (start as u64 * 1000 / text.len().max(1) as u64).min(1000) as u16,
        words: words[..cut].to_owned(),
    }
}

fn party(party: &wire::Party) -> PartyTold {
    PartyTold {
        name: party.name.clone(),
        person: party.person.clone(),
        body: party.body.clone(),
        country: country(&party.country),
        sector: sector(&party.sector),
        office: party.office.clone(),
    }
}
