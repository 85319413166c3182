//! Looking after the accounts of a chamber.

use jiff::Timestamp;
use rand::{CryptoRng, Rng};

use super::second_factor::seed_of;
use super::{AccessError, Accounts, Token, identifier};
use crate::domain::account::{Account, AccountId, AccountState, Assignment, Email, PersonName};
use crate::domain::chamber::ChamberId;
use crate::domain::password::Password;
use crate::domain::permission::{Action, Role};
use crate::domain::validity::{Day, Term};
use crate::service::{By, ServiceError};
use crate::store::{Change, Event, StoreError};

/// By what right somebody looks after accounts.
#[derive(Debug, Clone, Copy)]
pub enum Authority<'a> {
    /// Whoever has the machine: on the command line.
    Operator,
    /// An administrator, for their own chamber.
    Administrator(&'a Account),
}

/// Who is to be invited.
#[derive(Debug, Clone)]
pub struct NewAccount {
    /// The chamber.
    pub chamber: ChamberId,
    /// The address to sign in with.
    pub email: Email,
    /// The person.
    pub name: PersonName,
    /// The roles from the start.
    pub roles: Vec<(Role, Option<Term>)>,
}

impl Authority<'_> {
    /// Whether accounts of a chamber may be looked after.
    fn over_chamber(&self, chamber: &ChamberId, at: Timestamp) -> Result<bool, AccessError> {
        match self {
            Self::Operator => Ok(true),
            Self::Administrator(person) if person.may(Action::ManageAccounts, at) => {
                Ok(person.chamber == *chamber)
            }
            Self::Administrator(_) => Err(AccessError::NotPermitted(Action::ManageAccounts)),
        }
    }

    /// Whether an account may be looked after. Nobody does that for themselves: whoever gives
    /// roles could otherwise give themselves every one.
    fn over(&self, account: &Account, at: Timestamp) -> Result<(), AccessError> {
        if !self.over_chamber(&account.chamber, at)? {
            return Err(AccessError::UnknownAccount(account.id.to_string()));
        }
        match self {
            Self::Administrator(person) if person.id == account.id => Err(AccessError::OwnAccount),
            _ => Ok(()),
        }
    }
}

impl Accounts {
    /// The accounts of a chamber, or of every one, by name.
    pub async fn list(&self, chamber: Option<&ChamberId>) -> Result<Vec<Account>, ServiceError> {
        let mut accounts = self.service.store.accounts().await?;
        accounts.retain(|a| chamber.is_none_or(|c| a.chamber == *c));
        Ok(accounts)
    }

    /// An account of the chamber.
    pub async fn find(&self, chamber: &ChamberId, id: &str) -> Result<Account, ServiceError> {
        let unknown = || AccessError::UnknownAccount(id.to_owned());
        let account = self
            .known(&AccountId::parse(id).map_err(|_| unknown())?)
            .await?;
        if account.chamber == *chamber {
            Ok(account)
        } else {
            Err(unknown().into())
        }
    }

    /// The account that signs in with an address.
    pub async fn find_by_email(&self, email: &Email) -> Result<Account, ServiceError> {
        let account = self.service.store.account_of(email).await?;
        Ok(account.ok_or_else(|| AccessError::UnknownAccount(email.to_string()))?)
    }

    /// Invites somebody; the token opens the account once.
    pub async fn invite<R: Rng + CryptoRng>(
        &self,
        authority: Authority<'_>,
        new: NewAccount,
        by: By<'_>,
        random: &mut R,
    ) -> Result<(Account, Token), ServiceError> {
        if !authority.over_chamber(&new.chamber, by.at)? {
            return Err(ServiceError::NotAChamber(new.chamber));
        }
        let (account, event) = self.new_account(new, false, random)?;
        let mut change = self.service.store.change(by.actor, by.at).await?;
        insert(&mut change, &account).await?;
        let token = self
            .put_invitation(&mut change, &account.id, random)
            .await?;
        change.commit(vec![event]).await?;
        Ok((account, token))
    }

    /// Adds an account whose password and seed (base 32) everybody knows, for a demonstration.
    pub async fn add_sample<R: Rng + CryptoRng>(
        &self,
        new: NewAccount,
        password: &Password,
        seed: &str,
        by: By<'_>,
        random: &mut R,
    ) -> Result<(), ServiceError> {
        let hash = self.hasher.hash(password, random).await?;
        let seed = seed_of(seed).ok_or(AccessError::EnrolmentLost)?;
        let (account, event) = self.new_account(new, true, random)?;
        let mut change = self.service.store.change(by.actor, by.at).await?;
        insert(&mut change, &account).await?;
        change.set_password(&account.id, &hash).await?;
        self.put_second_factor(&mut change, &account, &seed, 0, random)
            .await?;
        Ok(change.commit(vec![event]).await?)
    }

    /// Gives a role, for good or for certain days that are not over, unless the account has it on
    /// one of them: to take a role back is to take it back once. To whom the identity provider
    /// gives roles, only for certain days.
    pub async fn give_role<R: Rng + CryptoRng>(
        &self,
        authority: Authority<'_>,
        id: &AccountId,
        (role, term): (Role, Option<Term>),
        by: By<'_>,
        random: &mut R,
    ) -> Result<(), ServiceError> {
        let (mut change, account) = self.open_for(authority, id, by).await?;
        if account.identity.is_some() && term.is_none() {
            return Err(AccessError::ProvidersRoles.into());
        }
        let today = Day::of(by.at);
        if term.is_some_and(|term| term.until() < today) {
            return Err(AccessError::RoleOver.into());
        }
        if let Some(held) = account.already(role, term, today) {
            return Err(AccessError::RoleHeld { term: held.term }.into());
        }
        let assignment = Assignment {
            id: identifier(random),
            role,
            term,
        };
        change.insert_assignment(&account.id, &assignment).await?;
        let event = Event::new("account.role_given", id, told(role, term));
        Ok(change.commit(vec![event]).await?)
    }

    /// Takes a role back, by the identifier of its assignment.
    pub async fn take_role(
        &self,
        authority: Authority<'_>,
        id: &AccountId,
        assignment: &str,
        by: By<'_>,
    ) -> Result<(), ServiceError> {
        let (mut change, account) = self.open_for(authority, id, by).await?;
        let assignment = account.roles.iter().find(|a| a.id == assignment);
        let assignment = assignment.ok_or(AccessError::UnknownAssignment)?;
        if account.identity.is_some() && assignment.term.is_none() {
            return Err(AccessError::ProvidersRoles.into());
        }
        change.delete_assignment(&assignment.id).await?;
        let detail = told(assignment.role, assignment.term);
        let event = Event::new("account.role_taken", id, detail);
        Ok(change.commit(vec![event]).await?)
    }

    /// Closes an account and ends its sessions.
    pub async fn disable(
        &self,
        authority: Authority<'_>,
        id: &AccountId,
        by: By<'_>,
    ) -> Result<(), ServiceError> {
        let (mut change, account) = self.open_for(authority, id, by).await?;
        if let AccountState::Disabled { .. } = account.state {
            return Err(AccessError::Disabled.into());
        }
        change.set_disabled(id, Some(by.at)).await?;
        change.delete_sessions(id, None).await?;
        let event = Event::new("account.disabled", id, "");
        Ok(change.commit(vec![event]).await?)
    }

    /// Opens a closed account again.
    pub async fn enable(
        &self,
        authority: Authority<'_>,
        id: &AccountId,
        by: By<'_>,
    ) -> Result<(), ServiceError> {
        let (mut change, account) = self.open_for(authority, id, by).await?;
        let AccountState::Disabled { .. } = account.state else {
            return Err(AccessError::NotDisabled.into());
        };
        change.set_disabled(id, None).await?;
        let event = Event::new("account.enabled", id, "");
        Ok(change.commit(vec![event]).await?)
    }

    /// Forgets password, one-time codes and sessions, and invites the person anew. Somebody who
    /// signs in with the identity provider is not invited: they join again when they next come.
    pub async fn reset<R: Rng + CryptoRng>(
        &self,
        authority: Authority<'_>,
        id: &AccountId,
        by: By<'_>,
        random: &mut R,
    ) -> Result<Option<Token>, ServiceError> {
        let (mut change, account) = self.open_for(authority, id, by).await?;
        if let AccountState::Disabled { .. } = account.state {
            return Err(AccessError::Disabled.into());
        }
        change.delete_credentials(id).await?;
        change.delete_sessions(id, None).await?;
        let token = match self.has_provider(&account) {
            true => None,
            false => Some(self.put_invitation(&mut change, id, random).await?),
        };
        let event = Event::new("account.reset", id, "");
        change.commit(vec![event]).await?;
        Ok(token)
    }

    /// Ends every session of an account.
    pub async fn end_sessions(
        &self,
        authority: Authority<'_>,
        id: &AccountId,
        by: By<'_>,
    ) -> Result<(), ServiceError> {
        let (mut change, _) = self.open_for(authority, id, by).await?;
        let ended = change.delete_sessions(id, None).await?;
        let event = Event::new("session.ended", id, format!("all: {ended}"));
        Ok(change.commit(vec![event]).await?)
    }

    async fn open_for(
        &self,
        authority: Authority<'_>,
        id: &AccountId,
        by: By<'_>,
    ) -> Result<(Change, Account), ServiceError> {
        let mut change = self.service.store.change(by.actor, by.at).await?;
        let account = change.account(id).await?;
        let account = account.ok_or_else(|| AccessError::UnknownAccount(id.to_string()))?;
        authority.over(&account, by.at)?;
        Ok((change, account))
    }

    fn new_account<R: Rng + CryptoRng>(
        &self,
        new: NewAccount,
        sample: bool,
        random: &mut R,
    ) -> Result<(Account, Event), ServiceError> {
        if self.service.programmes.chamber(&new.chamber).is_none() {
            return Err(ServiceError::NotAChamber(new.chamber));
        }
        let mut given: Vec<(Role, Option<Term>)> = Vec::with_capacity(new.roles.len());
        for role in new.roles {
            if !given.contains(&role) {
                given.push(role);
            }
        }
        let mut id = [0; 8];
        random.fill_bytes(&mut id);
        let id = AccountId::new(id);
        let roles: Vec<_> = given.iter().map(|(r, t)| told(*r, *t)).collect();
        let detail = format!("{}: {}", new.chamber, roles.join(", "));
        let event = Event::new("account.invited", &id, detail);
        let assignment = |(role, term)| Assignment {
            id: identifier(random),
            role,
            term,
        };
        let account = Account {
            id,
            chamber: new.chamber,
            email: new.email,
            name: new.name,
            roles: given.into_iter().map(assignment).collect(),
            state: AccountState::Invited,
            identity: None,
            second_factor: false,
            signed_in_at: None,
            sample,
        };
        Ok((account, event))
    }
}

async fn insert(change: &mut Change, account: &Account) -> Result<(), ServiceError> {
    match change.insert_account(account).await {
        Err(StoreError::Conflict) => Err(AccessError::EmailTaken.into()),
        other => Ok(other?),
    }
}

/// A role as the audit trail tells it.
fn told(role: Role, term: Option<Term>) -> String {
    match term {
        None => role.as_str().to_owned(),
        Some(term) => format!("{} {} to {}", role.as_str(), term.from(), term.until()),
    }
}
