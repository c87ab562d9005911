//! The fuzz targets of `fuzz/`, replayed over mangled pages: nothing panics, spans fit, the same input gives the same
//! article.

use read::{Document, Fetch, Fetched, Input, InputKind, ReadOptions, Reader, documents, documents_with};

/// A small generator that gives the same numbers everywhere.
struct Numbers(u64);

impl Numbers {
    fn next(&mut self, below: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % below.max(1) as u64) as usize
    }
}

const PIECES: &[&str] = &[
    "<p>",
    "</div>",
    "<table><tr><td>",
    "&#x110000;",
    "&nbsp",
    "<!--",
    "<script>",
    "<svg><title/>",
    "\u{0}",
    "\u{202e}",
    "\r\r\n",
    "31/12/9999",
    "00.00.0000",
    "Published: ",
    "Comments",
    "©",
    "<time datetime='x'>",
    "٣١ مارس",
    " - ",
    "🇪🇬",
    "{\"@type\":",
    "<br><br>",
    "1. ",
    "2. ",
    "\u{feff}",
    "<h1>",
    "e\u{301}",
    "»»»",
    "99999999999999999999",
    "a\tb\tc",
];

fn mangled(numbers: &mut Numbers, page: &[u8]) -> Vec<u8> {
    let mut bytes = page.to_vec();
    for _ in 0..1 + numbers.next(8) {
        let at = numbers.next(bytes.len() + 1);
        match numbers.next(4) {
            0 => {
                let piece = PIECES[numbers.next(PIECES.len())];
                bytes.splice(at..at, piece.bytes());
            }
            1 => {
                let end = (at + numbers.next(200)).min(bytes.len());
                bytes.drain(at..end);
            }
            2 => {
                let end = (at + numbers.next(400)).min(bytes.len());
                let copy = bytes[at..end].to_vec();
                let to = numbers.next(bytes.len() + 1);
                bytes.splice(to..to, copy);
            }
            _ => {
                if let Some(byte) = bytes.get_mut(at) {
                    *byte = numbers.next(256) as u8;
                }
            }
        }
    }
    bytes
}

fn check(reader: &Reader<'_>, bytes: Vec<u8>) {
    let document = Document { origin: "x".into(), bytes, ..Document::default() };
    let Ok(article) = reader.article(&document) else { return };
    assert_eq!(reader.article(&document).as_ref(), Ok(&article));
    assert!(!article.text.trim().is_empty());
    let mut end = 0;
    for region in &article.regions {
        assert!(region.span.start >= end && region.span.end as usize <= article.text.len());
        assert!(article.text.get(region.span.range()).is_some());
        end = region.span.end;
    }
}

/// Protects every run over millions of pages: whatever a page holds, reading it ends and gives spans that fit.
#[test]
fn mangled_pages_do_no_harm() {
    let lexicon = lexicon::Lexicon::load(&lexicon::DataFiles::built_in()).unwrap();
    let reader = Reader::new(&lexicon);
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pages");
    let mut numbers = Numbers(0x9e37_79b9_7f4a_7c15);
    let mut n_pages = 0;
    for document in documents(&Input::Path(folder)).flatten() {
        for _ in 0..12 {
            check(&reader, mangled(&mut numbers, &document.bytes));
        }
        n_pages += 1;
    }
    assert!(n_pages > 40);
}

/// Reads bytes the way the fuzz targets do; they come as from the web, so that no file is written for each.
fn read_as(reader: &Reader<'_>, bytes: &[u8], kind: Option<InputKind>) {
    let bytes = bytes.to_vec();
    let n_bytes = bytes.len();
    let fetch = Fetch::new(move |_| Ok(Fetched { bytes: bytes.clone(), ..Fetched::default() }));
    let options = ReadOptions { kind, fetch: Some(fetch), ..ReadOptions::default() };
    let mut n_documents = 0;
    for document in documents_with(&Input::Url("http://a.example/".to_owned()), &options) {
        n_documents += 1;
        assert!(n_documents <= n_bytes + 1, "reading ends");
        let Ok(article) = document.and_then(|document| reader.article(&document)) else { continue };
        assert!(article.regions.iter().all(|region| article.text.get(region.span.range()).is_some()));
    }
}

/// Protects the readers of every kind of input in the same way: the corpus of the fuzz targets and mangled copies of it,
/// read as what they are and as what they are not.
#[test]
fn the_fuzz_corpus_does_no_harm() {
    let lexicon = lexicon::Lexicon::load(&lexicon::DataFiles::built_in()).unwrap();
    let reader = Reader::new(&lexicon);
    let corpus = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/corpus");
    let mut numbers = Numbers(0x2545_f491_4f6c_dd1d);
    let mut n_seeds = 0;
    let mut targets: Vec<_> = std::fs::read_dir(corpus).unwrap().map(|entry| entry.unwrap().path()).collect();
    targets.sort();
    for target in targets {
        let name = target.file_name().unwrap().to_string_lossy().into_owned();
        let kind = name.strip_prefix("read_").and_then(InputKind::from_code);
        assert!(kind.is_some() || name == "read_page", "{name} is no target");
        let mut seeds: Vec<_> = std::fs::read_dir(target).unwrap().map(|entry| entry.unwrap().path()).collect();
        seeds.sort();
        for seed in seeds {
            let bytes = std::fs::read(&seed).unwrap();
            read_as(&reader, &bytes, None);
            for kind in InputKind::ALL {
                read_as(&reader, &bytes, Some(*kind));
            }
            for _ in 0..40 {
                read_as(&reader, &mangled(&mut numbers, &bytes), kind);
            }
            n_seeds += 1;
        }
    }
    assert!(n_seeds >= 16);
}
