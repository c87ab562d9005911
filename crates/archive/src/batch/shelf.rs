//! The shelf: what linking finds again by key. The keys are linking's own; the archive only keeps them.

use std::collections::BTreeSet;

use rusqlite::{OptionalExtension, params};

use super::Batch;
use crate::ArchiveError;
use crate::links::IdentityKind;

/// SQLite keeps numbers of this range in four bytes; the shelf has tens of rows an article.
const MIDDLE: i64 = 1 << 31;

/// Keys are kept by their first 32 bits. Two that meet so by chance are one more pair to compare, no more.
fn short(key: u64) -> i64 {
    (key >> 32) as i64 - MIDDLE
}

/// The first 32 bits of an article's id, which sort as the ids do.
fn short_id(article: &str) -> Option<i64> {
    Some(i64::from_str_radix(article.get(..8)?, 16).ok()? - MIDDLE)
}

impl Batch<'_> {
    /// Puts an article on the shelf under these keys.
    ///
    /// # Errors
    /// When the archive cannot be written.
    pub fn shelve(&mut self, article: &str, keys: impl IntoIterator<Item = u64>) -> Result<(), ArchiveError> {
        let Some(id) = short_id(article) else { return Ok(()) };
        let mut statement = self.db.prepare_cached("INSERT OR IGNORE INTO shelf VALUES (?1, ?2)")?;
        for key in keys {
            statement.execute([short(key), id])?;
        }
        Ok(())
    }

    /// Ids of articles under a key, least first, at most so many.
    ///
    /// # Errors
    /// When the archive cannot be read.
    pub fn articles_under(&self, key: u64, most: usize) -> Result<Vec<String>, ArchiveError> {
        let mut shelf = self.db.prepare_cached("SELECT row FROM shelf WHERE key = ?1 ORDER BY row LIMIT ?2")?;
        let mut article =
            self.db.prepare_cached("SELECT id FROM article WHERE id >= ?1 AND id < ?1 || 'g' ORDER BY id")?;
        let shorts: Vec<i64> =
            shelf.query_map([short(key), most as i64], |row| row.get(0))?.collect::<Result<_, _>>()?;
        let mut ids = Vec::with_capacity(shorts.len());
        for id in shorts {
            for found in article.query_map([format!("{:08x}", id + MIDDLE)], |row| row.get(0))? {
                ids.push(found?);
            }
        }
        Ok(ids)
    }

    /// What linking keeps of a form of a person or body.
    ///
    /// # Errors
    /// When the archive cannot be read.
    pub fn form(&self, kind: IdentityKind, key: &str) -> Result<Option<String>, ArchiveError> {
        let mut statement = self.db.prepare_cached("SELECT told FROM form WHERE kind = ?1 AND key = ?2")?;
        Ok(statement.query_row([kind.code(), key], |row| row.get(0)).optional()?)
    }

    /// Keeps a form, in place of what was kept of it, under these keys.
    ///
    /// # Errors
    /// When the archive cannot be written.
    pub fn put_form(
        &mut self,
        kind: IdentityKind,
        key: &str,
        told: &str,
        keys: impl IntoIterator<Item = u64>,
    ) -> Result<(), ArchiveError> {
        let known: Option<i64> = self
            .db
            .prepare_cached("SELECT form_id FROM form WHERE kind = ?1 AND key = ?2")?
            .query_row([kind.code(), key], |row| row.get(0))
            .optional()?;
        if let Some(row) = known {
            self.db.prepare_cached("UPDATE form SET told = ?2 WHERE form_id = ?1")?.execute(params![row, told])?;
            return Ok(());
        }
        self.db.prepare_cached("INSERT INTO form (kind, key, told) VALUES (?1, ?2, ?3)")?.execute([
            kind.code(),
            key,
            told,
        ])?;
        let row = self.db.last_insert_rowid();
        let mut statement = self.db.prepare_cached("INSERT OR IGNORE INTO form_shelf VALUES (?1, ?2)")?;
        for key in keys {
            statement.execute([short(key), row])?;
        }
        Ok(())
    }

    /// Keys of forms under a key, least first, at most so many.
    ///
    /// # Errors
    /// When the archive cannot be read.
    pub fn forms_under(&self, key: u64, most: usize) -> Result<Vec<String>, ArchiveError> {
        let mut statement = self.db.prepare_cached(
            "SELECT form.key FROM form_shelf JOIN form USING (form_id) WHERE form_shelf.key = ?1
             ORDER BY form.key LIMIT ?2",
        )?;
        Ok(statement.query_map([short(key), most as i64], |row| row.get(0))?.collect::<Result<_, _>>()?)
    }

    /// Says which form a person or body of an article is.
    ///
    /// # Errors
    /// When the archive cannot be written.
    pub fn put_member(&mut self, article: &str, id: &str, kind: IdentityKind, key: &str) -> Result<(), ArchiveError> {
        let Some(article) = self.row(article)? else { return Ok(()) };
        self.db
            .prepare_cached(
                "INSERT OR REPLACE INTO member (article_id, id, form_id)
                 SELECT ?1, ?2, form_id FROM form WHERE kind = ?3 AND key = ?4",
            )?
            .execute(params![article, id, kind.code(), key])?;
        let record = self.record_of(article)?;
        for statement in record.0.statements.iter().filter(|statement| statement.person.as_deref() == Some(id)) {
            self.db
                .prepare_cached(
                    "UPDATE statement SET form_id =
                     (SELECT form_id FROM member WHERE member.article_id = ?1 AND member.id = ?3)
                     WHERE article_id = ?1 AND id = ?2",
                )?
                .execute(params![article, statement.id, id])?;
        }
        Ok(())
    }

    /// Key of the form that a person or body of an article is.
    ///
    /// # Errors
    /// When the archive cannot be read.
    pub fn form_of(&mut self, article: &str, id: &str) -> Result<Option<String>, ArchiveError> {
        let Some(article) = self.row(article)? else { return Ok(None) };
        let mut statement = self.db.prepare_cached(
            "SELECT key FROM member JOIN form USING (form_id) WHERE article_id = ?1 AND member.id = ?2",
        )?;
        Ok(statement.query_row(params![article, id], |row| row.get(0)).optional()?)
    }

    /// Articles that say something of a form.
    ///
    /// # Errors
    /// When the archive cannot be read.
    pub fn members_of(&self, kind: IdentityKind, key: &str) -> Result<BTreeSet<String>, ArchiveError> {
        let mut statement = self.db.prepare_cached(
            "SELECT article.id FROM form JOIN member USING (form_id) JOIN article USING (article_id)
             WHERE kind = ?1 AND key = ?2",
        )?;
        Ok(statement.query_map([kind.code(), key], |row| row.get(0))?.collect::<Result<_, _>>()?)
    }

    /// Takes away a person's form that no article says anything of any more; the person of that article, who was the
    /// last, is its heir.
    ///
    /// # Errors
    /// When the archive cannot be written.
    pub fn drop_form(&mut self, key: &str, article: &str, id: &str) -> Result<(), ArchiveError> {
        let found: Option<(i64, Option<i64>)> = self
            .db
            .prepare_cached("SELECT form_id, identity_id FROM form WHERE kind = 'person' AND key = ?1")?
            .query_row([key], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        let Some((form, identity)) = found else { return Ok(()) };
        self.db.prepare_cached("DELETE FROM form_shelf WHERE form_id = ?1")?.execute([form])?;
        self.db.prepare_cached("DELETE FROM form WHERE form_id = ?1")?.execute([form])?;
        if let Some(identity) = identity {
            self.bereft.push((identity, article.to_owned(), id.to_owned()));
        }
        Ok(())
    }

    /// Articles that were joined with these rows: one of each form of the people concerned, and every report of the
    /// happenings concerned.
    ///
    /// # Errors
    /// When the archive cannot be read.
    pub fn joined_with(&mut self, rows: &[(String, String)]) -> Result<BTreeSet<String>, ArchiveError> {
        let mut articles: BTreeSet<String> = rows.iter().map(|(article, _)| article.clone()).collect();
        for (article, id) in rows {
            let Some(row) = self.row(article)? else { continue };
            for sql in [
                "SELECT min(article.id) FROM member AS own JOIN form AS known ON known.form_id = own.form_id
                 JOIN form USING (identity_id) JOIN member ON member.form_id = form.form_id
                 JOIN article ON article.article_id = member.article_id
                 WHERE own.article_id = ?1 AND own.id = ?2 GROUP BY form.form_id",
                "SELECT article.id FROM event AS own JOIN event USING (happening_id)
                 JOIN article ON article.article_id = event.article_id WHERE own.article_id = ?1 AND own.id = ?2",
            ] {
                let mut statement = self.db.prepare_cached(sql)?;
                for found in statement.query_map(params![row, id], |row| row.get(0))? {
                    articles.insert(found?);
                }
            }
        }
        Ok(articles)
    }
}
