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

/// The recorded end of the chain.
#[derive(Debug, Clone, PartialEq, Eq)]
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

/// Checks the whole chain.
pub fn check(events: &[StoredEvent], head: &Head) -> Result<(), BrokenChain> {
    let mut previous = String::new();
    for (expected, event) in (1..).zip(events) {
        if event.seq != expected {
            return Err(BrokenChain::Gap { expected });
        }
        if event.previous != previous {
            return Err(BrokenChain::NotLinked(event.seq));
        }
        if hash(event) != event.hash {
            return Err(BrokenChain::Altered(event.seq));
        }
        previous.clone_from(&event.hash);
    }
    let found = events.last().map_or(0, |e| e.seq);
    if found != head.seq || previous != head.hash {
        return Err(BrokenChain::End {
            found,
            recorded: head.seq,
        });
    }
    Ok(())
}
