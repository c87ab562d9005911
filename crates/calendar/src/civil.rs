//! Arithmetic on the civil calendar and on EDTF values.
//!
//! Days are `jiff`'s [`Day`]; everything that can leave the calendar (years -9999 to 9999) answers `None`.

use jiff::civil::Date;
use record::{Bound, Edtf, EdtfDate};

/// A day of the proleptic Gregorian calendar.
pub type Day = Date;

/// The day, if it exists.
pub fn day(year: i16, month: u8, day: u8) -> Option<Day> {
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// Monday 1 to Sunday 7 (ISO 8601).
pub fn weekday(day: Day) -> u8 {
    day.weekday().to_monday_one_offset() as u8
}

/// Monday 1 to Sunday 7 of a date, if the date exists.
pub fn weekday_of(year: i16, month: u8, day_of_month: u8) -> Option<u8> {
    day(year, month, day_of_month).map(weekday)
}

/// English name of a weekday 1 to 7.
pub fn weekday_name(weekday: u8) -> &'static str {
    const NAMES: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
    NAMES.get(usize::from(weekday).wrapping_sub(1)).copied().unwrap_or("day")
}

/// `n` days later; earlier where negative.
pub fn add_days(day: Day, n: i32) -> Option<Day> {
    let span = jiff::Span::new().try_days(n).ok()?;
    day.checked_add(span).ok()
}

/// `n` months later, on the same day of the month or on the last where the month is shorter.
pub fn add_months(from: Day, n: i32) -> Option<Day> {
    let (year, month) = shift_month(from.year(), from.month() as u8, n)?;
    let last = days_in_month(year, month)?;
    day(year, month, last.min(from.day() as u8))
}

/// The month `n` months later.
pub fn shift_month(year: i16, month: u8, n: i32) -> Option<(i16, u8)> {
    let months = i32::from(year).checked_mul(12)?.checked_add(i32::from(month) - 1)?.checked_add(n)?;
    let year = i16::try_from(months.div_euclid(12)).ok()?;
    Some((year, months.rem_euclid(12) as u8 + 1))
}

/// Days in a month, if the month exists.
pub fn days_in_month(year: i16, month: u8) -> Option<u8> {
    day(year, month, 1).map(|first| first.days_in_month() as u8)
}

/// Days from `from` to `to`; negative where `to` is earlier.
pub fn days_between(from: Day, to: Day) -> i32 {
    from.until(to).map_or(0, |span| span.get_days())
}

/// The last day with this weekday (1 to 7) on or before `day`.
pub fn weekday_on_or_before(day: Day, wanted: u8) -> Option<Day> {
    add_days(day, -(i32::from(weekday(day)) - i32::from(wanted)).rem_euclid(7))
}

/// The first day with this weekday (1 to 7) on or after `day`.
pub fn weekday_on_or_after(day: Day, wanted: u8) -> Option<Day> {
    add_days(day, (i32::from(wanted) - i32::from(weekday(day))).rem_euclid(7))
}

/// Monday of the week `n` weeks from that of `day`.
pub fn monday(day: Day, n: i32) -> Option<Day> {
    add_days(day, n.checked_mul(7)?.checked_add(1 - i32::from(weekday(day)))?)
}

/// The nth weekday of a month; -1 is the last.
pub fn nth_weekday(year: i16, month: u8, wanted: u8, nth: i32) -> Option<Day> {
    let found = if nth > 0 {
        add_days(weekday_on_or_after(day(year, month, 1)?, wanted)?, (nth - 1).checked_mul(7)?)?
    } else {
        let last = day(year, month, days_in_month(year, month)?)?;
        add_days(weekday_on_or_before(last, wanted)?, nth.checked_add(1)?.checked_mul(7)?)?
    };
    (found.month() as u8 == month && found.year() == year).then_some(found)
}

/// The day as an EDTF date.
pub fn edtf_date(day: Day) -> EdtfDate {
    EdtfDate::Day(day.year(), day.month() as u8, day.day() as u8)
}

/// The day as EDTF.
pub fn edtf(day: Day) -> Edtf {
    Edtf::Date(edtf_date(day))
}

/// The interval of days; a single day where both are the same.
pub fn interval(from: Day, to: Day) -> Edtf {
    if from == to { edtf(from) } else { Edtf::Interval(Bound::Date(edtf_date(from)), Bound::Date(edtf_date(to))) }
}

/// From the first day of one value to the last day of the other, keeping the precision of both ends.
pub fn join(from: Edtf, to: Edtf) -> Edtf {
    let start = match from {
        Edtf::Date(date) => Bound::Date(date),
        Edtf::Interval(start, _) => start,
    };
    let end = match to {
        Edtf::Date(date) => Bound::Date(date),
        Edtf::Interval(_, end) => end,
    };
    if let (Bound::Date(one), Bound::Date(other)) = (start, end)
        && one == other
    {
        return Edtf::Date(one);
    }
    Edtf::Interval(start, end)
}

/// First and last day a value covers; `None` on an open side or without a year.
pub fn bounds(value: Edtf) -> (Option<Day>, Option<Day>) {
    let (from, to) = value.days();
    let of = |(year, month, d): (i16, u8, u8)| day(year, month, d);
    (from.and_then(of), to.and_then(of))
}

/// The day, where the value is exactly one known day.
pub fn as_day(value: Edtf) -> Option<Day> {
    value.as_day().and_then(|(year, month, d)| day(year, month, d))
}

/// The years nearest to `near` (within 15) in which the date falls on the weekday, nearest first; earlier first where
/// two are equally near.
pub fn years_with_weekday(month: u8, day_of_month: u8, wanted: u8, near: i16) -> Vec<i16> {
    let mut years: Vec<i16> = (near.saturating_sub(15)..=near.saturating_add(15))
        .filter(|year| weekday_of(*year, month, day_of_month) == Some(wanted))
        .collect();
    years.sort_by_key(|year| ((i32::from(*year) - i32::from(near)).abs(), *year));
    years
}

/// Easter Sunday of the Western churches (Gauss, in the form of the anonymous Gregorian computus).
pub fn easter(year: i16) -> Option<Day> {
    let y = i32::from(year);
    let (a, b, c) = (y.rem_euclid(19), y.div_euclid(100), y.rem_euclid(100));
    let (d, e) = (b / 4, b % 4);
    let g = (8 * b + 13) / 25;
    let h = (19 * a + b - d - g + 15).rem_euclid(30);
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k).rem_euclid(7);
    let m = (a + 11 * h + 22 * l) / 451;
    let month = (h + l - 7 * m + 114) / 31;
    let day_of_month = (h + l - 7 * m + 114) % 31 + 1;
    day(year, u8::try_from(month).ok()?, u8::try_from(day_of_month).ok()?)
}

/// Easter Sunday of the Orthodox churches, in the Gregorian calendar (right for 1900 to 2099).
pub fn orthodox_easter(year: i16) -> Option<Day> {
    let y = i32::from(year);
    let (a, b, c) = (y.rem_euclid(4), y.rem_euclid(7), y.rem_euclid(19));
    let d = (19 * c + 15).rem_euclid(30);
    let e = (2 * a + 4 * b - d + 34).rem_euclid(7);
    let (month, day_of_month) = ((d + e + 114) / 31, (d + e + 114) % 31 + 1);
    add_days(day(year, u8::try_from(month).ok()?, u8::try_from(day_of_month).ok()?)?, 13)
}

/// The Gregorian day of a day of the tabular Islamic calendar (civil epoch); the sighted calendar may differ by one.
pub fn from_hijri(year: i32, month: u8, day_of_month: u8) -> Option<Day> {
    if !(1..=1700).contains(&year) || !(1..=12).contains(&month) || !(1..=30).contains(&day_of_month) {
        return None;
    }
    let month = i32::from(month);
    let days = i32::from(day_of_month) + (59 * (month - 1) + 1) / 2 + (year - 1) * 354 + (3 + 11 * year) / 30 - 1;
    // 1 Muharram 1 AH is 19 July 622 of the proleptic Gregorian calendar.
    add_days(day(622, 7, 19)?, days)
}

/// The Islamic year that begins in or before most of a Gregorian year.
pub fn hijri_years_of(year: i16) -> [i32; 2] {
    let first = (i32::from(year) - 622) * 33 / 32;
    [first, first + 1]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn d(text: &str) -> Day {
        text.parse().unwrap()
    }

    /// Protects every weekday and feast computed from here.
    #[test]
    fn known_days() {
        assert_eq!(weekday(d("2026-01-12")), 1);
        assert_eq!(weekday_on_or_before(d("2026-01-12"), 7), Some(d("2026-01-11")));
        assert_eq!(weekday_on_or_after(d("2026-01-12"), 1), Some(d("2026-01-12")));
        assert_eq!(nth_weekday(2010, 11, 4, 4), Some(d("2010-11-25")));
        assert_eq!(nth_weekday(2021, 5, 1, -1), Some(d("2021-05-31")));
        assert_eq!(nth_weekday(2021, 2, 1, 5), None);
        assert_eq!(easter(2018), Some(d("2018-04-01")));
        assert_eq!(orthodox_easter(2021), Some(d("2021-05-02")));
        assert_eq!(from_hijri(1446, 9, 1), Some(d("2025-03-01")));
        assert_eq!(from_hijri(1442, 10, 1), Some(d("2021-05-13")));
        assert_eq!(add_months(d("2024-01-31"), 1), Some(d("2024-02-29")));
        assert_eq!(shift_month(2024, 1, -1), Some((2023, 12)));
        assert_eq!(days_between(d("2026-01-01"), d("2025-12-30")), -2);
        assert_eq!(years_with_weekday(8, 14, 1, 2019), [2017, 2023, 2028, 2006, 2034]);
    }

    /// Protects against arithmetic that leaves the calendar.
    #[test]
    fn the_ends_of_the_calendar_are_none() {
        assert_eq!(add_days(d("9999-12-31"), 1), None);
        assert_eq!(add_days(d("2000-01-01"), i32::MAX), None);
        assert_eq!(shift_month(9999, 12, i32::MAX), None);
        assert_eq!(add_months(d("9999-12-31"), 1), None);
    }
}
