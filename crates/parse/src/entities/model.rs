//! The tagger with its weights.

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
}

impl EntityTagger {
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
        let mut reader = Reader::new(file.section("transitions")?);
        let transitions = reader.u32s(N_TRANSITIONS).ok_or_else(|| lacks("transitions"))?;
        let gazetteer = Gazetteer::from_bytes(file.section("lists")?).ok_or_else(|| lacks("lists"))?;
        if weights.n_classes() != N_TAGS {
            return Err(lacks("weights"));
        }
        Ok(EntityTagger { weights, transitions: transitions.into_iter().map(|v| v as i32).collect(), gazetteer })
    }

    /// The model file.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut file = ModelFile::new(MODEL_KIND);
        file.insert("weights", self.weights.to_bytes());
        let mut transitions = Vec::new();
        self.transitions.iter().for_each(|value| put_u32(&mut transitions, *value as u32));
        file.insert("transitions", transitions);
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
