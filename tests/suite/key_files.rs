//! Key files that are damaged, swapped or gone.

use std::fs;

use crate::world::{AALEN, Backend, HWK, World, day};

#[test]
fn damaged_swapped_and_missing_key_files_are_told_apart() {
    let world = World::new(Backend::Sqlite);
    let serial = world.prepare(AALEN, &day(-1), &[]);
    let [hwk, ihk] = &world.key_files()[..] else {
        panic!();
    };
    let good = fs::read_to_string(hwk).unwrap();
    let other = fs::read_to_string(ihk).unwrap();
    let damaged = "ist beschädigt oder gehört zu einem anderen Schlüssel";
    for bad in [
        String::new(),
        "kein PEM".to_owned(),
        good[..good.len() / 2].to_owned(),
        good.replace("ENCRYPTED PRIVATE KEY", "PRIVATE KEY"),
        other,
    ] {
        fs::write(hwk, &bad).unwrap();
        world.sign(&serial, HWK).is(32, damaged);
    }
    fs::write(hwk, b"\xff\xfe\x00").unwrap();
    world.sign(&serial, HWK).is(32, damaged);
    // A flipped bit in what is encrypted looks like a wrong passphrase, or is found as damage.
    let at = good.len() - 60;
    let letter = if good.as_bytes()[at] == b'A' {
        "B"
    } else {
        "A"
    };
    fs::write(hwk, format!("{}{letter}{}", &good[..at], &good[at + 1..])).unwrap();
    assert_eq!(world.sign(&serial, HWK).code, 32);
    fs::remove_file(hwk).unwrap();
    world
        .sign(&serial, HWK)
        .is(32, "Die Datei mit dem privaten Schlüssel fehlt");
    assert_eq!(world.database.number("SELECT COUNT(*) FROM signature"), 0);
    fs::write(hwk, good).unwrap();
    world.sign(&serial, HWK).is(0, "");
}

#[test]
fn a_damaged_keyring_is_refused() {
    let world = World::new(Backend::Sqlite);
    let path = world.data().join("keys/keyring.toml");
    let good = fs::read_to_string(&path).unwrap();
    let key = good.split("public_key = \"").nth(1).unwrap()[..64].to_owned();
    let id = good.split("key_id = \"").nth(1).unwrap()[..64].to_owned();
    let small_order = format!("01{}", "00".repeat(31));
    for (bad, says) in [
        (good.replace("[[key]]", "[[key"), "cannot be read"),
        (good.replace("Ed25519", "RSA"), "cannot be read"),
        (
            good.replace(&key, &key[..62]),
            "not a usable Ed25519 public key",
        ),
        (
            good.replace(&key, &small_order),
            "not a usable Ed25519 public key",
        ),
        (
            good.replace(&id, &"0".repeat(64)),
            "does not belong to its key",
        ),
        (
            good.replace(
                "since",
                "compromised = \"2026-01-01\"\nretired = \"2026-01-01\"\nsince",
            ),
            "both",
        ),
        (
            format!(
                "{good}\n{}",
                good.split_once("[[key]]")
                    .unwrap()
                    .1
                    .replacen("", "[[key]]", 1)
            ),
            "share the tag",
        ),
    ] {
        fs::write(&path, &bad).unwrap();
        world.run(&["keys", "list"]).is(32, says);
        let keys = path.display().to_string();
        world
            .run(&["verify", "1", "--offline", "--keys", &keys])
            .is(32, says);
    }
}
