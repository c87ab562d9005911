//! Words of a text as date phrases see them.

use lexicon::{decimal_digit, split_time_words};
use record::Span;

/// A word, number or sign.
#[derive(Clone, Debug)]
pub(crate) struct Tok<'t> {
    pub start: usize,
    pub end: usize,
    /// As written.
    pub text: &'t str,
    /// Lower-case, with a straight apostrophe.
    pub lower: String,
    /// No white space before it.
    pub glued: bool,
    /// A line break before it.
    pub new_line: bool,
    /// How many characters it has.
    pub n_chars: usize,
    /// The number, for runs of up to nine digits.
    pub number: Option<u32>,
}

impl AsRef<str> for Tok<'_> {
    fn as_ref(&self) -> &str {
        &self.lower
    }
}

impl Tok<'_> {
    pub fn is(&self, word: &str) -> bool {
        self.lower == word
    }

    pub fn is_any(&self, words: &[&str]) -> bool {
        words.contains(&self.lower.as_str())
    }

    pub fn is_word(&self) -> bool {
        self.text.chars().next().is_some_and(char::is_alphabetic)
    }

    pub fn is_capitalised(&self) -> bool {
        self.text.chars().next().is_some_and(char::is_uppercase)
    }

    /// The number, when written with exactly `n` digits.
    pub fn digits(&self, n: usize) -> Option<u32> {
        self.number.filter(|_| self.n_chars == n)
    }
}

pub(crate) fn tokens(text: &str) -> Vec<Tok<'_>> {
    let mut toks: Vec<Tok<'_>> = Vec::with_capacity(text.len() / 5);
    for (start, end) in split_time_words(text) {
        let before = toks.last().map_or(0, |last| last.end);
        let word = &text[start..end];
        toks.push(Tok {
            start,
            end,
            text: word,
            lower: word.to_lowercase().replace(['’', '‘'], "'"),
            glued: start == before && start > 0,
            new_line: text[before..start].contains('\n'),
            n_chars: word.chars().count(),
            number: number(word),
        });
    }
    toks
}

/// The bytes of tokens `from..to`.
pub(crate) fn span(toks: &[Tok<'_>], from: usize, to: usize) -> Option<Span> {
    let (first, last) = (toks.get(from)?, toks.get(to.checked_sub(1)?)?);
    (first.start <= last.end).then(|| Span::new(first.start, last.end))
}

fn number(word: &str) -> Option<u32> {
    let mut value = 0u32;
    for (n_digits, sign) in word.chars().enumerate() {
        value = value.checked_mul(10)?.checked_add(decimal_digit(sign).filter(|_| n_digits < 9)?)?;
    }
    Some(value)
}
