//! Tokens with which machines of the chambers come: made, shown once, taken back.

use jiff::{SignedDuration, Timestamp};
use rand::{CryptoRng, Rng};

use super::accounts::{AccessError, Authority, Token, identifier};
use super::error::ServiceError;
use super::{By, Service};
use crate::domain::chamber::ChamberId;
use crate::domain::machine::{Machine, MachineName, Scope};
use crate::domain::permission::Action;
use crate::store::Event;

/// Use is written down at most so often.
const TOUCH: SignedDuration = SignedDuration::from_mins(1);

/// What a new token is to be.
#[derive(Debug, Clone)]
pub struct MachineOrder {
    /// For which chamber.
    pub chamber: ChamberId,
    /// What it is called.
    pub name: MachineName,
    /// What it opens.
    pub scope: Scope,
    /// From when it no longer counts.
    pub expires_at: Timestamp,
}

impl Service {
    /// The tokens of a chamber, or of every one.
    pub async fn machines(
        &self,
        chamber: Option<&ChamberId>,
    ) -> Result<Vec<Machine>, ServiceError> {
        let mut machines = self.store.machines().await?;
        machines.retain(|m| chamber.is_none_or(|c| m.chamber == *c));
        Ok(machines)
    }

    /// Makes a token; it is known only now.
    pub async fn new_machine<R: Rng + CryptoRng>(
        &self,
        authority: Authority<'_>,
        order: MachineOrder,
        by: By<'_>,
        random: &mut R,
    ) -> Result<(Machine, Token), ServiceError> {
        let MachineOrder {
            chamber,
            name,
            scope,
            expires_at,
        } = order;
        may_manage(authority, &chamber, by.at)?;
        if self.programmes.chamber(&chamber).is_none() {
            return Err(ServiceError::NotAChamber(chamber));
        }
        if expires_at <= by.at || expires_at.duration_since(by.at) > scope.longest() {
            return Err(ServiceError::TokenTerm);
        }
        let machine = Machine {
            id: identifier(random),
            chamber,
            name,
            scope,
            made_by: match authority {
                Authority::Operator => None,
                Authority::Administrator(person) => Some(person.id.clone()),
            },
            created_at: by.at,
            expires_at,
            revoked_at: None,
            used_at: None,
        };
        let token = Token::new(random);
        let mut change = self.store.change(by.actor, by.at).await?;
        change.insert_machine(&machine, &token.digest()).await?;
        let (chamber, scope) = (&machine.chamber, machine.scope.as_str());
        let detail = format!("{chamber}: {scope} {}", machine.name);
        change
            .commit(vec![Event::new("machine.made", &machine.id, detail)])
            .await?;
        Ok((machine, token))
    }

    /// Takes a token back, named by its identifier. Done again, nothing happens.
    pub async fn revoke_machine(
        &self,
        authority: Authority<'_>,
        id: &str,
        by: By<'_>,
    ) -> Result<Machine, ServiceError> {
        let machines = self.store.machines().await?;
        let found = machines.into_iter().find(|m| m.id == id);
        let machine = found.ok_or_else(|| ServiceError::UnknownMachine(id.to_owned()))?;
        may_manage(authority, &machine.chamber, by.at).map_err(|error| match error {
            ServiceError::NotAChamber(_) => ServiceError::UnknownMachine(id.to_owned()),
            other => other,
        })?;
        let mut change = self.store.change(by.actor, by.at).await?;
        if change.revoke_machine(id).await? {
            let event = Event::new("machine.revoked", id, machine.chamber.as_str());
            change.commit(vec![event]).await?;
        }
        Ok(machine)
    }

    /// Whose machine comes with this token, if the token counts.
    pub async fn machine_of(
        &self,
        token: &Token,
        at: Timestamp,
    ) -> Result<Option<Machine>, ServiceError> {
        let machine = self.store.machine(&token.digest()).await?;
        let Some(machine) = machine.filter(|m| m.counts(at)) else {
            return Ok(None);
        };
        let used = machine.used_at.unwrap_or(Timestamp::MIN);
        if at.duration_since(used) >= TOUCH {
            self.store.touch_machine(&machine.id, at).await?;
        }
        Ok(Some(machine))
    }
}

fn may_manage(
    authority: Authority<'_>,
    chamber: &ChamberId,
    at: Timestamp,
) -> Result<(), ServiceError> {
    match authority {
        Authority::Operator => Ok(()),
        Authority::Administrator(person) if !person.may(Action::ManageMachines, at) => {
            Err(AccessError::NotPermitted(Action::ManageMachines).into())
        }
        Authority::Administrator(person) if person.chamber != *chamber => {
            Err(ServiceError::NotAChamber(chamber.clone()))
        }
        Authority::Administrator(_) => Ok(()),
    }
}
