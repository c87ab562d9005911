//! Times of day.

use lexicon::{TimePart, TimeSense, TimeUnit};

use super::{Grammar, Read};
use crate::phrase::{Clock, When};

impl Grammar<'_, '_> {
    /// `3:30 p.m.`, `noon`, `14:58 UTC`, `0800 GMT`, `in the morning`.
    pub fn clock_time(&self, at: usize) -> Option<Read> {
        if let Some((clock, end)) = self.clock(at) {
            return Some(Read { end, when: When::TimeOfDay, clock: Some(clock) });
        }
        let (part, end, determined) = self.day_part(at)?;
        let whole = matches!(part, TimePart::Noon | TimePart::Midnight);
        // A bare `morning` or `night` is mostly a thing (`the morning paper`); a determiner makes it a time.
        let led = self.before_is_any(at, &["by", "until", "till", "at", "since", "before", "after", "late", "early"]);
        (whole || determined || led || self.is(at, "overnight")).then_some(())?;
        Some(Read { end, when: When::TimeOfDay, clock: Some(Clock::Part(part)) })
    }

    /// A part of the day, and whether an article leads it.
    pub fn day_part(&self, at: usize) -> Option<(TimePart, usize, bool)> {
        let mut start = at;
        if self.is_any(start, &["in", "at", "on"]) {
            start = self.is(start + 1, "the").then_some(start + 1)?;
        }
        let led = self.skip(start, &["the"]);
        let inner = self.skip(led, &["early", "late"]);
        let (part, end) = self.sense(inner, |sense| match sense {
            TimeSense::DayPart(part) => Some(part),
            _ => None,
        })?;
        Some((part, end, led > start))
    }

    fn clock(&self, at: usize) -> Option<(Clock, usize)> {
        let tok = self.tok(at)?;
        let hour = tok.number;
        if tok.digits(4).is_some() {
            // `0800 GMT`
            let packed = hour.filter(|packed| *packed < 2400 && packed % 100 < 60)?;
            let end = self.zone(at + 1).or_else(|| self.is(at + 1, "hours").then_some(at + 2))?;
            return Some((Clock::At((packed / 100) as u8, (packed % 100) as u8), end));
        }
        let (hour, after_hour) = match hour {
            Some(hour) if tok.n_chars <= 2 => (hour, at + 1),
            Some(_) => return None,
            None => self.number(at).filter(|(hour, _)| (1..=12).contains(hour))?,
        };
        if hour > 24 {
            return None;
        }
        let minutes = self.tok(at + 2).and_then(|tok| tok.digits(2)).filter(|minute| *minute < 60);
        let colon = minutes.is_some() && tok.number.is_some() && self.is_any(at + 1, &[":", "."]);
        let (minute, mut end) = match minutes.filter(|_| colon) {
            Some(minute) => (minute, at + 3),
            None => (0, after_hour),
        };
        if colon && self.is(end, ":") && self.tok(end + 1).is_some_and(|tok| tok.digits(2).is_some()) {
            end += 2;
        }
        if let Some((afternoon, after)) = self.half_of_day(end) {
            let hour = if afternoon { hour % 12 + 12 } else { hour % 12 };
            return Some((Clock::At(hour as u8, minute as u8), self.zone(after).unwrap_or(after)));
        }
        if self.is(end, "o") && self.is_any(end + 1, &["'clock"]) {
            return Some((Clock::At(hour as u8, minute as u8), end + 2));
        }
        if self.is(end, "local") && self.is(end + 1, "time") && colon {
            return Some((Clock::At(hour as u8, minute as u8), end + 2));
        }
        if let Some(after) = self.zone(end).filter(|_| colon) {
            return Some((Clock::At(hour as u8, minute as u8), after));
        }
        // A bare `14:30` can be a score or a verse: a preposition must lead it.
        let led = self
            .before_is_any(at, &["at", "around", "about", "by", "until", "from", "since", "before", "after", "near"]);
        (colon && self.is(at + 1, ":") && led && tok.number.is_some())
            .then_some((Clock::At(hour as u8, minute as u8), end))
    }

    fn half_of_day(&self, at: usize) -> Option<(bool, usize)> {
        let tok = self.tok(at)?;
        if tok.is_any(&["am", "pm"]) {
            return Some((tok.is("pm"), at + 1));
        }
        let dotted = tok.is_any(&["a", "p"]) && self.is(at + 1, ".") && self.is(at + 2, "m");
        let goes_on = self.weekday_name(at + 4).is_some()
            || self.month(at + 4).is_some()
            || self.tok(at + 4).is_some_and(|tok| !tok.is_capitalised() && tok.is_word());
        let close = self.is(at + 3, ".") && (self.tok(at + 3).is_some_and(|tok| tok.glued) || goes_on);
        dotted.then(|| (tok.is("p"), if close { at + 4 } else { at + 3 }))
    }

    fn zone(&self, at: usize) -> Option<usize> {
        let open = usize::from(self.is(at, "("));
        let tok = self.tok(at + open).filter(|tok| tok.is_capitalised() || tok.glued)?;
        self.words.zone(&tok.lower)?;
        let mut end = at + open + 1;
        if self.is_any(end, &["+", "-"]) && self.tok(end + 1).is_some_and(|tok| tok.glued && tok.number.is_some()) {
            end += 2;
        }
        Some(end + usize::from(open == 1 && self.is(end, ")")))
    }

    /// `this morning`, `that night`, `the following evening`: the part of the day after a shift.
    pub fn shifted_day_part(&self, at: usize, by: i32, story: bool) -> Option<Read> {
        let (part, end) = self.sense(at, |sense| match sense {
            TimeSense::DayPart(part) => Some(part),
            _ => None,
        })?;
        Some(Read { end, when: When::Unit { unit: TimeUnit::Day, by, story }, clock: Some(Clock::Part(part)) })
    }
}
