//! File formats: what an archive answers, written for other programs.
//!
//! [`write()`] writes a [`Source`] in a [`Format`]. Formats that allow it are written as they are asked for, so that an
//! archive larger than memory can be. `docs/exports.md` describes each format, its fields, and how to open it.
//!
//! Texts are hostile: every format escapes as its own rules say. What a format cannot hold (control characters in XML,
//! a NUL in a table) is written as U+FFFD, the character for what cannot be shown; nothing else is changed, save where
//! `docs/exports.md` says so.
//!
//! **Invariant:** the same source gives the same bytes: no clock, no chance. Where a format wants the time of a change,
//! it is the latest publication date in the data.

mod brat;
mod calendar;
mod codes;
mod feed;
mod fields;
mod ftm;
mod gdelt;
mod geojson;
mod gexf;
mod jsonl;
mod parquet;
mod plover;
mod source;
mod sqlite;
mod table;
mod timelinejs;
mod web_annotation;
mod xml;
mod zip;

use std::io::Write;

pub use codes::country_name;
pub(crate) use fields::{happening_days, outlet, published, web_address};
pub use source::{Heading, Slice, Source, Told};
pub use sqlite::write_sqlite_file;
pub use table::{guarded, unguarded};

/// A file format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Format {
    /// A table with a row an event.
    CsvEvents,
    /// A table with a row a participant of an event.
    CsvParticipants,
    /// The table of events in typed columns.
    Parquet,
    /// Records of articles, one a line.
    Jsonl,
    /// Happenings with all their reports, one a line.
    JsonlHappenings,
    /// A database with plain tables.
    Sqlite,
    /// PLOVER records, one a line.
    Plover,
    /// A table in the columns of GDELT 2.0.
    Gdelt,
    /// A table in the columns of GDELT 1.0.
    Gdelt1,
    /// Happenings as points.
    GeoJson,
    /// A network whose edges have dates.
    Gexf,
    /// A timeline for TimelineJS.
    TimelineJs,
    /// A calendar.
    ICalendar,
    /// FollowTheMoney entities, one a line.
    FollowTheMoney,
    /// W3C Web Annotations.
    WebAnnotation,
    /// BRAT stand-off files in a ZIP archive.
    Brat,
    /// An Atom feed.
    Atom,
    /// An RSS feed.
    Rss,
}

impl Format {
    /// Every format.
    pub const ALL: [Format; 18] = [
        Format::CsvEvents,
        Format::CsvParticipants,
        Format::Parquet,
        Format::Jsonl,
        Format::JsonlHappenings,
        Format::Sqlite,
        Format::Plover,
        Format::Gdelt,
        Format::Gdelt1,
        Format::GeoJson,
        Format::Gexf,
        Format::TimelineJs,
        Format::ICalendar,
        Format::FollowTheMoney,
        Format::WebAnnotation,
        Format::Brat,
        Format::Atom,
        Format::Rss,
    ];

    /// The name it is asked for by.
    pub fn code(self) -> &'static str {
        self.facts().0
    }

    /// The format of a name.
    pub fn from_code(code: &str) -> Option<Format> {
        Format::ALL.into_iter().find(|format| format.code() == code)
    }

    /// The ending of its files.
    pub fn extension(self) -> &'static str {
        self.facts().1
    }

    /// Whether it is bytes rather than text.
    pub fn is_binary(self) -> bool {
        matches!(self, Format::Parquet | Format::Sqlite | Format::Brat)
    }

    /// Its media type.
    pub fn media_type(self) -> &'static str {
        self.facts().2
    }

    /// What it is, in a line.
    pub fn title(self) -> &'static str {
        self.facts().3
    }

    fn facts(self) -> (&'static str, &'static str, &'static str, &'static str) {
        match self {
            Format::CsvEvents => ("csv-events", "csv", "text/csv; charset=utf-8", "table, one row an event"),
            Format::CsvParticipants => {
                ("csv-participants", "csv", "text/csv; charset=utf-8", "table, one row a participant of an event")
            }
            Format::Parquet => {
                ("parquet", "parquet", "application/vnd.apache.parquet", "table in typed columns, one row an event")
            }
            Format::Jsonl => ("jsonl", "jsonl", "application/jsonl", "records of articles, one a line"),
            Format::JsonlHappenings => {
                ("jsonl-happenings", "jsonl", "application/jsonl", "happenings with their reports, one a line")
            }
            Format::Sqlite => ("sqlite", "db", "application/vnd.sqlite3", "database with plain tables, for Datasette"),
            Format::Plover => ("plover", "jsonl", "application/jsonl", "PLOVER records, one an event and line"),
            Format::Gdelt => {
                ("gdelt", "tsv", "text/tab-separated-values; charset=utf-8", "table in the columns of GDELT 2.0")
            }
            Format::Gdelt1 => {
                ("gdelt-1", "tsv", "text/tab-separated-values; charset=utf-8", "table in the columns of GDELT 1.0")
            }
            Format::GeoJson => ("geojson", "geojson", "application/geo+json", "happenings on the map"),
            Format::Gexf => ("gexf", "gexf", "application/gexf+xml", "network with dated edges, for Gephi"),
            Format::TimelineJs => ("timelinejs", "json", "application/json", "timeline for TimelineJS"),
            Format::ICalendar => ("ical", "ics", "text/calendar; charset=utf-8", "calendar"),
            Format::FollowTheMoney => ("ftm", "ftm.json", "application/jsonl", "FollowTheMoney entities, one a line"),
            Format::WebAnnotation => {
                ("web-annotation", "jsonld", "application/ld+json", "W3C Web Annotations of the articles")
            }
            Format::Brat => ("brat", "zip", "application/zip", "BRAT stand-off files of the articles"),
            Format::Atom => ("atom", "atom", "application/atom+xml", "Atom feed of happenings"),
            Format::Rss => ("rss", "rss", "application/rss+xml", "RSS feed of happenings"),
        }
    }
}

/// How to write.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// Begins tables with a byte order mark, which old spreadsheet programs need to see UTF-8.
    pub byte_order_mark: bool,
}

/// Why a file was not written.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The file could not be written to.
    #[error("cannot write: {0}")]
    Io(#[from] std::io::Error),
    /// The source failed.
    #[error("cannot read what is to be exported: {0}")]
    Source(Box<dyn std::error::Error + Send + Sync>),
    /// A value is no JSON.
    #[error("cannot write JSON: {0}")]
    Json(serde_json::Error),
    /// A Parquet file could not be written.
    #[error("cannot write Parquet: {0}")]
    Parquet(#[from] ::parquet::errors::ParquetError),
    /// A database could not be written.
    #[error("cannot write the database: {0}")]
    Sqlite(#[from] rusqlite::Error),
    /// More than the format holds.
    #[error("{0}")]
    TooMuch(&'static str),
}

impl From<csv::Error> for ExportError {
    fn from(error: csv::Error) -> ExportError {
        // A closed pipe must be seen as one.
        match error.into_kind() {
            csv::ErrorKind::Io(error) => ExportError::Io(error),
            other => ExportError::Io(std::io::Error::other(format!("{other:?}"))),
        }
    }
}

impl From<serde_json::Error> for ExportError {
    fn from(error: serde_json::Error) -> ExportError {
        if error.is_io() { ExportError::Io(error.into()) } else { ExportError::Json(error) }
    }
}

/// Writes a source in a format.
///
/// # Errors
/// When the source or the output fails, or the format cannot hold as much.
pub fn write(format: Format, source: &dyn Source, options: Options, out: &mut dyn Write) -> Result<(), ExportError> {
    match format {
        Format::CsvEvents => table::events(source, options, out),
        Format::CsvParticipants => table::participants(source, options, out),
        Format::Parquet => parquet::write(source, out),
        Format::Jsonl => jsonl::records(source, out),
        Format::JsonlHappenings => jsonl::happenings(source, out),
        Format::Sqlite => sqlite::write(source, out),
        Format::Plover => plover::write(source, out),
        Format::Gdelt => gdelt::write(source, gdelt::Edition::Second, out),
        Format::Gdelt1 => gdelt::write(source, gdelt::Edition::First, out),
        Format::GeoJson => geojson::write(source, out),
        Format::Gexf => gexf::write(source, out),
        Format::TimelineJs => timelinejs::write(source, out),
        Format::ICalendar => calendar::write(source, out),
        Format::FollowTheMoney => ftm::write(source, out),
        Format::WebAnnotation => web_annotation::write(source, out),
        Format::Brat => brat::write(source, out),
        Format::Atom => feed::atom(source, out),
        Format::Rss => feed::rss(source, out),
    }?;
    Ok(out.flush()?)
}
