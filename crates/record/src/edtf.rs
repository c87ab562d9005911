//! Dates as EDTF writes them (Library of Congress, Extended Date/Time Format, levels 0 and 1 as far as news needs).
//!
//! `2026-01-12`, `2026-01`, `2026`, `XXXX-04-20` (day without a year), `2021-09-20/2021-09-22`, `../2025-09-17`,
//! `2026-01/..`. Arithmetic with the calendar lives in the room `calendar`; here are form and order only.

use std::fmt;
use std::str::FromStr;

/// A date or an interval of dates.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Edtf {
    /// A single date of some precision.
    Date(EdtfDate),
    /// From one bound to another, both included.
    Interval(Bound, Bound),
}

/// One end of an interval.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Bound {
    /// `..`: no end on this side, or none told.
    Open,
    /// A date.
    Date(EdtfDate),
}

/// A calendar date of some precision (proleptic Gregorian).
///
/// Invariant: a month is 1 to 12; a day exists in its month (29 February without a year is allowed).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum EdtfDate {
    /// `2026`
    Year(i16),
    /// `2026-01`
    Month(i16, u8),
    /// `2026-01-12`
    Day(i16, u8, u8),
    /// `XXXX-04-20`
    DayOfAnyYear(u8, u8),
}

/// A text that is no EDTF date of the kinds used here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EdtfError {
    text: String,
}

impl fmt::Display for EdtfError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{:?} is no EDTF date; write 2026-01-12, 2026-01, 2026, XXXX-01-12 or two of them with a slash",
            self.text
        )
    }
}
impl std::error::Error for EdtfError {}

impl EdtfDate {
    /// A day, if it exists.
    pub fn day(year: i16, month: u8, day: u8) -> Option<EdtfDate> {
        (day >= 1 && day <= days_in_month(year, month)?).then_some(EdtfDate::Day(year, month, day))
    }

    /// The year, where known.
    pub fn year(self) -> Option<i16> {
        match self {
            EdtfDate::Year(year) | EdtfDate::Month(year, _) | EdtfDate::Day(year, _, _) => Some(year),
            EdtfDate::DayOfAnyYear(..) => None,
        }
    }

    /// First and last day as `(year, month, day)`; `None` without a year.
    #[allow(clippy::type_complexity)]
    pub fn days(self) -> Option<((i16, u8, u8), (i16, u8, u8))> {
        match self {
            EdtfDate::Year(year) => Some(((year, 1, 1), (year, 12, 31))),
            EdtfDate::Month(year, month) => Some(((year, month, 1), (year, month, days_in_month(year, month)?))),
            EdtfDate::Day(year, month, day) => Some(((year, month, day), (year, month, day))),
            EdtfDate::DayOfAnyYear(..) => None,
        }
    }
}

impl Edtf {
    /// A single day, if it exists.
    pub fn day(year: i16, month: u8, day: u8) -> Option<Edtf> {
        EdtfDate::day(year, month, day).map(Edtf::Date)
    }

    /// `../date`: on or before a date.
    pub fn until(date: EdtfDate) -> Edtf {
        Edtf::Interval(Bound::Open, Bound::Date(date))
    }

    /// The day, where this is exactly one known day.
    pub fn as_day(self) -> Option<(i16, u8, u8)> {
        match self {
            Edtf::Date(EdtfDate::Day(year, month, day)) => Some((year, month, day)),
            _ => None,
        }
    }

    /// First and last day that it covers; `None` on a side that is open or has no year.
    #[allow(clippy::type_complexity)]
    pub fn days(self) -> (Option<(i16, u8, u8)>, Option<(i16, u8, u8)>) {
        let of = |bound: Bound| match bound {
            Bound::Open => None,
            Bound::Date(date) => date.days(),
        };
        match self {
            Edtf::Date(date) => (date.days().map(|days| days.0), date.days().map(|days| days.1)),
            Edtf::Interval(from, to) => (of(from).map(|days| days.0), of(to).map(|days| days.1)),
        }
    }
}

/// Days in a month; `None` for a month that does not exist.
pub(crate) fn days_in_month(year: i16, month: u8) -> Option<u8> {
    let leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => Some(31),
        4 | 6 | 9 | 11 => Some(30),
        2 => Some(if leap { 29 } else { 28 }),
        _ => None,
    }
}

impl fmt::Display for EdtfDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            EdtfDate::Year(year) => write!(f, "{year:04}"),
            EdtfDate::Month(year, month) => write!(f, "{year:04}-{month:02}"),
            EdtfDate::Day(year, month, day) => write!(f, "{year:04}-{month:02}-{day:02}"),
            EdtfDate::DayOfAnyYear(month, day) => write!(f, "XXXX-{month:02}-{day:02}"),
        }
    }
}
impl fmt::Display for Bound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Bound::Open => f.write_str(".."),
            Bound::Date(date) => date.fmt(f),
        }
    }
}
impl fmt::Display for Edtf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Edtf::Date(date) => date.fmt(f),
            Edtf::Interval(from, to) => write!(f, "{from}/{to}"),
        }
    }
}

impl FromStr for EdtfDate {
    type Err = EdtfError;
    fn from_str(text: &str) -> Result<EdtfDate, EdtfError> {
        parse_date(text).ok_or_else(|| EdtfError { text: text.to_owned() })
    }
}
impl FromStr for Edtf {
    type Err = EdtfError;
    fn from_str(text: &str) -> Result<Edtf, EdtfError> {
        let bound = |part: &str| match part {
            ".." | "" => Some(Bound::Open),
            date => parse_date(date).map(Bound::Date),
        };
        let parsed = match text.split_once('/') {
            Some((from, to)) => bound(from).zip(bound(to)).map(|(from, to)| Edtf::Interval(from, to)),
            None => parse_date(text).map(Edtf::Date),
        };
        parsed.ok_or_else(|| EdtfError { text: text.to_owned() })
    }
}

fn parse_date(text: &str) -> Option<EdtfDate> {
    let digits = |part: &str, width: usize| {
        (part.len() == width && part.bytes().all(|byte| byte.is_ascii_digit()))
            .then(|| part.parse::<i16>().ok())
            .flatten()
    };
    let mut parts = text.split('-');
    let year = parts.next()?;
    let month = parts.next().map(|part| digits(part, 2)).map_or(Some(None), |month| month.map(Some))?;
    let day = parts.next().map(|part| digits(part, 2)).map_or(Some(None), |day| day.map(Some))?;
    if parts.next().is_some() {
        return None;
    }
    if year == "XXXX" {
        let (month, day) = (month? as u8, day? as u8);
        let fits = day >= 1 && day <= days_in_month(2000, month)?;
        return fits.then_some(EdtfDate::DayOfAnyYear(month, day));
    }
    let year = digits(year, 4)?;
    match (month, day) {
        (None, _) => Some(EdtfDate::Year(year)),
        (Some(month), None) => days_in_month(year, month as u8).map(|_| EdtfDate::Month(year, month as u8)),
        (Some(month), Some(day)) => EdtfDate::day(year, month as u8, day as u8),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Protects the wire form: what is printed reads back as the same value.
    #[test]
    fn prints_what_it_reads() {
        for text in
            ["2026-01-12", "2026-01", "2026", "XXXX-02-29", "2021-09-20/2021-09-22", "../2025-09-17", "2026-01/.."]
        {
            assert_eq!(text.parse::<Edtf>().unwrap().to_string(), text);
        }
    }

    /// Protects users from dates that do not exist.
    #[test]
    fn refuses_what_is_no_date() {
        for text in
            ["", "2026-13", "2026-02-30", "26-01-01", "2026-1-1", "XXXX-04", "2026-01-12-", "tomorrow", "2026--1"]
        {
            assert!(text.parse::<EdtfDate>().is_err(), "{text}");
        }
    }
}
