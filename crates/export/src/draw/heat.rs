//! When much was reported: a year a row, a month a cell, darker where there is more.

use std::collections::BTreeMap;

use super::Words;
use super::bars::month_number;
use super::svg::Svg;
use crate::days;

/// A calendar of months.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Heat {
    /// What it is called.
    pub words: Words,
    /// Width in pixels.
    pub width: u32,
    /// The months; those that are missing count nothing.
    pub months: Vec<Month>,
}

/// One month.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Month {
    /// `YYYY-MM`.
    pub month: String,
    /// How many.
    pub count: usize,
    /// Where it leads.
    pub href: Option<String>,
}

/// Draws the months.
pub fn heat(heat: &Heat) -> String {
    let width = f64::from(heat.width.clamp(320, 4000));
    let counts: BTreeMap<i64, &Month> =
        heat.months.iter().filter_map(|month| Some((month_number(&month.month)?, month))).collect();
    let mut svg = Svg::new();
    let years = (counts.keys().next(), counts.keys().next_back());
    let (Some(first), Some(last)) = (years.0.map(|m| m.div_euclid(12)), years.1.map(|m| m.div_euclid(12))) else {
        svg.text("soft", (8.0, 24.0), "start", "Nothing to count.");
        return svg.finish("heat", &heat.words, (width, 40.0));
    };
    let most = counts.values().map(|month| month.count).max().unwrap_or(0).max(1);
    let (left, top, high) = (44.0, 20.0, 20.0);
    let wide = (width - left - 2.0) / 12.0;
    for month in 1..=12u8 {
        let x = left + f64::from(month - 1) * wide + wide / 2.0;
        svg.text("soft", (x, top - 7.0), "middle", days::month_short(month));
    }
    // Years in which nothing happened between far-apart ones would only push them apart.
    let shown: Vec<i64> = (first..=last)
        .filter(|year| last - first < 40 || counts.range(year * 12..year * 12 + 12).next().is_some())
        .collect();
    for (row, year) in shown.iter().enumerate() {
        let y = top + row as f64 * (high + 2.0);
        svg.text("soft", (left - 6.0, y + 14.0), "end", &year.to_string());
        for month in 0..12i64 {
            let x = left + month as f64 * wide;
            let found = counts.get(&(year * 12 + month));
            let count = found.map_or(0, |month| month.count);
            let href = found.and_then(|month| month.href.as_deref());
            let title = format!("{} {year}: {count}", days::month_name(month as u8 + 1));
            svg.open("item", &title, href);
            svg.rect(&format!("heat h{}", level(count, most)), (x + 1.0, y), (wide - 2.0, high), 2.0);
            if count > 0 && wide > 22.0 {
                let class = if level(count, most) > 2 { "on-dark" } else { "on-light" };
                svg.text(class, (x + wide / 2.0, y + 14.0), "middle", &count.to_string());
            }
            svg.close(href);
        }
    }
    svg.finish("heat", &heat.words, (width, top + shown.len() as f64 * (high + 2.0) + 2.0))
}

/// 0 for nothing, 1 to 5 by share of the most, more finely among the few.
pub(super) fn level(count: usize, most: usize) -> usize {
    let (count, most) = (count as u128, most.max(1) as u128);
    // The square root of the share in fifths, without leaving the integers.
    (0..=5u128).find(|level| level * level * most >= count * 25).unwrap_or(5) as usize
}
