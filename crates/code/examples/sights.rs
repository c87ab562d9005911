//! Shows what sentences do to the frames: `cargo run -p code --example sights -- [--data DIR] 'sentence'…`.

use std::path::Path;

use code::Coder;
use lexicon::{DataFiles, Lexicon};
use parse::Parser;
use record::{Article, Region, RegionKind, SourceMap, Span, Stamp, Trace};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments: Vec<String> = std::env::args().skip(1).collect();
    let mut knowledge = DataFiles::built_in();
    if let Some(at) = arguments.iter().position(|argument| argument == "--data") {
        knowledge = DataFiles::none();
        knowledge.lay_over(Path::new(&arguments[at + 1]))?;
        arguments.drain(at..at + 2);
    }
    let lexicon = Lexicon::load(&knowledge)?;
    let parser = Parser::built_in();
    for text in &arguments {
        let article = Article {
            id: String::new(),
            origin: String::new(),
            title: None,
            publisher: None,
            byline: Vec::new(),
            published: None,
            date_candidates: Vec::new(),
            language: None,
            text: text.clone(),
            regions: vec![Region { span: Span::new(0, text.len()), kind: RegionKind::Paragraph }],
            source_map: SourceMap::default(),
            findings: Vec::new(),
        };
        let reading = parser.parse(text, &article.regions);
        let cast = resolve::resolve(&lexicon, &article, &reading, &mut Trace::off());
        for (id, token) in reading.tokens.iter_with_ids() {
            let head = token.head.map_or(0, |head| head.row() + 1);
            println!(
                "{:3} {:18} {:14} {:6} {:5} {head:3} {}",
                id.row() + 1,
                token.span.of(text),
                reading.lemma(id),
                token.upos.code(),
                token.xpos.code(),
                token.deprel.code()
            );
        }
        for resolved in &cast.resolved {
            println!("  {:?} {:?} {} {}", resolved.span.of(text), resolved.referent, resolved.form, resolved.usage);
        }
        for place in &cast.place_mentions {
            println!("  place {:?} locates {}", place.span.of(text), place.locates);
        }
        for time in &cast.times {
            println!("  time {:?} {:?} {}", time.span.of(text), time.value.map(|value| value.to_string()), time.kind);
        }
        let coder = Coder::new(&lexicon);
        for sight in coder.sights(text, &reading, &cast) {
            let words: Vec<&str> = sight.words.iter().map(|span| span.of(text)).collect();
            println!("* {} ({}) {:?}", sight.frame, sight.kind, words);
            if let Some(why) = sight.refused {
                println!("    refused: {why}");
            }
            if let Some(outcome) = sight.outcome {
                let list = |parties: &[(String, Span)]| {
                    parties.iter().map(|(at, span)| format!("{at}={:?}", span.of(text))).collect::<Vec<_>>().join(" ")
                };
                println!(
                    "    {} {} {}{}  [{}] -> [{}]  {:?} {}",
                    outcome.event_type,
                    outcome.mode.map_or("-", record::Mode::code),
                    outcome.status,
                    if outcome.dropped { " dropped" } else { "" },
                    list(&outcome.actors),
                    list(&outcome.recipients),
                    outcome.notes,
                    outcome.confidence
                );
            }
        }
        let stamp = Stamp { engine: String::new(), data: String::new(), model: String::new() };
        let coding = coder.code(&article, &reading, &cast, stamp, &mut Trace::off());
        for event in &coding.events {
            let names =
                |list: &[record::Party]| list.iter().map(|party| party.name.clone()).collect::<Vec<_>>().join(", ");
            println!(
                "= {} {} {} [{}] -> [{}] {} {} {}",
                event.event_type,
                event.mode.map_or("-", record::Mode::code),
                event.status,
                names(&event.actors),
                names(&event.recipients),
                event.date.as_ref().map_or_else(|| "-".to_owned(), |date| date.value.to_string()),
                event.place.as_ref().map_or("-", |place| place.name.as_str()),
                event.subjects.iter().map(|(subject, _)| subject.code()).collect::<Vec<_>>().join(",")
            );
        }
        for statement in &coding.statements {
            println!("~ {} {}: {:?}", statement.speaker, statement.stance, statement.span.of(text));
        }
    }
    Ok(())
}
