//! From typed paths to inputs, and the loop over many of them.

use std::io::Write;
use std::path::PathBuf;

use engine::{Engine, Input, Outcome, ReadOptions, run_batch};
use read::{Document, Fetch, Fetched, ReadError};
use record::Edtf;

use crate::args::{Articles, Global, InputKind};
use crate::exit::{Done, Usage};
use crate::progress::Progress;

/// The engine as the options ask for it.
pub fn engine(global: &Global, published: Option<Edtf>) -> anyhow::Result<Engine> {
    let begin = std::time::Instant::now();
    let engine = Engine::load(&global.data).map_err(|errors| Usage(format!("the data has faults\n{errors}")))?;
    tracing::debug!(stamp = ?engine.stamp(), ms = begin.elapsed().as_millis() as u64, "loaded");
    Ok(engine.with_published(published))
}

/// Typed paths and addresses as inputs; `-` is standard input.
pub fn inputs(paths: &[PathBuf]) -> Vec<Input> {
    paths.iter().map(|path| Input::of_typed(path)).collect()
}

/// Works on every article that was named and writes each result, in input order, to standard output.
pub fn write_each<T: Send>(
    global: &Global,
    articles: &Articles,
    work: impl Fn(&Document) -> Result<T, ReadError> + Sync,
    mut write: impl FnMut(&mut dyn Write, T, usize) -> anyhow::Result<()>,
) -> anyhow::Result<Done> {
    let (inputs, options) = (inputs(&articles.paths), read_options(articles));
    let mut out = std::io::BufWriter::new(std::io::stdout());
    let progress = Progress::begin(global, &inputs);
    let (mut done, mut failure, mut n_written) = (Done::All, None, 0);
    let deliver = |Outcome { origin, result }: Outcome<T>| {
        progress.finished(&origin);
        match result {
            Ok(value) => {
                // Records appear as they are made when someone is watching.
                let written = write(&mut out, value, n_written).and_then(|()| {
                    if progress.is_watched() { progress.above(|| out.flush()) } else { Ok(()) }.map_err(Into::into)
                });
                n_written += 1;
                failure = written.err();
            }
            Err(error) => {
                done = Done::Some;
                progress.above(|| anstream::eprintln!("attache: {}", crate::view::plain(&error.to_string())));
            }
        }
        failure.is_none()
    };
    run_batch(&inputs, &options, n_threads(global), work, deliver);
    progress.end();
    match failure {
        Some(error) => Err(error),
        None => {
            out.flush()?;
            Ok(done)
        }
    }
}

/// CoNLL-U has words and no page, so only `parse` has a use for it.
pub fn refuse_conllu(articles: &Articles) -> anyhow::Result<()> {
    match articles.input {
        InputKind::Conllu => Err(Usage("--input conllu is for attache parse".to_owned()).into()),
        _ => Ok(()),
    }
}

/// How inputs are to be read.
pub fn read_options(articles: &Articles) -> ReadOptions {
    let kind = match articles.input {
        InputKind::Auto => None,
        // CoNLL-U is no page: its bytes are taken as they are.
        InputKind::Text | InputKind::Conllu => Some(read::InputKind::Text),
        InputKind::Html => Some(read::InputKind::Html),
        InputKind::Jsonl => Some(read::InputKind::Jsonl),
        InputKind::Csv => Some(read::InputKind::Csv),
        InputKind::Tsv => Some(read::InputKind::Tsv),
        InputKind::Feed => Some(read::InputKind::Feed),
        InputKind::Warc => Some(read::InputKind::Warc),
        InputKind::Parquet => Some(read::InputKind::Parquet),
    };
    let fetch = articles.fetch.then(|| web(articles.allow_private));
    ReadOptions { kind, columns: articles.columns.clone(), fetch }
}

/// As many threads as asked for, else as the machine has cores.
pub fn n_threads(global: &Global) -> usize {
    let cores = || std::thread::available_parallelism().map_or(1, usize::from);
    global.threads.map_or_else(cores, usize::from)
}

/// The web as `--fetch` opens it.
fn web(allow_private: bool) -> Fetch {
    let limits = fetch::Limits { allow_private, ..fetch::Limits::default() };
    let fetcher = fetch::Fetcher::new("attache", env!("CARGO_PKG_VERSION"), limits);
    Fetch::new(move |address| {
        let answer = fetcher.get(address).map_err(|error| error.to_string())?;
        tracing::info!(address = answer.address, bytes = answer.bytes.len(), "fetched");
        Ok(Fetched { address: answer.address, charset: answer.charset, bytes: answer.bytes })
    })
}
