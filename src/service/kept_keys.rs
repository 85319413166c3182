//! Document keys that stay open for a while, so that the chamber that signs first need not come
//! again for its signature on the Urkunde.
//!
//! The decision is the seal, and the key of the seal is never kept. A kept document key signs
//! nothing but the certificates that somebody has just signed for its chamber, if they are still
//! what was signed; it ends with the last of them, after some hours, with the process, when its
//! person may no longer sign, when the chamber takes another certificate into use, and whenever
//! the chamber wants it. It is in memory only.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use jiff::{SignedDuration, Timestamp};

use super::error::ServiceError;
use super::{By, Service};
use crate::domain::account::{AccountId, AccountState};
use crate::domain::certificate::Certificate;
use crate::domain::chamber::ChamberId;
use crate::domain::permission::Action;
use crate::domain::serial::Serial;
use crate::keys::document::DocumentSigner;
use crate::seal::VerifiedSeal;
use crate::store::{CertificateRecord, Draft, Event};

/// The keys that are kept open.
#[derive(Debug)]
pub struct KeptKeys {
    /// How long at most; zero keeps none.
    longest: SignedDuration,
    kept: Mutex<Vec<Kept>>,
}

/// One key, and what it may sign.
#[derive(Debug)]
struct Kept {
    chamber: ChamberId,
    key: SharedKey,
    person: AccountId,
    until: Timestamp,
    approved: Vec<Certificate>,
}

/// A document key that several may hold; it is wiped when the last lets go of it.
pub type SharedKey = Arc<Box<dyn DocumentSigner>>;

/// A kept key, for one certificate.
#[derive(Debug)]
pub(super) struct Standby {
    pub key: SharedKey,
    /// Who signed the certificate for the chamber.
    pub person: AccountId,
}

/// What a chamber's kept keys are for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Keeping {
    /// The certificates whose Urkunde they will sign.
    pub serials: Vec<Serial>,
    /// When the last of them ends.
    pub until: Timestamp,
}

impl KeptKeys {
    /// No key yet. None is ever kept if they may stay open for no time at all.
    pub fn new(longest: SignedDuration) -> Self {
        Self {
            longest,
            kept: Mutex::default(),
        }
    }

    /// What a chamber's kept keys are for, if there are any.
    pub fn of(&self, chamber: &ChamberId, at: Timestamp) -> Option<Keeping> {
        let kept = self.open(at);
        let own = || kept.iter().filter(|k| k.chamber == *chamber);
        Some(Keeping {
            until: own().map(|k| k.until).max()?,
            serials: own()
                .flat_map(|k| k.approved.iter().map(|c| c.facts.serial))
                .collect(),
        })
    }

    /// Everything that any kept key is for.
    pub fn serials(&self, at: Timestamp) -> Vec<Serial> {
        let kept = self.open(at);
        let approved = kept.iter().flat_map(|k| &k.approved);
        approved.map(|c| c.facts.serial).collect()
    }

    /// Lets go of a chamber's keys; tells what they were for.
    fn close(&self, chamber: &ChamberId, at: Timestamp) -> Vec<Serial> {
        let of = self.of(chamber, at).map(|keeping| keeping.serials);
        self.open(at).retain(|k| k.chamber != *chamber);
        of.unwrap_or_default()
    }

    /// Lets go of a chamber's key as far as it was kept for one certificate.
    pub(super) fn release(&self, chamber: &ChamberId, serial: Serial, at: Timestamp) {
        let mut kept = self.open(at);
        for one in kept.iter_mut().filter(|k| k.chamber == *chamber) {
            one.approved.retain(|c| c.facts.serial != serial);
        }
        kept.retain(|k| !k.approved.is_empty());
    }

    fn standby(
        &self,
        chamber: &ChamberId,
        certificate: &Certificate,
        at: Timestamp,
    ) -> Option<Standby> {
        let kept = self.open(at);
        let mut own = kept.iter().filter(|k| k.chamber == *chamber);
        let one = own.find(|k| k.approved.iter().any(|c| is_same(c, certificate)))?;
        Some(Standby {
            key: Arc::clone(&one.key),
            person: one.person.clone(),
        })
    }

    /// The keys whose time is not over.
    fn open(&self, at: Timestamp) -> MutexGuard<'_, Vec<Kept>> {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.retain(|k| at < k.until);
        kept
    }
}

impl Service {
    /// Keeps a chamber's document key open for what somebody has just signed, and says so in the
    /// audit trail. Tells until when.
    pub(super) async fn keep_key(
        &self,
        (chamber, key): (&ChamberId, SharedKey),
        approved: Vec<Certificate>,
        person: &AccountId,
        by: By<'_>,
    ) -> Result<Option<Timestamp>, ServiceError> {
        let longest = self.kept_keys.longest;
        let until = by.at.checked_add(longest).unwrap_or(by.at);
        if approved.is_empty() || longest.is_zero() {
            return Ok(None);
        }
        let change = self.store.change(by.actor, by.at).await?;
        let kept =
            |c: &Certificate| Event::new("document-key.kept", c.facts.serial, chamber.as_str());
        change.commit(approved.iter().map(kept).collect()).await?;
        self.kept_keys.open(by.at).push(Kept {
            chamber: chamber.clone(),
            key,
            person: person.clone(),
            until,
            approved,
        });
        Ok(Some(until))
    }

    /// A chamber's kept key, if it may sign this Urkunde now: the page, made again from what was
    /// sealed, with the signatures of the chambers before it.
    pub(super) async fn standby(
        &self,
        chamber: &ChamberId,
        record: &CertificateRecord,
        proof: &VerifiedSeal,
        draft: &Draft,
        by: By<'_>,
    ) -> Result<Option<Standby>, ServiceError> {
        let (certificate, at) = (&record.certificate, by.at);
        let Some(standby) = self.kept_keys.standby(chamber, certificate, at) else {
            return Ok(None);
        };
        if !draft
            .bytes
            .starts_with(&self.draw_urkunde(certificate, proof)?)
        {
            tracing::warn!(serial = %certificate.facts.serial, "another page than was sealed");
            return Ok(None);
        }
        let account = self.store.account(&standby.person).await?;
        let on_duty =
            account.is_some_and(|a| a.state == AccountState::Active && a.may(Action::Sign, at));
        let in_use = self.keys.document_key(chamber)?.certificate;
        let own = standby.key.certificate();
        let in_use = in_use.fingerprint() == own.fingerprint() && own.fit_to_sign(at).is_ok();
        if on_duty && in_use {
            return Ok(Some(standby));
        }
        self.kept_keys
            .release(chamber, certificate.facts.serial, at);
        Ok(None)
    }

    /// Goes on with round two wherever a kept key has its turn: another process or another
    /// chamber's machine may have signed meanwhile.
    pub async fn go_on_with_kept_keys(&self, by: By<'_>) -> Result<(), ServiceError> {
        for serial in self.kept_keys.serials(by.at) {
            let record = self.store.certificate(serial).await?;
            if record.is_none_or(|r| r.certificate.stage.issue(by.at).is_err()) {
                continue;
            }
            match self.issue(serial, &[], by).await {
                Ok(issuing) => self.lay_out_if_issued(serial, &issuing, by).await?,
                Err(error) if error.is_of_one_certificate() => {
                    tracing::warn!(%serial, %error, "sealed certificate cannot be issued");
                }
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    /// Closes a chamber's kept keys.
    pub async fn close_kept_keys(
        &self,
        chamber: &ChamberId,
        by: By<'_>,
    ) -> Result<(), ServiceError> {
        let serials = self.kept_keys.close(chamber, by.at);
        if serials.is_empty() {
            return Ok(());
        }
        let closed = |serial| Event::new("document-key.closed", serial, chamber.as_str());
        let change = self.store.change(by.actor, by.at).await?;
        let events = serials.into_iter().map(closed);
        Ok(change.commit(events.collect()).await?)
    }
}

/// Whether a certificate is still, to the word, what somebody signed.
fn is_same(approved: &Certificate, now: &Certificate) -> bool {
    approved.programme == now.programme
        && approved.facts == now.facts
        && approved.kind == now.kind
        && approved.dated == now.dated
        && approved.inscription == now.inscription
}
