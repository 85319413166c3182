//! Whether a certificate is one for signing documents.

use const_oid::ObjectIdentifier;
use const_oid::db::rfc5280::{ANY_EXTENDED_KEY_USAGE, ID_KP_EMAIL_PROTECTION};
use thiserror::Error;
use x509_cert::Certificate;
use x509_cert::ext::pkix::{BasicConstraints, ExtendedKeyUsage, KeyUsage};

use super::public_key::{PublicKey, UnusableKey};

/// Purposes that include documents. Many providers know none but mail, the oldest of them.
const PURPOSES: [ObjectIdentifier; 5] = [
    ANY_EXTENDED_KEY_USAGE,
    ID_KP_EMAIL_PROTECTION,
    // id-kp-documentSigning (RFC 9336).
    ObjectIdentifier::new_unwrap("1.3.6.1.5.5.7.3.36"),
    // Microsoft's document signing.
    ObjectIdentifier::new_unwrap("1.3.6.1.4.1.311.10.3.12"),
    // Adobe's authentic documents.
    ObjectIdentifier::new_unwrap("1.2.840.113583.1.1.5"),
];

/// Why a certificate is never one for signing documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum Unsuited {
    /// Neither digitalSignature nor nonRepudiation, or a CA's.
    #[error("the certificate is not meant for signatures")]
    Usage,
    /// Its extended key usage names other purposes only: a web server, OCSP responses.
    #[error("the certificate is meant for other purposes than documents")]
    Purpose,
    /// Its key.
    #[error(transparent)]
    Key(#[from] UnusableKey),
}

/// Whether documents may be signed with a certificate (RFC 5280, 4.2.1.3, 4.2.1.9 and 4.2.1.12).
pub fn for_documents(certificate: &Certificate) -> Result<Result<(), Unsuited>, der::Error> {
    let tbs = certificate.tbs_certificate();
    let constraints = tbs.get_extension::<BasicConstraints>()?;
    let usage = tbs.get_extension::<KeyUsage>()?;
    let signs = usage.is_some_and(|(_, u)| u.digital_signature() || u.non_repudiation());
    if !signs || constraints.is_some_and(|(_, constraints)| constraints.ca) {
        return Ok(Err(Unsuited::Usage));
    }
    let purposes = tbs.get_extension::<ExtendedKeyUsage>()?;
    let suits = |purposes: ExtendedKeyUsage| purposes.0.iter().any(|p| PURPOSES.contains(p));
    if purposes.is_some_and(|(_, purposes)| !suits(purposes)) {
        return Ok(Err(Unsuited::Purpose));
    }
    let key = PublicKey::of(tbs.subject_public_key_info());
    Ok(key.map(|_| ()).map_err(Unsuited::Key))
}
