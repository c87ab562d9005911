//! The layer across articles: what happened, as all reports tell it, and who held which office when.
//!
//! Everything here names articles, events and people by their ids, never by row numbers, so that it can be kept.

use std::collections::{BTreeMap, BTreeSet};

use crate::{CountryCode, Edtf, EventType, Held, Mode, PlaceTold, Sector};

/// One thing that happened, with every report of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Happening {
    /// Made of the first report's article and event, so that it does not depend on the order of reading.
    pub id: String,
    /// The type most sources give.
    pub event_type: EventType,
    /// The mode most sources give.
    pub mode: Option<Mode>,
    /// Whether it happened, by all reports.
    pub state: State,
    /// The date most sources give; of equals, the finer one.
    pub date: Option<Edtf>,
    /// The place most sources give.
    pub place: Option<PlaceTold>,
    /// Everyone any report names, by the fullest name.
    pub parties: Vec<String>,
    /// The reports, by article and event.
    pub reports: Vec<Report>,
    /// Number of sources that do not depend on one another.
    pub n_sources: usize,
    /// Where reports differ; every version is kept.
    pub disagreements: Vec<Disagreement>,
}

crate::codes! {
    /// Whether a happening happened, by all its reports.
    pub enum State {
        Occurred = "occurred",
        Ongoing = "ongoing",
        Planned = "planned",
        Postponed = "postponed",
        Hypothetical = "hypothetical",
        Denied = "denied",
        Disputed = "disputed",
    }
}

/// One article's account of a happening.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Report {
    /// Id of the article.
    pub article: String,
    /// Id of the event in its record.
    pub event: String,
    /// Id of the article that this one goes back to; itself, where it is no copy.
    pub source: String,
}

/// A field on which reports differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Disagreement {
    /// The field.
    pub field: Field,
    /// Whom it is about, for rank, office and label: the fullest name. Empty for the others.
    pub about: String,
    /// The versions, most supported first.
    pub versions: Vec<Version>,
}

/// One version of a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// The value as the reports give it.
    pub value: String,
    /// Ids of the articles that give it, ascending.
    pub articles: Vec<String>,
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

/// A person or an event of one article, by the ids of its record.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Row {
    /// Id of the article.
    pub article: String,
    /// Id of the person or event.
    pub id: String,
}

impl Row {
    /// A row by its ids.
    pub fn new(article: &str, id: &str) -> Row {
        Row { article: article.to_owned(), id: id.to_owned() }
    }
}

/// Two events that are not one happening but belong together; so do the happenings they are reports of.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Relation {
    /// The one.
    pub from: Row,
    /// How they belong together.
    pub kind: RelationKind,
    /// The other.
    pub to: Row,
    /// The reason in words.
    pub because: String,
}

crate::codes! {
    /// How two happenings belong together.
    pub enum RelationKind {
        /// What was planned or put off took place as the other.
        HeldAs = "held-as",
        /// The one is a part of the other: a meeting on a visit.
        PartOf = "part-of",
    }
}

/// What many articles say of a person under one name, in one country and with one set of posts.
///
/// A person named in 50,000 articles costs a few forms. Forms of one key merge in any order; identities are groups of
/// forms. Sets that could grow without end keep their least members only, which any order of merging leaves the same.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Form {
    /// What the form stands under: the folded name, the country, the posts; for a bare name that nothing places, the
    /// article as well.
    pub key: String,
    /// The name as printed, with the number of articles.
    pub names: BTreeMap<String, u32>,
    /// Other forms used beside it.
    pub aliases: BTreeSet<String>,
    /// Side.
    pub country: Option<CountryCode>,
    /// Sectors, with the number of articles.
    pub sectors: BTreeMap<Sector, u32>,
    /// Posts held, with the days on which articles say so.
    pub holdings: Vec<Holding>,
    /// Hashes of the names of people seen in the same articles.
    pub company: BTreeSet<u32>,
    /// Keys of forms of other people seen in the same articles whose names could be taken for this one, with the number
    /// of articles.
    pub others: BTreeMap<String, u32>,
    /// Last day of the first article, as an EDTF day.
    pub first_seen: Option<Edtf>,
    /// Last day of the last article.
    pub last_seen: Option<Edtf>,
    /// Number of articles.
    pub n_articles: u32,
}

/// A post as articles tell it of one form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holding {
    /// Key of the post: country, rank of the title and body, folded.
    pub post: String,
    /// Title as printed (the least of several).
    pub title: String,
    /// Body as printed (the longest of several).
    pub body: Option<String>,
    /// Country of the post.
    pub country: Option<CountryCode>,
    /// How it is held.
    pub held: Held,
    /// First day on which an article says so.
    pub first_seen: Option<Edtf>,
    /// Last day on which an article says so.
    pub last_seen: Option<Edtf>,
    /// Articles that say so, the least ids.
    pub articles: BTreeSet<String>,
}

/// An office someone is seen in, over all articles.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tenure {
    /// Id of the person's identity.
    pub identity: String,
    /// Key of the post.
    pub post: String,
    /// Title as printed.
    pub title: String,
    /// Body or territory as printed.
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
    /// Id of the identity seen in the post before, where one is.
    pub after: Option<String>,
    /// Ids of articles that say so, ascending.
    pub articles: Vec<String>,
}
