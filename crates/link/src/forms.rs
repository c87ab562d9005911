//! Forms: what many articles say of a person under one name.
//!
//! [`of_account`] gives the form of every person of an article; [`merge`] adds two forms of one key, in any order;
//! [`keys`] says where a form stands and where it must look, so that all forms that could be one person are found.

use std::collections::{BTreeMap, BTreeSet};

use record::{Account, Edtf, Form, Holding, OfficeTold, PersonTold, Row};

use crate::days;
use crate::decisions::Decisions;
use crate::hash::{hash_parts, hash32};
use crate::names::NameForm;
use crate::posts;
use lexicon::spelling::{onset, skeleton};

/// Most members of a form's sets.
const MOST: usize = 64;

/// Where something stands on the shelf and where it looks for others.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Keys {
    /// Under these it is to be found.
    pub held: BTreeSet<u64>,
    /// What stands under these has to be compared with it.
    pub sought: BTreeSet<u64>,
}

/// The forms of an article's people, by row.
pub fn of_account(account: &Account, decisions: &Decisions) -> Vec<Form> {
    let keys: Vec<String> = account.people.iter().map(|person| key(account, person, decisions)).collect();
    let parts: Vec<BTreeSet<String>> = account.people.iter().map(|person| skeletons(&person.name)).collect();
    let hashes: Vec<u32> = account.people.iter().map(|person| hash32(&company_name(person))).collect();
    let day = day(account);
    account
        .people
        .iter()
        .enumerate()
        .map(|(row, person)| {
            let others = (0..account.people.len())
                .filter(|other| keys[*other] != keys[row] && !parts[*other].is_disjoint(&parts[row]));
            let company = (0..account.people.len()).filter(|other| hashes[*other] != hashes[row]);
            let mut form = Form {
                key: keys[row].clone(),
                names: BTreeMap::from([(person.name.clone(), 1)]),
                aliases: person.aliases.iter().cloned().collect(),
                country: person.country,
                sectors: person.sector.into_iter().map(|sector| (sector, 1)).collect(),
                holdings: holdings(account, person, day),
                company: company.map(|other| hashes[other]).collect(),
                others: others.map(|other| (keys[other].clone(), 1)).collect(),
                first_seen: day,
                last_seen: day,
                n_articles: 1,
            };
            cut(&mut form);
            form
        })
        .collect()
}

/// The day an article speaks on: its publication, else the end of the interval it was written in.
pub(crate) fn day(account: &Account) -> Option<Edtf> {
    let told = account.published.or(account.written)?;
    days::last(told).and_then(days::date).map(Edtf::Date)
}

fn holdings(account: &Account, person: &PersonTold, day: Option<Edtf>) -> Vec<Holding> {
    let mut found: BTreeMap<(String, Option<String>, &str), Holding> = BTreeMap::new();
    for office in posts_of(person) {
        let post = posts::key_of(office);
        let key = (post.clone(), office.body.as_ref().map(|body| lexicon::fold(body)), office.held.code());
        found.entry(key).or_insert_with(|| Holding {
            post,
            title: office.title.clone(),
            body: office.body.clone(),
            country: office.country,
            held: office.held,
            first_seen: day,
            last_seen: day,
            articles: BTreeSet::from([account.article.clone()]),
        });
    }
    found.into_values().collect()
}

/// The offices of a person without those that are only a rank.
pub(crate) fn posts_of(person: &PersonTold) -> impl Iterator<Item = &OfficeTold> {
    person.offices.iter().filter(|office| !posts::is_rank(office, person.rank.as_deref()))
}

/// What a form stands under.
///
/// Name, country and posts; a bare name that no country and no post places stands for its own article only, since
/// two such names need not be one person; a person somebody judged stands alone as well, so that the judgement holds.
fn key(account: &Account, person: &PersonTold, decisions: &Decisions) -> String {
    let name = NameForm::new(&person.name).parts.join(" ");
    let country = person.country.map(|code| code.to_string()).unwrap_or_default();
    let posts: BTreeSet<String> = posts_of(person).map(posts::key_of).collect();
    let posts: Vec<String> = posts.into_iter().collect();
    let mut key = format!("{name};{country};{}", posts.join(","));
    let judged = decisions.names(&Row::new(&account.article, &person.id));
    if judged || !name.contains(' ') && posts.is_empty() {
        key.push_str(&format!(";{};{}", account.article, person.id));
    }
    key
}

/// Adds what another set of articles says under the same key. Any order gives the same form.
pub fn merge(form: &mut Form, other: &Form) {
    for (name, count) in &other.names {
        *form.names.entry(name.clone()).or_default() += count;
    }
    for (sector, count) in &other.sectors {
        *form.sectors.entry(*sector).or_default() += count;
    }
    for (key, count) in &other.others {
        *form.others.entry(key.clone()).or_default() += count;
    }
    form.aliases.extend(other.aliases.iter().cloned());
    form.company.extend(&other.company);
    form.country = form.country.or(other.country);
    form.n_articles += other.n_articles;
    form.first_seen = earlier(form.first_seen, other.first_seen);
    form.last_seen = later(form.last_seen, other.last_seen);
    for holding in &other.holdings {
        add_holding(&mut form.holdings, holding);
    }
    cut(form);
}

fn add_holding(holdings: &mut Vec<Holding>, new: &Holding) {
    let body = |holding: &Holding| holding.body.as_ref().map(|body| lexicon::fold(body));
    let rank = |holding: &Holding| (holding.post.clone(), body(holding), holding.held);
    match holdings.binary_search_by_key(&rank(new), rank) {
        Ok(at) => {
            let known = &mut holdings[at];
            known.first_seen = earlier(known.first_seen, new.first_seen);
            known.last_seen = later(known.last_seen, new.last_seen);
            known.title = known.title.clone().min(new.title.clone());
            known.body = known.body.clone().max(new.body.clone());
            known.articles.extend(new.articles.iter().cloned());
        }
        Err(at) => holdings.insert(at, new.clone()),
    }
}

/// Cuts every set to its least members. What a later merge would have cut is cut already, so that order is no matter.
fn cut(form: &mut Form) {
    let body = |holding: &Holding| holding.body.as_ref().map(|body| lexicon::fold(body));
    form.holdings.sort_by_cached_key(|holding| (holding.post.clone(), body(holding), holding.held));
    form.aliases = std::mem::take(&mut form.aliases).into_iter().take(MOST).collect();
    form.company = std::mem::take(&mut form.company).into_iter().take(MOST).collect();
    form.others = std::mem::take(&mut form.others).into_iter().take(MOST).collect();
    form.names = std::mem::take(&mut form.names).into_iter().take(MOST).collect();
    for holding in &mut form.holdings {
        holding.articles = std::mem::take(&mut holding.articles).into_iter().take(MOST).collect();
    }
}

pub(crate) fn earlier(one: Option<Edtf>, other: Option<Edtf>) -> Option<Edtf> {
    [one, other].into_iter().flatten().min_by_key(|day| days::days(*day).0)
}

pub(crate) fn later(one: Option<Edtf>, other: Option<Edtf>) -> Option<Edtf> {
    [one, other].into_iter().flatten().max_by_key(|day| days::days(*day).0)
}

/// The name most articles print; of equals the longest, then the least.
pub(crate) fn best_name(forms: &[&Form]) -> String {
    let mut counts: BTreeMap<&str, u32> = BTreeMap::new();
    for form in forms {
        for (name, count) in &form.names {
            *counts.entry(name).or_default() += count;
        }
    }
    let words = |name: &str| name.split_whitespace().count().min(2);
    let best = counts.into_iter().max_by(|(a, n_a), (b, n_b)| {
        (words(a), n_a, a.len(), std::cmp::Reverse(a)).cmp(&(words(b), n_b, b.len(), std::cmp::Reverse(b)))
    });
    best.map(|(name, _)| name.to_owned()).unwrap_or_default()
}

/// Skeletons of the parts of a name.
pub(crate) fn skeletons(name: &str) -> BTreeSet<String> {
    NameForm::new(name).parts.iter().map(|part| skeleton(part)).collect()
}

fn company_name(person: &PersonTold) -> String {
    let name = NameForm::new(&person.name);
    let ends = [name.parts.first(), name.parts.last()];
    ends.into_iter().flatten().map(|part| skeleton(part)).collect::<Vec<_>>().join(" ")
}

/// Where a form stands and what it must be compared with.
///
/// Names of several parts meet under every pair of their parts, in either order, and where spelling has changed one
/// part, under the other with the first sounds of the changed one. A bare name meets the full names of its own side
/// that hold it; bare names do not meet one another but through a full one.
pub fn keys(form: &Form) -> Keys {
    let name = form.names.keys().next().map(|name| NameForm::new(name)).unwrap_or(NameForm { parts: Vec::new() });
    let parts: Vec<String> = name.parts.iter().map(|part| skeleton(part)).collect();
    let side = form.country.map(|code| code.to_string()).unwrap_or_default();
    let mut keys = Keys::default();
    if let [bare] = parts.as_slice() {
        keys.held.insert(hash_parts(&["bare", bare, &side]));
        keys.sought.insert(hash_parts(&["full", bare, &side]));
        return keys;
    }
    let mut pairs = BTreeSet::new();
    if let (Some(given), Some(family), Some(first)) = (parts.first(), parts.last(), name.parts.first()) {
        pairs.insert(hash_parts(&["family", family, &onset(first).to_string()]));
        pairs.insert(hash_parts(&["given", given, &family.chars().take(2).collect::<String>()]));
    }
    for (at, one) in parts.iter().enumerate().take(5) {
        for other in parts.iter().take(5).skip(at + 1) {
            let (least, most) = if one <= other { (one, other) } else { (other, one) };
            pairs.insert(hash_parts(&["pair", least, most]));
        }
        for side in [side.as_str(), ""] {
            keys.held.insert(hash_parts(&["full", one, side]));
            keys.sought.insert(hash_parts(&["bare", one, side]));
        }
    }
    keys.held.extend(&pairs);
    keys.sought.extend(&pairs);
    keys
}
