//! A TOML file whose every value knows its line, for messages that name file and line.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::{DataFile, LexiconError};

/// A TOML table of a data file.
#[derive(Clone, Copy)]
pub(crate) struct Node<'t, 'i> {
    file: &'i DataFile,
    table: &'t DeTable<'i>,
    start: usize,
}

/// Reads a whole file.
pub(crate) fn read(file: &DataFile) -> Result<Spanned<DeTable<'_>>, LexiconError> {
    DeTable::parse(&file.text).map_err(|error| {
        let at = error.span().map_or(0, |span| span.start);
        let message = format!("is no TOML: {}", error.message());
        fault_at(file, at, message, "see data/frames/README.md for the form")
    })
}

/// The top table of a file read with [`read`].
pub(crate) fn root<'t, 'i>(file: &'i DataFile, table: &'t Spanned<DeTable<'i>>) -> Node<'t, 'i> {
    Node { file, table: table.get_ref(), start: 0 }
}

fn fault_at(file: &DataFile, byte: usize, message: impl Into<String>, remedy: impl Into<String>) -> LexiconError {
    let before = file.text.get(..byte).unwrap_or("");
    LexiconError {
        file: file.name.clone(),
        line: before.matches('\n').count() + 1,
        column: before.rsplit('\n').next().map_or(0, |line| line.chars().count() + 1),
        message: message.into(),
        remedy: remedy.into(),
    }
}

impl<'t, 'i> Node<'t, 'i> {
    /// The file's name for messages.
    pub(crate) fn file(&self) -> &'i DataFile {
        self.file
    }

    /// One-based line where the table begins.
    pub(crate) fn line(&self) -> usize {
        self.file.text.get(..self.start).unwrap_or("").matches('\n').count() + 1
    }

    /// A fault at the key's value, or at the table where the key is missing.
    pub(crate) fn fault(&self, key: &str, message: impl Into<String>, remedy: impl Into<String>) -> LexiconError {
        let at = self.table.get(key).map_or(self.start, |value| value.span().start);
        fault_at(self.file, at, message, remedy)
    }

    /// The keys with their lines, in the order of the map.
    pub(crate) fn keys(&self) -> impl Iterator<Item = &'t str> {
        self.table.keys().map(|key| key.get_ref().as_ref())
    }

    /// Faults for keys that are not in `known`: a mistyped key must not be passed over in silence.
    pub(crate) fn unknown_keys(&self, known: &[&str]) -> Vec<LexiconError> {
        let unknown = self.keys().filter(|key| !known.contains(key));
        unknown
            .map(|key| self.fault(key, format!("{key:?} is not known here"), format!("known are {}", known.join(", "))))
            .collect()
    }

    /// A string.
    pub(crate) fn text(&self, key: &str) -> Result<Option<&'t str>, LexiconError> {
        match self.table.get(key).map(Spanned::get_ref) {
            None => Ok(None),
            Some(DeValue::String(text)) => Ok(Some(text)),
            Some(_) => Err(self.fault(key, format!("{key:?} is no text"), "put it in quotation marks")),
        }
    }

    /// A string that must be there.
    pub(crate) fn require(&self, key: &str) -> Result<&'t str, LexiconError> {
        self.text(key)?.ok_or_else(|| self.fault(key, format!("{key:?} is missing"), "every entry needs it"))
    }

    /// A truth value; false where missing.
    pub(crate) fn flag(&self, key: &str) -> Result<bool, LexiconError> {
        match self.table.get(key).map(Spanned::get_ref) {
            None => Ok(false),
            Some(DeValue::Boolean(value)) => Ok(*value),
            Some(_) => Err(self.fault(key, format!("{key:?} is neither true nor false"), "write true or false")),
        }
    }

    /// A whole number.
    pub(crate) fn number(&self, key: &str) -> Result<Option<u16>, LexiconError> {
        match self.table.get(key).map(Spanned::get_ref) {
            None => Ok(None),
            Some(DeValue::Integer(number)) => u16::from_str_radix(number.as_str(), number.radix())
                .map(Some)
                .map_err(|_| self.fault(key, format!("{key:?} is no number from 0 to 1000"), "write 700")),
            Some(_) => Err(self.fault(key, format!("{key:?} is no number"), "write it without quotation marks")),
        }
    }

    /// A list of strings; a single string counts as a list of one. Empty where missing.
    pub(crate) fn list(&self, key: &str) -> Result<Vec<&'t str>, LexiconError> {
        let not_text = || self.fault(key, format!("{key:?} is no list of texts"), "write [\"one\", \"two\"]");
        match self.table.get(key).map(Spanned::get_ref) {
            None => Ok(Vec::new()),
            Some(DeValue::String(text)) => Ok(vec![text]),
            Some(DeValue::Array(items)) => items
                .iter()
                .map(|item| match item.get_ref() {
                    DeValue::String(text) => Ok(text.as_ref()),
                    _ => Err(not_text()),
                })
                .collect(),
            Some(_) => Err(not_text()),
        }
    }

    /// A table inside this one.
    pub(crate) fn table(&self, key: &str) -> Result<Option<Node<'t, 'i>>, LexiconError> {
        match self.table.get(key) {
            None => Ok(None),
            Some(value) => match value.get_ref() {
                DeValue::Table(table) => Ok(Some(Node { file: self.file, table, start: value.span().start })),
                _ => Err(self.fault(key, format!("{key:?} is no table"), format!("write [{key}]"))),
            },
        }
    }

    /// The tables `[[key]]`.
    pub(crate) fn tables(&self, key: &str) -> Result<Vec<Node<'t, 'i>>, LexiconError> {
        let Some(value) = self.table.get(key) else { return Ok(Vec::new()) };
        let not_tables = || self.fault(key, format!("{key:?} is no list of tables"), format!("write [[{key}]]"));
        let DeValue::Array(items) = value.get_ref() else { return Err(not_tables()) };
        items
            .iter()
            .map(|item| match item.get_ref() {
                DeValue::Table(table) => Ok(Node { file: self.file, table, start: item.span().start }),
                _ => Err(not_tables()),
            })
            .collect()
    }
}
