//! From the layers of one article to its account.

use std::collections::BTreeSet;

use record::{
    Account, Article, BodyTold, Cast, Coding, DateBasis, Event, EventTold, Ids, OfficeTold, Party, PartyTold,
    PersonTold, PlaceTold, QuantityTold, Referent, Span,
};

use crate::copies::print;

/// The account of an article: all that linking will know of it.
pub fn account(article: &Article, cast: &Cast, coding: &Coding) -> Account {
    let ids = Ids::new(article, cast, coding);
    let maker = Maker { article, cast, ids: &ids };
    let written = cast.written.as_ref();
    Account {
        article: article.id.clone(),
        origin: article.origin.clone(),
        title: article.title.clone(),
        outlet: article.publisher.clone(),
        credits: credits(article, coding),
        published: article.published.as_ref().map(|published| published.value),
        written: written.map(|written| written.0),
        written_why: written.map(|written| written.2.clone()),
        print: print(&article.text),
        people: maker.people(),
        bodies: maker.bodies(),
        events: maker.events(coding),
    }
}

/// Whom the page and the text name as their source.
fn credits(article: &Article, coding: &Coding) -> Vec<String> {
    let told = coding.events.iter().filter_map(|event| event.attributed_to.as_ref());
    let all: BTreeSet<&String> = article.byline.iter().chain(told).collect();
    all.into_iter().cloned().collect()
}

struct Maker<'a> {
    article: &'a Article,
    cast: &'a Cast,
    ids: &'a Ids,
}

impl Maker<'_> {
    fn labels(&self, referent: &Referent) -> Vec<String> {
        let own = self.cast.labels.iter().filter(|label| label.referent == *referent);
        let words: BTreeSet<&str> = own.map(|label| label.span.of(&self.article.text)).collect();
        words.into_iter().filter(|words| !words.is_empty()).map(str::to_owned).collect()
    }

    fn people(&self) -> Vec<PersonTold> {
        let told = self.cast.people.iter_with_ids().zip(&self.ids.people);
        told.map(|((row, person), id)| PersonTold {
            id: id.clone(),
            name: person.name.clone(),
            aliases: person.aliases.clone(),
            country: person.country,
            sector: person.sector,
            rank: person.rank.clone(),
            background: person.background,
            offices: (person.offices.iter())
                .map(|office| OfficeTold {
                    title: office.title.clone(),
                    body: office.body.clone(),
                    country: office.country,
                    held: office.held,
                })
                .collect(),
            labels: self.labels(&Referent::Person(row)),
        })
        .collect()
    }

    fn bodies(&self) -> Vec<BodyTold> {
        let told = self.cast.bodies.iter_with_ids().zip(&self.ids.bodies);
        told.map(|((row, body), id)| BodyTold {
            id: id.clone(),
            name: body.name.clone(),
            aliases: body.aliases.clone(),
            country: body.country,
            kind: body.kind,
            labels: self.labels(&Referent::Body(row)),
        })
        .collect()
    }

    fn events(&self, coding: &Coding) -> Vec<EventTold> {
        coding.events.iter().zip(&self.ids.events).map(|(event, id)| self.event(event, id)).collect()
    }

    fn event(&self, event: &Event, id: &str) -> EventTold {
        let first = event.evidence.first().copied().unwrap_or_default();
        let length = self.article.text.len().max(1) as u64;
        EventTold {
            id: id.to_owned(),
            event_type: event.event_type,
            mode: event.mode,
            status: event.status,
            date: event.date.as_ref().map(|date| date.value),
            date_basis: event.date.as_ref().map_or(DateBasis::Unknown, |date| date.basis),
            place: event.place.as_ref().map(|place| PlaceTold {
                name: place.name.clone(),
                country: place.country,
                lat_milli: place.lat_milli,
                lon_milli: place.lon_milli,
                precision: place.precision,
            }),
            actors: event.actors.iter().map(|party| self.party(party)).collect(),
            recipients: event.recipients.iter().map(|party| self.party(party)).collect(),
            subjects: event.subjects.iter().map(|(subject, _)| *subject).collect(),
            quantities: (event.quantities.iter())
                .map(|quantity| QuantityTold {
                    kind: quantity.kind,
                    amount: quantity.amount,
                    at_least: quantity.at_least,
                    unit: quantity.unit.clone(),
                })
                .collect(),
            attributed_to: event.attributed_to.clone(),
            confidence: event.confidence,
            depth: (u64::from(first.start) * 1000 / length).min(1000) as u16,
            words: self.words(first),
        }
    }

    fn words(&self, span: Span) -> String {
        let words = span.of(&self.article.text);
        let cut = (0..=EventTold::MAX_WORDS.min(words.len())).rev().find(|at| words.is_char_boundary(*at));
        words[..cut.unwrap_or(0)].to_owned()
    }

    fn party(&self, party: &Party) -> PartyTold {
        let (person, body) = match &party.referent {
            Referent::Person(row) => (self.ids.people.get(row.row()).cloned(), None),
            Referent::Body(row) => (None, self.ids.bodies.get(row.row()).cloned()),
            _ => (None, None),
        };
        PartyTold {
            name: party.name.clone(),
            person,
            body,
            country: party.country,
            sector: party.sector,
            office: party.office.clone(),
        }
    }
}
