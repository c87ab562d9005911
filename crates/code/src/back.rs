//! Words that point back: `the meeting`, `the visit`, `the accord` tell more of what was told before.

use lexicon::frames::Frames;
use record::{Deprel, Event, EventType, Id, Mode, Referent, Span, Status, Token};

use crate::events::{Maker, is_definite};
use crate::matching::Candidate;
use crate::merge::Draft;
use crate::place;
use crate::triggers::Kind;
use crate::view::View;
use crate::when;

/// Sentences back to which such words may point.
const REACH: usize = 6;

/// What a noun that points back can mean.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Meant {
    Meeting,
    Visit,
    Agreement,
}

fn meant(view: &View, frames: &Frames, noun: Id<Token>) -> Option<Meant> {
    let is = |name: &str| frames.class(name).is_some_and(|class| view.is_in(noun, class));
    match () {
        () if is("visits") => Some(Meant::Visit),
        () if is("talks") => Some(Meant::Meeting),
        () if is("agreements") => Some(Meant::Agreement),
        () => None,
    }
}

fn is_meant(event: &Event, meant: Meant) -> bool {
    let happened = matches!(event.status, Status::Occurred | Status::Ongoing);
    happened
        && match meant {
            Meant::Visit => event.event_type == EventType::Consult && event.mode == Some(Mode::Visit),
            Meant::Meeting => event.event_type == EventType::Consult && event.mode != Some(Mode::Visit),
            Meant::Agreement => event.event_type == EventType::Agree,
        }
}

impl Maker<'_> {
    /// `attended the meeting` after a meeting was told of: no other one.
    pub(crate) fn attends_known(&self, view: &View, candidate: &Candidate, drafts: &[Draft]) -> bool {
        let noun = candidate.noun.or((candidate.kind == Kind::Noun).then_some(candidate.anchor));
        let attends = matches!(view.lemma(candidate.anchor), "attend")
            || view.head(candidate.anchor).is_some_and(|head| view.lemma(head) == "attend");
        let here = view.sentence.row();
        candidate.event_type == EventType::Consult
            && attends
            && noun.is_some_and(|noun| is_definite(view, noun))
            && drafts.iter().rev().any(|draft| draft.sentence + REACH >= here && is_meant(&draft.event, Meant::Meeting))
    }

    /// `its demands`, `his appeal`: such nouns name what someone says at large, unless both sides are told.
    pub(crate) fn only_mentioned(&self, view: &View, candidate: &Candidate) -> bool {
        let verbal = matches!(
            candidate.event_type,
            EventType::Request | EventType::Support | EventType::Reject | EventType::Threaten | EventType::Accuse
        ) || (candidate.event_type == EventType::Agree && candidate.status == Status::Occurred);
        let owned = view
            .with(candidate.anchor, |deprel| deprel == Deprel::NmodPoss)
            .any(|owner| matches!(view.lower(owner), "its" | "his" | "her" | "their"));
        let owned = owned
            || (candidate.event_type == EventType::Agree
                && matches!(view.deprel(candidate.anchor), Deprel::Obj | Deprel::Obl | Deprel::Nmod)
                && view.with(candidate.anchor, |deprel| deprel == Deprel::NmodPoss).next().is_some());
        let one_sided = candidate.slots.actors.is_empty() || candidate.slots.recipients.is_empty();
        // `captured fighters`, `the surrounding hills`: a participle before a noun tells which, not what happened.
        let modifies = candidate.kind == Kind::Verb && view.deprel(candidate.anchor) == Deprel::Amod;
        modifies || (candidate.kind == Kind::Noun && verbal && owned && one_sided)
    }

    /// `announced the decision on Tuesday`: the day of what was told just before without a day.
    pub(crate) fn decided_on(&self, view: &View, drafts: &mut [Draft], coded: &[Id<Token>]) {
        let here = view.sentence.row();
        for noun in view.tokens() {
            let decides =
                matches!(view.lemma(noun), "decision" | "move" | "expulsion" | "announcement" | "order" | "measure");
            let object = matches!(view.deprel(noun), Deprel::Obj | Deprel::NsubjPass | Deprel::Nsubj);
            if !decides || !object || coded.contains(&noun) || !is_definite(view, noun) {
                continue;
            }
            let Some(verb) = view.head(noun).filter(|verb| view.is_verb(*verb)) else { continue };
            let Some(draft) = drafts
                .iter_mut()
                .find(|draft| draft.sentence + 1 == here && !draft.own_date && draft.event.status == Status::Occurred)
            else {
                continue;
            };
            if when::is_own(view, self.cast, verb) {
                draft.event.date = when::date(view, self.cast, verb, draft.event.status, &Default::default());
                draft.own_date = true;
            }
        }
    }

    /// Place and day that a sentence about `the meeting` adds; `the visit` of those who met where only the hosts live.
    pub(crate) fn points_back(&self, view: &View, drafts: &mut Vec<Draft>, coded: &[Id<Token>]) {
        let here = view.sentence.row();
        for noun in view.tokens() {
            let subject = matches!(view.deprel(noun), Deprel::Nsubj | Deprel::NsubjPass);
            if !subject || coded.contains(&noun) || !is_definite(view, noun) || !view.is_nominal(noun) {
                continue;
            }
            let (Some(what), Some(verb)) = (meant(view, self.frames(), noun), view.head(noun)) else { continue };
            if coded.contains(&verb) {
                continue;
            }
            let target =
                drafts.iter().rposition(|draft| draft.sentence + REACH >= here && is_meant(&draft.event, what));
            match target.and_then(|at| drafts.get_mut(at)) {
                Some(draft) => self.add_to(view, draft, (noun, verb)),
                None if what == Meant::Visit => {
                    let visit = drafts.iter().find_map(|draft| self.visit_of(draft, view.token(noun).span));
                    drafts.extend(visit);
                }
                None => {}
            }
        }
    }

    /// Who meets others at their home visits them, whether the text says so or not.
    pub(crate) fn add_visits(&self, drafts: &mut Vec<Draft>) {
        let meetings: Vec<Draft> =
            drafts.iter().filter(|draft| draft.event.mode == Some(Mode::Meeting)).cloned().collect();
        for meeting in meetings {
            let Some(span) = meeting.event.evidence.first().copied() else { continue };
            let Some(mut visit) = self.visit_of(&meeting, span) else { continue };
            let host = visit.event.recipients.first().and_then(|party| party.country);
            let told = drafts.iter().any(|draft| {
                let to_host = draft.event.recipients.iter().any(|party| party.country == host)
                    || draft.event.place.as_ref().is_some_and(|place| place.country == host);
                let same = |party: &record::Party| draft.event.actors.iter().any(|own| own.referent == party.referent);
                is_meant(&draft.event, Meant::Visit) && to_host && visit.event.actors.iter().any(same)
            });
            let sides: std::collections::BTreeSet<_> =
                visit.event.actors.iter().filter_map(|party| party.country).collect();
            if told || sides.len() > 1 {
                continue;
            }
            visit.event.confidence = visit.event.confidence.saturating_sub(150);
            drafts.push(visit);
        }
    }

    fn add_to(&self, view: &View, draft: &mut Draft, (noun, verb): (Id<Token>, Id<Token>)) {
        let event_type = draft.event.event_type;
        if let Some(found) = place::own_place(view, self.cast, (verb, Some(noun)), event_type, false) {
            let finer = draft
                .event
                .place
                .as_ref()
                .is_none_or(|known| known.country == found.country && found.precision < known.precision);
            if finer {
                draft.event.place = Some(found);
            }
        }
        if !draft.own_date && when::is_own(view, self.cast, verb) {
            draft.event.date = when::date(view, self.cast, verb, draft.event.status, &Default::default());
            draft.own_date = true;
        }
        for with in view.phrases(verb, "with") {
            for found in self.parties.of_phrase(view, with).into_iter().filter(|found| found.direct && !found.weak) {
                let party = self.as_party(&found);
                let known = draft.event.actors.iter().any(|known| known.referent == party.referent);
                if matches!(party.referent, Referent::Person(_)) && !known {
                    draft.event.actors.push(party);
                }
            }
        }
        let span = view.token(noun).span.join(view.token(verb).span);
        if !draft.event.evidence.contains(&span) {
            draft.event.evidence.push(span);
        }
    }

    /// The visit that a meeting at one side's home is part of.
    fn visit_of(&self, draft: &Draft, span: Span) -> Option<Draft> {
        if !is_meant(&draft.event, Meant::Meeting) || draft.event.mode == Some(Mode::Phone) {
            return None;
        }
        let host = draft.event.place.as_ref()?.country?;
        let at_home = draft.event.actors.iter().any(|party| party.country == Some(host));
        let visitors: Vec<_> = draft
            .event
            .actors
            .iter()
            .filter(|party| matches!(party.referent, Referent::Person(_)))
            .filter(|party| party.country.is_some_and(|code| code != host))
            .cloned()
            .collect();
        if visitors.is_empty() || !at_home {
            return None;
        }
        let mut visit = draft.clone();
        visit.event.mode = Some(Mode::Visit);
        visit.event.recipients = vec![self.country_party(host, span)?];
        visit.event.actors = visitors;
        visit.event.evidence = vec![span];
        visit.event.quantities.clear();
        visit.event.frame = "visits".to_owned();
        visit.reciprocal = false;
        visit.definite = true;
        Some(visit)
    }
}
