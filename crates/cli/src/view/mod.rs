//! What people see on a terminal.
//!
//! Everything goes through [`Paragraph`], which wraps by the columns letters take and lets no control character of an
//! article reach the terminal.

mod answer;
mod article;
mod explain;
mod frames;
mod reading;
mod record;
mod text;

use std::io::IsTerminal;

use anstyle::{AnsiColor, Color, Style};

use crate::args::ColorWhen;

pub use answer::{Answer, Table};
pub use article::article;
pub use explain::{Which, explain};
pub use frames::frames;
pub use reading::reading;
pub use record::record;
pub use text::{Paragraph, plain, quoted};

/// Width and colour of the page written on.
#[derive(Clone, Copy, Debug)]
pub struct Page {
    /// Columns.
    pub width: usize,
    /// Whether to use colour.
    pub color: bool,
}

/// Lines longer than this are hard to read, however wide the terminal.
const WIDEST: usize = 100;
const NARROWEST: usize = 24;
/// Where output goes into a file or another program, which may show it anywhere.
const USUAL: usize = 80;

impl Page {
    /// The page that standard output is.
    pub fn of_terminal(when: ColorWhen) -> Page {
        let is_terminal = std::io::stdout().is_terminal();
        let no_color = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        let color = match when {
            ColorWhen::Always => true,
            ColorWhen::Never => false,
            ColorWhen::Auto => is_terminal && !no_color && std::env::var_os("TERM").is_none_or(|term| term != "dumb"),
        };
        let told = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse::<usize>().ok());
        let seen = terminal_size::terminal_size_of(std::io::stdout()).map(|(width, _)| usize::from(width.0));
        Page { width: told.or(seen).unwrap_or(USUAL).clamp(NARROWEST, WIDEST), color }
    }

    /// A line across the page.
    pub fn rule(self) -> String {
        format!("{}\n", self.paint(DIM, &"─".repeat(self.width)))
    }

    /// `text` in a style, if the page has colour.
    pub fn paint(self, style: Style, text: &str) -> String {
        if self.color && style != Style::new() { format!("{style}{text}{style:#}") } else { text.to_owned() }
    }
}

pub const PLAIN: Style = Style::new();
pub const BOLD: Style = Style::new().bold();
pub const DIM: Style = Style::new().dimmed();
pub const HEAD: Style = color(AnsiColor::Cyan).bold();
pub const TYPE: Style = color(AnsiColor::Blue).bold();
pub const NAME: Style = Style::new().bold();
pub const WARN: Style = color(AnsiColor::Yellow);

const fn color(color: AnsiColor) -> Style {
    Style::new().fg_color(Some(Color::Ansi(color)))
}

/// What parts one article's view from the next.
pub fn between(page: Page) -> String {
    format!("\n{}\n", page.rule())
}
