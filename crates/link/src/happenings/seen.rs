//! An event of an account, made ready for comparison.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use record::{Account, CountryCode, DateBasis, EventTold, EventType, Mode, PartyTold, Row, Status};

use lexicon::spelling::onset;

use super::keys::keys;
use crate::copies;
use crate::days;
use crate::forms::{Keys, posts_of};
use crate::names::{Fit, NameForm, compare};
use crate::posts;

/// An event as one article tells it.
#[derive(Clone, Debug)]
pub(crate) struct Seen {
    /// The article's account.
    pub(crate) account: Rc<Account>,
    /// The event.
    pub(crate) event: Rc<EventTold>,
    /// Where it stands and where it looks.
    pub(crate) keys: Keys,
    /// Keys of the article's text, ascending.
    text: Rc<[u64]>,
    pub(crate) family: Family,
    pub(crate) window: Window,
    /// Who takes part.
    pub(crate) parties: Vec<Who>,
    /// Countries of all parties.
    pub(crate) sides: BTreeSet<CountryCode>,
    /// Countries of the actors of an event that has a direction.
    pub(crate) actors: BTreeSet<CountryCode>,
    /// Countries of its recipients.
    pub(crate) recipients: BTreeSet<CountryCode>,
    /// Stems of the words it rests on, without names.
    pub(crate) words: BTreeSet<String>,
}

/// Fits of names that were compared, so that the names of a region's few dozen rulers are compared once.
#[derive(Debug, Default)]
pub(crate) struct Fits {
    ids: RefCell<BTreeMap<Vec<String>, u32>>,
    fits: RefCell<BTreeMap<(u32, u32), Fit>>,
}

impl Fits {
    fn id(&self, parts: &[String]) -> u32 {
        let mut ids = self.ids.borrow_mut();
        let next = ids.len() as u32;
        *ids.entry(parts.to_vec()).or_insert(next)
    }
}

/// A name with what rules most others out at a glance.
#[derive(Clone, Debug)]
pub(crate) struct Named {
    pub(crate) form: NameForm,
    onsets: Vec<char>,
    id: u32,
    fits: Rc<Fits>,
}

impl Named {
    fn new(name: &str, fits: &Rc<Fits>) -> Option<Named> {
        let form = NameForm::new(name);
        let onsets = form.parts.iter().map(|part| onset(part)).collect();
        let id = fits.id(&form.parts);
        (!form.parts.is_empty()).then(|| Named { form, onsets, id, fits: fits.clone() })
    }

    /// How the names fit. Names with hardly a first sound in common are not compared letter by letter: most pairs are
    /// of that kind.
    pub(crate) fn fit(&self, other: &Named) -> Fit {
        if self.id == other.id {
            return if self.onsets.len() > 1 { Fit::Full } else { Fit::Likely };
        }
        let shared = self.onsets.iter().filter(|onset| other.onsets.contains(onset)).count();
        let needed = if self.onsets.len() > 1 && other.onsets.len() > 1 { 2 } else { 1 };
        if shared < needed {
            return Fit::Different;
        }
        let pair = (self.id.min(other.id), self.id.max(other.id));
        let known = self.fits.fits.borrow().get(&pair).copied();
        known.unwrap_or_else(|| {
            let fit = compare(&self.form, &other.form).fit;
            self.fits.fits.borrow_mut().insert(pair, fit);
            fit
        })
    }
}

/// Somebody who takes part, as far as the article tells.
#[derive(Clone, Debug)]
pub(crate) struct Who {
    /// As printed.
    pub(crate) printed: String,
    /// Row in the article's people, for a person.
    pub(crate) person: Option<usize>,
    /// The name, for a person.
    pub(crate) name: Option<Named>,
    /// Words of the office, or those by which somebody unnamed is called.
    pub(crate) role: BTreeSet<String>,
    /// The side.
    pub(crate) country: Option<CountryCode>,
}

impl Who {
    fn new(account: &Account, party: &PartyTold, fits: &Rc<Fits>) -> Who {
        let row = party.person.as_ref().and_then(|id| account.people.iter().position(|person| person.id == *id));
        let person = row.and_then(|row| account.people.get(row));
        let role = match person {
            Some(person) => posts_of(person).flat_map(|office| posts::words(&office.title)).collect(),
            None => posts::words(&party.name),
        };
        let name = person.and_then(|_| Named::new(&party.name, fits));
        Who { printed: party.name.clone(), person: row, name, role, country: party.country }
    }

    /// Whether it is told so closely that another one told closely is another: a person, or somebody with an office.
    pub(crate) fn is_somebody(&self) -> bool {
        self.name.is_some() || self.role.len() > 1
    }
}

/// When an event can have been.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Window {
    /// On these few days, as day numbers.
    Firm(i32, i32),
    /// In this longer time, as told.
    Wide(i32, i32),
    /// Not told: in the days before it was printed.
    Loose(i32, i32),
    /// Nothing is known.
    Unknown,
}

/// How far back an event without a day may lie.
const UNDATED_DAYS: i32 = 7;

/// Kinds of event that one happening can be told as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Family {
    /// Face to face or at a distance.
    Talks,
    /// A journey to somebody.
    Visit,
    /// Anything else, by its type.
    Other(EventType),
}

impl Family {
    /// A word for keys.
    pub(crate) fn code(self) -> &'static str {
        match self {
            Family::Talks => "talks",
            Family::Visit => "visit",
            Family::Other(event_type) => event_type.code(),
        }
    }

    /// Whether the company makes the event: two meetings of one man with two others are two.
    pub(crate) fn is_company(self) -> bool {
        matches!(self, Family::Talks | Family::Visit)
    }
}

impl Seen {
    /// All events of an account.
    pub(crate) fn of_account(account: &Rc<Account>, fits: &Rc<Fits>) -> Vec<Seen> {
        let text: Rc<[u64]> = copies::keys(&account.print).into_iter().collect::<BTreeSet<u64>>().into_iter().collect();
        account.events.iter().map(|event| Seen::new(account, event, &text, fits)).collect()
    }

    /// Whether the articles are copies of one another.
    pub(crate) fn is_copied(&self, other: &Seen) -> bool {
        let shares_key = self.text.iter().any(|key| other.text.binary_search(key).is_ok());
        shares_key && copies::tied(&self.account.print, &other.account.print)
    }

    fn new(account: &Rc<Account>, event: &EventTold, text: &Rc<[u64]>, fits: &Rc<Fits>) -> Seen {
        let parties: Vec<Who> = event.parties().map(|party| Who::new(account, party, fits)).collect();
        let sides = |parties: &[PartyTold]| parties.iter().filter_map(|party| party.country).collect::<BTreeSet<_>>();
        let (actors, recipients) = (sides(&event.actors), sides(&event.recipients));
        let mut seen = Seen {
            account: account.clone(),
            event: Rc::new(event.clone()),
            keys: Keys::default(),
            text: text.clone(),
            family: family(event),
            window: window(account, event),
            parties,
            sides: actors.union(&recipients).copied().collect(),
            actors,
            recipients,
            words: words(event),
        };
        seen.keys = keys(&seen);
        seen
    }

    /// The people among the parties.
    pub(crate) fn people(&self) -> impl Iterator<Item = &Named> {
        self.parties.iter().filter_map(|who| who.name.as_ref())
    }

    /// The event by its ids.
    pub(crate) fn row(&self) -> Row {
        Row::new(&self.account.article, &self.event.id)
    }

    /// Whether it is told as something that has not happened yet.
    pub(crate) fn is_to_come(&self) -> bool {
        matches!(self.event.status, Status::Planned | Status::Hypothetical)
    }
}

fn family(event: &EventTold) -> Family {
    // An agreement still to come, between people of two sides, is mostly a meeting that was fixed.
    let fixed = event.event_type == EventType::Agree
        && (event.mode == Some(Mode::Meet) || event.status == Status::Planned && event.actors.len() > 1);
    match (event.event_type, event.mode) {
        (EventType::Consult, Some(Mode::Visit)) => Family::Visit,
        (EventType::Consult, _) => Family::Talks,
        _ if fixed => Family::Talks,
        (EventType::Concede, Some(Mode::Ceasefire)) => Family::Other(EventType::Retreat),
        (other, _) => Family::Other(other),
    }
}

fn window(account: &Account, event: &EventTold) -> Window {
    let printed = account.published.or(account.written).and_then(days::last);
    let (from, to) = event.date.map_or((None, None), days::days);
    let told = event.date_basis != DateBasis::Unknown;
    match (from, to) {
        (Some(from), Some(to)) if told && (0..=3).contains(&(to - from)) => Window::Firm(from, to),
        (Some(from), Some(to)) if told && to >= from => Window::Wide(from, to),
        (Some(from), None) if told => {
            printed.filter(|to| *to >= from).map_or(Window::Unknown, |to| Window::Wide(from, to))
        }
        _ if matches!(event.status, Status::Planned | Status::Hypothetical) => Window::Unknown,
        // A day without a year is a day told, not an event without one.
        _ if told && event.date.is_some() && from.is_none() && to.is_none() => Window::Unknown,
        _ => printed.map_or(Window::Unknown, |to| Window::Loose(to - UNDATED_DAYS, to)),
    }
}

/// First letters of the words that carry meaning, so that `signed` and `signing` meet.
fn words(event: &EventTold) -> BTreeSet<String> {
    let names: BTreeSet<String> = event.parties().flat_map(|party| split(&party.name)).collect();
    split(&event.words)
        .filter(|word| word.chars().count() > 3 && !names.contains(word) && !is_small(word))
        .map(|word| stem(&word))
        .collect()
}

fn split(text: &str) -> impl Iterator<Item = String> {
    let folded = lexicon::fold(text);
    let words: Vec<String> = folded.split(|c: char| !c.is_alphanumeric()).map(str::to_owned).collect();
    words.into_iter().filter(|word| !word.is_empty())
}

fn stem(word: &str) -> String {
    word.chars().take(5).collect()
}

fn is_small(word: &str) -> bool {
    const SMALL: &[&str] = &[
        "that",
        "this",
        "with",
        "from",
        "have",
        "been",
        "were",
        "will",
        "would",
        "their",
        "there",
        "which",
        "after",
        "before",
        "about",
        "into",
        "over",
        "also",
        "said",
        "says",
        "told",
        "when",
        "where",
        "while",
        "whose",
        "than",
        "then",
        "they",
        "them",
        "during",
        "between",
        "under",
        "more",
        "some",
        "other",
        "both",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "president",
        "minister",
        "foreign",
    ];
    SMALL.contains(&word)
}
