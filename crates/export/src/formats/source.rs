//! Where what is written comes from.

use super::ExportError;
use crate::view::{ArticleView, BodyView, EventView, HappeningView, PersonView, StatementView};

/// What a source is told rows with; it stops at the first error.
pub type Told<'a, T> = &'a mut dyn FnMut(&T) -> Result<(), ExportError>;

/// Something to be exported: part of an archive, asked for piece by piece.
///
/// A format asks for what it needs, some of it twice; each time the same must come in the same order.
pub trait Source {
    /// What it is called.
    fn heading(&self) -> Heading;
    /// Happenings with their reports.
    ///
    /// # Errors
    /// When the source fails, or `each` does; so for all that follow.
    fn happenings(&self, each: Told<HappeningView>) -> Result<(), ExportError>;
    /// Events, article by article.
    fn events(&self, each: Told<EventView>) -> Result<(), ExportError>;
    /// Articles with one of the events.
    fn articles(&self, each: Told<ArticleView>) -> Result<(), ExportError>;
    /// Statements.
    fn statements(&self, each: Told<StatementView>) -> Result<(), ExportError>;
    /// People who take part.
    fn people(&self, each: Told<PersonView>) -> Result<(), ExportError>;
    /// Bodies that take part.
    fn bodies(&self, each: Told<BodyView>) -> Result<(), ExportError>;
}

/// What an export is called.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Heading {
    /// A few words.
    pub title: String,
    /// The question it answers, in words.
    pub question: String,
    /// Address of the pages of the archive, without a slash at its end, where it is served.
    pub address: Option<String>,
}

/// A source that lies in memory.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Slice {
    /// What it is called.
    pub heading: Heading,
    /// Happenings; their reports are the events.
    pub happenings: Vec<HappeningView>,
    /// Articles.
    pub articles: Vec<ArticleView>,
    /// Statements.
    pub statements: Vec<StatementView>,
    /// People.
    pub people: Vec<PersonView>,
    /// Bodies.
    pub bodies: Vec<BodyView>,
}

impl Source for Slice {
    fn heading(&self) -> Heading {
        self.heading.clone()
    }

    fn happenings(&self, each: Told<HappeningView>) -> Result<(), ExportError> {
        self.happenings.iter().try_for_each(each)
    }

    fn events(&self, each: Told<EventView>) -> Result<(), ExportError> {
        self.happenings.iter().flat_map(|happening| &happening.reports).map(|report| &report.view).try_for_each(each)
    }

    fn articles(&self, each: Told<ArticleView>) -> Result<(), ExportError> {
        self.articles.iter().try_for_each(each)
    }

    fn statements(&self, each: Told<StatementView>) -> Result<(), ExportError> {
        self.statements.iter().try_for_each(each)
    }

    fn people(&self, each: Told<PersonView>) -> Result<(), ExportError> {
        self.people.iter().try_for_each(each)
    }

    fn bodies(&self, each: Told<BodyView>) -> Result<(), ExportError> {
        self.bodies.iter().try_for_each(each)
    }
}
