//! Date phrases of sentences written for this test, all published on Wednesday 2024-05-15.

use std::sync::LazyLock;

use calendar::{Reference, civil, find_dates};
use lexicon::{DataFiles, Lexicon};

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::load(&DataFiles::built_in()).unwrap());

fn lexicon() -> &'static Lexicon {
    &LEXICON
}

/// `words = value` for each phrase found; the tense is taken from the words around.
fn read(lexicon: &Lexicon, sentence: &str) -> Vec<String> {
    let published = civil::day(2024, 5, 15);
    let mut anchor = None;
    let mut lines = Vec::new();
    for phrase in find_dates(lexicon, sentence) {
        let reference = Reference { published, anchor, tense: phrase.tense, day_first: None };
        let resolved = phrase.resolve(lexicon, &reference);
        let value = resolved.value.map_or("-".to_owned(), |value| value.to_string());
        assert!(!resolved.why.is_empty());
        lines.push(format!("{} = {value}", phrase.span.of(sentence)));
        anchor = resolved.value.or(anchor);
    }
    lines
}

fn check(cases: &[(&str, &[&str])]) {
    let lexicon = lexicon();
    let mut wrong = Vec::new();
    for (sentence, expected) in cases {
        let found = read(lexicon, sentence);
        if found != *expected {
            wrong.push(format!("{sentence}\n   found {found:?}\n  wanted {expected:?}"));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// Protects dates that need no reference day.
#[test]
fn absolute() {
    check(&[
        ("The treaty was signed on January 12, 2023.", &["January 12, 2023 = 2023-01-12"]),
        ("They met on 12 Jan 2023 in Oslo.", &["12 Jan 2023 = 2023-01-12"]),
        ("The note is dated 2023-01-12.", &["2023-01-12 = 2023-01-12"]),
        ("It entered into force on 25/01/2023.", &["25/01/2023 = 2023-01-25"]),
        ("He ruled from 1998 to 2000.", &["1998 to 2000 = 1998/2000"]),
        ("The council was created in early 2022.", &["early 2022 = 2022-01/2022-04"]),
        ("War raged through the 1990s.", &["the 1990s = 1990/1999"]),
        ("The embassy closed in June 2018.", &["June 2018 = 2018-06"]),
        ("It was seized in 2014 and returned in 2016.", &["2014 = 2014", "2016 = 2016"]),
        ("An accord of the 17th century still binds them.", &["the 17th century = 1600/1699"]),
        ("Exports fell in the third quarter of 2009.", &["the third quarter of 2009 = 2009-07/2009-09"]),
        ("Unrest grew in the summer of 2012.", &["the summer of 2012 = 2012-06/2012-08"]),
        ("They met on Monday, March 4, 2024, at 10:30 a.m.", &["Monday, March 4, 2024, at 10:30 a.m. = 2024-03-04"]),
        ("Output fell in 2017 Q1.", &["2017 Q1 = 2017-01/2017-03"]),
        ("The line dates from the 1800s.", &["the 1800s = 1800/1899"]),
        ("He lived from 1704 – 1787.", &["1704 – 1787 = 1704/1787"]),
        ("The rite began on 1 Ramadan 1445.", &["1 Ramadan 1445 = 2024-03-10/2024-03-12"]),
        ("The strike hit on Easter Sunday 2018.", &["Easter Sunday 2018 = 2018-04-01"]),
    ]);
}

/// Protects the choice of the year and month that a text leaves out.
#[test]
fn without_a_year() {
    check(&[
        ("The envoy arrived on Sept. 3.", &["Sept. 3 = 2023-09-03"]),
        ("The visit took place on April 20.", &["April 20 = 2024-04-20"]),
        ("The visit of 20 April opened the way.", &["20 April = 2024-04-20"]),
        ("Voters will choose a president on June 9.", &["June 9 = 2024-06-09"]),
        ("Fighting broke out in mid-March.", &["mid-March = 2024-03-11/2024-03-20"]),
        ("Talks were held between 6 and 9 May.", &["6 and 9 May = 2024-05-06/2024-05-09"]),
        ("They fought from May 6 to May 9.", &["May 6 to May 9 = 2024-05-06/2024-05-09"]),
        ("The ministers met on the 14th.", &["the 14th = 2024-05-14"]),
        ("The union will meet on the 18th and 19th.", &["the 18th and 19th = 2024-05-18/2024-05-19"]),
        ("The two signed on Friday, March 15.", &["Friday, March 15 = 2024-03-15"]),
        ("They have camped there since October.", &["October = 2023-10"]),
    ]);
}

/// Protects wire style: what is told relative to publication on a Wednesday.
#[test]
fn relative_to_publication() {
    check(&[
        ("He arrived today.", &["today = 2024-05-15"]),
        ("He arrived yesterday.", &["yesterday = 2024-05-14"]),
        ("The truce was signed on Monday.", &["Monday = 2024-05-13"]),
        ("The truce was signed on Wednesday.", &["Wednesday = 2024-05-15"]),
        ("The talks will resume on Friday.", &["Friday = 2024-05-17"]),
        ("He resigned on Friday.", &["Friday = 2024-05-10"]),
        ("He left last Thursday.", &["last Thursday = 2024-05-09"]),
        ("The council meets next Friday.", &["next Friday = 2024-05-24"]),
        ("She spoke earlier this week.", &["earlier this week = 2024-05-13/2024-05-15"]),
        ("The deal was struck last month.", &["last month = 2024-04"]),
        ("A delegation came late last month.", &["late last month = 2024-04-21/2024-04-30"]),
        ("The quarrel began in April last year.", &["April last year = 2023-04"]),
        ("He fled two days ago.", &["two days ago = 2024-05-13"]),
        ("She was elected three weeks ago.", &["three weeks ago = 2024-04-22/2024-04-28"]),
        ("The pact was signed five years ago.", &["five years ago = 2019"]),
        ("Police moved in this morning.", &["this morning = 2024-05-15"]),
        ("He was seized on Monday night.", &["Monday night = 2024-05-13"]),
        ("The corvette sank last October.", &["last October = 2023-10"]),
        ("The general recently toured the front.", &["recently = ../2024-05-15"]),
        ("Clashes spread in recent months.", &["recent months = ../2024-05-15"]),
        ("In the past three years trade doubled.", &["the past three years = 2021/2024"]),
        ("It is to be held from May 20.", &["May 20 = 2024-05-20"]),
        ("He served from 3 March to yesterday.", &["3 March to yesterday = 2024-03-03/2024-05-14"]),
        ("Talks are set for the week of 20 May.", &["the week of 20 May = 2024-05-20/2024-05-26"]),
        ("They marched at the weekend.", &["the weekend = 2024-05-11/2024-05-12"]),
        ("The shelling went on last week.", &["last week = 2024-05-06/2024-05-12"]),
        ("The vote will be held by the end of the year.", &["the end of the year = 2024-09/2024-12"]),
    ]);
}

/// Protects times counted from what the text has just told.
#[test]
fn relative_to_the_story() {
    check(&[
        (
            "He was chosen on 3 March 2020 and sworn in the following day.",
            &["3 March 2020 = 2020-03-03", "the following day = 2020-03-04"],
        ),
        (
            "They met on 3 March 2020; two days later the pact fell.",
            &["3 March 2020 = 2020-03-03", "two days later = 2020-03-05"],
        ),
        ("Elected in 2011, he fell two years later.", &["2011 = 2011", "two years later = 2013"]),
        (
            "The siege began in August 2020. A day earlier he fled.",
            &["August 2020 = 2020-08", "A day earlier = 2024-05-14"],
        ),
        ("It met on 3 March 2020. That year it met twice.", &["3 March 2020 = 2020-03-03", "That year = 2020"]),
        (
            "The ceasefire began on 9 May 2021, eleven days earlier than planned.",
            &["9 May 2021 = 2021-05-09", "eleven days earlier = 2021-04-28"],
        ),
    ]);
}

/// Protects the kinds: lengths of time and repetitions are found and are no dates.
#[test]
fn durations_and_sets() {
    check(&[
        ("They talked for three hours.", &["three hours = -"]),
        ("The junta has ruled for years.", &["years = -"]),
        ("He declared a 90-day emergency.", &["a 90-day = -"]),
        ("The ministers hold annual talks.", &["annual = -"]),
        ("Patrols pass every Monday.", &["every Monday = -"]),
    ]);
}

/// Protects against words and numbers that only look like dates.
#[test]
fn nothing_to_find() {
    check(&[
        ("The minister may march on the capital.", &[]),
        ("About 2,000 soldiers and 1500 police stood by.", &[]),
        ("Read it at example.org/news/2024/05/14/truce or call 555-0199.", &[]),
        ("He is 45 and heads the 3rd brigade.", &[]),
        ("The 14th floor burned on the 38th parallel.", &[]),
        ("A second man fell ill.", &[]),
    ]);
}

/// Protects pipelines: a phrase needs no reference day to be found, and says so when it cannot be placed.
#[test]
fn without_publication() {
    let lexicon = lexicon();
    let phrases = find_dates(lexicon, "They met on Monday, on April 20 and in 2019.");
    let values: Vec<_> = phrases
        .iter()
        .map(|phrase| phrase.resolve(lexicon, &Reference::default()).value.map(|value| value.to_string()))
        .collect();
    assert_eq!(values, [None, Some("XXXX-04-20".to_owned()), Some("2019".to_owned())]);
}
