//! The commands that ask an archive.

use std::io::{IsTerminal, Write};

use anyhow::bail;
use archive::{Access, Archive, ArchiveError, Found, OfficeQuery, Page, Shown};
use export::view::{
    BodyView, DisagreementView, EventView, HappeningView, Hit, PartyView, PersonView, Ref, StatementView, TenureView,
};
use serde::Serialize;

use crate::args::{
    AnswerArgs, AnswerFormat, ArchiveFile, Command, DecisionsArguments, DiffArguments, Global, HappeningsArguments,
    ListArguments, OfficeArguments, PairArguments, PersonArguments, SearchArguments, ShowArguments, StatsArguments,
};
use crate::exit::{Done, Usage};
use crate::view::{self, Answer, Table};

/// Answers a question.
pub fn run(global: &Global, command: &Command) -> anyhow::Result<Done> {
    let result = match command {
        Command::Events(arguments) => events(global, arguments),
        Command::Happenings(arguments) => happenings(global, arguments),
        Command::Person(arguments) => person(global, arguments),
        Command::Office(arguments) => office(global, arguments),
        Command::Pair(arguments) => pair(global, arguments),
        Command::Statements(arguments) => statements(global, arguments, false),
        Command::Promises(arguments) => statements(global, arguments, true),
        Command::Disagreements(arguments) => disagreements(global, arguments),
        Command::Search(arguments) => search(global, arguments),
        Command::Show(arguments) => show(global, arguments),
        Command::Stats(arguments) => stats(global, arguments),
        Command::Decisions(arguments) => decisions(global, arguments),
        Command::Diff(arguments) => diff(global, arguments),
        _ => bail!("this command asks no archive"),
    };
    // A filter that cannot be understood is wrong usage.
    result.map_err(|error| match error.downcast_ref::<ArchiveError>() {
        Some(ArchiveError::Filter(_) | ArchiveError::Words(_)) => Usage(view::plain(&error.to_string())).into(),
        _ => error,
    })
}

fn open(file: &ArchiveFile) -> Result<Archive, ArchiveError> {
    Archive::open(&file.archive, Access::Read)
}

fn page(answer: &AnswerArgs) -> Page {
    match answer.limit {
        Some(0) => Page::all(),
        Some(limit) => Page::first(limit),
        None if answer.format == AnswerFormat::Text && std::io::stdout().is_terminal() => Page::first(50),
        None => Page::all(),
    }
}

fn print(global: &Global, arguments: &AnswerArgs, answer: &Answer) -> anyhow::Result<Done> {
    let text = answer.print(arguments.format, view::Page::of_terminal(global.color));
    std::io::stdout().lock().write_all(text.as_bytes())?;
    Ok(Done::All)
}

fn value<T: Serialize>(row: &T) -> serde_json::Value {
    serde_json::to_value(row).unwrap_or_default()
}

/// An answer of one list.
fn list<T: Serialize>(found: &Found<T>, mut table: Table, cells: impl Fn(&T) -> Vec<String>, what: &str) -> Answer {
    for row in &found.rows {
        table.row(cells(row));
    }
    let least = if found.is_least { "more than " } else { "" };
    let note = match (found.rows.len(), found.total) {
        (0, 0) => format!("No {what} fits."),
        (shown, total) if shown < total => format!("{shown} of {least}{total}; --limit 0 shows all."),
        _ => String::new(),
    };
    Answer { tables: vec![table], values: found.rows.iter().map(value).collect(), note }
}

fn happenings(global: &Global, arguments: &HappeningsArguments) -> anyhow::Result<Done> {
    let ListArguments { file, filter, answer } = &arguments.list;
    let found = open(file)?.happenings(&filter.filter()?, arguments.order.order(), &page(answer))?;
    print(global, answer, &list(&found, happening_table(""), happening_cells, "happening"))
}

fn happening_table(title: &str) -> Table {
    let columns = ["date", "type", "status", "what", "countries", "reports", "id"];
    Table::new(title, &columns, 3).with_optional(&["countries", "status"])
}

fn happening_cells(happening: &HappeningView) -> Vec<String> {
    vec![
        happening.date.clone().unwrap_or_default(),
        with_mode(&happening.event_type, &happening.mode),
        happening.status.clone(),
        happening.sentence.clone(),
        countries(happening.actor.iter().chain(&happening.recipient)),
        happening.independent_reports.to_string(),
        happening.id.clone(),
    ]
}

fn with_mode(event_type: &str, mode: &Option<String>) -> String {
    match mode {
        Some(mode) => format!("{event_type} {mode}"),
        None => event_type.to_owned(),
    }
}

fn countries<'p>(parties: impl Iterator<Item = &'p PartyView>) -> String {
    let codes: std::collections::BTreeSet<&str> = parties.filter_map(|party| party.country.as_deref()).collect();
    codes.into_iter().collect::<Vec<_>>().join(" ")
}

fn events(global: &Global, arguments: &ListArguments) -> anyhow::Result<Done> {
    let found = open(&arguments.file)?.events(&arguments.filter.filter()?, &page(&arguments.answer))?;
    print(global, &arguments.answer, &list(&found, event_table(""), event_cells, "event"))
}

fn event_table(title: &str) -> Table {
    let columns = ["date", "type", "status", "actors", "recipients", "place", "evidence", "outlet", "id"];
    Table::new(title, &columns, 6).with_optional(&["outlet", "place", "recipients", "status"])
}

fn event_cells(view: &EventView) -> Vec<String> {
    let event = &view.event;
    let names =
        |parties: &[export::wire::Party]| parties.iter().map(|party| party.name.clone()).collect::<Vec<_>>().join("; ");
    vec![
        event.date.as_ref().map(|date| date.value.clone()).unwrap_or_default(),
        with_mode(&event.event_type, &event.mode),
        event.status.clone(),
        names(&event.actor),
        names(&event.recipient),
        event.place.as_ref().map(|place| place.name.clone()).unwrap_or_default(),
        event.evidence.join(" … "),
        view.article.publisher.clone().unwrap_or_default(),
        view.id.clone(),
    ]
}

fn statements(global: &Global, arguments: &ListArguments, promises: bool) -> anyhow::Result<Done> {
    let (archive, filter, page) = (open(&arguments.file)?, arguments.filter.filter()?, page(&arguments.answer));
    let found = if promises { archive.promises(&filter, &page)? } else { archive.statements(&filter, &page)? };
    let (columns, widest): (&[&'static str], usize) = if promises {
        (&["date", "speaker", "due", "text", "outlet", "id"], 3)
    } else {
        (&["date", "speaker", "stance", "text", "outlet", "id"], 3)
    };
    let table = Table::new("", columns, widest).with_optional(&["outlet"]);
    let cells = |view: &StatementView| {
        vec![
            view.article.published.clone().unwrap_or_default(),
            view.speaker.as_ref().map_or_else(|| view.statement.speaker.clone(), |speaker| speaker.name.clone()),
            if promises { view.due.clone().unwrap_or_default() } else { view.statement.stance.clone() },
            view.statement.text.clone(),
            view.article.publisher.clone().unwrap_or_default(),
            view.id.clone(),
        ]
    };
    print(global, &arguments.answer, &list(&found, table, cells, if promises { "promise" } else { "statement" }))
}

fn disagreements(global: &Global, arguments: &ListArguments) -> anyhow::Result<Done> {
    let found = open(&arguments.file)?.disagreements(&arguments.filter.filter()?, &page(&arguments.answer))?;
    let table = Table::new("", &["field", "about", "versions", "what", "happening"], 2);
    print(global, &arguments.answer, &list(&found, table, disagreement_cells, "disagreement"))
}

fn disagreement_cells(view: &DisagreementView) -> Vec<String> {
    let versions: Vec<String> = view
        .versions
        .iter()
        .map(|version| {
            let outlets: Vec<&str> = version
                .articles
                .iter()
                .map(|article| article.publisher.as_deref().or(article.title.as_deref()).unwrap_or(&article.origin))
                .take(3)
                .collect();
            format!("{} ({})", version.value, outlets.join(", "))
        })
        .collect();
    vec![
        view.field.clone(),
        view.about.clone().unwrap_or_default(),
        versions.join(" / "),
        view.sentence.clone(),
        view.happening.clone(),
    ]
}

fn search(global: &Global, arguments: &SearchArguments) -> anyhow::Result<Done> {
    let mut page = page(&arguments.answer);
    if arguments.answer.limit.is_none() {
        page.limit = page.limit.min(1000);
    }
    // What stood in quotation marks on the command line is a phrase.
    let words: Vec<String> = (arguments.terms.iter())
        .map(|word| if word.contains(' ') && !word.contains('"') { format!("\"{word}\"") } else { word.clone() })
        .collect();
    let words = if let [one] = arguments.terms.as_slice() { one.clone() } else { words.join(" ") };
    let found = open(&arguments.file)?.search(&words, &arguments.filter.filter()?, &page)?;
    let table = Table::new("", &["published", "outlet", "title", "snippet", "article"], 3).with_optional(&["outlet"]);
    let cells = |hit: &Hit| {
        vec![
            hit.article.published.clone().unwrap_or_default(),
            hit.article.publisher.clone().unwrap_or_default(),
            hit.article.title.clone().unwrap_or_default(),
            marked(hit),
            hit.article.id.clone(),
        ]
    };
    print(global, &arguments.answer, &list(&found, table, cells, "article"))
}

/// The snippet with the words found in brackets.
fn marked(hit: &Hit) -> String {
    let mut out = String::new();
    for (at, c) in hit.snippet.chars().enumerate() {
        if hit.marks.iter().any(|mark| mark[0] == at) {
            out.push('[');
        }
        out.push(c);
        if hit.marks.iter().any(|mark| mark[1] == at + 1) {
            out.push(']');
        }
    }
    out
}

fn person(global: &Global, arguments: &PersonArguments) -> anyhow::Result<Done> {
    let archive = open(&arguments.file)?;
    let names = archive.names(&arguments.name)?;
    let Some(view) = archive.person(&arguments.name)? else {
        let mut told = format!("no person fits {:?}", arguments.name);
        let other: Vec<String> = names.bodies.iter().take(5).map(|(body, _)| body.name.clone()).collect();
        if !names.suggestions.is_empty() {
            told.push_str(&format!("; did you mean {}?", names.suggestions.join(", ")));
        } else if !other.is_empty() {
            told.push_str(&format!("; there are bodies of that name: {}", other.join(", ")));
        }
        bail!("{}", view::plain(&told));
    };
    let mut answer = person_answer(&view);
    let others: Vec<&(Ref, usize)> = names.people.iter().filter(|(person, _)| person.id != view.id).collect();
    if !others.is_empty() {
        let mut table = Table::new("Others this name fits", &["name", "happenings", "id"], 0);
        others.iter().take(10).for_each(|(person, n)| {
            table.row([person.name.clone(), n.to_string(), person.id.clone()]);
        });
        answer.tables.push(table);
    }
    let latest = archive::Filter { person: vec![view.id.clone()], ..archive::Filter::default() };
    let found = archive.happenings(&latest, archive::Order::Newest, &Page::first(10))?;
    let mut table = happening_table("Latest happenings");
    found.rows.iter().for_each(|row| table.row(happening_cells(row)));
    answer.tables.push(table);
    print(global, &arguments.answer, &answer)
}

fn person_answer(view: &PersonView) -> Answer {
    let mut table = Table::new("", &["name", "aliases", "country", "articles", "happenings", "seen", "id"], 1);
    table.row([
        view.name.clone(),
        view.aliases.join("; "),
        view.country.clone().unwrap_or_default(),
        view.articles.to_string(),
        view.happenings.to_string(),
        view.seen.as_ref().map(|(first, last)| format!("{first} to {last}")).unwrap_or_default(),
        view.id.clone(),
    ]);
    let mut company = Table::new("Seen with", &["name", "happenings", "id"], 0);
    for (other, n) in view.with.iter().take(15) {
        company.row([other.name.clone(), n.to_string(), other.id.clone()]);
    }
    let mut unsure = Table::new("Could be the same as", &["name", "why", "id"], 1);
    for other in &view.unsure {
        unsure.row([other.b.name.clone(), other.why.join("; "), other.b.id.clone()]);
    }
    Answer {
        tables: vec![table, tenure_table("Offices", &view.tenures), company, unsure],
        values: vec![value(view)],
        note: String::new(),
    }
}

fn tenure_table(title: &str, tenures: &[TenureView]) -> Table {
    let columns = ["from", "to", "name", "title", "body", "country", "held", "replaces", "articles"];
    let mut table = Table::new(title, &columns, 3).with_optional(&["articles", "replaces", "country", "body"]);
    for tenure in tenures {
        table.row([
            tenure.first_seen.as_ref().map(|day| format!("at least {day}")).unwrap_or_default(),
            match (&tenure.last_seen, &tenure.ended_by) {
                (Some(last), Some(end)) => format!("at least {last}, ended by {end}"),
                (Some(last), None) => format!("at least {last}"),
                (None, Some(end)) => format!("before {end}"),
                (None, None) => String::new(),
            },
            tenure.person.name.clone(),
            tenure.title.clone(),
            tenure.body.clone().unwrap_or_default(),
            tenure.country.clone().unwrap_or_default(),
            tenure.held.clone(),
            tenure.replaces.as_ref().map(|before| before.name.clone()).unwrap_or_default(),
            tenure.articles.len().to_string(),
        ]);
    }
    table
}

fn office(global: &Global, arguments: &OfficeArguments) -> anyhow::Result<Done> {
    let query =
        OfficeQuery { title: arguments.title.clone(), country: arguments.country.clone(), on: arguments.on.clone() };
    let archive = open(&arguments.file)?;
    let mut tenures = archive.office(&query)?;
    tenures.truncate(page(&arguments.answer).limit);
    let mut answer = Answer {
        tables: vec![tenure_table("", &tenures)],
        values: tenures.iter().map(value).collect(),
        note: String::new(),
    };
    if tenures.is_empty() {
        let known: Vec<String> = archive.names(&arguments.title)?.offices.into_iter().take(8).map(|o| o.0).collect();
        answer.note = if known.is_empty() {
            "Nobody is seen in such an office.".to_owned()
        } else {
            format!("Nobody is seen in such an office; there are {}.", known.join(", "))
        };
    }
    print(global, &arguments.answer, &answer)
}

fn pair(global: &Global, arguments: &PairArguments) -> anyhow::Result<Done> {
    let view = open(&arguments.file)?.pair(&arguments.a, &arguments.b)?;
    let mut latest = happening_table("Latest happenings");
    view.latest.iter().for_each(|row| latest.row(happening_cells(row)));
    let mut months = Table::new("By month", &["month", "happenings", "score"], 0);
    for month in &view.months {
        months.row([month.month.clone(), month.happenings.to_string(), format!("{:.2}", month.score)]);
    }
    let mut sums = Table::new("", &["a", "b", "happenings", "visits_a_to_b", "visits_b_to_a"], 0);
    sums.row([
        view.a.name.clone(),
        view.b.name.clone(),
        view.happenings.to_string(),
        view.visits_a_to_b.to_string(),
        view.visits_b_to_a.to_string(),
    ]);
    let counts = |title: &str, rows: &[(String, usize)]| {
        let mut table = Table::new(title, &["code", "happenings"], 0);
        rows.iter().take(12).for_each(|(code, n)| table.row([code.clone(), n.to_string()]));
        table
    };
    let answer = Answer {
        tables: vec![sums, counts("Types", &view.types), counts("Subjects", &view.subjects), months, latest],
        values: vec![value(&view)],
        note: String::new(),
    };
    print(global, &arguments.answer, &answer)
}

fn show(global: &Global, arguments: &ShowArguments) -> anyhow::Result<Done> {
    let archive = open(&arguments.file)?;
    let Some(shown) = archive.show(&arguments.id)? else {
        bail!("nothing in the archive has the id {:?}", view::plain(&arguments.id));
    };
    let is_text = arguments.answer.format == AnswerFormat::Text;
    let page = view::Page::of_terminal(global.color);
    let answer = match &shown {
        // An article is shown as `code` shows it.
        Shown::Article(article) if is_text => {
            let text = view::record(&article.record, page);
            std::io::stdout().lock().write_all(text.as_bytes())?;
            return Ok(Done::All);
        }
        Shown::Article(article) => article_answer(article),
        Shown::Event(event) => {
            let mut table = event_table("");
            table.row(event_cells(event));
            Answer { tables: vec![table], values: vec![value(event)], note: String::new() }
        }
        Shown::Statement(statement) => {
            let mut table = Table::new("", &["date", "speaker", "stance", "due", "text", "id"], 4);
            table.row([
                statement.article.published.clone().unwrap_or_default(),
                statement.statement.speaker.clone(),
                statement.statement.stance.clone(),
                statement.due.clone().unwrap_or_default(),
                statement.statement.text.clone(),
                statement.id.clone(),
            ]);
            Answer { tables: vec![table], values: vec![value(statement)], note: String::new() }
        }
        Shown::Happening(happening) => happening_answer(happening),
        Shown::Person(person) => person_answer(person),
        Shown::Body(body) => body_answer(body),
    };
    print(global, &arguments.answer, &answer)
}

fn article_answer(article: &export::view::ArticleView) -> Answer {
    let mut table = Table::new("", &["id", "title", "outlet", "published", "events", "statements", "text"], 6);
    table.row([
        article.article.id.clone(),
        article.article.title.clone().unwrap_or_default(),
        article.article.publisher.clone().unwrap_or_default(),
        article.article.published.clone().unwrap_or_default(),
        article.record.events.len().to_string(),
        article.record.statements.len().to_string(),
        article.record.article.text.clone(),
    ]);
    Answer { tables: vec![table], values: vec![value(article)], note: String::new() }
}

fn happening_answer(happening: &HappeningView) -> Answer {
    let mut main = happening_table("");
    main.row(happening_cells(happening));
    let mut parties = Table::new("Parties", &["role", "name", "office", "country", "id"], 2);
    for (role, list) in [("actor", &happening.actor), ("recipient", &happening.recipient)] {
        for party in list {
            parties.row([
                role.to_owned(),
                party.name.clone(),
                party.office.clone().unwrap_or_default(),
                party.country.clone().unwrap_or_default(),
                party.person.clone().or_else(|| party.body.clone()).unwrap_or_default(),
            ]);
        }
    }
    let mut reports = Table::new("Reports", &["published", "outlet", "evidence", "copies", "id"], 2);
    for report in &happening.reports {
        let article = &report.view.article;
        reports.row([
            article.published.clone().unwrap_or_default(),
            article.publisher.clone().unwrap_or_default(),
            report.view.event.evidence.join(" … "),
            if report.source == article.id { String::new() } else { report.source.clone() },
            report.view.id.clone(),
        ]);
    }
    let mut differ = Table::new("Reports differ", &["field", "about", "versions"], 2);
    for disagreement in &happening.disagreements {
        differ.row(disagreement_cells(disagreement).into_iter().take(3));
    }
    let mut related = Table::new("Belongs together with", &["happening"], 0);
    happening.related.iter().for_each(|id| related.row([id.clone()]));
    Answer {
        tables: vec![main, parties, reports, differ, related],
        values: vec![value(happening)],
        note: String::new(),
    }
}

fn body_answer(body: &BodyView) -> Answer {
    let mut table = Table::new("", &["name", "aliases", "kind", "country", "articles", "happenings", "id"], 1);
    table.row([
        body.name.clone(),
        body.aliases.join("; "),
        body.kind.clone(),
        body.country.clone().unwrap_or_default(),
        body.articles.to_string(),
        body.happenings.to_string(),
        body.id.clone(),
    ]);
    let tenures = tenure_table("Offices", &body.tenures);
    Answer { tables: vec![table, tenures], values: vec![value(body)], note: String::new() }
}

fn stats(global: &Global, arguments: &StatsArguments) -> anyhow::Result<Done> {
    let stats = open(&arguments.file)?.stats()?;
    let mut table = Table::new("", &["what", "number"], 0);
    let days = stats.days.as_ref().map(|(first, last)| format!("{first} to {last}")).unwrap_or_default();
    for (what, number) in [
        ("articles", stats.articles.to_string()),
        ("of these copies", stats.copies.to_string()),
        ("outlets", stats.outlets.to_string()),
        ("events", stats.events.to_string()),
        ("happenings", stats.happenings.to_string()),
        ("of these with more than one source", stats.corroborated.to_string()),
        ("days of happenings", days),
        ("statements", stats.statements.to_string()),
        ("people", stats.people.to_string()),
        ("people that could be one, in pairs", stats.unsure.to_string()),
        ("bodies", stats.bodies.to_string()),
        ("offices held", stats.tenures.to_string()),
        ("disagreements", stats.disagreements.to_string()),
        ("judgements", stats.decisions.to_string()),
        ("bytes of text", stats.text_bytes.to_string()),
        ("bytes of the archive", stats.archive_bytes.to_string()),
    ] {
        table.row([what.to_owned(), number]);
    }
    let mut stamps = Table::new("Coded by", &["stamp", "articles"], 0);
    stats.stamps.iter().for_each(|(stamp, n)| stamps.row([stamp.clone(), n.to_string()]));
    let answer = Answer { tables: vec![table, stamps], values: vec![value(&stats)], note: String::new() };
    print(global, &arguments.answer, &answer)
}

fn decisions(global: &Global, arguments: &DecisionsArguments) -> anyhow::Result<Done> {
    let archive = open(&arguments.file)?;
    if arguments.undecided {
        let limit = page(&arguments.answer).limit;
        let pairs = archive.undecided(limit)?;
        let mut table = Table::new("", &["name", "other", "why", "id", "other_id"], 2);
        for pair in &pairs {
            table.row([
                pair.a.name.clone(),
                pair.b.name.clone(),
                pair.why.join("; "),
                pair.a.id.clone(),
                pair.b.id.clone(),
            ]);
        }
        let answer = Answer { tables: vec![table], values: pairs.iter().map(value).collect(), note: String::new() };
        return print(global, &arguments.answer, &answer);
    }
    let decisions = archive.decisions()?;
    let mut table = Table::new("", &["number", "kind", "a", "b", "reason", "author", "time", "undone"], 4);
    for decision in &decisions {
        table.row([
            decision.number.to_string(),
            decision.kind.clone(),
            decision.a.clone(),
            decision.b.clone().unwrap_or_default(),
            decision.reason.clone().unwrap_or_default(),
            decision.author.clone(),
            decision.time.clone(),
            decision.undone.as_ref().map(|(who, when)| format!("{who}, {when}")).unwrap_or_default(),
        ]);
    }
    let answer = Answer { tables: vec![table], values: decisions.iter().map(value).collect(), note: String::new() };
    print(global, &arguments.answer, &answer)
}

fn diff(global: &Global, arguments: &DiffArguments) -> anyhow::Result<Done> {
    let mut changes = open(&arguments.file)?.changes()?;
    let n = changes.len();
    changes.truncate(page(&arguments.answer).limit);
    let mut table = Table::new("", &["kind", "what", "before", "after", "id"], 2);
    for change in &changes {
        table.row([
            change.kind.clone(),
            change.what.clone(),
            change.before.clone().unwrap_or_default(),
            change.after.clone().unwrap_or_default(),
            change.id.clone(),
        ]);
    }
    let note = match (changes.len(), n) {
        (_, 0) => "Nothing changed, or nothing was ever coded anew.".to_owned(),
        (shown, n) if shown < n => format!("{shown} of {n}; --limit 0 shows all."),
        _ => String::new(),
    };
    let answer = Answer { tables: vec![table], values: changes.iter().map(value).collect(), note };
    print(global, &arguments.answer, &answer)
}
