//! Grouping by pairs, strongest first, under a veto.

use std::collections::BTreeMap;

/// Joins `n_rows` rows by `pairs` in the order given, unless `may_join` forbids the two groups to meet; the group of
/// each row, and the groups in the order of their first row, each ascending.
pub(crate) fn cluster(
    n_rows: usize,
    pairs: impl Iterator<Item = (usize, usize)>,
    may_join: impl Fn(&[usize], &[usize]) -> bool,
) -> (Vec<usize>, Vec<Vec<usize>>) {
    let mut group_of: Vec<usize> = (0..n_rows).collect();
    let mut members: BTreeMap<usize, Vec<usize>> = (0..n_rows).map(|row| (row, vec![row])).collect();
    for (a, b) in pairs {
        let (a, b) = (group_of[a], group_of[b]);
        if a == b || !may_join(&members[&a], &members[&b]) {
            continue;
        }
        let (keep, drop) = (a.min(b), a.max(b));
        let moved = members.remove(&drop).unwrap_or_default();
        for row in &moved {
            group_of[*row] = keep;
        }
        let kept = members.entry(keep).or_default();
        kept.extend(moved);
        kept.sort_unstable();
    }
    (group_of, members.into_values().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Protects what is known to differ: a chain of pairs never joins two rows that a veto keeps apart.
    #[test]
    fn a_veto_holds_through_others() {
        let apart = |a: &[usize], b: &[usize]| !(a.contains(&0) && b.contains(&2) || a.contains(&2) && b.contains(&0));
        let (group_of, groups) = cluster(4, [(0, 1), (1, 2), (2, 3)].into_iter(), apart);
        assert_eq!(groups, vec![vec![0, 1], vec![2, 3]]);
        assert_eq!(group_of, vec![0, 0, 2, 2]);
    }
}
