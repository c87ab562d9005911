//! The rows of a list as files: tables, calendars, feeds, maps, networks.

use archive::{Archive, Filter, Order, Page};
use axum::http::{HeaderValue, header};
use axum::response::Response;
use export::formats::{self, Format, Heading, Slice};

use crate::answer::{self, Problem};
use crate::asked::Asked;

/// Most happenings in one file; larger ones are made by `attache export`, which need not hold them.
const MOST_ROWS: usize = 5000;
/// Happenings in a feed: who reads it comes again.
const FEED_ROWS: usize = 50;
const STEP: usize = 500;

/// A table, one row an event.
pub async fn csv(asked: Asked) -> Result<Response, Problem> {
    file(asked, Format::CsvEvents, "text/csv; charset=utf-8").await
}

/// A calendar.
pub async fn ics(asked: Asked) -> Result<Response, Problem> {
    file(asked, Format::ICalendar, "text/calendar; charset=utf-8").await
}

/// An RSS feed.
pub async fn rss(asked: Asked) -> Result<Response, Problem> {
    file(asked, Format::Rss, "application/rss+xml; charset=utf-8").await
}

/// An Atom feed.
pub async fn atom(asked: Asked) -> Result<Response, Problem> {
    file(asked, Format::Atom, "application/atom+xml; charset=utf-8").await
}

/// Places.
pub async fn geojson(asked: Asked) -> Result<Response, Problem> {
    file(asked, Format::GeoJson, "application/geo+json").await
}

/// A network for Gephi.
pub async fn gexf(asked: Asked) -> Result<Response, Problem> {
    file(asked, Format::Gexf, "application/gexf+xml").await
}

async fn file(asked: Asked, format: Format, kind: &'static str) -> Result<Response, Problem> {
    let filter = asked.filter()?;
    let host = asked.headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or("localhost").to_owned();
    let name = asked.app.name().to_owned();
    let body = asked.app.ask(move |archive| {
        let heading = Heading { title: name, question: filter.describe(), address: Some(format!("http://{host}")) };
        let source = Slice { heading, happenings: rows(archive, &filter, format)?, ..Slice::default() };
        let mut out = Vec::new();
        formats::write(format, &source, formats::Options::default(), &mut out)
            .map_err(|error| Problem::Ours(error.to_string()))?;
        String::from_utf8(out).map_err(|error| Problem::Ours(error.to_string()))
    });
    let mut response = answer::tagged(&asked.headers, kind, body.await?);
    // A browser keeps a file and does not show it as a page of ours.
    let disposition = format!("attachment; filename=\"happenings.{}\"", format.extension());
    if let Ok(disposition) = HeaderValue::from_str(&disposition) {
        response.headers_mut().insert(header::CONTENT_DISPOSITION, disposition);
    }
    Ok(response)
}

fn rows(archive: &Archive, filter: &Filter, format: Format) -> Result<Vec<export::view::HappeningView>, Problem> {
    let is_feed = matches!(format, Format::Rss | Format::Atom);
    let most = if is_feed { FEED_ROWS } else { MOST_ROWS };
    let mut page = Page::first(most.min(STEP));
    let mut rows = Vec::new();
    loop {
        let found = archive.happenings(filter, Order::Newest, &page)?;
        rows.extend(found.rows);
        if rows.len() >= most && is_feed {
            rows.truncate(most);
            return Ok(rows);
        }
        match found.next {
            None => return Ok(rows),
            Some(_) if rows.len() >= most => {
                let many = crate::words::number(most);
                return Err(Problem::Wrong(format!(
                    "These are more than {many} happenings. Narrow them down, or write the file with attache export."
                )));
            }
            next => page.cursor = next,
        }
    }
}
