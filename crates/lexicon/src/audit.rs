//! The audit over the whole of `data/`: what loading tolerates in a user's folder but ours must not have.
//!
//! Loading refuses what it cannot understand. The audit asks for more: rows sorted and without doubles, so that a change
//! shows as one line; codes that lead somewhere; a note on its format in every folder; a whole ontology.

use std::collections::{BTreeMap, BTreeSet};

use record::{Context, EventType, Mode, Sector, Subject};

use crate::places::{CITIES, parse_city};
use crate::text::did_you_mean;
use crate::{CountryForm, DataFile, DataFiles, Lexicon, LexiconError, Tsv, fold, phrase_key};

/// Tables sorted by the folded text of their first column, one row a key of these columns.
const SORTED: &[(&str, &[&str])] = &[
    ("titles/offices.tsv", &["title"]),
    ("titles/ranks.tsv", &["title"]),
    ("titles/honorifics.tsv", &["title"]),
    ("titles/modifiers.tsv", &["word"]),
    ("titles/portfolios.tsv", &["portfolio"]),
    ("bodies/heads.tsv", &["word"]),
    ("bodies/agents.tsv", &["word"]),
    ("bodies/known", &["name"]),
    ("places/sites.tsv", &["name", "country"]),
    ("places/regions.tsv", &["name", "country"]),
    ("places/waters.tsv", &["name", "country"]),
    ("places/towns.tsv", &["name", "country"]),
    ("places/short_states.tsv", &["short"]),
    ("names/given.tsv", &["name"]),
    ("names/family.tsv", &["name"]),
    ("names/particles.tsv", &["particle"]),
    ("names/variants.tsv", &["name"]),
    ("holders", &["name", "office", "from"]),
];

/// Folders whose files are all named here; the other folders answer for themselves.
const CLOSED_FOLDERS: &[(&str, &[&str])] = &[
    (
        "ontology",
        &["types.tsv", "modes.tsv", "contexts.tsv", "sectors.tsv", "subjects.tsv", "cameo.tsv", "cameo_actors.tsv"],
    ),
    ("titles", &["abbreviations.tsv", "offices.tsv", "ranks.tsv", "honorifics.tsv", "modifiers.tsv", "portfolios.tsv"]),
    ("places", &["cities.tsv", "sites.tsv", "regions.tsv", "waters.tsv", "towns.tsv", "short_states.tsv"]),
    ("names", &["cultures.tsv", "given.tsv", "family.tsv", "particles.tsv", "variants.tsv"]),
];

/// Faults of `files`, in file and line order; `lexicon` is what was loaded from them.
pub fn audit(lexicon: &Lexicon, files: &DataFiles) -> Vec<LexiconError> {
    let mut faults = Vec::new();
    audit_folders(files, &mut faults);
    for (path, key) in SORTED {
        files.below(path, ".tsv").for_each(|file| audit_order(file, key, &mut faults));
    }
    files.below(CITIES, ".tsv").for_each(|file| audit_cities(file, lexicon, &mut faults));
    audit_bodies(files, &mut faults);
    audit_countries(lexicon, files, &mut faults);
    audit_ontology(files, &mut faults);
    faults.sort();
    faults
}

fn fault(file: &DataFile, line: usize, message: String, remedy: &str) -> LexiconError {
    LexiconError { file: file.name.clone(), line, column: 0, message, remedy: remedy.to_owned() }
}

/// Every folder has its note, and closed folders have no file that nothing reads.
fn audit_folders(files: &DataFiles, faults: &mut Vec<LexiconError>) {
    // Folders laid over need no notes: only ours are named from `data/`.
    let ours: Vec<&DataFile> = files.all().iter().filter(|file| file.name.starts_with("data/")).collect();
    let paths: BTreeSet<&str> = ours.iter().map(|file| file.path.as_str()).collect();
    let mut without_note = BTreeSet::new();
    for file in &ours {
        let Some((folder, name)) = file.path.rsplit_once('/') else { continue };
        let top = folder.split('/').next().unwrap_or(folder);
        if !paths.contains(format!("{top}/README.md").as_str()) && without_note.insert(top) {
            let message = format!("data/{top} has no README.md");
            faults.push(fault(file, 0, message, "write one that explains the format of its files"));
        }
        let closed = CLOSED_FOLDERS.iter().find(|(closed, _)| *closed == folder);
        if let Some((_, known)) = closed
            && !known.contains(&name)
            && !name.ends_with(".md")
        {
            let remedy =
                did_you_mean(name, known.iter().copied(), "name it in crates/lexicon/src/audit.rs or remove it");
            faults.push(fault(file, 0, "nothing reads this file".to_owned(), &remedy));
        }
    }
}

/// Rows sorted by their folded first column and no two with the same key.
fn audit_order(file: &DataFile, key: &[&str], faults: &mut Vec<LexiconError>) {
    let Ok(table) = Tsv::read(file, key) else { return };
    let mut seen: BTreeMap<Vec<&str>, usize> = BTreeMap::new();
    let mut before: Option<(String, &str)> = None;
    for row in table.rows() {
        let name = row.get(key[0]);
        let this = (fold(name), name);
        if before.as_ref().is_some_and(|before| *before > this) {
            let after = before.as_ref().map_or("", |before| before.1);
            faults.push(row.fault(key[0], format!("{name:?} stands after {after:?}"), "keep the rows sorted"));
        }
        before = Some(this);
        if let Some(first) = seen.insert(key.iter().map(|column| row.get(column)).collect(), row.line()) {
            faults.push(row.fault(key[0], format!("{name:?} is listed twice, first in line {first}"), "join the rows"));
        }
    }
}

/// The sorted file of cities, which is never read as a whole otherwise.
fn audit_cities(file: &DataFile, lexicon: &Lexicon, faults: &mut Vec<LexiconError>) {
    let mut before = "";
    for (line_no, line) in (1..).zip(file.text.lines()) {
        if line.starts_with('#') {
            continue;
        }
        let key = line.split('\t').next().unwrap_or("");
        if key.as_bytes() < before.as_bytes() {
            faults.push(fault(
                file,
                line_no,
                format!("{key:?} stands after {before:?}"),
                "sort the file by the bytes of its keys",
            ));
        }
        before = key;
        if phrase_key(key) != key {
            let remedy = format!("write {:?}", phrase_key(key));
            faults.push(fault(file, line_no, format!("{key:?} is not in the form of a key"), &remedy));
        }
        let city = parse_city(line);
        let known = city.as_ref().and_then(|city| city.country).and_then(|code| lexicon.countries().by_code(code));
        if known.is_none() {
            let remedy = "key, name, country, latitude, longitude, population, with tabs between";
            faults.push(fault(file, line_no, "the line is no city of a known country".to_owned(), remedy));
        }
    }
}

/// No body under its full name in two files.
fn audit_bodies(files: &DataFiles, faults: &mut Vec<LexiconError>) {
    let mut seen: BTreeMap<&str, String> = BTreeMap::new();
    for file in files.below("bodies/known", ".tsv") {
        let Ok(table) = Tsv::read(file, &["name"]) else { continue };
        for row in table.rows() {
            let here = format!("{}:{}", file.name, row.line());
            if let Some(first) = seen.insert(row.get("name"), here) {
                let message = format!("body {:?} is also in {first}", row.get("name"));
                faults.push(row.fault("name", message, "join the rows, or name the one by its country"));
            }
            let mut aliases: Vec<&str> = row.list("aliases").chain([row.get("name")]).collect();
            aliases.sort_unstable();
            if let Some(pair) = aliases.windows(2).find(|pair| pair[0] == pair[1]) {
                faults.push(row.fault("aliases", format!("{:?} is written twice", pair[0]), "leave one"));
            }
        }
    }
}

/// Codes of neighbours and sovereigns lead to countries, borders have two sides, and files bear their country's code.
fn audit_countries(lexicon: &Lexicon, files: &DataFiles, faults: &mut Vec<LexiconError>) {
    let countries = lexicon.countries();
    for file in files.below("countries", ".toml") {
        let name = file.path.rsplit('/').next().unwrap_or("");
        let code = name.trim_end_matches(".toml").to_uppercase();
        let Some(country) = record::CountryCode::new(&code).and_then(|code| countries.by_code(code)) else {
            let message = format!("no country has the code {code}");
            faults.push(fault(file, 0, message, "name the file after the code in it"));
            continue;
        };
        for neighbour in country.neighbours.iter().chain(&country.sovereign) {
            let Some(other) = countries.by_code(*neighbour) else {
                let remedy = countries.check(neighbour.as_str()).err().unwrap_or_default();
                let message = format!("country {neighbour} is not known");
                faults.push(crate::countries::fault_at(file, neighbour.as_str(), message, &remedy));
                continue;
            };
            if country.neighbours.contains(neighbour) && !other.neighbours.contains(&country.code) {
                let remedy = format!("add it to data/countries/{}.toml", neighbour.as_str().to_lowercase());
                let message = format!("{neighbour} does not list {} as its neighbour", country.code);
                faults.push(crate::countries::fault_at(file, neighbour.as_str(), message, &remedy));
            }
        }
        for word in [&country.names, &country.adjectives, &country.demonyms, &country.capitals, &country.seats] {
            let mut sorted = word.clone();
            sorted.sort();
            if let Some(pair) = sorted.windows(2).find(|pair| pair[0] == pair[1]) {
                let message = format!("{:?} is written twice", pair[0]);
                faults.push(crate::countries::fault_at(file, &pair[0], message, "leave one"));
            }
        }
    }
    for (phrase, meanings) in countries.phrases().iter() {
        let seats = meanings.iter().filter(|meaning| meaning.form == CountryForm::Seat).count();
        if seats > 1 {
            let message = format!("seat {phrase:?} belongs to {seats} countries");
            let file = "data/countries".to_owned();
            faults.push(LexiconError { file, line: 0, column: 0, message, remedy: "name the city with it".to_owned() });
        }
    }
}

/// Every code of the enums in `record` has its row, and no other; rows in the order of the enum.
fn audit_ontology(files: &DataFiles, faults: &mut Vec<LexiconError>) {
    fn codes<T: Copy>(all: &[T], code: fn(T) -> &'static str) -> Vec<&'static str> {
        all.iter().map(|variant| code(*variant)).collect()
    }
    let tables = [
        ("ontology/types.tsv", "type", codes(EventType::ALL, EventType::code)),
        ("ontology/contexts.tsv", "context", codes(Context::ALL, Context::code)),
        ("ontology/sectors.tsv", "sector", codes(Sector::ALL, Sector::code)),
        ("ontology/subjects.tsv", "subject", codes(Subject::ALL, Subject::code)),
        ("ontology/modes.tsv", "mode", codes(Mode::ALL, Mode::code)),
    ];
    for (path, column, expected) in tables {
        for file in files.below(path, ".tsv") {
            let Ok(table) = Tsv::read(file, &[column]) else { continue };
            let mut written: Vec<&str> = Vec::new();
            for row in table.rows() {
                if !written.contains(&row.get(column)) {
                    written.push(row.get(column));
                }
            }
            if written != expected {
                let message = "its codes are not those of crates/record/src/ontology.rs, in that order".to_owned();
                faults.push(fault(file, 0, message, "run cargo xtask ontology"));
            }
        }
    }
}
