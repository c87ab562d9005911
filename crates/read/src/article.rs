//! One document to one article.

use calendar::PageHints;
use lexicon::Lexicon;
use record::{Article, Finding, Region, RegionKind, SourceMap, Span};

use crate::block::{Block, Shape};
use crate::classify::{Line, LineKind, classify};
use crate::html::{self, Metadata};
use crate::input::{Document, Given, InputKind, ReadError};
use crate::segment::{Body, find_body};
use crate::{choice, decode, headline, lines, published};

/// Makes articles of documents.
#[derive(Clone, Copy, Debug)]
pub struct Reader<'l> {
    lexicon: &'l Lexicon,
}

/// A page as both kinds of input give it.
pub(crate) struct Page {
    pub blocks: Vec<Block>,
    pub metadata: Metadata,
}

impl<'l> Reader<'l> {
    /// A reader that knows the lexicon's page words.
    pub fn new(lexicon: &'l Lexicon) -> Reader<'l> {
        Reader { lexicon }
    }

    /// The article in a document.
    ///
    /// # Errors
    /// When there is none: binary, empty, or nothing but page furniture.
    pub fn article(&self, document: &Document) -> Result<Article, ReadError> {
        let given = &document.given;
        if let Some(text) = &given.text {
            let mut page = self.page(text, given);
            page.metadata.trust(self.lexicon, given);
            return self.assemble(&document.origin, &page, true);
        }
        let decoded = decode::decode_as(&document.bytes, document.given.charset.as_deref())
            .map_err(|why| ReadError::new(&document.origin, why))?;
        let mut page = self.page(&decoded.text, given);
        page.metadata.trust(self.lexicon, given);
        let mut article = match self.assemble(&document.origin, &page, false) {
            Ok(article) => article,
            Err(error) => self.summary(&document.origin, &page).ok_or(error)?,
        };
        let findings = decoded.findings.into_iter().map(|message| Finding { span: None, message });
        article.findings.splice(0..0, findings);
        Ok(article)
    }

    /// What each line of a document was taken for, one a line, `>` before those of the article's text; for people who
    /// wonder why.
    ///
    /// # Errors
    /// When the document is no text.
    pub fn explain(&self, document: &Document) -> Result<String, ReadError> {
        let decoded = decode::decode_as(&document.bytes, document.given.charset.as_deref())
            .map_err(|why| ReadError::new(&document.origin, why))?;
        let page = self.page(&decoded.text, &document.given);
        let lines = classify(self.lexicon, &page.blocks, &PageHints::default());
        let body = find_body(&page.blocks, &lines);
        let mut told = String::new();
        for (at, (block, line)) in page.blocks.iter().zip(&lines).enumerate() {
            let kept = if body.kept.contains(&at) { '>' } else { ' ' };
            let inside = if block.in_article { '|' } else { ' ' };
            let container = block.container.map_or(String::new(), |role| format!("{role:?}"));
            let head: String = block.text.chars().take(120).collect();
            let kind = format!("{:?}", line.kind);
            let shape = format!("{:?}", block.shape);
            told.push_str(&format!("{kept}{inside}{at:4} {kind:22} {shape:10} {container:10} {head}\n"));
        }
        Ok(told)
    }

    /// Pages of a picture or film, and pages that send their text later, tell in their head at least what they are about.
    fn summary(&self, origin: &str, page: &Page) -> Option<Article> {
        let mut blocks = lines::blocks(page.metadata.summary.as_deref()?);
        blocks.iter_mut().for_each(|block| block.map.clear());
        let page = Page { blocks, metadata: page.metadata.clone() };
        let mut article = self.assemble(origin, &page, true).ok()?;
        let message = "the page shows no text; this is the summary that its head gives".to_owned();
        article.findings.push(Finding { span: None, message });
        Some(article)
    }

    /// Reporters' names stand beside the town they write from.
    fn is_place(&self, name: &str) -> bool {
        self.lexicon.countries().any(name).is_some() || self.lexicon.places().own_phrases().contains(name)
    }

    fn page(&self, text: &str, given: &Given) -> Page {
        let is_html = match given.kind {
            Some(InputKind::Html) => true,
            Some(InputKind::Text) => false,
            _ => html::is_html(text),
        };
        if is_html {
            with_told_body(html::page(self.lexicon, text, given.address.as_deref()))
        } else {
            Page { blocks: lines::blocks(text), metadata: Metadata::default() }
        }
    }

    fn assemble(&self, origin: &str, page: &Page, is_record: bool) -> Result<Article, ReadError> {
        let Page { blocks, metadata } = page;
        let hints = PageHints { language: metadata.language.clone(), day_first: None };
        let lines = classify(self.lexicon, blocks, &hints);
        let mut body = find_body(blocks, &lines);
        if is_record {
            body = whole_record(body, &lines);
        }
        if body.kept.is_empty() {
            return Err(ReadError::new(origin, "holds no article: nothing in it reads like running text"));
        }
        let mut publisher = metadata.publisher.clone();
        let title_at = headline::find_title(blocks, &lines, &body, metadata);
        let title = metadata.best_title(title_at.map(|at| (&blocks[at], &lines[at])));
        if publisher.is_none() && metadata.is_empty() {
            publisher = headline::masthead(blocks, &lines, title_at.unwrap_or(body.start));
        }
        let body = without_title(body, &lines, title.as_deref());
        let mut byline = metadata.authors.clone();
        if byline.is_empty() {
            byline = headline::find_byline(blocks, &lines, title_at, &body, publisher.as_deref());
        }
        byline.retain(|name| !self.is_place(name));
        let mut clues = published::visible_clues(self.lexicon, blocks, &lines, &body, title_at, &hints);
        clues.extend(metadata.clues.iter().cloned());
        clues.extend(published::placed_times(metadata, title_at, &body));
        let lead = published::lead(self.lexicon, blocks, &body, &hints);
        let (published, date_candidates) = choice::decide(clues, &lead);
        let (text, regions, source_map) = clean_text(blocks, &lines, &body);
        let (language, findings) = language(&text, metadata.language.as_deref());
        let id =
            content_hash(title.as_deref(), published.as_ref().map(|date| date.value.to_string()).as_deref(), &text);
        Ok(Article {
            id,
            origin: origin.to_owned(),
            title,
            publisher,
            byline,
            published,
            date_candidates,
            language,
            text,
            regions,
            source_map,
            findings,
        })
    }
}

/// Some pages show their text only with scripts and give it in their head: that is taken where the page itself has
/// hardly any.
fn with_told_body(mut page: Page) -> Page {
    let n_words = |block: &Block| crate::block::words(&block.text).count();
    let Some(body) = page.metadata.article_body.take() else { return page };
    let shown: usize =
        page.blocks.iter().filter(|block| block.in_article).map(n_words).filter(|n_words| *n_words >= 9).sum();
    let body = if html::is_html(&body) { body.replace("<p>", "\n\n") } else { body };
    let mut told = lines::blocks(&body);
    let n_told: usize = told.iter().map(n_words).sum();
    if n_told < 60 || n_told < 3 * shown {
        return page;
    }
    for block in &mut told {
        block.map.clear();
    }
    page.blocks.iter_mut().for_each(|block| block.in_article = false);
    page.blocks.truncate(40);
    page.blocks.extend(told);
    page
}

/// The text of a record was cut out of its page by someone: where our own judgement leaves out much of it, theirs holds.
fn whole_record(body: Body, lines: &[Line]) -> Body {
    let n_words = |at: usize| lines[at].n_words;
    let n_all: usize = (0..lines.len()).map(n_words).sum();
    let n_kept: usize = body.kept.iter().map(|at| n_words(*at)).sum();
    if n_kept * 10 >= n_all * 7 {
        return body;
    }
    let kept: Vec<usize> = (0..lines.len()).filter(|at| !matches!(lines[*at].kind, LineKind::Rule)).collect();
    Body { start: 0, end: lines.len(), kept }
}

/// The headline is no part of the text, wherever the page repeats it.
fn without_title(mut body: Body, lines: &[Line], title: Option<&str>) -> Body {
    let Some(title) = title.map(lexicon::fold_line) else { return body };
    body.kept.retain(|at| lines[*at].folded != title);
    if let Some(first) = body.kept.first() {
        body.start = *first;
    }
    body
}

fn clean_text(blocks: &[Block], lines: &[Line], body: &Body) -> (String, Vec<Region>, SourceMap) {
    let mut text = String::new();
    let mut regions = Vec::new();
    let mut anchors = Vec::new();
    for (idx, at) in body.kept.iter().enumerate() {
        let block = &blocks[*at];
        if idx > 0 {
            text.push_str("\n\n");
        }
        let start = text.len();
        anchors.extend(block.map.iter().map(|(at, raw)| (start as u32 + at, *raw)));
        text.push_str(&block.text);
        let mut from = start;
        if idx == 0
            && let Some(dateline) = published::dateline(&block.text)
        {
            from = start + dateline.end as usize;
            regions.push(Region { span: Span::new(start, from), kind: RegionKind::Dateline });
        }
        regions.push(Region { span: Span::new(from, text.len()), kind: region_kind(block, &lines[*at]) });
    }
    (text, regions, SourceMap { anchors })
}

fn region_kind(block: &Block, line: &Line) -> RegionKind {
    match (block.shape, line.kind) {
        (Shape::Heading(_), _) => RegionKind::Heading,
        (Shape::Item, LineKind::Prose | LineKind::Item | LineKind::Sentence) => RegionKind::ListItem,
        (Shape::Quotation, _) => RegionKind::Quotation,
        (_, LineKind::Fragment | LineKind::Trail) => RegionKind::Heading,
        (Shape::Item, _) => RegionKind::ListItem,
        _ => RegionKind::Paragraph,
    }
}

/// The language of the text itself: pages often carry the label of their frame.
fn language(text: &str, label: Option<&str>) -> (Option<String>, Vec<Finding>) {
    let mut end = text.len().min(4000);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let told = whatlang::detect(&text[..end])
        .filter(|info| info.is_reliable() || end > 200)
        .and_then(|info| two_letters(info.lang()));
    let language = told
        .map(str::to_owned)
        .or_else(|| label.map(|label| label.chars().take_while(|letter| *letter != '-' && *letter != '_').collect()));
    let mut findings = Vec::new();
    if let Some(language) = language.as_deref().filter(|language| *language != "en") {
        let message = format!("the text is in another language ({language}); only English is coded so far");
        findings.push(Finding { span: None, message });
    }
    (language, findings)
}

fn two_letters(lang: whatlang::Lang) -> Option<&'static str> {
    use whatlang::Lang::*;
    Some(match lang {
        Eng => "en",
        Fra => "fr",
        Spa => "es",
        Por => "pt",
        Deu => "de",
        Ita => "it",
        Nld => "nl",
        Ara => "ar",
        Rus => "ru",
        Ukr => "uk",
        Tur => "tr",
        Ind => "id",
        Pol => "pl",
        Ron => "ro",
        Ell => "el",
        Pes => "fa",
        Heb => "he",
        Cmn => "zh",
        Jpn => "ja",
        Kor => "ko",
        Hin => "hi",
        Urd => "ur",
        Ben => "bn",
        Vie => "vi",
        Tha => "th",
        Srp => "sr",
        Hrv => "hr",
        Hun => "hu",
        Ces => "cs",
        Swe => "sv",
        Dan => "da",
        Nob => "nb",
        Fin => "fi",
        Bul => "bg",
        Aze => "az",
        Kat => "ka",
        Hye => "hy",
        Amh => "am",
        Tam => "ta",
        _ => return None,
    })
}

/// Names an article by what it says: 24 hexadecimal digits over title, date and text.
fn content_hash(title: Option<&str>, published: Option<&str>, text: &str) -> String {
    let mut hasher = blake3::Hasher::new();
    for part in [title.unwrap_or(""), published.unwrap_or(""), text] {
        hasher.update(&(part.len() as u64).to_le_bytes());
        hasher.update(part.as_bytes());
    }
    hasher.finalize().to_hex()[..24].to_owned()
}
