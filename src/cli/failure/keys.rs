//! What goes wrong with keys and certificates.

use i18n_embed_fl::fl;

use super::files::file;
use super::{FILE, KEY};
use crate::document::signature::{RESERVED, SignatureError};
use crate::domain::language::Language;
use crate::keys::document::pkcs11::TokenError;
use crate::keys::document::pkcs12::Pkcs12Error;
use crate::keys::document::{CertificateError, DocumentKeyError, SigningError, Unfit};
use crate::keys::{IntroductionError, KeyError};
use crate::texts;
use crate::x509::fitness::Unsuited;
use crate::x509::public_key::{SHORTEST_RSA, UnusableKey};

/// Why the Urkunde was not signed; an unfit certificate is told by its own words.
pub(super) fn signature(language: Language, error: &SignatureError) -> String {
    let cause = match error {
        SignatureError::Signer(cause) => cause.downcast_ref::<SigningError>(),
        _ => None,
    };
    let t = texts::of(language);
    match (cause, error) {
        (Some(SigningError::Unfit(cause)), _) => unfit(language, *cause),
        (Some(SigningError::Key(cause)), _) if cause.is::<DocumentKeyError>() => {
            fl!(t, "error-key-not-of-certificate")
        }
        (None, SignatureError::TooLong(length)) => {
            let length = *length;
            fl!(
                t,
                "error-signature-too-long",
                length = length,
                room = RESERVED
            )
        }
        _ => fl!(t, "error-signature", cause = error.to_string()),
    }
}

pub(super) fn document_key(language: Language, error: &DocumentKeyError) -> String {
    let t = texts::of(language);
    match error {
        DocumentKeyError::Folder(error) => key(language, error),
        DocumentKeyError::Unfit(cause) => unfit(language, *cause),
        DocumentKeyError::Pkcs12(Pkcs12Error::Unopened(_)) => fl!(t, "error-pkcs12"),
        DocumentKeyError::Token(TokenError::WrongPin) => fl!(t, "error-pin"),
        DocumentKeyError::Token(TokenError::Locked) => fl!(t, "error-token-locked"),
        DocumentKeyError::Token(TokenError::NoToken) => fl!(t, "error-no-token"),
        DocumentKeyError::LongChain { length, longest } => {
            let (length, longest) = (*length, *longest);
            fl!(t, "error-long-chain", length = length, longest = longest)
        }
        DocumentKeyError::Pkcs12(Pkcs12Error::Keys(count)) => {
            let count = *count;
            fl!(t, "error-pkcs12-keys", count = count)
        }
        DocumentKeyError::Pkcs12(Pkcs12Error::UnknownKey) => fl!(t, "error-key-kind"),
        DocumentKeyError::Token(TokenError::NoKey(label)) => {
            fl!(t, "error-token-key", label = label.as_str())
        }
        DocumentKeyError::Pkcs12(Pkcs12Error::Certificate(cause))
        | DocumentKeyError::Token(TokenError::Certificate(cause)) => certificate(language, cause),
        DocumentKeyError::OtherKey => fl!(t, "error-key-not-of-certificate"),
        DocumentKeyError::DoesNotSign(cause) => {
            fl!(t, "error-key-does-not-sign", cause = cause.to_string())
        }
        DocumentKeyError::Token(TokenError::Device(cause)) => {
            fl!(t, "error-token-device", cause = cause.to_string())
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
        KeyError::OfAnotherChamber(owner) => {
            fl!(t, "error-key-of-another", chamber = owner.as_str())
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

/// The exit code; a key file that cannot be written is a file like any other.
pub(super) fn of_key(error: &KeyError) -> u8 {
    match error {
        KeyError::Io { .. } => FILE,
        _ => KEY,
    }
}

pub(super) fn of_document_key(error: &DocumentKeyError) -> u8 {
    match error {
        DocumentKeyError::Folder(error) => of_key(error),
        _ => KEY,
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
        Unfit::Unsuited(Unsuited::Usage) => fl!(t, "error-certificate-usage"),
        Unfit::Unsuited(Unsuited::Purpose) => fl!(t, "error-certificate-purpose"),
        Unfit::Unsuited(Unsuited::Key(cause)) => unusable_key(language, cause),
    }
}

fn unusable_key(language: Language, cause: UnusableKey) -> String {
    let t = texts::of(language);
    match cause {
        UnusableKey::Unknown => fl!(t, "error-key-kind"),
        UnusableKey::Weak(bits) => {
            fl!(t, "error-key-weak", bits = bits, least = SHORTEST_RSA)
        }
    }
}

fn certificate(language: Language, cause: &CertificateError) -> String {
    let t = texts::of(language);
    match cause {
        CertificateError::Missing => fl!(t, "error-certificate-missing"),
        CertificateError::BrokenChain => fl!(t, "error-certificate-chain"),
        CertificateError::Key(cause) => unusable_key(language, *cause),
        CertificateError::Encoding(_) | CertificateError::Dates => {
            fl!(t, "error-document-key", cause = cause.to_string())
        }
    }
}
