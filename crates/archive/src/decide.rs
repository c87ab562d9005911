//! Judgements of people: rows of their own, never overwritten, taken back by a mark and not by deletion.

use export::view::DecisionView;
use rusqlite::{OptionalExtension, params};

use crate::{Archive, ArchiveError};

/// What was judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DecisionKind {
    /// Two are one.
    Same,
    /// Two are not one.
    Different,
    /// It is right as it stands.
    Accept,
    /// It is wrong.
    Reject,
    /// A field has another value.
    Edit,
}

impl DecisionKind {
    /// `same`, `different`, `accept`, `reject`, `edit`.
    pub fn code(self) -> &'static str {
        match self {
            DecisionKind::Same => "same",
            DecisionKind::Different => "different",
            DecisionKind::Accept => "accept",
            DecisionKind::Reject => "reject",
            DecisionKind::Edit => "edit",
        }
    }
}

/// A judgement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// What was judged.
    pub kind: DecisionKind,
    /// What it is about: the id of a person, body, happening, event or statement.
    pub a: String,
    /// The other, for `same` and `different`.
    pub b: Option<String>,
    /// The field, for `edit`.
    pub field: Option<String>,
    /// Its value, for `edit`.
    pub value: Option<String>,
    /// Why.
    pub reason: Option<String>,
    /// Who judged.
    pub author: String,
    /// When, as `2026-01-12T09:30:00Z`.
    pub time: String,
}

/// Rows of articles of the two sides of a judgement: article, id in its record.
pub type JudgedRows = (DecisionKind, Vec<(String, String)>, Vec<(String, String)>);

/// Rows that stand for one side of a judgement.
const ROWS_MOST: usize = 20;

fn pair_of(row: &str) -> Option<(String, String)> {
    row.split_once('-').map(|(article, id)| (article.to_owned(), id.to_owned()))
}

impl Archive {
    /// Keeps a judgement and gives its number.
    ///
    /// # Errors
    /// An id means nothing here, the judgement is the same as one that stands, or the archive cannot be written.
    pub fn decide(&mut self, decision: &Decision) -> Result<u64, ArchiveError> {
        for id in std::iter::once(&decision.a).chain(&decision.b) {
            if self.show(id)?.is_none() {
                return Err(ArchiveError::Decision(format!("nothing in the archive has the id {id:?}")));
            }
        }
        if decision.b.as_ref() == Some(&decision.a) {
            return Err(ArchiveError::Decision("these are one id; name two".to_owned()));
        }
        let is_pair = matches!(decision.kind, DecisionKind::Same | DecisionKind::Different);
        if is_pair != decision.b.is_some() {
            return Err(ArchiveError::Decision(format!(
                "{} needs {}",
                decision.kind.code(),
                if is_pair { "two ids" } else { "one id" }
            )));
        }
        let standing: Option<i64> = self
            .db
            .prepare_cached(
                "SELECT decision_id FROM decision WHERE undone_at IS NULL AND kind = ?1 AND field IS ?4 AND value IS ?5
                 AND ((a = ?2 AND b IS ?3) OR (a IS ?3 AND b = ?2))",
            )?
            .query_row(params![decision.kind.code(), decision.a, decision.b, decision.field, decision.value], |row| {
                row.get(0)
            })
            .optional()?;
        if let Some(number) = standing {
            return Err(ArchiveError::Decision(format!("judgement {number} says so already")));
        }
        let rows = |id: &str| -> Result<String, ArchiveError> {
            let rows = self.rows_meant(id)?;
            Ok(rows.iter().map(|(article, id)| format!("{article}-{id}")).collect::<Vec<_>>().join(" "))
        };
        let a_rows = rows(&decision.a)?;
        let b_rows = decision.b.as_deref().map(rows).transpose()?;
        self.db
            .prepare_cached(
                "INSERT INTO decision (kind, a, b, field, value, reason, author, time, a_rows, b_rows)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
            )?
            .execute(params![
                decision.kind.code(),
                decision.a,
                decision.b,
                decision.field,
                decision.value,
                decision.reason,
                decision.author,
                decision.time,
                a_rows,
                b_rows
            ])?;
        Ok(self.db.last_insert_rowid() as u64)
    }

    /// The rows of articles that an id stands for: these stay when identities and happenings are grouped anew. Of a
    /// person one row a form, of a happening each report.
    fn rows_meant(&self, id: &str) -> Result<Vec<(String, String)>, ArchiveError> {
        if let Some((article, own)) = id.split_once('-')
            && self.article_row(article)?.is_some()
        {
            return Ok(vec![(article.to_owned(), own.to_owned())]);
        }
        let forwarded = self.forwarded(id)?;
        let mut statement = self.db.prepare_cached(
            "SELECT min(article.id || '-' || member.id) FROM identity JOIN form USING (identity_id)
             JOIN member USING (form_id) JOIN article USING (article_id) WHERE identity.id = ?1 GROUP BY form_id
             UNION ALL
             SELECT article.id || '-' || event.id FROM happening JOIN event USING (happening_id)
             JOIN article USING (article_id) WHERE happening.id = ?1 ORDER BY 1 LIMIT ?2",
        )?;
        let rows = statement.query_map(params![forwarded, ROWS_MOST as i64], |row| row.get::<_, String>(0))?;
        let mut meant = Vec::new();
        for row in rows {
            meant.extend(pair_of(&row?));
        }
        Ok(meant)
    }

    /// What stands of `same` and `different`: each with the rows of the one and of the other.
    ///
    /// # Errors
    /// When the archive cannot be read.
    pub fn judged_rows(&self) -> Result<Vec<JudgedRows>, ArchiveError> {
        let mut statement = self.db.prepare_cached(
            "SELECT kind, a_rows, b_rows FROM decision WHERE undone_at IS NULL AND kind IN ('same', 'different')
             ORDER BY decision_id",
        )?;
        let mut judged = Vec::new();
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let kind = if row.get::<_, String>(0)? == "same" { DecisionKind::Same } else { DecisionKind::Different };
            let side = |column: usize| -> rusqlite::Result<Vec<(String, String)>> {
                let text: Option<String> = row.get(column)?;
                Ok(text.unwrap_or_default().split_whitespace().filter_map(pair_of).collect())
            };
            judged.push((kind, side(1)?, side(2)?));
        }
        Ok(judged)
    }

    /// The rows that a judgement is about, also one taken back.
    ///
    /// # Errors
    /// When the archive cannot be read.
    pub fn judged(&self, number: u64) -> Result<Vec<(String, String)>, ArchiveError> {
        let mut statement = self
            .db
            .prepare_cached("SELECT a_rows || ' ' || coalesce(b_rows, '') FROM decision WHERE decision_id = ?1")?;
        let rows: Option<String> = statement.query_row([number as i64], |row| row.get(0)).optional()?;
        Ok(rows.unwrap_or_default().split_whitespace().filter_map(pair_of).collect())
    }

    /// Takes a judgement back; without a number the last that stands. Gives what was taken back.
    ///
    /// # Errors
    /// There is no such judgement, or the archive cannot be written.
    pub fn undo(&mut self, number: Option<u64>, author: &str, time: &str) -> Result<DecisionView, ArchiveError> {
        let mut standing = self.decisions()?.into_iter().filter(|decision| decision.undone.is_none());
        let found = match number {
            Some(number) => standing.find(|decision| decision.number == number),
            None => standing.next_back(),
        };
        let Some(mut found) = found else {
            return Err(ArchiveError::Decision("there is no such judgement that stands".to_owned()));
        };
        self.db
            .prepare_cached("UPDATE decision SET undone_by = ?2, undone_at = ?3 WHERE decision_id = ?1")?
            .execute(params![found.number as i64, author, time])?;
        found.undone = Some((author.to_owned(), time.to_owned()));
        Ok(found)
    }

    /// Every judgement, earliest first, those taken back among them.
    ///
    /// # Errors
    /// When the archive cannot be read.
    pub fn decisions(&self) -> Result<Vec<DecisionView>, ArchiveError> {
        let mut statement = self.db.prepare_cached(
            "SELECT decision_id, kind, a, b, field, value, reason, author, time, undone_by, undone_at FROM decision
             ORDER BY decision_id",
        )?;
        let rows = statement.query_map([], |row| {
            let undone: (Option<String>, Option<String>) = (row.get(9)?, row.get(10)?);
            Ok(DecisionView {
                number: row.get::<_, i64>(0)? as u64,
                kind: row.get(1)?,
                a: row.get(2)?,
                b: row.get(3)?,
                field: row.get(4)?,
                value: row.get(5)?,
                reason: row.get(6)?,
                author: row.get(7)?,
                time: row.get(8)?,
                undone: undone.0.zip(undone.1),
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}
