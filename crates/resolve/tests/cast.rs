//! Short texts and the people, posts and sides that must come out of them, through the real parser.
//!
//! Every row states one way in which news puts a name, a post or a side. Names and happenings are invented.

use lexicon::Lexicon;
use parse::Parser;
use record::{Article, Cast, Reading, Referent, SourceMap, Trace};

struct Bench {
    lexicon: Lexicon,
    parser: Parser,
}

impl Bench {
    fn new() -> Bench {
        let lexicon = Lexicon::built_in().unwrap_or_else(|errors| panic!("{errors}"));
        Bench { lexicon, parser: Parser::built_in() }
    }

    fn cast(&self, text: &str) -> (Article, Reading, Cast) {
        let article = Article {
            id: String::new(),
            origin: "test".to_owned(),
            title: None,
            publisher: None,
            byline: Vec::new(),
            published: None,
            date_candidates: Vec::new(),
            language: Some("en".to_owned()),
            text: text.to_owned(),
            regions: Vec::new(),
            source_map: SourceMap::default(),
            findings: Vec::new(),
        };
        let reading = self.parser.parse(&article.text, &article.regions);
        let cast = resolve::resolve(&self.lexicon, &article, &reading, &mut Trace::off());
        (article, reading, cast)
    }
}

/// `Name CTY: title (held), title; Name …`, in order of mention; `-` for no country.
fn people(cast: &Cast) -> String {
    let person = |person: &record::Person| {
        let country = person.country.map_or("-".to_owned(), |code| code.to_string());
        let offices: Vec<String> = person
            .offices
            .iter()
            .map(|office| match office.held {
                record::Held::Current => office.title.clone(),
                held => format!("{} ({held})", office.title),
            })
            .collect();
        let colon = if offices.is_empty() { "" } else { ": " };
        format!("{} {country}{colon}{}", person.name, offices.join(", "))
    };
    cast.people.iter().map(person).collect::<Vec<_>>().join("; ")
}

fn check(rows: &[(&str, &str)]) {
    let bench = Bench::new();
    let mut wrong = Vec::new();
    for (text, expected) in rows {
        let (_, _, cast) = bench.cast(text);
        let got = people(&cast);
        if got != *expected {
            wrong.push(format!("{text}\n  expected {expected}\n  got      {got}"));
        }
    }
    assert!(wrong.is_empty(), "{} of {} rows\n{}", wrong.len(), rows.len(), wrong.join("\n"));
}

/// Protects offices in every place where news puts them beside a name.
#[test]
fn offices_beside_names() {
    check(&[
        ("Kenya's Defence Minister Peter Otieno met soldiers in Nairobi.", "Peter Otieno KEN: Defence Minister"),
        ("The Polish foreign minister, Jan Kowalczyk, arrived on Monday.", "Jan Kowalczyk POL: foreign minister"),
        ("Jan Kowalczyk, the Polish foreign minister, arrived on Monday.", "Jan Kowalczyk POL: foreign minister"),
        ("Karim Boudiaf, chief of staff of the Algerian army, visited Rome.", "Karim Boudiaf DZA: chief of staff"),
        (
            "The deputy commander of Libya's western forces, Major General Omar Trabelsi, spoke first.",
            "Omar Trabelsi LBY: Major General, deputy commander",
        ),
        ("Lieutenant General Omar Trabelsi of Libya spoke first.", "Omar Trabelsi LBY: Lieutenant General"),
        (
            "Peru's Deputy Prime Minister and Minister of Energy Rosa Quispe resigned.",
            "Rosa Quispe PER: Deputy Prime Minister, Minister of Energy",
        ),
        (
            "Rosa Quispe, deputy prime minister and minister of energy of Peru, resigned.",
            "Rosa Quispe PER: deputy prime minister, minister of energy",
        ),
        ("Former Ghanaian president Kofi Mensah mediated.", "Kofi Mensah GHA: president (former)"),
        ("Ghana's acting foreign minister, Ama Mensah, mediated.", "Ama Mensah GHA: foreign minister (acting)"),
        ("President-elect Luis Ortiz of Bolivia will travel to Lima.", "Luis Ortiz BOL: President-elect (designate)"),
        ("Bolivia's ex-president Luis Ortiz was arrested.", "Luis Ortiz BOL: president (former)"),
        (
            "The self-styled president of the Donetsk republic, Ivan Petrenko, spoke.",
            "Ivan Petrenko UKR: president (claimed)",
        ),
        ("Ivan Petrenko is the defence minister of Ukraine.", "Ivan Petrenko UKR: defence minister"),
        ("Brig. Gen. Samuel Okoro of Nigeria led the patrol.", "Samuel Okoro NGA: Brigadier General"),
        ("Bishop Paul Nguyen of Vietnam prayed.", "Paul Nguyen VNM: Bishop"),
        ("Pentagon spokesman John Miller declined to comment.", "John Miller USA: spokesman"),
        ("The UN envoy, Sara Lindholm, welcomed the truce.", "Sara Lindholm -: envoy"),
        ("NATO's secretary-general, Erik Visser, welcomed the truce.", "Erik Visser -: secretary-general"),
        ("Mali's ambassador to France, Awa Keita, was recalled.", "Awa Keita MLI: ambassador"),
    ]);
}

/// Protects offices told by clauses.
#[test]
fn offices_in_clauses() {
    check(&[
        ("The Tunisian government led by Hichem Gharbi fell on Friday.", "Hichem Gharbi TUN: head"),
        ("A delegation led by Hichem Gharbi left for Rome.", "Hichem Gharbi ITA"),
        ("Dina Rahal, who heads the Lebanese Red Cross, thanked donors.", "Dina Rahal LBN: head"),
        (
            "Omar Trabelsi calls himself the \"commander-in-chief of the Libyan army\".",
            "Omar Trabelsi LBY: commander-in-chief (claimed)",
        ),
        ("Luis Ortiz, who was ousted as president of Bolivia, lives in Spain.", "Luis Ortiz BOL: president (former)"),
        ("Luis Ortiz was elected president of Bolivia in May.", "Luis Ortiz BOL: president"),
    ]);
}

/// Protects lists: one title for several names, several titles in a row.
#[test]
fn lists_of_names() {
    check(&[
        (
            "The foreign ministers of Ghana, Ama Mensah, and Togo, Yao Kossi, met in Accra.",
            "Ama Mensah GHA: foreign minister; Yao Kossi TGO: foreign minister",
        ),
        (
            "The presidents of Kenya and Uganda met in Kampala. Peter Otieno was greeted by Moses Okello at the airport.",
            "Peter Otieno KEN: president; Moses Okello UGA: president",
        ),
        (
            "Presidents Peter Otieno of Kenya and Moses Okello of Uganda met.",
            "Peter Otieno KEN: president; Moses Okello UGA: president",
        ),
        (
            "Kenyan President Peter Otieno and Foreign Minister Grace Wanjiru met the Ugandan envoy.",
            "Peter Otieno KEN: President; Grace Wanjiru KEN: Foreign Minister",
        ),
        ("They freed two Swedes, Lars Berg and Karin Holm, on Monday.", "Lars Berg SWE; Karin Holm SWE"),
        (
            "Jan Kowalczyk, the Polish minister, Pavel Novak, his Czech counterpart, and Peter Kiss of Hungary signed.",
            "Jan Kowalczyk POL: minister; Pavel Novak CZE: minister; Peter Kiss HUN",
        ),
    ]);
}

/// Protects the forms of one name from being several people, and several people from being one.
#[test]
fn forms_and_namesakes() {
    check(&[
        (
            "Kenyan President Peter Otieno spoke. Otieno said the border was open. Peter Otieno left.",
            "Peter Otieno KEN: President",
        ),
        ("Egypt's Ahmed Nasser met Libya's Nasser Ahmed. Nasser thanked him.", "Ahmed Nasser EGY; Nasser Ahmed LBY"),
        (
            "Ethiopian Prime Minister Tesfaye Bekele arrived. Tesfaye spoke briefly.",
            "Tesfaye Bekele ETH: Prime Minister",
        ),
        (
            "Iraq's Karim Barwari met his brother Salar Barwari. Salar Barwari then left.",
            "Karim Barwari IRQ; Salar Barwari IRQ",
        ),
        (
            "President Andrés Manuel Ríos López of Chile spoke. Ríos López left.",
            "Andrés Manuel Ríos López CHL: President",
        ),
        ("Russia's Viktor Zelinskiy spoke. Zelinsky then left Moscow.", "Viktor Zelinskiy RUS"),
        ("Sudan's General Musa Idris, known as Zorro, spoke. Zorro later left Khartoum.", "Musa Idris SDN: General"),
        ("King Harald IV of Norway received guests. Harald smiled.", "Harald IV NOR: King"),
        (
            "Qatar's foreign minister, Sheikh Hamad bin Khalid Al Nuaimi, spoke. Sheikh Hamad left.",
            "Hamad bin Khalid Al Nuaimi QAT: foreign minister",
        ),
    ]);
}

/// Protects sides that only what was said before can tell.
#[test]
fn sides_from_others() {
    check(&[
        (
            "The Polish interior minister, Jan Kowalczyk, met his Czech counterpart, Pavel Novak.",
            "Jan Kowalczyk POL: interior minister; Pavel Novak CZE: interior minister",
        ),
        (
            "Kenyan President Peter Otieno named his adviser, Grace Wanjiru, to the post.",
            "Peter Otieno KEN: President; Grace Wanjiru KEN: adviser",
        ),
        ("Bolivia's Luis Ortiz left with his wife, Carmen Vargas.", "Luis Ortiz BOL; Carmen Vargas BOL"),
        (
            "Moussa Traore chairs the African Union Commission. The African Union Commission chairman, Moussa Traore, himself a Malian, spoke.",
            "Moussa Traore -: chairman",
        ),
        ("Togo said on Monday that Prime Minister Yao Kossi would resign.", "Yao Kossi TGO: Prime Minister"),
    ]);
}

/// Protects from people who are none.
#[test]
fn no_people() {
    check(&[
        ("Clashes broke out near Port Sudan and in Al Fashir on Monday.", ""),
        ("The King Fahd Causeway was closed.", ""),
        ("The Ministry of Defence in Prague denied the report.", ""),
        ("Heavy rain is expected in Amman on Thursday evening.", ""),
        ("Egypt and Libya signed the Skhirat Agreement in December.", ""),
        ("The Supreme Court and the Senate reject the bill.", ""),
        ("Boko Haram attacked Maiduguri.", ""),
    ]);
}

/// Protects titles, pronouns and counted words that stand for people named before. A row gives a text, the words, and
/// whom they mean.
#[test]
fn words_that_look_back() {
    let bench = Bench::new();
    let mut wrong = Vec::new();
    for (text, words, expected) in [
        ("Kenya's interior minister, Peter Otieno, arrived. The minister spoke.", "minister", "Peter Otieno"),
        (
            "Kenyan President Peter Otieno met Polish President Jan Kowalczyk. The Polish president left.",
            "president",
            "Jan Kowalczyk",
        ),
        ("General Omar Trabelsi arrived in Rome. The general said that he would stay.", "general", "Omar Trabelsi"),
        ("Kenyan Prime Minister Peter Otieno arrived. The premier spoke.", "premier", "Peter Otieno"),
        ("Kenya's Grace Wanjiru arrived. She spoke.", "She", "Grace Wanjiru"),
        ("Kenya's Peter Otieno met Grace Wanjiru. She spoke.", "She", "Grace Wanjiru"),
        ("Peter Otieno, who leads Kenya, spoke.", "who", "Peter Otieno"),
        (
            "Kenyan President Peter Otieno met Polish President Jan Kowalczyk. The two signed a pact.",
            "The two",
            "Peter Otieno + Jan Kowalczyk",
        ),
        (
            "Kenyan President Peter Otieno met Polish President Jan Kowalczyk. Both sides signed.",
            "Both sides",
            "KEN + POL",
        ),
        (
            "Colombia's Luis Ortiz met Chile's Rosa Quispe. The Colombian said that he agreed.",
            "Colombian",
            "Luis Ortiz",
        ),
        ("Paris summoned the Russian ambassador on Monday.", "ambassador", "group Russian ambassador RUS"),
        ("Paris summoned the Russian ambassador on Monday.", "Paris", "FRA"),
        ("Senior French officials met rebels in Chad.", "officials", "group Senior French officials FRA"),
        (
            "The Transitional Military Council (TMC) met. The TMC rejected the plan.",
            "TMC",
            "body Transitional Military Council",
        ),
        ("The Egyptian army said on Monday that it had withdrawn.", "it", "body Egyptian army"),
        ("The Kremlin denied the report.", "Kremlin", "RUS"),
    ] {
        let (article, _, cast) = bench.cast(text);
        let found: Vec<String> = cast
            .resolved
            .iter()
            .filter(|resolved| resolved.span.of(&article.text) == words)
            .map(|resolved| meaning(&cast, &resolved.referent))
            .collect();
        if found.last().map(String::as_str) != Some(expected) {
            wrong.push(format!("{text}\n  {words}: expected {expected}, got {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn meaning(cast: &Cast, referent: &Referent) -> String {
    match referent {
        Referent::Person(id) => cast.people[*id].name.clone(),
        Referent::Body(id) => format!("body {}", cast.bodies[*id].name),
        Referent::Country(code) => code.to_string(),
        Referent::Group(id) => {
            let group = &cast.groups[*id];
            format!("group {} {}", group.name, group.country.map_or("-".to_owned(), |code| code.to_string()))
        }
        Referent::Several(all) => all.iter().map(|one| meaning(cast, one)).collect::<Vec<_>>().join(" + "),
    }
}

/// Protects places: the right one of a name, capitals told from governments, nothing inside a body's name.
#[test]
fn places() {
    let bench = Bench::new();
    let mut wrong = Vec::new();
    for (text, expected) in [
        ("They met in the Qatari capital.", "Doha QAT in"),
        ("They met in Cairo.", "Cairo EGY in"),
        ("Cairo rejected the plan.", "Cairo EGY"),
        ("Fighting spread to Tripoli, Lebanon, officials in Lebanon said.", "Tripoli LBN in"),
        ("The ministers met at the Élysée Palace in Paris.", "Élysée Palace FRA in"),
    ] {
        let (_, _, cast) = bench.cast(text);
        let found: Vec<String> = cast
            .place_mentions
            .iter()
            .map(|mention| {
                let place = &cast.places[mention.place];
                let country = place.country.map_or("-".to_owned(), |code| code.to_string());
                format!("{} {country}{}", place.name, if mention.locates { " in" } else { "" })
            })
            .collect();
        if !found.iter().any(|found| found == expected) {
            wrong.push(format!("{text}: expected {expected}, got {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Protects the look-up that `code` fills roles with: title and name lead to one person, whatever the tree does.
#[test]
fn every_word_of_a_person_leads_there() {
    let bench = Bench::new();
    let (article, reading, cast) = bench.cast("Kenyan President Peter Otieno met Jan Kowalczyk, the Polish minister.");
    let parties = cast.parties_by_token(&reading);
    let mut found = Vec::new();
    for (token, party) in reading.tokens.iter().zip(&parties) {
        if let Some(resolved) = party.and_then(|id| cast.resolved.get(id)) {
            found.push(format!("{}={}", token.span.of(&article.text), meaning(&cast, &resolved.referent)));
        }
    }
    assert_eq!(
        found,
        [
            "Kenyan=KEN",
            "President=Peter Otieno",
            "Peter=Peter Otieno",
            "Otieno=Peter Otieno",
            "Jan=Jan Kowalczyk",
            "Kowalczyk=Jan Kowalczyk",
            "Polish=POL",
            "minister=Jan Kowalczyk",
        ]
    );
}

/// Protects from panics and disorder on text that is no article.
#[test]
fn odd_texts() {
    let bench = Bench::new();
    for text in [
        "",
        " ",
        "'s",
        "the of",
        "- - -",
        "(((",
        "President",
        "X, X, X",
        "of the",
        "Mr.\n\nMr.",
        "«»",
        "ﷺ 🇪🇬 e\u{301}",
        "al-",
        "known as",
    ] {
        let (_, _, cast) = bench.cast(text);
        assert!(cast.resolved.rows().windows(2).all(|two| two[0].span.start <= two[1].span.start), "{text}");
    }
}
