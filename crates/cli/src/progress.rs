//! A progress bar on standard error, for many inputs, when someone is watching.

use std::fmt::Write;
use std::io::IsTerminal;

use engine::Input;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle};

use crate::args::Global;

/// A bar appears only for more inputs than this: fewer are done before an eye reaches it.
const FEW: usize = 8;

/// The progress of one run.
pub struct Progress {
    bar: Option<ProgressBar>,
    watched: bool,
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
            let rate = |state: &ProgressState, out: &mut dyn Write| {
                let _ = write!(out, "{:.0}", state.per_sec());
            };
            bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_spinner()).with_key("rate", rate));
            bar
        });
        Progress { bar, watched }
    }

    /// Whether records appear on a terminal.
    pub fn is_watched(&self) -> bool {
        self.watched
    }

    /// One more input is done.
    pub fn finished(&self, origin: &str) {
        if let Some(bar) = &self.bar {
            bar.set_message(crate::view::plain(origin));
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
