//! Dates told by month, day and year.

use lexicon::{TimeSense, TimeUnit, VagueTime};
use record::{Bound, Edtf, EdtfDate};

use super::{Grammar, Read};
use crate::phrase::{When, YearRef};

/// Words before a bare number or an ambiguous month name that make it a time.
const LEADERS: &[&str] = &[
    "in",
    "since",
    "by",
    "from",
    "until",
    "till",
    "of",
    "for",
    "during",
    "before",
    "after",
    "circa",
    "between",
    "to",
    "through",
    "and",
    "or",
    "around",
    "about",
    "early",
    "late",
    "mid",
    "than",
    "throughout",
    "back",
    "year",
    "last",
    "next",
    "this",
    "as",
    "ca",
    "c",
    "late-",
    "on",
    "over",
    "following",
    "summer",
    "spring",
    "winter",
    "autumn",
    "fall",
];

impl Grammar<'_, '_> {
    pub fn absolute(&self, at: usize) -> Option<Read> {
        let tok = self.tok(at)?;
        if tok.number.is_some() {
            self.iso(at)
                .or_else(|| self.year_first(at))
                .or_else(|| self.era(at))
                .or_else(|| self.numeric(at))
                .or_else(|| self.hijri(at))
                .or_else(|| self.day_month(at))
                .or_else(|| self.year_then_month(at))
                .or_else(|| self.years(at))
        } else {
            let named = self.weekday_then_date(at).or_else(|| self.month_first(at)).or_else(|| self.hijri(at));
            named
                .or_else(|| self.day_month(at))
                .or_else(|| self.spelt_year(at))
                .or_else(|| self.year_word(at))
                .or_else(|| self.era(at))
                .or_else(|| self.short_year(at))
        }
    }

    /// A month name, and where it ends (with the full stop of an abbreviation).
    pub fn month(&self, at: usize) -> Option<(u8, usize)> {
        let ((month, short), end) = self.sense(at, |sense| match sense {
            TimeSense::Month { month, short } => Some((month, short)),
            _ => None,
        })?;
        let beside_number = self
            .before(at)
            .is_some_and(|tok| tok.number.is_some() || tok.is_any(&["of", "st", "nd", "rd", "th", "-", ".", "/"]))
            || self.tok(end).is_some_and(|tok| tok.number.is_some() || tok.is_any(&[".", ",", "-", "'", "/"]))
            || self.ordinal(end).is_some()
            || self.ordinal(self.skip(end, &["the"])).is_some();
        let capital = self.tok(at)?.is_capitalised();
        // `may` and `march` are verbs, `sun` and `mar` other words.
        let doubtful = short || matches!(month, 3 | 5);
        let led = self.before_is_any(at, LEADERS)
            || (self.before_is_any(at, &["-"]) && self.before_is_any(at - 1, &["mid", "early", "late"]));
        let common = tok_is_common_word(&self.tok(at)?.lower);
        let dated = self.year_ref(end).is_some();
        let fits =
            if capital { !doubtful || beside_number || led } else { beside_number || (!common && (led || dated)) };
        // Corpora and pages put a full stop after `May` too.
        let stop =
            short || self.tok(end + 1).is_some_and(|tok| tok.number.is_some() && (self.is(end, ".") && doubtful));
        let end = if stop { self.skip(end, &["."]) } else { end };
        fits.then_some((month, end))
    }

    /// `2026`, as a year: four digits that nothing makes part of another number.
    pub fn year(&self, at: usize) -> Option<(i16, usize)> {
        let tok = self.tok(at)?;
        let year = tok.digits(4).filter(|year| (1000..=2199).contains(year))?;
        let glued_before = tok.glued
            && self.before_is_any(at, &[",", ".", "$", "€", "£", "#", ":", "_", "="])
            && self.before(at).is_some_and(|sign| sign.glued || sign.is_any(&["$", "€", "£", "#"]));
        let glued_after = self.tok(at + 1).is_some_and(|next| next.glued && next.is_any(&[",", ".", ":"]))
            && self.tok(at + 2).is_some_and(|next| next.glued && next.number.is_some());
        if glued_before || glued_after || self.before_is_any(at, &["$", "€", "£"]) {
            return None;
        }
        Some((year as i16, at + 1))
    }

    /// `'82`: a year told by its last digits.
    fn short_year(&self, at: usize) -> Option<Read> {
        let led = self.before_is_any(at, LEADERS) && self.tok(at)?.lower == "'";
        let tok = self.tok(at + 1).filter(|tok| tok.glued && led)?;
        let year = tok.digits(2)?;
        let plural = self.is_any(at + 2, &["s", "'s"]) && self.tok(at + 2)?.glued;
        let year = i16::try_from(if year < 30 { 2000 + year } else { 1900 + year }).ok()?;
        (!plural).then_some(())?;
        Read::new(at + 2, When::Fixed(Edtf::Date(EdtfDate::Year(year))))
    }

    /// `347 AD`, `776 BCE`, `AD 842`.
    fn era(&self, at: usize) -> Option<Read> {
        const AFTER: &[&str] = &["ad", "ce"];
        let first = self.is_any(at, &["ad"]);
        let number = if first { at + 1 } else { at };
        let year = self.tok(number)?.number.filter(|year| *year < 3000)?;
        if self.is_any(number + 1, &["bc", "bce"]) {
            return Read::new(number + 2, When::Vague(VagueTime::Past));
        }
        let end = if first { number + 1 } else { self.is_any(number + 1, AFTER).then_some(number + 2)? };
        let year = i16::try_from(year).ok().filter(|year| *year > 0)?;
        Read::new(end, When::Fixed(Edtf::Date(EdtfDate::Year(year))))
    }

    /// What year is told here: `, 2026`, `last year`, `this year`, `of that year`.
    pub fn year_ref(&self, at: usize) -> Option<(YearRef, usize)> {
        let next = self.skip(at, &[",", "of", "in"]);
        if let Some((year, end)) = self.year(next) {
            return Some((YearRef::Known(year), end));
        }
        if let Some((year, end)) = self.spelt(next) {
            return Some((YearRef::Known(year), end));
        }
        let next = self.skip(self.skip(next, &["of"]), &["the"]);
        let ((by, story), end) = self.shift(next)?;
        let ((unit, plural), end) = self.unit(end)?;
        (unit == TimeUnit::Year && !plural).then_some((YearRef::Shift { by, story }, end))
    }

    /// `2026-01-12`, `2026/1/12`, `2026.01.12`.
    fn iso(&self, at: usize) -> Option<Read> {
        let year = i16::try_from(self.tok(at)?.digits(4).filter(|year| (1000..=2199).contains(year))?).ok()?;
        let separator = self.tok(at + 1).filter(|tok| tok.is_any(&["-", "/", "."]))?;
        let (month, day) = (self.tok(at + 2)?, self.tok(at + 4)?);
        let again = self.tok(at + 3)?;
        if again.lower != separator.lower
            || (month.number.is_some() && month.n_chars > 2)
            || day.n_chars > 2
            || self.in_address(at)
        {
            return None;
        }
        let month = match month.number {
            Some(number) => u8::try_from(number).ok()?,
            None => self.words.month(&month.lower).first()?.number,
        };
        Read::new(at + 5, When::Fixed(Edtf::day(year, month, u8::try_from(day.number?).ok()?)?))
    }

    /// `2015 May`, `2016, November`, `2017 Q1`, `2019-H2`, `03/2015`.
    fn year_first(&self, at: usize) -> Option<Read> {
        if let Some(month) = self.tok(at)?.number.filter(|month| (1..=12).contains(month))
            && self.tok(at)?.n_chars <= 2
            && self.is(at + 1, "/")
            && let Some((year, end)) = self.year(at + 2)
            && year >= 1900
            && !self.is(end, "/")
            && !self.before_is_any(at, &["/", "-"])
        {
            return Read::new(end, When::Fixed(Edtf::Date(EdtfDate::Month(year, u8::try_from(month).ok()?))));
        }
        let (year, end) = self.year(at)?;
        let next = self.skip(end, &[",", "-"]);
        let whole = Box::new(When::Fixed(Edtf::Date(EdtfDate::Year(year))));
        for (letter, unit, most) in [("q", TimeUnit::Quarter, 4), ("h", TimeUnit::Semester, 2)] {
            let nth = self.tok(next + 1).filter(|tok| self.is(next, letter) && tok.glued).and_then(|tok| tok.number);
            if let Some(nth) = nth.filter(|nth| (1..=most).contains(nth)) {
                return Read::new(next + 2, When::Nth { nth: nth as i32, unit, of: whole });
            }
        }
        None
    }

    /// `2015 May`, `2016, November`.
    fn year_then_month(&self, at: usize) -> Option<Read> {
        let (year, end) = self.year(at)?;
        let (month, after) = self.month(self.skip(end, &[","]))?;
        // `in 2015 May 6 was` has a day of its own.
        let alone = self.day_number(after).is_none() && self.year_ref(after).is_none();
        alone.then_some(())?;
        Read::new(after, When::Fixed(Edtf::Date(EdtfDate::Month(year, month))))
    }

    /// `12/01/2026`, `12.1.2026`, `08/12/15`.
    fn numeric(&self, at: usize) -> Option<Read> {
        let separator = self.tok(at + 1).filter(|tok| tok.is_any(&["-", "/", "."]))?;
        let (first, second, again) = (self.tok(at)?, self.tok(at + 2)?, self.tok(at + 3)?);
        if first.n_chars > 2 || second.n_chars > 2 || again.lower != separator.lower || self.in_address(at) {
            return None;
        }
        let glued = self.tok(at)?.glued
            && self.before(at).is_some_and(|tok| tok.number.is_some() || tok.is_any(&["/", ".", "-", "$"]));
        if glued {
            return None;
        }
        let long_year = self.tok(at + 4)?.digits(4).filter(|year| (1000..=2199).contains(year));
        let year = match long_year {
            Some(year) => i16::try_from(year).ok()?,
            None => {
                let together = separator.glued && second.glued && again.glued && self.tok(at + 4)?.glued;
                let short = self.tok(at + 4)?.digits(2).filter(|_| together && separator.is("/"))?;
                i16::try_from(if short < 70 { 2000 + short } else { 1900 + short }).ok()?
            }
        };
        let (a, b) = (u8::try_from(first.number?).ok()?, u8::try_from(second.number?).ok()?);
        let when = match (Edtf::day(year, b, a), Edtf::day(year, a, b)) {
            (Some(one), Some(other)) if one != other => When::DayOrMonth(year, a, b),
            (one, other) => When::Fixed(one.or(other)?),
        };
        Read::new(at + 5, when)
    }

    /// Inside an address (`news/2013/may/03`, `example.com/2013-05`) no date of the text is told.
    fn in_address(&self, at: usize) -> bool {
        let slash = |tok: Option<&crate::tokens::Tok<'_>>| tok.is_some_and(|tok| tok.is_any(&["/", "_", "=", "\\"]));
        slash(self.before(at))
            && at.checked_sub(2).and_then(|before| self.tok(before)).is_some_and(|tok| tok.is_word() || tok.is("/"))
    }

    /// A day of a month, by number, and where it ends.
    fn day_number(&self, at: usize) -> Option<(u8, usize)> {
        if let Some((n, end)) = self.ordinal(at) {
            return u8::try_from(n).ok().filter(|n| (1..=31).contains(n)).map(|n| (n, end));
        }
        let tok = self.tok(at)?;
        if tok.number.is_some() {
            if tok.n_chars > 2 {
                return None;
            }
            let next = self.tok(at + 1);
            let part = next.is_some_and(|next| next.glued && next.is_any(&[":", ".", ",", "/"]))
                && self.tok(at + 2).is_some_and(|after| after.glued && after.number.is_some() && after.n_chars < 4);
            let clock =
                next.is_some_and(|next| next.is(":")) && self.tok(at + 2).is_some_and(|tok| tok.digits(2).is_some());
            if part || clock || next.is_some_and(|next| next.is_any(&["%", "percent"])) {
                return None;
            }
        }
        let (n, end) = self.number(at)?;
        u8::try_from(n).ok().filter(|n| (1..=31).contains(n)).map(|n| (n, end))
    }

    /// A further day: `-9`, `to 9`, `and 9`.
    fn to_day(&self, at: usize, from: u8) -> Option<(u8, usize)> {
        let joint = self.is_any(at, &["-", "–", "—", "to", "and", "or", "until", "through", "&"]).then_some(at + 1)?;
        let next = self.skip(joint, &["the"]);
        let (to, end) = self.day_number(next).filter(|(to, _)| *to > from)?;
        Some((to, end))
    }

    /// `Monday, January 12, 2026`, `Thursday the 21st`, `Wed, 22 of Jan`.
    fn weekday_then_date(&self, at: usize) -> Option<Read> {
        let (weekday, end) = self.weekday_name(at)?;
        let next = self.skip(self.skip(self.skip(end, &["."]), &[","]), &["the"]);
        let mut read = self.month_first(next).or_else(|| self.day_month(next));
        // `Mon 13th`, `Thursday the 21st`
        let told = next > end || self.tok(next).is_some_and(|tok| tok.number.is_some());
        if read.is_none() && told {
            read = self.ordinal(next).filter(|(_, after)| self.ends_a_day(*after)).and_then(|(n, after)| {
                let day = u8::try_from(n).ok().filter(|day| (1..=31).contains(day))?;
                Read::new(after, When::DaysOfMonth { from: day, to: day, weekday: None, months: None })
            });
        }
        let mut read = read?;
        match &mut read.when {
            When::MonthDays { weekday: known, .. } | When::DaysOfMonth { weekday: known, .. } => *known = Some(weekday),
            When::Fixed(_) => {}
            _ => return None,
        }
        Some(read)
    }

    /// `January 12, 2026`, `Jan. 12`, `May 6-9`, `June 2018`, `April last year`, `March`.
    fn month_first(&self, at: usize) -> Option<Read> {
        let start = if self.is(at, "month") && self.is(at + 1, "of") { at + 2 } else { at };
        let (month, end) = self.month(start)?;
        let next = self.skip(self.skip(end, &["-", "/"]), &["the"]);
        if let Some((day, mut after)) = self.day_number(next)
            && self.year(next).is_none()
        {
            let mut to = day;
            if let Some((last, end)) = self.to_day(after, day) {
                (to, after) = (last, end);
            }
            if self.is(after, ",") && self.day_list_goes_on(after) {
                (to, after) = self.last_of_list(after, to);
            }
            let dashed = self.is_any(after, &["-", "/"]).then(|| self.year_ref(after + 1)).flatten();
            let (year, after) = self.year_ref(after).or(dashed).unwrap_or((YearRef::Nearest, after));
            return self.month_days(month, day, to, year, after);
        }
        if let Some((year, after)) = self.year_ref(end) {
            return Read::new(after, self.month_when(month, year));
        }
        if self.is(end, "'") || self.tok(end).is_some_and(|tok| tok.lower.starts_with('\'') && tok.n_chars == 1) {
            let year = self.tok(end + 1).filter(|tok| tok.glued)?.digits(2)?;
            let year = i16::try_from(if year < 70 { 2000 + year } else { 1900 + year }).ok()?;
            return Read::new(end + 2, self.month_when(month, YearRef::Known(year)));
        }
        Read::new(end, When::Month { month, year: YearRef::Nearest })
    }

    /// `6, 7 and 8`: whether a comma goes on with days.
    fn day_list_goes_on(&self, at: usize) -> bool {
        let (_, end) = self.last_of_list(at, 0);
        end > at
    }

    fn last_of_list(&self, at: usize, last: u8) -> (u8, usize) {
        let (mut end, mut day) = (at, last);
        while self.is(end, ",") {
            let Some((next, after)) = self.day_number(end + 1).filter(|(next, _)| *next > day) else { break };
            if let Some((to, after)) = self.to_day(after, next).filter(|_| self.is(after, "and")) {
                return (to, after);
            }
            (day, end) = (next, after);
        }
        // Without a closing `and` the commas part other things.
        (last, at)
    }

    /// `12 January 2026`, `the 12th of January`, `6-9 May`, `18th and 19th of June`, `10 Nov 11`.
    fn day_month(&self, at: usize) -> Option<Read> {
        let start = self.skip(at, &["the"]);
        if self.tok(start)?.number.is_some()
            && self.tok(start)?.glued
            && self.before_is_any(start, &[".", ",", ":", "$"])
        {
            return None;
        }
        let (day, mut end) = self.day_number(start)?;
        let mut to = day;
        if let Some((last, after)) = self.to_day(end, day) {
            (to, end) = (last, after);
        } else if self.is(end, ",") {
            (to, end) = self.last_of_list(end, day);
        }
        let next = self.skip(self.skip(end, &["-", "/", "."]), &["of"]);
        let (month, mut end) = self.month(next)?;
        // `one May` and `six March` say nothing of the kind.
        if self.tok(start)?.number.is_none() && self.ordinal(start).is_none() {
            return None;
        }
        if let Some((year, after)) = self.year_ref(end).or_else(|| self.year_ref(self.skip(end, &["-", "/", "."]))) {
            return self.month_days(month, day, to, year, after);
        }
        let short_year = self.tok(self.skip(end, &["'", "-"])).and_then(|tok| tok.digits(2));
        let alone = !self.is(end + 1, ":")
            && !self.is(end + 1, ".")
            && self.tok(end + 1).is_none_or(|tok| tok.number.is_none());
        let mut year = YearRef::Nearest;
        if let Some(short) = short_year.filter(|_| alone && self.tok(start).is_some_and(|tok| tok.number.is_some())) {
            year = YearRef::Known(i16::try_from(if short < 70 { 2000 + short } else { 1900 + short }).ok()?);
            end = self.skip(end, &["'", "-"]) + 1;
        }
        self.month_days(month, day, to, year, end)
    }

    fn month_days(&self, month: u8, from: u8, to: u8, year: YearRef, end: usize) -> Option<Read> {
        let fits = |day: u8| EdtfDate::day(2000, month, day).is_some();
        if !fits(from) || !fits(to) {
            return None;
        }
        if let YearRef::Known(year) = year {
            let (from, to) = (EdtfDate::day(year, month, from)?, EdtfDate::day(year, month, to)?);
            let value = if from == to { Edtf::Date(from) } else { Edtf::Interval(Bound::Date(from), Bound::Date(to)) };
            return Read::new(end, When::Fixed(value));
        }
        Read::new(end, When::MonthDays { month, from, to, weekday: None, year })
    }

    fn month_when(&self, month: u8, year: YearRef) -> When {
        match year {
            YearRef::Known(year) => When::Fixed(Edtf::Date(EdtfDate::Month(year, month))),
            year => When::Month { month, year },
        }
    }

    /// `in 2014`, `1998-2000`, `2015/16`, `(2011)`.
    fn years(&self, at: usize) -> Option<Read> {
        let (year, end) = self.year(at)?;
        let glued_range =
            self.is_any(end, &["-", "–", "/"]) && self.tok(end + 1).is_some_and(|tok| tok.number.is_some());
        if glued_range && !self.in_address(at) {
            let last = self.tok(end + 1)?;
            let to = match (last.digits(4), last.digits(2)) {
                (Some(to), _) if (1000..2200).contains(&to) => i16::try_from(to).ok(),
                (_, Some(to)) => i16::try_from(i32::from(year) / 100 * 100 + to as i32).ok(),
                _ => None,
            };
            let ends = !self.is_any(end + 2, &["-", "/"]);
            // Two full years are joined later, as ends of a range.
            if last.digits(4).is_some() {
                return Read::new(end, When::Fixed(Edtf::Date(EdtfDate::Year(year))));
            }
            if let Some(to) = to.filter(|to| *to > year && ends && last.glued) {
                let value = Edtf::Interval(Bound::Date(EdtfDate::Year(year)), Bound::Date(EdtfDate::Year(to)));
                return Read::new(end + 2, When::Fixed(value));
            }
            if self.is(end, "/") || last.glued {
                return None;
            }
        }
        let led = self.before_is_any(at, LEADERS) || self.follows_a_year(at);
        let bracketed =
            self.before_is_any(at, &["(", ",", ";", "["]) && self.is_any(end, &[")", ";", ",", "]", ":", "."]);
        let next = self.tok(end);
        // `2000 people`, `1500 troops`: a plural noun after a bare number counts things, unless a preposition leads.
        let counts = next.is_some_and(|tok| {
            tok.is_word()
                && !tok.is_capitalised()
                && (tok.lower.ends_with('s') && tok.n_chars > 3
                    || tok.is_any(&["people", "men", "women", "children", "troops"]))
        });
        let unit = self.unit(end).is_some()
            || next.is_some_and(|tok| {
                tok.is_any(&[
                    "km", "miles", "dollars", "euros", "metres", "meters", "kg", "%", "percent", "feet", "hours", "mph",
                ])
            });
        let likely = (1900..=2060).contains(&year);
        let in_address = self.in_address(at)
            || (self.before_is_any(at, &["/", "-", "_"]) && self.tok(at)?.glued && self.is_any(end, &["/", "-", "_"]));
        let identifier =
            self.tok(at)?.glued && self.before(at).is_some_and(|tok| tok.is_word() || tok.is_any(&["-", "/", "_"]));
        if unit || in_address || identifier && !led {
            return None;
        }
        if !likely {
            // Older years must be told as years: `1500 police` are not one.
            let sure = self.before_is_any(
                at,
                &[
                    "in", "since", "by", "from", "until", "till", "of", "before", "after", "circa", "between", "early",
                    "late", "year", "around", "about",
                ],
            ) || self.follows_a_year(at);
            let determined =
                self.before_is_any(at, &["the", "this", "his", "her", "its", "their", "'s"]) && year >= 1600;
            let told = bracketed || (sure || determined) && !counts;
            return told.then_some(()).and_then(|()| Read::new(end, When::Fixed(Edtf::Date(EdtfDate::Year(year)))));
        }
        (bracketed || (led && !counts) || (likely && !counts) || (led && likely)).then_some(())?;
        Read::new(end, When::Fixed(Edtf::Date(EdtfDate::Year(year))))
    }

    /// `1704 – 1787`, `in 1687 and 1689`: the second of two years.
    fn follows_a_year(&self, at: usize) -> bool {
        self.before_is_any(at, &["-", "–", "—", "and", "or", "to", "until", "through", "reigned"])
            && at
                .checked_sub(2)
                .and_then(|before| self.tok(before))
                .is_some_and(|tok| tok.digits(4).is_some_and(|year| (1000..2200).contains(&year)))
    }

    /// What may follow a day of the month told without its month.
    pub fn ends_a_day(&self, at: usize) -> bool {
        self.tok(at).is_none_or(|tok| tok.new_line || !tok.is_word() || tok.is_any(super::relative::DAY_FOLLOWERS))
    }

    /// `the year 2008`.
    fn year_word(&self, at: usize) -> Option<Read> {
        let start = self.skip(at, &["the"]);
        let next = self.is(start, "year").then_some(start + 1)?;
        let (year, end) = self.year(next)?;
        Read::new(end, When::Fixed(Edtf::Date(EdtfDate::Year(year))))
    }

    /// `nineteen seventy-eight`.
    fn spelt_year(&self, at: usize) -> Option<Read> {
        let (year, end) = self.spelt(at)?;
        Read::new(end, When::Fixed(Edtf::Date(EdtfDate::Year(year))))
    }

    fn spelt(&self, at: usize) -> Option<(i16, usize)> {
        let tok = self.tok(at).filter(|tok| tok.is_word())?;
        let century = match tok.lower.as_str() {
            "fifteen" => 1500,
            "sixteen" => 1600,
            "seventeen" => 1700,
            "eighteen" => 1800,
            "nineteen" => 1900,
            "twenty" => 2000,
            _ => return None,
        };
        if self.is_any(at + 1, &["zero", "oh"]) {
            let (n, end) = self.number(at + 2).filter(|(n, _)| (1..10).contains(n))?;
            return Some((century + n as i16, end));
        }
        let (n, end) = self.number(at + 1).filter(|(n, _)| (10..100).contains(n))?;
        self.tok(at + 1).is_some_and(|tok| tok.is_word()).then_some((century + n as i16, end))
    }

    /// `27 Ramadan 1446`, `Ramadan 27`, `Muharram 1444 AH`.
    fn hijri(&self, at: usize) -> Option<Read> {
        let month = |at: usize| {
            self.sense(at, |sense| match sense {
                TimeSense::HijriMonth(month) => Some(month),
                _ => None,
            })
        };
        let hijri_year = |at: usize| {
            let at = self.skip(at, &[","]);
            let year = self.tok(at)?.digits(4).filter(|year| (1300..=1500).contains(year))?;
            let end = self.skip(at + 1, &["ah", "h"]);
            Some((i32::try_from(year).ok()?, end))
        };
        let start = self.skip(at, &["the"]);
        if let Some((day, end)) = self.day_number(start).filter(|(day, _)| *day <= 30)
            && let Some((month, end)) = month(self.skip(end, &["of"]))
        {
            let (year, end) = hijri_year(end).map_or((None, end), |(year, end)| (Some(year), end));
            return Read::new(end, When::Hijri { year, month, day: Some(day) });
        }
        let (month, end) = month(at)?;
        let capital = self.tok(at)?.is_capitalised();
        if let Some((year, end)) = hijri_year(end) {
            return Read::new(end, When::Hijri { year: Some(year), month, day: None });
        }
        if let Some((day, end)) = self.day_number(end).filter(|(day, _)| *day <= 30 && capital) {
            let (year, end) = hijri_year(end).map_or((None, end), |(year, end)| (Some(year), end));
            return Read::new(end, When::Hijri { year, month, day: Some(day) });
        }
        None
    }
}

/// Abbreviations of months that are words of their own in small letters.
fn tok_is_common_word(word: &str) -> bool {
    matches!(word, "may" | "mar" | "march" | "sun" | "sat" | "dec" | "jan" | "mon")
}
