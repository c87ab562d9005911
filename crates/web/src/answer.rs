//! Answers: pages with a tag that spares sending them twice, and problems said in a sentence.

use std::sync::Arc;

use askama::Template;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use serde::Serialize;

use crate::frame::Frame;

/// Why there is no answer, said to whoever asked.
#[derive(Debug, thiserror::Error)]
pub enum Problem {
    /// Nothing is there.
    #[error("There is nothing here by that name.")]
    Missing,
    /// The address cannot be understood.
    #[error("{0}")]
    Wrong(String),
    /// The address is too long.
    #[error("This address is longer than can be read.")]
    TooLong,
    /// Addressed to another name.
    #[error(
        "This server does not answer to that name. Use the address that it printed when it started, or start it with --host NAME."
    )]
    Host,
    /// Sent from another site.
    #[error("This was sent from another site, and has been refused.")]
    Origin,
    /// Without the token.
    #[error("This archive is shared with a token. Open the address that you were given, with ?token=… at its end.")]
    Token,
    /// Not asked as this can be asked.
    #[error("This address cannot be asked in that way.")]
    Method,
    /// Review is off.
    #[error("This archive is open for reading only. To decide anything, start the server with --review NAME.")]
    ReadOnly,
    /// It took too long.
    #[error("This question took too long and was ended. Narrow it down: a shorter time, one country, one person.")]
    Slow,
    /// Too many at once.
    #[error("Too many questions at once. Try again in a moment.")]
    Busy,
    /// The archive says why.
    #[error("{0}")]
    Archive(String),
    /// Our fault.
    #[error("Something went wrong here. The server's log has the reason.")]
    Ours(String),
}

impl From<archive::ArchiveError> for Problem {
    fn from(error: archive::ArchiveError) -> Problem {
        use archive::ArchiveError;
        match error {
            ArchiveError::Filter(error) => Problem::Wrong(error.to_string()),
            ArchiveError::Words(text) | ArchiveError::Decision(text) => Problem::Wrong(text),
            ArchiveError::Busy { .. } => Problem::Busy,
            error if error.is_interrupted() => Problem::Slow,
            // What the database says is for the log: it tells a reader nothing.
            error @ ArchiveError::Database(_) => Problem::Ours(error.to_string()),
            error => Problem::Archive(error.to_string()),
        }
    }
}

impl Problem {
    /// The status of the answer.
    pub fn status(&self) -> StatusCode {
        match self {
            Problem::Missing => StatusCode::NOT_FOUND,
            Problem::Wrong(_) => StatusCode::BAD_REQUEST,
            Problem::TooLong => StatusCode::URI_TOO_LONG,
            Problem::Method => StatusCode::METHOD_NOT_ALLOWED,
            Problem::Host => StatusCode::MISDIRECTED_REQUEST,
            Problem::Origin | Problem::ReadOnly => StatusCode::FORBIDDEN,
            Problem::Token => StatusCode::UNAUTHORIZED,
            Problem::Slow | Problem::Busy => StatusCode::SERVICE_UNAVAILABLE,
            Problem::Archive(_) | Problem::Ours(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// The answer: a page for people, JSON for programs.
    pub fn answer(&self, for_programs: bool) -> Response {
        if let Problem::Ours(reason) | Problem::Archive(reason) = self {
            tracing::error!("{reason}");
        }
        if for_programs {
            let body = serde_json::json!({ "error": self.to_string() });
            return (self.status(), axum::Json(body)).into_response();
        }
        let page = ProblemPage { frame: Frame::bare("No answer"), message: self.to_string() };
        match page.render() {
            Ok(text) => (self.status(), Html(text)).into_response(),
            Err(_) => (self.status(), self.to_string()).into_response(),
        }
    }
}

impl IntoResponse for Problem {
    /// A stand-in, which [`crate::guard::watch`] replaces by what fits who asked.
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(Arc::new(self));
        response
    }
}

#[derive(Template)]
#[template(path = "problem.html")]
struct ProblemPage {
    frame: Frame,
    message: String,
}

/// An answer that is tagged by its content; empty where the browser has it.
pub fn tagged(asked: &HeaderMap, kind: &'static str, body: String) -> Response {
    let digest = blake3::hash(body.as_bytes()).to_hex();
    // Weak, since the same page is also sent compressed.
    let tag = format!("W/\"{}\"", digest.get(..20).unwrap_or_default());
    let known = asked.get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let mut response = if known.split(',').any(|known| known.trim() == tag) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        ([(header::CONTENT_TYPE, kind)], body).into_response()
    };
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        response.headers_mut().insert(header::ETAG, tag);
    }
    response.headers_mut().insert(header::VARY, HeaderValue::from_static("Cookie"));
    response
}

/// A page.
pub fn page(asked: &HeaderMap, page: &impl Template) -> Result<Response, Problem> {
    let text = page.render().map_err(|error| Problem::Ours(error.to_string()))?;
    Ok(tagged(asked, "text/html; charset=utf-8", text))
}

/// A value as JSON.
pub fn json(asked: &HeaderMap, value: &impl Serialize) -> Result<Response, Problem> {
    let text = serde_json::to_string(value).map_err(|error| Problem::Ours(error.to_string()))?;
    Ok(tagged(asked, "application/json", text))
}
