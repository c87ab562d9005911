//! Where linking meets the archive: the archive as linking's shelf, and what linking finds as rows of the archive.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;
use std::time::Instant;

use archive::{
    ArchiveError, Batch, BodyForm, DisagreementTold, HappeningTold, IdentityKind, IdentityTold, Links, RelationTold,
    TenureTold,
};
use export::view::PlaceView;
use link::{Decisions, Linked, Shelf};
use record::{Account, Edtf, Form, Held, Tenure};

/// Accounts kept at hand: the neighbours of new articles in time are asked for again and again.
const ACCOUNTS_MOST: usize = 20_000;

/// Accounts that were asked for lately.
#[derive(Debug, Default)]
pub struct Accounts {
    newer: BTreeMap<String, Rc<Account>>,
    older: BTreeMap<String, Rc<Account>>,
}

impl Accounts {
    /// Keeps an account at hand.
    pub fn keep(&mut self, account: Rc<Account>) {
        if self.newer.len() >= ACCOUNTS_MOST / 2 {
            self.older = std::mem::take(&mut self.newer);
        }
        self.newer.insert(account.article.clone(), account);
    }

    fn get(&mut self, article: &str) -> Option<Rc<Account>> {
        if let Some(account) = self.newer.get(article) {
            return Some(account.clone());
        }
        let account = self.older.remove(article)?;
        self.keep(account.clone());
        Some(account)
    }
}

/// An archive's transaction as a shelf.
struct ArchiveShelf<'s, 'a> {
    batch: &'s mut Batch<'a>,
    accounts: &'s mut Accounts,
    forms: BTreeMap<String, Option<Form>>,
}

impl Shelf for ArchiveShelf<'_, '_> {
    type Error = ArchiveError;

    fn articles(&mut self, key: u64, most: usize) -> Result<Vec<String>, ArchiveError> {
        self.batch.articles_under(key, most)
    }

    fn account(&mut self, article: &str) -> Result<Option<Account>, ArchiveError> {
        if let Some(account) = self.accounts.get(article) {
            return Ok(Some((*account).clone()));
        }
        let Some(record) = self.batch.record(article)? else { return Ok(None) };
        let account = Rc::new(account_of(&record.0, &record.1));
        self.accounts.keep(account.clone());
        Ok(Some((*account).clone()))
    }

    fn forms(&mut self, key: u64, most: usize) -> Result<Vec<String>, ArchiveError> {
        self.batch.forms_under(key, most)
    }

    fn form(&mut self, key: &str) -> Result<Option<Form>, ArchiveError> {
        if let Some(known) = self.forms.get(key) {
            return Ok(known.clone());
        }
        let form = match self.batch.form(IdentityKind::Person, key)? {
            Some(text) => Some(archive::form_from_text(key, &text)?),
            None => None,
        };
        self.forms.insert(key.to_owned(), form.clone());
        Ok(form)
    }
}

/// The account of a stored record, whole.
pub fn account_of(record: &export::wire::Record, extra: &archive::Extra) -> Account {
    let mut account = archive::account(record, extra);
    account.print = link::copies::print(&record.article.text);
    account
}

/// Puts new articles on the shelf and links them with all that is tied to them.
pub fn link_new(
    batch: &mut Batch<'_>,
    accounts: &mut Accounts,
    new: &[Rc<Account>],
    decisions: &Decisions,
) -> Result<(), ArchiveError> {
    let (mut people, mut bodies) = (BTreeMap::new(), BTreeMap::new());
    for account in new {
        batch.shelve(&account.article, link::keys(account).held)?;
        shelve_people(batch, account, decisions, &mut people)?;
        shelve_bodies(batch, account, &mut bodies)?;
        accounts.keep(account.clone());
    }
    for (key, form) in &people {
        batch.put_form(IdentityKind::Person, key, &archive::form_to_text(form)?, link::forms::keys(form).held)?;
    }
    for (key, form) in &bodies {
        batch.put_form(IdentityKind::Body, key, &form.to_text()?, [])?;
    }
    for account in new {
        for (person, form) in account.people.iter().zip(link::forms::of_account(account, decisions)) {
            batch.put_member(&account.article, &person.id, IdentityKind::Person, &form.key)?;
        }
        for body in &account.bodies {
            batch.put_member(&account.article, &body.id, IdentityKind::Body, &body_key(body))?;
        }
    }
    let ids: Vec<String> = new.iter().map(|account| account.article.clone()).collect();
    let forms = people.into_iter().map(|(key, form)| (key, Some(form))).collect();
    link_shelved(batch, accounts, &ids, decisions, forms, &bodies)
}

/// Links articles that stand on the shelf with all that is tied to them.
fn link_shelved(
    batch: &mut Batch<'_>,
    accounts: &mut Accounts,
    ids: &[String],
    decisions: &Decisions,
    forms: BTreeMap<String, Option<Form>>,
    bodies: &BTreeMap<String, BodyForm>,
) -> Result<(), ArchiveError> {
    let began = Instant::now();
    let mut shelf = ArchiveShelf { batch, accounts, forms };
    let linked = link::link_new(&mut shelf, ids, decisions)?;
    let (forms, found) = (shelf.forms, began.elapsed());
    let mut links = links(&linked, &forms);
    links.identities.extend(bodies.iter().map(|(key, form)| body_identity(key, form)));
    succeed(batch, &linked, &mut links)?;
    let followed = began.elapsed();
    batch.link(&links)?;
    tracing::debug!(
        articles = ids.len(),
        happenings = links.happenings.len(),
        identities = links.identities.len(),
        forms = forms.len(),
        found_ms = found.as_millis() as u64,
        followed_ms = (followed - found).as_millis() as u64,
        written_ms = (began.elapsed() - followed).as_millis() as u64,
        "linked"
    );
    Ok(())
}

fn shelve_people(
    batch: &Batch<'_>,
    account: &Account,
    decisions: &Decisions,
    people: &mut BTreeMap<String, Form>,
) -> Result<(), ArchiveError> {
    for form in link::forms::of_account(account, decisions) {
        if !people.contains_key(&form.key)
            && let Some(text) = batch.form(IdentityKind::Person, &form.key)?
        {
            people.insert(form.key.clone(), archive::form_from_text(&form.key, &text)?);
        }
        match people.get_mut(&form.key) {
            Some(known) => link::forms::merge(known, &form),
            None => {
                people.insert(form.key.clone(), form);
            }
        }
    }
    Ok(())
}

fn shelve_bodies(
    batch: &Batch<'_>,
    account: &Account,
    bodies: &mut BTreeMap<String, BodyForm>,
) -> Result<(), ArchiveError> {
    let day = account.published.or(account.written).map(|day| day.to_string());
    let mut seen = BTreeSet::new();
    for body in &account.bodies {
        let key = body_key(body);
        let form = BodyForm {
            names: BTreeMap::from([(body.name.clone(), 1)]),
            country: body.country.map(|code| code.to_string()),
            kinds: BTreeMap::from([(body.kind.code().to_owned(), 1)]),
            sectors: BTreeMap::new(),
            first_seen: day.clone(),
            last_seen: day.clone(),
            n_articles: u32::from(seen.insert(key.clone())),
        };
        if !bodies.contains_key(&key)
            && let Some(text) = batch.form(IdentityKind::Body, &key)?
        {
            bodies.insert(key.clone(), BodyForm::from_text(&text)?);
        }
        bodies.entry(key).or_default().merge(&form);
    }
    Ok(())
}

/// Bodies are one by their folded name and country.
fn body_key(body: &record::BodyTold) -> String {
    let name = lexicon::fold(&body.name);
    let name = name.strip_prefix("the ").unwrap_or(&name);
    format!("{name};{}", body.country.map(|code| code.to_string()).unwrap_or_default())
}

fn body_identity(key: &str, form: &BodyForm) -> IdentityTold {
    // 64-bit FNV-1a: the same on every machine.
    let hash = key
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    IdentityTold {
        id: format!("b{:012x}", hash >> 16),
        kind: IdentityKind::Body,
        name: BodyForm::most(&form.names).cloned().unwrap_or_default(),
        names: form.names.clone(),
        country: form.country.clone(),
        sector: BodyForm::most(&form.sectors).cloned(),
        body_kind: BodyForm::most(&form.kinds).cloned(),
        n_articles: form.n_articles,
        seen: form.first_seen.clone().zip(form.last_seen.clone()),
        forms: vec![key.to_owned()],
        tenures: Vec::new(),
    }
}

/// What linking found as the archive wants it told.
fn links(linked: &Linked, forms: &BTreeMap<String, Option<Form>>) -> Links {
    let source_of: BTreeMap<&String, &String> = linked.copies.iter().map(|copy| (&copy.article, &copy.of)).collect();
    let mut tenures: BTreeMap<&String, Vec<TenureTold>> = BTreeMap::new();
    for tenure in &linked.tenures {
        tenures.entry(&tenure.identity).or_default().push(tenure_told(tenure));
    }
    Links {
        sources: (linked.grouped.iter())
            .map(|article| (article.clone(), (*source_of.get(article).unwrap_or(&article)).clone()))
            .collect(),
        identities: (linked.identities.iter())
            .map(|identity| person_told(identity, forms, tenures.remove(&identity.id).unwrap_or_default()))
            .collect(),
        happenings: linked.happenings.iter().map(happening_told).collect(),
        relations: (linked.relations.iter())
            .map(|relation| RelationTold {
                from: (relation.from.article.clone(), relation.from.id.clone()),
                kind: relation.kind.code().to_owned(),
                to: (relation.to.article.clone(), relation.to.id.clone()),
                because: relation.because.clone(),
            })
            .collect(),
        unsure: (linked.unsure.iter())
            .map(|unsure| (unsure.pair.0.clone(), unsure.pair.1.clone(), unsure.because.clone()))
            .collect(),
        tenures: Vec::new(),
    }
}

fn person_told(
    identity: &link::people::Identity,
    forms: &BTreeMap<String, Option<Form>>,
    tenures: Vec<TenureTold>,
) -> IdentityTold {
    let own: Vec<&Form> = identity.forms.iter().filter_map(|key| forms.get(key)?.as_ref()).collect();
    let mut names: BTreeMap<String, u32> = BTreeMap::new();
    let (mut countries, mut sectors) = (BTreeMap::<String, u32>::new(), BTreeMap::<String, u32>::new());
    let mut days: Vec<Edtf> = Vec::new();
    for form in &own {
        for (name, n) in &form.names {
            *names.entry(name.clone()).or_default() += n;
        }
        for alias in &form.aliases {
            names.entry(alias.clone()).or_default();
        }
        if let Some(country) = form.country {
            *countries.entry(country.to_string()).or_default() += form.n_articles;
        }
        for (sector, n) in &form.sectors {
            *sectors.entry(sector.code().to_owned()).or_default() += n;
        }
        days.extend([form.first_seen, form.last_seen].into_iter().flatten());
    }
    days.sort_by_key(|day| day.days());
    IdentityTold {
        id: identity.id.clone(),
        kind: IdentityKind::Person,
        name: identity.name.clone(),
        names,
        country: BodyForm::most(&countries).cloned(),
        sector: BodyForm::most(&sectors).cloned(),
        body_kind: None,
        n_articles: own.iter().map(|form| form.n_articles).sum(),
        seen: days.first().map(Edtf::to_string).zip(days.last().map(Edtf::to_string)),
        forms: identity.forms.clone(),
        tenures,
    }
}

fn happening_told(happening: &record::Happening) -> HappeningTold {
    HappeningTold {
        id: happening.id.clone(),
        event_type: happening.event_type.code().to_owned(),
        mode: happening.mode.map(|mode| mode.code().to_owned()),
        status: happening.state.code().to_owned(),
        date: happening.date.map(|date| date.to_string()),
        place: happening.place.as_ref().map(|place| PlaceView {
            name: place.name.clone(),
            country: place.country.map(|code| code.to_string()),
            lat: place.lat_milli.map(|milli| f64::from(milli) / 1000.0),
            lon: place.lon_milli.map(|milli| f64::from(milli) / 1000.0),
            precision: place.precision.code().to_owned(),
        }),
        reports: (happening.reports.iter()).map(|report| (report.article.clone(), report.event.clone())).collect(),
        n_sources: happening.n_sources,
        disagreements: (happening.disagreements.iter())
            .map(|disagreement| DisagreementTold {
                field: disagreement.field.code().to_owned(),
                about: disagreement.about.clone(),
                versions: (disagreement.versions.iter())
                    .map(|version| (version.value.clone(), version.articles.clone()))
                    .collect(),
            })
            .collect(),
        why: Vec::new(),
    }
}

fn tenure_told(tenure: &Tenure) -> TenureTold {
    let text = |date: Option<Edtf>| date.map(|date| date.to_string());
    TenureTold {
        post: tenure.post.clone(),
        title: tenure.title.clone(),
        body: tenure.body.clone(),
        country: tenure.country.map(|code| code.to_string()),
        held: tenure.held.code().to_owned(),
        told_held: tenure.held.code().to_owned(),
        first_seen: text(tenure.first_seen),
        last_seen: text(tenure.last_seen),
        ended_by: text(tenure.ended_by),
        told_end: text(tenure.ended_by),
        after: tenure.after.clone(),
        articles: tenure.articles.clone(),
    }
}

fn tenure_of(identity: &str, told: &TenureTold) -> Tenure {
    let date = |text: &Option<String>| text.as_ref().and_then(|text| text.parse::<Edtf>().ok());
    Tenure {
        identity: identity.to_owned(),
        post: told.post.clone(),
        title: told.title.clone(),
        body: told.body.clone(),
        country: told.country.as_ref().and_then(|code| record::CountryCode::new(code)),
        held: Held::from_code(&told.told_held).unwrap_or(Held::Current),
        first_seen: date(&told.first_seen),
        last_seen: date(&told.last_seen),
        ended_by: date(&told.told_end),
        after: None,
        articles: told.articles.clone(),
    }
}

/// Ends each holding of the posts touched when another person follows. What people's own articles say is taken as the
/// start each time, so that it makes no difference who was known first.
fn succeed(batch: &Batch<'_>, linked: &Linked, links: &mut Links) -> Result<(), ArchiveError> {
    let posts: BTreeSet<&String> = linked.tenures.iter().map(|tenure| &tenure.post).collect();
    // Of identities linked now, what is stored is out of date; so it is of those whose forms went to them.
    let mut all: BTreeMap<String, Vec<TenureTold>> = BTreeMap::new();
    for post in &posts {
        for (identity, tenures) in batch.holders(post)? {
            all.insert(identity, tenures);
        }
    }
    for gone in batch.identities_of(links)? {
        all.remove(&gone);
    }
    for identity in &links.identities {
        all.insert(identity.id.clone(), identity.tenures.clone());
    }
    let mut result = all.clone();
    for post in posts {
        let mut rows: Vec<(String, usize)> = Vec::new();
        let mut tenures: Vec<Tenure> = Vec::new();
        for (identity, told) in &all {
            for (at, tenure) in told.iter().enumerate().filter(|(_, tenure)| tenure.post == *post) {
                rows.push((identity.clone(), at));
                tenures.push(tenure_of(identity, tenure));
            }
        }
        link::tenures::succeed(&mut tenures);
        for ((identity, at), tenure) in rows.into_iter().zip(tenures) {
            let Some(told) = result.get_mut(&identity).and_then(|told| told.get_mut(at)) else { continue };
            told.held = tenure.held.code().to_owned();
            told.ended_by = tenure.ended_by.map(|day| day.to_string());
            told.after = tenure.after;
        }
    }
    for identity in &mut links.identities {
        identity.tenures = result.remove(&identity.id).unwrap_or_default();
    }
    links.tenures = result.into_iter().filter(|(identity, told)| all.get(identity) != Some(told)).collect();
    Ok(())
}

/// Links anew what a judgement is about, after it was made or taken back.
pub fn relink(archive: &mut archive::Archive, number: u64) -> Result<(), ArchiveError> {
    let rows = archive.judged(number)?;
    let decisions = crate::decisions::of_archive(archive)?;
    let mut batch = archive.begin()?;
    let mut accounts = Accounts::default();
    // Whoever was joined with the rows before is linked anew with them, since ties may have gone.
    let joined: Vec<String> = batch.joined_with(&rows)?.into_iter().collect();
    let articles: BTreeSet<&String> = rows.iter().map(|(article, _)| article).collect();
    for article in articles {
        reshelve(&mut batch, &mut accounts, article, &decisions)?;
    }
    link_shelved(&mut batch, &mut accounts, &joined, &decisions, BTreeMap::new(), &BTreeMap::new())?;
    batch.commit()
}

/// Puts the people of an article under the forms that they have by the judgements as they stand now.
fn reshelve(
    batch: &mut Batch<'_>,
    accounts: &mut Accounts,
    article: &str,
    decisions: &Decisions,
) -> Result<(), ArchiveError> {
    let mut shelf = ArchiveShelf { batch, accounts, forms: BTreeMap::new() };
    let Some(account) = shelf.account(article)? else { return Ok(()) };
    let forms = link::forms::of_account(&account, decisions);
    let mut moved = Vec::new();
    for (person, form) in account.people.iter().zip(&forms) {
        let before = shelf.batch.form_of(article, &person.id)?;
        if before.as_ref() != Some(&form.key) {
            moved.push((person.id.clone(), before, form.key.clone()));
        }
    }
    let keys: BTreeSet<&String> = moved.iter().flat_map(|(_, before, now)| before.iter().chain([now])).collect();
    let mut merged: BTreeMap<&String, Option<Form>> = BTreeMap::new();
    for key in keys {
        let mut members = shelf.batch.members_of(IdentityKind::Person, key)?;
        members.insert(article.to_owned());
        let mut form: Option<Form> = None;
        for member in members {
            let Some(account) = shelf.account(&member)? else { continue };
            for own in link::forms::of_account(&account, decisions).into_iter().filter(|own| own.key == *key) {
                match &mut form {
                    Some(form) => link::forms::merge(form, &own),
                    None => form = Some(own),
                }
            }
        }
        merged.insert(key, form);
    }
    for (key, form) in &merged {
        if let Some(form) = form {
            batch.put_form(IdentityKind::Person, key, &archive::form_to_text(form)?, link::forms::keys(form).held)?;
        }
    }
    for (person, before, now) in &moved {
        batch.put_member(article, person, IdentityKind::Person, now)?;
        if let Some(before) = before.as_ref().filter(|before| merged.get(before).is_some_and(Option::is_none)) {
            batch.drop_form(before, article, person)?;
        }
    }
    Ok(())
}
