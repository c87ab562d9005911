//! Which event type a sentence reports between two given stretches of it.

use lexicon::Lexicon;
use record::{Cast, EventType, Id, Reading, Sentence, Span, Status, Token};

use crate::features::{self, Features, Fit};
use crate::matching::{self, Candidate};
use crate::model::EventModel;
use crate::party::Parties;
use crate::status;
use crate::view::View;

/// The type that holds between `source` and `target`, with a confidence in thousandths.
pub(crate) fn relation(
    lexicon: &Lexicon,
    model: Option<&EventModel>,
    reading: &Reading,
    cast: &Cast,
    text: &str,
    source: Span,
    target: Span,
) -> Option<(EventType, u16)> {
    let frames = lexicon.frames();
    let parties = Parties::new(cast, frames, reading.sentences.len());
    let mut best: Option<(u32, Framed)> = None;
    for sentence in reading.sentences.ids() {
        let view = View::new(frames, reading, text, sentence);
        let span = reading.sentences[sentence].span;
        let (has_source, has_target) = (span.overlaps(source), span.overlaps(target));
        let (candidates, _) = matching::loose_candidates(&view, frames, &parties);
        let settled = status::settle(&view, frames, candidates);
        for candidate in &settled {
            let fit = fit(&view, candidate, source, target).score();
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
            if best.as_ref().is_none_or(|(old, _)| score > *old) {
                let framed = Framed {
                    event_type: candidate.event_type,
                    lineage: lineage(lexicon, candidate),
                    confidence: candidate.confidence,
                };
                best = Some((score, framed));
            }
        }
    }
    let by_frames = best.map(|(_, framed)| framed);
    let alone = by_frames.as_ref().map(|framed| (framed.lineage, framed.confidence));
    let Some(model) = model else { return alone };
    let Some(features) = pair_features(lexicon, reading, cast, text, source, target) else { return alone };
    decide(&model.probabilities(&features), by_frames)
}

/// What the best frame says.
struct Framed {
    event_type: EventType,
    /// The same in the lineage of CAMEO.
    lineage: EventType,
    confidence: u16,
}

/// How much the frames' choice counts beside the model, in thousandths.
const FRAMES_SAY: u32 = 500;

/// The most probable type, the frames' choice favoured; CONCEDE and RETREAT stand together against the others.
fn decide(probabilities: &[u16], by_frames: Option<Framed>) -> Option<(EventType, u16)> {
    let yields = |kind: EventType| matches!(kind, EventType::Concede | EventType::Retreat);
    let of = |kind: EventType| u32::from(probabilities.get(kind as usize).copied().unwrap_or(0));
    let together = of(EventType::Concede) + of(EventType::Retreat);
    let framed = by_frames.as_ref().map(|framed| framed.event_type);
    let score = |kind: EventType| {
        let own = if yields(kind) { together } else { of(kind) };
        let favoured = framed.is_some_and(|framed| framed == kind || (yields(framed) && yields(kind)));
        own + if favoured { FRAMES_SAY } else { 0 }
    };
    let best = EventType::ALL.iter().copied().max_by_key(|kind| (score(*kind), of(*kind), std::cmp::Reverse(*kind)))?;
    let share = if yields(best) { together } else { of(best) };
    // Where model and frame agree, the frame knows the lineage.
    let lineage = by_frames.filter(|framed| framed.event_type == best).map_or(best, |framed| framed.lineage);
    Some((lineage, share.min(1000) as u16))
}

/// What the model sees of the marked pair; `None` where no sentence holds it.
pub(crate) fn pair_features(
    lexicon: &Lexicon,
    reading: &Reading,
    cast: &Cast,
    text: &str,
    source: Span,
    target: Span,
) -> Option<Features> {
    let frames = lexicon.frames();
    let parties = Parties::new(cast, frames, reading.sentences.len());
    let held = |sentence: &Id<Sentence>| {
        let span = reading.sentences[*sentence].span;
        usize::from(span.overlaps(source)) + usize::from(span.overlaps(target))
    };
    let sentence = reading.sentences.ids().max_by_key(|sentence| (held(sentence), std::cmp::Reverse(*sentence)))?;
    let view = View::new(frames, reading, text, sentence);
    let (candidates, _) = matching::loose_candidates(&view, frames, &parties);
    let settled: Vec<(Candidate, Fit)> = status::settle(&view, frames, candidates)
        .into_iter()
        .map(|candidate| {
            let fit = fit(&view, &candidate, source, target);
            (candidate, fit)
        })
        .collect();
    let (source, target) = (features::marked(&view, source), features::marked(&view, target));
    Some(features::features(&view, frames, &settled, &source, &target))
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
fn fit(view: &View, candidate: &Candidate, source: Span, target: Span) -> Fit {
    let (actors, recipients) = (&candidate.slots.actor_heads, &candidate.slots.recipient_heads);
    let source_acts = holds(view, actors, source);
    let target_receives = holds(view, recipients, target);
    let source_there = source_acts || holds(view, recipients, source);
    let target_there = target_receives || holds(view, actors, target) || under(view, candidate.anchor, target);
    Fit {
        source: if source_acts { 4 } else { 2 * u8::from(source_there) },
        target: if target_receives { 4 } else { 2 * u8::from(target_there) },
    }
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
