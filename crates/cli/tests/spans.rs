//! `article.text[start:end]` is the evidence, in any script.

use engine::Engine;
use export::wire::{Record, Span};
use proptest::prelude::*;
use read::Document;
use record::Trace;

/// Sentences that code, so that there are spans to check.
const SENTENCES: [&str; 6] = [
    "Algerian Foreign Minister Karim Benali met his Tunisian counterpart in Tunis on Sunday.",
    "Le\u{301}a E\u{301}tienne, the French defence minister, visited Cairo (القاهرة) on 3 May 2024.",
    "President Aigul Sadykova condemned the attack and urged both sides to stop 🕊\u{fe0f}.",
    "Police arrested 30 people in Dakar 🇸🇳 on Tuesday, officials said.",
    "“Our border is long,” Benali told reporters — “we guard it together”.",
    "وقال الوزير: Iran’s army launched a missile at a base in Iraq on Monday.",
];

fn article() -> impl Strategy<Value = String> {
    let sentence = (0..SENTENCES.len()).prop_map(|idx| SENTENCES[idx].to_owned());
    let noise = prop_oneof![
        Just("😀".to_owned()),
        Just("\u{200f}\u{301}e\u{301}\u{327}".to_owned()),
        Just("\u{a0}\u{2009}".to_owned()),
        Just("👩\u{200d}👩\u{200d}👧 ﷺ ẞ ﬁ".to_owned()),
        "\\PC{0,12}",
    ];
    let line = prop::collection::vec(prop_oneof![4 => sentence, 1 => noise], 1..5).prop_map(|parts| parts.join(" "));
    let ends = prop_oneof![Just("\n\n"), Just("\r\n\r\n"), Just("\r\n"), Just("\n")];
    prop::collection::vec((line, ends), 2..6)
        .prop_map(|lines| lines.into_iter().fold(String::new(), |text, (line, end)| text + &line + end))
}

fn check(record: &Record) -> Result<(), TestCaseError> {
    let letters: Vec<char> = record.article.text.chars().collect();
    let cut = |[start, end]: Span| letters.get(start..end).map(|letters| letters.iter().collect::<String>());
    for event in &record.events {
        let cuts: Vec<_> = event.spans.iter().map(|span| cut(*span)).collect();
        prop_assert_eq!(cuts, event.evidence.iter().cloned().map(Some).collect::<Vec<_>>());
        let parties = event.actor.iter().chain(&event.recipient).map(|party| party.span);
        let others =
            event.date.iter().filter_map(|date| date.span).chain(event.place.iter().filter_map(|place| place.span));
        for span in parties.chain(others).chain(event.quantities.iter().map(|quantity| quantity.span)) {
            prop_assert!(cut(span).is_some_and(|words| !words.is_empty()), "{span:?} of {event:?}");
        }
    }
    for statement in &record.statements {
        prop_assert_eq!(cut(statement.span), Some(statement.text.clone()));
    }
    let offices = record.people.iter().flat_map(|person| &person.offices).map(|office| office.span);
    let people = record.people.iter().flat_map(|person| person.mentions.iter().copied());
    let bodies = record.bodies.iter().flat_map(|body| body.mentions.iter().copied());
    for span in offices.chain(people).chain(bodies) {
        prop_assert!(cut(span).is_some_and(|words| !words.trim().is_empty()), "{span:?}");
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    /// Protects everyone who cuts evidence out of the text by its offsets.
    #[test]
    fn spans_cut_the_evidence(text in article()) {
        static ENGINE: std::sync::OnceLock<Engine> = std::sync::OnceLock::new();
        let engine = ENGINE.get_or_init(|| Engine::load(&[]).unwrap());
        let document = Document { origin: "generated.txt".to_owned(), bytes: text.into_bytes(), ..Document::default() };
        if let Ok(coded) = engine.code(&document, Trace::off()) {
            let record = export::record(&coded.article, &coded.cast, &coded.coding);
            let line = export::json_line(&record).unwrap();
            check(&serde_json::from_str(&line).unwrap())?;
        }
    }
}
