//! The names that tools give to the fields of an article.

use serde_json::Value;

use crate::input::{Field, Given, ReadOptions};

/// Field names of news-please, trafilatura, Fundus, Event Registry, GDELT-style tables, coders' sheets and ours, best
/// first. Names are compared in lower case, with `-` and spaces as `_`.
const ALIASES: &[(Field, &[&str])] = &[
    (Field::Title, &["title", "headline", "title_rss", "heading", "name"]),
    (
        Field::Text,
        &[
            "text",
            "maintext",
            "body",
            "plaintext",
            "event_text",
            "article_text",
            "fulltext",
            "full_text",
            "content",
            "article",
            "body_text",
            "raw_text",
            "story",
            "html",
            "summary",
            "description",
        ],
    ),
    (
        Field::Date,
        &[
            "date",
            "date_publish",
            "publishing_date",
            "published",
            "pub_date",
            "datetime",
            "published_at",
            "publication_date",
            "publish_date",
            "date_published",
            "pubdate",
            "published_date",
            "datetime_pub",
            "day",
            "time",
        ],
    ),
    (Field::Url, &["url", "link", "source_url", "article_url", "address", "uri"]),
    (
        Field::Publisher,
        &[
            "source",
            "publisher",
            "source_domain",
            "sitename",
            "hostname",
            "outlet",
            "source_name",
            "site_name",
            "publication",
            "domain",
        ],
    ),
    (Field::Authors, &["authors", "author", "byline", "creator"]),
    (Field::Language, &["language", "lang"]),
];

fn canonical(name: &str) -> String {
    name.trim().trim_start_matches('\u{feff}').trim_matches('"').to_lowercase().replace(['-', ' '], "_")
}

/// Names to look for, best first: those of the options, then the known ones.
fn names(field: Field, options: &ReadOptions) -> impl Iterator<Item = String> {
    let told = options.columns.iter().filter(move |(known, _)| *known == field).map(|(_, name)| canonical(name));
    let known = ALIASES
        .iter()
        .filter(move |(known, _)| *known == field)
        .flat_map(|(_, names)| names.iter().map(|name| (*name).to_owned()));
    told.chain(known)
}

/// Where each field stands among the columns of a table.
pub(crate) fn columns(header: &[String], options: &ReadOptions) -> Vec<(Field, usize)> {
    let header: Vec<String> = header.iter().map(|name| canonical(name)).collect();
    let place = |field: Field| names(field, options).find_map(|name| header.iter().position(|column| *column == name));
    ALIASES.iter().filter_map(|(field, _)| Some((*field, place(*field)?))).collect()
}

/// Whether some JSON has a key that is known to hold text.
pub(crate) fn names_text(json: &str) -> bool {
    let quoted = json.split('"').skip(1).step_by(2).map(canonical);
    let known = ALIASES.iter().filter(|(field, _)| *field == Field::Text).flat_map(|(_, names)| *names);
    let known: Vec<&str> = known.copied().collect();
    quoted.into_iter().any(|name| known.contains(&name.as_str()))
}

/// Whether a line is the header of a table of articles.
pub(crate) fn is_header(line: &str, separator: char, options: &ReadOptions) -> bool {
    let header: Vec<String> = line.trim_end().split(separator).map(str::to_owned).collect();
    if header.len() < 2 || header.iter().any(|name| name.split_whitespace().count() > 3 || name.len() > 40) {
        return false;
    }
    let found = columns(&header, options);
    found.len() >= 2 && found.iter().any(|(field, _)| *field == Field::Text)
}

/// What the fields of an object say; `None` where no text is among them.
pub(crate) fn of_object(value: &Value, options: &ReadOptions) -> Option<Given> {
    let object = value.as_object()?;
    // Our own records hold the article under a key of its own.
    if let Some(inner) = object.get("article").filter(|inner| inner.is_object()) {
        return of_object(inner, options);
    }
    let find = |field: Field| {
        names(field, options).find_map(|name| {
            let (_, value) = object.iter().find(|(key, value)| canonical(key) == name && !value.is_null())?;
            Some(value)
        })
    };
    let text = |field: Field| find(field).and_then(plain);
    let full = text(Field::Text)?;
    Some(Given {
        title: text(Field::Title),
        text: Some(full),
        published: text(Field::Date),
        address: text(Field::Url),
        publisher: text(Field::Publisher),
        authors: find(Field::Authors).map(list).unwrap_or_default(),
        language: text(Field::Language),
        ..Given::default()
    })
}

/// A value as text: Fundus nests bodies, Event Registry nests sources.
fn plain(value: &Value) -> Option<String> {
    match value {
        Value::String(text) if !text.trim().is_empty() => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Array(items) => {
            let parts: Vec<String> = items.iter().filter_map(plain).collect();
            (!parts.is_empty()).then(|| parts.join("\n\n"))
        }
        Value::Object(fields) => {
            ["value", "title", "name", "text", "uri", "summary", "sections", "paragraphs", "headline"]
                .iter()
                .filter_map(|key| fields.get(*key).and_then(plain))
                .reduce(|one, other| if one.len() >= other.len() { one } else { other })
        }
        _ => None,
    }
}

fn list(value: &Value) -> Vec<String> {
    match value {
        Value::Array(items) => items.iter().filter_map(plain).collect(),
        one => plain(one).map(|told| authors(&told)).unwrap_or_default(),
    }
}

/// Authors told in one string.
pub(crate) fn authors(told: &str) -> Vec<String> {
    let told = told.trim().trim_start_matches(['[', '\'']).trim_end_matches([']', '\'']);
    told.split([';', '|']).flat_map(|part| crate::headline::names(part.trim_matches(['\'', '"', ' ']), None)).collect()
}
