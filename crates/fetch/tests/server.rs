//! A local server that misbehaves in every way a web server can.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use fetch::{FetchError, Fetcher, Limits};

const PAGE: &str = "<html><body><p>A page.</p></body></html>";

/// Serves on a free port until the process ends; keeps the requests it was sent.
struct Server {
    port: u16,
    requests: Arc<Mutex<Vec<String>>>,
}

impl Server {
    fn start(robots: &'static str) -> Server {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let requests = Arc::new(Mutex::new(Vec::new()));
        let kept = requests.clone();
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let kept = kept.clone();
                std::thread::spawn(move || answer(stream, robots, &kept));
            }
        });
        Server { port, requests }
    }

    fn address(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }
}

fn answer(mut stream: TcpStream, robots: &str, kept: &Mutex<Vec<String>>) {
    let mut request = Vec::new();
    let mut byte = [0];
    while !request.ends_with(b"\r\n\r\n") && stream.read(&mut byte).is_ok_and(|n| n == 1) {
        request.push(byte[0]);
    }
    let request = String::from_utf8_lossy(&request).into_owned();
    let path = request.split(' ').nth(1).unwrap_or("/").to_owned();
    kept.lock().unwrap().push(request);
    let _ = respond(&mut stream, &path, robots);
}

fn respond(stream: &mut TcpStream, path: &str, robots: &str) -> std::io::Result<()> {
    let mut ok = |kind: &str, body: &[u8]| {
        let head = format!(
            "HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
            body.len()
        );
        stream.write_all(head.as_bytes())?;
        stream.write_all(body)
    };
    match path {
        "/robots.txt" if robots.is_empty() => stream.write_all(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"),
        "/robots.txt" if robots == "500" => stream.write_all(b"HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n"),
        "/robots.txt" => ok("text/plain", robots.as_bytes()),
        "/page" | "/private/page" => ok("text/html; charset=windows-1252", PAGE.as_bytes()),
        "/picture" => ok("image/png", b"\x89PNG"),
        "/moved" => redirect(stream, "/page"),
        "/loop" => redirect(stream, "/loop"),
        "/to-file" => redirect(stream, "file:///etc/passwd"),
        "/to-metadata" => redirect(stream, "http://169.254.169.254/latest/meta-data/"),
        "/nowhere" => stream.write_all(b"HTTP/1.1 302 Found\r\nContent-Length: 0\r\n\r\n"),
        "/endless" => {
            stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")?;
            loop {
                stream.write_all(&[b'x'; 65536])?;
            }
        }
        "/slow" => {
            stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")?;
            loop {
                stream.write_all(b"x")?;
                std::thread::sleep(Duration::from_millis(50));
            }
        }
        "/silent" => {
            std::thread::sleep(Duration::from_secs(20));
            Ok(())
        }
        "/endless-header" => {
            stream.write_all(b"HTTP/1.1 200 OK\r\n")?;
            loop {
                stream.write_all(
                    b"X-Padding: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\r\n",
                )?;
            }
        }
        "/garbage" => stream.write_all(b"\x00\x01\x02 no HTTP at all\r\n\r\n"),
        "/hangs-up" => {
            stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 500\r\n\r\nhalf a")
        }
        _ => stream.write_all(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"),
    }
}

fn redirect(stream: &mut TcpStream, to: &str) -> std::io::Result<()> {
    stream.write_all(format!("HTTP/1.1 302 Found\r\nLocation: {to}\r\nContent-Length: 0\r\n\r\n").as_bytes())
}

fn fetcher() -> Fetcher {
    let limits = Limits {
        max_bytes: 1 << 20,
        timeout: Duration::from_secs(2),
        max_redirects: 4,
        pause: Duration::ZERO,
        allow_private: true,
    };
    Fetcher::new("attache", "0.0", limits)
}

/// Protects sound use: a page comes back with its type and charset, redirects are followed, and we say who we are.
#[test]
fn pages_are_fetched() {
    let server = Server::start("");
    let answer = fetcher().get(&server.address("/moved#part")).unwrap();
    assert_eq!((answer.address, answer.bytes), (server.address("/page"), PAGE.as_bytes().to_vec()));
    assert_eq!((answer.content_type.as_str(), answer.charset.as_deref()), ("text/html", Some("windows-1252")));
    let requests = server.requests.lock().unwrap();
    assert_eq!(requests.len(), 3, "robots.txt once, then two hops");
    assert!(requests.iter().all(|request| request.to_lowercase().contains("user-agent: attache/0.0\r\n")));
    assert!(requests.iter().all(|request| !request.to_lowercase().contains("cookie")));
}

/// Protects whoever runs the program from servers that never end, never answer, or send something else.
#[test]
fn misbehaving_servers_give_one_error_each() {
    let server = Server::start("");
    let fetcher = fetcher();
    let said = |path: &str| fetcher.get(&server.address(path)).unwrap_err();
    assert!(matches!(said("/loop"), FetchError::Redirects(4)));
    assert!(matches!(said("/to-file"), FetchError::Scheme(scheme) if scheme == "file"));
    assert!(matches!(said("/nowhere"), FetchError::RedirectToNowhere));
    assert!(matches!(said("/endless"), FetchError::TooLarge(_)));
    assert!(matches!(said("/slow"), FetchError::TooSlow(_)));
    assert!(matches!(said("/silent"), FetchError::TooSlow(_)));
    assert!(matches!(said("/picture"), FetchError::Content(kind) if kind == "image/png"));
    assert!(matches!(said("/absent"), FetchError::Status(404)));
    assert!(matches!(said("/endless-header"), FetchError::Unreachable(_)));
    assert!(matches!(said("/garbage"), FetchError::Unreachable(_)));
    assert!(matches!(said("/hangs-up"), FetchError::Unreachable(_)));
    for address in ["file:///etc/passwd", "ftp://a.example/", "gopher://a.example"] {
        assert!(matches!(fetcher.get(address), Err(FetchError::Scheme(_))), "{address}");
    }
    assert!(matches!(fetcher.get("not an address"), Err(FetchError::Address(_))));
}

/// Protects networks behind the machine: refused on the address that the name leads to, at the first request and after
/// a redirect.
#[test]
fn private_addresses_are_refused() {
    let server = Server::start("");
    let careful = Fetcher::new("attache", "0.0", Limits { pause: Duration::ZERO, ..Limits::default() });
    for host in ["127.0.0.1", "localhost", "[::1]", "0.0.0.0", "2130706433", "0x7f.1"] {
        let error = careful.get(&format!("http://{host}:{}/page", server.port)).unwrap_err();
        assert!(matches!(error, FetchError::Private { .. }), "{host}: {error}");
    }
    assert!(server.requests.lock().unwrap().is_empty(), "nothing was connected to");
    let error = careful.get("http://169.254.169.254/latest/meta-data/").unwrap_err();
    assert!(error.to_string().contains("--allow-private"), "{error}");
}

/// Protects sites: what their robots.txt forbids is left alone, and where their wishes are unknown all is.
#[test]
fn robots_are_heeded() {
    let server = Server::start("User-agent: *\nDisallow: /private/\n");
    let fetcher = fetcher();
    assert!(fetcher.get(&server.address("/page")).is_ok());
    assert!(matches!(fetcher.get(&server.address("/private/page")), Err(FetchError::Robots(_))));
    let asked = server.requests.lock().unwrap().iter().filter(|request| request.contains("/robots.txt")).count();
    assert_eq!(asked, 1, "asked once a site");
    let busy = Server::start("500");
    assert!(matches!(fetcher.get(&busy.address("/page")), Err(FetchError::RobotsUnknown(_))));
}

/// Protects servers from being asked in one breath.
#[test]
#[allow(clippy::disallowed_methods)] // The pause is what is tested; a slow machine only makes it longer.
fn requests_to_one_host_are_spaced() {
    let server = Server::start("");
    let limits = Limits { pause: Duration::from_millis(150), allow_private: true, ..Limits::default() };
    let fetcher = Fetcher::new("attache", "0.0", limits);
    let began = Instant::now();
    for _ in 0..3 {
        fetcher.get(&server.address("/page")).unwrap();
    }
    assert!(began.elapsed() >= Duration::from_millis(450));
}
