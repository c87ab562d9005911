//! Who said what: speaker, stance, content, addressee, condition.

use lexicon::frames::{ComplementRule, Frames, VerbUse};
use lexicon::{Lexicon, SubjectCues};
use record::{
    Cast, Deprel, Event, EventType, Id, Mode, Referent, SentenceKind, Span, Stance, Statement, Status, Table, Token,
    Upos, Xpos,
};

use crate::party::{Found, Parties};
use crate::tone;
use crate::triggers;
use crate::view::View;

/// The statements of a sentence, in text order.
pub(crate) fn statements(
    view: &View,
    frames: &Frames,
    cues: &SubjectCues,
    parties: &Parties,
    name: &dyn Fn(&Found) -> String,
) -> Vec<Statement> {
    let mut found: Vec<Statement> = Vec::new();
    if view.reading.sentences[view.sentence].kind == SentenceKind::Heading {
        return found;
    }
    for token in view.tokens() {
        if !triggers::can_be_verb(view, token) || view.negated(token) || is_planned(view, token) {
            continue;
        }
        let Some(by_verb) = stance_of(view, frames, token) else { continue };
        let Some(words) = content(view, token) else { continue };
        let Some(span) = span_of(view, &words) else { continue };
        for speaker in speakers(view, parties, token) {
            if !speaks(&speaker) || span.contains(speaker.span) && span.len() == speaker.span.len() {
                continue;
            }
            let person = match speaker.referent {
                Referent::Person(id) => Some(id),
                _ => None,
            };
            let stance = match by_verb {
                Stance::Inform if !is_plain(view, token) => tone::stance(view, cues, parties, token, &words, &speaker),
                other => other,
            };
            let statement = Statement {
                speaker: name(&speaker),
                person,
                stance,
                span,
                addressee: addressee(view, token),
                condition: (stance == Stance::Pledge).then(|| condition(view, token)).flatten(),
            };
            add(&mut found, statement);
        }
    }
    found
}

/// Verbs that tell news: what is told has no tone of the speaker's.
fn is_plain(view: &View, verb: Id<Token>) -> bool {
    matches!(
        view.lemma(verb),
        "announce" | "report" | "confirm" | "inform" | "reveal" | "disclose" | "estimate" | "tweet"
    )
}

/// Who speaks: the verb's subject, or the person named beside it where the tree tells none.
fn speakers(view: &View, parties: &Parties, verb: Id<Token>) -> Vec<Found> {
    let subjects = view.logical_subject(verb).into_iter().flat_map(|subject| view.conjuncts(subject));
    let found: Vec<Found> = subjects.flat_map(|subject| parties.of_phrase(view, subject)).collect();
    let known = |found: &Found| found.direct && matches!(found.referent, Referent::Person(_) | Referent::Body(_));
    if found.iter().any(known) || view.passive(verb) {
        return found;
    }
    let with_subject = view.with(verb, |deprel| deprel == Deprel::Nsubj).next();
    match parties
        .person_beside(view, verb)
        .filter(|_| with_subject.is_none() || found.is_empty() || !speaks_all(&found))
    {
        Some(person) => vec![person],
        None => found,
    }
}

fn speaks_all(found: &[Found]) -> bool {
    found.iter().all(speaks)
}

/// Keeps one statement of a speaker's clause: the one that does more than inform, then the longer one.
fn add(found: &mut Vec<Statement>, new: Statement) {
    let tells_more = |a: &Statement, b: &Statement| {
        (a.stance != Stance::Inform, a.span.len()) > (b.stance != Stance::Inform, b.span.len())
    };
    let rival = |old: &Statement| {
        old.speaker == new.speaker
            && old.span.overlaps(new.span)
            && (old.stance == new.stance || old.stance == Stance::Inform || new.stance == Stance::Inform)
    };
    if found.iter().any(|old| rival(old) && !tells_more(&new, old)) {
        return;
    }
    found.retain(|old| !rival(old));
    found.push(new);
}

/// `is to say`, `would have told`: nothing has been said yet.
fn is_planned(view: &View, verb: Id<Token>) -> bool {
    view.with(verb, |deprel| deprel == Deprel::Aux)
        .any(|aux| matches!(view.lower(aux), "will" | "shall" | "would" | "may" | "might" | "should" | "must"))
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
fn content(view: &View, verb: Id<Token>) -> Option<Vec<Id<Token>>> {
    let clause = view
        .with(verb, |deprel| matches!(deprel, Deprel::Ccomp | Deprel::Xcomp | Deprel::Advcl))
        // `denies arming them`: what follows at once is what is denied.
        .filter(|child| {
            view.deprel(*child) != Deprel::Advcl
                || (view.previous(*child) == Some(verb) && view.token(*child).xpos == Xpos::Vbg)
        })
        .max_by_key(|child| (view.deprel(*child) == Deprel::Ccomp, view.subtree(*child).len()));
    let object = view.logical_object(verb).into_iter().find(|object| is_content(view, *object));
    let after: Vec<Id<Token>> = view.subtree(verb).into_iter().filter(|token| *token > verb).collect();
    // `called him a tyrant`: all that follows is the judgement.
    let judges = matches!(
        view.lemma(verb),
        "call" | "brand" | "label" | "dub" | "term" | "describe" | "regard" | "consider" | "view"
    );
    if judges && !view.passive(verb) && object.is_some_and(|object| object > verb) {
        return trimmed(view, after);
    }
    // `told the two sides that …` where the tree has no clause.
    let that =
        after.iter().position(|token| view.lower(*token) == "that" && !view.children(*token).iter().any(|_| true));
    let told = matches!(
        view.lemma(verb),
        "tell"
            | "inform"
            | "say"
            | "assure"
            | "warn"
            | "announce"
            | "add"
            | "declare"
            | "charge"
            | "claim"
            | "argue"
            | "insist"
            | "stress"
            | "note"
            | "hope"
            | "assert"
            | "maintain"
            | "reiterate"
            | "reaffirm"
            | "confirm"
            | "complain"
            | "underline"
            | "emphasise"
            | "emphasize"
    );
    if let Some(at) = that.filter(|at| clause.is_none() && told && *at < 8) {
        return trimmed(view, after.get(at..).unwrap_or_default().to_vec());
    }
    if let Some(clause) = clause {
        let mut words = view.subtree(clause);
        // `called the decision unfounded`: what is judged belongs to what was said.
        if view.deprel(clause) == Deprel::Xcomp
            && let Some(object) = object.filter(|object| view.head(*object) == Some(verb) && *object < clause)
        {
            words.extend(view.subtree(object));
            words.sort_unstable();
        }
        return trimmed(view, words);
    }
    // `…, the minister said.`
    if let Some(head) = view.head(verb).filter(|_| view.deprel(verb) == Deprel::Parataxis) {
        let inside = view.subtree(verb);
        let rest: Vec<Id<Token>> = view.subtree(head).into_iter().filter(|token| !inside.contains(token)).collect();
        let (before, after): (Vec<_>, Vec<_>) = rest.into_iter().partition(|token| *token < verb);
        return trimmed(view, if before.len() >= after.len() { before } else { after });
    }
    if let Some(quoted) =
        view.with(verb, |deprel| deprel == Deprel::Parataxis).max_by_key(|child| view.subtree(*child).len())
    {
        return trimmed(view, view.subtree(quoted));
    }
    if let Some(object) = object {
        let mut words: Vec<Id<Token>> =
            view.conjuncts(object).into_iter().flat_map(|each| view.subtree(each)).collect();
        // `described it as harmful`, `accused him of lying`.
        for preposition in ["as", "of", "for", "to", "over", "on"] {
            words.extend(
                view.phrases(verb, preposition).into_iter().filter(|at| *at > verb).flat_map(|at| view.subtree(at)),
            );
        }
        words.sort_unstable();
        words.dedup();
        // A relative clause's own verb is no part of what it governs.
        words.retain(|token| view.passive(verb) || !view.subtree(verb).contains(token) || *token > verb);
        return trimmed(view, words);
    }
    let spoken = ["for", "on", "upon", "about", "of", "to", "against", "with", "at", "over", "that"];
    let phrase = spoken.iter().flat_map(|preposition| view.phrases(verb, preposition)).find(|at| {
        *at > verb && view.token(*at).upos != Upos::Propn && view.token(*at).upos != Upos::Num && !is_when(view, *at)
    })?;
    let words = view.subtree(phrase).into_iter().filter(|token| {
        view.head(*token) != Some(phrase) || !matches!(view.deprel(*token), Deprel::Case | Deprel::Mark)
    });
    trimmed(view, words.collect())
}

/// Whether a noun can be what is said, and not a pronoun that only stands for it.
fn is_content(view: &View, object: Id<Token>) -> bool {
    view.token(object).upos != Upos::Pron
        || view.children(object).len() > 1
        || matches!(view.lower(object), "everything" | "nothing" | "anything" | "all" | "this")
}

fn is_when(view: &View, token: Id<Token>) -> bool {
    matches!(
        view.lemma(token),
        "monday"
            | "tuesday"
            | "wednesday"
            | "thursday"
            | "friday"
            | "saturday"
            | "sunday"
            | "day"
            | "week"
            | "month"
            | "year"
            | "night"
            | "morning"
            | "evening"
            | "time"
            | "occasion"
            | "reporter"
            | "journalist"
            | "behalf"
    )
}

/// Without marks at either end, save quotation marks that close or open inside; `None` when nothing is left.
fn trimmed(view: &View, mut words: Vec<Id<Token>>) -> Option<Vec<Id<Token>>> {
    let mark = |token: &Id<Token>| matches!(view.lower(*token), "," | "." | ";" | ":" | "-" | "–" | "—" | "!" | "?");
    while words.last().is_some_and(mark) {
        words.pop();
    }
    let lead = words.iter().take_while(|token| mark(token)).count();
    words.drain(..lead);
    let quote = |token: &Id<Token>| matches!(view.lower(*token), "\"" | "“" | "”" | "«" | "»" | "''" | "``");
    // A mark whose partner lies outside goes too.
    if words.iter().filter(|token| quote(token)).count() % 2 == 1 {
        if words.last().is_some_and(quote) {
            words.pop();
        } else if words.first().is_some_and(quote) {
            words.remove(0);
        }
    }
    while words.last().is_some_and(mark) {
        words.pop();
    }
    words.iter().any(|token| !mark(token) && !quote(token)).then_some(words)
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
pub(crate) fn implied(event_type: EventType, mode: Option<Mode>) -> Option<Stance> {
    Some(match (event_type, mode) {
        (EventType::Support, _) => Stance::Praise,
        (EventType::Request, _) => Stance::Urge,
        (EventType::Accuse, Some(Mode::Disapprove)) => Stance::Condemn,
        _ => return None,
    })
}

/// Adds what events imply of their actors, where the verbs of speech did not tell it already.
pub(crate) fn add_implied(said: &mut Vec<Statement>, events: &Table<Event>) {
    for event in events {
        let Some(stance) = implied(event.event_type, event.mode) else { continue };
        let Some(span) = event.evidence.last().copied() else { continue };
        if matches!(event.status, Status::Planned | Status::Hypothetical | Status::Denied) {
            continue;
        }
        for actor in &event.actors {
            let known = said.iter().any(|old| old.speaker == actor.name && old.span.overlaps(span));
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
pub(crate) fn speaker_name(lexicon: &Lexicon, cast: &Cast, text: &str, found: &Found) -> String {
    match &found.referent {
        Referent::Country(code) => lexicon.countries().by_code(*code).map(|country| country.name.clone()),
        Referent::Person(id) => cast.people.get(*id).map(|person| person.name.clone()),
        Referent::Body(id) => cast.bodies.get(*id).map(|body| body.name.clone()),
        Referent::Group(id) => cast.groups.get(*id).map(|group| group.name.clone()),
        _ => None,
    }
    .unwrap_or_else(|| found.span.of(text).to_owned())
}
