//! Asking: every question takes a filter and gives whole views.

mod articles;
mod facets;
mod happenings;
mod identities;
mod load;
mod names;
mod pair;
mod review;
mod search;
mod select;
mod statements;
mod stats;

pub use identities::OfficeQuery;
pub use stats::Shown;

/// Which part of the answers is wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// At most so many rows.
    pub limit: usize,
    /// Where the page before ended, [`Found::next`].
    pub cursor: Option<String>,
}

impl Page {
    /// The first `limit` rows.
    pub fn first(limit: usize) -> Page {
        Page { limit, cursor: None }
    }

    /// Everything.
    pub fn all() -> Page {
        Page { limit: usize::MAX, cursor: None }
    }
}

impl Default for Page {
    fn default() -> Page {
        Page::first(50)
    }
}

/// Rows found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found<T> {
    /// The rows of this page.
    pub rows: Vec<T>,
    /// How many there are in all.
    pub total: usize,
    /// Whether there are more than `total`, which were not counted.
    pub is_least: bool,
    /// Where the next page begins; `None` on the last.
    pub next: Option<String>,
}

impl<T> Default for Found<T> {
    fn default() -> Found<T> {
        Found { rows: Vec::new(), total: 0, is_least: false, next: None }
    }
}

/// How happenings are sorted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// The latest day first.
    #[default]
    Newest,
    /// The earliest day first.
    Oldest,
    /// Most independent reports first.
    MostReports,
}

impl Order {
    /// `newest`, `oldest`, `most-reports`.
    pub fn code(self) -> &'static str {
        match self {
            Order::Newest => "newest",
            Order::Oldest => "oldest",
            Order::MostReports => "most-reports",
        }
    }

    /// The order of a code.
    pub fn from_code(code: &str) -> Option<Order> {
        [Order::Newest, Order::Oldest, Order::MostReports].into_iter().find(|order| order.code() == code)
    }
}

/// Counting stops here: whoever has a hundred thousand answers needs no exact number of them.
pub(crate) const COUNTED_MOST: usize = 20_000;
