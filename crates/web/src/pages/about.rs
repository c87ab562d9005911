//! About this archive: what is in it, what made it, how right that is, and how things are coded.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use archive::Filter;
use askama::Template;
use axum::response::Response;

use super::{Counted, happenings_href};
use crate::answer::{self, Problem};
use crate::asked::Asked;
use crate::frame::Frame;
use crate::words;

const LEDGER: &str = include_str!("../../../../ledger/scores.tsv");
const CODEBOOK: &str = include_str!("../../../../docs/coding.md");
const N_OUTLETS: usize = 60;

/// Measures that say something to a reader, in words.
const MEASURES: [(&str, &str); 12] = [
    ("events.precision", "Events given: right"),
    ("events.recall", "Events there: found"),
    ("events.mode", "Mode of an event"),
    ("events.status", "Status: happened, planned, denied"),
    ("events.date", "Date"),
    ("events.place", "Place"),
    ("events.party_f1", "Parties"),
    ("events.subject_f1", "Subjects"),
    ("people.f1", "People named"),
    ("people.country", "Country a person acts for"),
    ("people.offices_f1", "Offices"),
    ("statements.recall", "Statements there: found"),
];

#[derive(Template)]
#[template(path = "about.html")]
struct AboutPage {
    frame: Frame,
    counts: Vec<(&'static str, usize)>,
    seen: Option<(String, String)>,
    sets: Vec<&'static str>,
    accuracy: Vec<(&'static str, Vec<String>)>,
    outlets: Vec<Counted>,
    stamps: Vec<Counted>,
}

/// The page.
pub async fn show(asked: Asked) -> Result<Response, Problem> {
    let (stats, facets) = asked.app.ask(|archive| Ok((archive.stats()?, archive.facets(&Filter::default())?))).await?;
    let (sets, accuracy) = accuracy(LEDGER);
    let outlets = facets.sources.iter().take(N_OUTLETS);
    let page = AboutPage {
        frame: asked.frame("about", "About this archive"),
        counts: vec![
            ("articles", stats.articles),
            ("of them copies", stats.copies),
            ("outlets", stats.outlets),
            ("events", stats.events),
            ("happenings", stats.happenings),
            ("people", stats.people),
            ("bodies", stats.bodies),
            ("statements", stats.statements),
            ("judgements", stats.decisions),
        ],
        seen: stats.days,
        sets,
        accuracy,
        outlets: outlets
            .map(|(name, n)| Counted {
                label: words::short(name),
                count: *n,
                href: happenings_href("source", name),
                on: false,
            })
            .collect(),
        stamps: stats.stamps.into_iter().map(|(label, count)| Counted { label, count, ..Counted::default() }).collect(),
    };
    answer::page(&asked.headers, &page)
}

/// The ledger's rates for whole sets: the sets, and a row for each measure.
fn accuracy(ledger: &'static str) -> (Vec<&'static str>, Vec<(&'static str, Vec<String>)>) {
    let mut sets: Vec<&str> = Vec::new();
    let mut rates: BTreeMap<(&str, &str), &str> = BTreeMap::new();
    for line in ledger.lines() {
        let cells: Vec<&str> = line.split('\t').collect();
        let [set, "*", measure, rate, ..] = cells.as_slice() else { continue };
        if !MEASURES.iter().any(|(known, _)| known == measure) {
            continue;
        }
        if !sets.contains(set) {
            sets.push(set);
        }
        rates.insert((set, measure), rate);
    }
    let percent = |rate: &&str| rate.parse::<u32>().map(|rate| format!("{} %", (rate + 50) / 100)).unwrap_or_default();
    let row = |(measure, words): (&'static str, &'static str)| {
        (words, sets.iter().map(|set| rates.get(&(*set, measure)).map(percent).unwrap_or_default()).collect())
    };
    let rows = MEASURES.into_iter().map(row).collect();
    (sets, rows)
}

#[derive(Template)]
#[template(path = "prose.html")]
struct ProsePage {
    frame: Frame,
    prose: &'static str,
}

/// The codebook.
pub async fn codebook(asked: Asked) -> Result<Response, Problem> {
    static HTML: LazyLock<String> = LazyLock::new(|| prose(CODEBOOK));
    answer::page(&asked.headers, &ProsePage { frame: asked.frame("about", "How events are coded"), prose: &HTML })
}

/// Our own Markdown as HTML; HTML in it is dropped.
fn prose(markdown: &str) -> String {
    use pulldown_cmark::{Event, Options, Parser, html};
    let events = Parser::new_ext(markdown, Options::ENABLE_TABLES);
    let events = events.filter(|event| !matches!(event, Event::Html(_) | Event::InlineHtml(_)));
    let mut out = String::new();
    html::push_html(&mut out, events);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Protects readers from a page that praises and has no figures.
    #[test]
    fn the_ledger_is_read() {
        let (sets, rows) = accuracy(LEDGER);
        assert!(sets.contains(&"gold"), "{sets:?}");
        assert!(rows.iter().all(|(_, rates)| rates[0].ends_with('%')), "{rows:?}");
    }

    /// Protects the codebook: its tables and lists are rendered, and it runs nothing.
    #[test]
    fn the_codebook_is_rendered() {
        let html = prose(CODEBOOK);
        assert!(html.contains("<h2>AGREE</h2>") && html.contains("<li>") && !html.contains("<script"));
        assert!(!prose("a <script>alert(1)</script> b").contains("<script"));
    }
}
