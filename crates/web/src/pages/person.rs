//! A person, a body, an office: names, offices over time, what happened, what was said.

use std::collections::BTreeMap;

use archive::{Archive, Filter, OfficeQuery, Order, Page};
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use export::view::{BodyView, HappeningView, PersonView, StatementView, TenureView};

use super::{Counted, happenings_href, json_href, name_of, office_name};
use crate::answer::{self, Problem};
use crate::asked::Asked;
use crate::frame::Frame;
use crate::query::Query;
use crate::{drawings, words};

const N_ROWS: usize = 15;
const N_SAID: usize = 6;
/// Happenings whose places are drawn.
const N_PLACED: usize = 120;

#[derive(Template)]
#[template(path = "person.html")]
struct PersonPage {
    frame: Frame,
    view: PersonView,
    offices: String,
    rows: Vec<HappeningView>,
    all: String,
    statements: Vec<StatementView>,
    said: String,
    places: String,
    labels: Vec<Counted>,
    json: String,
}

/// A person's page, or its JSON.
pub async fn show(asked: Asked, Path(segment): Path<String>) -> Result<Response, Problem> {
    let (id, is_json) = name_of(&segment);
    let id = id.to_owned();
    if is_json {
        let view = asked.app.ask(move |archive| archive.person(&id)?.ok_or(Problem::Missing)).await?;
        return answer::json(&asked.headers, &view);
    }
    let mut frame = asked.frame("people", "A person");
    let page = asked.app.ask(move |archive| {
        let view = archive.person(&id)?.ok_or(Problem::Missing)?;
        frame.title = words::cut(&view.name, 120);
        let filter = Filter { person: vec![view.id.clone()], ..Filter::default() };
        let mut rows = archive.happenings(&filter, Order::Newest, &Page::first(N_PLACED))?.rows;
        let statements = archive.statements(&filter, &Page::first(N_SAID))?.rows;
        let has_place = rows.iter().any(|row| row.place.is_some());
        let places = if has_place { drawings::map(&rows) } else { String::new() };
        let labels = labels(&rows, &view.id);
        rows.truncate(N_ROWS);
        Ok(PersonPage {
            offices: drawings::offices(&view.tenures, office_name),
            all: happenings_href("person", &view.id),
            said: Query::default().set("person", &view.id).href("/statements"),
            json: json_href(&["person", &view.id]),
            frame,
            view,
            rows,
            statements,
            places,
            labels,
        })
    });
    answer::page(&asked.headers, &page.await?)
}

/// The words that reports name a person's office by, most often first.
fn labels(rows: &[HappeningView], id: &str) -> Vec<Counted> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for report in rows.iter().flat_map(|row| &row.reports) {
        let event = &report.view;
        for party in event.event.actor.iter().chain(&event.event.recipient) {
            let known = party.person.as_ref().and_then(|local| event.identities.get(local));
            if let Some(office) = party.office.as_ref().filter(|_| known.is_some_and(|known| known.id == id)) {
                *counts.entry(office.clone()).or_default() += 1;
            }
        }
    }
    let mut rows: Vec<(String, usize)> = counts.into_iter().collect();
    rows.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    rows.truncate(8);
    rows.into_iter()
        .map(|(label, count)| Counted { label: words::short(&label), count, ..Counted::default() })
        .collect()
}

#[derive(Template)]
#[template(path = "body.html")]
struct BodyPage {
    frame: Frame,
    view: BodyView,
    offices: String,
    rows: Vec<HappeningView>,
    all: String,
    json: String,
}

/// A body's page, or its JSON.
pub async fn show_body(asked: Asked, Path(segment): Path<String>) -> Result<Response, Problem> {
    let (id, is_json) = name_of(&segment);
    let id = id.to_owned();
    if is_json {
        let view = asked.app.ask(move |archive| archive.body(&id)?.ok_or(Problem::Missing)).await?;
        return answer::json(&asked.headers, &view);
    }
    let mut frame = asked.frame("people", "A body");
    let page = asked.app.ask(move |archive| {
        let view = archive.body(&id)?.ok_or(Problem::Missing)?;
        frame.title = words::cut(&view.name, 120);
        let filter = Filter { body: vec![view.id.clone()], ..Filter::default() };
        Ok(BodyPage {
            offices: drawings::offices(&view.tenures, |tenure| tenure.title.clone()),
            rows: archive.happenings(&filter, Order::Newest, &Page::first(N_ROWS))?.rows,
            all: happenings_href("body", &view.id),
            json: json_href(&["body", &view.id]),
            frame,
            view,
        })
    });
    answer::page(&asked.headers, &page.await?)
}

#[derive(Template)]
#[template(path = "office.html")]
struct OfficePage {
    frame: Frame,
    heading: String,
    tenures: Vec<TenureView>,
    offices: String,
}

/// The office that an address asks for.
pub fn office_of(query: &Query) -> Result<OfficeQuery, Problem> {
    let title = query.get("title").ok_or_else(|| Problem::Wrong("title: say which office".to_owned()))?.to_owned();
    Ok(OfficeQuery { title, country: query.get("country").map(str::to_owned), on: query.get("on").map(str::to_owned) })
}

/// Who held it, from the archive.
pub fn holders(archive: &Archive, query: &OfficeQuery) -> Result<Vec<TenureView>, Problem> {
    Ok(archive.office(query)?)
}

/// An office's page.
pub async fn show_office(asked: Asked) -> Result<Response, Problem> {
    let query = office_of(&asked.query)?;
    let country = query.country.as_deref().map(words::country).unwrap_or_default().to_owned();
    let heading = if country.is_empty() {
        words::short(&query.title)
    } else {
        format!("{}, {country}", words::short(&query.title))
    };
    let frame = asked.frame("people", &heading);
    let tenures = asked.app.ask(move |archive| holders(archive, &query)).await?;
    let offices = drawings::offices(&tenures, |tenure| tenure.person.name.clone());
    answer::page(&asked.headers, &OfficePage { frame, heading, tenures, offices })
}
