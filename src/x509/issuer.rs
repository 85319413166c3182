//! Who issued a certificate, as far as the certificate says.

use x509_cert::Certificate;
use x509_cert::name::Name;

use crate::domain::signing::CertificateKind;

/// Where a certificate comes from. That its issuer has signed it is for
/// [`path`](super::path::is_chain) to say.
pub fn kind(certificate: &Certificate) -> CertificateKind {
    let tbs = certificate.tbs_certificate();
    if tbs.issuer() == tbs.subject() {
        CertificateKind::SelfIssued
    } else {
        CertificateKind::Issued {
            by: called(tbs.issuer()),
        }
    }
}

/// What somebody is called: the common name, or else the organisation, or else all of the name
/// (RFC 4514).
fn called(name: &Name) -> String {
    let common = name.common_name().ok().flatten();
    let called = common.or_else(|| name.organization().ok().flatten());
    let called = called.map_or_else(|| name.to_string(), |called| called.value().into_owned());
    called.chars().filter(|c| !c.is_control()).collect()
}
