//! What kind of certificate a chamber signs documents with.

use serde::{Deserialize, Serialize};

/// Where a signing certificate comes from. Neither kind is called „qualified" here: whether a
/// provider's certificate is, only the trusted lists of the EU say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CertificateKind {
    /// The chamber made it for itself.
    SelfIssued,
    /// A trust-service provider issued it.
    Provider,
}
