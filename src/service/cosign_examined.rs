//! What a chamber's own machine has made again itself, and may sign.

use sha2::{Digest, Sha256};

use super::cosign_wire::Round;
use crate::domain::certificate::Certificate;
use crate::domain::inscription::Inscription;
use crate::domain::policy::Proposal;
use crate::domain::serial::Serial;
use crate::domain::validity::Day;
use crate::store::{Act, ActKind};

/// An item of which every byte was made again.
#[derive(Debug, Clone)]
pub struct Examined {
    pub(super) certificate: Certificate,
    pub(super) dated: Day,
    pub(super) body: Vec<u8>,
    /// The Urkunde with the signatures before this chamber's, in round two.
    pub(super) document: Option<Vec<u8>>,
    /// What was done before.
    pub(super) acts: Vec<Act>,
}

impl Examined {
    /// What is to be signed, as far as a policy asks.
    pub fn proposal(&self) -> Proposal<'_> {
        Proposal {
            facts: &self.certificate.facts,
            programme: &self.certificate.programme,
            kind: self.certificate.kind,
            dated: self.dated,
            corrects: self.certificate.replaces.is_some(),
        }
    }

    /// Its number.
    pub const fn serial(&self) -> Serial {
        self.certificate.facts.serial
    }

    /// The words on the Urkunde.
    pub const fn inscription(&self) -> &Inscription {
        &self.certificate.inscription
    }

    /// What it corrects.
    pub const fn corrects(&self) -> Option<Serial> {
        self.certificate.replaces
    }

    /// For which round.
    pub const fn round(&self) -> Round {
        match self.document {
            Some(_) => Round::Document,
            None => Round::Seal,
        }
    }

    /// Whether the chamber has decided already, so that nobody need be asked.
    pub fn is_decided(&self) -> bool {
        self.acts.iter().any(|act| act.act == ActKind::Seal)
    }

    /// What was signed in this round before.
    pub fn signed_before(&self) -> Option<&Act> {
        let act = match self.round() {
            Round::Seal => ActKind::Seal,
            Round::Document => ActKind::Document,
        };
        self.acts.iter().find(|a| a.act == act)
    }

    /// SHA-256, hexadecimal, over everything that is decided on.
    pub fn digest(&self) -> String {
        let c = &self.certificate;
        // Strings only: always serializable.
        let words = serde_json::to_string(&c.inscription).unwrap_or_default();
        let corrects = c.replaces.map(|s| s.to_string()).unwrap_or_default();
        let dated = self.dated.to_string();
        let mut hash = Sha256::new();
        for part in [
            self.body.as_slice(),
            c.kind.as_str().as_bytes(),
            dated.as_bytes(),
            words.as_bytes(),
            corrects.as_bytes(),
        ] {
            hash.update((part.len() as u64).to_be_bytes());
            hash.update(part);
        }
        hex::encode(hash.finalize())
    }

    /// SHA-256, hexadecimal, of the bytes that are signed.
    pub(super) fn object(&self) -> String {
        object(self.document.as_ref().unwrap_or(&self.body))
    }
}

/// SHA-256 of bytes that are signed, hexadecimal.
pub(super) fn object(bytes: &[u8]) -> String {
    hex::encode(Sha256::digest(bytes))
}
