//! Revocation lists (RFC 5280, 5) that say something about a certificate.

use const_oid::db::rfc5280::{ID_CE_DELTA_CRL_INDICATOR, ID_CE_ISSUING_DISTRIBUTION_POINT};
use der::Decode;
use jiff::Timestamp;
use x509_cert::crl::{CertificateList, TbsCertList};
use x509_cert::ext::Extension;
use x509_cert::ext::pkix::KeyUsage;
use x509_cert::ext::pkix::crl::IssuingDistributionPoint;
use x509_cert::ext::pkix::name::DistributionPointName;

use super::answer::{Standing, Unusable, counts_at};
use super::url;
use crate::x509::path::{Parsed, instant};

/// What a list says at an instant of a certificate that names these addresses of lists.
pub(super) fn standing(
    list: &[u8],
    own: &Parsed,
    issuer: &Parsed,
    addresses: &[String],
    at: Timestamp,
) -> Result<Standing, Unusable> {
    let parsed = <CertificateList>::from_der(list).map_err(|_| Unusable::Form)?;
    let tbs = &parsed.tbs_cert_list;
    let named = tbs.issuer == *issuer.certificate.tbs_certificate().subject();
    let sound = named
        && tbs.signature == parsed.signature_algorithm
        && signs_lists(issuer)
        && issuer.has_signed(list);
    if !sound {
        return Err(Unusable::Foreign);
    }
    if !extensions(tbs).all(|extension| covers(extension, own, addresses)) {
        return Err(Unusable::Other);
    }
    // RFC 5280, 5.1.2.5 demands it.
    let next_update = tbs.next_update.ok_or(Unusable::Form)?;
    counts_at(at, instant(tbs.this_update), instant(next_update))?;
    let serial = own.certificate.tbs_certificate().serial_number().as_bytes();
    let mut entries = tbs.revoked_certificates.iter().flatten();
    let entry = entries.find(|entry| entry.serial_number.as_bytes() == serial);
    Ok(entry.map_or(Standing::Good, |entry| {
        Standing::Revoked(instant(entry.revocation_date))
    }))
}

/// Whether a certificate's usage allows signing lists (RFC 5280, 4.2.1.3).
fn signs_lists(issuer: &Parsed) -> bool {
    let tbs = issuer.certificate.tbs_certificate();
    tbs.get_extension::<KeyUsage>()
        .is_ok_and(|usage| usage.is_none_or(|(_, usage)| usage.crl_sign()))
}

fn extensions(list: &TbsCertList) -> impl Iterator<Item = &Extension> {
    list.crl_extensions.iter().flatten()
}

/// Whether a list with this extension is complete for the certificate: no part that leaves it out,
/// no mere difference to an older list, and nothing critical that is not known here.
fn covers(extension: &Extension, own: &Parsed, addresses: &[String]) -> bool {
    match extension.extn_id {
        ID_CE_DELTA_CRL_INDICATOR => false,
        ID_CE_ISSUING_DISTRIBUTION_POINT => {
            let point = IssuingDistributionPoint::from_der(extension.extn_value.as_bytes());
            point.is_ok_and(|point| is_about(&point, own, addresses))
        }
        _ => !extension.critical,
    }
}

/// RFC 5280, 6.3.3 (b) (2).
fn is_about(point: &IssuingDistributionPoint, own: &Parsed, addresses: &[String]) -> bool {
    let named = match &point.distribution_point {
        None => true,
        Some(DistributionPointName::FullName(names)) => names
            .iter()
            .filter_map(url)
            .any(|name| addresses.contains(&name)),
        Some(DistributionPointName::NameRelativeToCRLIssuer(_)) => false,
    };
    let left_out = match own.is_authority() {
        true => point.only_contains_user_certs,
        false => point.only_contains_ca_certs,
    };
    named
        && !left_out
        && !point.only_contains_attribute_certs
        && !point.indirect_crl
        && point.only_some_reasons.is_none()
}
