//! Who and where: the most active people, bodies and countries.

use archive::Filter;
use askama::Template;
use axum::response::Response;

use super::{Counted, Group, coded, happenings_href, named};
use crate::answer::{self, Problem};
use crate::asked::Asked;
use crate::frame::Frame;
use crate::query::{Query, path};
use crate::words;

const N_ROWS: usize = 40;

#[derive(Template)]
#[template(path = "people.html")]
struct NamesPage {
    frame: Frame,
    groups: Vec<Group>,
}

/// The page.
pub async fn show(asked: Asked) -> Result<Response, Problem> {
    let facets = asked.app.ask(|archive| Ok(archive.facets(&Filter::default())?)).await?;
    let office = |(title, n): &(String, usize)| Counted {
        label: words::short(title),
        count: *n,
        href: Query::default().set("title", title).href("/office"),
        on: false,
    };
    let countries = coded(&facets.countries, |code| words::country(code).to_owned());
    let groups = vec![
        Group::new("People", &named(&facets.people), N_ROWS, |row| path(&["person", &row.key])),
        Group::new("Bodies", &named(&facets.bodies), N_ROWS, |row| path(&["body", &row.key])),
        Group::new("Countries", &countries, N_ROWS, |row| happenings_href("country", &row.key)),
        Group { name: "Offices", rows: facets.offices.iter().take(N_ROWS).map(office).collect(), open: true },
    ];
    let frame = asked.frame("people", "People and countries");
    answer::page(&asked.headers, &NamesPage { frame, groups })
}
