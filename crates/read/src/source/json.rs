//! JSON: one object a line, one object, or an array of objects.

use serde_json::Value;

use super::{Documents, Stream, fails, fields, limited, read_line};
use crate::input::{Document, MAX_DOCUMENT_BYTES, ReadError, ReadOptions, reason};

pub(super) fn documents(origin: String, mut stream: Stream, options: &ReadOptions) -> Documents {
    let mut line = Vec::new();
    // A first line that is no whole object begins a file of another layout.
    let first = match read_line(&mut stream, &mut line, MAX_DOCUMENT_BYTES) {
        Ok((_, false)) => line.clone(),
        Ok((_, true)) => return fails(too_long(&origin, 1)),
        Err(error) => return fails(ReadError::new(origin, reason(&error))),
    };
    if serde_json::from_slice::<Value>(strip_mark(&first)).is_ok_and(|value| value.is_object()) {
        let lines = Lines { origin, stream, options: options.clone(), n_line: 0, pending: Some(first), ended: false };
        return Box::new(lines);
    }
    whole(origin, std::io::Read::chain(std::io::Cursor::new(first), stream), options)
}

fn strip_mark(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes)
}

fn whole(origin: String, stream: impl std::io::Read, options: &ReadOptions) -> Documents {
    let bytes = match limited(stream) {
        Ok(bytes) => bytes,
        Err(why) => return fails(ReadError::new(origin, why)),
    };
    let values = match serde_json::from_slice::<Value>(strip_mark(&bytes)) {
        Ok(Value::Array(items)) => items,
        Ok(value) => {
            // Event Registry and others put the list under a key.
            let list = value.as_object().and_then(|fields| {
                fields.values().find(|value| value.as_array().is_some_and(|items| items.iter().any(Value::is_object)))
            });
            match (fields::of_object(&value, options), list) {
                (None, Some(Value::Array(items))) => items.clone(),
                _ => vec![value],
            }
        }
        Err(error) => return fails(ReadError::new(origin, format!("is not JSON: {error}"))),
    };
    let options = options.clone();
    let n_values = values.len();
    Box::new(values.into_iter().enumerate().map(move |(idx, value)| {
        let origin = if n_values == 1 { origin.clone() } else { format!("{origin}#{}", idx + 1) };
        document(origin, &value, &options)
    }))
}

fn document(origin: String, value: &Value, options: &ReadOptions) -> Result<Document, ReadError> {
    match fields::of_object(value, options) {
        Some(given) => Ok(Document { origin, bytes: Vec::new(), given }),
        None => Err(ReadError::new(
            origin,
            "has no text: none of its keys is text, body, maintext or the like; name it with --columns text=KEY",
        )),
    }
}

fn too_long(origin: &str, n_line: usize) -> ReadError {
    ReadError::new(
        format!("{origin}#{n_line}"),
        format!("is longer than {} MiB, more than any article", MAX_DOCUMENT_BYTES >> 20),
    )
}

struct Lines {
    origin: String,
    stream: Stream,
    options: ReadOptions,
    n_line: usize,
    pending: Option<Vec<u8>>,
    ended: bool,
}

impl Iterator for Lines {
    type Item = Result<Document, ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        let mut line = Vec::new();
        while !self.ended {
            self.n_line += 1;
            let origin = || format!("{}#{}", self.origin, self.n_line);
            if let Some(pending) = self.pending.take() {
                line = pending;
            } else {
                match read_line(&mut self.stream, &mut line, MAX_DOCUMENT_BYTES) {
                    Ok((false, _)) => return None,
                    Ok((true, true)) => return Some(Err(too_long(&self.origin, self.n_line))),
                    Ok((true, false)) => {}
                    Err(error) => {
                        self.ended = true;
                        return Some(Err(ReadError::new(origin(), reason(&error))));
                    }
                }
            }
            if line.iter().all(u8::is_ascii_whitespace) {
                continue;
            }
            return Some(match serde_json::from_slice::<Value>(strip_mark(&line)) {
                Ok(value) => document(origin(), &value, &self.options),
                Err(error) => Err(ReadError::new(origin(), format!("is not JSON: {error}"))),
            });
        }
        None
    }
}
