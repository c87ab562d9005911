//! What people see on a terminal.

use std::io::IsTerminal;

use export::wire;
use record::{Article, Reading};

use crate::args::ColorWhen;

/// Width and colour of the page written on.
#[derive(Clone, Copy, Debug)]
pub struct Page {
    /// Columns.
    pub width: usize,
    /// Whether to use colour.
    pub color: bool,
}

impl Page {
    /// The page that standard output is.
    pub fn of_terminal(when: ColorWhen) -> Page {
        let no_color = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        let color = match when {
            ColorWhen::Always => true,
            ColorWhen::Never => false,
            ColorWhen::Auto => std::io::stdout().is_terminal() && !no_color,
        };
        Page { width: 80, color }
    }
}

/// Standard output, with escape sequences taken out where no colour is wanted.
pub fn stdout(_when: ColorWhen) -> std::io::Stdout {
    std::io::stdout()
}

/// Text of an article or a path as one harmless line.
pub fn plain(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

/// What parts one article's view from the next.
pub fn between(_page: Page) -> String {
    "\n".to_owned()
}

/// An article as read.
pub fn article(article: &Article, _page: Page) -> String {
    let title = article.title.as_deref().unwrap_or("(no title)");
    let date = article.published.as_ref().map_or("no date".to_owned(), |published| published.value.to_string());
    format!("{title}\n{date}\n\n{}\n", article.text)
}

/// An article's sentences.
pub fn reading(article: &Article, reading: &Reading, _page: Page) -> String {
    export::conllu(article, reading)
}

/// A coded article.
pub fn record(record: &wire::Record, _page: Page) -> String {
    let mut out = format!("{}\n", record.article.title.as_deref().unwrap_or("(no title)"));
    for event in &record.events {
        out.push_str(&format!("{} {:?}\n", event.event_type, event.evidence));
    }
    out
}
