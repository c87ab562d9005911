//! A brief as Markdown, with notes as CommonMark's extensions write them.

use std::fmt::Write;

use super::notes::Note;
use super::{Block, Brief, Inline};
use crate::date_in_words;
use crate::draw::{clean, standalone};

/// A brief in Markdown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Markdown {
    /// The text.
    pub text: String,
    /// Its pictures, by file name.
    pub pictures: Vec<(String, String)>,
}

pub(super) fn text(brief: &Brief, stem: Option<&str>) -> Markdown {
    let mut out = Markdown::default();
    let _ = write!(out.text, "# {}\n\n", safe(&brief.title));
    if !brief.question.is_empty() {
        let _ = write!(out.text, "{}\n\n", safe(&brief.question));
    }
    let figures: Vec<String> = brief.figures.iter().map(|(number, name)| format!("{number} {name}")).collect();
    let _ = writeln!(out.text, "{}. {}", figures.join(", "), safe(&brief.remarks.join(" ")));
    if brief.sections.is_empty() {
        out.text.push_str("\nNothing in the archive answers this question.\n");
    }
    for section in &brief.sections {
        let _ = write!(out.text, "\n## {}\n", section.title);
        let mut in_list = false;
        for block in &section.blocks {
            let is_item = matches!(block, Block::Item { .. });
            if !(is_item && in_list) {
                out.text.push('\n');
            }
            in_list = is_item;
            match block {
                Block::Heading(text) => {
                    let _ = writeln!(out.text, "### {}", safe(text));
                }
                Block::Item { words, .. } => {
                    out.text.push_str("- ");
                    words.iter().for_each(|word| inline(&mut out.text, word));
                    out.text.push('\n');
                }
                Block::Picture { name, svg, caption } => picture(&mut out, stem, name, svg, caption),
            }
        }
    }
    if !brief.notes.is_empty() {
        out.text.push_str("\n## Sources\n\n");
    }
    for (row, note) in brief.notes.iter().enumerate() {
        let _ = writeln!(out.text, "[^{}]: {}", row + 1, note_text(note));
    }
    out
}

fn picture(out: &mut Markdown, stem: Option<&str>, name: &str, svg: &str, caption: &str) {
    let address = match stem {
        Some(stem) => {
            let file = format!("{stem}-{name}.svg");
            let address = percent(&file);
            out.pictures.push((file, standalone(svg)));
            address
        }
        None => format!("data:image/svg+xml,{}", percent(&standalone(svg))),
    };
    let _ = write!(out.text, "![{name}]({address})\n\n*{}*\n", safe(caption));
}

/// Percent-encoded, but for what is plain in every address.
fn percent(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => out.push(char::from(byte)),
            _ => {
                let _ = write!(out, "%{byte:02X}");
            }
        }
    }
    out
}

/// Text on one line in which no character means anything to Markdown or HTML.
fn safe(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let line = clean(text);
    let mut characters = line.chars().peekable();
    while let Some(c) = characters.next() {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '(' | ')' | '#' | '+' | '-' | '!' | '|' | '~' | '$'
            | '^' | '=' => {
                out.push('\\');
                out.push(c);
            }
            // An address is no link unless we say so; a number at the begin of a line is no list.
            '@' => out.push_str("&#64;"),
            ':' if characters.peek() == Some(&'/') => out.push_str("&#58;"),
            '.' if out.ends_with("www") || out.ends_with("WWW") => out.push_str("\\."),
            '.' if !out.is_empty() && out.chars().all(|c| c.is_ascii_digit()) => out.push_str("\\."),
            c => out.push(c),
        }
    }
    out
}

fn inline(text: &mut String, inline: &Inline) {
    let padded = |words: &str| {
        let space = |is_there: bool| if is_there { " " } else { "" };
        format!("{}{}{}", space(words.starts_with(' ')), safe(words), space(words.ends_with(' ') && words.len() > 1))
    };
    let _ = match inline {
        Inline::Text(words) | Inline::Soft(words) => write!(text, "{}", padded(words)),
        Inline::Strong(words) => write!(text, "**{}**", safe(words)),
        Inline::Quotation(words) => write!(text, "“{}”", safe(words)),
        Inline::Note(row) => write!(text, "[^{}]", row + 1),
    };
}

fn note_text(note: &Note) -> String {
    let mut text = format!("**{}**", safe(&note.outlet));
    if let Some(published) = &note.published {
        let _ = write!(text, ", {}", safe(&date_in_words(published)));
    }
    if let Some(title) = &note.title {
        let _ = match &note.address {
            Some(address) => write!(text, ", [{}](<{address}>)", safe(title)),
            None => write!(text, ", {}", safe(title)),
        };
    }
    if note.is_copy {
        text.push_str(" (a copy)");
    }
    if !note.quotation.is_empty() {
        let _ = write!(text, ": “{}”", safe(&note.quotation));
    }
    text
}
