//! Drawings of happenings and offices: views in, SVG of [`export::draw`] out.

use std::collections::BTreeMap;

use export::draw::{
    self, Arc, Edge, Extent, Heat, Map, MapPoint, Month, Node, NodeKind, Shade, Timeline, TimelineItem, Tone,
};
use export::view::{HappeningView, PartyView, TenureView};

use crate::pages;
use crate::query::path;
use crate::words;

const WIDTH: u32 = 860;

fn names(id: &str, title: &str, description: String) -> draw::Words {
    draw::Words { id: id.to_owned(), title: title.to_owned(), description }
}

/// Happenings by month.
pub fn months(counts: &[(String, usize)]) -> String {
    let months =
        counts.iter().map(|(month, n)| Month { month: month.clone(), count: *n, href: Some(month_href(month)) });
    let total: usize = counts.iter().map(|(_, n)| n).sum();
    let most = counts.iter().max_by_key(|(_, n)| n);
    let most =
        most.map(|(month, n)| format!("; most in {}: {}", words::date(month), words::number(n))).unwrap_or_default();
    let description = format!("{}{most}", words::count(total, "happening", "happenings"));
    draw::heat(&Heat {
        words: names("months", "Happenings by month", description),
        width: 1200,
        months: months.collect(),
    })
}

fn month_href(month: &str) -> String {
    crate::query::Query::default().set("since", month).set("until", month).href("/happenings")
}

fn tone(row: &HappeningView) -> Tone {
    Tone::of(&row.status, row.score)
}

fn happening_href(row: &HappeningView) -> Option<String> {
    Some(path(&["happening", &row.id]))
}

/// Happenings along time, a lane for each type.
pub fn timeline(rows: &[HappeningView]) -> String {
    let mut dated: Vec<(&HappeningView, &(String, String))> =
        rows.iter().filter_map(|row| Some((row, row.days.as_ref()?))).collect();
    dated.sort_by_key(|(row, days)| (row.event_type.clone(), days.0.clone()));
    let item = |(row, days): &(&HappeningView, &(String, String))| TimelineItem {
        label: who(row),
        title: format!("{} ({})", row.sentence, words::date_or(&row.date, "no date")),
        href: happening_href(row),
        lane: words::kind(&row.event_type, &None),
        first: days.0.clone(),
        last: days.1.clone(),
        extent: if row.status == "ongoing" { Extent::Lasts } else { Extent::Sometime },
        tone: tone(row),
    };
    let description =
        format!("{} with a date, a row for each type.", words::count(dated.len(), "happening", "happenings"));
    let items = dated.iter().map(item).collect();
    draw::timeline(&Timeline { words: names("timeline", "Happenings over time", description), width: WIDTH, items })
}

/// The parties in few words: `Mulilo, Kamwendo`.
fn who(row: &HappeningView) -> String {
    let last_word = |name: &str| name.split_whitespace().last().unwrap_or(name).to_owned();
    let name = |party: &PartyView| if party.person.is_some() { last_word(&party.name) } else { party.name.clone() };
    let join = |parties: &[PartyView]| parties.iter().take(2).map(name).collect::<Vec<_>>().join(", ");
    match (join(&row.actor), join(&row.recipient)) {
        (actors, recipients) if recipients.is_empty() => actors,
        (actors, recipients) if actors.is_empty() => recipients,
        (actors, recipients) => format!("{actors} → {recipients}"),
    }
}

/// Where things happened: points where a place is known, countries shaded where only that is; arcs for visits.
pub fn map(rows: &[HappeningView]) -> String {
    let mut points: BTreeMap<(String, String), MapPoint> = BTreeMap::new();
    let mut shades: BTreeMap<String, Shade> = BTreeMap::new();
    let mut arcs: BTreeMap<(String, String), Arc> = BTreeMap::new();
    for row in rows {
        let Some(place) = &row.place else { continue };
        let at = place.lat.zip(place.lon).filter(|_| !matches!(place.precision.as_str(), "country" | "wide"));
        match (at, &place.country) {
            (Some((lat, lon)), country) => {
                let key = (place.name.clone(), country.clone().unwrap_or_default());
                let point = points.entry(key).or_insert_with(|| MapPoint {
                    lat,
                    lon,
                    label: place.name.clone(),
                    title: String::new(),
                    count: 0,
                    tone: tone(row),
                    href: Some(pages::happenings_href("place", &place.name)),
                });
                point.count += 1;
                point.title = format!("{}: {}", place.name, words::count(point.count, "happening", "happenings"));
                if point.tone != tone(row) {
                    point.tone = Tone::Neutral;
                }
            }
            (None, Some(country)) => {
                let shade = shades.entry(country.clone()).or_insert_with(|| Shade {
                    country: country.clone(),
                    count: 0,
                    label: words::country(country).to_owned(),
                    title: String::new(),
                    href: Some(pages::happenings_href("place", country)),
                });
                shade.count += 1;
                let count = words::count(shade.count, "happening", "happenings");
                shade.title = format!("{}, somewhere in the country: {count}", words::country(country));
            }
            (None, None) => {}
        }
        if row.mode.as_deref() == Some("visit") {
            travel(row, &mut arcs);
        }
    }
    let n_placed =
        points.values().map(|point| point.count).sum::<usize>() + shades.values().map(|s| s.count).sum::<usize>();
    let description = format!(
        "{} with a place: {} and {}.",
        words::count(n_placed, "happening", "happenings"),
        words::count(points.len(), "place", "places"),
        words::count(shades.len(), "country without a place in it", "countries without a place in them")
    );
    draw::map(&Map {
        words: names("map", "Where things happened", description),
        width: WIDTH,
        world: false,
        shades: shades.into_values().collect(),
        points: points.into_values().collect(),
        arcs: arcs.into_values().collect(),
    })
}

fn travel(row: &HappeningView, arcs: &mut BTreeMap<(String, String), Arc>) {
    let host = row.place.as_ref().and_then(|place| place.country.clone());
    let host = host.or_else(|| row.recipient.iter().find_map(|party| party.country.clone()));
    for guest in row.actor.iter().filter_map(|party| party.country.clone()) {
        let Some(host) = host.clone().filter(|host| *host != guest) else { continue };
        let (Some(from), Some(to)) = (draw::centre(&guest), draw::centre(&host)) else { continue };
        let title = format!("visits from {} to {}", words::country(&guest), words::country(&host));
        let href = Some(pages::pair_href(&guest, &host));
        let arc = arcs.entry((guest, host)).or_insert(Arc { from, to, count: 0, title, tone: tone(row), href });
        arc.count += 1;
    }
}

/// Who did something with or to whom.
pub fn network(rows: &[HappeningView]) -> String {
    let mut nodes: BTreeMap<String, Node> = BTreeMap::new();
    let mut edges: BTreeMap<(String, String), (usize, Tone)> = BTreeMap::new();
    for row in rows {
        let sides = [&row.actor, &row.recipient].map(|side| side.iter().filter_map(node).collect::<Vec<_>>());
        for found in sides.iter().flatten() {
            nodes.entry(found.id.clone()).or_insert_with(|| Node { count: 0, ..found.clone() }).count += 1;
        }
        let [actors, recipients] = &sides;
        let across = actors.iter().flat_map(|a| recipients.iter().map(move |b| (a, b)));
        let among = actors.iter().enumerate().flat_map(|(n, a)| actors.iter().skip(n + 1).map(move |b| (a, b)));
        let ties: Vec<_> = if recipients.is_empty() { among.collect() } else { across.collect() };
        for (a, b) in ties.into_iter().filter(|(a, b)| a.id != b.id) {
            let key = if a.id < b.id { (a.id.clone(), b.id.clone()) } else { (b.id.clone(), a.id.clone()) };
            let tie = edges.entry(key).or_insert((0, tone(row)));
            tie.0 += 1;
            if tie.1 != tone(row) {
                tie.1 = Tone::Neutral;
            }
        }
    }
    let edges: Vec<Edge> = (edges.into_iter())
        .map(|((from, to), (count, tone))| {
            let label = |id: &str| nodes.get(id).map(|node| node.label.clone()).unwrap_or_default();
            let title =
                format!("{} and {}: {}", label(&from), label(&to), words::count(count, "happening", "happenings"));
            let href = Some(pages::pair_href(&from, &to));
            Edge { from, to, count, title, tone, href }
        })
        .collect();
    let mut nodes: Vec<Node> = nodes.into_values().collect();
    nodes.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.id.cmp(&b.id)));
    let description = format!(
        "{} and {} between them.",
        words::count(nodes.len(), "party", "parties"),
        words::count(edges.len(), "tie", "ties")
    );
    draw::network(&draw::Network {
        words: names("network", "Who had to do with whom", description),
        width: WIDTH,
        height: 620,
        nodes,
        edges,
    })
}

fn node(party: &PartyView) -> Option<Node> {
    let (id, kind, href) = match (&party.person, &party.body, &party.country) {
        (Some(id), _, _) => (id.clone(), NodeKind::Person, path(&["person", id])),
        (_, Some(id), _) => (id.clone(), NodeKind::Body, path(&["body", id])),
        (_, _, Some(code)) => (code.clone(), NodeKind::Country, pages::happenings_href("country", code)),
        _ => return None,
    };
    let label = if kind == NodeKind::Country { words::country(&id).to_owned() } else { party.name.clone() };
    Some(Node { id, label, kind, count: 0, title: String::new(), href: Some(href) })
}

/// Offices over time: bars from the first to the last day on which somebody is seen in one.
pub fn offices(tenures: &[TenureView], lane: impl Fn(&TenureView) -> String) -> String {
    let dated = tenures.iter().filter_map(|tenure| {
        let first = tenure.first_seen.as_ref().or(tenure.last_seen.as_ref())?;
        let last = tenure.last_seen.as_ref().unwrap_or(first);
        Some(TimelineItem {
            label: if tenure.held == "current" { String::new() } else { tenure.held.clone() },
            title: format!("{}, {}: {}", tenure.person.name, pages::office_name(tenure), pages::seen(tenure)),
            href: Some(path(&["person", &tenure.person.id])),
            lane: words::cut(&lane(tenure), 60),
            first: first.clone(),
            last: last.clone(),
            extent: Extent::AtLeast,
            tone: Tone::Neutral,
        })
    });
    let items: Vec<TimelineItem> = dated.collect();
    // One office seen on one day is said by the table already.
    if !items.iter().any(|item| item.first != item.last) && items.len() < 2 {
        return String::new();
    }
    let description =
        format!("{}, from the first to the last day seen.", words::count(items.len(), "holding", "holdings"));
    draw::timeline(&Timeline { words: names("offices", "Offices over time", description), width: WIDTH, items })
}
