//! Reads and checks the files of `data/frames`.

use std::collections::BTreeMap;

use record::{Context, EventType, Mode, Stance, Status, Subject};

use super::operators::{Becomes, Effect, EffectId, Operator};
use super::toml_file::{self, Node};
use super::trigger::{ComplementRule, Needs, PartyKind, Position, TailWord, VerbTrigger, spell_out};
use super::words::{ClassId, PhraseTrie};
use super::{ClassUse, Frame, FrameId, Frames, ModeRule, StanceRule, VerbUse};
use crate::{DataFiles, LexiconError};

/// A sentence of a frame. `<a>…</a>` marks an actor and `<r>…</r>` a recipient that must be found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Example {
    /// The sentence without marks.
    pub sentence: String,
    /// Marked actors.
    pub actors: Vec<String>,
    /// Marked recipients.
    pub recipients: Vec<String>,
}

impl Example {
    fn read(text: &str) -> Example {
        let (mut sentence, mut actors, mut recipients) = (String::new(), Vec::new(), Vec::new());
        let mut rest = text;
        while let Some(at) = rest.find('<') {
            let (before, tagged) = rest.split_at(at);
            let (kind, list) = match tagged.get(..3) {
                Some("<a>") => ("</a>", &mut actors),
                Some("<r>") => ("</r>", &mut recipients),
                _ => break,
            };
            let Some((inside, after)) = tagged[3..].split_once(kind) else { break };
            sentence.push_str(before);
            sentence.push_str(inside);
            list.push(inside.to_owned());
            rest = after;
        }
        sentence.push_str(rest);
        Example { sentence, actors, recipients }
    }
}

const FRAME_KEYS: &[&str] = &[
    "name",
    "type",
    "mode",
    "verbs",
    "nouns",
    "adjectives",
    "actor",
    "recipient",
    "noun_actor",
    "noun_recipient",
    "reciprocal",
    "needs",
    "object",
    "object_not",
    "near",
    "near_not",
    "actor_is",
    "actor_not",
    "recipient_is",
    "recipient_not",
    "complement",
    "governs",
    "status",
    "visit",
    "subjects",
    "contexts",
    "weight",
    "relation",
    "section",
    "note",
    "codes",
    "codes_not",
];
const OPERATOR_KEYS: &[&str] =
    &["name", "effect", "verbs", "nouns", "adjectives", "auxiliaries", "objects", "object_control", "note"];

impl Frames {
    /// Reads every file of `data/frames`; what is wrong with them goes to `errors`, each with file and line.
    pub fn load(files: &DataFiles, errors: &mut Vec<LexiconError>) -> Frames {
        let mut loader =
            Loader { frames: Frames { trie: PhraseTrie::new(), ..Default::default() }, faults: Vec::new() };
        loader.classes(files);
        let mut tables = Vec::new();
        for file in files.below("frames", ".toml").filter(|file| file.path != "frames/classes.toml") {
            match toml_file::read(file) {
                Ok(table) => tables.push((file, table)),
                Err(fault) => loader.faults.push(fault),
            }
        }
        // Effects first: operators and frames name them.
        for (file, table) in &tables {
            loader.effects(toml_file::root(file, table));
        }
        for (file, table) in &tables {
            loader.effect_links(toml_file::root(file, table));
            loader.entries(toml_file::root(file, table));
        }
        loader.index();
        errors.append(&mut loader.faults);
        loader.frames
    }
}

struct Loader {
    frames: Frames,
    faults: Vec<LexiconError>,
}

impl Loader {
    fn keep<T>(&mut self, result: Result<T, LexiconError>) -> Option<T> {
        result.map_err(|fault| self.faults.push(fault)).ok()
    }

    fn new_class(&mut self, name: &str) -> ClassId {
        self.frames.class_names.push(name.to_owned());
        self.frames.class_uses.push(Vec::new());
        ClassId((self.frames.class_names.len() - 1) as u16)
    }

    /// Reads `classes.toml` of every layer; a later layer adds words to a class.
    fn classes(&mut self, files: &DataFiles) {
        let mut words: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for file in files.below("frames/classes.toml", ".toml") {
            let Some(table) = self.keep(toml_file::read(file)) else { continue };
            let root = toml_file::root(file, &table);
            let mut names: Vec<&str> = root.keys().collect();
            names.sort_unstable();
            for name in names {
                let Some(list) = self.keep(root.list(name)) else { continue };
                words.entry(name.to_owned()).or_default().extend(list.into_iter().map(str::to_owned));
            }
        }
        for name in words.keys() {
            let class = self.new_class(name);
            self.frames.named.insert(name.clone(), class);
        }
        for name in words.keys() {
            let Some(class) = self.frames.class(name) else { continue };
            let mut open = vec![name.as_str()];
            let mut done: Vec<&str> = Vec::new();
            while let Some(next) = open.pop() {
                if done.contains(&next) {
                    continue;
                }
                done.push(next);
                for word in words.get(next).into_iter().flatten() {
                    match word.strip_prefix('@') {
                        Some(inner) if words.contains_key(inner) => open.push(inner),
                        Some(inner) => self.faults.push(LexiconError {
                            file: "data/frames/classes.toml".into(),
                            line: 0,
                            column: 0,
                            message: format!("class {name:?} takes in @{inner}, which does not exist"),
                            remedy: "name a class of this file".into(),
                        }),
                        None => spell_out(word).iter().for_each(|phrase| self.frames.trie.insert(phrase, class)),
                    }
                }
            }
            self.frames.trie.words_of.insert(class.0, done.iter().flat_map(|name| words[*name].clone()).collect());
        }
    }

    fn named_class(&mut self, node: Node, key: &str, name: &str) -> Option<ClassId> {
        let found = self.frames.class(name.trim_start_matches('@'));
        if found.is_none() {
            self.faults.push(node.fault(key, format!("class {name:?} is not in classes.toml"), "add it there"));
        }
        found
    }

    /// A list of `@class` names, or of words that make an unnamed class.
    fn class_list(&mut self, node: Node, key: &str) -> Vec<ClassId> {
        let Some(list) = self.keep(node.list(key)) else { return Vec::new() };
        let mut classes = Vec::new();
        let mut own = Vec::new();
        for word in list {
            match word.starts_with('@') {
                true => classes.extend(self.named_class(node, key, word)),
                false => own.push(word.to_owned()),
            }
        }
        if !own.is_empty() {
            let class = self.new_class("");
            own.iter().flat_map(|word| spell_out(word)).for_each(|word| self.frames.trie.insert(&word, class));
            classes.push(class);
        }
        classes
    }

    /// The words of a key as one class: a trigger list of nouns or adjectives, with classes spelled out.
    fn own_class(&mut self, node: Node, key: &str) -> Option<ClassId> {
        let list = self.keep(node.list(key))?;
        (!list.is_empty()).then(|| self.class_of(node, key, list.into_iter()))
    }

    /// An unnamed class of words, phrases and the words of named classes.
    fn class_of<'w>(&mut self, node: Node, key: &str, list: impl Iterator<Item = &'w str>) -> ClassId {
        let class = self.new_class("");
        for word in list {
            let words = match word.strip_prefix('@') {
                Some(_) => match self.named_class(node, key, word) {
                    Some(named) => self.frames.trie.words_of.get(&named.0).cloned().unwrap_or_default(),
                    None => Vec::new(),
                },
                None => vec![word.to_owned()],
            };
            for phrase in words.iter().filter(|word| !word.starts_with('@')).flat_map(|word| spell_out(word)) {
                self.frames.trie.insert(&phrase, class);
            }
        }
        class
    }

    fn verbs(&mut self, node: Node, key: &str) -> Vec<VerbTrigger> {
        let Some(list) = self.keep(node.list(key)) else { return Vec::new() };
        list.into_iter().flat_map(|pattern| self.verb_pattern(node, key, pattern)).collect()
    }

    fn verb_pattern(&mut self, node: Node, key: &str, pattern: &str) -> Vec<VerbTrigger> {
        let (left, object) = match pattern.split_once('+') {
            Some((left, object)) => (left, Some(object.trim())),
            None => (pattern, None),
        };
        let (object, tail_of_object) = match object.map(|object| object.split_once('…').unwrap_or((object, ""))) {
            Some((object, tail)) => (Some(object.trim()), tail),
            None => (None, ""),
        };
        let object = match object {
            Some("*") => Some(ClassId::ANY),
            Some(name) if name.starts_with('@') && !name.contains('|') => self.named_class(node, key, name),
            Some(words) => Some(self.class_of(node, key, words.split('|').map(str::trim))),
            None => None,
        };
        let mut triggers = Vec::new();
        // Before `+` the alternatives are whole phrases (`hold/wrap up + @talks`), elsewhere single words.
        let choices = match object.is_some() && !left.contains('…') {
            true => left.split('/').map(|choice| choice.trim().to_owned()).collect(),
            false => spell_out(left),
        };
        for spelled in choices {
            let (head, tail) = spelled.split_once('…').unwrap_or((&spelled, ""));
            let mut words = head.split_whitespace().map(str::to_owned);
            let Some(verb) = words.next() else {
                self.faults.push(node.fault(key, format!("{pattern:?} names no verb"), "begin with a verb's lemma"));
                continue;
            };
            let tail = tail.split_whitespace().chain(tail_of_object.split_whitespace());
            let tail: Vec<TailWord> = tail.filter_map(|word| self.tail_word(node, key, word)).collect();
            triggers.push(VerbTrigger { verb, particles: words.collect(), object, tail });
        }
        triggers
    }

    fn tail_word(&mut self, node: Node, key: &str, word: &str) -> Option<TailWord> {
        match word.starts_with('@') {
            true => self.named_class(node, key, word).map(TailWord::Class),
            false => Some(TailWord::Word(word.to_owned())),
        }
    }

    fn positions(&mut self, node: Node, key: &str, default: &[&str]) -> Vec<Position> {
        let Some(list) = self.keep(node.list(key)) else { return Vec::new() };
        let list = if list.is_empty() { default.to_vec() } else { list };
        let mut positions = Vec::new();
        // `none` says that the frame has no such party.
        for text in list.into_iter().filter(|text| *text != "none") {
            match Position::read(text) {
                Some(position) => positions.push(position),
                None => self.faults.push(node.fault(
                    key,
                    format!("{text:?} is no position"),
                    "write subj, obj, iobj, poss, adj, gov, comp, none or a preposition",
                )),
            }
        }
        positions
    }

    fn kinds(&mut self, node: Node, key: &str) -> Vec<PartyKind> {
        let Some(list) = self.keep(node.list(key)) else { return Vec::new() };
        let mut kinds = Vec::new();
        for text in list {
            kinds.push(match text {
                "person" => PartyKind::Person,
                "body" => PartyKind::Body,
                "country" => PartyKind::Country,
                "group" => PartyKind::Group,
                "place" => PartyKind::Place,
                "diplomat" => PartyKind::Diplomat,
                "armed" => PartyKind::Armed,
                class if class.starts_with('@') => match self.named_class(node, key, class) {
                    Some(class) => PartyKind::Class(class),
                    None => continue,
                },
                _ => {
                    let remedy = "write person, body, country, group, place, diplomat, armed or @class";
                    self.faults.push(node.fault(key, format!("{text:?} is no kind of party"), remedy));
                    continue;
                }
            });
        }
        kinds
    }

    /// A code of one of the record's enums.
    fn code<T>(&mut self, node: Node, key: &str, from_code: fn(&str) -> Option<T>) -> Option<T> {
        let text = self.keep(node.text(key))??;
        let found = from_code(text);
        if found.is_none() {
            self.faults.push(node.fault(key, format!("{text:?} is no {key}"), "see data/ontology for the codes"));
        }
        found
    }

    fn code_list<T>(&mut self, node: Node, key: &str, from_code: fn(&str) -> Option<T>) -> Vec<T> {
        let Some(list) = self.keep(node.list(key)) else { return Vec::new() };
        let mut codes = Vec::new();
        for text in list {
            match from_code(text) {
                Some(code) => codes.push(code),
                None => self.faults.push(node.fault(key, format!("{text:?} is unknown"), "see data/ontology")),
            }
        }
        codes
    }

    fn effects(&mut self, root: Node) {
        let Some(effects) = self.keep(root.tables("effect")) else { return };
        for node in effects {
            self.faults.extend(node.unknown_keys(&["name", "negated", "becomes", "section", "note"]));
            let Some(name) = self.keep(node.require("name")) else { continue };
            let mut becomes = Vec::new();
            if let Some(Some(table)) = self.keep(node.table("becomes")) {
                for key in table.keys() {
                    let Some(Some(text)) = self.keep(table.text(key)) else { continue };
                    let mut words = key.split_whitespace();
                    let event_type = words.next().filter(|word| *word != "any");
                    let (event_type, unknown) = match event_type {
                        Some(word) => (EventType::from_code(word), EventType::from_code(word).is_none()),
                        None => (None, false),
                    };
                    match Becomes::read(text) {
                        Some(read) if !unknown => {
                            becomes.push((event_type, words.next().and_then(Mode::from_code), read));
                        }
                        _ => self.faults.push(table.fault(
                            key,
                            format!("{key} = {text:?} is not understood"),
                            "write CONSULT = \"REJECT meet\"",
                        )),
                    }
                }
            }
            let section = self.keep(node.text("section")).flatten().map(str::to_owned);
            let effect = Effect { name: name.to_owned(), negated: None, becomes, section };
            match self.frames.effect_named(name) {
                Some(id) => self.frames.effects[id.row()] = effect,
                None => self.frames.effects.push(effect),
            }
        }
    }

    fn effect_id(&mut self, node: Node, key: &str) -> Option<EffectId> {
        let name = self.keep(node.text(key))??;
        let found = self.frames.effect_named(name);
        if found.is_none() {
            self.faults.push(node.fault(
                key,
                format!("effect {name:?} does not exist"),
                "add [[effect]] to operators.toml",
            ));
        }
        found
    }

    fn effect_links(&mut self, root: Node) {
        let Some(effects) = self.keep(root.tables("effect")) else { return };
        for node in effects {
            let negated = self.effect_id(node, "negated");
            let name = node.text("name").ok().flatten().unwrap_or_default();
            if let Some(id) = self.frames.effect_named(name) {
                self.frames.effects[id.row()].negated = negated;
            }
        }
    }

    fn entries(&mut self, root: Node) {
        self.faults.extend(root.unknown_keys(&["frame", "operator", "effect", "mode", "stance"]));
        for node in self.keep(root.tables("frame")).unwrap_or_default() {
            self.frame(node);
        }
        for node in self.keep(root.tables("operator")).unwrap_or_default() {
            self.operator(node);
        }
        for node in self.keep(root.tables("mode")).unwrap_or_default() {
            self.mode_rule(node);
        }
        for node in self.keep(root.tables("stance")).unwrap_or_default() {
            self.stance_rule(node);
        }
    }

    fn frame(&mut self, node: Node) {
        self.faults.extend(node.unknown_keys(FRAME_KEYS));
        let Some(name) = self.keep(node.require("name")) else { return };
        let older = self.frames.frames.iter().position(|frame| frame.name == name);
        // A file laid over may replace a frame; within one layer names are unique.
        let replaces = older.filter(|at| {
            let source = &self.frames.frames[*at].source;
            source.rsplit_once(':').map(|(file, _)| file) != Some(node.file().name.as_str())
        });
        if older.is_some() && replaces.is_none() {
            self.faults.push(node.fault("name", format!("a frame {name:?} exists already"), "choose another name"));
            return;
        }
        let Some(event_type) = self.code(node, "type", EventType::from_code) else {
            if node.text("type").ok().flatten().is_none() {
                self.faults.push(node.fault("type", "\"type\" is missing", "name the PLOVER event type"));
            }
            return;
        };
        let reciprocal = self.keep(node.flag("reciprocal")).unwrap_or(false);
        let (actor, recipient, noun_actor, noun_recipient): (&[&str], &[&str], &[&str], &[&str]) = match reciprocal {
            true => (&["subj"], &["obj", "with"], &["poss", "between", "among", "subj", "by", "adj", "gov"], &["with"]),
            false => (
                &["subj"],
                &["obj"],
                &["poss", "by", "subj", "adj", "gov"],
                &["of", "against", "on", "to", "with", "for"],
            ),
        };
        let frame = Frame {
            name: name.to_owned(),
            source: format!("{}:{}", node.file().name, node.line()),
            event_type,
            mode: self.code(node, "mode", Mode::from_code),
            verbs: self.verbs(node, "verbs"),
            nouns: self.own_class(node, "nouns"),
            adjectives: self.own_class(node, "adjectives"),
            actor: self.positions(node, "actor", actor),
            recipient: self.positions(node, "recipient", recipient),
            noun_actor: self.positions(node, "noun_actor", noun_actor),
            noun_recipient: self.positions(node, "noun_recipient", noun_recipient),
            reciprocal,
            needs: self.code(node, "needs", Needs::from_code).unwrap_or(Needs::Either),
            object: self.class_list(node, "object"),
            object_not: self.class_list(node, "object_not"),
            near: self.class_list(node, "near"),
            near_not: self.class_list(node, "near_not"),
            actor_is: self.kinds(node, "actor_is"),
            actor_not: self.kinds(node, "actor_not"),
            recipient_is: self.kinds(node, "recipient_is"),
            recipient_not: self.kinds(node, "recipient_not"),
            complement: self.code(node, "complement", ComplementRule::from_code).unwrap_or(ComplementRule::May),
            governs: self.effect_id(node, "governs"),
            status: self.code(node, "status", Status::from_code),
            visit: self.keep(node.flag("visit")).unwrap_or(false),
            subjects: self.code_list(node, "subjects", Subject::from_code),
            contexts: self.code_list(node, "contexts", Context::from_code),
            weight: self.keep(node.number("weight")).flatten().unwrap_or(700),
            relation: self.code(node, "relation", EventType::from_code),
            section: self.keep(node.text("section")).flatten().map(str::to_owned),
            codes: self.keep(node.list("codes")).unwrap_or_default().into_iter().map(Example::read).collect(),
            codes_not: self.keep(node.list("codes_not")).unwrap_or_default().into_iter().map(Example::read).collect(),
        };
        if frame.verbs.is_empty() && frame.nouns.is_none() && frame.adjectives.is_none() {
            self.faults.push(node.fault(
                "name",
                format!("frame {name:?} has no trigger"),
                "give it verbs, nouns or adjectives",
            ));
        }
        if frame.codes.len() < 2 || frame.codes_not.len() < 2 {
            let message = format!("frame {name:?} needs two sentences in codes and two in codes_not");
            self.faults.push(node.fault("name", message, "write them: the audit runs them all"));
        }
        match replaces {
            Some(at) => self.frames.frames[at] = frame,
            None => self.frames.frames.push(frame),
        }
    }

    fn operator(&mut self, node: Node) {
        self.faults.extend(node.unknown_keys(OPERATOR_KEYS));
        let Some(name) = self.keep(node.require("name")) else { return };
        let Some(effect) = self.effect_id(node, "effect") else { return };
        let operator = Operator {
            name: name.to_owned(),
            effect,
            verbs: self.verbs(node, "verbs"),
            nouns: self.own_class(node, "nouns"),
            adjectives: self.own_class(node, "adjectives"),
            auxiliaries: self.own_class(node, "auxiliaries"),
            takes_objects: self.keep(node.flag("objects")).unwrap_or(false),
            object_control: self.keep(node.flag("object_control")).unwrap_or(false),
        };
        match self.frames.operators.iter().position(|older| older.name == operator.name) {
            Some(at) => self.frames.operators[at] = operator,
            None => self.frames.operators.push(operator),
        }
    }

    fn mode_rule(&mut self, node: Node) {
        self.faults.extend(node.unknown_keys(&["type", "mode", "over", "near", "note"]));
        let Some(event_type) = self.code(node, "type", EventType::from_code) else { return };
        let Some(mode) = self.code(node, "mode", Mode::from_code) else { return };
        let over = self.code_list(node, "over", Mode::from_code);
        let near = self.class_list(node, "near");
        self.frames.modes.push(ModeRule { event_type, mode, over, near });
    }

    fn stance_rule(&mut self, node: Node) {
        self.faults.extend(node.unknown_keys(&["stance", "verbs", "complement", "near", "note"]));
        let Some(stance) = self.code(node, "stance", Stance::from_code) else { return };
        let verbs = self.verbs(node, "verbs");
        let complement = self.code(node, "complement", ComplementRule::from_code).unwrap_or(ComplementRule::May);
        let near = self.class_list(node, "near");
        self.frames.stances.push(StanceRule { stance, verbs, complement, near });
    }

    /// Builds the indexes from words to what they trigger.
    fn index(&mut self) {
        let Frames { frames, operators, stances, verb_uses, class_uses, verb_forms, .. } = &mut self.frames;
        let mut verb = |trigger: &VerbTrigger, what: VerbUse| {
            verb_uses.entry(trigger.verb.clone()).or_default().push(what);
        };
        let mut class = |class: Option<ClassId>, what: ClassUse| {
            if let Some(uses) = class.and_then(|class| class_uses.get_mut(class.row())) {
                uses.push(what);
            }
        };
        for (row, frame) in (0..).zip(frames.iter()) {
            for (at, trigger) in (0..).zip(&frame.verbs) {
                verb(trigger, VerbUse::Frame(FrameId(row), at));
            }
            class(frame.nouns, ClassUse::FrameNoun(FrameId(row)));
            class(frame.adjectives, ClassUse::FrameAdjective(FrameId(row)));
        }
        for (row, operator) in (0..).zip(operators.iter()) {
            for (at, trigger) in (0..).zip(&operator.verbs) {
                verb(trigger, VerbUse::Operator(row, at));
            }
            class(operator.nouns, ClassUse::OperatorNoun(row));
            class(operator.adjectives, ClassUse::OperatorAdjective(row));
            class(operator.auxiliaries, ClassUse::OperatorAuxiliary(row));
        }
        for (row, rule) in (0..).zip(stances.iter()) {
            for (at, trigger) in (0..).zip(&rule.verbs) {
                verb(trigger, VerbUse::Stance(row, at));
            }
        }
        let triggers = frames.iter().flat_map(|frame| &frame.verbs);
        let triggers = triggers.chain(operators.iter().flat_map(|operator| &operator.verbs));
        for trigger in triggers.chain(stances.iter().flat_map(|rule| &rule.verbs)) {
            for form in regular_forms(&trigger.verb) {
                verb_forms.entry(form).or_insert_with(|| trigger.verb.clone());
            }
        }
    }
}

/// Regular forms of a verb, with and without a doubled consonant.
fn regular_forms(verb: &str) -> Vec<String> {
    let Some(last) = verb.chars().last().filter(char::is_ascii_alphabetic) else { return Vec::new() };
    let but_last = &verb[..verb.len() - 1];
    match last {
        'e' => vec![format!("{verb}d"), format!("{but_last}ing"), format!("{verb}s"), format!("{verb}ing")],
        'y' => vec![
            format!("{but_last}ied"),
            format!("{but_last}ies"),
            format!("{verb}ing"),
            format!("{verb}ed"),
            format!("{verb}s"),
        ],
        'a' | 'i' | 'o' | 'u' => {
            vec![format!("{verb}ed"), format!("{verb}ing"), format!("{verb}s"), format!("{verb}es")]
        }
        _ => vec![
            format!("{verb}ed"),
            format!("{verb}ing"),
            format!("{verb}s"),
            format!("{verb}es"),
            format!("{verb}{last}ed"),
            format!("{verb}{last}ing"),
        ],
    }
}
