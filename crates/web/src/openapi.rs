//! The description of the API, made of the table of addresses.

use askama::Template;
use axum::response::Response;
use serde_json::{Map, Value, json};

use crate::answer::{self, Problem};
use crate::asked::Asked;
use crate::frame::Frame;
use crate::routes::{self, Answer, Route};

/// What the filters mean, in the order of the pages.
pub const FILTERS: [(&str, &str); 15] = [
    ("person", "A person who takes part: a name in any spelling, or an id"),
    ("body", "A body that takes part"),
    ("office", "Title of an office that a party holds"),
    ("country", "A country a party acts for: code or name"),
    ("with", "A further party: country, person or body"),
    ("type", "PLOVER event type"),
    ("mode", "PLOVER mode"),
    ("subject", "Subject"),
    ("status", "occurred, ongoing, planned, hypothetical, denied, …"),
    ("since", "Not before this day, month or year, EDTF"),
    ("until", "Not after this day, month or year, EDTF"),
    ("place", "A place, or the country it lies in"),
    ("source", "An outlet that reports it"),
    ("min-reports", "At least so many independent reports"),
    ("words", "Words of an article that reports it"),
];

#[derive(Template)]
#[template(path = "api.html")]
struct ApiPage {
    frame: Frame,
    routes: Vec<(&'static str, &'static str)>,
    filters: [(&'static str, &'static str); 15],
}

/// About the API, for people.
pub async fn page(asked: Asked) -> Result<Response, Problem> {
    let routes = routes::all().iter().filter(|route| is_api(route)).map(|route| (route.path, route.words)).collect();
    answer::page(&asked.headers, &ApiPage { frame: asked.frame("about", "JSON API"), routes, filters: FILTERS })
}

/// The description.
pub async fn json(asked: Asked) -> Result<Response, Problem> {
    answer::json(&asked.headers, &document())
}

/// Whether an address is part of the API.
pub fn is_api(route: &Route) -> bool {
    route.path.starts_with("/api/")
}

/// OpenAPI 3.1 of every address of the API.
pub fn document() -> Value {
    let all = routes::all();
    let mut paths = Map::new();
    let mut schemas = Map::new();
    for route in all.iter().filter(|route| is_api(route)) {
        paths.insert(route.path.to_owned(), json!({ "get": operation(route) }));
        if let Answer::One(name) | Answer::Rows(name) = route.answer {
            schemas.insert(name.to_owned(), schema(name));
        }
    }
    schemas.insert(
        "Problem".to_owned(),
        json!({
            "type": "object", "required": ["error"], "properties": { "error": { "type": "string" } }
        }),
    );
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Attaché",
            "version": env!("CARGO_PKG_VERSION"),
            "description": "Happenings, people, offices and statements of one archive, each with the words it rests on. \
                            Dates are EDTF, countries ISO 3166-1 alpha-3, types and modes PLOVER's; spans count Unicode \
                            code points of an article's text, end exclusive.",
        },
        "paths": paths,
        "components": { "schemas": schemas },
    })
}

fn operation(route: &Route) -> Value {
    let mut parameters: Vec<Value> = Vec::new();
    for name in route.path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}')) {
        parameters.push(
            json!({ "name": name, "in": "path", "required": true, "schema": { "type": "string", "minLength": 1 } }),
        );
    }
    let mut query = |name: &str, words: &str, required: bool, schema: Value| {
        parameters
            .push(json!({ "name": name, "in": "query", "description": words, "required": required, "schema": schema }));
    };
    if route.asks.filters {
        for (name, words) in FILTERS {
            let one = matches!(name, "since" | "until" | "words" | "min-reports");
            let item = if name == "min-reports" {
                json!({ "type": "integer", "minimum": 0 })
            } else {
                json!({ "type": "string" })
            };
            query(name, words, false, if one { item } else { json!({ "type": "array", "items": item }) });
        }
    }
    if route.asks.order {
        query("order", "How rows are sorted", false, json!({ "enum": ["newest", "oldest", "most-reports"] }));
    }
    if route.asks.pages {
        query("limit", "At most so many rows", false, json!({ "type": "integer", "minimum": 1, "maximum": 500 }));
        query("cursor", "Where the page before ended: its `next`", false, json!({ "type": "string" }));
    }
    for (name, words, required) in route.asks.others {
        query(name, words, *required, json!({ "type": "string" }));
    }
    let schema = match route.answer {
        Answer::One(name) => json!({ "$ref": format!("#/components/schemas/{name}") }),
        Answer::Rows(name) => json!({
            "type": "object",
            "required": ["rows", "total", "is_least", "next"],
            "properties": {
                "rows": { "type": "array", "items": { "$ref": format!("#/components/schemas/{name}") } },
                "total": { "type": "integer" },
                "is_least": { "type": "boolean", "description": "Whether there are more than total, which were not counted" },
                "next": { "type": ["string", "null"], "description": "Cursor of the next page" },
            },
        }),
        _ => json!({ "type": "object" }),
    };
    let problem = |words: &str| {
        let content = json!({ "application/json": { "schema": { "$ref": "#/components/schemas/Problem" } } });
        json!({ "description": words, "content": content })
    };
    json!({
        "summary": route.words,
        "operationId": route.path.trim_start_matches('/').replace(['/', '-', '.'], "_").replace(['{', '}'], ""),
        "parameters": parameters,
        "responses": {
            "200": { "description": route.words, "content": { "application/json": { "schema": schema } } },
            "304": { "description": "As it was when it had this ETag" },
            "400": problem("The question cannot be understood"),
            "404": problem("There is nothing by that name"),
            "503": problem("Too slow, or too many questions at once"),
        },
    })
}

/// Fields of a schema that callers can rely on, with their types.
fn schema(name: &str) -> Value {
    let fields: &[(&str, &str)] = match name {
        "Happening" => &[
            ("id", "string"),
            ("sentence", "string"),
            ("type", "string"),
            ("status", "string"),
            ("actor", "array"),
            ("recipient", "array"),
            ("subjects", "array"),
            ("score", "number"),
            ("independent_reports", "integer"),
            ("reports", "array"),
            ("disagreements", "array"),
            ("why", "array"),
        ],
        "Event" => &[("id", "string"), ("article", "object"), ("event", "object"), ("identities", "object")],
        "Statement" => &[("id", "string"), ("article", "object"), ("statement", "object")],
        "Disagreement" => {
            &[("happening", "string"), ("sentence", "string"), ("field", "string"), ("versions", "array")]
        }
        "Hit" => &[("article", "object"), ("snippet", "string"), ("marks", "array")],
        "Person" => &[
            ("id", "string"),
            ("name", "string"),
            ("aliases", "array"),
            ("articles", "integer"),
            ("happenings", "integer"),
            ("tenures", "array"),
            ("with", "array"),
            ("unsure", "array"),
        ],
        "Body" => {
            &[("id", "string"), ("name", "string"), ("aliases", "array"), ("kind", "string"), ("tenures", "array")]
        }
        "Pair" => {
            &[("a", "object"), ("b", "object"), ("happenings", "integer"), ("months", "array"), ("latest", "array")]
        }
        "Article" => &[("article", "object"), ("record", "object"), ("happenings", "object"), ("identities", "object")],
        "Stats" => &[("articles", "integer"), ("happenings", "integer"), ("people", "integer"), ("stamps", "array")],
        "Facets" => &[("happenings", "integer"), ("types", "array"), ("countries", "array"), ("months", "array")],
        "Names" => &[("people", "array"), ("bodies", "array"), ("offices", "array"), ("suggestions", "array")],
        _ => return json!({ "type": "array", "items": { "type": "object" } }),
    };
    let required: Vec<&str> = fields.iter().map(|(field, _)| *field).collect();
    let properties: Map<String, Value> =
        fields.iter().map(|(field, kind)| ((*field).to_owned(), json!({ "type": kind }))).collect();
    json!({ "type": "object", "required": required, "properties": properties })
}
