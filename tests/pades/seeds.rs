//! What the fuzz targets start from: the files of these tests, where `KAMMERSIEGEL_FUZZ_SEEDS`
//! names a folder for them. `tests/fuzz/README.md` tells what the first byte of each means.

use std::fs;
use std::path::{Path, PathBuf};

use kammersiegel::document::claim;
use kammersiegel::domain::serial::Serial;
use kammersiegel::seal::code::{long_text, short_text, to_digits};
use kammersiegel::seal::examination::examine;
use kammersiegel::seal::{Code, Seal, cose};
use serde_json::Value;

use crate::sample::sample;
use crate::script::{apply, decode, difference};

/// Keeps a file that was made out of the signed one.
pub fn keep(pdf: &[u8]) {
    let Some(folder) = folder() else { return };
    let genuine = sample().signed_once_and_for_all();
    if pdf.len() <= LONGEST {
        write(&folder.join("document"), 0, pdf);
    } else if let Some(edits) = difference(genuine, pdf) {
        assert!(apply(genuine, &[], &decode(&edits)) == pdf);
        write(&folder.join("document"), 1, &edits);
        write(&folder.join("document"), 2, &edits);
    }
}

/// Keeps a structure that is to pass for the second chamber's signature.
pub fn keep_signature(structure: &[u8]) {
    if let Some(folder) = folder() {
        write(&folder.join("cms"), 0, structure);
    }
}

/// Keeps a time-stamp.
pub fn keep_token(token: &[u8]) {
    if let Some(folder) = folder() {
        write(&folder.join("cms"), 2, token);
    }
}

/// Keeps what the second chamber would sign.
pub fn keep_unsigned(pdf: &[u8]) {
    if let Some(folder) = folder()
        && let Some(edits) = difference(sample().signed_once_and_for_all(), pdf)
    {
        write(&folder.join("document"), 3, &edits);
    }
}

#[test]
fn every_form_of_a_seal_is_read() {
    let cose = claim::seal(sample().signed_once_and_for_all()).unwrap();
    let seal = cose::import(&cose).unwrap();
    let examination = examine(seal.clone(), &sample().keyring, None).unwrap();
    assert!(examination.verified().is_some());
    let mut all = vec![(seal, cose)];
    for name in ["umlaut", "without-ags", "leap-day", "longest-name"] {
        let path = format!("{}/tests/vectors/{name}.json", env!("CARGO_MANIFEST_DIR"));
        let vector: Value = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
        let bytes = |key: &str| hex::decode(vector[key].as_str().unwrap()).unwrap();
        all.push((
            Seal::from_bytes(&bytes("seal")).unwrap(),
            bytes("cose_sign"),
        ));
    }
    for (seal, cose) in all {
        let serial: Serial = seal.facts().serial;
        let codes = [
            to_digits(&seal.to_bytes()),
            long_text("siegel.example", &seal),
            short_text("siegel.example", serial),
            serial.to_string(),
        ];
        for (i, code) in codes.iter().enumerate() {
            let read = Code::parse(code).unwrap();
            let expected = if i < 2 {
                Code::Seal(Box::new(seal.clone()))
            } else {
                Code::Serial(serial)
            };
            assert_eq!(read, expected);
        }
        assert_eq!(cose::import(&cose).unwrap(), seal);
        let Some(folder) = folder().map(|folder| folder.join("seal")) else {
            continue;
        };
        write(&folder, 0, &seal.to_bytes());
        codes
            .iter()
            .for_each(|code| write(&folder, 1, code.as_bytes()));
        write(&folder, 2, &cose);
    }
}

fn folder() -> Option<PathBuf> {
    std::env::var_os("KAMMERSIEGEL_FUZZ_SEEDS").map(PathBuf::from)
}

/// Longer ones are not kept.
const LONGEST: usize = 3000;

/// Names a seed by the test and its own number there.
fn write(folder: &Path, kind: u8, bytes: &[u8]) {
    if bytes.len() > LONGEST {
        return;
    }
    fs::create_dir_all(folder).unwrap();
    let thread = std::thread::current();
    let test = thread
        .name()
        .unwrap()
        .rsplit("::")
        .next()
        .unwrap()
        .to_owned();
    let path = (0..)
        .map(|i| folder.join(format!("{test}-{i}")))
        .find(|path| !path.exists())
        .unwrap();
    fs::write(path, [&[kind], bytes].concat()).unwrap();
}
