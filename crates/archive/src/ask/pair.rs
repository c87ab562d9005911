//! What passed between two.

use std::collections::BTreeMap;

use export::view::{PairMonth, PairView, Ref};
use rusqlite::OptionalExtension;

use super::{Order, Page};
use crate::{Archive, ArchiveError, Filter, days};

/// Types, subjects and visits are counted over so many of the latest happenings.
const COUNTED: usize = 3000;

/// The latest happenings that are shown.
const LATEST: usize = 20;

impl Archive {
    /// What passed between two countries, people or bodies.
    ///
    /// # Errors
    /// One of the names fits nothing, or the archive cannot be read.
    pub fn pair(&self, a: &str, b: &str) -> Result<PairView, ArchiveError> {
        let filter = Filter { with: vec![a.to_owned(), b.to_owned()], ..Filter::default() };
        let selection = self.select(&filter)?;
        let (one, other) = (self.end(a)?, self.end(b)?);
        let mut view = PairView { a: one.of.clone(), b: other.of.clone(), ..PairView::default() };
        (view.happenings, _) = self.total(&selection)?;
        let latest = self.rows(&selection, Order::Newest, &Page::first(COUNTED))?;
        let (mut types, mut subjects, mut months) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
        for row in &latest.rows {
            self.count_row(*row, &one, &other, &mut view, (&mut types, &mut subjects, &mut months))?;
        }
        view.types = by_number(types);
        view.subjects = by_number(subjects);
        view.months = match self.counted_months(&one, &other)? {
            Some(months) => months,
            None => months.into_iter().map(|(month, told)| told.of(month)).collect(),
        };
        let loader = super::load::Loader::new(self);
        for row in latest.rows.iter().take(LATEST) {
            view.latest.extend(loader.happening(*row)?);
        }
        Ok(view)
    }

    fn end(&self, name: &str) -> Result<End, ArchiveError> {
        if let Some(code) = self.country_code(name)? {
            let mut statement = self.db.prepare_cached("SELECT name FROM country WHERE code = ?1")?;
            let called = statement.query_row([&code], |row| row.get(0)).optional()?.unwrap_or_else(|| code.clone());
            return Ok(End { of: Ref { id: code.clone(), name: called }, country: Some(code), identities: Vec::new() });
        }
        let found = self.identities_named(name, None)?;
        let of = found.first().map(|named| named.of.clone()).unwrap_or_default();
        Ok(End { of, country: None, identities: found.iter().map(|named| named.row).collect() })
    }

    /// The months of two countries, which the archive counts as it grows.
    fn counted_months(&self, one: &End, other: &End) -> Result<Option<Vec<PairMonth>>, ArchiveError> {
        let (Some(a), Some(b)) = (&one.country, &other.country) else { return Ok(None) };
        let pair = if a <= b { format!("{a} {b}") } else { format!("{b} {a}") };
        let mut statement = self.db.prepare_cached(
            "SELECT month, pair_month.n, n_scored, score_tenths FROM facet JOIN pair_month USING (facet_id)
             WHERE kind = 'pair' AND value = ?1 AND pair_month.n > 0 ORDER BY month",
        )?;
        let rows = statement.query_map([pair], |row| {
            let told = Month { n: row.get(1)?, n_scored: row.get(2)?, score_tenths: row.get(3)? };
            Ok(told.of(row.get(0)?))
        })?;
        Ok(Some(rows.collect::<Result<_, _>>()?))
    }

    fn count_row(
        &self,
        row: i64,
        one: &End,
        other: &End,
        view: &mut PairView,
        counts: Counts<'_>,
    ) -> Result<(), ArchiveError> {
        let (types, subjects, months) = counts;
        let mut statement = self.db.prepare_cached(
            "SELECT type, mode, status, day, subjects, score_tenths FROM happening WHERE happening_id = ?1",
        )?;
        let (event_type, mode, status, day, codes, score): (String, Option<String>, String, i64, String, i64) =
            statement.query_row([row], |row| {
                Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?, row.get(5)?))
            })?;
        let took_place = matches!(status.as_str(), "occurred" | "ongoing" | "disputed");
        *types.entry(event_type).or_default() += 1;
        for code in codes.split_whitespace() {
            *subjects.entry(code.to_owned()).or_default() += 1;
        }
        if day > 0 {
            let month = months.entry(days::month(day)).or_default();
            month.n += 1;
            month.n_scored += i64::from(took_place);
            month.score_tenths += if took_place { score } else { 0 };
        }
        if mode.as_deref() != Some("visit") || !took_place {
            return Ok(());
        }
        let mut statement =
            self.db.prepare_cached("SELECT role, identity_id, country FROM happening_party WHERE happening_id = ?1")?;
        let mut rows = statement.query([row])?;
        let (mut one_comes, mut other_comes) = (false, false);
        while let Some(row) = rows.next()? {
            let is_visitor = row.get::<_, String>(0)? == "actor";
            let (identity, country): (Option<i64>, Option<String>) = (row.get(1)?, row.get(2)?);
            one_comes |= is_visitor && one.is(identity, country.as_deref());
            other_comes |= is_visitor && other.is(identity, country.as_deref());
        }
        match (one_comes, other_comes) {
            (true, false) => view.visits_a_to_b += 1,
            (false, true) => view.visits_b_to_a += 1,
            _ => {}
        }
        Ok(())
    }
}

/// Happenings by type, by subject, and by month.
type Counts<'c> = (&'c mut BTreeMap<String, usize>, &'c mut BTreeMap<String, usize>, &'c mut BTreeMap<String, Month>);

/// One of the two.
struct End {
    of: Ref,
    country: Option<String>,
    identities: Vec<i64>,
}

impl End {
    fn is(&self, identity: Option<i64>, country: Option<&str>) -> bool {
        match &self.country {
            Some(code) => country == Some(code.as_str()),
            None => identity.is_some_and(|identity| self.identities.contains(&identity)),
        }
    }
}

#[derive(Clone, Copy, Debug, Default)]
struct Month {
    n: i64,
    n_scored: i64,
    score_tenths: i64,
}

impl Month {
    fn of(self, month: String) -> PairMonth {
        let score = if self.n_scored > 0 { self.score_tenths as f64 / 10.0 / self.n_scored as f64 } else { 0.0 };
        PairMonth { month, happenings: self.n.max(0) as usize, score: (score * 100.0).round() / 100.0 }
    }
}

/// Most first.
pub(crate) fn by_number(counts: BTreeMap<String, usize>) -> Vec<(String, usize)> {
    let mut counts: Vec<(String, usize)> = counts.into_iter().collect();
    counts.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
    counts
}
