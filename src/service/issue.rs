//! Round two: from sealed to issued. Every chamber signs the Urkunde in programme order, and with
//! the last signature the certificate becomes public.
//!
//! The decision was made in round one, so nobody is asked again: a chamber's document key signs as
//! soon as it is unlocked. The page is computed from what all chambers sealed, and each signed
//! revision is stored before the next one is made, so a stop at any point is resumed with the same
//! bytes.

use jiff::Timestamp;

use super::archive::version_of;
use super::error::ServiceError;
use super::outage::Urgency;
use super::retrace::with_slot;
use super::{By, Service};
use crate::document::check::{SlotTrust, Trust, check};
use crate::document::signature::{OpenDocument, Pending};
use crate::domain::chamber::{Chamber, ChamberId};
use crate::domain::lifecycle::Stage;
use crate::domain::programme::Programme;
use crate::domain::serial::Serial;
use crate::domain::signing::WhenDown;
use crate::keys::document::DocumentSigner;
use crate::keys::{KeyError, KeyFolder};
use crate::seal::examination::examine;
use crate::seal::{VerifiedSeal, cose};
use crate::store::{CertificateRecord, Draft, Event};

/// A chamber's unlocked document key.
#[derive(Clone, Copy)]
pub struct Custodian<'a> {
    /// The chamber.
    pub chamber: &'a ChamberId,
    /// Its key.
    pub signer: &'a dyn DocumentSigner,
}

/// How far round two has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Issuing {
    /// Every chamber has signed the Urkunde; the certificate is public.
    Issued,
    /// It is this chamber's turn, and its key is locked.
    WaitsFor(ChamberId),
    /// The time-stamp service cannot be reached, and is to be waited for.
    WaitsForTimeStamp,
}

impl Service {
    /// Lets those chambers whose keys are at hand sign the Urkunde of a sealed certificate, each
    /// in its turn: the keys that are given, and those that are kept open for this certificate.
    /// With the last signature it is issued; if it corrects another certificate, that one is
    /// superseded in the same transaction. What is issued already is left as it is.
    pub async fn issue(
        &self,
        serial: Serial,
        custodians: &[Custodian<'_>],
        by: By<'_>,
    ) -> Result<Issuing, ServiceError> {
        let mut last: Option<OpenDocument> = None;
        loop {
            let record = self
                .store
                .certificate(serial)
                .await?
                .ok_or(ServiceError::UnknownCertificate(serial))?;
            if let Stage::Issued { .. } = record.certificate.stage {
                return Ok(Issuing::Issued);
            }
            record.certificate.stage.issue(by.at)?;
            self.check_words(&record.certificate)?;
            let proof = self.prove(&record)?;
            let programme = &self
                .programmes
                .find(&record.certificate.programme)?
                .programme;
            let so_far = self.urkunde_so_far(&record, &proof, last.take()).await?;
            let (old, open) = so_far;
            let chamber = programme
                .chambers
                .get(old.signed)
                .ok_or(ServiceError::NotVerified)?;
            let at_hand = custodians.iter().find(|c| *c.chamber == chamber.id);
            let standby = match at_hand {
                Some(_) => None,
                None => self.standby(&chamber.id, &record, &proof, &old, by).await?,
            };
            let (signer, actor) = match (at_hand, &standby) {
                (Some(custodian), _) => (custodian.signer, by.actor),
                (None, Some(standby)) => (&**standby.key, standby.person.as_str()),
                (None, None) => return Ok(Issuing::WaitsFor(chamber.id.clone())),
            };
            let pending = self.sign_urkunde(open, programme, chamber, signer, by.at)?;
            let Stamped::Known(token) = self.stamp(pending.imprint(), by.at).await? else {
                return Ok(Issuing::WaitsForTimeStamp);
            };
            let signed = last.insert(pending.go_on(token)?);
            let new = Draft {
                signed: old.signed + 1,
                bytes: signed.bytes().to_vec(),
            };
            let by = By { actor, at: by.at };
            self.keep(&record, &proof, programme, &old, new, by).await?;
            self.kept_keys.release(&chamber.id, serial, by.at);
        }
    }

    /// Stores an Urkunde with one more signature, unless somebody else was faster. One that does not
    /// verify, or is another certificate's, is refused. The last signature issues.
    pub(super) async fn keep(
        &self,
        record: &CertificateRecord,
        proof: &VerifiedSeal,
        programme: &Programme,
        old: &Draft,
        new: Draft,
        by: By<'_>,
    ) -> Result<(), ServiceError> {
        let serial = record.certificate.facts.serial;
        let is_last = new.signed == programme.chambers.len();
        if !is_last {
            self.prove_draft(programme, proof, &new)?;
        }
        let mut change = self.store.change(by.actor, by.at).await?;
        let now = change.certificate(serial).await?;
        let still_sealed = now.is_some_and(|r| r.certificate.stage == record.certificate.stage);
        let kept = change.draft(serial).await?.map_or(0, |d| d.signed);
        if !still_sealed || kept != old.signed {
            return Ok(());
        }
        let chamber = &programme.chambers[old.signed].id;
        let mut events = vec![Event::new("document.signed", serial, chamber.as_str())];
        self.tell_of_turn(&mut change, &record.certificate, programme, new.signed, by)
            .await?;
        if is_last {
            let checked = check(&new.bytes, &self.trust(programme)?);
            let checked = checked.map_err(ServiceError::Rejected)?;
            self.prove_attached(proof, checked.seal())?;
            let version = version_of(&checked, new.bytes.len());
            change.mark_issued(proof, &new.bytes, &version).await?;
            events.push(Event::new("certificate.issued", serial, version.sha256));
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
        } else {
            change.put_draft(serial, &new).await?;
        }
        Ok(change.commit(events).await?)
    }

    /// Goes on with whatever was sealed and not issued. What cannot be issued (the corrected
    /// certificate was withdrawn meanwhile, a row was tampered with) is left as it is, so that one
    /// certificate never keeps all others from the public. Tells how far each has come, or why not.
    pub async fn issue_pending(
        &self,
        custodians: &[Custodian<'_>],
        by: By<'_>,
    ) -> Result<Vec<(Serial, Result<Issuing, ServiceError>)>, ServiceError> {
        let mut progress = Vec::new();
        for record in self.store.sealed().await? {
            let serial = record.certificate.facts.serial;
            match self.issue(serial, custodians, by).await {
                Err(error) if !error.is_of_one_certificate() => return Err(error),
                issued => progress.push((serial, issued)),
            }
        }
        Ok(progress)
    }

    /// Whose signatures an Urkunde of this programme bears.
    pub(super) fn trust(&self, programme: &Programme) -> Result<Trust, KeyError> {
        trust(&self.keys, programme.chambers.iter().map(|c| &c.id))
    }

    /// The time-stamp of a signature, if there is a service for it.
    pub(super) async fn stamp(
        &self,
        imprint: [u8; 32],
        at: Timestamp,
    ) -> Result<Stamped, ServiceError> {
        let Some(service) = self.trust_services.time_stamps() else {
            return Ok(Stamped::Known(None));
        };
        let anchors = self.keys.time_stamp_anchors()?;
        let when = (at, Urgency::Awaited);
        let asked = self
            .trust_services
            .time_stamp(service, imprint, anchors, when);
        match (asked.await, service.when_down) {
            (Ok(token), _) => Ok(Stamped::Known(Some(token))),
            (Err(error), WhenDown::Wait) => {
                tracing::warn!(%error, "no time-stamp: the Urkunde waits for it");
                Ok(Stamped::Awaited)
            }
            (Err(error), WhenDown::GoOn) => {
                tracing::warn!(%error, "no time-stamp: the Urkunde will get it later");
                Ok(Stamped::Known(None))
            }
        }
    }

    pub(super) fn sign_urkunde<'a>(
        &self,
        open: OpenDocument,
        programme: &Programme,
        chamber: &Chamber,
        signer: &'a dyn DocumentSigner,
        at: Timestamp,
    ) -> Result<Pending<'a>, ServiceError> {
        let chain = signer.certificate().chain();
        let sign = |message: &[u8]| signer.sign(message, at);
        let pending = with_slot(programme, chamber, at, |slot| open.begin(slot, chain, sign));
        Ok(pending?)
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
}

/// What came of asking for a time-stamp.
pub(super) enum Stamped {
    /// The token, or none where there is to be none for now.
    Known(Option<Vec<u8>>),
    /// There has to be one, and it has not come.
    Awaited,
}

/// Whose signatures the documents of these chambers bear, in their order.
pub(super) fn trust<'a>(
    keys: &KeyFolder,
    chambers: impl Iterator<Item = &'a ChamberId>,
) -> Result<Trust, KeyError> {
    let slot = |chamber: &ChamberId| {
        let certificates = keys.document_certificates(chamber)?;
        Ok(SlotTrust {
            field: chamber.to_string(),
            chains: certificates.iter().map(|c| c.chain().to_vec()).collect(),
        })
    };
    let slots: Result<_, KeyError> = chambers.map(slot).collect();
    Ok(Trust {
        slots: slots?,
        time_services: keys.time_stamp_anchors()?,
    })
}

/// The day of the last signature: what decides whether a key that is retired today signed in
/// time.
pub(super) fn sealed_on(record: &CertificateRecord) -> crate::domain::validity::Day {
    let last = record.signatures.iter().map(|s| s.signed_at).max();
    crate::domain::validity::Day::of(last.unwrap_or(record.certificate.prepared_at))
}
