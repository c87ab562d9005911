//! Which event type a sentence reports between two given stretches of it.

use lexicon::Lexicon;
use record::{Cast, EventType, Id, Reading, Span, Status, Token};

use crate::matching::{self, Candidate};
use crate::party::Parties;
use crate::status;
use crate::view::View;

/// The type that holds between `source` and `target`, with a confidence in thousandths.
pub(crate) fn relation(
    lexicon: &Lexicon,
    reading: &Reading,
    cast: &Cast,
    text: &str,
    source: Span,
    target: Span,
) -> Option<(EventType, u16)> {
    let frames = lexicon.frames();
    let parties = Parties::new(cast, frames, reading.sentences.len());
    let mut best: Option<(u32, EventType, u16)> = None;
    for sentence in reading.sentences.ids() {
        let view = View::new(frames, reading, text, sentence);
        let span = reading.sentences[sentence].span;
        let (has_source, has_target) = (span.overlaps(source), span.overlaps(target));
        let (candidates, _) = matching::loose_candidates(&view, frames, &parties);
        let settled = status::settle(&view, frames, candidates);
        for candidate in &settled {
            let fit = fit(&view, candidate, source, target);
            let near = u32::from(has_source) + u32::from(has_target);
            let told = u32::from(!matches!(candidate.status, Status::Hypothetical | Status::Denied))
                + u32::from(!candidate.dropped);
            // A call made in order to do something is that something.
            let vehicle = candidate.event_type == EventType::Consult
                && view.with(candidate.anchor, |deprel| deprel == record::Deprel::Advcl).any(|clause| {
                    settled.iter().any(|other| other.anchor == clause && other.event_type == EventType::Support)
                });
            let fit = if vehicle { fit.saturating_sub(3) } else { fit };
            let score = fit * 100_000 + near * 20_000 + told * 5_000 + u32::from(candidate.confidence);
            let event_type = lineage(lexicon, candidate);
            if best.is_none_or(|(old, _, _)| score > old) {
                best = Some((score, event_type, candidate.confidence));
            }
        }
    }
    best.map(|(_, event_type, confidence)| (event_type, confidence))
}

/// The type in the lineage of CAMEO: signing an agreement is SUPPORT there.
fn lineage(lexicon: &Lexicon, candidate: &Candidate) -> EventType {
    let frame = lexicon.frames().frame(candidate.frame);
    // What is only agreed or announced is AGREE there, also where it yields.
    if candidate.event_type == EventType::Concede
        && frame.is_some_and(|frame| matches!(frame.event_type, EventType::Agree | EventType::Retreat))
    {
        return EventType::Agree;
    }
    use EventType::{
        Accuse, Agree, Aid, Assault, Coerce, Consult, Cooperate, Mobilize, Protest, Reject, Retreat, Sanction, Support,
        Threaten,
    };
    match (candidate.status, candidate.event_type) {
        // A conflict that is only announced is a threat; cooperation that did not come about is refused.
        (Status::Planned, Assault | Coerce | Sanction | Mobilize | Protest) => return Threaten,
        (Status::Denied, Agree | Consult | Support | Aid | Cooperate | Retreat) => return Reject,
        (Status::Denied, Accuse | Assault | Coerce | Sanction)
            if candidate.notes.iter().any(|note| note.starts_with("deny")) =>
        {
            return Reject;
        }
        _ => {}
    }
    let other = frame
        .and_then(|frame| frame.relation)
        .filter(|_| frame.map(|frame| frame.event_type) == Some(candidate.event_type));
    other.unwrap_or(candidate.event_type)
}

/// How well the marked stretches stand where the candidate's parties stand.
fn fit(view: &View, candidate: &Candidate, source: Span, target: Span) -> u32 {
    let (actors, recipients) = (&candidate.slots.actor_heads, &candidate.slots.recipient_heads);
    let source_acts = holds(view, actors, source);
    let target_receives = holds(view, recipients, target);
    let source_there = source_acts || holds(view, recipients, source);
    let target_there = target_receives || holds(view, actors, target) || under(view, candidate.anchor, target);
    let mut score = 0;
    score += if source_acts {
        4
    } else if source_there {
        2
    } else {
        0
    };
    score += if target_receives {
        4
    } else if target_there {
        2
    } else {
        0
    };
    score
}

/// Whether the stretch is, holds, or lies in one of the phrases.
fn holds(view: &View, heads: &[Id<Token>], marked: Span) -> bool {
    heads.iter().any(|head| {
        marked.contains(view.token(*head).span)
            || view.subtree(*head).iter().any(|token| marked.overlaps(view.token(*token).span))
    })
}

fn under(view: &View, anchor: Id<Token>, marked: Span) -> bool {
    view.subtree(anchor).iter().any(|token| marked.overlaps(view.token(*token).span))
}
