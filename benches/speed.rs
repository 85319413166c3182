//! How much one core does in a second: pages, joint signatures, whole Urkunden, checks.
#![allow(clippy::unwrap_used)]

#[path = "../tests/pades/sample.rs"]
#[allow(dead_code)]
mod sample;

use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use divan::Bencher;
use divan::counter::ItemsCount;
use kammersiegel::document::check::{Trust, check};
use kammersiegel::document::signature::OpenDocument;
use kammersiegel::document::unfinished::check_so_far;
use kammersiegel::keys::document::DocumentSigner;
use mimalloc::MiMalloc;
use serde_json::json;

use sample::{Award, sample, sign};

// As in the program itself.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() {
    match std::env::var_os("KAMMERSIEGEL_BENCH_FILES") {
        Some(folder) => hand_over(Path::new(&folder)),
        None => divan::main(),
    }
}

#[divan::bench]
fn page(bencher: Bencher) {
    let mut awards = awards();
    bencher
        .counter(ItemsCount::new(1usize))
        .with_inputs(|| awards.next().unwrap())
        .bench_local_refs(|award| award.sheet().render().unwrap());
}

#[divan::bench]
fn joint_signature(bencher: Bencher) {
    let mut awards = awards();
    bencher
        .counter(ItemsCount::new(1usize))
        .with_inputs(|| awards.next().unwrap().sheet().open().unwrap())
        .bench_local_values(both_sign);
}

#[divan::bench]
fn joint_urkunde(bencher: Bencher) {
    let mut awards = awards();
    bencher
        .counter(ItemsCount::new(1usize))
        .with_inputs(|| awards.next().unwrap())
        .bench_local_refs(|award| urkunde(award));
}

/// As the program stores it: each revision passes the strict check before.
#[divan::bench]
fn checked_urkunde(bencher: Bencher) {
    static TRUST: LazyLock<Trust> = LazyLock::new(|| sample().trust());
    let mut awards = awards();
    bencher
        .counter(ItemsCount::new(1usize))
        .with_inputs(|| awards.next().unwrap())
        .bench_local_refs(|award| {
            let signers = &sample().signers;
            let once = sign(award.sheet().open().unwrap(), 0, &signers[0]).unwrap();
            check_so_far(once.bytes(), &TRUST).unwrap();
            let twice = sign(once, 1, &signers[1]).unwrap();
            check(twice.bytes(), &TRUST).unwrap()
        });
}

#[divan::bench(name = "check")]
fn check_of_file(bencher: Bencher) {
    static TRUST: LazyLock<Trust> = LazyLock::new(|| sample().trust());
    let mut awards = awards();
    bencher
        .counter(ItemsCount::new(1usize))
        .with_inputs(|| urkunde(&awards.next().unwrap()))
        .bench_local_refs(|pdf| check(pdf, &TRUST).unwrap());
}

fn urkunde(award: &Award) -> Vec<u8> {
    both_sign(award.sheet().open().unwrap())
}

fn both_sign(page: OpenDocument) -> Vec<u8> {
    let signers = &sample().signers;
    let once = sign(page, 0, &signers[0]).unwrap();
    sign(once, 1, &signers[1]).unwrap().into_bytes()
}

/// Sealed awards, each to another municipality.
fn awards() -> impl Iterator<Item = Award> {
    const BEGINNINGS: [&str; 30] = [
        "Aal", "Adel", "Bach", "Birken", "Brunn", "Dachs", "Eber", "Eichen", "Fichten", "Frei",
        "Gerst", "Hasel", "Hoch", "Immen", "Jagst", "Kirch", "Königs", "Lauch", "Mühl", "Neu",
        "Ober", "Ötlin", "Pfaff", "Quell", "Reichen", "Schön", "Tann", "Über", "Wald", "Zwerg",
    ];
    const ENDINGS: [&str; 12] = [
        "bach", "berg", "bronn", "dorf", "feld", "hausen", "heim", "hofen", "kirchen", "stadt",
        "stetten", "weiler",
    ];
    (0..).map(|i: usize| {
        let (beginning, ending) = (BEGINNINGS[i % 30], ENDINGS[i / 30 % 12]);
        let ags = format!("081{:05}", i % 100_000);
        sample()
            .sealing
            .award(&format!("{beginning}{ending}"), &ags)
    })
}

/// Writes what `compare` gives to the other side: the same awards, and a file to check.
fn hand_over(folder: &Path) {
    let awards: Vec<Award> = awards().take(360).collect();
    let words: Vec<_> = awards.iter().map(words).collect();
    fs::write(
        folder.join("awards.json"),
        serde_json::to_vec(&words).unwrap(),
    )
    .unwrap();
    fs::write(folder.join("signed.pdf"), urkunde(&awards[0])).unwrap();
    for (i, signer) in (1..).zip(&sample().signers) {
        let certificate = &signer.certificate().chain()[0];
        fs::write(folder.join(format!("chamber{i}.der")), certificate).unwrap();
    }
}

fn words(award: &Award) -> serde_json::Value {
    let inscription = &award.inscription;
    let chambers = inscription.chambers.iter().map(|chamber| {
        let people = chamber.signatories.iter();
        let people = people.map(|p| json!({ "name": p.name, "office": p.office }));
        json!({ "name": chamber.name, "signatories": people.collect::<Vec<_>>() })
    });
    json!({
        "title": inscription.title,
        "heading": inscription.heading,
        "award": inscription.award,
        "recipient": inscription.recipient,
        "mark_intro": inscription.mark_intro,
        "mark": inscription.mark,
        "reason": inscription.reason,
        "validity": inscription.validity,
        "place_and_date": inscription.place_and_date,
        "number": inscription.number,
        "check": inscription.check,
        "address": award.check.address,
        "qr_text": award.check.qr_text,
        "chambers": chambers.collect::<Vec<_>>(),
    })
}
