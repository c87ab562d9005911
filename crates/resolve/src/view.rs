//! The text as `resolve` looks at it: words with their hyphenated parts joined, folded forms, and the tree by token.
//!
//! Treebanks part `al-Sisi`, `Commander-in-Chief` and `secretary-general` at the hyphens; tables and people do not. A
//! [`Unit`] is what a person would call a word, whatever the tokenizer does with hyphens.

use std::ops::Range;

use record::{Article, Id, MentionKind, Reading, Sentence, SentenceKind, Span, Token, Upos};

/// What kind of characters a unit is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    /// Begins with a capital letter (`Khalifa`, `al-Sisi`, `O'Brien`).
    Capital,
    /// Two or more letters, all capital (`UN`, `ECOWAS`).
    Acronym,
    /// A word without a capital.
    Lower,
    /// Digits.
    Number,
    /// `'s` or `'` after a noun.
    Possessive,
    /// Anything else.
    Punct,
}

/// A word, with hyphenated parts joined.
#[derive(Clone, Debug)]
pub(crate) struct Unit<'a> {
    /// Its letters.
    pub span: Span,
    /// Its tokens, end exclusive.
    pub tokens: Range<usize>,
    /// As printed.
    pub text: &'a str,
    /// Folded: lower case, no diacritics, straight apostrophes.
    pub lower: String,
    /// What it is made of.
    pub shape: Shape,
    /// Part of speech of its last token, which carries the meaning of a hyphenated word.
    pub upos: Upos,
    /// The sentence it stands in.
    pub sentence: usize,
    /// Kind of the tagger's mention it lies in, with the mention's row.
    pub mention: Option<(MentionKind, usize)>,
}

/// The article and its reading, word by word.
pub(crate) struct View<'a> {
    /// The article.
    pub article: &'a Article,
    /// Its reading.
    pub reading: &'a Reading,
    /// Its words.
    pub units: Vec<Unit<'a>>,
    /// Units of each sentence.
    pub sentences: Vec<Range<usize>>,
    unit_of_token: Vec<usize>,
}

impl<'a> View<'a> {
    /// Looks at a reading.
    pub fn new(article: &'a Article, reading: &'a Reading) -> View<'a> {
        let mut view = View { article, reading, units: Vec::new(), sentences: Vec::new(), unit_of_token: Vec::new() };
        view.unit_of_token = vec![0; reading.tokens.len()];
        for (sentence, row) in reading.sentences.iter().enumerate() {
            let first = view.units.len();
            let tokens: Vec<usize> = row.tokens.rows().filter(|token| *token < reading.tokens.len()).collect();
            view.add_sentence(sentence, &tokens);
            view.sentences.push(first..view.units.len());
        }
        view.note_mentions();
        view
    }

    fn add_sentence(&mut self, sentence: usize, tokens: &[usize]) {
        let rows = self.reading.tokens.rows();
        let text = &self.article.text;
        let mut at = 0;
        while at < tokens.len() {
            let first = tokens[at];
            let mut last = first;
            // A word goes on over `-` as long as nothing but letters and hyphens touch one another.
            while let (Some(hyphen), Some(next)) = (rows.get(last + 1), rows.get(last + 2)) {
                let in_sentence = at + (last + 2 - first) < tokens.len();
                let touching = rows[last].span.end == hyphen.span.start && hyphen.span.end == next.span.start;
                if !(in_sentence && touching && is_hyphen(hyphen.span.of(text))) {
                    break;
                }
                if !is_word(rows[last].span.of(text)) || !is_word(next.span.of(text)) {
                    break;
                }
                last += 2;
            }
            let span = rows[first].span.join(rows[last].span);
            let word = span.of(text);
            let row = self.units.len();
            for token in first..=last {
                self.unit_of_token[token] = row;
            }
            self.units.push(Unit {
                span,
                tokens: first..last + 1,
                text: word,
                lower: lexicon::fold(word),
                shape: shape_of(word),
                upos: rows[last].upos,
                sentence,
                mention: None,
            });
            at += last + 1 - first;
        }
    }

    fn note_mentions(&mut self) {
        for (row, mention) in self.reading.mentions.iter().enumerate() {
            for token in mention.tokens.rows() {
                if let Some(unit) = self.unit_of_token.get(token).and_then(|unit| self.units.get_mut(*unit)) {
                    unit.mention = Some((mention.kind, row));
                }
            }
        }
    }

    /// Number of units.
    pub fn len(&self) -> usize {
        self.units.len()
    }

    /// The folded form of a unit; empty past the end.
    pub fn lower(&self, unit: usize) -> &str {
        self.units.get(unit).map_or("", |unit| unit.lower.as_str())
    }

    /// The printed form of a unit; empty past the end.
    pub fn text(&self, unit: usize) -> &'a str {
        self.units.get(unit).map_or("", |unit| unit.text)
    }

    /// The shape of a unit; punctuation past the end.
    pub fn shape(&self, unit: usize) -> Shape {
        self.units.get(unit).map_or(Shape::Punct, |unit| unit.shape)
    }

    /// The part of speech of a unit.
    pub fn upos(&self, unit: usize) -> Upos {
        self.units.get(unit).map_or(Upos::X, |unit| unit.upos)
    }

    /// Whether two units stand in one sentence.
    pub fn same_sentence(&self, one: usize, other: usize) -> bool {
        match (self.units.get(one), self.units.get(other)) {
            (Some(one), Some(other)) => one.sentence == other.sentence,
            _ => false,
        }
    }

    /// The units of the sentence a unit stands in.
    pub fn sentence_of(&self, unit: usize) -> Range<usize> {
        self.units.get(unit).and_then(|unit| self.sentences.get(unit.sentence)).cloned().unwrap_or(0..0)
    }

    /// What the sentence of a unit is.
    pub fn kind_of(&self, unit: usize) -> SentenceKind {
        let row = self.units.get(unit).map_or(0, |unit| unit.sentence);
        self.reading.sentences.rows().get(row).map_or(SentenceKind::Prose, |sentence| sentence.kind)
    }

    /// The span of a run of units.
    pub fn span(&self, units: &Range<usize>) -> Span {
        match (self.units.get(units.start), units.end.checked_sub(1).and_then(|last| self.units.get(last))) {
            (Some(first), Some(last)) if units.start < units.end => first.span.join(last.span),
            _ => Span::default(),
        }
    }

    /// The words of a run of units as printed.
    pub fn words(&self, units: &Range<usize>) -> &'a str {
        self.span(units).of(&self.article.text)
    }

    /// The unit a token lies in.
    pub fn unit_of(&self, token: Id<Token>) -> usize {
        self.unit_of_token.get(token.row()).copied().unwrap_or(0)
    }

    /// The token of a run of units that hangs on something outside it (or on nothing).
    pub fn head(&self, units: &Range<usize>) -> Id<Token> {
        let tokens = self.tokens(units);
        let rows = self.reading.tokens.rows();
        let outside = |token: &usize| {
            rows.get(*token).is_some_and(|row| row.head.is_none_or(|head| !tokens.contains(&head.row())))
                && rows.get(*token).is_some_and(|row| row.upos != Upos::Punct)
        };
        Id::new(tokens.clone().find(outside).unwrap_or(tokens.start))
    }

    /// The tokens of a run of units.
    pub fn tokens(&self, units: &Range<usize>) -> Range<usize> {
        let first = self.units.get(units.start).map_or(0, |unit| unit.tokens.start);
        let end = units.end.checked_sub(1).and_then(|last| self.units.get(last)).map_or(first, |unit| unit.tokens.end);
        first..end.max(first)
    }

    /// The sentence id of a unit.
    pub fn sentence_id(&self, unit: usize) -> Id<Sentence> {
        Id::new(self.units.get(unit).map_or(0, |unit| unit.sentence))
    }

    /// The last token of a unit, which carries its relation.
    pub fn last_token(&self, unit: usize) -> Option<&'a Token> {
        self.units.get(unit).and_then(|unit| self.reading.tokens.rows().get(unit.tokens.end.checked_sub(1)?))
    }
}

fn is_hyphen(text: &str) -> bool {
    matches!(text, "-" | "‐" | "‑")
}

fn is_word(text: &str) -> bool {
    text.chars().next_back().is_some_and(char::is_alphanumeric) || text.ends_with(['\'', '’', 'ʼ'])
}

/// What kind of characters a word is made of.
pub(crate) fn shape_of(word: &str) -> Shape {
    if matches!(word, "'s" | "’s" | "'" | "’" | "'S" | "’S") {
        return Shape::Possessive;
    }
    let letters = word.chars().filter(|char| char.is_alphabetic()).count();
    if letters == 0 {
        return if word.chars().any(|char| char.is_ascii_digit()) { Shape::Number } else { Shape::Punct };
    }
    let capitals = word.chars().filter(|char| char.is_uppercase()).count();
    let first = word.chars().find(|char| char.is_alphanumeric());
    let begins_capital = first.is_some_and(char::is_uppercase);
    let is_initials = word.ends_with('.') && letters == 1;
    if letters >= 2 && capitals == letters && !is_initials {
        Shape::Acronym
    } else if begins_capital || has_capital_part(word) {
        Shape::Capital
    } else if first.is_some_and(|char| char.is_ascii_digit()) {
        Shape::Number
    } else {
        Shape::Lower
    }
}

/// `al-Sisi`, `d'Orsay`, `ad-Din`: a small particle joined to a name.
fn has_capital_part(word: &str) -> bool {
    let mut parts = word.split(['-', '‑', '‐', '\'', '’']);
    let Some(first) = parts.next() else { return false };
    first.chars().count() <= 3 && parts.next().is_some_and(|part| part.chars().next().is_some_and(char::is_uppercase))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Protects the notion of a word that everything else stands on.
    #[test]
    fn shapes() {
        for (word, expected) in [
            ("Khalifa", Shape::Capital),
            ("al-Sisi", Shape::Capital),
            ("d'Orsay", Shape::Capital),
            ("U.S.", Shape::Acronym),
            ("J.", Shape::Capital),
            ("ECOWAS", Shape::Acronym),
            ("M23", Shape::Capital),
            ("minister", Shape::Lower),
            ("33rd", Shape::Number),
            ("’s", Shape::Possessive),
            (",", Shape::Punct),
            ("Libya-based", Shape::Capital),
            ("cross-Border", Shape::Lower),
        ] {
            assert_eq!(shape_of(word), expected, "{word}");
        }
    }
}
