//! Why a use case is refused, by cause. Each door turns these into its own words.

use std::path::PathBuf;

use thiserror::Error;

use crate::badge::BadgeError;
use crate::document::DocumentError;
use crate::document::check::Rejection;
use crate::document::revocation::RevocationError;
use crate::document::signature::SignatureError;
use crate::document::timestamp::TimestampError;
use crate::document::unfinished::NotUnfinished;
use crate::domain::chamber::{ChamberId, NotAnIdentifier};
use crate::domain::lifecycle::TransitionError;
use crate::domain::municipality::Ags;
use crate::domain::programme::ProgrammeError;
use crate::domain::reason::ReasonError;
use crate::domain::serial::Serial;
use crate::domain::validity::TermError;
use crate::keys::KeyError;
use crate::keys::document::DocumentKeyError;
use crate::mail::ServerError;
use crate::seal::cose::CoseError;
use crate::service::accounts::AccessError;
use crate::service::bulk::ListError;
use crate::service::digest::DigestError;
use crate::service::follow_up::FollowUpError;
use crate::service::identity::IdentityError;
use crate::store::StoreError;
use crate::store::events::BrokenChain;

/// Why a use case is refused.
#[derive(Debug, Error)]
pub enum ServiceError {
    /// The database fails.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A key cannot be used.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// Somebody is not let in, or may not do this to an account.
    #[error(transparent)]
    Access(#[from] AccessError),
    /// The chamber's identity provider lets somebody not in.
    #[error(transparent)]
    Identity(#[from] IdentityError),
    /// A reminder or a message is not sent.
    #[error(transparent)]
    FollowUp(#[from] FollowUpError),
    /// The mail server cannot be used as the settings name it.
    #[error(transparent)]
    MailServer(#[from] ServerError),
    /// The lifecycle does not allow it.
    #[error(transparent)]
    Transition(#[from] TransitionError),
    /// Two days make no term.
    #[error(transparent)]
    Term(#[from] TermError),
    /// Open data cannot be written.
    #[error("open data cannot be written: {0}")]
    Unwritable(String),
    /// There is no such programme.
    #[error("there is no programme {0}")]
    UnknownProgramme(String),
    /// A programme's folder cannot be used.
    #[error("programme {folder}: {cause}")]
    Programme {
        /// Which folder.
        folder: String,
        /// What is wrong.
        cause: ProgrammeCause,
    },
    /// There is no such municipality.
    #[error("there is no municipality {0}")]
    UnknownMunicipality(String),
    /// There is no certificate with this number.
    #[error("there is no certificate {0}")]
    UnknownCertificate(Serial),
    /// The chamber does not award this mark.
    #[error("the chamber {0} does not award this mark")]
    NotAChamber(ChamberId),
    /// The chamber has signed already.
    #[error("the chamber {0} has already signed")]
    AlreadySigned(ChamberId),
    /// The certificate was prepared for another key of the chamber.
    #[error("the certificate was prepared for another key of {0}; prepare it anew")]
    KeyChanged(ChamberId),
    /// The seal that was signed does not verify; nothing was stored.
    #[error("the signatures do not verify")]
    NotVerified,
    /// The stored words are not those that the programme gives for these facts: somebody changed
    /// them, or the programme.
    #[error("the words on certificate {0} are not those that its programme gives; prepare it anew")]
    WordsChanged(Serial),
    /// Nothing of this certificate waits for the chamber.
    #[error("certificate {0} does not wait for this chamber")]
    NotWaiting(Serial),
    /// In this place there is something else already.
    #[error("for certificate {0} something else was delivered before")]
    DeliveredOtherwise(Serial),
    /// What is stored or was delivered is not the Urkunde of this certificate with its signatures so
    /// far, and no more; nothing was signed or stored.
    #[error("the Urkunde is not sound: {0}")]
    Unsound(#[from] NotUnfinished),
    /// The delivered signature shows or says something else than it would here.
    #[error("the delivered signature shows or says something else than the programme gives")]
    NotRetraced,
    /// There is no such token, or it is another chamber's.
    #[error("there is no token {0}")]
    UnknownMachine(String),
    /// A policy cannot be read.
    #[error("{path}: {cause}")]
    Policy {
        /// Which file.
        path: PathBuf,
        /// Why.
        cause: String,
    },
    /// The time-stamp service has to be waited for.
    #[error("the time-stamp service has to be waited for")]
    NoTimeStamp,
    /// A token has to end in the future, within the longest term of its scope.
    #[error("a token ends in the future, within two years (co-signing) or one (other systems)")]
    TokenTerm,
    /// A token was taken back, or its term ended, while its request was on its way.
    #[error("the token no longer counts")]
    TokenEnded,
    /// The key of a request was used for another request.
    #[error("the idempotency key was used for another request")]
    KeyReused,
    /// More reports of barriers than anybody reads.
    #[error("too many reports of barriers wait to be dealt with")]
    TooMuchFeedback,
    /// A correction of this certificate is under way.
    #[error("a corrected copy {0} is already being prepared")]
    CorrectionUnderWay(Serial),
    /// Other certificates of the same mark and recipient are under way or count already.
    #[error("there are other certificates of the same mark and recipient")]
    Rivals(Vec<Serial>),
    /// A municipality with this key exists.
    #[error("there is a municipality {0} already")]
    MunicipalityExists(Ags),
    /// A step waits to be confirmed already.
    #[error("a step of {0} waits to be confirmed already")]
    ProposalOpen(Serial),
    /// Nothing waits to be confirmed.
    #[error("no step of {0} waits to be confirmed")]
    NoProposal(Serial),
    /// Work did not come to its end.
    #[error("work was interrupted")]
    Interrupted,
    /// What was given is no reason.
    #[error(transparent)]
    Reason(#[from] ReasonError),
    /// Paper cannot be printed in advance, as what should be the same for all is not.
    #[error("{programme}: the text {text} differs from certificate to certificate")]
    VariableWording {
        /// Which programme.
        programme: String,
        /// Which text of its wording.
        text: &'static str,
    },
    /// A list is not taken in.
    #[error(transparent)]
    List(#[from] ListError),
    /// A list cannot be written.
    #[error("a list cannot be written: {0}")]
    NotWritten(String),
    /// The Urkunde could not be signed.
    #[error(transparent)]
    Signature(#[from] SignatureError),
    /// The signed Urkunde is not what every chamber should have signed; nothing was stored.
    #[error("the signed Urkunde is not sound: {0}")]
    Rejected(Rejection),
    /// No time-stamp service is set up.
    #[error("no time-stamp service is set up")]
    NoTimeStampService,
    /// The time-stamp service gave no time-stamp.
    #[error(transparent)]
    TimeStamp(#[from] TimestampError),
    /// Nobody said whether a certificate was revoked.
    #[error(transparent)]
    Revocation(#[from] RevocationError),
    /// A document key cannot be made, taken over or opened.
    #[error(transparent)]
    DocumentKey(#[from] DocumentKeyError),
    /// The page could not be made.
    #[error(transparent)]
    Document(#[from] DocumentError),
    /// The picture could not be made.
    #[error(transparent)]
    Badge(#[from] BadgeError),
    /// The seal cannot be exported.
    #[error(transparent)]
    Cose(#[from] CoseError),
    /// A file cannot be read or written.
    #[error("{path}: {source}")]
    File {
        /// Which.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// The audit trail was tampered with.
    #[error(transparent)]
    BrokenChain(#[from] BrokenChain),
    /// A digest of the audit trail cannot be made, or does not hold.
    #[error(transparent)]
    Digest(#[from] DigestError),
    /// A table cannot be written.
    #[error("the table cannot be written")]
    Table(#[from] csv::Error),
    /// The register and the audit trail tell different stories.
    #[error("certificate {serial}: {what}")]
    Contradiction {
        /// Which certificate.
        serial: Serial,
        /// What does not fit.
        what: Contradiction,
    },
}

/// What is wrong with a programme's folder.
#[derive(Debug, Error)]
pub enum ProgrammeCause {
    /// A file is missing.
    #[error("the file {0} is missing")]
    Missing(String),
    /// `programme.toml` is not what it should be.
    #[error("programme.toml: {0}")]
    Syntax(String),
    /// Its values make no programme.
    #[error(transparent)]
    Rule(#[from] ProgrammeError),
    /// Its wording is no Fluent file.
    #[error("{file}: {message}")]
    Wording {
        /// Which file.
        file: String,
        /// What is wrong.
        message: String,
    },
    /// Its outlines are no map.
    #[error("{file}: {message}")]
    Outlines {
        /// Which file.
        file: String,
        /// What is wrong.
        message: String,
    },
    /// A text is missing in its wording, or uses an unknown variable.
    #[error("{file}: the text {key} is missing or uses an unknown variable")]
    Text {
        /// Which file.
        file: String,
        /// Which text.
        key: String,
    },
    /// Another programme has the same number.
    #[error("the number {0} belongs to another programme")]
    RepeatedNumber(u64),
    /// The folder holds a programme itself, and not folders of programmes.
    #[error("this is the folder of one mark; name the folder that holds it")]
    Inner,
    /// The folder is named otherwise than the programme.
    #[error("the folder is not named {0}")]
    Folder(String),
}

/// Where register and audit trail differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum Contradiction {
    /// It is sealed or issued, but not every chamber's signature verifies.
    #[error("not every chamber's signature verifies")]
    NotSignedByAll,
    /// Its stage was not recorded.
    #[error("its stage is not the one that the audit trail tells")]
    Stage,
    /// Its Urkunde is not the one that was issued.
    #[error("its Urkunde is not the one that was issued")]
    Document,
}

impl ServiceError {
    /// Whether the cause lies in one certificate: others are none the worse for it.
    pub(super) const fn is_of_one_certificate(&self) -> bool {
        matches!(
            self,
            Self::Transition(_)
                | Self::NotVerified
                | Self::Unsound(_)
                | Self::WordsChanged(_)
                | Self::UnknownCertificate(_)
                | Self::UnknownProgramme(_)
                | Self::Document(_)
                | Self::Signature(_)
                | Self::Rejected(_)
                | Self::Badge(_)
                | Self::Cose(_)
        )
    }
}

impl From<NotAnIdentifier> for ServiceError {
    fn from(error: NotAnIdentifier) -> Self {
        Self::UnknownProgramme(error.0)
    }
}
