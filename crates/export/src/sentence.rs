//! A happening in one sentence, made of its fields.

use crate::date_in_words;
use crate::view::{HappeningView, PartyView};

/// How an event type or mode is put into words.
struct Wording {
    /// A PLOVER event type, or a type and its mode.
    code: &'static str,
    /// What was done: `met`.
    past: &'static str,
    /// What is to be done: `meet`.
    plain: &'static str,
    /// What stands before the recipient, for those who do it to somebody; `None` where a recipient is another party.
    to: Option<&'static str>,
}

const fn wording(code: &'static str, past: &'static str, plain: &'static str, to: Option<&'static str>) -> Wording {
    Wording { code, past, plain, to }
}

/// The more special first.
const WORDINGS: &[Wording] = &[
    wording("CONSULT visit", "visited", "visit", Some("")),
    wording("CONSULT phone", "spoke by telephone", "speak by telephone", None),
    wording("CONSULT third-party", "mediated between", "mediate between", Some("")),
    wording("CONSULT multilateral", "met at a conference", "meet at a conference", None),
    wording("CONSULT meeting", "met", "meet", None),
    wording("RETREAT ceasefire", "ceased fire", "cease fire", Some("with ")),
    wording("RETREAT withdraw", "withdrew forces", "withdraw forces", Some("from ")),
    wording("RETREAT release", "released people", "release people", Some("of ")),
    wording("RETREAT resign", "resigned", "resign", None),
    wording("RETREAT access", "gave access", "give access", Some("to ")),
    wording("SANCTION expel", "expelled people", "expel people", Some("of ")),
    wording("SANCTION convict", "convicted", "convict", Some("")),
    wording("COERCE arrest", "arrested", "arrest", Some("")),
    wording("COERCE deport", "deported", "deport", Some("")),
    wording("PROTEST demo", "demonstrated", "demonstrate", Some("against ")),
    wording("PROTEST strike", "went on strike", "go on strike", Some("against ")),
    wording("ASSAULT abduct", "abducted", "abduct", Some("")),
    wording("ASSAULT aerial", "attacked from the air", "attack from the air", Some("")),
    wording("AGREE", "agreed", "agree", None),
    wording("CONSULT", "consulted", "consult", None),
    wording("SUPPORT", "expressed support", "express support", Some("for ")),
    wording("CONCEDE", "made a concession", "make a concession", Some("to ")),
    wording("COOPERATE", "cooperated", "cooperate", None),
    wording("AID", "gave aid", "give aid", Some("to ")),
    wording("RETREAT", "yielded", "yield", Some("to ")),
    wording("REQUEST", "made a request", "make a request", Some("to ")),
    wording("ACCUSE", "accused", "accuse", Some("")),
    wording("REJECT", "rejected", "reject", Some("")),
    wording("THREATEN", "threatened", "threaten", Some("")),
    wording("PROTEST", "protested", "protest", Some("against ")),
    wording("SANCTION", "took measures", "take measures", Some("against ")),
    wording("MOBILIZE", "mobilised", "mobilise", Some("against ")),
    wording("COERCE", "coerced", "coerce", Some("")),
    wording("ASSAULT", "attacked", "attack", Some("")),
];

/// Parties that are named; the rest are counted.
const NAMED_MOST: usize = 4;

/// A happening in one sentence: `Hana Tamahori and Ignacio Errazuriz met in Santiago on 19 August 2024.`
pub fn sentence(happening: &HappeningView) -> String {
    let special = format!("{} {}", happening.event_type, happening.mode.as_deref().unwrap_or_default());
    let found = |code: &str| WORDINGS.iter().find(|wording| wording.code == code);
    let unknown = wording("", "did something", "do something", None);
    let words = found(special.trim()).or_else(|| found(&happening.event_type)).unwrap_or(&unknown);
    let (who, whom) = sides(happening, words);
    let whom = if whom.is_empty() { String::new() } else { format!(" {}{whom}", words.to.unwrap_or_default()) };
    let place = match &happening.place {
        Some(place) if whom.trim() != place.name => format!(" in {}", place.name),
        _ => String::new(),
    };
    let when = match &happening.date {
        Some(date) if date.len() == 10 => format!(" on {}", date_in_words(date)),
        Some(date) => format!(", {}", date_in_words(date)),
        None => String::new(),
    };
    let (past, plain) = (words.past, words.plain);
    let told = match happening.status.as_str() {
        "planned" => format!("{who} plan to {plain}{whom}{place}{when}"),
        "postponed" => format!("{who} put off a plan to {plain}{whom}{place}{when}"),
        "hypothetical" => format!("{who} may {plain}{whom}{place}{when}"),
        "denied" => format!("It is denied that {who} {past}{whom}{place}{when}"),
        "disputed" => format!("It is disputed that {who} {past}{whom}{place}{when}"),
        _ => format!("{who} {past}{whom}{place}{when}"),
    };
    let told = if happening.status == "planned" && (is_one(happening, words)) {
        told.replacen(" plan to ", " plans to ", 1)
    } else {
        told
    };
    if told.ends_with('.') { told } else { told + "." }
}

/// Who does it, and to whom, in words.
fn sides(happening: &HappeningView, words: &Wording) -> (String, String) {
    let (actors, recipients) = (&happening.actor, &happening.recipient);
    let together = words.to.is_none();
    let who: Vec<&PartyView> =
        if together { actors.iter().chain(recipients).collect() } else { actors.iter().collect() };
    let whom: Vec<&PartyView> = if together { Vec::new() } else { recipients.iter().collect() };
    let who = if who.is_empty() { "Somebody".to_owned() } else { listed(&who) };
    (who, if whom.is_empty() { String::new() } else { listed(&whom) })
}

fn is_one(happening: &HappeningView, words: &Wording) -> bool {
    happening.actor.len() + if words.to.is_none() { happening.recipient.len() } else { 0 } < 2
}

fn listed(parties: &[&PartyView]) -> String {
    let mut names: Vec<String> = parties.iter().map(|party| short(&party.name)).collect();
    names.dedup();
    if names.len() > NAMED_MOST {
        let n_more = names.len() - (NAMED_MOST - 1);
        names.truncate(NAMED_MOST - 1);
        names.push(format!("{n_more} others"));
    }
    match names.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
        None => String::new(),
    }
}

/// A name as it fits a sentence.
fn short(name: &str) -> String {
    const MOST: usize = 120;
    match name.char_indices().nth(MOST) {
        Some((at, _)) => format!("{}…", &name[..at]),
        None => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::PlaceView;

    fn party(name: &str) -> PartyView {
        PartyView { name: name.to_owned(), ..PartyView::default() }
    }

    /// Protects readers of lists: each kind of happening reads as a sentence.
    #[test]
    fn happenings_read_as_sentences() {
        let mut happening = HappeningView {
            event_type: "CONSULT".into(),
            mode: Some("meeting".into()),
            status: "occurred".into(),
            date: Some("2024-08-19".into()),
            place: Some(PlaceView { name: "Santiago".into(), ..PlaceView::default() }),
            actor: vec![party("Hana Tamahori"), party("Ignacio Errazuriz")],
            ..HappeningView::default()
        };
        assert_eq!(sentence(&happening), "Hana Tamahori and Ignacio Errazuriz met in Santiago on 19 August 2024.");
        happening.status = "denied".into();
        happening.date = None;
        assert_eq!(sentence(&happening), "It is denied that Hana Tamahori and Ignacio Errazuriz met in Santiago.");
        happening.mode = Some("visit".into());
        happening.status = "planned".into();
        happening.recipient = vec![party("Chile")];
        happening.actor.truncate(1);
        assert_eq!(sentence(&happening), "Hana Tamahori plans to visit Chile in Santiago.");
        happening.event_type = "ACCUSE".into();
        happening.mode = None;
        happening.status = "occurred".into();
        happening.place = None;
        assert_eq!(sentence(&happening), "Hana Tamahori accused Chile.");
    }
}
