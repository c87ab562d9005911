//! Ids of the wire form: short, stable, the same on every machine.
//!
//! An id is a hash of what the row is (its kind, its name or type, and where it first stands), not of its row
//! number, so that a record made by a later version keeps the ids of everything both versions found.

use std::collections::BTreeSet;

use crate::{Article, Cast, Coding, Span};

/// The ids of one record's rows, by row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ids {
    /// Ids of people.
    pub people: Vec<String>,
    /// Ids of bodies.
    pub bodies: Vec<String>,
    /// Ids of events.
    pub events: Vec<String>,
    /// Ids of statements.
    pub statements: Vec<String>,
}

impl Ids {
    /// The ids of a record.
    pub fn new(article: &Article, cast: &Cast, coding: &Coding) -> Ids {
        let mut taken = BTreeSet::new();
        let mut id = |letter: char, what: &str, first: Option<Span>| {
            let at = first.map_or(0, |span| span.start);
            let mut n_same = 0u32;
            loop {
                let text = format!("{}\0{letter}\0{what}\0{at}\0{n_same}", article.id);
                let id = format!("{letter}{}", &blake3::hash(text.as_bytes()).to_hex()[..8]);
                if taken.insert(id.clone()) {
                    return id;
                }
                n_same += 1;
            }
        };
        Ids {
            people: cast.people.iter().map(|row| id('p', &row.name, row.mentions.first().copied())).collect(),
            bodies: cast.bodies.iter().map(|row| id('b', &row.name, row.mentions.first().copied())).collect(),
            events: (coding.events.iter())
                .map(|row| id('e', row.event_type.code(), row.evidence.first().copied()))
                .collect(),
            statements: coding.statements.iter().map(|row| id('s', row.stance.code(), Some(row.span))).collect(),
        }
    }
}
