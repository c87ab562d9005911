//! From [`Reading`] and [`Cast`] to [`Coding`]: events, modes, status, parties, subjects, statements.
//!
//! Entry type: [`Coder`]. A sentence is prepared once ([`view`]); frames of `data/frames` are triggered by its words
//! ([`triggers`]), filled from its tree ([`slots`], [`party`]), checked ([`matching`]), and settled by tense and
//! operators ([`status`]). Events then get their time ([`when`]), place ([`place`]) and subjects ([`about`]), and one
//! happening told twice becomes one event ([`merge`]).

mod about;
mod back;
mod codebook;
mod cues;
mod document;
mod events;
mod features;
mod grammar;
mod matching;
mod mend;
mod merge;
mod model;
mod party;
mod place;
mod relation;
mod roles;
mod sights;
mod slots;
mod statements;
mod status;
mod subjects;
mod told;
mod tone;
mod train;
mod triggers;
mod venue;
mod view;
mod when;

use lexicon::Lexicon;
use record::{Article, Cast, Coding, EventType, Reading, Span, Stamp, Statement, Table, Trace};

pub use codebook::codebook;
pub use model::EventModel;
pub use sights::{FrameOutcome, FrameSight};
pub use train::Trainer;

use events::Maker;
use party::Parties;
use view::View;

/// Codes articles by the lexicon's frames.
#[derive(Debug)]
pub struct Coder<'l> {
    lexicon: &'l Lexicon,
    model: Option<&'l EventModel>,
}

impl<'l> Coder<'l> {
    /// A coder over the lexicon's frames.
    pub fn new(lexicon: &'l Lexicon) -> Coder<'l> {
        Coder { lexicon, model: EventModel::built_in() }
    }

    /// A coder that decides by the model, or by the frames alone.
    pub fn with_model(lexicon: &'l Lexicon, model: Option<&'l EventModel>) -> Coder<'l> {
        Coder { lexicon, model }
    }

    /// The events and statements of an article.
    pub fn code(&self, article: &Article, reading: &Reading, cast: &Cast, stamp: Stamp, trace: &mut Trace) -> Coding {
        let frames = self.lexicon.frames();
        let parties = Parties::new(cast, frames, reading.sentences.len());
        let views: Vec<View> =
            reading.sentences.ids().map(|sentence| View::new(frames, reading, &article.text, sentence)).collect();
        let mut findings = Vec::new();
        if let Some(finding) = document::not_political(&views, self.lexicon.frames()) {
            findings.push(finding);
            return Coding { events: Table::new(), statements: Table::new(), stamp, findings };
        }
        let maker = Maker { lexicon: self.lexicon, article, reading, cast, parties: &parties };
        let events = maker.events(&views, trace);
        let mut said: Vec<Statement> = Vec::new();
        for view in &views {
            let name = |found: &party::Found| statements::speaker_name(self.lexicon, cast, &article.text, found);
            said.extend(statements::statements(view, frames, self.lexicon.subject_cues(), &parties, &name));
        }
        statements::add_implied(&mut said, &events);
        Coding { events, statements: Table::from(said), stamp, findings }
    }

    /// Which event type the sentences report between the words `source` and `target`, with a confidence in thousandths.
    pub fn relation(
        &self,
        text: &str,
        reading: &Reading,
        cast: &Cast,
        source: Span,
        target: Span,
    ) -> Option<(EventType, u16)> {
        relation::relation(self.lexicon, self.model, reading, cast, text, source, target)
    }

    /// Every frame that the sentences trigger, matched or refused: for `attache frame`.
    pub fn sights(&self, text: &str, reading: &Reading, cast: &Cast) -> Vec<FrameSight> {
        sights::sights(self.lexicon, reading, cast, text)
    }
}
