//! The lines and paragraphs of a page, as both plain text and HTML give them.

use lexicon::ContainerRole;

/// A line of a text dump or a block element of an HTML page: one stretch of running text.
#[derive(Clone, Debug, Default)]
pub(crate) struct Block {
    /// Its words, white space collapsed to single spaces. Never empty.
    pub text: String,
    /// `(byte in text, byte in decoded input)` wherever the distance between the two changes.
    pub map: Vec<(u32, u32)>,
    /// What the markup says it is; plain text knows lines and items only.
    pub shape: Shape,
    /// Bytes of `text` inside links.
    pub n_link_bytes: u32,
    /// Whether a blank line or an element's edge stands before it.
    pub gap_before: bool,
    /// Runs of two or more blanks between words in the input: menus are laid out so.
    pub n_gaps: u32,
    /// What the nearest telling element around it holds, by its names.
    pub container: Option<ContainerRole>,
    /// Whether it lies inside the element that holds the article; always true in plain text.
    pub in_article: bool,
}

/// What the markup says a block is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Shape {
    /// A line of plain text, or text of an element that says nothing.
    #[default]
    Line,
    /// `<p>`.
    Paragraph,
    /// `<h1>` to `<h6>`.
    Heading(u8),
    /// `<li>`, or a line that begins with a bullet or number.
    Item,
    /// `<blockquote>`.
    Quotation,
    /// `<time>`, with its `datetime`, is kept apart; this is a table cell.
    Cell,
}

/// Builds a block's text from pieces of the input, collapsing white space and keeping the map.
#[derive(Debug, Default)]
pub(crate) struct BlockText {
    pub text: String,
    pub map: Vec<(u32, u32)>,
    pub n_gaps: u32,
    n_blanks: u32,
}

impl BlockText {
    /// Adds a character that stood at `raw` in the input.
    pub fn push(&mut self, letter: char, raw: usize) {
        if is_blank(letter) {
            self.n_blanks += if letter == '\t' { 2 } else { 1 };
            return;
        }
        if is_invisible(letter) {
            return;
        }
        if self.n_blanks > 0 {
            if !self.text.is_empty() {
                self.text.push(' ');
                self.n_gaps += u32::from(self.n_blanks > 1);
            }
            self.n_blanks = 0;
        }
        let at = self.text.len() as u32;
        let raw = raw as u32;
        let expected = self.map.last().map(|(text, before)| before.wrapping_add(at - text));
        if expected != Some(raw) {
            self.map.push((at, raw));
        }
        self.text.push(letter);
    }

    /// White space between two pieces that touch in the input.
    pub fn blank(&mut self) {
        self.n_blanks = self.n_blanks.max(1);
    }

    /// Whether nothing visible was added yet.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }
}

fn is_blank(letter: char) -> bool {
    letter.is_whitespace() || matches!(letter, '\u{200b}' | '\u{1c}'..='\u{1f}')
}

/// Characters that print nothing and only break words for whoever looks for them. Joiners of scripts that need them
/// (ZWNJ, ZWJ) stay.
fn is_invisible(letter: char) -> bool {
    matches!(letter, '\u{ad}' | '\u{feff}' | '\u{2060}' | '\u{200e}' | '\u{200f}' | '\u{0}'..='\u{8}' | '\u{b}' | '\u{e}'..='\u{1b}' | '\u{7f}' | '\u{fffd}')
}

/// Words of a line: stretches without white space that hold a letter or digit.
pub(crate) fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(' ').filter(|word| word.contains(char::is_alphanumeric))
}

/// Whether a line ends like a sentence.
pub(crate) fn ends_sentence(text: &str) -> bool {
    let bare = text.trim_end_matches(['"', '”', '’', '\'', ')', ']', '»', '›', ' ', '*']);
    if ends_in_initials(bare) && words(bare).count() < 16 {
        return false;
    }
    let ends = bare.ends_with(['.', '?', '!', '…', ':', ';', '。', '؟', '۔', '।']);
    // A closing quotation mark after a comma ends a line of a speech, not a sentence.
    ends || (bare.len() < text.len() && bare.ends_with(','))
}

/// `… from U.S.`: the point belongs to the last word.
fn ends_in_initials(text: &str) -> bool {
    let last = text.rsplit(' ').next().unwrap_or("");
    last.starts_with(char::is_uppercase)
        && last.matches('.').count() >= 2
        && last.split('.').all(|part| part.chars().count() <= 1)
}
