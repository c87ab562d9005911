//! PLOVER records: the fields of the manual's chapter on data, one event a line.

use std::io::Write;

use serde_json::{Map, Value, json};

use super::codes::{country_name, quad};
use super::fields::{decimal, identity, web_address};
use super::{ExportError, Source};
use crate::view::EventView;
use crate::{days, json_line, wire};

/// Writes the records.
pub(super) fn write(source: &dyn Source, out: &mut dyn Write) -> Result<(), ExportError> {
    source.events(&mut |view| Ok(out.write_all(json_line(&record(view))?.as_bytes())?))
}

fn record(view: &EventView) -> Value {
    let (event, article) = (&view.event, &view.article);
    let mut row = Map::new();
    let (first, last) = event.date.as_ref().map_or((None, None), |date| days::bounds(&date.value));
    row.insert("id".into(), json!(view.id));
    row.insert("has_event".into(), json!(true));
    // The manual wants a date of every record; an event without one has the bound that is known, or an empty text.
    row.insert("date".into(), json!(first.or(last).map(days::iso).unwrap_or_default()));
    if let (Some(first), Some(last)) = (first, last)
        && first < last
    {
        row.insert("enddate".into(), json!(days::iso(last)));
    }
    row.insert("actor".into(), entities(view, &event.actor));
    row.insert("recipient".into(), entities(view, &event.recipient));
    row.insert("event".into(), json!([event.event_type]));
    row.insert("mode".into(), json!(event.mode.iter().collect::<Vec<_>>()));
    row.insert("context".into(), json!(event.contexts));
    row.insert("auxiliary_mode".into(), json!(auxiliary(&event.status)));
    row.insert("quad_code".into(), json!(quad(&event.event_type).and_then(|quad| quad.parse::<u8>().ok())));
    row.insert("event_scale".into(), json!(event.score));
    row.insert("event_text".into(), json!(event.evidence));
    if let Some(place) = &event.place {
        row.insert("event_loc".into(), json!([location(place)]));
    }
    let size = size(event);
    if !size.is_empty() {
        row.insert("size".into(), Value::Object(size));
    }
    let story = json!({
        "sequence": 1,
        "start": event.spans.iter().map(|span| span[0]).min(),
        "end": event.spans.iter().map(|span| span[1]).max(),
    });
    row.insert("text_info".into(), story);
    row.insert(
        "cite_info".into(),
        json!({
            "corpus": article.id,
            "citation": article.origin,
            "url": web_address(&article.origin),
            "title": article.title,
            "publication": article.publisher,
            "published": article.published,
        }),
    );
    row.insert("coder".into(), json!(format!("Attaché {}", event.frame)));
    row.insert("comment".into(), json!(format!("status {}, confidence {}", event.status, decimal(event.confidence))));
    row.insert("happening".into(), json!(view.happening));
    Value::Object(row)
}

/// PLOVER's auxiliary modes for what has not simply happened.
fn auxiliary(status: &str) -> &'static [&'static str] {
    match status {
        "planned" => &["future"],
        "hypothetical" => &["hypothetical"],
        "denied" => &["negation"],
        _ => &[],
    }
}

fn entities(view: &EventView, parties: &[wire::Party]) -> Value {
    let entity = |party: &wire::Party| {
        let identity = identity(party, &view.identities);
        json!({
            "code": party.country,
            "sector": party.sector.iter().collect::<Vec<_>>(),
            "entity_text": party.name,
            "identifier_id": identity.map(|identity| &identity.id),
            "identifier_text": identity.map(|identity| &identity.name),
            "office": party.office,
        })
    };
    Value::Array(parties.iter().map(entity).collect())
}

fn location(place: &wire::EventPlace) -> Value {
    let resolution = match place.precision.as_str() {
        "site" => Some(1),
        "city" => Some(2),
        "region" => Some(3),
        "country" => Some(4),
        "wide" => Some(5),
        _ => None,
    };
    json!({
        "extracted_place": place.name,
        "lat": place.lat,
        "lon": place.lon,
        "country": place.country.as_deref().and_then(country_name),
        "country_code": place.country,
        "resolution": resolution,
    })
}

/// Counts of people, under PLOVER's names.
fn size(event: &wire::Event) -> Map<String, Value> {
    let mut size = Map::new();
    for quantity in &event.quantities {
        let name = match quantity.kind.as_str() {
            "killed" => "dead",
            "injured" | "wounded" => "injured",
            "arrested" | "detained" => "arrested",
            _ => continue,
        };
        if let Some(amount) = quantity.amount {
            size.entry(name).or_insert(json!(amount));
        }
    }
    size
}
