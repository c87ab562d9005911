//! A shelf in memory, and linking everything that is on it.

use std::collections::{BTreeMap, BTreeSet};
use std::convert::Infallible;

use record::{Account, Edtf, Form, Happening, Tenure};

use crate::decisions::Decisions;
use crate::forms;
use crate::shelf::{Linked, Shelf, keys, link_new};
use crate::tenures::succeed;
use crate::undated::{Known, Placed, place};

/// Accounts and forms in memory.
#[derive(Clone, Debug, Default)]
pub struct Memory {
    accounts: BTreeMap<String, Account>,
    articles: BTreeMap<u64, BTreeSet<String>>,
    forms: BTreeMap<String, Form>,
    form_keys: BTreeMap<u64, BTreeSet<String>>,
}

impl Memory {
    /// Puts an account on the shelf; one that is there already is left as it is.
    pub fn put(&mut self, account: &Account, decisions: &Decisions) {
        if self.accounts.contains_key(&account.article) {
            return;
        }
        for key in keys(account).held {
            self.articles.entry(key).or_default().insert(account.article.clone());
        }
        for form in forms::of_account(account, decisions) {
            for key in forms::keys(&form).held {
                self.form_keys.entry(key).or_default().insert(form.key.clone());
            }
            match self.forms.get_mut(&form.key) {
                Some(known) => forms::merge(known, &form),
                None => {
                    self.forms.insert(form.key.clone(), form);
                }
            }
        }
        self.accounts.insert(account.article.clone(), account.clone());
    }
}

impl Shelf for Memory {
    type Error = Infallible;

    fn articles(&mut self, key: u64, most: usize) -> Result<Vec<String>, Infallible> {
        Ok(self.articles.get(&key).into_iter().flatten().take(most).cloned().collect())
    }

    fn account(&mut self, article: &str) -> Result<Option<Account>, Infallible> {
        Ok(self.accounts.get(article).cloned())
    }

    fn forms(&mut self, key: u64, most: usize) -> Result<Vec<String>, Infallible> {
        Ok(self.form_keys.get(&key).into_iter().flatten().take(most).cloned().collect())
    }

    fn form(&mut self, key: &str) -> Result<Option<Form>, Infallible> {
        Ok(self.forms.get(key).cloned())
    }
}

/// Links accounts, in whatever order they come.
pub fn link(accounts: &[Account], decisions: &Decisions) -> Linked {
    let mut shelf = Memory::default();
    for account in accounts {
        shelf.put(account, decisions);
    }
    let all: Vec<String> = shelf.accounts.keys().cloned().collect();
    let Ok(mut linked) = link_new(&mut shelf, &all, decisions);
    succeed(&mut linked.tenures);
    linked.placed = placed(&shelf, &linked, decisions);
    linked
}

/// The articles without a date, placed by all the rest.
fn placed(shelf: &Memory, linked: &Linked, decisions: &Decisions) -> Vec<Placed> {
    let published: BTreeMap<String, Edtf> =
        shelf.accounts.values().filter_map(|account| Some((account.article.clone(), account.published?))).collect();
    let undated = shelf.accounts.values().filter(|account| account.published.is_none());
    undated
        .filter_map(|account| {
            let copy = linked.copies.iter().find(|copy| copy.article == account.article);
            let reports = |happening: &&Happening| happening.reports.iter().any(|r| r.article == account.article);
            let happenings: Vec<&Happening> = linked.happenings.iter().filter(reports).collect();
            let tenures: Vec<Vec<&Tenure>> = forms::of_account(account, decisions)
                .iter()
                .map(|form| {
                    let own = linked.identities.iter().find(|identity| identity.forms.contains(&form.key));
                    linked.tenures.iter().filter(|tenure| own.is_some_and(|own| own.id == tenure.identity)).collect()
                })
                .collect();
            let known = Known {
                copy: copy.map(|copy| (copy, published.get(&copy.of).copied())),
                happenings: &happenings,
                published: Some(&published),
                tenures: &tenures,
            };
            place(account, known)
        })
        .collect()
}
