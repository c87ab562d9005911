//! WARC files, as web archives and CC-NEWS keep pages: one record at a time, memory bounded by the largest page.
//!
//! Only responses and resources that hold pages come out; requests, pictures and metadata are passed over. A record
//! whose length is a lie is reported, and the next one is looked for.

use std::io::{BufRead, Read};

use super::{Documents, Stream, read_line};
use crate::input::{Document, Given, MAX_DOCUMENT_BYTES, ReadError, reason};

const MAX_HEADER_LINE: usize = 64 * 1024;
const MAX_HEADER_LINES: usize = 400;

pub(super) fn documents(origin: String, stream: Stream) -> Documents {
    Box::new(Records { origin, stream, n_record: 0, ended: false })
}

struct Records {
    origin: String,
    stream: Stream,
    n_record: usize,
    ended: bool,
}

#[derive(Default)]
struct Header {
    kind: String,
    length: Option<u64>,
    address: Option<String>,
    content_type: String,
}

impl Iterator for Records {
    type Item = Result<Document, ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.ended {
            match self.record() {
                Ok(Some(document)) => return Some(Ok(document)),
                Ok(None) => {}
                Err(why) => return Some(Err(ReadError::new(format!("{}#{}", self.origin, self.n_record), why))),
            }
        }
        None
    }
}

impl Records {
    /// The next record's page; `None` where it holds none or the file has ended.
    fn record(&mut self) -> Result<Option<Document>, String> {
        if !self.find_start()? {
            self.ended = true;
            return Ok(None);
        }
        self.n_record += 1;
        let header = self.header()?;
        let Some(length) = header.length else { return Err("the record does not say how long it is".to_owned()) };
        let is_page = matches!(header.kind.as_str(), "response" | "resource" | "conversion");
        if !is_page || length > MAX_DOCUMENT_BYTES as u64 {
            let n_skipped = self.skip(length)?;
            if n_skipped < length {
                self.ended = true;
                return Err(format!("the record says {length} bytes but the file ends after {n_skipped}"));
            }
            return if is_page {
                Err(format!("is larger than {} MiB, more than any article", MAX_DOCUMENT_BYTES >> 20))
            } else {
                Ok(None)
            };
        }
        let mut payload = Vec::new();
        let read = (&mut self.stream).take(length).read_to_end(&mut payload);
        if let Err(error) = read {
            self.ended = true;
            return Err(reason(&error));
        }
        if (payload.len() as u64) < length {
            self.ended = true;
            return Err(format!("the record says {length} bytes but the file ends after {}", payload.len()));
        }
        if !self.ends_here()? {
            return Err("the record is not as long as it says; the next one was looked for".to_owned());
        }
        Ok(self.page(header, payload))
    }

    /// Whether the record's end follows: two line ends, then the next record or the end of the file.
    fn ends_here(&mut self) -> Result<bool, String> {
        let buffer = self.stream.fill_buf().map_err(|error| reason(&error))?;
        let rest = buffer.iter().position(|byte| !matches!(byte, b'\r' | b'\n'));
        Ok(match rest {
            None => true,
            Some(at) => at > 0 && (buffer[at..].starts_with(b"WARC/") || buffer.len() - at < 5),
        })
    }

    /// Moves to the next `WARC/1.x` line.
    fn find_start(&mut self) -> Result<bool, String> {
        let mut line = Vec::new();
        loop {
            match read_line(&mut self.stream, &mut line, MAX_HEADER_LINE) {
                Ok((false, _)) => return Ok(false),
                Ok((true, too_long)) => {
                    if !too_long && line.starts_with(b"WARC/") {
                        return Ok(true);
                    }
                }
                Err(error) => {
                    self.ended = true;
                    return Err(reason(&error));
                }
            }
        }
    }

    fn header(&mut self) -> Result<Header, String> {
        let mut header = Header::default();
        let mut line = Vec::new();
        for _ in 0..MAX_HEADER_LINES {
            match read_line(&mut self.stream, &mut line, MAX_HEADER_LINE) {
                Ok((true, false)) => {}
                Ok(_) => break,
                Err(error) => {
                    self.ended = true;
                    return Err(reason(&error));
                }
            }
            let text = String::from_utf8_lossy(&line);
            let text = text.trim();
            if text.is_empty() {
                return Ok(header);
            }
            let Some((name, value)) = text.split_once(':') else { continue };
            let value = value.trim();
            match name.trim().to_ascii_lowercase().as_str() {
                "warc-type" => header.kind = value.to_ascii_lowercase(),
                "content-length" => header.length = value.parse().ok(),
                "warc-target-uri" => header.address = Some(value.trim_matches(['<', '>']).to_owned()),
                "content-type" => header.content_type = value.to_ascii_lowercase(),
                _ => {}
            }
        }
        Err("the record's header has no end".to_owned())
    }

    fn skip(&mut self, length: u64) -> Result<u64, String> {
        std::io::copy(&mut (&mut self.stream).take(length), &mut std::io::sink()).map_err(|error| {
            self.ended = true;
            reason(&error)
        })
    }

    fn page(&self, header: Header, payload: Vec<u8>) -> Option<Document> {
        let origin = format!("{}#{}", self.origin, self.n_record);
        let given = Given { address: header.address, ..Given::default() };
        if header.kind == "response" || header.content_type.contains("application/http") {
            let (content_type, bytes) = http_body(payload)?;
            let given = Given { charset: charset(&content_type), ..given };
            return holds_page(&content_type).then_some(Document { origin, bytes, given });
        }
        holds_page(&header.content_type).then_some(Document { origin, bytes: payload, given })
    }
}

/// The charset of `text/html; charset=utf-8`.
fn charset(content_type: &str) -> Option<String> {
    let (_, told) = content_type.split_once("charset=")?;
    let told = told.split([';', ',']).next()?.trim().trim_matches(['"', '\'']);
    (!told.is_empty()).then(|| told.to_owned())
}

fn holds_page(content_type: &str) -> bool {
    content_type.is_empty() || ["text/html", "text/plain", "xhtml"].iter().any(|kind| content_type.contains(kind))
}

/// The type and bytes of an answer, chunks joined and compression taken off; `None` for anything but a page that was
/// found.
fn http_body(payload: Vec<u8>) -> Option<(String, Vec<u8>)> {
    let end = crate::decode::find(&payload, b"\r\n\r\n")
        .map(|at| (at, at + 4))
        .or_else(|| crate::decode::find(&payload, b"\n\n").map(|at| (at, at + 2)))?;
    let head = String::from_utf8_lossy(payload.get(..end.0)?).into_owned();
    let status = head.split_whitespace().nth(1)?;
    if !status.starts_with('2') {
        return None;
    }
    let field = |wanted: &str| {
        head.lines().skip(1).find_map(|line| {
            let (name, value) = line.split_once(':')?;
            name.trim().eq_ignore_ascii_case(wanted).then(|| value.trim().to_ascii_lowercase())
        })
    };
    let mut bytes = payload.get(end.1..)?.to_vec();
    if field("transfer-encoding").is_some_and(|value| value.contains("chunked")) {
        bytes = joined_chunks(&bytes).unwrap_or(bytes);
    }
    if bytes.starts_with(&[0x1f, 0x8b]) {
        let mut plain = Vec::new();
        let decoder = flate2::read::MultiGzDecoder::new(bytes.as_slice());
        decoder.take(MAX_DOCUMENT_BYTES as u64).read_to_end(&mut plain).ok()?;
        bytes = plain;
    }
    Some((field("content-type").unwrap_or_default(), bytes))
}

/// `None` where the body is not in chunks in spite of what its head says.
fn joined_chunks(body: &[u8]) -> Option<Vec<u8>> {
    let mut joined = Vec::with_capacity(body.len());
    let mut rest = body;
    loop {
        let end = crate::decode::find(&rest[..rest.len().min(32)], b"\r\n")?;
        let size = std::str::from_utf8(&rest[..end]).ok()?.split(';').next()?.trim();
        let size = usize::from_str_radix(size, 16).ok()?;
        rest = rest.get(end + 2..)?;
        if size == 0 {
            return Some(joined);
        }
        joined.extend_from_slice(rest.get(..size)?);
        rest = rest.get(size..)?.strip_prefix(b"\r\n").unwrap_or_default();
        if rest.is_empty() {
            return Some(joined);
        }
    }
}
