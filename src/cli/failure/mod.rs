//! What goes wrong, in the user's words, with an exit code.

mod account;
mod archive;
mod cosign;
mod digest;
mod files;
mod keys;
mod mail;
mod municipality;
mod provider;
mod service;
mod settings;
mod store;

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use i18n_embed_fl::fl;
use thiserror::Error;

use crate::config::ConfigError;
use crate::domain::account::AccountError;
use crate::domain::chamber::ChamberId;
use crate::domain::contact::ContactError;
use crate::domain::language::Language;
use crate::domain::municipality::MunicipalityError;
use crate::domain::serial::Serial;
use crate::keys::KeyError;
use crate::keys::document::DocumentKeyError;
use crate::seal::keyring::KeyringError;
use crate::service::ServiceError;
use crate::service::cosign_machine::CosignError;
use crate::store::StoreError;
use crate::texts;
use account::account;
pub(super) use cosign::cosigning;
use files::{file, listen};
use keys::{document_key, key, of_document_key, of_key};
use municipality::{contact, municipality};
pub(super) use service::service;
use settings::settings;

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
        Failure::Config(error) => settings(language, error),
        Failure::Municipality(error) => (municipality(language, error), INPUT),
        Failure::Account(error) => (account(language, error), INPUT),
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
