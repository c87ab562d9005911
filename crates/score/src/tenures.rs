//! Offices over time and inferred dates against gold.

use record::{Bound, Edtf, EdtfDate, Tenure};
use serde::Deserialize;

use crate::LinkScore;

/// A row of the gold's table of offices.
#[derive(Debug, Deserialize)]
pub struct GoldOffice {
    /// The person, by the label of the gold.
    pub person: String,
    title: String,
    body: Option<String>,
    from: Option<String>,
    until: Option<String>,
}

/// An article without a date and the interval it must have been printed in.
#[derive(Debug, Deserialize)]
pub struct GoldDate {
    /// The article.
    pub file: String,
    published_between: String,
}

/// Days by which a bound may be off: a post is seen on the day an article is printed or on the day it tells of.
const TOLERANCE: i32 = 3;

impl GoldOffice {
    /// Looks for the row among the tenures of the person and compares its bounds.
    pub fn compare(&self, tenures: &[&Tenure], score: &mut LinkScore, misses: &mut Vec<String>) {
        let wanted = words(&self.title, self.body.as_deref());
        let overlap = |tenure: &Tenure| {
            let own = words(&tenure.title, tenure.body.as_deref());
            let title = words(&self.title, None);
            let shared = title.iter().filter(|word| own.contains(word)).count();
            (shared > 0).then(|| wanted.iter().filter(|word| own.contains(word)).count() * 2 + shared)
        };
        let all: Vec<(usize, &&Tenure)> =
            tenures.iter().filter_map(|tenure| Some((overlap(tenure)?, tenure))).collect();
        let most = all.iter().map(|found| found.0).max();
        let best: Vec<&&Tenure> = all.iter().filter(|found| Some(found.0) == most).map(|found| found.1).collect();
        score.offices.add(!best.is_empty());
        let right = best.iter().any(|tenure| self.bounds_fit(tenure));
        if !best.is_empty() {
            score.bounds.add(right);
        }
        if best.is_empty() {
            misses.push(format!("office not found: {}, {}", self.person, self.title));
        } else if !right {
            let bound = |date: Option<Edtf>| date.map_or("-".to_owned(), |date| date.to_string());
            let told: Vec<String> = best
                .iter()
                .map(|t| {
                    format!(
                        "{} seen {} to {}, ended by {}",
                        t.title,
                        bound(t.first_seen),
                        bound(t.last_seen),
                        bound(t.ended_by)
                    )
                })
                .collect();
            let (from, until) = (self.from.as_deref().unwrap_or("-"), self.until.as_deref().unwrap_or("-"));
            misses.push(format!(
                "bounds of {}, {}: {from} to {until}; told: {}",
                self.person,
                self.title,
                told.join("; ")
            ));
        }
    }

    fn bounds_fit(&self, tenure: &Tenure) -> bool {
        let first = tenure.first_seen.and_then(|date| ends(date).0);
        let from = self.from.as_deref().and_then(parse).map(ends);
        let starts = match from.and_then(|(from, to)| to.or(from)) {
            Some(by) => first.is_some_and(|first| first <= by + TOLERANCE && from_fits(from, first)),
            None => true,
        };
        let ended = tenure.ended_by.and_then(|date| ends(date).1);
        let last = tenure.last_seen.and_then(|date| ends(date).1);
        let stops = match self.until.as_deref().and_then(parse).map(ends) {
            None => ended.is_none(),
            Some((least, most)) => {
                ended.is_some_and(|ended| least.is_none_or(|least| ended + TOLERANCE >= least))
                    && last.is_none_or(|last| most.is_none_or(|most| last <= most + TOLERANCE))
            }
        };
        starts && stops
    }
}

/// Whether the first sighting lies no more than a little before the earliest start.
fn from_fits(from: Option<(Option<i32>, Option<i32>)>, first: i32) -> bool {
    from.and_then(|(least, _)| least).is_none_or(|least| first + TOLERANCE >= least)
}

impl GoldDate {
    /// Compares the interval found: it must lie in the gold's and name both ends that the gold names.
    pub fn compare(&self, found: Option<Edtf>, score: &mut LinkScore, misses: &mut Vec<String>) {
        let wanted = parse(&self.published_between).map(ends).unwrap_or((None, None));
        let own = found.map_or((None, None), ends);
        let inside = |wanted: Option<i32>, own: Option<i32>, sign: i32| match (wanted, own) {
            (Some(wanted), Some(own)) => sign * (own - wanted) >= -2 * TOLERANCE,
            (None, _) => true,
            _ => false,
        };
        let right = inside(wanted.0, own.0, 1) && inside(wanted.1, own.1, -1);
        score.inferred.add(right);
        if !right {
            let found = found.map_or("nothing".to_owned(), |found| found.to_string());
            misses.push(format!("date of {}: {found} for {}", self.file, self.published_between));
        }
    }
}

fn parse(text: &str) -> Option<Edtf> {
    text.parse().ok()
}

/// First and last day as numbers; `None` on an open side.
fn ends(date: Edtf) -> (Option<i32>, Option<i32>) {
    let day = |date: EdtfDate, last: bool| {
        let (first, end) = date.days()?;
        let (year, month, day) = if last { end } else { first };
        Some(days_from_civil(i32::from(year), i32::from(month), i32::from(day)))
    };
    let bound = |bound: Bound, last: bool| match bound {
        Bound::Open => None,
        Bound::Date(date) => day(date, last),
    };
    match date {
        Edtf::Date(date) => (day(date, false), day(date, true)),
        Edtf::Interval(from, to) => (bound(from, false), bound(to, true)),
    }
}

/// Hinnant, `days_from_civil`, counted from 1 March of year 0.
fn days_from_civil(year: i32, month: i32, day: i32) -> i32 {
    let year = year - i32::from(month <= 2);
    365 * year + year.div_euclid(4) - year.div_euclid(100)
        + year.div_euclid(400)
        + (153 * ((month + 9) % 12) + 2) / 5
        + day
}

fn words(title: &str, body: Option<&str>) -> Vec<String> {
    let text = format!("{title} {}", body.unwrap_or(""));
    let folded = lexicon::fold(&text);
    let words = folded.split(|c: char| !c.is_alphanumeric()).map(|word| match word {
        "defense" => "defence",
        "army" | "forces" | "military" => "army",
        word => word,
    });
    words.filter(|word| word.len() > 2 && !matches!(*word, "the" | "and" | "for")).map(str::to_owned).collect()
}
