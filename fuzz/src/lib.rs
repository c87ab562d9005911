//! What the fuzz targets of the readers share.

use std::sync::LazyLock;

use read::{Fetch, Fetched, Input, InputKind, ReadOptions, Reader, documents_with};

static LEXICON: LazyLock<lexicon::Lexicon> =
    LazyLock::new(|| lexicon::Lexicon::load(&lexicon::DataFiles::built_in()).expect("the built-in data is sound"));

/// Any bytes read as a kind of input: no panic, an end, and regions that fit their text.
pub fn read_as(bytes: &[u8], kind: Option<InputKind>) {
    let bytes = bytes.to_vec();
    let fetch = Fetch::new(move |_| Ok(Fetched { bytes: bytes.clone(), ..Fetched::default() }));
    let options = ReadOptions { kind, fetch: Some(fetch), ..ReadOptions::default() };
    let reader = Reader::new(&LEXICON);
    for document in documents_with(&Input::Url("http://a.example/".to_owned()), &options).flatten() {
        let Ok(article) = reader.article(&document) else { continue };
        assert!(article.regions.iter().all(|region| article.text.get(region.span.range()).is_some()));
    }
}
