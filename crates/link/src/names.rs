//! Whether two names can mean one person: the rules are the lexicon's.

pub use lexicon::naming::{Fit, NameForm, Verdict, compare};
