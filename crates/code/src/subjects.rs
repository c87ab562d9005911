//! What events are about, told over the whole article: by the event's own clause, by the sentences that go on about it,
//! by events it belongs with, and, where the text names nothing, by its type, its parties and the article's theme.

use std::collections::BTreeMap;

use lexicon::frames::ClassId;
use lexicon::{CueStrength, DefaultWhen, Lexicon, SubjectCues};
use record::{Deprel, EventType, Id, Mode, Party, Referent, Sector, Span, Status, Subject, Token};

use crate::cues::{self, Hit};
use crate::merge::Draft;
use crate::party::Parties;
use crate::statements;
use crate::triggers;
use crate::view::View;

/// What it takes for a subject to be the event's.
const ENOUGH: u32 = 20;
/// A cue under the trigger.
const OWN: u32 = 40;
/// A weak cue under the trigger of an event that is about something by nature.
const OWN_WEAK: u32 = 20;
/// A cue in a sentence that tells what was talked about.
const TOLD: u32 = 30;
/// A cue elsewhere in the sentence, or said by a party afterwards.
const NEAR: u32 = 20;
/// The theme of the article lifts what is nearly enough.
const THEME: u32 = 10;
/// Sentences after which the words of a party no longer belong to the event.
const REACH: usize = 4;

/// Points of one event for each subject, with the best words.
#[derive(Clone, Default)]
struct Tally(BTreeMap<Subject, (u32, u32, Span)>);

impl Tally {
    fn add(&mut self, subject: Subject, points: u32, span: Span) {
        let entry = self.0.entry(subject).or_insert((0, 0, span));
        entry.0 += points;
        if points > entry.1 {
            (entry.1, entry.2) = (points, span);
        }
    }

    fn best(&self, at_least: u32, at_most: usize) -> Vec<(Subject, Span)> {
        let mut all: Vec<(u32, Subject, Span)> =
            self.0.iter().map(|(subject, (points, _, span))| (*points, *subject, *span)).collect();
        all.retain(|(points, ..)| *points >= at_least);
        all.sort_by_key(|(points, subject, _)| (std::cmp::Reverse(*points), *subject));
        all.truncate(at_most);
        all.into_iter().map(|(_, subject, span)| (subject, span)).collect()
    }
}

/// The meeting and the paper that the next sentences may go on about.
#[derive(Default)]
struct Thread {
    talks: Option<(usize, usize)>,
    paper: Option<(usize, usize)>,
}

pub(crate) struct Assigner<'a> {
    pub(crate) lexicon: &'a Lexicon,
    pub(crate) parties: &'a Parties<'a>,
    pub(crate) views: &'a [View<'a>],
    /// Number of the paragraph each sentence stands in, and whether it is a headline.
    pub(crate) paragraphs: Vec<usize>,
}

impl Assigner<'_> {
    /// Gives every event its subjects.
    pub(crate) fn assign(&self, drafts: &mut [Draft]) {
        let cues = self.lexicon.subject_cues();
        let mut tallies = vec![Tally::default(); drafts.len()];
        let mut article = Tally::default();
        let mut by_paragraph: BTreeMap<usize, Tally> = BTreeMap::new();
        let mut thread = Thread::default();
        for (row, view) in self.views.iter().enumerate() {
            let hits = cues::hits(view, cues, self.parties);
            let paragraph = self.paragraphs.get(row).copied().unwrap_or_default();
            for hit in &hits {
                let points = if hit.strong && !hit.named { 10 } else { 4 };
                article.add(hit.subject, if row < 2 { 2 * points } else { points }, hit.span);
                by_paragraph.entry(paragraph).or_default().add(hit.subject, points, hit.span);
            }
            let hits: Vec<Hit> = hits.into_iter().filter(|hit| !hit.named).collect();
            let here: Vec<(Id<Token>, usize)> = drafts
                .iter()
                .enumerate()
                .flat_map(|(at, draft)| draft.anchors.iter().map(move |anchor| (*anchor, at)))
                .filter(|(anchor, _)| view.reading.sentences[view.sentence].tokens.contains(*anchor))
                .collect();
            let contexts = if here.is_empty() { Vec::new() } else { cues::contexts(view, cues) };
            for at in here.iter().map(|(_, at)| *at) {
                drafts[at].event.contexts.extend(contexts.iter().copied());
            }
            let owners: Vec<Option<Vec<usize>>> =
                hits.iter().map(|hit| owner(view, self.parties, &here, hit)).collect();
            self.own(drafts, &mut tallies, &here, &hits, &owners);
            self.carried_on(view, row, drafts, &mut tallies, &here, (&hits, &owners), &mut thread);
        }
        let themes = themes(&article);
        for tally in &mut tallies {
            for (subject, entry) in &mut tally.0 {
                if themes.first().is_some_and(|(of, _)| of == subject) {
                    entry.0 += THEME;
                }
            }
        }
        let named: Vec<Vec<(Subject, Span)>> =
            drafts.iter().zip(&tallies).map(|(draft, tally)| self.named(draft, tally, &themes)).collect();
        let lent: Vec<Vec<(Subject, Span)>> = (0..drafts.len()).map(|at| kin(drafts, &named, at)).collect();
        for (at, draft) in drafts.iter_mut().enumerate() {
            let mut subjects = named[at].clone();
            if subjects.is_empty() {
                subjects.extend(lent[at].iter().copied().take(2));
            }
            if subjects.is_empty() {
                subjects = self.fallback(draft, &article, &themes, by_paragraph.get(&self.paragraph_of(draft)));
            }
            let mut known: Vec<(Subject, Span)> = Vec::new();
            crate::about::add_subjects(&mut known, subjects);
            draft.event.subjects = known;
        }
    }

    fn paragraph_of(&self, draft: &Draft) -> usize {
        self.paragraphs.get(draft.sentence).copied().unwrap_or_default()
    }

    /// Cues in the event's clause, and in the rest of its sentence where they are nobody else's.
    fn own(
        &self,
        drafts: &[Draft],
        tallies: &mut [Tally],
        here: &[(Id<Token>, usize)],
        hits: &[Hit],
        owners: &[Option<Vec<usize>>],
    ) {
        for (hit, owner) in hits.iter().zip(owners) {
            match owner {
                Some(owners) => {
                    for (_, at) in here {
                        let own = owners.contains(at);
                        let shares = !own && owners.iter().any(|owner| companions(drafts, *owner, *at));
                        let points = match (own, shares, hit.strong) {
                            (true, _, true) => OWN,
                            (true, _, false) if is_about(drafts[*at].event.event_type) => OWN_WEAK,
                            (_, true, true) => TOLD,
                            (_, true, false) => NEAR,
                            _ => 0,
                        };
                        if points > 0 {
                            tallies[*at].add(hit.subject, points, hit.span);
                        }
                    }
                }
                None => {
                    for (_, at) in here {
                        tallies[*at].add(hit.subject, if hit.strong { NEAR } else { NEAR / 2 }, hit.span);
                    }
                }
            }
        }
    }

    /// Cues of a sentence that goes on about an earlier event.
    #[allow(clippy::too_many_arguments)]
    fn carried_on(
        &self,
        view: &View,
        row: usize,
        drafts: &[Draft],
        tallies: &mut [Tally],
        here: &[(Id<Token>, usize)],
        (hits, owners): (&[Hit], &[Option<Vec<usize>>]),
        thread: &mut Thread,
    ) {
        let met = |at: &usize| {
            let event = &drafts[*at].event;
            event.event_type == EventType::Consult
                || (event.event_type == EventType::Agree && event.status == Status::Planned)
        };
        let talks_here = here.iter().map(|(_, at)| *at).find(met);
        let paper_here =
            here.iter().map(|(_, at)| *at).find(|at| drafts[*at].event.event_type == EventType::Agree && !met(at));
        // A sentence that meets anew goes on about no earlier meeting, yet may go on about a paper.
        let target = self
            .goes_on(view, row, drafts, thread)
            .filter(|(at, ..)| talks_here.is_none() || thread.paper.is_some_and(|(paper, _)| paper == *at));
        if let Some((at, strong, weak)) = target {
            for (hit, owner) in hits.iter().zip(owners) {
                let others = owner.iter().flatten().any(|owner| *owner != at && !goes_with(drafts, at, *owner));
                let points = if hit.strong { strong } else { weak };
                if !others && points > 0 {
                    for (each, tally) in tallies.iter_mut().enumerate().take(drafts.len()) {
                        if each == at || companions(drafts, at, each) {
                            tally.add(hit.subject, points, hit.span);
                        }
                    }
                }
            }
            for known in [&mut thread.talks, &mut thread.paper].into_iter().flatten() {
                if known.0 == at {
                    known.1 = row;
                }
            }
        }
        if let Some(at) = talks_here {
            thread.talks = Some((at, row));
        }
        if let Some(at) = paper_here {
            thread.paper = Some((at, row));
        }
    }

    /// Which event a sentence goes on about, and what its strong and weak cues count.
    fn goes_on(&self, view: &View, row: usize, drafts: &[Draft], thread: &Thread) -> Option<(usize, u32, u32)> {
        let frames = self.lexicon.frames();
        let class = |name: &str| frames.class(name);
        let near = |known: Option<(usize, usize)>| known.filter(|(_, last)| row - last <= REACH).map(|(at, _)| at);
        let (talks, paper) = (near(thread.talks), near(thread.paper));
        let is = |token: Id<Token>, of: Option<ClassId>| of.is_some_and(|of| view.is_in(token, of));
        let meets = |token| is(token, class("talks")) || is(token, class("calls")) || is(token, class("visits"));
        // `During the meeting, …`
        let start: Vec<Id<Token>> = view.tokens().take(6).collect();
        let opens = start
            .first()
            .is_some_and(|first| matches!(view.lower(*first), "during" | "at" | "in" | "on" | "throughout" | "among"));
        let topics =
            |token: Id<Token>| matches!(view.lemma(token), "matter" | "topic" | "issue" | "subject" | "question");
        if opens && start.iter().any(|token| meets(*token) || topics(*token)) {
            return talks.map(|at| (at, TOLD, NEAR));
        }
        let paper_word = |token: Id<Token>| {
            is(token, class("agreements"))
                || matches!(
                    view.lemma(token),
                    "text" | "roadmap" | "communique" | "communiqué" | "document" | "term" | "terms"
                )
        };
        if start.first().is_some_and(|first| view.lower(*first) == "under")
            && start.iter().any(|token| paper_word(*token))
        {
            return paper.map(|at| (at, TOLD, NEAR));
        }
        // `It says that …` right after a sentence on the paper.
        let it = start.first().is_some_and(|first| view.lower(*first) == "it");
        if let Some((at, _)) = thread.paper.filter(|(_, last)| it && last + 1 == row) {
            return Some((at, TOLD, NEAR));
        }
        let discusses = class("discusses")?;
        for verb in view.tokens().filter(|token| triggers::can_be_verb(view, *token)) {
            let discussing = view.is_in(verb, discusses);
            let speaking = discussing || statements::stance_of(view, frames, verb).is_some();
            for subject in view.surface_subject(verb) {
                let weights = if discussing { (TOLD, NEAR) } else { (NEAR, 0) };
                if meets(subject) {
                    return talks.map(|at| (at, TOLD, NEAR));
                }
                if paper_word(subject)
                    && let Some(at) = paper.or(talks)
                {
                    return Some((at, TOLD, NEAR));
                }
                let theirs = |at: usize| {
                    let found: Vec<Referent> = view
                        .conjuncts(subject)
                        .into_iter()
                        .flat_map(|each| self.parties.of_phrase(view, each))
                        .map(|found| found.referent)
                        .collect();
                    all_parties(&drafts[at]).any(|party| found.contains(&party.referent))
                };
                if let Some(at) = talks.filter(|at| speaking && (is_both(view, subject) || theirs(*at))) {
                    return Some((at, weights.0, weights.1));
                }
            }
        }
        None
    }

    /// Subjects that the text names for the event, and those its frame and type always have.
    fn named(&self, draft: &Draft, tally: &Tally, themes: &[(Subject, Span)]) -> Vec<(Subject, Span)> {
        let event = &draft.event;
        let span = event.evidence.first().copied().unwrap_or_default();
        let many = matches!(event.event_type, EventType::Consult | EventType::Agree);
        let mut subjects = tally.best(ENOUGH, if many { 9 } else { 3 });
        let field = if event.event_type == EventType::Consult { self.by_office(draft, 2) } else { Vec::new() };
        // Ties between those who deal with a field are ties in that field.
        if !field.is_empty() {
            subjects.retain(|(subject, _)| *subject != Subject::DiplomaticRelations || field.contains(subject));
        }
        // Weapons that are used are no subject.
        if matches!(event.event_type, EventType::Assault | EventType::Mobilize) {
            subjects.retain(|(subject, _)| *subject != Subject::Arms);
        }
        let mut extra: Vec<Subject> = event.subjects.iter().map(|(subject, _)| *subject).collect();
        extra.extend(self.by_type(draft, |when| when == DefaultWhen::Always));
        extra.extend(field);
        let theme = themes.first().map(|(subject, _)| *subject);
        let known: Vec<Subject> = subjects.iter().map(|(subject, _)| *subject).chain(extra.iter().copied()).collect();
        extra.extend(self.by_type(draft, |when| matches!(when, DefaultWhen::With(other) if known.contains(&other))));
        let themed = self.rules(draft, |when| when == DefaultWhen::Theme);
        extra.extend(themed.filter(|subject| Some(*subject) == theme));
        for subject in extra {
            if !subjects.iter().any(|(known, _)| *known == subject) {
                subjects.push((subject, span));
            }
        }
        subjects
    }

    fn by_type(&self, draft: &Draft, when: impl Fn(DefaultWhen) -> bool) -> Vec<Subject> {
        self.rules(draft, when).collect()
    }

    fn rules<'s>(
        &'s self,
        draft: &'s Draft,
        when: impl Fn(DefaultWhen) -> bool + 's,
    ) -> impl Iterator<Item = Subject> + 's {
        let event = &draft.event;
        let fits = move |rule: &&lexicon::DefaultRule| {
            when(rule.when) && rule.event_type == event.event_type && (rule.mode.is_none() || rule.mode == event.mode)
        };
        self.lexicon.subject_cues().defaults().iter().filter(fits).map(|rule| rule.subject)
    }

    /// What at least so many of the parties deal with by their office.
    fn by_office(&self, draft: &Draft, at_least: usize) -> Vec<Subject> {
        let cues = self.lexicon.subject_cues();
        let mut counts: BTreeMap<Subject, usize> = BTreeMap::new();
        for party in all_parties(draft) {
            let mut subjects = office_subjects(cues, party.office.as_deref().unwrap_or(&party.name));
            if party.sector == Some(Sector::Mil) {
                subjects.push(Subject::MilitaryCooperation);
            }
            subjects.sort_unstable();
            subjects.dedup();
            for subject in subjects {
                *counts.entry(subject).or_default() += 1;
            }
        }
        counts.into_iter().filter(|(_, count)| *count >= at_least).map(|(subject, _)| subject).collect()
    }

    /// Subjects of an event whose text names none.
    fn fallback(
        &self,
        draft: &Draft,
        article: &Tally,
        themes: &[(Subject, Span)],
        paragraph: Option<&Tally>,
    ) -> Vec<(Subject, Span)> {
        let span = draft.event.evidence.first().copied().unwrap_or_default();
        let with_span =
            |subjects: Vec<Subject>| subjects.into_iter().map(|subject| (subject, span)).collect::<Vec<_>>();
        if draft.event.event_type == EventType::Consult {
            let office = self.by_office(draft, all_parties(draft).count() / 2 + 1);
            if !office.is_empty() {
                return with_span(office);
            }
        }
        let violent = matches!(draft.event.event_type, EventType::Assault | EventType::Mobilize);
        let hostile = violent || matches!(draft.event.event_type, EventType::Accuse | EventType::Threaten);
        // Weapons that are used are no subject, nor is the peace that hostile acts disturb.
        let fit = |found: Vec<(Subject, Span)>| -> Vec<(Subject, Span)> {
            let off = |subject: Subject| {
                (violent && subject == Subject::Arms)
                    || (hostile && matches!(subject, Subject::Ceasefire | Subject::PeaceProcess))
            };
            found.into_iter().filter(|(subject, _)| !off(*subject)).collect()
        };
        let told = fit(themes.to_vec());
        if !told.is_empty() {
            return told;
        }
        let near = fit(paragraph.map(|tally| tally.best(20, 1)).unwrap_or_default());
        if !near.is_empty() {
            return near;
        }
        let by_type = with_span(self.by_type(draft, |when| when == DefaultWhen::Else));
        if !by_type.is_empty() {
            return by_type;
        }
        let near = fit(paragraph.map(|tally| tally.best(10, 1)).unwrap_or_default());
        if near.is_empty() { fit(article.best(20, 1)) } else { near }
    }
}

/// Events that are made to talk or agree about something.
fn is_about(event_type: EventType) -> bool {
    matches!(
        event_type,
        EventType::Consult
            | EventType::Agree
            | EventType::Cooperate
            | EventType::Support
            | EventType::Request
            | EventType::Reject
            | EventType::Aid
            | EventType::Concede
    )
}

fn all_parties(draft: &Draft) -> impl Iterator<Item = &Party> {
    draft.event.actors.iter().chain(&draft.event.recipients)
}

/// Two consultations of the same parties on the same day: a visit and its meeting.
fn companions(drafts: &[Draft], a: usize, b: usize) -> bool {
    let (Some(a), Some(b)) = (drafts.get(a), drafts.get(b)) else { return false };
    let consult = |draft: &Draft| draft.event.event_type == EventType::Consult;
    let day = |draft: &Draft| draft.event.date.as_ref().map(|date| date.value);
    let persons = |draft: &Draft| all_parties(draft).map(|party| party.referent.clone()).collect::<Vec<_>>();
    let visits = |draft: &Draft| draft.event.mode == Some(Mode::Visit);
    let shared = persons(a).iter().any(|referent| persons(b).contains(referent));
    consult(a) && consult(b) && (visits(a) != visits(b)) && shared && day(a) == day(b)
}

/// Whether what another event of the sentence is about may be about the meeting too: praise, offers and promises of its
/// own parties.
fn goes_with(drafts: &[Draft], at: usize, other: usize) -> bool {
    let (Some(met), Some(other)) = (drafts.get(at), drafts.get(other)) else { return false };
    let kind = matches!(
        other.event.event_type,
        EventType::Support
            | EventType::Agree
            | EventType::Cooperate
            | EventType::Aid
            | EventType::Consult
            | EventType::Request
    );
    let shared = all_parties(met).any(|party| all_parties(other).any(|more| more.referent == party.referent));
    kind && (shared || met.event.event_type == EventType::Agree)
}

/// What events that belong together lend one without subjects of its own.
fn kin(drafts: &[Draft], named: &[Vec<(Subject, Span)>], at: usize) -> Vec<(Subject, Span)> {
    let draft = &drafts[at];
    let mut found: Vec<(Subject, Span)> = Vec::new();
    for (other, lends) in drafts.iter().zip(named).enumerate().filter(|(idx, _)| *idx != at).map(|(_, pair)| pair) {
        let close = other.sentence.abs_diff(draft.sentence) <= 2;
        let kind = |draft: &Draft| matches!(draft.event.event_type, EventType::Consult | EventType::Agree);
        let shared =
            all_parties(draft).filter(|party| all_parties(other).any(|more| more.referent == party.referent)).count();
        if close && kind(draft) && kind(other) && shared > 0 && found.is_empty() {
            found = lends.clone();
        }
    }
    if found.is_empty() {
        found = answered(drafts, named, at);
    }
    found
}

/// What a refusal, demand, accusation or welcome is about that names nothing: what the other side did or said before.
fn answered(drafts: &[Draft], named: &[Vec<(Subject, Span)>], at: usize) -> Vec<(Subject, Span)> {
    let draft = &drafts[at];
    let answers = matches!(
        draft.event.event_type,
        EventType::Reject | EventType::Support | EventType::Accuse | EventType::Concede | EventType::Threaten
    );
    if !answers {
        return Vec::new();
    }
    let countries = |draft: &Draft| all_parties(draft).filter_map(|party| party.country).collect::<Vec<_>>();
    let own = countries(draft);
    let before = drafts.iter().zip(named).enumerate().filter(|(idx, _)| *idx != at).rev().map(|(_, pair)| pair);
    for (other, lends) in before {
        let close = other.sentence <= draft.sentence && draft.sentence - other.sentence <= 3;
        let asked = !matches!(other.event.event_type, EventType::Assault | EventType::Coerce | EventType::Protest);
        let theirs = countries(other);
        let shared = own.iter().filter(|code| theirs.contains(code)).count();
        if close && asked && shared > 0 && !lends.is_empty() {
            return lends.clone();
        }
    }
    Vec::new()
}

/// The subjects that most of the article's cues name, where they stand out; the first comes first.
fn themes(article: &Tally) -> Vec<(Subject, Span)> {
    let total: u32 = article.0.values().map(|(points, ..)| *points).sum();
    article.best((total * 3 / 10).max(40), 2)
}

fn is_both(view: &View, subject: Id<Token>) -> bool {
    matches!(
        view.lower(subject),
        "they" | "both" | "two" | "sides" | "parties" | "leaders" | "ministers" | "pair" | "officials"
    )
}

fn office_subjects(cues: &SubjectCues, office: &str) -> Vec<Subject> {
    let lower = office.to_lowercase();
    let words: Vec<&str> = lower.split(|ch: char| !ch.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let mut found = Vec::new();
    for (at, word) in words.iter().enumerate() {
        for (rest, cue) in cues.beginning_with(word) {
            let follows = words.get(at + 1..at + 1 + rest.len()).is_some_and(|next| next.iter().eq(rest.iter()));
            if follows && cue.strength == CueStrength::Office {
                found.extend(cue.subject);
            }
        }
    }
    found
}

/// The events whose clause a cue stands in; `None` where it hangs on none of them.
fn owner(view: &View, parties: &Parties, here: &[(Id<Token>, usize)], hit: &Hit) -> Option<Vec<usize>> {
    let mut at = hit.head;
    for _ in 0..40 {
        let mut owners: Vec<usize> = here.iter().filter(|(anchor, _)| *anchor == at).map(|(_, draft)| *draft).collect();
        if owners.is_empty() {
            owners.extend(here.iter().filter(|(anchor, _)| view.clause_head(*anchor) == at).map(|(_, draft)| *draft));
        }
        if !owners.is_empty() {
            return Some(owners);
        }
        let head = view.head(at)?;
        if leaves(view, parties, at, head) {
            return None;
        }
        at = head;
    }
    None
}

/// Whether the step up leaves the clause that says what an event is about.
fn leaves(view: &View, parties: &Parties, token: Id<Token>, head: Id<Token>) -> bool {
    match view.deprel(token) {
        Deprel::AclRelcl => parties.is_named(view, head),
        Deprel::Advcl | Deprel::AdvclRelcl => {
            !view.with(token, |deprel| deprel == Deprel::Mark).any(|mark| view.lower(mark) == "to")
        }
        Deprel::Parataxis => true,
        Deprel::Conj if view.is_verb(token) => view.with(token, |deprel| deprel == Deprel::Nsubj).next().is_some(),
        _ => false,
    }
}
