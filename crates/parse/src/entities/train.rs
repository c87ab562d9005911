//! Training of the tagger: a structured perceptron with averaged integer weights.
//!
//! The same files in the same order give the same bytes: sentences are shuffled by a fixed generator, and nothing is
//! counted in floating point.

use std::collections::{BTreeMap, BTreeSet};

use super::corpora::{Guide, Scheme, read_bio, read_bracketed};
use super::decode::{Decoder, N_TRANSITIONS, transition};
use super::features::features;
use super::gazetteer::{Gazetteer, GazetteerBuilder, List};
use super::labels::{N_TAGS, OUTSIDE, Tag, TagSet};
use super::memory::Memory;
use super::model::{EntityTagger, Guidelines};
use super::words::{N_CLASSES, Sentence};
use crate::weights::{Feature, Linear, Trainer, UNIT};

/// A file to train on.
#[derive(Clone, Debug)]
pub struct Source {
    /// Name for messages.
    pub name: String,
    /// What its labels mean.
    pub scheme: Scheme,
    /// Its text: BIO, or our bracket notation where the scheme is our own.
    pub text: String,
    /// How often it is read in one pass.
    pub times: usize,
    /// Of its articles, a pass reads every how manieth, another part each time: a large corpus must not drown the rest.
    pub every: usize,
    /// Of its sentences, every how manieth is read once more in headline capitals; 0 for none.
    pub titled_every: usize,
}

/// How to train.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// Passes over all sources.
    pub passes: usize,
    /// How much better the right tags must be, in steps of the weights.
    pub margin: i32,
    /// Features changed less often are dropped.
    pub min_uses: u32,
}

impl Default for Options {
    fn default() -> Options {
        Options { passes: 9, margin: 5, min_uses: 4 }
    }
}

/// Phrases for the gazetteer.
pub type Phrases = Vec<(List, String)>;

/// Reads the list file: `list<TAB>phrase; phrase; …` a line, `#` before remarks, a header.
///
/// # Errors
/// The line that names no list.
pub fn read_lists(text: &str) -> Result<Phrases, String> {
    let mut phrases = Vec::new();
    for (idx, line) in text.lines().enumerate() {
        if line.trim().is_empty() || line.starts_with('#') || line.starts_with("list\t") {
            continue;
        }
        let (list, rest) = line.split_once('\t').unwrap_or((line, ""));
        let list = List::from_code(list).ok_or_else(|| format!("line {}: no list is called `{list}`", idx + 1))?;
        phrases
            .extend(rest.split(';').map(str::trim).filter(|p| !p.is_empty()).map(|phrase| (list, phrase.to_owned())));
    }
    Ok(phrases)
}

/// Writes lists as [`read_lists`] reads them, a phrase once a list, in order.
pub fn write_lists(phrases: &Phrases) -> String {
    let mut by_list: BTreeMap<List, BTreeSet<&str>> = BTreeMap::new();
    for (list, phrase) in phrases.iter().filter(|(_, phrase)| !phrase.trim().is_empty() && !phrase.contains(';')) {
        by_list.entry(*list).or_default().insert(phrase.trim());
    }
    let mut out =
        "# The lists of data/ that the entity tagger takes, as of its last training. Do not edit.\nlist\tphrases\n"
            .to_owned();
    for (list, phrases) in by_list {
        // Lines of a bearable length.
        let phrases: Vec<&str> = phrases.into_iter().collect();
        for chunk in phrases.chunks(40) {
            out.push_str(&format!("{list}\t{}\n", chunk.join("; ")));
        }
    }
    out
}

/// What the lists say about other corpora's labels.
pub fn guide(phrases: &[(List, String)]) -> Guide {
    let mut guide = Guide::default();
    for (list, phrase) in phrases {
        let low = phrase.to_lowercase();
        match list {
            List::Office | List::Rank | List::Honorific => {
                let small = ["of", "the", "and", "for", "to", "in", "on"];
                guide.title_words.extend(low.split([' ', '-']).filter(|word| !small.contains(word)).map(str::to_owned));
            }
            List::Country
            | List::Nationality
            | List::Body
            | List::Capital
            | List::City
            | List::Region
            | List::Calendar => {
                // As the words will be parted: `Guinea-Bissau` is three.
                let parted = low.split(' ').flat_map(super::corpora::parted).collect::<Vec<_>>().join(" ");
                guide.known.entry(parted).or_default().insert(*list);
            }
            _ => {}
        }
    }
    guide
}

struct Article {
    every: usize,
    sentences: Vec<Sentence>,
    allowed: Vec<Vec<TagSet>>,
}

/// Trains a tagger: `own` are our lists, which also mend the corpora, `more` are further lists. `progress` is told what
/// has been done.
pub fn train(
    sources: &[Source],
    own: &Phrases,
    more: &Phrases,
    options: Options,
    progress: &mut dyn FnMut(&str),
) -> EntityTagger {
    let guide = guide(own);
    let mut texts = Vec::new();
    for source in sources {
        let articles = match source.scheme {
            Scheme::Own => read_bracketed(&source.text),
            _ => read_bio(&source.text),
        };
        progress(&format!("{}: {} sentences", source.name, articles.iter().map(Vec::len).sum::<usize>()));
        let articles = articles
            .into_iter()
            .map(|article| article.iter().map(|s| guide.allowed(source.scheme, s)).collect::<Vec<_>>());
        texts.push((source, articles.collect::<Vec<_>>()));
    }
    let gazetteer = gazetteer(
        own.iter().chain(more),
        texts.iter().flat_map(|(_, articles)| articles.iter().flatten().map(|s| &s.0)),
    );
    let mut articles = Vec::new();
    let mut order = Vec::new();
    let mut letters = String::new();
    for (source, texts) in &texts {
        let mut n_sentences = 0;
        for text in texts {
            let look = |words: &Vec<String>, letters: &mut String| Sentence::look(words, &gazetteer, letters);
            let mut sentences: Vec<Sentence> = text.iter().map(|(words, _)| look(words, &mut letters)).collect();
            Memory::remember(&mut sentences);
            let mut allowed: Vec<Vec<TagSet>> = text.iter().map(|(_, allowed)| allowed.clone()).collect();
            for (words, sets) in text {
                n_sentences += 1;
                if source.titled_every > 0 && n_sentences % source.titled_every == 0 {
                    sentences.push(look(&headline(words), &mut letters));
                    allowed.push(sets.clone());
                }
            }
            order.extend(std::iter::repeat_n(articles.len(), source.times));
            articles.push(Article { sentences, allowed, every: source.every.max(1) });
        }
    }
    drop(texts);
    let mut learner = Learner::new(options.margin, None);
    learner.passes(&articles, order, options.passes, progress);
    learner.finish(gazetteer, options.min_uses)
}

/// Learns to mark as a corpus does, on top of a tagger that stays as it is.
pub fn train_guidelines(
    tagger: &EntityTagger,
    source: &Source,
    options: Options,
    progress: &mut dyn FnMut(&str),
) -> Guidelines {
    let mut letters = String::new();
    let mut articles = Vec::new();
    for text in read_bio(&source.text) {
        let literal = text.iter().map(|sentence| Guide::literal(source.scheme, sentence));
        let (words, allowed): (Vec<_>, Vec<_>) = literal.unzip();
        let look = |words: &Vec<String>| Sentence::look(words, &tagger.gazetteer, &mut letters);
        let mut sentences: Vec<Sentence> = words.iter().map(look).collect();
        Memory::remember(&mut sentences);
        articles.push(Article { sentences, allowed, every: 1 });
    }
    let order = (0..articles.len()).collect();
    let mut learner = Learner::new(options.margin, Some(tagger));
    learner.passes(&articles, order, options.passes, progress);
    learner.finish_guidelines(options.min_uses)
}

/// The lists, with the words that texts write small far more often than not.
fn gazetteer<'t>(
    phrases: impl Iterator<Item = &'t (List, String)>,
    sentences: impl Iterator<Item = &'t Vec<String>>,
) -> Gazetteer {
    let mut builder = GazetteerBuilder::default();
    for (list, phrase) in phrases {
        builder.insert(phrase, *list);
    }
    let mut counts: BTreeMap<String, (u32, u32)> = BTreeMap::new();
    for words in sentences {
        for word in words.iter().skip(1).filter(|word| word.chars().all(char::is_alphabetic)) {
            let count = counts.entry(word.to_lowercase()).or_default();
            if word.starts_with(char::is_lowercase) {
                count.0 += 1;
            } else {
                count.1 += 1;
            }
        }
    }
    for (word, (small, capital)) in &counts {
        if *small >= 8 && *small >= capital * 4 {
            builder.insert(word, List::Common);
        }
    }
    builder.build()
}

/// A sentence in headline capitals: every word but the small ones.
fn headline(words: &[String]) -> Vec<String> {
    let small: BTreeSet<&str> =
        "a an and as at but by for from in into of on or over the to with 's".split(' ').collect();
    let raised = words.iter().enumerate().filter(|(idx, word)| !(*idx + 1 == words.len() && word.as_str() == ".")).map(
        |(idx, word)| {
            let mut chars = word.chars();
            match chars.next() {
                Some(first) if first.is_lowercase() && (idx == 0 || !small.contains(word.as_str())) => {
                    first.to_uppercase().chain(chars).collect()
                }
                _ => word.clone(),
            }
        },
    );
    raised.collect()
}

/// A fixed sequence of numbers that looks like chance (xorshift).
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            items.swap(last, (self.next() % (last as u64 + 1)) as usize);
        }
    }
}

/// The feature under which the score of two tags in a row is learned.
fn pair_feature(class: usize, before: Tag) -> u64 {
    Feature::new(1000).with(class as u64).with(u64::from(before)).hash()
}

struct Learner<'t> {
    base: Option<&'t EntityTagger>,
    trainer: Trainer,
    transitions: Vec<i32>,
    margin: i32,
    decoder: Decoder,
    features: Vec<Vec<u64>>,
    scores: Vec<i32>,
    classes: Vec<u8>,
    guess: Vec<Tag>,
    gold: Vec<Tag>,
}

impl<'t> Learner<'t> {
    fn new(margin: i32, base: Option<&'t EntityTagger>) -> Learner<'t> {
        Learner {
            base,
            trainer: Trainer::new(N_TAGS),
            transitions: base.map_or_else(|| vec![0; N_TRANSITIONS], |base| base.transitions.clone()),
            margin,
            decoder: Decoder::default(),
            features: Vec::new(),
            scores: Vec::new(),
            classes: Vec::new(),
            guess: Vec::new(),
            gold: Vec::new(),
        }
    }

    fn passes(&mut self, articles: &[Article], mut order: Vec<usize>, n_passes: usize, progress: &mut dyn FnMut(&str)) {
        let mut chance = Chance(0x2545_F491_4F6C_DD1D);
        for pass in 1..=n_passes {
            chance.shuffle(&mut order);
            let (mut n_words, mut n_wrong) = (0, 0);
            for &article in &order {
                let (number, article) = (article, &articles[article]);
                if number % article.every != pass % article.every {
                    continue;
                }
                for (sentence, allowed) in article.sentences.iter().zip(&article.allowed) {
                    n_words += sentence.words.len();
                    n_wrong += self.learn(sentence, allowed);
                }
            }
            let n_features = self.trainer.n_features();
            progress(&format!("pass {pass} of {n_passes}: {n_wrong} of {n_words} words wrong, {n_features} features"));
        }
    }

    /// Learns from one sentence; how many words were wrong (or right by too little).
    fn learn(&mut self, sentence: &Sentence, allowed: &[TagSet]) -> usize {
        let n_words = sentence.words.len();
        self.trainer.step();
        if self.features.len() < n_words {
            self.features.resize(n_words, Vec::new());
        }
        self.scores.clear();
        self.scores.resize(n_words * N_TAGS, 0);
        self.classes.clear();
        for (idx, scores) in self.scores.chunks_exact_mut(N_TAGS).enumerate() {
            features(sentence, idx, &mut self.features[idx]);
            self.trainer.add_scores(&self.features[idx], scores);
            scores.iter_mut().for_each(|score| *score *= UNIT as i32);
            if let Some(base) = self.base {
                base.weights.add_scores(&self.features[idx], scores);
            }
            self.classes.push(sentence.words[idx].class as u8);
            for (tag, score) in scores.iter_mut().enumerate() {
                if allowed[idx] >> tag & 1 == 0 {
                    *score += self.margin * UNIT as i32;
                }
            }
        }
        self.decoder.decode(&self.scores, &self.transitions, &self.classes, None, &mut self.guess);
        if self.guess.iter().zip(allowed).all(|(tag, set)| set >> tag & 1 == 1) {
            return 0;
        }
        self.decoder.decode(&self.scores, &self.transitions, &self.classes, Some(allowed), &mut self.gold);
        if self.gold.iter().zip(allowed).any(|(tag, set)| set >> tag & 1 == 0) {
            return 0;
        }
        let mut n_wrong = 0;
        for idx in 0..n_words {
            let (gold, guess) = (self.gold[idx], self.guess[idx]);
            if gold != guess {
                n_wrong += 1;
                self.trainer.add(&self.features[idx], usize::from(gold), 1);
                self.trainer.add(&self.features[idx], usize::from(guess), -1);
            }
            let class = usize::from(self.classes[idx]);
            let before = |tags: &[Tag]| idx.checked_sub(1).map_or(OUTSIDE, |at| tags[at]);
            let (gold_before, guess_before) = (before(&self.gold), before(&self.guess));
            if (gold, gold_before) != (guess, guess_before) {
                self.pair(class, gold_before, gold, 1);
                self.pair(class, guess_before, guess, -1);
            }
        }
        n_wrong
    }

    fn pair(&mut self, class: usize, before: Tag, after: Tag, delta: i32) {
        self.transitions[transition(class, before, after)] += delta * UNIT as i32;
        self.trainer.add(&[pair_feature(class, before)], usize::from(after), delta);
    }

    fn finish_guidelines(self, min_uses: u32) -> Guidelines {
        let weights = self.trainer.finish(min_uses);
        let transitions = pairs(&weights);
        Guidelines { weights, transitions }
    }

    fn finish(self, gazetteer: Gazetteer, min_uses: u32) -> EntityTagger {
        let weights = self.trainer.finish(min_uses);
        let transitions = pairs(&weights);
        EntityTagger { weights, transitions, gazetteer, guidelines: None }
    }
}

/// The scores of two tags in a row, out of the weights they were learned among.
fn pairs(weights: &Linear) -> Vec<i32> {
    let mut transitions = vec![0; N_TRANSITIONS];
    for class in 0..N_CLASSES {
        for before in 0..N_TAGS as Tag {
            let start = transition(class, before, 0);
            weights.add_scores(&[pair_feature(class, before)], &mut transitions[start..start + N_TAGS]);
        }
    }
    transitions
}
