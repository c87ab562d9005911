//! Values of marked expressions, made comparable.

use calendar::{Amount, DatePhrase, When, civil};
use lexicon::{TimeUnit, VagueTime};
use record::{Bound, Edtf};
use serde_json::Value;

/// What a mark says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum GoldTime {
    /// From the first to the last day; an open side bounds nothing.
    Days(Option<civil::Day>, Option<civil::Day>),
    /// Somewhere between two days, either of which may be missing.
    Within(Option<civil::Day>, Option<civil::Day>),
    /// A day reckoned in Greenwich from a local clock, which may be the local day's neighbour.
    InGreenwich(civil::Day),
    /// Month and day of any year.
    DayOfYear(u8, Option<u8>),
    /// So many of a unit; `None` for some.
    Length(Option<u32>, TimeUnit),
    /// `PAST_REF` and its like.
    Vague(VagueTime),
}

impl GoldTime {
    /// Whether our expression says the same.
    pub(super) fn agrees(&self, phrase: &DatePhrase, value: Option<Edtf>) -> bool {
        match self {
            GoldTime::Length(amount, unit) => {
                lengths(&phrase.when).iter().any(|(own, own_unit)| same_length(*own, *own_unit, *amount, *unit))
            }
            GoldTime::Vague(VagueTime::Past) => value.is_some_and(|value| civil::bounds(value).0.is_none()),
            GoldTime::Vague(VagueTime::Future) => value.is_some_and(|value| civil::bounds(value).1.is_none()),
            GoldTime::Vague(_) => matches!(phrase.when, When::Vague(VagueTime::Present)),
            GoldTime::DayOfYear(month, day) => value.is_some_and(|value| {
                let (first, last) = civil::bounds(value);
                match (first, last, value) {
                    (Some(first), Some(last), _) => {
                        first.month() as u8 == *month
                            && (day.is_none_or(|day| first.day() as u8 == day && first == last))
                    }
                    (_, _, Edtf::Date(record::EdtfDate::DayOfAnyYear(own_month, own_day))) => {
                        own_month == *month && day.is_none_or(|day| day == own_day)
                    }
                    _ => false,
                }
            }),
            GoldTime::Days(first, last) => {
                let Some(value) = value else { return false };
                let own = civil::bounds(value);
                // A mark keeps `early` and `late` apart from the value; ours is the part itself.
                let part = matches!(phrase.when, When::Part(..))
                    && inside(own, (*first, *last))
                    && own.0.is_some()
                    && own.1.is_some();
                own == (*first, *last) || part || as_coarse(phrase, value, (*first, *last))
            }
            GoldTime::InGreenwich(day) => {
                value.and_then(civil::as_day).is_some_and(|own| (0..=1).contains(&civil::days_between(own, *day).abs()))
            }
            GoldTime::Within(first, last) => value.is_some_and(|value| inside(civil::bounds(value), (*first, *last))),
        }
    }
}

/// Amounts of weeks, months and years told or counted allow no day: ours is the week, month or year that holds the day
/// marked, or runs between the months or years that hold the days marked.
fn as_coarse(phrase: &DatePhrase, value: Edtf, marked: Bounds) -> bool {
    let (Some(first), Some(last)) = marked else { return false };
    match (&phrase.when, value) {
        (When::Away { .. }, value) if first == last => {
            let (from, to) = civil::bounds(value);
            from.zip(to).is_some_and(|(from, to)| from <= first && last <= to && civil::days_between(from, to) <= 366)
        }
        (When::Stretch { .. }, Edtf::Interval(from, to)) => {
            let holds = |bound: Bound, day: civil::Day| {
                let (start, end) = civil::bounds(Edtf::Interval(bound, bound));
                start.zip(end).is_some_and(|(start, end)| start <= day && day <= end)
            };
            holds(from, first) && holds(to, last)
        }
        _ => false,
    }
}

type Bounds = (Option<civil::Day>, Option<civil::Day>);

fn inside(own: Bounds, outer: Bounds) -> bool {
    let starts = outer.0.is_none() || own.0.is_some_and(|own| outer.0.is_some_and(|outer| outer <= own));
    let ends = outer.1.is_none() || own.1.is_some_and(|own| outer.1.is_some_and(|outer| own <= outer));
    starts && ends
}

fn lengths(when: &When) -> Vec<(Amount, TimeUnit)> {
    match when {
        When::Duration(amounts) => amounts.iter().take(1).copied().collect(),
        When::Stretch { amount, unit, .. } => vec![(*amount, *unit)],
        When::Repeated { unit, .. } => vec![(Amount::whole(1), *unit)],
        // `two days later` is marked by its length as often as by its day.
        When::Away { amounts, .. } => amounts.iter().take(1).copied().collect(),
        _ => Vec::new(),
    }
}

fn same_length(own: Amount, own_unit: TimeUnit, gold: Option<u32>, gold_unit: TimeUnit) -> bool {
    let in_smaller = |amount: Option<u32>, unit: TimeUnit| match unit {
        TimeUnit::Decade => (amount.map(|amount| amount * 10), TimeUnit::Year),
        TimeUnit::Season => (amount, TimeUnit::Year),
        TimeUnit::Century => (amount.map(|amount| amount * 100), TimeUnit::Year),
        TimeUnit::Fortnight => (amount.map(|amount| amount * 2), TimeUnit::Week),
        unit => (amount, unit),
    };
    let own = in_smaller(own.tenths.filter(|tenths| tenths % 10 == 0).map(|tenths| tenths / 10), own_unit);
    let gold = in_smaller(gold, gold_unit);
    own == gold
}

/// The day a document time begins with.
pub(super) fn first_day(time: &str) -> Option<civil::Day> {
    timex_days(time.split('T').next()?).map(|(first, _)| first)
}

/// A TIMEX3 value.
pub(super) fn timex(value: &str) -> Option<GoldTime> {
    match value {
        "PAST_REF" => return Some(GoldTime::Vague(VagueTime::Past)),
        "PRESENT_REF" | "PRES_REF" => return Some(GoldTime::Vague(VagueTime::Present)),
        "FUTURE_REF" => return Some(GoldTime::Vague(VagueTime::Future)),
        _ => {}
    }
    if let Some(length) = value.strip_prefix('P') {
        return length_of(length);
    }
    let date = value.split('T').next().unwrap_or(value);
    let bounds = timex_days(date)?;
    if value.ends_with('Z') {
        return Some(GoldTime::InGreenwich(bounds.0));
    }
    Some(GoldTime::Days(Some(bounds.0), Some(bounds.1)))
}

/// `3Y`, `XM`, `T30M`, `10D`.
fn length_of(length: &str) -> Option<GoldTime> {
    let (clock, length) = match length.strip_prefix('T') {
        Some(rest) => (true, rest),
        None => (false, length),
    };
    let digits = length.find(|sign: char| !sign.is_ascii_digit() && sign != 'X').unwrap_or(length.len());
    let (amount, unit) = length.split_at(digits);
    let unit = match (unit, clock) {
        ("Y", false) => TimeUnit::Year,
        ("M", false) => TimeUnit::Month,
        ("W", false) => TimeUnit::Week,
        ("D", false) => TimeUnit::Day,
        ("Q", false) => TimeUnit::Quarter,
        ("DE" | "E", false) => TimeUnit::Decade,
        ("C" | "CE", false) => TimeUnit::Century,
        ("H", _) => TimeUnit::Hour,
        ("M", true) => TimeUnit::Minute,
        ("S", true) => TimeUnit::Second,
        _ => return None,
    };
    match amount {
        "" => None,
        amount if amount.contains('X') => Some(GoldTime::Length(None, unit)),
        amount => Some(GoldTime::Length(Some(amount.parse().ok()?), unit)),
    }
}

fn timex_days(date: &str) -> Option<(civil::Day, civil::Day)> {
    let parts: Vec<&str> = date.split('-').collect();
    let year = parts.first()?;
    if year.bytes().all(|byte| byte.is_ascii_digit()) && parts.len() == 1 && year.len() < 4 {
        let size = if year.len() == 3 { 10 } else { 100 };
        let first = year.parse::<i16>().ok()?.checked_mul(size)?;
        return Some((civil::day(first, 1, 1)?, civil::day(first + size - 1, 12, 31)?));
    }
    let year: i16 = year.parse().ok()?;
    let whole =
        |from: u8, to: u8| Some((civil::day(year, from, 1)?, civil::day(year, to, civil::days_in_month(year, to)?)?));
    match (parts.get(1).copied(), parts.get(2).copied()) {
        (None, _) => whole(1, 12),
        (Some(quarter), None) if quarter.starts_with('Q') => {
            let quarter = quarter[1..].parse::<u8>().ok().filter(|quarter| (1..=4).contains(quarter))?;
            whole(quarter * 3 - 2, quarter * 3)
        }
        (Some("H1"), None) => whole(1, 6),
        (Some("H2"), None) => whole(7, 12),
        (Some("SP"), None) => whole(3, 5),
        (Some("SU"), None) => whole(6, 8),
        (Some("FA" | "AU"), None) => whole(9, 11),
        (Some("WI"), None) => Some((civil::day(year, 12, 1)?, civil::add_days(civil::day(year + 1, 3, 1)?, -1)?)),
        (Some(week), weekend) if week.starts_with('W') => {
            // Week 1 holds 4 January.
            let monday = civil::monday(civil::day(year, 1, 4)?, week[1..].parse::<i32>().ok()? - 1)?;
            match weekend {
                None => Some((monday, civil::add_days(monday, 6)?)),
                Some("WE") => Some((civil::add_days(monday, 5)?, civil::add_days(monday, 6)?)),
                _ => None,
            }
        }
        (Some(month), None) => {
            let month = month.parse().ok()?;
            whole(month, month)
        }
        (Some(month), Some(day)) => {
            let day = civil::day(year, month.parse().ok()?, day.parse().ok()?)?;
            Some((day, day))
        }
    }
}

/// TEI's `when`, `from` and `to`, `notBefore` and `notAfter`; and the value as printed.
pub(super) fn tei(date: &Value) -> (Option<GoldTime>, String) {
    let get = |key: &str| date[key].as_str();
    let printed = ["when", "from", "to", "notBefore", "notAfter"]
        .iter()
        .filter_map(|key| Some(format!("{key}={}", get(key)?)))
        .collect::<Vec<_>>()
        .join(" ");
    // Years before 1000 come with three digits, which TIMEX3 keeps for decades.
    let days = |key: &str| {
        let date = get(key)?.split('T').next()?;
        let early = date.len() == 3 && date.bytes().all(|byte| byte.is_ascii_digit());
        if early { timex_days(&format!("0{date}")) } else { timex_days(date) }
    };
    let value = if let Some(when) = get("when") {
        match when.strip_prefix("--").or_else(|| when.strip_prefix("xxxx-")) {
            Some(rest) => {
                let mut parts = rest.split('-').map(|part| part.parse::<u8>().ok());
                parts.next().flatten().map(|month| GoldTime::DayOfYear(month, parts.next().flatten()))
            }
            None => days("when").map(|(first, last)| GoldTime::Days(Some(first), Some(last))),
        }
    } else if get("from").is_some() || get("to").is_some() {
        let (from, to) = (days("from"), days("to"));
        // A side that is told in a form of its own cannot be compared.
        let whole = get("from").is_none() == from.is_none() && get("to").is_none() == to.is_none();
        let one_sided = from.is_none() != to.is_none();
        let days = GoldTime::Days(from.map(|days| days.0), to.map(|days| days.1));
        (whole && !one_sided).then_some(days)
    } else {
        let (after, before) = (days("notBefore"), days("notAfter"));
        let whole = get("notBefore").is_none() == after.is_none() && get("notAfter").is_none() == before.is_none();
        (whole && !printed.is_empty()).then_some(GoldTime::Within(after.map(|days| days.0), before.map(|days| days.1)))
    };
    (value, printed)
}
