//! Tables learned by counting, asked from the most particular key to the most general: lemma rules and features.

use crate::lex::{Lex, feature};
use crate::weights::{ModelError, PreHashed, Reader, put_text, put_u32};
use record::{Upos, Xpos};
use std::collections::{BTreeMap, HashMap};

/// Values by key, with as many keys a question as there are levels.
#[derive(Clone, Debug, Default)]
pub struct BackoffTable {
    values: Vec<String>,
    rows: HashMap<u64, u16, PreHashed>,
}

impl BackoffTable {
    /// The value of the first known key.
    pub fn get(&self, keys: &[u64]) -> Option<&str> {
        let value = keys.iter().find_map(|key| self.rows.get(key))?;
        self.values.get(usize::from(*value)).map(String::as_str)
    }

    /// Counts `(keys, value)` questions and keeps each key's commonest value, where a more general key would not give
    /// the same. `min_counts` says, level by level, how often a key must have been seen.
    pub fn learn(questions: &[(Vec<u64>, String)], min_counts: &[usize]) -> BackoffTable {
        let mut table = BackoffTable::default();
        for level in (0..min_counts.len()).rev() {
            let mut counts: BTreeMap<u64, BTreeMap<&str, usize>> = BTreeMap::new();
            let mut general: BTreeMap<u64, &str> = BTreeMap::new();
            for (keys, value) in questions {
                *counts.entry(keys[level]).or_default().entry(value).or_default() += 1;
                if let Some(value) = table.get(&keys[level + 1..]) {
                    general.insert(keys[level], value);
                }
            }
            let mut kept = Vec::new();
            for (key, values) in &counts {
                let total: usize = values.values().sum();
                let best = values.iter().max_by_key(|(value, count)| (**count, std::cmp::Reverse(**value)));
                let Some((value, _)) = best.filter(|_| total >= min_counts[level]) else { continue };
                if general.get(key) != Some(value) {
                    kept.push((*key, (*value).to_owned()));
                }
            }
            for (key, value) in kept {
                let row = table.values.iter().position(|known| *known == value).unwrap_or_else(|| {
                    table.values.push(value);
                    table.values.len() - 1
                });
                table.rows.insert(key, row as u16);
            }
        }
        table
    }

    /// For a model file.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = Vec::new();
        put_u32(&mut out, self.values.len() as u32);
        for value in &self.values {
            put_text(&mut out, value);
        }
        #[allow(clippy::disallowed_methods)] // Sorted at once.
        let rows: BTreeMap<u64, u16> = self.rows.iter().map(|(key, value)| (*key, *value)).collect();
        put_u32(&mut out, rows.len() as u32);
        for (key, value) in rows {
            put_u32(&mut out, key as u32);
            put_u32(&mut out, (key >> 32) as u32);
            put_u32(&mut out, u32::from(value));
        }
        out
    }

    /// From the bytes of [`BackoffTable::to_bytes`].
    pub fn from_bytes(bytes: &[u8]) -> Result<BackoffTable, ModelError> {
        let read = || {
            let mut reader = Reader::new(bytes);
            let n_values = reader.u32()?;
            let values = (0..n_values).map(|_| reader.text().map(str::to_owned)).collect::<Option<Vec<_>>>()?;
            let n_rows = reader.u32()? as usize;
            let numbers = reader.u32s(n_rows.checked_mul(3)?)?;
            let row = |row: &[u32; 3]| (u64::from(row[1]) << 32 | u64::from(row[0]), row[2] as u16);
            Some(BackoffTable { values, rows: numbers.as_chunks::<3>().0.iter().map(row).collect() })
        };
        read().ok_or_else(|| ModelError::Section("table".to_owned()))
    }
}

/// The keys under which a word's lemma rule is looked for.
pub(crate) fn lemma_keys(lex: &Lex, upos: Upos, xpos: Xpos) -> [u64; 8] {
    let (u, x) = (upos as u64, xpos as u64);
    let suffix = |k: usize| feature(205 + k as u32, &[lex.suffixes[k], x]);
    [
        feature(200, &[lex.form, x, u]),
        feature(201, &[lex.lower, x, u]),
        feature(202, &[lex.lower, u]),
        suffix(3),
        suffix(2),
        suffix(1),
        suffix(0),
        feature(203, &[u]),
    ]
}
pub(crate) const LEMMA_MIN_COUNTS: [usize; 8] = [1, 1, 1, 2, 2, 2, 2, 1];

/// The keys under which a word's features are looked for.
pub(crate) fn feats_keys(lex: &Lex, upos: Upos, xpos: Xpos) -> [u64; 4] {
    let (u, x) = (upos as u64, xpos as u64);
    [
        feature(220, &[lex.lower, x, u]),
        feature(221, &[lex.suffixes[1], x, u]),
        feature(222, &[lex.shape, x, u]),
        feature(223, &[x, u]),
    ]
}
pub(crate) const FEATS_MIN_COUNTS: [usize; 4] = [2, 4, 3, 1];

/// How a lemma is made from a form: `l` from its small letters or `k` from the form as it is, the number of letters to
/// take off its end, `+`, and the letters to put there.
pub(crate) fn lemma_rule(form: &str, lemma: &str, prefer_kept: bool) -> String {
    let small = form.to_lowercase();
    let rule = |base: &str, letter: char| {
        let same = base.chars().zip(lemma.chars()).take_while(|(a, b)| a == b).count();
        let taken = base.chars().count() - same;
        let put: String = lemma.chars().skip(same).collect();
        (taken + put.chars().count(), format!("{letter}{taken}+{put}"))
    };
    let (small_cost, small_rule) = rule(&small, 'l');
    let (kept_cost, kept_rule) = rule(form, 'k');
    if kept_cost < small_cost || (prefer_kept && kept_cost == small_cost) { kept_rule } else { small_rule }
}

/// Makes the lemma by a rule of [`lemma_rule`] and leaves it in `out`.
pub(crate) fn apply_lemma_rule(rule: Option<&str>, form: &str, small: &str, out: &mut String) {
    out.clear();
    let parsed = rule.and_then(|rule| {
        let (count, put) = rule.get(1..)?.split_once('+')?;
        Some((rule.starts_with('k'), count.parse::<usize>().ok()?, put))
    });
    let Some((kept, taken, put)) = parsed else {
        out.push_str(form);
        return;
    };
    let base = if kept { form } else { small };
    let end = if taken == 0 { base.len() } else { base.char_indices().rev().nth(taken - 1).map_or(0, |(idx, _)| idx) };
    out.push_str(&base[..end]);
    out.push_str(put);
    if out.is_empty() {
        out.push_str(form);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Protects the rules: what is learned from a pair must give the pair back.
    #[test]
    fn rules_give_the_lemma_back() {
        for (form, lemma) in
            [("Talks", "talk"), ("was", "be"), ("Gaza", "Gaza"), ("n't", "not"), ("ÉTÉS", "été"), ("x", "x")]
        {
            let mut out = String::new();
            for prefer_kept in [false, true] {
                let rule = lemma_rule(form, lemma, prefer_kept);
                apply_lemma_rule(Some(&rule), form, &form.to_lowercase(), &mut out);
                assert_eq!(out, lemma, "{rule}");
            }
        }
    }
}
