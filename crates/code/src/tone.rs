//! What the words of a statement do where the verb of speech only informs.

use lexicon::SubjectCues;
use record::{Deprel, Id, Stance, Token};

use crate::party::{Found, Parties};
use crate::view::View;

/// Stances in the order in which they win over each other.
const ORDER: [Stance; 7] =
    [Stance::Deny, Stance::Condemn, Stance::Urge, Stance::Concern, Stance::Hope, Stance::Praise, Stance::Pledge];

/// The stance of what was said: `must` urges, `unfounded` condemns, `would help` pledges; else it informs.
pub(crate) fn stance(
    view: &View,
    cues: &SubjectCues,
    parties: &Parties,
    verb: Id<Token>,
    words: &[Id<Token>],
    speaker: &Found,
) -> Stance {
    let promised = promised(view, parties, verb, words, speaker);
    let mut found: Vec<Stance> = Vec::new();
    for (at, token) in words.iter().enumerate() {
        for word in [view.lower(*token), view.lemma(*token)] {
            for (rest, tone) in cues.tones_beginning_with(word) {
                let follows = words.get(at + 1..at + 1 + rest.len()).is_some_and(|next| {
                    next.iter().zip(rest).all(|(token, word)| view.lower(*token) == word || view.lemma(*token) == word)
                });
                if follows && (!tone.future || promised.contains(token)) && !negated(view, *token) {
                    found.push(tone.stance);
                }
            }
        }
    }
    ORDER.into_iter().find(|stance| found.contains(stance)).unwrap_or(Stance::Inform)
}

fn negated(view: &View, token: Id<Token>) -> bool {
    view.deprel(token) != Deprel::Root && view.token(token).upos == record::Upos::Adj && view.negated(token)
}

/// The verbs that say what the speaker, or the side he speaks for, will do.
fn promised(view: &View, parties: &Parties, verb: Id<Token>, words: &[Id<Token>], speaker: &Found) -> Vec<Id<Token>> {
    let future = |token: Id<Token>| {
        view.with(token, |deprel| deprel == Deprel::Aux)
            .any(|aux| matches!(view.lower(aux), "will" | "would" | "shall" | "'ll" | "'d"))
    };
    let own = |token: Id<Token>| {
        view.surface_subject(token).into_iter().any(|subject| {
            matches!(view.lower(subject), "he" | "she" | "it" | "they" | "we" | "i")
                || !words.contains(&subject)
                || parties.of_phrase(view, subject).iter().any(|party| {
                    party.referent == speaker.referent
                        || parties.side(party).is_some_and(|side| parties.side(speaker) == Some(side))
                })
        })
    };
    let mut all: Vec<Id<Token>> =
        words.iter().copied().filter(|token| *token != verb && future(*token) && own(*token)).collect();
    // `would go on helping`, `will build and open`.
    let more: Vec<Id<Token>> = words
        .iter()
        .copied()
        .filter(|token| {
            matches!(view.deprel(*token), Deprel::Xcomp | Deprel::Conj | Deprel::Advcl)
                && view.is_verb(*token)
                && view.head(*token).is_some_and(|head| all.contains(&head))
        })
        .collect();
    all.extend(more);
    all
}
