//! What the server offers to a chamber's own machine.

use super::Service;
use super::cosign_wire::{FORMAT, GivenSignature, Item, Round, UnfinishedFile, Waiting};
use super::error::ServiceError;
use crate::domain::chamber::ChamberId;
use crate::domain::lifecycle::Stage;
use crate::domain::serial::Serial;
use crate::store::CertificateRecord;

/// So many are offered at once; the others come when these are done.
const MOST: usize = 20_000;

impl Service {
    /// What waits for a chamber: seals that it has not signed, and Urkunden whose turn it is.
    pub async fn waiting_for(&self, chamber: &ChamberId) -> Result<Vec<Waiting>, ServiceError> {
        let drafts = self.store.drafts().await?;
        let mut waiting = Vec::new();
        for record in self.store.unfinished_certificates().await? {
            let serial = record.certificate.facts.serial;
            let signed = drafts.get(&serial).copied().unwrap_or(0);
            if let Some(round) = self.round_of(&record, chamber, signed)
                && waiting.len() < MOST
            {
                let serial = serial.to_string();
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
        let draft = self.store.draft(serial).await?;
        let signed = draft.as_ref().map_or(0, |d| d.signed);
        let round = self.round_of(&record, chamber, signed);
        let round = round.ok_or(ServiceError::NotWaiting(serial))?;
        let document = match &certificate.stage {
            Stage::Sealed { at } => {
                // Whether it is the right one is for the machine to find, too.
                let bytes = match draft {
                    Some(draft) if draft.signed > 0 => draft.bytes,
                    _ => self.draw_urkunde(certificate, &self.prove(&record)?)?,
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

    /// What the certificate waits for from a chamber, after so many have signed its Urkunde.
    fn round_of(
        &self,
        record: &CertificateRecord,
        chamber: &ChamberId,
        signed: usize,
    ) -> Option<Round> {
        let certificate = &record.certificate;
        // A programme that is gone waits for nobody.
        let programme = self.programmes.find(&certificate.programme).ok()?;
        let mut chambers = programme.programme.chambers.iter();
        let place = chambers.position(|c| c.id == *chamber)?;
        match certificate.stage {
            Stage::Prepared => {
                let given = record.signatures.iter().any(|s| s.chamber == *chamber);
                (!given).then_some(Round::Seal)
            }
            Stage::Sealed { .. } => (signed == place).then_some(Round::Document),
            _ => None,
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
