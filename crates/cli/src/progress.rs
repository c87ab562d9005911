//! A progress bar on standard error, for many inputs, when someone is watching.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::io::IsTerminal;
use std::path::PathBuf;
use std::time::Instant;

use engine::Input;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle};

use crate::args::Global;

/// A bar appears only for more inputs than this: fewer are done before an eye reaches it.
const FEW: usize = 8;

impl Files {
    /// The time left in words, once enough is done to tell.
    fn left(&self, origin: &str) -> Option<String> {
        let file = origin.split_once('#').map_or(origin, |(file, _)| file);
        let mut last = self.last.borrow_mut();
        // A file counts when the next begins, or at once if it holds one article.
        if *last != file {
            let size = self.sizes.get(last.as_str()).copied().unwrap_or(0);
            self.done.set(self.done.get() + size);
            file.clone_into(&mut last);
        }
        let (total, done) = (self.total, self.done.get().min(self.total));
        if done * 50 < total || done == 0 {
            return None;
        }
        let seconds = self.began.elapsed().as_secs_f64() * (total - done) as f64 / done as f64;
        Some(format!("about {} left  ", indicatif::HumanDuration(std::time::Duration::from_secs_f64(seconds))))
    }
}

/// Sizes of files and of all below folders.
fn sizes(mut open: Vec<PathBuf>) -> BTreeMap<String, u64> {
    let mut sizes = BTreeMap::new();
    while let Some(path) = open.pop() {
        let Ok(data) = std::fs::metadata(&path) else { continue };
        if data.is_dir() {
            open.extend(std::fs::read_dir(&path).into_iter().flatten().filter_map(|entry| Some(entry.ok()?.path())));
        } else {
            sizes.insert(path.display().to_string(), data.len());
        }
    }
    sizes
}

/// The progress of one run.
pub struct Progress {
    bar: Option<ProgressBar>,
    watched: bool,
    /// Whether the bar counts bytes of files, since nobody knows how many articles these hold.
    by_bytes: Option<Files>,
}

/// Files and how much of them is done.
struct Files {
    sizes: BTreeMap<String, u64>,
    total: u64,
    began: Instant,
    done: Cell<u64>,
    last: RefCell<String>,
}

/// Articles a second.
fn rate(state: &ProgressState, out: &mut dyn Write) {
    let _ = write!(out, "{:.0}", state.per_sec());
}

impl Progress {
    /// Shows a bar if standard error is a terminal and there is something to wait for.
    pub fn begin(global: &Global, inputs: &[Input]) -> Progress {
        let watched = std::io::stdout().is_terminal();
        let many = inputs.len() > FEW || inputs.iter().any(|input| matches!(input, Input::Path(path) if path.is_dir()));
        let shown = many && !global.quiet && std::io::stderr().is_terminal();
        let bar = shown.then(|| {
            let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr_with_hz(8));
            let style = ProgressStyle::with_template("{spinner} {pos} articles, {rate} a second  {wide_msg}");
            bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_spinner()).with_key("rate", rate));
            bar
        });
        Progress { bar, watched, by_bytes: None }
    }

    /// The same with the time left, as far as the sizes of the files tell it.
    #[must_use]
    pub fn with_time_left(mut self, inputs: &[Input]) -> Progress {
        if self.bar.is_some() {
            let paths = inputs.iter().filter_map(|input| match input {
                Input::Path(path) => Some(path.clone()),
                _ => None,
            });
            let sizes = sizes(paths.collect());
            let (total, done) = (sizes.values().sum(), Cell::new(0));
            self.by_bytes = Some(Files { sizes, total, began: Instant::now(), done, last: RefCell::default() });
        }
        self
    }

    /// Shows a bar for so many articles, if standard error is a terminal.
    pub fn begin_counted(global: &Global, n: u64) -> Progress {
        let shown = n > FEW as u64 && !global.quiet && std::io::stderr().is_terminal();
        let bar = shown.then(|| {
            let bar = ProgressBar::with_draw_target(Some(n), ProgressDrawTarget::stderr_with_hz(8));
            let style = ProgressStyle::with_template("{bar:24} {pos} of {len} articles, {rate} a second, {eta} left");
            bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()).with_key("rate", rate));
            bar
        });
        Progress { bar, watched: std::io::stdout().is_terminal(), by_bytes: None }
    }

    /// So many more are done.
    pub fn add(&self, n: u64) {
        if let Some(bar) = &self.bar {
            bar.inc(n);
        }
    }

    /// Whether records appear on a terminal.
    pub fn is_watched(&self) -> bool {
        self.watched
    }

    /// One more input is done.
    pub fn finished(&self, origin: &str) {
        if let Some(bar) = &self.bar {
            let left = self.by_bytes.as_ref().and_then(|files| files.left(origin)).unwrap_or_default();
            bar.set_message(format!("{left}{}", crate::view::plain(origin)));
            bar.inc(1);
        }
    }

    /// Runs `write` with the bar out of the way.
    pub fn above<T>(&self, write: impl FnOnce() -> T) -> T {
        match &self.bar {
            Some(bar) => bar.suspend(write),
            None => write(),
        }
    }

    /// Takes the bar away.
    pub fn end(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}
