//! `attache code`

use record::Trace;

use crate::args::{CodeArguments, Global, RecordFormat};
use crate::exit::Done;
use crate::{input, view};

/// Prints the record of each input.
pub fn run(global: &Global, arguments: &CodeArguments) -> anyhow::Result<Done> {
    input::refuse_conllu(&arguments.articles)?;
    let engine = input::engine(global, arguments.articles.published)?;
    let page = view::Page::of_terminal(global.color);
    let work = |document: &_| {
        let coded = engine.code(document, Trace::off())?;
        let record = export::record(&coded.article, &coded.cast, &coded.coding);
        Ok(match arguments.format {
            RecordFormat::Jsonl => export::json_line(&record),
            RecordFormat::Text => Ok(view::record(&record, page)),
        })
    };
    input::write_each(global, &arguments.articles, work, |out, text, n_before| {
        if n_before > 0 && arguments.format == RecordFormat::Text {
            out.write_all(view::between(page).as_bytes())?;
        }
        Ok(out.write_all(text?.as_bytes())?)
    })
}
