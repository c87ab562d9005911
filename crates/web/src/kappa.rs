//! Agreement between two reviewers, beyond what chance would give: Cohen's kappa.

use std::collections::BTreeMap;

use export::view::DecisionView;

/// Agreement of a reviewer with the one they share most events with: `0.71 with Ana, 24 events`. `None` where no other
/// has judged the same event.
pub fn kappa(standing: &[&DecisionView], reviewer: &str) -> Option<String> {
    let mut by_author: BTreeMap<&str, BTreeMap<&str, &str>> = BTreeMap::new();
    for row in standing.iter().filter(|row| row.b.is_none()) {
        // A later judgement of the same event takes the place of an earlier one.
        by_author.entry(&row.author).or_default().insert(&row.a, &row.kind);
    }
    let own = by_author.get(reviewer)?;
    let shared = |other: &BTreeMap<&str, &str>| -> Vec<(String, String)> {
        let both = own.iter().filter_map(|(item, kind)| Some((kind, other.get(item)?)));
        both.map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect()
    };
    let others = by_author.iter().filter(|(author, _)| **author != reviewer);
    let (author, pairs) = others.map(|(author, rows)| (*author, shared(rows))).max_by_key(|(_, pairs)| pairs.len())?;
    if pairs.is_empty() {
        return None;
    }
    let value = of_pairs(&pairs).map_or_else(|| "undefined".to_owned(), |kappa| format!("{kappa:.2}"));
    Some(format!("{value} with {author}, {} events", pairs.len()))
}

/// Kappa of pairs of judgements; `None` where both always say one and the same, so that chance explains everything.
fn of_pairs(pairs: &[(String, String)]) -> Option<f64> {
    let n = pairs.len();
    let agreed = pairs.iter().filter(|(a, b)| a == b).count();
    let mut counts: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for (a, b) in pairs {
        counts.entry(a).or_default().0 += 1;
        counts.entry(b).or_default().1 += 1;
    }
    // In whole numbers: observed o/n and expected e/n².
    let expected: usize = counts.values().map(|(a, b)| a * b).sum();
    let (over, under) = ((agreed * n) as f64 - expected as f64, (n * n - expected) as f64);
    (under > 0.0).then(|| over / under)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Protects the figure that reviewers are judged by: the textbook's example, and the edges.
    #[test]
    fn kappa_is_cohens() {
        let pairs = |counts: [(usize, &str, &str); 4]| -> Vec<(String, String)> {
            counts.iter().flat_map(|(n, a, b)| vec![((*a).to_owned(), (*b).to_owned()); *n]).collect()
        };
        let textbook = pairs([(20, "yes", "yes"), (5, "yes", "no"), (10, "no", "yes"), (15, "no", "no")]);
        assert!((of_pairs(&textbook).unwrap() - 0.4).abs() < 1e-9);
        let never = pairs([(0, "a", "a"), (5, "a", "b"), (5, "b", "a"), (0, "b", "b")]);
        assert!((of_pairs(&never).unwrap() + 1.0).abs() < 1e-9);
        assert_eq!(of_pairs(&pairs([(9, "a", "a"), (0, "a", "b"), (0, "b", "a"), (0, "b", "b")])), None);
    }
}
