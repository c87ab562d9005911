//! Counts, and the rates made of them.

use std::collections::BTreeMap;
use std::ops::AddAssign;

/// Hits and faults of one measure.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// Found and right.
    pub hits: u64,
    /// Given but wrong.
    pub wrong: u64,
    /// Wanted but not given.
    pub missed: u64,
}

impl AddAssign for Count {
    fn add_assign(&mut self, other: Count) {
        self.hits += other.hits;
        self.wrong += other.wrong;
        self.missed += other.missed;
    }
}

impl Count {
    /// One more case, right or missed.
    pub fn add(&mut self, right: bool) {
        *(if right { &mut self.hits } else { &mut self.missed }) += 1;
    }

    /// 2 hits to all given and wanted; 1 where nothing was wanted and nothing given.
    pub fn f1(&self) -> f64 {
        let all = 2 * self.hits + self.wrong + self.missed;
        if all == 0 { 1.0 } else { (2 * self.hits) as f64 / all as f64 }
    }

    /// Hits to all wanted.
    fn share(&self, of_nothing: f64) -> f64 {
        let all = self.hits + self.missed;
        if all == 0 { of_nothing } else { self.hits as f64 / all as f64 }
    }
}

/// How a measure's rate is made of its count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Rate {
    /// Share of cases that are right; 0 without cases.
    Share,
    /// F1.
    F1,
    /// Share of what was wanted that was found; 1 where nothing was wanted.
    Recall,
    /// F1 of the two measures named.
    Harmonic(Measure, Measure),
}

record::codes! {
    /// What is measured about records.
    pub enum Measure {
        Title = "read.title",
        Published = "read.published",
        BodyStart = "read.body_start",
        BodyEnd = "read.body_end",
        FurnitureOut = "read.furniture_out",
        People = "people.f1",
        PeopleCountry = "people.country",
        Offices = "people.offices_f1",
        EventsRecall = "events.recall",
        EventsPrecision = "events.precision",
        EventsF1 = "events.f1",
        EventsMode = "events.mode",
        EventsStatus = "events.status",
        EventsDate = "events.date",
        EventsPlace = "events.place",
        Parties = "events.party_f1",
        Subjects = "events.subject_f1",
        EventsStrict = "events.strict_f1",
        Statements = "statements.recall",
    }
}

impl Measure {
    fn rate(self) -> Rate {
        match self {
            Measure::People | Measure::Offices | Measure::Parties | Measure::Subjects | Measure::EventsStrict => {
                Rate::F1
            }
            Measure::Statements => Rate::Recall,
            Measure::EventsF1 => Rate::Harmonic(Measure::EventsPrecision, Measure::EventsRecall),
            _ => Rate::Share,
        }
    }
}

/// The counts of every measure.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    counts: BTreeMap<Measure, Count>,
}

impl Tally {
    /// The count of a measure.
    pub fn count(&self, measure: Measure) -> Count {
        self.counts.get(&measure).copied().unwrap_or_default()
    }

    /// The count of a measure, to change.
    pub fn count_mut(&mut self, measure: Measure) -> &mut Count {
        self.counts.entry(measure).or_default()
    }

    /// The rate of a measure, 0 to 1.
    pub fn rate(&self, measure: Measure) -> f64 {
        let count = self.count(measure);
        match measure.rate() {
            Rate::Share => count.share(0.0),
            Rate::F1 => count.f1(),
            Rate::Recall => count.share(1.0),
            Rate::Harmonic(one, other) => {
                let (one, other) = (self.rate(one), self.rate(other));
                if one + other > 0.0 { 2.0 * one * other / (one + other) } else { 0.0 }
            }
        }
    }

    /// The rate in ten-thousandths, for the ledger.
    pub fn ten_thousandths(&self, measure: Measure) -> u32 {
        (self.rate(measure) * 10_000.0).round() as u32
    }
}

impl AddAssign<&Tally> for Tally {
    fn add_assign(&mut self, other: &Tally) {
        for (measure, count) in &other.counts {
            *self.count_mut(*measure) += *count;
        }
    }
}
