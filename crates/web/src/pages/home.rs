//! The first page: what is new, when things happened, who is active, what is open.

use archive::{Filter, Order, Page};
use askama::Template;
use axum::response::Response;
use export::view::{DisagreementView, HappeningView, StatementView};

use super::{Group, coded, countries_href, happenings_href, named, pairs};
use crate::answer::{self, Problem};
use crate::asked::Asked;
use crate::frame::Frame;
use crate::query::path;
use crate::{drawings, words};

const N_NEWEST: usize = 12;
const N_ACTIVE: usize = 7;
const N_OPEN: usize = 5;

#[derive(Template)]
#[template(path = "home.html")]
struct HomePage {
    frame: Frame,
    summary: String,
    has_months: bool,
    heat: String,
    newest: Vec<HappeningView>,
    n_happenings: usize,
    groups: Vec<Group>,
    disagreements: Vec<DisagreementView>,
    promises: Vec<StatementView>,
}

/// The first page.
pub async fn show(asked: Asked) -> Result<Response, Problem> {
    let frame = asked.frame("home", "What happened");
    let page = asked.app.ask(move |archive| {
        let all = Filter::default();
        let stats = archive.stats()?;
        let facets = archive.facets(&all)?;
        let newest = archive.happenings(&all, Order::Newest, &Page { limit: N_NEWEST, cursor: None })?;
        let few = Page { limit: N_OPEN, cursor: None };
        let summary = format!(
            "{} from {} of {}{}.",
            words::count(stats.happenings, "happening", "happenings"),
            words::count(stats.articles, "article", "articles"),
            words::count(stats.outlets, "outlet", "outlets"),
            stats.days.as_ref().map(|(a, b)| format!(", {} to {}", words::date(a), words::date(b))).unwrap_or_default()
        );
        let last_day = stats.days.as_ref().map(|(_, last)| last.clone());
        Ok(HomePage {
            frame,
            summary,
            has_months: !facets.months.is_empty(),
            heat: drawings::months(&facets.months),
            newest: newest.rows,
            n_happenings: stats.happenings,
            groups: vec![
                Group::new("Pairs of countries", &pairs(&facets.pairs), N_ACTIVE, |row| countries_href(&row.key)),
                Group::new("People", &named(&facets.people), N_ACTIVE, |row| path(&["person", &row.key])),
                Group::new("Subjects", &coded(&facets.subjects, words::label), N_ACTIVE, |row| {
                    happenings_href("subject", &row.key)
                }),
            ],
            disagreements: archive.disagreements(&all, &few)?.rows,
            promises: coming(archive, last_day)?,
        })
    });
    answer::page(&asked.headers, &page.await?)
}

/// Promises whose day has not come by the last article, the next first.
fn coming(archive: &archive::Archive, last_day: Option<String>) -> Result<Vec<StatementView>, Problem> {
    let dated = archive.promises(&Filter::default(), &Page { limit: 200, cursor: None })?.rows;
    let mut coming: Vec<StatementView> = dated.into_iter().filter(|row| row.due.is_some()).collect();
    if let Some(day) = last_day {
        // An EDTF interval ends with its latest day.
        let ends = |row: &StatementView| row.due.as_deref().and_then(|due| due.rsplit('/').next().map(str::to_owned));
        coming.retain(|row| {
            ends(row).is_some_and(|end| end == ".." || end.as_str() >= day.get(..end.len()).unwrap_or(""))
        });
    }
    coming.sort_by(|a, b| a.due.cmp(&b.due));
    coming.truncate(N_OPEN);
    Ok(coming)
}
