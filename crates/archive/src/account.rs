//! What linking needs to know of an article beyond its record, and the article's account made of both.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// What the layers of an article say that its record does not.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Extra {
    /// How the article labels people and bodies, as printed, by their ids in the record.
    #[serde(default)]
    pub labels: BTreeMap<String, Vec<String>>,
    /// The day by which a pledge is due, EDTF, by the statement's id.
    #[serde(default)]
    pub due: BTreeMap<String, String>,
}
