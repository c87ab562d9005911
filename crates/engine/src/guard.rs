//! Keeps a bug that one article triggers from ending the run.

use std::any::Any;
use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};

use read::ReadError;

/// Why an article has no result.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ArticleError {
    /// It could not be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// A bug of the program.
    #[error("{origin}: a bug in attache stopped this ({message}); please report it with the input")]
    Bug {
        /// The input.
        origin: String,
        /// What the bug said.
        message: String,
    },
}

impl ArticleError {
    /// The input.
    pub fn origin(&self) -> &str {
        match self {
            ArticleError::Read(error) => &error.origin,
            ArticleError::Bug { origin, .. } => origin,
        }
    }
}

/// Runs `work` on the input called `origin`; a panic inside becomes [`ArticleError::Bug`].
///
/// # Errors
/// The error of `work`, or its panic.
pub fn guarded<T>(origin: &str, work: impl FnOnce() -> Result<T, ReadError>) -> Result<T, ArticleError> {
    GUARDED.set(true);
    // Nothing `work` could leave half-changed outlives it: engines are immutable and every layer is new.
    let result = catch_unwind(AssertUnwindSafe(work));
    GUARDED.set(false);
    match result {
        Ok(result) => result.map_err(ArticleError::Read),
        Err(payload) => Err(ArticleError::Bug { origin: origin.to_owned(), message: panic_message(&*payload) }),
    }
}

thread_local! {
    static GUARDED: Cell<bool> = const { Cell::new(false) };
}

/// Whether this thread is inside [`guarded`], so that a panic here is reported as an article's failure.
pub fn is_guarded() -> bool {
    GUARDED.get()
}

fn panic_message(payload: &(dyn Any + Send)) -> String {
    let text = (payload.downcast_ref::<&str>().copied())
        .or_else(|| payload.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("no message");
    text.lines().next().unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Protects the rest of a run from a bug that one article triggers.
    #[test]
    fn a_panic_becomes_an_error_that_names_the_article() {
        let error = guarded::<()>("a.txt", || panic!("row {} missing", 7)).unwrap_err();
        assert!(error.to_string().contains("a.txt") && error.to_string().contains("row 7 missing"), "{error}");
    }
}
