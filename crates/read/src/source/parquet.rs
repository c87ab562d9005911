//! Parquet files: one row at a time out of one row group after the other, and only the columns that say something about
//! an article.

use std::panic::{AssertUnwindSafe, catch_unwind};

use parquet::errors::ParquetError;
use parquet::file::reader::{ChunkReader, FileReader, SerializedFileReader};
use parquet::record::Field as Value;
use parquet::record::reader::RowIter;
use parquet::record::{List, Row};
use parquet::schema::types::{Type, TypePtr};

use super::{Documents, fails, fields};
use crate::input::{Document, Field, Given, MAX_DOCUMENT_BYTES, ReadError, ReadOptions};

pub(super) fn documents<R: ChunkReader + 'static>(origin: String, file: R, options: &ReadOptions) -> Documents {
    match guarded(|| opened(file, options)) {
        Ok((rows, columns)) => Box::new(Rows { origin, rows, columns, n_row: 0, ended: false }),
        Err(why) => fails(ReadError::new(origin, why)),
    }
}

/// The rows of a file, cut down to the columns that are used, and which is which.
fn opened<R: ChunkReader + 'static>(
    file: R,
    options: &ReadOptions,
) -> Result<(RowIter<'static>, Vec<(Field, String)>), String> {
    let reader = SerializedFileReader::new(file).map_err(|error| told(&error))?;
    let schema = reader.metadata().file_metadata().schema();
    let header: Vec<String> = schema.get_fields().iter().map(|column| column.name().to_owned()).collect();
    let columns = fields::columns(&header, options);
    if !columns.iter().any(|(field, _)| *field == Field::Text) {
        return Err(format!("has no column of text among {}; name it with --columns text=COLUMN", header.join(", ")));
    }
    let mut places: Vec<usize> = columns.iter().map(|(_, at)| *at).collect();
    places.sort_unstable();
    places.dedup();
    let used: Vec<TypePtr> = places.iter().filter_map(|at| schema.get_fields().get(*at).cloned()).collect();
    let wanted = Type::group_type_builder(schema.name()).with_fields(used).build().map_err(|error| told(&error))?;
    let columns = columns.into_iter().filter_map(|(field, at)| Some((field, header.get(at)?.clone()))).collect();
    let rows = RowIter::from_file_into(Box::new(reader)).project(Some(wanted)).map_err(|error| told(&error))?;
    // Texts are long: fewer rows at a time than for numbers.
    Ok((rows.with_batch_size(ROWS_AT_ONCE), columns))
}

const ROWS_AT_ONCE: usize = 64;

struct Rows {
    origin: String,
    rows: RowIter<'static>,
    columns: Vec<(Field, String)>,
    n_row: usize,
    ended: bool,
}

impl Iterator for Rows {
    type Item = Result<Document, ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        self.n_row += 1;
        let origin = format!("{}#{}", self.origin, self.n_row);
        let row = guarded(|| self.rows.next().transpose().map_err(|error| told(&error)));
        match row {
            Ok(None) => None,
            Ok(Some(row)) => Some(document(origin, &row, &self.columns)),
            Err(why) => {
                self.ended = true;
                Some(Err(ReadError::new(origin, why)))
            }
        }
    }
}

fn document(origin: String, row: &Row, columns: &[(Field, String)]) -> Result<Document, ReadError> {
    let value = |field: Field| {
        let (_, name) = columns.iter().find(|(known, _)| *known == field)?;
        row.get_column_iter().find(|(column, _)| *column == name).map(|(_, value)| value)
    };
    let text = |field: Field| value(field).and_then(plain).filter(|text| !text.trim().is_empty());
    let authors = match value(Field::Authors) {
        Some(Value::ListInternal(list)) => list.elements().iter().filter_map(plain).collect(),
        Some(one) => plain(one).map(|told| fields::authors(&told)).unwrap_or_default(),
        None => Vec::new(),
    };
    let given = Given {
        title: text(Field::Title),
        text: text(Field::Text),
        published: text(Field::Date),
        address: text(Field::Url),
        publisher: text(Field::Publisher),
        authors,
        language: text(Field::Language),
        ..Given::default()
    };
    match &given.text {
        None => Err(ReadError::new(origin, "has no text in its row")),
        Some(text) if text.len() > MAX_DOCUMENT_BYTES => Err(ReadError::new(
            origin,
            format!("is larger than {} MiB, more than any article", MAX_DOCUMENT_BYTES >> 20),
        )),
        Some(_) => Ok(Document { origin, bytes: Vec::new(), given }),
    }
}

/// A value as text; lists of paragraphs are joined, moments are written as the day they fall on.
fn plain(value: &Value) -> Option<String> {
    const MS_PER_DAY: i64 = 86_400_000;
    let day = |days: i64| calendar::civil::add_days(calendar::civil::day(1970, 1, 1)?, i32::try_from(days).ok()?);
    match value {
        Value::Str(text) => Some(text.clone()),
        Value::Bytes(bytes) => Some(String::from_utf8_lossy(bytes.data()).into_owned()),
        Value::Date(days) => day(i64::from(*days)).map(|day| day.to_string()),
        Value::TimestampMillis(ms) => day(ms.div_euclid(MS_PER_DAY)).map(|day| day.to_string()),
        Value::TimestampMicros(us) => day(us.div_euclid(1000 * MS_PER_DAY)).map(|day| day.to_string()),
        Value::Int(number) => Some(number.to_string()),
        Value::Long(number) => Some(number.to_string()),
        Value::UInt(number) => Some(number.to_string()),
        Value::ULong(number) => Some(number.to_string()),
        Value::ListInternal(list) => joined(list),
        Value::Group(row) => row.get_column_iter().find_map(|(_, value)| plain(value)),
        _ => None,
    }
}

fn joined(list: &List) -> Option<String> {
    let parts: Vec<String> = list.elements().iter().filter_map(plain).collect();
    (!parts.is_empty()).then(|| parts.join("\n\n"))
}

fn told(error: &ParquetError) -> String {
    match error {
        ParquetError::NYI(what) => format!("is a Parquet file of a kind that cannot be read yet: {what}"),
        other => format!("is no Parquet file that can be read: {other}"),
    }
}

/// The library panics on some damaged files. Its state is not used after that.
fn guarded<T>(work: impl FnOnce() -> Result<T, String>) -> Result<T, String> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| Err("is a damaged Parquet file".to_owned()))
}
