//! When two titles are one post.

use std::collections::BTreeSet;

use record::{CountryCode, OfficeTold};

/// Key of a post: whose it is and which, with the small words and spellings of the title folded. The body is compared
/// apart ([`one_body`]), since articles leave it out or call it by many names.
pub fn key(title: &str, country: Option<CountryCode>) -> String {
    let words: Vec<String> = words(title).into_iter().collect();
    let country = country.map(|code| code.to_string()).unwrap_or_default();
    format!("{country}|{}", words.join(" "))
}

/// Key of a post as an article tells it.
pub(crate) fn key_of(office: &OfficeTold) -> String {
    key(&office.title, office.country)
}

/// Whether an office is a rank only: printed as the person's rank, or a part of it, with no body of its own.
pub(crate) fn is_rank(office: &OfficeTold, rank: Option<&str>) -> bool {
    let Some(rank) = rank.filter(|_| office.body.is_none()) else { return false };
    lexicon::fold(rank).contains(&lexicon::fold(&office.title))
}

/// The words of a title that tell posts apart.
pub(crate) fn words(title: &str) -> BTreeSet<String> {
    let folded = lexicon::fold(title);
    let words = folded.split(|c: char| !c.is_alphanumeric()).map(|word| match word {
        "defense" => "defence",
        "pm" | "premier" => "prime minister",
        "fm" => "foreign minister",
        "vice" => "deputy",
        "ministry" => "minister",
        "the" | "and" | "for" | "general" | "his" | "her" | "their" => "",
        word => word,
    });
    words.flat_map(|word| word.split(' ')).filter(|word| word.len() > 2).map(str::to_owned).collect()
}

/// Whether two bodies, as printed, can be one: one is untold, or they share a word that is not everybody's.
pub(crate) fn one_body(one: Option<&str>, other: Option<&str>) -> bool {
    let (Some(one), Some(other)) = (one, other) else { return true };
    let (one, other) = (body_words(one), body_words(other));
    one.is_empty() || other.is_empty() || one.intersection(&other).next().is_some()
}

fn body_words(body: &str) -> BTreeSet<String> {
    let folded = lexicon::fold(body);
    let words = folded.split(|c: char| !c.is_alphanumeric()).map(|word| word.trim_end_matches('s'));
    words
        .filter(|word| word.len() > 2 && !matches!(*word, "the" | "and" | "for" | "national"))
        .map(str::to_owned)
        .collect()
}
