//! How a text labels those it speaks of: `militia`, `so-called`, `internationally recognised`.

use record::{Cast, Label, Referent};

use crate::view::View;

/// Words that judge; alone or in a row before what they label.
const LABELS: &[&[&str]] = &[
    &["so-called"],
    &["self-styled"],
    &["self-proclaimed"],
    &["internationally", "recognised"],
    &["internationally", "recognized"],
    &["internationally-recognised"],
    &["internationally-recognized"],
    &["un-backed"],
    &["legitimate"],
    &["illegitimate"],
    &["terrorist"],
    &["extremist"],
    &["outlawed"],
    &["breakaway"],
    &["separatist"],
    &["de", "facto"],
    &["puppet"],
    &["rebel"],
    &["rogue"],
    &["warlord"],
    &["strongman"],
    &["militia"],
    &["junta"],
    &["parallel"],
    &["rival"],
    &["russian-backed"],
    &["iran-backed"],
    &["iranian-backed"],
    &["western-backed"],
    &["proxy"],
];

/// Adds labels that stand right before a party or are its head.
pub(crate) fn add_labels(view: &View, cast: &mut Cast) {
    for unit in 0..view.len() {
        let Some(len) = LABELS
            .iter()
            .find(|words| words.iter().enumerate().all(|(at, word)| view.lower(unit + at) == *word))
            .map(|words| words.len())
        else {
            continue;
        };
        let span = view.span(&(unit..unit + len));
        let inside = cast.resolved.iter().find(|resolved| resolved.span.contains(span) && labelled(&resolved.referent));
        let after = || {
            let from = view.units.get(unit + len)?.span.start;
            let reach = view.units.get((unit + len + 3).min(view.sentence_of(unit).end.saturating_sub(1)))?.span.end;
            cast.resolved.iter().find(|resolved| {
                resolved.span.start >= from && resolved.span.end <= reach && labelled(&resolved.referent)
            })
        };
        if let Some(resolved) = inside.or_else(after) {
            let referent = resolved.referent.clone();
            cast.labels.push(Label { referent, span });
        }
    }
}

fn labelled(referent: &Referent) -> bool {
    matches!(referent, Referent::Body(_) | Referent::Person(_) | Referent::Group(_))
}
