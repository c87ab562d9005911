//! Time expressions of an article, placed on the calendar, and the time the article was written.
//!
//! [`times`] fills `cast.times` and `cast.written`. A page that does not state its date is dated, where it can be, by
//! what its text says ([`written`](infer)): a weekday that agrees with a day of the month in one year only, the latest
//! day told in full. What is counted from an inferred date is marked as inferred too.

mod frame;
mod infer;
mod tense;

use calendar::{DatePhrase, Reference, Resolved, Tense, When, civil, find_dates};
use lexicon::Lexicon;
use record::{
    Article, Cast, DateBasis, Edtf, EdtfDate, Id, Mention, MentionKind, Reading, Sentence, SentenceKind, Span,
    TimeExpression, TimeKind,
};

/// A date phrase of the article and where it stands.
struct Found {
    /// With its span in the whole text.
    phrase: DatePhrase,
    sentence: Option<Id<Sentence>>,
    kind: SentenceKind,
    tense: Tense,
}

/// Fills `cast.times` with every time expression of the text, and `cast.written`.
pub fn times(lexicon: &Lexicon, article: &Article, reading: &Reading, cast: &mut Cast) {
    let found = find(lexicon, article, reading);
    cast.written = match &article.published {
        Some(published) => Some((published.value, published.basis, published.evidence.clone())),
        None => {
            let frame = frame::frame(lexicon, article, reading, cast, &found);
            infer::written(lexicon, article, &found, frame.as_ref())
        }
    };
    let (earliest, latest) = match &cast.written {
        Some((value, ..)) => near(civil::bounds(*value)),
        None => (None, None),
    };
    let inferred = cast.written.as_ref().is_some_and(|(_, basis, _)| *basis == DateBasis::Inferred);
    let mut placer =
        Placer { lexicon, earliest: earliest.or(latest), latest: latest.or(earliest), inferred, anchor: None };
    for found in &found {
        let mut expression = placer.place(found);
        if let Some(name) = name_around(reading, found) {
            // What a name is dated by says nothing about when the sentence's event happened.
            expression.value = None;
            expression.basis = DateBasis::Unknown;
            expression.why = format!("belongs to the name {:?}", name.of(&article.text));
        } else {
            placer.heed(found, &expression);
        }
        cast.times.push(expression);
    }
}

/// Days near enough to count from: what holds for both ends of several years says nothing.
fn near(bounds: (Option<civil::Day>, Option<civil::Day>)) -> (Option<civil::Day>, Option<civil::Day>) {
    match bounds {
        (Some(first), Some(last)) if civil::days_between(first, last) > DAYS_TO_COUNT_FROM => (None, None),
        bounds => bounds,
    }
}

/// The longest interval of writing that dates are counted from.
const DAYS_TO_COUNT_FROM: i32 = 400;

fn find(lexicon: &Lexicon, article: &Article, reading: &Reading) -> Vec<Found> {
    let mut found = Vec::new();
    let mut add = |span: Span, sentence: Option<Id<Sentence>>, kind: SentenceKind| {
        for mut phrase in find_dates(lexicon, span.of(&article.text)) {
            let shift = |inner: Span| Span { start: inner.start + span.start, end: inner.end + span.start };
            phrase.span = shift(phrase.span);
            phrase.ends = phrase.ends.map(|(first, second)| (shift(first), shift(second)));
            let tense = match sentence {
                Some(_) => tense::of_phrase(lexicon, reading, &phrase, kind),
                None => phrase.tense,
            };
            found.push(Found { phrase, sentence, kind, tense });
        }
    };
    for (id, sentence) in reading.sentences.iter_with_ids() {
        add(sentence.span, Some(id), sentence.kind);
    }
    if reading.sentences.is_empty() {
        add(Span::new(0, article.text.len()), None, SentenceKind::Prose);
    }
    found
}

struct Placer<'p> {
    lexicon: &'p Lexicon,
    earliest: Option<civil::Day>,
    latest: Option<civil::Day>,
    inferred: bool,
    anchor: Option<Edtf>,
}

impl Placer<'_> {
    fn place(&self, found: &Found) -> TimeExpression {
        let phrase = &found.phrase;
        let mut resolved = self.resolve(phrase, found.tense, self.earliest);
        if self.earliest != self.latest {
            let late = self.resolve(phrase, found.tense, self.latest);
            resolved = between(resolved, late);
        }
        if self.inferred && resolved.basis == DateBasis::Relative {
            resolved.basis = DateBasis::Inferred;
        }
        TimeExpression {
            span: phrase.span,
            kind: phrase.kind,
            value: resolved.value,
            basis: resolved.basis,
            why: resolved.why,
        }
    }

    fn resolve(&self, phrase: &DatePhrase, tense: Tense, published: Option<civil::Day>) -> Resolved {
        let reference = Reference { published, anchor: self.anchor, tense, day_first: None };
        phrase.resolve(self.lexicon, &reference)
    }

    /// Keeps the time just spoken of, for phrases that count from it.
    fn heed(&mut self, found: &Found, expression: &TimeExpression) {
        let Some(value) = expression.value.filter(|_| expression.kind == TimeKind::Date) else { return };
        let (first, last) = civil::bounds(value);
        let vague = matches!(found.phrase.when, When::Vague(_) | When::TimeOfDay | When::Stretch { .. });
        if first.is_some() && last.is_some() && !vague && found.kind != SentenceKind::Dateline {
            self.anchor = Some(value);
        }
    }
}

/// What holds whichever day of the interval the article was written on.
fn between(early: Resolved, late: Resolved) -> Resolved {
    if early.value == late.value {
        return early;
    }
    let ((first, _), (_, last)) = match (early.value, late.value) {
        (Some(early), Some(late)) => (civil::bounds(early), civil::bounds(late)),
        _ => return Resolved { value: None, basis: DateBasis::Unknown, why: early.why },
    };
    let value = match (first, last) {
        (Some(first), Some(last)) if first <= last => Some(civil::interval(first, last)),
        _ => None,
    };
    Resolved { value, basis: early.basis, why: early.why }
}

/// The name that a year or month inside it belongs to (`the 2015 accord` as a named thing), if any.
fn name_around(reading: &Reading, found: &Found) -> Option<Span> {
    let coarse = match &found.phrase.when {
        When::Fixed(Edtf::Date(date)) => matches!(date, EdtfDate::Year(_) | EdtfDate::Month(..)),
        When::Feast { .. } | When::MonthDays { .. } | When::Month { .. } => true,
        _ => false,
    };
    let named = |mention: &&Mention| {
        mention.kind != MentionKind::Date
            && mention.span.contains(found.phrase.span)
            && mention.span.len() > found.phrase.span.len()
    };
    reading.mentions.iter().find(named).filter(|_| coarse && found.sentence.is_some()).map(|mention| mention.span)
}

#[cfg(test)]
mod tests;
