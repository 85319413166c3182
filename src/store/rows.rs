//! Whole rows in and out, each table in one place.

use jiff::Timestamp;
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, Row};

use super::error::StoreError;
use super::events::StoredEvent;
use crate::domain::account::AccountId;
use crate::domain::certificate::Certificate;
use crate::domain::chamber::ChamberId;
use crate::domain::lifecycle::{Stage, Standing};
use crate::domain::municipality::{Ags, Host, Kind, Municipality, RecipientName};
use crate::domain::programme::ProgrammeId;
use crate::domain::serial::Serial;
use crate::domain::signing::Level;
use crate::domain::validity::Day;
use crate::seal::{Seal, SealSignature, payload};

/// A certificate with the signatures that were given so far.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CertificateRecord {
    /// The certificate.
    pub certificate: Certificate,
    /// The signatures, in no particular order.
    pub signatures: Vec<ChamberSignature>,
}

impl CertificateRecord {
    /// The seal with the signatures that there are, each in the place of its key.
    pub fn seal(&self) -> Seal {
        let facts = self.certificate.facts.clone();
        let signatures = facts.keys.iter().map(|tag| {
            let by_key = |s: &&ChamberSignature| s.key_id.starts_with(&tag.to_string());
            self.signatures.iter().find(by_key).map(|s| s.signature)
        });
        let signatures = signatures.collect();
        Seal::new(facts, signatures)
    }
}

/// One chamber's signature under a certificate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChamberSignature {
    /// The chamber.
    pub chamber: ChamberId,
    /// Its key, hexadecimal.
    pub key_id: String,
    /// The signature.
    pub signature: SealSignature,
    /// When it was given.
    pub signed_at: Timestamp,
}

/// One state of an Urkunde that was handed out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentVersion {
    /// SHA-256, hexadecimal.
    pub sha256: String,
    /// Number of bytes: so much of the newest state.
    pub length: usize,
    /// How long its signatures can be proven.
    pub level: Level,
    /// Until when its last document time-stamp proves by itself, if it has one.
    pub proven_until: Option<Timestamp>,
}

pub(super) fn document_version(row: &AnyRow) -> Result<DocumentVersion, StoreError> {
    let key: String = row.try_get("sha256")?;
    let impossible = || inconsistent("document_version", &key);
    let proven_until: Option<i64> = row.try_get("proven_until")?;
    let length: i64 = row.try_get("length")?;
    Ok(DocumentVersion {
        length: usize::try_from(length).map_err(|_| impossible())?,
        level: Level::parse(row.try_get("level")?).ok_or_else(impossible)?,
        proven_until: proven_until
            .map(Timestamp::from_millisecond)
            .transpose()
            .map_err(|_| impossible())?,
        sha256: key,
    })
}

pub(super) fn municipality(row: &AnyRow) -> Result<Municipality, StoreError> {
    let key: String = row.try_get("ags")?;
    let impossible = || inconsistent("municipality", &key);
    Ok(Municipality {
        ags: Ags::parse(&key).map_err(|_| impossible())?,
        name: RecipientName::parse(row.try_get("name")?).map_err(|_| impossible())?,
        kind: Kind::parse(row.try_get("kind")?).map_err(|_| impossible())?,
        district: row.try_get("district")?,
        latitude: row.try_get("latitude")?,
        longitude: row.try_get("longitude")?,
        website: Host::parse(row.try_get("website")?).map_err(|_| impossible())?,
    })
}

pub(super) fn certificates(
    certificates: &[AnyRow],
    signatures: &[AnyRow],
) -> Result<Vec<CertificateRecord>, StoreError> {
    let mut by_serial: std::collections::HashMap<String, Vec<ChamberSignature>> =
        std::collections::HashMap::new();
    for row in signatures {
        by_serial
            .entry(row.try_get("serial")?)
            .or_default()
            .push(signature(row)?);
    }
    certificates
        .iter()
        .map(|row| {
            let certificate = certificate(row)?;
            let key = certificate.facts.serial.to_string();
            let signatures = by_serial.remove(&key).unwrap_or_default();
            Ok(CertificateRecord {
                certificate,
                signatures,
            })
        })
        .collect()
}

pub(super) async fn one_certificate(
    connection: &mut AnyConnection,
    number: Serial,
) -> Result<Option<CertificateRecord>, StoreError> {
    let row = sqlx::query("SELECT * FROM certificate WHERE serial = $1")
        .bind(number.to_string())
        .fetch_optional(&mut *connection)
        .await?;
    let Some(row) = row else { return Ok(None) };
    let signatures = sqlx::query("SELECT * FROM signature WHERE serial = $1")
        .bind(number.to_string())
        .fetch_all(&mut *connection)
        .await?;
    Ok(certificates(&[row], &signatures)?.pop())
}

/// An Urkunde that not every chamber has signed yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// How many chambers have signed it.
    pub signed: usize,
    /// The PDF file.
    pub bytes: Vec<u8>,
}

pub(super) async fn draft(
    connection: &mut AnyConnection,
    serial: Serial,
) -> Result<Option<Draft>, StoreError> {
    let row = sqlx::query("SELECT revision, bytes FROM draft WHERE serial = $1")
        .bind(serial.to_string())
        .fetch_optional(connection)
        .await?;
    let Some(row) = row else { return Ok(None) };
    let revision: i64 = row.try_get("revision")?;
    let signed = usize::try_from(revision);
    Ok(Some(Draft {
        signed: signed.map_err(|_| inconsistent("draft", &serial.to_string()))?,
        bytes: row.try_get("bytes")?,
    }))
}

pub(super) fn event(row: &AnyRow) -> Result<StoredEvent, StoreError> {
    let seq: i64 = row.try_get("seq")?;
    Ok(StoredEvent {
        seq,
        at: instant(row, "at")?.ok_or_else(|| inconsistent("events", &seq.to_string()))?,
        actor: row.try_get("actor")?,
        action: row.try_get("action")?,
        subject: row.try_get("subject")?,
        detail: row.try_get("detail")?,
        previous: row.try_get("previous")?,
        hash: row.try_get("hash")?,
    })
}

pub(super) fn serial(row: &AnyRow, column: &str) -> Result<Serial, StoreError> {
    let text: String = row.try_get(column)?;
    text.parse().map_err(|_| inconsistent("certificate", &text))
}

fn certificate(row: &AnyRow) -> Result<Certificate, StoreError> {
    let key: String = row.try_get("serial")?;
    let impossible = || inconsistent("certificate", &key);
    let body: Vec<u8> = row.try_get("body")?;
    let (facts, length) = payload::decode(&body).map_err(|_| impossible())?;
    if length != body.len() || facts.serial.to_string() != key {
        return Err(impossible());
    }
    let inscription: String = row.try_get("inscription")?;
    let replaces: Option<String> = row.try_get("replaces")?;
    let prepared_by: Option<String> = row.try_get("prepared_by")?;
    Ok(Certificate {
        facts,
        programme: ProgrammeId::parse(row.try_get("programme")?).map_err(|_| impossible())?,
        kind: Kind::parse(row.try_get("recipient_kind")?).map_err(|_| impossible())?,
        dated: day(row, "dated")?,
        inscription: serde_json::from_str(&inscription).map_err(|_| impossible())?,
        prepared_at: instant(row, "prepared_at")?.ok_or_else(impossible)?,
        prepared_by: prepared_by
            .map(|id| AccountId::parse(&id))
            .transpose()
            .map_err(|_| impossible())?,
        replaces: replaces
            .map(|s| s.parse())
            .transpose()
            .map_err(|_| impossible())?,
        stage: stage(row)?.ok_or_else(impossible)?,
    })
}

fn stage(row: &AnyRow) -> Result<Option<Stage>, StoreError> {
    let Some(at) = instant(row, "stage_at")? else {
        return Ok(None);
    };
    let name: String = row.try_get("stage")?;
    Ok(match name.as_str() {
        "prepared" => Some(Stage::Prepared),
        "sealed" => Some(Stage::Sealed { at }),
        "issued" => standing(row)?.map(|standing| Stage::Issued { at, standing }),
        "refused" => {
            let by: Option<String> = row.try_get("refused_by")?;
            let reason: Option<String> = row.try_get("refusal_reason")?;
            by.and_then(|by| ChamberId::parse(&by).ok())
                .zip(reason)
                .map(|(by, reason)| Stage::Refused { by, at, reason })
        }
        _ => None,
    })
}

fn standing(row: &AnyRow) -> Result<Option<Standing>, StoreError> {
    let name: Option<String> = row.try_get("standing")?;
    let since = instant(row, "standing_since")?;
    let reason: Option<String> = row.try_get("standing_reason")?;
    let by: Option<String> = row.try_get("superseded_by")?;
    let by = by.and_then(|s| s.parse().ok());
    Ok(match (name.as_deref(), since, reason, by) {
        (Some("in_force"), ..) => Some(Standing::InForce),
        (Some("suspended"), Some(since), Some(reason), _) => {
            Some(Standing::Suspended { since, reason })
        }
        (Some("withdrawn"), Some(since), Some(reason), _) => {
            Some(Standing::Withdrawn { since, reason })
        }
        (Some("superseded"), Some(since), _, Some(by)) => Some(Standing::Superseded { since, by }),
        _ => None,
    })
}

fn signature(row: &AnyRow) -> Result<ChamberSignature, StoreError> {
    let key: String = row.try_get("serial")?;
    let impossible = || inconsistent("signature", &key);
    let bytes: Vec<u8> = row.try_get("signature")?;
    Ok(ChamberSignature {
        chamber: ChamberId::parse(row.try_get("chamber")?).map_err(|_| impossible())?,
        key_id: row.try_get("key_id")?,
        signature: SealSignature(bytes.try_into().map_err(|_| impossible())?),
        signed_at: instant(row, "signed_at")?.ok_or_else(impossible)?,
    })
}

pub(super) fn instant(row: &AnyRow, column: &str) -> Result<Option<Timestamp>, StoreError> {
    let milliseconds: Option<i64> = row.try_get(column)?;
    Ok(milliseconds.and_then(|ms| Timestamp::from_millisecond(ms).ok()))
}

pub(super) fn day(row: &AnyRow, column: &str) -> Result<Option<Day>, StoreError> {
    let count: Option<i64> = row.try_get(column)?;
    let day = |count| u64::try_from(count).ok().and_then(Day::from_count);
    Ok(count.and_then(day))
}

/// A day as it is stored: days since 1970-01-01.
pub(super) fn count_of(day: Day) -> i64 {
    // Before the year 10000 by construction.
    i64::try_from(day.count()).unwrap_or(i64::MAX)
}

pub(super) fn inconsistent(table: &'static str, key: &str) -> StoreError {
    StoreError::Inconsistent {
        table,
        key: key.to_owned(),
    }
}
