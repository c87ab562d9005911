//! Stretches of the clean text.

use std::fmt;
use std::ops::Range;

/// A half-open stretch of an article's clean text, in bytes.
///
/// Invariant: `start <= end`, and both lie on character boundaries of the text the span belongs to. The wire form
/// counts Unicode code points instead; see [`CodePoints`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The span from `start` to `end` (bytes, end exclusive).
    ///
    /// # Panics
    /// If `start > end`; a text over 4 GiB never reaches here, since `read` cuts inputs far below.
    pub fn new(start: usize, end: usize) -> Span {
        assert!(start <= end, "span starts at {start} after its end {end}");
        Span { start: start as u32, end: end as u32 }
    }

    /// The words of `text` under the span; empty when the span does not fit the text.
    pub fn of(self, text: &str) -> &str {
        text.get(self.range()).unwrap_or("")
    }

    /// As a byte range.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Length in bytes.
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether the span holds nothing.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether `other` lies wholly inside this span.
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share at least one byte.
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest span that holds both.
    pub fn join(self, other: Span) -> Span {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

impl fmt::Debug for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.start, self.end)
    }
}

/// Turns byte offsets of one text into code-point offsets, as the wire form counts.
///
/// Built once a text in linear time; each look-up is a binary search over checkpoints and a short scan.
#[derive(Debug)]
pub struct CodePoints<'t> {
    text: &'t str,
    checkpoints: Vec<u32>,
}

const CHECKPOINT_BYTES: usize = 256;

impl<'t> CodePoints<'t> {
    /// Prepares the conversion for `text`.
    pub fn new(text: &'t str) -> CodePoints<'t> {
        let mut checkpoints = Vec::with_capacity(text.len() / CHECKPOINT_BYTES + 1);
        let mut n_chars = 0u32;
        for (idx, byte) in text.bytes().enumerate() {
            if idx % CHECKPOINT_BYTES == 0 {
                checkpoints.push(n_chars);
            }
            // Continuation bytes of UTF-8 do not begin a character.
            n_chars += u32::from(byte & 0xC0 != 0x80);
        }
        checkpoints.push(n_chars);
        CodePoints { text, checkpoints }
    }

    /// Code points before the byte offset.
    pub fn at(&self, byte: usize) -> usize {
        let byte = byte.min(self.text.len());
        let block = byte / CHECKPOINT_BYTES;
        let Some(&before) = self.checkpoints.get(block) else { return 0 };
        let scan = &self.text.as_bytes()[block * CHECKPOINT_BYTES..byte];
        before as usize + scan.iter().filter(|byte| **byte & 0xC0 != 0x80).count()
    }

    /// `[start, end]` of a span in code points.
    pub fn span(&self, span: Span) -> [usize; 2] {
        [self.at(span.start as usize), self.at(span.end as usize)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Protects the wire form: code-point offsets must cut the same words out of texts of any script.
    #[test]
    fn code_points_agree_with_a_plain_count() {
        let text = "Élysée — مصر 🇪🇬 e\u{301}t ".repeat(60);
        let points = CodePoints::new(&text);
        for (n_chars, (byte, _)) in text.char_indices().enumerate() {
            assert_eq!(points.at(byte), n_chars);
        }
        assert_eq!(points.at(text.len()), text.chars().count());
    }
}
