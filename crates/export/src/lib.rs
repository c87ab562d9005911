//! The wire form: records as the program prints them.
//!
//! [`record()`] and [`article`] turn the layers of one article into [`wire`] structs, which serialise to the versioned
//! JSON of `docs/schema/attache-1.schema.json`; [`json_line`] writes one a line. CoNLL-U is written where it is read,
//! in the room `parse`.
//!
//! Inside the program spans count bytes; here they count Unicode code points, end exclusive, so that
//! `article.text[start:end]` in most scripting languages is what is meant.
//!
//! **Invariant:** nothing here decides anything about an article. What is not in the layers is not in the wire form.

pub mod brief;
mod date;
mod days;
pub mod draw;
pub mod formats;
mod record;
mod sentence;
pub mod view;
pub mod wire;

pub use self::record::{article, record};
pub use ::record::Ids;
pub use date::date_in_words;
pub use sentence::sentence;

/// One value as a line of JSON, with its line feed.
///
/// # Errors
/// When a value cannot be written as JSON; none of the [`wire`] structs is such a value.
pub fn json_line<T: serde::Serialize>(value: &T) -> Result<String, serde_json::Error> {
    let mut line = serde_json::to_string(value)?;
    line.push('\n');
    Ok(line)
}
