//! What people have judged: never overridden by a score.

use std::collections::{BTreeMap, BTreeSet};

use record::Row;

/// Pairs that somebody judged. The later judgement on a pair is the caller's to choose; here they must not clash.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Decisions {
    /// Pairs that are one.
    pub same: BTreeSet<(Row, Row)>,
    /// Pairs that are not.
    pub different: BTreeSet<(Row, Row)>,
}

impl Decisions {
    /// Notes that two rows are one.
    pub fn same(&mut self, one: Row, other: Row) {
        self.same.insert(ordered(one, other));
    }

    /// Notes that two rows are not one.
    pub fn different(&mut self, one: Row, other: Row) {
        self.different.insert(ordered(one, other));
    }

    /// Whether a row is part of any judgement.
    pub(crate) fn names(&self, row: &Row) -> bool {
        self.same.iter().chain(&self.different).any(|(one, other)| one == row || other == row)
    }

    /// Whether nothing was judged.
    pub(crate) fn is_empty(&self) -> bool {
        self.same.is_empty() && self.different.is_empty()
    }

    pub(crate) fn is_different(&self, one: &Row, other: &Row) -> bool {
        !self.different.is_empty() && self.different.contains(&ordered(one.clone(), other.clone()))
    }

    /// The rows judged to be one with this.
    pub(crate) fn same_as<'a>(&'a self, row: &'a Row) -> impl Iterator<Item = &'a Row> {
        self.same.iter().filter_map(move |(one, other)| match () {
            () if one == row => Some(other),
            () if other == row => Some(one),
            () => None,
        })
    }

    /// Those of these rows that were judged to be one with another of them: which group of such each is in.
    pub(crate) fn together(&self, rows: &BTreeMap<Row, usize>) -> BTreeMap<usize, usize> {
        let mut group_of = BTreeMap::new();
        for (one, other) in &self.same {
            let (Some(a), Some(b)) = (rows.get(one), rows.get(other)) else { continue };
            let from = *group_of.entry(*b).or_insert(*b);
            let to = *group_of.entry(*a).or_insert(*a);
            group_of.values_mut().filter(|group| **group == from).for_each(|group| *group = to);
        }
        group_of
    }
}

/// Whether `left` and `right`, that do not fit one another, fit two of `all` that somebody judged to be one: what is
/// one with a part is one with the whole.
pub(crate) fn fit_by_judgement(
    together: &BTreeMap<usize, usize>,
    all: &[usize],
    (left, right): (usize, usize),
    fits: impl Fn(usize, usize) -> bool,
) -> bool {
    let groups = |row: usize| -> BTreeSet<usize> {
        let near = all.iter().filter_map(|other| Some((*other, *together.get(other)?)));
        near.filter(|(other, _)| *other == row || fits(row, *other)).map(|(_, group)| group).collect()
    };
    !together.is_empty() && !groups(left).is_disjoint(&groups(right))
}

fn ordered(one: Row, other: Row) -> (Row, Row) {
    if one <= other { (one, other) } else { (other, one) }
}
