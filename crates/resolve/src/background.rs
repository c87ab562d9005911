//! Who is only named: in the names of things, as history, in greetings passed on.

use crate::apposition::Links;
use crate::people::Named;
use crate::runs::NameRun;
use crate::titles::TitlePhrase;
use crate::view::{Shape, View};
use record::Held;

/// Whether every mention of a person only names them.
pub(crate) fn is_background(
    view: &View,
    runs: &[NameRun],
    named: &Named,
    phrases: &[TitlePhrase],
    links: &Links,
) -> bool {
    named.runs.iter().all(|row| {
        let run = &runs[*row];
        only_named(view, run) || is_late(phrases, links, *row)
    })
}

/// `under X`, `the fall of X`, `a monument to X`, `the X era`, `greetings of the Emir, X`, `X University`.
fn only_named(view: &View, run: &NameRun) -> bool {
    let (start, end) = (run.units.start, run.units.end);
    let before = start.checked_sub(1).map_or("", |unit| view.lower(unit));
    let two_before = start.checked_sub(2).map_or("", |unit| view.lower(unit));
    let history = matches!(before, "under" | "since")
        || (matches!(before, "of" | "to")
            && matches!(
                two_before,
                "bust" | "grave" | "mausoleum" | "memorial" | "monument" | "shrine" | "statue" | "tomb"
            ))
        || (before == "of"
            && matches!(
                two_before,
                "fall"
                    | "death"
                    | "era"
                    | "days"
                    | "time"
                    | "overthrow"
                    | "ouster"
                    | "rule"
                    | "ousting"
                    | "toppling"
                    | "assassination"
                    | "reign"
                    | "legacy"
                    | "memory"
                    | "portrait"
                    | "killing"
                    | "downfall"
            ));
    let era = matches!(view.lower(end), "era" | "years" | "regime" | "dynasty" | "doctrine")
        || (view.shape(end) == Shape::Possessive
            && matches!(
                view.lower(end + 1),
                "fall" | "death" | "overthrow" | "ouster" | "era" | "rule" | "downfall" | "reign"
            ));
    let sentence = view.sentence_of(start);
    let greetings = (sentence.start..start)
        .rev()
        .take(14)
        .any(|unit| matches!(view.lower(unit), "greetings" | "regards" | "condolences"))
        && (sentence.start..start).rev().take(14).any(|unit| matches!(view.lower(unit), "of" | "from"));
    history || era || greetings
}

fn is_late(phrases: &[TitlePhrase], links: &Links, row: usize) -> bool {
    links.of_run[row].iter().any(|link| {
        phrases[link.phrase].held == Held::Former && phrases[link.phrase].title.to_lowercase().contains("late")
    })
}
