//! An invented authority: it issues certificates, revokes them, and says so; or says something else.

use der::asn1::ObjectIdentifier;
use der::{Decode, Encode};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use kammersiegel::document::signature::begin;
use p256::ecdsa::signature::Signer;
use p256::ecdsa::{DerSignature, SigningKey};
use sha1::{Digest, Sha1};
use spki::EncodePublicKey;
use std::str::FromStr;
use x509_cert::name::Name;

use crate::sample::{moment, sample, slot, words};

pub const OCSP: &str = "http://ocsp.example/";
pub const CRL: &str = "http://crl.example/list";
pub const OTHER_CRL: &str = "http://crl.example/other";

const SEQUENCE: u8 = 0x30;
const INTEGER: u8 = 0x02;
const OCTETS: u8 = 0x04;
const TIME: u8 = 0x18;
const ENUMERATED: u8 = 0x0a;

/// A certificate and its key.
pub struct Holder {
    pub certificate: Vec<u8>,
    name: &'static str,
    key: SigningKey,
}

/// An answer of a revocation list.
pub struct List<'a> {
    pub revoked: &'a [u8],
    /// Hours from the present.
    pub revoked_at: i64,
    /// Hours from the present.
    pub term: (i64, Option<i64>),
    /// Extensions in DER.
    pub extensions: Vec<Vec<u8>>,
}

/// An answer of a responder.
pub struct Response<'a> {
    pub about: u8,
    /// CertStatus in DER.
    pub status: Vec<u8>,
    /// Hours from the present.
    pub term: (i64, Option<i64>),
    /// What goes along, to prove the responder's right.
    pub certificate: Option<&'a Holder>,
}

impl Default for List<'_> {
    fn default() -> Self {
        Self {
            revoked: &[99],
            revoked_at: -2,
            term: (-1, Some(24)),
            extensions: Vec::new(),
        }
    }
}

impl Response<'_> {
    pub fn good(about: u8) -> Self {
        Self {
            about,
            status: vec![0x80, 0],
            term: (-1, Some(24)),
            certificate: None,
        }
    }
}

impl Holder {
    /// A certificate, issued by somebody, or by itself.
    pub fn new(
        name: &'static str,
        serial: u8,
        issuer: Option<&Self>,
        extensions: &[Vec<u8>],
    ) -> Self {
        let mut seed = [serial; 32];
        seed[0] = name.len() as u8;
        let key = SigningKey::from_slice(&seed).unwrap();
        let public = key.verifying_key().to_public_key_der().unwrap();
        let own = Self {
            certificate: Vec::new(),
            name,
            key,
        };
        let issuer = issuer.unwrap_or(&own);
        let extensions: Vec<&[u8]> = extensions.iter().map(Vec::as_slice).collect();
        let certificate = issuer.sign(&[
            &tlv(0xa0, &[&[INTEGER, 1, 2]]),
            &[INTEGER, 1, serial],
            &algorithm(),
            &named(issuer.name),
            &tlv(SEQUENCE, &[&time(-100_000), &time(100_000)]),
            &named(name),
            public.as_bytes(),
            &tlv(0xa3, &[&tlv(SEQUENCE, &extensions)]),
        ]);
        Self { certificate, ..own }
    }

    /// An authority above all others.
    pub fn authority(name: &'static str, serial: u8) -> Self {
        let is_ca = tlv(SEQUENCE, &[&[1, 1, 0xff]]);
        Self::new(name, serial, None, &[extension("2.5.29.19", true, &is_ca)])
    }

    /// The first chamber's, which names where to ask.
    pub fn chamber(issuer: &Self) -> Self {
        let uri = |url: &str| tlv(0x86, &[url.as_bytes()]);
        let access = tlv(SEQUENCE, &[&oid("1.3.6.1.5.5.7.48.1"), &uri(OCSP)]);
        Self::new(
            "Kammer",
            7,
            Some(issuer),
            &[
                extension("1.3.6.1.5.5.7.1.1", false, &tlv(SEQUENCE, &[&access])),
                lists_at(&[CRL, OTHER_CRL]),
            ],
        )
    }

    /// A responder; whether it may answer, and whether it is looked up, its extensions say.
    pub fn responder(issuer: &Self, extensions: &[Vec<u8>]) -> Self {
        Self::new("Auskunft", 8, Some(issuer), extensions)
    }

    pub fn list(&self, list: &List<'_>) -> Vec<u8> {
        self.list_of(self.name, list)
    }

    /// A list in somebody's name.
    pub fn list_of(&self, name: &str, list: &List<'_>) -> Vec<u8> {
        let entry = |serial: &u8| tlv(SEQUENCE, &[&[INTEGER, 1, *serial], &time(list.revoked_at)]);
        let entries: Vec<_> = list.revoked.iter().map(entry).collect();
        let entries: Vec<&[u8]> = entries.iter().map(Vec::as_slice).collect();
        let extensions: Vec<&[u8]> = list.extensions.iter().map(Vec::as_slice).collect();
        let extensions = match extensions.is_empty() {
            true => Vec::new(),
            false => tlv(0xa0, &[&tlv(SEQUENCE, &extensions)]),
        };
        self.sign(&[
            &[INTEGER, 1, 1],
            &algorithm(),
            &named(name),
            &time(list.term.0),
            &list.term.1.map(time).unwrap_or_default(),
            &tlv(SEQUENCE, &entries),
            &extensions,
        ])
    }

    /// A response to who asks for one of these certificates of an issuer.
    pub fn respond(&self, issuer: &Self, response: &Response<'_>) -> Vec<u8> {
        let sha1 = |bytes: &[u8]| tlv(OCTETS, &[&Sha1::digest(bytes)]);
        let key = issuer.key.verifying_key().to_sec1_point(false);
        let certificate = tlv(
            SEQUENCE,
            &[
                &tlv(SEQUENCE, &[&oid("1.3.14.3.2.26"), &[5, 0]]),
                &sha1(&named(issuer.name)),
                &sha1(key.as_bytes()),
                &[INTEGER, 1, response.about],
            ],
        );
        let until = response.term.1.map(|end| tlv(0xa0, &[&time(end)]));
        let single = tlv(
            SEQUENCE,
            &[
                &certificate,
                &response.status,
                &time(response.term.0),
                &until.unwrap_or_default(),
            ],
        );
        let along = response.certificate.map_or_else(Vec::new, |holder| {
            tlv(0xa0, &[&tlv(SEQUENCE, &[&holder.certificate])])
        });
        let basic = self.sign_with(
            &[
                &tlv(0xa1, &[&named(self.name)]),
                &time(-1),
                &tlv(SEQUENCE, &[&single]),
            ],
            &along,
        );
        let bytes = [oid("1.3.6.1.5.5.7.48.1.1"), tlv(OCTETS, &[&basic])].concat();
        tlv(
            SEQUENCE,
            &[
                &[ENUMERATED, 1, 0],
                &tlv(0xa0, &[&tlv(SEQUENCE, &[&bytes])]),
            ],
        )
    }

    /// An Urkunde that this certificate's key signed in the first chamber's place.
    pub fn signs_an_urkunde(&self, chain: &[&Self]) -> Vec<u8> {
        let chain: Vec<_> = chain.iter().map(|h| h.certificate.clone()).collect();
        let words = words(0);
        let pending = begin(&sample().base, &slot(0, &words), &chain, |message| {
            let signature: DerSignature = self.key.sign(message);
            Ok::<_, std::io::Error>(signature.as_bytes().to_vec())
        });
        pending.unwrap().finish(None).unwrap()
    }

    fn sign(&self, parts: &[&[u8]]) -> Vec<u8> {
        self.sign_with(parts, &[])
    }

    fn sign_with(&self, parts: &[&[u8]], behind: &[u8]) -> Vec<u8> {
        let signed = tlv(SEQUENCE, parts);
        let signature: DerSignature = self.key.sign(&signed);
        let signature = tlv(3, &[&[0], signature.as_bytes()]);
        tlv(SEQUENCE, &[&signed, &algorithm(), &signature, behind])
    }
}

/// A responder's refusal (OCSPResponseStatus, RFC 6960, 4.2.1).
pub fn refusal(status: u8) -> Vec<u8> {
    tlv(SEQUENCE, &[&[ENUMERATED, 1, status]])
}

/// CertStatus `revoked` of a few hours ago.
pub fn revoked() -> Vec<u8> {
    tlv(0xa1, &[&time(-2)])
}

pub fn extension(id: &str, critical: bool, value: &[u8]) -> Vec<u8> {
    let critical: &[u8] = if critical { &[1, 1, 0xff] } else { &[] };
    tlv(SEQUENCE, &[&oid(id), critical, &tlv(OCTETS, &[value])])
}

/// CRLDistributionPoints.
pub fn lists_at(urls: &[&str]) -> Vec<u8> {
    let points: Vec<_> = urls.iter().map(|url| tlv(SEQUENCE, &[&at(url)])).collect();
    let points: Vec<&[u8]> = points.iter().map(Vec::as_slice).collect();
    extension("2.5.29.31", false, &tlv(SEQUENCE, &points))
}

/// IssuingDistributionPoint.
pub fn issued_for(content: &[u8]) -> Vec<u8> {
    extension("2.5.29.28", true, &tlv(SEQUENCE, &[content]))
}

/// A DistributionPointName in the place of a point's first field.
pub fn at(url: &str) -> Vec<u8> {
    tlv(0xa0, &[&tlv(0xa0, &[&tlv(0x86, &[url.as_bytes()])])])
}

/// ExtendedKeyUsage with one usage.
pub fn usage(id: &str) -> Vec<u8> {
    extension("2.5.29.37", true, &tlv(SEQUENCE, &[&oid(id)]))
}

/// id-pkix-ocsp-nocheck.
pub fn no_check() -> Vec<u8> {
    extension("1.3.6.1.5.5.7.48.1.5", false, &[5, 0])
}

fn algorithm() -> Vec<u8> {
    tlv(SEQUENCE, &[&oid("1.2.840.10045.4.3.2")])
}

fn named(name: &str) -> Vec<u8> {
    Name::from_str(&format!("CN={name}"))
        .unwrap()
        .to_der()
        .unwrap()
}

fn oid(id: &str) -> Vec<u8> {
    ObjectIdentifier::new(id).unwrap().to_der().unwrap()
}

/// GeneralizedTime, hours from the present.
fn time(hours: i64) -> Vec<u8> {
    let time: Timestamp = moment() + jiff::SignedDuration::from_hours(hours);
    let time = time.to_zoned(TimeZone::UTC);
    tlv(
        TIME,
        &[time.strftime("%Y%m%d%H%M%SZ").to_string().as_bytes()],
    )
}

fn tlv(tag: u8, parts: &[&[u8]]) -> Vec<u8> {
    let content = parts.concat();
    let length = content.len();
    let header = match u8::try_from(length) {
        Ok(short @ ..0x80) => vec![tag, short],
        Ok(long) => vec![tag, 0x81, long],
        Err(_) => vec![tag, 0x82, (length >> 8) as u8, length as u8],
    };
    let whole = [header, content].concat();
    assert!(der::AnyRef::from_der(&whole).is_ok());
    whole
}
