//! The notes at the end: outlet, date and words, each once.

use std::collections::BTreeMap;

use super::Inline;
use crate::formats::{outlet, web_address};
use crate::view::{ArticleRef, ReportView};

/// A note.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Note {
    pub(super) outlet: String,
    pub(super) published: Option<String>,
    pub(super) title: Option<String>,
    pub(super) quotation: String,
    pub(super) address: Option<String>,
    /// Whether the article copies another.
    pub(super) is_copy: bool,
}

/// Notes under way.
#[derive(Default)]
pub(super) struct Notes {
    rows: BTreeMap<Note, usize>,
    order: Vec<Note>,
}

/// Notes to one sentence; more say nothing new.
const MOST: usize = 6;
/// Characters of a quotation.
const LONG: usize = 420;

impl Notes {
    /// The mark of a note of some words of an article.
    pub(super) fn note(&mut self, article: &ArticleRef, quotation: &str) -> Inline {
        Inline::Note(self.row(article, quotation))
    }

    fn row(&mut self, article: &ArticleRef, quotation: &str) -> usize {
        let note = Note {
            outlet: outlet(article).to_owned(),
            published: article.published.clone(),
            title: article.title.clone(),
            quotation: crate::draw::short(quotation, LONG),
            address: web_address(&article.origin).map(str::to_owned),
            is_copy: article.copy_of.is_some(),
        };
        let n_notes = self.order.len();
        let row = *self.rows.entry(note.clone()).or_insert(n_notes);
        if row == n_notes {
            self.order.push(note);
        }
        row
    }

    /// The marks of a happening's reports: its own sources first, then copies.
    pub(super) fn reports(&mut self, reports: &[ReportView]) -> Vec<Inline> {
        let (own, copies): (Vec<&ReportView>, Vec<&ReportView>) =
            reports.iter().partition(|report| report.view.article.copy_of.is_none());
        let shown = own.into_iter().chain(copies).take(MOST);
        let marks = shown.map(|report| self.row(&report.view.article, &words(report)));
        let rows: std::collections::BTreeSet<usize> = marks.collect();
        rows.into_iter().map(Inline::Note).collect()
    }

    pub(super) fn finish(self) -> Vec<Note> {
        self.order
    }
}

/// The words a report rests on.
pub(super) fn words(report: &ReportView) -> String {
    report.view.event.evidence.join(" … ")
}
