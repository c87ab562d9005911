//! Finds the date phrases of a text.

use lexicon::{Lexicon, TimeSense, TimeUnit, VagueTime};
use record::{Edtf, EdtfDate, TimeKind};

use crate::grammar::{Grammar, Read};
use crate::phrase::{Clock, DatePhrase, Tense, When, YearRef};
use crate::tokens::{Tok, span, tokens};

/// Every date phrase of the text, in order, not overlapping.
pub fn find_dates(lexicon: &Lexicon, text: &str) -> Vec<DatePhrase> {
    let toks = tokens(text);
    let grammar = Grammar { words: lexicon.time_words(), toks: &toks };
    let mut reads = Vec::new();
    let mut at = 0;
    while at < toks.len() {
        match grammar.phrase(at) {
            Some(read) if read.end > at => {
                let end = read.end;
                reads.push(Found { start: at, read, ends: None });
                at = end;
            }
            _ => at += 1,
        }
    }
    let reads = join_clocks(&toks, reads);
    let reads = join_ranges(&toks, reads);
    // `now` says nothing alone; it only bounds ranges.
    let told = |found: &Found| {
        !(found.read.when == When::Vague(VagueTime::Present) && toks.get(found.start).is_some_and(|tok| tok.is("now")))
    };
    reads.into_iter().filter(told).filter_map(|found| found.into_phrase(&grammar)).collect()
}

struct Found {
    start: usize,
    read: Read,
    ends: Option<((usize, usize), (usize, usize))>,
}

impl Found {
    fn into_phrase(self, grammar: &Grammar<'_, '_>) -> Option<DatePhrase> {
        let kind = match self.read.when {
            When::Duration(_) => TimeKind::Duration,
            When::Repeated { .. } => TimeKind::Set,
            _ => TimeKind::Date,
        };
        let of = |(from, to): (usize, usize)| span(grammar.toks, from, to);
        let ends = match self.ends {
            Some((first, second)) => of(first).zip(of(second)),
            None => None,
        };
        let tense = tense_hint(grammar, self.start, self.read.end);
        Some(DatePhrase {
            span: of((self.start, self.read.end))?,
            kind,
            when: self.read.when,
            clock: self.read.clock,
            tense,
            ends,
        })
    }
}

/// Joins a time of day with the date beside it: `Monday morning`, `at 3 p.m. on Friday`, `on 12 May at 10:00`.
fn join_clocks(toks: &[Tok<'_>], reads: Vec<Found>) -> Vec<Found> {
    let mut joined: Vec<Found> = Vec::with_capacity(reads.len());
    for found in reads {
        let Some(last) = joined.last_mut() else {
            joined.push(found);
            continue;
        };
        let gap = toks.get(last.read.end..found.start).unwrap_or_default();
        let close = gap.len() <= 2
            && gap.iter().all(|tok| {
                tok.is_any(&[",", "at", "on", "in", "of", "the", "around", "about", "from"]) && !tok.new_line
            })
            && toks.get(found.start).is_some_and(|tok| !tok.new_line);
        let (is_clock, was_clock) = (found.read.when == When::TimeOfDay, last.read.when == When::TimeOfDay);
        let dates = |when: &When| {
            !matches!(when, When::Duration(_) | When::Repeated { .. } | When::Vague(_) | When::Stretch { .. })
        };
        if close && is_clock && dates(&last.read.when) && (last.read.clock.is_none() || was_clock || gap.is_empty()) {
            let of_day = match (last.read.clock, found.read.clock) {
                (Some(clock @ Clock::At(..)), _) | (_, Some(clock)) => Some(clock),
                (known, None) => known,
            };
            last.read.clock = of_day;
            last.read.end = found.read.end;
        } else if close && was_clock && dates(&found.read.when) && found.read.clock.is_none() {
            last.read.when = found.read.when;
            last.read.end = found.read.end;
        } else {
            joined.push(found);
        }
    }
    joined
}

/// Joins two dates with `to`, `until`, a dash, or `and` after `between`.
fn join_ranges(toks: &[Tok<'_>], reads: Vec<Found>) -> Vec<Found> {
    let mut joined: Vec<Found> = Vec::with_capacity(reads.len());
    for found in reads {
        let Some(last) = joined.last_mut() else {
            joined.push(found);
            continue;
        };
        let gap = toks.get(last.read.end..found.start).unwrap_or_default();
        let before = last.start.checked_sub(1).and_then(|before| toks.get(before));
        let between = before.is_some_and(|tok| tok.is("between"));
        let from = before.is_some_and(|tok| tok.is("from"));
        let joint = match gap {
            [joint] => {
                joint.is_any(&["-", "–", "—", "through"])
                    || (joint.is("and") && between)
                    || (joint.is_any(&["to", "until", "till"])
                        && (from || same_kind(&last.read.when, &found.read.when)))
            }
            _ => false,
        };
        let fits = joint && last.ends.is_none() && can_bound(&last.read.when) && can_bound(&found.read.when);
        if fits {
            let ends = ((last.start, last.read.end), (found.start, found.read.end));
            let (mut first, mut second) = (last.read.when.clone(), found.read.when);
            share_year(&mut first, &mut second);
            last.read = Read { end: found.read.end, when: When::Range(Box::new(first), Box::new(second)), clock: None };
            last.ends = Some(ends);
        } else {
            joined.push(found);
        }
    }
    joined
}

fn can_bound(when: &When) -> bool {
    matches!(
        when,
        When::Fixed(_)
            | When::MonthDays { .. }
            | When::Month { .. }
            | When::Weekday { .. }
            | When::Unit { unit: TimeUnit::Day | TimeUnit::Week | TimeUnit::Month | TimeUnit::Year, .. }
            | When::Part(..)
            | When::DayOrMonth(..)
            | When::DaysOfMonth { .. }
            | When::Vague(VagueTime::Present)
            | When::Feast { .. }
            | When::Nth { .. }
    )
}

fn same_kind(one: &When, other: &When) -> bool {
    let fineness = |when: &When| match when {
        When::Fixed(Edtf::Date(EdtfDate::Day(..))) | When::MonthDays { .. } | When::DayOrMonth(..) => 1,
        When::Fixed(Edtf::Date(EdtfDate::Month(..))) | When::Month { .. } => 2,
        When::Fixed(Edtf::Date(EdtfDate::Year(..))) => 3,
        When::Weekday { .. } => 4,
        _ => 0,
    };
    fineness(one) != 0 && fineness(one) == fineness(other)
}

/// `from May to June 2018`: the year told at one end belongs to both.
fn share_year(first: &mut When, second: &mut When) {
    let known = |when: &When| match when {
        When::Fixed(Edtf::Date(date)) => date.year(),
        _ => None,
    };
    let give = |when: &mut When, given: i16| match when {
        When::Month { year: year @ YearRef::Nearest, .. } | When::MonthDays { year: year @ YearRef::Nearest, .. } => {
            *year = YearRef::Known(given);
        }
        _ => {}
    };
    if let Some(year) = known(second) {
        give(first, year);
    } else if let Some(year) = known(first) {
        give(second, year);
    }
    if let (
        When::Month { year: first, .. } | When::MonthDays { year: first, .. },
        When::Month { year: second, .. } | When::MonthDays { year: second, .. },
    ) = (first, second)
        && *first == YearRef::Nearest
    {
        *first = *second;
    }
}

/// What the verbs around a phrase say of its time: the nearest cue before it in its clause, else one after it.
fn tense_hint(grammar: &Grammar<'_, '_>, start: usize, end: usize) -> Tense {
    let cue = |tok: &Tok<'_>| {
        let mut senses = grammar.words.senses(std::slice::from_ref(tok)).map(|(_, sense)| sense);
        senses.find_map(|sense| match sense {
            TimeSense::FutureCue => Some(Tense::Future),
            TimeSense::PastCue => Some(Tense::Past),
            _ => None,
        })
    };
    let past_form = |tok: &Tok<'_>| (tok.lower.len() > 4 && tok.lower.ends_with("ed")).then_some(Tense::Past);
    let before = grammar.toks.get(start.saturating_sub(14)..start).unwrap_or_default();
    if before.last().is_some_and(|tok| tok.is_any(&["until", "till"])) {
        return Tense::Future;
    }
    for (back, tok) in before.iter().enumerate().rev() {
        if tok.is_any(&[".", ";", "!", "?", "\""]) || tok.new_line {
            break;
        }
        // `is to be held`, `was to have gone`
        let is_to = tok.is("to")
            && back
                .checked_sub(1)
                .and_then(|back| before.get(back))
                .is_some_and(|tok| tok.is_any(&["is", "are", "was", "were"]));
        if is_to {
            return Tense::Future;
        }
        // `may be signed`: the participle says nothing of the time.
        let passive =
            back.checked_sub(1).and_then(|back| before.get(back)).is_some_and(|tok| tok.is_any(&["be", "to"]));
        let tense = cue(tok).or_else(|| past_form(tok)).filter(|tense| *tense != Tense::Past || !passive);
        if let Some(tense) = tense {
            return tense;
        }
    }
    for tok in grammar.toks.iter().skip(end).take(10) {
        if tok.is_any(&[".", ";", "!", "?"]) || tok.new_line {
            break;
        }
        if let Some(tense) = cue(tok).or_else(|| past_form(tok)) {
            return tense;
        }
    }
    Tense::Unknown
}
