//! Signing in with the chamber's identity provider. A person whom it vouches for has an account of
//! its chamber, which is opened when they first come; their roles are what their groups stand for
//! each time they come.

use std::collections::BTreeSet;
use std::fmt;

use jiff::Timestamp;
use rand::{CryptoRng, Rng};

use super::{AccessError, Accounts, Journey, Token, identifier};
use crate::domain::account::{Account, AccountId, AccountState, Assignment, PersonName};
use crate::domain::chamber::ChamberId;
use crate::domain::identity::{PasswordsFor, Vouched};
use crate::domain::language::Language;
use crate::domain::permission::Role;
use crate::domain::validity::Day;
use crate::service::ServiceError;
use crate::service::identity::{IdentityError, Provider};
use crate::store::{Change, Event, SessionStage, StoreError};

/// What somebody comes back from the provider with, as the address says it.
#[derive(Clone, Copy, Default)]
pub struct ProviderAnswer<'a> {
    /// The state that was sent along.
    pub state: &'a str,
    /// The authorisation code.
    pub code: &'a str,
    /// The code of an error in its place; empty if there is none.
    pub error: &'a str,
    /// Who says it (RFC 9207), if the provider tells.
    pub issuer: Option<&'a str>,
}

impl fmt::Debug for ProviderAnswer<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ProviderAnswer(…)")
    }
}

impl Accounts {
    /// Takes what somebody comes back with, once, and begins their session; it may still wait for
    /// a one-time code.
    pub async fn arrive<R: Rng + CryptoRng>(
        &self,
        journey: Journey,
        answer: ProviderAnswer<'_>,
        at: Timestamp,
        random: &mut R,
    ) -> Result<(Token, SessionStage), ServiceError> {
        self.sweep(at).await?;
        let provider = self.provider(&journey.chamber)?;
        let state = &journey.departure.state;
        let same = Token::parse(answer.state).is_some_and(|s| s.digest() == state.digest());
        let store = &self.service.store;
        if !same || !store.use_answer(&state.digest(), at).await? {
            return Err(IdentityError::Lost.into());
        }
        let issuer = provider.settings().issuer.as_str();
        if answer.issuer.is_some_and(|told| told != issuer) {
            return Err(IdentityError::NotProven("another issuer".to_owned()).into());
        }
        if !answer.error.is_empty() {
            return Err(IdentityError::Refused(plain(answer.error)).into());
        }
        let examined = provider.examine(answer.code, journey.departure, at);
        let vouched = examined.await?;
        if vouched.roles.is_empty() {
            self.keep_out(&vouched, at, random).await?;
            return Err(IdentityError::NoRole.into());
        }
        let chamber = &journey.chamber;
        self.let_in(&vouched, chamber, journey.language, at, random)
            .await
    }

    /// Whether a password counts for an account: it always does for administrators, who get in
    /// with it while the provider is down.
    pub(super) fn takes_password(
        &self,
        account: &Account,
        at: Timestamp,
    ) -> Result<(), AccessError> {
        let Some(provider) = self.service.identities.of(&account.chamber) else {
            return Ok(());
        };
        let settings = provider.settings();
        let day = Day::of(at);
        let mut roles = account.roles.iter().filter(|a| a.holds_on(day));
        match settings.passwords {
            PasswordsFor::Everybody => Ok(()),
            PasswordsFor::Administrators if roles.any(|a| a.role == Role::Administrator) => Ok(()),
            PasswordsFor::Administrators => Err(AccessError::PasswordsClosed {
                provider: settings.name.clone(),
            }),
        }
    }

    /// Whether an account's provider is the one of its chamber, so that its owner can sign in.
    pub(super) fn has_provider(&self, account: &Account) -> bool {
        let provider = self.service.identities.of(&account.chamber);
        account.identity.as_ref().is_some_and(|identity| {
            provider.is_some_and(|p| p.settings().issuer == identity.issuer)
        })
    }

    pub(super) fn provider(&self, chamber: &ChamberId) -> Result<&Provider, IdentityError> {
        self.service
            .identities
            .of(chamber)
            .ok_or(IdentityError::None)
    }

    /// Takes the roles of somebody who is in no group any more, in sessions that go on as well.
    async fn keep_out<R: Rng + CryptoRng>(
        &self,
        vouched: &Vouched,
        at: Timestamp,
        random: &mut R,
    ) -> Result<(), ServiceError> {
        let store = &self.service.store;
        let Some(known) = store.account_with(&vouched.identity).await? else {
            return Ok(());
        };
        let mut change = store.change(known.id.as_str(), at).await?;
        let Some(account) = change.account(&known.id).await? else {
            return Ok(());
        };
        let events = follow_roles(&mut change, &account, &BTreeSet::new(), random).await?;
        if !events.is_empty() {
            change.commit(events).await?;
        }
        Ok(())
    }

    /// Opens the account of somebody whom the provider vouches for.
    async fn let_in<R: Rng + CryptoRng>(
        &self,
        vouched: &Vouched,
        chamber: &ChamberId,
        language: Language,
        at: Timestamp,
        random: &mut R,
    ) -> Result<(Token, SessionStage), ServiceError> {
        let store = &self.service.store;
        let holder = match &vouched.email {
            Some(email) => store.account_of(email).await?,
            None => None,
        };
        let is_free = holder.is_none();
        let mut events = Vec::new();
        let (mut change, account) = match store.account_with(&vouched.identity).await? {
            Some(known) => {
                let mut change = store.change(known.id.as_str(), at).await?;
                let account = change.account(&known.id).await?;
                (change, account.ok_or(IdentityError::Lost)?)
            }
            None => {
                let (change, account) = self.join(vouched, chamber, holder, at, random).await?;
                events.push(Event::new("account.joined", &account.id, chamber.as_str()));
                (change, account)
            }
        };
        // The account may have been closed, or joined by somebody else, since it was looked up.
        let own = account.identity.as_ref() == Some(&vouched.identity);
        match account.state {
            _ if account.chamber != *chamber => return Err(IdentityError::OtherChamber.into()),
            AccountState::Disabled { .. } => return Err(IdentityError::Disabled.into()),
            AccountState::Active if own => {}
            _ => return Err(IdentityError::Lost.into()),
        }
        events.extend(follow_roles(&mut change, &account, &vouched.roles, random).await?);
        follow_person(&mut change, &account, vouched, is_free).await?;
        let account = change.account(&account.id).await?;
        let account = account.ok_or(IdentityError::Lost)?;
        if account.second_factor && !vouched.second_factor {
            let token = self
                .open_half_session(&mut change, &account, language, random)
                .await?;
            let event = Event::new("session.password_given", &account.id, "identity provider");
            events.push(event);
            change.commit(events).await?;
            return Ok((token, SessionStage::Password));
        }
        let token = self
            .open_session(
                &mut change,
                &account,
                language,
                vouched.second_factor,
                random,
            )
            .await?;
        let by = match vouched.second_factor {
            true => "identity provider with second factor",
            false => "identity provider",
        };
        events.push(Event::new("session.opened", &account.id, by));
        change.commit(events).await?;
        Ok((token, SessionStage::Complete))
    }

    /// The account of somebody who comes for the first time: one that they were invited to and
    /// have not opened, by their verified address, or else a new one. An account that is in use,
    /// closed, or another chamber's is never taken over.
    async fn join<R: Rng + CryptoRng>(
        &self,
        vouched: &Vouched,
        chamber: &ChamberId,
        holder: Option<Account>,
        at: Timestamp,
        random: &mut R,
    ) -> Result<(Change, Account), ServiceError> {
        let store = &self.service.store;
        let email = vouched.email.clone().ok_or(IdentityError::NoAddress)?;
        let taken = |error| match error {
            StoreError::Conflict => ServiceError::from(IdentityError::AddressTaken),
            other => other.into(),
        };
        let (mut change, id) = match holder {
            Some(invited) => {
                let mut change = store.change(invited.id.as_str(), at).await?;
                let account = change.account(&invited.id).await?;
                let account = account.ok_or(IdentityError::Lost)?;
                match account.state {
                    _ if account.chamber != *chamber => {
                        return Err(IdentityError::AddressTaken.into());
                    }
                    AccountState::Disabled { .. } => return Err(IdentityError::Disabled.into()),
                    AccountState::Active => return Err(IdentityError::AddressTaken.into()),
                    AccountState::Invited => {}
                }
                (change, account.id)
            }
            None => {
                let mut id = [0; 8];
                random.fill_bytes(&mut id);
                let name = vouched.name.clone();
                let name = name.or_else(|| PersonName::parse(email.as_str()).ok());
                let account = Account {
                    id: AccountId::new(id),
                    chamber: chamber.clone(),
                    name: name.ok_or(IdentityError::NoAddress)?,
                    email,
                    roles: Vec::new(),
                    state: AccountState::Invited,
                    identity: None,
                    second_factor: false,
                    signed_in_at: None,
                    sample: false,
                };
                let mut change = store.change(account.id.as_str(), at).await?;
                change.insert_account(&account).await.map_err(taken)?;
                (change, account.id)
            }
        };
        change
            .set_identity(&id, &vouched.identity)
            .await
            .map_err(taken)?;
        let account = change.account(&id).await?;
        Ok((change, account.ok_or(IdentityError::Lost)?))
    }
}

/// Name and address as the provider tells them now; an address that is another account's is not
/// taken over.
async fn follow_person(
    change: &mut Change,
    account: &Account,
    vouched: &Vouched,
    is_free: bool,
) -> Result<(), ServiceError> {
    if let Some(name) = vouched.name.as_ref().filter(|n| **n != account.name) {
        change.set_name(&account.id, name).await?;
    }
    let email = vouched.email.as_ref().filter(|_| is_free);
    if let Some(email) = email.filter(|e| **e != account.email) {
        change.set_email(&account.id, email).await?;
    }
    Ok(())
}

/// Makes the roles without days those that the provider vouches for. A role for certain days, a
/// deputy's, is given at the desk and stays.
async fn follow_roles<R: Rng + CryptoRng>(
    change: &mut Change,
    account: &Account,
    roles: &BTreeSet<Role>,
    random: &mut R,
) -> Result<Vec<Event>, ServiceError> {
    let mut events = Vec::new();
    let mut present = BTreeSet::new();
    for assignment in account.roles.iter().filter(|a| a.term.is_none()) {
        if roles.contains(&assignment.role) && present.insert(assignment.role) {
            continue;
        }
        change.delete_assignment(&assignment.id).await?;
        let role = assignment.role.as_str();
        events.push(Event::new("account.role_taken", &account.id, role));
    }
    for role in roles.difference(&present) {
        let assignment = Assignment {
            id: identifier(random),
            role: *role,
            term: None,
        };
        change.insert_assignment(&account.id, &assignment).await?;
        events.push(Event::new("account.role_given", &account.id, role.as_str()));
    }
    Ok(events)
}

/// The code of an error; what a stranger writes is not repeated.
fn plain(code: &str) -> String {
    let letters = code.chars().filter(|c| c.is_ascii_lowercase() || *c == '_');
    letters.take(40).collect()
}
