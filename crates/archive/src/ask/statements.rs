//! What people said, and what they promised.

use export::view::{Ref, StatementView};
use rusqlite::{OptionalExtension, params};

use super::load::Loader;
use super::names::Kind;
use super::{COUNTED_MOST, Found, Page};
use crate::{Archive, ArchiveError, Filter, FilterError, days};

impl Archive {
    /// Statements: of the people asked for, else those in articles that report what fits. Latest first.
    ///
    /// # Errors
    /// The filter cannot be understood, or the archive not be read.
    pub fn statements(&self, filter: &Filter, page: &Page) -> Result<Found<StatementView>, ArchiveError> {
        self.statements_of(filter, None, page)
    }

    /// Promises: statements that pledge something, with the day they are due, where the text says so.
    ///
    /// # Errors
    /// The filter cannot be understood, or the archive not be read.
    pub fn promises(&self, filter: &Filter, page: &Page) -> Result<Found<StatementView>, ArchiveError> {
        self.statements_of(filter, Some("pledge"), page)
    }

    fn statements_of(
        &self,
        filter: &Filter,
        stance: Option<&str>,
        page: &Page,
    ) -> Result<Found<StatementView>, ArchiveError> {
        // Who is asked for as a person is the speaker; days and outlets are the article's own.
        let mut rest = filter.clone();
        rest.check()?;
        let (people, sources) = (std::mem::take(&mut rest.person), std::mem::take(&mut rest.source));
        let (since, until, words) = (rest.since.take(), rest.until.take(), rest.words.take());
        let mut conditions = String::new();
        if let Some(stance) = stance {
            conditions.push_str(&format!(" AND t.stance = '{stance}'"));
        }
        if !people.is_empty() {
            conditions.push_str(&format!(" AND t.form_id IN ({})", self.forms_of(&people)?));
        }
        if let Some(day) = since.as_deref().and_then(|since| days::bounds(since).0) {
            conditions.push_str(&format!(" AND t.day >= {day}"));
        }
        if let Some(day) = until.as_deref().and_then(|until| days::bounds(until).1) {
            conditions.push_str(&format!(" AND t.day > 0 AND t.day <= {day}"));
        }
        if !sources.is_empty() {
            conditions.push_str(&format!(
                " AND EXISTS (SELECT 1 FROM article WHERE article.article_id = t.article_id AND outlet_id IN ({}))",
                self.outlets(&sources)?
            ));
        }
        if !rest.is_empty() {
            let selection = self.select(&rest)?;
            if selection.is_empty {
                return Ok(Found::default());
            }
            conditions.push_str(&format!(
                " AND EXISTS (SELECT 1 FROM event AS e {} AND e.article_id = t.article_id)",
                selection.rows_from("AND s.happening_id = e.happening_id").replacen("FROM", "JOIN", 1)
            ));
        }
        let words = match words {
            Some(words) => {
                conditions.push_str(
                    " AND t.article_id IN (SELECT rowid FROM article_search WHERE article_search MATCH ?2 LIMIT 20000)",
                );
                Some(super::search::expression(&words)?)
            }
            None => None,
        };
        self.statement_page(&conditions, words.as_deref(), page)
    }

    fn statement_page(
        &self,
        conditions: &str,
        words: Option<&str>,
        page: &Page,
    ) -> Result<Found<StatementView>, ArchiveError> {
        let cursor = page.cursor.as_deref().and_then(|cursor| cursor.split_once('-'));
        let cursor = cursor.and_then(|(day, row)| Some((day.parse::<i64>().ok()?, row.parse::<i64>().ok()?)));
        let after = cursor.map_or(String::new(), |(day, row)| format!(" AND (t.day, t.statement_id) < ({day}, {row})"));
        let sql = format!(
            "SELECT t.statement_id, t.article_id, t.id, t.day, t.due, identity.id, identity.name
             FROM statement AS t LEFT JOIN form USING (form_id) LEFT JOIN identity USING (identity_id)
             WHERE 1 {conditions} {after} ORDER BY t.day DESC, t.statement_id DESC LIMIT ?1"
        );
        let limit = page.limit.min(i64::MAX as usize - 1) as i64;
        let mut statement = self.db.prepare_cached(&sql)?;
        type Row = (i64, i64, String, i64, Option<String>, Option<String>, Option<String>);
        let read = |row: &rusqlite::Row<'_>| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?, row.get(5)?, row.get(6)?))
        };
        let rows: Vec<Row> = match words {
            Some(words) => statement.query_map(params![limit + 1, words], read)?.collect::<Result<_, _>>()?,
            None => statement.query_map([limit + 1], read)?.collect::<Result<_, _>>()?,
        };
        let loader = Loader::new(self);
        let mut found = Found::default();
        let has_more = rows.len() as i64 > limit;
        for (row, article, id, day, due, who, name) in rows.into_iter().take(limit as usize) {
            let record = loader.record(article)?;
            let Some(told) = record.0.statements.iter().find(|told| told.id == id) else { continue };
            found.next = Some(format!("{day}-{row}")).filter(|_| has_more);
            found.rows.push(StatementView {
                id: format!("{}-{id}", record.0.article.id),
                article: (*loader.article(article)?).clone(),
                speaker: who.zip(name).map(|(id, name)| Ref { id, name }),
                statement: told.clone(),
                due,
            });
        }
        let sql = format!("SELECT count(*) FROM (SELECT 1 FROM statement AS t WHERE 1 {conditions} LIMIT ?1)");
        let most = COUNTED_MOST as i64 + 1;
        let mut statement = self.db.prepare_cached(&sql)?;
        let n: i64 = match words {
            Some(words) => statement.query_row(params![most, words], |row| row.get(0))?,
            None => statement.query_row([most], |row| row.get(0))?,
        };
        (found.total, found.is_least) = ((n as usize).min(COUNTED_MOST), n as usize > COUNTED_MOST);
        Ok(found)
    }

    /// One statement, by the article's id, a hyphen and its own.
    ///
    /// # Errors
    /// When the archive cannot be read.
    pub fn statement(&self, id: &str) -> Result<Option<StatementView>, ArchiveError> {
        let Some((article, own)) = id.split_once('-') else { return Ok(None) };
        let found: Option<i64> = self
            .db
            .prepare_cached(
                "SELECT statement_id FROM statement JOIN article USING (article_id) WHERE article.id = ?1
                 AND statement.id = ?2",
            )?
            .query_row([article, own], |row| row.get(0))
            .optional()?;
        let Some(row) = found else { return Ok(None) };
        let found = self.statement_page(&format!(" AND t.statement_id = {row}"), None, &Page::first(1))?;
        Ok(found.rows.into_iter().next())
    }

    /// The forms of people, as a list of numbers.
    fn forms_of(&self, people: &[String]) -> Result<String, ArchiveError> {
        let mut forms: Vec<String> = Vec::new();
        for name in people {
            let found = self.identities_named(name, Some(Kind::Person))?;
            if found.is_empty() {
                let suggestions = self.suggestions(name)?;
                return Err(FilterError::Name { field: "person", value: name.clone(), suggestions }.into());
            }
            let mut statement = self.db.prepare_cached("SELECT form_id FROM form WHERE identity_id = ?1")?;
            for named in found {
                for form in statement.query_map([named.row], |row| row.get::<_, i64>(0))? {
                    forms.push(form?.to_string());
                }
            }
        }
        Ok(forms.join(","))
    }

    /// The outlets of these names, as a list of numbers.
    pub(crate) fn outlets(&self, names: &[String]) -> Result<String, ArchiveError> {
        let mut found: Vec<String> = Vec::new();
        let mut statement = self.db.prepare_cached("SELECT outlet_id, name FROM outlet ORDER BY outlet_id")?;
        let outlets = statement
            .query_map([], |row| Ok((row.get(0)?, lexicon::fold(&row.get::<_, String>(1)?))))?
            .collect::<Result<Vec<(i64, String)>, _>>()?;
        for name in names {
            let wanted = lexicon::fold(name.trim());
            let exact: Vec<&(i64, String)> = outlets.iter().filter(|(_, outlet)| *outlet == wanted).collect();
            let like: Vec<&(i64, String)> = outlets.iter().filter(|(_, outlet)| outlet.contains(&wanted)).collect();
            let fitting = if exact.is_empty() { like } else { exact };
            if fitting.is_empty() {
                let error = FilterError::Name { field: "source", value: name.clone(), suggestions: Vec::new() };
                return Err(error.into());
            }
            found.extend(fitting.iter().map(|(row, _)| row.to_string()));
        }
        Ok(found.join(","))
    }
}
