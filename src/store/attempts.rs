//! Attempts to sign in. They are no changes of the register, so no events tell of them.

use jiff::Timestamp;
use sqlx::any::AnyRow;
use sqlx::{Any, Row, Transaction};

use super::Store;
use super::change::Change;
use super::error::StoreError;
use super::rows::{inconsistent, instant};
use super::sessions::Failures;

/// An attempt to sign in. Who and from where are keyed digests.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attempt {
    /// Its identifier, hexadecimal.
    pub id: String,
    /// The address that was typed.
    pub account: String,
    /// The network that it came from.
    pub network: String,
}

/// Attempts that have not succeeded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Count {
    /// How many.
    pub failures: u64,
    /// When the last was.
    pub last: Timestamp,
}

/// Attempts that have not succeeded, with the same account and from the same network.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tally {
    /// With the same account.
    pub account: Option<Count>,
    /// From the same network.
    pub network: Option<Count>,
}

impl Store {
    /// Counts an attempt as failed from the start, unless those before it forbid it: then `judge`
    /// says why. Attempts are counted one after the other, also when they come at once.
    pub async fn begin_attempt<R>(
        &self,
        attempt: &Attempt,
        at: Timestamp,
        judge: impl FnOnce(Tally) -> Option<R> + Send,
    ) -> Result<Option<R>, StoreError> {
        let mut transaction = self.pool.begin().await?;
        sqlx::query("UPDATE event_head SET seq = seq WHERE id = 1")
            .execute(&mut *transaction)
            .await?;
        let tally = Tally {
            account: count(
                &mut transaction,
                "SELECT COUNT(*) AS failures, MAX(at) AS last FROM login_attempt
                 WHERE account = $1",
                &attempt.account,
            )
            .await?,
            network: count(
                &mut transaction,
                "SELECT COUNT(*) AS failures, MAX(at) AS last FROM login_attempt
                 WHERE network = $1",
                &attempt.network,
            )
            .await?,
        };
        let refused = judge(tally);
        if refused.is_none() {
            sqlx::query(
                "INSERT INTO login_attempt (id, at, account, network) VALUES ($1, $2, $3, $4)",
            )
            .bind(attempt.id.as_str())
            .bind(at.as_millisecond())
            .bind(attempt.account.as_str())
            .bind(attempt.network.as_str())
            .execute(&mut *transaction)
            .await?;
        }
        transaction.commit().await?;
        Ok(refused)
    }

    /// An attempt did not fail after all.
    pub async fn forget_attempt(&self, attempt: &Attempt) -> Result<(), StoreError> {
        sqlx::query("DELETE FROM login_attempt WHERE id = $1")
            .bind(attempt.id.as_str())
            .execute(&self.pool)
            .await?;
        Ok(())
    }

    /// Forgets attempts before an instant.
    pub async fn forget_attempts(&self, before: Timestamp) -> Result<(), StoreError> {
        sqlx::query("DELETE FROM login_attempt WHERE at < $1")
            .bind(before.as_millisecond())
            .execute(&self.pool)
            .await?;
        Ok(())
    }

    /// Uses up an answer of an identity provider, by the SHA-256 of its state; false if it came
    /// before.
    pub async fn use_answer(&self, digest: &str, at: Timestamp) -> Result<bool, StoreError> {
        let done = sqlx::query(
            "INSERT INTO provider_answer (digest, at) VALUES ($1, $2) ON CONFLICT DO NOTHING",
        )
        .bind(digest)
        .bind(at.as_millisecond())
        .execute(&self.pool)
        .await?;
        Ok(done.rows_affected() == 1)
    }

    /// Forgets answers before an instant.
    pub async fn forget_answers(&self, before: Timestamp) -> Result<(), StoreError> {
        sqlx::query("DELETE FROM provider_answer WHERE at < $1")
            .bind(before.as_millisecond())
            .execute(&self.pool)
            .await?;
        Ok(())
    }
}

impl Change {
    /// An attempt did not fail after all.
    pub async fn forget_attempt(&mut self, attempt: &Attempt) -> Result<(), StoreError> {
        sqlx::query("DELETE FROM login_attempt WHERE id = $1")
            .bind(attempt.id.as_str())
            .execute(&mut *self.transaction)
            .await?;
        Ok(())
    }

    /// The owner of an account has come: tells what failed before, and forgets it.
    pub async fn take_failures(&mut self, account: &str) -> Result<Option<Failures>, StoreError> {
        let row = sqlx::query(
            "SELECT COUNT(*) AS failures, MIN(at) AS last FROM login_attempt WHERE account = $1",
        )
        .bind(account)
        .fetch_one(&mut *self.transaction)
        .await?;
        sqlx::query("DELETE FROM login_attempt WHERE account = $1")
            .bind(account)
            .execute(&mut *self.transaction)
            .await?;
        Ok(counted(&row)?.map(|c| Failures {
            count: c.failures,
            since: c.last,
        }))
    }
}

async fn count(
    transaction: &mut Transaction<'static, Any>,
    sql: &'static str,
    key: &str,
) -> Result<Option<Count>, StoreError> {
    let row = sqlx::query(sql).bind(key).fetch_one(&mut **transaction);
    counted(&row.await?)
}

fn counted(row: &AnyRow) -> Result<Option<Count>, StoreError> {
    let failures: i64 = row.try_get("failures")?;
    if failures == 0 {
        return Ok(None);
    }
    let last = instant(row, "last")?.ok_or_else(|| inconsistent("login_attempt", "at"))?;
    Ok(Some(Count {
        failures: failures.unsigned_abs(),
        last,
    }))
}
