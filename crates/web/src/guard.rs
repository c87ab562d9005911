//! Who may ask, and what a browser may do with the answer.
//!
//! A page on the web can make a browser send requests to this machine. So the name that a request is addressed to must
//! be one of ours (else another site's name has been pointed at us), what changes something must come from our own
//! pages, and what we answer may load nothing from anywhere and be shown in no frame.

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, Uri, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};

use crate::answer::Problem;
use crate::app::App;

/// Longest address that is read.
const LONGEST_ADDRESS: usize = 8 * 1024;
/// Longest that any answer may take.
const PATIENCE: Duration = Duration::from_secs(20);
/// The cookie that remembers a token.
const COOKIE: &str = "attache_token";

const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; \
                      form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// Who may ask.
#[derive(Clone, Debug)]
pub struct Guard {
    bound: SocketAddr,
    hosts: Vec<String>,
    token: Option<blake3::Hash>,
    secret: [u8; 32],
}

impl Guard {
    /// A guard for an address; `hosts` are further names that the machine is asked by.
    pub fn new(bound: SocketAddr, hosts: Vec<String>, token: Option<&str>, secret: [u8; 32]) -> Guard {
        let hosts = hosts.into_iter().map(|host| host.to_ascii_lowercase()).collect();
        Guard { bound, hosts, token: token.map(|token| blake3::hash(token.as_bytes())), secret }
    }

    /// Whether a request may be addressed to this name. Names of other sites can be pointed at any address; numbers
    /// cannot.
    fn knows_host(&self, host: &str) -> bool {
        let (name, port) = split_port(host);
        let is_our_port = port.is_none_or(|port| port.parse() == Ok(self.bound.port())) || self.token.is_some();
        let name = name.to_ascii_lowercase();
        let bare = name.trim_start_matches('[').trim_end_matches(']');
        let is_our_name = match bare.parse::<IpAddr>() {
            Ok(address) => address.is_loopback() || !self.bound.ip().is_loopback(),
            Err(_) => name == "localhost" || self.hosts.contains(&name),
        };
        is_our_port && is_our_name
    }

    fn accepts(&self, token: &str) -> bool {
        // Hashes compare in constant time.
        self.token.is_none_or(|known| blake3::hash(token.as_bytes()) == known)
    }

    /// The token that a form must send back.
    pub fn form_token(&self) -> String {
        let text = blake3::keyed_hash(&self.secret, b"form").to_hex();
        text.get(..32).unwrap_or_default().to_owned()
    }

    /// Whether a form was one of ours.
    pub fn is_our_form(&self, token: &str) -> bool {
        blake3::hash(token.as_bytes()) == blake3::hash(self.form_token().as_bytes())
    }
}

fn split_port(host: &str) -> (&str, Option<&str>) {
    match host.rsplit_once(':') {
        Some((name, port)) if !name.contains(':') || name.ends_with(']') => (name, Some(port)),
        _ => (host, None),
    }
}

/// Checks a request, has it answered, and says what may be done with the answer.
pub async fn watch(State(app): State<App>, request: Request, next: Next) -> Response {
    let is_json = is_for_programs(request.uri().path());
    let mut response = match check(&app, &request) {
        Ok(None) => match tokio::time::timeout(PATIENCE, next.run(request)).await {
            Ok(response) => said(response, is_json),
            Err(_) => Problem::Slow.answer(is_json),
        },
        Ok(Some(redirect)) => redirect,
        Err(problem) => problem.answer(is_json),
    };
    secure(response.headers_mut());
    response
}

/// Puts the words of a problem in place of its stand-in.
fn said(mut response: Response, is_json: bool) -> Response {
    match response.extensions_mut().remove::<Arc<Problem>>() {
        Some(problem) => problem.answer(is_json),
        None => response,
    }
}

/// Whether an address is one that programs ask.
pub fn is_for_programs(path: &str) -> bool {
    path.starts_with("/api") || path.starts_with("/reconcile") || path.ends_with(".json")
}

fn check(app: &App, request: &Request) -> Result<Option<Response>, Problem> {
    let guard = app.guard();
    if request.uri().to_string().len() > LONGEST_ADDRESS {
        return Err(Problem::TooLong);
    }
    let headers = request.headers();
    let told = headers.get(header::HOST).and_then(|host| host.to_str().ok());
    let host = told.or_else(|| request.uri().authority().map(|authority| authority.as_str()));
    let host = host.filter(|host| guard.knows_host(host)).ok_or(Problem::Host)?;
    let is_reading = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    let asks_reconcile = request.uri().path().starts_with("/reconcile");
    if !is_reading && !asks_reconcile {
        same_site(headers, host)?;
    }
    // Styles are no secret, and the page that asks for the token needs them.
    if guard.token.is_none() || request.uri().path().starts_with("/static/") {
        return Ok(None);
    }
    let bearer = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    let by_header = bearer.and_then(|value| value.strip_prefix("Bearer ")).map(str::to_owned);
    if by_header.or_else(|| cookie(headers, COOKIE)).is_some_and(|token| guard.accepts(&token)) {
        return Ok(None);
    }
    let offered = crate::query::Query::read(request.uri().query());
    match offered.get("token") {
        Some(token) if guard.accepts(token) => Ok(Some(remember(token, request.uri()))),
        _ => Err(Problem::Token),
    }
}

fn same_site(headers: &HeaderMap, host: &str) -> Result<(), Problem> {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let site = text("sec-fetch-site").is_none_or(|site| matches!(site, "same-origin" | "none"));
    // Since our pages send no referrer, browsers call the origin of their forms `null`; then their word on the site and
    // the form's token decide.
    let is_ours = |origin: &str| {
        let authority = origin.split_once("://").map(|(_, authority)| authority);
        origin == "null" || authority.is_some_and(|authority| authority.eq_ignore_ascii_case(host))
    };
    let origin = text("origin").is_none_or(is_ours);
    if site && origin { Ok(()) } else { Err(Problem::Origin) }
}

/// The value of a cookie.
pub fn cookie(headers: &HeaderMap, name: &str) -> Option<String> {
    let all = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut pairs = all.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(known, _)| *known == name).map(|(_, value)| value.to_owned())
}

/// Puts the token into a cookie and takes it out of the address, where it would be seen and kept.
fn remember(token: &str, uri: &Uri) -> Response {
    let query = crate::query::Query::read(uri.query()).without("token");
    let mut response = Redirect::to(&query.href(local(uri.path()))).into_response();
    let cookie = format!("{COOKIE}={token}; HttpOnly; SameSite=Strict; Path=/");
    if let Ok(cookie) = HeaderValue::from_str(&cookie) {
        response.headers_mut().insert(header::SET_COOKIE, cookie);
    }
    response
}

/// A path inside this site; the home page for anything else (`//elsewhere`).
pub fn local(path: &str) -> &str {
    let mut bytes = path.bytes();
    let is_local = bytes.next() == Some(b'/')
        && !matches!(bytes.next(), Some(b'/' | b'\\'))
        && path.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    if is_local { path } else { "/" }
}

fn secure(headers: &mut HeaderMap) {
    for (name, value) in [
        ("content-security-policy", POLICY),
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "no-referrer"),
        ("x-frame-options", "DENY"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
        ("permissions-policy", "camera=(), geolocation=(), microphone=()"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    if !headers.contains_key(header::CACHE_CONTROL) {
        // Pages are asked for anew each time; their tag spares sending what is known.
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn guard(bound: &str, token: Option<&str>) -> Guard {
        Guard::new(bound.parse().unwrap(), vec!["desk.example".to_owned()], token, [7; 32])
    }

    /// Protects the archive from other sites whose names are pointed at this machine.
    #[test]
    fn only_our_names_are_answered() {
        let loopback = guard("127.0.0.1:8321", None);
        for (host, known) in [
            ("127.0.0.1:8321", true),
            ("localhost:8321", true),
            ("LOCALHOST", true),
            ("[::1]:8321", true),
            ("desk.example:8321", true),
            ("127.0.0.1:80", false),
            ("evil.example:8321", false),
            ("localhost.evil.example", false),
            ("192.168.1.4:8321", false),
            ("", false),
        ] {
            assert_eq!(loopback.knows_host(host), known, "{host}");
        }
        assert!(guard("0.0.0.0:8321", Some("t")).knows_host("192.168.1.4:8321"));
        assert!(!guard("0.0.0.0:8321", Some("t")).knows_host("evil.example:8321"));
    }

    /// Protects readers from being sent elsewhere by an address.
    #[test]
    fn redirects_stay_on_this_site() {
        for (path, stays) in
            [("/", "/"), ("/a?b=c", "/a?b=c"), ("//evil", "/"), ("/\\evil", "/"), ("http://e", "/"), ("", "/")]
        {
            assert_eq!(local(path), stays);
        }
    }

    /// Protects judgements from forms of other sites.
    #[test]
    fn forms_carry_our_token() {
        let guard = guard("127.0.0.1:8321", None);
        assert!(guard.is_our_form(&guard.form_token()));
        assert!(!guard.is_our_form("") && !guard.is_our_form("00000000000000000000000000000000"));
    }
}
