//! What an OCSP responder is asked, and which of its answers count (RFC 6960).

use const_oid::ObjectIdentifier;
use const_oid::db::rfc5280::ID_KP_OCSP_SIGNING;
use const_oid::db::rfc6960::ID_PKIX_OCSP_BASIC;
use der::asn1::{BitString, GeneralizedTime, Null, OctetString};
use der::{Any, Choice, Decode, Encode, Enumerated, Sequence};
use jiff::{SignedDuration, Timestamp};
use sha1::{Digest, Sha1};
use spki::AlgorithmIdentifierOwned;
use x509_cert::ext::pkix::ExtendedKeyUsage;
use x509_cert::ext::{Extension, Extensions};
use x509_cert::name::Name;
use x509_cert::serial_number::SerialNumber;
use x509_cert::time::Time;

use super::answer::{Standing, Unusable, counts_at};
use crate::x509::path::{Parsed, instant};

/// How long an answer counts that does not say it: where newer information is always at hand.
const WITHOUT_END: SignedDuration = SignedDuration::from_hours(24);

/// CertID (RFC 6960, 4.1.1). SHA-1 is what every responder knows; it only looks things up.
#[derive(Debug, Clone, PartialEq, Eq, Sequence)]
pub(super) struct CertId {
    hash: AlgorithmIdentifierOwned,
    issuer_name: OctetString,
    issuer_key: OctetString,
    serial: SerialNumber,
}

/// What a sound answer says, and whose certificate vouches for it if not the issuer's own.
pub(super) struct Answer {
    pub standing: Standing,
    pub responder: Option<Parsed>,
}

/// How a certificate is asked for.
pub(super) fn identify(own: &Parsed, issuer: &Parsed) -> Result<CertId, der::Error> {
    const SHA_1: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.14.3.2.26");
    Ok(CertId {
        hash: AlgorithmIdentifierOwned {
            oid: SHA_1,
            parameters: Some(Null.into()),
        },
        issuer_name: sha1(&issuer.certificate.tbs_certificate().subject().to_der()?)?,
        issuer_key: key_hash(issuer)?,
        serial: own.certificate.tbs_certificate().serial_number().clone(),
    })
}

/// OCSPRequest (RFC 6960, 4.1.1).
pub(super) fn request(certificate: CertId) -> Result<Vec<u8>, der::Error> {
    OcspRequest {
        request: TbsRequest {
            requests: vec![Request { certificate }],
        },
    }
    .to_der()
}

/// What a response says at an instant of the certificate that it was asked for.
pub(super) fn standing(
    response: &[u8],
    asked: &CertId,
    issuer: &Parsed,
    at: Timestamp,
) -> Result<Answer, Unusable> {
    let basic = read(response)?;
    let response = BasicOcspResponse::from_der(&basic).map_err(|_| Unusable::Form)?;
    let data = &response.data;
    let mut answers = data.responses.iter();
    let answer = answers.find(|answer| answer.certificate.is_same(asked));
    let answer = answer.ok_or(Unusable::Other)?;
    let responder = responder(&response, &basic, issuer, at)?;
    if is_extended(data.extensions.as_ref()) || is_extended(answer.extensions.as_ref()) {
        return Err(Unusable::Form);
    }
    let this_update = moment(answer.this_update);
    let end = || this_update.saturating_add(WITHOUT_END).ok();
    let next_update = answer.next_update.map(moment).or_else(end);
    counts_at(at, this_update, next_update.unwrap_or(this_update))?;
    let standing = match &answer.status {
        CertStatus::Good(_) => Standing::Good,
        CertStatus::Revoked(revoked) => Standing::Revoked(moment(revoked.at)),
        CertStatus::Unknown(_) => return Err(Unusable::Unknown),
    };
    Ok(Answer {
        standing,
        responder,
    })
}

#[derive(Sequence)]
struct Request {
    certificate: CertId,
}

#[derive(Sequence)]
struct TbsRequest {
    requests: Vec<Request>,
}

#[derive(Sequence)]
struct OcspRequest {
    request: TbsRequest,
}

/// RFC 6960, 4.2.1, like all that follows.
#[derive(Sequence)]
struct OcspResponse {
    status: ResponseStatus,
    #[asn1(context_specific = "0", tag_mode = "EXPLICIT", optional = "true")]
    bytes: Option<ResponseBytes>,
}

#[derive(Clone, Copy, PartialEq, Eq, Enumerated)]
#[repr(u8)]
enum ResponseStatus {
    Successful = 0,
    MalformedRequest = 1,
    InternalError = 2,
    TryLater = 3,
    SigRequired = 5,
    Unauthorized = 6,
}

#[derive(Sequence)]
struct ResponseBytes {
    kind: ObjectIdentifier,
    response: OctetString,
}

#[derive(Sequence)]
struct BasicOcspResponse {
    data: ResponseData,
    algorithm: AlgorithmIdentifierOwned,
    signature: BitString,
    #[asn1(context_specific = "0", tag_mode = "EXPLICIT", optional = "true")]
    certificates: Option<Vec<Any>>,
}

#[derive(Sequence)]
struct ResponseData {
    #[asn1(
        context_specific = "0",
        tag_mode = "EXPLICIT",
        default = "Default::default"
    )]
    version: u8,
    responder: ResponderId,
    produced_at: GeneralizedTime,
    responses: Vec<SingleResponse>,
    #[asn1(context_specific = "1", tag_mode = "EXPLICIT", optional = "true")]
    extensions: Option<Extensions>,
}

#[derive(Choice)]
enum ResponderId {
    #[asn1(context_specific = "1", tag_mode = "EXPLICIT", constructed = "true")]
    Name(Name),
    #[asn1(context_specific = "2", tag_mode = "EXPLICIT", constructed = "true")]
    Key(OctetString),
}

#[derive(Sequence)]
struct SingleResponse {
    certificate: CertId,
    status: CertStatus,
    this_update: GeneralizedTime,
    #[asn1(context_specific = "0", tag_mode = "EXPLICIT", optional = "true")]
    next_update: Option<GeneralizedTime>,
    #[asn1(context_specific = "1", tag_mode = "EXPLICIT", optional = "true")]
    extensions: Option<Extensions>,
}

#[derive(Choice)]
enum CertStatus {
    #[asn1(context_specific = "0", tag_mode = "IMPLICIT")]
    Good(Null),
    #[asn1(context_specific = "1", tag_mode = "IMPLICIT", constructed = "true")]
    Revoked(RevokedInfo),
    #[asn1(context_specific = "2", tag_mode = "IMPLICIT")]
    Unknown(Null),
}

#[derive(Sequence)]
struct RevokedInfo {
    at: GeneralizedTime,
    #[asn1(context_specific = "0", tag_mode = "EXPLICIT", optional = "true")]
    reason: Option<Any>,
}

impl CertId {
    /// Whether both mean the same certificate; a parameter of the hash says nothing.
    fn is_same(&self, other: &Self) -> bool {
        self.hash.oid == other.hash.oid
            && self.issuer_name == other.issuer_name
            && self.issuer_key == other.issuer_key
            && self.serial == other.serial
    }
}

impl ResponderId {
    fn is(&self, certificate: &Parsed) -> bool {
        match self {
            Self::Name(name) => name == certificate.certificate.tbs_certificate().subject(),
            Self::Key(hash) => key_hash(certificate).is_ok_and(|of_key| of_key == *hash),
        }
    }
}

/// The BasicOCSPResponse of a responder that answers the question.
fn read(response: &[u8]) -> Result<Vec<u8>, Unusable> {
    let response = OcspResponse::from_der(response).map_err(|_| Unusable::Form)?;
    match (response.status, response.bytes) {
        (ResponseStatus::Successful, Some(bytes)) if bytes.kind == ID_PKIX_OCSP_BASIC => {
            Ok(bytes.response.into_bytes().into())
        }
        (ResponseStatus::Successful, _) => Err(Unusable::Form),
        (status, _) => Err(Unusable::Refused(status as u8)),
    }
}

/// Whose key signed the response: the issuer's (none), or that of a certificate in it that the
/// issuer made for this (RFC 6960, 4.2.2.2).
fn responder(
    response: &BasicOcspResponse,
    basic: &[u8],
    issuer: &Parsed,
    at: Timestamp,
) -> Result<Option<Parsed>, Unusable> {
    let signed_by = |certificate: &Parsed| {
        response.data.responder.is(certificate) && certificate.has_signed(basic)
    };
    if signed_by(issuer) {
        return Ok(None);
    }
    let embedded = response.certificates.iter().flatten();
    let embedded = embedded.filter_map(|any| Parsed::of(&any.to_der().ok()?).ok());
    embedded
        .filter(|certificate| answers_for(certificate, issuer, at))
        .find(signed_by)
        .map(Some)
        .ok_or(Unusable::Foreign)
}

fn answers_for(certificate: &Parsed, issuer: &Parsed, at: Timestamp) -> bool {
    let tbs = certificate.certificate.tbs_certificate();
    let usage = tbs.get_extension::<ExtendedKeyUsage>().ok().flatten();
    usage.is_some_and(|(_, usage)| usage.0.contains(&ID_KP_OCSP_SIGNING))
        && certificate.is_valid_at(at)
        && certificate.is_issued_by(issuer)
}

/// Whether there is anything critical, all of which is unknown here.
fn is_extended(extensions: Option<&Extensions>) -> bool {
    let critical = |extension: &Extension| extension.critical;
    extensions.is_some_and(|extensions| extensions.iter().any(critical))
}

fn key_hash(certificate: &Parsed) -> Result<OctetString, der::Error> {
    let key = certificate.certificate.tbs_certificate();
    let key = &key.subject_public_key_info().subject_public_key;
    sha1(key.raw_bytes())
}

fn sha1(bytes: &[u8]) -> Result<OctetString, der::Error> {
    OctetString::new(Sha1::digest(bytes).to_vec())
}

fn moment(time: GeneralizedTime) -> Timestamp {
    instant(Time::GeneralTime(time))
}
