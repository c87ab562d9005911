//! Happenings, their reports, and where these differ.

use export::view::{DisagreementView, EventView, HappeningView};
use rusqlite::{OptionalExtension, params};

use super::load::Loader;
use super::{Found, Order, Page};
use crate::{Archive, ArchiveError, Filter};

impl Archive {
    /// Happenings that fit.
    ///
    /// # Errors
    /// The filter cannot be understood, or the archive not be read.
    pub fn happenings(&self, filter: &Filter, order: Order, page: &Page) -> Result<Found<HappeningView>, ArchiveError> {
        let found = self.rows(&self.select(filter)?, order, page)?;
        let loader = Loader::new(self);
        let mut rows = Vec::with_capacity(found.rows.len());
        for row in found.rows {
            rows.extend(loader.happening(row)?);
        }
        Ok(Found { rows, total: found.total, is_least: found.is_least, next: found.next })
    }

    /// One happening, also by an id it once had.
    ///
    /// # Errors
    /// When the archive cannot be read.
    pub fn happening(&self, id: &str) -> Result<Option<HappeningView>, ArchiveError> {
        match self.happening_row(id)? {
            Some(row) => Loader::new(self).happening(row),
            None => Ok(None),
        }
    }

    pub(crate) fn happening_row(&self, id: &str) -> Result<Option<i64>, ArchiveError> {
        let id = self.forwarded(id)?;
        let mut statement = self.db.prepare_cached("SELECT happening_id FROM happening WHERE id = ?1")?;
        Ok(statement.query_row([id], |row| row.get(0)).optional()?)
    }

    /// Events of articles: the reports of the happenings that fit, in the same order. A source asked for keeps only
    /// its own reports.
    ///
    /// # Errors
    /// The filter cannot be understood, or the archive not be read.
    pub fn events(&self, filter: &Filter, page: &Page) -> Result<Found<EventView>, ArchiveError> {
        let selection = self.select(filter)?;
        let loader = Loader::new(self);
        let mut found = Found::default();
        // A cursor is a happening's and how many of its reports were shown.
        let (mut happenings, mut skip) = match page.cursor.as_deref().and_then(|cursor| cursor.rsplit_once('+')) {
            Some((cursor, skip)) => (Some(cursor.to_owned()), skip.parse().unwrap_or(0)),
            None => (None, 0_usize),
        };
        let step = page.limit.clamp(1, 256);
        loop {
            let before = happenings.clone();
            let rows =
                self.rows(&selection, Order::Newest, &Page { limit: 1.max(step), cursor: happenings.clone() })?;
            let mut at = before;
            for row in &rows.rows {
                let (day, id) = self.day_and_id(*row)?;
                let reports = self.reports(*row)?;
                for (n, (article, event)) in reports.iter().enumerate().skip(skip) {
                    let view = loader.event(*article, event, Some(&id))?;
                    let Some(view) = view.filter(|view| fits_source(view, filter)) else { continue };
                    if found.rows.len() >= page.limit {
                        found.next = Some(format!("{}+{n}", at.clone().unwrap_or_default()));
                        (found.total, found.is_least) = self.events_total(&selection)?;
                        return Ok(found);
                    }
                    found.rows.push(view);
                }
                skip = 0;
                at = Some(format!("0-{day}-{row}"));
            }
            match rows.next {
                Some(next) => happenings = Some(next),
                None => break,
            }
        }
        (found.total, found.is_least) =
            if page.cursor.is_none() { (found.rows.len(), false) } else { self.events_total(&selection)? };
        Ok(found)
    }

    fn day_and_id(&self, row: i64) -> Result<(i64, String), ArchiveError> {
        let mut statement = self.db.prepare_cached("SELECT day, id FROM happening WHERE happening_id = ?1")?;
        Ok(statement.query_row([row], |row| Ok((row.get(0)?, row.get(1)?)))?)
    }

    fn reports(&self, row: i64) -> Result<Vec<(i64, String)>, ArchiveError> {
        let mut statement = self.db.prepare_cached(
            "SELECT article_id, event.id FROM event JOIN article USING (article_id) WHERE happening_id = ?1
             ORDER BY article.day = 0, article.day, article.id, event.event_id",
        )?;
        Ok(statement.query_map([row], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<Result<_, _>>()?)
    }

    /// Number of events of a selection; without a bound only where the archive has counted them.
    fn events_total(&self, selection: &super::select::Selection) -> Result<(usize, bool), ArchiveError> {
        if selection.is_all() {
            let n: i64 = self.db.query_row("SELECT coalesce(max(event_id), 0) FROM event", [], |row| row.get(0))?;
            return Ok((n as usize, false));
        }
        let (n, is_least) = self.total(selection)?;
        if is_least {
            return Ok((n, true));
        }
        let sql = format!(
            "SELECT coalesce(sum(n_reports), 0) FROM (SELECT h2.n_reports FROM happening AS h2 WHERE h2.happening_id IN
             (SELECT s.happening_id {}) LIMIT ?1)",
            selection.rows_from("")
        );
        let mut statement = self.db.prepare_cached(&sql)?;
        let n: i64 = match selection.words() {
            Some(words) => statement.query_row(params![i64::MAX, words], |row| row.get(0))?,
            None => statement.query_row([i64::MAX], |row| row.get(0))?,
        };
        Ok((n as usize, false))
    }

    /// Where reports differ, the latest happenings first.
    ///
    /// # Errors
    /// The filter cannot be understood, or the archive not be read.
    pub fn disagreements(&self, filter: &Filter, page: &Page) -> Result<Found<DisagreementView>, ArchiveError> {
        let selection = self.select(filter)?;
        if selection.is_empty {
            return Ok(Found::default());
        }
        let cursor = page.cursor.as_deref().and_then(|cursor| cursor.split_once('-'));
        let cursor = cursor.and_then(|(day, row)| Some((day.parse::<i64>().ok()?, row.parse::<i64>().ok()?)));
        let after = cursor.map_or(String::new(), |(day, row)| format!("AND (d.day, d.happening_id) < ({day}, {row})"));
        // The few happenings with disagreements drive; each is looked up in the selection.
        let within = if selection.is_all() {
            String::new()
        } else {
            format!(
                "AND EXISTS (SELECT 1 {})",
                selection.rows_from("AND s.happening_id = d.happening_id AND s.day = d.day")
            )
        };
        let sql = format!(
            "SELECT DISTINCT d.day, d.happening_id FROM disagreement AS d WHERE 1 {after} {within}
             ORDER BY d.day DESC, d.happening_id DESC LIMIT ?1"
        );
        let limit = page.limit.min(i64::MAX as usize - 1) as i64;
        let mut statement = self.db.prepare_cached(&sql)?;
        let read = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, row.get(1)?));
        let rows: Vec<(i64, i64)> = match selection.words() {
            Some(words) => statement.query_map(params![limit + 1, words], read)?.collect::<Result<_, _>>()?,
            None => statement.query_map([limit + 1], read)?.collect::<Result<_, _>>()?,
        };
        let loader = Loader::new(self);
        let mut found = Found::default();
        for (day, row) in &rows {
            if found.rows.len() as i64 >= limit {
                break;
            }
            if let Some(view) = loader.happening(*row)? {
                found.rows.extend(view.disagreements);
            }
            found.next = Some(format!("{day}-{row}"));
        }
        let sql = format!("SELECT count(*) FROM (SELECT 1 FROM disagreement AS d WHERE 1 {within} LIMIT ?1)");
        let most = super::COUNTED_MOST as i64 + 1;
        let mut statement = self.db.prepare_cached(&sql)?;
        let n: i64 = match selection.words() {
            Some(words) => statement.query_row(params![most, words], |row| row.get(0))?,
            None => statement.query_row([most], |row| row.get(0))?,
        };
        (found.total, found.is_least) = ((n as usize).min(super::COUNTED_MOST), n as usize > super::COUNTED_MOST);
        if found.rows.len() >= found.total && cursor.is_none() {
            found.next = None;
        }
        if rows.is_empty() {
            found.next = None;
        }
        Ok(found)
    }
}

/// Whether a report is of an outlet asked for.
fn fits_source(view: &EventView, filter: &Filter) -> bool {
    let Some(outlet) = &view.article.publisher else { return filter.source.is_empty() };
    let outlet = lexicon::fold(outlet);
    filter.source.is_empty() || filter.source.iter().any(|source| outlet.contains(&lexicon::fold(source.trim())))
}
