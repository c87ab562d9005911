//! The measures must be those of the scorer that the outside gold came with.
//!
//! Records are made from the gold itself, with faults of every kind put in, so that all branches are compared; the
//! reference scorer then reads the same records. Skipped where it, the gold or Python is absent.

#![allow(clippy::disallowed_methods)] // A test may look at the environment.

use std::cell::Cell;
use std::path::{Path, PathBuf};
use std::process::Command;

use export::wire;
use score::{Gold, GoldParty, Measure, Tally, compare};

/// A small generator of the same faults every time.
struct Faults(Cell<u64>);

impl Faults {
    fn one_in(&self, n: u64) -> bool {
        self.0.set(self.0.get().wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407));
        (self.0.get() >> 33).is_multiple_of(n)
    }
}

fn shared() -> Option<PathBuf> {
    let by_place = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
    let folder = std::env::var_os("ATTACHE_SHARED").map_or(by_place, PathBuf::from);
    folder.join("tools/score_records.py").is_file().then_some(folder)
}

fn faulty_record(gold: &Gold, faults: &Faults) -> wire::Record {
    let date = gold.published.clone().or(gold.published_inferred.clone());
    let filler = if faults.one_in(4) { "x".repeat(150) } else { String::new() };
    let end = if faults.one_in(4) { " and much more of the page than there should be" } else { "" };
    let kept = gold.furniture.iter().filter(|_| faults.one_in(3)).cloned().collect::<Vec<_>>().join("\n");
    let people = gold.people.iter().filter(|_| !faults.one_in(5)).cloned().collect::<Vec<_>>();
    wire::Record {
        schema: wire::SCHEMA.into(),
        article: wire::Article {
            id: "0".into(),
            origin: format!("some/where/{}", gold.article_name()),
            title: gold
                .title
                .clone()
                .map(|title| if faults.one_in(4) { title + " more" } else { title.to_uppercase() }),
            publisher: None,
            byline: vec![],
            language: None,
            published: date.filter(|_| !faults.one_in(5)).map(|value| wire::Published {
                value,
                basis: "stated".into(),
                evidence: String::new(),
            }),
            text: format!("{filler}\n\n{}\u{a0} …\t{kept} {}{end}", gold.body_first, gold.body_last),
        },
        people: people.iter().map(|person| faulty_person(person, faults)).collect(),
        bodies: vec![],
        events: gold
            .events
            .iter()
            .filter(|_| !faults.one_in(5))
            .cloned()
            .map(|event| faulty_event(gold, event, faults))
            .collect(),
        statements: gold
            .statements
            .iter()
            .filter(|_| !faults.one_in(3))
            .map(|statement| wire::Statement {
                id: "s".into(),
                speaker: last_word(&statement.speaker),
                person: None,
                stance: if faults.one_in(4) { "hope".into() } else { statement.stance.clone() },
                text: String::new(),
                span: [0, 0],
                addressee: None,
                condition: None,
            })
            .collect(),
        written: None,
        stamp: wire::Stamp { engine: "0".into(), data: "0".into(), model: "0".into() },
        findings: vec![],
    }
}

fn last_word(text: &str) -> String {
    text.split(' ').next_back().unwrap_or_default().to_owned()
}

fn faulty_person(person: &score::GoldPerson, faults: &Faults) -> wire::Person {
    let name = if faults.one_in(4) { last_word(&person.name) } else { person.name.to_lowercase() };
    wire::Person {
        id: "p".into(),
        name: if faults.one_in(6) { "Nobody Known".into() } else { name },
        aliases: person.aka.iter().filter(|_| faults.one_in(2)).cloned().collect(),
        country: person.country.clone().filter(|_| !faults.one_in(5)),
        sector: None,
        rank: None,
        background: false,
        offices: person
            .offices
            .iter()
            .filter(|_| !faults.one_in(4))
            .map(|office| wire::Office {
                title: if faults.one_in(3) { format!("the {} of it", office.title) } else { office.title.clone() },
                body: office.body.clone().filter(|_| !faults.one_in(3)),
                country: None,
                held: "current".into(),
                span: [0, 0],
            })
            .collect(),
        mentions: vec![],
    }
}

fn faulty_event(gold: &Gold, event: score::GoldEvent, faults: &Faults) -> wire::Event {
    let party = |party: &GoldParty| {
        let (name, country) = match party {
            GoldParty::Person(name) => (name.clone(), gold.person(name).and_then(|person| person.country.clone())),
            GoldParty::Other { name, country } => (name.clone().unwrap_or_default(), country.clone()),
        };
        wire::Party {
            name: if faults.one_in(3) { last_word(&name) } else { name },
            person: None,
            body: None,
            country: country.filter(|_| !faults.one_in(6)),
            sector: None,
            office: None,
            span: [0, 0],
        }
    };
    let mut actor: Vec<_> = event.actor.iter().map(party).collect();
    let recipient: Vec<_> = event.recipient.iter().map(party).collect();
    if faults.one_in(4) {
        actor.pop();
    }
    let value = match &event.date {
        Some(date) if faults.one_in(4) => Some(date.chars().take(7).collect::<String>()),
        Some(_) if faults.one_in(5) => Some("../2022-03-01".into()),
        date => date.clone().filter(|_| !faults.one_in(6)),
    };
    wire::Event {
        id: "e".into(),
        event_type: if faults.one_in(8) { "CONSULT".into() } else { event.event_type },
        mode: if faults.one_in(4) { Some("meeting".into()) } else { event.mode },
        status: if faults.one_in(5) { "planned".into() } else { event.status },
        actor,
        recipient,
        date: value.map(|value| wire::EventDate { value, basis: "stated".into(), why: String::new(), span: None }),
        place: event.place.filter(|_| !faults.one_in(4)).map(|place| wire::EventPlace {
            name: if faults.one_in(4) { format!("near {}", place.name) } else { place.name },
            country: place.country.filter(|_| !faults.one_in(5)),
            lat: None,
            lon: None,
            precision: "city".into(),
            span: None,
        }),
        subjects: event.subjects.into_iter().filter(|_| !faults.one_in(3)).chain(["space".to_owned()]).collect(),
        contexts: vec![],
        cameo: "040".into(),
        score: 1.0,
        confidence: 0.5,
        evidence: vec![event.evidence],
        spans: vec![[0, 0]],
        quantities: vec![],
        attributed_to: None,
        frame: String::new(),
    }
}

/// Protects comparability: a figure printed by this project means what it means outside.
#[test]
fn same_figures_as_the_reference_scorer() {
    let Some(shared) = shared() else {
        println!("skipped: the reference scorer is not there (set ATTACHE_SHARED to its folder)");
        return;
    };
    let records_file = std::env::temp_dir().join(format!("attache-reference-{}.jsonl", std::process::id()));
    for folder in ["seeds", "readouts"] {
        let gold_folder = shared.join("gold").join(folder);
        let golds = Gold::read_folder(&gold_folder).unwrap();
        for seed in 0..6 {
            let faults = Faults(Cell::new(seed));
            let (mut total, mut lines) = (Tally::default(), String::new());
            for gold in &golds {
                let record = (!faults.one_in(9)).then(|| faulty_record(gold, &faults));
                total += &compare(gold, record.as_ref()).tally;
                lines.push_str(&record.map_or(String::new(), |record| export::json_line(&record).unwrap()));
            }
            std::fs::write(&records_file, lines).unwrap();
            let run = Command::new("python3")
                .arg(shared.join("tools/score_records.py"))
                .args([&gold_folder, &records_file])
                .arg("--json")
                .output();
            let Ok(output) = run else {
                println!("skipped: there is no python3");
                return;
            };
            let reference: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
            for measure in Measure::ALL {
                let ours = f64::from(total.ten_thousandths(*measure)) / 10_000.0;
                assert_eq!(Some(ours), reference[measure.code()].as_f64(), "{folder} {seed} {measure}");
            }
        }
    }
    let _ = std::fs::remove_file(&records_file);
}
