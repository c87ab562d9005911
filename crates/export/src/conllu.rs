//! Readings as CoNLL-U (universaldependencies.org/format.html).

use std::fmt::Write;

use record::{Article, Id, MentionKind, Reading, Sentence, SentenceKind, Token};

/// An article's reading as CoNLL-U: sentences, words, lemmas, tags, features, tree; `SpaceAfter=No` and `Entity=…` in
/// MISC.
///
/// A mention of kind `PER` over several words is written `Entity=(PER` at its first and `Entity=PER)` at its last word;
/// over one word `Entity=(PER)`. A surface token made of several words (`don't`) has its line with a range of ids.
pub fn conllu(article: &Article, reading: &Reading) -> String {
    let mut out = String::new();
    let marks = entity_marks(reading);
    let _ = writeln!(out, "# newdoc id = {}", one_line(&article.origin));
    for (id, sentence) in reading.sentences.iter_with_ids() {
        write_sentence(&mut out, article, reading, id, sentence, &marks);
    }
    out
}

fn write_sentence(
    out: &mut String,
    article: &Article,
    reading: &Reading,
    id: Id<Sentence>,
    sentence: &Sentence,
    marks: &[String],
) {
    let _ = writeln!(out, "# sent_id = {}", id.row() + 1);
    if sentence.kind != SentenceKind::Prose {
        let _ = writeln!(out, "# kind = {}", sentence.kind);
    }
    let _ = writeln!(out, "# text = {}", one_line(sentence.span.of(&article.text)));
    let first = sentence.tokens.rows().start;
    for token_id in sentence.tokens.ids() {
        let Some(token) = reading.tokens.get(token_id) else { continue };
        let number = token_id.row() - first + 1;
        let parts = n_joined_after(reading, sentence, token_id);
        let part_of_earlier = token.joined && number > 1;
        if parts > 0 && !part_of_earlier {
            let last = Id::new(token_id.row() + parts);
            let surface = token.span.join(reading.tokens[last].span).of(&article.text);
            let misc = if reading.tokens[last].space_after { "_" } else { "SpaceAfter=No" };
            let _ = writeln!(out, "{number}-{}\t{}\t_\t_\t_\t_\t_\t_\t_\t{misc}", number + parts, field(surface));
        }
        let mut misc = marks.get(token_id.row()).cloned().unwrap_or_default();
        if !token.space_after && parts == 0 && !part_of_earlier {
            misc.push_str(if misc.is_empty() { "SpaceAfter=No" } else { "|SpaceAfter=No" });
        }
        let head = token.head.map_or(0, |head| (head.row() + 1).saturating_sub(first));
        let _ = writeln!(
            out,
            "{number}\t{}\t{}\t{}\t{}\t{}\t{head}\t{}\t_\t{}",
            field(token.span.of(&article.text)),
            field(reading.lemma(token_id)),
            token.upos,
            token.xpos,
            field(reading.feats(token_id)),
            token.deprel,
            field(&misc),
        );
    }
    out.push('\n');
}

/// How many words after this one belong to the same surface token.
fn n_joined_after(reading: &Reading, sentence: &Sentence, token: Id<Token>) -> usize {
    (token.row() + 1..sentence.tokens.rows().end)
        .take_while(|row| reading.tokens.get(Id::new(*row)).is_some_and(|next| next.joined))
        .count()
}

/// `Entity=…` by token row, empty where no mention begins or ends.
fn entity_marks(reading: &Reading) -> Vec<String> {
    let mut marks = vec![String::new(); reading.tokens.len()];
    for mention in &reading.mentions {
        let kind: MentionKind = mention.kind;
        let rows = mention.tokens.rows();
        let Some(last) = rows.end.checked_sub(1).filter(|last| *last >= rows.start && *last < marks.len()) else {
            continue;
        };
        if rows.start == last {
            marks[last] = format!("Entity=({kind})");
        } else {
            marks[rows.start] = format!("Entity=({kind}");
            marks[last] = format!("Entity={kind})");
        }
    }
    marks
}

/// A field's text: `_` for nothing, and no tab or line break inside.
fn field(text: &str) -> String {
    if text.is_empty() { "_".to_owned() } else { one_line(text) }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
