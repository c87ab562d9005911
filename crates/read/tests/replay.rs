//! The fuzz targets of `fuzz/`, replayed over mangled pages: nothing panics, spans fit, the same input gives the same
//! article.

use read::{Document, Input, Reader, documents};

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

/// Protects the readers of archives and tables in the same way.
#[test]
fn mangled_archives_do_no_harm() {
    let mut numbers = Numbers(0x2545_f491_4f6c_dd1d);
    let warc = "WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 58\r\n\r\nHTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>words</p>\r\n\r\n";
    let seeds = [
        warc.repeat(3),
        "date,title,text\n2020-01-02,\"a \"\"b\"\"\",\"some, text\"\n".repeat(3),
        "{\"title\":\"a\",\"text\":\"b c d\",\"date\":\"2020-01-02\"}\n".repeat(3),
        "<?xml version=\"1.0\"?><rss><channel><item><title>a</title><description>b</description></item></channel></rss>".into(),
    ];
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x");
    for seed in seeds {
        for _ in 0..150 {
            std::fs::write(&path, mangled(&mut numbers, seed.as_bytes())).unwrap();
            assert!(documents(&Input::Path(path.clone())).take(1000).count() < 1000);
        }
    }
}
