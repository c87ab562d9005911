//! Forms as the archive keeps them: JSON.

use std::collections::{BTreeMap, BTreeSet};

use record::{CountryCode, Edtf, Form, Held, Holding, Sector};
use serde::{Deserialize, Serialize};

use crate::ArchiveError;

#[derive(Serialize, Deserialize)]
struct FormRow {
    names: BTreeMap<String, u32>,
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    aliases: BTreeSet<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    country: Option<String>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    sectors: BTreeMap<String, u32>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    holdings: Vec<HoldingRow>,
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    company: BTreeSet<u32>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    others: BTreeMap<String, u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    first_seen: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    last_seen: Option<String>,
    n_articles: u32,
}

#[derive(Serialize, Deserialize)]
struct HoldingRow {
    post: String,
    title: String,
    body: Option<String>,
    country: Option<String>,
    held: String,
    first_seen: Option<String>,
    last_seen: Option<String>,
    articles: BTreeSet<String>,
}

/// A form of a person as text to be kept.
///
/// # Errors
/// When it cannot be written.
pub fn form_to_text(form: &Form) -> Result<String, ArchiveError> {
    let text = |date: &Option<Edtf>| date.map(|date| date.to_string());
    let row = FormRow {
        names: form.names.clone(),
        aliases: form.aliases.clone(),
        country: form.country.map(|code| code.to_string()),
        sectors: form.sectors.iter().map(|(sector, n)| (sector.code().to_owned(), *n)).collect(),
        holdings: (form.holdings.iter())
            .map(|holding| HoldingRow {
                post: holding.post.clone(),
                title: holding.title.clone(),
                body: holding.body.clone(),
                country: holding.country.map(|code| code.to_string()),
                held: holding.held.code().to_owned(),
                first_seen: text(&holding.first_seen),
                last_seen: text(&holding.last_seen),
                articles: holding.articles.clone(),
            })
            .collect(),
        company: form.company.clone(),
        others: form.others.clone(),
        first_seen: text(&form.first_seen),
        last_seen: text(&form.last_seen),
        n_articles: form.n_articles,
    };
    serde_json::to_string(&row).map_err(|error| ArchiveError::Damaged(error.to_string()))
}

/// The form kept under `key`.
///
/// # Errors
/// When the text is no form.
pub fn form_from_text(key: &str, text: &str) -> Result<Form, ArchiveError> {
    let row: FormRow = serde_json::from_str(text).map_err(|error| ArchiveError::Damaged(error.to_string()))?;
    let date = |text: Option<String>| text.and_then(|text| text.parse::<Edtf>().ok());
    let country = |code: Option<String>| code.and_then(|code| CountryCode::new(&code));
    Ok(Form {
        key: key.to_owned(),
        names: row.names,
        aliases: row.aliases,
        country: country(row.country),
        sectors: row.sectors.into_iter().filter_map(|(code, n)| Some((Sector::from_code(&code)?, n))).collect(),
        holdings: (row.holdings.into_iter())
            .map(|holding| Holding {
                post: holding.post,
                title: holding.title,
                body: holding.body,
                country: country(holding.country),
                held: Held::from_code(&holding.held).unwrap_or(Held::Current),
                first_seen: date(holding.first_seen),
                last_seen: date(holding.last_seen),
                articles: holding.articles,
            })
            .collect(),
        company: row.company,
        others: row.others,
        first_seen: date(row.first_seen),
        last_seen: date(row.last_seen),
        n_articles: row.n_articles,
    })
}

/// What many articles say of a body under one name and in one country.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BodyForm {
    /// Names as printed, with the number of articles.
    pub names: BTreeMap<String, u32>,
    /// Country.
    pub country: Option<String>,
    /// Kinds, with the number of articles.
    pub kinds: BTreeMap<String, u32>,
    /// Sectors, with the number of articles.
    pub sectors: BTreeMap<String, u32>,
    /// Day of the first article, EDTF.
    pub first_seen: Option<String>,
    /// Day of the last article, EDTF.
    pub last_seen: Option<String>,
    /// Number of articles.
    pub n_articles: u32,
}

/// Names of a body that are kept; whoever has more has them by mistakes of spelling.
const NAMES_MOST: usize = 64;

impl BodyForm {
    /// Adds what another set of articles says. Any order gives the same.
    pub fn merge(&mut self, other: &BodyForm) {
        let add = |counts: &mut BTreeMap<String, u32>, more: &BTreeMap<String, u32>| {
            for (value, n) in more {
                *counts.entry(value.clone()).or_default() += n;
            }
        };
        add(&mut self.names, &other.names);
        while self.names.len() > NAMES_MOST {
            self.names.pop_last();
        }
        add(&mut self.kinds, &other.kinds);
        add(&mut self.sectors, &other.sectors);
        self.country = self.country.take().or_else(|| other.country.clone());
        self.first_seen = [self.first_seen.take(), other.first_seen.clone()].into_iter().flatten().min();
        self.last_seen = self.last_seen.take().max(other.last_seen.clone());
        self.n_articles += other.n_articles;
    }

    /// As text to be kept.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn to_text(&self) -> Result<String, ArchiveError> {
        serde_json::to_string(self).map_err(|error| ArchiveError::Damaged(error.to_string()))
    }

    /// From kept text.
    ///
    /// # Errors
    /// When the text is no form of a body.
    pub fn from_text(text: &str) -> Result<BodyForm, ArchiveError> {
        serde_json::from_str(text).map_err(|error| ArchiveError::Damaged(error.to_string()))
    }

    /// The value counted most; of equals the least.
    pub fn most(counts: &BTreeMap<String, u32>) -> Option<&String> {
        counts.iter().rev().max_by_key(|(_, n)| **n).map(|(value, _)| value)
    }
}
