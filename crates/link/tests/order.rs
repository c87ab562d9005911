//! Linking gives one result, whatever the order and the batches in which accounts come.

use std::collections::{BTreeMap, BTreeSet};

use link::people::Identity;
use link::{Decisions, Linked, Memory, link, link_new};
use record::{
    Account, CountryCode, DateBasis, Edtf, EventTold, EventType, Happening, Held, Mode, OfficeTold, PartyTold,
    PersonTold, PlacePrecision, PlaceTold, Row, Status, Tenure,
};

/// A small generator, so that every run of the tests sees the same accounts.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % sides
    }

    fn shuffle<T>(&mut self, rows: &mut [T]) {
        for at in (1..rows.len()).rev() {
            rows.swap(at, self.roll(at + 1));
        }
    }
}

/// People of invented governments, each under several spellings.
const PEOPLE: &[(&[&str], &str, &str)] = &[
    (&["Nurlan Abdikov", "Nourlan Abdikov", "Abdikov"], "KAZ", "President"),
    (&["Rustam Saidov", "Roustam Saidov", "Saidov"], "UZB", "Prime Minister"),
    (&["Aigul Bekova", "Aygul Bekova"], "KAZ", "Foreign Minister"),
    (&["Rustam Bekov", "Bekov"], "KGZ", "Foreign Minister"),
    (&["Salim al-Rahbi", "Saleem Rahbi"], "OMN", "Foreign Minister"),
    (&["Ahmed al-Rahbi"], "OMN", "Defence Minister"),
];

fn accounts(n: usize) -> Vec<Account> {
    let mut dice = Dice(7);
    (0..n).map(|number| account(&mut dice, number)).collect()
}

fn account(dice: &mut Dice, number: usize) -> Account {
    let day = 1 + dice.roll(12) as u8;
    let first = dice.roll(PEOPLE.len());
    let second = (first + 1 + dice.roll(PEOPLE.len() - 1)) % PEOPLE.len();
    let people: Vec<PersonTold> = [first, second].map(|row| person(dice, row)).into();
    let events = (0..1 + dice.roll(2)).map(|at| event(dice, at, day, &people)).collect();
    let words = format!(
        "{} received {} in Astana on {day} May and spoke about water, rail, gas and the road over the pass number {}",
        people[0].name,
        people[1].name,
        dice.roll(4)
    );
    Account {
        article: format!("{:08x}{number:04}", dice.roll(1 << 30)),
        origin: format!("article {number}"),
        published: Edtf::day(2021, 5, day),
        print: link::copies::print(&words),
        people,
        events,
        ..Account::default()
    }
}

fn person(dice: &mut Dice, row: usize) -> PersonTold {
    let (names, country, title) = PEOPLE[row];
    let country = CountryCode::new(country);
    let office = OfficeTold { title: title.to_owned(), body: None, country, held: Held::Current };
    PersonTold {
        id: format!("p{row}"),
        name: names[dice.roll(names.len())].to_owned(),
        aliases: Vec::new(),
        country,
        sector: None,
        rank: None,
        background: false,
        offices: if dice.roll(3) > 0 { vec![office] } else { Vec::new() },
        labels: Vec::new(),
    }
}

fn event(dice: &mut Dice, at: usize, day: u8, people: &[PersonTold]) -> EventTold {
    let party = |person: &PersonTold| PartyTold {
        name: person.name.clone(),
        person: Some(person.id.clone()),
        body: None,
        country: person.country,
        sector: None,
        office: None,
    };
    let told = day.saturating_sub(dice.roll(3) as u8).max(1);
    EventTold {
        id: format!("e{at}"),
        event_type: EventType::Consult,
        mode: [Some(Mode::Meeting), Some(Mode::Visit), None][dice.roll(3)],
        status: if dice.roll(6) == 0 { Status::Planned } else { Status::Occurred },
        date: if dice.roll(4) == 0 { None } else { Edtf::day(2021, 5, told) },
        date_basis: DateBasis::Stated,
        place: Some(PlaceTold {
            name: ["Astana", "Tashkent"][dice.roll(2)].to_owned(),
            country: None,
            lat_milli: None,
            lon_milli: None,
            precision: PlacePrecision::City,
        }),
        actors: people.iter().map(party).collect(),
        recipients: Vec::new(),
        subjects: Vec::new(),
        quantities: Vec::new(),
        attributed_to: None,
        confidence: 900,
        depth: 0,
        words: "spoke about water, rail and gas".to_owned(),
    }
}

/// What an archive keeps, and how it takes in what linking gives.
#[derive(Debug, Default, PartialEq)]
struct Kept {
    happenings: BTreeMap<String, Happening>,
    identities: BTreeMap<String, Identity>,
    tenures: BTreeMap<String, Vec<Tenure>>,
    source_of: BTreeMap<String, String>,
}

impl Kept {
    fn absorb(&mut self, linked: Linked) {
        let reports: BTreeSet<Row> = linked
            .happenings
            .iter()
            .flat_map(|happening| &happening.reports)
            .map(|report| Row::new(&report.article, &report.event))
            .collect();
        let gone = |happening: &Happening| {
            happening.reports.iter().any(|report| reports.contains(&Row::new(&report.article, &report.event)))
        };
        self.happenings.retain(|_, happening| !gone(happening));
        self.happenings.extend(linked.happenings.into_iter().map(|happening| (happening.id.clone(), happening)));
        let forms: BTreeSet<&String> = linked.identities.iter().flat_map(|identity| &identity.forms).collect();
        self.identities.retain(|_, identity| !identity.forms.iter().any(|form| forms.contains(form)));
        self.identities.extend(linked.identities.iter().map(|identity| (identity.id.clone(), identity.clone())));
        let identities = &self.identities;
        self.tenures.retain(|identity, _| identities.contains_key(identity));
        for identity in &linked.identities {
            self.tenures.remove(&identity.id);
        }
        for tenure in linked.tenures {
            self.tenures.entry(tenure.identity.clone()).or_default().push(Tenure {
                // What other people's tenures show is told when all are known.
                ended_by: None,
                after: None,
                held: Held::Current,
                ..tenure
            });
        }
        self.source_of.retain(|article, _| !linked.grouped.contains(article));
        self.source_of.extend(linked.copies.into_iter().map(|copy| (copy.article, copy.of)));
    }
}

fn whole(accounts: &[Account]) -> Kept {
    let mut kept = Kept::default();
    kept.absorb(link(accounts, &Decisions::default()));
    kept
}

/// Protects archives from depending on the order in which a folder was read.
#[test]
fn the_order_of_accounts_is_no_matter() {
    let mut accounts = accounts(60);
    let linked = link(&accounts, &Decisions::default());
    assert!(linked.happenings.iter().any(|happening| happening.reports.len() > 2), "the accounts are worth linking");
    assert!(linked.identities.len() < 16, "the people are worth linking: {:?}", linked.identities);
    for seed in 1..5 {
        Dice(seed).shuffle(&mut accounts);
        assert_eq!(link(&accounts, &Decisions::default()), linked);
    }
}

/// Protects the contract of the shelf: batches give what linking everything at once gives.
#[test]
fn batches_give_what_the_whole_gives() {
    let mut accounts = accounts(60);
    let expected = whole(&accounts);
    for (seed, size) in [(1, 1), (2, 7), (3, 20)] {
        Dice(seed).shuffle(&mut accounts);
        let (mut shelf, mut kept) = (Memory::default(), Kept::default());
        for batch in accounts.chunks(size) {
            for account in batch {
                shelf.put(account, &Decisions::default());
            }
            let new: Vec<String> = batch.iter().map(|account| account.article.clone()).collect();
            let Ok(linked) = link_new(&mut shelf, &new, &Decisions::default());
            kept.absorb(linked);
        }
        assert_eq!(kept.happenings, expected.happenings, "batches of {size}");
        assert_eq!(kept.identities, expected.identities, "batches of {size}");
        assert_eq!(kept.tenures, expected.tenures, "batches of {size}");
        assert_eq!(kept.source_of, expected.source_of, "batches of {size}");
    }
}

/// Protects people's judgements: no score joins what somebody parted, and what somebody joined is one.
#[test]
fn decisions_stand() {
    let accounts = accounts(60);
    let linked = link(&accounts, &Decisions::default());
    let joined = linked.happenings.iter().find(|happening| happening.reports.len() > 1).unwrap();
    let row = |at: usize| Row::new(&joined.reports[at].article, &joined.reports[at].event);
    let together = |linked: &Linked, a: &Row, b: &Row| {
        linked.happenings.iter().any(|happening| {
            let has = |row: &Row| happening.reports.iter().any(|r| r.article == row.article && r.event == row.id);
            has(a) && has(b)
        })
    };
    let mut decisions = Decisions::default();
    decisions.different(row(0), row(1));
    assert!(!together(&link(&accounts, &decisions), &row(0), &row(1)));

    let other = linked.happenings.iter().find(|happening| happening.id != joined.id).unwrap();
    let far = Row::new(&other.reports[0].article, &other.reports[0].event);
    let mut decisions = Decisions::default();
    decisions.same(row(0), far.clone());
    assert!(together(&link(&accounts, &decisions), &row(0), &far));

    let (a, b) = (&accounts[0], &accounts[1]);
    decisions.same(Row::new(&a.article, &a.people[0].id), Row::new(&b.article, &b.people[1].id));
    let linked = link(&accounts, &decisions);
    let form = |account: &Account, at: usize| link::forms::of_account(account, &decisions).swap_remove(at).key;
    let identity = |key: &str| linked.identities.iter().position(|identity| identity.forms.iter().any(|f| f == key));
    assert_eq!(identity(&form(a, 0)), identity(&form(b, 1)));
}
