//! Days as the archive keeps them: `20260112` for sorting, `2026-01-12` for people.

use record::Edtf;

/// A day as one number that sorts; years outside of 1 to 9999 do not occur in news.
pub(crate) fn number(day: (i16, u8, u8)) -> i64 {
    i64::from(day.0) * 10_000 + i64::from(day.1) * 100 + i64::from(day.2)
}

/// First and last day of an EDTF date, as numbers.
pub(crate) fn bounds(edtf: &str) -> (Option<i64>, Option<i64>) {
    match edtf.parse::<Edtf>() {
        Ok(date) => {
            let (from, to) = date.days();
            (from.map(number), to.map(number))
        }
        Err(_) => (None, None),
    }
}

/// `2026-01-12`.
pub(crate) fn text(day: i64) -> String {
    format!("{:04}-{:02}-{:02}", day / 10_000, day / 100 % 100, day % 100)
}

/// `2026-01`.
pub(crate) fn month(day: i64) -> String {
    format!("{:04}-{:02}", day / 10_000, day / 100 % 100)
}
