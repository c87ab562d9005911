//! `attache parse`

use std::io::IsTerminal;

use crate::args::{Global, ParseArguments, ParseFormat};
use crate::exit::Done;
use crate::{input, view};

/// Prints the sentences of each input.
pub fn run(global: &Global, arguments: &ParseArguments) -> anyhow::Result<Done> {
    let engine = input::engine(global, arguments.articles.published)?;
    let inputs = input::inputs(&arguments.articles.paths);
    let page = view::Page::of_terminal(global.color);
    let by_default = if std::io::stdout().is_terminal() { ParseFormat::Text } else { ParseFormat::Conllu };
    let format = arguments.format.unwrap_or(by_default);
    let work = |document: &_| {
        let article = engine.read_article(document)?;
        let reading = engine.parse_article(&article);
        Ok(match format {
            ParseFormat::Conllu => export::conllu(&article, &reading),
            ParseFormat::Text => view::reading(&article, &reading, page),
        })
    };
    input::write_each(global, &inputs, work, |out, text, n_before| {
        if n_before > 0 && format == ParseFormat::Text {
            out.write_all(view::between(page).as_bytes())?;
        }
        Ok(out.write_all(text.as_bytes())?)
    })
}
