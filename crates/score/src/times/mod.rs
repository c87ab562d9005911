//! Measures of time expressions against corpora with marked dates.
//!
//! [`score_timex`] reads documents marked with TIMEX3 (MEANTIME, EventStoryLine), [`score_tei`] sentences marked with
//! TEI dates (GUM), [`score_recognizers`] the test cases of Recognizers-Text. What is compared is days: the corpora's
//! times of day and seasons' names have no counterpart in a record, lengths of time are compared by amount and unit.

mod gold_value;
mod recognizers;

use std::collections::BTreeSet;
use std::path::Path;

use calendar::{DatePhrase, Reference, When, civil, find_dates};
use lexicon::Lexicon;
use record::{Edtf, Span};
use serde_json::Value;

use crate::Count;
use gold_value::GoldTime;

pub use recognizers::score_recognizers;

/// What was found of the expressions marked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TimeTally {
    /// Expressions that overlap one marked.
    pub detected: Count,
    /// Expressions of exactly the same words.
    pub exact: Count,
    /// Values of those detected whose marked value says a time.
    pub values: Count,
    /// Marked values of detected expressions that say nothing comparable.
    pub unjudged: u64,
    /// What was wrong, for people.
    pub misses: Vec<String>,
}

impl TimeTally {
    /// Share of the values compared that are right.
    pub fn value_accuracy(&self) -> f64 {
        let all = self.values.hits + self.values.missed;
        if all == 0 { 0.0 } else { self.values.hits as f64 / all as f64 }
    }
}

/// A fault in reading a corpus.
#[derive(Debug, thiserror::Error)]
#[error("{file}: {message}; the corpus should be the one its README describes")]
pub struct TimeCorpusError {
    file: String,
    message: String,
}

impl TimeCorpusError {
    fn new(file: &Path, message: impl std::fmt::Display) -> TimeCorpusError {
        TimeCorpusError { file: file.display().to_string(), message: message.to_string() }
    }
}

/// A marked expression.
struct Marked {
    span: Span,
    value: Option<GoldTime>,
    printed: String,
}

/// Which sentences of a corpus were marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MarkedPart {
    /// All of the text.
    Everything,
    /// Some sentences only, which the corpus does not tell apart from those without time expressions (EventStoryLine
    /// marks the sentences of ECB+ that were annotated): what we find in sentences without any mark is not judged.
    SomeSentences,
}

/// Scores documents with TIMEX3 marks, one JSON object a line, a sentence on a line of its text.
///
/// # Errors
/// When the file cannot be read or is not of that form.
pub fn score_timex(lexicon: &Lexicon, file: &Path, part: MarkedPart) -> Result<TimeTally, TimeCorpusError> {
    let mut tally = TimeTally::default();
    for document in json_lines(file)? {
        let text = document["text"].as_str().unwrap_or_default();
        let published = document["dct"].as_str().and_then(gold_value::first_day);
        let bytes = byte_offsets(text);
        let marked: Vec<Marked> = document["timexes"]
            .as_array()
            .map_or(&[][..], Vec::as_slice)
            .iter()
            .filter_map(|timex| {
                let value = timex["value"].as_str().unwrap_or_default();
                let span = span_of(timex, &bytes)?;
                Some(Marked { span, value: gold_value::timex(value), printed: value.to_owned() })
            })
            .collect();
        let mut found = find_in_lines(lexicon, text, published);
        if part == MarkedPart::SomeSentences {
            let line_of = |span: Span| text[..span.start as usize].matches('\n').count();
            let lines: BTreeSet<usize> = marked.iter().map(|marked| line_of(marked.span)).collect();
            found.retain(|own| lines.contains(&line_of(own.phrase.span)));
        }
        tally.compare(text, &found, &marked);
    }
    Ok(tally)
}

/// Scores sentences with TEI date marks, one document a line.
///
/// # Errors
/// When the file cannot be read or is not of that form.
pub fn score_tei(lexicon: &Lexicon, file: &Path) -> Result<TimeTally, TimeCorpusError> {
    let mut tally = TimeTally::default();
    for document in json_lines(file)? {
        let published = document["created"].as_str().and_then(gold_value::first_day);
        let mut anchor = None;
        for sentence in document["sentences"].as_array().map_or(&[][..], Vec::as_slice) {
            let text = sentence["text"].as_str().unwrap_or_default();
            let bytes = byte_offsets(text);
            let marked: Vec<Marked> = sentence["dates"]
                .as_array()
                .map_or(&[][..], Vec::as_slice)
                .iter()
                .filter_map(|date| {
                    let (value, printed) = gold_value::tei(date);
                    Some(Marked { span: span_of(date, &bytes)?, value, printed })
                })
                .collect();
            let found = find_in(lexicon, text, Span::new(0, text.len()), published, &mut anchor);
            tally.compare(text, &found, &marked);
        }
    }
    Ok(tally)
}

/// An expression of ours with its value.
struct Ours {
    phrase: DatePhrase,
    value: Option<Edtf>,
}

/// The corpora put a sentence on a line; nothing runs over its end.
fn find_in_lines(lexicon: &Lexicon, text: &str, published: Option<civil::Day>) -> Vec<Ours> {
    let mut anchor = None;
    let mut found = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        found.extend(find_in(lexicon, text, Span::new(start, start + line.len()), published, &mut anchor));
        start += line.len();
    }
    found
}

fn find_in(
    lexicon: &Lexicon,
    text: &str,
    line: Span,
    published: Option<civil::Day>,
    anchor: &mut Option<Edtf>,
) -> Vec<Ours> {
    let mut found = Vec::new();
    for mut phrase in find_dates(lexicon, line.of(text)) {
        let shift = |span: Span| Span { start: span.start + line.start, end: span.end + line.start };
        phrase.span = shift(phrase.span);
        phrase.ends = phrase.ends.map(|(first, second)| (shift(first), shift(second)));
        let reference = Reference { published, anchor: *anchor, tense: phrase.tense, day_first: Some(false) };
        let value = phrase.resolve(lexicon, &reference).value;
        let counts = !matches!(phrase.when, When::Vague(_) | When::TimeOfDay | When::Stretch { .. });
        if let Some(value) = value.filter(|value| counts && civil::bounds(*value).0.is_some()) {
            *anchor = Some(value);
        }
        // A range is marked as its two ends.
        match (phrase.ends, &phrase.when) {
            (Some((first, second)), When::Range(from, to)) => {
                for (span, when) in [(first, from), (second, to)] {
                    let end = DatePhrase { span, when: (**when).clone(), ends: None, ..phrase.clone() };
                    let value = end.resolve(lexicon, &reference).value;
                    found.push(Ours { phrase: end, value });
                }
            }
            _ => found.push(Ours { phrase, value }),
        }
    }
    found
}

impl TimeTally {
    /// Pairs expressions that overlap, best overlap first, and compares their values.
    fn compare(&mut self, text: &str, ours: &[Ours], marked: &[Marked]) {
        let mut pairs = Vec::new();
        for (row, own) in ours.iter().enumerate() {
            for (column, gold) in marked.iter().enumerate() {
                if own.phrase.span.overlaps(gold.span) {
                    let shared = own.phrase.span.end.min(gold.span.end) - own.phrase.span.start.max(gold.span.start);
                    pairs.push((std::cmp::Reverse(shared), row, column));
                }
            }
        }
        pairs.sort_unstable();
        let (mut paired, mut taken) = (vec![false; ours.len()], vec![false; marked.len()]);
        for (_, row, column) in pairs {
            if paired[row] || taken[column] {
                continue;
            }
            (paired[row], taken[column]) = (true, true);
            self.detected.hits += 1;
            if ours[row].phrase.span == marked[column].span {
                self.exact.hits += 1;
            } else {
                self.exact.wrong += 1;
                self.exact.missed += 1;
            }
            self.judge(text, &ours[row], &marked[column]);
        }
        for (own, _) in ours.iter().zip(paired).filter(|(_, paired)| !paired) {
            self.detected.wrong += 1;
            self.exact.wrong += 1;
            self.misses.push(format!("not marked: {}", context(text, own.phrase.span)));
        }
        for (gold, _) in marked.iter().zip(taken).filter(|(_, taken)| !taken) {
            self.detected.missed += 1;
            self.exact.missed += 1;
            self.misses.push(format!("missed: {} = {}", context(text, gold.span), gold.printed));
        }
    }

    fn judge(&mut self, text: &str, ours: &Ours, marked: &Marked) {
        let Some(gold) = &marked.value else {
            self.unjudged += 1;
            return;
        };
        let right = gold.agrees(&ours.phrase, ours.value);
        self.values.add(right);
        if !right {
            let value = ours.value.map_or("none".to_owned(), |value| value.to_string());
            let words = context(text, ours.phrase.span);
            self.misses.push(format!("value: {words} = {value}, marked {}", marked.printed));
        }
    }
}

/// The words with a little of the text around them.
fn context(text: &str, span: Span) -> String {
    let before: Vec<char> = text[..span.start as usize].chars().rev().take(40).collect();
    let before: String = before.into_iter().rev().collect();
    let after: String = text[span.end as usize..].chars().take(25).collect();
    format!("{before}[{}]{after}", span.of(text)).replace('\n', " ")
}

fn json_lines(file: &Path) -> Result<Vec<Value>, TimeCorpusError> {
    let text = std::fs::read_to_string(file).map_err(|error| TimeCorpusError::new(file, error))?;
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    lines.map(|line| serde_json::from_str(line).map_err(|error| TimeCorpusError::new(file, error))).collect()
}

/// Byte offset of each code point, and of the end.
fn byte_offsets(text: &str) -> Vec<usize> {
    text.char_indices().map(|(byte, _)| byte).chain([text.len()]).collect()
}

fn span_of(marked: &Value, bytes: &[usize]) -> Option<Span> {
    let at = |key: &str| bytes.get(usize::try_from(marked[key].as_u64()?).ok()?).copied();
    let (start, end) = (at("start")?, at("end")?);
    (start < end).then(|| Span::new(start, end))
}
