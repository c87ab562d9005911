//! Parties that a sentence leaves to what was told before: `the two sides agreed`, `welcomed the accord`, `took part`.

use lexicon::frames::Position;
use record::{CountryCode, EventType, Id, Mode, Party, Referent, Sector, Span, Status, Token};

use crate::events::{Carried, Maker};
use crate::matching::Candidate;
use crate::merge::Draft;
use crate::party::Found;
use crate::slots::Filled;
use crate::status;
use crate::view::View;

/// Sentences back to which an event may point for its other party.
const REACH: usize = 3;
/// Sentences back to which those who `took part` may point.
const MEETING_REACH: usize = 4;

/// Words for people named before.
const PEOPLE: &[&str] = &[
    "leaders",
    "ministers",
    "presidents",
    "two",
    "both",
    "officials",
    "men",
    "women",
    "premiers",
    "pair",
    "generals",
    "commanders",
    "counterparts",
    "chiefs",
    "diplomats",
    "three",
    "envoys",
    "secretaries",
    "monarchs",
    "heads",
    "principals",
    "statesmen",
    "negotiators",
];
/// Words for sides named before.
const SIDES: &[&str] = &[
    "parties",
    "sides",
    "countries",
    "governments",
    "delegations",
    "states",
    "nations",
    "camps",
    "neighbours",
    "neighbors",
    "navies",
    "forces",
    "teams",
    "capitals",
    "allies",
    "foes",
    "rivals",
    "armies",
    "militaries",
    "signatories",
];

impl Maker<'_> {
    /// `The two sides agreed`: the parties of the meeting that is being told of; `praised both governments`: the two
    /// countries that dealt with each other last.
    pub(crate) fn name_the_unnamed(&self, view: &View, candidate: &mut Candidate, drafts: &[Draft], carried: &Carried) {
        let reciprocal = self.frames().frame(candidate.frame).is_some_and(|frame| frame.reciprocal);
        let head = candidate.anchor;
        if !reciprocal {
            for side in [&mut candidate.slots.recipients, &mut candidate.slots.actors] {
                let [only] = side.as_slice() else { continue };
                if !self.is_unnamed(view, only, true) {
                    continue;
                }
                let of_people = self.is_of(only, PEOPLE);
                let told = told_of(drafts, of_people);
                if told.len() > 1 {
                    *side = told.into_iter().map(|party| filled(&party, head)).collect();
                    candidate.notes.push("parties of the event that was told of".to_owned());
                }
            }
            return;
        }
        let all: Vec<&Filled> = candidate.slots.actors.iter().collect();
        if all.is_empty() || !all.iter().all(|filled| self.is_unnamed(view, filled, false)) {
            return;
        }
        let topic = carried.topic.filter(|at| drafts.get(*at).is_some_and(|topic| all_of(topic).count() > 1));
        candidate.told = topic;
        let parties = match topic.and_then(|at| drafts.get(at)) {
            Some(topic) => topic.event.actors.clone(),
            None => told_of(drafts, all.iter().all(|filled| self.is_of(filled, PEOPLE))),
        };
        if parties.is_empty() {
            return;
        }
        let unnamed = |filled: &Filled| self.is_unnamed(view, filled, false);
        candidate.slots.recipients.retain(|filled| !unnamed(filled));
        candidate.slots.actors = parties.iter().map(|party| filled(party, head)).collect();
        candidate.incomplete = false;
        candidate.notes.push("parties of the event that is being told of".to_owned());
    }

    fn is_of(&self, filled: &Filled, words: &[&str]) -> bool {
        let Referent::Group(id) = filled.found.referent else { return false };
        self.cast.groups.get(id).is_some_and(|group| {
            let last = group.name.rsplit(' ').next().unwrap_or_default().to_lowercase();
            words.contains(&last.as_str())
        })
    }

    /// Whether words stand for parties named before: `the two sides`, `both leaders`; `counted`: only with a number.
    fn is_unnamed(&self, view: &View, filled: &Filled, counted: bool) -> bool {
        if !self.is_of(filled, PEOPLE) && !self.is_of(filled, SIDES) {
            return false;
        }
        let head = filled.found.head;
        let before: Vec<&str> = std::iter::successors(view.previous(head), |at| view.previous(*at))
            .take(3)
            .map(|at| view.lower(at))
            .collect();
        let numbered = matches!(view.lower(head), "two" | "both" | "three")
            || before.iter().any(|word| matches!(*word, "two" | "both" | "three"));
        if counted {
            return numbered && !self.names_country(filled.found.span);
        }
        let Referent::Group(id) = filled.found.referent else { return false };
        let sideless = self.cast.groups.get(id).is_some_and(|group| group.country.is_none());
        sideless || (numbered && !self.names_country(filled.found.span))
    }

    /// Whether the words themselves name a country or place: `Chadian protesters`, `the army of Chad`.
    pub(crate) fn names_country(&self, span: Span) -> bool {
        let words: Vec<&str> =
            span.of(&self.article.text).split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
        let phrases = self.lexicon.countries().phrases();
        (0..words.len()).any(|at| {
            let capital = words[at].starts_with(char::is_uppercase);
            capital && words.get(at..).is_some_and(|rest| phrases.longest(rest).is_some())
        }) || self.cast.place_mentions.iter().any(|mention| span.contains(mention.span))
    }

    /// `They agreed …`: who took part in what was told just before.
    pub(crate) fn parties_told_before(&self, view: &View, candidate: &mut Candidate, drafts: &[Draft]) {
        if candidate.incomplete && candidate.event_type == EventType::Assault && candidate.slots.actors.is_empty() {
            let head = candidate.anchor;
            candidate.slots.actors = told_of(drafts, false).iter().map(|party| filled(party, head)).collect();
            candidate.incomplete = candidate.slots.actors.is_empty();
            return;
        }
        let here = view.sentence.row();
        if candidate.incomplete && candidate.event_type == EventType::Consult && candidate.slots.actors.is_empty() {
            self.visitor_told(view, candidate, drafts);
            return;
        }
        if !candidate.incomplete || candidate.event_type != EventType::Agree || !candidate.slots.actors.is_empty() {
            return;
        }
        let at = drafts.iter().rposition(|draft| {
            draft.sentence + REACH >= here
                && all_of(draft).count() > 1
                && matches!(draft.event.status, Status::Occurred | Status::Ongoing)
        });
        let Some(known) = at.and_then(|at| drafts.get(at)) else { return };
        candidate.told = at;
        let head = candidate.anchor;
        candidate.slots.actors = all_of(known).map(|party| filled(party, head)).collect();
        candidate.incomplete = candidate.slots.actors.is_empty();
    }

    /// `The meetings with the generals`: of the visitor who is told to be in the generals' country.
    fn visitor_told(&self, view: &View, candidate: &mut Candidate, drafts: &[Draft]) {
        let here = view.sentence.row();
        let hosts: Vec<CountryCode> =
            candidate.slots.recipients.iter().filter_map(|filled| self.parties.side(&filled.found)).collect();
        let visit = drafts.iter().rev().take_while(|draft| draft.sentence + REACH >= here).find(|draft| {
            draft.event.event_type == EventType::Consult
                && draft.event.mode == Some(Mode::Visit)
                && draft.event.recipients.iter().any(|host| host.country.is_some_and(|code| hosts.contains(&code)))
        });
        let Some(visit) = visit else { return };
        let head = candidate.anchor;
        candidate.slots.actors = visit.event.actors.iter().map(|party| filled(party, head)).collect();
        candidate.incomplete = candidate.slots.actors.is_empty();
    }

    /// `was in Oslo, where he met …`: who is told to be there.
    pub(crate) fn same_subject(&self, view: &View, candidate: &mut Candidate, drafts: &[Draft]) {
        let [only] = candidate.slots.actors.as_slice() else { return };
        let pronoun = only.found.weak
            && only.found.span.len() <= 3
            && matches!(only.found.referent, Referent::Person(_))
            && matches!(view.lower(only.found.head), "he" | "she");
        let clause = view.clause(view.clause_head(candidate.anchor));
        let opener = clause.iter().any(|token| view.lower(*token) == "where" && *token < candidate.anchor);
        if !pronoun || !opener {
            return;
        }
        let there = drafts.iter().rev().find(|draft| {
            draft.sentence == view.sentence.row()
                && draft.event.event_type == EventType::Consult
                && draft.event.mode == Some(Mode::Visit)
        });
        let Some([visitor]) = there.map(|draft| draft.event.actors.as_slice()) else { return };
        let head = candidate.anchor;
        candidate.slots.actors = vec![filled(visitor, head)];
    }

    /// `welcomed the accord`: those who made it.
    pub(crate) fn name_the_other_side(&self, view: &View, candidate: &mut Candidate, drafts: &[Draft]) {
        let praised = matches!(candidate.event_type, EventType::Support | EventType::Request | EventType::Accuse);
        if !candidate.incomplete || !praised || !candidate.slots.recipients.is_empty() {
            return;
        }
        let head = candidate.anchor;
        let objects = view.logical_object(head);
        let misdeed = self.frames().class("misdeeds").is_some_and(|class| {
            objects.iter().any(|object| view.is_in(*object, class) && crate::events::is_definite(view, *object))
        });
        if misdeed && candidate.event_type == EventType::Accuse {
            let own: Vec<CountryCode> =
                candidate.slots.actors.iter().filter_map(|filled| self.parties.side(&filled.found)).collect();
            candidate.slots.recipients = culprits(drafts, &own).iter().map(|party| filled(party, head)).collect();
            candidate.incomplete = candidate.slots.recipients.is_empty();
            return;
        }
        let Some(steps) = self.frames().class("steps") else { return };
        let named = view
            .logical_object(candidate.anchor)
            .into_iter()
            .any(|object| view.is_in(object, steps) && crate::events::is_definite(view, object));
        if !named {
            return;
        }
        let own: Vec<CountryCode> =
            candidate.slots.actors.iter().filter_map(|filled| self.parties.side(&filled.found)).collect();
        let agreements = self.frames().class("agreements");
        let paper = agreements.is_some_and(|class| {
            view.logical_object(candidate.anchor).into_iter().any(|object| view.is_in(object, class))
        });
        let papers: Vec<Draft> =
            drafts.iter().filter(|draft| draft.event.event_type == EventType::Agree).cloned().collect();
        let told = match told_of(&papers, false) {
            signed if paper && !signed.is_empty() => signed,
            _ => told_of(drafts, false),
        };
        let others = told.iter().filter(|party| party.country.is_none_or(|code| !own.contains(&code)));
        candidate.slots.recipients = others.map(|party| filled(party, head)).collect();
        candidate.incomplete = candidate.slots.recipients.is_empty();
    }

    /// `said that he would free them`: whoever says what he will do himself promises it.
    pub(crate) fn promise_told(&self, view: &View, candidate: &mut Candidate) {
        let promised = candidate.status == Status::Planned
            && matches!(candidate.event_type, EventType::Agree | EventType::Concede)
            && !matches!(candidate.plain.0, EventType::Consult | EventType::Agree);
        if !promised {
            return;
        }
        let Some(source) = status::source_of(view, self.frames(), candidate.anchor) else { return };
        let speakers: Vec<Found> =
            view.conjuncts(source).into_iter().flat_map(|each| self.parties.of_phrase(view, each)).collect();
        let own = |speaker: &Found| {
            let side = self.parties.side(speaker);
            candidate.slots.actors.iter().any(|actor| {
                actor.found.referent == speaker.referent || (side.is_some() && self.parties.side(&actor.found) == side)
            })
        };
        if speakers.iter().any(own) {
            candidate.status = Status::Occurred;
            candidate.notes.push("promised by who says so".to_owned());
        }
    }

    /// `X and Y took part`, `Z sat in`: they take part in the meeting that is being told of.
    pub(crate) fn join_in(&self, view: &View, drafts: &mut [Draft], coded: &[Id<Token>]) {
        let here = view.sentence.row();
        for verb in view.tokens().filter(|token| view.is_verb(*token) && !coded.contains(token)) {
            if !joins(view, verb) {
                continue;
            }
            let target = drafts.iter().rposition(|draft| {
                draft.sentence + MEETING_REACH >= here
                    && draft.event.event_type == EventType::Consult
                    && !matches!(draft.event.mode, Some(Mode::Visit | Mode::Phone))
                    && matches!(draft.event.status, Status::Occurred | Status::Ongoing)
            });
            let Some(draft) = target.and_then(|at| drafts.get_mut(at)) else { return };
            for found in self.participants(view, verb) {
                let party = self.as_party(&found);
                if !all_of(draft).any(|known| known.referent == party.referent) {
                    draft.event.actors.push(party);
                }
            }
            let all: Vec<_> = draft.event.actors.clone();
            draft.event.actors.retain(|party| !stands_for(party, &all));
        }
    }

    /// The people named up to the verb of a clause, and those `along with` them.
    fn participants(&self, view: &View, verb: Id<Token>) -> Vec<Found> {
        let subjects = view.logical_subject(verb);
        let Some(first) = subjects.first().copied() else { return Vec::new() };
        let start = view.subtree(first).first().copied().unwrap_or(first).min(first);
        let mut found: Vec<Found> = Vec::new();
        for token in (start.row()..verb.row()).map(Id::new) {
            found.extend(self.parties.named_person(view, token));
        }
        for with in ["with", "along with", "together with", "alongside"] {
            for phrase in view.phrases(verb, with).into_iter().flat_map(|phrase| view.conjuncts(phrase)) {
                found.extend(self.parties.of_phrase(view, phrase).into_iter().filter(|one| one.direct));
            }
        }
        found.retain(|one| matches!(one.referent, Referent::Person(_)));
        found
    }

    /// `the government of President X`: whom he acts for is told by him.
    pub(crate) fn headed_by(&self, view: &View, found: &Found) -> Option<CountryCode> {
        let of = view.phrases(found.head, "of").into_iter().flat_map(|phrase| self.parties.of_phrase(view, phrase));
        let person = of.into_iter().find(|one| matches!(one.referent, Referent::Person(_)))?;
        self.parties.side(&person)
    }

    /// What kind of request a refusal answers: `refused the request` after a request for help.
    pub(crate) fn answered(&self, view: &View, candidate: &Candidate, drafts: &[Draft]) -> Option<Mode> {
        if candidate.event_type != EventType::Reject || candidate.mode.is_some() {
            return candidate.mode;
        }
        let demands = self.frames().class("demands")?;
        let object = view.logical_object(candidate.anchor).into_iter().find(|object| view.is_in(*object, demands))?;
        if !crate::events::is_definite(view, object) {
            return None;
        }
        let here = view.sentence.row();
        let asked = drafts
            .iter()
            .rev()
            .take_while(|draft| draft.sentence + REACH >= here)
            .find(|draft| draft.event.event_type == EventType::Request)?;
        match asked.event.mode {
            Some(mode @ (Mode::Assist | Mode::Change | Mode::Yield | Mode::Meet)) => Some(mode),
            _ => None,
        }
    }

    /// Crowds and forces without a country of their own belong to the country in which they act.
    pub(crate) fn at_home(
        &self,
        view: &View,
        event_type: EventType,
        place: Option<&record::EventPlace>,
        headed: &[Span],
        (actors, recipients): (&mut [Party], &mut [Party]),
    ) {
        let domestic = matches!(event_type, EventType::Protest | EventType::Assault | EventType::Coerce);
        let span = view.reading.sentences[view.sentence].span;
        let here = place.and_then(|place| place.country).filter(|_| domestic);
        for party in actors.iter_mut().chain(recipients) {
            let loose = self.is_common(party) && span.contains(party.span) && !self.names_country(party.span);
            if !loose || headed.contains(&party.span) {
                continue;
            }
            let home = matches!(
                party.sector,
                Some(Sector::Cvl | Sector::Opp | Sector::Cop | Sector::Mil | Sector::Gov | Sector::Leg | Sector::Jud)
                    | None
            );
            match here.filter(|_| home) {
                Some(code) => party.country = Some(code),
                // A digest goes from country to country: what the last item told of is no longer at hand.
                None if home && party.country.is_some() && self.is_digest() => {
                    party.country = self.local_country(view, party.span, party.country).or(party.country);
                }
                None if party.country.is_none()
                    && matches!(party.sector, Some(Sector::Jud | Sector::Cop | Sector::Leg)) =>
                {
                    party.country = self.local_country(view, party.span, None).or(self.dateline_side());
                }
                None => {}
            }
        }
    }

    /// Whether the article tells of several things one after the other, each under its own heading or dateline.
    fn is_digest(&self) -> bool {
        let marks = self.article.regions.iter().filter(|region| {
            matches!(
                region.kind,
                record::RegionKind::Heading | record::RegionKind::Dateline | record::RegionKind::ListItem
            )
        });
        marks.count() > 3
    }

    /// The country of the dateline.
    fn dateline_side(&self) -> Option<CountryCode> {
        let dateline = self.article.regions.iter().find(|region| region.kind == record::RegionKind::Dateline)?;
        let mention = self.cast.place_mentions.iter().find(|mention| dateline.span.contains(mention.span))?;
        self.cast.places.get(mention.place)?.country
    }

    /// Unnamed people, or a body that bears no name: `the police`, `the foreign ministry`.
    fn is_common(&self, party: &Party) -> bool {
        match party.referent {
            Referent::Group(_) => true,
            Referent::Body(_) => !party.span.of(&self.article.text).chars().any(char::is_uppercase),
            _ => false,
        }
    }

    /// The country whose affairs the paragraph tells of, where it names one before the words and never the one guessed.
    fn local_country(&self, view: &View, span: Span, guessed: Option<CountryCode>) -> Option<CountryCode> {
        let start = view.reading.sentences[view.sentence].span.start;
        let region =
            self.article.regions.iter().find(|region| region.span.start <= start && start < region.span.end)?;
        let inside = |other: Span| region.span.contains(other);
        let places = self
            .cast
            .place_mentions
            .iter()
            .filter(|mention| inside(mention.span))
            .filter_map(|mention| Some((mention.span, self.cast.places.get(mention.place)?.country?)));
        let sides = self.cast.resolved.iter().filter(|resolved| inside(resolved.span)).filter_map(|resolved| {
            match &resolved.referent {
                Referent::Country(code) => Some((resolved.span, *code)),
                Referent::Person(id) => Some((resolved.span, self.cast.people.get(*id)?.country?)),
                _ => None,
            }
        });
        let mut all: Vec<(Span, CountryCode)> = places.chain(sides).filter(|(at, _)| at.end <= span.start).collect();
        all.sort_unstable();
        if all.iter().any(|(_, code)| Some(*code) == guessed) {
            return None;
        }
        all.first().map(|(_, code)| *code)
    }

    /// Whom words are addressed to that name nobody: the other side of what was told just before.
    pub(crate) fn other_side(
        &self,
        view: &View,
        event_type: EventType,
        actors: &[Party],
        drafts: &[Draft],
    ) -> Option<Party> {
        if !is_addressed(event_type) {
            return None;
        }
        if let Some(same) = of_the_same(view, event_type, actors, drafts) {
            return Some(same);
        }
        let own = actors.first()?.country?;
        if event_type == EventType::Assault && actors.iter().any(|actor| actor.sector == Some(Sector::Opp)) {
            return None;
        }
        if actors.iter().any(|actor| actor.country != Some(own)) {
            return None;
        }
        let here = view.sentence.row();
        for draft in drafts.iter().rev().take_while(|draft| draft.sentence + REACH >= here) {
            let all = || draft.event.actors.iter().chain(&draft.event.recipients);
            if !all().any(|party| party.country == Some(own)) {
                continue;
            }
            let mut others: Vec<&Party> = all().filter(|party| party.country.is_some_and(|code| code != own)).collect();
            others.dedup_by_key(|party| party.country);
            return match others.as_slice() {
                [only] => self.country_party(only.country?, only.span),
                _ => None,
            };
        }
        None
    }
}

/// A verb that says that somebody took part.
fn joins(view: &View, verb: Id<Token>) -> bool {
    let follows = |words: &[&str]| {
        let mut at = verb;
        words.iter().all(|word| match view.next(at) {
            Some(next) if view.lower(next) == *word => {
                at = next;
                true
            }
            _ => false,
        })
    };
    match view.lemma(verb) {
        "take" => follows(&["part"]),
        "sit" => follows(&["in"]),
        "participate" | "attend" => !view.negated(verb) && !view.passive(verb),
        _ => false,
    }
}

fn all_of(draft: &Draft) -> impl Iterator<Item = &Party> {
    draft.event.actors.iter().chain(&draft.event.recipients)
}

fn filled(party: &Party, head: Id<Token>) -> Filled {
    let found = Found { referent: party.referent.clone(), span: party.span, head, direct: true, weak: true };
    Filled { found, position: Position::Subject }
}

/// A group or country goes where people who act for it are named.
fn stands_for(party: &Party, all: &[Party]) -> bool {
    let loose = matches!(party.referent, Referent::Group(_) | Referent::Country(_));
    loose && all.iter().any(|other| matches!(other.referent, Referent::Person(_)) && other.country == party.country)
}

/// Who did the last hostile act that was told of, or was blamed for one.
fn culprits(drafts: &[Draft], own: &[CountryCode]) -> Vec<Party> {
    let fits = |party: &&Party| party.country.is_none_or(|code| !own.contains(&code));
    for draft in drafts.iter().rev() {
        let blamed = match draft.event.event_type {
            EventType::Assault | EventType::Coerce | EventType::Mobilize | EventType::Threaten => &draft.event.actors,
            EventType::Accuse | EventType::Sanction => &draft.event.recipients,
            _ => continue,
        };
        let found: Vec<Party> = blamed.iter().filter(fits).cloned().collect();
        if !found.is_empty() {
            return found;
        }
    }
    Vec::new()
}

fn is_side(party: &Party) -> bool {
    matches!(party.referent, Referent::Group(_) | Referent::Body(_))
}

/// The parties of the last event between two or more sides: its people, or one party for each of its countries.
fn told_of(drafts: &[Draft], people: bool) -> Vec<Party> {
    for draft in drafts.iter().rev() {
        let dealt = draft.reciprocal
            && matches!(draft.event.event_type, EventType::Consult | EventType::Agree | EventType::Cooperate)
            && matches!(draft.event.status, Status::Occurred | Status::Ongoing);
        let mut found: Vec<Party> = Vec::new();
        for party in all_of(draft) {
            let person = matches!(party.referent, Referent::Person(_));
            let known = found.iter().any(|known| {
                known.country == party.country
                    && !(is_side(known) && is_side(party) && known.referent != party.referent)
            });
            if party.country.is_some() && !known && (person || !people) {
                found.push(party.clone());
            }
        }
        if dealt && found.len() > 1 {
            return found;
        }
    }
    Vec::new()
}

/// `imposed sanctions on Chad and threatened to use force`: whom the same actor dealt with in the same sentence.
fn of_the_same(view: &View, event_type: EventType, actors: &[Party], drafts: &[Draft]) -> Option<Party> {
    let here = view.sentence.row();
    // `visited Oslo and signed three agreements`.
    let visit = drafts.iter().rev().find(|draft| {
        draft.sentence == here
            && event_type == EventType::Agree
            && draft.event.mode == Some(Mode::Visit)
            && draft.event.status == Status::Occurred
            && draft.event.actors.iter().any(|party| actors.iter().any(|actor| actor.referent == party.referent))
    });
    if let Some([host]) = visit.map(|draft| draft.event.recipients.as_slice()) {
        return Some(host.clone());
    }
    let same = |draft: &&Draft| {
        draft.sentence == here
            && draft.event.event_type != EventType::Consult
            && draft.event.actors.iter().map(|party| &party.referent).eq(actors.iter().map(|party| &party.referent))
    };
    match drafts.iter().rev().find(same)?.event.recipients.as_slice() {
        [only] if only.country.is_some() => Some(only.clone()),
        _ => None,
    }
}

fn is_addressed(event_type: EventType) -> bool {
    matches!(
        event_type,
        EventType::Agree
            | EventType::Support
            | EventType::Request
            | EventType::Reject
            | EventType::Threaten
            | EventType::Accuse
            | EventType::Aid
            | EventType::Assault
    )
}
