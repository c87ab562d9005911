//! Linking new accounts to those already kept, and everything at once by the same means.
//!
//! # The contract
//! Whoever keeps accounts keeps, for each, the keys of [`keys`] it is held under, and for each key of a form of a
//! person ([`crate::forms::of_account`]) the form merged over all accounts ([`crate::forms::merge`]), with the keys of
//! [`crate::forms::keys`]. After new accounts were put on the shelf, [`link_new`] is called with their ids, and what
//! it gives replaces what was known:
//!
//! - [`Linked::copies`]: of every article in [`Linked::grouped`], whatever was said before.
//! - [`Linked::happenings`]: every happening that one of their reports was in before.
//! - [`Linked::identities`] and [`Linked::tenures`]: every identity that one of their forms was in before. For each
//!   post touched, [`crate::tenures::succeed`] is then called with all tenures of that post.
//! - [`Linked::relations`] and [`Linked::unsure`] are added; those that name what is gone fall away.
//!
//! Ties between two events, two forms or two articles rest on these two alone; a new account adds ties and takes none
//! away. [`link_new`] follows ties from what is new until there is nothing more to reach, and groups what it reached.
//! So it makes no difference in which order or in which batches accounts came. Two bounds keep it quick where a key is
//! held by everybody ([`MOST_ARTICLES`], [`MOST_FORMS`]): of such holders only the least ids are compared.
//!
//! A decision, or a record made anew, may take ties away: then the accounts of all reports and forms that were joined
//! with the one concerned are given to [`link_new`] together, and the forms concerned are first merged anew.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use record::{Account, Form, Happening, Relation, Row, Tenure};

use crate::copies::{self, Copy};
use crate::decisions::Decisions;
use crate::forms::{self, Keys};
use crate::happenings::agree::{Told, happening};
use crate::happenings::relate::relate;
use crate::happenings::seen::{Fits, Seen};
use crate::happenings::{self};
use crate::people::{self, Identity, Unsure, identify};
use crate::tenures;
use crate::undated::Placed;

/// Most articles that are compared under one key.
pub const MOST_ARTICLES: usize = 256;

/// Most forms that are compared under one key.
pub const MOST_FORMS: usize = 256;

/// Where accounts and forms are kept.
pub trait Shelf {
    /// What can go wrong in fetching.
    type Error;

    /// Ids of articles that are held under a key, least first, at most so many.
    ///
    /// # Errors
    /// When the shelf cannot be read.
    fn articles(&mut self, key: u64, most: usize) -> Result<Vec<String>, Self::Error>;

    /// The account of an article; `None` if there is none.
    ///
    /// # Errors
    /// When the shelf cannot be read.
    fn account(&mut self, article: &str) -> Result<Option<Account>, Self::Error>;

    /// Keys of forms that are held under a key, least first, at most so many.
    ///
    /// # Errors
    /// When the shelf cannot be read.
    fn forms(&mut self, key: u64, most: usize) -> Result<Vec<String>, Self::Error>;

    /// The form of a key, merged over all accounts; `None` if there is none.
    ///
    /// # Errors
    /// When the shelf cannot be read.
    fn form(&mut self, key: &str) -> Result<Option<Form>, Self::Error>;
}

/// What new accounts and all that is tied to them tell together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Linked {
    /// Happenings, by their id.
    pub happenings: Vec<Happening>,
    /// Happenings that belong together without being one, by their reports.
    pub relations: Vec<Relation>,
    /// People across articles, by their id.
    pub identities: Vec<Identity>,
    /// Pairs of forms that could be one person and were left apart.
    pub unsure: Vec<Unsure>,
    /// Which articles go back to which.
    pub copies: Vec<Copy>,
    /// Every article that was compared for copies with all of its group, with or without a copy.
    pub grouped: BTreeSet<String>,
    /// Who was seen in which office when, by identity.
    pub tenures: Vec<Tenure>,
    /// Articles without a date, placed by what others tell; filled by [`crate::link()`] only, see [`crate::undated`].
    pub placed: Vec<Placed>,
}

/// Under which keys an account stands: those of its text, then those of its events.
pub fn keys(account: &Account) -> Keys {
    let mut keys = Keys::default();
    let copies = copies::keys(&account.print);
    keys.held.extend(&copies);
    keys.sought.extend(&copies);
    for seen in Seen::of_account(&Rc::new(account.clone()), &Rc::default()) {
        keys.held.extend(seen.keys.held);
        keys.sought.extend(seen.keys.sought);
    }
    keys
}

/// Links what is new on the shelf with what it is tied to.
///
/// # Errors
/// When the shelf cannot be read.
pub fn link_new<S: Shelf>(shelf: &mut S, new: &[String], decisions: &Decisions) -> Result<Linked, S::Error> {
    let mut reader = Reader {
        shelf,
        accounts: BTreeMap::new(),
        events: BTreeMap::new(),
        holders: BTreeMap::new(),
        copied: BTreeMap::new(),
        fits: Rc::default(),
    };
    let mut linked = Linked::default();
    let grouped = reader.copies(new.iter().cloned().collect())?;
    let (reached, relations) = reader.events(&grouped, decisions)?;
    // Copies of all that report, so that sources are counted right.
    let reporting: BTreeSet<String> = reached.iter().map(|row| row.article.clone()).chain(grouped).collect();
    linked.grouped = reader.copies(reporting)?;
    linked.relations = relations.into_iter().collect();
    linked.copies = reader.trace(&linked.grouped);
    linked.happenings = reader.happenings(&reached, &linked, decisions);
    let forms = reader.people(new, decisions, &mut linked.unsure)?;
    let all: Vec<&Form> = forms.values().collect();
    let (identities, unsure) = identify(&all, decisions);
    linked.unsure.extend(unsure);
    linked.unsure.sort();
    linked.unsure.dedup();
    for identity in &identities {
        let own: Vec<&Form> = identity.forms.iter().filter_map(|key| forms.get(key)).collect();
        linked.tenures.extend(tenures::of_identity(&identity.id, &own));
    }
    linked.identities = identities;
    linked.identities.sort_by(|a, b| a.id.cmp(&b.id));
    linked.tenures.sort_by_cached_key(|tenure| (tenure.identity.clone(), tenure.post.clone(), tenure.body.clone()));
    Ok(linked)
}

/// The shelf with what was read from it.
struct Reader<'s, S> {
    shelf: &'s mut S,
    accounts: BTreeMap<String, Rc<Account>>,
    events: BTreeMap<String, Rc<[Seen]>>,
    holders: BTreeMap<u64, Rc<Vec<String>>>,
    copied: BTreeMap<String, Rc<BTreeSet<String>>>,
    fits: Rc<Fits>,
}

impl<S: Shelf> Reader<'_, S> {
    fn account(&mut self, article: &str) -> Result<Option<Rc<Account>>, S::Error> {
        if let Some(account) = self.accounts.get(article) {
            return Ok(Some(account.clone()));
        }
        let Some(account) = self.shelf.account(article)?.map(Rc::new) else { return Ok(None) };
        self.accounts.insert(article.to_owned(), account.clone());
        Ok(Some(account))
    }

    /// The events of an article, made ready once.
    fn seen(&mut self, article: &str) -> Result<Rc<[Seen]>, S::Error> {
        if let Some(seen) = self.events.get(article) {
            return Ok(seen.clone());
        }
        let account = self.account(article)?;
        let fits = self.fits.clone();
        let seen: Rc<[Seen]> = account.map_or(Vec::new(), |account| Seen::of_account(&account, &fits)).into();
        self.events.insert(article.to_owned(), seen.clone());
        Ok(seen)
    }

    fn holders(&mut self, key: u64) -> Result<Rc<Vec<String>>, S::Error> {
        if let Some(holders) = self.holders.get(&key) {
            return Ok(holders.clone());
        }
        let holders = Rc::new(self.shelf.articles(key, MOST_ARTICLES)?);
        self.holders.insert(key, holders.clone());
        Ok(holders)
    }

    /// The articles that are tied to this one as copies.
    fn copied(&mut self, article: &str) -> Result<Rc<BTreeSet<String>>, S::Error> {
        if let Some(copied) = self.copied.get(article) {
            return Ok(copied.clone());
        }
        let mut others = BTreeSet::new();
        if let Some(account) = self.account(article)? {
            for key in copies::keys(&account.print) {
                others.extend(self.holders(key)?.iter().cloned());
            }
            others.remove(article);
            let mut tied = BTreeSet::new();
            for other in others {
                let Some(candidate) = self.account(&other)? else { continue };
                if copies::tied(&account.print, &candidate.print) {
                    tied.insert(other);
                }
            }
            others = tied;
        }
        let copied = Rc::new(others);
        self.copied.insert(article.to_owned(), copied.clone());
        Ok(copied)
    }

    /// All articles that are tied as copies to these, with them.
    fn copies(&mut self, from: BTreeSet<String>) -> Result<BTreeSet<String>, S::Error> {
        let mut reached = from.clone();
        let mut queue: Vec<String> = from.into_iter().collect();
        while let Some(article) = queue.pop() {
            for other in self.copied(&article)?.iter() {
                if reached.insert(other.clone()) {
                    queue.push(other.clone());
                }
            }
        }
        Ok(reached)
    }

    /// All events tied to the events of these articles, with them, and the relations found on the way.
    fn events(
        &mut self,
        articles: &BTreeSet<String>,
        decisions: &Decisions,
    ) -> Result<(BTreeSet<Row>, BTreeSet<Relation>), S::Error> {
        let (mut reached, mut relations, mut queue) = (BTreeSet::new(), BTreeSet::new(), Vec::new());
        for article in articles {
            for (at, seen) in self.seen(article)?.iter().enumerate() {
                reached.insert(seen.row());
                queue.push((article.clone(), at));
            }
        }
        while let Some((article, at)) = queue.pop() {
            let own = self.seen(&article)?;
            let Some(seen) = own.get(at) else { continue };
            let row = seen.row();
            let mut others: BTreeSet<String> = decisions.same_as(&row).map(|other| other.article.clone()).collect();
            for key in &seen.keys.sought {
                others.extend(self.holders(*key)?.iter().cloned());
            }
            others.remove(&article);
            let copied = self.copied(&article)?;
            others.extend(copied.iter().cloned());
            for other in others {
                for (at, candidate) in self.seen(&other)?.iter().enumerate() {
                    let meets = copied.contains(&other) || !candidate.keys.held.is_disjoint(&seen.keys.sought);
                    let tied = happenings::tie(seen, candidate, meets, decisions).is_some();
                    let relation = if meets { relate(seen, candidate) } else { None };
                    // What was put off is told anew as well: it is seen now that it was.
                    if (tied || relation.is_some()) && reached.insert(candidate.row()) {
                        queue.push((other.clone(), at));
                    }
                    relations.extend(relation);
                }
            }
        }
        Ok((reached, relations))
    }

    /// Who copied whom among these.
    fn trace(&self, articles: &BTreeSet<String>) -> Vec<Copy> {
        let accounts: Vec<&Account> =
            articles.iter().filter_map(|article| self.accounts.get(article)).map(Rc::as_ref).collect();
        let prints: Vec<&record::Print> = accounts.iter().map(|account| &account.print).collect();
        let groups = copies::group(&prints);
        let mut copies: Vec<Copy> = groups
            .iter()
            .filter(|group| group.len() > 1)
            .flat_map(|group| copies::trace(&group.iter().map(|row| accounts[*row]).collect::<Vec<_>>()))
            .collect();
        copies.sort();
        copies
    }

    fn happenings(&self, reached: &BTreeSet<Row>, linked: &Linked, decisions: &Decisions) -> Vec<Happening> {
        let put_off = linked.relations.iter().map(|relation| relation.from.clone()).collect();
        let source_of = linked.copies.iter().map(|copy| (copy.article.clone(), copy.of.clone())).collect();
        let articles: BTreeSet<&String> = reached.iter().map(|row| &row.article).collect();
        let all = articles.into_iter().filter_map(|article| self.events.get(article)).flat_map(|seen| seen.iter());
        let mut events: Vec<Seen> = all.filter(|seen| reached.contains(&seen.row())).cloned().collect();
        events.sort_by_cached_key(Seen::row);
        let mut found: Vec<Happening> = happenings::group(&events, decisions)
            .iter()
            .filter_map(|rows| {
                let reports = rows.iter().map(|row| &events[*row]).collect();
                happening(&Told { reports, source_of: &source_of, put_off: &put_off })
            })
            .collect();
        found.sort_by(|a, b| a.id.cmp(&b.id));
        found
    }

    /// All forms tied to the forms of these articles, with them; pairs left unsure are added.
    fn people(
        &mut self,
        articles: &[String],
        decisions: &Decisions,
        unsure: &mut Vec<Unsure>,
    ) -> Result<BTreeMap<String, Form>, S::Error> {
        let mut known: BTreeMap<String, Option<Form>> = BTreeMap::new();
        let mut queue: BTreeSet<String> = BTreeSet::new();
        for article in articles {
            if let Some(account) = self.account(article)? {
                queue.extend(forms::of_account(&account, decisions).into_iter().map(|form| form.key));
            }
        }
        let mut reached: BTreeSet<String> = queue.clone();
        while let Some(key) = queue.pop_first() {
            let Some(form) = self.form(&key, &mut known)? else { continue };
            let mut others: BTreeSet<String> = BTreeSet::new();
            for row in people::judged_same(&form, decisions) {
                others.extend(self.form_of(&row, decisions)?);
            }
            for sought in forms::keys(&form).sought {
                others.extend(self.shelf.forms(sought, MOST_FORMS)?);
            }
            others.remove(&key);
            for other in others {
                let Some(candidate) = self.form(&other, &mut known)? else { continue };
                match people::judge_forms(&form, &candidate, decisions) {
                    people::Judgement::Same(_) if reached.insert(other.clone()) => {
                        queue.insert(other);
                    }
                    people::Judgement::Unsure(because) if !reached.contains(&other) => {
                        let pair = if key < other { (key.clone(), other) } else { (other, key.clone()) };
                        unsure.push(Unsure { pair, because });
                    }
                    _ => {}
                }
            }
        }
        // What was reached later is judged with all the rest.
        unsure.retain(|unsure| !(reached.contains(&unsure.pair.0) && reached.contains(&unsure.pair.1)));
        let forms = reached.into_iter().filter_map(|key| Some((key.clone(), known.remove(&key)??)));
        Ok(forms.collect())
    }

    /// Key of the form of one person of one article.
    fn form_of(&mut self, row: &Row, decisions: &Decisions) -> Result<Option<String>, S::Error> {
        let Some(account) = self.account(&row.article)? else { return Ok(None) };
        let forms = forms::of_account(&account, decisions);
        let people = account.people.iter().zip(forms);
        Ok(people.filter(|(person, _)| person.id == row.id).map(|(_, form)| form.key).next())
    }

    fn form(&mut self, key: &str, known: &mut BTreeMap<String, Option<Form>>) -> Result<Option<Form>, S::Error> {
        if let Some(form) = known.get(key) {
            return Ok(form.clone());
        }
        let form = self.shelf.form(key)?;
        known.insert(key.to_owned(), form.clone());
        Ok(form)
    }
}
