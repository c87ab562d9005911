//! Which words of a sentence trigger what.

use lexicon::frames::{ClassUse, FrameId, Frames, TailWord, VerbTrigger, VerbUse};
use record::{Deprel, Id, Token, Upos, Xpos};

use crate::view::View;

/// What kind of word triggered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    Verb,
    Noun,
    Adjective,
}

/// A frame's trigger found in a sentence.
#[derive(Clone, Debug)]
pub(crate) struct Hit {
    pub(crate) frame: FrameId,
    pub(crate) kind: Kind,
    /// The verb, noun or adjective that triggers.
    pub(crate) anchor: Id<Token>,
    /// The object noun of a `verb + noun` trigger.
    pub(crate) noun: Option<Id<Token>>,
    /// All words of the trigger.
    pub(crate) words: Vec<Id<Token>>,
    pub(crate) specificity: u16,
}

/// Words further than this after the verb are no tail of it.
const REACH: usize = 25;
/// Particles may stand this far off when the tree ties them to the verb.
const PARTICLE_REACH: usize = 12;

/// Every frame trigger of a sentence, in text order.
pub(crate) fn hits(view: &View, frames: &Frames) -> Vec<Hit> {
    let mut hits = Vec::new();
    for token in view.tokens() {
        verb_hits(view, frames, token, &mut hits);
        copula_hits(view, frames, token, &mut hits);
        class_hits(view, frames, token, &mut hits);
    }
    hits
}

/// Whether the word can be a verb here: tagged so, or a participle tagged as an adjective.
pub(crate) fn can_be_verb(view: &View, token: Id<Token>) -> bool {
    let row = view.token(token);
    view.is_verb(token) || (row.upos == Upos::Adj && matches!(row.xpos, Xpos::Vbn | Xpos::Vbg | Xpos::Vbd))
}

fn verb_hits(view: &View, frames: &Frames, token: Id<Token>, hits: &mut Vec<Hit>) {
    if !can_be_verb(view, token) {
        return;
    }
    for used in frames.verb_uses(view.lemma(token)) {
        let VerbUse::Frame(id, at) = *used else { continue };
        let Some(trigger) = frames.frame(id).and_then(|frame| frame.verbs.get(usize::from(at))) else { continue };
        if let Some((words, noun)) = verb_matches(view, trigger, token) {
            hits.push(Hit {
                frame: id,
                kind: Kind::Verb,
                anchor: token,
                noun,
                words,
                specificity: trigger.specificity(),
            });
        }
    }
}

/// Triggers of the form `be ready`, `be on strike`, `be in`: the predicate is the anchor, `obj` is the predicate itself.
fn copula_hits(view: &View, frames: &Frames, copula: Id<Token>, hits: &mut Vec<Hit>) {
    if view.deprel(copula) != Deprel::Cop {
        return;
    }
    let Some(predicate) = view.head(copula) else { return };
    let preposition = view.preposition(predicate);
    for used in frames.verb_uses("be") {
        let VerbUse::Frame(id, at) = *used else { continue };
        let Some(trigger) = frames.frame(id).and_then(|frame| frame.verbs.get(usize::from(at))) else { continue };
        let wanted = trigger.particles.join(" ");
        let whole = format!("{preposition} {}", view.lemma(predicate));
        if wanted.is_empty() || (wanted != preposition && wanted != whole.trim()) {
            continue;
        }
        let words = vec![copula];
        hits.push(Hit {
            frame: id,
            kind: Kind::Adjective,
            anchor: predicate,
            noun: None,
            words,
            specificity: trigger.specificity(),
        });
    }
}

/// Words of a trigger, and its object noun where it has one.
pub(crate) type Matched = (Vec<Id<Token>>, Option<Id<Token>>);

/// The words of the trigger and its object noun, if the verb has what the trigger asks for.
pub(crate) fn verb_matches(view: &View, trigger: &VerbTrigger, verb: Id<Token>) -> Option<Matched> {
    let mut words = vec![verb];
    let mut last = verb;
    let bare = trigger.object.is_none() && trigger.tail.is_empty();
    for particle in &trigger.particles {
        let found = find_particle(view, verb, last, particle)?;
        // `took office in May` is no `take in`: the preposition of a later phrase is no part of a verb with an object.
        let far = bare && view.deprel(found) == Deprel::Case && found.row() > last.row() + 1;
        let past_object = |object: &Id<Token>| *object > verb && *object < found && view.deprel(*object) == Deprel::Obj;
        if far && view.children(verb).iter().any(past_object) {
            return None;
        }
        last = found;
        words.push(last);
    }
    let mut noun = None;
    if let Some(class) = trigger.object {
        let found = object_in_class(view, verb, last, class)?;
        words.push(found);
        noun = Some(found);
    }
    let mut from = last;
    for (idx, tail) in trigger.tail.iter().enumerate() {
        // The tail stands anywhere in the clause, its further words close behind one another.
        from = find_tail(view, verb, from, tail, if idx == 0 { REACH } else { 3 })?;
        words.push(from);
    }
    words.sort_unstable();
    words.dedup();
    Some((words, noun))
}

fn find_particle(view: &View, verb: Id<Token>, last: Id<Token>, particle: &str) -> Option<Id<Token>> {
    let next = view.next(last)?;
    if view.lower(next) == particle || view.lemma(next) == particle {
        return Some(next);
    }
    let tied = |token: Id<Token>| match view.head(token) {
        Some(head) => head == verb || (view.head(head) == Some(verb) && view.deprel(token) == Deprel::Case),
        None => false,
    };
    let mut at = Some(next);
    for _ in 0..PARTICLE_REACH {
        let token = at?;
        if view.lower(token) == particle && tied(token) {
            return Some(token);
        }
        at = view.next(token);
    }
    None
}

/// Containers that stand before what is meant: `a round of talks`, `a number of agreements`.
fn is_container(lemma: &str) -> bool {
    matches!(
        lemma,
        "round"
            | "series"
            | "number"
            | "set"
            | "package"
            | "raft"
            | "string"
            | "kind"
            | "sort"
            | "slew"
            | "spate"
            | "wave"
            | "batch"
            | "couple"
            | "dozen"
            | "pair"
            | "act"
            | "form"
            | "state"
            | "lot"
            | "hundred"
            | "thousand"
            | "million"
            | "group"
            | "team"
            | "tonne"
            | "ton"
            | "planeload"
            | "shipload"
            | "truckload"
            | "lorry"
            | "bag"
            | "box"
            | "case"
            | "litre"
            | "kilo"
            | "convoy"
    )
}

fn object_in_class(
    view: &View,
    verb: Id<Token>,
    last: Id<Token>,
    class: lexicon::frames::ClassId,
) -> Option<Id<Token>> {
    let mut objects = view.logical_object(verb);
    if class == lexicon::frames::ClassId::ANY {
        return objects.first().copied();
    }
    // Measures and small clauses hang the noun elsewhere: `had it in talks`, `there were talks`.
    if objects.is_empty() && view.passive(verb) {
        objects.extend(view.with(verb, |deprel| deprel == Deprel::Obj));
    }
    objects.extend(view.with(verb, |deprel| deprel == Deprel::Xcomp));
    for object in objects.into_iter().flat_map(|object| view.conjuncts(object)) {
        if view.is_in(object, class) {
            return Some(object);
        }
        // `will not sign what he calls a bad deal`.
        if view.lower(object) == "what" {
            for clause in view.with(object, |deprel| matches!(deprel, Deprel::AclRelcl | Deprel::Acl)) {
                let named = view.with(clause, |deprel| matches!(deprel, Deprel::Obj | Deprel::Xcomp));
                if let Some(inner) = named.into_iter().find(|inner| view.is_in(*inner, class)) {
                    return Some(inner);
                }
            }
        }
        // `more than 1,000 prisoners` with the nouns under the adverb.
        if matches!(view.lower(object), "more" | "fewer" | "less") {
            let inner = view.phrases(object, "than").into_iter().chain(view.phrases(object, ""));
            let mut inner = inner.chain(view.with(object, |deprel| deprel == Deprel::Obl));
            if let Some(inner) = inner.find(|inner| view.is_in(*inner, class)) {
                return Some(inner);
            }
        }
        if is_container(view.lemma(object)) || view.token(object).upos == Upos::Num || view.is_quantity(object) {
            for inner in view.phrases(object, "of").into_iter().flat_map(|inner| view.conjuncts(inner)) {
                if view.is_in(inner, class) {
                    return Some(inner);
                }
            }
        }
    }
    if view.passive(verb) {
        return None;
    }
    noun_after(view, last, class)
}

/// The next noun after the verb, where the tree hangs it elsewhere (`lifted long - standing sanctions`): no preposition,
/// clause or finite verb may stand between.
fn noun_after(view: &View, verb: Id<Token>, class: lexicon::frames::ClassId) -> Option<Id<Token>> {
    let mut at = view.next(verb);
    for _ in 0..7 {
        let token = at?;
        let row = view.token(token);
        if matches!(row.upos, Upos::Noun | Upos::Propn) && view.is_in(token, class) {
            return Some(token);
        }
        let passes = match row.upos {
            Upos::Adp => view.deprel(token) == Deprel::CompoundPrt,
            Upos::Sconj | Upos::Cconj | Upos::Pron => false,
            Upos::Verb | Upos::Aux => matches!(row.xpos, Xpos::Vbg | Xpos::Vbn),
            Upos::Punct => matches!(view.lower(token), "-" | "\"" | "“" | "‘"),
            _ => true,
        };
        if !passes {
            return None;
        }
        at = view.next(token);
    }
    None
}

fn find_tail(view: &View, verb: Id<Token>, from: Id<Token>, tail: &TailWord, reach: usize) -> Option<Id<Token>> {
    let mut at = view.next(from);
    for _ in 0..reach {
        let token = at?;
        let fits = match tail {
            TailWord::Word(word) => view.lower(token) == word || view.lemma(token) == word,
            TailWord::Class(class) => view.is_in(token, *class),
        };
        if fits && view.dominates(verb, token) {
            return Some(token);
        }
        at = view.next(token);
    }
    None
}

fn class_hits(view: &View, frames: &Frames, token: Id<Token>, hits: &mut Vec<Hit>) {
    let upos = view.token(token).upos;
    for class in view.classes(token) {
        for used in frames.class_uses(*class) {
            let (frame, kind) = match *used {
                ClassUse::FrameNoun(frame) if matches!(upos, Upos::Noun | Upos::Propn) => (frame, Kind::Noun),
                ClassUse::FrameAdjective(frame)
                    if !matches!(upos, Upos::Noun | Upos::Propn) && view.has_copula(token) =>
                {
                    (frame, Kind::Adjective)
                }
                _ => continue,
            };
            hits.push(Hit { frame, kind, anchor: token, noun: None, words: vec![token], specificity: 1 });
        }
    }
}
