//! Answers of an archive: tables for people, and the same rows as CSV, JSON and Markdown.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::{DIM, HEAD, NAME, PLAIN, Page, TYPE, WARN, plain};
use crate::args::AnswerFormat;

/// Rows under a heading.
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// What the rows are; empty where the command says it.
    pub title: String,
    /// Names of the columns.
    pub columns: Vec<&'static str>,
    /// Cells, as many a row as there are columns.
    pub rows: Vec<Vec<String>>,
    /// The column that may take what room is left.
    pub widest: usize,
    /// Columns that a narrow terminal goes without, the first first. Files have all.
    pub optional: Vec<&'static str>,
}

impl Table {
    /// An empty table.
    pub fn new(title: &str, columns: &[&'static str], widest: usize) -> Table {
        Table { title: title.to_owned(), columns: columns.to_vec(), rows: Vec::new(), widest, optional: Vec::new() }
    }

    /// The same, with columns that a narrow terminal goes without, the first first.
    #[must_use]
    pub fn with_optional(mut self, columns: &[&'static str]) -> Table {
        self.optional = columns.to_vec();
        self
    }

    /// The same without a column.
    fn without(&self, name: &str) -> Table {
        let Some(at) = self.columns.iter().position(|column| *column == name) else { return self.clone() };
        let mut table = self.clone();
        table.columns.remove(at);
        for row in table.rows.iter_mut().filter(|row| at < row.len()) {
            row.remove(at);
        }
        table.widest -= usize::from(at < table.widest);
        table
    }

    /// The same with so many columns as fit the page.
    fn fitting(&self, page: usize) -> Table {
        let mut table = self.clone();
        for name in &self.optional {
            let least: usize = (0..table.columns.len())
                .map(|column| table.longest(column).min(if column == table.widest { ROOM } else { WIDE }))
                .sum();
            if least + 2 * table.columns.len() <= page + 2 {
                break;
            }
            table = table.without(name);
        }
        table
    }

    /// Columns that the longest cell takes; ids are never broken.
    fn longest(&self, column: usize) -> usize {
        let cells = self.rows.iter().filter_map(|row| row.get(column));
        let cells = cells.map(|cell| plain(start(cell, 256)).width()).max().unwrap_or(0);
        cells.max(self.columns.get(column).map_or(0, |name| name.width()))
    }

    fn is_id(&self, column: usize) -> bool {
        matches!(self.columns.get(column), Some(&("id" | "happening" | "article" | "date" | "published" | "other_id")))
    }

    /// Adds a row.
    pub fn row(&mut self, cells: impl IntoIterator<Item = String>) {
        self.rows.push(cells.into_iter().collect());
    }
}

/// What a question is answered with.
#[derive(Clone, Debug, Default)]
pub struct Answer {
    /// Tables, the first the main one.
    pub tables: Vec<Table>,
    /// The same as values, one a row of the main table.
    pub values: Vec<serde_json::Value>,
    /// A line below, for people: how many there are.
    pub note: String,
}

impl Answer {
    /// In the format asked for.
    pub fn print(&self, format: AnswerFormat, page: Page) -> String {
        match format {
            AnswerFormat::Text => self.text(page),
            AnswerFormat::Csv => self.tables.first().map(csv).unwrap_or_default(),
            AnswerFormat::Jsonl => self.values.iter().map(|value| format!("{value}\n")).collect(),
            AnswerFormat::Json => {
                let values = serde_json::Value::Array(self.values.clone());
                serde_json::to_string_pretty(&values).unwrap_or_default() + "\n"
            }
            AnswerFormat::Md => self.tables.iter().map(markdown).collect::<Vec<_>>().join("\n"),
        }
    }

    fn text(&self, page: Page) -> String {
        let mut out = String::new();
        for table in &self.tables {
            if table.rows.is_empty() && !table.title.is_empty() {
                continue;
            }
            if !out.is_empty() {
                out.push('\n');
            }
            if !table.title.is_empty() {
                out.push_str(&format!("{}\n", page.paint(HEAD, &plain(&table.title))));
            }
            out.push_str(&drawn(table, page));
        }
        if !self.note.is_empty() {
            out.push_str(&format!("{}\n", page.paint(DIM, &plain(&self.note))));
        }
        out
    }
}

/// Columns no narrower than this are left where room is short.
const NARROW: usize = 8;

/// A usual column takes at most this before others have to go.
const WIDE: usize = 34;

/// What the widest column should have at least.
const ROOM: usize = 30;

/// A cell takes at most so many lines.
const LINES_MOST: usize = 4;

fn drawn(table: &Table, page: Page) -> String {
    if table.rows.is_empty() {
        return String::new();
    }
    let table = &table.fitting(page.width);
    let widths = widths(table, page.width);
    let mut out = String::new();
    let heads: Vec<String> = table.columns.iter().map(|name| name.replace('_', " ")).collect();
    line(&mut out, &heads, &widths, |_, _| DIM, page);
    for row in &table.rows {
        let cells: Vec<String> = row.iter().map(|cell| plain(start(cell, 4096))).collect();
        line(&mut out, &cells, &widths, |column, cell| style(table.columns.get(column).copied(), cell), page);
    }
    out
}

/// The beginning of a cell that may be a book.
fn start(cell: &str, most: usize) -> &str {
    let cut = (0..=most.min(cell.len())).rev().find(|at| cell.is_char_boundary(*at)).unwrap_or(0);
    &cell[..cut]
}

fn style(column: Option<&str>, cell: &str) -> anstyle::Style {
    match column {
        Some("type") => TYPE,
        Some("name" | "speaker" | "what" | "title") => NAME,
        Some("status") if cell != "occurred" => WARN,
        Some("held") if cell != "current" => WARN,
        Some("id" | "happening" | "article" | "countries" | "country") => DIM,
        _ => PLAIN,
    }
}

/// Widths that fit the page: the widest column gives way first, down to what it needs, then the others; ids last.
fn widths(table: &Table, page: usize) -> Vec<usize> {
    let mut widths: Vec<usize> = (0..table.columns.len()).map(|column| table.longest(column)).collect();
    let gaps = 2 * widths.len().saturating_sub(1);
    let too_wide = |widths: &[usize]| (widths.iter().sum::<usize>() + gaps).saturating_sub(page);
    for (least_widest, with_ids) in [(ROOM, false), (NARROW, false), (NARROW, true)] {
        while too_wide(&widths) > 0 {
            let least = |column: usize| if column == table.widest { least_widest } else { NARROW };
            let can = |column: &usize| widths[*column] > least(*column) && (with_ids || !table.is_id(*column));
            let Some(column) = (0..widths.len()).filter(can).max_by_key(|column| widths[*column]) else { break };
            widths[column] -= 1;
        }
    }
    widths
}

fn line(
    out: &mut String,
    cells: &[String],
    widths: &[usize],
    style: impl Fn(usize, &str) -> anstyle::Style,
    page: Page,
) {
    let wrapped: Vec<Vec<String>> = cells.iter().zip(widths).map(|(cell, width)| wrap(cell, *width)).collect();
    let n_lines = wrapped.iter().map(Vec::len).max().unwrap_or(0);
    for at in 0..n_lines {
        let mut text = String::new();
        for (column, lines) in wrapped.iter().enumerate() {
            let part = lines.get(at).map_or("", String::as_str);
            text.push_str(&page.paint(style(column, &cells[column]), part));
            if column + 1 < wrapped.len() {
                text.push_str(&" ".repeat(widths[column].saturating_sub(part.width()) + 2));
            }
        }
        out.push_str(text.trim_end());
        out.push('\n');
    }
}

fn wrap(cell: &str, width: usize) -> Vec<String> {
    let width = width.max(1);
    let mut lines = vec![String::new()];
    for word in cell.split(' ').filter(|word| !word.is_empty()) {
        let last = lines.last_mut();
        let Some(last) = last else { break };
        let gap = usize::from(!last.is_empty());
        if last.width() + gap + word.width() <= width {
            if gap > 0 {
                last.push(' ');
            }
            last.push_str(word);
            continue;
        }
        if !last.is_empty() {
            lines.push(String::new());
        }
        for letter in word.graphemes(true) {
            if let Some(last) = lines.last()
                && last.width() + letter.width() > width
                && !last.is_empty()
            {
                lines.push(String::new());
            }
            if let Some(last) = lines.last_mut() {
                last.push_str(letter);
            }
        }
        if lines.len() > LINES_MOST + 1 {
            break;
        }
    }
    if lines.len() > LINES_MOST {
        lines.truncate(LINES_MOST);
        if let Some(last) = lines.last_mut() {
            while last.width() >= width && last.pop().is_some() {}
            last.push('…');
        }
    }
    lines
}

/// CSV that no spreadsheet takes for a formula.
fn csv(table: &Table) -> String {
    let mut out = String::new();
    let head: Vec<String> = table.columns.iter().map(|name| (*name).to_owned()).collect();
    for row in std::iter::once(&head).chain(&table.rows) {
        let cells: Vec<String> = row.iter().map(|cell| csv_cell(cell)).collect();
        out.push_str(&cells.join(","));
        out.push_str("\r\n");
    }
    out
}

fn csv_cell(cell: &str) -> String {
    let is_number = cell.parse::<f64>().is_ok_and(f64::is_finite);
    let safe = if cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']) && !is_number {
        format!("'{cell}")
    } else {
        cell.to_owned()
    };
    if safe.contains([',', '"', '\n', '\r', '\'', ';', '\t']) || safe != safe.trim() {
        format!("\"{}\"", safe.replace('"', "\"\""))
    } else {
        safe
    }
}

fn markdown(table: &Table) -> String {
    if table.rows.is_empty() {
        return String::new();
    }
    let mut out = String::new();
    if !table.title.is_empty() {
        out.push_str(&format!("## {}\n\n", markdown_cell(&table.title)));
    }
    let cells = |row: &mut dyn Iterator<Item = String>| format!("| {} |\n", row.collect::<Vec<_>>().join(" | "));
    out.push_str(&cells(&mut table.columns.iter().map(|name| name.replace('_', " "))));
    out.push_str(&cells(&mut table.columns.iter().map(|_| "---".to_owned())));
    for row in &table.rows {
        out.push_str(&cells(&mut row.iter().map(|cell| markdown_cell(cell))));
    }
    out
}

/// Text as Markdown that shows as it is: no link, no tag, no second column.
fn markdown_cell(cell: &str) -> String {
    let mut out = String::new();
    for c in plain(cell).chars() {
        match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '#' | '~' | '!' => out.extend(['\\', c]),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            ':' => out.push_str("&#58;"),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table() -> Table {
        let mut table = Table::new("", &["date", "what", "n"], 1);
        table.row(["2026-01-12".into(), "=HYPERLINK(\"x\") | <b>y</b> and a long tail of words".into(), "-3".into()]);
        table
    }

    /// Protects spreadsheets and pages from article text, and numbers from the protection.
    #[test]
    fn cells_are_only_text() {
        assert_eq!(
            csv(&table()).lines().nth(1),
            Some("2026-01-12,\"'=HYPERLINK(\"\"x\"\") | <b>y</b> and a long tail of words\",-3")
        );
        assert!(
            markdown(&table()).ends_with(
                "| 2026-01-12 | =HYPERLINK(\"x\") \\| &lt;b&gt;y&lt;/b&gt; and a long tail of words | -3 |\n"
            )
        );
    }

    /// Protects narrow terminals: no line is wider than the page.
    #[test]
    fn tables_fit_the_page() {
        for width in [24, 40, 80] {
            for line in drawn(&table(), Page { width, color: false }).lines() {
                assert!(line.width() <= width.max(32), "{width}: {line}");
            }
        }
    }
}
