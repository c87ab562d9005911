//! From running text to words, by the conventions of the English UD treebanks.
//!
//! White space parts chunks; a chunk loses punctuation at its ends, is cut at punctuation inside, and what is left is
//! looked at for contractions and possessives. `data/language/tokens.tsv` holds the words this must know. Everything is
//! one pass over the bytes, whatever they are.

use record::Span;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

/// A word as the tokenizer finds it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RawToken {
    /// Its letters in the text.
    pub span: Span,
    /// Whether it and the word before are one surface token (`do` + `n't`).
    pub joined: bool,
    /// Whether white space (or the end of the text) follows.
    pub space_after: bool,
}

/// How an abbreviation behaves at the end of a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Abbreviation {
    /// `Gen.`: something always follows.
    Title,
    /// `Inc.`: may end a sentence.
    Short,
}

/// Appends the words of `text[span]` to `tokens`.
pub fn tokenize(text: &str, span: Span, tokens: &mut Vec<RawToken>) {
    let Some(part) = text.get(span.range()) else { return };
    let base = span.start as usize;
    let mut tokenizer = Tokenizer { text, tokens, lists: lists(), open_quotes: 0 };
    let mut start = None;
    for (idx, c) in part.char_indices() {
        if is_space(c) {
            if let Some(start) = start.take() {
                tokenizer.chunk(base + start, base + idx);
            }
        } else if start.is_none() {
            start = Some(idx);
        }
    }
    if let Some(start) = start {
        tokenizer.chunk(base + start, base + part.len());
    }
}

/// The kind of abbreviation a word with its period is, if it is one: listed, an initial, or letters with periods.
pub fn abbreviation(word: &str) -> Option<Abbreviation> {
    let stem = word.strip_suffix('.')?;
    let mut chars = stem.chars();
    if let (Some(c), None) = (chars.next(), chars.next()) {
        return c.is_uppercase().then_some(Abbreviation::Title);
    }
    match lower(word, &mut [0; SHORT]).and_then(|word| lists().words.get(word)) {
        Some(List::Title) => Some(Abbreviation::Title),
        Some(List::Short | List::Number) => Some(Abbreviation::Short),
        _ => (stem.contains('.') && !stem.ends_with('.')).then_some(Abbreviation::Short),
    }
}

/// White space, and the control and format characters that stand for nothing readable.
pub(crate) fn is_space(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{feff}' | '\u{2060}' | '\u{fffe}' | '\u{ad}')
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum List {
    Title,
    Short,
    Number,
}

struct Lists {
    words: BTreeMap<&'static str, List>,
    prefixes: BTreeSet<&'static str>,
    units: BTreeSet<&'static str>,
    keep: BTreeSet<&'static str>,
    /// Where to cut a word that is two.
    splits: BTreeMap<String, usize>,
}

const TABLE: &str = include_str!("../../../data/language/tokens.tsv");
/// No abbreviation, number or word with hyphens is longer; a look of bounded length keeps the whole linear.
const LONGEST: usize = 48;
/// No listed word is longer.
const SHORT: usize = 12;

fn lists() -> &'static Lists {
    static LISTS: OnceLock<Lists> = OnceLock::new();
    LISTS.get_or_init(|| {
        let mut lists = Lists {
            words: BTreeMap::new(),
            prefixes: BTreeSet::new(),
            units: BTreeSet::new(),
            keep: BTreeSet::new(),
            splits: BTreeMap::new(),
        };
        for line in TABLE.lines().filter(|line| !line.starts_with('#')) {
            let Some((kind, word)) = line.split_once('\t') else { continue };
            match kind {
                "title" => drop(lists.words.insert(word, List::Title)),
                "short" => drop(lists.words.insert(word, List::Short)),
                "number" => drop(lists.words.insert(word, List::Number)),
                "prefix" => drop(lists.prefixes.insert(word)),
                "unit" => drop(lists.units.insert(word)),
                "keep" => drop(lists.keep.insert(word)),
                "split" => {
                    if let Some((first, second)) = word.split_once(' ') {
                        lists.splits.insert(format!("{first}{second}"), first.len());
                    }
                }
                _ => {}
            }
        }
        lists
    })
}

/// The word in small ASCII letters; `None` where it is longer than any listed word or has other letters.
fn lower<'b>(word: &str, buffer: &'b mut [u8; SHORT]) -> Option<&'b str> {
    let bytes = buffer.get_mut(..word.len())?;
    bytes.copy_from_slice(word.as_bytes());
    bytes.make_ascii_lowercase();
    std::str::from_utf8(bytes).ok()
}

struct Tokenizer<'t> {
    text: &'t str,
    tokens: &'t mut Vec<RawToken>,
    lists: &'static Lists,
    /// Single quotation marks opened and not closed, so that a closing one is told from a possessive.
    open_quotes: u32,
}

impl Tokenizer<'_> {
    /// A stretch without white space.
    fn chunk(&mut self, start: usize, end: usize) {
        let first = self.tokens.len();
        if self.text.as_bytes()[start..end].iter().all(u8::is_ascii_alphabetic) {
            self.word(start, end);
        } else if self.in_list(&self.lists.keep, start, end) || is_face(&self.text[start..end]) {
            self.push(start, end, false);
        } else {
            self.odd_chunk(start, end);
        }
        if let Some(last) = self.tokens[first..].last_mut() {
            last.space_after = true;
        }
    }

    fn in_list(&self, list: &BTreeSet<&str>, start: usize, end: usize) -> bool {
        lower(&self.text[start..end], &mut [0; SHORT]).is_some_and(|word| list.contains(word))
    }

    fn push(&mut self, start: usize, end: usize, joined: bool) {
        if start < end {
            self.tokens.push(RawToken { span: Span::new(start, end), joined, space_after: false });
        }
    }

    /// A chunk with something else than letters in it.
    fn odd_chunk(&mut self, start: usize, end: usize) {
        let mut start = self.leading(start, end);
        let mut tail: Vec<(usize, usize, bool)> = Vec::new();
        let core_end = self.trailing(start, end, &mut tail);
        if start < core_end {
            if is_address(&self.text[start..core_end]) {
                self.push(start, core_end, false);
                start = core_end;
            }
            self.core(start, core_end);
        }
        for (start, end, joined) in tail.into_iter().rev() {
            self.push(start, end, joined);
        }
    }

    /// Takes punctuation off the beginning; returns where the rest begins.
    fn leading(&mut self, mut start: usize, end: usize) -> usize {
        while let Some(c) = self.text[start..end].chars().next() {
            let after = start + c.len_utf8();
            let rest = &self.text[after..end];
            let next = rest.chars().next();
            let take = match c {
                '\'' | '’' | '‘' | '`' => {
                    let year = next.is_some_and(|c| c.is_ascii_digit());
                    let kept = self.in_list(&self.lists.keep, start, end) || (year && c != '‘');
                    let clitic = matches!(rest, "s" | "re" | "ve" | "ll" | "d" | "m");
                    if kept || clitic {
                        return start;
                    }
                    self.open_quotes += u32::from(next.is_some_and(char::is_alphanumeric));
                    true
                }
                '#' | '@' => !next.is_some_and(char::is_alphabetic),
                '+' | '.' => !next.is_some_and(|c| c.is_ascii_digit()),
                '_' | '&' | '%' => next.is_none() || !next.is_some_and(char::is_alphanumeric),
                _ => !c.is_alphanumeric() && !is_mark(c),
            };
            if !take {
                return start;
            }
            let run_end = start + run_len(&self.text[start..end], c);
            self.push(start, run_end, false);
            start = run_end;
        }
        start
    }

    /// Takes punctuation off the end into `tail` (last first); returns where the rest ends.
    fn trailing(&mut self, start: usize, end: usize, tail: &mut Vec<(usize, usize, bool)>) -> usize {
        let mut at = end;
        while let Some(c) = self.text[start..at].chars().next_back() {
            let before = at - c.len_utf8();
            let stem = &self.text[start..before];
            let from = match c {
                '.' | '!' | '?' | '…' => {
                    let from = start + self.text[start..at].trim_end_matches(['.', '!', '?', '…']).len();
                    if c == '.' && from == before && self.keeps_period(start, at) {
                        return at;
                    }
                    // "etc...." and "U.S.?": the period of the abbreviation stays with it.
                    let first_dot = from + 1;
                    let abbreviated = self.text[from..at].starts_with('.')
                        && !self.text[from..at].starts_with("...")
                        && first_dot < at
                        && self.keeps_period(start, first_dot);
                    if abbreviated { first_dot } else { from }
                }
                '\'' | '’' => {
                    let possessive = stem.ends_with(['s', 'S', 'z', 'x']) && self.open_quotes == 0;
                    if possessive && stem.chars().next().is_some_and(char::is_alphanumeric) {
                        tail.push((before, at, true));
                        at = before;
                        continue;
                    }
                    self.open_quotes = self.open_quotes.saturating_sub(1);
                    before
                }
                '-' if !stem.ends_with('-') && (1..=2).contains(&stem.len()) => return at,
                '$' if stem.bytes().all(|byte| byte.is_ascii_uppercase()) && !stem.is_empty() => return at,
                '/' if is_address(stem) => return at,
                '+' | '#' | '_' if stem.ends_with(char::is_alphanumeric) => return at,
                c if c.is_alphanumeric() || is_mark(c) => return at,
                c => at - run_len_back(&self.text[start..at], c),
            };
            tail.push((from, at, false));
            at = from;
        }
        at
    }

    /// Whether the period at the end of `text[start..end]` belongs to the word.
    fn keeps_period(&self, start: usize, end: usize) -> bool {
        // Only what follows the last hyphen, slash or bracket counts: "Maj.-Gen." No abbreviation is long.
        let near = (start.max(end.saturating_sub(LONGEST))..end).find(|idx| self.text.is_char_boundary(*idx));
        let word = &self.text[near.unwrap_or(start)..end];
        let word = word.rsplit(['-', '/', '(', '“', '"']).next().unwrap_or(word);
        let stem = &word[..word.len() - 1];
        let mut chars = stem.chars();
        match (chars.next(), chars.next()) {
            (None, _) => return false,
            (Some(c), None) => {
                let next = self.next_chunk(end);
                return c.is_uppercase() && (c != 'I' || next.starts_with(char::is_uppercase))
                    || c.is_alphabetic()
                        && matches!(c, 'p' | 'v' | 'c')
                        && next.starts_with(|c: char| c.is_ascii_digit())
                    || c.is_ascii_digit() && self.at_line_start(start) && !next.is_empty();
            }
            _ => {}
        }
        match lower(word, &mut [0; SHORT]).and_then(|word| self.lists.words.get(word)) {
            Some(List::Number) => return self.next_chunk(end).starts_with(|c: char| c.is_ascii_digit() || c == '#'),
            Some(List::Title | List::Short) => return true,
            _ => {}
        }
        // U.S., a.m., i.e.: single letters with periods between.
        stem.contains('.')
            && stem.split('.').all(|part| part.chars().count() == 1 && part.chars().all(char::is_alphabetic))
    }

    fn next_chunk(&self, end: usize) -> &str {
        let rest = self.text.get(end..).unwrap_or("");
        // A look of bounded length keeps the whole linear.
        let near = rest.char_indices().nth(24).map_or(rest, |(idx, _)| &rest[..idx]);
        near.trim_start_matches(|c: char| is_space(c) || matches!(c, '"' | '“' | '(' | '\'' | '‘'))
    }

    fn at_line_start(&self, start: usize) -> bool {
        let before = self.text.get(..start).unwrap_or("");
        before.is_empty() || before.ends_with('\n')
    }

    /// What is left between the punctuation at both ends.
    fn core(&mut self, start: usize, end: usize) {
        let mut from = start;
        let mut at = start;
        while let Some(c) = self.text[at..end].chars().next() {
            let after = at + c.len_utf8();
            if let Some(cut_end) = self.cut(from, at, after, end, c) {
                self.word(from, at);
                self.push(at, cut_end, false);
                from = cut_end;
                at = cut_end;
                continue;
            }
            at = after;
        }
        self.word(from, end);
    }

    /// Whether the punctuation `text[at..after]` inside a chunk is a word of its own, and where it ends.
    fn cut(&self, from: usize, at: usize, after: usize, end: usize, c: char) -> Option<usize> {
        if c.is_alphanumeric() || is_mark(c) {
            return None;
        }
        let left = self.text[from..at].chars().next_back();
        let right = self.text[after..end].chars().next();
        let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
        let run_end = at + run_len(&self.text[at..end], c);
        match c {
            '\'' | '’' | '`' | '&' | '@' | '+' | '_' | '%' | '*' | '#' | '~' | '\\' => {
                (run_end > after || (c == '%' && digit(left))).then_some(run_end)
            }
            '$' | '£' | '€' => (digit(left) || left.is_some_and(|c| c.is_lowercase())).then_some(after),
            '.' if run_end > after => Some(run_end),
            '.' => {
                let lower_left = left.is_some_and(char::is_lowercase) && at - from > 2;
                let capital = right.is_some_and(char::is_uppercase);
                let letters = self.text[after..end].chars().take(3).filter(|c| c.is_lowercase()).count() >= 1;
                let sentence_end = (lower_left && capital && letters) && !self.text[from..at].contains('.');
                (sentence_end && abbreviation(&self.text[from..after]).is_none()).then_some(after)
            }
            ',' => (!(digit(left) && digit(right))).then_some(after),
            ':' => (!(digit(left) && digit(right))).then_some(after),
            '/' => {
                let piece = &self.text[from..end];
                let kept = digit(left) && digit(right) || self.in_list(&self.lists.keep, from, end);
                (!kept || piece.len() > 40).then_some(run_end)
            }
            '-' if run_end > after => Some(run_end),
            '-' if right.is_none() => None,
            '-' => (!self.keeps_hyphen(from, at, after, end)).then_some(after),
            _ => Some(run_end),
        }
    }

    /// Whether a hyphen stays inside its word.
    fn keeps_hyphen(&self, from: usize, at: usize, after: usize, end: usize) -> bool {
        let left = &self.text[from..at];
        let right_end = self.text[after..end].find('-').map_or(end, |idx| after + idx);
        let right = &self.text[after..right_end];
        if left.is_empty() || right.is_empty() {
            return false;
        }
        if left.len() > LONGEST {
            return false;
        }
        if left.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'/' | b'-')) {
            return is_number_code(&self.text[from..end]);
        }
        if self.in_list(&self.lists.prefixes, from, at) {
            return right.starts_with(char::is_alphabetic);
        }
        self.is_given_name(left, right, end)
    }

    /// "Min-woo", "Wai-ching": given names in two syllables beside another name.
    fn is_given_name(&self, left: &str, right: &str, end: usize) -> bool {
        let shaped = left.starts_with(|c: char| c.is_ascii_uppercase())
            && left.len() <= 6
            && left[1..].bytes().all(|byte| byte.is_ascii_lowercase())
            && right.len() <= 6
            && right.bytes().all(|byte| byte.is_ascii_lowercase());
        if !shaped || !is_syllable(&left.to_ascii_lowercase()) || !is_syllable(right) {
            return false;
        }
        let named_before = self.tokens.last().is_some_and(|token| {
            let word = token.span.of(self.text);
            token.space_after && word.len() <= 12 && word.starts_with(char::is_uppercase)
        });
        named_before || self.next_chunk(end).starts_with(char::is_uppercase)
    }

    /// A word without punctuation around it: cut off `'s`, `n't`, units.
    fn word(&mut self, start: usize, end: usize) {
        if start >= end {
            return;
        }
        let word = &self.text[start..end];
        let bytes = word.as_bytes();
        if bytes.len() <= 7 && bytes.iter().all(u8::is_ascii_alphabetic) {
            let cut = lower(word, &mut [0; SHORT]).and_then(|word| self.lists.splits.get(word)).copied();
            self.split_at(start, cut.map_or(end, |cut| start + cut), end);
            return;
        }
        if bytes.iter().all(u8::is_ascii_alphabetic) {
            self.push(start, end, false);
            return;
        }
        if bytes[0].is_ascii_digit() || bytes[0] == b'.' {
            let n_digits =
                word.find(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | ',' | ':')).unwrap_or(word.len());
            let unit = self.in_list(&self.lists.units, start + n_digits, end);
            self.push(start, if unit { start + n_digits } else { end }, false);
            if unit {
                self.push(start + n_digits, end, false);
            }
            return;
        }
        let cut = clitic(word);
        self.split_at(start, start + cut, end);
    }

    fn split_at(&mut self, start: usize, cut: usize, end: usize) {
        self.push(start, cut, false);
        self.push(cut, end, start < cut);
    }
}

/// Where the clitic of a contraction or possessive begins; the length of the word where there is none.
fn clitic(word: &str) -> usize {
    let Some((idx, mark)) = word.char_indices().rev().find(|(_, c)| matches!(c, '\'' | '’' | '`')) else {
        return word.len();
    };
    let tail = &word[idx + mark.len_utf8()..];
    let mut buffer = [0; SHORT];
    let Some(tail) = lower(tail, &mut buffer) else { return word.len() };
    match tail {
        "s" | "re" | "ve" | "ll" | "d" | "m" if idx > 0 => idx,
        "t" if idx > 1 && matches!(word.as_bytes()[idx - 1], b'n' | b'N') => idx - 1,
        _ => word.len(),
    }
}

/// Combining marks, joiners and variation selectors: they stay with the letter before them.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{fe00}'..='\u{fe0f}' | '\u{64b}'..='\u{65f}' | '\u{5b0}'..='\u{5c7}')
}

fn run_len(text: &str, c: char) -> usize {
    if matches!(c, '(' | ')' | '[' | ']' | '"' | '$' | '“' | '”') {
        return c.len_utf8();
    }
    text.len() - text.trim_start_matches(c).len()
}

fn run_len_back(text: &str, c: char) -> usize {
    if matches!(c, '(' | ')' | '[' | ']' | '"' | '$' | '“' | '”') {
        return c.len_utf8();
    }
    text.len() - text.trim_end_matches(c).len()
}

/// Smileys of two or three marks that are not listed.
fn is_face(chunk: &str) -> bool {
    let bytes = chunk.as_bytes();
    (2..=3).contains(&bytes.len())
        && matches!(bytes[0], b':' | b';' | b'=')
        && matches!(bytes[bytes.len() - 1], b')' | b'(' | b'D' | b'P' | b'|' | b'O')
}

/// Web and mail addresses, file names.
fn is_address(chunk: &str) -> bool {
    if chunk.len() > 2000 {
        return false;
    }
    if chunk.contains("://") || chunk.starts_with("www.") || chunk.starts_with("mailto:") {
        return true;
    }
    if let Some((name, host)) = chunk.split_once('@') {
        return !name.is_empty() && host.contains('.') && !host.contains('@');
    }
    let Some((stem, ending)) = chunk.rsplit_once('.') else { return false };
    let first = ending.split('/').next().unwrap_or(ending);
    let known = ["com", "org", "net", "edu", "gov", "mil", "int", "info", "html", "htm", "pdf", "doc", "xls", "jpg"];
    let lower = first.to_ascii_lowercase();
    stem.len() > 1
        && known.contains(&lower.as_str())
        && !first.starts_with(char::is_uppercase)
        && stem.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_' | b'#'))
        || chunk.rsplit_once(".com/").or(chunk.rsplit_once(".org/")).is_some_and(|(host, _)| !host.contains([',', '(']))
}

/// Telephone numbers and dates written with hyphens; "1990-1995" is none.
fn is_number_code(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').take(6).collect();
    let digits = |part: &&str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit() || byte == b'/');
    if !parts.iter().all(digits) || parts.len() < 2 {
        return false;
    }
    let lengths: Vec<usize> = parts.iter().map(|part| part.len()).collect();
    parts.len() >= 3 || matches!(lengths[..], [3, 4] | [5, 4])
}

/// A syllable of a romanised Chinese or Korean name.
fn is_syllable(text: &str) -> bool {
    const ENGLISH: [&str; 24] = [
        "two", "ten", "one", "man", "men", "in", "on", "an", "so", "no", "to", "go", "in", "pan", "sun", "son", "won",
        "run", "top", "hot", "non", "low", "long", "high",
    ];
    if text != "in" && text != "sun" && ENGLISH.contains(&text) {
        return false;
    }
    let is_vowel = |byte: u8| matches!(byte, b'a' | b'e' | b'i' | b'o' | b'u');
    let bytes = text.as_bytes();
    let n_onset = bytes.iter().take_while(|byte| !is_vowel(**byte)).count();
    let onset = &text[..n_onset];
    let n_vowels = bytes[n_onset..].iter().take_while(|byte| is_vowel(**byte) || **byte == b'y').count();
    let coda = &text[n_onset + n_vowels..];
    let onsets = [
        "", "ch", "sh", "zh", "ts", "hs", "ky", "hy", "gy", "tz", "kw", "hw", "gw", "my", "by", "ry", "ny", "y", "w",
        "j", "q", "x", "z",
    ];
    (onsets.contains(&onset) || (onset.len() == 1 && onset.is_ascii()))
        && (1..=3).contains(&n_vowels)
        && ["", "n", "ng", "k", "t", "p", "m", "l", "h", "w", "r", "i"].contains(&coda)
}
