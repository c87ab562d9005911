//! Days as numbers, for scales and file formats: `YYYY-MM-DD` to days since 1970-01-01 and back.

use record::Edtf;

/// Days since 1970-01-01 of a date (proleptic Gregorian).
pub(crate) fn number(year: i64, month: u8, day: u8) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let from_march = (i64::from(month) + 9) % 12;
    let of_year = (153 * from_march + 2) / 5 + i64::from(day) - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

/// Year, month and day of a number of days since 1970-01-01.
pub(crate) fn civil(number: i64) -> (i64, u8, u8) {
    let shifted = number + 719_468;
    let era = shifted.div_euclid(146_097);
    let of_era = shifted.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let from_march = (5 * of_year + 2) / 153;
    let day = of_year - (153 * from_march + 2) / 5 + 1;
    let month = if from_march < 10 { from_march + 3 } else { from_march - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    // Both are within their ranges by construction.
    (year, month as u8, day as u8)
}

/// The number of a `YYYY-MM-DD`; `None` for anything else.
pub(crate) fn parse(day: &str) -> Option<i64> {
    let (year, month, day) = day.parse::<Edtf>().ok()?.as_day()?;
    Some(number(i64::from(year), month, day))
}

/// `YYYY-MM-DD` of a number.
pub(crate) fn iso(day: i64) -> String {
    let (year, month, day) = civil(day);
    format!("{year:04}-{month:02}-{day:02}")
}

/// First and last day of an EDTF date, as numbers; `None` on a side that is open or has no year.
pub(crate) fn bounds(edtf: &str) -> (Option<i64>, Option<i64>) {
    let Ok(date) = edtf.parse::<Edtf>() else { return (None, None) };
    let (first, last) = date.days();
    let day = |(year, month, day): (i16, u8, u8)| number(i64::from(year), month, day);
    (first.map(day), last.map(day))
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// English name of a month, `January` for 1.
pub(crate) fn month_name(month: u8) -> &'static str {
    MONTHS.get(usize::from(month).wrapping_sub(1)).copied().unwrap_or("")
}

/// Three letters of a month's name.
pub(crate) fn month_short(month: u8) -> &'static str {
    month_name(month).get(..3).unwrap_or("")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Protects every scale and date column: numbers and dates are one another's inverse.
    #[test]
    fn days_go_there_and_back() {
        assert_eq!(parse("1970-01-01"), Some(0));
        assert_eq!(parse("2026-01-12"), Some(20_465));
        assert_eq!(parse("2026-02-30"), None);
        assert_eq!(parse("2026-01"), None);
        for day in (-800_000..800_000).step_by(377) {
            let (year, month, of_month) = civil(day);
            assert_eq!(number(year, month, of_month), day);
        }
        assert_eq!(iso(20_465), "2026-01-12");
    }
}
