//! Answers to writes of other systems, kept in the change that does what they tell, or right after
//! one that is done once whatever its key.

use jiff::Timestamp;
use sqlx::{Any, Executor, Row};

use super::Store;
use super::change::Change;
use super::error::StoreError;
use crate::domain::idempotency::IdempotencyKey;

/// An answer to a write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// Whether something new came into being.
    pub created: bool,
    /// What was told, as JSON.
    pub body: String,
}

/// An answer that was given before, and the request that it was given to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptAnswer {
    /// SHA-256 of the request, hexadecimal.
    pub fingerprint: String,
    /// The answer.
    pub answer: Answer,
}

impl Change {
    /// The answer that was given to a key of a token, if its write happened.
    pub async fn kept_answer(
        &mut self,
        token: &str,
        key: &IdempotencyKey,
    ) -> Result<Option<KeptAnswer>, StoreError> {
        kept(&mut *self.transaction, token, key).await
    }

    /// Keeps the answer to a write together with the write.
    pub async fn keep_answer(
        &mut self,
        token: &str,
        key: &IdempotencyKey,
        kept: &KeptAnswer,
    ) -> Result<(), StoreError> {
        let at = self.at();
        keep(&mut *self.transaction, token, key, kept, at).await
    }
}

impl Store {
    /// The answer that was given to a key of a token.
    pub async fn kept_answer(
        &self,
        token: &str,
        key: &IdempotencyKey,
    ) -> Result<Option<KeptAnswer>, StoreError> {
        kept(&self.pool, token, key).await
    }

    /// Keeps the answer to a write that is done once even without its key. One that is kept
    /// already stays.
    pub async fn keep_answer(
        &self,
        token: &str,
        key: &IdempotencyKey,
        answer: &KeptAnswer,
        at: Timestamp,
    ) -> Result<(), StoreError> {
        keep(&self.pool, token, key, answer, at).await
    }

    /// Forgets answers that were kept before an instant.
    pub async fn forget_kept_answers(&self, before: Timestamp) -> Result<(), StoreError> {
        sqlx::query("DELETE FROM kept_answer WHERE kept_at < $1")
            .bind(before.as_millisecond())
            .execute(&self.pool)
            .await?;
        Ok(())
    }
}

async fn kept<'e>(
    database: impl Executor<'e, Database = Any>,
    token: &str,
    key: &IdempotencyKey,
) -> Result<Option<KeptAnswer>, StoreError> {
    let row = sqlx::query(
        "SELECT fingerprint, created, body FROM kept_answer WHERE token = $1 AND key = $2",
    )
    .bind(token)
    .bind(key.as_str())
    .fetch_optional(database)
    .await?;
    let kept = |row: sqlx::any::AnyRow| {
        let created: i64 = row.try_get("created")?;
        Ok::<_, StoreError>(KeptAnswer {
            fingerprint: row.try_get("fingerprint")?,
            answer: Answer {
                created: created == 1,
                body: row.try_get("body")?,
            },
        })
    };
    row.map(kept).transpose()
}

async fn keep<'e>(
    database: impl Executor<'e, Database = Any>,
    token: &str,
    key: &IdempotencyKey,
    answer: &KeptAnswer,
    at: Timestamp,
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO kept_answer (token, key, fingerprint, created, body, kept_at)
         VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (token, key) DO NOTHING",
    )
    .bind(token)
    .bind(key.as_str())
    .bind(answer.fingerprint.as_str())
    .bind(i64::from(answer.answer.created))
    .bind(answer.answer.body.as_str())
    .bind(at.as_millisecond())
    .execute(database)
    .await?;
    Ok(())
}
