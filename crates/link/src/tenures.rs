//! Who held which office when, from every holding seen.
//!
//! Two sightings of one post are one holding unless a source shows a break; it is told as 'from at least A to at least
//! B' (Security Force Monitor, research handbook). A holding ends by the first day on which an article calls it former
//! or sees another person in the same post ([`succeed`]).

use std::collections::BTreeSet;

use record::{Edtf, Form, Held, Holding, Tenure};

use crate::days;
use crate::forms::{earlier, later};
use crate::posts::one_body;

/// The tenures of one identity by all its forms; ends that only other people show are left to [`succeed`].
pub fn of_identity(identity: &str, forms: &[&Form]) -> Vec<Tenure> {
    let mut holdings: Vec<&Holding> = forms.iter().flat_map(|form| &form.holdings).collect();
    holdings.sort_by_cached_key(|holding| {
        // Those that name the body come first, so that the ones that do not can join them.
        (holding.post.clone(), holding.body.is_none(), holding.body.clone(), holding.held, holding.articles.clone())
    });
    let mut groups: Vec<Vec<&Holding>> = Vec::new();
    for holding in holdings {
        let fits = |group: &Vec<&Holding>| {
            group
                .iter()
                .all(|other| other.post == holding.post && one_body(other.body.as_deref(), holding.body.as_deref()))
        };
        match groups.iter().position(fits) {
            Some(at) => groups[at].push(holding),
            None => groups.push(vec![holding]),
        }
    }
    let mut tenures: Vec<Tenure> = groups.iter().filter_map(|group| tenure(identity, group)).collect();
    tenures.sort_by_cached_key(|tenure| (tenure.first_seen.map(|day| day.to_string()), tenure.post.clone()));
    tenures
}

fn tenure(identity: &str, group: &[&Holding]) -> Option<Tenure> {
    let first = group.first()?;
    let in_office = || group.iter().filter(|holding| holding.held != Held::Former);
    let former = group.iter().filter(|holding| holding.held == Held::Former);
    let last = group.iter().max_by_key(|holding| (holding.last_seen.and_then(days::last), holding.held));
    let articles: BTreeSet<&String> = group.iter().flat_map(|holding| &holding.articles).collect();
    Some(Tenure {
        identity: identity.to_owned(),
        post: first.post.clone(),
        title: last.map_or_else(String::new, |holding| holding.title.clone()),
        body: group.iter().filter_map(|holding| holding.body.clone()).max_by_key(|body| (body.len(), body.clone())),
        country: first.country,
        held: last.map_or(Held::Current, |holding| holding.held),
        first_seen: in_office().fold(None, |day, holding| earlier(day, holding.first_seen)),
        last_seen: in_office().fold(None, |day, holding| later(day, holding.last_seen)),
        ended_by: former.fold(None, |day, holding| earlier(day, holding.first_seen)),
        after: None,
        articles: articles.into_iter().cloned().collect(),
    })
}

/// Ends each holding of a post when another person is first seen in it, and notes who came before whom. All tenures of
/// one post have to be given together; others may be among them.
pub fn succeed(tenures: &mut [Tenure]) {
    let seen: Vec<Tenure> = tenures.to_vec();
    for tenure in tenures.iter_mut() {
        // Without a country the title alone names no post.
        if tenure.country.is_none() {
            continue;
        }
        let others = || {
            seen.iter().filter(|other| {
                other.post == tenure.post
                    && other.identity != tenure.identity
                    && other.held != Held::Former
                    && one_body(other.body.as_deref(), tenure.body.as_deref())
            })
        };
        let day = |date: Option<Edtf>| date.and_then(|date| days::days(date).0);
        if let (Some(last), None) = (day(tenure.last_seen), tenure.ended_by) {
            let next = others().filter(|other| day(other.first_seen).is_some_and(|first| first > last));
            if let Some(next) = next.min_by_key(|other| (day(other.first_seen), other.identity.clone())) {
                tenure.ended_by = next.first_seen;
                tenure.held = Held::Former;
            }
        }
        let Some(first) = day(tenure.first_seen) else { continue };
        let before = seen.iter().filter(|other| {
            other.post == tenure.post
                && other.identity != tenure.identity
                && one_body(other.body.as_deref(), tenure.body.as_deref())
                && day(other.last_seen.or(other.ended_by)).is_some_and(|last| last <= first)
        });
        tenure.after = before
            .max_by_key(|other| (day(other.last_seen.or(other.ended_by)), std::cmp::Reverse(other.identity.clone())))
            .map(|other| other.identity.clone());
    }
}
