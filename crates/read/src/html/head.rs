//! What a page's head, scripts and machine-readable dates say about the article.

use calendar::{PageHints, civil, page_dates};
use lexicon::{ContainerRole, Lexicon, fold_line};
use record::{DateBasis, Edtf, EdtfDate};
use serde_json::Value;

use crate::block::{Block, Shape, words};
use crate::classify::Line;
use crate::html::root::is_furniture;
use crate::html::scan::{Scan, TimeTag};
use crate::input::Given;
use crate::published::{Clue, from_address};

/// What a page says about the article in it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Metadata {
    /// Headlines that the head gives, best first.
    pub titles: Vec<String>,
    /// The headline that the record around the page gives.
    pub given_title: Option<String>,
    pub publisher: Option<String>,
    pub authors: Vec<String>,
    pub language: Option<String>,
    /// The text as the head gives it, for pages that show it only with scripts.
    pub article_body: Option<String>,
    /// What the head says in a sentence about the article, where it says that the page is one.
    pub summary: Option<String>,
    pub clues: Vec<Clue>,
    /// Machine-readable dates of the page's body with the block they stand at; their worth depends on where that is.
    pub times: Vec<(usize, Clue)>,
    pub is_html: bool,
}

impl Metadata {
    /// Whether the input was no page with a head.
    pub fn is_empty(&self) -> bool {
        !self.is_html
    }

    /// Adds what the record around a page says; it is trusted before the page.
    pub fn trust(&mut self, lexicon: &Lexicon, given: &Given) {
        if let Some(title) = given.title.as_deref().map(plain).filter(|title| !title.is_empty()) {
            self.given_title = Some(title);
        }
        self.publisher = given.publisher.as_deref().map(plain).or(self.publisher.take());
        if !given.authors.is_empty() {
            self.authors = given.authors.iter().map(|name| plain(name)).collect();
        }
        self.language = given.language.clone().or(self.language.take());
        if let Some(day) = given.published.as_deref().and_then(|told| machine_date(lexicon, told)) {
            let evidence = given.published.clone().unwrap_or_default();
            self.clues.push(Clue { kind: "record", evidence, score: 120, ..Clue::metadata(Edtf::Date(day)) });
        }
        if let Some(address) = &given.address
            && !self.is_html
        {
            self.clues.extend(from_address(lexicon, address));
        }
    }

    /// The headline: the page's own line where it is a heading or agrees with the head, else what the head says.
    pub fn best_title(&self, line: Option<(&Block, &Line)>) -> Option<String> {
        if self.given_title.is_some() {
            return self.given_title.clone();
        }
        let Some((block, line)) = line else { return self.titles.first().cloned() };
        let own = Some(block.text.clone());
        let Some(told) = self.titles.first() else { return own };
        let heading = matches!(block.shape, Shape::Heading(1..=2)) || block.container == Some(ContainerRole::Title);
        let told_folded = fold_line(told);
        let agrees = told_folded.contains(&line.folded)
            || line.folded.contains(&told_folded)
            || shares(&told_folded, &line.folded);
        let small_heading = matches!(block.shape, Shape::Heading(_)) && line.n_words >= 4 && words(told).count() <= 4;
        if agrees || (heading && line.n_words >= 3) || small_heading { own } else { Some(told.clone()) }
    }

    /// Whether the head gives this line as a headline: 0 as its best one, 1 as or in any.
    pub fn title_rank(&self, folded: &str) -> Option<usize> {
        if self.titles.first().is_some_and(|title| fold_line(title) == folded) {
            return Some(0);
        }
        let names = |title: &String| {
            let title = fold_line(title);
            title == folded || (folded.len() > 20 && title.contains(folded))
        };
        self.titles.iter().any(names).then_some(1)
    }
}

/// Whether two headlines have more than half of their words in common.
fn shares(one: &str, other: &str) -> bool {
    let set: Vec<&str> = one.split(' ').collect();
    let shared = other.split(' ').filter(|word| set.contains(word)).count();
    shared * 2 > set.len().min(other.split(' ').count())
}

/// Reads the head of a scanned page.
pub(crate) fn metadata(lexicon: &Lexicon, scan: &Scan, address: Option<&str>) -> Metadata {
    let mut metadata = Metadata { is_html: true, language: scan.head.language.clone(), ..Metadata::default() };
    let mut article = Linked::default();
    for json in &scan.head.json_ld {
        article.read(json);
    }
    let meta = |names: &[&str]| names.iter().find_map(|name| meta(scan, name));
    metadata.publisher =
        meta(&["og:site_name", "application-name", "dc.publisher", "publisher", "cre", "twitter:app:name:iphone"])
            .filter(|name| !name.starts_with("http") && words(name).count() <= 7)
            .or(article.publisher.take())
            .or_else(|| named_by_address(scan, address));
    let titles = [
        article.headline.take(),
        meta(&["og:title", "twitter:title", "dc.title", "headline", "sailthru.title", "parsely-title", "title"]),
    ];
    for title in titles.into_iter().flatten().chain(Some(plain(&scan.head.title))) {
        let title = without_site(&title, metadata.publisher.as_deref());
        if words(&title).count() >= 2
            && !metadata.titles.contains(&title)
            && !is_site(&title, metadata.publisher.as_deref())
        {
            metadata.titles.push(title);
        }
    }
    metadata.article_body = article.body.take();
    if article.is_article || meta(&["og:type"]).is_some_and(|kind| kind.contains("article") || kind.contains("video")) {
        let told = meta(&["og:description", "description", "twitter:description"]).or(article.description.take());
        metadata.summary = told.filter(|told| words(told).count() >= 6);
    }
    metadata.authors = std::mem::take(&mut article.authors);
    if metadata.authors.is_empty() {
        let told = meta(&[
            "author",
            "article:author",
            "byl",
            "dc.creator",
            "sailthru.author",
            "parsely-author",
            "citation_author",
        ]);
        metadata.authors =
            told.filter(|told| !told.contains("://")).map(|told| split_authors(&told)).unwrap_or_default();
    }
    let publisher = metadata.publisher.clone();
    metadata.authors.retain(|name| is_author(name, publisher.as_deref()));
    metadata.clues = clues(lexicon, scan, &article, address);
    metadata.times = scan.times.iter().filter_map(|time| Some((time.block, time_clue(lexicon, scan, time)?))).collect();
    metadata
}

fn meta(scan: &Scan, name: &str) -> Option<String> {
    let found = scan.head.metas.iter().find(|(known, content)| known == name && !content.trim().is_empty())?;
    Some(plain(&found.1))
}

fn collapse(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What stands between headline and outlet in window titles.
const TITLE_MARKS: &[&str] =
    &[" | ", " – ", " — ", " - ", " :: ", " » ", " « ", " • ", " · ", " / ", " < ", "|", " : "];

/// A window title without the outlet's name around it.
fn without_site(title: &str, publisher: Option<&str>) -> String {
    let folded_publisher = publisher.map(fold_line).unwrap_or_default();
    let mut best = title.trim();
    for _ in 0..3 {
        let mut cut = None;
        for mark in TITLE_MARKS {
            if let Some(at) = best.rfind(mark) {
                let (head, tail) = (best[..at].trim(), best[at + mark.len()..].trim());
                let folded_tail = fold_line(tail);
                let is_name = !folded_publisher.is_empty()
                    && (folded_publisher.contains(&folded_tail) || folded_tail.contains(&folded_publisher));
                let short = words(tail).count() <= 4
                    && words(head).count() >= 4
                    && publisher.is_none_or(|_| *mark != " - " || is_name);
                if is_name || short {
                    cut = Some(head);
                    break;
                }
            }
        }
        match cut {
            Some(head) if !head.is_empty() => best = head,
            _ => break,
        }
    }
    if let Some(publisher) = publisher {
        for mark in [" | ", " - ", " – ", " — ", ": ", " :: ", " » "] {
            if let Some(rest) = best.strip_prefix(publisher).and_then(|rest| rest.strip_prefix(mark)) {
                best = rest;
            }
        }
    }
    best.to_owned()
}

/// The outlet, where the window's title names it beside the headline as the page's address does: `… | Reef Courier` on
/// reefcourier.example.
fn named_by_address(scan: &Scan, address: Option<&str>) -> Option<String> {
    let letters =
        |text: &str| text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    let og_url = meta(scan, "og:url");
    let known = [address, scan.head.canonical.as_deref(), og_url.as_deref()];
    let hosts: Vec<String> = known
        .into_iter()
        .flatten()
        .filter_map(|address| address.split_once("://")?.1.split(['/', ':', '?']).next())
        .map(letters)
        .collect();
    let title = plain(&scan.head.title);
    let is_name = |part: &&str| {
        let name = letters(part);
        let names = |host: &String| host.contains(&name) && name.len() * 3 >= host.len();
        name.len() >= 4 && words(part).count() <= 5 && hosts.iter().any(names)
    };
    let parts = TITLE_MARKS.iter().flat_map(|mark| title.split(mark));
    parts.map(str::trim).find(is_name).map(str::to_owned)
}

fn is_site(title: &str, publisher: Option<&str>) -> bool {
    publisher.is_some_and(|publisher| fold_line(publisher) == fold_line(title))
}

fn split_authors(told: &str) -> Vec<String> {
    crate::headline::names(told, None)
}

fn is_author(name: &str, publisher: Option<&str>) -> bool {
    let folded = fold_line(name);
    let generic = matches!(
        folded.as_str(),
        "admin" | "administrator" | "editor" | "webmaster" | "root" | "user" | "super user" | ""
    );
    let is_outlet = publisher.is_some_and(|publisher| fold_line(publisher) == folded);
    !generic && !is_outlet && words(name).count() <= 7 && !name.contains('@') && !name.contains("://")
}

/// What JSON-LD says about the article.
#[derive(Debug, Default)]
struct Linked {
    headline: Option<String>,
    publisher: Option<String>,
    authors: Vec<String>,
    published: Option<String>,
    modified: Option<String>,
    body: Option<String>,
    description: Option<String>,
    is_article: bool,
    /// A date of the page rather than of an article in it.
    page_published: Option<String>,
}

impl Linked {
    fn read(&mut self, json: &str) {
        let json = json
            .trim()
            .trim_start_matches("<!--")
            .trim_start_matches("//<![CDATA[")
            .trim_end_matches("-->")
            .trim_end_matches("//]]>")
            .trim_end_matches(';')
            .trim();
        match serde_json::from_str::<Value>(json) {
            Ok(value) => self.walk(&value, 0),
            // Raw line breaks inside strings are common and no reason to lose the date.
            Err(_) => match serde_json::from_str::<Value>(&json.replace(['\n', '\r', '\t'], " ")) {
                Ok(value) => self.walk(&value, 0),
                Err(_) => self.scrape(json),
            },
        }
    }

    fn walk(&mut self, value: &Value, depth: usize) {
        if depth > 6 {
            return;
        }
        match value {
            Value::Array(items) => items.iter().take(200).for_each(|item| self.walk(item, depth + 1)),
            Value::Object(fields) => {
                let kinds = strings(fields.get("@type"));
                if kinds.iter().any(|kind| is_article_type(kind)) {
                    self.take(value);
                } else if kinds.iter().any(|kind| kind.ends_with("WebPage") || kind == "ItemPage") {
                    self.page_published = self.page_published.take().or(string(value.get("datePublished")));
                } else if kinds.iter().any(|kind| kind == "Organization" || kind == "NewsMediaOrganization") {
                    self.publisher = self.publisher.take().or(string(value.get("name")));
                }
                for key in ["@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "item", "hasPart"] {
                    // Lists of other articles say nothing about this one.
                    if key == "itemListElement" && self.published.is_some() {
                        continue;
                    }
                    if let Some(inner) = fields.get(key) {
                        self.walk(inner, depth + 1);
                    }
                }
            }
            _ => {}
        }
    }

    fn take(&mut self, value: &Value) {
        let field = |name: &str| string(value.get(name));
        self.is_article = true;
        self.description = self.description.take().or(field("description"));
        self.headline = self.headline.take().or(field("headline").or_else(|| field("name")));
        self.published = self.published.take().or(field("datePublished").or_else(|| field("dateCreated")));
        self.modified = self.modified.take().or(field("dateModified"));
        self.body = self.body.take().or(value.get("articleBody").and_then(Value::as_str).map(str::to_owned));
        self.publisher = self.publisher.take().or(value.get("publisher").and_then(name_of));
        if self.authors.is_empty() {
            let authors = value.get("author").or_else(|| value.get("creator"));
            self.authors = match authors {
                Some(Value::Array(items)) => items.iter().filter_map(name_of).collect(),
                Some(one) => name_of(one).map(|name| split_authors(&name)).unwrap_or_default(),
                None => Vec::new(),
            };
        }
    }

    /// Dates of JSON that does not parse.
    fn scrape(&mut self, json: &str) {
        let after = |key: &str| {
            let rest = json.split_once(key)?.1.trim_start().strip_prefix(':')?.trim_start().strip_prefix('"')?;
            rest.split('"').next().map(str::to_owned)
        };
        self.published = self.published.take().or(after("\"datePublished\""));
        self.modified = self.modified.take().or(after("\"dateModified\""));
        self.headline = self.headline.take().or(after("\"headline\""));
    }
}

fn is_article_type(kind: &str) -> bool {
    kind.ends_with("Article")
        || kind.ends_with("Posting")
        || matches!(kind, "Report" | "SpecialAnnouncement" | "CreativeWork" | "OpinionNewsArticle")
}

fn strings(value: Option<&Value>) -> Vec<String> {
    match value {
        Some(Value::String(text)) => vec![text.rsplit('/').next().unwrap_or(text).to_owned()],
        Some(Value::Array(items)) => items.iter().flat_map(|item| strings(Some(item))).collect(),
        _ => Vec::new(),
    }
}

fn string(value: Option<&Value>) -> Option<String> {
    match value? {
        Value::String(text) if !text.trim().is_empty() => Some(plain(text)),
        Value::Array(items) => items.iter().find_map(|item| string(Some(item))),
        _ => None,
    }
}

fn name_of(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(plain(text)).filter(|text| !text.contains("://")),
        Value::Object(fields) => string(fields.get("name")),
        Value::Array(items) => items.iter().find_map(name_of),
        _ => None,
    }
}

/// A JSON string as text: entities are often left in.
fn plain(text: &str) -> String {
    let text = collapse(text);
    if !text.contains('&') {
        return text;
    }
    let pairs = [
        ("&amp;", "&"),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&#039;", "'"),
        ("&#8217;", "’"),
        ("&#8216;", "‘"),
        ("&rsquo;", "’"),
        ("&lsquo;", "‘"),
        ("&ldquo;", "“"),
        ("&rdquo;", "”"),
        ("&#8220;", "“"),
        ("&#8221;", "”"),
        ("&#8211;", "–"),
        ("&ndash;", "–"),
        ("&mdash;", "—"),
        ("&nbsp;", " "),
        ("&#x27;", "'"),
    ];
    pairs.iter().fold(text, |text, (entity, letter)| text.replace(entity, letter))
}

/// Names of meta tags that date the article, with how far they are to be trusted.
const META_DATES: &[(&str, i32)] = &[
    ("article:published_time", 74),
    ("og:article:published_time", 74),
    ("og:published_time", 73),
    ("datepublished", 73),
    ("rnews:datepublished", 73),
    ("article.published", 73),
    ("article:published", 73),
    ("originalpublicationdate", 73),
    ("article_date_original", 73),
    ("citation_publication_date", 72),
    ("citation_online_date", 72),
    ("parsely-pub-date", 72),
    ("sailthru.date", 72),
    ("cxenseparse:recs:publishtime", 72),
    ("cxenseparse:publishtime", 72),
    ("bt:pubdate", 72),
    ("pubdate", 71),
    ("publishdate", 71),
    ("publish-date", 71),
    ("publish_date", 71),
    ("publish_time", 71),
    ("publication_date", 71),
    ("publication-date", 71),
    ("article:pubdate", 71),
    ("dcterms.issued", 70),
    ("dc.date.issued", 70),
    ("dcterms.date", 70),
    ("dc.date.created", 69),
    ("dcterms.created", 69),
    ("dc.created", 69),
    ("dc.date", 68),
    ("dcsext.articlefirstpublished", 70),
    ("ptime", 68),
    ("displaydate", 68),
    ("date", 66),
    ("article:date", 68),
    ("date_published", 70),
    ("created", 60),
    ("datecreated", 58),
    ("timestamp", 60),
    ("pub_date", 70),
    ("release_date", 66),
    ("shareaholic:article_published_time", 72),
    ("nrk:published", 70),
    ("blogger-pubdate", 70),
    ("video:release_date", 50),
];

const META_MODIFIED: &[&str] = &[
    "article:modified_time",
    "og:updated_time",
    "datemodified",
    "dateupdated",
    "lastmod",
    "last-modified",
    "article:modified",
    "dc.date.modified",
    "dcterms.modified",
    "revised",
    "shareaholic:article_modified_time",
    "updated_time",
];

fn clues(lexicon: &Lexicon, scan: &Scan, article: &Linked, address: Option<&str>) -> Vec<Clue> {
    let mut clues = Vec::new();
    let mut add = |kind, value: &str, score, barred| {
        if let Some(day) = machine_date(lexicon, value) {
            clues.push(Clue { kind, evidence: value.to_owned(), score, barred, ..Clue::metadata(Edtf::Date(day)) });
        }
    };
    let modified = Some("is when the page was changed");
    if let Some(value) = &article.published {
        add("json-ld", value, 76, None);
    }
    if let Some(value) = &article.page_published {
        add("json-ld", value, 70, None);
    }
    if let Some(value) = &article.modified {
        add("json-ld-modified", value, 0, modified);
    }
    for (name, content) in &scan.head.metas {
        let name = name.as_str();
        if let Some((_, score)) = META_DATES.iter().find(|(known, _)| *known == name) {
            add("meta", content, *score, None);
        } else if META_MODIFIED.contains(&name) {
            add("meta-modified", content, 0, modified);
        }
    }
    let og_url = meta(scan, "og:url");
    for address in [address, scan.head.canonical.as_deref(), og_url.as_deref()].into_iter().flatten() {
        clues.extend(from_address(lexicon, address));
    }
    clues.dedup_by(|a, b| a.kind == "address" && b.kind == "address");
    clues.extend(script_clue(lexicon, scan));
    clues
}

/// The date that all scripts of a page agree on; lists of other articles do not.
fn script_clue(lexicon: &Lexicon, scan: &Scan) -> Option<Clue> {
    let (_, value) = scan.head.script_dates.first()?;
    if scan.head.script_dates.iter().any(|(_, other)| other != value) {
        return None;
    }
    let day = machine_date(lexicon, value)?;
    Some(Clue { kind: "script", evidence: value.clone(), score: 52, ..Clue::metadata(Edtf::Date(day)) })
}

fn time_clue(lexicon: &Lexicon, scan: &Scan, time: &TimeTag) -> Option<Clue> {
    let day = machine_date(lexicon, &time.value)?;
    let container = scan.blocks.get(time.block).and_then(|block| block.container);
    let names = &time.names;
    let barred = if container.is_some_and(is_furniture) {
        Some("belongs to another part of the page")
    } else if names.contains("updated") || names.contains("modified") {
        Some("is when the page was changed")
    } else {
        None
    };
    let telling = names.contains("datepublished")
        || names.contains("pubdate")
        || names.contains("publish")
        || names.contains("entry-date")
        || names.contains("dt-published");
    // A draft may lie for a while before it is put out.
    let created = names.contains("created");
    let score = if telling {
        79
    } else if created {
        48
    } else {
        64
    };
    Some(Clue { kind: "time", evidence: time.value.clone(), score, barred, ..Clue::metadata(Edtf::Date(day)) })
}

/// The day a machine-readable date means, in its own time zone: `2022-04-08T00:32:00+02:00`, `20221124`, RFC 822.
pub(crate) fn machine_date(lexicon: &Lexicon, text: &str) -> Option<EdtfDate> {
    let text = text.trim();
    let n_digits = text.bytes().take_while(u8::is_ascii_digit).count();
    if n_digits == 14 {
        return machine_date(lexicon, text.get(..8)?);
    }
    // Seconds or milliseconds since 1970.
    if n_digits == text.len() && (n_digits == 10 || n_digits == 13) {
        let number: i64 = text.parse().ok()?;
        let seconds = if n_digits == 13 { number / 1000 } else { number };
        let day = civil::add_days(civil::day(1970, 1, 1)?, i32::try_from(seconds.div_euclid(86_400)).ok()?)?;
        return Some(civil::edtf_date(day));
    }
    let hints = PageHints { language: Some("en-US".into()), day_first: None };
    let head = text.get(..10).filter(|head| head.as_bytes()[4] == b'-' || head.as_bytes()[4] == b'/').unwrap_or(text);
    page_dates(lexicon, head, &hints).into_iter().find_map(|date| match date.value {
        Edtf::Date(day @ EdtfDate::Day(year, ..)) if (1990..2100).contains(&year) => Some(day),
        _ => None,
    })
}

impl Clue {
    fn metadata(value: Edtf) -> Clue {
        Clue {
            value,
            other: None,
            weekday: None,
            day_first: None,
            kind: "meta",
            evidence: String::new(),
            basis: DateBasis::Metadata,
            score: 0,
            barred: None,
            needs_support: false,
        }
    }
}
