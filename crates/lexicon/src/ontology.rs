//! The ontology: PLOVER's types, modes, contexts and sectors with their scores, our subjects, and the way to CAMEO codes.
//!
//! The codes themselves are enums of `record`; what is said about them is here, read from `data/ontology`.

use std::collections::BTreeMap;

use record::{Context, CountryCode, EventType, Mode, QuadClass, Sector, Subject};

use crate::actors::ActorKind;
use crate::cameo::cameo_code;
use crate::load::{Faults, read_tsv, require};
use crate::text::did_you_mean;
use crate::{DataFiles, Row};

/// What is known about the codes.
#[derive(Debug, Default)]
pub struct Ontology {
    types: BTreeMap<EventType, TypeFacts>,
    modes: BTreeMap<(EventType, Mode), i16>,
    cameo: BTreeMap<(EventType, Option<Mode>, Option<Context>), &'static str>,
    contexts: BTreeMap<Context, String>,
    sectors: BTreeMap<Sector, String>,
    subjects: BTreeMap<Subject, String>,
    actor_codes: BTreeMap<String, ActorCode>,
}

/// Facts about an event type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TypeFacts {
    /// Which quarter of the plane of word or deed, help or harm.
    pub quad: QuadClass,
    /// Conflict-cooperation score in tenths.
    pub score_tenths: i16,
    /// Whether an event of this type needs a recipient.
    pub needs_recipient: bool,
    /// What it means, in a line.
    pub meaning: String,
}

impl Ontology {
    /// Facts about a type; `None` only where the data files lack it, which loading refuses.
    pub fn event_type(&self, event_type: EventType) -> Option<&TypeFacts> {
        self.types.get(&event_type)
    }

    /// The quad class of a type.
    pub fn quad(&self, event_type: EventType) -> QuadClass {
        self.types.get(&event_type).map_or(QuadClass::VerbalCooperation, |facts| facts.quad)
    }

    /// Conflict-cooperation score in tenths: the mode's where the type has it, else the type's own.
    pub fn score_tenths(&self, event_type: EventType, mode: Option<Mode>) -> i16 {
        mode.and_then(|mode| self.modes.get(&(event_type, mode)).copied())
            .or_else(|| self.types.get(&event_type).map(|facts| facts.score_tenths))
            .unwrap_or(0)
    }

    /// Whether a type has a mode.
    pub fn has_mode(&self, event_type: EventType, mode: Mode) -> bool {
        self.modes.contains_key(&(event_type, mode))
    }

    /// The modes of a type, in the order of [`Mode`].
    pub fn modes(&self, event_type: EventType) -> impl Iterator<Item = Mode> {
        self.modes.keys().filter(move |(of, _)| *of == event_type).map(|(_, mode)| *mode)
    }

    /// The CAMEO code of a type and mode.
    pub fn cameo(&self, event_type: EventType, mode: Option<Mode>) -> &'static str {
        self.cameo_in(event_type, mode, &[])
    }

    /// The CAMEO code of a type and mode in its contexts: the most particular one known. Where several contexts have a
    /// code of their own, the first of [`Context`] decides.
    pub fn cameo_in(&self, event_type: EventType, mode: Option<Mode>, contexts: &[Context]) -> &'static str {
        let find = |mode: Option<Mode>, context: Option<Context>| self.cameo.get(&(event_type, mode, context)).copied();
        let mut contexts = contexts.to_vec();
        contexts.sort();
        let in_context = |mode| contexts.iter().find_map(|context| find(mode, Some(*context)));
        let with_mode = mode.and_then(|mode| in_context(Some(mode)).or_else(|| find(Some(mode), None)));
        with_mode.or_else(|| in_context(None)).or_else(|| find(None, None)).unwrap_or("")
    }

    /// What a sector means.
    pub fn sector_meaning(&self, sector: Sector) -> &str {
        self.sectors.get(&sector).map_or("", String::as_str)
    }

    /// What a subject means.
    pub fn subject_meaning(&self, subject: Subject) -> &str {
        self.subjects.get(&subject).map_or("", String::as_str)
    }

    /// What a context means.
    pub fn context_meaning(&self, context: Context) -> &str {
        self.contexts.get(&context).map_or("", String::as_str)
    }

    /// What a three-letter code of CAMEO's actor dictionaries says; `None` where it is a country's or unknown.
    pub fn actor_code(&self, code: &str) -> Option<&ActorCode> {
        self.actor_codes.get(code)
    }

    pub(crate) fn load(files: &DataFiles, faults: &mut Faults) -> Ontology {
        let mut ontology = Ontology::default();
        read_tsv(files, "ontology/types.tsv", &["type", "quad", "score", "recipient"], faults, |row, faults| {
            let event_type = code(row, "type", EventType::from_code, EventType::ALL.iter().map(|x| x.code()), faults)?;
            let quad = code(row, "quad", QuadClass::from_code, QuadClass::ALL.iter().map(|x| x.code()), faults)?;
            let score_tenths = tenths(row, "score", faults)?;
            let needs_recipient = row.get("recipient") == "yes";
            let facts = TypeFacts { quad, score_tenths, needs_recipient, meaning: row.get("meaning").to_owned() };
            ontology.types.insert(event_type, facts);
            Some(())
        });
        read_tsv(files, "ontology/modes.tsv", &["type", "mode", "score"], faults, |row, faults| {
            let event_type = code(row, "type", EventType::from_code, EventType::ALL.iter().map(|x| x.code()), faults)?;
            let mode = code(row, "mode", Mode::from_code, Mode::ALL.iter().map(|x| x.code()), faults)?;
            ontology.modes.insert((event_type, mode), tenths(row, "score", faults)?);
            Some(())
        });
        read_tsv(files, "ontology/contexts.tsv", &["context"], faults, |row, faults| {
            let context = code(row, "context", Context::from_code, Context::ALL.iter().map(|x| x.code()), faults)?;
            ontology.contexts.insert(context, row.get("meaning").to_owned());
            Some(())
        });
        read_tsv(files, "ontology/sectors.tsv", &["sector"], faults, |row, faults| {
            let sector = code(row, "sector", Sector::from_code, Sector::ALL.iter().map(|x| x.code()), faults)?;
            ontology.sectors.insert(sector, row.get("meaning").to_owned());
            Some(())
        });
        read_tsv(files, "ontology/subjects.tsv", &["subject", "meaning"], faults, |row, faults| {
            let subject = code(row, "subject", Subject::from_code, Subject::ALL.iter().map(|x| x.code()), faults)?;
            ontology.subjects.insert(subject, row.get("meaning").to_owned());
            Some(())
        });
        ontology.load_cameo(files, faults);
        ontology.actor_codes = read_actor_codes(files, faults);
        ontology
    }

    fn load_cameo(&mut self, files: &DataFiles, faults: &mut Faults) {
        read_tsv(files, "ontology/cameo.tsv", &["type", "mode", "context", "cameo"], faults, |row, faults| {
            let event_type = code(row, "type", EventType::from_code, EventType::ALL.iter().map(|x| x.code()), faults)?;
            let mode = match row.get("mode") {
                "" => None,
                _ => Some(code(row, "mode", Mode::from_code, Mode::ALL.iter().map(|x| x.code()), faults)?),
            };
            let known_contexts = Context::ALL.iter().map(|x| x.code());
            let context = match row.get("context") {
                "" => None,
                _ => Some(code(row, "context", Context::from_code, known_contexts, faults)?),
            };
            if let Some(mode) = mode
                && !self.modes.contains_key(&(event_type, mode))
            {
                let remedy = "give it a row in data/ontology/modes.tsv, or correct it";
                faults.push(row.fault("mode", format!("{event_type} has no mode {:?}", mode.code()), remedy));
            }
            match cameo_code(row.get("cameo")) {
                Some(cameo) => {
                    self.cameo.insert((event_type, mode, context), cameo);
                }
                None => {
                    let message = format!("{:?} is no CAMEO code", row.get("cameo"));
                    faults.push(row.fault("cameo", message, "CAMEO codes are 010 to 204 with some four-digit ones"));
                }
            }
            Some(())
        });
    }
}

/// What a code of CAMEO's actor dictionaries says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ActorCode {
    /// The country, where the code is one that ISO has not or no longer.
    pub country: Option<CountryCode>,
    /// PLOVER sector.
    pub sector: Option<Sector>,
    /// What a body of that code is.
    pub kind: Option<ActorKind>,
}

pub(crate) fn read_actor_codes(files: &DataFiles, faults: &mut Faults) -> BTreeMap<String, ActorCode> {
    let mut codes = BTreeMap::new();
    let columns = ["code", "country", "sector", "kind", "meaning"];
    read_tsv(files, "ontology/cameo_actors.tsv", &columns, faults, |row, faults| {
        let written = require(row, "code", faults)?;
        let sectors = Sector::ALL.iter().map(|x| x.code());
        let sector = match row.get("sector") {
            "" => None,
            _ => code(row, "sector", Sector::from_code, sectors, faults),
        };
        let kinds = ["group"].into_iter().chain(record::BodyKind::ALL.iter().map(|x| x.code()));
        let kind = match row.get("kind") {
            "" => None,
            _ => code(row, "kind", ActorKind::from_code, kinds, faults),
        };
        let country = CountryCode::new(row.get("country"));
        codes.insert(written.to_owned(), ActorCode { country, sector, kind });
        Some(())
    });
    codes
}

/// A code of an enum, or a fault that offers the nearest one.
pub(crate) fn code<T>(
    row: &Row,
    column: &str,
    from_code: fn(&str) -> Option<T>,
    known: impl IntoIterator<Item = &'static str>,
    faults: &mut Faults,
) -> Option<T> {
    let written = row.get(column);
    let found = from_code(written);
    if found.is_none() {
        let remedy = did_you_mean(written, known, "data/ontology/README.md lists the codes");
        faults.push(row.fault(column, format!("{column} {written:?} is not known"), remedy));
    }
    found
}

/// A decimal number with at most one place, in tenths.
fn tenths(row: &Row, column: &str, faults: &mut Faults) -> Option<i16> {
    let written = row.get(column);
    let (whole, part) = written.split_once('.').unwrap_or((written, "0"));
    let value = whole.trim_start_matches('-').parse::<i16>().ok().zip(part.parse::<i16>().ok());
    match value {
        Some((whole, part)) if part < 10 && whole < 100 => {
            let sign = if written.starts_with('-') { -1 } else { 1 };
            Some(sign * (whole * 10 + part))
        }
        _ => {
            let remedy = "write a number with at most one decimal place, as in -3.5";
            faults.push(row.fault(column, format!("{column} {written:?} is no score"), remedy));
            None
        }
    }
}
