//! BRAT stand-off: for each article its text and the annotations, in a ZIP archive that unpacks into a collection.
//!
//! Words that run over a line end are written in fragments, since an annotation is one line.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::io::Write;

use super::fields::one_line;
use super::zip::Zip;
use super::{ExportError, Source};
use crate::view::ArticleView;
use crate::wire;

/// Writes the collection.
pub(super) fn write(source: &dyn Source, out: &mut dyn Write) -> Result<(), ExportError> {
    let mut zip = Zip::new(out);
    zip.file("annotation.conf", configuration().as_bytes())?;
    let mut taken = BTreeSet::new();
    source.articles(&mut |view| {
        let name = file_name(&view.article.id, &mut taken);
        zip.file(&format!("{name}.txt"), view.record.article.text.as_bytes())?;
        zip.file(&format!("{name}.ann"), annotations(view).as_bytes())
    })?;
    zip.finish()
}

/// A name of plain letters, used once; an id of the archive is one already.
fn file_name(id: &str, taken: &mut BTreeSet<String>) -> String {
    let plain: String = id.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').take(64).collect();
    let mut name = if plain.is_empty() { "article".to_owned() } else { plain.clone() };
    let mut n = 1;
    while !taken.insert(name.clone()) {
        n += 1;
        name = format!("{plain}-{n}");
    }
    name
}

/// What BRAT needs to know of the types.
fn configuration() -> String {
    let mut text = "[entities]\nPerson\nBody\nCountry\nGroup\nOffice\nPlace\nDate\nStatement\n\n[relations]\n\
                    Holds\tArg1:Person, Arg2:Office\nSays\tArg1:Person, Arg2:Statement\n\n[events]\n"
        .to_owned();
    for event_type in record::EventType::ALL {
        let _ = writeln!(
            text,
            "{}\tActor*:Person|Body|Country|Group, Recipient*:Person|Body|Country|Group, Place?:Place, Date?:Date",
            event_type.code()
        );
    }
    let codes = |all: &[&str]| all.join("|");
    let modes: Vec<&str> = record::Mode::ALL.iter().map(|mode| mode.code()).collect();
    let _ = write!(
        text,
        "\n[attributes]\nStatus\tArg:<EVENT>, Value:{}\nMode\tArg:<EVENT>, Value:{}\nStance\tArg:Statement, Value:{}\n\
         Held\tArg:Office, Value:{}\n",
        codes(&["occurred", "ongoing", "planned", "hypothetical", "denied"]),
        codes(&modes),
        codes(&["pledge", "praise", "concern", "condemn", "urge", "hope", "inform", "deny"]),
        codes(&["current", "former", "acting", "claimed", "designate"]),
    );
    text
}

/// The annotations of an article under way.
struct Standoff {
    text: Vec<char>,
    lines: String,
    spans: BTreeMap<(&'static str, wire::Span), usize>,
    n_spans: usize,
    n_relations: usize,
    n_events: usize,
    n_attributes: usize,
    n_notes: usize,
}

fn annotations(view: &ArticleView) -> String {
    let record = &view.record;
    let mut standoff = Standoff {
        text: record.article.text.chars().collect(),
        lines: String::new(),
        spans: BTreeMap::new(),
        n_spans: 0,
        n_relations: 0,
        n_events: 0,
        n_attributes: 0,
        n_notes: 0,
    };
    let mut first_mention: BTreeMap<&str, String> = BTreeMap::new();
    for person in &record.people {
        for (n, span) in person.mentions.iter().enumerate() {
            let Some(mention) = standoff.span("Person", *span) else { continue };
            if n == 0 {
                let identity = view.identities.get(&person.id).map_or("", |identity| identity.id.as_str());
                standoff.note(&mention, &format!("{} {identity}", person.name));
                first_mention.insert(&person.id, mention);
            }
        }
        for office in &person.offices {
            let Some(words) = standoff.span("Office", office.span) else { continue };
            standoff.attribute("Held", &words, &office.held);
            if let Some(holder) = first_mention.get(person.id.as_str()) {
                standoff.relation("Holds", &holder.clone(), &words);
            }
        }
    }
    for body in &record.bodies {
        for span in &body.mentions {
            standoff.span("Body", *span);
        }
    }
    record.events.iter().for_each(|event| standoff.event(event));
    for statement in &record.statements {
        let Some(words) = standoff.span("Statement", statement.span) else { continue };
        standoff.attribute("Stance", &words, &statement.stance);
        let speaker = statement.person.as_deref().and_then(|person| first_mention.get(person)).cloned();
        match speaker {
            Some(speaker) => standoff.relation("Says", &speaker, &words),
            None => standoff.note(&words, &format!("said by {}", statement.speaker)),
        }
    }
    standoff.lines
}

impl Standoff {
    /// The annotation of some words with a type, made where it is not there yet; none for a span outside the text or
    /// of no words.
    fn span(&mut self, kind: &'static str, span: wire::Span) -> Option<String> {
        if let Some(n) = self.spans.get(&(kind, span)) {
            return Some(format!("T{n}"));
        }
        let words = self.text.get(span[0]..span[1])?;
        let mut fragments: Vec<(usize, usize)> = Vec::new();
        let mut from = span[0];
        for (at, c) in words.iter().enumerate().map(|(k, c)| (span[0] + k, c)) {
            if is_line_end(*c) {
                if at > from {
                    fragments.push((from, at));
                }
                from = at + 1;
            }
        }
        if span[1] > from {
            fragments.push((from, span[1]));
        }
        if fragments.is_empty() {
            return None;
        }
        let places: Vec<String> = fragments.iter().map(|(from, to)| format!("{from} {to}")).collect();
        let texts = fragments.iter().filter_map(|(from, to)| self.text.get(*from..*to));
        let texts: Vec<String> = texts.map(|chars| chars.iter().collect()).collect();
        self.n_spans += 1;
        let _ = writeln!(self.lines, "T{}\t{kind} {}\t{}", self.n_spans, places.join(";"), texts.join(" "));
        self.spans.insert((kind, span), self.n_spans);
        Some(format!("T{}", self.n_spans))
    }

    fn event(&mut self, event: &wire::Event) {
        // The type is a code of ours, but a record can be made by another program.
        let known = record::EventType::ALL.iter().map(|known| known.code()).find(|code| *code == event.event_type);
        let (Some(kind), Some(first)) = (known, event.spans.first()) else { return };
        let Some(trigger) = self.span(kind, *first) else { return };
        let mut line = format!("{kind}:{trigger}");
        for (role, parties) in [("Actor", &event.actor), ("Recipient", &event.recipient)] {
            let mut n = 0;
            for party in parties {
                let Some(words) = self.span(party_kind(party), party.span) else { continue };
                n += 1;
                let number = if n > 1 { n.to_string() } else { String::new() };
                let _ = write!(line, " {role}{number}:{words}");
            }
        }
        let place = event.place.as_ref().and_then(|place| place.span).and_then(|span| self.span("Place", span));
        let date = event.date.as_ref().and_then(|date| date.span).and_then(|span| self.span("Date", span));
        for (role, words) in [("Place", place), ("Date", date)] {
            if let Some(words) = words {
                let _ = write!(line, " {role}:{words}");
            }
        }
        self.n_events += 1;
        let id = format!("E{}", self.n_events);
        let _ = writeln!(self.lines, "{id}\t{line}");
        self.attribute("Status", &id, &event.status);
        if let Some(mode) = &event.mode {
            self.attribute("Mode", &id, mode);
        }
        let date = event.date.as_ref().map_or("no date", |date| date.value.as_str());
        self.note(&id, &format!("{} {date}", event.id));
    }

    fn attribute(&mut self, name: &str, of: &str, value: &str) {
        // A value with anything but letters in it would break the line; those of ours have none.
        let value: String = value.chars().filter(|c| c.is_alphanumeric() || *c == '-').collect();
        self.n_attributes += 1;
        let _ = writeln!(self.lines, "A{}\t{name} {of} {value}", self.n_attributes);
    }

    fn relation(&mut self, name: &str, from: &str, to: &str) {
        self.n_relations += 1;
        let _ = writeln!(self.lines, "R{}\t{name} Arg1:{from} Arg2:{to}", self.n_relations);
    }

    fn note(&mut self, of: &str, words: &str) {
        self.n_notes += 1;
        let _ = writeln!(self.lines, "#{}\tAnnotatorNotes {of}\t{}", self.n_notes, one_line(words).trim());
    }
}

fn party_kind(party: &wire::Party) -> &'static str {
    match (&party.person, &party.body, &party.country) {
        (Some(_), _, _) => "Person",
        (None, Some(_), _) => "Body",
        (None, None, Some(_)) => "Country",
        (None, None, None) => "Group",
    }
}

/// What some program or other ends a line at.
fn is_line_end(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{1c}'..='\u{1e}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}
