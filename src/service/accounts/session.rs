//! Sessions: who is behind a cookie, and for how long.

use jiff::{SignedDuration, Timestamp};
use rand::{CryptoRng, Rng};

use super::journey::JOURNEY;
use super::{Accounts, Token, identifier, throttle};
use crate::domain::account::{Account, AccountId, AccountState};
use crate::domain::language::Language;
use crate::service::ServiceError;
use crate::store::{Change, Event, Session, SessionStage};

/// A session ends when it was not used for so long,
const IDLE: SignedDuration = SignedDuration::from_mins(30);
/// at the latest after so long,
const LONGEST: SignedDuration = SignedDuration::from_hours(12);
/// and when no one-time code was given for so long.
const UNFINISHED: SignedDuration = SignedDuration::from_mins(10);

/// Use is written down at most so often.
const TOUCH: SignedDuration = SignedDuration::from_mins(1);

/// Somebody with a session, at the instant of a request.
#[derive(Debug, Clone)]
pub struct Visit {
    /// The session.
    pub session: Session,
    /// Whose it is.
    pub account: Account,
}

impl Accounts {
    /// Who is behind a token, if the session has not ended.
    pub async fn visit(&self, token: &Token, at: Timestamp) -> Result<Option<Visit>, ServiceError> {
        let store = &self.service.store;
        let Some(mut session) = store.session(&token.digest()).await? else {
            return Ok(None);
        };
        if has_ended(&session, at) {
            return Ok(None);
        }
        let account = store.account(&session.account).await?;
        let Some(account) = account.filter(|a| a.state == AccountState::Active) else {
            return Ok(None);
        };
        if at.duration_since(session.seen_at) >= TOUCH {
            store.touch_session(&session.id, at).await?;
            session.seen_at = at;
        }
        Ok(Some(Visit { session, account }))
    }

    /// An account's sessions that have not ended, the last used first.
    pub async fn sessions(
        &self,
        account: &AccountId,
        at: Timestamp,
    ) -> Result<Vec<Session>, ServiceError> {
        let mut sessions = self.service.store.sessions(account).await?;
        sessions.retain(|s| !has_ended(s, at));
        Ok(sessions)
    }

    /// The pages of a session speak another language from now on.
    pub async fn speak(&self, session: &Session, language: Language) -> Result<(), ServiceError> {
        let store = &self.service.store;
        Ok(store.set_session_language(&session.id, language).await?)
    }

    /// Ends one session of a person who asks for it.
    pub async fn end_session(
        &self,
        account: &AccountId,
        session: &str,
        at: Timestamp,
    ) -> Result<(), ServiceError> {
        let mut change = self.service.store.change(account.as_str(), at).await?;
        if !change.delete_session(account, session).await? {
            // It has ended already, which is what was asked for.
            return Ok(());
        }
        let event = Event::new("session.ended", account, "one");
        Ok(change.commit(vec![event]).await?)
    }

    /// Ends every session of a person but the one in which they ask for it.
    pub async fn end_other_sessions(
        &self,
        visit: &Visit,
        at: Timestamp,
    ) -> Result<(), ServiceError> {
        let account = &visit.account.id;
        let mut change = self.service.store.change(account.as_str(), at).await?;
        change
            .delete_sessions(account, Some(&visit.session.id))
            .await?;
        let event = Event::new("session.ended", account, "all others");
        Ok(change.commit(vec![event]).await?)
    }

    /// Begins a session in which the person is signed in, and tells them what failed before. The
    /// identity provider may have vouched for a second factor.
    pub(super) async fn open_session<R: Rng + CryptoRng>(
        &self,
        change: &mut Change,
        account: &Account,
        language: Language,
        second_factor_vouched: bool,
        random: &mut R,
    ) -> Result<Token, ServiceError> {
        let failures = change
            .take_failures(&self.account_key(account.email.as_str()))
            .await?;
        change.set_signed_in(&account.id).await?;
        let session = Session {
            failures,
            second_factor_vouched,
            ..new(
                change.at(),
                &account.id,
                SessionStage::Complete,
                language,
                random,
            )
        };
        let token = Token::new(random);
        change.insert_session(&session, &token.digest()).await?;
        Ok(token)
    }

    /// Begins a session that waits for a one-time code.
    pub(super) async fn open_half_session<R: Rng + CryptoRng>(
        &self,
        change: &mut Change,
        account: &Account,
        language: Language,
        random: &mut R,
    ) -> Result<Token, ServiceError> {
        let stage = SessionStage::Password;
        let session = new(change.at(), &account.id, stage, language, random);
        let token = Token::new(random);
        change.insert_session(&session, &token.digest()).await?;
        Ok(token)
    }

    /// Forgets what has ended, whenever somebody comes.
    pub(super) async fn sweep(&self, at: Timestamp) -> Result<(), ServiceError> {
        let before = |age| at.checked_sub(age).unwrap_or(at);
        let store = &self.service.store;
        store.forget_sessions(before(LONGEST), before(IDLE)).await?;
        store.forget_attempts(before(throttle::MEMORY)).await?;
        store.forget_answers(before(JOURNEY + JOURNEY)).await?;
        Ok(())
    }
}

impl Visit {
    /// Whether the person is signed in, with everything that their roles ask for.
    pub fn is_complete(&self) -> bool {
        self.session.stage == SessionStage::Complete
    }

    /// Whether the person has to set up one-time codes before anything else.
    pub fn has_to_enrol(&self, at: Timestamp) -> bool {
        let given = self.account.second_factor || self.session.second_factor_vouched;
        !given && self.account.needs_second_factor(at)
    }

    /// Whether the person has just proved who they are.
    pub fn is_fresh(&self, at: Timestamp) -> bool {
        at.duration_since(self.session.created_at) < UNFINISHED
    }
}

fn new<R: Rng + CryptoRng>(
    at: Timestamp,
    account: &AccountId,
    stage: SessionStage,
    language: Language,
    random: &mut R,
) -> Session {
    Session {
        id: identifier(random),
        account: account.clone(),
        stage,
        language,
        created_at: at,
        seen_at: at,
        failures: None,
        second_factor_vouched: false,
    }
}

fn has_ended(session: &Session, at: Timestamp) -> bool {
    let longest = match session.stage {
        SessionStage::Password => UNFINISHED,
        SessionStage::Complete => LONGEST,
    };
    at.duration_since(session.seen_at) >= IDLE || at.duration_since(session.created_at) >= longest
}
