//! The articles of a gold folder, coded by the engine.

use std::collections::BTreeMap;

use engine::{ArticleError, Engine, Input, ReadOptions, run_batch};
use export::wire;
use record::Trace;

use crate::Gold;

/// Codes every article of `golds`; the records by the article's file name, and what could not be read.
pub fn code_articles(
    engine: &Engine,
    golds: &[Gold],
    n_threads: usize,
) -> (BTreeMap<String, wire::Record>, Vec<ArticleError>) {
    let inputs: Vec<Input> = golds.iter().map(|gold| Input::Path(gold.article_path())).collect();
    let (mut records, mut failures) = (BTreeMap::new(), Vec::new());
    run_batch(
        &inputs,
        &ReadOptions::default(),
        n_threads,
        |document| {
            let coded = engine.code(document, Trace::off())?;
            Ok(export::record(&coded.article, &coded.cast, &coded.coding))
        },
        |outcome| {
            match outcome.result {
                Ok(record) => {
                    records.insert(file_name(&outcome.origin).to_owned(), record);
                }
                Err(error) => failures.push(error),
            }
            true
        },
    );
    (records, failures)
}

/// The last part of a path or address, by which records and gold are matched.
pub fn file_name(origin: &str) -> &str {
    origin.rsplit('/').next().unwrap_or(origin)
}
