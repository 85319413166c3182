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
pub mod change;
mod claims;
mod contacts;
mod copy_reports;
mod cosigned;
mod credentials;
pub mod error;
pub mod events;
mod feedback;
mod follow_up;
mod kept_answers;
mod kit;
mod machines;
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

use std::collections::HashMap;

use jiff::Timestamp;
use sqlx::any::{AnyConnectOptions, AnyPoolOptions, install_default_drivers};
use sqlx::migrate::MigrateError;
use sqlx::{AnyConnection, AnyPool, ConnectOptions, Connection, Executor, Row};

use crate::domain::lifecycle::Stage;
use crate::domain::municipality::{Ags, Municipality};
use crate::domain::serial::Serial;

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

    /// Every municipality, by AGS.
    pub async fn municipalities(&self) -> Result<Vec<Municipality>, StoreError> {
        let rows = sqlx::query("SELECT * FROM municipality ORDER BY ags").fetch_all(&self.pool);
        rows.await?.iter().map(rows::municipality).collect()
    }

    /// The municipality with this key.
    pub async fn municipality(&self, ags: &Ags) -> Result<Option<Municipality>, StoreError> {
        let row = sqlx::query("SELECT * FROM municipality WHERE ags = $1")
            .bind(ags.as_str())
            .fetch_optional(&self.pool);
        row.await?.as_ref().map(rows::municipality).transpose()
    }

    /// Every certificate with its signatures, in the order in which they were prepared.
    pub async fn certificates(&self) -> Result<Vec<CertificateRecord>, StoreError> {
        let certificates = sqlx::query("SELECT * FROM certificate ORDER BY status_index");
        let certificates = certificates.fetch_all(&self.pool).await?;
        let signatures = sqlx::query("SELECT * FROM signature")
            .fetch_all(&self.pool)
            .await?;
        rows::certificates(&certificates, &signatures)
    }

    /// The certificates that every chamber has signed and whose Urkunde is on its way.
    pub async fn sealed(&self) -> Result<Vec<CertificateRecord>, StoreError> {
        let mut records = self.unfinished_certificates().await?;
        records.retain(|r| matches!(r.certificate.stage, Stage::Sealed { .. }));
        Ok(records)
    }

    /// Every certificate that is prepared or sealed and not issued yet, in the order in which they
    /// were prepared.
    pub async fn unfinished_certificates(&self) -> Result<Vec<CertificateRecord>, StoreError> {
        let certificates = sqlx::query(
            "SELECT * FROM certificate WHERE stage IN ('prepared', 'sealed') ORDER BY status_index",
        )
        .fetch_all(&self.pool)
        .await?;
        let signatures = sqlx::query(
            "SELECT signature.* FROM signature
             JOIN certificate ON certificate.serial = signature.serial
             WHERE certificate.stage IN ('prepared', 'sealed')",
        )
        .fetch_all(&self.pool)
        .await?;
        rows::certificates(&certificates, &signatures)
    }

    /// The certificate with this number.
    pub async fn certificate(
        &self,
        serial: Serial,
    ) -> Result<Option<CertificateRecord>, StoreError> {
        let mut connection = self.pool.acquire().await?;
        rows::one_certificate(&mut connection, serial).await
    }

    /// The unfinished Urkunde of a certificate, and how many chambers have signed it.
    pub async fn draft(&self, serial: Serial) -> Result<Option<Draft>, StoreError> {
        let mut connection = self.pool.acquire().await?;
        rows::draft(&mut connection, serial).await
    }

    /// Every unfinished Urkunde: how many chambers have signed it.
    pub async fn drafts(&self) -> Result<HashMap<Serial, usize>, StoreError> {
        let rows = sqlx::query("SELECT serial, revision FROM draft").fetch_all(&self.pool);
        let rows = rows.await?;
        let draft = |row| {
            let serial = rows::serial(row, "serial")?;
            let revision: i64 = row.try_get("revision")?;
            let signed = usize::try_from(revision);
            let signed = signed.map_err(|_| rows::inconsistent("draft", &serial.to_string()))?;
            Ok((serial, signed))
        };
        rows.iter().map(draft).collect()
    }

    /// The Urkunde of a certificate: the PDF file.
    pub async fn document(&self, serial: Serial) -> Result<Option<Vec<u8>>, StoreError> {
        let row = sqlx::query("SELECT bytes FROM document WHERE serial = $1")
            .bind(serial.to_string())
            .fetch_optional(&self.pool);
        Ok(row.await?.map(|r| r.try_get(0)).transpose()?)
    }

    /// The states of an Urkunde that were handed out, oldest first.
    pub async fn document_versions(
        &self,
        serial: Serial,
    ) -> Result<Vec<DocumentVersion>, StoreError> {
        let rows = sqlx::query("SELECT * FROM document_version WHERE serial = $1 ORDER BY version")
            .bind(serial.to_string())
            .fetch_all(&self.pool);
        rows.await?.iter().map(rows::document_version).collect()
    }

    /// The certificate whose Urkunde has or had this SHA-256 (hexadecimal).
    pub async fn serial_of_document(&self, sha256: &str) -> Result<Option<Serial>, StoreError> {
        let row = sqlx::query("SELECT serial FROM document_version WHERE sha256 = $1")
            .bind(sha256)
            .fetch_optional(&self.pool);
        row.await?
            .as_ref()
            .map(|r| rows::serial(r, "serial"))
            .transpose()
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
