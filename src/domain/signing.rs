//! What a chamber signs documents with, and how long that can be proven.

use serde::{Deserialize, Serialize};

/// Where a signing certificate comes from. Neither kind is called „qualified" here, nor any issuer
/// a trust-service provider: only the trusted lists of the EU say what is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CertificateKind {
    /// The chamber made it for itself.
    SelfIssued,
    /// Somebody else issued it.
    Issued {
        /// What the issuer is called.
        by: String,
    },
}

impl CertificateKind {
    /// The name in data: `self-issued` or `issued`.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::SelfIssued => "self-issued",
            Self::Issued { .. } => "issued",
        }
    }

    /// What somebody else who issued it is called.
    pub fn issuer(&self) -> Option<&str> {
        match self {
            Self::SelfIssued => None,
            Self::Issued { by } => Some(by),
        }
    }
}

/// The baseline level of a signed document (ETSI EN 319 142-1, 6.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Level {
    /// Signed.
    B,
    /// And the time is proven.
    T,
    /// And what validation needs is there, under a document time-stamp.
    #[serde(rename = "LTA")]
    Lta,
}

impl Level {
    /// The name in data: `B`, `T` or `LTA`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::B => "B",
            Self::T => "T",
            Self::Lta => "LTA",
        }
    }

    /// The level of this name.
    pub fn parse(name: &str) -> Option<Self> {
        [Self::B, Self::T, Self::Lta]
            .into_iter()
            .find(|level| level.as_str() == name)
    }
}

/// A time-stamp service.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimeStampService {
    /// Its address: `http:` or `https:`.
    pub url: String,
    /// What becomes of an Urkunde while it cannot be reached.
    pub when_down: WhenDown,
}

/// What becomes of an Urkunde while the time-stamp service cannot be reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum WhenDown {
    /// It is issued when the service answers again.
    Wait,
    /// It is issued, and gets its time-stamp when the service answers again.
    GoOn,
}
