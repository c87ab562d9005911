//! Parts of longer times: `early`, `the end of`, `the third week of`.

use lexicon::{TimePart, TimeUnit};
use record::{Bound, DateBasis, Edtf, EdtfDate};

use super::{Placed, Resolver, months, years};
use crate::civil;
use crate::phrase::When;

impl Resolver<'_> {
    pub(super) fn part(&self, part: TimePart, inner: &When) -> Option<Placed> {
        let whole = self.value(inner)?;
        let value = match part {
            TimePart::Start | TimePart::Middle | TimePart::End => third(whole.value, part),
            TimePart::Earlier => self.clip(whole.value, true),
            TimePart::Later | TimePart::Rest => self.clip(whole.value, false),
            _ => Some(whole.value),
        };
        let name = match part {
            TimePart::Start => "early part",
            TimePart::Middle => "middle",
            TimePart::End => "late part",
            TimePart::Earlier => "part before publication",
            TimePart::Later | TimePart::Rest => "part after publication",
            _ => "part",
        };
        let value = value.unwrap_or(whole.value);
        let why = if value == whole.value { whole.why } else { format!("{name} of {}: {}", whole.value, whole.why) };
        Placed::new(value, whole.basis, why)
    }

    /// The part of a time before or after the day of publication.
    fn clip(&self, value: Edtf, before: bool) -> Option<Edtf> {
        let published = self.reference.published?;
        let (first, last) = civil::bounds(value);
        let (first, last) = (first?, last?);
        if first == last || published < first || published > last {
            return None;
        }
        Some(if before { civil::interval(first, published) } else { civil::interval(published, last) })
    }

    pub(super) fn nth(&self, nth: i32, unit: TimeUnit, of: &When) -> Option<Placed> {
        let whole = self.value(of)?;
        let (first, last) = civil::bounds(whole.value);
        let (first, last) = (first?, last?);
        let before = |n: i32| if nth > 0 { Some(n) } else { None };
        let year = first.year();
        let within_year = first.year() == last.year() && civil::days_between(first, last) > 360;
        let value = match unit {
            TimeUnit::Semester if last.year() > first.year() => {
                let half = (i32::from(last.year()) - i32::from(year) + 1) / 2;
                let middle = i16::try_from(i32::from(year) + half).ok()?;
                if nth == 1 { years(year, middle - 1) } else { years(middle, last.year()) }
            }
            TimeUnit::Quarter | TimeUnit::Semester if within_year => {
                let (size, count) = if unit == TimeUnit::Quarter { (3, 4) } else { (6, 2) };
                let index = before(nth).unwrap_or(count);
                let (year, month) = civil::shift_month(year, 1, (index - 1).checked_mul(size)?)?;
                (1..=count).contains(&index).then_some(())?;
                months(year, month, size)?
            }
            TimeUnit::Month if within_year => {
                let index = u8::try_from(before(nth).unwrap_or(12)).ok().filter(|index| (1..=12).contains(index))?;
                Edtf::Date(EdtfDate::Month(year, index))
            }
            // Weeks of a year are counted as ISO 8601 does: week 1 holds 4 January.
            TimeUnit::Week if within_year => {
                let monday = match before(nth) {
                    Some(n) => civil::monday(civil::day(year, 1, 4)?, n - 1)?,
                    None => civil::monday(civil::day(year, 12, 28)?, 0)?,
                };
                civil::interval(monday, civil::add_days(monday, 6)?)
            }
            TimeUnit::Week => {
                let from = match before(nth) {
                    Some(n) => civil::add_days(first, (n - 1).checked_mul(7)?)?,
                    None => civil::add_days(last, -6)?,
                };
                let to = civil::add_days(from, 6)?.min(last);
                (from >= first && from <= last).then(|| civil::interval(from, to))?
            }
            TimeUnit::Day => {
                let day = match before(nth) {
                    Some(n) => civil::add_days(first, n - 1)?,
                    None => last,
                };
                (day <= last).then(|| civil::edtf(day))?
            }
            TimeUnit::Year | TimeUnit::Decade => {
                let size = if unit == TimeUnit::Year { 1 } else { 10 };
                let from = match before(nth) {
                    Some(n) => i32::from(year) + (n - 1).checked_mul(size)?,
                    None => i32::from(last.year()) - size + 1,
                };
                let (from, to) = (i16::try_from(from).ok()?, i16::try_from(from + size - 1).ok()?);
                (from >= year && to <= last.year()).then_some(())?;
                if from == to { Edtf::Date(EdtfDate::Year(from)) } else { years(from, to) }
            }
            _ => return None,
        };
        let why = format!("counted within {}: {}", whole.value, whole.why);
        let basis = if whole.basis == DateBasis::Stated { DateBasis::Stated } else { DateBasis::Relative };
        Placed::new(value, basis, why)
    }

    pub(super) fn nth_weekday(&self, nth: i32, weekday: u8, of: &When) -> Option<Placed> {
        let whole = self.value(of)?;
        let (first, last) = civil::bounds(whole.value);
        let (first, last) = (first?, last?);
        let day = if nth > 0 {
            civil::add_days(civil::weekday_on_or_after(first, weekday)?, (nth - 1).checked_mul(7)?)?
        } else {
            civil::weekday_on_or_before(last, weekday)?
        };
        (first <= day && day <= last).then_some(())?;
        Placed::new(civil::edtf(day), whole.basis, format!("counted within {}: {}", whole.value, whole.why))
    }
}

/// The first, middle or last third of a month, a year or several years; shorter times have no parts worth telling.
fn third(value: Edtf, part: TimePart) -> Option<Edtf> {
    let which = match part {
        TimePart::Start => 0,
        TimePart::Middle => 1,
        _ => 2,
    };
    match value {
        Edtf::Date(EdtfDate::Month(year, month)) => {
            let last = civil::days_in_month(year, month)?;
            let (from, to) = [(1, 10), (11, 20), (21, last)].get(which).copied()?;
            Some(civil::interval(civil::day(year, month, from)?, civil::day(year, month, to)?))
        }
        Edtf::Date(EdtfDate::Year(year)) => {
            let from = [1, 5, 9].get(which).copied()?;
            months(year, from, 4)
        }
        Edtf::Interval(Bound::Date(EdtfDate::Year(from)), Bound::Date(EdtfDate::Year(to))) => {
            let length = i32::from(to) - i32::from(from) + 1;
            (length >= 3).then_some(())?;
            let at = |n: i32| i16::try_from(i32::from(from) + length * n / 3).ok();
            let which = which as i32;
            Some(years(at(which)?, at(which + 1)? - 1))
        }
        _ => {
            let (first, last) = civil::bounds(value);
            let (first, last) = (first?, last?);
            let length = civil::days_between(first, last) + 1;
            (3..=366).contains(&length).then_some(())?;
            let which = which as i32;
            let from = civil::add_days(first, length * which / 3)?;
            let to = civil::add_days(first, length * (which + 1) / 3 - 1)?;
            Some(civil::interval(from, to))
        }
    }
}
