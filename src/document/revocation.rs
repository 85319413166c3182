//! What has to be fetched so that a document's signatures can be validated later: for every
//! certificate in it an OCSP response (RFC 6960) or a revocation list (RFC 5280, 5). How the
//! bytes travel is the caller's affair.

mod answer;
mod held;
mod list;
mod ocsp;

use std::collections::BTreeSet;
use std::error::Error as StdError;

use const_oid::db::rfc5280::ID_AD_OCSP;
use const_oid::db::rfc6960::ID_PKIX_OCSP_NOCHECK;
use jiff::Timestamp;
use lopdf::Object;
use thiserror::Error;
use x509_cert::ext::pkix::name::{DistributionPointName, GeneralName};
use x509_cert::ext::pkix::{AuthorityInfoAccessSyntax, CrlDistributionPoints};

use answer::Standing;
pub use answer::Unusable;
use held::Held;

use super::cms;
use super::file::{File, NotOurForm, Revision};
use super::preservation::ValidationData;
use crate::x509::path::Parsed;

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
    /// A certificate was revoked.
    #[error("the certificate {subject} was revoked on {since}")]
    Revoked {
        /// Whose it is (RFC 4514).
        subject: String,
        /// When.
        since: Timestamp,
    },
    /// The certificate's issuer is not known, so nobody's word about it counts.
    #[error("the issuer of the certificate {0} is not known")]
    NoIssuer(String),
    /// Nobody says in a way that counts whether a certificate was revoked.
    #[error("no usable revocation data for {subject}: {}", list_of(.failed))]
    Unavailable {
        /// Whose it is (RFC 4514).
        subject: String,
        /// What was tried; nothing if the certificate names no source.
        failed: Vec<FailedSource>,
    },
}

/// A source that was of no use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FailedSource {
    /// Its address.
    pub url: String,
    /// Why.
    pub cause: Unusable,
}

/// Fetches what the signatures and time-stamps of a document need, and gives it together with
/// their certificates. Only what the certificate's issuer answers for, and what counts at this
/// instant, is taken. Anchors (DER) are trusted as they are. What the document holds already counts
/// where nothing can be fetched; `stamped` says when its document time-stamps were made, oldest
/// first.
pub fn gather(
    pdf: &[u8],
    anchors: &[Vec<u8>],
    stamped: &[Timestamp],
    at: Timestamp,
    fetch: &mut Fetch<'_>,
) -> Result<ValidationData, RevocationError> {
    let file = File::read(pdf)?;
    let held = Held::of(&file, stamped)?;
    let mut ders = certificates_in(&file.revisions)?;
    ders.extend(anchors.iter().cloned());
    let ders: Vec<Vec<u8>> = ders.into_iter().collect();
    let certificates = Parsed::all(&ders)?;
    let mut gathering = Gathering {
        at,
        fetch,
        data: ValidationData::default(),
    };
    for certificate in &certificates {
        if anchors.contains(&certificate.der) || certificate.is_issued_by(certificate) {
            continue;
        }
        let issuer = certificates.iter().find(|c| certificate.is_issued_by(c));
        let issuer = issuer.ok_or_else(|| RevocationError::NoIssuer(subject(certificate)))?;
        match gathering.prove_good(certificate, issuer) {
            Err(error) if !held.outweighs(&error, certificate, issuer) => return Err(error),
            _ => {}
        }
    }
    let mut data = gathering.data;
    data.certificates = ders;
    Ok(data)
}

/// What was found so far.
struct Gathering<'a, 'f> {
    at: Timestamp,
    fetch: &'a mut Fetch<'f>,
    data: ValidationData,
}

impl Gathering<'_, '_> {
    /// Asks one source after the other until one says in a way that counts that the certificate
    /// was not revoked. The word that it was is not compared with others.
    fn prove_good(&mut self, own: &Parsed, issuer: &Parsed) -> Result<(), RevocationError> {
        let sources = Sources::of(own)?;
        let mut failed = Vec::new();
        for url in &sources.ocsp {
            match self.ask_responder(url, own, issuer) {
                Ok(standing) => return is_good(own, standing),
                Err(cause) => failed.push(FailedSource::new(url, cause)),
            }
        }
        for url in &sources.crls {
            match self.ask_list(url, own, issuer, &sources) {
                Ok(standing) => return is_good(own, standing),
                Err(cause) => failed.push(FailedSource::new(url, cause)),
            }
        }
        let subject = subject(own);
        Err(RevocationError::Unavailable { subject, failed })
    }

    fn ask_responder(
        &mut self,
        url: &str,
        own: &Parsed,
        issuer: &Parsed,
    ) -> Result<Standing, Unusable> {
        let asked = ocsp::identify(own, issuer).map_err(|_| Unusable::Form)?;
        let request = ocsp::request(asked.clone()).map_err(|_| Unusable::Form)?;
        let response = self.fetch(Query::Ocsp(url, &request))?;
        let answer = ocsp::standing(&response, &asked, issuer, self.at)?;
        if let Some(responder) = &answer.responder {
            self.prove_responder(responder, issuer)?;
        }
        if answer.standing == Standing::Good {
            self.data.ocsp_responses.push(response);
        }
        Ok(answer.standing)
    }

    /// A responder's own certificate is not looked up where its issuer says so, or names nothing to
    /// look it up in (RFC 6960, 4.2.2.2.1).
    fn prove_responder(&mut self, responder: &Parsed, issuer: &Parsed) -> Result<(), Unusable> {
        let mut extensions = responder.certificate.tbs_certificate().extensions();
        let mut extensions = extensions.iter_mut().flat_map(|e| e.iter());
        if extensions.any(|extension| extension.extn_id == ID_PKIX_OCSP_NOCHECK) {
            return Ok(());
        }
        let sources = Sources::of(responder).map_err(|_| Unusable::Form)?;
        let mut last = Ok(());
        for url in &sources.crls {
            match self.ask_list(url, responder, issuer, &sources) {
                Ok(Standing::Good) => return Ok(()),
                Ok(Standing::Revoked(_)) => return Err(Unusable::Foreign),
                Err(cause) => last = Err(cause),
            }
        }
        last
    }

    fn ask_list(
        &mut self,
        url: &str,
        own: &Parsed,
        issuer: &Parsed,
        sources: &Sources,
    ) -> Result<Standing, Unusable> {
        let list = self.fetch(Query::Crl(url))?;
        let standing = list::standing(&list, own, issuer, &sources.crls, self.at)?;
        if standing == Standing::Good && !self.data.crls.contains(&list) {
            self.data.crls.push(list);
        }
        Ok(standing)
    }

    fn fetch(&mut self, query: Query<'_>) -> Result<Vec<u8>, Unusable> {
        (self.fetch)(query).map_err(|_| Unusable::Unreachable)
    }
}

impl FailedSource {
    fn new(url: &str, cause: Unusable) -> Self {
        Self {
            url: url.to_owned(),
            cause,
        }
    }
}

fn is_good(own: &Parsed, standing: Standing) -> Result<(), RevocationError> {
    match standing {
        Standing::Good => Ok(()),
        Standing::Revoked(since) => Err(RevocationError::Revoked {
            subject: subject(own),
            since,
        }),
    }
}

fn subject(certificate: &Parsed) -> String {
    let tbs = certificate.certificate.tbs_certificate();
    tbs.subject().to_string()
}

fn list_of(failed: &[FailedSource]) -> String {
    let source = |source: &FailedSource| format!("{}: {}", source.url, source.cause);
    let sources: Vec<_> = failed.iter().map(source).collect();
    sources.join("; ")
}

/// All certificates in the signatures and time-stamps of these revisions.
fn certificates_in(revisions: &[Revision]) -> Result<BTreeSet<Vec<u8>>, der::Error> {
    let mut found = BTreeSet::new();
    let objects = revisions.iter().flat_map(|r| r.objects.values());
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
}

fn url(name: &GeneralName) -> Option<String> {
    match name {
        GeneralName::UniformResourceIdentifier(url) if url.as_str().starts_with("http") => {
            Some(url.as_str().to_owned())
        }
        _ => None,
    }
}
