//! Whether two bearers of names are one person: the name's verdict weighed with country, office and time.

use std::collections::BTreeSet;

use record::{CountryCode, Sector};

use super::{Fit, NameForm, Verdict, compare_with};
use crate::{Lexicon, TitleKind, fold};

/// Someone as one source knows them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bearer<'n> {
    /// The name as printed, with or without rank and title.
    pub name: &'n str,
    /// For whom they act.
    pub country: Option<CountryCode>,
    /// Their office; empty where untold.
    pub office: &'n str,
    /// The year they are spoken of.
    pub year: Option<i16>,
}

/// What is known after weighing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decision {
    /// One person, for this reason.
    Same(String),
    /// It could be; this is missing.
    Unsure(String),
    /// Two people, for this reason.
    Different(String),
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Sign {
    Fits,
    Untold,
    /// Another, but of the same walk of life.
    Near,
    Differs,
}

/// How many years apart a bare family name and an office still mean one holder.
const YEARS_OF_AN_OFFICE: i16 = 4;

/// Decides whether two bearers are one person.
pub fn decide(lexicon: &Lexicon, a: &Bearer, b: &Bearer) -> Decision {
    let (a_name, b_name) = (untitled(lexicon, a.name), untitled(lexicon, b.name));
    let country = a.country.or(b.country);
    let verdict = compare_with(lexicon.names(), country, &NameForm::new(a_name), &NameForm::new(b_name));
    let side = match (a.country, b.country) {
        (Some(one), Some(other)) if one == other => Sign::Fits,
        (Some(_), Some(_)) => Sign::Differs,
        _ => Sign::Untold,
    };
    let office = offices(lexicon, a.office, b.office);
    weigh(lexicon, &verdict, side, office, country, years_apart(a, b))
}

fn weigh(
    lexicon: &Lexicon,
    verdict: &Verdict,
    side: Sign,
    office: Sign,
    country: Option<CountryCode>,
    years_apart: i16,
) -> Decision {
    let names = &verdict.because;
    if verdict.fit == Fit::Different {
        return Decision::Different(names.clone());
    }
    if side == Sign::Differs {
        return match (verdict.fit, office) {
            (Fit::Full, Sign::Fits) => Decision::Unsure(format!("{names}, one office, but two countries")),
            _ => Decision::Different(format!("{names}, but two countries")),
        };
    }
    let swapped = country.is_some_and(|code| {
        let order = ["chinese", "korean", "vietnamese", "japanese", "hungarian"];
        order.iter().any(|culture| lexicon.names().culture_at(culture, code))
    });
    let same = match (verdict.fit, side, office) {
        (Fit::Full, Sign::Fits, Sign::Fits | Sign::Untold | Sign::Near) => true,
        (Fit::Likely, Sign::Fits, Sign::Untold) => !verdict.crossed || swapped,
        (Fit::Full | Fit::Likely, _, Sign::Fits) => true,
        (Fit::Partial, Sign::Fits, Sign::Fits) => years_apart <= YEARS_OF_AN_OFFICE,
        _ => false,
    };
    let told = |sign: Sign, what: &str| match sign {
        Sign::Fits => format!("one {what}"),
        Sign::Untold => format!("no {what} to compare"),
        Sign::Near => format!("another {what} of the same kind"),
        Sign::Differs => format!("two kinds of {what}"),
    };
    let because = format!("{names}; {}, {}", told(side, "country"), told(office, "office"));
    if same { Decision::Same(because) } else { Decision::Unsure(because) }
}

fn years_apart(a: &Bearer, b: &Bearer) -> i16 {
    a.year.zip(b.year).map_or(0, |(one, other)| (one - other).abs())
}

/// A name without the titles before it: `Lt. Gen. Tariq Hegazy`.
fn untitled<'n>(lexicon: &Lexicon, name: &'n str) -> &'n str {
    let mut rest = name.trim();
    loop {
        let words: Vec<&str> = rest.split(' ').collect();
        let title = lexicon.titles().phrases().longest(&words).filter(|(len, ids)| {
            let kind = ids.first().map(|id| lexicon.titles().get(*id).kind);
            // A descriptor or a family name that is a title too (`Major`) is no title where the name ends with it.
            *len + 1 < words.len() || (*len < words.len() && kind != Some(TitleKind::Descriptor))
        });
        let Some((len, _)) = title else { return rest };
        let cut: usize = words[..len].iter().map(|word| word.len() + 1).sum();
        rest = rest.get(cut..).unwrap_or("").trim_start();
    }
}

fn offices(lexicon: &Lexicon, a: &str, b: &str) -> Sign {
    if a.is_empty() || b.is_empty() {
        return Sign::Untold;
    }
    let (one, other) = (words(a), words(b));
    if one.is_subset(&other) || other.is_subset(&one) {
        return Sign::Fits;
    }
    match (sector(lexicon, a), sector(lexicon, b)) {
        (Some(one), Some(other)) if one == other => Sign::Near,
        _ => Sign::Differs,
    }
}

/// Whether two written offices can be one: `Defense Minister`, `minister of defence`; one may say more than the other.
pub fn same_office(a: &str, b: &str) -> bool {
    let (one, other) = (words(a), words(b));
    !one.is_empty() && !other.is_empty() && (one.is_subset(&other) || other.is_subset(&one))
}

/// The words of an office that tell it, in one spelling.
fn words(office: &str) -> BTreeSet<String> {
    let folded = fold(office);
    let mut words = BTreeSet::new();
    for word in folded.split(|c: char| !c.is_alphanumeric()) {
        match word {
            "" | "of" | "the" | "and" | "for" | "affairs" | "a" | "national" => {}
            "pm" | "premier" => words.extend(["prime".to_owned(), "minister".to_owned()]),
            "defense" => {
                words.insert("defence".to_owned());
            }
            "ministry" => {
                words.insert("minister".to_owned());
            }
            "spokesperson" | "spokeswoman" => {
                words.insert("spokesman".to_owned());
            }
            other => {
                words.insert(other.to_owned());
            }
        }
    }
    words
}

/// The sector of an office by its title, else by the noun that names its holder.
fn sector(lexicon: &Lexicon, office: &str) -> Option<Sector> {
    let words: Vec<&str> = office.split(' ').collect();
    let title = (0..words.len()).find_map(|at| {
        let (_, ids) = lexicon.titles().phrases().longest(&words[at..])?;
        lexicon.titles().get(*ids.first()?).sector
    });
    title.or_else(|| words.iter().rev().find_map(|word| lexicon.bodies().agent(word)))
}
