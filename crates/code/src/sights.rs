//! What a sentence does to the frames, as data: for `attache frame`.

use lexicon::Lexicon;
use record::{Cast, EventType, Mode, Reading, Span, Status};

use crate::matching;
use crate::party::Parties;
use crate::slots::Filled;
use crate::status;
use crate::triggers::{self, Kind};
use crate::view::View;

/// A frame that a sentence triggered, and what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FrameSight {
    /// Name of the frame.
    pub frame: String,
    /// File and line.
    pub source: String,
    /// `verb`, `noun` or `adjective`.
    pub kind: &'static str,
    /// The words that trigger it.
    pub words: Vec<Span>,
    /// Type before operators.
    pub frame_type: EventType,
    /// What it comes to, where it is not refused.
    pub outcome: Option<FrameOutcome>,
    /// Why it was refused.
    pub refused: Option<String>,
}

/// What a matched frame comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FrameOutcome {
    /// Type after operators.
    pub event_type: EventType,
    /// Mode.
    pub mode: Option<Mode>,
    /// Status.
    pub status: Status,
    /// Whether an operator keeps it from being coded.
    pub dropped: bool,
    /// Positions and words of the actors.
    pub actors: Vec<(String, Span)>,
    /// Positions and words of the recipients.
    pub recipients: Vec<(String, Span)>,
    /// What operators did.
    pub notes: Vec<String>,
    /// Thousandths.
    pub confidence: u16,
}

/// Every frame that the sentences of a reading trigger, matched or refused, in text order.
pub(crate) fn sights(lexicon: &Lexicon, reading: &Reading, cast: &Cast, text: &str) -> Vec<FrameSight> {
    let frames = lexicon.frames();
    let parties = Parties::new(cast, frames, reading.sentences.len());
    let mut all = Vec::new();
    for sentence in reading.sentences.ids() {
        let view = View::new(frames, reading, text, sentence);
        let (mut candidates, refusals) = matching::candidates(&view, frames, &parties);
        candidates.retain(|candidate| !candidate.incomplete);
        let settled = status::settle(&view, frames, candidates.clone());
        for hit in triggers::hits(&view, frames) {
            let Some(frame) = frames.frame(hit.frame) else { continue };
            let same = |anchor, id| anchor == hit.anchor && id == hit.frame;
            let outcome = settled.iter().find(|candidate| same(candidate.anchor, candidate.frame)).map(|candidate| {
                FrameOutcome {
                    event_type: candidate.event_type,
                    mode: status::refine_mode(&view, frames, candidate),
                    status: candidate.status,
                    dropped: candidate.dropped,
                    actors: told(&candidate.slots.actors),
                    recipients: told(&candidate.slots.recipients),
                    notes: candidate.notes.clone(),
                    confidence: candidate.confidence,
                }
            });
            let matched = candidates.iter().any(|candidate| same(candidate.anchor, candidate.frame));
            let refused = match (&outcome, matched) {
                (Some(_), _) => None,
                (None, true) => Some("taken into the event of the verb that governs it".to_owned()),
                (None, false) => refusals
                    .iter()
                    .find(|refusal| same(refusal.anchor, refusal.frame))
                    .map(|refusal| refusal.why.clone()),
            };
            all.push(FrameSight {
                frame: frame.name.clone(),
                source: frame.source.clone(),
                kind: match hit.kind {
                    Kind::Verb => "verb",
                    Kind::Noun => "noun",
                    Kind::Adjective => "adjective",
                },
                words: hit.words.iter().map(|word| view.token(*word).span).collect(),
                frame_type: frame.event_type,
                outcome,
                refused,
            });
        }
    }
    all
}

fn told(filled: &[Filled]) -> Vec<(String, Span)> {
    filled.iter().map(|one| (one.position.to_string(), one.found.span)).collect()
}
