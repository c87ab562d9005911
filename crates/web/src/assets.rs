//! Styles, script and icon: three small files, in the program itself, with names that change when they do.

use std::sync::LazyLock;

use axum::http::header;
use axum::response::{IntoResponse, Response};

/// Fields and notes that can be lit by pointing at them; later ones of one page are not.
pub const N_LIT: usize = 64;

/// A file that pages load.
pub struct Asset {
    /// Its address.
    pub path: String,
    kind: &'static str,
    body: String,
}

/// The style sheet.
pub static STYLE: LazyLock<Asset> = LazyLock::new(|| {
    let body = format!("{}\n{}\n{}", include_str!("../static/style.css"), export::draw::STYLE, lighting());
    asset("style", "css", "text/css; charset=utf-8", body)
});

/// The script.
pub static SCRIPT: LazyLock<Asset> = LazyLock::new(|| {
    asset("comfort", "js", "text/javascript; charset=utf-8", include_str!("../static/comfort.js").to_owned())
});

/// The icon.
pub static ICON: LazyLock<Asset> =
    LazyLock::new(|| asset("icon", "svg", "image/svg+xml", include_str!("../static/icon.svg").to_owned()));

/// Every file.
pub fn all() -> [&'static Asset; 3] {
    [&STYLE, &SCRIPT, &ICON]
}

fn asset(name: &str, extension: &str, kind: &'static str, body: String) -> Asset {
    let digest = blake3::hash(body.as_bytes()).to_hex();
    let path = format!("/static/{name}.{}.{extension}", digest.get(..10).unwrap_or_default());
    Asset { path, kind, body }
}

/// Pointing at field `f3` lights the words `w3`, anywhere on the page, without a script.
fn lighting() -> String {
    let rule = |n: usize| format!("main:has(.f{n}:is(:hover,:focus)) .w{n},main:has(.f{n}[aria-pressed=true]) .w{n}");
    let lit = (0..N_LIT).map(rule).collect::<Vec<_>>().join(",\n");
    let back = (0..N_LIT).map(|n| format!("main:has(.w{n}:hover) .f{n}")).collect::<Vec<_>>().join(",\n");
    format!(
        "{lit}{{background:var(--lit);color:var(--lit-ink);box-shadow:0 0 0 .15em var(--lit);border-radius:.1em}}\n\
         {back}{{outline:2px solid var(--accent);outline-offset:1px}}\n"
    )
}

/// Answers with a file. Its name changes with its content, so that browsers may keep it.
pub fn answer(asset: &'static Asset) -> Response {
    let headers = [(header::CONTENT_TYPE, asset.kind), (header::CACHE_CONTROL, "public, max-age=31536000, immutable")];
    (headers, asset.body.as_str()).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Protects the first view: what every page loads stays small.
    #[test]
    fn assets_are_small_and_ask_nobody() {
        for asset in all() {
            assert!(asset.body.len() < 40_000, "{}: {} bytes", asset.path, asset.body.len());
            let asks = asset.body.replace("http://www.w3.org/2000/svg", "").contains("://");
            assert!(!asks && !asset.body.contains("@import"), "{}", asset.path);
        }
    }
}
