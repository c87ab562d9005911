//! Full-text search: words, phrases in quotation marks, beginnings with an asterisk, `-` for what must not occur.

use export::view::Hit;
use rusqlite::params;

use super::load::Loader;
use super::{COUNTED_MOST, Found, Page};
use crate::{Archive, ArchiveError, Filter, days};

/// Marks around the words found, from a range that belongs to nobody; text that has them is not misled further than
/// its own snippet.
const OPEN: char = '\u{f0001}';
const CLOSE: char = '\u{f0002}';

/// Words around the words found.
const SNIPPET: i64 = 40;

impl Archive {
    /// Articles that hold the words, latest added first.
    ///
    /// # Errors
    /// The words say nothing, the filter cannot be understood, or the archive not be read.
    pub fn search(&self, words: &str, filter: &Filter, page: &Page) -> Result<Found<Hit>, ArchiveError> {
        let expression = expression(words)?;
        let Some(conditions) = self.article_conditions(filter)? else { return Ok(Found::default()) };
        let before = page.cursor.as_deref().and_then(|cursor| cursor.parse::<i64>().ok()).unwrap_or(i64::MAX);
        let limit = page.limit.min(i64::MAX as usize - 1) as i64;
        let sql = format!(
            "SELECT rowid, snippet(article_search, -1, ?3, ?4, '…', {SNIPPET}) FROM article_search
             WHERE article_search MATCH ?1 AND rowid < ?2 {conditions} ORDER BY rowid DESC LIMIT ?5"
        );
        let mut statement = self.db.prepare_cached(&sql)?;
        let marks = (OPEN.to_string(), CLOSE.to_string());
        let rows = statement
            .query_map(params![expression, before, marks.0, marks.1, limit.saturating_add(1)], |row| {
                Ok((row.get(0)?, row.get(1)?))
            })?
            .collect::<Result<Vec<(i64, String)>, _>>()?;
        let has_more = rows.len() as i64 > limit;
        let loader = Loader::new(self);
        let mut found = Found::default();
        for (row, marked) in rows.into_iter().take(limit as usize) {
            let (snippet, marks) = unmark(&marked);
            found.next = Some(row.to_string()).filter(|_| has_more);
            found.rows.push(Hit { article: (*loader.article(row)?).clone(), snippet, marks });
        }
        if !has_more && page.cursor.is_none() {
            found.total = found.rows.len();
            return Ok(found);
        }
        let sql = format!(
            "SELECT count(*) FROM (SELECT 1 FROM article_search WHERE article_search MATCH ?1 {conditions} LIMIT ?2)"
        );
        let n: i64 =
            self.db.prepare_cached(&sql)?.query_row(params![expression, COUNTED_MOST as i64 + 1], |row| row.get(0))?;
        (found.total, found.is_least) = ((n as usize).min(COUNTED_MOST), n as usize > COUNTED_MOST);
        Ok(found)
    }

    /// Conditions on the article; `None` if nothing can fit.
    fn article_conditions(&self, filter: &Filter) -> Result<Option<String>, ArchiveError> {
        let mut rest = filter.clone();
        rest.check()?;
        let mut conditions = String::new();
        let mut own = Vec::new();
        if let Some(day) = rest.since.take().as_deref().and_then(|since| days::bounds(since).0) {
            own.push(format!("day >= {day}"));
        }
        if let Some(day) = rest.until.take().as_deref().and_then(|until| days::bounds(until).1) {
            own.push(format!("day > 0 AND day <= {day}"));
        }
        let sources = std::mem::take(&mut rest.source);
        if !sources.is_empty() {
            own.push(format!("outlet_id IN ({})", self.outlets(&sources)?));
        }
        if !own.is_empty() {
            conditions.push_str(&format!(
                " AND EXISTS (SELECT 1 FROM article WHERE article_id = article_search.rowid AND {})",
                own.join(" AND ")
            ));
        }
        rest.words = None;
        if !rest.is_empty() {
            let selection = self.select(&rest)?;
            if selection.is_empty {
                return Ok(None);
            }
            conditions.push_str(&format!(
                " AND EXISTS (SELECT 1 FROM event AS e {} AND e.article_id = article_search.rowid)",
                selection.rows_from("AND s.happening_id = e.happening_id").replacen("FROM", "JOIN", 1)
            ));
        }
        Ok(Some(conditions))
    }
}

/// The words as the full-text index wants them. Whatever is typed, it is words to it and never a command.
pub(crate) fn expression(words: &str) -> Result<String, ArchiveError> {
    let (mut wanted, mut unwanted) = (Vec::new(), Vec::new());
    let mut rest = words.trim();
    while !rest.is_empty() {
        let not = rest.starts_with('-') && rest.len() > 1;
        let body = if not { &rest[1..] } else { rest };
        let (term, after) = match body.strip_prefix(['"', '“', '”']) {
            Some(inner) => match inner.split_once(['"', '“', '”']) {
                Some((phrase, after)) => (phrase, after),
                None => (inner, ""),
            },
            None => body.split_once(char::is_whitespace).unwrap_or((body, "")),
        };
        let (mut after, mut begins) = (after, false);
        if let Some(tail) = after.strip_prefix('*') {
            (after, begins) = (tail, true);
        }
        let bare = term.strip_suffix('*').unwrap_or(term);
        begins |= bare.len() < term.len();
        // A term without a letter or digit is nothing to the index, and an error.
        if bare.chars().any(char::is_alphanumeric) {
            let quoted =
                format!("\"{}\"{}", bare.replace('"', "\"\"").replace('\0', " "), if begins { "*" } else { "" });
            if not { unwanted.push(quoted) } else { wanted.push(quoted) }
        }
        rest = after.trim_start();
    }
    if wanted.is_empty() {
        let told = "say at least one word to look for; \"words in quotation marks\" stand together, word* begins so, -word must not occur";
        return Err(ArchiveError::Words(told.to_owned()));
    }
    let mut expression = wanted.join(" AND ");
    for term in unwanted {
        expression = format!("({expression}) NOT {term}");
    }
    Ok(expression)
}

/// The snippet without its marks, and where they were, in code points.
fn unmark(marked: &str) -> (String, Vec<export::wire::Span>) {
    let (mut snippet, mut marks, mut open, mut n) = (String::new(), Vec::new(), None, 0);
    for c in marked.chars() {
        match c {
            OPEN => open = Some(n),
            CLOSE => marks.extend(open.take().map(|start| [start, n])),
            c => {
                snippet.push(c);
                n += 1;
            }
        }
    }
    (snippet, marks)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Protects the search from its own language: quotes, operators and columns are words like any other.
    #[test]
    fn whatever_is_typed_is_words() {
        for (typed, wanted) in [
            ("border talks", "\"border\" AND \"talks\""),
            ("\"border talks\" cairo", "\"border talks\" AND \"cairo\""),
            ("minis*", "\"minis\"*"),
            ("talks -gas", "(\"talks\") NOT \"gas\""),
            ("a OR b", "\"a\" AND \"OR\" AND \"b\""),
            ("title:x", "\"title:x\""),
            ("NEAR(a", "\"NEAR(a\""),
            ("\"unclosed", "\"unclosed\""),
            ("O'Brien ; DROP", "\"O'Brien\" AND \"DROP\""),
        ] {
            assert_eq!(expression(typed).unwrap(), wanted, "{typed}");
        }
        for nothing in ["", "  ", "-", "***", "\"\"", "-gas", "()"] {
            assert!(expression(nothing).is_err(), "{nothing:?}");
        }
    }

    /// Protects highlighted words in any script.
    #[test]
    fn marks_count_code_points() {
        let (snippet, marks) = unmark("é \u{f0001}حفتر\u{f0002} x \u{f0001}b\u{f0002}");
        assert_eq!((snippet.as_str(), marks), ("é حفتر x b", vec![[2, 6], [9, 10]]));
    }
}
