//! From a phrase in the tree to the people, bodies and countries it means.

use std::collections::BTreeMap;

use lexicon::frames::{ClassId, Frames};
use record::{
    Body, BodyKind, Cast, Deprel, Held, Id, MentionForm, MentionUse, Party, Person, Referent, Resolved, Sector,
    Sentence, Span, Token, Upos,
};

use crate::about::is_money;
use crate::view::View;

/// A party as found: whom it means and which words name it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Found {
    pub(crate) referent: Referent,
    pub(crate) span: Span,
    /// The head of the phrase the party was found in.
    pub(crate) head: Id<Token>,
    /// Whether the phrase itself means the party, or only names it as owner, origin or place.
    pub(crate) direct: bool,
    /// Whether only a pronoun or title stands for it here.
    pub(crate) weak: bool,
}

/// Finds parties in one article's phrases.
pub(crate) struct Parties<'c> {
    cast: &'c Cast,
    by_sentence: Vec<Vec<Id<Resolved>>>,
    /// Groups that are one named person: `the Chadian president` where the article names him.
    holders: BTreeMap<usize, Referent>,
    delegations: Option<ClassId>,
    happenings: Vec<ClassId>,
    ceasefires: Option<ClassId>,
    diplomats: Option<ClassId>,
}

impl<'c> Parties<'c> {
    pub(crate) fn new(cast: &'c Cast, frames: &Frames, n_sentences: usize) -> Parties<'c> {
        let mut by_sentence = vec![Vec::new(); n_sentences];
        for (id, resolved) in cast.resolved.iter_with_ids() {
            if let Some(list) = by_sentence.get_mut(resolved.sentence.row()) {
                list.push(id);
            }
        }
        let holders = holders(cast);
        let happenings = ["visits", "talks", "agreements"].iter().filter_map(|name| frames.class(name)).collect();
        Parties {
            cast,
            by_sentence,
            holders,
            happenings,
            ceasefires: frames.class("ceasefires"),
            delegations: frames.class("delegations"),
            diplomats: frames.class("diplomats"),
        }
    }

    fn here(&self, sentence: Id<Sentence>) -> impl Iterator<Item = &'c Resolved> + '_ {
        self.by_sentence.get(sentence.row()).into_iter().flatten().filter_map(|id| self.cast.resolved.get(*id))
    }

    /// Mentions that the word is part of, the best first.
    fn mentions(&self, view: &View, token: Id<Token>) -> Vec<&'c Resolved> {
        let span = view.token(token).span;
        let mut found: Vec<&Resolved> = self
            .here(view.sentence)
            .filter(|resolved| {
                resolved.usage != MentionUse::InName && (resolved.head == token || resolved.span.contains(span))
            })
            .collect();
        found.sort_by_key(|resolved| {
            (resolved.head != token, rank(&resolved.referent), resolved.span.len(), resolved.span)
        });
        found
    }

    /// Whether the word means a visit, a meeting or a paper rather than somebody.
    pub(crate) fn is_happening(&self, view: &View, token: Id<Token>) -> bool {
        let is = |class: &ClassId| view.is_in(token, *class);
        view.token(token).upos == Upos::Noun && self.happenings.iter().any(is) && !self.ceasefires.iter().any(is)
    }

    /// Whom the phrase under `head` means, without those coordinated with it.
    pub(crate) fn of_phrase(&self, view: &View, head: Id<Token>) -> Vec<Found> {
        if is_money(view, head) {
            return Vec::new();
        }
        let led_by = self.leaders(view, head);
        if !led_by.is_empty() {
            return led_by;
        }
        let core = core(view, head);
        let mut best: Option<(&Resolved, bool)> = None;
        for token in &core {
            for resolved in self.mentions(view, *token) {
                // `Egypt` in `Egypt's minister Nour` is no part of the core; in `Egypt minister Nour` it qualifies.
                let qualifies = resolved.usage == MentionUse::Modifier && *token != head;
                if qualifies || (resolved.usage == MentionUse::Place && *token != head) {
                    continue;
                }
                let better = best.is_none_or(|(old, old_is_head)| {
                    (rank(&resolved.referent), resolved.head != head) < (rank(&old.referent), !old_is_head)
                });
                if better {
                    best = Some((resolved, resolved.head == head));
                }
            }
        }
        match best {
            Some((resolved, _)) => self.spread(view, resolved, head, resolved.usage != MentionUse::Place),
            None => self.owner(view, head),
        }
    }

    /// The person whose name the word belongs to.
    pub(crate) fn named_person(&self, view: &View, token: Id<Token>) -> Vec<Found> {
        let named = self.mentions(view, token).into_iter().find(|resolved| {
            matches!(resolved.form, record::MentionForm::Name | record::MentionForm::ShortName)
                && matches!(resolved.referent, Referent::Person(_))
                && resolved.usage == MentionUse::Party
        });
        named.map(|resolved| self.spread(view, resolved, resolved.head, true)).unwrap_or_default()
    }

    fn spread(&self, view: &View, resolved: &Resolved, head: Id<Token>, direct: bool) -> Vec<Found> {
        let weak = matches!(resolved.form, record::MentionForm::Pronoun | record::MentionForm::Nominal);
        let mut flat = Vec::new();
        flatten(&resolved.referent, &mut flat);
        let _ = view;
        let named = |referent: Referent| match &referent {
            Referent::Group(id) => self.holders.get(&id.row()).cloned().unwrap_or(referent),
            _ => referent,
        };
        flat.into_iter()
            .map(named)
            .map(|referent| Found { referent, span: resolved.span, head, direct, weak })
            .collect()
    }

    /// `a delegation led by X`: X.
    fn leaders(&self, view: &View, head: Id<Token>) -> Vec<Found> {
        let Some(delegations) = self.delegations else { return Vec::new() };
        if !view.is_in(head, delegations) {
            return Vec::new();
        }
        let mut found = Vec::new();
        for clause in view.with(head, |deprel| matches!(deprel, Deprel::Acl | Deprel::AclRelcl)) {
            if matches!(view.lemma(clause), "lead" | "head" | "chair" | "spearhead" | "command" | "comprise") {
                for agent in view.logical_subject(clause).into_iter().filter(|agent| *agent != head) {
                    for each in view.conjuncts(agent) {
                        found.extend(self.of_phrase(view, each));
                    }
                }
            }
        }
        for under in view.phrases(head, "under") {
            found.extend(self.of_phrase(view, under));
        }
        found.retain(|party| matches!(party.referent, Referent::Person(_)));
        found
    }

    /// Whom a phrase belongs to that means no party itself: `Israel's attack`, `Russian convoy`, `the city of Sirte`.
    pub(crate) fn owner(&self, view: &View, head: Id<Token>) -> Vec<Found> {
        let possessors: Vec<_> = view.with(head, |deprel| deprel == Deprel::NmodPoss).collect();
        for token in possessors {
            let found: Vec<Found> =
                view.conjuncts(token).into_iter().flat_map(|each| self.of_core(view, each, head)).collect();
            if !found.is_empty() {
                return found;
            }
        }
        // `the sanctions that the bloc has laid on them`, `lorries carrying food from Chad`.
        for clause in view.with(head, |deprel| deprel == Deprel::AclRelcl) {
            let objects = view.with(clause, |deprel| deprel == Deprel::Obj).any(|object| view.lower(object) == "that");
            for subject in view.with(clause, |deprel| deprel == Deprel::Nsubj).filter(|_| objects) {
                let found: Vec<Found> =
                    view.conjuncts(subject).into_iter().flat_map(|each| self.of_core(view, each, head)).collect();
                if !found.is_empty() {
                    return found;
                }
            }
        }
        for clause in view.with(head, |deprel| deprel == Deprel::Acl) {
            for from in view.phrases(clause, "from") {
                let found = self.of_core(view, from, head);
                if !found.is_empty() {
                    return found;
                }
            }
        }
        let before: Vec<_> = view
            .with(head, |deprel| {
                matches!(
                    deprel,
                    Deprel::Amod
                        | Deprel::Compound
                        | Deprel::Nmod
                        | Deprel::NmodUnmarked
                        | Deprel::NmodDesc
                        | Deprel::Flat
                )
            })
            .collect();
        for token in before.iter().filter(|token| **token < head) {
            let found: Vec<Found> =
                view.conjuncts(*token).into_iter().flat_map(|each| self.of_core(view, each, head)).collect();
            if !found.is_empty() {
                return found;
            }
        }
        for preposition in ["of", "by", "from", "for", "in", "at", "on", "against"] {
            for token in view.phrases(head, preposition) {
                let found: Vec<Found> =
                    view.conjuncts(token).into_iter().flat_map(|each| self.of_core(view, each, head)).collect();
                if !found.is_empty() {
                    return found;
                }
            }
        }
        Vec::new()
    }

    /// The party a modifier names itself; no further digging.
    fn of_core(&self, view: &View, token: Id<Token>, head: Id<Token>) -> Vec<Found> {
        for token in core(view, token) {
            if let Some(resolved) = self.mentions(view, token).first() {
                return self.spread(view, resolved, head, false);
            }
        }
        self.place(view, token, head)
    }

    /// The country of a place, as a party.
    pub(crate) fn place(&self, view: &View, token: Id<Token>, head: Id<Token>) -> Vec<Found> {
        let span = view.token(token).span;
        let mention =
            self.cast.place_mentions.iter().find(|mention| mention.head == token || mention.span.contains(span));
        let country = mention.and_then(|mention| self.cast.places.get(mention.place)).and_then(|place| place.country);
        match (mention, country) {
            (Some(mention), Some(country)) => {
                vec![Found {
                    referent: Referent::Country(country),
                    span: mention.span,
                    head,
                    direct: false,
                    weak: false,
                }]
            }
            _ => Vec::new(),
        }
    }

    /// The countries or bodies named by adjectives and compounds before a noun: `Russian airstrikes`, `US-led strikes`.
    pub(crate) fn adjectives(&self, view: &View, noun: Id<Token>) -> Vec<Found> {
        let mut found = Vec::new();
        let modifiers = view.with(noun, |deprel| {
            matches!(deprel, Deprel::Amod | Deprel::Compound | Deprel::Nmod | Deprel::NmodUnmarked | Deprel::NmodDesc)
        });
        for modifier in modifiers.filter(|modifier| *modifier < noun) {
            for token in view.conjuncts(modifier).into_iter().flat_map(|token| view.subtree(token)) {
                for resolved in self.mentions(view, token) {
                    if resolved.usage != MentionUse::Place {
                        for party in self.spread(view, resolved, noun, true) {
                            if !found.iter().any(|old: &Found| old.referent == party.referent) {
                                found.push(party);
                            }
                        }
                    }
                }
            }
        }
        found
    }

    /// The person named right before the verb, or right after it behind titles: `…, the premier, Anna Berg, said`,
    /// `said Foreign Minister Anna Berg`.
    pub(crate) fn person_beside(&self, view: &View, verb: Id<Token>) -> Option<Found> {
        let named = |token: Id<Token>| {
            let resolved = self.mentions(view, token).into_iter().find(|resolved| {
                matches!(resolved.referent, Referent::Person(_))
                    && matches!(resolved.form, MentionForm::Name | MentionForm::ShortName)
            })?;
            let referent = resolved.referent.clone();
            Some(Found { referent, span: resolved.span, head: token, direct: true, weak: false })
        };
        let mut before = view.previous(verb)?;
        if view.lower(before) == "," {
            before = view.previous(before)?;
        }
        if let Some(found) = named(before) {
            return Some(found);
        }
        let mut at = verb;
        for _ in 0..6 {
            at = view.next(at)?;
            if view.is_verb(at) || matches!(view.lower(at), "," | "that" | "to" | "with") {
                return None;
            }
            if let Some(found) = named(at) {
                return matches!(view.lemma(verb), "say" | "add" | "note" | "insist" | "write").then_some(found);
            }
        }
        None
    }

    /// The country a party acts for.
    pub(crate) fn side(&self, found: &Found) -> Option<record::CountryCode> {
        match &found.referent {
            Referent::Person(id) => self.cast.people.get(*id).and_then(|person| person.country),
            Referent::Body(id) => self.cast.bodies.get(*id).and_then(|body| body.country),
            Referent::Group(id) => self.cast.groups.get(*id).and_then(|group| group.country),
            Referent::Country(code) => Some(*code),
            Referent::Several(_) => None,
        }
    }

    /// Whether the word belongs to the mention of a person, body or country.
    pub(crate) fn is_named(&self, view: &View, token: Id<Token>) -> bool {
        !self.mentions(view, token).is_empty()
    }

    /// Whether the word belongs to a person's name.
    pub(crate) fn is_person(&self, view: &View, token: Id<Token>) -> bool {
        let person = |resolved: &&Resolved| matches!(resolved.referent, Referent::Person(_));
        let named = |resolved: &&Resolved| matches!(resolved.form, MentionForm::Name | MentionForm::ShortName);
        self.mentions(view, token).iter().any(|resolved| person(resolved) && named(resolved))
    }

    /// Whether the words at `span` are only part of a longer name, or of a person's name or title.
    pub(crate) fn inside_name(&self, view: &View, head: Id<Token>, span: Span) -> bool {
        self.here(view.sentence).any(|resolved| {
            let part = match resolved.referent {
                Referent::Person(_) => true,
                Referent::Body(_) => resolved.span.len() > span.len(),
                _ => false,
            };
            part && (resolved.span.contains(span) || resolved.head == head)
        })
    }

    /// People named after a verb that its tree has lost as objects: the first, and those of a list with semicolons.
    pub(crate) fn people_after(&self, view: &View, verb: Id<Token>) -> Vec<Found> {
        let after = view.token(verb).span.end;
        let mut mentions: Vec<&Resolved> = self
            .here(view.sentence)
            .filter(|resolved| {
                resolved.span.start >= after
                    && matches!(resolved.referent, Referent::Person(_))
                    && matches!(resolved.form, record::MentionForm::Name | record::MentionForm::ShortName)
                    && resolved.usage != MentionUse::InName
                    && view.deprel(resolved.head) != Deprel::Nsubj
            })
            .collect();
        mentions.sort_by_key(|resolved| resolved.span);
        let verb_between = |start: u32| {
            view.tokens().any(|token| {
                let span = view.token(token).span;
                view.is_verb(token) && span.start >= after && span.end <= start
            })
        };
        let mut found: Vec<Found> = Vec::new();
        let mut last: Option<u32> = None;
        for resolved in mentions {
            let listed = match last {
                Some(end) => view
                    .text
                    .get(end as usize..resolved.span.start as usize)
                    .is_some_and(|between| between.contains(';')),
                None => true,
            };
            if verb_between(resolved.span.start) || !listed {
                break;
            }
            last = Some(resolved.span.end);
            found.push(Found {
                referent: resolved.referent.clone(),
                span: resolved.span,
                head: resolved.head,
                direct: true,
                weak: false,
            });
        }
        found
    }

    /// Whether the party is an ambassador, envoy or other diplomat.
    pub(crate) fn is_diplomat(&self, view: &View, found: &Found) -> bool {
        let by_words =
            self.diplomats.is_some_and(|class| core(view, found.head).iter().any(|token| view.is_in(*token, class)));
        let by_office = match &found.referent {
            Referent::Person(id) => self.cast.people.get(*id).is_some_and(|person| {
                person.offices.iter().any(|office| {
                    let title = office.title.to_lowercase();
                    [
                        "ambassador",
                        "consul",
                        "chargé",
                        "charge d",
                        "attaché",
                        "attache",
                        "diplomat",
                        "high commissioner",
                    ]
                    .iter()
                    .any(|word| title.contains(word))
                })
            }),
            _ => false,
        };
        by_words || by_office
    }

    /// Whether the party bears arms.
    pub(crate) fn is_armed(&self, found: &Found) -> bool {
        match &found.referent {
            Referent::Body(id) => self.cast.bodies.get(*id).is_some_and(|body| {
                matches!(body.kind, BodyKind::Armed | BodyKind::ArmedGroup | BodyKind::Police)
                    || body.sector.is_some_and(armed_sector)
            }),
            Referent::Group(id) => self.cast.groups.get(*id).and_then(|group| group.sector).is_some_and(armed_sector),
            _ => false,
        }
    }
}

/// `the Chadian president` is whom the article names as president of Chad, where it names one.
fn holders(cast: &Cast) -> BTreeMap<usize, Referent> {
    let mut found = BTreeMap::new();
    for (id, group) in cast.groups.iter_with_ids() {
        let words: Vec<String> = group.name.split(' ').map(str::to_lowercase).collect();
        let (Some(country), Some(post)) = (group.country, words.last()) else { continue };
        if !POSTS.contains(&post.as_str())
            || words.iter().any(|word| matches!(word.as_str(), "former" | "deputy" | "vice" | "opposition"))
        {
            continue;
        }
        let holds = |person: &Person| {
            person.country == Some(country)
                && person.offices.iter().any(|office| {
                    matches!(office.held, Held::Current | Held::Acting)
                        && office
                            .title
                            .to_lowercase()
                            .split(' ')
                            .any(|word| word == post || (post == "leader" && HEADS.contains(&word)))
                        && !office.title.to_lowercase().contains("vice")
                })
        };
        let mut of: Vec<Id<Person>> =
            cast.people.iter_with_ids().filter(|(_, person)| holds(person)).map(|(id, _)| id).collect();
        if let (Some(person), true) = (of.pop(), of.is_empty()) {
            found.insert(id.row(), Referent::Person(person));
        }
    }
    found
}

/// Posts of which a country has one.
const POSTS: &[&str] =
    &["president", "premier", "king", "queen", "emir", "sultan", "chancellor", "leader", "monarch", "taoiseach"];
/// Posts of those who lead a country.
const HEADS: &[&str] = &["president", "premier", "king", "emir", "sultan", "chancellor", "prime", "leader"];

fn armed_sector(sector: Sector) -> bool {
    matches!(sector, Sector::Mil | Sector::Reb | Sector::Uaf | Sector::Cop | Sector::Prm)
}

/// People before bodies before groups before countries: the most specific party a phrase names.
fn rank(referent: &Referent) -> u8 {
    match referent {
        Referent::Person(_) => 0,
        Referent::Several(_) => 1,
        Referent::Body(_) => 2,
        Referent::Group(_) => 3,
        Referent::Country(_) => 4,
    }
}

fn flatten(referent: &Referent, into: &mut Vec<Referent>) {
    match referent {
        Referent::Several(all) => all.iter().for_each(|one| flatten(one, into)),
        one => into.push(one.clone()),
    }
}

/// The words of a phrase that name one and the same thing: the head with its name parts and appositions.
pub(crate) fn core(view: &View, head: Id<Token>) -> Vec<Id<Token>> {
    let mut all = vec![head];
    let mut at = 0;
    while at < all.len() && all.len() < 60 {
        let from = all[at];
        let more = view.with(from, |deprel| {
            matches!(
                deprel,
                Deprel::Flat
                    | Deprel::FlatForeign
                    | Deprel::Appos
                    | Deprel::NmodDesc
                    | Deprel::Compound
                    | Deprel::Goeswith
                    | Deprel::NmodUnmarked
                    | Deprel::List
            )
        });
        all.extend(more.filter(|token| view.token(*token).upos != Upos::Verb).collect::<Vec<_>>());
        at += 1;
    }
    all
}

/// The party as the record holds it.
pub(crate) fn party(
    cast: &Cast,
    country_name: &dyn Fn(record::CountryCode) -> Option<String>,
    text: &str,
    found: &Found,
) -> Party {
    let printed = found.span.of(text).to_owned();
    let (name, country, sector, office) = match &found.referent {
        Referent::Person(id) => cast.people.get(*id).map_or((printed.clone(), None, None, None), |person| {
            (person.name.clone(), person.country, person.sector, office_of(person))
        }),
        Referent::Body(id) => cast.bodies.get(*id).map_or((printed.clone(), None, None, None), |body: &Body| {
            (body.name.clone(), body.country, body.sector, None)
        }),
        Referent::Group(id) => cast.groups.get(*id).map_or((printed.clone(), None, None, None), |group| {
            (group.name.clone(), group.country, group.sector, None)
        }),
        Referent::Country(code) => {
            (country_name(*code).unwrap_or_else(|| printed.clone()), Some(*code), Some(Sector::Gov), None)
        }
        Referent::Several(_) => (printed.clone(), None, None, None),
    };
    Party { name, referent: found.referent.clone(), country, sector, office, span: found.span }
}

fn office_of(person: &Person) -> Option<String> {
    let office = person
        .offices
        .iter()
        .find(|office| matches!(office.held, Held::Current | Held::Acting))
        .or_else(|| person.offices.first())?;
    Some(match &office.body {
        Some(body) => format!("{}, {}", office.title, body),
        None => office.title.clone(),
    })
}
