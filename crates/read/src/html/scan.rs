//! One pass over the tags of a page: blocks of text, the elements around them, and what the head says.
//!
//! Pages are tag soup; no tree is built. The open elements are kept on a stack with the few implied ends that matter
//! (`<p>`, `<li>`, table cells), and every block remembers the element it stands in. Depth is capped, so a page of a
//! hundred thousand nested tags costs no more than any other.

use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Span, State, Tokenizer};
use lexicon::{ContainerRole, PageWords};

use crate::block::{Block, BlockText, Shape, ends_sentence};
use crate::html::raw::{locate, script_date};
use crate::html::tags::{Tag, TagKind};

/// An element that was open around some text.
#[derive(Clone, Debug)]
pub(crate) struct Element {
    pub parent: Option<u32>,
    pub tag: Tag,
    /// What its names or its tag say it holds.
    pub role: Option<ContainerRole>,
    /// Whether it says of itself that it is the article or its text.
    pub is_article: bool,
}

/// A machine-readable date in the page's body.
#[derive(Clone, Debug)]
pub(crate) struct TimeTag {
    /// The block that follows or holds it.
    pub block: usize,
    pub value: String,
    /// Its own names: `datePublished`, `entry-date updated`.
    pub names: String,
}

/// What the page's head and its scripts say, unread.
#[derive(Clone, Debug, Default)]
pub(crate) struct Head {
    pub language: Option<String>,
    pub title: String,
    /// `(name, content)` of meta tags, names in lower case.
    pub metas: Vec<(String, String)>,
    pub canonical: Option<String>,
    pub json_ld: Vec<String>,
    /// `(key, value)` of dates in other scripts: pages that are drawn by a script carry their data in one.
    pub script_dates: Vec<(String, String)>,
}

/// A scanned page.
#[derive(Debug, Default)]
pub(crate) struct Scan {
    pub blocks: Vec<Block>,
    /// The element that each block stands in.
    pub owners: Vec<u32>,
    pub elements: Vec<Element>,
    pub times: Vec<TimeTag>,
    pub head: Head,
}

/// Deeper elements count as text of the deepest one kept.
const MAX_DEPTH: usize = 400;
/// More blocks than this are no article.
const MAX_BLOCKS: usize = 60_000;
/// Longer attribute values are pictures and scripts in disguise.
const MAX_ATTRIBUTE_BYTES: usize = 4096;
const MAX_JSON_LD_BYTES: usize = 1 << 20;
const MAX_SCRIPT_DATES: usize = 200;

/// Scans a page. `with_hidden` takes in what a browser shows only to, or by, a script: templates and `<noscript>`.
pub(crate) fn scan(page_words: &PageWords, text: &str, with_hidden: bool) -> Scan {
    let mut scanner = Scanner::new(page_words, text);
    scanner.with_hidden = with_hidden;
    {
        let callback = |event: CallbackEvent<'_>, span: Span<usize>| scanner.event(event, span);
        let emitter: CallbackEmitter<_, State, usize> = CallbackEmitter::new(callback);
        let mut tokenizer = Tokenizer::new_with_emitter(text, emitter);
        while let Some(Ok(state)) = tokenizer.next() {
            tokenizer.set_state(state);
        }
    }
    scanner.flush();
    scanner.scan
}

struct Scanner<'s> {
    page_words: &'s PageWords,
    text: &'s str,
    scan: Scan,
    open: Vec<u32>,
    /// Elements beyond the depth cap that are still open.
    n_too_deep: usize,
    built: BlockText,
    n_link_bytes: u32,
    link_from: Option<usize>,
    n_breaks: u8,
    tag: OpenTag,
    /// What the text that follows is, where it is no page text.
    inside: Inside,
    with_hidden: bool,
    /// An inline element that opened at the start of the block's text, and where it ended.
    around: Option<(u32, Option<usize>)>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Inside {
    #[default]
    Page,
    Title,
    JsonLd,
    /// Scripts, styles and the like, until their end tag.
    Skipped(Tag),
}

/// A start tag whose attributes are still being read.
#[derive(Debug, Default)]
struct OpenTag {
    name: Tag,
    attribute: Attribute,
    names: String,
    itemprop: String,
    rel: String,
    href: String,
    content: String,
    meta_name: String,
    datetime: String,
    kind: String,
    lang: String,
    hidden: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Attribute {
    Class,
    Itemprop,
    Rel,
    Href,
    Content,
    MetaName,
    Datetime,
    Kind,
    Lang,
    Style,
    AriaHidden,
    Role,
    #[default]
    Other,
}

impl<'s> Scanner<'s> {
    fn new(page_words: &'s PageWords, text: &'s str) -> Scanner<'s> {
        let root = Element { parent: None, tag: Tag::Html, role: None, is_article: false };
        let scan = Scan { elements: vec![root], ..Scan::default() };
        Scanner {
            page_words,
            text,
            scan,
            open: vec![0],
            n_too_deep: 0,
            built: BlockText::default(),
            n_link_bytes: 0,
            link_from: None,
            n_breaks: 0,
            tag: OpenTag::default(),
            inside: Inside::Page,
            with_hidden: false,
            around: None,
        }
    }

    /// Takes in an event; tells how to go on after a tag whose content is no markup.
    fn event(&mut self, event: CallbackEvent<'_>, span: Span<usize>) -> Option<State> {
        match event {
            CallbackEvent::OpenStartTag { name } => self.tag = OpenTag { name: Tag::of(name), ..OpenTag::default() },
            CallbackEvent::AttributeName { name } => self.attribute_name(name),
            CallbackEvent::AttributeValue { value } => self.attribute_value(value),
            CallbackEvent::CloseStartTag { self_closing } => {
                // Inside drawings `<title/>` and `<style/>` are ordinary tags and must not swallow the rest of the page.
                let state = if self.in_drawing() || self.is_shown() { None } else { self.tag.name.content_state() };
                self.start_tag(self_closing);
                return state;
            }
            CallbackEvent::EndTag { name } => self.end_tag(Tag::of(name)),
            CallbackEvent::String { value } => self.string(value, span.start),
            CallbackEvent::Comment { .. } | CallbackEvent::Doctype { .. } | CallbackEvent::Error(_) => {}
        }
        None
    }

    fn in_drawing(&self) -> bool {
        matches!(self.inside, Inside::Skipped(Tag::Svg | Tag::Math))
    }

    /// Whether the tag's content is read as a part of the page, though it is hidden.
    fn is_shown(&self) -> bool {
        self.with_hidden
            && match self.tag.name {
                Tag::Noscript | Tag::Template => true,
                Tag::Script => self.tag.kind == "text/template",
                _ => false,
            }
    }

    fn attribute_name(&mut self, name: &[u8]) {
        self.tag.attribute = match name {
            b"class" | b"id" => Attribute::Class,
            b"itemprop" => Attribute::Itemprop,
            b"rel" => Attribute::Rel,
            b"href" => Attribute::Href,
            b"content" => Attribute::Content,
            b"name" | b"property" | b"http-equiv" => Attribute::MetaName,
            b"datetime" => Attribute::Datetime,
            b"type" => Attribute::Kind,
            b"lang" | b"xml:lang" => Attribute::Lang,
            b"style" => Attribute::Style,
            b"aria-hidden" => Attribute::AriaHidden,
            b"role" => Attribute::Role,
            b"hidden" => {
                self.tag.hidden = true;
                Attribute::Other
            }
            b"pubdate" => {
                self.tag.names.push_str(" pubdate");
                Attribute::Other
            }
            _ => Attribute::Other,
        };
    }

    fn attribute_value(&mut self, value: &[u8]) {
        if self.tag.attribute == Attribute::Other || value.len() > MAX_ATTRIBUTE_BYTES {
            return;
        }
        let value = String::from_utf8_lossy(value);
        let value = value.trim();
        let tag = &mut self.tag;
        match tag.attribute {
            Attribute::Class => {
                tag.names.push(' ');
                tag.names.push_str(value);
            }
            Attribute::Itemprop => tag.itemprop = value.to_owned(),
            Attribute::Rel => tag.rel = value.to_ascii_lowercase(),
            Attribute::Href => tag.href = value.to_owned(),
            Attribute::Content => tag.content = value.to_owned(),
            Attribute::MetaName => tag.meta_name = value.to_ascii_lowercase(),
            Attribute::Datetime => tag.datetime = value.to_owned(),
            Attribute::Kind => tag.kind = value.to_ascii_lowercase(),
            Attribute::Lang => tag.lang = value.to_owned(),
            Attribute::Style => {
                let style: String = value.chars().filter(|letter| !letter.is_whitespace()).collect();
                tag.hidden |= style.to_ascii_lowercase().contains("display:none");
            }
            Attribute::AriaHidden => {}
            Attribute::Role => {
                if matches!(
                    value,
                    "navigation"
                        | "complementary"
                        | "contentinfo"
                        | "search"
                        | "menu"
                        | "dialog"
                        | "alertdialog"
                        | "tablist"
                        | "toolbar"
                ) {
                    tag.names.push_str(match value {
                        "complementary" => " sidebar",
                        "contentinfo" => " footer",
                        "dialog" | "alertdialog" => " popup",
                        _ => " nav",
                    });
                }
            }
            Attribute::Other => {}
        }
    }

    fn start_tag(&mut self, self_closing: bool) {
        let is_shown = self.is_shown();
        let tag = std::mem::take(&mut self.tag);
        // Tags of text end a drawing that was never closed.
        if self.in_drawing() && tag.name.breaks_out() {
            self.inside = Inside::Page;
        }
        if self.inside != Inside::Page {
            return;
        }
        self.note_head(&tag);
        match tag.name.kind() {
            TagKind::Skipped if is_shown => self.flush(),
            TagKind::Skipped => {
                if self_closing && matches!(tag.name, Tag::Svg | Tag::Math) {
                    return;
                }
                let json = tag.name == Tag::Script && tag.kind.contains("ld+json");
                self.inside = if json { Inside::JsonLd } else { Inside::Skipped(tag.name) };
                if json {
                    self.scan.head.json_ld.push(String::new());
                }
                return;
            }
            TagKind::Void => {
                match tag.name {
                    Tag::Br => self.line_break(),
                    Tag::Hr => self.flush(),
                    Tag::Img | Tag::Input => self.built.blank(),
                    _ => {}
                }
                self.note_time(&tag);
                return;
            }
            TagKind::Block => {
                self.flush();
                self.close_implied(tag.name);
            }
            TagKind::Inline => {}
        }
        if tag.name == Tag::Title {
            self.inside = Inside::Title;
            return;
        }
        self.note_time(&tag);
        if tag.name == Tag::A && self.link_from.is_none() {
            self.link_from = Some(self.built.text.len());
        }
        self.push(&tag);
    }

    fn push(&mut self, tag: &OpenTag) {
        let is_plain_inline =
            tag.name.kind() == TagKind::Inline && tag.names.is_empty() && tag.itemprop.is_empty() && !tag.hidden;
        if self.open.len() >= MAX_DEPTH {
            self.n_too_deep += 1;
            return;
        }
        let parent = self.open.last().copied();
        // Inline elements without names tell nothing: they are on the stack only to be closed.
        let role = if is_plain_inline { None } else { self.role(tag) };
        let is_article = tag.name == Tag::Article
            || tag.name == Tag::Main
            || tag.itemprop.to_ascii_lowercase().contains("articlebody")
            || role == Some(ContainerRole::Body);
        let idx = self.scan.elements.len() as u32;
        let tells = matches!(role, Some(ContainerRole::Date | ContainerRole::Byline | ContainerRole::Updated));
        if tells && tag.name.kind() == TagKind::Inline && self.built.is_empty() {
            self.around = Some((idx, None));
        }
        self.open.push(idx);
        self.scan.elements.push(Element { parent, tag: tag.name, role, is_article });
    }

    fn role(&self, tag: &OpenTag) -> Option<ContainerRole> {
        if tag.hidden && tag.name != Tag::Body && tag.name != Tag::Html {
            return Some(ContainerRole::Notice);
        }
        match tag.name {
            Tag::Nav | Tag::Menu => return Some(ContainerRole::Menu),
            Tag::Footer => return Some(ContainerRole::Footer),
            Tag::Aside => return Some(ContainerRole::Sidebar),
            Tag::Figcaption | Tag::Figure | Tag::Caption => return Some(ContainerRole::Caption),
            Tag::Button | Tag::Label | Tag::Dialog => return Some(ContainerRole::Newsletter),
            Tag::Html | Tag::Body | Tag::Form => return None,
            _ => {}
        }
        let itemprop = tag.itemprop.to_ascii_lowercase();
        match itemprop.as_str() {
            "articlebody" => return Some(ContainerRole::Body),
            "headline" => return Some(ContainerRole::Title),
            "author" | "creator" => return Some(ContainerRole::Byline),
            "datepublished" | "datecreated" => return Some(ContainerRole::Date),
            "datemodified" => return Some(ContainerRole::Updated),
            _ => {}
        }
        if tag.names.is_empty() { None } else { self.page_words.container_role(&tag.names) }
    }

    fn note_head(&mut self, tag: &OpenTag) {
        let head = &mut self.scan.head;
        match tag.name {
            Tag::Html if !tag.lang.is_empty() => head.language = Some(tag.lang.clone()),
            Tag::Meta if !tag.content.is_empty() && head.metas.len() < 400 => {
                let itemprop = tag.itemprop.to_ascii_lowercase();
                let name = if tag.meta_name.is_empty() { itemprop } else { tag.meta_name.clone() };
                if !name.is_empty() {
                    head.metas.push((name, tag.content.clone()));
                }
            }
            Tag::Link if tag.rel.split(' ').any(|rel| rel == "canonical") && head.canonical.is_none() => {
                head.canonical = Some(tag.href.clone());
            }
            _ => {}
        }
    }

    fn note_time(&mut self, tag: &OpenTag) {
        let dated =
            matches!(tag.itemprop.to_ascii_lowercase().as_str(), "datepublished" | "datemodified" | "datecreated");
        let value = if tag.datetime.is_empty() && dated { &tag.content } else { &tag.datetime };
        if !value.is_empty() && (tag.name == Tag::Time || dated) && self.scan.times.len() < 500 {
            let names = format!("{} {}", tag.names, tag.itemprop).to_ascii_lowercase();
            self.scan.times.push(TimeTag { block: self.scan.blocks.len(), value: value.clone(), names });
        }
    }

    /// Ends that authors leave out.
    fn close_implied(&mut self, tag: Tag) {
        let closes: &[Tag] = match tag {
            Tag::Li => &[Tag::Li, Tag::P],
            Tag::Dd | Tag::Dt => &[Tag::Dd, Tag::Dt, Tag::P],
            Tag::Td | Tag::Th => &[Tag::Td, Tag::Th, Tag::P],
            Tag::Tr => &[Tag::Tr, Tag::Td, Tag::Th, Tag::P],
            _ => &[Tag::P],
        };
        let stops: &[Tag] = match tag {
            Tag::Li => &[Tag::Ul, Tag::Ol, Tag::Menu],
            Tag::Td | Tag::Th => &[Tag::Tr, Tag::Table],
            Tag::Tr => &[Tag::Table],
            Tag::P => &[Tag::Div, Tag::Td, Tag::Li, Tag::Article, Tag::Section, Tag::Blockquote, Tag::Body],
            _ => &[Tag::Dl],
        };
        let is_paragraph_end = closes == [Tag::P];
        let mut keep = None;
        for (at, idx) in self.open.iter().enumerate().skip(1).rev() {
            let open = self.tag_of(*idx);
            if closes.contains(&open) {
                keep = Some(at);
                if is_paragraph_end {
                    break;
                }
            } else if stops.contains(&open) || (is_paragraph_end && open.kind() != TagKind::Inline) {
                break;
            }
        }
        if let Some(keep) = keep {
            self.open.truncate(keep);
            self.n_too_deep = 0;
        }
    }

    fn tag_of(&self, idx: u32) -> Tag {
        self.scan.elements.get(idx as usize).map_or(Tag::Other, |element| element.tag)
    }

    fn end_tag(&mut self, tag: Tag) {
        match self.inside {
            Inside::Page => {}
            Inside::Title if tag == Tag::Title => self.inside = Inside::Page,
            Inside::JsonLd if tag == Tag::Script => self.inside = Inside::Page,
            Inside::Skipped(skipped) if tag == skipped => self.inside = Inside::Page,
            // A page that never ends its `<svg>` still has a text.
            Inside::Skipped(_) if matches!(tag, Tag::Body | Tag::Html) => self.inside = Inside::Page,
            _ => return,
        }
        if tag.kind() == TagKind::Skipped || matches!(tag, Tag::Title | Tag::Body | Tag::Html) {
            return;
        }
        if tag == Tag::A
            && let Some(from) = self.link_from.take()
        {
            self.n_link_bytes += self.built.text.len().saturating_sub(from) as u32;
        }
        if tag.kind() == TagKind::Block || tag == Tag::Br {
            self.flush();
        }
        if self.n_too_deep > 0 {
            self.n_too_deep -= 1;
            return;
        }
        let is_cell = matches!(tag, Tag::Table | Tag::Tr | Tag::Td | Tag::Th);
        for (at, idx) in self.open.iter().enumerate().skip(1).rev() {
            let open = self.tag_of(*idx);
            if open == tag {
                match &mut self.around {
                    Some((around, end)) if *around == *idx => *end = Some(self.built.text.len()),
                    _ => {}
                }
                self.open.truncate(at);
                return;
            }
            // An end tag without a start ends nothing outside its cell, nor an inline one anything outside its block.
            let wall = matches!(open, Tag::Td | Tag::Th | Tag::Table) && !is_cell;
            if wall || (tag.kind() == TagKind::Inline && open.kind() == TagKind::Block) {
                return;
            }
        }
    }

    fn string(&mut self, value: &[u8], start: usize) {
        let value = String::from_utf8_lossy(value);
        match self.inside {
            Inside::Skipped(tag) => {
                if tag == Tag::Script {
                    self.note_script_dates(&value);
                }
                return;
            }
            Inside::Title => {
                if self.scan.head.title.len() < 2000 {
                    self.scan.head.title.push_str(&value);
                }
                return;
            }
            Inside::JsonLd => {
                if let Some(json) = self.scan.head.json_ld.last_mut()
                    && json.len() + value.len() < MAX_JSON_LD_BYTES
                {
                    json.push_str(&value);
                }
                return;
            }
            Inside::Page => {}
        }
        if self.n_breaks > 0 && !value.trim().is_empty() {
            // Two breaks part paragraphs; one does where the line before it is a whole sentence.
            if self.n_breaks > 1 || ends_sentence(&self.built.text) || self.built.text.len() < 60 {
                self.flush();
            } else {
                self.built.blank();
            }
            self.n_breaks = 0;
        }
        let mut raw = start;
        for letter in value.chars() {
            let (at, next) = locate(self.text, raw, letter);
            self.built.push(letter, at);
            raw = next;
        }
    }

    /// `"publishedDate":"2016-11-04T20:37:27Z"` in a script, escaped or not.
    fn note_script_dates(&mut self, script: &str) {
        for (at, _) in script.match_indices("ublish").chain(script.match_indices("UBLISH")) {
            if self.scan.head.script_dates.len() >= MAX_SCRIPT_DATES {
                return;
            }
            if let Some(found) = script_date(script, at) {
                self.scan.head.script_dates.push(found);
            }
        }
    }

    fn line_break(&mut self) {
        self.n_breaks = self.n_breaks.saturating_add(1);
        self.built.blank();
    }

    fn flush(&mut self) {
        let built = std::mem::take(&mut self.built);
        let around = self.around.take();
        let mut n_link_bytes = std::mem::take(&mut self.n_link_bytes);
        self.n_breaks = 0;
        if let Some(from) = self.link_from {
            n_link_bytes += built.text.len().saturating_sub(from) as u32;
            self.link_from = Some(0);
        }
        if built.is_empty() || self.scan.blocks.len() >= MAX_BLOCKS {
            return;
        }
        // A line that lies wholly within `<span class=date>` is what the span says it is.
        let around = around.filter(|(_, end)| *end == Some(built.text.len())).map(|(idx, _)| idx);
        let owner = around.or(self.open.last().copied()).unwrap_or(0);
        self.scan.blocks.push(Block {
            shape: self.shape(),
            text: built.text,
            map: built.map,
            n_link_bytes,
            gap_before: true,
            n_gaps: 0,
            container: None,
            in_article: true,
        });
        self.scan.owners.push(owner);
    }

    /// What the innermost telling element says.
    fn shape(&self) -> Shape {
        for idx in self.open.iter().rev().take(12) {
            match self.tag_of(*idx) {
                Tag::H1 => return Shape::Heading(1),
                Tag::H2 => return Shape::Heading(2),
                Tag::H3 => return Shape::Heading(3),
                Tag::H4 | Tag::H5 | Tag::H6 => return Shape::Heading(4),
                Tag::Li | Tag::Dd | Tag::Dt => return Shape::Item,
                Tag::Blockquote | Tag::Pre => return Shape::Quotation,
                Tag::P => {
                    // A quotation's paragraphs are quotations.
                    let quoted = self.open.iter().rev().take(4).any(|idx| self.tag_of(*idx) == Tag::Blockquote);
                    return if quoted { Shape::Quotation } else { Shape::Paragraph };
                }
                Tag::Td | Tag::Th => return Shape::Cell,
                Tag::Div | Tag::Section | Tag::Article | Tag::Body => return Shape::Line,
                _ => {}
            }
        }
        Shape::Line
    }
}
