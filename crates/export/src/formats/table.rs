//! CSV: a row an event, or a row a participant.
//!
//! Written after RFC 4180, in UTF-8. **Formula-proof and reversible:** a text cell that a spreadsheet could take for a
//! formula, and one that begins with an apostrophe, is given an apostrophe in front; taking one leading apostrophe away
//! gives back what was there. Cells of numbers, dates and codes are never touched. Lists in a cell are parted by `; `;
//! a semicolon or backslash inside an item has a backslash before it.

use std::borrow::Cow;
use std::io::Write;

use super::codes::{cow, gleditsch_ward, quad};
use super::fields::{decimal, event_parties, identity};
use super::{ExportError, Options, Source};
use crate::days;
use crate::view::EventView;
use crate::wire;

/// A text as a cell that no spreadsheet takes for a formula.
pub fn guarded(text: &str) -> Cow<'_, str> {
    // A NUL ends the text in many programs; nothing printed has one.
    let text: Cow<'_, str> = match text.contains('\0') {
        true => Cow::Owned(text.replace('\0', "\u{fffd}")),
        false => Cow::Borrowed(text),
    };
    // Programs differ in what they skip before a formula, so that what has no shape is skipped here as well.
    let shown = |c: &char| !crate::draw::is_mark(*c) && *c != ' ' && *c != '\u{a0}';
    let is_formula = matches!(
        text.chars().find(shown),
        Some('=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '＝' | '＋' | '－' | '＠')
    );
    if is_formula || text.starts_with('\'') { Cow::Owned(format!("'{text}")) } else { text }
}

/// The text of a cell that [`guarded`] made.
pub fn unguarded(cell: &str) -> &str {
    cell.strip_prefix('\'').unwrap_or(cell)
}

/// The columns of the table of events.
pub(super) const EVENT_COLUMNS: &[&str] = &[
    "event",
    "happening",
    "article",
    "type",
    "mode",
    "status",
    "date",
    "date_first",
    "date_last",
    "date_basis",
    "date_why",
    "place",
    "place_country",
    "lat",
    "lon",
    "place_precision",
    "actors",
    "actor_countries",
    "recipients",
    "recipient_countries",
    "subjects",
    "contexts",
    "cameo",
    "quad",
    "score",
    "confidence",
    "evidence",
    "attributed_to",
    "outlet",
    "published",
    "title",
    "origin",
    "copy_of",
];

/// The columns of the table of participants.
pub(super) const PARTICIPANT_COLUMNS: &[&str] = &[
    "event",
    "happening",
    "article",
    "n",
    "role",
    "name",
    "kind",
    "identity",
    "identity_name",
    "country",
    "cow",
    "gw",
    "sector",
    "office",
    "type",
    "mode",
    "status",
    "date",
];

/// A row under way: texts are guarded, the rest is not.
struct Row(Vec<String>);

impl Row {
    fn text(&mut self, text: &str) -> &mut Row {
        self.0.push(guarded(text).into_owned());
        self
    }

    fn optional(&mut self, text: Option<&str>) -> &mut Row {
        self.text(text.unwrap_or(""))
    }

    /// A number, a date or a code of ours: nothing that an article can make a formula of.
    fn plain(&mut self, value: &str) -> &mut Row {
        self.0.push(value.to_owned());
        self
    }

    fn list<'a>(&mut self, items: impl Iterator<Item = &'a str>) -> &mut Row {
        let items: Vec<String> = items.map(|item| item.replace('\\', "\\\\").replace(';', "\\;")).collect();
        self.text(&items.join("; "))
    }
}

fn writer(out: &mut dyn Write, options: Options) -> Result<csv::Writer<&mut dyn Write>, ExportError> {
    if options.byte_order_mark {
        out.write_all("\u{feff}".as_bytes())?;
    }
    Ok(csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(out))
}

/// Writes the table of events.
pub(super) fn events(source: &dyn Source, options: Options, out: &mut dyn Write) -> Result<(), ExportError> {
    let mut table = writer(out, options)?;
    table.write_record(EVENT_COLUMNS)?;
    source.events(&mut |view| Ok(table.write_record(event_row(view))?))?;
    Ok(table.flush()?)
}

fn event_row(view: &EventView) -> Vec<String> {
    let (event, article) = (&view.event, &view.article);
    let (date, place) = (event.date.as_ref(), event.place.as_ref());
    let (first, last) = date.map_or((None, None), |date| days::bounds(&date.value));
    let day = |day: Option<i64>| day.map(days::iso).unwrap_or_default();
    let degrees = |value: Option<f64>| value.map(decimal).unwrap_or_default();
    let mut row = Row(Vec::with_capacity(EVENT_COLUMNS.len()));
    row.text(&view.id).optional(view.happening.as_deref()).text(&article.id);
    row.text(&event.event_type).optional(event.mode.as_deref()).text(&event.status);
    row.optional(date.map(|date| date.value.as_str())).plain(&day(first)).plain(&day(last));
    row.optional(date.map(|date| date.basis.as_str())).optional(date.map(|date| date.why.as_str()));
    row.optional(place.map(|place| place.name.as_str())).optional(place.and_then(|place| place.country.as_deref()));
    row.plain(&degrees(place.and_then(|place| place.lat))).plain(&degrees(place.and_then(|place| place.lon)));
    row.optional(place.map(|place| place.precision.as_str()));
    for parties in [&event.actor, &event.recipient] {
        row.list(parties.iter().map(|party| party_name(view, party)));
        row.list(parties.iter().map(|party| party.country.as_deref().unwrap_or("")));
    }
    row.list(event.subjects.iter().map(String::as_str)).list(event.contexts.iter().map(String::as_str));
    row.text(&event.cameo).plain(quad(&event.event_type).unwrap_or(""));
    row.plain(&decimal(event.score)).plain(&decimal(event.confidence));
    row.list(event.evidence.iter().map(String::as_str)).optional(event.attributed_to.as_deref());
    row.optional(article.publisher.as_deref()).optional(article.published.as_deref());
    row.optional(article.title.as_deref()).text(&article.origin).optional(article.copy_of.as_deref());
    row.0
}

/// The name a party is known by across articles, or here.
fn party_name<'a>(view: &'a EventView, party: &'a wire::Party) -> &'a str {
    identity(party, &view.identities).map_or(&party.name, |identity| &identity.name)
}

/// Writes the table of participants.
pub(super) fn participants(source: &dyn Source, options: Options, out: &mut dyn Write) -> Result<(), ExportError> {
    let mut table = writer(out, options)?;
    table.write_record(PARTICIPANT_COLUMNS)?;
    source.events(&mut |view| {
        event_parties(view)
            .enumerate()
            .try_for_each(|(n, (role, party))| Ok(table.write_record(participant_row(view, n + 1, role, party))?))
    })?;
    Ok(table.flush()?)
}

fn participant_row(view: &EventView, n: usize, role: &str, party: &wire::Party) -> Vec<String> {
    let event = &view.event;
    let identity = identity(party, &view.identities);
    let country = party.country.as_deref();
    let kind = match (&party.person, &party.body, country) {
        (Some(_), _, _) => "person",
        (None, Some(_), _) => "body",
        (None, None, Some(_)) => "country",
        (None, None, None) => "other",
    };
    let mut row = Row(Vec::with_capacity(PARTICIPANT_COLUMNS.len()));
    row.text(&view.id).optional(view.happening.as_deref()).text(&view.article.id).plain(&n.to_string()).plain(role);
    row.text(&party.name).plain(kind);
    row.optional(identity.map(|identity| identity.id.as_str()));
    row.optional(identity.map(|identity| identity.name.as_str()));
    row.optional(country)
        .plain(country.and_then(cow).unwrap_or(""))
        .plain(country.and_then(gleditsch_ward).unwrap_or(""));
    row.optional(party.sector.as_deref()).optional(party.office.as_deref());
    row.text(&event.event_type).optional(event.mode.as_deref()).text(&event.status);
    row.optional(event.date.as_ref().map(|date| date.value.as_str()));
    row.0
}
