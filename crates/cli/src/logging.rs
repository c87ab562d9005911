//! Messages about the run, on standard error, by level.

use std::io::IsTerminal;

use tracing_subscriber::EnvFilter;

/// Sets up messages: failures only with `quiet`, warnings by default, more with each `-v`. The variable `ATTACHE_LOG`
/// (`debug`, `parse=trace`, …) goes before them.
pub fn begin(verbose: u8, quiet: bool) {
    let level = match (quiet, verbose) {
        (true, _) => "error",
        (false, 0) => "warn",
        (false, 1) => "info",
        (false, 2) => "debug",
        (false, _) => "trace",
    };
    // The libraries below report every odd tag of a page; their words are wanted from -vvv on only.
    let by_default = match verbose {
        0..=2 => {
            format!("error,attache={level},engine={level},read={level},parse={level},resolve={level},code={level}")
        }
        _ => level.to_owned(),
    };
    let filter = EnvFilter::try_from_env("ATTACHE_LOG").unwrap_or_else(|_| EnvFilter::new(by_default));
    let color = std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
    // No clock: messages of two runs can be compared line by line.
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_ansi(color)
        .without_time()
        .with_target(verbose > 1)
        .init();
    quiet_panics();
}

/// A panic in one article is caught and reported as that article's failure; the default report would say it twice.
fn quiet_panics() {
    let default = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        if tracing::enabled!(tracing::Level::DEBUG) || !engine::is_guarded() {
            default(info);
        }
    }));
}
