//! From a certificate to its issuer, and up to one that is trusted (RFC 5280, 6, as far as
//! time-stamps need it).

use const_oid::ObjectIdentifier;
use const_oid::db::rfc5280::ID_KP_TIME_STAMPING;
use der::asn1::BitString;
use der::{AnyRef, Decode, Reader, SliceReader};
use jiff::Timestamp;
use spki::AlgorithmIdentifierOwned;
use x509_cert::Certificate;
use x509_cert::ext::pkix::{BasicConstraints, ExtendedKeyUsage};
use x509_cert::time::{Time, Validity};

use super::public_key::PublicKey;

/// Longest way to a trusted certificate.
const LONGEST: usize = 6;

/// A certificate and its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parsed {
    /// The whole certificate in DER.
    pub der: Vec<u8>,
    /// What it says.
    pub certificate: Certificate,
}

impl Parsed {
    /// Reads a certificate.
    pub fn of(der: &[u8]) -> Result<Self, der::Error> {
        Ok(Self {
            der: der.to_vec(),
            certificate: Certificate::from_der(der)?,
        })
    }

    /// Reads certificates.
    pub fn all(ders: &[Vec<u8>]) -> Result<Vec<Self>, der::Error> {
        ders.iter().map(|der| Self::of(der)).collect()
    }

    /// Whether the other's key signed this certificate, in the other's name.
    pub fn is_issued_by(&self, issuer: &Self) -> bool {
        let named = self.certificate.tbs_certificate().issuer()
            == issuer.certificate.tbs_certificate().subject();
        named && issuer.has_signed(&self.der)
    }

    /// Whether it may sign time-stamps and nothing else (RFC 3161, 2.3).
    pub fn stamps_time(&self) -> bool {
        let tbs = self.certificate.tbs_certificate();
        let usage = tbs.get_extension::<ExtendedKeyUsage>().ok().flatten();
        let only: [ObjectIdentifier; 1] = [ID_KP_TIME_STAMPING];
        usage.is_some_and(|(critical, usage)| critical && usage.0 == only)
    }

    /// Last moment of its validity; the latest of all if none that can be told.
    pub fn valid_until(&self) -> Timestamp {
        instant(self.certificate.tbs_certificate().validity().not_after)
    }

    /// Whether it is valid at an instant.
    pub fn is_valid_at(&self, at: Timestamp) -> bool {
        is_within(self.certificate.tbs_certificate().validity(), at)
    }

    /// Whether it may issue certificates.
    pub fn is_authority(&self) -> bool {
        let tbs = self.certificate.tbs_certificate();
        let constraints = tbs.get_extension::<BasicConstraints>().ok().flatten();
        constraints.is_some_and(|(_, constraints)| constraints.ca)
    }

    /// Whether it says that it was issued by itself.
    pub fn names_itself(&self) -> bool {
        let tbs = self.certificate.tbs_certificate();
        tbs.issuer() == tbs.subject()
    }

    /// Whether this certificate's key made the signature of a structure that begins with what is
    /// signed, the algorithm and the signature: a certificate, a revocation list (RFC 5280, 4.1 and
    /// 5.1) or an OCSP response (RFC 6960, 4.2.1).
    pub fn has_signed(&self, structure: &[u8]) -> bool {
        self.verifies(structure).unwrap_or(false)
    }

    fn verifies(&self, structure: &[u8]) -> Result<bool, der::Error> {
        let structure = AnyRef::from_der(structure)?;
        let mut reader = SliceReader::new(structure.value())?;
        // The signed bytes as they are, not as they would be written again.
        let signed = reader.tlv_bytes()?;
        let algorithm = AlgorithmIdentifierOwned::decode(&mut reader)?;
        let signature = BitString::decode(&mut reader)?;
        let key = self.certificate.tbs_certificate();
        let key = PublicKey::of(key.subject_public_key_info());
        Ok(match (key, signature.as_bytes()) {
            (Ok(key), Some(signature)) => key.verifies_by(&algorithm, signed, signature),
            _ => false,
        })
    }
}

/// Whether each certificate of a chain, leaf first, was issued by the next, and the last by itself
/// if it says so.
pub fn is_chain(chain: &[Parsed]) -> bool {
    let issued = |pair: &[Parsed]| match pair {
        [own, issuer] => issuer.is_authority() && own.is_issued_by(issuer),
        _ => false,
    };
    let ends = |last: &Parsed| !last.names_itself() || last.is_issued_by(last);
    chain.windows(2).all(issued) && chain.last().is_some_and(ends)
}

/// Whether a way leads from the leaf over the others to a trusted certificate, each valid at
/// that instant. Every one of the others must be genuine too, whether it is needed or not: so
/// none of their bytes can be changed unseen.
pub fn leads_to(leaf: &Parsed, others: &[Parsed], trusted: &[Parsed], at: Timestamp) -> bool {
    let issuers = || trusted.iter().chain(others);
    let genuine = |other: &Parsed| {
        trusted.iter().any(|t| t.der == other.der) || issuers().any(|i| other.is_issued_by(i))
    };
    if !others.iter().all(genuine) {
        return false;
    }
    let mut current = leaf;
    for _ in 0..LONGEST {
        if !current.is_valid_at(at) {
            return false;
        }
        if trusted
            .iter()
            .any(|t| t.der == current.der || current.is_issued_by(t))
        {
            return true;
        }
        let next = others
            .iter()
            .find(|other| other.is_authority() && current.is_issued_by(other));
        match next {
            Some(next) if next.der != current.der => current = next,
            _ => return false,
        }
    }
    false
}

/// Whether an instant lies within a certificate's validity.
pub fn is_within(validity: &Validity, at: Timestamp) -> bool {
    let seconds = u64::try_from(at.as_second()).unwrap_or(0);
    validity.not_before.to_unix_duration().as_secs() <= seconds
        && seconds <= validity.not_after.to_unix_duration().as_secs()
}

/// An instant of a certificate or revocation list; the latest of all if none that can be told.
pub fn instant(time: Time) -> Timestamp {
    let seconds = i64::try_from(time.to_unix_duration().as_secs()).ok();
    seconds
        .and_then(|seconds| Timestamp::from_second(seconds).ok())
        .unwrap_or(Timestamp::MAX)
}
