//! What the public is told now, and what it would be told after something else.

use jiff::Timestamp;

use super::Service;
use super::error::ServiceError;
use super::snapshot::Snapshot;
use super::verify::{Finding, Verdict};
use crate::domain::certificate::Certificate;
use crate::domain::lifecycle::{PublicState, Stage, Standing};
use crate::domain::proposal::Step;
use crate::domain::serial::Serial;

/// What a step would mean for the public.
#[derive(Debug)]
pub struct Foresight {
    /// The answer at present.
    pub now: Verdict,
    /// The answer after the step.
    pub then: Verdict,
}

/// What a corrected copy would mean for the public.
#[derive(Debug)]
pub struct CorrectionForesight {
    /// What the old number's page says, now and after the copy was issued.
    pub old: Foresight,
    /// What the new number's page says then.
    pub copy: Verdict,
}

impl Service {
    /// What the public is told now, and what it would be told after a step.
    pub async fn foresee(
        &self,
        serial: Serial,
        step: Step,
        at: Timestamp,
    ) -> Result<Foresight, ServiceError> {
        let snapshot = Snapshot::load(self).await?;
        let entry = snapshot.entry(serial);
        let entry = entry.ok_or(ServiceError::UnknownCertificate(serial))?;
        let standing = entry.certificate().stage.standing()?;
        // The reason is not public, so any does.
        let standing = step.take(standing, "", at)?;
        Ok(Foresight {
            now: snapshot.verify(&serial.to_string(), at),
            then: snapshot.verify_as(serial, &standing, at),
        })
    }

    /// What the public would be told of a certificate and of its corrected copy, once that was
    /// issued. The copy is a draft: nobody knows its number.
    pub async fn foresee_correction(
        &self,
        serial: Serial,
        copy: &Certificate,
        at: Timestamp,
    ) -> Result<CorrectionForesight, ServiceError> {
        let snapshot = Snapshot::load(self).await?;
        let now = snapshot.verify(&serial.to_string(), at);
        let by = copy.facts.serial;
        let mut then = snapshot.verify_as(serial, &Standing::Superseded { since: at, by }, at);
        if let Finding::Genuine(found) = &mut then.finding {
            let term = copy.facts.term;
            found.award = Some(PublicState::at(&Standing::InForce, term, at));
        }
        Ok(CorrectionForesight {
            copy: issued(&now, copy, at),
            old: Foresight { now, then },
        })
    }

    /// What the permanent address of an award tells now, and on the first day of its next term,
    /// which is a draft; nothing, if nothing of the award was issued yet.
    pub async fn foresee_renewal(
        &self,
        next: &Certificate,
        at: Timestamp,
    ) -> Result<Option<Foresight>, ServiceError> {
        let snapshot = Snapshot::load(self).await?;
        let recipient = next.facts.recipient.as_str();
        let counting = snapshot.counting(next.programme.as_str(), recipient, at);
        Ok(counting.map(|serial| {
            let now = snapshot.verify(&serial.to_string(), at);
            let first = next.facts.term.from().begin().max(at);
            Foresight {
                then: issued(&now, next, first),
                now,
            }
        }))
    }
}

impl Snapshot {
    /// The corrected copy of a certificate that is under way, or took its place.
    pub fn copy_of(&self, old: Serial) -> Option<Serial> {
        let mut all = self.entries().map(super::snapshot::Entry::certificate);
        let copy =
            all.find(|c| c.replaces == Some(old) && !matches!(c.stage, Stage::Refused { .. }));
        copy.map(|c| c.facts.serial)
    }
}

/// The answer for a draft of the same award, as if every chamber had signed it.
fn issued(now: &Verdict, draft: &Certificate, at: Timestamp) -> Verdict {
    let mut then = now.clone();
    then.as_of = at;
    then.serial = Some(draft.facts.serial);
    if let Finding::Genuine(found) = &mut then.finding {
        found.facts = draft.facts.clone();
        found.kind = Some(draft.kind);
        found.state = PublicState::at(&Standing::InForce, draft.facts.term, at);
        found.award = None;
    }
    then
}
