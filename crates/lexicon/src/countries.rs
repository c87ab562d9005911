//! Countries: their names, adjectives, peoples, capitals and seats of power, and the sides of divided ones.
//!
//! One file a country in `data/countries`. A file laid over adds to the country's lists and replaces its single facts.

use std::collections::BTreeMap;

use record::{BodyKind, CountryCode, Sector};
use serde::Deserialize;

use crate::load::{Faults, milli_degrees};
use crate::phrases::{Case, PhraseTable};
use crate::text::did_you_mean;
use crate::{DataFile, DataFiles, LexiconError};

/// A country or territory that news speaks of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Country {
    /// ISO 3166-1 alpha-3; `KOS` for Kosovo.
    pub code: CountryCode,
    /// ISO 3166-1 alpha-2; `XK` for Kosovo.
    pub iso2: String,
    /// The name English news uses.
    pub name: String,
    /// Every name, `name` first: short, official, former, abbreviated.
    pub names: Vec<String>,
    /// `Egyptian`, `UK`.
    pub adjectives: Vec<String>,
    /// The people, singular and plural: `Briton`, `Britons`.
    pub demonyms: Vec<String>,
    /// The seat of government first, then other capitals; every spelling.
    pub capitals: Vec<String>,
    /// Buildings and streets that stand for its government: `Kremlin`.
    pub seats: Vec<String>,
    /// Latitude of its middle, in thousandths of a degree.
    pub lat_milli: i32,
    /// Longitude of its middle, in thousandths of a degree.
    pub lon_milli: i32,
    /// Latitude of its capital.
    pub capital_lat_milli: Option<i32>,
    /// Longitude of its capital.
    pub capital_lon_milli: Option<i32>,
    /// Part of the world, as `data/countries/README.md` lists them.
    pub region: String,
    /// The country it is a territory of.
    pub sovereign: Option<CountryCode>,
    /// Countries it has a land border with.
    pub neighbours: Vec<CountryCode>,
    /// How people are named.
    pub naming: Naming,
    /// Governments, armies and movements that act for a part of it.
    pub sides: Vec<Side>,
}

impl Country {
    /// The capital's usual name.
    pub fn capital(&self) -> Option<&str> {
        self.capitals.first().map(String::as_str)
    }
}

/// How people of a country are called.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Naming {
    /// Given name, then family name: `Antony Blinken`.
    #[default]
    FamilyLast,
    /// Family name, then given name: `Wang Yi`.
    FamilyFirst,
    /// By the given name, whatever follows: `Abiy Ahmed` is `Abiy`.
    GivenName,
    /// Family name first, called by the given name at the end: `Pham Minh Chinh` is `Chinh`.
    GivenLast,
    /// One name, or a compound that is not parted: `Nay Win Maung`.
    Whole,
}

/// One side of a divided country.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Side {
    /// Usual name.
    pub name: String,
    /// Other names, abbreviations, and the words for its people.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// Adjectives for it: `Houthi`.
    #[serde(default)]
    pub adjectives: Vec<String>,
    /// What it is, a code of [`BodyKind`].
    kind: String,
    /// PLOVER sector.
    sector: String,
    /// Its seat, where it has one: `Benghazi`.
    #[serde(default)]
    pub seat: Option<String>,
}

impl Side {
    /// What it is.
    pub fn kind(&self) -> BodyKind {
        BodyKind::from_code(&self.kind).unwrap_or(BodyKind::Other)
    }

    /// PLOVER sector.
    pub fn sector(&self) -> Option<Sector> {
        Sector::from_code(&self.sector)
    }
}

/// What a word says of a country.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CountryForm {
    /// `Egypt`
    Name,
    /// `Egyptian`
    Adjective,
    /// `Egyptians`
    Demonym,
    /// `Cairo`
    Capital,
    /// `the Kremlin`
    Seat,
}

/// A word for a country.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct CountryPhrase {
    /// The country.
    pub code: CountryCode,
    /// What the word says.
    pub form: CountryForm,
}

/// All countries.
#[derive(Debug)]
pub struct Countries {
    by_code: BTreeMap<CountryCode, Country>,
    phrases: PhraseTable<CountryPhrase>,
    by_iso2: BTreeMap<String, CountryCode>,
}

impl Countries {
    /// The country of a code.
    pub fn by_code(&self, code: CountryCode) -> Option<&Country> {
        self.by_code.get(&code)
    }

    /// The country of a two-letter code.
    pub fn by_iso2(&self, iso2: &str) -> Option<CountryCode> {
        self.by_iso2.get(iso2).copied()
    }

    /// Every country by code.
    pub fn all(&self) -> impl Iterator<Item = &Country> {
        self.by_code.values()
    }

    /// The country of a name: `Egypt`, `Arab Republic of Egypt`. Capitals count.
    pub fn name(&self, name: &str) -> Option<CountryCode> {
        self.of_form(name, CountryForm::Name)
    }

    /// The country of an adjective: `Egyptian`.
    pub fn adjective(&self, adjective: &str) -> Option<CountryCode> {
        self.of_form(adjective, CountryForm::Adjective)
    }

    /// The country of a word for its people: `Egyptians`.
    pub fn demonym(&self, demonym: &str) -> Option<CountryCode> {
        self.of_form(demonym, CountryForm::Demonym)
    }

    /// The country whose government a building or street stands for: `Kremlin`.
    pub fn seat(&self, seat: &str) -> Option<CountryCode> {
        self.of_form(seat, CountryForm::Seat)
    }

    /// The country of a capital.
    pub fn capital(&self, capital: &str) -> Option<CountryCode> {
        self.of_form(capital, CountryForm::Capital)
    }

    /// The country that a word of any form means first: names before adjectives, peoples, capitals and seats.
    pub fn any(&self, words: &str) -> Option<CountryPhrase> {
        self.phrases.get(words).first().copied()
    }

    /// Every word for a country.
    pub fn phrases(&self) -> &PhraseTable<CountryPhrase> {
        &self.phrases
    }

    fn of_form(&self, words: &str, form: CountryForm) -> Option<CountryCode> {
        self.phrases.get(words).iter().find(|phrase| phrase.form == form).map(|phrase| phrase.code)
    }

    /// A code written in a data file, if a country has it.
    pub(crate) fn check(&self, written: &str) -> Result<CountryCode, String> {
        match CountryCode::new(written) {
            Some(code) if self.by_code.contains_key(&code) => Ok(code),
            _ => {
                let codes = self.by_code.keys().map(CountryCode::as_str);
                Err(did_you_mean(written, codes, "countries are the files of data/countries"))
            }
        }
    }

    pub(crate) fn load(files: &DataFiles, faults: &mut Faults) -> Countries {
        let mut by_code: BTreeMap<CountryCode, Country> = BTreeMap::new();
        for file in files.below("countries", ".toml") {
            match read_country(file) {
                Ok(country) => match by_code.get_mut(&country.code) {
                    Some(earlier) => earlier.lay_over(country),
                    None => {
                        by_code.insert(country.code, country);
                    }
                },
                Err(fault) => faults.push(fault),
            }
        }
        let mut phrases = PhraseTable::new(Case::Exact);
        // Forms in the order in which a reader takes a word: `Georgia` before anything else of that spelling.
        type Words = fn(&Country) -> &[String];
        let forms: [(CountryForm, Words); 5] = [
            (CountryForm::Name, |country| &country.names),
            (CountryForm::Adjective, |country| &country.adjectives),
            (CountryForm::Demonym, |country| &country.demonyms),
            (CountryForm::Capital, |country| &country.capitals),
            (CountryForm::Seat, |country| &country.seats),
        ];
        for (form, words) in forms {
            for country in by_code.values() {
                let phrase = CountryPhrase { code: country.code, form };
                for word in words(country) {
                    // `Élysée` and `Elysee` are one here.
                    if !phrases.get(word).contains(&phrase) {
                        phrases.insert(word, phrase);
                    }
                }
            }
        }
        let by_iso2 = by_code.values().map(|country| (country.iso2.clone(), country.code)).collect();
        Countries { by_code, phrases, by_iso2 }
    }
}

impl Country {
    fn lay_over(&mut self, over: Country) {
        let join = |mine: &mut Vec<String>, theirs: Vec<String>| {
            for word in theirs {
                if !mine.contains(&word) {
                    mine.push(word);
                }
            }
        };
        join(&mut self.names, over.names);
        join(&mut self.adjectives, over.adjectives);
        join(&mut self.demonyms, over.demonyms);
        join(&mut self.capitals, over.capitals);
        join(&mut self.seats, over.seats);
        for side in over.sides {
            self.sides.retain(|mine| mine.name != side.name);
            self.sides.push(side);
        }
    }
}

/// A country file as written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CountryFile {
    code: String,
    iso2: String,
    name: String,
    #[serde(default)]
    names: Vec<String>,
    #[serde(default)]
    adjectives: Vec<String>,
    #[serde(default)]
    demonyms: Vec<String>,
    #[serde(default)]
    capitals: Vec<String>,
    #[serde(default)]
    seats: Vec<String>,
    centre: [String; 2],
    capital_at: Option<[String; 2]>,
    region: String,
    sovereign: Option<String>,
    #[serde(default)]
    neighbours: Vec<String>,
    #[serde(default)]
    naming: Naming,
    #[serde(default)]
    sides: Vec<Side>,
}

fn read_country(file: &DataFile) -> Result<Country, LexiconError> {
    let written: CountryFile = toml::from_str(&file.text).map_err(|error| toml_fault(file, &error))?;
    let fault = |needle: &str, message: String, remedy: &str| fault_at(file, needle, message, remedy);
    let code_of = |code: &String| {
        CountryCode::new(code).ok_or_else(|| fault(code, format!("{code:?} is no code"), "three capital letters"))
    };
    let code = code_of(&written.code)?;
    let at = |pair: &[String; 2]| {
        let [lat, lon] = pair;
        milli_degrees(lat).zip(milli_degrees(lon)).ok_or_else(|| {
            fault(lat, format!("[{lat:?}, {lon:?}] is no place"), "decimal degrees, as in [\"32.887\", \"13.191\"]")
        })
    };
    let (lat_milli, lon_milli) = at(&written.centre)?;
    let capital_at = written.capital_at.as_ref().map(at).transpose()?;
    for side in &written.sides {
        if BodyKind::from_code(&side.kind).is_none() {
            let known = BodyKind::ALL.iter().map(|kind| kind.code());
            let remedy = did_you_mean(&side.kind, known, "data/bodies/README.md lists the kinds");
            return Err(fault(&side.kind, format!("kind {:?} is not known", side.kind), &remedy));
        }
        if Sector::from_code(&side.sector).is_none() {
            let remedy = "sectors are in data/ontology/sectors.tsv";
            return Err(fault(&side.sector, format!("sector {:?} is not known", side.sector), remedy));
        }
    }
    let mut names = vec![written.name.clone()];
    names.extend(written.names);
    Ok(Country {
        code,
        iso2: written.iso2,
        name: written.name,
        names,
        adjectives: written.adjectives,
        demonyms: written.demonyms,
        capitals: written.capitals,
        seats: written.seats,
        lat_milli,
        lon_milli,
        capital_lat_milli: capital_at.map(|at| at.0),
        capital_lon_milli: capital_at.map(|at| at.1),
        region: written.region,
        sovereign: written.sovereign.as_ref().map(code_of).transpose()?,
        neighbours: written.neighbours.iter().map(code_of).collect::<Result<_, _>>()?,
        naming: written.naming,
        sides: written.sides,
    })
}

/// A fault of the TOML itself, at its line and column.
fn toml_fault(file: &DataFile, error: &toml::de::Error) -> LexiconError {
    let start = error.span().map(|span| span.start);
    let (line, column) = start.map_or((0, 0), |start| line_and_column(&file.text, start));
    LexiconError {
        file: file.name.clone(),
        line,
        column,
        message: error.message().to_owned(),
        remedy: "data/countries/README.md shows a file".to_owned(),
    }
}

/// A fault where `needle` stands in the file.
pub(crate) fn fault_at(file: &DataFile, needle: &str, message: String, remedy: &str) -> LexiconError {
    let at = file.text.find(&format!("\"{needle}\""));
    let (line, column) = at.map_or((0, 0), |at| line_and_column(&file.text, at));
    LexiconError { file: file.name.clone(), line, column, message, remedy: remedy.to_owned() }
}

fn line_and_column(text: &str, byte: usize) -> (usize, usize) {
    let before = text.get(..byte).unwrap_or("");
    let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
    (before.matches('\n').count() + 1, before[line_start..].chars().count() + 1)
}
