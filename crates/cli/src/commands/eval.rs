//! `attache eval`

use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;

use anyhow::Context;
use export::wire;
use score::{Gold, Measure, Tally};

use crate::args::{
    EvalArguments, EvalFileArguments, EvalFormat, EvalLinksArguments, EvalPlacesArguments, EvalRecordsArguments,
    EvalRelationArguments, EvalWhat, Global,
};
use crate::exit::Done;
use crate::input;

/// Measures what was asked for.
pub fn run(global: &Global, arguments: &EvalArguments) -> anyhow::Result<Done> {
    match &arguments.what {
        EvalWhat::Records(arguments) => records(global, arguments),
        EvalWhat::Relation(arguments) => relation(global, arguments),
        EvalWhat::Parse(arguments) => parse(global, arguments),
        EvalWhat::Entities(arguments) => entities(arguments),
        EvalWhat::Places(arguments) => places(global, arguments),
        EvalWhat::Links(arguments) => links(global, arguments),
        EvalWhat::Coreference(arguments) => coreference(arguments),
    }
}

fn relation(global: &Global, arguments: &EvalRelationArguments) -> anyhow::Result<Done> {
    let table = read_text(&arguments.file)?;
    let engine = input::engine(global, None)?;
    let scores = score::score_relations(&engine, &table).map_err(|error| in_file(&arguments.file, error))?;
    if let Some(path) = &arguments.predictions {
        let mut out = format!("{}\troot\n", scores.header);
        for (row, found) in &scores.rows {
            out.push_str(&format!("{row}\t{}\n", found.unwrap_or_default()));
        }
        std::fs::write(path, out).with_context(|| format!("cannot write {}", path.display()))?;
    }
    let mut figures = serde_json::Map::new();
    figures.insert("sentences".to_owned(), scores.rows.len().into());
    if !scores.by_name.is_empty() {
        figures.insert("accuracy".to_owned(), rounded(scores.accuracy()));
        figures.insert("macro_f1".to_owned(), rounded(scores.macro_f1()));
        for (name, count) in &scores.by_name {
            figures.insert(format!("{name}.f1"), rounded(count.f1()));
        }
    }
    print(&mut std::io::stdout().lock(), &figures, arguments.format)?;
    Ok(Done::All)
}

fn places(global: &Global, arguments: &EvalPlacesArguments) -> anyhow::Result<Done> {
    let engine = input::engine(global, None)?;
    let mut figures = serde_json::Map::new();
    for file in &arguments.files {
        let tally = score::score_places(&engine, file).map_err(|error| anyhow::anyhow!(error))?;
        if arguments.misses {
            for miss in &tally.misses {
                anstream::eprintln!("{}", crate::view::plain(miss));
            }
        }
        let name = file.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
        let name = name.split('.').next().unwrap_or_default();
        figures.insert(format!("{name}.names"), (tally.found.hits + tally.found.missed).into());
        let recall = tally.found.hits as f64 / (tally.found.hits + tally.found.missed).max(1) as f64;
        figures.insert(format!("{name}.recall"), rounded(recall));
        figures.insert(format!("{name}.f1"), rounded(tally.found.f1()));
        figures.insert(format!("{name}.within_161_km"), rounded(tally.accuracy()));
        figures.insert(format!("{name}.within_161_km_of_known"), rounded(tally.accuracy_of_known()));
        figures.insert(format!("{name}.median_km"), rounded(tally.median_km()));
    }
    print(&mut std::io::stdout().lock(), &figures, arguments.format)?;
    Ok(Done::All)
}

fn parse(global: &Global, arguments: &EvalFileArguments) -> anyhow::Result<Done> {
    let treebank = read_text(&arguments.file)?;
    let engine = input::engine(global, None)?;
    let scores = score::score_treebank(engine.parser(), &treebank).map_err(|error| in_file(&arguments.file, error))?;
    let mut figures = serde_json::Map::new();
    figures.insert("words".to_owned(), scores.given.words.gold.into());
    for (name, _, rate) in scores.figures() {
        figures.insert(name.to_owned(), rounded(rate));
    }
    print(&mut std::io::stdout().lock(), &figures, arguments.format)?;
    Ok(Done::All)
}

fn entities(arguments: &EvalFileArguments) -> anyhow::Result<Done> {
    let text = read_text(&arguments.file)?;
    let tagger = parse::entities::EntityTagger::built_in();
    let scores = parse::entities::eval(&tagger, &text);
    let mut figures = serde_json::Map::new();
    figures.insert("words".to_owned(), scores.n_words.into());
    // Some corpora mark other things than we do (titles as part of a person, unnamed groups): the figures are by their
    // own guidelines, as far as their train part teaches them, and what `parse` itself gives stands below.
    match parse::entities::eval_by_guidelines(&tagger, &text) {
        Some((scheme, by_guidelines)) => {
            figures.insert("guidelines".to_owned(), scheme.code().into());
            entity_figures("", &by_guidelines, &mut figures);
            entity_figures("as_shipped.", &scores, &mut figures);
        }
        None => entity_figures("", &scores, &mut figures),
    }
    print(&mut std::io::stdout().lock(), &figures, arguments.format)?;
    Ok(Done::All)
}

fn entity_figures(
    before: &str,
    scores: &parse::entities::Scores,
    figures: &mut serde_json::Map<String, serde_json::Value>,
) {
    let main = ("PER+ORG+LOC".to_owned(), scores.main());
    let kinds = scores.kinds.iter().map(|(kind, counts)| (kind.to_string(), *counts));
    for (name, counts) in std::iter::once(main).chain(kinds) {
        let share = |of: usize| rounded(counts.right as f64 / of.max(1) as f64);
        figures.insert(format!("{before}{name}.precision"), share(counts.right + counts.invented));
        figures.insert(format!("{before}{name}.recall"), share(counts.right + counts.missed));
        figures.insert(format!("{before}{name}.f1"), rounded(counts.f1() as f64 / 10_000.0));
    }
}

fn read_text(path: &Path) -> anyhow::Result<String> {
    std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))
}

fn in_file(path: &Path, error: String) -> anyhow::Error {
    anyhow::anyhow!("{}: {error}", path.display())
}

/// A rate to four places.
fn rounded(rate: f64) -> serde_json::Value {
    ((rate * 10_000.0).round() / 10_000.0).into()
}

fn records(global: &Global, arguments: &EvalRecordsArguments) -> anyhow::Result<Done> {
    let golds = Gold::read_folder(&arguments.gold)?;
    let records = match &arguments.records {
        Some(file) => read_records(file)?,
        None => {
            let engine = input::engine(global, None)?;
            let (records, failures) = score::code_articles(&engine, &golds, input::n_threads(global));
            for failure in failures {
                anstream::eprintln!("attache: {failure}");
            }
            records
        }
    };
    let mut out = std::io::stdout().lock();
    let (mut total, mut n_with_record) = (Tally::default(), 0);
    for gold in &golds {
        let record = records.get(gold.article_name());
        n_with_record += usize::from(record.is_some());
        let comparison = score::compare(gold, record);
        if arguments.misses && !comparison.misses.is_empty() {
            writeln!(out, "{}", gold.article_name())?;
            for miss in &comparison.misses {
                writeln!(out, "    {}", crate::view::plain(miss))?;
            }
        }
        total += &comparison.tally;
    }
    let mut figures = serde_json::Map::new();
    figures.insert("articles".to_owned(), golds.len().into());
    figures.insert("with_record".to_owned(), n_with_record.into());
    for measure in Measure::ALL {
        figures.insert(measure.code().to_owned(), (f64::from(total.ten_thousandths(*measure)) / 10_000.0).into());
    }
    print(&mut out, &figures, arguments.format)?;
    Ok(if n_with_record == golds.len() { Done::All } else { Done::Some })
}

fn links(global: &Global, arguments: &EvalLinksArguments) -> anyhow::Result<Done> {
    let engine = input::engine(global, None)?;
    let (score, misses) = score::links(&engine, &arguments.folder, input::n_threads(global))?;
    let mut out = std::io::stdout().lock();
    if arguments.misses {
        for miss in &misses {
            writeln!(out, "{}", crate::view::plain(miss))?;
        }
    }
    let rate = |ten_thousandths: u32| serde_json::Value::from(f64::from(ten_thousandths) / 10_000.0);
    let mut figures = serde_json::Map::from_iter([
        ("happenings.b3_f1".to_owned(), rate(score.happenings_b3)),
        ("happenings.b3_f1_of_found".to_owned(), rate(score.happenings_b3_given)),
        ("happenings.pair_precision".to_owned(), rate(score.happenings_pairs)),
        ("happenings.reports_found".to_owned(), score.reports.hits.into()),
        ("happenings.reports_missed".to_owned(), score.reports.missed.into()),
        ("happenings.wrongly_joined".to_owned(), score.merged.into()),
        ("people.b3_f1".to_owned(), rate(score.people_b3)),
        ("people.mentions_missed".to_owned(), score.mentions.missed.into()),
        ("people.wrongly_joined".to_owned(), score.confused.into()),
        ("copies.f1".to_owned(), score.copies.f1().into()),
    ]);
    let counts = [
        ("copies.origin", score.origins),
        ("disagreements", score.disagreements),
        ("states", score.states),
        ("held_as", score.held_as),
        ("offices", score.offices),
        ("offices.bounds", score.bounds),
        ("inferred_dates", score.inferred),
    ];
    for (name, count) in counts {
        figures.insert(format!("{name}.found"), count.hits.into());
        figures.insert(format!("{name}.missed"), count.missed.into());
    }
    print(&mut out, &figures, arguments.format)?;
    Ok(Done::All)
}

fn coreference(arguments: &EvalFileArguments) -> anyhow::Result<Done> {
    let scores = score::coreference(&parse::Parser::built_in(), &arguments.file)?;
    let mut figures = serde_json::Map::from_iter([("mentions".to_owned(), scores.n_mentions.into())]);
    for (name, score) in [("lemma_baseline", scores.lemma), ("linked", scores.linked)] {
        let parts =
            [("muc", score.muc), ("b_cubed", score.b_cubed), ("ceaf_e", score.ceaf_e), ("conll_f1", score.conll())];
        figures.extend(parts.map(|(part, rate)| (format!("{name}.{part}"), rounded(rate))));
    }
    print(&mut std::io::stdout().lock(), &figures, arguments.format)?;
    Ok(Done::All)
}

/// Records by the file name of their article; the last of one name counts.
fn read_records(file: &Path) -> anyhow::Result<BTreeMap<String, wire::Record>> {
    let text = std::fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))?;
    let mut records = BTreeMap::new();
    for (number, line) in (1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty()) {
        let record: wire::Record = serde_json::from_str(line)
            .with_context(|| format!("{}:{number}: no record of {}", file.display(), wire::SCHEMA))?;
        records.insert(score::file_name(&record.article.origin).to_owned(), record);
    }
    Ok(records)
}

/// One figure a line, or all as one JSON object.
fn print(
    out: &mut dyn Write,
    figures: &serde_json::Map<String, serde_json::Value>,
    format: EvalFormat,
) -> anyhow::Result<()> {
    match format {
        EvalFormat::Json => writeln!(out, "{}", serde_json::to_string(figures)?)?,
        EvalFormat::Text => {
            for (name, value) in figures {
                writeln!(out, "{name:22} {value}")?;
            }
        }
    }
    Ok(())
}
