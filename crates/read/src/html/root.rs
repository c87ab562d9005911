//! Which element holds the article, and which names of elements are to be believed.

use std::collections::BTreeMap;

use lexicon::{ContainerRole, fold_line};

use crate::block::{Block, Shape, ends_sentence, words};
use crate::html::scan::Scan;
use crate::html::tags::Tag;

/// Marks every block with what the elements around it hold and whether it stands inside the article's element.
pub(crate) fn mark(scan: &mut Scan) {
    join_drop_caps(scan);
    let prose: Vec<u32> = scan.blocks.iter().map(prose_words).collect();
    let sums = totals(scan, &prose);
    let furniture = believed_furniture(scan, &prose, &sums);
    let mut outer: Vec<Option<ContainerRole>> = Vec::with_capacity(scan.elements.len());
    for (idx, element) in scan.elements.iter().enumerate() {
        let above = element.parent.and_then(|parent| outer.get(parent as usize).copied().flatten());
        // A summary, date or byline is short; a name like that around the text is a mistake.
        let own = element.role.filter(|role| {
            if is_furniture(*role) { furniture[idx] } else { *role == ContainerRole::Body || sums[idx] <= 70 }
        });
        // Furniture is furniture all the way down; anything else is told best by the nearest element.
        outer.push(match above {
            // Tables are put into figures with a caption of their own; the cells are no caption.
            Some(ContainerRole::Caption) if element.tag == Tag::Table => None,
            Some(role) if is_furniture(role) => Some(role),
            _ => own.or(above),
        });
    }
    for (at, owner) in scan.owners.iter().enumerate() {
        scan.blocks[at].container = outer.get(*owner as usize).copied().flatten();
    }
    let believed = |block: &Block| block.container.is_some_and(is_furniture);
    let unmarked = |scan: &Scan| -> Vec<u32> {
        prose.iter().zip(&scan.blocks).map(|(n, block)| if believed(block) { 0 } else { *n }).collect()
    };
    let clean = unmarked(scan);
    mark_teasers(scan, &clean);
    let clean = unmarked(scan);
    let totals = totals(scan, &clean);
    let told: Vec<u32> = clean
        .iter()
        .zip(&scan.blocks)
        .map(|(n, block)| if block.container == Some(ContainerRole::Body) { *n } else { 0 })
        .collect();
    let root = descend(scan, &totals, &self::totals(scan, &told));
    let inside = inside(scan, root);
    for (at, owner) in scan.owners.iter().enumerate() {
        scan.blocks[at].in_article = inside[*owner as usize];
    }
}

/// Words of running text inside the article's element.
pub(crate) fn prose_inside(scan: &Scan) -> u32 {
    let inside = scan.blocks.iter().filter(|block| block.in_article && !block.container.is_some_and(is_furniture));
    inside.map(prose_words).sum()
}

/// Marks the openings of other articles, each under a heading that leads to it, where the page has a text besides.
fn mark_teasers(scan: &mut Scan, prose: &[u32]) {
    let mut teasers: Vec<usize> = Vec::new();
    let (mut n_left, mut n_headings) = (0, 0);
    for (at, block) in scan.blocks.iter().enumerate() {
        let linked = block.n_link_bytes as usize * 10 >= block.text.len() * 9;
        match block.shape {
            // `Read the rest` belongs to the teaser before it.
            Shape::Heading(_) if linked && words(&block.text).count() < 4 => {}
            Shape::Heading(2..) if linked => {
                n_left = MAX_TEASER_PARAGRAPHS;
                n_headings += 1;
            }
            Shape::Heading(_) => n_left = 0,
            _ if n_left > 0 && prose[at] > 0 => {
                teasers.push(at);
                n_left -= 1;
            }
            _ => {}
        }
    }
    let n_teaser: u32 = teasers.iter().map(|at| prose[*at]).sum();
    let n_other = prose.iter().sum::<u32>() - n_teaser;
    let listed = n_headings >= 3 && teasers.len() >= 3 && n_other >= 40;
    if !listed {
        return;
    }
    for at in teasers {
        scan.blocks[at].container.get_or_insert(ContainerRole::Related);
    }
}

const MAX_TEASER_PARAGRAPHS: usize = 2;

/// A large first letter is often an element of its own; the word it belongs to starts without it.
fn join_drop_caps(scan: &mut Scan) {
    let mut at = 1;
    while at < scan.blocks.len() {
        let is_letter =
            scan.blocks[at - 1].text.chars().count() == 1 && scan.blocks[at - 1].text.starts_with(char::is_uppercase);
        if is_letter && scan.blocks[at].text.starts_with(char::is_lowercase) {
            let letter = scan.blocks.remove(at - 1);
            scan.owners.remove(at - 1);
            let offset = letter.text.len() as u32;
            let block = &mut scan.blocks[at - 1];
            block.text.insert_str(0, &letter.text);
            block.map.iter_mut().for_each(|(text, _)| *text += offset);
            block.map.splice(0..0, letter.map);
            for time in scan.times.iter_mut().filter(|time| time.block >= at) {
                time.block -= 1;
            }
        }
        at += 1;
    }
}

/// Whether an element of this role holds none of the article's text.
pub(crate) fn is_furniture(role: ContainerRole) -> bool {
    use ContainerRole::*;
    matches!(
        role,
        About
            | Ad
            | Caption
            | Clock
            | Comments
            | Footer
            | Menu
            | Newsletter
            | Notice
            | Related
            | Share
            | Sidebar
            | Tags
    )
}

/// Words of running text in a block.
fn prose_words(block: &Block) -> u32 {
    let n_words = words(&block.text).count() as u32;
    let linked = block.n_link_bytes as usize * 2 > block.text.len();
    let heading = matches!(block.shape, Shape::Heading(_));
    let heading = heading && n_words < 30;
    if n_words < 9 || linked || heading || !(ends_sentence(&block.text) || n_words >= 25) { 0 } else { n_words }
}

/// Class names lie: `sidebar` around the whole page, `ad-free` on the text. A furniture role is believed unless hardly
/// any prose would be left without the element.
fn believed_furniture(scan: &Scan, prose: &[u32], sums: &[u32]) -> Vec<bool> {
    let mut believed: Vec<bool> = scan.elements.iter().map(|element| element.role.is_some_and(is_furniture)).collect();
    let all: u32 = prose.iter().sum();
    // Nor is what holds the page's headline.
    for owner in headline_owners(scan) {
        let mut above = Some(owner);
        while let Some(idx) = above {
            believed[idx as usize] = false;
            above = scan.elements[idx as usize].parent;
        }
    }
    // Where an element marks itself as the article, furniture around it is none.
    for (idx, element) in scan.elements.iter().enumerate() {
        let marked = element.is_article && element.tag != Tag::Main && sums[idx] * 2 > all && sums[idx] > 60;
        let mut above = if marked { element.parent } else { None };
        while let Some(parent) = above {
            believed[parent as usize] = false;
            above = scan.elements[parent as usize].parent;
        }
    }
    disbelieve_marked_paragraphs(scan, prose, &mut believed);
    for _ in 0..16 {
        let mut outermost: Vec<Option<usize>> = Vec::with_capacity(scan.elements.len());
        for (idx, element) in scan.elements.iter().enumerate() {
            let above = element.parent.and_then(|parent| outermost.get(parent as usize).copied().flatten());
            outermost.push(above.or(believed[idx].then_some(idx)));
        }
        let mut left = 0;
        let mut lost = vec![0u32; scan.elements.len()];
        for (at, owner) in scan.owners.iter().enumerate() {
            match outermost[*owner as usize] {
                Some(idx) => lost[idx] += prose[at],
                None => left += prose[at],
            }
        }
        let worst = (0..lost.len()).max_by_key(|idx| (weight(scan, *idx, lost[*idx]), std::cmp::Reverse(*idx)));
        match worst {
            Some(idx) if lost[idx] > 24 && left < 50 && left * 4 < lost[idx] => believed[idx] = false,
            // No advertisement, menu or share bar is longer than everything else on the page.
            Some(idx) if lost[idx] > 120 && lost[idx] > left && is_short_by_nature(scan, idx) => believed[idx] = false,
            _ => break,
        }
    }
    believed
}

/// Paragraphs that each carry a furniture name (`paywall`, `ad-aware`, `premium`) and together hold as much as the rest
/// are the text all the same.
fn disbelieve_marked_paragraphs(scan: &Scan, prose: &[u32], believed: &mut [bool]) {
    let mut marked = BTreeMap::new();
    let mut rest = 0;
    for (at, owner) in scan.owners.iter().enumerate() {
        let idx = *owner as usize;
        if scan.elements[idx].tag == Tag::P && believed[idx] {
            *marked.entry(scan.elements[idx].role).or_insert(0) += prose[at];
        } else {
            rest += prose[at];
        }
    }
    for (idx, element) in scan.elements.iter().enumerate().filter(|(_, element)| element.tag == Tag::P) {
        let words = marked.get(&element.role).copied().unwrap_or(0);
        if element.role != Some(ContainerRole::Comments) && words > 60 && words * 2 > rest {
            believed[idx] = false;
        }
    }
}

/// The elements of headings that the page's head gives as its title.
fn headline_owners(scan: &Scan) -> Vec<u32> {
    let mut titles = vec![fold_line(&scan.head.title)];
    titles.extend(scan.head.metas.iter().filter(|(name, _)| name == "og:title").map(|(_, title)| fold_line(title)));
    let is_headline = |block: &Block| {
        matches!(block.shape, Shape::Heading(1 | 2)) && block.text.len() > 20 && {
            let folded = fold_line(&block.text);
            titles.iter().any(|title| title.contains(&folded))
        }
    };
    scan.blocks.iter().zip(&scan.owners).filter(|(block, _)| is_headline(block)).map(|(_, owner)| *owner).collect()
}

fn is_short_by_nature(scan: &Scan, idx: usize) -> bool {
    use ContainerRole::*;
    matches!(scan.elements[idx].role, Some(Ad | Share | Menu | Newsletter | Tags | Caption | Clock))
}

/// Comments hold more prose than many articles: they are the last to be taken for the text.
fn weight(scan: &Scan, idx: usize, lost: u32) -> u32 {
    match scan.elements[idx].role {
        Some(ContainerRole::Comments) => lost / 8,
        Some(ContainerRole::Related | ContainerRole::Footer | ContainerRole::Notice) => lost / 2,
        _ => lost,
    }
}

/// Prose of each element with everything inside it.
fn totals(scan: &Scan, prose: &[u32]) -> Vec<u32> {
    let mut sums = vec![0u32; scan.elements.len()];
    for (at, owner) in scan.owners.iter().enumerate() {
        sums[*owner as usize] += prose[at];
    }
    // Children come after their parents.
    for idx in (1..sums.len()).rev() {
        if let Some(parent) = scan.elements[idx].parent {
            sums[parent as usize] += sums[idx];
        }
    }
    sums
}

/// The innermost element that still holds nearly all prose that its parent holds.
fn descend(scan: &Scan, totals: &[u32], told: &[u32]) -> usize {
    let mut best_child: Vec<Option<usize>> = vec![None; scan.elements.len()];
    for (idx, element) in scan.elements.iter().enumerate().skip(1) {
        let Some(parent) = element.parent else { continue };
        let best = &mut best_child[parent as usize];
        if best.is_none_or(|best| totals[idx] > totals[best]) {
            *best = Some(idx);
        }
    }
    let mut root = 0;
    while let Some(child) = best_child[root] {
        let element = &scan.elements[child];
        if matches!(element.tag, Tag::P | Tag::Li | Tag::Blockquote | Tag::Other | Tag::A) || totals[child] == 0 {
            break;
        }
        let most = if element.is_article { 55 } else { 80 };
        if u64::from(totals[child]) * 100 < u64::from(totals[root]) * most {
            break;
        }
        // The text is cut into several elements that all say they are text: none of them is the whole.
        if element.tag != Tag::Article && (told[root] - told[child]) * 12 > totals[root] {
            break;
        }
        root = child;
    }
    root
}

fn inside(scan: &Scan, root: usize) -> Vec<bool> {
    let mut inside = Vec::with_capacity(scan.elements.len());
    for (idx, element) in scan.elements.iter().enumerate() {
        let above = element.parent.is_some_and(|parent| inside.get(parent as usize).copied().unwrap_or(false));
        inside.push(idx == root || above);
    }
    inside
}
