//! A brief: what happened, who met whom, who held which office, what was promised, and where reports differ, with a
//! timeline, a map and a network as pictures; every sentence with notes that name outlet, date and words.
//!
//! [`Brief::of`] makes one of a source; [`Brief::html`] and [`Brief::markdown`] set it. A brief is about what fits one's
//! hands: of more than [`MOST`] happenings the latest are told, and how many are left out is said.
//!
//! ```text
//! Source ─of→ Brief { sections of blocks, notes } ─html→ one page, no scripts, nothing to load
//!                                                 ─markdown→ text and pictures
//! ```

mod build;
mod html;
mod markdown;
mod notes;
mod pictures;

pub use markdown::Markdown;

use crate::formats::{ExportError, Source};

/// Happenings that a brief tells at most.
pub const MOST: usize = 400;

/// A brief, before it is set.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Brief {
    /// What it is about.
    pub title: String,
    /// The question, in words.
    pub question: String,
    /// How much there is, in a line of numbers with their names.
    figures: Vec<(usize, &'static str)>,
    /// What is left out, and up to when reports go.
    remarks: Vec<String>,
    sections: Vec<Section>,
    notes: Vec<notes::Note>,
}

/// A part of a brief under a heading.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Section {
    id: &'static str,
    title: &'static str,
    blocks: Vec<Block>,
}

/// A paragraph or a picture.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Block {
    /// A smaller heading.
    Heading(String),
    /// A paragraph of a list.
    Item {
        /// What links lead to.
        id: Option<String>,
        words: Vec<Inline>,
    },
    Picture {
        name: &'static str,
        svg: String,
        caption: String,
    },
}

/// Part of a paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Inline {
    Text(String),
    /// What stands out.
    Strong(String),
    /// What stands back.
    Soft(String),
    /// Words of an article.
    Quotation(String),
    /// A note, by its row.
    Note(usize),
}

impl Brief {
    /// The brief of a source.
    ///
    /// # Errors
    /// When the source fails.
    pub fn of(source: &dyn Source) -> Result<Brief, ExportError> {
        build::build(source)
    }

    /// As a page that needs nothing else: no scripts, no fonts, nothing to load.
    pub fn html(&self) -> String {
        html::page(self)
    }

    /// As Markdown with pictures beside it, named `STEM-PICTURE.svg`; without a stem they are in the text as addresses.
    pub fn markdown(&self, stem: Option<&str>) -> Markdown {
        markdown::text(self, stem)
    }
}
