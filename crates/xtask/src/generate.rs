//! `cargo xtask generate N FILE`: made-up wire articles, for measuring archives.
//!
//! The world is drawn from the names and countries in `data`: each country has offices whose holders change, pairs of
//! countries have happenings, and each happening is told by one to four outlets of ours, in other words or word for
//! word. Nothing is true, and no two runs differ. Articles come in the order of their days, some two hundred a day, as
//! an archive of news grows.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::path::Path;

use anyhow::{Context, ensure};

use crate::wording::SENTENCES;

/// Articles of one day.
const A_DAY: usize = 200;

/// The first day, as days after 1970-01-01: 2008-01-01.
const FIRST_DAY: i64 = 13_879;

/// Holders of an office stay about this many days.
const TERM: i64 = 1100;

/// Writes `n` articles as JSON lines: `title`, `text`, `date`, `publisher`.
pub fn write(root: &Path, n: usize, file: &Path) -> anyhow::Result<()> {
    let world = World::load(root)?;
    let out = std::fs::File::create(file).with_context(|| format!("cannot write {}", file.display()))?;
    let mut out = std::io::BufWriter::new(out);
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    let (mut written, mut day) = (0, FIRST_DAY);
    while written < n {
        let mut today = 0;
        while today < A_DAY && written < n {
            let happening = world.happening(&mut random, day);
            for article in world.reports(&mut random, &happening, day) {
                if written < n {
                    writeln!(out, "{article}")?;
                    (written, today) = (written + 1, today + 1);
                }
            }
        }
        day += 1;
    }
    Ok(out.flush()?)
}

/// SplitMix64: small, and the same everywhere.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, n: usize) -> usize {
        (self.next() % n.max(1) as u64) as usize
    }

    /// Small numbers far more often than large ones, as news has its favourites.
    fn favouring(&mut self, n: usize) -> usize {
        let draw = self.below(1000) * self.below(1000) / 1000;
        draw * n / 1000
    }

    fn of<'l, T>(&mut self, list: &'l [T]) -> &'l T {
        &list[self.below(list.len())]
    }
}

struct Country {
    name: String,
    adjective: String,
    capital: String,
    given: Vec<String>,
}

struct World {
    countries: Vec<Country>,
    family: Vec<String>,
}

/// A happening and who takes part.
struct Happening {
    kind: usize,
    guest: (usize, usize),
    host: (usize, usize),
    subject: usize,
    second: usize,
    number: usize,
    held_day: i64,
}

const OFFICES: [&str; 8] = [
    "Foreign Minister",
    "Defence Minister",
    "Interior Minister",
    "Prime Minister",
    "President",
    "Trade Minister",
    "Energy Minister",
    "Army Chief of Staff",
];

const SUBJECTS: [&str; 10] = [
    "border security",
    "energy supplies",
    "trade and customs",
    "the fight against smuggling",
    "military training",
    "river water",
    "migration",
    "railway links",
    "grain imports",
    "the training of police officers",
];

const OUTLETS: [&str; 24] = [
    "Harbour Gazette",
    "Meridian Wire",
    "Plateau Post",
    "The Lantern",
    "Delta Courier",
    "North Quay Times",
    "Caravan News",
    "Steppe Herald",
    "Coral Bulletin",
    "The Signal Box",
    "Saltmarsh Observer",
    "Highland Record",
    "Monsoon Daily",
    "The Weathervane",
    "Anchor Press",
    "Terrace Tribune",
    "Juniper Journal",
    "The Milestone",
    "Ferry Road Mail",
    "Cedar Dispatch",
    "Granite Standard",
    "The Long Shore",
    "Orchard Weekly",
    "Beacon Agency",
];

impl World {
    fn load(root: &Path) -> anyhow::Result<World> {
        let data = root.join("data");
        let read =
            |name: &str| std::fs::read_to_string(data.join(name)).with_context(|| format!("cannot read data/{name}"));
        let rows = |text: &str| -> Vec<Vec<String>> {
            let lines = text.lines().filter(|line| !line.starts_with('#')).skip(1);
            lines.map(|line| line.split('\t').map(str::to_owned).collect()).collect()
        };
        let mut given: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for row in rows(&read("names/given.tsv")?) {
            for culture in row.get(1).map_or("", String::as_str).split_whitespace() {
                given.entry(culture.to_owned()).or_default().push(row[0].clone());
            }
        }
        let mut by_country: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for row in rows(&read("names/cultures.tsv")?) {
            for code in row.get(1).map_or("", String::as_str).split_whitespace() {
                by_country
                    .entry(code.to_owned())
                    .or_default()
                    .extend(given.get(&row[0]).into_iter().flatten().cloned());
            }
        }
        let family: BTreeSet<String> = rows(&read("names/family.tsv")?).into_iter().map(|row| row[0].clone()).collect();
        let family = family.into_iter().filter(|name| name.is_ascii() && name.len() > 3).collect();
        let mut countries = Vec::new();
        let mut files: Vec<_> =
            std::fs::read_dir(data.join("countries"))?.filter_map(|entry| Some(entry.ok()?.path())).collect();
        files.sort();
        for file in files.iter().filter(|file| file.extension().is_some_and(|kind| kind == "toml")) {
            let text = std::fs::read_to_string(file)?;
            let value = |key: &str| {
                let line = text.lines().find(|line| line.starts_with(&format!("{key} =")))?;
                line.split('"').nth(1).map(str::to_owned)
            };
            let names = value("code").and_then(|code| by_country.get(&code).cloned()).unwrap_or_default();
            if let (Some(name), Some(adjective), Some(capital), false) =
                (value("name"), value("adjectives"), value("capitals"), names.len() < 30)
            {
                countries.push(Country { name, adjective, capital, given: names });
            }
        }
        ensure!(countries.len() > 50, "data/countries and data/names give only {} countries", countries.len());
        Ok(World { countries, family })
    }

    /// Who holds an office of a country on a day.
    fn holder(&self, (country, office): (usize, usize), day: i64) -> String {
        // Terms of different offices end on different days.
        let seed = (country * 31 + office * 7) as i64;
        let term = (day + seed * 37).div_euclid(TERM);
        let mut random = Random((seed as u64) << 20 ^ term as u64);
        let given = random.of(&self.countries[country].given).clone();
        format!("{given} {}", random.of(&self.family))
    }

    fn happening(&self, random: &mut Random, day: i64) -> Happening {
        let guest = random.favouring(self.countries.len());
        let mut host = random.below(self.countries.len());
        if host == guest {
            host = (host + 1) % self.countries.len();
        }
        let office = random.below(OFFICES.len());
        Happening {
            kind: random.below(7),
            guest: (guest, office),
            host: (host, if random.below(3) > 0 { office } else { random.below(OFFICES.len()) }),
            subject: random.below(SUBJECTS.len()),
            second: random.below(SUBJECTS.len()),
            number: 2 + random.below(30),
            held_day: day - random.below(2) as i64,
        }
    }

    /// One to four articles of one happening; some are copied word for word.
    fn reports(&self, random: &mut Random, happening: &Happening, day: i64) -> Vec<String> {
        let n = [1, 1, 1, 2, 2, 3, 4][random.below(7)];
        let mut articles: Vec<(String, String)> = Vec::new();
        let mut outlets: BTreeSet<usize> = BTreeSet::new();
        while outlets.len() < n {
            outlets.insert(random.below(OUTLETS.len()));
        }
        let mut lines = Vec::new();
        for outlet in outlets {
            let (title, text) = match articles.last() {
                // A copy has a headline of its own.
                Some((_, text)) if random.below(4) == 0 => (self.told(random, happening, day).0, text.clone()),
                _ => self.told(random, happening, day),
            };
            let value = serde_like(&title, &text, &date(day), OUTLETS[outlet]);
            articles.push((title, text));
            lines.push(value);
        }
        lines
    }

    /// Headline and text in words drawn for this report.
    fn told(&self, random: &mut Random, happening: &Happening, day: i64) -> (String, String) {
        let (guest, host) = (&self.countries[happening.guest.0], &self.countries[happening.host.0]);
        let visitor = self.holder(happening.guest, happening.held_day);
        let receiver = self.holder(happening.host, happening.held_day);
        let (office, host_office) = (OFFICES[happening.guest.1], OFFICES[happening.host.1]);
        let (subject, second) = (SUBJECTS[happening.subject], SUBJECTS[happening.second]);
        let weekday = weekday(happening.held_day);
        let place = &host.capital;
        let last = |name: &str| name.split(' ').next_back().unwrap_or(name).to_owned();
        let (visitor_last, receiver_last) = (last(&visitor), last(&receiver));
        let (ga, ha) = (&guest.adjective, &host.adjective);
        let (gn, hn) = (&guest.name, &host.name);
        let lead = match happening.kind {
            0 => random.pick(&[
                format!("{ga} {office} {visitor} met {ha} {host_office} {receiver} in {place} on {weekday} to discuss {subject}."),
                format!("{ha} {host_office} {receiver} received {ga} {office} {visitor} in {place} on {weekday} for talks on {subject}."),
                format!("{visitor}, the {ga} {office}, held talks on {weekday} in {place} with {ha} {host_office} {receiver} about {subject}."),
            ]),
            1 => random.pick(&[
                format!("{gn} and {hn} signed an agreement on {subject} in {place} on {weekday}."),
                format!("{ga} {office} {visitor} and {ha} {host_office} {receiver} signed {} agreements in {place} on {weekday}, among them one on {subject}.", happening.number),
            ]),
            2 => random.pick(&[
                format!("{ga} {office} {visitor} spoke by telephone with {ha} {host_office} {receiver} on {weekday} about {subject}."),
                format!("{ha} {host_office} {receiver} had a phone call on {weekday} with {visitor}, the {office} of {gn}."),
            ]),
            3 => random.pick(&[
                format!("{gn} accused {hn} on {weekday} of breaking an understanding on {subject}."),
                format!("{ga} {office} {visitor} on {weekday} accused the {ha} government of ignoring commitments on {subject}."),
            ]),
            4 => random.pick(&[
                format!("{ga} {office} {visitor} will visit {place} next month, the {ha} government said on {weekday}."),
                format!("{hn} said on {weekday} that {ga} {office} {visitor} would travel to {place} next month for talks on {subject}."),
            ]),
            5 => random.pick(&[
                format!("{gn} pledged on {weekday} to support {hn} with equipment for {subject}."),
                format!("{ga} {office} {visitor} promised {ha} {host_office} {receiver} help with {subject} during a visit to {place} on {weekday}."),
            ]),
            _ => random.pick(&[
                format!("{ga} {office} {visitor} arrived in {place} on {weekday} for a two-day visit."),
                format!("{visitor}, {office} of {gn}, began a visit to {hn} on {weekday}."),
            ]),
        };
        let dateline = format!("{} ({}) - ", place.to_uppercase(), month_day(day));
        let slots = Slots { visitor: &visitor_last, receiver: &receiver_last, guest, host, subject, second };
        let mut paragraphs = vec![format!("{dateline}{lead}")];
        let mut left: Vec<usize> = (0..SENTENCES.len()).collect();
        for _ in 0..4 + random.below(4) {
            let mut paragraph = Vec::new();
            for _ in 0..2 {
                let sentence = left.swap_remove(random.below(left.len()));
                paragraph.push(slots.filled(random, SENTENCES[sentence]));
            }
            paragraphs.push(paragraph.join(" "));
        }
        let title = random.pick(&[
            format!("{gn} and {hn} turn to {subject}"),
            format!("{visitor_last} and {receiver_last} on {subject}"),
            format!("{place}: {ga} word on {subject}"),
        ]);
        (title, paragraphs.join("\n\n"))
    }
}

/// What fills the braces of a sentence.
struct Slots<'w> {
    visitor: &'w str,
    receiver: &'w str,
    guest: &'w Country,
    host: &'w Country,
    subject: &'w str,
    second: &'w str,
}

impl Slots<'_> {
    /// A sentence with its choices made, `[one|other]`, and its braces filled.
    fn filled(&self, random: &mut Random, sentence: &str) -> String {
        let mut out = String::new();
        let mut rest = sentence;
        while let Some((before, after)) = rest.split_once('[') {
            let (choices, behind) = after.split_once(']').unwrap_or((after, ""));
            let choices: Vec<&str> = choices.split('|').collect();
            out.push_str(before);
            let choice: &&str = random.of(choices.as_slice());
            out.push_str(choice);
            rest = behind;
        }
        out.push_str(rest);
        let number = (3 + random.below(95)).to_string();
        for (slot, value) in [
            ("{V}", self.visitor),
            ("{R}", self.receiver),
            ("{G}", &self.guest.name),
            ("{H}", &self.host.name),
            ("{g}", &self.guest.adjective),
            ("{h}", &self.host.adjective),
            ("{C}", &self.guest.capital),
            ("{P}", &self.host.capital),
            ("{s}", self.subject),
            ("{t}", self.second),
            ("{n}", &number),
        ] {
            out = out.replace(slot, value);
        }
        out
    }
}

impl Random {
    fn pick(&mut self, list: &[String]) -> String {
        self.of(list).clone()
    }
}

/// A line of JSON; xtask knows no serde.
fn serde_like(title: &str, text: &str, date: &str, publisher: &str) -> String {
    let quoted = |text: &str| {
        let escaped = text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n");
        format!("\"{escaped}\"")
    };
    format!(
        "{{\"title\":{},\"text\":{},\"date\":{},\"publisher\":{}}}",
        quoted(title),
        quoted(text),
        quoted(date),
        quoted(publisher)
    )
}

/// Year, month and day of a day after 1970-01-01 (Hinnant, `civil_from_days`).
fn civil(day: i64) -> (i64, i64, i64) {
    let z = day + 719_468;
    let (era, day_of_era) = (z.div_euclid(146_097), z.rem_euclid(146_097));
    let year = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year + year / 4 - year / 100);
    let shifted = (5 * day_of_year + 2) / 153;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    (year + era * 400 + i64::from(month <= 2), month, day_of_year - (153 * shifted + 2) / 5 + 1)
}

fn date(day: i64) -> String {
    let (year, month, day) = civil(day);
    format!("{year:04}-{month:02}-{day:02}")
}

fn month_day(day: i64) -> String {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let (_, month, day) = civil(day);
    format!("{} {day}", MONTHS[(month - 1).clamp(0, 11) as usize])
}

fn weekday(day: i64) -> &'static str {
    ["Thursday", "Friday", "Saturday", "Sunday", "Monday", "Tuesday", "Wednesday"][day.rem_euclid(7) as usize]
}
