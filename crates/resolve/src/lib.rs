//! From [`Reading`] to [`Cast`]: people and their offices, bodies, countries, groups, places, times, and who is meant
//! where.
//!
//! Entry: [`resolve`]. The steps, each in a module: words with hyphens joined (`view`); countries, titles and bodies
//! marked (`chunks`); title phrases (`titles`); runs of capitals (`runs`) and the titles beside them (`apposition`);
//! people (`people`, `names`); posts (`offices`, `clauses`) and sides (`sides`); one pass from first word to last for
//! everything that looks back (`discourse`); places and labels last.
//!
//! # How to find the party at a word
//! [`Cast::resolved`] holds every stretch that stands for a party. `President X met Y` gives two stretches for X, the
//! title and the name, both meaning the same person, so that whichever word the tree puts under the verb leads to the
//! person; [`Cast::parties_by_token`] makes the look-up. Where title and name stand apart (`the minister, X,`) it is
//! the same. Whoever collects parties must therefore count a person once.
//!
//! **Invariant:** words are read with tables and a small grammar; the tree decides heads, subjects and relative clauses
//! only, so that one bad attachment costs one link and not a person.

mod alone;
mod apposition;
mod background;
mod bodies;
mod chunks;
mod clauses;
mod discourse;
mod focus;
mod groups;
mod history;
mod known;
mod labels;
mod learn;
mod lore;
pub mod names;
mod offices;
mod people;
mod places;
mod runs;
mod settle;
mod sides;
pub mod spelling;
mod times;
mod titles;
mod usage;
mod view;
mod words;

use lexicon::Lexicon;
use record::{Article, Cast, Decision, Office, Person, Reading, Sector, Span, Table, Trace};

use crate::apposition::Links;
use crate::chunks::Chunks;
use crate::clauses::ClauseReader;
use crate::discourse::{Character, Discourse};
use crate::lore::Lore;
use crate::offices::{Holding, OfficeReader};
use crate::people::{Finder, Named, People};
use crate::runs::NameRun;
use crate::titles::TitlePhrase;
use crate::view::View;

pub use times::times;

/// Who and what an article speaks of, and where and when.
pub fn resolve(lexicon: &Lexicon, article: &Article, reading: &Reading, trace: &mut Trace) -> Cast {
    let lore = Lore::new(lexicon);
    let view = View::new(article, reading);
    let chunks = Chunks::mark(&view, &lore);
    let phrases = titles::title_phrases(&view, &lore, &chunks);
    let runs = runs::name_runs(&view, &lore, &chunks);
    let links = apposition::link(&view, &chunks, &phrases, &runs);
    note_titles(&view, &phrases, &links, &runs, trace);
    let weigh = |(row, run)| runs::evidence(&view, &lore, &chunks, &phrases, &links, row, run);
    let evidence: Vec<_> = runs.iter().enumerate().map(weigh).collect();
    let finder =
        Finder { view: &view, lore: &lore, phrases: &phrases, links: &links, runs: &runs, evidence: &evidence };
    let people = finder.find(trace);
    let focus = focus::Focus::new(&view, &lore, &chunks);
    let bodies = bodies::body_table(&view, &lore, &chunks, &focus);
    let clauses =
        ClauseReader { view: &view, lore: &lore, chunks: &chunks, phrases: &phrases, runs: &runs, bodies: &bodies }
            .read();
    let offices = OfficeReader { view: &view, lore: &lore, chunks: &chunks, phrases: &phrases, links: &links };
    let character = |named: &Named| {
        let (holdings, rank) = offices.holdings(named, &clauses);
        let side = sides::own_side(&view, &chunks, &phrases, &links, &runs, named, &holdings);
        let gender = named.name.given().and_then(|given| lexicon.names().gender(&given.text));
        Character {
            holdings,
            rank,
            side,
            gender,
            further: Vec::new(),
            follows: None,
            at_hand: Vec::new(),
            opposite: false,
        }
    };
    let characters: Vec<Character> = people.rows.iter().map(character).collect();
    let mut discourse =
        Discourse::new(&view, &lore, &chunks, &phrases, &runs, &links, &people, &bodies, &focus, characters);
    discourse.read(trace);
    discourse.settle_sides(trace);
    let Discourse { characters, groups, resolved, .. } = discourse;
    let mut cast = Cast {
        people: Table::from(persons(&view, &lore, &runs, &people, &characters, trace)),
        bodies: Table::from(bodies.rows.clone()),
        groups,
        resolved: Table::from(resolved),
        ..Cast::default()
    };
    for (row, named) in people.rows.iter().enumerate() {
        if let Some(person) = cast.people.rows_mut().get_mut(row) {
            person.background = background::is_background(&view, &runs, named, &phrases, &links);
        }
    }
    places::add_places(&view, &lore, &chunks, &focus, &runs, &people, &mut cast);
    labels::add_labels(&view, &mut cast);
    times(lexicon, article, reading, &mut cast);
    cast
}

/// What each title phrase was read as, for `explain`.
fn note_titles(view: &View, phrases: &[TitlePhrase], links: &Links, runs: &[NameRun], trace: &mut Trace) {
    for (row, phrase) in phrases.iter().enumerate() {
        trace.note(|| {
            let holders: Vec<String> = links.of_phrase[row]
                .iter()
                .map(|run| {
                    let how = links.of_run[*run].iter().find(|link| link.phrase == row).map_or("", |link| link.how);
                    format!("{} ({how})", runs[*run].name.full)
                })
                .collect();
            let holders = if holders.is_empty() { "no name beside it".to_owned() } else { holders.join(", ") };
            Decision {
                about: "title",
                span: view.span(&phrase.units),
                chosen: format!("{} ({}, {})", phrase.title, phrase.kind, phrase.held),
                because: holders,
                refused: Vec::new(),
            }
        });
    }
}

/// The people of the cast.
fn persons(
    view: &View,
    lore: &Lore,
    runs: &[NameRun],
    people: &People,
    characters: &[Character],
    trace: &mut Trace,
) -> Vec<Person> {
    let of = |(named, character)| person(view, lore, runs, named, character, trace);
    people.rows.iter().zip(characters).map(of).collect()
}

fn person(
    view: &View,
    lore: &Lore,
    runs: &[NameRun],
    named: &Named,
    character: &Character,
    trace: &mut Trace,
) -> Person {
    let mut aliases: Vec<String> = Vec::new();
    let forms = named.runs.iter().map(|run| runs[*run].name.full.clone()).chain(named.aliases.iter().cloned());
    for form in forms {
        if form != named.name.full && !aliases.contains(&form) {
            aliases.push(form);
        }
    }
    let mut mentions: Vec<Span> = named.runs.iter().map(|run| view.span(&runs[*run].units)).collect();
    mentions.extend(named.extra.iter().map(|unit| view.span(&(*unit..*unit + 1))));
    mentions.extend(&character.further);
    mentions.sort_unstable();
    mentions.dedup();
    for holding in &character.holdings {
        trace.note(|| Decision {
            about: "office",
            span: holding.office.span,
            chosen: format!("{}: {} ({})", named.name.full, holding.office.title, holding.office.held),
            because: match (&holding.office.body, holding.office.country) {
                (Some(body), Some(code)) => format!("post of {body} ({code})"),
                (Some(body), None) => format!("post of {body}"),
                (None, Some(code)) => format!("post of {code}"),
                (None, None) => "the words beside the name".to_owned(),
            },
            refused: Vec::new(),
        });
    }
    let article = view.article;
    let known =
        known::holding(lore, article, &named.name.full, character.side).filter(|_| character.holdings.is_empty());
    let mut offices: Vec<Office> = character.holdings.iter().map(|holding| holding.office.clone()).collect();
    if let (Some(holder), Some(span)) = (known, mentions.first()) {
        offices.extend(known::office(article, holder, *span));
    }
    Person {
        name: named.name.full.clone(),
        aliases,
        country: character.side.country(),
        sector: sector(&character.holdings).or_else(|| known::sector(lore, article, known?)),
        offices,
        rank: character.rank.clone(),
        background: false,
        mentions,
    }
}

/// Sector of the first post held now, else of the first ever; `None` where side and post tell nothing.
fn sector(holdings: &[Holding]) -> Option<Sector> {
    let now = holdings.iter().filter(|holding| holding.office.held != record::Held::Former);
    now.chain(holdings).find_map(|holding| holding.sector)
}
