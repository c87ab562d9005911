//! Who does what to whom, as the tree tells it: logical subject and object over passives, inherited subjects, relative
//! clauses and coordination.

use record::{Deprel, Id, Token, Upos, Xpos};

use crate::view::{MAX_DEPTH, View};

impl View<'_> {
    /// Whether the verb is passive: told by its auxiliary or subject, or a bare participle.
    pub(crate) fn passive(&self, verb: Id<Token>) -> bool {
        let at = self.at(verb);
        if let Some(known) = self.passive.borrow().get(at).copied().flatten() {
            return known;
        }
        // Set first: a chain of conjuncts cannot then run in a circle.
        let set = |value: bool| {
            if let Some(slot) = self.passive.borrow_mut().get_mut(at) {
                *slot = Some(value);
            }
            value
        };
        set(false);
        set(self.is_passive(verb))
    }

    fn is_passive(&self, verb: Id<Token>) -> bool {
        let has = |wanted: fn(Deprel) -> bool| self.with(verb, wanted).next().is_some();
        if has(|deprel| matches!(deprel, Deprel::AuxPass | Deprel::NsubjPass | Deprel::CsubjPass | Deprel::OblAgent)) {
            return true;
        }
        let row = self.token(verb);
        let deprel = self.deprel(verb);
        if row.xpos != Xpos::Vbn && !(row.xpos == Xpos::Vbd && deprel == Deprel::Acl) {
            return false;
        }
        if self.with(verb, |deprel| deprel == Deprel::Aux).next().is_some() {
            return false;
        }
        if self.is_hidden_main_verb(verb) {
            return false;
        }
        match deprel {
            Deprel::Acl | Deprel::Advcl | Deprel::Amod | Deprel::AclRelcl => !has(|deprel| deprel == Deprel::Obj),
            Deprel::Conj => {
                !has(|deprel| deprel == Deprel::Obj) && self.head(verb).is_some_and(|head| self.passive(head))
            }
            Deprel::Root | Deprel::Ccomp | Deprel::Parataxis | Deprel::Xcomp => !has(|deprel| deprel == Deprel::Obj),
            _ => false,
        }
    }

    /// `The two sides agreed on Friday.` read as a noun with a participle: in a full sentence whose root is a noun without
    /// a copula, the participle behind it is the verb.
    fn is_hidden_main_verb(&self, verb: Id<Token>) -> bool {
        let Some(head) = self.head(verb).filter(|_| self.deprel(verb) == Deprel::Acl) else { return false };
        let last = self.tokens().next_back();
        let full = last.is_some_and(|token| matches!(self.lower(token), "." | "!" | "?" | "\"" | "”"));
        full && self.deprel(head) == Deprel::Root
            && self.is_nominal(head)
            && !self.has_copula(head)
            && verb > head
            && self.with(verb, |deprel| deprel == Deprel::AuxPass).next().is_none()
            && self.phrases(verb, "by").is_empty()
    }

    fn is_relative(&self, token: Id<Token>) -> bool {
        matches!(self.lower(token), "who" | "which" | "that" | "whom" | "whose") && self.token(token).upos != Upos::Noun
    }

    /// Whether the word stands under the other in the tree.
    pub(crate) fn dominates(&self, above: Id<Token>, below: Id<Token>) -> bool {
        let mut at = Some(below);
        for _ in 0..60 {
            match at {
                Some(token) if token == above => return true,
                Some(token) => at = self.head(token),
                None => return false,
            }
        }
        false
    }

    /// Words that stand in surface subject position, own or inherited.
    pub(crate) fn surface_subject(&self, verb: Id<Token>) -> Vec<Id<Token>> {
        self.subject_within(verb, MAX_DEPTH)
    }

    fn subject_within(&self, verb: Id<Token>, depth: usize) -> Vec<Id<Token>> {
        if depth == 0 {
            return Vec::new();
        }
        let own: Vec<_> = self
            .with(verb, |deprel| matches!(deprel, Deprel::Nsubj | Deprel::NsubjPass | Deprel::NsubjOuter))
            .filter(|child| self.lower(*child) != "there")
            .collect();
        let Some(head) = self.head(verb) else { return own };
        let deprel = self.deprel(verb);
        if let Some(pronoun) = own.iter().find(|subject| self.is_relative(**subject)) {
            return match deprel {
                Deprel::AclRelcl | Deprel::Acl => vec![head],
                _ => vec![self.antecedent(*pronoun).unwrap_or(*pronoun)],
            };
        }
        if !own.is_empty() {
            return own;
        }
        if let Some(beside) = self.subject_beside(verb) {
            return vec![beside];
        }
        // `…, signalling a new commitment`: what the whole clause does, nobody does.
        let stands_for = matches!(
            self.lemma(verb),
            "signal"
                | "reflect"
                | "underscore"
                | "mark"
                | "highlight"
                | "demonstrate"
                | "indicate"
                | "underline"
                | "signify"
        );
        if deprel == Deprel::Advcl && stands_for && self.token(verb).xpos == Xpos::Vbg {
            return Vec::new();
        }
        match deprel {
            Deprel::Conj => {
                // `…, who pinned a medal on him, and was received …`: behind the clause the main line goes on.
                if let Some(outer) = self.past_relative(verb, head) {
                    return self.subject_within(outer, depth - 1);
                }
                // A noun predicate or clause hands its subject on; a noun in a list has none.
                self.subject_within(head, depth - 1)
            }
            Deprel::Xcomp => {
                let objects: Vec<_> = self.with(head, |deprel| matches!(deprel, Deprel::Obj | Deprel::Iobj)).collect();
                let keeps = matches!(self.lemma(head), "promise" | "vow" | "threaten" | "pledge" | "use");
                match objects.is_empty() || keeps {
                    true => self.subject_within(head, depth - 1),
                    false => objects,
                }
            }
            Deprel::Advcl | Deprel::AdvclRelcl | Deprel::Ccomp | Deprel::Parataxis | Deprel::Csubj | Deprel::Dep
                if self.is_verb(verb) =>
            {
                self.subject_within(head, depth - 1)
            }
            Deprel::AclRelcl => vec![head],
            Deprel::Acl if self.with(verb, |deprel| deprel == Deprel::Mark).any(|mark| self.lower(mark) == "to") => {
                self.noun_subject(head, depth - 1)
            }
            Deprel::Acl => vec![head],
            _ => Vec::new(),
        }
    }

    /// A finite verb without a subject in the tree right behind a noun that opens a clause (`…, and Norway sent ships`):
    /// the noun is its subject, wherever the tree hangs it.
    fn subject_beside(&self, verb: Id<Token>) -> Option<Id<Token>> {
        if !matches!(self.token(verb).xpos, Xpos::Vbd | Xpos::Vbz | Xpos::Vbp) || self.is_passive_marked(verb) {
            return None;
        }
        let noun = self.previous(verb).filter(|noun| self.token(*noun).upos == Upos::Propn)?;
        if self.head(noun) == Some(verb) || self.with(noun, |deprel| deprel == Deprel::Case).next().is_some() {
            return None;
        }
        let mut start = noun;
        while let Some(before) = self.previous(start).filter(|before| self.token(*before).upos == Upos::Propn) {
            start = before;
        }
        let before = self.previous(start)?;
        let opens = matches!(self.lower(before), "and" | "but" | "while" | "as" | "when" | "after" | "before" | ";");
        opens.then_some(noun)
    }

    fn is_passive_marked(&self, verb: Id<Token>) -> bool {
        self.with(verb, |deprel| matches!(deprel, Deprel::Aux | Deprel::AuxPass)).next().is_some()
    }

    /// The noun a relative pronoun stands for where the tree does not tell: the nearest before it.
    fn antecedent(&self, pronoun: Id<Token>) -> Option<Id<Token>> {
        if !matches!(self.lower(pronoun), "who" | "which") {
            return None;
        }
        let mut at = self.previous(pronoun)?;
        if self.lower(at) == "," {
            at = self.previous(at)?;
        }
        if !matches!(self.token(at).upos, Upos::Noun | Upos::Propn) {
            return None;
        }
        for _ in 0..MAX_DEPTH {
            match self.head(at) {
                Some(head) if matches!(self.deprel(at), Deprel::Flat | Deprel::Appos | Deprel::Compound) => at = head,
                _ => break,
            }
        }
        Some(at)
    }

    /// The clause above a relative clause, for a verb joined to the relative clause's verb by `, and` with an auxiliary of
    /// its own.
    fn past_relative(&self, verb: Id<Token>, relative: Id<Token>) -> Option<Id<Token>> {
        let joined = self.with(verb, |deprel| deprel == Deprel::Punct).any(|mark| self.lower(mark) == ",")
            && self.with(verb, |deprel| deprel == Deprel::Cc).any(|cc| self.lower(cc) == "and");
        let pronoun =
            self.with(relative, |deprel| deprel == Deprel::Nsubj).find(|subject| self.is_relative(*subject))?;
        let parted = self.previous(pronoun).is_some_and(|before| self.lower(before) == ",");
        if !joined || !parted || !self.is_passive_marked(verb) {
            return None;
        }
        let mut above = self.head(relative)?;
        for _ in 0..MAX_DEPTH {
            if self.is_verb(above) {
                return Some(above);
            }
            above = self.head(above)?;
        }
        None
    }

    /// Who does what a noun names: possessor, or subject of the verb whose object it is.
    fn noun_subject(&self, noun: Id<Token>, depth: usize) -> Vec<Id<Token>> {
        let possessors: Vec<_> = self.with(noun, |deprel| deprel == Deprel::NmodPoss).collect();
        if !possessors.is_empty() {
            return possessors;
        }
        match (self.deprel(noun), self.head(noun)) {
            (Deprel::Obj | Deprel::Obl | Deprel::Xcomp, Some(verb)) => self.subject_within(verb, depth),
            (Deprel::NsubjPass, Some(verb)) => self.agents(verb),
            _ => Vec::new(),
        }
    }

    fn agents(&self, verb: Id<Token>) -> Vec<Id<Token>> {
        let agent: Vec<_> = self.with(verb, |deprel| deprel == Deprel::OblAgent).collect();
        if !agent.is_empty() {
            return agent;
        }
        self.phrases(verb, "by")
    }

    /// Who does it: the subject of the active, the agent of the passive.
    pub(crate) fn logical_subject(&self, verb: Id<Token>) -> Vec<Id<Token>> {
        match self.passive(verb) {
            true => self.agents(verb),
            false => self.surface_subject(verb),
        }
    }

    /// To whom: the object of the active, the subject of the passive.
    pub(crate) fn logical_object(&self, verb: Id<Token>) -> Vec<Id<Token>> {
        if self.passive(verb) {
            return self.surface_subject(verb);
        }
        let own: Vec<_> = self.with(verb, |deprel| deprel == Deprel::Obj).collect();
        let (deprel, head) = (self.deprel(verb), self.head(verb));
        if let Some(pronoun) = own.first().filter(|object| self.is_relative(**object)) {
            return match (deprel, head) {
                (Deprel::AclRelcl, Some(head)) => vec![head],
                _ => vec![*pronoun],
            };
        }
        if !own.is_empty() {
            return own;
        }
        // `attacked and killed X`: the object hangs on either verb.
        let shared = |other: Id<Token>| -> Vec<Id<Token>> {
            self.with(other, |deprel| deprel == Deprel::Obj).filter(|object| *object > verb).collect()
        };
        if deprel == Deprel::Conj
            && let Some(head) = head
            && self.is_verb(head)
        {
            let found = shared(head);
            if !found.is_empty() {
                return found;
            }
        }
        if let Some(other) = self.with(verb, |deprel| deprel == Deprel::Conj).find(|child| self.is_verb(*child))
            && other.row() - verb.row() <= 3
        {
            let found = shared(other);
            if !found.is_empty() {
                return found;
            }
        }
        // `the men they arrested`: a relative clause with a subject of its own lacks its object.
        let has_subject = self.with(verb, |deprel| deprel == Deprel::Nsubj).any(|subject| !self.is_relative(subject));
        match (deprel, head) {
            (Deprel::AclRelcl, Some(head)) if has_subject => vec![head],
            _ => Vec::new(),
        }
    }
}
