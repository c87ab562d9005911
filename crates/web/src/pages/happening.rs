//! A happening: its fields as chips, its reports side by side with the words each field rests on.

use std::collections::BTreeMap;

use archive::Archive;
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use export::view::{ArticleRef, ArticleView, EventView, HappeningView, PartyView, ReportView};
use export::wire;

use super::{happenings_href, json_href, name_of, outlet};
use crate::answer::{self, Problem};
use crate::asked::Asked;
use crate::assets::N_LIT;
use crate::frame::Frame;
use crate::marks::{self, Mark, Piece, Text};
use crate::query::path;
use crate::words;

/// Most sources whose words are printed.
const MOST_REPORTS: usize = 12;
const MOST_RELATED: usize = 12;

#[derive(Template)]
#[template(path = "happening.html")]
struct HappeningPage {
    frame: Frame,
    view: HappeningView,
    fields: Vec<Field>,
    reports: Vec<Report>,
    n_more: usize,
    related: Vec<HappeningView>,
    json: String,
}

/// A field with its values.
#[derive(Clone, Debug, Default)]
pub struct Field {
    /// Its name.
    pub name: &'static str,
    /// Its values.
    pub chips: Vec<Chip>,
}

/// A value, and the number of the words it rests on.
#[derive(Clone, Debug, Default)]
pub struct Chip {
    /// Words `w3` are lit by chip `f3`.
    pub n: usize,
    /// The value.
    pub text: String,
    /// More about it.
    pub note: String,
    /// What it means.
    pub title: String,
    /// Where more of it is.
    pub href: Option<String>,
    what: What,
}

/// What a chip stands for.
#[derive(Clone, Debug, Default, PartialEq)]
enum What {
    #[default]
    Event,
    Date,
    Place,
    Party(Box<PartyView>),
    Count(String),
}

struct Report {
    article: ArticleRef,
    link: Option<String>,
    excerpts: Vec<Excerpt>,
    copies: Vec<ArticleRef>,
    cite: String,
    event: String,
    other: String,
}

/// A stretch of an article, with marks.
#[derive(Clone, Debug, Default)]
pub struct Excerpt {
    /// The words.
    pub pieces: Vec<Piece>,
    /// Whether words before are left out.
    pub before: bool,
    /// Whether words after are left out.
    pub after: bool,
}

/// A happening's page, or its JSON.
pub async fn show(asked: Asked, Path(segment): Path<String>) -> Result<Response, Problem> {
    let (id, is_json) = name_of(&segment);
    let id = id.to_owned();
    if is_json {
        let view = asked.app.ask(move |archive| archive.happening(&id)?.ok_or(Problem::Missing)).await?;
        return answer::json(&asked.headers, &view);
    }
    let mut frame = asked.frame("happenings", "A happening");
    let page = asked.app.ask(move |archive| {
        let view = archive.happening(&id)?.ok_or(Problem::Missing)?;
        frame.title = words::cut(&view.sentence, 120);
        page(archive, frame, view)
    });
    answer::page(&asked.headers, &page.await?)
}

fn page(archive: &Archive, frame: Frame, view: HappeningView) -> Result<HappeningPage, Problem> {
    let fields = fields(&view);
    let mut by_source: BTreeMap<&str, Vec<&ReportView>> = BTreeMap::new();
    for report in &view.reports {
        by_source.entry(&report.source).or_default().push(report);
    }
    // In the order of the first report of each source.
    let mut sources: Vec<Vec<&ReportView>> = Vec::new();
    for report in &view.reports {
        if let Some(group) = by_source.remove(report.source.as_str()) {
            sources.push(group);
        }
    }
    let mut reports = Vec::new();
    for group in sources.iter().take(MOST_REPORTS) {
        if let Some(report) = report(archive, group, &view, &fields)? {
            reports.push(report);
        }
    }
    let related = view.related.iter().take(MOST_RELATED).map(|id| archive.happening(id));
    let related = related.collect::<Result<Vec<_>, _>>()?.into_iter().flatten().collect();
    let json = json_href(&["happening", &view.id]);
    Ok(HappeningPage {
        frame,
        fields,
        n_more: sources.len().saturating_sub(reports.len()),
        reports,
        related,
        json,
        view,
    })
}

fn report(
    archive: &Archive,
    group: &[&ReportView],
    view: &HappeningView,
    fields: &[Field],
) -> Result<Option<Report>, Problem> {
    let own = group.iter().find(|report| report.view.article.id == report.source).or(group.first());
    let Some(own) = own else { return Ok(None) };
    let article = &own.view.article;
    let same: Vec<&EventView> =
        group.iter().map(|report| &report.view).filter(|event| event.article.id == article.id).collect();
    let excerpts = match archive.article(&article.id)? {
        Some(ArticleView { record, .. }) => excerpts(&record.article.text, &same, fields),
        None => Vec::new(),
    };
    let mut copies: Vec<ArticleRef> = Vec::new();
    for report in group {
        let copy = &report.view.article;
        if copy.id != article.id && !copies.iter().any(|known| known.id == copy.id) {
            copies.push(copy.clone());
        }
    }
    let other = view.reports.iter().find(|report| report.view.id != own.view.id);
    Ok(Some(Report {
        link: words::link(&article.origin).map(str::to_owned),
        cite: cite(&own.view),
        excerpts,
        copies,
        event: own.view.id.clone(),
        other: other.map(|report| report.view.id.clone()).unwrap_or_default(),
        article: article.clone(),
    }))
}

/// A citation: quotation, headline, outlet, date, address.
fn cite(event: &EventView) -> String {
    let quote = event.event.evidence.first().map(|words| words::cut(words, 400)).unwrap_or_default();
    let article = &event.article;
    let mut parts = vec![format!("“{quote}”"), words::title(&article.title), outlet(article)];
    parts.extend(article.published.as_deref().map(words::date));
    parts.extend(words::link(&article.origin).map(str::to_owned));
    parts.join(", ")
}

/// The fields of a happening, each value with a number of its own.
pub fn fields(view: &HappeningView) -> Vec<Field> {
    let mut n = 0;
    let mut field = |name: &'static str, mut chips: Vec<Chip>| {
        for chip in &mut chips {
            // Later values share the last number: more than these cannot be told apart by the eye either.
            chip.n = n.min(N_LIT - 1);
            n += 1;
        }
        Field { name, chips }
    };
    let party = |party: &PartyView| Chip {
        text: words::short(&party.name),
        note: party_note(party),
        href: match (&party.person, &party.body, &party.country) {
            (Some(id), _, _) => Some(path(&["person", id])),
            (_, Some(id), _) => Some(path(&["body", id])),
            (_, _, Some(code)) => Some(happenings_href("country", code)),
            _ => None,
        },
        what: What::Party(Box::new(party.clone())),
        ..Chip::default()
    };
    let kind = Chip {
        text: words::kind(&view.event_type, &view.mode),
        title: words::meaning(&view.event_type).to_owned(),
        href: Some(happenings_href("type", &view.event_type)),
        ..Chip::default()
    };
    let status = Chip { text: words::label(&view.status), ..Chip::default() };
    let date = view.date.as_ref().map(|date| Chip { text: words::date(date), what: What::Date, ..Chip::default() });
    let place = view.place.as_ref().map(|place| Chip {
        text: words::short(&place.name),
        note: place.country.as_deref().map(words::country).filter(|name| *name != place.name).unwrap_or("").to_owned(),
        href: Some(happenings_href("place", &place.name)),
        what: What::Place,
        ..Chip::default()
    });
    let subject = |code: &String| Chip {
        text: words::label(code),
        href: Some(happenings_href("subject", code)),
        ..Chip::default()
    };
    let context = |code: &String| Chip { text: words::label(code), ..Chip::default() };
    let all = vec![
        field("What", vec![kind, status]),
        field(if view.recipient.is_empty() { "Who" } else { "By" }, view.actor.iter().map(party).collect()),
        field("To", view.recipient.iter().map(party).collect()),
        field("When", date.into_iter().collect()),
        field("Where", place.into_iter().collect()),
        field("About", view.subjects.iter().map(subject).collect()),
        field("Context", view.contexts.iter().map(context).collect()),
        field("Numbers", counts(view)),
    ];
    all.into_iter().filter(|field| !field.chips.is_empty()).collect()
}

fn party_note(party: &PartyView) -> String {
    let country = party.country.as_deref().map(words::country).filter(|name| *name != party.name);
    match (party.office.as_deref(), country) {
        (Some(office), Some(country)) if !office.contains(country) => format!("{}, {country}", words::cut(office, 80)),
        (Some(office), _) => words::cut(office, 80),
        (None, Some(country)) => country.to_owned(),
        (None, None) => String::new(),
    }
}

fn counts(view: &HappeningView) -> Vec<Chip> {
    let mut chips: Vec<Chip> = Vec::new();
    for quantity in view.reports.iter().flat_map(|report| &report.view.event.quantities) {
        let text = quantity_in_words(quantity);
        if !chips.iter().any(|chip| chip.text == text) {
            chips.push(Chip { what: What::Count(text.clone()), text, ..Chip::default() });
        }
    }
    chips
}

fn quantity_in_words(quantity: &wire::Quantity) -> String {
    let amount = match quantity.amount {
        Some(amount) => words::number(usize::try_from(amount).unwrap_or(usize::MAX)),
        None => "several".to_owned(),
    };
    let least = if quantity.at_least { "at least " } else { "" };
    let unit = quantity.unit.as_deref().map(|unit| format!(" {}", words::cut(unit, 40))).unwrap_or_default();
    format!("{}: {least}{amount}{unit}", words::label(&quantity.kind))
}

/// The parts of a text that events rest on, with the words of each field marked.
pub fn excerpts(text: &str, events: &[&EventView], fields: &[Field]) -> Vec<Excerpt> {
    let mut all: Vec<Mark> = Vec::new();
    for event in events {
        for span in &event.event.spans {
            all.push(Mark { span: *span, class: "evidence".to_owned(), ..Mark::default() });
        }
        for chip in fields.iter().flat_map(|field| &field.chips) {
            let class = format!("w{}", chip.n);
            all.extend(spans(event, &chip.what).into_iter().map(|span| Mark {
                span,
                class: class.clone(),
                ..Mark::default()
            }));
        }
    }
    let whole = Text::new(text);
    let places: Vec<wire::Span> = all.iter().map(|mark| mark.span).collect();
    let found = marks::excerpts(text, &places).into_iter();
    found.map(|(stretch, before, after)| Excerpt { pieces: whole.pieces(stretch, &all), before, after }).collect()
}

/// The words of a report that a field rests on.
fn spans(event: &EventView, what: &What) -> Vec<wire::Span> {
    match what {
        What::Event => event.event.spans.clone(),
        What::Date => event.event.date.iter().filter_map(|date| date.span).collect(),
        What::Place => event.event.place.iter().filter_map(|place| place.span).collect(),
        What::Count(text) => {
            let said = event.event.quantities.iter().filter(|quantity| quantity_in_words(quantity) == *text);
            said.map(|quantity| quantity.span).collect()
        }
        What::Party(party) => {
            let parties = event.event.actor.iter().chain(&event.event.recipient);
            parties.filter(|other| is_same(event, other, party)).map(|other| other.span).collect()
        }
    }
}

fn is_same(event: &EventView, other: &wire::Party, party: &PartyView) -> bool {
    let local = other.person.as_ref().or(other.body.as_ref());
    let identity = local.and_then(|id| event.identities.get(id)).map(|known| &known.id);
    match (party.person.as_ref().or(party.body.as_ref()), identity) {
        (Some(wanted), Some(found)) => wanted == found,
        (None, None) => other.name == party.name || (other.country.is_some() && other.country == party.country),
        _ => other.name == party.name,
    }
}
