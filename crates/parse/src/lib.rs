//! From [`record::Article`] to [`Reading`]: sentences, tokens, tags, lemmas, tree, mentions; the models and their
//! training.
//!
//! ```
//! use parse::Parser;
//! let text = "ASMARA, July 9 (Horn Monitor) - Lt. Gen. Yusuf Amara met Sudan's envoy. They didn't speak afterwards.";
//! let reading = Parser::built_in().parse(text, &[]);
//! assert_eq!(reading.sentences.len(), 3);
//! ```

pub mod clusters;
pub mod conllu;
pub mod entities;
pub mod eval;
pub mod lex;
pub mod manifest;
pub mod model;
mod paragraphs;
pub mod split;
pub mod table;
pub mod tag;
pub mod tokenize;
pub mod train;
mod tree;
mod tree_features;
pub mod weights;

use crate::conllu::Laid;
use crate::entities::EntityTagger;
use crate::model::{Models, Scratch};
use crate::tokenize::RawToken;
use crate::weights::ModelError;
use record::{Finding, Reading, Region, SentenceKind};
use std::sync::{Arc, OnceLock};

/// A parser with its models. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Parser {
    models: Result<Arc<Models>, ModelError>,
    entities: Option<Arc<EntityTagger>>,
}

static SHIPPED: &[u8] = include_bytes!("../../../models/parse.bin");

impl Parser {
    /// The parser with the weights shipped in the program, unpacked at the first call.
    pub fn built_in() -> Parser {
        static PARSER: OnceLock<Parser> = OnceLock::new();
        PARSER
            .get_or_init(|| {
                let (models, entities) = rayon::join(|| Models::from_bytes(SHIPPED), EntityTagger::built_in);
                Parser { models: models.map(Arc::new), entities: Some(Arc::new(entities)) }
            })
            .clone()
    }

    /// A parser with other weights, as training writes them, and without mentions.
    pub fn from_bytes(bytes: &[u8]) -> Result<Parser, ModelError> {
        Ok(Parser { models: Ok(Arc::new(Models::from_bytes(bytes)?)), entities: None })
    }

    /// Digest of the weights, for stamps; `none` where there are none.
    pub fn digest(&self) -> &str {
        self.models.as_ref().map_or("none", |models| &models.digest)
    }

    /// Reads a text. Sentences never cross the borders of `regions`; where there are none, blank lines part it.
    ///
    /// Odd text gives findings, never an error.
    pub fn parse(&self, text: &str, regions: &[Region]) -> Reading {
        let mut reading = Reading::default();
        let Some(models) = self.models(&mut reading) else { return reading };
        let mut scratch = Scratch::default();
        paragraphs::each_sentence(text, regions, &models.splitter, |words, kind, finding| {
            reading.findings.extend(finding);
            models.analyse(text, words, kind, &mut scratch, &mut reading);
        });
        self.find_mentions(text, &mut reading);
        reading
    }

    /// Reads a text whose words and sentences are given, as [`conllu::given`] lays them out.
    pub fn parse_given(&self, text: &str, sentences: &[Vec<Laid>]) -> Reading {
        let mut reading = Reading::default();
        let Some(models) = self.models(&mut reading) else { return reading };
        let mut scratch = Scratch::default();
        let mut words = Vec::new();
        for sentence in sentences {
            words.clear();
            words.extend(sentence.iter().map(|word| RawToken {
                span: word.span,
                joined: word.joined,
                space_after: word.space_after,
            }));
            for words in words.chunks(tree::MAX_WORDS) {
                models.analyse(text, words, SentenceKind::Prose, &mut scratch, &mut reading);
            }
        }
        self.find_mentions(text, &mut reading);
        reading
    }

    fn find_mentions(&self, text: &str, reading: &mut Reading) {
        if let Some(entities) = &self.entities {
            entities.fill(text, reading);
        }
    }

    fn models(&self, reading: &mut Reading) -> Option<Arc<Models>> {
        match &self.models {
            Ok(models) => Some(models.clone()),
            Err(error) => {
                reading.findings.push(Finding { span: None, message: format!("text not read: {error}") });
                None
            }
        }
    }
}
