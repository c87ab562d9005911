//! Places: a wide table of cities, and our own of sites, regions, seas and borders.
//!
//! The cities come as one large sorted file that is never parsed as a whole: a look-up is a binary search over its bytes,
//! so that starting the program costs nothing. Everything else is read into a table.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::collections::BTreeMap;

use record::{CountryCode, PlacePrecision};

use crate::actors::{ActorKind, Actors};
use crate::countries::Countries;
use crate::load::{Faults, degrees, milli_degrees, number, read_tsv, require};
use crate::ontology::code;
use crate::phrases::{Case, PhraseTable, phrase_key};
use crate::{DataFiles, Row, fold};

/// Path of the sorted file of cities.
pub(crate) const CITIES: &str = "places/cities.tsv";

/// A place of the gazetteer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GazEntry {
    /// Its usual English name.
    pub name: String,
    /// Country it lies in; `None` for seas and what crosses borders.
    pub country: Option<CountryCode>,
    /// Latitude in thousandths of a degree.
    pub lat_milli: i32,
    /// Longitude in thousandths of a degree.
    pub lon_milli: i32,
    /// How fine it is.
    pub precision: PlacePrecision,
    /// People who live there; 0 where unknown or nobody does.
    pub population: u32,
    /// What it is: `city`, `capital`, `province`, `sea`, `palace`, `airport`, …
    pub kind: String,
    /// The state or province it lies in; empty where unknown.
    pub region: String,
}

impl GazEntry {
    /// Whether it is a town of the wide table under 5,000 people or a district: named in local news only.
    pub fn is_small(&self) -> bool {
        self.population == 0 && matches!(self.kind.as_str(), "city" | "district" | "region")
    }
}

/// All places.
#[derive(Debug)]
pub struct Gazetteer {
    own: PhraseTable<u32>,
    entries: Vec<GazEntry>,
    cities: Cow<'static, str>,
    /// Short forms of states by their folded spelling: `la.`, `conn.`.
    short_states: BTreeMap<String, String>,
}

impl Gazetteer {
    /// The state that an abbreviation after a town means: `La.` is Louisiana.
    pub fn state_of_short(&self, word: &str) -> Option<&str> {
        let capital = word.chars().next().is_some_and(char::is_uppercase);
        self.short_states.get(&fold(word.trim_end_matches('.'))).filter(|_| capital).map(String::as_str)
    }

    /// Every place of a name: most people first; our own entries before cities of the same size.
    pub fn lookup(&self, name: &str) -> Vec<GazEntry> {
        let key = phrase_key(name);
        let mut found: Vec<GazEntry> = Vec::new();
        found.extend(self.own.get(name).iter().filter_map(|row| self.entries.get(*row as usize)).cloned());
        for city in self.cities_of(&key) {
            // A capital stands in both tables; ours is the better described.
            let known = found.iter().any(|entry| {
                entry.country == city.country
                    && (entry.lat_milli - city.lat_milli).abs() < 300
                    && (entry.lon_milli - city.lon_milli).abs() < 300
                    && entry.precision == PlacePrecision::City
            });
            if !known {
                found.push(city);
            }
        }
        found.sort_by_key(|entry| std::cmp::Reverse(entry.population));
        found
    }

    /// The best place of a name inside a country, else `None`.
    pub fn lookup_in(&self, name: &str, country: CountryCode) -> Option<GazEntry> {
        self.lookup(name).into_iter().find(|entry| entry.country == Some(country))
    }

    /// Whether the name is any place's.
    pub fn contains(&self, name: &str) -> bool {
        self.own.contains(name) || !self.cities_of(&phrase_key(name)).is_empty()
    }

    /// The longest place name at the beginning of `words`, of at most six words: how many words it takes.
    pub fn longest<S: AsRef<str>>(&self, words: &[S]) -> Option<usize> {
        let own = self.own.longest(words).map(|(n_words, _)| n_words);
        let mut run = String::new();
        let mut city = None;
        for (idx, word) in words.iter().take(6).enumerate() {
            let word = word.as_ref();
            let capital = word.chars().next().is_some_and(char::is_uppercase);
            if idx == 0 && !capital {
                break;
            }
            run.push(' ');
            run.push_str(word);
            let key = phrase_key(&run);
            if capital && !self.cities_of(&key).is_empty() {
                city = Some(idx + 1);
            }
        }
        own.max(city)
    }

    /// Our own places: everything but the wide table of cities.
    pub fn own(&self) -> &[GazEntry] {
        &self.entries
    }

    /// Our own places by name, for matching over tokens; the values are rows of [`Gazetteer::own`].
    pub fn own_phrases(&self) -> &PhraseTable<u32> {
        &self.own
    }

    fn cities_of(&self, key: &str) -> Vec<GazEntry> {
        let text = self.cities.as_bytes();
        // Invariant of the search: every line before `low` sorts before the key, every line from `high` on does not.
        let (mut low, mut high) = (0, text.len());
        while low < high {
            let start = line_start(text, low + (high - low) / 2);
            if key_of(text, start).cmp(key.as_bytes()) == Ordering::Less {
                low = line_end(text, start);
            } else {
                high = start;
            }
        }
        let mut found = Vec::new();
        while low < text.len() && key_of(text, low) == key.as_bytes() {
            let end = line_end(text, low);
            let line = self.cities.get(low..end).unwrap_or("").trim_end();
            found.extend(parse_city(line));
            low = end;
        }
        found
    }

    pub(crate) fn load(files: &DataFiles, countries: &Countries, actors: &Actors, faults: &mut Faults) -> Gazetteer {
        let mut gazetteer = Gazetteer {
            own: PhraseTable::new(Case::Exact),
            entries: Vec::new(),
            cities: Cow::Borrowed(""),
            short_states: BTreeMap::new(),
        };
        for file in files.below("places", ".tsv") {
            if file.path == CITIES {
                // The header sorts where no key looks: it begins with `#`.
                gazetteer.cities = file.text.clone();
            }
        }
        for country in countries.all() {
            gazetteer.add_capital(country);
        }
        read_tsv(files, "places/short_states.tsv", &["short", "state"], faults, |row, faults| {
            let (short, state) = (require(row, "short", faults)?, require(row, "state", faults)?);
            gazetteer.short_states.insert(fold(short), state.to_owned());
            Some(())
        });
        for list in ["sites", "regions", "waters", "towns"] {
            let path = format!("places/{list}.tsv");
            let required = ["name", "country", "lat", "lon", "precision"];
            read_tsv(files, &path, &required, faults, |row, faults| {
                let entry = read_place(row, countries, faults)?;
                let names: Vec<&str> = std::iter::once(row.get("name")).chain(row.list("aliases")).collect();
                gazetteer.add(&names, entry);
                Some(())
            });
        }
        actors.iter().filter(|actor| actor.kind == ActorKind::Place).for_each(|actor| {
            let country = actor.roles.first().and_then(|role| countries.by_code(role.country?));
            let Some(country) = country else { return };
            let names = std::iter::once(&actor.name).chain(&actor.aliases).map(String::as_str);
            let new: Vec<&str> =
                names.filter(|name| countries.any(name).is_none() && !gazetteer.contains(name)).collect();
            if !new.is_empty() {
                gazetteer.add(&new, somewhere_in(country, &actor.name));
            }
        });
        gazetteer
    }

    fn add_capital(&mut self, country: &crate::Country) {
        let (Some(name), Some(lat_milli), Some(lon_milli)) =
            (country.capital(), country.capital_lat_milli, country.capital_lon_milli)
        else {
            return;
        };
        let population = self.cities_of(&phrase_key(name));
        let population = population.iter().find(|city| city.country == Some(country.code));
        let entry = GazEntry {
            name: name.to_owned(),
            country: Some(country.code),
            lat_milli,
            lon_milli,
            precision: PlacePrecision::City,
            population: population.map_or(0, |city| city.population),
            kind: "capital".to_owned(),
            region: String::new(),
        };
        // Only the first capital has these coordinates. Its other spellings, where the cities do not have them, do too;
        // a second capital of a country is a city of its own.
        let other_spellings =
            country.capitals.iter().skip(1).map(String::as_str).filter(|other| {
                !self.cities_of(&phrase_key(other)).iter().any(|city| city.country == Some(country.code))
            });
        let names: Vec<&str> = std::iter::once(name).chain(other_spellings).collect();
        self.add(&names, entry);
    }

    fn add(&mut self, names: &[&str], entry: GazEntry) {
        let row = self.entries.len() as u32;
        self.entries.push(entry);
        names.iter().for_each(|name| self.own.insert(name, row));
    }
}

/// A place of which only the country is known.
fn somewhere_in(country: &crate::Country, name: &str) -> GazEntry {
    GazEntry {
        name: name.to_owned(),
        country: Some(country.code),
        lat_milli: country.lat_milli,
        lon_milli: country.lon_milli,
        precision: PlacePrecision::Country,
        population: 0,
        kind: "place".to_owned(),
        region: String::new(),
    }
}

fn read_place(row: &Row, countries: &Countries, faults: &mut Faults) -> Option<GazEntry> {
    let name = require(row, "name", faults)?;
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
    let precisions = PlacePrecision::ALL.iter().map(|x| x.code());
    let population = match row.get("population") {
        "" => 0,
        _ => number(row, "population", faults).unwrap_or(0).unsigned_abs(),
    };
    Some(GazEntry {
        name: name.to_owned(),
        country,
        lat_milli: degrees(row, "lat", faults)?,
        lon_milli: degrees(row, "lon", faults)?,
        precision: code(row, "precision", PlacePrecision::from_code, precisions, faults)?,
        population,
        kind: row.get("kind").to_owned(),
        region: String::new(),
    })
}

/// A line of the file of cities: key, name, country, latitude, longitude, population, region, kind.
pub(crate) fn parse_city(line: &str) -> Option<GazEntry> {
    let mut fields = line.split('\t');
    let key = fields.next()?;
    let name = match fields.next()? {
        // The name is left out where only capitals tell it from its key.
        "" => capitalised(key),
        name => name.to_owned(),
    };
    let country = CountryCode::new(fields.next()?);
    let lat_milli = milli_degrees(fields.next()?)?;
    let lon_milli = milli_degrees(fields.next()?)?;
    let population = fields.next()?.parse().ok()?;
    let region = fields.next().unwrap_or("").to_owned();
    let (precision, kind) = match fields.next().unwrap_or("") {
        "" => (PlacePrecision::City, "city"),
        kind => (PlacePrecision::Region, kind),
    };
    Some(GazEntry { name, country, lat_milli, lon_milli, precision, population, kind: kind.to_owned(), region })
}

/// Each word with a capital.
pub(crate) fn capitalised(key: &str) -> String {
    let mut out = String::with_capacity(key.len());
    let mut start = true;
    for c in key.chars() {
        if start {
            out.extend(c.to_uppercase())
        } else {
            out.push(c)
        }
        start = c == ' ';
    }
    out
}

fn line_start(text: &[u8], at: usize) -> usize {
    text[..at].iter().rposition(|byte| *byte == b'\n').map_or(0, |newline| newline + 1)
}

fn line_end(text: &[u8], start: usize) -> usize {
    text[start..].iter().position(|byte| *byte == b'\n').map_or(text.len(), |newline| start + newline + 1)
}

fn key_of(text: &[u8], start: usize) -> &[u8] {
    let line = &text[start..line_end(text, start)];
    line.split(|byte| *byte == b'\t' || *byte == b'\n').next().unwrap_or(&[])
}
