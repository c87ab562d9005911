//! The parser's models: reading them from a file, and running them over one sentence.

use crate::clusters::Clusters;
use crate::lex::{Lex, Lexer};
use crate::split::Splitter;
use crate::table::{self, BackoffTable};
use crate::tag::{TagScratch, Tagger};
use crate::tokenize::RawToken;
use crate::tree::{self, MAX_WORDS, Move, NONE, State};
use crate::tree_features::{self, Node};
use crate::weights::{Linear, ModelError, ModelFile, Reader, put_text, put_u32};
use record::{Deprel, Id, IdRange, Reading, Sentence, SentenceKind, Token};

/// The kind of model file this room reads.
pub const KIND: &str = "parse";

/// Everything learned, apart from the entity tagger.
#[derive(Debug)]
pub struct Models {
    /// Ends of sentences.
    pub splitter: Splitter,
    /// Classes of words.
    pub clusters: Clusters,
    /// Parts of speech.
    pub tagger: Tagger,
    /// Lemma rules.
    pub lemmas: BackoffTable,
    /// Features.
    pub feats: BackoffTable,
    /// Trees.
    pub tree: TreeModel,
    /// Digest of the file.
    pub digest: String,
}

/// Weights of the tree builder and the relations it knows.
#[derive(Debug)]
pub struct TreeModel {
    pub(crate) weights: Linear,
    pub(crate) labels: Vec<Deprel>,
}

/// Buffers kept between sentences, so that reading a text allocates nothing for each word.
#[derive(Debug, Default)]
pub struct Scratch {
    lexer: Lexer,
    pub(crate) lexes: Vec<Lex>,
    tags: Vec<u8>,
    tag: TagScratch,
    nodes: Vec<Node>,
    state: State,
    features: Vec<u64>,
    scores: Vec<i32>,
    heads: Vec<u16>,
    labels: Vec<u8>,
    lower: String,
    lemma: String,
}

impl Models {
    /// From the bytes of a model file.
    pub fn from_bytes(bytes: &[u8]) -> Result<Models, ModelError> {
        let file = ModelFile::read(bytes, KIND)?;
        let section = |name: &str| file.section(name);
        // The two large tables are built side by side.
        let (tagger, tree) = rayon::join(
            || Tagger::from_sections(section("tag-weights")?, section("tag-set")?, section("tag-words")?),
            || TreeModel::from_sections(section("tree-weights")?, section("tree-labels")?),
        );
        Ok(Models {
            splitter: Splitter::from_bytes(section("split-weights")?)?,
            clusters: Clusters::from_bytes(section("clusters")?)?,
            tagger: tagger?,
            lemmas: BackoffTable::from_bytes(section("lemmas")?)?,
            feats: BackoffTable::from_bytes(section("feats")?)?,
            tree: tree?,
            digest: file.digest().to_owned(),
        })
    }

    /// Adds a sentence to a reading: tags, lemmas, features and tree over the given words.
    pub fn analyse(
        &self,
        text: &str,
        words: &[RawToken],
        kind: SentenceKind,
        scratch: &mut Scratch,
        reading: &mut Reading,
    ) {
        let (Some(first), Some(last)) = (words.first(), words.last()) else { return };
        scratch.lexes.clear();
        for word in words {
            let lex = scratch.lexer.lex(word.span.of(text));
            scratch.lexes.push(lex.placed(self.clusters.get(lex.lower)));
        }
        scratch.tags.clear();
        self.tagger.tag(&scratch.lexes, &mut scratch.tag, &mut scratch.tags);
        self.tree.build(&self.tagger, scratch);

        let first_row = reading.tokens.len();
        let tokens = IdRange::new(first_row, first_row + words.len());
        let sentence = reading.sentences.push(Sentence { span: first.span.join(last.span), tokens, kind });
        for (idx, word) in words.iter().enumerate() {
            let (upos, xpos) = self.tagger.pair(scratch.tags[idx]);
            let lex = scratch.lexes[idx];
            let form = word.span.of(text);
            small_letters(form, &mut scratch.lower);
            let rule = self.lemmas.get(&table::lemma_keys(&lex, upos, xpos));
            table::apply_lemma_rule(rule, form, &scratch.lower, &mut scratch.lemma);
            let feats = self.feats.get(&table::feats_keys(&lex, upos, xpos)).unwrap_or("");
            let head = scratch.heads[idx];
            let token = Token {
                span: word.span,
                sentence,
                lemma: reading.symbols.intern(&scratch.lemma),
                upos,
                xpos,
                feats: reading.symbols.intern(feats),
                head: (head != NONE).then(|| Id::new(first_row + usize::from(head))),
                deprel: self.tree.label(scratch.labels[idx]),
                joined: word.joined && idx > 0,
                space_after: word.space_after,
            };
            reading.tokens.push(token);
        }
    }
}

fn small_letters(form: &str, out: &mut String) {
    out.clear();
    if form.is_ascii() {
        out.push_str(form);
        out.make_ascii_lowercase();
    } else {
        out.extend(form.chars().flat_map(char::to_lowercase));
    }
}

impl TreeModel {
    /// From what training found.
    pub fn new(weights: Linear, labels: Vec<Deprel>) -> TreeModel {
        TreeModel { weights, labels }
    }

    pub(crate) fn label(&self, row: u8) -> Deprel {
        self.labels.get(usize::from(row)).copied().unwrap_or(Deprel::Dep)
    }

    fn row_of(&self, deprel: Deprel) -> u8 {
        self.labels.iter().position(|label| *label == deprel).unwrap_or(0) as u8
    }

    /// Builds the tree of `scratch.lexes` with `scratch.tags` into `scratch.heads` and `scratch.labels`.
    fn build(&self, tagger: &Tagger, scratch: &mut Scratch) {
        let n_words = scratch.lexes.len().min(MAX_WORDS);
        scratch.nodes.clear();
        for (lex, tag) in scratch.lexes.iter().zip(&scratch.tags).take(n_words) {
            scratch.nodes.push(Node::new(lex, *tag, tagger.pair(*tag).0 as u64));
        }
        let root = self.row_of(Deprel::Root);
        let state = &mut scratch.state;
        state.start(n_words);
        scratch.scores.resize(2 + 2 * self.labels.len(), 0);
        while !state.is_done() {
            let step = state.forced(root).unwrap_or_else(|| {
                tree_features::features(&scratch.nodes, state, &mut scratch.features);
                scratch.scores.fill(0);
                self.weights.add_scores(&scratch.features, &mut scratch.scores);
                best_move(&scratch.scores, state.allowed())
            });
            state.apply(step);
        }
        scratch.heads.clear();
        scratch.heads.extend_from_slice(&state.head[..n_words]);
        scratch.labels.clear();
        scratch.labels.extend_from_slice(&state.label[..n_words]);
        tree::one_root(&mut scratch.heads, &mut scratch.labels, root, self.row_of(tree::OTHER));
    }

    /// Sections of the model file.
    pub fn sections(&self) -> [(&'static str, Vec<u8>); 2] {
        let mut labels = Vec::new();
        put_u32(&mut labels, self.labels.len() as u32);
        for label in &self.labels {
            put_text(&mut labels, label.code());
        }
        [("tree-weights", self.weights.to_bytes()), ("tree-labels", labels)]
    }

    fn from_sections(weights: &[u8], labels: &[u8]) -> Result<TreeModel, ModelError> {
        let read = || {
            let mut reader = Reader::new(labels);
            let n_labels = reader.u32()?;
            (0..n_labels).map(|_| Deprel::from_code(reader.text()?)).collect::<Option<Vec<_>>>()
        };
        let labels = read().ok_or_else(|| ModelError::Section("tree-labels".to_owned()))?;
        let weights = Linear::from_bytes(weights)?;
        if weights.n_classes() != 2 + 2 * labels.len() {
            return Err(ModelError::Section("tree-labels".to_owned()));
        }
        Ok(TreeModel { weights, labels })
    }
}

/// The allowed move with the highest score.
fn best_move(scores: &[i32], allowed: [bool; 4]) -> Move {
    let mut best = (i32::MIN, Move::Shift);
    for (class, score) in scores.iter().enumerate() {
        if *score > best.0 && allowed[kind_of(class)] {
            best = (*score, Move::of_class(class));
        }
    }
    best.1
}

/// Row of `State::allowed` and `State::costs` for a class.
pub(crate) fn kind_of(class: usize) -> usize {
    if class < 2 { class } else { 2 + class % 2 }
}
