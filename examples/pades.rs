//! Writes signed files for the judges under `tests/judges`:
//!
//! ```text
//! cargo run --example pades FOLDER
//! cargo run --example pades FOLDER MODULE LABEL PIN    the second chamber signs with a token
//! python tests/judges/pki.py PKI cargo run --example pades FOLDER pki
//!                                                      with time-stamps (T, LT, LTA)
//! ```
//!
//! Each folder in FOLDER holds `signed.pdf` and the chambers' trust anchors.
#![allow(clippy::unwrap_used, clippy::expect_used)]

#[path = "../tests/pades/sample.rs"]
#[allow(dead_code)]
mod sample;

use std::fs;
use std::path::{Path, PathBuf};

use kammersiegel::document::check::{Level, check};
use kammersiegel::document::preservation;
use kammersiegel::document::revocation::{self, Query};
use kammersiegel::document::{signature, timestamp};
use kammersiegel::keys::Passphrase;
use kammersiegel::keys::document::{DocumentSigner, Pkcs12Signer, TokenKey, TokenSigner};
use rand::SeedableRng;
use rand::rngs::StdRng;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let sample = sample::sample();
    match arguments.as_slice() {
        [folder, pki] if pki == "pki" => long_term(Path::new(folder)),
        [folder] => {
            let folder = PathBuf::from(folder);
            write(&folder.join("file"), &sample.signers[1]);
            fs::write(folder.join("file/base.pdf"), &sample.base).unwrap();
            for kind in ["ecdsa", "rsa"] {
                let file = format!(
                    "{}/tests/pades/provider/{kind}.p12",
                    env!("CARGO_MANIFEST_DIR")
                );
                let mut random = StdRng::seed_from_u64(1);
                let signer = Pkcs12Signer::open(
                    &fs::read(file).unwrap(),
                    &sample::passphrase(),
                    &mut random,
                );
                write(&folder.join(kind), &signer.unwrap());
            }
        }
        [folder, module, label, pin] => {
            let key = TokenKey {
                module: Path::new(module),
                token: None,
                label,
            };
            let signer = TokenSigner::open(&key, &Passphrase::new(pin.clone())).unwrap();
            write(&Path::new(folder).join(format!("token-{label}")), &signer);
        }
        _ => panic!("usage: pades FOLDER [MODULE LABEL PIN]"),
    }
}

/// Signs with the services of `pki.py`, whose address it gives in the environment.
fn long_term(folder: &Path) {
    let sample = sample::sample();
    let pki = PathBuf::from(std::env::var("PKI_FOLDER").unwrap());
    let url = std::env::var("PKI_URL").unwrap();
    let read = |name: &str| fs::read(pki.join(name)).unwrap();
    let mut random = StdRng::seed_from_u64(1);
    let mut open =
        |file| Pkcs12Signer::open(&read(file), &sample::passphrase(), &mut random).unwrap();
    let signers = [open("ihk.p12"), open("hwk.p12")];
    let root = read("root.der");
    let mut nonce = 0;
    let mut stamp = |bytes: &[u8]| {
        nonce += 1;
        let post = &mut |query: &[u8]| {
            post(
                &format!("{url}/test/tsa/tsa"),
                "application/timestamp-query",
                query,
            )
        };
        Ok(timestamp::obtain(
            bytes,
            nonce,
            std::slice::from_ref(&root),
            post,
        )?)
    };
    let mut sign = |pdf: &[u8], position: usize, signer: &dyn DocumentSigner| {
        let words = sample::words(position);
        let sign = |message: &[u8]| signer.sign(message, sample::moment());
        let chain = signer.certificate().chain();
        let slot = sample::slot(position, &words);
        signature::sign(pdf, &slot, chain, sign, Some(&mut stamp)).unwrap()
    };
    let once = sign(&sample.base, 0, &signers[0]);
    let stamped = sign(&once, 1, &signers[1]);
    let mut fetch = |query: Query<'_>| match query {
        Query::Crl(url) => Ok(ureq::get(url).call()?.body_mut().read_to_vec()?),
        Query::Ocsp(url, request) => post(url, "application/ocsp-request", request),
    };
    let data = revocation::gather(&stamped, std::slice::from_ref(&root), &mut fetch).unwrap();
    assert!(!data.ocsp_responses.is_empty() && !data.crls.is_empty());
    let long_term = preservation::add_validation_data(&stamped, &data).unwrap();
    let archived = preservation::stamp_document(&long_term, &mut stamp).unwrap();
    let again = preservation::preserve(&archived, &data, &mut stamp).unwrap();
    let caught_up = preservation::stamp_document(&sample.signed(), &mut stamp).unwrap();

    let mut trust = sample.trust();
    trust.time_services = vec![root.clone()];
    assert_eq!(check(&caught_up, &trust).unwrap().level(), Level::T);
    for (slot, signer) in trust.slots.iter_mut().zip(&signers) {
        slot.chains = vec![signer.certificate().chain().to_vec()];
    }
    for (pdf, level) in [
        (&stamped, Some(Level::T)),
        (&long_term, None),
        (&archived, Some(Level::Lta)),
        (&again, Some(Level::Lta)),
    ] {
        assert_eq!(check(pdf, &trust).ok().map(|c| c.level()), level);
    }
    for (name, pdf) in [
        ("t", &stamped),
        ("lt", &long_term),
        ("lta", &archived),
        ("lta-again", &again),
    ] {
        let folder = folder.join(name);
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("signed.pdf"), pdf).unwrap();
        for chamber in ["chamber1.der", "chamber2.der"] {
            fs::write(folder.join(chamber), &root).unwrap();
        }
    }
}

fn post(
    url: &str,
    kind: &str,
    query: &[u8],
) -> Result<Vec<u8>, Box<dyn std::error::Error + Send + Sync>> {
    let request = ureq::post(url).header("Content-Type", kind);
    Ok(request.send(query)?.body_mut().read_to_vec()?)
}

fn write(folder: &Path, second: &dyn DocumentSigner) {
    let sample = sample::sample();
    let pdf = sample.sign_as(&sample.once(), 1, second).unwrap();
    let anchor = |signer: &dyn DocumentSigner| signer.certificate().chain().last().unwrap().clone();
    fs::create_dir_all(folder).unwrap();
    fs::write(folder.join("signed.pdf"), pdf).unwrap();
    fs::write(folder.join("chamber1.der"), anchor(&sample.signers[0])).unwrap();
    fs::write(folder.join("chamber2.der"), anchor(second)).unwrap();
}
