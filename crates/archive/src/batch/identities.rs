//! People and bodies across articles, as linking tells them.

use std::collections::{BTreeMap, BTreeSet};

use lexicon::spelling::skeleton;
use rusqlite::{OptionalExtension, params};

use super::Batch;
use crate::links::{IdentityKind, IdentityTold, Links, TenureTold};
use crate::{ArchiveError, days};

impl Batch<'_> {
    /// Writes identities, their forms and members; gives the rows of identities whose forms changed hands.
    pub(super) fn link_identities(&mut self, links: &Links) -> Result<BTreeSet<i64>, ArchiveError> {
        let mut rows = BTreeMap::new();
        // The heir of an identity that loses its forms is who has the least of them: its id was made of that one.
        let mut heirs: BTreeMap<i64, (&str, i64)> = BTreeMap::new();
        for told in &links.identities {
            let row = self.put_identity(told)?;
            rows.insert(&told.id, row);
            for key in &told.forms {
                let before = self.give_form(told.kind, key, row)?;
                if let Some(before) = before.filter(|before| *before != row) {
                    let heir = heirs.entry(before).or_insert((key, row));
                    *heir = (*heir).min((key, row));
                }
            }
        }
        for told in &links.identities {
            let Some(row) = rows.get(&told.id) else { continue };
            self.put_tenures(*row, &told.tenures)?;
        }
        for (id, tenures) in &links.tenures {
            if let Some(row) = self.identity(id)? {
                self.put_tenures(row, tenures)?;
            }
        }
        let mut changed: BTreeSet<i64> = heirs.iter().flat_map(|(before, (_, now))| [*before, *now]).collect();
        for (before, (_, heir)) in heirs {
            self.forward_if_empty(before, heir)?;
        }
        for (before, article, id) in std::mem::take(&mut self.bereft) {
            let Some(article) = self.row(&article)? else { continue };
            let Some(heir) = self.identity_of_member(article, Some(&id))? else { continue };
            changed.extend([before, heir]);
            if before != heir && !self.gone.contains(&before) {
                self.forward_if_empty(before, heir)?;
            }
        }
        for (a, b, because) in &links.unsure {
            let (Some(a), Some(b)) = (self.identity_of_form(a)?, self.identity_of_form(b)?) else { continue };
            if a != b {
                self.db
                    .prepare_cached(
                        "INSERT INTO unsure VALUES (?1, ?2, ?3) ON CONFLICT DO UPDATE
                         SET because = min(because, excluded.because)",
                    )?
                    .execute(params![a.min(b), a.max(b), because])?;
            }
        }
        Ok(changed)
    }

    fn identity(&self, id: &str) -> Result<Option<i64>, ArchiveError> {
        let mut found = self.db.prepare_cached("SELECT identity_id FROM identity WHERE id = ?1")?;
        Ok(found.query_row([id], |row| row.get(0)).optional()?)
    }

    fn identity_of_form(&self, key: &str) -> Result<Option<i64>, ArchiveError> {
        let mut found = self.db.prepare_cached("SELECT identity_id FROM form WHERE kind = 'person' AND key = ?1")?;
        Ok(found.query_row([key], |row| row.get(0)).optional()?.flatten())
    }

    fn put_identity(&mut self, told: &IdentityTold) -> Result<i64, ArchiveError> {
        let day = |edtf: &str| days::bounds(edtf).1;
        let (first, last) = told.seen.as_ref().map_or((None, None), |(first, last)| (day(first), day(last)));
        self.db
            .prepare_cached(
                "INSERT INTO identity (id, kind, name, country, sector, body_kind, n_articles, first_day, last_day)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) ON CONFLICT (id) DO UPDATE SET name = excluded.name,
                 country = excluded.country, sector = excluded.sector, body_kind = excluded.body_kind,
                 n_articles = excluded.n_articles, first_day = excluded.first_day, last_day = excluded.last_day",
            )?
            .execute(params![
                told.id,
                told.kind.code(),
                told.name,
                told.country,
                told.sector,
                told.body_kind,
                told.n_articles,
                first,
                last
            ])?;
        let row = self.identity(&told.id)?.ok_or_else(|| ArchiveError::Damaged("an identity is gone".into()))?;
        self.db.prepare_cached("DELETE FROM forward WHERE old = ?1")?.execute([&told.id])?;
        self.put_names(row, told)?;
        Ok(row)
    }

    fn put_names(&self, row: i64, told: &IdentityTold) -> Result<(), ArchiveError> {
        let known: BTreeMap<String, u32> = self
            .db
            .prepare_cached("SELECT name, n FROM identity_name WHERE identity_id = ?1")?
            .query_map([row], |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect::<Result<_, _>>()?;
        if known == told.names {
            return Ok(());
        }
        for gone in known.keys().filter(|name| !told.names.contains_key(*name)) {
            self.db
                .prepare_cached("DELETE FROM identity_name WHERE identity_id = ?1 AND name = ?2")?
                .execute(params![row, gone])?;
        }
        for (name, n) in &told.names {
            self.db
                .prepare_cached("INSERT OR REPLACE INTO identity_name VALUES (?1, ?2, ?3)")?
                .execute(params![row, name, n])?;
        }
        if known.keys().eq(told.names.keys()) {
            return Ok(());
        }
        self.db.prepare_cached("DELETE FROM name_word WHERE identity_id = ?1")?.execute([row])?;
        let words: BTreeSet<String> = told.names.keys().flat_map(|name| name_words(name)).collect();
        for word in words {
            self.db.prepare_cached("INSERT OR IGNORE INTO name_word VALUES (?1, ?2)")?.execute(params![word, row])?;
        }
        Ok(())
    }

    /// Gives a form to an identity; tells whose it was before.
    fn give_form(&self, kind: IdentityKind, key: &str, row: i64) -> Result<Option<i64>, ArchiveError> {
        let before = self
            .db
            .prepare_cached("SELECT identity_id FROM form WHERE kind = ?1 AND key = ?2")?
            .query_row([kind.code(), key], |row| row.get::<_, Option<i64>>(0))
            .optional()?
            .flatten();
        if before != Some(row) {
            self.db
                .prepare_cached("UPDATE form SET identity_id = ?3 WHERE kind = ?1 AND key = ?2")?
                .execute(params![kind.code(), key, row])?;
        }
        Ok(before)
    }

    /// An identity that has lost all its forms gives way to its heir.
    fn forward_if_empty(&mut self, row: i64, heir: i64) -> Result<(), ArchiveError> {
        if self.db.prepare_cached("SELECT 1 FROM form WHERE identity_id = ?1")?.exists([row])? {
            return Ok(());
        }
        let id = |row: i64| -> Result<String, ArchiveError> {
            let mut found = self.db.prepare_cached("SELECT id FROM identity WHERE identity_id = ?1")?;
            Ok(found.query_row([row], |row| row.get(0))?)
        };
        let (old, new) = (id(row)?, id(heir)?);
        self.forward(&old, &new)?;
        self.drop_tenures(row)?;
        for table in ["identity_name", "name_word"] {
            self.db.prepare_cached(&format!("DELETE FROM {table} WHERE identity_id = ?1"))?.execute([row])?;
        }
        self.db.prepare_cached("DELETE FROM unsure WHERE a_id = ?1 OR b_id = ?1")?.execute([row])?;
        self.db.prepare_cached("UPDATE tenure SET after_id = ?2 WHERE after_id = ?1")?.execute([row, heir])?;
        // The row stays until happenings no longer point at it; `sweep` takes it away.
        self.gone.push(row);
        Ok(())
    }

    /// From now on `old` is found as `new`.
    pub(super) fn forward(&self, old: &str, new: &str) -> Result<(), ArchiveError> {
        if old == new {
            return Ok(());
        }
        self.db.prepare_cached("UPDATE forward SET new = ?2 WHERE new = ?1")?.execute([old, new])?;
        self.db.prepare_cached("INSERT OR REPLACE INTO forward VALUES (?1, ?2)")?.execute([old, new])?;
        self.db.prepare_cached("DELETE FROM forward WHERE old = ?1")?.execute([new])?;
        Ok(())
    }

    fn put_tenures(&mut self, row: i64, told: &[TenureTold]) -> Result<(), ArchiveError> {
        if told == self.tenures_of(row)? {
            return Ok(());
        }
        self.drop_tenures(row)?;
        for tenure in told {
            let after = match &tenure.after {
                Some(id) => self.identity(id)?,
                None => None,
            };
            self.db
                .prepare_cached(
                    "INSERT INTO tenure (identity_id, post, title, body, country, held, first_seen, last_seen,
                     ended_by, after_id, told_held, told_end)
                     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
                )?
                .execute(params![
                    row,
                    tenure.post,
                    tenure.title,
                    tenure.body,
                    tenure.country,
                    tenure.held,
                    tenure.first_seen,
                    tenure.last_seen,
                    tenure.ended_by,
                    after,
                    tenure.told_held,
                    tenure.told_end
                ])?;
            let id = self.db.last_insert_rowid();
            for article in &tenure.articles {
                let Some(article) = self.row(article)? else { continue };
                self.db
                    .prepare_cached("INSERT OR IGNORE INTO tenure_article VALUES (?1, ?2)")?
                    .execute([id, article])?;
            }
        }
        Ok(())
    }

    /// Ids of the identities that now have forms which `links` gives to whom it names.
    ///
    /// # Errors
    /// When the archive cannot be read.
    pub fn identities_of(&self, links: &Links) -> Result<BTreeSet<String>, ArchiveError> {
        let mut statement = self.db.prepare_cached(
            "SELECT identity.id FROM form JOIN identity USING (identity_id) WHERE form.kind = ?1 AND key = ?2",
        )?;
        let mut ids = BTreeSet::new();
        for identity in &links.identities {
            for key in &identity.forms {
                ids.extend(
                    statement
                        .query_row([identity.kind.code(), key.as_str()], |row| row.get::<_, String>(0))
                        .optional()?,
                );
            }
        }
        Ok(ids)
    }

    /// Identities that are seen in a post, with all their tenures.
    ///
    /// # Errors
    /// When the archive cannot be read.
    pub fn holders(&self, post: &str) -> Result<Vec<(String, Vec<TenureTold>)>, ArchiveError> {
        let mut statement = self.db.prepare_cached(
            "SELECT DISTINCT identity_id, identity.id FROM tenure JOIN identity USING (identity_id) WHERE post = ?1",
        )?;
        let rows: Vec<(i64, String)> =
            statement.query_map([post], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<Result<_, _>>()?;
        rows.into_iter().map(|(row, id)| Ok((id, self.tenures_of(row)?))).collect()
    }

    fn drop_tenures(&self, row: i64) -> Result<(), ArchiveError> {
        self.db
            .prepare_cached(
                "DELETE FROM tenure_article WHERE tenure_id IN (SELECT tenure_id FROM tenure WHERE identity_id = ?1)",
            )?
            .execute([row])?;
        self.db.prepare_cached("DELETE FROM tenure WHERE identity_id = ?1")?.execute([row])?;
        Ok(())
    }

    /// Tenures as they are stored.
    fn tenures_of(&self, identity: i64) -> Result<Vec<TenureTold>, ArchiveError> {
        let mut statement = self.db.prepare_cached(
            "SELECT tenure_id, post, title, body, tenure.country, held, first_seen, last_seen, ended_by, after.id, told_held, told_end
             FROM tenure LEFT JOIN identity AS after ON after.identity_id = after_id
             WHERE tenure.identity_id = ?1 ORDER BY tenure_id",
        )?;
        let rows = statement.query_map([identity], |row| {
            let tenure = TenureTold {
                post: row.get(1)?,
                title: row.get(2)?,
                body: row.get(3)?,
                country: row.get(4)?,
                held: row.get(5)?,
                first_seen: row.get(6)?,
                last_seen: row.get(7)?,
                ended_by: row.get(8)?,
                after: row.get(9)?,
                told_held: row.get(10)?,
                told_end: row.get(11)?,
                articles: Vec::new(),
            };
            Ok((row.get::<_, i64>(0)?, tenure))
        })?;
        let mut tenures = Vec::new();
        for row in rows {
            let (id, mut tenure) = row?;
            tenure.articles = self
                .db
                .prepare_cached(
                    "SELECT article.id FROM tenure_article JOIN article USING (article_id) WHERE tenure_id = ?1
                     ORDER BY article.id",
                )?
                .query_map([id], |row| row.get(0))?
                .collect::<Result<_, _>>()?;
            tenures.push(tenure);
        }
        Ok(tenures)
    }
}

/// What a name is found under: its words as folded, and their skeletons behind a `~`.
pub(crate) fn name_words(name: &str) -> Vec<String> {
    let folded = lexicon::fold(name);
    let words = folded.split(|c: char| !c.is_alphanumeric() && c != '\'').filter(|word| !word.is_empty());
    words.take(16).flat_map(|word| [cut(word).to_owned(), format!("~{}", cut(&skeleton(word)))]).collect()
}

/// A word of a million letters is nobody's name.
fn cut(word: &str) -> &str {
    let end = (0..=64.min(word.len())).rev().find(|at| word.is_char_boundary(*at)).unwrap_or(0);
    &word[..end]
}
