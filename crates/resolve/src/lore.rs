//! What the tables know about the words of a view: the one place where `resolve` asks the lexicon.

use std::cell::RefCell;

use lexicon::{BodyId, CountryForm, Lexicon, TitleId, TitleKind};
use record::{BodyKind, CountryCode, Held, Sector};

use crate::view::View;

/// A word or phrase for a country.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct CountryHit {
    /// Units used.
    pub len: usize,
    /// The country.
    pub code: CountryCode,
    /// What the word says of it.
    pub form: CountryForm,
}

/// A title of the tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct TitleHit {
    /// Units used.
    pub len: usize,
    /// The title.
    pub id: TitleId,
    /// Whether several holders are meant.
    pub plural: bool,
    /// `-elect`, `-designate` joined to it.
    pub held: Option<Held>,
}

/// A body of the tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct BodyHit {
    /// Units used.
    pub len: usize,
    /// The body.
    pub id: BodyId,
}

/// The lexicon, asked about units of one view.
pub(crate) struct Lore<'a> {
    /// All tables.
    pub lexicon: &'a Lexicon,
    // Asked again and again for the same words; the outer option is whether a unit was asked before.
    titles: RefCell<Vec<Option<Option<TitleHit>>>>,
    countries: RefCell<Vec<Option<Option<CountryHit>>>>,
}

/// The longest phrase any table has, in units; longer windows are never looked up.
const WINDOW: usize = 10;

impl<'a> Lore<'a> {
    /// Asks `lexicon`.
    pub fn new(lexicon: &'a Lexicon) -> Lore<'a> {
        Lore { lexicon, titles: RefCell::default(), countries: RefCell::default() }
    }

    fn window<'v>(&self, view: &View<'v>, unit: usize) -> Vec<&'v str> {
        let end = view.sentence_of(unit).end.min(unit + WINDOW);
        (unit..end).map(|at| view.text(at)).collect()
    }

    /// The country phrase that begins at a unit.
    pub fn country(&self, view: &View, unit: usize) -> Option<CountryHit> {
        if let Some(known) = self.countries.borrow().get(unit).copied().flatten() {
            return known;
        }
        let hit = self.find_country(view, unit);
        remember(&mut self.countries.borrow_mut(), unit, hit);
        hit
    }

    fn find_country(&self, view: &View, unit: usize) -> Option<CountryHit> {
        let (len, phrases) = self.lexicon.countries().phrases().longest(&self.window(view, unit))?;
        let phrase = phrases.first()?;
        Some(CountryHit { len, code: phrase.code, form: phrase.form })
    }

    /// The known body that begins at a unit.
    pub fn body(&self, view: &View, unit: usize) -> Option<BodyHit> {
        let (len, ids) = self.lexicon.bodies().phrases().longest(&self.window(view, unit))?;
        Some(BodyHit { len, id: *ids.first()? })
    }

    /// The title that begins at a unit, in singular or plural, without words that say how it is held or whose it is:
    /// those the grammar reads itself, however the table has them (`former president`, `UN envoy`).
    pub fn title(&self, view: &View, unit: usize) -> Option<TitleHit> {
        if let Some(known) = self.titles.borrow().get(unit).copied().flatten() {
            return known;
        }
        let hit = self.find_title(view, unit);
        remember(&mut self.titles.borrow_mut(), unit, hit);
        hit
    }

    fn find_title(&self, view: &View, unit: usize) -> Option<TitleHit> {
        let titles = self.lexicon.titles();
        let words = self.window(view, unit);
        let first = words.first()?;
        if titles.modifier(first).is_some_and(|modifier| modifier.held.is_some() && !modifier.after) {
            return None;
        }
        let longest = |words: &[&str], held: Option<Held>| {
            let one = titles.phrases().longest(words).and_then(|(len, ids)| Some((len, *ids.first()?, false)));
            let many = titles.plurals().longest(words).and_then(|(len, ids)| Some((len, *ids.first()?, true)));
            let (len, id, plural) = one.into_iter().chain(many).max_by_key(|(len, _, plural)| (*len, !*plural))?;
            Some(TitleHit { len, id, plural, held })
        };
        let mut best = longest(&words, None);
        // `ex-president`, `president-elect`, `prime minister-designate`
        for at in 0..words.len().min(4) {
            let Some((changed, held)) = unjoined(words[at], at == 0) else { continue };
            let mut with: Vec<&str> = words.clone();
            with[at] = changed;
            if let Some(hit) = longest(&with, Some(held))
                && hit.len > at
                && best.is_none_or(|known| hit.len >= known.len)
            {
                best = Some(hit);
            }
        }
        let mut hit = best?;
        // `spokesman for`, `ambassador to`: the grammar reads the rest.
        while hit.len > 1 && matches!(view.lower(unit + hit.len - 1), "of" | "for" | "to" | "in" | "at") {
            hit = longest(&words[..hit.len - 1], hit.held)?;
        }
        self.without_owner(view, unit, hit)
    }

    /// Cuts a country or body off a title of the table.
    fn without_owner(&self, view: &View, unit: usize, hit: TitleHit) -> Option<TitleHit> {
        if hit.len == 1 {
            return Some(hit);
        }
        let owned = |at: usize| {
            self.country(view, at).map(|hit| hit.len).or_else(|| Some(self.body(view, at)?.len)).unwrap_or(0)
        };
        let first = owned(unit);
        if first > 0 && first < hit.len {
            return None;
        }
        for at in 1..hit.len {
            let length = owned(unit + at);
            if length > 0 && at + length >= hit.len && matches!(view.lower(unit + at - 1), "of" | "the" | "to" | "for")
            {
                let before = if view.lower(unit + at - 1) == "the" { at - 2 } else { at - 1 };
                let words: Vec<&str> = (unit..unit + before.min(at)).map(|at| view.text(at)).collect();
                let titles = self.lexicon.titles();
                let (len, ids) = titles.phrases().longest(&words).or_else(|| titles.plurals().longest(&words))?;
                return Some(TitleHit { len, id: *ids.first()?, ..hit });
            }
        }
        Some(hit)
    }

    /// Kind of a title.
    pub fn title_kind(&self, id: TitleId) -> TitleKind {
        self.lexicon.titles().get(id).kind
    }

    /// Kind and sector of a word that heads the names of bodies.
    pub fn head_word(&self, lower: &str) -> Option<(BodyKind, Option<Sector>)> {
        let bodies = self.lexicon.bodies();
        let head = bodies.head_word(lower)?;
        Some((head.kind, head.sector))
    }

    /// Sector of a noun for people in a role.
    pub fn agent(&self, lower: &str) -> Option<Sector> {
        self.lexicon.bodies().agent(lower)
    }

    /// Whether a word is known as a given name.
    pub fn is_given(&self, word: &str) -> bool {
        self.lexicon.names().is_given(word)
    }

    /// Whether a word is known as a family name.
    pub fn is_family(&self, word: &str) -> bool {
        self.lexicon.names().is_family(word)
    }

    /// Whether the words are a known place and no known given name.
    pub fn is_place(&self, words: &str) -> bool {
        self.lexicon.places().contains(words)
    }
}

/// A word without the `ex-` or `-elect` joined to it.
fn unjoined(word: &str, first: bool) -> Option<(&str, Held)> {
    if let Some((title, tail)) = word.rsplit_once('-')
        && matches!(lexicon::fold(tail).as_str(), "elect" | "designate")
    {
        return Some((title, Held::Designate));
    }
    let (head, title) = word.split_once('-')?;
    (first && matches!(lexicon::fold(head).as_str(), "ex" | "former")).then_some((title, Held::Former))
}

impl Lore<'_> {
    /// The usual name of a country.
    pub fn country_name(&self, code: record::CountryCode) -> Option<String> {
        Some(self.lexicon.countries().by_code(code)?.name.clone())
    }
}

/// Keeps an answer; a unit past the end of the list makes room.
fn remember<T: Copy>(answers: &mut Vec<Option<Option<T>>>, unit: usize, answer: Option<T>) {
    if answers.len() <= unit {
        answers.resize(unit + 1, None);
    }
    if let Some(slot) = answers.get_mut(unit) {
        *slot = Some(answer);
    }
}
