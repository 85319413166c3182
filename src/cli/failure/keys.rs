//! What goes wrong with keys and certificates.

use i18n_embed_fl::fl;

use super::file;
use crate::document::signature::SignatureError;
use crate::domain::language::Language;
use crate::keys::document::pkcs11::TokenError;
use crate::keys::document::pkcs12::Pkcs12Error;
use crate::keys::document::{DocumentKeyError, SigningError, Unfit};
use crate::keys::{IntroductionError, KeyError};
use crate::texts;

/// Why the Urkunde was not signed; an unfit certificate is told by its own words.
pub(super) fn signature(language: Language, error: &SignatureError) -> String {
    let cause = match error {
        SignatureError::Signer(cause) => cause.downcast_ref::<SigningError>(),
        _ => None,
    };
    match cause {
        Some(SigningError::Unfit(cause)) => unfit(language, *cause),
        _ => fl!(
            texts::of(language),
            "error-signature",
            cause = error.to_string()
        ),
    }
}

pub(super) fn document_key(language: Language, error: &DocumentKeyError) -> String {
    let t = texts::of(language);
    match error {
        DocumentKeyError::Folder(error) => key(language, error),
        DocumentKeyError::Unfit(cause) => unfit(language, *cause),
        DocumentKeyError::Pkcs12(Pkcs12Error::Unopened(_)) => fl!(t, "error-pkcs12"),
        DocumentKeyError::Token(TokenError::WrongPin) => fl!(t, "error-pin"),
        DocumentKeyError::Token(TokenError::NoToken) => fl!(t, "error-no-token"),
        DocumentKeyError::Pkcs12(_) | DocumentKeyError::Token(_) => {
            fl!(t, "error-document-key", cause = error.to_string())
        }
        DocumentKeyError::OtherCertificate(chamber) => {
            fl!(t, "error-other-certificate", chamber = chamber.as_str())
        }
        DocumentKeyError::Record { path, source } => {
            let path = path.display().to_string();
            fl!(t, "error-config", path = path, cause = source.to_string())
        }
        DocumentKeyError::Subject(_) => {
            fl!(t, "error-internal", cause = error.to_string())
        }
    }
}

fn unfit(language: Language, cause: Unfit) -> String {
    let t = texts::of(language);
    match cause {
        Unfit::NotYetValid(at) => {
            let date = texts::instant(language, at);
            fl!(t, "error-certificate-early", date = date)
        }
        Unfit::Expired(at) => {
            let date = texts::instant(language, at);
            fl!(t, "error-certificate-expired", date = date)
        }
        Unfit::WrongUsage => fl!(t, "error-certificate-usage"),
    }
}

pub(super) fn key(language: Language, error: &KeyError) -> String {
    let t = texts::of(language);
    match error {
        KeyError::Io { path, source } => file(language, path, source),
        KeyError::Keyring { path, source } => {
            let path = path.display().to_string();
            fl!(t, "error-keyring", path = path, cause = source.to_string())
        }
        KeyError::NoActiveKey(chamber) => {
            fl!(t, "error-no-active-key", chamber = chamber.as_str())
        }
        KeyError::UnknownKey(id) => fl!(t, "error-unknown-key", key = id.as_str()),
        KeyError::NoPrivateKey(path) => {
            fl!(t, "error-no-private-key", path = path.display().to_string())
        }
        KeyError::CorruptKeyFile(path) => {
            fl!(t, "error-corrupt-key", path = path.display().to_string())
        }
        KeyError::WrongPassphrase(chamber) => {
            fl!(t, "error-wrong-passphrase", chamber = chamber.as_str())
        }
        KeyError::Introduction(IntroductionError::OwnChamber) => fl!(t, "error-own-chamber"),
        KeyError::Introduction(cause) => {
            fl!(t, "error-introduction", cause = cause.to_string())
        }
        KeyError::Passphrase(_) => {
            fl!(
                t,
                "error-short-passphrase",
                length = crate::keys::passphrase::SHORTEST
            )
        }
        KeyError::Encryption => fl!(t, "error-internal", cause = error.to_string()),
    }
}
