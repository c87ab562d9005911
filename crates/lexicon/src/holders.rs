//! People whom the world's news names without saying whose they are, with the offices they held.

use std::collections::BTreeMap;

use record::{CountryCode, Sector};

use crate::actors::{ActorKind, Actors};
use crate::load::{Faults, read_tsv, require};
use crate::term::{Term, Ymd};
use crate::{Countries, DataFiles, Names, fold};

/// Known holders of offices, from `data/holders` and the people of `actors`.
#[derive(Debug, Default)]
pub struct Holders {
    rows: Vec<Holder>,
    by_ends: BTreeMap<(String, String), Vec<usize>>,
    by_family: BTreeMap<String, Vec<usize>>,
}

/// Someone who held an office.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holder {
    /// Name in its usual English spelling.
    pub name: String,
    /// The side; `None` for people who act for an international body.
    pub country: Option<CountryCode>,
    /// The office; empty where only the side is known.
    pub office: String,
    /// PLOVER sector, where the table says it; the office tells it otherwise.
    pub sector: Option<Sector>,
    /// When.
    pub term: Term,
    /// Whether a user's own `actors` say so: then the office is worth telling.
    pub of_user: bool,
}

impl Holders {
    pub(crate) fn load(
        files: &DataFiles,
        countries: &Countries,
        names: &Names,
        actors: &Actors,
        faults: &mut Faults,
    ) -> Holders {
        let mut holders = Holders::default();
        read_tsv(files, "holders", &["name", "country", "office", "from", "until"], faults, |row, faults| {
            let name = require(row, "name", faults)?.to_owned();
            let office = require(row, "office", faults)?.to_owned();
            let country = match row.get("country") {
                "" => None,
                written => match countries.check(written) {
                    Ok(code) => Some(code),
                    Err(remedy) => {
                        let message = format!("country {written:?} is not in data/countries");
                        faults.push(row.fault("country", message, remedy));
                        return None;
                    }
                },
            };
            let term = Term::of_row(row, faults)?;
            holders.add(&[], Holder { name, country, office, sector: None, term, of_user: false }, names);
            Some(())
        });
        for actor in actors.iter().filter(|actor| actor.kind == ActorKind::Person) {
            for role in &actor.roles {
                let holder = Holder {
                    name: actor.name.clone(),
                    country: role.country,
                    office: role.office.clone(),
                    sector: role.sector,
                    term: role.term,
                    of_user: true,
                };
                holders.add(&actor.aliases, holder, names);
            }
        }
        holders
    }

    fn add(&mut self, aliases: &[String], holder: Holder, names: &Names) {
        let row = self.rows.len();
        for (idx, name) in std::iter::once(&holder.name).chain(aliases).enumerate() {
            let parts = parts(name, names);
            let Some(last) = parts.last() else { continue };
            if let (Some(first), true) = (parts.first(), parts.len() > 1) {
                push_new(self.by_ends.entry((first.clone(), last.clone())).or_default(), row);
            }
            // A given name that is also a family name settles nothing alone.
            if (idx == 0 || parts.len() == 1) && parts.len() <= 4 && !names.is_given(last) {
                push_new(self.by_family.entry(last.clone()).or_default(), row);
            }
        }
        self.rows.push(holder);
    }

    /// The holding a name most likely means in an article of the days `when`: by first and last part; by a bare family
    /// name only where all its bearers of that time, or of any time, are of one side.
    ///
    /// Among several holdings the one in force then is meant, else the last before.
    pub fn find(&self, name: &str, names: &Names, when: Option<(Ymd, Ymd)>) -> Option<&Holder> {
        let parts = parts(name, names);
        let (rows, whole) = match parts.as_slice() {
            [] => return None,
            [family] => (self.by_family.get(family)?, false),
            [first, .., last] => (self.by_ends.get(&(first.clone(), last.clone()))?, true),
        };
        let distance = |row: usize| match when {
            Some((first, last)) => self.rows[row].term.distance(first, last),
            None => (0, 0),
        };
        let nearest = rows.iter().copied().map(distance).min()?;
        let best: Vec<usize> = rows.iter().copied().filter(|row| distance(*row) == nearest).collect();
        let one_side = |rows: &[usize]| rows.iter().all(|row| self.rows[*row].country == self.rows[rows[0]].country);
        let told = if whole || nearest.0 == 0 && when.is_some() { one_side(&best) } else { one_side(rows) };
        // An office of state says more than the mere side.
        let spoken = best.iter().find(|row| !self.rows[**row].office.is_empty()).or(best.first());
        spoken.filter(|_| told).map(|row| &self.rows[*row])
    }

    /// Every holding under a name, by first and last part, in file order; empty for a bare name.
    pub fn all_of(&self, name: &str, names: &Names) -> Vec<&Holder> {
        let parts = parts(name, names);
        let [first, .., last] = parts.as_slice() else { return Vec::new() };
        let rows = self.by_ends.get(&(first.clone(), last.clone()));
        rows.into_iter().flatten().map(|row| &self.rows[*row]).collect()
    }

    /// Every row, in file order.
    pub fn rows(&self) -> &[Holder] {
        &self.rows
    }
}

fn push_new(rows: &mut Vec<usize>, row: usize) {
    if rows.last() != Some(&row) {
        rows.push(row);
    }
}

/// Folded parts of a name, without particles and suffixes.
fn parts(name: &str, names: &Names) -> Vec<String> {
    let folded = fold(name);
    let words = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| word.chars().count() > 1);
    words
        .filter(|word| !names.particle(word) && !matches!(*word, "jr" | "sr" | "ii" | "iii" | "iv"))
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::Lexicon;

    /// Protects namesakes: a known family name with another given name means somebody else.
    #[test]
    fn a_holder_is_found_by_all_parts() {
        let lexicon = Lexicon::load(&crate::DataFiles::built_in()).expect("built-in data is sound");
        let side = |name: &str| {
            lexicon
                .holders()
                .find(name, lexicon.names(), None)
                .map(|holder| holder.country.map(|code| code.to_string()))
        };
        assert_eq!(side("Justin Trudeau"), Some(Some("CAN".into())));
        assert_eq!(side("Tebboune"), Some(Some("DZA".into())));
        assert_eq!(side("António Guterres"), Some(None));
        assert_eq!(side("Pierre Trudeau"), None);
        assert_eq!(side("Johnson"), None);
    }
}
