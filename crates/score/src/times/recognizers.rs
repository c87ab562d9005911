//! The test cases of Recognizers-Text.

use std::path::Path;

use calendar::{Reference, Tense, When, civil, find_dates};
use lexicon::Lexicon;
use record::{Bound, Edtf, Span};
use serde_json::Value;

use super::TimeCorpusError;
use crate::Count;

/// Cases left out, with the reason: `file<tab>from<tab>to<tab>reason`, numbers of cases from 0.
const LEFT_OUT: &str = include_str!("left_out.tsv");

/// The files with dates and ranges of days; the others hold clocks, durations, sets and time zones.
const FILES: [&str; 4] = ["DateParser", "DatePeriodParser", "HolidayParser", "DateTimeModel"];

/// Scores the date cases that make sense in news: a case is right when every date it expects is found with its value
/// (read as past or as future, as the case allows) and, where it expects none, none is found.
///
/// # Errors
/// When a file of the folder cannot be read or is not of that form.
pub fn score_recognizers(lexicon: &Lexicon, folder: &Path) -> Result<(Count, Vec<String>), TimeCorpusError> {
    let mut count = Count::default();
    let mut misses = Vec::new();
    for name in FILES {
        let file = folder.join(format!("{name}.json"));
        let text = std::fs::read_to_string(&file).map_err(|error| TimeCorpusError::new(&file, error))?;
        let cases: Vec<Value> = serde_json::from_str(text.trim_start_matches('\u{feff}'))
            .map_err(|error| TimeCorpusError::new(&file, error))?;
        for (number, case) in cases.iter().enumerate() {
            if !is_date_case(case) || left_out(name, number) {
                continue;
            }
            let right = is_right(lexicon, case);
            count.add(right);
            if !right {
                misses.push(format!("{name} {number}: {}", describe(lexicon, case)));
            }
        }
    }
    Ok((count, misses))
}

fn left_out(name: &str, number: usize) -> bool {
    LEFT_OUT.lines().filter(|line| !line.starts_with('#')).any(|line| {
        let mut fields = line.split('\t');
        let file = fields.next() == Some(name);
        let mut bound = || fields.next().and_then(|field| field.parse::<usize>().ok());
        file && bound().zip(bound()).is_some_and(|(from, to)| (from..=to).contains(&number))
    })
}

fn results(case: &Value) -> &[Value] {
    case["Results"].as_array().map_or(&[][..], Vec::as_slice)
}

/// Whether every result is a date or a range of days.
fn is_date_case(case: &Value) -> bool {
    let kind = |result: &Value| {
        let kind = result["Type"].as_str().or(result["TypeName"].as_str()).unwrap_or_default();
        matches!(kind.rsplit('.').next(), Some("date" | "daterange"))
    };
    // Open sides (`before 2010`) and what the cases leave without days (`the summer`) cannot be compared.
    let closed = |result: &Value| {
        let days = expected(result);
        !days.is_empty() && days.iter().all(|(from, _)| from.year() > 1)
    };
    !results(case).is_empty() && results(case).iter().all(kind) && results(case).iter().all(closed)
}

fn reference_of(case: &Value) -> Option<civil::Day> {
    case["Context"]["ReferenceDateTime"].as_str().and_then(|day| day.get(..10)?.parse().ok())
}

/// Days that a result allows: past reading, future reading, or the values listed.
fn expected(result: &Value) -> Vec<(civil::Day, civil::Day)> {
    let mut all = Vec::new();
    let day = |value: &Value| value.as_str().and_then(|day| day.parse::<civil::Day>().ok());
    let mut add = |one: &Value| {
        let single = day(&one["date"]).or_else(|| day(&one["value"]));
        let from = day(&one["startDate"]).or_else(|| day(&one["start"]));
        let to = day(&one["endDate"]).or_else(|| day(&one["end"]));
        if let Some(single) = single {
            all.push((single, single));
        } else if let (Some(from), Some(to)) = (from, to) {
            // The end is told exclusively for units, inclusively for ranges of days: both are allowed.
            all.push((from, to));
            all.extend(civil::add_days(to, -1).filter(|last| *last >= from).map(|last| (from, last)));
        }
    };
    add(&result["Value"]["PastResolution"]);
    add(&result["Value"]["FutureResolution"]);
    for value in result["Resolution"]["values"].as_array().map_or(&[][..], Vec::as_slice) {
        add(value);
    }
    all
}

/// What allows a value to be coarser or finer than the one expected.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Told {
    Part,
    Amount,
    Other,
}

impl Told {
    fn of(when: &When) -> Told {
        match when {
            When::Part(..) => Told::Part,
            When::Away { .. } => Told::Amount,
            _ => Told::Other,
        }
    }
}

fn found(lexicon: &Lexicon, case: &Value) -> Vec<(Span, Told, Vec<Edtf>)> {
    let input = case["Input"].as_str().unwrap_or_default();
    let published = reference_of(case);
    let value = |phrase: &calendar::DatePhrase| {
        [Tense::Past, Tense::Unknown, Tense::Future]
            .iter()
            .filter_map(|tense| {
                phrase
                    .resolve(lexicon, &Reference { published, anchor: None, tense: *tense, day_first: Some(false) })
                    .value
            })
            .collect()
    };
    find_dates(lexicon, input).iter().map(|phrase| (phrase.span, Told::of(&phrase.when), value(phrase))).collect()
}

fn is_right(lexicon: &Lexicon, case: &Value) -> bool {
    let input = case["Input"].as_str().unwrap_or_default();
    let ours = found(lexicon, case);
    results(case).iter().all(|result| {
        let Some(words) = result["Text"].as_str() else { return false };
        let Some(start) = input.to_lowercase().find(&words.to_lowercase()) else { return false };
        let span = Span::new(start, start + words.len());
        let allowed = expected(result);
        ours.iter()
            .any(|(own, told, values)| own.overlaps(span) && values.iter().any(|value| fits(*value, *told, &allowed)))
    })
}

/// The days expected; or, where the words allow no day, the unit that holds it: a week, month or year counted, months or
/// years as ends of a stretch; or, for a part (`late this month`), a time within the half that the cases take for it.
fn fits(value: Edtf, told: Told, allowed: &[(civil::Day, civil::Day)]) -> bool {
    let (Some(first), Some(last)) = civil::bounds(value) else { return false };
    let bound = |bound: Bound| civil::bounds(Edtf::Interval(bound, bound));
    let holds = |(start, end): (Option<civil::Day>, Option<civil::Day>), day: civil::Day| {
        start.zip(end).is_some_and(|(start, end)| start <= day && day <= end)
    };
    let coarse = |from: civil::Day, to: civil::Day| match value {
        Edtf::Interval(start, end) => holds(bound(start), from) && holds(bound(end), to) && start != end,
        Edtf::Date(_) => false,
    };
    let within = |from: civil::Day, to: civil::Day| told == Told::Part && from <= first && last <= to;
    let counted = |from: civil::Day, to: civil::Day| {
        told == Told::Amount && from == to && first <= from && to <= last && civil::days_between(first, last) <= 366
    };
    allowed.iter().any(|(from, to)| {
        (first, last) == (*from, *to) || counted(*from, *to) || coarse(*from, *to) || within(*from, *to)
    })
}

fn describe(lexicon: &Lexicon, case: &Value) -> String {
    let input = case["Input"].as_str().unwrap_or_default();
    let ours: Vec<String> = found(lexicon, case)
        .iter()
        .map(|(span, _, values)| {
            format!("{} = {}", span.of(input), values.iter().map(Edtf::to_string).collect::<Vec<_>>().join(" "))
        })
        .collect();
    let wanted: Vec<String> = results(case)
        .iter()
        .map(|result| format!("{} = {:?}", result["Text"].as_str().unwrap_or_default(), expected(result).first()))
        .collect();
    format!(
        "{:?} {input:?}: found {ours:?}, wanted {wanted:?}",
        reference_of(case).map(|day| day.to_string()).unwrap_or_default()
    )
}
