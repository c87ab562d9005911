//! The words that pages say codes in: countries, types, subjects, dates, counts.

use std::borrow::Borrow;
use std::collections::BTreeMap;
use std::sync::LazyLock;

use lexicon::Lexicon;
use record::{EventType, Sector};

/// Longest headline or name that is printed whole; longer ones are cut, with an ellipsis.
const LONGEST: usize = 280;

struct Words {
    countries: BTreeMap<String, String>,
    types: BTreeMap<&'static str, String>,
    sectors: BTreeMap<&'static str, String>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    // The built-in tables load in every program whose tests passed; without them codes are shown as they are.
    let Ok(lexicon) = Lexicon::built_in() else {
        return Words { countries: BTreeMap::new(), types: BTreeMap::new(), sectors: BTreeMap::new() };
    };
    let countries = lexicon.countries().all().map(|country| (country.code.to_string(), country.name.clone())).collect();
    let ontology = lexicon.ontology();
    let types =
        EventType::ALL.iter().filter_map(|kind| Some((kind.code(), ontology.event_type(*kind)?.meaning.clone())));
    let sectors = Sector::ALL.iter().map(|sector| (sector.code(), ontology.sector_meaning(*sector).to_owned()));
    Words { countries, types: types.collect(), sectors: sectors.collect() }
});

/// The name of a country; its code where none is known.
pub fn country(code: &str) -> &str {
    WORDS.countries.get(code).map_or(code, String::as_str)
}

/// Whether this is the code of a country.
pub fn is_country(code: &str) -> bool {
    WORDS.countries.contains_key(code)
}

/// A code as words: `military-cooperation` is `military cooperation`.
pub fn label(code: &str) -> String {
    code.replace(['-', '_'], " ")
}

/// A type with its mode: `Consult, visit`.
pub fn kind(event_type: &str, mode: &Option<String>) -> String {
    let mut text = event_type.to_lowercase();
    if let Some(first) = text.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    match mode {
        Some(mode) => format!("{text}, {}", label(mode)),
        None => text,
    }
}

/// What a type means, in a line.
pub fn meaning(event_type: &str) -> &str {
    WORDS.types.get(event_type).map_or("", String::as_str)
}

/// The class that colours a happening: how it stands between its parties.
pub fn tone(status: &str, score: &f64) -> &'static str {
    export::draw::Tone::of(status, *score).class()
}

/// What a sector is.
pub fn sector(code: &str) -> &str {
    WORDS.sectors.get(code).map_or(code, String::as_str)
}

/// Which fields differ: `date and place differ`.
pub fn differ(rows: &[export::view::DisagreementView]) -> String {
    let mut fields: Vec<String> = rows.iter().map(|row| label(&row.field)).collect();
    fields.dedup();
    match fields.as_slice() {
        [] => String::new(),
        [one] => format!("{one} differs"),
        [first @ .., last] => format!("{} and {last} differ", first.join(", ")),
    }
}

/// An EDTF date in words.
pub fn date(edtf: &str) -> String {
    export::date_in_words(edtf)
}

/// A date in words, or that there is none.
pub fn date_or(edtf: &Option<String>, otherwise: &str) -> String {
    edtf.as_deref().map_or_else(|| otherwise.to_owned(), date)
}

/// A count with its noun: `1 report`, `1,204 reports`.
pub fn count(n: impl Borrow<usize>, one: &str, many: &str) -> String {
    let n = *n.borrow();
    format!("{} {}", number(n), if n == 1 { one } else { many })
}

/// A number with commas.
pub fn number(n: impl Borrow<usize>) -> String {
    let digits = n.borrow().to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place) % 3 == 0 {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// Text cut to a length that a page can bear.
pub fn short(text: &str) -> String {
    cut(text, LONGEST)
}

/// Text cut to `longest` characters, with an ellipsis where something is left out.
pub fn cut(text: &str, longest: usize) -> String {
    match text.char_indices().nth(longest) {
        Some((at, _)) => format!("{}…", text.get(..at).unwrap_or_default().trim_end()),
        None => text.to_owned(),
    }
}

/// What was said, without the quotation marks it was printed in: the page has its own.
pub fn quotation(text: &str) -> String {
    cut(text.trim_matches(|c: char| c.is_whitespace() || "\"“”„«»,".contains(c)), 500)
}

/// The headline, or the words that stand for one.
pub fn title(title: &Option<String>) -> String {
    title.as_deref().filter(|title| !title.trim().is_empty()).map_or_else(|| "Without a headline".to_owned(), short)
}

/// The address an article came from, where it is one that may be made a link.
pub fn link(origin: &str) -> Option<&str> {
    let lower = origin.get(..8).or_else(|| origin.get(..7)).unwrap_or_default().to_ascii_lowercase();
    let is_web = lower.starts_with("https://") || lower.starts_with("http://");
    // An address with blanks or control characters was not printed by a browser, and is not sent back to one.
    (is_web && origin.len() <= 2048 && origin.chars().all(|c| !c.is_whitespace() && !c.is_control())).then_some(origin)
}

/// A PLOVER score with its sign.
pub fn score(score: &f64) -> String {
    if *score > 0.0 { format!("+{score:.1}") } else { format!("{score:.1}").replace('-', "−") }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Protects readers from bare codes where a word is known.
    #[test]
    fn codes_have_words() {
        assert_eq!(country("NOR"), "Norway");
        assert!(is_country("NOR") && !is_country("Norway"));
        assert_eq!(kind("CONSULT", &Some("third-party".to_owned())), "Consult, third party");
        assert_eq!(sector("SPY"), "intelligence services");
        assert_eq!(number(1_204_000), "1,204,000");
        assert_eq!(count(1, "report", "reports"), "1 report");
    }

    /// Protects readers from addresses that run something.
    #[test]
    fn only_web_addresses_are_links() {
        for (origin, is_link) in [
            ("https://news.example/a", true),
            ("HTTP://news.example/a", true),
            ("javascript:alert(1)", false),
            ("data:text/html,x", false),
            ("file:///etc/passwd", false),
            ("http://a b", false),
            ("ünï", false),
            ("", false),
        ] {
            assert_eq!(link(origin).is_some(), is_link, "{origin}");
        }
    }
}
