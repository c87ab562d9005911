//! A table in the columns of GDELT's events: a row a happening and pair of parties, without a header, as GDELT's own.
//!
//! Like GDELT's, not GDELT's: countries are ISO 3166-1 alpha-3 in the actors and FIPS 10-4 in the places, the Goldstein
//! score is that of the CAMEO code, tone is left empty, and the number of an event is made of its id.

use std::io::Write;

use super::codes::{cameo_role, country_name, fips, goldstein, quad};
use super::fields::{decimal, happening_days, one_line, published};
use super::{ExportError, Source};
use crate::days;
use crate::view::{HappeningView, PartyView, PlaceView};

/// Which columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Edition {
    /// GDELT 1.0: 58 columns.
    First,
    /// GDELT 2.0: 61 columns, with a second administrative level for places, and the time of addition.
    Second,
}

/// Writes the rows.
pub(super) fn write(source: &dyn Source, edition: Edition, out: &mut dyn Write) -> Result<(), ExportError> {
    source.happenings(&mut |happening| {
        for (first, second) in pairs(happening) {
            let mut line = row(happening, first, second, edition).join("\t");
            line.push('\n');
            out.write_all(line.as_bytes())?;
        }
        Ok(())
    })
}

/// Who did it to whom: every actor with every recipient; for what has only actors, every two of them.
fn pairs(happening: &HappeningView) -> Vec<(Option<&PartyView>, Option<&PartyView>)> {
    let (actors, recipients) = (&happening.actor, &happening.recipient);
    let pairs: Vec<_> = match (actors.len(), recipients.is_empty()) {
        (0, _) => recipients.iter().map(|recipient| (None, Some(recipient))).collect(),
        (_, false) => actors
            .iter()
            .flat_map(|actor| recipients.iter().map(move |recipient| (Some(actor), Some(recipient))))
            .collect(),
        (1, true) => actors.iter().map(|actor| (Some(actor), None)).collect(),
        (_, true) => (actors.iter().enumerate())
            .flat_map(|(row, actor)| actors.iter().skip(row + 1).map(move |other| (Some(actor), Some(other))))
            .collect(),
    };
    if pairs.is_empty() { vec![(None, None)] } else { pairs }
}

fn row(
    happening: &HappeningView,
    first: Option<&PartyView>,
    second: Option<&PartyView>,
    edition: Edition,
) -> Vec<String> {
    let reports = &happening.reports;
    let added = reports.iter().filter_map(|report| published(&report.view.article)).min();
    let day = happening_days(happening).map(|days| days.0).or(added);
    let mut row = vec![number(happening, first, second)];
    row.extend(dates(day));
    actor(&mut row, first);
    actor(&mut row, second);
    let cameo = happening.cameo.as_str();
    let digits = |n: usize| cameo.get(..n.min(cameo.len())).unwrap_or("").to_owned();
    row.extend(["1".to_owned(), one_line(cameo), digits(3), digits(2)]);
    row.push(quad(&happening.event_type).unwrap_or("").to_owned());
    row.push(goldstein(cameo).map(|tenths| decimal(f64::from(tenths) / 10.0)).unwrap_or_default());
    let n_spans: usize = reports.iter().map(|report| report.view.event.spans.len().max(1)).sum();
    row.extend([
        n_spans.to_string(),
        happening.independent_reports.to_string(),
        reports.len().to_string(),
        String::new(),
    ]);
    place(&mut row, None, edition);
    place(&mut row, None, edition);
    place(&mut row, happening.place.as_ref(), edition);
    let added = added.map(days::iso).unwrap_or_default().replace('-', "");
    row.push(match edition {
        Edition::Second if !added.is_empty() => format!("{added}000000"),
        _ => added,
    });
    row.push(reports.first().map(|report| one_line(&report.view.article.origin)).unwrap_or_default());
    row
}

/// A number for a row: 63 bits of the hash of the happening and its two parties.
fn number(happening: &HappeningView, first: Option<&PartyView>, second: Option<&PartyView>) -> String {
    let name = |party: Option<&PartyView>| party.map_or("", |party| party.name.as_str()).to_owned();
    let hash = blake3::hash(format!("{}\0{}\0{}", happening.id, name(first), name(second)).as_bytes());
    let bytes = hash.as_bytes().iter().take(8).fold(0u64, |number, byte| number << 8 | u64::from(*byte));
    (bytes >> 1).to_string()
}

/// SQLDATE, MonthYear, Year, FractionDate.
fn dates(day: Option<i64>) -> [String; 4] {
    let Some(day) = day else { return Default::default() };
    let (year, month, of_month) = days::civil(day);
    let passed = (i64::from(month) - 1) * 30 + i64::from(of_month);
    [
        format!("{year:04}{month:02}{of_month:02}"),
        format!("{year:04}{month:02}"),
        format!("{year:04}"),
        // As GDELT counts it: months of thirty days in a year of 365, four decimals.
        format!("{year:04}.{:04}", (passed * 10_000 / 365).min(9999)),
    ]
}

/// Code, name, country, group, ethnic group, two religions, three roles.
fn actor(row: &mut Vec<String>, party: Option<&PartyView>) {
    let Some(party) = party else { return row.extend(std::iter::repeat_n(String::new(), 10)) };
    let country = party.country.as_deref().map(one_line).unwrap_or_default();
    let role = party.sector.as_deref().and_then(cameo_role).unwrap_or("");
    row.extend([format!("{country}{role}"), one_line(&party.name).to_uppercase(), country]);
    row.extend(std::iter::repeat_n(String::new(), 4));
    row.extend([role.to_owned(), String::new(), String::new()]);
}

/// Type, name, country, first and (2.0) second level, latitude, longitude, feature.
fn place(row: &mut Vec<String>, place: Option<&PlaceView>, edition: Edition) {
    let levels = if edition == Edition::Second { 2 } else { 1 };
    let Some(place) = place else {
        row.push("0".to_owned());
        return row.extend(std::iter::repeat_n(String::new(), 5 + levels));
    };
    let country = place.country.as_deref().unwrap_or("");
    let kind = match (place.precision.as_str(), country) {
        ("country", _) => "1",
        ("region", "USA") => "2",
        ("site" | "city", "USA") => "3",
        ("site" | "city", _) => "4",
        ("region", _) => "5",
        _ => "0",
    };
    let code = fips(country).unwrap_or("").to_owned();
    let name = match country_name(country).filter(|name| *name != place.name) {
        Some(country) => format!("{}, {country}", one_line(&place.name)),
        None => one_line(&place.name),
    };
    let degrees = |value: Option<f64>| value.map(decimal).unwrap_or_default();
    row.extend([kind.to_owned(), name, code.clone(), code]);
    row.extend(std::iter::repeat_n(String::new(), levels - 1));
    row.extend([degrees(place.lat), degrees(place.lon), String::new()]);
}
