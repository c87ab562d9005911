//! When something was so: the days from and until which someone held an office or acted for a side.

use std::fmt;

use record::EdtfDate;

use crate::Row;
use crate::load::Faults;

/// A day: year, month, day of the month.
pub type Ymd = (i16, u8, u8);

/// A stretch of time between two days, either of which may be unknown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Term {
    /// First day; of a year or month, its first.
    pub from: Option<Ymd>,
    /// Last day; of a year or month, its last. `None` where it still lasted when the line was last checked.
    pub until: Option<Ymd>,
}

impl Term {
    /// The term between two written dates: `2016`, `2016-07`, `2016-07-13`, or nothing.
    ///
    /// # Errors
    /// The date that is none, or the later date where the two run backwards.
    pub fn read(from: &str, until: &str) -> Result<Term, String> {
        let read = |written: &str| match written {
            "" => Ok(None),
            _ => written.parse::<EdtfDate>().ok().and_then(EdtfDate::days).map(Some).ok_or(written.to_owned()),
        };
        let (from_days, until_days) = (read(from)?, read(until)?);
        let term = Term { from: from_days.map(|days| days.0), until: until_days.map(|days| days.1) };
        match (term.from, term.until) {
            (Some(first), Some(last)) if first > last => Err(until.to_owned()),
            _ => Ok(term),
        }
    }

    /// The columns `from` and `until` of a row.
    pub(crate) fn of_row(row: &Row, faults: &mut Faults) -> Option<Term> {
        let (from, until) = (row.get("from"), row.get("until"));
        match Term::read(from, until) {
            Ok(term) => Some(term),
            Err(bad) => {
                let column = if bad == from { "from" } else { "until" };
                let remedy = "write 2016, 2016-07 or 2016-07-13, the earlier date first";
                faults.push(row.fault(column, format!("{column} {bad:?} is no date after the start"), remedy));
                None
            }
        }
    }

    /// Whether any day from `first` to `last` lies in it.
    pub fn meets(&self, first: Ymd, last: Ymd) -> bool {
        self.from.is_none_or(|from| from <= last) && self.until.is_none_or(|until| first <= until)
    }

    /// Whether any date is known.
    pub fn is_dated(&self) -> bool {
        self.from.is_some() || self.until.is_some()
    }

    /// How far a stretch of days lies from the term: nothing inside it; later terms are farther than earlier ones, since
    /// who once held an office is known by it afterwards.
    pub fn distance(&self, first: Ymd, last: Ymd) -> (u8, i32) {
        let rough = |day: Ymd| i32::from(day.0) * 372 + i32::from(day.1) * 31 + i32::from(day.2);
        match (self.from, self.until) {
            (Some(from), _) if from > last => (2, rough(from) - rough(last)),
            (_, Some(until)) if until < first => (1, rough(first) - rough(until)),
            _ => (0, 0),
        }
    }
}

impl fmt::Display for Term {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.from {
            Some(from) => write!(f, "{}", written(from))?,
            None => f.write_str("..")?,
        }
        f.write_str("/")?;
        match self.until {
            Some(until) => write!(f, "{}", written(until)),
            None => f.write_str(".."),
        }
    }
}

/// A day as data files and reasons write it: `2016-07-13`.
pub fn day_in_words(day: Ymd) -> String {
    written(day)
}

/// A day as data files write it.
pub(crate) fn written(day: Ymd) -> String {
    format!("{:04}-{:02}-{:02}", day.0, day.1, day.2)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Protects terms of every precision, and days outside them.
    #[test]
    fn terms_cover_the_days_they_name() {
        for (from, until, day, inside) in [
            ("2016", "2018", (2018, 12, 31), true),
            ("2016", "2018", (2019, 1, 1), false),
            ("2016-07-13", "", (2016, 7, 12), false),
            ("2016-07-13", "", (2024, 1, 1), true),
            ("", "2011-02", (2011, 2, 28), true),
            ("", "2011-02", (2011, 3, 1), false),
            ("", "", (1900, 1, 1), true),
        ] {
            let term = Term::read(from, until).expect("a term");
            assert_eq!(term.meets(day, day), inside, "{from}..{until} {day:?}");
        }
        assert_eq!(Term::read("2016-13", ""), Err("2016-13".to_owned()));
        assert_eq!(Term::read("2018", "2016"), Err("2016".to_owned()));
    }
}
