//! `attache recode`

use std::collections::BTreeMap;
use std::path::PathBuf;

use anyhow::Context;
use archive::{Access, Archive, Change, Extra};
use engine::Engine;
use export::wire;
use record::{Article, Edtf, Published, Region, RegionKind, Span};

use super::ingest::{Coded, Writer, code, name_countries};
use crate::args::{Global, RecodeArguments};
use crate::exit::Done;
use crate::progress::Progress;
use crate::{input, view};

/// Codes every article anew. A killed run is taken up by the next; the archive is as it was until all is done.
pub fn run(global: &Global, arguments: &RecodeArguments) -> anyhow::Result<Done> {
    let path = &arguments.file.archive;
    let mut archive = Archive::open(path, Access::Write)?;
    let engine = input::engine(global, None)?;
    let stamp = engine.stamp();
    let stamp = wire::Stamp { engine: stamp.engine, data: stamp.data, model: stamp.model };
    let n_other = archive.coded_otherwise(&stamp)?;
    if n_other == 0 && !arguments.all {
        anstream::eprintln!("attache: every article is coded by this program already; --all codes them all the same");
        return Ok(Done::All);
    }
    let beside = PathBuf::from(format!("{}.recode", path.display()));
    let mut fresh = Archive::open(&beside, Access::Create)?;
    if fresh.coded_otherwise(&stamp)? > 0 {
        // What a run of another program left is of no use.
        drop(fresh);
        remove(&beside)?;
        fresh = Archive::open(&beside, Access::Create)?;
    }
    fresh.inherit(&archive)?;
    name_countries(&mut fresh, &engine)?;
    let mut after = fresh.last_id()?.unwrap_or_default();
    let mut writer = Writer::new(fresh);
    let progress = Progress::begin_counted(global, archive.stats()?.articles as u64);
    loop {
        let records = archive.records_after(&after, arguments.batch as usize)?;
        let Some((last, _)) = records.last() else { break };
        after.clone_from(&last.article.id);
        let coded = code_all(&engine, &records, input::n_threads(global))?;
        let changes = records.iter().zip(&coded).flat_map(|((old, _), new)| changes(old, new.prepared.record()));
        writer.write(&coded, &changes.collect::<Vec<_>>())?;
        progress.add(records.len() as u64);
    }
    progress.end();
    let mut fresh = writer.into_archive();
    fresh.forward_from(&archive)?;
    let n_changes = fresh.changes()?.len();
    archive.become_copy_of(&fresh)?;
    drop(fresh);
    remove(&beside)?;
    if !global.quiet {
        let path = view::plain(&path.display().to_string());
        anstream::eprintln!("{path}: coded anew; {n_changes} changes, attache diff lists them");
    }
    Ok(Done::All)
}

fn remove(path: &std::path::Path) -> anyhow::Result<()> {
    for ending in ["", "-wal", "-shm"] {
        let file = PathBuf::from(format!("{}{ending}", path.display()));
        if file.exists() {
            std::fs::remove_file(&file).with_context(|| format!("cannot remove {}", file.display()))?;
        }
    }
    Ok(())
}

/// Codes records on several threads; the result is in their order.
fn code_all(engine: &Engine, records: &[(wire::Record, Extra)], n_threads: usize) -> anyhow::Result<Vec<Coded>> {
    let size = records.len().div_ceil(n_threads.max(1)).max(1);
    let parts: Vec<anyhow::Result<Vec<Coded>>> = std::thread::scope(|scope| {
        let threads: Vec<_> = records
            .chunks(size)
            .map(|part| {
                scope.spawn(move || {
                    part.iter().map(|(record, extra)| Ok(code(engine, article(record, extra))?)).collect()
                })
            })
            .collect();
        let join = |thread: std::thread::ScopedJoinHandle<'_, anyhow::Result<Vec<Coded>>>| match thread.join() {
            Ok(result) => result,
            Err(panic) => std::panic::resume_unwind(panic),
        };
        threads.into_iter().map(join).collect()
    });
    let mut coded = Vec::with_capacity(records.len());
    for part in parts {
        coded.extend(part?);
    }
    Ok(coded)
}

/// The article of a record, as it was read.
fn article(record: &wire::Record, extra: &Extra) -> Article {
    let told = &record.article;
    let region = |(kind, start, end): &(String, u32, u32)| Region {
        span: Span::new(*start as usize, *end as usize),
        kind: RegionKind::from_code(kind).unwrap_or(RegionKind::Paragraph),
    };
    let published = told.published.as_ref().and_then(|published| {
        Some(Published {
            value: published.value.parse::<Edtf>().ok()?,
            basis: record::DateBasis::from_code(&published.basis)?,
            evidence: published.evidence.clone(),
        })
    });
    Article {
        id: told.id.clone(),
        origin: told.origin.clone(),
        title: told.title.clone(),
        publisher: told.publisher.clone(),
        byline: told.byline.clone(),
        published,
        date_candidates: Vec::new(),
        language: told.language.clone(),
        text: told.text.clone(),
        regions: extra.regions.iter().map(region).collect(),
        source_map: record::SourceMap::default(),
        findings: Vec::new(),
    }
}

/// What is new, changed or gone in a record.
fn changes(old: &wire::Record, new: &wire::Record) -> Vec<Change> {
    let rows = |record: &wire::Record| {
        let events = record.events.iter().map(|event| (("event", event.id.clone()), event_in_words(event)));
        let statements = record
            .statements
            .iter()
            .map(|row| (("statement", row.id.clone()), format!("{} {}: {}", row.speaker, row.stance, row.text)));
        let people = record.people.iter().map(|person| {
            let offices: Vec<&str> = person.offices.iter().map(|office| office.title.as_str()).collect();
            let country = person.country.as_deref().unwrap_or("no country");
            (("person", person.id.clone()), format!("{}, {country}: {}", person.name, offices.join(", ")))
        });
        events.chain(statements).chain(people).collect::<BTreeMap<_, _>>()
    };
    let (before, after) = (rows(old), rows(new));
    let keys: std::collections::BTreeSet<_> = before.keys().chain(after.keys()).collect();
    keys.into_iter()
        .filter_map(|key| {
            let (was, is) = (before.get(key), after.get(key));
            let kind = match (was, is) {
                (Some(was), Some(is)) if was == is => return None,
                (Some(_), Some(_)) => "changed",
                (None, _) => "new",
                (Some(_), None) => "withdrawn",
            };
            Some(Change {
                kind: kind.to_owned(),
                what: key.0.to_owned(),
                id: format!("{}-{}", new.article.id, key.1),
                before: was.cloned(),
                after: is.cloned(),
            })
        })
        .collect()
}

fn event_in_words(event: &wire::Event) -> String {
    let names =
        |parties: &[wire::Party]| parties.iter().map(|party| party.name.as_str()).collect::<Vec<_>>().join("; ");
    let mut words = vec![event.event_type.clone()];
    words.extend(event.mode.clone());
    words.push(event.status.clone());
    words.extend(event.date.as_ref().map(|date| date.value.clone()));
    words.extend(event.place.as_ref().map(|place| format!("in {}", place.name)));
    format!(
        "{}: {} → {} ({})",
        words.join(" "),
        names(&event.actor),
        names(&event.recipient),
        event.subjects.join(", ")
    )
}
