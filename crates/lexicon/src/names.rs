//! Names of people: given names, family names that are also words, particles, and how countries name people.

use std::collections::BTreeMap;

use record::CountryCode;

use crate::DataFiles;
use crate::countries::{Countries, Naming};
use crate::load::{Faults, read_tsv, require};
use crate::ontology::code;
use crate::phrases::{Map, phrase_key};

/// What is known about a given name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GivenName {
    /// Where it is at home: `arabic`, `slavic`; several with a blank between, empty where everywhere.
    pub culture: String,
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

/// Names.
#[derive(Debug)]
pub struct Names {
    given: Map<GivenName>,
    family: Map<bool>,
    particles: Map<()>,
    cultures: BTreeMap<CountryCode, Naming>,
}

impl Names {
    /// Whether a word is a given name somewhere.
    pub fn is_given(&self, word: &str) -> bool {
        self.given(word).is_some()
    }

    /// What is known about a given name.
    pub fn given(&self, word: &str) -> Option<&GivenName> {
        self.given.get(phrase_key(word).as_str())
    }

    /// The gender that a given name tells, if it tells one.
    pub fn gender(&self, word: &str) -> Option<NameGender> {
        self.given(word).map(|name| name.gender).filter(|gender| *gender != NameGender::Either)
    }

    /// Whether a word is a common family name.
    pub fn is_family(&self, word: &str) -> bool {
        self.family.contains_key(phrase_key(word).as_str())
    }

    /// Whether a family name is an ordinary English word or a title too: `Major`, `Bishop`, `May`.
    pub fn is_family_and_word(&self, word: &str) -> bool {
        self.family.get(phrase_key(word).as_str()).copied().unwrap_or(false)
    }

    /// Whether a word belongs to the name that follows it: `al`, `bin`, `van`, `de`.
    pub fn particle(&self, word: &str) -> bool {
        self.particles.contains_key(phrase_key(word).as_str())
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
        let mut names = Names { given: Map::default(), family: Map::default(), particles: Map::default(), cultures };
        read_tsv(files, "names/given.tsv", &["name", "culture", "gender"], faults, |row, faults| {
            let name = require(row, "name", faults)?;
            let genders = NameGender::ALL.iter().map(|x| x.code());
            let gender = code(row, "gender", NameGender::from_code, genders, faults)?;
            let culture = row.get("culture").to_owned();
            names.given.insert(phrase_key(name).into(), GivenName { culture, gender });
            Some(())
        });
        read_tsv(files, "names/family.tsv", &["name"], faults, |row, faults| {
            let name = require(row, "name", faults)?;
            names.family.insert(phrase_key(name).into(), row.get("word") == "yes");
            Some(())
        });
        read_tsv(files, "names/particles.tsv", &["particle"], faults, |row, faults| {
            let particle = require(row, "particle", faults)?;
            names.particles.insert(phrase_key(particle).into(), ());
            Some(())
        });
        names
    }
}
