//! Seals in every form: what is read is written again as the same bytes, and only the genuine one
//! is proven.

#![no_main]

use std::sync::LazyLock;

use kammersiegel::document::claim;
use kammersiegel::domain::serial::Serial;
use kammersiegel::sample::sample;
use kammersiegel::script::{apply, decode};
use kammersiegel::seal::code::{from_digits, to_digits};
use kammersiegel::seal::examination::examine;
use kammersiegel::seal::{Code, Seal, cose, payload};
use libfuzzer_sys::fuzz_target;

static COSE: LazyLock<Vec<u8>> =
    LazyLock::new(|| claim::seal(sample().signed_once_and_for_all()).expect("an attached seal"));
static GENUINE: LazyLock<Seal> = LazyLock::new(|| cose::import(&COSE).expect("a seal"));
static BYTES: LazyLock<Vec<u8>> = LazyLock::new(|| GENUINE.to_bytes());

fuzz_target!(
    init: assert!(is_proven(&GENUINE)),
    |data: &[u8]| {
        let Some((kind, data)) = data.split_first() else { return };
        match kind % 5 {
            0 => bytes(data),
            1 => text(&String::from_utf8_lossy(data)),
            2 => structure(data),
            3 => bytes(&apply(&BYTES, &[], &decode(data))),
            _ => structure(&apply(&COSE, &[], &decode(data))),
        }
    }
);

fn bytes(bytes: &[u8]) {
    let digits = to_digits(bytes);
    assert_eq!(from_digits(&digits).as_deref(), Some(bytes));
    text(&digits);
    let Ok(seal) = Seal::from_bytes(bytes) else {
        return;
    };
    assert_eq!(seal.to_bytes(), bytes);
    assert_eq!(Code::parse(&digits), Ok(Code::Seal(Box::new(seal.clone()))));
    examined(&seal);
}

fn text(text: &str) {
    if let Some(bytes) = from_digits(text) {
        assert_eq!(to_digits(&bytes), text);
    }
    match Code::parse(text) {
        Ok(Code::Serial(serial)) => {
            assert_eq!(serial.to_string().parse(), Ok(serial));
            assert_eq!(serial.compact().parse(), Ok(serial));
            assert_eq!(Serial::from_bytes(serial.to_bytes()), Ok(serial));
        }
        Ok(Code::Seal(seal)) => {
            assert!(text.contains(&to_digits(&seal.to_bytes())));
            examined(&seal);
        }
        Err(_) => {}
    }
}

fn structure(bytes: &[u8]) {
    if let Ok(seal) = cose::import(bytes) {
        examined(&seal);
    }
}

fn examined(seal: &Seal) {
    let body = payload::encode(seal.facts());
    assert_eq!(seal.body(), body);
    assert_eq!(
        payload::decode(&body),
        Ok((seal.facts().clone(), body.len()))
    );
    assert_eq!(seal.signatures().len(), seal.facts().keys.len());
    assert!(
        !is_proven(seal) || *seal == *GENUINE,
        "a forged seal is proven"
    );
}

fn is_proven(seal: &Seal) -> bool {
    let examination = examine(seal.clone(), &sample().keyring, None);
    let Some(proof) = examination.ok().and_then(|e| e.verified()) else {
        return false;
    };
    let exported = cose::export(&proof, &sample().keyring).expect("all keys are known");
    assert_eq!(cose::import(&exported).as_ref(), Ok(seal));
    true
}
