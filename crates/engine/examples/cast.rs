//! Shows the cast of articles, for work on `resolve`: `cast [-r] FILE…` or `cast [-r] -t TEXT`.
//!
//! `-r` adds every stretch that stands for a party.

use engine::{Engine, Input, documents};
use record::{Article, Cast, Reading, Referent, SourceMap, Trace};

fn main() {
    let Ok(engine) = Engine::load(&[]) else { return eprintln!("the built-in data has faults: run `cargo test`") };
    let mut arguments: Vec<String> = std::env::args().skip(1).collect();
    let all = arguments.first().is_some_and(|first| first == "-r");
    if all {
        arguments.remove(0);
    }
    if arguments.first().is_some_and(|first| first == "-t") {
        let text = arguments[1..].join(" ");
        return show(&engine, plain_article(&text), all);
    }
    for path in arguments {
        for document in documents(&Input::Path(path.into())) {
            match document.and_then(|document| engine.read_article(&document)) {
                Ok(article) => show(&engine, article, all),
                Err(error) => eprintln!("{error}"),
            }
        }
    }
}

fn plain_article(text: &str) -> Article {
    Article {
        id: String::new(),
        origin: "text".to_owned(),
        title: None,
        publisher: None,
        byline: Vec::new(),
        published: None,
        date_candidates: Vec::new(),
        language: Some("en".to_owned()),
        text: text.to_owned(),
        regions: Vec::new(),
        source_map: SourceMap::default(),
        findings: Vec::new(),
    }
}

fn show(engine: &Engine, article: Article, all: bool) {
    let mut trace = Trace::on();
    let reading = engine.parse_article(&article);
    let cast = resolve::resolve(engine.lexicon(), &article, &reading, &mut trace);
    for decision in trace.decisions() {
        println!(
            "{:8} {:40} {} <- {} {:?}",
            decision.about,
            decision.span.of(&article.text).replace('\n', " "),
            decision.chosen,
            decision.because,
            decision.refused
        );
    }
    for person in &cast.people {
        let offices: Vec<String> = person
            .offices
            .iter()
            .map(|office| format!("{} / {:?} / {:?} / {}", office.title, office.body, office.country, office.held))
            .collect();
        println!(
            "{:30} {:?} {:?} {:?} {offices:?} {:?}",
            person.name, person.country, person.sector, person.aliases, person.background
        );
    }
    if all {
        show_resolved(&article, &reading, &cast);
    }
}

fn show_resolved(article: &Article, reading: &Reading, cast: &Cast) {
    for resolved in &cast.resolved {
        println!(
            "{:30} head {:15} {:10} {:9} {}",
            resolved.span.of(&article.text),
            reading.tokens[resolved.head].span.of(&article.text),
            resolved.form,
            resolved.usage,
            meaning(cast, &resolved.referent)
        );
    }
}

fn meaning(cast: &Cast, referent: &Referent) -> String {
    match referent {
        Referent::Person(id) => cast.people[*id].name.clone(),
        Referent::Body(id) => format!("body {} {:?}", cast.bodies[*id].name, cast.bodies[*id].country),
        Referent::Country(code) => code.to_string(),
        Referent::Group(id) => {
            format!("group {} {:?} {:?}", cast.groups[*id].name, cast.groups[*id].country, cast.groups[*id].sector)
        }
        Referent::Several(all) => all.iter().map(|one| meaning(cast, one)).collect::<Vec<_>>().join(" + "),
    }
}
