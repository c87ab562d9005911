//! How fast and in how much memory archives and pages are read, on one core:
//!
//!     cargo run --release -p read --example bulk -- make 10000 news.warc     an archive of so many MB
//!     cargo run --release -p read --example bulk -- records news.warc        its records, before extraction
//!     cargo run --release -p read --example bulk -- pages FILES              articles of pages, the files read before

#![allow(clippy::disallowed_methods)] // It is here to measure time.

use std::io::{BufWriter, Write};
use std::path::Path;
use std::time::Instant;

use read::{Document, Input, Reader, documents};

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words[..] {
        ["make", megabytes, file] => make(megabytes.parse().expect("a number of MB"), Path::new(file)),
        ["records", file] => records(Path::new(file)),
        ["pages", ref files @ ..] if !files.is_empty() => pages(files),
        _ => eprintln!("make MB FILE | records FILE | pages FILES"),
    }
}

/// An archive of pages of some 60 KB, each with a record about its request, as crawlers write them.
fn make(megabytes: u64, file: &Path) {
    let mut out = BufWriter::new(std::fs::File::create(file).expect("the file can be made"));
    let (mut n_bytes, mut n_page) = (0, 0u64);
    while n_bytes < megabytes * 1_000_000 {
        n_page += 1;
        for (kind, body) in [("request", "GET /news HTTP/1.1\r\n\r\n".to_owned()), ("response", answer(n_page))] {
            let head = format!(
                "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: https://a.example/2021/03/04/{n_page}\r\n\
                 Content-Type: application/http; msgtype={kind}\r\nContent-Length: {}\r\n\r\n",
                body.len()
            );
            for part in [&head, &body, "\r\n\r\n"] {
                out.write_all(part.as_bytes()).expect("there is room");
                n_bytes += part.len() as u64;
            }
        }
    }
    out.flush().expect("there is room");
    println!("{n_page} pages, {n_bytes} bytes");
}

fn answer(n_page: u64) -> String {
    let mut page = format!(
        "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<html><head><title>Talks, day {n_page}</title>\
         <script>{}</script></head><body><h1>Talks go on for a {n_page}th day</h1><p>4 March 2021</p>",
        "var x = [1, 2, 3];".repeat(1500)
    );
    for idx in 0..120 {
        page.push_str(&format!(
            "<p class=\"text\">The ministers of the two countries spoke for {idx} hours about the river and the \
             {n_page} ferries on it, and <a href=\"/f\">the fishermen</a> waited outside, officials said.</p>\n"
        ));
    }
    page.push_str("<footer>© 2021</footer></body></html>");
    page
}

fn records(file: &Path) {
    let begin = Instant::now();
    let (mut n_documents, mut n_faults, mut n_bytes) = (0u64, 0u64, 0u64);
    for document in documents(&Input::Path(file.to_owned())) {
        match document {
            Ok(document) => {
                n_documents += 1;
                n_bytes += document.bytes.len() as u64;
            }
            Err(_) => n_faults += 1,
        }
    }
    let seconds = begin.elapsed().as_secs_f64();
    let rate = n_bytes as f64 / 1e6 / seconds;
    println!(
        "{n_documents} pages, {n_faults} faults, {n_bytes} bytes of pages, {seconds:.1} s, {rate:.0} MB/s, {}",
        peak()
    );
}

fn pages(files: &[&str]) {
    let lexicon = lexicon::Lexicon::built_in().expect("the built-in data is sound");
    let reader = Reader::new(&lexicon);
    let all: Vec<Document> =
        files.iter().flat_map(|file| documents(&Input::Path((*file).into()))).filter_map(Result::ok).collect();
    let n_bytes: usize = all.iter().map(|document| document.bytes.len()).sum();
    let begin = Instant::now();
    let n_articles = all.iter().filter(|document| reader.article(document).is_ok()).count();
    let seconds = begin.elapsed().as_secs_f64();
    let rate = all.len() as f64 / seconds;
    println!(
        "{} pages, {n_articles} articles, {n_bytes} bytes, {seconds:.2} s, {rate:.0} pages/s, {}",
        all.len(),
        peak()
    );
}

/// The most memory that was in use, where the system tells.
fn peak() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).unwrap_or("memory unknown");
    line.split_whitespace().collect::<Vec<_>>().join(" ")
}
