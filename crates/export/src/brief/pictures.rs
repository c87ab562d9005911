//! The pictures of a brief.

use std::collections::BTreeMap;

use super::Block;
use super::build::{Material, Meetings, anchor};
use crate::draw::{
    self, Arc, Edge, Extent, Map, MapPoint, Network, Node, NodeKind, Shade, Timeline, TimelineItem, Tone, Words,
};
use crate::formats::{country_name, happening_days};
use crate::view::{HappeningView, PersonView};
use crate::{date_in_words, days};

const WIDTH: u32 = 860;
/// Items of a timeline; the eye takes in no more.
const MOST_ITEMS: usize = 70;
const MOST_LANES: usize = 9;

fn words(id: &str, title: &str, description: String) -> Words {
    Words { id: format!("picture-{id}"), title: title.to_owned(), description }
}

fn countries(happening: &HappeningView) -> Vec<&str> {
    let parties = happening.actor.iter().chain(&happening.recipient);
    let mut countries: Vec<&str> = parties.filter_map(|party| party.country.as_deref()).collect();
    countries.sort_unstable();
    countries.dedup();
    countries
}

fn name(country: &str) -> &str {
    country_name(country).unwrap_or(country)
}

fn tone(happening: &HappeningView) -> Tone {
    Tone::of(&happening.status, happening.score)
}

/// The lane of a happening: its countries.
fn lane(happening: &HappeningView) -> String {
    let names: Vec<&str> = countries(happening).into_iter().map(name).collect();
    match names.as_slice() {
        [] => "Others".to_owned(),
        [a] => (*a).to_owned(),
        [a, b] => format!("{a} – {b}"),
        [a, b, ..] => format!("{a} – {b} …"),
    }
}

/// What happened when, in lanes of countries; of many happenings those with most reports.
pub(super) fn timeline(material: &Material) -> Option<Block> {
    let mut shown: Vec<&HappeningView> =
        material.happenings.iter().filter(|happening| happening_days(happening).is_some()).collect();
    let n_dated = shown.len();
    if n_dated == 0 {
        return None;
    }
    shown.sort_by(|a, b| (b.independent_reports, &a.id).cmp(&(a.independent_reports, &b.id)));
    shown.truncate(MOST_ITEMS);
    shown.sort_by_key(|happening| (happening_days(happening), happening.id.clone()));
    let mut lanes: BTreeMap<String, usize> = BTreeMap::new();
    shown.iter().for_each(|happening| *lanes.entry(lane(happening)).or_default() += 1);
    let mut order: Vec<(usize, String)> = lanes.into_iter().map(|(lane, count)| (count, lane)).collect();
    order.sort_by(|a, b| (b.0, &a.1).cmp(&(a.0, &b.1)));
    let own: Vec<String> = order.into_iter().take(MOST_LANES - 1).map(|(_, lane)| lane).collect();
    let mut items: Vec<TimelineItem> = shown
        .iter()
        .map(|happening| {
            let lane = lane(happening);
            let (first, last) = happening_days(happening).unwrap_or_default();
            TimelineItem {
                label: label(happening),
                title: happening.sentence.clone(),
                href: Some(format!("#{}", anchor(happening))),
                lane: if own.contains(&lane) { lane } else { "Others".to_owned() },
                first: days::iso(first),
                last: days::iso(last),
                extent: if happening.status == "ongoing" { Extent::Lasts } else { Extent::Sometime },
                tone: tone(happening),
            }
        })
        .collect();
    let place = |item: &TimelineItem| own.iter().position(|lane| *lane == item.lane).unwrap_or(usize::MAX);
    items.sort_by_key(place);
    let caption = match n_dated > shown.len() {
        true => format!("What happened when: the {} of {n_dated} with most reports.", shown.len()),
        false => "What happened when. Bars are spans in which it happened on a day that is not known.".to_owned(),
    };
    let days = (
        shown.first().and_then(|h| happening_days(h)),
        shown.iter().filter_map(|h| happening_days(h)).map(|d| d.1).max(),
    );
    let description = format!(
        "{} happenings from {} to {}, in lanes of countries.",
        shown.len(),
        days.0.map(|days| date_in_words(&days::iso(days.0))).unwrap_or_default(),
        days.1.map(|day| date_in_words(&days::iso(day))).unwrap_or_default(),
    );
    let svg = draw::timeline(&Timeline { words: words("timeline", "Timeline", description), width: WIDTH, items });
    Some(Block::Picture { name: "timeline", svg, caption })
}

/// A few words for a mark: what was done and by whom.
fn label(happening: &HappeningView) -> String {
    let names: Vec<&str> = (happening.actor.iter().chain(&happening.recipient))
        .map(|party| party.name.rsplit(' ').next().unwrap_or(&party.name))
        .take(2)
        .collect();
    let kind = happening.mode.as_deref().unwrap_or(&happening.event_type).to_lowercase();
    format!("{kind}: {}", names.join(", "))
}

/// Where it happened, and between which countries.
pub(super) fn map(material: &Material) -> Option<Block> {
    let mut shades: BTreeMap<&str, usize> = BTreeMap::new();
    let mut arcs: BTreeMap<(&str, &str), (usize, f64)> = BTreeMap::new();
    let mut points: BTreeMap<String, MapPoint> = BTreeMap::new();
    for happening in &material.happenings {
        let countries = countries(happening);
        countries.iter().for_each(|country| *shades.entry(country).or_default() += 1);
        for (row, a) in countries.iter().enumerate() {
            for b in countries.iter().skip(row + 1) {
                let arc = arcs.entry((a, b)).or_default();
                *arc = (arc.0 + 1, arc.1 + happening.score);
            }
        }
        let Some(place) = happening.place.as_ref().filter(|place| matches!(place.precision.as_str(), "city" | "site"))
        else {
            continue;
        };
        let (Some(lat), Some(lon)) = (place.lat, place.lon) else { continue };
        let point = points.entry(place.name.clone()).or_insert_with(|| MapPoint {
            lat,
            lon,
            label: place.name.clone(),
            href: Some(format!("#{}", anchor(happening))),
            tone: tone(happening),
            ..MapPoint::default()
        });
        point.count += 1;
        if point.tone != tone(happening) {
            point.tone = Tone::Neutral;
        }
    }
    if shades.is_empty() && points.is_empty() {
        return None;
    }
    let listed: Vec<String> = shades.iter().map(|(country, count)| format!("{} {count}", name(country))).collect();
    let description = format!("Number of happenings by country: {}.", listed.join(", "));
    let shade = |(country, count): (&&str, &usize)| Shade {
        country: (*country).to_owned(),
        count: *count,
        label: name(country).to_owned(),
        title: format!("{}: {count}", name(country)),
        href: None,
    };
    let arc = |((a, b), (count, score)): (&(&str, &str), &(usize, f64))| {
        Some(Arc {
            from: draw::centre(a)?,
            to: draw::centre(b)?,
            count: *count,
            title: format!("{} – {}: {count}", name(a), name(b)),
            tone: Tone::of("occurred", *score),
            href: None,
        })
    };
    let svg = draw::map(&Map {
        words: words("map", "Map", description),
        width: WIDTH,
        world: false,
        shades: shades.iter().map(shade).collect(),
        arcs: arcs.iter().filter_map(arc).collect(),
        points: points.into_values().collect(),
    });
    let caption = "Where it happened, and between which countries: darker is more often, thicker lines are more \
                   happenings between two. Outlines say nothing of whose a territory is."
        .to_owned();
    Some(Block::Picture { name: "map", svg, caption })
}

/// Who met whom.
pub(super) fn network(pairs: &Meetings) -> Option<Block> {
    const MOST_NODES: usize = 36;
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for ((a, b), happenings) in pairs {
        *counts.entry(a).or_default() += happenings.len();
        *counts.entry(b).or_default() += happenings.len();
    }
    if counts.len() < 3 {
        return None;
    }
    let mut nodes: Vec<(usize, &str)> = counts.into_iter().map(|(name, count)| (count, name)).collect();
    nodes.sort_by(|a, b| (b.0, a.1).cmp(&(a.0, b.1)));
    let n_people = nodes.len();
    nodes.truncate(MOST_NODES);
    let caption = match n_people > nodes.len() {
        true => format!("Who met whom: the {} of {n_people} seen most often.", nodes.len()),
        false => "Who met whom. Thicker lines are more meetings.".to_owned(),
    };
    let listed: Vec<String> =
        (pairs.iter().take(12)).map(|((a, b), happenings)| format!("{a} and {b} {}", happenings.len())).collect();
    let nodes: Vec<Node> = nodes
        .into_iter()
        .map(|(count, name)| Node {
            id: name.to_owned(),
            label: name.to_owned(),
            kind: NodeKind::Person,
            count,
            title: format!("{name}: {count}"),
            href: None,
        })
        .collect();
    let edges = pairs.iter().map(|((a, b), happenings)| Edge {
        from: a.clone(),
        to: b.clone(),
        count: happenings.len(),
        title: format!("{a} and {b}: {}", happenings.len()),
        tone: if happenings.iter().all(|h| h.status == "planned") { Tone::Planned } else { Tone::Cooperation },
        href: happenings.first().map(|happening| format!("#{}", anchor(happening))),
    });
    let svg = draw::network(&Network {
        words: words("network", "Network", format!("Meetings: {}.", listed.join("; "))),
        width: WIDTH,
        height: (160 + nodes.len() as u32 * 13).min(560),
        edges: edges.collect(),
        nodes,
    });
    Some(Block::Picture { name: "network", svg, caption })
}

/// Who held what when.
pub(super) fn offices(people: &[PersonView]) -> Option<Block> {
    const MOST_PEOPLE: usize = 18;
    let seen = |tenure: &crate::view::TenureView| {
        let first = tenure.first_seen.as_deref().map(days::bounds).and_then(|(first, last)| first.or(last));
        let last = tenure.last_seen.as_deref().map(days::bounds).and_then(|(first, last)| last.or(first));
        Some((first.or(last)?, last.or(first)?))
    };
    let items: Vec<TimelineItem> = people
        .iter()
        .take(MOST_PEOPLE)
        .flat_map(|person| person.tenures.iter().map(move |tenure| (person, tenure)))
        .filter_map(|(person, tenure)| {
            let (first, last) = seen(tenure)?;
            Some(TimelineItem {
                label: match tenure.held.as_str() {
                    "current" => tenure.title.clone(),
                    held => format!("{} ({held})", tenure.title),
                },
                title: format!("{}: {}, {}", person.name, tenure.title, tenure.held),
                href: None,
                lane: person.name.clone(),
                first: days::iso(first),
                last: days::iso(last),
                extent: Extent::AtLeast,
                tone: Tone::Neutral,
            })
        })
        .collect();
    // A single day for everybody is no picture.
    if items.iter().all(|item| item.first == item.last) {
        return None;
    }
    let description =
        format!("{} holdings of offices, from the first to the last day on which each is seen.", items.len());
    let svg = draw::timeline(&Timeline { words: words("offices", "Offices", description), width: WIDTH, items });
    let caption = "Who is seen in which office: each bar from the first to the last day on which a report says so; \
                   dotted ends mean that nothing is known of before and after."
        .to_owned();
    Some(Block::Picture { name: "offices", svg, caption })
}
