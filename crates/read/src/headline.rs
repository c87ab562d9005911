//! Title, byline and publisher.

use lexicon::{ContainerRole, PageRole};

use crate::block::{Block, Shape, words};
use crate::classify::{Line, LineKind};
use crate::html::Metadata;
use crate::segment::{Body, is_first_of_many};

/// The line that is the article's headline.
pub(crate) fn find_title(blocks: &[Block], lines: &[Line], body: &Body, metadata: &Metadata) -> Option<usize> {
    let vocabulary = vocabulary(lines, body);
    let mut best: Option<(i64, usize)> = None;
    for at in (0..body.start).rev().take(40) {
        let Some(score) = title_score(blocks, lines, body, at, &vocabulary, metadata) else { continue };
        if best.is_none_or(|(most, _)| score >= most) {
            best = Some((score, at));
        }
    }
    let (_, mut at) = best.filter(|(score, _)| *score >= ENOUGH)?;
    if is_summary_of_line_above(blocks, lines, at) {
        at -= 1;
    }
    // Printed twice, once above the picture: what stands between belongs to the article's head.
    Some((at.saturating_sub(8)..at).find(|above| lines[*above].folded == lines[at].folded).unwrap_or(at))
}

/// Whether a long line stands below a shorter headline that shares too few words with the text to win by itself.
fn is_summary_of_line_above(blocks: &[Block], lines: &[Line], at: usize) -> bool {
    let plain = |at: usize| lines[at].kind == LineKind::Fragment && blocks[at].shape == Shape::Line;
    at >= 4
        && plain(at)
        && plain(at - 1)
        && (4..=14).contains(&lines[at - 1].n_words)
        && lines[at].n_words > lines[at - 1].n_words
        && reads_like_headline(&blocks[at - 1].text)
}

/// A line with a lower score is no headline: better none than the name of the outlet.
const ENOUGH: i64 = 20;

/// Stems of the content words of the text's beginning.
fn vocabulary(lines: &[Line], body: &Body) -> Vec<String> {
    let mut stems: Vec<String> = Vec::new();
    for at in body.kept.iter().take(8) {
        stems.extend(lines[*at].folded.split(|letter: char| !letter.is_alphanumeric()).filter_map(stem));
    }
    stems.sort();
    stems.dedup();
    stems
}

fn stem(word: &str) -> Option<String> {
    let n_letters = word.chars().count();
    (n_letters >= 4 || (n_letters >= 2 && word.bytes().all(|byte| byte.is_ascii_digit())))
        .then(|| word.chars().take(5).collect())
}

fn title_score(
    blocks: &[Block],
    lines: &[Line],
    body: &Body,
    at: usize,
    vocabulary: &[String],
    metadata: &Metadata,
) -> Option<i64> {
    let (block, line) = (&blocks[at], &lines[at]);
    let fits = match line.kind {
        LineKind::Fragment | LineKind::Sentence | LineKind::Item => true,
        // A headline may hold a date or be laid out oddly.
        LineKind::Date => {
            line.n_words >= 5
                && line.hint.is_none()
                && !line.dates.iter().any(|date| date.time.is_some() || date.weekday.is_some())
        }
        // Words like these open headlines too: `Today in Geneva …`, `Follow the money, says …`.
        LineKind::Furniture(PageRole::Clock | PageRole::Share | PageRole::Related | PageRole::Published) => {
            block.container.is_none() && line.n_words >= 7 && !block.text.contains(':') && line.dates.is_empty()
        }
        LineKind::Prose => line.n_words <= 22,
        _ => false,
    };
    if !fits || line.n_words > 45 || line.n_words < 2 || is_first_of_many(blocks, at) {
        return None;
    }
    if metadata.publisher.as_deref().is_some_and(|name| lexicon::fold_line(name) == line.folded) {
        return None;
    }
    let stems: Vec<String> = line.folded.split(|letter: char| !letter.is_alphanumeric()).filter_map(stem).collect();
    let shared = stems.iter().filter(|stem| vocabulary.binary_search(stem).is_ok()).count();
    let share = (shared * 100 / stems.len().max(1)) as i64;
    let mut score = share / 2 + 10 * shared.min(4) as i64;
    score += match line.n_words {
        2..=3 => -15,
        4 => 0,
        5..=22 => 15,
        _ => 5,
    };
    let distance = (at..body.start).filter(|between| lines[*between].kind != LineKind::Rule).count() as i64;
    score -= 2 * distance.min(15);
    score += if distance == 1 { 10 } else { 0 };
    // Told twice on a page: in the window's title, above the picture, beside the share buttons.
    if lines[..body.start].iter().enumerate().any(|(other, line)| other != at && line.folded == lines[at].folded) {
        score += 20;
    }
    if block.text.ends_with(['.', ',', ';', ':']) && !block.text.ends_with("...") && !block.text.ends_with("S.") {
        score -= 25;
    }
    if line.kind == LineKind::Prose {
        score -= 20;
    }
    score += match block.shape {
        Shape::Heading(1) => 60,
        Shape::Heading(2) => 25,
        Shape::Heading(3) => 10,
        _ => 0,
    };
    score += match block.container {
        Some(ContainerRole::Title) => 25,
        Some(
            ContainerRole::Standfirst
            | ContainerRole::Kicker
            | ContainerRole::Byline
            | ContainerRole::Date
            | ContainerRole::Updated,
        ) => -40,
        _ => 0,
    };
    // A summary follows the headline and shares its words: the line above it, if it could be one, is the headline.
    if follows_headline(blocks, lines, at) {
        score -= 28;
    }
    if let Some(rank) = metadata.title_rank(&line.folded) {
        score += if rank == 0 { 80 } else { 30 };
    } else if at >= 3 && distance == 1 && is_shouted(&block.text) {
        // Heads of bulletins are short and in capitals, and stand right above the text.
        score += 30;
    } else if looks_like_name(&block.text) {
        score -= 25;
    }
    Some(score)
}

/// Whether the line above could be the headline to which this one is the summary.
fn follows_headline(blocks: &[Block], lines: &[Line], at: usize) -> bool {
    let Some(above) = at.checked_sub(1) else { return false };
    let gap = blocks[at].gap_before && blocks[above].shape == Shape::Line && at >= 2 && blocks[above].gap_before;
    let _ = gap;
    matches!(lines[above].kind, LineKind::Fragment | LineKind::Sentence)
        && lines[above].n_words >= 5
        && lines[above].folded != lines[at].folded
        && !looks_like_name(&blocks[above].text)
}

fn is_shouted(text: &str) -> bool {
    text.chars().any(char::is_uppercase) && !text.chars().any(char::is_lowercase)
}

/// Lower-case words of some length: names of outlets have none.
fn reads_like_headline(text: &str) -> bool {
    if text.starts_with(['[', '(']) {
        return false;
    }
    words(text).filter(|word| word.starts_with(char::is_lowercase) && word.chars().count() >= 4).count() >= 2
}

/// Every word capitalised and few of them: a person, a place, an outlet.
fn looks_like_name(text: &str) -> bool {
    let n_words = words(text).count();
    (2..=4).contains(&n_words)
        && words(text).all(|word| {
            word.starts_with(char::is_uppercase)
                || matches!(word, "al" | "de" | "bin" | "van" | "of" | "the" | "and" | "&")
        })
}

/// Names of the authors on the page's own lines, between headline and text or right after the text.
pub(crate) fn find_byline(
    blocks: &[Block],
    lines: &[Line],
    title: Option<usize>,
    body: &Body,
    publisher: Option<&str>,
) -> Vec<String> {
    let from = title.map_or(body.start.saturating_sub(6), |title| title.saturating_sub(3));
    for at in from..body.start {
        if Some(at) == title || blocks[at].shape == Shape::Heading(1) {
            continue;
        }
        let by = lines[at].kind == LineKind::Furniture(PageRole::Byline)
            || blocks[at].container == Some(ContainerRole::Byline);
        let starts_by = lines[at].hint == Some(PageRole::Byline);
        if by || (starts_by && lines[at].n_words <= 20) {
            let names = names(&blocks[at].text, publisher);
            if !names.is_empty() {
                return names;
            }
        }
    }
    // `Putri Handayani | Jakarta / Thu, February 25, 2021`: a name before the first mark of a short line.
    for at in title.map_or(body.start, |title| title + 1)..body.start {
        let short =
            matches!(lines[at].kind, LineKind::Fragment | LineKind::Date | LineKind::Trail) && lines[at].n_words <= 16;
        let first = blocks[at].text.split([',', '|', '/', '•', '·']).next().unwrap_or("").trim();
        if short && first.len() < blocks[at].text.len() && is_person(first, publisher) {
            return vec![first.to_owned()];
        }
    }
    Vec::new()
}

/// The names in `By A B and C D, Outlet | date`.
pub(crate) fn names(text: &str, publisher: Option<&str>) -> Vec<String> {
    let mut rest = text.trim();
    for mark in [
        "By:",
        "BY:",
        "by:",
        "Author:",
        "By",
        "BY",
        "by",
        "Por",
        "Par",
        "Von",
        "Di",
        "Written by",
        "Reported by",
        "Posted by",
    ] {
        let after = rest.strip_prefix(mark).filter(|after| after.starts_with([' ', ':']));
        if let Some(after) = after {
            rest = after.trim_start_matches([' ', ':']);
            break;
        }
    }
    // Inside a longer line: `Published: … | By A B | Filed under …`.
    if let Some(at) = rest.find("By ").filter(|at| *at > 0) {
        rest = &rest[at + 3..];
    }
    let rest = rest.split(['|', '•', '·', '/', '(', '\u{2013}', '\u{2014}']).next().unwrap_or("");
    let mut names = Vec::new();
    for part in rest
        .split(',')
        .flat_map(|part| part.split(" and "))
        .flat_map(|part| part.split(" & "))
        .flat_map(|part| part.split(" y "))
    {
        let part = part.split(" in ").next().unwrap_or("").trim().trim_end_matches('.').trim();
        let agency = matches!(
            part.to_lowercase().as_str(),
            "agencies" | "our correspondent" | "and agencies" | "admin" | "wire services" | ""
        );
        if agency || part.bytes().any(|byte| byte.is_ascii_digit()) {
            if names.is_empty() && !agency {
                return names;
            }
            continue;
        }
        let n_words = words(part).count();
        if (1..=6).contains(&n_words)
            && part.starts_with(|letter: char| letter.is_uppercase())
            && publisher != Some(part)
        {
            names.push(part.to_owned());
        } else {
            break;
        }
    }
    names
}

fn is_person(text: &str, publisher: Option<&str>) -> bool {
    let n_words = words(text).count();
    let capitals = words(text).all(|word| {
        let first = word.starts_with(char::is_uppercase);
        let shout = word.len() > 3 && word.chars().all(|letter| !letter.is_lowercase());
        (first && !shout) || matches!(word, "al" | "de" | "bin" | "van" | "von" | "da" | "dos" | "el" | "del" | "ibn")
    });
    (2..=4).contains(&n_words)
        && capitals
        && publisher.is_none_or(|publisher| !publisher.contains(text) && !text.contains(publisher))
        && !text.contains(char::is_numeric)
        && !text.ends_with(['.', ':'])
}

/// The outlet, from the first line of a text dump.
pub(crate) fn masthead(blocks: &[Block], lines: &[Line], before: usize) -> Option<String> {
    for at in 0..before.min(6) {
        let text = &blocks[at].text;
        let name = match lines[at].kind {
            LineKind::Trail => {
                let first = text.split(['|', '»', '>', '›']).next().unwrap_or("").trim();
                let dotted = first.contains('.') || blocks[at].n_gaps == 0;
                (at == 0 && dotted).then_some(first)
            }
            LineKind::Fragment if lines[at].n_words <= 6 => Some(text.split(" - ").next().unwrap_or(text).trim()),
            _ => None,
        };
        if let Some(name) = name.filter(|name| {
            name.chars().count() >= 3 && name.starts_with(|letter: char| letter.is_uppercase() || letter.is_numeric())
        }) {
            return Some(name.to_owned());
        }
    }
    None
}
