//! The ledger: every figure of the project in one table that is kept in git.
//!
//! Rates are integers in ten-thousandths, so that a ledger compares byte by byte. Sets from outside the project that
//! are out of reach keep the rows they had, and the ledger names them.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;

use engine::Engine;
use record::Stamp;

use crate::Count;
use crate::sets::{SHARED, about, record_rows};

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

/// Name of the project's second set: articles coded by another hand than the one that writes the rules.
pub const DESK_GOLD: &str = "desk";

/// Name of the project's third set: articles coded before the rules had seen them.
pub const FRESH_GOLD: &str = "fresh";

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
        progress(DESK_GOLD);
        record_rows(engine, &root.join("gold/desk"), DESK_GOLD, &mut ledger.rows)?;
        progress(FRESH_GOLD);
        record_rows(engine, &root.join("gold/fresh"), FRESH_GOLD, &mut ledger.rows)?;
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
date and the place's country are all right. Background events of gold may be found or not. `confidence.…` is a
reliability table: of the events coded with a confidence in the band, how many gold knows.
";

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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sets::whole;

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
