//! Who held which office when, from every holding seen.
//!
//! Two sightings of one post are one holding unless a source shows a break; it is told as 'from at least A to at least
//! B' (Security Force Monitor, research handbook). A holding ends by the first day on which an article calls it former
//! or sees another person in the same post.

use std::collections::{BTreeMap, BTreeSet};

use record::{CountryCode, Edtf, Held, Office, Tenure};

use crate::linked::Coded;

/// Key of a post: whose it is and which, with the small words and spellings of the title folded.
type Post = (Option<CountryCode>, String);

struct Sighting<'a> {
    article: usize,
    day: Option<Edtf>,
    office: &'a Office,
}

/// The tenures of all identities, by identity and first sighting.
pub fn tenures(articles: &[Coded<'_>], identity_of: &BTreeMap<(usize, usize), usize>) -> Vec<Tenure> {
    let mut by_post: BTreeMap<(usize, Post), Vec<Sighting<'_>>> = BTreeMap::new();
    for (&(article, row), &identity) in identity_of {
        let coded = &articles[article];
        let day = coded.article.published.as_ref().map(|published| published.value);
        let day = day.or_else(|| coded.cast.written.as_ref().map(|written| written.0));
        for office in &coded.cast.people.rows()[row].offices {
            by_post.entry((identity, post(office))).or_default().push(Sighting { article, day, office });
        }
    }
    let mut found: Vec<Tenure> =
        by_post.into_iter().map(|((identity, _), sightings)| tenure(identity, &sightings)).collect();
    close_by_successors(&mut found);
    found.sort_by_key(|tenure| (tenure.identity, tenure.first_seen.map(|date| date.to_string()), tenure.title.clone()));
    found
}

/// The post an office is, so that two spellings of one post meet.
pub fn post(office: &Office) -> Post {
    let folded = lexicon::fold(&office.title);
    let words: BTreeSet<String> = folded
        .split(|c: char| !c.is_alphanumeric())
        .map(|word| word.replace("defense", "defence"))
        .filter(|word| word.len() > 2 && !matches!(word.as_str(), "the" | "and" | "for" | "general"))
        .collect();
    (office.country, words.into_iter().collect::<Vec<_>>().join(" "))
}

fn tenure(identity: usize, sightings: &[Sighting<'_>]) -> Tenure {
    let in_office = |held: Held| held != Held::Former;
    let days = |wanted: &dyn Fn(Held) -> bool| -> Vec<Edtf> {
        let mut days: Vec<Edtf> = sightings
            .iter()
            .filter(|sighting| wanted(sighting.office.held))
            .filter_map(|sighting| sighting.day)
            .collect();
        days.sort_by_key(|day| day.days().0);
        days
    };
    let held_on = days(&in_office);
    let former_on = days(&|held| !in_office(held));
    let last = sightings.iter().max_by_key(|sighting| (sighting.day.and_then(|day| day.days().0), sighting.article));
    let articles: BTreeSet<usize> = sightings.iter().map(|sighting| sighting.article).collect();
    let longest = sightings.iter().filter_map(|sighting| sighting.office.body.clone()).max_by_key(String::len);
    Tenure {
        identity,
        title: last.map_or_else(String::new, |sighting| sighting.office.title.clone()),
        body: longest,
        country: last.and_then(|sighting| sighting.office.country),
        held: last.map_or(Held::Current, |sighting| sighting.office.held),
        first_seen: held_on.first().copied(),
        last_seen: held_on.last().copied(),
        ended_by: former_on.first().copied(),
        articles: articles.into_iter().collect(),
    }
}

/// A post that one person holds at a time ends for the one when another is seen in it.
fn close_by_successors(tenures: &mut [Tenure]) {
    let seen: Vec<(Post, usize, Option<Edtf>)> = tenures
        .iter()
        .map(|tenure| {
            let office = Office {
                title: tenure.title.clone(),
                body: tenure.body.clone(),
                country: tenure.country,
                held: tenure.held,
                span: Default::default(),
            };
            (post(&office), tenure.identity, tenure.first_seen)
        })
        .collect();
    for (tenure, (own, identity, _)) in tenures.iter_mut().zip(&seen) {
        let Some(last) = tenure.last_seen.and_then(|day| day.days().1) else { continue };
        // Without a country the title alone names no post.
        if own.0.is_none() || tenure.ended_by.is_some() {
            continue;
        }
        let next = seen
            .iter()
            .filter(|(post, other, _)| post == own && other != identity)
            .filter_map(|(_, _, first)| *first)
            .filter(|first| first.days().0.is_some_and(|day| day > last))
            .min_by_key(|first| first.days().0);
        if let Some(next) = next {
            tenure.ended_by = Some(next);
            tenure.held = Held::Former;
        }
    }
}
