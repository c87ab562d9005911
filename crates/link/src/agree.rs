//! What the reports of one happening agree on, and where they differ.

use std::collections::{BTreeMap, BTreeSet};

use record::{Disagreement, Edtf, Event, Field, Happening, Referent, Report, Version};

use crate::happenings::EventSeen;
use crate::linked::Coded;

/// The happening that these reports tell of.
pub fn happening(articles: &[Coded<'_>], reports: &[&EventSeen<'_>], source_of: &[usize]) -> Happening {
    let support = |value: &dyn Fn(&Event) -> Option<String>| versions(articles, reports, source_of, value);
    let date = support(&|event| event.date.as_ref().map(|date| date.value.to_string()));
    let place = support(&|event| event.place.as_ref().map(|place| place.name.clone()));
    let event_type = support(&|event| Some(event.event_type.code().to_owned()));
    let mode = support(&|event| event.mode.map(|mode| mode.code().to_owned()));
    let status = support(&|event| Some(event.status.code().to_owned()));
    let first = reports.iter().min_by_key(|report| (&articles[report.article].article.id, report.row));
    let (first_article, first_row) =
        first.map_or(("", 0), |report| (articles[report.article].article.id.as_str(), report.row));
    let latest = reports.iter().max_by_key(|report| (report.published, report.article));
    let country = place.first().and_then(|best| {
        reports.iter().find_map(|seen| seen.event.place.as_ref().filter(|place| place.name == best.value)?.country)
    });
    let sources: BTreeSet<usize> = reports.iter().map(|report| source_of[report.article]).collect();
    let mut listed: Vec<Report> = reports
        .iter()
        .map(|seen| Report { article: seen.article, event: seen.row, source: source_of[seen.article] })
        .collect();
    listed.sort();
    Happening {
        id: format!("h{}-{first_row}", &first_article[..first_article.len().min(12)]),
        event_type: top(&event_type, record::EventType::from_code).unwrap_or(reports[0].event.event_type),
        mode: top(&mode, record::Mode::from_code),
        status: latest.map_or(reports[0].event.status, |seen| seen.event.status),
        date: top(&date, |text| text.parse::<Edtf>().ok()),
        place: place.first().map(|best| (best.value.clone(), country)),
        parties: parties(reports),
        reports: listed,
        independent_reports: sources.len(),
        disagreements: disagreements(
            articles,
            reports,
            source_of,
            [(Field::Date, date), (Field::Place, place), (Field::Status, status)],
        ),
    }
}

fn top<T>(versions: &[Version], read: impl Fn(&str) -> Option<T>) -> Option<T> {
    versions.first().and_then(|version| read(&version.value))
}

/// The values reports give for a field, those with most independent sources first.
fn versions(
    articles: &[Coded<'_>],
    reports: &[&EventSeen<'_>],
    source_of: &[usize],
    value: &dyn Fn(&Event) -> Option<String>,
) -> Vec<Version> {
    let mut by_value: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
    for report in reports {
        if let Some(value) = value(report.event) {
            by_value.entry(value).or_default().insert(report.article);
        }
    }
    let mut versions: Vec<Version> = by_value
        .into_iter()
        .map(|(value, articles)| Version { value, articles: articles.into_iter().collect() })
        .collect();
    versions.sort_by_key(|version| {
        let sources: BTreeSet<usize> = version.articles.iter().map(|article| source_of[*article]).collect();
        let first_id = version
            .articles
            .iter()
            .map(|article| articles[*article].article.id.as_str())
            .min()
            .unwrap_or("")
            .to_owned();
        // An interval or a month is less than a day.
        let vague = version.value.contains('/') || version.value.len() < 10;
        (usize::MAX - sources.len(), vague, first_id)
    });
    versions
}

/// Names of the parties, each person once.
fn parties(reports: &[&EventSeen<'_>]) -> Vec<String> {
    let mut names: BTreeMap<String, String> = BTreeMap::new();
    for report in reports {
        let parties = report.event.actors.iter().chain(&report.event.recipients);
        for (party, who) in parties.zip(&report.who) {
            let longer = |known: &String| known.len() < party.name.len();
            let name = names.entry(format!("{who:?}")).or_insert_with(|| party.name.clone());
            if longer(name) {
                name.clone_from(&party.name);
            }
        }
    }
    let names: BTreeSet<String> = names.into_values().collect();
    names.into_iter().collect()
}

fn disagreements(
    articles: &[Coded<'_>],
    reports: &[&EventSeen<'_>],
    source_of: &[usize],
    told: [(Field, Vec<Version>); 3],
) -> Vec<Disagreement> {
    let mut found: Vec<Disagreement> = Vec::new();
    for (field, versions) in told {
        if differs(field, &versions) {
            found.push(Disagreement { field, versions });
        }
    }
    let support = |value: &dyn Fn(&Event) -> Option<String>| versions(articles, reports, source_of, value);
    let count = support(&|event| {
        let counts: Vec<String> =
            event.quantities.iter().filter_map(|q| Some(format!("{} {}", q.amount?, q.kind))).collect();
        (!counts.is_empty()).then(|| counts.join(", "))
    });
    let subjects = support(&|event| {
        let codes: BTreeSet<&str> = event.subjects.iter().map(|(subject, _)| subject.code()).collect();
        (!codes.is_empty()).then(|| codes.into_iter().collect::<Vec<_>>().join(", "))
    });
    for (field, versions) in [(Field::Count, count), (Field::Subjects, subjects)] {
        if versions.len() > 1 {
            found.push(Disagreement { field, versions });
        }
    }
    found.extend(people_differ(articles, reports));
    found.sort_by_key(|disagreement| disagreement.field);
    found
}

/// Whether versions contradict each other: a month that holds the other's day does not.
fn differs(field: Field, versions: &[Version]) -> bool {
    if field != Field::Date {
        return versions.len() > 1;
    }
    let dates: Vec<Edtf> = versions.iter().filter_map(|version| version.value.parse().ok()).collect();
    dates.iter().enumerate().any(|(idx, a)| dates[idx + 1..].iter().any(|b| apart(*a, *b)))
}

fn apart(a: Edtf, b: Edtf) -> bool {
    let ((a_from, a_to), (b_from, b_to)) = (a.days(), b.days());
    let before = |end: Option<_>, start: Option<_>| matches!((end, start), (Some(end), Some(start)) if end < start);
    before(a_to, b_from) || before(b_to, a_from)
}

/// Rank, office and label under which reports name one and the same party.
fn people_differ(articles: &[Coded<'_>], reports: &[&EventSeen<'_>]) -> Vec<Disagreement> {
    let mut by_field: BTreeMap<(Field, String), BTreeMap<String, BTreeSet<usize>>> = BTreeMap::new();
    for report in reports {
        let cast = articles[report.article].cast;
        let text = &articles[report.article].article.text;
        let parties = report.event.actors.iter().chain(&report.event.recipients);
        for (party, who) in parties.zip(&report.who) {
            let who = format!("{who:?}");
            let mut tell = |field: Field, value: String| {
                by_field.entry((field, who.clone())).or_default().entry(value).or_default().insert(report.article);
            };
            if let Referent::Person(id) = party.referent
                && let Some(person) = cast.people.get(id)
            {
                if let Some(rank) = &person.rank {
                    tell(Field::Rank, lexicon::fold(rank));
                }
                if let Some(office) = person.offices.first() {
                    tell(Field::Office, lexicon::fold(&office.title));
                }
            }
            for label in cast.labels.iter().filter(|label| label.referent == party.referent) {
                tell(Field::Label, lexicon::fold(label.span.of(text)));
            }
        }
    }
    by_field
        .into_iter()
        .filter(|(_, values)| values.len() > 1)
        .map(|((field, _), values)| Disagreement {
            field,
            versions: values
                .into_iter()
                .map(|(value, articles)| Version { value, articles: articles.into_iter().collect() })
                .collect(),
        })
        .collect()
}
