//! Measures of places against corpora with marked toponyms (GeoVirus, GeoWebNews, LGL, TR-News).
//!
//! A file has one article a line, with its text and its toponyms, or, where the text may not be kept, with a window of
//! text around each toponym: then the article is laid out again from the windows, as far as they reach.
//!
//! Recognition counts names of places that say where something is or who is meant by it. Names inside names of bodies,
//! people and ships, adjectives, languages and common nouns (`the city`) are neither asked for nor forbidden, apart from
//! words marked as no place at all, which are wrong. Resolution is the distance between the marked point and ours.

use std::io::Read;
use std::path::Path;

use engine::Engine;
use record::{Span, Trace};
use serde_json::Value;

use crate::Count;

/// What was found of the places marked.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PlaceTally {
    /// Names found; nothing is wrong where only windows of the text are known.
    pub found: Count,
    /// Found names with a marked point: within 161 km of it or not (also where we give no point).
    pub resolved: Count,
    /// Distances of those that have a point, in metres, unsorted.
    pub metres: Vec<u32>,
    /// What was missed or wrong, for people.
    pub misses: Vec<String>,
}

impl PlaceTally {
    /// Share of found names within 161 km.
    pub fn accuracy(&self) -> f64 {
        self.resolved.hits as f64 / (self.resolved.hits + self.resolved.missed).max(1) as f64
    }

    /// Share of those with a point of ours within 161 km: places that the gazetteer knows.
    pub fn accuracy_of_known(&self) -> f64 {
        self.resolved.hits as f64 / self.metres.len().max(1) as f64
    }

    /// Median distance in kilometres.
    pub fn median_km(&self) -> f64 {
        let mut metres = self.metres.clone();
        metres.sort_unstable();
        metres.get(metres.len() / 2).map_or(0.0, |metres| f64::from(*metres) / 1000.0)
    }
}

/// A hundred miles, the distance of the literature.
const NEAR_METRES: u32 = 161_000;
/// Most bytes of a corpus.
const LARGEST: u64 = 256 << 20;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Asked {
    /// To be found.
    Yes,
    /// May be found.
    Free,
    /// Not to be found.
    No,
}

struct Toponym {
    span: Span,
    text: String,
    asked: Asked,
    at: Option<(f64, f64)>,
}

struct Document {
    text: String,
    toponyms: Vec<Toponym>,
    whole: bool,
}

/// Compares the places of a corpus with those found in its texts.
///
/// # Errors
/// When the file cannot be read or holds no article of the kind described.
pub fn score_places(engine: &Engine, file: &Path) -> Result<PlaceTally, String> {
    let fault =
        |message: String| format!("{}: {message}; the corpus should be the one its README describes", file.display());
    let text = read(file).map_err(|error| fault(error.to_string()))?;
    let mut tally = PlaceTally::default();
    for (line, written) in (1..).zip(text.lines()) {
        let value: Value = serde_json::from_str(written).map_err(|error| fault(format!("line {line}: {error}")))?;
        let document = document(&value).ok_or_else(|| fault(format!("line {line}: no toponyms")))?;
        let name = value.get("id").and_then(Value::as_str).unwrap_or("?").to_owned();
        compare(engine, &name, &document, &mut tally);
    }
    Ok(tally)
}

fn read(file: &Path) -> std::io::Result<String> {
    let mut text = String::new();
    let opened = std::fs::File::open(file)?;
    if file.extension().is_some_and(|ending| ending == "gz") {
        flate2::read::GzDecoder::new(opened).take(LARGEST).read_to_string(&mut text)?;
    } else {
        opened.take(LARGEST).read_to_string(&mut text)?;
    }
    Ok(text)
}

fn compare(engine: &Engine, name: &str, document: &Document, tally: &mut PlaceTally) {
    let article = engine.plain_article(name, &document.text);
    let reading = engine.parse_article(&article);
    let cast = resolve::resolve(engine.lexicon(), &article, &reading, &mut Trace::off());
    let mentions = cast.place_mentions.rows();
    let mut used = vec![false; mentions.len()];
    let lexicon = engine.lexicon();
    let bodies = cast.bodies.iter().flat_map(|body| &body.mentions);
    let people = cast.people.iter().flat_map(|person| &person.mentions);
    let names: Vec<Span> = bodies.chain(people).copied().collect();
    for toponym in &document.toponyms {
        // Where a corpus does not tell them apart: words of a name, adjectives.
        let inside = names.iter().any(|name| name.contains(toponym.span) && name.len() > toponym.span.len());
        let countries = lexicon.countries();
        let adjective = countries.name(&toponym.text).is_none()
            && (countries.adjective(&toponym.text).is_some() || countries.demonym(&toponym.text).is_some());
        let asked = if toponym.asked == Asked::Yes && (inside || adjective) { Asked::Free } else { toponym.asked };
        let found = mentions.iter().position(|mention| mention.span.overlaps(toponym.span));
        if let Some(row) = found {
            used[row] = true;
        }
        match (asked, found) {
            (Asked::Yes, Some(row)) => {
                tally.found.hits += 1;
                let place = cast.places.get(mentions[row].place);
                let ours = place.and_then(|place| {
                    Some((f64::from(place.lat_milli?) / 1000.0, f64::from(place.lon_milli?) / 1000.0))
                });
                let Some(at) = toponym.at else { continue };
                let metres = ours.map(|ours| metres_between(at, ours));
                tally.metres.extend(metres);
                tally.resolved.add(metres.is_some_and(|metres| metres <= NEAR_METRES));
                if metres.is_none_or(|metres| metres > NEAR_METRES) {
                    let ours = ours.map_or("no point".to_owned(), |(lat, lon)| format!("{lat:.2},{lon:.2}"));
                    let country = place.and_then(|place| place.country).map_or("-".to_owned(), |code| code.to_string());
                    tally.misses.push(format!(
                        "{name}: far: {:?} at {:.2},{:.2}, ours {ours} {country}",
                        toponym.text, at.0, at.1
                    ));
                }
            }
            (Asked::Yes, None) => {
                tally.found.missed += 1;
                tally.misses.push(format!(
                    "{name}: missed: {:?} in {:?}",
                    toponym.text,
                    around(&document.text, toponym.span)
                ));
            }
            (Asked::No, Some(row)) if document.whole => {
                tally.found.wrong += 1;
                tally.misses.push(format!("{name}: no place: {:?}", mentions[row].span.of(&document.text)));
            }
            _ => {}
        }
    }
    for (row, _) in used.iter().enumerate().filter(|(_, used)| document.whole && !**used) {
        tally.found.wrong += 1;
        let span = mentions[row].span;
        tally.misses.push(format!(
            "{name}: extra: {:?} in {:?}",
            span.of(&document.text),
            around(&document.text, span)
        ));
    }
}

fn around(text: &str, span: Span) -> String {
    let before: Vec<char> = text[..span.start as usize].chars().rev().take(30).collect();
    let after = text[span.end as usize..].chars().take(30);
    before
        .into_iter()
        .rev()
        .chain(span.of(text).chars())
        .chain(after)
        .map(|c| if c == '\n' { ' ' } else { c })
        .collect()
}

/// Metres between two points on the sphere.
fn metres_between(a: (f64, f64), b: (f64, f64)) -> u32 {
    let (lat, lon) = ((b.0 - a.0).to_radians() / 2.0, (b.1 - a.1).to_radians() / 2.0);
    let half = lat.sin().powi(2) + a.0.to_radians().cos() * b.0.to_radians().cos() * lon.sin().powi(2);
    (2.0 * 6_371_000.0 * half.sqrt().min(1.0).asin()) as u32
}

fn document(value: &Value) -> Option<Document> {
    let marked = value.get("toponyms")?.as_array()?;
    match value.get("text").and_then(Value::as_str) {
        Some(text) => {
            let starts: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
            let toponyms = marked.iter().filter_map(|marked| {
                let at = |key: &str| starts.get(marked.get(key)?.as_u64()? as usize).copied();
                let span = Span::new(at("start")?, at("end")?);
                (!span.is_empty()).then(|| toponym(marked, span))
            });
            Some(Document { text: text.to_owned(), toponyms: toponyms.collect(), whole: true })
        }
        None => Some(from_windows(marked)),
    }
}

/// The text as far as windows of 60 characters around each toponym tell it; a gap is a new paragraph.
fn from_windows(marked: &[Value]) -> Document {
    const REACH: usize = 60;
    let mut letters: std::collections::BTreeMap<usize, char> = std::collections::BTreeMap::new();
    for toponym in marked {
        let (Some(start), Some(context)) =
            (toponym.get("start").and_then(Value::as_u64), toponym.get("context").and_then(Value::as_str))
        else {
            continue;
        };
        let first = (start as usize).saturating_sub(REACH);
        letters.extend(context.chars().enumerate().map(|(idx, letter)| (first + idx, letter)));
    }
    let (mut text, mut places, mut before) = (String::new(), std::collections::BTreeMap::new(), None);
    for (at, letter) in letters {
        if before.is_some_and(|before: usize| before + 1 < at) {
            text.push_str("\n\n");
        }
        places.insert(at, text.len());
        text.push(letter);
        before = Some(at);
    }
    let toponyms = marked.iter().filter_map(|marked| {
        let at = |key: &str, less: u64| places.get(&((marked.get(key)?.as_u64()? - less) as usize)).copied();
        let last = at("end", 1)?;
        let end = last + text.get(last..)?.chars().next()?.len_utf8();
        let start = at("start", 0)?;
        (start < end).then(|| toponym(marked, Span::new(start, end)))
    });
    let toponyms = toponyms.collect();
    Document { text, toponyms, whole: false }
}

fn toponym(marked: &Value, span: Span) -> Toponym {
    let degrees = |key: &str| marked.get(key)?.as_str()?.parse::<f64>().ok();
    let asked = match marked.get("type").and_then(Value::as_str).unwrap_or("Literal") {
        "Literal" | "Mixed" | "Coercion" | "Literal_Modifier" | "Metonymic" => Asked::Yes,
        "Homonym" | "Language" | "Demonym" => Asked::No,
        _ => Asked::Free,
    };
    let text = marked.get("text").and_then(Value::as_str).unwrap_or("").to_owned();
    Toponym { span, text, asked, at: degrees("lat").zip(degrees("lon")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Protects windows: they are laid out where they stood, joined where they meet.
    #[test]
    fn windows_give_the_text_back() {
        let marked = serde_json::json!([
            {"start": 3, "end": 8, "text": "Delft", "lat": "52", "lon": "4.36", "context": "In Delft, not in Leiden"},
            {"start": 17, "end": 23, "text": "Leiden", "lat": "52.2", "lon": "4.5", "context": "In Delft, not in Leiden"},
            {"start": 500, "end": 503, "text": "Ely", "context": &"x".repeat(60).chars().chain("Ely.".chars()).collect::<String>()}
        ]);
        let document = from_windows(marked.as_array().unwrap());
        let found: Vec<&str> = document.toponyms.iter().map(|toponym| toponym.span.of(&document.text)).collect();
        assert_eq!(found, ["Delft", "Leiden", "Ely"]);
        assert!(document.text.starts_with("In Delft, not in Leiden\n\nxxx"));
    }

    /// Protects distances: Paris to London is 344 km.
    #[test]
    fn distances_are_great_circles() {
        let metres = metres_between((48.8566, 2.3522), (51.5074, -0.1278));
        assert!((343_000..345_000).contains(&metres), "{metres}");
    }
}
