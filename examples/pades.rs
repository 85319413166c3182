//! Writes signed files for the judges under `tests/judges`: `cargo run --example pades FOLDER`.
#![allow(clippy::unwrap_used, clippy::expect_used)]

#[path = "../tests/pades/sample.rs"]
#[allow(dead_code)]
mod sample;

use std::fs;
use std::path::PathBuf;

use kammersiegel::keys::document::DocumentSigner;

fn main() {
    let folder = PathBuf::from(std::env::args().nth(1).expect("usage: pades FOLDER"));
    fs::create_dir_all(&folder).unwrap();
    let sample = sample::sample();
    let write = |name: &str, bytes: &[u8]| fs::write(folder.join(name), bytes).unwrap();
    write("base.pdf", &sample.base);
    write("once.pdf", &sample.once());
    write("signed.pdf", &sample.signed());
    for (i, signer) in sample.signers.iter().enumerate() {
        write(
            &format!("chamber{}.der", i + 1),
            &signer.certificate().chain()[0],
        );
    }
}
