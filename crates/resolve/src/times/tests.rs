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

fn holder(name: &str, title: &str, country: &str, held: record::Held) -> record::Person {
    let country = record::CountryCode::new(country);
    let span = Span::new(0, 1);
    record::Person {
        name: name.to_owned(),
        aliases: Vec::new(),
        country,
        sector: None,
        offices: vec![record::Office { title: title.to_owned(), body: None, country, held, span }],
        rank: None,
        background: false,
        mentions: vec![span],
    }
}

fn written_with(text: &str, people: Vec<record::Person>) -> Option<(String, String)> {
    let lexicon = Lexicon::load(&DataFiles::built_in()).unwrap();
    let mut cast = Cast { people: record::Table::from(people), ..Cast::default() };
    times(&lexicon, &article(text, None, &[]), &Reading::default(), &mut cast);
    cast.written.map(|(value, _, why)| (value.to_string(), why))
}

/// Protects the dating of undated articles by terms of office: a weekday leaves one year, two terms leave their common
/// days, contradictions and a single long term leave nothing.
#[test]
fn terms_of_office_date_an_article() {
    use record::Held::{Current, Former};
    let ardern = || holder("Jacinda Ardern", "Prime Minister", "NZL", Current);
    let morrison = || holder("Scott Morrison", "prime minister", "AUS", Current);
    let (day, why) =
        written_with("They met today, Wednesday 6 March, in Auckland.", vec![ardern(), morrison()]).unwrap();
    assert_eq!(day, "2019-03-06");
    assert!(why.contains("Scott Morrison is prime minister of AUS: 2018-08-24/2022-05-23"), "{why}");
    let lizzy = holder("Liz Truss", "Prime Minister", "GBR", Current);
    let (days, _) = written_with("They spoke by phone.", vec![ardern(), lizzy]).unwrap();
    assert_eq!(days, "2022-09-06/2022-10-24");
    let turnbull = holder("Malcolm Turnbull", "prime minister", "AUS", Current);
    assert_eq!(written_with("They met.", vec![turnbull, morrison()]), None);
    assert_eq!(written_with("She spoke.", vec![ardern()]), None);
    let key = holder("John Key", "prime minister", "NZL", Former);
    assert_eq!(written_with("They met.", vec![ardern(), key]).map(|(days, _)| days), None);
}

/// Protects repeated terms: whoever came back to office is dated to neither term alone.
#[test]
fn a_second_term_leaves_both_open() {
    let trump = || holder("Donald Trump", "President", "USA", record::Held::Current);
    let macron = holder("Emmanuel Macron", "President", "FRA", record::Held::Current);
    let may = holder("Theresa May", "prime minister", "GBR", record::Held::Current);
    assert_eq!(written_with("They met.", vec![trump(), macron.clone()]), None);
    let (days, _) = written_with("They met.", vec![trump(), macron, may]).unwrap();
    assert_eq!(days, "2017-05-14/2019-07-23");
}
