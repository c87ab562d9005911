//! Where the parties of a trigger stand: from positions in the tree to parties.

use lexicon::frames::{Frame, Position};
use record::{Deprel, Id, Referent, Token};

use crate::party::{Found, Parties};
use crate::triggers::{Hit, Kind};
use crate::view::View;

/// A party with the position it was found at.
#[derive(Clone, Debug)]
pub(crate) struct Filled {
    pub(crate) found: Found,
    pub(crate) position: Position,
}

/// The phrases and parties of both sides of an event.
#[derive(Clone, Debug, Default)]
pub(crate) struct Slots {
    pub(crate) actors: Vec<Filled>,
    pub(crate) recipients: Vec<Filled>,
    /// Whether the recipients were met one by one.
    pub(crate) apart: bool,
    /// Heads of the phrases at actor positions, whether they mean a known party or not.
    pub(crate) actor_heads: Vec<Id<Token>>,
    /// The same for recipients.
    pub(crate) recipient_heads: Vec<Id<Token>>,
}

/// Fills the slots of a hit.
pub(crate) fn fill(view: &View, parties: &Parties, frame: &Frame, hit: &Hit) -> Slots {
    let (actor, recipient) = match hit.kind {
        Kind::Noun => (&frame.noun_actor, &frame.noun_recipient),
        _ => (&frame.actor, &frame.recipient),
    };
    let mut slots = Slots::default();
    for position in actor {
        let heads = heads_at(view, hit, position);
        let found = parties_at(view, parties, hit, position, &heads, false);
        add(&mut slots.actor_heads, &heads);
        let done = !found.is_empty() && !frame.reciprocal;
        push(&mut slots.actors, found, position);
        if done {
            break;
        }
    }
    for position in recipient {
        let heads = heads_at(view, hit, position);
        let found = parties_at(view, parties, hit, position, &heads, true);
        add(&mut slots.recipient_heads, &heads);
        let done = !found.is_empty() && !frame.reciprocal;
        push(&mut slots.recipients, found, position);
        if done {
            break;
        }
    }
    if slots.actors.is_empty() && hit.kind == Kind::Verb && actor.contains(&Position::Subject) {
        let found = misplaced_subject(view, parties, hit);
        push(&mut slots.actors, found, &Position::Subject);
    }
    if slots.recipients.is_empty() && hit.kind == Kind::Verb && recipient.contains(&Position::Object) {
        let found = inside_trigger(view, parties, hit);
        push(&mut slots.recipients, found, &Position::Object);
    }
    if frame.mode == Some(record::Mode::Phone) && slots.recipients.is_empty() && hit.kind == Kind::Verb {
        // `picked up the telephone to offer condolences to X`.
        for clause in view.with(hit.anchor, |deprel| matches!(deprel, Deprel::Advcl | Deprel::Xcomp)) {
            let mut heads = view.logical_object(clause);
            heads.extend(view.phrases(clause, "to"));
            let inner: Vec<_> = heads.iter().flat_map(|head| view.phrases(*head, "to")).collect();
            heads.extend(inner);
            let found = heads.into_iter().flat_map(|head| parties.of_phrase(view, head));
            let found = found.filter(|one| one.direct && matches!(one.referent, Referent::Person(_))).collect();
            push(&mut slots.recipients, found, &Position::Object);
        }
    }
    if frame.event_type == record::EventType::Assault && slots.recipients.is_empty() && hit.kind == Kind::Verb {
        let found = those_stopped(view, parties, hit);
        push(&mut slots.recipients, found, &Position::Object);
    }
    if frame.reciprocal || frame.event_type == record::EventType::Consult {
        companions(view, parties, hit, &mut slots);
    }
    if frame.event_type == record::EventType::Consult && frame.reciprocal && hit.kind == Kind::Verb {
        let found = list_after(view, parties, hit);
        push(&mut slots.recipients, found, &Position::Preposition("with".to_owned()));
    }
    tidy(&mut slots);
    slots
}

/// People named one after the other behind the trigger, offices between them: trees of long lists fall apart.
fn list_after(view: &View, parties: &Parties, hit: &Hit) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    let mut at = hit.words.iter().copied().max().and_then(|last| view.next(last));
    while let Some(token) = at {
        let row = view.token(token);
        let stops = match row.upos {
            record::Upos::Verb | record::Upos::Aux | record::Upos::Sconj => true,
            record::Upos::Adp => !matches!(view.lower(token), "of" | "for" | "with" | "both" | "between"),
            record::Upos::Pron => matches!(view.lower(token), "who" | "which" | "that" | "whom"),
            _ => false,
        };
        if stops {
            break;
        }
        for one in parties.named_person(view, token) {
            if !found.iter().any(|old| old.referent == one.referent) {
                found.push(one);
            }
        }
        at = view.next(token);
    }
    found
}

/// The nearest party before an active verb that lacks a subject in the tree: taggers take rare names for adverbs, and a
/// date between subject and verb misleads parsers (`Honduras on Thursday handed over …`).
fn misplaced_subject(view: &View, parties: &Parties, hit: &Hit) -> Vec<Found> {
    let subjects = view.logical_subject(hit.anchor);
    if view.passive(hit.anchor) || subjects.iter().any(|subject| view.token(*subject).upos == record::Upos::Pron) {
        return Vec::new();
    }
    let mut at = view.previous(hit.anchor);
    // `freed A and B, and handed over …`: the subject of the verb before.
    if at.is_some_and(|before| view.deprel(before) == Deprel::Cc) {
        while let Some(token) = at {
            if matches!(view.token(token).xpos, record::Xpos::Vbd | record::Xpos::Vbz | record::Xpos::Vbp) {
                let shared = view.logical_subject(token);
                return shared
                    .iter()
                    .flat_map(|subject| view.conjuncts(*subject))
                    .flat_map(|one| parties.of_phrase(view, one))
                    .collect();
            }
            at = view.previous(token);
        }
        return Vec::new();
    }
    for _ in 0..14 {
        let Some(token) = at else { return Vec::new() };
        let row = view.token(token);
        let finite = matches!(row.xpos, record::Xpos::Vbd | record::Xpos::Vbz | record::Xpos::Vbp | record::Xpos::Md);
        let aux = matches!(view.deprel(token), Deprel::Aux | Deprel::AuxPass);
        if (finite && !aux) || matches!(view.lower(token), "that" | ";" | ":" | "to") {
            return Vec::new();
        }
        let before = view.previous(token).map(|before| view.token(before).upos);
        let oblique = before == Some(record::Upos::Adp) || !view.preposition(token).is_empty();
        let owner = view.next(token).is_some_and(|next| matches!(view.lower(next), "'s" | "'"));
        if !oblique && !owner {
            let found: Vec<Found> = parties
                .of_phrase(view, token)
                .into_iter()
                .filter(|one| one.direct && one.span.overlaps(row.span))
                .collect();
            if !found.is_empty() {
                return found;
            }
        }
        at = view.previous(token);
    }
    Vec::new()
}

/// Parties between the words of a trigger with a tail: `declared the envoy persona non grata`.
fn inside_trigger(view: &View, parties: &Parties, hit: &Hit) -> Vec<Found> {
    let mut found = Vec::new();
    for pair in hit.words.windows(2) {
        for row in pair[0].row() + 1..pair[1].row() {
            let token = Id::new(row);
            if view.is_nominal(token) {
                for one in parties.of_phrase(view, token) {
                    if one.direct && one.head == token && !found.iter().any(|old: &Found| old.referent == one.referent)
                    {
                        found.push(one);
                    }
                }
            }
        }
    }
    found
}

/// `fired tear gas to stop the crowd`: the crowd.
fn those_stopped(view: &View, parties: &Parties, hit: &Hit) -> Vec<Found> {
    view.with(hit.anchor, |deprel| matches!(deprel, Deprel::Advcl | Deprel::Xcomp))
        .filter(|clause| view.children(*clause).iter().any(|child| view.lower(*child) == "to"))
        .flat_map(|clause| view.logical_object(clause))
        .flat_map(|object| view.conjuncts(object))
        .flat_map(|object| parties.of_phrase(view, object))
        .collect()
}

fn add(heads: &mut Vec<Id<Token>>, more: &[Id<Token>]) {
    for head in more {
        if !heads.contains(head) {
            heads.push(*head);
        }
    }
}

fn push(into: &mut Vec<Filled>, found: Vec<Found>, position: &Position) {
    for one in found {
        if !into.iter().any(|old| old.found.referent == one.referent) {
            into.push(Filled { found: one, position: position.clone() });
        }
    }
}

/// Nobody does something to himself; and a country that only qualifies a person of the same phrase is no party.
fn tidy(slots: &mut Slots) {
    let actors: Vec<Referent> = slots.actors.iter().map(|filled| filled.found.referent.clone()).collect();
    slots.recipients.retain(|filled| !actors.contains(&filled.found.referent));
}

/// Heads of the phrases at a position, coordination spread out.
pub(crate) fn heads_at(view: &View, hit: &Hit, position: &Position) -> Vec<Id<Token>> {
    let anchor = hit.anchor;
    let direct: Vec<Id<Token>> = match (position, hit.kind) {
        (Position::Subject, Kind::Verb) => view.logical_subject(anchor),
        (Position::Subject, _) => view.surface_subject(anchor),
        (Position::Object, Kind::Verb) => match hit.noun {
            // `signed a deal`: the object is the trigger's own noun, the party stands inside its phrase.
            Some(noun) => return owners(view, noun),
            None => view.logical_object(anchor),
        },
        (Position::Object, Kind::Noun) => view.phrases(anchor, "of"),
        (Position::Object, Kind::Adjective) if view.has_copula(anchor) => return vec![anchor],
        (Position::Object, Kind::Adjective) => Vec::new(),
        (Position::IndirectObject, _) => view.with(anchor, |deprel| deprel == Deprel::Iobj).collect(),
        (Position::Possessor, _) => {
            let noun = hit.noun.unwrap_or(anchor);
            view.with(noun, |deprel| deprel == Deprel::NmodPoss).collect()
        }
        (Position::Adjective, _) => return vec![hit.noun.unwrap_or(anchor)],
        (Position::Governor, _) => governor(view, anchor),
        (Position::Complement, _) => complement_subjects(view, anchor),
        (Position::Preposition(preposition), _) => behind(view, hit, preposition),
    };
    direct.into_iter().flat_map(|head| view.conjuncts(head)).collect()
}

/// Heads of the phrases that own a trigger's noun: `violated Poland's airspace`, `the airspace of Poland`.
fn owners(view: &View, noun: Id<Token>) -> Vec<Id<Token>> {
    let mut heads: Vec<Id<Token>> = view.with(noun, |deprel| deprel == Deprel::NmodPoss).collect();
    if heads.is_empty() {
        heads = view.phrases(noun, "of");
    }
    match heads.is_empty() {
        true => vec![noun],
        false => heads.into_iter().flat_map(|head| view.conjuncts(head)).collect(),
    }
}

/// The subject of the verb a noun hangs on: `during a visit to Oslo, the minister …`.
fn governor(view: &View, noun: Id<Token>) -> Vec<Id<Token>> {
    let mut at = noun;
    for _ in 0..4 {
        let Some(head) = view.head(at) else { return Vec::new() };
        let preposition = view.preposition(at);
        match view.deprel(at) {
            Deprel::Obl | Deprel::OblUnmarked if view.is_verb(head) || view.has_copula(head) => {
                let fits = matches!(
                    preposition.as_str(),
                    "in" | "during"
                        | "on"
                        | "at"
                        | "for"
                        | "after"
                        | "following"
                        | "through"
                        | "via"
                        | "by"
                        | "amid"
                        | "before"
                        | ""
                );
                return if fits { view.surface_subject(head) } else { Vec::new() };
            }
            Deprel::Nmod if preposition == "of" => at = head,
            Deprel::Conj => at = head,
            Deprel::Obj
                if matches!(
                    view.lemma(head),
                    "make"
                        | "pay"
                        | "begin"
                        | "start"
                        | "end"
                        | "conclude"
                        | "complete"
                        | "cut"
                        | "extend"
                        | "continue"
                        | "finish"
                ) =>
            {
                return view.logical_subject(head);
            }
            _ => return Vec::new(),
        }
    }
    Vec::new()
}

/// Subjects of the clause a verb governs: `demanded that Denmark withdraw`, `urged Iran to stop`.
fn complement_subjects(view: &View, verb: Id<Token>) -> Vec<Id<Token>> {
    view.with(verb, |deprel| matches!(deprel, Deprel::Ccomp | Deprel::Xcomp | Deprel::Advcl))
        .flat_map(|clause| {
            view.with(clause, |deprel| matches!(deprel, Deprel::Nsubj | Deprel::NsubjPass)).collect::<Vec<_>>()
        })
        .collect()
}

/// Phrases behind a preposition, on the trigger itself or where parsers often hang them instead.
fn behind(view: &View, hit: &Hit, preposition: &str) -> Vec<Id<Token>> {
    let mut heads = Vec::new();
    for anchor in [Some(hit.anchor), hit.noun].into_iter().flatten() {
        add(&mut heads, &view.phrases(anchor, preposition));
    }
    if !heads.is_empty() || preposition == "of" || (preposition == "between" && hit.kind == Kind::Noun) {
        return heads;
    }
    // `met on Monday in Oslo with X` with the last phrase hung on the one before.
    for anchor in [Some(hit.anchor), hit.noun].into_iter().flatten() {
        let inner: Vec<Id<Token>> = view
            .with(anchor, |deprel| {
                matches!(
                    deprel,
                    Deprel::Obl | Deprel::Nmod | Deprel::Obj | Deprel::OblUnmarked | Deprel::OblTmod | Deprel::NmodTmod
                )
            })
            .collect();
        for phrase in inner {
            add(&mut heads, &view.phrases(phrase, preposition));
        }
    }
    // `agreed with X to hold talks`, `talks were held with X`: on the verb that governs the noun.
    if heads.is_empty()
        && hit.kind == Kind::Noun
        && let Some(verb) = view.head(hit.anchor)
        && view.is_verb(verb)
        && matches!(view.deprel(hit.anchor), Deprel::Obj | Deprel::NsubjPass | Deprel::Nsubj | Deprel::Obl)
    {
        add(&mut heads, &view.phrases(verb, preposition));
    }
    if heads.is_empty() {
        heads.extend(after(view, hit, preposition));
    }
    heads
}

/// Phrases that follow with the preposition, where the tree hangs it on a word in between.
fn after(view: &View, hit: &Hit, preposition: &str) -> Vec<Id<Token>> {
    let mut found = Vec::new();
    let mut at = hit.words.iter().copied().max().and_then(|last| view.next(last));
    for _ in 0..10 {
        let Some(token) = at else { break };
        let row = view.token(token);
        if view.deprel(token) == Deprel::Case && view.lower(token) == preposition {
            found.extend(view.head(token).filter(|head| *head > token));
        }
        let finite = matches!(row.xpos, record::Xpos::Vbd | record::Xpos::Vbz | record::Xpos::Vbp | record::Xpos::Md);
        if finite || matches!(view.lower(token), "," | ";" | ":" | "that" | "which" | "who") {
            break;
        }
        at = view.next(token);
    }
    found
}

fn parties_at(
    view: &View,
    parties: &Parties,
    hit: &Hit,
    position: &Position,
    heads: &[Id<Token>],
    as_recipient: bool,
) -> Vec<Found> {
    if *position == Position::Adjective {
        return heads.iter().flat_map(|noun| parties.adjectives(view, *noun)).collect();
    }
    let mut all = Vec::new();
    for head in heads {
        if hit.words.contains(head) && Some(*head) != hit.noun {
            continue;
        }
        // `the visit confirmed …`: what is said to do something is no one who does it.
        if *position == Position::Subject && hit.kind == Kind::Verb && parties.is_happening(view, *head) {
            continue;
        }
        let mut found = match Some(*head) == hit.noun {
            true => parties.owner(view, *head),
            false => parties.of_phrase(view, *head),
        };
        if found.is_empty() && as_recipient {
            found = parties.place(view, *head, *head);
        }
        all.extend(found);
    }
    all
}

/// Others who take part: `accompanied by`, `in the presence of`, `together with`.
fn companions(view: &View, parties: &Parties, hit: &Hit, slots: &mut Slots) {
    let mut heads = Vec::new();
    for anchor in [Some(hit.anchor), hit.noun].into_iter().flatten() {
        for presence in view.phrases(anchor, "in") {
            if matches!(view.lemma(presence), "presence" | "attendance") {
                heads.extend(view.phrases(presence, "of"));
                heads.extend(view.with(presence, |deprel| deprel == Deprel::NmodPoss));
            }
        }
        for with in ["alongside", "together with", "along with"] {
            heads.extend(view.phrases(anchor, with));
        }
        for clause in view.with(anchor, |deprel| matches!(deprel, Deprel::Acl | Deprel::Advcl | Deprel::AclRelcl)) {
            if matches!(view.lemma(clause), "attend" | "accompany" | "join") && view.passive(clause) {
                heads.extend(view.logical_subject(clause));
            }
        }
    }
    let mut subjects: Vec<Id<Token>> = slots.actor_heads.clone();
    subjects.extend(slots.recipient_heads.iter().copied());
    for subject in subjects {
        for clause in view.with(subject, |deprel| matches!(deprel, Deprel::Acl | Deprel::Advcl)) {
            if matches!(view.lemma(clause), "accompany" | "flank" | "join") && view.passive(clause) {
                heads.extend(view.logical_subject(clause));
            }
        }
    }
    let heads: Vec<Id<Token>> = heads.into_iter().flat_map(|head| view.conjuncts(head)).collect();
    for head in heads {
        let found = parties.of_phrase(view, head).into_iter().filter(|found| found.direct).collect();
        push(&mut slots.actors, found, &Position::Preposition("with".to_owned()));
    }
}
