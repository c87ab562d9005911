//! What an event is about: subjects, contexts, quantities.

use lexicon::SubjectCues;
use record::{
    Context, Deprel, Event, EventType, Id, Mode, Quantity, QuantityKind, Span, Subject, Subjects, Token, Upos,
};

use crate::view::View;

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

/// The words of a trigger's clause: for a verb from its subject to its last object or complement, for a noun the phrase
/// with what stands under it, and the verb it is the object of.
pub(crate) fn clause_span(view: &View, anchor: Id<Token>, noun: bool) -> Span {
    let head = if noun { view.clause_head(anchor) } else { anchor };
    let near = !noun || view.head(anchor) == Some(head) || anchor == head;
    let mut words = if near { view.clause(head) } else { view.subtree(anchor) };
    // A conjunction or mark in front and marks behind are no part of what a reader takes for the clause.
    let loose = |token: &Id<Token>| {
        matches!(view.deprel(*token), Deprel::Punct | Deprel::Cc | Deprel::Mark)
            || matches!(view.lower(*token), "," | "." | ";" | ":" | "-" | "–" | "—" | "\"" | "“" | "”" | "(" | ")")
    };
    while words.last().is_some_and(loose) {
        words.pop();
    }
    let lead = words.iter().take_while(|token| loose(token)).count();
    words.drain(..lead);
    // What is said in a clause of its own is told by the words up to it.
    if let Some(clause) = view.with(head, |deprel| matches!(deprel, Deprel::Ccomp | Deprel::Xcomp)).last()
        && near
    {
        words.extend(view.clause(clause));
        words.sort_unstable();
    }
    let anchor_span = view.token(anchor).span;
    let (first, last) = (words.first().copied().unwrap_or(anchor), words.last().copied().unwrap_or(anchor));
    if loose(&last) || loose(&first) {
        return anchor_span;
    }
    view.token(first).span.join(view.token(last).span).join(anchor_span)
}

/// Numbers of people and papers and sums of money in the clause.
pub(crate) fn quantities(view: &View, clause: &[Id<Token>], event: &Event) -> Vec<Quantity> {
    let mut found: Vec<Quantity> = Vec::new();
    let head = clause.iter().copied().find(|token| !view.head(*token).is_some_and(|head| clause.contains(&head)));
    let below = head.map(|head| view.subtree(head)).unwrap_or_default();
    for token in below.into_iter().filter(|token| view.token(*token).upos == Upos::Num || several(view, *token)) {
        let Some(noun) = counted(view, token) else { continue };
        let Some(kind) = kind_of(view, token, noun, event) else { continue };
        // Of clauses below, only those that count the attack's victims belong to it: `…, killing three`.
        let victims = matches!(kind, QuantityKind::Killed | QuantityKind::Wounded);
        if !clause.contains(&token) && !(victims && event.event_type == EventType::Assault) {
            continue;
        }
        let span = view.token(token).span.join(view.token(noun).span);
        if found.iter().any(|known| known.span.overlaps(span)) {
            continue;
        }
        let scale = std::iter::successors(Some(token), |at| view.next(*at))
            .take(3)
            .map(|at| view.lemma(at))
            .find(|lemma| matches!(*lemma, "million" | "billion" | "thousand" | "hundred"))
            .unwrap_or_default();
        let (unit, span) = match kind {
            QuantityKind::Money => {
                let (unit, words) = currency(view, token, noun);
                (Some(unit), span.join(words))
            }
            _ => (None, span),
        };
        let amount = number(view.lower(token), scale);
        found.push(Quantity { kind, amount, at_least: at_least(view, token), unit, span });
    }
    found
}

/// Counts that are no number: `several`, `dozens of`.
fn several(view: &View, token: Id<Token>) -> bool {
    matches!(view.lower(token), "several" | "dozens" | "hundreds" | "thousands" | "scores")
}

/// The noun that is counted: `14 agreements`, `dozens of soldiers`, `$50 million`, `three people`.
fn counted(view: &View, token: Id<Token>) -> Option<Id<Token>> {
    if view.previous(token).is_some_and(|before| is_sign(view.lower(before))) {
        let next = view.next(token);
        return Some(next.filter(|next| is_scale(view.lemma(*next))).unwrap_or(token));
    }
    if let Some(inner) = view.phrases(token, "of").into_iter().find(|inner| *inner > token) {
        return Some(inner);
    }
    let head = view.head(token)?;
    match view.deprel(token) {
        Deprel::Nummod | Deprel::Amod | Deprel::Det => Some(head).filter(|head| *head > token),
        // `three were killed`, `41 dead`: people without a word for them.
        Deprel::Nsubj | Deprel::NsubjPass | Deprel::Obj => Some(token),
        Deprel::Compound => view.head(head).filter(|noun| *noun > head && is_scale(view.lemma(head))).or(Some(head)),
        _ => None,
    }
}

fn is_sign(word: &str) -> bool {
    word.ends_with(['$', '€', '£', '¥'])
}

fn is_scale(lemma: &str) -> bool {
    matches!(lemma, "million" | "billion" | "thousand" | "hundred" | "trillion" | "m" | "bn")
}

/// `more than`, `at least`, `over`, `no fewer than` before the number.
fn at_least(view: &View, token: Id<Token>) -> bool {
    let mut at = token;
    for _ in 0..3 {
        let Some(before) = view.previous(at) else { return false };
        match view.lower(before) {
            "over" | "least" => return true,
            "than" => {
                return view
                    .previous(before)
                    .is_some_and(|word| matches!(view.lower(word), "more" | "fewer" | "less" | "greater"));
            }
            "the" | "a" | "some" | "another" => at = before,
            word if is_sign(word) => at = before,
            _ => return false,
        }
    }
    false
}

fn kind_of(view: &View, number: Id<Token>, noun: Id<Token>, event: &Event) -> Option<QuantityKind> {
    let lemma = view.lemma(noun);
    let signed = view.previous(number).is_some_and(|before| is_sign(view.lower(before)));
    if signed || CURRENCIES.iter().any(|(word, _)| *word == lemma) {
        return Some(QuantityKind::Money);
    }
    if matches!(
        lemma,
        "agreement"
            | "accord"
            | "document"
            | "memorandum"
            | "memoranda"
            | "deal"
            | "treaty"
            | "contract"
            | "protocol"
            | "pact"
            | "mou"
    ) {
        return Some(QuantityKind::Agreements);
    }
    if is_scale(lemma) || !(PEOPLE.contains(&lemma) || noun == number) {
        return None;
    }
    let verb = view.lemma(view.clause_head(number)).to_owned();
    let dead =
        matches!(verb.as_str(), "kill" | "die" | "slay" | "murder" | "perish" | "massacre" | "dead") || lemma == "dead";
    let hurt = matches!(verb.as_str(), "wound" | "injure" | "hurt" | "maim");
    Some(match (event.event_type, event.mode) {
        _ if dead => QuantityKind::Killed,
        _ if hurt => QuantityKind::Wounded,
        _ if noun == number => return None,
        (EventType::Coerce, Some(Mode::Arrest | Mode::Abduct)) => QuantityKind::Detained,
        (EventType::Coerce, Some(Mode::Deport)) | (EventType::Sanction, Some(Mode::Expel)) => QuantityKind::Expelled,
        (EventType::Retreat, Some(Mode::Release)) => QuantityKind::Released,
        (EventType::Mobilize, _) => QuantityKind::Troops,
        _ if matches!(lemma, "troop" | "troops" | "soldier" | "peacekeeper" | "marine") => QuantityKind::Troops,
        _ => QuantityKind::Other,
    })
}

const PEOPLE: [&str; 46] = [
    "people",
    "person",
    "civilian",
    "soldier",
    "prisoner",
    "man",
    "woman",
    "child",
    "detainee",
    "migrant",
    "hostage",
    "opponent",
    "policeman",
    "officer",
    "protester",
    "demonstrator",
    "diplomat",
    "fighter",
    "rebel",
    "militant",
    "troop",
    "troops",
    "suspect",
    "activist",
    "worker",
    "national",
    "student",
    "captive",
    "inmate",
    "villager",
    "resident",
    "peacekeeper",
    "refugee",
    "journalist",
    "citizen",
    "passenger",
    "insurgent",
    "member",
    "guard",
    "marine",
    "ambassador",
    "attaché",
    "official",
    "fisherman",
    "sailor",
    "dead",
];

const CURRENCIES: [(&str, &str); 24] = [
    ("dollar", "USD"),
    ("euro", "EUR"),
    ("pound", "GBP"),
    ("yuan", "CNY"),
    ("yen", "JPY"),
    ("ruble", "RUB"),
    ("rouble", "RUB"),
    ("rupee", "INR"),
    ("franc", "franc"),
    ("dirham", "AED"),
    ("riyal", "SAR"),
    ("rial", "IRR"),
    ("dinar", "dinar"),
    ("lira", "TRY"),
    ("shekel", "ILS"),
    ("peso", "peso"),
    ("real", "BRL"),
    ("rand", "ZAR"),
    ("naira", "NGN"),
    ("won", "KRW"),
    ("krona", "SEK"),
    ("krone", "NOK"),
    ("zloty", "PLN"),
    ("hryvnia", "UAH"),
];

/// Whether the word counts money: `US dollars` are no party.
pub(crate) fn is_money(view: &View, token: Id<Token>) -> bool {
    view.token(token).upos == record::Upos::Noun && CURRENCIES.iter().any(|(word, _)| *word == view.lemma(token))
}

/// The currency's code, and the words that tell it.
fn currency(view: &View, number: Id<Token>, noun: Id<Token>) -> (String, Span) {
    if let Some(before) = view.previous(number).filter(|before| is_sign(view.lower(*before))) {
        let sign = view.lower(before);
        let code = match sign.trim_end_matches(['$', '€', '£', '¥']) {
            "a" | "au" => "AUD",
            "c" | "ca" => "CAD",
            _ if sign.ends_with('$') => "USD",
            _ if sign.ends_with('€') => "EUR",
            _ if sign.ends_with('£') => "GBP",
            _ => "JPY",
        };
        return (code.to_owned(), view.token(before).span);
    }
    let lemma = view.lemma(noun);
    let code = CURRENCIES.iter().find(|(word, _)| *word == lemma).map_or(lemma, |(_, code)| *code);
    (code.to_owned(), view.token(noun).span)
}

/// A number in digits or words; `None` for what is no exact number.
fn number(word: &str, scale: &str) -> Option<u64> {
    let factor: u64 = match scale {
        "thousand" => 1_000,
        "million" => 1_000_000,
        "billion" => 1_000_000_000,
        "hundred" => 100,
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
