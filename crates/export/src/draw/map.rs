//! Where it happened and between whom: countries shaded, places marked, lines from country to country.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use super::heat::level;
use super::outlines::{BY_CODE, OUTLINES, Outline, Point};
use super::scale::{RADIAN, cosine};
use super::svg::{Svg, ems, n, short};
use super::{Tone, Words, legend, mark};

/// A map.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Map {
    /// What it is called.
    pub words: Words,
    /// Width in pixels.
    pub width: u32,
    /// Whether to show the whole world however little is on it.
    pub world: bool,
    /// Countries with a number each.
    pub shades: Vec<Shade>,
    /// Places.
    pub points: Vec<MapPoint>,
    /// Lines between countries or places.
    pub arcs: Vec<Arc>,
}

/// A country with a number.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shade {
    /// ISO 3166-1 alpha-3.
    pub country: String,
    /// How many.
    pub count: usize,
    /// Name written on it where there is room.
    pub label: String,
    /// Words for it: the country's name and what was counted.
    pub title: String,
    /// Where it leads.
    pub href: Option<String>,
}

/// A place.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct MapPoint {
    /// Degrees north.
    pub lat: f64,
    /// Degrees east.
    pub lon: f64,
    /// Name beside the mark.
    pub label: String,
    /// Longer words; by default the label and the count.
    pub title: String,
    /// How many things happened there; sets the size.
    pub count: usize,
    /// How they stand.
    pub tone: Tone,
    /// Where it leads.
    pub href: Option<String>,
}

/// A line from one point to another.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Arc {
    /// Degrees north and east of its begin; see [`centre`].
    pub from: (f64, f64),
    /// Degrees north and east of its end.
    pub to: (f64, f64),
    /// How many; sets the width.
    pub count: usize,
    /// Words for it.
    pub title: String,
    /// How it stands.
    pub tone: Tone,
    /// Where it leads.
    pub href: Option<String>,
}

/// Degrees north and east of the middle of a country.
pub fn centre(country: &str) -> Option<(f64, f64)> {
    let outline = OUTLINES.get(*BY_CODE.get(country)?)?;
    Some((outline.centre.1, outline.centre.0))
}

const FONT: f64 = 11.0;

/// Draws a map.
pub fn map(map: &Map) -> String {
    let width = f64::from(map.width.clamp(200, 4000));
    let view = View::of(map, width);
    let mut svg = Svg::new();
    let id: String = map.words.id.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
    svg.raw(&format!(
        r#"<clipPath id="{id}-clip"><rect width="{w}" height="{h}" rx="3"/></clipPath><g clip-path="url(#{id}-clip)">"#,
        w = n(width),
        h = n(view.height)
    ));
    svg.rect("sea", (0.0, 0.0), (width, view.height), 3.0);
    graticule(&mut svg, &view);
    countries(&mut svg, map, &view);
    arcs(&mut svg, map, &view);
    points(&mut svg, map, &view);
    svg.raw("</g>");
    let mut height = view.height;
    let tones: BTreeSet<Tone> =
        map.points.iter().map(|point| point.tone).chain(map.arcs.iter().map(|arc| arc.tone)).collect();
    if tones.iter().any(|tone| *tone != Tone::Neutral) {
        height += 22.0;
        legend(&mut svg, (4.0, height - 6.0), &tones);
    }
    svg.finish("map", &map.words, (width, height))
}

/// What part of the world is shown, and how.
struct View {
    whole: bool,
    west: f64,
    north: f64,
    /// Pixels a degree to the east and to the north; for the whole world, pixels a unit of the projection.
    east_unit: f64,
    north_unit: f64,
    width: f64,
    height: f64,
}

impl View {
    fn of(map: &Map, width: f64) -> View {
        let mut seen: Vec<Point> = map.shades.iter().filter_map(|shade| centre(&shade.country)).map(swap).collect();
        seen.extend(map.points.iter().map(|point| (point.lon, point.lat)));
        seen.extend(map.arcs.iter().flat_map(|arc| [swap(arc.from), swap(arc.to)]));
        seen.retain(|point| valid(*point));
        let (mut west, mut east, mut south, mut north) = (180.0f64, -180.0f64, 90.0f64, -90.0f64);
        for (x, y) in &seen {
            (west, east) = (west.min(*x), east.max(*x));
            (south, north) = (south.min(*y), north.max(*y));
        }
        if map.world || seen.is_empty() || east - west > 130.0 {
            return View::world(width);
        }
        let air_x = ((east - west) * 0.18).max(7.0);
        let air_y = ((north - south) * 0.18).max(5.0);
        (west, east) = (west - air_x, east + air_x);
        (south, north) = ((south - air_y).max(-75.0), (north + air_y).min(84.0));
        let middle = (south + north) / 2.0;
        let squeeze = cosine(middle).max(0.25);
        // The frame is between one to two and two to three; what is too flat or too tall is given more world.
        let ratio = (north - south) / ((east - west) * squeeze);
        if ratio < 0.5 {
            let more = ((east - west) * squeeze * 0.5 - (north - south)) / 2.0;
            (south, north) = (south - more, north + more);
        } else if ratio > 0.66 {
            let more = ((north - south) / (0.66 * squeeze) - (east - west)) / 2.0;
            (west, east) = (west - more, east + more);
        }
        let east_unit = width / (east - west);
        let north_unit = east_unit / squeeze;
        View { whole: false, west, north, east_unit, north_unit, width, height: (north - south) * north_unit }
    }

    fn world(width: f64) -> View {
        let unit = width / (2.0 * natural_earth(180.0, 0.0).0);
        let north = natural_earth(0.0, 83.7).1;
        let height = (north - natural_earth(0.0, -57.0).1) * unit;
        View { whole: true, west: -180.0, north, east_unit: unit, north_unit: unit, width, height }
    }

    fn project(&self, (lon, lat): Point) -> Point {
        if self.whole {
            let (x, y) = natural_earth(lon, lat);
            return (self.width / 2.0 + x * self.east_unit, (self.north - y) * self.north_unit);
        }
        ((lon - self.west) * self.east_unit, (self.north - lat) * self.north_unit)
    }

    fn shows(&self, (x, y): Point, air: f64) -> bool {
        x >= -air && x <= self.width + air && y >= -air && y <= self.height + air
    }
}

/// The Natural Earth projection of T. Patterson, a polynomial.
fn natural_earth(lon: f64, lat: f64) -> Point {
    let phi = lat * RADIAN;
    let p2 = phi * phi;
    let p4 = p2 * p2;
    let x = lon * RADIAN * (0.8707 - 0.131979 * p2 + p4 * (-0.013791 + p4 * (0.003971 * p2 - 0.001529 * p4)));
    let y = phi * (1.007226 + p2 * (0.015085 + p4 * (-0.044475 + 0.028874 * p2 - 0.005916 * p4)));
    (x, y)
}

fn swap((lat, lon): (f64, f64)) -> Point {
    (lon, lat)
}

fn valid((lon, lat): Point) -> bool {
    (-180.0..=180.0).contains(&lon) && (-90.0..=90.0).contains(&lat)
}

fn graticule(svg: &mut Svg, view: &View) {
    let step = if view.whole || view.width / view.east_unit > 60.0 { 30 } else { 10 };
    let mut d = String::new();
    for lon in (-180..=180).step_by(step) {
        let line: Vec<Point> = (-9..=9).map(|k| view.project((f64::from(lon), f64::from(k) * 10.0))).collect();
        polyline(&mut d, &line);
    }
    for lat in (-90..=90).step_by(step) {
        let line: Vec<Point> = (-18..=18).map(|k| view.project((f64::from(k) * 10.0, f64::from(lat)))).collect();
        polyline(&mut d, &line);
    }
    svg.path("graticule", &d);
}

fn polyline(d: &mut String, line: &[Point]) {
    for (k, (x, y)) in line.iter().enumerate() {
        let _ = write!(d, "{}{} {}", if k == 0 { "M" } else { "L" }, n(*x), n(*y));
    }
}

fn countries(svg: &mut Svg, map: &Map, view: &View) {
    let shades: BTreeMap<&str, &Shade> = map.shades.iter().map(|shade| (shade.country.as_str(), shade)).collect();
    let most = map.shades.iter().map(|shade| shade.count).max().unwrap_or(1).max(1);
    let mut plain = String::new();
    for outline in OUTLINES.iter().filter(|outline| !shades.contains_key(outline.code)) {
        rings(&mut plain, outline, view);
    }
    svg.path("land", &plain);
    for outline in OUTLINES.iter() {
        let Some(shade) = shades.get(outline.code) else { continue };
        svg.open("item", &shade.title, shade.href.as_deref());
        let class = format!("land h{}", level(shade.count, most));
        let mut d = String::new();
        rings(&mut d, outline, view);
        if outline.rings.is_empty() {
            svg.circle(&class, view.project(outline.centre), 4.0);
        } else {
            svg.path(&class, &d);
        }
        svg.close(shade.href.as_deref());
    }
}

/// Adds the rings of a country that can be seen to a path.
fn rings(d: &mut String, outline: &Outline, view: &View) {
    for ring in &outline.rings {
        let points: Vec<Point> = ring.iter().map(|point| view.project(*point)).collect();
        let (mut low, mut high) = ((f64::MAX, f64::MAX), (f64::MIN, f64::MIN));
        for (x, y) in &points {
            low = (low.0.min(*x), low.1.min(*y));
            high = (high.0.max(*x), high.1.max(*y));
        }
        if high.0 < 0.0 || low.0 > view.width || high.1 < 0.0 || low.1 > view.height {
            continue;
        }
        polyline(d, &points);
        d.push('Z');
    }
}

fn arcs(svg: &mut Svg, map: &Map, view: &View) {
    let mut arcs: Vec<&Arc> = map.arcs.iter().filter(|arc| valid(swap(arc.from)) && valid(swap(arc.to))).collect();
    arcs.sort_by(|a, b| (a.count, &a.title).cmp(&(b.count, &b.title)));
    for arc in arcs {
        let ((x1, y1), (x2, y2)) = (view.project(swap(arc.from)), view.project(swap(arc.to)));
        let (dx, dy) = (x2 - x1, y2 - y1);
        if dx * dx + dy * dy < 1.0 {
            continue;
        }
        // Bowed to one side, so that there and back are two lines.
        let (cx, cy) = ((x1 + x2) / 2.0 + dy * 0.18, (y1 + y2) / 2.0 - dx * 0.18);
        let class = format!("arc w{} {}", width_class(arc.count), arc.tone.class());
        svg.open("item", &arc.title, arc.href.as_deref());
        let d = format!("M{} {}Q{} {} {} {}", n(x1), n(y1), n(cx), n(cy), n(x2), n(y2));
        svg.path(&format!("casing w{}", width_class(arc.count)), &d);
        svg.path(&class, &d);
        svg.close(arc.href.as_deref());
    }
}

/// Width of a line by count, 1 to 5.
pub(super) fn width_class(count: usize) -> usize {
    match count {
        0..=1 => 1,
        2..=3 => 2,
        4..=8 => 3,
        9..=20 => 4,
        _ => 5,
    }
}

fn points(svg: &mut Svg, map: &Map, view: &View) {
    let mut points: Vec<&MapPoint> = map.points.iter().filter(|point| valid((point.lon, point.lat))).collect();
    points.sort_by(|a, b| {
        let at = |p: &MapPoint| ((p.lat * 1000.0).round() as i64, (p.lon * 1000.0).round() as i64);
        (b.count, &a.label, at(a), &a.title).cmp(&(a.count, &b.label, at(b), &b.title))
    });
    let mut taken: Vec<[f64; 4]> = Vec::new();
    let radius = |point: &MapPoint| (3.0 + 1.6 * (point.count.max(1) as f64).sqrt()).min(15.0);
    for point in &points {
        let (x, y) = view.project((point.lon, point.lat));
        let r = radius(point);
        taken.push([x - r, y - r, x + r, y + r]);
    }
    if !view.whole {
        for shade in &map.shades {
            let Some((lat, lon)) = centre(&shade.country) else { continue };
            let (label, (x, y)) = (short(&shade.label, 24), view.project((lon, lat)));
            let half = ems(&label) * FONT * 0.6;
            let there = [x - half, y - 8.0, x + half, y + 4.0];
            let free = !taken.iter().any(|o| there[0] < o[2] && o[0] < there[2] && there[1] < o[3] && o[1] < there[3]);
            if free && view.shows((x, y), -10.0) {
                taken.push(there);
                svg.text("country halo", (x, y + 4.0), "middle", &label);
            }
        }
    }
    for point in points {
        let at = view.project((point.lon, point.lat));
        if !view.shows(at, 20.0) {
            continue;
        }
        let title = match point.title.is_empty() {
            true => format!("{}: {}", point.label, point.count),
            false => point.title.clone(),
        };
        svg.open("item", &title, point.href.as_deref());
        mark(svg, at, radius(point), point.tone);
        let label = short(&point.label, 28);
        if let Some((x, y, anchor)) = label_spot(at, radius(point), ems(&label) * FONT, view, &mut taken) {
            svg.text("label halo", (x, y), anchor, &label);
        }
        svg.close(point.href.as_deref());
    }
}

/// A place for a label beside a mark where nothing stands yet.
fn label_spot(
    (x, y): Point,
    radius: f64,
    wide: f64,
    view: &View,
    taken: &mut Vec<[f64; 4]>,
) -> Option<(f64, f64, &'static str)> {
    spot((x, y), radius, wide, (view.width, view.height), taken)
}

/// A place for a label of a width beside a mark, to the right, the left, above or below, inside a frame.
pub(super) fn spot(
    (x, y): Point,
    radius: f64,
    wide: f64,
    frame: (f64, f64),
    taken: &mut Vec<[f64; 4]>,
) -> Option<(f64, f64, &'static str)> {
    if wide == 0.0 {
        return None;
    }
    let gap = radius + 3.0;
    let spots = [
        (x + gap, y + 4.0, "start", x + gap),
        (x - gap, y + 4.0, "end", x - gap - wide),
        (x, y - gap - 1.0, "middle", x - wide / 2.0),
        (x, y + gap + 9.0, "middle", x - wide / 2.0),
    ];
    for (tx, ty, anchor, left) in spots {
        let there = [left, ty - 9.0, left + wide, ty + 3.0];
        let inside = there[0] >= 0.0 && there[2] <= frame.0 && there[1] >= 0.0 && there[3] <= frame.1;
        // Its own mark does not stand in its way: no spot touches it.
        let free = !taken.iter().any(|o| there[0] < o[2] && o[0] < there[2] && there[1] < o[3] && o[1] < there[3]);
        if inside && free {
            taken.push(there);
            return Some((tx, ty, anchor));
        }
    }
    None
}
