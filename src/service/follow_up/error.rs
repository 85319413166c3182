//! Why nothing is sent.

use thiserror::Error;

use crate::domain::municipality::Ags;
use crate::domain::serial::Serial;

/// Why a reminder or a message is not sent.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum FollowUpError {
    /// The settings name no mail server.
    #[error("no mail server is set up")]
    NoMailServer,
    /// The award is not reminded of: nothing is due, it is settled, or the award no longer counts.
    #[error("no reminder of {0} is due")]
    NotDue(Serial),
    /// Nobody is known in the municipality.
    #[error("nobody is known to write to in {0}")]
    NoContact(Ags),
    /// There is no such message, or it is still on its way.
    #[error("there is no such message")]
    UnknownMessage,
}
