//! How a country's names come into Latin letters, and so what a difference of letters means.

use record::CountryCode;

use crate::Names;
use crate::spelling::closeness;

/// What tells two names apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Manner {
    /// Many hands write many letters for the same sounds: consonants in their order count, vowels little.
    Sounds,
    /// One official spelling, short words: every letter counts (`Li Wei`, `Li Wu`).
    Letters,
    /// Korean: many hands, but every vowel is one of a few.
    Syllables,
}

impl Manner {
    /// The manner of a country.
    pub fn of(names: &Names, country: CountryCode) -> Manner {
        let family_first = !matches!(names.naming(country), crate::Naming::FamilyLast | crate::Naming::GivenName);
        if names.culture_at("korean", country) {
            Manner::Syllables
        } else if family_first && ["chinese", "vietnamese"].iter().any(|culture| names.culture_at(culture, country)) {
            Manner::Letters
        } else {
            Manner::Sounds
        }
    }

    /// How close two spellings are, in thousandths.
    pub fn closeness(self, a: &str, b: &str) -> u16 {
        match self {
            Manner::Sounds => closeness(a, b),
            Manner::Letters => u16::from(a == b) * 1000,
            Manner::Syllables => u16::from(korean(a) == korean(b)) * 950,
        }
    }
}

/// A Korean name in classes of sounds: what Revised, McCune-Reischauer and custom write for one syllable.
fn korean(word: &str) -> String {
    let letters: Vec<char> = word.chars().collect();
    let mut out = String::new();
    let mut at = 0;
    while at < letters.len() {
        let rest: String = letters[at..].iter().take(3).collect();
        let group = GROUPS.iter().find(|(written, _)| rest.starts_with(written));
        let (class, used) = group.map_or((letters[at], 1), |(written, class)| (*class, written.len()));
        if class != ' ' {
            out.push(class);
        }
        at += used;
    }
    out
}

/// Letters and the class they write, longest first; a glide before a vowel writes none.
const GROUPS: &[(&str, char)] = &[
    ("yeo", 'O'),
    ("you", 'O'),
    ("woo", 'O'),
    ("eui", 'I'),
    ("wae", 'E'),
    ("ng", 'N'),
    ("ch", 'j'),
    ("sh", 's'),
    ("ae", 'E'),
    ("ai", 'E'),
    ("oe", 'E'),
    ("eo", 'O'),
    ("eu", 'O'),
    ("oo", 'O'),
    ("ou", 'O'),
    ("ui", 'I'),
    ("ee", 'I'),
    ("a", 'A'),
    ("e", 'E'),
    ("i", 'I'),
    ("o", 'O'),
    ("u", 'O'),
    ("y", ' '),
    ("w", ' '),
    ("g", 'k'),
    ("d", 't'),
    ("b", 'p'),
    ("r", 'l'),
    ("z", 'j'),
];
