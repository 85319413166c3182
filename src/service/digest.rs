//! Daily digests of the audit trail: signed, kept, and sent to the chambers, so that whoever
//! rewrites the trail has to reckon with what was told yesterday.

use encoding_rs::UTF_8;
use jiff::Timestamp;
use quoted_printable::ParseMode;
use rand::{CryptoRng, Rng};
use thiserror::Error;

use super::chain::check_whole;
use super::error::ServiceError;
use super::follow_up::name_of;
use super::{By, Service};
use crate::domain::chamber::ChamberId;
use crate::domain::digest::{Digest, SignedDigest};
use crate::domain::mail::{Delivery, Kind, Message};
use crate::domain::validity::Day;
use crate::keys::is_signed_digest;
use crate::mail::digest_letter;
use crate::store::{Change, Event, StoreError};

/// After a longer pause, digests of days further back are made but not sent.
const SENT_DAYS: i64 = 14;

/// Why there is no digest, or why one does not hold.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum DigestError {
    /// A day has to be over before it can be told of.
    #[error("the day {0} is not over")]
    NotOver(Day),
    /// Digests begin later, or none was made.
    #[error("there is no digest of {0}")]
    None(Day),
    /// The text holds no digest.
    #[error("the text holds no digest")]
    Malformed,
    /// Signed with another key than the one that is trusted.
    #[error("the digest is signed with the key {0}")]
    OtherKey(String),
    /// The signature is wrong: the text was changed.
    #[error("the signature of the digest is wrong")]
    Signature,
    /// The chain is consistent in itself, but not the one that the digest told of.
    #[error("event {seq} is not the one that the digest of {day} tells of")]
    Rewritten {
        /// The event at which they differ, or an earlier one does.
        seq: i64,
        /// The day of the digest.
        day: Day,
    },
}

impl Service {
    /// The public key under digests; the server's key is made if there is none.
    pub fn digest_key<R: Rng + CryptoRng>(&self, random: &mut R) -> Result<[u8; 32], ServiceError> {
        Ok(self.keys.server_key(random)?.digest_key())
    }

    /// Makes what digests are missing of the days before today, if they are sent to anybody. Tells
    /// how many.
    pub async fn make_due_digests<R: Rng + CryptoRng>(
        &self,
        by: By<'_>,
        random: &mut R,
    ) -> Result<usize, ServiceError> {
        let yesterday = Day::of(by.at).plus(-1);
        match yesterday {
            Some(day) if !self.digests.to.is_empty() => self.make_digests(day, by, random).await,
            _ => Ok(0),
        }
    }

    /// Makes the digests that are missing up to a day, one for each day since the last one. None
    /// is made of a chain that is broken.
    pub async fn make_digests<R: Rng + CryptoRng>(
        &self,
        until: Day,
        by: By<'_>,
        random: &mut R,
    ) -> Result<usize, ServiceError> {
        if until >= Day::of(by.at) {
            return Err(DigestError::NotOver(until).into());
        }
        let newest = self.store.digests(1).await?.pop();
        let mut day = match &newest {
            None => Some(until),
            Some(newest) => newest.digest.day.next(),
        };
        let mut made = 0;
        if day.is_none_or(|day| day > until) {
            return Ok(made);
        }
        check_whole(&self.store, by.at).await?;
        if let Some(newest) = &newest {
            self.is_still_told(&newest.digest).await?;
        }
        let mut previous = newest;
        while let Some(next) = day.filter(|day| *day <= until) {
            let signed = self.digest(next, previous.as_ref(), by.at, random).await?;
            match self.keep_digest(&signed, by).await {
                Ok(()) => made += 1,
                // Another server was faster.
                Err(ServiceError::Store(StoreError::Conflict)) => break,
                Err(error) => return Err(error),
            }
            previous = Some(signed);
            day = next.next();
        }
        Ok(made)
    }

    /// Whether a digest that somebody kept in a file holds: it is signed by this key (by default that of this
    /// server), the chain is intact, and it still contains what the digest tells of.
    pub async fn check_digest<R: Rng + CryptoRng>(
        &self,
        file: &[u8],
        key: Option<[u8; 32]>,
        at: Timestamp,
        random: &mut R,
    ) -> Result<Digest, ServiceError> {
        let found = kept(file).ok_or(DigestError::Malformed)?;
        let SignedDigest { digest, signature } = found;
        let trusted = key.map_or_else(|| self.digest_key(random), Ok)?;
        if digest.key != trusted {
            return Err(DigestError::OtherKey(hex::encode(digest.key)).into());
        }
        if !is_signed_digest(&trusted, digest.to_be_signed().as_bytes(), &signature) {
            return Err(DigestError::Signature.into());
        }
        check_whole(&self.store, at).await?;
        self.is_still_told(&digest).await?;
        Ok(digest)
    }

    /// Whether the chain contains what a digest tells of.
    async fn is_still_told(&self, digest: &Digest) -> Result<(), ServiceError> {
        let told = match digest.last {
            0 => String::new(),
            last => {
                let event = self.store.event(last).await?;
                event.map(|event| event.hash).unwrap_or_default()
            }
        };
        if told == digest.head {
            Ok(())
        } else {
            let (seq, day) = (digest.last, digest.day);
            Err(DigestError::Rewritten { seq, day }.into())
        }
    }

    async fn digest<R: Rng + CryptoRng>(
        &self,
        day: Day,
        previous: Option<&SignedDigest>,
        at: Timestamp,
        random: &mut R,
    ) -> Result<SignedDigest, ServiceError> {
        let key = self.keys.server_key(random)?;
        let end = day.next().map_or(Timestamp::MAX, Day::begin);
        let before = previous.map_or(0, |previous| previous.digest.last);
        let last = self.store.last_event_before(end).await?.max(before);
        let event = self.store.event(last).await?;
        let digest = Digest {
            register: self.host.clone(),
            day,
            first: before + 1,
            last,
            head: event.map(|event| event.hash).unwrap_or_default(),
            previous: previous.map(SignedDigest::name).unwrap_or_default(),
            made: Timestamp::from_second(at.as_second()).unwrap_or(at),
            key: key.digest_key(),
        };
        let signature = key.sign_digest(digest.to_be_signed().as_bytes());
        Ok(SignedDigest { digest, signature })
    }

    /// Keeps a digest and puts it into the outbox for every chamber, all or nothing.
    async fn keep_digest(&self, signed: &SignedDigest, by: By<'_>) -> Result<(), ServiceError> {
        let day = signed.digest.day;
        let mut change = self.store.change(by.actor, by.at).await?;
        change.insert_digest(signed).await?;
        let recent = day.plus(SENT_DAYS).is_some_and(|d| d >= Day::of(by.at));
        if self.postman.is_some() && recent {
            for chamber in self.digests.to.keys() {
                self.send_digest(&mut change, signed, chamber, by.at)
                    .await?;
            }
        }
        let event = Event::new("audit.digest-made", day, signed.name());
        Ok(change.commit(vec![event]).await?)
    }

    async fn send_digest(
        &self,
        change: &mut Change,
        signed: &SignedDigest,
        chamber: &ChamberId,
        at: Timestamp,
    ) -> Result<(), ServiceError> {
        let Some(recipient) = self.digests.to.get(chamber) else {
            return Ok(());
        };
        let language = self.digests.language;
        let message = Message {
            id: name_of(&[Kind::Digest.as_str(), chamber.as_str(), &signed.name()]),
            kind: Kind::Digest,
            staff: None,
            chamber: Some(chamber.clone()),
            recipient: recipient.clone(),
            language,
            reply_to: None,
            letter: Some(digest_letter(signed, language)),
            items: Vec::new(),
            created_at: at,
            due_at: at,
            attempts: 0,
            delivery: Delivery::Open(None),
        };
        Ok(change.put_message(&message).await?)
    }
}

/// The digest in a file: a text, or the message as a mail program saves it (RFC 2045, 6.7).
fn kept(file: &[u8]) -> Option<SignedDigest> {
    let find = |bytes: &[u8]| SignedDigest::find(&UTF_8.decode(bytes).0);
    find(file).or_else(|| find(&quoted_printable::decode(file, ParseMode::Robust).ok()?))
}
