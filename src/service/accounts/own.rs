//! What people change about their own account.

use jiff::Timestamp;
use rand::{CryptoRng, Rng};

use super::{AccessError, Accounts, RecoveryCodes, Visit};
use crate::domain::account::Account;
use crate::domain::password::Password;
use crate::service::ServiceError;
use crate::store::Event;

impl Accounts {
    /// Exchanges the password of somebody who knows it; their other sessions end.
    pub async fn change_password<R: Rng + CryptoRng>(
        &self,
        visit: &Visit,
        old: &Password,
        new: &Password,
        at: Timestamp,
        random: &mut R,
    ) -> Result<(), ServiceError> {
        let account = &visit.account;
        self.confirm(account, old, at, random).await?;
        self.fit(new, account)?;
        let hash = self.hasher.hash(new, random).await?;
        let mut change = self.service.store.change(account.id.as_str(), at).await?;
        change.set_password(&account.id, &hash).await?;
        change
            .delete_sessions(&account.id, Some(&visit.session.id))
            .await?;
        let event = Event::new("account.password_changed", &account.id, "");
        Ok(change.commit(vec![event]).await?)
    }

    /// Proves that somebody who is signed in knows their password; whoever has none has to have
    /// signed in just now.
    pub async fn prove<R: Rng + CryptoRng>(
        &self,
        visit: &Visit,
        password: &Password,
        at: Timestamp,
        random: &mut R,
    ) -> Result<(), ServiceError> {
        if visit.account.identity.is_none() {
            return self.confirm(&visit.account, password, at, random).await;
        }
        if visit.is_fresh(at) {
            Ok(())
        } else {
            Err(AccessError::SignInAgain.into())
        }
    }

    /// New recovery codes for somebody who proves who they are; the old ones no longer count.
    pub async fn renew_recovery_codes<R: Rng + CryptoRng>(
        &self,
        visit: &Visit,
        password: &Password,
        at: Timestamp,
        random: &mut R,
    ) -> Result<RecoveryCodes, ServiceError> {
        let account = &visit.account;
        if !account.second_factor {
            return Err(AccessError::EnrolmentLost.into());
        }
        self.prove(visit, password, at, random).await?;
        let codes = RecoveryCodes::new(random);
        let mut change = self.service.store.change(account.id.as_str(), at).await?;
        change
            .set_recovery_codes(&account.id, &codes.digests())
            .await?;
        let event = Event::new("account.recovery_codes_made", &account.id, "");
        change.commit(vec![event]).await?;
        Ok(codes)
    }

    /// How many recovery codes are left.
    pub async fn recovery_codes_left(&self, account: &Account) -> Result<u64, ServiceError> {
        Ok(self.service.store.recovery_codes_left(&account.id).await?)
    }

    /// Accepts a new password of an account.
    pub(super) fn fit(&self, password: &Password, account: &Account) -> Result<(), AccessError> {
        let chamber = self.service.programmes.chamber(&account.chamber);
        let mut known = vec![
            account.name.as_str(),
            account.email.as_str(),
            account.chamber.as_str(),
            self.service.host.as_str(),
        ];
        known.extend(chamber.map(|c| c.name.de.as_str()));
        Ok(password.fit(&known)?)
    }
}
