//! Digests of the audit trail: what is told each day of where the chain ends, as signed text.
//!
//! ```text
//! kammersiegel-audit-digest 1
//! register: siegel.example
//! day: 2026-11-25
//! events: 34
//! first: 101
//! last: 134
//! head: 9f…              hash of event `last`; `-` if there is none yet
//! previous: 3c…          SHA-256 of the text of the digest before; `-` in the first
//! made: 2026-11-26T00:05:00Z
//! key: 5b…               Ed25519 public key, hexadecimal
//! signature: …           base64, over every line above with the `\n` that ends it
//! ```

use std::collections::BTreeMap;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use jiff::Timestamp;
use sha2::{Digest as _, Sha256};

use super::account::Email;
use super::chamber::ChamberId;
use super::language::Language;
use super::validity::Day;

const HEADING: &str = "kammersiegel-audit-digest 1";
const NONE: &str = "-";

/// Where digests are sent; without anybody, none are made by themselves.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DigestMail {
    /// One address a chamber.
    pub to: BTreeMap<ChamberId, Email>,
    /// The language of the words around the digest.
    pub language: Language,
}

/// What is told of a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Digest {
    /// The host of the register.
    pub register: String,
    /// The day in Berlin.
    pub day: Day,
    /// The first event that no digest before told of; one more than `last` if there was none.
    pub first: i64,
    /// The last event of the day.
    pub last: i64,
    /// Its hash, hexadecimal; empty if there is none yet.
    pub head: String,
    /// SHA-256 of the text of the digest before, hexadecimal; empty in the first.
    pub previous: String,
    /// When it was made, in whole seconds.
    pub made: Timestamp,
    /// The public key that signs.
    pub key: [u8; 32],
}

/// A digest with its signature, which nobody has verified yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedDigest {
    /// What it tells.
    pub digest: Digest,
    /// Ed25519 over [`Digest::to_be_signed`].
    pub signature: [u8; 64],
}

impl Digest {
    /// Number of events.
    pub const fn events(&self) -> i64 {
        self.last - self.first + 1
    }

    /// The text up to the signature.
    pub fn to_be_signed(&self) -> String {
        let or_none = |text: &str| {
            if text.is_empty() {
                NONE.to_owned()
            } else {
                text.to_owned()
            }
        };
        let lines = [
            ("register", self.register.clone()),
            ("day", self.day.to_string()),
            ("events", self.events().to_string()),
            ("first", self.first.to_string()),
            ("last", self.last.to_string()),
            ("head", or_none(&self.head)),
            ("previous", or_none(&self.previous)),
            ("made", self.made.to_string()),
            ("key", hex::encode(self.key)),
        ];
        let lines = lines.map(|(name, value)| format!("{name}: {value}\n"));
        format!("{HEADING}\n{}", lines.concat())
    }
}

impl SignedDigest {
    /// The whole text.
    pub fn text(&self) -> String {
        let signature = STANDARD.encode(self.signature);
        format!("{}signature: {signature}\n", self.digest.to_be_signed())
    }

    /// The name by which the next digest knows it: SHA-256 of the text, hexadecimal.
    pub fn name(&self) -> String {
        hex::encode(Sha256::digest(self.text()))
    }

    /// Finds a digest in a text such as a mail: other lines before and after it, signs of quoting
    /// (`> `) and other ends of lines do not matter. What was changed in it otherwise does not
    /// verify.
    pub fn find(text: &str) -> Option<Self> {
        let clean = |line: &str| {
            line.trim_start_matches(['>', ' ', '\t'])
                .trim_end()
                .to_owned()
        };
        let lines = text.lines().map(clean);
        let mut lines = lines.skip_while(|line| line != HEADING).skip(1);
        let mut next = |name: &str| {
            let line = lines.next()?;
            let value = line.strip_prefix(name)?.strip_prefix(": ")?;
            Some(value.to_owned())
        };
        let hash = |text: String| match text.as_str() {
            NONE => Some(String::new()),
            _ => (hex::decode(&text).ok()?.len() == 32).then_some(text),
        };
        let register = next("register")?;
        let day = Day::parse(&next("day")?).ok()?;
        let events: i64 = next("events")?.parse().ok()?;
        let digest = Digest {
            register,
            day,
            first: next("first")?.parse().ok()?,
            last: next("last")?.parse().ok()?,
            head: hash(next("head")?)?,
            previous: hash(next("previous")?)?,
            made: next("made")?.parse().ok()?,
            key: hex::decode(next("key")?).ok()?.try_into().ok()?,
        };
        let signature = STANDARD.decode(next("signature")?).ok()?;
        let counted = digest.last.checked_sub(digest.first)?.checked_add(1)?;
        (counted == events).then_some(Self {
            digest,
            signature: signature.try_into().ok()?,
        })
    }
}
