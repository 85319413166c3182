//! Machines of a chamber that come with a token of their own.

use std::fmt;

use jiff::{SignedDuration, Timestamp};
use thiserror::Error;

use super::account::AccountId;
use super::chamber::ChamberId;
use super::validity::Day;

/// What a token is called, so that people can tell it from others: 1 to 60 characters on one line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MachineName(String);

/// The text is no name of a machine.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{0:?} is not a machine's name (1 to 60 characters)")]
pub struct NotAName(pub String);

impl MachineName {
    /// Reads a name; runs of spaces count as one.
    pub fn parse(text: &str) -> Result<Self, NotAName> {
        let name = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let fits = (1..=60).contains(&name.chars().count()) && !name.contains(char::is_control);
        if fits {
            Ok(Self(name))
        } else {
            Err(NotAName(name.chars().take(80).collect()))
        }
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for MachineName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What a token opens: one table of scopes and rights. No scope signs or confirms anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// Co-signing for the chamber, with keys that only the chamber's machine has.
    Cosign,
    /// Entering municipalities and preparing certificates, and following what becomes of them.
    Prepare,
    /// Following what becomes of certificates.
    Read,
}

/// Something that not every token opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Right {
    /// See what waits for the chamber's signature, and deliver signatures.
    Cosign,
    /// Enter and correct municipalities.
    EnterMunicipalities,
    /// Prepare certificates.
    PrepareCertificates,
    /// See how far a certificate of the chamber has come.
    FollowCertificates,
}

impl Scope {
    /// Every scope.
    pub const ALL: [Self; 3] = [Self::Cosign, Self::Prepare, Self::Read];

    /// The name in data.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Cosign => "cosign",
            Self::Prepare => "prepare",
            Self::Read => "read",
        }
    }

    /// The scope with this name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.as_str() == name)
    }

    /// The table: what it opens.
    pub const fn rights(self) -> &'static [Right] {
        match self {
            Self::Cosign => &[Right::Cosign],
            Self::Prepare => &[
                Right::EnterMunicipalities,
                Right::PrepareCertificates,
                Right::FollowCertificates,
            ],
            Self::Read => &[Right::FollowCertificates],
        }
    }

    /// Whether it opens something.
    pub fn opens(self, right: Right) -> bool {
        self.rights().contains(&right)
    }

    /// The longest term of a token: two years for a machine in the chamber's own rooms, one for
    /// other systems.
    pub const fn longest(self) -> SignedDuration {
        match self {
            Self::Cosign => SignedDuration::from_hours(24 * 731),
            Self::Prepare | Self::Read => SignedDuration::from_hours(24 * 366),
        }
    }
}

/// A token as everybody may know it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Machine {
    /// Its identifier, hexadecimal; it opens nothing.
    pub id: String,
    /// For which chamber.
    pub chamber: ChamberId,
    /// What it is called.
    pub name: MachineName,
    /// What it opens.
    pub scope: Scope,
    /// Who made it, if that was done at the desk: they do not sign what it prepares.
    pub made_by: Option<AccountId>,
    /// When it was made.
    pub created_at: Timestamp,
    /// From when it no longer counts.
    pub expires_at: Timestamp,
    /// When it was taken back, if it was.
    pub revoked_at: Option<Timestamp>,
    /// When it was last used, to the minute.
    pub used_at: Option<Timestamp>,
}

impl Machine {
    /// Its name in the audit trail.
    pub fn actor(&self) -> String {
        format!("machine-{}", self.id)
    }

    /// The last day in Berlin on which it counts, if only in part.
    pub fn last_day(&self) -> Day {
        let last = self.expires_at.checked_sub(SignedDuration::from_millis(1));
        Day::of(last.unwrap_or(self.expires_at))
    }

    /// Whether the token opens anything at an instant.
    pub fn counts(&self, at: Timestamp) -> bool {
        self.revoked_at.is_none() && at < self.expires_at
    }
}
