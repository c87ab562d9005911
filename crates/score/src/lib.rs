//! Gold readers and measures.
//!
//! [`Gold::read_folder`] reads coded articles, [`Tally`] compares them with records and counts; rates are only made of
//! the counts at the very end, so that tallies of articles add up to the tally of the folder.

mod articles;
mod coreference;
mod gold;
mod ledger;
mod links;
mod pages;
mod places;
mod records;
mod relations;
mod sets;
mod tally;
mod tenures;
mod text;
mod times;
mod treebank;

pub use articles::{code_articles, file_name};
pub use coreference::{Coreference, CoreferenceScore, coreference};
pub use gold::{Gold, GoldError, GoldEvent, GoldOffice, GoldParty, GoldPerson, GoldPlace, GoldStatement};
pub use ledger::{DESK_GOLD, FRESH_GOLD, Ledger, OWN_GOLD, Row};
pub use links::{LinkScore, links};
pub use pages::{PageScores, score_pages};
pub use places::{PlaceTally, score_places};
pub use records::{Comparison, compare};
pub use relations::{RelationScores, root_name, score_relations};
pub use tally::{Count, Measure, Tally};
pub use times::{MarkedPart, TimeCorpusError, TimeTally, score_recognizers, score_tei, score_timex};
pub use treebank::{TreebankScores, score_treebank};
