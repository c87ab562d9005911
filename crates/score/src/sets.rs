//! What the ledger measures against, set by set.

use std::path::Path;

use engine::Engine;

use crate::{
    Count, DESK_GOLD, FRESH_GOLD, Gold, MarkedPart, Measure, OWN_GOLD, Row, Tally, TimeTally, code_articles, compare,
    links, score_pages, score_places, score_recognizers, score_relations, score_tei, score_timex, score_treebank,
};

/// A set: its name, and how it is measured below a folder.
pub(crate) type Scorer = fn(&Engine, &Path, &str, &mut Vec<Row>) -> Result<(), String>;

/// The sets from outside the project, with their places below the shared folder.
pub(crate) const SHARED: &[(&str, &str, Scorer)] = &[
    ("seeds", "gold/seeds", record_rows),
    ("readouts", "gold/readouts", record_rows),
    ("html-text", "data/html/trafilatura", text_rows),
    ("html-dates", "data/html/htmldate", date_rows),
    ("relations", "data/event-relations/PLV_train.tsv", relation_rows),
    ("entities-gmb", "data/ner/gmb-kaggle/dev.bio", entity_rows),
    ("entities-gum", "data/ner/gum/dev.bio", entity_rows),
    ("entities-crossner", "data/ner/crossner-politics/dev.bio", entity_rows),
    ("entities-uner", "data/ner/uner-ewt/dev.bio", entity_rows),
    ("times-meantime", "data/time-expressions/meantime.jsonl", time_rows),
    ("times-eventstoryline", "data/time-expressions/eventstoryline.jsonl", time_rows_of_some),
    ("times-gum", "data/time-expressions/gum-dates.jsonl", time_rows_tei),
    ("times-recognizers", "data/time-expressions/recognizers-text-en", time_cases),
    ("places-geovirus", "data/geoparsing/geovirus.jsonl", place_rows),
    ("places-geowebnews", "data/geoparsing/geowebnews.jsonl", place_rows),
    ("places-tr-news", "data/geoparsing/tr-news-windows.jsonl.gz", place_rows),
    ("places-lgl", "data/geoparsing/lgl-windows.jsonl.gz", place_rows),
    ("links", "gold/linking", link_rows),
    ("coreference-ecb", "data/ecb-plus/dev.jsonl.gz", coreference_rows),
    ("coreference-meantime", "data/meantime/meantime.jsonl", coreference_rows),
    ("ud-ewt", "data/ud-ewt/en_ewt-ud-dev.conllu", treebank_rows),
    ("ud-gum", "data/ud-gum/en_gum-ud-dev.conllu", treebank_rows),
];

/// What a set is, in a sentence.
pub(crate) fn about(set: &str) -> &'static str {
    match set {
        OWN_GOLD => "The project's own articles, `examples/articles`, coded in `gold`.",
        DESK_GOLD => {
            "Articles coded by another hand than the rules', `examples/desk`, coded in `gold/desk`; a few words entered the data after a look at them."
        }
        FRESH_GOLD => {
            "Articles written and coded after the rules, `examples/fresh`, coded in `gold/fresh`; before a look at its misses the strict F1 was 31 %, and some ten general faults were mended since."
        }
        "seeds" => "Real articles of five outlets.",
        "readouts" => "Coded articles of many outlets' styles, with the page furniture of real pages.",
        "html-text" => "Web pages: passages that must be in the text, and passages that must not.",
        "html-dates" => "Web pages with known publication dates.",
        "relations" => "Single sentences: which event type holds between two marked actors.",
        "entities-gmb" => "Names in world news (GMB, development split; annotated by machine and crowd).",
        "entities-gum" => "Names in many genres (GUM, development split).",
        "entities-crossner" => "Names in encyclopaedic political text (CrossNER politics, development split).",
        "entities-uner" => "Names in web text (UNER EWT, development split).",
        "times-meantime" => "Time expressions of news (MEANTIME).",
        "times-eventstoryline" => "Time expressions of news on crimes and disasters (EventStoryLine).",
        "times-gum" => "Dates in many genres (GUM).",
        "times-recognizers" => "Colloquial phrases with their dates (Recognizers-Text, part of its cases).",
        "places-geovirus" => "Names of places in reports on epidemics (GeoVirus).",
        "places-geowebnews" => {
            "Names of places in web news, where they say where something is or who is meant (GeoWebNews)."
        }
        "places-tr-news" => {
            "Names of places in world news (TR-News, windows around them: only what is missed can be seen)."
        }
        "places-lgl" => "Names of places in small local papers (LGL, windows around them).",
        "links" => "Articles of several outlets on the same happenings.",
        "coreference-ecb" => "Events across documents, mentions given (ECB+, development split).",
        "coreference-meantime" => "Events across documents, mentions given (MEANTIME).",
        "ud-ewt" | "ud-gum" => "Universal Dependencies, development split.",
        _ => "",
    }
}

/// Rows of a folder of coded articles: the whole first, then each article.
pub(crate) fn record_rows(engine: &Engine, folder: &Path, set: &str, rows: &mut Vec<Row>) -> Result<(), String> {
    let golds = Gold::read_folder(folder).map_err(|error| error.to_string())?;
    let (records, _) = code_articles(engine, &golds, 2);
    let mut total = Tally::default();
    let mut by_article = Vec::new();
    let mut sureness = Vec::new();
    for (number, gold) in (1..).zip(&golds) {
        let comparison = compare(gold, records.get(gold.article_name()));
        sureness.extend(comparison.sureness);
        let tally = comparison.tally;
        total += &tally;
        // Articles from outside go by number: the ledger says how good the program is, not what they are about.
        let name = if matches!(set, OWN_GOLD | DESK_GOLD | FRESH_GOLD) {
            gold.article_name().to_owned()
        } else {
            format!("{number:02}")
        };
        by_article.push((name, tally));
    }
    by_article.insert(0, ("*".to_owned(), total));
    for (article, tally) in &by_article {
        for measure in Measure::ALL {
            rows.push(Row {
                set: set.to_owned(),
                article: article.clone(),
                measure: measure.code().to_owned(),
                rate: tally.ten_thousandths(*measure),
                count: shown(tally, *measure),
            });
        }
        if article == "*" {
            rows.extend(reliability(set, &sureness));
        }
    }
    Ok(())
}

/// Of the events coded with so much confidence, how many gold knows.
fn reliability(set: &str, sureness: &[(f64, bool)]) -> Vec<Row> {
    let bands = [("below-0.7", 0.0, 0.7), ("0.7-0.8", 0.7, 0.8), ("0.8-0.9", 0.8, 0.9), ("0.9-1.0", 0.9, 1.01)];
    let mut rows = Vec::new();
    for (name, from, to) in bands {
        let of_band = || sureness.iter().filter(|(confidence, _)| (from..to).contains(confidence));
        let hits = of_band().filter(|(_, known)| *known).count() as u64;
        let wrong = of_band().count() as u64 - hits;
        if hits + wrong > 0 {
            let rate = hits as f64 / (hits + wrong) as f64;
            rows.push(whole(set, &format!("confidence.{name}"), Count { hits, wrong, missed: 0 }, rate));
        }
    }
    rows
}

/// A count as readers expect it: what precision misses is wrong, and F1 of events has the counts of both.
fn shown(tally: &Tally, measure: Measure) -> Count {
    let (recall, precision) = (tally.count(Measure::EventsRecall), tally.count(Measure::EventsPrecision));
    match measure {
        Measure::EventsPrecision => Count { hits: precision.hits, wrong: precision.missed, missed: 0 },
        Measure::EventsF1 => Count { hits: recall.hits, wrong: precision.missed, missed: recall.missed },
        _ => tally.count(measure),
    }
}

fn text_rows(engine: &Engine, folder: &Path, set: &str, rows: &mut Vec<Row>) -> Result<(), String> {
    let scores = score_pages(engine, folder)?;
    rows.push(whole(set, "snippets.f1", scores.snippets, scores.snippets.f1()));
    Ok(())
}

fn date_rows(engine: &Engine, folder: &Path, set: &str, rows: &mut Vec<Row>) -> Result<(), String> {
    let count = score_pages(engine, folder)?.dates;
    let all = (count.hits + count.wrong + count.missed).max(1);
    rows.push(whole(set, "dates.right", count, count.hits as f64 / all as f64));
    Ok(())
}

fn relation_rows(engine: &Engine, file: &Path, set: &str, rows: &mut Vec<Row>) -> Result<(), String> {
    let scores = score_relations(engine, &read(file)?).map_err(|error| format!("{}: {error}", file.display()))?;
    rows.push(whole(set, "accuracy", scores.total(), scores.accuracy()));
    rows.push(whole(set, "macro_f1", scores.total(), scores.macro_f1()));
    for (name, count) in &scores.by_name {
        rows.push(whole(set, &format!("{name}.f1"), *count, count.f1()));
    }
    Ok(())
}

fn entity_rows(_: &Engine, file: &Path, set: &str, rows: &mut Vec<Row>) -> Result<(), String> {
    let scores = parse::entities::eval(&parse::entities::EntityTagger::built_in(), &read(file)?);
    let count = |counts: parse::entities::Counts| Count {
        hits: counts.right as u64,
        wrong: counts.invented as u64,
        missed: counts.missed as u64,
    };
    let main = count(scores.main());
    rows.push(whole(set, "PER+ORG+LOC.f1", main, main.f1()));
    for (kind, counts) in &scores.kinds {
        rows.push(whole(set, &format!("{kind}.f1"), count(*counts), count(*counts).f1()));
    }
    Ok(())
}

fn treebank_rows(engine: &Engine, file: &Path, set: &str, rows: &mut Vec<Row>) -> Result<(), String> {
    let scores =
        score_treebank(engine.parser(), &read(file)?).map_err(|error| format!("{}: {error}", file.display()))?;
    rows.extend(scores.figures().into_iter().map(|(name, count, rate)| whole(set, name, count, rate)));
    Ok(())
}

/// Detection of time expressions, and the values of those detected.
fn times(set: &str, tally: &TimeTally, rows: &mut Vec<Row>) {
    rows.push(whole(set, "found.f1", tally.detected, tally.detected.f1()));
    rows.push(whole(set, "exact.f1", tally.exact, tally.exact.f1()));
    rows.push(whole(set, "values.right", tally.values, tally.value_accuracy()));
}

fn time_rows(engine: &Engine, file: &Path, set: &str, rows: &mut Vec<Row>) -> Result<(), String> {
    let tally = score_timex(engine.lexicon(), file, MarkedPart::Everything).map_err(|error| error.to_string())?;
    times(set, &tally, rows);
    Ok(())
}

fn time_rows_of_some(engine: &Engine, file: &Path, set: &str, rows: &mut Vec<Row>) -> Result<(), String> {
    let tally = score_timex(engine.lexicon(), file, MarkedPart::SomeSentences).map_err(|error| error.to_string())?;
    times(set, &tally, rows);
    Ok(())
}

fn time_rows_tei(engine: &Engine, file: &Path, set: &str, rows: &mut Vec<Row>) -> Result<(), String> {
    let tally = score_tei(engine.lexicon(), file).map_err(|error| error.to_string())?;
    times(set, &tally, rows);
    Ok(())
}

fn time_cases(engine: &Engine, folder: &Path, set: &str, rows: &mut Vec<Row>) -> Result<(), String> {
    let (count, _) = score_recognizers(engine.lexicon(), folder).map_err(|error| error.to_string())?;
    let all = (count.hits + count.wrong + count.missed).max(1);
    rows.push(whole(set, "cases.right", count, count.hits as f64 / all as f64));
    Ok(())
}

fn place_rows(engine: &Engine, file: &Path, set: &str, rows: &mut Vec<Row>) -> Result<(), String> {
    let tally = score_places(engine, file)?;
    rows.push(whole(set, "found.f1", tally.found, tally.found.f1()));
    rows.push(whole(set, "within_161_km", tally.resolved, tally.accuracy()));
    rows.push(whole(set, "within_161_km_of_known", tally.resolved, tally.accuracy_of_known()));
    // Kilometres stand as a rate of a thousand.
    rows.push(whole(set, "median_km_of_1000", Count::default(), tally.median_km() / 1000.0));
    Ok(())
}

fn link_rows(engine: &Engine, folder: &Path, set: &str, rows: &mut Vec<Row>) -> Result<(), String> {
    let (score, _) = links(engine, folder, 2).map_err(|error| error.to_string())?;
    let rate = |ten_thousandths: u32| f64::from(ten_thousandths) / 10_000.0;
    rows.push(whole(set, "happenings.b3_f1", score.reports, rate(score.happenings_b3)));
    rows.push(whole(set, "happenings.b3_f1_of_found", score.reports, rate(score.happenings_b3_given)));
    rows.push(whole(set, "happenings.pair_precision", score.reports, rate(score.happenings_pairs)));
    rows.push(whole(set, "people.b3_f1", score.mentions, rate(score.people_b3)));
    rows.push(whole(set, "copies.f1", score.copies, score.copies.f1()));
    let found = |count: Count| count.hits as f64 / (count.hits + count.missed).max(1) as f64;
    let counts = [
        ("disagreements.recall", score.disagreements),
        ("states.right", score.states),
        ("offices.found", score.offices),
        ("offices.bounds", score.bounds),
        ("inferred_dates.right", score.inferred),
    ];
    rows.extend(counts.map(|(measure, count)| whole(set, measure, count, found(count))));
    Ok(())
}

fn coreference_rows(engine: &Engine, file: &Path, set: &str, rows: &mut Vec<Row>) -> Result<(), String> {
    let score = crate::coreference(engine.parser(), file).map_err(|error| error.to_string())?;
    rows.push(whole(set, "conll_f1", Count::default(), score.linked.conll()));
    rows.push(whole(set, "conll_f1.lemma_baseline", Count::default(), score.lemma.conll()));
    Ok(())
}

fn read(file: &Path) -> Result<String, String> {
    std::fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))
}

/// The figure of a whole set.
pub(crate) fn whole(set: &str, measure: &str, count: Count, rate: f64) -> Row {
    let rate = (rate * 10_000.0).round() as u32;
    Row { set: set.to_owned(), article: "*".to_owned(), measure: measure.to_owned(), rate, count }
}
