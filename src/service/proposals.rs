//! Suspending, reinstating and withdrawing with four eyes: one person proposes, another confirms.
//!
//! There is no other way to do it, whoever asks: [`Service::confirm`] alone changes how an issued
//! certificate stands, but for a corrected copy that every chamber signed.

use rand::{CryptoRng, Rng};

use super::accounts::AccessError;
use super::error::ServiceError;
use super::staff::on_duty;
use super::{By, Service};
use crate::domain::account::{Account, AccountId};
use crate::domain::permission::Action;
use crate::domain::proposal::{Proposal, Step};
use crate::domain::reason;
use crate::domain::separation::{SeparationError, may_confirm};
use crate::domain::serial::Serial;
use crate::store::{CertificateRecord, Change, Event};

/// Whose word it is.
#[derive(Debug, Clone, Copy)]
pub enum Person<'a> {
    /// Somebody who signed in.
    SignedIn(&'a AccountId),
    /// Somebody whom whoever works on the server names on the command line. That it is their word
    /// is the operator's word, and the trail says so.
    Named {
        /// The person.
        account: &'a AccountId,
        /// Who works on the server.
        operator: &'a str,
    },
}

impl<'a> Person<'a> {
    const fn account(self) -> &'a AccountId {
        match self {
            Self::SignedIn(account) | Self::Named { account, .. } => account,
        }
    }

    /// These events of a certificate, and, if so, that an operator gave the command.
    fn events(self, serial: Serial, mut events: Vec<Event>) -> Vec<Event> {
        if let Self::Named { operator, .. } = self {
            events.insert(0, Event::new("proposal.on-server", serial, operator));
        }
        events
    }
}

impl Service {
    /// Proposes a step, with a reason for staff. It is refused if it could not be taken now.
    pub async fn propose<R: Rng + CryptoRng>(
        &self,
        person: Person<'_>,
        serial: Serial,
        step: Step,
        reason: &str,
        by: By<'_>,
        random: &mut R,
    ) -> Result<(), ServiceError> {
        let reason = reason::reason(reason)?;
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
            by: person.account().clone(),
            at: by.at,
        };
        change.insert_proposal(&proposal).await?;
        let detail = format!("{}: {}", step.as_str(), proposal.reason);
        let event = Event::new("proposal.made", serial, detail);
        Ok(change.commit(person.events(serial, vec![event])).await?)
    }

    /// Confirms the step that somebody else proposed; it is taken at once. `id` names the
    /// proposal that was shown.
    pub async fn confirm(
        &self,
        person: Person<'_>,
        serial: Serial,
        id: &str,
        by: By<'_>,
    ) -> Result<Step, ServiceError> {
        let mut change = self.store.change(by.actor, by.at).await?;
        let (_, record) = self
            .person_and_certificate(&mut change, person, Action::ConfirmStanding, serial)
            .await?;
        let proposal = open(&mut change, serial, id).await?;
        may_confirm(person.account(), &proposal.by).map_err(AccessError::from)?;
        let standing = record.certificate.stage.standing()?;
        let standing = proposal.step.take(standing, &proposal.reason, by.at)?;
        change.set_standing(serial, &standing).await?;
        change
            .end_proposal(&proposal.id, true, person.account())
            .await?;
        let reason = proposal.reason;
        let taken = match proposal.step {
            Step::Suspend => Event::new("certificate.suspended", serial, reason),
            Step::Reinstate => Event::new("certificate.reinstated", serial, ""),
            Step::Withdraw => Event::new("certificate.withdrawn", serial, reason),
        };
        let confirmed = Event::new("proposal.confirmed", serial, proposal.step.as_str());
        change
            .commit(person.events(serial, vec![confirmed, taken]))
            .await?;
        self.lay_out(serial, by.at).await?;
        Ok(proposal.step)
    }

    /// Drops a proposed step: whoever proposed it, or whoever could confirm it.
    pub async fn drop_proposal(
        &self,
        person: Person<'_>,
        serial: Serial,
        id: &str,
        by: By<'_>,
    ) -> Result<(), ServiceError> {
        let mut change = self.store.change(by.actor, by.at).await?;
        let (account, _) = self
            .person_and_certificate(&mut change, person, Action::ProposeStanding, serial)
            .await?;
        let proposal = open(&mut change, serial, id).await?;
        if proposal.by != *person.account() && !account.may(Action::ConfirmStanding, by.at) {
            return Err(AccessError::NotPermitted(Action::ConfirmStanding).into());
        }
        change
            .end_proposal(&proposal.id, false, person.account())
            .await?;
        let event = Event::new("proposal.dropped", serial, proposal.step.as_str());
        Ok(change.commit(person.events(serial, vec![event])).await?)
    }

    /// Somebody on duty whose chamber takes part in the certificate's programme.
    async fn person_and_certificate(
        &self,
        change: &mut Change,
        person: Person<'_>,
        action: Action,
        serial: Serial,
    ) -> Result<(Account, CertificateRecord), ServiceError> {
        let person = on_duty(change, person.account(), action).await?;
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
