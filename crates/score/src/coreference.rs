//! Events across documents, given the mentions: public corpora, for comparison with what others report.
//!
//! Each line of a corpus is a document with sentences of words and event mentions with their clusters, as in the files
//! made of ECB+ (Cybulska and Vossen 2014) and MEANTIME (Minard et al. 2016). The measure is CoNLL F1, the mean of MUC
//! (Vilain et al. 1995), B-cubed (Bagga and Baldwin 1998) and entity-based CEAF (Luo 2005), over all mentions, those
//! alone in their cluster among them. Beside it stands the lemma baseline: mentions with one head lemma in one topic
//! are one event.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use parse::Parser;
use parse::conllu::Laid;
use record::Span;
use serde::Deserialize;

use crate::GoldError;

/// Figures of one way of clustering.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Coreference {
    /// Links kept.
    pub muc: f64,
    /// Mention by mention.
    pub b_cubed: f64,
    /// Cluster by cluster, each with one of the other side.
    pub ceaf_e: f64,
}

impl Coreference {
    /// The mean of the three.
    pub fn conll(self) -> f64 {
        (self.muc + self.b_cubed + self.ceaf_e) / 3.0
    }
}

/// What a corpus of events across documents gives.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct CoreferenceScore {
    /// Number of event mentions.
    pub n_mentions: usize,
    /// One lemma in one topic.
    pub lemma: Coreference,
    /// One lemma in documents on one thing.
    pub linked: Coreference,
}

#[derive(Debug, Deserialize)]
struct Document {
    doc: String,
    topic: String,
    sentences: Vec<Vec<String>>,
    #[serde(default)]
    validated_sentences: Option<Vec<usize>>,
    #[serde(default)]
    mentions: Vec<Annotation>,
    #[serde(default)]
    event_mentions: Vec<Annotation>,
    #[serde(default)]
    instances: Vec<Instance>,
}

#[derive(Debug, Deserialize)]
struct Annotation {
    #[serde(rename = "type", default)]
    kind: String,
    sent: usize,
    tok: Vec<usize>,
    #[serde(default)]
    cluster: Option<String>,
    #[serde(default)]
    instance: Option<String>,
}

#[derive(Debug, Deserialize)]
struct Instance {
    id: String,
    #[serde(default)]
    instance: Option<String>,
}

/// An event mention with what its cluster is told by.
struct Mention {
    document: usize,
    topic: String,
    lemma: String,
    /// Lemmas of the sentence's words that carry meaning.
    words: BTreeSet<String>,
    gold: String,
}

/// Scores a corpus of one JSON document a line, gzipped or not.
///
/// # Errors
/// When the file cannot be read.
pub fn coreference(parser: &Parser, path: &Path) -> Result<CoreferenceScore, GoldError> {
    let fault = |reason: String| GoldError::new(path.display().to_string(), reason);
    let bytes = std::fs::read(path).map_err(|error| fault(error.to_string()))?;
    let mut text = String::new();
    if bytes.starts_with(&[0x1f, 0x8b]) {
        let mut decoder = flate2::read::GzDecoder::new(bytes.as_slice());
        std::io::Read::read_to_string(&mut decoder, &mut text).map_err(|error| fault(error.to_string()))?;
    } else {
        text = String::from_utf8(bytes).map_err(|error| fault(error.to_string()))?;
    }
    let (mut mentions, mut documents) = (Vec::new(), Vec::new());
    for (number, line) in (1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty()) {
        let document: Document =
            serde_json::from_str(line).map_err(|error| fault(format!("line {number}: {error}")))?;
        documents.push(read(parser, &document, documents.len(), &mut mentions));
    }
    let vectors = vectors(&documents);
    let gold = groups(mentions.iter().map(|mention| mention.gold.clone()));
    let by_lemma = groups(mentions.iter().map(|mention| format!("{}\u{1f}{}", mention.topic, mention.lemma)));
    let linked = linked(&mentions, &vectors);
    Ok(CoreferenceScore {
        n_mentions: mentions.len(),
        lemma: compare(&gold, &by_lemma),
        linked: compare(&gold, &linked),
    })
}

/// The words of a document with their numbers; its event mentions are added.
fn read(parser: &Parser, document: &Document, number: usize, mentions: &mut Vec<Mention>) -> BTreeMap<String, u32> {
    let mut text = String::new();
    let mut laid: Vec<Vec<Laid>> = Vec::new();
    for sentence in &document.sentences {
        let mut words = Vec::new();
        for word in sentence {
            let start = text.len();
            text.push_str(word);
            words.push(Laid { span: Span::new(start, text.len()), joined: false, space_after: true });
            text.push(' ');
        }
        laid.push(words);
    }
    let reading = parser.parse_given(&text, &laid);
    let row_at: BTreeMap<u32, usize> =
        reading.tokens.iter().enumerate().map(|(row, token)| (token.span.start, row)).collect();
    let lemma_at = |span: Span| {
        let row = row_at.get(&span.start).copied();
        let lemma = row.and_then(|row| reading.tokens.rows().get(row)).map(|token| reading.symbols.get(token.lemma));
        lemma.filter(|lemma| !lemma.is_empty()).map_or_else(|| span.of(&text).to_lowercase(), str::to_lowercase)
    };
    let sentences: Vec<Vec<String>> =
        laid.iter().map(|words| words.iter().map(|word| lemma_at(word.span)).collect()).collect();
    let counted = |sentence: usize| document.validated_sentences.as_ref().is_none_or(|all| all.contains(&sentence));
    let events = document.mentions.iter().filter(|mention| mention.kind.contains("ACTION"));
    for event in events.chain(&document.event_mentions).filter(|event| counted(event.sent)) {
        let Some(words) = sentences.get(event.sent) else { continue };
        let Some(lemma) = event.tok.first().and_then(|at| words.get(*at)) else { continue };
        mentions.push(Mention {
            document: number,
            topic: document.topic.clone(),
            lemma: lemma.clone(),
            words: words.iter().filter(|word| carries_meaning(word)).cloned().collect(),
            gold: gold_cluster(document, event, mentions.len()),
        });
    }
    let mut counts = BTreeMap::new();
    for word in sentences.into_iter().flatten().filter(|word| carries_meaning(word)) {
        *counts.entry(word).or_default() += 1;
    }
    counts
}

fn gold_cluster(document: &Document, event: &Annotation, number: usize) -> String {
    match (&event.cluster, &event.instance) {
        (Some(cluster), _) if cluster.starts_with("INTRA") => format!("{}\u{1f}{cluster}", document.doc),
        (Some(cluster), _) => cluster.clone(),
        (None, Some(own)) => {
            let known = document.instances.iter().find(|instance| instance.id == *own);
            let across = known.and_then(|instance| instance.instance.clone());
            across.unwrap_or_else(|| format!("{}\u{1f}{own}", document.doc))
        }
        (None, None) => format!("\u{1f}{number}"),
    }
}

fn carries_meaning(word: &str) -> bool {
    const SMALL: &[&str] = &[
        "the", "and", "for", "that", "with", "this", "from", "have", "will", "they", "she", "his", "her", "their",
        "not", "but", "who", "which", "after", "its", "was", "were", "are", "had", "has", "said", "say",
    ];
    word.chars().count() > 2 && word.chars().all(char::is_alphabetic) && !SMALL.contains(&word)
}

/// A document's words with their weights, of length one.
type Vector = BTreeMap<String, f64>;

fn vectors(documents: &[BTreeMap<String, u32>]) -> (Vec<Vector>, Vector) {
    let mut n_documents: BTreeMap<&str, u32> = BTreeMap::new();
    for word in documents.iter().flat_map(BTreeMap::keys) {
        *n_documents.entry(word).or_default() += 1;
    }
    let rarity = |word: &str| (documents.len() as f64 / f64::from(n_documents.get(word).copied().unwrap_or(1))).ln();
    let of = |counts: &BTreeMap<String, u32>| {
        let weigh = |(word, count): (&String, &u32)| (word.clone(), (1.0 + f64::from(*count).ln()) * rarity(word));
        let vector: Vector = counts.iter().map(weigh).collect();
        let length = vector.values().map(|weight| weight * weight).sum::<f64>().sqrt().max(1e-9);
        vector.into_iter().map(|(word, weight)| (word, weight / length)).collect()
    };
    let rarities = n_documents.keys().map(|word| ((*word).to_owned(), rarity(word))).collect();
    (documents.iter().map(of).collect(), rarities)
}

/// Least likeness of two documents that can tell of one thing.
const LIKE: f64 = 0.2;
/// The same with half the share of words that the two sentences have in common added.
const LIKE_WITH_SENTENCE: f64 = 0.3;

/// Mentions with one lemma in documents on one thing, or in one document.
fn linked(mentions: &[Mention], (vectors, rarities): &(Vec<Vector>, Vector)) -> Vec<BTreeSet<usize>> {
    let mut by_lemma: BTreeMap<(&str, &str), Vec<usize>> = BTreeMap::new();
    for (row, mention) in mentions.iter().enumerate() {
        by_lemma.entry((&mention.topic, &mention.lemma)).or_default().push(row);
    }
    let mut group_of: Vec<usize> = (0..mentions.len()).collect();
    let mut likeness: BTreeMap<(usize, usize), f64> = BTreeMap::new();
    for rows in by_lemma.values() {
        for (at, a) in rows.iter().enumerate() {
            for b in &rows[at + 1..] {
                let (one, other) = (&mentions[*a], &mentions[*b]);
                let pair = (one.document.min(other.document), one.document.max(other.document));
                let like = *likeness.entry(pair).or_insert_with(|| cosine(&vectors[pair.0], &vectors[pair.1]));
                let fits =
                    pair.0 == pair.1 || like >= LIKE && like + 0.5 * shared(one, other, rarities) >= LIKE_WITH_SENTENCE;
                if fits && group_of[*a] != group_of[*b] {
                    let (keep, drop) = (group_of[*a].min(group_of[*b]), group_of[*a].max(group_of[*b]));
                    group_of.iter_mut().filter(|group| **group == drop).for_each(|group| *group = keep);
                }
            }
        }
    }
    groups(group_of.into_iter())
}

fn cosine(a: &Vector, b: &Vector) -> f64 {
    a.iter().map(|(word, weight)| weight * b.get(word).copied().unwrap_or(0.0)).sum()
}

/// Share of the shorter sentence's words, by rarity, that the other has too.
fn shared(a: &Mention, b: &Mention, rarities: &Vector) -> f64 {
    let weigh = |words: &mut dyn Iterator<Item = &String>| -> f64 {
        words.filter(|word| **word != a.lemma).map(|word| rarities.get(word).copied().unwrap_or(0.0)).sum()
    };
    let all = weigh(&mut a.words.iter()).min(weigh(&mut b.words.iter()));
    if all <= 0.0 { 0.0 } else { weigh(&mut a.words.intersection(&b.words)) / all }
}

fn groups<K: Ord>(keys: impl Iterator<Item = K>) -> Vec<BTreeSet<usize>> {
    let mut groups: BTreeMap<K, BTreeSet<usize>> = BTreeMap::new();
    for (row, key) in keys.enumerate() {
        groups.entry(key).or_default().insert(row);
    }
    groups.into_values().collect()
}

fn compare(gold: &[BTreeSet<usize>], found: &[BTreeSet<usize>]) -> Coreference {
    let n_mentions: usize = gold.iter().map(BTreeSet::len).sum();
    let group_of = |groups: &[BTreeSet<usize>]| {
        let mut of = vec![0; n_mentions];
        for (number, group) in groups.iter().enumerate() {
            group.iter().for_each(|row| of[*row] = number);
        }
        of
    };
    let (gold_of, found_of) = (group_of(gold), group_of(found));
    let links_kept = |groups: &[BTreeSet<usize>], other_of: &[usize]| {
        let parts = |group: &BTreeSet<usize>| group.iter().map(|row| other_of[*row]).collect::<BTreeSet<_>>().len();
        let kept: usize = groups.iter().map(|group| group.len() - parts(group)).sum();
        kept as f64 / groups.iter().map(|group| group.len() - 1).sum::<usize>().max(1) as f64
    };
    let share = |own: &[BTreeSet<usize>], own_of: &[usize], other: &[BTreeSet<usize>], other_of: &[usize]| {
        let one = |row: usize| {
            let (own, other) = (&own[own_of[row]], &other[other_of[row]]);
            own.intersection(other).count() as f64 / own.len() as f64
        };
        (0..n_mentions).map(one).sum::<f64>() / n_mentions.max(1) as f64
    };
    let alike = best_alignment(gold, &found_of, found);
    Coreference {
        muc: f1(links_kept(found, &gold_of), links_kept(gold, &found_of)),
        b_cubed: f1(share(found, &found_of, gold, &gold_of), share(gold, &gold_of, found, &found_of)),
        ceaf_e: f1(alike / found.len().max(1) as f64, alike / gold.len().max(1) as f64),
    }
}

fn f1(precision: f64, recall: f64) -> f64 {
    if precision + recall > 0.0 { 2.0 * precision * recall / (precision + recall) } else { 0.0 }
}

/// Sum of likeness over the best one-to-one alignment of clusters, by parts that share mentions.
fn best_alignment(gold: &[BTreeSet<usize>], found_of: &[usize], found: &[BTreeSet<usize>]) -> f64 {
    let mut gold_of_found: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    let mut found_of_gold: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    for (number, group) in gold.iter().enumerate() {
        for row in group {
            gold_of_found.entry(found_of[*row]).or_default().insert(number);
            found_of_gold.entry(number).or_default().insert(found_of[*row]);
        }
    }
    let mut open: BTreeSet<usize> = (0..gold.len()).collect();
    let mut total = 0.0;
    while let Some(first) = open.pop_first() {
        let (mut left, mut right, mut queue) = (BTreeSet::from([first]), BTreeSet::new(), vec![first]);
        while let Some(at) = queue.pop() {
            for other in found_of_gold.get(&at).into_iter().flatten().filter(|other| right.insert(**other)) {
                let more = gold_of_found.get(other).into_iter().flatten();
                queue.extend(more.filter(|number| left.insert(**number)));
            }
        }
        open.retain(|number| !left.contains(number));
        let likeness = |one: &usize, other: &usize| {
            let shared = gold[*one].intersection(&found[*other]).count() as f64;
            2.0 * shared / (gold[*one].len() + found[*other].len()) as f64
        };
        let weights: Vec<Vec<f64>> =
            left.iter().map(|one| right.iter().map(|other| likeness(one, other)).collect()).collect();
        total += assignment(&weights);
    }
    total
}

/// Greatest sum of weights with at most one of each row and column (Kuhn 1955, Munkres 1957, by potentials).
fn assignment(weights: &[Vec<f64>]) -> f64 {
    let size = weights.len().max(weights.first().map_or(0, Vec::len));
    let cost = |row: usize, column: usize| -weights.get(row).and_then(|row| row.get(column)).copied().unwrap_or(0.0);
    let (mut u, mut v) = (vec![0.0; size + 1], vec![0.0; size + 1]);
    let mut row_of = vec![0usize; size + 1];
    for row in 1..=size {
        let mut least = vec![f64::INFINITY; size + 1];
        let (mut used, mut way) = (vec![false; size + 1], vec![0usize; size + 1]);
        let mut column = 0;
        row_of[0] = row;
        while row_of[column] != 0 {
            used[column] = true;
            let (mut delta, mut next) = (f64::INFINITY, 0);
            for other in (1..=size).filter(|other| !used[*other]) {
                let reduced = cost(row_of[column] - 1, other - 1) - u[row_of[column]] - v[other];
                if reduced < least[other] {
                    (least[other], way[other]) = (reduced, column);
                }
                if least[other] < delta {
                    (delta, next) = (least[other], other);
                }
            }
            for other in 0..=size {
                if used[other] {
                    u[row_of[other]] += delta;
                    v[other] -= delta;
                } else {
                    least[other] -= delta;
                }
            }
            column = next;
        }
        while column != 0 {
            row_of[column] = row_of[way[column]];
            column = way[column];
        }
    }
    (1..=size).filter(|column| row_of[*column] > 0).map(|column| -cost(row_of[column] - 1, column - 1)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sets(groups: &[&[usize]]) -> Vec<BTreeSet<usize>> {
        groups.iter().map(|group| group.iter().copied().collect()).collect()
    }

    /// Protects comparison with others: the figures are those of the worked example of the reference scorer's paper
    /// (Luo 2005): all is right, or everything in one cluster.
    #[test]
    fn perfect_clusters_give_all_and_one_cluster_less() {
        let gold = sets(&[&[0, 1, 2, 3, 4], &[5, 6], &[7, 8, 9, 10, 11]]);
        assert!((compare(&gold, &gold).conll() - 1.0).abs() < 1e-9);
        let one = sets(&[&[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]]);
        let score = compare(&gold, &one);
        assert!((score.muc - 0.9).abs() < 1e-9, "{score:?}");
        assert!((score.b_cubed - 0.545_454).abs() < 1e-3, "{score:?}");
        assert!((score.ceaf_e - 0.294_117).abs() < 1e-3, "{score:?}");
    }

    /// Protects CEAF from a greedy alignment.
    #[test]
    fn the_alignment_is_the_best_one() {
        assert!((assignment(&[vec![0.9, 0.8], vec![0.8, 0.1]]) - 1.6).abs() < 1e-9);
        assert!((assignment(&[vec![0.5, 0.7, 0.1]]) - 0.7).abs() < 1e-9);
    }
}
