//! The sides of people whom no words of their own place: pairs of two countries, companions, and what the article is
//! about.

use lexicon::{CountryForm, TitleKind};
use record::{CountryCode, Decision, Deprel, Held, Trace};

use crate::alone::synonyms;
use crate::discourse::Discourse;
use crate::known::published_days;
use crate::offices::Holding;
use crate::sides::{Side, is_state_title};

impl Discourse<'_, '_> {
    /// After the pass: posts of state without a country take it from companions, kin and the article.
    pub(crate) fn settle_sides(&mut self, trace: &mut Trace) {
        self.settle_known(trace);
        self.settle_pairs();
        self.settle_bare_pairs();
        // Those who follow others come after them.
        let n_people = self.characters.len();
        let mut order: Vec<usize> = (0..n_people).filter(|person| self.characters[*person].follows.is_none()).collect();
        order.extend((0..n_people).filter(|person| self.characters[*person].follows.is_some()));
        for person in order {
            let led = self.characters[person].follows.and_then(|leader| self.characters[leader].side.country());
            if let (Side::Unknown, Some(code)) = (self.characters[person].side, led) {
                self.characters[person].side = Side::Country(code, "kin or aide of somebody of that side");
            }
            if self.characters[person].side == Side::Unknown
                && let Some(code) = self.context_country(person, trace)
            {
                self.characters[person].side = Side::Country(code, "what the article is about");
            }
            let Side::Country(code, _) = self.characters[person].side else { continue };
            for holding in &mut self.characters[person].holdings {
                if is_state_title(holding) {
                    holding.office.country = Some(code);
                }
            }
        }
    }

    /// People whose side the article does not tell, and whom `data/holders` knows.
    pub(crate) fn settle_known(&mut self, trace: &mut Trace) {
        let lexicon = self.lore.lexicon;
        let when = published_days(self.view.article);
        for person in 0..self.characters.len() {
            if self.characters[person].side != Side::Unknown {
                continue;
            }
            let Some(holder) = lexicon.holders().find(&self.people.rows[person].name.full, lexicon.names(), when)
            else {
                continue;
            };
            self.characters[person].side = match holder.country {
                Some(code) => Side::Country(code, "a holder of an office that data/holders knows"),
                None => Side::International,
            };
            if let Some(run) = self.people.rows[person].runs.first() {
                trace.note(|| Decision {
                    about: "country",
                    span: self.view.span(&self.runs[*run].units),
                    chosen: holder.country.map_or_else(|| "none".to_owned(), |code| code.to_string()),
                    because: format!(
                        "nothing here says it; known holders: {}, {} ({})",
                        holder.name, holder.office, holder.term
                    ),
                    refused: Vec::new(),
                });
            }
        }
    }

    /// `Presidents X and Y` of the two countries an article is about, in the order in which those are named.
    pub(crate) fn settle_pairs(&mut self) {
        let Some((one, other)) = self.focus.pair() else { return };
        for row in 0..self.phrases.len() {
            let mut holders: Vec<usize> =
                self.links.of_phrase[row].iter().filter_map(|run| self.people.of_run[*run]).collect();
            holders.dedup();
            let [first, second] = holders.as_slice() else { continue };
            let (first, second) = (*first, *second);
            if !self.phrases[row].plural || first == second || self.phrases[row].kind != TitleKind::Office {
                continue;
            }
            let known = (self.characters[first].side.country(), self.characters[second].side.country());
            let (one, other) = match known {
                (None, None) => self.in_fitting_order(first, second, one, other),
                (Some(code), None) => (code, if code == one { other } else { one }),
                (None, Some(code)) => (if code == one { other } else { one }, code),
                _ => continue,
            };
            for (person, code) in [(first, one), (second, other)] {
                if self.characters[person].side == Side::Unknown {
                    self.characters[person].side =
                        Side::Country(code, "one of two holders, of the two countries spoken of");
                }
            }
        }
    }

    /// `X and Y agreed`, two names without titles as the subject: one of each of the two countries spoken of.
    pub(crate) fn settle_bare_pairs(&mut self) {
        for row in 0..self.runs.len().saturating_sub(1) {
            let (first, second) = (self.runs[row].units.clone(), self.runs[row + 1].units.clone());
            let joined = self.view.lower(first.end) == "and" && second.start == first.end + 1;
            let untitled = self.links.of_run[row].is_empty() && self.links.of_run[row + 1].is_empty();
            let token = self.view.reading.tokens.get(self.view.head(&first));
            let subject = token.is_some_and(|token| token.deprel == Deprel::Nsubj);
            let (Some(left), Some(right)) = (self.people.of_run[row], self.people.of_run[row + 1]) else { continue };
            let unknown = |person: usize| self.characters[person].side == Side::Unknown;
            if !joined || !untitled || !subject || left == right || !unknown(left) || !unknown(right) {
                continue;
            }
            let Some((one, other)) = self.pair_in_sentence(first.start).or(self.focus.pair()) else { continue };
            let (one, other) = self.in_fitting_order(left, right, one, other);
            for (person, code) in [(left, one), (right, other)] {
                self.characters[person].side = Side::Country(code, "one of two people, of the two countries spoken of");
            }
        }
    }

    /// `Guyana and Venezuela` in the sentence of a unit.
    pub(crate) fn pair_in_sentence(&self, unit: usize) -> Option<(CountryCode, CountryCode)> {
        self.view.sentence_of(unit).find_map(|at| {
            let one = self.chunks.starting(at).filter(|chunk| self.view.lower(chunk.units.end) == "and")?;
            let other = self.chunks.country(one.units.end + 1).filter(|hit| hit.form == CountryForm::Name)?;
            let one = self.chunks.country(at).filter(|hit| hit.form == CountryForm::Name)?;
            Some((one.code, other.code))
        })
    }

    /// Two countries in the order in which two people's given names fit them best.
    pub(crate) fn in_fitting_order(
        &self,
        first: usize,
        second: usize,
        one: CountryCode,
        other: CountryCode,
    ) -> (CountryCode, CountryCode) {
        let home = |person: usize, code: CountryCode| match self.at_home(person, code) {
            Some(true) => 1,
            Some(false) => -1,
            None => 0,
        };
        let straight = home(first, one) + home(second, other);
        let crossed = home(first, other) + home(second, one);
        if crossed > straight { (other, one) } else { (one, other) }
    }

    pub(crate) fn context_country(&self, person: usize, trace: &mut Trace) -> Option<CountryCode> {
        let family = self.people.rows[person].name.family();
        // A known person of the same family name.
        if let Some(family) = family {
            let kin = (0..self.characters.len()).filter(|other| *other != person).find_map(|other| {
                let same = self.people.rows[other].name.family().is_some_and(|name| name.key == family.key);
                self.characters[other].side.country().filter(|_| same)
            });
            if kin.is_some() {
                return kin;
            }
        }
        let run = self.people.rows[person].runs.first()?;
        if let Some(code) = self.companion_country(*run) {
            return Some(code);
        }
        let state: Vec<&Holding> =
            self.characters[person].holdings.iter().filter(|holding| is_state_title(holding)).collect();
        // One holder a country of a post of state: who comes second is of another country.
        let taken = |code: CountryCode| {
            state.iter().any(|holding| {
                holding.national
                    && holding.office.held == Held::Current
                    && self.characters.iter().enumerate().any(|(other, character)| {
                        other != person
                            && character.side.country() == Some(code)
                            && character.holdings.iter().any(|theirs| {
                                theirs.office.held == Held::Current
                                    && synonyms(&theirs.office.title) == synonyms(&holding.office.title)
                            })
                    })
            })
        };
        let whole = self.focus.ranked.iter().map(|(_, weight, _)| *weight).sum::<u32>().max(1);
        let nearby = self.nearby_countries(self.runs[*run].units.start);
        let after = self.place_after(self.runs[*run].units.end);
        let in_title = self.is_in_title(person);
        let before = self.side_before(*run);
        let beside = self.side_beside(*run);
        let at_hand = self.country_at_hand(person);
        let score = |code: CountryCode| {
            let share = (self.focus.weight(code) * 24 / whole) as i32;
            let mut points = share;
            points += match at_hand {
                Some((hand, near)) if hand == code => near,
                _ => 0,
            };
            points += match self.at_home(person, code) {
                Some(true) => 6,
                Some(false) => -4,
                None => 0,
            };
            points += if after == Some(code) { 6 } else { 0 };
            points += if !state.is_empty() && self.focus.home == Some(code) { 8 } else { 0 };
            points += if in_title && self.focus.of_title == Some(code) { 8 } else { 0 };
            points += if !state.is_empty() && share >= 10 && self.focus.main() == Some(code) { 5 } else { 0 };
            let hand = at_hand.is_some_and(|(hand, _)| hand == code) || after == Some(code);
            points -= if hand || nearby.contains(&code) { 0 } else { 6 };
            points += if before == Some(code) { 5 } else { 0 };
            points -= if beside == Some(code) { 4 } else { 0 };
            points - if taken(code) { 20 } else { 0 }
        };
        let codes = self.focus.ranked.iter().map(|(code, ..)| *code).chain(at_hand.map(|(code, _)| code));
        let best = codes.map(|code| (score(code), code)).max_by_key(|(points, code)| {
            let home = self.at_home(person, *code) == Some(true);
            (*points, home, std::cmp::Reverse(*code))
        })?;
        trace.note(|| {
            let others = self.focus.ranked.iter().filter(|(code, ..)| *code != best.1).take(5);
            let refused = others.map(|(code, ..)| (code.to_string(), format!("{} points", score(*code)))).collect();
            Decision {
                about: "country",
                span: self.view.span(&self.runs[*run].units),
                chosen: best.1.to_string(),
                because: format!(
                    "nothing says it; what the article is about, what stands near and the given name give {} points",
                    best.0
                ),
                refused,
            }
        });
        (best.0 > 0).then_some(best.1)
    }

    /// `X left Ukraine`, `received by X in Damascus`: the first country after a name in its sentence.
    pub(crate) fn place_after(&self, unit: usize) -> Option<CountryCode> {
        let end = self.view.sentence_of(unit).end.min(unit + 6);
        let places = self.lore.lexicon.places();
        (unit..end).find_map(|at| {
            if let Some(hit) = self.chunks.country(at) {
                let place = matches!(hit.form, CountryForm::Name | CountryForm::Capital | CountryForm::Seat);
                return place.then_some(hit.code);
            }
            let words: Vec<&str> = (at..end).map(|at| self.view.text(at)).collect();
            let (_, rows) = places.own_phrases().longest(&words)?;
            places.own().get(*rows.first()? as usize)?.country
        })
    }

    /// `met X of one side and the deputy minister, Y`: the side of whom the sentence named just before, its subject left out.
    pub(crate) fn side_before(&self, run: usize) -> Option<CountryCode> {
        let start = self.start_with_titles(run);
        let other = (0..run).next_back().filter(|other| {
            let units = &self.runs[*other].units;
            self.view.same_sentence(units.start, start) && start.saturating_sub(units.end) <= 12
        })?;
        let is_subject = self
            .view
            .reading
            .tokens
            .get(self.view.head(&self.runs[other].units))
            .is_some_and(|token| matches!(token.deprel, Deprel::Nsubj | Deprel::NsubjPass));
        self.people.of_run[other].filter(|_| !is_subject).and_then(|person| self.characters[person].side.country())
    }

    /// `with X and the German chancellor, Y`: X has no title, so is hardly of Y's side.
    pub(crate) fn side_beside(&self, run: usize) -> Option<CountryCode> {
        let end = self.runs[run].units.end;
        let untitled = self.links.of_run[run].is_empty() && self.view.lower(end) == "and";
        let next = self.runs.get(run + 1).filter(|_| untitled)?;
        let begins = self.start_with_titles(run + 1) <= end + 1 && next.units.start > end + 1;
        self.people.of_run[run + 1].filter(|_| begins).and_then(|person| self.characters[person].side.country())
    }

    /// Whether the headline names a person.
    pub(crate) fn is_in_title(&self, person: usize) -> bool {
        let Some(title) = &self.view.article.title else { return false };
        let title = lexicon::fold(title);
        let name = &self.people.rows[person].name;
        let words: Vec<&str> = title.split(|letter: char| !letter.is_alphanumeric()).collect();
        let bears = |key: &str| key.len() > 3 && words.contains(&key);
        name.family().is_some_and(|block| bears(&block.key)) || name.given().is_some_and(|block| bears(&block.key))
    }

    /// Countries named in the sentence of a unit or the two before it, and the two the article speaks of most.
    pub(crate) fn nearby_countries(&self, unit: usize) -> Vec<CountryCode> {
        let sentence = self.view.units.get(unit).map_or(0, |unit| unit.sentence);
        let start = self.view.sentences.get(sentence.saturating_sub(2)).map_or(0, |units| units.start);
        let end = self.view.sentence_of(unit).end;
        let mut found: Vec<CountryCode> = self.focus.prominent();
        found.extend((start..end).filter_map(|unit| self.chunks.country(unit)).map(|hit| hit.code));
        found
    }

    /// `Iraqi President X and Prime Minister Y`: the side of the name right before in the list.
    pub(crate) fn companion_country(&self, run: usize) -> Option<CountryCode> {
        let before = run.checked_sub(1)?;
        let start = self.links.of_run[run]
            .iter()
            .filter(|link| link.direct)
            .map(|link| self.phrases[link.phrase].units.start)
            .min();
        let start = start.unwrap_or(self.runs[run].units.start);
        let end = self.runs[before].units.end;
        let joined =
            end <= start && start - end <= 2 && (end..start).all(|unit| matches!(self.view.lower(unit), "and" | ","));
        let titled = self.links.of_run[run].iter().any(|link| link.direct);
        // `two Americans, X and Y`
        let people = self.runs[before].units.start.checked_sub(2).filter(|unit| self.view.text(*unit).ends_with('s'));
        let listed = people.is_some_and(|unit| self.chunks.country(unit).is_some());
        let person = self.people.of_run[before]
            .filter(|_| joined && (titled || listed) && self.view.same_sentence(end - 1, start))?;
        self.characters[person].side.country()
    }
}
