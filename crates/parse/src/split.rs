//! From words to sentences: a learned decision at every place where a sentence may end, inside one paragraph.

use crate::lex::{Lex, Lexer, feature};
use crate::tokenize::{Abbreviation, RawToken, abbreviation};
use crate::weights::{Linear, ModelError};

/// Finds the ends of sentences.
#[derive(Debug)]
pub struct Splitter {
    weights: Linear,
}

/// Buffers of the splitter, kept between paragraphs.
#[derive(Debug, Default)]
pub struct SplitScratch {
    lexer: Lexer,
    lexes: Vec<Lex>,
    features: Vec<u64>,
}

impl Splitter {
    /// From the bytes of its weights.
    pub fn from_bytes(bytes: &[u8]) -> Result<Splitter, ModelError> {
        Ok(Splitter { weights: Linear::from_bytes(bytes)? })
    }

    /// Appends the end (one past the last token) of each sentence of a paragraph to `ends`.
    pub fn split(&self, text: &str, tokens: &[RawToken], scratch: &mut SplitScratch, ends: &mut Vec<usize>) {
        let mut walk = Gaps::new(text, tokens, scratch);
        let mut scores = [0; 2];
        while let Some(gap) = walk.next_gap() {
            scores.fill(0);
            self.weights.add_scores(walk.features(gap), &mut scores);
            if scores[1] > scores[0] {
                walk.cut(gap);
                ends.push(gap + 1);
            }
        }
        if ends.last().is_none_or(|end| *end < tokens.len()) && !tokens.is_empty() {
            ends.push(tokens.len());
        }
    }
}

/// Walks over the places of a paragraph where a sentence may end.
pub(crate) struct Gaps<'a> {
    text: &'a str,
    tokens: &'a [RawToken],
    scratch: &'a mut SplitScratch,
    at: usize,
    sentence_start: usize,
    /// Opened and not closed since the sentence began.
    brackets: i32,
    quotes: i32,
}

impl<'a> Gaps<'a> {
    pub(crate) fn new(text: &'a str, tokens: &'a [RawToken], scratch: &'a mut SplitScratch) -> Gaps<'a> {
        scratch.lexes.clear();
        for token in tokens {
            let lex = scratch.lexer.lex(token.span.of(text));
            scratch.lexes.push(lex);
        }
        Gaps { text, tokens, scratch, at: 0, sentence_start: 0, brackets: 0, quotes: 0 }
    }

    /// The next token after which a sentence may end.
    pub(crate) fn next_gap(&mut self) -> Option<usize> {
        while self.at + 1 < self.tokens.len() {
            let gap = self.at;
            self.at += 1;
            let word = self.tokens[gap].span.of(self.text);
            match word {
                "(" | "[" => self.brackets += 1,
                ")" | "]" => self.brackets -= 1,
                "\"" => self.quotes = 1 - self.quotes.min(1),
                "“" | "``" => self.quotes = 1,
                "”" | "''" => self.quotes = 0,
                _ => {}
            }
            let next = &self.tokens[gap + 1];
            if next.joined || !self.tokens[gap].space_after && word.ends_with(char::is_alphanumeric) {
                continue;
            }
            let next_word = next.span.of(self.text);
            let after_mark = !word.ends_with(char::is_alphanumeric);
            let new_start = !next_word.starts_with(char::is_lowercase);
            if !after_mark && !new_start {
                continue;
            }
            if abbreviation(word) == Some(Abbreviation::Title) && word.len() > 2 {
                continue;
            }
            return Some(gap);
        }
        None
    }

    /// Notes that a sentence ends after `gap`.
    pub(crate) fn cut(&mut self, gap: usize) {
        self.sentence_start = gap + 1;
        self.brackets = 0;
        if self.tokens[gap].span.of(self.text) != "\"" {
            self.quotes = 0;
        }
    }

    /// The features of a gap.
    pub(crate) fn features(&mut self, gap: usize) -> &[u64] {
        let lexes = &self.scratch.lexes;
        let outside = Lex { form: 1, lower: 1, ..Lex::default() };
        let lex = |offset: isize| {
            let idx = gap as isize + offset;
            if idx < self.sentence_start as isize { &outside } else { lexes.get(idx as usize).unwrap_or(&outside) }
        };
        let (p1, p2, p3, n1, n2, n3) = (lex(0), lex(-1), lex(-2), lex(1), lex(2), lex(3));
        let word = self.tokens[gap].span.of(self.text);
        let next = self.tokens[gap + 1].span.of(self.text);
        let space = u64::from(self.tokens[gap].space_after);
        let abbreviated = match abbreviation(word) {
            None => 0,
            Some(Abbreviation::Title) => 1,
            Some(Abbreviation::Short) => 2,
        };
        let length = (gap + 1 - self.sentence_start).min(63);
        let n_words =
            [0, 1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64].iter().take_while(|limit| **limit <= length).count() as u64;
        let open = (self.brackets.clamp(-1, 1) + 1) as u64 * 2 + self.quotes.clamp(0, 1) as u64;
        let mark = if word.ends_with(char::is_alphanumeric) { 7 } else { p1.lower };
        let next_space = u64::from(self.tokens[gap + 1].space_after);
        let len1 = (word.len().min(8)) as u64;
        let case = u64::from(n1.case);
        let features = &mut self.scratch.features;
        features.clear();
        let mut add = |template: u32, values: &[u64]| features.push(feature(template, values));
        add(0, &[]);
        add(1, &[p1.form]);
        add(2, &[n1.form]);
        add(3, &[mark, n1.form]);
        add(4, &[mark, n1.shape, space]);
        add(5, &[p1.shape, n1.shape, space]);
        add(6, &[p2.shape, mark, n1.shape]);
        add(7, &[p2.lower, mark]);
        add(8, &[mark, case, n2.shape]);
        add(9, &[mark, n1.lower, n2.lower]);
        add(10, &[n_words, mark, case]);
        add(11, &[abbreviated, case, n1.lower]);
        add(12, &[abbreviated, len1, n1.shape]);
        add(13, &[open, mark, case]);
        add(14, &[p1.lower, n1.lower]);
        add(15, &[p2.lower, p1.lower, case]);
        add(16, &[mark, space, next_space, n1.shape]);
        add(17, &[n2.form, mark]);
        add(18, &[p1.shape, p2.shape, case]);
        add(19, &[p3.shape, p2.shape, mark, n1.shape]);
        add(20, &[n1.shape, n2.shape, n3.shape, mark]);
        add(21, &[n1.shape, n2.lower, mark]);
        add(22, &[p1.suffixes[2], case]);
        add(23, &[p1.suffixes[1], n1.suffixes[1], mark]);
        add(24, &[u64::from(next.starts_with(char::is_alphanumeric)), u64::from(p1.case), mark, n_words]);
        add(25, &[open, mark, n1.shape, n_words]);
        add(26, &[lexes.get(self.sentence_start).map_or(0, |lex| lex.shape), mark, n1.shape]);
        add(27, &[lexes.get(self.sentence_start).map_or(0, |lex| lex.lower), mark, n1.lower]);
        add(28, &[p1.lower, n1.shape, n2.shape]);
        &self.scratch.features
    }
}
