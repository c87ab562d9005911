//! Where data files come from: built into the program, with folders laid over them.

use std::borrow::Cow;
use std::path::{Path, PathBuf};

use include_dir::{Dir, include_dir};

use crate::LexiconError;

static BUILT_IN: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/../../data");

/// One data file of one layer.
#[derive(Clone, Debug)]
pub struct DataFile {
    /// Name for messages: `data/titles/en.tsv`, or the path below a folder laid over.
    pub name: String,
    /// Path inside the data folder, with `/`: `titles/en.tsv`.
    pub path: String,
    /// Its text.
    pub text: Cow<'static, str>,
}

/// The data files of all layers. Later layers add to earlier ones; where both have a row of the same key, the later wins.
#[derive(Clone, Debug)]
pub struct DataFiles {
    files: Vec<DataFile>,
}

impl DataFiles {
    /// The files built into the program.
    pub fn built_in() -> DataFiles {
        let mut files = Vec::new();
        collect_built_in(&BUILT_IN, &mut files);
        files.sort_by(|a, b| a.path.cmp(&b.path));
        DataFiles { files }
    }

    /// No files at all, to be filled with [`DataFiles::lay_over`]: for trying out a folder of knowledge unbuilt.
    pub fn none() -> DataFiles {
        DataFiles { files: Vec::new() }
    }

    /// Lays a user's folder over what is there.
    ///
    /// # Errors
    /// When the folder or a file in it cannot be read, or is not UTF-8.
    pub fn lay_over(&mut self, folder: &Path) -> Result<(), LexiconError> {
        let mut paths = Vec::new();
        collect_paths(folder, &mut paths)?;
        paths.sort();
        for path in paths {
            let name = path.display().to_string();
            let text = std::fs::read_to_string(&path).map_err(|error| unreadable(&path, &error))?;
            let inside = path.strip_prefix(folder).unwrap_or(&path);
            let parts: Vec<_> = inside.iter().map(|part| part.to_string_lossy()).collect();
            self.files.push(DataFile { name, path: parts.join("/"), text: Cow::Owned(text) });
        }
        Ok(())
    }

    /// Adds one file, as a further layer; for tests and importers.
    pub fn add(&mut self, path: &str, text: String) {
        self.files.push(DataFile { name: path.to_owned(), path: path.to_owned(), text: Cow::Owned(text) });
    }

    /// The files of every layer at `path` (`titles/en.tsv`) or below it (`titles`), earlier layers first, by path
    /// inside each layer. Only files ending in `ending`.
    pub fn below<'f>(&'f self, path: &'f str, ending: &'f str) -> impl Iterator<Item = &'f DataFile> {
        self.files.iter().filter(move |file| {
            let rest = file.path.strip_prefix(path);
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/')) && file.path.ends_with(ending)
        })
    }

    /// Every file.
    pub fn all(&self) -> &[DataFile] {
        &self.files
    }

    /// Digest over the paths and texts of all files: 16 hexadecimal digits.
    pub fn digest(&self) -> String {
        let mut hasher = blake3::Hasher::new();
        for file in &self.files {
            hasher.update(file.path.as_bytes());
            hasher.update(&(file.text.len() as u64).to_le_bytes());
            hasher.update(file.text.as_bytes());
        }
        hasher.finalize().to_hex()[..16].to_owned()
    }
}

fn collect_built_in(dir: &'static Dir<'static>, files: &mut Vec<DataFile>) {
    for file in dir.files() {
        // Notes for editors (README, SOURCES) travel with the data but hold no facts.
        let Some(text) = file.contents_utf8() else { continue };
        let path = file.path().to_string_lossy().replace('\\', "/");
        files.push(DataFile { name: format!("data/{path}"), path, text: Cow::Borrowed(text) });
    }
    for inner in dir.dirs() {
        collect_built_in(inner, files);
    }
}

fn collect_paths(folder: &Path, paths: &mut Vec<PathBuf>) -> Result<(), LexiconError> {
    let entries = std::fs::read_dir(folder).map_err(|error| unreadable(folder, &error))?;
    for entry in entries {
        let path = entry.map_err(|error| unreadable(folder, &error))?.path();
        if path.is_dir() {
            collect_paths(&path, paths)?;
        } else if path.extension().is_some_and(|ending| ending == "tsv" || ending == "toml" || ending == "txt") {
            paths.push(path);
        }
    }
    Ok(())
}

fn unreadable(path: &Path, error: &std::io::Error) -> LexiconError {
    LexiconError {
        file: path.display().to_string(),
        line: 0,
        column: 0,
        message: format!("cannot be read: {error}"),
        remedy: "data files are UTF-8 text that this user may read".to_owned(),
    }
}
