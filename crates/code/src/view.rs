//! One sentence prepared for matching: its tree with children at hand, its words, and the word classes they belong to.
//!
//! The tree is read as grammar here and in `grammar`, and nowhere else: prepositional phrases, coordination, clauses.

use std::cell::RefCell;

use lexicon::frames::{ClassId, Frames, NodeId, WordId};
use record::{Deprel, Id, Reading, Sentence, Token, Upos, Xpos};

use crate::mend;

/// A sentence with what matching needs.
pub(crate) struct View<'r> {
    pub(crate) reading: &'r Reading,
    pub(crate) text: &'r str,
    pub(crate) sentence: Id<Sentence>,
    first: usize,
    children: Vec<Vec<Id<Token>>>,
    /// Head and relation of each word, as parsed or mended.
    edges: Vec<(Option<Id<Token>>, Deprel)>,
    lower: Vec<String>,
    lemmas: Vec<String>,
    classes: Vec<Vec<ClassId>>,
    pub(crate) passive: RefCell<Vec<Option<bool>>>,
    /// Words that taggers take for nouns or prepositions but that are past tenses (`spoke`, `froze`).
    mistagged: Vec<bool>,
}

/// Irregular past tenses that taggers mistake for other words, with their verbs.
const PASTS: &[(&str, &str)] = &[
    ("spoke", "speak"),
    ("froze", "freeze"),
    ("overran", "overrun"),
    ("met", "meet"),
    ("held", "hold"),
    ("shot", "shoot"),
    ("fought", "fight"),
    ("struck", "strike"),
    ("withdrew", "withdraw"),
    ("flew", "fly"),
    ("broke", "break"),
    ("threw", "throw"),
    ("drove", "drive"),
    ("swore", "swear"),
    ("tore", "tear"),
    ("rang", "ring"),
    ("sat", "sit"),
    ("wrote", "write"),
    ("sank", "sink"),
    ("shook", "shake"),
    ("sought", "seek"),
    ("stole", "steal"),
    ("gave", "give"),
];

/// Steps after which a search through the tree gives up; trees of odd text can be deep.
pub(crate) const MAX_DEPTH: usize = 12;

impl<'r> View<'r> {
    pub(crate) fn new(frames: &Frames, reading: &'r Reading, text: &'r str, sentence: Id<Sentence>) -> View<'r> {
        let range = reading.sentences[sentence].tokens;
        let first = range.rows().start;
        let edges = mend::edges(reading, text, range);
        let mut children = vec![Vec::new(); range.len()];
        let mut mistagged = vec![false; range.len()];
        let (mut lower, mut lemmas) = (Vec::with_capacity(range.len()), Vec::with_capacity(range.len()));
        for token in range.ids() {
            let row = &reading.tokens[token];
            if let Some(head) = edges.get(token.row() - first).and_then(|(head, _)| *head)
                && range.contains(head)
            {
                children[head.row() - first].push(token);
            }
            let form = row.span.of(text).to_lowercase().replace('’', "'");
            let mut lemma = match reading.lemma(token) {
                "" => form.clone(),
                lemma => lemma.to_lowercase().replace('’', "'"),
            };
            let verbal = matches!(row.xpos, Xpos::Vb | Xpos::Vbd | Xpos::Vbg | Xpos::Vbn | Xpos::Vbp | Xpos::Vbz);
            if verbal && frames.verb_uses(&lemma).is_empty() {
                lemma = frames.verb_of_form(&form).map_or(lemma, str::to_owned);
            }
            if verbal
                && let Some((_, verb)) = PASTS.iter().find(|(past, _)| *past == form)
                && (lemma == form || frames.verb_uses(&lemma).is_empty())
            {
                lemma = (*verb).to_owned();
            }
            if !verbal
                && row.span.of(text).starts_with(|first: char| first.is_lowercase())
                && let Some((_, verb)) = PASTS.iter().find(|(past, _)| *past == form)
                && !lower.last().is_some_and(|before: &String| {
                    matches!(before.as_str(), "the" | "a" | "an" | "his" | "her" | "its")
                })
            {
                lemma = (*verb).to_owned();
                mistagged[token.row() - first] = true;
            }
            lower.push(form);
            lemmas.push(lemma);
        }
        let passive = RefCell::new(vec![None; range.len()]);
        let mut view = View {
            reading,
            text,
            sentence,
            first,
            children,
            edges,
            lower,
            lemmas,
            classes: Vec::new(),
            passive,
            mistagged,
        };
        view.classes = view.find_classes(frames);
        view
    }

    fn find_classes(&self, frames: &Frames) -> Vec<Vec<ClassId>> {
        let phrases = frames.phrases();
        let n_tokens = self.lower.len();
        let words: Vec<[Option<WordId>; 2]> = (0..n_tokens)
            .map(|at| {
                let form = phrases.word(&self.lower[at]);
                let lemma = phrases.word(&self.lemmas[at]);
                [form, if lemma == form { None } else { lemma }]
            })
            .collect();
        let mut classes: Vec<Vec<ClassId>> = vec![Vec::new(); n_tokens];
        for start in 0..n_tokens {
            let mut open: Vec<NodeId> = vec![NodeId::default()];
            for (end, choices) in words.iter().enumerate().skip(start) {
                let mut next = Vec::new();
                for node in &open {
                    for word in choices.iter().copied().flatten() {
                        next.extend(phrases.step(*node, word));
                    }
                }
                for node in &next {
                    let found = phrases.classes(*node);
                    if !found.is_empty() {
                        let anchor = self.anchor(start, end);
                        for class in found {
                            if !classes[anchor].contains(class) {
                                classes[anchor].push(*class);
                            }
                        }
                    }
                }
                if next.is_empty() {
                    break;
                }
                open = next;
            }
        }
        classes
    }

    /// The word of a phrase that stands for it: the one whose governor lies outside, a noun or verb where there is one.
    fn anchor(&self, start: usize, end: usize) -> usize {
        let inside = |token: Id<Token>| (start..=end).contains(&(token.row() - self.first));
        let content =
            |at: usize| matches!(self.token(self.id(at)).upos, Upos::Noun | Upos::Propn | Upos::Verb | Upos::Adj);
        let outward = |at: &usize| !self.head(self.id(*at)).is_some_and(inside);
        let found = (start..=end).filter(outward).find(|at| content(*at));
        found.or_else(|| (start..=end).find(|at| content(*at))).unwrap_or(end)
    }

    pub(crate) fn id(&self, at: usize) -> Id<Token> {
        Id::new(self.first + at)
    }

    pub(crate) fn at(&self, token: Id<Token>) -> usize {
        token.row().saturating_sub(self.first).min(self.lower.len().saturating_sub(1))
    }

    pub(crate) fn tokens(&self) -> impl DoubleEndedIterator<Item = Id<Token>> + use<> {
        let first = self.first;
        (first..first + self.lower.len()).map(Id::new)
    }

    pub(crate) fn token(&self, token: Id<Token>) -> &'r Token {
        &self.reading.tokens[token]
    }

    pub(crate) fn lower(&self, token: Id<Token>) -> &str {
        self.lower.get(self.at(token)).map_or("", String::as_str)
    }

    pub(crate) fn lemma(&self, token: Id<Token>) -> &str {
        self.lemmas.get(self.at(token)).map_or("", String::as_str)
    }

    pub(crate) fn classes(&self, token: Id<Token>) -> &[ClassId] {
        self.classes.get(self.at(token)).map_or(&[], Vec::as_slice)
    }

    pub(crate) fn is_in(&self, token: Id<Token>, class: ClassId) -> bool {
        self.classes(token).contains(&class)
    }

    pub(crate) fn children(&self, token: Id<Token>) -> &[Id<Token>] {
        self.children.get(self.at(token)).map_or(&[], Vec::as_slice)
    }

    pub(crate) fn with<'v>(
        &'v self,
        token: Id<Token>,
        wanted: impl Fn(Deprel) -> bool + 'v,
    ) -> impl Iterator<Item = Id<Token>> + 'v {
        self.children(token).iter().copied().filter(move |child| wanted(self.deprel(*child)))
    }

    pub(crate) fn head(&self, token: Id<Token>) -> Option<Id<Token>> {
        self.edges.get(self.at(token)).and_then(|(head, _)| *head)
    }

    pub(crate) fn deprel(&self, token: Id<Token>) -> Deprel {
        self.edges.get(self.at(token)).map_or(Deprel::Dep, |(_, deprel)| *deprel)
    }

    /// The token after, inside the sentence.
    pub(crate) fn next(&self, token: Id<Token>) -> Option<Id<Token>> {
        (self.at(token) + 1 < self.lower.len()).then(|| Id::new(token.row() + 1))
    }

    pub(crate) fn previous(&self, token: Id<Token>) -> Option<Id<Token>> {
        (self.at(token) > 0).then(|| Id::new(token.row() - 1))
    }

    pub(crate) fn subtree(&self, token: Id<Token>) -> Vec<Id<Token>> {
        let mut all = vec![token];
        let mut at = 0;
        while at < all.len() && all.len() <= self.lower.len() {
            all.extend(self.children(all[at]).iter().copied());
            at += 1;
        }
        all.sort_unstable();
        all
    }

    pub(crate) fn is_verb(&self, token: Id<Token>) -> bool {
        let row = self.token(token);
        self.mistagged.get(self.at(token)).copied().unwrap_or(false)
            || matches!(row.upos, Upos::Verb)
            || (row.upos == Upos::Aux && !matches!(self.deprel(token), Deprel::Aux | Deprel::AuxPass | Deprel::Cop))
    }

    pub(crate) fn is_nominal(&self, token: Id<Token>) -> bool {
        matches!(self.token(token).upos, Upos::Noun | Upos::Propn | Upos::Pron | Upos::Num)
    }

    /// The preposition or prepositions of a phrase: `with`, `along with`.
    pub(crate) fn preposition(&self, token: Id<Token>) -> String {
        let mut words = Vec::new();
        for case in self.with(token, |deprel| deprel == Deprel::Case || deprel == Deprel::Mark) {
            words.push(case);
            words.extend(self.with(case, |deprel| deprel == Deprel::Fixed));
        }
        words.sort_unstable();
        words.iter().map(|word| self.lower(*word)).collect::<Vec<_>>().join(" ")
    }

    /// Words directly under `token` behind the preposition.
    pub(crate) fn phrases(&self, token: Id<Token>, preposition: &str) -> Vec<Id<Token>> {
        let phrase = |deprel| {
            matches!(
                deprel,
                Deprel::Obl | Deprel::Nmod | Deprel::OblAgent | Deprel::Advcl | Deprel::NmodDesc | Deprel::OblUnmarked
            )
        };
        self.with(token, phrase)
            .filter(|child| {
                let found = self.preposition(*child);
                found == preposition || (!preposition.contains(' ') && found.split(' ').any(|word| word == preposition))
            })
            .collect()
    }

    /// A word and those coordinated with it.
    pub(crate) fn conjuncts(&self, token: Id<Token>) -> Vec<Id<Token>> {
        let mut all = vec![token];
        let mut at = 0;
        while at < all.len() && all.len() < 40 {
            let more = self.with(all[at], |deprel| deprel == Deprel::Conj).filter(|child| !self.is_verb(*child));
            all.extend(more.collect::<Vec<_>>());
            at += 1;
        }
        all
    }

    /// Whether the word only counts what follows: `dozens of`, `more than ten`.
    pub(crate) fn is_quantity(&self, token: Id<Token>) -> bool {
        matches!(
            self.lower(token),
            "dozens" | "hundreds" | "thousands" | "scores" | "several" | "all" | "some" | "many"
        )
    }

    /// The head of the clause a word stands in: the nearest verb or predicate above it, or the word itself.
    pub(crate) fn clause_head(&self, token: Id<Token>) -> Id<Token> {
        let mut at = token;
        for _ in 0..MAX_DEPTH * 2 {
            if is_clausal(self.deprel(at)) && (self.is_verb(at) || self.has_copula(at)) {
                return at;
            }
            match (self.deprel(at), self.head(at)) {
                (Deprel::Root, _) | (_, None) => return at,
                (Deprel::Conj, Some(head)) if self.is_verb(at) || self.has_copula(at) => {
                    let _ = head;
                    return at;
                }
                (_, Some(head)) => at = head,
            }
        }
        at
    }

    pub(crate) fn has_copula(&self, token: Id<Token>) -> bool {
        self.with(token, |deprel| deprel == Deprel::Cop).next().is_some()
    }

    /// The words of the clause under `head`, without the clauses inside it that have verbs of their own.
    pub(crate) fn clause(&self, head: Id<Token>) -> Vec<Id<Token>> {
        let mut all = vec![head];
        let mut at = 0;
        while at < all.len() && all.len() <= self.lower.len() {
            for child in self.children(all[at]) {
                let deprel = self.deprel(*child);
                let inner = matches!(
                    deprel,
                    Deprel::Ccomp | Deprel::Advcl | Deprel::AclRelcl | Deprel::Parataxis | Deprel::AdvclRelcl
                ) || (deprel == Deprel::Conj && (self.is_verb(*child) || self.has_copula(*child)));
                if !inner {
                    all.push(*child);
                }
            }
            at += 1;
        }
        all.sort_unstable();
        all
    }

    /// Whether the clause of the word is negated: `not`, `never`, `no talks`.
    pub(crate) fn negated(&self, token: Id<Token>) -> bool {
        self.children(token).iter().any(|child| match self.deprel(*child) {
            Deprel::Advmod => matches!(self.lower(*child), "not" | "n't" | "never" | "no" | "nt" | "neither" | "nor"),
            Deprel::Det => self.lower(*child) == "no" || self.lower(*child) == "neither",
            Deprel::CcPreconj | Deprel::Cc => self.lower(*child) == "neither" || self.lower(*child) == "nor",
            Deprel::Case | Deprel::Mark => self.lower(*child) == "without",
            _ => false,
        })
    }
}

pub(crate) fn is_clausal(deprel: Deprel) -> bool {
    matches!(
        deprel,
        Deprel::Root
            | Deprel::Ccomp
            | Deprel::Xcomp
            | Deprel::Advcl
            | Deprel::AdvclRelcl
            | Deprel::Acl
            | Deprel::AclRelcl
            | Deprel::Parataxis
            | Deprel::Csubj
            | Deprel::CsubjPass
    )
}
