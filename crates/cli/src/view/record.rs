//! The view of a coded article: what a person wants to read.

use export::wire;

use super::{BOLD, DIM, HEAD, NAME, Page, Paragraph, TYPE, WARN, article, quoted};

/// Evidence longer than this many lines is cut; `explain` shows all of it.
const EVIDENCE_LINES: usize = 3;

/// Headline and date, the events with their evidence, the statements, the people and their offices.
pub fn record(record: &wire::Record, page: Page) -> String {
    let mut out = article::head(&record.article, page);
    if let Some(written) = &record.written {
        let mut line = Paragraph::new(page, "", "");
        line.text(&format!("written {}", export::date_in_words(&written.value)))
            .push(DIM, &format!(" ({})", written.why));
        line.print(&mut out);
    }
    events(&mut out, record, page);
    statements(&mut out, record, page);
    people(&mut out, record, page);
    for finding in &record.findings {
        Paragraph::new(page, "note: ", "      ").push(DIM, &finding.message).print(&mut out);
    }
    out
}

fn heading(out: &mut String, page: Page, text: &str) {
    out.push('\n');
    Paragraph::new(page, "", "").push(HEAD, text).print(out);
}

fn events(out: &mut String, record: &wire::Record, page: Page) {
    if record.events.is_empty() {
        out.push('\n');
        Paragraph::new(page, "", "").push(DIM, "No event found.").print(out);
        return;
    }
    heading(out, page, "Events");
    let n_digits = record.events.len().to_string().len();
    for (idx, event) in record.events.iter().enumerate() {
        if idx > 0 {
            out.push('\n');
        }
        let number = format!("{:>width$}  ", idx + 1, width = n_digits);
        out.push_str(&self::event(event, &number, page));
    }
}

/// One event in a few lines, the first behind `number`.
pub fn event(event: &wire::Event, number: &str, page: Page) -> String {
    let mut out = String::new();
    let indent = " ".repeat(number.chars().count());
    let mut line = Paragraph::new(page, number, &indent);
    line.push(TYPE, &event.event_type);
    if let Some(mode) = &event.mode {
        line.push(TYPE, &format!(" {mode}"));
    }
    if event.status != "occurred" {
        line.push(WARN, &format!(" {}", event.status));
    }
    match &event.date {
        Some(date) => line.text(&format!(" · {}", export::date_in_words(&date.value))),
        None => line.push(DIM, " · no date"),
    };
    if let Some(place) = &event.place {
        line.text(&format!(" · {}", place.name));
        if let Some(country) = &place.country {
            line.push(DIM, &format!(", {country}"));
        }
    }
    line.push(DIM, &format!(" · {:.0} %", event.confidence * 100.0));
    line.print(&mut out);

    let mut line = Paragraph::new(page, &indent, &format!("{indent}  "));
    parties(&mut line, &event.actor);
    if !event.recipient.is_empty() {
        line.text(if event.actor.is_empty() { "→ " } else { " → " });
        parties(&mut line, &event.recipient);
    }
    line.print(&mut out);

    let mut line = Paragraph::new(page, &indent, &format!("{indent}  "));
    if !event.subjects.is_empty() {
        let subjects: Vec<String> = event.subjects.iter().map(|subject| subject.replace('-', " ")).collect();
        line.push(DIM, "about ").text(&subjects.join(", "));
    }
    line.print(&mut out);

    for evidence in &event.evidence {
        let mut line = Paragraph::new(page, &indent, &format!("{indent} ")).at_most(EVIDENCE_LINES);
        line.push(DIM, &quoted(evidence));
        line.print(&mut out);
    }
    out
}

fn parties(line: &mut Paragraph, parties: &[wire::Party]) {
    for (idx, party) in parties.iter().enumerate() {
        if idx > 0 {
            line.text(if idx + 1 == parties.len() { " and " } else { ", " });
        }
        line.push(NAME, &party.name);
        if let Some(country) = &party.country {
            line.push(DIM, &format!(" {country}"));
        }
        if let Some(office) = &party.office {
            line.push(DIM, &format!(" ({office})"));
        }
    }
}

fn statements(out: &mut String, record: &wire::Record, page: Page) {
    if record.statements.is_empty() {
        return;
    }
    heading(out, page, "Statements");
    for statement in &record.statements {
        let mut line = Paragraph::new(page, "", "  ").at_most(EVIDENCE_LINES);
        line.push(NAME, &statement.speaker).push(TYPE, &format!(" {}", said(&statement.stance)));
        if let Some(addressee) = &statement.addressee {
            let to = if matches!(&*statement.stance, "inform" | "pledge" | "deny") { "to " } else { "" };
            line.text(&format!(" {to}{addressee}"));
        }
        line.text(": ").push(DIM, &quoted(&statement.text));
        line.print(out);
    }
}

/// A stance as what the speaker did.
fn said(stance: &str) -> &str {
    match stance {
        "pledge" => "pledges",
        "praise" => "praises",
        "concern" => "is concerned",
        "condemn" => "condemns",
        "urge" => "urges",
        "hope" => "hopes",
        "inform" => "says",
        "deny" => "denies",
        other => other,
    }
}

fn people(out: &mut String, record: &wire::Record, page: Page) {
    let people: Vec<&wire::Person> = record.people.iter().filter(|person| !person.background).collect();
    if people.is_empty() {
        return;
    }
    heading(out, page, "People and their offices");
    for person in people {
        let mut line = Paragraph::new(page, "", "  ");
        line.push(BOLD, &person.name);
        if let Some(country) = &person.country {
            line.push(DIM, &format!(" {country}"));
        }
        for (idx, office) in person.offices.iter().enumerate() {
            line.text(if idx == 0 { " · " } else { "; " });
            match &*office.held {
                "current" => {}
                "designate" => {
                    line.push(WARN, "designated ");
                }
                held => {
                    line.push(WARN, &format!("{held} "));
                }
            }
            line.text(&office.title);
            if let Some(body) = &office.body {
                line.text(&format!(", {body}"));
            }
        }
        if person.offices.is_empty()
            && let Some(rank) = &person.rank
        {
            line.text(&format!(" · {rank}"));
        }
        line.print(out);
    }
}
