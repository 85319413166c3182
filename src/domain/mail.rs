//! Messages: what is to be told to whom, and how far that has come.

use std::fmt;

use jiff::Timestamp;
use thiserror::Error;

use super::account::{AccountId, Email};
use super::chamber::ChamberId;
use super::language::Language;
use super::serial::Serial;

/// A message's name: 32 hexadecimal digits. It is the left part of its Message-ID (RFC 5322,
/// 3.6.4), so that a message that had to be sent again is known as the same.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct MessageId(String);

impl MessageId {
    /// An identifier from random bytes.
    pub fn new(random: [u8; 16]) -> Self {
        Self(hex::encode(random))
    }

    /// Reads an identifier.
    pub fn parse(text: &str) -> Option<Self> {
        let fits = text.len() == 32
            && text
                .bytes()
                .all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b));
        fits.then(|| Self(text.to_owned()))
    }

    /// The identifier.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for MessageId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What a message is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// To a signatory: certificates wait for a signature.
    SignatureAwaited,
    /// To a clerk: a chamber refused.
    Refused,
    /// To a signatory: certificates wait for the chamber's document key.
    KeyAwaited,
    /// To a municipality: its award ends.
    Reminder,
    /// To a chamber: the digest of a day of the audit trail.
    Digest,
    /// To whoever settles reports: somebody told of a copy.
    CopyReported,
    /// To whoever answers reports: somebody met a barrier.
    BarrierReported,
}

impl Kind {
    const ALL: [Self; 7] = [
        Self::SignatureAwaited,
        Self::Refused,
        Self::KeyAwaited,
        Self::Reminder,
        Self::Digest,
        Self::CopyReported,
        Self::BarrierReported,
    ];

    /// The name in data.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::SignatureAwaited => "signature_awaited",
            Self::Refused => "refused",
            Self::KeyAwaited => "key_awaited",
            Self::Reminder => "reminder",
            Self::Digest => "digest",
            Self::CopyReported => "copy_reported",
            Self::BarrierReported => "barrier_reported",
        }
    }

    /// The kind of this name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == name)
    }
}

/// The words of a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    /// What it is about, on one line.
    pub subject: String,
    /// Plain text; lines end in `\n`.
    pub body: String,
}

/// A certificate that a message is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// Its number.
    pub serial: Serial,
    /// Who is awarded.
    pub name: String,
}

/// A message in the outbox.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// Its name.
    pub id: MessageId,
    /// What it is for.
    pub kind: Kind,
    /// The account that it is for, and its chamber, if it is for staff.
    pub staff: Option<(AccountId, ChamberId)>,
    /// The chamber that it is for, if it is for a chamber and nobody in particular.
    pub chamber: Option<ChamberId>,
    /// The address.
    pub recipient: Email,
    /// The language that it is written in.
    pub language: Language,
    /// Where replies go, if not to the sender.
    pub reply_to: Option<Email>,
    /// Its words; none as long as more may be added to what it is about.
    pub letter: Option<Letter>,
    /// The certificates that it is about.
    pub items: Vec<Item>,
    /// When it was written.
    pub created_at: Timestamp,
    /// When it is to be sent, or tried again.
    pub due_at: Timestamp,
    /// How often somebody has begun to send it.
    pub attempts: u64,
    /// How far it has come.
    pub delivery: Delivery,
}

/// How far a message has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Delivery {
    /// On its way; why it was not delivered so far, if it was tried.
    Open(Option<Undelivered>),
    /// The mail server has it.
    Sent(Timestamp),
    /// Nobody tries any more.
    GivenUp(Timestamp, Undelivered),
}

/// Why a message was not delivered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum Undelivered {
    /// The mail server cannot be reached, or hung up.
    #[error("the mail server cannot be reached")]
    Unreachable,
    /// The mail server took too long.
    #[error("the mail server does not answer in time")]
    TimedOut,
    /// There is no safe connection to it.
    #[error("there is no safe connection to the mail server")]
    Insecure,
    /// It does not let this program in.
    #[error("the mail server refuses user or password")]
    SignIn,
    /// It puts the message off (RFC 5321, 4.2.1: 4yz).
    #[error("the mail server puts the message off ({0})")]
    PutOff(u16),
    /// It refuses the message for good (5yz).
    #[error("the mail server refuses the message ({0})")]
    Refused(u16),
    /// A message cannot be made of it: a name or an address that mail does not allow.
    #[error("no message can be made of it")]
    Malformed,
}

impl Undelivered {
    /// Whether trying again is in vain.
    pub const fn is_final(self) -> bool {
        matches!(self, Self::Refused(_) | Self::Malformed)
    }

    /// The name in data: `refused 550`.
    pub fn to_data(self) -> String {
        match self {
            Self::Unreachable => "unreachable".to_owned(),
            Self::TimedOut => "timed_out".to_owned(),
            Self::Insecure => "insecure".to_owned(),
            Self::SignIn => "sign_in".to_owned(),
            Self::PutOff(code) => format!("put_off {code}"),
            Self::Refused(code) => format!("refused {code}"),
            Self::Malformed => "malformed".to_owned(),
        }
    }

    /// Reads the name.
    pub fn from_data(text: &str) -> Option<Self> {
        let (name, code) = text.split_once(' ').unwrap_or((text, ""));
        match name {
            "unreachable" => Some(Self::Unreachable),
            "timed_out" => Some(Self::TimedOut),
            "insecure" => Some(Self::Insecure),
            "sign_in" => Some(Self::SignIn),
            "put_off" => code.parse().ok().map(Self::PutOff),
            "refused" => code.parse().ok().map(Self::Refused),
            "malformed" => Some(Self::Malformed),
            _ => None,
        }
    }
}
