//! What events are about and what statements do, sentence by sentence, through the whole engine.

use code::Coder;
use lexicon::{DataFiles, Lexicon};
use parse::Parser;
use record::{Article, Coding, Region, RegionKind, SourceMap, Span, Stamp, Trace};

struct Bench {
    lexicon: Lexicon,
    parser: Parser,
}

impl Bench {
    fn new() -> Bench {
        let lexicon = Lexicon::load(&DataFiles::built_in()).unwrap_or_else(|faults| panic!("{faults}"));
        Bench { lexicon, parser: Parser::built_in() }
    }

    fn code(&self, text: &str) -> Coding {
        let article = Article {
            id: String::new(),
            origin: String::new(),
            title: None,
            publisher: None,
            byline: Vec::new(),
            published: None,
            date_candidates: Vec::new(),
            language: None,
            text: text.to_owned(),
            regions: vec![Region { span: Span::new(0, text.len()), kind: RegionKind::Paragraph }],
            source_map: SourceMap::default(),
            findings: Vec::new(),
        };
        let reading = self.parser.parse(&article.text, &article.regions);
        let cast = resolve::resolve(&self.lexicon, &article, &reading, &mut Trace::off());
        let stamp = Stamp { engine: String::new(), data: String::new(), model: String::new() };
        Coder::new(&self.lexicon).code(&article, &reading, &cast, stamp, &mut Trace::off())
    }
}

/// Protects subjects: from the event's own words, from sentences that go on about it, from offices and types; each
/// rests on words of the text; and no office or weapon in use is taken for one.
#[test]
fn events_are_about_what_the_text_says() {
    let bench = Bench::new();
    let cases: &[(&str, &[&str], &[&str])] = &[
        (
            "Norway's foreign minister met his Chilean counterpart in Oslo to discuss trade and fisheries.",
            &["economic-cooperation"],
            &["military-cooperation"],
        ),
        (
            "Norway's prime minister held talks with the president of Chile in Oslo. The talks covered border security and counter-terrorism.",
            &["border-security", "counterterrorism"],
            &[],
        ),
        (
            "The presidents of Ghana and Togo met in Accra on Monday. They also reviewed joint patrols against smugglers.",
            &["organized-crime"],
            &[],
        ),
        (
            "The presidents of Ghana and Togo met in Accra on Monday. During the meeting, cooperation on electricity was discussed.",
            &["energy"],
            &[],
        ),
        ("The defence ministers of Sweden and Finland met in Helsinki on Tuesday.", &["military-cooperation"], &[]),
        ("Chile expelled two Belarusian diplomats on Friday.", &["diplomatic-relations"], &[]),
        (
            "Norway's defence minister signed an agreement on fishing rights with Iceland on Monday.",
            &["economic-cooperation"],
            &["military-cooperation"],
        ),
    ];
    for (text, wanted, unwanted) in cases {
        let coding = bench.code(text);
        let codes: Vec<&str> =
            coding.events.iter().flat_map(|event| event.subjects.iter().map(|(subject, _)| subject.code())).collect();
        for code in *wanted {
            assert!(codes.contains(code), "{text}\nwants {code}, has {codes:?}");
        }
        for code in *unwanted {
            assert!(!codes.contains(code), "{text}\nhas {code}");
        }
        for (subject, span) in coding.events.iter().flat_map(|event| &event.subjects) {
            assert!(!span.of(text).is_empty(), "{text}\n{subject} rests on no words");
        }
    }
}

/// Protects stances: told by the verb, or by what is said where the verb only informs; one for a speaker's clause.
#[test]
fn statements_have_the_stance_of_verb_and_words() {
    let bench = Bench::new();
    let cases: &[(&str, &str, &str)] = &[
        ("Chile's president, Ana Duarte, thanked Norway for its help.", "Ana Duarte", "praise"),
        ("Prime Minister Olav Berg condemned the attack on the embassy.", "Olav Berg", "condemn"),
        ("Prime Minister Olav Berg said that both sides must respect the border.", "Olav Berg", "urge"),
        ("Prime Minister Olav Berg called the decision unfounded.", "Olav Berg", "condemn"),
        ("Prime Minister Olav Berg said that he would help the police of Chile.", "Olav Berg", "pledge"),
        ("Prime Minister Olav Berg expressed optimism about the talks with Chile.", "Olav Berg", "hope"),
        ("Prime Minister Olav Berg reaffirmed his commitment to the ties with Chile.", "Olav Berg", "pledge"),
        ("Prime Minister Olav Berg voiced concern about the fighting in Chile.", "Olav Berg", "concern"),
        ("Prime Minister Olav Berg said that the ship had left the harbour.", "Olav Berg", "inform"),
    ];
    for (text, speaker, stance) in cases {
        let coding = bench.code(text);
        let said: Vec<(&str, &str)> =
            coding.statements.iter().map(|said| (said.speaker.as_str(), said.stance.code())).collect();
        assert_eq!(said, [(*speaker, *stance)], "{text}");
    }
}

/// Text, kind, amount, whether `at least`, unit.
type Case<'t> = (&'t str, &'t str, Option<u64>, bool, Option<&'t str>);

/// Protects counts: kind, number, `more than`, currency.
#[test]
fn what_is_counted_is_known() {
    let bench = Bench::new();
    let cases: &[Case<'_>] = &[
        ("Norway and Chile signed more than 14 agreements in Oslo.", "agreements", Some(14), true, None),
        ("Norway gave Chile $13.6 million in aid on Monday.", "money", Some(13_600_000), false, Some("USD")),
        ("Norwegian jets bombed the town on Monday, killing 12 civilians.", "killed", Some(12), false, None),
        ("Nicaragua released 222 prisoners on Thursday.", "released", Some(222), false, None),
    ];
    for (text, kind, amount, at_least, unit) in cases {
        let coding = bench.code(text);
        let found: Vec<_> = coding
            .events
            .iter()
            .flat_map(|event| &event.quantities)
            .map(|quantity| (quantity.kind.code(), quantity.amount, quantity.at_least, quantity.unit.as_deref()))
            .collect();
        assert!(found.contains(&(*kind, *amount, *at_least, *unit)), "{text}\n{found:?}");
    }
}

/// Protects evidence: a reader sees the clause from its subject to the end of its object, without marks at the ends.
#[test]
fn evidence_reads_as_a_clause() {
    let bench = Bench::new();
    let cases = [
        (
            "On Friday, Chile expelled two Belarusian diplomats over the affair.",
            "On Friday, Chile expelled two Belarusian diplomats over the affair",
        ),
        ("Norway and Chile signed an agreement on fisheries.", "Norway and Chile signed an agreement on fisheries"),
    ];
    for (text, wanted) in cases {
        let coding = bench.code(text);
        let found: Vec<&str> =
            coding.events.iter().flat_map(|event| &event.evidence).map(|span| span.of(text)).collect();
        assert!(found.contains(&wanted), "{text}\n{found:?}");
    }
}
