//! From corpus files to a model file and its entry in the manifest: what `attache train parse` does.
//!
//! The manifest (`models/manifest.toml`) has one table a model: digest and size, the data with their digests, and what
//! the model scored on the files held out.

use crate::train::{Corpora, Options, plain_sentences, train_parser};
use crate::weights::ModelError;
use crate::{Parser, conllu, eval};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// Why training did not come about.
#[derive(Debug, thiserror::Error)]
pub enum TrainError {
    /// A file could not be read or written.
    #[error("{path}: {error}")]
    File {
        /// The file.
        path: PathBuf,
        /// What went wrong.
        error: std::io::Error,
    },
    /// A treebank is malformed.
    #[error("{path}: {error}")]
    Conllu {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        error: conllu::ConlluError,
    },
    /// There is no treebank among the files.
    #[error("no treebank to learn from; name at least one file ending in train.conllu")]
    Nothing,
    /// The model made could not be read again.
    #[error(transparent)]
    Model(#[from] ModelError),
}

/// Trains the parser on `paths` and writes the model to `out` and its entry to `manifest.toml` beside it.
///
/// What a file is for shows in its name: `….bio` gives words without trees, from which classes of words are learned;
/// `…-dev.conllu` and `test-….conllu` are only scored; files of `training/` are sentences of our own; every other `….conllu` is learned.
pub fn train(paths: &[PathBuf], out: &Path, progress: &mut dyn FnMut(&str)) -> Result<(), TrainError> {
    let mut corpora = Corpora::default();
    let mut held_out = Vec::new();
    let mut data = String::new();
    for path in paths {
        let text = std::fs::read_to_string(path).map_err(|error| TrainError::File { path: path.clone(), error })?;
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let folder = path.parent().and_then(Path::file_name).unwrap_or_default().to_string_lossy().into_owned();
        let digest = blake3::hash(text.as_bytes()).to_hex();
        let _ = writeln!(data, "  {{ file = \"{folder}/{name}\", blake3 = \"{}\" }},", &digest[..32]);
        if name.ends_with(".bio") {
            corpora.plain.extend(plain_sentences(&text));
            continue;
        }
        let sents = conllu::read(&text).map_err(|error| TrainError::Conllu { path: path.clone(), error })?;
        if name.ends_with("-dev.conllu") || name.starts_with("test-") {
            held_out.push((name, sents));
        } else if path.components().any(|part| part.as_os_str() == "training") {
            corpora.own.extend(sents);
        } else {
            corpora.treebanks.push(sents);
        }
    }
    if corpora.treebanks.is_empty() {
        return Err(TrainError::Nothing);
    }
    let bytes = train_parser(&corpora, &Options::default(), progress);
    let parser = Parser::from_bytes(&bytes)?;
    let mut scores = String::new();
    for (name, sents) in &held_out {
        let _ = writeln!(scores, "  {{ file = \"{name}\", {} }},", score(&parser, sents));
    }
    let entry = format!(
        "[parse]\nfile = \"{}\"\nbytes = {}\nblake3 = \"{}\"\ncommand = \"attache train parse --out models/parse.bin FILES\"\ndata = [\n{data}]\n\
         scores = [\n{scores}]\n",
        out.file_name().unwrap_or_default().to_string_lossy(),
        bytes.len(),
        parser.digest(),
    );
    let write = |path: &Path, bytes: &[u8]| {
        std::fs::write(path, bytes).map_err(|error| TrainError::File { path: path.to_owned(), error })
    };
    write(out, &bytes)?;
    let manifest = out.with_file_name("manifest.toml");
    let old = std::fs::read_to_string(&manifest).unwrap_or_default();
    write(&manifest, with_entry(&old, "parse", &entry).as_bytes())
}

/// The official measures, given words first, then raw text, in hundredths of a per cent cut to tenths.
fn score(parser: &Parser, sents: &[conllu::Sent]) -> String {
    let gold = eval::of_treebank(sents);
    let (text, laid) = conllu::given(sents);
    let given = eval::score(&gold, &eval::of_reading(&text, &parser.parse_given(&text, &laid)));
    let raw = eval::score(&gold, &eval::of_reading(&text, &parser.parse(&text, &[])));
    let mut out = String::new();
    for (name, scores) in [("given", given), ("raw", raw)] {
        let Ok(scores) = scores else { continue };
        let comma = if out.is_empty() { "" } else { ", " };
        let _ = write!(
            out,
            "{comma}{name} = {{ words = {:.2}, sentences = {:.2}, upos = {:.2}, lemmas = {:.2}, uas = {:.2}, las = {:.2} }}",
            scores.words.f1(),
            scores.sentences.f1(),
            scores.upos.f1(),
            scores.lemmas.f1(),
            scores.uas.f1(),
            scores.las.f1(),
        );
    }
    out
}

/// A manifest with the table `[name]` replaced or added; the others stay as they are.
pub fn with_entry(manifest: &str, name: &str, entry: &str) -> String {
    let mut tables: Vec<String> = Vec::new();
    for line in manifest.lines() {
        if line.starts_with('[') || tables.is_empty() {
            tables.push(String::new());
        }
        if let Some(table) = tables.last_mut() {
            table.push_str(line);
            table.push('\n');
        }
    }
    let head = format!("[{name}]");
    tables.retain(|table| !table.starts_with(&head));
    tables.push(entry.to_owned());
    let joined: Vec<&str> = tables.iter().map(|table| table.trim_end()).filter(|table| !table.is_empty()).collect();
    joined.join("\n\n") + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Protects the other models' entries when one is trained anew.
    #[test]
    fn entries_are_replaced_alone() {
        let manifest = "# Models\n\n[entities]\na = 1\nb = [\n  { c = 2 },\n]\n\n[parse]\nold = 1\n";
        let new = with_entry(manifest, "parse", "[parse]\nnew = 2\n");
        assert_eq!(new, "# Models\n\n[entities]\na = 1\nb = [\n  { c = 2 },\n]\n\n[parse]\nnew = 2\n");
        assert_eq!(with_entry(&new, "parse", "[parse]\nnew = 2\n"), new);
    }
}
