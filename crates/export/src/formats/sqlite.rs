//! SQLite: plain tables with keys between them, for Datasette and whatever speaks SQL.
//!
//! Not an archive, which keeps more and asks faster, but what an archive says, laid out for people. Words are bound,
//! never pasted into a statement.

use std::io::Write;
use std::path::Path;

use rusqlite::{Connection, Transaction, params};

use super::codes::quad;
use super::fields::{event_parties, identity, parties};
use super::{ExportError, Source};
use crate::days;
use crate::view::{ArticleRef, EventView, HappeningView, StatementView, TenureView};

/// The tables.
pub(super) const SCHEMA: &str = include_str!("sqlite.sql");

const INDEXES: &str = "
CREATE INDEX events_happening ON events (happening);
CREATE INDEX events_article ON events (article);
CREATE INDEX participants_person ON participants (person);
CREATE INDEX happening_parties_person ON happening_parties (person);
CREATE INDEX happenings_date ON happenings (date_first);
CREATE VIRTUAL TABLE articles_fts USING fts5 (title, text, content='articles', tokenize='unicode61 remove_diacritics 2');
INSERT INTO articles_fts (articles_fts) VALUES ('rebuild');
";

/// Writes the database to a file that does not exist yet, without holding it in memory.
///
/// # Errors
/// When the source fails or the file cannot be written.
pub fn write_sqlite_file(source: &dyn Source, path: &Path) -> Result<(), ExportError> {
    let mut db = Connection::open(path)?;
    fill(&mut db, source)
}

/// Writes the database; it passes through memory.
pub(super) fn write(source: &dyn Source, out: &mut dyn Write) -> Result<(), ExportError> {
    // Without a name it lies in a temporary file of the library's own.
    let mut db = Connection::open("")?;
    fill(&mut db, source)?;
    Ok(out.write_all(&db.serialize("main")?)?)
}

fn fill(db: &mut Connection, source: &dyn Source) -> Result<(), ExportError> {
    db.execute_batch("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA foreign_keys = OFF;")?;
    let rows = Rows(db.transaction()?);
    rows.0.execute_batch(SCHEMA)?;
    source.articles(&mut |view| {
        rows.article(&view.article, view.record.article.language.as_deref(), Some(&view.record.article.text))
    })?;
    source.people(&mut |person| {
        rows.put(
            "INSERT OR IGNORE INTO people VALUES (?1, ?2, ?3, ?4)",
            params![person.id, person.name, person.country, person.sector],
        )?;
        rows.aliases(&person.id, &person.aliases)?;
        person.tenures.iter().try_for_each(|tenure| rows.office(&person.id, tenure))
    })?;
    source.bodies(&mut |body| {
        let values = params![body.id, body.name, body.country, body.sector, body.kind];
        rows.put("INSERT OR IGNORE INTO bodies VALUES (?1, ?2, ?3, ?4, ?5)", values)?;
        rows.aliases(&body.id, &body.aliases)
    })?;
    source.happenings(&mut |happening| rows.happening(happening))?;
    source.events(&mut |event| rows.event(event))?;
    source.statements(&mut |statement| rows.statement(statement))?;
    rows.0.execute_batch(INDEXES)?;
    Ok(rows.0.commit()?)
}

struct Rows<'a>(Transaction<'a>);

/// First and last day of an EDTF date.
fn bounds(date: Option<&str>) -> (Option<String>, Option<String>) {
    let (first, last) = date.map_or((None, None), days::bounds);
    (first.map(days::iso), last.map(days::iso))
}

fn quad_number(event_type: &str) -> Option<i64> {
    quad(event_type)?.parse().ok()
}

/// Codes as a JSON array, which Datasette takes for facets.
fn list(codes: &[String]) -> Result<String, ExportError> {
    Ok(serde_json::to_string(codes)?)
}

impl Rows<'_> {
    fn put(&self, sql: &str, values: &[&dyn rusqlite::ToSql]) -> Result<(), ExportError> {
        self.0.prepare_cached(sql)?.execute(values)?;
        Ok(())
    }

    fn article(&self, article: &ArticleRef, language: Option<&str>, text: Option<&str>) -> Result<(), ExportError> {
        let (first, last) = bounds(article.published.as_deref());
        self.put(
            "INSERT OR IGNORE INTO articles VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
            params![
                article.id,
                article.title,
                article.publisher,
                article.published,
                first,
                last,
                language,
                article.origin,
                article.copy_of,
                text.unwrap_or("")
            ],
        )
    }

    fn aliases(&self, identity: &str, names: &[String]) -> Result<(), ExportError> {
        names
            .iter()
            .try_for_each(|name| self.put("INSERT OR IGNORE INTO aliases VALUES (?1, ?2)", params![identity, name]))
    }

    fn office(&self, person: &str, tenure: &TenureView) -> Result<(), ExportError> {
        self.put(
            "INSERT INTO offices VALUES (NULL, ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
            params![
                person,
                tenure.title,
                tenure.body,
                tenure.country,
                tenure.held,
                tenure.first_seen,
                tenure.last_seen,
                tenure.ended_by,
                tenure.replaces.as_ref().map(|before| &before.name)
            ],
        )?;
        let office = self.0.last_insert_rowid();
        let sql = "INSERT OR IGNORE INTO office_articles VALUES (?1, ?2)";
        tenure.articles.iter().try_for_each(|article| self.put(sql, params![office, article.id]))
    }

    fn happening(&self, happening: &HappeningView) -> Result<(), ExportError> {
        let place = happening.place.as_ref();
        let days = super::fields::happening_days(happening);
        let told = bounds(happening.date.as_deref());
        self.put(
            "INSERT OR IGNORE INTO happenings VALUES
             (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20)",
            params![
                happening.id,
                happening.sentence,
                happening.event_type,
                happening.mode,
                happening.status,
                happening.date,
                told.0.or(days.map(|days| days::iso(days.0))),
                told.1.or(days.map(|days| days::iso(days.1))),
                place.map(|place| &place.name),
                place.and_then(|place| place.country.as_ref()),
                place.and_then(|place| place.lat),
                place.and_then(|place| place.lon),
                place.map(|place| &place.precision),
                list(&happening.subjects)?,
                list(&happening.contexts)?,
                happening.cameo,
                quad_number(&happening.event_type),
                happening.score,
                happening.reports.len() as i64,
                happening.independent_reports as i64
            ],
        )?;
        for (n, (role, party)) in parties(happening).enumerate() {
            self.put(
                "INSERT OR IGNORE INTO happening_parties VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
                params![
                    happening.id,
                    n as i64 + 1,
                    role,
                    party.name,
                    party.person,
                    party.body,
                    party.country,
                    party.sector,
                    party.office
                ],
            )?;
        }
        for row in &happening.disagreements {
            let values = params![happening.id, row.field, row.about];
            self.put("INSERT INTO disagreements VALUES (NULL, ?1, ?2, ?3)", values)?;
            let disagreement = self.0.last_insert_rowid();
            for (n, version) in (1i64..).zip(&row.versions) {
                let values = params![disagreement, n, version.value, version.articles.len() as i64];
                self.put("INSERT INTO versions VALUES (?1, ?2, ?3, ?4)", values)?;
                let sql = "INSERT OR IGNORE INTO version_articles VALUES (?1, ?2, ?3)";
                version.articles.iter().try_for_each(|article| self.put(sql, params![disagreement, n, article.id]))?;
            }
        }
        Ok(())
    }

    fn event(&self, view: &EventView) -> Result<(), ExportError> {
        // An article that the source does not tell of is told by its event.
        self.article(&view.article, None, None)?;
        let event = &view.event;
        let (date, place) = (event.date.as_ref(), event.place.as_ref());
        let (first, last) = bounds(date.map(|date| date.value.as_str()));
        self.put(
            "INSERT OR IGNORE INTO events VALUES
             (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23)",
            params![
                view.id,
                view.article.id,
                view.happening,
                event.event_type,
                event.mode,
                event.status,
                date.map(|date| &date.value),
                first,
                last,
                date.map(|date| &date.basis),
                date.map(|date| &date.why),
                place.map(|place| &place.name),
                place.and_then(|place| place.country.as_ref()),
                place.and_then(|place| place.lat),
                place.and_then(|place| place.lon),
                place.map(|place| &place.precision),
                list(&event.subjects)?,
                list(&event.contexts)?,
                event.cameo,
                quad_number(&event.event_type),
                event.score,
                event.confidence,
                event.attributed_to
            ],
        )?;
        for (n, (role, party)) in (1i64..).zip(event_parties(view)) {
            let identity = identity(party, &view.identities).map(|identity| &identity.id);
            self.put(
                "INSERT OR IGNORE INTO participants VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
                params![
                    view.id,
                    n,
                    role,
                    party.name,
                    identity.filter(|_| party.person.is_some()),
                    identity.filter(|_| party.person.is_none()),
                    party.country,
                    party.sector,
                    party.office
                ],
            )?;
        }
        for (n, (span, words)) in (1i64..).zip(event.spans.iter().zip(&event.evidence)) {
            let values = params![view.id, n, span[0] as i64, span[1] as i64, words];
            self.put("INSERT OR IGNORE INTO evidence VALUES (?1, ?2, ?3, ?4, ?5)", values)?;
        }
        Ok(())
    }

    fn statement(&self, view: &StatementView) -> Result<(), ExportError> {
        let statement = &view.statement;
        self.put(
            "INSERT OR IGNORE INTO statements VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
            params![
                view.id,
                view.article.id,
                view.speaker.as_ref().map(|speaker| &speaker.id),
                statement.speaker,
                statement.stance,
                statement.span[0] as i64,
                statement.span[1] as i64,
                statement.text,
                statement.addressee,
                statement.condition,
                view.due
            ],
        )
    }
}
