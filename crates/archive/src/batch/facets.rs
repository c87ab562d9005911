//! Under what each happening is found, and how many there are of each.

use std::collections::BTreeMap;

use rusqlite::{Connection, OptionalExtension, params};

use crate::{ArchiveError, days};

/// Where a happening stands.
#[derive(Clone, Debug, Default)]
pub(crate) struct Stand {
    /// Day it sorts by.
    pub day: i64,
    /// Kind and value of every facet.
    pub facets: Vec<(&'static str, String)>,
    /// Kind and value of what is only counted.
    pub counted: Vec<(&'static str, String)>,
    /// Its score, where it took place.
    pub score: Option<i64>,
}

/// Changes of counts, written at the end of a transaction.
#[derive(Debug, Default)]
pub(super) struct Facets {
    rows: BTreeMap<(&'static str, String), i64>,
    counts: BTreeMap<i64, i64>,
    months: BTreeMap<(i64, String), (i64, i64, i64)>,
}

impl Facets {
    /// Puts a happening where it stands.
    pub fn put(&mut self, db: &Connection, happening: i64, stand: &Stand) -> Result<(), ArchiveError> {
        for (kind, value) in &stand.facets {
            let row = self.row(db, kind, value)?;
            db.prepare_cached("INSERT OR IGNORE INTO facet_happening VALUES (?1, ?2, ?3)")?
                .execute(params![row, stand.day, happening])?;
            self.count(row, *kind == "pair", stand, 1);
        }
        self.count_only(db, stand, 1)
    }

    /// Takes it away again.
    pub fn take(&mut self, db: &Connection, happening: i64, stand: &Stand) -> Result<(), ArchiveError> {
        for (kind, value) in &stand.facets {
            let row = self.row(db, kind, value)?;
            db.prepare_cached("DELETE FROM facet_happening WHERE facet_id = ?1 AND day = ?2 AND happening_id = ?3")?
                .execute(params![row, stand.day, happening])?;
            self.count(row, *kind == "pair", stand, -1);
        }
        self.count_only(db, stand, -1)
    }

    fn count_only(&mut self, db: &Connection, stand: &Stand, by: i64) -> Result<(), ArchiveError> {
        for (kind, value) in &stand.counted {
            let row = self.row(db, kind, value)?;
            *self.counts.entry(row).or_default() += by;
        }
        Ok(())
    }

    fn count(&mut self, row: i64, is_pair: bool, stand: &Stand, by: i64) {
        *self.counts.entry(row).or_default() += by;
        if is_pair && stand.day > 0 {
            let month = self.months.entry((row, days::month(stand.day))).or_default();
            month.0 += by;
            month.1 += by * i64::from(stand.score.is_some());
            month.2 += by * stand.score.unwrap_or(0);
        }
    }

    fn row(&mut self, db: &Connection, kind: &'static str, value: &str) -> Result<i64, ArchiveError> {
        let key = (kind, value.to_owned());
        if let Some(row) = self.rows.get(&key) {
            return Ok(*row);
        }
        let known = db
            .prepare_cached("SELECT facet_id FROM facet WHERE kind = ?1 AND value = ?2")?
            .query_row([kind, value], |row| row.get(0))
            .optional()?;
        let row = match known {
            Some(row) => row,
            None => {
                db.prepare_cached("INSERT INTO facet (kind, value, n) VALUES (?1, ?2, 0)")?.execute([kind, value])?;
                db.last_insert_rowid()
            }
        };
        self.rows.insert(key, row);
        Ok(row)
    }

    /// Writes the changed counts.
    pub fn write(self, db: &Connection) -> Result<(), ArchiveError> {
        for (row, by) in self.counts.iter().filter(|(_, by)| **by != 0) {
            db.prepare_cached("UPDATE facet SET n = n + ?2 WHERE facet_id = ?1")?.execute(params![row, by])?;
        }
        for ((row, month), (n, n_scored, score)) in &self.months {
            db.prepare_cached(
                "INSERT INTO pair_month VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT DO UPDATE
                 SET n = n + excluded.n, n_scored = n_scored + excluded.n_scored,
                 score_tenths = score_tenths + excluded.score_tenths",
            )?
            .execute(params![row, month, n, n_scored, score])?;
        }
        Ok(())
    }
}
