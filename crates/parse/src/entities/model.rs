//! The tagger with its weights.

use super::corpora::Scheme;
use super::decode::{Decoder, N_TRANSITIONS, Transitions};
use super::features::features;
use super::gazetteer::Gazetteer;
use super::labels::{N_TAGS, Named, Tag, spell};
use super::memory::Memory;
use super::words::Sentence;
use crate::weights::{Linear, ModelError, ModelFile, Reader, put_u32};

/// Kind of the model file.
pub(crate) const MODEL_KIND: &str = "entities";

/// Finds the named mentions of an article.
///
/// ```
/// let tagger = parse::entities::EntityTagger::built_in();
/// let sentence = ["General", "Amina", "Dlamini", "flew", "to", "Nairobi", "on", "Monday", "."];
/// let named = tagger.tag(&[sentence]);
/// assert_eq!((named[0][0].start, named[0][0].end), (1, 3));
/// ```
#[derive(Clone, Debug)]
pub struct EntityTagger {
    pub(crate) weights: Linear,
    pub(crate) transitions: Transitions,
    pub(crate) gazetteer: Gazetteer,
    pub(crate) guidelines: Option<Guidelines>,
}

/// Weights added to the tagger's own that make it mark what a corpus marks, as that corpus does: titles inside
/// persons, unnamed groups. For measuring on such corpora only; see `models/manifest.toml`.
#[derive(Clone, Debug)]
pub struct Guidelines {
    pub(crate) weights: Linear,
    pub(crate) transitions: Transitions,
}

/// Kind of the file of all [`Guidelines`].
pub(crate) const GUIDELINES_KIND: &str = "entities-guidelines";

impl Guidelines {
    /// Puts several corpora's guidelines into one file.
    pub fn to_file(all: &[(Scheme, Guidelines)]) -> Vec<u8> {
        let mut file = ModelFile::new(GUIDELINES_KIND);
        for (scheme, guidelines) in all {
            file.insert(&format!("{scheme}-weights"), guidelines.weights.to_bytes());
            file.insert(&format!("{scheme}-transitions"), transitions_to_bytes(&guidelines.transitions));
        }
        file.to_bytes()
    }

    /// A corpus's guidelines from such a file.
    ///
    /// # Errors
    /// What is wrong with the bytes, or that the file has none for this corpus.
    pub fn from_file(bytes: &[u8], scheme: Scheme) -> Result<Guidelines, ModelError> {
        let file = ModelFile::read(bytes, GUIDELINES_KIND)?;
        let weights = Linear::from_bytes(file.section(&format!("{scheme}-weights"))?)?;
        let transitions = transitions_from_bytes(file.section(&format!("{scheme}-transitions"))?)?;
        Ok(Guidelines { weights, transitions })
    }
}

fn transitions_to_bytes(transitions: &[i32]) -> Vec<u8> {
    let mut out = Vec::new();
    transitions.iter().for_each(|value| put_u32(&mut out, *value as u32));
    out
}

fn transitions_from_bytes(bytes: &[u8]) -> Result<Transitions, ModelError> {
    let values = Reader::new(bytes).u32s(N_TRANSITIONS).ok_or_else(|| ModelError::Section("transitions".to_owned()))?;
    Ok(values.into_iter().map(|value| value as i32).collect())
}

impl EntityTagger {
    /// The same tagger, marking as a corpus does.
    pub fn following(&self, guidelines: Guidelines) -> EntityTagger {
        let mut tagger = self.clone();
        for (own, added) in tagger.transitions.iter_mut().zip(&guidelines.transitions) {
            *own += added;
        }
        tagger.guidelines = Some(guidelines);
        tagger
    }

    /// The tagger with the weights shipped in the program.
    pub fn built_in() -> EntityTagger {
        // The shipped file is checked by a test; were it foreign, no mention is found rather than a crash.
        EntityTagger::from_bytes(super::BUILT_IN).unwrap_or_else(|_| EntityTagger::empty())
    }

    /// A tagger that knows nothing and finds nothing.
    pub(crate) fn empty() -> EntityTagger {
        EntityTagger {
            weights: Linear::from_rows(N_TAGS, &Default::default()),
            transitions: vec![0; N_TRANSITIONS],
            gazetteer: Gazetteer::default(),
            guidelines: None,
        }
    }

    /// From the bytes of a model file.
    ///
    /// # Errors
    /// What is wrong with the bytes, and the remedy.
    pub fn from_bytes(bytes: &[u8]) -> Result<EntityTagger, ModelError> {
        let file = ModelFile::read(bytes, MODEL_KIND)?;
        let lacks = |name: &str| ModelError::Section(name.to_owned());
        let weights = Linear::from_bytes(file.section("weights")?)?;
        let transitions = transitions_from_bytes(file.section("transitions")?)?;
        let gazetteer = Gazetteer::from_bytes(file.section("lists")?).ok_or_else(|| lacks("lists"))?;
        if weights.n_classes() != N_TAGS {
            return Err(lacks("weights"));
        }
        Ok(EntityTagger { weights, transitions, gazetteer, guidelines: None })
    }

    /// The model file.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut file = ModelFile::new(MODEL_KIND);
        file.insert("weights", self.weights.to_bytes());
        file.insert("transitions", transitions_to_bytes(&self.transitions));
        file.insert("lists", self.gazetteer.to_bytes());
        file.to_bytes()
    }

    /// The named mentions of each sentence of one article, in order, not overlapping.
    pub fn tag<W: AsRef<[S]>, S: AsRef<str>>(&self, sentences: &[W]) -> Vec<Vec<Named>> {
        let mut letters = String::new();
        let mut seen: Vec<Sentence> =
            sentences.iter().map(|words| Sentence::look(words.as_ref(), &self.gazetteer, &mut letters)).collect();
        Memory::remember(&mut seen);
        let mut room = Room::default();
        seen.iter().map(|sentence| spell(self.tags(sentence, &mut room))).collect()
    }

    /// The tags of a sentence already looked at.
    pub(crate) fn tags<'r>(&self, sentence: &Sentence, room: &'r mut Room) -> &'r [Tag] {
        room.scores.clear();
        room.scores.resize(sentence.words.len() * N_TAGS, 0);
        room.classes.clear();
        for (idx, scores) in room.scores.chunks_exact_mut(N_TAGS).enumerate() {
            features(sentence, idx, &mut room.features);
            self.weights.add_scores(&room.features, scores);
            if let Some(guidelines) = &self.guidelines {
                guidelines.weights.add_scores(&room.features, scores);
            }
            room.classes.push(sentence.words[idx].class as u8);
        }
        room.decoder.decode(&room.scores, &self.transitions, &room.classes, None, &mut room.tags);
        &room.tags
    }
}

/// Room to work in, used again for every sentence.
#[derive(Debug, Default)]
pub(crate) struct Room {
    features: Vec<u64>,
    scores: Vec<i32>,
    classes: Vec<u8>,
    decoder: Decoder,
    tags: Vec<Tag>,
}
