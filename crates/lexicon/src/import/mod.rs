//! Other projects' knowledge as tables of ours: what was taken, and what was left and why.
//!
//! Each importer ([`petrarch`], [`ftm`], [`table`]) reads one file into [`Actor`]s; [`Import::write`] gives the rows of an
//! `actors/*.tsv` for a user's folder. Nothing is dropped in silence: what cannot be taken is [`Left`] with its line.

mod ftm;
mod petrarch;
mod spelled;
mod table;

use std::collections::BTreeMap;
use std::fmt::Write;

pub use ftm::ftm;
pub use petrarch::petrarch;
pub use table::table;

use crate::actors::{ACTOR_COLUMNS, Actor};
use crate::term::written;

/// What a file gave.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Import {
    /// The actors, in the order of the file.
    pub actors: Vec<Actor>,
    /// Entries of the file that give no actor, in its order.
    pub left: Vec<Left>,
    /// Codes of the file that mean nothing here, with how often they stand: the entries were taken without them.
    pub unknown_codes: BTreeMap<String, usize>,
}

/// Something in a file that was not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Left {
    /// One-based line.
    pub line: usize,
    /// How it begins.
    pub what: String,
    /// Why it was left.
    pub why: String,
}

/// A file that is not of the kind it was said to be.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct ImportError(pub String);

impl Import {
    /// Number of names taken, other names among them.
    pub fn n_names(&self) -> usize {
        self.actors.iter().map(|actor| 1 + actor.aliases.len()).sum()
    }

    /// Number of roles taken.
    pub fn n_roles(&self) -> usize {
        self.actors.iter().map(|actor| actor.roles.len()).sum()
    }

    /// Number of roles with a date.
    pub fn n_dated(&self) -> usize {
        self.actors.iter().flat_map(|actor| &actor.roles).filter(|role| role.term.is_dated()).count()
    }

    /// Number of actors of each kind.
    pub fn kinds(&self) -> BTreeMap<&'static str, usize> {
        let mut kinds = BTreeMap::new();
        for actor in &self.actors {
            *kinds.entry(actor.kind.code()).or_insert(0) += 1;
        }
        kinds
    }

    /// The table for `actors/NAME.tsv`; `source` says where the rows come from.
    pub fn write(&self, source: &str) -> String {
        let mut out = format!("# imported from {}\n{}\n", field(source), ACTOR_COLUMNS.join("\t"));
        for actor in &self.actors {
            let aliases: Vec<String> = actor.aliases.iter().map(|alias| field(alias)).collect();
            for (idx, role) in actor.roles.iter().enumerate() {
                // Other names stand once, with the first role.
                let aliases = if idx == 0 { aliases.join(";") } else { String::new() };
                let day = |day: Option<crate::Ymd>| day.map(written).unwrap_or_default();
                let country = role.country.map(|code| code.to_string()).unwrap_or_default();
                let sector = role.sector.map_or("", |sector| sector.code());
                let _ = writeln!(
                    out,
                    "{}\t{aliases}\t{}\t{country}\t{sector}\t{}\t{}\t{}\t{}",
                    field(&actor.name),
                    actor.kind.code(),
                    field(&role.office),
                    day(role.term.from),
                    day(role.term.until),
                    field(&role.code)
                );
            }
        }
        out
    }

    fn leave(&mut self, line: usize, what: &str, why: impl Into<String>) {
        self.left.push(Left { line, what: what.chars().take(80).collect(), why: why.into() });
    }
}

/// A value as a field: what would part fields or names, begin a comment or drive a terminal is a blank.
fn field(value: &str) -> String {
    let clean: String = value.chars().map(|c| if c.is_control() || c == ';' || c == '|' { ' ' } else { c }).collect();
    clean.split_whitespace().collect::<Vec<_>>().join(" ").trim_start_matches('#').trim_start().to_owned()
}
