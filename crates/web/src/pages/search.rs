//! One box for everything: people, bodies, offices, countries under any spelling, and words of articles.

use archive::Filter;
use askama::Template;
use axum::response::Response;
use export::view::{ArticleRef, Hit};

use super::{Counted, Group, happenings_href, named};
use crate::answer::{self, Problem};
use crate::asked::Asked;
use crate::frame::Frame;
use crate::marks::{Mark, Piece, Stretch, Text};
use crate::query::{Query, path};
use crate::words;

const N_NAMES: usize = 12;
const N_HITS: usize = 20;

#[derive(Template)]
#[template(path = "search.html")]
struct SearchPage {
    frame: Frame,
    suggestions: Vec<(String, String)>,
    is_empty: bool,
    hits: Vec<HitRow>,
    n_hits: usize,
    next: Option<String>,
    happenings: String,
    groups: Vec<Group>,
}

struct HitRow {
    article: ArticleRef,
    pieces: Vec<Piece>,
}

/// What is found by the words of the box.
pub async fn show(asked: Asked) -> Result<Response, Problem> {
    let asked_words = asked.query.get("words").unwrap_or_default().trim().to_owned();
    if asked_words.is_empty() {
        return super::names::show(asked).await;
    }
    let page = asked.page(N_HITS)?;
    let question = asked_words.clone();
    let (names, hits) = asked
        .app
        .ask(move |archive| {
            let names = archive.names(&question)?;
            // Words that search cannot read (a lone quotation mark) may still be a name.
            let hits = match archive.search(&question, &Filter::default(), &page) {
                Err(archive::ArchiveError::Words(_)) => archive::Found::default(),
                other => other?,
            };
            Ok((names, hits))
        })
        .await?;
    let groups = vec![
        Group::new("People", &named(&names.people), N_NAMES, |row| path(&["person", &row.key])),
        Group::new("Bodies", &named(&names.bodies), N_NAMES, |row| path(&["body", &row.key])),
        Group::new("Countries", &named(&names.countries), N_NAMES, |row| happenings_href("country", &row.key)),
        Group { name: "Offices", rows: names.offices.iter().take(N_NAMES).map(office).collect(), open: true },
    ];
    let mut frame = asked.frame("search", &asked_words);
    frame.words = asked_words.clone();
    let suggest = |name: &String| (words::short(name), Query::default().set("words", name).href("/search"));
    let page = SearchPage {
        suggestions: names.suggestions.iter().take(6).map(suggest).collect(),
        is_empty: hits.rows.is_empty() && groups.iter().all(|group| group.rows.is_empty()),
        n_hits: hits.total,
        next: hits.next.as_ref().map(|next| asked.query.set("cursor", next).href("/search")),
        hits: hits.rows.into_iter().map(hit).collect(),
        happenings: happenings_href("words", &asked_words),
        groups,
        frame,
    };
    answer::page(&asked.headers, &page)
}

fn office((title, n): &(String, usize)) -> Counted {
    let href = Query::default().set("title", title).href("/office");
    Counted { label: words::short(title), count: *n, href, on: false }
}

fn hit(hit: Hit) -> HitRow {
    let text = Text::new(&hit.snippet);
    let mark = |span: &export::wire::Span| Mark { span: *span, class: "hit".to_owned(), ..Mark::default() };
    let marks: Vec<Mark> = hit.marks.iter().map(mark).collect();
    let pieces = text.pieces(Stretch { start: 0, end: text.len() }, &marks);
    HitRow { pieces, article: hit.article }
}
