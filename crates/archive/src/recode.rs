//! Coding an archive anew: a second archive is filled beside it, takes over what people judged and which ids lead
//! where, and at last takes the first one's place in one transaction. Until then the first is as it was.

use export::view::ChangeView;
use rusqlite::{OptionalExtension, params};

use crate::{Archive, ArchiveError, Extra};

/// What coding anew changed.
pub type Change = ChangeView;

impl Archive {
    /// Hands every article's record, with what else is known of it, to `each` in the order of the articles' ids,
    /// beginning behind `after`, until it says no.
    ///
    /// # Errors
    /// When the archive cannot be read.
    pub fn records_after(&self, after: &str, most: usize) -> Result<Vec<(export::wire::Record, Extra)>, ArchiveError> {
        let mut statement = self.db.prepare_cached(
            "SELECT packed, text FROM article JOIN record USING (article_id) WHERE id > ?1 ORDER BY id LIMIT ?2",
        )?;
        let rows = statement
            .query_map(params![after, most as i64], |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect::<Result<Vec<(Vec<u8>, String)>, _>>()?;
        rows.iter().map(|(packed, text)| crate::codec::unpack(packed, text)).collect()
    }

    /// Number of articles coded by anything but this.
    ///
    /// # Errors
    /// When the archive cannot be read.
    pub fn coded_otherwise(&self, stamp: &export::wire::Stamp) -> Result<usize, ArchiveError> {
        let mut statement = self.db.prepare_cached(
            "SELECT count(*) FROM article JOIN stamp USING (stamp_id) WHERE NOT (engine = ?1 AND data = ?2 AND model = ?3)",
        )?;
        let n: i64 = statement.query_row([&stamp.engine, &stamp.data, &stamp.model], |row| row.get(0))?;
        Ok(n as usize)
    }

    /// The last article by id, as a mark of how far a run came.
    ///
    /// # Errors
    /// When the archive cannot be read.
    pub fn last_id(&self) -> Result<Option<String>, ArchiveError> {
        Ok(self.db.query_row("SELECT max(id) FROM article", [], |row| row.get(0)).optional()?.flatten())
    }

    /// Takes over from an older archive what coding does not give: judgements, forwarded ids, names of countries.
    ///
    /// # Errors
    /// When one of the two cannot be read or written.
    pub fn inherit(&mut self, older: &Archive) -> Result<(), ArchiveError> {
        self.attached(older, |db| {
            db.execute_batch(
                "BEGIN IMMEDIATE;
                 INSERT OR IGNORE INTO decision SELECT * FROM older.decision;
                 INSERT OR IGNORE INTO forward SELECT * FROM older.forward;
                 INSERT OR IGNORE INTO country SELECT * FROM older.country;
                 COMMIT;",
            )
        })
    }

    /// Lets ids of the older archive that are gone lead to who has their reports, forms and members now.
    ///
    /// # Errors
    /// When one of the two cannot be read or written.
    pub fn forward_from(&mut self, older: &Archive) -> Result<(), ArchiveError> {
        self.attached(older, |db| {
            db.execute_batch(
                "BEGIN IMMEDIATE;
                 CREATE TEMP TABLE moved (old TEXT PRIMARY KEY, new TEXT NOT NULL) WITHOUT ROWID;
                 INSERT OR IGNORE INTO moved
                 SELECT gone.id, heir.id FROM older.happening AS gone
                 JOIN older.event AS told ON told.happening_id = gone.happening_id
                 JOIN older.article AS old_article ON old_article.article_id = told.article_id
                 JOIN main.article AS article ON article.id = old_article.id
                 JOIN main.event AS event ON event.article_id = article.article_id
                 JOIN main.happening AS heir ON heir.happening_id = event.happening_id
                 WHERE gone.id NOT IN (SELECT id FROM main.happening)
                 AND (event.id = told.id OR event.type = told.type)
                 ORDER BY gone.id, event.id <> told.id, article.id, event.id;
                 INSERT OR IGNORE INTO moved
                 SELECT gone.id, heir.id FROM older.identity AS gone
                 JOIN older.form AS old_form ON old_form.identity_id = gone.identity_id
                 JOIN older.member AS told ON told.form_id = old_form.form_id
                 JOIN older.article AS old_article ON old_article.article_id = told.article_id
                 JOIN main.article AS article ON article.id = old_article.id
                 JOIN main.member AS member ON member.article_id = article.article_id AND member.id = told.id
                 JOIN main.form AS form ON form.form_id = member.form_id
                 JOIN main.identity AS heir ON heir.identity_id = form.identity_id
                 WHERE gone.id NOT IN (SELECT id FROM main.identity)
                 ORDER BY gone.id, article.id, member.id;
                 UPDATE forward SET new = (SELECT moved.new FROM moved WHERE moved.old = forward.new)
                 WHERE new IN (SELECT old FROM moved);
                 INSERT OR REPLACE INTO forward SELECT old, new FROM moved;
                 DELETE FROM forward WHERE old IN (SELECT id FROM happening UNION ALL SELECT id FROM identity);
                 DROP TABLE moved;
                 COMMIT;",
            )
        })
    }

    /// Puts another archive in this one's place, in one transaction.
    ///
    /// # Errors
    /// When one of the two cannot be read or written; then this one is as it was.
    pub fn become_copy_of(&mut self, other: &Archive) -> Result<(), ArchiveError> {
        let backup = rusqlite::backup::Backup::new(&other.db, &mut self.db)?;
        // All pages in one step: no reader ever sees a half.
        loop {
            match backup.step(-1)? {
                rusqlite::backup::StepResult::Done => return Ok(()),
                rusqlite::backup::StepResult::Busy | rusqlite::backup::StepResult::Locked => {
                    return Err(ArchiveError::Busy { waited: crate::open::PATIENCE.as_secs() });
                }
                _ => {}
            }
        }
    }

    fn attached(
        &mut self,
        older: &Archive,
        work: impl FnOnce(&rusqlite::Connection) -> rusqlite::Result<()>,
    ) -> Result<(), ArchiveError> {
        let path = older.path.to_string_lossy();
        self.db.execute("ATTACH DATABASE ?1 AS older", [path.as_ref()])?;
        let result = work(&self.db);
        if result.is_err() {
            // The error may have ended the transaction already.
            let _ = self.db.execute_batch("ROLLBACK");
        }
        self.db.execute_batch("DETACH DATABASE older")?;
        Ok(result?)
    }

    /// What coding anew changed the last time: kind (`new`, `changed`, `withdrawn`) by kind, then by id.
    ///
    /// # Errors
    /// When the archive cannot be read.
    pub fn changes(&self) -> Result<Vec<Change>, ArchiveError> {
        let mut statement = self
            .db
            .prepare_cached("SELECT kind, what, id, before, after FROM change ORDER BY kind, what, id, change_id")?;
        let rows = statement.query_map([], |row| {
            Ok(Change {
                kind: row.get(0)?,
                what: row.get(1)?,
                id: row.get(2)?,
                before: row.get(3)?,
                after: row.get(4)?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

impl crate::Batch<'_> {
    /// Notes what coding anew changed.
    ///
    /// # Errors
    /// When the archive cannot be written.
    pub fn note_change(&self, change: &Change) -> Result<(), ArchiveError> {
        self.db()
            .prepare_cached("INSERT INTO change (kind, what, id, before, after) VALUES (?1, ?2, ?3, ?4, ?5)")?
            .execute(params![change.kind, change.what, change.id, change.before, change.after])?;
        Ok(())
    }
}
