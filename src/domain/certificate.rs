//! A certificate: the facts that are signed, and what the register adds to them.

use std::fmt;

use jiff::Timestamp;

use super::account::AccountId;
use super::inscription::Inscription;
use super::lifecycle::Stage;
use super::municipality::{Ags, Host, Kind, RecipientName};
use super::programme::ProgrammeId;
use super::serial::Serial;
use super::validity::{Day, Term};

/// The first four bytes of the SHA-256 of a public key: names a key in the seal.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct KeyTag(pub [u8; 4]);

impl fmt::Display for KeyTag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|b| write!(f, "{b:02x}"))
    }
}

impl fmt::Debug for KeyTag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "KeyTag({self})")
    }
}

/// Who is awarded, in the seal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Recipient {
    /// A municipality, by its key.
    Municipality(Ags),
    /// A recipient without an AGS, by a text of its own.
    Other(String),
}

impl Recipient {
    /// The AGS, if there is one.
    pub fn ags(&self) -> Option<&Ags> {
        match self {
            Self::Municipality(ags) => Some(ags),
            Self::Other(_) => None,
        }
    }

    /// The AGS or the text: what the recipient is called in addresses.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Municipality(ags) => ags.as_str(),
            Self::Other(text) => text,
        }
    }
}

/// What every chamber signs: the ten fields of the seal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facts {
    /// The keys of the chambers, in programme order.
    pub keys: Vec<KeyTag>,
    /// The certificate's number.
    pub serial: Serial,
    /// Who is awarded.
    pub recipient: Recipient,
    /// The mark, by its programme's number.
    pub mark: u64,
    /// First and last day.
    pub term: Term,
    /// Place in the status list.
    pub status_index: u64,
    /// The recipient's name.
    pub name: RecipientName,
    /// Host of the recipient's website.
    pub host: Host,
}

/// A certificate as the register knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Certificate {
    /// What is signed.
    pub facts: Facts,
    /// Its programme.
    pub programme: ProgrammeId,
    /// Town or other municipality.
    pub kind: Kind,
    /// The day that stands on the Urkunde, where it was kept.
    pub dated: Option<Day>,
    /// The words on its face.
    pub inscription: Inscription,
    /// When it was prepared.
    pub prepared_at: Timestamp,
    /// Who prepared it, if it was done at the desk.
    pub prepared_by: Option<AccountId>,
    /// The certificate that it corrects, if it does.
    pub replaces: Option<Serial>,
    /// How far it has come, and how it stands.
    pub stage: Stage,
}
