//! Cuts a text into paragraphs, datelines and sentences.

use crate::split::{SplitScratch, Splitter};
use crate::tokenize::{RawToken, is_space, tokenize};
use crate::tree::MAX_WORDS;
use record::{Finding, Region, RegionKind, SentenceKind, Span};

/// Calls `each` for the words of every sentence of a text, in order.
pub(crate) fn each_sentence(
    text: &str,
    regions: &[Region],
    splitter: &Splitter,
    mut each: impl FnMut(&[RawToken], SentenceKind, Option<Finding>),
) {
    let mut scratch = SplitScratch::default();
    let (mut words, mut ends) = (Vec::new(), Vec::new());
    each_stretch(text, regions, |span, region| {
        words.clear();
        tokenize(text, span, &mut words);
        let kind = match region {
            RegionKind::Heading => SentenceKind::Heading,
            RegionKind::Dateline => SentenceKind::Dateline,
            RegionKind::ListItem => SentenceKind::ListItem,
            RegionKind::Paragraph | RegionKind::Quotation => SentenceKind::Prose,
        };
        let n_dateline = if kind == SentenceKind::Prose { dateline(text, &words) } else { 0 };
        let (head, body) = words.split_at(n_dateline);
        if !head.is_empty() {
            each(head, SentenceKind::Dateline, None);
        }
        ends.clear();
        splitter.split(text, body, &mut scratch, &mut ends);
        let mut start = 0;
        for &end in &ends {
            let sentence = &body[start..end];
            start = end;
            let mut rest = sentence;
            while rest.len() > MAX_WORDS {
                let (piece, after) = rest.split_at(cut_before(text, rest));
                rest = after;
                each(piece, kind, Some(too_long(piece)));
            }
            each(rest, kind, None);
        }
    });
}

fn too_long(words: &[RawToken]) -> Finding {
    let span = words.first().zip(words.last()).map(|(first, last)| first.span.join(last.span));
    Finding { span, message: format!("sentence of more than {MAX_WORDS} words cut after {} words", words.len()) }
}

/// Where to cut a sentence that is too long: after the last mark within reach, else at the limit.
fn cut_before(text: &str, words: &[RawToken]) -> usize {
    let is_mark = |word: &RawToken| matches!(word.span.of(text), "," | ";" | ":" | "-" | "–" | "—" | "." | ")" | "|");
    let last_mark = words[MAX_WORDS / 2..MAX_WORDS].iter().rposition(is_mark);
    let mut cut = last_mark.map_or(MAX_WORDS, |idx| MAX_WORDS / 2 + idx + 1);
    // A contraction stays whole.
    while cut > 1 && words[cut].joined {
        cut -= 1;
    }
    cut
}

/// Calls `each` for every paragraph: the regions, and blank lines inside them.
fn each_stretch(text: &str, regions: &[Region], mut each: impl FnMut(Span, RegionKind)) {
    if regions.is_empty() {
        each_paragraph(text, Span::new(0, text.len()), |span| each(span, RegionKind::Paragraph));
        return;
    }
    for region in regions {
        each_paragraph(text, region.span, |span| each(span, region.kind));
    }
}

/// Bytes of a paragraph read at once; a longer one is cut at white space, so that its words need not all be held.
const PIECE: usize = 1 << 16;

fn each_paragraph(text: &str, span: Span, mut each: impl FnMut(Span)) {
    let Some(part) = text.get(span.range()) else { return };
    let base = span.start as usize;
    let mut start = None;
    let mut n_newlines = 0;
    let mut end = 0;
    for (idx, c) in part.char_indices() {
        if is_space(c) {
            n_newlines += u32::from(c == '\n' || c == '\u{2029}');
            continue;
        }
        let cut = n_newlines > 1 || (end < idx && start.is_some_and(|start| idx - start > PIECE));
        if let Some(start) = start.take_if(|_| cut) {
            each(Span::new(base + start, base + end));
        }
        n_newlines = 0;
        start.get_or_insert(idx);
        end = idx + c.len_utf8();
    }
    if let Some(start) = start {
        each(Span::new(base + start, base + end));
    }
}

/// Number of words of the dateline that opens a paragraph: `ASMARA, July 9 (Horn Monitor) -`, `CAIRO —`.
///
/// A dateline is capitalised words, numbers and brackets up to a dash with space after it (or a colon after a place in
/// capitals or a bracket), and something of its kind: a place in capitals, a month, an agency in brackets.
fn dateline(text: &str, words: &[RawToken]) -> usize {
    const LONGEST: usize = 22;
    let word = |idx: usize| words.get(idx).map_or("", |word| word.span.of(text));
    let in_capitals =
        |word: &str| word.chars().filter(|c| c.is_uppercase()).count() > 1 && !word.chars().any(char::is_lowercase);
    let mut bracket = false;
    let mut signs = usize::from(in_capitals(word(0)));
    let capitals_first = signs > 0;
    for idx in 0..words.len().min(LONGEST) {
        let here = word(idx);
        match here {
            "-" | "–" | "—" | "--" | ":" if idx > 0 && !bracket => {
                let glued = !words[idx].space_after && here == "-";
                let next = word(idx + 1);
                let opens = next.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
                    || matches!(next, "\"" | "“" | "'" | "‘");
                let place_only =
                    here != ":" && idx <= 3 && !glued && words[idx - 1].space_after && words.len() > idx + 6;
                let closed = word(idx - 1) == ")" || word(idx - 1).starts_with(|c: char| c.is_ascii_digit());
                let enough = match here {
                    ":" => signs > 1 || (capitals_first && closed),
                    _ => signs > 0 || (place_only && idx == 1),
                };
                if glued {
                    continue;
                }
                return if enough && opens { idx + 1 } else { 0 };
            }
            "(" | "[" => bracket = true,
            ")" | "]" => {
                bracket = false;
                signs += 1;
            }
            "," | "." | "/" | "-" | "&" | "'s" | "’s" | "@" => {}
            _ if here.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()) => {
                signs += usize::from(is_month(here))
            }
            _ if bracket || matches!(here, "of" | "al" | "and" | "de" | "la" | "el" | "the") => {}
            _ => return 0,
        }
    }
    0
}

fn is_month(word: &str) -> bool {
    const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    const NAMES: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let small = word.trim_end_matches('.').to_ascii_lowercase();
    NAMES.contains(&small.as_str()) || MONTHS.contains(&small.as_str()) || small == "sept"
}
