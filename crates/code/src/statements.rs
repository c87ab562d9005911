//! Who said what: speaker, stance, content, addressee, condition.

use lexicon::frames::{ComplementRule, Frames, VerbUse};
use record::{Cast, Deprel, Id, Referent, Span, Stance, Statement, Token};

use crate::party::{Found, Parties};
use crate::triggers;
use crate::view::View;

/// The statements of a sentence, in text order.
pub(crate) fn statements(
    view: &View,
    frames: &Frames,
    parties: &Parties,
    name: &dyn Fn(&Found) -> String,
) -> Vec<Statement> {
    let mut found: Vec<Statement> = Vec::new();
    for token in view.tokens() {
        if !triggers::can_be_verb(view, token) || view.negated(token) {
            continue;
        }
        let Some(stance) = stance_of(view, frames, token) else { continue };
        let Some(span) = content(view, token) else { continue };
        for subject in view.logical_subject(token).into_iter().flat_map(|subject| view.conjuncts(subject)) {
            for speaker in parties.of_phrase(view, subject) {
                if !speaks(&speaker) {
                    continue;
                }
                let person = match speaker.referent {
                    Referent::Person(id) => Some(id),
                    _ => None,
                };
                let statement = Statement {
                    speaker: name(&speaker),
                    person,
                    stance,
                    span,
                    addressee: addressee(view, token),
                    condition: (stance == Stance::Pledge).then(|| condition(view, token)).flatten(),
                };
                let known =
                    |old: &Statement| old.speaker == statement.speaker && old.stance == stance && old.span == span;
                if !found.iter().any(known) {
                    found.push(statement);
                }
            }
        }
    }
    found
}

/// Whether words can be put in someone's mouth at all: a country speaks only when it is meant itself.
fn speaks(found: &Found) -> bool {
    found.direct || matches!(found.referent, Referent::Person(_) | Referent::Body(_))
}

/// What the verb does, by the most specific rule that fits.
pub(crate) fn stance_of(view: &View, frames: &Frames, verb: Id<Token>) -> Option<Stance> {
    let mut best: Option<(u16, Stance)> = None;
    for used in frames.verb_uses(view.lemma(verb)) {
        let VerbUse::Stance(row, at) = *used else { continue };
        let Some(rule) = frames.stances().get(usize::from(row)) else { continue };
        let Some(trigger) = rule.verbs.get(usize::from(at)) else { continue };
        let Some(_) = triggers::verb_matches(view, trigger, verb) else { continue };
        let governs = view.with(verb, |deprel| matches!(deprel, Deprel::Ccomp | Deprel::Xcomp)).next().is_some();
        let complement_fits = match rule.complement {
            ComplementRule::May => true,
            ComplementRule::Must => governs,
            ComplementRule::MustNot => !governs,
        };
        let near = rule.near.is_empty()
            || view.clause(verb).iter().any(|token| rule.near.iter().any(|class| view.is_in(*token, *class)));
        if complement_fits && near && best.is_none_or(|(specificity, _)| trigger.specificity() > specificity) {
            best = Some((trigger.specificity(), rule.stance));
        }
    }
    best.map(|(_, stance)| stance)
}

/// The words that tell what was said: the clause or object the verb governs, or the clause it is set into.
fn content(view: &View, verb: Id<Token>) -> Option<Span> {
    let governed = view
        .with(verb, |deprel| {
            matches!(deprel, Deprel::Ccomp | Deprel::Xcomp | Deprel::Obj | Deprel::Advcl | Deprel::Obl)
        })
        .max_by_key(|child| {
            (matches!(view.deprel(*child), Deprel::Ccomp | Deprel::Xcomp), view.deprel(*child) == Deprel::Obj)
        });
    if let Some(child) = governed {
        return span_of(view, &view.subtree(child));
    }
    // `…, the minister said.`
    let head = view.head(verb).filter(|_| view.deprel(verb) == Deprel::Parataxis)?;
    let inside = view.subtree(verb);
    let rest: Vec<Id<Token>> = view.subtree(head).into_iter().filter(|token| !inside.contains(token)).collect();
    span_of(view, &rest)
}

fn span_of(view: &View, tokens: &[Id<Token>]) -> Option<Span> {
    let (first, last) = (tokens.first()?, tokens.last()?);
    Some(view.token(*first).span.join(view.token(*last).span))
}

fn addressee(view: &View, verb: Id<Token>) -> Option<String> {
    let to = view.phrases(verb, "to");
    let told = view.with(verb, |deprel| deprel == Deprel::Iobj).chain(to).next()?;
    let words = view.subtree(told);
    let words: Vec<Id<Token>> = words.into_iter().filter(|token| view.deprel(*token) != Deprel::Case).collect();
    span_of(view, &words).map(|span| span.of(view.text).to_owned())
}

/// `if`, `once`, `provided that`, `by the end of the year` under the pledge.
fn condition(view: &View, verb: Id<Token>) -> Option<Span> {
    let clause = view.subtree(verb).into_iter().find(|token| {
        view.deprel(*token) == Deprel::Advcl
            && view
                .children(*token)
                .iter()
                .any(|child| matches!(view.lower(*child), "if" | "once" | "unless" | "provided" | "when" | "until"))
    });
    if let Some(clause) = clause {
        return span_of(view, &view.subtree(clause));
    }
    let deadline = view.subtree(verb).into_iter().find(|token| {
        view.deprel(*token) == Deprel::Obl
            && matches!(view.preposition(*token).as_str(), "by" | "before" | "within")
            && view.is_nominal(*token)
    })?;
    span_of(view, &view.subtree(deadline))
}

/// Statements that coded events imply: whoever supports praises, whoever demands urges.
pub(crate) fn implied(event_type: record::EventType, mode: Option<record::Mode>) -> Option<Stance> {
    use record::{EventType, Mode};
    Some(match (event_type, mode) {
        (EventType::Support, _) => Stance::Praise,
        (EventType::Agree, _) => Stance::Pledge,
        (EventType::Request, _) => Stance::Urge,
        (EventType::Accuse, Some(Mode::Disapprove)) => Stance::Condemn,
        _ => return None,
    })
}

/// Adds what events imply of their actors, where the verbs of speech did not tell it already.
pub(crate) fn add_implied(said: &mut Vec<Statement>, events: &record::Table<record::Event>) {
    for event in events {
        let Some(stance) = implied(event.event_type, event.mode) else { continue };
        let Some(span) = event.evidence.first().copied() else { continue };
        for actor in &event.actors {
            let known =
                said.iter().any(|old| old.speaker == actor.name && old.stance == stance && old.span.overlaps(span));
            if known || matches!(actor.referent, Referent::Country(_) | Referent::Group(_)) {
                continue;
            }
            let person = match actor.referent {
                Referent::Person(id) => Some(id),
                _ => None,
            };
            let speaker = actor.name.clone();
            said.push(Statement { speaker, person, stance, span, addressee: None, condition: None });
        }
    }
    said.sort_by(|a, b| (a.span, &a.speaker, a.stance).cmp(&(b.span, &b.speaker, b.stance)));
}

/// The name under which a speaker goes.
pub(crate) fn speaker_name(cast: &Cast, text: &str, found: &Found) -> String {
    match &found.referent {
        Referent::Person(id) => cast.people.get(*id).map(|person| person.name.clone()),
        Referent::Body(id) => cast.bodies.get(*id).map(|body| body.name.clone()),
        Referent::Group(id) => cast.groups.get(*id).map(|group| group.name.clone()),
        _ => None,
    }
    .unwrap_or_else(|| found.span.of(text).to_owned())
}
