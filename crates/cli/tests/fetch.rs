//! Addresses as inputs: only with leave, and never inside the machine's own networks without more of it.

mod common;

use std::io::{Read, Write};
use std::net::TcpListener;

use common::{err, out, run, status};

const PAGE: &str = "<html><head><title>Ministers meet in Lima</title></head><body><h1>Ministers meet in Lima</h1>\
    <p>4 March 2021</p><p>The ministers of the two countries met on Thursday in the capital and spoke for two hours \
    about the river, officials said.</p><p>They agreed to meet again in April, the foreign ministry added.</p></body></html>";
const FEED: &str = "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>Outlet</title><item><title>Talks end</title>\
    <description>The ministers of the two countries ended their talks on Friday without a word to the press.</description>\
    <pubDate>Fri, 05 Mar 2021 10:00:00 GMT</pubDate></item></channel></rss>";

/// Serves a page and a feed until the test ends.
fn server() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    std::thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            let mut request = [0; 2048];
            let n_read = stream.read(&mut request).unwrap_or(0);
            let request = String::from_utf8_lossy(&request[..n_read]).into_owned();
            let (kind, body) = match request.split(' ').nth(1) {
                Some("/page") => ("text/html", PAGE),
                Some("/feed") => ("application/rss+xml", FEED),
                _ => ("text/plain", "User-agent: *\nDisallow: /closed\n"),
            };
            let head = format!(
                "HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
                body.len()
            );
            let _ = stream.write_all((head + body).as_bytes());
        }
    });
    port
}

/// Protects users from connections they did not ask for, and gives them pages and feeds where they did.
#[test]
fn addresses_are_asked_for_only_with_leave() {
    let port = server();
    let page = format!("http://127.0.0.1:{port}/page");
    for command in ["read", "parse", "code"] {
        let output = run([command, &page]);
        assert_eq!((status(&output), out(&output)), (1, String::new()));
        assert!(err(&output).contains("--fetch lets the program ask for it"), "{}", err(&output));
        let output = run([command, "--fetch", &page]);
        assert_eq!((status(&output), out(&output)), (1, String::new()));
        assert!(err(&output).contains("127.0.0.1 is not on the public internet"), "{}", err(&output));
    }
    let read = |path: &str| {
        let address = format!("http://127.0.0.1:{port}{path}");
        run(["read", "--format", "jsonl", "--fetch", "--allow-private", &address])
    };
    let told = out(&read("/page"));
    assert!(told.contains("\"title\":\"Ministers meet in Lima\"") && told.contains("2021-03-04"), "{told}");
    let told = out(&read("/feed"));
    assert!(told.contains("\"title\":\"Talks end\"") && told.contains("/feed#1"), "{told}");
    let refused = read("/closed");
    assert!(status(&refused) == 1 && err(&refused).contains("robots.txt"), "{}", err(&refused));
    let alone = run(["read", "--allow-private", &page]);
    assert_eq!(status(&alone), 2, "--allow-private means nothing without --fetch");
}
