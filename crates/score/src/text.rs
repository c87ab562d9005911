//! Loose comparison of names, titles, dates and places.

use std::collections::BTreeSet;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::canonical_combining_class;

const STOP_WORDS: [&str; 8] = ["the", "of", "a", "an", "and", "for", "s", "in"];

/// Lower-case words without accents and punctuation, one space between.
pub fn norm(text: &str) -> String {
    let plain: String = text.nfkd().filter(|c| canonical_combining_class(*c) == 0).collect();
    let plain = plain.to_lowercase().replace(['’', '‘'], "'").replace("'s ", " ").replace('&', " and ");
    let words = plain.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}

/// The words of [`norm`] that mean something.
pub fn words(text: &str) -> BTreeSet<String> {
    let is_kept = |word: &&str| !STOP_WORDS.contains(word) && *word != "to";
    norm(text).split(' ').filter(|word| !word.is_empty()).filter(is_kept).map(str::to_owned).collect()
}

/// The text with every run of white space as one space, in composed form.
pub fn squash(text: &str) -> String {
    let composed: String = text.nfkc().collect();
    // The four separators are white space to most scripting languages, in which gold is checked too.
    let is_space = |c: char| c.is_whitespace() || ('\x1c'..='\x1f').contains(&c);
    composed.split(is_space).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Whether a name can mean one of `names`: all words of the shorter are words of the longer, two of them where there
/// are two.
pub fn same_person<S: AsRef<str>>(name: &str, names: &[S]) -> bool {
    let ours = words(name);
    names.iter().any(|other| {
        let theirs = words(other.as_ref());
        let n_shared = ours.intersection(&theirs).count();
        !ours.is_empty()
            && !theirs.is_empty()
            && (ours.is_subset(&theirs) || theirs.is_subset(&ours))
            && n_shared >= 2.min(ours.len()).min(theirs.len())
    })
}

/// First and last day as texts that sort; an open end is `""` or `"~"`. `None` for no date.
fn interval(edtf: Option<&str>) -> Option<(String, String)> {
    let edtf = edtf.filter(|text| !text.is_empty())?;
    let (from, to) = edtf.split_once('/').unwrap_or((edtf, edtf));
    let from = match from {
        ".." | "" => String::new(),
        date => filled(date, "-01-01"),
    };
    let to = match to {
        ".." | "" => "~".to_owned(),
        date => filled(date, "-12-31"),
    };
    Some((from, to))
}

/// A year or month filled up to a day.
fn filled(date: &str, rest: &str) -> String {
    let missing = rest.get(date.len().saturating_sub(4)..).unwrap_or_default();
    if date.len() < 10 { format!("{date}{missing}") } else { date.to_owned() }
}

/// Exact for a gold day; inside a coarser gold date anything that does not lie outside it is right.
pub fn date_ok(gold: Option<&str>, got: Option<&str>) -> bool {
    let (Some(gold), Some(got)) = (interval(gold), interval(got)) else {
        return interval(gold).is_none() && interval(got).is_none();
    };
    if gold == got {
        return true;
    }
    gold.0 != gold.1
        && (gold.0 <= got.0 || got.0.is_empty())
        && (got.1 <= gold.1 || gold.1 == "~")
        && (gold.0.is_empty() || !got.0.is_empty())
}

/// Whether a place is right: the country where gold has one, and the one name inside the other.
pub fn place_ok(gold: Option<(&str, Option<&str>)>, got: Option<(&str, Option<&str>)>) -> bool {
    let (Some((gold_name, gold_country)), Some((got_name, got_country))) = (gold, got) else {
        return gold.is_none() && got.is_none();
    };
    if gold_country.is_some() && gold_country != got_country {
        return false;
    }
    let (gold_name, got_name) = (norm(gold_name), norm(got_name));
    got_name.contains(&gold_name) || gold_name.contains(&got_name)
}

/// Modes told apart by where people met, not by what they did: either is right.
const FACE_TO_FACE: [&str; 3] = ["meeting", "multilateral", "third-party"];

/// Whether a mode is right; where gold has none, any is.
pub fn mode_ok(gold: Option<&str>, got: Option<&str>) -> bool {
    let face_to_face = |mode: Option<&str>| mode.is_some_and(|mode| FACE_TO_FACE.contains(&mode));
    gold.is_none() || gold == got || (face_to_face(gold) && face_to_face(got))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Protects fair scores: spelling that does not matter must not count, people must not be mixed up.
    #[test]
    fn names_match_as_people_match_them() {
        let yes = [("Haddad", "Élias Haddad"), ("elias haddad", "Élias Haddad"), ("Gen. Élias Haddad", "Élias Haddad")];
        let no = [("Élias Khoury", "Élias Haddad"), ("", "Élias Haddad"), ("the", "Élias Haddad")];
        yes.iter().for_each(|(a, b)| assert!(same_person(a, &[b]), "{a} {b}"));
        no.iter().for_each(|(a, b)| assert!(!same_person(a, &[b]), "{a} {b}"));
    }

    /// Protects the date measure: exact for a day, inside for an interval.
    #[test]
    fn dates_match_when_no_finer_claim_is_wrong() {
        let yes = [("2024-05-01", "2024-05-01"), ("2024-05", "2024-05-03"), ("../2024-05-01", "2024-04")];
        let no = [("2024-05-01", "2024-05"), ("2024-05-01", "2024-05-02"), ("2024-05", "../2024-05-03")];
        yes.iter().for_each(|(a, b)| assert!(date_ok(Some(a), Some(b)), "{a} {b}"));
        no.iter().for_each(|(a, b)| assert!(!date_ok(Some(a), Some(b)), "{a} {b}"));
        assert!(date_ok(None, None) && !date_ok(Some("2024"), None));
    }
}
