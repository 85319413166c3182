//! Certificates that a key issues to itself.

use std::str::FromStr;
use std::time::Duration;

use der::asn1::UtcTime;
use der::{Decode, Encode};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use p256::ecdsa::{DerSignature, SigningKey};
use rand::CryptoRng;
use spki::{EncodePublicKey, SubjectPublicKeyInfoOwned, SubjectPublicKeyInfoRef};
use x509_cert::builder::profile::BuilderProfile;
use x509_cert::builder::{self, Builder, CertificateBuilder};
use x509_cert::certificate::TbsCertificate;
use x509_cert::ext::pkix::{BasicConstraints, KeyUsage, KeyUsages, SubjectKeyIdentifier};
use x509_cert::ext::{Extension, ToExtension};
use x509_cert::name::Name;
use x509_cert::serial_number::SerialNumber;
use x509_cert::time::{Time, Validity};

/// Years for which a self-issued certificate is valid.
const YEARS: i64 = 5;

/// Who a self-issued certificate names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subject {
    /// Common name: what a reader of PDF shows as the signer.
    pub name: String,
    /// The organisation.
    pub organisation: String,
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
