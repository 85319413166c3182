//! Time-stamps (RFC 3161): what is asked for, and what is accepted. How the bytes travel is the
//! caller's affair.

use std::error::Error as StdError;

use cms::content_info::CmsVersion;
use cms::signed_data::{SignerIdentifier, SignerInfo};
use const_oid::ObjectIdentifier;
use const_oid::db::rfc5911::{
    ID_AA_SIGNING_CERTIFICATE, ID_AA_SIGNING_CERTIFICATE_V_2, ID_CONTENT_TYPE,
};
use const_oid::db::rfc5912::ID_SHA_256;
use der::asn1::{Int, OctetString, SetOfVec};
use der::{AnyRef, Decode, Encode, Reader, Sequence, SliceReader, Tag, Tagged};
use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use sha1::{Digest, Sha1};
use spki::AlgorithmIdentifierOwned;
use thiserror::Error;
use x509_cert::ext::pkix::SubjectKeyIdentifier;

use super::cms::{self as structure, SignedData};
use crate::x509::path::{Parsed, leads_to};
use crate::x509::public_key::{Hash, PublicKey};

/// `id-ct-TSTInfo` (RFC 3161, 2.4.2).
const ID_CT_TST_INFO: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.1.4");

/// More certificates than a service puts into a token; each may have to be verified with each.
const MOST_CERTIFICATES: usize = 16;

/// What a time-stamp proves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimeStamp {
    /// The proven time.
    pub at: Timestamp,
    /// Subject of the service's certificate (RFC 4514).
    pub authority: String,
    /// Until when that certificate is valid, and the time-stamp proves by itself.
    pub until: Timestamp,
}

/// Why no time-stamp came about.
#[derive(Debug, Error)]
pub enum TimestampError {
    /// The service was not reached.
    #[error("the time-stamp service cannot be reached: {0}")]
    Transport(#[source] Box<dyn StdError + Send + Sync>),
    /// It did not answer a moment ago, and was not asked again.
    #[error("the time-stamp service did not answer a moment ago, and was not asked again")]
    Silent,
    /// What it answered is no response.
    #[error("the time-stamp service's answer cannot be read: {0}")]
    Response(#[from] der::Error),
    /// It refuses (PKIStatus, RFC 3161, 2.4.2).
    #[error("the time-stamp service refuses with status {0}")]
    Refused(u8),
    /// The answer belongs to another request.
    #[error("the time-stamp service answered another request")]
    Nonce,
    /// The token is not acceptable.
    #[error(transparent)]
    Token(#[from] TokenError),
}

impl TimestampError {
    /// Whether the service does not do its work, whatever it is asked.
    pub const fn is_outage(&self) -> bool {
        matches!(self, Self::Transport(_) | Self::Silent | Self::Response(_))
    }
}

/// Why a token is not accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum TokenError {
    /// Not a token of the form that is known here.
    #[error("the time-stamp cannot be read")]
    Form,
    /// It is about other bytes.
    #[error("the time-stamp belongs to other bytes")]
    Content,
    /// It was not made with its certificate's key.
    #[error("the time-stamp's signature is wrong")]
    Signature,
    /// Its certificate is not for time-stamps, or no way leads from it to a trusted one.
    #[error("the time-stamp was made by a foreign service")]
    Foreign,
}

/// Sends a request to a time-stamp service and gives its answer: an HTTP POST of
/// `application/timestamp-query` (RFC 3161, 3.4).
pub type Transport<'a> = dyn FnMut(&[u8]) -> Result<Vec<u8>, Box<dyn StdError + Send + Sync>> + 'a;

/// Fetches a token over a SHA-256 digest and verifies it against the services' trusted
/// certificates (DER: their own, or those of their issuers).
pub fn obtain(
    digest: &[u8; 32],
    nonce: u64,
    trusted: &[Vec<u8>],
    transport: &mut Transport<'_>,
) -> Result<Vec<u8>, TimestampError> {
    let answer = transport(&request(digest, nonce)?).map_err(TimestampError::Transport)?;
    let token = read_response(&answer)?;
    let (_, info) = read_token(token).map_err(|_| TokenError::Form)?;
    if info.nonce != Some(nonce) {
        return Err(TimestampError::Nonce);
    }
    verify(token, digest, trusted)?;
    Ok(token.to_vec())
}

/// Verifies a token over a SHA-256 digest.
pub fn verify(
    token: &[u8],
    digest: &[u8; 32],
    trusted: &[Vec<u8>],
) -> Result<TimeStamp, TokenError> {
    let (data, info) = read_token(token).map_err(|_| TokenError::Form)?;
    if Hash::of(&info.imprint.hash) != Some(Hash::Sha256) {
        return Err(TokenError::Form);
    }
    if info.imprint.digest.as_bytes() != digest {
        return Err(TokenError::Content);
    }
    let [signer] = data.signer_infos.as_slice() else {
        return Err(TokenError::Form);
    };
    if data.certificates.iter().map(SetOfVec::len).sum::<usize>() > MOST_CERTIFICATES {
        return Err(TokenError::Form);
    }
    let embedded = structure::certificates(&data).and_then(|ders| Parsed::all(&ders));
    let mut embedded = embedded.map_err(|_| TokenError::Form)?;
    let trusted = Parsed::all(trusted).map_err(|_| TokenError::Foreign)?;
    let own = embedded.iter().position(|c| is_of(&signer.sid, c));
    let leaf = embedded.swap_remove(own.ok_or(TokenError::Form)?);
    check_signature(&data, signer, &leaf)?;
    if !leaf.stamps_time() || !leads_to(&leaf, &embedded, &trusted, info.at) {
        return Err(TokenError::Foreign);
    }
    Ok(TimeStamp {
        at: info.at,
        authority: leaf.certificate.tbs_certificate().subject().to_string(),
        until: leaf.valid_until(),
    })
}

/// MessageImprint (RFC 3161, 2.4.1).
#[derive(Debug, Clone, PartialEq, Eq, Sequence)]
struct MessageImprint {
    hash: AlgorithmIdentifierOwned,
    digest: OctetString,
}

/// TimeStampReq (RFC 3161, 2.4.1), with the service's certificates wanted.
#[derive(Debug, Clone, PartialEq, Eq, Sequence)]
struct TimeStampReq {
    version: u8,
    imprint: MessageImprint,
    nonce: u64,
    certificates: bool,
}

/// What is of interest in TSTInfo (RFC 3161, 2.4.2).
struct TstInfo {
    imprint: MessageImprint,
    at: Timestamp,
    nonce: Option<u64>,
}

/// SigningCertificate in either version (RFC 5035, 3 and 5).
#[derive(Sequence)]
struct SigningCertificate<'a> {
    certificates: Vec<AnyRef<'a>>,
    #[asn1(optional = "true")]
    policies: Option<AnyRef<'a>>,
}

fn request(digest: &[u8; 32], nonce: u64) -> Result<Vec<u8>, der::Error> {
    TimeStampReq {
        version: 1,
        imprint: MessageImprint {
            hash: AlgorithmIdentifierOwned {
                oid: ID_SHA_256,
                parameters: None,
            },
            digest: OctetString::new(digest.as_slice())?,
        },
        nonce,
        certificates: true,
    }
    .to_der()
}

/// The token in a TimeStampResp, as the bytes that it is.
fn read_response(answer: &[u8]) -> Result<&[u8], TimestampError> {
    const GRANTED_WITH_CHANGES: u8 = 1;
    let answer = AnyRef::from_der(answer)?;
    answer.tag().assert_eq(Tag::Sequence)?;
    let mut reader = SliceReader::new(answer.value())?;
    let status = AnyRef::decode(&mut reader)?;
    let status = u8::decode(&mut SliceReader::new(status.value())?)?;
    if status > GRANTED_WITH_CHANGES {
        return Err(TimestampError::Refused(status));
    }
    Ok(reader.tlv_bytes()?)
}

fn read_token(token: &[u8]) -> Result<(SignedData, TstInfo), der::Error> {
    let data = structure::signed_data(token)?;
    let malformed = || der::Error::from(Tag::OctetString.value_error());
    let content = &data.encap_content_info;
    let octets = content.econtent.as_ref().ok_or_else(malformed)?;
    if content.econtent_type != ID_CT_TST_INFO || octets.tag() != Tag::OctetString {
        return Err(malformed());
    }
    let info = SliceReader::new(octets.value())?.sequence(|reader| {
        u8::decode(reader)?;
        <ObjectIdentifier>::decode(reader)?;
        let imprint = MessageImprint::decode(reader)?;
        Int::decode(reader)?;
        let at = AnyRef::decode(reader)?;
        at.tag().assert_eq(Tag::GeneralizedTime)?;
        let at = moment(at.value()).ok_or_else(malformed)?;
        let mut nonce = None;
        while !reader.is_finished() {
            let field = AnyRef::decode(reader)?;
            if field.tag() == Tag::Integer {
                nonce = field.decode_as().ok();
            }
        }
        Ok::<_, der::Error>(TstInfo { imprint, at, nonce })
    })?;
    Ok((data, info))
}

/// GeneralizedTime in UTC, where RFC 3161 allows fractions of a second.
fn moment(text: &[u8]) -> Option<Timestamp> {
    let text = std::str::from_utf8(text).ok()?;
    let civil = DateTime::strptime("%Y%m%d%H%M%S%.fZ", text).ok()?;
    Some(civil.to_zoned(TimeZone::UTC).ok()?.timestamp())
}

fn is_of(sid: &SignerIdentifier, certificate: &Parsed) -> bool {
    let tbs = certificate.certificate.tbs_certificate();
    match sid {
        SignerIdentifier::IssuerAndSerialNumber(id) => {
            id.issuer == *tbs.issuer() && id.serial_number == *tbs.serial_number()
        }
        SignerIdentifier::SubjectKeyIdentifier(id) => tbs
            .get_extension::<SubjectKeyIdentifier>()
            .is_ok_and(|found| found.is_some_and(|(_, found)| found == *id)),
    }
}

/// Checks the signature and what it must say (RFC 3161, 2.4.2; RFC 5816). What nobody signs must
/// not be there, or say only what is known already.
fn check_signature(
    data: &SignedData,
    signer: &SignerInfo,
    leaf: &Parsed,
) -> Result<(), TokenError> {
    let version = match signer.sid {
        SignerIdentifier::IssuerAndSerialNumber(_) => CmsVersion::V1,
        SignerIdentifier::SubjectKeyIdentifier(_) => CmsVersion::V3,
    };
    let bare = data.version == CmsVersion::V3
        && signer.version == version
        && data.digest_algorithms.as_slice() == [signer.digest_alg.clone()]
        && data.crls.is_none()
        && signer.unsigned_attrs.is_none();
    let hash = Hash::of(&signer.digest_alg).filter(|_| bare);
    let hash = hash.ok_or(TokenError::Form)?;
    let attributes = signer.signed_attrs.as_ref().ok_or(TokenError::Form)?;
    let kind = structure::signed_attribute(signer, ID_CONTENT_TYPE);
    let kind = kind.and_then(|kind| kind.decode_as::<ObjectIdentifier>().ok());
    if kind != Some(ID_CT_TST_INFO) || !names(signer, leaf).unwrap_or(false) {
        return Err(TokenError::Form);
    }
    let content = data.encap_content_info.econtent.as_ref();
    let content = content.ok_or(TokenError::Form)?.value();
    if structure::message_digest(signer) != Some(&hash.digest(content)) {
        return Err(TokenError::Signature);
    }
    let message = attributes.to_der().map_err(|_| TokenError::Form)?;
    let key = leaf.certificate.tbs_certificate();
    let key = PublicKey::of(key.subject_public_key_info()).map_err(|_| TokenError::Form)?;
    let (algorithm, signature) = (&signer.signature_algorithm, signer.signature.as_bytes());
    let verifies = match Hash::of_signature(algorithm, Some(hash)) {
        Some(hash) => key.verifies(hash, &message, signature),
        None => key.verifies_by(algorithm, &message, signature),
    };
    if verifies {
        Ok(())
    } else {
        Err(TokenError::Signature)
    }
}

/// Whether the signature names this certificate as its own: by SHA-1, as RFC 3161 has it, or by
/// another hash (RFC 5816). The certificate's own way to trust does not rest on this.
fn names(signer: &SignerInfo, leaf: &Parsed) -> Option<bool> {
    let first = structure::signed_attribute(signer, ID_AA_SIGNING_CERTIFICATE);
    let second = structure::signed_attribute(signer, ID_AA_SIGNING_CERTIFICATE_V_2);
    let attribute: SigningCertificate<'_> = second.or(first)?.decode_as().ok()?;
    let mut reader = SliceReader::new(attribute.certificates.first()?.value()).ok()?;
    let mut digest = AnyRef::decode(&mut reader).ok()?;
    if second.is_none() {
        return Some(digest.value() == Sha1::digest(&leaf.der).as_slice());
    }
    let mut hash = Hash::Sha256;
    if digest.tag() == Tag::Sequence {
        hash = Hash::of(&digest.decode_as().ok()?)?;
        digest = AnyRef::decode(&mut reader).ok()?;
    }
    Some(digest.value() == hash.digest(&leaf.der))
}
