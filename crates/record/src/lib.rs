//! The plain types every room shares: spans, ids, EDTF dates, the ontology's codes, and the owned, immutable layer
//! that each stage adds to an article.
//!
//! ```text
//! bytes ─read→ Article ─parse→ Reading ─resolve→ Cast ─code→ Coding ─link→ Happenings
//! ```
//!
//! Entry types: [`Article`], [`Reading`], [`Cast`], [`Coding`]. Every layer is stand-off: its spans cut the one clean
//! text of the article ([`Article::text`]). This crate knows neither files nor clocks nor any serialisation.

mod account;
mod article;
mod cast;
mod coding;
mod country;
mod edtf;
mod finding;
mod happening;
mod id;
mod ids;
mod ontology;
mod reading;
mod span;
mod stamp;
mod trace;
mod ud;

pub use account::{Account, BodyTold, EventTold, OfficeTold, PartyTold, PersonTold, PlaceTold, Print, QuantityTold};
pub use article::{Article, DateBasis, DateCandidate, Published, Region, RegionKind, SourceMap};
pub use cast::{
    Body, BodyKind, Cast, Group, Held, Label, MentionForm, MentionUse, Office, Person, Place, PlaceMention,
    PlacePrecision, Referent, Resolved, TimeExpression, TimeKind,
};
pub use coding::{
    Coding, Event, EventDate, EventPlace, Party, Quantity, QuantityKind, Stance, Statement, Status, Subjects,
};
pub use country::CountryCode;
pub use edtf::{Bound, Edtf, EdtfDate, EdtfError};
pub use finding::Finding;
pub use happening::{
    Disagreement, Field, Form, Happening, Holding, Relation, RelationKind, Report, Row, State, Tenure, Version,
};
pub use id::{Id, IdRange, Table};
pub use ids::Ids;
pub use ontology::{Context, EventType, Mode, QuadClass, Sector, Subject};
pub use reading::{Mention, MentionKind, Reading, Sentence, SentenceKind, Symbol, SymbolPool, Token};
pub use span::{CodePoints, Span};
pub use stamp::Stamp;
pub use trace::{Decision, Trace};
pub use ud::{Deprel, Upos, Xpos};

/// Declares an enum whose variants stand for fixed codes, with parsing, printing and a list of all variants.
///
/// The text form is the code in use outside (PLOVER, UD, the contract), so that nothing else maps codes to strings.
#[macro_export]
macro_rules! codes {
    ($(#[$meta:meta])* pub enum $name:ident { $($(#[$vmeta:meta])* $variant:ident = $code:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u8)]
        pub enum $name { $($(#[$vmeta])* #[doc = concat!("Written ", stringify!($code), ".")] $variant),+ }

        impl $name {
            /// Every variant, in the order of declaration.
            pub const ALL: &'static [$name] = &[$($name::$variant),+];

            /// The code as written in data files and records.
            pub const fn code(self) -> &'static str {
                match self { $($name::$variant => $code),+ }
            }

            /// The variant a code stands for; `None` for an unknown code.
            pub fn from_code(code: &str) -> Option<$name> {
                match code { $($code => Some($name::$variant),)+ _ => None }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.code())
            }
        }
    };
}
