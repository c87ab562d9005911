//! Who takes part though the sentence does not say so, and who is named in it but takes no part.

use lexicon::frames::Position;
use record::{BodyKind, EventPlace, EventType, Mode, Party, Referent, Sector, Status};

use crate::events::Maker;
use crate::matching::Candidate;
use crate::merge::Draft;
use crate::slots::Filled;
use crate::view::View;

/// Gatherings beside which others meet; who holds them takes no part.
const GATHERINGS: &[&str] =
    &["summit", "sideline", "margin", "assembly", "conference", "session", "forum", "gathering", "congress"];

impl Maker<'_> {
    /// Drops those who are named but do nothing and to whom nothing is done: the press, people without a side where
    /// sides talk, the body whose summit it is.
    pub(crate) fn drop_bystanders(&self, view: &View, candidate: &mut Candidate) {
        let keeps = |filled: &Filled| self.takes_part(view, candidate, filled);
        let actors: Vec<Filled> = candidate.slots.actors.iter().filter(|filled| keeps(filled)).cloned().collect();
        let recipients: Vec<Filled> =
            candidate.slots.recipients.iter().filter(|filled| keeps(filled)).cloned().collect();
        candidate.slots.actors = actors;
        candidate.slots.recipients = recipients;
    }

    fn takes_part(&self, view: &View, candidate: &Candidate, filled: &Filled) -> bool {
        let suffers = matches!(candidate.event_type, EventType::Coerce | EventType::Assault | EventType::Accuse);
        match &filled.found.referent {
            Referent::Body(id) if !suffers => {
                let press = self.cast.bodies.get(*id).is_some_and(|body| body.kind == BodyKind::Media);
                !press && !self.holds_gathering(view, candidate, filled)
            }
            Referent::Country(_) => !self.holds_gathering(view, candidate, filled),
            // What is asked for: `asked for warplanes`.
            Referent::Group(_)
                if filled.position == Position::Preposition("for".to_owned())
                    && matches!(candidate.event_type, EventType::Request | EventType::Agree) =>
            {
                false
            }
            Referent::Group(id) => {
                let sided =
                    self.cast.groups.get(*id).is_some_and(|group| group.country.is_some() || group.sector.is_some());
                sided || !is_between_sides(candidate.event_type)
            }
            _ => true,
        }
    }

    /// `on the sidelines of the bloc's summit`: the bloc is no party to the meeting.
    fn holds_gathering(&self, view: &View, candidate: &Candidate, filled: &Filled) -> bool {
        if candidate.event_type != EventType::Consult {
            return false;
        }
        let mut at = filled.found.head;
        for _ in 0..4 {
            if candidate.words.contains(&at) || candidate.noun == Some(at) || candidate.anchor == at {
                return false;
            }
            if GATHERINGS.contains(&view.lemma(at)) {
                return true;
            }
            match view.head(at).filter(|head| view.is_nominal(*head)) {
                Some(head) => at = head,
                None => return false,
            }
        }
        false
    }

    /// The country as a party, for one whom the text names only by place or nationality.
    pub(crate) fn country_party(&self, code: record::CountryCode, span: record::Span) -> Option<Party> {
        let country = self.lexicon.countries().by_code(code)?;
        Some(Party {
            name: country.name.clone(),
            referent: Referent::Country(code),
            country: Some(code),
            sector: Some(Sector::Gov),
            office: None,
            span,
        })
    }

    /// `was sentenced in Oslo`, `were deported`: the state of the place does it, or that of those it is done to.
    pub(crate) fn state_behind(
        &self,
        candidate: &Candidate,
        actors: &[Party],
        recipients: &[Party],
        place: Option<&EventPlace>,
    ) -> Option<Party> {
        let by_state = matches!(
            (candidate.event_type, candidate.mode),
            (EventType::Coerce, Some(Mode::Arrest | Mode::Deport | Mode::Censor | Mode::Curfew | Mode::MartialLaw))
                | (EventType::Sanction, Some(Mode::Convict | Mode::Expel))
        );
        if !by_state || !actors.is_empty() || candidate.status == Status::Planned {
            return None;
        }
        let code =
            place.and_then(|place| place.country).or_else(|| recipients.iter().find_map(|party| party.country))?;
        self.country_party(code, recipients.first()?.span)
    }
}

/// Events in which sides deal with each other: an unnamed group without a side is nobody there.
fn is_between_sides(event_type: EventType) -> bool {
    matches!(
        event_type,
        EventType::Agree
            | EventType::Consult
            | EventType::Support
            | EventType::Cooperate
            | EventType::Request
            | EventType::Reject
            | EventType::Threaten
    )
}

/// Where persons or bodies meet, the countries they act for are no further parties.
pub(crate) fn drop_represented(parties: &mut Vec<Party>) {
    let represented: Vec<_> = parties
        .iter()
        .filter(|party| matches!(party.referent, Referent::Person(_)))
        .filter_map(|party| party.country)
        .collect();
    parties.retain(|party| {
        !matches!(party.referent, Referent::Country(_)) || party.country.is_none_or(|code| !represented.contains(&code))
    });
}

/// A meeting told without a place was where its people were on that day: the place of another meeting or visit that shares
/// a person, when only one is told of.
pub(crate) fn share_places(drafts: &mut [Draft]) {
    for at in 0..drafts.len() {
        if drafts[at].event.place.is_some() || !face_to_face(&drafts[at]) {
            continue;
        }
        let own = people(&drafts[at]);
        let mut places: Vec<EventPlace> = Vec::new();
        for other in drafts.iter().filter(|other| face_to_face(other)) {
            let shared = people(other).iter().any(|person| own.contains(person));
            let same_day = match (&drafts[at].event.date, &other.event.date) {
                (Some(a), Some(b)) => a.value == b.value,
                _ => true,
            };
            if let Some(place) = other.event.place.as_ref().filter(|_| shared && same_day)
                && !places.iter().any(|known| known.name == place.name)
            {
                places.push(place.clone());
            }
        }
        if let [only] = places.as_slice() {
            drafts[at].event.place = Some(only.clone());
        }
    }
}

fn people(draft: &Draft) -> Vec<Referent> {
    let all = draft.event.actors.iter().chain(&draft.event.recipients);
    all.map(|party| party.referent.clone()).filter(|referent| matches!(referent, Referent::Person(_))).collect()
}

fn face_to_face(draft: &Draft) -> bool {
    draft.event.event_type == EventType::Consult
        && draft.event.mode != Some(Mode::Phone)
        && matches!(draft.event.status, Status::Occurred | Status::Ongoing)
}
