//! Why a file is not accepted, by cause.

use thiserror::Error;

use super::check::LARGEST;
use super::cms::CmsError;
use super::timestamp::TokenError;

/// Why a file is not accepted.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Rejection {
    /// Larger than [`LARGEST`].
    #[error("the file is larger than {LARGEST} bytes")]
    TooLarge,
    /// Nothing is in it.
    #[error("the file is empty")]
    Empty,
    /// No PDF at all.
    #[error("the file is no PDF")]
    NotAPdf,
    /// Nothing in the file says that it comes from here.
    #[error("the file is not one of ours")]
    NotOurs,
    /// It ends before its end: not all of it was received.
    #[error("the file is cut off")]
    Incomplete,
    /// It names a number of ours and has no signature: printed, or made anew.
    #[error("the file names a number of ours, but bears no signature")]
    Unsigned,
    /// The file is encrypted; ours never are.
    #[error("the file is encrypted")]
    Encrypted,
    /// It bears our marks, but its bytes are not the signed ones.
    #[error("the file was changed after signing: {0}")]
    Changed(Change),
    /// A signature is missing.
    #[error("the signature in field {field:?} is missing")]
    SignatureMissing {
        /// The field.
        field: String,
    },
    /// Signed with a certificate that the chamber does not use.
    #[error("the signature in field {field:?} was made with a foreign certificate")]
    ForeignCertificate {
        /// The field.
        field: String,
    },
    /// Signed when the certificate was not valid.
    #[error("the certificate in field {field:?} was not valid at the time of signing")]
    OutsideValidity {
        /// The field.
        field: String,
    },
}

/// What shows that a file was changed.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Change {
    /// Written by another program: saved again by a viewer, or damaged.
    #[error("it was written by another program")]
    Rewritten,
    /// Something was added behind the last signature.
    #[error("something was added behind the last signature")]
    Appended,
    /// The form is not the one that the signatures belong to.
    #[error("its form was changed")]
    Form,
    /// A revision changes more than its own signature field.
    #[error("the revision of field {field:?} changes more than its signature")]
    MoreThanTheField {
        /// The field.
        field: String,
    },
    /// A signature does not say what it must, or not about all bytes.
    #[error("the signature dictionary in field {field:?} was changed")]
    Statement {
        /// The field.
        field: String,
    },
    /// The signature structure itself was changed.
    #[error("the signature in field {field:?}: {cause}")]
    Signature {
        /// The field.
        field: String,
        /// What about it.
        cause: CmsError,
    },
    /// A time-stamp is not genuine.
    #[error("the time-stamp of {field:?}: {cause}")]
    TimeStamp {
        /// The field.
        field: String,
        /// What about it.
        cause: TokenError,
    },
}
