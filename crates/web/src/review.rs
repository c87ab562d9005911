//! Review: one decision a screen, kept with author, time and reason.
//!
//! What is undecided stands in a fixed order: people that could be one, then events, the least sure first. Putting one
//! off passes over it until the reviewer begins anew.

use archive::{Archive, Decision, DecisionKind};
use askama::Template;
use axum::Router;
use axum::body::Bytes;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use export::view::{ArticleRef, DecisionView, EventView, HappeningView, PartyView, PlaceView, UnsureView};
use export::wire;

use crate::answer::{self, Problem};
use crate::app::App;
use crate::asked::Asked;
use crate::frame::Frame;
use crate::guard::local;
use crate::kappa::kappa;
use crate::pages::happening::{Excerpt, Field, excerpts, fields};
use crate::query::{Query, path};
use crate::words;

/// Most pairs that wait at a time.
const MOST_PAIRS: usize = 2000;
const N_DONE: usize = 8;

/// Fields that a reviewer can put right.
const EDITS: [&str; 8] = ["type", "mode", "status", "date", "place", "actor", "recipient", "subjects"];

#[derive(Template)]
#[template(path = "review.html")]
struct ReviewPage {
    frame: Frame,
    reviewer: String,
    n_done: usize,
    n_left: usize,
    n_later: usize,
    kappa: Option<String>,
    last: Option<String>,
    item: Option<Item>,
    edits: [&'static str; 8],
    done: Vec<(String, String, String)>,
}

/// What is to be decided.
#[derive(Default)]
struct Item {
    /// Its place in the order.
    key: String,
    question: &'static str,
    sentence: String,
    fields: Vec<Field>,
    sides: Vec<Side>,
    why: Vec<String>,
    excerpts: Vec<Excerpt>,
    article: Option<ArticleRef>,
    choices: &'static [Choice],
    a: String,
    b: String,
    can_edit: bool,
}

struct Side {
    name: String,
    href: String,
    lines: Vec<String>,
}

struct Choice {
    kind: &'static str,
    label: &'static str,
    key: &'static str,
}

const OF_EVENTS: &[Choice] =
    &[Choice { kind: "accept", label: "Right", key: "a" }, Choice { kind: "reject", label: "Wrong", key: "x" }];
const OF_PEOPLE: &[Choice] =
    &[Choice { kind: "same", label: "The same", key: "a" }, Choice { kind: "different", label: "Different", key: "x" }];

/// The addresses of review.
pub fn router() -> Router<App> {
    Router::new().route("/review", get(show)).route("/review/decide", post(decide)).route("/review/undo", post(undo))
}

/// The next decision.
async fn show(asked: Asked) -> Result<Response, Problem> {
    let reviewer = asked.app.reviewer().ok_or(Problem::ReadOnly)?.to_owned();
    let frame = asked.frame("review", "Review");
    let (after, wanted) = (asked.query.get("after").map(str::to_owned), asked.query.get("item").map(str::to_owned));
    let said = match (asked.query.get("done"), asked.query.get("undone")) {
        (Some(kind), _) => Some(format!("Kept: {}.", words::label(kind))),
        (_, Some(kind)) => Some(format!("Taken back: {}.", words::label(kind))),
        _ => None,
    };
    let page = asked.app.ask(move |archive| {
        let decisions = archive.decisions()?;
        let standing: Vec<&DecisionView> = decisions.iter().filter(|row| row.undone.is_none()).collect();
        let own: Vec<&&DecisionView> = standing.iter().filter(|row| row.author == reviewer).collect();
        let (item, n_left) = match wanted {
            Some(id) => (one(archive, &id)?, 0),
            None => next(archive, &reviewer, &standing, after.as_deref())?,
        };
        let n_later = if item.is_none() && after.is_some() { next(archive, &reviewer, &standing, None)?.1 } else { 0 };
        let done = own.iter().rev().take(N_DONE);
        let done = done.map(|row| (row.time.replace(['T', 'Z'], " "), row.kind.clone(), what(archive, row))).collect();
        Ok(ReviewPage {
            n_done: own.len(),
            kappa: kappa(&standing, &reviewer),
            last: said,
            frame,
            n_left,
            n_later,
            item,
            edits: EDITS,
            done,
            reviewer,
        })
    });
    answer::page(&asked.headers, &page.await?)
}

/// What a judgement is about, in words.
fn what(archive: &Archive, row: &DecisionView) -> String {
    let name = |id: &str| match archive.event(id) {
        Ok(Some(event)) => words::cut(&sentence(&event), 120),
        _ => archive.person(id).ok().flatten().map_or_else(|| id.to_owned(), |person| words::short(&person.name)),
    };
    match (&row.b, &row.field, &row.value) {
        (Some(b), ..) => format!("{} / {}", name(&row.a), name(b)),
        (None, Some(field), Some(value)) => format!("{}: {field} is {}", name(&row.a), words::cut(value, 80)),
        _ => name(&row.a),
    }
}

/// The first undecided after a place in the order, and how many there are.
fn next(
    archive: &Archive,
    reviewer: &str,
    standing: &[&DecisionView],
    after: Option<&str>,
) -> Result<(Option<Item>, usize), Problem> {
    let after_event = after.and_then(|key| key.strip_prefix("event:"));
    let is_decided = |pair: &UnsureView| {
        standing.iter().any(|row| {
            let both = (row.a.as_str(), row.b.as_deref().unwrap_or_default());
            both == (&pair.a.id, &pair.b.id) || both == (&pair.b.id, &pair.a.id)
        })
    };
    let mut pairs: Vec<UnsureView> =
        archive.undecided(MOST_PAIRS)?.into_iter().filter(|pair| !is_decided(pair)).collect();
    if after_event.is_some() {
        pairs.clear();
    }
    if let Some(key) = after.filter(|key| key.starts_with("pair:"))
        && let Some(at) = pairs.iter().position(|pair| pair_key(pair) == key)
    {
        pairs.drain(..=at);
    }
    let (event, n_events) = archive.next_to_review(reviewer, after_event)?;
    let n = pairs.len() + n_events;
    match pairs.first() {
        Some(pair) => Ok((Some(of_pair(archive, pair)?), n)),
        None => Ok((event.map(|(key, event)| of_event(archive, &event, format!("event:{key}"))).transpose()?, n)),
    }
}

/// One thing by its id; two ids with a comma for a pair.
fn one(archive: &Archive, id: &str) -> Result<Option<Item>, Problem> {
    if let Some((a, b)) = id.split_once(',') {
        let pairs = archive.undecided(MOST_PAIRS)?;
        let pair = pairs.iter().find(|pair| (pair.a.id == a && pair.b.id == b) || (pair.a.id == b && pair.b.id == a));
        return pair.map(|pair| of_pair(archive, pair)).transpose();
    }
    archive.event(id)?.map(|event| of_event(archive, &event, String::new())).transpose()
}

fn pair_key(pair: &UnsureView) -> String {
    format!("pair:{}:{}", pair.a.id, pair.b.id)
}

fn of_pair(archive: &Archive, pair: &UnsureView) -> Result<Item, Problem> {
    let side = |id: &str, name: &str| -> Result<Side, Problem> {
        let mut lines = Vec::new();
        if let Some(person) = archive.person(id)? {
            lines.extend(person.country.as_deref().map(|code| words::country(code).to_owned()));
            lines.extend(
                person
                    .tenures
                    .iter()
                    .take(4)
                    .map(|tenure| format!("{}, {}", crate::pages::office_name(tenure), crate::pages::seen(tenure))),
            );
            lines.push(words::count(person.articles, "article", "articles"));
            let others = person.aliases.iter().take(4).map(|alias| words::cut(alias, 60)).collect::<Vec<_>>();
            if !others.is_empty() {
                lines.push(format!("also {}", others.join(", ")));
            }
        }
        Ok(Side { name: words::short(name), href: path(&["person", id]), lines })
    };
    Ok(Item {
        key: pair_key(pair),
        question: "Are these one person?",
        sentence: format!("{} – {}", words::short(&pair.a.name), words::short(&pair.b.name)),
        sides: vec![side(&pair.a.id, &pair.a.name)?, side(&pair.b.id, &pair.b.name)?],
        why: pair.why.iter().map(|why| words::cut(why, 400)).collect(),
        choices: OF_PEOPLE,
        a: pair.a.id.clone(),
        b: pair.b.id.clone(),
        ..Item::default()
    })
}

fn of_event(archive: &Archive, event: &EventView, key: String) -> Result<Item, Problem> {
    let fields = fields(&as_happening(event));
    let text = archive.article(&event.article.id)?.map(|view| view.record.article.text).unwrap_or_default();
    Ok(Item {
        key,
        question: "Does the article report this?",
        sentence: sentence(event),
        excerpts: excerpts(&text, &[event], &fields),
        fields,
        article: Some(event.article.clone()),
        choices: OF_EVENTS,
        a: event.id.clone(),
        can_edit: true,
        ..Item::default()
    })
}

fn sentence(event: &EventView) -> String {
    as_happening(event).sentence
}

/// An event in the form of a happening with one report, to be shown in the same way.
fn as_happening(event: &EventView) -> HappeningView {
    let party = |party: &wire::Party| {
        let local = party.person.as_ref().or(party.body.as_ref());
        let identity = local.and_then(|id| event.identities.get(id)).map(|known| known.id.clone());
        PartyView {
            name: party.name.clone(),
            person: identity.clone().filter(|_| party.person.is_some()),
            body: identity.filter(|_| party.person.is_none()),
            country: party.country.clone(),
            sector: party.sector.clone(),
            office: party.office.clone(),
        }
    };
    let own = &event.event;
    let mut view = HappeningView {
        id: event.id.clone(),
        event_type: own.event_type.clone(),
        mode: own.mode.clone(),
        status: own.status.clone(),
        date: own.date.as_ref().map(|date| date.value.clone()),
        place: own.place.as_ref().map(|place| PlaceView {
            name: place.name.clone(),
            country: place.country.clone(),
            lat: place.lat,
            lon: place.lon,
            precision: place.precision.clone(),
        }),
        actor: own.actor.iter().map(party).collect(),
        recipient: own.recipient.iter().map(party).collect(),
        subjects: own.subjects.clone(),
        contexts: own.contexts.clone(),
        cameo: own.cameo.clone(),
        score: own.score,
        ..HappeningView::default()
    };
    view.sentence = export::sentence(&view);
    view
}

/// A form of ours, as it was sent.
fn form(asked: &Asked, body: &Bytes) -> Result<Query, Problem> {
    let form = Query::read(std::str::from_utf8(body).ok());
    if asked.app.guard().is_our_form(form.get("form").unwrap_or_default()) { Ok(form) } else { Err(Problem::Origin) }
}

fn now() -> String {
    jiff::Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

async fn decide(asked: Asked, body: Bytes) -> Result<Response, Problem> {
    let form = form(&asked, &body)?;
    let kind = match form.get("kind") {
        Some("same") => DecisionKind::Same,
        Some("different") => DecisionKind::Different,
        Some("accept") => DecisionKind::Accept,
        Some("reject") => DecisionKind::Reject,
        Some("edit") => DecisionKind::Edit,
        _ => return Err(Problem::Wrong("kind: say what is decided".to_owned())),
    };
    let field = form.get("field").filter(|_| kind == DecisionKind::Edit);
    if field.is_some_and(|field| !EDITS.contains(&field)) {
        return Err(Problem::Wrong(format!("field: it can be {}", EDITS.join(", "))));
    }
    let text = |key: &str| form.get(key).map(str::to_owned);
    let mut decision = Decision {
        kind,
        a: text("a").unwrap_or_default(),
        b: text("b"),
        field: field.map(str::to_owned),
        value: text("value").filter(|_| field.is_some()),
        reason: text("reason"),
        author: String::new(),
        time: now(),
    };
    let relink = asked.app.relink();
    asked
        .app
        .write(move |archive, reviewer| {
            decision.author = reviewer.to_owned();
            let number = archive.decide(&decision)?;
            if decision.b.is_some() { relink(archive, number) } else { Ok(()) }
        })
        .await?;
    let back = match form.get("back") {
        Some(back) => local(back).to_owned(),
        None => {
            let query = Query::default().set("done", kind.code());
            form.get("after").map_or(query.clone(), |after| query.set("after", after)).href("/review")
        }
    };
    Ok(Redirect::to(&back).into_response())
}

async fn undo(asked: Asked, body: Bytes) -> Result<Response, Problem> {
    form(&asked, &body)?;
    let relink = asked.app.relink();
    let undone = asked
        .app
        .write(move |archive, reviewer| {
            // Everybody takes back what was their own.
            let own = archive.decisions()?.into_iter().filter(|row| row.undone.is_none() && row.author == reviewer);
            match own.map(|row| row.number).max() {
                Some(number) => {
                    let undone = archive.undo(Some(number), reviewer, &now())?;
                    if undone.b.is_some() {
                        relink(archive, number)?;
                    }
                    Ok(Some(undone))
                }
                None => Ok(None),
            }
        })
        .await?;
    let query = match undone {
        Some(row) => {
            let item = row.b.as_ref().map_or_else(|| row.a.clone(), |b| format!("{},{b}", row.a));
            Query::default().set("undone", &row.kind).set("item", &item)
        }
        None => Query::default(),
    };
    Ok(Redirect::to(&query.href("/review")).into_response())
}
