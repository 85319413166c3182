//! One change of the register: a transaction together with the events that tell of it.

use jiff::Timestamp;
use sqlx::{Any, AnyPool, Row, Transaction};

use super::error::StoreError;
use super::events::{self, Event, StoredEvent};

/// An open change. While it is open, every other change waits; dropped, it never happened.
pub struct Change {
    pub(super) transaction: Transaction<'static, Any>,
    actor: String,
    at: Timestamp,
    seq: i64,
    hash: String,
}

impl Change {
    pub(super) async fn begin(
        pool: &AnyPool,
        actor: &str,
        at: Timestamp,
    ) -> Result<Self, StoreError> {
        let mut transaction = pool.begin().await?;
        // A write comes first: it takes SQLite's write lock or PostgreSQL's row lock before
        // anything is read, so nothing that is read here can be stale.
        let head = sqlx::query("UPDATE event_head SET seq = seq WHERE id = 1 RETURNING seq, hash")
            .fetch_one(&mut *transaction)
            .await?;
        let (seq, hash) = (head.try_get(0)?, head.try_get(1)?);
        Ok(Self {
            transaction,
            actor: actor.to_owned(),
            at,
            seq,
            hash,
        })
    }

    /// When the change happens.
    pub const fn at(&self) -> Timestamp {
        self.at
    }

    /// Appends the events and makes the change happen, all or nothing.
    pub async fn commit(mut self, events: Vec<Event>) -> Result<(), StoreError> {
        if events.is_empty() {
            return Err(StoreError::Unrecorded);
        }
        for event in events {
            self.append(event).await?;
        }
        sqlx::query("UPDATE event_head SET seq = $1, hash = $2 WHERE id = 1")
            .bind(self.seq)
            .bind(self.hash.as_str())
            .execute(&mut *self.transaction)
            .await?;
        Ok(self.transaction.commit().await?)
    }

    async fn append(&mut self, event: Event) -> Result<(), StoreError> {
        let mut stored = StoredEvent {
            seq: self.seq + 1,
            at: self.at,
            actor: self.actor.clone(),
            action: event.action.to_owned(),
            subject: event.subject,
            detail: event.detail,
            previous: self.hash.clone(),
            hash: String::new(),
        };
        stored.hash = events::hash(&stored);
        sqlx::query(
            "INSERT INTO events (seq, at, actor, action, subject, detail, previous, hash)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        )
        .bind(stored.seq)
        .bind(stored.at.as_millisecond())
        .bind(stored.actor.as_str())
        .bind(stored.action.as_str())
        .bind(stored.subject.as_str())
        .bind(stored.detail.as_str())
        .bind(stored.previous.as_str())
        .bind(stored.hash.as_str())
        .execute(&mut *self.transaction)
        .await?;
        self.seq = stored.seq;
        self.hash = stored.hash;
        Ok(())
    }
}
