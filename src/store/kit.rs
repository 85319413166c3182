//! Private links to kits, and who accepted the usage rights.

use jiff::Timestamp;
use sqlx::Row;
use sqlx::any::AnyRow;

use super::Store;
use super::change::Change;
use super::error::StoreError;
use super::rows::{self, inconsistent, instant};
use crate::domain::account::PersonName;
use crate::domain::serial::Serial;
use crate::domain::usage::Acceptance;

/// A private link to a certificate's kit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KitLink {
    /// Of which certificate.
    pub serial: Serial,
    /// When it was made.
    pub created_at: Timestamp,
    /// From when it no longer counts.
    pub expires_at: Timestamp,
}

impl Store {
    /// The link whose token has this SHA-256.
    pub async fn kit_link(&self, digest: &str) -> Result<Option<KitLink>, StoreError> {
        let row = sqlx::query("SELECT * FROM kit_link WHERE digest = $1")
            .bind(digest)
            .fetch_optional(&self.pool);
        row.await?.as_ref().map(link).transpose()
    }

    /// The link of a certificate.
    pub async fn kit_link_of(&self, serial: Serial) -> Result<Option<KitLink>, StoreError> {
        let row = sqlx::query("SELECT * FROM kit_link WHERE serial = $1")
            .bind(serial.to_string())
            .fetch_optional(&self.pool);
        row.await?.as_ref().map(link).transpose()
    }

    /// Forgets who accepted usage rights before an instant.
    pub async fn forget_acceptances(&self, before: Timestamp) -> Result<(), StoreError> {
        sqlx::query("DELETE FROM usage_acceptance WHERE accepted_at < $1")
            .bind(before.as_millisecond())
            .execute(&self.pool)
            .await?;
        Ok(())
    }

    /// Who accepted the usage rights for a certificate, in order.
    pub async fn acceptances(&self, serial: Serial) -> Result<Vec<Acceptance>, StoreError> {
        let rows =
            sqlx::query("SELECT * FROM usage_acceptance WHERE serial = $1 ORDER BY accepted_at")
                .bind(serial.to_string())
                .fetch_all(&self.pool)
                .await?;
        rows.iter().map(acceptance).collect()
    }
}

impl Change {
    /// The link of a certificate, in place of any before.
    pub async fn put_kit_link(&mut self, link: &KitLink, digest: &str) -> Result<(), StoreError> {
        sqlx::query(
            "INSERT INTO kit_link (serial, digest, created_at, expires_at) VALUES ($1, $2, $3, $4)
             ON CONFLICT (serial) DO UPDATE SET digest = excluded.digest,
                 created_at = excluded.created_at, expires_at = excluded.expires_at",
        )
        .bind(link.serial.to_string())
        .bind(digest)
        .bind(link.created_at.as_millisecond())
        .bind(link.expires_at.as_millisecond())
        .execute(&mut *self.transaction)
        .await?;
        Ok(())
    }

    /// Takes the link of a certificate away; tells whether there was one.
    pub async fn delete_kit_link(&mut self, serial: Serial) -> Result<bool, StoreError> {
        let done = sqlx::query("DELETE FROM kit_link WHERE serial = $1")
            .bind(serial.to_string())
            .execute(&mut *self.transaction)
            .await?;
        Ok(done.rows_affected() == 1)
    }

    /// The link whose token has this SHA-256, as it is within this change.
    pub async fn kit_link(&mut self, digest: &str) -> Result<Option<KitLink>, StoreError> {
        let row = sqlx::query("SELECT * FROM kit_link WHERE digest = $1")
            .bind(digest)
            .fetch_optional(&mut *self.transaction);
        row.await?.as_ref().map(link).transpose()
    }

    /// Somebody accepted the usage rights; false if that version was accepted before.
    pub async fn insert_acceptance(
        &mut self,
        serial: Serial,
        acceptance: &Acceptance,
    ) -> Result<bool, StoreError> {
        let done = sqlx::query(
            "INSERT INTO usage_acceptance (serial, version, wording, name, accepted_at)
             VALUES ($1, $2, $3, $4, $5) ON CONFLICT (serial, version) DO NOTHING",
        )
        .bind(serial.to_string())
        .bind(acceptance.version.as_str())
        .bind(acceptance.wording.as_str())
        .bind(acceptance.name.as_str())
        .bind(acceptance.accepted_at.as_millisecond())
        .execute(&mut *self.transaction)
        .await?;
        Ok(done.rows_affected() == 1)
    }
}

fn link(row: &AnyRow) -> Result<KitLink, StoreError> {
    let serial = rows::serial(row, "serial")?;
    let impossible = || inconsistent("kit_link", &serial.to_string());
    Ok(KitLink {
        serial,
        created_at: instant(row, "created_at")?.ok_or_else(impossible)?,
        expires_at: instant(row, "expires_at")?.ok_or_else(impossible)?,
    })
}

fn acceptance(row: &AnyRow) -> Result<Acceptance, StoreError> {
    let key: String = row.try_get("serial")?;
    let impossible = || inconsistent("usage_acceptance", &key);
    Ok(Acceptance {
        version: row.try_get("version")?,
        wording: row.try_get("wording")?,
        name: PersonName::parse(row.try_get("name")?).map_err(|_| impossible())?,
        accepted_at: instant(row, "accepted_at")?.ok_or_else(impossible)?,
    })
}
