//! Records as the archive keeps them: JSON, compressed against the article's own text.
//!
//! The text stands in a column of its own, where any SQLite tool can read and search it. What a record quotes of it
//! (names, evidence) then costs a reference. Field names are shared by a fixed sample.

use std::borrow::Cow;

use export::wire;

use crate::{ArchiveError, Extra};

/// Shared words of all records. Part of the format: a change makes earlier archives unreadable.
const SAMPLE: &str = include_str!("sample.json");

/// Text beyond this is not used to compress: 8 MiB of text would make each record cost as much to open.
const TEXT_MOST: usize = 1 << 18;

/// Fast enough to be lost beside coding, within a tenth of the best size.
const LEVEL: i32 = 6;

/// A record can say a lot about a little text, but not without end.
const UNPACKED_MOST: usize = 1 << 30;

#[derive(serde::Serialize, serde::Deserialize)]
struct Packed<'a> {
    record: Cow<'a, wire::Record>,
    extra: Cow<'a, Extra>,
}

fn dictionary(text: &str) -> Vec<u8> {
    let cut = (0..=TEXT_MOST.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    [SAMPLE.as_bytes(), &text.as_bytes()[..cut]].concat()
}

/// Packs a record; its text is kept apart.
pub(crate) fn pack(record: &wire::Record, extra: &Extra) -> Result<Vec<u8>, ArchiveError> {
    let text = &record.article.text;
    let mut bare = record.clone();
    bare.article.text = String::new();
    let json = serde_json::to_vec(&Packed { record: Cow::Owned(bare), extra: Cow::Borrowed(extra) })
        .map_err(|error| ArchiveError::Damaged(error.to_string()))?;
    let failed = |error: std::io::Error| ArchiveError::Damaged(format!("a record cannot be packed: {error}"));
    let mut compressor = zstd::bulk::Compressor::with_dictionary(LEVEL, &dictionary(text)).map_err(failed)?;
    let mut packed = (json.len() as u32).to_le_bytes().to_vec();
    packed.extend(compressor.compress(&json).map_err(failed)?);
    Ok(packed)
}

/// The record packed with `text`.
pub(crate) fn unpack(packed: &[u8], text: &str) -> Result<(wire::Record, Extra), ArchiveError> {
    let damaged = |what: &str| ArchiveError::Damaged(format!("a record cannot be unpacked: {what}"));
    let (size, body) = packed.split_first_chunk::<4>().ok_or_else(|| damaged("too short"))?;
    let size = u32::from_le_bytes(*size) as usize;
    if size > UNPACKED_MOST {
        return Err(damaged("too long"));
    }
    let mut decompressor =
        zstd::bulk::Decompressor::with_dictionary(&dictionary(text)).map_err(|error| damaged(&error.to_string()))?;
    let json = decompressor.decompress(body, size).map_err(|error| damaged(&error.to_string()))?;
    let Packed { record, extra } = serde_json::from_slice(&json).map_err(|error| damaged(&error.to_string()))?;
    let mut record = record.into_owned();
    record.article.text = text.to_owned();
    Ok((record, extra.into_owned()))
}
