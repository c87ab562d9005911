//! The time an undated article was written, from what it and its page say.

use std::collections::BTreeSet;

use calendar::{PageHints, Tense, When, YearRef, civil, page_dates};
use lexicon::{Lexicon, TimePart};
use record::{Article, DateBasis, Edtf, EdtfDate};

use super::Found;
use super::frame::Frame;

/// A day of some year with the weekday it fell on.
struct WeekdayFact {
    month: u8,
    day: u8,
    weekday: u8,
    /// The words that say it is the day of writing itself: a masthead, `today, Friday 17 February`.
    is_now: bool,
    words: String,
}

/// News names weekdays of the last days only.
const DAYS_A_WEEKDAY_REACHES: i32 = 5;
/// How long after the latest day told in full a commentary on it still appears.
const DAYS_A_STORY_LASTS: i32 = 21;
/// How far before the page's own year an article on it may have been written.
const YEARS_A_PAGE_KEEPS: i16 = 9;
/// How far after the latest year its text tells an article may have been written, where the page tells no year.
const YEARS_A_PAST_STAYS: i16 = 6;

/// Within how many days of one another the people of an article must hold their offices to date it by them alone.
const DAYS_OF_A_FRAME: i32 = 1100;

/// The interval the article must have been written in, with its chain of reasons; `None` where the text does not tell.
pub(super) fn written(
    lexicon: &Lexicon,
    article: &Article,
    found: &[Found],
    frame: Option<&Frame>,
) -> Option<(Edtf, DateBasis, String)> {
    let latest_year = latest_year_told(found);
    let told = by_weekday(lexicon, article, found, latest_year, frame).or_else(|| by_latest_day(article, found));
    let fits = |written: &(Edtf, DateBasis, String)| {
        let (first, last) = civil::bounds(written.0);
        frame
            .is_none_or(|frame| first.is_some_and(|day| frame.allows(day)) || last.is_some_and(|day| frame.allows(day)))
    };
    told.filter(fits).or_else(|| by_frame(article, found, frame?))
}

/// By the offices people hold and the days the world knows, where two facts and what the text tells leave few days.
fn by_frame(article: &Article, found: &[Found], frame: &Frame) -> Option<(Edtf, DateBasis, String)> {
    let (mut first, mut last) = frame.bounds()?;
    let mut why = frame.why.clone();
    let past = found.iter().filter(|found| found.tense == Tense::Past);
    let told = past.filter_map(|found| match &found.phrase.when {
        When::Fixed(value) => civil::bounds(*value).0.map(|day| (day, found)),
        _ => None,
    });
    if let Some((day, item)) = told.max_by_key(|(day, _)| *day)
        && day > first
    {
        first = day;
        why.push(format!("the text tells of {:?}", item.phrase.span.of(&article.text)));
    }
    if let Some(year) = page_year(article)
        && let Some(end) = civil::day(year, 12, 31)
        && end < last
    {
        last = end;
        why.push(format!("the page is of {year} at the latest"));
    }
    let narrow = first <= last && civil::days_between(first, last) <= DAYS_OF_A_FRAME;
    (why.len() > 1 && narrow).then(|| (civil::interval(first, last), DateBasis::Inferred, why.join("; ")))
}

/// The latest year the text tells outside the future.
fn latest_year_told(found: &[Found]) -> Option<i16> {
    let told = found.iter().filter(|found| found.tense != Tense::Future).filter_map(|found| match &found.phrase.when {
        When::Fixed(value) => civil::bounds(*value).1.map(|day| day.year()),
        _ => None,
    });
    told.max()
}

/// The latest year the page tells of itself: clocks, copyright lines, related news.
fn page_year(article: &Article) -> Option<i16> {
    let years =
        article.date_candidates.iter().filter_map(|candidate| civil::bounds(candidate.value).1.map(|day| day.year()));
    years.max()
}

fn by_weekday(
    lexicon: &Lexicon,
    article: &Article,
    found: &[Found],
    latest_year: Option<i16>,
    frame: Option<&Frame>,
) -> Option<(Edtf, DateBasis, String)> {
    let mut facts = masthead_facts(lexicon, article);
    facts.extend(text_facts(article, found));
    let fact = facts.iter().find(|fact| fact.is_now).or(facts.first())?;
    // Only years in which every weekday told agrees.
    let agrees = |year: i16| {
        let same_days = |other: &&WeekdayFact| other.month == fact.month;
        facts.iter().filter(same_days).all(|fact| civil::weekday_of(year, fact.month, fact.day) == Some(fact.weekday))
    };
    let on_page = page_year(article).filter(|year| latest_year.is_none_or(|told| *year >= told));
    // Holders still in office bound nothing: the tables end with the last office that began.
    let horizon = lexicon.holders().rows().iter().filter_map(|holder| holder.term.from).map(|from| from.0).max();
    let framed =
        frame.and_then(Frame::bounds).map(|(from, to)| (from.year(), to.year().min(horizon.unwrap_or(i16::MAX))));
    let last =
        on_page.or(framed.map(|years| years.1)).or(latest_year.map(|year| year.saturating_add(YEARS_A_PAST_STAYS)))?;
    let first = framed.map_or(last.saturating_sub(YEARS_A_PAGE_KEEPS), |years| years.0);
    let first = latest_year.unwrap_or(i16::MIN).max(first);
    let fits = |year: i16| {
        let day = civil::day(year, fact.month, fact.day);
        agrees(year) && frame.is_none_or(|frame| day.is_some_and(|day| frame.allows(day)))
    };
    let years: Vec<i16> = (first..=last).filter(|year| fits(*year)).collect();
    let year = *years.last()?;
    // Without a page year the text must leave one year only.
    if on_page.is_none() && years.len() > 1 {
        return None;
    }
    let day = civil::day(year, fact.month, fact.day)?;
    let name = civil::weekday_name(fact.weekday);
    let mut why = format!("{:?}: that day is a {name} in {year}", fact.words);
    if let Some(told) = latest_year {
        why += &format!("; the text tells of {told}");
    }
    for reason in frame.map_or(&[][..], |frame| &frame.why) {
        why += &format!("; {reason}");
    }
    if let Some(page) = on_page {
        why += &format!("; the page is of {page} at the latest");
    }
    let value = if fact.is_now {
        civil::edtf(day)
    } else {
        civil::interval(day, civil::add_days(day, DAYS_A_WEEKDAY_REACHES)?)
    };
    Some((value, DateBasis::Inferred, why))
}

/// Dates without a year, with weekday, at the head of the page.
fn masthead_facts(lexicon: &Lexicon, article: &Article) -> Vec<WeekdayFact> {
    let mut facts = Vec::new();
    for candidate in &article.date_candidates {
        let yearless = matches!(candidate.value, Edtf::Date(EdtfDate::DayOfAnyYear(..)));
        if !yearless || candidate.kind == "related" {
            continue;
        }
        for date in page_dates(lexicon, &candidate.evidence, &PageHints::default()) {
            if let (Edtf::Date(EdtfDate::DayOfAnyYear(month, day)), Some(weekday)) = (date.value, date.weekday) {
                facts.push(WeekdayFact { month, day, weekday, is_now: true, words: candidate.evidence.clone() });
            }
        }
    }
    facts
}

fn text_facts(article: &Article, found: &[Found]) -> Vec<WeekdayFact> {
    let mut facts = Vec::new();
    let mut seen = BTreeSet::new();
    for (idx, item) in found.iter().enumerate() {
        let When::MonthDays { month, from, weekday, year: YearRef::Nearest, .. } = item.phrase.when else { continue };
        let before = idx.checked_sub(1).and_then(|before| found.get(before));
        let beside = |other: &Found| {
            let gap = article.text.get(other.phrase.span.end as usize..item.phrase.span.start as usize).unwrap_or("-");
            gap.trim().is_empty() || gap.trim() == "," || gap.trim() == "("
        };
        let today = before.is_some_and(|before| is_today(&before.phrase.when) && beside(before));
        let Some(weekday) = weekday else { continue };
        if item.tense == Tense::Future || !seen.insert((month, from)) {
            continue;
        }
        facts.push(WeekdayFact {
            month,
            day: from,
            weekday,
            is_now: today,
            words: item.phrase.span.of(&article.text).to_owned(),
        });
    }
    facts
}

fn is_today(when: &When) -> bool {
    match when {
        When::Unit { unit: lexicon::TimeUnit::Day, by: 0, story: false } => true,
        When::Part(TimePart::Earlier | TimePart::Later, inner) => is_today(inner),
        _ => false,
    }
}

/// A story whose latest day, told in full near its beginning, is what it is about.
fn by_latest_day(article: &Article, found: &[Found]) -> Option<(Edtf, DateBasis, String)> {
    let full = |found: &Found| match &found.phrase.when {
        When::Fixed(value) if found.tense != Tense::Future => civil::as_day(*value),
        _ => None,
    };
    let days: Vec<(civil::Day, &Found)> = found.iter().filter_map(|item| full(item).map(|day| (day, item))).collect();
    let (day, item) = *days.iter().max_by_key(|(day, item)| (*day, std::cmp::Reverse(item.phrase.span)))?;
    // Told at the head of the text, and no later year or month anywhere.
    let opening = article.text.len().min(900) as u32;
    let later = found.iter().filter(|other| other.tense != Tense::Future).any(|other| match &other.phrase.when {
        When::Fixed(value) => civil::bounds(*value).0.is_some_and(|first| first > day),
        _ => false,
    });
    if item.phrase.span.start > opening || later {
        return None;
    }
    let (first, last) = (civil::add_days(day, 1)?, civil::add_days(day, DAYS_A_STORY_LASTS)?);
    let why = format!(
        "the latest day it tells, {:?}, stands at its head; a story of that day appears within weeks",
        item.phrase.span.of(&article.text)
    );
    Some((civil::interval(first, last), DateBasis::Inferred, why))
}
