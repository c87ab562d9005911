//! Knowledge as data: `data/` turned into checked tables.
//!
//! [`DataFiles`] are the built-in files with any folder of the user's laid over them; [`Lexicon::load`] reads and
//! checks them all and reports every fault with file, line and remedy. Each kind of knowledge has a module of its own.
//!
//! **Invariant:** nothing here knows articles. A table's key order never depends on hashing.

mod actors;
mod audit;
mod bodies;
mod cameo;
mod countries;
mod error;
mod files;
pub mod frames;
mod holders;
pub mod import;
mod known_days;
mod load;
mod names;
pub mod naming;
mod ontology;
mod page_words;
mod phrases;
mod places;
pub mod spelling;
mod subject_cues;
mod term;
mod text;
mod time_words;
mod titles;
mod tsv;

pub use actors::{ACTOR_COLUMNS, Actor, ActorKind, ActorRole};
pub use audit::audit;
pub use bodies::{Bodies, BodyHead, BodyId, KnownBody};
pub use countries::{Countries, Country, CountryForm, CountryPhrase, Naming, Side};
pub use error::{LexiconError, LexiconErrors};
pub use files::{DataFile, DataFiles};
pub use frames::Frames;
pub use holders::{Holder, Holders};
pub use known_days::{KnownDay, NewName};
pub use names::{GivenName, NameGender, Names};
pub use ontology::{ActorCode, Ontology, TypeFacts};
pub use page_words::{ContainerRole, PageRole, PageWords, PhraseHit, PhrasePlace, fold_line};
pub use phrases::{Case, PhraseTable, phrase_key};
pub use places::{GazEntry, Gazetteer};
pub use subject_cues::{ContextRule, Cue, CueStrength, DefaultRule, DefaultWhen, SubjectCues, Tone};
pub use term::{Term, Ymd, day_in_words};
pub use text::{fold, nearest, plain};
pub use time_words::{
    Feast, FeastRule, NamedNumber, TimePart, TimeSense, TimeUnit, TimeWords, VagueTime, decimal_digit, is_apostrophe,
    split_time_words,
};
pub use titles::{Title, TitleId, TitleKind, TitleModifier, Titles};
pub use tsv::{Row, Tsv};

use actors::Actors;

/// All tables.
#[derive(Debug)]
pub struct Lexicon {
    digest: String,
    frames: Frames,
    page_words: PageWords,
    subject_cues: SubjectCues,
    time_words: TimeWords,
    ontology: Ontology,
    countries: Countries,
    titles: Titles,
    bodies: Bodies,
    places: Gazetteer,
    holders: Holders,
    known_days: Vec<KnownDay>,
    new_names: Vec<NewName>,
    names: Names,
}

impl Lexicon {
    /// Reads and checks every table.
    ///
    /// # Errors
    /// Every fault found in the files, not only the first.
    pub fn load(files: &DataFiles) -> Result<Lexicon, LexiconErrors> {
        let mut faults = Vec::new();
        let ontology = Ontology::load(files, &mut faults);
        let countries = Countries::load(files, &mut faults);
        let titles = Titles::load(files, &mut faults);
        let actors = Actors::load(files, &countries, &mut faults);
        let bodies = Bodies::load(files, &countries, &actors, &mut faults);
        let places = Gazetteer::load(files, &countries, &actors, &mut faults);
        let names = Names::load(files, &countries, &mut faults);
        let holders = Holders::load(files, &countries, &names, &actors, &mut faults);
        let known_days = known_days::load(files, &countries, &mut faults);
        let new_names = known_days::load_names(files, &countries, &mut faults);
        let frames = Frames::load(files, &mut faults);
        let page_words = PageWords::load(files, &mut faults);
        let subject_cues = SubjectCues::load(files, &mut faults);
        let time_words = TimeWords::load(files, &mut faults);
        if !faults.is_empty() {
            faults.sort();
            return Err(LexiconErrors(faults));
        }
        let digest = files.digest();
        Ok(Lexicon {
            digest,
            ontology,
            countries,
            titles,
            bodies,
            places,
            holders,
            known_days,
            new_names,
            names,
            frames,
            page_words,
            subject_cues,
            time_words,
        })
    }

    /// The tables built into the program.
    ///
    /// # Errors
    /// None in a program whose tests have passed: the built-in files are checked by them.
    pub fn built_in() -> Result<Lexicon, LexiconErrors> {
        Lexicon::load(&DataFiles::built_in())
    }

    /// The words of page furniture.
    pub fn page_words(&self) -> &PageWords {
        &self.page_words
    }

    /// Digest of all data files, built-in and laid over; part of every record's stamp.
    pub fn digest(&self) -> &str {
        &self.digest
    }

    /// Event frames, operators, mode and stance rules.
    pub fn frames(&self) -> &Frames {
        &self.frames
    }

    /// Words that tell what an event is about.
    pub fn subject_cues(&self) -> &SubjectCues {
        &self.subject_cues
    }

    /// The words of dates.
    pub fn time_words(&self) -> &TimeWords {
        &self.time_words
    }

    /// PLOVER's types, modes, scores and contexts, our subjects, and CAMEO codes.
    pub fn ontology(&self) -> &Ontology {
        &self.ontology
    }

    /// Countries and the words for them.
    pub fn countries(&self) -> &Countries {
        &self.countries
    }

    /// Offices, ranks, honorifics and what changes them.
    pub fn titles(&self) -> &Titles {
        &self.titles
    }

    /// Known bodies, head words of bodies, nouns for people.
    pub fn bodies(&self) -> &Bodies {
        &self.bodies
    }

    /// Places.
    pub fn places(&self) -> &Gazetteer {
        &self.places
    }

    /// People whom the news names without saying whose they are.
    pub fn holders(&self) -> &Holders {
        &self.holders
    }

    /// Days the world knows: elections, great events.
    pub fn known_days(&self) -> &[KnownDay] {
        &self.known_days
    }

    /// Names that were not in use before a day.
    pub fn new_names(&self) -> &[NewName] {
        &self.new_names
    }

    /// Names of people.
    pub fn names(&self) -> &Names {
        &self.names
    }
}
