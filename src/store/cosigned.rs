//! The journal of a chamber's own machine: what it was shown, and what it did.

use jiff::Timestamp;
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, Row};

use super::Store;
use super::change::Change;
use super::error::StoreError;
use super::rows::{count_of, day, inconsistent, instant};
use crate::domain::chamber::ChamberId;
use crate::domain::inscription::Inscription;
use crate::domain::municipality::Kind;
use crate::domain::serial::Serial;
use crate::domain::validity::Day;

/// What a machine can do with a certificate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ActKind {
    /// Sign its seal.
    Seal,
    /// Sign its Urkunde.
    Document,
    /// Refuse.
    Refusal,
}

impl ActKind {
    /// The name in data: `seal`, `document` or `refusal`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Seal => "seal",
            Self::Document => "document",
            Self::Refusal => "refusal",
        }
    }

    fn parse(name: &str) -> Option<Self> {
        [Self::Seal, Self::Document, Self::Refusal]
            .into_iter()
            .find(|act| act.as_str() == name)
    }
}

/// What a machine did, with all that it decided on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Act {
    /// To which certificate.
    pub serial: Serial,
    /// For which chamber.
    pub chamber: ChamberId,
    /// What.
    pub act: ActKind,
    /// SHA-256, hexadecimal, of what was signed or refused.
    pub object: String,
    /// What goes to the server: a signature, a PDF file, a reason.
    pub bytes: Vec<u8>,
    /// Town or other.
    pub kind: Kind,
    /// The day on the Urkunde.
    pub dated: Day,
    /// The words on the Urkunde.
    pub inscription: Inscription,
    /// When it was done.
    pub done_at: Timestamp,
    /// When the server confirmed it.
    pub delivered_at: Option<Timestamp>,
}

impl Store {
    /// What was done to a certificate for a chamber.
    pub async fn acts(&self, serial: Serial, chamber: &ChamberId) -> Result<Vec<Act>, StoreError> {
        let mut connection = self.pool.acquire().await?;
        acts_of(&mut connection, serial, chamber).await
    }

    /// What the server has not confirmed yet, oldest first.
    pub async fn undelivered_acts(&self, chamber: &ChamberId) -> Result<Vec<Act>, StoreError> {
        let rows = sqlx::query(
            "SELECT * FROM cosign_act WHERE chamber = $1 AND delivered_at IS NULL
             ORDER BY done_at, serial, act",
        )
        .bind(chamber.as_str())
        .fetch_all(&self.pool)
        .await?;
        rows.iter().map(act).collect()
    }

    /// When seals were signed for a chamber since an instant.
    pub async fn seals_since(
        &self,
        chamber: &ChamberId,
        since: Timestamp,
    ) -> Result<Vec<Timestamp>, StoreError> {
        let rows = sqlx::query(
            "SELECT done_at FROM cosign_act
             WHERE chamber = $1 AND act = 'seal' AND done_at >= $2",
        )
        .bind(chamber.as_str())
        .bind(since.as_millisecond())
        .fetch_all(&self.pool)
        .await?;
        let impossible = || inconsistent("cosign_act", chamber.as_str());
        let instants = rows
            .iter()
            .map(|r| instant(r, "done_at")?.ok_or_else(impossible));
        instants.collect()
    }

    /// The digest of what somebody was shown last of a certificate.
    pub async fn shown(
        &self,
        serial: Serial,
        chamber: &ChamberId,
    ) -> Result<Option<String>, StoreError> {
        let row = sqlx::query("SELECT digest FROM cosign_shown WHERE serial = $1 AND chamber = $2")
            .bind(serial.to_string())
            .bind(chamber.as_str())
            .fetch_optional(&self.pool);
        Ok(row.await?.map(|r| r.try_get(0)).transpose()?)
    }

    /// Somebody was shown a certificate. No event tells of that: nothing was done.
    pub async fn set_shown(
        &self,
        serial: Serial,
        chamber: &ChamberId,
        digest: &str,
    ) -> Result<(), StoreError> {
        sqlx::query(
            "INSERT INTO cosign_shown (serial, chamber, digest) VALUES ($1, $2, $3)
             ON CONFLICT (serial, chamber) DO UPDATE SET digest = excluded.digest",
        )
        .bind(serial.to_string())
        .bind(chamber.as_str())
        .bind(digest)
        .execute(&self.pool)
        .await?;
        Ok(())
    }
}

impl Change {
    /// What was done to a certificate for a chamber, as it is within this change.
    pub async fn acts(
        &mut self,
        serial: Serial,
        chamber: &ChamberId,
    ) -> Result<Vec<Act>, StoreError> {
        acts_of(&mut self.transaction, serial, chamber).await
    }

    /// Remembers what is done; the same twice is a conflict.
    pub async fn insert_act(&mut self, act: &Act) -> Result<(), StoreError> {
        let impossible = |_| inconsistent("cosign_act", &act.serial.to_string());
        sqlx::query(
            "INSERT INTO cosign_act (serial, chamber, act, object, bytes, kind, dated,
                 inscription, done_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        )
        .bind(act.serial.to_string())
        .bind(act.chamber.as_str())
        .bind(act.act.as_str())
        .bind(act.object.as_str())
        .bind(act.bytes.clone())
        .bind(act.kind.as_str())
        .bind(count_of(act.dated))
        .bind(serde_json::to_string(&act.inscription).map_err(impossible)?)
        .bind(act.done_at.as_millisecond())
        .execute(&mut *self.transaction)
        .await?;
        Ok(())
    }

    /// The server has confirmed what was done.
    pub async fn set_delivered(&mut self, act: &Act) -> Result<(), StoreError> {
        sqlx::query(
            "UPDATE cosign_act SET delivered_at = $4
             WHERE serial = $1 AND chamber = $2 AND act = $3",
        )
        .bind(act.serial.to_string())
        .bind(act.chamber.as_str())
        .bind(act.act.as_str())
        .bind(self.at().as_millisecond())
        .execute(&mut *self.transaction)
        .await?;
        Ok(())
    }
}

async fn acts_of(
    connection: &mut AnyConnection,
    serial: Serial,
    chamber: &ChamberId,
) -> Result<Vec<Act>, StoreError> {
    let rows = sqlx::query("SELECT * FROM cosign_act WHERE serial = $1 AND chamber = $2")
        .bind(serial.to_string())
        .bind(chamber.as_str())
        .fetch_all(connection)
        .await?;
    rows.iter().map(act).collect()
}

fn act(row: &AnyRow) -> Result<Act, StoreError> {
    let serial: String = row.try_get("serial")?;
    let impossible = || inconsistent("cosign_act", &serial);
    let inscription: String = row.try_get("inscription")?;
    Ok(Act {
        serial: serial.parse().map_err(|_| impossible())?,
        chamber: ChamberId::parse(row.try_get("chamber")?).map_err(|_| impossible())?,
        act: ActKind::parse(row.try_get("act")?).ok_or_else(impossible)?,
        object: row.try_get("object")?,
        bytes: row.try_get("bytes")?,
        kind: Kind::parse(row.try_get("kind")?).map_err(|_| impossible())?,
        dated: day(row, "dated")?.ok_or_else(impossible)?,
        inscription: serde_json::from_str(&inscription).map_err(|_| impossible())?,
        done_at: instant(row, "done_at")?.ok_or_else(impossible)?,
        delivered_at: instant(row, "delivered_at")?,
    })
}
