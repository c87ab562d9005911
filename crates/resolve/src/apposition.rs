//! Which title phrase stands beside which name: before it, after it, in lists, in predicates.
//!
//! Read from the words, left to right, since a title phrase between two names can belong to either: `X, the minister,
//! Y, ...` or `the president, X, the minister, Y`. A phrase is given to one name only; a plural one to several.

use record::Upos;

use crate::chunks::{ChunkKind, Chunks};
use crate::runs::NameRun;
use crate::titles::{Owner, TitlePhrase};
use crate::view::{Shape, View};
use lexicon::{CountryForm, TitleKind};
use record::CountryCode;

/// A title phrase that describes a name.
#[derive(Clone, Debug)]
pub(crate) struct Link {
    /// Row of the phrase.
    pub phrase: usize,
    /// Whether nothing stands between title and name.
    pub direct: bool,
    /// How they stand, for the trace.
    pub how: &'static str,
    /// A country for this holder alone: `the ministers of Mali, X, and Niger, Y`.
    pub country: Option<CountryCode>,
}

/// All links between names and title phrases.
#[derive(Debug, Default)]
pub(crate) struct Links {
    /// Links of each run.
    pub of_run: Vec<Vec<Link>>,
    /// Runs of each phrase.
    pub of_phrase: Vec<Vec<usize>>,
}

/// Finds what stands beside what.
pub(crate) fn link(view: &View, chunks: &Chunks, phrases: &[TitlePhrase], runs: &[NameRun]) -> Links {
    let mut linker = Linker {
        view,
        chunks,
        phrases,
        runs,
        links: Links { of_run: vec![Vec::new(); runs.len()], of_phrase: vec![Vec::new(); phrases.len()] },
    };
    for run in 0..runs.len() {
        linker.direct(run);
        linker.list(run);
        linker.before_comma(run);
        linker.after(run);
    }
    linker.links
}

struct Linker<'r, 'v> {
    view: &'r View<'v>,
    chunks: &'r Chunks,
    phrases: &'r [TitlePhrase],
    runs: &'r [NameRun],
    links: Links,
}

impl Linker<'_, '_> {
    fn add(&mut self, run: usize, phrase: usize, direct: bool, how: &'static str, country: Option<CountryCode>) {
        if self.links.of_run[run].iter().any(|link| link.phrase == phrase) {
            return;
        }
        self.links.of_run[run].push(Link { phrase, direct, how, country });
        self.links.of_phrase[phrase].push(run);
    }

    /// The outermost phrase that ends right before a unit.
    fn ending(&self, unit: usize) -> Option<usize> {
        let fits =
            |phrase: &TitlePhrase| phrase.units.end == unit || (phrase.core.end == unit && phrase.units.end <= unit);
        let rows: Vec<usize> = (0..self.phrases.len()).filter(|row| fits(&self.phrases[*row])).collect();
        // `a representative of Army Commander X`: X is the commander. `Adviser to His Majesty X`: X is the adviser.
        let inner =
            rows.iter().find(|row| self.phrases[**row].inside && self.phrases[**row].kind != TitleKind::Honorific);
        let outer = rows.iter().min_by_key(|row| self.phrases[**row].units.start);
        inner.or(outer).copied()
    }

    /// The phrase that begins at a unit; small words that only point may stand before it.
    fn beginning(&self, unit: usize) -> Option<usize> {
        let skip = usize::from(matches!(
            self.view.lower(unit),
            "then" | "now" | "himself" | "herself" | "also" | "currently" | "formerly" | "once"
        ));
        self.phrases
            .iter()
            .position(|phrase| !phrase.inside && (phrase.units.start == unit || phrase.units.start == unit + skip))
    }

    /// With the phrases it is joined to by `and`, first to last.
    fn chain_back(&self, phrase: usize) -> Vec<usize> {
        let mut chain = vec![phrase];
        while let Some(before) = chain.last().and_then(|row| self.phrases[*row].joined) {
            chain.push(before);
        }
        chain.reverse();
        chain
    }

    /// `Foreign Minister X`, `the chief of staff Lt. Gen. X`, `army spokesman Colonel X`.
    fn direct(&mut self, run: usize) {
        let mut start = self.runs[run].units.start;
        while let Some(row) = self.ending(start) {
            let phrase = &self.phrases[row];
            if phrase.plural && phrase.kind != TitleKind::Honorific {
                self.add(run, row, true, "plural title before a list of names", None);
                break;
            }
            let chain = self.chain_back(row);
            let first = chain.first().map_or(start, |row| self.phrases[*row].units.start);
            for row in chain {
                self.add(run, row, true, "title before the name", None);
            }
            if first >= start {
                break;
            }
            start = first;
        }
    }

    /// Where the phrases directly before a name begin.
    fn direct_start(&self, run: usize) -> usize {
        let direct = self.links.of_run[run].iter().filter(|link| link.direct);
        let starts = direct.map(|link| self.phrases[link.phrase].units.start);
        starts.min().unwrap_or(usize::MAX).min(self.runs[run].units.start)
    }

    /// `Presidents X and Y`, `the two prime ministers, X and Y`, `two Americans, X and Y`: a plural title before the
    /// first name of a list holds for the others.
    fn list(&mut self, run: usize) {
        let Some(before) = run.checked_sub(1) else { return };
        if !self.view.same_sentence(self.runs[before].units.start, self.runs[run].units.start) {
            return;
        }
        let from = self.runs[before].units.end;
        let to = self.direct_start(run);
        let of = from < to && self.view.lower(from) == "of";
        let between = |unit: usize| {
            let small = matches!(self.view.lower(unit), "and" | "," | "&")
                || (of && matches!(self.view.lower(unit), "of" | "the"));
            small || (of && self.chunks.country(unit).is_some())
        };
        let has_joint = (from..to).any(|unit| matches!(self.view.lower(unit), "and" | "," | "&"));
        let joined = from < to && to - from <= 6 && has_joint && (from..to).all(between);
        if !joined || !self.links.of_run[run].iter().all(|link| self.phrases[link.phrase].kind == TitleKind::Honorific)
        {
            return;
        }
        let plural = self.links.of_run[before].iter().find(|link| self.phrases[link.phrase].plural).cloned();
        if let Some(link) = plural {
            self.add(run, link.phrase, link.direct, "plural title before a list of names", None);
        }
    }

    /// `the interior minister, X`, `the foreign ministers of Mali, X, and Niger, Y`.
    fn before_comma(&mut self, run: usize) {
        let start = self.direct_start(run);
        let Some(comma) = start.checked_sub(1) else { return };
        if self.view.text(comma) != "," {
            return;
        }
        if let Some(country) = self.distributive_country(comma) {
            let plural = self.phrases.iter().rposition(|phrase| {
                phrase.plural
                    && phrase.units.end <= comma
                    && self.view.same_sentence(phrase.head, comma)
                    && phrase.kind == TitleKind::Office
            });
            if let Some(row) = plural
                && (self.phrases[row].units.end == comma || !self.links.of_phrase[row].is_empty())
            {
                self.add(run, row, false, "one of several holders, each after a country", Some(country));
                return;
            }
        }
        let Some(row) = self.ending(comma) else { return };
        let claimed = self.chain_back(row).iter().any(|row| !self.links.of_phrase[*row].is_empty());
        let bare = self.phrases[row].kind == TitleKind::Honorific;
        if claimed || bare {
            return;
        }
        let plural_alone = self.phrases[row].plural && !self.view_lists_names(run);
        if plural_alone {
            return;
        }
        for row in self.chain_back(row) {
            self.add(run, row, false, "title before the name, after a comma", None);
        }
    }

    /// Whether another name follows by `and`.
    fn view_lists_names(&self, run: usize) -> bool {
        let end = self.runs[run].units.end;
        let next = self.runs.get(run + 1);
        next.is_some_and(|next| {
            next.units.start > end
                && next.units.start - end <= 6
                && (end..next.units.start).any(|unit| self.view.lower(unit) == "and" || self.view.text(unit) == ",")
        })
    }

    fn distributive_country(&self, comma: usize) -> Option<CountryCode> {
        let chunk = self.chunks.ending(comma)?;
        match chunk.kind {
            ChunkKind::Country(hit) if hit.form == CountryForm::Name => Some(hit.code),
            _ => None,
        }
    }

    /// `X, the interior minister of Libya,` and `X, who is foreign minister` and `X (the minister)`.
    fn after(&mut self, run: usize) {
        let view = self.view;
        let mut at = self.runs[run].units.end;
        // `Félix Tshisekedi of Congo, the ...`, `X, 53, the ...`
        if view.lower(at) == "of"
            && let Some(chunk) = self.chunks.starting(at + 1)
        {
            at = chunk.units.end;
        }
        if view.text(at) == "," && view.shape(at + 1) == Shape::Number && view.text(at + 2) == "," {
            at += 2;
        }
        // `Juan Antonio, better known as Tony, a former congressman`
        if view.text(at) == "," && self.known_as(at + 1).is_some() {
            at = self.known_as(at + 1).unwrap_or(at);
        }
        let predicate = self.copula(at);
        let open = matches!(view.text(at), "," | "(" | "-" | "–" | "—");
        let start = match (predicate, open) {
            (Some(start), _) => start,
            (None, true) => at + 1,
            _ => return,
        };
        let Some(row) = self.beginning(start) else { return };
        let mut rows = vec![row];
        while let Some(next) = self.phrases.iter().position(|phrase| phrase.joined == rows.last().copied()) {
            rows.push(next);
        }
        let Some(end) = rows.last().map(|row| self.phrases[*row].units.end) else { return };
        let claimed = rows.iter().any(|row| !self.links.of_phrase[*row].is_empty());
        if claimed || self.phrases[row].kind == TitleKind::Honorific || self.phrases[row].plural {
            return;
        }
        if predicate.is_none() && !self.closes(end) {
            return;
        }
        if predicate.is_none() && self.belongs_to_next(run, end) {
            return;
        }
        let how = if predicate.is_some() { "predicate of the name" } else { "apposition after the name" };
        for row in rows {
            self.add(run, row, false, how, None);
        }
        self.further(run, end);
    }

    /// `X, head of A, and chairman of B,`
    fn further(&mut self, run: usize, end: usize) {
        let view = self.view;
        if view.text(end) != "," {
            return;
        }
        let start = if view.lower(end + 1) == "and" { end + 2 } else { end + 1 };
        let Some(row) = self.beginning(start) else { return };
        let phrase = &self.phrases[row];
        let free = self.links.of_phrase[row].is_empty() && !phrase.plural && phrase.kind == TitleKind::Office;
        if free && self.closes(phrase.units.end) && !self.belongs_to_next(run, phrase.units.end) && start == end + 1 {
            self.add(run, row, false, "second apposition after the name", None);
        }
    }

    /// What may follow an apposition: a comma, a full stop, a bracket, a relative clause.
    fn closes(&self, unit: usize) -> bool {
        let view = self.view;
        view.shape(unit) == Shape::Punct
            || matches!(view.lower(unit), "who" | "whose" | "whom" | "and" | "since" | "until" | "as" | "but")
            || (matches!(view.lower(unit), "in" | "at" | "from" | "under" | "during" | "on" | "for" | "with" | "based")
                && view.upos(unit + 1) != Upos::Verb)
    }

    /// `X, the minister, Y`: the phrase stands before another name, and X has a title already.
    fn belongs_to_next(&self, run: usize, end: usize) -> bool {
        let has_title = self.links.of_run[run].iter().any(|link| self.phrases[link.phrase].kind == TitleKind::Office);
        let next = self
            .runs
            .get(run + 1)
            .is_some_and(|_| self.view.text(end) == "," && self.direct_start_from(end + 1, run + 1));
        has_title && next
    }

    /// Whether a run, with the titles right before it, begins at a unit.
    fn direct_start_from(&self, unit: usize, run: usize) -> bool {
        let mut start = self.runs[run].units.start;
        while start > unit {
            match self.ending(start).map(|row| self.phrases[row].units.start) {
                Some(from) if from < start => start = from,
                _ => return false,
            }
        }
        start == unit
    }

    /// `is`, `was`, `, who is`, `remains` before a title phrase.
    fn copula(&self, unit: usize) -> Option<usize> {
        let view = self.view;
        let mut at = unit;
        if view.text(at) == "," && view.lower(at + 1) == "who" {
            at += 2;
        }
        let is = matches!(view.lower(at), "is" | "remains" | "became" | "becomes");
        let has_been = view.lower(at) == "has" && view.lower(at + 1) == "been";
        let start = if is {
            at + 1
        } else if has_been {
            at + 2
        } else {
            return None;
        };
        Some(start + usize::from(matches!(view.lower(start), "also" | "now" | "currently" | "still")))
    }

    /// Where `better known as Tony` ends.
    fn known_as(&self, unit: usize) -> Option<usize> {
        let view = self.view;
        let known = (unit..unit + 3).find(|at| view.lower(*at) == "known" && view.lower(at + 1) == "as")?;
        (known + 2..known + 6).find(|at| view.text(*at) == ",")
    }
}

/// The country that a phrase's owner names, where it does without further ado.
pub(crate) fn owner_country(owner: &Owner) -> Option<CountryCode> {
    match owner {
        Owner::Country(code, _) => Some(*code),
        Owner::Body(_, country, _) => *country,
        _ => None,
    }
}
