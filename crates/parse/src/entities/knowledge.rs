//! The lists of `data/` as lists of the tagger.

use lexicon::{DataFiles, Lexicon};

use super::gazetteer::List;
use super::train::Phrases;

/// Cities with fewer people are left out: their names are too often words or people.
const LEAST_PEOPLE: u32 = 40_000;

/// Every phrase of `data/` that a list of the tagger takes, in a fixed order.
pub fn phrases_of(lexicon: &Lexicon, files: &DataFiles) -> Phrases {
    let mut phrases = Phrases::new();
    let mut add = |list: List, phrase: &str| phrases.push((list, phrase.to_owned()));
    for country in lexicon.countries().all() {
        country.names.iter().for_each(|name| add(List::Country, name));
        country.adjectives.iter().for_each(|name| add(List::Nationality, name));
        country.demonyms.iter().for_each(|name| add(List::Nationality, name));
        country.capitals.iter().for_each(|name| add(List::Capital, name));
        country.seats.iter().for_each(|name| add(List::Region, name));
        for side in &country.sides {
            add(List::Body, &side.name);
        }
    }
    for title in lexicon.titles().all() {
        let list = match title.kind {
            lexicon::TitleKind::Rank => List::Rank,
            lexicon::TitleKind::Office => List::Office,
            lexicon::TitleKind::Descriptor => continue,
            _ => List::Honorific,
        };
        add(list, &title.title);
    }
    for body in lexicon.bodies().all() {
        add(List::Body, &body.name);
        body.aliases.iter().for_each(|name| add(List::Body, name));
    }
    lexicon.bodies().heads().iter().for_each(|(phrase, _)| add(List::BodyWord, phrase));
    for place in lexicon.places().own() {
        add(List::Region, &place.name);
    }
    for (file, list) in [("names/given.tsv", List::Given), ("names/particles.tsv", List::Particle)] {
        rows(files, file).for_each(|row| add(list, row.split('\t').next().unwrap_or("")));
    }
    for row in rows(files, "places/cities.tsv") {
        let columns: Vec<&str> = row.split('\t').collect();
        if columns.last().and_then(|people| people.parse::<u32>().ok()).is_some_and(|people| people >= LEAST_PEOPLE) {
            add(List::City, columns.first().copied().unwrap_or(""));
        }
    }
    phrases
}

/// The rows of a table, without remarks and header.
fn rows<'f>(files: &'f DataFiles, path: &'f str) -> impl Iterator<Item = &'f str> {
    let headers = ["name\t", "particle", "key\t"];
    let lines = files.below(path, "").flat_map(|file| file.text.lines());
    lines.filter(move |line| !line.starts_with('#') && !headers.iter().any(|header| line.starts_with(header)))
}
