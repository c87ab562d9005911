//! When an undated article can have been written, by the offices its people hold and by days the world knows.
//!
//! Each fact allows some stretches of days; what all allow is the [`Frame`]. Facts that contradict one another (a
//! historical text, a namesake) leave no frame at all: nothing is guessed.

use calendar::{Tense, When, YearRef, civil};
use lexicon::{Holder, KnownDay, Lexicon};
use record::{Article, Cast, CountryCode, Held, Office, Person, Reading};

use super::Found;

/// The days left open, in order and apart, with the reasons that narrowed them.
#[derive(Clone, Debug)]
pub(super) struct Frame {
    pub days: Vec<(civil::Day, civil::Day)>,
    pub why: Vec<String>,
}

/// How long before an office begins its holder is `elect` or `designate`.
const DAYS_OF_WAITING: i32 = 150;
/// How long before and after a known day an article names it without its year.
const DAYS_AHEAD: i32 = 450;
const DAYS_BEHIND: i32 = 300;

/// What the people and known days of an article allow; `None` where they tell nothing or contradict one another.
pub(super) fn frame(
    lexicon: &Lexicon,
    article: &Article,
    reading: &Reading,
    cast: &Cast,
    found: &[Found],
) -> Option<Frame> {
    let ever = (civil::day(1900, 1, 1)?, civil::day(2100, 12, 31)?);
    let mut frame = Frame { days: vec![ever], why: Vec::new() };
    for person in cast.people.rows().iter().filter(|person| !person.background) {
        for office in &person.offices {
            let holdings = holdings(lexicon, person, office);
            let allowed: Vec<_> = holdings.iter().filter_map(|holder| allowed(holder, office.held, ever)).collect();
            if let Some(holder) = holdings.first().filter(|_| !allowed.is_empty()) {
                let side = office.country.map_or_else(String::new, |code| format!(" of {code}"));
                let terms: Vec<String> = holdings.iter().map(|holder| holder.term.to_string()).collect();
                let held = if office.held == Held::Current { String::new() } else { format!("{} ", office.held) };
                frame.narrow(&allowed, || {
                    format!("{} is {held}{}{side}: {}", holder.name, holder.office, terms.join(" and "))
                });
            }
        }
    }
    for (item, day) in known_days(lexicon, article, reading, cast, found) {
        let (first, last) = (at(day.first)?, at(day.last)?);
        let (from, to) = match item.tense {
            Tense::Future => (civil::add_days(first, -DAYS_AHEAD)?, civil::add_days(first, -1)?),
            Tense::Past => (first, civil::add_days(last, DAYS_BEHIND)?),
            Tense::Unknown => (civil::add_days(first, -DAYS_AHEAD)?, civil::add_days(last, DAYS_BEHIND)?),
        };
        frame.narrow(&[(from, to)], || {
            format!(
                "{:?} is the {} of {}",
                item.phrase.span.of(&article.text),
                day.what,
                lexicon::day_in_words(day.first)
            )
        });
    }
    let countries = countries(cast);
    for name in lexicon.new_names() {
        let here = name.country.is_none_or(|code| countries.contains(&code));
        if here && has_words(&article.text, &name.name) {
            let from = name.term.from.map_or(Some(ever.0), at)?;
            let until = name.term.until.map_or(Some(ever.1), at)?;
            frame.narrow(&[(from, until)], || format!("{:?} is a name of {}", name.name, name.term));
        }
    }
    (!frame.days.is_empty() && !frame.why.is_empty()).then_some(frame)
}

/// Whether whole words stand in a text.
fn has_words(text: &str, words: &str) -> bool {
    text.match_indices(words).any(|(at, _)| {
        let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        !letter(text[..at].chars().next_back()) && !letter(text[at + words.len()..].chars().next())
    })
}

impl Frame {
    /// Keeps what `allowed` has too.
    fn narrow(&mut self, allowed: &[(civil::Day, civil::Day)], why: impl Fn() -> String) {
        let mut kept = Vec::new();
        for (first, last) in &self.days {
            for (from, to) in allowed {
                let (from, to) = (*first.max(from), *last.min(to));
                if from <= to {
                    kept.push((from, to));
                }
            }
        }
        kept.sort_unstable();
        kept.dedup();
        if kept != self.days {
            self.why.push(why());
        }
        self.days = kept;
    }

    /// Whether a day is left open.
    pub fn allows(&self, day: civil::Day) -> bool {
        self.days.iter().any(|(from, to)| (*from..=*to).contains(&day))
    }

    /// First and last day left open.
    pub fn bounds(&self) -> Option<(civil::Day, civil::Day)> {
        Some((self.days.first()?.0, self.days.iter().map(|days| days.1).max()?))
    }
}

fn at(day: lexicon::Ymd) -> Option<civil::Day> {
    civil::day(day.0, day.1, day.2)
}

/// The known holdings of a person's office.
fn holdings<'l>(lexicon: &'l Lexicon, person: &Person, office: &Office) -> Vec<&'l Holder> {
    let country = office.country.or(person.country);
    let fits = |holder: &&Holder| {
        holder.term.is_dated()
            && (holder.country.is_none() || country.is_none() || holder.country == country)
            && lexicon::naming::same_office(&holder.office, &office.title)
    };
    lexicon.holders().all_of(&person.name, lexicon.names()).into_iter().filter(fits).collect()
}

/// The days of writing that a holding allows.
fn allowed(holder: &Holder, held: Held, ever: (civil::Day, civil::Day)) -> Option<(civil::Day, civil::Day)> {
    let from = holder.term.from.map_or(Some(ever.0), at)?;
    let until = holder.term.until.map_or(Some(ever.1), at)?;
    match held {
        // The last day is the successor's first: two holders of one office are never both current.
        Held::Current | Held::Acting if holder.term.until.is_some() => {
            Some((from, civil::add_days(until, -1)?.max(from)))
        }
        Held::Current | Held::Acting => Some((from, until)),
        Held::Former => holder.term.until.map(|_| (until, ever.1)),
        Held::Designate => holder.term.from.and_then(|_| Some((civil::add_days(from, -DAYS_OF_WAITING)?, from))),
        Held::Claimed => None,
    }
}

/// Dates without a year that are days the world knows: `elections on December 24`.
fn known_days<'f, 'l>(
    lexicon: &'l Lexicon,
    article: &Article,
    reading: &Reading,
    cast: &Cast,
    found: &'f [Found],
) -> Vec<(&'f Found, &'l KnownDay)> {
    let countries = countries(cast);
    let mut known = Vec::new();
    for item in found {
        let (month, day) = match item.phrase.when {
            When::MonthDays { month, from, year: YearRef::Nearest, .. } => (month, Some(from)),
            When::Month { month, year: YearRef::Nearest } => (month, None),
            _ => continue,
        };
        let Some(sentence) = item.sentence.and_then(|id| reading.sentences.get(id)) else { continue };
        let words = lexicon::fold(sentence.span.of(&article.text));
        let mut fitting = lexicon.known_days().iter().filter(|row| {
            let when = row.first.1 == month && day.is_none_or(|day| day == row.first.2);
            when && row.words.iter().any(|word| words.contains(word.as_str())) && countries.contains(&row.country)
        });
        if let (Some(only), None) = (fitting.next(), fitting.next()) {
            known.push((item, only));
        }
    }
    known
}

/// The countries an article names in any way.
fn countries(cast: &Cast) -> Vec<CountryCode> {
    let mut countries: Vec<CountryCode> = cast.places.rows().iter().filter_map(|place| place.country).collect();
    countries.extend(cast.people.rows().iter().filter_map(|person| person.country));
    countries.extend(cast.bodies.rows().iter().filter_map(|body| body.country));
    countries.sort_unstable();
    countries.dedup();
    countries
}
