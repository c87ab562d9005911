//! Whether an event took place: tense, modality, negation, conditions, and the operators that govern its clause.
//!
//! PLOVER has no auxiliary modes to speak of; a future meeting is AGREE, a refused one REJECT, a threatened attack
//! THREATEN. Which word does what to which event is data (`data/frames/operators.toml`); this file walks the tree.

use lexicon::frames::{Becomes, ClassUse, Effect, EffectId, Frames, VerbUse};
use record::{Deprel, EventType, Id, Mode, Status, Token, Upos, Xpos};

use crate::matching::Candidate;
use crate::triggers;
use crate::view::{View, is_clausal};

/// Decides type, mode and status of every candidate of the sentence; those under a governing frame merge into it.
pub(crate) fn settle(view: &View, frames: &Frames, candidates: Vec<Candidate>) -> Vec<Candidate> {
    let mut settled: Vec<Candidate> = Vec::new();
    let governing: Vec<(Id<Token>, EffectId, usize)> = candidates
        .iter()
        .enumerate()
        .filter_map(|(idx, candidate)| {
            let effect = frames.frame(candidate.frame)?.governs?;
            Some((candidate.anchor, effect, idx))
        })
        .collect();
    let mut absorbed: Vec<Option<usize>> = Vec::new();
    for candidate in &candidates {
        let mut copy = candidate.clone();
        let absorbed_by = apply(view, frames, &mut copy, &governing);
        settled.push(copy);
        absorbed.push(absorbed_by);
    }
    merge_into_governors(frames, candidates, settled, &absorbed)
}

/// What a governed event leaves its governor: the mode, and the parties the governor lacks.
fn merge_into_governors(
    frames: &Frames,
    plain: Vec<Candidate>,
    mut settled: Vec<Candidate>,
    absorbed: &[Option<usize>],
) -> Vec<Candidate> {
    for (idx, governor) in absorbed.iter().enumerate() {
        let Some(governor) = *governor else { continue };
        if governor == idx {
            continue;
        }
        let inner = plain[idx].clone();
        let Some(effect) = frames.frame(plain[governor].frame).and_then(|frame| frame.governs) else { continue };
        let Some(effect) = frames.effect(effect) else { continue };
        let becomes = effect.becomes(inner.event_type, inner.mode);
        let outer = &mut settled[governor];
        // The type of a negated or re-governed frame has moved on already; then only parties are taken over.
        if outer.event_type == plain[governor].event_type && !becomes.dropped {
            if let Some(event_type) = becomes.event_type {
                outer.event_type = event_type;
            }
            if outer.mode.is_none() || becomes.event_type.is_some_and(|new| new != plain[governor].event_type) {
                outer.mode = becomes.mode;
            }
            if becomes.status == Some(Status::Planned) && outer.event_type == EventType::Agree {
                outer.status = Status::Planned;
            }
            outer.notes.push(format!("governs {} at {:?}", inner.event_type, inner.anchor));
        }
        if outer.slots.recipients.is_empty() {
            let known: Vec<_> = outer.slots.actors.iter().map(|filled| filled.found.referent.clone()).collect();
            let candidates = inner.slots.recipients.iter().chain(&inner.slots.actors);
            let more: Vec<_> = candidates.filter(|filled| !known.contains(&filled.found.referent)).cloned().collect();
            outer.slots.recipients.extend(more);
        }
        if outer.slots.actors.is_empty() {
            outer.slots.actors.extend(inner.slots.actors.iter().cloned());
        }
        outer.slots.recipient_heads.extend(inner.slots.recipient_heads.iter().copied());
    }
    let mut idx = 0;
    settled.retain(|_| {
        let keep = absorbed.get(idx).is_none_or(Option::is_none);
        idx += 1;
        keep
    });
    settled
}

/// Applies tense and operators to a candidate; the index of the governing candidate that takes it in, if one does.
fn apply(
    view: &View,
    frames: &Frames,
    candidate: &mut Candidate,
    governing: &[(Id<Token>, EffectId, usize)],
) -> Option<usize> {
    let frame = frames.frame(candidate.frame)?;
    let own_effect = frame.governs;
    candidate.status = base_status(view, candidate);
    // Negation of the trigger itself: `did not agree` refuses, `did not meet` is no meeting.
    let negated = is_negated(view, candidate);
    let future = has_auxiliary(view, frames, candidate.anchor, "future") || future_by_form(view, candidate.anchor);
    if negated {
        let negated_effect = own_effect.and_then(|id| frames.effect(id)).and_then(|effect| effect.negated);
        match negated_effect.and_then(|id| frames.effect(id)) {
            Some(effect) => take(candidate, effect, "negated"),
            None if future => take_named(frames, candidate, "will-not", "will not"),
            None => take_named(frames, candidate, "not", "negated"),
        }
    } else if was_to_have(view, candidate.anchor) {
        take_named(frames, candidate, "not", "was to have");
    } else if future {
        take_named(frames, candidate, "future", "future tense");
    } else if has_auxiliary(view, frames, candidate.anchor, "possible") {
        take_named(frames, candidate, "possible", "modal verb");
    }
    if is_conditional(view, candidate.anchor) {
        take_named(frames, candidate, "possible", "conditional clause");
    }
    climb(view, frames, candidate, governing)
}

fn take(candidate: &mut Candidate, effect: &Effect, why: &str) {
    let Becomes { event_type, mode, status, dropped } = effect.becomes(candidate.event_type, candidate.mode);
    if dropped {
        candidate.dropped = true;
        candidate.notes.push(format!("{} ({why}): not coded", effect.name));
        return;
    }
    if let Some(event_type) = event_type {
        if event_type != candidate.event_type {
            candidate.mode = mode;
            candidate.status = Status::Occurred;
        } else if mode.is_some() {
            candidate.mode = mode;
        }
        candidate.event_type = event_type;
    }
    if let Some(status) = status
        && !(candidate.status == Status::Denied && status == Status::Planned)
    {
        candidate.status = status;
    }
    // What is denied is the event itself, not the promise of it.
    if candidate.status == Status::Denied && candidate.event_type == EventType::Agree {
        (candidate.event_type, candidate.mode) = candidate.plain;
    }
    candidate.notes.push(format!("{} ({why})", effect.name));
}

fn take_named(frames: &Frames, candidate: &mut Candidate, name: &str, why: &str) {
    if let Some(effect) = frames.effect_named(name).and_then(|id| frames.effect(id)) {
        take(candidate, effect, why);
    }
}

/// Tense and aspect: what is told as going on now goes on, all else took place.
fn base_status(view: &View, candidate: &Candidate) -> Status {
    let verb = match candidate.kind {
        triggers::Kind::Noun => return Status::Occurred,
        _ => candidate.anchor,
    };
    if view.token(verb).xpos != Xpos::Vbg {
        return Status::Occurred;
    }
    let present_be = view
        .with(verb, |deprel| deprel == Deprel::Aux)
        .any(|aux| matches!(view.lower(aux), "is" | "are" | "'s" | "'re" | "am" | "been"));
    let ongoing_type = !matches!(candidate.event_type, EventType::Consult);
    match present_be && ongoing_type {
        true => Status::Ongoing,
        false => Status::Occurred,
    }
}

fn is_negated(view: &View, candidate: &Candidate) -> bool {
    if view.negated(candidate.anchor) || candidate.noun.is_some_and(|noun| view.negated(noun)) {
        return true;
    }
    // `no talks were held`, `nobody was hurt`.
    if candidate.kind == triggers::Kind::Verb {
        return view
            .with(candidate.anchor, |deprel| matches!(deprel, Deprel::Nsubj | Deprel::NsubjPass | Deprel::Obj))
            .any(|child| view.negated(child) || matches!(view.lower(child), "nobody" | "none" | "no-one"));
    }
    false
}

/// `was to have gone on to Oslo`: planned, and not done.
fn was_to_have(view: &View, verb: Id<Token>) -> bool {
    let mut at = verb;
    let mut wanted = ["have", "to"].iter();
    let mut next = wanted.next();
    for _ in 0..5 {
        let Some(before) = view.previous(at) else { return false };
        match next {
            Some(word) if view.lower(before) == *word => next = wanted.next(),
            Some(_) => {}
            None => return matches!(view.lower(before), "was" | "were"),
        }
        at = before;
    }
    false
}

/// Whether the verb has a modal auxiliary of an operator with the effect: its own, or that of the verb it is joined to
/// (`would reopen embassies and share ports`).
fn has_auxiliary(view: &View, frames: &Frames, token: Id<Token>, effect: &str) -> bool {
    let mut at = token;
    for _ in 0..4 {
        if own_auxiliary(view, frames, at, effect) {
            return true;
        }
        let joined = view.deprel(at) == Deprel::Conj
            && view.is_verb(at)
            && view.token(at).xpos == Xpos::Vb
            && view.with(at, |deprel| matches!(deprel, Deprel::Aux | Deprel::AuxPass | Deprel::Nsubj)).next().is_none();
        match view.head(at) {
            Some(head) if joined && view.is_verb(head) => at = head,
            _ => return false,
        }
    }
    false
}

fn own_auxiliary(view: &View, frames: &Frames, token: Id<Token>, effect: &str) -> bool {
    let wanted = frames.effect_named(effect);
    let verb = match view.is_verb(token) || view.has_copula(token) || triggers::can_be_verb(view, token) {
        true => token,
        false => return nominal_future(view, frames, token, effect),
    };
    view.with(verb, |deprel| matches!(deprel, Deprel::Aux | Deprel::Cop)).any(|aux| {
        view.classes(aux).iter().any(|class| {
            frames.class_uses(*class).iter().any(|used| match used {
                ClassUse::OperatorAuxiliary(row) => frames.operator(*row).map(|operator| operator.effect) == wanted,
                _ => false,
            })
        })
    })
}

/// A noun's event lies in the future when the verb that says it takes place does: `talks will begin on Monday`.
fn nominal_future(view: &View, frames: &Frames, noun: Id<Token>, effect: &str) -> bool {
    let Some(verb) = view.head(noun) else { return false };
    if !view.is_verb(verb) {
        return false;
    }
    let happens = matches!(
        view.lemma(verb),
        "take"
            | "begin"
            | "start"
            | "follow"
            | "hold"
            | "be"
            | "resume"
            | "come"
            | "continue"
            | "open"
            | "happen"
            | "occur"
    );
    let subject = matches!(view.deprel(noun), Deprel::Nsubj | Deprel::NsubjPass);
    let object = matches!(view.deprel(noun), Deprel::Obj | Deprel::Obl);
    ((subject && happens) || object)
        && (has_auxiliary(view, frames, verb, effect) || (effect == "future" && future_by_form(view, verb)))
}

/// `to visit` as a headline's or report's future, `is to visit`, `is going to`.
fn future_by_form(view: &View, verb: Id<Token>) -> bool {
    if let Some(to) = view.previous(verb).filter(|to| view.lower(*to) == "to")
        && view.previous(to).is_some_and(|be| matches!(view.lower(be), "is" | "are"))
    {
        return true;
    }
    let to = view
        .children(verb)
        .iter()
        .any(|child| view.lower(*child) == "to" && matches!(view.deprel(*child), Deprel::Mark | Deprel::Aux));
    if !to {
        return false;
    }
    match view.deprel(verb) {
        Deprel::Root | Deprel::Conj | Deprel::Parataxis => true,
        // `The rest are to follow on Friday.`
        Deprel::Xcomp | Deprel::Ccomp => view.head(verb).is_some_and(|head| matches!(view.lemma(head), "be")),
        _ => false,
    }
}

fn is_conditional(view: &View, token: Id<Token>) -> bool {
    let mut at = view.clause_head(token);
    for _ in 0..6 {
        let conditional = view
            .with(at, |deprel| deprel == Deprel::Mark)
            .any(|mark| matches!(view.lower(mark), "if" | "unless" | "whether"));
        if conditional {
            return true;
        }
        match (view.deprel(at), view.head(at)) {
            (Deprel::Xcomp | Deprel::Ccomp | Deprel::Conj | Deprel::Acl, Some(head)) => at = view.clause_head(head),
            _ => return false,
        }
    }
    false
}

/// Walks from the event's word to the root and lets every operator that governs it have its effect.
fn climb(
    view: &View,
    frames: &Frames,
    candidate: &mut Candidate,
    governing: &[(Id<Token>, EffectId, usize)],
) -> Option<usize> {
    adjective_effects(view, frames, candidate);
    let mut at = candidate.anchor;
    for _ in 0..24 {
        let head = view.head(at)?;
        let edge = edge(view, at, head, candidate)?;
        if edge != Edge::Through && !candidate.words.contains(&head) {
            // `called for the release of`, `agreed to talks`: nouns are governed as clauses are.
            if let Some((_, _, idx)) = governing.iter().find(|(anchor, _, _)| *anchor == head) {
                return Some(*idx);
            }
            operator_effect(view, frames, candidate, head, edge);
        }
        if candidate.dropped {
            return None;
        }
        purpose(view, frames, candidate, at);
        at = head;
    }
    None
}

/// How a word hangs on the one above it, as far as operators care.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Edge {
    /// A clause governed by a verb, noun or adjective.
    Clause,
    /// A noun that is the object of a verb, or hangs on a noun by `of`, `for`, `to`.
    Nominal,
    /// Coordination and the like: no governing.
    Through,
}

impl Edge {
    fn is_clause(self) -> bool {
        self == Edge::Clause
    }
}

fn edge(view: &View, at: Id<Token>, head: Id<Token>, candidate: &Candidate) -> Option<Edge> {
    let preposition = || view.preposition(at);
    match view.deprel(at) {
        Deprel::Ccomp if is_cut_off(view, at, head) => None,
        Deprel::Xcomp | Deprel::Ccomp | Deprel::Csubj | Deprel::CsubjPass => Some(Edge::Clause),
        // `agreed with X to withdraw`: parsers hang infinitives as adverbials or on the noun before.
        Deprel::Advcl => match has_to(view, at)
            || matches!(preposition().as_str(), "from" | "of" | "to" | "for" | "against" | "on" | "in")
        {
            true => Some(Edge::Clause),
            false => None,
        },
        Deprel::Acl => match has_to(view, at)
            || matches!(preposition().as_str(), "of" | "for" | "to" | "from" | "that")
            || view.with(at, |deprel| deprel == Deprel::Mark).next().is_some()
        {
            true => Some(Edge::Clause),
            false => None,
        },
        Deprel::Obj | Deprel::NsubjPass if view.is_verb(head) => Some(Edge::Nominal),
        Deprel::Nsubj if view.is_verb(head) || view.has_copula(head) => {
            Some(Edge::Through).filter(|_| at == candidate.anchor)
        }
        Deprel::Nmod => match preposition().as_str() {
            "of" | "for" | "to" | "on" | "against" | "about" => Some(Edge::Nominal),
            _ => None,
        },
        Deprel::Obl => match preposition().as_str() {
            "to" | "for" | "of" | "from" | "with" | "on" | "against" | "over" => Some(Edge::Nominal),
            _ => None,
        },
        Deprel::Conj => Some(Edge::Through),
        Deprel::Compound if candidate.anchor == at => Some(Edge::Nominal),
        Deprel::Appos | Deprel::Parataxis => None,
        _ => None,
    }
}

/// `In an attempt to avert war, the minister flew …`: behind a comma a clause with a subject of its own is not governed.
fn is_cut_off(view: &View, clause: Id<Token>, head: Id<Token>) -> bool {
    let subject = view.with(clause, |deprel| matches!(deprel, Deprel::Nsubj | Deprel::NsubjPass)).next();
    let Some(subject) = subject.filter(|subject| head < *subject) else { return false };
    let comma = (head.row()..subject.row()).any(|row| view.lower(Id::new(row)) == ",");
    comma && view.with(clause, |deprel| deprel == Deprel::Mark).next().is_none()
}

fn has_to(view: &View, verb: Id<Token>) -> bool {
    view.children(verb).iter().any(|child| view.lower(*child) == "to")
}

/// `planned visit`, `possible attack`.
fn adjective_effects(view: &View, frames: &Frames, candidate: &mut Candidate) {
    let noun = match candidate.kind {
        triggers::Kind::Noun => candidate.anchor,
        // `called off a planned visit`: the adjective tells of the visit, not of the calling off.
        _ => return,
    };
    let modifiers: Vec<Id<Token>> =
        view.with(noun, |deprel| matches!(deprel, Deprel::Amod | Deprel::Compound | Deprel::Acl)).collect();
    for modifier in modifiers {
        if let Some((effect, _)) = adjective_operator(view, frames, modifier) {
            take(candidate, effect, view.lower(modifier));
        }
    }
}

fn adjective_operator<'f>(view: &View, frames: &'f Frames, token: Id<Token>) -> Option<(&'f Effect, &'f str)> {
    view.classes(token).iter().find_map(|class| {
        frames.class_uses(*class).iter().find_map(|used| match used {
            ClassUse::OperatorAdjective(row) => {
                let operator = frames.operator(*row)?;
                Some((frames.effect(operator.effect)?, operator.name.as_str()))
            }
            _ => None,
        })
    })
}

fn operator_effect(view: &View, frames: &Frames, candidate: &mut Candidate, token: Id<Token>, edge: Edge) {
    let upos = view.token(token).upos;
    let mut found: Option<(EffectId, u16)> = None;
    if triggers::can_be_verb(view, token) {
        for used in frames.verb_uses(view.lemma(token)) {
            let VerbUse::Operator(row, at) = *used else { continue };
            let Some(operator) = frames.operator(row) else { continue };
            let Some(trigger) = operator.verbs.get(usize::from(at)) else { continue };
            if (edge.is_clause() || operator.takes_objects)
                && let Some(_) = triggers::verb_matches(view, trigger, token)
                && found.is_none_or(|(_, specificity)| trigger.specificity() > specificity)
            {
                found = Some((operator.effect, trigger.specificity()));
            }
        }
    } else {
        for class in view.classes(token) {
            for used in frames.class_uses(*class) {
                let operator = match used {
                    ClassUse::OperatorNoun(row) if matches!(upos, Upos::Noun | Upos::Propn) => frames.operator(*row),
                    ClassUse::OperatorAdjective(row) if upos != Upos::Noun => frames.operator(*row),
                    _ => None,
                };
                if let Some(operator) = operator {
                    found = Some((operator.effect, 1));
                }
            }
        }
    }
    let Some(effect) = found.and_then(|(id, _)| frames.effect(id)) else { return };
    let negated = view.negated(token);
    match (negated, effect.negated.and_then(|id| frames.effect(id))) {
        (false, _) => take(candidate, effect, view.lemma(token)),
        (true, Some(other)) => take(candidate, other, view.lemma(token)),
        (true, None) => {}
    }
}

/// `in order to stop`, `to put pressure`: a purpose is no event, except after going somewhere to do it.
fn purpose(view: &View, frames: &Frames, candidate: &mut Candidate, at: Id<Token>) {
    if view.deprel(at) != Deprel::Advcl || !has_to(view, at) || candidate.kind == triggers::Kind::Noun {
        return;
    }
    let Some(head) = view.head(at) else { return };
    let goes = matches!(
        view.lemma(head),
        "travel"
            | "fly"
            | "arrive"
            | "gather"
            | "go"
            | "come"
            | "meet"
            | "be"
            | "land"
            | "return"
            | "head"
            | "visit"
            | "convene"
            | "assemble"
            | "take"
            | "use"
            | "join"
            | "sit"
            | "call"
            | "phone"
            | "telephone"
    );
    // `was in Oslo to meet X`.
    let goes = goes || (view.has_copula(head) && candidate.event_type == EventType::Consult);
    if !goes && candidate.status == Status::Occurred && candidate.notes.is_empty() {
        take_named(frames, candidate, "possible", "purpose");
    }
}

/// Who says it, where the clause is reported: the subject of the verb of speech that governs it, or `according to`.
pub(crate) fn source_of(view: &View, frames: &Frames, token: Id<Token>) -> Option<Id<Token>> {
    let clause = view.clause_head(token);
    if let Some(according) =
        view.with(clause, |deprel| deprel == Deprel::Obl).find(|obl| view.preposition(*obl).starts_with("according"))
    {
        return Some(according);
    }
    let mut at = clause;
    for _ in 0..8 {
        let head = view.head(at)?;
        if matches!(view.deprel(at), Deprel::Ccomp | Deprel::Parataxis) && is_speech(view, frames, head) {
            return view.logical_subject(head).first().copied();
        }
        if view.deprel(at) == Deprel::Root {
            break;
        }
        at = head;
        if !is_clausal(view.deprel(at)) && view.deprel(at) != Deprel::Conj {
            at = view.clause_head(at);
        }
    }
    // `…, the ministry said.` with the speech as parataxis.
    view.with(clause, |deprel| deprel == Deprel::Parataxis)
        .find(|verb| is_speech(view, frames, *verb))
        .and_then(|verb| view.logical_subject(verb).first().copied())
}

fn is_speech(view: &View, frames: &Frames, verb: Id<Token>) -> bool {
    matches!(view.lemma(verb), "announce" | "declare" | "confirm" | "reveal")
        || frames.verb_uses(view.lemma(verb)).iter().any(|used| matches!(used, VerbUse::Stance(..)))
}

/// The mode that words of the clause tell, by the rules of `modes.toml`.
pub(crate) fn refine_mode(view: &View, frames: &Frames, candidate: &Candidate) -> Option<Mode> {
    let clause = view.clause(view.clause_head(candidate.anchor));
    frames
        .modes()
        .iter()
        .filter(|rule| rule.event_type == candidate.event_type)
        .filter(|rule| candidate.mode.is_none_or(|mode| rule.over.contains(&mode)))
        .find(|rule| clause.iter().any(|token| rule.near.iter().any(|class| view.is_in(*token, *class))))
        .map(|rule| rule.mode)
        .or(candidate.mode)
}
