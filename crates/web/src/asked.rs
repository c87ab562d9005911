//! What was asked: by whom, with which address, of which archive.

use archive::{Filter, Page};
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, Uri};

use crate::answer::Problem;
use crate::app::App;
use crate::frame::Frame;
use crate::query::Query;

/// Most rows that one answer has.
const MOST_ROWS: usize = 500;

/// A request, without its body.
pub struct Asked {
    /// The archive.
    pub app: App,
    /// What the browser says of itself.
    pub headers: HeaderMap,
    /// The address.
    pub uri: Uri,
    /// What stands behind the question mark.
    pub query: Query,
}

impl FromRequestParts<App> for Asked {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Asked, Self::Rejection> {
        let query = Query::read(parts.uri.query());
        Ok(Asked { app: app.clone(), headers: parts.headers.clone(), uri: parts.uri.clone(), query })
    }
}

impl Asked {
    /// What stands around the page.
    pub fn frame(&self, section: &'static str, title: &str) -> Frame {
        Frame::new(&self.app, &self.headers, &self.uri, section, title)
    }

    /// The filters of the address.
    ///
    /// # Errors
    /// A filter that cannot be understood.
    pub fn filter(&self) -> Result<Filter, Problem> {
        Filter::from_pairs(self.query.filters()).map_err(|error| Problem::Wrong(error.to_string()))
    }

    /// The page of rows that the address asks for.
    ///
    /// # Errors
    /// A limit that is no number.
    pub fn page(&self, usual: usize) -> Result<Page, Problem> {
        let limit = match self.query.get("limit") {
            None => usual,
            Some(limit) => limit.parse().map_err(|_| Problem::Wrong(format!("limit: {limit:?} is no number")))?,
        };
        if !(1..=MOST_ROWS).contains(&limit) {
            return Err(Problem::Wrong(format!("limit: {limit} is not between 1 and {MOST_ROWS}")));
        }
        let cursor = self.query.get("cursor").map(str::to_owned);
        let is_ours = |c: char| c.is_ascii_alphanumeric() || "-+._".contains(c);
        if cursor.as_deref().is_some_and(|cursor| cursor.len() > 200 || !cursor.chars().all(is_ours)) {
            return Err(Problem::Wrong("cursor: this is no place in a list; take it from `next`".to_owned()));
        }
        Ok(Page { limit, cursor })
    }
}
