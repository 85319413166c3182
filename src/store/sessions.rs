//! Sessions at the desk.

use jiff::Timestamp;
use sqlx::Row;
use sqlx::any::AnyRow;

use super::Store;
use super::change::Change;
use super::error::StoreError;
use super::rows::{inconsistent, instant};
use crate::domain::account::AccountId;
use crate::domain::language::Language;

/// How far somebody has come in signing in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SessionStage {
    /// The password was right, or the identity provider has vouched for the person; a one-time
    /// code is awaited.
    Password,
    /// Signed in.
    Complete,
}

/// Failed attempts to sign in before a session began.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Failures {
    /// How many.
    pub count: u64,
    /// When the first of them was.
    pub since: Timestamp,
}

/// Somebody's session. Its token is known to the browser only.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// Its identifier, hexadecimal; it opens nothing.
    pub id: String,
    /// Whose.
    pub account: AccountId,
    /// How far.
    pub stage: SessionStage,
    /// The language of its pages.
    pub language: Language,
    /// When it began.
    pub created_at: Timestamp,
    /// When it was last used, to the minute.
    pub seen_at: Timestamp,
    /// What the person has to know of what happened before.
    pub failures: Option<Failures>,
    /// Whether the identity provider has asked for a second factor itself.
    pub second_factor_vouched: bool,
}

impl Store {
    /// The session whose token has this SHA-256.
    pub async fn session(&self, digest: &str) -> Result<Option<Session>, StoreError> {
        let row = sqlx::query("SELECT * FROM desk_session WHERE digest = $1")
            .bind(digest)
            .fetch_optional(&self.pool);
        row.await?.as_ref().map(session).transpose()
    }

    /// An account's sessions, the last used first.
    pub async fn sessions(&self, account: &AccountId) -> Result<Vec<Session>, StoreError> {
        let rows = sqlx::query(
            "SELECT * FROM desk_session WHERE account = $1 AND stage = 'complete'
             ORDER BY seen_at DESC, id",
        )
        .bind(account.as_str())
        .fetch_all(&self.pool);
        rows.await?.iter().map(session).collect()
    }

    /// A session was used. No event tells of that: it changes nothing but its own end.
    pub async fn touch_session(&self, id: &str, at: Timestamp) -> Result<(), StoreError> {
        sqlx::query("UPDATE desk_session SET seen_at = $2 WHERE id = $1")
            .bind(id)
            .bind(at.as_millisecond())
            .execute(&self.pool)
            .await?;
        Ok(())
    }

    /// The language of a session's pages. No event tells of that, either.
    pub async fn set_session_language(
        &self,
        id: &str,
        language: Language,
    ) -> Result<(), StoreError> {
        sqlx::query("UPDATE desk_session SET language = $2 WHERE id = $1")
            .bind(id)
            .bind(language.tag())
            .execute(&self.pool)
            .await?;
        Ok(())
    }

    /// Forgets sessions that were begun or last used before these instants: they have ended.
    pub async fn forget_sessions(
        &self,
        begun_before: Timestamp,
        used_before: Timestamp,
    ) -> Result<(), StoreError> {
        sqlx::query("DELETE FROM desk_session WHERE created_at < $1 OR seen_at < $2")
            .bind(begun_before.as_millisecond())
            .bind(used_before.as_millisecond())
            .execute(&self.pool)
            .await?;
        Ok(())
    }
}

impl Change {
    /// Begins a session, by the SHA-256 of its token.
    pub async fn insert_session(
        &mut self,
        session: &Session,
        digest: &str,
    ) -> Result<(), StoreError> {
        let failures = session.failures;
        sqlx::query(
            "INSERT INTO desk_session (id, digest, account, stage, language, created_at, seen_at,
                 failures, failures_since, second_factor_vouched)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        )
        .bind(session.id.as_str())
        .bind(digest)
        .bind(session.account.as_str())
        .bind(match session.stage {
            SessionStage::Password => "password",
            SessionStage::Complete => "complete",
        })
        .bind(session.language.tag())
        .bind(session.created_at.as_millisecond())
        .bind(session.seen_at.as_millisecond())
        .bind(failures.map_or(0, |f| i64::try_from(f.count).unwrap_or(i64::MAX)))
        .bind(failures.map(|f| f.since.as_millisecond()))
        .bind(i64::from(session.second_factor_vouched))
        .execute(&mut *self.transaction)
        .await?;
        Ok(())
    }

    /// Ends one session of an account; false if there is none.
    pub async fn delete_session(
        &mut self,
        account: &AccountId,
        id: &str,
    ) -> Result<bool, StoreError> {
        let done = sqlx::query("DELETE FROM desk_session WHERE account = $1 AND id = $2")
            .bind(account.as_str())
            .bind(id)
            .execute(&mut *self.transaction)
            .await?;
        Ok(done.rows_affected() == 1)
    }

    /// Ends every session of an account, except one if it is named; tells how many.
    pub async fn delete_sessions(
        &mut self,
        account: &AccountId,
        except: Option<&str>,
    ) -> Result<u64, StoreError> {
        let done = sqlx::query("DELETE FROM desk_session WHERE account = $1 AND id <> $2")
            .bind(account.as_str())
            .bind(except.unwrap_or_default())
            .execute(&mut *self.transaction)
            .await?;
        Ok(done.rows_affected())
    }
}

fn session(row: &AnyRow) -> Result<Session, StoreError> {
    let id: String = row.try_get("id")?;
    let impossible = || inconsistent("desk_session", &id);
    let stage: String = row.try_get("stage")?;
    let count: i64 = row.try_get("failures")?;
    let vouched: i64 = row.try_get("second_factor_vouched")?;
    let failures = instant(row, "failures_since")?.map(|since| Failures {
        count: count.unsigned_abs(),
        since,
    });
    Ok(Session {
        account: AccountId::parse(row.try_get("account")?).map_err(|_| impossible())?,
        stage: match stage.as_str() {
            "password" => SessionStage::Password,
            "complete" => SessionStage::Complete,
            _ => return Err(impossible()),
        },
        language: Language::from_tag(row.try_get("language")?).ok_or_else(impossible)?,
        created_at: instant(row, "created_at")?.ok_or_else(impossible)?,
        seen_at: instant(row, "seen_at")?.ok_or_else(impossible)?,
        failures,
        second_factor_vouched: vouched == 1,
        id,
    })
}
