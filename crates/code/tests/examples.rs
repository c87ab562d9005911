//! Every frame's own sentences, run through the whole engine.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use code::Coder;
use lexicon::frames::{Example, Frame};
use lexicon::{DataFiles, Lexicon};
use parse::Parser;
use record::{Article, Coding, Event, Region, RegionKind, SourceMap, Span, Stamp, Status, Trace};

struct Bench {
    lexicon: Lexicon,
    parser: Parser,
}

impl Bench {
    fn code(&self, sentence: &str) -> Coding {
        let article = Article {
            id: String::new(),
            origin: String::new(),
            title: None,
            publisher: None,
            byline: Vec::new(),
            published: None,
            date_candidates: Vec::new(),
            language: None,
            text: sentence.to_owned(),
            regions: vec![Region { span: Span::new(0, sentence.len()), kind: RegionKind::Paragraph }],
            source_map: SourceMap::default(),
            findings: Vec::new(),
        };
        let reading = self.parser.parse(&article.text, &article.regions);
        let cast = resolve::resolve(&self.lexicon, &article, &reading, &mut Trace::off());
        let stamp = Stamp { engine: String::new(), data: String::new(), model: String::new() };
        Coder::new(&self.lexicon).code(&article, &reading, &cast, stamp, &mut Trace::off())
    }
}

fn took_place(event: &Event) -> bool {
    matches!(event.status, Status::Occurred | Status::Ongoing)
}

/// What is wrong with a sentence that must code.
fn fault(frame: &Frame, example: &Example, coding: &Coding) -> Option<String> {
    let of_type: Vec<&Event> =
        coding.events.iter().filter(|event| event.event_type == frame.event_type && took_place(event)).collect();
    if of_type.is_empty() {
        let got: Vec<String> =
            coding.events.iter().map(|event| format!("{} {}", event.event_type, event.status)).collect();
        return Some(format!("not coded (got {})", got.join(", ")));
    }
    let holds = |event: &Event| {
        let in_role = |words: &String, recipient: bool| {
            let list = if recipient { &event.recipients } else { &event.actors };
            list.iter().any(|party| {
                example
                    .sentence
                    .match_indices(words.as_str())
                    .any(|(at, _)| Span::new(at, at + words.len()).overlaps(party.span))
            })
        };
        example.actors.iter().all(|words| in_role(words, false))
            && example.recipients.iter().all(|words| in_role(words, true))
    };
    if of_type.iter().any(|event| holds(event)) {
        return None;
    }
    let text = &example.sentence;
    let words =
        |parties: &[record::Party]| parties.iter().map(|party| party.span.of(text)).collect::<Vec<_>>().join(" | ");
    let got: Vec<String> =
        of_type.iter().map(|event| format!("[{}] -> [{}]", words(&event.actors), words(&event.recipients))).collect();
    Some(format!("parties {} but wanted {:?} -> {:?}", got.join("; "), example.actors, example.recipients))
}

/// Sentences that the program still gets wrong: frame and sentence, one a line.
const KNOWN_FAILURES: &str = include_str!("known_failures.tsv");

/// Protects every frame: its sentences code as its author says, and those of `codes_not` report no such event.
///
/// What the program still gets wrong stands in `known_failures.tsv`, and nothing else may fail; what has come right must
/// leave the list.
#[test]
fn frames_do_what_their_sentences_say() {
    let lexicon = Lexicon::load(&DataFiles::built_in()).unwrap_or_else(|faults| panic!("{faults}"));
    let bench = Bench { lexicon, parser: Parser::built_in() };
    let (mut failing, mut report) = (BTreeSet::new(), String::new());
    for frame in bench.lexicon.frames().frames() {
        for example in &frame.codes {
            if let Some(fault) = fault(frame, example, &bench.code(&example.sentence)) {
                let _ = writeln!(report, "{} codes {:?}: {fault}", frame.name, example.sentence);
                failing.insert(format!("{}\t{}", frame.name, example.sentence));
            }
        }
        for example in &frame.codes_not {
            let coding = bench.code(&example.sentence);
            let wrong = coding
                .events
                .iter()
                .any(|event| event.frame == frame.name && took_place(event) && event.event_type == frame.event_type);
            if wrong {
                let _ = writeln!(report, "{} codes_not {:?}: coded", frame.name, example.sentence);
                failing.insert(format!("{}\t{}", frame.name, example.sentence));
            }
        }
    }
    let known: BTreeSet<String> = KNOWN_FAILURES.lines().skip(1).map(str::to_owned).collect();
    let list: String = failing.iter().map(|line| format!("{line}\n")).collect();
    let new: Vec<&String> = failing.difference(&known).collect();
    let mended: Vec<&String> = known.difference(&failing).collect();
    assert!(
        new.is_empty() && mended.is_empty(),
        "fail and are not listed: {new:#?}\nlisted and right by now: {mended:#?}\n{report}\nthe list as it is now:\n{list}"
    );
}
