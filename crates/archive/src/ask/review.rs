//! What a reviewer has not judged yet.

use export::view::EventView;
use rusqlite::params;

use super::load::Loader;
use crate::{Archive, ArchiveError};

/// Events that `?1` has not judged; they come with the article they are of.
const UNJUDGED: &str = "FROM event JOIN article USING (article_id) WHERE NOT EXISTS
    (SELECT 1 FROM decision WHERE undone_at IS NULL AND author = ?1 AND kind IN ('accept', 'reject', 'edit')
     AND a = article.id || '-' || event.id)";

impl Archive {
    /// The event that comes next for a reviewer, with its place in the order, and how many there are from it on: what
    /// they have not judged, the least sure first. `after` is the place of the last one shown.
    ///
    /// # Errors
    /// The place is none, or the archive cannot be read.
    pub fn next_to_review(
        &self,
        reviewer: &str,
        after: Option<&str>,
    ) -> Result<(Option<(String, EventView)>, usize), ArchiveError> {
        let place = |text: &str| {
            let (confidence, row) = text.split_once('.')?;
            Some((confidence.parse::<i64>().ok()?, row.parse::<i64>().ok()?))
        };
        let (confidence, row) = match after {
            None => (-1, 0),
            Some(text) => {
                place(text).ok_or_else(|| ArchiveError::Decision(format!("{text:?} is no place in the order")))?
            }
        };
        let beyond = "AND (confidence, event_id) > (?2, ?3)";
        let left: i64 = self
            .db
            .prepare_cached(&format!("SELECT count(*) {UNJUDGED} {beyond}"))?
            .query_row(params![reviewer, confidence, row], |row| row.get(0))?;
        let sql = format!(
            "SELECT confidence, event_id, article_id, event.id,
             (SELECT id FROM happening WHERE happening.happening_id = event.happening_id)
             {UNJUDGED} {beyond} ORDER BY confidence, event_id LIMIT 1"
        );
        let mut statement = self.db.prepare_cached(&sql)?;
        let mut rows = statement.query(params![reviewer, confidence, row])?;
        let Some(row) = rows.next()? else { return Ok((None, 0)) };
        let place = format!("{}.{}", row.get::<_, i64>(0)?, row.get::<_, i64>(1)?);
        let own: String = row.get(3)?;
        let happening: Option<String> = row.get(4)?;
        let view = Loader::new(self).event(row.get(2)?, &own, happening.as_deref())?;
        Ok((view.map(|view| (place, view)), left.max(0) as usize))
    }
}
