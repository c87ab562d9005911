//! Matches frames against a sentence: candidates and refusals.

use lexicon::frames::{ClassId, ComplementRule, Frame, FrameId, Frames, Needs, PartyKind, Position};
use record::{Deprel, EventType, Id, Mode, Referent, Status, Token};

use crate::party::Parties;
use crate::slots::{self, Filled, Slots};
use crate::triggers::{self, Hit, Kind};
use crate::view::View;

/// A frame that fits, before tense and operators have been looked at.
#[derive(Clone, Debug)]
pub(crate) struct Candidate {
    pub(crate) frame: FrameId,
    pub(crate) kind: Kind,
    pub(crate) anchor: Id<Token>,
    pub(crate) noun: Option<Id<Token>>,
    pub(crate) words: Vec<Id<Token>>,
    pub(crate) specificity: u16,
    pub(crate) slots: Slots,
    pub(crate) event_type: EventType,
    pub(crate) mode: Option<Mode>,
    /// Type and mode of the frame itself, whatever operators make of it.
    pub(crate) plain: (EventType, Option<Mode>),
    pub(crate) status: Status,
    pub(crate) dropped: bool,
    /// Whether the party it is directed at is not named here and must be known from what was told before.
    pub(crate) incomplete: bool,
    /// The event whose parties it has, counted among those coded before it.
    pub(crate) told: Option<usize>,
    /// Thousandths, before calibration.
    pub(crate) confidence: u16,
    /// What operators and rules did, in words.
    pub(crate) notes: Vec<String>,
}

/// Why a triggered frame was not coded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Refusal {
    pub(crate) frame: FrameId,
    pub(crate) anchor: Id<Token>,
    pub(crate) why: String,
}

/// Matches every frame of the lexicon against the sentence.
pub(crate) fn candidates(view: &View, frames: &Frames, parties: &Parties) -> (Vec<Candidate>, Vec<Refusal>) {
    let (mut kept, mut refused) = (Vec::new(), Vec::new());
    for hit in triggers::hits(view, frames) {
        let Some(frame) = frames.frame(hit.frame) else { continue };
        match try_frame(view, parties, frame, &hit) {
            Ok(candidate) => kept.push(candidate),
            Err(why) => refused.push(Refusal { frame: hit.frame, anchor: hit.anchor, why }),
        }
    }
    choose(kept, refused)
}

/// Matches frames on their words and positions alone: the parties are given, whether they mean anyone known or not.
pub(crate) fn loose_candidates(view: &View, frames: &Frames, parties: &Parties) -> (Vec<Candidate>, Vec<Refusal>) {
    let (mut kept, mut refused) = (Vec::new(), Vec::new());
    for hit in triggers::hits(view, frames) {
        let Some(frame) = frames.frame(hit.frame) else { continue };
        let loose = Frame { needs: Needs::Nothing, ..frame.clone() };
        match try_frame(view, parties, &loose, &hit) {
            Ok(candidate) => kept.push(candidate),
            Err(why) => refused.push(Refusal { frame: hit.frame, anchor: hit.anchor, why }),
        }
    }
    choose(kept, refused)
}

fn try_frame(view: &View, parties: &Parties, frame: &Frame, hit: &Hit) -> Result<Candidate, String> {
    object_fits(view, frame, hit)?;
    complement_fits(view, frame, hit)?;
    near_fits(view, frame, hit)?;
    let mut slots = slots::fill(view, parties, frame, hit);
    lost_objects(view, parties, frame, hit, &mut slots);
    further_objects(view, parties, frame, hit, &mut slots);
    keep_kinds(view, parties, &mut slots.actors, &frame.actor_is, &frame.actor_not, "actor")?;
    keep_kinds(view, parties, &mut slots.recipients, &frame.recipient_is, &frame.recipient_not, "recipient")?;
    let incomplete = match needs_met(frame, &slots) {
        Ok(()) => false,
        Err(_) if may_be_known(frame, &slots, hit) || told_before(view, frame, &slots, hit) => true,
        Err(why) => return Err(why),
    };
    let filled = u16::from(!slots.actors.is_empty()) + u16::from(!slots.recipients.is_empty());
    let confidence = (frame.weight + 40 * filled + 10 * hit.specificity).min(980);
    Ok(Candidate {
        frame: hit.frame,
        kind: hit.kind,
        anchor: hit.anchor,
        noun: hit.noun,
        words: hit.words.clone(),
        specificity: hit.specificity,
        slots,
        event_type: frame.event_type,
        mode: frame.mode,
        plain: (frame.event_type, frame.mode),
        status: Status::Occurred,
        dropped: false,
        incomplete,
        told: None,
        confidence: if incomplete { confidence.saturating_sub(100) } else { confidence },
        notes: Vec::new(),
    })
}

/// `received at the palace on Monday Minister X`: far from the verb the object hangs elsewhere in the tree.
fn lost_objects(view: &View, parties: &Parties, frame: &Frame, hit: &Hit, slots: &mut Slots) {
    let wanted = hit.kind == Kind::Verb
        && hit.noun.is_none()
        && frame.reciprocal
        && frame.needs == Needs::Both
        && frame.recipient.contains(&Position::Object)
        && slots.recipients.is_empty()
        && slots.actors.len() == 1
        && view.logical_object(hit.anchor).is_empty();
    if !wanted {
        return;
    }
    let known: Vec<Referent> = slots.actors.iter().map(|filled| filled.found.referent.clone()).collect();
    let found = parties.people_after(view, hit.anchor).into_iter().filter(|one| !known.contains(&one.referent));
    slots.recipients.extend(found.map(|found| Filled { found, position: Position::Object }));
}

/// `saw X at the palace and Y at the ministry`, `met X, and separately Y`: others met in the same clause, each apart,
/// that trees hang on the places between.
fn further_objects(view: &View, parties: &Parties, frame: &Frame, hit: &Hit, slots: &mut Slots) {
    let meets = hit.kind == Kind::Verb
        && hit.noun.is_none()
        && frame.reciprocal
        && frame.mode == Some(Mode::Meeting)
        && frame.recipient.contains(&Position::Object)
        && !slots.recipients.is_empty();
    if !meets {
        return;
    }
    let mut known: Vec<Referent> =
        slots.actors.iter().chain(&slots.recipients).map(|filled| filled.found.referent.clone()).collect();
    for token in view.clause(hit.anchor).into_iter().filter(|token| *token > hit.anchor) {
        let joined = view.with(token, |deprel| deprel == Deprel::Cc).any(|cc| view.lower(cc) == "and");
        let stray = match view.deprel(token) {
            Deprel::Conj => view.head(token).is_some_and(|head| {
                let mut at = head;
                while view.deprel(at) == Deprel::Conj {
                    match view.head(at) {
                        Some(above) => at = above,
                        None => break,
                    }
                }
                view.deprel(at) == Deprel::Obl && parties.of_phrase(view, at).iter().all(|found| !found.direct)
            }),
            Deprel::Obl => joined && view.preposition(token).is_empty(),
            _ => false,
        };
        if !stray {
            continue;
        }
        for found in parties.of_phrase(view, token) {
            if found.direct && matches!(found.referent, Referent::Person(_)) && !known.contains(&found.referent) {
                known.push(found.referent.clone());
                slots.recipients.push(Filled { found, position: Position::Object });
                slots.apart = true;
            }
        }
    }
}

fn in_any(view: &View, token: Id<Token>, classes: &[ClassId]) -> bool {
    classes.iter().any(|class| view.is_in(token, *class))
}

fn object_fits(view: &View, frame: &Frame, hit: &Hit) -> Result<(), String> {
    if frame.object.is_empty() && frame.object_not.is_empty() {
        return Ok(());
    }
    let objects: Vec<Id<Token>> = match hit.kind {
        Kind::Verb => view.logical_object(hit.anchor),
        _ => view.phrases(hit.anchor, "of"),
    };
    let all: Vec<Id<Token>> = objects
        .into_iter()
        .flat_map(|object| view.conjuncts(object))
        .flat_map(|object| {
            // Compounds tell as much as heads: `a missile launcher`; `of` opens containers: `hundreds of troops`.
            let mut words: Vec<_> = view.with(object, |deprel| deprel == Deprel::Compound).collect();
            words.extend(view.phrases(object, "of"));
            words.push(object);
            words
        })
        .collect();
    if !frame.object.is_empty() && !all.iter().any(|object| in_any(view, *object, &frame.object)) {
        return Err("its object is none of the words asked for".to_owned());
    }
    match all.iter().find(|object| in_any(view, **object, &frame.object_not)) {
        Some(object) => Err(format!("its object is {:?}", view.lower(*object))),
        None => Ok(()),
    }
}

fn complement_fits(view: &View, frame: &Frame, hit: &Hit) -> Result<(), String> {
    // A phrase with a preposition is no clause, whatever the tree calls it.
    let clausal =
        |token: &Id<Token>| !view.is_nominal(*token) || view.has_copula(*token) || view.preposition(*token).is_empty();
    let has = view
        .with(hit.noun.unwrap_or(hit.anchor), |deprel| matches!(deprel, Deprel::Ccomp | Deprel::Xcomp | Deprel::Acl))
        .chain(view.with(hit.anchor, |deprel| matches!(deprel, Deprel::Ccomp | Deprel::Xcomp)))
        .any(|token| clausal(&token))
        || infinitive_after(view, hit.anchor);
    match (frame.complement, has) {
        (ComplementRule::Must, false) => Err("it governs no clause".to_owned()),
        (ComplementRule::MustNot, true) => Err("it governs a clause".to_owned()),
        _ => Ok(()),
    }
}

/// An infinitive that parsers hang as an adverbial: `promised … to withdraw`.
fn infinitive_after(view: &View, verb: Id<Token>) -> bool {
    view.with(verb, |deprel| deprel == Deprel::Advcl)
        .any(|clause| clause > verb && view.children(clause).iter().any(|child| view.lower(*child) == "to"))
}

fn near_fits(view: &View, frame: &Frame, hit: &Hit) -> Result<(), String> {
    if frame.near.is_empty() && frame.near_not.is_empty() {
        return Ok(());
    }
    let mut clause = view.clause(view.clause_head(hit.anchor));
    clause.extend(hit.words.iter().copied());
    if !frame.near.is_empty() && !clause.iter().any(|token| in_any(view, *token, &frame.near)) {
        return Err("the clause lacks the words asked for".to_owned());
    }
    match clause.iter().find(|token| in_any(view, **token, &frame.near_not)) {
        Some(token) => Err(format!("the clause holds {:?}", view.lower(*token))),
        None => Ok(()),
    }
}

fn is_kind(view: &View, parties: &Parties, filled: &Filled, kind: &PartyKind) -> bool {
    let found = &filled.found;
    match kind {
        PartyKind::Person => matches!(found.referent, Referent::Person(_)),
        PartyKind::Body => matches!(found.referent, Referent::Body(_)),
        PartyKind::Country => matches!(found.referent, Referent::Country(_)),
        PartyKind::Group => matches!(found.referent, Referent::Group(_)),
        PartyKind::Place => !parties.place(view, found.head, found.head).is_empty(),
        PartyKind::Diplomat => parties.is_diplomat(view, found),
        PartyKind::Armed => parties.is_armed(found),
        PartyKind::Class(class) => crate::party::core(view, found.head).iter().any(|token| view.is_in(*token, *class)),
    }
}

fn keep_kinds(
    view: &View,
    parties: &Parties,
    filled: &mut Vec<Filled>,
    is: &[PartyKind],
    not: &[PartyKind],
    role: &str,
) -> Result<(), String> {
    let had = !filled.is_empty();
    if !is.is_empty() {
        filled.retain(|one| is.iter().any(|kind| is_kind(view, parties, one, kind)));
    }
    filled.retain(|one| !not.iter().any(|kind| is_kind(view, parties, one, kind)));
    match had && filled.is_empty() {
        true => Err(format!("the {role} is not of the kind asked for")),
        false => Ok(()),
    }
}

fn needs_met(frame: &Frame, slots: &Slots) -> Result<(), String> {
    let (actors, recipients) = (slots.actors.len(), slots.recipients.len());
    let met = match (frame.needs, frame.reciprocal) {
        (Needs::Both, true) => actors + recipients >= 2,
        (Needs::Both, false) => actors > 0 && recipients > 0,
        (Needs::Either, _) => actors + recipients > 0,
        (Needs::Actor, _) => actors > 0,
        (Needs::Recipient, _) => recipients > 0,
        (Needs::Nothing, _) => true,
    };
    match met {
        true => Ok(()),
        false => Err(format!("{actors} actors and {recipients} recipients found, but the frame needs {}", frame.needs)),
    }
}

/// Whether the party a frame lacks may be known from before: words said by someone to or about those just told of.
fn may_be_known(frame: &Frame, slots: &Slots, hit: &Hit) -> bool {
    let addressed = matches!(
        frame.event_type,
        EventType::Support | EventType::Accuse | EventType::Request | EventType::Reject | EventType::Threaten
    );
    let known = |filled: &Filled| !matches!(filled.found.referent, Referent::Group(_));
    frame.needs == Needs::Both
        && !frame.reciprocal
        && addressed
        && hit.kind == Kind::Verb
        && slots.recipients.is_empty()
        && slots.actors.iter().any(known)
}

/// `They agreed on …`, `the two sides struck a deal`: those who met before.
fn told_before(view: &View, frame: &Frame, slots: &Slots, hit: &Hit) -> bool {
    let points_back = |head: &Id<Token>| {
        matches!(view.lower(*head), "they" | "both" | "two" | "three" | "sides" | "parties" | "leaders" | "neighbours")
            || view
                .with(*head, |deprel| matches!(deprel, Deprel::Nummod | Deprel::Det))
                .any(|count| matches!(view.lower(count), "two" | "both" | "three"))
    };
    // `A joint declaration sets out …`: of those who met.
    let joint = hit.kind == Kind::Noun
        && slots.actors.is_empty()
        && slots.recipients.is_empty()
        && view.with(hit.anchor, |deprel| deprel == Deprel::Amod).any(|word| view.lower(word) == "joint");
    if joint && frame.event_type == EventType::Agree && frame.reciprocal {
        return true;
    }
    // `fighting broke out near …`: between those told of.
    // `So the two presidents met.`
    let consults = frame.event_type == EventType::Consult && frame.reciprocal;
    if consults && hit.kind == Kind::Verb && slots.recipients.is_empty() && slots.actor_heads.iter().any(points_back) {
        return true;
    }
    // `His meetings with the generals`, told of a visit: the visitor's.
    if consults
        && hit.kind == Kind::Noun
        && slots.actors.is_empty()
        && slots.recipients.iter().any(|one| one.found.direct)
    {
        return true;
    }
    // `the visit of X, and the signing of papers`: by those of the visit.
    let signing = hit.kind == Kind::Noun
        && frame.event_type == EventType::Agree
        && frame.reciprocal
        && slots.actors.is_empty()
        && slots.recipients.is_empty()
        && matches!(view.lemma(hit.anchor), "signing" | "signature" | "conclusion");
    if signing {
        return true;
    }
    let breaks_out = hit.kind == Kind::Noun
        && frame.event_type == EventType::Assault
        && slots.actors.is_empty()
        && slots.recipients.is_empty()
        && matches!(view.deprel(hit.anchor), Deprel::Nsubj | Deprel::NsubjPass)
        && view.head(hit.anchor).is_some_and(|verb| {
            matches!(
                view.lemma(verb),
                "start" | "begin" | "erupt" | "break" | "flare" | "resume" | "rage" | "spread" | "continue"
            )
        });
    if breaks_out {
        return true;
    }
    frame.event_type == EventType::Agree
        && frame.reciprocal
        && hit.kind == Kind::Verb
        && slots.actors.is_empty()
        && slots.actor_heads.iter().any(points_back)
}

/// Of frames on one word the most specific wins; a noun that a `verb + noun` trigger took codes nothing by itself.
fn choose(mut kept: Vec<Candidate>, mut refused: Vec<Refusal>) -> (Vec<Candidate>, Vec<Refusal>) {
    kept.sort_by_key(|candidate| {
        (candidate.incomplete, std::cmp::Reverse(strength(candidate)), candidate.anchor, candidate.frame)
    });
    let mut best: Vec<Candidate> = Vec::new();
    for candidate in kept {
        let rival = best.iter().any(|other| {
            other.anchor == candidate.anchor
                || other.noun == Some(candidate.anchor)
                || candidate.noun == Some(other.anchor)
                || (candidate.noun.is_some() && candidate.noun == other.noun)
        });
        match rival {
            false => best.push(candidate),
            true => {
                let why = "another frame fits these words better".to_owned();
                refused.push(Refusal { frame: candidate.frame, anchor: candidate.anchor, why });
            }
        }
    }
    best.sort_by_key(|candidate| (candidate.anchor, candidate.frame));
    (best, refused)
}

fn strength(candidate: &Candidate) -> (u16, u16, u16) {
    let filled = u16::from(!candidate.slots.actors.is_empty()) + u16::from(!candidate.slots.recipients.is_empty());
    (candidate.specificity, filled, candidate.confidence)
}
