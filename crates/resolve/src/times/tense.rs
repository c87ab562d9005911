//! When a clause lies, seen from publication, by the verb that governs a date phrase.

use calendar::{DatePhrase, Tense, When};
use lexicon::{Lexicon, TimeSense};
use record::{Deprel, Id, Reading, SentenceKind, Span, Token, Upos, Xpos};

/// The tense of the clause a phrase stands in; what the words around suggest where no verb governs it.
pub(super) fn of_phrase(lexicon: &Lexicon, reading: &Reading, phrase: &DatePhrase, kind: SentenceKind) -> Tense {
    let Some(head) = head_of(reading, phrase.span) else { return phrase.tense };
    let judge = Judge { lexicon, reading, headline: kind == SentenceKind::Heading, dated: is_day(&phrase.when) };
    judge.up_from(head).unwrap_or(phrase.tense)
}

fn is_day(when: &When) -> bool {
    matches!(when, When::Weekday { .. } | When::MonthDays { .. } | When::DaysOfMonth { .. } | When::Month { .. })
}

/// The word of the span that is governed from outside it.
fn head_of(reading: &Reading, span: Span) -> Option<Id<Token>> {
    let rows = reading.tokens.rows();
    let from = rows.partition_point(|token| token.span.end <= span.start);
    let inside = rows.get(from..)?.iter().enumerate().take_while(|(_, token)| token.span.start < span.end);
    let outside = |head: Option<Id<Token>>| {
        head.and_then(|head| reading.tokens.get(head)).is_none_or(|head| !span.overlaps(head.span))
    };
    inside.filter(|(_, token)| outside(token.head)).map(|(row, _)| Id::new(from + row)).next()
}

struct Judge<'j> {
    lexicon: &'j Lexicon,
    reading: &'j Reading,
    headline: bool,
    dated: bool,
}

impl Judge<'_> {
    /// Climbs from the date to the verb over it; things that lie ahead (`the upcoming vote`) decide on the way.
    fn up_from(&self, date: Id<Token>) -> Option<Tense> {
        let mut at = date;
        for _ in 0..8 {
            let token = self.reading.tokens.get(at)?;
            if matches!(token.upos, Upos::Verb | Upos::Aux) {
                return self.of_verb(at, 0);
            }
            if at != date && self.lies_ahead(at) {
                return Some(Tense::Future);
            }
            // `Italy is to host it on Friday`: a copula gives the clause its time.
            if let Some(tense) = self.of_helpers(at) {
                return Some(tense);
            }
            at = token.head?;
        }
        None
    }

    fn lies_ahead(&self, noun: Id<Token>) -> bool {
        let words = self.lexicon.time_words();
        self.reading.children(noun).any(|child| {
            let lemma = self.reading.lemma(child);
            words.is(lemma, TimeSense::Ahead)
                || self.reading.tokens.get(child).is_some_and(|token| token.deprel == Deprel::Case)
                    && matches!(lemma, "ahead" | "before" | "until")
        })
    }

    fn of_helpers(&self, head: Id<Token>) -> Option<Tense> {
        let mut tense = None;
        for child in self.reading.children(head) {
            let Some(token) = self.reading.tokens.get(child) else { continue };
            if !matches!(token.deprel, Deprel::Aux | Deprel::AuxPass | Deprel::Cop) {
                continue;
            }
            match token.xpos {
                Xpos::Md => {
                    return match self.reading.lemma(child) {
                        "could" | "can" | "must" => tense,
                        _ => Some(Tense::Future),
                    };
                }
                Xpos::Vbd | Xpos::Vbn => tense = Some(Tense::Past),
                Xpos::Vbz | Xpos::Vbp if self.reading.lemma(child) == "have" => tense = Some(Tense::Past),
                _ => {}
            }
        }
        tense
    }

    fn of_verb(&self, verb: Id<Token>, depth: u8) -> Option<Tense> {
        let token = self.reading.tokens.get(verb)?;
        let words = self.lexicon.time_words();
        if let Some(tense) = self.of_helpers(verb) {
            // `was due to meet`, `had been scheduled for Friday`: planned, though told in the past.
            return Some(tense);
        }
        let infinitive = self
            .reading
            .children(verb)
            .any(|child| self.reading.tokens.get(child).is_some_and(|token| token.xpos == Xpos::To));
        if infinitive {
            let above = token.head?;
            let planned = words.is(self.reading.lemma(above), TimeSense::Plan)
                || self.reading.lemma(above) == "be"
                || self.lies_ahead(above);
            if planned {
                return Some(Tense::Future);
            }
            return if depth < 4 { self.of_governor(above, depth + 1) } else { None };
        }
        match token.xpos {
            Xpos::Vbd => Some(Tense::Past),
            // `a vote scheduled for Friday`
            Xpos::Vbn if words.is(self.reading.lemma(verb), TimeSense::Plan) && token.deprel == Deprel::Acl => {
                Some(Tense::Future)
            }
            Xpos::Vbn if token.deprel == Deprel::Acl => Some(Tense::Past),
            // The present of a dated happening is a timetable (`opens on Friday`), in headlines the news.
            Xpos::Vbz | Xpos::Vbp if self.dated && !self.headline && token.deprel != Deprel::Root => {
                Some(Tense::Future)
            }
            Xpos::Vbz | Xpos::Vbp if self.dated && !self.headline => Some(Tense::Future),
            Xpos::Vbg | Xpos::Vb | Xpos::Vbn if depth < 4 => self.of_governor(token.head?, depth + 1),
            _ => None,
        }
    }

    fn of_governor(&self, at: Id<Token>, depth: u8) -> Option<Tense> {
        let token = self.reading.tokens.get(at)?;
        if matches!(token.upos, Upos::Verb | Upos::Aux) { self.of_verb(at, depth) } else { self.up_from(at) }
    }
}
