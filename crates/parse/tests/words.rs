//! Words and sentences by the conventions of the English treebanks; one line a case.

use parse::Parser;

/// `|` parts words, `+` parts of one surface word, `‖` sentences.
fn shown(text: &str) -> String {
    let reading = Parser::built_in().parse(text, &[]);
    let mut out = String::new();
    for (id, sentence) in reading.sentences.iter_with_ids() {
        for (idx, token) in reading.tokens.slice(sentence.tokens).iter().enumerate() {
            let mark = match (idx, id.row()) {
                (0, 0) => "",
                (0, _) => " ‖ ",
                _ if token.joined => "+",
                _ => "|",
            };
            out.push_str(mark);
            out.push_str(token.span.of(text));
        }
    }
    out
}

/// Protects what the tree and every rule on words stand on.
#[test]
fn words_are_parted_as_in_the_treebanks() {
    for (text, expected) in [
        ("They didn't speak.", "They|did+n't|speak|."),
        ("Egypt's army", "Egypt+'s|army"),
        ("the ministers’ talks", "the|ministers+’|talks"),
        ("He cannot go.", "He|can+not|go|."),
        ("a two-day visit", "a|two|-|day|visit"),
        ("a non-aligned, pro-government group", "a|non-aligned|,|pro-government|group"),
        ("Minister Park Min-woo arrived.", "Minister|Park|Min-woo|arrived|."),
        ("the al-Hadi family", "the|al|-|Hadi|family"),
        ("Lt. Gen. Amara, 52, spoke.", "Lt.|Gen.|Amara|,|52|,|spoke|."),
        ("Maj.-Gen. Hale left.", "Maj.|-|Gen.|Hale|left|."),
        ("It cost $5.2 million, 30% more.", "It|cost|$|5.2|million|,|30|%|more|."),
        ("at 9am on 12/05/2019", "at|9|am|on|12/05/2019"),
        ("See www.example.org/a-b, please.", "See|www.example.org/a-b|,|please|."),
        ("“We will,” he said.", "“|We|will|,|”|he|said|."),
        ("and/or", "and|/|or"),
        ("the 1990-1995 war", "the|1990|-|1995|war"),
        ("Call 555-123-4567 now", "Call|555-123-4567|now"),
        ("the U.S.-led force", "the|U.S.|-|led|force"),
        ("wait... what", "wait|...|what"),
        ("the O'Brien plan", "the|O'Brien|plan"),
    ] {
        assert_eq!(shown(text), expected, "{text}");
    }
}

/// Protects the borders of sentences: ranks and initials do not end them, missing spaces do not hide them.
#[test]
fn sentences_end_where_they_do() {
    for (text, expected) in [
        ("He met Gen. Amara. They spoke.", "He|met|Gen.|Amara|. ‖ They|spoke|."),
        ("It is run by J. P. Hale. It is small.", "It|is|run|by|J.|P.|Hale|. ‖ It|is|small|."),
        ("The talks ended.The envoy left.", "The|talks|ended|. ‖ The|envoy|left|."),
        ("“It is over.” He left.", "“|It|is|over|.|” ‖ He|left|."),
        ("Talks end\n\nEnvoy leaves", "Talks|end ‖ Envoy|leaves"),
    ] {
        assert_eq!(shown(text), expected, "{text}");
    }
}
