//! Text on a terminal: harmless, and wrapped by the columns it takes.

use anstyle::Style;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::{PLAIN, Page};

/// `text` as one line that cannot steer a terminal: control characters show as their pictures, line breaks as spaces,
/// and the invisible characters that reorder what follows are left out.
pub fn plain(text: &str) -> String {
    text.chars().filter_map(harmless).collect()
}

fn harmless(c: char) -> Option<char> {
    match c {
        '\n' | '\r' | '\t' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => Some(' '),
        // U+2400 and up are pictures of the control characters, in order.
        '\0'..='\u{1f}' => char::from_u32(0x2400 + c as u32),
        '\u{7f}' => Some('\u{2421}'),
        '\u{80}'..='\u{9f}' => Some('\u{fffd}'),
        // Embeddings, overrides and isolates of text direction. The plain marks (U+200E, U+200F, U+061C) only place
        // the letters beside them and belong to Arabic and Hebrew text.
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{206a}'..='\u{206f}' | '\u{feff}' => None,
        _ => Some(c),
    }
}

/// `text` in quotation marks, without those it may already have at its ends.
pub fn quoted(text: &str) -> String {
    const DOUBLE: [char; 5] = ['"', '“', '”', '«', '»'];
    let inner = text.trim().trim_matches(DOUBLE);
    // A single mark is an apostrophe unless there is one at either end.
    let inner = inner.strip_prefix('‘').and_then(|rest| rest.strip_suffix('’')).unwrap_or(inner);
    format!("“{}”", inner.trim_end_matches(','))
}

/// A paragraph of styled words, wrapped when printed.
#[derive(Debug)]
pub struct Paragraph {
    page: Page,
    first: String,
    rest: String,
    n_lines_most: usize,
    words: Vec<Word>,
    open: bool,
}

/// Letters between two spaces, in pieces of one style each.
type Word = Vec<(Style, String)>;

impl Paragraph {
    /// A paragraph that begins its first line with `first` and further ones with `rest`.
    pub fn new(page: Page, first: &str, rest: &str) -> Paragraph {
        let (first, rest) = (first.to_owned(), rest.to_owned());
        Paragraph { page, first, rest, n_lines_most: usize::MAX, words: Vec::new(), open: false }
    }

    /// Prints at most this many lines; the last then ends in `…`.
    #[must_use]
    pub fn at_most(mut self, n_lines: usize) -> Paragraph {
        self.n_lines_most = n_lines.max(1);
        self
    }

    /// Adds text; white space in it parts words, and where it has none it continues the word before.
    pub fn push(&mut self, style: Style, text: &str) -> &mut Paragraph {
        for (idx, part) in plain(text).split(' ').enumerate() {
            if idx > 0 {
                self.open = false;
            }
            if part.is_empty() {
                continue;
            }
            match self.words.last_mut().filter(|_| self.open) {
                Some(word) => word.push((style, part.to_owned())),
                None => self.words.push(vec![(style, part.to_owned())]),
            }
            self.open = true;
        }
        self
    }

    /// Adds text without style.
    pub fn text(&mut self, text: &str) -> &mut Paragraph {
        self.push(PLAIN, text)
    }

    /// The lines, each with its line feed; nothing for a paragraph without words.
    pub fn print(&self, out: &mut String) {
        let mut lines = Lines::new(self);
        for word in &self.words {
            if !lines.add(word) {
                break;
            }
        }
        lines.finish(out);
    }
}

/// Lines being filled.
struct Lines<'p> {
    paragraph: &'p Paragraph,
    full: Vec<String>,
    line: Word,
    n_columns: usize,
    is_cut: bool,
}

impl<'p> Lines<'p> {
    fn new(paragraph: &'p Paragraph) -> Lines<'p> {
        Lines { paragraph, full: Vec::new(), line: Word::new(), n_columns: 0, is_cut: false }
    }

    /// Columns that words may take on the line being filled.
    fn room(&self) -> usize {
        let indent = if self.full.is_empty() { &self.paragraph.first } else { &self.paragraph.rest };
        self.paragraph.page.width.saturating_sub(indent.width()).max(8)
    }

    /// Adds a word; false once the paragraph is full.
    fn add(&mut self, word: &Word) -> bool {
        let n_columns: usize = word.iter().map(|(_, piece)| piece.width()).sum();
        let gap = usize::from(self.n_columns > 0);
        if self.n_columns + gap + n_columns <= self.room() {
            if gap > 0 {
                // The space belongs to the words around it where they look the same.
                let before = self.line.last().map(|(style, _)| *style);
                let after = word.first().map(|(style, _)| *style);
                self.write(before.filter(|_| before == after).unwrap_or(PLAIN), " ");
            }
            self.n_columns += gap + n_columns;
            for (style, piece) in word {
                self.write(*style, piece);
            }
            return true;
        }
        if self.n_columns > 0 && !self.next_line() {
            return false;
        }
        if n_columns <= self.room() { self.add(word) } else { self.add_broken(word) }
    }

    /// Adds a word wider than a line, broken between letters as people see them.
    fn add_broken(&mut self, word: &Word) -> bool {
        for (style, piece) in word {
            for letter in piece.graphemes(true) {
                if self.n_columns + letter.width() > self.room() && self.n_columns > 0 && !self.next_line() {
                    return false;
                }
                self.write(*style, letter);
                self.n_columns += letter.width();
            }
        }
        true
    }

    /// Adds letters to the line, to the piece before where the style is the same.
    fn write(&mut self, style: Style, letters: &str) {
        match self.line.last_mut().filter(|(last, _)| *last == style) {
            Some((_, piece)) => piece.push_str(letters),
            None => self.line.push((style, letters.to_owned())),
        }
    }

    /// The line so far, painted, and an empty one in its place.
    fn take_line(&mut self) -> String {
        let page = self.paragraph.page;
        std::mem::take(&mut self.line).iter().map(|(style, piece)| page.paint(*style, piece)).collect()
    }

    fn next_line(&mut self) -> bool {
        if self.full.len() + 1 >= self.paragraph.n_lines_most {
            self.is_cut = true;
            return false;
        }
        let line = self.take_line();
        self.full.push(line);
        self.n_columns = 0;
        true
    }

    fn finish(mut self, out: &mut String) {
        if self.is_cut {
            self.write(PLAIN, "…");
        }
        if !self.line.is_empty() {
            let line = self.take_line();
            self.full.push(line);
        }
        for (idx, line) in self.full.iter().enumerate() {
            let indent = if idx == 0 { &self.paragraph.first } else { &self.paragraph.rest };
            out.push_str(indent);
            out.push_str(line);
            out.push('\n');
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrapped(text: &str, width: usize) -> Vec<String> {
        let mut out = String::new();
        Paragraph::new(Page { width, color: false }, "", "  ").text(text).print(&mut out);
        out.lines().map(str::to_owned).collect()
    }

    /// Protects terminals from article text: no escape sequence, bell or direction override may reach them.
    #[test]
    fn control_characters_are_neutralised() {
        let shown = plain("a\x1b[31mred\x07 b\u{202e}gnp.exe\u{2066}\u{9b}31m\r\nc\u{feff}");
        assert_eq!(shown, "a␛[31mred␇ bgnp.exe\u{fffd}31m  c");
        assert!(!shown.chars().any(char::is_control));
    }

    /// Protects the layout with letters that take no, one or two columns.
    #[test]
    fn wraps_by_columns_not_by_bytes() {
        for text in [
            "التقى وزير الخارجية المصري نظيره الليبي في القاهرة",
            "外交部长会见了他的同行并讨论了边界安全",
            "e\u{301}te\u{301} 🇪🇬 👩‍👩‍👧 Ελλάδα cafe\u{301}",
        ] {
            for width in [8, 13, 30] {
                let lines = wrapped(text, width);
                assert!(lines.iter().all(|line| line.width() <= width.max(10)), "{lines:?}");
                let glued = |text: &str| text.split_whitespace().collect::<String>();
                assert_eq!(glued(&lines.concat()), glued(text), "no letter lost");
            }
        }
    }

    /// Protects quotations from two kinds of marks around them.
    #[test]
    fn quotations_have_one_pair_of_marks() {
        for text in ["it is so", "\"it is so,\"", "it is so,\"", "“it is so”", "‘it is so’"] {
            assert_eq!(quoted(text), "“it is so”");
        }
        assert_eq!(quoted("both countries’"), "“both countries’”");
    }

    /// Protects short views: what is cut says so.
    #[test]
    fn a_long_paragraph_is_cut_with_a_sign() {
        let mut out = String::new();
        let page = Page { width: 24, color: false };
        Paragraph::new(page, "", "").at_most(2).text(&"word ".repeat(40)).print(&mut out);
        assert_eq!(out, "word word word word word\nword word word word word…\n");
    }
}
