//! How well two events fit as reports of one happening.
//!
//! Points are given for time, parties, kind, place and words; some findings forbid the pair whatever the rest says
//! ([`Verdict::Apart`]). Everything rests on the two accounts alone, so that a pair is judged alike whatever else
//! is known.

use std::collections::BTreeSet;

use record::{CountryCode, PlacePrecision, PlaceTold, Status};

use super::seen::{Family, Seen, Window, best_fit};
use crate::copies;
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
    let copied = copies::tied(&a.account.print, &b.account.print);
    let (Some(parties), Some(place)) = (parties(a, b), place(a, b)) else { return Verdict::Apart };
    let Some(time) = time(a, b, copied) else { return Verdict::Apart };
    let copied = 20 * i32::from(copied);
    Verdict::Points(Points { time, parties, place, words: words(a, b), kind: kind(a, b), counts: counts(a, b), copied })
}

/// Points for time; `None` where the days exclude each other.
fn time(a: &Seen, b: &Seen, copied: bool) -> Option<i32> {
    let gap = |a: (i32, i32), b: (i32, i32)| (a.0 - b.1).max(b.0 - a.1).max(0);
    match (a.window, b.window) {
        (Window::Firm(a_from, a_to), Window::Firm(b_from, b_to)) => match gap((a_from, a_to), (b_from, b_to)) {
            0 => Some(35),
            1 => Some(15),
            _ => None,
        },
        // A copy without a day lost it in copying.
        (Window::Unknown, _) | (_, Window::Unknown) => Some(if copied { 25 } else { 0 }),
        (Window::Loose(a_from, a_to), Window::Loose(b_from, b_to)) => {
            (gap((a_from, a_to), (b_from, b_to)) == 0).then(|| if (a_to - b_to).abs() <= 2 { 15 } else { 5 })
        }
        (Window::Wide(a_from, a_to), Window::Wide(b_from, b_to)) => {
            let alike = (a_from - b_from).abs() <= 7 && (a_to - b_to).abs() <= 7;
            (gap((a_from, a_to), (b_from, b_to)) == 0).then_some(if alike { 20 } else { 5 })
        }
        (a, b) => (gap(a.ends()?, b.ends()?) == 0).then_some(15),
    }
}

impl Window {
    /// First and last day, where known.
    pub(crate) fn ends(self) -> Option<(i32, i32)> {
        match self {
            Window::Firm(from, to) | Window::Wide(from, to) | Window::Loose(from, to) => Some((from, to)),
            Window::Unknown => None,
        }
    }
}

/// Points for the parties; `None` where they cannot be the same company.
fn parties(a: &Seen, b: &Seen) -> Option<i32> {
    if opposed(a, b) {
        return None;
    }
    let fits: Vec<Fit> = a.people.iter().map(|name| best_fit(name, &b.people)).collect();
    let shared = fits.iter().filter(|fit| **fit >= Fit::Partial).count() as i32;
    let sure = fits.iter().filter(|fit| **fit >= Fit::Likely).count() as i32;
    let (n_a, n_b) = (a.people.len() as i32, b.people.len() as i32);
    let unmatched_b = b.people.iter().filter(|name| best_fit(name, &a.people) == Fit::Different).count() as i32;
    let sides = sides(&a.sides, &b.sides);
    if n_a > 0 && n_b > 0 {
        let talks = matches!(a.family, Family::Meeting | Family::Visit | Family::Call);
        return match (shared, n_a - shared, unmatched_b) {
            (0, ..) if talks => None,
            // Two spokesmen of one side may tell of one deed.
            (0, ..) => (sides >= 15).then_some(sides - 15),
            // Two meetings of one man with two others share him and nobody else.
            (1, 1.., 1..) if talks => None,
            (_, 0, _) | (_, _, 0) => Some(10 * shared.min(3) + 5 * sure.min(3) + sides / 2),
            _ => Some(5 * shared + sides / 2 - 5),
        };
    }
    (sides > 0).then_some(sides)
}

/// Whether what one side does in the one event the other side does in the other.
fn opposed(a: &Seen, b: &Seen) -> bool {
    let talks = matches!(a.family, Family::Meeting | Family::Call);
    !talks
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

/// Points for the place; `None` where one happening cannot be in both.
fn place(a: &Seen, b: &Seen) -> Option<i32> {
    let (Some(one), Some(other)) = (&a.event.place, &b.event.place) else { return Some(0) };
    let wide = |place: &PlaceTold| place.precision == PlacePrecision::Wide;
    match (one.country, other.country) {
        (Some(left), Some(right)) if left != right && !wide(one) && !wide(other) => None,
        _ if lexicon::fold(&one.name) == lexicon::fold(&other.name) => Some(10),
        _ if fine(one) && fine(other) => Some(if near(one, other) { 8 } else { -8 }),
        _ => Some(3),
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
    let mode = match (a.event.mode, b.event.mode) {
        (Some(a), Some(b)) if a == b => 8,
        (Some(_), Some(_)) => -5,
        _ => 0,
    };
    let denied = |seen: &Seen| seen.event.status == Status::Denied;
    let status = match a.event.status == b.event.status {
        true => 2,
        false if a.is_to_come() != b.is_to_come() => -10,
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
