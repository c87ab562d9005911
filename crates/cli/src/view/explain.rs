//! The view behind `attache explain`: why a record says what it says.

use engine::Record;
use export::wire;
use record::{Decision, Event, Id, Reading, Sentence, Span};

use super::{BOLD, DIM, HEAD, NAME, Page, Paragraph, TYPE, WARN, article, reading, record as record_view};

/// Which events to explain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// The article and all of its events.
    All,
    /// One event by its row.
    One(usize),
}

/// The publication date's candidates, then for each event its sentence and tree, what decided its parts and what was
/// refused, then the people and every decision that belongs to no event.
pub fn explain(coded: &Record, wire: &wire::Record, which: Which, page: Page) -> String {
    let explainer = Explainer { coded, wire, page };
    let mut out = article::head(&wire.article, page);
    if which == Which::All {
        explainer.publication_date(&mut out);
        explainer.times_and_places(&mut out);
    }
    for (id, event) in coded.coding.events.iter_with_ids() {
        if which == Which::All || which == Which::One(id.row()) {
            explainer.event(&mut out, id, event);
        }
    }
    if which == Which::All {
        explainer.people(&mut out);
        explainer.other_decisions(&mut out);
        explainer.sentences_without_events(&mut out);
    }
    out
}

struct Explainer<'r> {
    coded: &'r Record,
    wire: &'r wire::Record,
    page: Page,
}

impl Explainer<'_> {
    fn heading(&self, out: &mut String, text: &str) {
        out.push('\n');
        Paragraph::new(self.page, "", "").push(HEAD, text).print(out);
    }

    fn text(&self, span: Span) -> &str {
        span.of(&self.coded.article.text)
    }

    fn publication_date(&self, out: &mut String) {
        self.heading(out, "Publication date");
        if self.coded.article.date_candidates.is_empty() {
            Paragraph::new(self.page, "  ", "  ").push(DIM, "no date found on the page").print(out);
        }
        for candidate in &self.coded.article.date_candidates {
            let mut line = Paragraph::new(self.page, "  ", "    ");
            line.push(BOLD, &candidate.value.to_string()).text(&format!(" {} ", candidate.kind));
            line.push(DIM, &format!("“{}”", candidate.evidence)).text(&format!(": {}", candidate.verdict));
            line.print(out);
        }
    }

    fn times_and_places(&self, out: &mut String) {
        let cast = &self.coded.cast;
        if !cast.times.is_empty() {
            self.heading(out, "Times");
        }
        for time in &cast.times {
            let mut line = Paragraph::new(self.page, "  ", "    ");
            let value = time.value.map_or_else(|| "not on a calendar".to_owned(), |value| value.to_string());
            line.push(NAME, self.text(time.span)).text(&format!(": {value}"));
            line.push(DIM, &format!(" {}, {}", time.basis, time.why));
            line.print(out);
        }
        if !cast.place_mentions.is_empty() {
            self.heading(out, "Places");
        }
        for mention in &cast.place_mentions {
            let Some(place) = cast.places.get(mention.place) else { continue };
            let mut line = Paragraph::new(self.page, "  ", "    ");
            line.push(NAME, self.text(mention.span)).text(&format!(": {}", place.name));
            if let Some(country) = place.country {
                line.text(&format!(", {country}"));
            }
            line.push(DIM, &format!(" {}", place.precision));
            if !mention.locates {
                line.push(DIM, ", does not locate anything here");
            }
            line.print(out);
        }
    }

    fn event(&self, out: &mut String, id: Id<Event>, event: &Event) {
        let Some(shown) = self.wire.events.get(id.row()) else { return };
        self.heading(out, &format!("Event {} {}", id.row() + 1, shown.id));
        out.push_str(&record_view::event(shown, "  ", self.page));
        let mut line = Paragraph::new(self.page, "  ", "    ");
        line.push(DIM, "frame ").push(TYPE, &event.frame);
        line.push(DIM, &format!(" · CAMEO {} · score {} · contexts ", shown.cameo, shown.score));
        line.text(&if shown.contexts.is_empty() { "none".to_owned() } else { shown.contexts.join(", ") });
        line.print(out);
        if let Some(date) = &event.date {
            self.labelled(out, "date", &format!("{} {}: {}", date.value, date.basis, date.why));
        }
        for (subject, span) in &event.subjects {
            self.labelled(out, "subject", &format!("{subject}: “{}”", self.text(*span)));
        }
        for quantity in &event.quantities {
            self.labelled(out, "quantity", &format!("{}: “{}”", quantity.kind, self.text(quantity.span)));
        }
        if let Some(source) = &event.attributed_to {
            self.labelled(out, "reported by", source);
        }
        let sentences = self.sentences_of(event);
        let decisions: Vec<&Decision> = self
            .coded
            .trace
            .decisions()
            .iter()
            .filter(|decision| belongs(decision, event, self.reading(), &sentences))
            .collect();
        for decision in decisions {
            self.decision(out, decision);
        }
        for sentence in sentences {
            out.push('\n');
            out.push_str(&reading::tree(&self.coded.article.text, self.reading(), sentence, self.page, "  "));
        }
    }

    fn reading(&self) -> &Reading {
        &self.coded.reading
    }

    /// The sentences an event's evidence lies in, each once.
    fn sentences_of(&self, event: &Event) -> Vec<Id<Sentence>> {
        let mut sentences: Vec<_> =
            event.evidence.iter().filter_map(|span| self.reading().sentence_at(span.start)).collect();
        sentences.dedup();
        sentences
    }

    fn labelled(&self, out: &mut String, label: &str, text: &str) {
        let mut line = Paragraph::new(self.page, "  ", "    ");
        line.push(DIM, &format!("{label} ")).text(text);
        line.print(out);
    }

    fn decision(&self, out: &mut String, decision: &Decision) {
        let mut line = Paragraph::new(self.page, "  ", "    ");
        line.push(TYPE, decision.about).text(&format!(" {}", decision.chosen));
        line.push(DIM, &format!(" because {}", decision.because));
        let words = self.text(decision.span);
        if !words.is_empty() {
            line.push(DIM, &format!(" · “{words}”"));
        }
        line.print(out);
        for (reading, reason) in &decision.refused {
            let mut line = Paragraph::new(self.page, "    ", "      ");
            line.push(WARN, "not ").text(reading).push(DIM, &format!(": {reason}"));
            line.print(out);
        }
    }

    fn people(&self, out: &mut String) {
        if self.wire.people.is_empty() {
            return;
        }
        self.heading(out, "People");
        for (shown, person) in self.wire.people.iter().zip(&self.coded.cast.people) {
            let mut line = Paragraph::new(self.page, "  ", "    ");
            line.push(NAME, &shown.name).push(DIM, &format!(" {}", shown.id));
            line.text(&format!(" {}", shown.country.as_deref().unwrap_or("no country")));
            if !shown.aliases.is_empty() {
                line.push(DIM, &format!(" also {}", shown.aliases.join(", ")));
            }
            if shown.background {
                line.push(DIM, " (only named)");
            }
            line.print(out);
            for office in &person.offices {
                let body = office.body.as_deref().map_or(String::new(), |body| format!(", {body}"));
                let text = format!("{}{body}: “{}”", office.title, self.text(office.span));
                self.labelled(out, &format!("  {} office", office.held), &text);
            }
            for decision in self.coded.trace.decisions().iter().filter(|decision| {
                matches!(decision.about, "person" | "office" | "country") && person.mentions.contains(&decision.span)
            }) {
                self.decision(out, decision);
            }
        }
    }

    /// Decisions shown nowhere else.
    fn other_decisions(&self, out: &mut String) {
        let events = &self.coded.coding.events;
        let is_shown = |decision: &&Decision| {
            let person = matches!(decision.about, "person" | "office" | "country")
                && self.coded.cast.people.iter().any(|person| person.mentions.contains(&decision.span));
            person || events.iter().any(|event| belongs(decision, event, self.reading(), &self.sentences_of(event)))
        };
        let left: Vec<&Decision> = self.coded.trace.decisions().iter().filter(|decision| !is_shown(decision)).collect();
        if left.is_empty() {
            return;
        }
        self.heading(out, "Other decisions");
        for decision in left {
            self.decision(out, decision);
        }
    }

    fn sentences_without_events(&self, out: &mut String) {
        let with: Vec<_> = self.coded.coding.events.iter().flat_map(|event| self.sentences_of(event)).collect();
        let without = self.reading().sentences.ids().filter(|id| !with.contains(id)).count();
        if without > 0 {
            out.push('\n');
            let text = format!("{without} of {} sentences gave no event.", self.reading().sentences.len());
            Paragraph::new(self.page, "", "").push(DIM, &text).print(out);
        }
    }
}

/// Whether a decision was taken for an event: about its words, and about events at all.
fn belongs(decision: &Decision, event: &Event, reading: &Reading, sentences: &[Id<Sentence>]) -> bool {
    let about_event = !matches!(decision.about, "person" | "office" | "country" | "published");
    let inside = event.evidence.iter().any(|span| span.overlaps(decision.span));
    about_event
        && (inside || reading.sentence_at(decision.span.start).is_some_and(|sentence| sentences.contains(&sentence)))
}
