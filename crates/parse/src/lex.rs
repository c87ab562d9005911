//! What the models see of a word: hashes of its form, endings, beginnings and shape, computed once a word.

use crate::clusters::Class;
use crate::weights::{Feature, bytes_hash};

/// Hashes of one word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Lex {
    /// As written.
    pub form: u64,
    /// In small letters, digits as `0`.
    pub lower: u64,
    /// [`Lex::form`], or [`RARE`] for words the treebanks lack; see [`Lex::placed`].
    pub cased: u64,
    /// [`Lex::lower`], or [`RARE`].
    pub word: u64,
    /// The last one to four letters, small.
    pub suffixes: [u64; 4],
    /// The first one to four letters, small.
    pub prefixes: [u64; 4],
    /// Which kinds of characters it has, runs shortened: `Xx`, `X.X.`, `0,0`.
    pub shape: u64,
    /// How it is capitalised: 0 no letters, 1 small, 2 first, 3 all, 4 mixed.
    pub case: u8,
    /// Whether it holds a digit.
    pub digit: bool,
    /// Its classes, where [`crate::clusters`] knows them.
    pub class: Class,
}

/// Characters looked at of a word; what is longer is no word.
const LONGEST: usize = 1000;

/// Stands for every word the treebanks lack.
pub const RARE: u64 = 3;

impl Lex {
    /// With the word's classes; a word the treebanks lack becomes rare.
    #[inline]
    pub fn placed(self, class: Class) -> Lex {
        let (cased, word) = if class.known { (self.form, self.lower) } else { (RARE, RARE) };
        Lex { cased, word, class, ..self }
    }
}

/// Computes [`Lex`] with buffers that are kept between words.
#[derive(Clone, Debug, Default)]
pub struct Lexer {
    lower: String,
    shape: Vec<u8>,
    /// Byte offsets of the characters of `lower`.
    starts: Vec<usize>,
}

impl Lexer {
    /// The hashes of a word.
    pub fn lex(&mut self, word: &str) -> Lex {
        self.lower.clear();
        self.shape.clear();
        self.starts.clear();
        let (mut n_upper, mut n_lower, mut first_upper, mut digit) = (0, 0, false, false);
        for (idx, c) in word.chars().take(LONGEST).enumerate() {
            self.starts.push(self.lower.len());
            let class = if c.is_ascii_lowercase() {
                self.lower.push(c);
                b'x'
            } else if c.is_ascii_uppercase() {
                self.lower.push(c.to_ascii_lowercase());
                b'X'
            } else if c.is_ascii_digit() {
                self.lower.push('0');
                b'0'
            } else {
                let straight = match c {
                    '’' | '‘' | '`' => '\'',
                    '“' | '”' => '"',
                    '–' | '—' => '-',
                    c => c,
                };
                self.lower.extend(straight.to_lowercase());
                if c.is_uppercase() {
                    b'X'
                } else if c.is_alphabetic() {
                    b'x'
                } else {
                    straight.min('\u{7f}') as u8
                }
            };
            n_upper += usize::from(class == b'X');
            n_lower += usize::from(class == b'x');
            first_upper |= class == b'X' && idx == 0;
            digit |= class == b'0';
            if self.shape.len() < 2
                || self.shape[self.shape.len() - 1] != class
                || self.shape[self.shape.len() - 2] != class
            {
                self.shape.push(class);
            }
        }
        let case = match (n_upper, n_lower) {
            (0, 0) => 0,
            (0, _) => 1,
            (1, 0) => 2,
            (_, 0) => 3,
            (1, _) if first_upper => 2,
            _ => 4,
        };
        let bytes = self.lower.as_bytes();
        let n = self.starts.len();
        let suffix = |k: usize| if n > k { bytes_hash(&bytes[self.starts[n - k]..]) } else { 0 };
        let prefix = |k: usize| if n > k { bytes_hash(&bytes[..self.starts[k]]) } else { 0 };
        Lex {
            form: bytes_hash(word.as_bytes()),
            lower: bytes_hash(bytes),
            cased: 0,
            word: 0,
            suffixes: [suffix(1), suffix(2), suffix(3), suffix(4)],
            prefixes: [prefix(1), prefix(2), prefix(3), prefix(4)],
            shape: bytes_hash(&self.shape),
            case,
            digit,
            class: Class::default(),
        }
    }

    /// The small letters of the word last looked at.
    pub fn lower(&self) -> &str {
        &self.lower
    }
}

/// A feature of up to four values.
#[inline]
pub(crate) fn feature(template: u32, values: &[u64]) -> u64 {
    values.iter().fold(Feature::new(template), |feature, value| feature.with(*value)).hash()
}
