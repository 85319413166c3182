//! What a use case refuses.

use i18n_embed_fl::fl;

use super::account::access;
use super::digest::digest;
use super::files::file;
use super::keys::{document_key, key, of_document_key, of_key, signature};
use super::mail::{follow_up, mail_server};
use super::store::store;
use super::{FILE, INPUT, INTERNAL, KEY, RULE, STORE, TAMPERED, archive, cosign, provider};
use crate::badge::BadgeError;
use crate::document::DocumentError;
use crate::domain::language::Language;
use crate::service::ServiceError;
use crate::service::bulk::words;
use crate::service::verify::Rejection;
use crate::texts;

/// In the user's words, with an exit code.
pub(in crate::cli) fn service(language: Language, error: &ServiceError) -> (String, u8) {
    let t = texts::of(language);
    match error {
        ServiceError::Store(error) => (store(language, error), STORE),
        ServiceError::Key(error) => (key(language, error), of_key(error)),
        ServiceError::Access(error) => (access(language, error), RULE),
        ServiceError::Identity(error) => provider::identity(language, error),
        ServiceError::FollowUp(error) => (follow_up(language, error), RULE),
        ServiceError::MailServer(error) => (mail_server(language, error), INPUT),
        ServiceError::Transition(error) => (texts::transition_error(language, *error), RULE),
        ServiceError::Term(error) => (texts::term_error(language, *error), INPUT),
        ServiceError::UnknownProgramme(id) => {
            (fl!(t, "error-unknown-programme", id = id.as_str()), INPUT)
        }
        ServiceError::Programme { folder, cause } => {
            let cause = cause.to_string();
            (
                fl!(
                    t,
                    "error-programme",
                    folder = folder.as_str(),
                    cause = cause
                ),
                INPUT,
            )
        }
        ServiceError::UnknownMunicipality(ags) => (
            fl!(t, "error-unknown-municipality", ags = ags.as_str()),
            INPUT,
        ),
        ServiceError::UnknownCertificate(serial) => (
            fl!(t, "error-unknown-certificate", serial = serial.to_string()),
            INPUT,
        ),
        ServiceError::NotAChamber(chamber) => (
            fl!(t, "error-not-a-chamber", chamber = chamber.as_str()),
            RULE,
        ),
        ServiceError::AlreadySigned(chamber) => (
            fl!(t, "error-already-signed", chamber = chamber.as_str()),
            RULE,
        ),
        ServiceError::KeyChanged(chamber) => (
            fl!(t, "error-key-changed", chamber = chamber.as_str()),
            RULE,
        ),
        ServiceError::NotVerified => (fl!(t, "error-not-verified"), RULE),
        ServiceError::CorrectionUnderWay(serial) => (
            fl!(t, "error-correction-under-way", serial = serial.to_string()),
            RULE,
        ),
        ServiceError::ProposalOpen(serial) => (
            fl!(t, "error-proposal-open", serial = serial.to_string()),
            RULE,
        ),
        ServiceError::NoProposal(serial) => (
            fl!(t, "error-no-proposal", serial = serial.to_string()),
            RULE,
        ),
        ServiceError::Reason(error) => (texts::reason_error(language, *error), INPUT),
        ServiceError::VariableWording { programme, text } => {
            let (programme, text) = (programme.as_str(), *text);
            (
                fl!(
                    t,
                    "error-variable-wording",
                    programme = programme,
                    text = text
                ),
                RULE,
            )
        }
        ServiceError::Document(DocumentError::Displaced) => (fl!(t, "error-displaced"), RULE),
        ServiceError::List(error) => (words::refusal(language, error), INPUT),
        ServiceError::File { path, source } => (file(language, path, source), FILE),
        ServiceError::Digest(error) => digest(language, error),
        ServiceError::BrokenChain(cause) => {
            (fl!(t, "error-chain", cause = cause.to_string()), TAMPERED)
        }
        ServiceError::Contradiction { serial, what } => {
            let (serial, cause) = (serial.to_string(), what.to_string());
            (
                fl!(t, "error-contradiction", serial = serial, cause = cause),
                TAMPERED,
            )
        }
        ServiceError::Document(DocumentError::Drawing(cause))
        | ServiceError::Badge(BadgeError::Drawing(cause)) => {
            (fl!(t, "error-drawing", cause = cause.to_string()), INPUT)
        }
        ServiceError::Signature(cause) => (signature(language, cause), KEY),
        ServiceError::Rejected(Rejection::TooLarge) => (fl!(t, "error-archive-too-large"), RULE),
        ServiceError::DocumentKey(error) => (document_key(language, error), of_document_key(error)),
        ServiceError::NoTimeStampService => (fl!(t, "error-no-time-stamp-service"), INPUT),
        ServiceError::TimeStamp(error) => (archive::time_stamp(language, error), FILE),
        ServiceError::Revocation(error) => (archive::revocation(language, error), FILE),
        ServiceError::WordsChanged(_)
        | ServiceError::NotWaiting(_)
        | ServiceError::DeliveredOtherwise(_)
        | ServiceError::Unsound(_)
        | ServiceError::NotRetraced
        | ServiceError::NoTimeStamp
        | ServiceError::UnknownMachine(_)
        | ServiceError::TokenTerm
        | ServiceError::Policy { .. } => cosign::refused(language, error),
        // Only asked for at the desk or by other systems.
        ServiceError::TokenEnded
        | ServiceError::KeyReused
        | ServiceError::TooMuchFeedback
        | ServiceError::Rivals(_)
        | ServiceError::MunicipalityExists(_)
        | ServiceError::Interrupted
        | ServiceError::Table(_)
        | ServiceError::NotWritten(_)
        | ServiceError::Unwritable(_)
        | ServiceError::Rejected(_)
        | ServiceError::Document(_)
        | ServiceError::Badge(_)
        | ServiceError::Cose(_) => (
            fl!(t, "error-internal", cause = error.to_string()),
            INTERNAL,
        ),
    }
}
