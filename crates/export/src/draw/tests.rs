//! Tests of the drawings.

use super::*;

const HOSTILE: [&str; 6] = [
    "</title></svg><script>alert(1)</script>",
    "\" onload=\"alert(1)\" x='y'",
    "a\u{202e}b\u{0}c\u{1b}[31m\u{ffff}d\u{feff}",
    "]]> &amp; &#x3c; <!-- --",
    "line\nbreak\ttab\r\u{2028}end",
    "",
];

fn words(text: &str) -> Words {
    Words { id: format!("d{text}"), title: text.to_owned(), description: text.to_owned() }
}

fn all(text: &str, href: Option<&str>) -> Vec<String> {
    let href = href.map(str::to_owned);
    let item = |first: &str, last: &str, extent, tone| TimelineItem {
        label: text.to_owned(),
        title: text.to_owned(),
        href: href.clone(),
        lane: text.to_owned(),
        first: first.to_owned(),
        last: last.to_owned(),
        extent,
        tone,
    };
    let items = vec![
        item("2026-01-03", "2026-01-03", Extent::Sometime, Tone::Cooperation),
        item("2026-01-01", "2026-01-31", Extent::Sometime, Tone::Conflict),
        item("2025-03-01", "2026-02-01", Extent::AtLeast, Tone::Planned),
        item("2025-03-01", "2025-04-01", Extent::Lasts, Tone::Denied),
        item(text, text, Extent::Lasts, Tone::Neutral),
    ];
    let point = |lat, lon, tone| MapPoint {
        lat,
        lon,
        label: text.to_owned(),
        title: text.to_owned(),
        count: 3,
        tone,
        href: href.clone(),
    };
    let shade = |country: &str| Shade {
        country: country.to_owned(),
        count: 2,
        label: text.to_owned(),
        title: text.to_owned(),
        href: href.clone(),
    };
    let arc = Arc {
        from: (30.0, 31.2),
        to: (32.9, 13.2),
        count: 9,
        title: text.to_owned(),
        tone: Tone::Conflict,
        href: href.clone(),
    };
    let node = |id: &str, kind| Node {
        id: id.to_owned(),
        label: text.to_owned(),
        kind,
        count: 4,
        title: text.to_owned(),
        href: href.clone(),
    };
    let edge = Edge {
        from: "a".into(),
        to: "b".into(),
        count: 2,
        title: text.to_owned(),
        tone: Tone::Cooperation,
        href: href.clone(),
    };
    let month = |month: &str, count| Month { month: month.to_owned(), count, href: href.clone() };
    let column = |month: &str| Column {
        month: month.to_owned(),
        up: 4.5,
        down: f64::NAN,
        title: text.to_owned(),
        href: href.clone(),
    };
    let bar = Bar { label: text.to_owned(), count: 7, title: text.to_owned(), href: href.clone(), tone: Tone::Neutral };
    vec![
        timeline(&Timeline { words: words(text), width: 700, items }),
        map(&Map {
            words: words(text),
            width: 700,
            world: false,
            shades: vec![shade("EGY"), shade("MLT"), shade(text)],
            points: vec![point(32.9, 13.2, Tone::Planned), point(f64::NAN, 900.0, Tone::Neutral)],
            arcs: vec![arc],
        }),
        map(&Map { words: words(text), width: 700, world: true, ..Map::default() }),
        network(&Network {
            words: words(text),
            width: 600,
            height: 400,
            nodes: vec![node("a", NodeKind::Person), node("b", NodeKind::Body), node("c", NodeKind::Country)],
            edges: vec![edge],
        }),
        bars(&Bars { words: words(text), width: 500, bars: vec![bar] }),
        columns(&Columns {
            words: words(text),
            width: 500,
            height: 160,
            columns: vec![column("2026-01"), column(text)],
        }),
        heat(&Heat {
            words: words(text),
            width: 500,
            months: vec![month("2025-11", 1), month("2026-01", 30), month(text, 3)],
        }),
    ]
}

/// Protects every page that holds a drawing: whatever a label says, the drawing is well-formed, and nothing in it runs,
/// is styled in place or is loaded.
#[test]
fn hostile_labels_stay_text() {
    let long = "Ω".repeat(1_000_000);
    for text in HOSTILE.into_iter().chain([long.as_str()]) {
        for drawing in all(text, Some("#here")) {
            well_formed(&drawing);
            well_formed(standalone(&drawing).as_str());
            for bad in ["<script", "\u{202e}", "\u{0}", "\u{ffff}", "\u{1b}"] {
                assert!(!drawing.contains(bad), "{bad:?} in {}", &drawing[..drawing.len().min(600)]);
            }
            assert!(drawing.len() < 300_000, "a name of a megabyte is not drawn whole");
        }
    }
}

fn well_formed(markup: &str) {
    let mut reader = quick_xml::Reader::from_str(markup);
    reader.config_mut().check_end_names = true;
    let mut depth = 0i32;
    loop {
        match reader.read_event().expect("well-formed") {
            quick_xml::events::Event::Start(start) => {
                depth += 1;
                for attribute in start.attributes() {
                    let attribute = attribute.expect("well-formed attributes");
                    let name = attribute.key.as_ref();
                    assert!(name != "style" && !name.starts_with("on"), "the attribute {name}");
                }
            }
            quick_xml::events::Event::End(_) => depth -= 1,
            quick_xml::events::Event::Eof => break,
            _ => {}
        }
    }
    assert_eq!(depth, 0, "every element is closed");
}

/// Protects readers: an address of another scheme or another host in disguise never becomes a link.
#[test]
fn only_safe_addresses_are_links() {
    for bad in
        ["javascript:alert(1)", "//evil.example", "data:text/html,x", "/\\evil.example", " https://x", "https://a b"]
    {
        for drawing in all("label", Some(bad)) {
            assert!(!drawing.contains("<a "), "{bad}");
        }
    }
    for good in ["#n3", "/happenings/h1?x=1&y=2", "?page=2", "https://example.org/"] {
        assert!(all("label", Some(good)).iter().any(|drawing| drawing.contains("<a ")), "{good}");
    }
}

/// Protects comparisons of two briefs: the same data give the same bytes.
#[test]
fn drawings_are_the_same_every_time() {
    assert_eq!(all("Accra", None), all("Accra", None));
}

/// Protects the style sheet: every class that a drawing uses is defined in it.
#[test]
fn every_class_has_a_style() {
    let plain = ["drawing-", "item", "label"];
    for drawing in all("Accra", Some("#here")) {
        for classes in drawing.split("class=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
            for class in classes.split(' ').filter(|class| !plain.iter().any(|p| class.starts_with(p))) {
                assert!(STYLE.contains(&format!(".{class}")), ".{class} is in no rule");
            }
        }
    }
}

/// Protects the maps: every country of the data has a centre, and the outlines are all read.
#[test]
fn outlines_are_read_whole() {
    assert!(outlines::OUTLINES.len() > 240);
    assert!(outlines::OUTLINES.iter().filter(|outline| !outline.rings.is_empty()).count() > 170);
    assert_eq!(centre("EGY"), Some((26.6, 29.8)));
    assert_eq!(centre("nowhere"), None);
}
