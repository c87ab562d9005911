//! From a source to a brief.

use std::collections::{BTreeMap, BTreeSet};

use super::notes::{Notes, words};
use super::{Block, Brief, Inline, MOST, Section, pictures};
use crate::formats::{ExportError, Source, happening_days, published};
use crate::view::{ArticleRef, ArticleView, HappeningView, PersonView, StatementView, TenureView};
use crate::{date_in_words, days};

/// What a brief is made of.
pub(super) struct Material {
    /// Earliest first.
    pub(super) happenings: Vec<HappeningView>,
    pub(super) people: Vec<PersonView>,
    statements: Vec<StatementView>,
    /// Words that name an office, by article, person and title.
    offices: BTreeMap<(String, String, String), String>,
    n_left_out: usize,
    n_articles: usize,
    n_outlets: usize,
    latest: Option<i64>,
}

/// People whose offices are told.
const MOST_PEOPLE: usize = 60;
/// Promises that are told.
const MOST_PROMISES: usize = 60;
/// Pairs of people that are told.
const MOST_PAIRS: usize = 60;

pub(super) fn build(source: &dyn Source) -> Result<Brief, ExportError> {
    let material = gather(source)?;
    let heading = source.heading();
    let mut notes = Notes::default();
    let n_disagreements = material.happenings.iter().map(|happening| happening.disagreements.len()).sum();
    let figures = vec![
        (material.happenings.len() + material.n_left_out, "happenings"),
        (material.n_articles, "articles"),
        (material.n_outlets, "outlets"),
        (n_disagreements, "disagreements"),
    ];
    let sections = vec![
        overview(&material),
        what_happened(&material, &mut notes),
        who_met_whom(&material, &mut notes),
        offices(&material, &mut notes),
        promises(&material, &mut notes),
        disagreements(&material, &mut notes),
    ];
    Ok(Brief {
        title: heading.title,
        question: heading.question,
        figures,
        remarks: remarks(&material),
        sections: sections.into_iter().filter(|section| !section.blocks.is_empty()).collect(),
        notes: notes.finish(),
    })
}

fn remarks(material: &Material) -> Vec<String> {
    let mut remarks = Vec::new();
    if let Some(day) = material.latest {
        remarks.push(format!("Reports up to {}.", date_in_words(&days::iso(day))));
    }
    if material.n_left_out > 0 {
        remarks.push(format!(
            "Told are the latest {}; {} earlier ones are left out. Narrow the question to see them.",
            material.happenings.len(),
            material.n_left_out
        ));
    }
    remarks
}

fn gather(source: &dyn Source) -> Result<Material, ExportError> {
    let mut happenings: Vec<HappeningView> = Vec::new();
    let mut n_left_out = 0;
    let by_day = |a: &HappeningView, b: &HappeningView| {
        // What has no date comes last.
        let key = |h: &HappeningView| (happening_days(h).is_none(), happening_days(h));
        (key(a), &a.sentence, &a.id).cmp(&(key(b), &b.sentence, &b.id))
    };
    source.happenings(&mut |happening| {
        happenings.push(happening.clone());
        if happenings.len() >= 2 * MOST {
            happenings.sort_by(by_day);
            n_left_out += happenings.len() - MOST;
            happenings.drain(..happenings.len() - MOST);
        }
        Ok(())
    })?;
    happenings.sort_by(by_day);
    let n_more = happenings.len().saturating_sub(MOST);
    happenings.drain(..n_more);
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    for party in happenings.iter().flat_map(|happening| happening.actor.iter().chain(&happening.recipient)) {
        party.person.iter().for_each(|person| *known.entry(person.clone()).or_default() += 1);
    }
    let mut people: Vec<PersonView> = Vec::new();
    source.people(&mut |person| {
        if known.contains_key(&person.id) && !person.tenures.is_empty() {
            people.push(person.clone());
        }
        Ok(())
    })?;
    let count = |person: &PersonView| known.get(&person.id).copied().unwrap_or(0);
    people.sort_by(|a, b| (count(b), &a.name, &a.id).cmp(&(count(a), &b.name, &b.id)));
    people.truncate(MOST_PEOPLE);
    let mut statements = Vec::new();
    source.statements(&mut |statement| {
        if statement.statement.stance == "pledge" {
            statements.push(statement.clone());
        }
        Ok(())
    })?;
    let told = |s: &StatementView| (published(&s.article), s.id.clone());
    statements.sort_by_key(|statement| std::cmp::Reverse(told(statement)));
    statements.truncate(MOST_PROMISES);
    statements.reverse();
    let mut offices = BTreeMap::new();
    source.articles(&mut |article| {
        office_words(article, &mut offices);
        Ok(())
    })?;
    let articles: BTreeSet<&ArticleRef> =
        (happenings.iter().flat_map(|happening| &happening.reports)).map(|report| &report.view.article).collect();
    let outlets: BTreeSet<&str> = articles.iter().filter_map(|article| article.publisher.as_deref()).collect();
    let latest = articles.iter().filter_map(|article| published(article)).max();
    let (n_articles, n_outlets) = (articles.len(), outlets.len());
    Ok(Material {
        n_left_out: n_left_out + n_more,
        n_articles,
        n_outlets,
        latest,
        happenings,
        people,
        statements,
        offices,
    })
}

/// Notes which words of an article say who holds what.
fn office_words(view: &ArticleView, offices: &mut BTreeMap<(String, String, String), String>) {
    let text: Vec<char> = view.record.article.text.chars().collect();
    for person in &view.record.people {
        let Some(identity) = view.identities.get(&person.id) else { continue };
        for office in &person.offices {
            let key = (view.article.id.clone(), identity.id.clone(), office.title.to_lowercase());
            offices.entry(key).or_insert_with(|| around(&text, office.span));
        }
    }
}

/// The sentence around a span, as far as full stops tell, cut to what fits a note.
fn around(text: &[char], [start, end]: [usize; 2]) -> String {
    const REACH: usize = 160;
    let (start, end) = (start.min(text.len()), end.min(text.len()).max(start.min(text.len())));
    let is_end = |at: usize| {
        let next = text.get(at + 1).copied().unwrap_or('\n');
        text.get(at) == Some(&'\n') || (matches!(text.get(at), Some('.' | '!' | '?')) && next.is_whitespace())
    };
    let from = (start.saturating_sub(REACH)..start)
        .rev()
        .find(|at| is_end(*at))
        .map_or(start.saturating_sub(REACH), |at| at + 1);
    let far = end.saturating_add(REACH).min(text.len());
    let to = (end..far).find(|at| is_end(*at)).map_or(far, |at| at + 1);
    text.get(from..to).unwrap_or(&[]).iter().collect::<String>().trim().to_owned()
}

fn overview(material: &Material) -> Section {
    let mut blocks = Vec::new();
    blocks.extend(pictures::timeline(material));
    blocks.extend(pictures::map(material));
    Section { id: "overview", title: "At a glance", blocks }
}

fn month_of(happening: &HappeningView) -> String {
    match happening_days(happening) {
        Some((first, _)) => {
            let (year, month, _) = days::civil(first);
            format!("{} {year}", days::month_name(month))
        }
        None => "Without a date".to_owned(),
    }
}

/// The id that links lead to.
pub(super) fn anchor(happening: &HappeningView) -> String {
    let id: String = happening.id.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').take(64).collect();
    format!("h-{id}")
}

fn what_happened(material: &Material, notes: &mut Notes) -> Section {
    let mut blocks = Vec::new();
    let mut month = String::new();
    for happening in &material.happenings {
        let its_month = month_of(happening);
        if its_month != month {
            blocks.push(Block::Heading(its_month.clone()));
            month = its_month;
        }
        let mut words = vec![Inline::Text(happening.sentence.clone())];
        words.extend(notes.reports(&happening.reports));
        if happening.independent_reports > 1 {
            words.push(Inline::Soft(format!(" {} independent reports.", happening.independent_reports)));
        }
        if !happening.disagreements.is_empty() {
            let fields: Vec<&str> = happening.disagreements.iter().map(|row| field_word(&row.field)).collect();
            words.push(Inline::Soft(format!(" Reports differ on {}.", listed(&fields))));
        }
        blocks.push(Block::Item { id: Some(anchor(happening)), words });
    }
    Section { id: "what-happened", title: "What happened", blocks }
}

fn listed(words: &[&str]) -> String {
    let mut words = words.to_vec();
    words.dedup();
    match words.split_last() {
        Some((last, [])) => (*last).to_owned(),
        Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
        None => String::new(),
    }
}

fn field_word(field: &str) -> &str {
    match field {
        "date" => "the day",
        "place" => "the place",
        "rank" => "a rank",
        "office" => "an office",
        "count" => "a number",
        "parties" => "who took part",
        "label" => "how a body is called",
        "subjects" => "what it was about",
        "status" => "whether it happened",
        other => other,
    }
}

/// Two people who met, by their names, with the happenings, earliest first.
type Meeting<'a> = ((String, String), Vec<&'a HappeningView>);
pub(super) type Meetings<'a> = Vec<Meeting<'a>>;

/// Who met whom: of talks, visits and calls that took place or are planned, every two people.
pub(super) fn meetings(happenings: &[HappeningView]) -> Meetings<'_> {
    let mut pairs: BTreeMap<(&str, &str), Meeting> = BTreeMap::new();
    for happening in happenings.iter().filter(|happening| happening.event_type == "CONSULT") {
        if !matches!(happening.status.as_str(), "occurred" | "ongoing" | "planned") {
            continue;
        }
        let people: BTreeMap<&str, &str> = (happening.actor.iter().chain(&happening.recipient))
            .filter_map(|party| Some((party.person.as_deref()?, party.name.as_str())))
            .collect();
        let people: Vec<(&str, &str)> = people.into_iter().collect();
        for (row, (a, name)) in people.iter().enumerate() {
            for (b, other) in people.iter().skip(row + 1) {
                let entry =
                    pairs.entry((a, b)).or_insert_with(|| (((*name).to_owned(), (*other).to_owned()), Vec::new()));
                entry.1.push(happening);
            }
        }
    }
    let mut pairs: Meetings = pairs.into_values().collect();
    pairs.sort_by(|a, b| (b.1.len(), &a.0).cmp(&(a.1.len(), &b.0)));
    pairs
}

/// Each pair is told once, with the one of the two who met more people.
fn who_met_whom(material: &Material, notes: &mut Notes) -> Section {
    let pairs = meetings(&material.happenings);
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for ((a, b), _) in &pairs {
        *counts.entry(a).or_default() += 1;
        *counts.entry(b).or_default() += 1;
    }
    let rank = |name: &str| (std::cmp::Reverse(counts.get(name).copied().unwrap_or(0)), name.to_owned());
    let mut people: BTreeMap<_, Vec<(&str, &Vec<&HappeningView>)>> = BTreeMap::new();
    for ((a, b), happenings) in pairs.iter().take(MOST_PAIRS) {
        let (one, other) = if rank(a) <= rank(b) { (a, b) } else { (b, a) };
        people.entry(rank(one)).or_default().push((other, happenings));
    }
    let mut blocks: Vec<Block> = pictures::network(&pairs).into_iter().collect();
    for ((_, name), others) in people {
        let mut words = vec![Inline::Strong(name), Inline::Text(" with ".into())];
        for (n, (other, happenings)) in others.into_iter().enumerate() {
            words.push(Inline::Text(if n == 0 { String::new() } else { "; with ".to_owned() }));
            words.push(Inline::Strong(other.to_owned()));
            for (n, happening) in happenings.iter().enumerate() {
                words.push(Inline::Text(format!("{}{}", if n == 0 { ": " } else { ", " }, occasion(happening))));
                words.extend(notes.reports(&happening.reports));
            }
        }
        words.push(Inline::Text(".".into()));
        blocks.push(Block::Item { id: None, words });
    }
    if pairs.len() > MOST_PAIRS {
        let left_out = format!("{} further pairs are left out.", pairs.len() - MOST_PAIRS);
        blocks.push(Block::Item { id: None, words: vec![Inline::Soft(left_out)] });
    }
    Section { id: "who-met-whom", title: "Who met whom", blocks }
}

/// `meeting in Lilongwe 12 January 2026`.
fn occasion(happening: &HappeningView) -> String {
    let kind = match (happening.status.as_str(), happening.mode.as_deref()) {
        ("planned", Some("visit")) => "planned visit",
        ("planned", Some("phone")) => "planned call",
        ("planned", _) => "planned meeting",
        (_, Some("visit")) => "visit",
        (_, Some("phone")) => "call",
        (_, Some("third-party")) => "mediated talks",
        (_, Some("multilateral")) => "conference",
        (_, Some("meeting")) => "meeting",
        _ => "talks",
    };
    let date = happening.date.as_deref().map(|date| format!(" {}", date_in_words(date))).unwrap_or_default();
    let place = happening.place.as_ref().map(|place| format!(" in {}", place.name)).unwrap_or_default();
    format!("{kind}{place}{date}")
}

fn offices(material: &Material, notes: &mut Notes) -> Section {
    let mut blocks = Vec::new();
    for person in &material.people {
        let mut words = vec![Inline::Strong(person.name.clone()), Inline::Text(" ".into())];
        for (n, tenure) in person.tenures.iter().enumerate() {
            words.push(Inline::Text(format!("{}{}", if n == 0 { "" } else { "; " }, holding(tenure))));
            let title = tenure.title.to_lowercase();
            let mut marks: Vec<Inline> = Vec::new();
            for article in tenure.articles.iter().take(4) {
                let key = (article.id.clone(), person.id.clone(), title.clone());
                let mark = notes.note(article, material.offices.get(&key).map_or("", String::as_str));
                if !marks.contains(&mark) {
                    marks.push(mark);
                }
            }
            words.extend(marks);
        }
        words.push(Inline::Text(".".into()));
        blocks.push(Block::Item { id: None, words });
    }
    if !blocks.is_empty()
        && let Some(picture) = pictures::offices(&material.people)
    {
        blocks.insert(0, picture);
    }
    Section { id: "offices", title: "Offices", blocks }
}

/// `is seen as defence minister (Zambia) from at least 12 January 2026 to at least 14 January 2026, after X`
fn holding(tenure: &TenureView) -> String {
    let body = tenure.body.as_deref().filter(|body| !tenure.title.contains(*body));
    let post = match (body, tenure.country.as_deref().and_then(crate::formats::country_name)) {
        (Some(body), _) => format!("{}, {body}", tenure.title),
        (None, Some(country)) if !tenure.title.contains(country) => format!("{} ({country})", tenure.title),
        _ => tenure.title.clone(),
    };
    let held = match tenure.held.as_str() {
        "former" => "is called former ",
        "acting" => "is seen as acting ",
        "claimed" => "claims to be ",
        "designate" => "is designated ",
        _ => "is seen as ",
    };
    let span = match (&tenure.first_seen, &tenure.last_seen) {
        (Some(first), Some(last)) if first == last => format!(", {}", date_in_words(first)),
        (Some(first), Some(last)) => {
            format!(" from at least {} to at least {}", date_in_words(first), date_in_words(last))
        }
        (Some(day), None) | (None, Some(day)) => format!(", {}", date_in_words(day)),
        (None, None) => String::new(),
    };
    let ended = tenure.ended_by.as_deref().map(|day| format!(", no longer by {}", date_in_words(day)));
    let before = tenure.replaces.as_ref().map(|before| format!(", after {}", before.name));
    format!("{held}{post}{span}{}{}", ended.unwrap_or_default(), before.unwrap_or_default())
}

fn promises(material: &Material, notes: &mut Notes) -> Section {
    let item = |statement: &StatementView, notes: &mut Notes| {
        let said = &statement.statement;
        let speaker = statement.speaker.as_ref().map_or(&said.speaker, |speaker| &speaker.name);
        let mut words = vec![Inline::Strong(speaker.clone())];
        if let Some(addressee) = &said.addressee {
            words.push(Inline::Text(format!(" to {addressee}")));
        }
        words.push(Inline::Text(": ".into()));
        words.push(Inline::Quotation(said.text.clone()));
        words.push(notes.note(&statement.article, &said.text));
        let due = statement.due.as_deref().map(date_in_words);
        match (due, &said.condition) {
            (Some(due), _) => words.push(Inline::Soft(format!(" Due: {due}."))),
            (None, Some(condition)) => words.push(Inline::Soft(format!(" On condition: “{condition}”."))),
            (None, None) => {}
        }
        Block::Item { id: None, words }
    };
    let blocks = material.statements.iter().map(|statement| item(statement, notes)).collect();
    Section { id: "promises", title: "Promises", blocks }
}

fn disagreements(material: &Material, notes: &mut Notes) -> Section {
    let mut blocks = Vec::new();
    for happening in &material.happenings {
        let quotations: BTreeMap<&str, String> =
            happening.reports.iter().map(|report| (report.view.article.id.as_str(), words(report))).collect();
        for row in &happening.disagreements {
            let mut words = vec![Inline::Text(format!("{} ", happening.sentence))];
            words.push(Inline::Strong(format!("Reports differ on {}", field_word(&row.field))));
            words
                .push(Inline::Text(row.about.as_deref().map(|about| format!(" ({about})")).unwrap_or_default() + ": "));
            for (n, version) in row.versions.iter().enumerate() {
                let value = if row.field == "date" { date_in_words(&version.value) } else { version.value.clone() };
                words.push(Inline::Text(format!("{}{value}", if n == 0 { "" } else { "; or " })));
                for article in version.articles.iter().take(4) {
                    let quotation = quotations.get(article.id.as_str()).map_or("", String::as_str);
                    words.push(notes.note(article, quotation));
                }
            }
            words.push(Inline::Text(".".into()));
            blocks.push(Block::Item { id: None, words });
        }
    }
    Section { id: "disagreements", title: "Where reports differ", blocks }
}
