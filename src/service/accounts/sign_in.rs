//! Signing in: the password, then a one-time code where there is one.

use std::net::IpAddr;

use jiff::Timestamp;
use rand::{CryptoRng, Rng};

use super::{AccessError, Accounts, Token, Visit, identifier, throttle};
use crate::domain::account::{Account, AccountState, Email};
use crate::domain::language::Language;
use crate::domain::password::Password;
use crate::service::ServiceError;
use crate::store::{Attempt, Event, SessionStage};

/// What somebody typed to sign in, and from where.
#[derive(Debug, Clone, Copy)]
pub struct SignIn<'a> {
    /// The address.
    pub email: &'a str,
    /// The password.
    pub password: &'a Password,
    /// The one-time code or a recovery code; empty if it is to be asked for on a page of its own.
    pub code: &'a str,
    /// The address of the client, if it is known; no more than its network is looked at.
    pub client: Option<IpAddr>,
    /// The language of the page.
    pub language: Language,
}

impl Accounts {
    /// Takes address, password and, if it is given, the one-time code; without one, the session
    /// that this begins may still wait for it. An unknown address, a closed account, a wrong
    /// password and a wrong code beside the right password look the same; all but the last, whose
    /// guesser has the password, take the same time. Where there are no one-time codes, what
    /// stands in the field does not matter.
    pub async fn sign_in<R: Rng + CryptoRng>(
        &self,
        typed: SignIn<'_>,
        at: Timestamp,
        random: &mut R,
    ) -> Result<(Token, SessionStage), ServiceError> {
        self.sweep(at).await?;
        let attempt = self.attempt(typed.email, typed.client, random);
        self.begin(&attempt, at).await?;
        let store = &self.service.store;
        let account = match Email::parse(typed.email) {
            Ok(email) => store.account_of(&email).await?,
            Err(_) => None,
        };
        let account = account.filter(|a| a.state == AccountState::Active);
        let hash = match &account {
            Some(account) => store.credentials(&account.id).await?.password,
            None => None,
        };
        let right = self.hasher.verify(typed.password, hash).await?;
        let Some(account) = account.filter(|_| right) else {
            return Err(AccessError::WrongCredentials.into());
        };
        self.takes_password(&account, at)?;
        if account.second_factor && !typed.code.is_empty() {
            let session = (&account, typed.language, None);
            let entered = self.enter(&attempt, session, typed.code, at, random).await;
            let token = entered.map_err(|error| match error {
                ServiceError::Access(AccessError::WrongCode) => {
                    AccessError::WrongCredentials.into()
                }
                other => other,
            })?;
            return Ok((token, SessionStage::Complete));
        }
        store.forget_attempt(&attempt).await?;
        let mut change = store.change(account.id.as_str(), at).await?;
        if account.second_factor {
            let token = self
                .open_half_session(&mut change, &account, typed.language, random)
                .await?;
            let event = Event::new("session.password_given", &account.id, "");
            change.commit(vec![event]).await?;
            return Ok((token, SessionStage::Password));
        }
        let token = self
            .open_session(&mut change, &account, typed.language, false, random)
            .await?;
        let event = Event::new("session.opened", &account.id, "password");
        change.commit(vec![event]).await?;
        Ok((token, SessionStage::Complete))
    }

    /// Takes a one-time code, or a recovery code in its place, and begins a new session in place
    /// of the one that waited.
    pub async fn give_code<R: Rng + CryptoRng>(
        &self,
        visit: &Visit,
        code: &str,
        client: Option<IpAddr>,
        at: Timestamp,
        random: &mut R,
    ) -> Result<Token, ServiceError> {
        let account = &visit.account;
        if visit.session.stage != SessionStage::Password {
            return Err(AccessError::WrongCode.into());
        }
        let attempt = self.attempt(account.email.as_str(), client, random);
        self.begin(&attempt, at).await?;
        let waited = Some(visit.session.id.as_str());
        let session = (account, visit.session.language, waited);
        self.enter(&attempt, session, code, at, random).await
    }

    /// Uses a code up and begins a session, in place of one that waited for it.
    async fn enter<R: Rng + CryptoRng>(
        &self,
        attempt: &Attempt,
        (account, language, waited): (&Account, Language, Option<&str>),
        code: &str,
        at: Timestamp,
        random: &mut R,
    ) -> Result<Token, ServiceError> {
        let given = self.read_code(account, code, at).await?;
        let store = &self.service.store;
        let mut change = store.change(account.id.as_str(), at).await?;
        let mut events = vec![Event::new(
            "session.opened",
            &account.id,
            given.name(account),
        )];
        if !given.use_up(&mut change, &account.id).await? {
            return Err(AccessError::WrongCode.into());
        }
        events.extend(given.event(&account.id));
        if let Some(session) = waited {
            change.delete_session(&account.id, session).await?;
        }
        change.forget_attempt(attempt).await?;
        let token = self
            .open_session(&mut change, account, language, false, random)
            .await?;
        change.commit(events).await?;
        Ok(token)
    }

    /// Whether somebody who is signed in still knows their password.
    pub(super) async fn confirm<R: Rng + CryptoRng>(
        &self,
        account: &Account,
        password: &Password,
        at: Timestamp,
        random: &mut R,
    ) -> Result<(), ServiceError> {
        if account.identity.is_some() {
            return Err(AccessError::NoPassword.into());
        }
        let attempt = self.attempt(account.email.as_str(), None, random);
        self.begin(&attempt, at).await?;
        let hash = self.service.store.credentials(&account.id).await?.password;
        if !self.hasher.verify(password, hash).await? {
            return Err(AccessError::WrongCredentials.into());
        }
        Ok(self.service.store.forget_attempt(&attempt).await?)
    }

    /// The digest under which failed attempts with an address are counted.
    pub(super) fn account_key(&self, email: &str) -> String {
        self.key
            .tag("attempt with", email.trim().to_lowercase().as_bytes())
    }

    fn attempt<R: Rng + CryptoRng>(
        &self,
        email: &str,
        client: Option<IpAddr>,
        random: &mut R,
    ) -> Attempt {
        let account = self.account_key(email);
        Attempt {
            id: identifier(random),
            network: match client {
                Some(client) => self.key.tag("attempt from", &network(client)),
                None => account.clone(),
            },
            account,
        }
    }

    async fn begin(&self, attempt: &Attempt, at: Timestamp) -> Result<(), ServiceError> {
        let refused = self
            .service
            .store
            .begin_attempt(attempt, at, |tally| throttle::wait(tally, at));
        match refused.await? {
            Some(seconds) => Err(AccessError::TooManyAttempts { seconds }.into()),
            None => Ok(()),
        }
    }
}

/// The network of a client: the first 24 bits of an IPv4 address, the first 48 of an IPv6 one.
fn network(client: IpAddr) -> Vec<u8> {
    match client.to_canonical() {
        IpAddr::V4(ip) => ip.octets()[..3].to_vec(),
        IpAddr::V6(ip) => ip.octets()[..6].to_vec(),
    }
}
