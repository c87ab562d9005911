//! The JSON API: what the pages ask, for programs.

use archive::{Filter, Found, Page};
use axum::extract::Path;
use axum::response::Response;
use serde::Serialize;

use crate::answer::{self, Problem};
use crate::asked::Asked;
use crate::pages::{happenings, person};

const USUAL_ROWS: usize = 50;

/// A page of rows.
#[derive(Serialize)]
struct Rows<T> {
    rows: Vec<T>,
    total: usize,
    /// Whether there are more than `total`, which were not counted.
    is_least: bool,
    /// Cursor of the next page.
    next: Option<String>,
}

impl<T> From<Found<T>> for Rows<T> {
    fn from(found: Found<T>) -> Rows<T> {
        Rows { rows: found.rows, total: found.total, is_least: found.is_least, next: found.next }
    }
}

async fn rows<T: Serialize + Send + 'static>(
    asked: Asked,
    question: impl FnOnce(&archive::Archive, &Filter, &Page) -> Result<Found<T>, archive::ArchiveError> + Send + 'static,
) -> Result<Response, Problem> {
    let (filter, page) = (asked.filter()?, asked.page(USUAL_ROWS)?);
    let found = asked.app.ask(move |archive| Ok(question(archive, &filter, &page)?)).await?;
    answer::json(&asked.headers, &Rows::from(found))
}

async fn one<T: Serialize + Send + 'static>(
    asked: Asked,
    question: impl FnOnce(&archive::Archive) -> Result<Option<T>, archive::ArchiveError> + Send + 'static,
) -> Result<Response, Problem> {
    let found = asked.app.ask(move |archive| question(archive)?.ok_or(Problem::Missing)).await?;
    answer::json(&asked.headers, &found)
}

/// Happenings.
pub async fn happenings(asked: Asked) -> Result<Response, Problem> {
    let order = happenings::order(&asked.query)?;
    rows(asked, move |archive, filter, page| archive.happenings(filter, order, page)).await
}

/// Events, one a report.
pub async fn events(asked: Asked) -> Result<Response, Problem> {
    rows(asked, |archive, filter, page| archive.events(filter, page)).await
}

/// Statements.
pub async fn statements(asked: Asked) -> Result<Response, Problem> {
    rows(asked, |archive, filter, page| archive.statements(filter, page)).await
}

/// Promises.
pub async fn promises(asked: Asked) -> Result<Response, Problem> {
    rows(asked, |archive, filter, page| archive.promises(filter, page)).await
}

/// Disagreements.
pub async fn disagreements(asked: Asked) -> Result<Response, Problem> {
    rows(asked, |archive, filter, page| archive.disagreements(filter, page)).await
}

/// Words in articles. `words` is what is searched, the other filters say where.
pub async fn search(asked: Asked) -> Result<Response, Problem> {
    let words = asked.query.get("words").unwrap_or_default().to_owned();
    if words.is_empty() {
        return Err(Problem::Wrong("words: say what to look for".to_owned()));
    }
    let page = asked.page(USUAL_ROWS)?;
    let others = asked.query.without("words");
    let filter = Filter::from_pairs(others.filters()).map_err(|error| Problem::Wrong(error.to_string()))?;
    let found = asked.app.ask(move |archive| Ok(archive.search(&words, &filter, &page)?)).await?;
    answer::json(&asked.headers, &Rows::from(found))
}

/// How many happenings have what.
pub async fn facets(asked: Asked) -> Result<Response, Problem> {
    let filter = asked.filter()?;
    one(asked, move |archive| archive.facets(&filter).map(Some)).await
}

/// What the archive holds.
pub async fn stats(asked: Asked) -> Result<Response, Problem> {
    one(asked, |archive| archive.stats().map(Some)).await
}

/// People, bodies, offices and countries by name.
pub async fn names(asked: Asked) -> Result<Response, Problem> {
    let name = asked.query.get("name").unwrap_or_default().to_owned();
    if name.is_empty() {
        return Err(Problem::Wrong("name: say whom to look for".to_owned()));
    }
    one(asked, move |archive| archive.names(&name).map(Some)).await
}

/// A happening.
pub async fn happening(asked: Asked, Path(id): Path<String>) -> Result<Response, Problem> {
    one(asked, move |archive| archive.happening(&id)).await
}

/// A person.
pub async fn person(asked: Asked, Path(id): Path<String>) -> Result<Response, Problem> {
    one(asked, move |archive| archive.person(&id)).await
}

/// A body.
pub async fn body(asked: Asked, Path(id): Path<String>) -> Result<Response, Problem> {
    one(asked, move |archive| archive.body(&id)).await
}

/// An article.
pub async fn article(asked: Asked, Path(id): Path<String>) -> Result<Response, Problem> {
    one(asked, move |archive| archive.article(&id)).await
}

/// Who held an office.
pub async fn office(asked: Asked) -> Result<Response, Problem> {
    let query = person::office_of(&asked.query)?;
    one(asked, move |archive| archive.office(&query).map(Some)).await
}

/// Two countries, people or bodies.
pub async fn pair(asked: Asked, Path((a, b)): Path<(String, String)>) -> Result<Response, Problem> {
    one(asked, move |archive| archive.pair(&a, &b).map(Some)).await
}
