//! Trains the event model: `cargo run --release -p code --example train_events -- training/events models/events.bin`.

use std::path::Path;

use code::Trainer;
use lexicon::{DataFiles, Lexicon};
use parse::Parser;
use record::{Article, EventType, Region, RegionKind, SourceMap, Span, Trace};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [folder, output, data @ ..] = arguments.as_slice() else {
        return Err("name the training folder and the file to write".into());
    };
    let mut knowledge = DataFiles::built_in();
    if let [data] = data {
        knowledge = DataFiles::none();
        knowledge.lay_over(Path::new(data))?;
    }
    let lexicon = Lexicon::load(&knowledge)?;
    let parser = Parser::built_in();
    let mut trainer = Trainer::new(&lexicon);
    let mut files: Vec<_> =
        std::fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path())).collect::<Result<_, _>>()?;
    files.sort();
    for file in files.iter().filter(|file| file.extension().is_some_and(|ending| ending == "tsv")) {
        for line in std::fs::read_to_string(file)?.lines().skip(1) {
            let fields: Vec<&str> = line.split('\t').collect();
            let (Some(kind), Some(marked)) =
                (fields.first().and_then(|code| EventType::from_code(code)), fields.get(3))
            else {
                continue;
            };
            let Some((text, source, target)) = unmark(marked) else { continue };
            let article = article(&text);
            let reading = parser.parse(&text, &article.regions);
            let cast = resolve::resolve(&lexicon, &article, &reading, &mut Trace::off());
            trainer.add(&text, &reading, &cast, source, target, kind);
        }
    }
    let bytes = trainer.train().to_bytes();
    println!("{} sentences, {} bytes", trainer.len(), bytes.len());
    std::fs::write(output, bytes)?;
    Ok(())
}

fn article(text: &str) -> Article {
    Article {
        id: String::new(),
        origin: String::new(),
        title: None,
        publisher: None,
        byline: Vec::new(),
        published: None,
        date_candidates: Vec::new(),
        language: None,
        text: text.to_owned(),
        regions: vec![Region { span: Span::new(0, text.len()), kind: RegionKind::Paragraph }],
        source_map: SourceMap::default(),
        findings: Vec::new(),
    }
}

/// The words without marks, and the marked spans.
fn unmark(marked: &str) -> Option<(String, Span, Span)> {
    let mut plain = String::new();
    let (mut source, mut target, mut open) = (None, None, 0);
    let mut rest = marked;
    while let Some(at) = rest.find('<') {
        plain.push_str(&rest[..at]);
        rest = &rest[at..];
        let tag = ["<s>", "</s>", "<t>", "</t>"].into_iter().find(|tag| rest.starts_with(tag));
        match tag {
            Some("<s>" | "<t>") => open = plain.len(),
            Some("</s>") => source = source.or(Some(Span::new(open, plain.len()))),
            Some("</t>") => target = target.or(Some(Span::new(open, plain.len()))),
            _ => plain.push('<'),
        }
        rest = &rest[tag.map_or(1, str::len)..];
    }
    plain.push_str(rest);
    let source = source?;
    Some((plain, source, target.unwrap_or(source)))
}
