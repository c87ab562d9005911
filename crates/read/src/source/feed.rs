//! RSS and Atom.

use super::{Documents, Stream, fails, limited};
use crate::input::{Document, Given, ReadError};

pub(super) fn documents(origin: String, stream: Stream) -> Documents {
    let bytes = match limited(stream) {
        Ok(bytes) => bytes,
        Err(why) => return fails(ReadError::new(origin, why)),
    };
    let feed = match feed_rs::parser::parse(bytes.as_slice()) {
        Ok(feed) => feed,
        Err(error) => return fails(ReadError::new(origin, format!("is no feed that can be read: {error}"))),
    };
    if feed.entries.is_empty() {
        return fails(ReadError::new(origin, "the feed has no entries"));
    }
    let publisher = feed.title.map(|title| title.content);
    let language = feed.language;
    Box::new(feed.entries.into_iter().enumerate().map(move |(idx, entry)| {
        let origin = format!("{origin}#{}", idx + 1);
        let body = entry.content.and_then(|content| content.body);
        let summary = entry.summary.map(|summary| summary.content);
        let longer = match (body, summary) {
            (Some(body), Some(summary)) if summary.len() > body.len() => Some(summary),
            (body, summary) => body.or(summary),
        };
        let Some(text) = longer.filter(|text| !text.trim().is_empty()) else {
            return Err(ReadError::new(origin, "the entry has no text"));
        };
        let given = Given {
            title: entry.title.map(|title| title.content),
            text: Some(text),
            published: entry.published.map(|date| date.to_rfc3339()),
            address: entry.links.into_iter().next().map(|link| link.href),
            publisher: publisher.clone(),
            authors: entry.authors.into_iter().filter_map(|author| author.name).collect(),
            language: language.clone(),
            ..Given::default()
        };
        Ok(Document { origin, bytes: Vec::new(), given })
    }))
}
