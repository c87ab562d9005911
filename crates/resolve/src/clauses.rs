//! Offices told by clauses: `led by X`, `X, who chairs the council`, `calls himself commander`, `sacked as chief of police`.

use std::ops::Range;

use record::{CountryCode, Deprel, Held, Id};

use crate::bodies::BodyTable;
use crate::chunks::{ChunkKind, Chunks};
use crate::lore::Lore;
use crate::runs::NameRun;
use crate::titles::TitlePhrase;
use crate::view::{Shape, View};

/// An office that a clause gives to a run.
#[derive(Clone, Debug)]
pub(crate) struct ClauseOffice {
    /// The run.
    pub run: usize,
    /// The title phrase, where the clause has one.
    pub phrase: Option<usize>,
    /// The title that the verb says, where there is no phrase.
    pub title: Option<String>,
    /// The body the verb has for object or subject.
    pub body: Option<Range<usize>>,
    /// The country before the body.
    pub country: Option<CountryCode>,
    /// How it is held, where the verb says so.
    pub held: Option<Held>,
    /// The words.
    pub units: Range<usize>,
}

/// Verbs of heading, with the post each says and whether `by` gives the holder.
fn heading_verb(lower: &str) -> Option<&'static str> {
    Some(match lower {
        "heads" | "headed" | "heading" => "head",
        "leads" | "led" | "leading" => "leader",
        "chairs" | "chaired" | "chairing" => "chair",
        "runs" => "head",
        "commands" | "commanded" | "commanding" => "commander",
        "directs" => "director",
        "presides" => "president",
        _ => return None,
    })
}

pub(crate) struct ClauseReader<'r, 'v> {
    pub view: &'r View<'v>,
    pub lore: &'r Lore<'r>,
    pub chunks: &'r Chunks,
    pub phrases: &'r [TitlePhrase],
    pub runs: &'r [NameRun],
    pub bodies: &'r BodyTable,
}

impl ClauseReader<'_, '_> {
    /// Every office that a clause gives.
    pub fn read(&self) -> Vec<ClauseOffice> {
        let mut found = Vec::new();
        for unit in 0..self.view.len() {
            found.extend(self.passive(unit));
            found.extend(self.relative(unit));
            found.extend(self.reflexive(unit));
            found.extend(self.as_phrase(unit));
        }
        found
    }

    /// The run that begins at a unit, after titles right before it.
    fn run_after(&self, unit: usize) -> Option<usize> {
        let row = self
            .runs
            .iter()
            .position(|run| run.units.start >= unit && self.view.same_sentence(unit, run.units.start))?;
        let mut start = self.runs[row].units.start;
        while start > unit {
            let before = self.phrases.iter().filter(|phrase| phrase.units.end == start || phrase.core.end == start);
            let from = before.map(|phrase| phrase.units.start).min().filter(|from| *from < start)?;
            start = from;
        }
        (start <= unit).then_some(row)
    }

    /// The nearest run before a unit in its sentence.
    fn run_before(&self, unit: usize) -> Option<usize> {
        self.runs.iter().rposition(|run| run.units.end <= unit && self.view.same_sentence(run.units.start, unit))
    }

    /// `the unity government led by X`, `a parallel administration appointed by … and headed by X`.
    fn passive(&self, unit: usize) -> Option<ClauseOffice> {
        let verb = self.view.lower(unit);
        if !matches!(verb, "led" | "headed" | "chaired" | "commanded") || self.view.lower(unit + 1) != "by" {
            return None;
        }
        let run = self.run_after(unit + 2)?;
        let (head, body) = self.governed_body(unit)?;
        let kind = self
            .lore
            .head_word(self.view.lower(head))
            .map(|(kind, _)| kind)
            .or(self.chunks.body(head).map(|body| body.kind));
        let title = match (verb, kind) {
            ("led", Some(record::BodyKind::Government)) => "head",
            _ => heading_verb(verb)?,
        };
        Some(ClauseOffice {
            run,
            phrase: None,
            title: Some(title.to_owned()),
            country: self.country_of(&body),
            units: unit..self.runs[run].units.end,
            body: Some(body),
            held: None,
        })
    }

    /// The body that a participle belongs to: right before it, else by the tree.
    fn governed_body(&self, unit: usize) -> Option<(usize, Range<usize>)> {
        let mut before = unit;
        while before > 0
            && (matches!(self.view.text(before - 1), "," | ")" | "(") || self.view.shape(before - 1) == Shape::Acronym)
        {
            before -= 1;
        }
        if let Some(found) = before.checked_sub(1).and_then(|noun| self.body_at(noun)) {
            return Some(found);
        }
        let rows = self.view.reading.tokens.rows();
        let mut at = self.view.units.get(unit)?.tokens.start;
        for _ in 0..4 {
            let token = rows.get(at)?;
            let up =
                matches!(token.deprel, Deprel::Conj | Deprel::Acl | Deprel::AclRelcl | Deprel::Amod | Deprel::Advcl);
            let Some(head) = token.head.filter(|_| up) else { break };
            at = head.row();
            let noun = self.view.unit_of(Id::new(at));
            if let Some(found) = self.body_at(noun) {
                return Some(found);
            }
        }
        // The last body before it.
        let sentence = self.view.sentence_of(unit);
        (sentence.start..unit)
            .rev()
            .filter(|noun| self.chunks.at(*noun).is_none_or(|chunk| chunk.units.end == noun + 1))
            .find_map(|noun| self.body_at(noun))
    }

    /// A body at a unit, with what is before its head; delegations and talks are led too, but no posts.
    fn body_at(&self, unit: usize) -> Option<(usize, Range<usize>)> {
        if let Some(chunk) = self.chunks.at(unit)
            && let ChunkKind::Body(body) = &chunk.kind
        {
            let lower = self.view.lower(body.head);
            return (!is_passing(lower)).then(|| (body.head, chunk.units.clone()));
        }
        let lower = self.view.lower(unit);
        let is_body = self.lore.head_word(lower).is_some()
            || matches!(
                lower,
                "movement" | "group" | "faction" | "militia" | "administration" | "bloc" | "alliance" | "junta"
            );
        (is_body && !is_passing(lower)).then(|| (unit, unit..unit + 1))
    }

    fn country_of(&self, body: &Range<usize>) -> Option<CountryCode> {
        let chunk = self.chunks.rows.iter().position(|chunk| chunk.units.start == body.start);
        if let Some(row) = chunk.and_then(|chunk| self.bodies.of_chunk[chunk]).and_then(|row| self.bodies.rows.get(row))
            && row.country.is_some()
        {
            return row.country;
        }
        let mut before = body.start;
        if before > 0 && self.view.shape(before - 1) == Shape::Possessive {
            before -= 1;
        }
        self.chunks.country(before.checked_sub(1)?).map(|hit| hit.code)
    }

    /// `X, who heads the party`, `X, the minister, who chairs the bloc`.
    fn relative(&self, unit: usize) -> Option<ClauseOffice> {
        if self.view.lower(unit) != "who" {
            return None;
        }
        let verb = unit + 1 + usize::from(matches!(self.view.lower(unit + 1), "also" | "now" | "currently" | "still"));
        let title = heading_verb(self.view.lower(verb)).filter(|_| {
            self.view.lower(verb + 1) != "by"
                && !self.view.lower(verb).ends_with("ed")
                && self.view.lower(verb) != "led"
        })?;
        let run = self.run_before(unit)?;
        let mut at = verb + 1;
        let mut country = None;
        while matches!(self.view.lower(at), "the" | "a" | "an" | "over")
            || self.view.shape(at) == Shape::Possessive
            || self.chunks.country(at).is_some()
            || crate::words::is_possessive_pronoun(self.view.lower(at))
        {
            country = country.or(self.chunks.country(at).map(|hit| hit.code));
            at += 1;
        }
        let owner = self.chunks.starting(at)?;
        // `who runs the KRG's Department of Foreign Relations`
        let owned = if self.view.shape(owner.units.end) == Shape::Possessive {
            self.chunks.starting(owner.units.end + 1)
        } else {
            None
        };
        let owner_country = match &owner.kind {
            ChunkKind::Body(body) => body.country,
            _ => None,
        };
        let chunk = owned.unwrap_or(owner);
        let ChunkKind::Body(body) = &chunk.kind else { return None };
        if is_passing(self.view.lower(body.head)) {
            return None;
        }
        Some(ClauseOffice {
            run,
            phrase: None,
            title: Some(title.to_owned()),
            country: country.or(owner_country).or_else(|| self.country_of(&chunk.units)),
            body: Some(owner.units.start..chunk.units.end),
            held: None,
            units: verb..chunk.units.end,
        })
    }

    /// `calls himself the "Commander-in-Chief of the army"`, `proclaimed himself interim president`.
    fn reflexive(&self, unit: usize) -> Option<ClauseOffice> {
        if !matches!(self.view.lower(unit), "himself" | "herself") {
            return None;
        }
        let verb = self.view.lower(unit.checked_sub(1)?);
        let claims =
            ["call", "styl", "proclaim", "declar", "describ", "nam", "appoint", "crown", "anoint", "present", "bill"];
        if !claims.iter().any(|stem| verb.starts_with(stem)) {
            return None;
        }
        let row = self.phrase_from(unit + 1, 4)?;
        Some(ClauseOffice {
            run: self.subject_run(unit)?,
            phrase: Some(row),
            title: None,
            body: None,
            country: None,
            held: Some(Held::Claimed),
            units: unit - 1..self.phrases[row].units.end,
        })
    }

    /// The run that a reflexive speaks of: the last before it that is no part of a `by` phrase.
    fn subject_run(&self, unit: usize) -> Option<usize> {
        self.run_before(unit)
    }

    /// The first phrase that begins within a few units, over quotation marks, `the` and `as`.
    fn phrase_from(&self, unit: usize, reach: usize) -> Option<usize> {
        let row = self.phrases.iter().position(|phrase| phrase.units.start >= unit && !phrase.inside)?;
        let start = self.phrases[row].units.start;
        let only_small = (unit..start).all(|at| {
            self.view.shape(at) == Shape::Punct || matches!(self.view.lower(at), "as" | "the" | "a" | "to" | "be")
        });
        (start <= unit + reach && only_small && self.view.same_sentence(unit, start)).then_some(row)
    }

    /// `sacked as chief of police`, `stepped down as president`, `elected president`, `named X prime minister`.
    fn as_phrase(&self, unit: usize) -> Option<ClauseOffice> {
        let lower = self.view.lower(unit);
        let (held, needs_as) = appointment(lower)?;
        let reach = self.view.sentence_of(unit).end.min(unit + 8);
        let mut at = unit + 1;
        let mut object = None;
        while at < reach && self.view.lower(at) != "as" {
            if let Some(run) = self.runs.iter().position(|run| run.units.contains(&at)) {
                object = Some(run);
                at = self.runs[run].units.end;
                continue;
            }
            let small = matches!(self.view.lower(at), "down" | "in" | "," | "to" | "the" | "a" | "new" | "be")
                || self.phrases.iter().any(|phrase| phrase.units.contains(&at));
            if !small {
                return None;
            }
            if object.is_none()
                && self.phrases.iter().any(|phrase| phrase.units.start == at && !phrase.inside)
                && !needs_as
            {
                break;
            }
            if object.is_some() && self.phrases.iter().any(|phrase| phrase.units.start == at) {
                break;
            }
            at += 1;
        }
        let has_as = self.view.lower(at) == "as";
        if needs_as && !has_as {
            return None;
        }
        let row = self.phrase_from(if has_as { at + 1 } else { at }, 2)?;
        let after = self.phrases[row].units.end;
        // `elected President X`: the title belongs to the name behind it.
        if self.runs.iter().any(|run| run.units.start == after) && !has_as {
            return None;
        }
        let run = object.or_else(|| self.passive_subject(unit))?;
        Some(ClauseOffice {
            run,
            phrase: Some(row),
            title: None,
            body: None,
            country: None,
            held,
            units: unit..self.phrases[row].units.end,
        })
    }

    /// Whom an appointment is about: `X, whom Y had sacked`, `X was named`.
    fn passive_subject(&self, unit: usize) -> Option<usize> {
        let sentence = self.view.sentence_of(unit);
        let whom = (sentence.start..unit).rev().take(8).find(|at| self.view.lower(*at) == "whom");
        if let Some(whom) = whom {
            return self.run_before(whom);
        }
        let auxiliary =
            matches!(
                self.view.lower(unit.checked_sub(1)?),
                "was" | "were" | "been" | "being" | "is" | "be" | "who" | "he" | "she"
            ) || matches!(self.view.lower(unit), "served" | "stepped" | "resigned" | "quit" | "serves" | "serving");
        if !auxiliary {
            return None;
        }
        self.run_before(unit)
    }
}

/// What led and headed bodies are not posts: they pass.
fn is_passing(lower: &str) -> bool {
    matches!(
        lower,
        "delegation"
            | "delegations"
            | "team"
            | "mission"
            | "talks"
            | "meeting"
            | "negotiations"
            | "summit"
            | "visit"
            | "coup"
            | "coups"
            | "effort"
            | "efforts"
            | "operation"
            | "investigation"
            | "protests"
            | "rally"
            | "session"
            | "convoy"
            | "group"
            | "panel"
            | "raid"
            | "force"
            | "offensive"
            | "list"
            | "conference"
    )
}

/// Verbs of taking up and leaving office: how the office is then held, and whether `as` must follow.
fn appointment(lower: &str) -> Option<(Option<Held>, bool)> {
    Some(match lower {
        "sacked" | "ousted" | "removed" | "dismissed" | "fired" | "deposed" | "overthrown" | "resigned" | "quit"
        | "replaced" | "suspended" | "stepped" => (Some(Held::Former), true),
        "served" => (Some(Held::Former), true),
        "serves" | "serving" => (None, true),
        "appointed" | "elected" | "reelected" | "re-elected" | "installed" | "confirmed" | "named" => (None, false),
        "sworn" | "inaugurated" => (None, true),
        "nominated" => (Some(Held::Designate), false),
        _ => return None,
    })
}
