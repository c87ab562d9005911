//! The rows of a list as files: a table, a calendar, a feed.

use axum::response::Response;

use crate::answer::Problem;
use crate::asked::Asked;

/// A table.
pub async fn csv(_asked: Asked) -> Result<Response, Problem> {
    Err(Problem::Missing)
}

/// A calendar.
pub async fn ics(_asked: Asked) -> Result<Response, Problem> {
    Err(Problem::Missing)
}

/// A feed.
pub async fn rss(_asked: Asked) -> Result<Response, Problem> {
    Err(Problem::Missing)
}
