//! GeoJSON (RFC 7946): a feature a happening, without geometry where its place has no coordinates.

use std::io::Write;

use serde_json::{Value, json};

use super::fields::{happening_days, web_address};
use super::{ExportError, Source};
use crate::days;
use crate::view::{HappeningView, PartyView};

/// Writes the features.
pub(super) fn write(source: &dyn Source, out: &mut dyn Write) -> Result<(), ExportError> {
    let heading = source.heading();
    let head = json!({ "title": heading.title, "description": heading.question }).to_string();
    let head = head.trim_end_matches('}');
    write!(out, "{{\"type\":\"FeatureCollection\",{},\"features\":[", head.trim_start_matches('{'))?;
    let mut is_first = true;
    source.happenings(&mut |happening| {
        out.write_all(if is_first { b"\n" } else { b",\n" })?;
        is_first = false;
        Ok(serde_json::to_writer(&mut *out, &feature(happening))?)
    })?;
    Ok(out.write_all(b"\n]}\n")?)
}

fn feature(happening: &HappeningView) -> Value {
    let place = happening.place.as_ref();
    let point = place.and_then(|place| Some((place.lon?, place.lat?)));
    let names = |parties: &[PartyView]| parties.iter().map(|party| party.name.clone()).collect::<Vec<_>>();
    let days = happening_days(happening);
    let articles = happening.reports.iter().map(|report| &report.view.article);
    json!({
        "type": "Feature",
        "id": happening.id,
        "geometry": point.map(|(lon, lat)| json!({ "type": "Point", "coordinates": [lon, lat] })),
        "properties": {
            "title": happening.sentence,
            "type": happening.event_type,
            "mode": happening.mode,
            "status": happening.status,
            "date": happening.date,
            "first": days.map(|days| days::iso(days.0)),
            "last": days.map(|days| days::iso(days.1)),
            "place": place.map(|place| &place.name),
            "country": place.and_then(|place| place.country.as_ref()),
            "precision": place.map(|place| &place.precision),
            "actors": names(&happening.actor),
            "recipients": names(&happening.recipient),
            "subjects": happening.subjects,
            "contexts": happening.contexts,
            "cameo": happening.cameo,
            "score": happening.score,
            "reports": happening.reports.len(),
            "independent_reports": happening.independent_reports,
            "disagreements": happening.disagreements.len(),
            "sources": articles.clone().map(|article| json!({
                "outlet": article.publisher, "published": article.published, "title": article.title,
                "origin": article.origin,
            })).collect::<Vec<_>>(),
            "url": articles.filter_map(|article| web_address(&article.origin)).next(),
        },
    })
}
