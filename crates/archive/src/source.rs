//! What fits a filter as a source of exports: asked for in pages, so that memory does not grow with the archive.

use std::collections::BTreeSet;

use export::formats::{ExportError, Heading, Source, Told};
use export::view::{ArticleView, BodyView, EventView, HappeningView, PersonView, StatementView};

use crate::{Archive, ArchiveError, Filter, Found, Order, Page};

/// Part of an archive, to be exported.
#[derive(Debug)]
pub struct Selected<'a> {
    archive: &'a Archive,
    filter: Filter,
    order: Order,
    most: usize,
    heading: Heading,
}

/// Rows asked for at a time.
const PAGE: usize = 200;

impl Archive {
    /// What fits a filter, as a source of exports: at most so many happenings, events and statements.
    ///
    /// # Errors
    /// The filter cannot be understood.
    pub fn selected(&self, filter: Filter, order: Order, most: Option<usize>) -> Result<Selected<'_>, ArchiveError> {
        // Names that nothing fits are told before a file is begun.
        self.happenings(&filter, order, &Page::first(1))?;
        let question = match filter.is_empty() {
            true => "Everything in the archive".to_owned(),
            false => format!("Happenings {}", in_names(&filter).describe()),
        };
        let heading = Heading { title: title(&filter), question, address: None };
        Ok(Selected { archive: self, filter, order, most: most.unwrap_or(usize::MAX), heading })
    }
}

/// The filter with names of countries for their codes.
fn in_names(filter: &Filter) -> Filter {
    let mut named = filter.clone();
    for value in named.country.iter_mut().chain(&mut named.with).chain(&mut named.place) {
        if let Some(name) = export::formats::country_name(&value.to_uppercase()) {
            name.clone_into(value);
        }
    }
    named
}

/// Whom it is about, in a few words.
fn title(filter: &Filter) -> String {
    let filter = in_names(filter);
    let parties = filter.country.iter().chain(&filter.person).chain(&filter.body).chain(&filter.with);
    let names: Vec<&String> = parties.take(4).collect();
    match names.split_last() {
        None => "Happenings".to_owned(),
        Some((last, [])) => (*last).clone(),
        Some((last, rest)) => {
            let rest: Vec<&str> = rest.iter().map(|name| name.as_str()).collect();
            format!("{} and {last}", rest.join(", "))
        }
    }
}

impl Selected<'_> {
    /// The same under another heading.
    #[must_use]
    pub fn with_heading(mut self, title: Option<String>, address: Option<String>) -> Self {
        self.heading.title = title.unwrap_or(self.heading.title);
        self.heading.address = address.or(self.heading.address);
        self
    }

    /// Tells the rows of a question, page by page.
    fn pages<T>(
        &self,
        ask: impl Fn(&Page) -> Result<Found<T>, ArchiveError>,
        each: Told<T>,
    ) -> Result<(), ExportError> {
        let (mut cursor, mut left) = (None, self.most);
        while left > 0 {
            let found = ask(&Page { limit: left.min(PAGE), cursor }).map_err(failed)?;
            found.rows.iter().try_for_each(&mut *each)?;
            left = left.saturating_sub(found.rows.len());
            match found.next {
                Some(next) => cursor = Some(next),
                None => break,
            }
        }
        Ok(())
    }

    /// Ids of people or bodies that take part, each once, in the order of their first happening; for people, those who
    /// speak as well.
    fn parties(&self, people: bool) -> Result<Vec<String>, ExportError> {
        let (mut seen, mut order) = (BTreeSet::new(), Vec::new());
        let mut add = |id: &String| {
            if seen.insert(id.clone()) {
                order.push(id.clone());
            }
        };
        self.happenings(&mut |happening| {
            let parties = happening.actor.iter().chain(&happening.recipient);
            parties
                .filter_map(|party| if people { party.person.as_ref() } else { party.body.as_ref() })
                .for_each(&mut add);
            Ok(())
        })?;
        if people {
            self.statements(&mut |statement| {
                statement.speaker.iter().for_each(|speaker| add(&speaker.id));
                Ok(())
            })?;
        }
        Ok(order)
    }
}

fn failed(error: ArchiveError) -> ExportError {
    ExportError::Source(Box::new(error))
}

impl Source for Selected<'_> {
    fn heading(&self) -> Heading {
        self.heading.clone()
    }

    fn happenings(&self, each: Told<HappeningView>) -> Result<(), ExportError> {
        self.pages(|page| self.archive.happenings(&self.filter, self.order, page), each)
    }

    fn events(&self, each: Told<EventView>) -> Result<(), ExportError> {
        self.pages(|page| self.archive.events(&self.filter, page), each)
    }

    fn articles(&self, each: Told<ArticleView>) -> Result<(), ExportError> {
        if self.filter.is_empty() && self.most == usize::MAX {
            for id in self.archive.article_ids().map_err(failed)? {
                self.archive.article(&id).map_err(failed)?.iter().try_for_each(&mut *each)?;
            }
            return Ok(());
        }
        let mut seen = BTreeSet::new();
        self.events(&mut |event| {
            if !seen.insert(event.article.id.clone()) {
                return Ok(());
            }
            self.archive.article(&event.article.id).map_err(failed)?.iter().try_for_each(&mut *each)
        })
    }

    fn statements(&self, each: Told<StatementView>) -> Result<(), ExportError> {
        self.pages(|page| self.archive.statements(&self.filter, page), each)
    }

    fn people(&self, each: Told<PersonView>) -> Result<(), ExportError> {
        for id in self.parties(true)? {
            self.archive.person(&id).map_err(failed)?.iter().try_for_each(&mut *each)?;
        }
        Ok(())
    }

    fn bodies(&self, each: Told<BodyView>) -> Result<(), ExportError> {
        for id in self.parties(false)? {
            self.archive.body(&id).map_err(failed)?.iter().try_for_each(&mut *each)?;
        }
        Ok(())
    }
}
