//! Which event type a sentence reports between two marked actors.
//!
//! The table has the columns `sentence`, `marked_sentence` (`<s>…</s>` and `<t>…</t>` around the actors), `source`,
//! `target` and `gold_root`, one of 15 names: the PLOVER types with CONCEDE and RETREAT joined to YIELD.

use std::collections::BTreeMap;

use code::Coder;
use engine::Engine;
use record::{EventType, Span, Trace};

use crate::tally::Count;

/// A sentence with its actors.
struct Marked {
    text: String,
    source: Span,
    target: Span,
}

/// What was found in each row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RelationScores {
    /// The table's header.
    pub header: String,
    /// Each row as it stands, with the name found; none where the sentence reports nothing between the two.
    pub rows: Vec<(String, Option<&'static str>)>,
    /// Counts by name.
    pub by_name: BTreeMap<String, Count>,
}

/// The name a type has in the table.
pub fn root_name(event_type: EventType) -> &'static str {
    match event_type {
        EventType::Concede | EventType::Retreat => "YIELD",
        other => other.code(),
    }
}

/// Codes every row of a table.
///
/// # Errors
/// A table without the columns.
pub fn score_relations(engine: &Engine, table: &str) -> Result<RelationScores, String> {
    let mut lines = (1..).zip(table.lines()).filter(|(_, line)| !line.is_empty());
    let (_, header) = lines.next().ok_or("the table is empty")?;
    let column = |name: &str| {
        let at = header.split('\t').position(|column| column == name);
        at.ok_or_else(|| format!("the header has no column {name}"))
    };
    let marked_column = column("marked_sentence")?;
    let gold_column = column("gold_root").ok();
    let mut scores = RelationScores { header: header.to_owned(), ..RelationScores::default() };
    for (number, line) in lines {
        let fields: Vec<&str> = line.split('\t').collect();
        let marked = fields.get(marked_column).ok_or_else(|| format!("line {number} ends before marked_sentence"))?;
        let marked = unmark(marked);
        let found = root(engine, &marked);
        if let Some(gold) = gold_column.and_then(|at| fields.get(at)) {
            scores.count(gold, found);
        }
        scores.rows.push((line.to_owned(), found));
    }
    Ok(scores)
}

impl RelationScores {
    fn count(&mut self, gold: &str, found: Option<&'static str>) {
        let of_gold = self.by_name.entry(gold.to_owned()).or_default();
        of_gold.add(found == Some(gold));
        if let Some(found) = found.filter(|found| *found != gold) {
            self.by_name.entry(found.to_owned()).or_default().wrong += 1;
        }
    }

    /// Rows with the right name, and the others.
    pub fn total(&self) -> Count {
        let mut total = Count::default();
        for count in self.by_name.values() {
            total += *count;
        }
        total
    }

    /// Share of rows with the right name.
    pub fn accuracy(&self) -> f64 {
        let total = self.total();
        total.hits as f64 / (total.hits + total.missed).max(1) as f64
    }

    /// Mean of the F1 of each name that gold has.
    pub fn macro_f1(&self) -> f64 {
        let of_gold: Vec<&Count> = self.by_name.values().filter(|count| count.hits + count.missed > 0).collect();
        of_gold.iter().map(|count| count.f1()).sum::<f64>() / of_gold.len().max(1) as f64
    }
}

fn root(engine: &Engine, marked: &Marked) -> Option<&'static str> {
    let article = engine.plain_article("sentence", &marked.text);
    let reading = engine.parse_article(&article);
    let cast = resolve::resolve(engine.lexicon(), &article, &reading, &mut Trace::off());
    let coder = Coder::new(engine.lexicon());
    let found = coder.relation(&article.text, &reading, &cast, marked.source, marked.target);
    found.map(|(event_type, _)| root_name(event_type))
}

/// A marked sentence without its marks, and where they stood.
fn unmark(marked: &str) -> Marked {
    let mut text = String::with_capacity(marked.len());
    let mut places: BTreeMap<&str, usize> = BTreeMap::new();
    let mut rest = marked;
    while let Some(next) = rest.chars().next() {
        let mark = ["<s>", "</s>", "<t>", "</t>"].into_iter().find(|mark| rest.starts_with(mark));
        match mark {
            Some(mark) => {
                places.entry(mark).or_insert(text.len());
                rest = &rest[mark.len()..];
            }
            None => {
                text.push(next);
                rest = &rest[next.len_utf8()..];
            }
        }
    }
    // Some sentences do not name one of the two: nothing is marked then, and the span is empty.
    let span = |begin: &str, end: &str| match (places.get(begin), places.get(end)) {
        (Some(begin), Some(end)) if begin <= end => Span::new(*begin, *end),
        _ => Span::new(text.len(), text.len()),
    };
    Marked { source: span("<s>", "</s>"), target: span("<t>", "</t>"), text: text.clone() }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Protects the alignment of marks and text, also where one actor lies inside the other.
    #[test]
    fn marks_become_spans() {
        let marked = unmark("<s>Envoys of <t>Chad</t></s> left.");
        assert_eq!(marked.text, "Envoys of Chad left.");
        assert_eq!((marked.source.of(&marked.text), marked.target.of(&marked.text)), ("Envoys of Chad", "Chad"));
        assert!(unmark("No <s>target</s>.").target.is_empty());
    }
}
