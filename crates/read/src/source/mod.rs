//! Files that hold one document or many: what they are is told by their first bytes, compression is taken off, and
//! records come out one at a time, however large the file.

mod feed;
mod fields;
mod json;
#[cfg(feature = "parquet")]
mod parquet;
mod table;
mod warc;

use std::io::{BufRead, BufReader, Cursor, Read, Seek};

use crate::input::{Document, Given, InputKind, MAX_DOCUMENT_BYTES, ReadError, ReadOptions, reason};

/// Documents in order, each or the reason why there is none.
pub(crate) type Documents = Box<dyn Iterator<Item = Result<Document, ReadError>> + Send>;

/// A stream of bytes that can be looked ahead in.
pub(crate) type Stream = Box<dyn BufRead + Send>;

/// How far the content is looked at to tell its kind.
const SNIFF_BYTES: usize = 16 * 1024;
/// Compression inside compression is followed this far.
const MAX_LAYERS: usize = 3;

/// The documents of a file. A Parquet file is read from its end, which a stream does not have.
pub(crate) fn open_file(origin: String, mut file: std::fs::File, options: &ReadOptions) -> Documents {
    let mut mark = Vec::new();
    let begun = (&mut file).take(PARQUET_MARK.len() as u64).read_to_end(&mut mark).and_then(|_| file.rewind());
    match begun {
        Ok(()) if mark == PARQUET_MARK && options.kind.is_none_or(|kind| kind == InputKind::Parquet) => {
            parquet_documents(origin, file, options)
        }
        Ok(()) => open(origin, Box::new(file), options),
        // A pipe or device cannot go back; its first bytes are put before the rest.
        Err(_) if !mark.is_empty() => open(origin, Box::new(Cursor::new(mark).chain(file)), options),
        Err(error) => fails(ReadError::new(origin, reason(&error))),
    }
}

/// The first and last bytes of a Parquet file.
const PARQUET_MARK: &[u8] = b"PAR1";

#[cfg(feature = "parquet")]
fn parquet_documents<R: ::parquet::file::reader::ChunkReader + 'static>(
    origin: String,
    file: R,
    options: &ReadOptions,
) -> Documents {
    parquet::documents(origin, file, options)
}

#[cfg(not(feature = "parquet"))]
fn parquet_documents<R>(origin: String, _: R, _: &ReadOptions) -> Documents {
    fails(ReadError::new(origin, "is a Parquet file; this program was built without the feature `parquet`"))
}

/// Parquet without a file (standard input, the web, compressed) is held in memory up to this size.
const MAX_PARQUET_IN_MEMORY: u64 = 256 << 20;

fn parquet_stream(origin: String, stream: Stream, options: &ReadOptions) -> Documents {
    let mut bytes = Vec::new();
    match stream.take(MAX_PARQUET_IN_MEMORY + 1).read_to_end(&mut bytes) {
        Err(error) => fails(ReadError::new(origin, reason(&error))),
        Ok(_) if bytes.len() as u64 > MAX_PARQUET_IN_MEMORY => {
            let why = format!("is Parquet of more than {} MiB; give it as a file", MAX_PARQUET_IN_MEMORY >> 20);
            fails(ReadError::new(origin, why))
        }
        Ok(_) => parquet_documents(origin, bytes::Bytes::from(bytes), options),
    }
}

/// The documents of a stream.
pub(crate) fn open(origin: String, stream: Box<dyn Read + Send>, options: &ReadOptions) -> Documents {
    let (head, stream) = match unpacked(stream) {
        Ok(found) => found,
        Err(error) => return fails(ReadError::new(origin, reason(&error))),
    };
    let kind = options.kind.unwrap_or_else(|| kind_of(&head, options));
    match kind {
        InputKind::Jsonl => json::documents(origin, stream, options),
        InputKind::Csv => table::documents(origin, stream, separator(&head, b','), options),
        InputKind::Tsv => table::documents(origin, stream, b'\t', options),
        InputKind::Feed => feed::documents(origin, stream),
        InputKind::Warc => warc::documents(origin, stream),
        InputKind::Parquet => parquet_stream(origin, stream, options),
        InputKind::Text | InputKind::Html => page(origin, stream, options.kind),
    }
}

pub(crate) fn fails(error: ReadError) -> Documents {
    Box::new(std::iter::once(Err(error)))
}

/// Takes compression off and looks at the first bytes.
fn unpacked(stream: Box<dyn Read + Send>) -> std::io::Result<(Vec<u8>, Stream)> {
    let mut stream = stream;
    for _ in 0..=MAX_LAYERS {
        let mut head = Vec::new();
        (&mut stream).take(SNIFF_BYTES as u64).read_to_end(&mut head)?;
        let rest: Box<dyn Read + Send> = Box::new(Cursor::new(head.clone()).chain(stream));
        if head.starts_with(&[0x1f, 0x8b]) {
            stream = Box::new(flate2::bufread::MultiGzDecoder::new(BufReader::new(rest)));
        } else if head.starts_with(&[0x28, 0xb5, 0x2f, 0xfd]) {
            stream = Box::new(zstd::stream::read::Decoder::new(rest)?);
        } else {
            return Ok((head, Box::new(BufReader::with_capacity(64 * 1024, rest))));
        }
    }
    Err(std::io::Error::other(format!("compressed more than {MAX_LAYERS} times over")))
}

/// What a stream holds, by its first bytes.
fn kind_of(head: &[u8], options: &ReadOptions) -> InputKind {
    if head.starts_with(PARQUET_MARK) {
        return InputKind::Parquet;
    }
    let text = String::from_utf8_lossy(head);
    let text = text.trim_start_matches('\u{feff}').trim_start();
    if text.starts_with("WARC/") {
        return InputKind::Warc;
    }
    let brace = text.trim_start_matches('[').trim_start();
    if brace.starts_with('{') && brace[1..].trim_start().starts_with('"') {
        return InputKind::Jsonl;
    }
    let opening: String = text.chars().take(3000).collect();
    let is_xml = text.starts_with('<');
    if is_xml && !opening.contains("<html") && ["<rss", "<feed", "<rdf:RDF"].iter().any(|tag| opening.contains(tag)) {
        return InputKind::Feed;
    }
    let first_line = text.lines().next().unwrap_or("");
    for (separator, kind) in [('\t', InputKind::Tsv), (',', InputKind::Csv), (';', InputKind::Csv)] {
        if fields::is_header(first_line, separator, options) {
            return kind;
        }
    }
    InputKind::Text
}

/// Whether the head of a file named `.json` is a page after all, or names a key that holds text.
pub(crate) fn names_text(head: &[u8]) -> bool {
    let text = String::from_utf8_lossy(head);
    !text.trim_start().starts_with(['{', '[']) || fields::names_text(&text)
}

/// The mark between the columns: `;` where a comma means decimals.
fn separator(head: &[u8], usual: u8) -> u8 {
    let line = head.split(|byte| *byte == b'\n').next().unwrap_or(head);
    let count = |mark: u8| line.iter().filter(|byte| **byte == mark).count();
    [usual, b';', b'\t', b'|'].into_iter().max_by_key(|mark| (count(*mark), *mark == usual)).unwrap_or(usual)
}

/// The whole stream as one document.
fn page(origin: String, stream: Stream, kind: Option<InputKind>) -> Documents {
    match limited(stream) {
        Ok(bytes) => {
            let given = Given { kind, ..Given::default() };
            Box::new(std::iter::once(Ok(Document { origin, bytes, given })))
        }
        Err(why) => fails(ReadError::new(origin, why)),
    }
}

/// All bytes of a stream, where they are not too many.
fn limited(stream: impl Read) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    stream.take(MAX_DOCUMENT_BYTES as u64 + 1).read_to_end(&mut bytes).map_err(|error| reason(&error))?;
    if bytes.len() > MAX_DOCUMENT_BYTES {
        return Err(format!("is larger than {} MiB, more than any article", MAX_DOCUMENT_BYTES >> 20));
    }
    Ok(bytes)
}

/// Reads up to a line's end into `line`, at most `most` bytes; the rest of a longer line is passed over. Returns whether
/// there was anything, and whether the line was too long.
pub(crate) fn read_line(stream: &mut Stream, line: &mut Vec<u8>, most: usize) -> std::io::Result<(bool, bool)> {
    line.clear();
    let (mut any, mut too_long) = (false, false);
    loop {
        let buffer = stream.fill_buf()?;
        if buffer.is_empty() {
            return Ok((any, too_long));
        }
        any = true;
        let end = buffer.iter().position(|byte| *byte == b'\n');
        let n_taken = end.map_or(buffer.len(), |end| end + 1);
        if line.len() + n_taken > most {
            too_long = true;
        } else {
            line.extend_from_slice(&buffer[..n_taken]);
        }
        stream.consume(n_taken);
        if end.is_some() {
            return Ok((any, too_long));
        }
    }
}
