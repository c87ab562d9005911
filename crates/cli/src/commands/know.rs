//! `attache know`

use std::fmt::Write as _;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::Context;
use lexicon::import::{self, Import, ImportError};
use lexicon::{DataFiles, Lexicon};

use crate::args::{Global, ImportArguments, ImportFrom, KnowArguments, KnowWhat};
use crate::exit::{Done, Usage};
use crate::view::plain;

/// Files named on the command line are whole dictionaries; a disk image given by mistake is not.
const LARGEST: u64 = 512 << 20;

/// Brings knowledge into a user's folder.
pub fn run(global: &Global, arguments: &KnowArguments) -> anyhow::Result<Done> {
    let KnowWhat::Import(arguments) = &arguments.what;
    let Some(folder) = global.data.last() else {
        return Err(Usage("know import writes into a folder of yours; name it with --data DIR".into()).into());
    };
    let (arguments, read): (&ImportArguments, Reader) = match &arguments.from {
        ImportFrom::Petrarch(arguments) => (arguments, import::petrarch),
        ImportFrom::Ftm(arguments) => (arguments, import::ftm),
        ImportFrom::Csv(arguments) => (arguments, import::table),
    };
    let lexicon = Lexicon::built_in()?;
    let mut done = Done::All;
    for file in &arguments.files {
        match import_file(&lexicon, folder, file, read) {
            Ok((import, written)) => {
                let report = report(file, &written, &import, arguments.left);
                std::io::stdout().write_all(report.as_bytes())?;
            }
            Err(error) => {
                done = Done::Some;
                anstream::eprintln!("attache: {}", plain(&format!("{}: {error:#}", file.display())));
            }
        }
    }
    // What was written must load, so that no later command stumbles over it.
    let mut files = DataFiles::built_in();
    if folder.is_dir() {
        files.lay_over(folder)?;
    }
    Lexicon::load(&files).map_err(|errors| Usage(format!("the data has faults\n{errors}")))?;
    Ok(done)
}

type Reader = fn(&Lexicon, &str) -> Result<Import, ImportError>;

fn import_file(lexicon: &Lexicon, folder: &Path, file: &Path, read: Reader) -> anyhow::Result<(Import, PathBuf)> {
    let size = std::fs::metadata(file)?.len();
    anyhow::ensure!(size <= LARGEST, "larger than {} MiB", LARGEST >> 20);
    let import = read(lexicon, &text_of(std::fs::read(file)?))?;
    anyhow::ensure!(!import.actors.is_empty(), "it holds no actor that can be taken");
    let name = file.file_name().unwrap_or(file.as_os_str()).to_string_lossy();
    let written = folder.join("actors").join(format!("{}.tsv", table_name(&name)));
    std::fs::create_dir_all(folder.join("actors")).with_context(|| format!("cannot make {}", folder.display()))?;
    std::fs::write(&written, import.write(&name)).with_context(|| format!("cannot write {}", written.display()))?;
    Ok((import, written))
}

/// UTF-8, or what older dictionaries are written in.
fn text_of(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).unwrap_or_else(|error| error.as_bytes().iter().map(|byte| char::from(*byte)).collect())
}

/// `Phoenix.Countries.actors.txt` gives `phoenix-countries-actors`: letters, digits and hyphens only.
fn table_name(file: &str) -> String {
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let folded = lexicon::fold(stem);
    let words = folded.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let name = words.collect::<Vec<_>>().join("-");
    if name.is_empty() { "imported".to_owned() } else { name }
}

fn report(file: &Path, written: &Path, import: &Import, every: bool) -> String {
    let mut out = String::new();
    let (names, left) = (import.n_names(), import.left.len());
    let _ = writeln!(out, "{} -> {}", plain(&file.display().to_string()), plain(&written.display().to_string()));
    let _ = writeln!(
        out,
        "  taken: {} actors under {names} names, {} roles, {} of them dated",
        import.actors.len(),
        import.n_roles(),
        import.n_dated()
    );
    let kinds: Vec<String> = import.kinds().iter().map(|(kind, n)| format!("{n} {kind}")).collect();
    let _ = writeln!(out, "  as: {}", kinds.join(", "));
    if !import.unknown_codes.is_empty() {
        let codes: Vec<String> = import.unknown_codes.iter().map(|(code, n)| format!("{code} ({n})")).collect();
        let _ = writeln!(out, "  codes kept but not understood: {}", plain(&codes.join(", ")));
    }
    let _ = writeln!(out, "  left: {left}{}", if left == 0 { "" } else { ":" });
    let shown = if every { left } else { left.min(10) };
    for left in &import.left[..shown] {
        let _ = writeln!(out, "    line {}: {}: {}", left.line, plain(&left.what), plain(&left.why));
    }
    if shown < left {
        let _ = writeln!(out, "    and {} more; --left lists them all", left - shown);
    }
    out
}
