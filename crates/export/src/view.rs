//! What an archive answers: events with their article, happenings with their reports, people, offices and statements
//! across articles, ready to be printed, drawn or written to a file.
//!
//! The faces and every export format take these. They are whole: nothing in them has to be looked up elsewhere, and
//! every claim comes with the articles it rests on. Dates are EDTF; countries ISO 3166-1 alpha-3; types, modes and
//! statuses the codes of [`wire`].

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
    /// Whom it is about, for rank, office and label.
    pub about: Option<String>,
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

/// One article with what the archive knows around it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ArticleView {
    /// How it is cited.
    pub article: ArticleRef,
    /// Its record, as coded.
    pub record: wire::Record,
    /// Ids of the happenings its events report, by the event's id inside the article.
    pub happenings: BTreeMap<String, String>,
    /// Identities of its people and bodies, by their id inside the article.
    pub identities: BTreeMap<String, Ref>,
    /// Articles that copy it.
    pub copies: Vec<ArticleRef>,
    /// The day by which its pledges are due, EDTF, by the statement's id inside the article.
    pub due: BTreeMap<String, String>,
}

/// What passed between two countries, people or bodies.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct PairView {
    /// The one.
    pub a: Ref,
    /// The other.
    pub b: Ref,
    /// Number of happenings both take part in.
    pub happenings: usize,
    /// By month, earliest first.
    pub months: Vec<PairMonth>,
    /// Visits of the one to the other.
    pub visits_a_to_b: usize,
    /// Visits of the other to the one.
    pub visits_b_to_a: usize,
    /// Event types with the number of happenings, most first.
    pub types: Vec<(String, usize)>,
    /// Subjects with the number of happenings, most first.
    pub subjects: Vec<(String, usize)>,
    /// The latest happenings.
    pub latest: Vec<HappeningView>,
}

/// One month of a pair.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct PairMonth {
    /// `YYYY-MM`.
    pub month: String,
    /// Number of happenings.
    pub happenings: usize,
    /// Mean PLOVER score of those that took place.
    pub score: f64,
}

/// How many happenings have what.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facets {
    /// Number of happenings counted.
    pub happenings: usize,
    /// Whether only the newest were counted, since there are more.
    pub is_part: bool,
    /// By event type, most first, as all that follow.
    pub types: Vec<(String, usize)>,
    /// By status.
    pub statuses: Vec<(String, usize)>,
    /// By country of a party.
    pub countries: Vec<(String, usize)>,
    /// By pair of countries, `EGY LBY`.
    pub pairs: Vec<(String, usize)>,
    /// By person.
    pub people: Vec<(Ref, usize)>,
    /// By body.
    pub bodies: Vec<(Ref, usize)>,
    /// By office of a party, as printed.
    pub offices: Vec<(String, usize)>,
    /// By subject.
    pub subjects: Vec<(String, usize)>,
    /// By outlet that reports it.
    pub sources: Vec<(String, usize)>,
    /// By month, `YYYY-MM`, earliest first.
    pub months: Vec<(String, usize)>,
    /// By day, `YYYY-MM-DD`, earliest first; the newest days only.
    pub days: Vec<(String, usize)>,
    /// By number of independent reports, fewest first.
    pub reports: Vec<(usize, usize)>,
}

/// What an archive holds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stats {
    /// Articles.
    pub articles: usize,
    /// Articles that copy another.
    pub copies: usize,
    /// Outlets.
    pub outlets: usize,
    /// Events.
    pub events: usize,
    /// Happenings.
    pub happenings: usize,
    /// Happenings with more than one independent report.
    pub corroborated: usize,
    /// Statements.
    pub statements: usize,
    /// People.
    pub people: usize,
    /// Bodies.
    pub bodies: usize,
    /// Offices held by someone.
    pub tenures: usize,
    /// Fields on which reports differ.
    pub disagreements: usize,
    /// Pairs of people that could be one.
    pub unsure: usize,
    /// Judgements of people.
    pub decisions: usize,
    /// First and last day of a happening, `YYYY-MM-DD`.
    pub days: Option<(String, String)>,
    /// Bytes of the articles' texts.
    pub text_bytes: u64,
    /// Bytes of the archive.
    pub archive_bytes: u64,
    /// What coded the articles, with their number: engine, data and model in one string.
    pub stamps: Vec<(String, usize)>,
}

/// What fits a name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Names {
    /// People, the best known first, with their number of happenings.
    pub people: Vec<(Ref, usize)>,
    /// Bodies.
    pub bodies: Vec<(Ref, usize)>,
    /// Titles of offices, as printed.
    pub offices: Vec<(String, usize)>,
    /// Countries, code and name.
    pub countries: Vec<(Ref, usize)>,
    /// What could have been meant, where nothing fits.
    pub suggestions: Vec<String>,
}

/// A judgement of a person about the archive.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DecisionView {
    /// Number of the judgement.
    pub number: u64,
    /// `same`, `different`, `accept`, `reject` or `edit`.
    pub kind: String,
    /// What it is about: id of a person, body, happening or event.
    pub a: String,
    /// The other, for `same` and `different`.
    pub b: Option<String>,
    /// The field, for `edit`.
    pub field: Option<String>,
    /// Its value, for `edit`.
    pub value: Option<String>,
    /// Why.
    pub reason: Option<String>,
    /// Who judged.
    pub author: String,
    /// When, as `2026-01-12T09:30:00Z`.
    pub time: String,
    /// Who took it back, and when.
    pub undone: Option<(String, String)>,
}

/// What coding an archive anew changed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangeView {
    /// `new`, `changed` or `withdrawn`.
    pub kind: String,
    /// `event`, `statement` or `person`.
    pub what: String,
    /// The article's id, a hyphen, the id inside the article.
    pub id: String,
    /// What it was.
    pub before: Option<String>,
    /// What it is.
    pub after: Option<String>,
}
