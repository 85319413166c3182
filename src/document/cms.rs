//! The CMS structure of a signature (RFC 5652), in the one shape that this program gives it:
//! CAdES baseline (ETSI EN 319 122-1) as PAdES wants it (ETSI EN 319 142-1, 6.3), detached, one
//! signer, the time of signing left to the PDF.

use cms::cert::IssuerAndSerialNumber;
use cms::content_info::{CmsVersion, ContentInfo};
use cms::signed_data::{EncapsulatedContentInfo, SignerIdentifier, SignerInfo};
use const_oid::db::rfc5911::{ID_CONTENT_TYPE, ID_DATA, ID_MESSAGE_DIGEST, ID_SIGNED_DATA};
use const_oid::db::rfc5912::{ECDSA_WITH_SHA_256, ID_SHA_256, SHA_256_WITH_RSA_ENCRYPTION};
use const_oid::{ObjectIdentifier, db::rfc5911::ID_AA_SIGNING_CERTIFICATE_V_2};
use der::asn1::{Null, OctetString, SetOfVec};
use der::{Any, Decode, Encode, Reader, Sequence, SliceReader};
use sha2::{Digest, Sha256};
use spki::AlgorithmIdentifierOwned;
use thiserror::Error;
use x509_cert::Certificate;
use x509_cert::attr::Attribute;

use crate::x509::public_key::{Hash, PublicKey, UnusableKey};

/// `id-aa-timeStampToken` (RFC 3161, appendix A).
const ID_AA_TIME_STAMP_TOKEN: ObjectIdentifier =
    ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.2.14");

/// SignedData (RFC 5652, 5.1) whose certificates stay the bytes that they are.
#[derive(Debug, Clone, PartialEq, Eq, Sequence)]
pub struct SignedData {
    /// Depends on what the structure contains.
    pub version: CmsVersion,
    /// The signers' digest algorithms.
    pub digest_algorithms: SetOfVec<AlgorithmIdentifierOwned>,
    /// What is signed, or only its type.
    pub encap_content_info: EncapsulatedContentInfo,
    /// Certificates, in no order.
    #[asn1(context_specific = "0", tag_mode = "IMPLICIT", optional = "true")]
    pub certificates: Option<SetOfVec<Any>>,
    /// Revocation lists.
    #[asn1(context_specific = "1", tag_mode = "IMPLICIT", optional = "true")]
    pub crls: Option<SetOfVec<Any>>,
    /// The signatures.
    pub signer_infos: SetOfVec<SignerInfo>,
}

/// ESSCertIDv2 (RFC 5035, 4). For SHA-256 the algorithm is left out, as DER demands.
#[derive(Debug, Clone, PartialEq, Eq, Sequence)]
struct EssCertIdV2 {
    cert_hash: OctetString,
}

/// SigningCertificateV2 (RFC 5035, 3).
#[derive(Debug, Clone, PartialEq, Eq, Sequence)]
struct SigningCertificateV2 {
    certs: Vec<EssCertIdV2>,
}

/// A chain that cannot sign here.
#[derive(Debug, Error)]
pub enum CertificateError {
    /// There is none.
    #[error("there is no certificate")]
    Missing,
    /// Not X.509.
    #[error("the certificate cannot be read: {0}")]
    Encoding(#[from] der::Error),
    /// Its key.
    #[error(transparent)]
    Key(#[from] UnusableKey),
}

/// Why a signature in a file is not accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum CmsError {
    /// Something else than zeros behind the structure.
    #[error("there are bytes behind the signature")]
    Padding,
    /// Not the shape that this program gives it.
    #[error("the signature is not of the form that this program writes")]
    Form,
    /// Signed with a certificate that is not pinned.
    #[error("the signature was made with a foreign certificate")]
    Foreign,
    /// It signs other bytes.
    #[error("the signature belongs to other bytes")]
    Content,
    /// It was not made with the certificate's key.
    #[error("the signature is wrong")]
    Signature,
}

/// The certificates of a signer.
#[derive(Debug, Clone)]
pub struct Chain<'a> {
    /// DER, leaf first.
    pub ders: &'a [Vec<u8>],
    /// The signer's own.
    pub leaf: Certificate,
    key: PublicKey,
}

impl<'a> Chain<'a> {
    /// Reads the leaf of a chain, which is its first.
    pub fn of(ders: &'a [Vec<u8>]) -> Result<Self, CertificateError> {
        let leaf = ders.first().ok_or(CertificateError::Missing)?;
        let leaf = Certificate::from_der(leaf)?;
        let key = PublicKey::of(leaf.tbs_certificate().subject_public_key_info())?;
        Ok(Self { ders, leaf, key })
    }

    /// The signature in its normal form, if it is one of the leaf's kind of key.
    pub fn normal(&self, signature: &[u8]) -> Option<Vec<u8>> {
        self.key.normal(signature)
    }

    /// The signature in its normal form, if the leaf's key made it.
    pub fn verified(&self, message: &[u8], signature: &[u8]) -> Option<Vec<u8>> {
        let verifies = self.key.verifies(Hash::Sha256, message, signature);
        verifies.then(|| self.key.normal(signature)).flatten()
    }

    fn leaf_der(&self) -> &'a [u8] {
        // `of` makes none without a leaf.
        &self.ders[0]
    }
}

/// Everything about a signature that the digest does not already say.
#[derive(Debug, Clone)]
pub struct Signed<'a> {
    /// Who signed.
    pub chain: Chain<'a>,
    /// The signature itself.
    pub signature: Vec<u8>,
    /// The time-stamp token over the signature, if there is one.
    pub token: Option<Vec<u8>>,
}

/// The bytes that a chamber's key signs: the DER set of signed attributes (RFC 5652, 5.4).
pub fn to_be_signed(digest: &[u8; 32], chain: &Chain<'_>) -> Result<Vec<u8>, CertificateError> {
    Ok(attributes(digest, chain.leaf_der())?.to_der()?)
}

/// Assembles the structure.
pub fn assemble(digest: &[u8; 32], signed: &Signed<'_>) -> Result<Vec<u8>, CertificateError> {
    let Chain { ders, leaf, key } = &signed.chain;
    let leaf = leaf.tbs_certificate();
    let sha256 = AlgorithmIdentifierOwned {
        oid: ID_SHA_256,
        parameters: None,
    };
    let unsigned_attrs = match &signed.token {
        Some(token) => Some(SetOfVec::try_from([attribute(
            ID_AA_TIME_STAMP_TOKEN,
            Any::from_der(token)?,
        )?])?),
        None => None,
    };
    let signer = SignerInfo {
        version: CmsVersion::V1,
        sid: SignerIdentifier::IssuerAndSerialNumber(IssuerAndSerialNumber {
            issuer: leaf.issuer().clone(),
            serial_number: leaf.serial_number().clone(),
        }),
        digest_alg: sha256.clone(),
        signed_attrs: Some(attributes(digest, signed.chain.leaf_der())?),
        signature_algorithm: signature_algorithm(key),
        signature: OctetString::new(signed.signature.as_slice())?,
        unsigned_attrs,
    };
    let certificates: Result<Vec<Any>, _> = ders.iter().map(|c| Any::from_der(c)).collect();
    let data = SignedData {
        version: CmsVersion::V1,
        digest_algorithms: SetOfVec::try_from([sha256])?,
        encap_content_info: EncapsulatedContentInfo {
            econtent_type: ID_DATA,
            econtent: None,
        },
        certificates: Some(SetOfVec::try_from(certificates?)?),
        crls: None,
        signer_infos: SetOfVec::try_from([signer])?,
    };
    let content = ContentInfo {
        content_type: ID_SIGNED_DATA,
        content: Any::encode_from(&data)?,
    };
    Ok(content.to_der()?)
}

/// Checks the contents of a signature dictionary against the digest of the signed bytes and the
/// chains that may sign.
pub fn verify<'a>(
    contents: &[u8],
    digest: &[u8; 32],
    chains: &'a [Vec<Vec<u8>>],
) -> Result<Signed<'a>, CmsError> {
    let structure = without_padding(contents)?;
    let data = signed_data(structure).map_err(|_| CmsError::Form)?;
    let embedded = certificates(&data).map_err(|_| CmsError::Form)?;
    let chain = chains
        .iter()
        .find(|chain| same_certificates(chain, &embedded))
        .ok_or(CmsError::Foreign)?;
    let [signer] = data.signer_infos.as_slice() else {
        return Err(CmsError::Form);
    };
    let claimed = message_digest(signer).ok_or(CmsError::Form)?;
    if claimed != digest {
        return Err(CmsError::Content);
    }
    let signed = Signed {
        chain: Chain::of(chain).map_err(|_| CmsError::Form)?,
        signature: signer.signature.as_bytes().to_vec(),
        token: token(signer).map_err(|_| CmsError::Form)?,
    };
    // Only what would be written again in the same way was written by us.
    let again = assemble(digest, &signed).map_err(|_| CmsError::Form)?;
    if again != structure {
        return Err(CmsError::Form);
    }
    let message = to_be_signed(digest, &signed.chain).map_err(|_| CmsError::Form)?;
    let normal = signed.chain.verified(&message, &signed.signature);
    let normal = normal.ok_or(CmsError::Signature)?;
    // A time-stamp vouches for the form of the signature too.
    if normal == signed.signature || signed.token.is_some() {
        Ok(signed)
    } else {
        Err(CmsError::Form)
    }
}

/// The structure at the beginning of the contents; what follows must be zeros.
pub fn without_padding(contents: &[u8]) -> Result<&[u8], CmsError> {
    let mut reader = SliceReader::new(contents).map_err(|_| CmsError::Form)?;
    let structure = reader.tlv_bytes().map_err(|_| CmsError::Form)?;
    let behind = &contents[structure.len()..];
    if behind.iter().fold(0, |bits, byte| bits | byte) == 0 {
        Ok(structure)
    } else {
        Err(CmsError::Padding)
    }
}

/// The SignedData in a ContentInfo.
pub fn signed_data(structure: &[u8]) -> Result<SignedData, der::Error> {
    let content = ContentInfo::from_der(structure)?;
    if content.content_type != ID_SIGNED_DATA {
        let oid = content.content_type;
        return Err(der::ErrorKind::OidUnknown { oid }.into());
    }
    content.content.decode_as()
}

/// The embedded certificates, byte for byte.
pub fn certificates(data: &SignedData) -> Result<Vec<Vec<u8>>, der::Error> {
    data.certificates
        .iter()
        .flat_map(SetOfVec::iter)
        .map(Encode::to_der)
        .collect()
}

/// The one value of the one signed attribute of this kind.
pub fn signed_attribute(signer: &SignerInfo, oid: ObjectIdentifier) -> Option<&Any> {
    only(
        signer
            .signed_attrs
            .as_ref()?
            .iter()
            .filter(|a| a.oid == oid),
    )
}

/// What the signer says that the content's digest is.
pub fn message_digest(signer: &SignerInfo) -> Option<&[u8]> {
    signed_attribute(signer, ID_MESSAGE_DIGEST).map(Any::value)
}

fn same_certificates(chain: &[Vec<u8>], embedded: &[Vec<u8>]) -> bool {
    chain.len() == embedded.len() && chain.iter().all(|c| embedded.contains(c))
}

/// The time-stamp token over a signature.
pub fn token(signer: &SignerInfo) -> Result<Option<Vec<u8>>, der::Error> {
    let Some(attributes) = &signer.unsigned_attrs else {
        return Ok(None);
    };
    let stamps = attributes
        .iter()
        .filter(|a| a.oid == ID_AA_TIME_STAMP_TOKEN);
    only(stamps).map(Encode::to_der).transpose()
}

fn only<'a>(mut attributes: impl Iterator<Item = &'a Attribute>) -> Option<&'a Any> {
    let attribute = attributes.next()?;
    match (attribute.values.as_slice(), attributes.next()) {
        ([value], None) => Some(value),
        _ => None,
    }
}

/// Content type, digest and the certificate that the signature is made with (EN 319 122-1, 5.1
/// and 5.2.2.3).
fn attributes(digest: &[u8; 32], leaf: &[u8]) -> Result<SetOfVec<Attribute>, der::Error> {
    let signing_certificate = SigningCertificateV2 {
        certs: vec![EssCertIdV2 {
            cert_hash: OctetString::new(Sha256::digest(leaf).to_vec())?,
        }],
    };
    SetOfVec::try_from([
        attribute(ID_CONTENT_TYPE, Any::encode_from(&ID_DATA)?)?,
        attribute(
            ID_MESSAGE_DIGEST,
            Any::encode_from(&OctetString::new(digest.as_slice())?)?,
        )?,
        attribute(
            ID_AA_SIGNING_CERTIFICATE_V_2,
            Any::encode_from(&signing_certificate)?,
        )?,
    ])
}

fn attribute(oid: ObjectIdentifier, value: Any) -> Result<Attribute, der::Error> {
    let values = SetOfVec::try_from([value])?;
    Ok(Attribute { oid, values })
}

/// ECDSA has no parameters (RFC 5754, 3.3), RSA has NULL (3.2).
fn signature_algorithm(key: &PublicKey) -> AlgorithmIdentifierOwned {
    match key {
        PublicKey::P256(_) | PublicKey::P384(_) => AlgorithmIdentifierOwned {
            oid: ECDSA_WITH_SHA_256,
            parameters: None,
        },
        PublicKey::Rsa(_) => AlgorithmIdentifierOwned {
            oid: SHA_256_WITH_RSA_ENCRYPTION,
            parameters: Some(Null.into()),
        },
    }
}
