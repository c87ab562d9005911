//! Small answers: files that pages load, light or dark, where an id leads.

use axum::extract::Path;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Redirect, Response};

use crate::answer::Problem;
use crate::asked::Asked;
use crate::assets;
use crate::frame::{THEME, Theme};
use crate::guard::local;
use crate::query::path;

/// A file that pages load.
pub async fn asset(Path(name): Path<String>) -> Result<Response, Problem> {
    let wanted = format!("/static/{name}");
    let asset = assets::all().into_iter().find(|asset| asset.path == wanted).ok_or(Problem::Missing)?;
    Ok(assets::answer(asset))
}

/// Remembers light or dark, and goes back.
pub async fn theme(asked: Asked, Path(name): Path<String>) -> Response {
    let theme = Theme::of(&name);
    let mut response = Redirect::to(local(asked.query.get("back").unwrap_or("/"))).into_response();
    let cookie = format!("{THEME}={}; Path=/; SameSite=Lax; Max-Age=31536000", theme.name());
    if let Ok(cookie) = HeaderValue::from_str(&cookie) {
        response.headers_mut().insert(header::SET_COOKIE, cookie);
    }
    response
}

/// Robots are to stay out: an archive may hold what is not meant for all.
pub async fn robots() -> &'static str {
    "User-agent: *\nDisallow: /\n"
}

/// The page of whatever has an id.
pub async fn by_id(asked: Asked, Path(id): Path<String>) -> Result<Response, Problem> {
    let kind = asked.app.ask(move |archive| {
        if let Some(view) = archive.person(&id)? {
            return Ok(path(&["person", &view.id]));
        }
        if let Some(view) = archive.body(&id)? {
            return Ok(path(&["body", &view.id]));
        }
        if let Some(view) = archive.happening(&id)? {
            return Ok(path(&["happening", &view.id]));
        }
        if let Some(view) = archive.article(&id)? {
            return Ok(path(&["article", &view.article.id]));
        }
        Err(Problem::Missing)
    });
    Ok(Redirect::to(&kind.await?).into_response())
}
