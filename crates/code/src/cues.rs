//! Words of a sentence that stand for subjects.

use lexicon::{CueStrength, SubjectCues};
use record::{Context, Deprel, Id, Span, Subject, Token};

use crate::party::Parties;
use crate::view::View;

/// A cue where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Hit {
    pub(crate) subject: Subject,
    pub(crate) strong: bool,
    /// Whether the words only name an office or a body: they tell the article's theme, and no event's subject.
    pub(crate) named: bool,
    /// The word of the phrase that governs it.
    pub(crate) head: Id<Token>,
    pub(crate) span: Span,
}

/// The cues of a sentence: the longest phrase from each word on, none inside a longer one.
pub(crate) fn hits(view: &View, cues: &SubjectCues, parties: &Parties) -> Vec<Hit> {
    let mut found = Vec::new();
    let mut free: Option<Id<Token>> = None;
    for token in view.tokens() {
        if free.is_some_and(|last| token <= last) {
            continue;
        }
        let Some((last, matched)) = longest(view, cues, token) else { continue };
        free = Some(last);
        let Some(head) = governor(view, token, last) else { continue };
        let span = view.token(token).span.join(view.token(last).span);
        let named = parties.inside_name(view, head, span) || of_holder(view, cues, parties, head);
        for (subject, strong) in matched {
            found.push(Hit { subject, strong, named, head, span });
        }
    }
    found
}

/// PLOVER contexts whose words stand in the sentence.
pub(crate) fn contexts(view: &View, cues: &SubjectCues) -> Vec<Context> {
    let mut found = Vec::new();
    for token in view.tokens() {
        for word in [view.lower(token), view.lemma(token)] {
            for (rest, context) in cues.contexts_beginning_with(word) {
                if !found.contains(context) && follows(view, token, rest).is_some() {
                    found.push(*context);
                }
            }
        }
    }
    found
}

type Matched = Vec<(Subject, bool)>;

fn longest(view: &View, cues: &SubjectCues, token: Id<Token>) -> Option<(Id<Token>, Matched)> {
    let mut best: Option<(Id<Token>, Matched)> = None;
    let words = [view.lower(token), view.lemma(token)];
    let alike = words[0] == words[1];
    for word in words.iter().take(if alike { 1 } else { 2 }) {
        for (rest, cue) in cues.beginning_with(word) {
            if matches!(cue.strength, CueStrength::Office | CueStrength::Holder) {
                continue;
            }
            let Some(end) = follows(view, token, rest) else { continue };
            let row = cue.subject.map(|subject| (subject, cue.strength == CueStrength::Strong));
            match &mut best {
                Some((last, _)) if *last > end => {}
                Some((last, matched)) if *last == end => {
                    matched.extend(row.filter(|(subject, _)| !matched.iter().any(|(known, _)| known == subject)));
                }
                _ => best = Some((end, row.into_iter().collect())),
            }
        }
    }
    best
}

fn follows(view: &View, token: Id<Token>, rest: &[String]) -> Option<Id<Token>> {
    let mut at = token;
    for word in rest {
        let mut next = view.next(at)?;
        // `counter-terrorism` may be cut into three.
        if view.lower(next) == "-" && word != "-" {
            next = view.next(next)?;
        }
        if view.lower(next) != word && view.lemma(next) != word {
            return None;
        }
        at = next;
    }
    Some(at)
}

/// The word of the phrase whose own governor lies outside it.
fn governor(view: &View, first: Id<Token>, last: Id<Token>) -> Option<Id<Token>> {
    let inside = |token: Id<Token>| token >= first && token <= last;
    (first.row()..=last.row()).map(Id::new).find(|token| !view.head(*token).is_some_and(inside))
}

/// Whether the words only say what an office or body is for: `defence` in `the defence minister`.
fn of_holder(view: &View, cues: &SubjectCues, parties: &Parties, head: Id<Token>) -> bool {
    let holds = |token: Id<Token>| {
        let of = |word: &str| {
            cues.beginning_with(word).iter().any(|(rest, cue)| rest.is_empty() && cue.strength == CueStrength::Holder)
        };
        of(view.lemma(token)) || of(view.lower(token))
    };
    let mut at = head;
    for _ in 0..4 {
        let Some(up) = view.head(at) else { return false };
        let names = matches!(
            view.deprel(at),
            Deprel::Compound | Deprel::Amod | Deprel::NmodDesc | Deprel::Flat | Deprel::NmodUnmarked | Deprel::Conj
        ) || (view.deprel(at) == Deprel::Nmod && matches!(view.preposition(at).as_str(), "of" | "for"));
        if !names {
            return false;
        }
        if holds(up) || parties.is_person(view, up) {
            return true;
        }
        at = up;
    }
    false
}
