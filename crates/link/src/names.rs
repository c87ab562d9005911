//! Whether two names can mean one person.
//!
//! A verdict never rests on the string alone: it says how the names fit and why, and the caller decides with office,
//! country, time and company (Security Force Monitor, research handbook: merge only on name similarity *and* a shared
//! posting).

use lexicon::spelling::closeness;

/// How two names fit each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fit {
    /// They cannot mean one person: other given names, or other families.
    Different,
    /// One part is shared; nothing else can be compared: a bare surname, a bare given name.
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
    /// The reason in words.
    pub because: String,
}

/// Least closeness at which two spellings count as one word.
const SAME_WORD: u16 = 780;

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
}

/// Compares two names, without ranks.
pub fn compare(a: &NameForm, b: &NameForm) -> Verdict {
    if a.parts.is_empty() || b.parts.is_empty() {
        return Verdict { fit: Fit::Different, closeness: 0, because: "nothing to compare".into() };
    }
    if a.is_bare() || b.is_bare() {
        return compare_bare(a, b);
    }
    compare_full(a, b)
}

/// One of the two is a single word: it can only be found among the other's parts.
fn compare_bare(a: &NameForm, b: &NameForm) -> Verdict {
    let (bare, other) = if a.is_bare() { (&a.parts[0], b) } else { (&b.parts[0], a) };
    let best = other.parts.iter().map(|part| word_closeness(bare, part)).max().unwrap_or(0);
    if best < SAME_WORD {
        return Verdict {
            fit: Fit::Different,
            closeness: best,
            because: format!("{bare:?} is no part of the other name"),
        };
    }
    let fit = if a.is_bare() && b.is_bare() { Fit::Likely } else { Fit::Partial };
    Verdict { fit, closeness: best, because: format!("{bare:?} alone could be the other's name") }
}

fn compare_full(a: &NameForm, b: &NameForm) -> Verdict {
    let (a_first, a_last) = ends(a);
    let (b_first, b_last) = ends(b);
    let first = word_closeness(a_first, b_first);
    let last = word_closeness(a_last, b_last);
    if first >= SAME_WORD && last >= SAME_WORD {
        return Verdict { fit: Fit::Full, closeness: first.min(last), because: "first and last name fit".into() };
    }
    let crossed = word_closeness(a_first, b_last).min(word_closeness(a_last, b_first));
    if crossed >= SAME_WORD && a.parts.len() == b.parts.len() {
        return Verdict { fit: Fit::Likely, closeness: crossed, because: "the same parts in another order".into() };
    }
    let (short, long) = if a.parts.len() <= b.parts.len() { (a, b) } else { (b, a) };
    if let Some(closeness) = inside(short, long) {
        return Verdict {
            fit: Fit::Likely,
            closeness,
            because: "one name holds all parts of the other in order, the given name among them".into(),
        };
    }
    let because = match (first >= SAME_WORD, last >= SAME_WORD) {
        (true, false) => format!("the given name fits, but {a_last:?} and {b_last:?} are other families"),
        (false, true) => format!("the family name fits, but {a_first:?} and {b_first:?} are other given names"),
        _ => "neither first nor last name fits".to_owned(),
    };
    Verdict { fit: Fit::Different, closeness: first.min(last), because }
}

/// Whether every part of `short` stands in `long` in order, beginning with the same first part: a second family name
/// left out (`González Márquez`), never a name inside another's patronymic (`Khalifa X` in `Saddam Khalifa X`).
fn inside(short: &NameForm, long: &NameForm) -> Option<u16> {
    let mut lowest = 1000;
    let mut rest = long.parts.iter();
    for (idx, part) in short.parts.iter().enumerate() {
        let found = if idx == 0 {
            rest.next().map(|other| word_closeness(part, other)).filter(|close| *close >= SAME_WORD)
        } else {
            rest.by_ref().map(|other| word_closeness(part, other)).find(|close| *close >= SAME_WORD)
        };
        lowest = lowest.min(found?);
    }
    Some(lowest)
}

fn ends(name: &NameForm) -> (&str, &str) {
    (&name.parts[0], &name.parts[name.parts.len() - 1])
}

/// Closeness of two parts; an initial fits any word that begins with it.
fn word_closeness(a: &str, b: &str) -> u16 {
    let initial = |short: &str, long: &str| short.chars().count() == 1 && long.starts_with(short);
    if initial(a, b) || initial(b, a) { 850 } else { closeness(a, b) }
}

/// The words of a name; `Geun-hye` is one word, the article in `al-Rahbi` is its own.
fn words(name: &str) -> impl Iterator<Item = String> {
    let folded = lexicon::fold(name);
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
        "von", "der", "den", "zu", "y", "e",
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
            ("P. Nkurunziza", "Pierre Nkurunziza"),
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
        let whole = NameForm::new("Benazir Bhutto");
        assert_eq!(compare(&NameForm::new("Bhutto"), &whole).fit, Fit::Partial);
        assert_eq!(compare(&NameForm::new("Benazir"), &whole).fit, Fit::Partial);
    }
}
