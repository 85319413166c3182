//! One change of the register: a transaction together with the events that tell of it.

use jiff::Timestamp;
use sqlx::{Any, AnyPool, Row, Transaction};

use super::error::StoreError;
use super::events::{self, Event, StoredEvent};
use super::rows::{self, CertificateRecord, ChamberSignature, DocumentVersion, Draft};
use crate::domain::certificate::{Certificate, Recipient};
use crate::domain::lifecycle::{Stage, Standing};
use crate::domain::municipality::{Ags, Municipality};
use crate::domain::programme::ProgrammeId;
use crate::domain::serial::Serial;
use crate::seal::{VerifiedSeal, payload};

/// An open change. While it is open, every other change waits; dropped, it never happened.
pub struct Change {
    pub(super) transaction: Transaction<'static, Any>,
    actor: String,
    at: Timestamp,
    seq: i64,
    hash: String,
}

impl Change {
    pub(super) async fn begin(
        pool: &AnyPool,
        actor: &str,
        at: Timestamp,
    ) -> Result<Self, StoreError> {
        let mut transaction = pool.begin().await?;
        // A write comes first: it takes SQLite's write lock or PostgreSQL's row lock before
        // anything is read, so nothing that is read here can be stale.
        let head = sqlx::query("UPDATE event_head SET seq = seq WHERE id = 1 RETURNING seq, hash")
            .fetch_one(&mut *transaction)
            .await?;
        let (seq, hash) = (head.try_get(0)?, head.try_get(1)?);
        Ok(Self {
            transaction,
            actor: actor.to_owned(),
            at,
            seq,
            hash,
        })
    }

    /// When the change happens.
    pub const fn at(&self) -> Timestamp {
        self.at
    }

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

    /// The municipality with this key, as it is within this change.
    pub async fn municipality(&mut self, ags: &Ags) -> Result<Option<Municipality>, StoreError> {
        let row = sqlx::query("SELECT * FROM municipality WHERE ags = $1")
            .bind(ags.as_str())
            .fetch_optional(&mut *self.transaction);
        row.await?.as_ref().map(rows::municipality).transpose()
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

    /// Adds a municipality, or brings it up to date.
    pub async fn put_municipality(&mut self, m: &Municipality) -> Result<(), StoreError> {
        sqlx::query(
            "INSERT INTO municipality (ags, name, kind, district, latitude, longitude, website)
             VALUES ($1, $2, $3, $4, $5, $6, $7)
             ON CONFLICT (ags) DO UPDATE SET name = excluded.name, kind = excluded.kind,
                 district = excluded.district, latitude = excluded.latitude,
                 longitude = excluded.longitude, website = excluded.website",
        )
        .bind(m.ags.as_str())
        .bind(m.name.as_str())
        .bind(m.kind.as_str())
        .bind(m.district.as_str())
        .bind(m.latitude)
        .bind(m.longitude)
        .bind(m.website.as_str())
        .execute(&mut *self.transaction)
        .await?;
        Ok(())
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
        .bind(self.at.as_millisecond())
        .execute(&mut *self.transaction)
        .await?;
        Ok(())
    }

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
        .bind(self.at.as_millisecond())
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
        .bind(self.at.as_millisecond())
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

    /// Appends the events and makes the change happen, all or nothing.
    pub async fn commit(mut self, events: Vec<Event>) -> Result<(), StoreError> {
        if events.is_empty() {
            return Err(StoreError::Unrecorded);
        }
        for event in events {
            self.append(event).await?;
        }
        sqlx::query("UPDATE event_head SET seq = $1, hash = $2 WHERE id = 1")
            .bind(self.seq)
            .bind(self.hash.as_str())
            .execute(&mut *self.transaction)
            .await?;
        Ok(self.transaction.commit().await?)
    }

    async fn append(&mut self, event: Event) -> Result<(), StoreError> {
        let mut stored = StoredEvent {
            seq: self.seq + 1,
            at: self.at,
            actor: self.actor.clone(),
            action: event.action.to_owned(),
            subject: event.subject,
            detail: event.detail,
            previous: self.hash.clone(),
            hash: String::new(),
        };
        stored.hash = events::hash(&stored);
        sqlx::query(
            "INSERT INTO events (seq, at, actor, action, subject, detail, previous, hash)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        )
        .bind(stored.seq)
        .bind(stored.at.as_millisecond())
        .bind(stored.actor.as_str())
        .bind(stored.action.as_str())
        .bind(stored.subject.as_str())
        .bind(stored.detail.as_str())
        .bind(stored.previous.as_str())
        .bind(stored.hash.as_str())
        .execute(&mut *self.transaction)
        .await?;
        self.seq = stored.seq;
        self.hash = stored.hash;
        Ok(())
    }
}
