//! `attache serve`, `attache open`

use std::io::Write;
use std::path::Path;

use web::Settings;

use crate::args::{ArchiveFile, Global, IngestArguments, OpenArguments, ServeArguments, ServeOptions};
use crate::commands::ingest;
use crate::exit::Done;
use crate::linking;

/// Articles written at a time.
const BATCH: u32 = 500;

/// Serves an archive until the program is told to stop.
pub fn serve(arguments: &ServeArguments) -> anyhow::Result<Done> {
    run(&arguments.file.archive, &arguments.options)
}

/// Makes an archive of articles and serves it.
pub fn open(global: &Global, arguments: &OpenArguments) -> anyhow::Result<Done> {
    // Without a name the archive is gone when the program ends.
    let folder = match &arguments.archive {
        Some(_) => None,
        None => Some(tempfile::Builder::new().prefix("attache-").tempdir()?),
    };
    let archive = match (&arguments.archive, &folder) {
        (Some(path), _) => path.clone(),
        (None, Some(folder)) => folder.path().join("articles.db"),
        (None, None) => "attache.db".into(),
    };
    let (articles, file) = (arguments.articles.clone(), ArchiveFile { archive: archive.clone() });
    let read = ingest::run(global, &IngestArguments { articles, file, batch: BATCH })?;
    run(&archive, &arguments.options)?;
    Ok(read)
}

fn run(archive: &Path, options: &ServeOptions) -> anyhow::Result<Done> {
    let settings = Settings {
        bind: options.bind,
        port: options.port,
        hosts: options.host.clone(),
        token: options.token.clone(),
        reviewer: options.review.clone(),
        relink: Some(|archive, number| linking::relink(archive, number).map_err(|error| format!("{error:#}"))),
        ..Settings::new(archive.to_owned())
    };
    web::serve(&settings, |address| {
        // Programs that start this one read the address; there is nobody to tell where nobody listens.
        let mut out = std::io::stdout();
        let _ = writeln!(out, "{address}").and_then(|()| out.flush());
    })?;
    Ok(Done::All)
}
