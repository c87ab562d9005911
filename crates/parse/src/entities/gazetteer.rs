//! Lists of names and words the model leans on, kept in the model file so that the same model always gives the same
//! mentions, whatever is edited in `data/` afterwards.

use std::collections::BTreeMap;

use super::words::{Word, fold_into, named};
use crate::weights::{Reader, put_u32, text_hash};

record::codes! {
    /// A list.
    pub enum List {
        Country = "country",
        Nationality = "nationality",
        Capital = "capital",
        City = "city",
        Region = "region",
        Given = "given",
        Family = "family",
        Office = "office",
        Rank = "rank",
        Honorific = "honorific",
        Body = "body",
        BodyWord = "body-word",
        Calendar = "calendar",
        Particle = "particle",
        Common = "common",
        Weapon = "weapon",
    }
}

/// A set of lists, a bit each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Lists(pub u16);

impl Lists {
    /// Whether the list is in the set.
    pub fn has(self, list: List) -> bool {
        self.0 & (1 << list as u16) != 0
    }

    /// Puts a list in.
    pub fn add(&mut self, list: List) {
        self.0 |= 1 << list as u16;
    }

    fn join(&mut self, other: Lists) {
        self.0 |= other.0;
    }
}

/// Lists whose words count only when written with a capital.
const PROPER: Lists = Lists(
    1 << List::Country as u16
        | 1 << List::Nationality as u16
        | 1 << List::Capital as u16
        | 1 << List::City as u16
        | 1 << List::Region as u16
        | 1 << List::Given as u16
        | 1 << List::Family as u16
        | 1 << List::Body as u16,
);

/// Phrases by the hashes of their words.
#[derive(Clone, Debug, Default)]
pub struct Gazetteer {
    mask: usize,
    /// Open addressing: hash of the phrase (never 0), its lists, and whether a longer phrase begins with it.
    slots: Vec<(u64, u16, bool)>,
    n_phrases: usize,
}

/// No phrase is longer.
const LONGEST: usize = 8;

fn chain(before: u64, word: u64) -> u64 {
    ((before.rotate_left(17) ^ word).wrapping_mul(0x9E37_79B9_7F4A_7C15)).max(1)
}

/// Phrases with their lists, while they are gathered.
#[derive(Clone, Debug, Default)]
pub struct GazetteerBuilder {
    phrases: BTreeMap<u64, (u16, bool)>,
}

impl GazetteerBuilder {
    /// Puts a phrase, its words parted by spaces, on a list. Hyphens part words too, as the tokenizer parts them.
    pub fn insert(&mut self, phrase: &str, list: List) {
        let mut letters = String::new();
        let mut words: Vec<u64> = Vec::new();
        for piece in phrase.split_whitespace() {
            for word in super::corpora::parted(piece) {
                fold_into(word, &mut letters);
                words.push(text_hash(&letters));
            }
        }
        if words.is_empty() || words.len() > LONGEST {
            return;
        }
        let mut hash = 0;
        for (idx, word) in words.iter().enumerate() {
            hash = chain(hash, *word);
            let entry = self.phrases.entry(hash).or_default();
            if idx + 1 < words.len() {
                entry.1 = true;
            } else {
                entry.0 |= 1 << list as u16;
            }
        }
    }

    /// The finished table.
    pub fn build(&self) -> Gazetteer {
        Gazetteer::from_phrases(self.phrases.iter().map(|(hash, (lists, longer))| (*hash, *lists, *longer)).collect())
    }
}

impl Gazetteer {
    fn from_phrases(phrases: Vec<(u64, u16, bool)>) -> Gazetteer {
        let n_slots = (phrases.len() * 2).next_power_of_two().max(2);
        let mask = n_slots - 1;
        let mut slots = vec![(0, 0, false); n_slots];
        for phrase in &phrases {
            let mut slot = phrase.0 as usize & mask;
            while slots[slot].0 != 0 {
                slot = (slot + 1) & mask;
            }
            slots[slot] = *phrase;
        }
        Gazetteer { mask, slots, n_phrases: phrases.len() }
    }

    /// Number of phrases and of beginnings of phrases.
    pub fn len(&self) -> usize {
        self.n_phrases
    }

    /// Whether there is no phrase.
    pub fn is_empty(&self) -> bool {
        self.n_phrases == 0
    }

    fn find(&self, hash: u64) -> Option<(Lists, bool)> {
        let mut slot = hash as usize & self.mask;
        loop {
            match *self.slots.get(slot)? {
                (0, ..) => return None,
                (key, lists, longer) if key == hash => return Some((Lists(lists), longer)),
                _ => slot = (slot + 1) & self.mask,
            }
        }
    }

    /// Notes on every word the lists it stands on. Of phrases that begin at a word, the longest counts for its list.
    pub(crate) fn mark(&self, words: &mut [Word]) {
        for start in 0..words.len() {
            let proper = named(words[start].class);
            let mut hash = 0;
            let mut seen = Lists::default();
            let mut found: [(usize, Lists); LONGEST] = [(0, Lists::default()); LONGEST];
            let mut n_found = 0;
            for (idx, word) in words[start..].iter().take(LONGEST).enumerate() {
                hash = chain(hash, word.low);
                let Some((mut lists, longer)) = self.find(hash) else { break };
                if !proper {
                    lists.0 &= !PROPER.0;
                }
                if lists.0 != 0 {
                    found[n_found] = (start + idx + 1, lists);
                    n_found += 1;
                }
                if !longer {
                    break;
                }
            }
            for &(end, lists) in found[..n_found].iter().rev() {
                let new = Lists(lists.0 & !seen.0);
                seen.join(new);
                if new.0 == 0 {
                    continue;
                }
                words[start].begins.join(new);
                words[end - 1].ends.join(new);
                for word in &mut words[start..end] {
                    word.lists.join(new);
                }
            }
        }
    }

    /// For a section of the model file.
    pub(crate) fn to_bytes(&self) -> Vec<u8> {
        let mut phrases: Vec<(u64, u16, bool)> = self.slots.iter().filter(|slot| slot.0 != 0).copied().collect();
        phrases.sort_unstable();
        let mut out = Vec::new();
        put_u32(&mut out, phrases.len() as u32);
        for (hash, ..) in &phrases {
            out.extend_from_slice(&hash.to_le_bytes());
        }
        for (_, lists, longer) in &phrases {
            put_u32(&mut out, u32::from(*lists) | u32::from(*longer) << 16);
        }
        out
    }

    /// From the bytes of [`Gazetteer::to_bytes`].
    pub(crate) fn from_bytes(bytes: &[u8]) -> Option<Gazetteer> {
        let mut reader = Reader::new(bytes);
        let n_phrases = reader.u32()? as usize;
        let hashes = reader.take(n_phrases.checked_mul(8)?)?;
        let lists = reader.u32s(n_phrases)?;
        let hashes = hashes.as_chunks::<8>().0.iter().map(|chunk| u64::from_le_bytes(*chunk));
        let phrases = hashes.zip(lists).map(|(hash, lists)| (hash, lists as u16, lists >> 16 & 1 == 1)).collect();
        Some(Gazetteer::from_phrases(phrases))
    }
}
