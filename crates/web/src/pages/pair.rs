//! Two countries, people or bodies: their score by month, who travels to whom, what about, all happenings.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use export::draw::{self, Column, Columns};
use export::view::{HappeningView, PairView, Ref};

use super::{Group, coded, happenings_href, name_of};
use crate::answer::{self, Problem};
use crate::asked::Asked;
use crate::frame::Frame;
use crate::query::{Query, path};
use crate::words;

const N_TALLY: usize = 10;

#[derive(Template)]
#[template(path = "pair.html")]
struct PairPage {
    frame: Frame,
    a: String,
    b: String,
    a_href: Option<String>,
    b_href: Option<String>,
    total: usize,
    visits: Vec<(String, usize)>,
    scores: String,
    rows: Vec<HappeningView>,
    all: String,
    groups: Vec<Group>,
    json: String,
}

/// A pair's page, or its JSON.
pub async fn show(asked: Asked, Path((a, segment)): Path<(String, String)>) -> Result<Response, Problem> {
    let (b, is_json) = name_of(&segment);
    let b = b.to_owned();
    let view = asked.app.ask(move |archive| Ok(archive.pair(&a, &b)?)).await?;
    if is_json {
        return answer::json(&asked.headers, &view);
    }
    let frame = asked.frame("people", &format!("{} and {}", name(&view.a), name(&view.b)));
    answer::page(&asked.headers, &page(frame, view))
}

fn name(of: &Ref) -> String {
    words::cut(words::country(if of.name.is_empty() { &of.id } else { &of.name }), 60)
}

/// The page of one of the two, and the filter that finds it.
fn side(of: &Ref) -> (Option<String>, &'static str) {
    if words::is_country(&of.id) {
        return (Some(happenings_href("country", &of.id)), "country");
    }
    match of.id.chars().next() {
        Some('b') | Some('B') => (Some(path(&["body", &of.id])), "body"),
        _ => (Some(path(&["person", &of.id])), "person"),
    }
}

fn page(frame: Frame, view: PairView) -> PairPage {
    let (a_href, key) = side(&view.a);
    let (b_href, _) = side(&view.b);
    let (a, b) = (name(&view.a), name(&view.b));
    let both = Query::default().set(key, &view.a.id).set("with", &view.b.id);
    let within = |name: &str, value: &str| both.set(name, value).href("/happenings");
    let groups = vec![
        Group::new("What", &coded(&view.types, |code| words::kind(code, &None)), N_TALLY, |row| {
            within("type", &row.key)
        }),
        Group::new("What about", &coded(&view.subjects, words::label), N_TALLY, |row| within("subject", &row.key)),
    ];
    PairPage {
        visits: vec![
            (format!("visits of {a} to {b}"), view.visits_a_to_b),
            (format!("visits of {b} to {a}"), view.visits_b_to_a),
        ],
        scores: scores(&view, &both, &a, &b),
        all: both.href("/happenings"),
        json: format!("{}.json", path(&["pair", &view.a.id, &view.b.id])),
        total: view.happenings,
        rows: view.latest,
        groups,
        a,
        b,
        a_href,
        b_href,
        frame,
    }
}

fn scores(view: &PairView, both: &Query, a: &str, b: &str) -> String {
    if view.months.is_empty() {
        return String::new();
    }
    let column = |month: &export::view::PairMonth| Column {
        month: month.month.clone(),
        up: month.score.max(0.0),
        down: (-month.score).max(0.0),
        title: format!(
            "{}: {}, mean score {}",
            words::date(&month.month),
            words::count(month.happenings, "happening", "happenings"),
            words::score(&month.score)
        ),
        href: Some(both.set("since", &month.month).set("until", &month.month).href("/happenings")),
    };
    let description = format!(
        "Mean PLOVER score of what happened between {a} and {b}, from −10 (conflict) to +10 (cooperation), in {}.",
        words::count(view.months.len(), "month", "months")
    );
    draw::columns(&Columns {
        words: draw::Words {
            id: "scores".to_owned(),
            title: "Cooperation and conflict by month".to_owned(),
            description,
        },
        width: 860,
        height: 190,
        columns: view.months.iter().map(column).collect(),
    })
}
