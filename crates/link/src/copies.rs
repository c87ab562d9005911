//! Near-duplicate and spun copies of articles.
//!
//! Agencies' texts are printed whole, shortened, and run through synonym engines; a copy adds no source. Three signs
//! are used: shared runs of four words (Broder 1997, resemblance and containment), the skeleton of what no rewriter
//! changes (names and numbers in their order), and credits are left to the caller.

use std::collections::{BTreeMap, BTreeSet};

/// What one article needs to be compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Print {
    shingles: BTreeSet<u64>,
    anchors: Vec<u64>,
}

/// How an article depends on another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum CopyKind {
    /// Word for word.
    Verbatim,
    /// Parts of it, word for word.
    Shortened,
    /// Other words around the same names and numbers in the same order.
    Spun,
}

impl Print {
    /// The print of a clean text.
    pub fn new(text: &str) -> Print {
        let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
        let folded: Vec<String> = words.iter().map(|word| lexicon::fold(word)).collect();
        let shingles = folded.windows(4).map(|run| hash(&run.join(" "))).collect();
        let anchors = words
            .iter()
            .zip(&folded)
            .enumerate()
            .filter(|(idx, (word, _))| is_anchor(*idx, word))
            .map(|(_, (_, folded))| hash(folded))
            .collect();
        Print { shingles, anchors }
    }

    /// Share of this print's word runs that the other has, in thousandths.
    pub fn contained_in(&self, other: &Print) -> u32 {
        share(self.shingles.intersection(&other.shingles).count(), self.shingles.len())
    }

    /// Share of this print's names and numbers that stand in the other in the same order, in thousandths.
    pub fn anchored_in(&self, other: &Print) -> u32 {
        share(common_subsequence(&self.anchors, &other.anchors), self.anchors.len())
    }

    /// Whether this article is a copy of the other, and how.
    pub fn copy_of(&self, other: &Print) -> Option<CopyKind> {
        let contained = self.contained_in(other);
        let contains = other.contained_in(self);
        if contained >= 700 && contains >= 600 {
            return Some(CopyKind::Verbatim);
        }
        if contained >= 450 {
            return Some(CopyKind::Shortened);
        }
        // Rewriters leave some runs whole; two reporters at one table share names, but hardly ever their order.
        let enough = self.anchors.len() >= 12 && other.anchors.len() >= 12;
        (enough && contained >= 60 && self.anchored_in(other) >= 700 && other.anchored_in(self) >= 600)
            .then_some(CopyKind::Spun)
    }
}

/// Groups articles that are copies of one another; each group in ascending order, groups by their first article.
pub fn group(prints: &[Print]) -> Vec<Vec<usize>> {
    let mut parent: Vec<usize> = (0..prints.len()).collect();
    for (a, b) in candidates(prints) {
        if prints[a].copy_of(&prints[b]).is_some() || prints[b].copy_of(&prints[a]).is_some() {
            let (a, b) = (root(&parent, a), root(&parent, b));
            parent[a.max(b)] = a.min(b);
        }
    }
    let mut groups: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for idx in 0..prints.len() {
        groups.entry(root(&parent, idx)).or_default().push(idx);
    }
    groups.into_values().collect()
}

/// Pairs that share enough rare word runs or names to be worth comparing.
fn candidates(prints: &[Print]) -> BTreeSet<(usize, usize)> {
    let mut holders: BTreeMap<u64, Vec<usize>> = BTreeMap::new();
    for (idx, print) in prints.iter().enumerate() {
        for shingle in &print.shingles {
            holders.entry(*shingle).or_default().push(idx);
        }
    }
    let mut pairs = BTreeSet::new();
    // A run that many articles share is a phrase of the trade, not a trace of copying.
    for group in holders.values().filter(|group| (2..=32).contains(&group.len())) {
        for (at, a) in group.iter().enumerate() {
            pairs.extend(group[at + 1..].iter().map(|b| (*a, *b)));
        }
    }
    pairs
}

fn root(parent: &[usize], mut at: usize) -> usize {
    while parent[at] != at {
        at = parent[at];
    }
    at
}

/// Numbers, and capitalised words that do not begin a sentence by chance (the word before is no full stop away: two
/// capitalised words in a row, or one inside a sentence).
fn is_anchor(idx: usize, word: &str) -> bool {
    let capital = |word: &str| word.chars().next().is_some_and(char::is_uppercase);
    if word.chars().next().is_some_and(|c| c.is_ascii_digit()) {
        return true;
    }
    capital(word) && word.chars().count() > 2 && idx > 0
}

fn common_subsequence(a: &[u64], b: &[u64]) -> usize {
    let mut row = vec![0usize; b.len() + 1];
    for left in a {
        let mut diagonal = 0;
        for (idx, right) in b.iter().enumerate() {
            let above = row[idx + 1];
            row[idx + 1] = if left == right { diagonal + 1 } else { above.max(row[idx]) };
            diagonal = above;
        }
    }
    row[b.len()]
}

fn share(part: usize, whole: usize) -> u32 {
    (part * 1000).checked_div(whole).unwrap_or(0) as u32
}

/// 64-bit FNV-1a: the same on every machine.
fn hash(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::*;

    const WIRE: &str = "Kazakh President Nurlan Abdikov received Uzbek Prime Minister Rustam Saidov in Astana on \
        Monday. The two signed seven agreements on water, rail and gas. Saidov flew on to Almaty, where Governor \
        Aigul Bekova showed him the new terminal. Trade between the two neighbours reached 4 billion dollars in 2021.";

    /// Protects the count of independent sources: a shortened copy is no second source.
    #[test]
    fn a_shortened_copy_is_found() {
        let copy = Print::new(
            "Kazakh President Nurlan Abdikov received Uzbek Prime Minister Rustam Saidov in Astana on Monday. The two \
             signed seven agreements on water, rail and gas.",
        );
        assert_eq!(copy.copy_of(&Print::new(WIRE)), Some(CopyKind::Shortened));
    }

    /// Protects independent reports from being folded into one another.
    #[test]
    fn another_reporters_words_are_no_copy() {
        let other = Print::new(
            "Uzbekistan's head of government was in the Kazakh capital at the start of the week. After talks with \
             President Abdikov, Rustam Saidov spoke of a new age on the steppe; papers on gas and on the shared \
             rivers were initialled. He also saw Almaty, before Governor Bekova put him on the plane to Tashkent.",
        );
        assert_eq!(other.copy_of(&Print::new(WIRE)), None);
    }

    /// Protects the grouping from depending on the order of the articles.
    #[test]
    fn groups_do_not_depend_on_order() {
        let (wire, other) = (Print::new(WIRE), Print::new("Rice is dear in Dakar this month, traders say."));
        let forward = group(&[wire.clone(), other.clone(), wire.clone()]);
        assert_eq!(forward, vec![vec![0, 2], vec![1]]);
        assert_eq!(group(&[wire.clone(), wire, other]), vec![vec![0, 1], vec![2]]);
    }
}
