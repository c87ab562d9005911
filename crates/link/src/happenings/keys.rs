//! Under which keys events stand.
//!
//! A key is a kind of event, two days, and a party: a person by the last part of the name, a pair of countries, or
//! the only country. Events with a day stand under the two pairs of days that hold it, those with a few days under
//! every second pair, so that events a day apart always share a key and a fixed number of keys serves any event.
//! Events with a longer time, or none, are found by their company: two people or two countries, and the month.

use std::collections::BTreeSet;

use super::seen::{Seen, Window};
use crate::forms::Keys;
use crate::hash::hash_parts;
use crate::names::NameForm;
use lexicon::spelling::skeleton;

/// Longest time in days that is keyed by days.
const LONGEST: i32 = 14;

/// Longest time in days that is keyed by months: a year and a bit.
const LONGEST_BY_MONTH: i32 = 400;

/// Most pairs of countries that are keyed: summits have everyone.
const MOST_PARTIES: usize = 6;

/// Keys of one event.
pub(crate) fn keys(seen: &Seen) -> Keys {
    let mut keys = Keys::default();
    let family = seen.family.code();
    let parties = parties(seen);
    for bucket in buckets(seen.window) {
        for party in &parties {
            let key = hash_parts(&[family, &bucket, party]);
            keys.held.insert(key);
            keys.sought.insert(key);
        }
    }
    // What has a day meets what has a day by that day alone; only longer times and plans look through whole months.
    let (own, theirs): (&str, &[&str]) = match seen.window {
        Window::Unknown => ("undated", &["dated"]),
        Window::Wide(..) => ("long", &["long", "short"]),
        _ if seen.is_to_come() => ("long", &["long", "short"]),
        _ => ("short", &["long"]),
    };
    for company in companies(seen) {
        for month in months(seen) {
            keys.held.insert(hash_parts(&[family, own, &month, &company]));
            keys.sought.extend(theirs.iter().map(|theirs| hash_parts(&[family, theirs, &month, &company])));
        }
        let (own, theirs) = if own == "undated" { (own, "dated") } else { ("dated", "undated") };
        keys.held.insert(hash_parts(&[family, own, &company]));
        keys.sought.insert(hash_parts(&[family, theirs, &company]));
    }
    keys
}

/// Months of thirty days that a window touches; what was planned may be held in the one before or the next two.
fn months(seen: &Seen) -> Vec<String> {
    let (before, after) = if seen.is_to_come() { (1, 2) } else { (0, 0) };
    match seen.window.ends() {
        Some((from, to)) if to - from <= LONGEST_BY_MONTH => {
            let months = from.div_euclid(30) - before..=to.div_euclid(30) + after;
            months.map(|month| format!("month {month}")).collect()
        }
        _ => Vec::new(),
    }
}

/// The pairs of days: odd and even ones for a day, even ones for some days.
fn buckets(window: Window) -> BTreeSet<String> {
    match window {
        Window::Firm(from, to) => {
            let pairs =
                |shift: i32| ((from + shift).div_euclid(2)..=(to + shift).div_euclid(2)).map(move |at| (shift, at));
            pairs(0).chain(pairs(1)).map(|(shift, at)| format!("{shift}:{at}")).collect()
        }
        Window::Wide(from, to) | Window::Loose(from, to) if to - from <= LONGEST => {
            (from.div_euclid(2)..=to.div_euclid(2)).map(|at| format!("0:{at}")).collect()
        }
        _ => BTreeSet::new(),
    }
}

fn parties(seen: &Seen) -> BTreeSet<String> {
    let mut parties: BTreeSet<String> =
        seen.people().take(MOST_PARTIES).filter_map(|name| name.form.parts.last()).map(|part| skeleton(part)).collect();
    let sides: Vec<&str> = seen.sides.iter().take(MOST_PARTIES).map(|side| side.as_str()).collect();
    if let [only] = sides.as_slice() {
        parties.insert((*only).to_owned());
    }
    for (at, one) in sides.iter().enumerate() {
        parties.extend(sides[at + 1..].iter().map(|other| format!("{one}{other}")));
    }
    parties
}

/// The two first people by their names in whatever order these are printed, and the two first countries.
fn companies(seen: &Seen) -> impl Iterator<Item = String> {
    let least = |name: &NameForm| {
        name.parts
            .first()
            .map(|part| skeleton(part))
            .into_iter()
            .chain(name.parts.last().map(|part| skeleton(part)))
            .min()
    };
    let people: BTreeSet<String> = seen.people().filter_map(|name| least(&name.form)).collect();
    let sides: BTreeSet<String> = seen.sides.iter().map(|side| side.to_string()).collect();
    let pair = |set: BTreeSet<String>| {
        let pair: Vec<String> = set.into_iter().take(2).collect();
        (pair.len() == 2).then(|| pair.join(" "))
    };
    pair(people).into_iter().chain(pair(sides))
}
