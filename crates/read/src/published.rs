//! The candidates for the publication date: every date of the page, with how much its place and label are worth.
//!
//! [`choice`](crate::choice) takes the best supported one, none where none is. The page's clock, the print-out's time, the
//! comments, other articles' dates and the copyright are never taken.

use calendar::{PageDate, PageHints, page_dates};
use lexicon::{ContainerRole, Lexicon, PageRole, fold_line};
use record::{DateBasis, Edtf, EdtfDate, Span};

use crate::block::{Block, Shape};
use crate::classify::{Line, LineKind, dates_of};
use crate::html::Metadata;
use crate::segment::Body;

/// A date that could be the publication date.
#[derive(Clone, Debug)]
pub(crate) struct Clue {
    pub value: Edtf,
    /// The reading with day and month exchanged, where both are possible.
    pub other: Option<Edtf>,
    pub weekday: Option<u8>,
    /// Whether its form puts the day before the month, where it shows.
    pub day_first: Option<bool>,
    pub kind: &'static str,
    pub evidence: String,
    pub basis: DateBasis,
    pub score: i32,
    /// Why it can never be the publication date.
    pub barred: Option<&'static str>,
    /// Whether the text's own dates must bear it out.
    pub needs_support: bool,
}

/// Below this a date is not taken.
pub(crate) const ENOUGH: i32 = 45;

/// What the text says about when it was written.
#[derive(Clone, Debug, Default)]
pub(crate) struct Lead {
    /// The day of the dateline.
    pub dateline: Option<Edtf>,
    /// Days without year in the first paragraphs.
    pub days: Vec<(u8, u8)>,
    /// Weekdays in the first paragraphs.
    pub weekdays: Vec<u8>,
}

/// The dates of the page's own lines.
pub(crate) fn visible_clues(
    lexicon: &Lexicon,
    blocks: &[Block],
    lines: &[Line],
    body: &Body,
    title: Option<usize>,
    hints: &PageHints,
) -> Vec<Clue> {
    let mut clues = Vec::new();
    let zones = Zones { title, body };
    let mut in_comments = false;
    let mut in_related = false;
    for (at, line) in lines.iter().enumerate() {
        match line.kind {
            LineKind::Furniture(PageRole::Comments) if at > body.start => in_comments = true,
            LineKind::Furniture(PageRole::Related) if at > body.start => in_related = true,
            _ => {}
        }
        if body.kept.binary_search(&at).is_ok() || line.n_words > 45 {
            continue;
        }
        let address = address_in(&blocks[at].text);
        for (idx, date) in line.dates.iter().enumerate() {
            if address.is_some_and(|address| address.contains(date.span.of(&blocks[at].text))) {
                continue;
            }
            let before = idx.checked_sub(1).map_or(0, |idx| line.dates[idx].span.end as usize);
            let label = label(lexicon, &blocks[at].text, before, date.span.start as usize);
            let by_markup = (blocks[at].container == Some(ContainerRole::Updated)).then_some(PageRole::Updated);
            let label = label.or(by_markup);
            let mut clue = clue(&blocks[at], line, date, zones.zone(at), label);
            if clue.kind == "elsewhere" && zones.zone(at) == Zone::Inside && is_dated_byline(lexicon, &blocks[at], line)
            {
                (clue.kind, clue.score, clue.barred) = ("date-line", ENOUGH + 3, None);
            }
            // Nearer to the headline is better, where several stand there.
            clue.score -= title.map_or(0, |title| (at.abs_diff(title) as i32 - 1).clamp(0, 6) / 2);
            if is_named_otherwise(blocks, lines, at) {
                clue.score -= 45;
            }
            // Lists hold menus and, beside the headline, what is known of the article.
            let beside = title.is_some_and(|title| at > title && at <= title + 6) && at < body.start;
            if let LineKind::Furniture(role) = line.kind
                && is_foreign(role)
                && !(beside && is_bare_date(block_words(&blocks[at]), date) && !is_comment(&blocks[at]))
                && !is_signature(&blocks[at], line, role)
            {
                clue.barred = Some("belongs to another part of the page");
                clue.kind = "related";
            }
            if in_comments {
                clue.barred = Some("stands among the comments");
                clue.kind = "comment";
            } else if in_related && clue.barred.is_none() {
                clue.barred = Some("belongs to another article");
                clue.kind = "related";
            }
            clues.push(clue);
        }
        clues.extend(address.filter(|_| at <= body.start).and_then(|address| from_address(lexicon, address)));
    }
    clues.extend(dateline_clue(lexicon, blocks, body, hints));
    clues
}

/// Machine-readable dates of the page's body: worth most beside the headline.
pub(crate) fn placed_times(metadata: &Metadata, title: Option<usize>, body: &Body) -> Vec<Clue> {
    let zones = Zones { title, body };
    let placed = metadata.times.iter().map(|(at, clue)| {
        let mut clue = clue.clone();
        match zones.zone(*at) {
            Zone::Header | Zone::Near => clue.score += 12,
            Zone::Inside | Zone::Tail => {}
            Zone::Masthead if clue.barred.is_none() => clue.barred = Some("stands apart from the article"),
            Zone::Masthead => {}
        }
        clue
    });
    placed.collect()
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Zone {
    Masthead,
    /// Next above the headline, or above the text where there is no headline.
    Near,
    Header,
    Inside,
    Tail,
}

struct Zones<'b> {
    title: Option<usize>,
    body: &'b Body,
}

impl Zones<'_> {
    fn zone(&self, at: usize) -> Zone {
        if at >= self.body.end {
            return if at < self.body.end + 6 { Zone::Tail } else { Zone::Masthead };
        }
        if at >= self.body.start {
            return Zone::Inside;
        }
        match self.title {
            Some(title) if at >= title => Zone::Header,
            Some(title) if at + 2 >= title => Zone::Near,
            None if at + 3 >= self.body.start => Zone::Near,
            _ => Zone::Masthead,
        }
    }
}

/// `March 3, 2020` puts the month first, `3 March 2020` the day; words before them are weekdays and places.
fn named_order(date: &str) -> Option<bool> {
    let parts: Vec<&str> = date.split([' ', ',', '.']).filter(|part| !part.is_empty()).collect();
    let day = parts.iter().position(|part| part.len() <= 2 && part.bytes().all(|byte| byte.is_ascii_digit()))?;
    let named =
        |at: Option<usize>| at.and_then(|at| parts.get(at)).is_some_and(|part| part.chars().all(char::is_alphabetic));
    let year = |part: &&str| part.len() == 4 && part.bytes().all(|byte| byte.is_ascii_digit());
    if named(Some(day + 1)) && parts.get(day + 2).is_some_and(year) {
        return Some(true);
    }
    (named(day.checked_sub(1)) && parts.get(day + 1).is_some_and(year)).then_some(false)
}

/// What the words next before a date call it.
fn label(lexicon: &Lexicon, text: &str, from: usize, to: usize) -> Option<PageRole> {
    let before = fold_line(text.get(from..to)?);
    let mut starts: Vec<usize> =
        before.char_indices().filter(|(at, _)| *at == 0 || before[..*at].ends_with(' ')).map(|(at, _)| at).collect();
    if starts.len() > 5 {
        starts.drain(..starts.len() - 5);
    }
    let role_at = |at: &usize| lexicon.page_words().start_role(&before[*at..]).map(|hit| hit.role);
    let telling =
        |role: &PageRole| matches!(role, PageRole::Published | PageRole::Updated | PageRole::Printed | PageRole::Clock);
    starts.iter().filter_map(role_at).find(telling)
}

fn clue(block: &Block, line: &Line, date: &PageDate, zone: Zone, label: Option<PageRole>) -> Clue {
    let clock_words = line.folded.contains('°')
        || line.hint == Some(PageRole::Clock)
        || block.container == Some(ContainerRole::Clock);
    let told_by_markup =
        matches!(block.container, Some(ContainerRole::Date | ContainerRole::Byline | ContainerRole::Meta));
    let mut clue = Clue {
        value: date.value,
        other: date.other,
        weekday: date.weekday,
        day_first: date.day_first.or_else(|| named_order(date.span.of(&block.text))),
        kind: "date-line",
        evidence: evidence(&block.text, date),
        basis: DateBasis::Stated,
        score: 0,
        barred: None,
        needs_support: false,
    };
    let (kind, score) = match (label, zone) {
        (Some(PageRole::Printed), _) => {
            clue.barred = Some("is when the page was printed or fetched");
            ("printed", 0)
        }
        (Some(PageRole::Clock), _) => {
            clue.needs_support = true;
            ("clock", 10)
        }
        (Some(PageRole::Updated), Zone::Header | Zone::Near) => ("updated-line", 46),
        (Some(PageRole::Updated), _) => {
            clue.barred = Some("is when the page was changed");
            ("updated-line", 0)
        }
        (Some(PageRole::Published), Zone::Header) => ("published-line", 100),
        (Some(PageRole::Published), Zone::Near) => ("published-line", 97),
        (Some(PageRole::Published), Zone::Tail) => ("published-line", 82),
        (Some(PageRole::Published), _) if block.in_article => ("published-line", 80),
        (_, Zone::Header) if clock_words => ("clock", 40),
        (_, Zone::Header) if told_by_markup => ("date-line", 95),
        (_, Zone::Header) => ("date-line", 90),
        (_, Zone::Near) if told_by_markup => ("date-line", 88),
        (_, Zone::Near) if !(clock_words || date.time.is_some() && date.weekday.is_some()) => ("date-line", 75),
        (_, Zone::Near | Zone::Masthead) if line.kind != LineKind::Furniture(PageRole::Copyright) && at_head(zone) => {
            clue.needs_support = clock_words || date.time.is_some();
            let score = if clue.needs_support { 30 } else { 55 };
            (if clue.needs_support { "clock" } else { "masthead" }, score)
        }
        (_, Zone::Tail) if told_by_markup => ("date-line", 60),
        (_, Zone::Inside) if told_by_markup && line.kind == LineKind::Date => ("date-line", 62),
        _ => {
            clue.barred = Some("stands apart from the article");
            ("elsewhere", 0)
        }
    };
    clue.kind = kind;
    clue.score = score;
    clue
}

/// Whether a line holds nothing but a date, so that it cannot be another article's headline.
fn is_bare_date(n_words: usize, date: &PageDate) -> bool {
    n_words <= 6 && n_words <= date.span.len() / 2
}

/// `Author: A. B. on 29.12.2010, 13:36`: who wrote the text, and when, below it.
fn is_signature(block: &Block, line: &Line, role: PageRole) -> bool {
    role == PageRole::About && block.container == Some(ContainerRole::Byline) && line.n_words <= 12
}

/// `Report by A. B. | 28 April 2017` inside the article's element, for pages that date themselves in no other way.
fn is_dated_byline(lexicon: &Lexicon, block: &Block, line: &Line) -> bool {
    let names_author = |(at, _): (usize, &str)| {
        let from = line.folded.get(at..).map(|rest| rest.trim_start_matches(' '));
        from.and_then(|from| lexicon.page_words().start_role(from)).is_some_and(|hit| hit.role == PageRole::Byline)
    };
    line.kind == LineKind::Date
        && block.in_article
        && line.n_words <= 14
        && line.folded.match_indices(' ').any(names_author)
}

/// A date that the entry before it in a list names: `Joined`, `Born`, `Valid until`.
fn is_named_otherwise(blocks: &[Block], lines: &[Line], at: usize) -> bool {
    let Some(before) = at.checked_sub(1) else { return false };
    let listed = |at: usize| matches!(blocks[at].shape, Shape::Item | Shape::Cell);
    listed(at)
        && listed(before)
        && lines[at].kind == LineKind::Date
        && lines[at].hint.is_none()
        && lines[before].kind == LineKind::Fragment
        && lines[before].n_words <= 2
}

fn block_words(block: &Block) -> usize {
    crate::block::words(&block.text).count()
}

fn is_comment(block: &Block) -> bool {
    matches!(block.container, Some(ContainerRole::Comments | ContainerRole::Footer))
}

/// Furniture whose dates are never the article's.
fn is_foreign(role: PageRole) -> bool {
    use PageRole::*;
    matches!(role, Related | ReadAlso | Comments | Copyright | Ad | Newsletter | Notice | About | Caption | Credit)
}

fn at_head(zone: Zone) -> bool {
    matches!(zone, Zone::Near | Zone::Masthead)
}

/// The words that say so: the whole line where it is short, else the date.
fn evidence(text: &str, date: &PageDate) -> String {
    if text.chars().count() <= 80 { text.to_owned() } else { date.span.of(text).to_owned() }
}

/// A printed address, `site.example/2022/04/21/…`.
fn address_in(text: &str) -> Option<&str> {
    let looks = !text.contains(' ')
        && text.contains('.')
        && text.matches('/').count() >= 2
        && text.contains(char::is_alphabetic);
    if looks { Some(text) } else { text.split(' ').find(|word| word.contains("://") || word.starts_with("www.")) }
}

/// The date in an address.
pub(crate) fn from_address(lexicon: &Lexicon, address: &str) -> Option<Clue> {
    let path = address.split_once("://").map_or(address, |(_, rest)| rest);
    let path = path.split(['?', '#']).next()?;
    let (_, path) = path.split_once('/')?;
    let date = page_dates(lexicon, &spaced(path), &PageHints::default()).into_iter().find(|date| {
        date.other.is_none()
            && matches!(date.value, Edtf::Date(EdtfDate::Day(year, ..)) if (1990..2100).contains(&year))
    })?;
    Some(Clue {
        value: date.value,
        other: None,
        weekday: None,
        day_first: None,
        kind: "address",
        evidence: address.to_owned(),
        basis: DateBasis::Address,
        score: 72,
        barred: None,
        needs_support: false,
    })
}

/// A path with its words apart: `2022/apr/21/slug-1` keeps the date's slashes and loses what is glued to it.
fn spaced(path: &str) -> String {
    let parts: Vec<&str> = path.split(['/', '_']).collect();
    let is_year = |part: &str| part.len() == 4 && part.bytes().all(|byte| byte.is_ascii_digit());
    for (at, part) in parts.iter().enumerate() {
        if is_year(part) && at + 2 < parts.len() {
            let day: String = parts[at + 2].chars().take_while(char::is_ascii_digit).collect();
            let day_ends = parts[at + 2].chars().nth(day.len()).is_none_or(|next| !next.is_alphanumeric());
            if parts[at + 1].len() <= 9 && (1..=2).contains(&day.len()) && day_ends {
                let month = parts[at + 1];
                return if month.bytes().all(|byte| byte.is_ascii_digit()) {
                    format!("{part}-{month}-{day}")
                } else {
                    format!("{day} {month} {part}")
                };
            }
        }
        if part.len() >= 8
            && part.as_bytes()[..8].iter().all(u8::is_ascii_digit)
            && !part.as_bytes().get(8).is_some_and(u8::is_ascii_digit)
        {
            return part[..8].to_owned();
        }
        if part.len() >= 10
            && part.is_char_boundary(10)
            && is_year(&part[..4])
            && part.as_bytes()[4] == b'-'
            && part.as_bytes()[7] == b'-'
        {
            return part[..10].to_owned();
        }
    }
    String::new()
}

/// `OSLO, March 3, 2020 - …` at the start of the text.
fn dateline_clue(lexicon: &Lexicon, blocks: &[Block], body: &Body, hints: &PageHints) -> Option<Clue> {
    let first = &blocks[*body.kept.first()?].text;
    let line = dateline(first)?.of(first);
    let date = dates_of(lexicon, line, hints).into_iter().next()?;
    Some(Clue {
        value: date.value,
        other: date.other,
        weekday: date.weekday,
        day_first: date.day_first.or_else(|| named_order(date.span.of(line))),
        kind: "dateline",
        evidence: line.to_owned(),
        basis: DateBasis::Stated,
        score: 85,
        barred: None,
        needs_support: false,
    })
}

/// The dateline that a paragraph begins with: `ASMARA, July 9 (Agency) - `, without the dash.
pub(crate) fn dateline(paragraph: &str) -> Option<Span> {
    let mut cut = None;
    for mark in [" - ", " – ", " — ", "— ", " -- ", " ― ", ": "] {
        let Some(at) = paragraph.find(mark).filter(|at| *at > 2 && *at <= 90) else { continue };
        if cut.is_none_or(|(best, _)| at < best) {
            cut = Some((at, mark));
        }
    }
    let (end, mark) = cut?;
    let head = paragraph.get(..end)?;
    let place = head.split(['(', ',', '/']).next()?.trim();
    let letters = || place.chars().filter(|letter| letter.is_alphabetic());
    let shouted = letters().count() >= 3 && letters().all(|letter| !letter.is_lowercase());
    let n_words = crate::block::words(head).count();
    let capitals = crate::block::words(place).all(|word| word.starts_with(char::is_uppercase) || word.len() <= 3);
    let marked = head.contains('(') || head.contains(',') || head.contains('/');
    let fits = if mark == ": " {
        shouted && n_words <= 6
    } else {
        n_words <= 14 && (shouted || (capitals && crate::block::words(place).count() <= 4 && (marked || n_words <= 3)))
    };
    fits.then(|| Span::new(0, end))
}

/// What the first paragraphs say about time.
pub(crate) fn lead(lexicon: &Lexicon, blocks: &[Block], body: &Body, hints: &PageHints) -> Lead {
    let mut lead = Lead::default();
    if let Some(clue) = dateline_clue(lexicon, blocks, body, hints) {
        lead.dateline = Some(clue.value);
    }
    for (idx, at) in body.kept.iter().take(3).enumerate() {
        let text = &blocks[*at].text;
        if idx == 0 {
            for date in dates_of(lexicon, text, hints) {
                if let Edtf::Date(EdtfDate::DayOfAnyYear(month, day)) = date.value {
                    lead.days.push((month, day));
                }
            }
        }
        for word in text.split(|letter: char| !letter.is_alphabetic()) {
            let known = WEEKDAYS.iter().position(|name| *name == word);
            lead.weekdays.extend(known.map(|idx| idx as u8 + 1));
        }
    }
    lead
}

const WEEKDAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
