//! What an event is about: subjects, contexts, quantities.

use lexicon::SubjectCues;
use record::{
    Context, Deprel, Event, EventType, Id, Mode, Quantity, QuantityKind, Span, Subject, Subjects, Token, Upos,
};

use crate::view::View;

/// Subjects that the words name; weak cues count only with `weak`.
pub(crate) fn subjects_in(view: &View, cues: &SubjectCues, tokens: &[Id<Token>], weak: bool) -> Subjects {
    let mut found: Subjects = Vec::new();
    for token in tokens {
        for word in [view.lower(*token), view.lemma(*token)] {
            for (rest, cue) in cues.beginning_with(word) {
                if (weak || cue.strong)
                    && let Some(end) = follows(view, *token, rest)
                    && !found.iter().any(|(subject, _)| *subject == cue.subject)
                {
                    found.push((cue.subject, view.token(*token).span.join(view.token(end).span)));
                }
            }
        }
    }
    found
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

/// Adds subjects not yet known, in the order of the codes.
pub(crate) fn add_subjects(into: &mut Subjects, more: Subjects) {
    for (subject, span) in more {
        if !into.iter().any(|(known, _)| *known == subject) {
            into.push((subject, span));
        }
    }
    into.sort_by_key(|(subject, span)| (*subject, *span));
}

/// PLOVER contexts that follow from the event's subjects, type and mode.
pub(crate) fn contexts(
    cues: &SubjectCues,
    event_type: EventType,
    mode: Option<Mode>,
    subjects: &Subjects,
) -> Vec<Context> {
    let mut contexts: Vec<Context> = cues
        .contexts()
        .iter()
        .filter(|rule| match (rule.subject, rule.event_type) {
            (Some(subject), _) => subjects.iter().any(|(known, _)| *known == subject),
            (None, Some(of)) => of == event_type && (rule.mode.is_none() || rule.mode == mode),
            _ => false,
        })
        .map(|rule| rule.context)
        .collect();
    contexts.sort_unstable();
    contexts.dedup();
    contexts
}

/// Numbers of people and papers and sums of money in the clause.
pub(crate) fn quantities(view: &View, clause: &[Id<Token>], event: &Event) -> Vec<Quantity> {
    let mut found = Vec::new();
    for token in clause.iter().copied().filter(|token| view.token(*token).upos == Upos::Num) {
        let Some(noun) = view.head(token).filter(|_| view.deprel(token) == Deprel::Nummod) else { continue };
        let Some(kind) = kind_of(view, noun, event) else { continue };
        let span = view.token(token).span.join(view.token(noun).span);
        let words = view.lower(token);
        let scale = if matches!(view.lemma(noun), "million" | "billion" | "thousand") { view.lemma(noun) } else { "" };
        let amount = number(words, scale);
        let at_least = view.previous(token).is_some_and(|before| {
            matches!(view.lower(before), "than" | "least" | "over" | "nearly" | "some" | "around" | "about")
                && (matches!(view.lower(before), "over")
                    || view.previous(before).is_some_and(|more| matches!(view.lower(more), "more" | "at")))
        });
        let unit = match kind {
            QuantityKind::Money => Some(currency(view, token, noun)),
            _ => None,
        };
        found.push(Quantity { kind, amount, at_least, unit, span });
    }
    found
}

fn kind_of(view: &View, noun: Id<Token>, event: &Event) -> Option<QuantityKind> {
    let lemma = view.lemma(noun);
    let people = matches!(
        lemma,
        "people"
            | "person"
            | "civilian"
            | "soldier"
            | "prisoner"
            | "man"
            | "woman"
            | "child"
            | "detainee"
            | "migrant"
            | "hostage"
            | "opponent"
            | "policeman"
            | "officer"
            | "protester"
            | "demonstrator"
            | "diplomat"
            | "fighter"
            | "rebel"
            | "militant"
            | "troop"
            | "troops"
            | "suspect"
            | "activist"
            | "worker"
            | "national"
            | "student"
    );
    if matches!(lemma, "agreement" | "accord" | "document" | "memorandum" | "deal" | "treaty" | "contract" | "protocol")
    {
        return Some(QuantityKind::Agreements);
    }
    if matches!(lemma, "dollar" | "euro" | "pound" | "million" | "billion" | "yuan" | "yen" | "ruble" | "$" | "€") {
        return Some(QuantityKind::Money);
    }
    if !people {
        return None;
    }
    let hangs_on = view.head(noun).map(|head| view.lemma(head).to_owned()).unwrap_or_default();
    Some(match (event.event_type, hangs_on.as_str()) {
        (_, "kill" | "die" | "slay" | "murder") => QuantityKind::Killed,
        (_, "wound" | "injure" | "hurt") => QuantityKind::Wounded,
        (EventType::Coerce, _) => QuantityKind::Detained,
        (EventType::Sanction, _) => QuantityKind::Expelled,
        (EventType::Retreat, _) => QuantityKind::Released,
        (EventType::Mobilize, _) => QuantityKind::Troops,
        _ if matches!(lemma, "troop" | "troops" | "soldier") => QuantityKind::Troops,
        _ => QuantityKind::Other,
    })
}

fn currency(view: &View, number: Id<Token>, noun: Id<Token>) -> String {
    let symbol = |token: Option<Id<Token>>| match token.map(|token| view.lower(token)) {
        Some("$") => Some("USD"),
        Some("€") => Some("EUR"),
        Some("£") => Some("GBP"),
        _ => None,
    };
    if let Some(code) = symbol(view.previous(number)).or_else(|| symbol(Some(noun))) {
        return code.to_owned();
    }
    view.lower(noun).to_owned()
}

/// A number in digits or words; `None` for what is no exact number.
fn number(word: &str, scale: &str) -> Option<u64> {
    let factor: u64 = match scale {
        "thousand" => 1_000,
        "million" => 1_000_000,
        "billion" => 1_000_000_000,
        _ => 1,
    };
    let plain = word.replace(',', "");
    if let Some((whole, part)) = plain.split_once('.') {
        let digits = u32::try_from(part.len()).ok().filter(|digits| *digits <= 6)?;
        let value = whole.parse::<u64>().ok()?.checked_mul(factor)?;
        let rest = part.parse::<u64>().ok()?.checked_mul(factor)? / 10u64.pow(digits);
        return value.checked_add(rest);
    }
    if let Ok(value) = plain.parse::<u64>() {
        return value.checked_mul(factor);
    }
    const WORDS: [&str; 13] =
        ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
    WORDS.iter().position(|known| *known == word).and_then(|value| (value as u64).checked_mul(factor))
}

/// The subject events between parties have when the text names none.
pub(crate) fn default_subject(military: bool, event_type: EventType) -> Option<Subject> {
    match (event_type, military) {
        (EventType::Consult | EventType::Agree | EventType::Cooperate, true) => Some(Subject::MilitaryCooperation),
        (EventType::Consult, false) => Some(Subject::DiplomaticRelations),
        _ => None,
    }
}

/// A span for a subject that follows from the event itself.
pub(crate) fn with_span(subjects: &[Subject], span: Span) -> Subjects {
    subjects.iter().map(|subject| (*subject, span)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Protects counted sums: digits, words and scales give one number.
    #[test]
    fn numbers_are_read() {
        for (word, scale, expected) in [
            ("1,081", "", Some(1081)),
            ("13.6", "million", Some(13_600_000)),
            ("three", "", Some(3)),
            ("few", "", None),
        ] {
            assert_eq!(number(word, scale), expected, "{word} {scale}");
        }
    }
}
