//! Chooses the publication date among the candidates, or none.
//!
//! Agreement with the text raises a page's clock to a date line (newspapers print the day at their head), disagreement
//! sinks it; numeric dates are read in the order that the rest bears out; of several printings the first is meant.

use calendar::civil;
use record::{DateBasis, DateCandidate, Edtf, EdtfDate, Published};

use crate::published::{Clue, ENOUGH, Lead};

/// Candidates kept for whoever wants to know.
const MAX_CANDIDATES: usize = 60;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Support {
    /// The text names this very day.
    Strong,
    /// Its weekdays fit.
    Weak,
    None,
    /// Days named in the text are far from it.
    Against,
    /// The dateline names another day.
    OtherDay,
}

impl Lead {
    fn support(&self, value: Edtf) -> Support {
        let Some(day) = civil::as_day(value) else { return Support::None };
        let near = |other: Edtf, most: i32| match other {
            Edtf::Date(EdtfDate::DayOfAnyYear(month, number)) => [-1i16, 0, 1]
                .iter()
                .filter_map(|shift| civil::day(day.year() + shift, month, number))
                .any(|other| (0..=most).contains(&civil::days_between(other, day))),
            other => civil::as_day(other).is_some_and(|other| (-1..=most).contains(&civil::days_between(other, day))),
        };
        if self.dateline.is_some_and(|dateline| near(dateline, 2)) {
            return Support::Strong;
        }
        // Papers reprint dispatches some days later.
        if self.dateline.is_some_and(|dateline| near(dateline, 10)) {
            return Support::Weak;
        }
        if self.dateline.is_some() {
            return Support::OtherDay;
        }
        let told = |(month, number): &(u8, u8)| Edtf::Date(EdtfDate::DayOfAnyYear(*month, *number));
        if self.days.iter().any(|told_day| near(told(told_day), 3)) {
            return Support::Strong;
        }
        if !self.days.is_empty() && !self.days.iter().any(|told_day| near(told(told_day), 60)) {
            return Support::Against;
        }
        let weekday = civil::weekday(day);
        let fits = |named: &u8| (i32::from(weekday) - i32::from(*named)).rem_euclid(7) <= 1;
        if self.weekdays.iter().any(fits) { Support::Weak } else { Support::None }
    }
}

/// Chooses among the clues; all come back as candidates, best first, each with its verdict.
pub(crate) fn decide(mut clues: Vec<Clue>, lead: &Lead) -> (Option<Published>, Vec<DateCandidate>) {
    settle_orders(&mut clues, lead);
    for clue in &mut clues {
        weigh(clue, lead);
    }
    prefer_first_printing(&mut clues);
    mark_reprints(&mut clues);
    let said: Vec<(Edtf, bool)> = clues
        .iter()
        .filter(|clue| clue.barred.is_none())
        .map(|clue| (clue.value, clue.basis == DateBasis::Stated))
        .collect();
    for clue in &mut clues {
        let visible = clue.basis == DateBasis::Stated;
        clue.score += if said.contains(&(clue.value, !visible)) { 8 } else { 0 };
    }
    // Stable: of equals the one that stands first on the page.
    clues.sort_by_key(|clue| (clue.barred.is_some(), -clue.score));
    let chosen = clues
        .iter()
        .position(|clue| clue.barred.is_none() && clue.score >= ENOUGH && civil::as_day(clue.value).is_some());
    let published = chosen.map(|at| Published {
        value: clues[at].value,
        basis: clues[at].basis,
        evidence: clues[at].evidence.clone(),
    });
    let taken = published.as_ref().map(|published| published.value);
    // A page of a thousand dates (a calendar, a list of matches) tells nothing more by its later ones.
    clues.truncate(MAX_CANDIDATES.max(chosen.map_or(0, |at| at + 1)));
    let candidates = clues.iter().enumerate().map(|(at, clue)| {
        let verdict = match (clue.barred, taken) {
            _ if chosen == Some(at) => "taken".to_owned(),
            (Some(reason), _) => format!("refused: {reason}"),
            (None, _) if civil::as_day(clue.value).is_none() => "refused: no full date".to_owned(),
            (None, Some(taken)) if taken == clue.value => "agrees".to_owned(),
            (None, Some(_)) => "refused: a better placed date was found".to_owned(),
            (None, None) => "refused: nothing bears it out".to_owned(),
        };
        DateCandidate { value: clue.value, kind: clue.kind, evidence: clue.evidence.clone(), verdict }
    });
    let candidates = candidates.collect();
    (published, candidates)
}

/// Head and address tell several publication dates where a page was moved to another system or put out anew: the first
/// is meant. Pages get their address when they are first put out.
fn prefer_first_printing(clues: &mut [Clue]) {
    let told = |clue: &&mut Clue| clue.barred.is_none() && clue.score >= 69;
    let of_head = |clue: &&mut Clue| told(clue) && clue.basis == DateBasis::Metadata && clue.kind != "time";
    let Some(best) = clues.iter_mut().filter(of_head).map(|clue| clue.score).max() else { return };
    // A time zone moves a date by a day; an address that is older by that little says nothing.
    let first = clues.iter_mut().filter(of_head).filter_map(|clue| civil::as_day(clue.value)).min();
    let Some(first) = first else { return };
    let address = clues
        .iter_mut()
        .filter(|clue| clue.barred.is_none() && clue.basis == DateBasis::Address)
        .filter_map(|clue| civil::as_day(clue.value))
        .find(|day| civil::days_between(*day, first) > 2);
    let first = address.unwrap_or(first);
    for clue in clues.iter_mut().filter(|clue| clue.barred.is_none() && clue.basis != DateBasis::Stated) {
        if clue.score >= 69 && clue.kind != "time" && civil::as_day(clue.value) == Some(first) {
            clue.score = clue.score.max(best + 1);
        }
    }
}

/// An unlabelled date is that of a reprint, where the head names that day as the one of a change and another, more than a
/// month before, as the one of publication.
fn mark_reprints(clues: &mut [Clue]) {
    let changed: Vec<Edtf> =
        clues.iter().filter(|clue| clue.kind.ends_with("-modified")).map(|clue| clue.value).collect();
    let told = |clue: &&Clue| clue.barred.is_none() && clue.kind == "meta" && clue.score >= 69;
    let first = clues.iter().filter(told).filter_map(|clue| civil::as_day(clue.value)).min();
    let told = |kind| matches!(kind, "date-line" | "time" | "meta" | "json-ld");
    for clue in clues.iter_mut().filter(|clue| told(clue.kind) && clue.barred.is_none()) {
        let (Some(first), Some(day)) = (first, civil::as_day(clue.value)) else { continue };
        if changed.contains(&clue.value) && civil::days_between(first, day) > 30 {
            clue.score -= 40;
        }
    }
}

/// Where a numeric date can be read in two ways, the reading that another date, the weekday or the text bears out.
fn settle_orders(clues: &mut [Clue], lead: &Lead) {
    let known: Vec<_> =
        clues.iter().filter(|clue| clue.other.is_none()).filter_map(|clue| civil::as_day(clue.value)).collect();
    let n_first = |wanted: bool| clues.iter().filter(|clue| clue.day_first == Some(wanted)).count();
    let month_first = n_first(false) > n_first(true);
    for clue in clues.iter_mut() {
        let Some(other) = clue.other else { continue };
        let fit = |value: Edtf| {
            let Some(day) = civil::as_day(value) else { return 0 };
            let near = known.iter().any(|known| civil::days_between(*known, day).abs() <= 2);
            let support = match lead.support(value) {
                Support::Strong => 3,
                Support::Weak => 1,
                Support::None | Support::Against | Support::OtherDay => 0,
            };
            4 * i32::from(near) + support
        };
        if fit(other) > fit(clue.value) || (fit(other) == fit(clue.value) && month_first) {
            clue.value = other;
        }
        clue.other = None;
    }
}

fn weigh(clue: &mut Clue, lead: &Lead) {
    if clue.barred.is_some() {
        return;
    }
    let support = lead.support(clue.value);
    if let (Some(named), Some(day)) = (clue.weekday, civil::as_day(clue.value))
        && civil::weekday(day) != named
    {
        clue.score -= 10;
    }
    match (clue.kind, support) {
        ("clock", Support::Strong) => clue.score += 40,
        ("clock", Support::Weak) => clue.score += 15,
        ("masthead", Support::Strong) => clue.score += 20,
        ("masthead", Support::Weak) => clue.score += 10,
        ("clock" | "masthead", Support::Against | Support::OtherDay) => {
            clue.barred = Some("the text was written at another time: it is the page's clock")
        }
        ("clock", Support::None) => clue.barred = Some("is the page's clock"),
        // Unlabelled and above the headline: the day of the visit, if the dateline names another.
        ("date-line", Support::OtherDay) if clue.score <= 75 => {
            clue.barred = Some("the dateline names another day: it is the page's clock")
        }
        (_, Support::Strong) => clue.score += 2,
        _ => {}
    }
    if clue.needs_support && clue.score < ENOUGH && clue.barred.is_none() {
        clue.barred = Some("is the page's clock");
    }
}
