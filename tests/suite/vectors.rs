//! Test vectors of the seal's format. Other implementations go by `docs/seal-format.md` and by
//! these files, so they never change for version 1.

use std::fs;
use std::path::PathBuf;

use ed25519_dalek::SigningKey;
use kammersiegel::domain::certificate::{Facts, Recipient};
use kammersiegel::domain::municipality::{Ags, Host, RecipientName};
use kammersiegel::domain::serial::Serial;
use kammersiegel::domain::validity::{Day, Term};
use kammersiegel::drawing::qr;
use kammersiegel::seal::code::{long_text, short_text, to_digits};
use kammersiegel::seal::examination::examine;
use kammersiegel::seal::keyring::KeyId;
use kammersiegel::seal::signature::to_be_signed;
use kammersiegel::seal::{Code, Seal, cose, payload};
use serde_json::{Value, json};

use crate::seal::{keyring, keys, sign};

const HOST: &str = "siegel.example";

struct Case {
    name: &'static str,
    about: &'static str,
    serial: &'static str,
    recipient: Recipient,
    mark: u64,
    from: &'static str,
    until: &'static str,
    status_index: u64,
    recipient_name: String,
    website: &'static str,
}

fn cases() -> Vec<Case> {
    let ags = |text: &str| Recipient::Municipality(Ags::parse(text).unwrap());
    vec![
        Case {
            name: "umlaut",
            about: "A name with an umlaut, written in two bytes.",
            serial: "7H3K9QXM2P4R8T2",
            recipient: ags("08135025"),
            mark: 1,
            from: "2025-03-03",
            until: "2028-03-02",
            status_index: 5,
            recipient_name: "Königsbronn".to_owned(),
            website: "www.koenigsbronn.de",
        },
        Case {
            name: "without-ags",
            about: "A recipient without an AGS, named by a text.",
            serial: "000000000000000",
            recipient: Recipient::Other("verein-1847".to_owned()),
            mark: 1,
            from: "1970-01-01",
            until: "1970-01-01",
            status_index: 0,
            recipient_name: "Heimatverein (e. V.)".to_owned(),
            website: "verein.example",
        },
        Case {
            name: "leap-day",
            about: "A term that begins on a leap day, an AGS with a leading zero, large numbers.",
            serial: "ZZZZZZZZZZZZZZZ",
            recipient: ags("00000001"),
            mark: 1,
            from: "2024-02-29",
            until: "2027-02-28",
            status_index: u64::from(u32::MAX) + 1,
            recipient_name: "Weil im Schönbuch".to_owned(),
            website: "xn--weil-im-schnbuch-swb.example",
        },
        Case {
            name: "longest-name",
            about: "A name of 120 characters of two bytes each.",
            serial: "0123456789ABCDE",
            recipient: ags("99999999"),
            mark: 1,
            from: "2026-03-29",
            until: "9999-12-31",
            status_index: 23,
            recipient_name: "Ä".repeat(120),
            website: "a.de",
        },
    ]
}

/// The number with this payload and its check character.
fn with_check(payload: &str) -> Serial {
    let alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    let texts = alphabet.chars().map(|c| format!("{payload}{c}"));
    texts.filter_map(|t| t.parse().ok()).next().unwrap()
}

fn facts(case: &Case) -> Facts {
    Facts {
        keys: keys().map(|k| KeyId::of(&k.verifying_key()).tag()).to_vec(),
        serial: with_check(case.serial),
        recipient: case.recipient.clone(),
        mark: case.mark,
        term: Term::new(
            Day::parse(case.from).unwrap(),
            Day::parse(case.until).unwrap(),
        )
        .unwrap(),
        status_index: case.status_index,
        name: RecipientName::parse(&case.recipient_name).unwrap(),
        host: Host::parse(case.website).unwrap(),
    }
}

fn vector(case: &Case) -> Value {
    let keys = keys();
    let facts = facts(case);
    let seal = sign(&facts, &keys);
    let ring = keyring(&keys);
    let proof = examine(seal.clone(), &ring, None)
        .unwrap()
        .verified()
        .unwrap();
    let signer = |(key, signature): (&SigningKey, &Option<_>)| {
        let signature: &Option<kammersiegel::seal::SealSignature> = signature;
        let id = KeyId::of(&key.verifying_key());
        json!({
            "private_key": hex::encode(key.to_bytes()),
            "public_key": hex::encode(key.verifying_key().as_bytes()),
            "key_id": id.to_string(),
            "to_be_signed": hex::encode(to_be_signed(seal.body(), &id)),
            "signature": hex::encode(signature.unwrap().0),
        })
    };
    let long = long_text(HOST, &seal);
    let short = short_text(HOST, facts.serial);
    json!({
        "about": case.about,
        "facts": {
            "version": 1,
            "keys": facts.keys.iter().map(ToString::to_string).collect::<Vec<_>>(),
            "serial": facts.serial.to_string(),
            "recipient": match &facts.recipient {
                Recipient::Municipality(ags) => json!({"ags": ags.as_str()}),
                Recipient::Other(text) => json!({"other": text}),
            },
            "mark": facts.mark,
            "valid_from": facts.term.from(),
            "valid_until": facts.term.until(),
            "status_index": facts.status_index,
            "name": facts.name.as_str(),
            "website": facts.host.as_str(),
        },
        "body": hex::encode(seal.body()),
        "signers": keys.iter().zip(seal.signatures()).map(signer).collect::<Vec<_>>(),
        "seal": hex::encode(seal.to_bytes()),
        "digits": to_digits(&seal.to_bytes()),
        "qr_text": long,
        "qr_version": version(&long),
        "qr_text_short": short,
        "qr_version_short": version(&short),
        "cose_sign": hex::encode(cose::export(&proof, &ring).unwrap()),
    })
}

/// The smallest version of a QR code with error correction M: four modules more with each.
fn version(text: &str) -> usize {
    (qr::Code::new(text).unwrap().size() - 17) / 4
}

fn path(case: &Case) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/vectors");
    folder.join(format!("{}.json", case.name))
}

#[test]
fn every_vector_is_reproduced_to_the_byte() {
    for case in cases() {
        let kept: Value = serde_json::from_str(&fs::read_to_string(path(&case)).unwrap()).unwrap();
        assert_eq!(vector(&case), kept, "{}", case.name);
    }
}

/// The other way round: from the files alone.
#[test]
fn every_vector_is_read_and_verified() {
    let ring = keyring(&keys());
    let mut read = 0;
    for file in
        crate::world::files(&PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/vectors"))
    {
        let kept: Value = serde_json::from_str(&fs::read_to_string(&file).unwrap()).unwrap();
        let bytes = |field: &str| hex::decode(kept[field].as_str().unwrap()).unwrap();
        let Ok(Code::Seal(seal)) = Code::parse(kept["qr_text"].as_str().unwrap()) else {
            panic!("{} is no seal", file.display());
        };
        assert_eq!(seal.to_bytes(), bytes("seal"));
        assert_eq!(seal.body(), bytes("body"));
        let (facts, _) = payload::decode(&bytes("body")).unwrap();
        assert_eq!(facts.name.as_str(), kept["facts"]["name"]);
        assert_eq!(cose::import(&bytes("cose_sign")).unwrap(), *seal);
        assert!(
            examine((*seal).clone(), &ring, None)
                .unwrap()
                .verified()
                .is_some()
        );
        assert_eq!(Seal::from_bytes(&bytes("seal")).unwrap(), *seal);
        read += 1;
    }
    assert_eq!(read, cases().len());
}

#[test]
fn real_seals_keep_to_the_size_of_their_code() {
    let kept = fs::read_to_string(path(&cases()[0])).unwrap();
    let kept: Value = serde_json::from_str(&kept).unwrap();
    assert_eq!(kept["qr_version"], 11);
    assert_eq!(kept["qr_version_short"], 3);
}

#[test]
#[ignore = "writes the vectors; they never change for version 1 of the format"]
fn write_vectors() {
    for case in cases() {
        let text = serde_json::to_string_pretty(&vector(&case)).unwrap();
        fs::write(path(&case), format!("{text}\n")).unwrap();
    }
}
