//! What made a record.

/// The engine, knowledge and models behind a record, so that any figure can be traced to what produced it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// Version of the program.
    pub engine: String,
    /// Digest of the knowledge in `data/` with any folder laid over it.
    pub data: String,
    /// Digest of the weights in `models/`; `none` where no model was used.
    pub model: String,
}
