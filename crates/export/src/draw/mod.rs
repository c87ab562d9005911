//! Drawings: data in, SVG out.
//!
//! Pure functions for the pages and the briefs: [`timeline()`], [`map()`], [`network()`], [`bars()`], [`columns()`],
//! [`heat()`]. Each drawing has a title and a description for those who cannot see it, and a text alternative on every
//! mark. Looks come from classes only, defined in [`STYLE`], which takes its colours from the page's custom properties
//! and brings light and dark ones of its own; there are no style attributes, scripts or things to load, so that a page
//! may forbid them all. [`standalone`] makes a file of a drawing.
//!
//! Labels are untrusted: they are escaped, cut to what fits, and freed of characters that have no shape. Addresses
//! become links only inside the page, the site or the web.
//!
//! **Invariant:** the same data give the same bytes on every machine: no clock, no chance, and only arithmetic that
//! IEEE 754 fixes to the last bit (no sines but our own).

mod bars;
mod heat;
mod map;
mod network;
mod outlines;
mod scale;
mod svg;
#[cfg(test)]
mod tests;
mod timeline;

pub use bars::{Bar, Bars, Column, Columns, bars, columns};
pub use heat::{Heat, Month, heat};
pub use map::{Arc, Map, MapPoint, Shade, centre, map};
pub use network::{Edge, Network, Node, NodeKind, network};
pub(crate) use svg::{clean, escape, is_mark, short};
pub use timeline::{Extent, Timeline, TimelineItem, timeline};

/// The style sheet of the drawings.
pub const STYLE: &str = include_str!("style.css");

/// What a drawing is called, for those who cannot see it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    /// Unique on the page; letters, digits and hyphens.
    pub id: String,
    /// What is drawn, in a few words.
    pub title: String,
    /// What it shows, in a sentence or two: the numbers that a reader would take from it.
    pub description: String,
}

/// How a thing stands between its parties. Shown by colour and by shape.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tone {
    /// Neither.
    #[default]
    Neutral,
    /// They work together.
    Cooperation,
    /// They work against one another.
    Conflict,
    /// Planned or hypothetical.
    Planned,
    /// Denied.
    Denied,
}

impl Tone {
    /// Every tone.
    pub const ALL: [Tone; 5] = [Tone::Cooperation, Tone::Conflict, Tone::Neutral, Tone::Planned, Tone::Denied];

    /// The tone of an event or a happening, by its status and PLOVER score.
    pub fn of(status: &str, score: f64) -> Tone {
        match status {
            "denied" => Tone::Denied,
            "planned" | "postponed" | "hypothetical" => Tone::Planned,
            "disputed" => Tone::Neutral,
            _ if score > 0.0 => Tone::Cooperation,
            _ if score < 0.0 => Tone::Conflict,
            _ => Tone::Neutral,
        }
    }

    /// The class of [`STYLE`].
    pub fn class(self) -> &'static str {
        match self {
            Tone::Neutral => "t-neutral",
            Tone::Cooperation => "t-cooperation",
            Tone::Conflict => "t-conflict",
            Tone::Planned => "t-planned",
            Tone::Denied => "t-denied",
        }
    }

    /// In a word, for legends.
    pub fn word(self) -> &'static str {
        match self {
            Tone::Neutral => "neutral",
            Tone::Cooperation => "cooperation",
            Tone::Conflict => "conflict",
            Tone::Planned => "planned",
            Tone::Denied => "denied",
        }
    }
}

/// A drawing as a file of its own, with its style inside.
pub fn standalone(drawing: &str) -> String {
    let (head, body) = drawing.split_at(drawing.find('>').map_or(0, |at| at + 1));
    format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{head}<style>{STYLE}</style>{body}\n")
}

/// Draws the mark of a tone: a disc, a diamond, a ring or a cross, so that colour is never all that tells them apart.
fn mark(svg: &mut svg::Svg, at: (f64, f64), radius: f64, tone: Tone) {
    let class = format!("mark {}", tone.class());
    let ((x, y), r) = (at, radius);
    let n = svg::n;
    match tone {
        Tone::Conflict => {
            let r = r * 1.25;
            svg.path(
                &class,
                &format!("M{} {}L{} {}L{} {}L{} {}Z", n(x), n(y - r), n(x + r), n(y), n(x), n(y + r), n(x - r), n(y)),
            );
        }
        Tone::Denied => {
            let r = r * 0.8;
            let (left, right, top, bottom) = (n(x - r), n(x + r), n(y - r), n(y + r));
            svg.path(&class, &format!("M{left} {top}L{right} {bottom}M{left} {bottom}L{right} {top}"));
        }
        _ => svg.circle(&class, at, radius),
    }
}

/// Draws what the marks mean, for the tones that occur, from a point to the right.
fn legend(svg: &mut svg::Svg, at: (f64, f64), tones: &std::collections::BTreeSet<Tone>) {
    let mut x = at.0;
    for tone in Tone::ALL.into_iter().filter(|tone| tones.contains(tone)) {
        mark(svg, (x + 5.0, at.1 - 4.0), 4.5, tone);
        svg.text("soft", (x + 14.0, at.1), "start", tone.word());
        x += 14.0 + svg::ems(tone.word()) * 11.0 + 18.0;
    }
}
