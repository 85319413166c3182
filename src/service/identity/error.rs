//! Why a provider's word lets nobody in.

use thiserror::Error;

/// Why somebody cannot sign in with their chamber's identity provider. Neither a token nor a
/// secret is in any of these.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum IdentityError {
    /// The chamber has no provider.
    #[error("the chamber has no identity provider")]
    None,
    /// It cannot be reached, or not in time.
    #[error("the identity provider cannot be reached: {0:?}")]
    Unreachable(String),
    /// What it answers makes no sense, or is not what it is to be by the settings.
    #[error("the identity provider cannot be used: {0:?}")]
    Unusable(String),
    /// The certificates that it is to be known by cannot be read.
    #[error("the certificates of the identity provider {0:?} cannot be read")]
    Authorities(String),
    /// The answer belongs to no sign-in that was begun in this browser, or comes too late, or
    /// came before.
    #[error("the answer belongs to no sign-in that was begun in this browser")]
    Lost,
    /// It did not let the person in, or the person went back.
    #[error("the identity provider refuses: {0:?}")]
    Refused(String),
    /// What it says of the person is not proven.
    #[error("the identity provider's answer is not proven: {0:?}")]
    NotProven(String),
    /// It tells no verified address of somebody who comes for the first time.
    #[error("the identity provider tells no verified address")]
    NoAddress,
    /// The address of somebody who comes for the first time is another account's.
    #[error("the address belongs to another account")]
    AddressTaken,
    /// The account is closed.
    #[error("the account is disabled")]
    Disabled,
    /// The account is another chamber's: the provider was that chamber's once.
    #[error("the account belongs to another chamber")]
    OtherChamber,
    /// No group of the person stands for a role.
    #[error("no group of the person stands for a role")]
    NoRole,
}
