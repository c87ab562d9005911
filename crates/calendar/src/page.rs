//! Dates as pages state them: publication lines, mastheads, clocks, addresses of related news.
//!
//! [`page_dates`] finds every date of a line or a page, in English and in the languages pages are framed in, with the
//! time of day and zone that stand beside it. A numeric date whose day and month could change places keeps both
//! readings; [`settle_order`] decides between them by what else the page says.

use lexicon::{Lexicon, NamedNumber, TimeWords};
use record::{Edtf, EdtfDate, Span};

use crate::civil;
use crate::tokens::{Tok, span, tokens};

/// What is known about a page before its dates are read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PageHints {
    /// BCP 47 tag of the page's frame (`fr`, `en-US`), which may differ from the article's.
    pub language: Option<String>,
    /// Whether the outlet writes the day before the month in numeric dates, where known.
    pub day_first: Option<bool>,
}

/// A date stated on a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageDate {
    /// The words of the date, with weekday, time and zone, in bytes of the text searched.
    pub span: Span,
    /// The date: a day, a month, or a day without its year.
    pub value: Edtf,
    /// The reading with day and month exchanged, where nothing has decided between them.
    pub other: Option<Edtf>,
    /// Weekday told beside it, Monday 1 to Sunday 7.
    pub weekday: Option<u8>,
    /// Hour and minute told beside it.
    pub time: Option<(u8, u8)>,
    /// Time zone as printed.
    pub zone: Option<String>,
    /// Language of its month or weekday name.
    pub language: Option<String>,
    /// Numeric, with the day first (`true`) or the month first (`false`), where that is certain or was settled.
    pub day_first: Option<bool>,
    /// Why it was read so.
    pub why: String,
}

impl PageDate {
    /// The day, where the date is exactly one day and certain.
    pub fn day(&self) -> Option<civil::Day> {
        if self.other.is_some() { None } else { civil::as_day(self.value) }
    }
}

/// Every date of the text in order, numeric ones settled as far as the text and the hints allow.
pub fn page_dates(lexicon: &Lexicon, text: &str, hints: &PageHints) -> Vec<PageDate> {
    let toks = tokens(text);
    let finder = Finder { words: lexicon.time_words(), toks: &toks, hints };
    let mut found = Vec::new();
    let mut at = 0;
    while at < toks.len() {
        match finder.date_at(at) {
            Some(core) => {
                let end = core.end;
                found.extend(finder.finish(core));
                at = end.max(at + 1);
            }
            None => at += 1,
        }
    }
    settle_order(&mut found, hints);
    found
}

/// Decides between the two readings of numeric dates: by dates that can be read in one way only, by closeness to other
/// dates of the page, by the outlet's habit, by language. What stays open keeps `other`.
pub fn settle_order(dates: &mut [PageDate], hints: &PageHints) {
    let certain: Vec<bool> = dates.iter().filter_map(|date| date.day_first).collect();
    let by_page = match (certain.contains(&true), certain.contains(&false)) {
        (true, false) => Some(true),
        (false, true) => Some(false),
        _ => None,
    };
    let days: Vec<civil::Day> = dates.iter().filter_map(PageDate::day).collect();
    let by_language = hints.language.as_deref().and_then(|language| match language {
        "en-US" | "en-us" | "en_US" => Some(false),
        _ if language.starts_with("en") => None,
        _ => Some(true),
    });
    for date in dates.iter_mut() {
        let Some(other) = date.other else { continue };
        let near = |value: Edtf| {
            civil::as_day(value).is_some_and(|day| days.iter().any(|known| civil::days_between(*known, day).abs() <= 2))
        };
        let (choice, why) = match (by_page, near(date.value), near(other)) {
            (Some(day_first), ..) => (Some(day_first), "as the page's other numeric dates"),
            (_, true, false) => (Some(true), "close to another date of the page"),
            (_, false, true) => (Some(false), "close to another date of the page"),
            _ => match (hints.day_first, by_language) {
                (Some(day_first), _) => (Some(day_first), "as the outlet writes dates"),
                (_, Some(day_first)) => (Some(day_first), "as the page's language writes dates"),
                _ => (None, ""),
            },
        };
        // `value` holds the reading with the day first until settled.
        let Some(day_first) = choice else { continue };
        if !day_first {
            date.value = other;
        }
        date.other = None;
        date.day_first = Some(day_first);
        let order = if day_first { "day before month" } else { "month before day" };
        date.why = format!("numeric date, {order}: {why}");
    }
}

struct Core {
    start: usize,
    end: usize,
    value: Edtf,
    other: Option<Edtf>,
    day_first: Option<bool>,
    language: Option<String>,
    why: &'static str,
}

struct Finder<'f, 't> {
    words: &'f TimeWords,
    toks: &'f [Tok<'t>],
    hints: &'f PageHints,
}

impl Finder<'_, '_> {
    fn date_at(&self, at: usize) -> Option<Core> {
        let tok = self.toks.get(at)?;
        if tok.number.is_some() {
            self.iso(at).or_else(|| self.numeric(at)).or_else(|| self.east_asian(at)).or_else(|| self.day_month(at))
        } else {
            self.month_day(at)
        }
    }

    fn number(&self, at: usize) -> Option<u32> {
        self.toks.get(at)?.number
    }

    fn is_any(&self, at: usize, words: &[&str]) -> bool {
        self.toks.get(at).is_some_and(|tok| tok.is_any(words))
    }

    /// A number that is not part of a larger one or of a clock.
    fn stands_alone(&self, at: usize) -> bool {
        let before = at.checked_sub(1).and_then(|before| self.toks.get(before));
        let glued = self.toks.get(at).is_some_and(|tok| tok.glued);
        !(glued && before.is_some_and(|tok| tok.is_any(&[".", ",", "/", "-", ":", "=", "_"]) || tok.number.is_some()))
    }

    fn full_year(&self, at: usize) -> Option<i16> {
        let tok = self.toks.get(at)?;
        let year = tok.digits(4).filter(|year| (1000..=2199).contains(year))?;
        i16::try_from(year).ok()
    }

    /// `2026-01-12`, `2026/1/12`, `2026.01.12`, `20260112`.
    fn iso(&self, at: usize) -> Option<Core> {
        if let Some(packed) = self.toks.get(at)?.digits(8).filter(|_| self.stands_alone(at)) {
            let (year, month, day) = (packed / 10_000, packed / 100 % 100, packed % 100);
            if !(1990..=2100).contains(&year) {
                return None;
            }
            let value = Edtf::day(year as i16, month as u8, day as u8)?;
            return Some(Core::plain(at, at + 1, value, "year, month and day in digits"));
        }
        let year = self.full_year(at)?;
        let separator = self.toks.get(at + 1).filter(|tok| tok.is_any(&["-", "/", "."]))?;
        if !self.stands_alone(at) && !self.is_any(at.wrapping_sub(1), &["/", "="]) {
            return None;
        }
        let (month, end) = self.month_number_or_name(at + 2)?;
        if !self.toks.get(end)?.is(&separator.lower) {
            return None;
        }
        let day = self.number(end + 1).filter(|_| self.toks.get(end + 1).is_some_and(|tok| tok.n_chars <= 2))?;
        let value = Edtf::day(year, month, u8::try_from(day).ok()?)?;
        Some(Core::plain(at, end + 2, value, "year, month and day in digits"))
    }

    fn month_number_or_name(&self, at: usize) -> Option<(u8, usize)> {
        if let Some(number) = self.number(at) {
            let fits = self.toks.get(at)?.n_chars <= 2 && (1..=12).contains(&number);
            return fits.then_some((number as u8, at + 1));
        }
        self.month_name(at, true).map(|(month, end)| (month.number, end))
    }

    /// `12/01/2026`, `12.1.26`, `12-01-2026`.
    fn numeric(&self, at: usize) -> Option<Core> {
        let first = self.toks.get(at)?;
        let separator = self.toks.get(at + 1).filter(|tok| tok.is_any(&["-", "/", "."]))?;
        let (second, again, last) = (self.toks.get(at + 2)?, self.toks.get(at + 3)?, self.toks.get(at + 4)?);
        if first.n_chars > 2 || second.n_chars > 2 || again.lower != separator.lower || !self.stands_alone(at) {
            return None;
        }
        let year = match self.full_year(at + 4) {
            Some(year) => year,
            // A clock or a version number looks the same with two digits: all parts must have two, and stand together.
            None => {
                let two = |tok: &Tok<'_>| tok.digits(2).is_some();
                let together = separator.glued && second.glued && again.glued && last.glued;
                if !(two(first) && two(second) && together) {
                    return None;
                }
                let short = last.digits(2)?;
                i16::try_from(if short < 70 { 2000 + short } else { 1900 + short }).ok()?
            }
        };
        if self.is_any(at + 5, &[".", "/", "-"])
            && self.toks.get(at + 6).is_some_and(|tok| tok.glued && tok.number.is_some())
        {
            return None;
        }
        let (a, b) = (u8::try_from(first.number?).ok()?, u8::try_from(second.number?).ok()?);
        let (day_first, month_first) = (Edtf::day(year, b, a), Edtf::day(year, a, b));
        let (value, other, order, why) = match (day_first, month_first) {
            (Some(value), None) => {
                (value, None, Some(true), "numeric date, day before month: the other order is no date")
            }
            (None, Some(value)) => {
                (value, None, Some(false), "numeric date, month before day: the other order is no date")
            }
            (Some(value), Some(other)) if value == other => (value, None, None, "numeric date"),
            (Some(value), Some(other)) => {
                (value, Some(other), None, "numeric date, order of day and month not settled")
            }
            (None, None) => return None,
        };
        Some(Core { start: at, end: at + 5, value, other, day_first: order, language: None, why })
    }

    /// `2026年1月12日`, `2026년 1월 12일`.
    fn east_asian(&self, at: usize) -> Option<Core> {
        let year = self.full_year(at).filter(|_| self.is_any(at + 1, &["年", "년"]))?;
        let month = self.number(at + 2).filter(|_| self.is_any(at + 3, &["月", "월"]))?;
        let day = self.number(at + 4)?;
        let ends = self.toks.get(at + 5)?.text.starts_with(['日', '일', '号']);
        let value = Edtf::day(year, u8::try_from(month).ok()?, u8::try_from(day).ok()?)?;
        ends.then(|| Core::plain(at, at + 6, value, "year, month and day with their signs"))
    }

    /// `12 January 2026`, `12. Januar 2026`, `1er février 2022`, `2 de noviembre de 2022`, `12-Jan-26`.
    fn day_month(&self, at: usize) -> Option<Core> {
        let tok = self.toks.get(at)?;
        let day = u8::try_from(tok.number?).ok().filter(|day| (1..=31).contains(day) && tok.n_chars <= 2)?;
        if !self.stands_alone(at) {
            return None;
        }
        let mut next = at + 1;
        if self.toks.get(next).is_some_and(|tok| tok.glued)
            && self.is_any(next, &["st", "nd", "rd", "th", "er", "º", "°", "o", "ª"])
        {
            next += 1;
        }
        while next < at + 4 && self.is_any(next, &[".", "-", "/", ",", "،", "de", "of", "d", "del", "di"]) {
            next += 1;
        }
        let (month, mut end) = self.month_name(next, true)?;
        let mut after = end;
        while after < end + 3 && self.is_any(after, &[".", "-", "/", ",", "،", "de", "del", "of", "'", "г"]) {
            after += 1;
        }
        let year = self.full_year(after).or_else(|| self.two_digit_year(after, end));
        if let Some(year) = year {
            end = after + 1;
            let value = Edtf::day(year, month.number, day)?;
            return Some(Core::named(at, end, value, &month.language));
        }
        self.yearless(at, end, month, day)
    }

    /// `January 12, 2026`, `Jan. 12 2026`, `January 2026`.
    fn month_day(&self, at: usize) -> Option<Core> {
        let (month, after_month) = self.month_name(at, true)?;
        let mut next = after_month;
        while next < after_month + 2 && self.is_any(next, &[".", "-", "/", ",", "،", "the"]) {
            next += 1;
        }
        if let Some(year) = self.full_year(next) {
            let named = self.month_name(at, false).is_some() || month.language == "en";
            let value = Edtf::Date(EdtfDate::Month(year, month.number));
            return named.then(|| Core::named(at, next + 1, value, &month.language));
        }
        let tok = self.toks.get(next)?;
        let day = u8::try_from(tok.number?).ok().filter(|day| (1..=31).contains(day) && tok.n_chars <= 2)?;
        let mut end = next + 1;
        if self.toks.get(end).is_some_and(|tok| tok.glued) && self.is_any(end, &["st", "nd", "rd", "th"]) {
            end += 1;
        }
        let mut after = end;
        while after < end + 3 && self.is_any(after, &[".", "-", "/", ",", "،", "of", "|", "–"]) {
            after += 1;
        }
        if let Some(year) = self.full_year(after).filter(|_| !self.is_any(after + 1, &[":"])) {
            return Some(Core::named(at, after + 1, Edtf::day(year, month.number, day)?, &month.language));
        }
        self.yearless(at, end, month, day)
    }

    fn yearless(&self, at: usize, end: usize, month: &NamedNumber, day: u8) -> Option<Core> {
        // Short foreign names are words of other languages too often (`out`, `set`, `mar`).
        let ours = self.hints.language.as_deref().is_some_and(|language| language.starts_with(&month.language));
        if month.short && month.language != "en" && !ours {
            return None;
        }
        let value = Edtf::Date(EdtfDate::DayOfAnyYear(month.number, day));
        // Clock beside it would have been eaten as a day (`Jan 12:30`).
        let clock = self.is_any(end, &[":"]) && self.toks.get(end).is_some_and(|tok| tok.glued);
        value.to_string().parse::<Edtf>().ok().filter(|_| !clock)?;
        Some(Core { why: "day and month without the year", ..Core::named(at, end, value, &month.language) })
    }

    /// A two-digit year, only with dashes or an apostrophe around (`12-Jan-26`, `12 Jan '26`).
    fn two_digit_year(&self, after: usize, end: usize) -> Option<i16> {
        if !self.is_any(end, &["-", "/", "'"]) {
            return None;
        }
        let year = self.toks.get(after)?.digits(2).filter(|_| !self.is_any(after + 1, &[":"]))?;
        i16::try_from(if year < 70 { 2000 + year } else { 1900 + year }).ok()
    }

    fn month_name(&self, at: usize, short: bool) -> Option<(&NamedNumber, usize)> {
        let prefer = self.hints.language.as_deref().unwrap_or("en");
        for length in (1..=self.words.longest_month_name()).rev() {
            let Some(words) = self.toks.get(at..at + length) else { continue };
            let name = words.iter().map(|tok| tok.lower.as_str()).collect::<Vec<_>>().join(" ");
            let known = self.words.month(&name);
            let fits = |month: &&NamedNumber| short || !month.short;
            let best = known.iter().filter(fits).find(|month| prefer.starts_with(&month.language));
            if let Some(month) = best.or_else(|| known.iter().find(fits)) {
                return Some((month, at + length));
            }
        }
        None
    }

    /// Adds weekday, time and zone beside the date.
    fn finish(&self, core: Core) -> Option<PageDate> {
        let (mut start, mut end) = (core.start, core.end);
        let mut language = core.language;
        let mut weekday = None;
        if let Some((at, named)) = self.weekday_before(start) {
            (start, weekday) = (at, Some(named.number));
            language = language.or_else(|| Some(named.language.clone()));
        } else if let Some((after, named)) = self.weekday_after(end) {
            (end, weekday) = (after, Some(named.number));
        }
        let mut time = None;
        let mut zone = None;
        let mut next = end;
        while next < end + 3 && self.is_any(next, TIME_JOINTS) {
            next += 1;
        }
        if let Some((clock, after)) = self.clock(next) {
            (time, end) = (Some(clock), after);
        } else if let Some((from, clock, named)) = self.clock_before(start) {
            (start, time, zone) = (from, Some(clock), named);
        }
        if time.is_some()
            && let Some((name, after)) = self.zone(end)
        {
            (zone, end) = (Some(name), after);
        }
        let mut date = PageDate {
            span: span(self.toks, start, end)?,
            value: core.value,
            other: core.other,
            weekday,
            time,
            zone,
            language,
            day_first: core.day_first,
            why: core.why.to_owned(),
        };
        date.heed_weekday();
        Some(date)
    }

    fn weekday_before(&self, start: usize) -> Option<(usize, &NamedNumber)> {
        let mut at = start;
        for _ in 0..5 {
            at = at.checked_sub(1)?;
            let tok = self.toks.get(at)?;
            if let Some(named) = self.weekday_name(at) {
                return Some((at, named));
            }
            if !tok.is_any(&[",", ".", "،", "-", "feira", "the", "le", "den", "der", "el"]) {
                return None;
            }
        }
        None
    }

    fn weekday_after(&self, end: usize) -> Option<(usize, &NamedNumber)> {
        let at = if self.is_any(end, &[",", "،", "(", "-"]) { end + 1 } else { end };
        self.weekday_name(at).filter(|named| !named.short).map(|named| (at + 1, named))
    }

    fn weekday_name(&self, at: usize) -> Option<&NamedNumber> {
        let names = self.words.weekday(&self.toks.get(at)?.lower);
        let prefer = self.hints.language.as_deref().unwrap_or("en");
        names.iter().find(|name| prefer.starts_with(&name.language)).or_else(|| names.first())
    }

    /// `14:30`, `14:30:15.123`, `2.30 pm`, `14h30`, `7 p.m.`; the hour and minute, and where it ends.
    fn clock(&self, at: usize) -> Option<((u8, u8), usize)> {
        let hour = u8::try_from(self.number(at)?).ok()?;
        let tok = self.toks.get(at)?;
        if tok.n_chars > 2 || hour > 24 {
            return None;
        }
        let mut end = at + 1;
        let mut minute = None;
        let minutes = self.toks.get(at + 2).and_then(|tok| tok.digits(2)).filter(|minute| *minute < 60);
        if let Some(found) = minutes.filter(|_| self.is_any(at + 1, &[":", ".", "h"])) {
            (minute, end) = (Some(found as u8), at + 3);
            if self.is_any(end, &[":"]) && self.number(end + 1).is_some() {
                end += 2;
                if self.is_any(end, &["."]) && self.number(end + 1).is_some_and(|_| self.toks[end + 1].glued) {
                    end += 2;
                }
            }
        } else if self.is_any(at + 1, &["h"]) {
            (minute, end) = (Some(0), at + 2);
        }
        if let Some((afternoon, after)) = self.half_of_day(end) {
            let hour = if afternoon { hour % 12 + 12 } else { hour % 12 };
            return Some(((hour, minute.unwrap_or(0)), after));
        }
        // A bare `12.30` after a date is too often a price or a section: a colon or `h` is asked for.
        let sure = self.is_any(at + 1, &[":", "h"]);
        minute.filter(|_| sure).map(|minute| ((hour, minute), end))
    }

    /// `am`, `p.m.`.
    fn half_of_day(&self, at: usize) -> Option<(bool, usize)> {
        let tok = self.toks.get(at)?;
        if tok.is_any(&["am", "pm"]) {
            return Some((tok.is("pm"), at + 1));
        }
        let dotted = tok.is_any(&["a", "p"]) && self.is_any(at + 1, &["."]) && self.is_any(at + 2, &["m"]);
        dotted.then(|| (tok.is("p"), if self.is_any(at + 3, &["."]) { at + 4 } else { at + 3 }))
    }

    fn clock_before(&self, start: usize) -> Option<(usize, (u8, u8), Option<String>)> {
        for back in 3..=9 {
            let Some(from) = start.checked_sub(back) else { break };
            if !self.stands_alone(from) {
                continue;
            }
            let Some((clock, mut after)) = self.clock(from) else { continue };
            let mut zone = None;
            if let Some((name, end)) = self.zone(after) {
                (zone, after) = (Some(name), end);
            }
            while after < start && self.is_any(after, TIME_JOINTS) {
                after += 1;
            }
            if after == start {
                return Some((from, clock, zone));
            }
        }
        None
    }

    /// `GMT`, `UTC+3`, `+03:00`, `(EAT)`.
    fn zone(&self, at: usize) -> Option<(String, usize)> {
        let open = usize::from(self.is_any(at, &["("]));
        let mut end = at + open;
        let start = end;
        if self.toks.get(end).is_some_and(|tok| self.words.zone(&tok.lower).is_some()) {
            end += 1;
        }
        if self.is_any(end, &["+", "-", "−"])
            && self.number(end + 1).is_some_and(|number| number <= 14 || (100..=1400).contains(&number))
            && self.toks.get(end + 1).is_some_and(|tok| tok.glued)
        {
            end += 2;
            if self.is_any(end, &[":"]) && self.toks.get(end + 1).is_some_and(|tok| tok.digits(2).is_some()) {
                end += 2;
            }
        }
        if end == start {
            return None;
        }
        let name = self.toks.get(start..end)?.iter().map(|tok| tok.text).collect();
        Some((name, end + usize::from(open == 1 && self.is_any(end, &[")"]))))
    }
}

/// Words and signs that stand between a date and its time.
const TIME_JOINTS: &[&str] = &[
    ",",
    "-",
    "–",
    "—",
    "|",
    "at",
    "t",
    "à",
    "às",
    "a",
    "las",
    "um",
    "ore",
    "klo",
    "saat",
    "в",
    "kl",
    "on",
    "·",
    "•",
    "/",
    "@",
    "،",
    "الساعة",
    "~",
    "(",
];

impl Core {
    fn plain(start: usize, end: usize, value: Edtf, why: &'static str) -> Core {
        Core { start, end, value, other: None, day_first: None, language: None, why }
    }

    fn named(start: usize, end: usize, value: Edtf, language: &str) -> Core {
        let core = Core::plain(start, end, value, "month named");
        Core { language: Some(language.to_owned()), ..core }
    }
}

impl PageDate {
    /// The weekday told beside a numeric date settles its order.
    fn heed_weekday(&mut self) {
        let Some((other, weekday)) = self.other.zip(self.weekday) else { return };
        let falls = |value: Edtf| civil::as_day(value).map(civil::weekday) == Some(weekday);
        let day_first = match (falls(self.value), falls(other)) {
            (true, false) => true,
            (false, true) => false,
            _ => return,
        };
        if !day_first {
            self.value = other;
        }
        self.other = None;
        self.day_first = Some(day_first);
        let name = civil::weekday_name(weekday);
        self.why = format!("numeric date, order settled by its weekday {name}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::LazyLock;

    use lexicon::DataFiles;

    static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::load(&DataFiles::built_in()).unwrap());

    fn read(text: &str, hints: &PageHints) -> Vec<String> {
        let show = |date: &PageDate| {
            let mut line = date.value.to_string();
            if let Some(other) = date.other {
                line += &format!(" or {other}");
            }
            if let Some((hour, minute)) = date.time {
                line += &format!(" {hour:02}:{minute:02}");
            }
            if let Some(zone) = &date.zone {
                line += &format!(" {zone}");
            }
            line
        };
        page_dates(&LEXICON, text, hints).iter().map(show).collect()
    }

    /// Protects publication dates: the forms in which pages state them.
    #[test]
    fn forms_of_publication_lines() {
        for (text, expected) in [
            ("Published January 12,2026", "2026-01-12"),
            ("Published: Monday, 12 January 2026, 14:05 GMT", "2026-01-12 14:05 GMT"),
            ("Mon Jan 12 2026 2:05 p.m. EST", "2026-01-12 14:05 EST"),
            ("12th January, 2026 at 9am", "2026-01-12 09:00"),
            ("Updated 09:41 (EAT), Sept. 3, 2023", "2023-09-03 09:41 EAT"),
            ("2026-01-12T10:20:30+03:00", "2026-01-12 10:20 +03:00"),
            ("2026/1/12 08:15", "2026-01-12 08:15"),
            ("/news/2026/01/12/talks-end.html", "2026-01-12"),
            ("Monday 12.01.2026", "2026-01-12"),
            ("Thursday 01/12/2026", "2026-12-01 or 2026-01-12"),
            ("Tuesday 01/12/2026", "2026-12-01"),
            ("25/01/2026 17h05", "2026-01-25 17:05"),
            ("04/05/2026", "2026-05-04 or 2026-04-05"),
            ("12-Jan-26", "2026-01-12"),
            ("le lundi 12 janvier 2026 à 18h30", "2026-01-12 18:30"),
            ("1er février 2022", "2022-02-01"),
            ("2 de noviembre de 2022 a las 10:15", "2022-11-02 10:15"),
            ("segunda-feira, 12 de março de 2018 às 07:00", "2018-03-12 07:00"),
            ("Montag, 12. Januar 2026", "2026-01-12"),
            ("12 Ocak 2026 Pazartesi 21:10", "2026-01-12 21:10"),
            ("12 января 2026 года", "2026-01-12"),
            ("الاثنين 12 يناير 2026", "2026-01-12"),
            ("١٢ كانون الثاني ٢٠٢٦", "2026-01-12"),
            ("2026年1月12日", "2026-01-12"),
            ("Wednesday, January 12", "XXXX-01-12"),
            ("March 2021", "2021-03"),
        ] {
            assert_eq!(read(text, &PageHints::default()), [expected], "{text}");
        }
    }

    /// Protects against numbers that only look like dates.
    #[test]
    fn not_dates() {
        for text in
            ["192.168.10.12", "Tel. 12-34-5678", "13:45", "3.5.1", "Version 10.12", "31/02/2024", "12,500", "may 90"]
        {
            assert_eq!(read(text, &PageHints::default()), [""; 0], "{text}");
        }
    }

    /// Protects the order of day and month: evidence on the page decides before habit and language.
    #[test]
    fn order_of_day_and_month() {
        let hint = |language: &str| PageHints { language: Some(language.to_owned()), day_first: None };
        assert_eq!(read("04/05/2026", &hint("fr")), ["2026-05-04"]);
        assert_eq!(read("04/05/2026", &hint("en-US")), ["2026-04-05"]);
        assert_eq!(read("04/05/2026 … 04/25/2026", &hint("fr")), ["2026-04-05", "2026-04-25"]);
        assert_eq!(read("04/05/2026 … 5 April 2026", &PageHints::default()), ["2026-04-05", "2026-04-05"]);
        let american = PageHints { language: None, day_first: Some(false) };
        assert_eq!(read("04/05/2026", &american), ["2026-04-05"]);
    }
}
