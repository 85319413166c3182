//! What a chamber's own machine delivers: verified before it is stored, and the same twice is no
//! error.

use super::error::ServiceError;
use super::retrace::retraced;
use super::{By, Service};
use crate::document::unfinished::{NotUnfinished, after, check_unfinished};
use crate::domain::chamber::ChamberId;
use crate::domain::lifecycle::Stage;
use crate::domain::serial::Serial;
use crate::seal::SealSignature;
use crate::store::{CertificateRecord, ChamberSignature, Draft, StoreError};

impl Service {
    /// Takes a signature under a seal.
    pub async fn deliver_seal_signature(
        &self,
        serial: Serial,
        chamber: &ChamberId,
        key_id: &str,
        signature: SealSignature,
        by: By<'_>,
    ) -> Result<(), ServiceError> {
        let mut change = self.store.change(by.actor, by.at).await?;
        let record = change.certificate(serial).await?;
        let record = record.ok_or(ServiceError::UnknownCertificate(serial))?;
        let place = self.place_of(&record, chamber)?;
        if let Some(given) = record.signatures.iter().find(|s| s.chamber == *chamber) {
            let same = given.key_id == key_id && given.signature == signature;
            return if same {
                Ok(())
            } else {
                Err(ServiceError::DeliveredOtherwise(serial))
            };
        }
        record.certificate.stage.open_for_signatures()?;
        let tag = record.certificate.facts.keys.get(place).copied();
        let keyring = self.keyring()?;
        let key = tag.and_then(|tag| keyring.key(tag));
        if key.is_none_or(|key| key.id.to_string() != key_id) {
            return Err(ServiceError::KeyChanged(chamber.clone()));
        }
        let signature = ChamberSignature {
            chamber: chamber.clone(),
            key_id: key_id.to_owned(),
            signature,
            signed_at: by.at,
        };
        self.keep_signature(change, record, signature, by).await?;
        Ok(())
    }

    /// Takes an Urkunde with the chamber's signature behind those of the chambers before it. With
    /// the last one it is issued.
    pub async fn deliver_document(
        &self,
        serial: Serial,
        chamber: &ChamberId,
        pdf: Vec<u8>,
        by: By<'_>,
    ) -> Result<(), ServiceError> {
        let record = self.store.certificate(serial).await?;
        let record = record.ok_or(ServiceError::UnknownCertificate(serial))?;
        let place = self.place_of(&record, chamber)?;
        if let Some(stored) = self.stored(&record, place).await? {
            return if after(&stored, place + 1) == Some(&pdf) {
                Ok(())
            } else {
                Err(ServiceError::DeliveredOtherwise(serial))
            };
        }
        record.certificate.stage.issue(by.at)?;
        let programme = &self
            .programmes
            .find(&record.certificate.programme)?
            .programme;
        self.check_words(&record.certificate)?;
        let proof = self.prove(&record)?;
        let (old, _) = self.urkunde_so_far(&record, &proof, None).await?;
        if old.signed != place {
            return Err(ServiceError::NotWaiting(serial));
        }
        if !pdf.starts_with(&old.bytes) {
            return Err(NotUnfinished::OtherPage.into());
        }
        let base = after(&old.bytes, 0).ok_or(NotUnfinished::OtherPage)?;
        let unfinished = check_unfinished(&pdf, base, &self.trust(programme)?)?;
        if unfinished.signatures().len() != place + 1 {
            return Err(ServiceError::NotWaiting(serial));
        }
        retraced(programme, &pdf, &unfinished)?;
        let new = Draft {
            signed: place + 1,
            bytes: pdf.clone(),
        };
        match self.keep(&record, &proof, programme, &old, new, by).await {
            Ok(()) | Err(ServiceError::Store(StoreError::Conflict)) => {}
            Err(error) => return Err(error),
        }
        // Somebody else may have been faster.
        let record = self.store.certificate(serial).await?;
        let record = record.ok_or(ServiceError::UnknownCertificate(serial))?;
        match self.stored(&record, place).await? {
            Some(stored) if after(&stored, place + 1) == Some(&pdf) => Ok(()),
            _ => Err(ServiceError::DeliveredOtherwise(serial)),
        }
    }

    /// Takes a refusal.
    pub async fn deliver_refusal(
        &self,
        serial: Serial,
        chamber: &ChamberId,
        reason: &str,
        by: By<'_>,
    ) -> Result<(), ServiceError> {
        let record = self.store.certificate(serial).await?;
        let record = record.ok_or(ServiceError::UnknownCertificate(serial))?;
        self.place_of(&record, chamber)?;
        match &record.certificate.stage {
            Stage::Refused {
                by: who,
                reason: why,
                ..
            } if who == chamber && why == reason.trim() => Ok(()),
            _ => self.refuse(serial, chamber, reason, by).await,
        }
    }

    /// The chamber's place in the programme. Of other chambers' certificates nothing is told.
    fn place_of(
        &self,
        record: &CertificateRecord,
        chamber: &ChamberId,
    ) -> Result<usize, ServiceError> {
        let programme = &self
            .programmes
            .find(&record.certificate.programme)?
            .programme;
        let place = programme.chambers.iter().position(|c| c.id == *chamber);
        place.ok_or(ServiceError::UnknownCertificate(
            record.certificate.facts.serial,
        ))
    }

    /// The stored Urkunde, if the chamber in this place has signed it.
    async fn stored(
        &self,
        record: &CertificateRecord,
        place: usize,
    ) -> Result<Option<Vec<u8>>, ServiceError> {
        let serial = record.certificate.facts.serial;
        if let Stage::Issued { .. } = record.certificate.stage {
            return Ok(self.store.document(serial).await?);
        }
        let draft = self.store.draft(serial).await?;
        Ok(draft.filter(|d| d.signed > place).map(|d| d.bytes))
    }
}
