//! Urkunden: unfinished, issued, and with something appended.

use std::collections::HashMap;

use jiff::Timestamp;
use sqlx::Row;

use super::Store;
use super::change::Change;
use super::error::StoreError;
use super::rows::{self, DocumentVersion, Draft};
use crate::domain::serial::Serial;
use crate::seal::VerifiedSeal;

impl Store {
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
}

impl Change {
    /// The unfinished Urkunde, as it is within this change.
    pub async fn draft(&mut self, serial: Serial) -> Result<Option<Draft>, StoreError> {
        rows::draft(&mut self.transaction, serial).await
    }

    /// Keeps an Urkunde that one more chamber has signed.
    pub async fn put_draft(&mut self, serial: Serial, draft: &Draft) -> Result<(), StoreError> {
        let impossible = |_| StoreError::Inconsistent {
            table: "draft",
            key: serial.to_string(),
        };
        sqlx::query(
            "INSERT INTO draft (serial, revision, bytes) VALUES ($1, $2, $3)
             ON CONFLICT (serial) DO UPDATE SET revision = excluded.revision,
                 bytes = excluded.bytes",
        )
        .bind(serial.to_string())
        .bind(i64::try_from(draft.signed).map_err(impossible)?)
        .bind(draft.bytes.clone())
        .execute(&mut *self.transaction)
        .await?;
        Ok(())
    }

    /// The Urkunde exists, and the certificate becomes public.
    pub async fn mark_issued(
        &mut self,
        proof: &VerifiedSeal,
        document: &[u8],
        version: &DocumentVersion,
    ) -> Result<(), StoreError> {
        let serial = proof.facts().serial.to_string();
        sqlx::query("DELETE FROM draft WHERE serial = $1")
            .bind(serial.as_str())
            .execute(&mut *self.transaction)
            .await?;
        sqlx::query("INSERT INTO document (serial, bytes) VALUES ($1, $2)")
            .bind(serial.as_str())
            .bind(document.to_vec())
            .execute(&mut *self.transaction)
            .await?;
        self.insert_version(proof.facts().serial, version).await?;
        sqlx::query(
            "UPDATE certificate SET stage = 'issued', stage_at = $2, standing = 'in_force'
             WHERE serial = $1 AND stage = 'sealed'",
        )
        .bind(serial.as_str())
        .bind(self.at().as_millisecond())
        .execute(&mut *self.transaction)
        .await?;
        Ok(())
    }

    /// Replaces the Urkunde by itself with something appended, if nobody else has appended to its
    /// `old` length in bytes; tells whether it did.
    pub async fn extend_document(
        &mut self,
        serial: Serial,
        old: usize,
        document: &[u8],
        version: &DocumentVersion,
    ) -> Result<bool, StoreError> {
        let impossible = |_| StoreError::Inconsistent {
            table: "document",
            key: serial.to_string(),
        };
        let done =
            sqlx::query("UPDATE document SET bytes = $3 WHERE serial = $1 AND LENGTH(bytes) = $2")
                .bind(serial.to_string())
                .bind(i64::try_from(old).map_err(impossible)?)
                .bind(document.to_vec())
                .execute(&mut *self.transaction)
                .await?;
        if done.rows_affected() == 0 {
            return Ok(false);
        }
        self.insert_version(serial, version).await?;
        Ok(true)
    }

    async fn insert_version(
        &mut self,
        serial: Serial,
        version: &DocumentVersion,
    ) -> Result<(), StoreError> {
        let impossible = |_| StoreError::Inconsistent {
            table: "document_version",
            key: version.sha256.clone(),
        };
        sqlx::query(
            "INSERT INTO document_version (serial, version, sha256, length, level, proven_until,
                 made_at)
             SELECT $1, COALESCE(MAX(version), 0) + 1, $2, $3, $4, $5, $6
             FROM document_version WHERE serial = $1",
        )
        .bind(serial.to_string())
        .bind(version.sha256.as_str())
        .bind(i64::try_from(version.length).map_err(impossible)?)
        .bind(version.level.as_str())
        .bind(version.proven_until.map(Timestamp::as_millisecond))
        .bind(self.at().as_millisecond())
        .execute(&mut *self.transaction)
        .await?;
        Ok(())
    }
}
