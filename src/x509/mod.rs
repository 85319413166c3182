//! Certificates (X.509, RFC 5280): whose key, for what, and issued by whom.

pub mod fitness;
pub mod issuer;
pub mod path;
pub mod public_key;
