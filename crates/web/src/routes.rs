//! Every address, in one table: what it answers with, what it may be asked, who answers. The router and the description
//! of the API are both made of it.

use axum::routing::{MethodRouter, get};

use crate::app::App;
use crate::pages::{about, article, happening, happenings, home, names, pair, person, said, search};
use crate::{api, files, openapi, reconcile, small};

/// What an address answers with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// A page for people.
    Page,
    /// A row of the archive, as JSON; the schema's name.
    One(&'static str),
    /// A page of rows, as JSON; the schema of a row.
    Rows(&'static str),
    /// A file of another kind.
    File,
    /// Something else.
    Other,
}

/// What an address may be asked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Asks {
    /// The filters of happenings.
    pub filters: bool,
    /// `limit` and `cursor`.
    pub pages: bool,
    /// `order`.
    pub order: bool,
    /// Others, with what they mean; those with `true` must be given.
    pub others: &'static [(&'static str, &'static str, bool)],
}

/// An address.
pub struct Route {
    /// Path, with `{names}` of what varies.
    pub path: &'static str,
    /// What it answers with, in words.
    pub words: &'static str,
    /// What it answers with.
    pub answer: Answer,
    /// What it may be asked.
    pub asks: Asks,
    /// Who answers.
    pub handler: fn() -> MethodRouter<App>,
}

const NOTHING: Asks = Asks { filters: false, pages: false, order: false, others: &[] };
const FILTERS: Asks = Asks { filters: true, ..NOTHING };
const LIST: Asks = Asks { pages: true, ..FILTERS };
const ORDERED: Asks = Asks { order: true, ..LIST };

const fn others(others: &'static [(&'static str, &'static str, bool)]) -> Asks {
    Asks { others, ..NOTHING }
}

macro_rules! routes {
    ($($path:literal, $words:literal, $answer:expr, $asks:expr, $handler:expr;)*) => {
        vec![$(Route { path: $path, words: $words, answer: $answer, asks: $asks, handler: || get($handler) }),*]
    };
}

/// Every address that is read; what changes something is in [`crate::review::router`].
pub fn all() -> Vec<Route> {
    use Answer::{File, One, Other, Page, Rows};
    routes! {
        "/", "The first page", Page, NOTHING, home::show;
        "/happenings", "Happenings as list, timeline, map or network", Page, ORDERED, happenings::show;
        "/happening/{id}", "A happening", Page, NOTHING, happening::show;
        "/article/{id}", "An article with its marks", Page, NOTHING, article::show;
        "/people", "People, bodies, countries, offices", Page, NOTHING, names::show;
        "/person/{id}", "A person", Page, NOTHING, person::show;
        "/body/{id}", "A body", Page, NOTHING, person::show_body;
        "/office", "An office", Page, others(OFFICE), person::show_office;
        "/pair/{a}/{b}", "Two countries, people or bodies", Page, NOTHING, pair::show;
        "/search", "Names and words", Page, LIST, search::show;
        "/statements", "Statements", Page, LIST, said::statements;
        "/promises", "Promises", Page, LIST, said::promises;
        "/disagreements", "Where reports differ", Page, LIST, said::disagreements;
        "/about", "About this archive", Page, NOTHING, about::show;
        "/about/coding", "The codebook", Page, NOTHING, about::codebook;
        "/api", "About the API", Page, NOTHING, openapi::page;
        "/id/{id}", "The page of whatever has this id", Other, NOTHING, small::by_id;
        "/theme/{name}", "Light or dark", Other, NOTHING, small::theme;
        "/static/{name}", "Styles, script, icon", Other, NOTHING, small::asset;
        "/robots.txt", "For robots: stay out", Other, NOTHING, small::robots;
        "/happenings.json", "Happenings", Rows("Happening"), ORDERED, api::happenings;
        "/happenings.csv", "Happenings as a table", File, FILTERS, files::csv;
        "/happenings.ics", "Happenings as a calendar", File, FILTERS, files::ics;
        "/happenings.rss", "The latest happenings as a feed", File, FILTERS, files::rss;
        "/happenings.atom", "The latest happenings as an Atom feed", File, FILTERS, files::atom;
        "/happenings.geojson", "Happenings on the map", File, FILTERS, files::geojson;
        "/happenings.gexf", "A network with dated edges, for Gephi", File, FILTERS, files::gexf;
        "/statements.json", "Statements", Rows("Statement"), LIST, api::statements;
        "/promises.json", "Promises", Rows("Statement"), LIST, api::promises;
        "/disagreements.json", "Where reports differ", Rows("Disagreement"), LIST, api::disagreements;
        "/api/openapi.json", "This description", Other, NOTHING, openapi::json;
        "/api/stats", "What the archive holds", One("Stats"), NOTHING, api::stats;
        "/api/facets", "How many happenings have what", One("Facets"), FILTERS, api::facets;
        "/api/happenings", "Happenings", Rows("Happening"), ORDERED, api::happenings;
        "/api/happenings/{id}", "A happening with its reports", One("Happening"), NOTHING, api::happening;
        "/api/events", "Events, one a report", Rows("Event"), LIST, api::events;
        "/api/statements", "Statements", Rows("Statement"), LIST, api::statements;
        "/api/promises", "Promises", Rows("Statement"), LIST, api::promises;
        "/api/disagreements", "Where reports differ", Rows("Disagreement"), LIST, api::disagreements;
        "/api/search", "Words in articles", Rows("Hit"), SEARCH, api::search;
        "/api/names", "People, bodies, offices and countries by name, in any spelling", One("Names"), others(NAME), api::names;
        "/api/people/{id}", "A person", One("Person"), NOTHING, api::person;
        "/api/bodies/{id}", "A body", One("Body"), NOTHING, api::body;
        "/api/offices", "Who held an office", One("Tenures"), others(OFFICE), api::office;
        "/api/pairs/{a}/{b}", "Two countries, people or bodies", One("Pair"), NOTHING, api::pair;
        "/api/articles/{id}", "An article with its record", One("Article"), NOTHING, api::article;
        "/reconcile", "Reconciliation for OpenRefine", Other, others(&[("queries", "Questions, as JSON", false)]), reconcile::ask;
    }
}

const OFFICE: &[(&str, &str, bool)] =
    &[("title", "Title of the office", true), ("country", "Country of the post", false), ("on", "A day, EDTF", false)];
const NAME: &[(&str, &str, bool)] = &[("name", "A name, in any spelling", true)];
const SEARCH: Asks = LIST;
