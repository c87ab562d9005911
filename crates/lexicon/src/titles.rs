//! Titles: offices, ranks, honorifics, and the words that change them (`deputy`, `acting`, `former`).

use record::{BodyKind, Held, Id, Sector};

use crate::DataFiles;
use crate::load::{Faults, flag, read_tsv, require};
use crate::ontology::code;
use crate::phrases::{Case, PhraseTable};

/// A title.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Title {
    /// As listed: `foreign minister`.
    pub title: String,
    /// What it is.
    pub kind: TitleKind,
    /// PLOVER sector of who bears it.
    pub sector: Option<Sector>,
    /// The kind of body the post belongs to: a minister's is a ministry.
    pub body_kind: Option<BodyKind>,
    /// Whether its bearer heads the body.
    pub head: bool,
    /// Whether it belongs to the country itself: president, prime minister, king.
    pub national: bool,
}

/// The number of a title.
pub type TitleId = Id<Title>;

record::codes! {
    /// What a title is.
    pub enum TitleKind {
        Office = "office",
        Rank = "rank",
        Honorific = "honorific",
        Royal = "royal",
        Clergy = "clergy",
        Descriptor = "descriptor",
    }
}

/// What a word before or after a title does to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TitleModifier {
    /// How it says the office is held; `None` for `deputy`, which says what the office is.
    pub held: Option<Held>,
    /// Whether the word stays in the title: `deputy` does, `former` does not.
    pub keeps_in_title: bool,
    /// Whether it stands after the title: `designate`, `-elect`.
    pub after: bool,
}

/// All titles.
#[derive(Debug)]
pub struct Titles {
    titles: Vec<Title>,
    phrases: PhraseTable<TitleId>,
    plurals: PhraseTable<TitleId>,
    modifiers: PhraseTable<TitleModifier>,
    portfolios: PhraseTable<()>,
    abbreviations: PhraseTable<String>,
}

impl Titles {
    /// Titles in the singular: `foreign minister`, `minister of foreign affairs`, `Lt. Gen.`
    pub fn phrases(&self) -> &PhraseTable<TitleId> {
        &self.phrases
    }

    /// Titles in the plural: `foreign ministers`, `chiefs of staff`.
    pub fn plurals(&self) -> &PhraseTable<TitleId> {
        &self.plurals
    }

    /// The title of a number.
    pub fn get(&self, id: TitleId) -> &Title {
        &self.titles[id.row()]
    }

    /// Every title.
    pub fn all(&self) -> &[Title] {
        &self.titles
    }

    /// What a word does to a title: `deputy`, `acting`, `former`, `designate`.
    pub fn modifier(&self, word: &str) -> Option<TitleModifier> {
        self.modifiers.get(word).first().copied()
    }

    /// The modifiers, for matching over tokens (`self - styled`).
    pub fn modifiers(&self) -> &PhraseTable<TitleModifier> {
        &self.modifiers
    }

    /// Subjects of government that ministers and ministries are named after: `foreign affairs`, `energy`.
    pub fn portfolios(&self) -> &PhraseTable<()> {
        &self.portfolios
    }

    /// What a short form in a title stands for: `Gen.` is `General`.
    pub fn written_out(&self, short: &str) -> Option<&str> {
        self.abbreviations.get(short).first().map(String::as_str)
    }

    pub(crate) fn load(files: &DataFiles, faults: &mut Faults) -> Titles {
        let mut titles = Titles {
            titles: Vec::new(),
            phrases: PhraseTable::new(Case::Exact),
            plurals: PhraseTable::new(Case::Exact),
            modifiers: PhraseTable::new(Case::Exact),
            portfolios: PhraseTable::new(Case::Exact),
            abbreviations: PhraseTable::new(Case::Fold),
        };
        read_tsv(files, "titles/abbreviations.tsv", &["short", "long"], faults, |row, faults| {
            let short = require(row, "short", faults)?;
            let long = require(row, "long", faults)?;
            titles.abbreviations.replace(short, long.to_owned());
            Some(())
        });
        titles.load_portfolios(files, faults);
        for list in ["offices", "ranks", "honorifics"] {
            let path = format!("titles/{list}.tsv");
            read_tsv(files, &path, &["title", "kind"], faults, |row, faults| {
                let title = require(row, "title", faults)?;
                let kind = code(row, "kind", TitleKind::from_code, TitleKind::ALL.iter().map(|x| x.code()), faults)?;
                let sectors = Sector::ALL.iter().map(|x| x.code());
                let sector = match row.get("sector") {
                    "" => None,
                    _ => code(row, "sector", Sector::from_code, sectors, faults),
                };
                let kinds = BodyKind::ALL.iter().map(|x| x.code());
                let body_kind = match row.get("body_kind") {
                    "" => None,
                    _ => code(row, "body_kind", BodyKind::from_code, kinds, faults),
                };
                let (head, national) = (flag(row, "head", faults), flag(row, "national", faults));
                let id = titles.add(Title { title: title.to_owned(), kind, sector, body_kind, head, national });
                for other in row.list("also") {
                    titles.phrases.replace(other, id);
                }
                match row.get("plural") {
                    "-" => {}
                    "" => titles.plurals.replace(&plural(title), id),
                    given => titles.plurals.replace(given, id),
                }
                Some(())
            });
        }
        read_tsv(files, "titles/modifiers.tsv", &["word", "held", "keeps"], faults, |row, faults| {
            let word = require(row, "word", faults)?;
            let held = match row.get("held") {
                "" => None,
                _ => Some(code(row, "held", Held::from_code, Held::ALL.iter().map(|x| x.code()), faults)?),
            };
            let keeps_in_title = flag(row, "keeps", faults);
            titles.modifiers.replace(word, TitleModifier { held, keeps_in_title, after: flag(row, "after", faults) });
            Some(())
        });
        titles
    }

    /// Ministers and ministries are named after portfolios by rule, so that a new one needs one line.
    fn load_portfolios(&mut self, files: &DataFiles, faults: &mut Faults) {
        read_tsv(files, "titles/portfolios.tsv", &["portfolio"], faults, |row, faults| {
            let portfolio = require(row, "portfolio", faults)?;
            self.portfolios.replace(portfolio, ());
            let mut forms = vec![
                (format!("minister of {portfolio}"), format!("ministers of {portfolio}")),
                (format!("minister for {portfolio}"), format!("ministers for {portfolio}")),
                (format!("{portfolio} minister"), format!("{portfolio} ministers")),
                (format!("minister of state for {portfolio}"), format!("ministers of state for {portfolio}")),
                (format!("secretary of state for {portfolio}"), format!("secretaries of state for {portfolio}")),
            ];
            if flag(row, "secretary", faults) {
                forms.push((format!("{portfolio} secretary"), format!("{portfolio} secretaries")));
                forms.push((format!("secretary of {portfolio}"), format!("secretaries of {portfolio}")));
                forms.push((format!("secretary for {portfolio}"), format!("secretaries for {portfolio}")));
            }
            for (singular, plural) in forms {
                let id = self.add(Title {
                    head: !singular.starts_with("minister of state"),
                    title: singular,
                    kind: TitleKind::Office,
                    sector: Some(Sector::Gov),
                    body_kind: Some(BodyKind::Ministry),
                    national: false,
                });
                self.plurals.replace(&plural, id);
            }
            Some(())
        });
    }

    fn add(&mut self, title: Title) -> TitleId {
        let id = Id::new(self.titles.len());
        self.phrases.replace(&title.title, id);
        self.titles.push(title);
        id
    }
}

/// The plural of a title: of the word before the first preposition, else of the last word.
pub(crate) fn plural(title: &str) -> String {
    let words: Vec<&str> = title.split(' ').collect();
    let prepositions = ["of", "for", "to", "in", "on", "at", "general"];
    let head = words.iter().position(|word| prepositions.contains(word)).filter(|at| *at > 0).unwrap_or(words.len());
    let mut plural = Vec::with_capacity(words.len());
    for (idx, word) in words.iter().enumerate() {
        plural.push(if idx + 1 == head { plural_word(word) } else { (*word).to_owned() });
    }
    plural.join(" ")
}

pub(crate) fn plural_word(word: &str) -> String {
    let vowel_before_y = ["ay", "ey", "oy", "uy"].iter().any(|end| word.ends_with(end));
    if let Some(stem) = word.strip_suffix("man") {
        format!("{stem}men")
    } else if let Some(stem) = word.strip_suffix("person") {
        format!("{stem}persons")
    } else if word.ends_with('y') && !vowel_before_y {
        format!("{}ies", &word[..word.len() - 1])
    } else if ["s", "x", "sh", "ch", "z"].iter().any(|end| word.ends_with(end)) {
        format!("{word}es")
    } else {
        format!("{word}s")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Protects plural titles: the noun takes the ending, not what follows it.
    #[test]
    fn the_noun_of_a_title_takes_the_plural() {
        for (title, expected) in [
            ("foreign minister", "foreign ministers"),
            ("chief of staff", "chiefs of staff"),
            ("attorney general", "attorneys general"),
            ("spokesman", "spokesmen"),
            ("ambassador to", "ambassadors to"),
            ("secretary of state", "secretaries of state"),
            ("envoy", "envoys"),
        ] {
            assert_eq!(plural(title), expected);
        }
    }
}
