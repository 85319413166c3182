//! The chain of events: what happened, append-only, each row bound to the one before it.

use jiff::Timestamp;
use minicbor::Encoder;
use sha2::{Digest, Sha256};
use thiserror::Error;

/// Something that happened to a subject.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// What happened: `certificate.signed`.
    pub action: &'static str,
    /// To what: a serial number, an AGS.
    pub subject: String,
    /// More, for staff; never a score, a passphrase or a token.
    pub detail: String,
}

impl BrokenChain {
    /// The first event that is not what it should be.
    pub const fn at(&self) -> i64 {
        match self {
            Self::Gap { expected } => *expected,
            Self::NotLinked(seq) | Self::Altered(seq) => *seq,
            Self::End { found, recorded } if *found == *recorded => *found,
            Self::End { found, recorded } if *found < *recorded => *found + 1,
            Self::End { recorded, .. } => *recorded + 1,
        }
    }
}

impl Event {
    /// An event.
    pub fn new(action: &'static str, subject: impl ToString, detail: impl Into<String>) -> Self {
        Self {
            action,
            subject: subject.to_string(),
            detail: detail.into(),
        }
    }
}

/// An event as it stands in the database.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredEvent {
    /// Position, from 1.
    pub seq: i64,
    /// When.
    pub at: Timestamp,
    /// Who.
    pub actor: String,
    /// What.
    pub action: String,
    /// To what.
    pub subject: String,
    /// More.
    pub detail: String,
    /// The hash of the row before; empty in the first.
    pub previous: String,
    /// The hash of this row, hexadecimal.
    pub hash: String,
}

/// An end of the chain; by default that of one without events.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Head {
    /// Number of events.
    pub seq: i64,
    /// Hash of the last.
    pub hash: String,
}

/// Where a chain is broken.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum BrokenChain {
    /// A row is missing, or stands in another place.
    #[error("event {expected} is missing or out of order")]
    Gap {
        /// The number that should come here.
        expected: i64,
    },
    /// A row does not follow from the one before.
    #[error("event {0} does not follow from the one before it")]
    NotLinked(i64),
    /// A row was altered.
    #[error("event {0} was altered")]
    Altered(i64),
    /// Rows at the end are missing, or were added outside a change.
    #[error("the chain ends at event {found}, but {recorded} were recorded")]
    End {
        /// The last row.
        found: i64,
        /// What the head says.
        recorded: i64,
    },
}

/// SHA-256 over the deterministic CBOR array of the row's fields, hexadecimal.
pub fn hash(event: &StoredEvent) -> String {
    let mut bytes = Vec::with_capacity(256);
    let mut encoder = Encoder::new(&mut bytes);
    // A vector takes whatever is written to it.
    let _ = (|| {
        encoder
            .array(7)?
            .i64(event.seq)?
            .i64(event.at.as_millisecond())?
            .str(&event.actor)?
            .str(&event.action)?
            .str(&event.subject)?
            .str(&event.detail)?
            .str(&event.previous)?
            .ok()
    })();
    hex::encode(Sha256::digest(&bytes))
}

/// Follows the chain from a part that is sound over the events after it; tells how far that goes.
pub fn follow(sound: Head, events: &[StoredEvent]) -> (Head, Result<(), BrokenChain>) {
    let mut sound = sound;
    for event in events {
        let expected = sound.seq + 1;
        if event.seq != expected {
            return (sound, Err(BrokenChain::Gap { expected }));
        }
        if event.previous != sound.hash {
            return (sound, Err(BrokenChain::NotLinked(event.seq)));
        }
        if hash(event) != event.hash {
            return (sound, Err(BrokenChain::Altered(event.seq)));
        }
        sound = Head {
            seq: event.seq,
            hash: event.hash.clone(),
        };
    }
    (sound, Ok(()))
}

/// Whether a chain that was followed to its last row ends where that was recorded.
pub fn ends(last: &Head, recorded: &Head) -> Result<(), BrokenChain> {
    if last == recorded {
        Ok(())
    } else {
        Err(BrokenChain::End {
            found: last.seq,
            recorded: recorded.seq,
        })
    }
}

/// Checks the whole chain.
pub fn check(events: &[StoredEvent], head: &Head) -> Result<(), BrokenChain> {
    let (last, sound) = follow(Head::default(), events);
    sound.and_then(|()| ends(&last, head))
}
