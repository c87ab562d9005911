//! Tables of phrases, matched longest first over the tokens of a text.
//!
//! A phrase and a run of tokens are compared by their *pieces*: both are parted at blanks, hyphens and apostrophes, and
//! the full stop of an abbreviation is dropped. `Commander-in-Chief` therefore matches one token, three or five, `Lt. Gen.`
//! matches `Lt Gen`, and `People's` matches `People` + `'s`, whatever the tokenizer does.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use crate::text::plain_cow;

/// How capitals count when a phrase is compared with a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Case {
    /// Not at all.
    Fold,
    /// A word written with a capital in the table needs one in the text, an abbreviation in capitals (`US`, `WHO`) needs
    /// them all; a word in small letters matches any case. So `Turkey` is not `turkey`, while `TURKEY` and `Foreign
    /// Minister` (table: `foreign minister`) are found.
    Exact,
}

/// Phrases with what they mean.
#[derive(Debug)]
pub struct PhraseTable<T> {
    case: Case,
    by_first: Map<u32>,
    by_key: Map<u32>,
    entries: Vec<Entry<T>>,
}

#[derive(Debug)]
struct Entry<T> {
    phrase: Box<str>,
    pieces: Box<str>,
    values: Vec<T>,
    /// Another phrase with the same letters but other capitals.
    next: Option<u32>,
}

impl<T> PhraseTable<T> {
    /// An empty table.
    pub fn new(case: Case) -> Self {
        PhraseTable { case, by_first: Map::default(), by_key: Map::default(), entries: Vec::new() }
    }

    /// Adds a meaning to a phrase. A phrase without letters or digits is left out.
    pub fn insert(&mut self, phrase: &str, value: T) {
        if let Some(row) = self.row(phrase) {
            self.entries[row].values.push(value);
        }
    }

    /// Gives a phrase this meaning alone; for layers laid over.
    pub fn replace(&mut self, phrase: &str, value: T) {
        if let Some(row) = self.row(phrase) {
            self.entries[row].values = vec![value];
        }
    }

    /// The longest phrase at the beginning of `words`: how many words it takes and what it means.
    pub fn longest<S: AsRef<str>>(&self, words: &[S]) -> Option<(usize, &[T])> {
        let first = words.first()?.as_ref();
        let mut run = Pieces::default();
        run.push(first);
        let first_piece = run.folded.get(..*run.ends.first()?)?;
        let limit = *self.by_first.get(first_piece)? as usize;
        let mut found = None;
        for n_words in 1..=words.len() {
            if n_words > 1 && !run.push(words[n_words - 1].as_ref()) {
                break;
            }
            // Right after a hyphen or full stop nothing ends.
            if run.open {
                continue;
            }
            if let Some(entry) = self.find(&run.folded, &run.plain) {
                found = Some((n_words, self.entries[entry].values.as_slice()));
            } else if let Some((folded, plain)) = run.without_possessive()
                && let Some(entry) = self.find(folded, plain)
            {
                found = Some((n_words, self.entries[entry].values.as_slice()));
            }
            if run.ends.len() > limit {
                break;
            }
        }
        found
    }

    /// What a phrase means, as written in the table or in a text; nothing for an unknown one.
    pub fn get(&self, phrase: &str) -> &[T] {
        let run = Pieces::of(phrase);
        self.find(&run.folded, &run.plain).map_or(&[], |row| self.entries[row].values.as_slice())
    }

    /// Whether the table has the phrase.
    pub fn contains(&self, phrase: &str) -> bool {
        !self.get(phrase).is_empty()
    }

    /// Every phrase with its meanings, in the order of first insertion.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &[T])> {
        self.entries.iter().map(|entry| (entry.phrase.as_ref(), entry.values.as_slice()))
    }

    /// Number of phrases.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    fn find(&self, folded: &str, plain: &str) -> Option<usize> {
        let mut at = self.by_key.get(folded).copied();
        let mut fitting = None;
        while let Some(row) = at {
            let entry = self.entries.get(row as usize)?;
            if self.case == Case::Fold || *entry.pieces == *plain {
                return Some(row as usize);
            }
            if fitting.is_none() && capitals_fit(&entry.pieces, plain) {
                fitting = Some(row as usize);
            }
            at = entry.next;
        }
        fitting
    }

    /// The row of a phrase, made if new.
    fn row(&mut self, phrase: &str) -> Option<usize> {
        let run = Pieces::of(phrase);
        let first = run.folded.get(..*run.ends.first()?)?;
        let limit = self.by_first.entry(first.into()).or_default();
        *limit = (*limit).max(run.ends.len() as u32);
        let new_row = self.entries.len();
        let mut last = None;
        let mut at = self.by_key.get(run.folded.as_str()).copied();
        while let Some(row) = at {
            let entry = &self.entries[row as usize];
            if self.case == Case::Fold || *entry.pieces == *run.plain {
                return Some(row as usize);
            }
            (last, at) = (Some(row as usize), entry.next);
        }
        match last {
            Some(last) => self.entries[last].next = Some(new_row as u32),
            None => {
                self.by_key.insert(run.folded.as_str().into(), new_row as u32);
            }
        }
        self.entries.push(Entry { phrase: phrase.into(), pieces: run.plain.into(), values: Vec::new(), next: None });
        Some(new_row)
    }
}

/// The normal form under which a phrase is kept: its folded pieces with blanks between.
pub fn phrase_key(phrase: &str) -> String {
    if !phrase.is_empty() && phrase.bytes().all(|byte| byte.is_ascii_alphabetic()) {
        return phrase.to_ascii_lowercase();
    }
    Pieces::of(phrase).folded
}

/// A run of words as pieces, joined by blanks, once folded and once with capitals.
#[derive(Default)]
struct Pieces {
    folded: String,
    plain: String,
    /// Where each piece ends in `folded`.
    ends: Vec<usize>,
    /// Whether the last word was a hyphen or the full stop of an abbreviation.
    open: bool,
    last_word_pieces: usize,
    /// Whether the last piece stood behind an apostrophe inside its word.
    possessive: bool,
}

impl Pieces {
    fn of(phrase: &str) -> Pieces {
        let mut run = Pieces::default();
        run.folded.reserve(phrase.len());
        run.plain.reserve(phrase.len());
        phrase.split_whitespace().for_each(|word| {
            run.push(word);
        });
        run
    }

    /// Adds a word; false where it can be part of no phrase (a comma, say).
    fn push(&mut self, word: &str) -> bool {
        let word = plain_cow(word);
        let word = word.as_ref();
        self.possessive = false;
        if word == "-" || word == "'" {
            self.open = true;
            return !self.ends.is_empty();
        }
        if word == "." {
            let start = self.ends.len().checked_sub(2).and_then(|idx| self.ends.get(idx)).map_or(0, |end| end + 1);
            let abbreviation = self.ends.last().is_some_and(|end| end - start <= 5);
            self.open = true;
            return abbreviation;
        }
        self.open = false;
        self.last_word_pieces = 0;
        for (idx, part) in word.split(['-', '\'', ' ', '/']).enumerate() {
            // `Gen.` and `Gen` are one, `U.S.` keeps what tells it from `us`.
            let piece = part.strip_suffix('.').filter(|rest| !rest.contains('.')).unwrap_or(part);
            if piece.is_empty() {
                continue;
            }
            self.add(piece);
            self.last_word_pieces += 1;
            self.possessive = idx > 0 && piece.eq_ignore_ascii_case("s");
        }
        self.last_word_pieces > 0
    }

    fn add(&mut self, piece: &str) {
        if !self.folded.is_empty() {
            self.folded.push(' ');
            self.plain.push(' ');
        }
        self.plain.push_str(piece);
        if piece.is_ascii() {
            let start = self.folded.len();
            self.folded.push_str(piece);
            self.folded[start..].make_ascii_lowercase();
        } else {
            self.folded.push_str(&crate::text::fold(piece));
        }
        self.ends.push(self.folded.len());
    }

    /// Without the `'s` of the last word, where it was one word with it.
    fn without_possessive(&self) -> Option<(&str, &str)> {
        (self.possessive && self.last_word_pieces > 1)
            .then(|| (self.folded.strip_suffix(" s"), self.plain.strip_suffix(" s").or(self.plain.strip_suffix(" S"))))
            .and_then(|(folded, plain)| folded.zip(plain))
    }
}

/// Whether the words of a text have the capitals that a phrase asks for.
fn capitals_fit(phrase: &str, text: &str) -> bool {
    phrase.split(' ').zip(text.split(' ')).all(|(asked, word)| {
        if !asked.chars().next().is_some_and(char::is_uppercase) {
            // `al-Shabaab` and `Al-Shabaab`, `minister` and `Minister`; but `iPhone` asks for what it shows.
            return true;
        }
        let n_capitals = asked.chars().filter(|c| c.is_uppercase()).count();
        let all = n_capitals > 1 && !asked.chars().any(char::is_lowercase);
        if all { !word.chars().any(char::is_lowercase) } else { word.chars().next().is_some_and(char::is_uppercase) }
    })
}

/// 64-bit FNV-1a. The keys come from our own files, so that the standard library's guard against chosen keys would only
/// cost time; nothing ever walks these maps, so their order shows nowhere.
#[derive(Clone, Debug)]
pub(crate) struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Fnv {
        Fnv(0xcbf2_9ce4_8422_2325)
    }
}

impl Hasher for Fnv {
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

/// A map for look-ups only.
pub(crate) type Map<V> = HashMap<Box<str>, V, BuildHasherDefault<Fnv>>;

#[cfg(test)]
mod tests {
    use super::*;

    fn longest(table: &PhraseTable<&'static str>, words: &str) -> Option<(usize, &'static str)> {
        let words: Vec<&str> = words.split(' ').collect();
        table.longest(&words).map(|(n_words, values)| (n_words, values[0]))
    }

    /// Protects matching from the tokenizer: however hyphens, apostrophes and full stops are parted, a phrase is found
    /// and never ends inside a word.
    #[test]
    fn phrases_match_however_words_are_parted() {
        let mut table = PhraseTable::new(Case::Exact);
        for phrase in [
            "commander-in-chief",
            "chief of staff",
            "chief",
            "Lt. Gen.",
            "People's Republic",
            "Libya",
            "US",
            "U.S.",
            "al-Shabaab",
            "Côte d'Ivoire",
            "Vice President",
            "Sana'a",
            "Ba'ath",
            "deputy",
        ] {
            table.insert(phrase, phrase);
        }
        for (words, expected) in [
            ("Commander - in - Chief of", Some((5, "commander-in-chief"))),
            ("Commander-in-Chief of", Some((1, "commander-in-chief"))),
            ("commander in chief", Some((3, "commander-in-chief"))),
            ("Chief of Staff of the Army", Some((3, "chief of staff"))),
            ("chief of police", Some((1, "chief"))),
            ("chief - of", Some((1, "chief"))),
            ("Lt. Gen. X", Some((2, "Lt. Gen."))),
            ("Lt . Gen . X", Some((3, "Lt. Gen."))),
            ("Lt Gen X", Some((2, "Lt. Gen."))),
            ("Lt.-Gen. X", Some((1, "Lt. Gen."))),
            ("People 's Republic", Some((3, "People's Republic"))),
            ("People’s Republic", Some((2, "People's Republic"))),
            ("Libya 's army", Some((1, "Libya"))),
            ("Libya's army", Some((1, "Libya"))),
            ("LIBYA says", Some((1, "Libya"))),
            ("libya", None),
            ("US", Some((1, "US"))),
            ("us", None),
            ("U.S. forces", Some((1, "U.S."))),
            ("Al - Shabaab fighters", Some((3, "al-Shabaab"))),
            ("Cote d'Ivoire", Some((2, "Côte d'Ivoire"))),
            ("Cote d' Ivoire", Some((3, "Côte d'Ivoire"))),
            ("Vice - President", Some((3, "Vice President"))),
            ("vice president", None),
            ("Sana'a", Some((1, "Sana'a"))),
            ("deputy-something", None),
            (", chief", None),
            ("", None),
        ] {
            assert_eq!(longest(&table, words), expected, "{words}");
        }
        assert_eq!(table.longest::<&str>(&[]), None);
    }

    /// Protects phrases that differ only in capitals from one another.
    #[test]
    fn capitals_tell_phrases_apart() {
        let mut table = PhraseTable::new(Case::Exact);
        table.insert("WHO", 1);
        table.insert("who", 2);
        table.insert("WHO", 3);
        assert_eq!(table.get("WHO"), [1, 3]);
        assert_eq!(table.get("who"), [2]);
        assert_eq!(table.get("whom"), [0; 0]);
        table.replace("WHO", 4);
        assert_eq!(table.get("WHO"), [4]);
        assert_eq!(table.iter().map(|(phrase, _)| phrase).collect::<Vec<_>>(), ["WHO", "who"]);
    }
}
