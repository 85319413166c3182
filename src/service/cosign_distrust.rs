//! Why a chamber's own machine does not sign what it is offered.

use jiff::Timestamp;
use thiserror::Error;

use super::cosign_wire::FORMAT;
use super::error::ServiceError;
use crate::document::unfinished::NotUnfinished;
use crate::domain::chamber::ChamberId;
use crate::seal::payload::PayloadError;

/// Why an item is not signed.
#[derive(Debug, Error)]
pub enum Distrust {
    /// Another version of the protocol.
    #[error("the server speaks version {0} of the protocol, this machine {FORMAT}")]
    Format(u32),
    /// A field that is nothing at all.
    #[error("the field {0} makes no sense")]
    Field(&'static str),
    /// Another certificate than the one that was asked for.
    #[error("the server answers with another certificate")]
    OtherCertificate,
    /// The bytes to be signed are no seal in its one encoding.
    #[error("what is to be signed is no seal: {0}")]
    Seal(#[from] PayloadError),
    /// No programme of this machine has this mark.
    #[error("this machine knows no mark with the number {0}")]
    UnknownMark(u64),
    /// The mark is another programme's here.
    #[error("the mark belongs to another programme here")]
    OtherProgramme,
    /// The chamber does not award this mark.
    #[error("{0} does not award this mark")]
    NotAChamber(ChamberId),
    /// Another host in the codes.
    #[error("the server's host is {0:?}, this machine's is another")]
    Host(String),
    /// The seal names a key in a chamber's place that is not pinned here.
    #[error("the seal names a key for {0} that is not the pinned one")]
    ForeignKey(ChamberId),
    /// The words on the Urkunde are not those that the programme gives here.
    #[error("the words on the Urkunde ({0}) are not those that the programme gives here")]
    Words(&'static str),
    /// A moment that has not come.
    #[error("{0} lies in the future")]
    Future(Timestamp),
    /// Sealed before this chamber signed.
    #[error("it claims to be sealed at {0}, before this chamber signed")]
    Backdated(Timestamp),
    /// A chamber's signature under the seal does not count.
    #[error("the signature of {0} under the seal does not verify")]
    SealSignature(ChamberId),
    /// The Urkunde is not the page that this machine lays out, or a signature in it is not sound.
    #[error(transparent)]
    Document(#[from] NotUnfinished),
    /// An earlier signature in the Urkunde shows or says something else than it should.
    #[error("a signature in the Urkunde shows or says something else than the programme gives")]
    NotRetraced,
    /// Another chamber's turn.
    #[error("it is not this chamber's turn to sign the Urkunde")]
    OutOfTurn,
    /// Under this number something else was signed or decided.
    #[error("under this number something else was decided before")]
    DecidedOtherwise,
    /// This chamber has refused it.
    #[error("this chamber has refused it")]
    RefusedBefore,
    /// This machine itself fails.
    #[error(transparent)]
    Own(#[from] ServiceError),
}
