//! What the server offers to a chamber's own machine.

use super::Service;
use super::cosign_wire::{FORMAT, GivenSignature, Item, Round, UnfinishedFile, Waiting};
use super::error::ServiceError;
use crate::domain::chamber::ChamberId;
use crate::domain::lifecycle::Stage;
use crate::domain::serial::Serial;
use crate::store::{CertificateRecord, Draft};

/// So many are offered at once; the others come when these are done.
const MOST: usize = 500;

impl Service {
    /// What waits for a chamber: seals that it has not signed, and Urkunden whose turn it is.
    pub async fn waiting_for(&self, chamber: &ChamberId) -> Result<Vec<Waiting>, ServiceError> {
        let mut waiting = Vec::new();
        for record in self.store.unfinished_certificates().await? {
            if waiting.len() == MOST {
                break;
            }
            if let Some((round, _)) = self.round_of(&record, chamber).await? {
                let serial = record.certificate.facts.serial.to_string();
                waiting.push(Waiting { serial, round });
            }
        }
        Ok(waiting)
    }

    /// One certificate that waits for a chamber, with all that is needed to make it again.
    pub async fn offer(&self, serial: Serial, chamber: &ChamberId) -> Result<Item, ServiceError> {
        let record = self.store.certificate(serial).await?;
        let record = record.ok_or(ServiceError::UnknownCertificate(serial))?;
        let certificate = &record.certificate;
        let programme = self.programmes.find(&certificate.programme)?;
        if programme.programme.chamber(chamber).is_none() {
            return Err(ServiceError::UnknownCertificate(serial));
        }
        let round = self.round_of(&record, chamber).await?;
        let (round, draft) = round.ok_or(ServiceError::NotWaiting(serial))?;
        let document = match (&certificate.stage, draft) {
            (Stage::Sealed { at }, draft) => {
                let bytes = match draft {
                    Some(draft) => draft.bytes,
                    None => self.draw_urkunde(certificate, &self.prove(&record)?)?,
                };
                Some(UnfinishedFile {
                    sealed_at: *at,
                    bytes: hex::encode(bytes),
                })
            }
            _ => None,
        };
        // A machine composes the words itself; that they differ is for it to find.
        let first = certificate.facts.term.from();
        let dated = self.check_words(certificate);
        Ok(Item {
            format: FORMAT,
            serial: serial.to_string(),
            round,
            programme: certificate.programme.to_string(),
            programme_digest: programme.digest.clone(),
            host: self.host.clone(),
            body: hex::encode(record.seal().body()),
            kind: certificate.kind,
            dated: dated.unwrap_or(certificate.dated.unwrap_or(first)),
            inscription: certificate.inscription.clone(),
            prepared_at: certificate.prepared_at,
            replaces: certificate.replaces.map(|s| s.to_string()),
            signatures: record.signatures.iter().map(given).collect(),
            document,
        })
    }

    async fn round_of(
        &self,
        record: &CertificateRecord,
        chamber: &ChamberId,
    ) -> Result<Option<(Round, Option<Draft>)>, ServiceError> {
        let certificate = &record.certificate;
        // A programme that is gone waits for nobody.
        let Ok(programme) = self.programmes.find(&certificate.programme) else {
            return Ok(None);
        };
        let chambers = &programme.programme.chambers;
        let Some(place) = chambers.iter().position(|c| c.id == *chamber) else {
            return Ok(None);
        };
        match certificate.stage {
            Stage::Prepared => {
                let signed = record.signatures.iter().any(|s| s.chamber == *chamber);
                Ok((!signed).then_some((Round::Seal, None)))
            }
            Stage::Sealed { .. } => {
                let draft = self.store.draft(certificate.facts.serial).await?;
                let signed = draft.as_ref().map_or(0, |d| d.signed);
                Ok((signed == place).then_some((Round::Document, draft)))
            }
            _ => Ok(None),
        }
    }
}

fn given(signature: &crate::store::ChamberSignature) -> GivenSignature {
    GivenSignature {
        chamber: signature.chamber.to_string(),
        key_id: signature.key_id.clone(),
        signature: hex::encode(signature.signature.0),
        signed_at: signature.signed_at,
    }
}
