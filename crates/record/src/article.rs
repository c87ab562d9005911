//! The first layer: the article found in an input.

use crate::{Edtf, Finding, Span};

/// An article as `read` found it: its clean text and what the page says about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Article {
    /// Hash of the content (title, publication date and text), in lower-case hexadecimal.
    pub id: String,
    /// Path or address it came from, as given; for archives `FILE#RECORD`.
    pub origin: String,
    /// Headline; never part of `text`.
    pub title: Option<String>,
    /// The outlet, as the page names it.
    pub publisher: Option<String>,
    /// Authors or agencies, as printed.
    pub byline: Vec<String>,
    /// Publication date; `None` where the page does not state one.
    pub published: Option<Published>,
    /// Every date found on the page, best first, with what became of it; for `explain`.
    pub date_candidates: Vec<DateCandidate>,
    /// BCP 47 language tag, where told or recognised.
    pub language: Option<String>,
    /// The article's own text: paragraphs parted by a blank line, nothing else of the page. All spans cut this text.
    pub text: String,
    /// What the stretches of `text` are. Sorted, not overlapping; together they cover every paragraph.
    pub regions: Vec<Region>,
    /// Where each stretch of `text` stood in the decoded input.
    pub source_map: SourceMap,
    /// What `read` worked around.
    pub findings: Vec<Finding>,
}

/// A publication date with its ground.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Published {
    /// The date, in the page's own time zone.
    pub value: Edtf,
    /// How it is known.
    pub basis: DateBasis,
    /// The words or metadata of the page that say so.
    pub evidence: String,
}

crate::codes! {
    /// How a date is known. Publication dates use the first five, event dates the last four.
    pub enum DateBasis {
        Given = "given",
        Metadata = "metadata",
        Address = "address",
        Stated = "stated",
        Relative = "relative",
        Inferred = "inferred",
        Unknown = "unknown",
    }
}

/// A date on the page that could have been the publication date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DateCandidate {
    /// The date read.
    pub value: Edtf,
    /// Where it stood: `json-ld`, `meta`, `time`, `address`, `published-line`, `dateline`, `clock`, `related`, `copyright`, …
    pub kind: &'static str,
    /// The words of the page.
    pub evidence: String,
    /// Why it was taken or refused.
    pub verdict: String,
}

/// A stretch of the clean text and what it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Region {
    /// The stretch, without surrounding blank lines.
    pub span: Span,
    /// What it is.
    pub kind: RegionKind,
}

crate::codes! {
    /// What a paragraph of the clean text is.
    pub enum RegionKind {
        Paragraph = "paragraph",
        Dateline = "dateline",
        Heading = "heading",
        ListItem = "list-item",
        Quotation = "quotation",
    }
}

/// Maps stretches of the clean text back to the decoded input.
///
/// Invariant: `(text_start, raw_start)` pairs are sorted by `text_start`; a position maps by the last pair at or
/// before it. Empty where the input was already clean text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SourceMap {
    /// `(byte in text, byte in decoded input)`.
    pub anchors: Vec<(u32, u32)>,
}

impl SourceMap {
    /// The byte of the decoded input that a byte of the text came from; `None` without a map.
    pub fn raw(&self, text_byte: usize) -> Option<usize> {
        let after = self.anchors.partition_point(|(text, _)| *text as usize <= text_byte);
        let (text, raw) = *self.anchors.get(after.checked_sub(1)?)?;
        Some(raw as usize + (text_byte - text as usize))
    }
}
