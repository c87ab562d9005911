//! Outlines and centres of countries, from `data/outlines/countries.tsv`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

const TABLE: &str = include_str!("../../../../data/outlines/countries.tsv");

/// A point: degrees east, degrees north.
pub(crate) type Point = (f64, f64);

/// A country as drawn.
pub(crate) struct Outline {
    pub(crate) code: &'static str,
    pub(crate) centre: Point,
    pub(crate) rings: Vec<Vec<Point>>,
}

/// Every country, by code.
pub(crate) static OUTLINES: LazyLock<Vec<Outline>> = LazyLock::new(|| {
    let rows = TABLE.lines().filter(|line| !line.starts_with('#')).skip(1);
    rows.filter_map(|row| {
        let mut cells = row.split('\t');
        let (code, centre, rings) = (cells.next()?, point(cells.next()?)?, cells.next()?);
        let rings = rings.split(';').map(|ring| ring.split(' ').filter_map(point).collect::<Vec<_>>());
        Some(Outline { code, centre, rings: rings.filter(|ring| ring.len() > 2).collect() })
    })
    .collect()
});

/// Index of the outlines.
pub(crate) static BY_CODE: LazyLock<BTreeMap<&'static str, usize>> =
    LazyLock::new(|| OUTLINES.iter().enumerate().map(|(row, outline)| (outline.code, row)).collect());

fn point(text: &str) -> Option<Point> {
    let (east, north) = text.split_once(',')?;
    Some((f64::from(east.parse::<i16>().ok()?) / 10.0, f64::from(north.parse::<i16>().ok()?) / 10.0))
}
