//! What happened when: marks and bars along an axis of time, in lanes.

use std::collections::{BTreeMap, BTreeSet};

use super::scale::TimeScale;
use super::svg::{Svg, ems, fit, n, short};
use super::{Tone, Words, legend, mark};
use crate::days;

/// A timeline.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Timeline {
    /// What it is called.
    pub words: Words,
    /// Width in pixels; the height follows from what is in it.
    pub width: u32,
    /// What is on it, in any order. Items without a day that can be read are left out and counted.
    pub items: Vec<TimelineItem>,
}

/// One thing on a timeline.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TimelineItem {
    /// Short words beside the mark.
    pub label: String,
    /// Longer words for who points at it or has it read out.
    pub title: String,
    /// Where it leads.
    pub href: Option<String>,
    /// Lane it belongs to; lanes are drawn in the order in which `items` first name them.
    pub lane: String,
    /// First day, `YYYY-MM-DD`.
    pub first: String,
    /// Last day, `YYYY-MM-DD`.
    pub last: String,
    /// What the days mean where there are several.
    pub extent: Extent,
    /// How it stands between the parties.
    pub tone: Tone,
}

/// What several days mean.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Extent {
    /// It happened on one of them, it is not known which.
    #[default]
    Sometime,
    /// It lasted from the first to the last.
    Lasts,
    /// It lasted at least that long: nothing is known of before and after.
    AtLeast,
}

const ROW: f64 = 22.0;
const TOP: f64 = 30.0;
const FONT: f64 = 11.0;
/// What bold letters take of the width of a font size.
const BOLD: f64 = 12.2;
/// Marks a label that stands inside its bar.
const INSIDE: &str = "inside";
/// Rows of a lane that carry labels; what finds no room in them is drawn without one.
const ROWS_A_LANE: usize = 10;

/// Draws a timeline.
pub fn timeline(timeline: &Timeline) -> String {
    let width = f64::from(timeline.width.clamp(320, 4000));
    let dated: Vec<Dated> = timeline.items.iter().filter_map(Dated::new).collect();
    let mut svg = Svg::new();
    let (Some(first), Some(last)) = (dated.iter().map(|d| d.first).min(), dated.iter().map(|d| d.last).max()) else {
        svg.text("soft", (8.0, 24.0), "start", "Nothing here has a date.");
        return svg.finish("timeline", &timeline.words, (width, 40.0));
    };
    let longest = dated.iter().map(|d| ems(&short(&d.item.lane, 40)) * BOLD).fold(0.0, f64::max);
    let left = if longest > 0.0 { (longest + 18.0).min(width * 0.3) } else { 8.0 };
    let scale = TimeScale::new(first, last, left, width - left - 8.0);
    let lanes = lanes(&dated);
    let mut top = TOP;
    let mut drawn = Vec::new();
    for (lane, items) in &lanes {
        let placed = place(items, &scale, (left, width - 4.0));
        let n_rows = placed.iter().map(|p| p.row + 1).max().unwrap_or(1);
        drawn.push((lane, top, placed));
        top += n_rows as f64 * ROW + 10.0;
    }
    let undated = timeline.items.len() - dated.len();
    let tones: BTreeSet<Tone> = dated.iter().map(|d| d.item.tone).collect();
    let has_legend = tones.len() > 1 || tones.iter().any(|tone| *tone != Tone::Neutral);
    axis(&mut svg, &scale, width, top);
    for (lane, top, placed) in &drawn {
        lane_head(&mut svg, lane, *top, left, width);
        for item in placed {
            draw(&mut svg, item, *top, &scale);
        }
    }
    let mut height = top + 4.0;
    if has_legend {
        height += 20.0;
        legend(&mut svg, (left, height - 6.0), &tones);
    }
    if undated > 0 {
        height += 18.0;
        let words = if undated == 1 {
            "1 without a date is left out".to_owned()
        } else {
            format!("{undated} without a date are left out")
        };
        svg.text("soft", (left, height - 6.0), "start", &words);
    }
    svg.finish("timeline", &timeline.words, (width, height))
}

struct Dated<'a> {
    item: &'a TimelineItem,
    first: i64,
    last: i64,
}

impl Dated<'_> {
    fn new(item: &TimelineItem) -> Option<Dated<'_>> {
        let (first, last) = (days::parse(&item.first), days::parse(&item.last));
        let (first, last) = (first.or(last)?, last.or(first)?);
        Some(Dated { item, first: first.min(last), last: last.max(first) })
    }
}

/// The lanes in the order of their first item, each with its items by day.
fn lanes<'a>(dated: &'a [Dated<'a>]) -> Vec<(&'a str, Vec<&'a Dated<'a>>)> {
    let mut order: BTreeMap<&str, usize> = BTreeMap::new();
    let mut lanes: Vec<(&str, Vec<&Dated>)> = Vec::new();
    for item in dated {
        let n_lanes = lanes.len();
        let lane = *order.entry(&item.item.lane).or_insert(n_lanes);
        if lane == n_lanes {
            lanes.push((&item.item.lane, Vec::new()));
        }
        if let Some((_, items)) = lanes.get_mut(lane) {
            items.push(item);
        }
    }
    for (_, items) in &mut lanes {
        items.sort_by(|a, b| {
            (a.first, a.last, &a.item.label, &a.item.title).cmp(&(b.first, b.last, &b.item.label, &b.item.title))
        });
    }
    lanes
}

struct Placed<'a> {
    dated: &'a Dated<'a>,
    row: usize,
    /// Where the label begins or ends, and on which side of the mark it stands.
    label: Option<(f64, &'static str, String)>,
}

/// Gives each item the first row in which it and its label have room.
fn place<'a>(items: &[&'a Dated<'a>], scale: &TimeScale, (left, right): (f64, f64)) -> Vec<Placed<'a>> {
    let mut ends: Vec<f64> = Vec::new();
    let mut placed = Vec::new();
    for dated in items {
        let air = if dated.item.extent == Extent::AtLeast { 16.0 } else { 6.0 };
        let (from, to) = (scale.x(dated.first) - air, scale.x(dated.last) + air);
        let label = short(&dated.item.label, 60);
        let width = ems(&label) * FONT + 4.0;
        let is_solid = dated.item.extent != Extent::Sometime && dated.item.tone != Tone::Planned;
        let room = if label.is_empty() {
            None
        } else if is_solid && width + 2.0 * air < to - from {
            Some((from, to, (from + air + 5.0, INSIDE, label)))
        } else if to + width <= right {
            Some((from, to + width, (to + 3.0, "start", label)))
        } else if from - width >= left {
            Some((from - width, to, (from - 3.0, "end", label)))
        } else {
            let fits = ((right - to - 4.0) / (FONT * 0.55)).max(0.0) as usize;
            (fits > 8).then(|| (from, right, (to + 3.0, "start", short(&label, fits))))
        };
        let row_for = |from: f64, ends: &[f64]| ends.iter().position(|end| *end <= from);
        let labelled = room.and_then(|(from, end, label)| match row_for(from, &ends) {
            Some(row) => Some((row, end, label)),
            None => (ends.len() < ROWS_A_LANE).then_some((ends.len(), end, label)),
        });
        let (row, end, label) = match labelled {
            Some((row, end, label)) => (row, end, Some(label)),
            None => (row_for(from, &ends).unwrap_or(ends.len().min(ROWS_A_LANE)), to, None),
        };
        match ends.get_mut(row) {
            Some(slot) => *slot = slot.max(end),
            None => ends.push(end),
        }
        placed.push(Placed { dated, row, label });
    }
    placed
}

fn axis(svg: &mut Svg, scale: &TimeScale, width: f64, bottom: f64) {
    let mut free_from = f64::MIN;
    for tick in scale.ticks() {
        let x = scale.x(tick.day);
        svg.line("grid", (x, TOP - 8.0), (x, bottom));
        let wide = ems(&tick.label) * FONT;
        if x - 2.0 >= free_from && x + wide <= width {
            svg.text("soft", (x, TOP - 14.0), "start", &tick.label);
            free_from = x + wide + 8.0;
        }
    }
    svg.line("axis", (0.0, TOP - 8.0), (width, TOP - 8.0));
}

fn lane_head(svg: &mut Svg, lane: &str, top: f64, left: f64, width: f64) {
    if lane.is_empty() {
        return;
    }
    svg.line("grid", (0.0, top - 5.0), (width, top - 5.0));
    svg.text("lane", (4.0, top + ROW / 2.0 + 4.0), "start", &fit(lane, left - 10.0, BOLD));
}

fn draw(svg: &mut Svg, placed: &Placed, top: f64, scale: &TimeScale) {
    let item = placed.dated.item;
    let y = top + placed.row as f64 * ROW + ROW / 2.0;
    let (from, to) = (scale.x(placed.dated.first), scale.x(placed.dated.last));
    let title = if item.title.is_empty() { &item.label } else { &item.title };
    svg.open("item", title, item.href.as_deref());
    let tone = item.tone.class();
    if to - from < 3.0 {
        mark(svg, (from, y), 4.5, item.tone);
    } else {
        match item.extent {
            Extent::Sometime => svg.rect(&format!("sometime {tone}"), (from, y - 4.0), (to - from, 8.0), 4.0),
            Extent::Lasts => svg.rect(&format!("lasts {tone}"), (from, y - 6.5), (to - from, 13.0), 2.0),
            Extent::AtLeast => {
                svg.line(&format!("whisker {tone}"), (from - 14.0, y), (from, y));
                svg.line(&format!("whisker {tone}"), (to, y), (to + 14.0, y));
                svg.rect(&format!("lasts {tone}"), (from, y - 6.5), (to - from, 13.0), 2.0);
            }
        }
    }
    if let Some((x, anchor, label)) = &placed.label {
        let (class, anchor) = if *anchor == INSIDE { ("inside", "start") } else { ("label", *anchor) };
        let (x, y) = (n(*x), n(y + 4.0));
        svg.raw(&format!(r#"<text class="{class}" x="{x}" y="{y}" text-anchor="{anchor}">"#));
        svg.raw(&super::escape(label));
        svg.raw("</text>");
    }
    svg.close(item.href.as_deref());
}
