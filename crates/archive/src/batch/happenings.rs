//! Happenings, as linking tells them, with what the archive works out of their reports: parties, subjects, scores,
//! and under what they are found.

use std::collections::{BTreeMap, BTreeSet};

use export::view::PartyView;
use export::wire;
use rusqlite::{Connection, OptionalExtension, params};

use super::Batch;
use super::facets::Stand;
use crate::links::{HappeningTold, Links};
use crate::{ArchiveError, days};

/// A happening of a hundred states makes thousands of pairs that say nothing.
const PAIRED_MOST: usize = 8;

/// What the reports of a happening say together, beyond what linking tells.
#[derive(Default)]
struct Gathered {
    parties: Vec<(String, PartyRow)>,
    subjects: Vec<String>,
    contexts: Vec<String>,
    cameo: String,
    score_tenths: i64,
    first_day: i64,
}

/// A party as it is stored.
#[derive(Clone, Debug, Default)]
struct PartyRow {
    view: PartyView,
    identity: Option<i64>,
}

impl Batch<'_> {
    /// Writes what linking found.
    ///
    /// # Errors
    /// When the archive cannot be written.
    pub fn link(&mut self, links: &Links) -> Result<(), ArchiveError> {
        for (article, source) in &links.sources {
            let (Some(row), Some(source)) = (self.row(article)?, self.row(source)?) else { continue };
            let source = (source != row).then_some(source);
            self.db
                .prepare_cached("UPDATE article SET source_id = ?2 WHERE article_id = ?1 AND source_id IS NOT ?2")?
                .execute(params![row, source])?;
        }
        let changed = self.link_identities(links)?;
        let told: BTreeSet<&str> = links.happenings.iter().map(|told| told.id.as_str()).collect();
        let replaced = self.replaced(links, &told)?;
        let mut stale: BTreeSet<i64> = BTreeSet::new();
        for identity in changed {
            stale.extend(self.happenings_of(identity)?);
        }
        for (row, heir) in &replaced {
            self.drop_happening(*row, heir)?;
            stale.remove(row);
        }
        for told in &links.happenings {
            let row = self.put_happening(told)?;
            stale.remove(&row);
        }
        for row in stale {
            let before = stand_of(&self.db, row)?;
            self.facets.take(&self.db, row, &before)?;
            self.gather(row)?;
            self.stand_up(row)?;
        }
        self.put_relations(links)?;
        self.sweep()
    }

    /// Happenings whose reports went to others, each with the id of its heir: who has its first report now.
    fn replaced(&mut self, links: &Links, told: &BTreeSet<&str>) -> Result<BTreeMap<i64, String>, ArchiveError> {
        let mut replaced: BTreeMap<i64, ((String, String), String)> = BTreeMap::new();
        for happening in &links.happenings {
            for (article, event) in &happening.reports {
                let Some(article_row) = self.row(article)? else { continue };
                let before: Option<(i64, String)> = self
                    .db
                    .prepare_cached(
                        "SELECT happening_id, happening.id FROM event JOIN happening USING (happening_id)
                         WHERE article_id = ?1 AND event.id = ?2",
                    )?
                    .query_row(params![article_row, event], |row| Ok((row.get(0)?, row.get(1)?)))
                    .optional()?;
                let Some((row, _)) = before.filter(|(_, id)| !told.contains(id.as_str())) else { continue };
                let report = (article.clone(), event.clone());
                let heir = (report, happening.id.clone());
                let least = replaced.entry(row).or_insert_with(|| heir.clone());
                if heir < *least {
                    *least = heir;
                }
            }
        }
        Ok(replaced.into_iter().map(|(row, (_, heir))| (row, heir)).collect())
    }

    fn happenings_of(&self, identity: i64) -> Result<Vec<i64>, ArchiveError> {
        let mut statement = self.db.prepare_cached(
            "SELECT happening_id FROM facet JOIN facet_happening USING (facet_id)
             WHERE kind IN ('person', 'body') AND value = ?1",
        )?;
        Ok(statement.query_map([identity.to_string()], |row| row.get(0))?.collect::<Result<_, _>>()?)
    }

    fn drop_happening(&mut self, row: i64, heir: &str) -> Result<(), ArchiveError> {
        let before = stand_of(&self.db, row)?;
        self.facets.take(&self.db, row, &before)?;
        let id: String = self
            .db
            .prepare_cached("SELECT id FROM happening WHERE happening_id = ?1")?
            .query_row([row], |row| row.get(0))?;
        self.forward(&id, heir)?;
        self.drop_told(row)?;
        self.db.prepare_cached("DELETE FROM relation WHERE from_id = ?1 OR to_id = ?1")?.execute([row])?;
        self.db.prepare_cached("UPDATE event SET happening_id = NULL WHERE happening_id = ?1")?.execute([row])?;
        self.db.prepare_cached("DELETE FROM happening WHERE happening_id = ?1")?.execute([row])?;
        Ok(())
    }

    /// Parties and disagreements of a happening, which are written anew.
    fn drop_told(&self, row: i64) -> Result<(), ArchiveError> {
        self.db.prepare_cached("DELETE FROM happening_party WHERE happening_id = ?1")?.execute([row])?;
        self.db
            .prepare_cached(
                "DELETE FROM version WHERE disagreement_id IN
                 (SELECT disagreement_id FROM disagreement WHERE happening_id = ?1)",
            )?
            .execute([row])?;
        self.db.prepare_cached("DELETE FROM disagreement WHERE happening_id = ?1")?.execute([row])?;
        Ok(())
    }

    fn put_happening(&mut self, told: &HappeningTold) -> Result<i64, ArchiveError> {
        let known: Option<i64> = self
            .db
            .prepare_cached("SELECT happening_id FROM happening WHERE id = ?1")?
            .query_row([&told.id], |row| row.get(0))
            .optional()?;
        if let Some(row) = known {
            let before = stand_of(&self.db, row)?;
            self.facets.take(&self.db, row, &before)?;
            self.drop_told(row)?;
            self.db.prepare_cached("UPDATE event SET happening_id = NULL WHERE happening_id = ?1")?.execute([row])?;
        }
        let place_id = match &told.place {
            Some(place) => Some(self.place(place)?),
            None => None,
        };
        let (from, to) = told.date.as_deref().map_or((None, None), days::bounds);
        self.db
            .prepare_cached(
                "INSERT INTO happening (happening_id, id, type, mode, status, date, day, day_from, day_to, place_id,
                 subjects, contexts, cameo, score_tenths, n_reports, n_sources, n_disagreements, why)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, 0, ?7, ?8, ?9, '', '', '', 0, ?10, ?11, ?12, ?13)
                 ON CONFLICT (happening_id) DO UPDATE SET type = excluded.type, mode = excluded.mode,
                 status = excluded.status, date = excluded.date, day_from = excluded.day_from,
                 day_to = excluded.day_to, place_id = excluded.place_id, n_reports = excluded.n_reports,
                 n_sources = excluded.n_sources, n_disagreements = excluded.n_disagreements, why = excluded.why",
            )?
            .execute(params![
                known,
                told.id,
                told.event_type,
                told.mode,
                told.status,
                told.date,
                from,
                to,
                place_id,
                told.reports.len() as i64,
                told.n_sources as i64,
                told.disagreements.len() as i64,
                told.why.join("\n")
            ])?;
        let row = known.unwrap_or_else(|| self.db.last_insert_rowid());
        self.db.prepare_cached("DELETE FROM forward WHERE old = ?1")?.execute([&told.id])?;
        for (article, event) in &told.reports {
            let Some(article) = self.row(article)? else { continue };
            self.db
                .prepare_cached("UPDATE event SET happening_id = ?3 WHERE article_id = ?1 AND id = ?2")?
                .execute(params![article, event, row])?;
        }
        self.gather(row)?;
        self.put_disagreements(row, told)?;
        self.stand_up(row)?;
        Ok(row)
    }

    fn put_disagreements(&self, row: i64, told: &HappeningTold) -> Result<(), ArchiveError> {
        for disagreement in &told.disagreements {
            self.db
                .prepare_cached(
                    "INSERT INTO disagreement (happening_id, day, field, about)
                     SELECT happening_id, day, ?2, ?3 FROM happening WHERE happening_id = ?1",
                )?
                .execute(params![row, disagreement.field, disagreement.about])?;
            let id = self.db.last_insert_rowid();
            for (n, (value, articles)) in disagreement.versions.iter().enumerate() {
                self.db.prepare_cached("INSERT INTO version VALUES (?1, ?2, ?3, ?4)")?.execute(params![
                    id,
                    n as i64,
                    value,
                    articles.join(" ")
                ])?;
            }
        }
        Ok(())
    }

    fn put_relations(&mut self, links: &Links) -> Result<(), ArchiveError> {
        for relation in &links.relations {
            let from = self.happening_with(&relation.from)?;
            let to = self.happening_with(&relation.to)?;
            let (Some(from), Some(to)) = (from, to) else { continue };
            if from != to {
                self.db
                    .prepare_cached(
                        "INSERT INTO relation VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO UPDATE
                         SET because = min(because, excluded.because)",
                    )?
                    .execute(params![from, relation.kind, to, relation.because])?;
            }
        }
        Ok(())
    }

    /// The happening that an event reports.
    fn happening_with(&mut self, report: &(String, String)) -> Result<Option<i64>, ArchiveError> {
        let Some(article) = self.row(&report.0)? else { return Ok(None) };
        let mut found = self.db.prepare_cached("SELECT happening_id FROM event WHERE article_id = ?1 AND id = ?2")?;
        Ok(found.query_row(params![article, report.1], |row| row.get(0)).optional()?.flatten())
    }

    /// Works out parties, subjects and scores of a happening from its reports.
    fn gather(&mut self, row: i64) -> Result<(), ArchiveError> {
        self.db.prepare_cached("DELETE FROM happening_party WHERE happening_id = ?1")?.execute([row])?;
        let gathered = self.gathered(row)?;
        for (n, (role, party)) in gathered.parties.iter().enumerate() {
            let PartyRow { view, identity } = party;
            self.db
                .prepare_cached("INSERT INTO happening_party VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)")?
                .execute(params![row, n as i64, role, identity, view.name, view.country, view.sector, view.office])?;
        }
        self.db
            .prepare_cached(
                "UPDATE happening SET subjects = ?2, contexts = ?3, cameo = ?4, score_tenths = ?5,
                 day = coalesce(day_to, day_from, ?6) WHERE happening_id = ?1",
            )?
            .execute(params![
                row,
                gathered.subjects.join(" "),
                gathered.contexts.join(" "),
                gathered.cameo,
                gathered.score_tenths,
                gathered.first_day
            ])?;
        Ok(())
    }

    fn gathered(&mut self, row: i64) -> Result<Gathered, ArchiveError> {
        let reports: Vec<(i64, String, i64)> = self
            .db
            .prepare_cached(
                "SELECT article_id, event.id, article.day FROM event JOIN article USING (article_id)
                 WHERE happening_id = ?1 ORDER BY article.id, event.id",
            )?
            .query_map([row], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
            .collect::<Result<_, _>>()?;
        let first_day = reports.iter().map(|report| report.2).filter(|day| *day > 0).min().unwrap_or(0);
        let (mut parties, mut told) = (Parties::default(), Vec::new());
        for (article, id, _) in reports {
            let record = self.record_of(article)?;
            let Some(event) = record.0.events.iter().find(|event| event.id == id) else { continue };
            for (role, party) in event
                .actor
                .iter()
                .map(|party| ("actor", party))
                .chain(event.recipient.iter().map(|party| ("recipient", party)))
            {
                let identity = self.identity_of_member(article, party.person.as_deref().or(party.body.as_deref()))?;
                parties.add(role, party, identity);
            }
            told.push(event.clone());
        }
        let mut gathered = Gathered { first_day, ..Gathered::default() };
        gathered.parties = parties.agreed();
        gathered.subjects = by_support(told.iter().flat_map(|event| &event.subjects));
        gathered.contexts = by_support(told.iter().flat_map(|event| &event.contexts));
        gathered.cameo = by_support(told.iter().map(|event| &event.cameo)).into_iter().next().unwrap_or_default();
        let of_cameo = told.iter().find(|event| event.cameo == gathered.cameo);
        gathered.score_tenths = of_cameo.map_or(0, |event| (event.score * 10.0).round() as i64);
        Ok(gathered)
    }

    /// Identity of a person or body of an article.
    pub(super) fn identity_of_member(&self, article: i64, id: Option<&str>) -> Result<Option<i64>, ArchiveError> {
        let Some(id) = id else { return Ok(None) };
        let mut statement = self.db.prepare_cached(
            "SELECT identity_id FROM member JOIN form USING (form_id) WHERE article_id = ?1 AND member.id = ?2",
        )?;
        let found = statement.query_row(params![article, id], |row| row.get(0));
        Ok(found.optional()?.flatten())
    }

    fn stand_up(&mut self, row: i64) -> Result<(), ArchiveError> {
        let stand = stand_of(&self.db, row)?;
        self.facets.put(&self.db, row, &stand)?;
        self.db
            .prepare_cached("UPDATE disagreement SET day = ?2 WHERE happening_id = ?1 AND day <> ?2")?
            .execute([row, stand.day])?;
        Ok(())
    }

    /// Takes away identities that nothing points at any more.
    fn sweep(&mut self) -> Result<(), ArchiveError> {
        for row in std::mem::take(&mut self.gone) {
            self.db.prepare_cached("DELETE FROM identity WHERE identity_id = ?1")?.execute([row])?;
        }
        Ok(())
    }
}

/// Where a happening stands, from what is stored of it.
pub(crate) fn stand_of(db: &Connection, row: i64) -> Result<Stand, ArchiveError> {
    let mut stand = Stand::default();
    let mut statement = db.prepare_cached(
        "SELECT type, mode, status, day, subjects, n_sources, score_tenths, place.name, place.country
         FROM happening LEFT JOIN place USING (place_id) WHERE happening_id = ?1",
    )?;
    statement.query_row([row], |row| {
        let text = |column: usize| row.get::<_, Option<String>>(column);
        stand.day = row.get(3)?;
        let status = text(2)?.unwrap_or_default();
        if matches!(status.as_str(), "occurred" | "ongoing" | "disputed") {
            stand.score = Some(row.get(6)?);
        }
        stand.counted.push(("reports", row.get::<_, i64>(5)?.to_string()));
        for subject in text(4)?.unwrap_or_default().split_whitespace() {
            stand.facets.push(("subject", subject.to_owned()));
        }
        for (kind, value) in [
            ("type", text(0)?),
            ("mode", text(1)?),
            ("status", Some(status)),
            ("place", text(7)?),
            ("place_country", text(8)?),
        ] {
            stand.facets.extend(value.map(|value| (kind, value)));
        }
        Ok(())
    })?;
    if stand.day > 0 {
        stand.counted.push(("month", days::month(stand.day)));
        stand.counted.push(("day", days::text(stand.day)));
    }
    stand_by_parties(db, row, &mut stand)?;
    let mut statement = db.prepare_cached(
        "SELECT DISTINCT outlet.name FROM event JOIN article USING (article_id) JOIN outlet USING (outlet_id)
         WHERE happening_id = ?1",
    )?;
    for outlet in statement.query_map([row], |row| row.get(0))? {
        stand.facets.push(("source", outlet?));
    }
    stand.facets.sort();
    stand.facets.dedup();
    Ok(stand)
}

fn stand_by_parties(db: &Connection, row: i64, stand: &mut Stand) -> Result<(), ArchiveError> {
    let mut countries = BTreeSet::new();
    let mut statement = db.prepare_cached(
        "SELECT identity_id, identity.kind, happening_party.country, office FROM happening_party
         LEFT JOIN identity USING (identity_id) WHERE happening_id = ?1",
    )?;
    let mut rows = statement.query([row])?;
    while let Some(row) = rows.next()? {
        if let Some(identity) = row.get::<_, Option<i64>>(0)? {
            let is_body = row.get::<_, Option<String>>(1)?.is_some_and(|kind| kind == "body");
            stand.facets.push((if is_body { "body" } else { "person" }, identity.to_string()));
        }
        countries.extend(row.get::<_, Option<String>>(2)?);
        if let Some(office) = row.get::<_, Option<String>>(3)? {
            stand.facets.push(("office", office));
        }
    }
    let countries: Vec<String> = countries.into_iter().collect();
    if countries.len() <= PAIRED_MOST {
        for (at, a) in countries.iter().enumerate() {
            for b in &countries[at + 1..] {
                stand.facets.push(("pair", format!("{a} {b}")));
            }
        }
    }
    stand.facets.extend(countries.into_iter().map(|country| ("country", country)));
    Ok(())
}

/// Codes, most given first, then by name.
fn by_support<'s>(codes: impl Iterator<Item = &'s String>) -> Vec<String> {
    let mut counts: BTreeMap<&String, usize> = BTreeMap::new();
    for code in codes {
        *counts.entry(code).or_default() += 1;
    }
    let mut codes: Vec<(&String, usize)> = counts.into_iter().collect();
    codes.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
    codes.into_iter().map(|(code, _)| code.clone()).collect()
}

/// Who takes part, by all reports.
#[derive(Default)]
struct Parties {
    found: BTreeMap<String, Several>,
}

#[derive(Default)]
struct Several {
    first: usize,
    identity: Option<i64>,
    roles: BTreeMap<&'static str, usize>,
    names: BTreeMap<String, usize>,
    countries: BTreeMap<String, usize>,
    sectors: BTreeMap<String, usize>,
    offices: BTreeMap<String, usize>,
}

impl Parties {
    fn add(&mut self, role: &'static str, party: &wire::Party, identity: Option<i64>) {
        let key = match &identity {
            Some(row) => format!("#{row}"),
            None => format!("{} {}", party.country.as_deref().unwrap_or_default(), lexicon::fold(&party.name)),
        };
        let first = self.found.len();
        let several = self.found.entry(key).or_insert_with(|| Several { first, identity, ..Several::default() });
        *several.roles.entry(role).or_default() += 1;
        *several.names.entry(party.name.clone()).or_default() += 1;
        for (value, counts) in [
            (&party.country, &mut several.countries),
            (&party.sector, &mut several.sectors),
            (&party.office, &mut several.offices),
        ] {
            if let Some(value) = value {
                *counts.entry(value.clone()).or_default() += 1;
            }
        }
    }

    /// The parties, those that most reports name first.
    fn agreed(self) -> Vec<(String, PartyRow)> {
        let mut all: Vec<Several> = self.found.into_values().collect();
        all.sort_by_key(|party| (std::cmp::Reverse(party.roles.values().sum::<usize>()), party.first));
        all.into_iter()
            .map(|party| {
                let role = most(&party.roles).unwrap_or(&"actor");
                let view = PartyView {
                    name: most(&party.names).cloned().unwrap_or_default(),
                    person: None,
                    body: None,
                    country: most(&party.countries).cloned(),
                    sector: most(&party.sectors).cloned(),
                    office: most(&party.offices).cloned(),
                };
                ((*role).to_owned(), PartyRow { view, identity: party.identity })
            })
            .collect()
    }
}

/// The value counted most; of equals the least.
fn most<T>(counts: &BTreeMap<T, usize>) -> Option<&T> {
    // `max_by_key` would take the last of equals.
    counts.iter().rev().max_by_key(|(_, n)| **n).map(|(value, _)| value)
}
