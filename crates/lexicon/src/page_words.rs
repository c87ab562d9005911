//! What the furniture of news pages says: `data/pages/`.
//!
//! [`PageWords::line_role`] tells what a line is by its words; [`PageWords::container_role`] what an HTML element
//! holds by its class. Both answer "don't know" for most of the world.

use std::collections::BTreeMap;

use aho_corasick::{AhoCorasick, MatchKind};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::{DataFiles, LexiconError, Row, Tsv};

/// What a line of a page is, by its words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs)] // the table of data/pages/README.md describes them
pub enum PageRole {
    Menu,
    Share,
    Related,
    ReadAlso,
    Newsletter,
    Ad,
    Comments,
    Copyright,
    Tags,
    Caption,
    Credit,
    Notice,
    Published,
    Updated,
    Clock,
    Printed,
    Byline,
    About,
    Paywall,
}

const PAGE_ROLES: &[(&str, PageRole)] = &[
    ("menu", PageRole::Menu),
    ("share", PageRole::Share),
    ("related", PageRole::Related),
    ("read-also", PageRole::ReadAlso),
    ("newsletter", PageRole::Newsletter),
    ("ad", PageRole::Ad),
    ("comments", PageRole::Comments),
    ("copyright", PageRole::Copyright),
    ("tags", PageRole::Tags),
    ("caption", PageRole::Caption),
    ("credit", PageRole::Credit),
    ("notice", PageRole::Notice),
    ("published", PageRole::Published),
    ("updated", PageRole::Updated),
    ("clock", PageRole::Clock),
    ("printed", PageRole::Printed),
    ("byline", PageRole::Byline),
    ("about", PageRole::About),
    ("paywall", PageRole::Paywall),
];

/// What an HTML element holds, by its names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs)]
pub enum ContainerRole {
    About,
    Ad,
    Body,
    Byline,
    Caption,
    Clock,
    Comments,
    Date,
    Footer,
    Kicker,
    Menu,
    Meta,
    Newsletter,
    Notice,
    /// Nothing: a name of the layout that only sounds like one of the others.
    Plain,
    Related,
    Share,
    Sidebar,
    Standfirst,
    Tags,
    Title,
    Updated,
}

const CONTAINER_ROLES: &[(&str, ContainerRole)] = &[
    ("about", ContainerRole::About),
    ("ad", ContainerRole::Ad),
    ("body", ContainerRole::Body),
    ("byline", ContainerRole::Byline),
    ("caption", ContainerRole::Caption),
    ("clock", ContainerRole::Clock),
    ("comments", ContainerRole::Comments),
    ("date", ContainerRole::Date),
    ("footer", ContainerRole::Footer),
    ("kicker", ContainerRole::Kicker),
    ("menu", ContainerRole::Menu),
    ("meta", ContainerRole::Meta),
    ("newsletter", ContainerRole::Newsletter),
    ("notice", ContainerRole::Notice),
    ("plain", ContainerRole::Plain),
    ("related", ContainerRole::Related),
    ("share", ContainerRole::Share),
    ("sidebar", ContainerRole::Sidebar),
    ("standfirst", ContainerRole::Standfirst),
    ("tags", ContainerRole::Tags),
    ("title", ContainerRole::Title),
    ("updated", ContainerRole::Updated),
];

/// Where in a line a furniture phrase stood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PhrasePlace {
    /// It is the whole line.
    Line,
    /// At its start.
    Start,
    /// At its end.
    End,
    /// Somewhere inside.
    Anywhere,
}

/// A furniture phrase found in a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PhraseHit {
    /// What it says the line is.
    pub role: PageRole,
    /// Where it stood.
    pub place: PhrasePlace,
    /// How many words the phrase has.
    pub n_words: usize,
    /// Bytes of the *folded* line up to the end of the phrase, for phrases at the start.
    pub folded_end: usize,
}

/// The words of pages.
#[derive(Debug)]
pub struct PageWords {
    lines: BTreeMap<String, PageRole>,
    /// By first word: the start, what must follow somewhere in the line (`follow … facebook`), the role.
    starts: BTreeMap<String, Vec<(String, Option<String>, PageRole)>>,
    ends: BTreeMap<String, Vec<(String, PageRole)>>,
    anywhere: AhoCorasick,
    anywhere_roles: Vec<(PageRole, usize)>,
    containers: BTreeMap<String, (ContainerRole, bool)>,
    function_words: BTreeMap<String, Vec<&'static str>>,
}

/// Languages that `data/pages/function_words.tsv` may name.
const LANGUAGES: &[&str] = &[
    "ar", "de", "el", "en", "es", "fa", "fr", "he", "id", "it", "nl", "pl", "pt", "ro", "ru", "so", "sr", "sv", "sw",
    "tr", "uk",
];

impl PageWords {
    pub(crate) fn load(files: &DataFiles, errors: &mut Vec<LexiconError>) -> PageWords {
        let mut words = PageWords {
            lines: BTreeMap::new(),
            starts: BTreeMap::new(),
            ends: BTreeMap::new(),
            anywhere: empty_matcher(),
            anywhere_roles: Vec::new(),
            containers: BTreeMap::new(),
            function_words: BTreeMap::new(),
        };
        let mut anywhere = Vec::new();
        each_row(files, "pages/furniture.tsv", &["phrase", "where", "role"], errors, |row| {
            let role = coded(row, "role", PAGE_ROLES)?;
            words.add_phrase(row, role, &mut anywhere)
        });
        each_row(files, "pages/containers.tsv", &["name", "match", "role"], errors, |row| {
            let role = coded(row, "role", CONTAINER_ROLES)?;
            let whole = row.get("match") == "whole";
            words.containers.insert(row.require("name")?.to_lowercase(), (role, whole));
            Ok(())
        });
        each_row(files, "pages/function_words.tsv", &["word", "lang"], errors, |row| {
            let lang = LANGUAGES.iter().find(|lang| **lang == row.get("lang")).ok_or_else(|| {
                row.fault("lang", format!("unknown language {:?}", row.get("lang")), LANGUAGES.join(", "))
            })?;
            words.function_words.entry(fold_line(row.require("word")?)).or_default().push(lang);
            Ok(())
        });
        match AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(&anywhere) {
            Ok(matcher) => words.anywhere = matcher,
            Err(error) => errors.push(LexiconError {
                file: "data/pages/furniture.tsv".into(),
                line: 0,
                column: 0,
                message: format!("the phrases cannot be compiled: {error}"),
                remedy: "use fewer or shorter phrases".into(),
            }),
        }
        words
    }

    fn add_phrase(&mut self, row: Row<'_, '_>, role: PageRole, anywhere: &mut Vec<String>) -> Result<(), LexiconError> {
        let phrase = fold_line(row.require("phrase")?);
        match row.get("where") {
            "line" => {
                self.lines.insert(phrase, role);
            }
            "start" => {
                let (start, tail) = match row.get("phrase").split_once('…') {
                    Some((start, tail)) => (fold_line(start), Some(fold_line(tail))),
                    None => (phrase, None),
                };
                self.starts.entry(first_word(&start).to_owned()).or_default().push((start, tail, role));
            }
            "end" => self.ends.entry(last_word(&phrase).to_owned()).or_default().push((phrase, role)),
            "anywhere" => {
                self.anywhere_roles.push((role, phrase.split(' ').count()));
                anywhere.push(phrase);
            }
            other => {
                return Err(row.fault(
                    "where",
                    format!("unknown place {other:?}"),
                    "write line, start, end or anywhere",
                ));
            }
        }
        Ok(())
    }

    /// What the words of a line say it is. `folded` is the line through [`fold_line`].
    pub fn line_role(&self, folded: &str) -> Option<PhraseHit> {
        if let Some(role) = self.lines.get(bare(folded)) {
            return Some(PhraseHit {
                role: *role,
                place: PhrasePlace::Line,
                n_words: folded.split(' ').count(),
                folded_end: folded.len(),
            });
        }
        let hit = self.start_role(folded).or_else(|| self.end_role(folded));
        hit.or_else(|| self.anywhere_role(folded))
    }

    /// The longest phrase that the line starts with.
    pub fn start_role(&self, folded: &str) -> Option<PhraseHit> {
        let rows = self.starts.get(first_word(folded))?;
        let fits = |phrase: &str, tail: &Option<String>| {
            folded.strip_prefix(phrase).is_some_and(|rest| {
                let inside = phrase.ends_with(char::is_alphanumeric);
                let whole = !inside || !rest.starts_with(char::is_alphanumeric);
                whole && tail.as_ref().is_none_or(|tail| rest.contains(tail.as_str()))
            })
        };
        let found = rows.iter().filter(|(phrase, tail, _)| fits(phrase, tail));
        let (phrase, tail, role) = found.max_by_key(|(phrase, tail, _)| (tail.is_some(), phrase.len()))?;
        // Two words that agree tell as much as a long phrase.
        let n_words = phrase.split(' ').count() + 2 * usize::from(tail.is_some());
        Some(PhraseHit { role: *role, place: PhrasePlace::Start, n_words, folded_end: phrase.len() })
    }

    fn end_role(&self, folded: &str) -> Option<PhraseHit> {
        let trimmed = folded.trim_end_matches(['.', ' ']);
        let last = last_word(trimmed);
        // `Getty Images/AFP`: a phrase may be the tail of the last word.
        let tails = std::iter::once(last).chain(last.rmatch_indices('/').map(|(at, _)| &last[at..]));
        for tail in tails {
            let Some(rows) = self.ends.get(tail) else { continue };
            if let Some((phrase, role)) = rows.iter().find(|(phrase, _)| trimmed.ends_with(phrase.as_str())) {
                let n_words = phrase.split(' ').count();
                return Some(PhraseHit { role: *role, place: PhrasePlace::End, n_words, folded_end: 0 });
            }
        }
        None
    }

    /// The first phrase inside the line.
    pub fn anywhere_role(&self, folded: &str) -> Option<PhraseHit> {
        let bytes = folded.as_bytes();
        let letter = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_alphanumeric);
        self.anywhere.find_iter(folded).find_map(|found| {
            let cut_before = found.start().checked_sub(1).is_some_and(&letter) && letter(found.start());
            let cut_after = letter(found.end()) && letter(found.end() - 1);
            let whole = !cut_before && !cut_after;
            let (role, n_words) = *self.anywhere_roles.get(found.pattern().as_usize())?;
            whole.then_some(PhraseHit { role, place: PhrasePlace::Anywhere, n_words, folded_end: found.end() })
        })
    }

    /// What an element of this `class` or `id` value holds.
    pub fn container_role(&self, names: &str) -> Option<ContainerRole> {
        let mut best: Option<(usize, ContainerRole)> = None;
        for name in names.split_ascii_whitespace() {
            let parts = name_parts(name);
            // Headings are named by their words: a sentence says nothing about what an element holds.
            if parts.len() > MAX_NAME_PARTS {
                continue;
            }
            let mut start = 0;
            while start < parts.len() {
                let mut n_plain = 0;
                let mut joined = String::new();
                for (n_parts, part) in (1..=4).zip(&parts[start..]) {
                    if n_parts > 1 {
                        joined.push(' ');
                    }
                    joined.push_str(part);
                    let Some((role, whole)) = self.containers.get(&joined) else { continue };
                    if *whole && n_parts != parts.len() {
                        continue;
                    }
                    if *role == ContainerRole::Plain {
                        n_plain = n_parts;
                        continue;
                    }
                    // The whole of a name tells more than a part of another.
                    let weight = n_parts + usize::from(*whole);
                    if n_plain == 0 && best.is_none_or(|(heaviest, _)| weight > heaviest) {
                        best = Some((weight, *role));
                    }
                }
                start += n_plain.max(1);
            }
        }
        best.map(|(_, role)| role)
    }

    /// The languages in which a folded word is a function word.
    pub fn function_word(&self, folded: &str) -> &[&'static str] {
        self.function_words.get(folded).map_or(&[], Vec::as_slice)
    }
}

/// A line for look-up: lower case, no accents, straight quotes, single spaces, no bullets around it.
pub fn fold_line(line: &str) -> String {
    let mut folded = String::with_capacity(line.len());
    let push = |folded: &mut String, letter: char| match letter {
        '’' | '‘' | '`' | '´' | '\u{2bc}' => folded.push('\''),
        '“' | '”' | '«' | '»' | '„' => folded.push('"'),
        letter if letter.is_whitespace() => {
            if !folded.is_empty() && !folded.ends_with(' ') {
                folded.push(' ');
            }
        }
        '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{ad}' | '\u{640}' => {}
        letter => folded.extend(letter.to_lowercase()),
    };
    if line.is_ascii() {
        line.chars().for_each(|letter| push(&mut folded, letter));
    } else {
        line.nfkd().filter(|letter| !is_combining_mark(*letter)).for_each(|letter| push(&mut folded, letter));
    }
    // A dotless i is a letter of its own to Unicode, an i to anyone who types in haste.
    let folded = if folded.contains('ı') { folded.replace('ı', "i") } else { folded };
    let trimmed = folded.trim_matches(|letter: char| {
        letter == ' ' || matches!(letter, '•' | '·' | '*' | '|' | '►' | '▶' | '▪' | '■' | '●' | '»' | '>' | '<' | '→')
    });
    trimmed.to_owned()
}

/// Without the punctuation at its end: `Related:` is `related`.
fn bare(folded: &str) -> &str {
    folded.trim_matches([':', '.', '!', '-', '–', '—', '…', ' ', '"', '>', '+', '_', '='])
}

fn first_word(folded: &str) -> &str {
    folded.split(' ').next().unwrap_or("")
}

fn last_word(folded: &str) -> &str {
    folded.rsplit(' ').next().unwrap_or("")
}

/// `relatedPosts-2` is `related`, `posts`, `2`.
/// Names of elements with more parts are slugs of headings.
const MAX_NAME_PARTS: usize = 9;

fn name_parts(name: &str) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    let mut part = String::new();
    let mut was_lower = false;
    for letter in name.chars() {
        let cut = !letter.is_alphanumeric();
        if (cut || (letter.is_uppercase() && was_lower)) && !part.is_empty() {
            parts.push(std::mem::take(&mut part));
        }
        if !cut {
            part.extend(letter.to_lowercase());
        }
        was_lower = letter.is_lowercase() || letter.is_numeric();
    }
    if !part.is_empty() {
        parts.push(part);
    }
    parts
}

fn empty_matcher() -> AhoCorasick {
    AhoCorasick::new(std::iter::empty::<&str>()).unwrap_or_else(|_| unreachable!("no patterns always compile"))
}

fn coded<T: Copy>(row: Row<'_, '_>, column: &str, codes: &[(&str, T)]) -> Result<T, LexiconError> {
    let code = row.require(column)?;
    codes.iter().find(|(name, _)| *name == code).map(|(_, value)| *value).ok_or_else(|| {
        let names: Vec<_> = codes.iter().map(|(name, _)| *name).collect();
        row.fault(column, format!("unknown {column} {code:?}"), format!("use one of {}", names.join(", ")))
    })
}

fn each_row(
    files: &DataFiles,
    path: &str,
    columns: &[&str],
    errors: &mut Vec<LexiconError>,
    mut take: impl FnMut(Row<'_, '_>) -> Result<(), LexiconError>,
) {
    for file in files.below(path, ".tsv") {
        match Tsv::read(file, columns) {
            Ok(table) => errors.extend(table.rows().filter_map(|row| take(row).err())),
            Err(error) => errors.push(error),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words() -> PageWords {
        let mut errors = Vec::new();
        let words = PageWords::load(&DataFiles::built_in(), &mut errors);
        assert!(errors.is_empty(), "{errors:?}");
        words
    }

    /// Protects the reader from taking furniture for text: case, accents and punctuation must not hide it.
    #[test]
    fn furniture_is_known_however_it_is_printed() {
        let words = words();
        for (line, role) in [
            ("RELATED NEWS:", PageRole::Related),
            ("• À lire aussi : le sommet", PageRole::ReadAlso),
            ("Publié le 3 mars", PageRole::Published),
            ("© 2020 Some House", PageRole::Copyright),
            ("A soldier on guard (File Photo)", PageRole::Caption),
            ("Yayınlanma tarihi: 3 Mart", PageRole::Published),
        ] {
            assert_eq!(words.line_role(&fold_line(line)).map(|hit| hit.role), Some(role), "{line}");
        }
        for line in ["The minister shared a meal with his guest.", "Relatedly, prices fell", "Bygone days"] {
            assert_eq!(words.line_role(&fold_line(line)), None, "{line}");
        }
    }

    /// Protects the body of pages whose class names merely contain a furniture word's letters.
    #[test]
    fn class_names_are_cut_into_words() {
        let words = words();
        assert_eq!(words.container_role("jp-relatedposts"), Some(ContainerRole::Related));
        assert_eq!(words.container_role("relatedPosts2"), Some(ContainerRole::Related));
        assert_eq!(words.container_role("article-body clearfix"), Some(ContainerRole::Body));
        assert_eq!(words.container_role("shadow"), None);
        assert_eq!(words.container_role("download"), None);
    }
}
