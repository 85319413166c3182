//! What everything that asks others over HTTPS has in common.

use std::sync::Arc;

use rustls::crypto::aws_lc_rs;
use ureq::Agent;
use ureq::config::ConfigBuilder;
use ureq::tls::{PemItem, RootCerts, TlsConfig, parse_pem};
use ureq::typestate::AgentScope;

/// Settings of an agent that knows others by these certificates. Every agent is made of them: one
/// without cryptography of its own would panic at the first address that is protected by TLS.
pub(super) fn agent(known_by: RootCerts) -> ConfigBuilder<AgentScope> {
    let tls = TlsConfig::builder()
        .root_certs(known_by)
        .unversioned_rustls_crypto_provider(Arc::new(aws_lc_rs::default_provider()));
    Agent::config_builder()
        .tls_config(tls.build())
        .user_agent("kammersiegel")
}

/// The authorities of a PEM file; none if it cannot be read, or holds none.
pub(super) fn roots(pem: &[u8]) -> Option<RootCerts> {
    let mut certificates = Vec::new();
    for item in parse_pem(pem) {
        if let PemItem::Certificate(certificate) = item.ok()? {
            certificates.push(certificate);
        }
    }
    (!certificates.is_empty()).then(|| RootCerts::Specific(Arc::new(certificates)))
}
