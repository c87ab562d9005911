//! HTML pages: one pass over the tags ([`scan`]), the article's element ([`root`]), what the head says ([`head`]).

mod head;
mod raw;
mod root;
mod scan;
mod tags;

pub(crate) use head::Metadata;
pub(crate) use root::is_furniture;

use lexicon::Lexicon;

use crate::article::Page;

/// Whether a text is a page rather than a dump of one.
pub(crate) fn is_html(text: &str) -> bool {
    let mut end = text.len().min(16 * 1024);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let head = text[..end].to_ascii_lowercase();
    let opens = ["<!doctype html", "<html", "<head", "<body", "<meta ", "<title"].iter().any(|tag| head.contains(tag));
    // Fragments saved from a feed or a browser: text between many paragraph tags.
    let n_tags = ["<p>", "<p ", "<div", "</p>", "</div>", "<br", "<table", "<td"]
        .iter()
        .map(|tag| head.matches(tag).count())
        .sum::<usize>();
    opens || n_tags >= 4 || (head.trim_start().starts_with('<') && n_tags >= 2)
}

/// The blocks of a page and what its head says.
pub(crate) fn page(lexicon: &Lexicon, text: &str, address: Option<&str>) -> Page {
    let mut scan = marked_scan(lexicon, text, false);
    let n_words = root::prose_inside(&scan);
    if n_words < HARDLY_ANY_WORDS && holds_hidden_markup(text) {
        let hidden = marked_scan(lexicon, text, true);
        if root::prose_inside(&hidden) > 3 * n_words {
            scan = hidden;
        }
    }
    let metadata = head::metadata(lexicon, &scan, address);
    Page { blocks: scan.blocks, metadata }
}

/// A page with less prose than this may hide its text from those who run no scripts.
const HARDLY_ANY_WORDS: u32 = 40;

fn marked_scan(lexicon: &Lexicon, text: &str, with_hidden: bool) -> scan::Scan {
    let mut scan = scan::scan(lexicon.page_words(), text, with_hidden);
    root::mark(&mut scan);
    scan
}

fn holds_hidden_markup(text: &str) -> bool {
    ["text/template", "<noscript", "<template"].iter().any(|mark| text.contains(mark))
}
