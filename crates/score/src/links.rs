//! Linking against gold: happenings, people, copies and disagreements across articles.
//!
//! The gold format is one `links.json` beside the articles. Clusters are compared by B-cubed precision and recall
//! (Bagga and Baldwin 1998): for every item, how much of its cluster is right, and how much of the right cluster it has.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use engine::{Engine, Input, ReadOptions, Record, run_batch};
use link::{Decisions, Linked};
use record::{Account, Happening, Trace};
use serde::Deserialize;

use crate::text::{same_person, squash};
use crate::{Count, GoldError, file_name};

/// A report of gold: its happening, the one it was linked into, and the article and event that tell it.
type Item = (usize, Option<usize>, Option<(usize, usize)>);

/// The parts of `links.json` that are compared.
#[derive(Debug, Deserialize)]
pub struct GoldLinks {
    articles: Vec<String>,
    people: Vec<GoldIdentity>,
    different: Vec<(String, String, String, String, String)>,
    happenings: Vec<GoldHappening>,
    copies: Vec<GoldCopy>,
    #[serde(default)]
    offices: Vec<crate::tenures::GoldOffice>,
    #[serde(default)]
    inferred_dates: Vec<crate::tenures::GoldDate>,
    not_same: Vec<(String, String, String)>,
}

#[derive(Debug, Deserialize)]
struct GoldIdentity {
    #[serde(default)]
    person: String,
    mentions: Vec<GoldMention>,
}

#[derive(Debug, Deserialize)]
struct GoldMention {
    file: String,
    name: String,
}

#[derive(Debug, Deserialize)]
struct GoldHappening {
    id: String,
    #[serde(rename = "type")]
    event_type: Option<String>,
    mode: Option<String>,
    status: Option<String>,
    held_as: Option<String>,
    reports: Vec<GoldReport>,
    #[serde(default)]
    disagreements: Vec<GoldDisagreement>,
}

#[derive(Debug, Deserialize)]
struct GoldReport {
    file: String,
    evidence: String,
    #[serde(default)]
    background: bool,
}

#[derive(Debug, Deserialize)]
struct GoldDisagreement {
    field: String,
}

#[derive(Debug, Deserialize)]
struct GoldCopy {
    of: String,
    file: String,
}

/// Figures of linking; rates in ten-thousandths.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LinkScore {
    /// B-cubed F1 of reports in happenings; a report nobody coded is a miss, one told in passing costs nothing.
    pub happenings_b3: u32,
    /// The same over the reports an event was found for: what linking itself does with what it is given.
    pub happenings_b3_given: u32,
    /// Share of joined pairs of gold reports that belong together.
    pub happenings_pairs: u32,
    /// Gold reports an event was found for.
    pub reports: Count,
    /// B-cubed F1 of people across articles.
    pub people_b3: u32,
    /// Gold mentions a person was found for.
    pub mentions: Count,
    /// Confusable pairs that were joined.
    pub confused: u32,
    /// Happenings that had to stay apart and were joined.
    pub merged: u32,
    /// Copies found, and pairs wrongly taken for copies.
    pub copies: Count,
    /// Copies whose origin is the right article.
    pub origins: Count,
    /// Disagreements found.
    pub disagreements: Count,
    /// Happenings told by two or more files whose state at the end of the set is right.
    pub states: Count,
    /// What was put off or moved and is tied to what it became.
    pub held_as: Count,
    /// Rows of the table of offices that were found.
    pub offices: Count,
    /// Rows that were found with both bounds right.
    pub bounds: Count,
    /// Undated articles placed in the right interval.
    pub inferred: Count,
}

/// Links the articles of a folder and compares with its `links.json`; faults in words, one a line, where wanted.
///
/// # Errors
/// When the gold cannot be read.
pub fn links(engine: &Engine, folder: &Path, n_threads: usize) -> Result<(LinkScore, Vec<String>), GoldError> {
    let path = folder.join("links.json");
    let fault = |reason: String| GoldError::new(path.display().to_string(), reason);
    let text = std::fs::read_to_string(&path).map_err(|error| fault(error.to_string()))?;
    let gold: GoldLinks = serde_json::from_str(&text).map_err(|error| fault(error.to_string()))?;
    let records = code(engine, folder, &gold.articles, n_threads);
    let accounts: Vec<Account> =
        records.iter().map(|record| link::account(&record.article, &record.cast, &record.coding)).collect();
    let linked = link::link(&accounts, &Decisions::default());
    let file_of: BTreeMap<&str, usize> =
        records.iter().enumerate().map(|(idx, record)| (file_name(&record.article.origin), idx)).collect();
    let case = Case { gold: &gold, records: &records, accounts: &accounts, linked: &linked, file_of: &file_of };
    let (mut score, mut misses) = (LinkScore::default(), Vec::new());
    case.people(&mut score, &mut misses);
    case.happenings(&mut score, &mut misses);
    case.copies(&mut score, &mut misses);
    case.offices(&mut score, &mut misses);
    Ok((score, misses))
}

fn code(engine: &Engine, folder: &Path, articles: &[String], n_threads: usize) -> Vec<Record> {
    let inputs: Vec<Input> = articles.iter().map(|file| Input::Path(folder.join(file))).collect();
    let mut records = Vec::new();
    run_batch(
        &inputs,
        &ReadOptions::default(),
        n_threads,
        |document| engine.code(document, Trace::off()),
        |outcome| {
            records.extend(outcome.result.ok());
            true
        },
    );
    records
}

struct Case<'a> {
    gold: &'a GoldLinks,
    records: &'a [Record],
    accounts: &'a [Account],
    linked: &'a Linked,
    file_of: &'a BTreeMap<&'a str, usize>,
}

impl Case<'_> {
    /// The identity under which a name of a file is known.
    fn identity(&self, file: &str, name: &str) -> Option<usize> {
        let account = self.accounts.get(*self.file_of.get(file)?)?;
        let people = &account.people;
        let exact =
            people.iter().position(|person| person.name == name || person.aliases.iter().any(|alias| alias == name));
        let row = exact.or_else(|| people.iter().position(|person| same_person(name, &[person.name.as_str()])))?;
        let form = link::forms::of_account(account, &Decisions::default()).into_iter().nth(row)?;
        self.linked.identities.iter().position(|identity| identity.forms.contains(&form.key))
    }

    fn people(&self, score: &mut LinkScore, misses: &mut Vec<String>) {
        let mut items = Vec::new();
        for (number, person) in self.gold.people.iter().enumerate() {
            for mention in &person.mentions {
                let found = self.identity(&mention.file, &mention.name);
                score.mentions.add(found.is_some());
                if found.is_none() {
                    misses.push(format!("person not found: {} in {}", mention.name, mention.file));
                }
                items.push((number, found));
            }
        }
        score.people_b3 = b_cubed(&items);
        for (file_a, a, file_b, b, why) in &self.gold.different {
            let (left, right) = (self.identity(file_a, a), self.identity(file_b, b));
            if left.is_some() && left == right {
                score.confused += 1;
                misses.push(format!("joined: {a} ({file_a}) and {b} ({file_b}): {why}"));
            }
        }
        for (number, person) in self.gold.people.iter().enumerate() {
            let mut clusters: BTreeMap<usize, Vec<String>> = BTreeMap::new();
            for (item, mention) in items.iter().filter(|item| item.0 == number).zip(&person.mentions) {
                if let Some(found) = item.1 {
                    clusters.entry(found).or_default().push(format!("{} ({})", mention.name, mention.file));
                }
            }
            if clusters.len() > 1 {
                let parts: Vec<String> = clusters.values().map(|names| names.join(", ")).collect();
                misses.push(format!("split over {} identities: {}", clusters.len(), parts.join(" | ")));
            }
        }
    }

    /// For each gold report, by the numbers of happening and report, the event that rests on its words: article and
    /// row. Two reports of one article need two events; the best of the wanted type and mode goes first, and an event
    /// in which two reports are run together counts for the one that it was joined with.
    fn events(&self) -> BTreeMap<(usize, usize), (usize, usize)> {
        let mut wanted = Vec::new();
        for (number, happening) in self.gold.happenings.iter().enumerate().filter(|(_, gold)| gold.event_type.is_some())
        {
            for (at, report) in happening.reports.iter().enumerate() {
                let Some(article) = self.file_of.get(report.file.as_str()) else { continue };
                let rows = self.rows(*article, report, happening);
                wanted.extend(rows.into_iter().map(|(rank, row)| (rank, (number, at), (*article, row))));
            }
        }
        let firsts: Vec<(usize, usize, Option<usize>)> =
            wanted.iter().map(|(_, report, event)| (report.0, event.0, self.happening(*event))).collect();
        for (rank, report, event) in &mut wanted {
            let joined = self.happening(*event);
            let with = firsts.iter().filter(|other| other.0 == report.0 && other.1 != event.0 && other.2 == joined);
            rank.2 = usize::MAX - with.count();
        }
        wanted.sort();
        let (mut found, mut taken) = (BTreeMap::new(), BTreeSet::new());
        for (_, report, event) in wanted {
            if !found.contains_key(&report) && taken.insert(event) {
                found.insert(report, event);
            }
        }
        found
    }

    /// Rows of events that rest on the words of a report, each with its rank, lower is better. Words of the headline
    /// stand for the article's first event of that type: records rest on the text alone.
    fn rows(
        &self,
        article: usize,
        report: &GoldReport,
        gold: &GoldHappening,
    ) -> Vec<((bool, bool, usize, usize), usize)> {
        let record = &self.records[article];
        let text = &record.article.text;
        let wanted = squash(&report.evidence);
        let places: Vec<(usize, usize)> = located(text, &wanted);
        let in_title =
            places.is_empty() && record.article.title.as_deref().is_some_and(|title| squash(title).contains(&wanted));
        let mut rows = Vec::new();
        for (row, event) in record.coding.events.iter().enumerate() {
            let shared = |(from, to): &(usize, usize)| {
                let spans = event.evidence.iter();
                spans.map(|span| (*to).min(span.end as usize).saturating_sub((*from).max(span.start as usize))).max()
            };
            let overlap = places.iter().filter_map(shared).max().unwrap_or(0);
            let right_type = Some(event.event_type.code()) == gold.event_type.as_deref();
            let right_mode = event.mode.map(|mode| mode.code()) == gold.mode.as_deref();
            if overlap > 0 || in_title && right_type && right_mode {
                rows.push(((!right_type, !right_mode, 0, usize::MAX - overlap), row));
            }
        }
        rows
    }

    /// The happening that an event of an article is a report of.
    fn happening(&self, (article, row): (usize, usize)) -> Option<usize> {
        let account = &self.accounts[article];
        let event = account.events.get(row)?;
        let told = |happening: &Happening| {
            happening.reports.iter().any(|seen| seen.article == account.article && seen.event == event.id)
        };
        self.linked.happenings.iter().position(told)
    }

    fn happenings(&self, score: &mut LinkScore, misses: &mut Vec<String>) {
        let mut items = Vec::new();
        let events = self.events();
        let mut own: BTreeMap<&str, BTreeMap<usize, usize>> = BTreeMap::new();
        for (number, happening) in self.gold.happenings.iter().enumerate() {
            // Appointments have no event type; they are tenures.
            if happening.event_type.is_none() {
                continue;
            }
            for (at, report) in happening.reports.iter().enumerate() {
                let event = events.get(&(number, at)).copied();
                let found = event.and_then(|event| self.happening(event));
                if let Some(found) = found {
                    *own.entry(happening.id.as_str()).or_default().entry(found).or_default() += 1;
                }
                if report.background && found.is_none() {
                    continue;
                }
                score.reports.add(found.is_some());
                if found.is_none() {
                    misses.push(format!("no event for {} in {}: {:?}", happening.id, report.file, report.evidence));
                }
                items.push((number, found, event));
            }
        }
        self.wrong_pairs(&items, misses);
        let items: Vec<(usize, Option<usize>)> = items.into_iter().map(|(gold, found, _)| (gold, found)).collect();
        let given: Vec<(usize, Option<usize>)> = items.iter().copied().filter(|item| item.1.is_some()).collect();
        score.happenings_b3 = b_cubed(&items);
        score.happenings_b3_given = b_cubed(&given);
        score.happenings_pairs = pair_precision(&items);
        let main =
            |id: &str| own.get(id).and_then(|found| found.iter().max_by_key(|entry| entry.1)).map(|entry| *entry.0);
        for (a, b, why) in &self.gold.not_same {
            if main(a).is_some() && main(a) == main(b) {
                score.merged += 1;
                misses.push(format!("happenings joined: {a} and {b}: {why}"));
            }
        }
        self.fields(&main, score, misses);
    }

    /// Names pairs of reports that were joined or parted wrongly.
    fn wrong_pairs(&self, items: &[Item], misses: &mut Vec<String>) {
        for (idx, a) in items.iter().enumerate() {
            for b in items[idx + 1..].iter().filter(|b| a.1.is_some() && b.1.is_some()) {
                let id = |number: usize| self.gold.happenings[number].id.as_str();
                let fault = match (a.0 == b.0, a.1 == b.1) {
                    (true, false) => "reports parted",
                    (false, true) => "reports joined",
                    _ => continue,
                };
                let (Some(left), Some(right)) = (a.2, b.2) else { continue };
                let (left, right) = ((&self.accounts[left.0], left.1), (&self.accounts[right.0], right.1));
                let event = |(account, row): (&Account, usize)| account.events.get(row).map(|event| event.id.clone());
                let (Some(left_id), Some(right_id)) = (event(left), event(right)) else { continue };
                let why = link::explain((left.0, &left_id), (right.0, &right_id));
                let file = |account: &Account| file_name(&account.origin).to_owned();
                let (left, right) = (file(left.0), file(right.0));
                misses.push(format!("{fault}: {} in {left} and {} in {right}: {why}", id(a.0), id(b.0)));
            }
        }
    }

    /// Disagreements, states and what became of what was put off.
    fn fields(&self, main: &dyn Fn(&str) -> Option<usize>, score: &mut LinkScore, misses: &mut Vec<String>) {
        for gold in self.gold.happenings.iter().filter(|gold| gold.event_type.is_some()) {
            let found = main(&gold.id).map(|at| &self.linked.happenings[at]);
            let told: Vec<&str> =
                found.map_or(Vec::new(), |found| found.disagreements.iter().map(|d| d.field.code()).collect());
            for wanted in &gold.disagreements {
                let right = told.contains(&wanted.field.as_str());
                score.disagreements.add(right);
                if !right {
                    let n_reports = found.map_or(0, |found| found.reports.len());
                    misses
                        .push(format!("disagreement not found: {} of {} ({n_reports} reports)", wanted.field, gold.id));
                }
            }
            if let (Some(found), Some(wanted)) = (found, gold.status.as_deref()) {
                score.states.add(found.state.code() == wanted);
                if found.state.code() != wanted {
                    misses.push(format!("state of {}: {} for {wanted}", gold.id, found.state));
                }
            }
            let Some(later) = gold.held_as.as_deref().map(main) else { continue };
            let related = later.zip(main(&gold.id)).is_some_and(|(later, own)| {
                let of = |at: usize, row: &record::Row| {
                    self.linked.happenings[at]
                        .reports
                        .iter()
                        .any(|seen| seen.article == row.article && seen.event == row.id)
                };
                self.linked.relations.iter().any(|relation| of(own, &relation.from) && of(later, &relation.to))
            });
            score.held_as.add(related);
            if !related {
                misses.push(format!("what {} became is not told", gold.id));
            }
        }
    }

    fn copies(&self, score: &mut LinkScore, misses: &mut Vec<String>) {
        let id = |file: &str| self.file_of.get(file).map(|article| self.accounts[*article].article.as_str());
        let source_of: BTreeMap<&str, &str> =
            self.linked.copies.iter().map(|copy| (copy.article.as_str(), copy.of.as_str())).collect();
        let source = |file: &str| id(file).map(|id| source_of.get(id).copied().unwrap_or(id));
        let mut wanted: BTreeSet<&str> = BTreeSet::new();
        for copy in &self.gold.copies {
            let joined = source(&copy.of).is_some() && source(&copy.of) == source(&copy.file);
            score.copies.add(joined);
            score.origins.add(joined && source(&copy.of) == id(&copy.of));
            wanted.extend(id(&copy.file));
            wanted.extend(id(&copy.of));
            if !joined {
                misses.push(format!("copy not found: {} of {}", copy.file, copy.of));
            }
        }
        for copy in self.linked.copies.iter().filter(|copy| !wanted.contains(copy.article.as_str())) {
            score.copies.wrong += 1;
            let origin =
                self.accounts.iter().find(|account| account.article == copy.article).map(|a| a.origin.as_str());
            misses.push(format!("taken for a copy: {}", origin.unwrap_or(&copy.article)));
        }
    }

    fn offices(&self, score: &mut LinkScore, misses: &mut Vec<String>) {
        for office in &self.gold.offices {
            let mentions = self.gold.people.iter().filter(|person| person.person == office.person);
            let found = mentions
                .flat_map(|person| &person.mentions)
                .filter_map(|mention| self.identity(&mention.file, &mention.name));
            let ids: BTreeSet<&str> = found.map(|at| self.linked.identities[at].id.as_str()).collect();
            let tenures = self.linked.tenures.iter().filter(|tenure| ids.contains(tenure.identity.as_str()));
            office.compare(&tenures.collect::<Vec<_>>(), score, misses);
        }
        for date in &self.gold.inferred_dates {
            let account = self.file_of.get(date.file.as_str()).map(|article| &self.accounts[*article]);
            let placed = account.and_then(|account| self.linked.placed.iter().find(|p| p.article == account.article));
            date.compare(placed.map(|placed| placed.value), score, misses);
        }
    }
}

/// Where the words stand in the text, white space aside, as byte ranges.
fn located(text: &str, wanted: &str) -> Vec<(usize, usize)> {
    let mut squashed = String::new();
    let mut origin = Vec::new();
    for (at, c) in text.char_indices() {
        let c = if c.is_whitespace() { ' ' } else { c };
        if c == ' ' && squashed.ends_with(' ') {
            continue;
        }
        origin.resize(squashed.len() + c.len_utf8(), at);
        squashed.push(c);
    }
    squashed
        .match_indices(wanted)
        .filter_map(|(at, found)| Some((*origin.get(at)?, *origin.get(at + found.len() - 1)? + 1)))
        .collect()
}

/// B-cubed F1 in ten-thousandths of `(gold cluster, found cluster)`; an item without a found cluster stands alone.
fn b_cubed(items: &[(usize, Option<usize>)]) -> u32 {
    let (mut precision, mut recall, mut n_found) = (0.0, 0.0, 0);
    for (gold, found) in items {
        let same_gold = items.iter().filter(|item| item.0 == *gold).count();
        let Some(found) = found else { continue };
        n_found += 1;
        let same_found = items.iter().filter(|item| item.1 == Some(*found)).count();
        let both = items.iter().filter(|item| item.0 == *gold && item.1 == Some(*found)).count();
        precision += both as f64 / same_found as f64;
        recall += both as f64 / same_gold as f64;
    }
    if n_found == 0 {
        return 0;
    }
    let (precision, recall) = (precision / f64::from(n_found), recall / items.len() as f64);
    (20_000.0 * precision * recall / (precision + recall)).round() as u32
}

/// Share in ten-thousandths of joined pairs that belong together; all where nothing was joined.
fn pair_precision(items: &[(usize, Option<usize>)]) -> u32 {
    let (mut right, mut joined) = (0u32, 0u32);
    for (idx, a) in items.iter().enumerate() {
        for b in &items[idx + 1..] {
            if a.1.is_some() && a.1 == b.1 {
                joined += 1;
                right += u32::from(a.0 == b.0);
            }
        }
    }
    if joined == 0 { 10_000 } else { (u64::from(right) * 10_000 / u64::from(joined)) as u32 }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Protects the figure: perfect clusters give all, a missing item costs recall, a merge costs precision.
    #[test]
    fn b_cubed_rewards_what_is_right() {
        assert_eq!(b_cubed(&[(0, Some(5)), (0, Some(5)), (1, Some(6))]), 10_000);
        assert!(b_cubed(&[(0, Some(5)), (0, None), (1, Some(6))]) < 10_000);
        assert_eq!(pair_precision(&[(0, Some(5)), (1, Some(5))]), 0);
    }
}
