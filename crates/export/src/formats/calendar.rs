//! iCalendar (RFC 5545): an all-day entry for each happening with a date.

use std::io::Write;

use super::fields::{decimal, happening_days, outlet, updated, urn, web_address};
use super::{ExportError, Source};
use crate::view::HappeningView;
use crate::{date_in_words, days};

/// Writes the calendar.
pub(super) fn write(source: &dyn Source, out: &mut dyn Write) -> Result<(), ExportError> {
    let heading = source.heading();
    out.write_all(b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Attache//happenings//EN\r\nCALSCALE:GREGORIAN\r\n")?;
    line(out, "X-WR-CALNAME", &escaped(&heading.title))?;
    line(out, "X-WR-CALDESC", &escaped(&heading.question))?;
    source.happenings(&mut |happening| match happening_days(happening) {
        Some(days) => entry(out, happening, days),
        None => Ok(()),
    })?;
    Ok(out.write_all(b"END:VCALENDAR\r\n")?)
}

fn entry(out: &mut dyn Write, happening: &HappeningView, (first, last): (i64, i64)) -> Result<(), ExportError> {
    let day = |day: i64| days::iso(day).replace('-', "");
    out.write_all(b"BEGIN:VEVENT\r\n")?;
    line(out, "UID", &escaped(&urn("happening", &happening.id)))?;
    // The format wants to know when an entry was made; it is as old as its last report.
    line(out, "DTSTAMP", &format!("{}T000000Z", day(updated(happening).unwrap_or(first))))?;
    line(out, "DTSTART;VALUE=DATE", &day(first))?;
    line(out, "DTEND;VALUE=DATE", &day(last + 1))?;
    line(out, "SUMMARY", &escaped(&happening.sentence))?;
    line(out, "DESCRIPTION", &escaped(&description(happening)))?;
    if let Some(place) = &happening.place {
        line(out, "LOCATION", &escaped(&place.name))?;
        if let (Some(lat), Some(lon)) = (place.lat, place.lon) {
            line(out, "GEO", &format!("{};{}", decimal(lat), decimal(lon)))?;
        }
    }
    let categories = std::iter::once(&happening.event_type).chain(&happening.mode).chain(&happening.subjects);
    line(out, "CATEGORIES", &categories.map(|category| escaped(category)).collect::<Vec<_>>().join(","))?;
    let status = match happening.status.as_str() {
        "planned" | "postponed" | "hypothetical" | "disputed" => "TENTATIVE",
        "denied" => "CANCELLED",
        _ => "CONFIRMED",
    };
    line(out, "STATUS", status)?;
    out.write_all(b"TRANSP:TRANSPARENT\r\n")?;
    if let Some(address) = happening.reports.iter().find_map(|report| web_address(&report.view.article.origin)) {
        line(out, "URL", address)?;
    }
    Ok(out.write_all(b"END:VEVENT\r\n")?)
}

fn description(happening: &HappeningView) -> String {
    let mut text = happening.date.as_deref().map(date_in_words).unwrap_or_default();
    for report in &happening.reports {
        let article = &report.view.article;
        let published = article.published.as_deref().map(|date| format!(", {}", date_in_words(date)));
        let quotation = report.view.event.evidence.first().map_or("", String::as_str);
        text.push_str(&format!("\n{}{}: “{quotation}”", outlet(article), published.unwrap_or_default()));
    }
    text
}

/// A value of the type TEXT.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let mut characters = text.chars().peekable();
    while let Some(c) = characters.next() {
        match c {
            '\\' => out.push_str("\\\\"),
            ';' => out.push_str("\\;"),
            ',' => out.push_str("\\,"),
            '\r' if characters.peek() == Some(&'\n') => {}
            '\n' | '\r' => out.push_str("\\n"),
            '\t' => out.push('\t'),
            c if c.is_control() => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}

/// A content line, folded to 75 bytes between characters.
fn line(out: &mut dyn Write, name: &str, value: &str) -> Result<(), ExportError> {
    let mut folded = String::with_capacity(name.len() + value.len() + 8);
    let mut n_bytes = 0;
    for c in name.chars().chain([':']).chain(value.chars()) {
        if n_bytes + c.len_utf8() > 75 {
            folded.push_str("\r\n ");
            n_bytes = 1;
        }
        folded.push(c);
        n_bytes += c.len_utf8();
    }
    folded.push_str("\r\n");
    Ok(out.write_all(folded.as_bytes())?)
}
