//! What a chamber signs, and the signature itself.

use std::fmt;

use coset::cbor::value::Value;
use coset::{Header, HeaderBuilder, Label, ProtectedHeader, SignatureContext, iana};
use ed25519_dalek::{Signature, VerifyingKey};

use super::keyring::KeyId;

/// Bytes in an Ed25519 signature.
pub const LENGTH: usize = 64;

/// The COSE `typ` header (RFC 9596): keeps these signatures apart from all others that the same
/// key might ever make.
pub const TYPE: &str = "application/vnd.kammersiegel.seal+cbor";

const TYP_LABEL: i64 = 16;

/// An Ed25519 signature (RFC 8032) over a seal.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct SealSignature(pub [u8; LENGTH]);

impl fmt::Debug for SealSignature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SealSignature({})", hex::encode(self.0))
    }
}

/// The bytes that the owner of a key signs: the `Sig_structure` of RFC 9052 § 4.4 for one signer
/// of a COSE_Sign, `["Signature", {16: typ}, {1: -8, 4: key id}, h'', body]`.
pub fn to_be_signed(body: &[u8], key: &KeyId) -> Vec<u8> {
    coset::sig_structure_data(
        SignatureContext::CoseSignature,
        protected(body_header()),
        Some(protected(signer_header(key))),
        b"",
        body,
    )
}

/// Whether the signature of this key over this body is right, by the strict rules: no weak key,
/// no second encoding of the same signature.
pub fn is_valid(signature: &SealSignature, body: &[u8], id: &KeyId, key: &VerifyingKey) -> bool {
    key.verify_strict(
        &to_be_signed(body, id),
        &Signature::from_bytes(&signature.0),
    )
    .is_ok()
}

pub(super) fn body_header() -> Header {
    HeaderBuilder::new()
        .value(TYP_LABEL, Value::Text(TYPE.to_owned()))
        .build()
}

pub(super) fn signer_header(key: &KeyId) -> Header {
    // -19 (Ed25519) is refused by the COSE libraries that were tried.
    HeaderBuilder::new()
        .algorithm(iana::Algorithm::EdDSA)
        .key_id(key.0.to_vec())
        .build()
}

/// The `typ` of a header, if it has one.
pub(super) fn type_of(header: &Header) -> Option<&str> {
    let typ = header
        .rest
        .iter()
        .find(|(label, _)| *label == Label::Int(TYP_LABEL))?;
    typ.1.as_text()
}

fn protected(header: Header) -> ProtectedHeader {
    ProtectedHeader {
        original_data: None,
        header,
    }
}
