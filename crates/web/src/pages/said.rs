//! What was said, what was promised, and where reports differ.

use askama::Template;
use axum::response::Response;
use export::view::{DisagreementView, Facets, StatementView};

use super::Counted;
use super::happenings::{chosen, files};
use crate::answer::{self, Problem};
use crate::asked::Asked;
use crate::frame::Frame;

const N_ROWS: usize = 40;

#[derive(Template)]
#[template(path = "statements.html")]
struct StatementsPage {
    frame: Frame,
    heading: &'static str,
    intro: String,
    chosen: Vec<Counted>,
    statements: Vec<StatementView>,
    first: Option<String>,
    next: Option<String>,
    files: Vec<(&'static str, String)>,
}

/// Statements.
pub async fn statements(asked: Asked) -> Result<Response, Problem> {
    said(asked, false).await
}

/// Promises.
pub async fn promises(asked: Asked) -> Result<Response, Problem> {
    said(asked, true).await
}

async fn said(asked: Asked, only_promises: bool) -> Result<Response, Problem> {
    let (filter, page) = (asked.filter()?, asked.page(N_ROWS)?);
    let found = asked
        .app
        .ask(move |archive| {
            let found =
                if only_promises { archive.promises(&filter, &page) } else { archive.statements(&filter, &page) };
            Ok(found?)
        })
        .await?;
    let count = crate::words::number(found.total);
    let (section, path, heading, intro) = if only_promises {
        (
            "promises",
            "/promises",
            "Promises",
            format!("{count} pledges, each with the article that tells of it. A day stands where the words name one."),
        )
    } else {
        (
            "statements",
            "/statements",
            "Statements",
            format!("{count} statements: what people said, in the articles’ words."),
        )
    };
    let page = StatementsPage {
        frame: asked.frame(section, heading),
        heading,
        intro,
        chosen: chosen(&asked.query, path, &Facets::default()),
        statements: found.rows,
        first: asked.query.get("cursor").map(|_| asked.query.without("cursor").href(path)),
        next: found.next.map(|next| asked.query.set("cursor", &next).href(path)),
        files: files(&asked.query, path, &["json"]),
    };
    answer::page(&asked.headers, &page)
}

#[derive(Template)]
#[template(path = "disagreements.html")]
struct DisagreementsPage {
    frame: Frame,
    total: usize,
    rows: Vec<DisagreementView>,
    first: Option<String>,
    next: Option<String>,
    files: Vec<(&'static str, String)>,
}

/// Where reports differ.
pub async fn disagreements(asked: Asked) -> Result<Response, Problem> {
    const PATH: &str = "/disagreements";
    let (filter, page) = (asked.filter()?, asked.page(N_ROWS)?);
    let found = asked.app.ask(move |archive| Ok(archive.disagreements(&filter, &page)?)).await?;
    let page = DisagreementsPage {
        frame: asked.frame("disagreements", "Where reports differ"),
        total: found.total,
        rows: found.rows,
        first: asked.query.get("cursor").map(|_| asked.query.without("cursor").href(PATH)),
        next: found.next.map(|next| asked.query.set("cursor", &next).href(PATH)),
        files: files(&asked.query, PATH, &["json"]),
    };
    answer::page(&asked.headers, &page)
}
