//! Whether the chain of events is intact, without reading all of it each time somebody looks.
//!
//! How far the chain was found sound is remembered in memory, never in the database that is being
//! checked. Looking at the page checks what came since; a full check begins anew.

use jiff::Timestamp;
use tokio::sync::Mutex;

use super::Service;
use super::error::ServiceError;
use crate::store::Store;
use crate::store::events::{BrokenChain, Head, ends, follow};

/// Events that are read at once, so that a long chain needs little memory.
const BATCH: i64 = 2_000;

/// Events that are checked at most when somebody looks.
const AT_A_LOOK: i64 = 10_000;

/// How a chain stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked {
    /// The sound part: its last event and the hash of it.
    pub sound: Head,
    /// The recorded end.
    pub head: Head,
    /// Where it is broken, if it is.
    pub broken: Option<BrokenChain>,
    /// When this was found out.
    pub at: Timestamp,
    /// When every event was last checked anew, if that happened since the start.
    pub whole_at: Option<Timestamp>,
}

impl Checked {
    /// Whether every event was checked, and none is broken.
    pub fn is_intact(&self) -> bool {
        self.broken.is_none() && self.sound == self.head
    }
}

/// How far the chain was found sound.
#[derive(Debug, Default)]
pub struct ChainWatch(Mutex<Known>);

#[derive(Debug, Default)]
struct Known {
    sound: Head,
    whole_at: Option<Timestamp>,
}

impl ChainWatch {
    /// Checks what came since the last look, up to some thousand events.
    pub async fn look(&self, service: &Service, at: Timestamp) -> Result<Checked, ServiceError> {
        let mut known = self.0.lock().await;
        let remembered = service.store.event(known.sound.seq).await?;
        let unchanged = remembered.is_some_and(|event| {
            event.hash == known.sound.hash && crate::store::events::hash(&event) == event.hash
        });
        if known.sound.seq > 0 && !unchanged {
            // Somebody was there: what was sound need not be any more.
            *known = Known::default();
            return known.check(&service.store, i64::MAX, at).await;
        }
        known.check(&service.store, AT_A_LOOK, at).await
    }

    /// Checks every event anew.
    pub async fn check(&self, service: &Service, at: Timestamp) -> Result<Checked, ServiceError> {
        // Nobody who looks has to wait for it.
        let mut anew = Known::default();
        let checked = anew.check(&service.store, i64::MAX, at).await?;
        *self.0.lock().await = anew;
        Ok(checked)
    }
}

impl Known {
    async fn check(
        &mut self,
        store: &Store,
        limit: i64,
        at: Timestamp,
    ) -> Result<Checked, ServiceError> {
        let begin = self.sound.seq;
        let (head, broken) = self.go_on(store, begin.saturating_add(limit)).await?;
        if begin == 0 && broken.is_none() && self.sound == head {
            self.whole_at = Some(at);
        }
        Ok(Checked {
            sound: self.sound.clone(),
            head,
            broken,
            at,
            whole_at: self.whole_at,
        })
    }

    /// Follows the chain to its end, or to about this event.
    async fn go_on(
        &mut self,
        store: &Store,
        until: i64,
    ) -> Result<(Head, Option<BrokenChain>), ServiceError> {
        loop {
            // In a chain of ours nothing stands before the first event.
            let after = if self.sound.seq == 0 {
                i64::MIN
            } else {
                self.sound.seq
            };
            let events = store.events_after(after, BATCH).await?;
            let (sound, followed) = follow(std::mem::take(&mut self.sound), &events);
            self.sound = sound;
            if let Err(broken) = followed {
                return Ok((store.head().await?, Some(broken)));
            }
            if self.sound.seq >= until {
                return Ok((store.head().await?, None));
            }
            if events.is_empty() {
                // The head is read after the events: it is behind none of them, and what it is
                // ahead of has come since.
                let head = store.head().await?;
                let more = store.events_after(self.sound.seq, 1).await?;
                if head.seq > self.sound.seq && !more.is_empty() {
                    continue;
                }
                return Ok((head.clone(), ends(&self.sound, &head).err()));
            }
        }
    }
}

/// Checks every event once.
pub(super) async fn check_whole(store: &Store, at: Timestamp) -> Result<Head, ServiceError> {
    let standing = Known::default().check(store, i64::MAX, at).await?;
    match standing.broken {
        Some(broken) => Err(broken.into()),
        None => Ok(standing.sound),
    }
}
