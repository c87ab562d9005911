//! An event of an account, made ready for comparison.

use std::collections::BTreeSet;
use std::rc::Rc;

use record::{Account, CountryCode, DateBasis, EventTold, EventType, Mode, PartyTold, Row, Status};

use super::keys::keys;
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
    pub(crate) family: Family,
    pub(crate) window: Window,
    /// Who takes part.
    pub(crate) parties: Vec<Who>,
    /// Names of the people among them.
    pub(crate) people: Vec<NameForm>,
    /// Countries of all parties.
    pub(crate) sides: BTreeSet<CountryCode>,
    /// Countries of the actors of an event that has a direction.
    pub(crate) actors: BTreeSet<CountryCode>,
    /// Countries of its recipients.
    pub(crate) recipients: BTreeSet<CountryCode>,
    /// Stems of the words it rests on, without names.
    pub(crate) words: BTreeSet<String>,
}

/// Somebody who takes part, as far as the article tells.
#[derive(Clone, Debug)]
pub(crate) struct Who {
    /// The name, for a person.
    pub(crate) name: Option<NameForm>,
    /// Words of the office, or those by which somebody unnamed is called.
    pub(crate) role: BTreeSet<String>,
    /// The side.
    pub(crate) country: Option<CountryCode>,
}

impl Who {
    fn new(account: &Account, party: &PartyTold) -> Who {
        let person = party.person.as_ref().and_then(|id| account.people.iter().find(|person| person.id == *id));
        let role = match person {
            Some(person) => posts_of(person).flat_map(|office| posts::words(&office.title)).collect(),
            None => posts::words(&party.name),
        };
        let name = person.map(|_| NameForm::new(&party.name)).filter(|name| !name.parts.is_empty());
        Who { name, role, country: party.country }
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
    pub(crate) fn of_account(account: &Rc<Account>) -> Vec<Seen> {
        account.events.iter().map(|event| Seen::new(account, event)).collect()
    }

    fn new(account: &Rc<Account>, event: &EventTold) -> Seen {
        let parties: Vec<Who> = event.parties().map(|party| Who::new(account, party)).collect();
        let sides = |parties: &[PartyTold]| parties.iter().filter_map(|party| party.country).collect::<BTreeSet<_>>();
        let (actors, recipients) = (sides(&event.actors), sides(&event.recipients));
        let mut seen = Seen {
            account: account.clone(),
            event: Rc::new(event.clone()),
            keys: Keys::default(),
            family: family(event),
            window: window(account, event),
            people: parties.iter().filter_map(|who| who.name.clone()).collect(),
            parties,
            sides: actors.union(&recipients).copied().collect(),
            actors,
            recipients,
            words: words(event),
        };
        seen.keys = keys(&seen);
        seen
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

/// Whether a person of the one is a person of the other, at its best: how well the names fit.
pub(crate) fn best_fit(name: &NameForm, others: &[NameForm]) -> Fit {
    others.iter().map(|other| compare(name, other).fit).max().unwrap_or(Fit::Different)
}
