//! Tells what each line of a page is: prose, a menu, a date, a caption, somebody else's headline.

use calendar::{PageDate, PageHints, page_dates};
use lexicon::{ContainerRole, Lexicon, PageRole, PageWords, PhraseHit, PhrasePlace, fold_line};

use record::{Edtf, EdtfDate, Span};

use crate::block::{Block, Shape, ends_sentence, words};

/// What a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LineKind {
    /// Running text: a paragraph.
    Prose,
    /// Ends like a sentence but is too short to be sure.
    Sentence,
    /// Neither: headlines, names, places, menu entries.
    Fragment,
    /// A list item of some length.
    Item,
    /// Nothing but marks: `----`, `* * *`.
    Rule,
    /// A date and little else.
    Date,
    /// The way from the front page to here, or a row of menu entries.
    Trail,
    /// Known by its words or markup.
    Furniture(PageRole),
}

/// A line and what was seen in it.
#[derive(Clone, Debug)]
pub(crate) struct Line {
    pub kind: LineKind,
    pub folded: String,
    pub n_words: usize,
    pub dates: Vec<PageDate>,
    /// A role its words suggest, kept where the line was taken for something else in spite of it.
    pub hint: Option<PageRole>,
    /// Language of its function words, where it has some.
    pub language: Option<&'static str>,
}

/// Looks at every block.
pub(crate) fn classify(lexicon: &Lexicon, blocks: &[Block], hints: &PageHints) -> Vec<Line> {
    let mut lines: Vec<Line> = blocks.iter().map(|block| classify_one(lexicon, block, hints)).collect();
    mark_words_of_the_outlet(&mut lines);
    lines
}

/// `The Daily X is a project of …`: what the outlet says about itself begins with the name at the head of the page.
fn mark_words_of_the_outlet(lines: &mut [Line]) {
    let is_name =
        |line: &&Line| line.kind == LineKind::Fragment && (1..=6).contains(&line.n_words) && line.folded.len() >= 6;
    let cut = |folded: &str| {
        folded.split([',', '|', ':']).next().and_then(|name| name.split(" - ").next()).unwrap_or("").trim().to_owned()
    };
    let heads: Vec<String> =
        lines.iter().take(4).filter(is_name).map(|line| cut(&line.folded)).filter(|name| name.len() >= 6).collect();
    let first = lines
        .first()
        .map(|line| cut(&line.folded))
        .filter(|name| (6..50).contains(&name.len()) && name.split(' ').count() <= 6);
    for line in lines.iter_mut().skip(8).filter(|line| line.n_words <= 30) {
        let about =
            |name: &String| line.folded.strip_prefix(name.as_str()).is_some_and(|rest| rest.starts_with(" is "));
        if heads.iter().chain(first.as_ref()).any(about) {
            line.kind = LineKind::Furniture(PageRole::About);
        }
    }
}

fn classify_one(lexicon: &Lexicon, block: &Block, hints: &PageHints) -> Line {
    let page_words = lexicon.page_words();
    let folded = fold_line(&block.text);
    let n_words = words(&block.text).count();
    // Long paragraphs are no date lines; their dates are looked for only where someone asks.
    let dates = if n_words <= 45 { dates_of(lexicon, &block.text, hints) } else { Vec::new() };
    let language = language(page_words, &folded);
    let mut line = Line { kind: LineKind::Fragment, folded, n_words, dates, hint: None, language };
    if n_words == 0 {
        line.kind = LineKind::Rule;
        return line;
    }
    let hit = page_words.line_role(&line.folded).or_else(|| counted_comments(page_words, &line.folded));
    line.hint = hit.map(|hit| hit.role);
    let is_prose = is_prose(block, n_words, language);
    if is_labelled_link(block) || is_one_link(block) && n_words >= 3 && !is_heading_one(block) {
        line.kind = LineKind::Furniture(PageRole::ReadAlso);
        return line;
    }
    if let Some(role) = block.container.and_then(container_furniture) {
        line.kind = LineKind::Furniture(role);
        return line;
    }
    let holds = |hit: &PhraseHit| furniture_holds(block, &line, hit.place, hit.role, hit.n_words, is_prose);
    // Words inside a line may tell more than those it begins with.
    let hit = hit.filter(&holds).or_else(|| page_words.anywhere_role(&line.folded).filter(&holds));
    line.kind = match hit {
        Some(hit) => match hit.role {
            PageRole::Published | PageRole::Updated if !line.dates.is_empty() => LineKind::Date,
            role => LineKind::Furniture(role),
        },
        _ => by_shape(block, &line, is_prose),
    };
    line
}

/// The days named in a line.
pub(crate) fn dates_of(lexicon: &Lexicon, text: &str, hints: &PageHints) -> Vec<PageDate> {
    // Most lines hold no digit of any script, and looking for one is much cheaper than cutting them into words.
    if !text.contains(char::is_numeric) {
        return Vec::new();
    }
    let mut dates = match glued_year(text) {
        // `3 Mar 20213 Mar 2021`: two elements without a space between them.
        Some(at) => {
            let mut dates = page_dates(lexicon, &text[..at], hints);
            let shift = |mut date: PageDate| {
                date.span = Span::new(date.span.start as usize + at, date.span.end as usize + at);
                date
            };
            dates.extend(page_dates(lexicon, &text[at..], hints).into_iter().map(shift));
            dates
        }
        None => page_dates(lexicon, text, hints),
    };
    dates.retain(|date| matches!(date.value, Edtf::Date(EdtfDate::Day(..) | EdtfDate::DayOfAnyYear(..))));
    dates
}

/// A line that is one link leads elsewhere: to another article, a tag, a form.
fn is_one_link(block: &Block) -> bool {
    block.n_link_bytes as usize * 10 >= block.text.len() * 9
}

/// `MORE ON THIS: another article`, all but the label a link.
fn is_labelled_link(block: &Block) -> bool {
    let Some((label, rest)) = block.text.split_once(": ") else { return false };
    let linked = block.n_link_bytes as usize;
    let rest_is_link = linked + 2 >= rest.len() && linked <= rest.len() + 1;
    rest_is_link && words(label).count() <= 4 && words(rest).count() >= 3 && !matches!(block.shape, Shape::Item)
}

fn is_heading_one(block: &Block) -> bool {
    matches!(block.shape, Shape::Heading(1)) || block.container == Some(ContainerRole::Title)
}

/// Where a year is followed by the next date's day without a space.
fn glued_year(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let is_digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    (4..bytes.len()).find(|at| {
        let year = bytes[*at - 4] == b'2'
            && bytes[*at - 3] == b'0'
            && (*at - 2..=*at).all(is_digit)
            && !(*at > 4 && is_digit(*at - 5));
        let n_digits = (*at..bytes.len()).take_while(|at| is_digit(*at)).count();
        year && n_digits <= 2 && bytes.get(*at + n_digits) == Some(&b' ')
    })
}

/// `12 comments`.
fn counted_comments(page_words: &PageWords, folded: &str) -> Option<PhraseHit> {
    let rest = folded.trim_start_matches(|letter: char| letter.is_ascii_digit() || matches!(letter, ',' | '.' | '('));
    let counted = rest.len() < folded.len() && rest.starts_with(' ');
    let hit = if counted { page_words.line_role(rest.trim_start())? } else { return None };
    (hit.place == PhrasePlace::Line && hit.role == PageRole::Comments).then_some(hit)
}

/// What the element around a block says it is, where that settles it.
fn container_furniture(role: ContainerRole) -> Option<PageRole> {
    Some(match role {
        ContainerRole::Ad => PageRole::Ad,
        ContainerRole::Caption => PageRole::Caption,
        ContainerRole::Comments => PageRole::Comments,
        ContainerRole::Footer => PageRole::Copyright,
        ContainerRole::Menu => PageRole::Menu,
        ContainerRole::Newsletter => PageRole::Newsletter,
        ContainerRole::Notice => PageRole::Notice,
        ContainerRole::Related | ContainerRole::Sidebar => PageRole::ReadAlso,
        ContainerRole::Share => PageRole::Share,
        ContainerRole::Tags => PageRole::Tags,
        ContainerRole::About => PageRole::About,
        _ => return None,
    })
}

/// Whether furniture words settle what a line is. In long prose they rarely do: ministers share meals, and follow.
fn furniture_holds(
    block: &Block,
    line: &Line,
    place: PhrasePlace,
    role: PageRole,
    n_phrase: usize,
    is_prose: bool,
) -> bool {
    use PageRole::*;
    match place {
        PhrasePlace::Line => !matches!(block.shape, Shape::Heading(1)),
        PhrasePlace::Start if matches!(role, Published | Updated | Clock | Printed) => {
            !is_prose && (!line.dates.is_empty() || line.n_words <= 4)
        }
        PhrasePlace::Start if role == Byline => !is_prose && line.n_words <= 16 || line.n_words <= 10,
        PhrasePlace::Start if is_prose && line.n_words >= 12 => {
            let telling =
                matches!(role, Newsletter | Notice | Credit | ReadAlso | Paywall | Comments | Caption | Ad | Copyright);
            let marked = line.folded.contains(':') || matches!(role, Notice | Newsletter | Copyright | Caption);
            telling && (n_phrase >= 2 || marked) && line.n_words <= if role == Caption { 70 } else { 50 }
        }
        PhrasePlace::Start if matches!(role, Menu | Share | Related | About | Tags) => {
            line.n_words <= 30 && !(is_prose && line.n_words >= 12)
        }
        PhrasePlace::Start => true,
        // `3 March 2020 | View comments` is the article's own line.
        PhrasePlace::End if role == Comments && !line.dates.is_empty() => false,
        PhrasePlace::End => !is_prose || (role == Caption && line.n_words <= 35),
        PhrasePlace::Anywhere => match role {
            Caption => line.n_words <= 40,
            Share if n_phrase >= 3 => line.n_words <= 30,
            Menu | Share | Related | Published | Updated | Clock | Byline => !is_prose,
            _ => line.n_words <= 60,
        },
    }
}

fn by_shape(block: &Block, line: &Line, is_prose: bool) -> LineKind {
    if let Some(role) = rights_role(block, line) {
        return LineKind::Furniture(role);
    }
    if is_prose {
        return LineKind::Prose;
    }
    if is_date_line(block, line) {
        return LineKind::Date;
    }
    if is_trail(block, line) {
        return LineKind::Trail;
    }
    if block.shape == Shape::Item && line.n_words >= 4 {
        return LineKind::Item;
    }
    if ends_sentence(&block.text) && !block.text.ends_with(':') || line.n_words >= 4 && block.text.ends_with(':') {
        return LineKind::Sentence;
    }
    LineKind::Fragment
}

/// `A minister © Press service` names who took a picture, `© 1998 Press service` who owns the page.
fn rights_role(block: &Block, line: &Line) -> Option<PageRole> {
    let (before, after) = block.text.split_once('©')?;
    if line.n_words > 40 {
        return None;
    }
    let year = after.trim_start().starts_with(|letter: char| letter.is_ascii_digit());
    let owner = year || before.trim().is_empty();
    Some(if owner { PageRole::Copyright } else { PageRole::Caption })
}

fn is_prose(block: &Block, n_words: usize, language: Option<&'static str>) -> bool {
    // Some write the first paragraph as a heading.
    let long = n_words >= 30 && block.container == Some(ContainerRole::Body) && ends_sentence(&block.text);
    if (matches!(block.shape, Shape::Heading(_)) && !long) || n_words < 6 || block.n_gaps >= 4 {
        return false;
    }
    let n_capital = words(&block.text).filter(|word| word.starts_with(char::is_uppercase)).count();
    let n_small = words(&block.text).filter(|word| word.starts_with(char::is_lowercase)).count();
    let caseless = n_capital + n_small == 0;
    let flowing = caseless || n_small * 10 >= (n_small + n_capital) * 4;
    let linked = block.n_link_bytes as usize * 10 > block.text.len() * 7;
    let ends = ends_sentence(&block.text);
    let tells = language.is_some() || caseless;
    flowing
        && !linked
        && ((ends && tells && n_words >= 9)
            || (ends && block.text.contains(['"', '“', '«']))
            || (n_words >= 22 && tells)
            || (n_words >= 14 && tells && holds_sentence(&block.text)))
}

/// Whether a sentence ends inside the line: agencies sign after the last one.
fn holds_sentence(text: &str) -> bool {
    text.match_indices(". ").any(|(at, _)| {
        let word = text[..at].rsplit(' ').next().unwrap_or("");
        word.len() > 3 && word.chars().all(char::is_alphabetic)
    })
}

/// A date with few words around it: `Jakarta, Sunday, 7 March 2021 31°C`.
fn is_date_line(block: &Block, line: &Line) -> bool {
    let Some(date) = line.dates.first() else { return false };
    let around: usize = words(&block.text).count().saturating_sub(words(date.span.of(&block.text)).count());
    around <= 9 && line.n_words <= 18 && !(ends_sentence(&block.text) && line.n_words >= 10)
}

/// `Home » World » Europe`, `Politics | Economy | Sports`, `News  Sport  Weather`.
fn is_trail(block: &Block, line: &Line) -> bool {
    // Code and quotations hold any mark.
    if block.shape == Shape::Quotation {
        return false;
    }
    if block.n_gaps >= 2 && !ends_sentence(&block.text) {
        return true;
    }
    let way = [" > ", " » ", " >> ", " › "].iter().map(|mark| block.text.matches(mark).count()).max().unwrap_or(0);
    if way >= 2 || (way == 1 && line.folded.starts_with("home ")) {
        return true;
    }
    for mark in [" | ", "|", " » ", " >> ", " › ", " > ", " / ", " • ", " · ", " :: ", " → ", "\\"] {
        let parts = block.text.split(mark).count();
        let short = line.n_words <= parts * 3;
        if parts >= 3 && short {
            return true;
        }
        if parts == 2 && line.n_words <= 5 && short && !matches!(mark, "|" | " | ") {
            return true;
        }
    }
    let linked = block.n_link_bytes as usize * 10 > block.text.len() * 8;
    linked && line.n_words <= 3 && !matches!(block.shape, Shape::Heading(_))
}

/// The language whose function words a line holds most of; `None` where it has too few to tell.
fn language(page_words: &PageWords, folded: &str) -> Option<&'static str> {
    let mut counts: Vec<(&'static str, usize)> = Vec::new();
    for word in folded.split(|letter: char| !letter.is_alphanumeric()).take(60) {
        for lang in page_words.function_word(word) {
            match counts.iter_mut().find(|(known, _)| known == lang) {
                Some((_, count)) => *count += 1,
                None => counts.push((lang, 1)),
            }
        }
    }
    let english = counts.iter().find(|(lang, _)| *lang == "en").map_or(0, |(_, count)| *count);
    let best = counts.iter().max_by_key(|(lang, count)| (*count, *lang == "en", *lang))?;
    // Many small words are shared; English keeps the line unless clearly beaten.
    if english > 0 && english * 3 >= best.1 * 2 {
        return Some("en");
    }
    Some(best.0)
}
