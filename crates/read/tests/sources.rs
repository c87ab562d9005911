//! Files of many kinds, sound and broken: every article comes out, every fault is one clear error, nothing panics.

use std::io::Write;
use std::path::Path;

use read::{
    Document, Fetch, Fetched, Field, Input, InputKind, ReadError, ReadOptions, Reader, documents, documents_with,
};

const TEXT: &str = "The foreign ministers of Peru and Chile met in Lima on Monday and agreed to reopen the railway between \
                    their countries. They will meet again in Santiago in the spring, the hosts said afterwards.";

fn lexicon() -> lexicon::Lexicon {
    lexicon::Lexicon::load(&lexicon::DataFiles::built_in()).unwrap()
}

fn all(path: &Path, options: &ReadOptions) -> Vec<Result<Document, ReadError>> {
    documents_with(&Input::Path(path.to_owned()), options).take(50).collect()
}

/// `title|date|first word` of each article, or the error.
fn read(file: &str, bytes: &[u8], options: &ReadOptions) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(file);
    std::fs::write(&path, bytes).unwrap();
    let lexicon = lexicon();
    let reader = Reader::new(&lexicon);
    let told = |document: Result<Document, ReadError>| match document.and_then(|document| reader.article(&document)) {
        Ok(article) => {
            let date = article.published.map_or("-".to_owned(), |date| date.value.to_string());
            let number = article.origin.rsplit_once('#').map_or("", |(_, number)| number);
            let first = article.text.split(' ').next().unwrap_or("").to_owned();
            format!("{number}|{}|{date}|{first}", article.title.unwrap_or("-".into()))
        }
        Err(error) => {
            let name = error.origin.rsplit('/').next().unwrap_or("").to_owned();
            format!("{name}: {}", error.reason)
        }
    };
    all(&path, options).into_iter().map(told).collect()
}

fn plain(file: &str, bytes: &[u8]) -> Vec<String> {
    read(file, bytes, &ReadOptions::default())
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// Protects the records of the tools that people have: their names for title, text and date.
#[test]
fn records_of_many_tools_are_read() {
    let lines = format!(
        "{}\n{}\n\n{}\n{}\nnot json\n{}\n",
        serde_json::json!({"headline": "A", "maintext": TEXT, "date_publish": "2021-03-04 10:00:00"}),
        serde_json::json!({"title": "B", "plaintext": TEXT, "publishing_date": "2021-03-05T00:10:00+02:00"}),
        serde_json::json!({"title": "C", "body": TEXT, "dateTime": "2021-03-06T10:00:00Z", "source": {"title": "Outlet"}}),
        serde_json::json!({"title": "D", "event_text": TEXT, "pub_date": "2021-03-07"}),
        serde_json::json!({"title": "no text"}),
    );
    let told = plain("articles.jsonl", lines.as_bytes());
    assert_eq!(told[..4], ["1|A|2021-03-04|The", "2|B|2021-03-05|The", "4|C|2021-03-06|The", "5|D|2021-03-07|The"]);
    assert!(told[4].starts_with("articles.jsonl#6: is not JSON"), "{told:?}");
    assert!(told[5].starts_with("articles.jsonl#7: has no text"), "{told:?}");
    assert_eq!(plain("articles.jsonl.gz", &gzip(lines.as_bytes()))[..4], told[..4]);
    assert_eq!(plain("a.zst", &zstd::encode_all(lines.as_bytes(), 1).unwrap())[..4], told[..4]);
    let list = serde_json::json!([{"title": "E", "text": TEXT, "date": "2020-01-02"}]);
    assert_eq!(plain("list.json", serde_json::to_string_pretty(&list).unwrap().as_bytes()), ["|E|2020-01-02|The"]);
}

/// Protects tables from spreadsheets: separators, quotes, columns of any name.
#[test]
fn tables_are_read() {
    let csv = format!(
        "\u{feff}Date,Headline,Text\n2021-03-04,\"One, two\",\"{TEXT}\"\n2021-03-05,Short row\n,Three,\"{TEXT}\"\n"
    );
    let told = plain("t.csv", csv.as_bytes());
    assert_eq!(told[0], "1|One, two|2021-03-04|The");
    assert!(told[1].starts_with("t.csv#2: has 2 fields where the header names 3"), "{told:?}");
    assert_eq!(told[2], "3|Three|-|The");
    let semicolons = format!("titre;corps;jour\nUn;{TEXT};04/03/2021\n");
    let columns = vec![(Field::Text, "corps".into()), (Field::Title, "titre".into()), (Field::Date, "jour".into())];
    assert_eq!(
        read("t.txt", semicolons.as_bytes(), &ReadOptions { columns, ..ReadOptions::default() })[0].split('|').nth(1),
        Some("Un")
    );
    let no_text = plain("t.csv", b"a,b\n1,2\n");
    assert!(no_text.len() == 1, "{no_text:?}");
    let forced = read("t.csv", b"a,b\n1,2\n", &ReadOptions { kind: Some(InputKind::Csv), ..ReadOptions::default() });
    assert!(forced[0].contains("no column of text among a, b"), "{forced:?}");
}

/// Protects feeds and web archives.
#[test]
fn feeds_and_archives_are_read() {
    let rss = format!(
        "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>Outlet</title><item><title>A &amp; B</title><link>http://o.example/1</link><pubDate>Thu, 04 Mar 2021 10:00:00 +0100</pubDate><description><![CDATA[<p>{TEXT}</p>]]></description></item></channel></rss>"
    );
    assert_eq!(plain("feed.xml", rss.as_bytes()), ["1|A & B|2021-03-04|The"]);
    let page = format!(
        "<html><head><title>Ministers meet in Lima</title></head><body><h1>Ministers meet in Lima</h1><p>4 March 2021</p><p>{TEXT}</p></body></html>"
    );
    let answer = |body: &str| format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{body}");
    let record = |kind: &str, body: &str, length: usize| {
        format!(
            "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: http://o.example/1\r\nContent-Length: {length}\r\n\r\n{body}\r\n\r\n"
        )
    };
    let sound = answer(&page);
    let picture = "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n\u{1}\u{2}";
    let chunked = format!(
        "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n{:x}\r\n{page}\r\n0\r\n\r\n",
        page.len()
    );
    let parts = [
        record("warcinfo", "software: x", 11),
        record("response", &sound, sound.len()),
        record("response", picture, picture.len()),
        record("response", &sound, sound.len() - 40),
        record("response", &chunked, chunked.len()),
        record("response", &sound, sound.len() + 4000),
    ];
    let told = plain("news.warc", parts.concat().as_bytes());
    assert_eq!(told[0], "2|Ministers meet in Lima|2021-03-04|The");
    assert!(told[1].starts_with("news.warc#4: the record is not as long as it says"), "{told:?}");
    assert_eq!(told[2], "5|Ministers meet in Lima|2021-03-04|The");
    assert!(told[3].contains("but the file ends after"), "{told:?}");
    assert_eq!(told.len(), 4);
    let members: Vec<u8> = parts.iter().flat_map(|part| gzip(part.as_bytes())).collect();
    assert_eq!(
        plain("news.warc.gz", &members),
        told.iter().map(|line| line.replace("news.warc#", "news.warc.gz#")).collect::<Vec<_>>()
    );
}

/// Protects users from hanging, crashing and garbage: each broken file gives one error that says what is wrong.
#[test]
fn broken_files_give_one_clear_error() {
    let whole = gzip(TEXT.repeat(500).as_bytes());
    let zeros = gzip(&vec![0u8; 200 << 20]);
    let line = "word ".repeat(10 << 20);
    for (bytes, said) in [
        (&whole[..whole.len() / 2], "cut off"),
        (&zeros[..], "larger than 32 MiB"),
        (line.as_bytes(), "larger than 32 MiB"),
        (&b""[..], "empty"),
        (&b"\x1f\x8b\x08\x00garbage that is no gzip stream"[..], ""),
        (&b"\0\0\0\0\0\0\0\0\0\0\0\0"[..], "binary"),
        (&b"Menu\nHome\nContact\n"[..], "holds no article"),
        (&b"{\"title\": \"x\", \"text\": \"unfinished"[..], "is not JSON"),
        (&b"<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]><rss version=\"2.0\"><channel><title>&b;</title></channel></rss>"[..], ""),
    ] {
        let told = plain("x", bytes);
        assert!(told.len() == 1 && told[0].starts_with("x: ") && told[0].contains(said), "{said}: {told:?}");
        assert!(told[0].lines().count() == 1);
    }
    let missing = documents(&Input::Path("no/such/file".into())).next().unwrap().unwrap_err();
    assert_eq!(missing.to_string(), "no/such/file: no such file or folder");
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("style.css"), "p{}").unwrap();
    let empty: Vec<_> = documents(&Input::Path(folder.path().into())).collect();
    assert!(empty.len() == 1 && empty[0].as_ref().unwrap_err().reason == "the folder holds no articles");
}

/// Protects the quotation mark that nobody closed from eating memory.
#[test]
fn an_open_quotation_mark_ends_a_table_with_an_error() {
    let mut csv = format!("date,title,text\n2021-03-04,One,\"{TEXT}\"\n2021-03-05,Two,\"never closed").into_bytes();
    csv.extend(format!("\n2021-03-06,Three,{TEXT}").repeat(170_000).into_bytes());
    let told = plain("t.csv", &csv);
    assert_eq!(told[0], "1|One|2021-03-04|The");
    assert!(told.len() == 2 && told[1].contains("is a quotation mark left open"), "{:?}", told[1]);
}

/// Protects against pages made to exhaust a parser: depth, unclosed tags, endless attributes.
#[test]
fn hostile_pages_are_read_like_any_other() {
    let deep = format!("<html><body>{}<p>{TEXT}</p><p>{TEXT}</p>", "<div>".repeat(100_000));
    let inline = format!("<html><body>{}<p>{TEXT}</p><p>{TEXT}</p>", "<b><i>".repeat(100_000));
    let lists =
        format!("<html><body>{}<p>{TEXT}</p>{}<p>{TEXT}</p>", "<ul><li>".repeat(50_000), "</li></ul>".repeat(50_000));
    let wide = format!("<html><body><p {}>{TEXT}</p><p>{TEXT}</p>", "a=b ".repeat(200_000));
    let ends = format!("<html><body>{}<p>{TEXT}</p><p>{TEXT}</p>", "</div>".repeat(200_000));
    let cells = format!("<html><body>{}{TEXT}<tr><td>{TEXT}", "<table><tr><td>".repeat(20_000));
    for page in [deep, inline, lists, wide, ends, cells] {
        let told = plain("x.html", page.as_bytes());
        assert!(told.len() == 1 && told[0].ends_with("|The"), "{told:?}");
    }
}

/// Protects offsets and evidence: every stretch of the text is found again in the input, in any script.
#[test]
fn the_source_map_leads_back_to_the_input() {
    let lexicon = lexicon();
    let reader = Reader::new(&lexicon);
    let page = "<html><body><h1>Head</h1>\r\n<p>L&rsquo;&Eacute;lys&eacute;e re&ccedil;oit\r\n le pr\u{e9}sident \u{1f1ea}\u{1f1ec} e\u{301}te &amp; \u{645}\u{635}\u{631} AT&T &#8212; \
                again and again, in the <b>old</b> town, said the minister.</p><p>Another paragraph of the page ends the text, he added.</p></body></html>";
    let dump = "Head\r\n\r\n  The  minister\t\u{1f1ea}\u{1f1ec} e\u{301}t\u{e9} of \u{645}\u{635}\u{631} said on Monday that it was \u{200b}the end of the matter.\r\n";
    for input in [page, dump] {
        let article =
            reader.article(&Document { origin: "x".into(), bytes: input.into(), ..Document::default() }).unwrap();
        let mut n_checked = 0;
        for (at, letter) in article.text.char_indices().filter(|(_, letter)| letter.is_alphanumeric()) {
            let raw = article.source_map.raw(at).unwrap();
            let found = input[raw..].chars().next().unwrap();
            assert!(found == letter || found == '&', "{letter} at {at} is {found} at {raw}");
            n_checked += 1;
        }
        assert!(n_checked > 50);
        let covered: usize = article.regions.iter().map(|region| region.span.len()).sum();
        assert!(covered + 2 * article.regions.len() >= article.text.len());
    }
}

/// Protects folders: pages and articles are read whatever their names, data beside them is left alone.
#[test]
fn folders_give_articles_by_content() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    write("settings.json", "{\"theme\": \"dark\", \"size\": 3}");
    write("a.json", &format!("{{\"title\": \"A\", \"text\": \"{TEXT}\"}}"));
    write("b.json", &format!("<html><body><h1>Ministers meet in Lima</h1><p>{TEXT}</p><p>{TEXT}</p></body></html>"));
    let found: Vec<_> =
        documents(&Input::Path(folder.path().into())).map(|document| document.unwrap().origin).collect();
    assert_eq!(found.len(), 2, "{found:?}");
}

/// Protects addresses: without leave nothing is asked for; what comes back is read like a file, with what the server
/// knows about it.
#[test]
fn addresses_are_fetched_by_whoever_may() {
    let address = Input::of_typed("HTTPS://a.example/2021/03/04/talks".as_ref());
    let refused = documents(&address).next().unwrap().unwrap_err();
    assert!(refused.to_string().contains("--fetch"), "{refused}");
    let page = format!("<html><body><h1>Ministers meet in Lima</h1><p>{TEXT}</p><p>{TEXT}</p></body></html>");
    let fetch = Fetch::new(move |address| match address {
        "HTTPS://a.example/2021/03/04/talks" => Ok(Fetched {
            address: "https://a.example/2021/03/04/talks.html".into(),
            charset: Some("utf-8".into()),
            bytes: gzip(page.as_bytes()),
        }),
        _ => Err("is not there".into()),
    });
    let options = ReadOptions { fetch: Some(fetch), ..ReadOptions::default() };
    let document = documents_with(&address, &options).next().unwrap().unwrap();
    let article = Reader::new(&lexicon()).article(&document).unwrap();
    assert_eq!(article.published.unwrap().value.to_string(), "2021-03-04");
    assert_eq!(article.origin, "HTTPS://a.example/2021/03/04/talks");
    let missing = documents_with(&Input::Url("https://a.example/".into()), &options).next().unwrap().unwrap_err();
    assert_eq!(missing.to_string(), "https://a.example/: is not there");
}
