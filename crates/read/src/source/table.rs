//! Tables with a header line: CSV and TSV.

use std::io::{BufRead, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use super::{Documents, Stream, fails, fields};
use crate::input::{Document, Field, Given, MAX_DOCUMENT_BYTES, ReadError, ReadOptions, reason};

pub(super) fn documents(origin: String, stream: Stream, separator: u8, options: &ReadOptions) -> Documents {
    let since_row = Arc::new(AtomicU64::new(0));
    let guarded = Guarded { stream, since_row: since_row.clone() };
    let mut reader =
        csv::ReaderBuilder::new().delimiter(separator).flexible(true).quoting(separator != b'\t').from_reader(guarded);
    let header: Vec<String> = match reader.headers() {
        Ok(header) => header.iter().map(str::to_owned).collect(),
        Err(error) => return fails(ReadError::new(origin, told(&error))),
    };
    let columns = fields::columns(&header, options);
    if !columns.iter().any(|(field, _)| *field == Field::Text) {
        let why = format!("has no column of text among {}; name it with --columns text=COLUMN", header.join(", "));
        return fails(ReadError::new(origin, why));
    }
    Box::new(Rows { origin, reader, columns, n_columns: header.len(), n_row: 0, since_row, ended: false })
}

/// Stops a reader that has swallowed more than a record can hold: a quotation mark was opened and never closed.
struct Guarded {
    stream: Stream,
    since_row: Arc<AtomicU64>,
}

impl Read for Guarded {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let available = self.stream.fill_buf()?;
        let n_taken = available.len().min(buffer.len());
        buffer[..n_taken].copy_from_slice(&available[..n_taken]);
        self.stream.consume(n_taken);
        let total = self.since_row.fetch_add(n_taken as u64, Ordering::Relaxed) + n_taken as u64;
        if total > MAX_DOCUMENT_BYTES as u64 {
            let why = format!("a row is larger than {} MiB; is a quotation mark left open?", MAX_DOCUMENT_BYTES >> 20);
            return Err(std::io::Error::other(why));
        }
        Ok(n_taken)
    }
}

struct Rows {
    origin: String,
    reader: csv::Reader<Guarded>,
    columns: Vec<(Field, usize)>,
    n_columns: usize,
    n_row: usize,
    since_row: Arc<AtomicU64>,
    ended: bool,
}

impl Iterator for Rows {
    type Item = Result<Document, ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        let mut row = csv::ByteRecord::new();
        self.n_row += 1;
        self.since_row.store(0, Ordering::Relaxed);
        let origin = format!("{}#{}", self.origin, self.n_row);
        match self.reader.read_byte_record(&mut row) {
            Ok(false) => None,
            Ok(true) if row.len() != self.n_columns => {
                let why = format!(
                    "has {} fields where the header names {}; check the quotation marks around it",
                    row.len(),
                    self.n_columns
                );
                Some(Err(ReadError::new(origin, why)))
            }
            Ok(true) => Some(self.document(origin, &row)),
            Err(error) => {
                self.ended = true;
                Some(Err(ReadError::new(origin, told(&error))))
            }
        }
    }
}

impl Rows {
    fn document(&self, origin: String, row: &csv::ByteRecord) -> Result<Document, ReadError> {
        let field = |field: Field| {
            let (_, at) = self.columns.iter().find(|(known, _)| *known == field)?;
            let text = String::from_utf8_lossy(row.get(*at)?).into_owned();
            (!text.trim().is_empty()).then_some(text)
        };
        let given = Given {
            title: field(Field::Title),
            text: field(Field::Text),
            published: field(Field::Date),
            address: field(Field::Url),
            publisher: field(Field::Publisher),
            authors: field(Field::Authors).map(|told| fields::authors(&told)).unwrap_or_default(),
            language: field(Field::Language),
            ..Given::default()
        };
        if given.text.is_none() {
            return Err(ReadError::new(origin, "has no text in its row"));
        }
        Ok(Document { origin, bytes: Vec::new(), given })
    }
}

fn told(error: &csv::Error) -> String {
    match error.kind() {
        csv::ErrorKind::Io(error) => reason(error),
        _ => format!("is no table that can be read: {error}"),
    }
}
