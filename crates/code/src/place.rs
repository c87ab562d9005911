//! Where an event happened: places named in its clause, the destination of a visit, or the event it continues.

use record::{Cast, Deprel, EventPlace, EventType, Id, MentionUse, Mode, Place, PlaceMention, PlacePrecision, Token};

use crate::view::View;

/// The place that the event's own words name.
pub(crate) fn own_place(
    view: &View,
    cast: &Cast,
    (anchor, noun): (Id<Token>, Option<Id<Token>>),
    event_type: EventType,
    visit: bool,
) -> Option<EventPlace> {
    let sentence = view.reading.sentences[view.sentence].span;
    let mentions: Vec<&PlaceMention> =
        cast.place_mentions.iter().filter(|mention| mention.locates && sentence.contains(mention.span)).collect();
    if mentions.is_empty() {
        return None;
    }
    let mut heads: Vec<Id<Token>> = vec![anchor];
    heads.extend(noun);
    // `set in Oslo by a summit convened by Chad`: the place of the clause that the participle's noun stands in.
    if view.deprel(anchor) == Deprel::Acl && !is_verbal(event_type) {
        heads.extend(view.head(anchor).map(|noun| view.clause_head(noun)));
    }
    if let Some(place) = where_before(view, cast, &mentions, anchor) {
        return Some(place);
    }
    if let Some(place) = cleft(view, cast, &mentions, anchor) {
        return Some(place);
    }
    // Phrases that hang on the event's own words first, the finest place of them, then those of its clause.
    for from in &heads {
        let preferred: &[&str] = if visit {
            &["to", "in", "at", "into", "on"]
        } else if is_verbal(event_type) || event_type == EventType::Agree {
            &["in", "at"]
        } else if matches!(event_type, EventType::Consult | EventType::Cooperate) {
            &["in", "at", "near", "on", "outside", "off", "inside"]
        } else {
            &["in", "at", "near", "on", "outside", "off", "inside", "from", "across", "around", "over", "to"]
        };
        let mut best: Option<EventPlace> = None;
        for preposition in preferred {
            for phrase in view.phrases(*from, preposition) {
                if is_said_of(view, event_type, *from, phrase) {
                    continue;
                }
                let Some(place) = in_phrase(view, cast, &mentions, phrase) else { continue };
                let finer = best.as_ref().is_none_or(|known| {
                    place.precision < known.precision && place.country.is_some() && place.country == known.country
                });
                if finer {
                    best = Some(place);
                }
            }
        }
        if best.is_some() {
            return best;
        }
    }
    if visit
        && let Some(place) =
            view.logical_object(anchor).first().and_then(|object| in_phrase(view, cast, &mentions, *object))
    {
        return Some(place);
    }
    // Where words are said only the verb's own phrases tell; `the junta in X` says where the junta is.
    if is_verbal(event_type) {
        return None;
    }
    let clause = view.clause(view.clause_head(anchor));
    let located = |mention: &&&PlaceMention| clause.contains(&mention.head) && is_located(view, cast, mention.head);
    let finest = mentions.iter().filter(located).min_by_key(|mention| {
        let precision = cast.places.get(mention.place).map_or(9, |place| place.precision as u8);
        (precision > PlacePrecision::City as u8, mention.span.start.abs_diff(view.token(anchor).span.start))
    });
    finest.and_then(|mention| make(cast, mention))
}

/// `in Oslo, where she met …`: the place before `where`.
fn where_before(view: &View, cast: &Cast, mentions: &[&PlaceMention], anchor: Id<Token>) -> Option<EventPlace> {
    let clause = view.clause(view.clause_head(anchor));
    let opener = clause.iter().copied().find(|token| view.lower(*token) == "where" && *token < anchor)?;
    let mut before = view.previous(opener)?;
    if view.lower(before) == "," {
        before = view.previous(before)?;
    }
    let span = view.token(before).span;
    let mention = mentions.iter().find(|mention| mention.span.contains(span))?;
    make(cast, mention)
}

/// `It was in Oslo that they met`: the place that the sentence sets in front.
fn cleft(view: &View, cast: &Cast, mentions: &[&PlaceMention], anchor: Id<Token>) -> Option<EventPlace> {
    let that = view.with(anchor, |deprel| deprel == Deprel::Mark).any(|mark| view.lower(mark) == "that");
    let head = view.head(anchor).filter(|head| that && view.has_copula(*head) && *head < anchor)?;
    let it = view.surface_subject(head).first().is_some_and(|subject| view.lower(*subject) == "it");
    let placed = it && ["in", "at", "on"].iter().any(|word| view.preposition(head).split(' ').any(|own| own == *word));
    if !placed {
        return None;
    }
    let (from, to) = (view.token(head).span.start, view.token(anchor).span.start);
    let inside = mentions.iter().filter(|mention| mention.span.start >= from && mention.span.end <= to);
    let finest =
        inside.min_by_key(|mention| cast.places.get(mention.place).map_or(9, |place| place.precision as u8))?;
    make(cast, finest)
}

/// `called the rulers in Oslo unlawful`, `recalled its envoy in Oslo`: the place right behind a noun tells who, where words
/// or papers pass between states.
fn is_said_of(view: &View, event_type: EventType, from: Id<Token>, phrase: Id<Token>) -> bool {
    let apart = is_verbal(event_type) || event_type == EventType::Sanction;
    if event_type == EventType::Sanction && view.is_nominal(from) {
        return true;
    }
    if !apart || !view.is_verb(from) || phrase < from {
        return false;
    }
    let case = view.with(phrase, |deprel| deprel == Deprel::Case).next();
    let Some(before) = case.and_then(|case| view.previous(case)).filter(|before| *before > from) else { return false };
    let noun = view.is_nominal(before);
    if noun && event_type == EventType::Sanction {
        return true;
    }
    let time = matches!(view.deprel(before), Deprel::OblUnmarked | Deprel::OblTmod | Deprel::NmodTmod)
        || view.deprel(before) == Deprel::Obl;
    noun && !time
}

/// Whether the word stands behind a preposition of place, or is the subject or object of nothing.
fn is_located(view: &View, cast: &Cast, token: Id<Token>) -> bool {
    let mut at = token;
    for _ in 0..3 {
        if matches!(view.deprel(at), Deprel::Obl | Deprel::Nmod | Deprel::OblUnmarked) {
            let preposition = view.preposition(at);
            if preposition.split(' ').any(|word| {
                matches!(
                    word,
                    "in" | "at"
                        | "near"
                        | "outside"
                        | "inside"
                        | "off"
                        | "across"
                        | "around"
                        | "along"
                        | "within"
                        | "throughout"
                )
            }) {
                return true;
            }
        }
        match view.head(at) {
            // `the envoy in Oslo`: the place tells who, not where it happened.
            Some(head) if view.is_nominal(head) && !names_party(cast, head) => at = head,
            _ => return false,
        }
    }
    false
}

fn names_party(cast: &Cast, token: Id<Token>) -> bool {
    cast.resolved.iter().any(|resolved| resolved.head == token && resolved.usage != MentionUse::Place)
}

fn in_phrase(view: &View, cast: &Cast, mentions: &[&PlaceMention], phrase: Id<Token>) -> Option<EventPlace> {
    for head in view.conjuncts(phrase).into_iter().take(1) {
        let words = view.subtree(head);
        let best = mentions.iter().filter(|mention| words.contains(&mention.head)).min_by_key(|mention| {
            let precision = cast.places.get(mention.place).map_or(9, |place| place.precision as u8);
            (mention.head != head, precision, mention.span)
        });
        // The finest place of the phrase: `the presidential palace in Oslo`.
        let finest = mentions.iter().filter(|mention| words.contains(&mention.head)).min_by_key(|mention| {
            (cast.places.get(mention.place).map_or(9, |place| place.precision as u8), mention.span)
        });
        if let Some(mention) = finest.or(best) {
            return make(cast, mention);
        }
    }
    None
}

pub(crate) fn make(cast: &Cast, mention: &PlaceMention) -> Option<EventPlace> {
    let place: &Place = cast.places.get(mention.place)?;
    Some(EventPlace {
        name: place.name.clone(),
        country: place.country,
        lat_milli: place.lat_milli,
        lon_milli: place.lon_milli,
        precision: place.precision,
        span: Some(mention.span),
    })
}

/// Whether events of the kind take over the place of the event they continue when they name none.
pub(crate) fn inherits(event_type: EventType, mode: Option<Mode>) -> bool {
    match event_type {
        EventType::Consult => mode != Some(Mode::Phone),
        EventType::Agree | EventType::Aid | EventType::Cooperate => true,
        EventType::Assault | EventType::Protest | EventType::Coerce | EventType::Mobilize | EventType::Retreat => true,
        _ => false,
    }
}

/// Events that consist in words said about or to others.
fn is_verbal(event_type: EventType) -> bool {
    matches!(
        event_type,
        EventType::Accuse | EventType::Request | EventType::Reject | EventType::Threaten | EventType::Support
    )
}
