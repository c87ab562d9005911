//! `attache frame`

use std::io::Write;

use code::Coder;
use record::Trace;

use crate::args::{FrameArguments, Global};
use crate::exit::Done;
use crate::{input, view};

/// Prints what the frames make of a sentence.
pub fn run(global: &Global, arguments: &FrameArguments) -> anyhow::Result<Done> {
    let engine = input::engine(global, None)?;
    let article = engine.plain_article("sentence", &arguments.sentence);
    let reading = engine.parse_article(&article);
    let cast = resolve::resolve(engine.lexicon(), &article, &reading, &mut Trace::off());
    let sights = Coder::new(engine.lexicon()).sights(&article.text, &reading, &cast);
    let page = view::Page::of_terminal(global.color);
    std::io::stdout().write_all(view::frames(&article.text, &reading, &sights, page).as_bytes())?;
    Ok(Done::All)
}
