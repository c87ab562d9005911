//! Names of people: given names, family names that are also words, particles, and how countries name people.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::hash::{BuildHasherDefault, Hasher};

use record::CountryCode;

use crate::DataFiles;
use crate::countries::{Countries, Naming};
use crate::load::{Faults, read_tsv, require};
use crate::ontology::code;
use crate::phrases::{Fnv, phrase_key};
use crate::text::fold;

/// What is known about a given name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GivenName<'n> {
    /// Where it is at home: `arabic`, `slavic`; several with a blank between, empty where everywhere.
    pub culture: &'n str,
    /// Whose name it is.
    pub gender: NameGender,
}

record::codes! {
    /// Who bears a given name.
    pub enum NameGender {
        Male = "m",
        Female = "f",
        Either = "e",
    }
}

/// Values by the hash of a folded name: thirty thousand names are read at every start, and a copy of each would be most of
/// the cost. That two names of the lists share 64 bits is ruled out by a test.
type ByHash<V> = HashMap<u64, V, BuildHasherDefault<Fnv>>;

/// The hash of a folded name.
fn key(name: &str) -> u64 {
    let mut hasher = Fnv::default();
    if name.bytes().all(|byte| byte.is_ascii_alphabetic()) {
        name.bytes().for_each(|byte| hasher.write(&[byte.to_ascii_lowercase()]));
    } else {
        hasher.write(phrase_key(name).as_bytes());
    }
    hasher.finish()
}

/// Names.
#[derive(Debug)]
pub struct Names {
    /// By key: row of `cultures_of_names`, and whose name it is.
    given: ByHash<(u16, NameGender)>,
    cultures_of_names: Vec<String>,
    family: ByHash<bool>,
    particles: ByHash<()>,
    cultures: BTreeMap<CountryCode, Naming>,
    /// Countries where a naming culture is at home.
    homes: BTreeMap<String, Vec<CountryCode>>,
    variants: Variants,
}

/// What `names/variants.tsv` says, by folded name.
#[derive(Debug, Default)]
struct Variants {
    /// Row and scope.
    same: BTreeMap<String, Vec<(usize, String)>>,
    apart: BTreeSet<(String, String)>,
}

impl Names {
    /// The countries where a given name is at home; empty where the name is not known or its culture has no home.
    pub fn homes(&self, given: &str) -> Vec<CountryCode> {
        let culture = self.given(given).map_or("", |name| name.culture);
        culture.split(' ').filter_map(|culture| self.homes.get(culture)).flatten().copied().collect()
    }

    /// Whether a given name is at home in a country; `None` where the name is not known or its culture has no home.
    pub fn at_home(&self, given: &str, country: CountryCode) -> Option<bool> {
        let mut homes = self.given(given)?.culture.split(' ').filter_map(|culture| self.homes.get(culture)).peekable();
        homes.peek()?;
        Some(homes.any(|countries| countries.contains(&country)))
    }

    /// Whether a naming culture is at home in a country.
    pub fn culture_at(&self, culture: &str, country: CountryCode) -> bool {
        self.homes.get(culture).is_some_and(|countries| countries.contains(&country))
    }

    /// Whether two words are one name in different languages: `Vladimir`, `Volodymyr`. Names of one culture only (`Lee`,
    /// `Yi`) count for its countries.
    pub fn same_in_languages(&self, a: &str, b: &str, country: Option<CountryCode>) -> bool {
        let (Some(one), Some(other)) = (self.variants.same.get(&fold(a)), self.variants.same.get(&fold(b))) else {
            return false;
        };
        let here = |scope: &str| scope.is_empty() || country.is_some_and(|code| self.culture_at(scope, code));
        one.iter().any(|(row, scope)| here(scope) && other.iter().any(|(other, _)| other == row))
    }

    /// Whether two words that look alike are known as two names: `Stefan`, `Stevan`.
    pub fn apart(&self, a: &str, b: &str) -> bool {
        let (a, b) = (fold(a), fold(b));
        self.variants.apart.contains(&(a.clone(), b.clone())) || self.variants.apart.contains(&(b, a))
    }

    /// Whether a word is a given name somewhere.
    pub fn is_given(&self, word: &str) -> bool {
        self.given.contains_key(&key(word))
    }

    /// What is known about a given name.
    pub fn given(&self, word: &str) -> Option<GivenName<'_>> {
        let (culture, gender) = *self.given.get(&key(word))?;
        let culture = self.cultures_of_names.get(culture as usize).map_or("", String::as_str);
        Some(GivenName { culture, gender })
    }

    /// The gender that a given name tells, if it tells one.
    pub fn gender(&self, word: &str) -> Option<NameGender> {
        self.given(word).map(|name| name.gender).filter(|gender| *gender != NameGender::Either)
    }

    /// Whether a word is a common family name.
    pub fn is_family(&self, word: &str) -> bool {
        self.family.contains_key(&key(word))
    }

    /// Whether a family name is an ordinary English word or a title too: `Major`, `Bishop`, `May`.
    pub fn is_family_and_word(&self, word: &str) -> bool {
        self.family.get(&key(word)).copied().unwrap_or(false)
    }

    /// Whether a word belongs to the name that follows it: `al`, `bin`, `van`, `de`.
    pub fn particle(&self, word: &str) -> bool {
        self.particles.contains_key(&key(word))
    }

    /// How people of a country are called.
    pub fn naming(&self, country: CountryCode) -> Naming {
        self.cultures.get(&country).copied().unwrap_or_default()
    }

    /// Whether people of a country are called by their given name.
    pub fn given_name_culture(&self, country: CountryCode) -> bool {
        self.naming(country) == Naming::GivenName
    }

    /// Whether the family name comes first in a country.
    pub fn family_first(&self, country: CountryCode) -> bool {
        self.naming(country) == Naming::FamilyFirst
    }

    pub(crate) fn load(files: &DataFiles, countries: &Countries, faults: &mut Faults) -> Names {
        let cultures = countries.all().map(|country| (country.code, country.naming)).collect();
        let mut names = Names {
            given: ByHash::default(),
            cultures_of_names: Vec::new(),
            family: ByHash::default(),
            particles: ByHash::default(),
            cultures,
            homes: BTreeMap::new(),
            variants: Variants::default(),
        };
        read_tsv(files, "names/cultures.tsv", &["culture", "countries"], faults, |row, faults| {
            let culture = require(row, "culture", faults)?;
            let mut home = Vec::new();
            for written in row.get("countries").split(' ') {
                match countries.check(written) {
                    Ok(code) => home.push(code),
                    Err(remedy) => {
                        faults.push(row.fault("countries", format!("country {written:?} is not known"), remedy))
                    }
                }
            }
            names.homes.insert(culture.to_owned(), home);
            Some(())
        });
        // Sizes of the built-in lists, so that the maps do not grow while they are read.
        names.given.reserve(20_000);
        names.family.reserve(20_000);
        let mut row_of_culture: BTreeMap<String, u16> = BTreeMap::new();
        read_tsv(files, "names/given.tsv", &["name", "culture", "gender"], faults, |row, faults| {
            let name = require(row, "name", faults)?;
            let genders = NameGender::ALL.iter().map(|x| x.code());
            let gender = code(row, "gender", NameGender::from_code, genders, faults)?;
            let culture = row.get("culture");
            let culture = match row_of_culture.get(culture) {
                Some(known) => *known,
                None => {
                    let new = names.cultures_of_names.len() as u16;
                    names.cultures_of_names.push(culture.to_owned());
                    row_of_culture.insert(culture.to_owned(), new);
                    new
                }
            };
            names.given.insert(key(name), (culture, gender));
            Some(())
        });
        read_tsv(files, "names/family.tsv", &["name"], faults, |row, faults| {
            let name = require(row, "name", faults)?;
            names.family.insert(key(name), row.get("word") == "yes");
            Some(())
        });
        read_tsv(files, "names/particles.tsv", &["particle"], faults, |row, faults| {
            let particle = require(row, "particle", faults)?;
            names.particles.insert(key(particle), ());
            Some(())
        });
        let mut n_rows = 0;
        read_tsv(files, "names/variants.tsv", &["name", "scope", "same", "apart"], faults, |row, faults| {
            let name = require(row, "name", faults)?;
            let scope = row.get("scope");
            if !scope.is_empty() && !names.homes.contains_key(scope) {
                let remedy = "names/cultures.tsv lists the cultures";
                faults.push(row.fault("scope", format!("scope {scope:?} is not known"), remedy));
            }
            for word in std::iter::once(name).chain(row.list("same")) {
                names.variants.same.entry(fold(word)).or_default().push((n_rows, scope.to_owned()));
            }
            for word in row.list("apart") {
                names.variants.apart.insert((fold(name), fold(word)));
            }
            n_rows += 1;
            Some(())
        });
        names
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Protects look-ups by hash: no two names of the built-in lists share one.
    #[test]
    fn no_two_names_share_a_hash() {
        let files = DataFiles::built_in();
        let mut seen: BTreeMap<u64, String> = BTreeMap::new();
        for file in ["given", "family", "particles"] {
            let path = format!("names/{file}.tsv");
            let file = files.below(&path, ".tsv").next().expect("built in");
            for line in file.text.lines().skip(1) {
                let name = line.split('\t').next().unwrap_or("");
                let folded = phrase_key(name);
                let earlier = seen.insert(key(name), folded.clone());
                assert!(earlier.is_none_or(|earlier| earlier == folded), "{name}");
            }
        }
    }
}
