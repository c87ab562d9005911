//! Words that tell what an event is about.

use std::collections::HashMap;

use record::{Context, EventType, Mode, Subject};

use crate::{DataFiles, LexiconError, Tsv};

/// Phrases that stand for subjects and contexts.
#[derive(Debug, Default)]
pub struct SubjectCues {
    by_first: HashMap<String, Vec<(Vec<String>, Cue)>>,
    contexts: Vec<ContextRule>,
}

/// What a phrase tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cue {
    /// The subject.
    pub subject: Subject,
    /// Strong cues name the subject; weak ones only count where the text says what was talked about.
    pub strong: bool,
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
            let table = match Tsv::read(file, &["phrases", "subject"]) {
                Ok(table) => table,
                Err(fault) => {
                    errors.push(fault);
                    continue;
                }
            };
            for row in table.rows() {
                let Some(subject) = Subject::from_code(row.get("subject")) else {
                    let message = format!("{:?} is no subject", row.get("subject"));
                    errors.push(row.fault("subject", message, "see data/ontology/subjects.tsv"));
                    continue;
                };
                let strong = row.get("strength") != "weak";
                for phrase in row.list("phrases") {
                    cues.insert(phrase, Cue { subject, strong });
                }
            }
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

    fn insert(&mut self, phrase: &str, cue: Cue) {
        let lower = phrase.to_lowercase();
        let mut words = lower.split_whitespace().map(str::to_owned);
        let Some(first) = words.next() else { return };
        self.by_first.entry(first).or_default().push((words.collect(), cue));
    }

    /// Phrases that begin with the word: the words that must follow, and what they tell.
    pub fn beginning_with(&self, word: &str) -> &[(Vec<String>, Cue)] {
        self.by_first.get(word).map_or(&[], Vec::as_slice)
    }

    /// What contexts follow from.
    pub fn contexts(&self) -> &[ContextRule] {
        &self.contexts
    }
}
