//! What a date phrase means against a reference day.
//!
//! A phrase is never placed more finely than its words allow: `last month` is a month, `two weeks ago` a week,
//! `recently` everything up to publication.

mod nearest;
mod parts;

use lexicon::{TimeUnit, TimeWords, VagueTime};
use record::{Bound, DateBasis, Edtf, EdtfDate};

use crate::civil::{self, Day};
use crate::phrase::{Amount, DatePhrase, Tense, WeekRef, When};

/// The day and the surroundings against which phrases are resolved.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reference {
    /// The day of publication; `None` where it is not known.
    pub published: Option<Day>,
    /// The time the text has just spoken of, for `the following day`, `two years later`.
    pub anchor: Option<Edtf>,
    /// When the clause lies, seen from publication.
    pub tense: Tense,
    /// Whether numeric dates have the day first, where known.
    pub day_first: Option<bool>,
}

/// What a phrase means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resolved {
    /// The time, where it can be placed on a calendar.
    pub value: Option<Edtf>,
    /// How it follows.
    pub basis: DateBasis,
    /// The reason, in words.
    pub why: String,
}

impl DatePhrase {
    /// What the phrase means against the reference.
    pub fn resolve(&self, lexicon: &lexicon::Lexicon, reference: &Reference) -> Resolved {
        resolve(lexicon.time_words(), &self.when, reference)
    }
}

fn resolve(words: &TimeWords, when: &When, reference: &Reference) -> Resolved {
    let resolver = Resolver { words, reference };
    match when {
        When::Duration(_) => Resolved::none("a length of time, not a date"),
        When::Repeated { .. } => Resolved::none("a repetition, not a date"),
        when => match resolver.value(when).filter(|placed| printable(placed.value)) {
            Some(placed) => Resolved { value: Some(placed.value), basis: placed.basis, why: placed.why },
            None if reference.published.is_none() => Resolved::none("needs the day of publication, which is not known"),
            None => Resolved::none("cannot be placed on the calendar"),
        },
    }
}

impl Resolved {
    fn none(why: &str) -> Resolved {
        Resolved { value: None, basis: DateBasis::Unknown, why: why.to_owned() }
    }
}

/// A value with its ground.
#[derive(Clone, Debug)]
struct Placed {
    value: Edtf,
    basis: DateBasis,
    why: String,
}

impl Placed {
    fn new(value: Edtf, basis: DateBasis, why: impl Into<String>) -> Option<Placed> {
        Some(Placed { value, basis, why: why.into() })
    }
}

struct Resolver<'r> {
    words: &'r TimeWords,
    reference: &'r Reference,
}

impl Resolver<'_> {
    fn value(&self, when: &When) -> Option<Placed> {
        match when {
            When::Fixed(value) => Placed::new(*value, DateBasis::Stated, "stated in full"),
            When::DayOrMonth(year, first, second) => self.day_or_month(*year, *first, *second),
            When::MonthDays { month, from, to, weekday, year } => self.month_days(*month, *from, *to, *weekday, *year),
            When::Month { month, year } => self.month(*month, *year),
            When::DaysOfMonth { from, to, weekday, months } => self.days_of_month(*from, *to, *weekday, *months),
            When::Weekday { weekday, week } => self.weekday(*weekday, *week),
            When::Unit { unit, by, story } => self.unit(*unit, *by, *story),
            When::Away { amounts, after, from } => self.away(amounts, *after, from),
            When::Stretch { amount, unit, after, story } => self.stretch(*amount, *unit, *after, *story),
            When::Season { season, year } => self.season(*season, *year),
            When::Part(part, inner) => self.part(*part, inner),
            When::Nth { nth, unit, of } => self.nth(*nth, *unit, of),
            When::NthWeekday { nth, weekday, of } => self.nth_weekday(*nth, *weekday, of),
            When::WeekOf(inner) => self.week_of(inner),
            When::Range(from, to) => self.range(from, to),
            When::Feast { row, year } => self.feast(*row, *year),
            When::Hijri { year, month, day } => self.hijri(*year, *month, *day),
            When::Vague(vague) => self.vague(*vague),
            When::TimeOfDay => self.time_of_day(),
            When::TheDay => self.base(true).and_then(|(value, why)| Placed::new(value, DateBasis::Relative, why)),
            When::Duration(_) | When::Repeated { .. } => None,
        }
    }

    /// What a phrase counts from: publication, or the time the text has just spoken of.
    fn base(&self, story: bool) -> Option<(Edtf, String)> {
        if story && let Some(anchor) = self.reference.anchor {
            return Some((anchor, format!("the text has just spoken of {anchor}")));
        }
        let day = self.reference.published?;
        Some((civil::edtf(day), format!("published on {}", named(day))))
    }

    /// What `a day earlier` counts from: the time just spoken of, if that is told finely enough, else publication.
    fn base_as_fine_as(&self, amounts: &[(Amount, TimeUnit)]) -> Option<(Edtf, String)> {
        let (base, why) = self.base(true)?;
        let (first, last) = civil::bounds(base);
        let length = first.zip(last).map_or(0, |(first, last)| civil::days_between(first, last));
        let by_days = amounts.last().is_some_and(|(_, unit)| *unit <= TimeUnit::Fortnight);
        if by_days && length > 14 { self.base(false) } else { Some((base, why)) }
    }

    fn day_or_month(&self, year: i16, first: u8, second: u8) -> Option<Placed> {
        let (day_first, month_first) = (Edtf::day(year, second, first)?, Edtf::day(year, first, second)?);
        let late = |value: Edtf| {
            civil::as_day(value).zip(self.reference.published).is_some_and(|(day, published)| day > published)
        };
        let future = self.reference.tense == Tense::Future;
        let (value, why) = match self.reference.day_first {
            Some(true) => (day_first, "numeric date, day before month as the outlet writes"),
            Some(false) => (month_first, "numeric date, month before day as the outlet writes"),
            None if late(month_first) && !late(day_first) && !future => {
                (day_first, "numeric date; month first would be after publication")
            }
            None if late(day_first) && !late(month_first) && !future => {
                (month_first, "numeric date; day first would be after publication")
            }
            None => (day_first, "numeric date, order not told; day before month assumed"),
        };
        Placed::new(value, DateBasis::Stated, why)
    }

    fn unit(&self, unit: TimeUnit, by: i32, story: bool) -> Option<Placed> {
        let (base, why) = self.base(story)?;
        let relative = |value: Edtf| {
            Placed::new(value, DateBasis::Relative, format!("{} counted from: {why}", away_words(by, unit)))
        };
        if story && by == 0 {
            return relative(self.that(base, unit)?);
        }
        let (first, last) = civil::bounds(base);
        let from = if by > 0 { last.or(first)? } else { first.or(last)? };
        match unit {
            // `the following day` after a month or a year says no day.
            TimeUnit::Day => {
                let close = first.zip(last).is_some_and(|(first, last)| civil::days_between(first, last) <= 7);
                close.then_some(())?;
                relative(civil::edtf(civil::add_days(from, by)?))
            }
            TimeUnit::Weekend => {
                let saturday = self.weekend(from, by)?;
                relative(civil::interval(saturday, civil::add_days(saturday, 1)?))
            }
            TimeUnit::Week => {
                let monday = civil::monday(from, by)?;
                relative(civil::interval(monday, civil::add_days(monday, 6)?))
            }
            TimeUnit::Fortnight => {
                let edge = civil::add_days(from, by.checked_mul(14)?)?;
                relative(civil::interval(edge.min(from), edge.max(from)))
            }
            TimeUnit::Month => {
                let (year, month) = civil::shift_month(from.year(), from.month() as u8, by)?;
                relative(Edtf::Date(EdtfDate::Month(year, month)))
            }
            TimeUnit::Quarter | TimeUnit::Semester => {
                let size = if unit == TimeUnit::Quarter { 3 } else { 6 };
                let index = (i32::from(from.month()) - 1).div_euclid(size) + by;
                let (year, month) = civil::shift_month(from.year(), 1, index.checked_mul(size)?)?;
                relative(months(year, month, size)?)
            }
            TimeUnit::Year | TimeUnit::Season => relative(Edtf::Date(EdtfDate::Year(shift_year(from.year(), by)?))),
            TimeUnit::Decade | TimeUnit::Century | TimeUnit::Millennium => {
                let size = years_in(unit)?;
                let first = i32::from(from.year()).div_euclid(size).checked_add(by)?.checked_mul(size)?;
                let first = i16::try_from(first).ok()?;
                relative(years(first, i16::try_from(i32::from(first) + size - 1).ok()?))
            }
            TimeUnit::Second | TimeUnit::Minute | TimeUnit::Hour => relative(civil::edtf(from)),
        }
    }

    /// `that day`, `the same month`: the unit that holds the time spoken of, as coarse as that time is.
    fn that(&self, base: Edtf, unit: TimeUnit) -> Option<Edtf> {
        let (first, last) = civil::bounds(base);
        let (first, last) = (first?, last?);
        // `the day` after a month or a year was told means the day of publication.
        if unit == TimeUnit::Day && civil::days_between(first, last) > 2 {
            return self.reference.published.map(civil::edtf);
        }
        self.unit_around(first, last, unit, base).or_else(|| {
            // A time longer than the unit, or a weekday and `that weekend`: the unit around publication is meant.
            let day = self.reference.published?;
            if unit == TimeUnit::Weekend {
                let saturday = self.weekend(day, 0)?;
                return Some(civil::interval(saturday, civil::add_days(saturday, 1)?));
            }
            self.unit_around(day, day, unit, base)
        })
    }

    fn unit_around(&self, first: Day, last: Day, unit: TimeUnit, base: Edtf) -> Option<Edtf> {
        let inside = match unit {
            TimeUnit::Month => Edtf::Date(EdtfDate::Month(first.year(), first.month() as u8)),
            TimeUnit::Year => Edtf::Date(EdtfDate::Year(first.year())),
            TimeUnit::Week => {
                let monday = civil::monday(first, 0)?;
                civil::interval(monday, civil::add_days(monday, 6)?)
            }
            TimeUnit::Weekend => {
                let saturday = self.weekend(first, 0)?;
                civil::interval(saturday, civil::add_days(saturday, 1)?)
            }
            TimeUnit::Decade => years(first.year().div_euclid(10) * 10, first.year().div_euclid(10) * 10 + 9),
            _ => return Some(base),
        };
        let (start, end) = civil::bounds(inside);
        (start? <= first && last <= end?).then_some(inside)
    }

    /// Saturday of the weekend meant.
    fn weekend(&self, from: Day, by: i32) -> Option<Day> {
        let running = civil::weekday_on_or_before(from, 6)?;
        match by {
            0 if self.reference.tense == Tense::Future => civil::weekday_on_or_after(civil::add_days(from, -1)?, 6),
            0 => Some(running),
            -1 if civil::weekday(from) >= 6 => civil::add_days(running, -7),
            -1 => Some(running),
            by => civil::add_days(civil::monday(from, by)?, 5),
        }
    }

    fn weekday(&self, weekday: u8, week: WeekRef) -> Option<Placed> {
        let name = civil::weekday_name(weekday);
        if let WeekRef::Story(by) = week {
            let (base, why) = self.base(true)?;
            let (first, last) = civil::bounds(base);
            let day = match by {
                ..=-1 => civil::weekday_on_or_before(civil::add_days(first?, -1)?, weekday)?,
                0 => civil::weekday_on_or_before(last?, weekday)?,
                1.. => civil::weekday_on_or_after(civil::add_days(last?, 1)?, weekday)?,
            };
            return Placed::new(civil::edtf(day), DateBasis::Relative, format!("{name} counted from: {why}"));
        }
        let published = self.reference.published?;
        let today = named(published);
        let in_week = |by: i32| civil::add_days(civil::monday(published, by)?, i32::from(weekday) - 1);
        let (day, why) = match (week, self.reference.tense) {
            (WeekRef::Bare, Tense::Future) => (
                civil::weekday_on_or_after(published, weekday)?,
                format!("first {name} on or after publication on {today}"),
            ),
            (WeekRef::Bare, _) => (
                civil::weekday_on_or_before(published, weekday)?,
                format!("last {name} on or before publication on {today}"),
            ),
            (WeekRef::Turn(-1), _) => {
                // Said of yesterday, `last Thursday` means the week before.
                let before = if civil::weekday(published) == weekday % 7 + 1 && civil::weekday(published) != 1 {
                    civil::add_days(published, -2)?
                } else {
                    civil::add_days(published, -1)?
                };
                (civil::weekday_on_or_before(before, weekday)?, format!("last {name} before publication on {today}"))
            }
            (WeekRef::Turn(0), Tense::Past) => (
                civil::weekday_on_or_before(published, weekday)?,
                format!("{name} just past at publication on {today}"),
            ),
            (WeekRef::Turn(by) | WeekRef::Week(by), _) => {
                (in_week(by)?, format!("{name} of {}, publication being on {today}", away_words(by, TimeUnit::Week)))
            }
            (WeekRef::Story(_), _) => return None,
        };
        Placed::new(civil::edtf(day), DateBasis::Relative, why)
    }

    fn away(&self, amounts: &[(Amount, TimeUnit)], after: bool, from: &When) -> Option<Placed> {
        let (base, why) = match from {
            When::TheDay => self.base_as_fine_as(amounts)?,
            When::Vague(_) => self.base(false)?,
            other => {
                let placed = self.value(other)?;
                let why = format!("{} ({})", placed.value, placed.why);
                (placed.value, why)
            }
        };
        let direction = if after { "later" } else { "earlier" };
        let why = format!("{direction} by the amount told, counted from: {why}");
        let (first, last) = civil::bounds(base);
        let edge = if after { last.or(first)? } else { first.or(last)? };
        if let Some((_, unit)) = amounts.iter().find(|(amount, _)| amount.tenths.is_none()) {
            return Placed::new(some_away(edge, *unit, after)?, DateBasis::Relative, format!("some {why}"));
        }
        let sign = if after { 1 } else { -1 };
        let mut day = edge;
        for (amount, unit) in amounts {
            day = step(day, amount.tenths?, *unit, sign)?;
        }
        let (amount, finest) = amounts.last()?;
        let finest = if amount.tenths? % 10 == 0 { *finest } else { below(*finest) };
        // Counted from a month or a year, the result is no finer than that.
        let base_unit = match base {
            Edtf::Date(EdtfDate::Year(_)) => TimeUnit::Year,
            Edtf::Date(EdtfDate::Month(..)) => TimeUnit::Month,
            Edtf::Interval(..) if first != last => TimeUnit::Week,
            _ => TimeUnit::Day,
        };
        Placed::new(around(day, finest.max(base_unit))?, DateBasis::Relative, why)
    }

    fn stretch(&self, amount: Amount, unit: TimeUnit, after: bool, story: bool) -> Option<Placed> {
        let (base, why) = self.base(story)?;
        let (first, last) = civil::bounds(base);
        let edge = if after { last.or(first)? } else { first.or(last)? };
        let why = format!("{} {}", if after { "the time after" } else { "the time up to" }, why);
        let bound = |day: Day| {
            Bound::Date(match unit {
                TimeUnit::Month | TimeUnit::Quarter | TimeUnit::Semester => {
                    EdtfDate::Month(day.year(), day.month() as u8)
                }
                TimeUnit::Year | TimeUnit::Season | TimeUnit::Decade | TimeUnit::Century => EdtfDate::Year(day.year()),
                _ => civil::edtf_date(day),
            })
        };
        let far = match amount.tenths {
            Some(tenths) => Some(bound(step(edge, tenths, unit, if after { 1 } else { -1 })?)),
            None => None,
        };
        // `the next two days` begin tomorrow.
        let edge = if after && matches!(unit, TimeUnit::Day | TimeUnit::Week | TimeUnit::Fortnight) {
            civil::add_days(edge, 1)?
        } else {
            edge
        };
        let value = match (after, far) {
            (false, Some(far)) => Edtf::Interval(far, bound(edge)),
            (true, Some(far)) => Edtf::Interval(bound(edge), far),
            (false, None) => Edtf::Interval(Bound::Open, Bound::Date(civil::edtf_date(edge))),
            (true, None) => Edtf::Interval(Bound::Date(civil::edtf_date(edge)), Bound::Open),
        };
        let value = match value {
            Edtf::Interval(Bound::Date(one), Bound::Date(other)) if one == other => Edtf::Date(one),
            value => value,
        };
        Placed::new(value, DateBasis::Relative, why)
    }

    fn week_of(&self, inner: &When) -> Option<Placed> {
        let placed = self.value(inner)?;
        let monday = civil::monday(civil::bounds(placed.value).0?, 0)?;
        let value = civil::interval(monday, civil::add_days(monday, 6)?);
        Placed::new(value, placed.basis, format!("the week of {}: {}", placed.value, placed.why))
    }

    /// One end of a range; `now` is the day of publication there.
    fn end_of_range(&self, when: &When) -> Option<Placed> {
        match (when, self.reference.published) {
            (When::Vague(VagueTime::Present), Some(day)) => {
                Placed::new(civil::edtf(day), DateBasis::Relative, format!("published on {}", named(day)))
            }
            _ => self.value(when),
        }
    }

    fn range(&self, from: &When, to: &When) -> Option<Placed> {
        let mut last = self.end_of_range(to)?;
        let mut first = self.end_of_range(from)?;
        // `from next Monday to Friday`: the first end is told more closely, the second follows it.
        if let (When::Weekday { week: told, .. }, When::Weekday { weekday, week: WeekRef::Bare }) = (from, to)
            && *told != WeekRef::Bare
            && let Some(start) = civil::as_day(first.value)
        {
            last.value = civil::edtf(civil::weekday_on_or_after(start, *weekday)?);
        }
        let (start, end) = (civil::bounds(first.value).0, civil::bounds(last.value).1);
        if start.zip(end).is_some_and(|(start, end)| start > end) {
            // The first end, told without its year or week, lies before the second.
            let published = end;
            let earlier = Reference { published, tense: Tense::Past, ..*self.reference };
            first = Resolver { words: self.words, reference: &earlier }.value(from)?;
            let start = civil::bounds(first.value).0;
            start.zip(end).is_some_and(|(start, end)| start <= end).then_some(())?;
        }
        let basis = if first.basis == last.basis { first.basis } else { DateBasis::Relative };
        let why = if first.why == last.why { first.why } else { format!("from: {}; to: {}", first.why, last.why) };
        Placed::new(civil::join(first.value, last.value), basis, why)
    }

    fn vague(&self, vague: VagueTime) -> Option<Placed> {
        if vague == VagueTime::Story {
            let anchor = self.reference.anchor?;
            return Placed::new(anchor, DateBasis::Relative, format!("the text has just spoken of {anchor}"));
        }
        let published = self.reference.published?;
        let date = Bound::Date(civil::edtf_date(published));
        let today = named(published);
        match vague {
            VagueTime::Future => Placed::new(
                Edtf::Interval(date, Bound::Open),
                DateBasis::Relative,
                format!("some time after publication on {today}"),
            ),
            _ => Placed::new(
                Edtf::Interval(Bound::Open, date),
                DateBasis::Relative,
                format!("some time up to publication on {today}"),
            ),
        }
    }

    fn time_of_day(&self) -> Option<Placed> {
        if let Some(day) = self.reference.anchor.filter(|anchor| anchor.as_day().is_some()) {
            return Placed::new(day, DateBasis::Relative, format!("time of day on {day}, just spoken of"));
        }
        let published = self.reference.published?;
        let why = format!("time of day without a day; published on {}", named(published));
        Placed::new(civil::edtf(published), DateBasis::Relative, why)
    }
}

/// EDTF writes years with four digits and no sign.
fn printable(value: Edtf) -> bool {
    let fits = |bound: Bound| match bound {
        Bound::Date(date) => date.year().is_none_or(|year| (0..=9999).contains(&year)),
        Bound::Open => true,
    };
    match value {
        Edtf::Date(date) => fits(Bound::Date(date)),
        Edtf::Interval(from, to) => fits(from) && fits(to),
    }
}

/// `Monday 2026-01-12`.
fn named(day: Day) -> String {
    format!("{} {}", civil::weekday_name(civil::weekday(day)), civil::edtf(day))
}

fn away_words(by: i32, unit: TimeUnit) -> String {
    let unit = format!("{unit:?}").to_lowercase();
    match by {
        0 => format!("the same {unit}"),
        -1 => format!("the {unit} before"),
        1 => format!("the {unit} after"),
        by => format!("{by} {unit}s"),
    }
}

fn shift_year(year: i16, by: i32) -> Option<i16> {
    i16::try_from(i32::from(year).checked_add(by)?).ok().filter(|year| (0..=9999).contains(year))
}

fn years_in(unit: TimeUnit) -> Option<i32> {
    match unit {
        TimeUnit::Year | TimeUnit::Season => Some(1),
        TimeUnit::Decade => Some(10),
        TimeUnit::Century => Some(100),
        TimeUnit::Millennium => Some(1000),
        _ => None,
    }
}

fn years(from: i16, to: i16) -> Edtf {
    Edtf::Interval(Bound::Date(EdtfDate::Year(from)), Bound::Date(EdtfDate::Year(to)))
}

/// `n` months from a month on.
fn months(year: i16, month: u8, n: i32) -> Option<Edtf> {
    let (last_year, last_month) = civil::shift_month(year, month, n.checked_sub(1)?)?;
    Some(Edtf::Interval(Bound::Date(EdtfDate::Month(year, month)), Bound::Date(EdtfDate::Month(last_year, last_month))))
}

/// The day the amount (in tenths) away.
fn step(from: Day, tenths: u32, unit: TimeUnit, sign: i32) -> Option<Day> {
    let tenths = i32::try_from(tenths).ok()?.checked_mul(sign)?;
    let whole = |size: i32| tenths.checked_mul(size).map(|tenths| tenths / 10);
    match unit {
        TimeUnit::Second | TimeUnit::Minute => Some(from),
        TimeUnit::Hour => civil::add_days(from, tenths / 10 / 24),
        TimeUnit::Day => civil::add_days(from, tenths / 10),
        TimeUnit::Week | TimeUnit::Weekend => civil::add_days(from, whole(7)?),
        TimeUnit::Fortnight => civil::add_days(from, whole(14)?),
        TimeUnit::Month => civil::add_months(from, tenths / 10),
        TimeUnit::Quarter => civil::add_months(from, whole(3)?),
        TimeUnit::Semester => civil::add_months(from, whole(6)?),
        TimeUnit::Year | TimeUnit::Season => civil::add_months(from, whole(12)?),
        TimeUnit::Decade => civil::add_months(from, whole(120)?),
        TimeUnit::Century => civil::add_months(from, whole(1200)?),
        TimeUnit::Millennium => civil::add_months(from, whole(12_000)?),
    }
}

fn below(unit: TimeUnit) -> TimeUnit {
    match unit {
        TimeUnit::Decade | TimeUnit::Century | TimeUnit::Millennium => TimeUnit::Year,
        TimeUnit::Year | TimeUnit::Season => TimeUnit::Month,
        TimeUnit::Month | TimeUnit::Quarter | TimeUnit::Semester => TimeUnit::Week,
        _ => TimeUnit::Day,
    }
}

/// The unit of the calendar that holds the day.
fn around(day: Day, unit: TimeUnit) -> Option<Edtf> {
    Some(match unit {
        TimeUnit::Second | TimeUnit::Minute | TimeUnit::Hour | TimeUnit::Day => civil::edtf(day),
        TimeUnit::Weekend | TimeUnit::Week | TimeUnit::Fortnight => {
            let monday = civil::monday(day, 0)?;
            civil::interval(monday, civil::add_days(monday, 6)?)
        }
        TimeUnit::Month | TimeUnit::Quarter | TimeUnit::Semester => {
            Edtf::Date(EdtfDate::Month(day.year(), day.month() as u8))
        }
        TimeUnit::Year | TimeUnit::Season | TimeUnit::Decade => Edtf::Date(EdtfDate::Year(day.year())),
        TimeUnit::Century | TimeUnit::Millennium => {
            let first = day.year().div_euclid(100) * 100;
            years(first, first.checked_add(99)?)
        }
    })
}

/// `a few days ago`, `some weeks later`: between two and nine of a unit of days or weeks; longer ones only bound.
fn some_away(edge: Day, unit: TimeUnit, after: bool) -> Option<Edtf> {
    let sign = if after { 1 } else { -1 };
    let size = match unit {
        TimeUnit::Second | TimeUnit::Minute | TimeUnit::Hour => return Some(civil::edtf(edge)),
        TimeUnit::Day => 1,
        TimeUnit::Week => 7,
        _ => {
            let bound = Bound::Date(civil::edtf_date(edge));
            return Some(if after { Edtf::Interval(bound, Bound::Open) } else { Edtf::Interval(Bound::Open, bound) });
        }
    };
    let (near, far) = (civil::add_days(edge, 2 * size * sign)?, civil::add_days(edge, 9 * size * sign)?);
    Some(civil::interval(near.min(far), near.max(far)))
}
