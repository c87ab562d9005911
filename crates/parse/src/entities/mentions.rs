//! Mentions put into a reading.

use record::{IdRange, Mention, Reading};

use super::model::EntityTagger;

impl EntityTagger {
    /// Finds the mentions of a reading whose sentences and words are there, and puts them in, replacing those it had.
    /// The head of each is the word of it that hangs outside it; without a tree, the last.
    pub fn fill(&self, text: &str, reading: &mut Reading) {
        let sentences: Vec<Vec<&str>> = reading
            .sentences
            .iter()
            .map(|sentence| {
                sentence.tokens.ids().filter_map(|id| reading.tokens.get(id)).map(|token| token.span.of(text)).collect()
            })
            .collect();
        let mut mentions = Vec::new();
        for (sentence, named) in reading.sentences.iter().zip(self.tag(&sentences)) {
            for named in named {
                let first = sentence.tokens.rows().start;
                let tokens = IdRange::new(first + named.start, first + named.end);
                mentions.extend(mention(reading, tokens, named.kind));
            }
        }
        reading.mentions = mentions.into();
    }
}

fn mention(reading: &Reading, tokens: IdRange<record::Token>, kind: record::MentionKind) -> Option<Mention> {
    let span = |id| reading.tokens.get(id).map(|token: &record::Token| token.span);
    let (first, last) = (tokens.ids().next()?, tokens.ids().next_back()?);
    let outside =
        |id| reading.tokens.get(id).is_some_and(|token| token.head.is_some_and(|head| !tokens.contains(head)));
    let root = |id| reading.tokens.get(id).is_some_and(|token| token.head.is_none());
    let head = tokens.ids().find(|id| outside(*id)).or_else(|| tokens.ids().find(|id| root(*id))).unwrap_or(last);
    Some(Mention { span: span(first)?.join(span(last)?), tokens, head, kind })
}
