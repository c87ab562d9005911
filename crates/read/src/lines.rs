//! Plain-text dumps of pages to blocks: one block a line, lines of one paragraph joined where the text was wrapped.

use crate::block::{Block, BlockText, Shape, ends_sentence, words};

/// Lines longer than this are cut at a blank: no paragraph is that long, and classifying one costs time and memory.
const MAX_LINE_BYTES: usize = 64 * 1024;

/// The blocks of a plain text.
pub(crate) fn blocks(text: &str) -> Vec<Block> {
    let mut lines = split(text);
    let wrapped_at = wrap_width(&lines);
    let mut blocks: Vec<Block> = Vec::with_capacity(lines.len());
    let mut was_joined = false;
    let mut rest = lines.drain(..).peekable();
    while let Some(line) = rest.next() {
        let joins = !line.gap_before
            && blocks.last().is_some_and(|before| continues(before, &line, rest.peek(), wrapped_at, was_joined));
        match blocks.last_mut() {
            Some(before) if joins => join(before, line),
            _ => blocks.push(line),
        }
        was_joined = joins;
    }
    drop(rest);
    blocks
}

fn split(text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut gap = true;
    let mut at = 0;
    while at < text.len() {
        let rest = &text[at..];
        // `\r`, `\u{2028}` and form feeds end lines too: old Macs, word processors and printers wrote them.
        let end = rest.find(['\n', '\r', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}']);
        let (line_end, next) = match end {
            Some(end) if rest[end..].starts_with("\r\n") => (end, end + 2),
            Some(end) => (end, end + rest[end..].chars().next().map_or(1, char::len_utf8)),
            None => (rest.len(), rest.len()),
        };
        let (line_end, next) = if line_end > MAX_LINE_BYTES { cut(rest) } else { (line_end, next) };
        let mut built = BlockText::default();
        for (offset, letter) in rest[..line_end].char_indices() {
            built.push(letter, at + offset);
        }
        at += next;
        if built.is_empty() {
            gap = true;
            continue;
        }
        let shape = if is_item(&built.text) { Shape::Item } else { Shape::Line };
        blocks.push(Block {
            text: built.text,
            map: built.map,
            shape,
            gap_before: gap,
            n_gaps: built.n_gaps,
            in_article: true,
            ..Block::default()
        });
        gap = false;
    }
    blocks
}

fn cut(line: &str) -> (usize, usize) {
    let mut end = MAX_LINE_BYTES;
    while !line.is_char_boundary(end) {
        end -= 1;
    }
    let end = line[..end].rfind(' ').filter(|at| *at > 0).unwrap_or(end);
    (end, end)
}

fn is_item(line: &str) -> bool {
    let Some(mark) = line.split(' ').next() else { return false };
    let number = mark.strip_suffix(['.', ')']).is_some_and(|digits| {
        !digits.is_empty() && digits.len() <= 2 && digits.bytes().all(|byte| byte.is_ascii_digit())
    });
    number || matches!(mark, "•" | "-" | "*" | "–" | "·" | "►" | "▪" | "■" | "●" | "◦" | "‣" | "—" | ">")
}

/// The width at which the text was wrapped, where it was: most lines inside paragraphs then end so near to it that
/// the next word would not have fitted.
fn wrap_width(lines: &[Block]) -> Option<usize> {
    let width = |block: &Block| block.text.chars().count();
    let pairs = || lines.windows(2).filter(|pair| !pair[1].gap_before && width(&pair[0]) >= 45);
    let widest = lines.iter().map(width).max().unwrap_or(0);
    if !(50..=130).contains(&widest) {
        return None;
    }
    let (mut n_pairs, mut n_forced) = (0, 0);
    for pair in pairs() {
        n_pairs += 1;
        n_forced += usize::from(is_forced(width(&pair[0]), &pair[1].text, widest));
    }
    (n_forced >= 3 && n_forced * 10 >= n_pairs * 6).then_some(widest)
}

fn is_forced(line_width: usize, next: &str, widest: usize) -> bool {
    let word = next.split(' ').next().unwrap_or("").chars().count();
    line_width + 1 + word + 4 >= widest
}

/// Whether `line` goes on with the sentence of the block before it; `next` is the line after it.
fn continues(before: &Block, line: &Block, next: Option<&Block>, wrapped_at: Option<usize>, was_joined: bool) -> bool {
    if line.shape == Shape::Item || line.n_gaps > 1 || before.text.contains(" > ") || before.text.contains(" » ") {
        return false;
    }
    if let Some(widest) = wrapped_at {
        let last_width = before.text.chars().count();
        // The block may already hold several lines; only its last counts.
        let last_line =
            before.map.last().map_or(last_width, |(start, _)| before.text[*start as usize..].chars().count());
        return is_forced(last_line, &line.text, widest);
    }
    let n_words = words(&before.text).count();
    if ends_sentence(&before.text) || before.n_gaps > 1 {
        return false;
    }
    let opens_small = |line: &Block| {
        line.text.starts_with(|letter: char| letter.is_lowercase() || matches!(letter, ',' | '.' | ';' | ')' | '’'))
    };
    // An inline link was put on a line of its own: what stood before it cannot end there.
    let last_word = before.text.rsplit(' ').next().unwrap_or("");
    let hangs = n_words >= 2 && HANGING.contains(&last_word) && line.text.len() > 2;
    let flows = n_words >= 5 || was_joined;
    let is_link = words(&line.text).count() <= 6
        && !ends_sentence(&line.text)
        && next.is_some_and(|next| !next.gap_before && opens_small(next) && words(&next.text).count() >= 2);
    let has_small = before.text.split(' ').any(|word| word.starts_with(char::is_lowercase));
    (hangs && has_small) || (flows && has_small && (opens_small(line) || before.text.ends_with(',') || is_link))
}

/// Words that no line of its own ends with.
const HANGING: &[&str] = &[
    "the", "a", "an", "of", "and", "or", "to", "in", "on", "at", "by", "for", "with", "from", "that", "which", "who",
    "is", "was", "were", "are", "has", "had", "have", "said", "as", "than", "its", "his", "her", "their",
];

fn join(before: &mut Block, line: Block) {
    before.text.push(' ');
    let offset = before.text.len() as u32;
    before.text.push_str(&line.text);
    before.map.extend(line.map.iter().map(|(text, raw)| (text + offset, *raw)));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(input: &str) -> Vec<String> {
        blocks(input).into_iter().map(|block| block.text).collect()
    }

    /// Protects sentences of wrapped dumps from being cut into lines, and lines of others from being glued.
    #[test]
    fn lines_are_joined_only_where_the_text_was_wrapped() {
        let wrapped = "The delegation arrived in the capital in the early morning and was\n\
                       driven straight to the palace, where the president was waiting for\n\
                       it with the whole of his cabinet and a brass band that had been told\n\
                       to play both anthems twice over because of a misunderstanding.\n\nNext.";
        assert_eq!(texts(wrapped).len(), 2);
        assert_eq!(texts("Ministers meet in Oslo\nThe ministers met on Monday in Oslo.").len(), 2);
        assert_eq!(texts("He spoke of the work of the\nJoint Commission\nand left at noon.").len(), 1);
        assert_eq!(texts("one\r\n\r\ntwo\rthree\u{2028}four").len(), 4);
    }

    /// Protects the map: each character must be found again where it stood.
    #[test]
    fn the_map_leads_back_to_the_input() {
        let input = "  Ein\t\tgroßer  Tag \u{feff}in 東京 .\r\n\r\nZwei  Zeilen";
        for block in blocks(input) {
            for (at, letter) in block.text.char_indices().filter(|(_, letter)| *letter != ' ') {
                let idx = block.map.partition_point(|(text, _)| *text as usize <= at) - 1;
                let (text, raw) = block.map[idx];
                let raw = raw as usize + at - text as usize;
                assert_eq!(input[raw..].chars().next(), Some(letter));
            }
        }
    }
}
