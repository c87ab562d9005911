//! Dates told without their year or month: which one is meant.

use lexicon::FeastRule;
use record::{Bound, DateBasis, Edtf, EdtfDate};

use super::{Placed, Resolver, months, named, shift_year};
use crate::civil::{self, Day};
use crate::phrase::{Tense, YearRef};

/// Where the tense is not told, a date this many days ahead at most is meant rather than one that lies longer back
/// than [`FAR_BACK`].
const SOON: i32 = 75;
const FAR_BACK: i32 = 270;

impl Resolver<'_> {
    pub(super) fn month_days(&self, month: u8, from: u8, to: u8, weekday: Option<u8>, year: YearRef) -> Option<Placed> {
        let make = |year: i16| Some((civil::day(year, month, from)?, civil::day(year, month, to)?));
        if let YearRef::Shift { .. } | YearRef::Known(_) = year {
            let (year, why) = self.year(year)?;
            let (first, last) = make(year)?;
            return Placed::new(civil::interval(first, last), DateBasis::Stated, why);
        }
        let Some(published) = self.reference.published else {
            return self.without_publication(month, from, to, weekday);
        };
        let near = published.year();
        if let Some(weekday) = weekday {
            let years = civil::years_with_weekday(month, from, weekday, near);
            // The year in which the weekday fits, if it is this or a neighbouring one; else the weekday is an error.
            if let Some(year) = years.into_iter().find(|year| (i32::from(*year) - i32::from(near)).abs() <= 1) {
                let (first, last) = make(year)?;
                let name = civil::weekday_name(weekday);
                let why = format!("falls on a {name} in {year}; published on {}", named(published));
                return Placed::new(civil::interval(first, last), DateBasis::Stated, why);
            }
        }
        let candidates = (-8..=8).filter_map(|by| make(shift_year(near, by)?));
        let (first, last, why) = self.choose(published, candidates, "day and month without the year")?;
        Placed::new(civil::interval(first, last), DateBasis::Inferred, why)
    }

    fn without_publication(&self, month: u8, from: u8, to: u8, weekday: Option<u8>) -> Option<Placed> {
        if let Some((anchor, _)) = self.reference.anchor.map(civil::bounds)
            && let Some(anchor) = anchor
        {
            let (first, last) = (civil::day(anchor.year(), month, from)?, civil::day(anchor.year(), month, to)?);
            // The year of another date is a guess unless the weekday agrees with it.
            let fits = weekday.is_some_and(|weekday| civil::weekday(first) == weekday);
            if fits {
                let why = format!("in {}, the year just spoken of", anchor.year());
                return Placed::new(civil::interval(first, last), DateBasis::Inferred, why);
            }
        }
        let why = "the year is not told and the day of publication is not known";
        let bound = |day: u8| Bound::Date(EdtfDate::DayOfAnyYear(month, day));
        let value = if from == to {
            Edtf::Date(EdtfDate::DayOfAnyYear(month, from))
        } else {
            Edtf::Interval(bound(from), bound(to))
        };
        Placed::new(value, DateBasis::Stated, why)
    }

    pub(super) fn month(&self, month: u8, year: YearRef) -> Option<Placed> {
        let make = |year: i16| {
            Some((civil::day(year, month, 1)?, civil::day(year, month, civil::days_in_month(year, month)?)?))
        };
        let value = |first: Day| Edtf::Date(EdtfDate::Month(first.year(), month));
        if let YearRef::Shift { .. } | YearRef::Known(_) = year {
            let (year, why) = self.year(year)?;
            return Placed::new(Edtf::Date(EdtfDate::Month(year, month)), DateBasis::Relative, why);
        }
        let published = self.reference.published?;
        let near = published.year();
        let candidates = (-2..=2).filter_map(|by| make(shift_year(near, by)?));
        let (first, _, why) = match year {
            YearRef::Turn(by) => self.turn(published, by, candidates)?,
            _ => self.choose(published, candidates, "month without the year")?,
        };
        Placed::new(value(first), DateBasis::Relative, why)
    }

    pub(super) fn days_of_month(&self, from: u8, to: u8, weekday: Option<u8>, by: Option<i32>) -> Option<Placed> {
        let published = self.reference.published?;
        let make = |by: i32| {
            let (year, month) = civil::shift_month(published.year(), published.month() as u8, by)?;
            Some((civil::day(year, month, from)?, civil::day(year, month, to)?))
        };
        if let Some(by) = by {
            let (first, last) = make(by)?;
            let why = format!("day of the month told, publication being on {}", named(published));
            return Placed::new(civil::interval(first, last), DateBasis::Relative, why);
        }
        let fits = |(first, _): &(Day, Day)| weekday.is_none_or(|weekday| civil::weekday(*first) == weekday);
        let candidates = (-12..=12).filter_map(make).filter(fits);
        let (first, last, why) = self.choose(published, candidates, "day without the month")?;
        Placed::new(civil::interval(first, last), DateBasis::Relative, why)
    }

    pub(super) fn season(&self, season: u8, year: YearRef) -> Option<Placed> {
        let month = match season {
            1 => 3,
            2 => 6,
            3 => 9,
            _ => 12,
        };
        let make = |year: i16| {
            let (last_year, last_month) = civil::shift_month(year, month, 2)?;
            Some((
                civil::day(year, month, 1)?,
                civil::day(last_year, last_month, civil::days_in_month(last_year, last_month)?)?,
            ))
        };
        if let YearRef::Shift { .. } | YearRef::Known(_) = year {
            let (year, why) = self.year(year)?;
            return Placed::new(months(year, month, 3)?, DateBasis::Relative, why);
        }
        let published = self.reference.published?;
        let candidates = (-2..=2).filter_map(|by| make(shift_year(published.year(), by)?));
        let (first, _, why) = match year {
            YearRef::Turn(by) => self.turn(published, by, candidates)?,
            _ => self.choose(published, candidates, "season without the year")?,
        };
        Placed::new(months(first.year(), month, 3)?, DateBasis::Relative, why)
    }

    pub(super) fn feast(&self, row: usize, year: YearRef) -> Option<Placed> {
        let feast = self.words.feast(row)?;
        let make = |year: i16| {
            let mut days = feast_days(feast.from, year)?;
            if let Some(to) = feast.to {
                let (_, last) = feast_days(to, year)?;
                days.1 = if last < days.0 { feast_days(to, shift_year(year, 1)?)?.1 } else { last };
            }
            Some(days)
        };
        if let YearRef::Shift { .. } | YearRef::Known(_) = year {
            let (year, why) = self.year(year)?;
            let (first, last) = make(year)?;
            return Placed::new(civil::interval(first, last), DateBasis::Stated, format!("{}: {why}", feast.name));
        }
        let Some(published) = self.reference.published else {
            let FeastRule::Fixed(month, day) = feast.from else { return None };
            return self.without_publication(month, day, day, None);
        };
        let candidates = (-2..=2).filter_map(|by| make(shift_year(published.year(), by)?));
        let (first, last, why) = match year {
            YearRef::Turn(by) => self.turn(published, by, candidates)?,
            _ => self.choose(published, candidates, "feast without the year")?,
        };
        Placed::new(civil::interval(first, last), DateBasis::Inferred, format!("{}: {why}", feast.name))
    }

    pub(super) fn hijri(&self, year: Option<i32>, month: u8, day: Option<u8>) -> Option<Placed> {
        let make = |year: i32| match day {
            // The tabular calendar and the sighted one differ by a day.
            Some(day) => {
                let day = civil::from_hijri(year, month, day)?;
                Some((civil::add_days(day, -1)?, civil::add_days(day, 1)?))
            }
            None => {
                let first = civil::from_hijri(year, month, 1)?;
                Some((first, civil::add_days(first, 29)?))
            }
        };
        if let Some(year) = year {
            let (first, last) = make(year)?;
            let why = "Islamic calendar, reckoned by tables; sighting may differ by a day";
            return Placed::new(civil::interval(first, last), DateBasis::Stated, why);
        }
        let published = self.reference.published?;
        let [one, _] = civil::hijri_years_of(published.year());
        let candidates = (one - 1..=one + 3).filter_map(make);
        let (first, last, why) = self.choose(published, candidates, "Islamic date without the year")?;
        Placed::new(civil::interval(first, last), DateBasis::Inferred, why)
    }

    fn year(&self, year: YearRef) -> Option<(i16, String)> {
        match year {
            YearRef::Known(year) => Some((year, "stated in full".to_owned())),
            YearRef::Shift { by, story } => {
                let (base, why) = self.base(story)?;
                let (first, last) = civil::bounds(base);
                let year = shift_year(first.or(last)?.year(), by)?;
                Some((year, format!("in {year}, counted from: {why}")))
            }
            _ => None,
        }
    }

    /// The candidate that the tense asks for: the last that has begun, or the next that has not ended.
    fn choose(
        &self,
        published: Day,
        candidates: impl Iterator<Item = (Day, Day)>,
        what: &str,
    ) -> Option<(Day, Day, String)> {
        let all: Vec<(Day, Day)> = candidates.collect();
        let past = all.iter().rev().find(|(first, _)| *first <= published);
        let future = all.iter().find(|(_, last)| *last >= published);
        let today = named(published);
        let back = past.map_or(i32::MAX, |(first, _)| civil::days_between(*first, published));
        let ahead = future.map_or(i32::MAX, |(_, last)| civil::days_between(published, *last));
        let forward = match self.reference.tense {
            Tense::Future => true,
            Tense::Past => false,
            Tense::Unknown => back > FAR_BACK && ahead <= SOON,
        };
        let (chosen, why) = if forward { (future.or(past)?, "next") } else { (past.or(future)?, "last") };
        let why = format!("{what}: the {why} one seen from publication on {today}");
        Some((chosen.0, chosen.1, why))
    }

    /// `last October`, `this March`, `next Christmas`.
    fn turn(
        &self,
        published: Day,
        by: i32,
        candidates: impl Iterator<Item = (Day, Day)>,
    ) -> Option<(Day, Day, String)> {
        let all: Vec<(Day, Day)> = candidates.collect();
        let today = named(published);
        let found = match by {
            ..=-1 => all.iter().rev().find(|(_, last)| *last < published),
            0 => all.iter().find(|(first, _)| first.year() == published.year()),
            1.. => all.iter().find(|(first, _)| *first > published),
        };
        let which = match by {
            ..=-1 => "the last one before",
            0 => "the one in the year of",
            1.. => "the first one after",
        };
        found.map(|(first, last)| (*first, *last, format!("{which} publication on {today}")))
    }
}

fn feast_days(rule: FeastRule, year: i16) -> Option<(Day, Day)> {
    let day = match rule {
        FeastRule::Fixed(month, day) => civil::day(year, month, day)?,
        FeastRule::Easter(plus) => civil::add_days(civil::easter(year)?, plus)?,
        FeastRule::Orthodox(plus) => civil::add_days(civil::orthodox_easter(year)?, plus)?,
        FeastRule::Nth { nth, weekday, month, plus } => {
            civil::add_days(civil::nth_weekday(year, month, weekday, nth)?, plus)?
        }
        FeastRule::Hijri(month, day) => {
            let found = civil::hijri_years_of(year).into_iter().filter_map(|hijri| {
                let first = civil::from_hijri(hijri, month, day.unwrap_or(1))?;
                (first.year() == year).then_some(first)
            });
            let first = found.into_iter().next()?;
            return match day {
                Some(_) => Some((civil::add_days(first, -1)?, civil::add_days(first, 1)?)),
                None => Some((first, civil::add_days(first, 29)?)),
            };
        }
    };
    Some((day, day))
}
