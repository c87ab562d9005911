//! HTML pages.

use lexicon::Lexicon;

use crate::article::Page;
use crate::block::Block;
use crate::classify::Line;
use crate::published::Clue;

/// What a page's head says about the article.
#[derive(Clone, Debug, Default)]
pub(crate) struct Metadata {
    pub titles: Vec<String>,
    pub publisher: Option<String>,
    pub authors: Vec<String>,
    pub language: Option<String>,
    pub clues: Vec<Clue>,
    pub is_html: bool,
}

impl Metadata {
    pub fn is_empty(&self) -> bool {
        !self.is_html
    }

    /// The headline, from the page's line that looks like one and what the head says.
    pub fn best_title(&self, line: Option<(&Block, &Line)>, _publisher: Option<&str>) -> Option<String> {
        line.map(|(block, _)| block.text.clone()).or_else(|| self.titles.first().cloned())
    }
}

pub(crate) fn is_html(text: &str) -> bool {
    let head: String = text.chars().take(2000).collect::<String>().to_ascii_lowercase();
    head.contains("<html") || head.contains("<!doctype html") || head.contains("<body") || head.contains("<head")
}

pub(crate) fn page(_lexicon: &Lexicon, text: &str) -> Page {
    Page { blocks: crate::lines::blocks(text), metadata: Metadata { is_html: true, ..Metadata::default() } }
}
