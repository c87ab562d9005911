//! Tab-separated tables with a header line; `#` begins a comment line.

use crate::{DataFile, LexiconError};

/// A table read from a data file.
#[derive(Debug)]
pub struct Tsv<'f> {
    file: &'f DataFile,
    columns: Vec<&'f str>,
    fields: Vec<&'f str>,
    /// Line of each row and where its fields begin in `fields`; one more at the end.
    rows: Vec<(usize, usize)>,
}

/// One row of a [`Tsv`].
#[derive(Clone, Copy, Debug)]
pub struct Row<'t, 'f> {
    table: &'t Tsv<'f>,
    idx: usize,
}

impl<'f> Tsv<'f> {
    /// Reads the table and checks that it has the columns `required`.
    ///
    /// # Errors
    /// A missing header or column, or a row with more fields than the header (tabs are easily typed twice).
    pub fn read(file: &'f DataFile, required: &[&str]) -> Result<Tsv<'f>, LexiconError> {
        let mut lines = (1..).zip(file.text.lines()).filter(|(_, line)| !line.is_empty() && !line.starts_with('#'));
        let fault = |line: usize, message: String, remedy: String| LexiconError {
            file: file.name.clone(),
            line,
            column: 0,
            message,
            remedy,
        };
        let Some((header_line, header)) = lines.next() else {
            return Err(fault(
                0,
                "the table has no header line".into(),
                format!("begin it with {}", required.join("<tab>")),
            ));
        };
        let columns: Vec<&str> = header.split('\t').collect();
        for column in required {
            if !columns.contains(column) {
                let remedy = format!("the header must name {}", required.join(", "));
                return Err(fault(header_line, format!("column {column:?} is missing"), remedy));
            }
        }
        let mut rows = Vec::new();
        let mut fields = Vec::new();
        for (line, text) in lines {
            let start = fields.len();
            rows.push((line, start));
            fields.extend(text.split('\t'));
            let n_fields = fields.len() - start;
            if n_fields > columns.len() {
                let message = format!("{n_fields} fields where the header names {}", columns.len());
                return Err(fault(line, message, "remove the extra tab".into()));
            }
        }
        rows.push((0, fields.len()));
        Ok(Tsv { file, columns, fields, rows })
    }

    /// The rows in file order.
    pub fn rows(&self) -> impl Iterator<Item = Row<'_, 'f>> {
        (0..self.rows.len() - 1).map(|idx| Row { table: self, idx })
    }
}

impl<'t, 'f> Row<'t, 'f> {
    /// The field under `column`, trimmed; empty when the row ends before it or the table has no such column.
    pub fn get(&self, column: &str) -> &'f str {
        let at = self.table.columns.iter().position(|name| *name == column);
        at.and_then(|at| self.fields().get(at)).map_or("", |field| field.trim())
    }

    fn fields(&self) -> &'t [&'f str] {
        let rows = &self.table.rows;
        &self.table.fields[rows[self.idx].1..rows[self.idx + 1].1]
    }

    /// The field under `column`.
    ///
    /// # Errors
    /// When it is empty.
    pub fn require(&self, column: &str) -> Result<&'f str, LexiconError> {
        match self.get(column) {
            "" => Err(self.fault(column, format!("{column:?} is empty"), "every row needs it")),
            field => Ok(field),
        }
    }

    /// The parts of a field that lists several things with `;` or `|` between, trimmed.
    pub fn list(&self, column: &str) -> impl Iterator<Item = &'f str> {
        self.get(column).split([';', '|']).map(str::trim).filter(|part| !part.is_empty())
    }

    /// One-based line in the file.
    pub fn line(&self) -> usize {
        self.table.rows[self.idx].0
    }

    /// A fault at this row's field.
    pub fn fault(&self, column: &str, message: impl Into<String>, remedy: impl Into<String>) -> LexiconError {
        let fields = self.fields();
        let at = self.table.columns.iter().position(|name| *name == column);
        let before =
            at.map_or(0, |at| fields.iter().take(at).map(|field| field.chars().count() + 1).sum::<usize>() + 1);
        LexiconError {
            file: self.table.file.name.clone(),
            line: self.line(),
            column: before,
            message: message.into(),
            remedy: remedy.into(),
        }
    }
}
