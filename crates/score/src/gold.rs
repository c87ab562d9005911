//! Gold records: what an expert coder takes down from an article. One JSON file an article.

use std::path::{Path, PathBuf};

use serde::Deserialize;

/// One article, coded by hand.
#[derive(Clone, Debug, Deserialize)]
pub struct Gold {
    /// The article's file, relative to the gold file.
    pub article: String,
    /// Headline.
    pub title: Option<String>,
    /// Publication date; none where the page does not state it.
    pub published: Option<String>,
    /// The interval a careful reader can infer where `published` is none.
    #[serde(default)]
    pub published_inferred: Option<String>,
    /// First words of the article's own text.
    pub body_first: String,
    /// Its last words.
    pub body_last: String,
    /// Texts on the page that are no part of the article.
    pub furniture: Vec<String>,
    /// Named people.
    pub people: Vec<GoldPerson>,
    /// Events.
    pub events: Vec<GoldEvent>,
    /// Statements.
    #[serde(default)]
    pub statements: Vec<GoldStatement>,
    /// The gold file, filled in when read from one.
    #[serde(skip)]
    pub file: PathBuf,
}

/// A named person.
#[derive(Clone, Debug, Deserialize)]
pub struct GoldPerson {
    /// Fullest form in the text.
    pub name: String,
    /// Other forms.
    pub aka: Vec<String>,
    /// Side the person acts for.
    pub country: Option<String>,
    /// Offices.
    pub offices: Vec<GoldOffice>,
}

/// An office.
#[derive(Clone, Debug, Deserialize)]
pub struct GoldOffice {
    /// Title.
    pub title: String,
    /// Body.
    pub body: Option<String>,
}

/// An event.
#[derive(Clone, Debug, Deserialize)]
pub struct GoldEvent {
    /// Whether a coder must find it; background may be found or not.
    pub core: bool,
    /// PLOVER type.
    #[serde(rename = "type")]
    pub event_type: String,
    /// Further types that count as right.
    #[serde(default)]
    pub also_type: Vec<String>,
    /// PLOVER mode.
    #[serde(default)]
    pub mode: Option<String>,
    /// Whether it happened.
    pub status: String,
    /// EDTF.
    pub date: Option<String>,
    /// Where.
    pub place: Option<GoldPlace>,
    /// Who did it.
    #[serde(default)]
    pub actor: Vec<GoldParty>,
    /// To whom.
    #[serde(default)]
    pub recipient: Vec<GoldParty>,
    /// What about.
    pub subjects: Vec<String>,
    /// Words of the article that report it.
    pub evidence: String,
}

/// A place.
#[derive(Clone, Debug, Deserialize)]
pub struct GoldPlace {
    /// Name.
    pub name: String,
    /// Country.
    #[serde(default)]
    pub country: Option<String>,
}

/// A party: a person by name, or a body or country.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
pub enum GoldParty {
    /// A person's `name`.
    Person(String),
    /// Anyone else.
    Other {
        /// Name.
        name: Option<String>,
        /// Side it acts for.
        #[serde(default)]
        country: Option<String>,
    },
}

/// A statement.
#[derive(Clone, Debug, Deserialize)]
pub struct GoldStatement {
    /// Who.
    pub speaker: String,
    /// What the words do.
    pub stance: String,
}

/// A gold file that cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("{file}: {reason}")]
pub struct GoldError {
    file: String,
    reason: String,
}

impl GoldError {
    pub(crate) fn new(file: String, reason: String) -> GoldError {
        GoldError { file, reason }
    }
}

impl Gold {
    /// Every `*.json` of a folder, by file name.
    ///
    /// # Errors
    /// A folder or file that cannot be read, or that is not in the gold format.
    pub fn read_folder(folder: &Path) -> Result<Vec<Gold>, GoldError> {
        let fault = |path: &Path, reason: String| GoldError { file: path.display().to_string(), reason };
        let entries = std::fs::read_dir(folder).map_err(|error| fault(folder, error.to_string()))?;
        let mut paths = Vec::new();
        for entry in entries {
            let path = entry.map_err(|error| fault(folder, error.to_string()))?.path();
            if path.extension().is_some_and(|ending| ending == "json") {
                paths.push(path);
            }
        }
        paths.sort();
        if paths.is_empty() {
            return Err(fault(folder, "holds no *.json gold files".to_owned()));
        }
        let read = |path: PathBuf| {
            let text = std::fs::read_to_string(&path).map_err(|error| fault(&path, error.to_string()))?;
            let gold: Gold = serde_json::from_str(&text).map_err(|error| fault(&path, error.to_string()))?;
            Ok(Gold { file: path, ..gold })
        };
        paths.into_iter().map(read).collect()
    }

    /// The article's file.
    pub fn article_path(&self) -> PathBuf {
        self.file.parent().unwrap_or(Path::new("")).join(&self.article)
    }

    /// The article's file name, by which records are matched.
    pub fn article_name(&self) -> &str {
        self.article.rsplit('/').next().unwrap_or(&self.article)
    }

    /// The person of a name.
    pub fn person(&self, name: &str) -> Option<&GoldPerson> {
        self.people.iter().rev().find(|person| person.name == name)
    }
}
