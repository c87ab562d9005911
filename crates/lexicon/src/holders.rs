//! People whom the world's news names without saying whose they are, with the offices they held.

use std::collections::BTreeMap;

use record::CountryCode;

use crate::load::{Faults, number, read_tsv, require};
use crate::{Countries, DataFiles, Names, fold};

/// Known holders of offices, from `data/holders`.
#[derive(Debug, Default)]
pub struct Holders {
    rows: Vec<Holder>,
    by_ends: BTreeMap<(String, String), usize>,
    /// Rows by family name alone; `None` where people of several sides bear it.
    by_family: BTreeMap<String, Option<usize>>,
}

/// Someone who held an office.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holder {
    /// Name in its usual English spelling.
    pub name: String,
    /// The side; `None` for people who act for an international body.
    pub country: Option<CountryCode>,
    /// The office.
    pub office: String,
    /// First year in it.
    pub from: i16,
    /// Last year in it; `None` where still held when the line was last checked.
    pub until: Option<i16>,
}

impl Holders {
    pub(crate) fn load(files: &DataFiles, countries: &Countries, names: &Names, faults: &mut Faults) -> Holders {
        let mut holders = Holders::default();
        read_tsv(files, "holders", &["name", "country", "office", "from", "until"], faults, |row, faults| {
            let name = require(row, "name", faults)?.to_owned();
            let office = require(row, "office", faults)?.to_owned();
            let country = match row.get("country") {
                "" => None,
                code => match CountryCode::new(code).filter(|code| countries.by_code(*code).is_some()) {
                    Some(code) => Some(code),
                    None => {
                        faults.push(row.fault("country", format!("country {code:?} is not in data/countries"), ""));
                        return None;
                    }
                },
            };
            let from = i16::try_from(number(row, "from", faults)?).ok()?;
            let until = match row.get("until") {
                "" => None,
                _ => Some(i16::try_from(number(row, "until", faults)?).ok()?),
            };
            holders.add(Holder { name, country, office, from, until }, names);
            Some(())
        });
        holders
    }

    fn add(&mut self, holder: Holder, names: &Names) {
        let row = self.rows.len();
        let parts = parts(&holder.name, names);
        if let (Some(first), Some(last)) = (parts.first(), parts.last())
            && parts.len() > 1
        {
            self.by_ends.insert((first.clone(), last.clone()), row);
            // A given name that is also a family name settles nothing alone.
            if !names.is_given(last) {
                let country = holder.country;
                let rows = &self.rows;
                self.by_family
                    .entry(last.clone())
                    .and_modify(|known| *known = known.filter(|known| rows[*known].country == country))
                    .or_insert(Some(row));
            }
        }
        self.rows.push(holder);
    }

    /// The holder a name most likely means: by first and last part; by a bare family name only where all its bearers
    /// here are of one side.
    pub fn find(&self, name: &str, names: &Names) -> Option<&Holder> {
        let parts = parts(name, names);
        let row = match parts.as_slice() {
            [] => None,
            [family] => self.by_family.get(family).copied().flatten(),
            [first, .., last] => self.by_ends.get(&(first.clone(), last.clone())).copied(),
        };
        row.map(|row| &self.rows[row])
    }

    /// Every row, in file order.
    pub fn rows(&self) -> &[Holder] {
        &self.rows
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
            lexicon.holders().find(name, lexicon.names()).map(|holder| holder.country.map(|code| code.to_string()))
        };
        assert_eq!(side("Justin Trudeau"), Some(Some("CAN".into())));
        assert_eq!(side("Tebboune"), Some(Some("DZA".into())));
        assert_eq!(side("António Guterres"), Some(None));
        assert_eq!(side("Pierre Trudeau"), None);
        assert_eq!(side("Johnson"), None);
    }
}
