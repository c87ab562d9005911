//! What is opened, what is refused, and what two processes do to one another.

mod common;

use archive::{Access, Archive, ArchiveError, Filter, Order, Page};

/// Protects other people's files, and users from messages without a remedy.
#[test]
fn what_is_no_archive_is_refused_and_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    let error = Archive::open(&path("none.db"), Access::Read).unwrap_err();
    assert!(matches!(error, ArchiveError::Missing(_)) && error.to_string().contains("attache ingest"), "{error}");
    assert!(!path("none.db").exists());
    std::fs::write(path("text.db"), "Dear diary, this is a text and no database at all. ".repeat(40)).unwrap();
    let other = rusqlite::Connection::open(path("other.db")).unwrap();
    other.execute_batch("CREATE TABLE songs (name TEXT); INSERT INTO songs VALUES ('one')").unwrap();
    drop(other);
    for name in ["text.db", "other.db"] {
        let before = std::fs::read(path(name)).unwrap();
        for access in [Access::Read, Access::Write, Access::Create] {
            let error = Archive::open(&path(name), access).unwrap_err();
            assert!(matches!(error, ArchiveError::Other(_)), "{name} {access:?}: {error}");
        }
        assert_eq!(std::fs::read(path(name)).unwrap(), before, "{name} is as it was");
    }
}

/// Protects archives of other versions: none is read as if it were of this one.
#[test]
fn other_formats_are_named() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.db");
    drop(common::small(&path));
    for (format, word) in [(archive::FORMAT + 1, "newer"), (0, "ingest its articles")] {
        let db = rusqlite::Connection::open(&path).unwrap();
        db.pragma_update(None, "user_version", format).unwrap();
        drop(db);
        for access in [Access::Read, Access::Write, Access::Create] {
            let error = Archive::open(&path, access).unwrap_err();
            assert!(error.to_string().contains(word), "{error}");
        }
    }
}

/// Protects a running server from an ingest beside it: readers see whole commits, and what was not committed is not
/// there.
#[test]
fn readers_see_whole_commits_only() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.db");
    let mut writer = common::small(&path);
    let reader = Archive::open(&path, Access::Read).unwrap();
    let meeting = common::Meeting {
        outlet: "Plateau Post",
        day: "2026-02-01",
        people: vec![("Yusuf Banda", "MWI", "foreign minister")],
        place: "Zomba",
        text: "Banda spoke in Zomba.",
    };
    let record = common::record(&meeting);
    let mut batch = writer.begin().unwrap();
    assert!(batch.add(&archive::Prepared::new(record.clone(), archive::Extra::default()).unwrap()).unwrap());
    assert!(!batch.add(&archive::Prepared::new(record.clone(), archive::Extra::default()).unwrap()).unwrap());
    assert_eq!(reader.stats().unwrap().articles, 3);
    drop(batch);
    assert!(!writer.holds(&record.article.id).unwrap());
    common::add(&mut writer, &[record]).unwrap();
    assert_eq!(reader.stats().unwrap().articles, 4);
    assert_eq!(reader.happenings(&Filter::default(), Order::Newest, &Page::all()).unwrap().rows.len(), 3);
    // Counts are still of what is there.
    let facets = reader.facets(&Filter::default()).unwrap();
    let places: Vec<usize> = facets.months.iter().map(|(_, n)| *n).collect();
    assert_eq!(places, [2, 1]);
}

/// Protects askers after a kill: what a dead writer left half done is rolled back, not reported as a fault.
#[test]
fn what_a_killed_writer_left_is_rolled_back() {
    let folder = tempfile::tempdir().unwrap();
    let (path, killed) = (folder.path().join("a.db"), folder.path().join("killed.db"));
    drop(common::small(&path));
    let count = |archive: &Archive| archive.stats().unwrap().articles;
    let whole = count(&Archive::open(&path, Access::Read).unwrap());
    let writer = rusqlite::Connection::open(&path).unwrap();
    // A log that is rolled back, and so small a cache that pages reach the file before the commit.
    writer.pragma_update(None, "journal_mode", "DELETE").unwrap();
    writer.pragma_update(None, "cache_size", 1).unwrap();
    writer
        .execute_batch(
            "BEGIN IMMEDIATE; UPDATE article SET title = 'half done';
             CREATE TABLE half (text TEXT);
             INSERT INTO half WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 500)
             SELECT printf('%0500d', i) FROM n;",
        )
        .unwrap();
    for end in ["", "-journal"] {
        let name = |path: &std::path::Path| format!("{}{end}", path.display());
        std::fs::copy(name(&path), name(&killed)).unwrap();
    }
    drop(writer);
    let archive = Archive::open(&killed, Access::Read).unwrap();
    assert_eq!(count(&archive), whole);
    let found = archive.happenings(&Filter::default(), Order::Newest, &Page::first(5)).unwrap();
    assert!(!found.rows.is_empty());
}

/// Protects those who make one archive at the same moment: the later ones wait, whatever lock they meet.
#[test]
fn many_open_a_new_archive_at_once() {
    let folder = tempfile::tempdir().unwrap();
    for number in 0..100 {
        let path = folder.path().join(format!("{number}.db"));
        let barrier = std::sync::Barrier::new(4);
        let open = || {
            barrier.wait();
            Archive::open(&path, Access::Create).map(drop)
        };
        std::thread::scope(|scope| {
            let all: Vec<_> = (0..4).map(|_| scope.spawn(open)).collect();
            for one in all {
                one.join().unwrap().unwrap();
            }
        });
    }
}
