//! Adding to an archive: packed records and what linking says of them, in one transaction.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use export::wire;
use rusqlite::{OptionalExtension, Transaction, TransactionBehavior, params};

use crate::codec::{pack, unpack};
use crate::{Archive, ArchiveError, Extra, days};

mod facets;
mod happenings;
mod identities;
mod shelf;

use facets::Facets;
pub(crate) use happenings::stand_of;

/// A record packed for an archive: the costly part of adding it, which any thread can do.
#[derive(Clone, Debug)]
pub struct Prepared {
    record: wire::Record,
    extra: Extra,
    packed: Vec<u8>,
}

impl Prepared {
    /// Packs a record.
    ///
    /// # Errors
    /// When it cannot be packed.
    pub fn new(record: wire::Record, extra: Extra) -> Result<Prepared, ArchiveError> {
        let packed = pack(&record, &extra)?;
        Ok(Prepared { record, extra, packed })
    }

    /// The record.
    pub fn record(&self) -> &wire::Record {
        &self.record
    }
}

/// A record with what else is known of its article.
pub(crate) type Unpacked = Rc<(wire::Record, Extra)>;

/// One transaction. Dropped without [`Batch::commit`], it leaves the archive as it was.
#[derive(Debug)]
pub struct Batch<'a> {
    db: Transaction<'a>,
    facets: Facets,
    /// Records read or added in this transaction, by their row.
    records: BTreeMap<i64, Unpacked>,
    /// Rows of articles by id.
    rows: BTreeMap<String, i64>,
    /// Rows of identities that have given way to others.
    gone: Vec<i64>,
    /// Identities that lost a form for good, each with the article and person that go on as it.
    bereft: Vec<(i64, String, String)>,
}

/// Records kept at hand; linking asks for the same neighbours again and again.
const RECORDS_MOST: usize = 4096;

impl Archive {
    /// Begins a transaction; waits for another process that writes.
    ///
    /// # Errors
    /// The other process takes too long.
    pub fn begin(&mut self) -> Result<Batch<'_>, ArchiveError> {
        let db = self.db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        Ok(Batch {
            db,
            facets: Facets::default(),
            records: BTreeMap::new(),
            rows: BTreeMap::new(),
            gone: Vec::new(),
            bereft: Vec::new(),
        })
    }

    /// Whether an article is known.
    ///
    /// # Errors
    /// When the archive cannot be read.
    pub fn holds(&self, article: &str) -> Result<bool, ArchiveError> {
        let mut statement = self.db.prepare_cached("SELECT 1 FROM article WHERE id = ?1")?;
        Ok(statement.exists([article])?)
    }

    /// Tells the archive how countries are called, so that it is understood without the program's data: code, name and
    /// every word that means it.
    ///
    /// # Errors
    /// When the archive cannot be written.
    pub fn name_countries<'c>(
        &mut self,
        countries: impl IntoIterator<Item = (String, &'c str, Vec<&'c str>)>,
    ) -> Result<(), ArchiveError> {
        let db = self.db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        for (code, name, words) in countries {
            let words: BTreeSet<String> = words.into_iter().map(lexicon::fold).collect();
            let words: Vec<String> = words.into_iter().collect();
            db.prepare_cached("INSERT OR REPLACE INTO country (code, name, words) VALUES (?1, ?2, ?3)")?
                .execute(params![code, name, words.join("|")])?;
        }
        Ok(db.commit()?)
    }
}

impl Batch<'_> {
    pub(crate) fn db(&self) -> &rusqlite::Connection {
        &self.db
    }

    /// Adds an article with its record; false if it is known already.
    ///
    /// # Errors
    /// When the archive cannot be written.
    pub fn add(&mut self, prepared: &Prepared) -> Result<bool, ArchiveError> {
        let Prepared { record, extra, packed } = prepared;
        let article = &record.article;
        if self.row(&article.id)?.is_some() {
            return Ok(false);
        }
        let stamp_id = self.stamp(&record.stamp)?;
        let outlet_id = match &article.publisher {
            Some(name) => Some(self.outlet(name)?),
            None => None,
        };
        let published = record.article.published.as_ref().map(|published| (&published.value, &published.basis));
        let told = published.or(record.written.as_ref().map(|written| (&written.value, &written.basis)));
        let (from, to) = told.map_or((None, None), |(value, _)| days::bounds(value));
        let day = to.or(from).unwrap_or(0);
        self.db
            .prepare_cached(
                "INSERT INTO article (id, outlet_id, published, published_basis, day, language, stamp_id, origin,
                 title, text) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
            )?
            .execute(params![
                article.id,
                outlet_id,
                told.map(|told| told.0),
                told.map(|told| told.1),
                day,
                article.language,
                stamp_id,
                article.origin,
                article.title,
                article.text
            ])?;
        let row = self.db.last_insert_rowid();
        self.db
            .prepare_cached("INSERT INTO article_search (rowid, title, text) VALUES (?1, ?2, ?3)")?
            .execute(params![row, article.title, article.text])?;
        self.db.prepare_cached("INSERT INTO record VALUES (?1, ?2)")?.execute(params![row, packed])?;
        self.add_rows(row, day, record, extra)?;
        self.rows.insert(article.id.clone(), row);
        self.keep(row, Rc::new((record.clone(), extra.clone())));
        Ok(true)
    }

    fn add_rows(&mut self, row: i64, day: i64, record: &wire::Record, extra: &Extra) -> Result<(), ArchiveError> {
        for event in &record.events {
            self.db
                .prepare_cached(
                    "INSERT INTO event (article_id, id, type, mode, status, date, confidence)
                     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                )?
                .execute(params![
                    row,
                    event.id,
                    event.event_type,
                    event.mode,
                    event.status,
                    event.date.as_ref().map(|date| &date.value),
                    (event.confidence * 1000.0).round() as i64
                ])?;
        }
        for statement in &record.statements {
            let due = extra.due.get(&statement.id);
            self.db
                .prepare_cached(
                    "INSERT INTO statement (article_id, id, speaker, stance, day, due) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                )?
                .execute(params![row, statement.id, statement.speaker, statement.stance, day, due])?;
        }
        Ok(())
    }

    /// Ends the transaction: from here on, everything added is there for good.
    ///
    /// # Errors
    /// When the archive cannot be written; then nothing was.
    pub fn commit(mut self) -> Result<(), ArchiveError> {
        std::mem::take(&mut self.facets).write(&self.db)?;
        Ok(self.db.commit()?)
    }

    /// The record of an article, as added.
    ///
    /// # Errors
    /// When the archive cannot be read.
    pub fn record(&mut self, article: &str) -> Result<Option<Unpacked>, ArchiveError> {
        match self.row(article)? {
            Some(row) => Ok(Some(self.record_of(row)?)),
            None => Ok(None),
        }
    }

    fn record_of(&mut self, row: i64) -> Result<Unpacked, ArchiveError> {
        if let Some(known) = self.records.get(&row) {
            return Ok(known.clone());
        }
        let (packed, text): (Vec<u8>, String) = self
            .db
            .prepare_cached("SELECT packed, text FROM record JOIN article USING (article_id) WHERE article_id = ?1")?
            .query_row([row], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let unpacked = Rc::new(unpack(&packed, &text)?);
        self.keep(row, unpacked.clone());
        Ok(unpacked)
    }

    fn keep(&mut self, row: i64, record: Unpacked) {
        if self.records.len() >= RECORDS_MOST {
            self.records.clear();
        }
        self.records.insert(row, record);
    }

    /// The row of an article.
    fn row(&mut self, article: &str) -> Result<Option<i64>, ArchiveError> {
        if let Some(row) = self.rows.get(article) {
            return Ok(Some(*row));
        }
        let mut statement = self.db.prepare_cached("SELECT article_id FROM article WHERE id = ?1")?;
        let row = statement.query_row([article], |row| row.get(0)).optional()?;
        if let Some(row) = row {
            self.rows.insert(article.to_owned(), row);
        }
        Ok(row)
    }

    fn stamp(&self, stamp: &wire::Stamp) -> Result<i64, ArchiveError> {
        self.db
            .prepare_cached("INSERT OR IGNORE INTO stamp (engine, data, model) VALUES (?1, ?2, ?3)")?
            .execute(params![stamp.engine, stamp.data, stamp.model])?;
        let mut found =
            self.db.prepare_cached("SELECT stamp_id FROM stamp WHERE engine = ?1 AND data = ?2 AND model = ?3")?;
        Ok(found.query_row(params![stamp.engine, stamp.data, stamp.model], |row| row.get(0))?)
    }

    fn outlet(&self, name: &str) -> Result<i64, ArchiveError> {
        self.db.prepare_cached("INSERT OR IGNORE INTO outlet (name) VALUES (?1)")?.execute([name])?;
        let mut found = self.db.prepare_cached("SELECT outlet_id FROM outlet WHERE name = ?1")?;
        Ok(found.query_row([name], |row| row.get(0))?)
    }

    fn place(&self, place: &export::view::PlaceView) -> Result<i64, ArchiveError> {
        let values = params![place.name, place.country, place.precision, place.lat, place.lon];
        let known = self
            .db
            .prepare_cached(
                "SELECT place_id FROM place WHERE name = ?1 AND country IS ?2 AND precision = ?3 AND lat IS ?4
                 AND lon IS ?5",
            )?
            .query_row(values, |row| row.get(0))
            .optional()?;
        if let Some(known) = known {
            return Ok(known);
        }
        self.db
            .prepare_cached("INSERT INTO place (name, country, precision, lat, lon) VALUES (?1, ?2, ?3, ?4, ?5)")?
            .execute(params![place.name, place.country, place.precision, place.lat, place.lon])?;
        Ok(self.db.last_insert_rowid())
    }
}
