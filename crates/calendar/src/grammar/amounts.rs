//! Numbers, amounts, durations and repetitions.

use lexicon::{TimeSense, TimeUnit};

use super::{Grammar, Read, one};
use crate::phrase::{Amount, When};

impl Grammar<'_, '_> {
    /// `25`, `2,000`, `twenty-five`; the number and where it ends.
    pub fn number(&self, at: usize) -> Option<(u32, usize)> {
        let tok = self.tok(at)?;
        if let Some(number) = tok.number {
            let thousands = self.is(at + 1, ",")
                && self.tok(at + 1).is_some_and(|comma| comma.glued)
                && self.tok(at + 2).is_some_and(|tok| tok.glued && tok.digits(3).is_some());
            if thousands {
                let below = self.tok(at + 2)?.number?;
                return Some((number.checked_mul(1000)?.checked_add(below)?, at + 3));
            }
            return Some((number, at + 1));
        }
        let cardinal = |at: usize| {
            let (n, end) = self.sense(at, |sense| match sense {
                TimeSense::Cardinal(n) => u32::try_from(n).ok(),
                _ => None,
            })?;
            Some((n, end))
        };
        let (n, end) = cardinal(at)?;
        if n >= 20 && n % 10 == 0 && n < 100 {
            let next = self.skip(end, &["-"]);
            if let Some((ones, after)) = cardinal(next).filter(|(ones, _)| (1..10).contains(ones)) {
                return Some((n + ones, after));
            }
        }
        if self.is(end, "hundred") {
            return Some((n.checked_mul(100)?, end + 1));
        }
        Some((n, end))
    }

    /// `14th`, `twenty-first`, `second`; -1 for the last.
    pub fn ordinal(&self, at: usize) -> Option<(i32, usize)> {
        let tok = self.tok(at)?;
        if let Some(n) = tok.number {
            let suffix = self.tok(at + 1).filter(|tok| tok.glued && tok.is_any(&["st", "nd", "rd", "th"]));
            suffix?;
            return Some((i32::try_from(n).ok().filter(|_| tok.n_chars <= 3)?, at + 2));
        }
        let word = |at: usize| {
            self.sense(at, |sense| match sense {
                TimeSense::Ordinal(n) => Some(n),
                _ => None,
            })
        };
        if let Some(found) = word(at) {
            return Some(found);
        }
        let (tens, end) = self.sense(at, |sense| match sense {
            TimeSense::Cardinal(n) if n >= 20 && n % 10 == 0 => Some(n),
            _ => None,
        })?;
        let (ones, after) = word(self.skip(end, &["-"])).filter(|(ones, _)| (1..10).contains(ones))?;
        Some((tens + ones, after))
    }

    /// `three`, `a few`, `5.5`, `a`, `half a`, `more than two`; the amount and where it ends. What it counts follows.
    pub fn amount(&self, at: usize) -> Option<(Amount, usize)> {
        let mut at = at;
        while let Some((_, end)) = self.sense(at, |sense| matches!(sense, TimeSense::About).then_some(())) {
            at = end;
        }
        if self.is(at, "half") {
            let end = self.skip(self.skip(at + 1, &["-"]), &["a", "an"]);
            return Some((Amount { tenths: Some(5) }, end));
        }
        if let Some((_, end)) = self.sense(at, |sense| matches!(sense, TimeSense::Some).then_some(())) {
            return Some((Amount::SOME, self.skip(end, &["more"])));
        }
        if let Some((n, mut end)) = self.number(at) {
            let mut amount = Amount::whole(n);
            let fraction = self.tok(end + 1).filter(|tok| tok.glued && tok.n_chars == 1).and_then(|tok| tok.number);
            if let Some(tenth) = fraction.filter(|_| self.is(end, ".") && self.toks[end].glued) {
                amount.tenths = amount.tenths.and_then(|tenths| tenths.checked_add(tenth));
                end += 2;
            } else if self.is_any(end, &["½"]) || (self.is(end, "1") && self.is(end + 1, "/") && self.is(end + 2, "2"))
            {
                amount.tenths = amount.tenths.and_then(|tenths| tenths.checked_add(5));
                end += if self.is(end, "½") { 1 } else { 3 };
            } else if self.is(end, "and") && self.is(end + 1, "a") && self.is(end + 2, "half") {
                amount.tenths = amount.tenths.and_then(|tenths| tenths.checked_add(5));
                end += 3;
            } else if self.is_any(end, &["or", "to", "-", "–"])
                && let Some((_, after)) =
                    self.number(end + 1).filter(|_| !self.is(end, "-") || self.tok(end).is_some_and(|tok| tok.glued))
            {
                // `three to five`: neither is meant alone.
                (amount, end) = (Amount::SOME, after);
            }
            return Some((
                amount,
                self.skip(
                    end,
                    &["more", "full", "straight", "consecutive", "successive", "whole", "additional", "further"],
                ),
            ));
        }
        if self.is_any(at, &["a", "an"]) {
            let end = self.skip(at + 1, &["full", "single", "whole", "further", "mere"]);
            return Some((Amount::whole(1), end));
        }
        None
    }

    /// `three years`, `2 months and 21 days`, `a year and a half`; the amounts and where they end.
    pub fn amounts(&self, at: usize) -> Option<(Vec<(Amount, TimeUnit)>, usize)> {
        let (mut amount, end) = self.amount(at)?;
        let ((unit, plural), mut end) = self.unit(self.skip(end, &["-", "trading", "calendar", "working", "long"]))?;
        // `the 2010 season`
        if amount.tenths.is_some_and(|tenths| tenths >= 10_000) && !plural {
            return None;
        }
        let article = self.is_any(at, &["a", "an"]);
        // `a second`, `one second` is rarely a length of time; `a quarter` and `a season` neither.
        let thing = plural || matches!(unit, TimeUnit::Second | TimeUnit::Quarter | TimeUnit::Season);
        if article && thing {
            return None;
        }
        if self.is(end, "and") && self.is(end + 1, "a") && self.is(end + 2, "half") {
            amount.tenths = amount.tenths.and_then(|tenths| tenths.checked_add(5));
            end += 3;
        }
        let mut amounts = vec![(amount, unit)];
        while amounts.len() < 6 {
            let next = self.skip(self.skip(end, &[","]), &["and"]);
            let Some((amount, after)) = self.amount(next).filter(|_| self.number(next).is_some()) else { break };
            let Some(((unit, _), after)) = self.unit(after) else { break };
            amounts.push((amount, unit));
            end = after;
        }
        Some((amounts, end))
    }

    /// A length of time.
    pub fn duration(&self, at: usize) -> Option<Read> {
        if let Some(((unit, plural), end)) = self.sense(at, |sense| match sense {
            TimeSense::Long { unit, plural } => Some((unit, plural)),
            _ => None,
        }) {
            let amount = if plural { Amount::SOME } else { Amount::whole(1) };
            return Read::new(end, When::Duration(vec![(amount, unit)]));
        }
        let start = if self.number(self.skip(at, &["a", "an", "the"])).is_some() {
            self.skip(at, &["a", "an", "the"])
        } else {
            at
        };
        if let Some((amounts, end)) = self.amounts(start) {
            // `a 30-year-old`: an age, not a time; `a day` is mostly a rate or an idiom.
            let age = self.is_any(end, &["old"]) || (self.is_any(end, &["-"]) && self.is(end + 1, "old"));
            let rate = start == at
                && self.is_any(at, &["a", "an"])
                && self
                    .before(at)
                    .is_some_and(|tok| tok.number.is_some() || tok.is_any(&["times", "twice", "once", "%"]));
            return if age || rate { None } else { Read::new(end, When::Duration(amounts)) };
        }
        // `for years`, `decades of war`
        let ((unit, plural), end) = self.unit(at)?;
        let led = self.before_is_any(
            at,
            &[
                "for", "in", "over", "after", "within", "of", "took", "taken", "takes", "lasted", "the", "during",
                "through",
            ],
        );
        let told = plural && unit != TimeUnit::Quarter && unit != TimeUnit::Second && unit != TimeUnit::Season;
        (told && led).then_some(())?;
        Read::new(end, When::Duration(vec![(Amount::SOME, unit)]))
    }

    /// `daily`, `every Monday`, `each year`, `twice a week`.
    pub fn set(&self, at: usize) -> Option<Read> {
        if let Some((unit, end)) = self.sense(at, |sense| match sense {
            TimeSense::Repeats(unit) => Some(unit),
            _ => None,
        }) {
            // `the Daily News`
            let name = self.tok(at)?.is_capitalised() && self.tok(end).is_some_and(|tok| tok.is_capitalised());
            return if name { None } else { Read::new(end, When::Repeated { unit, weekday: None }) };
        }
        let counted =
            self.is_any(at, &["once", "twice"]) || (self.tok(at)?.number.is_some() && self.is(at + 1, "times"));
        if counted {
            let next = if self.is_any(at, &["once", "twice"]) { at + 1 } else { at + 2 };
            let next = self.is_any(next, &["a", "every", "each", "per"]).then_some(next + 1)?;
            let ((unit, _), end) = self.unit(next)?;
            return Read::new(end, When::Repeated { unit, weekday: None });
        }
        let (_, end) = self.sense(at, |sense| matches!(sense, TimeSense::Every).then_some(()))?;
        let end = self.skip(end, &["other", "single", "few"]);
        if let Some((weekday, after)) = self.sense(end, |sense| match sense {
            TimeSense::Weekday { weekday, .. } => Some(weekday),
            _ => None,
        }) {
            return Read::new(after, When::Repeated { unit: TimeUnit::Week, weekday: Some(weekday) });
        }
        let inner = self.number(end).map_or(end, |(_, after)| after);
        if let Some(((unit, _), after)) = self.unit(inner) {
            return Read::new(after, When::Repeated { unit, weekday: None });
        }
        let (_, after) = self.sense(end, |sense| {
            matches!(sense, TimeSense::DayPart(_) | TimeSense::Season(_) | TimeSense::Month { .. }).then_some(())
        })?;
        Read::new(after, When::Repeated { unit: TimeUnit::Day, weekday: None })
    }

    /// The amounts, or one of the unit where only the unit stands (`the day before`).
    pub fn amounts_or_the_unit(&self, at: usize) -> Option<(Vec<(Amount, TimeUnit)>, usize)> {
        if let Some(found) = self.amounts(at) {
            return Some(found);
        }
        let start = self.skip(at, &["the"]);
        let ((unit, plural), end) = self.unit(start)?;
        if plural {
            return Some((vec![(Amount::SOME, unit)], end));
        }
        (start > at).then(|| (one(unit), end))
    }
}
