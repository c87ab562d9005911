//! What a frame is triggered by, and where it looks for its parties.

use super::words::ClassId;

/// A verb trigger: `meet`, `sit down with`, `hold/have + @talks`, `put … on trial`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerbTrigger {
    /// Lemma of the verb.
    pub verb: String,
    /// Words that follow the verb at once: particles and prepositions.
    pub particles: Vec<String>,
    /// Class the logical object must belong to (after `+`).
    pub object: Option<ClassId>,
    /// Words or classes that follow later in the clause, in order (after `…`).
    pub tail: Vec<TailWord>,
}

/// One element of a verb trigger's tail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TailWord {
    /// A word, as lemma or form.
    Word(String),
    /// A word of a class.
    Class(ClassId),
}

impl VerbTrigger {
    /// How much the trigger asks for; of two triggers on one word the more specific wins.
    pub fn specificity(&self) -> u16 {
        let parts = 1 + self.particles.len() + 2 * usize::from(self.object.is_some()) + 2 * self.tail.len();
        parts as u16
    }
}

/// Where in the tree a party stands, seen from the trigger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Position {
    /// Logical subject: of the active, the agent of the passive, or inherited from a governing clause.
    Subject,
    /// Logical object: of the active, or the subject of the passive.
    Object,
    /// Indirect object.
    IndirectObject,
    /// Possessor of the noun.
    Possessor,
    /// Adjective or compound that names a country or body, before the noun.
    Adjective,
    /// Subject of the verb that governs the noun.
    Governor,
    /// Subject of the complement clause.
    Complement,
    /// Behind a preposition.
    Preposition(String),
}

impl Position {
    /// Reads a position as data files write it; any word that is no keyword is a preposition.
    pub fn read(text: &str) -> Option<Position> {
        Some(match text {
            "subj" => Position::Subject,
            "obj" => Position::Object,
            "iobj" => Position::IndirectObject,
            "poss" => Position::Possessor,
            "adj" => Position::Adjective,
            "gov" => Position::Governor,
            "comp" => Position::Complement,
            word if !word.is_empty() && word.chars().all(|c| c.is_ascii_lowercase() || c == ' ') => {
                Position::Preposition(word.to_owned())
            }
            _ => return None,
        })
    }
}

impl std::fmt::Display for Position {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Position::Subject => "subj",
            Position::Object => "obj",
            Position::IndirectObject => "iobj",
            Position::Possessor => "poss",
            Position::Adjective => "adj",
            Position::Governor => "gov",
            Position::Complement => "comp",
            Position::Preposition(word) => word,
        })
    }
}

/// What a party must be, or must not be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PartyKind {
    /// A named or titled person.
    Person,
    /// A named body.
    Body,
    /// A country acting as a whole.
    Country,
    /// Unnamed people.
    Group,
    /// A place named as a place.
    Place,
    /// An ambassador, envoy or other diplomat.
    Diplomat,
    /// Armed forces, police or armed groups.
    Armed,
    /// The phrase's head word is in the class.
    Class(ClassId),
}

record::codes! {
    /// Which parties a frame cannot do without.
    pub enum Needs {
        Either = "either",
        Actor = "actor",
        Recipient = "recipient",
        Both = "both",
        Nothing = "nothing",
    }
}

record::codes! {
    /// Whether the trigger must, may or must not govern a clause.
    pub enum ComplementRule {
        May = "may",
        Must = "must",
        MustNot = "must-not",
    }
}

/// Spells out `a/b c` into `a c`, `b c`.
pub(crate) fn spell_out(pattern: &str) -> Vec<String> {
    let mut all = vec![String::new()];
    for word in pattern.split_whitespace() {
        let mut next = Vec::new();
        for start in &all {
            for choice in word.split('/') {
                let space = if start.is_empty() || choice.is_empty() { "" } else { " " };
                next.push(format!("{start}{space}{choice}"));
            }
        }
        all = next;
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Protects the editors' short form: alternatives multiply, an empty one leaves the word out.
    #[test]
    fn spells_out_alternatives() {
        assert_eq!(spell_out("hold/have talks/meeting"), ["hold talks", "hold meeting", "have talks", "have meeting"]);
        assert_eq!(spell_out("meet /with"), ["meet", "meet with"]);
    }
}
