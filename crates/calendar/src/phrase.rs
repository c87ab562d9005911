//! What a date phrase says, before any reference day is known.

use lexicon::{TimePart, TimeUnit, VagueTime};
use record::{Edtf, Span, TimeKind};

/// A date phrase found in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DatePhrase {
    /// The words, in bytes of the text searched.
    pub span: Span,
    /// Date, duration or repetition.
    pub kind: TimeKind,
    /// What the words say.
    pub when: When,
    /// Time of day, where one is told.
    pub clock: Option<Clock>,
    /// What the verbs around it suggest; a parsed sentence knows better.
    pub tense: Tense,
    /// The two ends, where the phrase is a range of two dates.
    pub ends: Option<(Span, Span)>,
}

/// A time of day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Clock {
    /// Hour 0 to 24 and minute.
    At(u8, u8),
    /// Morning, night, noon …
    Part(TimePart),
}

/// When the clause around a date phrase lies, seen from publication.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Tense {
    /// Before publication.
    Past,
    /// Not told: news speaks of the past.
    #[default]
    Unknown,
    /// After publication.
    Future,
}

/// How much, in tenths; `None` for `a few`, `years`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Amount {
    /// Tenths of the unit.
    pub tenths: Option<u32>,
}

impl Amount {
    /// A whole number.
    pub fn whole(n: u32) -> Amount {
        Amount { tenths: n.checked_mul(10) }
    }
    /// An unknown number.
    pub const SOME: Amount = Amount { tenths: None };
}

/// Which year a yearless month, season or feast belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum YearRef {
    /// Not told: the nearest that fits the tense.
    Nearest,
    /// A known year.
    Known(i16),
    /// Years from publication's (`last year`); `story` from the year spoken of (`that year`).
    Shift {
        /// Years away.
        by: i32,
        /// From the time spoken of.
        story: bool,
    },
    /// `last October` (-1), `this October` (0), `next October` (1): the nearest before, of, or after now.
    Turn(i32),
}

/// Which week a weekday belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WeekRef {
    /// `Monday`
    Bare,
    /// `last Monday` (-1), `this Monday` (0), `next Monday` (1).
    Turn(i32),
    /// `Monday last week` (-1).
    Week(i32),
    /// `the following Monday`, `the previous Monday`: from the time spoken of.
    Story(i32),
}

/// What the words of a date phrase say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum When {
    /// A date with its year.
    Fixed(Edtf),
    /// Numeric date whose day and month could change places: `(year, first, second)`.
    DayOrMonth(i16, u8, u8),
    /// A month and days of it: `May 6-9`; with its weekday where told.
    MonthDays {
        /// 1 to 12.
        month: u8,
        /// First day.
        from: u8,
        /// Last day, the same for one day.
        to: u8,
        /// Weekday of the first day, where told.
        weekday: Option<u8>,
        /// Its year.
        year: YearRef,
    },
    /// A month.
    Month {
        /// 1 to 12.
        month: u8,
        /// Its year.
        year: YearRef,
    },
    /// Days of a month told by number alone: `the 14th`.
    DaysOfMonth {
        /// First day.
        from: u8,
        /// Last day.
        to: u8,
        /// Weekday of the first, where told.
        weekday: Option<u8>,
        /// Months from publication's, where told (`the 20th of next month`).
        months: Option<i32>,
    },
    /// A weekday.
    Weekday {
        /// 1 to 7.
        weekday: u8,
        /// Of which week.
        week: WeekRef,
    },
    /// A whole unit of the calendar: `last week`, `yesterday`, `the following year`.
    Unit {
        /// Which unit.
        unit: TimeUnit,
        /// How many away.
        by: i32,
        /// From the time spoken of.
        story: bool,
    },
    /// `two days ago`, `three weeks later`.
    Away {
        /// How much of which.
        amounts: Vec<(Amount, TimeUnit)>,
        /// Later rather than earlier.
        after: bool,
        /// From what.
        from: Box<When>,
    },
    /// `the past three years`, `recent months`, `the next five days`.
    Stretch {
        /// How many.
        amount: Amount,
        /// Of what.
        unit: TimeUnit,
        /// After rather than before.
        after: bool,
        /// From the time spoken of.
        story: bool,
    },
    /// Spring 1 to winter 4.
    Season {
        /// 1 to 4.
        season: u8,
        /// Its year.
        year: YearRef,
    },
    /// `early`, `end of`, `rest of`, `earlier`.
    Part(TimePart, Box<When>),
    /// `first week of`, `third quarter of`, `last day of`.
    Nth {
        /// Which; -1 the last.
        nth: i32,
        /// Of what.
        unit: TimeUnit,
        /// In what.
        of: Box<When>,
    },
    /// `the second Monday of next month`.
    NthWeekday {
        /// Which; -1 the last.
        nth: i32,
        /// 1 to 7.
        weekday: u8,
        /// In what.
        of: Box<When>,
    },
    /// `the week of 10 April`, `the week starting on Monday`: the week that holds the day.
    WeekOf(Box<When>),
    /// From one to the other.
    Range(Box<When>, Box<When>),
    /// A feast: row of the lexicon's table.
    Feast {
        /// Row.
        row: usize,
        /// Its year.
        year: YearRef,
    },
    /// A date of the Islamic calendar.
    Hijri {
        /// Year after the Hijra, where told.
        year: Option<i32>,
        /// 1 to 12.
        month: u8,
        /// Day, where told.
        day: Option<u8>,
    },
    /// `recently`, `now`, `soon`.
    Vague(VagueTime),
    /// A time of day alone, of the day spoken of.
    TimeOfDay,
    /// The day published, or the one spoken of (`the day`).
    TheDay,
    /// A length of time.
    Duration(Vec<(Amount, TimeUnit)>),
    /// A repetition: `daily`, `every Monday`.
    Repeated {
        /// How often.
        unit: TimeUnit,
        /// On which weekday.
        weekday: Option<u8>,
    },
}
