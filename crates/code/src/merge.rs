//! One happening told twice is one event.

use record::{DateBasis, Edtf, Event, EventType, Mode, Party, Referent, Sector, Status};

use crate::about;

/// An event with what merging needs to know of where it stood.
#[derive(Clone, Debug)]
pub(crate) struct Draft {
    pub(crate) event: Event,
    pub(crate) reciprocal: bool,
    /// The words that trigger it, in every sentence that tells it.
    pub(crate) anchors: Vec<record::Id<record::Token>>,
    /// Row of the sentence.
    pub(crate) sentence: usize,
    /// Whether the date stood in the event's own words.
    pub(crate) own_date: bool,
    /// Whether the words point back: `the meeting`, `the two-day visit`.
    pub(crate) definite: bool,
}

/// Folds later mentions into earlier ones.
pub(crate) fn merge(drafts: Vec<Draft>) -> Vec<Draft> {
    let mut kept: Vec<Draft> = Vec::new();
    for draft in drafts {
        match kept.iter().position(|old| same(old, &draft)) {
            Some(at) => join(&mut kept[at], draft),
            None => kept.push(draft),
        }
    }
    kept
}

fn same(old: &Draft, new: &Draft) -> bool {
    old.event.event_type == new.event.event_type
        && status_agrees(old.event.status, new.event.status)
        && same_kind_of_promise(&old.event, &new.event)
        && mode_agrees(old.event.mode, new.event.mode)
        && dates_agree(old, new)
        && places_agree(old, new)
        && parties_agree(old, new)
}

fn status_agrees(a: Status, b: Status) -> bool {
    let told = |status| matches!(status, Status::Occurred | Status::Ongoing);
    a == b || (told(a) && told(b))
}

/// An offer or invitation is no part of the pact that was told of before.
fn same_kind_of_promise(a: &Event, b: &Event) -> bool {
    let offers = |event: &Event| event.frame == "promises";
    a.event_type != EventType::Agree || offers(a) == offers(b) || a.status == Status::Planned
}

fn face_to_face(mode: Mode) -> bool {
    matches!(mode, Mode::Meeting | Mode::Multilateral | Mode::ThirdParty)
}

fn mode_agrees(a: Option<Mode>, b: Option<Mode>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => a == b || (face_to_face(a) && face_to_face(b)),
        _ => true,
    }
}

fn dates_agree(old: &Draft, new: &Draft) -> bool {
    if !new.own_date || !old.own_date {
        return true;
    }
    let (Some(a), Some(b)) = (&old.event.date, &new.event.date) else { return true };
    overlap(a.value, b.value)
}

/// Two cities are two places; a house and its city, or a country and a place in it, may be one.
fn places_agree(old: &Draft, new: &Draft) -> bool {
    let (Some(a), Some(b)) = (&old.event.place, &new.event.place) else { return true };
    let city = |place: &record::EventPlace| place.precision == record::PlacePrecision::City;
    !(city(a) && city(b) && a.name != b.name)
}

fn overlap(a: Edtf, b: Edtf) -> bool {
    let ((from_a, to_a), (from_b, to_b)) = (a.days(), b.days());
    let before = |end: Option<(i16, u8, u8)>, start: Option<(i16, u8, u8)>| match (end, start) {
        (Some(end), Some(start)) => end < start,
        _ => false,
    };
    !before(to_a, from_b) && !before(to_b, from_a)
}

/// Whether the one party may be the other, told more loosely: a minister by his country.
fn may_be(a: &Party, b: &Party) -> bool {
    if a.referent == b.referent {
        return true;
    }
    let person = |party: &Party| matches!(party.referent, Referent::Person(_));
    if (person(a) && person(b)) || a.country.is_none() || a.country != b.country {
        return false;
    }
    // Rebels and opponents never stand for their country.
    let against = |party: &Party| matches!(party.sector, Some(Sector::Reb | Sector::Opp | Sector::Uaf));
    if against(a) != against(b) {
        return false;
    }
    // Two named bodies of one country are two; a country and anyone who acts for it may be one.
    let named = |party: &Party| matches!(party.referent, Referent::Person(_) | Referent::Body(_));
    !(named(a) && named(b)) || person(a) != person(b)
}

fn covered(small: &[&Party], large: &[&Party]) -> bool {
    let mut left: Vec<&Party> = large.to_vec();
    small.iter().all(|party| {
        let exact = left.iter().position(|other| other.referent == party.referent);
        match exact.or_else(|| left.iter().position(|other| may_be(party, other))) {
            Some(at) => {
                left.remove(at);
                true
            }
            None => false,
        }
    })
}

fn parties_agree(old: &Draft, new: &Draft) -> bool {
    let both = |draft: &'_ Draft| -> Vec<Party> {
        draft.event.actors.iter().chain(&draft.event.recipients).cloned().collect()
    };
    let refs = |list: &[Party]| -> Vec<Party> { list.to_vec() };
    let agree = |a: &[Party], b: &[Party]| {
        let (a, b): (Vec<&Party>, Vec<&Party>) = (a.iter().collect(), b.iter().collect());
        covered(&a, &b) || covered(&b, &a)
    };
    if old.reciprocal || new.reciprocal {
        let (a, b) = (both(old), both(new));
        if new.definite && !b.is_empty() {
            // `the talks with Norway` after talks between Norway and Chile.
            return agree(&a, &b);
        }
        return !a.is_empty() && !b.is_empty() && agree(&a, &b) && (a.len().min(b.len()) > 1 || new.definite);
    }
    let actors = agree(&refs(&old.event.actors), &refs(&new.event.actors));
    let recipients = agree(&refs(&old.event.recipients), &refs(&new.event.recipients));
    let shared = old.event.actors.is_empty() || new.event.actors.is_empty();
    // With one side missing the other must be told: two attacks with nothing in common but silence are two.
    actors && recipients && !(shared && (old.event.recipients.is_empty() || new.event.recipients.is_empty()))
}

fn join(old: &mut Draft, new: Draft) {
    old.anchors.extend(new.anchors);
    let event = &mut old.event;
    take_parties(&mut event.actors, &new.event.actors);
    take_parties(&mut event.recipients, &new.event.recipients);
    let actors: Vec<Referent> = event.actors.iter().map(|party| party.referent.clone()).collect();
    event.recipients.retain(|party| !actors.contains(&party.referent));
    if event.mode.is_none() || (event.mode == Some(Mode::Meeting) && new.event.mode.is_some()) {
        event.mode = new.event.mode;
    }
    let finer = new.own_date && (!old.own_date || day(&new.event) && !day(event));
    if finer || event.date.as_ref().is_none_or(|date| date.basis == DateBasis::Unknown) && new.event.date.is_some() {
        event.date = new.event.date;
        old.own_date |= new.own_date;
    }
    match (&event.place, &new.event.place) {
        (None, Some(_)) => event.place = new.event.place,
        (Some(a), Some(b)) if b.precision < a.precision && a.country == b.country => event.place = new.event.place,
        _ => {}
    }
    about::add_subjects(&mut event.subjects, new.event.subjects);
    for quantity in new.event.quantities {
        if !event.quantities.iter().any(|known| known.kind == quantity.kind && known.amount == quantity.amount) {
            event.quantities.push(quantity);
        }
    }
    event.evidence.extend(new.event.evidence);
    event.evidence.sort_unstable();
    event.evidence.dedup();
    // Told twice is surer than told once.
    event.confidence = event.confidence.max(new.event.confidence).saturating_add(20).min(990);
    if event.attributed_to.is_none() {
        event.attributed_to = new.event.attributed_to;
    }
}

fn day(event: &Event) -> bool {
    event.date.as_ref().is_some_and(|date| date.value.as_day().is_some())
}

/// Adds parties; a named person takes the place of the country or group that stood for him.
fn take_parties(into: &mut Vec<Party>, more: &[Party]) {
    for party in more {
        if into.iter().any(|known| known.referent == party.referent) {
            continue;
        }
        match into.iter().position(|known| may_be(known, party)) {
            Some(at) if looseness(party) < looseness(&into[at]) => into[at] = party.clone(),
            Some(_) => {}
            None => into.push(party.clone()),
        }
    }
}

fn looseness(party: &Party) -> u8 {
    match party.referent {
        Referent::Person(_) => 0,
        Referent::Body(_) => 1,
        Referent::Group(_) => 2,
        _ => 3,
    }
}
