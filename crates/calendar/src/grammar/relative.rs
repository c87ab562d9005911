//! Dates told from another: weekdays, `last week`, `two days ago`, `the end of the month`, seasons, feasts.

use lexicon::{TimePart, TimeSense, TimeUnit, VagueTime};
use record::{Bound, Edtf, EdtfDate};

use super::{Grammar, Read};
use crate::phrase::{Amount, Clock, WeekRef, When, YearRef};

/// Words before a part of a month or a weekday told by its number alone.
const DAY_LEADERS: &[&str] =
    &["on", "by", "from", "until", "till", "since", "before", "after", "and", "to", "of", "between", "for"];

/// Words that may follow `the 14th` when it is a day and not the 14th of some things.
pub(super) const DAY_FOLLOWERS: &[&str] = &[
    ".", ",", ";", ":", "!", "?", ")", "and", "to", "at", "in", "with", "when", "for", "but", "of", "that", "-", "–",
    "or", "as", "before", "after", "while", "where", "until", "if", "he", "she", "they", "it", "we", "who",
];

impl Grammar<'_, '_> {
    /// `last`, `this`, `the following`; how far, whether from the time spoken of, and where it ends.
    pub fn shift(&self, at: usize) -> Option<((i32, bool), usize)> {
        self.sense(at, |sense| match sense {
            TimeSense::Shift { by, story } => Some((by, story)),
            _ => None,
        })
    }

    pub fn weekday_name(&self, at: usize) -> Option<(u8, usize)> {
        let ((weekday, short), end) = self.sense(at, |sense| match sense {
            TimeSense::Weekday { weekday, short } => Some((weekday, short)),
            _ => None,
        })?;
        if short {
            let tok = self.tok(at)?;
            let all_capitals = tok.text.chars().all(char::is_uppercase);
            let dated = self.tok(self.skip(end, &[".", ","])).is_some_and(|tok| tok.number.is_some())
                || self.month(self.skip(self.skip(end, &["."]), &[","])).is_some();
            let led = self.before_is_any(at, &["on", "last", "next", "this", "(", "by", "until"]);
            // `Sun`, `Sat` and `Wed` are other words too.
            (tok.is_capitalised() && !all_capitals && (dated || led)).then_some(())?;
        }
        Some((weekday, end))
    }

    /// `Monday`, `Monday last week`, `Friday of next week`.
    pub fn weekday(&self, at: usize) -> Option<Read> {
        let (weekday, end) = self.weekday_name(at)?;
        let next = self.skip(self.skip(self.skip(end, &[","]), &["of", "in"]), &["the"]);
        if let Some(((by, _), after)) = self.shift(next)
            && let Some(((TimeUnit::Week, false), after)) = self.unit(after)
        {
            return Read::new(after, When::Weekday { weekday, week: WeekRef::Week(by) });
        }
        Read::new(end, When::Weekday { weekday, week: WeekRef::Bare })
    }

    /// `last week`, `the following day`, `this September`, `next Friday`, `the past three years`, `recent months`.
    pub fn shifted(&self, at: usize) -> Option<Read> {
        let start = self.skip(at, &["the", "these", "those"]);
        if self.is_any(start, &["recent"]) || self.is_any(at, &["these"]) && start > at {
            let next = if self.is(start, "recent") { start + 1 } else { start };
            let next = self.skip(next, &["past", "last"]);
            let (amount, next) = self.amount(next).unwrap_or((Amount::SOME, next));
            let ((unit, plural), end) = self.unit(next)?;
            return plural.then_some(Read {
                end,
                when: When::Stretch { amount, unit, after: false, story: false },
                clock: None,
            });
        }
        if let Some((n, next)) = self.number(start)
            && let Some(((by, story), next)) = self.shift(next).filter(|((by, _), _)| *by != 0)
            && let Some(((unit, true), end)) = self.unit(next)
        {
            let when = When::Stretch { amount: Amount::whole(n), unit, after: by > 0, story };
            return Read::new(end, when);
        }
        let ((by, story), end) = self.shift(start)?;
        let spoken = self.is(start, "past");
        let end = self.skip(end, &["very"]);
        if let Some(((unit, plural), after)) = self.unit(end) {
            let singular_stretch = spoken && !matches!(unit, TimeUnit::Weekend | TimeUnit::Quarter);
            if plural || singular_stretch {
                let amount = if plural { Amount::SOME } else { Amount::whole(1) };
                return (by != 0).then_some(Read {
                    end: after,
                    when: When::Stretch { amount, unit, after: by > 0, story },
                    clock: None,
                });
            }
            if matches!(unit, TimeUnit::Second | TimeUnit::Minute) {
                return None;
            }
            // `our last day` is none before today.
            if unit == TimeUnit::Day && self.is(start, "last") {
                return None;
            }
            // `this week Friday`
            if unit == TimeUnit::Week
                && let Some((weekday, last)) = self.weekday_name(after)
            {
                return Read::new(last, When::Weekday { weekday, week: WeekRef::Week(by) });
            }
            return Read::new(after, When::Unit { unit, by, story });
        }
        if let Some((month, after)) = self.month(end) {
            let year = if story { YearRef::Nearest } else { YearRef::Turn(by) };
            return Read::new(after, When::Month { month, year });
        }
        if let Some((weekday, after)) = self.weekday_name(end) {
            let week = if story { WeekRef::Story(by) } else { WeekRef::Turn(by) };
            return Read::new(after, When::Weekday { weekday, week });
        }
        if let Some((season, after)) = self.season_name(end) {
            return Read::new(after, When::Season { season, year: YearRef::Turn(by) });
        }
        if let Some(read) = self.shifted_day_part(end, by, story) {
            return Some(read);
        }
        if let Some((row, after)) = self.feast_name(end) {
            return Read::new(after, When::Feast { row, year: YearRef::Turn(by) });
        }
        let (amount, next) = self.amount(end)?;
        let next = self.skip(next, &["-", "trading"]);
        let ((unit, _), after) = self.unit(next)?;
        (by != 0).then_some(Read {
            end: after,
            when: When::Stretch { amount, unit, after: by > 0, story },
            clock: None,
        })
    }

    /// `two days ago`, `three weeks later`, `the day before`, `a day after the vote`, `in two weeks`, `a week from Friday`.
    pub fn away(&self, at: usize, depth: u8) -> Option<Read> {
        if let Some(read) = self.after_next(at) {
            return Some(read);
        }
        let in_future = self.is(at, "in");
        let start = if in_future { at + 1 } else { at };
        let (amounts, end) = if in_future { self.amounts(start)? } else { self.amounts_or_the_unit(start)? };
        if let Some(((after, story), end_away)) = self.sense(end, |sense| match sense {
            TimeSense::Away { after, story } => Some((after, story)),
            _ => None,
        }) && !in_future
        {
            // `two days on strike`, `a month before long`
            if self.is(end, "on") && !self.is_any(end_away, &[",", ".", ";"]) {
                return None;
            }
            if self.is(end, "back") && self.is_any(end_away, &["to", "in", "at"]) {
                return None;
            }
            let (from, end) = match self.date(end_away, depth + 1).filter(|_| self.is_any(end, &["before", "after"])) {
                Some(inner) if !matches!(inner.when, When::TimeOfDay | When::Vague(_)) => (inner.when, inner.end),
                _ if story => (When::TheDay, end_away),
                _ => (When::Vague(VagueTime::Present), end_away),
            };
            return Read::new(end, When::Away { amounts, after, from: Box::new(from) });
        }
        if self.is(end, "from") && !in_future {
            let inner = self.date(end + 1, depth + 1)?;
            let known = matches!(
                inner.when,
                When::Unit { .. } | When::Weekday { .. } | When::Fixed(_) | When::MonthDays { .. }
            );
            return known.then(|| Read {
                end: inner.end,
                when: When::Away { amounts, after: true, from: Box::new(inner.when) },
                clock: None,
            });
        }
        if in_future {
            // `in two weeks` points forward only where the clause does; else it is a length of time.
            let forward = self.future_near(at) && !self.is(end, "of");
            let from = Box::new(When::Vague(VagueTime::Present));
            return forward.then_some(Read { end, when: When::Away { amounts, after: true, from }, clock: None });
        }
        None
    }

    /// `early 2022`, `mid-March`, `late last month`, `earlier this week`, `the end of the year`, `the rest of 2023`.
    pub fn part_of(&self, at: usize, depth: u8) -> Option<Read> {
        if let Some((part, end)) = self.sense(self.skip(at, &["the", "very"]), |sense| match sense {
            TimeSense::Modifier(part) => Some(part),
            _ => None,
        }) {
            let compare = matches!(part, TimePart::Earlier | TimePart::Later);
            let next = self.skip(self.skip(end, &["-"]), &["on", "in", "that"]);
            let Some(inner) = self.date(next, depth + 1) else { return self.point_of(at, depth) };
            let stretch =
                matches!(inner.when, When::Stretch { .. } | When::Vague(_) | When::Away { .. } | When::DayOrMonth(..));
            // `late March 12` is not said, but `late Friday` is.
            let vague = stretch || compare && matches!(inner.when, When::TimeOfDay);
            return (!vague).then(|| Read {
                end: inner.end,
                when: When::Part(part, Box::new(inner.when)),
                clock: inner.clock,
            });
        }
        self.point_of(at, depth)
    }

    /// `the end of the year`, `the rest of 2023`.
    fn point_of(&self, at: usize, depth: u8) -> Option<Read> {
        let start = self.skip(self.skip(at, &["the"]), &["very"]);
        let (part, end) = self.sense(start, |sense| match sense {
            TimeSense::Point(part) => Some(part),
            _ => None,
        })?;
        let next = if self.is(end, "of") {
            end + 1
        } else if part == TimePart::Rest {
            end
        } else {
            return None;
        };
        let inner = self.date(next, depth + 1).or_else(|| self.the_unit(next))?;
        let whole = !matches!(inner.when, When::TimeOfDay | When::Vague(_) | When::Away { .. });
        whole.then(|| Read { end: inner.end, when: When::Part(part, Box::new(inner.when)), clock: None })
    }

    /// `the year`, `the month`: the one spoken of, only inside larger phrases.
    fn the_unit(&self, at: usize) -> Option<Read> {
        let next = self.is_any(at, &["the", "his", "her", "its", "their"]).then_some(at + 1)?;
        let next = self.skip(next, &["financial", "fiscal", "calendar"]);
        let ((unit, plural), end) = self.unit(next)?;
        (!plural && unit >= TimeUnit::Day).then_some(Read {
            end,
            when: When::Unit { unit, by: 0, story: true },
            clock: None,
        })
    }

    /// `the third quarter of 2009`, `the last week of March`, `first half of next year`, `the second Monday of May`,
    /// `17th century`, `Q3 2009`.
    pub fn nth(&self, at: usize, depth: u8) -> Option<Read> {
        if self.is(at, "q") && self.tok(at + 1).is_some_and(|tok| tok.glued) {
            let nth = self.tok(at + 1)?.number.filter(|nth| (1..=4).contains(nth))? as i32;
            return self.nth_of(at + 2, nth, TimeUnit::Quarter, depth, true);
        }
        if self.is(at, "h") && self.tok(at + 1).is_some_and(|tok| tok.glued) {
            let nth = self.tok(at + 1)?.number.filter(|nth| (1..=2).contains(nth))? as i32;
            return self.nth_of(at + 2, nth, TimeUnit::Semester, depth, false);
        }
        let start = self.skip(at, &["the"]);
        if let Some((nth, end)) = self.sense(start, |sense| match sense {
            TimeSense::Half(nth) => Some(nth),
            _ => None,
        }) {
            return self.nth_of(end, nth, TimeUnit::Semester, depth, false);
        }
        let (nth, end) = match self.ordinal(start) {
            Some(found) => found,
            None if self.is(start, "last") => (-1, start + 1),
            None => return None,
        };
        let next = self.skip(end, &["-"]);
        if let Some((weekday, after)) = self.weekday_name(next) {
            let joint = self.is_any(after, &["of", "in"]).then_some(after + 1)?;
            let inner = self.date(joint, depth + 1).or_else(|| self.the_unit(joint))?;
            let when = When::NthWeekday { nth, weekday, of: Box::new(inner.when) };
            return Read::new(inner.end, when);
        }
        if let Some((amount, after)) = self.number(next).filter(|_| nth != 0)
            && let Some(((unit, true), after)) = self.unit(after)
            && self.is_any(after, &["of", "in"])
        {
            // `the first two weeks of May`
            let inner = self.date(after + 1, depth + 1).or_else(|| self.the_unit(after + 1))?;
            let part = if nth == 1 { TimePart::Start } else { TimePart::End };
            let _ = (amount, unit);
            return Read::new(inner.end, When::Part(part, Box::new(inner.when)));
        }
        let ((unit, plural), after) = self.unit(next)?;
        if unit == TimeUnit::Century {
            return self.century(nth, after);
        }
        if plural || nth > 53 {
            return None;
        }
        self.nth_of(after, nth, unit, depth, unit == TimeUnit::Quarter)
    }

    fn nth_of(&self, at: usize, nth: i32, unit: TimeUnit, depth: u8, alone: bool) -> Option<Read> {
        let joint = self.skip(at, &["of", "in", ","]);
        let inner = self.date(joint, depth + 1).or_else(|| self.the_unit(joint)).filter(|inner| {
            let larger = match &inner.when {
                When::Fixed(Edtf::Date(EdtfDate::Day(..))) => false,
                When::Fixed(_) | When::Month { .. } | When::Season { .. } => true,
                When::Unit { unit: of, .. } => *of > unit,
                _ => false,
            };
            larger && (joint > at || !matches!(inner.when, When::Month { .. }))
        });
        match inner {
            Some(inner) => Read::new(inner.end, When::Nth { nth, unit, of: Box::new(inner.when) }),
            None if alone && (1..=4).contains(&nth) => {
                let of = Box::new(When::Unit { unit: TimeUnit::Year, by: 0, story: false });
                Read::new(at, When::Nth { nth, unit, of })
            }
            None => None,
        }
    }

    fn century(&self, nth: i32, end: usize) -> Option<Read> {
        let before_christ = self.is_any(end, &["bc", "bce"]);
        let first =
            i16::try_from(nth.checked_sub(1)?.checked_mul(100)?).ok().filter(|first| (0..=2900).contains(first))?;
        if before_christ {
            return Read::new(end + 1, When::Vague(VagueTime::Past));
        }
        let value = Edtf::Interval(Bound::Date(EdtfDate::Year(first)), Bound::Date(EdtfDate::Year(first + 99)));
        Read::new(end, When::Fixed(value))
    }

    fn season_name(&self, at: usize) -> Option<(u8, usize)> {
        self.sense(at, |sense| match sense {
            TimeSense::Season(season) => Some(season),
            _ => None,
        })
    }

    /// `summer 2018`, `the spring of last year`, `in the autumn`.
    pub fn season(&self, at: usize) -> Option<Read> {
        let start = self.skip(at, &["the"]);
        let (season, end) = self.season_name(start)?;
        if let Some((year, after)) = self.year_ref(end) {
            return Read::new(after, When::Season { season, year });
        }
        let led = (start > at && !self.is(start, "fall"))
            || self.before_is_any(
                at,
                &["in", "during", "since", "by", "until", "last", "late", "early", "mid", "for", "of"],
            );
        // `the fall of the government`, `the spring that feeds the well`
        let thing = self.is_any(end, &["of", "in", "from"]) || self.tok(at)?.is("fall");
        (led && !thing).then_some(())?;
        Read::new(end, When::Season { season, year: YearRef::Nearest })
    }

    /// `the 1990s`, `the '80s`, `the sixties`.
    pub fn decade(&self, at: usize) -> Option<Read> {
        let start = self.skip(at, &["the"]);
        if let Some((decade, end)) = self.sense(start, |sense| match sense {
            TimeSense::Decade(decade) => Some(decade),
            _ => None,
        }) {
            // `in his sixties` is an age.
            return (start > at).then_some(()).and_then(|()| self.decade_read(1900 + decade as i16, end));
        }
        let apostrophe = self.tok(start)?.lower == "'";
        let number = if apostrophe { start + 1 } else { start };
        let tok = self.tok(number)?;
        let year = match (tok.digits(4), tok.digits(2)) {
            (Some(year), _) => i16::try_from(year).ok().filter(|year| (1000..=2100).contains(year))?,
            (None, Some(year)) if year >= 20 => 1900 + year as i16,
            _ => return None,
        };
        let ending = self.tok(number + 1).filter(|tok| tok.is_any(&["s", "'s"]))?;
        // `1999's` is a genitive, `the 80s` no age where `the` or an apostrophe leads.
        let sure = year % 10 == 0
            && (tok.n_chars == 4
                || apostrophe
                || start > at
                || self.before_is_any(at, &["the", "-", "mid", "in", "and"]));
        // `in his early 80s` is an age.
        let age = (at.saturating_sub(3)..at).any(|before| self.is_any(before, &["his", "her", "their", "my", "your"]));
        let sure = sure && (tok.n_chars == 4 || apostrophe || !age);
        (sure && (ending.glued || tok.n_chars == 4)).then_some(())?;
        // `the 1800s` is a century, `the 2000s` mostly a decade.
        if year % 100 == 0 && year < 2000 {
            let value = Edtf::Interval(Bound::Date(EdtfDate::Year(year)), Bound::Date(EdtfDate::Year(year + 99)));
            return Read::new(number + 2, When::Fixed(value));
        }
        self.decade_read(year, number + 2)
    }

    fn decade_read(&self, year: i16, end: usize) -> Option<Read> {
        let value = Edtf::Interval(Bound::Date(EdtfDate::Year(year)), Bound::Date(EdtfDate::Year(year + 9)));
        Read::new(end, When::Fixed(value))
    }

    fn feast_name(&self, at: usize) -> Option<(usize, usize)> {
        let (row, end) = self.sense(at, |sense| match sense {
            TimeSense::Feast(row) => Some(row),
            _ => None,
        })?;
        // `lent` is a verb, other names are names however written.
        self.tok(at).filter(|tok| tok.is_capitalised() || tok.n_chars > 4 || end > at + 1).map(|_| (row, end))
    }

    pub fn feast(&self, at: usize) -> Option<Read> {
        let (row, end) = self.feast_name(at)?;
        let (year, end) = self.year_ref(end).unwrap_or((YearRef::Nearest, end));
        Read::new(end, When::Feast { row, year })
    }

    /// `today`, `yesterday`, `tonight`, `earlier today`.
    pub fn deictic(&self, at: usize) -> Option<Read> {
        let ((by, part), end) = self.sense(at, |sense| match sense {
            TimeSense::Day { by, part } => Some((by, part)),
            _ => None,
        })?;
        let when = When::Unit { unit: TimeUnit::Day, by, story: false };
        match part {
            Some(part @ (TimePart::Earlier | TimePart::Later)) => Read::new(end, When::Part(part, Box::new(when))),
            Some(part) => Some(Read { end, when, clock: Some(Clock::Part(part)) }),
            None => Read::new(end, when),
        }
    }

    /// `the 14th`, `the 18th and 19th`, `the 20th of next month`, `from 4 to 22 this month`.
    pub fn days_of_month(&self, at: usize) -> Option<Read> {
        let start = self.is(at, "the").then_some(at + 1)?;
        let (from, end) = self.ordinal(start).filter(|_| self.tok(start).is_some_and(|tok| tok.number.is_some()))?;
        let day = |n: i32| u8::try_from(n).ok().filter(|n| (1..=31).contains(n));
        let from = day(from)?;
        let (mut to, mut end) = (from, end);
        if self.is_any(end, &["and", "to", "or", "-", "–"])
            && let Some((n, after)) = self.ordinal(self.skip(end + 1, &["the"]))
            && let Some(n) = day(n).filter(|n| *n > from)
        {
            (to, end) = (n, after);
        }
        let joint = self.skip(end, &["of"]);
        if let Some(((by, false), after)) = self.shift(self.skip(joint, &["the"]))
            && let Some(((TimeUnit::Month, false), after)) = self.unit(after)
        {
            return Read::new(after, When::DaysOfMonth { from, to, weekday: None, months: Some(by) });
        }
        if joint > end && self.is(joint, "the") && self.is(joint + 1, "month") {
            return Read::new(joint + 2, When::DaysOfMonth { from, to, weekday: None, months: None });
        }
        let led = self.before_is_any(at, DAY_LEADERS) || self.weekday_before(at);
        let followed = self.tok(end).is_none_or(|tok| tok.is_any(DAY_FOLLOWERS) || tok.new_line) && joint == end;
        (led && followed).then_some(())?;
        Read::new(end, When::DaysOfMonth { from, to, weekday: None, months: None })
    }

    fn weekday_before(&self, at: usize) -> bool {
        at.checked_sub(1).is_some_and(|before| self.weekday_name(before).is_some())
    }

    /// `the week of 10 April`, `the week starting on February 4`.
    pub fn week_of(&self, at: usize, depth: u8) -> Option<Read> {
        let start = self.skip(at, &["the"]);
        let joint = self.is(start, "week").then_some(start + 1)?;
        let joint = self.skip(joint, &["of", "starting", "beginning", "commencing", "ending"]);
        (joint > start + 1).then_some(())?;
        let inner = self.date(self.skip(self.skip(joint, &["on"]), &["the"]), depth + 1)?;
        let day = match &inner.when {
            When::Fixed(value) => value.as_day().is_some(),
            When::MonthDays { .. } | When::Feast { .. } | When::DayOrMonth(..) => true,
            _ => false,
        };
        day.then_some(Read { end: inner.end, when: When::WeekOf(Box::new(inner.when)), clock: None })
    }

    /// `the week after next`.
    fn after_next(&self, at: usize) -> Option<Read> {
        let start = self.is(at, "the").then_some(at + 1)?;
        let ((unit, plural), end) = self.unit(start)?;
        let next = self.skip(end + 1, &["the"]);
        let found = !plural && self.is(end, "after") && self.is(next, "next");
        found.then_some(Read { end: next + 1, when: When::Unit { unit, by: 2, story: false }, clock: None })
    }

    /// `recently`, `now`, `soon`, `at the time`.
    pub fn vague(&self, at: usize) -> Option<Read> {
        let (vague, end) = self.sense(at, |sense| match sense {
            TimeSense::Vague(vague) => Some(vague),
            _ => None,
        })?;
        Read::new(end, When::Vague(vague))
    }

    /// `the day`, `the week` as a time of its own (`earlier in the day`, `on the day`, `of the year`).
    pub fn bare_unit(&self, at: usize) -> Option<Read> {
        let start = self.is(at, "the").then_some(at + 1)?;
        let start = self.skip(start, &["entire", "whole"]);
        let ((unit, plural), end) = self.unit(start)?;
        let wanted =
            matches!(unit, TimeUnit::Day | TimeUnit::Week | TimeUnit::Weekend | TimeUnit::Month | TimeUnit::Year);
        let led = self.before_is_any(
            at,
            &[
                "in",
                "of",
                "on",
                "during",
                "for",
                "at",
                "over",
                "earlier",
                "later",
                "throughout",
                "this",
                "end",
                "ended",
                "ending",
                "finish",
                "finished",
                "close",
                "closed",
                "closing",
                "started",
            ],
        );
        let bound = self.is_any(end, &["of", "when", "that", "before", "after", "-", "he", "she", "they", "the"]);
        (wanted && led && !plural && !bound).then_some(())?;
        Read::new(end, When::Unit { unit, by: 0, story: unit != TimeUnit::Weekend })
    }

    /// Whether the words just around speak of the future.
    pub fn future_near(&self, at: usize) -> bool {
        let from = at.saturating_sub(8);
        let mut forward = false;
        for tok in self.toks.get(from..at).unwrap_or_default() {
            let is = |wanted: TimeSense| self.words.senses(std::slice::from_ref(tok)).any(|(_, sense)| sense == wanted);
            if tok.is_any(&[".", ";"]) {
                forward = false;
            } else if is(TimeSense::FutureCue) {
                forward = true;
            } else if is(TimeSense::PastCue) {
                forward = false;
            }
        }
        forward
    }
}
