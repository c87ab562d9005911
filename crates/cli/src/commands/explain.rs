//! `attache explain`

use std::io::Write;

use engine::{Outcome, ReadOptions, run_batch};
use record::Trace;

use crate::args::{ExplainArguments, Global};
use crate::exit::{Done, Usage};
use crate::{input, view};

/// Prints how the record of one article came about.
pub fn run(global: &Global, arguments: &ExplainArguments) -> anyhow::Result<Done> {
    let engine = input::engine(global, arguments.published)?;
    let inputs = input::inputs(std::slice::from_ref(&arguments.article));
    let page = view::Page::of_terminal(global.color);
    let mut result = Ok(Done::All);
    let mut n_articles = 0;
    run_batch(
        &inputs,
        &ReadOptions::default(),
        1,
        |document| engine.code(document, Trace::on()),
        |Outcome { result: coded, .. }| {
            n_articles += 1;
            result = match coded {
                _ if n_articles > 1 => {
                    Err(Usage("explain looks at one article; name one file of the folder".to_owned()).into())
                }
                Ok(coded) => explain(&coded, arguments.event.as_deref(), page).map(|()| Done::All),
                Err(error) => Err(error.into()),
            };
            result.is_ok()
        },
    );
    result
}

fn explain(coded: &engine::Record, event: Option<&str>, page: view::Page) -> anyhow::Result<()> {
    let record = export::record(&coded.article, &coded.cast, &coded.coding);
    let which = match event {
        None => view::Which::All,
        Some(typed) => {
            let by_number = typed.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
            let by_id = record.events.iter().position(|event| event.id == typed);
            match by_id.or(by_number.filter(|row| *row < record.events.len())) {
                Some(row) => view::Which::One(row),
                None => {
                    let n_events = record.events.len();
                    return Err(Usage(format!("no event {typed:?}; the article has {n_events}")).into());
                }
            }
        }
    };
    std::io::stdout().write_all(view::explain(coded, &record, which, page).as_bytes())?;
    Ok(())
}
