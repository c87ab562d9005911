//! The third layer: who and what the text speaks of, and where and when.

use crate::{CountryCode, DateBasis, Edtf, Finding, Id, Reading, Sector, Sentence, Span, Table, Token};

/// What `resolve` makes of a reading: the people, bodies, groups, places and times of one article, and which words
/// mean which of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cast {
    /// Named people, in order of first mention.
    pub people: Table<Person>,
    /// Named bodies: ministries, armies, organisations, armed groups, courts, parties, companies.
    pub bodies: Table<Body>,
    /// Unnamed groups: `senior French officials`, `protesters`, `the rebels`.
    pub groups: Table<Group>,
    /// Every stretch of text that stands for a party, in text order, not overlapping except that one may lie inside
    /// another (`Egypt` in `Egypt's army chief`).
    pub resolved: Table<Resolved>,
    /// Places named, each once.
    pub places: Table<Place>,
    /// Where places are named, in text order.
    pub place_mentions: Table<PlaceMention>,
    /// Time expressions in text order.
    pub times: Table<TimeExpression>,
    /// How the text labels bodies and people: `militia`, `so-called`, `internationally recognised`.
    pub labels: Vec<Label>,
    /// The date the article was published, or the interval it must have been written in.
    pub written: Option<(Edtf, DateBasis, String)>,
    /// What `resolve` worked around.
    pub findings: Vec<Finding>,
}

impl Cast {
    /// For each token of the reading the stretch that means a party there, for look-up by token.
    ///
    /// A token that heads a stretch finds that one; a token inside stretches finds the shortest. A person's title and
    /// name are stretches of their own that mean the same person, so that both `President` and `X` of `President X`
    /// lead to X, whichever of them the tree puts under the verb.
    pub fn parties_by_token(&self, reading: &Reading) -> Vec<Option<Id<Resolved>>> {
        let mut found: Vec<Option<Id<Resolved>>> = vec![None; reading.tokens.len()];
        let mut rows: Vec<(Id<Resolved>, &Resolved)> = self.resolved.iter_with_ids().collect();
        // Longest first, so that the shorter one inside has the last word.
        rows.sort_by_key(|(id, resolved)| (std::cmp::Reverse(resolved.span.len()), *id));
        for (id, resolved) in &rows {
            let Some(sentence) = reading.sentences.get(resolved.sentence) else { continue };
            for token in sentence.tokens.ids() {
                let inside = reading.tokens.get(token).is_some_and(|row| resolved.span.contains(row.span));
                if let Some(slot) = found.get_mut(token.row()).filter(|_| inside) {
                    *slot = Some(*id);
                }
            }
        }
        for (id, resolved) in &rows {
            if let Some(slot) = found.get_mut(resolved.head.row()) {
                *slot = Some(*id);
            }
        }
        found
    }
}

/// A named person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// Fullest form in the text, without ranks and honorifics.
    pub name: String,
    /// Other forms that mean this person here.
    pub aliases: Vec<String>,
    /// Side the person acts for.
    pub country: Option<CountryCode>,
    /// PLOVER sector.
    pub sector: Option<Sector>,
    /// Offices held, each with its words.
    pub offices: Vec<Office>,
    /// Military or police rank as printed, apart from offices.
    pub rank: Option<String>,
    /// Whether the person takes part in anything, or is only named (namesakes of ships and laws, greetings, history).
    pub background: bool,
    /// Where named or meant, in text order.
    pub mentions: Vec<Span>,
}

/// A post someone holds, as the text gives it. Person, post and holding are three things; this is a holding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Office {
    /// Title as printed, without the body: `Chief of Staff`. `deputy` stays in it; `acting` and `former` go to `held`.
    pub title: String,
    /// Body or territory the post belongs to, as printed: `Libyan National Army`.
    pub body: Option<String>,
    /// Country of the post.
    pub country: Option<CountryCode>,
    /// How it is held at the time of the article.
    pub held: Held,
    /// The words that say so.
    pub span: Span,
}

crate::codes! {
    /// How an office is held.
    pub enum Held {
        Current = "current",
        Former = "former",
        Acting = "acting",
        Claimed = "claimed",
        Designate = "designate",
    }
}

/// A named body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Body {
    /// Fullest form in the text.
    pub name: String,
    /// Other forms: abbreviations, short forms.
    pub aliases: Vec<String>,
    /// Country it belongs to or acts in; `None` for international bodies.
    pub country: Option<CountryCode>,
    /// What it is.
    pub kind: BodyKind,
    /// PLOVER sector.
    pub sector: Option<Sector>,
    /// Where named or meant, in text order.
    pub mentions: Vec<Span>,
}

crate::codes! {
    /// What a body is.
    pub enum BodyKind {
        Government = "government",
        Ministry = "ministry",
        Armed = "armed-forces",
        ArmedGroup = "armed-group",
        Police = "police",
        Intelligence = "intelligence",
        Legislature = "legislature",
        Court = "court",
        Party = "party",
        Embassy = "embassy",
        International = "international",
        Company = "company",
        Media = "media",
        CivilSociety = "civil-society",
        Other = "other",
    }
}

/// Unnamed people who act together or are acted on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// As printed, without a leading article: `senior French officials`.
    pub name: String,
    /// Side they act for.
    pub country: Option<CountryCode>,
    /// PLOVER sector.
    pub sector: Option<Sector>,
}

/// What words stand for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Referent {
    /// A person.
    Person(Id<Person>),
    /// A body.
    Body(Id<Body>),
    /// A country acting as a whole, by name, adjective, capital or seat of government.
    Country(CountryCode),
    /// Unnamed people.
    Group(Id<Group>),
    /// Several at once: `the two`, `both sides`, `the ministers`.
    Several(Vec<Referent>),
}

/// A stretch of text that stands for a party.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resolved {
    /// The words; for a name, the name alone.
    pub span: Span,
    /// The word that governs it in the tree.
    pub head: Id<Token>,
    /// The sentence it stands in.
    pub sentence: Id<Sentence>,
    /// Whom or what it means.
    pub referent: Referent,
    /// How it is put.
    pub form: MentionForm,
    /// Whether it acts here or only qualifies or locates something.
    pub usage: MentionUse,
}

crate::codes! {
    /// How a party is put into words.
    pub enum MentionForm {
        Name = "name",
        ShortName = "short-name",
        Title = "title",
        Nominal = "nominal",
        Pronoun = "pronoun",
        Adjective = "adjective",
        Metonym = "metonym",
    }
}

crate::codes! {
    /// What a mention does where it stands.
    pub enum MentionUse {
        Party = "party",
        Modifier = "modifier",
        Place = "place",
        InName = "in-name",
    }
}

/// A place.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// Name as printed at its fullest.
    pub name: String,
    /// Country it lies in; `None` for seas and regions across borders.
    pub country: Option<CountryCode>,
    /// Latitude in thousandths of a degree, where known.
    pub lat_milli: Option<i32>,
    /// Longitude in thousandths of a degree, where known.
    pub lon_milli: Option<i32>,
    /// How fine the place is.
    pub precision: PlacePrecision,
}
impl Eq for Place {}

crate::codes! {
    /// How fine a place is.
    pub enum PlacePrecision {
        Site = "site",
        City = "city",
        Region = "region",
        Country = "country",
        Wide = "wide",
    }
}

/// Words that name a place as a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PlaceMention {
    /// The words.
    pub span: Span,
    /// The word that governs it in the tree.
    pub head: Id<Token>,
    /// The place.
    pub place: Id<Place>,
    /// Whether something can have happened there: false inside names of bodies, people and laws.
    pub locates: bool,
}

/// Words that say when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimeExpression {
    /// The words.
    pub span: Span,
    /// What they are.
    pub kind: TimeKind,
    /// The time meant, as precise as the text allows and no more; `None` where it cannot be placed on a calendar.
    pub value: Option<Edtf>,
    /// How it follows.
    pub basis: DateBasis,
    /// The reason, in words: `Sunday before publication on Monday 2026-01-12`.
    pub why: String,
}

crate::codes! {
    /// What a time expression is.
    pub enum TimeKind {
        Date = "date",
        Duration = "duration",
        Set = "set",
    }
}

/// How a text labels someone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// Whom.
    pub referent: Referent,
    /// The label as printed.
    pub span: Span,
}
