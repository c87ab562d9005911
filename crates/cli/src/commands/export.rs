//! Files and briefs made of an archive.

use std::io::{BufWriter, IsTerminal, Write};
use std::path::Path;

use anyhow::Context;
use archive::{Access, Archive, ArchiveError, Order, Selected};
use export::brief::Brief;
use export::formats::{ExportError, Format, Options};

use crate::args::{BriefArguments, BriefFormat, ExportArguments, FilterArgs, Global};
use crate::exit::{Done, Usage};
use crate::view;

/// Writes part of an archive in a format.
pub fn run(global: &Global, arguments: &ExportArguments) -> anyhow::Result<Done> {
    let archive = Archive::open(&arguments.file.archive, Access::Read)?;
    let source = selected(&archive, &arguments.filter, arguments.limit)?
        .with_heading(arguments.title.clone(), arguments.address.clone());
    let format = arguments.format;
    let options = Options { byte_order_mark: arguments.bom };
    match &arguments.out {
        Some(path) => {
            replace(path, |beside| match format {
                // Written in place, a database need not pass through memory.
                Format::Sqlite => Ok(export::formats::write_sqlite_file(&source, beside)?),
                _ => to_file(beside, |out| Ok(export::formats::write(format, &source, options, out)?)),
            })?;
            say(global, path);
        }
        None if format.is_binary() && std::io::stdout().is_terminal() => {
            return Err(Usage(format!("{} is no text; name a file with --out", format.code())).into());
        }
        None => {
            let mut out = BufWriter::new(std::io::stdout().lock());
            export::formats::write(format, &source, options, &mut out).map_err(plain)?;
        }
    }
    Ok(Done::All)
}

/// Writes a brief.
pub fn brief(global: &Global, arguments: &BriefArguments) -> anyhow::Result<Done> {
    let archive = Archive::open(&arguments.file.archive, Access::Read)?;
    let source = selected(&archive, &arguments.filter, None)?.with_heading(arguments.title.clone(), None);
    let brief = Brief::of(&source).map_err(plain)?;
    let Some(path) = &arguments.out else {
        let text = match arguments.format {
            BriefFormat::Html => brief.html(),
            BriefFormat::Md => brief.markdown(None).text,
        };
        std::io::stdout().lock().write_all(text.as_bytes())?;
        return Ok(Done::All);
    };
    let text = match arguments.format {
        BriefFormat::Html => brief.html(),
        BriefFormat::Md => {
            let stem = path.file_stem().map_or_else(|| "brief".into(), |stem| stem.to_string_lossy());
            let markdown = brief.markdown(Some(&stem));
            for (name, picture) in &markdown.pictures {
                replace(&path.with_file_name(name), |beside| Ok(std::fs::write(beside, picture)?))?;
            }
            markdown.text
        }
    };
    replace(path, |beside| Ok(std::fs::write(beside, text)?))?;
    say(global, path);
    Ok(Done::All)
}

fn selected<'a>(archive: &'a Archive, filter: &FilterArgs, most: Option<usize>) -> anyhow::Result<Selected<'a>> {
    let usage = |error: String| anyhow::Error::from(Usage(view::plain(&error)));
    archive.selected(filter.filter()?, Order::Newest, most).map_err(|error| match error {
        ArchiveError::Filter(_) | ArchiveError::Words(_) => usage(error.to_string()),
        error => error.into(),
    })
}

/// The cause itself, where writing failed, so that a closed pipe is seen as one.
fn plain(error: ExportError) -> anyhow::Error {
    match error {
        ExportError::Io(error) => error.into(),
        error => error.into(),
    }
}

/// Writes a file beside the one that is meant, and puts it in its place when it is whole.
fn replace(path: &Path, write: impl FnOnce(&Path) -> anyhow::Result<()>) -> anyhow::Result<()> {
    let name = path.file_name().with_context(|| format!("{} names no file", path.display()))?;
    let mut beside = std::ffi::OsString::from(".");
    beside.push(name);
    beside.push(format!(".{}.part", std::process::id()));
    let beside = path.with_file_name(beside);
    let written = write(&beside).and_then(|()| Ok(std::fs::rename(&beside, path)?));
    if written.is_err() {
        // Half a file is nothing anyone asked for; why it could not be made is told by the first error.
        let _ = std::fs::remove_file(&beside);
    }
    written.with_context(|| format!("cannot write {}", path.display()))
}

fn to_file(path: &Path, write: impl FnOnce(&mut dyn Write) -> anyhow::Result<()>) -> anyhow::Result<()> {
    let mut out = BufWriter::new(std::fs::File::create(path)?);
    write(&mut out)?;
    Ok(out.flush()?)
}

fn say(global: &Global, path: &Path) {
    if !global.quiet {
        anstream::eprintln!("{} is written", view::plain(&path.display().to_string()));
    }
}
