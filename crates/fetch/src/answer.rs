//! What came back.

/// A page, feed or archive as the server sent it; compression is not taken off.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// Where it was found after all redirects.
    pub address: String,
    /// Its type, without parameters, in lower case; empty where the server names none.
    pub content_type: String,
    /// The charset that the server names.
    pub charset: Option<String>,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// Whether a content type can hold articles. Servers that name none are believed capable of anything.
pub(crate) fn may_hold_articles(content_type: &str) -> bool {
    let known = [
        "text/",
        "application/xhtml",
        "application/xml",
        "application/rss",
        "application/atom",
        "application/rdf",
        "application/json",
        "application/x-ndjson",
        "application/jsonl",
        "application/feed+json",
        "application/warc",
        "application/gzip",
        "application/x-gzip",
        "application/zstd",
        "application/octet-stream",
        "application/vnd.apache.parquet",
        "binary/octet-stream",
    ];
    let scripted = ["text/css", "text/javascript", "text/calendar"];
    content_type.is_empty()
        || (known.iter().any(|kind| content_type.starts_with(kind)) && !scripted.contains(&content_type))
}

/// Type and charset out of a `Content-Type` value.
pub(crate) fn split_content_type(value: &str) -> (String, Option<String>) {
    let mut parts = value.split(';');
    let kind = parts.next().unwrap_or("").trim().to_ascii_lowercase();
    let charset = parts.find_map(|part| {
        let (name, value) = part.split_once('=')?;
        let named = name.trim().eq_ignore_ascii_case("charset");
        named.then(|| value.trim().trim_matches(['"', '\'']).to_owned()).filter(|value| !value.is_empty())
    });
    (kind, charset)
}

/// What a status says, for those that people meet.
pub(crate) fn reason(status: u16) -> &'static str {
    match status {
        401 => " (it asks for a password)",
        402 => " (it asks for payment)",
        403 => " (access is forbidden)",
        404 => " (there is no such page)",
        410 => " (the page is gone)",
        429 => " (too many requests; try again later)",
        451 => " (not available for legal reasons)",
        500..=599 => " (a fault of the server)",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::{may_hold_articles, split_content_type};

    /// Protects pages with odd but valid types, and against pictures fetched for nothing.
    #[test]
    fn types_are_told_apart() {
        for kind in ["", "text/html", "text/xml", "application/rss+xml", "application/warc"] {
            assert!(may_hold_articles(kind), "{kind}");
        }
        for kind in ["image/png", "video/mp4", "application/pdf", "text/css", "font/woff2"] {
            assert!(!may_hold_articles(kind), "{kind}");
        }
        let told = split_content_type("Text/HTML; Charset=\"Windows-1256\"");
        assert_eq!(told, ("text/html".to_owned(), Some("Windows-1256".to_owned())));
        assert_eq!(split_content_type("text/html; charset="), ("text/html".to_owned(), None));
    }
}
