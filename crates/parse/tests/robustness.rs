//! Whatever the bytes, reading gives a sound layer: words in order on character boundaries, one tree a sentence.

use parse::{Parser, conllu};
use proptest::prelude::*;
use record::{Reading, SentenceKind};

/// Checks the invariants that every later room builds on.
fn check(text: &str, reading: &Reading) {
    let mut end = 0;
    for (id, sentence) in reading.sentences.iter_with_ids() {
        assert!(!sentence.tokens.is_empty());
        let mut n_roots = 0;
        for token_id in sentence.tokens.ids() {
            let token = &reading.tokens[token_id];
            assert_eq!(token.sentence, id);
            assert!(token.span.start >= end && !token.span.is_empty());
            assert!(text.get(token.span.range()).is_some(), "not on character boundaries");
            end = token.span.end;
            n_roots += usize::from(token.head.is_none());
            assert!(token.head.is_none_or(|head| sentence.tokens.contains(head) && head != token_id));
            // No circles: the root is reached in fewer steps than there are words.
            let mut at = token_id;
            for _ in 0..sentence.tokens.len() {
                at = reading.tokens[at].head.unwrap_or(at);
            }
            assert!(reading.tokens[at].head.is_none(), "a circle");
        }
        assert_eq!(n_roots, 1);
    }
    let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    let words: String = reading.tokens.iter().map(|token| token.span.of(text)).collect();
    assert_eq!(letters(&words), letters(text), "letters were lost");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// Protects every later room from texts nobody thought of.
    #[test]
    fn any_text_is_read(text in "\\PC{0,200}|[a-zA-Z .,'’“”\"()/\\-–—$%0-9\n]{0,300}|(\\p{L}|\\p{M}|\\p{So}|\\s){0,100}") {
        let reading = Parser::built_in().parse(&text, &[]);
        check(&text, &reading);
        // What is printed must be readable again.
        let printed = conllu::write(&text, &reading, None);
        let again = conllu::read(&printed).unwrap();
        prop_assert_eq!(again.len(), reading.sentences.len());
    }
}

/// Protects memory and time: a sentence without end is cut, and says so.
#[test]
fn endless_sentences_are_cut() {
    let text = "river stone ".repeat(5_000);
    let reading = Parser::built_in().parse(&text, &[]);
    check(&text, &reading);
    assert!(reading.sentences.iter().all(|sentence| sentence.tokens.len() <= 400));
    assert!(!reading.findings.is_empty());
    for part in ["stone/river-", "1-", ".).", "a.B", "'", "((", "é—", "U.S.", "x\u{301}", "3,", "\u{200b}a"] {
        let glued = part.repeat(60_000 / part.len());
        check(&glued, &Parser::built_in().parse(&glued, &[]));
    }
    check("", &Parser::built_in().parse("", &[]));
}

/// Protects the tree of the first sentence: what stands before the dash is a sentence of its own.
#[test]
fn datelines_stand_apart() {
    for (text, n_words) in [
        ("ASMARA, July 9 (Horn Monitor) - The two armies agreed on a line of contact.", 9),
        ("RABAT (Gulf Wire) — Ministers of both countries met to discuss the border.", 6),
        ("PODGORICA, Nov. 3, 2021 (Adria Post) -- The parliament adopted the budget on Friday.", 11),
        ("The two armies - both of them small - agreed on a line of contact.", 0),
        ("Egypt's army chief held talks in Rabat - his second visit this year.", 0),
    ] {
        let reading = Parser::built_in().parse(text, &[]);
        let first = &reading.sentences.rows()[0];
        let found = if first.kind == SentenceKind::Dateline { first.tokens.len() } else { 0 };
        assert_eq!(found, n_words, "{text}");
    }
}
