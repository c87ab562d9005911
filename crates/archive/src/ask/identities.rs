//! People, bodies, and who held which office when.

use export::view::{ArticleRef, BodyView, PersonView, Ref, TenureView, UnsureView};
use rusqlite::params;

use super::load::Loader;
use super::names::{Kind, Named};
use crate::{Archive, ArchiveError, days};

/// Which offices are asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OfficeQuery {
    /// Words of the title, the body or the country: `foreign minister of Egypt`.
    pub title: String,
    /// Code or name of a country.
    pub country: Option<String>,
    /// A day on which it was held, EDTF.
    pub on: Option<String>,
}

/// Company is counted over so many of the latest happenings.
const COMPANY_OF: usize = 2000;

/// Aliases and articles that are shown.
const SHOWN_MOST: usize = 50;

impl Archive {
    /// A person by id or name; of several that fit, the best known.
    ///
    /// # Errors
    /// When the archive cannot be read.
    pub fn person(&self, id: &str) -> Result<Option<PersonView>, ArchiveError> {
        let Some(named) = self.identities_named(id, Some(Kind::Person))?.into_iter().next() else { return Ok(None) };
        let loader = Loader::new(self);
        let mut statement = self.db.prepare_cached(
            "SELECT country, sector, n_articles, first_day, last_day FROM identity WHERE identity_id = ?1",
        )?;
        let mut view = statement.query_row([named.row], |row| {
            let seen: (Option<i64>, Option<i64>) = (row.get(3)?, row.get(4)?);
            Ok(PersonView {
                country: row.get(0)?,
                sector: row.get(1)?,
                articles: row.get::<_, i64>(2)? as usize,
                seen: seen.0.zip(seen.1).map(|(first, last)| (days::text(first), days::text(last))),
                ..PersonView::default()
            })
        })?;
        view.happenings = named.n;
        view.aliases = self.aliases(&named)?;
        view.tenures = self.tenures("tenure.identity_id = ?1", &[&named.row], &loader)?;
        view.with = self.company(named.row)?;
        view.unsure = self.unsure(&named)?;
        (view.id, view.name) = (named.of.id, named.of.name);
        Ok(Some(view))
    }

    /// A body by id or name; of several that fit, the best known.
    ///
    /// # Errors
    /// When the archive cannot be read.
    pub fn body(&self, id: &str) -> Result<Option<BodyView>, ArchiveError> {
        let Some(named) = self.identities_named(id, Some(Kind::Body))?.into_iter().next() else { return Ok(None) };
        let loader = Loader::new(self);
        let mut statement = self
            .db
            .prepare_cached("SELECT country, sector, n_articles, body_kind FROM identity WHERE identity_id = ?1")?;
        let mut view = statement.query_row([named.row], |row| {
            Ok(BodyView {
                country: row.get(0)?,
                sector: row.get(1)?,
                articles: row.get::<_, i64>(2)? as usize,
                kind: row.get::<_, Option<String>>(3)?.unwrap_or_default(),
                ..BodyView::default()
            })
        })?;
        view.happenings = named.n;
        view.aliases = self.aliases(&named)?;
        view.tenures = self.tenures("tenure.body = ?1", &[&named.of.name], &loader)?;
        (view.id, view.name) = (named.of.id, named.of.name);
        Ok(Some(view))
    }

    /// Who is seen in an office, latest first.
    ///
    /// # Errors
    /// When the archive cannot be read.
    pub fn office(&self, query: &OfficeQuery) -> Result<Vec<TenureView>, ArchiveError> {
        let (mut title, mut country) = (query.title.clone(), None);
        if let Some(given) = &query.country {
            country = Some(self.country("country", given)?);
        }
        // `foreign minister of Egypt`: what stands behind may be a country.
        if country.is_none()
            && let Some((before, after)) = query.title.rsplit_once(" of ")
            && let Some(code) = self.country_code(after.trim_start_matches("the "))?
        {
            (title, country) = (before.to_owned(), Some(code));
        }
        let wanted: Vec<String> = lexicon::fold(&title)
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| word.len() > 2 && !matches!(*word, "the" | "and" | "for"))
            .map(str::to_owned)
            .collect();
        let loader = Loader::new(self);
        let condition = "(?1 IS NULL OR tenure.country = ?1)
             AND NOT EXISTS (SELECT 1 FROM json_each(?2) WHERE instr(lower(title || ' ' || coalesce(body, '')), value) = 0)";
        let words = serde_json::to_string(&wanted).unwrap_or_else(|_| "[]".to_owned());
        let mut tenures = self.tenures(condition, &[&country, &words], &loader)?;
        if let Some((Some(from), Some(to))) = query.on.as_deref().map(days::bounds) {
            let (from, to) = (days::text(from), days::text(to));
            tenures.retain(|tenure| {
                tenure.first_seen.as_ref().is_none_or(|first| *first <= to)
                    && tenure.ended_by.as_ref().is_none_or(|end| *end > from)
            });
        }
        tenures.reverse();
        Ok(tenures)
    }

    fn aliases(&self, named: &Named) -> Result<Vec<String>, ArchiveError> {
        let mut statement = self.db.prepare_cached(
            "SELECT name FROM identity_name WHERE identity_id = ?1 AND name <> ?2 ORDER BY n DESC, name LIMIT ?3",
        )?;
        let rows = statement.query_map(params![named.row, named.of.name, SHOWN_MOST as i64], |row| row.get(0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Tenures that fit a condition, earliest first.
    fn tenures(
        &self,
        condition: &str,
        values: &[&dyn rusqlite::ToSql],
        loader: &Loader<'_>,
    ) -> Result<Vec<TenureView>, ArchiveError> {
        let sql = format!(
            "SELECT tenure_id, who.id, who.name, title, body, tenure.country, held, first_seen, last_seen, ended_by,
             before.id, before.name FROM tenure JOIN identity AS who ON who.identity_id = tenure.identity_id
             LEFT JOIN identity AS before ON before.identity_id = after_id WHERE {condition}
             ORDER BY first_seen IS NULL, first_seen, last_seen, title, who.name, who.id LIMIT 2000"
        );
        let mut statement = self.db.prepare_cached(&sql)?;
        let rows = statement.query_map(values, |row| {
            let before: (Option<String>, Option<String>) = (row.get(10)?, row.get(11)?);
            let view = TenureView {
                person: Ref { id: row.get(1)?, name: row.get(2)? },
                title: row.get(3)?,
                body: row.get(4)?,
                country: row.get(5)?,
                held: row.get(6)?,
                first_seen: row.get(7)?,
                last_seen: row.get(8)?,
                ended_by: row.get(9)?,
                replaces: before.0.zip(before.1).map(|(id, name)| Ref { id, name }),
                articles: Vec::new(),
            };
            Ok((row.get(0)?, view))
        })?;
        let mut views = Vec::new();
        for row in rows {
            let (id, mut view) = row?;
            view.articles = self.tenure_articles(id, loader)?;
            views.push(view);
        }
        Ok(views)
    }

    fn tenure_articles(&self, tenure: i64, loader: &Loader<'_>) -> Result<Vec<ArticleRef>, ArchiveError> {
        let mut statement = self.db.prepare_cached(
            "SELECT article_id FROM tenure_article JOIN article USING (article_id) WHERE tenure_id = ?1
             ORDER BY day, article.id LIMIT ?2",
        )?;
        let rows: Vec<i64> =
            statement.query_map([tenure, SHOWN_MOST as i64], |row| row.get(0))?.collect::<Result<_, _>>()?;
        rows.into_iter().map(|row| Ok((*loader.article(row)?).clone())).collect()
    }

    /// Others who take part in the same happenings, most often first.
    fn company(&self, row: i64) -> Result<Vec<(Ref, usize)>, ArchiveError> {
        let mut statement = self.db.prepare_cached(
            "SELECT identity.id, identity.name, count(*) AS n FROM
             (SELECT happening_id FROM facet JOIN facet_happening USING (facet_id)
              WHERE kind IN ('person', 'body') AND value = CAST(?1 AS TEXT) ORDER BY day DESC LIMIT ?2)
             JOIN happening_party USING (happening_id) JOIN identity USING (identity_id)
             WHERE identity_id <> ?1 GROUP BY identity_id ORDER BY n DESC, identity.name, identity.id LIMIT ?3",
        )?;
        let rows = statement.query_map(params![row, COMPANY_OF as i64, SHOWN_MOST as i64], |row| {
            Ok((Ref { id: row.get(0)?, name: row.get(1)? }, row.get::<_, i64>(2)? as usize))
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    fn unsure(&self, named: &Named) -> Result<Vec<UnsureView>, ArchiveError> {
        let mut statement = self.db.prepare_cached(
            "SELECT id, name, because FROM
             (SELECT b_id AS other, because FROM unsure WHERE a_id = ?1
              UNION ALL SELECT a_id, because FROM unsure WHERE b_id = ?1)
             JOIN identity ON identity_id = other ORDER BY name, id LIMIT 50",
        )?;
        let rows = statement.query_map([named.row], |row| {
            let because: String = row.get(2)?;
            let b = Ref { id: row.get(0)?, name: row.get(1)? };
            Ok(UnsureView { a: named.of.clone(), b, why: because.lines().map(str::to_owned).collect() })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Pairs of people that could be one, undecided.
    ///
    /// # Errors
    /// When the archive cannot be read.
    pub fn undecided(&self, limit: usize) -> Result<Vec<UnsureView>, ArchiveError> {
        let mut statement = self.db.prepare_cached(
            "SELECT a.id, a.name, b.id, b.name, because FROM unsure JOIN identity AS a ON a.identity_id = a_id
             JOIN identity AS b ON b.identity_id = b_id ORDER BY a.n_articles + b.n_articles DESC, a.id, b.id LIMIT ?1",
        )?;
        let rows = statement.query_map([limit.min(100_000) as i64], |row| {
            let because: String = row.get(4)?;
            Ok(UnsureView {
                a: Ref { id: row.get(0)?, name: row.get(1)? },
                b: Ref { id: row.get(2)?, name: row.get(3)? },
                why: because.lines().map(str::to_owned).collect(),
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    pub(crate) fn identity_refs(&self, facets: Vec<(String, usize)>) -> Result<Vec<(Ref, usize)>, ArchiveError> {
        let mut statement = self.db.prepare_cached("SELECT id, name FROM identity WHERE identity_id = ?1")?;
        let mut refs = Vec::new();
        for (row, n) in facets {
            let Ok(row) = row.parse::<i64>() else { continue };
            refs.push((statement.query_row([row], |row| Ok(Ref { id: row.get(0)?, name: row.get(1)? }))?, n));
        }
        Ok(refs)
    }
}
