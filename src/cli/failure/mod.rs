//! What goes wrong, in the user's words, with an exit code.

mod archive;
mod cosign;
mod digest;
mod keys;
mod provider;

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use i18n_embed_fl::fl;
use thiserror::Error;

use crate::badge::BadgeError;
use crate::config::{ConfigError, MAIL_PASSWORD};
use crate::document::DocumentError;
use crate::domain::account::AccountError;
use crate::domain::chamber::ChamberId;
use crate::domain::contact::ContactError;
use crate::domain::language::Language;
use crate::domain::municipality::MunicipalityError;
use crate::domain::separation::SeparationError;
use crate::domain::serial::Serial;
use crate::keys::KeyError;
use crate::keys::document::DocumentKeyError;
use crate::mail::ServerError;
use crate::seal::keyring::KeyringError;
use crate::service::accounts::AccessError;
use crate::service::bulk::words;
use crate::service::cosign_machine::CosignError;
use crate::service::verify::Rejection;
use crate::service::{FollowUpError, ServiceError};
use crate::store::StoreError;
use crate::texts;
pub(super) use cosign::cosigning;
use digest::digest;
use keys::{document_key, key, signature};

/// Why a command did not do what it was asked to.
#[derive(Debug, Error)]
pub(super) enum Failure {
    #[error(transparent)]
    Service(#[from] ServiceError),
    #[error(transparent)]
    Key(KeyError),
    #[error(transparent)]
    DocumentKey(#[from] DocumentKeyError),
    #[error(transparent)]
    Config(#[from] ConfigError),
    #[error(transparent)]
    Municipality(MunicipalityError),
    #[error(transparent)]
    Account(AccountError),
    #[error(transparent)]
    Contact(ContactError),
    #[error(transparent)]
    Cosign(CosignError),
    #[error("not everything was archived")]
    NotArchived(Vec<(Serial, ServiceError)>),
    #[error("{0:?} is no address of an account")]
    NoPerson(String),
    #[error("the file holds no token")]
    NoToken,
    #[error("{0} holds other data than a demonstration's")]
    NotForDemonstration(PathBuf),
    #[error("no passphrase")]
    NoPassphrase {
        chamber: ChamberId,
        option: &'static str,
        variable: String,
    },
    #[error("the passphrases differ")]
    PassphrasesDiffer,
    #[error("no prompt: {0}")]
    Prompt(io::Error),
    #[error("{path}: {source}")]
    File { path: PathBuf, source: io::Error },
    #[error("{path}: {source}")]
    Keyring { path: PathBuf, source: KeyringError },
    #[error("{address}: {source}")]
    Listen { address: String, source: io::Error },
    #[error("{0}")]
    Runtime(io::Error),
    #[error("{0}")]
    Output(io::Error),
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        Self::Service(error.into())
    }
}

/// Exit codes of failures; the README lists them. `verify` has its own below 30.
pub(super) const INPUT: u8 = 30;
pub(super) const RULE: u8 = 31;
const KEY: u8 = 32;
const STORE: u8 = 33;
pub(super) const FILE: u8 = 34;
const TAMPERED: u8 = 35;
const INTERNAL: u8 = 1;

impl Failure {
    /// Says what went wrong on standard error.
    pub(super) fn report(&self, language: Language) -> ExitCode {
        if matches!(self, Self::Output(e) if e.kind() == io::ErrorKind::BrokenPipe) {
            // Whoever reads has seen enough.
            return ExitCode::from(INTERNAL);
        }
        let (text, code) = own(language, self);
        // If nobody reads that either, the exit code is left to say it.
        let text = fl!(texts::of(language), "error", text = text);
        let _ = writeln!(io::stderr(), "{text}");
        ExitCode::from(code)
    }
}

fn own(language: Language, failure: &Failure) -> (String, u8) {
    let t = texts::of(language);
    match failure {
        Failure::Service(error) => service(language, error),
        Failure::Key(error) => (key(language, error), of_key(error)),
        Failure::DocumentKey(error) => (document_key(language, error), of_document_key(error)),
        Failure::Config(ConfigError::Unreadable { path, source }) => {
            (file(language, path, source), FILE)
        }
        Failure::Config(ConfigError::Syntax { path, line, cause }) => {
            let (path, line) = (path.display().to_string(), *line);
            let cause = cause.as_str();
            (
                fl!(
                    t,
                    "error-config-line",
                    path = path,
                    line = line,
                    cause = cause
                ),
                INPUT,
            )
        }
        Failure::Config(ConfigError::Host(value)) => {
            (fl!(t, "error-config-host", value = value.as_str()), INPUT)
        }
        Failure::Config(ConfigError::Address) => (fl!(t, "error-config-address"), INPUT),
        Failure::Municipality(error) => (municipality(language, error), INPUT),
        Failure::Account(error) => (account(language, error), INPUT),
        Failure::Config(ConfigError::MailPassword) => (
            fl!(t, "error-config-mail-password", variable = MAIL_PASSWORD),
            INPUT,
        ),
        Failure::Config(ConfigError::DigestAddress(error)) => (account(language, error), INPUT),
        Failure::Config(ConfigError::KeepOpen) => (fl!(t, "error-config-keep-open"), INPUT),
        Failure::Config(ConfigError::Provider(error)) => {
            (provider::provider(language, error), INPUT)
        }
        Failure::Contact(error) => (contact(language, error), INPUT),
        Failure::NoPassphrase {
            chamber,
            option,
            variable,
        } => {
            let (chamber, option, variable) = (chamber.as_str(), *option, variable.as_str());
            (
                fl!(
                    t,
                    "error-no-passphrase",
                    chamber = chamber,
                    option = option,
                    variable = variable
                ),
                KEY,
            )
        }
        Failure::Cosign(error) => cosigning(language, error),
        Failure::NotArchived(failed) => archive::not_archived(language, failed),
        Failure::NoPerson(user) => (fl!(t, "error-no-person", user = user.as_str()), INPUT),
        Failure::NotForDemonstration(folder) => {
            let folder = folder.display().to_string();
            (fl!(t, "error-not-for-demonstration", folder = folder), RULE)
        }
        Failure::NoToken => (fl!(t, "error-no-token-in-file"), INPUT),
        Failure::PassphrasesDiffer => (fl!(t, "error-passphrases-differ"), KEY),
        Failure::Prompt(source) => (fl!(t, "error-prompt", cause = source.to_string()), KEY),
        Failure::File { path, source } => (file(language, path, source), FILE),
        Failure::Keyring { path, source } => {
            let path = path.display().to_string();
            (
                fl!(t, "error-keyring", path = path, cause = source.to_string()),
                KEY,
            )
        }
        Failure::Listen { address, source } => (listen(language, address, source), FILE),
        Failure::Runtime(source) | Failure::Output(source) => (
            fl!(t, "error-internal", cause = source.to_string()),
            INTERNAL,
        ),
    }
}

pub(super) fn service(language: Language, error: &ServiceError) -> (String, u8) {
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

fn store(language: Language, error: &StoreError) -> String {
    let t = texts::of(language);
    match error {
        StoreError::Unreachable(cause) => {
            fl!(t, "error-store-unreachable", cause = cause.to_string())
        }
        StoreError::Newer(_) => fl!(t, "error-store-newer"),
        StoreError::Migration(cause) => fl!(t, "error-store-migration", cause = cause.as_str()),
        StoreError::ReadOnly => fl!(t, "error-store-read-only"),
        StoreError::DiskFull => fl!(t, "error-store-full"),
        StoreError::Busy => fl!(t, "error-store-busy"),
        StoreError::Conflict => fl!(t, "error-store-conflict"),
        StoreError::Inconsistent { table, key } => {
            fl!(
                t,
                "error-store-inconsistent",
                table = (*table).to_owned(),
                key = key.as_str()
            )
        }
        StoreError::Unrecorded => fl!(t, "error-internal", cause = error.to_string()),
        StoreError::Driver(cause) => fl!(t, "error-internal", cause = cause.to_string()),
    }
}

fn account(language: Language, error: &AccountError) -> String {
    let t = texts::of(language);
    match error {
        AccountError::Id(id) => fl!(t, "error-unknown-account", account = id.as_str()),
        AccountError::Email(value) => fl!(t, "error-email", value = value.as_str()),
        AccountError::Name(value) => fl!(t, "error-person", value = value.as_str()),
    }
}

fn contact(language: Language, error: &ContactError) -> String {
    let t = texts::of(language);
    match error {
        ContactError::Value(error) => account(language, error),
        ContactError::Line(value) => fl!(t, "error-name", value = value.as_str()),
        ContactError::NoSalutation => fl!(t, "contact-addressed-as-missing"),
    }
}

fn follow_up(language: Language, error: &FollowUpError) -> String {
    let t = texts::of(language);
    match error {
        FollowUpError::NoMailServer => fl!(t, "error-mail-none"),
        FollowUpError::NotDue(serial) => fl!(t, "error-not-due", serial = serial.to_string()),
        FollowUpError::NoContact(ags) => fl!(t, "error-no-contact", ags = ags.as_str()),
        FollowUpError::UnknownMessage => fl!(t, "error-mail-unknown"),
    }
}

fn mail_server(language: Language, error: &ServerError) -> String {
    let t = texts::of(language);
    match error {
        ServerError::Plain => fl!(t, "error-mail-plain"),
        ServerError::Sender(sender) => fl!(t, "error-mail-sender", sender = sender.as_str()),
        ServerError::Tls(cause) => fl!(t, "error-mail-tls", cause = cause.to_string()),
    }
}

fn access(language: Language, error: &AccessError) -> String {
    let t = texts::of(language);
    match error {
        AccessError::UnknownAccount(who) => {
            fl!(t, "error-unknown-account", account = who.as_str())
        }
        AccessError::EmailTaken => fl!(t, "error-email-taken"),
        AccessError::Disabled => fl!(t, "error-account-disabled"),
        AccessError::RoleHeld { .. } => fl!(t, "error-role-held"),
        AccessError::RoleOver => fl!(t, "error-role-over"),
        AccessError::NotOpened => fl!(t, "error-account-not-opened"),
        AccessError::NotPermitted(_) => fl!(t, "error-not-permitted"),
        AccessError::Separation(SeparationError::OwnProposal) => fl!(t, "error-own-proposal"),
        AccessError::NotDisabled => fl!(t, "error-account-not-disabled"),
        other => fl!(t, "error-access", cause = other.to_string()),
    }
}

fn municipality(language: Language, error: &MunicipalityError) -> String {
    let t = texts::of(language);
    match error {
        MunicipalityError::Ags(value) => fl!(t, "error-ags", value = value.as_str()),
        MunicipalityError::Kind(value) => fl!(t, "error-kind", value = value.as_str()),
        MunicipalityError::Name(value) => fl!(t, "error-name", value = value.as_str()),
        MunicipalityError::Host(value) => fl!(t, "error-host", value = value.as_str()),
        MunicipalityError::District(value) => fl!(t, "error-district", value = value.as_str()),
        MunicipalityError::Coordinate(value) => fl!(t, "error-coordinate", value = value.as_str()),
        MunicipalityError::Latitude(value) => fl!(t, "error-latitude", value = value.as_str()),
        MunicipalityError::Longitude(value) => fl!(t, "error-longitude", value = value.as_str()),
    }
}

/// A key file that cannot be written is a file like any other.
fn of_key(error: &KeyError) -> u8 {
    match error {
        KeyError::Io { .. } => FILE,
        _ => KEY,
    }
}

fn of_document_key(error: &DocumentKeyError) -> u8 {
    match error {
        DocumentKeyError::Folder(error) => of_key(error),
        _ => KEY,
    }
}

/// Why the server cannot listen.
fn listen(language: Language, address: &str, source: &io::Error) -> String {
    let t = texts::of(language);
    match source.kind() {
        io::ErrorKind::AddrInUse => fl!(t, "error-listen-taken", address = address),
        io::ErrorKind::AddrNotAvailable => fl!(t, "error-listen-elsewhere", address = address),
        io::ErrorKind::PermissionDenied => fl!(t, "error-listen-denied", address = address),
        io::ErrorKind::InvalidInput => fl!(t, "error-listen-address", address = address),
        _ => {
            let cause = source.to_string();
            fl!(t, "error-listen", address = address, cause = cause)
        }
    }
}

fn file(language: Language, path: &std::path::Path, source: &io::Error) -> String {
    let t = texts::of(language);
    let path = path.display().to_string();
    match source.kind() {
        io::ErrorKind::NotFound => fl!(t, "error-file-missing", path = path),
        io::ErrorKind::AlreadyExists => fl!(t, "error-file-exists", path = path),
        io::ErrorKind::IsADirectory => fl!(t, "error-file-is-folder", path = path),
        io::ErrorKind::NotADirectory => fl!(t, "error-file-is-no-folder", path = path),
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
            fl!(t, "error-file-denied", path = path)
        }
        io::ErrorKind::StorageFull => fl!(t, "error-file-full", path = path),
        _ => fl!(t, "error-file", path = path, cause = source.to_string()),
    }
}
