//! The layer across articles: what happened, as all reports tell it, and who held which office when.

use crate::{CountryCode, Edtf, EventType, Held, Mode, Status};

/// One thing that happened, with every report of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Happening {
    /// Made of the first report's article and event, so that it does not depend on the order of reading.
    pub id: String,
    /// The type most independent reports give.
    pub event_type: EventType,
    /// The mode most independent reports give.
    pub mode: Option<Mode>,
    /// Whether it happened, by the latest report.
    pub status: Status,
    /// The date most independent reports give; of equals, the finer one.
    pub date: Option<Edtf>,
    /// Name and country of the place most independent reports give.
    pub place: Option<(String, Option<CountryCode>)>,
    /// Everyone any report names, by the name most reports use.
    pub parties: Vec<String>,
    /// The reports, by article and event.
    pub reports: Vec<Report>,
    /// Number of sources that do not depend on one another.
    pub independent_reports: usize,
    /// Where reports differ; every version is kept.
    pub disagreements: Vec<Disagreement>,
}

/// One article's account of a happening.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Report {
    /// Number of the article among those linked.
    pub article: usize,
    /// Row of the event in its coding.
    pub event: usize,
    /// Number of the source the article goes back to; copies share it.
    pub source: usize,
}

/// A field on which reports differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Disagreement {
    /// The field.
    pub field: Field,
    /// The versions, most supported first.
    pub versions: Vec<Version>,
}

/// One version of a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// The value as the reports give it.
    pub value: String,
    /// Articles that give it, ascending.
    pub articles: Vec<usize>,
}

crate::codes! {
    /// A field reports can differ on.
    pub enum Field {
        Date = "date",
        Place = "place",
        Rank = "rank",
        Office = "office",
        Count = "count",
        Parties = "parties",
        Label = "label",
        Subjects = "subjects",
        Status = "status",
    }
}

/// An office someone is seen in, over all articles.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tenure {
    /// Number of the person's identity.
    pub identity: usize,
    /// Title as most articles print it.
    pub title: String,
    /// Body or territory as most articles print it.
    pub body: Option<String>,
    /// Country of the post.
    pub country: Option<CountryCode>,
    /// How it was held when last seen.
    pub held: Held,
    /// First day on which the person is seen in it.
    pub first_seen: Option<Edtf>,
    /// Last day on which the person is seen in it.
    pub last_seen: Option<Edtf>,
    /// First day by which somebody calls the holding former, or sees another in it.
    pub ended_by: Option<Edtf>,
    /// Articles that say so, ascending.
    pub articles: Vec<usize>,
}
