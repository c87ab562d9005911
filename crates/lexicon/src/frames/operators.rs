//! Operators: words that change what a clause reports, and what it becomes.

use record::{EventType, Mode, Status};

use super::trigger::VerbTrigger;
use super::words::ClassId;

/// Index of an effect.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EffectId(pub(crate) u16);

impl EffectId {
    pub(crate) fn new(row: usize) -> EffectId {
        EffectId(row as u16)
    }

    /// Row in the list of effects.
    pub fn row(self) -> usize {
        usize::from(self.0)
    }
}

record::codes! {
    /// How an operator stands to its clause.
    pub enum OperatorKind {
        Verb = "verb",
        Noun = "noun",
        Adjective = "adjective",
        Auxiliary = "auxiliary",
    }
}

/// Words that change what the clause they govern reports.
#[derive(Clone, Debug)]
pub struct Operator {
    /// Name.
    pub name: String,
    /// What they do.
    pub effect: EffectId,
    /// Governing verbs.
    pub verbs: Vec<VerbTrigger>,
    /// Governing nouns: `a plan to`, `threats of`.
    pub nouns: Option<ClassId>,
    /// Governing adjectives: `ready to`.
    pub adjectives: Option<ClassId>,
    /// Modal auxiliaries.
    pub auxiliaries: Option<ClassId>,
    /// Whether it also takes nominal objects: `denied the attack`, `cancelled the visit`.
    pub takes_objects: bool,
    /// Whether the governed clause's subject is the operator's object (`urged them to leave`).
    pub object_control: bool,
}

/// What an operator makes of an event.
#[derive(Clone, Debug)]
pub struct Effect {
    /// Name.
    pub name: String,
    /// The effect when the operator itself is negated: `did not agree to` refuses.
    pub negated: Option<EffectId>,
    /// Per type and mode, most specific first looked up: what it becomes.
    pub becomes: Vec<(Option<EventType>, Option<Mode>, Becomes)>,
    /// Section of the PLOVER manual, or the convention, that says so.
    pub section: Option<String>,
}

impl Effect {
    /// What an event of the type and mode becomes.
    pub fn becomes(&self, event_type: EventType, mode: Option<Mode>) -> Becomes {
        let rank = |row: &(Option<EventType>, Option<Mode>, Becomes)| match row {
            (Some(this), Some(its), _) if *this == event_type && Some(*its) == mode => 3,
            (Some(this), None, _) if *this == event_type => 2,
            (None, None, _) => 1,
            _ => 0,
        };
        let best = self.becomes.iter().filter(|row| rank(row) > 0).max_by_key(|row| rank(row));
        best.map_or_else(Becomes::default, |row| row.2.clone())
    }
}

/// What becomes of an event under an operator; what is `None` stays.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Becomes {
    /// New type.
    pub event_type: Option<EventType>,
    /// New mode; with a new type an absent mode clears the old one.
    pub mode: Option<Mode>,
    /// New status.
    pub status: Option<Status>,
    /// The event is not coded at all.
    pub dropped: bool,
}

impl Becomes {
    /// Reads `REJECT meet`, `AGREE planned`, `denied`, `drop`.
    pub(crate) fn read(text: &str) -> Option<Becomes> {
        let mut becomes = Becomes::default();
        for word in text.split_whitespace() {
            if word == "drop" {
                becomes.dropped = true;
            } else if let Some(event_type) = EventType::from_code(word) {
                becomes.event_type = Some(event_type);
            } else if let Some(status) = Status::from_code(word) {
                becomes.status = Some(status);
            } else {
                becomes.mode = Some(Mode::from_code(word)?);
            }
        }
        Some(becomes)
    }
}
