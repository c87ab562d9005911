//! From the layers of an article to its wire form.

use record::{CodePoints, Id, Referent};

use crate::Ids;
use crate::wire;

/// The wire form of an article as read.
pub fn article(article: &record::Article) -> wire::Article {
    wire::Article {
        id: article.id.clone(),
        origin: article.origin.clone(),
        title: article.title.clone(),
        publisher: article.publisher.clone(),
        byline: article.byline.clone(),
        language: article.language.clone(),
        published: article.published.as_ref().map(|published| wire::Published {
            value: published.value.to_string(),
            basis: published.basis.code().to_owned(),
            evidence: published.evidence.clone(),
        }),
        text: article.text.clone(),
    }
}

/// The wire form of a coded article.
pub fn record(article: &record::Article, cast: &record::Cast, coding: &record::Coding) -> wire::Record {
    let writer =
        Writer { text: &article.text, points: CodePoints::new(&article.text), ids: Ids::new(article, cast, coding) };
    let findings = article.findings.iter().chain(&cast.findings).chain(&coding.findings);
    wire::Record {
        schema: wire::SCHEMA.to_owned(),
        article: self::article(article),
        people: cast.people.iter_with_ids().map(|(id, person)| writer.person(id, person)).collect(),
        bodies: cast.bodies.iter_with_ids().map(|(id, body)| writer.body(id, body)).collect(),
        events: coding.events.iter_with_ids().map(|(id, event)| writer.event(id, event)).collect(),
        statements: coding.statements.iter_with_ids().map(|(id, row)| writer.statement(id, row)).collect(),
        written: cast.written.as_ref().filter(|_| article.published.is_none()).map(|(value, basis, why)| {
            wire::Written { value: value.to_string(), basis: basis.code().to_owned(), why: why.clone() }
        }),
        stamp: wire::Stamp {
            engine: coding.stamp.engine.clone(),
            data: coding.stamp.data.clone(),
            model: coding.stamp.model.clone(),
        },
        findings: findings.map(|finding| writer.finding(finding)).collect(),
    }
}

struct Writer<'t> {
    text: &'t str,
    points: CodePoints<'t>,
    ids: Ids,
}

impl Writer<'_> {
    fn person(&self, id: Id<record::Person>, person: &record::Person) -> wire::Person {
        wire::Person {
            id: row_id(&self.ids.people, id),
            name: person.name.clone(),
            aliases: person.aliases.clone(),
            country: country(person.country),
            sector: sector(person.sector),
            rank: person.rank.clone(),
            background: person.background,
            offices: person.offices.iter().map(|office| self.office(office)).collect(),
            mentions: person.mentions.iter().map(|span| self.points.span(*span)).collect(),
        }
    }

    fn office(&self, office: &record::Office) -> wire::Office {
        wire::Office {
            title: office.title.clone(),
            body: office.body.clone(),
            country: country(office.country),
            held: office.held.code().to_owned(),
            span: self.points.span(office.span),
        }
    }

    fn body(&self, id: Id<record::Body>, body: &record::Body) -> wire::Body {
        wire::Body {
            id: row_id(&self.ids.bodies, id),
            name: body.name.clone(),
            aliases: body.aliases.clone(),
            country: country(body.country),
            kind: body.kind.code().to_owned(),
            sector: sector(body.sector),
            mentions: body.mentions.iter().map(|span| self.points.span(*span)).collect(),
        }
    }

    fn event(&self, id: Id<record::Event>, event: &record::Event) -> wire::Event {
        wire::Event {
            id: row_id(&self.ids.events, id),
            event_type: event.event_type.code().to_owned(),
            mode: event.mode.map(|mode| mode.code().to_owned()),
            status: event.status.code().to_owned(),
            actor: event.actors.iter().map(|party| self.party(party)).collect(),
            recipient: event.recipients.iter().map(|party| self.party(party)).collect(),
            date: event.date.as_ref().map(|date| wire::EventDate {
                value: date.value.to_string(),
                basis: date.basis.code().to_owned(),
                why: date.why.clone(),
                span: date.span.map(|span| self.points.span(span)),
            }),
            place: event.place.as_ref().map(|place| wire::EventPlace {
                name: place.name.clone(),
                country: country(place.country),
                lat: place.lat_milli.map(|milli| f64::from(milli) / 1000.0),
                lon: place.lon_milli.map(|milli| f64::from(milli) / 1000.0),
                precision: place.precision.code().to_owned(),
                span: place.span.map(|span| self.points.span(span)),
            }),
            subjects: event.subjects.iter().map(|(subject, _)| subject.code().to_owned()).collect(),
            contexts: event.contexts.iter().map(|context| context.code().to_owned()).collect(),
            cameo: event.cameo.to_owned(),
            score: f64::from(event.score_tenths) / 10.0,
            confidence: f64::from(event.confidence.min(1000)) / 1000.0,
            evidence: event.evidence.iter().map(|span| span.of(self.text).to_owned()).collect(),
            spans: event.evidence.iter().map(|span| self.points.span(*span)).collect(),
            quantities: event.quantities.iter().map(|quantity| self.quantity(quantity)).collect(),
            attributed_to: event.attributed_to.clone(),
            frame: event.frame.clone(),
        }
    }

    fn party(&self, party: &record::Party) -> wire::Party {
        let (person, body) = match &party.referent {
            Referent::Person(id) => (Some(row_id(&self.ids.people, *id)), None),
            Referent::Body(id) => (None, Some(row_id(&self.ids.bodies, *id))),
            _ => (None, None),
        };
        wire::Party {
            name: party.name.clone(),
            person,
            body,
            country: country(party.country),
            sector: sector(party.sector),
            office: party.office.clone(),
            span: self.points.span(party.span),
        }
    }

    fn quantity(&self, quantity: &record::Quantity) -> wire::Quantity {
        wire::Quantity {
            kind: quantity.kind.code().to_owned(),
            amount: quantity.amount,
            at_least: quantity.at_least,
            unit: quantity.unit.clone(),
            span: self.points.span(quantity.span),
        }
    }

    fn statement(&self, id: Id<record::Statement>, statement: &record::Statement) -> wire::Statement {
        wire::Statement {
            id: row_id(&self.ids.statements, id),
            speaker: statement.speaker.clone(),
            person: statement.person.map(|person| row_id(&self.ids.people, person)),
            stance: statement.stance.code().to_owned(),
            text: statement.span.of(self.text).to_owned(),
            span: self.points.span(statement.span),
            addressee: statement.addressee.clone(),
            condition: statement.condition.map(|span| span.of(self.text).to_owned()),
        }
    }

    fn finding(&self, finding: &record::Finding) -> wire::Finding {
        wire::Finding { span: finding.span.map(|span| self.points.span(span)), message: finding.message.clone() }
    }
}

fn row_id<T>(ids: &[String], id: Id<T>) -> String {
    ids.get(id.row()).cloned().unwrap_or_default()
}

fn country(code: Option<record::CountryCode>) -> Option<String> {
    code.map(|code| code.to_string())
}

fn sector(sector: Option<record::Sector>) -> Option<String> {
    sector.map(|sector| sector.code().to_owned())
}
