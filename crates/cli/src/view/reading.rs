//! The view of an article's sentences: each with its named mentions and its tree.

use record::{Article, Id, Mention, Reading, Sentence, Token};

use super::{BOLD, DIM, NAME, Page, Paragraph, TYPE, article};

/// Every sentence, its mentions and its tree.
pub fn reading(article: &Article, reading: &Reading, page: Page) -> String {
    let mut out = article::head(&export::article(article), page);
    for sentence in reading.sentences.ids() {
        out.push('\n');
        out.push_str(&tree(&article.text, reading, sentence, page, ""));
    }
    out
}

/// One sentence, its mentions and its tree, every line behind `indent`.
pub fn tree(text: &str, reading: &Reading, sentence: Id<Sentence>, page: Page, indent: &str) -> String {
    let mut out = String::new();
    let row = &reading.sentences[sentence];
    Paragraph::new(page, indent, indent).push(BOLD, row.span.of(text)).print(&mut out);
    let mentions: Vec<&Mention> = reading.mentions.iter().filter(|mention| row.span.contains(mention.span)).collect();
    let mut line = Paragraph::new(page, &format!("{indent}  "), &format!("{indent}  "));
    for mention in &mentions {
        line.push(TYPE, mention.kind.code()).text(" ").push(NAME, mention.span.of(text)).text("  ");
    }
    line.print(&mut out);
    let painter = Painter { text, reading, page };
    for root in row.tokens.ids().filter(|token| reading.tokens[*token].head.is_none()) {
        painter.branch(&mut out, root, &format!("{indent}  "), &format!("{indent}  "), 0);
    }
    out
}

struct Painter<'r> {
    text: &'r str,
    reading: &'r Reading,
    page: Page,
}

/// Deeper trees are no trees of sentences; this also ends a walk over a head that broke its invariant.
const DEEPEST: usize = 60;

impl Painter<'_> {
    fn branch(&self, out: &mut String, token: Id<Token>, here: &str, below: &str, depth: usize) {
        let row = &self.reading.tokens[token];
        let form = row.span.of(self.text);
        let lemma = self.reading.lemma(token);
        let mut line = Paragraph::new(self.page, here, below);
        line.text(form).push(DIM, &format!(" {} {}", row.upos, row.deprel));
        if !lemma.is_empty() && !lemma.eq_ignore_ascii_case(form) {
            line.push(DIM, &format!(" ‹{lemma}›"));
        }
        line.print(out);
        if depth >= DEEPEST {
            return;
        }
        let children: Vec<Id<Token>> = self.reading.children(token).collect();
        for (idx, child) in children.iter().enumerate() {
            let (fork, trunk) = if idx + 1 == children.len() { ("└ ", "  ") } else { ("├ ", "│ ") };
            self.branch(out, *child, &format!("{below}{fork}"), &format!("{below}{trunk}"), depth + 1);
        }
    }
}
