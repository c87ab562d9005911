//! The ledger: every figure of the project in one table that is kept in git.
//!
//! Rates are integers in ten-thousandths, so that a ledger compares byte by byte. Sets from outside the project that
//! are out of reach keep the rows they had, and the ledger names them.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;

use engine::Engine;
use record::Stamp;

use crate::{Count, Gold, Measure, Tally, code_articles, compare, score_pages, score_relations, score_treebank};

/// One figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The data measured against.
    pub set: String,
    /// The article, or `*` for the whole set.
    pub article: String,
    /// What is measured.
    pub measure: String,
    /// The rate in ten-thousandths.
    pub rate: u32,
    /// What it is made of.
    pub count: Count,
}

/// All figures.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ledger {
    /// What was measured.
    pub stamp: Option<Stamp>,
    /// The figures, by set.
    pub rows: Vec<Row>,
    /// Sets out of reach, whose rows are those of an earlier ledger.
    pub carried_over: Vec<String>,
}

/// Name of the project's own set of coded articles.
pub const OWN_GOLD: &str = "gold";

/// A set: its name, and how it is measured below a folder.
type Scorer = fn(&Engine, &Path, &str, &mut Vec<Row>) -> Result<(), String>;

/// The sets from outside the project, with their places below the shared folder.
const SHARED: &[(&str, &str, Scorer)] = &[
    ("seeds", "gold/seeds", record_rows),
    ("readouts", "gold/readouts", record_rows),
    ("html-text", "data/html/trafilatura", text_rows),
    ("html-dates", "data/html/htmldate", date_rows),
    ("relations", "data/event-relations/PLV_train.tsv", relation_rows),
    ("entities-gmb", "data/ner/gmb-kaggle/dev.bio", entity_rows),
    ("entities-gum", "data/ner/gum/dev.bio", entity_rows),
    ("entities-crossner", "data/ner/crossner-politics/dev.bio", entity_rows),
    ("entities-uner", "data/ner/uner-ewt/dev.bio", entity_rows),
    ("ud-ewt", "data/ud-ewt/en_ewt-ud-dev.conllu", treebank_rows),
    ("ud-gum", "data/ud-gum/en_gum-ud-dev.conllu", treebank_rows),
];

impl Ledger {
    /// Measures everything within reach: the project's own gold below `root`, and the sets below `shared`. Rows of
    /// sets out of reach are taken from `before`.
    ///
    /// # Errors
    /// Gold that is there but cannot be used.
    pub fn measure(
        engine: &Engine,
        root: &Path,
        shared: Option<&Path>,
        before: &Ledger,
        progress: &mut dyn FnMut(&str),
    ) -> Result<Ledger, String> {
        let mut ledger = Ledger { stamp: Some(engine.stamp()), ..Ledger::default() };
        progress(OWN_GOLD);
        record_rows(engine, &root.join("gold"), OWN_GOLD, &mut ledger.rows)?;
        for (set, place, scorer) in SHARED {
            match shared.map(|shared| shared.join(place)).filter(|folder| folder.exists()) {
                Some(folder) => {
                    progress(set);
                    scorer(engine, &folder, set, &mut ledger.rows)?;
                }
                None => {
                    ledger.carried_over.push((*set).to_owned());
                    ledger.rows.extend(before.rows.iter().filter(|row| row.set == *set).cloned());
                }
            }
        }
        Ok(ledger)
    }

    /// The whole set's rate of a measure.
    pub fn rate(&self, set: &str, measure: &str) -> Option<u32> {
        let row = self.rows.iter().find(|row| row.set == set && row.article == "*" && row.measure == measure);
        row.map(|row| row.rate)
    }

    /// What got worse since `before`, for one set, as sentences.
    pub fn losses(&self, before: &Ledger, set: &str) -> Vec<String> {
        let of_set = before.rows.iter().filter(|row| row.set == set && row.article == "*");
        let lost = of_set.filter_map(|row| {
            let now = self.rate(set, &row.measure)?;
            (now < row.rate).then(|| format!("{set} {}: {} was {}", row.measure, percent(now), percent(row.rate)))
        });
        lost.collect()
    }

    /// As the table kept in git.
    pub fn to_tsv(&self) -> String {
        let mut out = "# Written by `cargo xtask score`. Rates are in ten-thousandths.\n".to_owned();
        if let Some(stamp) = &self.stamp {
            let _ = writeln!(out, "# engine {} data {} model {}", stamp.engine, stamp.data, stamp.model);
        }
        for set in &self.carried_over {
            let _ = writeln!(out, "# carried over {set}");
        }
        out.push_str("set\tarticle\tmeasure\trate\thits\twrong\tmissed\n");
        for row in &self.rows {
            let Count { hits, wrong, missed } = row.count;
            let _ =
                writeln!(out, "{}\t{}\t{}\t{}\t{hits}\t{wrong}\t{missed}", row.set, row.article, row.measure, row.rate);
        }
        out
    }

    /// The table kept in git.
    ///
    /// # Errors
    /// A row that is none.
    pub fn from_tsv(text: &str) -> Result<Ledger, String> {
        let mut ledger = Ledger::default();
        for (number, line) in (1..).zip(text.lines()).filter(|(_, line)| !line.is_empty()) {
            if let Some(set) = line.strip_prefix("# carried over ") {
                ledger.carried_over.push(set.to_owned());
            } else if !line.starts_with('#') && !line.starts_with("set\t") {
                ledger.rows.push(row(line).ok_or_else(|| format!("line {number} is no row of a ledger: {line}"))?);
            }
        }
        Ok(ledger)
    }

    /// As a page for people.
    pub fn to_markdown(&self) -> String {
        let mut out = HEAD.to_owned();
        if let Some(stamp) = &self.stamp {
            let _ = writeln!(out, "\nEngine {}, data `{}`, model `{}`.", stamp.engine, stamp.data, stamp.model);
        }
        if !self.carried_over.is_empty() {
            let sets = self.carried_over.join(", ");
            let _ = writeln!(out, "\nNot within reach when this was written, so of an earlier date: {sets}.");
        }
        let mut by_set: BTreeMap<usize, (&str, Vec<&Row>)> = BTreeMap::new();
        for row in self.rows.iter().filter(|row| row.article == "*") {
            let at = by_set.iter().find(|(_, (set, _))| *set == row.set).map_or(by_set.len(), |(at, _)| *at);
            by_set.entry(at).or_insert_with(|| (&row.set, Vec::new())).1.push(row);
        }
        for (set, rows) in by_set.values() {
            let n_articles = self.rows.iter().filter(|row| row.set == *set && row.article != "*");
            let mut names: Vec<&str> = n_articles.map(|row| row.article.as_str()).collect();
            names.dedup();
            let size = if names.is_empty() { String::new() } else { format!(", {} articles", names.len()) };
            let _ = writeln!(out, "\n## {set}{size}\n\n{}\n", about(set));
            out.push_str("| measure | rate | right | wrong | missed |\n| --- | ---: | ---: | ---: | ---: |\n");
            for row in rows {
                let Count { hits, wrong, missed } = row.count;
                let _ = writeln!(out, "| {} | {} | {hits} | {wrong} | {missed} |", row.measure, percent(row.rate));
            }
        }
        out
    }
}

const HEAD: &str = "\
# Scores

Written by `cargo xtask score`; figures of every article are in `ledger/scores.tsv`, times in `ledger/speed.tsv`.

Records are compared with articles coded by hand. An event of the record counts as found when its type is right and it
shares a party (or at least a country) with gold's; `events.strict_f1` counts it only if type, every party's country,
date and the place's country are all right. Background events of gold may be found or not.
";

fn about(set: &str) -> &'static str {
    match set {
        OWN_GOLD => "The project's own articles, `examples/articles`, coded in `gold`.",
        "seeds" => "Real articles of five outlets.",
        "readouts" => "Coded articles of many outlets' styles, with the page furniture of real pages.",
        "html-text" => "Web pages: passages that must be in the text, and passages that must not.",
        "html-dates" => "Web pages with known publication dates.",
        "relations" => "Single sentences: which event type holds between two marked actors.",
        "entities-gmb" => "Names in world news (GMB, development split; annotated by machine and crowd).",
        "entities-gum" => "Names in many genres (GUM, development split).",
        "entities-crossner" => "Names in encyclopaedic political text (CrossNER politics, development split).",
        "entities-uner" => "Names in web text (UNER EWT, development split).",
        "ud-ewt" | "ud-gum" => "Universal Dependencies, development split.",
        _ => "",
    }
}

fn percent(ten_thousandths: u32) -> String {
    format!("{}.{:02} %", ten_thousandths / 100, ten_thousandths % 100)
}

fn row(line: &str) -> Option<Row> {
    let fields: Vec<&str> = line.split('\t').collect();
    let [set, article, measure, rate, hits, wrong, missed] = fields.as_slice() else { return None };
    let count = Count { hits: hits.parse().ok()?, wrong: wrong.parse().ok()?, missed: missed.parse().ok()? };
    Some(Row {
        set: (*set).to_owned(),
        article: (*article).to_owned(),
        measure: (*measure).to_owned(),
        rate: rate.parse().ok()?,
        count,
    })
}

/// Rows of a folder of coded articles: the whole first, then each article.
fn record_rows(engine: &Engine, folder: &Path, set: &str, rows: &mut Vec<Row>) -> Result<(), String> {
    let golds = Gold::read_folder(folder).map_err(|error| error.to_string())?;
    let (records, _) = code_articles(engine, &golds, 2);
    let mut total = Tally::default();
    let mut by_article = Vec::new();
    for gold in &golds {
        let tally = compare(gold, records.get(gold.article_name())).tally;
        total += &tally;
        by_article.push((gold.article_name(), tally));
    }
    by_article.insert(0, ("*", total));
    for (article, tally) in &by_article {
        for measure in Measure::ALL {
            rows.push(Row {
                set: set.to_owned(),
                article: (*article).to_owned(),
                measure: measure.code().to_owned(),
                rate: tally.ten_thousandths(*measure),
                count: tally.count(*measure),
            });
        }
    }
    Ok(())
}

fn text_rows(engine: &Engine, folder: &Path, set: &str, rows: &mut Vec<Row>) -> Result<(), String> {
    let scores = score_pages(engine, folder)?;
    rows.push(whole(set, "snippets.f1", scores.snippets, scores.snippets.f1()));
    Ok(())
}

fn date_rows(engine: &Engine, folder: &Path, set: &str, rows: &mut Vec<Row>) -> Result<(), String> {
    let count = score_pages(engine, folder)?.dates;
    let all = (count.hits + count.wrong + count.missed).max(1);
    rows.push(whole(set, "dates.right", count, count.hits as f64 / all as f64));
    Ok(())
}

fn relation_rows(engine: &Engine, file: &Path, set: &str, rows: &mut Vec<Row>) -> Result<(), String> {
    let scores = score_relations(engine, &read(file)?).map_err(|error| format!("{}: {error}", file.display()))?;
    rows.push(whole(set, "accuracy", scores.total(), scores.accuracy()));
    rows.push(whole(set, "macro_f1", scores.total(), scores.macro_f1()));
    for (name, count) in &scores.by_name {
        rows.push(whole(set, &format!("{name}.f1"), *count, count.f1()));
    }
    Ok(())
}

fn entity_rows(_: &Engine, file: &Path, set: &str, rows: &mut Vec<Row>) -> Result<(), String> {
    let scores = parse::entities::eval(&parse::entities::EntityTagger::built_in(), &read(file)?);
    let count = |counts: parse::entities::Counts| Count {
        hits: counts.right as u64,
        wrong: counts.invented as u64,
        missed: counts.missed as u64,
    };
    let main = count(scores.main());
    rows.push(whole(set, "PER+ORG+LOC.f1", main, main.f1()));
    for (kind, counts) in &scores.kinds {
        rows.push(whole(set, &format!("{kind}.f1"), count(*counts), count(*counts).f1()));
    }
    Ok(())
}

fn treebank_rows(engine: &Engine, file: &Path, set: &str, rows: &mut Vec<Row>) -> Result<(), String> {
    let scores =
        score_treebank(engine.parser(), &read(file)?).map_err(|error| format!("{}: {error}", file.display()))?;
    rows.extend(scores.figures().into_iter().map(|(name, count, rate)| whole(set, name, count, rate)));
    Ok(())
}

fn read(file: &Path) -> Result<String, String> {
    std::fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))
}

fn whole(set: &str, measure: &str, count: Count, rate: f64) -> Row {
    let rate = (rate * 10_000.0).round() as u32;
    Row { set: set.to_owned(), article: "*".to_owned(), measure: measure.to_owned(), rate, count }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Protects the ledger in git: what is written reads back, and a loss is told.
    #[test]
    fn the_table_reads_back_and_losses_show() {
        let count = Count { hits: 3, wrong: 1, missed: 2 };
        let before = Ledger {
            stamp: None,
            rows: vec![whole("gold", "events.f1", count, 0.75), whole("seeds", "events.f1", count, 0.5)],
            carried_over: vec!["seeds".to_owned()],
        };
        assert_eq!(Ledger::from_tsv(&before.to_tsv()).unwrap(), before);
        let mut now = before.clone();
        now.rows[0].rate = 7_499;
        assert_eq!(now.losses(&before, "gold"), ["gold events.f1: 74.99 % was 75.00 %"]);
        assert!(before.losses(&now, "gold").is_empty());
        assert!(before.to_markdown().contains("| events.f1 | 75.00 % | 3 | 1 | 2 |"));
    }
}
