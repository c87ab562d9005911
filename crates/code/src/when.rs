//! When an event happened: its own words, else those of the clause above, else the event it continues, else the
//! publication.

use record::{Cast, DateBasis, Edtf, EdtfDate, EventDate, Id, Status, TimeExpression, TimeKind, Token, Xpos};

use crate::view::View;

/// What dates an event that says nothing itself: the last dated event told before it.
#[derive(Clone, Debug, Default)]
pub(crate) struct DateContext {
    pub(crate) last: Option<EventDate>,
}

/// The date of the event at `anchor`.
pub(crate) fn date(
    view: &View,
    cast: &Cast,
    anchor: Id<Token>,
    status: Status,
    context: &DateContext,
) -> Option<EventDate> {
    if let Some(time) = own_time(view, cast, anchor) {
        // `in the afternoon`: of the day that is told of.
        let of_day =
            is_time_of_day(time.span.of(view.text)) && !matches!(status, Status::Planned | Status::Hypothetical);
        if let Some(day) = context.last.clone().filter(|date| of_day && date.value.as_day().is_some()) {
            return Some(day);
        }
        return Some(stated(time, cast));
    }
    // Words that say when, but cannot be placed on a calendar, keep the date of another event away.
    if says_when(view, cast, anchor) {
        return by_publication(cast);
    }
    if matches!(status, Status::Planned | Status::Hypothetical) {
        return None;
    }
    match tense(view, anchor) {
        Tense::Past | Tense::Bare => context.last.clone().map(|date| EventDate {
            basis: DateBasis::Inferred,
            why: format!("no time of its own; told with what happened {}", date.value),
            span: date.span,
            value: date.value,
        }),
        // `had earlier met`: earlier on the day that is told of.
        Tense::Perfect if says_earlier(view, anchor) => context.last.clone(),
        Tense::Perfect => None,
    }
    .or_else(|| by_publication(cast))
}

/// Whether the date stands in the event's own words.
pub(crate) fn is_own(view: &View, cast: &Cast, anchor: Id<Token>) -> bool {
    own_time(view, cast, anchor).is_some()
}

fn says_earlier(view: &View, anchor: Id<Token>) -> bool {
    view.with(anchor, |deprel| deprel == record::Deprel::Advmod).any(|word| view.lower(word) == "earlier")
}

/// Whether the clause has a date of its own, placed or not.
fn says_when(view: &View, cast: &Cast, anchor: Id<Token>) -> bool {
    let clause = view.clause(view.clause_head(anchor));
    cast.times
        .iter()
        .filter(|time| time.kind == TimeKind::Date && !matches!(time.span.of(view.text), "now" | "later" | "then"))
        .any(|time| {
            let Some(top) = top_of(view, &clause, time) else { return false };
            // `the plan of 2007`: a time that dates another thing.
            time.value.is_none() || path(view, top, anchor, time).is_some()
        })
}

fn stated(time: &TimeExpression, cast: &Cast) -> EventDate {
    let value = time.value.unwrap_or(Edtf::Interval(record::Bound::Open, record::Bound::Open));
    let value = with_year(value, cast);
    EventDate { value, basis: time.basis, why: time.why.clone(), span: Some(time.span) }
}

/// A day without a year is the last such day before the article was written.
fn with_year(value: Edtf, cast: &Cast) -> Edtf {
    let (Edtf::Date(EdtfDate::DayOfAnyYear(month, day)), Some((written, _, _))) = (value, &cast.written) else {
        return value;
    };
    match written.days().1 {
        Some((year, last_month, last_day)) => {
            let back = i16::from((month, day) > (last_month, last_day));
            Edtf::Date(EdtfDate::Day(year - back, month, day))
        }
        None => value,
    }
}

/// On or before the day of publication: all that is known of an undated past event.
fn by_publication(cast: &Cast) -> Option<EventDate> {
    let (written, _, _) = cast.written.as_ref()?;
    let end: EdtfDate = match written {
        Edtf::Date(date) => *date,
        Edtf::Interval(_, record::Bound::Date(date)) => *date,
        Edtf::Interval(_, record::Bound::Open) => return None,
    };
    end.year()?;
    Some(EventDate {
        value: Edtf::until(end),
        basis: DateBasis::Unknown,
        why: "undated; not after publication".to_owned(),
        span: None,
    })
}

/// The time expression nearest above the event's word in the tree: in its own phrase, then its clause, then clauses
/// that govern it without tense of their own.
fn own_time<'c>(view: &View, cast: &'c Cast, anchor: Id<Token>) -> Option<&'c TimeExpression> {
    let sentence = view.reading.sentences[view.sentence].span;
    let times: Vec<&TimeExpression> = cast
        .times
        .iter()
        .filter(|time| time.kind != TimeKind::Set && time.value.is_some() && sentence.contains(time.span))
        .filter(|time| !hangs_on_another(time, view.text))
        .filter(|time| {
            let from = sentence.start as usize;
            // What is quoted has its own time.
            !in_quotes(view.text, from, time.span.start as usize)
                || in_quotes(view.text, from, view.token(anchor).span.start as usize)
        })
        .collect();
    if times.is_empty() {
        return None;
    }
    let anchor_span = view.token(anchor).span;
    let nearest = |tokens: &[Id<Token>], from: Id<Token>| {
        times
            .iter()
            .filter_map(|time| {
                let top = top_of(view, tokens, time)?;
                let (strays, steps) = path(view, top, from, time)?;
                // `agreed to train together from July`: when they will train, not when they agreed.
                let promised = below_complement(view, top, from) && is_after_writing(time, cast);
                if promised {
                    return None;
                }
                let gap = match time.span.start >= anchor_span.end {
                    true => time.span.start - anchor_span.end,
                    false => anchor_span.start.saturating_sub(time.span.end),
                };
                Some(((time.kind != TimeKind::Date, is_vague(time), strays, steps, gap, time.span), *time))
            })
            .min_by_key(|(key, _)| *key)
            .map(|(_, time)| time)
    };
    let own: Vec<Id<Token>> = view.clause(anchor);
    if let Some(time) = nearest(&own, anchor) {
        return Some(time);
    }
    let mut head = view.clause_head(anchor);
    for _ in 0..5 {
        if let Some(time) = nearest(&view.clause(head), head) {
            return Some(time);
        }
        use record::Deprel::*;
        // A finite clause of its own tense has its own time.
        match view.deprel(head) {
            Xcomp | Advcl | Acl | Conj | Ccomp | Parataxis | AclRelcl if !is_pluperfect(view, head) => {}
            _ => break,
        }
        let Some(above) = view.head(head) else { break };
        head = view.clause_head(above);
    }
    // The only time of the sentence serves all that is told in it, unless another tense parts them.
    match times.as_slice() {
        [only] if !is_pluperfect(view, view.clause_head(anchor)) => {
            let all: Vec<Id<Token>> = view.tokens().collect();
            let top = top_of(view, &all, only)?;
            path(view, top, view.clause_head(anchor), only).map(|_| *only)
        }
        _ => None,
    }
}

/// Whether a place of the text stands inside quotation marks that open after `from`.
fn in_quotes(text: &str, from: usize, at: usize) -> bool {
    let before = text.get(from..at).unwrap_or_default();
    let straight = before.matches('"').count() % 2 == 1;
    let curled = before.matches('“').count() > before.matches('”').count();
    straight || curled
}

/// `the afternoon`, `late evening`: words that name no day.
fn is_time_of_day(words: &str) -> bool {
    let lower = words.to_lowercase();
    let names = ["morning", "afternoon", "evening", "night", "noon", "midnight", "dawn", "sunset", "dusk", "midday"];
    lower.split(' ').any(|word| names.contains(&word))
        && lower
            .split(' ')
            .all(|word| names.contains(&word) || matches!(word, "the" | "in" | "late" | "early" | "at" | "mid"))
}

/// `hours after they met`: counted from what the words behind it tell.
fn hangs_on_another(time: &TimeExpression, text: &str) -> bool {
    let words = time.span.of(text);
    words.ends_with(" after") || words.ends_with(" before")
}

/// Whether the word stands in a clause that the other governs.
fn below_complement(view: &View, token: Id<Token>, above: Id<Token>) -> bool {
    let mut at = token;
    for _ in 0..20 {
        if at == above {
            return false;
        }
        if matches!(view.deprel(at), record::Deprel::Xcomp | record::Deprel::Ccomp) {
            return view.dominates(above, at);
        }
        match view.head(at) {
            Some(head) => at = head,
            None => return false,
        }
    }
    false
}

fn is_after_writing(time: &TimeExpression, cast: &Cast) -> bool {
    let written = cast.written.as_ref().and_then(|(written, _, _)| written.days().1);
    match (time.value.and_then(|value| value.days().0), written) {
        (Some(start), Some(written)) => start > written,
        _ => false,
    }
}

/// `recently`, `in recent months`: a time without a beginning gives way to any other.
fn is_vague(time: &TimeExpression) -> bool {
    matches!(time.value, Some(Edtf::Interval(record::Bound::Open, _)))
}

/// The word of a time expression that the rest of it hangs on.
fn top_of(view: &View, tokens: &[Id<Token>], time: &TimeExpression) -> Option<Id<Token>> {
    let inside = |token: Id<Token>| time.span.contains(view.token(token).span);
    let first = tokens.iter().copied().find(|token| inside(*token))?;
    let mut at = first;
    for _ in 0..8 {
        match view.head(at).filter(|head| inside(*head)) {
            Some(head) => at = head,
            None => break,
        }
    }
    Some(at)
}

/// How a time hangs on the word `from`: over how many nouns that mean something else, and in how many steps. `None`
/// for a time that names or dates another thing: `the accord of 2000`, `in power since 1994`, `the 2015 treaty`.
fn path(view: &View, top: Id<Token>, from: Id<Token>, time: &TimeExpression) -> Option<(u8, u8)> {
    use record::Deprel::*;
    let coarse = time.value.is_none_or(|value| value.as_day().is_none());
    let preposition = view.preposition(top);
    let (mut strays, mut steps) = (0u8, 0u8);
    let mut at = top;
    if preposition == "since" {
        strays += 2;
    }
    while at != from && steps < 12 {
        let Some(head) = view.head(at) else { break };
        let nominal = view.is_nominal(head) && head != from && !view.has_copula(head);
        if nominal {
            let names = matches!(view.deprel(at), Compound | Amod | NmodPoss | Nummod)
                && !time.span.contains(view.token(head).span);
            let of = at == top && matches!(preposition.as_str(), "of" | "since" | "from") && view.deprel(at) == Nmod;
            if (names || of) && (coarse || view.deprel(at) == NmodPoss || of) {
                return None;
            }
            if view.deprel(at) == Appos || matches!(view.deprel(at), Acl | AclRelcl) {
                strays += 2;
            }
            strays += 1;
        } else if matches!(view.deprel(at), AclRelcl | AdvclRelcl) {
            strays += 1;
        }
        at = head;
        steps += 1;
    }
    let year_only = matches!(time.value, Some(Edtf::Date(EdtfDate::Year(_))));
    (!(year_only && strays > 0)).then_some((strays, steps))
}

/// The day that the main clause of a sentence tells of, for what is told after it.
pub(crate) fn of_sentence(view: &View, cast: &Cast) -> Option<EventDate> {
    let root = view.tokens().find(|token| view.deprel(*token) == record::Deprel::Root)?;
    if !is_pluperfect(view, root) && view.token(root).xpos != Xpos::Vbd {
        return None;
    }
    let time = own_time(view, cast, root)?;
    time.value.filter(|value| value.as_day().is_some())?;
    Some(stated(time, cast))
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Tense {
    Past,
    Perfect,
    Bare,
}

fn is_pluperfect(view: &View, verb: Id<Token>) -> bool {
    let aux =
        |token: &Id<Token>| view.deprel(*token) == record::Deprel::Aux && matches!(view.lower(*token), "had" | "'d");
    view.children(verb).iter().any(aux)
}

fn tense(view: &View, anchor: Id<Token>) -> Tense {
    let verb = view.clause_head(anchor);
    let perfect = view.children(verb).iter().any(|child| {
        view.deprel(*child) == record::Deprel::Aux
            && matches!(view.lower(*child), "had" | "has" | "have" | "'ve" | "'d")
    });
    if perfect {
        return Tense::Perfect;
    }
    match view.token(verb).xpos {
        Xpos::Vbd => Tense::Past,
        _ => Tense::Bare,
    }
}
