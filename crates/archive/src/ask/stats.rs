//! What an archive holds, and anything by its id.

use export::view::{ArticleView, BodyView, EventView, HappeningView, PersonView, StatementView, Stats};

use rusqlite::OptionalExtension;

use super::names::Kind;
use crate::{Archive, ArchiveError, days};

/// What an id means.
#[derive(Clone, Debug, PartialEq)]
#[allow(clippy::large_enum_variant)] // One at a time.
pub enum Shown {
    /// An article.
    Article(ArticleView),
    /// An event of an article.
    Event(EventView),
    /// A statement in an article.
    Statement(StatementView),
    /// A happening.
    Happening(HappeningView),
    /// A person.
    Person(PersonView),
    /// A body.
    Body(BodyView),
}

impl Archive {
    /// Whatever has this id, or had it once.
    ///
    /// # Errors
    /// When the archive cannot be read.
    pub fn show(&self, id: &str) -> Result<Option<Shown>, ArchiveError> {
        if let Some(article) = self.article(id)? {
            return Ok(Some(Shown::Article(article)));
        }
        if let Some(happening) = self.happening(id)? {
            return Ok(Some(Shown::Happening(happening)));
        }
        if let Some(named) = self.identity_of_id(id)? {
            return Ok(match named.kind {
                Kind::Person => self.person(&named.of.id)?.map(Shown::Person),
                Kind::Body => self.body(&named.of.id)?.map(Shown::Body),
            });
        }
        if let Some(event) = self.event(id)? {
            return Ok(Some(Shown::Event(event)));
        }
        if let Some(statement) = self.statement(id)? {
            return Ok(Some(Shown::Statement(statement)));
        }
        // A person or body of one article.
        let Some(of) = self.member(id)? else { return Ok(None) };
        match self.identity_of_id(&of)?.map(|named| named.kind) {
            Some(Kind::Body) => Ok(self.body(&of)?.map(Shown::Body)),
            _ => Ok(self.person(&of)?.map(Shown::Person)),
        }
    }

    fn member(&self, id: &str) -> Result<Option<String>, ArchiveError> {
        let Some((article, own)) = id.split_once('-') else { return Ok(None) };
        let mut statement = self.db.prepare_cached(
            "SELECT identity.id FROM article JOIN member USING (article_id) JOIN form USING (form_id)
             JOIN identity USING (identity_id) WHERE article.id = ?1 AND member.id = ?2",
        )?;
        Ok(statement.query_row([article, own], |row| row.get(0)).optional()?)
    }

    /// What the archive holds.
    ///
    /// # Errors
    /// When the archive cannot be read.
    pub fn stats(&self) -> Result<Stats, ArchiveError> {
        let count = |sql: &str| -> Result<usize, ArchiveError> {
            Ok(self.db.prepare_cached(sql)?.query_row([], |row| row.get::<_, i64>(0))?.max(0) as usize)
        };
        let happenings = self.kind_total("status")?;
        let alone = count("SELECT coalesce(sum(n), 0) FROM facet WHERE kind = 'reports' AND value IN ('0', '1')")?;
        let edge = |order: &str| -> Result<Option<String>, ArchiveError> {
            let sql = format!("SELECT day FROM happening WHERE day > 0 ORDER BY day {order} LIMIT 1");
            let mut statement = self.db.prepare_cached(&sql)?;
            let mut rows = statement.query([])?;
            Ok(rows.next()?.map(|row| row.get::<_, i64>(0)).transpose()?.map(days::text))
        };
        let mut statement = self.db.prepare_cached(
            "SELECT engine || ' data ' || data || ' model ' || model, count(*) FROM stamp JOIN article USING (stamp_id)
             GROUP BY stamp_id ORDER BY 1",
        )?;
        let stamps = statement
            .query_map([], |row| Ok((row.get(0)?, row.get::<_, i64>(1)? as usize)))?
            .collect::<Result<_, _>>()?;
        let page_size: i64 = self.db.pragma_query_value(None, "page_size", |row| row.get(0))?;
        let n_pages: i64 = self.db.pragma_query_value(None, "page_count", |row| row.get(0))?;
        Ok(Stats {
            articles: count("SELECT count(*) FROM record")?,
            copies: count("SELECT count(*) FROM article WHERE source_id IS NOT NULL")?,
            outlets: count("SELECT count(*) FROM outlet")?,
            events: count("SELECT count(*) FROM event")?,
            happenings,
            corroborated: happenings.saturating_sub(alone),
            statements: count("SELECT count(*) FROM statement")?,
            people: count("SELECT count(*) FROM identity WHERE kind = 'person'")?,
            bodies: count("SELECT count(*) FROM identity WHERE kind = 'body'")?,
            tenures: count("SELECT count(*) FROM tenure")?,
            disagreements: count("SELECT count(*) FROM disagreement")?,
            unsure: count("SELECT count(*) FROM unsure")?,
            decisions: count("SELECT count(*) FROM decision WHERE undone_at IS NULL")?,
            days: edge("ASC")?.zip(edge("DESC")?),
            text_bytes: count("SELECT coalesce(sum(length(CAST(text AS BLOB))), 0) FROM article")? as u64,
            archive_bytes: (page_size * n_pages).max(0) as u64,
            stamps,
        })
    }
}
