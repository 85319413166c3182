//! Round one: each chamber signs the seal, or refuses.

use super::accounts::AccessError;
use super::error::ServiceError;
use super::staff::on_duty;
use super::{By, Service};
use crate::domain::account::AccountId;
use crate::domain::chamber::ChamberId;
use crate::domain::permission::Action;
use crate::domain::reason;
use crate::domain::separation::may_sign;
use crate::domain::serial::Serial;
use crate::keys::SealSigner;
use crate::seal::examination::examine;
use crate::store::{CertificateRecord, ChamberSignature, Change, Event};

/// What a signature led to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Progress {
    /// Another chamber has yet to sign.
    Waiting,
    /// Every chamber has signed.
    Sealed,
}

impl Service {
    /// Signs for the signer's chamber. When that makes the seal complete, the certificate is
    /// sealed in the same transaction; [`Service::issue`] then makes its documents.
    pub async fn sign(
        &self,
        serial: Serial,
        signer: &(dyn SealSigner + Sync),
        by: By<'_>,
    ) -> Result<Progress, ServiceError> {
        self.sign_as(serial, signer, None, by).await
    }

    /// As [`Service::sign`], where somebody at the desk decides: it has to be for their own
    /// chamber, and somebody else has to have prepared it.
    pub async fn sign_as(
        &self,
        serial: Serial,
        signer: &(dyn SealSigner + Sync),
        person: Option<&AccountId>,
        by: By<'_>,
    ) -> Result<Progress, ServiceError> {
        let mut change = self.store.change(by.actor, by.at).await?;
        let record = change
            .certificate(serial)
            .await?
            .ok_or(ServiceError::UnknownCertificate(serial))?;
        let chamber = signer.chamber();
        if let Some(person) = person {
            let person = on_duty(&mut change, person, Action::Sign).await?;
            let prepared_by = record.certificate.prepared_by.as_ref();
            may_sign(&person, chamber, prepared_by).map_err(AccessError::from)?;
        }
        if record.signatures.iter().any(|s| s.chamber == *chamber) {
            return Err(ServiceError::AlreadySigned(chamber.clone()));
        }
        record.certificate.stage.open_for_signatures()?;
        let programme = &self
            .programmes
            .find(&record.certificate.programme)?
            .programme;
        let place = programme.chambers.iter().position(|c| c.id == *chamber);
        let place = place.ok_or_else(|| ServiceError::NotAChamber(chamber.clone()))?;
        let key = signer.key_id();
        if record.certificate.facts.keys.get(place) != Some(&key.tag()) {
            return Err(ServiceError::KeyChanged(chamber.clone()));
        }

        self.check_words(&record.certificate)?;
        let signature = ChamberSignature {
            chamber: chamber.clone(),
            key_id: key.to_string(),
            signature: signer.sign(record.seal().body()),
            signed_at: by.at,
        };
        self.keep_signature(change, record, signature, by).await
    }

    /// Stores a chamber's signature if it verifies. With the last one the certificate is sealed.
    pub(super) async fn keep_signature(
        &self,
        mut change: Change,
        record: CertificateRecord,
        signature: ChamberSignature,
        by: By<'_>,
    ) -> Result<Progress, ServiceError> {
        let serial = record.certificate.facts.serial;
        let chamber = &signature.chamber;
        let keyring = self.keyring()?;
        let mut signed = record;
        signed.signatures.push(signature.clone());
        let examination = examine(signed.seal(), &keyring, None).map_err(|_| {
            ServiceError::UnknownProgramme(signed.certificate.programme.to_string())
        })?;
        let mut parts = examination.signatures().iter();
        let ours = parts.find(|s| s.chamber == *chamber);
        if !ours.is_some_and(|s| s.outcome.counts()) {
            return Err(ServiceError::NotVerified);
        }
        change.insert_signature(serial, &signature).await?;
        let mut events = vec![Event::new("certificate.signed", serial, chamber.as_str())];
        let progress = match examination.verified() {
            Some(proof) => {
                signed.certificate.stage.seal(by.at)?;
                change.mark_sealed(&proof).await?;
                events.push(Event::new("certificate.sealed", serial, ""));
                Progress::Sealed
            }
            None => Progress::Waiting,
        };
        let programme = &self
            .programmes
            .find(&signed.certificate.programme)?
            .programme;
        let done = (chamber, progress == Progress::Sealed);
        self.tell_of_signed(&mut change, &signed.certificate, programme, done, by)
            .await?;
        change.commit(events).await?;
        Ok(progress)
    }

    /// A chamber refuses its signature, with a reason for staff.
    pub async fn refuse(
        &self,
        serial: Serial,
        chamber: &ChamberId,
        reason: &str,
        by: By<'_>,
    ) -> Result<(), ServiceError> {
        self.refuse_as(serial, chamber, reason, None, by).await
    }

    /// As [`Service::refuse`], where somebody at the desk decides.
    pub async fn refuse_as(
        &self,
        serial: Serial,
        chamber: &ChamberId,
        reason: &str,
        person: Option<&AccountId>,
        by: By<'_>,
    ) -> Result<(), ServiceError> {
        let reason = reason::reason(reason)?;
        let mut change = self.store.change(by.actor, by.at).await?;
        let record = change
            .certificate(serial)
            .await?
            .ok_or(ServiceError::UnknownCertificate(serial))?;
        let programme = &self
            .programmes
            .find(&record.certificate.programme)?
            .programme;
        if let Some(person) = person {
            let person = on_duty(&mut change, person, Action::Refuse).await?;
            let prepared_by = record.certificate.prepared_by.as_ref();
            may_sign(&person, chamber, prepared_by).map_err(AccessError::from)?;
        }
        if programme.chamber(chamber).is_none() {
            return Err(ServiceError::NotAChamber(chamber.clone()));
        }
        if record.signatures.iter().any(|s| s.chamber == *chamber) {
            return Err(ServiceError::AlreadySigned(chamber.clone()));
        }
        let stage = record
            .certificate
            .stage
            .refuse(chamber.clone(), reason.clone(), by.at)?;
        change.mark_refused(serial, &stage).await?;
        self.tell_of_refused(&mut change, &record.certificate, programme, by)
            .await?;
        let detail = format!("{chamber}: {reason}");
        Ok(change
            .commit(vec![Event::new("certificate.refused", serial, detail)])
            .await?)
    }
}
