//! JSON lines: records of articles as `attache code` writes them, or happenings.

use std::io::Write;

use super::{ExportError, Source};
use crate::json_line;

/// Writes the record of each article.
pub(super) fn records(source: &dyn Source, out: &mut dyn Write) -> Result<(), ExportError> {
    source.articles(&mut |article| Ok(out.write_all(json_line(&article.record)?.as_bytes())?))
}

/// Writes each happening.
pub(super) fn happenings(source: &dyn Source, out: &mut dyn Write) -> Result<(), ExportError> {
    source.happenings(&mut |happening| Ok(out.write_all(json_line(happening)?.as_bytes())?))
}
