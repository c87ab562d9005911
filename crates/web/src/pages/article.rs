//! An article: its text with what was read in it marked, and notes beside each paragraph.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use export::view::{ArticleRef, ArticleView};
use export::wire;

use super::{json_href, name_of, origin};
use crate::answer::{self, Problem};
use crate::asked::Asked;
use crate::frame::Frame;
use crate::marks::{self, Mark, NoteRef, Piece, Stretch, Text};
use crate::query::path;
use crate::words;

/// Most characters of a text that one page prints.
const LONGEST_TEXT: usize = 120_000;

#[derive(Template)]
#[template(path = "article.html")]
struct ArticlePage {
    frame: Frame,
    record: wire::Record,
    publisher: String,
    byline: String,
    published: String,
    link: Option<String>,
    origin: String,
    copy_of: Option<String>,
    paragraphs: Vec<Para>,
    cut: bool,
    cast: Vec<Named>,
    copies: Vec<ArticleRef>,
    json: String,
}

struct Para {
    pieces: Vec<Piece>,
    notes: Vec<Note>,
}

#[derive(Default)]
struct Note {
    id: String,
    class: String,
    number: usize,
    back: String,
    head: String,
    href: Option<String>,
    text: String,
    soft: String,
    at: usize,
}

struct Named {
    id: String,
    href: Option<String>,
    name: String,
    note: String,
    back: String,
}

/// An article's page, or its JSON.
pub async fn show(asked: Asked, Path(segment): Path<String>) -> Result<Response, Problem> {
    let (id, is_json) = name_of(&segment);
    let id = id.to_owned();
    let view = asked.app.ask(move |archive| archive.article(&id)?.ok_or(Problem::Missing)).await?;
    if is_json {
        return answer::json(&asked.headers, &view);
    }
    let frame = asked.frame("happenings", &words::title(&view.record.article.title));
    answer::page(&asked.headers, &page(frame, view))
}

fn page(frame: Frame, view: ArticleView) -> ArticlePage {
    let record = &view.record;
    let (marks, notes) = marks_and_notes(&view);
    let text = Text::new(&record.article.text);
    let cut = text.len() > LONGEST_TEXT;
    let stretches = marks::paragraphs(&record.article.text);
    let mut paragraphs: Vec<Para> = Vec::new();
    let mut notes = notes.into_iter().peekable();
    for stretch in stretches.into_iter().filter(|stretch| stretch.start < LONGEST_TEXT) {
        let stretch = Stretch { end: stretch.end.min(LONGEST_TEXT), ..stretch };
        let mut here = Vec::new();
        while let Some(note) = notes.next_if(|note| note.at < stretch.end) {
            here.push(note);
        }
        let within = |mark: &&Mark| mark.span[0] < stretch.end && mark.span[1] > stretch.start;
        let fitting: Vec<Mark> = marks.iter().filter(within).cloned().collect();
        paragraphs.push(Para { pieces: text.pieces(stretch, &fitting), notes: here });
    }
    let article = &record.article;
    ArticlePage {
        publisher: super::outlet(&view.article),
        byline: words::short(&article.byline.join(", ")),
        published: published(record),
        link: words::link(&article.origin).map(str::to_owned),
        origin: origin(&article.origin),
        copy_of: view.article.copy_of.clone().filter(|id| *id != article.id),
        cut,
        cast: cast(&view),
        json: json_href(&["article", &article.id]),
        copies: view.copies,
        paragraphs,
        frame,
        record: view.record,
    }
}

fn published(record: &wire::Record) -> String {
    match (&record.article.published, &record.written) {
        (Some(published), _) => {
            let ground = match published.basis.as_str() {
                "stated" => "as the page says",
                "metadata" => "from the page’s metadata",
                "address" => "from its address",
                "inferred" => "inferred",
                _ => "as given",
            };
            format!("{}, {ground}", words::date(&published.value))
        }
        (None, Some(written)) => format!("written {}, {}", words::date(&written.value), words::cut(&written.why, 200)),
        (None, None) => "no date".to_owned(),
    }
}

/// What is marked in the text, and the notes in the order of the words they belong to.
fn marks_and_notes(view: &ArticleView) -> (Vec<Mark>, Vec<Note>) {
    let record = &view.record;
    let mut marks = Vec::new();
    for (people, mentions) in record
        .people
        .iter()
        .map(|row| (&row.id, &row.mentions))
        .chain(record.bodies.iter().map(|row| (&row.id, &row.mentions)))
    {
        for (n, span) in mentions.iter().enumerate() {
            let id = (n == 0).then(|| format!("m-{people}"));
            marks.push(Mark {
                span: *span,
                class: "who".to_owned(),
                link: Some(format!("#c-{people}")),
                id,
                note: None,
            });
        }
    }
    let mut notes = Vec::new();
    for event in &record.events {
        let at = event.spans.first().map_or(0, |span| span[0]);
        notes.push(event_note(view, event, at));
    }
    for statement in &record.statements {
        notes.push(statement_note(statement));
    }
    notes.sort_by_key(|note| note.at);
    let mut numbers = BTreeMap::new();
    for (n, note) in notes.iter_mut().enumerate() {
        note.number = n + 1;
        numbers.insert(note.id.clone(), n + 1);
    }
    let note_ref = |id: &str, title: &str| {
        let number = numbers.get(id).copied()?;
        Some(NoteRef { number, link: format!("#{id}"), title: format!("{title} {number}") })
    };
    for event in &record.events {
        let id = format!("n-{}", event.id);
        for (n, span) in event.spans.iter().enumerate() {
            let first = n == 0;
            marks.push(Mark {
                span: *span,
                class: "ev".to_owned(),
                link: None,
                id: first.then(|| format!("t-{}", event.id)),
                note: first.then(|| note_ref(&id, "Event")).flatten(),
            });
        }
        marks.extend(event.date.iter().filter_map(|date| date.span).map(|span| plain(span, "tm")));
        marks.extend(event.place.iter().filter_map(|place| place.span).map(|span| plain(span, "pl")));
    }
    for statement in &record.statements {
        marks.push(Mark {
            span: statement.span,
            class: "st".to_owned(),
            link: None,
            id: Some(format!("t-{}", statement.id)),
            note: note_ref(&format!("n-{}", statement.id), "Statement"),
        });
    }
    (marks, notes)
}

fn plain(span: wire::Span, class: &str) -> Mark {
    Mark { span, class: class.to_owned(), ..Mark::default() }
}

fn event_note(view: &ArticleView, event: &wire::Event, at: usize) -> Note {
    let names = |parties: &[wire::Party]| {
        parties.iter().take(6).map(|party| words::cut(&party.name, 60)).collect::<Vec<_>>().join(", ")
    };
    let (actors, recipients) = (names(&event.actor), names(&event.recipient));
    let text = if recipients.is_empty() { actors } else { format!("{actors} → {recipients}") };
    let mut soft: Vec<String> = Vec::new();
    if event.status != "occurred" {
        soft.push(words::label(&event.status));
    }
    soft.extend(event.date.as_ref().map(|date| words::date(&date.value)));
    soft.extend(event.place.as_ref().map(|place| words::cut(&place.name, 60)));
    soft.extend(event.subjects.iter().take(4).map(|code| words::label(code)));
    Note {
        id: format!("n-{}", event.id),
        class: words::tone(&event.status, &event.score).to_owned(),
        back: format!("#t-{}", event.id),
        head: words::kind(&event.event_type, &event.mode),
        href: view.happenings.get(&event.id).map(|id| path(&["happening", id])),
        text,
        soft: soft.join(" · "),
        at,
        ..Note::default()
    }
}

fn statement_note(statement: &wire::Statement) -> Note {
    Note {
        id: format!("n-{}", statement.id),
        class: "statement".to_owned(),
        back: format!("#t-{}", statement.id),
        head: words::cut(&statement.speaker, 80),
        text: format!("({})", words::label(&statement.stance)),
        at: statement.span[0],
        ..Note::default()
    }
}

fn cast(view: &ArticleView) -> Vec<Named> {
    let name = |id: &str, name: &str, page: &str, note: String| Named {
        id: format!("c-{id}"),
        href: view.identities.get(id).map(|known| path(&[page, &known.id])),
        name: words::short(name),
        note,
        back: format!("#m-{id}"),
    };
    let people = view.record.people.iter().map(|person| {
        let offices = person.offices.iter().map(|office| words::cut(&office.title, 80));
        let country = person.country.as_deref().map(|code| words::country(code).to_owned());
        name(&person.id, &person.name, "person", offices.chain(country).collect::<Vec<_>>().join(", "))
    });
    let bodies = view.record.bodies.iter().map(|body| {
        let country = body.country.as_deref().map(words::country).unwrap_or_default();
        let note = if country.is_empty() {
            words::label(&body.kind)
        } else {
            format!("{}, {country}", words::label(&body.kind))
        };
        name(&body.id, &body.name, "body", note)
    });
    people.chain(bodies).collect()
}
