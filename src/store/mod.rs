//! All SQL, and only SQL: one schema and one set of statements for SQLite and PostgreSQL.
//!
//! Reading goes through [`Store`]; changing through a [`Change`], a transaction that cannot be
//! committed without the events that tell of it. A certificate becomes sealed or issued only on
//! the proof that every chamber signed.

mod accounts;
mod attempts;
mod audit;
mod bulk;
mod bulk_rows;
mod certificates;
pub mod change;
mod claims;
mod contacts;
mod copy_reports;
mod cosigned;
mod credentials;
mod documents;
pub mod error;
pub mod events;
mod feedback;
mod follow_up;
mod kept_answers;
mod kit;
mod machines;
mod municipalities;
mod outbox;
mod proposals;
mod rows;
mod schema;
mod sessions;
mod sightings;

pub use attempts::{Attempt, Count, Tally};
pub use audit::{Actor, EventFilter, Eyes, Part, Seen};
pub use bulk_rows::RowEnd;
pub use change::Change;
pub use claims::Claimed;
pub use cosigned::{Act, ActKind};
pub use credentials::{Credentials, Invitation};
pub use error::StoreError;
pub use events::{Event, StoredEvent};
pub use follow_up::{CalendarFeed, Outcome, Settled};
pub use kept_answers::{Answer, KeptAnswer};
pub use kit::KitLink;
pub use rows::{CertificateRecord, ChamberSignature, DocumentVersion, Draft};
pub use sessions::{Failures, Session, SessionStage};

use jiff::Timestamp;
use sqlx::any::{AnyConnectOptions, AnyPoolOptions, install_default_drivers};
use sqlx::migrate::MigrateError;
use sqlx::{AnyConnection, AnyPool, ConnectOptions, Connection, Executor, Row};

/// The register's database.
#[derive(Debug, Clone)]
pub struct Store {
    pool: AnyPool,
}

impl Store {
    /// Opens the database at a `sqlite:` or `postgres:` address and brings its schema up to date.
    pub async fn open(url: &str) -> Result<Self, StoreError> {
        install_default_drivers();
        let sqlite = url.starts_with("sqlite:");
        // A statement that waited for another change says nothing to whoever reads the log.
        let options = url
            .parse::<AnyConnectOptions>()?
            .disable_statement_logging();
        // A pool tries again for half a minute whatever the cause; one connection tells it at once.
        prepare(&mut AnyConnection::connect_with(&options).await?, sqlite).await?;
        let pool = AnyPoolOptions::new()
            .max_connections(5)
            .after_connect(move |connection, _| Box::pin(prepare(connection, sqlite)))
            .connect_with(options)
            .await?;
        schema::migrator()?
            .run(&pool)
            .await
            .map_err(|error| match error {
                MigrateError::VersionMissing(version) => StoreError::Newer(version),
                MigrateError::Execute(error) => error.into(),
                other => StoreError::Migration(other.to_string()),
            })?;
        Ok(Self { pool })
    }

    /// Begins a change by somebody at an instant; waits for other changes to end.
    pub async fn change(&self, actor: &str, at: Timestamp) -> Result<Change, StoreError> {
        Change::begin(&self.pool, actor, at).await
    }

    /// The number of the last event. It grows with every change.
    pub async fn version(&self) -> Result<i64, StoreError> {
        let row = sqlx::query("SELECT seq FROM event_head WHERE id = 1").fetch_one(&self.pool);
        Ok(row.await?.try_get(0)?)
    }

    /// What is told of one subject, in order.
    pub async fn events_of(&self, subject: &str) -> Result<Vec<StoredEvent>, StoreError> {
        let rows = sqlx::query("SELECT * FROM events WHERE subject = $1 ORDER BY seq")
            .bind(subject)
            .fetch_all(&self.pool)
            .await?;
        rows.iter().map(rows::event).collect()
    }

    /// Every event, in order, and the recorded end of the chain.
    pub async fn events(&self) -> Result<(Vec<StoredEvent>, events::Head), StoreError> {
        let rows = sqlx::query("SELECT * FROM events ORDER BY seq")
            .fetch_all(&self.pool)
            .await?;
        let head = sqlx::query("SELECT seq, hash FROM event_head")
            .fetch_one(&self.pool)
            .await?;
        let head = events::Head {
            seq: head.try_get(0)?,
            hash: head.try_get(1)?,
        };
        Ok((
            rows.iter().map(rows::event).collect::<Result<_, _>>()?,
            head,
        ))
    }
}

/// Makes a fresh connection one that waits for others and loses nothing.
async fn prepare(connection: &mut AnyConnection, sqlite: bool) -> Result<(), sqlx::Error> {
    if sqlite {
        for pragma in [
            "PRAGMA busy_timeout = 10000",
            "PRAGMA journal_mode = WAL",
            "PRAGMA synchronous = FULL",
            "PRAGMA foreign_keys = ON",
        ] {
            connection.execute(pragma).await?;
        }
    }
    Ok(())
}
