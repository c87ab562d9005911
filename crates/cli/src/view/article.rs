//! The view of an article as read.

use export::wire;

use super::{BOLD, DIM, Page, Paragraph, WARN};

/// Headline, where it comes from, when it was published and how that is known, then the text.
pub fn article(article: &wire::Article, page: Page) -> String {
    let mut out = head(article, page);
    for paragraph in article.text.split("\n\n") {
        let mut shown = Paragraph::new(page, "", "");
        shown.text(paragraph);
        out.push('\n');
        shown.print(&mut out);
    }
    out
}

/// The lines above an article and above its record.
pub fn head(article: &wire::Article, page: Page) -> String {
    let mut out = String::new();
    let title = article.title.as_deref();
    let style = if title.is_some() { BOLD } else { DIM };
    Paragraph::new(page, "", "").push(style, title.unwrap_or("(no headline)")).print(&mut out);

    let mut line = Paragraph::new(page, "", "");
    let sources: Vec<&str> = article.publisher.iter().chain(&article.byline).map(String::as_str).collect();
    if !sources.is_empty() {
        line.text(&format!("{} · ", sources.join(", ")));
    }
    match &article.published {
        Some(published) => {
            line.text(&export::date_in_words(&published.value));
            let ground = match &*published.basis {
                "stated" => "as the page says",
                "metadata" => "from the page’s metadata",
                "address" => "from the address",
                "given" => "as given",
                basis => basis,
            };
            line.push(DIM, &format!(" ({ground}"));
            // What was given on the command line needs no quotation.
            if !published.evidence.is_empty() && published.basis != "given" {
                line.push(DIM, &format!(": “{}”", shortened(&published.evidence)));
            }
            line.push(DIM, ")");
        }
        None => {
            line.push(WARN, "no publication date");
        }
    }
    line.print(&mut out);
    let mut line = Paragraph::new(page, "", "");
    line.push(DIM, &article.origin);
    line.print(&mut out);
    out
}

/// Metadata can be long; its beginning says enough.
fn shortened(text: &str) -> String {
    const MOST: usize = 60;
    let mut short: String = text.chars().take(MOST).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}
