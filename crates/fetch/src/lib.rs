//! Pages and feeds from the web, asked for politely and with suspicion.
//!
//! The entry type is [`Fetcher`]. What it may reach is decided on the address that is *connected to*, for every request
//! anew: a name that leads into the house, a redirect to it, or a name that changes its mind between two look-ups finds
//! the same door shut. Robots are heeded, answers are bounded in bytes and time, and no proxy, cookie or credential is
//! ever sent.
//!
//! Nothing here knows what a page is; `read` does.

// The only room that waits: between two requests to one host, and for an answer.
#![allow(clippy::disallowed_methods)]

mod address;
mod answer;
mod fetcher;
mod robots;

pub use address::is_public;
pub use answer::Answer;
pub use fetcher::{Fetcher, Limits};

/// Why nothing was fetched.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum FetchError {
    /// The address cannot be read as one.
    #[error("is no address: {0}")]
    Address(String),
    /// Neither http nor https.
    #[error("only http and https addresses are fetched, not {0}:")]
    Scheme(String),
    /// The name leads to an address that is not on the public internet.
    #[error("{host} is not on the public internet ({address}); --allow-private lets it through")]
    Private {
        /// The host that was asked for.
        host: String,
        /// What it leads to.
        address: std::net::IpAddr,
    },
    /// The site's robots.txt asks to stay away.
    #[error("the site's robots.txt asks programs not to fetch {0}")]
    Robots(String),
    /// The site's robots.txt could not be asked for, so that nothing is known of its wishes.
    #[error("the site's robots.txt cannot be read ({0}), so the page is left alone")]
    RobotsUnknown(String),
    /// One redirect after the other.
    #[error("is redirected more than {0} times")]
    Redirects(usize),
    /// A redirect without an address to go to.
    #[error("is redirected to nowhere")]
    RedirectToNowhere,
    /// The server refused.
    #[error("the server answers {0}{why}", why = answer::reason(*.0))]
    Status(u16),
    /// Not a kind of content that could hold an article.
    #[error("holds {0}, no page, feed or archive")]
    Content(String),
    /// The answer is longer than allowed.
    #[error("is larger than {} MiB", .0 >> 20)]
    TooLarge(u64),
    /// The answer took longer than allowed.
    #[error("took longer than {} s", .0.as_secs())]
    TooSlow(std::time::Duration),
    /// The connection failed.
    #[error("cannot be reached: {0}")]
    Unreachable(String),
}
