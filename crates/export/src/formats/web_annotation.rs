//! W3C Web Annotations (JSON-LD): what was found in each article, with the place of its words.
//!
//! Each target names the article and selects the words twice: by position, in Unicode code points as the model counts
//! them, and by quotation with what stands before and after.

use std::io::Write;

use serde_json::{Value, json};

use super::fields::{article_iri, urn};
use super::{ExportError, Source};
use crate::view::ArticleView;
use crate::wire;

const CONTEXT: usize = 32;

/// Writes a page of annotations.
pub(super) fn write(source: &dyn Source, out: &mut dyn Write) -> Result<(), ExportError> {
    let heading = source.heading();
    let label = json!(format!("{}. {}", heading.title, heading.question));
    write!(
        out,
        concat!(
            "{{\"@context\":\"http://www.w3.org/ns/anno.jsonld\",\"id\":\"urn:attache:annotations:page\",",
            "\"type\":\"AnnotationPage\",\"partOf\":{{\"id\":\"urn:attache:annotations\",",
            "\"type\":\"AnnotationCollection\",\"label\":{}}},\"startIndex\":0,\"items\":["
        ),
        label
    )?;
    let mut is_first = true;
    source.articles(&mut |view| {
        for annotation in annotations(view) {
            out.write_all(if is_first { b"\n" } else { b",\n" })?;
            is_first = false;
            serde_json::to_writer(&mut *out, &annotation)?;
        }
        Ok(())
    })?;
    Ok(out.write_all(b"\n]}\n")?)
}

fn annotations(view: &ArticleView) -> Vec<Value> {
    let record = &view.record;
    let text: Vec<char> = record.article.text.chars().collect();
    let article = Article { view, text };
    let mut found = Vec::new();
    for person in &record.people {
        let body = json!([
            { "type": "SpecificResource", "purpose": "identifying", "source": article.identity(&person.id, "person") },
            article.words("tagging", "person"),
            article.words("describing", &person.name),
        ]);
        found.push(article.annotation(&person.id, "identifying", body, &person.mentions));
        for (n, office) in person.offices.iter().enumerate() {
            let title = match &office.body {
                Some(body) => format!("{}, {body} ({})", office.title, office.held),
                None => format!("{} ({})", office.title, office.held),
            };
            let body = json!([article.words("tagging", "office"), article.words("describing", &title)]);
            found.push(article.annotation(&format!("{}-office{n}", person.id), "describing", body, &[office.span]));
        }
    }
    for row in &record.bodies {
        let body = json!([
            { "type": "SpecificResource", "purpose": "identifying", "source": article.identity(&row.id, "body") },
            article.words("tagging", "body"),
            article.words("describing", &row.name),
        ]);
        found.push(article.annotation(&row.id, "identifying", body, &row.mentions));
    }
    for event in &record.events {
        found.push(article.event(event));
    }
    for statement in &record.statements {
        let body = json!([
            article.words("tagging", "statement"),
            article.words("classifying", &statement.stance),
            article.words("describing", &statement.speaker),
        ]);
        found.push(article.annotation(&statement.id, "classifying", body, &[statement.span]));
    }
    found.into_iter().flatten().collect()
}

struct Article<'a> {
    view: &'a ArticleView,
    text: Vec<char>,
}

impl Article<'_> {
    fn words(&self, purpose: &str, words: &str) -> Value {
        json!({ "type": "TextualBody", "purpose": purpose, "format": "text/plain", "value": words })
    }

    fn identity(&self, local: &str, kind: &str) -> String {
        match self.view.identities.get(local) {
            Some(identity) => urn(kind, &identity.id),
            None => urn(kind, &format!("{}-{local}", self.view.article.id)),
        }
    }

    fn event(&self, event: &wire::Event) -> Option<Value> {
        let parties = event.actor.iter().map(|party| ("actor", party));
        let parties = parties.chain(event.recipient.iter().map(|party| ("recipient", party)));
        let mut bodies = vec![self.words("tagging", "event"), self.words("classifying", &event.event_type)];
        bodies.extend(event.mode.iter().map(|mode| self.words("classifying", mode)));
        bodies.push(self.words("classifying", &event.status));
        bodies.extend(parties.map(|(role, party)| self.words("describing", &format!("{role}: {}", party.name))));
        bodies.extend(event.date.iter().map(|date| self.words("describing", &format!("date: {}", date.value))));
        bodies.extend(event.place.iter().map(|place| self.words("describing", &format!("place: {}", place.name))));
        if let Some(happening) = self.view.happenings.get(&event.id) {
            bodies.push(
                json!({ "type": "SpecificResource", "purpose": "linking", "source": urn("happening", happening) }),
            );
        }
        self.annotation(&event.id, "classifying", Value::Array(bodies), &event.spans)
    }

    /// An annotation of some words; none where there are no words to point at.
    fn annotation(&self, local: &str, motivation: &str, body: Value, spans: &[wire::Span]) -> Option<Value> {
        let targets: Vec<Value> = spans.iter().filter_map(|span| self.target(*span)).collect();
        if targets.is_empty() {
            return None;
        }
        Some(json!({
            "id": urn("annotation", &format!("{}-{local}", self.view.article.id)),
            "type": "Annotation",
            "motivation": motivation,
            "body": body,
            "target": targets,
        }))
    }

    fn target(&self, [start, end]: wire::Span) -> Option<Value> {
        let cut = |from: usize, to: usize| self.text.get(from..to).map(|chars| chars.iter().collect::<String>());
        Some(json!({
            "type": "SpecificResource",
            "source": article_iri(&self.view.article),
            "selector": [
                { "type": "TextPositionSelector", "start": start, "end": end },
                {
                    "type": "TextQuoteSelector",
                    "exact": cut(start, end)?,
                    "prefix": cut(start.saturating_sub(CONTEXT), start)?,
                    "suffix": cut(end, end.saturating_add(CONTEXT).min(self.text.len()))?,
                },
            ],
        }))
    }
}
