//! Hostile text in every field of every format comes back as it was, save for what a format cannot hold.

use export::formats::{Format, Slice, guarded, unguarded};
use export::{view, wire};
use proptest::prelude::*;
use serde_json::Value;

use crate::sample::{sample, soiled};
use crate::{parts, text, written};

const HOSTILE: &[&str] = &[
    "=HYPERLINK(\"http://x.example\",\"click\")",
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "'=1",
    "\u{200b}=1",
    "＝1",
    "say \"x\", 'y'; z",
    "'; DROP TABLE event; --",
    "<script>alert(1)</script>",
    "</title><img src=x onerror=alert(1)>",
    "]]> <![CDATA[ &amp; &#0; &bogus;",
    "nul\0bell\u{7}escape\u{1b}[2J\u{85}\u{9f}",
    "bidi \u{202e}txt.exe\u{202c} \u{2066}x\u{2069}",
    "lines\nand\r\nreturns\r and \u{2028} and \u{2029}",
    "BEGIN:VEVENT\r\nSUMMARY:injected\r\nEND:VEVENT",
    "back\\slash \\n \\; \\, ; , ;",
    "T1\tPerson 0 5\tinjected\nE1\tASSAULT:T1",
    "../../etc/passwd",
    "non-characters \u{fffe}\u{ffff}\u{1fffe}",
    "e\u{301}🇲🇼👩‍🚀𝒳 العربية 中文",
    " \u{a0} ",
    "",
];

fn no_nul(text: &str) -> String {
    text.replace('\0', "\u{fffd}")
}

/// Every format read back: what is in it is what was written.
fn comes_back(slice: &Slice) {
    table_of_events(slice);
    table_of_participants(slice);
    let records = parts::json_lines(&text(Format::Jsonl, slice));
    for (line, article) in records.iter().zip(&slice.articles) {
        assert_eq!(serde_json::from_value::<wire::Record>(line.clone()).unwrap(), article.record);
    }
    let happenings = parts::json_lines(&text(Format::JsonlHappenings, slice));
    for (line, happening) in happenings.iter().zip(&slice.happenings) {
        assert_eq!(&serde_json::from_value::<view::HappeningView>(line.clone()).unwrap(), happening);
    }
    plover(slice);
    typed_columns(slice);
    database(slice);
    for (format, n_columns) in [(Format::Gdelt, 61), (Format::Gdelt1, 58)] {
        let table = text(format, slice);
        let rows: Vec<&str> = table.split_terminator('\n').collect();
        assert_eq!(rows.len(), 2, "a row a pair of parties");
        rows.iter().for_each(|row| assert_eq!(row.split('\t').count(), n_columns));
        assert!(!table.contains(|c: char| c.is_control() && c != '\t' && c != '\n'));
    }
    documents_of_json(slice);
    network(slice);
    calendar(slice);
    follow_the_money(slice);
    annotations(slice);
    standoff(slice);
    feeds(slice);
}

fn events(slice: &Slice) -> Vec<&view::EventView> {
    slice.happenings.iter().flat_map(|happening| &happening.reports).map(|report| &report.view).collect()
}

fn table(format: Format, slice: &Slice) -> Vec<std::collections::BTreeMap<String, String>> {
    let bytes = written(format, slice);
    let mut reader = csv::Reader::from_reader(bytes.as_slice());
    let names = reader.headers().unwrap().clone();
    let rows = reader.records().map(|row| {
        let row = row.unwrap();
        for cell in &row {
            let number = cell.parse::<f64>().is_ok();
            assert!(number || !cell.starts_with(['=', '+', '-', '@', '\t', '\r']), "{cell:?} can be a formula");
        }
        names.iter().zip(&row).map(|(name, cell)| (name.to_owned(), unguarded(cell).to_owned())).collect()
    });
    rows.collect()
}

fn table_of_events(slice: &Slice) {
    let rows = table(Format::CsvEvents, slice);
    assert_eq!(rows.len(), events(slice).len());
    for (row, view) in rows.iter().zip(events(slice)) {
        assert_eq!(row["title"], no_nul(view.article.title.as_deref().unwrap()));
        assert_eq!(row["outlet"], no_nul(view.article.publisher.as_deref().unwrap()));
        assert_eq!(row["origin"], no_nul(&view.article.origin));
        assert_eq!(row["place"], no_nul(&view.event.place.as_ref().unwrap().name));
        assert_eq!(row["attributed_to"], no_nul(view.event.attributed_to.as_deref().unwrap()));
        let names: Vec<String> = view.event.actor.iter().map(|party| no_nul(&party.name)).collect();
        assert_eq!(items(&row["actors"]), names);
        assert_eq!(items(&row["evidence"]), [no_nul(&view.event.evidence[0])]);
    }
}

/// The items of a list in a cell.
fn items(cell: &str) -> Vec<String> {
    let mut items = vec![String::new()];
    let mut characters = cell.chars();
    while let Some(c) = characters.next() {
        match c {
            '\\' => items.last_mut().unwrap().extend(characters.next()),
            ';' => {
                assert_eq!(characters.next(), Some(' '), "items are parted by a semicolon and a space");
                items.push(String::new());
            }
            c => items.last_mut().unwrap().push(c),
        }
    }
    items
}

fn table_of_participants(slice: &Slice) {
    let rows = table(Format::CsvParticipants, slice);
    let parties: Vec<&wire::Party> = events(slice).iter().flat_map(|view| &view.event.actor).collect();
    assert_eq!(rows.len(), parties.len());
    for (row, party) in rows.iter().zip(parties) {
        assert_eq!(row["name"], no_nul(&party.name));
        assert_eq!(row["identity_name"], no_nul(&party.name));
        assert_eq!(row["office"], no_nul(party.office.as_deref().unwrap()));
    }
}

fn plover(slice: &Slice) {
    let rows = parts::json_lines(&text(Format::Plover, slice));
    for (row, view) in rows.iter().zip(events(slice)) {
        assert_eq!(row["event_text"][0], view.event.evidence[0]);
        assert_eq!(row["actor"][0]["entity_text"], view.event.actor[0].name);
        assert_eq!(row["cite_info"]["title"], Value::from(view.article.title.clone()));
    }
}

fn typed_columns(slice: &Slice) {
    use parquet::file::reader::{FileReader, SerializedFileReader};
    use parquet::record::RowAccessor;
    let bytes = bytes::Bytes::from(written(Format::Parquet, slice));
    let reader = SerializedFileReader::new(bytes).unwrap();
    let rows: Vec<parquet::record::Row> = reader.get_row_iter(None).unwrap().map(Result::unwrap).collect();
    assert_eq!(rows.len(), events(slice).len());
    let column = |row: &parquet::record::Row, name: &str| {
        row.get_column_iter().position(|(column, _)| column == name).expect("a column of the name")
    };
    for (row, view) in rows.iter().zip(events(slice)) {
        let text = |name: &str| row.get_string(column(row, name)).unwrap().clone();
        assert_eq!(text("title"), *view.article.title.as_ref().unwrap());
        assert_eq!(text("origin"), view.article.origin);
        assert_eq!(row.get_double(column(row, "lat")).unwrap(), -13.967);
        use parquet::record::ListAccessor;
        let actors = row.get_list(column(row, "actors")).unwrap();
        for (n, party) in view.event.actor.iter().enumerate() {
            assert_eq!(*actors.get_string(n).unwrap(), party.name);
        }
        assert_eq!(actors.len(), view.event.actor.len());
        assert_eq!(row.get_list(column(row, "recipients")).unwrap().len(), 0);
    }
}

fn database(slice: &Slice) {
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), written(Format::Sqlite, slice)).unwrap();
    let db = rusqlite::Connection::open(file.path()).unwrap();
    let texts = |sql: &str| -> Vec<String> {
        db.prepare(sql).unwrap().query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
    };
    assert_eq!(texts("PRAGMA integrity_check"), ["ok"]);
    assert!(texts("SELECT \"table\" FROM pragma_foreign_key_check").is_empty());
    let told: Vec<&String> = slice.happenings.iter().map(|happening| &happening.sentence).collect();
    assert_eq!(texts("SELECT sentence FROM happenings ORDER BY id").iter().collect::<Vec<_>>(), told);
    let told: Vec<&String> = slice.articles.iter().map(|article| &article.record.article.text).collect();
    assert_eq!(texts("SELECT text FROM articles ORDER BY id").iter().collect::<Vec<_>>(), told);
    let told: Vec<&String> = events(slice).iter().flat_map(|view| &view.event.evidence).collect();
    assert_eq!(texts("SELECT words FROM evidence ORDER BY rowid").iter().collect::<Vec<_>>(), told);
    let told: Vec<&String> = slice.people.iter().map(|person| &person.name).collect();
    assert_eq!(texts("SELECT name FROM people ORDER BY id").iter().collect::<Vec<_>>(), told);
    assert_eq!(texts("SELECT name FROM sqlite_schema WHERE name = 'event' OR sql LIKE '%DROP%'"), [""; 0]);
}

fn documents_of_json(slice: &Slice) {
    let map: Value = serde_json::from_str(&text(Format::GeoJson, slice)).unwrap();
    let timeline: Value = serde_json::from_str(&text(Format::TimelineJs, slice)).unwrap();
    for (n, happening) in slice.happenings.iter().enumerate() {
        assert_eq!(map["features"][n]["properties"]["title"], happening.sentence);
        let headline = timeline["events"][n]["text"]["headline"].as_str().unwrap();
        assert_eq!(quick_xml::escape::unescape(headline).unwrap(), happening.sentence);
        let html = timeline["events"][n]["text"]["text"].as_str().unwrap();
        assert!(!html.contains("<script") && !html.contains("<img"));
    }
}

fn network(slice: &Slice) {
    let elements = parts::elements(&text(Format::Gexf, slice));
    let labels: Vec<&str> =
        elements.iter().filter(|e| e.name == "node").map(|e| e.attributes["label"].as_str()).collect();
    for person in &slice.people {
        assert!(labels.contains(&parts::xml_form(&person.name).as_str()), "{:?}", person.name);
    }
    let edges = elements.iter().filter(|e| e.name == "edge").count();
    assert_eq!(edges, 2);
}

fn calendar(slice: &Slice) {
    let properties = parts::calendar(&text(Format::ICalendar, slice));
    let summaries: Vec<&str> =
        properties.iter().filter(|(name, _)| name == "SUMMARY").map(|(_, value)| value.as_str()).collect();
    let form = |text: &str| {
        let text = text.replace("\r\n", "\n").replace('\r', "\n");
        text.chars().map(|c| if c.is_control() && c != '\n' && c != '\t' { '\u{fffd}' } else { c }).collect::<String>()
    };
    let told: Vec<String> = slice.happenings.iter().map(|happening| form(&happening.sentence)).collect();
    assert_eq!(summaries, told);
    assert_eq!(properties.iter().filter(|(name, _)| name == "BEGIN").count(), 1 + slice.happenings.len());
}

fn follow_the_money(slice: &Slice) {
    let rows = parts::json_lines(&text(Format::FollowTheMoney, slice));
    let mut ids = std::collections::BTreeSet::new();
    for row in &rows {
        assert!(ids.insert(row["id"].as_str().unwrap()), "{} is written once", row["id"]);
        for values in row["properties"].as_object().unwrap().values() {
            assert!(values.as_array().unwrap().iter().all(|value| !value.as_str().unwrap().trim().is_empty()));
        }
    }
    let body = rows.iter().find(|row| row["schema"] == "Article").unwrap();
    assert_eq!(body["properties"]["bodyText"][0], no_nul(&slice.articles[0].record.article.text));
    for person in slice.people.iter().filter(|person| !person.name.trim().is_empty()) {
        let row = rows.iter().find(|row| row["id"] == format!("person-{}", person.id)).unwrap();
        assert_eq!(row["properties"]["name"][0], no_nul(&person.name));
    }
}

fn annotations(slice: &Slice) {
    let page: Value = serde_json::from_str(&text(Format::WebAnnotation, slice)).unwrap();
    let articles: Vec<Vec<char>> = slice.articles.iter().map(|a| a.record.article.text.chars().collect()).collect();
    let mut n_targets = 0;
    for annotation in page["items"].as_array().unwrap() {
        let article = usize::from(annotation["id"].as_str().unwrap().contains(":a1-"));
        for target in annotation["target"].as_array().unwrap() {
            let number = |name: &str| target["selector"][0][name].as_u64().unwrap() as usize;
            let words: String = articles[article][number("start")..number("end")].iter().collect();
            assert_eq!(target["selector"][1]["exact"], words);
            n_targets += 1;
        }
    }
    assert_eq!(n_targets, 2 * 7, "people, an office, events and a statement in each article");
}

fn standoff(slice: &Slice) {
    let files = parts::unzip(&written(Format::Brat, slice));
    assert_eq!(files.keys().collect::<Vec<_>>(), ["a0.ann", "a0.txt", "a1.ann", "a1.txt", "annotation.conf"]);
    for article in &slice.articles {
        let words = &article.record.article.text;
        assert_eq!(files[&format!("{}.txt", article.article.id)], words.as_bytes());
        let lines = String::from_utf8(files[&format!("{}.ann", article.article.id)].clone()).unwrap();
        let characters: Vec<char> = words.chars().collect();
        let mut ids = std::collections::BTreeSet::new();
        for line in lines.split_terminator('\n') {
            let mut cells = line.splitn(3, '\t');
            let (id, what, quoted) = (cells.next().unwrap(), cells.next().unwrap(), cells.next());
            assert!(ids.insert(id.to_owned()), "{id} is used once");
            if !id.starts_with('T') {
                continue;
            }
            let places = what.split_once(' ').unwrap().1.split(';').map(|place| {
                let (from, to) = place.split_once(' ').unwrap();
                characters[from.parse().unwrap()..to.parse().unwrap()].iter().collect::<String>()
            });
            assert_eq!(quoted.unwrap(), places.collect::<Vec<_>>().join(" "));
        }
    }
}

fn feeds(slice: &Slice) {
    for (format, entry, content) in [(Format::Atom, "entry", "content"), (Format::Rss, "item", "description")] {
        let elements = parts::elements(&text(format, slice));
        assert_eq!(elements.iter().filter(|e| e.name == entry).count(), slice.happenings.len());
        // The first title is the feed's.
        let titles: Vec<&str> =
            elements.iter().filter(|e| e.name == "title").skip(1).map(|e| e.text.as_str()).collect();
        let told: Vec<String> = slice.happenings.iter().map(|h| parts::xml_form(&h.sentence)).collect();
        assert_eq!(titles, told);
        for html in elements.iter().filter(|e| e.name == content).skip(usize::from(format == Format::Rss)) {
            assert!(!html.text.contains("<script") && !html.text.contains("<img"), "{}", html.text);
        }
        for link in elements.iter().filter_map(|e| e.attributes.get("href").or((e.name == "link").then_some(&e.text))) {
            assert!(link.starts_with("http"), "{link}");
        }
    }
}

/// Protects everyone who opens a file of ours: each hostile text, in every field, in every format.
#[test]
fn hostile_text_comes_back() {
    comes_back(&sample());
    for hostile in HOSTILE {
        comes_back(&soiled(&|_| (*hostile).to_owned()));
        comes_back(&soiled(&|text| format!("{hostile}{text}")));
        comes_back(&soiled(&|text| format!("{text}{hostile}")));
    }
}

/// Protects against names of a megabyte: they come back whole, or the row is whole without them.
#[test]
fn long_names_come_back() {
    let long = "Ѫ\"<&\n;".repeat(150_000);
    let slice = soiled(&|text| if text == "Chanda Mwape" { long.clone() } else { text.to_owned() });
    comes_back(&slice);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    /// Protects against what nobody thought of: any text, in every field, in every format.
    #[test]
    fn any_text_comes_back(any in "(?s).{0,40}") {
        comes_back(&soiled(&|text| format!("{any}{text}{any}")));
    }

    /// Protects analysts: the apostrophe goes away again, and no text can be taken for a formula.
    #[test]
    fn guards_are_reversible(any in "[-=+@'\\t\\r\\n ＝a\u{200b}\u{feff}]{0,6}") {
        let cell = guarded(&any);
        prop_assert_eq!(unguarded(&cell), any.as_str());
        prop_assert!(!cell.trim_start().starts_with(['=', '+', '-', '@']) );
    }
}
