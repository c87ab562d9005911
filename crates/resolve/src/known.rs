//! What `data/holders` and a user's own tables know of a person whom the article does not introduce.

use lexicon::{Holder, Ymd};
use record::{Article, Held, Office, Sector, Span};

use crate::lore::Lore;
use crate::sides::Side;

/// The days an article may have been published on; `None` where its page states no date.
pub(crate) fn published_days(article: &Article) -> Option<(Ymd, Ymd)> {
    let (first, last) = article.published.as_ref()?.value.days();
    first.or(last).zip(last.or(first))
}

/// The holding of a person of this name and side.
pub(crate) fn holding<'l>(lore: &Lore<'l>, article: &Article, name: &str, side: Side) -> Option<&'l Holder> {
    let holder = lore.lexicon.holders().find(name, lore.lexicon.names(), published_days(article))?;
    (holder.country == side.country()).then_some(holder)
}

/// The sector of a known person: as the table says, else as the office does while it is held.
pub(crate) fn sector(lore: &Lore, article: &Article, holder: &Holder) -> Option<Sector> {
    holder.sector.or_else(|| {
        let words: Vec<&str> = holder.office.split(' ').collect();
        let titles = lore.lexicon.titles();
        let (_, ids) = titles.phrases().longest(&words)?;
        titles.get(*ids.first()?).sector.filter(|_| held(article, holder) == Some(Held::Current))
    })
}

/// The office that a user's own table gives, with the person's name as its words.
pub(crate) fn office(article: &Article, holder: &Holder, span: Span) -> Option<Office> {
    let told = holder.of_user && !holder.office.is_empty();
    let held = held(article, holder).filter(|_| told)?;
    Some(Office { title: holder.office.clone(), body: None, country: holder.country, held, span })
}

/// How the office is held when the article appears; `None` where that is not told.
fn held(article: &Article, holder: &Holder) -> Option<Held> {
    let (first, last) = published_days(article)?;
    match holder.term.distance(first, last).0 {
        0 => Some(Held::Current),
        1 => Some(Held::Former),
        _ => None,
    }
}
