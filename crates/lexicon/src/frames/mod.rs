//! Event frames: what words report which event, and where the parties stand.
//!
//! Files of `data/frames`: `classes.toml` (word classes), `operators.toml` (words that change what a clause reports:
//! refuse to, threaten to, deny), `modes.toml` (words that tell the mode), `statements.toml` (verbs of speech), and the
//! frames themselves in one folder an event type. The form is told in `data/frames/README.md`.

mod load;
mod operators;
mod toml_file;
mod trigger;
mod words;

use std::collections::HashMap;

use record::{Context, EventType, Mode, Stance, Status, Subject};

pub use load::Example;
pub use operators::{Becomes, Effect, EffectId, Operator, OperatorKind};
pub use trigger::{ComplementRule, Needs, PartyKind, Position, TailWord, VerbTrigger};
pub use words::{ClassId, NodeId, PhraseTrie, WordId};

/// One frame.
#[derive(Clone, Debug)]
pub struct Frame {
    /// What it sees: `talks`, `expels_envoy`. Unique.
    pub name: String,
    /// Where it is written: `data/frames/consult/talks.toml:12`.
    pub source: String,
    /// Event type.
    pub event_type: EventType,
    /// Mode, where the frame tells it.
    pub mode: Option<Mode>,
    /// Verbs that trigger it.
    pub verbs: Vec<VerbTrigger>,
    /// Class of the nouns that trigger it.
    pub nouns: Option<ClassId>,
    /// Class of the predicate adjectives that trigger it.
    pub adjectives: Option<ClassId>,
    /// Where the actor stands, best first; by default the logical subject.
    pub actor: Vec<Position>,
    /// Where the recipient stands; by default the logical object.
    pub recipient: Vec<Position>,
    /// The same when a noun triggers.
    pub noun_actor: Vec<Position>,
    /// The same when a noun triggers.
    pub noun_recipient: Vec<Position>,
    /// Further people who take part on the actor's side: `accompanied by`, `in the presence of`.
    pub reciprocal: bool,
    /// Parties it cannot do without.
    pub needs: Needs,
    /// Classes of which the logical object must be one.
    pub object: Vec<ClassId>,
    /// Classes of which the logical object must be none.
    pub object_not: Vec<ClassId>,
    /// Classes of which the clause must hold a word.
    pub near: Vec<ClassId>,
    /// Classes of which the clause must hold no word.
    pub near_not: Vec<ClassId>,
    /// What the actor must be: one of these.
    pub actor_is: Vec<PartyKind>,
    /// What the actor must not be.
    pub actor_not: Vec<PartyKind>,
    /// What the recipient must be: one of these.
    pub recipient_is: Vec<PartyKind>,
    /// What the recipient must not be.
    pub recipient_not: Vec<PartyKind>,
    /// Whether the trigger governs a clause.
    pub complement: ComplementRule,
    /// What its trigger does to an event told in the clause it governs.
    pub governs: Option<EffectId>,
    /// Status, where the words tell it whatever the tense.
    pub status: Option<Status>,
    /// The event's place is where the recipient's country is: visits.
    pub visit: bool,
    /// Subjects that follow from the frame itself.
    pub subjects: Vec<Subject>,
    /// Contexts that follow from the frame itself.
    pub contexts: Vec<Context>,
    /// Confidence in thousandths of a full match.
    pub weight: u16,
    /// The type in the lineage of CAMEO, where it differs (signing an agreement): used for `eval relation` only.
    pub relation: Option<EventType>,
    /// Section of the PLOVER manual that says so.
    pub section: Option<String>,
    /// Sentences that must code.
    pub codes: Vec<Example>,
    /// Sentences that must not.
    pub codes_not: Vec<Example>,
}

/// Words near a trigger that tell the mode.
#[derive(Clone, Debug)]
pub struct ModeRule {
    /// For events of this type.
    pub event_type: EventType,
    /// The mode told.
    pub mode: Mode,
    /// Modes it may replace, besides none.
    pub over: Vec<Mode>,
    /// The clause holds a word of one of these.
    pub near: Vec<ClassId>,
}

/// Verbs and nouns of speech with what they do.
#[derive(Clone, Debug)]
pub struct StanceRule {
    /// What the words do.
    pub stance: Stance,
    /// Verbs.
    pub verbs: Vec<VerbTrigger>,
    /// Whether a content clause or quotation must follow.
    pub complement: ComplementRule,
    /// Classes of which the clause must hold a word.
    pub near: Vec<ClassId>,
}

/// Index of a frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FrameId(pub u16);

/// What a verb may trigger.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum VerbUse {
    /// A frame's verb trigger, by place in its list.
    Frame(FrameId, u16),
    /// An operator's.
    Operator(u16, u16),
    /// A stance rule's.
    Stance(u16, u16),
}

/// What words of a class may trigger.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ClassUse {
    /// A frame's nouns.
    FrameNoun(FrameId),
    /// A frame's adjectives.
    FrameAdjective(FrameId),
    /// An operator's nouns.
    OperatorNoun(u16),
    /// An operator's adjectives.
    OperatorAdjective(u16),
    /// An operator's auxiliaries.
    OperatorAuxiliary(u16),
}

/// All frames with their indexes.
#[derive(Debug, Default)]
pub struct Frames {
    pub(crate) frames: Vec<Frame>,
    pub(crate) operators: Vec<Operator>,
    pub(crate) effects: Vec<Effect>,
    pub(crate) modes: Vec<ModeRule>,
    pub(crate) stances: Vec<StanceRule>,
    pub(crate) class_names: Vec<String>,
    pub(crate) named: HashMap<String, ClassId>,
    pub(crate) trie: PhraseTrie,
    pub(crate) verb_uses: HashMap<String, Vec<VerbUse>>,
    pub(crate) class_uses: Vec<Vec<ClassUse>>,
    pub(crate) verb_forms: HashMap<String, String>,
}

impl Frames {
    /// The frames, in the order of files.
    pub fn frames(&self) -> &[Frame] {
        &self.frames
    }

    /// A frame.
    pub fn frame(&self, id: FrameId) -> Option<&Frame> {
        self.frames.get(usize::from(id.0))
    }

    /// An operator.
    pub fn operator(&self, row: u16) -> Option<&Operator> {
        self.operators.get(usize::from(row))
    }

    /// The operators in the order of the file.
    pub fn operators(&self) -> &[Operator] {
        &self.operators
    }

    /// What an operator or frame does to a clause.
    pub fn effect(&self, id: EffectId) -> Option<&Effect> {
        self.effects.get(id.row())
    }

    /// The effects in the order of the file.
    pub fn effects(&self) -> &[Effect] {
        &self.effects
    }

    /// The effect of a name.
    pub fn effect_named(&self, name: &str) -> Option<EffectId> {
        self.effects.iter().position(|effect| effect.name == name).map(EffectId::new)
    }

    /// Mode rules, first that fits first.
    pub fn modes(&self) -> &[ModeRule] {
        &self.modes
    }

    /// Stance rules.
    pub fn stances(&self) -> &[StanceRule] {
        &self.stances
    }

    /// The phrases of all classes.
    pub fn phrases(&self) -> &PhraseTrie {
        &self.trie
    }

    /// A named class, without the `@`.
    pub fn class(&self, name: &str) -> Option<ClassId> {
        self.named.get(name).copied()
    }

    /// Name of a class; empty for a frame's own list.
    pub fn class_name(&self, class: ClassId) -> &str {
        self.class_names.get(class.row()).map_or("", String::as_str)
    }

    /// What a verb lemma may trigger.
    pub fn verb_uses(&self, lemma: &str) -> &[VerbUse] {
        self.verb_uses.get(lemma).map_or(&[], Vec::as_slice)
    }

    /// The trigger verb that a word is a regular form of; lemmatizers err on rare verbs (`expelled`, `freed`).
    pub fn verb_of_form(&self, form: &str) -> Option<&str> {
        self.verb_forms.get(form).map(String::as_str)
    }

    /// What a word of the class may trigger.
    pub fn class_uses(&self, class: ClassId) -> &[ClassUse] {
        self.class_uses.get(class.row()).map_or(&[], Vec::as_slice)
    }
}
