//! The fourth layer: events and statements.

use crate::{
    Context, CountryCode, DateBasis, Edtf, EventType, Finding, Id, Mode, Person, PlacePrecision, Referent, Sector,
    Span, Stamp, Subject, Table,
};

/// What `code` makes of an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coding {
    /// Events, in order of their first words.
    pub events: Table<Event>,
    /// Statements, in text order.
    pub statements: Table<Statement>,
    /// What made this record.
    pub stamp: Stamp,
    /// What `code` worked around.
    pub findings: Vec<Finding>,
}

/// Who did what to whom, once.
///
/// A reciprocal event lists every party as actor and nobody as recipient; a visit has the visitor as actor and the
/// host as recipient.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// PLOVER event type.
    pub event_type: EventType,
    /// PLOVER mode, with `meeting` added.
    pub mode: Option<Mode>,
    /// Whether it happened.
    pub status: Status,
    /// Who did it.
    pub actors: Vec<Party>,
    /// To whom.
    pub recipients: Vec<Party>,
    /// When.
    pub date: Option<EventDate>,
    /// Where.
    pub place: Option<EventPlace>,
    /// What about, each with the words that say so; in the order of [`Subject`].
    pub subjects: Subjects,
    /// PLOVER contexts, in order.
    pub contexts: Vec<Context>,
    /// CAMEO code from the crosswalk.
    pub cameo: &'static str,
    /// PLOVER conflict-cooperation score in tenths.
    pub score_tenths: i16,
    /// Money, people and papers counted.
    pub quantities: Vec<Quantity>,
    /// Who the text says reports it, where it does.
    pub attributed_to: Option<String>,
    /// Confidence in thousandths.
    pub confidence: u16,
    /// The words it rests on, in text order; never empty.
    pub evidence: Vec<Span>,
    /// Id of the frame or rule that coded it.
    pub frame: String,
}

/// Subject codes with the words they rest on.
pub type Subjects = Vec<(Subject, Span)>;

crate::codes! {
    /// Whether an event happened.
    pub enum Status {
        Occurred = "occurred",
        Ongoing = "ongoing",
        Planned = "planned",
        Hypothetical = "hypothetical",
        Denied = "denied",
    }
}

/// A party to an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Party {
    /// Name: the person's or body's fullest name in the article, or the country's or group's.
    pub name: String,
    /// Whom it means.
    pub referent: Referent,
    /// Side it acts for.
    pub country: Option<CountryCode>,
    /// PLOVER sector.
    pub sector: Option<Sector>,
    /// Office held then, as printed, `deputy commander, eastern Libya's forces`.
    pub office: Option<String>,
    /// The words that name it in this event.
    pub span: Span,
}

/// When an event happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EventDate {
    /// The time.
    pub value: Edtf,
    /// How it follows.
    pub basis: DateBasis,
    /// The reason in words.
    pub why: String,
    /// The words that say so, where there are any.
    pub span: Option<Span>,
}

/// Where an event happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EventPlace {
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
    /// The words that say so.
    pub span: Option<Span>,
}

/// A counted thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quantity {
    /// What is counted.
    pub kind: QuantityKind,
    /// The number as understood (`more than 14` is 14, with `at_least`), `None` for `several`.
    pub amount: Option<u64>,
    /// Whether the text says `more than`, `at least`.
    pub at_least: bool,
    /// Currency code or unit as printed, where there is one.
    pub unit: Option<String>,
    /// The words.
    pub span: Span,
}

crate::codes! {
    /// What a quantity counts.
    pub enum QuantityKind {
        Agreements = "agreements",
        Money = "money",
        Killed = "killed",
        Wounded = "wounded",
        Detained = "detained",
        Expelled = "expelled",
        Released = "released",
        Troops = "troops",
        Other = "other",
    }
}

/// What someone said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// The speaker's name.
    pub speaker: String,
    /// The speaker, where a named person.
    pub person: Option<Id<Person>>,
    /// What the words do.
    pub stance: Stance,
    /// The clause that tells what was said.
    pub span: Span,
    /// To whom, as printed.
    pub addressee: Option<String>,
    /// For pledges: deadline or condition, as printed.
    pub condition: Option<Span>,
}

crate::codes! {
    /// What a statement does.
    pub enum Stance {
        Pledge = "pledge",
        Praise = "praise",
        Concern = "concern",
        Condemn = "condemn",
        Urge = "urge",
        Hope = "hope",
        Inform = "inform",
        Deny = "deny",
    }
}
