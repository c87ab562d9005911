//! Opening and making the file.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use rusqlite::{Connection, ErrorCode, OpenFlags};

use crate::ArchiveError;

/// The format of archives this program writes.
pub const FORMAT: i32 = 1;

/// What marks a SQLite file as an archive (`ATTC`).
const APPLICATION: i32 = 0x4154_5443;

/// How long to wait for another process that writes.
pub(crate) const PATIENCE: Duration = Duration::from_secs(60);

/// Between two tries to open a file that another process is just making.
const A_MOMENT: Duration = Duration::from_millis(20);

const SCHEMA: &str = include_str!("schema.sql");

/// What an archive is opened for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// To ask.
    Read,
    /// To add to one that exists.
    Write,
    /// To add, and to make it first where there is none.
    Create,
}

/// An open archive.
#[derive(Debug)]
pub struct Archive {
    pub(crate) db: Connection,
    pub(crate) path: PathBuf,
}

impl Archive {
    /// Opens the archive at `path`.
    ///
    /// # Errors
    /// There is none, it is something else, of another format, or cannot be read.
    pub fn open(path: &Path, access: Access) -> Result<Archive, ArchiveError> {
        let begin = Instant::now();
        loop {
            match Archive::open_as_it_is(path, access) {
                // A process was killed while it wrote: what it left must be rolled back first, which asking may not do.
                Err(ArchiveError::Database(error))
                    if access == Access::Read && error.sqlite_error_code() == Some(ErrorCode::ReadOnly) =>
                {
                    roll_back(path)?;
                    return Archive::open_as_it_is(path, access);
                }
                // The database waits for locks, but not for the one it needs to begin a write-ahead log.
                Err(ArchiveError::Busy { .. }) if begin.elapsed() < PATIENCE => std::thread::sleep(A_MOMENT),
                opened => return opened,
            }
        }
    }

    fn open_as_it_is(path: &Path, access: Access) -> Result<Archive, ArchiveError> {
        if access != Access::Create && !path.exists() {
            return Err(ArchiveError::Missing(path.to_owned()));
        }
        let flags = match access {
            Access::Read => OpenFlags::SQLITE_OPEN_READ_ONLY,
            Access::Write => OpenFlags::SQLITE_OPEN_READ_WRITE,
            Access::Create => OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE,
        };
        let other = |error: rusqlite::Error| match error.sqlite_error_code() {
            Some(ErrorCode::NotADatabase) => ArchiveError::Other(path.to_owned()),
            _ => error.into(),
        };
        let db = Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX).map_err(other)?;
        db.busy_timeout(PATIENCE)?;
        db.set_prepared_statement_cache_capacity(128);
        let mut archive = Archive { db, path: path.to_owned() };
        if access != Access::Read {
            archive.begin_writing().map_err(|error| match error {
                ArchiveError::Database(error) => other(error),
                error => error,
            })?;
        }
        archive.check(access).map_err(|error| match error {
            ArchiveError::Database(error) => other(error),
            error => error,
        })?;
        // A file from somebody else must not run functions through its views or triggers.
        archive.db.execute_batch("PRAGMA trusted_schema = OFF; PRAGMA temp_store = MEMORY;")?;
        archive.db.pragma_update(None, "cache_size", if access == Access::Read { -16_384 } else { -131_072 })?;
        if access == Access::Read {
            archive.db.pragma_update(None, "mmap_size", 1_i64 << 33)?;
        }
        Ok(archive)
    }

    /// The file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Ends every question that is still running when `time` is over, counted from now: it fails with an error that
    /// [`ArchiveError::is_interrupted`] knows. `None` lets questions run as long as they take.
    ///
    /// # Errors
    /// The database refuses.
    pub fn end_after(&self, time: Option<Duration>) -> Result<(), ArchiveError> {
        /// Steps of the database's machine between two looks at the clock: some tenths of a millisecond.
        const STEPS: std::ffi::c_int = 20_000;
        match time {
            Some(time) => {
                let end = Instant::now() + time;
                self.db.progress_handler(STEPS, Some(move || Instant::now() > end))?;
            }
            None => self.db.progress_handler(0, None::<fn() -> bool>)?,
        }
        Ok(())
    }

    fn begin_writing(&self) -> Result<(), ArchiveError> {
        // Nothing is touched in a file that is not ours or not empty.
        let (application, n_tables) = self.marks()?;
        if application != APPLICATION && n_tables > 0 {
            return Err(ArchiveError::Other(self.path.clone()));
        }
        // A write-ahead log lets others read while one writes, and a kill at any moment leaves the last commit.
        self.db.pragma_update(None, "journal_mode", "WAL")?;
        self.db.pragma_update(None, "synchronous", "NORMAL")?;
        Ok(())
    }

    fn marks(&self) -> Result<(i32, i64), ArchiveError> {
        // One look: between two, another process may make the archive.
        let look = self.db.unchecked_transaction()?;
        let application = look.pragma_query_value(None, "application_id", |row| row.get(0))?;
        let n_tables = look.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
        Ok((application, n_tables))
    }

    fn check(&mut self, access: Access) -> Result<(), ArchiveError> {
        let (application, n_tables) = self.marks()?;
        if application != APPLICATION {
            if access != Access::Create || n_tables > 0 {
                return Err(ArchiveError::Other(self.path.clone()));
            }
            return self.make();
        }
        let found: i32 = self.db.pragma_query_value(None, "user_version", |row| row.get(0))?;
        match found {
            FORMAT => Ok(()),
            newer if newer > FORMAT => Err(ArchiveError::TooNew { path: self.path.clone(), found }),
            // Migrations from earlier formats go here, each in a transaction of its own.
            _ => Err(ArchiveError::TooOld { path: self.path.clone(), found }),
        }
    }

    fn make(&mut self) -> Result<(), ArchiveError> {
        let path = self.path.clone();
        let transaction = self.db.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
        // Two processes may both have found the file empty: the second finds the first one's tables.
        let n_tables: i64 = transaction.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
        if n_tables > 0 {
            drop(transaction);
            let application: i32 = self.db.pragma_query_value(None, "application_id", |row| row.get(0))?;
            return if application == APPLICATION { Ok(()) } else { Err(ArchiveError::Other(path)) };
        }
        transaction.execute_batch(SCHEMA)?;
        transaction.pragma_update(None, "application_id", APPLICATION)?;
        transaction.pragma_update(None, "user_version", FORMAT)?;
        transaction.execute("INSERT INTO meta VALUES ('record', ?1)", [export::wire::SCHEMA])?;
        transaction.commit()?;
        Ok(())
    }
}

/// Lets the database put a file back to its last whole transaction, as any program does that opens it to write.
fn roll_back(path: &Path) -> Result<(), ArchiveError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let db = Connection::open_with_flags(path, flags)?;
    db.busy_timeout(PATIENCE)?;
    db.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get::<_, i64>(0))?;
    Ok(())
}
