//! Who met whom: people, bodies or countries as knots, what they did together as lines.

use std::collections::BTreeMap;

use super::map::{spot, width_class};
use super::scale::{cosine, sine};
use super::svg::{Svg, ems, n, short};
use super::{Tone, Words};

/// A network.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Network {
    /// What it is called.
    pub words: Words,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// Whom to draw; the first 80 are, so that the most important come first.
    pub nodes: Vec<Node>,
    /// What ties them; edges of nodes that are not drawn are left out.
    pub edges: Vec<Edge>,
}

/// A person, a body or a country.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Node {
    /// Unique in the network.
    pub id: String,
    /// Name beside the knot.
    pub label: String,
    /// What it is.
    pub kind: NodeKind,
    /// How often seen; sets the size.
    pub count: usize,
    /// Longer words; by default the label.
    pub title: String,
    /// Where it leads.
    pub href: Option<String>,
}

/// What a knot is; shown by shape.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum NodeKind {
    /// A person: a disc.
    #[default]
    Person,
    /// A body: a square.
    Body,
    /// A country: a large pale disc.
    Country,
}

/// A tie between two nodes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Edge {
    /// Id of one node.
    pub from: String,
    /// Id of the other.
    pub to: String,
    /// How many happenings; sets the width.
    pub count: usize,
    /// Words for it.
    pub title: String,
    /// How they stand.
    pub tone: Tone,
    /// Where it leads.
    pub href: Option<String>,
}

const MOST_NODES: usize = 80;
const FONT: f64 = 11.0;

/// Draws a network.
pub fn network(network: &Network) -> String {
    let (width, height) = (f64::from(network.width.clamp(200, 4000)), f64::from(network.height.clamp(150, 4000)));
    let mut svg = Svg::new();
    let nodes: Vec<&Node> = network.nodes.iter().take(MOST_NODES).collect();
    if nodes.is_empty() {
        svg.text("soft", (8.0, 24.0), "start", "Nobody met anybody here.");
        return svg.finish("network", &network.words, (width, 40.0));
    }
    let rows: BTreeMap<&str, usize> = nodes.iter().enumerate().map(|(row, node)| (node.id.as_str(), row)).collect();
    let mut edges: Vec<(usize, usize, &Edge)> = (network.edges.iter())
        .filter_map(|edge| Some((*rows.get(edge.from.as_str())?, *rows.get(edge.to.as_str())?, edge)))
        .filter(|(a, b, _)| a != b)
        .collect();
    edges.sort_by(|a, b| (a.2.count, a.0, a.1, &a.2.title).cmp(&(b.2.count, b.0, b.1, &b.2.title)));
    let ties: Vec<(usize, usize)> = edges.iter().map(|(a, b, _)| (*a, *b)).collect();
    let at = layout(nodes.len(), &ties, (width, height));
    let place = |row: usize| at.get(row).copied().unwrap_or_default();
    for (a, b, edge) in &edges {
        svg.open("item", &edge.title, edge.href.as_deref());
        svg.line(&format!("tie w{} {}", width_class(edge.count), edge.tone.class()), place(*a), place(*b));
        svg.close(edge.href.as_deref());
    }
    let radius = |node: &Node| (4.0 + 1.5 * (node.count.max(1) as f64).sqrt()).min(14.0);
    let mut taken: Vec<[f64; 4]> = Vec::new();
    for (row, node) in nodes.iter().enumerate() {
        let ((x, y), r) = (place(row), radius(node));
        taken.push([x - r, y - r, x + r, y + r]);
    }
    for (row, node) in nodes.iter().enumerate() {
        let (at, r) = (place(row), radius(node));
        svg.open("item", if node.title.is_empty() { &node.label } else { &node.title }, node.href.as_deref());
        knot(&mut svg, node.kind, at, r);
        let label = short(&node.label, 30);
        if let Some((x, y, anchor)) = spot(at, r, ems(&label) * FONT, (width, height), &mut taken) {
            svg.text("label halo", (x, y), anchor, &label);
        }
        svg.close(node.href.as_deref());
    }
    svg.finish("network", &network.words, (width, height))
}

fn knot(svg: &mut Svg, kind: NodeKind, (x, y): (f64, f64), r: f64) {
    match kind {
        NodeKind::Person => svg.circle("knot k-person", (x, y), r),
        NodeKind::Country => svg.circle("knot k-country", (x, y), r),
        NodeKind::Body => {
            let side = r * 0.9;
            svg.path(
                "knot k-body",
                &format!("M{} {}h{}v{}h-{}Z", n(x - side), n(y - side), n(side * 2.0), n(side * 2.0), n(side * 2.0)),
            );
        }
    }
}

/// Places of the nodes: those tied are drawn together, all others push one another away, from a circle on which every
/// node begins at a place of its own. After Fruchterman and Reingold, with a fixed number of rounds.
fn layout(n_nodes: usize, ties: &[(usize, usize)], (width, height): (f64, f64)) -> Vec<(f64, f64)> {
    const ROUNDS: u32 = 260;
    let count = n_nodes.max(1) as f64;
    let mut at: Vec<(f64, f64)> = (0..n_nodes)
        .map(|row| {
            // The golden angle puts neighbours in the list far from one another.
            let (angle, far) = (137.508 * row as f64, ((row as f64 + 0.5) / count).sqrt());
            (cosine(angle) * far, sine(angle) * far)
        })
        .collect();
    let ideal = (2.4 / count).sqrt();
    for round in 0..ROUNDS {
        let heat = 0.12 * (1.0 - f64::from(round) / f64::from(ROUNDS)) + 0.001;
        let mut push = vec![(0.0f64, 0.0f64); n_nodes];
        for a in 0..n_nodes {
            for b in a + 1..n_nodes {
                let (dx, dy, far) = apart(at[a], at[b]);
                // What is far apart already need not be pushed further: separate groups would leave the frame empty.
                let force = if far > 3.0 * ideal { 0.0 } else { ideal * ideal / far };
                shift(&mut push, a, (dx / far * force, dy / far * force));
                shift(&mut push, b, (-dx / far * force, -dy / far * force));
            }
        }
        for (a, b) in ties {
            let (dx, dy, far) = apart(at[*a], at[*b]);
            let force = far * far / ideal;
            shift(&mut push, *a, (-dx / far * force, -dy / far * force));
            shift(&mut push, *b, (dx / far * force, dy / far * force));
        }
        for (place, (px, py)) in at.iter_mut().zip(&push) {
            // A pull to the middle keeps those who are tied to nobody in sight.
            let (px, py) = (px - place.0 * 0.16, py - place.1 * 0.16);
            let long = (px * px + py * py).sqrt().max(1e-9);
            let step = long.min(heat);
            *place = (place.0 + px / long * step, place.1 + py / long * step);
        }
    }
    fit(&at, (width, height))
}

fn apart(a: (f64, f64), b: (f64, f64)) -> (f64, f64, f64) {
    let (dx, dy) = (a.0 - b.0, a.1 - b.1);
    (dx, dy, (dx * dx + dy * dy).sqrt().max(1e-4))
}

fn shift(push: &mut [(f64, f64)], row: usize, by: (f64, f64)) {
    if let Some(place) = push.get_mut(row) {
        *place = (place.0 + by.0, place.1 + by.1);
    }
}

/// Stretches the places over the frame, with room for labels at its sides.
fn fit(at: &[(f64, f64)], (width, height): (f64, f64)) -> Vec<(f64, f64)> {
    let (mut low, mut high) = ((f64::MAX, f64::MAX), (f64::MIN, f64::MIN));
    for (x, y) in at {
        low = (low.0.min(*x), low.1.min(*y));
        high = (high.0.max(*x), high.1.max(*y));
    }
    let (air_x, air_y) = ((width * 0.14).min(110.0), 24.0);
    let share = |value: f64, low: f64, high: f64| if high - low < 1e-6 { 0.5 } else { (value - low) / (high - low) };
    at.iter()
        .map(|(x, y)| {
            (
                air_x + share(*x, low.0, high.0) * (width - 2.0 * air_x),
                air_y + share(*y, low.1, high.1) * (height - 2.0 * air_y),
            )
        })
        .collect()
}
