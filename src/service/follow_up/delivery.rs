//! Sending what is due, once.
//!
//! A sender claims a message before it sends it, for longer than sending can take; no other sender
//! touches it meanwhile. If a sender is killed after the mail server took the message and before
//! that was noted, the message is sent again when the claim is over: with the same Message-ID and
//! to the byte the same, by which mail servers and readers know it.

use jiff::{SignedDuration, Timestamp};
use rand::{CryptoRng, Rng};

use super::FollowUpError;
use crate::domain::mail::{Kind, Message, MessageId, Undelivered};
use crate::mail::{Postman, notice};
use crate::service::{By, Service, ServiceError};
use crate::store::{Claimed, Event};

/// How long a message belongs to who sends it.
const CLAIM: SignedDuration = SignedDuration::from_mins(10);

/// The first pause after a failure; each further one is twice as long, up to the longest.
const FIRST_PAUSE: SignedDuration = SignedDuration::from_mins(1);
const LONGEST_PAUSE: SignedDuration = SignedDuration::from_hours(1);

/// After so long nobody tries any more.
const PERSISTENCE: SignedDuration = SignedDuration::from_hours(4 * 24);

/// What was sent is kept so long, to find out what was sent.
const MEMORY: SignedDuration = SignedDuration::from_hours(90 * 24);

/// What came of sending what was due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize)]
pub struct Delivered {
    /// Taken over by the mail server.
    pub sent: u64,
    /// Tried again later.
    pub put_off: u64,
    /// Not tried any more.
    pub given_up: u64,
}

impl Service {
    /// Sends every message that is due, unless it is `stopped` between two of them. `now` tells
    /// the time, because sending takes some.
    pub async fn deliver<R: Rng + CryptoRng>(
        &self,
        now: impl Fn() -> Timestamp,
        stopped: impl Fn() -> bool,
        random: &mut R,
    ) -> Result<Delivered, ServiceError> {
        let postman = self.postman.as_ref().ok_or(FollowUpError::NoMailServer)?;
        let mut done = Delivered::default();
        for id in self.store.due_messages(now()).await? {
            if stopped() {
                break;
            }
            self.deliver_one(postman, &id, &now, random, &mut done)
                .await?;
        }
        Ok(done)
    }

    /// Forgets what was sent long ago, with the addresses in it.
    pub async fn forget_sent(&self, at: Timestamp) -> Result<(), ServiceError> {
        let before = at.checked_sub(MEMORY).unwrap_or(at);
        Ok(self.store.forget_sent(before).await?)
    }

    async fn deliver_one<R: Rng + CryptoRng>(
        &self,
        postman: &Postman,
        id: &MessageId,
        now: &impl Fn() -> Timestamp,
        random: &mut R,
        done: &mut Delivered,
    ) -> Result<(), ServiceError> {
        let mut claim = [0; 8];
        random.fill_bytes(&mut claim);
        let at = now();
        let until = at.checked_add(CLAIM).unwrap_or(at);
        let claim = hex::encode(claim);
        let claimed = self.store.claim_message(id, &claim, at, until).await?;
        let Some(claimed) = claimed else {
            return Ok(());
        };
        match self.hand_over(postman, &claimed).await? {
            Ok(()) => {
                self.store.mark_sent(&claimed, now()).await?;
                done.sent += 1;
            }
            Err(why) => {
                let at = now();
                let again = next_try(&claimed.message, why, at);
                tracing::warn!(message = %id, %why, "mail was not delivered");
                self.store
                    .mark_undelivered(&claimed, why, again, at)
                    .await?;
                match again {
                    Some(_) => done.put_off += 1,
                    None => done.given_up += 1,
                }
            }
        }
        Ok(())
    }

    async fn hand_over(
        &self,
        postman: &Postman,
        claimed: &Claimed,
    ) -> Result<Result<(), Undelivered>, ServiceError> {
        let message = &claimed.message;
        let letter = match &message.letter {
            Some(letter) => letter.clone(),
            None => {
                let page = format!("{}{}", self.origin, page_of(message.kind));
                let letter = notice(message.kind, &message.items, &page, message.language);
                self.store.write_message(claimed, &letter).await?;
                letter
            }
        };
        Ok(postman.deliver(message, &letter).await)
    }

    /// Tries a message again that nobody tries any more.
    pub async fn revive_message(&self, id: &MessageId, by: By<'_>) -> Result<(), ServiceError> {
        let mut change = self.store.change(by.actor, by.at).await?;
        change.revive_message(id).await?;
        let event = Event::new("mail.revived", id, "");
        Ok(change.commit(vec![event]).await?)
    }

    /// Takes a message out that nobody tries any more.
    pub async fn drop_message(&self, id: &MessageId, by: By<'_>) -> Result<(), ServiceError> {
        let mut change = self.store.change(by.actor, by.at).await?;
        if !change.delete_message(id).await? {
            return Err(FollowUpError::UnknownMessage.into());
        }
        let event = Event::new("mail.dropped", id, "");
        Ok(change.commit(vec![event]).await?)
    }
}

/// The page of the desk where what is told can be done.
const fn page_of(kind: Kind) -> &'static str {
    match kind {
        Kind::SignatureAwaited | Kind::KeyAwaited => "/staff/signing",
        Kind::CopyReported => "/staff/misuse",
        Kind::BarrierReported => "/staff/feedback",
        Kind::Refused | Kind::Reminder | Kind::Digest => "/staff",
    }
}

/// When a message is tried again, if it is.
fn next_try(message: &Message, why: Undelivered, at: Timestamp) -> Option<Timestamp> {
    if why.is_final() || at.duration_since(message.created_at) >= PERSISTENCE {
        return None;
    }
    let doublings = u32::try_from(message.attempts.saturating_sub(1)).unwrap_or(u32::MAX);
    let factor = 1_i32.checked_shl(doublings.min(20)).unwrap_or(i32::MAX);
    let pause = FIRST_PAUSE
        .checked_mul(factor)
        .unwrap_or(LONGEST_PAUSE)
        .min(LONGEST_PAUSE);
    Some(at.checked_add(pause).unwrap_or(at))
}
