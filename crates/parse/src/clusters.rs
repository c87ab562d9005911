//! Classes of words that stand in the same company, learned from plain text: a name seen only there is still known to
//! behave like other names.

use crate::weights::{ModelError, PreHashed, Reader, put_u32};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// The classes of a word, a fine and a coarse one; zero where the word is unknown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Class {
    /// One of some hundreds.
    pub fine: u16,
    /// One of some dozens.
    pub coarse: u16,
    /// Whether the word stands in the treebanks.
    pub known: bool,
}

/// Classes by the hash of a word's small letters.
#[derive(Clone, Debug, Default)]
pub struct Clusters {
    rows: HashMap<u64, Class, PreHashed>,
}

const N_FINE: usize = 400;
const N_COARSE: usize = 60;
/// Neighbours told apart, the commonest words; all others count as one.
const N_NEIGHBOURS: usize = 500;
const MIN_COUNT: u32 = 3;
const ROUNDS: usize = 8;

impl Clusters {
    /// The classes of a word.
    #[inline]
    pub fn get(&self, lower: u64) -> Class {
        self.rows.get(&lower).copied().unwrap_or_default()
    }

    /// Learns classes from sentences of word hashes.
    ///
    /// Words are points: how often each common word stands before and after them, as square roots of shares; points
    /// are grouped around means that start from the commonest words. All sums run in a fixed order.
    pub fn learn(sentences: &[Vec<u64>], known: &BTreeSet<u64>) -> Clusters {
        let mut counts: BTreeMap<u64, u32> = BTreeMap::new();
        for word in sentences.iter().flatten() {
            *counts.entry(*word).or_default() += 1;
        }
        let mut words: Vec<(u64, u32)> = counts.into_iter().filter(|(_, count)| *count >= MIN_COUNT).collect();
        words.sort_by_key(|(word, count)| (std::cmp::Reverse(*count), *word));
        let row: HashMap<u64, usize, PreHashed> =
            words.iter().enumerate().map(|(row, (word, _))| (*word, row)).collect();
        let points = points(sentences, &row, words.len());
        let fine = group(&points, N_FINE);
        let coarse = group(&points, N_COARSE);
        let bare = |word: &u64| (*word, Class { known: true, ..Class::default() });
        let mut rows: HashMap<u64, Class, PreHashed> = known.iter().map(bare).collect();
        for (row, (word, _)) in words.iter().enumerate() {
            rows.insert(*word, Class { fine: fine[row] + 1, coarse: coarse[row] + 1, known: known.contains(word) });
        }
        Clusters { rows }
    }

    /// For a model file.
    pub fn to_bytes(&self) -> Vec<u8> {
        #[allow(clippy::disallowed_methods)] // Sorted at once.
        let rows: BTreeMap<u64, Class> = self.rows.iter().map(|(word, class)| (*word, *class)).collect();
        let mut out = Vec::new();
        put_u32(&mut out, rows.len() as u32);
        for (word, class) in rows {
            put_u32(&mut out, word as u32);
            put_u32(&mut out, (word >> 32) as u32);
            put_u32(&mut out, u32::from(class.fine) | u32::from(class.known) << 15 | u32::from(class.coarse) << 16);
        }
        out
    }

    /// From the bytes of [`Clusters::to_bytes`].
    pub fn from_bytes(bytes: &[u8]) -> Result<Clusters, ModelError> {
        let read = || {
            let mut reader = Reader::new(bytes);
            let n_rows = reader.u32()? as usize;
            let numbers = reader.u32s(n_rows.checked_mul(3)?)?;
            let row = |row: &[u32; 3]| {
                let (fine, coarse) = (row[2] as u16, (row[2] >> 16) as u16);
                let class = Class { fine: fine & 0x7fff, coarse, known: fine >> 15 == 1 };
                (u64::from(row[1]) << 32 | u64::from(row[0]), class)
            };
            Some(Clusters { rows: numbers.as_chunks::<3>().0.iter().map(row).collect() })
        };
        read().ok_or_else(|| ModelError::Section("clusters".to_owned()))
    }
}

type Point = Vec<(u16, f32)>;

fn points(sentences: &[Vec<u64>], row: &HashMap<u64, usize, PreHashed>, n_words: usize) -> Vec<Point> {
    let neighbour = |word: Option<&u64>| match word {
        None => N_NEIGHBOURS + 1,
        Some(word) => row.get(word).copied().unwrap_or(N_NEIGHBOURS).min(N_NEIGHBOURS),
    };
    let side = N_NEIGHBOURS + 2;
    let mut counts: Vec<BTreeMap<u16, u32>> = vec![BTreeMap::new(); n_words];
    for sentence in sentences {
        for (idx, word) in sentence.iter().enumerate() {
            let Some(row) = row.get(word) else { continue };
            let before = neighbour(idx.checked_sub(1).and_then(|idx| sentence.get(idx)));
            let after = side + neighbour(sentence.get(idx + 1));
            *counts[*row].entry(before as u16).or_default() += 1;
            *counts[*row].entry(after as u16).or_default() += 1;
        }
    }
    let point = |counts: BTreeMap<u16, u32>| {
        let total: u32 = counts.values().sum();
        counts.into_iter().map(|(place, count)| (place, (count as f32 / total as f32).sqrt())).collect()
    };
    counts.into_iter().map(point).collect()
}

/// The nearest mean of each point, after some rounds.
fn group(points: &[Point], n_groups: usize) -> Vec<u16> {
    let n_groups = n_groups.min(points.len()).max(1);
    let n_places = 2 * (N_NEIGHBOURS + 2);
    // By place, then group, so that one point's comparison with all groups reads along memory.
    let mut means = vec![0f32; n_places * n_groups];
    for (group, point) in points.iter().take(n_groups).enumerate() {
        for (place, value) in point {
            means[usize::from(*place) * n_groups + group] = *value;
        }
    }
    let mut nearest = vec![0u16; points.len()];
    let mut likeness = vec![0f32; n_groups];
    for _ in 0..ROUNDS {
        for (point, nearest) in points.iter().zip(&mut nearest) {
            likeness.fill(0.0);
            for (place, value) in point {
                let means = &means[usize::from(*place) * n_groups..][..n_groups];
                likeness.iter_mut().zip(means).for_each(|(sum, mean)| *sum += value * mean);
            }
            let best = (0..n_groups).fold(0, |best, group| if likeness[group] > likeness[best] { group } else { best });
            *nearest = best as u16;
        }
        means.fill(0.0);
        for (point, group) in points.iter().zip(&nearest) {
            for (place, value) in point {
                means[usize::from(*place) * n_groups + usize::from(*group)] += value;
            }
        }
        // Means of length one.
        for group in 0..n_groups {
            let length: f32 =
                (0..n_places).map(|place| means[place * n_groups + group]).map(|mean| mean * mean).sum::<f32>().sqrt();
            if length > 0.0 {
                (0..n_places).for_each(|place| means[place * n_groups + group] /= length);
            }
        }
    }
    nearest
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Protects the idea: words that only ever stand in the same place fall together, and apart from others.
    #[test]
    fn words_in_the_same_company_are_one_class() {
        let mut sentences = Vec::new();
        for n in 0..40u64 {
            sentences.push(vec![1, 100 + n % 4, 2, 3]);
            sentences.push(vec![3, 200 + n % 4, 4, 1]);
        }
        let clusters = Clusters::learn(&sentences, &BTreeSet::from([3]));
        let again = Clusters::from_bytes(&clusters.to_bytes()).unwrap();
        assert_eq!(again.get(101), clusters.get(101));
        assert!(again.get(3).known && !again.get(1).known);
        assert_eq!(clusters.get(999), Class::default());
    }
}
