//! Separation of duties: what a person may not do because of what was done before, or for whom.

use thiserror::Error;

use super::account::{Account, AccountId};
use super::chamber::ChamberId;

/// Why somebody has to leave a step to somebody else.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum SeparationError {
    /// Who prepared does not sign.
    #[error("nobody signs what they prepared themselves")]
    OwnPreparation,
    /// Each chamber signs for itself.
    #[error("nobody signs for another chamber")]
    OtherChamber,
    /// Who proposes does not confirm.
    #[error("nobody confirms what they proposed themselves")]
    OwnProposal,
}

/// Whether a person may sign, or refuse to sign, for a chamber what somebody has prepared.
pub fn may_sign(
    person: &Account,
    chamber: &ChamberId,
    prepared_by: Option<&AccountId>,
) -> Result<(), SeparationError> {
    if person.chamber != *chamber {
        return Err(SeparationError::OtherChamber);
    }
    if prepared_by == Some(&person.id) {
        return Err(SeparationError::OwnPreparation);
    }
    Ok(())
}

/// Whether a person may confirm what somebody has proposed.
pub fn may_confirm(person: &AccountId, proposed_by: &AccountId) -> Result<(), SeparationError> {
    if person == proposed_by {
        Err(SeparationError::OwnProposal)
    } else {
        Ok(())
    }
}
