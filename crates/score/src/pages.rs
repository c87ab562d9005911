//! Saved pages against what should be read from them: snippets of the text, and publication dates.

use std::collections::BTreeMap;
use std::io::Read;
use std::path::Path;

use engine::{Engine, guarded};
use read::{Document, Given};
use serde::Deserialize;

use crate::tally::Count;

/// What is known of one page.
#[derive(Debug, Deserialize)]
struct Page {
    /// Its file, gzipped, relative to the gold file.
    file: String,
    /// Publication date; absent where the page has none.
    #[serde(default)]
    date: Option<String>,
    /// Texts that belong to the article.
    #[serde(default)]
    with: Vec<String>,
    /// Texts that do not.
    #[serde(default)]
    without: Vec<String>,
}

/// How pages were read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PageScores {
    /// Pages.
    pub n_pages: u64,
    /// Snippets of the text: found, of other parts of the page kept, missed.
    pub snippets: Count,
    /// Publication dates: right (none where the page has none), wrong, none given.
    pub dates: Count,
}

/// Reads every page that `folder/gold.json` names.
///
/// # Errors
/// A gold file or page that cannot be read.
pub fn score_pages(engine: &Engine, folder: &Path) -> Result<PageScores, String> {
    let gold_file = folder.join("gold.json");
    let text = std::fs::read_to_string(&gold_file).map_err(|error| format!("{}: {error}", gold_file.display()))?;
    // Python writes a missing date as NaN, which is no JSON.
    let text = text.replace(": NaN", ": null");
    let pages: BTreeMap<String, Page> =
        serde_json::from_str(&text).map_err(|error| format!("{}: {error}", gold_file.display()))?;
    let mut scores = PageScores::default();
    for (address, page) in &pages {
        let path = folder.join(&page.file);
        let bytes = unpacked(&path).map_err(|error| format!("{}: {error}", path.display()))?;
        // A crawler knows where a page came from.
        let given = Given { address: Some(address.clone()), ..Given::default() };
        let document = Document { origin: page.file.trim_end_matches(".gz").to_owned(), bytes, given };
        let article = guarded(&document.origin, || engine.read_article(&document)).ok();
        scores.add(page, article.as_ref());
    }
    Ok(scores)
}

impl PageScores {
    fn add(&mut self, page: &Page, article: Option<&record::Article>) {
        self.n_pages += 1;
        let title = article.and_then(|article| article.title.as_deref()).unwrap_or_default();
        let text = article.map_or(String::new(), |article| crate::text::squash(&format!("{title} {}", article.text)));
        for snippet in &page.with {
            self.snippets.add(text.contains(&crate::text::squash(snippet)));
        }
        for snippet in &page.without {
            self.snippets.wrong += u64::from(text.contains(&crate::text::squash(snippet)));
        }
        let published = article.and_then(|article| article.published.as_ref());
        if page.date.is_none() && page.with.is_empty() {
            // The page states no date: to give one is wrong.
            match published {
                None => self.dates.hits += 1,
                Some(_) => self.dates.wrong += 1,
            }
        }
        if let Some(date) = &page.date {
            match published {
                Some(published) if published.value.to_string() == *date => self.dates.hits += 1,
                Some(_) => self.dates.wrong += 1,
                None => self.dates.missed += 1,
            }
        }
    }
}

fn unpacked(path: &Path) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    flate2::read::GzDecoder::new(std::fs::File::open(path)?).read_to_end(&mut bytes)?;
    Ok(bytes)
}
