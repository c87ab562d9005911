//! What people have judged: never overridden by a score.

use std::collections::BTreeSet;

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
}

fn ordered(one: Row, other: Row) -> (Row, Row) {
    if one <= other { (one, other) } else { (other, one) }
}
