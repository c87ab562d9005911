//! Days as numbers.

use record::{Edtf, EdtfDate};

/// First and last day of a date as day numbers from 1 March of year 0 (proleptic Gregorian; Hinnant,
/// `days_from_civil`); `None` on a side that is open or has no year.
pub(crate) fn days(date: Edtf) -> (Option<i32>, Option<i32>) {
    let (from, to) = date.days();
    (from.map(number), to.map(number))
}

fn number((year, month, day): (i16, u8, u8)) -> i32 {
    let (month, day) = (i32::from(month), i32::from(day));
    let year = i32::from(year) - i32::from(month <= 2);
    let shifted = (month + 9) % 12;
    365 * year + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400) + (153 * shifted + 2) / 5 + day - 1
}

/// The date of a day number (Hinnant, `civil_from_days`).
pub(crate) fn date(number: i32) -> Option<EdtfDate> {
    let era = number.div_euclid(146_097);
    let day_of_era = number.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    let year = year_of_era + era * 400 + i32::from(month <= 2);
    EdtfDate::day(i16::try_from(year).ok()?, month as u8, day as u8)
}

/// The last day a date may mean; the first where it has no end.
pub(crate) fn last(date: Edtf) -> Option<i32> {
    let (from, to) = days(date);
    to.or(from)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Protects inferred dates: a day survives the way to a number and back, over leap days and centuries.
    #[test]
    fn days_come_back() {
        for text in ["2024-02-29", "2026-01-11", "1999-12-31", "2000-03-01", "1900-02-28"] {
            let day: Edtf = text.parse().unwrap();
            assert_eq!(Edtf::Date(date(days(day).0.unwrap()).unwrap()), day);
        }
    }
}
