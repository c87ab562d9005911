//! `attache ingest`

use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::sync_channel;
use std::time::Instant;

use anyhow::Context;
use archive::{Access, Archive, ArchiveError, Extra, Prepared};
use engine::{Engine, Outcome, run_batch};
use link::Decisions;
use record::{Account, Trace};

use crate::args::{Global, IngestArguments};
use crate::exit::Done;
use crate::linking::{Accounts, link_new};
use crate::progress::Progress;
use crate::{decisions, input, view};

/// An article coded and packed, on its way into the archive.
pub struct Coded {
    /// For the archive.
    pub prepared: Prepared,
    /// For linking.
    pub account: Account,
}

/// Codes the inputs and adds them.
pub fn run(global: &Global, arguments: &IngestArguments) -> anyhow::Result<Done> {
    input::refuse_conllu(&arguments.articles)?;
    let engine = input::engine(global, arguments.articles.published)?;
    let path = &arguments.file.archive;
    let mut archive = Archive::open(path, Access::Create)?;
    name_countries(&mut archive, &engine)?;
    let asking = Archive::open(path, Access::Read)?;
    let (inputs, options) = (input::inputs(&arguments.articles.paths), input::read_options(&arguments.articles));
    let progress = Progress::begin(global, &inputs).with_time_left(&inputs);
    let began = Instant::now();
    let mut report = Report::default();
    let asking = std::sync::Mutex::new(asking);
    let work = |document: &_| {
        let article = engine.read_article(document)?;
        let is_known = asking.lock().is_ok_and(|asking| asking.holds(&article.id).unwrap_or(false));
        // Known articles are not coded again; one that another thread is just adding is found when it is written.
        Ok(if is_known { None } else { Some(code(&engine, article)) })
    };
    let stop = Arc::new(AtomicBool::new(false));
    let size = arguments.batch as usize;
    let written = std::thread::scope(|scope| {
        // The writer works beside the coders; one batch may wait while one is written.
        let (send, receive) = sync_channel::<Vec<Coded>>(1);
        let told = stop.clone();
        let writer = scope.spawn(move || {
            let mut writer = Writer::new(archive);
            for batch in receive {
                if let Err(error) = writer.write(&batch, &[]) {
                    told.store(true, Ordering::Relaxed);
                    return Err(error);
                }
            }
            Ok(writer.report)
        });
        let mut batch = Vec::with_capacity(size);
        let deliver = |Outcome { origin, result }: Outcome<Option<Result<Coded, ArchiveError>>>| {
            progress.finished(&origin);
            match result {
                Ok(Some(Ok(coded))) => batch.push(coded),
                Ok(Some(Err(error))) => report.skip(&progress, &format!("{origin}: {error}"), "cannot be packed"),
                Ok(None) => report.n_known += 1,
                Err(error) => {
                    let told = error.to_string();
                    let reason = told.strip_prefix(&origin).unwrap_or(&told).trim_start_matches([':', ' ']).to_owned();
                    report.skip(&progress, &told, &reason);
                }
            }
            if batch.len() >= size {
                let full = std::mem::replace(&mut batch, Vec::with_capacity(size));
                return send.send(full).is_ok();
            }
            !stop.load(Ordering::Relaxed)
        };
        run_batch(&inputs, &options, input::n_threads(global), work, deliver);
        let _ = send.send(batch);
        drop(send);
        match writer.join() {
            Ok(result) => result,
            Err(panic) => std::panic::resume_unwind(panic),
        }
    });
    progress.end();
    // The last to close must be one that may write: it folds the log into the file, which is then whole by itself.
    drop(asking);
    drop(Archive::open(path, Access::Write)?);
    let written = written.with_context(|| format!("writing to {}", view::plain(&path.display().to_string())))?;
    report.n_added = written.n_added;
    report.n_known += written.n_known;
    report.n_events = written.n_events;
    report.types = written.types;
    if !global.quiet {
        anstream::eprint!("{}", report.text(path, began.elapsed()));
    }
    Ok(if report.n_skipped == 0 { Done::All } else { Done::Some })
}

/// Codes and packs an article.
pub fn code(engine: &Engine, article: record::Article) -> Result<Coded, ArchiveError> {
    let coded = engine.code_article(article, Trace::off());
    let account = link::account(&coded.article, &coded.cast, &coded.coding);
    let record = export::record(&coded.article, &coded.cast, &coded.coding);
    let mut extra = Extra::of_account(&account);
    extra.due = due(&coded);
    let regions = coded.article.regions.iter();
    extra.regions = regions.map(|region| (region.kind.code().to_owned(), region.span.start, region.span.end)).collect();
    Ok(Coded { prepared: Prepared::new(record, extra)?, account })
}

/// The day by which each pledge is due: the last time named in it that lies after the article.
fn due(coded: &engine::Record) -> BTreeMap<String, String> {
    let ids = record::Ids::new(&coded.article, &coded.cast, &coded.coding);
    let printed = coded.article.published.as_ref().map(|published| published.value);
    let written = printed.or(coded.cast.written.as_ref().map(|written| written.0)).and_then(|date| date.days().0);
    let mut due = BTreeMap::new();
    for (statement, id) in coded.coding.statements.iter().zip(&ids.statements) {
        if statement.stance != record::Stance::Pledge {
            continue;
        }
        let inside = |span: record::Span| {
            statement.span.contains(span) || statement.condition.is_some_and(|condition| condition.contains(span))
        };
        let times = coded.cast.times.iter().filter(|time| inside(time.span)).filter_map(|time| time.value);
        let ahead = times.filter(|time| time.days().1.is_some_and(|last| Some(last) > written));
        if let Some(last) = ahead.max_by_key(|time| time.days().1) {
            due.insert(id.clone(), last.to_string());
        }
    }
    due
}

/// Tells the archive how countries are called.
pub fn name_countries(archive: &mut Archive, engine: &Engine) -> Result<(), ArchiveError> {
    archive.name_countries(engine.lexicon().countries().all().map(|country| {
        let words = country.names.iter().chain(&country.adjectives).map(String::as_str).collect();
        (country.code.to_string(), country.name.as_str(), words)
    }))
}

/// Adds batches to an archive.
pub struct Writer {
    archive: Archive,
    accounts: Accounts,
    report: Report,
}

impl Writer {
    /// A writer to an archive.
    pub fn new(archive: Archive) -> Writer {
        Writer { archive, accounts: Accounts::default(), report: Report::default() }
    }

    /// The archive written to.
    pub fn into_archive(self) -> Archive {
        self.archive
    }

    /// Adds and links one batch in one transaction, and notes what changed.
    pub fn write(&mut self, batch: &[Coded], changes: &[archive::Change]) -> anyhow::Result<()> {
        let decisions: Decisions = decisions::of_archive(&self.archive)?;
        let began = Instant::now();
        let mut transaction = self.archive.begin()?;
        let mut new = Vec::new();
        for coded in batch {
            if !transaction.add(&coded.prepared)? {
                self.report.n_known += 1;
                continue;
            }
            self.report.n_added += 1;
            for event in &coded.prepared.record().events {
                self.report.n_events += 1;
                *self.report.types.entry(event.event_type.clone()).or_default() += 1;
            }
            new.push(Rc::new(coded.account.clone()));
        }
        let added = began.elapsed();
        link_new(&mut transaction, &mut self.accounts, &new, &decisions)?;
        let linked = began.elapsed();
        for change in changes {
            transaction.note_change(change)?;
        }
        transaction.commit()?;
        tracing::debug!(
            added_ms = added.as_millis() as u64,
            linked_ms = (linked - added).as_millis() as u64,
            committed_ms = (began.elapsed() - linked).as_millis() as u64,
            "batch"
        );
        Ok(())
    }
}

/// What became of the inputs.
#[derive(Debug, Default)]
struct Report {
    n_added: usize,
    n_known: usize,
    n_skipped: usize,
    n_events: usize,
    /// Events by type.
    types: BTreeMap<String, usize>,
    /// Reasons for skipping.
    reasons: BTreeMap<String, usize>,
}

impl Report {
    fn skip(&mut self, progress: &Progress, told: &str, reason: &str) {
        self.n_skipped += 1;
        *self.reasons.entry(reason.to_owned()).or_default() += 1;
        progress.above(|| anstream::eprintln!("attache: {}", view::plain(told)));
    }

    fn text(&self, path: &std::path::Path, took: std::time::Duration) -> String {
        let n_read = self.n_added + self.n_known + self.n_skipped;
        let seconds = took.as_secs_f64().max(0.001);
        let mut text = format!(
            "{}: {} read in {:.1} s ({:.0} a second): {} added with {}, {} known already, {} skipped\n",
            view::plain(&path.display().to_string()),
            counted(n_read, "input"),
            seconds,
            n_read as f64 / seconds,
            self.n_added,
            counted(self.n_events, "event"),
            self.n_known,
            self.n_skipped
        );
        if !self.types.is_empty() {
            let mut types: Vec<(&String, &usize)> = self.types.iter().collect();
            types.sort_by_key(|(_, n)| std::cmp::Reverse(**n));
            let types: Vec<String> = types.iter().map(|(code, n)| format!("{code} {n}")).collect();
            text.push_str(&format!("  events: {}\n", types.join(", ")));
        }
        let mut reasons: Vec<(&String, &usize)> = self.reasons.iter().collect();
        reasons.sort_by_key(|(_, n)| std::cmp::Reverse(**n));
        for (reason, n) in reasons.iter().take(20) {
            text.push_str(&format!("  skipped {n}: {}\n", view::plain(reason)));
        }
        text
    }
}

fn counted(n: usize, what: &str) -> String {
    format!("{n} {what}{}", if n == 1 { "" } else { "s" })
}
