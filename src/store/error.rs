//! What can go wrong with the database, by cause.

use thiserror::Error;

/// Why the register cannot be read or changed.
#[derive(Debug, Error)]
pub enum StoreError {
    /// No connection, or it broke.
    #[error("the database cannot be reached")]
    Unreachable(#[source] sqlx::Error),
    /// The database was written by a newer version of this program.
    #[error("the database was written by a newer version (its schema {0} is unknown here)")]
    Newer(i64),
    /// The schema could not be brought up to date.
    #[error("the database's schema cannot be updated: {0}")]
    Migration(String),
    /// The database cannot be written to.
    #[error("the database is read-only")]
    ReadOnly,
    /// There is no room left.
    #[error("the disk is full")]
    DiskFull,
    /// Somebody else has been writing for too long.
    #[error("the database is busy")]
    Busy,
    /// The row exists already.
    #[error("the entry exists already")]
    Conflict,
    /// A row that this program cannot have written.
    #[error("the database contains an impossible value in {table} {key}")]
    Inconsistent {
        /// Which table.
        table: &'static str,
        /// Which row.
        key: String,
    },
    /// A change without an event.
    #[error("a change was not recorded")]
    Unrecorded,
    /// The driver failed otherwise.
    #[error("the database failed")]
    Driver(#[source] sqlx::Error),
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        if let sqlx::Error::Database(database) = &error {
            if database.is_unique_violation() {
                return Self::Conflict;
            }
            // SQLite's result codes are numbers, the low byte being the primary one;
            // PostgreSQL's SQLSTATEs have five characters.
            let code = database.code().unwrap_or_default();
            let primary = (code.len() < 5).then(|| code.parse::<u32>().ok()).flatten();
            match (primary.map(|c| c & 0xff), code.as_ref()) {
                (Some(8), _) | (_, "25006") => return Self::ReadOnly,
                // 4874: there is no room for the index of the write-ahead log.
                (Some(13), _) | (_, "53100" | "4874") => return Self::DiskFull,
                (Some(5 | 6), _) | (_, "55P03") => return Self::Busy,
                (Some(14 | 26), _) => return Self::Unreachable(error),
                _ => {}
            }
        }
        match error {
            sqlx::Error::Io(_)
            | sqlx::Error::Tls(_)
            | sqlx::Error::PoolTimedOut
            | sqlx::Error::PoolClosed
            | sqlx::Error::Configuration(_) => Self::Unreachable(error),
            other => Self::Driver(other),
        }
    }
}
