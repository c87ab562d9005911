//! Counts: bars from left to right, and columns over the months, up for cooperation and down for conflict.

use super::scale::round_up;
use super::svg::{Svg, ems, n, short};
use super::{Tone, Words};
use crate::days;

/// Bars, one a row.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Bars {
    /// What they are called.
    pub words: Words,
    /// Width in pixels.
    pub width: u32,
    /// The bars, drawn in this order.
    pub bars: Vec<Bar>,
}

/// One bar.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Bar {
    /// What is counted.
    pub label: String,
    /// How many.
    pub count: usize,
    /// Longer words; by default label and count.
    pub title: String,
    /// Where it leads.
    pub href: Option<String>,
    /// Its colour.
    pub tone: Tone,
}

const ROW: f64 = 22.0;
const FONT: f64 = 11.0;

/// Draws bars.
pub fn bars(bars: &Bars) -> String {
    let width = f64::from(bars.width.clamp(200, 4000));
    let mut svg = Svg::new();
    let longest = bars.bars.iter().map(|bar| ems(&short(&bar.label, 40)) * FONT).fold(0.0, f64::max);
    let left = (longest + 12.0).min(width * 0.45);
    let most = bars.bars.iter().map(|bar| bar.count).max().unwrap_or(0).max(1);
    let room = width - left - ems(&most.to_string()) * FONT - 16.0;
    for (row, bar) in bars.bars.iter().enumerate() {
        let y = row as f64 * ROW;
        let title = if bar.title.is_empty() { format!("{}: {}", bar.label, bar.count) } else { bar.title.clone() };
        let long = bar.count as f64 / most as f64 * room;
        let fits = ((left - 10.0) / (FONT * 0.55)).max(4.0) as usize;
        svg.open("item", &title, bar.href.as_deref());
        svg.text("label", (left - 8.0, y + 15.0), "end", &short(&bar.label, fits));
        svg.rect(&format!("lasts {}", bar.tone.class()), (left, y + 4.0), (long.max(1.0), 14.0), 2.0);
        svg.text("soft", (left + long.max(1.0) + 6.0, y + 15.0), "start", &bar.count.to_string());
        svg.close(bar.href.as_deref());
    }
    svg.finish("bars", &bars.words, (width, (bars.bars.len() as f64 * ROW + 4.0).max(20.0)))
}

/// Columns over the months, above and below a line.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Columns {
    /// What they are called.
    pub words: Words,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// The columns; months that are missing are empty.
    pub columns: Vec<Column>,
}

/// One month.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Column {
    /// `YYYY-MM`.
    pub month: String,
    /// How far up.
    pub up: f64,
    /// How far down.
    pub down: f64,
    /// Longer words; by default the month and the two numbers.
    pub title: String,
    /// Where it leads.
    pub href: Option<String>,
}

/// Draws columns.
pub fn columns(columns: &Columns) -> String {
    let (width, height) = (f64::from(columns.width.clamp(200, 4000)), f64::from(columns.height.clamp(80, 2000)));
    let mut svg = Svg::new();
    let dated: Vec<(i64, &Column)> =
        columns.columns.iter().filter_map(|column| Some((month_number(&column.month)?, column))).collect();
    let months = (dated.iter().map(|d| d.0).min(), dated.iter().map(|d| d.0).max());
    let (Some(first), Some(last)) = months else {
        svg.text("soft", (8.0, 24.0), "start", "Nothing to count.");
        return svg.finish("columns", &columns.words, (width, 40.0));
    };
    let most = |of: fn(&Column) -> f64| dated.iter().map(|d| of(d.1)).filter(|v| v.is_finite()).fold(0.0, f64::max);
    let (up, down) = (round_up(most(|c| c.up)), round_up(most(|c| c.down)));
    let has_down = most(|c| c.down) > 0.0;
    let (left, top, bottom) = (34.0, 8.0, height - 22.0);
    let total = if has_down { up + down } else { up };
    let zero = top + (bottom - top) * up / total;
    let unit = (bottom - top) / total;
    let step = (width - left - 6.0) / (last - first + 1) as f64;
    svg.line("grid", (left, top), (width, top));
    svg.text("soft", (left - 5.0, top + 6.0), "end", &n(up));
    if has_down {
        svg.line("grid", (left, bottom), (width, bottom));
        svg.text("soft", (left - 5.0, bottom), "end", &format!("−{}", n(down)));
    }
    for (month, column) in &dated {
        let x = left + (month - first) as f64 * step + step * 0.1;
        let title = match column.title.is_empty() {
            true => format!("{}: {} up, {} down", column.month, n(column.up), n(column.down)),
            false => column.title.clone(),
        };
        svg.open("item", &title, column.href.as_deref());
        let (rise, fall) = (column.up.clamp(0.0, up) * unit, column.down.clamp(0.0, down) * unit);
        if rise > 0.0 {
            svg.rect("lasts t-cooperation", (x, zero - rise), (step * 0.8, rise), 1.0);
        }
        if fall > 0.0 {
            svg.rect("lasts t-conflict", (x, zero), (step * 0.8, fall), 1.0);
        }
        svg.close(column.href.as_deref());
    }
    svg.line("axis", (left, zero), (width, zero));
    month_axis(&mut svg, (first, last), (left, width), step, height - 6.0);
    svg.finish("columns", &columns.words, (width, height))
}

fn month_axis(svg: &mut Svg, (first, last): (i64, i64), (left, width): (f64, f64), step: f64, y: f64) {
    let mut free_from = left;
    for month in first..=last {
        let (year, of_year) = (month.div_euclid(12), (month.rem_euclid(12) + 1) as u8);
        let x = left + (month - first) as f64 * step;
        let begins_year = of_year == 1 || month == first;
        if !begins_year && step < 40.0 {
            continue;
        }
        let label = match begins_year {
            true if step < 40.0 => year.to_string(),
            true => format!("{} {year}", days::month_short(of_year)),
            false => days::month_short(of_year).to_owned(),
        };
        let wide = ems(&label) * FONT;
        if x >= free_from && x + wide <= width {
            svg.text("soft", (x, y), "start", &label);
            free_from = x + wide + 8.0;
        }
    }
}

/// Months since year 0 of a `YYYY-MM`.
pub(super) fn month_number(month: &str) -> Option<i64> {
    let (year, of_year) = month.split_once('-')?;
    let (year, of_year) = (year.parse::<i64>().ok()?, of_year.parse::<i64>().ok()?);
    ((1..=12).contains(&of_year) && (0..=9999).contains(&year)).then_some(year * 12 + of_year - 1)
}
