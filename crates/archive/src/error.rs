//! What can go wrong with an archive, each with its remedy.

use std::path::PathBuf;

use crate::FilterError;

/// Why an archive cannot be opened, asked or written.
#[derive(Debug, thiserror::Error)]
pub enum ArchiveError {
    /// There is no such file.
    #[error("{path}: there is no archive here; make one with attache ingest PATH… --archive {path}", path = .0.display())]
    Missing(PathBuf),
    /// The file is something else.
    #[error("{path}: this is no archive of attache; name another file with --archive", path = .0.display())]
    Other(PathBuf),
    /// An earlier format that nothing can be made of.
    #[error("{path}: this archive has format {found}, made by a trial version; ingest its articles into a new one", path = path.display())]
    TooOld {
        /// The file.
        path: PathBuf,
        /// Its format.
        found: i32,
    },
    /// A later format.
    #[error("{path}: this archive has format {found}, made by a newer attache; this one knows formats up to {known}: use the newer program", path = path.display(), known = crate::FORMAT)]
    TooNew {
        /// The file.
        path: PathBuf,
        /// Its format.
        found: i32,
    },
    /// Another process is writing.
    #[error(
        "another process is writing to the archive, and has been for {waited} seconds; wait for it to end and try again"
    )]
    Busy {
        /// How long we waited.
        waited: u64,
    },
    /// The disk is full.
    #[error("the disk is full; what was committed before is whole: make room and run the command again")]
    Full,
    /// The file has been harmed.
    #[error("the archive is damaged: {0}; restore it from a copy, or ingest its articles into a new one")]
    Damaged(String),
    /// A filter cannot be understood.
    #[error(transparent)]
    Filter(#[from] FilterError),
    /// A judgement cannot be carried out.
    #[error("{0}")]
    Decision(String),
    /// Words to search for that say nothing.
    #[error("{0}")]
    Words(String),
    /// The database refuses.
    #[error("the archive's database says: {0}")]
    Database(rusqlite::Error),
}

impl ArchiveError {
    /// Whether a question was ended because its time was over.
    pub fn is_interrupted(&self) -> bool {
        use rusqlite::ErrorCode;
        matches!(self, ArchiveError::Database(error) if error.sqlite_error_code() == Some(ErrorCode::OperationInterrupted))
    }
}

impl From<rusqlite::Error> for ArchiveError {
    fn from(error: rusqlite::Error) -> ArchiveError {
        use rusqlite::ErrorCode;
        match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => {
                ArchiveError::Busy { waited: crate::open::PATIENCE.as_secs() }
            }
            Some(ErrorCode::DiskFull) => ArchiveError::Full,
            Some(ErrorCode::DatabaseCorrupt) => ArchiveError::Damaged(error.to_string()),
            _ => ArchiveError::Database(error),
        }
    }
}
