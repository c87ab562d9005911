//! Articles without a date, placed by what others tell.
//!
//! Three things place an article: the text it was copied from, the day of what it reports (known from dated reports of
//! the same happening), and offices its people no longer hold after a known day. Each gives a bound with its reason;
//! the interval is where all of them hold.

use std::collections::BTreeMap;

use record::{Account, Bound, Edtf, Happening, Held, Tenure};

use crate::copies::Copy;
use crate::days;
use crate::forms;
use crate::posts::{self, one_body};

/// An article without a date and the time it must have been printed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed {
    /// Id of the article.
    pub article: String,
    /// The interval.
    pub value: Edtf,
    /// What shows it, in words, one reason each.
    pub because: Vec<String>,
}

/// What is known beside the article itself.
#[derive(Clone, Copy, Debug, Default)]
pub struct Known<'a> {
    /// The copy relation in which the article is the copy, with the publication of the first.
    pub copy: Option<(&'a Copy, Option<Edtf>)>,
    /// Happenings that it reports.
    pub happenings: &'a [&'a Happening],
    /// Publication dates of the other articles that report them.
    pub published: Option<&'a BTreeMap<String, Edtf>>,
    /// For each of its people, by row, the tenures of their identity.
    pub tenures: &'a [Vec<&'a Tenure>],
}

/// How many days after a text or a happening an article on it is printed at the latest, as far as can be said.
const STALE_DAYS: i32 = 7;

/// Places an article that states no date; `None` where it states one, or nothing places it.
pub fn place(account: &Account, known: Known<'_>) -> Option<Placed> {
    let dated = account.published.is_some_and(|date| days::last(date).is_some());
    if dated {
        return None;
    }
    let mut bounds = Bounds::default();
    if let Some(written) = account.written {
        let (from, to) = days::days(written);
        bounds.narrow(from, to, account.written_why.clone().unwrap_or_else(|| "by its own words".to_owned()));
    }
    if let Some((copy, Some(first))) = known.copy.map(|(copy, published)| (copy, published.and_then(days::last))) {
        let because = format!("a {} copy of an article printed {}", copy.kind.code(), shown(first));
        bounds.narrow(Some(first), Some(first + STALE_DAYS), because);
    }
    for happening in known.happenings {
        bounds.by_happening(account, happening, known.published);
    }
    for (person, tenures) in account.people.iter().zip(known.tenures) {
        bounds.by_offices(person, tenures);
    }
    bounds.placed(&account.article)
}

#[derive(Debug, Default)]
struct Bounds {
    from: Option<i32>,
    to: Option<i32>,
    because: Vec<String>,
}

impl Bounds {
    /// Takes a bound in, unless it contradicts what stands already.
    fn narrow(&mut self, from: Option<i32>, to: Option<i32>, because: String) {
        let new_from = [self.from, from].into_iter().flatten().max();
        let new_to = [self.to, to].into_iter().flatten().min();
        let clash = matches!((new_from, new_to), (Some(from), Some(to)) if from > to);
        if clash || (new_from, new_to) == (self.from, self.to) {
            return;
        }
        (self.from, self.to) = (new_from, new_to);
        self.because.push(because);
    }

    /// What happened was printed after it happened, and news soon after.
    fn by_happening(&mut self, account: &Account, happening: &Happening, published: Option<&BTreeMap<String, Edtf>>) {
        let own = happening.reports.iter().find(|report| report.article == account.article);
        let Some(event) = own.and_then(|own| account.events.iter().find(|event| event.id == own.event)) else { return };
        let others = happening.reports.iter().any(|report| report.article != account.article);
        let day = happening.date.and_then(|date| days::days(date).0.zip(days::days(date).1));
        let Some((from, to)) = day.filter(|(from, to)| others && to - from <= STALE_DAYS) else { return };
        if event.status != record::Status::Occurred {
            return;
        }
        let first_printed = happening
            .reports
            .iter()
            .filter_map(|report| days::last(*published?.get(&report.article)?))
            .min()
            .filter(|printed| *printed >= from);
        // What is told first is the news.
        let is_news = account.events.iter().all(|other| other.depth >= event.depth) || event.depth <= 250;
        let until = is_news.then(|| first_printed.unwrap_or(to).max(to) + STALE_DAYS);
        self.narrow(
            Some(from),
            until,
            format!("it tells of what happened {}", happening.date.map_or(String::new(), |d| d.to_string())),
        );
    }

    /// An office told as held ends the interval where its holder is known to have left it, and begins it where the one
    /// before was last seen in it.
    fn by_offices(&mut self, person: &record::PersonTold, tenures: &[&Tenure]) {
        for office in forms::posts_of(person).filter(|office| matches!(office.held, Held::Current | Held::Acting)) {
            let post = posts::key_of(office);
            let own = tenures
                .iter()
                .find(|tenure| tenure.post == post && one_body(tenure.body.as_deref(), office.body.as_deref()));
            let Some(ended) = own.and_then(|tenure| tenure.ended_by).and_then(days::last) else { continue };
            self.narrow(
                None,
                Some(ended),
                format!("{} is still {}, and no longer by {}", person.name, office.title, shown(ended)),
            );
        }
    }

    fn placed(self, article: &str) -> Option<Placed> {
        let bound = |day: Option<i32>| day.and_then(days::date).map_or(Bound::Open, Bound::Date);
        if self.from.is_none() && self.to.is_none() {
            return None;
        }
        let value = match (bound(self.from), bound(self.to)) {
            (Bound::Date(from), Bound::Date(to)) if from == to => Edtf::Date(from),
            (from, to) => Edtf::Interval(from, to),
        };
        Some(Placed { article: article.to_owned(), value, because: self.because })
    }
}

fn shown(day: i32) -> String {
    days::date(day).map_or_else(|| "once".to_owned(), |day| day.to_string())
}
