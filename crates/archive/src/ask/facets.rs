//! How many happenings there are of each kind.

use std::collections::BTreeMap;

use export::view::Facets;

use super::pair::by_number;
use super::select::Selection;
use crate::batch::stand_of;
use crate::{Archive, ArchiveError, Filter};

/// Of a narrower question, so many of the latest happenings are counted.
const COUNTED: usize = 10_000;

/// So many of each kind are told.
const TOLD_MOST: usize = 200;

/// So many of the latest days are told.
const DAYS_MOST: usize = 400;

impl Archive {
    /// How many happenings have what, of those that fit.
    ///
    /// # Errors
    /// The filter cannot be understood, or the archive not be read.
    pub fn facets(&self, filter: &Filter) -> Result<Facets, ArchiveError> {
        let selection = self.select(filter)?;
        if selection.is_empty {
            return Ok(Facets::default());
        }
        let mut facets = Facets::default();
        let mut counts = if selection.is_all() {
            facets.happenings = self.kind_total("status")?;
            self.all_counts()?
        } else {
            let (counts, n, is_part) = self.counts_of(&selection)?;
            (facets.happenings, facets.is_part) = (n, is_part);
            counts
        };
        let mut take = |kind: &str| counts.remove(kind).unwrap_or_default();
        let told = |counts: BTreeMap<String, usize>| {
            let mut told = by_number(counts);
            told.truncate(TOLD_MOST);
            told
        };
        facets.types = told(take("type"));
        facets.statuses = told(take("status"));
        facets.countries = told(take("country"));
        facets.pairs = told(take("pair"));
        facets.offices = told(take("office"));
        facets.subjects = told(take("subject"));
        facets.sources = told(take("source"));
        facets.people = self.identity_refs(told(take("person")))?;
        facets.bodies = self.identity_refs(told(take("body")))?;
        facets.months = take("month").into_iter().collect();
        let days: Vec<(String, usize)> = take("day").into_iter().collect();
        facets.days = days[days.len().saturating_sub(DAYS_MOST)..].to_vec();
        facets.reports = take("reports").into_iter().filter_map(|(n, count)| Some((n.parse().ok()?, count))).collect();
        facets.reports.sort();
        Ok(facets)
    }

    /// Of everything: the counts the archive keeps.
    fn all_counts(&self) -> Result<Counts, ArchiveError> {
        let mut counts = Counts::new();
        for kind in ["type", "status", "country", "pair", "office", "subject", "source", "person", "body", "reports"] {
            let mut statement = self
                .db
                .prepare_cached("SELECT value, n FROM facet WHERE kind = ?1 AND n > 0 ORDER BY n DESC LIMIT 1000")?;
            let rows = statement.query_map([kind], |row| Ok((row.get(0)?, row.get::<_, i64>(1)? as usize)))?;
            counts.insert(kind.to_owned(), rows.collect::<Result<_, _>>()?);
        }
        for kind in ["month", "day"] {
            let mut statement = self.db.prepare_cached(
                "SELECT value, n FROM facet WHERE kind = ?1 AND n > 0 ORDER BY value DESC LIMIT 1200",
            )?;
            let rows = statement.query_map([kind], |row| Ok((row.get(0)?, row.get::<_, i64>(1)? as usize)))?;
            counts.insert(kind.to_owned(), rows.collect::<Result<_, _>>()?);
        }
        Ok(counts)
    }

    /// Of a selection: its latest happenings, counted now.
    fn counts_of(&self, selection: &Selection) -> Result<(Counts, usize, bool), ArchiveError> {
        let rows = self.rows(selection, super::Order::Newest, &super::Page::first(COUNTED))?;
        let mut counts = Counts::new();
        for row in &rows.rows {
            let stand = stand_of(&self.db, *row)?;
            for (kind, value) in stand.facets.into_iter().chain(stand.counted) {
                *counts.entry(kind.to_owned()).or_default().entry(value).or_default() += 1;
            }
        }
        Ok((counts, rows.rows.len(), rows.next.is_some()))
    }
}

type Counts = BTreeMap<String, BTreeMap<String, usize>>;
