//! Text with marks: spans that may overlap, cut into pieces that each carry all classes that cover them.
//!
//! Offsets are code points, as in the wire form. Spans that do not fit the text are cut to it or left out: what is shown
//! is always the text itself, once, in order.

use export::wire::Span;

/// A span to be marked.
#[derive(Clone, Debug, Default)]
pub struct Mark {
    /// Where.
    pub span: Span,
    /// Classes, parted by blanks.
    pub class: String,
    /// Where a click leads; of overlapping marks the shortest one's link holds.
    pub link: Option<String>,
    /// Ids that begin here.
    pub id: Option<String>,
    /// Number of a note that belongs to the mark, printed after its end.
    pub note: Option<NoteRef>,
}

/// The reference to a note.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NoteRef {
    /// What is printed.
    pub number: usize,
    /// Where it leads.
    pub link: String,
    /// What the note is about, for those who only hear it.
    pub title: String,
}

/// A stretch of text under the same marks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Piece {
    /// The text.
    pub text: String,
    /// Classes of all marks that cover it.
    pub class: String,
    /// Where a click leads.
    pub link: Option<String>,
    /// Ids that begin at its start.
    pub ids: Vec<String>,
    /// Notes referred to at its end.
    pub notes: Vec<NoteRef>,
}

/// A stretch of a text, with its place in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// First code point.
    pub start: usize,
    /// Code point after the last.
    pub end: usize,
}

/// The paragraphs of a text: what is parted by line breaks.
pub fn paragraphs(text: &str) -> Vec<Stretch> {
    let mut all = Vec::new();
    let mut at = 0;
    for line in text.split('\n') {
        let n_chars = line.chars().count();
        let lead = line.chars().take_while(|c| c.is_whitespace()).count();
        if lead < n_chars {
            all.push(Stretch { start: at + lead, end: at + n_chars });
        }
        at += n_chars + 1;
    }
    all
}

/// A text that is cut by code points.
pub struct Text<'a> {
    text: &'a str,
    bytes: Vec<usize>,
}

impl<'a> Text<'a> {
    /// Makes ready to cut a text.
    pub fn new(text: &'a str) -> Text<'a> {
        let bytes = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        Text { text, bytes }
    }

    /// Number of code points.
    pub fn len(&self) -> usize {
        self.bytes.len().saturating_sub(1)
    }

    /// The words of a span, as far as the text has them.
    pub fn cut(&self, start: usize, end: usize) -> &'a str {
        let byte = |at: usize| self.bytes.get(at.min(self.len())).copied().unwrap_or(self.text.len());
        self.text.get(byte(start)..byte(end)).unwrap_or_default()
    }

    /// A stretch with its marks, piece by piece.
    pub fn pieces(&self, within: Stretch, marks: &[Mark]) -> Vec<Piece> {
        let within = Stretch { start: within.start.min(self.len()), end: within.end.min(self.len()) };
        let fitting: Vec<&Mark> = (marks.iter())
            .filter(|mark| mark.span[0] < mark.span[1] && mark.span[0] < within.end && mark.span[1] > within.start)
            .collect();
        let mut borders: Vec<usize> = vec![within.start, within.end];
        for mark in &fitting {
            borders.extend(mark.span.iter().map(|at| (*at).clamp(within.start, within.end)));
        }
        borders.sort_unstable();
        borders.dedup();
        borders.windows(2).map(|pair| self.piece(pair[0], pair[1], within, &fitting)).collect()
    }

    fn piece(&self, start: usize, end: usize, within: Stretch, marks: &[&Mark]) -> Piece {
        let mut piece = Piece { text: self.cut(start, end).to_owned(), ..Piece::default() };
        let mut shortest = usize::MAX;
        for mark in marks.iter().filter(|mark| mark.span[0] < end && mark.span[1] > start) {
            for class in mark.class.split(' ').filter(|class| !class.is_empty()) {
                if !piece.class.split(' ').any(|known| known == class) {
                    piece.class.push_str(if piece.class.is_empty() { "" } else { " " });
                    piece.class.push_str(class);
                }
            }
            let length = mark.span[1] - mark.span[0];
            if mark.link.is_some() && length < shortest {
                shortest = length;
                piece.link.clone_from(&mark.link);
            }
            if mark.span[0].max(within.start) == start {
                piece.ids.extend(mark.id.clone());
            }
            if mark.span[1].min(within.end) == end {
                piece.notes.extend(mark.note.clone());
            }
        }
        piece
    }
}

/// Longest paragraph that a report prints whole; of longer ones only the words around the marks are.
const LONG_PARAGRAPH: usize = 700;
const AROUND: usize = 180;

/// The stretches of a text that the spans stand in: their paragraphs, long ones cut to what is around the spans.
/// `true` where words are left out before, after.
pub fn excerpts(text: &str, spans: &[Span]) -> Vec<(Stretch, bool, bool)> {
    let whole = Text::new(text);
    let mut found = Vec::new();
    for paragraph in paragraphs(text) {
        let inside = spans.iter().filter(|span| span[0] < paragraph.end && span[1] > paragraph.start);
        let Some((first, last)) = inside.fold(None, |bounds: Option<(usize, usize)>, span| {
            let (first, last) = bounds.unwrap_or((span[0], span[1]));
            Some((first.min(span[0]), last.max(span[1])))
        }) else {
            continue;
        };
        if paragraph.end - paragraph.start <= LONG_PARAGRAPH {
            found.push((paragraph, false, false));
            continue;
        }
        let start = word_start(&whole, first.saturating_sub(AROUND).max(paragraph.start), paragraph.start);
        let end = word_end(&whole, (last + AROUND).min(paragraph.end), paragraph.end);
        found.push((Stretch { start, end }, start > paragraph.start, end < paragraph.end));
    }
    found
}

/// The furthest that a word is followed to its end, for texts without blanks.
const LONGEST_WORD: usize = 40;

fn word_start(text: &Text, at: usize, least: usize) -> usize {
    let is_start = |at: &usize| *at == least || text.cut(at - 1, *at).chars().all(char::is_whitespace);
    (at.saturating_sub(LONGEST_WORD).max(least)..=at).rev().find(is_start).unwrap_or(at)
}

fn word_end(text: &Text, at: usize, most: usize) -> usize {
    let is_end = |at: &usize| *at == most || text.cut(*at, at + 1).chars().all(char::is_whitespace);
    (at..=(at + LONGEST_WORD).min(most)).find(is_end).unwrap_or(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(span: Span, class: &str) -> Mark {
        Mark { span, class: class.to_owned(), ..Mark::default() }
    }

    /// Protects the text: marked or not, overlapping or out of range, it is printed once and whole.
    #[test]
    fn pieces_are_the_text() {
        let text = "Zoë met Ān in Łódź.";
        let whole = Text::new(text);
        let all = Stretch { start: 0, end: whole.len() };
        for marks in [
            vec![],
            vec![mark([0, 3], "a"), mark([0, 10], "b"), mark([8, 99], "c")],
            vec![mark([50, 60], "a"), mark([5, 5], "b"), mark([9, 2], "c")],
        ] {
            let pieces = whole.pieces(all, &marks);
            assert_eq!(pieces.iter().map(|piece| piece.text.as_str()).collect::<String>(), text);
        }
    }

    /// Protects lighting: a piece carries every mark that covers it, and leads where the shortest one leads.
    #[test]
    fn overlapping_marks_share_pieces() {
        let whole = Text::new("The envoy met her.");
        let mut outer = mark([4, 17], "event");
        outer.link = Some("#event".to_owned());
        outer.note = Some(NoteRef { number: 1, link: "#n1".to_owned(), title: String::new() });
        let mut inner = mark([4, 9], "person");
        inner.link = Some("#person".to_owned());
        let pieces = whole.pieces(Stretch { start: 0, end: 18 }, &[outer, inner]);
        let seen: Vec<(&str, &str, Option<&str>, usize)> = (pieces.iter())
            .map(|piece| (piece.text.as_str(), piece.class.as_str(), piece.link.as_deref(), piece.notes.len()))
            .collect();
        assert_eq!(
            seen,
            [
                ("The ", "", None, 0),
                ("envoy", "event person", Some("#person"), 0),
                (" met her", "event", Some("#event"), 1),
                (".", "", None, 0)
            ]
        );
    }

    /// Protects reports of long articles: only the paragraphs of the evidence are printed, cut between words.
    #[test]
    fn excerpts_keep_to_the_evidence() {
        let long = format!("Not this.\n\n{}the envoy left {}\n\nNor this.", "word ".repeat(300), "word ".repeat(300));
        let found = excerpts(&long, &[[1511, 1520]]);
        assert_eq!(found.len(), 1);
        let (stretch, before, after) = found[0];
        assert!(before && after && stretch.end - stretch.start < 500);
        assert!(Text::new(&long).cut(stretch.start, stretch.end).starts_with("word"));
    }
}
