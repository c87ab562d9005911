//! Places: named ones by the gazetteer with the article's countries as context, and `the Qatari capital`.

use std::collections::{BTreeMap, BTreeSet};
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
    let mut person = vec![false; view.len()];
    for (row, run) in runs.iter().enumerate() {
        if people.of_run[row].is_some() {
            run.units.clone().for_each(|unit| person[unit] = true);
        }
    }
    // First what can mean one place only, then everything, seen from there.
    let mut sketch = Cast::default();
    let mut finder = PlaceFinder {
        view,
        lore,
        chunks,
        focus,
        cast: &mut sketch,
        keys: Vec::new(),
        around: Vec::new(),
        votes: Votes::new(),
    };
    finder.read(&person);
    let (around, votes) = (std::mem::take(&mut finder.around), std::mem::take(&mut finder.votes));
    PlaceFinder { view, lore, chunks, focus, cast, keys: Vec::new(), around, votes }.read(&person);
}

/// Degrees in thousandths within which places are neighbours.
const AROUND: i32 = 1500;

/// A region or country in which a place is said to lie.
struct Holder {
    country: Option<CountryCode>,
    /// Its folded name; `None` for a country.
    region: Option<String>,
    at: (i32, i32),
}

impl Holder {
    fn holds(&self, entry: &GazEntry) -> bool {
        if self.country.is_some() && entry.country != self.country {
            return false;
        }
        match &self.region {
            None => true,
            Some(region) => {
                lexicon::fold(&entry.region) == *region
                    || ((entry.lat_milli - self.at.0).abs() < 2 * AROUND
                        && (entry.lon_milli - self.at.1).abs() < 2 * AROUND)
            }
        }
    }
}

fn entry_at(entry: &GazEntry) -> (i32, i32) {
    (entry.lat_milli, entry.lon_milli)
}

struct PlaceFinder<'r, 'v> {
    view: &'r View<'v>,
    lore: &'r Lore<'r>,
    chunks: &'r Chunks,
    focus: &'r Focus,
    cast: &'r mut Cast,
    keys: Vec<(String, Option<CountryCode>)>,
    /// Places that are sure, by the words alone: what others lie near.
    around: Vec<Sure>,
    /// Which names could lie in a region: where many of them could, they do.
    votes: Votes,
}

/// Folded names by country and region.
type Votes = BTreeMap<(Option<CountryCode>, String), BTreeSet<String>>;

/// A place that its words tell from all others.
struct Sure {
    name: String,
    country: Option<CountryCode>,
    region: String,
    at: (i32, i32),
}

/// Words for a direction, which are names of towns too.
const DIRECTIONS: &[&str] =
    &["north", "south", "east", "west", "central", "upper", "lower", "northern", "southern", "eastern", "western"];
/// Most that nearness counts; above the weight of a large city of the world.
const MOST_NEAR: u32 = 8;

impl PlaceFinder<'_, '_> {
    fn read(&mut self, person: &[bool]) {
        let mut unit = 0;
        while unit < self.view.len() {
            unit = self.at(unit, person).max(unit + 1);
        }
    }

    /// Reads the place that begins at a unit; returns where to go on.
    fn at(&mut self, unit: usize, person: &[bool]) -> usize {
        if person.get(unit).copied().unwrap_or(false) {
            return unit + 1;
        }
        if let Some(end) = self.capital_of(unit) {
            return end;
        }
        if let Some(end) = self.longer_city(unit, person) {
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
        // `Scotland` acts for its country, but lies where it lies.
        let name = self.view.words(&units);
        if let Some(entry) = self.state_elsewhere(name, code) {
            self.push(place_of(&entry, entry.name.clone()), units, false);
            return;
        }
        if name != country.name
            && let Some(entry) = self.own_region(name, code)
        {
            let locates = country_use(self.view, &units, form) == MentionUse::Place || self.after_to(units.start);
            self.push(place_of(&entry, entry.name.clone()), units, locates);
            return;
        }
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
            let entries = self.lore.lexicon.places().lookup(&name);
            let here = || entries.iter().filter(|entry| entry.country == Some(code));
            let site = here().find(|entry| entry.precision == PlacePrecision::Site).or_else(|| here().next());
            if let Some(entry) = site {
                let locates = self.located(&units);
                self.push(place_of(entry, name), units, locates);
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

    /// `Georgia` among towns of the other one: the state of another country whose places stand around, where none of the
    /// country's own does.
    fn state_elsewhere(&self, name: &str, code: CountryCode) -> Option<GazEntry> {
        let places = self.lore.lexicon.places();
        let mut rows = places.own_phrases().get(name).iter().filter_map(|row| places.own().get(*row as usize));
        let entry = rows.find(|entry| entry.precision == PlacePrecision::Region && entry.country != Some(code))?;
        let near = self.nearness(entry);
        let at_home = self.around.iter().filter(|sure| sure.country == Some(code)).count() as u32;
        (near >= 2 && at_home == 0).then(|| entry.clone())
    }

    /// The region of a country under a name that the country's table has too.
    fn own_region(&self, name: &str, code: CountryCode) -> Option<GazEntry> {
        let places = self.lore.lexicon.places();
        let mut rows = places.own_phrases().get(name).iter().filter_map(|row| places.own().get(*row as usize));
        rows.find(|entry| entry.country == Some(code) && entry.precision == PlacePrecision::Region).cloned()
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
        let entry = self.best(&entries, unit + len)?.clone();
        self.keep_sure(&entries, &entry, false);
        let units = unit..unit + len;
        let name = self.view.words(&units).to_owned();
        let locates = !self.owns(&units);
        self.push(place_of(&entry, name), units.clone(), locates);
        Some(units.end)
    }

    /// `Kansas City`, `Plymouth County`: the wide table has a longer name than the tables of regions and capitals.
    fn longer_city(&mut self, unit: usize, person: &[bool]) -> Option<usize> {
        let next = self.view.units.get(unit + 1)?;
        if !is_place_word(self.view, unit) || self.view.shape(unit + 1) != Shape::Capital || next.mention.is_none() {
            return None;
        }
        let texts = self.texts(unit);
        let places = self.lore.lexicon.places();
        let own = places.own_phrases().longest(&texts).map_or(0, |(len, _)| len);
        let chunk = match self.chunks.starting(unit) {
            Some(chunk) if matches!(chunk.kind, ChunkKind::Country(_)) => chunk.units.len(),
            Some(_) => return None,
            None => 0,
        };
        let known = own.max(chunk);
        let longer = known > 0 && places.longest(&texts).is_some_and(|len| len > known);
        if longer { self.city(unit, person) } else { None }
    }

    /// A city of the wide table: capitalised, tagged as a place or placed by a preposition.
    fn city(&mut self, unit: usize, person: &[bool]) -> Option<usize> {
        let view = self.view;
        if !is_place_word(view, unit) || is_time_word(view.lower(unit)) {
            return None;
        }
        // `South Ossetian`
        if DIRECTIONS.contains(&view.lower(unit)) && self.lore.lexicon.places().longest(&self.texts(unit)) == Some(1) {
            return None;
        }
        if let Some(end) = self.short_state(unit) {
            return Some(end);
        }
        let mention = view.units[unit].mention;
        let tagged = mention.is_some_and(|(kind, _)| kind == MentionKind::Place);
        // `Orange County` found as a whole or by its first word: the rest is no place of its own.
        let inside =
            unit.checked_sub(1).is_some_and(|before| mention.is_some() && view.units[before].mention == mention);
        if tagged && inside && self.ends_place(unit) {
            return None;
        }
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
        let mut entries = self.lore.lexicon.places().lookup(view.words(&(unit..end.max(unit + 1))));
        // Hamlets bear the names of months and virtues: a preposition alone does not make one.
        entries.retain(|entry| tagged || !entry.is_small());
        if let Some(entry) = self.best(&entries, end).cloned().filter(|_| end > unit) {
            let name = view.words(&(unit..end)).to_owned();
            let units = unit..end;
            let locates = !self.owns(&units);
            let told = self.holder_after(end).is_some_and(|holder| holder.region.is_some() && holder.holds(&entry));
            self.keep_sure(&entries, &entry, told);
            self.vote(&name, &entries);
            self.push(place_of(&entry, name), units, locates);
            return Some(end);
        }
        let lone = view.units.get(unit + 1).is_none_or(|next| next.mention != mention);
        let acronym = view.shape(unit) == Shape::Acronym;
        if !tagged || (lone && (acronym || !(placed || self.in_list(unit)))) {
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

    /// `Ky.` after a town.
    fn short_state(&mut self, unit: usize) -> Option<usize> {
        let before = unit.checked_sub(2).filter(|_| self.view.text(unit - 1) == ",")?;
        let places = self.lore.lexicon.places();
        let name = places.state_of_short(self.view.text(unit))?.to_owned();
        let end = self.view.units.get(before)?.span.end;
        let follows = self.cast.place_mentions.iter().next_back().is_some_and(|last| last.span.end == end);
        let entry = places.lookup(&name).into_iter().find(|entry| entry.precision == PlacePrecision::Region)?;
        follows.then(|| {
            self.push(place_of(&entry, name), unit..unit + 1, false);
            unit + 1
        })
    }

    /// Whether the last place ends right before a unit.
    fn ends_place(&self, unit: usize) -> bool {
        let end = unit.checked_sub(1).and_then(|before| self.view.units.get(before)).map(|before| before.span.end);
        self.cast.place_mentions.iter().next_back().is_some_and(|last| Some(last.span.end) == end)
    }

    /// Whether a comma or `and` stands on either side, as in a list of places.
    fn in_list(&self, unit: usize) -> bool {
        let before = unit.checked_sub(1).map_or("", |before| self.view.lower(before));
        matches!(before, "," | "and" | "of" | "to" | "the" | "(") || matches!(self.view.lower(unit + 1), "," | ")")
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

    /// The entry that the words after the name place (`Alexandria, Louisiana`), else the one in the country the article is
    /// most about, nearest to the places named before, with most people.
    fn best<'e>(&self, entries: &'e [GazEntry], end: usize) -> Option<&'e GazEntry> {
        if let Some(holder) = self.holder_after(end)
            && let Some(inside) = entries
                .iter()
                .filter(|entry| holder.holds(entry))
                .max_by_key(|entry| (entry.precision == PlacePrecision::City, entry.population))
        {
            return Some(inside);
        }
        entries
            .iter()
            .enumerate()
            .max_by_key(|(row, entry)| {
                let weight = entry.country.map_or(1, |code| self.focus.weight(code));
                let large = entry.population > 1_000_000;
                let weight = if large { weight.max(5) } else { weight };
                // Local news means what lies in the state it speaks of.
                (weight + self.nearness(entry), !entry.is_small(), entry.population, std::cmp::Reverse(*row))
            })
            .map(|(_, entry)| entry)
    }

    /// What the words after a name say it lies in: `, Louisiana`, `(Ohio)`, `, La.`.
    fn holder_after(&self, end: usize) -> Option<Holder> {
        if !matches!(self.view.text(end), "," | "(") {
            return None;
        }
        let texts = self.texts(end + 1);
        let places = self.lore.lexicon.places();
        if let Some((_, rows)) = places.own_phrases().longest(&texts)
            && let Some(entry) = rows.iter().filter_map(|row| places.own().get(*row as usize)).next()
        {
            return Some(Holder {
                country: entry.country,
                region: Some(lexicon::fold(&entry.name)),
                at: entry_at(entry),
            });
        }
        if let Some(name) = texts.first().and_then(|word| self.lore.lexicon.places().state_of_short(word)) {
            let entry = places.lookup(name).into_iter().find(|entry| entry.precision == PlacePrecision::Region)?;
            return Some(Holder { country: entry.country, region: Some(lexicon::fold(name)), at: entry_at(&entry) });
        }
        let hit = self.chunks.country(end + 1).filter(|hit| hit.form == CountryForm::Name)?;
        Some(Holder { country: Some(hit.code), region: None, at: (0, 0) })
    }

    /// How many places that are sure lie around an entry.
    fn nearness(&self, entry: &GazEntry) -> u32 {
        let name = lexicon::fold(&entry.name);
        let beside = |sure: &&Sure| {
            let near = (entry.lat_milli - sure.at.0).abs() < AROUND && (entry.lon_milli - sure.at.1).abs() < AROUND;
            let same_region = !entry.region.is_empty()
                && sure.country == entry.country
                && (entry.region == sure.name || entry.region == sure.region);
            sure.name != entry.name && lexicon::fold(&sure.name) != name && (near || same_region)
        };
        let near = self.around.iter().filter(beside).count();
        (near.max(self.votes_for(entry, &name)) as u32).min(MOST_NEAR)
    }

    /// How many other names could lie in the region of an entry; one alone says nothing.
    fn votes_for(&self, entry: &GazEntry, name: &str) -> usize {
        let region = if entry.region.is_empty() { &entry.name } else { &entry.region };
        let names = self.votes.get(&(entry.country, region.clone()));
        names.map_or(0, |names| names.iter().filter(|other| *other != name).count()).saturating_sub(1)
    }

    /// Notes the regions in which a name could lie; names of the world's large cities are found everywhere.
    fn vote(&mut self, name: &str, entries: &[GazEntry]) {
        if entries.iter().any(|entry| entry.population > 1_000_000) {
            return;
        }
        for entry in entries.iter().filter(|entry| entry.population > 0 || entry.kind == "district") {
            if !entry.region.is_empty() {
                self.votes.entry((entry.country, entry.region.clone())).or_default().insert(lexicon::fold(name));
            }
        }
    }

    /// Keeps a place that nothing else can be.
    fn keep_sure(&mut self, entries: &[GazEntry], entry: &GazEntry, told: bool) {
        let only = entries.iter().all(|other| {
            other.country == entry.country
                && (other.lat_milli - entry.lat_milli).abs() < AROUND
                && (other.lon_milli - entry.lon_milli).abs() < AROUND
        });
        let known = self.around.iter().any(|sure| sure.name == entry.name && sure.country == entry.country);
        let fine = matches!(entry.precision, PlacePrecision::City | PlacePrecision::Region | PlacePrecision::Site);
        if (only || told) && fine && !known {
            self.around.push(Sure {
                name: entry.name.clone(),
                country: entry.country,
                region: entry.region.clone(),
                at: entry_at(entry),
            });
        }
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
