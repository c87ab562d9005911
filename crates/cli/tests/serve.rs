//! The pages and the API over an archive, as a browser without scripts and as a program see them.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;

use serde_json::Value;

const ATTACK: &str = "\"><script>alert('title')</script><img src=x onerror=alert(1)>";
const TOKEN: &str = "a-word-of-sixteen-letters";

/// An archive of the examples and of articles that try to run something.
fn archive() -> &'static Path {
    static MADE: OnceLock<PathBuf> = OnceLock::new();
    MADE.get_or_init(|| {
        let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("serve");
        let _ = std::fs::remove_dir_all(&folder);
        let articles = folder.join("hostile");
        std::fs::create_dir_all(&articles).unwrap();
        for (name, text) in hostile() {
            std::fs::write(articles.join(name), text).unwrap();
        }
        let archive = folder.join("desk.db");
        ingest(&archive, &["examples/articles", "examples/desk", &articles.display().to_string()]);
        archive
    })
}

fn ingest(archive: &Path, paths: &[&str]) {
    let ingest = Command::new(env!("CARGO_BIN_EXE_attache"))
        .args(["ingest", "--quiet", "--archive"])
        .arg(archive)
        .args(paths)
        .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("../.."))
        .output()
        .unwrap();
    // What cannot be read is named and left out.
    assert!(matches!(ingest.status.code(), Some(0 | 1)), "{}", String::from_utf8_lossy(&ingest.stderr));
}

fn hostile() -> Vec<(String, String)> {
    let body = |name: &str| {
        format!(
            "Norway's foreign minister {name} met Icelandic President Helga Arnardottir in Oslo on Monday.\n\n\
             {name} and Arnardottir signed an agreement on fisheries on Tuesday, the ministry said.\n\n\
             \"We will send three ships before the end of the year,\" {name} told reporters.\n"
        )
    };
    let page = |title: &str, site: &str, name: &str, url: &str| {
        let escape =
            |text: &str| text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;");
        let paragraphs: String = escape(&body(name)).split("\n\n").map(|line| format!("<p>{line}</p>")).collect();
        let (title, site) = (escape(title), escape(site));
        format!(
            "<html lang=en><head><title>{title}</title><meta property=\"og:site_name\" content=\"{site}\">\
             <link rel=canonical href=\"{url}\"><meta property=\"article:published_time\" content=\"2024-06-12\"></head>\
             <body><article><h1>{title}</h1>{paragraphs}</article></body></html>"
        )
    };
    let turned = "\u{202e}sdrawkcab\u{202c} \u{2066}x";
    vec![
        ("title.html".to_owned(), page(&format!("Norway {ATTACK}"), ATTACK, "Kari Nordmann", "https://a.example/1")),
        (
            "name.html".to_owned(),
            page("Norway signs", "Post", &format!("Kari {ATTACK} Nordmann"), "javascript:alert(1)"),
        ),
        ("turned.html".to_owned(), page(turned, turned, "Ola Nordmann", "data:text/html,x")),
        (
            "long.jsonl".to_owned(),
            serde_json::json!({
                "title": "Norway meets ".repeat(80_000), "date": "2024-06-12", "text": body("Per Nordmann"),
            })
            .to_string(),
        ),
        (
            "<img src=x onerror=alert(3)>'; --.txt".to_owned(),
            format!("Iceland thanks Norway\n\n12 June 2024\n\n{}", body("Liv Nordmann")),
        ),
    ]
}

/// A served archive, stopped when dropped.
struct Served {
    child: Child,
    host: String,
}

impl Served {
    fn start(options: &[&str]) -> Served {
        Served::start_on(archive(), options)
    }

    fn start_on(archive: &Path, options: &[&str]) -> Served {
        let mut child = Command::new(env!("CARGO_BIN_EXE_attache"))
            .args(["serve", "--port", "0", "--archive"])
            .arg(archive)
            .args(options)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
        let host = line.trim().trim_start_matches("http://").split('/').next().unwrap().to_owned();
        assert!(!host.is_empty(), "the server printed no address");
        Served { child, host }
    }

    fn ask(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> Answer {
        let mut stream = TcpStream::connect(&self.host).unwrap();
        let mut request =
            format!("{method} {path} HTTP/1.1\r\nConnection: close\r\nContent-Length: {}\r\n", body.len());
        if !headers.iter().any(|(name, _)| name.eq_ignore_ascii_case("host")) {
            request.push_str(&format!("Host: {}\r\n", self.host));
        }
        for (name, value) in headers {
            request.push_str(&format!("{name}: {value}\r\n"));
        }
        stream.write_all(format!("{request}\r\n{body}").as_bytes()).unwrap();
        let mut bytes = Vec::new();
        let _ = stream.read_to_end(&mut bytes);
        Answer::read(&bytes)
    }

    fn get(&self, path: &str) -> Answer {
        self.ask("GET", path, &[], "")
    }

    fn json(&self, path: &str) -> Value {
        let answer = self.get(path);
        assert_eq!(answer.status, 200, "{path}: {}", answer.text());
        serde_json::from_slice(&answer.body).unwrap_or_else(|error| panic!("{path}: {error}"))
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

struct Answer {
    status: u16,
    headers: BTreeMap<String, String>,
    body: Vec<u8>,
}

impl Answer {
    fn read(bytes: &[u8]) -> Answer {
        let end = bytes.windows(4).position(|four| four == b"\r\n\r\n").expect("a whole head");
        let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
        let mut lines = head.lines();
        let status = lines.next().unwrap().split(' ').nth(1).unwrap().parse().unwrap();
        let headers = lines.filter_map(|line| line.split_once(": "));
        let headers = headers.map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned())).collect();
        Answer { status, headers, body: bytes[end + 4..].to_vec() }
    }

    fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", String::as_str)
    }
}

/// Addresses that a page leads to.
fn links(html: &str) -> Vec<String> {
    let parts = html.split("href=\"").skip(1).filter_map(|part| part.split('"').next());
    parts.map(|link| link.replace("&amp;", "&").replace("&#38;", "&").replace("&#x26;", "&")).collect()
}

/// What no page may hold, whatever articles say.
fn assert_harmless(path: &str, html: &str) {
    for bad in
        ["<script>", "<script ", "javascript:", "<iframe", "<object", "<style", "style=\"", "<img src=x", "data:text"]
    {
        let found = html.match_indices(bad).find(|(at, _)| !html[*at..].starts_with("<script src=\"/static/"));
        // Text of an article may say so; what may not be is a tag or an address.
        let is_text = found.is_some_and(|(at, _)| !bad.starts_with('<') && !is_in_tag(html, at));
        assert!(
            found.is_none() || is_text,
            "{path}: {bad} in {:?}",
            found.map(|(at, _)| html[at..].chars().take(90).collect::<String>())
        );
    }
    for (at, _) in html.match_indices(" on") {
        let name: String = html[at + 1..].chars().take_while(char::is_ascii_alphabetic).collect();
        let is_handler = html[at + 1 + name.len()..].starts_with('=') && is_in_tag(html, at);
        assert!(!is_handler, "{path}: {}", html[at..].chars().take(90).collect::<String>());
    }
}

/// Whether a place lies between `<` and `>`, outside of quotation marks.
fn is_in_tag(html: &str, at: usize) -> bool {
    let Some(open) = html[..at].rfind('<') else { return false };
    let between = &html[open..at];
    !between.contains('>') && between.matches('"').count().is_multiple_of(2)
}

/// Protects readers from what articles carry: every page that links lead to is answered, and runs nothing.
#[test]
fn every_page_is_answered_and_harmless() {
    let served = Served::start(&["--review", "Reader"]);
    let start = [
        "/",
        "/happenings?view=timeline",
        "/happenings?view=map",
        "/happenings?view=network",
        "/api",
        "/review",
        "/people",
    ];
    let mut queue: VecDeque<String> = start.map(str::to_owned).into();
    for word in ["alert", "Nordmann", "nothing-at-all", "%22%3E%3Cscript%3E"] {
        queue.push_back(format!("/search?words={word}"));
    }
    let mut seen: BTreeSet<String> = queue.iter().cloned().collect();
    let mut kinds: BTreeMap<String, usize> = BTreeMap::new();
    while let Some(path) = queue.pop_front() {
        let kind = path.split(['?', '/']).nth(1).unwrap_or_default().to_owned();
        let count = kinds.entry(kind).or_default();
        *count += 1;
        if *count > 25 {
            continue;
        }
        let answer = served.get(&path);
        assert!(matches!(answer.status, 200 | 303 | 307), "{path}: {} {}", answer.status, answer.text());
        assert!(answer.header("content-security-policy").starts_with("default-src 'none'"), "{path}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(answer.header("referrer-policy"), "no-referrer", "{path}");
        if !answer.header("content-type").starts_with("text/html") {
            continue;
        }
        let html = answer.text();
        assert_harmless(&path, &html);
        assert!(html.len() < 700_000, "{path}: {} bytes", html.len());
        for link in links(&html) {
            let link = link.split('#').next().unwrap_or_default().to_owned();
            assert!(link.is_empty() || link.starts_with('/') || link.starts_with("http"), "{path}: {link}");
            if link.starts_with('/') && seen.insert(link.clone()) {
                queue.push_back(link);
            }
        }
    }
    for kind in ["happening", "article", "person", "body", "office", "pair", "about", "happenings.csv", "static"] {
        assert!(kinds.contains_key(kind), "no page leads to /{kind}: {kinds:?}");
    }
}

/// Protects the archive from other sites, other names of this machine, and forms that are not ours.
#[test]
fn only_who_may_is_answered() {
    let served = Served::start(&["--review", "Reader"]);
    let host = served.host.clone();
    let origin = format!("http://{host}");
    for (method, path, headers, status) in [
        ("GET", "/", vec![], 200),
        ("GET", "/", vec![("Host", "evil.example")], 421),
        ("GET", "/", vec![("Host", "evil.example"), ("X-Forwarded-Host", host.as_str())], 421),
        ("HEAD", "/", vec![], 200),
        ("POST", "/", vec![], 405),
        ("GET", "/nothing", vec![], 404),
        ("GET", "/happening/nothing", vec![], 404),
        ("GET", "/api/people/nothing", vec![], 404),
        ("GET", "/happenings?since=then", vec![], 400),
        ("GET", "/happenings?limit=0", vec![], 400),
        ("GET", "/happenings?nonsense=1", vec![], 400),
        ("GET", "/api/happenings?cursor=../../x", vec![], 400),
        ("GET", "/static/style.css", vec![], 404),
        ("GET", "/static/..%2f..%2fCargo.toml", vec![], 404),
        ("POST", "/review/decide", vec![("Origin", "http://evil.example")], 403),
        ("POST", "/review/decide", vec![("Origin", origin.as_str()), ("Sec-Fetch-Site", "cross-site")], 403),
        ("POST", "/review/decide", vec![("Origin", origin.as_str())], 403),
        ("POST", "/review/decide", vec![("Origin", "null"), ("Sec-Fetch-Site", "cross-site")], 403),
        ("POST", "/review/undo", vec![], 403),
    ] {
        let answer = served.ask(method, path, &headers, "");
        assert_eq!(answer.status, status, "{method} {path} {headers:?}: {}", answer.text());
        if status >= 400 && method == "GET" {
            let says = answer.text();
            assert!(says.contains("<h1>") || says.contains("\"error\""), "{path}: {says}");
        }
    }
    assert_eq!(served.ask("GET", &format!("/?words={}", "x".repeat(9000)), &[], "").status, 414);
    let reading = Served::start(&[]);
    let answer = reading.ask("POST", "/review/decide", &[], "kind=accept");
    assert!(matches!(answer.status, 403), "{}", answer.status);
    assert_eq!(reading.get("/review").status, 403);
}

/// Protects shared archives: without the token nothing is told.
#[test]
fn a_token_is_asked_for() {
    let served = Served::start(&["--token", TOKEN]);
    for path in ["/", "/api/stats", "/happenings.csv"] {
        assert_eq!(served.get(path).status, 401, "{path}");
    }
    let wrong = served.get("/?token=a-word-of-sixteen-lettery");
    assert_eq!(wrong.status, 401);
    let right = served.get(&format!("/happenings?type=AGREE&token={TOKEN}"));
    assert_eq!((right.status, right.header("location")), (303, "/happenings?type=AGREE"));
    let cookie = right.header("set-cookie").split(';').next().unwrap().to_owned();
    assert!(right.header("set-cookie").contains("HttpOnly; SameSite=Strict"));
    assert_eq!(served.ask("GET", "/", &[("Cookie", &cookie)], "").status, 200);
    assert_eq!(served.ask("GET", "/api/stats", &[("Authorization", &format!("Bearer {TOKEN}"))], "").status, 200);
}

/// Protects archives from being opened to others by mistake.
#[test]
fn other_addresses_need_a_token() {
    for (options, says) in [
        (vec!["--bind", "0.0.0.0"], "--token"),
        (vec!["--bind", "0.0.0.0", "--token", "short"], "16"),
        (vec!["--archive", "nothing.db"], "no archive"),
    ] {
        let output = Command::new(env!("CARGO_BIN_EXE_attache")).arg("serve").args(&options).output().unwrap();
        let text = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(!output.status.success() && text.contains(says), "{options:?}: {text}");
    }
}

/// Protects the line: what a browser has is not sent again, and pages are sent small.
#[test]
fn pages_are_tagged_and_compressed() {
    let served = Served::start(&[]);
    let first = served.get("/");
    let tag = first.header("etag").to_owned();
    assert!(tag.starts_with("W/\""), "{tag}");
    let again = served.ask("GET", "/", &[("If-None-Match", &tag)], "");
    assert_eq!((again.status, again.body.len()), (304, 0));
    let small = served.ask("GET", "/", &[("Accept-Encoding", "gzip")], "");
    assert_eq!(small.header("content-encoding"), "gzip");
    assert!(small.body.len() * 2 < first.body.len());
    let assets: Vec<String> = links(&first.text()).into_iter().filter(|link| link.starts_with("/static/")).collect();
    assert!(!assets.is_empty());
    for asset in assets {
        assert!(served.get(&asset).header("cache-control").contains("immutable"));
    }
}

/// Protects programs: every address of the description answers with what its schema says.
#[test]
fn the_api_is_as_described() {
    let served = Served::start(&[]);
    let document = served.json("/api/openapi.json");
    assert_eq!(document["openapi"], "3.1.0");
    let id = |path: &str, pointer: &str| served.json(path).pointer(pointer).and_then(Value::as_str).unwrap().to_owned();
    let facets = served.json("/api/facets");
    let first = |pointer: &str| facets.pointer(pointer).and_then(Value::as_str).unwrap_or_default().to_owned();
    let happening = id("/api/happenings?limit=1", "/rows/0/id");
    let article = id("/api/events?limit=1", "/rows/0/article/id");
    for (path, operation) in document["paths"].as_object().unwrap() {
        let path = match path.as_str() {
            "/api/happenings/{id}" => format!("/api/happenings/{happening}"),
            "/api/articles/{id}" => format!("/api/articles/{article}"),
            "/api/people/{id}" => format!("/api/people/{}", first("/people/0/0/id")),
            "/api/bodies/{id}" => format!("/api/bodies/{}", first("/bodies/0/0/id")),
            "/api/pairs/{a}/{b}" => "/api/pairs/ZMB/MWI".to_owned(),
            "/api/names" => "/api/names?name=mulilo".to_owned(),
            "/api/offices" => "/api/offices?title=minister".to_owned(),
            "/api/search" => "/api/search?words=border".to_owned(),
            path => path.to_owned(),
        };
        assert!(!path.contains('{'), "{path}: give the test a name for it");
        let value = served.json(&path);
        let schema = operation.pointer("/get/responses/200/content/application~1json/schema").unwrap();
        fits(&document, schema, &value).unwrap_or_else(|error| panic!("{path}: {error}"));
        let unknown = served.get(&format!("{}{}limit=none", path, if path.contains('?') { "&" } else { "?" }));
        assert!(matches!(unknown.status, 200 | 400), "{path}: {}", unknown.status);
    }
}

/// Whether a value is as a schema says, as far as our schemas go.
fn fits(document: &Value, schema: &Value, value: &Value) -> Result<(), String> {
    if let Some(name) = schema["$ref"].as_str() {
        let known = document.pointer(name.trim_start_matches('#')).ok_or_else(|| format!("no schema {name}"))?;
        return fits(document, known, value);
    }
    let kind = match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(number) if number.is_f64() => "number",
        Value::Number(_) => "integer",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    };
    let kinds = match &schema["type"] {
        Value::String(one) => vec![one.as_str()],
        Value::Array(several) => several.iter().filter_map(Value::as_str).collect(),
        _ => return Ok(()),
    };
    if !kinds.contains(&kind) && !(kinds.contains(&"number") && kind == "integer") {
        return Err(format!("{kind} where {kinds:?} was said"));
    }
    for name in schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str) {
        value.get(name).ok_or_else(|| format!("{name} is missing"))?;
    }
    for (name, schema) in schema["properties"].as_object().into_iter().flatten() {
        if let Some(value) = value.get(name) {
            fits(document, schema, value).map_err(|error| format!("{name}: {error}"))?;
        }
    }
    for value in value.as_array().into_iter().flatten().take(20) {
        fits(document, &schema["items"], value)?;
    }
    Ok(())
}

/// Protects those who read lists to the end: pages put together are the list, each row once.
#[test]
fn pages_of_rows_are_the_list() {
    let served = Served::start(&[]);
    for list in ["happenings", "happenings?order=oldest", "happenings?order=most-reports", "events", "statements"] {
        let join = if list.contains('?') { "&" } else { "?" };
        let id = |row: &Value| row["id"].as_str().unwrap().to_owned();
        let whole = served.json(&format!("/api/{list}{join}limit=500"));
        let whole: Vec<String> = whole["rows"].as_array().unwrap().iter().map(id).collect();
        let (mut parts, mut cursor) = (Vec::new(), None::<String>);
        loop {
            let after = cursor.map(|cursor| format!("&cursor={cursor}").replace('+', "%2B")).unwrap_or_default();
            let page = served.json(&format!("/api/{list}{join}limit=7{after}"));
            parts.extend(page["rows"].as_array().unwrap().iter().map(id));
            cursor = page["next"].as_str().map(str::to_owned);
            if cursor.is_none() {
                break;
            }
            assert!(parts.len() <= whole.len(), "{list}: the pages do not end");
        }
        assert!(whole.len() > 7, "{list}: too few rows to test with");
        assert_eq!(parts, whole, "{list}");
    }
}

/// Protects users of OpenRefine: names are matched, and a page elsewhere learns nothing.
#[test]
fn names_are_reconciled() {
    let served = Served::start(&[]);
    let manifest = served.json("/reconcile");
    assert_eq!(manifest["versions"][0], "0.2");
    let queries = "{\"q0\":{\"query\":\"Chanda Mulilo\",\"type\":\"person\"},\"q1\":{\"query\":\"zzzz qqqq\"}}";
    let body = format!("queries={}", queries.replace('"', "%22").replace(' ', "+"));
    let form = ("Content-Type", "application/x-www-form-urlencoded");
    let answer = served.ask("POST", "/reconcile", &[form, ("Origin", "http://127.0.0.1:3333")], &body);
    let value: Value = serde_json::from_slice(&answer.body).unwrap_or_else(|_| panic!("{}", answer.text()));
    assert_eq!(value["q0"]["result"][0]["name"], "Chanda Mulilo");
    assert_eq!(value["q0"]["result"][0]["match"], true);
    assert_eq!(value["q1"]["result"].as_array().unwrap().len(), 0);
    assert_eq!(answer.header("access-control-allow-origin"), "http://127.0.0.1:3333");
    let elsewhere = served.ask("POST", "/reconcile", &[form, ("Origin", "http://evil.example")], &body);
    assert_eq!(elsewhere.header("access-control-allow-origin"), "");
    let id = value["q0"]["result"][0]["id"].as_str().unwrap();
    let page = served.get(&format!("/id/{id}"));
    assert_eq!((page.status, page.header("location")), (303, format!("/person/{id}").as_str()));
}

/// Protects judgements: they are kept under the reviewer's name, counted, and taken back.
#[test]
fn decisions_are_kept_and_taken_back() {
    let own = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("review.db");
    for ending in ["", "-wal", "-shm"] {
        let _ = std::fs::remove_file(format!("{}{ending}", own.display()));
    }
    ingest(&own, &["examples/desk"]);
    let served = Served::start_on(&own, &["--review", "Ana"]);
    let html = served.get("/review").text();
    let value = |name: &str| {
        let part = html.split(&format!("name=\"{name}\" value=\"")).nth(1).unwrap();
        part.split('"').next().unwrap().to_owned()
    };
    let event = served.json("/api/events?limit=1")["rows"][0]["id"].as_str().unwrap().to_owned();
    let form = format!("form={}&kind=accept&a={event}", value("form"));
    let kept = served.ask("POST", "/review/decide", &[], &form);
    assert_eq!(kept.status, 303, "{}", kept.text());
    assert!(served.get(kept.header("location")).text().contains("1 decided by <bdi>Ana</bdi>"));
    let undone = served.ask("POST", "/review/undo", &[], &form);
    assert_eq!(undone.status, 303);
    assert!(undone.header("location").contains(&format!("item={event}")), "{}", undone.header("location"));
    assert!(served.get(undone.header("location")).text().contains("0 decided by"));
}

/// Protects who tries it for the first time: one command from articles to pages, and nothing is left behind.
#[test]
fn open_reads_and_serves() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut child = Command::new(env!("CARGO_BIN_EXE_attache"))
        .args(["open", "--quiet", "--port", "0", "examples/desk"])
        .current_dir(root)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
    let host = line.trim().trim_start_matches("http://").trim_end_matches('/').to_owned();
    let served = Served { child, host };
    assert!(served.get("/").text().contains("8 articles"));
}
