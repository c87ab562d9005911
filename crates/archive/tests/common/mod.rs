//! Small archives of made-up records, linked in the plainest way: by name and by happening's key.
#![allow(dead_code)] // Each test file uses its own part of this.

use std::collections::BTreeMap;
use std::path::Path;

use archive::{
    Access, Archive, ArchiveError, BodyForm, DisagreementTold, Extra, HappeningTold, IdentityKind, IdentityTold, Links,
    Prepared, RelationTold, TenureTold,
};
use export::view::PlaceView;
use export::wire;

/// What a made-up article tells: who met whom.
pub struct Meeting<'s> {
    pub outlet: &'s str,
    pub day: &'s str,
    pub people: Vec<(&'s str, &'s str, &'s str)>,
    pub place: &'s str,
    pub text: &'s str,
}

/// An id of an article, as `read` makes them: 24 hexadecimal digits.
pub fn article_id(text: &str) -> String {
    let hash = text
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    format!("{hash:016x}{:08x}", hash as u32)
}

/// The record of a meeting.
pub fn record(meeting: &Meeting<'_>) -> wire::Record {
    let text = meeting.text.to_owned();
    let n_points = text.chars().count();
    let span = [0, n_points];
    let id = article_id(&format!("{}{}{}", meeting.outlet, meeting.day, text));
    let people: Vec<wire::Person> = (meeting.people.iter().enumerate())
        .map(|(at, (name, country, title))| wire::Person {
            id: format!("p{at:08x}"),
            name: (*name).to_owned(),
            aliases: Vec::new(),
            country: Some((*country).to_owned()),
            sector: Some("GOV".to_owned()),
            rank: None,
            background: false,
            offices: vec![wire::Office {
                title: (*title).to_owned(),
                body: None,
                country: Some((*country).to_owned()),
                held: "current".to_owned(),
                span,
            }],
            mentions: vec![span],
        })
        .collect();
    let actor = (people.iter())
        .map(|person| wire::Party {
            name: person.name.clone(),
            person: Some(person.id.clone()),
            body: None,
            country: person.country.clone(),
            sector: person.sector.clone(),
            office: person.offices.first().map(|office| office.title.clone()),
            span,
        })
        .collect();
    wire::Record {
        schema: wire::SCHEMA.to_owned(),
        article: wire::Article {
            id,
            origin: format!("{}.txt", meeting.day),
            title: Some(format!("Talks in {}", meeting.place)),
            publisher: Some(meeting.outlet.to_owned()),
            byline: Vec::new(),
            language: Some("en".to_owned()),
            published: Some(wire::Published {
                value: meeting.day.to_owned(),
                basis: "stated".to_owned(),
                evidence: meeting.day.to_owned(),
            }),
            text: text.clone(),
        },
        bodies: vec![wire::Body {
            id: "b00000000".to_owned(),
            name: "River Commission".to_owned(),
            aliases: Vec::new(),
            country: None,
            kind: "international".to_owned(),
            sector: None,
            mentions: vec![span],
        }],
        statements: vec![wire::Statement {
            id: "s00000000".to_owned(),
            speaker: people.first().map(|person| person.name.clone()).unwrap_or_default(),
            person: people.first().map(|person| person.id.clone()),
            stance: "pledge".to_owned(),
            text: text.clone(),
            span,
            addressee: None,
            condition: None,
        }],
        people,
        events: vec![wire::Event {
            id: "e00000000".to_owned(),
            event_type: "CONSULT".to_owned(),
            mode: Some("meeting".to_owned()),
            status: "occurred".to_owned(),
            actor,
            recipient: Vec::new(),
            date: Some(wire::EventDate {
                value: meeting.day.to_owned(),
                basis: "stated".to_owned(),
                why: "as printed".to_owned(),
                span: None,
            }),
            place: Some(wire::EventPlace {
                name: meeting.place.to_owned(),
                country: Some("MWI".to_owned()),
                lat: Some(-13.983),
                lon: Some(33.783),
                precision: "city".to_owned(),
                span: None,
            }),
            subjects: vec!["border-security".to_owned()],
            contexts: vec!["diplomatic".to_owned()],
            cameo: "040".to_owned(),
            score: 2.5,
            confidence: 0.9,
            evidence: vec![text],
            spans: vec![span],
            quantities: Vec::new(),
            attributed_to: None,
            frame: "meets".to_owned(),
        }],
        written: None,
        stamp: wire::Stamp { engine: "0.1.0".to_owned(), data: "data".to_owned(), model: "model".to_owned() },
        findings: Vec::new(),
    }
}

/// Adds records, joined by their day: everything of one day is one happening.
pub fn add(archive: &mut Archive, records: &[wire::Record]) -> Result<(), ArchiveError> {
    let mut batch = archive.begin()?;
    let mut links = Links::default();
    let mut days: BTreeMap<String, HappeningTold> = BTreeMap::new();
    let mut forms: BTreeMap<String, IdentityTold> = BTreeMap::new();
    let mut first = None;
    for record in records {
        let extra =
            Extra { due: BTreeMap::from([("s00000000".to_owned(), "2026-12-31".to_owned())]), ..Extra::default() };
        assert!(batch.add(&Prepared::new(record.clone(), extra)?)?);
        let article = record.article.id.clone();
        for person in &record.people {
            let key = person.name.to_lowercase();
            batch.put_form(IdentityKind::Person, &key, "{}", [7 << 40])?;
            batch.put_member(&article, &person.id, IdentityKind::Person, &key)?;
            let told = forms.entry(key.clone()).or_insert_with(|| IdentityTold {
                id: format!("i{}", &article_id(&key)[..12]),
                name: person.name.clone(),
                names: BTreeMap::from([(person.name.clone(), 1)]),
                country: person.country.clone(),
                forms: vec![key.clone()],
                seen: Some(("2026-01-12".to_owned(), "2026-01-13".to_owned())),
                tenures: vec![TenureTold {
                    post: person.offices[0].title.clone(),
                    title: person.offices[0].title.clone(),
                    country: person.country.clone(),
                    held: "current".to_owned(),
                    told_held: "current".to_owned(),
                    first_seen: Some("2026-01-12".to_owned()),
                    last_seen: Some("2026-01-13".to_owned()),
                    articles: vec![article.clone()],
                    ..TenureTold::default()
                }],
                ..IdentityTold::default()
            });
            told.n_articles += 1;
        }
        batch.put_form(IdentityKind::Body, "river commission", &BodyForm::default().to_text()?, [])?;
        batch.put_member(&article, "b00000000", IdentityKind::Body, "river commission")?;
        let day = record.article.published.as_ref().map(|day| day.value.clone()).unwrap_or_default();
        let told = days.entry(day.clone()).or_insert_with(|| HappeningTold {
            id: format!("h{}", &article_id(&day)[..12]),
            event_type: "CONSULT".to_owned(),
            mode: Some("meeting".to_owned()),
            status: "occurred".to_owned(),
            date: Some(day),
            place: record.events[0].place.as_ref().map(|place| PlaceView {
                name: place.name.clone(),
                country: place.country.clone(),
                lat: place.lat,
                lon: place.lon,
                precision: place.precision.clone(),
            }),
            ..HappeningTold::default()
        });
        told.reports.push((article.clone(), "e00000000".to_owned()));
        told.n_sources += 1;
        let report = (article, "e00000000".to_owned());
        if let Some(first) = first.replace(report.clone()) {
            links.relations.push(RelationTold {
                from: first,
                kind: "part-of".to_owned(),
                to: report,
                because: "as told".to_owned(),
            });
        }
    }
    for told in days.values_mut().filter(|told| told.reports.len() > 1) {
        told.disagreements.push(DisagreementTold {
            field: "place".to_owned(),
            about: String::new(),
            versions: told
                .reports
                .iter()
                .map(|(article, _)| (format!("in {article}"), vec![article.clone()]))
                .collect(),
        });
    }
    let keys: Vec<String> = forms.keys().cloned().collect();
    if let [a, b, ..] = keys.as_slice() {
        links.unsure.push((a.clone(), b.clone(), "their names are alike".to_owned()));
    }
    links.identities = forms.into_values().collect();
    links.identities.push(IdentityTold {
        id: "b000000000000".to_owned(),
        kind: IdentityKind::Body,
        name: "River Commission".to_owned(),
        names: BTreeMap::from([("River Commission".to_owned(), 1)]),
        forms: vec!["river commission".to_owned()],
        n_articles: records.len() as u32,
        ..IdentityTold::default()
    });
    links.happenings = days.into_values().collect();
    batch.link(&links)?;
    batch.commit()
}

/// An archive of three articles about two meetings.
pub fn small(path: &Path) -> Archive {
    let mut archive = Archive::open(path, Access::Create).unwrap();
    archive
        .name_countries([
            ("MWI".to_owned(), "Malawi", vec!["Malawi", "Malawian"]),
            ("ZMB".to_owned(), "Zambia", vec!["Zambia", "Zambian"]),
        ])
        .unwrap();
    let (banda, phiri) = (("Yusuf Banda", "MWI", "foreign minister"), ("Grace Phiri", "ZMB", "ambassador"));
    let records: Vec<wire::Record> = [
        ("Lake Courier", "2026-01-12", "Banda met Phiri in Lilongwe and spoke of the border."),
        ("Plateau Post", "2026-01-12", "In Lilongwe, Grace Phiri was received by Yusuf Banda."),
        ("Lake Courier", "2026-01-13", "The two met again over the border crossing."),
    ]
    .into_iter()
    .map(|(outlet, day, text)| record(&Meeting { outlet, day, people: vec![banda, phiri], place: "Lilongwe", text }))
    .collect();
    add(&mut archive, &records).unwrap();
    archive
}
