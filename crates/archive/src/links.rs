//! What linking says of a part of an archive, by ids.

use std::collections::BTreeMap;

/// What linking found. It is whole for every happening and identity that it names: what is stored of these is
/// replaced.
#[derive(Clone, Debug, Default)]
pub struct Links {
    /// Articles with the article each goes back to; itself, where it is no copy.
    pub sources: Vec<(String, String)>,
    /// People and bodies whose identity was decided.
    pub identities: Vec<IdentityTold>,
    /// Happenings that were decided. Every event of a happening that is replaced is in one of them.
    pub happenings: Vec<HappeningTold>,
    /// Happenings that belong together, by their reports.
    pub relations: Vec<RelationTold>,
    /// Tenures of people whose identity stays as it is, but whose holding others end: identity and all its tenures.
    pub tenures: Vec<(String, Vec<TenureTold>)>,
    /// Pairs of forms of people that could be one, with the reason.
    pub unsure: Vec<(String, String, String)>,
}

/// A person or a body across articles.
#[derive(Clone, Debug, Default)]
pub struct IdentityTold {
    /// Its id.
    pub id: String,
    /// `person` or `body`.
    pub kind: IdentityKind,
    /// The name most articles use.
    pub name: String,
    /// Names seen, with the number of articles.
    pub names: BTreeMap<String, u32>,
    /// Side.
    pub country: Option<String>,
    /// PLOVER sector.
    pub sector: Option<String>,
    /// What it is, for bodies.
    pub body_kind: Option<String>,
    /// Number of articles.
    pub n_articles: u32,
    /// First and last day, EDTF.
    pub seen: Option<(String, String)>,
    /// Keys of its forms, as put by [`crate::Batch::put_form`].
    pub forms: Vec<String>,
    /// Offices held.
    pub tenures: Vec<TenureTold>,
}

/// What an identity is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum IdentityKind {
    /// A person.
    #[default]
    Person,
    /// A body.
    Body,
}

impl IdentityKind {
    /// `person` or `body`.
    pub fn code(self) -> &'static str {
        match self {
            IdentityKind::Person => "person",
            IdentityKind::Body => "body",
        }
    }
}

/// An office someone is seen in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TenureTold {
    /// Key of the post.
    pub post: String,
    /// Title as printed.
    pub title: String,
    /// Body or territory as printed.
    pub body: Option<String>,
    /// Country of the post.
    pub country: Option<String>,
    /// How it was held when last seen, by those who follow as well.
    pub held: String,
    /// How it was held when last seen, by the person's own articles.
    pub told_held: String,
    /// First day in it, EDTF.
    pub first_seen: Option<String>,
    /// Last day in it, EDTF.
    pub last_seen: Option<String>,
    /// First day by which it had ended, EDTF, by those who follow as well.
    pub ended_by: Option<String>,
    /// First day by which it had ended, EDTF, by the person's own articles.
    pub told_end: Option<String>,
    /// Id of the identity seen in the post before.
    pub after: Option<String>,
    /// Ids of articles that say so.
    pub articles: Vec<String>,
}

/// A happening with its reports.
#[derive(Clone, Debug, Default)]
pub struct HappeningTold {
    /// Its id.
    pub id: String,
    /// The type most sources give.
    pub event_type: String,
    /// The mode most sources give.
    pub mode: Option<String>,
    /// Whether it happened, by all reports.
    pub status: String,
    /// The date most sources give, EDTF.
    pub date: Option<String>,
    /// The place most sources give.
    pub place: Option<export::view::PlaceView>,
    /// The reports: article and event.
    pub reports: Vec<(String, String)>,
    /// Number of sources that do not depend on one another.
    pub n_sources: usize,
    /// Where reports differ.
    pub disagreements: Vec<DisagreementTold>,
    /// Why the reports were joined, in words.
    pub why: Vec<String>,
}

/// A field on which reports differ.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DisagreementTold {
    /// The field.
    pub field: String,
    /// Whom it is about; empty for the happening itself.
    pub about: String,
    /// Versions, most supported first, with the ids of their articles.
    pub versions: Vec<(String, Vec<String>)>,
}

/// Two happenings that belong together.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct RelationTold {
    /// Article and event of the one.
    pub from: (String, String),
    /// How: `held-as`, `part-of`.
    pub kind: String,
    /// Article and event of the other.
    pub to: (String, String),
    /// The reason in words.
    pub because: String,
}
