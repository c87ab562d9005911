//! CoNLL-U in and out.
//!
//! [`read`] takes treebank files; [`given`] lays their words out as a text with given tokens and sentences, and [`raw`]
//! as running text, for training and scoring. [`write()`] prints a [`Reading`].

use record::{Article, Deprel, Reading, Sentence, Span, Token, Upos, Xpos};
use std::fmt::Write as _;

/// A sentence of a treebank.
#[derive(Clone, Debug, Default)]
pub struct Sent {
    /// `sent_id`, or an empty string.
    pub id: String,
    /// Whether it begins a paragraph or a document.
    pub new_paragraph: bool,
    /// Whether it begins a document.
    pub new_document: bool,
    /// Its syntactic words.
    pub words: Vec<Word>,
}

/// A syntactic word of a treebank.
#[derive(Clone, Debug)]
pub struct Word {
    /// As written.
    pub form: String,
    /// Dictionary form.
    pub lemma: String,
    /// Universal part of speech.
    pub upos: Upos,
    /// Penn Treebank part of speech.
    pub xpos: Xpos,
    /// Features, or an empty string.
    pub feats: String,
    /// Number of the governing word from 1; 0 for the root.
    pub head: usize,
    /// Relation to the governing word.
    pub deprel: Deprel,
    /// Whether it and the word before are one surface token.
    pub joined: bool,
    /// Whether white space follows.
    pub space_after: bool,
    /// The `Entity=` value of the last column, or an empty string.
    pub entity: String,
}

/// What is wrong with a CoNLL-U file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {message}")]
pub struct ConlluError {
    /// Line from 1.
    pub line: usize,
    /// What is wrong and what is expected.
    pub message: String,
}

/// Reads CoNLL-U. Empty nodes of enhanced graphs are skipped; unknown tags and relations become `X`, `XX`, `dep`.
pub fn read(text: &str) -> Result<Vec<Sent>, ConlluError> {
    let mut sents = Vec::new();
    let mut sent = Sent::default();
    let mut joined_until = 0;
    let mut multiword: Option<(usize, usize, bool)> = None;
    for (idx, line) in text.lines().enumerate() {
        let line = line.trim_end_matches('\r');
        if line.is_empty() {
            if !sent.words.is_empty() {
                sents.push(std::mem::take(&mut sent));
            }
            (joined_until, multiword) = (0, None);
        } else if let Some(comment) = line.strip_prefix('#') {
            let comment = comment.trim();
            sent.new_document |= comment.starts_with("newdoc");
            sent.new_paragraph |= comment.starts_with("newpar") || comment.starts_with("newdoc");
            if let Some(id) = comment.strip_prefix("sent_id = ") {
                sent.id = id.to_owned();
            }
        } else {
            let fields: Vec<&str> = line.split('\t').collect();
            let bad = |message: &str| ConlluError { line: idx + 1, message: message.to_owned() };
            if fields.len() != 10 {
                return Err(bad(&format!("{} columns where CoNLL-U has 10, parted by tabs", fields.len())));
            }
            if fields[0].contains('.') {
                continue;
            }
            let space_after = !fields[9].split('|').any(|part| part == "SpaceAfter=No");
            if let Some((first, last)) = fields[0].split_once('-') {
                let range = first.parse().ok().zip(last.parse().ok());
                let (first, last) = range.ok_or_else(|| bad("the ID is no range of numbers like 3-4"))?;
                multiword = Some((first, last, space_after));
                continue;
            }
            let id = sent.words.len() + 1;
            if fields[0].parse() != Ok(id) {
                return Err(bad(&format!("the ID is {}, {id} was expected", fields[0])));
            }
            let (mut joined, mut space_after) = (id <= joined_until, space_after);
            if let Some((first, last, space)) = multiword {
                joined = first < id && id <= last;
                space_after = if id == last { space } else { space_after && !(first..last).contains(&id) };
                joined_until = last;
            }
            let head = if fields[6] == "_" { Ok(0) } else { fields[6].parse() };
            let entity = fields[9].split('|').find_map(|part| part.strip_prefix("Entity="));
            sent.words.push(Word {
                form: fields[1].to_owned(),
                lemma: fields[2].to_owned(),
                upos: Upos::from_code(fields[3]).unwrap_or(Upos::X),
                xpos: Xpos::from_code(fields[4]).unwrap_or(Xpos::Xx),
                feats: if fields[5] == "_" { String::new() } else { fields[5].to_owned() },
                head: head.map_err(|_| bad("HEAD is no number"))?,
                deprel: deprel(fields[7]),
                joined,
                space_after,
                entity: entity.unwrap_or_default().to_owned(),
            });
        }
    }
    if !sent.words.is_empty() {
        sents.push(sent);
    }
    match sents.iter().find(|sent| sent.words.iter().any(|word| word.head > sent.words.len())) {
        Some(sent) => {
            Err(ConlluError { line: 0, message: format!("sentence {} has a HEAD outside the sentence", sent.id) })
        }
        None => Ok(sents),
    }
}

fn deprel(code: &str) -> Deprel {
    let basic = code.split(':').next().unwrap_or(code);
    Deprel::from_code(code).or_else(|| Deprel::from_code(basic)).unwrap_or(Deprel::Dep)
}

/// A word laid out in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Laid {
    /// Its letters in the text.
    pub span: Span,
    /// Whether it and the word before are one surface token.
    pub joined: bool,
    /// Whether white space follows.
    pub space_after: bool,
}

/// The words of sentences as a text, and where each stands in it, sentence by sentence.
pub fn given(sents: &[Sent]) -> (String, Vec<Vec<Laid>>) {
    let mut text = String::new();
    let mut laid = Vec::with_capacity(sents.len());
    for (idx, sent) in sents.iter().enumerate() {
        if idx > 0 && sent.new_paragraph {
            text.truncate(text.trim_end().len());
            text.push_str("\n\n");
        }
        laid.push(Vec::with_capacity(sent.words.len()));
        for word in &sent.words {
            let start = text.len();
            text.push_str(&word.form);
            let span = Span::new(start, text.len());
            laid[idx].push(Laid { span, joined: word.joined, space_after: word.space_after });
            if word.space_after {
                text.push(' ');
            }
        }
    }
    text.truncate(text.trim_end().len());
    (text, laid)
}

/// The sentences as running text: a blank line between paragraphs, nothing between sentences but the space there was.
pub fn raw(sents: &[Sent]) -> String {
    given(sents).0
}

/// Prints a reading of `text` as CoNLL-U. `article` adds `newdoc`, where it came from, and the title.
pub fn write(text: &str, reading: &Reading, article: Option<&Article>) -> String {
    let mut out = String::new();
    if let Some(article) = article {
        let _ = writeln!(out, "# newdoc id = {}", article.id);
        let _ = writeln!(out, "# origin = {}", article.origin.replace(['\n', '\r'], " "));
        if let Some(title) = &article.title {
            let _ = writeln!(out, "# title = {}", title.replace(['\n', '\r'], " "));
        }
    }
    let mut mentions = reading.mentions.iter().peekable();
    let mut end_of_last = 0;
    for (id, sentence) in reading.sentences.iter_with_ids() {
        let _ = writeln!(out, "# sent_id = {}", id.row() + 1);
        let gap = text.get(end_of_last..sentence.span.start as usize).unwrap_or("");
        if id.row() == 0 || gap.matches('\n').count() > 1 {
            let _ = writeln!(out, "# newpar");
        }
        end_of_last = sentence.span.end as usize;
        let shown = sentence.span.of(text).split_whitespace().collect::<Vec<_>>().join(" ");
        let _ = writeln!(out, "# text = {shown}");
        let _ = writeln!(out, "# kind = {}", sentence.kind);
        let first_row = sentence.tokens.rows().start;
        for token_id in sentence.tokens.ids() {
            let row = token_id.row();
            while mentions.next_if(|mention| mention.tokens.rows().end <= row).is_some() {}
            let mut entity = String::new();
            if let Some(mention) = mentions.peek().filter(|mention| mention.tokens.contains(token_id)) {
                let rows = mention.tokens.rows();
                let (opens, closes) = (rows.start == row, rows.end == row + 1);
                let kind = mention.kind.code();
                entity = match (opens, closes) {
                    (true, true) => format!("({kind})"),
                    (true, false) => format!("({kind}"),
                    (false, true) => format!("{kind})"),
                    (false, false) => String::new(),
                };
            }
            write_token(&mut out, text, reading, *sentence, row - first_row, &entity);
        }
        out.push('\n');
    }
    out
}

fn write_token(out: &mut String, text: &str, reading: &Reading, sentence: Sentence, idx: usize, entity: &str) {
    let tokens = reading.tokens.slice(sentence.tokens);
    let token = &tokens[idx];
    if !token.joined {
        let n_joined = tokens[idx + 1..].iter().take_while(|next| next.joined).count();
        if n_joined > 0 {
            let last = &tokens[idx + n_joined];
            let form = form(text, token.span.join(last.span));
            let misc = if last.space_after { "_" } else { "SpaceAfter=No" };
            let _ = writeln!(out, "{}-{}\t{form}\t_\t_\t_\t_\t_\t_\t_\t{misc}", idx + 1, idx + 1 + n_joined);
        }
    }
    let inside = token.joined || tokens.get(idx + 1).is_some_and(|next| next.joined);
    let mut misc = String::new();
    if !entity.is_empty() {
        let _ = write!(misc, "Entity={entity}");
    }
    if !token.space_after && !inside {
        misc.push_str(if misc.is_empty() { "SpaceAfter=No" } else { "|SpaceAfter=No" });
    }
    let or_blank = |value: &str| if value.is_empty() { "_".to_owned() } else { value.to_owned() };
    let first_row = sentence.tokens.rows().start;
    let _ = writeln!(
        out,
        "{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t_\t{}",
        idx + 1,
        form(text, token.span),
        or_blank(reading.symbols.get(token.lemma)),
        token.upos,
        token.xpos,
        or_blank(reading.symbols.get(token.feats)),
        head_number(token, first_row),
        token.deprel,
        or_blank(&misc),
    );
}

fn head_number(token: &Token, first_row: usize) -> usize {
    token.head.map_or(0, |head| head.row() + 1 - first_row)
}

/// A word's letters without white space that would break the columns.
fn form(text: &str, span: Span) -> String {
    span.of(text).chars().map(|c| if c.is_whitespace() || c.is_control() { ' ' } else { c }).collect()
}
