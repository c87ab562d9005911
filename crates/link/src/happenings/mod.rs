//! One thing that happened, as many articles tell it.
//!
//! Events that share a key ([`keys`]) are compared pair by pair ([`score`]); pairs with enough points are tied, and
//! what is tied is joined, strongest pairs first, unless two members exclude each other: two events of one article
//! (the coder of that article held them apart), days or companies that cannot be one.

pub(crate) mod agree;
mod differ;
pub(crate) mod keys;
pub(crate) mod relate;
pub(crate) mod score;
pub(crate) mod seen;

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use record::{Account, Row};

use crate::cluster::cluster;
use crate::copies;
use crate::decisions::{Decisions, fit_by_judgement};
use score::{JOIN, Verdict, judge};
use seen::Seen;

/// Pairs of rows that stand where the other looks, the lower first.
pub(crate) fn candidates(events: &[Seen]) -> BTreeSet<(usize, usize)> {
    let mut holders: BTreeMap<u64, Vec<usize>> = BTreeMap::new();
    for (row, seen) in events.iter().enumerate() {
        for key in &seen.keys.held {
            holders.entry(*key).or_default().push(row);
        }
    }
    let mut pairs = copied(events);
    for (row, seen) in events.iter().enumerate() {
        let others = seen.keys.sought.iter().filter_map(|key| holders.get(key)).flatten();
        pairs.extend(others.filter(|other| **other != row).map(|other| (row.min(*other), row.max(*other))));
    }
    pairs
}

/// Pairs of events of articles that are copies of one another.
fn copied(events: &[Seen]) -> BTreeSet<(usize, usize)> {
    let mut rows_of: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (row, seen) in events.iter().enumerate() {
        rows_of.entry(&seen.account.article).or_default().push(row);
    }
    let articles: Vec<&Vec<usize>> = rows_of.values().collect();
    let prints: Vec<&record::Print> = articles.iter().map(|rows| &events[rows[0]].account.print).collect();
    let mut pairs = BTreeSet::new();
    for (one, other) in copies::tied_pairs(&prints) {
        pairs.extend(articles[one].iter().flat_map(|a| articles[other].iter().map(|b| (*a.min(b), *a.max(b)))));
    }
    pairs
}

/// Whether two events are tied, and how strongly; `meets` says whether they share a key.
pub(crate) fn tie(a: &Seen, b: &Seen, meets: bool, decisions: &Decisions) -> Option<i32> {
    match decided(a, b, decisions) {
        Some(true) => return Some(i32::MAX),
        Some(false) => return None,
        None => {}
    }
    if !meets {
        return None;
    }
    match judge(a, b) {
        Verdict::Points(points) if points.sum() >= JOIN => Some(points.sum()),
        _ => None,
    }
}

fn decided(a: &Seen, b: &Seen, decisions: &Decisions) -> Option<bool> {
    if decisions.is_empty() {
        return None;
    }
    let (one, other) = (a.row(), b.row());
    if decisions.is_different(&one, &other) {
        return Some(false);
    }
    decisions.same_as(&one).any(|row| *row == other).then_some(true)
}

/// Why two events of two accounts are or are not tied, in words.
pub fn explain(a: (&Account, &str), b: (&Account, &str)) -> String {
    let fits = Rc::default();
    let find = |(account, id): (&Account, &str)| {
        Seen::of_account(&Rc::new(account.clone()), &fits).into_iter().find(|seen| seen.event.id == id)
    };
    let (Some(a), Some(b)) = (find(a), find(b)) else { return "no such event".to_owned() };
    let meets = !a.keys.sought.is_disjoint(&b.keys.held);
    let windows = format!("{:?} {:?}", a.window, b.window);
    match judge(&a, &b) {
        Verdict::Apart => format!("cannot be one; {windows}"),
        Verdict::Points(points) => {
            let keys = if meets { "share a key" } else { "share no key" };
            format!("{} of {JOIN} points, {keys}: {points:?}; {windows}", points.sum())
        }
    }
}

/// Groups events that tell of one happening: rows of the input, ascending; groups by their first row.
///
/// The input must be in the order of article and event ids for one result whatever was read first.
pub(crate) fn group(events: &[Seen], decisions: &Decisions) -> Vec<Vec<usize>> {
    let mut wanted = candidates(events);
    wanted.extend(judged_pairs(events, decisions));
    let mut pairs: Vec<(i32, usize, usize)> =
        wanted.into_iter().filter_map(|(a, b)| Some((tie(&events[a], &events[b], true, decisions)?, a, b))).collect();
    drop_torn(events, &mut pairs);
    pairs.sort_by_key(|(points, a, b)| (std::cmp::Reverse(*points), *a, *b));
    let pairs = pairs.into_iter().map(|(_, a, b)| (a, b));
    let together = decisions.together(&rows_of(events, decisions));
    cluster(events.len(), pairs, |a, b| may_join(events, (a, b), decisions, &together)).1
}

/// How much better one of several candidates must fit for an event without a day to go with it.
const CLEARLY: i32 = 12;

/// Parts events with a vague time from what has a day, where several days would do: `met in 2021` is one of many.
fn drop_torn(events: &[Seen], pairs: &mut Vec<(i32, usize, usize)>) {
    let mut dated: BTreeMap<usize, Vec<(i32, i32)>> = BTreeMap::new();
    for (points, a, b) in pairs.iter() {
        for (vague, other) in [(*a, *b), (*b, *a)] {
            let copied = events[vague].is_copied(&events[other]);
            if let (true, false, seen::Window::Firm(day, _)) =
                (events[vague].window.is_vague(), copied, events[other].window)
            {
                dated.entry(vague).or_default().push((*points, day));
            }
        }
    }
    let torn: BTreeMap<usize, (i32, i32)> = dated
        .into_iter()
        .filter_map(|(vague, mut found)| {
            found.sort_by_key(|(points, day)| (std::cmp::Reverse(*points), *day));
            let best = *found.first()?;
            let rival = found.iter().find(|(_, day)| (day - best.1).abs() > 1);
            // With a clear best, only the others fall away.
            rival.map(|rival| (vague, if best.0 - rival.0 >= CLEARLY { best } else { (i32::MAX, 0) }))
        })
        .collect();
    pairs.retain(|(points, a, b)| {
        let keeps = |vague: usize, other: usize| match (torn.get(&vague), events[other].window) {
            (Some((_, day)), seen::Window::Firm(other_day, _)) => {
                *points == i32::MAX
                    || torn.get(&vague).is_some_and(|best| best.0 != i32::MAX) && (day - other_day).abs() <= 1
            }
            _ => true,
        };
        keeps(*a, *b) && keeps(*b, *a)
    });
}

/// Where the events of judged rows are.
fn rows_of(events: &[Seen], decisions: &Decisions) -> BTreeMap<Row, usize> {
    let all = events.iter().enumerate().filter(|_| !decisions.is_empty());
    all.map(|(at, seen)| (seen.row(), at)).collect()
}

fn judged_pairs(events: &[Seen], decisions: &Decisions) -> Vec<(usize, usize)> {
    if decisions.is_empty() {
        return Vec::new();
    }
    let rows = rows_of(events, decisions);
    let pair = |(one, other): &(Row, Row)| {
        let (a, b) = (*rows.get(one)?, *rows.get(other)?);
        Some((a.min(b), a.max(b)))
    };
    decisions.same.iter().filter_map(pair).collect()
}

fn may_join(
    events: &[Seen],
    (a, b): (&[usize], &[usize]),
    decisions: &Decisions,
    together: &BTreeMap<usize, usize>,
) -> bool {
    let all: Vec<usize> = a.iter().chain(b).copied().collect();
    let fits = |one: usize, other: usize| judge(&events[one], &events[other]) != Verdict::Apart;
    let mut judged_same = false;
    let mut excluded = false;
    // A copy tells nothing of its own: what fits the text it was copied from fits.
    let follows = |row: usize, others: &[usize]| {
        others.iter().any(|other| {
            events[row].is_copied(&events[*other]) && judge(&events[row], &events[*other]) != Verdict::Apart
        })
    };
    for (left, right) in a.iter().flat_map(|left| b.iter().map(move |right| (*left, *right))) {
        match decided(&events[left], &events[right], decisions) {
            Some(false) => return false,
            Some(true) => judged_same = true,
            None if excluded || fits(left, right) || fit_by_judgement(together, &all, (left, right), fits) => {}
            None => {
                let one_article = events[left].account.article == events[right].account.article;
                excluded = one_article || !follows(left, b) && !follows(right, a);
            }
        }
    }
    judged_same || !excluded
}
