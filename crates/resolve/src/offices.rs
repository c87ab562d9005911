//! The posts people hold, from the title phrases beside their names and from clauses (`led by X`, `X, who chairs Y`).

use std::ops::Range;

use lexicon::TitleKind;
use record::{BodyKind, CountryCode, Held, Office, Sector, Span};

use crate::apposition::{Links, owner_country};
use crate::chunks::Chunks;
use crate::clauses::ClauseOffice;
use crate::lore::Lore;
use crate::people::Named;
use crate::titles::{Owner, TitlePhrase};
use crate::view::View;

/// An office with what the tables say of it.
#[derive(Clone, Debug)]
pub(crate) struct Holding {
    /// As it goes into the record.
    pub office: Office,
    /// PLOVER sector of who holds it.
    pub sector: Option<Sector>,
    /// What the title is.
    pub kind: TitleKind,
    /// Whether it belongs to a body of no country.
    pub international: bool,
    /// Whether it heads its body.
    pub head: bool,
    /// Whether it belongs to a country as a whole or its government.
    pub national: bool,
    /// The title phrase it was read from.
    pub phrase: Option<usize>,
    /// The pronoun that says whose post it is.
    pub pronoun: Option<usize>,
}

pub(crate) struct OfficeReader<'r, 'v> {
    pub view: &'r View<'v>,
    pub lore: &'r Lore<'r>,
    pub chunks: &'r Chunks,
    pub phrases: &'r [TitlePhrase],
    pub links: &'r Links,
}

impl OfficeReader<'_, '_> {
    /// The holdings of a person, in text order, each once; and the rank.
    pub fn holdings(&self, named: &Named, clauses: &[ClauseOffice]) -> (Vec<Holding>, Option<String>) {
        let mut holdings: Vec<Holding> = Vec::new();
        let mut rank = None;
        for run in &named.runs {
            for link in &self.links.of_run[*run] {
                let phrase = &self.phrases[link.phrase];
                if phrase.kind == TitleKind::Rank {
                    rank.get_or_insert_with(|| self.printed(phrase));
                }
                if let Some(mut holding) = self.holding(link.phrase) {
                    if let Some(code) = link.country {
                        holding.office.country = Some(code);
                        holding.office.body = self.lore.country_name(code);
                    }
                    add(&mut holdings, holding);
                }
            }
            for clause in clauses.iter().filter(|clause| clause.run == *run) {
                match clause.phrase.and_then(|row| self.holding(row)) {
                    Some(mut holding) => {
                        holding.office.held = clause.held.unwrap_or(holding.office.held);
                        add(&mut holdings, holding);
                    }
                    None => {
                        if let Some(holding) = self.clause_holding(clause) {
                            add(&mut holdings, holding);
                        }
                    }
                }
            }
        }
        (holdings, rank)
    }

    /// What a title phrase says of its holder; `None` for forms of address and relations.
    pub fn holding(&self, row: usize) -> Option<Holding> {
        let phrase = self.phrases.get(row)?;
        let title = self.lore.lexicon.titles().get(phrase.id);
        if phrase.kind == TitleKind::Honorific || is_relation(&title.title) {
            return None;
        }
        // `Deputy Prime Minister and Minister of Defense of Kuwait`: joined titles share what either has.
        let shared = phrase.owner.as_ref().or_else(|| self.joined_owner(row));
        let (body, country, mut international) = self.owner(shared, phrase);
        // A secretary-general of nobody is the United Nations'.
        international |= shared.is_none() && title.body_kind == Some(BodyKind::International) && title.head;
        let pronoun = match shared {
            Some(Owner::Pronoun(unit)) => Some(*unit),
            _ => None,
        };
        let office = Office { title: self.printed(phrase), body, country, held: phrase.held, span: self.span(phrase) };
        Some(Holding {
            office,
            sector: title.sector,
            kind: phrase.kind,
            international,
            head: title.head,
            national: title.national || title.body_kind.is_some(),
            phrase: Some(row),
            pronoun,
        })
    }

    fn joined_owner(&self, row: usize) -> Option<&Owner> {
        if let Some(before) = self.phrases[row].joined {
            return self.phrases[before].owner.as_ref();
        }
        let next = self.phrases.iter().find(|phrase| phrase.joined == Some(row))?;
        next.owner.as_ref()
    }

    /// Name of the body, its country, and whether it is of no country.
    fn owner(&self, owner: Option<&Owner>, phrase: &TitlePhrase) -> (Option<String>, Option<CountryCode>, bool) {
        let Some(owner) = owner else { return (None, None, false) };
        let international =
            matches!(owner, Owner::Body(unit, ..) if self.chunks.body(*unit).is_some_and(|body| body.international));
        let country = owner_country(owner).or_else(|| self.place_country(owner));
        let body = match owner {
            Owner::Country(code, _) => self.lore.country_name(*code),
            Owner::Body(_, _, units) => Some(self.view.words(units).to_owned()),
            Owner::Words(units) => Some(self.view.words(units).to_owned()),
            Owner::Pronoun(_) => None,
        };
        let body = match (body, phrase.host.and_then(|host| self.lore.country_name(host))) {
            (Some(body), Some(host)) if matches!(owner, Owner::Country(..)) => Some(format!("{body} in {host}")),
            (body, _) => body,
        };
        (body, country, international && country.is_none())
    }

    /// `governor of Kandahar`: the country of a place that a post is named after.
    fn place_country(&self, owner: &Owner) -> Option<CountryCode> {
        let Owner::Words(units) = owner else { return None };
        let capital = |unit: &usize| self.view.shape(*unit) == crate::view::Shape::Capital;
        let name: Vec<&str> = units.clone().filter(capital).map(|unit| self.view.text(unit)).collect();
        if name.is_empty() || name.iter().any(|word| self.lore.is_given(word)) {
            return None;
        }
        let found = self.lore.lexicon.places().lookup(&name.join(" "));
        found.first().filter(|place| place.population > 100_000).and_then(|place| place.country)
    }

    /// The title as printed, in the singular, abbreviations written out.
    fn printed(&self, phrase: &TitlePhrase) -> String {
        let titles = self.lore.lexicon.titles();
        if phrase.plural {
            return titles.get(phrase.id).title.clone();
        }
        if !phrase.title.contains('.') {
            return phrase.title.clone();
        }
        let written = |word: &str| titles.written_out(word).map_or(word.to_owned(), str::to_owned);
        phrase.title.replace(".-", ". ").split(' ').map(written).collect::<Vec<_>>().join(" ")
    }

    fn span(&self, phrase: &TitlePhrase) -> Span {
        self.view.span(&phrase.units)
    }

    fn clause_holding(&self, clause: &ClauseOffice) -> Option<Holding> {
        let title = clause.title.clone()?;
        let body = clause.body.clone();
        let chunk = body.as_ref().and_then(|units| units.clone().rev().find_map(|unit| self.chunks.body(unit)));
        let country = clause.country.or(chunk.and_then(|body| body.country));
        let office = Office {
            title,
            body: body.map(|units: Range<usize>| self.view.words(&units).to_owned()),
            country,
            held: clause.held.unwrap_or(Held::Current),
            span: self.view.span(&clause.units),
        };
        Some(Holding {
            office,
            sector: chunk.and_then(|body| body.sector),
            kind: TitleKind::Office,
            international: chunk.is_some_and(|body| body.international) && country.is_none(),
            head: true,
            national: false,
            phrase: None,
            pronoun: None,
        })
    }
}

/// Words for how one stands to another, not for a post.
pub(crate) fn is_relation(title: &str) -> bool {
    matches!(
        title,
        "counterpart"
            | "counterparts"
            | "colleague"
            | "host"
            | "guest"
            | "ally"
            | "friend"
            | "successor"
            | "predecessor"
            | "rival"
            | "opposite number"
            | "visitor"
            | "hero"
            | "victim"
            | "survivor"
            | "exile"
            | "incumbent"
            | "fugitive"
            | "heir"
            | "detainee"
            | "hostage"
            | "prisoner"
            | "suspect"
            | "defendant"
            | "brother of"
            | "son of"
            | "daughter of"
            | "widow"
            | "confidant"
            | "protégé"
            | "native"
            | "winner"
            | "loser"
            | "millionaire"
            | "billionaire"
            | "defector"
            | "witness"
    )
}

/// Adds a holding unless it is there already; a fuller telling of the same post completes the earlier.
fn add(holdings: &mut Vec<Holding>, new: Holding) {
    let words = |title: &str| -> Vec<String> {
        lexicon::fold(title)
            .split([' ', '-'])
            .filter(|word| !matches!(*word, "of" | "the" | "for" | "and"))
            .map(str::to_owned)
            .collect()
    };
    let theirs = words(&new.office.title);
    for old in holdings.iter_mut() {
        let ours = words(&old.office.title);
        let one_in_other =
            ours.iter().all(|word| theirs.contains(word)) || theirs.iter().all(|word| ours.contains(word));
        let same_rank_of = |word: &str| ours.iter().any(|own| own == word) == theirs.iter().any(|own| own == word);
        let same_kind = (old.kind == TitleKind::Rank) == (new.kind == TitleKind::Rank);
        let countries =
            old.office.country.is_none() || new.office.country.is_none() || old.office.country == new.office.country;
        if !(one_in_other && same_kind && countries && same_rank_of("deputy") && same_rank_of("vice")) {
            continue;
        }
        let held_fits = old.office.held == new.office.held
            || (new.office.held == Held::Current && !matches!(old.office.held, Held::Former | Held::Claimed));
        if !held_fits {
            continue;
        }
        if theirs.len() > ours.len() && new.office.body.is_some() >= old.office.body.is_some() {
            let country = new.office.country.or(old.office.country);
            let body = new.office.body.clone().or(old.office.body.take());
            let held = if old.office.held == Held::Current { new.office.held } else { old.office.held };
            *old = Holding { office: Office { country, body, held, ..new.office }, ..new };
        } else {
            if old.office.body.is_none() {
                old.office.body = new.office.body;
                old.international |= new.international;
            }
            old.office.country = old.office.country.or(new.office.country);
        }
        return;
    }
    holdings.push(new);
}
