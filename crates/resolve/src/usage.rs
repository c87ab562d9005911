//! Whether a word for a country acts, narrows something else, or says where.

use std::ops::Range;

use lexicon::CountryForm;
use record::{Deprel, MentionUse, Upos};

use crate::view::{Shape, View};

/// How a country's word is used where it stands.
pub(crate) fn country_use(view: &View, units: &Range<usize>, form: CountryForm) -> MentionUse {
    if view.shape(units.end) == Shape::Possessive {
        return MentionUse::Modifier;
    }
    if form == CountryForm::Adjective {
        let noun_follows =
            matches!(view.upos(units.end), Upos::Noun | Upos::Adj | Upos::Propn) && view.text(units.end) != ",";
        return if noun_follows || !view.words(units).ends_with('s') {
            MentionUse::Modifier
        } else {
            MentionUse::Party
        };
    }
    let before = units.start.checked_sub(1).map_or("", |unit| view.lower(unit));
    let before = if before == "the" { units.start.checked_sub(2).map_or("", |unit| view.lower(unit)) } else { before };
    if is_place_preposition(before) {
        return MentionUse::Place;
    }
    let token = view.reading.tokens.rows().get(view.head(units).row());
    let deprel = token.map(|token| token.deprel);
    if matches!(deprel, Some(Deprel::Compound | Deprel::Amod | Deprel::NmodPoss)) {
        return MentionUse::Modifier;
    }
    // A capital is a place unless it stands where only somebody can: as subject, after `by`, `between`, `with`.
    if matches!(form, CountryForm::Capital) {
        let acts = matches!(deprel, Some(Deprel::Nsubj | Deprel::NsubjPass | Deprel::OblAgent))
            || matches!(before, "by" | "between" | "with" | "against" | "for")
            || matches!(before, "and") && matches!(deprel, Some(Deprel::Conj));
        return if acts { MentionUse::Party } else { MentionUse::Place };
    }
    MentionUse::Party
}

/// Prepositions that say where.
pub(crate) fn is_place_preposition(lower: &str) -> bool {
    matches!(
        lower,
        "in" | "at"
            | "near"
            | "inside"
            | "across"
            | "throughout"
            | "into"
            | "outside"
            | "around"
            | "within"
            | "over"
            | "through"
            | "from"
            | "via"
            | "off"
    )
}

/// Whether a capitalised word follows.
pub(crate) fn is_name_like(view: &View, unit: usize) -> bool {
    matches!(view.shape(unit), Shape::Capital | Shape::Acronym)
}
