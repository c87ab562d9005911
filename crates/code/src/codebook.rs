//! The codebook as a page, made from the knowledge: what each event type means, its modes, and sentences that code.

use std::fmt::Write;

use lexicon::Lexicon;
use record::EventType;

const HEAD: &str = "\
# How events are coded

Made from `data/` by `cargo run -p code --example codebook > docs/coding.md`; a test keeps it true.

An event is who did what to whom, once, with the words it rests on. Code events, not stories: as many as the article
reports, each once, however often it is told. Reciprocal events (meetings, agreements) list everyone as actor; a visit has
the visitor as actor and the host as recipient.

**Status.** `occurred`, `ongoing`, `planned`, `hypothetical` or `denied`. What is only wished, feared or asked for is no
event of its own: the words that govern a clause (`refuse to`, `threaten to`, `agree to`, `deny`) decide what is coded, as
the table at the end says. Where PLOVER's papers disagree, `docs/plover-decisions.md` says what we do.
";

/// The codebook in Markdown.
pub fn codebook(lexicon: &Lexicon) -> String {
    let mut page = String::from(HEAD);
    for event_type in EventType::ALL {
        section(lexicon, *event_type, &mut page);
    }
    effects(lexicon, &mut page);
    page
}

fn section(lexicon: &Lexicon, event_type: EventType, page: &mut String) {
    let ontology = lexicon.ontology();
    let meaning = ontology.event_type(event_type).map_or("", |facts| facts.meaning.as_str());
    let _ = write!(page, "\n## {event_type}\n\n{meaning}.\n\n");
    let modes: Vec<&str> = ontology.modes(event_type).map(record::Mode::code).collect();
    if !modes.is_empty() {
        let _ = write!(page, "Modes: {}.\n\n", modes.join(", "));
    }
    for frame in lexicon.frames().frames().iter().filter(|frame| frame.event_type == event_type) {
        let mode = frame.mode.map_or(String::new(), |mode| format!(" ({mode})"));
        let rule = frame.section.as_ref().map_or(String::new(), |rule| format!(": {rule}"));
        let _ = writeln!(page, "- `{}`{mode}{rule}", frame.name);
        for example in frame.codes.iter().take(2) {
            let _ = writeln!(page, "  - codes: {}", example.sentence);
        }
        for example in frame.codes_not.iter().take(2) {
            let _ = writeln!(page, "  - codes not: {}", example.sentence);
        }
    }
}

fn effects(lexicon: &Lexicon, page: &mut String) {
    page.push_str("\n## What governing words make of an event\n\n| effect | ground | becomes |\n| --- | --- | --- |\n");
    for effect in lexicon.frames().effects() {
        let mut rows: Vec<String> = Vec::new();
        for (event_type, mode, becomes) in &effect.becomes {
            let from = event_type.map_or("any", EventType::code);
            let mode = mode.map_or(String::new(), |mode| format!(" {mode}"));
            let mut to: Vec<&str> = Vec::new();
            to.extend(becomes.event_type.map(EventType::code));
            to.extend(becomes.mode.map(record::Mode::code));
            to.extend(becomes.status.map(record::Status::code));
            if becomes.dropped {
                to.push("not coded");
            }
            rows.push(format!("{from}{mode} → {}", to.join(" ")));
        }
        rows.sort();
        let ground = effect.section.as_deref().unwrap_or("");
        let _ = writeln!(page, "| {} | {ground} | {} |", effect.name, rows.join("; "));
    }
}
