//! The second layer: sentences, tokens with their tree, and named mentions.

use crate::{Deprel, Finding, Id, IdRange, Span, Table, Upos, Xpos};

/// What `parse` makes of an article: three flat tables over its text.
///
/// Invariants: sentences and tokens are in text order; a sentence's tokens are consecutive; `head` stays inside the
/// sentence and makes a tree with one root.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// Sentences in order.
    pub sentences: Table<Sentence>,
    /// Words in order (UD's syntactic words).
    pub tokens: Table<Token>,
    /// Named mentions in order, not overlapping.
    pub mentions: Table<Mention>,
    /// Lemmas and feature strings.
    pub symbols: SymbolPool,
    /// What `parse` worked around.
    pub findings: Vec<Finding>,
}

impl Reading {
    /// The lemma of a word.
    pub fn lemma(&self, token: Id<Token>) -> &str {
        self.symbols.get(self.tokens[token].lemma)
    }

    /// The UD features of a word, as `Name=Value|…`, or an empty string.
    pub fn feats(&self, token: Id<Token>) -> &str {
        self.symbols.get(self.tokens[token].feats)
    }

    /// The words governed directly by `head`, in order.
    pub fn children(&self, head: Id<Token>) -> impl DoubleEndedIterator<Item = Id<Token>> + '_ {
        let sentence = self.tokens[head].sentence;
        self.sentences[sentence].tokens.ids().filter(move |token| self.tokens[*token].head == Some(head))
    }

    /// The first child of `head` with the relation.
    pub fn child(&self, head: Id<Token>, deprel: Deprel) -> Option<Id<Token>> {
        self.children(head).find(|token| self.tokens[*token].deprel == deprel)
    }

    /// Whether `below` is `above` or hangs under it.
    pub fn dominates(&self, above: Id<Token>, below: Id<Token>) -> bool {
        let mut at = Some(below);
        while let Some(token) = at {
            if token == above {
                return true;
            }
            at = self.tokens[token].head;
        }
        false
    }

    /// The sentence a byte of the text lies in.
    pub fn sentence_at(&self, byte: u32) -> Option<Id<Sentence>> {
        let after = self.sentences.rows().partition_point(|sentence| sentence.span.start <= byte);
        let row = after.checked_sub(1)?;
        (byte < self.sentences.rows()[row].span.end).then(|| Id::new(row))
    }
}

/// A sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// From its first word to its last.
    pub span: Span,
    /// Its words.
    pub tokens: IdRange<Token>,
    /// What it is.
    pub kind: SentenceKind,
}

crate::codes! {
    /// What a sentence is.
    pub enum SentenceKind {
        Prose = "prose",
        Heading = "heading",
        Dateline = "dateline",
        ListItem = "list-item",
    }
}

/// A word (UD's syntactic word) with its place in the tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Its letters in the text.
    pub span: Span,
    /// The sentence it belongs to.
    pub sentence: Id<Sentence>,
    /// Dictionary form; see [`Reading::lemma`].
    pub lemma: Symbol,
    /// Universal part of speech.
    pub upos: Upos,
    /// Penn Treebank part of speech.
    pub xpos: Xpos,
    /// UD features; see [`Reading::feats`].
    pub feats: Symbol,
    /// The governing word; `None` for the root.
    pub head: Option<Id<Token>>,
    /// Relation to the governing word.
    pub deprel: Deprel,
    /// Whether this word and the one before are parts of one surface token (`do` + `n't`; UD's multiword tokens).
    pub joined: bool,
    /// Whether white space follows.
    pub space_after: bool,
}

/// A named mention.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mention {
    /// From its first word to its last.
    pub span: Span,
    /// Its words.
    pub tokens: IdRange<Token>,
    /// The word that governs it in the tree.
    pub head: Id<Token>,
    /// What kind of thing is named.
    pub kind: MentionKind,
}

crate::codes! {
    /// The kind of thing a mention names.
    pub enum MentionKind {
        Person = "PER",
        Organisation = "ORG",
        Place = "LOC",
        Nationality = "NORP",
        Date = "DATE",
        Event = "EVENT",
        Weapon = "WEAPON",
        Other = "MISC",
    }
}

/// A string of a [`SymbolPool`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Symbol(pub u32);

/// Strings kept once each, in one buffer. Symbol 0 is the empty string.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SymbolPool {
    buffer: String,
    spans: Vec<Span>,
    by_text: std::collections::HashMap<u64, Vec<u32>>,
}

impl SymbolPool {
    /// The string of a symbol.
    pub fn get(&self, symbol: Symbol) -> &str {
        self.spans.get(symbol.0 as usize).map_or("", |span| span.of(&self.buffer))
    }

    /// The symbol of a string, added if new.
    pub fn intern(&mut self, text: &str) -> Symbol {
        let hash = fnv1a(text.as_bytes());
        let same_hash = self.by_text.entry(hash).or_default();
        for &row in same_hash.iter() {
            if self.spans[row as usize].of(&self.buffer) == text {
                return Symbol(row);
            }
        }
        let start = self.buffer.len();
        self.buffer.push_str(text);
        let row = self.spans.len() as u32;
        self.spans.push(Span::new(start, self.buffer.len()));
        same_hash.push(row);
        Symbol(row)
    }
}

impl Default for SymbolPool {
    fn default() -> SymbolPool {
        let mut pool = SymbolPool { buffer: String::new(), spans: Vec::new(), by_text: Default::default() };
        pool.intern("");
        pool
    }
}

/// 64-bit FNV-1a: the same on every machine, unlike the standard library's seeded hasher.
fn fnv1a(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}
