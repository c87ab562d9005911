//! Prints what the reader finds in files: `cargo run -p read --example dump -- [--json|--lines] FILES`.

use std::path::PathBuf;

fn main() {
    let lexicon = lexicon::Lexicon::load(&lexicon::DataFiles::built_in()).expect("the built-in data is sound");
    let reader = read::Reader::new(&lexicon);
    let json = std::env::args().any(|argument| argument == "--json");
    let lines = std::env::args().any(|argument| argument == "--lines");
    for path in std::env::args().skip(1).filter(|argument| !argument.starts_with("--")) {
        for document in read::documents(&read::Input::Path(PathBuf::from(path))) {
            if let (true, Ok(document)) = (lines, &document) {
                println!("{}", reader.explain(document).unwrap_or_else(|error| error.to_string()));
                continue;
            }
            match document.and_then(|document| reader.article(&document)) {
                Ok(article) if json => println!("{}", as_json(&article)),
                Ok(article) => print(&article),
                Err(error) => eprintln!("{error}"),
            }
        }
    }
}

fn print(article: &record::Article) {
    println!(
        "=== {}\ntitle     {:?}\npublisher {:?}\nbyline    {:?}",
        article.origin, article.title, article.publisher, article.byline
    );
    println!("published {:?}", article.published);
    for date in &article.date_candidates {
        println!("    {} {} {:?}: {}", date.value, date.kind, date.evidence, date.verdict);
    }
    println!("language  {:?} findings {:?}\n\n{}\n", article.language, article.findings, article.text);
}

fn as_json(article: &record::Article) -> serde_json::Value {
    let published = article.published.as_ref().map(|date| {
        serde_json::json!({"value": date.value.to_string(), "basis": date.basis.code(), "evidence": date.evidence})
    });
    serde_json::json!({"article": {
        "origin": article.origin, "title": article.title, "publisher": article.publisher, "byline": article.byline,
        "published": published, "language": article.language, "text": article.text,
    }})
}
