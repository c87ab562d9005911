//! Why a stage decided as it did, for `attache explain`.

use crate::Span;

/// One decision: what was chosen, for which reason, and what was refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// What was decided: `date`, `place`, `actor`, `office`, `type`, `person`, `published`, …
    pub about: &'static str,
    /// The words the decision concerns.
    pub span: Span,
    /// What was chosen, as a person reads it.
    pub chosen: String,
    /// The rule, frame or feature that decided.
    pub because: String,
    /// Other readings considered, each with the reason for refusing it.
    pub refused: Vec<(String, String)>,
}

/// Collects decisions when someone wants to know, and costs nothing when nobody does.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Trace {
    decisions: Option<Vec<Decision>>,
}

impl Trace {
    /// Keeps nothing.
    pub fn off() -> Trace {
        Trace { decisions: None }
    }

    /// Keeps every decision.
    pub fn on() -> Trace {
        Trace { decisions: Some(Vec::new()) }
    }

    /// Whether decisions are kept.
    pub fn is_on(&self) -> bool {
        self.decisions.is_some()
    }

    /// Notes a decision; `make` runs only when decisions are kept.
    pub fn note(&mut self, make: impl FnOnce() -> Decision) {
        if let Some(decisions) = &mut self.decisions {
            decisions.push(make());
        }
    }

    /// The decisions so far, in order.
    pub fn decisions(&self) -> &[Decision] {
        self.decisions.as_deref().unwrap_or_default()
    }
}
