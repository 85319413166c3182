//! Why somebody is not let in, or may not do something to an account.

use thiserror::Error;

use crate::domain::password::PasswordError;
use crate::domain::permission::Action;
use crate::domain::separation::SeparationError;
use crate::domain::validity::Term;

/// Why an account cannot be used or changed in this way.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum AccessError {
    /// There is no such account, or it is another chamber's.
    #[error("there is no account {0}")]
    UnknownAccount(String),
    /// An account with this address exists.
    #[error("there is an account with this address already")]
    EmailTaken,
    /// No role of the account allows it.
    #[error("no role of the account allows {0:?}")]
    NotPermitted(Action),
    /// Somebody else has to do it.
    #[error(transparent)]
    Separation(#[from] SeparationError),
    /// Nobody gives roles to themselves, nor closes their own account.
    #[error("another administrator has to do this")]
    OwnAccount,
    /// The account does not have this role.
    #[error("the account does not have this role")]
    UnknownAssignment,
    /// The account has the role already, for good or on some of the same days.
    #[error("the account has this role already")]
    RoleHeld {
        /// On which days; none: for good.
        term: Option<Term>,
    },
    /// The days of the role are over.
    #[error("the days of this role are over")]
    RoleOver,
    /// Whoever was invited has not opened the account.
    #[error("nobody has opened the account yet")]
    NotOpened,
    /// The account is closed.
    #[error("the account is disabled")]
    Disabled,
    /// The account is not closed.
    #[error("the account is not disabled")]
    NotDisabled,
    /// Nobody was invited with this token.
    #[error("this invitation is unknown")]
    InvitationUnknown,
    /// The invitation was accepted already.
    #[error("this invitation was used already")]
    InvitationUsed,
    /// The invitation is too old.
    #[error("this invitation has expired")]
    InvitationExpired,
    /// At this chamber, passwords are for administrators.
    #[error("the chamber's people sign in with {provider:?}")]
    PasswordsClosed {
        /// What they call their identity provider.
        provider: String,
    },
    /// The account is opened by the identity provider, so there is no password.
    #[error("the account has no password: its owner signs in with the identity provider")]
    NoPassword,
    /// Roles without days are the identity provider's to give and to take.
    #[error("the identity provider says which roles without days the account has")]
    ProvidersRoles,
    /// Whoever has no password to prove themselves with has to have signed in just now.
    #[error("the person has to sign in again for this")]
    SignInAgain,
    /// The new password is refused.
    #[error(transparent)]
    Password(#[from] PasswordError),
    /// Address and password do not belong together; which of them is wrong is not said.
    #[error("address or password is wrong")]
    WrongCredentials,
    /// The one-time code or recovery code does not count (any more).
    #[error("the code is wrong or was used already")]
    WrongCode,
    /// After too many failed attempts the next one has to wait.
    #[error("too many failed attempts; wait {seconds} seconds")]
    TooManyAttempts {
        /// How long, in seconds.
        seconds: u64,
    },
    /// The page that sets up one-time codes is too old, or another account's.
    #[error("the setup of one-time codes has to begin anew")]
    EnrolmentLost,
    /// The stored credentials cannot be read: the server key was exchanged.
    #[error("the stored credentials cannot be read with this server key")]
    CredentialsUnreadable,
    /// Passwords cannot be hashed.
    #[error("passwords cannot be hashed")]
    Hashing,
}
