//! Actor and agent dictionaries of PETRARCH and TABARI.
//!
//! An actor is a line with a phrase, its other names on lines with `+`, and codes in brackets, on the line itself or on
//! indented lines after it, each with the days it holds for: `[IRQGOV 20060101-20101231]`, `[EGYMIL <800101]`.
//! An agent's code has a `~` where the country goes. Words are joined by `_`; comments begin with `#` or `;` or stand in
//! `<!-- -->`; `!PERSON!` stands for each word of a set.

use std::collections::BTreeMap;

use record::{BodyKind, CountryCode, EdtfDate, Sector};

use super::spelled::{body_kind, is_person, kind_or, spelled, titled};
use super::{Import, ImportError};
use crate::term::{Term, Ymd};
use crate::{Actor, ActorKind, ActorRole, Lexicon};

/// Reads an actor or agent dictionary.
///
/// # Errors
/// When the text is another of PETRARCH's files: verbs, issues, discards.
pub fn petrarch(lexicon: &Lexicon, text: &str) -> Result<Import, ImportError> {
    check_kind(text)?;
    let whole = text.to_ascii_lowercase();
    let groups = if whole.contains("ethnic") && whole.contains("groups codes") {
        Some(Sector::Soc)
    } else if whole.contains("religion") && whole.contains("groups codes") {
        Some(Sector::Rel)
    } else {
        None
    };
    let mut reader =
        Reader { lexicon, groups, sets: BTreeMap::new(), entry: None, said: false, import: Import::default() };
    for (line, told) in uncommented(text) {
        reader.line(line, &told);
    }
    reader.close();
    Ok(reader.import)
}

fn check_kind(text: &str) -> Result<(), ImportError> {
    let starts = |with: &str| text.lines().any(|line| line.starts_with(with));
    let refuse = |what: &str| Err(ImportError(what.to_owned()));
    if starts("- ") || starts("---") {
        return refuse(
            "a verb dictionary holds patterns, no actors; event frames are written in data/frames and tried with \
             `attache frame`",
        );
    }
    if starts("<ISSUE") {
        return refuse("an issue list holds no actors; subjects are written in data/subjects");
    }
    if !text.lines().any(|line| line.contains('[')) {
        return refuse("no line has a code in brackets, so this is no actor or agent dictionary");
    }
    Ok(())
}

/// The lines without comments, with their numbers.
fn uncommented(text: &str) -> Vec<(usize, String)> {
    let mut lines = Vec::new();
    let mut inside = false;
    for (idx, line) in text.lines().enumerate() {
        let mut rest = line;
        let mut kept = String::new();
        loop {
            if inside {
                let Some((_, after)) = rest.split_once("-->") else { break };
                (rest, inside) = (after, false);
            }
            match rest.split_once("<!--") {
                Some((before, after)) => {
                    kept.push_str(before);
                    (rest, inside) = (after, true);
                }
                None => {
                    kept.push_str(rest);
                    break;
                }
            }
        }
        let end = kept.find(['#', ';']).unwrap_or(kept.len());
        kept.truncate(end);
        if !kept.trim().is_empty() {
            lines.push((idx + 1, kept.trim_end().to_owned()));
        }
    }
    lines
}

struct Entry {
    line: usize,
    phrase: String,
    names: Vec<String>,
    codes: Vec<(String, Term)>,
    agent: bool,
}

struct Reader<'l> {
    lexicon: &'l Lexicon,
    /// The sector of every entry, where the file lists peoples or faiths and its codes are none of countries.
    groups: Option<Sector>,
    sets: BTreeMap<String, Vec<String>>,
    entry: Option<Entry>,
    /// Whether the entry at hand was left with a reason already.
    said: bool,
    import: Import,
}

impl Reader<'_> {
    fn line(&mut self, line: usize, text: &str) {
        if text.starts_with([' ', '\t']) {
            return self.restriction(line, text);
        }
        if let Some(synonym) = text.strip_prefix('+') {
            return self.synonym(line, synonym);
        }
        if let Some((name, words)) = text.strip_prefix('!').and_then(|rest| rest.split_once("! =")) {
            let words = words.split(',').map(|word| word.trim().to_owned()).collect();
            self.sets.insert(name.to_owned(), words);
            return;
        }
        self.close();
        let phrase = text.split(['[', '{']).next().unwrap_or("").trim();
        let mut entry = Entry {
            line,
            phrase: phrase.to_owned(),
            names: self.names_of(phrase),
            codes: Vec::new(),
            agent: text.contains('~'),
        };
        if let Some(plurals) = text.split_once('{').and_then(|(_, rest)| rest.split_once('}')) {
            let plurals = plurals.0.split_whitespace().filter(|plural| !plural.contains('['));
            let plurals: Vec<String> = plurals.flat_map(|plural| self.names_of(plural)).collect();
            entry.names.extend(plurals);
        }
        self.said = false;
        self.codes(line, text, &mut entry);
        self.entry = Some(entry);
    }

    fn restriction(&mut self, line: usize, text: &str) {
        let Some(mut entry) = self.entry.take() else {
            return self.import.leave(line, text.trim(), "a code before any name");
        };
        if text.contains('[') {
            self.codes(line, text, &mut entry);
        } else {
            self.import.leave(line, text.trim(), "an indented line without a code in brackets");
        }
        self.entry = Some(entry);
    }

    fn synonym(&mut self, line: usize, text: &str) {
        let phrase = text.split('[').next().unwrap_or("").trim();
        let Some(entry) = &self.entry else {
            return self.import.leave(line, text, "another name before any entry");
        };
        // A code of its own makes it an entry of its own.
        if text.contains('[') {
            let (agent, names) = (entry.agent, self.names_of(phrase));
            let mut own = Entry { line, phrase: phrase.to_owned(), names, codes: Vec::new(), agent };
            self.codes(line, text, &mut own);
            self.take(own);
            return;
        }
        let names = self.names_of(phrase);
        match self.entry.as_mut() {
            Some(entry) if !names.is_empty() => entry.names.extend(names),
            _ => self.import.leave(line, text, "no name"),
        }
    }

    fn codes(&mut self, line: usize, text: &str, entry: &mut Entry) {
        let mut rest = text;
        while let Some((_, after)) = rest.split_once('[') {
            // A brace that was to be a bracket.
            let end = after.find([']', '}']).unwrap_or(after.len());
            let inside = after[..end].trim();
            rest = after.get(end..).unwrap_or("");
            let (code, dates) = inside.split_once(char::is_whitespace).unwrap_or((inside, ""));
            match term(dates) {
                Ok(term) => entry.codes.push((code.to_owned(), term)),
                Err(why) => {
                    self.said = true;
                    self.import.leave(line, inside, why);
                }
            }
        }
    }

    /// The names that a phrase stands for: abbreviations in brackets apart, sets of words written out.
    fn names_of(&self, phrase: &str) -> Vec<String> {
        let mut phrases = vec![phrase.replace([']', '}'], "")];
        for (set, words) in &self.sets {
            let mark = format!("!{set}!");
            if phrases[0].contains(&mark) {
                phrases = words.iter().map(|word| phrases[0].replace(&mark, word)).collect();
            }
        }
        let mut names = Vec::new();
        for phrase in phrases.iter().flat_map(|phrase| phrase.split('+')) {
            let (mut outside, mut rest) = (String::new(), phrase);
            let mut short = Vec::new();
            while let Some((before, after)) = rest.split_once('(') {
                let (inside, behind) = after.split_once(')').unwrap_or((after, ""));
                outside.push_str(before);
                // An abbreviation keeps its capitals.
                short.push(inside.replace('_', " ").trim().to_owned());
                rest = behind;
            }
            outside.push_str(rest);
            let outside = outside.replace(['"', '!'], "");
            let name = spelled(&outside);
            let name = name.strip_prefix("The ").unwrap_or(&name).to_owned();
            names.extend(std::iter::once(name).chain(short).filter(|name| name.chars().any(char::is_alphanumeric)));
        }
        names
    }

    fn close(&mut self) {
        if let Some(entry) = self.entry.take() {
            self.take(entry);
        }
    }

    fn take(&mut self, mut entry: Entry) {
        if entry.codes.is_empty() {
            if !self.said {
                self.import.leave(entry.line, &entry.phrase, "no code says what it is");
            }
            return;
        }
        if entry.names.is_empty() {
            return self.import.leave(entry.line, &entry.phrase, "no name");
        }
        let read: Vec<(ActorRole, Option<ActorKind>)> =
            entry.codes.iter().map(|(code, term)| self.role(code, *term)).collect();
        let kind = self.kind(&entry, &read);
        let mut roles: Vec<ActorRole> = read.into_iter().map(|(role, _)| role).collect();
        if kind == ActorKind::Role {
            entry.names = entry.names.iter().map(|name| name.to_lowercase()).collect();
        }
        if kind == ActorKind::Person {
            let mut bare = Vec::new();
            for name in &entry.names {
                let (office, name) = titled(self.lexicon, name).unwrap_or(("", name));
                if let ([role], false) = (roles.as_mut_slice(), office.is_empty())
                    && role.office.is_empty()
                {
                    role.office = office.to_lowercase();
                }
                if !bare.iter().any(|known| known == name) {
                    bare.push(name.to_owned());
                }
            }
            entry.names = bare;
        }
        let mut names = entry.names.into_iter();
        let Some(name) = names.next() else { return };
        let aliases = names.collect();
        self.import.actors.push(Actor { name, aliases, kind, roles });
    }

    fn kind(&self, entry: &Entry, read: &[(ActorRole, Option<ActorKind>)]) -> ActorKind {
        if entry.agent {
            return ActorKind::Role;
        }
        if self.groups.is_some() {
            return ActorKind::Group;
        }
        let Some(name) = entry.names.first() else { return ActorKind::Group };
        let dated = entry.codes.iter().any(|(_, term)| term.is_dated());
        let elite = entry.codes.iter().any(|(code, _)| code.contains("ELI"));
        let bare = titled(self.lexicon, name).map_or(name.as_str(), |(_, bare)| bare);
        if is_person(self.lexicon, bare, dated || elite) {
            return ActorKind::Person;
        }
        let stated = read.iter().find_map(|(_, kind)| *kind);
        let plain = read.iter().all(|(role, _)| role.country.is_some() && role.sector.is_none());
        if plain && stated.is_none() && entry.codes.iter().all(|(code, _)| code.len() == 3) {
            return ActorKind::Place;
        }
        if stated == Some(ActorKind::Group) {
            return ActorKind::Group;
        }
        // `Aden Islamic Army` of a code for rebels is no state's army.
        let rebels = ActorKind::Body(BodyKind::ArmedGroup);
        if stated == Some(rebels) {
            return rebels;
        }
        body_kind(self.lexicon, name).map_or(kind_or(stated), ActorKind::Body)
    }

    fn role(&mut self, code: &str, term: Term) -> (ActorRole, Option<ActorKind>) {
        let mut role = ActorRole { term, code: code.to_owned(), sector: self.groups, ..ActorRole::default() };
        let mut kind = None;
        if self.groups.is_some() || code == "---" {
            return (role, kind);
        }
        let letters: Vec<char> = code.to_uppercase().chars().filter(char::is_ascii_alphanumeric).collect();
        for (idx, chunk) in letters.chunks(3).enumerate() {
            let chunk: String = chunk.iter().collect();
            let iso = CountryCode::new(&chunk).filter(|code| self.lexicon.countries().by_code(*code).is_some());
            if let Some(known) = self.lexicon.ontology().actor_code(&chunk) {
                role.country = role.country.or(known.country);
                role.sector = role.sector.or(known.sector);
                kind = kind.or(known.kind);
            } else if let Some(iso) = iso {
                role.country.get_or_insert(iso);
            } else if idx == 0 {
                *self.import.unknown_codes.entry(chunk).or_insert(0) += 1;
            }
        }
        (role, kind)
    }
}

/// The days of a restriction: `>20011222`, `<980101`, `20010101-20031231`, or nothing.
fn term(written: &str) -> Result<Term, String> {
    let packed: String = written.chars().filter(|c| !c.is_whitespace()).collect();
    let term = if packed.is_empty() {
        Term::default()
    } else if let Some(from) = packed.strip_prefix('>') {
        Term { from: Some(day(from)?), until: None }
    } else if let Some(until) = packed.strip_prefix('<') {
        Term { from: None, until: Some(day(until)?) }
    } else if let Some((from, until)) = packed.split_once('-') {
        Term { from: Some(day(from)?), until: Some(day(until)?) }
    } else {
        let day = day(&packed)?;
        Term { from: Some(day), until: Some(day) }
    };
    match (term.from, term.until) {
        (Some(from), Some(until)) if from > until => Err(format!("the days {packed} run backwards")),
        _ => Ok(term),
    }
}

/// `20011222` or `011222`; two digits above 30 are of the last century, as PETRARCH reads them.
fn day(written: &str) -> Result<Ymd, String> {
    let fault = || format!("{written:?} is no day; write YYYYMMDD");
    if !written.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(fault());
    }
    let (year, rest) = match written.len() {
        8 => (written[..4].parse::<i16>().map_err(|_| fault())?, &written[4..]),
        6 => {
            let short: i16 = written[..2].parse().map_err(|_| fault())?;
            (if short > 30 { 1900 + short } else { 2000 + short }, &written[2..])
        }
        _ => return Err(fault()),
    };
    let (month, day): (u8, u8) = (rest[..2].parse().map_err(|_| fault())?, rest[2..].parse().map_err(|_| fault())?);
    // `20100600` means the month; `090631` its last day.
    let last = EdtfDate::Month(year, month).days().filter(|_| (1..=12).contains(&month)).map(|days| days.1.2);
    match last {
        Some(last) if day <= 31 => Ok((year, month, day.clamp(1, last))),
        _ => Err(fault()),
    }
}
