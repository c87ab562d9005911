//! The words of dates: months, weekdays, units, numbers, modifiers, feasts, time zones (`data/time/`).
//!
//! [`TimeWords::longest`] finds the longest known English phrase at a place; months and weekdays of other languages
//! are asked for by [`TimeWords::month`] and [`TimeWords::weekday`] (pages state dates in the language of their frame).

use std::collections::BTreeMap;

use crate::{DataFiles, LexiconError, Row, Tsv};

/// What a word or phrase does in an English date phrase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimeSense {
    /// A month; `short` for abbreviations.
    Month {
        /// 1 to 12.
        month: u8,
        /// Whether it is an abbreviation.
        short: bool,
    },
    /// A weekday, Monday 1 to Sunday 7.
    Weekday {
        /// 1 to 7.
        weekday: u8,
        /// Whether it is an abbreviation.
        short: bool,
    },
    /// A month of the Islamic calendar.
    HijriMonth(u8),
    /// `seven`, `twenty`, `a dozen`.
    Cardinal(i32),
    /// `seventh`; -1 for `final`.
    Ordinal(i32),
    /// `several`, `a few`.
    Some,
    /// `week` or `weeks`.
    Unit {
        /// Which.
        unit: TimeUnit,
        /// Whether plural.
        plural: bool,
    },
    /// `last` (-1), `this` (0), `next` (1); `story` when counted from the time spoken of (`the previous`).
    Shift {
        /// Units away.
        by: i32,
        /// Counted from the time spoken of rather than from publication.
        story: bool,
    },
    /// `early`, `mid`, `late`, `earlier`, `later` before a date.
    Modifier(TimePart),
    /// `beginning`, `end` before `of` and a date.
    Point(TimePart),
    /// `first half`.
    Half(i32),
    /// `yesterday` (-1), `today` (0).
    Day {
        /// Days from publication.
        by: i32,
        /// What part of that day.
        part: Option<TimePart>,
    },
    /// `morning`.
    DayPart(TimePart),
    /// Spring 1 to winter 4.
    Season(u8),
    /// `recently`, `now`, `soon`, `then`.
    Vague(VagueTime),
    /// `daily`.
    Repeats(TimeUnit),
    /// `every`.
    Every,
    /// `weeklong` (one), `decades-long` (plural).
    Long {
        /// Which unit.
        unit: TimeUnit,
        /// Whether several.
        plural: bool,
    },
    /// `ago`, `earlier`, `later`, `from now` after an amount.
    Away {
        /// Later rather than earlier.
        after: bool,
        /// Counted from the time spoken of rather than from publication.
        story: bool,
    },
    /// `about`, `more than` before an amount.
    About,
    /// Words that show that the clause speaks of the future.
    FutureCue,
    /// Words that show that the clause speaks of the past.
    PastCue,
    /// Lemmas whose infinitive lies ahead (`plan to`).
    Plan,
    /// Words for things that lie ahead (`upcoming`).
    Ahead,
    /// A feast: row of [`TimeWords::feast`].
    Feast(usize),
    /// `nineties`: the decade's first year in its century.
    Decade(i32),
}

/// A unit of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs)]
pub enum TimeUnit {
    Second,
    Minute,
    Hour,
    Day,
    Weekend,
    Week,
    Fortnight,
    Month,
    Quarter,
    Semester,
    Season,
    Year,
    Decade,
    Century,
    Millennium,
}

/// Part of a stretch of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum TimePart {
    Start,
    Middle,
    End,
    Earlier,
    Later,
    Rest,
    Morning,
    Afternoon,
    Evening,
    Night,
    Noon,
    Midnight,
}

/// Times that no calendar pins down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VagueTime {
    /// `recently`
    Past,
    /// `now`
    Present,
    /// `soon`
    Future,
    /// `then`: the time spoken of
    Story,
}

/// How the date of a feast is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FeastRule {
    /// The same month and day every year.
    Fixed(u8, u8),
    /// Days from Western Easter.
    Easter(i32),
    /// Days from Orthodox Easter.
    Orthodox(i32),
    /// The nth weekday of a month, plus days; -1 is the last.
    Nth {
        /// Which; -1 the last.
        nth: i32,
        /// Monday 1 to Sunday 7.
        weekday: u8,
        /// 1 to 12.
        month: u8,
        /// Days added.
        plus: i32,
    },
    /// A month, or a day of it, of the Islamic calendar.
    Hijri(u8, Option<u8>),
}

/// A feast or holiday.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Feast {
    /// Its first name.
    pub name: String,
    /// First day.
    pub from: FeastRule,
    /// Last day, where it lasts longer than one.
    pub to: Option<FeastRule>,
}

/// A month or weekday name in some language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedNumber {
    /// Language code.
    pub language: String,
    /// The number.
    pub number: u8,
    /// Whether it is an abbreviation.
    pub short: bool,
}

#[derive(Debug)]
struct Phrase {
    /// The words after the first.
    rest: Vec<String>,
    sense: TimeSense,
}

/// All words of dates.
#[derive(Debug, Default)]
pub struct TimeWords {
    /// By first word; longest phrases first.
    phrases: BTreeMap<String, Vec<Phrase>>,
    feasts: Vec<Feast>,
    months: BTreeMap<String, Vec<NamedNumber>>,
    weekdays: BTreeMap<String, Vec<NamedNumber>>,
    hijri_months: BTreeMap<String, Vec<NamedNumber>>,
    zones: BTreeMap<String, i32>,
    longest_month_name: usize,
}

impl TimeWords {
    /// Reads `data/time/`, adding every fault of those files to `errors`.
    pub fn load(files: &DataFiles, errors: &mut Vec<LexiconError>) -> TimeWords {
        let mut words = TimeWords::default();
        let mut each = |path: &str, columns: &[&str], read: &mut dyn FnMut(Row<'_, '_>) -> Result<(), LexiconError>| {
            for file in files.below(path, ".tsv") {
                match Tsv::read(file, columns) {
                    Ok(table) => errors.extend(table.rows().filter_map(|row| read(row).err())),
                    Err(error) => errors.push(error),
                }
            }
        };
        each("time/words.tsv", &["words", "kind", "value"], &mut |row| words.read_words(row));
        each("time/months.tsv", &["language", "word", "month", "form"], &mut |row| words.read_month(row));
        each("time/weekdays.tsv", &["language", "word", "weekday", "form"], &mut |row| words.read_weekday(row));
        each("time/hijri_months.tsv", &["language", "word", "month"], &mut |row| words.read_hijri_month(row));
        each("time/feasts.tsv", &["names", "rule"], &mut |row| words.read_feast(row));
        each("time/zones.tsv", &["word", "minutes"], &mut |row| words.read_zone(row));
        for phrases in words.phrases.values_mut() {
            phrases.sort_by_key(|phrase| std::cmp::Reverse(phrase.rest.len()));
        }
        words
    }

    /// The senses of the phrase that begins with the first of `words` (lower-case, cut as by [`split_time_words`]),
    /// longest first, each with the number of words it takes.
    pub fn senses<'w, S: AsRef<str>>(&'w self, words: &'w [S]) -> impl Iterator<Item = (usize, TimeSense)> + 'w {
        let found = words.first().and_then(|first| self.phrases.get(first.as_ref()));
        let rest = words.get(1..).unwrap_or_default();
        found.into_iter().flatten().filter_map(move |phrase| {
            let fits = phrase.rest.len() <= rest.len()
                && phrase.rest.iter().zip(rest).all(|(known, word)| known == word.as_ref());
            fits.then_some((phrase.rest.len() + 1, phrase.sense))
        })
    }

    /// Whether some English phrase begins with the word (lower-case).
    pub fn begins(&self, word: &str) -> bool {
        self.phrases.contains_key(word)
    }

    /// Whether the single word (lower-case) has the sense.
    pub fn is(&self, word: &str, sense: TimeSense) -> bool {
        self.senses(&[word]).any(|(_, found)| found == sense)
    }

    /// A feast.
    pub fn feast(&self, row: usize) -> Option<&Feast> {
        self.feasts.get(row)
    }

    /// The month names of any language that `word` (lower-case) can be.
    pub fn month(&self, word: &str) -> &[NamedNumber] {
        self.months.get(word).map_or(&[], Vec::as_slice)
    }

    /// The weekday names of any language that `word` (lower-case) can be.
    pub fn weekday(&self, word: &str) -> &[NamedNumber] {
        self.weekdays.get(word).map_or(&[], Vec::as_slice)
    }

    /// The Islamic months that `word` (lower-case) can be.
    pub fn hijri_month(&self, word: &str) -> &[NamedNumber] {
        self.hijri_months.get(word).map_or(&[], Vec::as_slice)
    }

    /// Minutes east of Greenwich of a zone's abbreviation (lower-case).
    pub fn zone(&self, word: &str) -> Option<i32> {
        self.zones.get(word).copied()
    }

    /// How many words the longest month name of any language has.
    pub fn longest_month_name(&self) -> usize {
        self.longest_month_name
    }

    fn insert(&mut self, phrase: &str, sense: TimeSense) {
        let mut words = split_time_words(phrase).map(|(start, end)| phrase[start..end].to_owned());
        let Some(first) = words.next() else { return };
        self.phrases.entry(first).or_default().push(Phrase { rest: words.collect(), sense });
    }

    fn read_words(&mut self, row: Row<'_, '_>) -> Result<(), LexiconError> {
        let words = row.require("words")?;
        let value = row.get("value");
        let sense = sense_of(row.require("kind")?, value).ok_or_else(|| {
            row.fault("kind", "kind or value is not known", "see data/time/README.md for the kinds and their values")
        })?;
        self.insert(words, sense);
        Ok(())
    }

    fn read_month(&mut self, row: Row<'_, '_>) -> Result<(), LexiconError> {
        let (language, word, short) = (row.require("language")?, row.require("word")?, row.get("form") == "short");
        let month = number_field(row, "month", 12)?;
        if language == "en" {
            self.insert(word, TimeSense::Month { month, short });
        }
        self.longest_month_name = self.longest_month_name.max(split_time_words(word).count());
        let named = NamedNumber { language: language.to_owned(), number: month, short };
        self.months.entry(word.to_owned()).or_default().push(named);
        Ok(())
    }

    fn read_weekday(&mut self, row: Row<'_, '_>) -> Result<(), LexiconError> {
        let (language, word, short) = (row.require("language")?, row.require("word")?, row.get("form") == "short");
        let weekday = number_field(row, "weekday", 7)?;
        if language == "en" {
            self.insert(word, TimeSense::Weekday { weekday, short });
        }
        let named = NamedNumber { language: language.to_owned(), number: weekday, short };
        self.weekdays.entry(word.to_owned()).or_default().push(named);
        Ok(())
    }

    fn read_hijri_month(&mut self, row: Row<'_, '_>) -> Result<(), LexiconError> {
        let (language, word) = (row.require("language")?, row.require("word")?);
        let month = number_field(row, "month", 12)?;
        if language == "en" {
            self.insert(word, TimeSense::HijriMonth(month));
        }
        let named = NamedNumber { language: language.to_owned(), number: month, short: false };
        self.hijri_months.entry(word.to_owned()).or_default().push(named);
        Ok(())
    }

    fn read_feast(&mut self, row: Row<'_, '_>) -> Result<(), LexiconError> {
        let rule = row.require("rule")?;
        let (from, to) = match rule.split_once('/') {
            Some((from, to)) => (feast_rule(from), Some(feast_rule(to))),
            None => (feast_rule(rule), None),
        };
        let known = from.zip(match to {
            Some(to) => to.map(Some),
            None => Some(None),
        });
        let Some((from, to)) = known else {
            return Err(row.fault("rule", format!("{rule:?} is no rule for a date"), "see data/time/README.md"));
        };
        let names: Vec<&str> = row.list("names").collect();
        let Some(name) = names.first() else {
            return Err(row.fault("names", "no name", "every feast needs one"));
        };
        self.feasts.push(Feast { name: (*name).to_owned(), from, to });
        for name in &names {
            self.insert(name, TimeSense::Feast(self.feasts.len() - 1));
        }
        Ok(())
    }

    fn read_zone(&mut self, row: Row<'_, '_>) -> Result<(), LexiconError> {
        let word = row.require("word")?;
        let minutes = row.require("minutes")?.parse().map_err(|_| {
            row.fault("minutes", "not a whole number", "write the minutes east of Greenwich, like 120 or -300")
        })?;
        self.zones.insert(word.to_owned(), minutes);
        Ok(())
    }
}

/// Cuts text into the words that time phrases are matched by: runs of letters, runs of digits, `'s` and the like
/// apart, and every other sign for itself. Gives byte ranges.
pub fn split_time_words(text: &str) -> impl Iterator<Item = (usize, usize)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = text.get(at..)?;
        let skipped = rest.len() - rest.trim_start().len();
        let start = at + skipped;
        let mut chars = text.get(start..)?.chars();
        let first = chars.next()?;
        let mut end = start + first.len_utf8();
        if decimal_digit(first).is_some() {
            end += run(&text[end..], |letter| decimal_digit(letter).is_some());
        } else if is_letter(first) || is_apostrophe(first) {
            end += run(&text[end..], is_letter);
        }
        at = end;
        Some((start, end))
    })
}

/// Whether the sign is an apostrophe, straight or curly.
pub fn is_apostrophe(sign: char) -> bool {
    matches!(sign, '\'' | '’' | '‘')
}

/// The value of a decimal digit of the Latin, Arabic or Persian set.
pub fn decimal_digit(sign: char) -> Option<u32> {
    match sign {
        '0'..='9' => sign.to_digit(10),
        '\u{660}'..='\u{669}' => Some(sign as u32 - 0x660),
        '\u{6f0}'..='\u{6f9}' => Some(sign as u32 - 0x6f0),
        _ => None,
    }
}

fn is_letter(letter: char) -> bool {
    // Combining marks and the zero-width non-joiner stand inside words of many scripts.
    letter.is_alphabetic() || ('\u{300}'..='\u{36f}').contains(&letter) || letter == '\u{200c}'
}

fn run(text: &str, belongs: impl Fn(char) -> bool) -> usize {
    text.chars().take_while(|letter| belongs(*letter)).map(char::len_utf8).sum()
}

fn number_field(row: Row<'_, '_>, column: &str, highest: u8) -> Result<u8, LexiconError> {
    let number = row.require(column)?.parse::<u8>().ok().filter(|number| (1..=highest).contains(number));
    number.ok_or_else(|| row.fault(column, "out of range", format!("write a number from 1 to {highest}")))
}

fn sense_of(kind: &str, value: &str) -> Option<TimeSense> {
    let mut parts = value.split(' ');
    let first = parts.next().unwrap_or("");
    let second = parts.next();
    let number = || first.parse::<i32>().ok();
    let story = second == Some("story");
    Some(match kind {
        "cardinal" => TimeSense::Cardinal(number()?),
        "ordinal" => TimeSense::Ordinal(number()?),
        "some" => TimeSense::Some,
        "unit" => TimeSense::Unit { unit: unit_of(first)?, plural: false },
        "units" => TimeSense::Unit { unit: unit_of(first)?, plural: true },
        "shift" => TimeSense::Shift { by: number()?, story },
        "modifier" => TimeSense::Modifier(part_of(first)?),
        "point" => TimeSense::Point(part_of(first)?),
        "half" => TimeSense::Half(number()?),
        "day" => TimeSense::Day { by: number()?, part: second.map(part_of).map_or(Some(None), |part| part.map(Some))? },
        "daypart" => TimeSense::DayPart(part_of(first)?),
        "season" => TimeSense::Season(match first {
            "spring" => 1,
            "summer" => 2,
            "autumn" => 3,
            "winter" => 4,
            _ => return None,
        }),
        "vague" => TimeSense::Vague(match first {
            "past" => VagueTime::Past,
            "present" => VagueTime::Present,
            "future" => VagueTime::Future,
            "story" => VagueTime::Story,
            _ => return None,
        }),
        "set" => TimeSense::Repeats(unit_of(first)?),
        "every" => TimeSense::Every,
        "long" => match unit_of(first) {
            Some(unit) => TimeSense::Long { unit, plural: false },
            None if first == "centuries" => TimeSense::Long { unit: TimeUnit::Century, plural: true },
            None => TimeSense::Long { unit: unit_of(first.strip_suffix('s')?)?, plural: true },
        },
        "away" => TimeSense::Away { after: first == "after", story },
        "decade" => TimeSense::Decade(number()?),
        "plan" => TimeSense::Plan,
        "ahead" => TimeSense::Ahead,
        "about" => TimeSense::About,
        "future" => TimeSense::FutureCue,
        "past" => TimeSense::PastCue,
        _ => return None,
    })
}

fn unit_of(word: &str) -> Option<TimeUnit> {
    Some(match word {
        "second" => TimeUnit::Second,
        "minute" => TimeUnit::Minute,
        "hour" => TimeUnit::Hour,
        "day" => TimeUnit::Day,
        "weekend" => TimeUnit::Weekend,
        "week" => TimeUnit::Week,
        "fortnight" => TimeUnit::Fortnight,
        "month" => TimeUnit::Month,
        "quarter" => TimeUnit::Quarter,
        "semester" => TimeUnit::Semester,
        "season" => TimeUnit::Season,
        "year" => TimeUnit::Year,
        "decade" => TimeUnit::Decade,
        "century" => TimeUnit::Century,
        "millennium" => TimeUnit::Millennium,
        _ => return None,
    })
}

fn part_of(word: &str) -> Option<TimePart> {
    Some(match word {
        "start" => TimePart::Start,
        "middle" => TimePart::Middle,
        "end" => TimePart::End,
        "earlier" => TimePart::Earlier,
        "later" => TimePart::Later,
        "rest" => TimePart::Rest,
        "morning" => TimePart::Morning,
        "afternoon" => TimePart::Afternoon,
        "evening" => TimePart::Evening,
        "night" => TimePart::Night,
        "noon" => TimePart::Noon,
        "midnight" => TimePart::Midnight,
        _ => return None,
    })
}

fn feast_rule(rule: &str) -> Option<FeastRule> {
    let rule = rule.trim();
    if let Some(days) = rule.strip_prefix("easter") {
        return days.parse().ok().map(FeastRule::Easter);
    }
    if let Some(days) = rule.strip_prefix("orthodox") {
        return days.parse().ok().map(FeastRule::Orthodox);
    }
    if let Some(date) = rule.strip_prefix("hijri ") {
        return match date.split_once('-') {
            Some((month, day)) => Some(FeastRule::Hijri(month.parse().ok()?, Some(day.parse().ok()?))),
            None => Some(FeastRule::Hijri(date.parse().ok()?, None)),
        };
    }
    if let Some(rest) = rule.strip_prefix("nth ") {
        let parts: Vec<&str> = rest.split(' ').collect();
        let (nth, weekday, month) = (parts.first()?, parts.get(1)?, parts.get(2)?);
        let days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
        let weekday = (1..).zip(days).find(|(_, name)| name == weekday)?.0;
        let plus = parts.get(3).map_or(Some(0), |plus| plus.parse().ok())?;
        return Some(FeastRule::Nth { nth: nth.parse().ok()?, weekday, month: month.parse().ok()?, plus });
    }
    let (month, day) = rule.split_once('-')?;
    Some(FeastRule::Fixed(month.parse().ok()?, day.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Protects the built-in words: every row of `data/time/` is understood.
    #[test]
    fn built_in_words_load() {
        let mut errors = Vec::new();
        let words = TimeWords::load(&DataFiles::built_in(), &mut errors);
        assert_eq!(errors, []);
        let found: Vec<_> = words.senses(&["day", "before", "yesterday"]).collect();
        assert_eq!(found.first(), Some(&(3, TimeSense::Day { by: -2, part: None })));
        assert_eq!(words.month("août").first().map(|month| month.number), Some(8));
    }

    /// Protects editors of the data: a wrong row is named with its line.
    #[test]
    fn faults_name_the_row() {
        let mut files = DataFiles::built_in();
        files.add("time/feasts.tsv", "names\trule\nharvest\tsome day\n".to_owned());
        let mut errors = Vec::new();
        TimeWords::load(&files, &mut errors);
        assert!(errors.iter().any(|error| error.to_string().contains("time/feasts.tsv:2")), "{errors:?}");
    }
}
