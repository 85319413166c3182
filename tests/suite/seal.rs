//! Properties of the seal's format: nothing but what every chamber signed is verified.

use ed25519_dalek::{Signer, SigningKey};
use kammersiegel::domain::certificate::{Facts, Recipient};
use kammersiegel::domain::chamber::ChamberId;
use kammersiegel::domain::language::Localised;
use kammersiegel::domain::municipality::{Ags, Host, RecipientName};
use kammersiegel::domain::serial::Serial;
use kammersiegel::domain::validity::{Day, Term};
use kammersiegel::seal::code::{from_digits, to_digits};
use kammersiegel::seal::examination::examine;
use kammersiegel::seal::keyring::{KeyId, KeyStatus, Mark, MarkChamber, SealKey};
use kammersiegel::seal::signature::{self, to_be_signed};
use kammersiegel::seal::{Code, Keyring, Seal, SealSignature, cose, payload};
use proptest::prelude::*;

/// Two chambers with fixed keys, as in the test vectors.
pub fn keys() -> [SigningKey; 2] {
    [
        SigningKey::from_bytes(&[1; 32]),
        SigningKey::from_bytes(&[2; 32]),
    ]
}

pub fn keyring(keys: &[SigningKey]) -> Keyring {
    let name = |i: usize| Localised {
        de: format!("Kammer {i}"),
        en: format!("Chamber {i}"),
    };
    let id = |i: usize| ChamberId::parse(&format!("chamber-{i}")).unwrap();
    let chambers = (1..=keys.len()).map(|i| MarkChamber {
        id: id(i),
        name: name(i),
    });
    let mut keyring = Keyring::new(vec![Mark {
        number: 1,
        name: name(0),
        chambers: chambers.collect(),
    }]);
    for (i, key) in (1..).zip(keys) {
        let key = SealKey {
            chamber: id(i),
            key: key.verifying_key(),
            id: KeyId::of(&key.verifying_key()),
            since: Day::parse("2025-01-01").unwrap(),
            status: KeyStatus::Active,
        };
        keyring.add(key).unwrap();
    }
    keyring
}

pub fn sign(facts: &Facts, keys: &[SigningKey]) -> Seal {
    let body = payload::encode(facts);
    let signature = |key: &SigningKey| {
        let id = KeyId::of(&key.verifying_key());
        Some(SealSignature(
            key.sign(&to_be_signed(&body, &id)).to_bytes(),
        ))
    };
    Seal::new(facts.clone(), keys.iter().map(signature).collect())
}

/// Whether these bytes are a seal that every chamber signed.
fn is_verified(bytes: &[u8], keyring: &Keyring) -> bool {
    Seal::from_bytes(bytes)
        .ok()
        .and_then(|seal| examine(seal, keyring, None).ok())
        .is_some_and(|examination| examination.verified().is_some())
}

/// Facts like those of a real award.
pub fn some_facts() -> Facts {
    Facts {
        keys: keys().map(|k| KeyId::of(&k.verifying_key()).tag()).to_vec(),
        serial: with_check([7; 10]),
        recipient: Recipient::Municipality(Ags::parse("08136088").unwrap()),
        mark: 1,
        term: Term::new(
            Day::parse("2025-03-03").unwrap(),
            Day::parse("2028-03-02").unwrap(),
        )
        .unwrap(),
        status_index: 0,
        name: RecipientName::parse("Aalen").unwrap(),
        host: Host::parse("www.aalen.de").unwrap(),
    }
}

fn facts() -> impl Strategy<Value = Facts> {
    let recipient = prop_oneof![
        (0..100_000_000_u64).prop_map(|n| Recipient::Municipality(Ags::from_number(n).unwrap())),
        "[A-ZÄÖÜa-zäöüß]{1,40}".prop_map(Recipient::Other),
    ];
    let random = proptest::array::uniform10(any::<u8>());
    let days = (0..2_900_000_u64, 0..20_000_u64);
    let name = "[A-ZÄÖÜ(]([a-zäöüß ()&<>'\"-]{0,118}[a-zß)])?";
    let host = "[a-z0-9]{1,30}(\\.[a-z0-9]{1,20}){1,3}";
    (
        random,
        recipient,
        any::<u64>(),
        days,
        any::<u64>(),
        name,
        host,
    )
        .prop_map(
            |(random, recipient, index, (from, length), mark, name, host)| Facts {
                keys: keys().map(|k| KeyId::of(&k.verifying_key()).tag()).to_vec(),
                serial: with_check(random),
                recipient,
                mark: if mark % 2 == 0 { 1 } else { mark },
                term: Term::new(
                    Day::from_count(from).unwrap(),
                    Day::from_count((from + length).min(2_932_896)).unwrap(),
                )
                .unwrap(),
                status_index: index,
                name: RecipientName::parse(&name).unwrap(),
                host: Host::parse(&host).unwrap(),
            },
        )
}

/// The number whose first 75 bits are these.
fn with_check(mut bytes: [u8; 10]) -> Serial {
    for check in 0..32 {
        bytes[9] = bytes[9] & 0b1110_0000 | check;
        if let Ok(serial) = Serial::from_bytes(bytes) {
            return serial;
        }
    }
    unreachable!("some check character fits");
}

/// One byte flipped, inserted or deleted, or the end cut off.
fn damage(bytes: &[u8], at: usize, with: u8, how: u8) -> Vec<u8> {
    let mut damaged = bytes.to_vec();
    let at = at % bytes.len();
    match how {
        0 => damaged[at] ^= with.max(1),
        1 => damaged.insert(at, with),
        2 => drop(damaged.remove(at)),
        3 => damaged.truncate(at),
        _ => damaged.push(with),
    }
    damaged
}

proptest! {
    #[test]
    fn facts_survive_the_journey(facts in facts()) {
        let body = payload::encode(&facts);
        prop_assert_eq!(payload::decode(&body).unwrap(), (facts.clone(), body.len()));
        let seal = sign(&facts, &keys());
        let bytes = seal.to_bytes();
        prop_assert_eq!(bytes.len(), body.len() + 128);
        prop_assert_eq!(&Seal::from_bytes(&bytes).unwrap(), &seal);
        let text = format!("https://siegel.example/z/{}", to_digits(&bytes));
        prop_assert_eq!(Code::parse(&text), Ok(Code::Seal(Box::new(seal.clone()))));
        let ring = keyring(&keys());
        prop_assert_eq!(is_verified(&bytes, &ring), facts.mark == 1);
        if facts.mark == 1 {
            let proof = examine(seal.clone(), &ring, None).unwrap().verified().unwrap();
            let exported = cose::export(&proof, &ring).unwrap();
            prop_assert_eq!(cose::import(&exported).unwrap(), seal);
        }
    }

    #[test]
    fn a_damaged_seal_is_never_verified(
        mut facts in facts(), at: usize, with: u8, how in 0..5_u8,
    ) {
        facts.mark = 1;
        let bytes = sign(&facts, &keys()).to_bytes();
        let damaged = damage(&bytes, at, with, how);
        // A byte that repeats its neighbour may be inserted or deleted on either side of it.
        prop_assume!(damaged != bytes);
        prop_assert!(!is_verified(&damaged, &keyring(&keys())));
    }

    #[test]
    fn one_key_of_two_is_never_enough(mut facts in facts(), who in 0..2_usize) {
        facts.mark = 1;
        let ring = keyring(&keys());
        let seal = sign(&facts, &keys());
        let mut one = seal.signatures().to_vec();
        one[who] = None;
        let lacking = Seal::new(facts.clone(), one.clone());
        prop_assert!(examine(lacking, &ring, None).unwrap().verified().is_none());
        // The same chamber twice, and the two in the wrong order.
        one[who] = seal.signatures()[1 - who];
        prop_assert!(examine(Seal::new(facts.clone(), one), &ring, None).unwrap().verified().is_none());
        let mut alone = facts.clone();
        alone.keys = vec![facts.keys[who]; 2];
        let key = keys()[who].clone();
        let twice = sign(&alone, &[key.clone(), key.clone()]);
        prop_assert!(examine(twice, &ring, None).unwrap().verified().is_none());
        alone.keys.truncate(1);
        let single = sign(&alone, &[key]);
        prop_assert!(examine(single, &ring, None).unwrap().verified().is_none());
        let mut turned = facts;
        turned.keys.reverse();
        let [first, second] = keys();
        let turned = sign(&turned, &[second, first]);
        prop_assert!(examine(turned, &ring, None).unwrap().verified().is_none());
    }

    #[test]
    fn bytes_survive_as_digits(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let digits = to_digits(&bytes);
        prop_assert_eq!(from_digits(&digits), Some(bytes));
    }

    #[test]
    fn digits_stand_for_one_sequence_of_bytes(digits in "[0-9]{0,120}") {
        if let Some(bytes) = from_digits(&digits) {
            prop_assert_eq!(to_digits(&bytes), digits);
        }
    }

    #[test]
    fn any_text_is_a_code_or_an_error(text in ".{0,300}") {
        let _ = Code::parse(&text);
    }

    #[test]
    fn any_digits_are_a_code_or_an_error(text in "(https://[a-z.]{1,20}/z/)?[0-9]{1,400}") {
        let _ = Code::parse(&text);
    }

    #[test]
    fn any_bytes_are_a_seal_or_an_error(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let _ = Seal::from_bytes(&bytes);
        let _ = cose::import(&bytes);
        prop_assert!(!is_verified(&bytes, &keyring(&keys())));
    }
}

/// The same facts in longer encodings, each signed by every chamber.
#[test]
fn there_is_one_encoding_of_the_same_facts() {
    let vector = include_str!("../vectors/umlaut.json");
    let vector: serde_json::Value = serde_json::from_str(vector).unwrap();
    let body = vector["body"].as_str().unwrap();
    for (other, what) in [
        (body.replacen("8a01", "8a1801", 1), "a long version"),
        (body.replacen("8a", "980a", 1), "a long head of the array"),
        (
            format!("{}ff", body.replacen("8a", "9f", 1)),
            "an array without length",
        ),
        (
            body.replacen("0182", "019802", 1),
            "a long head of the keys",
        ),
        (body.replacen("19", "1a0000", 1), "a long day"),
        (format!("c0{body}"), "a tag"),
    ] {
        let mut bytes = hex::decode(&other).unwrap_or_else(|_| panic!("{what}: {other}"));
        let signed = bytes.clone();
        for key in keys() {
            let id = KeyId::of(&key.verifying_key());
            bytes.extend(key.sign(&to_be_signed(&signed, &id)).to_bytes());
        }
        assert!(Seal::from_bytes(&bytes).is_err(), "{what}");
    }
}

#[test]
fn nothing_may_follow_the_last_signature() {
    let vector = include_str!("../vectors/umlaut.json");
    let vector: serde_json::Value = serde_json::from_str(vector).unwrap();
    let bytes = hex::decode(vector["seal"].as_str().unwrap()).unwrap();
    for more in [1, 63, 64, 65] {
        assert!(
            Seal::from_bytes(&[&bytes[..], &vec![0; more]].concat()).is_err(),
            "{more}"
        );
    }
    for less in [1, 63, 65, 127] {
        assert!(
            Seal::from_bytes(&bytes[..bytes.len() - less]).is_err(),
            "{less}"
        );
    }
    assert!(Seal::from_bytes(&bytes[..bytes.len() - 64]).is_ok());
}

/// `R` is the neutral point and `S = k·a`: the plain equation of Ed25519 holds, the strict rules
/// refuse it.
#[test]
fn verification_is_strict() {
    let vector = include_str!("../vectors/umlaut.json");
    let vector: serde_json::Value = serde_json::from_str(vector).unwrap();
    let body = hex::decode(vector["body"].as_str().unwrap()).unwrap();
    let key = keys()[0].verifying_key();
    let id = KeyId::of(&key);
    let loose = "0100000000000000000000000000000000000000000000000000000000000000\
                 941d1cefe8c25d6c59b559238d7fe7133d253748eae655a86948f2c00390d10e";
    let loose: [u8; 64] = hex::decode(loose).unwrap().try_into().unwrap();
    let message = to_be_signed(&body, &id);
    let signature = ed25519_dalek::Signature::from_bytes(&loose);
    assert!(ed25519_dalek::Verifier::verify(&key, &message, &signature).is_ok());
    assert!(!signature::is_valid(
        &SealSignature(loose),
        &body,
        &id,
        &key
    ));
}
