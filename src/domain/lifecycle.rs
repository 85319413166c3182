//! The states of a certificate, and who may lead from one to the next.

use jiff::Timestamp;
use thiserror::Error;

use super::chamber::ChamberId;
use super::serial::Serial;
use super::validity::{Phase, Term};

/// How far a certificate has come on its way to being issued.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stage {
    /// Its facts are fixed; the chambers sign, in any order.
    Prepared,
    /// A chamber has refused its signature. Final.
    Refused {
        /// Which chamber.
        by: ChamberId,
        /// When.
        at: Timestamp,
        /// Why, for staff.
        reason: String,
    },
    /// Every chamber has signed the seal; the documents are being made.
    Sealed {
        /// When the last signature came.
        at: Timestamp,
    },
    /// Public.
    Issued {
        /// When it became public.
        at: Timestamp,
        /// How it stands since.
        standing: Standing,
    },
}

/// How an issued certificate stands, apart from its term.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// Nothing speaks against it.
    InForce,
    /// Its use rests.
    Suspended {
        /// Since when.
        since: Timestamp,
        /// Why, for staff.
        reason: String,
    },
    /// It no longer counts. Final.
    Withdrawn {
        /// Since when.
        since: Timestamp,
        /// Why, for staff.
        reason: String,
    },
    /// A corrected copy took its place. Final.
    Superseded {
        /// Since when.
        since: Timestamp,
        /// The corrected copy.
        by: Serial,
    },
}

/// A step that the rules do not allow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum TransitionError {
    /// Signatures are no longer collected.
    #[error("the certificate is no longer open for signatures")]
    NotOpenForSignatures,
    /// A chamber has refused its signature, and that is final.
    #[error("a chamber has refused its signature")]
    Refused,
    /// Documents are made only of what every chamber has signed.
    #[error("the certificate is not sealed")]
    NotSealed,
    /// The step needs an issued certificate.
    #[error("the certificate is not issued")]
    NotIssued,
    /// It is suspended already.
    #[error("the certificate is already suspended")]
    AlreadySuspended,
    /// Only a suspension can be lifted.
    #[error("the certificate is not suspended")]
    NotSuspended,
    /// Withdrawal is final.
    #[error("the certificate is withdrawn, and that is final")]
    Withdrawn,
    /// Its corrected copy took its place for good.
    #[error("the certificate was superseded by a corrected copy")]
    Superseded,
}

impl Stage {
    /// A chamber refuses its signature.
    pub fn refuse(
        &self,
        by: ChamberId,
        reason: String,
        at: Timestamp,
    ) -> Result<Self, TransitionError> {
        self.open_for_signatures()?;
        Ok(Self::Refused { by, at, reason })
    }

    /// Every chamber has signed. The proof of that is the caller's: the store takes it.
    pub fn seal(&self, at: Timestamp) -> Result<Self, TransitionError> {
        self.open_for_signatures()?;
        Ok(Self::Sealed { at })
    }

    /// The documents exist.
    pub fn issue(&self, at: Timestamp) -> Result<Self, TransitionError> {
        match self {
            Self::Sealed { .. } => Ok(Self::Issued {
                at,
                standing: Standing::InForce,
            }),
            _ => Err(TransitionError::NotSealed),
        }
    }

    /// Nothing happens unless signatures are still collected.
    pub fn open_for_signatures(&self) -> Result<(), TransitionError> {
        match self {
            Self::Prepared => Ok(()),
            _ => Err(TransitionError::NotOpenForSignatures),
        }
    }

    /// Nothing goes on paper unless every chamber has signed it and it has not ended for good.
    pub fn open_for_print(&self) -> Result<(), TransitionError> {
        match self {
            Self::Prepared => Err(TransitionError::NotSealed),
            Self::Refused { .. } => Err(TransitionError::Refused),
            Self::Sealed { .. } => Ok(()),
            Self::Issued { standing, .. } => match standing {
                Standing::InForce | Standing::Suspended { .. } => Ok(()),
                Standing::Withdrawn { .. } => Err(TransitionError::Withdrawn),
                Standing::Superseded { .. } => Err(TransitionError::Superseded),
            },
        }
    }

    /// How the issued certificate stands.
    pub fn standing(&self) -> Result<&Standing, TransitionError> {
        match self {
            Self::Issued { standing, .. } => Ok(standing),
            _ => Err(TransitionError::NotIssued),
        }
    }

    /// The same stage with another standing.
    pub fn with_standing(&self, standing: Standing) -> Result<Self, TransitionError> {
        match self {
            Self::Issued { at, .. } => Ok(Self::Issued { at: *at, standing }),
            _ => Err(TransitionError::NotIssued),
        }
    }
}

impl Standing {
    /// The use rests.
    pub fn suspend(&self, reason: String, since: Timestamp) -> Result<Self, TransitionError> {
        match self {
            Self::InForce => Ok(Self::Suspended { since, reason }),
            Self::Suspended { .. } => Err(TransitionError::AlreadySuspended),
            Self::Withdrawn { .. } => Err(TransitionError::Withdrawn),
            Self::Superseded { .. } => Err(TransitionError::Superseded),
        }
    }

    /// The suspension is lifted.
    pub fn reinstate(&self) -> Result<Self, TransitionError> {
        match self {
            Self::Suspended { .. } => Ok(Self::InForce),
            Self::InForce => Err(TransitionError::NotSuspended),
            Self::Withdrawn { .. } => Err(TransitionError::Withdrawn),
            Self::Superseded { .. } => Err(TransitionError::Superseded),
        }
    }

    /// It no longer counts.
    pub fn withdraw(&self, reason: String, since: Timestamp) -> Result<Self, TransitionError> {
        match self {
            Self::InForce | Self::Suspended { .. } => Ok(Self::Withdrawn { since, reason }),
            Self::Withdrawn { .. } => Err(TransitionError::Withdrawn),
            Self::Superseded { .. } => Err(TransitionError::Superseded),
        }
    }

    /// A corrected copy takes its place. A suspension is lifted first, so that nobody loses it
    /// by a correction.
    pub fn supersede(&self, by: Serial, since: Timestamp) -> Result<Self, TransitionError> {
        match self {
            Self::InForce => Ok(Self::Superseded { since, by }),
            Self::Suspended { .. } => Err(TransitionError::AlreadySuspended),
            Self::Withdrawn { .. } => Err(TransitionError::Withdrawn),
            Self::Superseded { .. } => Err(TransitionError::Superseded),
        }
    }
}

/// What the public is told of an issued certificate at one instant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PublicState {
    /// The term has not begun.
    NotYetValid,
    /// In force and within its term.
    Valid,
    /// The term is over; the document is genuine.
    Expired,
    /// The use rests.
    Suspended {
        /// Since when.
        since: Timestamp,
    },
    /// It no longer counts.
    Withdrawn {
        /// Since when.
        since: Timestamp,
    },
    /// A corrected copy took its place.
    Superseded {
        /// Since when.
        since: Timestamp,
        /// The corrected copy.
        by: Serial,
    },
}

impl PublicState {
    /// The state at an instant. What is final goes before the term, the term before a
    /// suspension: what is over cannot rest.
    pub fn at(standing: &Standing, term: Term, instant: Timestamp) -> Self {
        match (standing, term.phase(instant)) {
            (Standing::Withdrawn { since, .. }, _) => Self::Withdrawn { since: *since },
            (Standing::Superseded { since, by }, _) => Self::Superseded {
                since: *since,
                by: *by,
            },
            (_, Phase::Over) => Self::Expired,
            (Standing::Suspended { since, .. }, _) => Self::Suspended { since: *since },
            (Standing::InForce, Phase::NotYet) => Self::NotYetValid,
            (Standing::InForce, Phase::Within) => Self::Valid,
        }
    }

    /// The name in data and addresses.
    pub const fn name(self) -> &'static str {
        match self {
            Self::NotYetValid => "not_yet_valid",
            Self::Valid => "valid",
            Self::Expired => "expired",
            Self::Suspended { .. } => "suspended",
            Self::Withdrawn { .. } => "withdrawn",
            Self::Superseded { .. } => "superseded",
        }
    }
}
