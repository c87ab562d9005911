//! From a filter to the rows of happenings.
//!
//! Every field becomes a list of facets. The rarest drives: its happenings stand in `facet_happening` in the order of
//! their days, and each is looked up under the others. So a page costs what it shows, not what the archive holds.

use std::fmt::Write;

use rusqlite::{OptionalExtension, params};

use super::names::Kind;
use super::{COUNTED_MOST, Order, Page};
use crate::{Archive, ArchiveError, Filter, FilterError, days};

/// A filter, looked up.
#[derive(Clone, Debug, Default)]
pub(crate) struct Selection {
    /// For each condition its facets; one of them must hold.
    conditions: Vec<Condition>,
    since: Option<i64>,
    until: Option<i64>,
    min_sources: Option<u32>,
    /// Words for the full-text search.
    words: Option<String>,
    /// Whether some condition cannot hold.
    pub is_empty: bool,
}

#[derive(Clone, Debug, Default)]
struct Condition {
    facets: Vec<i64>,
    n: i64,
}

/// Rows of happenings in order.
#[derive(Clone, Debug, Default)]
pub(crate) struct Rows {
    pub rows: Vec<i64>,
    pub total: usize,
    pub is_least: bool,
    pub next: Option<String>,
}

/// Names can fit more people than a question can mean.
const FACETS_MOST: usize = 400;

impl Archive {
    pub(crate) fn select(&self, filter: &Filter) -> Result<Selection, ArchiveError> {
        let mut filter = filter.clone();
        filter.check()?;
        let mut selection = Selection {
            since: filter.since.as_deref().and_then(|since| days::bounds(since).0),
            until: filter.until.as_deref().and_then(|until| days::bounds(until).1),
            min_sources: filter.min_reports,
            ..Selection::default()
        };
        for (kind, values) in [
            ("type", &filter.event_type),
            ("mode", &filter.mode),
            ("status", &filter.status),
            ("subject", &filter.subject),
        ] {
            self.add(&mut selection, values, |value| Ok(vec![(kind, value.to_owned())]))?;
        }
        self.add(&mut selection, &filter.country, |value| Ok(vec![("country", self.country("country", value)?)]))?;
        self.add(&mut selection, &filter.person, |value| self.identity_facets("person", value, Some(Kind::Person)))?;
        self.add(&mut selection, &filter.body, |value| self.identity_facets("body", value, Some(Kind::Body)))?;
        for other in &filter.with {
            let one = std::slice::from_ref(other);
            self.add(&mut selection, one, |value| self.party_facets(value))?;
        }
        self.add(&mut selection, &filter.office, |value| self.like_facets("office", value))?;
        self.add(&mut selection, &filter.place, |value| self.place_facets(value))?;
        self.add(&mut selection, &filter.source, |value| self.like_facets("source", value))?;
        if let Some(words) = &filter.words {
            selection.words = Some(super::search::expression(words)?);
        }
        Ok(selection)
    }

    fn add(
        &self,
        selection: &mut Selection,
        values: &[String],
        mut facets: impl FnMut(&str) -> Result<Vec<(&'static str, String)>, ArchiveError>,
    ) -> Result<(), ArchiveError> {
        if values.is_empty() {
            return Ok(());
        }
        let mut condition = Condition::default();
        for value in values {
            for (kind, value) in facets(value)? {
                let found: Option<(i64, i64)> = self
                    .db
                    .prepare_cached("SELECT facet_id, n FROM facet WHERE kind = ?1 AND value = ?2")?
                    .query_row([kind, &value], |row| Ok((row.get(0)?, row.get(1)?)))
                    .optional()?;
                if let Some((facet, n)) = found.filter(|(facet, _)| !condition.facets.contains(facet)) {
                    condition.facets.push(facet);
                    condition.n += n;
                }
            }
        }
        selection.is_empty |= condition.n == 0;
        selection.conditions.push(condition);
        Ok(())
    }

    /// The code of a country, given by code or any name.
    pub(crate) fn country(&self, field: &'static str, value: &str) -> Result<String, ArchiveError> {
        self.country_code(value)?
            .ok_or_else(|| FilterError::Name { field, value: value.to_owned(), suggestions: Vec::new() }.into())
    }

    pub(crate) fn country_code(&self, value: &str) -> Result<Option<String>, ArchiveError> {
        let folded = lexicon::fold(value.trim());
        let upper = value.trim().to_ascii_uppercase();
        let mut statement = self.db.prepare_cached(
            "SELECT code FROM country WHERE code = ?1 OR instr('|' || words || '|', '|' || ?2 || '|') > 0
             ORDER BY code = ?1 DESC, code LIMIT 1",
        )?;
        let found: Option<String> = statement.query_row([&upper, &folded], |row| row.get(0)).optional()?;
        if found.is_some() || upper.len() != 3 {
            return Ok(found);
        }
        // An archive that was never told the names of countries still knows their codes.
        let mut seen = self.db.prepare_cached("SELECT value FROM facet WHERE kind = 'country' AND value = ?1")?;
        Ok(seen.query_row([&upper], |row| row.get(0)).optional()?)
    }

    fn identity_facets(
        &self,
        field: &'static str,
        value: &str,
        kind: Option<Kind>,
    ) -> Result<Vec<(&'static str, String)>, ArchiveError> {
        let found = self.identities_named(value, kind)?;
        if found.is_empty() {
            let suggestions = self.suggestions(value)?;
            return Err(FilterError::Name { field, value: value.to_owned(), suggestions }.into());
        }
        Ok(found.into_iter().take(FACETS_MOST).map(|found| (found.kind.code(), found.row.to_string())).collect())
    }

    /// A party of any kind: a country if it is one, else people and bodies of that name.
    pub(crate) fn party_facets(&self, value: &str) -> Result<Vec<(&'static str, String)>, ArchiveError> {
        match self.country_code(value)? {
            Some(code) => Ok(vec![("country", code)]),
            None => self.identity_facets("with", value, None),
        }
    }

    fn place_facets(&self, value: &str) -> Result<Vec<(&'static str, String)>, ArchiveError> {
        let mut facets = self.like_facets("place", value).or_else(|error| match error {
            ArchiveError::Filter(_) => Ok(Vec::new()),
            error => Err(error),
        })?;
        if let Some(code) = self.country_code(value)? {
            facets.push(("place_country", code));
        }
        if facets.is_empty() {
            let error = FilterError::Name { field: "place", value: value.to_owned(), suggestions: Vec::new() };
            return Err(error.into());
        }
        Ok(facets)
    }

    /// Facets whose words hold all words given; those of exactly these words alone, where there are such.
    fn like_facets(&self, kind: &'static str, value: &str) -> Result<Vec<(&'static str, String)>, ArchiveError> {
        let wanted: Vec<String> = words(value);
        let folded = lexicon::fold(value.trim());
        let mut statement =
            self.db.prepare_cached("SELECT value FROM facet WHERE kind = ?1 AND n > 0 ORDER BY n DESC")?;
        let mut rows = statement.query([kind])?;
        let (mut exact, mut like) = (Vec::new(), Vec::new());
        while let Some(row) = rows.next()? {
            let known: String = row.get(0)?;
            if lexicon::fold(&known) == folded {
                exact.push((kind, known));
                continue;
            }
            if like.len() < FACETS_MOST {
                let has = words(&known);
                if !wanted.is_empty() && wanted.iter().all(|word| has.contains(word)) {
                    like.push((kind, known));
                }
            }
        }
        // An office is meant with whatever stands beside its title; an outlet or place by its whole name.
        let found = if kind == "office" || exact.is_empty() { exact.into_iter().chain(like).collect() } else { exact };
        if found.is_empty() {
            let error = FilterError::Name { field: kind, value: value.to_owned(), suggestions: Vec::new() };
            return Err(error.into());
        }
        Ok(found)
    }

    /// The happenings of a selection: one page in order.
    pub(crate) fn rows(&self, selection: &Selection, order: Order, page: &Page) -> Result<Rows, ArchiveError> {
        if selection.is_empty {
            return Ok(Rows::default());
        }
        let limit = page.limit.min(i64::MAX as usize - 1) as i64;
        let sql = selection.page_sql(order, page.cursor.as_deref());
        let mut statement = self.db.prepare_cached(&sql)?;
        let read = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, row.get(1)?, row.get(2)?));
        let limit_next = limit.saturating_add(1);
        let found: Vec<(i64, i64, i64)> = match &selection.words {
            Some(words) => statement.query_map(params![limit_next, words], read)?.collect::<Result<_, _>>()?,
            None => statement.query_map([limit_next], read)?.collect::<Result<_, _>>()?,
        };
        let has_more = found.len() as i64 > limit;
        let kept = &found[..found.len().min(limit as usize)];
        let next = kept.last().filter(|_| has_more).map(|(row, day, n)| format!("{n}-{day}-{row}"));
        let (total, is_least) =
            if !has_more && page.cursor.is_none() { (found.len(), false) } else { self.total(selection)? };
        Ok(Rows { rows: kept.iter().map(|row| row.0).collect(), total, is_least, next })
    }

    pub(crate) fn total(&self, selection: &Selection) -> Result<(usize, bool), ArchiveError> {
        let is_plain = selection.since.is_none()
            && selection.until.is_none()
            && selection.min_sources.is_none()
            && selection.words.is_none();
        match selection.conditions.as_slice() {
            [] if is_plain => {
                let n = self.kind_total("status")?;
                return Ok((n, false));
            }
            // A facet knows how many it has.
            [one] if is_plain && one.facets.len() == 1 => return Ok((one.n.max(0) as usize, false)),
            _ => {}
        }
        let sql = format!("SELECT count(*) FROM (SELECT 1 {} LIMIT ?1)", selection.rows_from(""));
        let mut statement = self.db.prepare_cached(&sql)?;
        let most = COUNTED_MOST as i64 + 1;
        let n: i64 = match &selection.words {
            Some(words) => statement.query_row(params![most, words], |row| row.get(0))?,
            None => statement.query_row([most], |row| row.get(0))?,
        };
        Ok(((n as usize).min(COUNTED_MOST), n as usize > COUNTED_MOST))
    }

    pub(crate) fn kind_total(&self, kind: &str) -> Result<usize, ArchiveError> {
        let mut statement = self.db.prepare_cached("SELECT coalesce(sum(n), 0) FROM facet WHERE kind = ?1")?;
        Ok(statement.query_row([kind], |row| row.get::<_, i64>(0))?.max(0) as usize)
    }
}

impl Selection {
    /// Whether it asks for everything.
    pub fn is_all(&self) -> bool {
        !self.is_empty
            && self.conditions.is_empty()
            && self.since.is_none()
            && self.until.is_none()
            && self.min_sources.is_none()
            && self.words.is_none()
    }

    /// Words for the full-text search.
    pub fn words(&self) -> Option<&str> {
        self.words.as_deref()
    }

    /// Rows, days and numbers of sources; `?1` is the limit, `?2` the words.
    fn page_sql(&self, order: Order, cursor: Option<&str>) -> String {
        let cursor: Option<Vec<i64>> =
            cursor.map(|cursor| cursor.split('-').filter_map(|part| part.parse().ok()).collect());
        let cursor = cursor.filter(|cursor| cursor.len() == 3);
        let (after, by) = match order {
            Order::Newest => ("(s.day, s.happening_id) < ", "s.day DESC, s.happening_id DESC"),
            Order::Oldest => ("(s.day, s.happening_id) > ", "s.day, s.happening_id"),
            Order::MostReports => {
                ("(h.n_sources, s.day, s.happening_id) < ", "h.n_sources DESC, s.day DESC, s.happening_id DESC")
            }
        };
        let after = match (&cursor, order) {
            (None, _) => String::new(),
            (Some(at), Order::MostReports) => format!("AND {after} ({}, {}, {})", at[0], at[1], at[2]),
            (Some(at), _) => format!("AND {after} ({}, {})", at[1], at[2]),
        };
        let sources = if order == Order::MostReports { "h.n_sources" } else { "0" };
        let join = if order == Order::MostReports { Join::Always } else { Join::IfNeeded };
        format!("SELECT s.happening_id, s.day, {sources} {} ORDER BY {by} LIMIT ?1", self.sql(&after, join))
    }

    /// `FROM … WHERE …` over rows `s` with `happening_id` and `day`.
    pub fn rows_from(&self, and: &str) -> String {
        self.sql(and, Join::IfNeeded)
    }

    fn sql(&self, and: &str, join: Join) -> String {
        let mut rest: Vec<&Condition> = self.conditions.iter().collect();
        rest.sort_by_key(|condition| condition.n);
        let driver = if rest.is_empty() { None } else { Some(rest.remove(0)) };
        let needs_happening = self.until.is_some() || self.min_sources.is_some() || join == Join::Always;
        let mut sql = match driver {
            None if join == Join::Always && self.since.is_none() => {
                "FROM happening AS h JOIN happening AS s USING (happening_id) WHERE 1".to_owned()
            }
            None => "FROM happening AS s".to_owned(),
            Some(Condition { facets, .. }) => match facets.as_slice() {
                [_] => "FROM facet_happening AS s".to_owned(),
                many => format!(
                    "FROM (SELECT DISTINCT day, happening_id FROM facet_happening WHERE facet_id IN ({})) AS s",
                    list(many)
                ),
            },
        };
        if !sql.ends_with("WHERE 1") {
            if needs_happening {
                sql.push_str(" JOIN happening AS h ON h.happening_id = s.happening_id");
            }
            sql.push_str(" WHERE 1");
        }
        if let Some(Condition { facets, .. }) = driver
            && let [one] = facets.as_slice()
        {
            let _ = write!(sql, " AND s.facet_id = {one}");
        }
        for condition in rest {
            let _ = write!(
                sql,
                " AND EXISTS (SELECT 1 FROM facet_happening AS o WHERE o.facet_id IN ({}) AND o.day = s.day
                 AND o.happening_id = s.happening_id)",
                list(&condition.facets)
            );
        }
        if let Some(since) = self.since {
            let _ = write!(sql, " AND s.day >= {since}");
        }
        if let Some(until) = self.until {
            // The day it sorts by is the last it can have been on; an interval may have begun in time.
            let _ = write!(sql, " AND s.day > 0 AND coalesce(h.day_from, s.day) <= {until}");
        }
        if let Some(number) = self.min_sources {
            let _ = write!(sql, " AND h.n_sources >= {number}");
        }
        if self.words.is_some() {
            sql.push_str(
                " AND s.happening_id IN (SELECT happening_id FROM event WHERE article_id IN
                 (SELECT rowid FROM article_search WHERE article_search MATCH ?2 ORDER BY rowid DESC LIMIT 20000))",
            );
        }
        let _ = write!(sql, " {and}");
        sql
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Join {
    Always,
    IfNeeded,
}

fn list(rows: &[i64]) -> String {
    rows.iter().map(i64::to_string).collect::<Vec<_>>().join(",")
}

fn words(text: &str) -> Vec<String> {
    let folded = lexicon::fold(text);
    folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}
