//! The committed JSON Schema says what the program prints: no more, no less.

use record::*;
use serde_json::Value;

fn schema() -> Value {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/schema/attache-1.schema.json");
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

/// Checks `value` against the part of JSON Schema that the committed schema uses; a keyword not known here fails, so
/// that nothing in the schema goes unchecked.
fn check(root: &Value, schema: &Value, value: &Value, at: &str, faults: &mut Vec<String>) {
    macro_rules! fault {
        ($text:expr) => {
            faults.push(format!("{at}: {}", $text))
        };
    }
    let number = |limit: &Value| limit.as_f64().unwrap();
    for (keyword, wanted) in schema.as_object().unwrap() {
        match keyword.as_str() {
            "$schema" | "$defs" | "title" | "description" | "properties" => {}
            "$ref" => {
                let name = wanted.as_str().unwrap().strip_prefix("#/$defs/").unwrap();
                check(root, &root["$defs"][name], value, at, faults);
                return;
            }
            "anyOf" => {
                let fits = |option: &Value| {
                    let mut inner = Vec::new();
                    check(root, option, value, at, &mut inner);
                    inner.is_empty()
                };
                if !wanted.as_array().unwrap().iter().any(fits) {
                    fault!(format!("{value} fits none of {wanted}"));
                }
            }
            "type" => {
                let is = |name: &Value| match name.as_str().unwrap() {
                    "object" => value.is_object(),
                    "array" => value.is_array(),
                    "string" => value.is_string(),
                    "integer" => value.is_u64() || value.is_i64(),
                    "number" => value.is_number(),
                    "boolean" => value.is_boolean(),
                    "null" => value.is_null(),
                    other => panic!("unknown type {other}"),
                };
                if !wanted.as_array().map_or_else(|| is(wanted), |names| names.iter().any(is)) {
                    fault!(format!("{value} is not of type {wanted}"));
                }
            }
            "enum" => {
                if !wanted.as_array().unwrap().contains(value) {
                    fault!(format!("{value} is none of {wanted}"));
                }
            }
            "minimum" if value.as_f64().is_some_and(|value| value < number(wanted)) => {
                fault!(format!("{value} < {wanted}"))
            }
            "maximum" if value.as_f64().is_some_and(|value| value > number(wanted)) => {
                fault!(format!("{value} > {wanted}"))
            }
            "minItems" if value.as_array().is_some_and(|items| (items.len() as f64) < number(wanted)) => {
                fault!(format!("fewer than {wanted} items"));
            }
            "maxItems" if value.as_array().is_some_and(|items| (items.len() as f64) > number(wanted)) => {
                fault!(format!("more than {wanted} items"));
            }
            "minimum" | "maximum" | "minItems" | "maxItems" => {}
            "pattern" => {
                assert_eq!(wanted, "^[A-Z]{3}$");
                if !value.as_str().is_some_and(|code| CountryCode::new(code).is_some()) {
                    fault!(format!("{value} is no country code"));
                }
            }
            "required" => {
                for name in wanted.as_array().unwrap().iter().map(|name| name.as_str().unwrap()) {
                    if value.get(name).is_none() {
                        fault!(format!("{name} is missing"));
                    }
                }
            }
            "additionalProperties" => {
                let known = schema["properties"].as_object().unwrap();
                for name in value.as_object().into_iter().flat_map(|object| object.keys()) {
                    if !known.contains_key(name) {
                        fault!(format!("{name} is not in the schema"));
                    }
                }
            }
            "items" => {
                for (idx, item) in value.as_array().into_iter().flatten().enumerate() {
                    check(root, wanted, item, &format!("{at}[{idx}]"), faults);
                }
                continue;
            }
            other => panic!("the schema uses {other}, which this test does not check"),
        }
    }
    let properties = schema.get("properties").and_then(Value::as_object);
    for (name, inner) in properties.into_iter().flatten() {
        if let Some(value) = value.get(name) {
            check(root, inner, value, &format!("{at}.{name}"), faults);
        }
    }
}

const TEXT: &str = "PORT \u{1f600} Émile Haddad, acting minister of Élan, met aides in قطر on Monday.";

fn span(words: &str) -> Span {
    let start = TEXT.find(words).unwrap();
    Span::new(start, start + words.len())
}

/// A record with every field filled.
fn full() -> (Article, Cast, Coding) {
    let country = CountryCode::new("QAT");
    let finding = Finding { span: Some(span("aides")), message: "odd".into() };
    let article = Article {
        id: "0123456789abcdef".into(),
        origin: "a.txt".into(),
        title: Some("A title".into()),
        publisher: None,
        byline: vec!["Someone".into()],
        published: Some(Published {
            value: "2026-01-12".parse().unwrap(),
            basis: DateBasis::Stated,
            evidence: "12 January".into(),
        }),
        date_candidates: Vec::new(),
        language: Some("en".into()),
        text: TEXT.into(),
        regions: Vec::new(),
        source_map: SourceMap::default(),
        findings: vec![finding],
    };
    let mut cast = Cast::default();
    let office = Office {
        title: "minister".into(),
        body: Some("Élan".into()),
        country,
        held: Held::Acting,
        span: span("acting minister of Élan"),
    };
    let person = cast.people.push(Person {
        name: "Émile Haddad".into(),
        aliases: vec!["Haddad".into()],
        country,
        sector: Some(Sector::Gov),
        offices: vec![office],
        rank: None,
        background: false,
        mentions: vec![span("Émile Haddad")],
    });
    let body = cast.bodies.push(Body {
        name: "Élan".into(),
        aliases: vec![],
        country: None,
        kind: BodyKind::Ministry,
        sector: None,
        mentions: vec![span("Élan")],
    });
    let party = |name: &str, referent, words| Party {
        name: name.into(),
        referent,
        country,
        sector: None,
        office: Some("minister".into()),
        span: span(words),
    };
    let mut coding = Coding {
        events: Table::new(),
        statements: Table::new(),
        stamp: Stamp { engine: "0".into(), data: "1".into(), model: "2".into() },
        findings: vec![],
    };
    coding.events.push(Event {
        event_type: EventType::Consult,
        mode: Some(Mode::Meeting),
        status: Status::Occurred,
        actors: vec![party("Émile Haddad", Referent::Person(person), "Émile Haddad")],
        recipients: vec![party("Élan", Referent::Body(body), "Élan")],
        date: Some(EventDate {
            value: "2026-01-12".parse().unwrap(),
            basis: DateBasis::Relative,
            why: "Monday".into(),
            span: Some(span("Monday")),
        }),
        place: Some(EventPlace {
            name: "قطر".into(),
            country,
            lat_milli: Some(25_287),
            lon_milli: Some(-51_533),
            precision: PlacePrecision::Country,
            span: Some(span("قطر")),
        }),
        subjects: vec![(Subject::Policing, span("aides"))],
        contexts: vec![Context::Diplomatic],
        cameo: "040",
        score_tenths: 25,
        quantities: vec![Quantity {
            kind: QuantityKind::Other,
            amount: Some(2),
            at_least: true,
            unit: None,
            span: span("aides"),
        }],
        attributed_to: Some("aides".into()),
        confidence: 812,
        evidence: vec![span("met aides in قطر")],
        frame: "talks".into(),
    });
    coding.statements.push(Statement {
        speaker: "Émile Haddad".into(),
        person: Some(person),
        stance: Stance::Hope,
        span: span("met aides"),
        addressee: None,
        condition: Some(span("Monday")),
    });
    (article, cast, coding)
}

/// Protects readers of records: every field that is printed is in the schema and the other way round.
#[test]
fn a_full_record_fits_the_schema() {
    let (article, cast, coding) = full();
    let line = export::json_line(&export::record(&article, &cast, &coding)).unwrap();
    let value: Value = serde_json::from_str(&line).unwrap();
    let (schema, mut faults) = (schema(), Vec::new());
    check(&schema, &schema, &value, "record", &mut faults);
    assert_eq!(faults, Vec::<String>::new());
    let back: export::wire::Record = serde_json::from_str(&line).unwrap();
    assert_eq!(export::json_line(&back).unwrap(), line, "what is written reads back as the same bytes");
}

/// Protects scripting languages: offsets count code points, and decimals are decimals.
#[test]
fn offsets_cut_the_same_words_in_code_points() {
    let (article, cast, coding) = full();
    let record = export::record(&article, &cast, &coding);
    let letters: Vec<char> = record.article.text.chars().collect();
    let cut = |[start, end]: [usize; 2]| letters[start..end].iter().collect::<String>();
    let event = &record.events[0];
    assert_eq!(event.spans.iter().map(|span| cut(*span)).collect::<Vec<_>>(), event.evidence);
    assert_eq!(cut(event.place.as_ref().unwrap().span.unwrap()), "قطر");
    assert_eq!(cut(record.people[0].mentions[0]), "Émile Haddad");
    assert_eq!(cut(record.people[0].offices[0].span), "acting minister of Élan");
    assert_eq!((event.score, event.confidence), (2.5, 0.812));
    assert_eq!(event.place.as_ref().unwrap().lon, Some(-51.533));
}

/// Protects the schema's lists of codes from falling behind the ontology.
#[test]
fn the_schema_lists_every_code() {
    let schema = schema();
    let listed = |pointer: &str| -> Vec<String> {
        let list = schema.pointer(pointer).unwrap_or_else(|| panic!("no {pointer}")).as_array().unwrap();
        list.iter().filter_map(Value::as_str).map(str::to_owned).collect()
    };
    macro_rules! same {
        ($pointer:literal, $codes:ty) => {
            let codes: Vec<&str> = <$codes>::ALL.iter().map(|code| code.code()).collect();
            assert_eq!(listed($pointer), codes, $pointer);
        };
    }
    same!("/$defs/event/properties/type/enum", EventType);
    same!("/$defs/event/properties/mode/enum", Mode);
    same!("/$defs/event/properties/status/enum", Status);
    same!("/$defs/event/properties/subjects/items/enum", Subject);
    same!("/$defs/event/properties/contexts/items/enum", Context);
    same!("/$defs/sector/enum", Sector);
    same!("/$defs/office/properties/held/enum", Held);
    same!("/$defs/body/properties/kind/enum", BodyKind);
    same!("/$defs/event_place/properties/precision/enum", PlacePrecision);
    same!("/$defs/quantity/properties/kind/enum", QuantityKind);
    same!("/$defs/statement/properties/stance/enum", Stance);
    same!("/$defs/written/properties/basis/enum", DateBasis);
}
