//! Dates as people write them.

use record::{Bound, Edtf, EdtfDate};

use crate::days::month_name;

/// An EDTF date in words: `12 January 2026`, `20–22 September 2021`, `by 17 September 2025`; the text itself where it
/// is no EDTF.
pub fn date_in_words(edtf: &str) -> String {
    match edtf.parse() {
        Ok(Edtf::Date(date)) => one_in_words(date),
        Ok(Edtf::Interval(from, to)) => interval_in_words(from, to),
        Err(_) => edtf.to_owned(),
    }
}

fn interval_in_words(from: Bound, to: Bound) -> String {
    match (from, to) {
        (Bound::Open, Bound::Open) => "at some time".to_owned(),
        (Bound::Open, Bound::Date(to)) => format!("by {}", one_in_words(to)),
        (Bound::Date(from), Bound::Open) => format!("from {}", one_in_words(from)),
        (Bound::Date(from), Bound::Date(to)) => {
            let to_text = one_in_words(to);
            match (from, to) {
                (EdtfDate::Day(y1, m1, d1), EdtfDate::Day(y2, m2, _)) if (y1, m1) == (y2, m2) => {
                    format!("{d1}–{to_text}")
                }
                (EdtfDate::Day(y1, m1, d1), EdtfDate::Day(y2, ..)) if y1 == y2 => {
                    format!("{d1} {} – {to_text}", month_name(m1))
                }
                _ => format!("{} – {to_text}", one_in_words(from)),
            }
        }
    }
}

fn one_in_words(date: EdtfDate) -> String {
    match date {
        EdtfDate::Year(year) => year.to_string(),
        EdtfDate::Month(year, m) => format!("{} {year}", month_name(m)),
        EdtfDate::Day(year, m, day) => format!("{day} {} {year}", month_name(m)),
        EdtfDate::DayOfAnyYear(m, day) => format!("{day} {}, year unknown", month_name(m)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Protects the date line of the views.
    #[test]
    fn dates_read_as_people_write_them() {
        for (edtf, words) in [
            ("2026-01-12", "12 January 2026"),
            ("2026-01", "January 2026"),
            ("../2025-09-17", "by 17 September 2025"),
            ("2021-09-20/2021-09-22", "20–22 September 2021"),
            ("2021-09-30/2021-10-02", "30 September – 2 October 2021"),
            ("2021-12-30/2022-01-02", "30 December 2021 – 2 January 2022"),
            ("XXXX-04-20", "20 April, year unknown"),
            ("odd", "odd"),
        ] {
            assert_eq!(date_in_words(edtf), words);
        }
    }
}
