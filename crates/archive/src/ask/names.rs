//! Who is meant by a name, in any spelling.

use std::collections::{BTreeMap, BTreeSet};

use export::view::{Names, Ref};
use lexicon::spelling::{closeness, skeleton};
use rusqlite::{OptionalExtension, params};

use crate::{Archive, ArchiveError};

/// What an identity is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    Person,
    Body,
}

impl Kind {
    pub fn code(self) -> &'static str {
        match self {
            Kind::Person => "person",
            Kind::Body => "body",
        }
    }
}

/// An identity that a name fits.
#[derive(Clone, Debug)]
pub(crate) struct Named {
    pub row: i64,
    pub kind: Kind,
    pub of: Ref,
    /// Number of happenings.
    pub n: usize,
    /// How well the name fits, in thousandths.
    fit: u32,
}

/// Least closeness at which two spellings are one word.
const SAME_WORD: u32 = 780;

/// A bare given name fits thousands; the best known of them are compared.
const COMPARED_MOST: usize = 400;

/// Words of a name that is asked for.
const WORDS_MOST: usize = 6;

impl Archive {
    /// People, bodies, offices and countries that a name can mean, under any spelling; suggestions where nothing fits.
    ///
    /// # Errors
    /// When the archive cannot be read.
    pub fn names(&self, name: &str) -> Result<Names, ArchiveError> {
        let mut names = Names::default();
        for found in self.identities_named(name, None)? {
            let list = if found.kind == Kind::Person { &mut names.people } else { &mut names.bodies };
            list.push((found.of, found.n));
        }
        names.people.truncate(50);
        names.bodies.truncate(50);
        if let Some(code) = self.country_code(name)? {
            let mut statement = self.db.prepare_cached(
                "SELECT coalesce((SELECT name FROM country WHERE code = ?1), ?1),
                 coalesce((SELECT n FROM facet WHERE kind = 'country' AND value = ?1), 0)",
            )?;
            let (called, n): (String, i64) = statement.query_row([&code], |row| Ok((row.get(0)?, row.get(1)?)))?;
            names.countries.push((Ref { id: code, name: called }, n.max(0) as usize));
        }
        let wanted = words(name);
        let mut statement = self.db.prepare_cached(
            "SELECT value, n FROM facet WHERE kind = 'office' AND n > 0 ORDER BY n DESC, value LIMIT 20000",
        )?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()?.filter(|_| names.offices.len() < 20 && !wanted.is_empty()) {
            let title: String = row.get(0)?;
            let has = words(&title);
            if wanted.iter().all(|word| has.iter().any(|known| known.starts_with(word.as_str()))) {
                names.offices.push((title, row.get::<_, i64>(1)?.max(0) as usize));
            }
        }
        let nothing = names.people.is_empty() && names.bodies.is_empty() && names.offices.is_empty();
        if nothing && names.countries.is_empty() {
            names.suggestions = self.suggestions(name)?;
        }
        Ok(names)
    }

    /// Identities that a name or id can mean, the best fitting and best known first.
    pub(crate) fn identities_named(&self, name: &str, kind: Option<Kind>) -> Result<Vec<Named>, ArchiveError> {
        if let Some(one) = self.identity_of_id(name.trim())? {
            return Ok(if kind.is_none_or(|kind| kind == one.kind) { vec![one] } else { Vec::new() });
        }
        let wanted: Vec<String> = words(name).into_iter().take(WORDS_MOST).collect();
        if wanted.is_empty() {
            return Ok(Vec::new());
        }
        let mut found = Vec::new();
        for mut candidate in self.candidates(&wanted, kind)? {
            candidate.fit = self.fit(candidate.row, &wanted)?;
            if candidate.fit >= SAME_WORD {
                found.push(candidate);
            }
        }
        // Who bears just this name goes before all who bear one like it.
        let best = found.iter().map(|named| named.fit).max().unwrap_or(0);
        if best >= 1000 {
            found.retain(|named| named.fit >= 1000 - 60);
        }
        found.sort_by_key(|named| {
            (std::cmp::Reverse(named.fit >= 1000), std::cmp::Reverse(named.n), std::cmp::Reverse(named.fit), named.row)
        });
        Ok(found)
    }

    pub(crate) fn identity_of_id(&self, id: &str) -> Result<Option<Named>, ArchiveError> {
        let id = self.forwarded(id)?;
        let mut statement = self.db.prepare_cached(
            "SELECT identity_id, identity.kind, id, name, coalesce(n, 0) FROM identity LEFT JOIN facet
             ON facet.kind = identity.kind AND value = CAST(identity_id AS TEXT) WHERE id = ?1",
        )?;
        Ok(statement.query_row([id], named).optional()?)
    }

    /// Identities whose names hold every word, or one that is written alike, the best known first.
    fn candidates(&self, wanted: &[String], kind: Option<Kind>) -> Result<Vec<Named>, ArchiveError> {
        let mut sql = "SELECT identity_id, identity.kind, id, name, coalesce(n, 0) AS n FROM identity LEFT JOIN facet
             ON facet.kind = identity.kind AND value = CAST(identity_id AS TEXT) WHERE 1"
            .to_owned();
        let mut values: Vec<String> = Vec::new();
        for (at, word) in wanted.iter().enumerate() {
            values.extend([word.clone(), format!("~{}", skeleton(word))]);
            let (same, like) = (values.len() - 1, values.len());
            sql.push_str(&format!(
                " AND identity_id IN (SELECT identity_id FROM name_word WHERE word = ?{same} OR word = ?{like}"
            ));
            // The last word may still be being typed.
            if at + 1 == wanted.len() && word.chars().count() >= 3 {
                values.extend([word.clone(), format!("{word}\u{10ffff}")]);
                sql.push_str(&format!(" OR word BETWEEN ?{} AND ?{}", values.len() - 1, values.len()));
            }
            sql.push(')');
        }
        if let Some(kind) = kind {
            sql.push_str(&format!(" AND identity.kind = '{}'", kind.code()));
        }
        sql.push_str(&format!(" ORDER BY n DESC, identity_id LIMIT {COMPARED_MOST}"));
        let mut statement = self.db.prepare_cached(&sql)?;
        Ok(statement.query_map(rusqlite::params_from_iter(values), named)?.collect::<Result<_, _>>()?)
    }

    /// How well the best name of an identity fits, by the worst of the words asked for.
    fn fit(&self, row: i64, wanted: &[String]) -> Result<u32, ArchiveError> {
        let mut statement = self.db.prepare_cached("SELECT name FROM identity_name WHERE identity_id = ?1 LIMIT 64")?;
        let mut rows = statement.query([row])?;
        let mut best = 0;
        while let Some(row) = rows.next()? {
            let has: Vec<String> = words(&row.get::<_, String>(0)?).into_iter().take(16).collect();
            let worst =
                wanted.iter().map(|word| has.iter().map(|known| likeness(word, known)).max().unwrap_or(0)).min();
            best = best.max(worst.unwrap_or(0));
        }
        Ok(best)
    }

    /// Names that could have been meant, where none fits.
    pub(crate) fn suggestions(&self, name: &str) -> Result<Vec<String>, ArchiveError> {
        let wanted: Vec<String> = words(name).into_iter().take(WORDS_MOST).collect();
        let mut rows: BTreeSet<i64> = BTreeSet::new();
        for word in &wanted {
            let skeleton = skeleton(word);
            for begin in [format!("~{}", start(&skeleton, 2)), start(word, 2).to_owned()] {
                if begin.trim_start_matches('~').is_empty() {
                    continue;
                }
                let mut statement = self.db.prepare_cached(
                    "SELECT DISTINCT identity_id FROM name_word WHERE word BETWEEN ?1 AND ?1 || char(1114111) LIMIT 2000",
                )?;
                for row in statement.query_map([begin], |row| row.get(0))? {
                    rows.insert(row?);
                }
            }
        }
        let mut found: Vec<(u32, i64, String)> = Vec::new();
        let mut statement = self.db.prepare_cached(
            "SELECT name, coalesce(n, 0) FROM identity LEFT JOIN facet
             ON facet.kind = identity.kind AND value = CAST(identity_id AS TEXT) WHERE identity_id = ?1",
        )?;
        for row in rows {
            let (known, n): (String, i64) = statement.query_row(params![row], |row| Ok((row.get(0)?, row.get(1)?)))?;
            let has: Vec<String> = words(&known).into_iter().take(16).collect();
            let best = wanted.iter().flat_map(|word| has.iter().map(|has| likeness(word, has))).max().unwrap_or(0);
            if best >= 500 {
                found.push((best, n, known));
            }
        }
        found.sort_by(|a, b| (b.0, b.1, &a.2).cmp(&(a.0, a.1, &b.2)));
        let mut seen = BTreeMap::new();
        found.retain(|(_, _, name)| seen.insert(name.clone(), ()).is_none());
        Ok(found.into_iter().take(5).map(|(_, _, name)| name).collect())
    }
}

fn named(row: &rusqlite::Row<'_>) -> rusqlite::Result<Named> {
    let kind: String = row.get(1)?;
    Ok(Named {
        row: row.get(0)?,
        kind: if kind == "body" { Kind::Body } else { Kind::Person },
        of: Ref { id: row.get(2)?, name: row.get(3)? },
        n: row.get::<_, i64>(4)?.max(0) as usize,
        fit: 1000,
    })
}

/// How alike two words are, in thousandths; a beginning counts almost as the whole.
fn likeness(wanted: &str, known: &str) -> u32 {
    if wanted == known {
        return 1000;
    }
    if wanted.chars().count() >= 3 && known.starts_with(wanted) {
        return 930;
    }
    u32::from(closeness(start(wanted, 64), start(known, 64))).min(990)
}

fn words(name: &str) -> Vec<String> {
    let folded = lexicon::fold(name);
    let all: Vec<String> = folded
        .split(|c: char| !c.is_alphanumeric() && c != '\'')
        .map(|word| start(word, 64).to_owned())
        .filter(|word| !word.is_empty())
        .collect();
    // Articles and particles say nothing, unless there is nothing else.
    let full: Vec<String> = all.iter().filter(|word| word.chars().count() > 2).cloned().collect();
    if full.is_empty() { all } else { full }
}

fn start(word: &str, n_chars: usize) -> &str {
    word.char_indices().nth(n_chars).map_or(word, |(at, _)| &word[..at])
}
