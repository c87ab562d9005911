use super::*;
use lexicon::DataFiles;
use record::{DateCandidate, Published, SourceMap};

fn article(text: &str, published: Option<&str>, page: &[(&'static str, &str, &str)]) -> Article {
    Article {
        id: String::new(),
        origin: "test".to_owned(),
        title: None,
        publisher: None,
        byline: Vec::new(),
        published: published.map(|value| Published {
            value: value.parse().unwrap(),
            basis: DateBasis::Stated,
            evidence: value.to_owned(),
        }),
        date_candidates: page
            .iter()
            .map(|(kind, value, evidence)| DateCandidate {
                value: value.parse().unwrap(),
                kind,
                evidence: (*evidence).to_owned(),
                verdict: String::new(),
            })
            .collect(),
        language: None,
        text: text.to_owned(),
        regions: Vec::new(),
        source_map: SourceMap::default(),
        findings: Vec::new(),
    }
}

fn resolved(article: &Article) -> (Option<String>, Vec<String>) {
    let lexicon = Lexicon::load(&DataFiles::built_in()).unwrap();
    let mut cast = Cast::default();
    times(&lexicon, article, &Reading::default(), &mut cast);
    let written = cast.written.as_ref().map(|(value, ..)| value.to_string());
    let line = |time: &TimeExpression| {
        let value = time.value.map_or("-".to_owned(), |value| value.to_string());
        format!("{} = {value} {}", time.span.of(&article.text), time.basis)
    };
    (written, cast.times.iter().map(line).collect())
}

/// Protects dated articles: phrases count from publication and from one another.
#[test]
fn counts_from_publication() {
    let article = article(
        "The two ministers met on Sunday. The following day they signed. They first met on 4 May 2021.",
        Some("2024-05-15"),
        &[],
    );
    let (written, times) = resolved(&article);
    assert_eq!(written.as_deref(), Some("2024-05-15"));
    assert_eq!(
        times,
        ["Sunday = 2024-05-12 relative", "The following day = 2024-05-13 relative", "4 May 2021 = 2021-05-04 stated"]
    );
}

/// Protects undated articles: a weekday that agrees with the date gives the year, within what page and text allow.
#[test]
fn a_weekday_dates_an_undated_article() {
    let text = "The ship docked on Tuesday, May 14. The war began in 2019. Crews rested on Wednesday.";
    let page = [("clock", "2026-03-02", "Today: Monday, 2 March 2026")];
    let (written, times) = resolved(&article(text, None, &page));
    assert_eq!(written.as_deref(), Some("2024-05-14/2024-05-19"));
    assert_eq!(times.first().map(String::as_str), Some("Tuesday, May 14 = 2024-05-14 stated"));
    let (written, times) = resolved(&article(text, None, &[]));
    assert_eq!(written, None, "2019 and 2024 both fit: {times:?}");
}

/// Protects readers from guesses: without dated facts nothing is inferred.
#[test]
fn nothing_is_guessed() {
    let (written, times) = resolved(&article("The envoy left on Monday and returned on April 20.", None, &[]));
    assert_eq!(written, None);
    assert_eq!(times, ["Monday = - unknown", "April 20 = XXXX-04-20 stated"]);
}

/// Protects mastheads without a year: they are the day of writing.
#[test]
fn a_masthead_without_a_year() {
    let page = [("masthead", "XXXX-05-14", "Tue 14 May 22:07 GMT"), ("copyright", "2025", "(c) 2025")];
    let (written, times) = resolved(&article("Troops moved on Monday. He has ruled since 2019.", None, &page));
    assert_eq!(written.as_deref(), Some("2024-05-14"));
    assert_eq!(times.first().map(String::as_str), Some("Monday = 2024-05-13 inferred"));
}
