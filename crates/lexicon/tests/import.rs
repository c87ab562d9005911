//! Other projects' dictionaries, in files written for these tests.

use lexicon::import::{self, Import};
use lexicon::{ActorKind, DataFiles, Lexicon};
use record::{BodyKind, CountryCode, Sector};

const ACTORS: &str = "\
# a dictionary for tests
<!-- two lines
of comment -->
ARBERIA_  [ALB]
+ARBERIAN_ ; old style comment

# leaders
DRITAN_HOXHOLLI_  # made up
+PRESIDENT_HOXHOLLI_
\t[ALBELI <910401]
\t[ALBGOV 910401-19970724]
\t[ALBGOV > 20130910]
\t[ALBGOV 19971340-19980101]
FOREIGN_MINISTER_LUAN_PREMTI_ [ALBGOV 020101-031231]
PEOPLES_FRONT_OF_SHALA_(PFS)_ [ALBREB] # comment
+SHALA_FRONT_
MINISTRY_OF_FISHERIES_OF_ARBERIA [ALBGOV]
WORLD_FISH_UNION [IGOWFU]
LAKE_TRAWLERS_INC. [MNCALB] [XYZ]
NOTHING_SAID_
+MUTE_
";

fn lexicon() -> Lexicon {
    Lexicon::built_in().expect("built-in data is sound")
}

fn code(code: &str) -> Option<CountryCode> {
    CountryCode::new(code)
}

fn laid_over(import: &Import) -> Lexicon {
    let mut files = DataFiles::built_in();
    files.add("actors/test.tsv", import.write("test.txt"));
    Lexicon::load(&files).expect("what is imported loads")
}

/// Protects the dates, names and codes of older actor dictionaries, and that nothing is dropped in silence.
#[test]
fn petrarch_actors_keep_their_dates() {
    let import = import::petrarch(&lexicon(), ACTORS).expect("an actor dictionary");
    let kinds: Vec<(&str, ActorKind)> = import.actors.iter().map(|actor| (actor.name.as_str(), actor.kind)).collect();
    assert_eq!(
        kinds,
        [
            ("Arberia", ActorKind::Place),
            ("Dritan Hoxholli", ActorKind::Person),
            ("Luan Premti", ActorKind::Person),
            ("Peoples Front of Shala", ActorKind::Body(BodyKind::ArmedGroup)),
            ("Ministry of Fisheries of Arberia", ActorKind::Body(BodyKind::Ministry)),
            ("World Fish Union", ActorKind::Body(BodyKind::International)),
            ("Lake Trawlers INC.", ActorKind::Body(BodyKind::Company)),
        ]
    );
    let leader = &import.actors[1];
    assert_eq!(leader.aliases, ["Hoxholli"]);
    let terms: Vec<String> = leader.roles.iter().map(|role| role.term.to_string()).collect();
    assert_eq!(terms, ["../1991-04-01", "1991-04-01/1997-07-24", "2013-09-10/.."]);
    assert_eq!(leader.roles[0].sector, Some(Sector::Eli));
    assert_eq!(import.actors[2].roles[0].office, "foreign minister");
    assert_eq!(import.actors[3].aliases, ["PFS", "Shala Front"]);
    let left: Vec<(usize, &str)> = import.left.iter().map(|left| (left.line, left.why.as_str())).collect();
    assert_eq!(
        left,
        [(13, "\"19971340\" is no day; write YYYYMMDD"), (20, "no code says what it is")],
        "{:?}",
        import.left
    );
}

/// Protects the use of what was imported: side and sector by name and by the day of the article.
#[test]
fn imported_actors_are_known_by_date() {
    let import = import::petrarch(&lexicon(), ACTORS).expect("an actor dictionary");
    let lexicon = laid_over(&import);
    let find = |name: &str, year: i16| {
        let day = (year, 6, 1);
        lexicon.holders().find(name, lexicon.names(), Some((day, day)))
    };
    assert_eq!(find("Dritan Hoxholli", 1995).map(|holder| holder.sector), Some(Some(Sector::Gov)));
    assert_eq!(find("Dritan Hoxholli", 1985).map(|holder| holder.sector), Some(Some(Sector::Eli)));
    assert_eq!(find("Hoxholli", 2020).and_then(|holder| holder.country), code("ALB"));
    let body = |name: &str| lexicon.bodies().phrases().get(name).first().map(|id| lexicon.bodies().get(*id));
    assert_eq!(body("Shala Front").map(|body| (body.country, body.sector)), Some((code("ALB"), Some(Sector::Reb))));
    assert_eq!(lexicon.places().lookup("Arberia").first().and_then(|place| place.country), code("ALB"));
}

/// Protects agents: roles with plurals, sets of words, codes whose bracket was mistyped.
#[test]
fn petrarch_agents_become_roles() {
    let text =
        "!PERSON! = MAN, WOMAN\nFISHERY_!PERSON! [~BUS]\nLAKE_GOOSE {LAKE_GEESE } [~AGR}\nCHIEF_TRAWLER [NGO~] # x\n";
    let import = import::petrarch(&lexicon(), text).expect("an agent dictionary");
    let names: Vec<(&str, &[String])> =
        import.actors.iter().map(|actor| (actor.name.as_str(), actor.aliases.as_slice())).collect();
    assert_eq!(
        names,
        [
            ("fishery man", &["fishery woman".to_owned()][..]),
            ("lake goose", &["lake geese".to_owned()]),
            ("chief trawler", &[])
        ]
    );
    let lexicon = laid_over(&import);
    assert_eq!(lexicon.bodies().agent("fishery woman"), Some(Sector::Bus));
    assert_eq!(lexicon.bodies().agent("Lake Geese"), Some(Sector::Agr));
}

/// Protects users from importing the wrong file: each kind that holds no actors is refused with its reason.
#[test]
fn other_dictionaries_are_refused() {
    for (text, why) in [
        ("--- PRAISE [051] ---\nPRAISE\n- * EFFORT [051]\n", "verb dictionary"),
        ("<ISSUE CATEGORY=\"FISH\">\nn:fish [FISH]\n</ISSUE>\n", "issue list"),
        ("+World Cup\nbaseball\n", "no line has a code"),
    ] {
        let error = import::petrarch(&lexicon(), text).expect_err("no actors");
        assert!(error.to_string().contains(why), "{error}");
    }
}

/// Protects FollowTheMoney files: people with their posts and terms, bodies, and reasons for the rest.
#[test]
fn ftm_people_hold_posts() {
    let text = r#"{"id":"p1","schema":"Person","properties":{"name":["Mira Tolland"],"alias":["M. Tolland","Мира"],"nationality":["nz"]}}
{"id":"q1","schema":"Position","properties":{"name":["Minister of Defence"],"country":["nz"]}}
{"id":"q2","schema":"Position","properties":{"name":["Speaker"],"country":["nz"]}}
{"id":"o1","schema":"Occupancy","properties":{"holder":["p1"],"post":["q1"],"startDate":["2011-12-14"],"endDate":["2014"]}}
{"id":"o2","schema":"Occupancy","properties":{"holder":["p9"],"post":["q1"]}}
{"id":"p2","schema":"Person","properties":{"name":["Jan Oak"],"country":["nl"],"position":["State Secretary"]}}
{"id":"b1","schema":"PublicBody","properties":{"name":["Lake Inspection Agency"],"country":["nl"]}}
{"id":"v1","schema":"Vessel","properties":{"name":["Sea Mule"]}}
not json
"#;
    let import = import::ftm(&lexicon(), text).expect("entities");
    let mira = &import.actors[0];
    assert_eq!((mira.name.as_str(), mira.aliases.as_slice()), ("Mira Tolland", &["M. Tolland".to_owned()][..]));
    let role = &mira.roles[0];
    assert_eq!((role.office.as_str(), role.country), ("Minister of Defence", code("NZL")));
    assert_eq!(role.term.to_string(), "2011-12-14/2014-12-31");
    assert_eq!(import.actors[1].roles[0].office, "State Secretary");
    assert_eq!(import.actors[2].roles[0].country, code("NLD"));
    let left: Vec<usize> = import.left.iter().map(|left| left.line).collect();
    assert_eq!(left, [3, 5, 8, 9], "{:?}", import.left);
    assert!(import::ftm(&lexicon(), "name,country\n").is_err());
}

/// Protects tables from a spreadsheet: any order of columns, names of countries, and each bad row with its reason.
#[test]
fn tables_are_read_by_their_header() {
    let text = "Name,Office,Country,From,Until,Kind,Aliases\n\
                Mira Tolland,defence minister,New Zealand,2011-12,2014,,M. Tolland\n\
                Mira Tolland,ambassador,NZL,2015,,person,\n\
                \"Lake Guard, Northern\",,nl,,,armed-forces,Lake Guards;LG\n\
                Bad Date,minister,NZL,2014,2011,,\n\
                Bad Land,minister,Atlantis,,,,\n";
    let import = import::table(&lexicon(), text).expect("a table");
    assert_eq!(import.actors.len(), 2);
    assert_eq!(import.actors[0].roles.len(), 2);
    assert_eq!(import.actors[1].aliases, ["Lake Guards", "LG"]);
    assert_eq!(import.left.iter().map(|left| left.line).collect::<Vec<_>>(), [5, 6]);
    let error = import::table(&lexicon(), "name,ofice\nX,y\n").expect_err("a column that is none");
    assert_eq!(error.to_string(), "column \"ofice\" is not known; did you mean \"office\"?");
    assert!(import::table(&lexicon(), "office\nminister\n").is_err());
}

/// Protects terminals, files and tables from what a dictionary may hold.
#[test]
fn odd_values_stay_in_their_field() {
    let text =
        "name\tcountry\toffice\n#Mira\u{1b}[31m Tolland\tNZL\tminister; of\u{7} fish\n".replace("\n#", "\n\"#\" ");
    let import = import::table(&lexicon(), &text).expect("a table");
    let written = import.write("odd\nname");
    assert!(written.lines().all(|line| !line.contains(['\u{1b}', '\u{7}'])), "{written}");
    laid_over(&import);
}
