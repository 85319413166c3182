//! Signatures and time-stamps: an edited structure proves nothing else than the genuine one.

#![no_main]

use std::sync::LazyLock;

use kammersiegel::document::cms::{SignedData, assemble, signed_data, verify, without_padding};
use kammersiegel::document::timestamp::{self, TimeStamp};
use kammersiegel::keys::document::DocumentSigner;
use kammersiegel::mend::gaps;
use kammersiegel::recorded::{TRUST, token};
use kammersiegel::sample::sample;
use kammersiegel::script::decode;
use kammersiegel::structure::Structure;
use libfuzzer_sys::fuzz_target;
use sha2::{Digest, Sha256};

/// The nonce of the recorded document time-stamp.
const NONCE: u64 = 3;
/// PKIStatusInfo: granted (RFC 3161, 2.4.2).
const GRANTED: &[u8] = &[0x30, 3, 2, 1, 0];

static SIGNATURE: LazyLock<Signature> = LazyLock::new(Signature::of_second_chamber);
static TOKEN: LazyLock<Token> = LazyLock::new(Token::recorded);

fuzz_target!(
    init: {
        assert!(is_genuine(&SIGNATURE.parts.write()));
        assert!(is_same_time(&TOKEN.parts.write()));
        assert!(is_same_answer(&TOKEN.answer.write()));
    },
    |data: &[u8]| {
        let Some((kind, data)) = data.split_first() else { return };
        let edited = |parts: &Structure| parts.clone().edited(&decode(data)).write();
        let _accepted = match kind % 6 {
            0 => is_genuine(data),
            1 => is_genuine(&edited(&SIGNATURE.parts)),
            2 => is_same_time(data),
            3 => is_same_time(&edited(&TOKEN.parts)),
            4 => is_same_answer(data),
            _ => is_same_answer(&edited(&TOKEN.answer)),
        };
    }
);

/// Whether a signature is accepted; then nothing but zeros may be new, or a time-stamp.
fn is_genuine(contents: &[u8]) -> bool {
    let Ok(signed) = verify(contents, &SIGNATURE.digest, &SIGNATURE.chains) else {
        return false;
    };
    let structure = without_padding(contents).expect("what was verified");
    assert_eq!(signed.chain.ders, SIGNATURE.chains[0]);
    assert!(assemble(&SIGNATURE.digest, &signed).expect("the same structure") == structure);
    assert!(
        signed.token.is_some() || structure == SIGNATURE.structure,
        "a forged signature"
    );
    true
}

/// Whether a token is accepted; then it says the same. Only what has more than one encoding may
/// differ: algorithms, the signature, and which certificates come along.
fn is_same_time(token: &[u8]) -> bool {
    let stamp = timestamp::verify(token, &TOKEN.digest, &TRUST.time_services);
    stamp.is_ok_and(|stamp| {
        assert_eq!(stamp, TOKEN.stamp);
        let (data, genuine) = (data(token), &TOKEN.data);
        let (signer, only) = (
            &data.signer_infos.as_slice()[0],
            &genuine.signer_infos.as_slice()[0],
        );
        assert_eq!(data.version, genuine.version);
        assert_eq!(data.encap_content_info, genuine.encap_content_info);
        assert_eq!((signer.version, &signer.sid), (only.version, &only.sid));
        assert_eq!(signer.signed_attrs, only.signed_attrs);
        assert!(data.crls.is_none() && signer.unsigned_attrs.is_none());
        true
    })
}

fn data(token: &[u8]) -> SignedData {
    signed_data(token).expect("what was verified")
}

/// Whether a service's answer is accepted; then it brings such a token.
fn is_same_answer(answer: &[u8]) -> bool {
    let mut transport = |_: &[u8]| Ok(answer.to_vec());
    let token = timestamp::obtain(&TOKEN.digest, NONCE, &TRUST.time_services, &mut transport);
    token.is_ok_and(|token| {
        assert!(is_same_time(&token));
        true
    })
}

struct Signature {
    structure: Vec<u8>,
    parts: Structure,
    digest: [u8; 32],
    chains: Vec<Vec<Vec<u8>>>,
}

impl Signature {
    fn of_second_chamber() -> Self {
        let pdf = sample().signed_once_and_for_all();
        let gap = gaps(pdf)[1].clone();
        let contents = hex::decode(&pdf[gap.start + 1..gap.end - 1]).expect("digits");
        let structure = without_padding(&contents).expect("a structure").to_vec();
        Self {
            parts: Structure::read(&structure).expect("DER"),
            structure,
            digest: Sha256::new()
                .chain_update(&pdf[..gap.start])
                .chain_update(&pdf[gap.end..])
                .finalize()
                .into(),
            chains: vec![sample().signers[1].certificate().chain().to_vec()],
        }
    }
}

struct Token {
    parts: Structure,
    answer: Structure,
    digest: [u8; 32],
    stamp: TimeStamp,
    data: SignedData,
}

impl Token {
    fn recorded() -> Self {
        let (token, digest) = token();
        let length = u16::try_from(GRANTED.len() + token.len()).expect("a short token");
        let head = [&[0x30, 0x82], &length.to_be_bytes()[..]].concat();
        let answer = [&head, GRANTED, &token].concat();
        Self {
            parts: Structure::read(&token).expect("DER"),
            answer: Structure::read(&answer).expect("DER"),
            data: data(&token),
            digest,
            stamp: timestamp::verify(&token, &digest, &TRUST.time_services).expect("genuine"),
        }
    }
}
