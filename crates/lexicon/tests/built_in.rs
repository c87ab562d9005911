//! The tables built into the program, looked at the way the other rooms do.

use lexicon::{CountryForm, DataFiles, Lexicon, LexiconErrors, TitleKind, audit};
use record::{BodyKind, Context, CountryCode, EventType, Held, Mode, PlacePrecision, QuadClass, Sector, Subject};

fn lexicon() -> Lexicon {
    Lexicon::built_in().unwrap_or_else(|LexiconErrors(faults)| {
        let lines: Vec<String> = faults.iter().map(ToString::to_string).collect();
        panic!("the built-in data does not load:\n{}", lines.join("\n"))
    })
}

fn code(code: &str) -> Option<CountryCode> {
    CountryCode::new(code)
}

/// Protects country look-ups of every form.
#[test]
fn countries_are_known_by_every_form() {
    let lexicon = lexicon();
    let countries = lexicon.countries();
    assert_eq!(countries.name("Egypt"), code("EGY"));
    assert_eq!(countries.name("DR Congo"), code("COD"));
    assert_eq!(countries.name("Türkiye"), code("TUR"));
    assert_eq!(countries.name("turkey"), None);
    assert_eq!(countries.adjective("Emirati"), code("ARE"));
    assert_eq!(countries.demonym("Britons"), code("GBR"));
    assert_eq!(countries.seat("Elysee"), code("FRA"));
    assert_eq!(countries.seat("Kremlin"), code("RUS"));
    assert_eq!(countries.capital("Ulan Bator"), code("MNG"));
    let words = ["South", "Sudanese", "officials"];
    let (n_words, phrases) = countries.phrases().longest(&words).expect("an adjective");
    assert_eq!((n_words, phrases[0].code, phrases[0].form), (2, code("SSD").unwrap(), CountryForm::Adjective));
    assert_eq!(countries.any("Georgia").map(|phrase| phrase.code), code("GEO"));
    assert_eq!(countries.by_iso2("XK"), code("KOS"));
    let libya = countries.by_code(code("LBY").unwrap()).expect("Libya");
    assert_eq!(libya.capital(), Some("Tripoli"));
    assert!(libya.neighbours.contains(&code("TUN").unwrap()));
    assert!(libya.sides.iter().any(|side| side.aliases.iter().any(|alias| alias == "LNA")));
    assert!((libya.lat_milli - 27_000).abs() < 2_000);
}

/// Protects titles: kinds, modifiers, portfolios by rule, plurals.
#[test]
fn titles_are_found_with_what_they_mean() {
    let lexicon = lexicon();
    let titles = lexicon.titles();
    let title = |words: &str| {
        let words: Vec<&str> = words.split(' ').collect();
        titles.phrases().longest(&words).map(|(n_words, ids)| (n_words, titles.get(ids[0])))
    };
    let (n_words, minister) = title("Minister of Foreign Affairs and Expatriates of Lebanon").expect("a minister");
    assert_eq!((n_words, minister.kind, minister.body_kind), (6, TitleKind::Office, Some(BodyKind::Ministry)));
    let (n_words, rank) = title("Lt. Gen. Someone").expect("a rank");
    assert_eq!((n_words, rank.kind, rank.sector), (2, TitleKind::Rank, Some(Sector::Mil)));
    assert!(title("President").expect("president").1.national);
    assert!(title("commander - in - chief").expect("commander").1.head);
    assert_eq!(title("His Excellency").expect("honorific").1.kind, TitleKind::Honorific);
    assert!(titles.plurals().contains("Foreign Ministers"));
    assert!(titles.plurals().contains("chiefs of staff"));
    assert_eq!(titles.modifier("acting").and_then(|modifier| modifier.held), Some(Held::Acting));
    assert_eq!(titles.modifier("former").map(|modifier| modifier.keeps_in_title), Some(false));
    assert_eq!(titles.modifier("deputy").map(|modifier| modifier.keeps_in_title), Some(true));
}

/// Protects bodies, head words and nouns for people.
#[test]
fn bodies_are_known() {
    let lexicon = lexicon();
    let bodies = lexicon.bodies();
    let body = |name: &str| bodies.phrases().get(name).first().map(|id| bodies.get(*id));
    assert_eq!(body("AU").map(|body| body.name.as_str()), Some("African Union"));
    assert_eq!(body("LNA").and_then(|body| body.country), code("LBY"));
    assert_eq!(body("Houthis").map(|body| body.kind), Some(BodyKind::ArmedGroup));
    assert_eq!(bodies.head_word("ministries").map(|head| head.kind), Some(BodyKind::Ministry));
    assert_eq!(bodies.agent("protesters"), Some(Sector::Cvl));
    assert_eq!(bodies.agent("lawmaker"), Some(Sector::Leg));
}

/// Protects the search in the sorted file of cities.
#[test]
fn places_are_found_with_the_largest_first() {
    let lexicon = lexicon();
    let places = lexicon.places();
    let found = places.lookup("Tripoli");
    assert_eq!(found.first().and_then(|place| place.country), code("LBY"));
    assert!(found.iter().any(|place| place.country == code("LBN")));
    assert_eq!(
        places.lookup_in("Tripoli", code("LBN").unwrap()).map(|place| place.precision),
        Some(PlacePrecision::City)
    );
    assert!(places.contains("Benghazi") && !places.contains("Nowhere at All"));
    assert_eq!(places.longest(&["Port", "Sudan", "on", "Monday"]), Some(2));
    assert!(places.lookup("").is_empty());
}

/// Protects the ontology: every code has its facts, and the enums of `record` and the files agree.
#[test]
fn the_ontology_is_whole() {
    let lexicon = lexicon();
    let ontology = lexicon.ontology();
    for event_type in EventType::ALL {
        assert!(ontology.event_type(*event_type).is_some(), "{event_type} has no row in types.tsv");
        assert!(!ontology.cameo(*event_type, None).is_empty(), "{event_type} has no CAMEO code");
        for mode in ontology.modes(*event_type) {
            assert!(!ontology.cameo(*event_type, Some(mode)).is_empty());
        }
    }
    for mode in Mode::ALL {
        assert!(EventType::ALL.iter().any(|event_type| ontology.has_mode(*event_type, *mode)), "{mode} serves no type");
    }
    assert!(Subject::ALL.iter().all(|subject| !ontology.subject_meaning(*subject).is_empty()));
    assert_eq!(ontology.score_tenths(EventType::Consult, Some(Mode::Phone)), 15);
    assert_eq!(ontology.score_tenths(EventType::Assault, Some(Mode::Phone)), -90);
    assert_eq!(ontology.quad(EventType::Sanction), QuadClass::MaterialConflict);
    assert_eq!(ontology.cameo(EventType::Consult, Some(Mode::Visit)), "042");
    assert_eq!(ontology.cameo_in(EventType::Agree, None, &[Context::Military]), "0312");
}

/// Protects `data/` as a whole.
#[test]
fn the_built_in_data_passes_its_audit() {
    let files = DataFiles::built_in();
    let faults: Vec<String> = audit(&lexicon(), &files).iter().map(ToString::to_string).collect();
    let shown: Vec<&String> = faults.iter().take(60).collect();
    assert!(faults.is_empty(), "{} faults:\n{shown:#?}", faults.len());
}

/// Protects the remedy: a bad row is named by file, line and column, with what to do.
#[test]
fn faults_name_place_and_remedy() {
    for (path, text, expected) in [
        (
            "bodies/known/mine.tsv",
            "name\taliases\tcountry\tkind\tsector\nHarbour Watch\t\tLBX\tpolice\tCOP\n",
            "bodies/known/mine.tsv:2:16: country \"LBX\" is not known; did you mean \"LBN\"?",
        ),
        (
            "titles/offices.tsv",
            "title\tkind\nharbour master\toffise\n",
            "titles/offices.tsv:2:16: kind \"offise\" is not known; did you mean \"office\"?",
        ),
        (
            "places/sites.tsv",
            "name\tcountry\tlat\tlon\tprecision\nNew Quay\tFRA\tnorth\t2.0\tsite\n",
            "places/sites.tsv:2:14: lat \"north\" is no degree between -180 and 180; write decimal degrees, as in 32.887",
        ),
        (
            "ontology/cameo.tsv",
            "type\tmode\tcontext\tcameo\nCONSULT\triot\t\t040\n",
            "ontology/cameo.tsv:2:9: CONSULT has no mode \"riot\"; give it a row in data/ontology/modes.tsv, or correct it",
        ),
        ("countries/xyz.toml", "code = \"XYZ\"\nnmae = \"Nowhere\"\n", "countries/xyz.toml:2:1: unknown field `nmae`"),
    ] {
        let mut files = DataFiles::built_in();
        files.add(path, text.to_owned());
        let faults = Lexicon::load(&files).map(|_| ()).unwrap_err().to_string();
        assert!(faults.contains(expected), "{faults}");
    }
}

/// Protects layers: a folder laid over adds names and replaces rows.
#[test]
fn layers_add_and_replace() {
    let mut files = DataFiles::built_in();
    files.add(
        "titles/offices.tsv",
        "title\tkind\tsector\nharbour reeve\toffice\tGOV\ngovernor\toffice\tMIL\n".to_owned(),
    );
    files.add(
        "bodies/known/mine.tsv",
        "name\taliases\tcountry\tkind\tsector\nHarbour Watch\tHW\tFRA\tpolice\tCOP\n".to_owned(),
    );
    let lexicon = Lexicon::load(&files).expect("the layers are sound");
    let sector = |title: &str| lexicon.titles().get(lexicon.titles().phrases().get(title)[0]).sector;
    assert_eq!(sector("Harbour Reeve"), Some(Sector::Gov));
    assert_eq!(sector("governor"), Some(Sector::Mil));
    assert!(lexicon.bodies().phrases().contains("HW"));
}

/// Protects small towns and districts: each knows its region, abbreviations of states lead to it.
#[test]
fn towns_know_their_region() {
    let lexicon = lexicon();
    let places = lexicon.places();
    let towns = places.lookup("Alexandria");
    assert!(towns.iter().any(|town| town.region == "Louisiana" && (town.lon_milli + 92_450).abs() < 50));
    assert_eq!(towns.first().and_then(|town| town.country), code("EGY"));
    assert_eq!(places.state_of_short("La."), Some("Louisiana"));
    assert_eq!(places.state_of_short("la"), None);
    let county = places.lookup_in("Ada County", code("USA").unwrap()).expect("a county");
    assert_eq!((county.precision, county.region.as_str()), (PlacePrecision::Region, "Idaho"));
    assert!(county.is_small());
}

/// Protects the dating of undated articles: elections and names with their days.
#[test]
fn known_days_have_words_and_order() {
    let lexicon = lexicon();
    assert!(lexicon.known_days().len() > 300);
    assert!(lexicon.known_days().iter().all(|day| day.first <= day.last && !day.words.is_empty()));
    assert!(lexicon.new_names().iter().all(|name| name.term.is_dated()));
}
