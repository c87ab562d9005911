//! Whatever the text: nothing panics, and spans cut the words found.

use std::sync::LazyLock;

use calendar::{PageHints, Reference, Tense, civil, find_dates, page_dates};
use lexicon::{DataFiles, Lexicon};
use proptest::prelude::*;

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::load(&DataFiles::built_in()).unwrap());

/// Words that rules look for, in any order, with signs between.
fn word_salad() -> impl Strategy<Value = String> {
    let words = prop::sample::select(vec![
        "last",
        "next",
        "the",
        "a",
        "first",
        "31",
        "30",
        "2024",
        "99",
        "of",
        "May",
        "Feb.",
        "February",
        "29",
        "29th",
        "Monday",
        "week",
        "weeks",
        "years",
        "ago",
        "later",
        "before",
        "early",
        "mid",
        "-",
        "–",
        "/",
        ":",
        ",",
        ".",
        "12",
        "3",
        "am",
        "p.m.",
        "GMT",
        "+03:00",
        "to",
        "and",
        "between",
        "from",
        "in",
        "end",
        "quarter",
        "century",
        "9999",
        "0000",
        "millennia",
        "999999999",
        "1990",
        "s",
        "'80s",
        "Ramadan",
        "1445",
        "Easter",
        "weekend",
        "half",
        "two",
        "twenty",
        "hundred",
        "every",
        "now",
        "that",
        "year",
        "previous",
        "٢٠٢٦",
        "كانون الثاني",
        "年",
        "1月",
        "de",
        "março",
        "\n",
        "00:60",
        "(",
        ")",
    ]);
    prop::collection::vec((words, prop::bool::ANY), 0..14).prop_map(|words| {
        words.into_iter().map(|(word, space)| if space { format!("{word} ") } else { word.to_owned() }).collect()
    })
}

fn holds(text: &str) -> Result<(), TestCaseError> {
    let mut last = 0;
    for phrase in find_dates(&LEXICON, text) {
        let words = phrase.span.of(text);
        prop_assert!(!words.is_empty() && words.trim() == words, "{words:?} of {text:?}");
        prop_assert!(phrase.span.start >= last);
        last = phrase.span.end;
        for published in [None, civil::day(2024, 2, 29), civil::day(9999, 12, 31), civil::day(1, 1, 1)] {
            for tense in [Tense::Past, Tense::Unknown, Tense::Future] {
                for anchor in [
                    None,
                    Some("2019".parse().unwrap()),
                    Some("../2020-01-01".parse().unwrap()),
                    Some("XXXX-02-29".parse().unwrap()),
                ] {
                    let resolved = phrase.resolve(&LEXICON, &Reference { published, anchor, tense, day_first: None });
                    let printed = resolved.value.map(|value| value.to_string());
                    if let Some(printed) = printed {
                        prop_assert!(printed.parse::<record::Edtf>().is_ok(), "{printed} from {words:?}");
                    }
                }
            }
        }
    }
    for date in page_dates(&LEXICON, text, &PageHints::default()) {
        prop_assert!(!date.span.of(text).is_empty());
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn on_any_text(text in "\\PC{0,60}") {
        holds(&text)?;
    }

    #[test]
    fn on_words_of_dates(text in word_salad()) {
        holds(&text)?;
    }
}

/// Protects speed: digits and phrases nested without end stay linear enough to finish at once.
#[test]
fn on_long_repetitions() {
    for piece in ["1", "early ", "the end of ", "12/", "in two years before ", "first half of ", "1 May 2020 to ", "’"]
    {
        let text = piece.repeat(3000);
        find_dates(&LEXICON, &text);
        page_dates(&LEXICON, &text, &PageHints::default());
    }
}
