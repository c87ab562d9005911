//! Words that tell what an event is about.

use std::collections::HashMap;

use record::{Context, EventType, Mode, Stance, Subject};

use crate::{DataFile, DataFiles, LexiconError, Tsv};

const SPELLINGS: [(&str, &str); 10] = [
    ("defence", "defense"),
    ("isation", "ization"),
    ("ised", "ized"),
    ("ising", "izing"),
    ("labour", "labor"),
    ("manoeuvre", "maneuver"),
    ("programme", "program"),
    ("armour", "armor"),
    ("centre", "center"),
    ("licence", "license"),
];

/// Phrases that stand for subjects and contexts.
#[derive(Debug, Default)]
pub struct SubjectCues {
    by_first: HashMap<String, Vec<(Vec<String>, Cue)>>,
    contexts: Vec<ContextRule>,
    defaults: Vec<DefaultRule>,
    tones: HashMap<String, Vec<(Vec<String>, Tone)>>,
    context_words: HashMap<String, Vec<(Vec<String>, Context)>>,
}

/// What a phrase tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cue {
    /// The subject; `None` for phrases that only look like a cue.
    pub subject: Option<Subject>,
    /// How much the phrase proves.
    pub strength: CueStrength,
}

/// How much a phrase proves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CueStrength {
    /// Names the subject.
    Strong,
    /// Counts only where the text says what was talked about.
    Weak,
    /// An office: those who hold it meet about the subject.
    Office,
    /// Words that make what stands before them an office or a body: `defence minister` is nobody's subject.
    Holder,
}

/// What a phrase makes of a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tone {
    /// What the statement does.
    pub stance: Stance,
    /// Only where the clause says what someone will do.
    pub future: bool,
}

/// A subject that events of a type have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DefaultRule {
    /// The subject.
    pub subject: Subject,
    /// Events of this type.
    pub event_type: EventType,
    /// Only with this mode.
    pub mode: Option<Mode>,
    /// Where events have it.
    pub when: DefaultWhen,
}

/// Where an event has a subject that its words do not name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DefaultWhen {
    /// Everywhere.
    Always,
    /// Where the text names no subject.
    Else,
    /// Where the article is about it above all.
    Theme,
    /// Where the event is about another subject.
    With(Subject),
}

/// A context that follows from what an event is about, or from its type and mode.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ContextRule {
    /// The context that follows.
    pub context: Context,
    /// From a subject.
    pub subject: Option<Subject>,
    /// From an event type.
    pub event_type: Option<EventType>,
    /// Only with this mode.
    pub mode: Option<Mode>,
}

impl SubjectCues {
    /// Reads `data/subjects/cues.tsv` and `data/subjects/contexts.tsv`; faults go to `errors`.
    pub fn load(files: &DataFiles, errors: &mut Vec<LexiconError>) -> SubjectCues {
        let mut cues = SubjectCues::default();
        for file in files.below("subjects/cues.tsv", ".tsv") {
            cues.read_phrases(file, errors);
        }
        for file in files.below("subjects/defaults.tsv", ".tsv") {
            cues.read_defaults(file, errors);
        }
        for file in files.below("subjects/tones.tsv", ".tsv") {
            cues.read_tones(file, errors);
        }
        for file in files.below("subjects/contexts.tsv", ".tsv") {
            let table = match Tsv::read(file, &["context", "from"]) {
                Ok(table) => table,
                Err(fault) => {
                    errors.push(fault);
                    continue;
                }
            };
            for row in table.rows() {
                let Some(context) = Context::from_code(row.get("context")) else {
                    let message = format!("{:?} is no context", row.get("context"));
                    errors.push(row.fault("context", message, "see data/ontology/contexts.tsv"));
                    continue;
                };
                for phrase in row.list("words") {
                    for form in spellings(phrase) {
                        let mut words = form.split_whitespace().map(str::to_owned);
                        let Some(first) = words.next() else { continue };
                        cues.context_words.entry(first).or_default().push((words.collect(), context));
                    }
                }
                for from in row.list("from") {
                    let mut words = from.split_whitespace();
                    let first = words.next().unwrap_or_default();
                    let rule = ContextRule {
                        context,
                        subject: Subject::from_code(first),
                        event_type: EventType::from_code(first),
                        mode: words.next().and_then(Mode::from_code),
                    };
                    if rule.subject.is_none() && rule.event_type.is_none() {
                        let message = format!("{from:?} is neither a subject nor an event type");
                        errors.push(row.fault("from", message, "write a subject's code or TYPE mode"));
                        continue;
                    }
                    cues.contexts.push(rule);
                }
            }
        }
        cues
    }

    fn read_phrases(&mut self, file: &DataFile, errors: &mut Vec<LexiconError>) {
        let table = match Tsv::read(file, &["phrases", "subject"]) {
            Ok(table) => table,
            Err(fault) => return errors.push(fault),
        };
        for row in table.rows() {
            let subject = match row.get("subject") {
                "-" => None,
                code => match Subject::from_code(code) {
                    Some(subject) => Some(subject),
                    None => {
                        let message = format!("{code:?} is no subject");
                        errors.push(row.fault("subject", message, "see data/ontology/subjects.tsv, or write -"));
                        continue;
                    }
                },
            };
            let strength = match row.get("strength") {
                "" => CueStrength::Strong,
                "weak" => CueStrength::Weak,
                "office" => CueStrength::Office,
                "holder" => CueStrength::Holder,
                other => {
                    let message = format!("{other:?} is no strength");
                    errors.push(row.fault("strength", message, "leave it empty or write weak, office or holder"));
                    continue;
                }
            };
            for phrase in row.list("phrases") {
                self.insert(phrase, Cue { subject, strength });
            }
        }
    }

    fn read_tones(&mut self, file: &DataFile, errors: &mut Vec<LexiconError>) {
        let table = match Tsv::read(file, &["stance", "phrases"]) {
            Ok(table) => table,
            Err(fault) => return errors.push(fault),
        };
        for row in table.rows() {
            let Some(stance) = Stance::from_code(row.get("stance")) else {
                let message = format!("{:?} is no stance", row.get("stance"));
                errors.push(row.fault("stance", message, "write pledge, praise, concern, condemn, urge, hope or deny"));
                continue;
            };
            let tone = Tone { stance, future: row.get("when") == "future" };
            for phrase in row.list("phrases") {
                for form in spellings(phrase) {
                    let mut words = form.split_whitespace().map(str::to_owned);
                    let Some(first) = words.next() else { continue };
                    self.tones.entry(first).or_default().push((words.collect(), tone));
                }
            }
        }
    }

    fn read_defaults(&mut self, file: &DataFile, errors: &mut Vec<LexiconError>) {
        let table = match Tsv::read(file, &["subject", "from", "when"]) {
            Ok(table) => table,
            Err(fault) => return errors.push(fault),
        };
        for row in table.rows() {
            let Some(subject) = Subject::from_code(row.get("subject")) else {
                let message = format!("{:?} is no subject", row.get("subject"));
                errors.push(row.fault("subject", message, "see data/ontology/subjects.tsv"));
                continue;
            };
            for from in row.list("from") {
                let mut words = from.split_whitespace();
                let Some(event_type) = words.next().and_then(EventType::from_code) else {
                    let message = format!("{from:?} is no event type");
                    errors.push(row.fault("from", message, "write TYPE or TYPE mode"));
                    continue;
                };
                let mode = words.next().and_then(Mode::from_code);
                let when = match row.get("when") {
                    "always" => DefaultWhen::Always,
                    "else" => DefaultWhen::Else,
                    "theme" => DefaultWhen::Theme,
                    other => match Subject::from_code(other) {
                        Some(subject) => DefaultWhen::With(subject),
                        None => {
                            let message = format!("{other:?} says not when");
                            errors.push(row.fault("when", message, "write always, else, theme or another subject"));
                            continue;
                        }
                    },
                };
                self.defaults.push(DefaultRule { subject, event_type, mode, when });
            }
        }
    }

    /// Adds a phrase in British and American spelling, with its hyphens and without.
    fn insert(&mut self, phrase: &str, cue: Cue) {
        for form in spellings(phrase) {
            let mut words = form.split_whitespace().map(str::to_owned);
            let Some(first) = words.next() else { continue };
            self.by_first.entry(first).or_default().push((words.collect(), cue));
        }
    }

    /// Phrases that begin with the word: the words that must follow, and what they tell.
    pub fn beginning_with(&self, word: &str) -> &[(Vec<String>, Cue)] {
        self.by_first.get(word).map_or(&[], Vec::as_slice)
    }

    /// Phrases of tone that begin with the word: the words that must follow, and the tone.
    pub fn tones_beginning_with(&self, word: &str) -> &[(Vec<String>, Tone)] {
        self.tones.get(word).map_or(&[], Vec::as_slice)
    }

    /// Subjects that events have by their type.
    pub fn defaults(&self) -> &[DefaultRule] {
        &self.defaults
    }

    /// Phrases of contexts that begin with the word: the words that must follow, and the context.
    pub fn contexts_beginning_with(&self, word: &str) -> &[(Vec<String>, Context)] {
        self.context_words.get(word).map_or(&[], Vec::as_slice)
    }

    /// What contexts follow from.
    pub fn contexts(&self) -> &[ContextRule] {
        &self.contexts
    }
}

/// A phrase in British and American spelling, with its hyphens and without.
fn spellings(phrase: &str) -> Vec<String> {
    let lower = phrase.to_lowercase();
    let mut american = lower.clone();
    for (british, other) in SPELLINGS {
        american = american.replace(british, other);
    }
    let mut forms = vec![lower.replace('-', " "), american.replace('-', " "), lower, american];
    forms.sort();
    forms.dedup();
    forms
}
