//! Training of the parser's models. The same corpora give the same bytes: fixed order, fixed seed, integers.

use crate::clusters::Clusters;
use crate::conllu::{self, Sent};
use crate::lex::{Lex, Lexer};
use crate::model::{KIND, TreeModel, kind_of};
use crate::split::{Gaps, SplitScratch};
use crate::table::{self, BackoffTable};
use crate::tag::{self, Ambiguity, TagScratch, TagSet, Tagger};
use crate::tokenize::tokenize;
use crate::tree::{MAX_WORDS, Move, State, projectivize};
use crate::tree_features::{self, Node};
use crate::weights::{Linear, ModelFile, PreHashed, Trainer, best};
use record::{Deprel, Span, Upos, Xpos};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// How to train.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// Passes over the corpora for sentence ends.
    pub split_passes: usize,
    /// Passes for the tagger.
    pub tag_passes: usize,
    /// Passes for the tree builder.
    pub tree_passes: usize,
    /// Parts for jackknifing: the tree builder learns from tags predicted by a tagger that has not seen the sentence.
    pub parts: usize,
    /// Seed of the order of sentences.
    pub seed: u64,
}

impl Default for Options {
    fn default() -> Options {
        Options { split_passes: 10, tag_passes: 6, tree_passes: 6, parts: 4, seed: 20 }
    }
}

/// What to train on.
#[derive(Clone, Debug, Default)]
pub struct Corpora {
    /// Treebanks, each in document order.
    pub treebanks: Vec<Vec<Sent>>,
    /// Sentences written for training, counted twice.
    pub own: Vec<Sent>,
    /// Plain sentences for the classes of words.
    pub plain: Vec<Vec<String>>,
}

/// How often sentences written for training count.
const OWN_WEIGHT: usize = 2;

/// Weights below this are left out: a tenth of the file, and no loss was measured.
const LEAST_WEIGHT: i16 = 10;

/// Trains all models of the parser and returns the model file.
///
/// `progress` gets one line for each step done.
pub fn train_parser(corpora: &Corpora, options: &Options, progress: &mut dyn FnMut(&str)) -> Vec<u8> {
    let own = (0..OWN_WEIGHT).flat_map(|_| &corpora.own);
    let sents: Vec<Sent> = corpora.treebanks.iter().flatten().chain(own).cloned().collect();
    let mut file = ModelFile::new(KIND);
    file.insert("split-weights", train_splitter(&corpora.treebanks, options, progress).to_bytes());
    let clusters = learn_clusters(corpora);
    file.insert("clusters", clusters.to_bytes());
    progress("classes of words");

    let (lemmas, feats) = train_tables(&sents);
    file.insert("lemmas", lemmas.to_bytes());
    file.insert("feats", feats.to_bytes());

    let tags = tag_set(&sents);
    let lexes: Vec<Vec<Lex>> = lex_all(&sents, &clusters);
    let all: Vec<usize> = (0..sents.len()).collect();
    let data = TagData { sents: &sents, lexes: &lexes, tags: &tags };
    // The tree learns from tags predicted for sentences that the tagger has not seen.
    let fewer = Options { tag_passes: options.tag_passes.div_ceil(2), ..*options };
    let mut predicted: Vec<Vec<u8>> = vec![Vec::new(); sents.len()];
    for part in 0..options.parts {
        let (others, held): (Vec<usize>, Vec<usize>) = all.iter().partition(|idx| **idx / 10 % options.parts != part);
        let tagger = train_tagger(data, &others, &fewer, &mut |_| {});
        let mut scratch = TagScratch::default();
        held.iter().for_each(|idx| tagger.tag(&lexes[*idx], &mut scratch, &mut predicted[*idx]));
        progress(&format!("tags for the tree, part {} of {}", part + 1, options.parts));
    }
    let tagger = train_tagger(data, &all, options, progress);
    for (name, bytes) in tagger.sections() {
        file.insert(name, bytes);
    }
    let tree = train_tree(&sents, &lexes, &predicted, &tags, options, progress);
    for (name, bytes) in tree.sections() {
        file.insert(name, bytes);
    }
    file.to_bytes()
}

/// The sentences of a file in BIO format: the first column of each line, blank lines between sentences. Words with
/// hyphens and clitics are parted as the tokenizer does.
pub fn plain_sentences(bio: &str) -> Vec<Vec<String>> {
    let mut sentences = vec![Vec::new()];
    let mut tokens = Vec::new();
    for line in bio.lines() {
        let word = line.split('\t').next().unwrap_or("").trim();
        if word.is_empty() {
            sentences.push(Vec::new());
            continue;
        }
        tokens.clear();
        tokenize(word, Span::new(0, word.len()), &mut tokens);
        if let Some(sentence) = sentences.last_mut() {
            sentence.extend(tokens.iter().map(|token| token.span.of(word).to_owned()));
        }
    }
    sentences.retain(|sentence| !sentence.is_empty());
    sentences
}

/// A small generator of numbers with a fixed seed.
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        self.0 >> 33
    }

    fn below(&mut self, n: usize) -> usize {
        (self.next() % n.max(1) as u64) as usize
    }

    fn shuffle<T>(&mut self, values: &mut [T]) {
        for idx in (1..values.len()).rev() {
            values.swap(idx, self.below(idx + 1));
        }
    }
}

fn train_splitter(corpora: &[Vec<Sent>], options: &Options, progress: &mut dyn FnMut(&str)) -> Linear {
    // Paragraph by paragraph: features of each gap and whether a sentence ends there.
    let mut paragraphs: Vec<Vec<(Vec<u64>, usize)>> = Vec::new();
    let mut scratch = SplitScratch::default();
    for corpus in corpora {
        let mut start = 0;
        while start < corpus.len() {
            let len = 1 + corpus[start + 1..].iter().take_while(|sent| !sent.new_paragraph).count();
            let (text, laid) = conllu::given(&corpus[start..start + len]);
            let ends: BTreeSet<u32> = laid.iter().filter_map(|sent| sent.last()).map(|word| word.span.end).collect();
            let mut tokens = Vec::new();
            tokenize(&text, Span::new(0, text.len()), &mut tokens);
            let mut gaps = Gaps::new(&text, &tokens, &mut scratch);
            let mut rows = Vec::new();
            while let Some(gap) = gaps.next_gap() {
                let is_end = ends.contains(&tokens[gap].span.end);
                rows.push((gaps.features(gap).to_vec(), usize::from(is_end)));
                if is_end {
                    gaps.cut(gap);
                }
            }
            paragraphs.push(rows);
            start += len;
        }
    }
    let mut trainer = Trainer::new(2);
    let mut numbers = Numbers(options.seed);
    let mut scores = [0; 2];
    for pass in 0..options.split_passes {
        let mut wrong = 0;
        numbers.shuffle(&mut paragraphs);
        for (features, gold) in paragraphs.iter().flatten() {
            scores.fill(0);
            trainer.add_scores(features, &mut scores);
            wrong += usize::from(best(&scores) != *gold);
            trainer.learn(features, *gold, best(&scores));
        }
        progress(&format!("sentence ends, pass {}: {wrong} wrong", pass + 1));
    }
    trainer.finish(1)
}

fn train_tables(sents: &[Sent]) -> (BackoffTable, BackoffTable) {
    let mut lexer = Lexer::default();
    let (mut lemmas, mut feats) = (Vec::new(), Vec::new());
    for word in sents.iter().flat_map(|sent| &sent.words) {
        let lex = lexer.lex(&word.form);
        if word.lemma != "_" && word.xpos != Xpos::Gw && word.deprel != Deprel::Goeswith {
            let rule = table::lemma_rule(&word.form, &word.lemma, word.upos == Upos::Propn);
            lemmas.push((table::lemma_keys(&lex, word.upos, word.xpos).to_vec(), rule));
        }
        feats.push((table::feats_keys(&lex, word.upos, word.xpos).to_vec(), word.feats.clone()));
    }
    (BackoffTable::learn(&lemmas, &table::LEMMA_MIN_COUNTS), BackoffTable::learn(&feats, &table::FEATS_MIN_COUNTS))
}

fn learn_clusters(corpora: &Corpora) -> Clusters {
    let mut lexer = Lexer::default();
    let mut sentences: Vec<Vec<u64>> = Vec::new();
    for sent in corpora.treebanks.iter().flatten().chain(&corpora.own) {
        sentences.push(sent.words.iter().map(|word| lexer.lex(&word.form).lower).collect());
    }
    for words in &corpora.plain {
        sentences.push(words.iter().map(|word| lexer.lex(word).lower).collect());
    }
    let n_treebank = sentences.len() - corpora.plain.len();
    let known = sentences[..n_treebank].iter().flatten().copied().collect();
    Clusters::learn(&sentences, &known)
}

fn lex_all(sents: &[Sent], clusters: &Clusters) -> Vec<Vec<Lex>> {
    let mut lexer = Lexer::default();
    let mut lex = |word: &conllu::Word| {
        let lex = lexer.lex(&word.form);
        lex.placed(clusters.get(lex.lower))
    };
    sents.iter().map(|sent| sent.words.iter().map(&mut lex).collect()).collect()
}

fn tag_set(sents: &[Sent]) -> TagSet {
    let mut counts: BTreeMap<(Upos, Xpos), usize> = BTreeMap::new();
    for word in sents.iter().flat_map(|sent| &sent.words) {
        *counts.entry((word.upos, word.xpos)).or_default() += 1;
    }
    let mut pairs: Vec<_> = counts.into_iter().collect();
    pairs.sort_by_key(|(pair, count)| (std::cmp::Reverse(*count), *pair));
    TagSet { pairs: pairs.into_iter().take(250).map(|(pair, _)| pair).collect() }
}

/// What the tagger learns from.
#[derive(Clone, Copy)]
struct TagData<'a> {
    sents: &'a [Sent],
    lexes: &'a [Vec<Lex>],
    tags: &'a TagSet,
}

impl TagData<'_> {
    fn gold(&self, which: &[usize]) -> BTreeMap<usize, Vec<usize>> {
        let pairs = &self.tags.pairs;
        let class_of = |upos: Upos, xpos: Xpos| pairs.iter().position(|pair| *pair == (upos, xpos)).unwrap_or(0);
        let classes = |idx: usize| self.sents[idx].words.iter().map(|word| class_of(word.upos, word.xpos)).collect();
        which.iter().map(|idx| (*idx, classes(*idx))).collect()
    }
}

fn train_tagger(data: TagData, which: &[usize], options: &Options, progress: &mut dyn FnMut(&str)) -> Tagger {
    let TagData { lexes, tags, .. } = data;
    let gold = data.gold(which);
    let ambiguity = ambiguity(lexes, &gold);
    let mut trainer = Trainer::new(tags.pairs.len());
    let mut numbers = Numbers(options.seed);
    let mut order = which.to_vec();
    let mut scores = vec![0; tags.pairs.len()];
    let (mut features, mut classes, mut before) = (Vec::new(), Vec::new(), Vec::new());
    for pass in 0..options.tag_passes {
        numbers.shuffle(&mut order);
        let (mut wrong, mut total) = (0, 0);
        for idx in &order {
            let seen = &lexes[*idx];
            tag::look_up(&ambiguity, seen, &mut classes);
            before.clear();
            for (word, lex) in seen.iter().enumerate() {
                let only = ambiguity.get(&lex.form).and_then(|ambiguity| ambiguity.only);
                let class = only.unwrap_or_else(|| {
                    tag::features(seen, &classes, &before, word, &mut features);
                    scores.fill(0);
                    trainer.add_scores(&features, &mut scores);
                    let guess = best(&scores);
                    trainer.learn(&features, gold[idx][word], guess);
                    guess as u8
                });
                wrong += usize::from(usize::from(class) != gold[idx][word]);
                total += 1;
                before.push(class);
            }
        }
        progress(&format!("tags, pass {}: {wrong} of {total} wrong, {} features", pass + 1, trainer.n_features()));
    }
    Tagger::new(trainer.finish_without(2, LEAST_WEIGHT), tags.clone(), ambiguity)
}

fn ambiguity(lexes: &[Vec<Lex>], gold: &BTreeMap<usize, Vec<usize>>) -> HashMap<u64, Ambiguity, PreHashed> {
    let mut counts: BTreeMap<u64, BTreeMap<usize, usize>> = BTreeMap::new();
    for (idx, classes) in gold {
        for (lex, class) in lexes[*idx].iter().zip(classes) {
            *counts.entry(lex.form).or_default().entry(*class).or_default() += 1;
        }
    }
    let mut sets: BTreeMap<Vec<usize>, u32> = BTreeMap::new();
    let mut out = HashMap::default();
    for (form, classes) in counts {
        let total: usize = classes.values().sum();
        if total < 4 {
            continue;
        }
        let mut rows: Vec<_> = classes.into_iter().filter(|(_, count)| count * 20 >= total).collect();
        rows.sort_by_key(|(class, count)| (std::cmp::Reverse(*count), *class));
        rows.truncate(3);
        let sure = rows.first().filter(|(_, count)| total >= 30 && *count == total).map(|(class, _)| *class as u8);
        let set: Vec<usize> = rows.into_iter().map(|(class, _)| class).collect();
        let next = sets.len() as u32;
        let class = *sets.entry(set).or_insert(next);
        out.insert(form, Ambiguity { class, only: sure });
    }
    out
}

fn train_tree(
    sents: &[Sent],
    lexes: &[Vec<Lex>],
    predicted: &[Vec<u8>],
    tags: &TagSet,
    options: &Options,
    progress: &mut dyn FnMut(&str),
) -> TreeModel {
    let used: BTreeSet<Deprel> = sents.iter().flat_map(|sent| &sent.words).map(|word| word.deprel).collect();
    let labels: Vec<Deprel> =
        used.into_iter().chain([Deprel::Parataxis]).collect::<BTreeSet<_>>().into_iter().collect();
    let label_of = |deprel: Deprel| labels.iter().position(|label| *label == deprel).unwrap_or(0) as u8;
    let examples: Vec<TreeExample> = (0..sents.len())
        .filter(|idx| (2..=MAX_WORDS).contains(&sents[*idx].words.len()))
        .map(|idx| TreeExample::new(&sents[idx], &lexes[idx], &predicted[idx], &label_of))
        .collect();
    let n_classes = 2 + 2 * labels.len();
    let mut trainer = Trainer::new(n_classes);
    let mut numbers = Numbers(options.seed + 1);
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let (mut state, mut features, mut scores) = (State::default(), Vec::new(), vec![0; n_classes]);
    let mut nodes = Vec::new();
    let root = label_of(Deprel::Root);
    for pass in 0..options.tree_passes {
        numbers.shuffle(&mut order);
        let (mut n_right, mut n_words) = (0, 0);
        for idx in &order {
            let example = &examples[*idx];
            example.nodes(tags, &mut nodes);
            state.start(nodes.len());
            while !state.is_done() {
                let allowed = state.allowed();
                if let Some(step) = state.forced(root) {
                    state.apply(step);
                    continue;
                }
                tree_features::features(&nodes, &state, &mut features);
                scores.fill(0);
                trainer.add_scores(&features, &mut scores);
                let guess = best_of(&scores, |class| allowed[kind_of(class)]);
                let costs = state.costs(&example.heads);
                let least = *costs.iter().min().unwrap_or(&0);
                let gold = best_of(&scores, |class| {
                    allowed[kind_of(class)] && costs[kind_of(class)] == least && example.label_fits(&state, class)
                });
                trainer.learn(&features, gold, guess);
                // Follow the model's own moves most of the time after the first passes, to learn to go on after errors.
                let explore = pass > 0 && numbers.below(10) < 9;
                state.apply(Move::of_class(if explore { guess } else { gold }));
            }
            n_words += nodes.len();
            n_right += (0..nodes.len())
                .filter(|word| state.head[*word] == example.heads[*word] && state.label[*word] == example.labels[*word])
                .count();
        }
        progress(&format!(
            "tree, pass {}: {:.2} % right, {} features",
            pass + 1,
            100.0 * n_right as f64 / n_words.max(1) as f64,
            trainer.n_features()
        ));
    }
    TreeModel::new(trainer.finish_without(3, LEAST_WEIGHT), labels)
}

fn best_of(scores: &[i32], fits: impl Fn(usize) -> bool) -> usize {
    let mut best: Option<(i32, usize)> = None;
    for (class, score) in scores.iter().enumerate().filter(|(class, _)| fits(*class)) {
        if best.is_none_or(|(top, _)| *score > top) {
            best = Some((*score, class));
        }
    }
    best.map_or(0, |(_, class)| class)
}

struct TreeExample {
    lexes: Vec<Lex>,
    tags: Vec<u8>,
    heads: Vec<u16>,
    labels: Vec<u8>,
}

impl TreeExample {
    fn new(sent: &Sent, lexes: &[Lex], tags: &[u8], label_of: &dyn Fn(Deprel) -> u8) -> TreeExample {
        let n_words = sent.words.len();
        let mut heads: Vec<u16> =
            sent.words.iter().map(|word| if word.head == 0 { n_words as u16 } else { word.head as u16 - 1 }).collect();
        projectivize(&mut heads);
        TreeExample {
            lexes: lexes.to_vec(),
            tags: tags.to_vec(),
            heads,
            labels: sent.words.iter().map(|word| label_of(word.deprel)).collect(),
        }
    }

    fn nodes(&self, tags: &TagSet, out: &mut Vec<Node>) {
        out.clear();
        let pairs = self.lexes.iter().zip(&self.tags);
        out.extend(pairs.map(|(lex, tag)| Node::new(lex, *tag, tags.pairs[usize::from(*tag)].0 as u64)));
    }

    /// Whether an arc's label is the gold one where the arc is.
    fn label_fits(&self, state: &State, class: usize) -> bool {
        let (child, head) = match Move::of_class(class) {
            Move::Left(_) => (state.top(), state.front),
            Move::Right(_) => (state.front, state.top()),
            _ => return true,
        };
        let label = match Move::of_class(class) {
            Move::Left(label) | Move::Right(label) => label,
            _ => return true,
        };
        let child = usize::from(child);
        self.heads[child] != head || self.labels[child] == label
    }
}
