//! The keys that sign Urkunden: a provider's next to the chamber's own, and what is refused.

use std::fs;

use jiff::ToSpan;
use kammersiegel::domain::chamber::ChamberId;
use kammersiegel::keys::document::self_issued::Subject;
use kammersiegel::keys::{KeyFolder, Passphrase};
use p12_keystore::{Certificate, KeyStore, KeyStoreEntry, PrivateKey, PrivateKeyChain};
use p256::pkcs8::{DecodePrivateKey, EncodePrivateKey};
use serde_json::Value;

use crate::world::{AALEN, Backend, HWK, IHK, PASSPHRASE, World, day, files, text};

const PROVIDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/pades/provider");
const SECRET: &str = "eine lange Passphrase";
const VARIABLE: &str = "KAMMERSIEGEL_DOCUMENT_PASSPHRASE_HWK_ULM";

on_both_databases!(a_providers_key_takes_the_place_of_the_chambers_own);

fn a_providers_key_takes_the_place_of_the_chambers_own(on: Backend) {
    let mut world = World::new(on);
    let older = world.issue_valid();
    world.set(VARIABLE, SECRET);
    let mut pages = String::new();
    for (file, kind) in [
        ("ecdsa.p12", "P-256"),
        ("rsa.p12", "RSA"),
        ("p384.p12", "P-384"),
    ] {
        take(&world, file).is(0, "ausgestellt von „Muster Seal CA“");
        let serial = world.issue_valid();
        let signatures = signatures(&world, &serial);
        assert_eq!(signatures[0]["certificate"], "self-issued", "{kind}");
        assert!(signatures[0]["issuer"].is_null(), "{kind}");
        assert_eq!(signatures[1]["certificate"], "issued", "{kind}");
        assert_eq!(signatures[1]["issuer"], "Muster Seal CA", "{kind}");
        assert_eq!(signatures[1]["chamber"], HWK);
        let subject = text(&signatures[1]["subject"]);
        assert!(subject.contains("CN=Handwerkskammer Ulm"), "{subject}");
        let site = world.serve_now();
        let bytes = fs::read(pdf(&world, &serial)).unwrap();
        pages += &site
            .send_bytes("/verify", &bytes)
            .is(200, "„Muster Seal CA“")
            .body;
    }
    // What was signed with the key before stays genuine.
    assert_eq!(signatures(&world, &older)[1]["certificate"], "self-issued");
    world.run(&["audit", "verify"]).is(0, "");

    let listed = world.json(&["keys", "document", "list", "--json"]);
    let listed: Vec<&Value> = listed
        .as_array()
        .unwrap()
        .iter()
        .filter(|row| row["chamber"] == HWK)
        .collect();
    assert_eq!(listed.len(), 4);
    let signing: Vec<_> = listed
        .iter()
        .filter(|row| !row["custody"].is_null())
        .collect();
    let [signing] = signing.as_slice() else {
        panic!("{signing:?}");
    };
    assert_eq!(signing["custody"], "pkcs12");
    // What only a trusted list can say is never said.
    let words =
        world.ok(&["keys", "document", "list"]) + &world.ok(&["verify", &pdf(&world, &older)]);
    for never in ["qualifizier", "vertrauensdiensteanbieter"] {
        assert!(!words.to_lowercase().contains(never), "{words}");
        assert!(!pages.to_lowercase().contains(never), "{pages}");
    }
    assert!(
        words.contains("von der Kammer selbst ausgestellt"),
        "{words}"
    );

    // And back to a key of the chamber's own.
    world
        .run(&["keys", "document", "new", "--chamber", HWK])
        .is(0, "von der Kammer selbst ausgestellt");
    let serial = world.issue_valid();
    assert_eq!(signatures(&world, &serial)[1]["certificate"], "self-issued");
}

#[test]
fn an_unfit_or_unreadable_key_is_refused_and_changes_nothing() {
    let mut world = World::new(Backend::Sqlite);
    world.set(VARIABLE, SECRET);
    let before = world.json(&["keys", "document", "list", "--json"]);
    for (file, says) in [
        ("expired.p12", "ist am 1. Januar 2025"),
        ("expired.p12", "„keys document pkcs12“"),
        ("expired.p12", "„keys document token“"),
        ("web-server.p12", "für einen anderen Zweck"),
        ("ocsp.p12", "für einen anderen Zweck"),
        ("rsa-1024.p12", "mit 1024 Bit zu kurz"),
        ("p521.p12", "ECDSA mit P-256 oder P-384 und RSA"),
        ("usurped.p12", "nicht von dem Aussteller unterschrieben"),
        (
            "names-itself.p12",
            "nicht von dem Aussteller unterschrieben",
        ),
        ("encryption-only.p12", "nicht zum Unterschreiben bestimmt"),
        ("long.p12", "ohne überflüssige Zertifikate"),
        ("root.der", "lässt sich mit dieser Passphrase nicht öffnen"),
        ("none.p12", "none.p12"),
    ] {
        let done = take(&world, file);
        let code = if file == "none.p12" { 34 } else { 32 };
        done.is(code, says);
    }
    world.set(VARIABLE, "eine falsche Passphrase");
    take(&world, "ecdsa.p12").is(32, "lässt sich mit dieser Passphrase nicht öffnen");
    world.unset(VARIABLE);
    take(&world, "ecdsa.p12").is(32, VARIABLE);
    world.set(VARIABLE, SECRET);
    world.set("KAMMERSIEGEL_DOCUMENT_PASSPHRASE_NOBODY", SECRET);
    let file = format!("{PROVIDER}/ecdsa.p12");
    world
        .run(&["keys", "document", "pkcs12", &file, "--chamber", "nobody"])
        .is(31, "nobody");
    let token = [
        "keys",
        "document",
        "token",
        "--chamber",
        HWK,
        "--label",
        "x",
    ];
    world
        .run(&[&token[..], &["--module", "/nowhere.so"]].concat())
        .is(32, "(--module), arbeitet nicht");
    assert_eq!(world.json(&["keys", "document", "list", "--json"]), before);
    assert_eq!(
        signatures(&world, &world.issue_valid())[1]["certificate"],
        "self-issued"
    );
}

#[test]
fn a_key_whose_certificate_ends_soon_is_taken_over_with_a_warning() {
    let mut world = World::new(Backend::Sqlite);
    world.set(VARIABLE, SECRET);
    for (days, warns) in [(59, true), (62, false)] {
        let file = world.file("soon.p12", package(days));
        let done = world.run(&["keys", "document", "pkcs12", &file, "--chamber", HWK]);
        let done = done.is(0, "Urkunden werden jetzt unterschrieben mit");
        assert_eq!(
            done.err.contains("Bitte besorgen Sie ein neues"),
            warns,
            "{done:#?}"
        );
    }
}

/// After a renewal there are two certificates of one key.
#[test]
fn the_certificate_that_is_valid_longest_is_taken() {
    let mut world = World::new(Backend::Sqlite);
    world.set(VARIABLE, SECRET);
    take(&world, "renewed.p12").is(0, "gültig bis 1. Januar 2044");
    let serial = world.issue_valid();
    assert_eq!(signatures(&world, &serial)[1]["certificate"], "issued");
}

#[test]
fn no_key_is_that_of_two_chambers() {
    let mut world = World::new(Backend::Sqlite);
    world.set(VARIABLE, SECRET);
    world.set(
        "KAMMERSIEGEL_DOCUMENT_PASSPHRASE_IHK_OSTWUERTTEMBERG",
        SECRET,
    );
    let take = |file: &str, chamber: &str| {
        let file = format!("{PROVIDER}/{file}");
        world.run(&["keys", "document", "pkcs12", &file, "--chamber", chamber])
    };
    take("ecdsa.p12", HWK).is(0, "");
    take("ecdsa.p12", IHK).is(32, "gehört schon der Kammer hwk-ulm");
    // What a chamber has already, it may take again.
    take("ecdsa.p12", HWK).is(0, "");
    take("rsa.p12", IHK).is(0, "");
}

/// A PKCS#12 file whose certificate ends after so many days.
fn package(days: i64) -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    let keys = KeyFolder::new(folder.path());
    let chamber = ChamberId::parse("kammer").unwrap();
    let subject = Subject {
        name: "Handwerkskammer Ulm".to_owned(),
        organisation: "Handwerkskammer Ulm".to_owned(),
    };
    let secret = Passphrase::new(SECRET.to_owned());
    let end = jiff::Zoned::now().saturating_add(days.days());
    let start = end.saturating_sub(5.years()).timestamp();
    let made = keys.create_document_key(&chamber, &subject, &secret, start, &mut rand::rng());
    let certificate = Certificate::from_der(&made.unwrap().chain()[0]).unwrap();
    let [file] = files(&folder.path().join("private")).try_into().unwrap();
    let key = fs::read_to_string(file).unwrap();
    let key = p256::SecretKey::from_pkcs8_encrypted_pem(&key, SECRET).unwrap();
    let key = PrivateKey::from_der(key.to_pkcs8_der().unwrap().as_bytes()).unwrap();
    let chain = PrivateKeyChain::new("signer", key, [certificate]);
    let mut store = KeyStore::new();
    store.add_entry("signer", KeyStoreEntry::PrivateKeyChain(chain));
    store.writer(SECRET).write().unwrap()
}

#[test]
fn a_wrong_secret_of_a_providers_key_signs_nothing() {
    let mut world = World::new(Backend::Sqlite);
    world.set(VARIABLE, SECRET);
    take(&world, "ecdsa.p12").is(0, "");
    let serial = world.prepare(AALEN, &day(-10), &[]);
    world.sign(&serial, IHK).is(0, "");
    world.set(VARIABLE, "eine falsche Passphrase");
    world
        .sign(&serial, HWK)
        .is(32, "lässt sich mit dieser Passphrase nicht öffnen");
    assert_eq!(world.show(&serial)["stage"], "sealed");
    world.set(VARIABLE, SECRET);
    let sign = ["certificate", "sign", "--chamber", HWK];
    world.run(&sign).is(0, "ausgestellt");
    assert_eq!(world.verify(&serial).0, 0);
}

/// Somebody put another key of the chamber in the place of the one that signs.
#[test]
fn a_key_signs_with_its_own_certificate_only() {
    let world = World::new(Backend::Sqlite);
    let serial = world.prepare(AALEN, &day(-10), &[]);
    world.sign(&serial, IHK).is(0, "");
    let private = world.data().join("keys/private");
    let keys = || files(&private).into_iter().filter(|f| is_of_hwk(f));
    let old: Vec<_> = keys().collect();
    let [old] = old.as_slice() else {
        panic!("{old:?}")
    };
    world.ok(&["keys", "document", "new", "--chamber", HWK]);
    let new = keys().find(|file| file != old).unwrap();
    let right = fs::read(&new).unwrap();
    fs::copy(old, &new).unwrap();
    world
        .sign(&serial, HWK)
        .is(32, "gehört nicht zu seinem Zertifikat");
    assert_eq!(world.verify(&serial).0, 20, "not public");
    let site = world.serve_now();
    let person = world.person(&site, HWK, "unterschrift@hwk.example", &["signatory"]);
    let desk = person.sign_in(&site);
    let other = world.prepare(AALEN, &day(-1), &[]);
    let form = [("passphrase", PASSPHRASE), ("serial", other.as_str())];
    desk.send("/staff/signing", "/staff/signing", &form).is(
        422,
        "Dokumentenschlüssel Ihrer Kammer gehört nicht zu ihrem",
    );
    assert_eq!(world.show(&other)["issuers"][1]["signature"], "missing");
    fs::write(&new, right).unwrap();
    let sign = ["certificate", "sign", "--chamber", HWK];
    world.run(&sign).is(0, "ausgestellt");
    assert_eq!(world.verify(&serial).0, 0);
}

fn is_of_hwk(file: &std::path::Path) -> bool {
    let name = file.file_name().unwrap().to_string_lossy();
    name.starts_with(HWK) && name.contains("-document.")
}

#[test]
fn a_pdf_is_checked_without_the_register() {
    let world = World::new(Backend::Sqlite);
    let serial = world.issue_valid();
    let pdf = pdf(&world, &serial);
    let folder = world.place("keys");
    fs::create_dir_all(folder.join("document")).unwrap();
    let ring = folder.join("keyring.toml");
    fs::copy(world.data().join("keys/keyring.toml"), &ring).unwrap();
    let ring = ring.display().to_string();
    let offline = |file: &str| world.run(&["verify", file, "--offline", "--keys", &ring, "--json"]);
    // Without the chambers' certificates nothing can be said.
    let done = offline(&pdf);
    assert_eq!(done.code, 23, "{done:#?}");
    assert!(text(&done.json()["explanation"]).contains("Ordner „document“"));
    for file in files(&world.data().join("keys/document")) {
        fs::copy(
            &file,
            folder.join("document").join(file.file_name().unwrap()),
        )
        .unwrap();
    }
    let done = offline(&pdf);
    assert_eq!(done.code, 0, "{done:#?}");
    let said = done.json();
    assert_eq!(said["register"], "not_consulted");
    assert_eq!(said["serial"], serial.as_str());
    assert_eq!(said["document"]["level"], "B");
    assert_eq!(said["document"]["signatures"].as_array().unwrap().len(), 2);

    let mut bytes = fs::read(&pdf).unwrap();
    // In the first stream, so that the file can be read as before.
    let stream = memchr::memmem::find(&bytes, b"stream\n").unwrap();
    bytes[stream + 20] ^= 1;
    let done = offline(&world.file("changed.pdf", &bytes));
    assert_eq!(
        (done.code, done.json()["cause"].clone()),
        (21, "file_altered".into())
    );
    let done = offline(&world.file("other.pdf", "%PDF-1.7\n"));
    assert_eq!(
        (done.code, done.json()["cause"].clone()),
        (21, "unknown_file".into())
    );
}

/// Takes over a file of the invented provider for the second chamber.
fn take(world: &World, file: &str) -> crate::world::Done {
    let file = format!("{PROVIDER}/{file}");
    world.run(&["keys", "document", "pkcs12", &file, "--chamber", HWK])
}

fn pdf(world: &World, serial: &str) -> String {
    text(&world.show(serial)["document"])
}

/// What `verify` says of the signatures in an Urkunde.
fn signatures(world: &World, serial: &str) -> Value {
    let (code, said) = world.verify(&pdf(world, serial));
    assert_eq!(code, 0, "{said:#}");
    said["document"]["signatures"].clone()
}
