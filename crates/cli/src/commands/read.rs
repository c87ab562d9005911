//! `attache read`

use crate::args::{Global, ReadArguments, RecordFormat};
use crate::exit::Done;
use crate::{input, view};

/// Prints the article found in each input.
pub fn run(global: &Global, arguments: &ReadArguments) -> anyhow::Result<Done> {
    input::refuse_conllu(&arguments.articles)?;
    let engine = input::engine(global, arguments.articles.published)?;
    let page = view::Page::of_terminal(global.color);
    let work = |document: &_| {
        let article = export::article(&engine.read_article(document)?);
        Ok(match arguments.format {
            RecordFormat::Jsonl => export::json_line(&article),
            RecordFormat::Text => Ok(view::article(&article, page)),
        })
    };
    input::write_each(global, &arguments.articles, work, |out, text, n_before| {
        if n_before > 0 && arguments.format == RecordFormat::Text {
            out.write_all(view::between(page).as_bytes())?;
        }
        Ok(out.write_all(text?.as_bytes())?)
    })
}
