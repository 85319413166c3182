//! Checking that nobody rewrote history.

use std::collections::HashMap;

use sha2::{Digest, Sha256};

use super::Service;
use super::error::{Contradiction, ServiceError};
use crate::domain::lifecycle::{Stage, Standing};
use crate::store::events::check;
use crate::store::{CertificateRecord, DocumentVersion, StoredEvent};

/// What was checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub struct Audited {
    /// Number of events in the chain.
    pub events: usize,
    /// Number of certificates that were compared with it.
    pub certificates: usize,
}

impl Service {
    /// Checks the chain of events, that each certificate stands as the events tell, that every
    /// sealed one is signed by every chamber, and that no Urkunde was exchanged.
    pub async fn audit(&self) -> Result<Audited, ServiceError> {
        let (events, head) = self.store.events().await?;
        check(&events, &head)?;
        let mut told: HashMap<&str, Vec<&StoredEvent>> = HashMap::new();
        for event in &events {
            told.entry(&event.subject).or_default().push(event);
        }
        let records = self.store.certificates().await?;
        for record in &records {
            let serial = record.certificate.facts.serial;
            let contradiction = |what| ServiceError::Contradiction { serial, what };
            let story = told.remove(serial.to_string().as_str()).unwrap_or_default();
            if !agrees(record, &story) {
                return Err(contradiction(Contradiction::Stage));
            }
            if let Stage::Sealed { .. } | Stage::Issued { .. } = record.certificate.stage
                && self.prove(record).is_err()
            {
                return Err(contradiction(Contradiction::NotSignedByAll));
            }
            if let Stage::Issued { .. } = record.certificate.stage {
                let document = self.store.document(serial).await?.unwrap_or_default();
                let versions = self.store.document_versions(serial).await?;
                if !is_as_told(&document, &versions, &story) {
                    return Err(contradiction(Contradiction::Document));
                }
            }
        }
        // A certificate of which events tell, but which is gone.
        for (subject, story) in told {
            if let (true, Ok(serial)) = (
                story.iter().any(|e| e.action == "certificate.prepared"),
                subject.parse(),
            ) {
                return Err(ServiceError::Contradiction {
                    serial,
                    what: Contradiction::Stage,
                });
            }
        }
        Ok(Audited {
            events: events.len(),
            certificates: records.len(),
        })
    }
}

/// Whether every state of the Urkunde that was handed out is the one that was told of, in the same
/// order, and the newest is the whole file.
fn is_as_told(document: &[u8], versions: &[DocumentVersion], story: &[&StoredEvent]) -> bool {
    let told = story
        .iter()
        .filter(|event| ISSUING.contains(&event.action.as_str()));
    let told: Vec<&str> = told.map(|event| event.detail.as_str()).collect();
    let filed: Vec<&str> = versions.iter().map(|v| v.sha256.as_str()).collect();
    let found = versions.iter().map(|version| {
        let state = document.get(..version.length)?;
        Some(hex::encode(Sha256::digest(state)))
    });
    let whole = versions.last().map(|version| version.length) == Some(document.len());
    whole && told == filed && found.eq(filed.iter().map(|digest| Some((*digest).to_owned())))
}

/// Events whose detail is the SHA-256 of the Urkunde.
const ISSUING: [&str; 3] = [
    "certificate.issued",
    "document.time-stamped",
    "document.archived",
];

/// Whether the last thing told of a certificate is what the register says of it.
fn agrees(record: &CertificateRecord, story: &[&StoredEvent]) -> bool {
    let last = story
        .iter()
        .rev()
        .map(|e| e.action.as_str())
        .find(|a| *a != "certificate.signed" && a.starts_with("certificate."));
    let signed = story
        .iter()
        .filter(|e| e.action == "certificate.signed")
        .count();
    let expected: &[&str] = match &record.certificate.stage {
        Stage::Prepared => &["certificate.prepared"],
        Stage::Refused { .. } => &["certificate.refused"],
        Stage::Sealed { .. } => &["certificate.sealed"],
        Stage::Issued { standing, .. } => match standing {
            Standing::InForce => &["certificate.issued", "certificate.reinstated"],
            Standing::Suspended { .. } => &["certificate.suspended"],
            Standing::Withdrawn { .. } => &["certificate.withdrawn"],
            Standing::Superseded { .. } => &["certificate.superseded"],
        },
    };
    signed == record.signatures.len() && last.is_some_and(|l| expected.contains(&l))
}
