//! How the shipped weights are made: which corpora, how often read, in which order, and how they are measured.

use std::path::{Path, PathBuf};

use lexicon::{DataFiles, Lexicon};

use super::corpora::{Scheme, read_bio};
use super::eval::{Miss, Scores, eval_bracketed, eval_with_misses};
use super::knowledge::phrases_of;
use super::model::{EntityTagger, Guidelines};
use super::train::{Options, Phrases, Source, read_lists, train, train_guidelines, write_lists};

/// Corpora read, in this order: folder, what its labels mean, how often a pass reads it, every how manieth article a pass
/// reads, every how manieth sentence is read once more in headline capitals.
const CORPORA: &[(&str, Scheme, usize, usize, usize)] = &[
    ("gmb-kaggle", Scheme::Gmb, 1, 3, 12),
    ("gum", Scheme::Gum, 1, 1, 0),
    ("wikigold", Scheme::WikiGold, 1, 1, 0),
    ("meantime", Scheme::Meantime, 1, 1, 0),
    ("crossner-politics", Scheme::CrossNer, 4, 1, 0),
    ("wnut17", Scheme::Wnut, 1, 1, 0),
    ("re3d", Scheme::Re3d, 1, 1, 0),
];

/// The lists of `data/` as they were when the weights were made: so `data/` can be edited and the weights still be made
/// anew, byte for byte.
const DATA_LISTS: &str = "lists-of-data.tsv";

/// Our own sentences are few and the nearest to what the program reads.
const OWN_TIMES: usize = 6;
const OWN_TITLED_EVERY: usize = 3;

/// Corpora whose own guidelines are learned for measuring, with passes and least uses of a feature.
const GUIDELINES: &[(&str, Scheme, usize, u32)] = &[("gmb-kaggle", Scheme::Gmb, 6, 5), ("re3d", Scheme::Re3d, 8, 2)];

/// Files measured on that were not trained on.
const DEV: &[&str] =
    &["crossner-politics/dev.bio", "gmb-kaggle/dev.bio", "gum/dev.bio", "uner-ewt/dev.bio", "wnut17/dev.bio"];

/// Everything that training reads.
#[derive(Debug)]
pub struct Recipe {
    /// Options of the tagger's training.
    pub options: Options,
    corpora: PathBuf,
    sources: Vec<Source>,
    own: Phrases,
    more: Phrases,
    test: String,
    files: Vec<(String, Vec<u8>)>,
}

/// What training made.
#[derive(Debug)]
pub struct Trained {
    /// The tagger.
    pub tagger: EntityTagger,
    /// The model file.
    pub model: Vec<u8>,
    /// The file of guidelines.
    pub guidelines: Vec<u8>,
    /// What was measured: the file, as shipped or by its guidelines, and the scores.
    pub measured: Vec<(String, Scores)>,
    /// Every file read, with its digest.
    pub digests: Vec<(String, String)>,
}

impl Recipe {
    /// Writes the lists that the tagger takes from `data/` as they are now into `training`, for the next training.
    ///
    /// # Errors
    /// What is wrong in `data/`, or the file that cannot be written.
    pub fn refresh_lists(training: &Path) -> Result<(), String> {
        let data = DataFiles::built_in();
        let lexicon = Lexicon::load(&data).map_err(|errors| errors.to_string())?;
        let path = training.join(DATA_LISTS);
        let text = write_lists(&phrases_of(&lexicon, &data));
        std::fs::write(&path, text).map_err(|error| format!("{}: {error}", path.display()))
    }

    /// Reads the corpora below `corpora` (`gmb-kaggle/train.bio` and so on), and our own sentences and lists from
    /// `training` (the project's `training/entities`).
    ///
    /// # Errors
    /// The file that cannot be read, or the line of a list that is malformed.
    pub fn read(corpora: &Path, training: &Path) -> Result<Recipe, String> {
        let mut files = Vec::new();
        let mut sources = Vec::new();
        let mut text_of = |path: &Path, name: &str| -> Result<String, String> {
            let text = std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
            files.push((name.to_owned(), text.clone().into_bytes()));
            Ok(text)
        };
        for &(name, scheme, times, every, titled_every) in CORPORA {
            let text = text_of(&corpora.join(name).join("train.bio"), &format!("{name}/train.bio"))?;
            sources.push(Source { name: name.to_owned(), scheme, text, times, every, titled_every });
        }
        let mut test = String::new();
        for path in own_files(training)? {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            let text = text_of(&path, &format!("training/entities/{name}"))?;
            if name.starts_with("test-") {
                test.push_str(&text);
                test.push_str("\n\n");
            } else {
                let (times, titled_every) = (OWN_TIMES, OWN_TITLED_EVERY);
                sources.push(Source { name, scheme: Scheme::Own, text, times, every: 1, titled_every });
            }
        }
        let lists = text_of(&training.join("lists.tsv"), "training/entities/lists.tsv")?;
        let own = read_lists(&lists).map_err(|error| format!("training/entities/lists.tsv: {error}"))?;
        let lists = text_of(&training.join(DATA_LISTS), &format!("training/entities/{DATA_LISTS}"))?;
        let more = read_lists(&lists).map_err(|error| format!("training/entities/{DATA_LISTS}: {error}"))?;
        let corpora = corpora.to_owned();
        Ok(Recipe { options: Options::default(), corpora, sources, own, more, test, files })
    }

    /// Trains, measures, and tells `progress` what has been done.
    ///
    /// # Errors
    /// A file to measure on that cannot be read, or weights that do not survive their own file.
    pub fn cook(&self, progress: &mut dyn FnMut(&str)) -> Result<Trained, String> {
        let trained = train(&self.sources, &self.own, &self.more, self.options, progress);
        let model = trained.to_bytes();
        let tagger = EntityTagger::from_bytes(&model).map_err(|error| error.to_string())?;
        let mut all = Vec::new();
        let mut measured = Vec::new();
        for &(name, scheme, passes, min_uses) in GUIDELINES {
            let options = Options { passes, min_uses, ..self.options };
            let Some(source) = self.sources.iter().find(|source| source.name == name) else { continue };
            if scheme == Scheme::Re3d {
                // There is no dev part: what four fifths teach is measured on the last.
                let (learn, measure) = fifths(&source.text);
                let source = Source { text: learn, ..source.clone() };
                let guidelines = train_guidelines(&tagger, &source, options, progress);
                measured.push(("re3d, a fifth held out, as shipped".to_owned(), scores(&tagger, &measure)));
                measured.push((
                    "re3d, a fifth held out, its guidelines".to_owned(),
                    scores(&tagger.following(guidelines), &measure),
                ));
            }
            progress(&format!("guidelines of {name}"));
            all.push((scheme, train_guidelines(&tagger, source, options, progress)));
        }
        measured.push(("own test".to_owned(), eval_bracketed(&tagger, &self.test, &mut Vec::new())));
        for name in DEV {
            let path = self.corpora.join(name);
            let text = std::fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
            measured.push((format!("{name}, as shipped"), scores(&tagger, &text)));
            let scheme = super::eval::scheme_of(&read_bio(&text));
            if let Some((_, guidelines)) = all.iter().find(|(of, _)| *of == scheme) {
                measured
                    .push((format!("{name}, its guidelines"), scores(&tagger.following(guidelines.clone()), &text)));
            }
        }
        let digest = |(name, bytes): &(String, Vec<u8>)| (name.clone(), blake3::hash(bytes).to_hex().to_string());
        let digests = self.files.iter().map(digest).collect();
        let guidelines = Guidelines::to_file(&all);
        Ok(Trained { tagger, model, guidelines, measured, digests })
    }

    /// What a tagger gets wrong in our own test.
    pub fn own_misses(&self, tagger: &EntityTagger) -> Vec<Miss> {
        let mut misses = Vec::new();
        eval_bracketed(tagger, &self.test, &mut misses);
        misses
    }
}

fn scores(tagger: &EntityTagger, text: &str) -> Scores {
    eval_with_misses(tagger, text, &mut Vec::new())
}

/// A BIO text in two parts: of every sixty sentences, the last twelve are for measuring.
fn fifths(text: &str) -> (String, String) {
    let (mut learn, mut measure) = (String::new(), String::new());
    for (idx, sentence) in text.split("\n\n").enumerate() {
        let out = if idx / 12 % 5 == 4 { &mut measure } else { &mut learn };
        out.push_str(sentence);
        out.push_str("\n\n");
    }
    (learn, measure)
}

/// Our own sentences, in the order of their names.
fn own_files(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let entries = std::fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let mut paths: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "txt"));
    paths.sort();
    Ok(paths)
}
