//! Wires the stages from `read` to `code`; batches and threads. The published facade is [`Engine`].
//!
//! ```text
//! Engine::load ─→ Engine::read_article ─→ Article ─→ Engine::code_article ─→ Record (all layers)
//! run_batch: many inputs, several threads, results in input order, bounded memory
//! ```
//!
//! **Invariant:** what an article becomes depends on its bytes, the data and the models only: never on the thread that
//! worked on it, nor on what was worked on before.

mod batch;
mod guard;

use std::path::PathBuf;
use std::sync::Arc;

use code::Coder;
use lexicon::{DataFiles, Lexicon, LexiconErrors};
use parse::Parser;
use read::{Document, ReadError, Reader};
use record::{
    Article, Cast, Coding, DateBasis, Edtf, Published, Reading, Region, RegionKind, SourceMap, Span, Stamp, Trace,
};

pub use batch::{Outcome, run_batch};
pub use guard::{ArticleError, guarded, is_guarded};
pub use read::{Input, ReadOptions, documents};

/// All layers of one article.
#[derive(Clone, Debug)]
pub struct Record {
    /// The article.
    pub article: Article,
    /// Its sentences and trees.
    pub reading: Reading,
    /// Who and what it speaks of.
    pub cast: Cast,
    /// Its events and statements.
    pub coding: Coding,
    /// Why, where asked.
    pub trace: Trace,
}

/// Lexicon and models, loaded once, shared by threads.
#[derive(Clone, Debug)]
pub struct Engine {
    lexicon: Arc<Lexicon>,
    parser: Arc<Parser>,
    given_date: Option<Edtf>,
}

impl Engine {
    /// Loads the built-in knowledge and models, with `overlays` laid over the knowledge in order.
    ///
    /// # Errors
    /// Faults in the data files.
    pub fn load(overlays: &[PathBuf]) -> Result<Engine, LexiconErrors> {
        let mut files = DataFiles::built_in();
        for folder in overlays {
            files.lay_over(folder)?;
        }
        // Tables and weights are loaded side by side: together they are most of the time to start.
        let (lexicon, parser) = std::thread::scope(|scope| {
            let parser = scope.spawn(Parser::built_in);
            let lexicon = Lexicon::load(&files);
            // Weights that cannot be used make a parser that says so; a panic there is a bug like any other.
            (lexicon, parser.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
        });
        Ok(Engine { lexicon: Arc::new(lexicon?), parser: Arc::new(parser), given_date: None })
    }

    /// The same engine, giving `date` to articles whose page states none.
    #[must_use]
    pub fn with_published(self, date: Option<Edtf>) -> Engine {
        Engine { given_date: date, ..self }
    }

    /// The knowledge in use.
    pub fn lexicon(&self) -> &Lexicon {
        &self.lexicon
    }

    /// The parser in use.
    pub fn parser(&self) -> &Parser {
        &self.parser
    }

    /// What records of this engine are stamped with.
    pub fn stamp(&self) -> Stamp {
        Stamp {
            engine: env!("CARGO_PKG_VERSION").to_owned(),
            data: self.lexicon.digest().to_owned(),
            model: self.parser.digest().chars().take(16).collect(),
        }
    }

    /// The article in a document.
    ///
    /// # Errors
    /// When the document holds no article.
    pub fn read_article(&self, document: &Document) -> Result<Article, ReadError> {
        let mut article = Reader::new(&self.lexicon).article(document)?;
        if article.published.is_none() {
            article.published = self.given_date.map(given);
        }
        Ok(article)
    }

    /// Text as an article without a page around it: one paragraph a stretch between blank lines.
    pub fn plain_article(&self, origin: &str, text: &str) -> Article {
        let mut regions = Vec::new();
        let mut start = 0;
        for paragraph in text.split("\n\n") {
            let end = start + paragraph.len();
            if !paragraph.trim().is_empty() {
                regions.push(Region { span: Span::new(start, end), kind: RegionKind::Paragraph });
            }
            start = end + 2;
        }
        Article {
            id: blake3::hash(text.as_bytes()).to_hex()[..24].to_owned(),
            origin: origin.to_owned(),
            title: None,
            publisher: None,
            byline: Vec::new(),
            published: self.given_date.map(given),
            date_candidates: Vec::new(),
            language: Some("en".to_owned()),
            text: text.to_owned(),
            regions,
            source_map: SourceMap::default(),
            findings: Vec::new(),
        }
    }

    /// The sentences of an article.
    pub fn parse_article(&self, article: &Article) -> Reading {
        self.parser.parse(&article.text, &article.regions)
    }

    /// Codes one document.
    ///
    /// # Errors
    /// When the document holds no article.
    pub fn code(&self, document: &Document, trace: Trace) -> Result<Record, ReadError> {
        let article = self.read_article(document)?;
        Ok(self.code_article(article, trace))
    }

    /// Codes one article.
    pub fn code_article(&self, article: Article, mut trace: Trace) -> Record {
        let reading = self.parse_article(&article);
        let cast = resolve::resolve(&self.lexicon, &article, &reading, &mut trace);
        let coding = Coder::new(&self.lexicon).code(&article, &reading, &cast, self.stamp(), &mut trace);
        Record { article, reading, cast, coding, trace }
    }
}

/// A publication date that the caller gave.
fn given(value: Edtf) -> Published {
    Published { value, basis: DateBasis::Given, evidence: value.to_string() }
}
