//! Reading back what was written, by rules of each format rather than by our own code.

use std::collections::BTreeMap;
use std::io::Read;

/// The characters that XML 1.0 cannot hold become U+FFFD.
pub fn xml_form(text: &str) -> String {
    let bad = |c: char| (c < ' ' && !"\t\n\r".contains(c)) || matches!(c, '\u{fffe}' | '\u{ffff}');
    text.chars().map(|c| if bad(c) { '\u{fffd}' } else { c }).collect()
}

/// An element of a document.
pub struct Element {
    pub name: String,
    pub attributes: BTreeMap<String, String>,
    pub text: String,
}

/// All elements of a well-formed document with the text directly in them.
pub fn elements(document: &str) -> Vec<Element> {
    use quick_xml::events::Event;
    let mut reader = quick_xml::Reader::from_str(document);
    let (mut found, mut open): (Vec<Element>, Vec<usize>) = (Vec::new(), Vec::new());
    let element = |start: &quick_xml::events::BytesStart| {
        let attributes = start.attributes().map(|attribute| {
            let attribute = attribute.expect("well-formed attribute");
            let value = quick_xml::escape::unescape(&attribute.value).expect("known entities").into_owned();
            (attribute.key.as_ref().to_owned(), value)
        });
        Element { name: start.name().as_ref().to_owned(), attributes: attributes.collect(), text: String::new() }
    };
    loop {
        match reader.read_event().expect("well-formed document") {
            Event::Start(start) => {
                open.push(found.len());
                found.push(element(&start));
            }
            Event::Empty(start) => found.push(element(&start)),
            Event::End(_) => drop(open.pop().expect("an open element")),
            Event::Text(text) => {
                if let Some(row) = open.last() {
                    found[*row].text.push_str(&text.xml10_content());
                }
            }
            Event::GeneralRef(reference) => {
                let name = format!("&{};", &*reference);
                let row = open.last().expect("an entity inside an element");
                found[*row].text.push_str(&quick_xml::escape::unescape(&name).expect("known entities"));
            }
            Event::Eof => break,
            _ => {}
        }
    }
    assert!(open.is_empty(), "every element is closed");
    found
}

/// The properties of a calendar: lines unfolded, texts unescaped.
pub fn calendar(document: &str) -> Vec<(String, String)> {
    assert!(document.ends_with("\r\n"));
    for line in document.split("\r\n") {
        assert!(line.len() <= 75, "lines are folded to 75 bytes");
        assert!(!line.contains(['\r', '\n']), "no bare line end");
    }
    let unfolded = document.replace("\r\n ", "");
    let lines = unfolded.split("\r\n").filter(|line| !line.is_empty());
    lines
        .map(|line| {
            let (name, value) = line.split_once(':').expect("a property");
            let mut text = String::new();
            let mut characters = value.chars();
            while let Some(c) = characters.next() {
                match c {
                    '\\' => match characters.next() {
                        Some('n') => text.push('\n'),
                        Some(c) => text.push(c),
                        None => panic!("a backslash escapes something"),
                    },
                    c => text.push(c),
                }
            }
            (name.to_owned(), text)
        })
        .collect()
}

/// The files of a ZIP archive, by name, checked against their sums.
pub fn unzip(mut archive: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    let short = |bytes: &[u8], at: usize| usize::from(u16::from_le_bytes([bytes[at], bytes[at + 1]]));
    let long = |bytes: &[u8], at: usize| u32::from_le_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]]);
    while archive.starts_with(b"PK\x03\x04") {
        let (n_packed, n_name) = (long(archive, 18) as usize, short(archive, 26));
        let name = String::from_utf8(archive[30..30 + n_name].to_vec()).expect("names are UTF-8");
        let packed = &archive[30 + n_name..30 + n_name + n_packed];
        let mut content = Vec::new();
        flate2::read::DeflateDecoder::new(packed).read_to_end(&mut content).expect("deflated");
        let mut sum = flate2::Crc::new();
        sum.update(&content);
        assert_eq!(sum.sum(), long(archive, 14), "the sum of {name}");
        files.insert(name, content);
        archive = &archive[30 + n_name + n_packed..];
    }
    assert!(archive.starts_with(b"PK\x01\x02"), "the directory follows the files");
    files
}

/// The values of a JSON document, one a line or the whole.
pub fn json_lines(document: &str) -> Vec<serde_json::Value> {
    document.lines().map(|line| serde_json::from_str(line).expect("a line of JSON")).collect()
}
