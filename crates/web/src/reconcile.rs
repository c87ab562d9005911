//! The reconciliation API (version 0.2) that OpenRefine asks: names in, identities with scores out.

use std::collections::BTreeMap;

use axum::body::Bytes;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use export::view::Ref;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::answer::{self, Problem};
use crate::asked::Asked;
use crate::query::Query;

const PEOPLE: &str = "person";
const BODIES: &str = "body";
/// Most questions in one request.
const MOST_QUERIES: usize = 200;
const USUAL_ROWS: usize = 10;
const MOST_ROWS: usize = 50;

#[derive(Deserialize)]
struct Question {
    query: String,
    #[serde(default, rename = "type")]
    kind: Option<Value>,
    #[serde(default)]
    limit: Option<usize>,
}

/// Answers questions in the address, or says what can be asked.
pub async fn ask(asked: Asked) -> Result<Response, Problem> {
    let queries = asked.query.get("queries").map(str::to_owned);
    reply(asked, queries).await
}

/// Answers questions in a form.
pub async fn ask_by_form(asked: Asked, body: Bytes) -> Result<Response, Problem> {
    let form = Query::read(std::str::from_utf8(&body).ok());
    let queries = form.get("queries").map(str::to_owned);
    reply(asked, queries).await
}

async fn reply(asked: Asked, queries: Option<String>) -> Result<Response, Problem> {
    let mut response = match queries {
        None => answer::json(&asked.headers, &manifest(&asked))?,
        Some(queries) => {
            let questions: BTreeMap<String, Question> =
                serde_json::from_str(&queries).map_err(|error| Problem::Wrong(format!("queries: {error}")))?;
            if questions.len() > MOST_QUERIES {
                return Err(Problem::Wrong(format!("queries: at most {MOST_QUERIES} at a time")));
            }
            let answers = asked.app.ask(move |archive| {
                let mut answers = serde_json::Map::new();
                for (key, question) in questions {
                    let names = archive.names(&question.query)?;
                    answers.insert(key, json!({ "result": results(&question, &names.people, &names.bodies) }));
                }
                Ok(Value::Object(answers))
            });
            answer::json(&asked.headers, &answers.await?)?
        }
    };
    // OpenRefine runs on this machine, at another port. Pages from elsewhere may not read what an archive knows.
    let origin = asked.headers.get(header::ORIGIN).cloned();
    if let Some(origin) = origin.filter(is_on_this_machine) {
        response.headers_mut().insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin);
        response.headers_mut().insert("cross-origin-resource-policy", HeaderValue::from_static("cross-origin"));
    }
    Ok(response.into_response())
}

fn is_on_this_machine(origin: &HeaderValue) -> bool {
    let Some(authority) = origin.to_str().ok().and_then(|origin| origin.strip_prefix("http://")) else { return false };
    let host = authority.rsplit_once(':').map_or(authority, |(host, port)| {
        if port.bytes().all(|byte| byte.is_ascii_digit()) { host } else { authority }
    });
    matches!(host, "localhost" | "127.0.0.1" | "[::1]")
}

fn manifest(asked: &Asked) -> Value {
    let host = asked.headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or("localhost");
    json!({
        "versions": ["0.2"],
        "name": format!("Attaché: {}", asked.app.name()),
        "identifierSpace": format!("http://{host}/id/"),
        "schemaSpace": format!("http://{host}/about/coding"),
        "defaultTypes": [{ "id": PEOPLE, "name": "People" }, { "id": BODIES, "name": "Bodies" }],
        "view": { "url": format!("http://{host}/id/{{{{id}}}}") },
        "batchSize": 50,
    })
}

fn results(question: &Question, people: &[(Ref, usize)], bodies: &[(Ref, usize)]) -> Vec<Value> {
    let wanted = |kind: &str| match &question.kind {
        None => true,
        Some(Value::String(only)) => only == kind,
        Some(Value::Array(kinds)) => kinds.iter().any(|only| only == kind),
        Some(_) => true,
    };
    let limit = question.limit.unwrap_or(USUAL_ROWS).min(MOST_ROWS);
    let lists = [(PEOPLE, "People", people), (BODIES, "Bodies", bodies)];
    let found = lists.into_iter().filter(|(kind, ..)| wanted(kind));
    let found: Vec<_> = found.flat_map(|(kind, name, list)| list.iter().map(move |(of, _)| (kind, name, of))).collect();
    let fold = |name: &str| name.trim().to_lowercase();
    let exact = found.iter().filter(|(_, _, of)| fold(&of.name) == fold(&question.query)).count();
    let row = |(rank, (kind, name, of)): (usize, &(&str, &str, &Ref))| {
        let is_exact = fold(&of.name) == fold(&question.query);
        // The archive sorts by fit; the score says so in the numbers that OpenRefine sorts by.
        let score = if is_exact { 100 } else { 90usize.saturating_sub(rank * 5).max(10) };
        json!({
            "id": of.id, "name": of.name, "type": [{ "id": kind, "name": name }],
            "score": score, "match": is_exact && exact == 1,
        })
    };
    let mut rows: Vec<Value> = found.iter().enumerate().map(row).collect();
    rows.sort_by_key(|row| std::cmp::Reverse(row["score"].as_u64()));
    rows.truncate(limit);
    rows
}
