//! Finds the article's own text among the classified lines: the stretch that holds the most prose for the least
//! furniture, and inside it the lines that are no furniture.

use lexicon::{ContainerRole, PageRole};

use crate::block::{Block, Shape, ends_sentence};
use crate::classify::{Line, LineKind};
use crate::html::is_furniture;

/// Which lines are the article's text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Body {
    /// First line of the text and one past the last; equal where there is none.
    pub start: usize,
    pub end: usize,
    /// The lines of the text, in order.
    pub kept: Vec<usize>,
}

/// The text's lines; an empty body where the page has no prose.
pub(crate) fn find_body(blocks: &[Block], lines: &[Line]) -> Body {
    let main_language = main_language(lines);
    let is_told = told_text(blocks, lines);
    let worths: Vec<i64> = (0..lines.len())
        .map(|at| match is_told[at] {
            true => worth_in_told_text(blocks, lines, at),
            false => worth(blocks, lines, at, main_language),
        })
        .collect();
    let Some((start, end)) = best_stretch(&worths) else { return Body::default() };
    let start = after_standfirst(lines, start, end);
    let start = with_opening(blocks, lines, start, end);
    let end = past_interruption(blocks, lines, start, end, main_language);
    let end = before_afterword(blocks, lines, start, end);
    let kept = kept_lines(blocks, lines, start..end, main_language, &is_told);
    let end = kept.last().map_or(start, |last| last + 1);
    Body { start, end, kept }
}

/// Language of most of the prose.
fn main_language(lines: &[Line]) -> Option<&'static str> {
    let mut counts: Vec<(&'static str, usize)> = Vec::new();
    for line in lines.iter().filter(|line| line.kind == LineKind::Prose) {
        let Some(lang) = line.language else { continue };
        match counts.iter_mut().find(|(known, _)| *known == lang) {
            Some((_, count)) => *count += line.n_words,
            None => counts.push((lang, line.n_words)),
        }
    }
    counts.iter().max_by_key(|(lang, count)| (*count, *lang == "en", *lang)).map(|(lang, _)| *lang)
}

/// Which blocks lie in elements that say they hold the text, where these hold most of the page's prose.
fn told_text(blocks: &[Block], lines: &[Line]) -> Vec<bool> {
    let is_told = |block: &Block| block.in_article && block.container == Some(ContainerRole::Body);
    let words_where = |holds: &dyn Fn(&Block) -> bool| -> usize {
        let prose = lines.iter().zip(blocks).filter(|(line, block)| line.kind == LineKind::Prose && holds(block));
        prose.map(|(line, _)| line.n_words).sum()
    };
    let n_told = words_where(&is_told);
    let n_all = words_where(&|block| block.in_article && !block.container.is_some_and(is_furniture));
    let holds = n_told >= 30 && n_told * 10 >= n_all * 7;
    blocks.iter().map(|block| holds && is_told(block)).collect()
}

/// What a line adds to a stretch where the markup says that it belongs to the text: lists, tables, code and boxes cost
/// little there, and prose counts in any language.
fn worth_in_told_text(blocks: &[Block], lines: &[Line], at: usize) -> i64 {
    let line = &lines[at];
    match line.kind {
        LineKind::Prose => line.n_words.min(120) as i64,
        LineKind::Sentence => 2,
        LineKind::Item => 1,
        LineKind::Fragment if blocks[at].shape == Shape::Quotation => 1,
        LineKind::Fragment if blocks[at].shape == Shape::Paragraph && line.n_words >= 10 => 1,
        LineKind::Fragment if blocks[at].shape == Shape::Line => -3,
        LineKind::Fragment | LineKind::Trail => -1,
        LineKind::Rule => -3,
        LineKind::Date => -4,
        LineKind::Furniture(role) => match role {
            PageRole::ReadAlso => 0,
            PageRole::Related => -30,
            PageRole::Tags => -20,
            PageRole::Comments if line.n_words > 4 => -8,
            PageRole::Comments | PageRole::Copyright => -80,
            PageRole::About => -8,
            _ => -3,
        },
    }
}

/// What a line adds to a stretch, in words of prose.
fn worth(blocks: &[Block], lines: &[Line], at: usize, main_language: Option<&'static str>) -> i64 {
    let line = &lines[at];
    let block = &blocks[at];
    // What the markup has set apart costs nothing inside the article's element: it is left out all the same.
    let set_apart = block.container.is_some_and(is_furniture);
    if set_apart && block.in_article && !matches!(block.container, Some(ContainerRole::Comments)) {
        return 0;
    }
    if !block.in_article {
        return if line.kind == LineKind::Prose { -5 } else { -12 };
    }
    if line.kind == LineKind::Prose && is_about_the_text(block) {
        return -3;
    }
    match line.kind {
        LineKind::Prose if is_foreign(line, main_language) => -15,
        LineKind::Prose => line.n_words.min(120) as i64,
        LineKind::Sentence => 2,
        LineKind::Item => {
            if ends_sentence(&block.text) || line.n_words >= 8 {
                1
            } else {
                -2
            }
        }
        LineKind::Fragment if is_subheading(blocks, lines, at) => -1,
        // Markup says that it is a paragraph of its own inside the article's element.
        LineKind::Fragment if is_marked_text(block) => -1,
        LineKind::Fragment if block.shape == Shape::Cell => -2,
        LineKind::Fragment => -6,
        LineKind::Rule => {
            if block.text.len() >= 4 && !block.text.contains(' ') {
                -12
            } else {
                -3
            }
        }
        LineKind::Date => -5,
        LineKind::Trail => -12,
        LineKind::Furniture(role) => match role {
            PageRole::Ad | PageRole::Share | PageRole::Caption | PageRole::Credit | PageRole::ReadAlso => -3,
            PageRole::Byline | PageRole::Published | PageRole::Updated => -5,
            PageRole::Newsletter | PageRole::Notice | PageRole::Paywall => -8,
            PageRole::Menu | PageRole::About | PageRole::Clock | PageRole::Printed => -12,
            PageRole::Tags => -25,
            PageRole::Related => -60,
            PageRole::Comments | PageRole::Copyright => -150,
        },
    }
}

fn is_foreign(line: &Line, main_language: Option<&'static str>) -> bool {
    line.language.is_some() && main_language.is_some() && line.language != main_language
}

/// Whether the markup tells prose to be a summary, a date or a word about the author.
fn is_about_the_text(block: &Block) -> bool {
    use ContainerRole::*;
    matches!(block.container, Some(Standfirst | Byline | Date | Updated | Meta | Title | Kicker))
}

/// Whether the markup tells a short line to be text: a paragraph, quotation or heading that is not one link.
fn is_marked_text(block: &Block) -> bool {
    let linked = block.n_link_bytes as usize * 10 > block.text.len() * 8;
    matches!(block.shape, Shape::Paragraph | Shape::Quotation | Shape::Heading(2..=6)) && !linked && block.in_article
}

/// A short line that belongs to the prose after it.
fn is_subheading(blocks: &[Block], lines: &[Line], at: usize) -> bool {
    let marked = matches!(blocks[at].shape, Shape::Heading(2..=6) | Shape::Item);
    let Some(next) = lines.get(at + 1) else { return false };
    let attached = blocks.get(at + 1).is_some_and(|block| !block.gap_before);
    let before_is_prose = at > 0 && matches!(lines[at - 1].kind, LineKind::Prose | LineKind::Sentence | LineKind::Item);
    next.kind == LineKind::Prose && lines[at].n_words <= 14 && (marked || attached || before_is_prose)
}

/// The stretch with the greatest sum; the earlier of equals.
fn best_stretch(worths: &[i64]) -> Option<(usize, usize)> {
    let mut best: Option<(i64, usize, usize)> = None;
    let (mut sum, mut start) = (0i64, 0);
    for (at, worth) in worths.iter().enumerate() {
        if sum <= 0 {
            (sum, start) = (0, at);
        }
        sum += worth;
        if sum > 0 && best.is_none_or(|(most, _, _)| sum > most) {
            best = Some((sum, start, at + 1));
        }
    }
    best.filter(|(sum, _, _)| *sum >= 6).map(|(_, start, end)| (start, end))
}

/// A summary between headline and byline is no part of the text: it starts after the byline or date then.
fn after_standfirst(lines: &[Line], start: usize, end: usize) -> usize {
    let is_credit = |line: &Line| {
        matches!(
            line.kind,
            LineKind::Date | LineKind::Furniture(PageRole::Byline | PageRole::Published | PageRole::Updated)
        )
    };
    let mut n_prose = 0;
    let mut n_words = 0;
    for at in start..end.min(start + 8) {
        if is_credit(&lines[at]) {
            let after = (at + 1..end).find(|at| lines[*at].kind == LineKind::Prose);
            let rest =
                after.is_some_and(|after| (after..end).filter(|at| lines[*at].kind == LineKind::Prose).count() >= 2);
            return match after {
                Some(after) if n_prose >= 1 && rest => after,
                _ => start,
            };
        }
        if lines[at].kind == LineKind::Prose {
            n_prose += 1;
            n_words += lines[at].n_words;
            if n_prose > 1 || n_words > 45 {
                return start;
            }
        }
    }
    start
}

/// Whether a line is the first of several numbered ones.
pub(crate) fn is_first_of_many(blocks: &[Block], at: usize) -> bool {
    let numbered =
        |block: &Block, number: &str| block.text.strip_prefix(number).is_some_and(|rest| rest.starts_with(['.', ')']));
    numbered(&blocks[at], "1") && blocks[at + 1..].iter().any(|block| numbered(block, "2"))
}

/// A numbered heading before the first paragraph opens the text, when the numbers go on.
///
/// So does the first of several names of sections, `Benin`, `Ghana and Togo`, where the headline stands above it.
fn with_opening(blocks: &[Block], lines: &[Line], start: usize, end: usize) -> usize {
    let Some(before) = start.checked_sub(1) else { return start };
    let line = &lines[before];
    let numbered = is_first_of_many(blocks, before) && line.n_words <= 14;
    let attached = !blocks.get(start).is_some_and(|block| block.gap_before);
    let heading = matches!(line.kind, LineKind::Fragment | LineKind::Item | LineKind::Trail);
    let opens = numbered || is_first_section(blocks, lines, before, end);
    if heading && opens && attached { before } else { start }
}

/// Whether a short line above the text is the first of a digest's sections: several more of its kind stand in the text,
/// each right above one paragraph, and what could be the headline stands above it.
fn is_first_section(blocks: &[Block], lines: &[Line], at: usize, end: usize) -> bool {
    let plain = |at: usize| lines[at].kind == LineKind::Fragment && blocks[at].shape == Shape::Line;
    let names_section = |at: usize| {
        let above = lines.get(at + 1).is_some_and(|next| next.kind == LineKind::Prose);
        plain(at) && above && lines[at].n_words <= 4
    };
    let n_more = (at + 1..end).filter(|at| names_section(*at)).count();
    let n_prose = (at + 1..end).filter(|at| lines[*at].kind == LineKind::Prose).count();
    let headed = at.checked_sub(1).is_some_and(|above| plain(above) && lines[above].n_words >= 3);
    headed && names_section(at) && lines[at].n_words <= 3 && n_more >= 2 && n_prose <= 2 * (n_more + 1)
}

/// A list of other articles in the middle of the text looks like its end. The text goes on after it where a run of prose
/// speaks of the same people and places as the text before, with no headline in between.
fn past_interruption(
    blocks: &[Block],
    lines: &[Line],
    start: usize,
    end: usize,
    main_language: Option<&'static str>,
) -> usize {
    let known = names(blocks, lines, start..end);
    let mut end = end;
    let mut at = end;
    while at < lines.len().min(end + 25) {
        let is_stop = matches!(
            lines[at].kind,
            LineKind::Furniture(PageRole::Comments | PageRole::Copyright | PageRole::Tags | PageRole::Credit)
        );
        if is_stop || !blocks[at].in_article {
            break;
        }
        if lines[at].kind != LineKind::Prose || is_foreign(&lines[at], main_language) {
            at += 1;
            continue;
        }
        let stop = (at..lines.len())
            .find(|at| !matches!(lines[*at].kind, LineKind::Prose | LineKind::Sentence))
            .unwrap_or(lines.len());
        let mut run = names(blocks, lines, at..stop);
        run.extend(first_words(&blocks[at..stop]));
        run.sort();
        run.dedup();
        // One link between two paragraphs is soon told from the end of a text.
        let needed = if at - end <= 3 { 1 } else { 2 };
        let shared = run.iter().filter(|name| known.binary_search(name).is_ok()).count();
        let n_words: usize = lines[at..stop].iter().map(|line| line.n_words).sum();
        let headed = at.checked_sub(1).is_some_and(|before| lines[before].kind == LineKind::Fragment) && stop - at < 2;
        let excerpt = blocks[stop - 1].text.ends_with(['…', ']']) || blocks[stop - 1].text.ends_with("...");
        if shared >= needed && n_words >= 20 && !excerpt && (!headed || at - end <= 2) {
            end = stop;
        }
        at = stop;
    }
    end
}

fn first_words(blocks: &[Block]) -> impl Iterator<Item = String> {
    blocks.iter().filter_map(|block| {
        let word = block.text.split(' ').next()?;
        let bare = word.trim_matches(|letter: char| !letter.is_alphanumeric());
        (bare.chars().count() >= 4).then(|| bare.trim_end_matches("'s").trim_end_matches("’s").to_owned())
    })
}

/// Capitalised words inside sentences of some lines, sorted.
fn names(blocks: &[Block], lines: &[Line], range: std::ops::Range<usize>) -> Vec<String> {
    let mut names = Vec::new();
    for at in range.filter(|at| lines[*at].kind == LineKind::Prose) {
        let mut opens = true;
        for word in blocks[at].text.split(' ') {
            let bare = word.trim_matches(|letter: char| !letter.is_alphanumeric());
            if !opens && bare.chars().count() >= 4 && bare.starts_with(char::is_uppercase) {
                names.push(bare.trim_end_matches("'s").trim_end_matches("’s").to_owned());
            }
            opens = word.ends_with(['.', '?', '!', ':', '”', '"']);
        }
    }
    names.sort();
    names.dedup();
    names
}

/// Lines after a rule that speak of the outlet or the author are no part of the text.
fn before_afterword(blocks: &[Block], lines: &[Line], start: usize, end: usize) -> usize {
    let mut end = end;
    // What is said about the author stands last.
    while end > start + 2 && lines[end - 1].hint == Some(PageRole::About) && lines[end - 1].n_words <= 45 {
        end -= 1;
    }
    // A note about the outlet or author, set off by a rule, of one or two lines.
    for at in (start + 1..end).rev().take(3) {
        if lines[at].kind == LineKind::Rule && blocks[at].text.len() >= 3 {
            end = at;
        }
    }
    end
}

fn kept_lines(
    blocks: &[Block],
    lines: &[Line],
    range: std::ops::Range<usize>,
    main_language: Option<&'static str>,
    is_told: &[bool],
) -> Vec<usize> {
    let mut kept = Vec::new();
    let mut in_list = false;
    let start = range.start;
    for at in range {
        let line = &lines[at];
        match line.kind {
            LineKind::Prose if is_foreign(line, main_language) && !is_told[at] => continue,
            LineKind::Prose => in_list = false,
            LineKind::Sentence if !in_list => {}
            LineKind::Item if !in_list => {}
            LineKind::Fragment | LineKind::Trail if !in_list && is_kept_fragment(blocks, lines, start, at) => {}
            LineKind::Date
                if blocks[at].in_article && line.n_words > 8 && !in_list && blocks[at].shape != Shape::Line => {}
            LineKind::Furniture(PageRole::Comments) if is_told[at] && line.n_words > 4 => continue,
            LineKind::Furniture(PageRole::Related | PageRole::Comments) => {
                in_list = true;
                continue;
            }
            _ => continue,
        }
        kept.push(at);
    }
    while kept.last().is_some_and(|at| {
        matches!(lines[*at].kind, LineKind::Fragment | LineKind::Trail) && !closes(blocks, lines, *at, is_told[*at])
    }) {
        kept.pop();
    }
    kept
}

/// Whether a fragment may stand last: an item of a list does, and code or a saying where the markup calls it text.
fn closes(blocks: &[Block], lines: &[Line], at: usize, is_told: bool) -> bool {
    match blocks[at].shape {
        Shape::Item => true,
        Shape::Quotation => is_told,
        Shape::Paragraph => is_told && lines[at].n_words >= 10 && lines[at].hint.is_none(),
        _ => false,
    }
}

/// Headings and list entries inside the text stay; rows of menu words do not.
fn is_kept_fragment(blocks: &[Block], lines: &[Line], start: usize, at: usize) -> bool {
    let block = &blocks[at];
    if lines[at].kind == LineKind::Trail {
        return at == start || block.shape == Shape::Item;
    }
    let linked = block.n_link_bytes as usize * 10 > block.text.len() * 8;
    match block.shape {
        Shape::Heading(_) => !linked,
        Shape::Item => true,
        Shape::Paragraph | Shape::Quotation => !linked,
        Shape::Cell => !linked && (lines[at].n_words >= 2 || block.container == Some(ContainerRole::Body)),
        _ => is_subheading(blocks, lines, at) && !linked || at == start,
    }
}
