//! Word classes and the trie that finds their phrases in a sentence.

use std::collections::HashMap;

/// A class of words and phrases: a named one of `classes.toml`, or the unnamed one of a frame's own list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ClassId(pub(crate) u16);

impl ClassId {
    /// The class of all nouns, written `*`.
    pub const ANY: ClassId = ClassId(u16::MAX);

    /// Row in the list of classes.
    pub fn row(self) -> usize {
        usize::from(self.0)
    }
}

/// A place in the phrase trie. The root is the default.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct NodeId(u32);

/// A word that some phrase or trigger knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct WordId(pub(crate) u32);

/// Phrases of all classes in one trie over words.
///
/// Maps are only looked up, never iterated, so that nothing depends on the order of hashing.
#[derive(Debug, Default)]
pub struct PhraseTrie {
    words: HashMap<String, u32>,
    steps: HashMap<(u32, u32), u32>,
    values: Vec<Vec<ClassId>>,
    /// The words of the named classes, as written; only needed while loading.
    pub(crate) words_of: std::collections::BTreeMap<u16, Vec<String>>,
}

impl PhraseTrie {
    pub(crate) fn new() -> PhraseTrie {
        PhraseTrie { values: vec![Vec::new()], ..Default::default() }
    }

    pub(crate) fn intern(&mut self, word: &str) -> WordId {
        let next = self.words.len() as u32;
        WordId(*self.words.entry(word.to_owned()).or_insert(next))
    }

    /// Adds a phrase; hyphenated words also as tokenizers cut them (`sit-in`, `sit - in`).
    pub(crate) fn insert(&mut self, phrase: &str, class: ClassId) {
        self.insert_words(phrase, class);
        if phrase.contains('-') {
            self.insert_words(&phrase.replace('-', " - "), class);
        }
    }

    fn insert_words(&mut self, phrase: &str, class: ClassId) {
        let mut at = 0;
        for word in phrase.split_whitespace() {
            let WordId(word) = self.intern(word);
            let next = self.values.len() as u32;
            at = *self.steps.entry((at, word)).or_insert(next);
            if at == next {
                self.values.push(Vec::new());
            }
        }
        if let Some(values) = self.values.get_mut(at as usize)
            && !values.contains(&class)
        {
            values.push(class);
        }
    }

    /// The word, if any phrase or trigger has it. Lower case expected.
    pub fn word(&self, word: &str) -> Option<WordId> {
        self.words.get(word).copied().map(WordId)
    }

    /// From a place in the trie by one word.
    pub fn step(&self, at: NodeId, word: WordId) -> Option<NodeId> {
        self.steps.get(&(at.0, word.0)).copied().map(NodeId)
    }

    /// Classes of the phrase that ends at a place.
    pub fn classes(&self, at: NodeId) -> &[ClassId] {
        self.values.get(at.0 as usize).map_or(&[], Vec::as_slice)
    }
}
