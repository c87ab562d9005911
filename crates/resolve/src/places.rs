//! Places: named ones by the gazetteer with the article's countries as context, and `the Qatari capital`.

use std::ops::Range;

use lexicon::{CountryForm, GazEntry};
use record::{Cast, CountryCode, MentionKind, MentionUse, Place, PlaceMention, PlacePrecision, Upos};

use crate::chunks::{ChunkKind, Chunks};
use crate::focus::Focus;
use crate::lore::Lore;
use crate::people::People;
use crate::runs::NameRun;
use crate::usage::{country_use, is_place_preposition};
use crate::view::{Shape, View};
use crate::words::{PLACE_NOUNS, is_time_word};

/// Adds places and their mentions to a cast.
pub(crate) fn add_places(
    view: &View,
    lore: &Lore,
    chunks: &Chunks,
    focus: &Focus,
    runs: &[NameRun],
    people: &People,
    cast: &mut Cast,
) {
    let mut finder = PlaceFinder { view, lore, chunks, focus, cast, keys: Vec::new() };
    let mut person = vec![false; view.len()];
    for (row, run) in runs.iter().enumerate() {
        if people.of_run[row].is_some() {
            run.units.clone().for_each(|unit| person[unit] = true);
        }
    }
    let mut unit = 0;
    while unit < view.len() {
        unit = finder.at(unit, &person).max(unit + 1);
    }
}

struct PlaceFinder<'r, 'v> {
    view: &'r View<'v>,
    lore: &'r Lore<'r>,
    chunks: &'r Chunks,
    focus: &'r Focus,
    cast: &'r mut Cast,
    keys: Vec<(String, Option<CountryCode>)>,
}

impl PlaceFinder<'_, '_> {
    /// Reads the place that begins at a unit; returns where to go on.
    fn at(&mut self, unit: usize, person: &[bool]) -> usize {
        if person.get(unit).copied().unwrap_or(false) {
            return unit + 1;
        }
        if let Some(end) = self.capital_of(unit) {
            return end;
        }
        if let Some(end) = self.own_place(unit, person) {
            return end;
        }
        if let Some(chunk) = self.chunks.starting(unit) {
            let units = chunk.units.clone();
            if let ChunkKind::Country(hit) = chunk.kind {
                match hit.form {
                    CountryForm::Name => self.country(units.clone(), hit.code, hit.form),
                    CountryForm::Capital | CountryForm::Seat => self.capital(units.clone(), hit.code, hit.form),
                    _ => {}
                }
            }
            return units.end;
        }
        self.city(unit, person).unwrap_or(unit + 1)
    }

    fn texts(&self, unit: usize) -> Vec<&str> {
        let end = self.view.sentence_of(unit).end.min(unit + 7);
        (unit..end).map(|at| self.view.text(at)).collect()
    }

    /// `the Qatari capital`, `Eritrea's capital`.
    fn capital_of(&mut self, unit: usize) -> Option<usize> {
        let chunk = self.chunks.starting(unit)?;
        let hit =
            self.chunks.country(unit).filter(|hit| matches!(hit.form, CountryForm::Adjective | CountryForm::Name))?;
        let possessive = self.view.shape(chunk.units.end) == Shape::Possessive;
        let noun = chunk.units.end + usize::from(possessive);
        if self.view.lower(noun) != "capital" || (hit.form == CountryForm::Name && !possessive) {
            return None;
        }
        let name = self.lore.lexicon.countries().by_code(hit.code)?.capital()?.to_owned();
        self.capital_place(&name, hit.code, unit..noun + 1, true);
        Some(noun + 1)
    }

    fn capital_place(&mut self, name: &str, code: CountryCode, units: Range<usize>, locates: bool) {
        let country = self.lore.lexicon.countries().by_code(code);
        let entry = self.lore.lexicon.places().lookup_in(name, code);
        let place = Place {
            name: name.to_owned(),
            country: Some(code),
            lat_milli: country
                .and_then(|country| country.capital_lat_milli)
                .or(entry.as_ref().map(|entry| entry.lat_milli)),
            lon_milli: country
                .and_then(|country| country.capital_lon_milli)
                .or(entry.as_ref().map(|entry| entry.lon_milli)),
            precision: PlacePrecision::City,
        };
        self.push(place, units, locates);
    }

    fn country(&mut self, units: Range<usize>, code: CountryCode, form: CountryForm) {
        let Some(country) = self.lore.lexicon.countries().by_code(code) else { return };
        let place = Place {
            name: country.name.clone(),
            country: Some(code),
            lat_milli: Some(country.lat_milli),
            lon_milli: Some(country.lon_milli),
            precision: PlacePrecision::Country,
        };
        let locates = country_use(self.view, &units, form) == MentionUse::Place || self.after_to(units.start);
        self.push(place, units, locates);
    }

    fn capital(&mut self, units: Range<usize>, code: CountryCode, form: CountryForm) {
        let name = self.view.words(&units).to_owned();
        if form == CountryForm::Seat {
            if let Some(entry) = self.lore.lexicon.places().lookup_in(&name, code) {
                let locates = self.located(&units);
                self.push(place_of(&entry, name), units, locates);
            }
            return;
        }
        let locates = country_use(self.view, &units, form) == MentionUse::Place;
        // `Tripoli, Lebanon`
        if self.view.text(units.end) == ","
            && let Some(hit) =
                self.chunks.country(units.end + 1).filter(|hit| hit.code != code && hit.form == CountryForm::Name)
            && let Some(entry) = self.lore.lexicon.places().lookup_in(&name, hit.code)
        {
            let locates = locates || self.after_to(units.start);
            self.push(place_of(&entry, name), units, locates);
            return;
        }
        self.capital_place(&name, code, units, locates);
    }

    fn after_to(&self, unit: usize) -> bool {
        unit.checked_sub(1).is_some_and(|before| self.view.lower(before) == "to")
    }

    fn located(&self, units: &Range<usize>) -> bool {
        let before = units.start.checked_sub(1).map_or("", |unit| self.view.lower(unit));
        let before =
            if before == "the" { units.start.checked_sub(2).map_or("", |unit| self.view.lower(unit)) } else { before };
        is_place_preposition(before) || before == "to" || before == "on" || before == "of" || before == "visited"
    }

    /// Sites, regions and waters of our own tables, longest first; they may reach over chunks (`the Gulf of Sidra`).
    fn own_place(&mut self, unit: usize, person: &[bool]) -> Option<usize> {
        if !is_place_word(self.view, unit) {
            return None;
        }
        let texts = self.texts(unit);
        let (len, rows) = self.lore.lexicon.places().own_phrases().longest(&texts)?;
        let chunk_len = self.chunks.at(unit).map_or(0, |chunk| chunk.units.end - unit);
        if len < chunk_len || (len == chunk_len && self.chunks.country(unit).is_some()) {
            return None;
        }
        if (unit..unit + len).any(|at| person.get(at).copied().unwrap_or(false)) {
            return None;
        }
        let own = self.lore.lexicon.places().own();
        let entries: Vec<GazEntry> = rows.iter().filter_map(|row| own.get(*row as usize)).cloned().collect();
        let entry = self.best(&entries)?.clone();
        let units = unit..unit + len;
        let name = self.view.words(&units).to_owned();
        let locates = !self.owns(&units);
        self.push(place_of(&entry, name), units.clone(), locates);
        Some(units.end)
    }

    /// A city of the wide table: capitalised, tagged as a place or placed by a preposition.
    fn city(&mut self, unit: usize, person: &[bool]) -> Option<usize> {
        let view = self.view;
        if !is_place_word(view, unit) || is_time_word(view.lower(unit)) {
            return None;
        }
        let tagged = view.units[unit].mention.is_some_and(|(kind, _)| kind == MentionKind::Place);
        let placed = self.located(&(unit..unit + 1)) || self.after_place(unit);
        if !tagged && !placed {
            return None;
        }
        let texts = self.texts(unit);
        let len = self.lore.lexicon.places().longest(&texts);
        let mut end = unit + len.unwrap_or(0);
        if (unit..end)
            .any(|at| person.get(at).copied().unwrap_or(false) || (at > unit && self.chunks.starting(at).is_some()))
        {
            end = unit + 1;
        }
        let entries = self.lore.lexicon.places().lookup(view.words(&(unit..end.max(unit + 1))));
        if let Some(entry) = self.best(&entries).cloned().filter(|_| end > unit) {
            let name = view.words(&(unit..end)).to_owned();
            let units = unit..end;
            let locates = !self.owns(&units);
            self.push(place_of(&entry, name), units, locates);
            return Some(end);
        }
        if !tagged {
            return None;
        }
        // Unknown to the gazetteer: the name is kept, its country is that of the nearest country word or of the article.
        let row = view.units[unit].mention.map(|(_, row)| row);
        let mut end = unit + 1;
        while view.units.get(end).is_some_and(|next| next.mention.map(|(_, row)| row) == row && next.mention.is_some())
        {
            end += 1;
        }
        let sentence = view.sentence_of(unit);
        let country = (end..sentence.end.min(end + 4)).find_map(|at| self.chunks.country(at)).map(|hit| hit.code);
        let place = Place {
            name: view.words(&(unit..end)).to_owned(),
            country,
            lat_milli: None,
            lon_milli: None,
            precision: PlacePrecision::City,
        };
        let locates = !self.owns(&(unit..end));
        self.push(place, unit..end, locates);
        Some(end)
    }

    /// `Goma and Bukavu`, `Batken district`: in a list of places, before a noun for places.
    fn after_place(&self, unit: usize) -> bool {
        PLACE_NOUNS.contains(&self.view.lower(unit + 1))
            || self.cast.place_mentions.iter().next_back().is_some_and(|last| {
                let end = self.view.units.get(unit.wrapping_sub(2)).map_or(0, |before| before.span.end);
                last.span.end == end && matches!(self.view.lower(unit - 1), "and" | ",")
            })
    }

    /// Whether the place only owns something.
    fn owns(&self, units: &Range<usize>) -> bool {
        self.view.shape(units.end) == Shape::Possessive
    }

    /// The entry in the country the article is most about, else the one with most people.
    fn best<'e>(&self, entries: &'e [GazEntry]) -> Option<&'e GazEntry> {
        entries
            .iter()
            .enumerate()
            .max_by_key(|(row, entry)| {
                let weight = entry.country.map_or(1, |code| self.focus.weight(code));
                let large = entry.population > 1_000_000;
                (if large { weight.max(5) } else { weight }, entry.population, std::cmp::Reverse(*row))
            })
            .map(|(_, entry)| entry)
    }

    fn push(&mut self, mut place: Place, units: Range<usize>, locates: bool) {
        place.name = without_shouting(place.name);
        let key = (lexicon::fold(&place.name), place.country);
        let row = self.keys.iter().position(|known| *known == key);
        let id = match row {
            Some(row) => record::Id::new(row),
            None => {
                self.keys.push(key);
                self.cast.places.push(place)
            }
        };
        let mention = PlaceMention { span: self.view.span(&units), head: self.view.head(&units), place: id, locates };
        self.cast.place_mentions.push(mention);
    }
}

/// `ADDIS ABABA`, as datelines print it, is Addis Ababa; short capitals (`UAE`) are abbreviations and stay.
fn without_shouting(name: String) -> String {
    let letters = name.chars().filter(|c| c.is_alphabetic()).count();
    if letters <= 3 || name.chars().any(char::is_lowercase) {
        return name;
    }
    let mut quiet = String::with_capacity(name.len());
    let mut inside = false;
    for c in name.chars() {
        if inside {
            quiet.extend(c.to_lowercase());
        } else {
            quiet.push(c);
        }
        inside = c.is_alphabetic() || (inside && c == '\u{2019}');
    }
    quiet
}

fn place_of(entry: &GazEntry, name: String) -> Place {
    Place {
        name,
        country: entry.country,
        lat_milli: Some(entry.lat_milli),
        lon_milli: Some(entry.lon_milli),
        precision: entry.precision,
    }
}

fn is_place_word(view: &View, unit: usize) -> bool {
    matches!(view.shape(unit), Shape::Capital | Shape::Acronym)
        && !(view.sentence_of(unit).start == unit
            && matches!(view.upos(unit), Upos::Adp | Upos::Det | Upos::Pron | Upos::Adv | Upos::Sconj))
}
