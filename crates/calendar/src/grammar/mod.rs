//! The grammar of date phrases: each rule tries to read one kind of phrase at a token.
//!
//! A rule answers where the phrase ends and what it says. [`Grammar::date`] takes the longest answer; phrases that hold
//! others (`the end of last month`) ask it again, to a small depth.

mod absolute;
mod amounts;
mod clock;
mod relative;

use lexicon::{TimeSense, TimeUnit, TimeWords};

use crate::phrase::{Amount, Clock, When};
use crate::tokens::Tok;

/// How deep phrases may hold others: `early in the morning of the last day of May` is three.
const DEEPEST: u8 = 4;

/// What a rule read: where it ends and what it says.
#[derive(Clone, Debug)]
pub(crate) struct Read {
    pub end: usize,
    pub when: When,
    pub clock: Option<Clock>,
}

impl Read {
    pub fn new(end: usize, when: When) -> Option<Read> {
        Some(Read { end, when, clock: None })
    }
}

pub(crate) struct Grammar<'g, 't> {
    pub words: &'g TimeWords,
    pub toks: &'g [Tok<'t>],
}

impl<'g, 't> Grammar<'g, 't> {
    /// The longest phrase of any kind at the token.
    pub fn phrase(&self, at: usize) -> Option<Read> {
        let duration = self.duration(at);
        let longest =
            [self.date(at, 0).map(|read| self.with_day_part(read)), self.set(at), duration].into_iter().flatten();
        // The first of equals: what can be placed on a calendar before what cannot.
        longest.reduce(|best, next| if next.end > best.end { next } else { best })
    }

    /// `Monday night`, `yesterday morning`: the part of the day right after a day.
    fn with_day_part(&self, read: Read) -> Read {
        let day = match &read.when {
            When::Weekday { .. } | When::MonthDays { .. } => true,
            When::Unit { unit, .. } => *unit == TimeUnit::Day,
            When::Fixed(value) => value.as_day().is_some(),
            When::Part(_, inner) => matches!(**inner, When::Weekday { .. }),
            _ => false,
        };
        let part = self.sense(read.end, |sense| match sense {
            TimeSense::DayPart(part) => Some(part),
            _ => None,
        });
        match part {
            Some((part, end)) if day && read.clock.is_none() => Read { end, clock: Some(Clock::Part(part)), ..read },
            _ => read,
        }
    }

    /// The longest phrase at the token that names a date.
    pub fn date(&self, at: usize, depth: u8) -> Option<Read> {
        if depth > DEEPEST || !self.may_begin(at) {
            return None;
        }
        let rules = [
            self.absolute(at),
            self.weekday(at),
            self.shifted(at),
            self.away(at, depth),
            self.week_of(at, depth),
            self.part_of(at, depth),
            self.nth(at, depth),
            self.season(at),
            self.decade(at),
            self.feast(at),
            self.deictic(at),
            self.days_of_month(at),
            self.clock_time(at),
            self.vague(at),
            self.bare_unit(at),
        ];
        rules.into_iter().flatten().reduce(|best, next| if next.end > best.end { next } else { best })
    }

    /// Whether a phrase can begin here at all: a number, an article, or a word that the tables know.
    fn may_begin(&self, at: usize) -> bool {
        let Some(tok) = self.tok(at) else { return false };
        tok.number.is_some()
            || tok.is_any(&["the", "a", "an", "'", "q", "h", "ad", "in", "on", "half", "at"])
            || tok.lower.starts_with('\'')
            || self.words.begins(&tok.lower)
    }

    pub fn tok(&self, at: usize) -> Option<&'g Tok<'t>> {
        self.toks.get(at)
    }

    pub fn is(&self, at: usize, word: &str) -> bool {
        self.tok(at).is_some_and(|tok| tok.is(word))
    }

    pub fn is_any(&self, at: usize, words: &[&str]) -> bool {
        self.tok(at).is_some_and(|tok| tok.is_any(words))
    }

    pub fn before(&self, at: usize) -> Option<&'g Tok<'t>> {
        at.checked_sub(1).and_then(|before| self.tok(before))
    }

    pub fn before_is_any(&self, at: usize, words: &[&str]) -> bool {
        self.before(at).is_some_and(|tok| tok.is_any(words))
    }

    /// The longest known phrase at the token with a sense that `pick` takes, and where it ends.
    pub fn sense<T>(&self, at: usize, mut pick: impl FnMut(TimeSense) -> Option<T>) -> Option<(T, usize)> {
        let rest = self.toks.get(at..)?;
        self.words.senses(rest).find_map(|(length, sense)| pick(sense).map(|picked| (picked, at + length)))
    }

    /// A step over one of the words, where it stands here.
    pub fn skip(&self, at: usize, words: &[&str]) -> usize {
        if self.is_any(at, words) { at + 1 } else { at }
    }

    pub fn unit(&self, at: usize) -> Option<((TimeUnit, bool), usize)> {
        self.sense(at, |sense| match sense {
            TimeSense::Unit { unit, plural } => Some((unit, plural)),
            _ => None,
        })
    }
}

/// One unit.
pub(crate) fn one(unit: TimeUnit) -> Vec<(Amount, TimeUnit)> {
    vec![(Amount::whole(1), unit)]
}
