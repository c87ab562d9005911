//! Parquet: a row an event, in typed columns, in groups of rows that are written as they fill.

use std::io::Write;
use std::mem::take;
use std::sync::{Arc, Mutex, PoisonError};

use parquet::basic::{Compression, ZstdLevel};
use parquet::column::writer::ColumnWriter;
use parquet::data_type::ByteArray;
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;

use super::codes::quad;
use super::fields::identity;
use super::{ExportError, Source};
use crate::days;
use crate::view::EventView;
use crate::wire;

/// Rows in a group.
const GROUP: usize = 20_000;

/// A column's name and kind.
const COLUMNS: &[(&str, Kind)] = &[
    ("event", Kind::Text),
    ("happening", Kind::Text),
    ("article", Kind::Text),
    ("type", Kind::Text),
    ("mode", Kind::Text),
    ("status", Kind::Text),
    ("date", Kind::Text),
    ("date_first", Kind::Day),
    ("date_last", Kind::Day),
    ("date_basis", Kind::Text),
    ("date_why", Kind::Text),
    ("place", Kind::Text),
    ("place_country", Kind::Text),
    ("lat", Kind::Number),
    ("lon", Kind::Number),
    ("place_precision", Kind::Text),
    ("actors", Kind::List),
    ("actor_identities", Kind::List),
    ("actor_countries", Kind::List),
    ("actor_sectors", Kind::List),
    ("actor_offices", Kind::List),
    ("recipients", Kind::List),
    ("recipient_identities", Kind::List),
    ("recipient_countries", Kind::List),
    ("recipient_sectors", Kind::List),
    ("recipient_offices", Kind::List),
    ("subjects", Kind::List),
    ("contexts", Kind::List),
    ("cameo", Kind::Text),
    ("quad", Kind::Text),
    ("score", Kind::Number),
    ("confidence", Kind::Number),
    ("evidence", Kind::List),
    ("attributed_to", Kind::Text),
    ("outlet", Kind::Text),
    ("published", Kind::Text),
    ("published_day", Kind::Day),
    ("title", Kind::Text),
    ("origin", Kind::Text),
    ("copy_of", Kind::Text),
];

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Text,
    Number,
    Day,
    List,
}

/// A cell.
enum Cell {
    Text(Option<String>),
    Number(Option<f64>),
    Day(Option<i64>),
    List(Vec<Option<String>>),
}

/// What is written until it is passed on; the library wants a writer of its own.
#[derive(Clone, Default)]
struct Basket(Arc<Mutex<Vec<u8>>>);

impl Write for Basket {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl Basket {
    fn empty(&self, out: &mut dyn Write) -> std::io::Result<()> {
        out.write_all(&take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner)))
    }
}

/// The names of the columns.
#[cfg(test)]
pub(super) fn columns() -> impl Iterator<Item = &'static str> {
    COLUMNS.iter().map(|(name, _)| *name)
}

/// Writes the file.
pub(super) fn write(source: &dyn Source, out: &mut dyn Write) -> Result<(), ExportError> {
    let schema = Arc::new(parse_message_type(&message())?);
    let properties = WriterProperties::builder()
        .set_created_by("Attaché".to_owned())
        .set_compression(Compression::ZSTD(ZstdLevel::try_new(3)?))
        .build();
    let basket = Basket::default();
    let mut file = SerializedFileWriter::new(basket.clone(), schema, Arc::new(properties))?;
    let mut rows: Vec<Vec<Cell>> = Vec::new();
    source.events(&mut |view| {
        rows.push(row(view));
        if rows.len() >= GROUP {
            group(&mut file, &take(&mut rows))?;
            basket.empty(out)?;
        }
        Ok(())
    })?;
    if !rows.is_empty() {
        group(&mut file, &rows)?;
    }
    file.close()?;
    Ok(basket.empty(out)?)
}

/// The schema, as the library's parser reads it.
fn message() -> String {
    let columns = COLUMNS.iter().map(|(name, kind)| match kind {
        Kind::Text => format!("optional binary {name} (STRING);"),
        Kind::Number => format!("optional double {name};"),
        Kind::Day => format!("optional int32 {name} (DATE);"),
        Kind::List => {
            format!("required group {name} (LIST) {{ repeated group list {{ optional binary element (STRING); }} }}")
        }
    });
    format!("message event {{ {} }}", columns.collect::<Vec<_>>().join(" "))
}

fn row(view: &EventView) -> Vec<Cell> {
    let (event, article) = (&view.event, &view.article);
    let (date, place) = (event.date.as_ref(), event.place.as_ref());
    let (first, last) = date.map_or((None, None), |date| days::bounds(&date.value));
    let text = |text: &str| Cell::Text(Some(text.to_owned()));
    let optional = |text: Option<&String>| Cell::Text(text.cloned());
    let list = |items: &[String]| Cell::List(items.iter().cloned().map(Some).collect());
    let published = article.published.as_deref().map_or((None, None), days::bounds);
    let mut row = vec![
        text(&view.id),
        optional(view.happening.as_ref()),
        text(&article.id),
        text(&event.event_type),
        optional(event.mode.as_ref()),
        text(&event.status),
        optional(date.map(|date| &date.value)),
        Cell::Day(first),
        Cell::Day(last),
        optional(date.map(|date| &date.basis)),
        optional(date.map(|date| &date.why)),
        optional(place.map(|place| &place.name)),
        optional(place.and_then(|place| place.country.as_ref())),
        Cell::Number(place.and_then(|place| place.lat)),
        Cell::Number(place.and_then(|place| place.lon)),
        optional(place.map(|place| &place.precision)),
    ];
    row.extend(parties(view, &event.actor));
    row.extend(parties(view, &event.recipient));
    row.extend([
        list(&event.subjects),
        list(&event.contexts),
        text(&event.cameo),
        Cell::Text(quad(&event.event_type).map(str::to_owned)),
        Cell::Number(Some(event.score)),
        Cell::Number(Some(event.confidence)),
        list(&event.evidence),
        optional(event.attributed_to.as_ref()),
        optional(article.publisher.as_ref()),
        optional(article.published.as_ref()),
        Cell::Day(published.0.filter(|_| published.0 == published.1)),
        optional(article.title.as_ref()),
        text(&article.origin),
        optional(article.copy_of.as_ref()),
    ]);
    row
}

/// Names, identities, countries, sectors and offices of the parties, in the same order.
fn parties(view: &EventView, parties: &[wire::Party]) -> [Cell; 5] {
    let list = |of: &dyn Fn(&wire::Party) -> Option<String>| Cell::List(parties.iter().map(of).collect());
    let identity = |party: &wire::Party| identity(party, &view.identities).cloned();
    [
        list(&|party| Some(identity(party).map_or_else(|| party.name.clone(), |identity| identity.name))),
        list(&|party| identity(party).map(|identity| identity.id)),
        list(&|party| party.country.clone()),
        list(&|party| party.sector.clone()),
        list(&|party| party.office.clone()),
    ]
}

/// Writes a group of rows, column by column.
fn group(file: &mut SerializedFileWriter<Basket>, rows: &[Vec<Cell>]) -> Result<(), ParquetError> {
    let mut group = file.next_row_group()?;
    let mut n = 0;
    while let Some(mut column) = group.next_column()? {
        let cells = rows.iter().filter_map(|row| row.get(n));
        match column.untyped() {
            ColumnWriter::ByteArrayColumnWriter(writer) => {
                let (values, definitions, repetitions) = texts(cells);
                let is_list = COLUMNS.get(n).is_some_and(|(_, kind)| *kind == Kind::List);
                writer.write_batch(&values, Some(&definitions), is_list.then_some(repetitions.as_slice()))?;
            }
            ColumnWriter::DoubleColumnWriter(writer) => {
                let (values, definitions) = present(cells.map(|cell| match cell {
                    Cell::Number(number) => *number,
                    _ => None,
                }));
                writer.write_batch(&values, Some(&definitions), None)?;
            }
            ColumnWriter::Int32ColumnWriter(writer) => {
                let (values, definitions) = present(cells.map(|cell| match cell {
                    Cell::Day(day) => day.and_then(|day| i32::try_from(day).ok()),
                    _ => None,
                }));
                writer.write_batch(&values, Some(&definitions), None)?;
            }
            _ => return Err(ParquetError::General("a column of a kind that is not written".to_owned())),
        }
        column.close()?;
        n += 1;
    }
    group.close()?;
    Ok(())
}

/// The values that are there, and for each row whether one is.
fn present<T>(cells: impl Iterator<Item = Option<T>>) -> (Vec<T>, Vec<i16>) {
    let (mut values, mut definitions) = (Vec::new(), Vec::new());
    for cell in cells {
        definitions.push(i16::from(cell.is_some()));
        values.extend(cell);
    }
    (values, definitions)
}

/// The texts that are there, with the levels that tell rows, items and gaps apart: in a list 0 is none, 1 a gap, 2 an
/// item; outside 0 is a gap.
fn texts<'a>(cells: impl Iterator<Item = &'a Cell>) -> (Vec<ByteArray>, Vec<i16>, Vec<i16>) {
    let (mut values, mut definitions, mut repetitions) = (Vec::new(), Vec::new(), Vec::new());
    let bytes = |text: &String| ByteArray::from(text.as_bytes().to_vec());
    for cell in cells {
        match cell {
            Cell::List(items) if items.is_empty() => {
                definitions.push(0);
                repetitions.push(0);
            }
            Cell::List(items) => {
                for (row, item) in items.iter().enumerate() {
                    definitions.push(1 + i16::from(item.is_some()));
                    repetitions.push(i16::from(row > 0));
                    values.extend(item.as_ref().map(bytes));
                }
            }
            Cell::Text(text) => {
                definitions.push(i16::from(text.is_some()));
                values.extend(text.as_ref().map(bytes));
            }
            Cell::Number(_) | Cell::Day(_) => definitions.push(0),
        }
    }
    (values, definitions, repetitions)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Protects readers who know the table of events: its columns are here under the same names.
    #[test]
    fn columns_are_those_of_the_table() {
        for name in super::super::table::EVENT_COLUMNS {
            assert!(columns().any(|column| column == *name), "{name}");
        }
    }
}
