//! A brief as one page of HTML.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::notes::Note;
use super::{Block, Brief, Inline};
use crate::date_in_words;
use crate::draw::{self, clean, escape};

const STYLE: &str = include_str!("style.css");

/// The page under way: how often each note has been pointed at.
struct Page {
    html: String,
    marks: BTreeMap<usize, usize>,
}

pub(super) fn page(brief: &Brief) -> String {
    let mut page = Page { html: String::new(), marks: BTreeMap::new() };
    let title = safe(&brief.title);
    let _ = write!(
        page.html,
        concat!(
            "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n",
            "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n",
            "<meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"referrer\" content=\"no-referrer\">\n",
            "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n",
            "<title>{}</title>\n<style>\n{}{}</style>\n</head>\n<body>\n<main>\n"
        ),
        title,
        STYLE,
        draw::STYLE
    );
    page.head(brief);
    for section in &brief.sections {
        let _ = write!(
            page.html,
            "<section aria-labelledby=\"{id}\">\n<h2 id=\"{id}\">{}</h2>\n",
            safe(section.title),
            id = section.id
        );
        page.blocks(&section.blocks);
        page.html.push_str("</section>\n");
    }
    page.notes(&brief.notes);
    page.html.push_str("</main>\n</body>\n</html>\n");
    page.html
}

/// Text for the page: one line, escaped, without marks that turn the direction of writing.
fn safe(text: &str) -> String {
    escape(&clean(text))
}

impl Page {
    fn head(&mut self, brief: &Brief) {
        let _ = write!(self.html, "<header>\n<p class=\"kind\">Brief</p>\n<h1>{}</h1>\n", safe(&brief.title));
        if !brief.question.is_empty() {
            let _ = writeln!(self.html, "<p class=\"question\">{}</p>", safe(&brief.question));
        }
        self.html.push_str("<dl class=\"figures\">");
        for (number, name) in &brief.figures {
            let _ = write!(self.html, "<div><dt>{name}</dt><dd>{number}</dd></div>");
        }
        self.html.push_str("</dl>\n");
        if !brief.remarks.is_empty() {
            let _ = writeln!(self.html, "<p class=\"remarks\">{}</p>", safe(&brief.remarks.join(" ")));
        }
        if brief.sections.is_empty() {
            self.html.push_str("<p>Nothing in the archive answers this question.</p>\n");
        }
        self.html.push_str("<nav aria-label=\"Contents\"><ol>");
        for section in &brief.sections {
            let _ = write!(self.html, "<li><a href=\"#{}\">{}</a></li>", section.id, safe(section.title));
        }
        if !brief.notes.is_empty() {
            self.html.push_str("<li><a href=\"#notes\">Sources</a></li>");
        }
        self.html.push_str("</ol></nav>\n</header>\n");
    }

    fn blocks(&mut self, blocks: &[Block]) {
        let mut in_list = false;
        for block in blocks {
            let is_item = matches!(block, Block::Item { .. });
            if is_item != in_list {
                self.html.push_str(if is_item { "<ul>\n" } else { "</ul>\n" });
                in_list = is_item;
            }
            match block {
                Block::Heading(text) => {
                    let _ = writeln!(self.html, "<h3>{}</h3>", safe(text));
                }
                Block::Picture { svg, caption, name } => {
                    let _ = writeln!(
                        self.html,
                        "<figure class=\"{name}\">{svg}<figcaption>{}</figcaption></figure>",
                        safe(caption)
                    );
                }
                Block::Item { id, words } => {
                    let id = id.as_deref().map(|id| format!(" id=\"{}\"", safe(id))).unwrap_or_default();
                    let _ = write!(self.html, "<li{id}>");
                    for (n, word) in words.iter().enumerate() {
                        let follows = n > 0 && matches!(words.get(n - 1), Some(Inline::Note(_)));
                        if follows && matches!(word, Inline::Note(_)) {
                            self.html.push('\u{2009}');
                        }
                        self.inline(word);
                    }
                    self.html.push_str("</li>\n");
                }
            }
        }
        if in_list {
            self.html.push_str("</ul>\n");
        }
    }

    fn inline(&mut self, inline: &Inline) {
        // A space at either end belongs to the sentence, not to the text that is cleaned.
        let padded = |text: &str| {
            let space = |is_there: bool| if is_there { " " } else { "" };
            format!("{}{}{}", space(text.starts_with(' ')), safe(text), space(text.ends_with(' ') && text.len() > 1))
        };
        let _ = match inline {
            Inline::Text(text) => write!(self.html, "{}", padded(text)),
            Inline::Strong(text) => write!(self.html, "<strong>{}</strong>", safe(text)),
            Inline::Soft(text) => write!(self.html, "<span class=\"soft\">{}</span>", padded(text)),
            Inline::Quotation(text) => write!(self.html, "<q>{}</q>", safe(text)),
            Inline::Note(row) => {
                let times = self.marks.entry(*row).or_default();
                *times += 1;
                let number = row + 1;
                write!(
                    self.html,
                    "<sup><a href=\"#n{number}\" id=\"m{number}-{times}\" aria-label=\"source {number}\">{number}</a></sup>"
                )
            }
        };
    }

    fn notes(&mut self, notes: &[Note]) {
        if notes.is_empty() {
            return;
        }
        self.html
            .push_str("<section aria-labelledby=\"notes\">\n<h2 id=\"notes\">Sources</h2>\n<ol class=\"notes\">\n");
        for (row, note) in notes.iter().enumerate() {
            let number = row + 1;
            let _ = write!(self.html, "<li id=\"n{number}\">{}", note_html(note));
            if self.marks.contains_key(&row) {
                let _ = write!(
                    self.html,
                    " <a class=\"back\" href=\"#m{number}-1\" aria-label=\"back to where source {number} is cited\">↩</a>"
                );
            }
            self.html.push_str("</li>\n");
        }
        self.html.push_str("</ol>\n</section>\n");
    }
}

fn note_html(note: &Note) -> String {
    let mut html = format!("<b>{}</b>", safe(&note.outlet));
    if let Some(published) = &note.published {
        let _ = write!(html, ", {}", safe(&date_in_words(published)));
    }
    let title = note.title.as_deref().map(safe).filter(|title| !title.is_empty());
    match (title, &note.address) {
        (Some(title), Some(address)) => {
            let _ = write!(html, ", <a href=\"{}\" rel=\"noreferrer noopener\">{title}</a>", escape(address));
        }
        (Some(title), None) => {
            let _ = write!(html, ", <cite>{title}</cite>");
        }
        (None, Some(address)) => {
            let _ = write!(html, ", <a href=\"{}\" rel=\"noreferrer noopener\">page</a>", escape(address));
        }
        (None, None) => {}
    }
    if note.is_copy {
        html.push_str(" (a copy)");
    }
    if !note.quotation.is_empty() {
        let _ = write!(html, ": <q>{}</q>", safe(&note.quotation));
    }
    html
}
