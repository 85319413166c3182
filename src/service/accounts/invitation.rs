//! Invitations: a link that lets one person open their account, once.

use jiff::{SignedDuration, Timestamp};
use rand::{CryptoRng, Rng};

use super::{AccessError, Accounts, Token};
use crate::domain::account::{Account, AccountId, AccountState, PersonName};
use crate::domain::language::Language;
use crate::domain::password::Password;
use crate::service::ServiceError;
use crate::store::{Change, Event, Invitation};

/// How long an invitation counts.
const VALID: SignedDuration = SignedDuration::from_hours(7 * 24);

impl Accounts {
    /// The address at which an invitation is accepted. It is shown once, and stored nowhere.
    pub fn invitation_address(&self, token: &Token) -> String {
        let origin = &self.service.origin;
        format!("{origin}/staff/invitation/{}", token.expose())
    }

    /// Who is invited with a token.
    pub async fn invited(&self, token: &str, at: Timestamp) -> Result<Account, ServiceError> {
        Ok(self.open_invitation(token, at).await?.0)
    }

    /// Accepts an invitation: the person says what they are called and chooses a password. They
    /// are signed in then.
    pub async fn accept<R: Rng + CryptoRng>(
        &self,
        token: &str,
        name: PersonName,
        password: &Password,
        language: Language,
        at: Timestamp,
        random: &mut R,
    ) -> Result<Token, ServiceError> {
        let (mut account, digest) = self.open_invitation(token, at).await?;
        account.name = name;
        self.fit(password, &account)?;
        let hash = self.hasher.hash(password, random).await?;
        let mut change = self.service.store.change(account.id.as_str(), at).await?;
        if !change.use_invitation(&digest).await? {
            return Err(AccessError::InvitationUsed.into());
        }
        change.set_name(&account.id, &account.name).await?;
        change.set_password(&account.id, &hash).await?;
        let session = self
            .open_session(&mut change, &account, language, false, random)
            .await?;
        let events = vec![
            Event::new("account.accepted", &account.id, ""),
            Event::new("session.opened", &account.id, "invitation"),
        ];
        change.commit(events).await?;
        Ok(session)
    }

    /// A new invitation for an account.
    pub(super) async fn put_invitation<R: Rng + CryptoRng>(
        &self,
        change: &mut Change,
        account: &AccountId,
        random: &mut R,
    ) -> Result<Token, ServiceError> {
        let token = Token::new(random);
        let invitation = Invitation {
            account: account.clone(),
            expires_at: change.at().checked_add(VALID).unwrap_or(change.at()),
            used: false,
        };
        change
            .insert_invitation(&token.digest(), &invitation)
            .await?;
        Ok(token)
    }

    async fn open_invitation(
        &self,
        token: &str,
        at: Timestamp,
    ) -> Result<(Account, String), ServiceError> {
        let store = &self.service.store;
        let digest = Token::parse(token).map(|t| t.digest());
        let digest = digest.ok_or(AccessError::InvitationUnknown)?;
        let invitation = store.invitation(&digest).await?;
        let invitation = invitation.ok_or(AccessError::InvitationUnknown)?;
        if invitation.used {
            return Err(AccessError::InvitationUsed.into());
        }
        if at >= invitation.expires_at {
            return Err(AccessError::InvitationExpired.into());
        }
        let account = self.known(&invitation.account).await?;
        self.takes_password(&account, at)?;
        match account.state {
            AccountState::Invited => Ok((account, digest)),
            _ => Err(AccessError::InvitationUnknown.into()),
        }
    }
}
