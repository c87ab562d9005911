//! Prints a page with every kind of drawing, to look at: `cargo run -p export --example drawings > drawings.html`.

use export::draw::{
    Arc, Bar, Bars, Column, Columns, Edge, Extent, Heat, Map, MapPoint, Month, Network, Node, NodeKind, STYLE, Shade,
    Timeline, TimelineItem, Tone, Words, bars, centre, columns, heat, map, network, timeline,
};

fn words(id: &str) -> Words {
    Words { id: id.to_owned(), title: format!("Example: {id}"), description: "Made up for looking at.".to_owned() }
}

fn item(lane: &str, label: &str, first: &str, last: &str, extent: Extent, tone: Tone) -> TimelineItem {
    TimelineItem {
        lane: lane.to_owned(),
        label: label.to_owned(),
        title: format!("{label}, {first}"),
        first: first.to_owned(),
        last: last.to_owned(),
        extent,
        tone,
        href: Some("#here".to_owned()),
    }
}

fn main() {
    let items = vec![
        item(
            "Malawi – Zambia",
            "Border talks in Lilongwe",
            "2025-11-03",
            "2025-11-03",
            Extent::Sometime,
            Tone::Cooperation,
        ),
        item("Malawi – Zambia", "Joint patrol agreed", "2025-11-04", "2025-11-04", Extent::Sometime, Tone::Cooperation),
        item("Malawi – Zambia", "Visit to Lusaka", "2026-02-01", "2026-02-28", Extent::Sometime, Tone::Planned),
        item(
            "Norway – Uruguay",
            "Foreign ministers speak by telephone",
            "2025-12-18",
            "2025-12-18",
            Extent::Sometime,
            Tone::Cooperation,
        ),
        item("Norway – Uruguay", "Trade agreement denied", "2026-01-09", "2026-01-09", Extent::Sometime, Tone::Denied),
        item("Estonia – Belarus", "Attachés expelled", "2026-01-12", "2026-01-12", Extent::Sometime, Tone::Conflict),
        item("Estonia – Belarus", "Border closed", "2026-01-14", "2026-01-29", Extent::Lasts, Tone::Conflict),
        item("Chief of staff", "General A", "2025-10-01", "2025-12-20", Extent::AtLeast, Tone::Neutral),
    ];
    let point = |label: &str, lat, lon, count, tone| MapPoint {
        lat,
        lon,
        label: label.to_owned(),
        count,
        tone,
        href: Some("#here".to_owned()),
        ..MapPoint::default()
    };
    let shade = |code: &str, count| Shade {
        country: code.to_owned(),
        count,
        label: code.to_owned(),
        title: code.to_owned(),
        href: None,
    };
    let arc = |a: &str, b: &str, count, tone| Arc {
        from: centre(a).unwrap_or_default(),
        to: centre(b).unwrap_or_default(),
        count,
        tone,
        title: format!("{a} to {b}"),
        href: None,
    };
    let africa = Map {
        words: words("map"),
        width: 760,
        shades: vec![shade("MWI", 9), shade("ZMB", 6), shade("TZA", 2), shade("MOZ", 1)],
        points: vec![
            point("Lilongwe", -13.98, 33.78, 9, Tone::Cooperation),
            point("Lusaka", -15.41, 28.28, 4, Tone::Planned),
            point("Mchinji", -13.8, 32.9, 1, Tone::Conflict),
        ],
        arcs: vec![arc("MWI", "ZMB", 9, Tone::Cooperation), arc("TZA", "MWI", 2, Tone::Conflict)],
        world: false,
    };
    let world = Map {
        words: words("world"),
        width: 760,
        shades: vec![shade("NOR", 4), shade("URY", 4), shade("EST", 12), shade("BLR", 10), shade("SGP", 2)],
        points: Vec::new(),
        arcs: vec![arc("NOR", "URY", 3, Tone::Cooperation), arc("EST", "BLR", 12, Tone::Conflict)],
        world: true,
    };
    let people =
        ["Banda", "Phiri", "Mwale", "Zulu", "Tembo", "Ministry of Defence", "Malawi", "Zambia", "Chirwa", "Sakala"];
    let nodes = people.iter().enumerate().map(|(row, name)| Node {
        id: row.to_string(),
        label: (*name).to_owned(),
        kind: [NodeKind::Person, NodeKind::Body, NodeKind::Country]
            [usize::from(row > 4) + usize::from((6..8).contains(&row))],
        count: 12 - row,
        ..Node::default()
    });
    let ties =
        [(0, 1, 6), (0, 2, 3), (1, 3, 2), (2, 4, 1), (0, 5, 3), (5, 6, 9), (6, 7, 4), (8, 9, 1), (3, 7, 1), (0, 6, 2)];
    let edges = ties.iter().map(|(a, b, count)| Edge {
        from: a.to_string(),
        to: b.to_string(),
        count: *count,
        tone: if a % 2 == 0 { Tone::Cooperation } else { Tone::Conflict },
        ..Edge::default()
    });
    let met =
        Network { words: words("network"), width: 760, height: 420, nodes: nodes.collect(), edges: edges.collect() };
    let counts = ["CONSULT", "AGREE", "ACCUSE", "SANCTION"].iter().zip([41, 17, 9, 2]);
    let counted = counts.map(|(label, count)| Bar {
        label: (*label).to_owned(),
        count,
        tone: if count < 10 { Tone::Conflict } else { Tone::Cooperation },
        ..Bar::default()
    });
    let by_month = (1..=12).map(|month| Column {
        month: format!("2025-{month:02}"),
        up: f64::from(month * 7 % 11),
        down: f64::from(month * 5 % 4),
        ..Column::default()
    });
    let reported = (0..20).map(|k| Month {
        month: format!("{}-{:02}", 2024 + k / 12, k % 12 + 1),
        count: k * 17 % 29,
        href: None,
    });
    println!(
        "<!doctype html><meta charset=utf-8><meta name=color-scheme content=\"light dark\"><title>Drawings</title><style>{STYLE} body{{max-width:780px;margin:2em auto}}</style>"
    );
    println!(
        "{}<hr>{}<hr>{}<hr>{}<hr>",
        timeline(&Timeline { words: words("timeline"), width: 760, items }),
        map(&africa),
        map(&world),
        network(&met)
    );
    println!(
        "{}<hr>{}<hr>{}",
        bars(&Bars { words: words("bars"), width: 760, bars: counted.collect() }),
        columns(&Columns { words: words("columns"), width: 760, height: 180, columns: by_month.collect() }),
        heat(&Heat { words: words("heat"), width: 760, months: reported.collect() })
    );
}
