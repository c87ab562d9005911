//! Atom (RFC 4287) and RSS 2.0: an entry for each happening, as old as its last report.

use std::io::Write;

use super::fields::{outlet, updated, urn, web_address};
use super::xml::text;
use super::{ExportError, Heading, Source};
use crate::draw::escape;
use crate::view::HappeningView;
use crate::{date_in_words, days};

/// The day a feed without any dated report is given.
const UNKNOWN: i64 = 0;

/// Writes an Atom feed.
pub(super) fn atom(source: &dyn Source, out: &mut dyn Write) -> Result<(), ExportError> {
    let (heading, latest) = (source.heading(), latest(source)?);
    writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\">")?;
    writeln!(out, "<id>{}</id>", text(&feed_id(&heading)))?;
    writeln!(out, "<title>{}</title><subtitle>{}</subtitle>", text(&heading.title), text(&heading.question))?;
    writeln!(out, "<updated>{}T00:00:00Z</updated>", days::iso(latest))?;
    writeln!(out, "<author><name>Attaché</name></author><generator>Attaché</generator>")?;
    if let Some(address) = heading.address.as_deref().and_then(web_address) {
        writeln!(out, "<link rel=\"alternate\" href=\"{}\"/>", text(address))?;
    }
    source.happenings(&mut |happening| {
        writeln!(out, "<entry><id>{}</id>", text(&urn("happening", &happening.id)))?;
        writeln!(out, "<title>{}</title>", text(&happening.sentence))?;
        writeln!(out, "<updated>{}T00:00:00Z</updated>", days::iso(updated(happening).unwrap_or(latest)))?;
        if let Some(link) = link(&heading, happening) {
            writeln!(out, "<link rel=\"alternate\" href=\"{}\"/>", text(&link))?;
        }
        for category in std::iter::once(&happening.event_type).chain(&happening.mode).chain(&happening.subjects) {
            writeln!(out, "<category term=\"{}\"/>", text(category))?;
        }
        writeln!(out, "<content type=\"html\">{}</content></entry>", text(&content(happening)))?;
        Ok(())
    })?;
    Ok(out.write_all(b"</feed>\n")?)
}

/// Writes an RSS feed.
pub(super) fn rss(source: &dyn Source, out: &mut dyn Write) -> Result<(), ExportError> {
    let (heading, latest) = (source.heading(), latest(source)?);
    // RSS wants an address of every feed.
    let address = heading.address.as_deref().and_then(web_address).unwrap_or("http://localhost/");
    writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rss version=\"2.0\"><channel>")?;
    writeln!(out, "<title>{}</title><link>{}</link>", text(&heading.title), text(address))?;
    writeln!(out, "<description>{}</description>", text(&heading.question))?;
    writeln!(out, "<lastBuildDate>{}</lastBuildDate><generator>Attaché</generator>", rfc822(latest))?;
    source.happenings(&mut |happening| {
        writeln!(out, "<item><guid isPermaLink=\"false\">{}</guid>", text(&urn("happening", &happening.id)))?;
        writeln!(out, "<title>{}</title>", text(&happening.sentence))?;
        if let Some(link) = link(&heading, happening) {
            writeln!(out, "<link>{}</link>", text(&link))?;
        }
        writeln!(out, "<pubDate>{}</pubDate>", rfc822(updated(happening).unwrap_or(latest)))?;
        for category in std::iter::once(&happening.event_type).chain(&happening.mode).chain(&happening.subjects) {
            writeln!(out, "<category>{}</category>", text(category))?;
        }
        writeln!(out, "<description>{}</description></item>", text(&content(happening)))?;
        Ok(())
    })?;
    Ok(out.write_all(b"</channel></rss>\n")?)
}

/// The latest publication date of all reports.
fn latest(source: &dyn Source) -> Result<i64, ExportError> {
    let mut latest = None;
    source.happenings(&mut |happening| {
        latest = latest.max(updated(happening));
        Ok(())
    })?;
    Ok(latest.unwrap_or(UNKNOWN))
}

fn feed_id(heading: &Heading) -> String {
    urn("feed", &super::fields::short_hash(&format!("{}\0{}", heading.title, heading.question)))
}

/// The page of a happening where the archive is served, else its first report on the web.
fn link(heading: &Heading, happening: &HappeningView) -> Option<String> {
    if let Some(address) = heading.address.as_deref().and_then(web_address) {
        let id: String = happening.id.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
        return Some(format!("{}/happenings/{id}", address.trim_end_matches('/')));
    }
    happening.reports.iter().find_map(|report| web_address(&report.view.article.origin)).map(str::to_owned)
}

/// What is said of a happening, in HTML.
fn content(happening: &HappeningView) -> String {
    let mut html = String::new();
    if let Some(date) = &happening.date {
        html.push_str(&format!("<p>{}</p>", escape(&date_in_words(date))));
    }
    html.push_str("<ul>");
    for report in &happening.reports {
        let article = &report.view.article;
        let published = article.published.as_deref().map(|date| format!(", {}", escape(&date_in_words(date))));
        let name = escape(outlet(article));
        let name = match web_address(&article.origin) {
            Some(address) => format!("<a href=\"{}\" rel=\"noreferrer\">{name}</a>", escape(address)),
            None => name,
        };
        let quotation = report.view.event.evidence.first().map_or("", String::as_str);
        html.push_str(&format!("<li>{name}{}: <q>{}</q></li>", published.unwrap_or_default(), escape(quotation)));
    }
    html.push_str("</ul>");
    html
}

/// `Mon, 12 Jan 2026 00:00:00 GMT`.
fn rfc822(day: i64) -> String {
    const WEEKDAYS: [&str; 7] = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"];
    let weekday = WEEKDAYS.get(day.rem_euclid(7) as usize).copied().unwrap_or("Thu");
    let (year, month, of_month) = days::civil(day);
    format!("{weekday}, {of_month:02} {} {year:04} 00:00:00 GMT", days::month_short(month))
}
