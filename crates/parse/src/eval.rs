//! The CoNLL 2018 measure: words are aligned by their characters, and what is scored is the F1 of words, sentences,
//! tags, lemmas and attachments.

use crate::conllu::Sent;
use record::{Deprel, Reading, Upos, Xpos};

/// A reading or a treebank, laid out for comparison: character offsets without white space.
#[derive(Clone, Debug, Default)]
pub struct Layout {
    /// All characters but white space, in order.
    pub characters: Vec<char>,
    /// First and past-the-last character of each sentence.
    pub sentences: Vec<(usize, usize)>,
    /// First and past-the-last character of each surface token.
    pub tokens: Vec<(usize, usize)>,
    /// The words.
    pub words: Vec<LaidWord>,
}

/// A word of a [`Layout`].
#[derive(Clone, Debug)]
pub struct LaidWord {
    /// First and past-the-last character.
    pub chars: (usize, usize),
    /// Universal part of speech.
    pub upos: Upos,
    /// Penn Treebank part of speech.
    pub xpos: Xpos,
    /// Features.
    pub feats: String,
    /// Dictionary form.
    pub lemma: String,
    /// Row of the governing word.
    pub head: Option<usize>,
    /// Relation to it.
    pub deprel: Deprel,
}

/// The layout of a treebank.
pub fn of_treebank(sents: &[Sent]) -> Layout {
    let mut layout = Layout::default();
    for sent in sents {
        let (first_char, first_word) = (layout.characters.len(), layout.words.len());
        for word in &sent.words {
            let head = (word.head > 0).then(|| first_word + word.head - 1);
            let tags = (word.upos, word.xpos, word.feats.as_str(), word.lemma.as_str());
            layout.push(&word.form, word.joined, tags, head, word.deprel);
        }
        layout.sentences.push((first_char, layout.characters.len()));
    }
    layout
}

/// The layout of a reading of `text`.
pub fn of_reading(text: &str, reading: &Reading) -> Layout {
    let mut layout = Layout::default();
    for sentence in reading.sentences.iter() {
        let first_char = layout.characters.len();
        for id in sentence.tokens.ids() {
            let token = &reading.tokens[id];
            let tags = (token.upos, token.xpos, reading.feats(id), reading.lemma(id));
            layout.push(token.span.of(text), token.joined, tags, token.head.map(|head| head.row()), token.deprel);
        }
        layout.sentences.push((first_char, layout.characters.len()));
    }
    layout
}

impl Layout {
    fn push(
        &mut self,
        form: &str,
        joined: bool,
        (upos, xpos, feats, lemma): (Upos, Xpos, &str, &str),
        head: Option<usize>,
        deprel: Deprel,
    ) {
        let start = self.characters.len();
        self.characters.extend(form.chars().filter(|c| !c.is_whitespace()));
        let chars = (start, self.characters.len());
        match self.tokens.last_mut().filter(|_| joined) {
            Some(token) => token.1 = chars.1,
            None => self.tokens.push(chars),
        }
        let (feats, lemma) = (feats.to_owned(), lemma.to_owned());
        self.words.push(LaidWord { chars, upos, xpos, feats, lemma, head, deprel });
    }
}

/// Counts behind a precision, recall and F1.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// In the gold standard.
    pub gold: usize,
    /// In the output.
    pub system: usize,
    /// In both.
    pub correct: usize,
}

impl Count {
    /// F1 in per cent.
    pub fn f1(self) -> f64 {
        if self.gold + self.system == 0 {
            return 0.0;
        }
        200.0 * self.correct as f64 / (self.gold + self.system) as f64
    }
}

/// The scores of an output.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Scores {
    /// Surface tokens.
    pub tokens: Count,
    /// Sentences.
    pub sentences: Count,
    /// Syntactic words.
    pub words: Count,
    /// Universal parts of speech.
    pub upos: Count,
    /// Penn parts of speech.
    pub xpos: Count,
    /// Features.
    pub feats: Count,
    /// Lemmas; a gold lemma `_` is always right.
    pub lemmas: Count,
    /// Attachments.
    pub uas: Count,
    /// Attachments with the universal part of the relation, as the official measure has it.
    pub las: Count,
    /// Attachments with the whole relation, subtype included.
    pub las_full: Count,
}

/// Why two layouts cannot be compared.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("gold standard and output differ in their text at character {at}: …{gold}… against …{system}…")]
pub struct TextsDiffer {
    /// Character, white space not counted.
    pub at: usize,
    /// Gold text there.
    pub gold: String,
    /// Output text there.
    pub system: String,
}

/// Scores an output against a gold standard over the same text.
pub fn score(gold: &Layout, system: &Layout) -> Result<Scores, TextsDiffer> {
    if gold.characters != system.characters {
        let same = gold.characters.iter().zip(&system.characters).take_while(|(a, b)| a == b).count();
        let near = |chars: &[char]| chars.iter().skip(same.saturating_sub(10)).take(20).collect();
        return Err(TextsDiffer { at: same, gold: near(&gold.characters), system: near(&system.characters) });
    }
    let mut scores = Scores {
        tokens: spans(&gold.tokens, &system.tokens),
        sentences: spans(&gold.sentences, &system.sentences),
        ..Scores::default()
    };
    // Words are one to one where their characters agree.
    let mut partner = vec![None; system.words.len()];
    let mut pairs = Vec::new();
    let (mut g, mut s) = (0, 0);
    while g < gold.words.len() && s < system.words.len() {
        let (a, b) = (gold.words[g].chars, system.words[s].chars);
        if a == b {
            partner[s] = Some(g);
            pairs.push((g, s));
            (g, s) = (g + 1, s + 1);
        } else if a.0 < b.0 || (a.0 == b.0 && a.1 < b.1) {
            g += 1;
        } else {
            s += 1;
        }
    }
    let count = |correct: usize| Count { gold: gold.words.len(), system: system.words.len(), correct };
    let agree = |test: &dyn Fn(&LaidWord, &LaidWord) -> bool| {
        count(pairs.iter().filter(|(g, s)| test(&gold.words[*g], &system.words[*s])).count())
    };
    let attached = |a: &LaidWord, b: &LaidWord| match (a.head, b.head) {
        (None, None) => true,
        (Some(a), Some(b)) => partner[b] == Some(a),
        _ => false,
    };
    scores.words = count(pairs.len());
    scores.upos = agree(&|a, b| a.upos == b.upos);
    scores.xpos = agree(&|a, b| a.xpos == b.xpos);
    scores.feats = agree(&|a, b| a.feats == b.feats);
    scores.lemmas = agree(&|a, b| a.lemma == "_" || a.lemma == b.lemma);
    scores.uas = agree(&attached);
    scores.las = agree(&|a, b| attached(a, b) && universal(a.deprel) == universal(b.deprel));
    scores.las_full = agree(&|a, b| attached(a, b) && a.deprel == b.deprel);
    Ok(scores)
}

/// The relation without its subtype.
pub fn universal(deprel: Deprel) -> &'static str {
    deprel.code().split(':').next().unwrap_or("")
}

fn spans(gold: &[(usize, usize)], system: &[(usize, usize)]) -> Count {
    let (mut g, mut s, mut correct) = (0, 0, 0);
    while g < gold.len() && s < system.len() {
        match gold[g].cmp(&system[s]) {
            std::cmp::Ordering::Less => g += 1,
            std::cmp::Ordering::Greater => s += 1,
            std::cmp::Ordering::Equal => (g, s, correct) = (g + 1, s + 1, correct + 1),
        }
    }
    Count { gold: gold.len(), system: system.len(), correct }
}
