//! Whole pages of many styles: what must be found on each, and what must be left out.

use read::{Document, Reader};

/// Protects the reading of pages as people have them: dumps of agencies, papers, ministries and blogs, and HTML old
/// and new. Each page is ours, in the manner of a kind of outlet; `pages/expected.tsv` says what is right.
#[test]
fn pages_are_read_as_expected() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pages");
    let lexicon = lexicon::Lexicon::load(&lexicon::DataFiles::built_in()).unwrap();
    let reader = Reader::new(&lexicon);
    let expected = std::fs::read_to_string(folder.join("expected.tsv")).unwrap();
    let rows = expected.lines().filter(|line| !line.starts_with('#')).skip(1);
    let mut faults = Vec::new();
    let mut n_pages = 0;
    for row in rows {
        let fields: Vec<&str> = row.split('\t').collect();
        let [file, title, published, first, last, absent] = fields[..] else { panic!("six fields: {row}") };
        let document =
            Document { origin: file.into(), bytes: std::fs::read(folder.join(file)).unwrap(), ..Document::default() };
        n_pages += 1;
        let article = match reader.article(&document) {
            Ok(article) => article,
            Err(error) => {
                faults.push(format!("{error}"));
                continue;
            }
        };
        let mut check = |what: &str, got: &str, wanted: &str| {
            if got != wanted {
                faults.push(format!("{file}: {what} is {got:?}, not {wanted:?}"));
            }
        };
        check("title", article.title.as_deref().unwrap_or("-"), title);
        check("date", &article.published.map_or("-".to_owned(), |date| date.value.to_string()), published);
        let text = article.text.replace("\n\n", " ");
        check("start", &text.chars().take(first.chars().count()).collect::<String>(), first);
        let n_last = text.chars().count().saturating_sub(last.chars().count());
        check("end", &text.chars().skip(n_last).collect::<String>(), last);
        faults.extend(
            absent.split('|').filter(|words| text.contains(words)).map(|words| format!("{file}: keeps {words:?}")),
        );
    }
    assert!(n_pages >= 25);
    assert!(faults.is_empty(), "{} of the expectations on {n_pages} pages fail:\n{}", faults.len(), faults.join("\n"));
}

/// Protects the outlet's name where the page gives it only in its title, beside an address that says the same.
#[test]
fn outlets_are_named_by_title_and_address() {
    let lexicon = lexicon::Lexicon::load(&lexicon::DataFiles::built_in()).unwrap();
    let reader = Reader::new(&lexicon);
    let text =
        "<p>The ferry to Peleliu will run twice a week from June, the port authority said on its page on Monday.</p>";
    for (title, address, publisher) in [
        ("Ferry runs again | Reef Courier", "https://www.reefcourier.example/2021/ferry", Some("Reef Courier")),
        ("Reef Courier - Ferry runs again", "https://reef-courier.example/ferry", Some("Reef Courier")),
        ("Ferry runs again | News", "https://reefcourier.example/news/ferry", None),
        ("Ferry runs again", "https://reefcourier.example/ferry", None),
    ] {
        let page = format!(
            "<html><head><title>{title}</title></head><body><h1>Ferry runs again</h1>{text}{text}</body></html>"
        );
        let given = read::Given { address: Some(address.into()), ..read::Given::default() };
        let article = reader.article(&Document { origin: "x".into(), bytes: page.into_bytes(), given }).unwrap();
        assert_eq!(article.publisher.as_deref(), publisher, "{title} at {address}");
    }
}
