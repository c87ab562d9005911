//! One request after the other, every hop checked.

use std::collections::BTreeMap;
use std::io::Read;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use ureq::Agent;
use ureq::config::Config;
use ureq::http::Uri;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{DefaultConnector, NextTimeout};
use url::Url;

use crate::FetchError;
use crate::address::is_public;
use crate::answer::{Answer, may_hold_articles, split_content_type};
use crate::robots::Wishes;

/// How much an answer may cost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Largest answer.
    pub max_bytes: u64,
    /// Longest time for one request, from the look-up of the name to the last byte.
    pub timeout: Duration,
    /// Most redirects in a row.
    pub max_redirects: usize,
    /// Shortest pause between two requests to one host; a site's robots.txt can ask for more.
    pub pause: Duration,
    /// Whether addresses inside private networks may be reached.
    pub allow_private: bool,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            max_bytes: 32 << 20,
            timeout: Duration::from_secs(30),
            max_redirects: 8,
            pause: Duration::from_secs(1),
            allow_private: false,
        }
    }
}

/// Google's and RFC 9309's bound for a robots.txt.
const MAX_ROBOTS_BYTES: u64 = 512 << 10;

/// Fetches pages and feeds.
pub struct Fetcher {
    agent: Agent,
    refusals: Refusals,
    limits: Limits,
    product: String,
    /// What is known of each site, by `scheme://host:port`.
    sites: Mutex<BTreeMap<String, Arc<Site>>>,
}

/// A site's wishes and when it was last asked; the lock is held while it is asked, so that threads queue up.
#[derive(Default)]
struct Site(Mutex<SiteState>);

#[derive(Default)]
struct SiteState {
    wishes: Option<Wishes>,
    last: Option<Instant>,
}

impl Fetcher {
    /// A fetcher that calls itself `product/version`.
    pub fn new(product: &str, version: &str, limits: Limits) -> Fetcher {
        let refusals = Refusals::default();
        let config = Config::builder()
            .http_status_as_error(false)
            // Redirects are followed here, each one checked anew.
            .max_redirects(0)
            .max_redirects_will_error(false)
            // A proxy would connect in our place, and nothing could be said about where to.
            .proxy(None)
            .user_agent(format!("{product}/{version}"))
            .accept("text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, application/xml;q=0.9, text/plain;q=0.8, */*;q=0.5")
            .accept_encoding("gzip")
            .timeout_global(Some(limits.timeout))
            .max_response_header_size(64 << 10)
            // The address of a connection is checked when it is made: none is kept for later.
            .max_idle_connections(0)
            .build();
        let resolver = Guarded {
            inner: DefaultResolver::default(),
            allow_private: limits.allow_private,
            refusals: refusals.clone(),
        };
        let agent = Agent::with_parts(config, DefaultConnector::default(), resolver);
        Fetcher { agent, refusals, limits, product: product.to_owned(), sites: Mutex::default() }
    }

    /// What stands at an address.
    ///
    /// # Errors
    /// [`FetchError`] says why there is nothing.
    pub fn get(&self, address: &str) -> Result<Answer, FetchError> {
        let mut url = parsed(address)?;
        for _ in 0..=self.limits.max_redirects {
            match self.hop(&url)? {
                Hop::Here(answer) => return Ok(answer),
                Hop::There(next) => url = next,
            }
        }
        Err(FetchError::Redirects(self.limits.max_redirects))
    }

    fn hop(&self, url: &Url) -> Result<Hop, FetchError> {
        let site = self.site(url);
        let mut state = site.0.lock().unwrap_or_else(PoisonError::into_inner);
        if state.wishes.is_none() {
            state.wishes = Some(self.wishes(url)?);
            state.last = Some(Instant::now());
        }
        let wishes = state.wishes.as_ref();
        if wishes.is_some_and(|wishes| !wishes.allow(url.as_str())) {
            return Err(FetchError::Robots(url.path().to_owned()));
        }
        let pause = wishes.and_then(Wishes::delay).unwrap_or_default().max(self.limits.pause);
        if let Some(left) = state.last.and_then(|last| pause.checked_sub(last.elapsed())) {
            std::thread::sleep(left);
        }
        let answer = self.request(url, self.limits.max_bytes);
        state.last = Some(Instant::now());
        answer
    }

    fn site(&self, url: &Url) -> Arc<Site> {
        let key = url.origin().ascii_serialization();
        let mut sites = self.sites.lock().unwrap_or_else(PoisonError::into_inner);
        sites.entry(key).or_default().clone()
    }

    /// What a site asks of programs. RFC 9309: no file means no wishes; a server at fault means to stay away.
    fn wishes(&self, url: &Url) -> Result<Wishes, FetchError> {
        let mut robots = url.join("/robots.txt").map_err(|error| FetchError::Address(error.to_string()))?;
        for _ in 0..=5 {
            match self.request_any(&robots, MAX_ROBOTS_BYTES) {
                Ok(Hop::Here(answer)) => return Ok(Wishes::read(&self.product, &answer.bytes)),
                Ok(Hop::There(next)) => robots = next,
                Err(FetchError::Status(status)) if status < 500 && status != 429 => return Ok(Wishes::All),
                Err(FetchError::Status(status)) => return Err(FetchError::RobotsUnknown(status.to_string())),
                Err(error) => return Err(error),
            }
        }
        Ok(Wishes::All)
    }

    fn request(&self, url: &Url, max_bytes: u64) -> Result<Hop, FetchError> {
        let hop = self.request_any(url, max_bytes)?;
        match &hop {
            Hop::Here(answer) if answer.bytes.len() as u64 > max_bytes => Err(FetchError::TooLarge(max_bytes)),
            _ => Ok(hop),
        }
    }

    /// One request; at most one byte more than `max_bytes` is read of its answer.
    fn request_any(&self, url: &Url, max_bytes: u64) -> Result<Hop, FetchError> {
        let sent = self.agent.get(url.as_str()).call();
        let mut response = sent.map_err(|error| self.told(url, error))?;
        let header = |name: &str| {
            response.headers().get(name).map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned())
        };
        let status = response.status().as_u16();
        if matches!(status, 301 | 302 | 303 | 307 | 308) {
            let place = header("location").ok_or(FetchError::RedirectToNowhere)?;
            let next = url.join(place.trim()).map_err(|_| FetchError::RedirectToNowhere)?;
            return Ok(Hop::There(checked(next)?));
        }
        if !(200..300).contains(&status) {
            return Err(FetchError::Status(status));
        }
        let (content_type, charset) = split_content_type(&header("content-type").unwrap_or_default());
        if !may_hold_articles(&content_type) {
            return Err(FetchError::Content(content_type));
        }
        let mut bytes = Vec::new();
        let body = response.body_mut().as_reader();
        body.take(max_bytes + 1).read_to_end(&mut bytes).map_err(|error| self.broken(&error))?;
        Ok(Hop::Here(Answer { address: url.to_string(), content_type, charset, bytes }))
    }

    fn told(&self, url: &Url, error: ureq::Error) -> FetchError {
        let host = url.host_str().unwrap_or_default().to_owned();
        if let Some(address) = self.refusals.take(&host) {
            return FetchError::Private { host, address };
        }
        match error {
            ureq::Error::Timeout(_) => FetchError::TooSlow(self.limits.timeout),
            ureq::Error::HostNotFound => FetchError::Unreachable("its name is not known".to_owned()),
            ureq::Error::Io(error) => self.broken(&error),
            other => FetchError::Unreachable(other.to_string()),
        }
    }

    fn broken(&self, error: &std::io::Error) -> FetchError {
        let inner = error.get_ref().and_then(|inner| inner.downcast_ref::<ureq::Error>());
        let slow = error.kind() == std::io::ErrorKind::TimedOut || matches!(inner, Some(ureq::Error::Timeout(_)));
        if slow { FetchError::TooSlow(self.limits.timeout) } else { FetchError::Unreachable(error.to_string()) }
    }
}

enum Hop {
    Here(Answer),
    There(Url),
}

fn parsed(address: &str) -> Result<Url, FetchError> {
    checked(Url::parse(address.trim()).map_err(|error| FetchError::Address(error.to_string()))?)
}

fn checked(mut url: Url) -> Result<Url, FetchError> {
    if !matches!(url.scheme(), "http" | "https") {
        return Err(FetchError::Scheme(url.scheme().to_owned()));
    }
    if url.host_str().is_none_or(str::is_empty) {
        return Err(FetchError::Address("it names no host".to_owned()));
    }
    // Neither passwords nor places inside the page are the server's business.
    let _ = url.set_username("");
    let _ = url.set_password(None);
    url.set_fragment(None);
    Ok(url)
}

/// Hosts that were refused with the address they lead to, so that the error can say so.
#[derive(Clone, Debug, Default)]
struct Refusals(Arc<Mutex<BTreeMap<String, IpAddr>>>);

impl Refusals {
    fn note(&self, host: &str, address: IpAddr) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(host.to_owned(), address);
    }

    fn take(&self, host: &str) -> Option<IpAddr> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(host)
    }
}

/// Looks names up and lets only public addresses through. The connector goes to these very addresses and looks nothing
/// up again, so that a name cannot lead elsewhere after it was checked.
#[derive(Debug)]
struct Guarded {
    inner: DefaultResolver,
    allow_private: bool,
    refusals: Refusals,
}

impl Resolver for Guarded {
    fn resolve(&self, uri: &Uri, config: &Config, timeout: NextTimeout) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let found = self.inner.resolve(uri, config, timeout)?;
        if self.allow_private {
            return Ok(found);
        }
        let mut public = self.inner.empty();
        for address in found.iter() {
            if is_public(address.ip()) {
                public.push(*address);
            } else {
                self.refusals.note(uri.host().unwrap_or_default(), address.ip());
            }
        }
        if public.is_empty() { Err(ureq::Error::HostNotFound) } else { Ok(public) }
    }
}
