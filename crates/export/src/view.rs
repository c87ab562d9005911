//! What an archive answers: events with their article, happenings with their reports, people, offices and statements
//! across articles, ready to be printed, drawn or written to a file.
//!
//! The faces and every export format take these. They are whole: nothing in them has to be looked up elsewhere, and
//! every claim comes with the articles it rests on. Dates are EDTF; countries ISO 3166-1 alpha-3; types, modes and
//! statuses the codes of [`wire`](crate::wire).

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::wire;

/// An article, as it is cited.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct ArticleRef {
    /// Hash of the content.
    pub id: String,
    /// Headline.
    pub title: Option<String>,
    /// The outlet, as the page names it.
    pub publisher: Option<String>,
    /// Publication date, EDTF, where known or inferred.
    pub published: Option<String>,
    /// Path or address it came from. Not to be made a link without a check of its scheme.
    pub origin: String,
    /// The article this one copies, where it is a copy.
    pub copy_of: Option<String>,
}

/// A person, a body or an office, as it is pointed at.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Ref {
    /// Id of the identity across articles.
    pub id: String,
    /// The name most articles use.
    pub name: String,
}

/// One event of one article.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct EventView {
    /// The article's id, a hyphen, the event's id inside the article.
    pub id: String,
    /// The article.
    pub article: ArticleRef,
    /// Id of the happening it reports.
    pub happening: Option<String>,
    /// The event, as coded; ids of its parties are those of the article.
    pub event: wire::Event,
    /// Identities of its parties, by their id inside the article.
    pub identities: BTreeMap<String, Ref>,
}

/// One thing that happened, as all its reports tell it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct HappeningView {
    /// Id of the happening.
    pub id: String,
    /// It in one sentence, made of its fields.
    pub sentence: String,
    /// PLOVER event type.
    #[serde(rename = "type")]
    pub event_type: String,
    /// PLOVER mode, with `meeting` added.
    pub mode: Option<String>,
    /// `occurred`, `ongoing`, `planned`, `hypothetical` or `denied`.
    pub status: String,
    /// EDTF.
    pub date: Option<String>,
    /// Earliest and latest day the date allows, `YYYY-MM-DD`.
    pub days: Option<(String, String)>,
    /// Where.
    pub place: Option<PlaceView>,
    /// Who did it; for a reciprocal happening, everyone.
    pub actor: Vec<PartyView>,
    /// To whom.
    pub recipient: Vec<PartyView>,
    /// What about.
    pub subjects: Vec<String>,
    /// PLOVER contexts.
    pub contexts: Vec<String>,
    /// CAMEO code.
    pub cameo: String,
    /// PLOVER conflict-cooperation score.
    pub score: f64,
    /// Number of sources that do not depend on one another.
    pub independent_reports: usize,
    /// Its reports, earliest first.
    pub reports: Vec<ReportView>,
    /// Where they differ.
    pub disagreements: Vec<DisagreementView>,
    /// Ids of happenings it is related to (planned and held), without being the same.
    pub related: Vec<String>,
    /// Why the reports were joined, in words.
    pub why: Vec<String>,
}

/// A place of a happening.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct PlaceView {
    /// Name as most reports print it.
    pub name: String,
    /// Country it lies in.
    pub country: Option<String>,
    /// Degrees north.
    pub lat: Option<f64>,
    /// Degrees east.
    pub lon: Option<f64>,
    /// `site`, `city`, `region`, `country` or `wide`.
    pub precision: String,
}

/// A party to a happening.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartyView {
    /// The name most reports use.
    pub name: String,
    /// Id of the person's identity.
    pub person: Option<String>,
    /// Id of the body's identity.
    pub body: Option<String>,
    /// Side it acts for.
    pub country: Option<String>,
    /// PLOVER sector.
    pub sector: Option<String>,
    /// Office held then.
    pub office: Option<String>,
}

/// One article's account of a happening.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ReportView {
    /// The event as this article tells it, with its evidence.
    pub view: EventView,
    /// Id of the article this report goes back to: its own, or the one it copies.
    pub source: String,
}

/// A field on which reports differ.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DisagreementView {
    /// Id of the happening.
    pub happening: String,
    /// The happening in one sentence.
    pub sentence: String,
    /// `date`, `place`, `rank`, `office`, `count`, `parties`, `label`, `subjects` or `status`.
    pub field: String,
    /// Every version, most supported first.
    pub versions: Vec<VersionView>,
}

/// One version of a field.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct VersionView {
    /// The value as the reports give it.
    pub value: String,
    /// The articles that say so.
    pub articles: Vec<ArticleRef>,
}

/// A person across articles.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonView {
    /// Id of the identity.
    pub id: String,
    /// The name most articles use.
    pub name: String,
    /// Other forms seen.
    pub aliases: Vec<String>,
    /// Side the person acts for.
    pub country: Option<String>,
    /// PLOVER sector.
    pub sector: Option<String>,
    /// Number of articles that name the person.
    pub articles: usize,
    /// Number of happenings the person takes part in.
    pub happenings: usize,
    /// First and last day on which the person is seen, `YYYY-MM-DD`.
    pub seen: Option<(String, String)>,
    /// Offices over time, earliest first.
    pub tenures: Vec<TenureView>,
    /// Others the person is seen with in happenings, most often first, with the number of happenings.
    pub with: Vec<(Ref, usize)>,
    /// Other people this could be, undecided.
    pub unsure: Vec<UnsureView>,
}

/// An office someone is seen in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TenureView {
    /// Who.
    pub person: Ref,
    /// Title as most articles print it.
    pub title: String,
    /// Body or territory as most articles print it.
    pub body: Option<String>,
    /// Country of the post.
    pub country: Option<String>,
    /// How it was held when last seen.
    pub held: String,
    /// First day on which the person is seen in it.
    pub first_seen: Option<String>,
    /// Last day on which the person is seen in it.
    pub last_seen: Option<String>,
    /// First day by which somebody calls the holding former, or sees another in it.
    pub ended_by: Option<String>,
    /// Who held it before, where a text says so.
    pub replaces: Option<Ref>,
    /// The articles that say so.
    pub articles: Vec<ArticleRef>,
}

/// Two identities that could be one person.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnsureView {
    /// One of them.
    pub a: Ref,
    /// The other.
    pub b: Ref,
    /// What speaks for and against, in words.
    pub why: Vec<String>,
}

/// A body across articles.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BodyView {
    /// Id of the identity.
    pub id: String,
    /// The name most articles use.
    pub name: String,
    /// Other forms seen.
    pub aliases: Vec<String>,
    /// Country it belongs to; none for international bodies.
    pub country: Option<String>,
    /// What it is: `ministry`, `armed-forces`, …
    pub kind: String,
    /// PLOVER sector.
    pub sector: Option<String>,
    /// Number of articles that name it.
    pub articles: usize,
    /// Number of happenings it takes part in.
    pub happenings: usize,
    /// Who is seen in its offices.
    pub tenures: Vec<TenureView>,
}

/// What someone said, with its article.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StatementView {
    /// The article's id, a hyphen, the statement's id inside the article.
    pub id: String,
    /// The article.
    pub article: ArticleRef,
    /// The speaker's identity, where a named person.
    pub speaker: Option<Ref>,
    /// The statement, as coded.
    pub statement: wire::Statement,
    /// For pledges with a date in them: the day by which it is due, EDTF.
    pub due: Option<String>,
}

/// A span of words found by a search, with its article.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hit {
    /// The article.
    pub article: ArticleRef,
    /// A stretch of the text around the words; `[start, end]` in code points of the snippet for each word found.
    pub snippet: String,
    /// Where the words found stand in the snippet.
    pub marks: Vec<wire::Span>,
}
