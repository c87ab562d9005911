//! One article with what the archive knows around it.

use std::collections::BTreeMap;

use export::view::{ArticleView, EventView};
use rusqlite::OptionalExtension;

use super::load::Loader;
use crate::{Archive, ArchiveError};

impl Archive {
    /// An article by its id.
    ///
    /// # Errors
    /// When the archive cannot be read.
    pub fn article(&self, id: &str) -> Result<Option<ArticleView>, ArchiveError> {
        let Some(row) = self.article_row(id)? else { return Ok(None) };
        let loader = Loader::new(self);
        let record = loader.record(row)?;
        let happenings = self
            .db
            .prepare_cached(
                "SELECT event.id, happening.id FROM event JOIN happening USING (happening_id) WHERE article_id = ?1",
            )?
            .query_map([row], |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect::<Result<BTreeMap<String, String>, _>>()?;
        let copies = self
            .db
            .prepare_cached("SELECT article_id FROM article WHERE source_id = ?1 ORDER BY day, id LIMIT 500")?
            .query_map([row], |row| row.get(0))?
            .collect::<Result<Vec<i64>, _>>()?;
        let copies =
            copies.into_iter().map(|row| Ok((*loader.article(row)?).clone())).collect::<Result<_, ArchiveError>>()?;
        Ok(Some(ArticleView {
            article: (*loader.article(row)?).clone(),
            record: record.0.clone(),
            happenings,
            identities: (*loader.identities(row)?).clone(),
            copies,
            due: record.1.due.clone(),
        }))
    }

    /// An event by the article's id, a hyphen and its own.
    ///
    /// # Errors
    /// When the archive cannot be read.
    pub fn event(&self, id: &str) -> Result<Option<EventView>, ArchiveError> {
        let Some((article, own)) = id.split_once('-') else { return Ok(None) };
        let Some(row) = self.article_row(article)? else { return Ok(None) };
        let happening: Option<String> = self
            .db
            .prepare_cached(
                "SELECT happening.id FROM event JOIN happening USING (happening_id) WHERE article_id = ?1
                 AND event.id = ?2",
            )?
            .query_row(rusqlite::params![row, own], |row| row.get(0))
            .optional()?;
        Loader::new(self).event(row, own, happening.as_deref())
    }

    /// Ids of all articles, in their order.
    pub(crate) fn article_ids(&self) -> Result<Vec<String>, ArchiveError> {
        let mut statement = self.db.prepare("SELECT id FROM article ORDER BY id")?;
        Ok(statement.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?)
    }

    /// Hands every article's record to `each`, in the order of their ids, until it says no.
    ///
    /// # Errors
    /// When the archive cannot be read.
    pub fn each_record(&self, mut each: impl FnMut(&export::wire::Record) -> bool) -> Result<(), ArchiveError> {
        let mut statement = self.db.prepare("SELECT article_id FROM article ORDER BY id")?;
        let mut rows = statement.query([])?;
        let loader = Loader::new(self);
        while let Some(row) = rows.next()? {
            let record = loader.record(row.get(0)?)?;
            if !each(&record.0) {
                break;
            }
        }
        Ok(())
    }
}
