//! The path: prepare, both chambers sign, issued, checked by anyone.

use std::fs;

use serde_json::{Value, json};

use crate::world::{AALEN, Backend, Done, HWK, IHK, KOENIGSBRONN, World, day, text};

on_both_databases!(
    both_orders_issue,
    a_report_has_the_promised_fields,
    a_list_has_what_show_has,
    every_state_has_its_exit_code,
    a_file_is_judged_byte_for_byte,
    the_keyring_alone_judges_a_code,
    one_command_signs_many,
);

fn both_orders_issue(on: Backend) {
    let world = World::new(on);
    for (first, second) in [(IHK, HWK), (HWK, IHK)] {
        let serial = world.prepare(AALEN, &day(-1), &[]);
        let prepared = world.show(&serial);
        assert_eq!(prepared["stage"], "prepared");
        assert_eq!(prepared["state"], "prepared");

        let done = world.sign(&serial, first).is(0, "unterschrieben");
        assert!(!done.out.contains("ausgestellt"), "{done:?}");
        assert_eq!(world.show(&serial)["stage"], "prepared");

        world.sign(&serial, second).is(0, "ausgestellt");
        let issued = world.show(&serial);
        assert_eq!(issued["stage"], "issued");
        assert_eq!(issued["state"], "valid");
        for issuer in issued["issuers"].as_array().unwrap() {
            assert_eq!(issuer["signature"], "valid");
        }
    }
    world.run(&["audit", "verify"]).is(0, "unverändert");
}

fn a_report_has_the_promised_fields(on: Backend) {
    let world = World::new(on);
    let serial = world.issue(KOENIGSBRONN, "2026-03-03", &["--until", "2031-03-02"]);
    let (code, report) = world.verify(&serial);
    assert_eq!(code, 0);
    let keys: Vec<_> = world
        .json(&["keys", "list", "--json"])
        .as_array()
        .unwrap()
        .clone();
    let tag = |i: usize| json!(text(&keys[i]["key_id"])[..8]);
    for (field, value) in [
        ("state", json!("valid")),
        ("genuine", json!(true)),
        ("serial", json!(serial)),
        (
            "recipient",
            json!({"name": "Königsbronn", "kind": "Gemeinde", "ags": KOENIGSBRONN,
                   "website": "www.koenigsbronn.de"}),
        ),
        ("valid_from", json!("2026-03-03")),
        ("valid_until", json!("2031-03-02")),
        (
            "issuers",
            json!([
                {"name": "Industrie- und Handelskammer Ostwürttemberg", "key_id": tag(0),
                 "signature": "valid"},
                {"name": "Handwerkskammer Ulm", "key_id": tag(1), "signature": "valid"},
            ]),
        ),
    ] {
        assert_eq!(report[field], value, "{field}");
    }
    let mark = &report["mark"]["name"];
    assert_eq!(mark, "Ausgezeichneter Wohnort für Fach- und Führungskräfte");
    assert!(text(&report["as_of"]).ends_with('Z'));
}

fn a_list_has_what_show_has(on: Backend) {
    let world = World::new(on);
    let issued = world.issue_valid();
    let prepared = world.prepare(KOENIGSBRONN, "2027-01-01", &[]);
    let list = world.json(&["certificate", "list", "--json"]);
    assert_eq!(list.as_array().unwrap().len(), 2);
    for (listed, serial) in list.as_array().unwrap().iter().zip([&issued, &prepared]) {
        let (mut listed, mut shown) = (listed.clone(), world.show(serial));
        // The one thing that differs from call to call.
        listed["as_of"] = Value::Null;
        shown["as_of"] = Value::Null;
        assert_eq!(listed, shown);
    }
    let files = world.show(&issued);
    let document = fs::read(text(&files["document"])).unwrap();
    assert!(document.starts_with(b"%PDF-"));
    let seal = fs::read(text(&files["seal"])).unwrap();
    assert!(seal.starts_with(b"\x89PNG\r\n"));
    assert!(text(&files["qr_text"]).starts_with("https://siegel.example/z/"));
    assert_eq!(list[1]["document"], Value::Null);
    assert_eq!(list[1]["qr_text"], Value::Null);
    let plain = world.ok(&["certificate", "list"]);
    assert!(
        plain.contains(&issued) && plain.contains("Königsbronn"),
        "{plain}"
    );
}

fn every_state_has_its_exit_code(on: Backend) {
    let world = World::new(on);
    let state = |serial: &str| {
        let (code, report) = world.verify(serial);
        (code, text(&report["state"]))
    };
    let is = |code: i32, name: &str| (code, name.to_owned());

    let serial = world.issue_valid();
    assert_eq!(state(&serial), is(0, "valid"));
    let qr = text(&world.show(&serial)["qr_text"]);
    assert_eq!(state(&qr), is(0, "valid"));
    let later = world.issue(AALEN, &day(30), &[]);
    assert_eq!(state(&later), is(10, "not_yet_valid"));
    let over = world.issue(AALEN, "2020-01-01", &[]);
    assert_eq!(state(&over), is(11, "expired"));
    world.decide("suspend", &serial, "Prüfung").is(0, "");
    assert_eq!(state(&serial), is(12, "suspended"));
    world.decide("withdraw", &serial, "Prüfung").is(0, "");
    assert_eq!(state(&serial), is(13, "withdrawn"));
    let old = world.issue_valid();
    let new = world.json(&["certificate", "supersede", &old, "--json"]);
    for chamber in [IHK, HWK] {
        world.sign(&text(&new["serial"]), chamber).is(0, "");
    }
    assert_eq!(state(&old), is(14, "superseded"));
    assert_eq!(state("7H3K-9QXM-2P4R-8T22"), is(22, "malformed"));
    assert_eq!(state(&never_given()), is(20, "unknown"));
    assert_eq!(state(&with_one_signature(&qr)), is(21, "not_genuine"));
    let keyring = world.data().join("keys/keyring.toml");
    let keyring = keyring.display().to_string();
    let offline = ["verify", &old, "--offline", "--keys", &keyring];
    world.run(&offline).is(23, "Prüfung zurzeit nicht möglich");
}

fn a_file_is_judged_byte_for_byte(on: Backend) {
    let world = World::new(on);
    let serial = world.issue_valid();
    let document = text(&world.show(&serial)["document"]);
    let (code, report) = world.verify(&document);
    assert_eq!((code, &report["serial"]), (0, &json!(serial)));

    let mut bytes = fs::read(&document).unwrap();
    for place in [0, bytes.len() / 2, bytes.len() - 1] {
        bytes[place] ^= 1;
        let altered = world.file("altered.pdf", &bytes);
        let (code, report) = world.verify(&altered);
        assert_eq!((code, &report["state"]), (21, &json!("not_genuine")));
        assert_eq!(report["recipient"], Value::Null);
        bytes[place] ^= 1;
    }
}

fn the_keyring_alone_judges_a_code(on: Backend) {
    let world = World::new(on);
    let serial = world.issue_valid();
    let qr = text(&world.show(&serial)["qr_text"]);
    let keyring = fs::read_to_string(world.data().join("keys/keyring.toml")).unwrap();

    let mut elsewhere = World::bare(Backend::Sqlite);
    elsewhere.set("KAMMERSIEGEL_DATABASE", "postgres://127.0.0.1:1/none");
    let keys = elsewhere.file("keyring.toml", &keyring);
    let offline = |code: &str| -> Done {
        elsewhere.run(&["verify", code, "--offline", "--keys", &keys, "--json"])
    };
    let report = offline(&qr).is(0, "").json();
    assert_eq!(report["register"], "not_consulted");
    assert_eq!(report["recipient"]["name"], "Aalen");
    let digits = qr.rsplit('/').next().unwrap();
    offline(digits).is(0, "");
    offline(&with_one_signature(&qr)).is(21, "signatures");
    // Of the key folder, nothing but the keyring was needed, and nothing was made.
    assert_eq!(fs::read_dir(elsewhere.data()).unwrap().count(), 0);

    let other = World::new(Backend::Sqlite);
    other.ok(&["keys", "new", "--chamber", IHK]);
    let foreign = fs::read_to_string(other.data().join("keys/keyring.toml")).unwrap();
    // Same chambers, same marks, but the seal's key of the one is taken out.
    let first = keyring.find("[[key]]").unwrap();
    let second = keyring[first + 7..].find("[[key]]").unwrap() + first + 7;
    let one_key = format!("{}{}", &keyring[..first], &keyring[second..]);
    assert_ne!(foreign, keyring);
    let keys = elsewhere.file("one.toml", one_key);
    let done = elsewhere.run(&["verify", &qr, "--offline", "--keys", &keys, "--json"]);
    assert_eq!(done.is(21, "").json()["issuers"][0]["signature"], "missing");
}

fn one_command_signs_many(on: Backend) {
    let world = World::new(on);
    let serials: Vec<_> = (0..3)
        .map(|_| world.prepare(AALEN, &day(-1), &[]))
        .collect();
    for chamber in [HWK, IHK] {
        let mut arguments = vec!["certificate", "sign", "--chamber", chamber];
        arguments.extend(serials.iter().map(String::as_str));
        world.ok(&arguments);
    }
    for serial in &serials {
        assert_eq!(world.verify(serial).0, 0);
    }
}

/// A well-formed number that nobody has.
pub fn never_given() -> String {
    "0000-0000-0000-0000".to_owned()
}

/// The code of a seal with its last signature cut off.
pub fn with_one_signature(qr_text: &str) -> String {
    let (before, digits) = qr_text.rsplit_once('/').unwrap();
    let bytes = kammersiegel::seal::code::from_digits(digits).unwrap();
    let cut = kammersiegel::seal::code::to_digits(&bytes[..bytes.len() - 64]);
    format!("{before}/{cut}")
}
