//! Days the world knows: elections, referendums, great events, by country. For dating articles that leave the year out.

use record::CountryCode;

use crate::load::{Faults, read_tsv, require};
use crate::term::{Term, Ymd};
use crate::{Countries, DataFiles, fold};

/// A day or some days the world knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownDay {
    /// First day.
    pub first: Ymd,
    /// Last day, the same for one day.
    pub last: Ymd,
    /// Where.
    pub country: CountryCode,
    /// What, for people: `presidential election`.
    pub what: String,
    /// Folded words of which one stands in a sentence that speaks of it.
    pub words: Vec<String>,
}

/// A name that was not in use before a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewName {
    /// The name, as printed.
    pub name: String,
    /// The country it belongs to; `None` where it means one thing everywhere.
    pub country: Option<CountryCode>,
    /// When it was in use.
    pub term: Term,
}

pub(crate) fn load_names(files: &DataFiles, countries: &Countries, faults: &mut Faults) -> Vec<NewName> {
    let mut names = Vec::new();
    read_tsv(files, "time/since.tsv", &["name", "country", "from"], faults, |row, faults| {
        let name = require(row, "name", faults)?.to_owned();
        let country = match row.get("country") {
            "" => None,
            written => match countries.check(written) {
                Ok(code) => Some(code),
                Err(remedy) => {
                    faults.push(row.fault("country", format!("country {written:?} is not known"), remedy));
                    return None;
                }
            },
        };
        names.push(NewName { name, country, term: Term::of_row(row, faults)? });
        Some(())
    });
    names
}

pub(crate) fn load(files: &DataFiles, countries: &Countries, faults: &mut Faults) -> Vec<KnownDay> {
    let mut days = Vec::new();
    let columns = ["from", "until", "country", "what", "words"];
    read_tsv(files, "time/known_days.tsv", &columns, faults, |row, faults| {
        let from = require(row, "from", faults)?;
        let what = require(row, "what", faults)?.to_owned();
        let written = require(row, "country", faults)?;
        let country = match countries.check(written) {
            Ok(code) => code,
            Err(remedy) => {
                faults.push(row.fault("country", format!("country {written:?} is not known"), remedy));
                return None;
            }
        };
        let until = if row.get("until").is_empty() { from } else { row.get("until") };
        let (first, last) = match Term::read(from, until) {
            Ok(Term { from: Some(first), until: Some(last) }) => (first, last),
            _ => {
                let message = format!("{from:?} to {until:?} are no days in order");
                faults.push(row.fault("from", message, "write 2016-07-13"));
                return None;
            }
        };
        let words = row.list("words").map(fold).collect();
        days.push(KnownDay { first, last, country, what, words });
        Some(())
    });
    days
}
