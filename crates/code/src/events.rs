//! From settled candidates to events: sentence by sentence, with what carries over from one to the next.

use lexicon::Lexicon;
use lexicon::frames::{Frames, Needs};
use record::{
    Article, Cast, DateBasis, Decision, Deprel, Event, EventDate, EventPlace, EventType, Id, Mode, Party, Reading,
    Referent, Sector, Sentence, SentenceKind, Span, Status, Table, Token, Trace, Xpos,
};

use crate::about;
use crate::matching::{self, Candidate};
use crate::merge::{self, Draft};
use crate::party::{self, Found, Parties};
use crate::place;
use crate::roles;
use crate::slots::Filled;
use crate::status;
use crate::subjects::Assigner;
use crate::triggers::Kind;
use crate::view::View;
use crate::when::{self, DateContext};

/// Everything an article's events are made from.
pub(crate) struct Maker<'a> {
    pub(crate) lexicon: &'a Lexicon,
    pub(crate) article: &'a Article,
    pub(crate) reading: &'a Reading,
    pub(crate) cast: &'a Cast,
    pub(crate) parties: &'a Parties<'a>,
}

/// What one sentence hands to the next.
#[derive(Default)]
pub(crate) struct Carried {
    dates: DateContext,
    place: Option<EventPlace>,
    /// Date and place of the first event of the story, near its publication.
    lead_date: Option<EventDate>,
    lead_place: Option<EventPlace>,
    /// Where the last visit or meeting was, for events that continue it.
    paragraph: usize,
    /// The meeting that is being told of.
    pub(crate) topic: Option<usize>,
}

impl Maker<'_> {
    pub(crate) fn frames(&self) -> &Frames {
        self.lexicon.frames()
    }

    /// The settled candidates of a sentence.
    pub(crate) fn settled(&self, view: &View, trace: &mut Trace) -> Vec<Candidate> {
        let frames = self.frames();
        let (candidates, refusals) = matching::candidates(view, frames, self.parties);
        if trace.is_on() {
            for refusal in &refusals {
                let name = frames.frame(refusal.frame).map_or("", |frame| frame.name.as_str());
                let span = view.token(refusal.anchor).span;
                trace.note(|| Decision {
                    about: "frame",
                    span,
                    chosen: "not coded".to_owned(),
                    because: format!("frame {name} was triggered"),
                    refused: vec![(name.to_owned(), refusal.why.clone())],
                });
            }
        }
        status::settle(view, frames, candidates)
    }

    /// The events of the article, merged, in order of their first words.
    pub(crate) fn events(&self, views: &[View], trace: &mut Trace) -> Table<Event> {
        let mut drafts: Vec<Draft> = Vec::new();
        let mut carried = Carried::default();
        for view in views {
            self.sentence(view, &mut drafts, &mut carried, trace);
        }
        let mut drafts = merge::merge(drafts);
        roles::share_places(&mut drafts);
        let paragraphs = views.iter().map(|view| self.paragraph(view.sentence)).collect();
        Assigner { lexicon: self.lexicon, parties: self.parties, views, paragraphs }.assign(&mut drafts);
        self.add_visits(&mut drafts);
        let mut events: Vec<Event> = drafts.into_iter().map(|draft| self.finish(draft)).collect();
        events.retain(|event| self.worth(event));
        events.sort_by_key(|event| (event.evidence.first().copied().unwrap_or_default(), event.event_type, event.mode));
        Table::from(events)
    }

    fn sentence(&self, view: &View, drafts: &mut Vec<Draft>, carried: &mut Carried, trace: &mut Trace) {
        let paragraph = self.paragraph(view.sentence);
        let heading = self.reading.sentences[view.sentence].kind == SentenceKind::Heading;
        if heading || self.is_headline(view) {
            *carried = Carried { paragraph, ..Carried::default() };
        } else if paragraph != carried.paragraph {
            // A new paragraph goes back to the main line of the story.
            carried.paragraph = paragraph;
            carried.dates.last = carried.lead_date.clone();
            carried.place = carried.lead_place.clone().filter(|place| self.stays_in(view, place));
        }
        let mut coded: Vec<Id<Token>> = Vec::new();
        for mut candidate in self.settled(view, trace) {
            if candidate.dropped || matches!(candidate.status, Status::Hypothetical) {
                self.note(view, &candidate, "not coded", trace);
                continue;
            }
            candidate.mode = status::refine_mode(view, self.frames(), &candidate);
            self.promise_told(view, &mut candidate);
            self.same_subject(view, &mut candidate, drafts);
            self.name_the_unnamed(view, &mut candidate, drafts, carried);
            self.name_the_other_side(view, &mut candidate, drafts);
            self.parties_told_before(view, &mut candidate, drafts);
            candidate.mode = self.answered(view, &candidate, drafts);
            self.drop_bystanders(view, &mut candidate);
            if self.attends_known(view, &candidate, drafts) || self.only_mentioned(view, &candidate) {
                self.note(view, &candidate, "not coded: only mentioned", trace);
                continue;
            }
            coded.push(candidate.anchor);
            coded.extend(candidate.noun);
            for single in split(view, candidate) {
                if let Some(draft) = self.draft(view, &single, carried, drafts) {
                    self.note(view, &single, "coded", trace);
                    self.carry(view, &draft, carried);
                    drafts.push(draft);
                }
            }
        }
        if let Some(date) = when::of_sentence(view, self.cast) {
            if carried.lead_date.is_none() && self.is_recent_date(&date) && !is_told_as_past(view) {
                carried.lead_date = Some(date.clone());
            }
            carried.dates.last = Some(date);
        }
        self.points_back(view, drafts, &coded);
        self.decided_on(view, drafts, &coded);
        self.join_in(view, drafts, &coded);
        let newest = drafts
            .iter()
            .rposition(|draft| draft.event.event_type == EventType::Consult && draft.sentence == view.sentence.row());
        carried.topic = newest.or(carried.topic);
    }

    /// A short line of its own without a full stop, as digests put over each item.
    fn is_headline(&self, view: &View) -> bool {
        let span = view.reading.sentences[view.sentence].span;
        let words = view.tokens().count();
        let alone = self.article.regions.iter().any(|region| {
            let region = region.span;
            region.contains(span) && region.len() <= span.len() + 6
        });
        let ends = view
            .tokens()
            .next_back()
            .is_some_and(|last| matches!(view.lower(last), "." | "!" | "?" | ":" | ";" | "\"" | "”" | ","));
        alone && words <= 9 && !ends
    }

    fn paragraph(&self, sentence: Id<Sentence>) -> usize {
        let start = self.reading.sentences[sentence].span.start;
        self.article.regions.partition_point(|region| region.span.start <= start)
    }

    fn note(&self, view: &View, candidate: &Candidate, chosen: &str, trace: &mut Trace) {
        let frame = self.frames().frame(candidate.frame);
        trace.note(|| Decision {
            about: "type",
            span: view.token(candidate.anchor).span,
            chosen: format!(
                "{} {} {}: {chosen}",
                candidate.event_type,
                candidate.mode.map_or("-", Mode::code),
                candidate.status
            ),
            because: format!(
                "frame {} ({}){}{}",
                frame.map_or("", |frame| frame.name.as_str()),
                frame.map_or("", |frame| frame.source.as_str()),
                if candidate.notes.is_empty() { "" } else { "; " },
                candidate.notes.join("; ")
            ),
            refused: Vec::new(),
        });
    }

    pub(crate) fn as_party(&self, found: &Found) -> Party {
        let country_name = |code| self.lexicon.countries().by_code(code).map(|country| country.name.clone());
        let party = party::party(self.cast, &country_name, &self.article.text, found);
        if !matches!(party.referent, Referent::Body(_)) {
            return party;
        }
        // A body that bears a country's name is the country.
        let words: Vec<&str> = party.name.split(' ').filter(|word| !word.eq_ignore_ascii_case("the")).collect();
        match self.lexicon.countries().phrases().longest(&words) {
            Some((len, phrases)) if len == words.len() => {
                phrases.first().and_then(|phrase| self.country_party(phrase.code, party.span)).unwrap_or(party)
            }
            _ => party,
        }
    }

    fn draft(&self, view: &View, candidate: &Candidate, carried: &Carried, drafts: &[Draft]) -> Option<Draft> {
        let frame = self.frames().frame(candidate.frame)?;
        let reciprocal =
            frame.reciprocal && (candidate.event_type == frame.event_type || candidate.event_type == EventType::Agree);
        let headed = std::cell::RefCell::new(Vec::new());
        let as_party = |filled: &Filled| {
            let mut party = self.as_party(&filled.found);
            if matches!(party.referent, Referent::Group(_))
                && !self.names_country(party.span)
                && let Some(side) = self.headed_by(view, &filled.found)
            {
                party.country = Some(side);
                headed.borrow_mut().push(party.span);
            }
            party
        };
        let mut actors: Vec<Party> = candidate.slots.actors.iter().map(as_party).collect();
        let mut recipients: Vec<Party> = candidate.slots.recipients.iter().map(as_party).collect();
        if frame.visit {
            self.as_hosts(&mut recipients, &actors);
            // `visited schools and a research centre`: the country they are in is the host.
            if recipients.iter().all(|party| party.country.is_none()) {
                recipients.clear();
            }
        }
        if reciprocal {
            actors.append(&mut recipients);
            roles::drop_represented(&mut actors);
        }
        drop_redundant(&mut actors);
        drop_redundant(&mut recipients);
        drop_own_country(candidate.event_type, &actors, &mut recipients);
        if actors.is_empty() && recipients.is_empty() {
            return None;
        }
        let places =
            place::own_place(view, self.cast, (candidate.anchor, candidate.noun), candidate.event_type, frame.visit);
        let headed = headed.into_inner();
        self.at_home(view, candidate.event_type, places.as_ref(), &headed, (&mut actors, &mut recipients));
        let own_date = when::is_own(view, self.cast, candidate.anchor);
        let told = candidate.told.and_then(|at| drafts.get(at)).filter(|_| candidate.status == Status::Occurred);
        let date = match told.filter(|told| !own_date && told.sentence != view.sentence.row()) {
            Some(told) if told.event.date.is_some() => told.event.date.clone(),
            _ => when::date(view, self.cast, candidate.anchor, candidate.status, &carried.dates),
        };
        let of_told = || told.and_then(|told| told.event.place.clone()).filter(|_| !own_date);
        let beside = || self.where_the_speaker_is(view, &actors, drafts);
        let place = places.or_else(of_told).or_else(beside).or_else(|| {
            let value = |date: &Option<EventDate>| date.as_ref().map(|date| date.value);
            let same_time = !own_date || (date.is_some() && value(&date) == value(&carried.dates.last));
            // `has promised`: at no known time, so at no known place.
            let undated = date.as_ref().is_none_or(|date| date.basis == DateBasis::Unknown);
            let goes_on = place::inherits(candidate.event_type, candidate.mode)
                && same_time
                && !(undated && candidate.event_type == EventType::Agree);
            carried.place.clone().filter(|_| goes_on && candidate.status != Status::Planned)
        });
        if let Some(state) = self.state_behind(candidate, &actors, &recipients, place.as_ref()) {
            actors.push(state);
            let own: Vec<Referent> = actors.iter().map(|party| party.referent.clone()).collect();
            recipients.retain(|party| !own.contains(&party.referent));
        }
        if recipients.is_empty() {
            match self.other_side(view, candidate.event_type, &actors, drafts) {
                Some(other) if reciprocal => actors.push(other),
                Some(other) => recipients.push(other),
                None if self.at_the_post(candidate, &actors, carried.place.as_ref()).is_some() => {
                    recipients.extend(self.at_the_post(candidate, &actors, carried.place.as_ref()));
                }
                None if candidate.incomplete => return None,
                None => {}
            }
        }
        if frame.visit && recipients.is_empty() && candidate.event_type == EventType::Consult {
            recipients.extend(self.host_of(&place, &actors));
            if recipients.is_empty() {
                return None;
            }
        }
        let nobody_met = candidate.event_type == EventType::Consult
            && reciprocal
            && actors.len() < 2
            && (frame.needs == Needs::Both
                || !actors.iter().any(|party| matches!(party.referent, Referent::Person(_))));
        if nobody_met {
            return None;
        }
        let clause = view.clause(view.clause_head(candidate.anchor));
        let evidence = self.evidence(view, candidate);
        let subjects = about::with_span(&frame.subjects, evidence);
        let attributed_to = status::source_of(view, self.frames(), candidate.anchor)
            .and_then(|source| self.parties.of_phrase(view, source).first().map(|found| self.as_party(found).name))
            .filter(|name| !actors.iter().any(|actor| actor.name == *name));
        let mut event = Event {
            event_type: candidate.event_type,
            mode: candidate.mode,
            status: candidate.status,
            actors,
            recipients,
            date,
            place,
            subjects,
            contexts: frame.contexts.clone(),
            cameo: "",
            score_tenths: 0,
            quantities: Vec::new(),
            attributed_to,
            confidence: candidate.confidence,
            evidence: vec![evidence],
            frame: frame.name.clone(),
        };
        event.quantities = about::quantities(view, &clause, &event);
        self.future_by_date(&mut event, own_date);
        Some(Draft {
            event,
            reciprocal,
            anchors: vec![candidate.anchor],
            sentence: view.sentence.row(),
            own_date,
            definite: candidate.kind == Kind::Noun && is_definite(view, candidate.anchor),
        })
    }

    /// A visit is to a country: hosts named as people or places stand for it.
    fn as_hosts(&self, recipients: &mut Vec<Party>, actors: &[Party]) {
        let mut hosts: Vec<Party> = Vec::new();
        for recipient in recipients.drain(..) {
            let Some(code) = recipient.country else {
                hosts.push(recipient);
                continue;
            };
            let own = actors.iter().any(|actor| actor.country == Some(code));
            if own || hosts.iter().any(|host| host.country == Some(code)) {
                continue;
            }
            let name = self.lexicon.countries().by_code(code).map_or(recipient.name, |country| country.name.clone());
            hosts.push(Party {
                name,
                referent: Referent::Country(code),
                country: Some(code),
                sector: Some(Sector::Gov),
                office: None,
                span: recipient.span,
            });
        }
        *recipients = hosts;
    }

    /// The country of the place of a visit, unless the visitor is at home there.
    fn host_of(&self, place: &Option<EventPlace>, actors: &[Party]) -> Option<Party> {
        let place = place.as_ref()?;
        let code = place.country?;
        let country = self.lexicon.countries().by_code(code)?;
        if actors.iter().any(|actor| actor.country == Some(code)) {
            return None;
        }
        Some(Party {
            name: country.name.clone(),
            referent: Referent::Country(code),
            country: Some(code),
            sector: Some(Sector::Gov),
            office: None,
            span: place.span?,
        })
    }

    /// What is dated after publication has not happened.
    fn future_by_date(&self, event: &mut Event, own_date: bool) {
        let (Some(date), Some(published), true) = (&event.date, &self.article.published, own_date) else { return };
        let (Some(start), Some(end)) = (date.value.days().0, published.value.days().1) else { return };
        if start > end && matches!(event.status, Status::Occurred | Status::Ongoing) {
            event.status = Status::Planned;
            if event.event_type == EventType::Consult {
                event.event_type = EventType::Agree;
                event.mode = None;
            }
        }
    }

    /// The clause of the trigger: from its subject to the end of its objects and complements, without marks at either
    /// end; the parties' words too where they stand outside it.
    fn evidence(&self, view: &View, candidate: &Candidate) -> Span {
        let mut span = about::clause_span(view, candidate.anchor, candidate.kind == Kind::Noun);
        for word in &candidate.words {
            span = span.join(view.token(*word).span);
        }
        for filled in candidate.slots.actors.iter().chain(&candidate.slots.recipients) {
            let inside = view.reading.sentences[view.sentence].span.contains(filled.found.span);
            if inside {
                span = span.join(filled.found.span);
            }
        }
        span
    }

    fn carry(&self, view: &View, draft: &Draft, carried: &mut Carried) {
        let happened = matches!(draft.event.status, Status::Occurred | Status::Ongoing);
        if draft.own_date && happened && !is_background(view, draft) {
            carried.dates.last = draft.event.date.clone();
            if carried.lead_date.is_none() && self.is_recent(&draft.event) {
                carried.lead_date = draft.event.date.clone();
            }
        }
        if happened && draft.event.place.is_some() && place::inherits(draft.event.event_type, draft.event.mode) {
            carried.place = draft.event.place.clone();
            if carried.lead_place.is_none() && draft.event.event_type == EventType::Consult {
                carried.lead_place = draft.event.place.clone();
            }
        }
    }

    /// Whether the event is news: dated within a fortnight of publication, as far as that is known.
    fn is_recent(&self, event: &Event) -> bool {
        event.date.as_ref().is_none_or(|date| self.is_recent_date(date))
    }

    fn is_recent_date(&self, date: &EventDate) -> bool {
        let Some((written, _, _)) = &self.cast.written else { return true };
        let days = |(year, month, day): (i16, u8, u8)| i32::from(year) * 372 + i32::from(month) * 31 + i32::from(day);
        match (date.value.days().1, written.days().0.or(written.days().1)) {
            (Some(date), Some(written)) => (days(written) - days(date)).abs() <= 14,
            _ => true,
        }
    }

    fn finish(&self, draft: Draft) -> Event {
        let mut event = draft.event;
        let contexts = about::contexts(self.lexicon.subject_cues(), event.event_type, event.mode, &event.subjects);
        if event.place.is_none() && event.status != Status::Planned {
            event.place = self.dateline_of(&event).or_else(|| {
                let usual = self.usual_place(&event)?;
                Some(self.dateline_in(&event, &usual).unwrap_or(usual))
            });
        }
        self.place_on_the_map(&mut event);
        event.contexts.extend(contexts);
        event.contexts.sort_unstable();
        event.contexts.dedup();
        let ontology = self.lexicon.ontology();
        event.cameo = ontology.cameo_in(event.event_type, event.mode, &event.contexts);
        event.score_tenths = ontology.score_tenths(event.event_type, event.mode);
        third_party(&mut event);
        event
    }

    /// Whether an event is one that a coder of politics would take down: someone in it acts for a state, a body or an
    /// armed or political group.
    fn worth(&self, event: &Event) -> bool {
        let political = |party: &Party| {
            party.country.is_some() || party.sector.is_some() || matches!(party.referent, Referent::Body(_))
        };
        event.actors.iter().chain(&event.recipients).any(political)
    }
}

/// `held meetings with A and B`, `met A and, separately, B`: one event with each.
fn split(view: &View, candidate: Candidate) -> Vec<Candidate> {
    let noun = candidate.noun.unwrap_or(candidate.anchor);
    let counted = view.token(noun).xpos == Xpos::Nns
        && matches!(view.lemma(noun), "meeting" | "conversation" | "call" | "encounter" | "audience");
    let clause = view.clause(view.clause_head(candidate.anchor));
    let separately = clause.iter().any(|token| matches!(view.lower(*token), "separately" | "separate"));
    let listed = candidate.slots.recipients.windows(2).any(|pair| {
        let [one, next] = pair else { return false };
        let between = one.found.span.end as usize..next.found.span.start as usize;
        view.text.get(between).is_some_and(|text| text.contains(';'))
    });
    let listed = listed || candidate.slots.apart;
    let several = candidate.slots.recipients.len() > 1 && !candidate.slots.actors.is_empty();
    if candidate.event_type != EventType::Consult || !several || !(counted || separately || listed) {
        return vec![candidate];
    }
    let one = |filled: &Filled| {
        let mut single = candidate.clone();
        single.slots.recipients = vec![filled.clone()];
        single
    };
    candidate.slots.recipients.iter().map(one).collect()
}

/// A meeting where none of the parties is at home.
fn third_party(event: &mut Event) {
    let Some(country) = event.place.as_ref().and_then(|place| place.country) else { return };
    let countries: Vec<_> = event.actors.iter().filter_map(|party| party.country).collect();
    let all_states = countries.len() == event.actors.len();
    let two = countries.iter().any(|code| Some(*code) != countries.first().copied());
    if event.event_type == EventType::Consult
        && event.mode == Some(Mode::Meeting)
        && all_states
        && two
        && !countries.contains(&country)
    {
        event.mode = Some(Mode::ThirdParty);
    }
}

fn is_background(view: &View, _draft: &Draft) -> bool {
    is_told_as_past(view)
}

fn is_told_as_past(view: &View) -> bool {
    // Told in the pluperfect or a relative clause, a date does not carry over.
    let root = view.tokens().find(|token| view.deprel(*token) == Deprel::Root);
    root.is_some_and(|root| {
        view.children(root).iter().any(|child| view.deprel(*child) == Deprel::Aux && view.lower(*child) == "had")
    })
}

pub(crate) fn is_definite(view: &View, noun: Id<Token>) -> bool {
    view.with(noun, |deprel| matches!(deprel, Deprel::Det | Deprel::NmodPoss))
        .any(|child| matches!(view.lower(child), "the" | "this" | "that" | "his" | "her" | "their" | "these" | "those"))
}

/// `she conveyed Chad's concern`: words are not addressed to the speaker's own country, nor is one freed or hurt beside
/// the people of one's country who are named.
fn drop_own_country(event_type: EventType, actors: &[Party], recipients: &mut Vec<Party>) {
    let addressed = matches!(
        event_type,
        EventType::Accuse | EventType::Request | EventType::Support | EventType::Reject | EventType::Threaten
    );
    let by_person = actors.iter().all(|actor| matches!(actor.referent, Referent::Person(_)));
    let own: Vec<_> = actors.iter().filter_map(|actor| actor.country).collect();
    let named: Vec<_> = recipients
        .iter()
        .filter(|party| matches!(party.referent, Referent::Person(_)))
        .filter_map(|party| party.country)
        .collect();
    recipients.retain(|party| {
        let Some(code) = party.country.filter(|_| matches!(party.referent, Referent::Country(_))) else { return true };
        !(addressed && by_person && own.contains(&code)) && !named.contains(&code)
    });
}

/// A country goes when a person or body that acts for it stands beside it in the same role.
fn drop_redundant(parties: &mut Vec<Party>) {
    let named: Vec<_> = parties
        .iter()
        .filter(|party| !matches!(party.referent, Referent::Country(_)))
        .map(|party| (party.country, party.span))
        .collect();
    parties.retain(|party| {
        !matches!(party.referent, Referent::Country(_))
            || !named.iter().any(|(country, span)| *country == party.country && span.contains(party.span))
    });
    let mut seen: Vec<Referent> = Vec::new();
    parties.retain(|party| {
        let new = !seen.contains(&party.referent);
        seen.push(party.referent.clone());
        new
    });
}
