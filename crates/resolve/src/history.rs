//! Who has been spoken of, most recent last: what pronouns and bare titles look back at.

use lexicon::NameGender;
use record::{Deprel, Id, MentionForm, Referent, Resolved, SentenceKind, Token};

use crate::view::View;

/// A mention that later words can mean.
#[derive(Clone, Debug)]
pub(crate) struct Said {
    /// Whom or what it meant.
    pub referent: Referent,
    /// Its head token.
    pub head: Id<Token>,
    /// The unit it begins with.
    pub unit: usize,
    /// Its sentence.
    pub sentence: usize,
    /// Whether it is a subject.
    pub subject: bool,
    /// Whether it is the subject of the sentence itself.
    pub main: bool,
    /// Whether it only owns or narrows something (`Egypt's`).
    pub possessor: bool,
    /// Whether it is only the source of what the sentence says (`…, the spokesman said`).
    pub speaker: bool,
}

/// All mentions so far.
#[derive(Debug, Default)]
pub(crate) struct History {
    /// In text order.
    pub said: Vec<Said>,
}

impl History {
    /// Remembers a mention.
    pub fn add(&mut self, view: &View, unit: usize, resolved: &Resolved) {
        let token = view.reading.tokens.rows().get(resolved.head.row());
        let deprel = token.map(|token| token.deprel);
        let subject = matches!(deprel, Some(Deprel::Nsubj | Deprel::NsubjPass | Deprel::NsubjOuter | Deprel::OblAgent));
        let possessor = deprel == Some(Deprel::NmodPoss) || resolved.form == MentionForm::Adjective;
        let verb = token.and_then(|token| token.head);
        let says = verb.is_some_and(|verb| {
            matches!(
                view.reading.lemma(verb),
                "say" | "tell" | "add" | "report" | "state" | "write" | "tweet" | "announce"
            )
        });
        self.said.push(Said {
            referent: resolved.referent.clone(),
            head: resolved.head,
            unit,
            sentence: resolved.sentence.row(),
            subject,
            main: subject && verb.is_some_and(|verb| view.reading.tokens[verb].head.is_none()),
            possessor,
            speaker: subject && says,
        });
    }

    /// The most likely meaning of a pronoun at a unit among referents that fit, with its runner-up's distance in points.
    pub fn antecedent(&self, view: &View, unit: usize, fits: impl Fn(&Referent) -> bool) -> Option<Referent> {
        let sentence = view.units.get(unit)?.sentence;
        let token = view.last_token(unit)?;
        let pronoun_subject = matches!(token.deprel, Deprel::Nsubj | Deprel::NsubjPass);
        let object = matches!(token.deprel, Deprel::Obj | Deprel::Iobj | Deprel::Obl);
        let mut best: Option<(i64, &Said)> = None;
        for said in self.said.iter().rev() {
            if said.unit >= unit || !fits(&said.referent) {
                continue;
            }
            let back = sentence.saturating_sub(said.sentence);
            if back > 2 {
                break;
            }
            // `X praised him`: an object is never the subject of its own verb.
            let governor = view.reading.tokens.rows().get(said.head.row()).and_then(|token| token.head);
            if object && said.subject && governor.is_some() && governor == token.head {
                continue;
            }
            let mut points = match back {
                0 => 30,
                1 => 20,
                _ => 4,
            };
            points += if said.subject { 15 } else { 0 } + if said.subject && pronoun_subject { 5 } else { 0 };
            points -= if said.possessor { 6 } else { 0 };
            points -= ((unit - said.unit) / 6).min(9) as i64;
            if best.is_none_or(|(most, _)| points > most) {
                best = Some((points, said));
            }
        }
        best.map(|(_, said)| said.referent.clone())
    }

    /// The last referent before a unit that fits.
    pub fn last(&self, unit: usize, fits: impl Fn(&Referent) -> bool) -> Option<Referent> {
        self.said.iter().rev().find(|said| said.unit < unit && fits(&said.referent)).map(|said| said.referent.clone())
    }

    /// The last distinct referents before a unit that fit, in text order, at most `n`; those who only tell of the others
    /// last.
    pub fn last_distinct(&self, unit: usize, n: usize, fits: impl Fn(&Referent) -> bool) -> Vec<Referent> {
        let mut found: Vec<Referent> = Vec::new();
        let before = |said: &&Said| said.unit < unit;
        let acting = self.said.iter().rev().filter(before).filter(|said| !said.speaker).take(12);
        for said in acting.chain(self.said.iter().rev().filter(before)) {
            if found.len() == n {
                break;
            }
            if fits(&said.referent) && !found.contains(&said.referent) {
                found.push(said.referent.clone());
            }
        }
        found.sort_by_key(|referent| self.said.iter().rposition(|said| said.unit < unit && said.referent == *referent));
        found
    }

    /// Whose country is most at hand at a unit, nearest first, and how much that says of who stands there: the subject of
    /// this sentence most, then any subject in it, then anything in it, then the same in the two sentences before.
    pub fn at_hand(&self, view: &View, unit: usize) -> Vec<(Referent, i32)> {
        let mut found = Vec::new();
        let Some(sentence) = view.units.get(unit).map(|unit| unit.sentence) else { return found };
        for back in 0..=2 {
            let row = sentence.checked_sub(back).and_then(|row| view.reading.sentences.rows().get(row));
            if back > 0 && row.is_none_or(|row| row.kind == SentenceKind::Heading) {
                break;
            }
            let here: Vec<&Said> =
                self.said.iter().rev().filter(|said| said.unit < unit && said.sentence + back == sentence).collect();
            let far = if back == 0 { 0 } else { 3 };
            found.extend(here.iter().filter(|said| said.main).map(|said| (said.referent.clone(), 12 - far)));
            found.extend(
                here.iter().filter(|said| said.subject && !said.main).map(|said| (said.referent.clone(), 10 - far)),
            );
            found.extend(here.iter().filter(|said| !said.subject).map(|said| (said.referent.clone(), 7 - far)));
        }
        found
    }
}

/// The gender a pronoun asks for.
pub(crate) fn pronoun_gender(lower: &str) -> Option<NameGender> {
    match lower {
        "he" | "him" | "his" | "himself" => Some(NameGender::Male),
        "she" | "her" | "hers" | "herself" => Some(NameGender::Female),
        _ => None,
    }
}
