//! The JSON records, schema `attache/1`, field by field.
//!
//! Codes are strings here, numbers that are integers inside the program are decimal fractions, spans are pairs of
//! code-point offsets. Fields are written in the order of declaration. Everything can be read back.

use serde::{Deserialize, Serialize};

/// Name of the schema, the value of every record's `schema`.
pub const SCHEMA: &str = "attache/1";

/// `[start, end]` in code points of `article.text`, end exclusive.
pub type Span = [usize; 2];

/// What `attache code --format jsonl` prints of one article.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// Always [`SCHEMA`].
    pub schema: String,
    /// The article.
    pub article: Article,
    /// Named people, in order of first mention.
    pub people: Vec<Person>,
    /// Named bodies, in order of first mention.
    pub bodies: Vec<Body>,
    /// Events, in order of their first words.
    pub events: Vec<Event>,
    /// Statements, in text order.
    pub statements: Vec<Statement>,
    /// For articles without a publication date: when they must have been written.
    pub written: Option<Written>,
    /// What made the record.
    pub stamp: Stamp,
    /// What was odd about the article and how it was worked around.
    pub findings: Vec<Finding>,
}

/// What `attache read --format jsonl` prints of one article.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Article {
    /// Hash of the content.
    pub id: String,
    /// Path or address it came from, as given.
    pub origin: String,
    /// Headline.
    pub title: Option<String>,
    /// The outlet, as the page names it.
    pub publisher: Option<String>,
    /// Authors or agencies, as printed.
    pub byline: Vec<String>,
    /// BCP 47 language tag.
    pub language: Option<String>,
    /// Publication date, where known.
    pub published: Option<Published>,
    /// The article's own text; paragraphs are parted by a blank line. Every span cuts this text.
    pub text: String,
}

/// A publication date.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Published {
    /// EDTF.
    pub value: String,
    /// `stated`, `metadata`, `address`, `inferred` or `given`.
    pub basis: String,
    /// The words or metadata that say so.
    pub evidence: String,
}

/// When an undated article must have been written.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Written {
    /// EDTF.
    pub value: String,
    /// How it is known.
    pub basis: String,
    /// The reason in words.
    pub why: String,
}

/// A named person.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Person {
    /// Stable inside the article: the same name first mentioned at the same place has the same id.
    pub id: String,
    /// Fullest form in the text.
    pub name: String,
    /// Other forms that mean this person here.
    pub aliases: Vec<String>,
    /// Side the person acts for, ISO 3166-1 alpha-3.
    pub country: Option<String>,
    /// PLOVER sector.
    pub sector: Option<String>,
    /// Military or police rank as printed.
    pub rank: Option<String>,
    /// Whether the person takes no part in anything here and is only named.
    pub background: bool,
    /// Offices, each with its words.
    pub offices: Vec<Office>,
    /// Where named or meant.
    pub mentions: Vec<Span>,
}

/// An office someone holds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Office {
    /// Title as printed.
    pub title: String,
    /// Body or territory the post belongs to, as printed.
    pub body: Option<String>,
    /// Country of the post.
    pub country: Option<String>,
    /// `current`, `former`, `acting`, `claimed` or `designate`.
    pub held: String,
    /// The words that say so.
    pub span: Span,
}

/// A named body.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Body {
    /// Stable inside the article.
    pub id: String,
    /// Fullest form in the text.
    pub name: String,
    /// Other forms.
    pub aliases: Vec<String>,
    /// Country it belongs to; none for international bodies.
    pub country: Option<String>,
    /// What it is: `ministry`, `armed-forces`, `court`, …
    pub kind: String,
    /// PLOVER sector.
    pub sector: Option<String>,
    /// Where named or meant.
    pub mentions: Vec<Span>,
}

/// Who did what to whom, once.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Event {
    /// Stable inside the article: the same type on the same words has the same id.
    pub id: String,
    /// PLOVER event type.
    #[serde(rename = "type")]
    pub event_type: String,
    /// PLOVER mode, with `meeting` added.
    pub mode: Option<String>,
    /// `occurred`, `ongoing`, `planned`, `hypothetical` or `denied`.
    pub status: String,
    /// Who did it; for a reciprocal event, everyone.
    pub actor: Vec<Party>,
    /// To whom.
    pub recipient: Vec<Party>,
    /// When.
    pub date: Option<EventDate>,
    /// Where.
    pub place: Option<EventPlace>,
    /// What about, codes of `data/ontology/subjects.tsv`.
    pub subjects: Vec<String>,
    /// PLOVER contexts.
    pub contexts: Vec<String>,
    /// CAMEO code.
    pub cameo: String,
    /// PLOVER conflict-cooperation score, -10.0 to 10.0.
    pub score: f64,
    /// 0.0 to 1.0.
    pub confidence: f64,
    /// The words of the article it rests on, one string a span.
    pub evidence: Vec<String>,
    /// Where those words are.
    pub spans: Vec<Span>,
    /// Money, people and papers counted.
    pub quantities: Vec<Quantity>,
    /// Who the text says reports it, where it does.
    pub attributed_to: Option<String>,
    /// The frame that coded it.
    pub frame: String,
}

/// A party to an event.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Party {
    /// The fullest name in the article, or the country's or group's.
    pub name: String,
    /// Id of the person meant; a party has this, or `body`, or neither.
    pub person: Option<String>,
    /// Id of the body meant.
    pub body: Option<String>,
    /// Side it acts for.
    pub country: Option<String>,
    /// PLOVER sector.
    pub sector: Option<String>,
    /// Office held then, as printed.
    pub office: Option<String>,
    /// The words that name it in this event.
    pub span: Span,
}

/// When an event happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct EventDate {
    /// EDTF.
    pub value: String,
    /// `stated`, `relative`, `inferred` or `unknown`.
    pub basis: String,
    /// The reason in words.
    pub why: String,
    /// The words that say so.
    pub span: Option<Span>,
}

/// Where an event happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct EventPlace {
    /// Name as printed.
    pub name: String,
    /// Country it lies in.
    pub country: Option<String>,
    /// Degrees north.
    pub lat: Option<f64>,
    /// Degrees east.
    pub lon: Option<f64>,
    /// `site`, `city`, `region`, `country` or `wide`.
    pub precision: String,
    /// The words that say so.
    pub span: Option<Span>,
}

/// A counted thing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Quantity {
    /// `agreements`, `money`, `killed`, …
    pub kind: String,
    /// The number as understood; none for `several`.
    pub amount: Option<u64>,
    /// Whether the text says `more than`, `at least`.
    pub at_least: bool,
    /// Currency code or unit as printed.
    pub unit: Option<String>,
    /// The words.
    pub span: Span,
}

/// What someone said.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Statement {
    /// Stable inside the article.
    pub id: String,
    /// The speaker's name.
    pub speaker: String,
    /// Id of the speaker, where a named person.
    pub person: Option<String>,
    /// `pledge`, `praise`, `concern`, `condemn`, `urge`, `hope`, `inform` or `deny`.
    pub stance: String,
    /// The clause that tells what was said, in the article's words.
    pub text: String,
    /// Where it is.
    pub span: Span,
    /// To whom, as printed.
    pub addressee: Option<String>,
    /// For pledges: deadline or condition, in the article's words.
    pub condition: Option<String>,
}

/// What made a record.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Stamp {
    /// Version of the program.
    pub engine: String,
    /// Digest of the knowledge.
    pub data: String,
    /// Digest of the models.
    pub model: String,
}

/// Something odd about an article.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Finding {
    /// Where, where it has a place.
    pub span: Option<Span>,
    /// What was found and what was done about it.
    pub message: String,
}
