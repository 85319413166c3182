//! What the answer of a source is worth: a revocation list's or an OCSP responder's.

use jiff::{SignedDuration, Timestamp};
use thiserror::Error;

/// How far clocks may differ, and how long it may take until an answer is looked at.
const SKEW: SignedDuration = SignedDuration::from_mins(10);

/// What a sound answer says of a certificate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    /// It was not revoked.
    Good,
    /// It was, at this instant.
    Revoked(Timestamp),
}

/// Why an answer proves nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum Unusable {
    /// Nobody answers, or with an error.
    #[error("it cannot be reached")]
    Unreachable,
    /// Neither a revocation list nor an OCSP response (RFC 6960, 4.2.1) that is known here.
    #[error("its answer cannot be read")]
    Form,
    /// The responder refuses (OCSPResponseStatus, RFC 6960, 4.2.1).
    #[error("it refuses with status {0}")]
    Refused(u8),
    /// The answer is about other certificates, or only about some.
    #[error("its answer is not about this certificate")]
    Other,
    /// Neither the issuer signed the answer nor a responder of the issuer.
    #[error("its answer was signed by somebody else")]
    Foreign,
    /// The responder does not know the certificate.
    #[error("it does not know the certificate")]
    Unknown,
    /// The answer counts from this instant on.
    #[error("its answer counts from {0} on")]
    Early(Timestamp),
    /// The answer counted until this instant.
    #[error("its answer ended on {0}")]
    Outdated(Timestamp),
}

/// Whether an answer of this time counts.
pub(super) fn counts_at(
    at: Timestamp,
    this_update: Timestamp,
    next_update: Timestamp,
) -> Result<(), Unusable> {
    let within = |earlier: Timestamp, later: Timestamp| earlier.duration_since(later) <= SKEW;
    if !within(this_update, at) {
        Err(Unusable::Early(this_update))
    } else if !within(at, next_update) {
        Err(Unusable::Outdated(next_update))
    } else {
        Ok(())
    }
}
