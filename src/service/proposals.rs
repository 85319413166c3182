//! Suspending, reinstating and withdrawing with four eyes: one person proposes, another confirms.

use jiff::Timestamp;
use rand::{CryptoRng, Rng};

use super::accounts::AccessError;
use super::error::ServiceError;
use super::register::Snapshot;
use super::staff::on_duty;
use super::standing::given;
use super::verify::{Finding, Verdict};
use super::{By, Service};
use crate::domain::account::{Account, AccountId};
use crate::domain::lifecycle::{PublicState, Standing};
use crate::domain::permission::Action;
use crate::domain::proposal::{Proposal, Step};
use crate::domain::separation::{SeparationError, may_confirm};
use crate::domain::serial::Serial;
use crate::store::{CertificateRecord, Change, Event};

/// What a step would mean for the public.
#[derive(Debug)]
pub struct Foresight {
    /// The answer at present.
    pub now: Verdict,
    /// The answer after the step.
    pub then: Verdict,
}

impl Service {
    /// Proposes a step, with a reason for staff. It is refused if it could not be taken now.
    pub async fn propose<R: Rng + CryptoRng>(
        &self,
        person: &AccountId,
        serial: Serial,
        step: Step,
        reason: &str,
        by: By<'_>,
        random: &mut R,
    ) -> Result<(), ServiceError> {
        let reason = given(reason)?;
        let mut id = [0; 8];
        random.fill_bytes(&mut id);
        let mut change = self.store.change(by.actor, by.at).await?;
        let (_, record) = self
            .person_and_certificate(&mut change, person, Action::ProposeStanding, serial)
            .await?;
        step.take(record.certificate.stage.standing()?, &reason, by.at)?;
        if change.open_proposal(serial).await?.is_some() {
            return Err(ServiceError::ProposalOpen(serial));
        }
        let proposal = Proposal {
            id: hex::encode(id),
            serial,
            step,
            reason,
            by: person.clone(),
            at: by.at,
        };
        change.insert_proposal(&proposal).await?;
        let detail = format!("{}: {}", step.as_str(), proposal.reason);
        let event = Event::new("proposal.made", serial, detail);
        Ok(change.commit(vec![event]).await?)
    }

    /// Confirms the step that somebody else proposed; it is taken at once. `id` names the
    /// proposal that was shown.
    pub async fn confirm(
        &self,
        person: &AccountId,
        serial: Serial,
        id: &str,
        by: By<'_>,
    ) -> Result<Step, ServiceError> {
        let mut change = self.store.change(by.actor, by.at).await?;
        let (_, record) = self
            .person_and_certificate(&mut change, person, Action::ConfirmStanding, serial)
            .await?;
        let proposal = open(&mut change, serial, id).await?;
        may_confirm(person, &proposal.by).map_err(AccessError::from)?;
        let standing = record.certificate.stage.standing()?;
        let standing = proposal.step.take(standing, &proposal.reason, by.at)?;
        change.set_standing(serial, &standing).await?;
        change.end_proposal(&proposal.id, true, person).await?;
        let reason = proposal.reason;
        let taken = match proposal.step {
            Step::Suspend => Event::new("certificate.suspended", serial, reason),
            Step::Reinstate => Event::new("certificate.reinstated", serial, ""),
            Step::Withdraw => Event::new("certificate.withdrawn", serial, reason),
        };
        let confirmed = Event::new("proposal.confirmed", serial, proposal.step.as_str());
        change.commit(vec![confirmed, taken]).await?;
        self.lay_out(serial, by.at).await?;
        Ok(proposal.step)
    }

    /// Drops a proposed step: whoever proposed it, or whoever could confirm it.
    pub async fn drop_proposal(
        &self,
        person: &AccountId,
        serial: Serial,
        id: &str,
        by: By<'_>,
    ) -> Result<(), ServiceError> {
        let mut change = self.store.change(by.actor, by.at).await?;
        let (account, _) = self
            .person_and_certificate(&mut change, person, Action::ProposeStanding, serial)
            .await?;
        let proposal = open(&mut change, serial, id).await?;
        if proposal.by != *person && !account.may(Action::ConfirmStanding, by.at) {
            return Err(AccessError::NotPermitted(Action::ConfirmStanding).into());
        }
        change.end_proposal(&proposal.id, false, person).await?;
        let event = Event::new("proposal.dropped", serial, proposal.step.as_str());
        Ok(change.commit(vec![event]).await?)
    }

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

    /// What the public would be told of a certificate after a corrected copy was issued, whose
    /// number nobody knows yet.
    pub async fn foresee_correction(
        &self,
        serial: Serial,
        at: Timestamp,
    ) -> Result<Foresight, ServiceError> {
        let snapshot = Snapshot::load(self).await?;
        let by = Serial::nobodys();
        let mut then = snapshot.verify_as(serial, &Standing::Superseded { since: at, by }, at);
        if let Finding::Genuine(found) = &mut then.finding {
            let term = found.facts.term;
            found.award = Some(PublicState::at(&Standing::InForce, term, at));
        }
        Ok(Foresight {
            now: snapshot.verify(&serial.to_string(), at),
            then,
        })
    }

    /// Somebody on duty whose chamber takes part in the certificate's programme.
    async fn person_and_certificate(
        &self,
        change: &mut Change,
        person: &AccountId,
        action: Action,
        serial: Serial,
    ) -> Result<(Account, CertificateRecord), ServiceError> {
        let person = on_duty(change, person, action).await?;
        let record = change.certificate(serial).await?;
        let record = record.ok_or(ServiceError::UnknownCertificate(serial))?;
        let programme = self.programmes.find(&record.certificate.programme)?;
        if programme.programme.chamber(&person.chamber).is_none() {
            return Err(AccessError::from(SeparationError::OtherChamber).into());
        }
        Ok((person, record))
    }
}

/// The open proposal of a certificate, if it is the one that was shown.
async fn open(change: &mut Change, serial: Serial, id: &str) -> Result<Proposal, ServiceError> {
    let proposal = change.open_proposal(serial).await?;
    let proposal = proposal.filter(|proposal| proposal.id == id);
    proposal.ok_or(ServiceError::NoProposal(serial))
}
