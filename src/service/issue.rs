//! From sealed to issued: the documents are made, and the certificate becomes public.
//!
//! Everything here is computed from what both chambers signed, so a stop at any point is resumed
//! with the same bytes.

use jiff::Timestamp;
use sha2::{Digest, Sha256};

use super::error::ServiceError;
use super::prepare::printed_address;
use super::{By, Service};
use crate::document::{CheckCode, Created, Sheet};
use crate::domain::certificate::Certificate;
use crate::domain::lifecycle::{PublicState, Stage};
use crate::domain::serial::Serial;
use crate::seal::examination::examine;
use crate::seal::{Seal, SealSignature, VerifiedSeal, code, cose, signature};
use crate::store::{CertificateRecord, Event};

impl Service {
    /// Issues a sealed certificate. If it corrects another, that one is superseded in the same
    /// transaction. Issuing what is issued already changes nothing.
    pub async fn issue(&self, serial: Serial, by: By<'_>) -> Result<(), ServiceError> {
        let record = self
            .store
            .certificate(serial)
            .await?
            .ok_or(ServiceError::UnknownCertificate(serial))?;
        if let Stage::Issued { .. } = record.certificate.stage {
            return Ok(());
        }
        record.certificate.stage.issue(by.at)?;
        let proof = self.prove(&record)?;
        let document = self.draw_urkunde(&record.certificate, &proof)?;

        let mut change = self.store.change(by.actor, by.at).await?;
        let now = change.certificate(serial).await?;
        if now.is_some_and(|r| matches!(r.certificate.stage, Stage::Issued { .. })) {
            return Ok(());
        }
        let mut events = vec![Event::new(
            "certificate.issued",
            serial,
            hex::encode(Sha256::digest(&document)),
        )];
        change.mark_issued(&proof, &document).await?;
        if let Some(old) = record.certificate.replaces {
            let replaced = change
                .certificate(old)
                .await?
                .ok_or(ServiceError::UnknownCertificate(old))?;
            let standing = replaced
                .certificate
                .stage
                .standing()?
                .supersede(serial, by.at)?;
            change.set_standing(old, &standing).await?;
            events.push(Event::new(
                "certificate.superseded",
                old,
                serial.to_string(),
            ));
        }
        change.commit(events).await?;
        Ok(())
    }

    /// Issues whatever was sealed and not issued, as after a stop in between. What cannot be
    /// issued (the corrected certificate was withdrawn meanwhile, a row was tampered with) is left
    /// as it is, so that one certificate never keeps all others from the public.
    pub async fn issue_pending(&self, by: By<'_>) -> Result<Vec<Serial>, ServiceError> {
        let mut issued = Vec::new();
        for record in self.store.certificates().await? {
            if let Stage::Sealed { .. } = record.certificate.stage {
                let serial = record.certificate.facts.serial;
                match self.issue(serial, by).await {
                    Ok(()) => issued.push(serial),
                    Err(error) if error.is_of_one_certificate() => {
                        tracing::warn!(%serial, %error, "sealed certificate cannot be issued");
                    }
                    Err(error) => return Err(error),
                }
            }
        }
        Ok(issued)
    }

    /// The proof that every chamber signed.
    pub(super) fn prove(&self, record: &CertificateRecord) -> Result<VerifiedSeal, ServiceError> {
        let examination = examine(record.seal(), &self.keyring()?, Some(sealed_on(record)))
            .map_err(|_| ServiceError::NotVerified)?;
        examination.verified().ok_or(ServiceError::NotVerified)
    }

    /// The seal as a COSE_Sign, for other people's tools.
    pub async fn export_cose(&self, serial: Serial) -> Result<Vec<u8>, ServiceError> {
        let record = self
            .store
            .certificate(serial)
            .await?
            .ok_or(ServiceError::UnknownCertificate(serial))?;
        Ok(cose::export(&self.prove(&record)?, &self.keyring()?)?)
    }

    /// Draws everything once with blank signatures: what cannot be drawn is refused before any
    /// chamber signs it.
    pub(super) fn rehearse(&self, certificate: &Certificate) -> Result<(), ServiceError> {
        let facts = &certificate.facts;
        let blank = vec![Some(SealSignature([0xff; signature::LENGTH])); facts.keys.len()];
        let seal = Seal::new(facts.clone(), blank);
        self.draw_sheet(certificate, &seal, certificate.prepared_at, None)?;
        let since = certificate.prepared_at;
        for state in [PublicState::Valid, PublicState::Suspended { since }] {
            self.draw_seal(certificate, state)?;
        }
        Ok(())
    }

    fn draw_urkunde(
        &self,
        certificate: &Certificate,
        proof: &VerifiedSeal,
    ) -> Result<Vec<u8>, ServiceError> {
        let Stage::Sealed { at } = certificate.stage else {
            return Err(crate::domain::lifecycle::TransitionError::NotSealed.into());
        };
        let attachment = cose::export(proof, &self.keyring()?)?;
        self.draw_sheet(certificate, proof.seal(), at, Some(&attachment))
    }

    fn draw_sheet(
        &self,
        certificate: &Certificate,
        seal: &Seal,
        at: Timestamp,
        attachment: Option<&[u8]>,
    ) -> Result<Vec<u8>, ServiceError> {
        let check = CheckCode {
            qr_text: code::long_text(&self.host, seal),
            address: printed_address(&self.host, seal.facts().serial),
        };
        let programme = self.programmes.find(&certificate.programme)?;
        let sheet = Sheet {
            inscription: &certificate.inscription,
            check: &check,
            artwork: &programme.programme.artwork,
            created: Created(at.as_millisecond()),
            seal: attachment,
            fields: &[],
        };
        Ok(sheet.render()?)
    }
}

/// The day of the last signature: what decides whether a key that is retired today signed in
/// time.
pub(super) fn sealed_on(record: &CertificateRecord) -> crate::domain::validity::Day {
    let last = record.signatures.iter().map(|s| s.signed_at).max();
    crate::domain::validity::Day::of(last.unwrap_or(record.certificate.prepared_at))
}
