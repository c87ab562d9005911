//! The archive as the pages ask it: a few connections that read, one that writes, each question with an end.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use archive::{Access, Archive, ArchiveError};
use tokio::sync::Semaphore;

use crate::answer::Problem;
use crate::guard::Guard;

/// Longest that a question may run.
const LONGEST_QUESTION: Duration = Duration::from_secs(10);
/// Longest that a question waits for a connection.
const LONGEST_WAIT: Duration = Duration::from_secs(8);

/// Links anew what a judgement is about, by its number. Linking is known outside of this room only.
pub type Relink = fn(&mut Archive, u64) -> Result<(), String>;

/// What all requests share.
#[derive(Clone)]
pub struct App(Arc<Shared>);

struct Shared {
    path: PathBuf,
    name: String,
    guard: Guard,
    reviewer: Option<String>,
    relink: Option<Relink>,
    idle: Mutex<Vec<Archive>>,
    free: Arc<Semaphore>,
    writing: tokio::sync::Mutex<()>,
}

impl App {
    /// Opens an archive for `n_readers` questions at a time.
    ///
    /// # Errors
    /// The archive cannot be opened.
    pub fn open(path: &Path, guard: Guard, reviewer: Option<String>, n_readers: usize) -> Result<App, ArchiveError> {
        let n_readers = n_readers.max(1);
        let idle = (0..n_readers).map(|_| Archive::open(path, Access::Read)).collect::<Result<Vec<_>, _>>()?;
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        Ok(App(Arc::new(Shared {
            path: path.to_owned(),
            name,
            guard,
            reviewer,
            relink: None,
            idle: Mutex::new(idle),
            free: Arc::new(Semaphore::new(n_readers)),
            writing: tokio::sync::Mutex::new(()),
        })))
    }

    /// With what links anew after a judgement.
    #[must_use]
    pub fn with_relink(mut self, relink: Option<Relink>) -> App {
        if let Some(shared) = Arc::get_mut(&mut self.0) {
            shared.relink = relink;
        }
        self
    }

    /// Links anew after a judgement.
    ///
    /// # Errors
    /// What linking says.
    pub fn relink(&self) -> impl Fn(&mut Archive, u64) -> Result<(), Problem> + Send + 'static {
        let relink = self.0.relink;
        move |archive, number| relink.map_or(Ok(()), |relink| relink(archive, number).map_err(Problem::Archive))
    }

    /// Who may ask.
    pub fn guard(&self) -> &Guard {
        &self.0.guard
    }

    /// Who reviews.
    pub fn reviewer(&self) -> Option<&str> {
        self.0.reviewer.as_deref()
    }

    /// The archive's name: that of its file.
    pub fn name(&self) -> &str {
        &self.0.name
    }

    /// Asks the archive, on a thread that may wait for the disk.
    ///
    /// # Errors
    /// What the archive says, or that there was no room or no time.
    pub async fn ask<T: Send + 'static>(
        &self,
        question: impl FnOnce(&Archive) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        let waiting = tokio::time::timeout(LONGEST_WAIT, self.0.free.clone().acquire_owned());
        let permit = waiting.await.map_err(|_| Problem::Busy)?.map_err(|_| Problem::Busy)?;
        let shared = self.0.clone();
        let work = move || {
            // A permit is a connection: none is missing unless a question has panicked with it.
            let idle = shared.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
            let archive = match idle {
                Some(archive) => archive,
                None => Archive::open(&shared.path, Access::Read)?,
            };
            archive.end_after(Some(LONGEST_QUESTION))?;
            let answer = question(&archive);
            shared.idle.lock().unwrap_or_else(PoisonError::into_inner).push(archive);
            drop(permit);
            answer
        };
        tokio::task::spawn_blocking(work).await.map_err(|error| Problem::Ours(error.to_string()))?
    }

    /// Changes the archive.
    ///
    /// # Errors
    /// Review is off, or what the archive says.
    pub async fn write<T: Send + 'static>(
        &self,
        change: impl FnOnce(&mut Archive, &str) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        let reviewer = self.0.reviewer.clone().ok_or(Problem::ReadOnly)?;
        let _one_at_a_time = self.0.writing.lock().await;
        let shared = self.0.clone();
        let work = move || {
            let mut archive = Archive::open(&shared.path, Access::Write)?;
            change(&mut archive, &reviewer)
        };
        tokio::task::spawn_blocking(work).await.map_err(|error| Problem::Ours(error.to_string()))?
    }
}
