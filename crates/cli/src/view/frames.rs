//! The view behind `attache frame`: what each frame that a sentence triggers came to.

use code::{FrameOutcome, FrameSight};
use record::{Reading, Span};

use super::{DIM, NAME, Page, Paragraph, TYPE, WARN, reading};

/// The sentence with its tree, then each frame, matched or refused.
pub fn frames(text: &str, reading: &Reading, sights: &[FrameSight], page: Page) -> String {
    let mut out = String::new();
    for sentence in reading.sentences.ids() {
        out.push_str(&reading::tree(text, reading, sentence, page, ""));
        out.push('\n');
    }
    if sights.is_empty() {
        Paragraph::new(page, "", "").push(DIM, "No frame has these words.").print(&mut out);
    }
    for sight in sights {
        let words: Vec<&str> = sight.words.iter().map(|span| span.of(text)).collect();
        let mut line = Paragraph::new(page, "", "  ");
        line.push(TYPE, &sight.frame).push(DIM, &format!(" {} {}", sight.kind, sight.source));
        line.text(&format!(" on “{}”", words.join(" … ")));
        line.print(&mut out);
        match (&sight.outcome, &sight.refused) {
            (Some(outcome), _) => matched(&mut out, text, outcome, page),
            (None, Some(reason)) => {
                let mut line = Paragraph::new(page, "  ", "    ");
                line.push(WARN, "refused").text(&format!(": {reason}")).print(&mut out);
            }
            (None, None) => {}
        }
    }
    out
}

fn matched(out: &mut String, text: &str, outcome: &FrameOutcome, page: Page) {
    let mut line = Paragraph::new(page, "  ", "    ");
    line.push(TYPE, outcome.event_type.code());
    if let Some(mode) = outcome.mode {
        line.push(TYPE, &format!(" {mode}"));
    }
    line.text(&format!(" {}", outcome.status));
    line.push(DIM, &format!(" · confidence {:.3}", f64::from(outcome.confidence) / 1000.0));
    if outcome.dropped {
        line.push(WARN, " · dropped by an operator");
    }
    line.print(out);
    for (role, parties) in [("actor", &outcome.actors), ("recipient", &outcome.recipients)] {
        for (position, span) in parties {
            party(out, text, role, position, *span, page);
        }
    }
    for note in &outcome.notes {
        Paragraph::new(page, "  ", "    ").push(DIM, note).print(out);
    }
}

fn party(out: &mut String, text: &str, role: &str, position: &str, span: Span, page: Page) {
    let mut line = Paragraph::new(page, "  ", "    ");
    line.text(&format!("{role} ")).push(NAME, span.of(text)).push(DIM, &format!(" at {position}"));
    line.print(out);
}
