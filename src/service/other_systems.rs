//! Writes of other systems: each happens once, however often it is sent.
//!
//! The answer is kept in the change that does what it tells. A process that is killed has done both
//! or neither; of two at once, the second waits for the first one's change and finds its answer.
//! What is refused has no effect and is not kept: sent again, it is judged again.
//!
//! The deliveries of co-signing machines are done once by their content. Their answers are kept
//! right after them: a process that is killed in between is asked again, and answers alike.

use jiff::{SignedDuration, Timestamp};
use rand::{CryptoRng, Rng};
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::error::ServiceError;
use super::order::Order;
use super::prepare::{Clerk, Preparer, Request};
use super::progress::CertificateProgress;
use super::{By, Service};
use crate::domain::idempotency::IdempotencyKey;
use crate::domain::machine::Machine;
use crate::domain::municipality::{Ags, Municipality};
use crate::store::{Answer, Change, Event, KeptAnswer, StoreError};

/// For how long the answer to a write is kept.
pub const KEPT: SignedDuration = SignedDuration::from_hours(48);

/// A write as it was sent.
#[derive(Debug, Clone)]
pub struct Write {
    /// Whose token came with it.
    pub machine: Machine,
    /// The client's name for it.
    pub key: IdempotencyKey,
    fingerprint: String,
}

impl Write {
    /// A write of so many bytes to an address: `PUT /api/v1/municipalities/08136088`.
    pub fn new(machine: Machine, key: IdempotencyKey, request_line: &str, body: &[u8]) -> Self {
        let mut hash = Sha256::new();
        hash.update(request_line.as_bytes());
        hash.update(b"\n");
        hash.update(body);
        Self {
            machine,
            key,
            fingerprint: hex::encode(hash.finalize()),
        }
    }

    /// The answer that is kept under its key, if it was given to this very request.
    fn answered_by(&self, kept: KeptAnswer) -> Result<Answer, ServiceError> {
        if kept.fingerprint == self.fingerprint {
            Ok(kept.answer)
        } else {
            Err(ServiceError::KeyReused)
        }
    }

    fn keeping(&self, created: bool, told: &impl Serialize) -> Result<KeptAnswer, ServiceError> {
        let impossible = |_| StoreError::Inconsistent {
            table: "kept_answer",
            key: self.key.as_str().to_owned(),
        };
        Ok(KeptAnswer {
            fingerprint: self.fingerprint.clone(),
            answer: Answer {
                created,
                body: serde_json::to_string(told).map_err(impossible)?,
            },
        })
    }
}

/// How a write begins.
enum Begun {
    /// It was done before.
    Before(Answer),
    /// It is to be done in this change.
    Open(Change),
}

impl Service {
    /// Prepares a certificate for the chamber of a token. Where another one of the same mark and
    /// recipient is under way, or counts for some of the same days, the system has to know
    /// (`knows`). Nothing is signed.
    pub async fn prepare_once<R: Rng + CryptoRng>(
        &self,
        write: &Write,
        order: &Order,
        knows: bool,
        at: Timestamp,
        random: &mut R,
    ) -> Result<Answer, ServiceError> {
        let mut change = match self.begin(write, at).await? {
            Begun::Before(answer) => return Ok(answer),
            Begun::Open(change) => change,
        };
        let programme = self.programmes.find(&order.programme)?;
        let municipality = recipient(&mut change, &order.municipality).await?;
        let request = Request {
            order,
            replaces: None,
            clerk: Some(Clerk {
                preparer: Preparer::Machine(&write.machine),
                knows,
            }),
            listed: None,
        };
        let actor = write.machine.actor();
        let by = By { actor: &actor, at };
        let prepared = self
            .prepare_within(&mut change, programme, &municipality, request, by, random)
            .await?;
        let event = prepared.event();
        let told = self.progress_of(&prepared.certificate, &[], at);
        finish(change, write, true, &told, event).await
    }

    /// Enters a municipality, or brings it up to date.
    pub async fn enter_once(
        &self,
        write: &Write,
        municipality: &Municipality,
        told: &impl Serialize,
        at: Timestamp,
    ) -> Result<Answer, ServiceError> {
        let mut change = match self.begin(write, at).await? {
            Begun::Before(answer) => return Ok(answer),
            Begun::Open(change) => change,
        };
        let ags = &municipality.ags;
        let created = change.municipality(ags).await?.is_none();
        change.put_municipality(municipality).await?;
        let action = if created {
            "municipality.added"
        } else {
            "municipality.corrected"
        };
        let event = Event::new(action, ags, municipality.name.as_str());
        finish(change, write, created, told, event).await
    }

    /// How far a certificate has come, if the chamber of a token takes part in its programme.
    pub async fn progress(
        &self,
        serial: crate::domain::serial::Serial,
        machine: &Machine,
        at: Timestamp,
    ) -> Result<CertificateProgress, ServiceError> {
        let record = self.store.certificate(serial).await?;
        let record = record.filter(|r| {
            let programme = &r.certificate.programme;
            self.programmes.concerns(programme, &machine.chamber)
        });
        let record = record.ok_or(ServiceError::UnknownCertificate(serial))?;
        Ok(self.progress_of(&record.certificate, &record.signatures, at))
    }

    /// The answer to a delivery that was answered under its key before.
    pub async fn delivery_answered(&self, write: &Write) -> Result<Option<Answer>, ServiceError> {
        let kept = self.store.kept_answer(&write.machine.id, &write.key);
        let kept = kept.await?;
        kept.map(|kept| write.answered_by(kept)).transpose()
    }

    /// Keeps the answer to a delivery that was done; of two at once, the first one's counts.
    pub async fn answer_delivery(
        &self,
        write: &Write,
        told: &impl Serialize,
        at: Timestamp,
    ) -> Result<Answer, ServiceError> {
        let kept = write.keeping(false, told)?;
        let (token, key) = (&write.machine.id, &write.key);
        self.store.keep_answer(token, key, &kept, at).await?;
        let first = self.store.kept_answer(token, key).await?;
        write.answered_by(first.unwrap_or(kept))
    }

    /// Forgets answers that were kept long enough.
    pub async fn forget_kept_answers(&self, at: Timestamp) -> Result<(), ServiceError> {
        Ok(self.store.forget_kept_answers(at - KEPT).await?)
    }

    async fn begin(&self, write: &Write, at: Timestamp) -> Result<Begun, ServiceError> {
        let mut change = self.store.change(&write.machine.actor(), at).await?;
        let machine = change.machine(&write.machine.id).await?;
        if !machine.is_some_and(|m| m.counts(at)) {
            return Err(ServiceError::TokenEnded);
        }
        match change.kept_answer(&write.machine.id, &write.key).await? {
            Some(kept) => Ok(Begun::Before(write.answered_by(kept)?)),
            None => Ok(Begun::Open(change)),
        }
    }
}

async fn recipient(change: &mut Change, ags: &Ags) -> Result<Municipality, ServiceError> {
    let found = change.municipality(ags).await?;
    found.ok_or_else(|| ServiceError::UnknownMunicipality(ags.to_string()))
}

/// Keeps the answer, and lets the write happen.
async fn finish(
    mut change: Change,
    write: &Write,
    created: bool,
    told: &impl Serialize,
    event: Event,
) -> Result<Answer, ServiceError> {
    let kept = write.keeping(created, told)?;
    change
        .keep_answer(&write.machine.id, &write.key, &kept)
        .await?;
    change.commit(vec![event]).await?;
    Ok(kept.answer)
}
