//! The certificates of document keys: what they say, and until when.

use std::cmp::Reverse;

use der::{Decode, Encode};
use jiff::Timestamp;
use sha2::{Digest, Sha256};
use thiserror::Error;
use x509_cert::Certificate;
use x509_cert::time::Time;

use crate::domain::signing::CertificateKind;
use crate::x509::fitness::{self, Unsuited};
use crate::x509::issuer;
use crate::x509::path::{self, Parsed};
use crate::x509::public_key::{PublicKey, UnusableKey};

/// A chamber's signing certificate with its chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentCertificate {
    chain: Vec<Vec<u8>>,
    subject: String,
    kind: CertificateKind,
    not_before: Timestamp,
    not_after: Timestamp,
    suits: Result<(), Unsuited>,
}

/// Bytes that are no usable chain of certificates.
#[derive(Debug, Error)]
pub enum CertificateError {
    /// There is none.
    #[error("there is no certificate for the key")]
    Missing,
    /// Not X.509.
    #[error("the certificate cannot be read: {0}")]
    Encoding(#[from] der::Error),
    /// Its dates lie outside the years 1 to 9999.
    #[error("the certificate's dates make no sense")]
    Dates,
    /// A certificate was not issued by the one that bears its issuer's name.
    #[error("the certificate was not issued by the one that comes with it")]
    BrokenChain,
    /// Its key.
    #[error(transparent)]
    Key(#[from] UnusableKey),
}

/// Why a certificate does not allow signing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum Unfit {
    /// Its time has not come.
    #[error("the signing certificate is not valid before {0}")]
    NotYetValid(Timestamp),
    /// Its time is over.
    #[error("the signing certificate expired on {0}")]
    Expired(Timestamp),
    /// It is none for documents.
    #[error(transparent)]
    Unsuited(#[from] Unsuited),
}

impl DocumentCertificate {
    /// Reads a chain, DER, leaf first.
    pub fn of(chain: Vec<Vec<u8>>) -> Result<Self, CertificateError> {
        let leaf = chain.first().ok_or(CertificateError::Missing)?;
        let certificate = Certificate::from_der(leaf)?;
        let leaf = certificate.tbs_certificate();
        Ok(Self {
            subject: leaf.subject().to_string(),
            kind: issuer::kind(&certificate),
            not_before: timestamp(leaf.validity().not_before)?,
            not_after: timestamp(leaf.validity().not_after)?,
            suits: fitness::for_documents(&certificate)?,
            chain,
        })
    }

    /// The chain in DER, leaf first, as it goes into signatures.
    pub fn chain(&self) -> &[Vec<u8>] {
        &self.chain
    }

    /// The subject (RFC 4514).
    pub fn subject(&self) -> &str {
        &self.subject
    }

    /// Where it comes from.
    pub fn kind(&self) -> &CertificateKind {
        &self.kind
    }

    /// Its key.
    pub(super) fn public_key(&self) -> Result<PublicKey, CertificateError> {
        let leaf = self.chain.first().ok_or(CertificateError::Missing)?;
        let leaf = Certificate::from_der(leaf)?;
        let info = leaf.tbs_certificate().subject_public_key_info();
        Ok(PublicKey::of(info)?)
    }

    /// Whether its key is this one on P-256, an uncompressed point (SEC 1, 2.3.3).
    pub(super) fn is_of(&self, point: &[u8]) -> bool {
        match self.public_key() {
            Ok(PublicKey::P256(key)) => key.to_sec1_point(false).as_bytes() == point,
            _ => false,
        }
    }

    /// Whether the other is one of the same key.
    pub(super) fn has_same_key(&self, other: &Self) -> bool {
        let key = |certificate: &Self| {
            let leaf = Certificate::from_der(certificate.chain.first()?).ok()?;
            leaf.tbs_certificate()
                .subject_public_key_info()
                .to_der()
                .ok()
        };
        key(self) == key(other)
    }

    /// Whether its issuers signed it, as far as they are in the chain.
    pub fn is_proven(&self) -> bool {
        Parsed::all(&self.chain).is_ok_and(|chain| path::is_chain(&chain))
    }

    /// First moment of its validity.
    pub fn not_before(&self) -> Timestamp {
        self.not_before
    }

    /// Last moment of its validity.
    pub fn not_after(&self) -> Timestamp {
        self.not_after
    }

    /// SHA-256 of the certificate, hexadecimal.
    pub fn fingerprint(&self) -> String {
        let leaf = self.chain.first().map_or(&[][..], Vec::as_slice);
        hex::encode(Sha256::digest(leaf))
    }

    /// Whether it is time to care for the next certificate.
    pub fn ages(&self, at: Timestamp) -> bool {
        /// Ordering one from a provider takes weeks.
        const DAYS_AHEAD: i64 = 60;
        self.days_left(at) <= DAYS_AHEAD
    }

    /// Whole days until it expires; negative afterwards.
    pub fn days_left(&self, at: Timestamp) -> i64 {
        (self.not_after.as_second() - at.as_second()).div_euclid(24 * 60 * 60)
    }

    /// Whether it allows signing at this instant.
    pub fn fit_to_sign(&self, at: Timestamp) -> Result<(), Unfit> {
        self.suits?;
        if at < self.not_before {
            Err(Unfit::NotYetValid(self.not_before))
        } else if at > self.not_after {
            Err(Unfit::Expired(self.not_after))
        } else {
            Ok(())
        }
    }
}

/// The chain of the key among these certificates, leaf first.
pub(super) fn chain_of(
    public_key: &[u8],
    certificates: &[Vec<u8>],
) -> Result<Vec<Vec<u8>>, CertificateError> {
    let mut own = Vec::new();
    for der in certificates {
        let certificate = Certificate::from_der(der)?;
        let key = certificate.tbs_certificate().subject_public_key_info();
        if key.to_der()? == public_key {
            own.push(der.clone());
        }
    }
    chain_among(&own, certificates)
}

/// The key's own certificate, and behind it those of the others that lead to its root. Of several
/// that would do, as there are after a renewal, it is the one that is valid longest. One that bears
/// an issuer's name has to have signed: names alone prove nothing.
pub(super) fn chain_among(
    own: &[Vec<u8>],
    certificates: &[Vec<u8>],
) -> Result<Vec<Vec<u8>>, CertificateError> {
    let mut own = longest_valid_first(own)?.into_iter();
    let others = longest_valid_first(certificates)?;
    let mut chain = vec![own.next().ok_or(CertificateError::Missing)?];
    while let Some(current) = chain.last().filter(|c| !c.names_itself()) {
        let named = |other: &&Parsed| {
            let other = other.certificate.tbs_certificate();
            other.subject() == current.certificate.tbs_certificate().issuer()
        };
        let issues = |other: &&Parsed| other.is_authority() && current.is_issued_by(other);
        match others.iter().filter(named).find(issues) {
            Some(issuer) if !chain.contains(issuer) => chain.push(issuer.clone()),
            None if others.iter().any(|other| named(&other)) => {
                return Err(CertificateError::BrokenChain);
            }
            _ => break,
        }
    }
    if !path::is_chain(&chain) {
        return Err(CertificateError::BrokenChain);
    }
    Ok(chain.into_iter().map(|parsed| parsed.der).collect())
}

fn longest_valid_first(ders: &[Vec<u8>]) -> Result<Vec<Parsed>, CertificateError> {
    let mut certificates = Parsed::all(ders)?;
    certificates.sort_by_cached_key(|one| (Reverse(one.valid_until()), one.der.clone()));
    Ok(certificates)
}

fn timestamp(time: Time) -> Result<Timestamp, CertificateError> {
    i64::try_from(time.to_unix_duration().as_secs())
        .ok()
        .and_then(|seconds| Timestamp::from_second(seconds).ok())
        .ok_or(CertificateError::Dates)
}
