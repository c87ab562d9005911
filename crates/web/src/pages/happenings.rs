//! Happenings that meet a filter: as list, timeline, map or network, with what they can be narrowed down by.

use archive::{Order, Page};
use askama::Template;
use axum::response::Response;
use export::view::{Facets, HappeningView, Ref};

use super::{Count, Counted, Group, coded, counts, named, pairs};
use crate::answer::{self, Problem};
use crate::asked::Asked;
use crate::frame::Frame;
use crate::query::Query;
use crate::{drawings, words};

const PATH: &str = "/happenings";
const N_ROWS: usize = 40;
/// Most happenings in one drawing.
const N_DRAWN: usize = 300;
const N_FACET: usize = 12;

const ORDERS: [(&str, &str); 3] =
    [("newest", "Newest first"), ("oldest", "Oldest first"), ("most-reports", "Most reports first")];
const VIEWS: [(&str, &str); 4] = [("list", "List"), ("timeline", "Timeline"), ("map", "Map"), ("network", "Network")];

#[derive(Template)]
#[template(path = "happenings.html")]
struct HappeningsPage {
    frame: Frame,
    groups: Vec<Group>,
    open_facets: bool,
    kept: Vec<(String, String)>,
    since: String,
    until: String,
    words: String,
    views: Vec<(&'static str, &'static str, String)>,
    view: &'static str,
    total: usize,
    ordering: Vec<(String, String)>,
    orders: [(&'static str, &'static str); 3],
    order: &'static str,
    chosen: Vec<Counted>,
    rows: Vec<HappeningView>,
    drawing: String,
    left_out: usize,
    first: Option<String>,
    next: Option<String>,
    files: Vec<(&'static str, String)>,
}

/// The order of an address.
pub fn order(query: &Query) -> Result<Order, Problem> {
    let Some(name) = query.get("order") else { return Ok(Order::Newest) };
    Order::from_code(name).ok_or_else(|| {
        let known = ORDERS.map(|(code, _)| code).join(", ");
        Problem::Wrong(format!("order: {name:?} is not one of {known}"))
    })
}

fn view(query: &Query) -> Result<&'static str, Problem> {
    let Some(name) = query.get("view") else { return Ok("list") };
    let known = VIEWS.iter().find(|(view, _)| *view == name).map(|(view, _)| *view);
    known.ok_or_else(|| Problem::Wrong(format!("view: {name:?} is not one of list, timeline, map, network")))
}

/// The list.
pub async fn show(asked: Asked) -> Result<Response, Problem> {
    let filter = asked.filter()?;
    let order = order(&asked.query)?;
    let view = view(&asked.query)?;
    let page = if view == "list" { asked.page(N_ROWS)? } else { Page { limit: N_DRAWN, cursor: None } };
    let question = filter.clone();
    let (found, facets) = asked
        .app
        .ask(move |archive| Ok((archive.happenings(&question, order, &page)?, archive.facets(&question)?)))
        .await?;
    let query = &asked.query;
    let mut frame = asked.frame("happenings", &filter.describe());
    let files = files(query, PATH, &["json", "csv", "ics", "rss", "geojson", "gexf"]);
    frame.feeds = files.iter().filter(|(name, _)| *name == "rss").map(|(_, href)| href.clone()).collect();
    frame.words = String::new();
    let drawing = match view {
        "timeline" => drawings::timeline(&found.rows),
        "map" => drawings::map(&found.rows),
        "network" => drawings::network(&found.rows),
        _ => String::new(),
    };
    let one = |key: &str| query.get(key).unwrap_or_default().to_owned();
    let other_pairs = |keys: &[&str]| -> Vec<(String, String)> {
        let pairs = query.without("cursor");
        pairs.pairs().filter(|(key, _)| !keys.contains(key)).map(|(k, v)| (k.to_owned(), v.to_owned())).collect()
    };
    let page = HappeningsPage {
        groups: groups(query, &facets),
        open_facets: true,
        kept: other_pairs(&["since", "until", "words"]),
        since: one("since"),
        until: one("until"),
        words: one("words"),
        views: VIEWS
            .iter()
            .map(|(name, label)| (*name, *label, query.without("cursor").set("view", name).href(PATH)))
            .collect(),
        view,
        total: found.total,
        ordering: other_pairs(&["order"]),
        orders: ORDERS,
        order: order.code(),
        chosen: chosen(query, PATH, &facets),
        left_out: found.total.saturating_sub(found.rows.len()),
        rows: found.rows,
        drawing,
        first: query.get("cursor").map(|_| query.without("cursor").href(PATH)),
        next: found.next.filter(|_| view == "list").map(|next| query.set("cursor", &next).href(PATH)),
        files,
        frame,
    };
    answer::page(&asked.headers, &page)
}

/// The addresses of the same rows as files.
pub fn files(query: &Query, path: &str, kinds: &[&'static str]) -> Vec<(&'static str, String)> {
    let query = query.without("cursor").without("view");
    kinds.iter().map(|kind| (*kind, query.href(&format!("{path}.{kind}")))).collect()
}

fn groups(query: &Query, facets: &Facets) -> Vec<Group> {
    let group = |name: &'static str, key: &'static str, counts: Vec<Count>, open: bool| {
        let line = |count: &Count| {
            let on = query.has(key, &count.key);
            let query = if on { query.minus(key, &count.key) } else { query.plus(key, &count.key) };
            Counted { label: words::short(&count.label), count: count.n, href: query.href(PATH), on }
        };
        Group { name, rows: counts.iter().take(N_FACET).map(line).collect(), open }
    };
    let pair = |count: &Count| {
        let (a, b) = count.key.split_once(' ').unwrap_or((&count.key, ""));
        let on = query.has("country", a) && query.has("with", b);
        let href = if on { query.minus("country", a).minus("with", b) } else { query.set("country", a).set("with", b) };
        Counted { label: words::short(&count.label), count: count.n, href: href.without("cursor").href(PATH), on }
    };
    let months = |count: &Count| {
        let on = query.has("since", &count.key) && query.has("until", &count.key);
        let href = if on {
            query.without("since").without("until")
        } else {
            query.set("since", &count.key).set("until", &count.key)
        };
        Counted { label: words::date(&count.key), count: count.n, href: href.without("cursor").href(PATH), on }
    };
    let reports = |count: &Count| {
        let on = query.has("min-reports", &count.key);
        let href = if on { query.without("min-reports") } else { query.set("min-reports", &count.key) };
        Counted {
            label: format!("at least {}", count.key),
            count: count.n,
            href: href.without("cursor").href(PATH),
            on,
        }
    };
    let mut newest = counts(&facets.months);
    newest.reverse();
    let at_least = at_least(&facets.reports);
    vec![
        group("Type", "type", coded(&facets.types, |code| words::kind(code, &None)), true),
        group("Country", "country", coded(&facets.countries, |code| words::country(code).to_owned()), true),
        Group {
            name: "Pair of countries",
            rows: pairs(&facets.pairs).iter().take(N_FACET).map(pair).collect(),
            open: false,
        },
        group("Person", "person", named(&facets.people), true),
        group("Body", "body", named(&facets.bodies), false),
        group("Office", "office", counts(&facets.offices), false),
        group("Subject", "subject", coded(&facets.subjects, words::label), true),
        group("Status", "status", coded(&facets.statuses, words::label), false),
        group("Outlet", "source", counts(&facets.sources), false),
        Group { name: "Month", rows: newest.iter().take(2 * N_FACET).map(months).collect(), open: false },
        Group { name: "Independent reports", rows: at_least.iter().map(reports).collect(), open: false },
    ]
}

/// How many happenings have at least two, three, … independent reports.
fn at_least(reports: &[(usize, usize)]) -> Vec<Count> {
    let mut n = 0;
    let mut rows: Vec<Count> = Vec::new();
    for (least, count) in reports.iter().rev().filter(|(least, _)| *least > 1) {
        n += count;
        rows.push(Count { key: least.to_string(), label: String::new(), n });
    }
    rows.reverse();
    rows.truncate(8);
    rows
}

/// The filters that are set, each with the address without it.
pub fn chosen(query: &Query, path: &str, facets: &Facets) -> Vec<Counted> {
    let name_of = |known: &[(Ref, usize)], value: &str| {
        known.iter().find(|(of, _)| of.id == value).map_or_else(|| value.to_owned(), |(of, _)| of.name.clone())
    };
    let set = query.filters().map(|(key, value)| {
        let label = match key {
            "type" => words::kind(value, &None),
            "subject" | "status" | "mode" => words::label(value),
            "country" | "with" => words::country(value).to_owned(),
            "person" => name_of(&facets.people, value),
            "body" => name_of(&facets.bodies, value),
            "since" => format!("from {}", words::date(value)),
            "until" => format!("to {}", words::date(value)),
            "min-reports" => format!("at least {value} independent reports"),
            "words" => format!("“{value}”"),
            "place" => format!("in {}", words::country(value)),
            _ => value.to_owned(),
        };
        Counted { label: words::cut(&label, 80), count: 0, href: query.minus(key, value).href(path), on: true }
    });
    set.collect()
}
