//! Use cases: what the doors offer, and nothing that is particular to one door.

pub mod accounts;
mod apart;
pub mod archive;
pub mod audit;
mod award;
pub mod awards;
pub mod bulk;
pub mod cause;
pub mod chain;
pub mod copies;
pub mod correction;
pub mod cosign;
pub mod cosign_delivery;
pub mod cosign_distrust;
pub mod cosign_examination;
pub mod cosign_examined;
pub mod cosign_machine;
pub mod cosign_offer;
pub mod cosign_policy;
pub mod cosign_server;
pub mod cosign_wire;
pub mod desk;
pub mod digest;
pub mod directory;
pub mod document_keys;
mod draft;
pub mod error;
pub mod explanation;
pub mod feedback;
pub mod files;
pub mod follow_up;
pub mod foresight;
mod https;
pub mod identity;
pub mod issue;
pub mod kept_keys;
pub mod kit;
pub mod legal;
pub mod live;
pub mod machines;
pub mod municipalities;
pub mod open_data;
pub mod order;
pub mod other_systems;
mod outage;
mod outlines;
mod picture;
pub mod prepare;
pub mod preview;
pub mod print;
pub mod programmes;
pub mod progress;
pub mod proposals;
mod recomposition;
pub mod register;
pub mod report;
mod retrace;
mod rivals;
pub mod seal_keys;
mod share;
mod sheet;
pub mod sightings;
pub mod signing;
pub mod snapshot;
pub mod spreadsheet;
mod staff;
pub mod trail;
pub mod trust_services;
pub mod uploaded;
pub mod verify;
mod wording;
pub mod writing;

pub use accounts::Accounts;
pub use apart::apart;
pub use digest::DigestError;
pub use error::ServiceError;
pub use follow_up::FollowUpError;
pub use identity::{IdentityError, Providers};
pub use kept_keys::KeptKeys;
pub use programmes::Programmes;
pub use register::Register;
pub use report::Report;
pub use trust_services::TrustServices;

use std::path::PathBuf;

use jiff::Timestamp;

use crate::domain::digest::DigestMail;
use crate::domain::licence::Licence;
use crate::keys::KeyFolder;
use crate::mail::Postman;
use crate::seal::Keyring;
use crate::store::Store;

/// Everything that the use cases work on.
#[derive(Debug)]
pub struct Service {
    /// The register's database.
    pub store: Store,
    /// Where keys are kept.
    pub keys: KeyFolder,
    /// The marks that can be awarded.
    pub programmes: Programmes,
    /// The pages that the law wants, in the operator's words.
    pub legal: legal::LegalTexts,
    /// The host in the QR codes: `siegel.example`.
    pub host: String,
    /// Where links lead that people are given: `https://siegel.example`.
    pub origin: String,
    /// The licence of the open data.
    pub open_data: Licence,
    /// Where Urkunden and seals are laid out as files.
    pub issued: PathBuf,
    /// The services that vouch for time and for certificates.
    pub trust_services: TrustServices,
    /// Whom people may sign in with beside their own passwords.
    pub identities: Providers,
    /// The way to the mail server, if there is one; without it nobody is told anything.
    pub postman: Option<Postman>,
    /// To whom digests of the audit trail are sent.
    pub digests: DigestMail,
    /// Document keys that stay open until the other chambers have signed.
    pub kept_keys: KeptKeys,
}

/// Who does something, and when.
#[derive(Debug, Clone, Copy)]
pub struct By<'a> {
    /// The person or process, for the audit trail.
    pub actor: &'a str,
    /// The instant.
    pub at: Timestamp,
}

impl Service {
    /// The public keys, with the marks of today's programmes.
    pub fn keyring(&self) -> Result<Keyring, ServiceError> {
        Ok(self.keys.keyring()?.with_marks(self.programmes.marks()))
    }
}
