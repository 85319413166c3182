//! What has to be fetched so that a document's signatures can be validated later: for every
//! certificate in it an OCSP response (RFC 6960) or a revocation list (RFC 5280, 5). How the
//! bytes travel is the caller's affair.

use std::collections::BTreeSet;
use std::error::Error as StdError;

use const_oid::db::rfc5280::ID_AD_OCSP;
use der::asn1::{Null, OctetString};
use der::{AnyRef, Decode, Encode, Reader, Sequence, SliceReader};
use lopdf::Object;
use sha1::{Digest, Sha1};
use spki::{AlgorithmIdentifierOwned, ObjectIdentifier};
use thiserror::Error;
use x509_cert::ext::pkix::name::{DistributionPointName, GeneralName};
use x509_cert::ext::pkix::{AuthorityInfoAccessSyntax, CrlDistributionPoints};
use x509_cert::serial_number::SerialNumber;

use super::cms;
use super::file::{File, NotOurForm};
use super::path::Parsed;
use super::preservation::ValidationData;

/// What to fetch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Query<'a> {
    /// A revocation list, by GET.
    Crl(&'a str),
    /// An OCSP response: POST these bytes as `application/ocsp-request`.
    Ocsp(&'a str, &'a [u8]),
}

/// Fetches one thing.
pub type Fetch<'a> = dyn FnMut(Query<'_>) -> Result<Vec<u8>, Box<dyn StdError + Send + Sync>> + 'a;

/// Why validation data is incomplete.
#[derive(Debug, Error)]
pub enum RevocationError {
    /// Not a document of this program.
    #[error(transparent)]
    Form(#[from] NotOurForm),
    /// A certificate cannot be read.
    #[error("a certificate in the document cannot be read: {0}")]
    Certificate(#[from] der::Error),
    /// Nobody says whether this certificate is revoked.
    #[error("no revocation data for {0}")]
    Unavailable(String),
}

/// Fetches what the signatures and time-stamps of a document need, and gives it together with
/// their certificates. Anchors (DER) are trusted as they are.
pub fn gather(
    pdf: &[u8],
    anchors: &[Vec<u8>],
    fetch: &mut Fetch<'_>,
) -> Result<ValidationData, RevocationError> {
    let file = File::read(pdf)?;
    let mut ders = embedded(&file)?;
    ders.extend(anchors.iter().cloned());
    let ders: Vec<Vec<u8>> = ders.into_iter().collect();
    let certificates = Parsed::all(&ders)?;
    let mut data = ValidationData::default();
    for certificate in &certificates {
        let issuer = certificates.iter().find(|c| certificate.is_issued_by(c));
        let is_anchor = anchors.contains(&certificate.der);
        if is_anchor || issuer.is_some_and(|issuer| issuer.der == certificate.der) {
            continue;
        }
        let sources = Sources::of(certificate)?;
        if let Some(response) = issuer.and_then(|issuer| sources.ocsp(certificate, issuer, fetch)) {
            data.ocsp_responses.push(response);
        } else if let Some(list) = sources.crl(fetch) {
            data.crls.push(list);
        } else {
            let subject = certificate.certificate.tbs_certificate().subject();
            return Err(RevocationError::Unavailable(subject.to_string()));
        }
    }
    data.certificates = ders;
    Ok(data)
}

/// All certificates in the document's signatures and time-stamps.
fn embedded(file: &File<'_>) -> Result<BTreeSet<Vec<u8>>, der::Error> {
    let mut found = BTreeSet::new();
    let objects = file.revisions.iter().flat_map(|r| r.objects.values());
    for dictionary in objects.filter_map(|object| object.as_dict().ok()) {
        let contents = dictionary.get(b"Contents").and_then(Object::as_str);
        let (Ok(contents), true) = (contents, dictionary.has(b"ByteRange")) else {
            continue;
        };
        let Ok(structure) = cms::without_padding(contents) else {
            continue;
        };
        let data = cms::signed_data(structure)?;
        found.extend(cms::certificates(&data)?);
        for signer in data.signer_infos.iter() {
            if let Some(token) = cms::token(signer)? {
                found.extend(cms::certificates(&cms::signed_data(&token)?)?);
            }
        }
    }
    Ok(found)
}

/// Where a certificate says that its revocation can be looked up (RFC 5280, 4.2.1.13 and
/// 4.2.2.1).
struct Sources {
    ocsp: Vec<String>,
    crls: Vec<String>,
}

impl Sources {
    fn of(certificate: &Parsed) -> Result<Self, der::Error> {
        let tbs = certificate.certificate.tbs_certificate();
        let access = tbs.get_extension::<AuthorityInfoAccessSyntax>()?;
        let access = access.into_iter().flat_map(|(_, access)| access.0);
        let points = tbs.get_extension::<CrlDistributionPoints>()?;
        let points = points.into_iter().flat_map(|(_, points)| points.0);
        let names = points.filter_map(|point| match point.distribution_point? {
            DistributionPointName::FullName(names) => Some(names),
            DistributionPointName::NameRelativeToCRLIssuer(_) => None,
        });
        Ok(Self {
            ocsp: access
                .filter(|access| access.access_method == ID_AD_OCSP)
                .filter_map(|access| url(&access.access_location))
                .collect(),
            crls: names.flatten().filter_map(|name| url(&name)).collect(),
        })
    }

    fn ocsp(&self, own: &Parsed, issuer: &Parsed, fetch: &mut Fetch<'_>) -> Option<Vec<u8>> {
        let request = ocsp_request(own, issuer).ok()?;
        self.ocsp.iter().find_map(|url| {
            let response = fetch(Query::Ocsp(url, &request)).ok()?;
            is_successful(&response).ok()?.then_some(response)
        })
    }

    fn crl(&self, fetch: &mut Fetch<'_>) -> Option<Vec<u8>> {
        self.crls.iter().find_map(|url| {
            let list = fetch(Query::Crl(url)).ok()?;
            AnyRef::from_der(&list).is_ok().then_some(list)
        })
    }
}

fn url(name: &GeneralName) -> Option<String> {
    match name {
        GeneralName::UniformResourceIdentifier(url) if url.as_str().starts_with("http") => {
            Some(url.as_str().to_owned())
        }
        _ => None,
    }
}

/// CertID (RFC 6960, 4.1.1). SHA-1 is what every responder knows; it only looks things up.
#[derive(Sequence)]
struct CertId {
    hash: AlgorithmIdentifierOwned,
    issuer_name: OctetString,
    issuer_key: OctetString,
    serial: SerialNumber,
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

fn ocsp_request(own: &Parsed, issuer: &Parsed) -> Result<Vec<u8>, der::Error> {
    const SHA_1: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.14.3.2.26");
    let issuer = issuer.certificate.tbs_certificate();
    let key = &issuer.subject_public_key_info().subject_public_key;
    let digest = |bytes: &[u8]| OctetString::new(Sha1::digest(bytes).to_vec());
    let certificate = CertId {
        hash: AlgorithmIdentifierOwned {
            oid: SHA_1,
            parameters: Some(Null.into()),
        },
        issuer_name: digest(&issuer.subject().to_der()?)?,
        issuer_key: digest(key.raw_bytes())?,
        serial: own.certificate.tbs_certificate().serial_number().clone(),
    };
    OcspRequest {
        request: TbsRequest {
            requests: vec![Request { certificate }],
        },
    }
    .to_der()
}

/// OCSPResponse whose status is successful (RFC 6960, 4.2.1).
fn is_successful(response: &[u8]) -> Result<bool, der::Error> {
    const SUCCESSFUL: &[u8] = &[0];
    let response = AnyRef::from_der(response)?;
    let mut reader = SliceReader::new(response.value())?;
    let status = AnyRef::decode(&mut reader)?;
    Ok(status.value() == SUCCESSFUL && !reader.is_finished())
}
