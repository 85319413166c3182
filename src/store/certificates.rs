//! Certificates: what stands of them, and how each gets on.

use sqlx::Row;

use super::Store;
use super::change::Change;
use super::error::StoreError;
use super::rows::{self, CertificateRecord, ChamberSignature};
use crate::domain::certificate::{Certificate, Recipient};
use crate::domain::lifecycle::{Stage, Standing};
use crate::domain::municipality::Ags;
use crate::domain::programme::ProgrammeId;
use crate::domain::serial::Serial;
use crate::seal::{VerifiedSeal, payload};

impl Store {
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
}

impl Change {
    /// The certificate with this number, as it is within this change.
    pub async fn certificate(
        &mut self,
        serial: Serial,
    ) -> Result<Option<CertificateRecord>, StoreError> {
        rows::one_certificate(&mut self.transaction, serial).await
    }

    /// The certificates that were prepared to correct this one and were not refused.
    pub async fn successors(&mut self, serial: Serial) -> Result<Vec<Serial>, StoreError> {
        let rows = sqlx::query(
            "SELECT serial FROM certificate WHERE replaces = $1 AND stage <> 'refused'",
        )
        .bind(serial.to_string())
        .fetch_all(&mut *self.transaction)
        .await?;
        rows.iter().map(|r| rows::serial(r, "serial")).collect()
    }

    /// The certificates of a programme that are a recipient's, and those of which only their
    /// facts tell whose they are.
    pub async fn certificates_of(
        &mut self,
        programme: &ProgrammeId,
        recipient: &Recipient,
    ) -> Result<Vec<CertificateRecord>, StoreError> {
        // Each half is found by the index; a condition with OR would read them all.
        let sql = "SELECT * FROM certificate WHERE programme = $1 AND recipient = $2
             UNION ALL SELECT * FROM certificate WHERE programme = $1 AND recipient IS NULL";
        let rows = sqlx::query(sql)
            .bind(programme.as_str())
            .bind(recipient.ags().map_or("", Ags::as_str))
            .fetch_all(&mut *self.transaction)
            .await?;
        rows::certificates(&rows, &[])
    }

    /// The next free place in the status list.
    pub async fn next_status_index(&mut self) -> Result<u64, StoreError> {
        let row = sqlx::query("SELECT COALESCE(MAX(status_index) + 1, 0) FROM certificate")
            .fetch_one(&mut *self.transaction)
            .await?;
        let next: i64 = row.try_get(0)?;
        u64::try_from(next).map_err(|_| StoreError::Inconsistent {
            table: "certificate",
            key: next.to_string(),
        })
    }

    /// Adds a prepared certificate.
    pub async fn insert_prepared(&mut self, certificate: &Certificate) -> Result<(), StoreError> {
        let facts = &certificate.facts;
        let key = facts.serial.to_string();
        let impossible = || StoreError::Inconsistent {
            table: "certificate",
            key: key.clone(),
        };
        let dated = certificate.dated.map(|day| i64::try_from(day.count()));
        let dated = dated.transpose().map_err(|_| impossible())?;
        sqlx::query(
            "INSERT INTO certificate (serial, programme, recipient_kind, body, status_index,
                 inscription, prepared_at, replaces, prepared_by, dated,
                 recipient, stage, stage_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 'prepared', $7)",
        )
        .bind(key.clone())
        .bind(certificate.programme.as_str())
        .bind(certificate.kind.as_str())
        .bind(payload::encode(facts))
        .bind(i64::try_from(facts.status_index).map_err(|_| impossible())?)
        .bind(serde_json::to_string(&certificate.inscription).map_err(|_| impossible())?)
        .bind(certificate.prepared_at.as_millisecond())
        .bind(certificate.replaces.map(|s| s.to_string()))
        .bind(
            certificate
                .prepared_by
                .as_ref()
                .map(|a| a.as_str().to_owned()),
        )
        .bind(dated)
        .bind(facts.recipient.ags().map(|ags| ags.as_str().to_owned()))
        .execute(&mut *self.transaction)
        .await?;
        Ok(())
    }

    /// Adds a chamber's signature; a second one by the same chamber is a conflict.
    pub async fn insert_signature(
        &mut self,
        serial: Serial,
        signature: &ChamberSignature,
    ) -> Result<(), StoreError> {
        sqlx::query(
            "INSERT INTO signature (serial, chamber, key_id, signature, signed_at)
             VALUES ($1, $2, $3, $4, $5)",
        )
        .bind(serial.to_string())
        .bind(signature.chamber.as_str())
        .bind(signature.key_id.as_str())
        .bind(signature.signature.0.to_vec())
        .bind(signature.signed_at.as_millisecond())
        .execute(&mut *self.transaction)
        .await?;
        Ok(())
    }

    /// A chamber refused.
    pub async fn mark_refused(&mut self, serial: Serial, stage: &Stage) -> Result<(), StoreError> {
        let Stage::Refused { by, at, reason } = stage else {
            return Err(StoreError::Unrecorded);
        };
        sqlx::query(
            "UPDATE certificate
             SET stage = 'refused', stage_at = $2, refused_by = $3, refusal_reason = $4
             WHERE serial = $1 AND stage = 'prepared'",
        )
        .bind(serial.to_string())
        .bind(at.as_millisecond())
        .bind(by.as_str())
        .bind(reason.as_str())
        .execute(&mut *self.transaction)
        .await?;
        Ok(())
    }

    /// Every chamber signed; the proof says so.
    pub async fn mark_sealed(&mut self, proof: &VerifiedSeal) -> Result<(), StoreError> {
        sqlx::query(
            "UPDATE certificate SET stage = 'sealed', stage_at = $2
             WHERE serial = $1 AND stage = 'prepared'",
        )
        .bind(proof.facts().serial.to_string())
        .bind(self.at().as_millisecond())
        .execute(&mut *self.transaction)
        .await?;
        Ok(())
    }

    /// Sets how an issued certificate stands.
    pub async fn set_standing(
        &mut self,
        serial: Serial,
        standing: &Standing,
    ) -> Result<(), StoreError> {
        let (name, since, reason, by) = match standing {
            Standing::InForce => ("in_force", None, None, None),
            Standing::Suspended { since, reason } => ("suspended", Some(since), Some(reason), None),
            Standing::Withdrawn { since, reason } => ("withdrawn", Some(since), Some(reason), None),
            Standing::Superseded { since, by } => ("superseded", Some(since), None, Some(by)),
        };
        sqlx::query(
            "UPDATE certificate SET standing = $2, standing_since = $3, standing_reason = $4,
                 superseded_by = $5
             WHERE serial = $1 AND stage = 'issued'",
        )
        .bind(serial.to_string())
        .bind(name)
        .bind(since.map(|t| t.as_millisecond()))
        .bind(reason.cloned())
        .bind(by.map(Serial::to_string))
        .execute(&mut *self.transaction)
        .await?;
        Ok(())
    }
}
