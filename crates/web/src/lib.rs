//! The pages and the JSON API over an archive.
//!
//! [`serve`] answers at an address; [`router`] is all of it without the network, for tests. A request passes
//! [`guard`](guard::watch), which says who may ask; the table [`routes`] says who answers; each page asks the archive
//! through [`App::ask`](app::App::ask) and prints views of `export`.
//!
//! **Invariant:** text of articles reaches a page only through a template, which escapes it. Pages work without scripts,
//! load nothing from elsewhere, and change nothing unless review is on.

#![allow(clippy::disallowed_methods)] // A face may look at the clock.

mod answer;
mod api;
mod app;
mod asked;
mod assets;
mod drawings;
mod files;
mod frame;
mod guard;
mod kappa;
mod marks;
mod openapi;
mod pages;
mod query;
mod reconcile;
mod review;
mod routes;
mod small;
mod words;

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::PathBuf;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::post;
use tokio::net::TcpListener;
use tower_http::compression::CompressionLayer;

pub use app::{App, Relink};
pub use guard::Guard;

/// Longest body of a request, in bytes.
const LONGEST_BODY: usize = 64 * 1024;

/// What to serve, where, to whom.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The archive.
    pub archive: PathBuf,
    /// Address to listen at.
    pub bind: IpAddr,
    /// Port; 0 takes a free one.
    pub port: u16,
    /// Further names that this machine is asked by.
    pub hosts: Vec<String>,
    /// What everybody who asks must know.
    pub token: Option<String>,
    /// Who reviews; nobody may change anything without.
    pub reviewer: Option<String>,
    /// Questions answered at a time.
    pub readers: usize,
    /// Links anew after a judgement.
    pub relink: Option<Relink>,
}

impl Settings {
    /// An archive at the usual address of this machine, for reading.
    pub fn new(archive: PathBuf) -> Settings {
        Settings {
            archive,
            bind: IpAddr::V4(Ipv4Addr::LOCALHOST),
            port: 8321,
            hosts: Vec::new(),
            token: None,
            reviewer: None,
            readers: 4,
            relink: None,
        }
    }
}

/// Why nothing can be served.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// An address that others reach, without a token.
    #[error("{0} can be reached by other machines; give --token WORD, which they must then know, or leave --bind out")]
    Open(IpAddr),
    /// A token that is guessed or does not fit into an address.
    #[error("a token has at least 16 letters, digits, hyphens or underscores")]
    Token,
    /// The address is taken.
    #[error("{0} cannot be listened at: {1}; choose another with --port")]
    Bind(SocketAddr, std::io::Error),
    /// No chance to be had from the system.
    #[error("the system gives no random numbers: {0}")]
    Chance(String),
    /// The archive.
    #[error(transparent)]
    Archive(#[from] archive::ArchiveError),
    /// The network.
    #[error("the network failed: {0}")]
    Network(#[from] std::io::Error),
}

/// Everything that is answered.
pub fn router(app: App) -> Router {
    let pages =
        routes::all().into_iter().fold(Router::new(), |router, route| router.route(route.path, (route.handler)()));
    pages
        .route("/reconcile", post(reconcile::ask_by_form))
        .merge(review::router())
        .fallback(|| async { answer::Problem::Missing })
        .method_not_allowed_fallback(|| async { answer::Problem::Method })
        .layer(DefaultBodyLimit::max(LONGEST_BODY))
        .layer(axum::middleware::from_fn_with_state(app.clone(), guard::watch))
        .layer(CompressionLayer::new())
        .with_state(app)
}

/// Serves an archive until the program is told to stop. `ready` is told the address.
///
/// # Errors
/// The archive cannot be opened, or the address not be listened at.
pub fn serve(settings: &Settings, ready: impl FnOnce(&str)) -> Result<(), ServeError> {
    if !settings.bind.is_loopback() && settings.token.is_none() {
        return Err(ServeError::Open(settings.bind));
    }
    if settings.token.as_deref().is_some_and(|token| !is_good_token(token)) {
        return Err(ServeError::Token);
    }
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    runtime.block_on(async {
        let wanted = SocketAddr::new(settings.bind, settings.port);
        let listener = TcpListener::bind(wanted).await.map_err(|error| ServeError::Bind(wanted, error))?;
        let bound = listener.local_addr()?;
        let mut secret = [0; 32];
        getrandom::fill(&mut secret).map_err(|error| ServeError::Chance(error.to_string()))?;
        let guard = Guard::new(bound, settings.hosts.clone(), settings.token.as_deref(), secret);
        let app = App::open(&settings.archive, guard, settings.reviewer.clone(), settings.readers)?
            .with_relink(settings.relink);
        ready(&address(bound, settings.token.as_deref()));
        axum::serve(listener, router(app)).with_graceful_shutdown(stop()).await?;
        Ok(())
    })
}

fn is_good_token(token: &str) -> bool {
    token.len() >= 16 && token.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_')
}

fn address(bound: SocketAddr, token: Option<&str>) -> String {
    let token = token.map(|token| format!("?token={token}")).unwrap_or_default();
    format!("http://{bound}/{token}")
}

async fn stop() {
    // Without signals to wait for, the program runs until it is ended.
    if tokio::signal::ctrl_c().await.is_err() {
        std::future::pending::<()>().await;
    }
}
