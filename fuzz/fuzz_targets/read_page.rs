//! Any bytes as one page: no panic, and the text's regions fit.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use read::{Document, Reader};

static LEXICON: LazyLock<lexicon::Lexicon> =
    LazyLock::new(|| lexicon::Lexicon::load(&lexicon::DataFiles::built_in()).expect("the built-in data is sound"));

fuzz_target!(|bytes: &[u8]| {
    let document = Document { origin: "x".into(), bytes: bytes.to_vec(), ..Document::default() };
    if let Ok(article) = Reader::new(&LEXICON).article(&document) {
        assert!(article.regions.iter().all(|region| article.text.get(region.span.range()).is_some()));
    }
});
