//! Which countries an article is about: for posts whose country the text leaves out.

use lexicon::CountryForm;
use record::{Article, CountryCode, Deprel, SentenceKind};

use crate::chunks::{ChunkKind, Chunks};
use crate::lore::Lore;
use crate::view::{Shape, View};

/// Countries by how much an article speaks of them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Focus {
    /// Weight and place of first mention of each, heaviest first.
    pub ranked: Vec<(CountryCode, u32, usize)>,
    /// Country of the outlet, whose people it gives titles without a country.
    pub home: Option<CountryCode>,
    /// The first country of the headline.
    pub of_title: Option<CountryCode>,
}

impl Focus {
    /// Weighs the countries of a view; words near the top weigh more.
    pub fn new(view: &View, lore: &Lore, chunks: &Chunks) -> Focus {
        let mut focus = Focus::default();
        let top =
            view.sentences.get(..2.min(view.sentences.len())).and_then(|first| first.last()).map_or(0, |last| last.end);
        for chunk in &chunks.rows {
            let code = match &chunk.kind {
                ChunkKind::Country(hit) => Some(hit.code),
                ChunkKind::Body(body) => body.country,
                ChunkKind::Title(_) => None,
            };
            if let Some(code) = code {
                let dateline = view.kind_of(chunk.units.start) == SentenceKind::Dateline;
                let weight = if dateline {
                    8
                } else if chunk.units.start < top {
                    3
                } else {
                    2
                };
                focus.add(code, weight, chunk.units.start);
            }
        }
        let places = lore.lexicon.places();
        for unit in 0..view.len() {
            if chunks.at(unit).is_some() || view.shape(unit) != Shape::Capital {
                continue;
            }
            let words: Vec<&str> = (unit..(unit + 4).min(view.len())).map(|at| view.text(at)).collect();
            if let Some((_, rows)) = places.own_phrases().longest(&words)
                && let Some(code) =
                    rows.first().and_then(|row| places.own().get(*row as usize)).and_then(|place| place.country)
            {
                focus.add(code, 2, unit);
            }
        }
        focus.add_title(view.article, lore);
        focus.ranked.sort_by_key(|(code, weight, first)| (std::cmp::Reverse(*weight), *first, *code));
        focus
    }

    fn add(&mut self, code: CountryCode, weight: u32, at: usize) {
        match self.ranked.iter_mut().find(|(known, ..)| *known == code) {
            Some((_, sum, first)) => {
                *sum += weight;
                *first = (*first).min(at);
            }
            None => self.ranked.push((code, weight, at)),
        }
    }

    fn add_title(&mut self, article: &Article, lore: &Lore) {
        let outlet: Vec<&str> = article.publisher.iter().flat_map(|outlet| outlet.split_whitespace()).collect();
        for at in 0..outlet.len() {
            let body = lore.lexicon.bodies().phrases().longest(&outlet[at..]).and_then(|(_, ids)| ids.first().copied());
            let country =
                lore.lexicon.countries().phrases().longest(&outlet[at..]).and_then(|(_, phrases)| phrases.first());
            let of_body = body.and_then(|id| lore.lexicon.bodies().get(id).country);
            if let Some(code) = of_body.or(country.map(|phrase| phrase.code)) {
                self.home.get_or_insert(code);
                self.add(code, 4, usize::MAX);
            }
        }
        let Some(title) = &article.title else { return };
        let words: Vec<&str> =
            title.split_whitespace().map(|word| word.trim_matches([',', ':', ';', '.', '?', '!'])).collect();
        for at in 0..words.len() {
            if let Some((_, phrases)) = lore.lexicon.countries().phrases().longest(&words[at..])
                && let Some(phrase) = phrases.first()
            {
                let names = matches!(phrase.form, CountryForm::Name | CountryForm::Adjective);
                // Headlines begin with whom they are about.
                self.add(phrase.code, if names && self.of_title.is_none() { 8 } else { 4 }, usize::MAX);
                if names {
                    self.of_title.get_or_insert(phrase.code);
                }
            }
        }
    }

    /// The country most at hand at a unit: the subject's, else the nearest before it in its sentence, else the one the
    /// article speaks of most.
    pub fn near(&self, view: &View, chunks: &Chunks, unit: usize) -> Option<CountryCode> {
        let sentence = view.sentence_of(unit);
        let here = |at: usize| chunks.starting(at).and_then(|_| chunks.country(at)).map(|hit| hit.code);
        let is_subject = |at: &usize| {
            view.last_token(*at).is_some_and(|token| matches!(token.deprel, Deprel::Nsubj | Deprel::NsubjPass))
        };
        let before = || (sentence.start..unit).rev();
        let subject = before().filter(is_subject).find_map(here);
        subject.or_else(|| before().find_map(here)).or(self.main())
    }

    /// The country the article speaks of most.
    pub fn main(&self) -> Option<CountryCode> {
        self.ranked.first().map(|(code, ..)| *code)
    }

    /// The two countries it speaks of most, the first named first; `None` where a third is as prominent.
    pub fn pair(&self) -> Option<(CountryCode, CountryCode)> {
        let [one, other, ..] = self.ranked.as_slice() else { return None };
        let third = self.ranked.get(2).map_or(0, |(_, weight, _)| *weight);
        if third >= other.1 {
            return None;
        }
        Some(if one.2 <= other.2 { (one.0, other.0) } else { (other.0, one.0) })
    }

    /// The one or two countries that a good part of the article is about.
    pub fn prominent(&self) -> Vec<CountryCode> {
        let whole: u32 = self.ranked.iter().map(|(_, weight, _)| *weight).sum();
        self.ranked.iter().take(2).filter(|(_, weight, _)| weight * 6 >= whole).map(|(code, ..)| *code).collect()
    }

    /// How much a country weighs.
    pub fn weight(&self, code: CountryCode) -> u32 {
        self.ranked.iter().find(|(known, ..)| *known == code).map_or(0, |(_, weight, _)| *weight)
    }
}
