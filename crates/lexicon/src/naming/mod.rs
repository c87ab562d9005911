//! Whether two names can mean one person, and whether two bearers are one.
//!
//! A verdict never rests on the string alone: [`compare`] says how the names fit and why, and [`decide`] settles it with
//! office, country and time (Security Force Monitor, research handbook: merge only on name similarity *and* a shared
//! posting). What no second sign settles stays unsure.

mod bearers;
mod manner;

use record::CountryCode;

use crate::Names;
use crate::spelling::closeness;

pub use bearers::{Bearer, Decision, decide, same_office};
pub use manner::Manner;

/// How two names fit each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fit {
    /// They cannot mean one person: other given names, or other families.
    Different,
    /// Too little is shared to compare: a bare surname, a bare given name, an initial.
    Partial,
    /// Every part that can be compared fits, in another order or with parts left out.
    Likely,
    /// Given and family name fit in the same order.
    Full,
}

/// A verdict on two names with its reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// How they fit.
    pub fit: Fit,
    /// Closeness of the parts compared, in thousandths.
    pub closeness: u16,
    /// Whether the parts stand in another order.
    pub crossed: bool,
    /// The reason in words.
    pub because: String,
}

/// Least closeness at which two spellings count as one word.
const SAME_WORD: u16 = 780;
/// Least closeness of two words that are both given names of their own.
const SAME_GIVEN: u16 = 900;
/// Closeness under which two middle names are two: a father's name makes a man, and is often left out but never changed.
const OTHER_MIDDLE: u16 = 650;

/// A name cut into the parts that can be compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NameForm {
    /// Parts in printed order, lower case, without particles; `abd` and its like joined with what follows.
    pub parts: Vec<String>,
}

impl NameForm {
    /// Cuts a name without ranks and honorifics.
    pub fn new(name: &str) -> NameForm {
        let mut parts: Vec<String> = Vec::new();
        let mut held = String::new();
        for word in words(name) {
            if !held.is_empty() {
                if !is_particle(&word) {
                    parts.push(std::mem::take(&mut held) + &word);
                }
            } else if is_servant(&word) {
                held = "abd".to_owned();
            } else if is_father(&word) {
                held = "abu".to_owned();
            } else if let Some(rest) = fused_servant(&word) {
                parts.push(format!("abd{rest}"));
            } else if !is_particle(&word) && !is_suffix(&word) {
                parts.push(word);
            }
        }
        if !held.is_empty() {
            parts.push(held);
        }
        NameForm { parts }
    }

    fn is_bare(&self) -> bool {
        self.parts.len() == 1
    }

    fn ends(&self) -> (&str, &str) {
        let first = self.parts.first().map_or("", String::as_str);
        (first, self.parts.last().map_or(first, String::as_str))
    }

    fn middle(&self) -> &[String] {
        self.parts.get(1..self.parts.len().saturating_sub(1)).unwrap_or(&[])
    }
}

/// Compares two names, without ranks, knowing nothing of their bearers.
pub fn compare(a: &NameForm, b: &NameForm) -> Verdict {
    Comparison { a, b, names: None, manner: Manner::Sounds, country: None }.verdict()
}

/// Compares two names of people of a country, with what is known of names there.
pub fn compare_with(names: &Names, country: Option<CountryCode>, a: &NameForm, b: &NameForm) -> Verdict {
    let manner = country.map_or(Manner::Sounds, |code| Manner::of(names, code));
    Comparison { a, b, names: Some(names), manner, country }.verdict()
}

struct Comparison<'n> {
    a: &'n NameForm,
    b: &'n NameForm,
    names: Option<&'n Names>,
    manner: Manner,
    country: Option<CountryCode>,
}

impl Comparison<'_> {
    fn verdict(&self) -> Verdict {
        if self.a.parts.is_empty() || self.b.parts.is_empty() {
            return verdict(Fit::Different, 0, "nothing to compare");
        }
        if self.a.is_bare() || self.b.is_bare() {
            return self.bare();
        }
        self.full()
    }

    /// One of the two is a single word: it can only be found among the other's parts.
    fn bare(&self) -> Verdict {
        let (bare, other) = if self.a.is_bare() { (self.a.ends().0, self.b) } else { (self.b.ends().0, self.a) };
        let best = other.parts.iter().map(|part| self.word(bare, part)).max().unwrap_or(0);
        if best < SAME_WORD {
            return verdict(Fit::Different, best, format!("{bare:?} is no part of the other name"));
        }
        let both = self.a.is_bare() && self.b.is_bare();
        let fit = if both { Fit::Likely } else { Fit::Partial };
        verdict(fit, best, format!("{bare:?} alone could be the other's name"))
    }

    fn full(&self) -> Verdict {
        let (a, b) = (self.a, self.b);
        let ((a_first, a_last), (b_first, b_last)) = (a.ends(), b.ends());
        let (first, last) = (self.word(a_first, b_first), self.word(a_last, b_last));
        if first >= SAME_WORD && last >= SAME_WORD {
            return self.of_ends(first.min(last));
        }
        let crossed = self.word(a_first, b_last).min(self.word(a_last, b_first));
        if crossed >= SAME_WORD && a.parts.len() == b.parts.len() {
            return Verdict { crossed: true, ..verdict(Fit::Likely, crossed, "the same parts in another order") };
        }
        // `Jian Guo`, `Jianguo`; `Gholam Hossein`, `Gholamhossein`
        let tail = |form: &NameForm| form.parts[1..].concat();
        let head = |form: &NameForm| form.parts[..form.parts.len() - 1].concat();
        let joined = |end: u16, a_rest: String, b_rest: String| end.min(self.word(&a_rest, &b_rest));
        let best = joined(first, tail(a), tail(b)).max(joined(last, head(a), head(b)));
        if a.parts.len() != b.parts.len() && best >= SAME_WORD {
            return verdict(Fit::Full, best, "the same letters, parted otherwise");
        }
        let (short, long) = if a.parts.len() <= b.parts.len() { (a, b) } else { (b, a) };
        if let Some(closeness) = self.inside(short, long) {
            let because = "one name holds all parts of the other in order, the given name among them";
            return verdict(Fit::Likely, closeness, because);
        }
        let offset = long.parts.len() - short.parts.len();
        let behind = short.parts.iter().zip(&long.parts[offset..]).map(|(one, other)| self.word(one, other)).min();
        if offset > 0 && behind.is_some_and(|least| least >= SAME_WORD) && self.is_family(&short.parts) {
            return verdict(Fit::Partial, behind.unwrap_or(0), "one name is the family names of the other");
        }
        let because = match (first >= SAME_WORD, last >= SAME_WORD) {
            (true, false) => format!("the given name fits, but {a_last:?} and {b_last:?} are other families"),
            (false, true) => format!("the family name fits, but {a_first:?} and {b_first:?} are other given names"),
            _ => "neither first nor last name fits".to_owned(),
        };
        verdict(Fit::Different, first.min(last), because)
    }

    /// First and last name fit: what stands between decides.
    fn of_ends(&self, closeness: u16) -> Verdict {
        let (a, b) = (self.a.middle(), self.b.middle());
        if a.len() == b.len()
            && let Some((one, other)) = a.iter().zip(b).find(|(one, other)| self.word(one, other) < OTHER_MIDDLE)
        {
            return verdict(Fit::Different, closeness, format!("{one:?} and {other:?} are other names between"));
        }
        let initial = |form: &NameForm| form.ends().0.chars().count() == 1;
        if initial(self.a) || initial(self.b) {
            return verdict(Fit::Partial, closeness, "a family name with an initial");
        }
        // Whoever has two family names is called by the first.
        let two_families = self.country.zip(self.names).is_some_and(|(code, names)| {
            names.culture_at("hispanic", code) && a.len() + b.len() == 1 && {
                let middle = a.first().or(b.first()).map_or("", String::as_str);
                !names.is_given(middle)
            }
        });
        if two_families {
            return verdict(Fit::Partial, closeness, "one is called by the other's second family name");
        }
        verdict(Fit::Full, closeness, "first and last name fit")
    }

    /// Whether none of the parts is a given name.
    fn is_family(&self, parts: &[String]) -> bool {
        self.names.is_some_and(|names| parts.first().is_some_and(|part| !names.is_given(part)))
    }

    /// Whether every part of `short` stands in `long` in order, beginning with the same first part: a second family name
    /// left out (`González Márquez`), never a name inside another's patronymic (`Khalifa X` in `Saddam Khalifa X`).
    fn inside(&self, short: &NameForm, long: &NameForm) -> Option<u16> {
        let mut lowest = 1000;
        let mut rest = long.parts.iter();
        for (idx, part) in short.parts.iter().enumerate() {
            let found = if idx == 0 {
                rest.next().map(|other| self.word(part, other)).filter(|close| *close >= SAME_WORD)
            } else {
                rest.by_ref().map(|other| self.word(part, other)).find(|close| *close >= SAME_WORD)
            };
            lowest = lowest.min(found?);
        }
        Some(lowest)
    }

    /// Closeness of two parts; an initial fits any word that begins with it.
    fn word(&self, a: &str, b: &str) -> u16 {
        if a == b {
            return 1000;
        }
        let initial = |short: &str, long: &str| short.chars().count() == 1 && long.starts_with(short);
        if initial(a, b) || initial(b, a) {
            return 850;
        }
        let Some(names) = self.names else { return closeness(a, b) };
        if names.same_in_languages(a, b, self.country) {
            return 950;
        }
        if names.apart(a, b) {
            return 0;
        }
        let close = self.manner.closeness(a, b);
        if names.is_given(a) && names.is_given(b) {
            let gender = |word: &str| names.gender(word);
            let other = gender(a).zip(gender(b)).is_some_and(|(one, other)| one != other);
            // The same sounds are one name, whoever bears it more often.
            if close < SAME_GIVEN || (other && close < 980) {
                return close.min(SAME_WORD - 1);
            }
        }
        close
    }
}

fn verdict(fit: Fit, closeness: u16, because: impl Into<String>) -> Verdict {
    Verdict { fit, closeness, crossed: false, because: because.into() }
}

/// The words of a name; `Geun-hye` is one word, the article in `al-Rahbi` is its own.
fn words(name: &str) -> impl Iterator<Item = String> {
    let folded = crate::fold(name);
    let mut words: Vec<String> = Vec::new();
    for printed in folded.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '-') {
        let pieces: Vec<String> =
            printed.split('-').map(|piece| piece.replace('\'', "")).filter(|piece| !piece.is_empty()).collect();
        if pieces.iter().any(|piece| is_particle(piece) || is_servant(piece)) {
            words.extend(pieces);
        } else if !pieces.is_empty() {
            words.push(pieces.concat());
        }
    }
    words.into_iter()
}

/// Articles and words of descent, which some hands write and others leave out.
fn is_particle(word: &str) -> bool {
    const PARTICLES: &[&str] = &[
        "al", "el", "ul", "an", "en", "as", "es", "ad", "ed", "ar", "er", "at", "et", "az", "ez", "ash", "esh", "bin",
        "ibn", "ben", "bint", "bou", "de", "del", "della", "di", "da", "dos", "das", "do", "du", "la", "le", "van",
        "von", "der", "den", "zu", "y", "e", "o",
    ];
    PARTICLES.contains(&word)
}

fn is_suffix(word: &str) -> bool {
    matches!(word, "jr" | "sr" | "ii" | "iii" | "iv")
}

/// `Abd`, `Abdel`, `Abdul`: half a name, which joins what follows.
fn is_servant(word: &str) -> bool {
    matches!(word, "abd" | "abdel" | "abdul" | "abdal" | "abdol" | "abdur" | "abdus" | "abdu")
}

/// `Abu`, `Abou`: joins what follows as well.
fn is_father(word: &str) -> bool {
    matches!(word, "abu" | "abou" | "aboo")
}

/// What follows `abdul` and its like inside one word: `abdulhamid` gives `hamid`.
fn fused_servant(word: &str) -> Option<&str> {
    let rest = word.strip_prefix("abd")?;
    let rest = rest.strip_prefix(['e', 'u', 'a', 'o']).unwrap_or(rest);
    // Before sun letters the article takes the next letter: abdurrazik.
    let assimilated = rest.len() > 2 && rest.as_bytes()[0] == rest.as_bytes()[1];
    let rest = if assimilated { &rest[1..] } else { rest.strip_prefix('l').unwrap_or(rest) };
    (rest.len() >= 3 && word.is_ascii()).then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Protects the joining of people: names of one man in many hands fit.
    #[test]
    fn one_person_in_many_spellings() {
        for (a, b) in [
            ("Husni Mubarak", "Hosni Moubarak"),
            ("Abdul Rahman Yusuf", "Abdelrahman Youssef"),
            ("Wang Wenbin", "Wenbin Wang"),
            ("Felipe González", "Felipe González Márquez"),
            ("Faure Essozimna Gnassingbé", "Faure Gnassingbe"),
            ("Viktor Yanukovych", "Viktor Ianoukovitch"),
        ] {
            let verdict = compare(&NameForm::new(a), &NameForm::new(b));
            assert!(verdict.fit >= Fit::Likely, "{a} {b}: {verdict:?}");
        }
    }

    /// Protects people from being merged: brothers, fathers and sons, name and namesake.
    #[test]
    fn families_and_namesakes_stay_apart() {
        for (a, b) in [
            ("Zulfikar Ali Bhutto", "Benazir Bhutto"),
            ("Ahmed al-Rahbi", "Salim al-Rahbi"),
            ("Uday Saddam Hussein", "Saddam Hussein"),
            ("Park Geun-hye", "Park Chung-hee"),
            ("Fidel Castro", "Raúl Castro"),
            ("Hussein Arnous", "Saddam Hussein"),
        ] {
            let verdict = compare(&NameForm::new(a), &NameForm::new(b));
            assert_eq!(verdict.fit, Fit::Different, "{a} {b}: {verdict:?}");
        }
    }

    /// Protects honesty: a bare name never settles who is meant.
    #[test]
    fn a_bare_name_is_only_partial() {
        let initial = compare(&NameForm::new("P. Nkurunziza"), &NameForm::new("Pierre Nkurunziza"));
        assert_eq!(initial.fit, Fit::Partial);
        let whole = NameForm::new("Benazir Bhutto");
        assert_eq!(compare(&NameForm::new("Bhutto"), &whole).fit, Fit::Partial);
        assert_eq!(compare(&NameForm::new("Benazir"), &whole).fit, Fit::Partial);
    }
}
