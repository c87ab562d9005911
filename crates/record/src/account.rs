//! What one article tells, as linking needs it: plain, compact, and all there is to know about the article once its
//! layers are gone.
//!
//! A million articles do not fit in memory as layers; as accounts they can be kept in an archive and fetched by key.
//! Every field is a plain value, so that whoever keeps accounts can write them in its own form. People, bodies and
//! events carry the ids of the wire form ([`crate::Ids`]).

use crate::{
    BodyKind, CountryCode, DateBasis, Edtf, EventType, Held, Mode, PlacePrecision, QuantityKind, Sector, Status,
    Subject,
};

/// One article as linking sees it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Account {
    /// Id of the article: the hash of its content.
    pub article: String,
    /// Path or address it came from.
    pub origin: String,
    /// Headline.
    pub title: Option<String>,
    /// Who printed it, as the page says.
    pub outlet: Option<String>,
    /// Whom the byline and the text credit: agencies, other outlets.
    pub credits: Vec<String>,
    /// Publication date, where the page states one.
    pub published: Option<Edtf>,
    /// The interval it must have been written in, where the page states no date.
    pub written: Option<Edtf>,
    /// The reason for `written`, in words.
    pub written_why: Option<String>,
    /// The print of its text, for finding copies.
    pub print: Print,
    /// Named people.
    pub people: Vec<PersonTold>,
    /// Named bodies.
    pub bodies: Vec<BodyTold>,
    /// Events, in the order of their first words.
    pub events: Vec<EventTold>,
}

/// The print of a text: enough to see copies, of bounded size.
///
/// Invariants: `runs` is ascending and holds no double; it holds those hashes of the text's runs of words that divide
/// by `1 << thinning`, and `thinning` is the least that leaves at most [`Print::MAX_RUNS`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Print {
    /// Number of runs of words before thinning.
    pub n_runs: u32,
    /// How far the runs were thinned, as a power of two.
    pub thinning: u8,
    /// Hashes of runs of four words.
    pub runs: Vec<u32>,
    /// Hashes of names and numbers in the order of the text, the first [`Print::MAX_ANCHORS`].
    pub anchors: Vec<u32>,
}

impl Print {
    /// Most runs that are kept.
    pub const MAX_RUNS: usize = 256;
    /// Most names and numbers that are kept.
    pub const MAX_ANCHORS: usize = 192;
}

/// A person as one article knows them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonTold {
    /// Id in the article's record.
    pub id: String,
    /// Fullest form in the text.
    pub name: String,
    /// Other forms.
    pub aliases: Vec<String>,
    /// Side the person acts for.
    pub country: Option<CountryCode>,
    /// PLOVER sector.
    pub sector: Option<Sector>,
    /// Rank as printed.
    pub rank: Option<String>,
    /// Whether the person is only named.
    pub background: bool,
    /// Offices held.
    pub offices: Vec<OfficeTold>,
    /// How the article labels the person, as printed.
    pub labels: Vec<String>,
}

/// A post someone is told to hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfficeTold {
    /// Title as printed, without the body.
    pub title: String,
    /// Body or territory as printed.
    pub body: Option<String>,
    /// Country of the post.
    pub country: Option<CountryCode>,
    /// How it is held at the time of the article.
    pub held: Held,
}

/// A body as one article knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BodyTold {
    /// Id in the article's record.
    pub id: String,
    /// Fullest form in the text.
    pub name: String,
    /// Other forms.
    pub aliases: Vec<String>,
    /// Country it belongs to.
    pub country: Option<CountryCode>,
    /// What it is.
    pub kind: BodyKind,
    /// How the article labels it, as printed.
    pub labels: Vec<String>,
}

/// An event as one article tells it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EventTold {
    /// Id in the article's record.
    pub id: String,
    /// PLOVER event type.
    pub event_type: EventType,
    /// PLOVER mode.
    pub mode: Option<Mode>,
    /// Whether it happened.
    pub status: Status,
    /// When, where told or inferred.
    pub date: Option<Edtf>,
    /// How the date is known.
    pub date_basis: DateBasis,
    /// Where.
    pub place: Option<PlaceTold>,
    /// Who did it; all parties of a reciprocal event.
    pub actors: Vec<PartyTold>,
    /// To whom.
    pub recipients: Vec<PartyTold>,
    /// What about, in the order of [`Subject`].
    pub subjects: Vec<Subject>,
    /// What is counted.
    pub quantities: Vec<QuantityTold>,
    /// Who the text says reports it.
    pub attributed_to: Option<String>,
    /// Confidence in thousandths.
    pub confidence: u16,
    /// Where its first words stand in the text, in thousandths of its length: news comes first.
    pub depth: u16,
    /// The words it rests on, cut at [`EventTold::MAX_WORDS`] bytes.
    pub words: String,
}

impl EventTold {
    /// Most bytes of evidence that are kept.
    pub const MAX_WORDS: usize = 240;

    /// All parties: actors, then recipients.
    pub fn parties(&self) -> impl Iterator<Item = &PartyTold> {
        self.actors.iter().chain(&self.recipients)
    }
}

/// A party to an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartyTold {
    /// Fullest name in the article.
    pub name: String,
    /// Id of the person, where it is one.
    pub person: Option<String>,
    /// Id of the body, where it is one.
    pub body: Option<String>,
    /// Side it acts for.
    pub country: Option<CountryCode>,
    /// PLOVER sector.
    pub sector: Option<Sector>,
    /// Office held then, as printed.
    pub office: Option<String>,
}

/// Where an event happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlaceTold {
    /// Name as printed.
    pub name: String,
    /// Country.
    pub country: Option<CountryCode>,
    /// Latitude in thousandths of a degree.
    pub lat_milli: Option<i32>,
    /// Longitude in thousandths of a degree.
    pub lon_milli: Option<i32>,
    /// How fine.
    pub precision: PlacePrecision,
}

/// A counted thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuantityTold {
    /// What is counted.
    pub kind: QuantityKind,
    /// The number, `None` for `several`.
    pub amount: Option<u64>,
    /// Whether the text says `more than`, `at least`.
    pub at_least: bool,
    /// Currency or unit as printed.
    pub unit: Option<String>,
}
