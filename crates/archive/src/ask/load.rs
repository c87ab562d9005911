//! From rows to views.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use export::view::{
    ArticleRef, DisagreementView, EventView, HappeningView, PartyView, PlaceView, Ref, ReportView, VersionView,
};
use rusqlite::OptionalExtension;

use crate::batch::Unpacked;
use crate::codec::unpack;
use crate::{Archive, ArchiveError, days};

/// Loads views of one question; articles that several of them need are read once.
pub(crate) struct Loader<'a> {
    archive: &'a Archive,
    articles: RefCell<BTreeMap<i64, Rc<ArticleRef>>>,
    records: RefCell<BTreeMap<i64, Unpacked>>,
    identities: RefCell<BTreeMap<i64, Rc<BTreeMap<String, Ref>>>>,
}

/// Records kept at hand; an export passes through all of them.
const RECORDS_MOST: usize = 2048;

impl<'a> Loader<'a> {
    pub fn new(archive: &'a Archive) -> Loader<'a> {
        Loader { archive, articles: RefCell::default(), records: RefCell::default(), identities: RefCell::default() }
    }

    /// How an article is cited.
    pub fn article(&self, row: i64) -> Result<Rc<ArticleRef>, ArchiveError> {
        if let Some(known) = self.articles.borrow().get(&row) {
            return Ok(known.clone());
        }
        let mut statement = self.archive.db.prepare_cached(
            "SELECT article.id, article.title, outlet.name, article.published, article.origin, source.id
             FROM article LEFT JOIN outlet USING (outlet_id)
             LEFT JOIN article AS source ON source.article_id = article.source_id WHERE article.article_id = ?1",
        )?;
        let article = statement.query_row([row], |row| {
            Ok(ArticleRef {
                id: row.get(0)?,
                title: row.get(1)?,
                publisher: row.get(2)?,
                published: row.get(3)?,
                origin: row.get(4)?,
                copy_of: row.get(5)?,
            })
        })?;
        let article = Rc::new(article);
        self.articles.borrow_mut().insert(row, article.clone());
        Ok(article)
    }

    /// The record of an article.
    pub fn record(&self, row: i64) -> Result<Unpacked, ArchiveError> {
        if let Some(known) = self.records.borrow().get(&row) {
            return Ok(known.clone());
        }
        let mut statement = self
            .archive
            .db
            .prepare_cached("SELECT packed, text FROM record JOIN article USING (article_id) WHERE article_id = ?1")?;
        let (packed, text): (Vec<u8>, String) = statement.query_row([row], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let unpacked = Rc::new(unpack(&packed, &text)?);
        let mut records = self.records.borrow_mut();
        if records.len() >= RECORDS_MOST {
            records.clear();
            self.articles.borrow_mut().clear();
            self.identities.borrow_mut().clear();
        }
        records.insert(row, unpacked.clone());
        Ok(unpacked)
    }

    /// Identities of an article's people and bodies.
    pub fn identities(&self, row: i64) -> Result<Rc<BTreeMap<String, Ref>>, ArchiveError> {
        if let Some(known) = self.identities.borrow().get(&row) {
            return Ok(known.clone());
        }
        let mut statement = self.archive.db.prepare_cached(
            "SELECT member.id, identity.id, identity.name FROM member JOIN form USING (form_id)
             JOIN identity USING (identity_id) WHERE article_id = ?1",
        )?;
        let found = statement
            .query_map([row], |row| Ok((row.get(0)?, Ref { id: row.get(1)?, name: row.get(2)? })))?
            .collect::<Result<BTreeMap<String, Ref>, _>>()?;
        let found = Rc::new(found);
        self.identities.borrow_mut().insert(row, found.clone());
        Ok(found)
    }

    /// An event by its article and id.
    pub fn event(&self, article: i64, id: &str, happening: Option<&str>) -> Result<Option<EventView>, ArchiveError> {
        let record = self.record(article)?;
        let Some(event) = record.0.events.iter().find(|event| event.id == id) else { return Ok(None) };
        let all = self.identities(article)?;
        let parties = event.actor.iter().chain(&event.recipient);
        let identities = parties
            .flat_map(|party| [&party.person, &party.body])
            .flatten()
            .filter_map(|id| Some((id.clone(), all.get(id)?.clone())))
            .collect();
        Ok(Some(EventView {
            id: format!("{}-{}", record.0.article.id, event.id),
            article: (*self.article(article)?).clone(),
            happening: happening.map(str::to_owned),
            event: event.clone(),
            identities,
        }))
    }

    /// A happening, whole.
    pub fn happening(&self, row: i64) -> Result<Option<HappeningView>, ArchiveError> {
        let db = &self.archive.db;
        let mut statement = db.prepare_cached(
            "SELECT happening.id, type, mode, status, date, day_from, day_to, subjects, contexts, cameo, score_tenths,
             n_sources, why, place.name, place.country, lat, lon, precision
             FROM happening LEFT JOIN place USING (place_id) WHERE happening_id = ?1",
        )?;
        let view = statement.query_row([row], |row| {
            let codes = |column: usize| -> rusqlite::Result<Vec<String>> {
                Ok(row.get::<_, String>(column)?.split_whitespace().map(str::to_owned).collect())
            };
            let days: (Option<i64>, Option<i64>) = (row.get(5)?, row.get(6)?);
            let place: Option<String> = row.get(13)?;
            let place = match place {
                Some(name) => Some(PlaceView {
                    name,
                    country: row.get(14)?,
                    lat: row.get(15)?,
                    lon: row.get(16)?,
                    precision: row.get(17)?,
                }),
                None => None,
            };
            let why: String = row.get(12)?;
            Ok(HappeningView {
                id: row.get(0)?,
                event_type: row.get(1)?,
                mode: row.get(2)?,
                status: row.get(3)?,
                date: row.get(4)?,
                days: days.0.zip(days.1).map(|(from, to)| (days::text(from), days::text(to))),
                place,
                subjects: codes(7)?,
                contexts: codes(8)?,
                cameo: row.get(9)?,
                score: row.get::<_, i64>(10)? as f64 / 10.0,
                independent_reports: row.get::<_, i64>(11)? as usize,
                why: why.lines().map(str::to_owned).collect(),
                ..HappeningView::default()
            })
        });
        let Some(mut view) = view.optional()? else { return Ok(None) };
        self.add_parties(row, &mut view)?;
        view.sentence = export::sentence(&view);
        self.add_reports(row, &mut view)?;
        view.disagreements = self.disagreements(row, &view.id, &view.sentence)?;
        let mut statement = db.prepare_cached(
            "SELECT id FROM happening WHERE happening_id IN (SELECT to_id FROM relation WHERE from_id = ?1
             UNION SELECT from_id FROM relation WHERE to_id = ?1) ORDER BY id",
        )?;
        view.related = statement.query_map([row], |row| row.get(0))?.collect::<Result<_, _>>()?;
        Ok(Some(view))
    }

    fn add_parties(&self, row: i64, view: &mut HappeningView) -> Result<(), ArchiveError> {
        let mut statement = self.archive.db.prepare_cached(
            "SELECT role, coalesce(identity.name, happening_party.name, ''), identity.id, identity.kind = 'body',
             happening_party.country, happening_party.sector, office
             FROM happening_party LEFT JOIN identity USING (identity_id) WHERE happening_id = ?1 ORDER BY n",
        )?;
        let mut rows = statement.query([row])?;
        while let Some(row) = rows.next()? {
            let id: Option<String> = row.get(2)?;
            let is_body = row.get::<_, Option<bool>>(3)?.unwrap_or(false);
            let party = PartyView {
                name: row.get(1)?,
                person: id.clone().filter(|_| !is_body),
                body: id.filter(|_| is_body),
                country: row.get(4)?,
                sector: row.get(5)?,
                office: row.get(6)?,
            };
            let is_recipient = row.get::<_, String>(0)? == "recipient";
            if is_recipient { view.recipient.push(party) } else { view.actor.push(party) }
        }
        Ok(())
    }

    fn add_reports(&self, row: i64, view: &mut HappeningView) -> Result<(), ArchiveError> {
        let mut statement = self.archive.db.prepare_cached(
            "SELECT event.article_id, event.id, coalesce(source.id, article.id)
             FROM event JOIN article ON article.article_id = event.article_id
             LEFT JOIN article AS source ON source.article_id = article.source_id
             WHERE happening_id = ?1 ORDER BY article.day = 0, article.day, article.id, event.event_id",
        )?;
        let reports = statement
            .query_map([row], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
            .collect::<Result<Vec<(i64, String, String)>, _>>()?;
        for (article, event, source) in reports {
            if let Some(event) = self.event(article, &event, Some(&view.id))? {
                view.reports.push(ReportView { view: event, source });
            }
        }
        Ok(())
    }

    /// Where reports of a happening differ.
    pub fn disagreements(
        &self,
        row: i64,
        happening: &str,
        sentence: &str,
    ) -> Result<Vec<DisagreementView>, ArchiveError> {
        let db = &self.archive.db;
        let mut statement = db.prepare_cached(
            "SELECT disagreement_id, field, about FROM disagreement WHERE happening_id = ?1 ORDER BY disagreement_id",
        )?;
        let found = statement
            .query_map([row], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
            .collect::<Result<Vec<(i64, String, String)>, _>>()?;
        let mut views = Vec::new();
        for (id, field, about) in found {
            let mut statement =
                db.prepare_cached("SELECT value, articles FROM version WHERE disagreement_id = ?1 ORDER BY n")?;
            let versions = statement
                .query_map([id], |row| Ok((row.get(0)?, row.get(1)?)))?
                .collect::<Result<Vec<(String, String)>, _>>()?;
            let mut view = DisagreementView {
                happening: happening.to_owned(),
                sentence: sentence.to_owned(),
                field,
                about: Some(about).filter(|about| !about.is_empty()),
                versions: Vec::new(),
            };
            for (value, articles) in versions {
                let articles = self.articles_of(&articles)?;
                view.versions.push(VersionView { value, articles });
            }
            views.push(view);
        }
        Ok(views)
    }

    fn articles_of(&self, ids: &str) -> Result<Vec<ArticleRef>, ArchiveError> {
        let mut articles = Vec::new();
        for id in ids.split_whitespace() {
            if let Some(row) = self.archive.article_row(id)? {
                articles.push((*self.article(row)?).clone());
            }
        }
        Ok(articles)
    }
}

impl Archive {
    /// The row of an article.
    pub(crate) fn article_row(&self, id: &str) -> Result<Option<i64>, ArchiveError> {
        let mut statement = self.db.prepare_cached("SELECT article_id FROM article WHERE id = ?1")?;
        Ok(statement.query_row([id], |row| row.get(0)).optional()?)
    }

    /// Where an id leads now, if it was given up for another.
    pub(crate) fn forwarded(&self, id: &str) -> Result<String, ArchiveError> {
        let mut statement = self.db.prepare_cached("SELECT new FROM forward WHERE old = ?1")?;
        Ok(statement.query_row([id], |row| row.get(0)).optional()?.unwrap_or_else(|| id.to_owned()))
    }
}
