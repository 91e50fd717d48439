//! What can go wrong with a record, said with the file and the remedy.

use std::{fmt, path::PathBuf};

/// Why the record could not do what was asked.
#[derive(Debug)]
pub enum RecordError {
    /// The file is no record of Kroniek.
    NotARecord(PathBuf),
    /// There is no such file, and none was to be made.
    Missing(PathBuf),
    /// The record was written by a newer program.
    Newer {
        /// The record.
        path: PathBuf,
        /// Its schema version.
        found: i64,
        /// The newest schema version that this program knows.
        known: i64,
    },
    /// Another program is writing to it.
    Locked(PathBuf),
    /// The file or its folder may not be written to.
    ReadOnly(PathBuf),
    /// The disk is full; nothing of the last report was kept, everything before it was.
    Full(PathBuf),
    /// The file is damaged.
    Damaged {
        /// The record.
        path: PathBuf,
        /// What is wrong.
        what: String,
    },
    /// Nothing has this identifier.
    Unknown(String),
    /// No actor in the record goes by this code or name.
    Nobody(String),
    /// Several things have an identifier that begins like this.
    Ambiguous {
        /// The beginning.
        prefix: String,
        /// Some of the identifiers.
        examples: Vec<String>,
    },
    /// A filter or an argument that means nothing.
    Argument(String),
    /// Anything else that the database says.
    Store {
        /// The record.
        path: PathBuf,
        /// What the database says.
        source: rusqlite::Error,
    },
}

/// A result of the record.
pub type Result<T> = std::result::Result<T, RecordError>;

impl RecordError {
    /// Names what the database complains of.
    pub(crate) fn of(path: &std::path::Path, e: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode::*;
        let path = path.to_path_buf();
        match e.sqlite_error_code() {
            Some(DatabaseBusy | DatabaseLocked) => RecordError::Locked(path),
            Some(ReadOnly | PermissionDenied) => RecordError::ReadOnly(path),
            Some(CannotOpen) if path.exists() => RecordError::ReadOnly(path),
            Some(CannotOpen) => RecordError::Missing(path),
            Some(DiskFull) => RecordError::Full(path),
            Some(NotADatabase) => RecordError::NotARecord(path),
            Some(DatabaseCorrupt) => RecordError::Damaged { path, what: e.to_string() },
            _ => RecordError::Store { path, source: e },
        }
    }
}

impl fmt::Display for RecordError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        use RecordError::*;
        match self {
            NotARecord(p) => write!(
                f,
                "{}: no record of Kroniek; name another file with --db, or move this one away",
                p.display()
            ),
            Missing(p) => write!(
                f,
                "{}: no such record, or its folder is not there; make one with `kroniek read`, or name another with --db",
                p.display()
            ),
            Newer { path, found, known } => write!(
                f,
                "{}: written by a newer Kroniek (schema {found}, this one knows {known}); use that one",
                path.display()
            ),
            Locked(p) => write!(
                f,
                "{}: another program is writing to it; wait until it is done and try again",
                p.display()
            ),
            ReadOnly(p) => write!(
                f,
                "{}: it or its folder may not be written to; change its rights, or name another with --db",
                p.display()
            ),
            Full(p) => write!(
                f,
                "{}: the disk is full; make room and run the same command again, what was read before is kept",
                p.display()
            ),
            Damaged { path, what } => write!(
                f,
                "{}: the record is damaged ({what}); restore a backup, or read the reports into a new one",
                path.display()
            ),
            Unknown(id) => write!(f, "`{id}`: nothing in the record has this identifier"),
            Nobody(name) => write!(
                f,
                "`{name}`: nobody in the record goes by this code or name; give a code (CHN, @NATO, ~Hamas) or a family name"
            ),
            Ambiguous { prefix, examples } => write!(
                f,
                "`{prefix}`: several identifiers begin like this ({}); give more of it",
                examples.join(", ")
            ),
            Argument(what) => f.write_str(what),
            Store { path, source } => write!(f, "{}: {source}", path.display()),
        }
    }
}

impl std::error::Error for RecordError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            RecordError::Store { source, .. } => Some(source),
            _ => None,
        }
    }
}
