//! The certificates of document keys: what they say, and until when.

use std::str::FromStr;
use std::time::Duration;

use der::asn1::UtcTime;
use der::{Decode, Encode};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use p256::ecdsa::{DerSignature, SigningKey};
use rand::CryptoRng;
use sha2::{Digest, Sha256};
use spki::{EncodePublicKey, SubjectPublicKeyInfoOwned, SubjectPublicKeyInfoRef};
use thiserror::Error;
use x509_cert::Certificate;
use x509_cert::builder::profile::BuilderProfile;
use x509_cert::builder::{self, Builder, CertificateBuilder};
use x509_cert::certificate::TbsCertificate;
use x509_cert::ext::pkix::{BasicConstraints, KeyUsage, KeyUsages, SubjectKeyIdentifier};
use x509_cert::ext::{Extension, ToExtension};
use x509_cert::name::Name;
use x509_cert::serial_number::SerialNumber;
use x509_cert::time::{Time, Validity};

use crate::domain::signing::CertificateKind;

/// Years for which a self-issued certificate is valid.
const YEARS: i64 = 5;

/// A chamber's signing certificate with its chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentCertificate {
    chain: Vec<Vec<u8>>,
    subject: String,
    kind: CertificateKind,
    not_before: Timestamp,
    not_after: Timestamp,
    may_sign: bool,
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
    /// It is for something else: neither digitalSignature nor nonRepudiation, or a CA's.
    #[error("the certificate is not meant for signatures")]
    WrongUsage,
}

/// Who a self-issued certificate names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subject {
    /// Common name: what a reader of PDF shows as the signer.
    pub name: String,
    /// The organisation.
    pub organisation: String,
}

impl DocumentCertificate {
    /// Reads a chain, DER, leaf first.
    pub fn of(chain: Vec<Vec<u8>>) -> Result<Self, CertificateError> {
        let leaf = chain.first().ok_or(CertificateError::Missing)?;
        let leaf = Certificate::from_der(leaf)?;
        let leaf = leaf.tbs_certificate();
        let usage = leaf.get_extension::<KeyUsage>()?.map(|(_, usage)| usage);
        let constraints = leaf.get_extension::<BasicConstraints>()?;
        let is_ca = constraints.is_some_and(|(_, constraints)| constraints.ca);
        Ok(Self {
            subject: leaf.subject().to_string(),
            kind: if leaf.subject() == leaf.issuer() {
                CertificateKind::SelfIssued
            } else {
                CertificateKind::Provider
            },
            not_before: timestamp(leaf.validity().not_before)?,
            not_after: timestamp(leaf.validity().not_after)?,
            may_sign: !is_ca && usage.is_some_and(|u| u.digital_signature() || u.non_repudiation()),
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
    pub fn kind(&self) -> CertificateKind {
        self.kind
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
        if !self.may_sign {
            Err(Unfit::WrongUsage)
        } else if at < self.not_before {
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
    mut certificates: Vec<Vec<u8>>,
) -> Result<Vec<Vec<u8>>, CertificateError> {
    for i in 0..certificates.len() {
        let certificate = Certificate::from_der(&certificates[i])?;
        let key = certificate.tbs_certificate().subject_public_key_info();
        if key.to_der()? == public_key {
            let leaf = certificates.swap_remove(i);
            return issuers_of(leaf, certificates);
        }
    }
    Err(CertificateError::Missing)
}

/// The leaf, and behind it those of the certificates that lead to its root.
pub(super) fn issuers_of(
    leaf: Vec<u8>,
    certificates: Vec<Vec<u8>>,
) -> Result<Vec<Vec<u8>>, CertificateError> {
    let mut current = Certificate::from_der(&leaf)?;
    let mut chain = vec![leaf];
    while current.tbs_certificate().issuer() != current.tbs_certificate().subject() {
        let mut next = None;
        for der in &certificates {
            let certificate = Certificate::from_der(der)?;
            let issues =
                certificate.tbs_certificate().subject() == current.tbs_certificate().issuer();
            if issues && !chain.contains(der) {
                next = Some((der.clone(), certificate));
                break;
            }
        }
        let Some((der, certificate)) = next else {
            break;
        };
        chain.push(der);
        current = certificate;
    }
    Ok(chain)
}

/// Makes a certificate that the key issues to itself: an end entity's, for signatures only.
pub(super) fn self_issued<R: CryptoRng>(
    key: &SigningKey,
    subject: &Subject,
    at: Timestamp,
    random: &mut R,
) -> Result<Vec<u8>, builder::Error> {
    let name = format!(
        "CN={},O={},C=DE",
        escaped(&subject.name),
        escaped(&subject.organisation)
    );
    let name = Name::from_str(&name)?;
    let end = at.to_zoned(TimeZone::UTC).saturating_add(YEARS.years());
    let validity = Validity::new(time(at)?, time(end.timestamp())?);
    let public = key.verifying_key().to_public_key_der()?;
    let public = SubjectPublicKeyInfoOwned::from_der(public.as_bytes())?;
    let serial = SerialNumber::generate(random);
    let certificate = CertificateBuilder::new(SelfIssued(name), serial, validity, public)?
        .build::<_, DerSignature>(key)?;
    Ok(certificate.to_der()?)
}

struct SelfIssued(Name);

impl BuilderProfile for SelfIssued {
    fn get_issuer(&self, subject: &Name) -> Name {
        subject.clone()
    }

    fn get_subject(&self) -> Name {
        self.0.clone()
    }

    fn build_extensions(
        &self,
        key: SubjectPublicKeyInfoRef<'_>,
        _issuer: SubjectPublicKeyInfoRef<'_>,
        certificate: &TbsCertificate,
    ) -> builder::Result<Vec<Extension>> {
        let subject = certificate.subject();
        let usage = KeyUsage(KeyUsages::DigitalSignature | KeyUsages::NonRepudiation);
        let constraints = BasicConstraints {
            ca: false,
            path_len_constraint: None,
        };
        Ok(vec![
            SubjectKeyIdentifier::try_from(key)?.to_extension(subject, &[])?,
            constraints.to_extension(subject, &[])?,
            usage.to_extension(subject, &[])?,
        ])
    }
}

/// A value in the text form of a name (RFC 4514, 2.4).
fn escaped(value: &str) -> String {
    let mut escaped = String::with_capacity(value.len());
    for (i, character) in value.trim().char_indices() {
        if matches!(character, ',' | '+' | '"' | '\\' | '<' | '>' | ';' | '=')
            || i == 0 && character == '#'
        {
            escaped.push('\\');
        }
        escaped.push(character);
    }
    escaped
}

fn time(at: Timestamp) -> Result<Time, der::Error> {
    let seconds = u64::try_from(at.as_second()).unwrap_or(0);
    UtcTime::from_unix_duration(Duration::from_secs(seconds)).map(Time::UtcTime)
}

fn timestamp(time: Time) -> Result<Timestamp, CertificateError> {
    i64::try_from(time.to_unix_duration().as_secs())
        .ok()
        .and_then(|seconds| Timestamp::from_second(seconds).ok())
        .ok_or(CertificateError::Dates)
}
