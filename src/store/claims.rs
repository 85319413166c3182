//! Who is sending what: claims on messages in the outbox.
//!
//! Sending changes nothing in the register, so no events tell of it; a claim is a single statement
//! that the database decides.

use jiff::Timestamp;

use super::Store;
use super::error::StoreError;
use super::outbox::id;
use crate::domain::mail::{Letter, Message, MessageId, Undelivered};

/// A message that one sender may deliver, until its time is over.
#[derive(Debug)]
pub struct Claimed {
    /// The message.
    pub message: Message,
    claim: String,
}

impl Store {
    /// Messages that may be sent at an instant, the longest waiting first.
    pub async fn due_messages(&self, at: Timestamp) -> Result<Vec<MessageId>, StoreError> {
        let rows = sqlx::query(
            "SELECT id FROM outbox
             WHERE sent_at IS NULL AND given_up_at IS NULL AND due_at <= $1
                 AND (claimed_until IS NULL OR claimed_until <= $1)
             ORDER BY due_at, id LIMIT 500",
        )
        .bind(at.as_millisecond())
        .fetch_all(&self.pool);
        rows.await?.iter().map(id).collect()
    }

    /// Takes a message to send it, unless somebody else has it or has sent it. `claim` is a name
    /// that no other sender has.
    pub async fn claim_message(
        &self,
        id: &MessageId,
        claim: &str,
        at: Timestamp,
        until: Timestamp,
    ) -> Result<Option<Claimed>, StoreError> {
        // The condition stands in the update itself: PostgreSQL looks at it again when it has
        // waited for another sender.
        let done = sqlx::query(
            "UPDATE outbox SET claim = $2, claimed_until = $4, attempts = attempts + 1
             WHERE id = $1 AND sent_at IS NULL AND given_up_at IS NULL AND due_at <= $3
                 AND (claimed_until IS NULL OR claimed_until <= $3)",
        )
        .bind(id.as_str())
        .bind(claim)
        .bind(at.as_millisecond())
        .bind(until.as_millisecond())
        .execute(&self.pool)
        .await?;
        if done.rows_affected() == 0 {
            return Ok(None);
        }
        let message = self.message(id).await?;
        Ok(message.map(|message| Claimed {
            message,
            claim: claim.to_owned(),
        }))
    }

    /// Fixes the words of a claimed message.
    pub async fn write_message(
        &self,
        claimed: &Claimed,
        letter: &Letter,
    ) -> Result<(), StoreError> {
        sqlx::query("UPDATE outbox SET subject = $3, body = $4 WHERE id = $1 AND claim = $2")
            .bind(claimed.message.id.as_str())
            .bind(claimed.claim.as_str())
            .bind(letter.subject.as_str())
            .bind(letter.body.as_str())
            .execute(&self.pool)
            .await?;
        Ok(())
    }

    /// The mail server has a claimed message.
    pub async fn mark_sent(&self, claimed: &Claimed, at: Timestamp) -> Result<(), StoreError> {
        sqlx::query(
            "UPDATE outbox SET sent_at = $3, claim = NULL, claimed_until = NULL, problem = NULL
             WHERE id = $1 AND claim = $2",
        )
        .bind(claimed.message.id.as_str())
        .bind(claimed.claim.as_str())
        .bind(at.as_millisecond())
        .execute(&self.pool)
        .await?;
        Ok(())
    }

    /// A claimed message was not delivered: it is tried again at an instant, or not any more.
    pub async fn mark_undelivered(
        &self,
        claimed: &Claimed,
        why: Undelivered,
        again: Option<Timestamp>,
        at: Timestamp,
    ) -> Result<(), StoreError> {
        let given_up = again.is_none().then(|| at.as_millisecond());
        sqlx::query(
            "UPDATE outbox SET due_at = $3, given_up_at = $4, problem = $5, claim = NULL,
                 claimed_until = NULL
             WHERE id = $1 AND claim = $2",
        )
        .bind(claimed.message.id.as_str())
        .bind(claimed.claim.as_str())
        .bind(again.unwrap_or(at).as_millisecond())
        .bind(given_up)
        .bind(why.to_data())
        .execute(&self.pool)
        .await?;
        Ok(())
    }
}
