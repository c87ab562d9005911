//! `attache parse`

use std::io::IsTerminal;

use engine::Engine;
use read::{Document, ReadError};

use crate::args::{Global, InputKind, ParseArguments, ParseFormat};
use crate::exit::Done;
use crate::{input, view};

/// Prints the sentences of each input.
pub fn run(global: &Global, arguments: &ParseArguments) -> anyhow::Result<Done> {
    let engine = input::engine(global, arguments.articles.published)?;
    let page = view::Page::of_terminal(global.color);
    let by_default = if std::io::stdout().is_terminal() { ParseFormat::Text } else { ParseFormat::Conllu };
    let format = arguments.format.unwrap_or(by_default);
    let work = |document: &Document| {
        if arguments.articles.input == InputKind::Conllu {
            return given(&engine, document, format, page);
        }
        let article = engine.read_article(document)?;
        let reading = engine.parse_article(&article);
        Ok(match format {
            ParseFormat::Conllu => parse::conllu::write(&article.text, &reading, Some(&article)),
            ParseFormat::Text => view::reading(&article, &reading, page),
        })
    };
    input::write_each(global, &arguments.articles, work, |out, text, n_before| {
        if n_before > 0 && format == ParseFormat::Text {
            out.write_all(view::between(page).as_bytes())?;
        }
        Ok(out.write_all(text.as_bytes())?)
    })
}

/// A CoNLL-U document: its sentences and words kept, tags and trees predicted anew. Sentence ids are kept too.
fn given(engine: &Engine, document: &Document, format: ParseFormat, page: view::Page) -> Result<String, ReadError> {
    let fault = |reason: String| ReadError { origin: document.origin.clone(), reason };
    let text = std::str::from_utf8(&document.bytes).map_err(|_| fault("is not UTF-8".to_owned()))?;
    let sentences = parse::conllu::read(text).map_err(|error| fault(error.to_string()))?;
    let (text, laid) = parse::conllu::given(&sentences);
    let reading = engine.parser().parse_given(&text, &laid);
    if format == ParseFormat::Text {
        let article = engine.plain_article(&document.origin, &text);
        return Ok(view::reading(&article, &reading, page));
    }
    let written = parse::conllu::write(&text, &reading, None);
    if reading.sentences.len() != sentences.len() {
        return Ok(written);
    }
    let ids: Vec<&str> = sentences.iter().map(|sentence| sentence.id.as_str()).collect();
    let mut ids = ids.iter();
    let mut out = String::with_capacity(written.len());
    for line in written.lines() {
        match ids.as_slice().first().filter(|id| line.starts_with("# sent_id = ") && !id.is_empty()) {
            Some(id) => out.push_str(&format!("# sent_id = {id}")),
            None => out.push_str(line),
        }
        if line.starts_with("# sent_id = ") {
            ids.next();
        }
        out.push('\n');
    }
    Ok(out)
}
