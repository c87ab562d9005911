//! Near-duplicate and spun copies of articles.
//!
//! Agencies' texts are printed whole, shortened, and run through synonym engines; a copy adds no source. Two signs
//! are used: shared runs of four words (Broder 1997, resemblance and containment), and the skeleton of what no
//! rewriter changes (names and numbers in their order).

use std::collections::{BTreeMap, BTreeSet};

use record::{Account, Print};

use crate::days;
use crate::hash::{hash, hash32};

/// How an article depends on another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum CopyKind {
    /// Word for word.
    Verbatim,
    /// Parts of it, word for word.
    Shortened,
    /// Other words around the same names and numbers in the same order.
    Spun,
}

impl CopyKind {
    /// The kind in words.
    pub fn code(self) -> &'static str {
        match self {
            CopyKind::Verbatim => "verbatim",
            CopyKind::Shortened => "shortened",
            CopyKind::Spun => "spun",
        }
    }
}

/// An article that goes back to another.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Copy {
    /// Id of the copy.
    pub article: String,
    /// Id of the article it goes back to.
    pub of: String,
    /// How.
    pub kind: CopyKind,
    /// What shows which was first.
    pub because: String,
}

/// The print of a clean text.
pub fn print(text: &str) -> Print {
    let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let folded: Vec<String> = words.iter().map(|word| lexicon::fold(word)).collect();
    let all: BTreeSet<u32> = folded.windows(4).map(|run| hash32(&run.join(" "))).collect();
    let n_runs = all.len() as u32;
    let mut runs: Vec<u32> = all.into_iter().collect();
    let mut thinning = 0u8;
    while runs.len() > Print::MAX_RUNS && thinning < 31 {
        thinning += 1;
        runs.retain(|run| divides(*run, thinning));
    }
    let anchors = words.iter().zip(&folded).enumerate().filter(|(idx, (word, _))| is_anchor(*idx, word));
    let anchors = anchors.map(|(_, (_, folded))| hash32(folded)).take(Print::MAX_ANCHORS).collect();
    Print { n_runs, thinning, runs, anchors }
}

fn divides(run: u32, thinning: u8) -> bool {
    run.trailing_zeros() >= u32::from(thinning)
}

/// Least runs of words of a text that can be a copy: a line or two that stand elsewhere too are a quotation.
const LEAST_RUNS: u32 = 12;

/// Least names and numbers by which a text can be told to be spun from another.
const LEAST_ANCHORS: usize = 12;

/// Least share of runs that rewriters leave whole, in thousandths.
const LEFT_WHOLE: u32 = 60;

/// Shares of two texts that stand in each other, in thousandths.
#[derive(Clone, Copy)]
struct Shares {
    /// Of the one's, what the other has.
    own: u32,
    /// Of the other's, what the one has.
    theirs: u32,
}

impl Shares {
    fn new(shared: usize, own: usize, theirs: usize) -> Shares {
        Shares { own: share(shared, own), theirs: share(shared, theirs) }
    }

    fn turned(self) -> Shares {
        Shares { own: self.theirs, theirs: self.own }
    }

    /// Whether names and numbers are shared as a spun copy shares them.
    fn are_spun(self) -> bool {
        self.own >= 700 && self.theirs >= 600
    }
}

/// Runs of words that two texts share; both lists are walked once, since this is asked of very many pairs.
fn runs_shared(one: &Print, other: &Print) -> Shares {
    let thinning = one.thinning.max(other.thinning);
    let (mut at, mut other_at, mut shared) = (0, 0, 0);
    while let (Some(own), Some(theirs)) = (one.runs.get(at), other.runs.get(other_at)) {
        shared += usize::from(own == theirs && divides(*own, thinning));
        at += usize::from(own <= theirs);
        other_at += usize::from(theirs <= own);
    }
    let n_kept = |print: &Print| match print.thinning == thinning {
        true => print.runs.len(),
        false => print.runs.iter().filter(|run| divides(**run, thinning)).count(),
    };
    Shares::new(shared, n_kept(one), n_kept(other))
}

/// Whether names and numbers of the one stand in the other in the same order.
fn are_anchors_spun(one: &Print, other: &Print) -> bool {
    let (own, theirs) = (&one.anchors, &other.anchors);
    let spun = |shared: usize| Shares::new(shared, own.len(), theirs.len()).are_spun();
    let enough = own.len() >= LEAST_ANCHORS && theirs.len() >= LEAST_ANCHORS;
    // Their order is looked at only where enough are shared in any order: comparing orders takes long.
    enough && spun(shared_in_any_order(own, theirs)) && spun(common_subsequence(own, theirs))
}

fn shared_in_any_order(a: &[u32], b: &[u32]) -> usize {
    let sorted = |hashes: &[u32]| {
        let mut sorted = hashes.to_vec();
        sorted.sort_unstable();
        sorted
    };
    let (a, b) = (sorted(a), sorted(b));
    let (mut at, mut other_at, mut shared) = (0, 0, 0);
    while let (Some(own), Some(theirs)) = (a.get(at), b.get(other_at)) {
        shared += usize::from(own == theirs);
        at += usize::from(own <= theirs);
        other_at += usize::from(theirs <= own);
    }
    shared
}

/// Whether the one can be a copy of the other, and how.
pub fn copy_of(one: &Print, other: &Print) -> Option<CopyKind> {
    if one.n_runs < LEAST_RUNS || other.n_runs < LEAST_RUNS {
        return None;
    }
    kind(one, other, runs_shared(one, other))
}

fn kind(one: &Print, other: &Print, runs: Shares) -> Option<CopyKind> {
    if runs.own >= 700 && runs.theirs >= 600 {
        return Some(CopyKind::Verbatim);
    }
    if runs.own >= 450 {
        return Some(CopyKind::Shortened);
    }
    // Rewriters leave some runs whole; two reporters at one table share names, but hardly ever their order.
    (runs.own >= LEFT_WHOLE && are_anchors_spun(one, other)).then_some(CopyKind::Spun)
}

/// How two articles are tied as copies, whichever came first.
pub(crate) fn tied(one: &Print, other: &Print) -> bool {
    if one.n_runs < LEAST_RUNS || other.n_runs < LEAST_RUNS {
        return false;
    }
    let runs = runs_shared(one, other);
    kind(one, other, runs).or_else(|| kind(other, one, runs.turned())).is_some()
}

/// Keys of a print: two copies share at least one in all but freak cases.
///
/// The least hashes of the runs: of a shortened copy, which has only runs of the longer text, each of the longer
/// text's least runs is among its own least with the chance that it was kept at all. For spun copies the least hashes
/// of three names or numbers in a row.
pub(crate) fn keys(print: &Print) -> Vec<u64> {
    const RUNS: usize = 16;
    const ANCHORS: usize = 8;
    let least = |mut hashes: Vec<u64>, most: usize| {
        hashes.sort_unstable();
        hashes.dedup();
        hashes.truncate(most);
        hashes
    };
    // The order is that of another hash than the one that thins, which prefers even numbers.
    let runs = print.runs.iter().map(|run| hash(&format!("run {run}"))).collect();
    let threes = print.anchors.windows(3).map(|three| hash(&format!("names {three:?}"))).collect();
    let mut keys = least(runs, RUNS);
    keys.extend(least(threes, ANCHORS));
    keys
}

/// Who copied whom in a group of tied accounts: every member but the first goes back to one of the group.
pub(crate) fn trace(group: &[&Account]) -> Vec<Copy> {
    let Some(first) = group.iter().copied().min_by_key(|account| origin_rank(account)) else { return Vec::new() };
    let mut copies = Vec::new();
    for account in group.iter().filter(|account| account.article != first.article) {
        let kind = copy_of(&account.print, &first.print)
            .or_else(|| copy_of(&first.print, &account.print))
            .unwrap_or(CopyKind::Spun);
        let because = because(account, first);
        copies.push(Copy { article: account.article.clone(), of: first.article.clone(), kind, because });
    }
    copies.sort();
    copies
}

/// What makes an article the first of its group: it is dated and early, and longer than what was cut from it.
fn origin_rank(account: &Account) -> (i32, u32, &str) {
    let day = account.published.and_then(days::last).unwrap_or(i32::MAX);
    (day, u32::MAX - account.print.n_runs, account.article.as_str())
}

fn because(copy: &Account, first: &Account) -> String {
    let credited = first.outlet.as_ref().filter(|outlet| {
        let outlet = lexicon::fold(outlet);
        copy.credits.iter().any(|credit| lexicon::fold(credit).contains(&outlet))
    });
    if let Some(outlet) = credited {
        return format!("it credits {outlet}");
    }
    match (copy.published, first.published) {
        (Some(own), Some(theirs)) if own != theirs => format!("printed {own}, the other {theirs}"),
        (None, Some(theirs)) => format!("undated, the other printed {theirs}"),
        _ if copy.print.n_runs < first.print.n_runs => "shorter than the other".to_owned(),
        _ => "no sign of which was first; the lower id counts as first".to_owned(),
    }
}

/// Groups prints that are copies of one another; each group in ascending order, groups by their first row.
pub fn group(prints: &[&Print]) -> Vec<Vec<usize>> {
    crate::cluster::cluster(prints.len(), tied_pairs(prints).into_iter(), |_, _| true).1
}

/// Pairs of rows that are tied as copies, the lower first.
pub(crate) fn tied_pairs(prints: &[&Print]) -> BTreeSet<(usize, usize)> {
    let mut holders: BTreeMap<u64, Vec<usize>> = BTreeMap::new();
    for (idx, print) in prints.iter().enumerate() {
        for key in keys(print) {
            holders.entry(key).or_default().push(idx);
        }
    }
    let mut pairs = BTreeSet::new();
    for rows in holders.values() {
        for (at, a) in rows.iter().enumerate() {
            pairs.extend(rows[at + 1..].iter().map(|b| (*a, *b)));
        }
    }
    pairs.into_iter().filter(|(a, b)| tied(prints[*a], prints[*b])).collect()
}

/// Numbers, and capitalised words but the very first.
fn is_anchor(idx: usize, word: &str) -> bool {
    let capital = |word: &str| word.chars().next().is_some_and(char::is_uppercase);
    if word.chars().next().is_some_and(|c| c.is_ascii_digit()) {
        return true;
    }
    capital(word) && word.chars().count() > 2 && idx > 0
}

fn common_subsequence(a: &[u32], b: &[u32]) -> usize {
    let mut row = vec![0usize; b.len() + 1];
    for left in a {
        let mut diagonal = 0;
        for (idx, right) in b.iter().enumerate() {
            let above = row[idx + 1];
            row[idx + 1] = if left == right { diagonal + 1 } else { above.max(row[idx]) };
            diagonal = above;
        }
    }
    row[b.len()]
}

fn share(part: usize, whole: usize) -> u32 {
    (part * 1000).checked_div(whole).unwrap_or(0) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    const WIRE: &str = "Kazakh President Nurlan Abdikov received Uzbek Prime Minister Rustam Saidov in Astana on \
        Monday. The two signed seven agreements on water, rail and gas. Saidov flew on to Almaty, where Governor \
        Aigul Bekova showed him the new terminal. Trade between the two neighbours reached 4 billion dollars in 2021.";

    /// Protects the count of independent sources: a shortened copy is no second source.
    #[test]
    fn a_shortened_copy_is_found() {
        let copy = print(
            "Kazakh President Nurlan Abdikov received Uzbek Prime Minister Rustam Saidov in Astana on Monday. The two \
             signed seven agreements on water, rail and gas.",
        );
        assert_eq!(copy_of(&copy, &print(WIRE)), Some(CopyKind::Shortened));
    }

    /// Protects independent reports from being folded into one another.
    #[test]
    fn another_reporters_words_are_no_copy() {
        let other = print(
            "Uzbekistan's head of government was in the Kazakh capital at the start of the week. After talks with \
             President Abdikov, Rustam Saidov spoke of a new age on the steppe; papers on gas and on the shared \
             rivers were initialled. He also saw Almaty, before Governor Bekova put him on the plane to Tashkent.",
        );
        assert_eq!(copy_of(&other, &print(WIRE)), None);
    }

    /// Protects the grouping from depending on the order of the articles.
    #[test]
    fn groups_do_not_depend_on_order() {
        let (wire, other) = (print(WIRE), print("Rice is dear in Dakar this month, traders say."));
        let forward = group(&[&wire, &other, &wire]);
        assert_eq!(forward, vec![vec![0, 2], vec![1]]);
        assert_eq!(group(&[&wire, &wire, &other]), vec![vec![0, 1], vec![2]]);
    }
}
