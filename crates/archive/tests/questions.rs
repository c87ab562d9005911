//! Every question is answered, with every filter.

mod common;

use archive::{Access, Archive, ArchiveError, Filter, OfficeQuery, Order, Page, Shown};

fn filter(pairs: &[(&str, &str)]) -> Filter {
    Filter::from_pairs(pairs.iter().copied()).unwrap()
}

/// Protects all who ask: each filter alone and all together find what is there, in every question.
#[test]
fn every_filter_works_in_every_question() {
    let folder = tempfile::tempdir().unwrap();
    let archive = common::small(&folder.path().join("a.db"));
    let fitting: [&[(&str, &str)]; 17] = [
        &[],
        &[("person", "Banda")],
        &[("person", "youssef banda")],
        &[("office", "foreign minister")],
        &[("country", "Malawi")],
        &[("country", "ZMB"), ("with", "MWI")],
        &[("with", "Phiri"), ("with", "Malawian")],
        &[("type", "CONSULT"), ("mode", "meeting")],
        &[("subject", "border-security")],
        &[("status", "occurred")],
        &[("since", "2026")],
        &[("until", "2026-01")],
        &[("place", "Lilongwe")],
        &[("place", "Malawi")],
        &[("source", "lake courier")],
        &[("min-reports", "2")],
        &[("words", "\"was received\"")],
    ];
    let together: Vec<(&str, &str)> =
        fitting.iter().flat_map(|pairs| pairs.iter().copied()).filter(|(name, _)| *name != "words").collect();
    for pairs in fitting.iter().copied().chain([together.as_slice()]) {
        let filter = filter(pairs);
        for order in [Order::Newest, Order::Oldest, Order::MostReports] {
            let found = archive.happenings(&filter, order, &Page::all()).unwrap();
            assert!(!found.rows.is_empty(), "{pairs:?} {order:?}");
            assert_eq!(found.total, found.rows.len(), "{pairs:?}");
            // The same, one at a time.
            let (mut page, mut ids) = (Page::first(1), Vec::new());
            loop {
                let found = archive.happenings(&filter, order, &page).unwrap();
                ids.extend(found.rows.into_iter().map(|row| row.id));
                match found.next {
                    Some(next) => page.cursor = Some(next),
                    None => break,
                }
            }
            assert_eq!(ids, found.rows.iter().map(|row| row.id.clone()).collect::<Vec<_>>(), "{pairs:?} {order:?}");
        }
        let found = archive.events(&filter, &Page::all()).unwrap();
        assert!(!found.rows.is_empty(), "{pairs:?}");
        let (mut page, mut ids) = (Page::first(1), Vec::new());
        loop {
            let one = archive.events(&filter, &page).unwrap();
            ids.extend(one.rows.into_iter().map(|row| row.id));
            match one.next {
                Some(next) => page.cursor = Some(next),
                None => break,
            }
        }
        assert_eq!(ids, found.rows.iter().map(|row| row.id.clone()).collect::<Vec<_>>(), "{pairs:?}");
        archive.facets(&filter).unwrap();
        archive.disagreements(&filter, &Page::default()).unwrap();
        archive.statements(&filter, &Page::default()).unwrap();
        archive.promises(&filter, &Page::default()).unwrap();
        archive.search("met", &filter, &Page::default()).unwrap();
    }
    for pairs in [
        [("type", "ASSAULT")],
        [("since", "2027")],
        [("until", "2025")],
        [("min-reports", "3")],
        [("words", "locusts")],
    ] {
        let found = archive.happenings(&filter(&pairs), Order::Newest, &Page::all()).unwrap();
        assert_eq!((found.rows.len(), found.total), (0, 0), "{pairs:?}");
        assert_eq!(archive.events(&filter(&pairs), &Page::all()).unwrap().rows.len(), 0);
    }
}

/// Protects the counts that the first page of every face shows.
#[test]
fn counts_are_of_what_is_there() {
    let folder = tempfile::tempdir().unwrap();
    let archive = common::small(&folder.path().join("a.db"));
    let facets = archive.facets(&Filter::default()).unwrap();
    assert_eq!((facets.happenings, facets.is_part), (2, false));
    assert_eq!(facets.countries, [("MWI".to_owned(), 2), ("ZMB".to_owned(), 2)]);
    assert_eq!(facets.pairs, [("MWI ZMB".to_owned(), 2)]);
    assert_eq!(facets.months, [("2026-01".to_owned(), 2)]);
    assert_eq!(facets.reports, [(1, 1), (2, 1)]);
    assert_eq!(facets.people.iter().map(|(_, n)| *n).collect::<Vec<_>>(), [2, 2]);
    let of_one = archive.facets(&filter(&[("source", "Plateau Post")])).unwrap();
    assert_eq!((of_one.happenings, of_one.sources.len()), (1, 2));
    let stats = archive.stats().unwrap();
    assert_eq!((stats.articles, stats.happenings, stats.corroborated, stats.people), (3, 2, 1, 2));
    assert_eq!(stats.days, Some(("2026-01-12".to_owned(), "2026-01-13".to_owned())));
}

/// Protects those who know a name by another spelling.
#[test]
fn names_are_found_under_any_spelling() {
    let folder = tempfile::tempdir().unwrap();
    let archive = common::small(&folder.path().join("a.db"));
    for name in ["Banda", "banda", "Yousuf Banda", "Yusef", "BANDA, Yusuf", "Youssouf"] {
        let person = archive.person(name).unwrap().unwrap_or_else(|| panic!("{name} is not found"));
        assert_eq!(person.name, "Yusuf Banda");
        assert_eq!((person.happenings, person.with.len(), person.tenures.len()), (2, 1, 1));
        assert_eq!(person.unsure.len(), 1);
    }
    assert_eq!(archive.body("river commission").unwrap().unwrap().kind, "");
    assert!(archive.person("Kowalski").unwrap().is_none());
    let names = archive.names("Bundi").unwrap();
    assert!(names.people.len() + names.suggestions.len() > 0, "{names:?}");
    let error = archive.happenings(&filter(&[("person", "Kowalski")]), Order::Newest, &Page::all()).unwrap_err();
    assert!(matches!(error, ArchiveError::Filter(_)), "{error}");
    assert_eq!(archive.names("Zambian").unwrap().countries[0].0.id, "ZMB");
    assert_eq!(archive.names("minister").unwrap().offices.len(), 1);
}

/// Protects the other questions.
#[test]
fn offices_pairs_statements_and_ids() {
    let folder = tempfile::tempdir().unwrap();
    let archive = common::small(&folder.path().join("a.db"));
    for (title, country, on, n) in [
        ("foreign minister", None, None, 1),
        ("foreign minister of Malawi", None, Some("2026-01-12"), 1),
        ("minister", Some("Zambia"), None, 0),
        ("ambassador", None, Some("2025"), 0),
    ] {
        let query =
            OfficeQuery { title: title.to_owned(), country: country.map(str::to_owned), on: on.map(str::to_owned) };
        assert_eq!(archive.office(&query).unwrap().len(), n, "{title}");
    }
    for (a, b) in [("Malawi", "ZMB"), ("Banda", "Phiri"), ("ZMB", "Yusuf Banda")] {
        let pair = archive.pair(a, b).unwrap();
        assert_eq!((pair.happenings, pair.latest.len(), pair.months.len()), (2, 2, 1), "{a} {b}");
        assert_eq!(pair.months[0].score, 2.5);
    }
    let promises = archive.promises(&filter(&[("person", "Banda")]), &Page::first(2)).unwrap();
    assert_eq!((promises.rows.len(), promises.total), (2, 3));
    assert_eq!(promises.rows[0].due.as_deref(), Some("2026-12-31"));
    assert_eq!(promises.rows[0].speaker.as_ref().unwrap().name, "Yusuf Banda");
    let differ = archive.disagreements(&Filter::default(), &Page::default()).unwrap();
    assert_eq!((differ.rows.len(), differ.rows[0].versions.len()), (1, 2));

    let happening = archive.happenings(&Filter::default(), Order::Oldest, &Page::first(1)).unwrap().rows.remove(0);
    assert_eq!(happening.sentence, "Yusuf Banda and Grace Phiri met in Lilongwe on 12 January 2026.");
    assert_eq!((happening.reports.len(), happening.related.len()), (2, 1));
    let event = &happening.reports[0].view;
    let statement = &promises.rows[0];
    let person = event.identities.values().next().unwrap();
    for (id, is) in [
        (happening.id.clone(), "happening"),
        (event.id.clone(), "event"),
        (event.article.id.clone(), "article"),
        (statement.id.clone(), "statement"),
        (person.id.clone(), "person"),
        (format!("{}-p00000000", event.article.id), "person"),
        ("b000000000000".to_owned(), "body"),
    ] {
        let shown = archive.show(&id).unwrap().unwrap_or_else(|| panic!("{id}"));
        let found = match shown {
            Shown::Article(_) => "article",
            Shown::Event(_) => "event",
            Shown::Statement(_) => "statement",
            Shown::Happening(_) => "happening",
            Shown::Person(_) => "person",
            Shown::Body(_) => "body",
        };
        assert_eq!(found, is, "{id}");
    }
    assert!(archive.show("h-none").unwrap().is_none());
}

/// Protects the search: words, phrases, beginnings, and where they stand.
#[test]
fn words_are_found() {
    let folder = tempfile::tempdir().unwrap();
    let archive = common::small(&folder.path().join("a.db"));
    for (words, n) in
        [("border", 2), ("\"met again\"", 1), ("cross*", 1), ("border -again", 1), ("lilongwe", 3), ("Élan", 0)]
    {
        let found = archive.search(words, &Filter::default(), &Page::default()).unwrap();
        assert_eq!((found.rows.len(), found.total), (n, n), "{words}");
        for hit in found.rows {
            assert!(!hit.marks.is_empty(), "{words}: {hit:?}");
        }
    }
    let first = archive.search("lilongwe", &Filter::default(), &Page::first(2)).unwrap();
    assert_eq!((first.rows.len(), first.total), (2, 3));
    let page = Page { limit: 2, cursor: first.next };
    assert_eq!(archive.search("lilongwe", &Filter::default(), &page).unwrap().rows.len(), 1);
    let narrow = archive.search("lilongwe", &filter(&[("source", "Plateau"), ("country", "ZMB")]), &Page::default());
    assert_eq!(narrow.unwrap().total, 1);
}

/// Protects what is stored: an archive read again is the one that was written, and a record comes back as it was.
#[test]
fn records_come_back_as_they_were() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.db");
    drop(common::small(&path));
    let archive = Archive::open(&path, Access::Read).unwrap();
    let mut n = 0;
    archive
        .each_record(|record| {
            n += 1;
            assert_eq!(archive.article(&record.article.id).unwrap().unwrap().record, *record);
            true
        })
        .unwrap();
    assert_eq!(n, 3);
}
