//! How well two events fit as reports of one happening.
//!
//! Points are given for time, parties, kind, place and words; some findings forbid the pair whatever the rest says
//! ([`Verdict::Apart`]). Everything rests on the two accounts alone, so that a pair is judged alike whatever else
//! is known.

use std::collections::BTreeSet;

use record::{CountryCode, Mode, PlacePrecision, PlaceTold, Status};

use super::seen::{Family, Seen, Who, Window};
use crate::names::Fit;

/// Points from which two events are one happening.
pub(crate) const JOIN: i32 = 60;

/// What two events are to one another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// Points, for or against.
    Points(Points),
    /// They cannot be one happening.
    Apart,
}

/// What speaks for and against two events being one happening.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Points {
    pub(crate) time: i32,
    pub(crate) parties: i32,
    pub(crate) place: i32,
    pub(crate) words: i32,
    pub(crate) kind: i32,
    pub(crate) counts: i32,
    pub(crate) copied: i32,
}

impl Points {
    /// All of them.
    pub(crate) fn sum(self) -> i32 {
        self.time + self.parties + self.place + self.words + self.kind + self.counts + self.copied
    }
}

/// Judges two events of different articles.
pub(crate) fn judge(a: &Seen, b: &Seen) -> Verdict {
    if a.family != b.family || a.account.article == b.account.article {
        return Verdict::Apart;
    }
    let days = days_fit(a, b);
    let copied = a.is_copied(b);
    if days.is_none() && !copied {
        return Verdict::Apart;
    }
    let Some(parties) = parties(a, b) else { return Verdict::Apart };
    // What a copy dates otherwise is the same sentence read in another way.
    let time = if copied { days.map_or(10, |points| points.max(25)) } else { days.unwrap_or(0) };
    let copied = 20 * i32::from(copied);
    Verdict::Points(Points {
        time,
        parties,
        place: place(a, b),
        words: words(a, b),
        kind: kind(a, b),
        counts: counts(a, b),
        copied,
    })
}

/// Most days between what was planned and what was held for it to be one happening; what was put off for longer is
/// another, and related.
const MOVED_DAYS: i32 = 7;

/// Points for time; `None` where the days exclude each other.
fn days_fit(a: &Seen, b: &Seen) -> Option<i32> {
    let gap = |a: (i32, i32), b: (i32, i32)| (a.0 - b.1).max(b.0 - a.1).max(0);
    match (a.window, b.window) {
        (Window::Firm(a_from, a_to), Window::Firm(b_from, b_to)) => match gap((a_from, a_to), (b_from, b_to)) {
            0 => Some(35),
            1 => Some(20),
            2..=MOVED_DAYS if moved(a, b) => Some(5),
            _ => None,
        },
        (Window::Unknown, _) | (_, Window::Unknown) => Some(0),
        (Window::Loose(a_from, a_to), Window::Loose(b_from, b_to)) => {
            (gap((a_from, a_to), (b_from, b_to)) == 0).then(|| if (a_to - b_to).abs() <= 2 { 15 } else { 5 })
        }
        (Window::Wide(a_from, a_to), Window::Wide(b_from, b_to)) => {
            let alike = (a_from - b_from).abs() <= 7 && (a_to - b_to).abs() <= 7;
            (gap((a_from, a_to), (b_from, b_to)) == 0).then_some(if alike { 20 } else { 10 })
        }
        (a, b) => (gap(a.ends()?, b.ends()?) == 0).then_some(if a.is_vague() || b.is_vague() { 10 } else { 15 }),
    }
}

/// Whether the one is what the other was planned as, on another day: talks in the same town.
fn moved(a: &Seen, b: &Seen) -> bool {
    let town =
        |seen: &Seen| seen.event.place.as_ref().filter(|place| fine(place)).map(|place| lexicon::fold(&place.name));
    a.family.is_company() && a.is_to_come() != b.is_to_come() && town(a).is_some() && town(a) == town(b)
}

impl Window {
    /// First and last day, where known.
    pub(crate) fn ends(self) -> Option<(i32, i32)> {
        match self {
            Window::Firm(from, to) | Window::Wide(from, to) | Window::Loose(from, to) => Some((from, to)),
            Window::Unknown => None,
        }
    }

    /// Whether it holds so much time that several such events may lie in it.
    pub(crate) fn is_vague(self) -> bool {
        match self {
            Window::Wide(from, to) => to - from > 14,
            Window::Unknown => true,
            _ => false,
        }
    }
}

/// Points for the parties; `None` where they cannot be the same company.
fn parties(a: &Seen, b: &Seen) -> Option<i32> {
    if opposed(a, b) {
        return None;
    }
    let matched = matches(&a.parties, &b.parties);
    let named: i32 = matched.iter().map(|found| found.2).sum();
    let n_matched = matched.len();
    let left = |parties: &[Who], taken: &BTreeSet<usize>| {
        parties.iter().enumerate().filter(|(row, who)| who.is_somebody() && !taken.contains(row)).count()
    };
    let a_left = left(&a.parties, &matched.iter().map(|found| found.0).collect());
    let b_left = left(&b.parties, &matched.iter().map(|found| found.1).collect());
    let sides = sides(&a.sides, &b.sides);
    if n_matched == 0 {
        // Two spokesmen of one side may tell of one deed; nobody is at two tables with nobody in common.
        let others = a_left > 0 && b_left > 0;
        let named = |seen: &Seen| seen.parties.iter().any(|who| who.name.is_some());
        let less = if others && named(a) && named(b) { 15 } else { 0 };
        return (sides > 0 && !(others && a.family.is_company())).then_some(sides - less);
    }
    match (a_left, b_left) {
        // Two meetings of one man with two others share him and nobody else.
        (1.., 1..) if n_matched == 1 && a.family.is_company() => None,
        (1.., 1..) => Some(named.min(45) + sides / 2 - 10),
        _ => Some(named.min(45) + sides / 2),
    }
}

/// Who of the one is who of the other, best first: rows of both and points.
pub(crate) fn matches(a: &[Who], b: &[Who]) -> Vec<(usize, usize, i32)> {
    let mut all: Vec<(i32, usize, usize)> = Vec::new();
    for (row, one) in a.iter().enumerate() {
        all.extend(b.iter().enumerate().map(|(other_row, other)| (alike(one, other), row, other_row)));
    }
    all.retain(|found| found.0 > 0);
    all.sort_by_key(|(points, row, other)| (-points, *row, *other));
    let (mut left, mut right) = (BTreeSet::new(), BTreeSet::new());
    let mut found = Vec::new();
    for (points, row, other) in all {
        if !left.contains(&row) && !right.contains(&other) {
            left.insert(row);
            right.insert(other);
            found.push((row, other, points));
        }
    }
    found
}

/// Points for two parties being one: by name, or by office where one of them is unnamed.
fn alike(one: &Who, other: &Who) -> i32 {
    match (&one.name, &other.name) {
        (Some(left), Some(right)) => match left.fit(right) {
            Fit::Full | Fit::Likely => 15,
            Fit::Partial => 10,
            Fit::Different => 0,
        },
        _ if !one.is_somebody() || !other.is_somebody() => 0,
        _ => {
            let shared = one.role.intersection(&other.role).count();
            let fewer = one.role.len().min(other.role.len());
            let sides = one.country.is_none() || other.country.is_none() || one.country == other.country;
            if shared > 1 && 3 * shared >= 2 * fewer && sides { 12 } else { 0 }
        }
    }
}

/// Whether what one side does in the one event the other side does in the other.
fn opposed(a: &Seen, b: &Seen) -> bool {
    a.family != Family::Talks
        && !a.actors.is_empty()
        && !b.actors.is_empty()
        && a.actors.is_disjoint(&b.actors)
        && (!a.actors.is_disjoint(&b.recipients) || !b.actors.is_disjoint(&a.recipients))
}

/// Points for the countries; 0 where they share none.
fn sides(a: &BTreeSet<CountryCode>, b: &BTreeSet<CountryCode>) -> i32 {
    let shared = a.intersection(b).count() as i32;
    let all = a.union(b).count() as i32;
    match (shared, all) {
        (0, _) => 0,
        (1, 1) => 10,
        (shared, all) if shared == all => 20,
        (1, _) => 5,
        _ => 12,
    }
}

/// Points for the place.
fn place(a: &Seen, b: &Seen) -> i32 {
    let (Some(one), Some(other)) = (&a.event.place, &b.event.place) else { return 0 };
    let wide = |place: &PlaceTold| place.precision == PlacePrecision::Wide;
    match (one.country, other.country) {
        (Some(left), Some(right)) if left != right && !wide(one) && !wide(other) => -25,
        _ if lexicon::fold(&one.name) == lexicon::fold(&other.name) => {
            if fine(one) {
                10
            } else {
                4
            }
        }
        _ if fine(one) && fine(other) => {
            if near(one, other) {
                8
            } else {
                -8
            }
        }
        _ => 3,
    }
}

fn fine(place: &PlaceTold) -> bool {
    matches!(place.precision, PlacePrecision::Site | PlacePrecision::City)
}

/// Within half a degree.
fn near(one: &PlaceTold, other: &PlaceTold) -> bool {
    let apart = |a: Option<i32>, b: Option<i32>| Some((i64::from(a?) - i64::from(b?)).abs());
    matches!(
        (apart(one.lat_milli, other.lat_milli), apart(one.lon_milli, other.lon_milli)),
        (Some(..=500), Some(..=500))
    )
}

/// Points for the words they rest on.
fn words(a: &Seen, b: &Seen) -> i32 {
    let shared = a.words.intersection(&b.words).count() as i32;
    let fewer = a.words.len().min(b.words.len()) as i32;
    if fewer < 2 { 0 } else { (shared * 30 / fewer.max(4)).min(20) }
}

fn kind(a: &Seen, b: &Seen) -> i32 {
    let far = |mode: Option<Mode>| mode == Some(Mode::Phone);
    let mode = match (a.event.mode, b.event.mode) {
        (Some(a), Some(b)) if a == b => 8,
        (a, b) if far(a) != far(b) && a.is_some() && b.is_some() => -10,
        // Who was host and who guest is told by one and left out by another.
        (Some(_), Some(_)) if a.family.is_company() => 4,
        (Some(_), Some(_)) => -5,
        _ => 0,
    };
    let denied = |seen: &Seen| seen.event.status == Status::Denied;
    let status = match a.event.status == b.event.status {
        true => 2,
        false if a.is_to_come() != b.is_to_come() => -5,
        false if denied(a) != denied(b) => -5,
        false => 0,
    };
    let subjects = a.event.subjects.iter().filter(|subject| b.event.subjects.contains(subject)).count() as i32;
    mode + status + 2 * subjects.min(3)
}

/// Points for equal numbers of equal things.
fn counts(a: &Seen, b: &Seen) -> i32 {
    let told = |seen: &Seen| -> BTreeSet<(record::QuantityKind, u64)> {
        seen.event.quantities.iter().filter_map(|quantity| Some((quantity.kind, quantity.amount?))).collect()
    };
    8 * told(a).intersection(&told(b)).count().min(2) as i32
}
