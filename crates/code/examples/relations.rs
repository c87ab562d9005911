//! Measures the event type between marked spans on labelled sentences, and lists what was taken for what.
//!
//! `cargo run -p code --example relations -- FILE.tsv… [--data DIR] [--model FILE] [--misses] [--only TYPE]`. `--data` reads the
//! knowledge from a folder instead of the program. Reads the training format (`type`,
//! `mode`, `status`, `sentence`) and tables with `marked_sentence` and `gold_root`.

use std::collections::BTreeMap;
use std::path::Path;

use code::{Coder, EventModel};
use lexicon::{DataFiles, Lexicon};
use parse::Parser;
use record::{Article, Region, RegionKind, SourceMap, Span, Trace};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let misses = arguments.iter().any(|argument| argument == "--misses");
    let only = arguments.iter().position(|argument| argument == "--only").and_then(|at| arguments.get(at + 1)).cloned();
    let files = arguments.iter().filter(|argument| argument.ends_with(".tsv"));
    let data = arguments.iter().position(|argument| argument == "--data").and_then(|at| arguments.get(at + 1));
    let mut knowledge = DataFiles::built_in();
    if let Some(folder) = data {
        knowledge = DataFiles::none();
        knowledge.lay_over(Path::new(folder))?;
    }
    let bytes = match arguments.iter().position(|argument| argument == "--model").and_then(|at| arguments.get(at + 1)) {
        Some(path) => std::fs::read(path)?,
        None => Vec::new(),
    };
    let model = EventModel::from_bytes(&bytes);
    let lexicon = Lexicon::load(&knowledge)?;
    let parser = Parser::built_in();
    let mut confusion: BTreeMap<(String, String), usize> = BTreeMap::new();
    for file in files {
        let text = std::fs::read_to_string(file)?;
        let mut lines = text.lines();
        let header: Vec<&str> = lines.next().unwrap_or("").split('\t').collect();
        let column = |names: &[&str]| header.iter().position(|name| names.contains(name));
        let (Some(kind), Some(sentence)) =
            (column(&["type", "gold_root"]), column(&["marked_sentence"]).or(column(&["sentence"])))
        else {
            return Err(format!("{file}: needs the columns type and sentence").into());
        };
        for line in lines {
            let fields: Vec<&str> = line.split('\t').collect();
            let (Some(gold), Some(marked)) = (fields.get(kind), fields.get(sentence)) else { continue };
            let Some((plain, source, target)) = unmark(marked) else { continue };
            let got = relation(&lexicon, model.as_ref(), &parser, &plain, source, target);
            let gold = root(gold);
            let got = got.map_or_else(|| "-".to_owned(), |got| root(&got));
            if misses && gold != got && only.as_ref().is_none_or(|only| *only == gold || *only == got) {
                println!("{gold:9} {got:9} {marked}");
            }
            *confusion.entry((gold, got)).or_default() += 1;
        }
    }
    report(&confusion);
    Ok(())
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

fn relation(
    lexicon: &Lexicon,
    model: Option<&EventModel>,
    parser: &Parser,
    text: &str,
    source: Span,
    target: Span,
) -> Option<String> {
    let article = Article {
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
    };
    let reading = parser.parse(&article.text, &article.regions);
    let cast = resolve::resolve(lexicon, &article, &reading, &mut Trace::off());
    Coder::with_model(lexicon, model)
        .relation(text, &reading, &cast, source, target)
        .map(|(kind, _)| kind.code().to_owned())
}

fn root(code: &str) -> String {
    if code == "CONCEDE" || code == "RETREAT" { "YIELD".to_owned() } else { code.to_owned() }
}

fn report(confusion: &BTreeMap<(String, String), usize>) {
    let mut kinds: Vec<&String> = confusion.keys().map(|(gold, _)| gold).collect();
    kinds.dedup();
    let (mut sum, mut right, mut all) = (0.0, 0, 0);
    for kind in &kinds {
        let of = |wanted: &dyn Fn(&str, &str) -> bool| -> usize {
            confusion.iter().filter(|((gold, got), _)| wanted(gold, got)).map(|(_, n)| n).sum()
        };
        let hit = of(&|gold, got| gold == kind.as_str() && got == kind.as_str());
        let (gold, got) = (of(&|gold, _| gold == kind.as_str()), of(&|_, got| got == kind.as_str()));
        let f1 = if gold + got == 0 { 0.0 } else { 2.0 * hit as f64 / (gold + got) as f64 };
        let mut wrong: Vec<(&String, &usize)> = confusion
            .iter()
            .filter(|((gold, got), _)| gold == *kind && got != *kind)
            .map(|((_, got), n)| (got, n))
            .collect();
        wrong.sort_by_key(|(_, n)| std::cmp::Reverse(**n));
        let wrong: Vec<String> = wrong.iter().take(6).map(|(got, n)| format!("{got} {n}")).collect();
        println!("{kind:9} gold {gold:4} got {got:4} f1 {f1:.3}   taken for: {}", wrong.join(", "));
        sum += f1;
        right += hit;
        all += gold;
    }
    println!("macro F1 {:.4}   accuracy {:.4}", sum / kinds.len().max(1) as f64, right as f64 / all.max(1) as f64);
}
